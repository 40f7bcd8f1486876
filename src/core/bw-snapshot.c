/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of all deals on a day.
 *
 * Starts from the present columns and undoes each deal's later changes, newest first. Deals that did not exist yet
 * are blank: nothing was known of them. O(deals + changes).
 *
 * At a million deals the time goes into memory, so all columns lie in one block that large pages can back, and
 * the deals are done in runs that stay in the cache from the copy of the columns to the last change undone. */

#include "core/bw-snapshot.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/bw-push.h"

enum
{
  RUN = 2048,            /* deals at a time */
  LARGE_PAGE = 2 << 20,  /* bytes */
  COLUMN_ALIGNMENT = 64, /* bytes */
};

/* The columns of a snapshot: type and name. */
#define SNAPSHOT_COLUMNS(X) \
  X (gint64, amount)        \
  X (BwDate, close)         \
  X (BwDate, stage_since)   \
  X (gint32, owner)         \
  X (guint16, stage)        \
  X (gint16, probability)   \
  X (guint16, pushes)       \
  X (guint8, exists)        \
  X (guint8, kind)          \
  X (guint8, category)

typedef struct
{
  guint8 kind;
  guint8 category;
  gint16 probability;
} StageState;

static StageState *
stages_at (const BwBook *book,
           BwDate        at)
{
  StageState *states = g_new0 (StageState, book->stages->len + 1);

  for (guint i = 0; i < book->stages->len; i++)
    {
      BwStageKind kind;
      BwCategory  category;

      bw_book_stage_at (book, (gint32)i, at, &kind, &category);
      states[i] = (StageState) { kind, category, bw_book_stage (book, i)->probability };
    }
  return states;
}

static gsize
column_size (gsize size,
             guint n)
{
  return (size * n + COLUMN_ALIGNMENT - 1) / COLUMN_ALIGNMENT * COLUMN_ALIGNMENT;
}

/* Returns: (transfer full): a snapshot of @n deals whose columns hold anything. The columns' block begins with the
 * amounts. */
static BwSnapshot *
allocate (guint  n,
          BwDate at)
{
  BwSnapshot *snapshot = g_new0 (BwSnapshot, 1);
  gsize       size = 0, alignment = COLUMN_ALIGNMENT;
  char       *block;

  snapshot->n = n;
  snapshot->at = at;
#define ADD_SIZE(type, name) size += column_size (sizeof (type), n);
  SNAPSHOT_COLUMNS (ADD_SIZE)
#undef ADD_SIZE
  if (size >= LARGE_PAGE)
    {
      alignment = LARGE_PAGE;
      size = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    }
  block = aligned_alloc (alignment, MAX (size, COLUMN_ALIGNMENT));
  if (block == NULL)
    g_error ("Out of memory: %" G_GSIZE_FORMAT " bytes", size);
#ifdef MADV_HUGEPAGE
  if (alignment == LARGE_PAGE)
    madvise (block, size, MADV_HUGEPAGE); /* a wish: small pages serve as well, only slower */
#endif
#define PLACE(type, name)                 \
  snapshot->name = (type *)(void *)block; \
  block += column_size (sizeof (type), n);
  SNAPSHOT_COLUMNS (PLACE)
#undef PLACE
  return snapshot;
}

static inline void
blank (BwSnapshot *snapshot,
       guint       i)
{
  snapshot->amount[i] = BW_MONEY_NONE;
  snapshot->close[i] = snapshot->stage_since[i] = BW_DATE_NONE;
  snapshot->owner[i] = BW_NOBODY;
  snapshot->stage[i] = snapshot->pushes[i] = 0;
  snapshot->probability[i] = BW_PROBABILITY_NONE;
  snapshot->exists[i] = 0;
  snapshot->kind[i] = BW_STAGE_OPEN;
  snapshot->category[i] = BW_CATEGORY_PIPELINE;
}

