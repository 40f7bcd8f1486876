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
  g_autofree char *text = measure == BW_MEASURE_ACCOUNTS ? g_strdup_printf ("%'" G_GINT64_FORMAT, value)
                                                         : bw_money_format_compact (value, currency);

  if (balance->territory == BW_NOBODY || !isfinite (balance->deviation[measure]))
    return g_steal_pointer (&text);
  /* Translators: an amount, and by how many percent it is above or below the mean. */
  return g_strdup_printf (_ ("%s (%+.0f\u00a0%%)"), text, balance->deviation[measure] * 100.0);
}

static void
add_row (BwChartTable             *table,
         const BwBook             *book,
         const BwTerritoryBalance *balance)
{
  const BwTerritory *territory = balance->territory != BW_NOBODY ? bw_book_territory (book, balance->territory) : NULL;
  const char        *owner = territory != NULL && territory->owner != BW_NOBODY
                               ? bw_book_text (book, bw_book_person (book, territory->owner)->name)
                               : "–";

  bw_chart_table_take (table, g_strdup (territory != NULL ? bw_book_text (book, territory->name) : _ ("In no territory")));
  bw_chart_table_take (table, g_strdup (owner));
  bw_report_take_count (table, balance->units);
  for (guint m = 0; m < BW_N_MEASURES; m++)
    {
      /* For programs the value alone. */
      g_ptr_array_add (table->cells, dup_value (balance, m, book->currency));
      g_ptr_array_add (table->plain, m == BW_MEASURE_ACCOUNTS ? g_strdup_printf ("%" G_GINT64_FORMAT, balance->values[m])
                                                              : bw_money_format_plain (balance->values[m], book->currency));
    }
}

/* The territories of @plan as of a day, with what their accounts are worth.
 * Returns: (transfer full): the report. */
BwReport *
bw_territory_report_new (const BwTerritoryPlan *plan,
                         const BwAccountValues *values,
                         BwDate                 as_of)
{
  const BwBook    *book = plan->book;
  g_autofree char *day = bw_date_format_short (as_of, BW_DATE_NONE);
  g_autofree char *subtitle = g_strdup_printf (_ ("as of %s; in brackets against the mean of the territories"), day);
  BwReport        *report = bw_report_new (_ ("Territories"), subtitle, bw_book_text (book, book->name));
  g_autoptr (BwChart) map = bw_map_chart_new (plan, values);
  g_autoptr (GArray) balance = bw_territory_balance_new (plan, values);
  BwChartTable *table;

  bw_report_add_chart (report, map, MAP_HEIGHT);
  table = bw_report_add_table (report);
  bw_chart_table_add_column (table, _ ("Territory"));
  bw_chart_table_add_column (table, _ ("Owner"));
  bw_chart_table_add_column (table, _ ("Counties"));
  for (guint m = 0; m < BW_N_MEASURES; m++)
    bw_chart_table_add_column (table, bw_measure_title (m));
  for (guint i = 0; i < balance->len; i++)
    add_row (table, book, &g_array_index (balance, BwTerritoryBalance, i));
  return report;
}
