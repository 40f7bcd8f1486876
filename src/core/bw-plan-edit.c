/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territory plans as versions: their course from draft to archive, and copies.
 *
 *            propose          approve           activate            another takes over, or archive
 *   draft -----------> proposed ------> approved ------> active ---------------------------------> archived
 *     ^ <-- return ------+ <--------------+
 *
 * A draft is a copy of another plan, its base: territories, areas, named accounts, rules and locks get rows of their own, and
 * each territory keeps the line of the one that it continues, by which the two are compared whatever they are called. Areas are
 * changed in drafts, and in the plan in force for the small things of every day; a plan that is reviewed or approved stays as it
 * is. Approving takes back the changes that were rejected in the review (bw-plan-review.h).
 *
 * Of the active plans the one that began last is in force (bw_territory_plan_at()), so a plan can be made effective on a
 * day to come: until then the one before stays. Plans that can never be in force again are archived at once. Whatever becomes of a
 * plan is a row of its history, which is only ever added to; removing a draft takes its history along, and undo brings both back. */

#include "core/bw-plan-edit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-plan-quota.h"
#include "core/bw-quota-log.h"
#include "core/bw-plan-review.h"
#include "core/bw-territory-plan.h"
#include "core/bw-plan-map.h"

static const char *const status_titles[] = { N_ ("Draft"), N_ ("Proposed"), N_ ("Approved"), N_ ("Active"), N_ ("Archived") };
static const char *const event_titles[BW_N_PLAN_EVENTS] = {
  N_ ("Made"),
  N_ ("Copied"),
  N_ ("Proposed"),
  N_ ("Returned to draft"),
  N_ ("Approved"),
  N_ ("Made effective"),
  N_ ("Archived"),
};

/* What @status is called on screen. */
const char *
bw_plan_status_title (BwPlanStatus status)
{
  return _ (status_titles[status]);
}

/* What @kind of event is called on screen. */
const char *
bw_plan_event_title (BwPlanEventKind kind)
{
  return _ (event_titles[kind]);
}

/* Whether @act can be done with @plan as it stands. */
gboolean
bw_plan_allows (const BwPlan *plan,
                BwPlanAct     act)
{
  switch (act)
    {
    case BW_PLAN_PROPOSE:
    case BW_PLAN_REMOVE:
      return plan->status == BW_PLAN_DRAFT;
    case BW_PLAN_RETURN:
      return plan->status == BW_PLAN_PROPOSED || plan->status == BW_PLAN_APPROVED;
    case BW_PLAN_APPROVE:
      return plan->status == BW_PLAN_PROPOSED;
    case BW_PLAN_ACTIVATE:
      return plan->status == BW_PLAN_APPROVED;
    case BW_PLAN_ARCHIVE:
    default:
      return plan->status != BW_PLAN_ARCHIVED;
    }
}

/* Whether areas and accounts of @plan may be given to others. */
gboolean
bw_plan_is_editable (const BwPlan *plan)
{
  return plan->status == BW_PLAN_DRAFT || plan->status == BW_PLAN_ACTIVE;
}

/* The index of the plan called @name, the newest of several; %BW_NOBODY for none. */
gint32
bw_plan_find (const BwBook *book,
              const char   *name)
{
  for (guint i = book->plans->len; i > 0; i--)
    if (g_utf8_collate (bw_book_text (book, bw_book_plan (book, i - 1)->name), name) == 0)
      return (gint32)i - 1;
  return BW_NOBODY;
}

/* The index of the plan with the key @key (0: none); %BW_NOBODY for none. */
gint32
bw_plan_find_key (const BwBook *book,
                  gint64        key)
{
  for (guint i = 0; key != 0 && i < book->plans->len; i++)
    if (bw_book_plan (book, i)->key == key)
      return (gint32)i;
  return BW_NOBODY;
}

/* The plan that @plan is compared with unless another is asked for: the one it was copied from, else the one in force;
 * %BW_NOBODY when there is none beside it. */
