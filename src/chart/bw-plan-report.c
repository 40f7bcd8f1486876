/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A territory plan beside the one that it would take the place of, to print: both maps, what goes from where to where, every change with
 * what was decided, and what each person has before and after.
 *
 * Areas in which there is neither an account nor money, and of which nothing was said, are told by their number: those of a state that go the same
 * way with the same decision in one row. A plan that is made anew changes thousands of them, and nobody reads these one by one. */

#include "chart/bw-plan-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-map-chart.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-map.h"

#define MAP_HEIGHT 270.0

static const char *
territory_name (const BwBook *book,
                gint32        territory)
{
  return territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : _ ("No territory");
}

static const char *
plan_name (const BwBook *book,
           gint32        plan)
{
  return plan >= 0 ? bw_book_text (book, bw_book_plan (book, plan)->name) : _ ("No plan");
}

static void
add_map (BwReport     *report,
         const BwBook *book,
         gint32        plan,
         BwDate        as_of)
{
  g_autoptr (BwTerritoryPlan) laid = bw_territory_plan_new_of (book, plan);
  g_autoptr (BwAccountValues) values = bw_account_values_new_for (laid, as_of);
  g_autoptr (BwChart) map = bw_map_chart_new (laid, values);

  bw_report_add_heading (report, plan_name (book, plan));
  bw_report_add_chart (report, map, MAP_HEIGHT);
}

static void
take_forecast (BwChartTable *table,
               const BwBook *book,
               double        forecast)
{
  bw_report_take_money (table, isfinite (forecast) ? (gint64)llround (forecast) : BW_MONEY_NONE, book->currency, TRUE);
}

