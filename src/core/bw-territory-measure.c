/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the territories of a plan are to have about as much of.
 *
 * A plan keeps which measures it looks at, in which order, and how far a territory may be from the mean in each. The built-in ones
 * have fixed places in every array of values; the project's own numbers, of deals and of accounts, get the places behind them in the
 * order in which the plan names them, so that arrays of values of one plan must not be read with the measures of another.
 *
 * A plan that says nothing looks at accounts and pipeline with 10 % each, and watches history. */

#include "core/bw-territory-measure.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-account-number.h"
#include "core/bw-custom-field.h"
#include "core/bw-workload.h"

#define FIELD_PREFIX   "field:"
#define ACCOUNT_PREFIX "account:"

static const struct
{
  const char *name;
  const char *title;
  BwQuantity  quantity;
} built_in[BW_MEASURE_FIELD] = {
  { "accounts", N_ ("Accounts"), BW_QUANTITY_COUNT },
  { "pipeline", N_ ("Pipeline"), BW_QUANTITY_MONEY },
  { "history", N_ ("Won in a year"), BW_QUANTITY_MONEY },
  { "potential", N_ ("Potential"), BW_QUANTITY_MONEY },
  { "workload", N_ ("Workload"), BW_QUANTITY_NUMBER },
  { "revenue", N_ ("Customers’ revenue"), BW_QUANTITY_MONEY },
  { "employees", N_ ("Customers’ employees"), BW_QUANTITY_COUNT },
};

G_DEFINE_QUARK (bw_territory_measure_error_quark, bw_territory_measure_error)

/* What the built-in @measure is called in files; "" of the project's own. */
const char *
bw_measure_name (BwMeasure measure)
{
  return measure < BW_MEASURE_FIELD ? built_in[measure].name : "";
}

/* What the built-in @measure is called on screen; "" of the project's own. */
const char *
bw_measure_title (BwMeasure measure)
{
  return measure < BW_MEASURE_FIELD ? _ (built_in[measure].title) : "";
}

/* What the numbers of @measure are. */
BwQuantity
bw_measure_quantity (BwMeasure measure)
{
  return measure < BW_MEASURE_FIELD ? built_in[measure].quantity : BW_QUANTITY_NUMBER;
}

/* Returns: (transfer full): @value of @measure for people, such as "$1.2 M". */
char *
bw_measure_dup_text (BwMeasure   measure,
                     gint64      value,
                     const char *currency)
{
  switch (bw_measure_quantity (measure))
    {
    case BW_QUANTITY_MONEY:
      return bw_money_format_compact (value, currency);
    case BW_QUANTITY_NUMBER:
      return g_strdup_printf (value % 1000 == 0 ? "%'.0f" : "%'.1f", (double)value / 1000);
    case BW_QUANTITY_COUNT:
    default:
      return g_strdup_printf ("%'" G_GINT64_FORMAT, value);
    }
}

/* Returns: (transfer full): the same for programs. */
char *
bw_measure_dup_plain (BwMeasure   measure,
                      gint64      value,
                      const char *currency)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (bw_measure_quantity (measure))
    {
    case BW_QUANTITY_MONEY:
      return bw_money_format_plain (value, currency);
    case BW_QUANTITY_NUMBER:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, value % 1000 == 0 ? "%.0f" : "%.3f", (double)value / 1000));
    case BW_QUANTITY_COUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

/* The project's own field that @name ("field:Seats") means, if its values are numbers; %BW_NOBODY for none. */
static gint32
find_field (const BwBook *book,
            const char   *name)
{
  gint32 field = g_str_has_prefix (name, FIELD_PREFIX) ? bw_custom_field_find (book, name + strlen (FIELD_PREFIX)) : BW_NOBODY;

  return field >= 0 && bw_book_field (book, field)->type == BW_TYPE_NUMBER ? field : BW_NOBODY;
}

/* The project's own number of accounts that @name ("account:Seats") means. Returns: (transfer none) (nullable): as the project writes it. */
static const char *
find_number (const BwBook *book,
             const char   *name)
{
  return g_str_has_prefix (name, ACCOUNT_PREFIX) ? bw_account_number_find_field (book, name + strlen (ACCOUNT_PREFIX)) : NULL;
}

/* Whether @name means one of the project's own numbers. */
static gboolean
is_own (const BwBook *book,
        const char   *name)
{
  return find_field (book, name) >= 0 || find_number (book, name) != NULL;
}