gint32
bw_plan_base (const BwBook *book,
              gint32        plan)
{
  gint32 base = plan >= 0 ? bw_plan_find_key (book, bw_book_plan (book, plan)->base) : BW_NOBODY;

  if (base >= 0)
    return base;
  for (guint i = 0; i < book->plans->len; i++)
    if ((gint32)i != plan && bw_book_plan (book, i)->status == BW_PLAN_ACTIVE)
      base = (gint32)i;
  return base;
}

/* What is wrong with @name for a plan; @except is the one that is to be called so (%BW_NOBODY: a new one).
 * Returns: (transfer full) (nullable): a sentence. */
char *
bw_plan_dup_name_problem (const BwBook *book,
                          const char   *name,
                          gint32        except)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name != NULL ? name : ""));
  gint32           same = bw_plan_find (book, stripped);

  if (*stripped == '\0')
    return g_strdup (_ ("Give the plan a name."));
  if (same != BW_NOBODY && same != except)
    return g_strdup_printf (_ ("There is a plan called “%s” already. Give this one another name."), stripped);
  return NULL;
}

/* Returns: (transfer full): @stem, or with a number behind it, such that no plan is called so. */
char *
bw_plan_dup_free_name (const BwBook *book,
                       const char   *stem)
{
  char *name = g_strdup (stem);

  for (guint i = 2; bw_plan_find (book, name) != BW_NOBODY; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", stem, i);
    }
  return name;
}

/* The key by which @territory and those that continue it in other plans are known; 0 for %BW_NOBODY. */
gint64
bw_territory_line (const BwBook *book,
                   gint32        territory)
{
  const BwTerritory *row = territory >= 0 ? bw_book_territory (book, territory) : NULL;

  return row == NULL ? 0 : row->line != 0 ? row->line
                                          : row->key;
}

static BwText
add_text (BwBook     *book,
          const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0' ? bw_pool_add (&book->texts, stripped, -1) : 0;
}

static void
note_event (BwBook         *after,
            gint32          plan,
            BwPlanEventKind kind,
            const char     *note,
            gint64          now)
{
  BwPlanEvent event = { bw_book_random_key (), plan, kind, now, add_text (after, note) };

  g_array_append_val (after->plan_events, event);
}

static void
copy_measures (BwBook *after,
               gint32  from,
               gint32  to)
{
  guint n = after->plan_measures->len;

  for (guint i = 0; i < n; i++)
    {
      BwPlanMeasure measure = g_array_index (after->plan_measures, BwPlanMeasure, i);

      if (measure.plan != from)
        continue;
      measure.key = bw_book_random_key ();
      measure.plan = to;
      g_array_append_val (after->plan_measures, measure);
    }
}

/* Copies the rows of @table that belong to a territory of the copied plan, which stands at @offset in them. */
static void
copy_rows (BwBook       *after,
           BwTable       table,
           gsize         offset,
           const gint32 *copies,
           guint         n_territories)
{
  GArray *rows = bw_book_table (after, table);
  guint   size = g_array_get_element_size (rows), n = rows->len;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *row = g_memdup2 (rows->data + (gsize)i * size, size);
      gint32          *owner = (gint32 *)(gpointer)(row + offset);

      if (*owner < 0 || (guint)*owner >= n_territories || copies[*owner] < 0)
        continue;
      *owner = copies[*owner];
      *(gint64 *)(gpointer)row = bw_book_random_key ();
      g_array_append_vals (rows, row, 1);
    }
}

static void
copy_locks (BwBook *after,
            gint32  from,
            gint32  to)
{
  guint n = after->plan_locks->len;

  for (guint i = 0; i < n; i++)
    {
      BwPlanLock lock = g_array_index (after->plan_locks, BwPlanLock, i);

      if (lock.plan != from)
        continue;
      lock.key = bw_book_random_key ();
      lock.plan = to;
      g_array_append_val (after->plan_locks, lock);
    }
}

/* Makes a draft called @name, which has been found good, that is as @plan is; @copy (nullable) becomes its index. With
 * %BW_NOBODY it is empty, over the map that fits the accounts. */
