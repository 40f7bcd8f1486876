/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Implied changes that stand in their deal's row.
 *
 * Of a deal that was closed when it was first seen follows that it was open before: two or three changes on its close date.
 * A first import has more of these than deals, and all but the stage that it was in and the close date that was expected
 * can be told from the rest: what such a change led to is what the first told change of the field came from, and without
 * one what the deal has now, as changes of a field follow on each other. So these two stand in the row, and the changes are
 * made of them when the file is read.
 *
 * They must be told to the letter: same day, order, origin and new values. Where that would not be, they are rows of
 * deal_changes as all others. A write that would leave a row telling something else first turns what it tells into such
 * rows (bw-store-unfold.c); these have keys below zero, as they are no news to whoever knows the rows up to some key. */

#include "store/bw-folded.h"

#include <string.h>

/* The fields whose changes can follow. */
enum
{
  STAGE,
  AMOUNT,
  CLOSE,
  N_FIELDS,
};

/* Returns one of these; -1 for another field. */
static int
place_of (guint8 field)
{
  return field == BW_FIELD_STAGE ? STAGE : field == BW_FIELD_AMOUNT     ? AMOUNT
                                         : field == BW_FIELD_CLOSE_DATE ? CLOSE
                                                                        : -1;
}

static void
read_present (const BwDeals *deals,
              guint          deal,
              gint64        *values)
{
  values[STAGE] = deals->stage[deal];
  values[AMOUNT] = deals->amount[deal];
  values[CLOSE] = deals->close[deal];
}

/* Appends what follows from @folded of a deal that had @seen. */
static guint
make_changes (const BwFolded *folded,
              const gint64   *seen,
              BwChange       *changes)
{
  const BwChange common = { .deal = folded->deal, .at = (BwDate)seen[CLOSE], .source = BW_TIME_IMPLIED, .import = folded->import };
  guint          n = 0;

  changes[n] = common;
  changes[n].field = BW_FIELD_STAGE;
  changes[n].old_value = folded->stage;
  changes[n].new_value = seen[STAGE];
  n++;
  if (folded->unpriced)
    {
      changes[n] = common;
      changes[n].ordinal = (guint16)n;
      changes[n].field = BW_FIELD_AMOUNT;
      changes[n].old_value = BW_MONEY_NONE;
      changes[n].new_value = seen[AMOUNT];
      n++;
    }
  if (folded->close != seen[CLOSE])
    {
      changes[n] = common;
      changes[n].ordinal = (guint16)n;
      changes[n].field = BW_FIELD_CLOSE_DATE;
      changes[n].old_value = folded->close;
      changes[n].new_value = seen[CLOSE];
      n++;
    }
  return n;
}

static gboolean
same_change (const BwChange *x,
             const BwChange *y)
{
  return x->deal == y->deal && x->at == y->at && x->ordinal == y->ordinal && x->field == y->field && x->source == y->source &&
         x->import == y->import && x->old_value == y->old_value && x->new_value == y->new_value;
}

/* Finds which of the first of the @n @changes of @deal can stand in its row. */
void
bw_folded_find_among (const BwBook   *book,
                      guint           deal,
                      const BwChange *changes,
                      guint           n,
                      BwFolded       *folded)
{
  guint    n_implied = 1, n_made;
  BwChange made[N_FIELDS];
  gint64   seen[N_FIELDS];
  gboolean told[N_FIELDS] = { FALSE };

  *folded = (BwFolded) { .deal = deal, .stage = -1 };
  if (n == 0 || changes[0].source != BW_TIME_IMPLIED || changes[0].field != BW_FIELD_STAGE || changes[0].old_value < 0)
    return;
  read_present (&book->deals, deal, seen);
  while (n_implied < MIN (n, N_FIELDS) && changes[n_implied].source == BW_TIME_IMPLIED &&
         changes[n_implied].import == changes[0].import && changes[n_implied].at == changes[0].at &&
         place_of (changes[n_implied].field) > STAGE)
    n_implied++;
  for (guint i = n_implied; i < n; i++)
    {
      int place = place_of (changes[i].field);

      if (place < 0 || told[place])
        continue;
      told[place] = TRUE;
      seen[place] = changes[i].old_value;
    }
  folded->stage = (gint32)changes[0].old_value;
  folded->import = changes[0].import;
  folded->unpriced = n_implied > 1 && changes[1].field == BW_FIELD_AMOUNT;
  folded->close = n_implied > 1 && changes[n_implied - 1].field == BW_FIELD_CLOSE_DATE
                    ? (BwDate)changes[n_implied - 1].old_value
                    : (BwDate)seen[CLOSE];
  n_made = make_changes (folded, seen, made);
  if (n_made != n_implied || seen[CLOSE] == BW_DATE_NONE)
    return;
  for (guint i = 0; i < n_made; i++)
    if (!same_change (&made[i], &changes[i]))
      return;
  folded->n = n_made;
}

/* The same for the changes that @book knows. */
void
bw_folded_find (const BwBook *book,
                guint         deal,
                BwFolded     *folded)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  bw_folded_find_among (book, deal, changes, n, folded);
}

static gboolean
is_earlier (const BwChange *x,
            const BwChange *y)
{
  return x->at != y->at ? x->at < y->at : x->ordinal < y->ordinal;
}

/* Appends to @changes (element-type BwChange), which hold all that are told of these deals in any order, what follows from
 * @folded (element-type BwFolded). */
void
bw_folded_add_changes (const GArray *folded,
                       const BwBook *book,
                       GArray       *changes)
{
  g_autofree guint *first = NULL;
  guint             n_told = changes->len, n_deals = book->deals.n;

  if (folded->len == 0)
    return;
  if (n_told > 0)
    first = g_new0 (guint, (gsize)n_deals * N_FIELDS);
  for (guint i = 0; i < n_told; i++)
    {
      const BwChange *change = &g_array_index (changes, BwChange, i);
      int             place = place_of (change->field);
      guint          *at;

      if (place < 0 || change->deal >= n_deals)
        continue;
      at = &first[(gsize)change->deal * N_FIELDS + (guint)place];
      if (*at == 0 || is_earlier (change, &g_array_index (changes, BwChange, *at - 1)))
        *at = i + 1;
    }
  for (guint i = 0; i < folded->len; i++)
    {
      const BwFolded *before = &g_array_index (folded, BwFolded, i);
      BwChange        made[N_FIELDS];
      gint64          seen[N_FIELDS];

      read_present (&book->deals, before->deal, seen);
      for (guint place = 0; first != NULL && place < N_FIELDS; place++)
        if (first[(gsize)before->deal * N_FIELDS + place] > 0)
          seen[place] = g_array_index (changes, BwChange, first[(gsize)before->deal * N_FIELDS + place] - 1).old_value;
      g_array_append_vals (changes, made, make_changes (before, seen, made));
    }
}
