/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals of a write are told by rows of deal_updates.
 *
 * A newer export changes a few columns of deals that are spread over all pages of their table. Writing these pages anew
 * takes longer than all the rest, and a row for each change of the history three times the room of one for all. So what it tells of a deal
 * is appended in one row for each day on which something changed (schema/step-5.sql), and deal_rows is left alone.
 *
 * Such rows hold new values alone: the old ones are what the deal had. So a deal is only told this way when that gives the same
 * history to the letter: its changes begin with what the columns were, follow on each other, lead to what the columns are, and
 * come in the order that the reader will give them; nothing was taken out of its history; and what changed besides are columns that
 * updates have. All others are written as always, and so are all where few changed.
 *
 * O(deals / 8 bytes + changed deals x columns). */

#include "store/bw-update-plan.h"

#include <string.h>

#include "core/bw-deal-value.h"
#include "store/bw-folded.h"

enum
{
  LEAST_SHARE = 50,   /* one deal in so many has to be told so, as then the packed copies are made anew in any case */
  NOT_TOLD = 1 << 16, /* behind the last column */
  N_TOLD = 9,         /* columns with a history; they come first */
};

/* What planning needs to know. */
typedef struct
{
  const BwBook         *after;
  const BwDelta        *delta;
  const BwDeals        *was;
  const BwUpdateColumn *columns;
  guint                *first;   /* for each deal of before its first change in the delta, + 1; 0: none; %G_MAXUINT: here and there */
  guint8               *changed; /* for each deal of before */
  guint8               *fixed;   /* the same: something was taken out of its history */
  GHashTable           *sets;    /* numbers that tell of sets, to their indexes + 1 */
  BwUpdatePlan         *plan;
  BwProgress            progress; /* (nullable) */
  gpointer              progress_data;
  gboolean              stopped;
} Planning;

enum
{
  PROGRESS_DEALS = 4096, /* between two signs of it */
};

/* The columns, those that are in the history by the number of their field. */
const BwUpdateColumn *
bw_update_columns (void)
{
  static const struct
  {
    const char *name;
    int         field;
  } names[BW_N_UPDATE_COLUMNS] = {
    { "stage", BW_FIELD_STAGE },
    { "amount", BW_FIELD_AMOUNT },
    { "close_date", BW_FIELD_CLOSE_DATE },
    { "owner", BW_FIELD_OWNER },
    { "category", BW_FIELD_CATEGORY },
    { "probability", BW_FIELD_PROBABILITY },
    { "flags", BW_FIELD_PRESENT },
    { "next_step", BW_FIELD_NEXT_STEP },
    { "activity", BW_FIELD_ACTIVITY },
    { "stage_since", -1 },
    { "pushes", -1 },
  };
  static BwUpdateColumn columns[BW_N_UPDATE_COLUMNS];
  static gsize          ready = 0;

  if (g_once_init_enter (&ready))
    {
      guint           n;
      const BwColumn *all = bw_deal_columns (&n);

      for (guint i = 0; i < BW_N_UPDATE_COLUMNS; i++)
        {
          for (guint k = 0; k < n; k++)
            if (strcmp (all[k].name, names[i].name) == 0)
              columns[i].column = &all[k];
          columns[i].field = (BwField)names[i].field;
          columns[i].field_name = i < N_TOLD ? bw_field_name (columns[i].field) : NULL;
        }
      g_once_init_leave (&ready, 1);
    }
  return columns;
}

/* The index of the column that @change is of; %NOT_TOLD for none. */
static guint
column_of (const Planning *planning,
           const BwChange *change)
{
  for (guint i = 0; i < N_TOLD; i++)
    if (planning->columns[i].field == change->field)
      return i;
  return NOT_TOLD;
}

static gint64
value_of (const BwDeals  *deals,
          const BwColumn *column,
          guint           deal)
{
  return bw_column_get (column, (const char *)bw_deal_column_data (deals, column) + (gsize)deal * column->size);
}

/* Whether a column of @deal changed that updates do not have. */
static gboolean
changed_elsewhere (const Planning *planning,
                   guint           deal)
{
  const BwDeals  *now = &planning->after->deals, *was = planning->was;
  guint           n;
  const BwColumn *columns = bw_deal_columns (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean has = FALSE;

      for (guint k = 0; k < BW_N_UPDATE_COLUMNS && !has; k++)
        has = planning->columns[k].column == &columns[i];
      if (!has && value_of (now, &columns[i], deal) != value_of (was, &columns[i], deal))
        return TRUE;
    }
  if ((now->flags[deal] ^ was->flags[deal]) & ~BW_DEAL_VANISHED)
    return TRUE;
  for (guint i = 0; i < now->n_custom; i++)
    if (bw_custom_column_get (&now->custom[i], deal) != bw_custom_column_get (&was->custom[i], deal))
      return TRUE;
  return FALSE;
}