BwBook *
bw_plan_edit_copy (const BwBook *book,
                   gint32        plan,
                   const char   *name,
                   gint64        now,
                   gint32       *copy,
                   BwDelta     **delta)
{
  BwBook            *after = bw_book_copy_but_deals (book);
  guint              n = book->territories->len;
  g_autofree gint32 *copies = g_new (gint32, MAX (n, 1));
  gint32             index = (gint32)after->plans->len;
  BwPlan             row = { bw_book_random_key (), add_text (after, name), BW_PLAN_DRAFT, BW_DATE_NONE, 0, 0 };

  *delta = bw_delta_new (book);
  row.base = plan >= 0 ? bw_book_plan (book, plan)->key : 0;
  if (plan >= 0)
    row.map = bw_book_plan (book, plan)->map;
  else
    {
      g_autofree char *map = bw_plan_map_dup_proposal (book);

      row.map = add_text (after, map);
    }
  g_array_append_val (after->plans, row);
  for (guint i = 0; i < n; i++)
    {
      BwTerritory territory = *bw_book_territory (after, i);

      copies[i] = BW_NOBODY;
      if (plan < 0 || territory.plan != plan)
        continue;
      copies[i] = (gint32)after->territories->len;
      territory.line = bw_territory_line (book, (gint32)i);
      territory.key = bw_book_random_key ();
      territory.plan = index;
      g_array_append_val (after->territories, territory);
    }
  copy_rows (after, BW_TABLE_ASSIGNMENTS, G_STRUCT_OFFSET (BwAssignment, territory), copies, n);
  copy_rows (after, BW_TABLE_NAMED_ACCOUNTS, G_STRUCT_OFFSET (BwNamedAccount, territory), copies, n);
  copy_rows (after, BW_TABLE_RULES, G_STRUCT_OFFSET (BwTerritoryRule, territory), copies, n);
  if (plan >= 0)
    {
      copy_locks (after, plan, index);
      copy_measures (after, plan, index);
    }
  note_event (after, index, plan >= 0 ? BW_PLAN_COPIED : BW_PLAN_MADE,
              plan >= 0 ? bw_book_text (book, bw_book_plan (book, plan)->name) : NULL, now);
  if (copy != NULL)
    *copy = index;
  return after;
}

/* Calls @plan @name, which has been found good, and says @note (nullable) of it. */
BwBook *
bw_plan_edit_describe (const BwBook *book,
                       gint32        plan,
                       const char   *name,
                       const char   *note,
                       BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_book_plan (after, plan)->name = add_text (after, name);
  bw_book_plan (after, plan)->note = add_text (after, note);
  bw_delta_mark (*delta, BW_TABLE_PLANS, (guint)plan);
  return after;
}

/* Proposes, returns, approves or archives @plan, which allows that. */
BwBook *
bw_plan_edit_set_status (const BwBook *book,
                         gint32        plan,
                         BwPlanAct     act,
                         const char   *note,
                         gint64        now,
                         BwDelta     **delta)
{
  static const struct
  {
    BwPlanStatus    status;
    BwPlanEventKind event;
  } ends[] = {
    [BW_PLAN_PROPOSE] = { BW_PLAN_PROPOSED, BW_PLAN_WAS_PROPOSED },
    [BW_PLAN_RETURN] = { BW_PLAN_DRAFT, BW_PLAN_RETURNED },
    [BW_PLAN_APPROVE] = { BW_PLAN_APPROVED, BW_PLAN_WAS_APPROVED },
    [BW_PLAN_ACTIVATE] = { BW_PLAN_ACTIVE, BW_PLAN_WAS_ACTIVATED },
    [BW_PLAN_ARCHIVE] = { BW_PLAN_ARCHIVED, BW_PLAN_WAS_ARCHIVED },
  };
  BwBook *after = bw_book_copy_but_deals (book);

  g_return_val_if_fail (act < G_N_ELEMENTS (ends) && act != BW_PLAN_ACTIVATE, after);

  *delta = bw_delta_new (book);
  if (act == BW_PLAN_APPROVE)
    bw_plan_review_take_back (after, plan, *delta);
  bw_book_plan (after, plan)->status = ends[act].status;
  bw_delta_mark (*delta, BW_TABLE_PLANS, (guint)plan);
  note_event (after, plan, ends[act].event, note, now);
  return after;
}