/* Undoes what happened to deal @i after the snapshot's day. */
static void
undo_later_changes (BwSnapshot     *snapshot,
                    const BwBook   *book,
                    guint           i,
                    const BwChange *changes,
                    guint           n,
                    guint8         *own_category,
                    gboolean       *present)
{
  gboolean stage_changed = FALSE, close_changed = FALSE;
  guint    c = n;

  for (; c > 0 && changes[c - 1].at > snapshot->at; c--)
    {
      const BwChange *change = &changes[c - 1];

      switch (change->field)
        {
        case BW_FIELD_STAGE:
          snapshot->stage[i] = (guint16)change->old_value;
          snapshot->stage_since[i] = BW_DATE_NONE;
          stage_changed = TRUE;
          break;
        case BW_FIELD_AMOUNT:
          snapshot->amount[i] = change->old_value;
          break;
        case BW_FIELD_CLOSE_DATE:
          snapshot->close[i] = (BwDate)change->old_value;
          close_changed = TRUE;
          break;
        case BW_FIELD_OWNER:
          snapshot->owner[i] = (gint32)change->old_value;
          break;
        case BW_FIELD_CATEGORY:
          *own_category = (guint8)change->old_value;
          break;
        case BW_FIELD_PROBABILITY:
          snapshot->probability[i] = (gint16)change->old_value;
          break;
        case BW_FIELD_PRESENT:
          *present = change->old_value != 0;
          break;
        default:
          break;
        }
    }
  if (close_changed && snapshot->pushes[i] > 0)
    snapshot->pushes[i] -= (guint16)MIN (bw_push_count (book, i, changes, n, snapshot->at), snapshot->pushes[i]);
  if (!stage_changed)
    return;
  /* The day on which the stage of that time was entered; the first stage when the deal was made. */
  while (c > 0 && changes[c - 1].field != BW_FIELD_STAGE)
    c--;
  if (c > 0)
    snapshot->stage_since[i] = changes[c - 1].at;
}

/* Completes deal @i, whose columns hold the present. */
static inline void
rebuild (BwSnapshot       *snapshot,
         const BwBook     *book,
         const StageState *stages,
         guint             i)
{
  const BwDeals  *deals = &book->deals;
  const BwChange *changes;
  guint           n;
  guint8          category = deals->category[i];
  gboolean        present = !(deals->flags[i] & BW_DEAL_VANISHED);
  StageState      stage = { BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, BW_PROBABILITY_NONE };

  if (deals->appeared[i] > snapshot->at)
    {
      blank (snapshot, i);
      return;
    }
  changes = bw_history_of (&book->history, i, &n);
  if (n > 0 && changes[n - 1].at > snapshot->at)
    {
      undo_later_changes (snapshot, book, i, changes, n, &category, &present);
      if (snapshot->stage_since[i] == BW_DATE_NONE && deals->created[i] <= snapshot->at)
        snapshot->stage_since[i] = deals->created[i];
    }
  if (snapshot->stage[i] < book->stages->len)
    stage = stages[snapshot->stage[i]];
  snapshot->exists[i] = present != 0;
  snapshot->kind[i] = stage.kind;
  snapshot->category[i] = category != BW_CATEGORY_NONE ? category : stage.category;
  if (snapshot->probability[i] == BW_PROBABILITY_NONE)
    snapshot->probability[i] = stage.probability;
}

/* Makes @snapshot what was known of all deals of @book at the end of the day @at; it has as many. */
static void
fill (BwSnapshot   *snapshot,
      const BwBook *book,
      BwDate        at)
{
  const BwDeals         *deals = &book->deals;
  g_autofree StageState *stages = stages_at (book, at);

  snapshot->at = at;
  for (guint start = 0; start < deals->n; start += RUN)
    {
      guint n = MIN (deals->n - start, RUN);

#define COPY(name) memcpy (snapshot->name + start, deals->name + start, sizeof *deals->name * n)
      COPY (amount);
      COPY (close);
      COPY (stage_since);
      COPY (owner);
      COPY (stage);
      COPY (probability);
      COPY (pushes);
#undef COPY
      for (guint i = start; i < start + n; i++)
        rebuild (snapshot, book, stages, i);
    }
}

/* Returns: (transfer full): what was known of all deals of @book at the end of the day @at. */
BwSnapshot *
bw_snapshot_new (const BwBook *book,
                 BwDate        at)
{
  BwSnapshot *snapshot = allocate (book->deals.n, at);

  fill (snapshot, book, at);
  return snapshot;
}

/* The same in the memory of @was (transfer full) (nullable), a snapshot that is not needed any more, where that fits: for many days
 * one after another, as memory that is new to the program has to be cleared first.
 * Returns: (transfer full) */
BwSnapshot *
bw_snapshot_renew (BwSnapshot   *was,
                   const BwBook *book,
                   BwDate        at)
{
  if (was == NULL || was->n != book->deals.n)
    {
      bw_snapshot_free (was);
      return bw_snapshot_new (book, at);
    }
  fill (was, book, at);
  return was;
}

/* Frees @snapshot (transfer full) (nullable). */
void
bw_snapshot_free (BwSnapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  free (snapshot->amount);
  g_free (snapshot);
}