/* Whether the deal's row would no longer tell what it was before it was closed; see bw-store-unfold.c. */
static gboolean
has_odd_past (const BwBook *book,
              guint         deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  BwFolded        folded;

  while (n > 0 && changes[n - 1].source != BW_TIME_IMPLIED)
    n--;
  if (n == 0)
    return FALSE;
  bw_folded_find (book, deal, &folded);
  return folded.n == 0;
}

static guint
set_of (Planning       *planning,
        const BwChange *change)
{
  GArray     *sets = planning->plan->sets;
  guint64     number = (guint64)(guint32)change->at << 32 | (guint64)(guint32)(change->import + 1) << 3 | change->source;
  BwUpdateSet set = { change->import, change->at, change->source };
  guint       found = GPOINTER_TO_UINT (g_hash_table_lookup (planning->sets, &number));

  if (found > 0)
    return found - 1;
  g_array_append_val (sets, set);
  g_hash_table_insert (planning->sets, g_memdup2 (&number, sizeof number), GUINT_TO_POINTER (sets->len));
  return sets->len - 1;
}

static guint64
line_of (const Planning *planning,
         guint           change)
{
  const GArray *lines = planning->delta->change_rows;

  return change < lines->len ? g_array_index (lines, guint64, change) : 0;
}

/* Whether @change, the one at @at of the delta, goes on in @row, of whose changes it would be number @n. */
static gboolean
goes_on (const Planning    *planning,
         const BwUpdateRow *row,
         const BwChange    *change,
         guint              at,
         guint              column,
         guint              n)
{
  const BwUpdateSet *set = &g_array_index (planning->plan->sets, BwUpdateSet, row->set);

  return n > 0 && set->at == change->at && set->source == change->source && set->import == change->import &&
         change->ordinal == n && row->told < 1u << column && line_of (planning, at) == line_of (planning, row->first);
}

/* Appends rows for the changes of @deal. Returns whether they tell all of them. */
static gboolean
plan_changes (Planning *planning,
              guint     deal,
              gint64   *values)
{
  const GArray *changes = planning->delta->changes;
  GArray       *rows = planning->plan->rows;
  guint         first = planning->first[deal], n = 0;

  if (first == G_MAXUINT)
    return FALSE;
  for (guint at = first - 1; first > 0 && at < changes->len && g_array_index (changes, BwChange, at).deal == deal; at++)
    {
      const BwChange *change = &g_array_index (changes, BwChange, at);
      guint           column = column_of (planning, change);
      BwUpdateRow    *row = n > 0 ? &g_array_index (rows, BwUpdateRow, rows->len - 1) : NULL;

      if (column == NOT_TOLD || change->at == BW_DATE_NONE || values[column] != change->old_value)
        return FALSE;
      values[column] = change->new_value;
      if (row == NULL || !goes_on (planning, row, change, at, column, n))
        {
          BwUpdateRow next = { .deal = deal, .set = set_of (planning, change), .first = at };

          if (change->ordinal != 0)
            return FALSE;
          g_array_append_val (rows, next);
          row = &g_array_index (rows, BwUpdateRow, rows->len - 1);
          n = 0;
        }
      row->told |= (guint16)(1u << column);
      row->has = row->told;
      n++;
    }
  return TRUE;
}

/* Appends rows for what changed of @deal. Returns whether they tell all of it. */
static gboolean
plan_deal (Planning *planning,
           guint     deal)
{
  static const BwChange nothing = { .at = BW_DATE_NONE, .import = -1 };
  const BwDeals        *now = &planning->after->deals;
  GArray               *rows = planning->plan->rows;
  guint                 before = rows->len;
  gint64                values[N_TOLD];
  guint16               has = 0;

  if (planning->fixed[deal] || changed_elsewhere (planning, deal) || has_odd_past (planning->after, deal))
    return FALSE;
  for (guint i = 0; i < N_TOLD; i++)
    values[i] = bw_deal_value_get (planning->was, deal, (guint8)planning->columns[i].field);
  if (!plan_changes (planning, deal, values))
    return FALSE;
  for (guint i = 0; i < N_TOLD; i++)
    if (values[i] != bw_deal_value_get (now, deal, (guint8)planning->columns[i].field))
      return FALSE;
  for (guint i = N_TOLD; i < BW_N_UPDATE_COLUMNS; i++)
    if (value_of (now, planning->columns[i].column, deal) != value_of (planning->was, planning->columns[i].column, deal))
      has |= (guint16)(1u << i);
  if (rows->len == before && has != 0)
    {
      BwUpdateRow row = { .deal = deal, .set = set_of (planning, &nothing), .first = G_MAXUINT };

      g_array_append_val (rows, row);
    }
  if (rows->len > before)
    g_array_index (rows, BwUpdateRow, rows->len - 1).has |= has;
  return TRUE;
}