/* Makes @plan, which has been approved, the one in force from the day @from on. Plans that it leaves no day from @today on
 * are archived. With @move_quotas the quotas of periods that begin on that day or later follow: see bw-plan-quota.h. */
BwBook *
bw_plan_edit_activate (const BwBook *book,
                       gint32        plan,
                       BwDate        from,
                       BwDate        today,
                       gboolean      move_quotas,
                       gint64        now,
                       BwDelta     **delta)
{
  BwBook          *after = bw_book_copy_but_deals (book);
  gint32           base = bw_territory_plan_at (book, from);
  g_autofree char *day = bw_date_format_short (from, BW_DATE_NONE);

  *delta = bw_delta_new (book);
  if (move_quotas && base >= 0 && base != plan)
    {
      bw_plan_quota_move (after, base, plan, from, *delta);
      bw_quota_log_note (after, book->quotas, now, bw_book_text (book, bw_book_plan (book, plan)->name));
    }
  for (guint i = 0; i < after->plans->len; i++)
    {
      BwPlan *other = bw_book_plan (after, i);

      if ((gint32)i == plan || other->status != BW_PLAN_ACTIVE || (from > today && other->from < from))
        continue;
      other->status = BW_PLAN_ARCHIVED;
      bw_delta_mark (*delta, BW_TABLE_PLANS, i);
      note_event (after, (gint32)i, BW_PLAN_WAS_ARCHIVED, bw_book_text (book, bw_book_plan (book, plan)->name), now);
    }
  bw_book_plan (after, plan)->status = BW_PLAN_ACTIVE;
  bw_book_plan (after, plan)->from = from;
  bw_delta_mark (*delta, BW_TABLE_PLANS, (guint)plan);
  note_event (after, plan, BW_PLAN_WAS_ACTIVATED, day, now);
  return after;
}

/* Removes the rows of @table whose @offset holds @index, and closes the gap that its row leaves. */
static void
drop_rows (BwBook  *after,
           BwTable  table,
           gsize    offset,
           gint32   index,
           BwDelta *delta)
{
  GArray *rows = bw_book_table (after, table);
  guint   size = g_array_get_element_size (rows), kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char   *row = rows->data + (gsize)i * size;
      gint32 *at = (gint32 *)(gpointer)(row + offset);

      if (*at == index)
        {
          bw_delta_remove (delta, table, *(gint64 *)(gpointer)row);
          continue;
        }
      if (*at > index)
        (*at)--;
      memmove (rows->data + (gsize)kept++ * size, row, size);
    }
  g_array_set_size (rows, kept);
}

