/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each account is worth, by the measures of a plan.
 *
 * It does not depend on which territory has it: so the values are made once for a book, and trying out an assignment costs one pass
 * over the accounts.
 *
 * The potential of an account is what accounts like it won in the four quarters of history, less what it did itself, and never
 * below nothing. Alike are those of one industry and one third by number of employees; the mean of the few is mixed with that of
 * their whole industry, and that with the mean of all, as if PRIOR accounts more had it (an empirical-Bayes mean with a fixed prior
 * weight: B. Efron and C. Morris, 1975). The account itself is left out of the mean that it is held against.
 *
 * O(deals + accounts log accounts); the workload's conditions are asked of each account only where the plan looks at it. */

#include "core/bw-account-values.h"

#include <math.h>
#include <stdlib.h>

#include "core/bw-custom-field.h"
#include "core/bw-workload.h"

enum
{
  HISTORY_QUARTERS = 4,
  N_SIZES = 4, /* unknown, and three thirds */
};

#define PRIOR 10.0 /* accounts of the larger group that a mean is mixed with */

/* More of anything than this is a slip, and would break the sums. */
#define MOST 9e15

static gboolean
counts_as_open (const BwBook *book,
                guint         deal)
{
  const BwStage *stage = bw_book_stage (book, book->deals.stage[deal]);
  guint8         category = book->deals.category[deal];

  return stage->kind == BW_STAGE_OPEN && (category == BW_CATEGORY_NONE ? stage->category : category) != BW_CATEGORY_OMITTED;
}

static gboolean
is_there (const BwBook *book,
          guint         deal)
{
  return !(book->deals.flags[deal] & BW_DEAL_VANISHED) && book->deals.stage[deal] < book->stages->len;
}

static gint64
thousandths (double value)
{
  return isfinite (value) ? (gint64)llround (CLAMP (value * 1000, -MOST, MOST)) : 0;
}

/* Adds what @deal, which is open, has in the project's own fields to @account. */
static void
add_fields (BwAccountValues *self,
            const BwBook    *book,
            guint            deal,
            gint32           account)
{
  for (guint i = 0; i < BW_MEASURE_N_FIELDS; i++)
    {
      gint32 field = self->measures->fields[i];

      if (field >= 0 && (guint)field < book->deals.n_custom)
        self->values[BW_MEASURE_FIELD + i][account] += thousandths (bw_number_from_bits (bw_custom_column_get (&book->deals.custom[field], deal)));
    }
}

static void
add_deals (BwAccountValues *self,
           const BwBook    *book)
{
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32    account = book->deals.account[i];
      gint64    amount = book->deals.amount[i] == BW_MONEY_NONE ? 0 : book->deals.amount[i];
      BwMeasure measure;

      if (!is_there (book, i))
        continue;
      if (counts_as_open (book, i))
        measure = BW_MEASURE_PIPELINE;
      else if (bw_book_stage (book, book->deals.stage[i])->kind == BW_STAGE_WON && book->deals.close[i] >= self->from &&
               book->deals.close[i] <= self->to)
        measure = BW_MEASURE_HISTORY;
      else
        continue;
      if (account >= 0 && (guint)account < self->n)
        {
          self->values[measure][account] += amount;
          if (measure == BW_MEASURE_PIPELINE)
            add_fields (self, book, i, account);
        }
      else
        {
          self->n_without_account++;
          self->without_account[measure] += amount;
        }
    }
}

static void
add_accounts (BwAccountValues *self,
              const BwBook    *book)
{
  for (guint i = 0; i < self->n; i++)
    {
      const BwAccount *account = bw_book_account (book, i);

      self->values[BW_MEASURE_ACCOUNTS][i] = account->merged == 0;
      if (account->merged != 0)
        continue;
      if (account->revenue != BW_MONEY_NONE)
        self->values[BW_MEASURE_REVENUE][i] = account->revenue;
      if (account->employees > 0)
        self->values[BW_MEASURE_EMPLOYEES][i] = account->employees;
    }
}

/* Adds what the project's own exports count of accounts, where the plan looks at it. */
static void
add_numbers (BwAccountValues *self,
             const BwBook    *book)
{
  BwText texts[BW_MEASURE_N_FIELDS] = { 0 };

  for (guint i = 0; i < book->numbers->len; i++)
    {
      const BwAccountNumber *row = &g_array_index (book->numbers, BwAccountNumber, i);

      if (row->account < 0 || (guint)row->account >= self->n || bw_book_account (book, row->account)->merged != 0)
        continue;
      for (guint k = 0; k < BW_MEASURE_N_FIELDS; k++)
        {
          const char *wanted = self->measures->numbers[k];

          /* Most rows of a field have its name at one place of the pool. */
          if (wanted == NULL || (texts[k] != row->field && !g_str_equal (bw_book_text (book, row->field), wanted)))
            continue;
          texts[k] = row->field;
          self->values[BW_MEASURE_FIELD + k][row->account] += thousandths (row->value);
        }
    }
}

/* ---- Potential ---- */

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  gint32 left = *(const gint32 *)a, right = *(const gint32 *)b;

  return (left > right) - (left < right);
}

/* The numbers of employees above which the second and the third third begin. */
static void
find_thirds (const BwBook *book,
             gint32        bounds[2])
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint i = 0; i < book->accounts->len; i++)
    if (bw_book_account (book, i)->merged == 0 && bw_book_account (book, i)->employees >= 0)
      g_array_append_val (sizes, bw_book_account (book, i)->employees);
  g_array_sort (sizes, compare_sizes);
  bounds[0] = sizes->len > 0 ? g_array_index (sizes, gint32, sizes->len / 3) : 0;
  bounds[1] = sizes->len > 0 ? g_array_index (sizes, gint32, 2 * (gsize)sizes->len / 3) : 0;
}

