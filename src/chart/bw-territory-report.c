/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories as a report: the map, and what each territory holds against the others' mean. */

#include "chart/bw-territory-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-map-chart.h"
#include "core/bw-money.h"

#define MAP_HEIGHT 330.0

/* "$1.2 M (+8 %)". */
static char *
dup_value (const BwTerritoryBalance *balance,
           BwMeasure                 measure,
           const char               *currency)
{
  gint64           value = balance->values[measure];
  g_autofree char *text = bw_measure_dup_text (measure, value, currency);

  if (balance->territory == BW_NOBODY || !isfinite (balance->deviation[measure]))
    return g_steal_pointer (&text);
  /* Translators: an amount, and by how many percent it is above or below the mean. */
  return g_strdup_printf (_ ("%s (%+.0f\u00a0%%)"), text, balance->deviation[measure] * 100.0);
}

static void
add_row (BwChartTable             *table,
         const BwBook             *book,
         const BwMeasures         *measures,
         const BwTerritoryBalance *balance)
{
  const BwTerritory *territory = balance->territory != BW_NOBODY ? bw_book_territory (book, balance->territory) : NULL;
  const char        *owner = territory != NULL && territory->owner != BW_NOBODY
                               ? bw_book_text (book, bw_book_person (book, territory->owner)->name)
                               : "–";

  bw_chart_table_take (table, g_strdup (territory != NULL ? bw_book_text (book, territory->name) : _ ("In no territory")));
  bw_chart_table_take (table, g_strdup (owner));
  bw_report_take_count (table, balance->units);
  for (guint i = 0; i < measures->n; i++)
    {
      BwMeasure measure = measures->chosen[i].measure;

      /* For programs the value alone. */
      g_ptr_array_add (table->cells, dup_value (balance, measure, book->currency));
      g_ptr_array_add (table->plain, bw_measure_dup_plain (measure, balance->values[measure], book->currency));
    }
}

/* With @chart (transfer full). */
static BwReport *
make (const BwTerritoryPlan *plan,
      const BwAccountValues *values,
      BwDate                 as_of,
      BwChart               *chart)
{
  const BwBook    *book = plan->book;
  g_autofree char *day = bw_date_format_short (as_of, BW_DATE_NONE);
  g_autofree char *subtitle = g_strdup_printf (_ ("as of %s; in brackets against the mean of the territories"), day);
  BwReport        *report = bw_report_new (_ ("Territories"), subtitle, bw_book_text (book, book->name));
  g_autoptr (BwChart) map = chart;
  g_autoptr (GArray) balance = bw_territory_balance_new (plan, values);
  BwChartTable *table;

  bw_report_add_chart (report, map, MAP_HEIGHT);
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Territory"));
  bw_chart_table_add_column (table, _ ("Owner"));
  bw_chart_table_add_column (table, _ ("Areas"));
  for (guint i = 0; i < values->measures->n; i++)
    bw_chart_table_add_column (table, bw_measures_title (values->measures, values->measures->chosen[i].measure));
  for (guint i = 0; i < balance->len; i++)
    add_row (table, book, values->measures, &g_array_index (balance, BwTerritoryBalance, i));
  return report;
}

/* The territories of @plan as of a day, with what their accounts are worth.
 * Returns: (transfer full): the report. */
BwReport *
bw_territory_report_new (const BwTerritoryPlan *plan,
                         const BwAccountValues *values,
                         BwDate                 as_of)
{
  return make (plan, values, as_of, bw_map_chart_new (plan, values));
}

/* The same with the areas of the map shaded by what they have of @shaded_by.
 * Returns: (transfer full): the report. */
BwReport *
bw_territory_report_new_shaded (const BwTerritoryPlan *plan,
                                const BwAccountValues *values,
                                BwDate                 as_of,
                                BwMeasure              shaded_by)
{
  return make (plan, values, as_of, bw_map_chart_new_shaded (plan, values, shaded_by));
}