/* Takes @territory out of @after with all that refers to it. */
void
bw_plan_drop_territory (BwBook  *after,
                        gint32   territory,
                        BwDelta *delta)
{
  static const struct
  {
    BwTable table;
    gsize   offset;
  } references[] = {
    { BW_TABLE_ASSIGNMENTS, G_STRUCT_OFFSET (BwAssignment, territory) },
    { BW_TABLE_NAMED_ACCOUNTS, G_STRUCT_OFFSET (BwNamedAccount, territory) },
    { BW_TABLE_QUOTAS, G_STRUCT_OFFSET (BwQuota, territory) },
    { BW_TABLE_LEVERS, G_STRUCT_OFFSET (BwLever, territory) },
    { BW_TABLE_RULES, G_STRUCT_OFFSET (BwTerritoryRule, territory) },
    { BW_TABLE_PLAN_REVIEWS, G_STRUCT_OFFSET (BwPlanReview, territory) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    drop_rows (after, references[i].table, references[i].offset, territory, delta);
  bw_delta_remove (delta, BW_TABLE_TERRITORIES, bw_book_territory (after, territory)->key);
  g_array_remove_index (after->territories, (guint)territory);
}

/* Removes @plan with its territories and its history. */
BwBook *
bw_plan_edit_remove (const BwBook *book,
                     gint32        plan,
                     BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = after->territories->len; i > 0; i--)
    if (bw_book_territory (after, i - 1)->plan == plan)
      bw_plan_drop_territory (after, (gint32)i - 1, *delta);
  drop_rows (after, BW_TABLE_PLAN_EVENTS, G_STRUCT_OFFSET (BwPlanEvent, plan), plan, *delta);
  drop_rows (after, BW_TABLE_PLAN_REVIEWS, G_STRUCT_OFFSET (BwPlanReview, plan), plan, *delta);
  drop_rows (after, BW_TABLE_PLAN_LOCKS, G_STRUCT_OFFSET (BwPlanLock, plan), plan, *delta);
  drop_rows (after, BW_TABLE_PLAN_MEASURES, G_STRUCT_OFFSET (BwPlanMeasure, plan), plan, *delta);
  for (guint i = 0; i < after->territories->len; i++)
    if (bw_book_territory (after, i)->plan > plan)
      bw_book_territory (after, i)->plan--;
  bw_delta_remove (*delta, BW_TABLE_PLANS, bw_book_plan (after, plan)->key);
  g_array_remove_index (after->plans, (guint)plan);
  return after;
}

/* Makes the areas of @territory stay as they are, or not any more. */
BwBook *
bw_plan_edit_lock_territory (const BwBook *book,
                             gint32        territory,
                             gboolean      locked,
                             BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_book_territory (after, territory)->locked = locked;
  bw_delta_mark (*delta, BW_TABLE_TERRITORIES, (guint)territory);
  return after;
}

/* Says around which @unit (nullable: none) @territory lies. */
BwBook *
bw_plan_edit_set_center (const BwBook *book,
                         gint32        territory,
                         const char   *unit,
                         BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_book_territory (after, territory)->center = add_text (after, unit);
  bw_delta_mark (*delta, BW_TABLE_TERRITORIES, (guint)territory);
  return after;
}

/* Makes @units (nullable-terminated) stay where they are in @plan, or not any more. */
BwBook *
bw_plan_edit_lock_units (const BwBook      *book,
                         gint32             plan,
                         const char *const *units,
                         gboolean           locked,
                         BwDelta          **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       unit;

  *delta = bw_delta_new (book);
  for (guint i = 0; units[i] != NULL; i++)
    g_hash_table_add (wanted, (gpointer)units[i]);
  for (guint i = after->plan_locks->len; i > 0; i--)
    {
      const BwPlanLock *lock = &g_array_index (after->plan_locks, BwPlanLock, i - 1);

      if (lock->plan != plan || !g_hash_table_contains (wanted, bw_book_text (after, lock->unit)))
        continue;
      if (locked)
        {
          g_hash_table_remove (wanted, bw_book_text (after, lock->unit));
          continue;
        }
      bw_delta_remove (*delta, BW_TABLE_PLAN_LOCKS, lock->key);
      g_array_remove_index (after->plan_locks, i - 1);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (locked && g_hash_table_iter_next (&iter, &unit, NULL))
    {
      BwPlanLock lock = { bw_book_random_key (), plan, bw_pool_intern (&after->texts, unit) };

      g_array_append_val (after->plan_locks, lock);
    }
  return after;
}

/* Makes the units @a and @b count as neighbours (@joined 1), as none (0), or as the map has it (-1). */
BwBook *
bw_plan_edit_bridge (const BwBook *book,
                     const char   *a,
                     const char   *b,
                     int           joined,
                     BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = after->bridges->len; i > 0; i--)
    {
      const BwBridge *row = &g_array_index (after->bridges, BwBridge, i - 1);
      const char     *from = bw_book_text (after, row->a), *to = bw_book_text (after, row->b);

      if (!(g_str_equal (from, a) && g_str_equal (to, b)) && !(g_str_equal (from, b) && g_str_equal (to, a)))
        continue;
      bw_delta_remove (*delta, BW_TABLE_BRIDGES, row->key);
      g_array_remove_index (after->bridges, i - 1);
    }
  if (joined >= 0)
    {
      BwBridge row = { bw_book_random_key (), bw_pool_intern (&after->texts, a), bw_pool_intern (&after->texts, b), joined };

      g_array_append_val (after->bridges, row);
    }
  return after;
}