/* Takes @name up with @tolerance. Returns: %FALSE when nothing is called so, it is there already, or there is no room. */
static gboolean
take_up (BwMeasures   *self,
         const BwBook *book,
         const char   *name,
         double        tolerance)
{
  BwMeasure   measure;
  gint32      field = find_field (book, name);
  const char *number = find_number (book, name);

  for (measure = 0; measure < BW_MEASURE_FIELD && !g_str_equal (built_in[measure].name, name);)
    measure++;
  if (measure == BW_MEASURE_FIELD)
    while (measure < BW_N_MEASURES && self->names[measure] != NULL)
      measure++;
  if (measure == BW_N_MEASURES || (measure >= BW_MEASURE_FIELD && field < 0 && number == NULL))
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (self->chosen[i].measure == measure || g_strcmp0 (self->names[self->chosen[i].measure], name) == 0)
      return FALSE;
  if (measure >= BW_MEASURE_FIELD)
    {
      self->fields[measure - BW_MEASURE_FIELD] = field;
      self->numbers[measure - BW_MEASURE_FIELD] = g_strdup (number);
      self->names[measure] = g_strdup (name);
      self->titles[measure] = bw_measure_dup_title_of (book, name);
    }
  self->chosen[self->n++] = (BwChosenMeasure) { measure, tolerance > 0 ? MIN (tolerance, 1) : 0 };
  return TRUE;
}

static BwMeasures *
new_empty (void)
{
  BwMeasures *self = g_new0 (BwMeasures, 1);

  for (guint m = 0; m < BW_MEASURE_FIELD; m++)
    {
      self->names[m] = g_strdup (built_in[m].name);
      self->titles[m] = g_strdup (_ (built_in[m].title));
    }
  for (guint i = 0; i < BW_MEASURE_N_FIELDS; i++)
    self->fields[i] = BW_NOBODY;
  return self;
}

/* What @plan of @book (%BW_NOBODY: none) looks at. Fields that the project does not have any more are left out.
 * Returns: (transfer full): keeps nothing of @book. */
BwMeasures *
bw_measures_new (const BwBook *book,
                 gint32        plan)
{
  BwMeasures *self = new_empty ();

  for (guint i = 0; i < book->plan_measures->len; i++)
    {
      const BwPlanMeasure *row = &g_array_index (book->plan_measures, BwPlanMeasure, i);

      if (plan >= 0 && row->plan == plan && take_up (self, book, bw_book_text (book, row->measure), row->tolerance) && row->formula != 0)
        {
          g_free (self->formula);
          self->formula = g_strdup (bw_book_text (book, row->formula));
        }
    }
  if (self->n == 0)
    {
      take_up (self, book, "accounts", 0.1);
      take_up (self, book, "pipeline", 0.1);
      take_up (self, book, "history", 0);
    }
  if (self->formula == NULL)
    self->formula = g_strdup (BW_WORKLOAD_DEFAULT);
  return self;
}

/* Frees @measures (transfer full) (nullable). */
void
bw_measures_free (BwMeasures *measures)
{
  if (measures == NULL)
    return;
  for (guint m = 0; m < BW_N_MEASURES; m++)
    {
      g_free (measures->names[m]);
      g_free (measures->titles[m]);
    }
  for (guint i = 0; i < BW_MEASURE_N_FIELDS; i++)
    g_free (measures->numbers[i]);
  g_free (measures->formula);
  g_free (measures);
}

/* Which of @measures is called @name in files. */
gboolean
bw_measures_find (const BwMeasures *measures,
                  const char       *name,
                  BwMeasure        *measure)
{
  for (guint m = 0; m < BW_N_MEASURES; m++)
    if (g_strcmp0 (measures->names[m], name) == 0)
      {
        *measure = m;
        return TRUE;
      }
  return FALSE;
}

/* Whether @measure is chosen. */
gboolean
bw_measures_has (const BwMeasures *measures,
                 BwMeasure         measure)
{
  for (guint i = 0; i < measures->n; i++)
    if (measures->chosen[i].measure == measure)
      return TRUE;
  return FALSE;
}

/* How far a territory may be from the mean of @measure; 0: that does not matter. */
double
bw_measures_tolerance (const BwMeasures *measures,
                       BwMeasure         measure)
{
  for (guint i = 0; i < measures->n; i++)
    if (measures->chosen[i].measure == measure)
      return measures->chosen[i].tolerance;
  return 0;
}

/* What @measure is called in files. Returns: (transfer none). */
const char *
bw_measures_name (const BwMeasures *measures,
                  BwMeasure         measure)
{
  return measures->names[measure] != NULL ? measures->names[measure] : "";
}

/* What @measure is called on screen. Returns: (transfer none). */
const char *
bw_measures_title (const BwMeasures *measures,
                   BwMeasure         measure)
{
  return measures->titles[measure] != NULL ? measures->titles[measure] : "";
}

/* Returns: (transfer full): what @measure of @plan is called on screen. */
char *
bw_measures_dup_title (const BwBook *book,
                       gint32        plan,
                       BwMeasure     measure)
{
  g_autoptr (BwMeasures) measures = bw_measures_new (book, plan);

  return g_strdup (bw_measures_title (measures, measure));
}