static void
add_matrix (BwReport               *report,
            const BwBook           *book,
            const BwPlanComparison *comparison)
{
  BwChartTable *table;

  bw_report_add_heading (report, _ ("From where to where"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("From"));
  bw_chart_table_add_column (table, _ ("To"));
  bw_chart_table_add_column (table, _ ("Areas"));
  bw_chart_table_add_column (table, _ ("Accounts"));
  bw_chart_table_add_column (table, _ ("Pipeline"));
  bw_chart_table_add_column (table, _ ("Won in a year"));
  bw_chart_table_add_column (table, _ ("New owners"));
  for (guint i = 0; i < comparison->cells->len; i++)
    {
      const BwPlanCell *cell = &g_array_index (comparison->cells, BwPlanCell, i);

      bw_chart_table_take (table, g_strdup (territory_name (book, cell->from)));
      bw_chart_table_take (table, g_strdup (territory_name (book, cell->to)));
      bw_report_take_count (table, cell->sum.units);
      bw_report_take_count (table, cell->sum.accounts);
      bw_report_take_money (table, cell->sum.values[BW_MEASURE_PIPELINE], book->currency, TRUE);
      bw_report_take_money (table, cell->sum.values[BW_MEASURE_HISTORY], book->currency, TRUE);
      bw_report_take_count (table, cell->sum.owners);
    }
}

static void
add_people (BwReport               *report,
            const BwBook           *book,
            const BwPlanComparison *comparison)
{
  BwChartTable *table;

  bw_report_add_heading (report, _ ("People before and after"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Person"));
  bw_chart_table_add_column (table, _ ("Accounts before"));
  bw_chart_table_add_column (table, _ ("after"));
  bw_chart_table_add_column (table, _ ("Forecast before"));
  bw_chart_table_add_column (table, _ ("after"));
  bw_chart_table_add_column (table, _ ("Quota before"));
  bw_chart_table_add_column (table, _ ("after"));
  for (guint i = 0; i < comparison->people->len; i++)
    {
      const BwPlanPerson *person = &g_array_index (comparison->people, BwPlanPerson, i);

      bw_chart_table_take (table, g_strdup (bw_book_text (book, bw_book_person (book, person->person)->name)));
      bw_report_take_count (table, person->before.accounts);
      bw_report_take_count (table, person->after.accounts);
      take_forecast (table, book, person->before.forecast);
      take_forecast (table, book, person->after.forecast);
      bw_report_take_money (table, person->quota_before, book->currency, TRUE);
      bw_report_take_money (table, person->quota_after, book->currency, TRUE);
    }
}

/* Areas told by their number. */
typedef struct
{
  const BwPlanChange *first;
  const BwAtlas      *atlas;  /* that it lies on */
  gint32              parent; /* of that */
  guint               n;
} Bunch;

/* Whether nobody would look at @change by itself. */
static gboolean
is_bare (const BwBook       *book,
         const BwPlanChange *change)
{
  gboolean bare = change->kind == BW_CHANGE_AREA && !change->whole && change->sum.accounts == 0 && *bw_book_text (book, change->note) == '\0';

  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    bare &= change->sum.values[measure] == 0;
  return bare;
}

static void
add_to_bunches (GArray             *bunches,
                const BwAtlas      *atlas,
                const BwPlanChange *change)
{
  Bunch bunch = { change, atlas, bw_atlas_unit (atlas, (guint)change->index)->parent, 1 };

  for (guint i = 0; i < bunches->len; i++)
    {
      Bunch *other = &g_array_index (bunches, Bunch, i);

      if (other->atlas != atlas || other->parent != bunch.parent || other->first->from != change->from || other->first->to != change->to ||
          other->first->decision != change->decision)
        continue;
      other->n++;
      return;
    }
  g_array_append_val (bunches, bunch);
}

/* What is told by its number, by state, then as it comes. */
static int
compare_bunches (gconstpointer a,
                 gconstpointer b)
{
  const Bunch *left = a, *right = b;

  if (left->parent != right->parent)
    return left->parent < right->parent ? -1 : 1;
  if (left->first->from != right->first->from)
    return left->first->from < right->first->from ? -1 : 1;
  if (left->first->to != right->first->to)
    return left->first->to < right->first->to ? -1 : 1;
  return (left->first->decision > right->first->decision) - (left->first->decision < right->first->decision);
}

static char *
dup_bunch_name (const Bunch *bunch)
{
  g_autofree char *areas = NULL;

  if (bunch->n == 1)
    return bw_atlas_unit_dup_name (bunch->atlas, (guint)bunch->first->index);
  areas = bw_plan_map_dup_count (bunch->atlas, bunch->n);
  /* Translators: so many areas ("3 counties"), a state. */
  return g_strdup_printf (_ ("%s in %s"), areas, bw_atlas_parent (bunch->atlas, (guint)bunch->parent)->name);
}

static void
add_change (BwChartTable       *table,
            const BwBook       *book,
            const BwPlanChange *change,
            char               *name)
{
  static const char *const decisions[BW_N_DECISIONS] = { N_ ("open"), N_ ("accepted"), N_ ("rejected") };
  const char              *note = bw_book_text (book, change->note);

  bw_chart_table_take (table, name);
  bw_chart_table_take (table, g_strdup (territory_name (book, change->from)));
  bw_chart_table_take (table, g_strdup (territory_name (book, change->to)));
  bw_report_take_count (table, change->sum.accounts);
  bw_report_take_money (table, change->sum.values[BW_MEASURE_PIPELINE], book->currency, TRUE);
  bw_chart_table_take (table, *note != '\0' ? g_strdup_printf ("%s: %s", _ (decisions[change->decision]), note)
                                            : g_strdup (_ (decisions[change->decision])));
}

static void
add_changes (BwReport               *report,
             const BwBook           *book,
             const BwPlanComparison *comparison)
{
  BwChartTable *table;
  g_autoptr (GArray) bunches = g_array_new (FALSE, FALSE, sizeof (Bunch));

  bw_report_add_heading (report, _ ("Changes"));
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("What"));
  bw_chart_table_add_column (table, _ ("From"));
  bw_chart_table_add_column (table, _ ("To"));
  bw_chart_table_add_column (table, _ ("Accounts"));
  bw_chart_table_add_column (table, _ ("Pipeline"));
  bw_chart_table_add_column (table, _ ("Decision"));
  for (guint i = 0; i < comparison->changes->len; i++)
    {
      const BwPlanChange *change = &g_array_index (comparison->changes, BwPlanChange, i);

      if (is_bare (book, change))
        add_to_bunches (bunches, bw_territory_plan_map (book, bw_book_territory (book, change->to >= 0 ? change->to : change->from)->plan), change);
      else
        add_change (table, book, change, bw_plan_change_dup_name (book, change));
    }
  g_array_sort (bunches, compare_bunches);
  for (guint i = 0; i < bunches->len; i++)
    {
      const Bunch *bunch = &g_array_index (bunches, Bunch, i);

      add_change (table, book, bunch->first, dup_bunch_name (bunch));
    }
}

/* The report of @comparison, whose plans are of @book, which has a map; @period (nullable) is what forecast and quota are of.
 * Returns: (transfer full). */
BwReport *
bw_plan_report_new (const BwBook           *book,
                    const BwPlanComparison *comparison,
                    BwDate                  as_of,
                    const BwPeriod         *period)
{
  g_autofree char *day = bw_date_format_short (as_of, BW_DATE_NONE);
  g_autofree char *title = g_strdup_printf (_ ("%s against %s"), plan_name (book, comparison->plan), plan_name (book, comparison->base));
  g_autofree char *of = period != NULL ? bw_period_dup_name (period) : NULL;
  g_autofree char *subtitle = of != NULL ? g_strdup_printf (_ ("as of %s; forecast and quota of %s"), day, of) : g_strdup_printf (_ ("as of %s"), day);
  g_autofree char *pipeline = bw_money_format_compact (comparison->moved.values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *figure = g_strdup_printf (ngettext ("%u change", "%u changes", comparison->changes->len), comparison->changes->len);
  g_autofree char *note = NULL;
  BwReport        *report = bw_report_new (title, subtitle, bw_book_text (book, book->name));

  /* Translators: so many accounts, so much money, so many get another owner; then counts of changes. */
  note = g_strdup_printf (_ ("%u accounts with %s open move; %u get another owner. %u changes accepted, %u rejected, %u open."),
                          comparison->moved.accounts, pipeline, comparison->moved.owners, comparison->n_accepted, comparison->n_rejected,
                          comparison->n_open);
  bw_report_add_headline (report, figure, note);
  add_map (report, book, comparison->base, as_of);
  add_map (report, book, comparison->plan, as_of);
  add_people (report, book, comparison);
  add_matrix (report, book, comparison);
  add_changes (report, book, comparison);
  return report;
}