static guint
size_of (const BwAccount *account,
         const gint32     bounds[2])
{
  if (account->employees < 0)
    return 0;
  return account->employees < bounds[0] ? 1 : account->employees < bounds[1] ? 2
                                                                             : 3;
}

/* The mean of a group of @n accounts that have @sum together without one that has @own, mixed with @wider. */
static double
mix (double sum,
     double n,
     double own,
     double wider)
{
  return (sum - own + PRIOR * wider) / (n - 1 + PRIOR);
}

static void
add_potential (BwAccountValues *self,
               const BwBook    *book)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint  *groups = g_new0 (guint, MAX (self->n, 1));
  g_autofree double *sums = NULL, *counts = NULL;
  gint32             bounds[2];
  double             all = 0, n = 0;

  find_thirds (book, bounds);
  for (guint i = 0; i < self->n; i++)
    {
      const BwAccount *account = bw_book_account (book, i);
      const char      *industry = bw_book_text (book, account->industry);

      if (!g_hash_table_contains (index, industry))
        g_hash_table_insert (index, (gpointer)industry, GUINT_TO_POINTER (g_hash_table_size (index)));
      groups[i] = GPOINTER_TO_UINT (g_hash_table_lookup (index, industry)) * (N_SIZES + 1) + size_of (account, bounds);
    }
  /* Of each industry its sizes, and last the whole. */
  sums = g_new0 (double, (gsize)(g_hash_table_size (index) + 1) * (N_SIZES + 1));
  counts = g_new0 (double, (gsize)(g_hash_table_size (index) + 1) * (N_SIZES + 1));
  for (guint i = 0; i < self->n; i++)
    {
      guint  whole = groups[i] - groups[i] % (N_SIZES + 1) + N_SIZES;
      double own = (double)self->values[BW_MEASURE_HISTORY][i];

      if (bw_book_account (book, i)->merged != 0)
        continue;
      sums[groups[i]] += own;
      counts[groups[i]]++;
      sums[whole] += own;
      counts[whole]++;
      all += own;
      n++;
    }
  for (guint i = 0; i < self->n; i++)
    {
      guint  whole = groups[i] - groups[i] % (N_SIZES + 1) + N_SIZES;
      double own = (double)self->values[BW_MEASURE_HISTORY][i], expected;

      if (bw_book_account (book, i)->merged != 0)
        continue;
      expected = mix (sums[whole], counts[whole], own, (all - own) / MAX (n - 1, 1));
      expected = mix (sums[groups[i]], counts[groups[i]], own, expected);
      self->values[BW_MEASURE_POTENTIAL][i] = MAX (0, llround (MIN (expected, MOST) - own));
    }
}

/* ---- Workload ---- */

static void
add_workload (BwAccountValues       *self,
              const BwBook          *book,
              const BwTerritoryPlan *plan)
{
  g_autoptr (BwWorkload) workload = bw_workload_parse (self->measures->formula, NULL);

  for (guint i = 0; workload != NULL && i < self->n; i++)
    {
      BwPlace place;

      if (bw_book_account (book, i)->merged != 0)
        continue;
      if (plan != NULL && i < plan->n_accounts)
        place = plan->places[i];
      else
        place = bw_place_of_account (book, plan != NULL ? plan->atlas : book->atlas, bw_book_account (book, i));
      self->values[BW_MEASURE_WORKLOAD][i] = thousandths (bw_workload_of (workload, book, i, &place));
    }
}

static BwAccountValues *
make (const BwBook          *book,
      const BwTerritoryPlan *plan,
      BwDate                 as_of)
{
  BwAccountValues *self = g_new0 (BwAccountValues, 1);
  BwPeriod         now = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of);
  BwPeriod         first = bw_calendar_shift (&book->calendar, &now, -HISTORY_QUARTERS);
  BwPeriod         last = bw_calendar_shift (&book->calendar, &now, -1);

  self->n = book->accounts->len;
  self->measures = bw_measures_new (book, plan != NULL ? plan->plan : BW_NOBODY);
  self->from = first.from;
  self->to = last.to;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    self->values[measure] = g_new0 (gint64, MAX (self->n, 1));
  add_accounts (self, book);
  add_numbers (self, book);
  add_deals (self, book);
  add_potential (self, book);
  if (bw_measures_has (self->measures, BW_MEASURE_WORKLOAD))
    add_workload (self, book, plan);
  return self;
}

/* What the accounts of @book are worth as of @as_of, by the measures of a plan that has chosen none.
 * Returns: (transfer full). */
BwAccountValues *
bw_account_values_new (const BwBook *book,
                       BwDate        as_of)
{
  return make (book, NULL, as_of);
}

/* The same of @plan's book by the measures that @plan has chosen.
 * Returns: (transfer full): keeps nothing of @plan. */
BwAccountValues *
bw_account_values_new_for (const BwTerritoryPlan *plan,
                           BwDate                 as_of)
{
  return make (plan->book, plan, as_of);
}

/* Frees @values (transfer full) (nullable). */
void
bw_account_values_free (BwAccountValues *values)
{
  if (values == NULL)
    return;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    g_free (values->values[measure]);
  bw_measures_free (values->measures);
  g_free (values);
}