/* Returns: (transfer full) (element-type utf8): the names of all that a plan of @book can look at. */
GPtrArray *
bw_measures_dup_available (const BwBook *book)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) numbers = bw_account_number_dup_fields (book);

  for (guint m = 0; m < BW_MEASURE_FIELD; m++)
    g_ptr_array_add (names, g_strdup (built_in[m].name));
  for (guint i = 0; i < book->fields->len; i++)
    if (bw_book_field (book, i)->type == BW_TYPE_NUMBER)
      g_ptr_array_add (names, g_strconcat (FIELD_PREFIX, bw_custom_field_name (book, i), NULL));
  for (guint i = 0; i < numbers->len; i++)
    g_ptr_array_add (names, g_strconcat (ACCOUNT_PREFIX, (const char *)g_ptr_array_index (numbers, i), NULL));
  return names;
}

/* Returns: (transfer full): what the measure called @name in files is called on screen. A number of accounts is told apart from one of
 * deals where both are called alike. */
char *
bw_measure_dup_title_of (const BwBook *book,
                         const char   *name)
{
  gint32      field = find_field (book, name);
  const char *number = find_number (book, name);

  if (number != NULL)
    return bw_custom_field_find (book, number) >= 0 ? g_strdup_printf (_ ("%s (accounts)"), number) : g_strdup (number);

  for (guint m = 0; m < BW_MEASURE_FIELD; m++)
    if (g_str_equal (built_in[m].name, name))
      return g_strdup (_ (built_in[m].title));
  return g_strdup (field >= 0 ? bw_custom_field_title (book, (guint)field) : name);
}

/* Whether @choices can be chosen together. */
static gboolean
check (const BwBook          *book,
       const BwMeasureChoice *choices,
       guint                  n,
       const char            *formula,
       GError               **error)
{
  g_autoptr (BwMeasures) tried = new_empty ();
  g_autoptr (BwWorkload) workload = NULL;
  guint n_fields = 0;

  if (n == 0)
    {
      g_set_error_literal (error, BW_TERRITORY_MEASURE_ERROR, BW_TERRITORY_MEASURE_ERROR_NAME, _ ("Choose at least one measure."));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!(choices[i].tolerance >= 0 && choices[i].tolerance <= 1))
        {
          g_set_error (error, BW_TERRITORY_MEASURE_ERROR, BW_TERRITORY_MEASURE_ERROR_TOLERANCE,
                       _ ("The tolerance of “%s” is no share. Write such as 0.1 for 10 %%, or 0 to watch it only."), choices[i].name);
          return FALSE;
        }
      n_fields += is_own (book, choices[i].name);
      if (n_fields > BW_MEASURE_N_FIELDS)
        {
          g_set_error (error, BW_TERRITORY_MEASURE_ERROR, BW_TERRITORY_MEASURE_ERROR_MANY,
                       _ ("A plan can look at %d of the project’s own fields at most."), BW_MEASURE_N_FIELDS);
          return FALSE;
        }
      if (!take_up (tried, book, choices[i].name, choices[i].tolerance))
        {
          g_set_error (error, BW_TERRITORY_MEASURE_ERROR, BW_TERRITORY_MEASURE_ERROR_NAME,
                       _ ("“%s” is no measure, or was chosen twice. Write accounts, pipeline, history, potential, workload, revenue, employees, "
                          "field: and the name of a field of deals that has numbers, or account: and the name of a number of accounts."),
                       choices[i].name);
          return FALSE;
        }
    }
  if (formula == NULL || *formula == '\0')
    return TRUE;
  workload = bw_workload_parse (formula, error);
  return workload != NULL;
}

/* Makes @plan look at the @n @choices in their order, and work the workload out by @formula (nullable: the usual one).
 * Gives the book after the edit (transfer full) (nullable: with @error set) and, through @delta (transfer full), what changed. */
BwBook *
bw_measures_edit (const BwBook          *book,
                  gint32                 plan,
                  const BwMeasureChoice *choices,
                  guint                  n,
                  const char            *formula,
                  BwDelta              **delta,
                  GError               **error)
{
  BwBook *after;

  if (!check (book, choices, n, formula, error))
    return NULL;
  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  for (guint i = after->plan_measures->len; i > 0; i--)
    {
      const BwPlanMeasure *row = &g_array_index (after->plan_measures, BwPlanMeasure, i - 1);

      if (row->plan != plan)
        continue;
      bw_delta_remove (*delta, BW_TABLE_PLAN_MEASURES, row->key);
      g_array_remove_index (after->plan_measures, i - 1);
    }
  for (guint i = 0; i < n; i++)
    {
      BwPlanMeasure row = { bw_book_random_key (), plan, bw_pool_intern (&after->texts, choices[i].name), choices[i].tolerance, 0 };

      if (g_str_equal (choices[i].name, bw_measure_name (BW_MEASURE_WORKLOAD)) && formula != NULL && *formula != '\0')
        row.formula = bw_pool_add (&after->texts, formula, -1);
      g_array_append_val (after->plan_measures, row);
    }
  return after;
}