static void
find_changes (Planning *planning)
{
  const BwDelta *delta = planning->delta;
  guint          last = G_MAXUINT;

  for (guint i = 0; i < delta->changed_deals->len; i++)
    {
      guint deal = g_array_index (delta->changed_deals, guint, i);

      if (deal < delta->deals_before)
        planning->changed[deal] = TRUE;
    }
  for (guint i = 0; i < delta->lost->len; i++)
    {
      guint deal = g_array_index (delta->lost, BwChange, i).deal;

      if (deal < delta->deals_before)
        planning->fixed[deal] = TRUE;
    }
  for (guint i = 0; i < delta->changes->len; i++)
    {
      guint deal = g_array_index (delta->changes, BwChange, i).deal;

      if (deal < delta->deals_before && deal != last)
        planning->first[deal] = planning->first[deal] == 0 ? i + 1 : G_MAXUINT;
      last = deal;
    }
}

/* Lists what is left to be written as always. */
static void
find_others (Planning     *planning,
             const guint8 *planned)
{
  const BwDelta *delta = planning->delta;
  BwUpdatePlan  *plan = planning->plan;

  for (guint i = 0; i < delta->changed_deals->len; i++)
    {
      guint deal = g_array_index (delta->changed_deals, guint, i);

      if (deal >= delta->deals_before || !planned[deal])
        g_array_append_val (plan->others, deal);
    }
  for (guint i = 0; i < delta->changes->len; i++)
    {
      const BwChange *change = &g_array_index (delta->changes, BwChange, i);
      guint64         line = line_of (planning, i);

      if (change->deal < delta->deals_before && planned[change->deal])
        continue;
      g_array_append_vals (plan->other_changes, change, 1);
      g_array_append_val (plan->other_lines, line);
    }
}

static BwUpdatePlan *
plan_new (void)
{
  BwUpdatePlan *plan = g_new0 (BwUpdatePlan, 1);

  plan->rows = g_array_new (FALSE, FALSE, sizeof (BwUpdateRow));
  plan->sets = g_array_new (FALSE, FALSE, sizeof (BwUpdateSet));
  plan->others = g_array_new (FALSE, FALSE, sizeof (guint));
  plan->other_changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  plan->other_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  return plan;
}

/* Frees @plan (transfer full) (nullable). */
void
bw_update_plan_free (BwUpdatePlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref (plan->rows);
  g_array_unref (plan->sets);
  g_array_unref (plan->others);
  g_array_unref (plan->other_changes);
  g_array_unref (plan->other_lines);
  g_free (plan);
}

/* Whether the project's own fields are as they were. */
static gboolean
has_same_fields (const BwDeals *now,
                 const BwDeals *was)
{
  for (guint i = 0; i < MIN (now->n_custom, was->n_custom); i++)
    if (now->custom[i].type != was->custom[i].type)
      return FALSE;
  return now->n_custom == was->n_custom;
}

/* Plans the deals that @planning knows of. Returns how many are told by updates. */
static guint
plan_deals (Planning *planning,
            guint8   *planned)
{
  guint n = 0, n_looked = 0;

  for (guint deal = 0; deal < planning->delta->deals_before; deal++)
    {
      guint before = planning->plan->rows->len;

      if (!planning->changed[deal])
        continue;
      if (++n_looked % PROGRESS_DEALS == 0 && planning->progress != NULL && !planning->progress (0, planning->progress_data))
        {
          planning->stopped = TRUE;
          return 0;
        }
      planned[deal] = plan_deal (planning, deal);
      if (planned[deal])
        n++;
      else
        g_array_set_size (planning->plan->rows, before);
    }
  return n;
}

/* Returns: (transfer full) (nullable): how to write what @delta, which led to @after, tells of deals that were there before;
 * NULL: as always. @progress (nullable) is called at times; *@stopped: it stopped the work, which then is without a result. */
BwUpdatePlan *
bw_update_plan_new (const BwBook  *after,
                    const BwDelta *delta,
                    BwProgress     progress,
                    gpointer       data,
                    gboolean      *stopped)
{
  Planning planning = {
    .after = after,
    .delta = delta,
    .was = &delta->deals_were,
    .columns = bw_update_columns (),
    .progress = progress,
    .progress_data = data,
  };
  guint              n = delta->deals_before;
  guint64            n_planned;
  g_autofree guint  *first = NULL;
  g_autofree guint8 *marks = NULL;
  g_autoptr (BwUpdatePlan) plan = NULL;
  g_autoptr (GHashTable) sets = NULL;

  *stopped = FALSE;
  if (planning.was->key == NULL || planning.was->n != n || (guint64)delta->changed_deals->len * LEAST_SHARE < after->deals.n ||
      !has_same_fields (&after->deals, planning.was))
    return NULL;
  sets = planning.sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  plan = planning.plan = plan_new ();
  first = planning.first = g_new0 (guint, MAX (n, 1));
  marks = g_new0 (guint8, (gsize)MAX (n, 1) * 3);
  planning.changed = marks + n;
  planning.fixed = marks + (gsize)n * 2;
  find_changes (&planning);
  n_planned = plan_deals (&planning, marks);
  *stopped = planning.stopped;
  if (n_planned * LEAST_SHARE < after->deals.n || plan->rows->len == 0)
    return NULL;
  find_others (&planning, marks);
  return g_steal_pointer (&plan);
}
