/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of the whole and its parts: what is said of both, and forecasts that add up. */

#include "core/bw-sales-trends.h"

#include <math.h>

#include "core/bw-anomaly.h"
#include "core/bw-record.h"
#include "core/bw-season-fact.h"

enum
{
  N_MONTHS = 48,
  HORIZON = 12,
};

static const double levels[] = { 0.8, 0.95 };

/* Four years of sales in @n_regions regions, of different size and season, with a good month in the first. */
static BwBook *
make_book (guint n_regions)
{
  BwBook *book = bw_book_new ();

  for (guint r = 0; r < n_regions; r++)
    {
      g_autofree char *name = g_strdup_printf ("Region %u", r);
      BwText           group = bw_pool_add (&book->texts, name, -1);

      for (guint m = 0; m < N_MONTHS; m++)
        {
          BwRecord record;
          double   season = 1 + 0.3 * sin (2 * G_PI * (m + 2 * r) / 12) + 0.02 * ((m * 7 + r * 3) % 5);

          bw_record_init (&record, BW_RECORD_SALE);
          record.key = book->records->len + 1;
          record.date = bw_date_add_months (bw_date_from_ymd (2022, 1, 1), (int)m);
          record.amount = (gint64)(100000 * (n_regions - r) * season * (r == 0 && m == 30 ? 2 : 1));
          record.group = group;
          g_array_append_val (book->records, record);
        }
    }
  return book;
}

static void
assert_coherent (const BwSalesTrends *trends)
{
  for (guint h = 0; h < HORIZON; h++)
    {
      double sum = 0, whole = trends->trends[0].forecast->mean[h];

      for (guint i = 1; i < trends->n; i++)
        sum += trends->trends[i].forecast->mean[h];
      g_assert_cmpfloat_with_epsilon (sum, whole, 1e-9 * whole);
      for (guint i = 0; i < trends->n; i++)
        {
          const BwSeriesForecast *forecast = trends->trends[i].forecast;

          g_assert_true (isfinite (forecast->mean[h]));
          for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
            g_assert_true (forecast->lower[l * HORIZON + h] <= forecast->upper[l * HORIZON + h]);
          g_assert_true (forecast->lower[HORIZON + h] <= forecast->lower[h] + 1e-9);
        }
    }
}

static void
test_parts (void)
{
  const BwSalesQuery query = { BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_REGION, 0, bw_date_from_ymd (2026, 1, 10) };
  g_autoptr (BwBook) book = make_book (3);
  g_autoptr (BwSalesTrends) trends = bw_sales_trends_new (book, &query, 10, NULL, HORIZON, levels, G_N_ELEMENTS (levels));
  gboolean found = FALSE;

  g_assert_cmpuint (trends->n, ==, 4);
  g_assert_cmpuint (trends->n_complete, ==, N_MONTHS);
  g_assert_cmpstr (trends->trends[1].name, ==, "Region 0");
  g_assert_cmpstr (g_array_index (trends->future, BwSalesPeriod, 0).name, ==, "2026-M01");
  g_assert_cmpint (trends->reconciled, ==, BW_RECONCILE_MINT);
  g_assert_cmpfloat (bw_decomposition_season_strength (trends->trends[2].parts, 0), >, 0.8);
  assert_coherent (trends);
  for (guint i = 0; i < trends->trends[1].anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (trends->trends[1].anomalies, BwAnomaly, i);

      found = found || (anomaly->at == 30 && anomaly->kind == BW_ANOMALY_SPIKE && fabs (anomaly->relative - 1) < 0.25);
    }
  g_assert_true (found);
  for (guint m = 0; m < N_MONTHS; m++)
    g_assert_cmpfloat_with_epsilon (trends->trends[0].expected[m], trends->trends[0].values[m] - trends->trends[0].parts->remainder[m],
                                    1e-6);
}

/* More parts than are shown: the rest is one, and still adds up. */
static void
test_others (void)
{
  const BwSalesQuery query = { BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_REGION, 0, bw_date_from_ymd (2026, 1, 10) };
  g_autoptr (BwBook) book = make_book (6);
  g_autoptr (BwSalesTrends) trends = bw_sales_trends_new (book, &query, 4, NULL, HORIZON, levels, G_N_ELEMENTS (levels));

  g_assert_cmpuint (trends->n, ==, 5);
  g_assert_cmpstr (trends->trends[4].name, ==, "3 others");
  for (guint m = 0; m < N_MONTHS; m++)
    {
      double sum = 0;

      for (guint i = 1; i < trends->n; i++)
        sum += trends->trends[i].values[m];
      g_assert_cmpfloat_with_epsilon (sum, trends->trends[0].values[m], 1e-6);
    }
  assert_coherent (trends);
}

/* A small part that is asked for by name stands for itself, and all still add up. */
static void
test_asked (void)
{
  const BwSalesQuery query = { BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_REGION, 0, bw_date_from_ymd (2026, 1, 10) };
  g_autoptr (BwBook) book = make_book (6);
  g_autoptr (BwSalesTrends) all = bw_sales_trends_new (book, &query, 10, NULL, HORIZON, levels, G_N_ELEMENTS (levels));
  const char *smallest = all->trends[all->n - 1].name;
  g_autoptr (BwSalesTrends) trends = bw_sales_trends_new (book, &query, 4, smallest, HORIZON, levels, G_N_ELEMENTS (levels));
  g_autoptr (BwSalesTrends) bare = bw_sales_trends_new_forecasts (book, &query, 4, smallest, HORIZON, levels, G_N_ELEMENTS (levels));
  g_autoptr (BwSalesTrends) unknown = bw_sales_trends_new_forecasts (book, &query, 4, "No such region", HORIZON, levels, G_N_ELEMENTS (levels));

  g_assert_cmpuint (trends->n, ==, 5);
  g_assert_cmpstr (trends->trends[1].name, ==, all->trends[1].name);
  g_assert_cmpstr (trends->trends[2].name, ==, all->trends[2].name);
  g_assert_cmpstr (trends->trends[3].name, ==, smallest);
  g_assert_cmpstr (trends->trends[4].name, ==, "3 others");
  g_assert_cmpstr (unknown->trends[3].name, ==, all->trends[3].name);
  assert_coherent (trends);
  for (guint i = 0; i < trends->n; i++)
    {
      g_assert_null (bare->trends[i].anomalies);
      for (guint h = 0; h < HORIZON; h++)
        g_assert_cmpfloat (bare->trends[i].forecast->mean[h], ==, trends->trends[i].forecast->mean[h]);
    }
}

static void
test_odd (void)
{
  BwSalesQuery query = { BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_REGION, 0, BW_DATE_NONE };
  g_autoptr (BwBook) empty = bw_book_new ();
  g_autoptr (BwBook) book = make_book (2);

  for (BwFrequency frequency = 0; frequency < BW_N_FREQUENCIES; frequency++)
    {
      g_autoptr (BwSalesTrends) nothing = NULL;
      g_autoptr (BwSalesTrends) trends = NULL;
      g_autoptr (BwSalesTrends) early = NULL;

      query.frequency = frequency;
      query.as_of = BW_DATE_NONE;
      nothing = bw_sales_trends_new (empty, &query, 4, NULL, 3, levels, G_N_ELEMENTS (levels));
      g_assert_cmpuint (nothing->n, ==, 0);
      trends = bw_sales_trends_new (book, &query, 4, NULL, 3, levels, G_N_ELEMENTS (levels));
      g_assert_cmpuint (trends->n, ==, 3);
      query.as_of = bw_date_from_ymd (2022, 1, 1);
      early = bw_sales_trends_new (book, &query, 4, NULL, 3, levels, G_N_ELEMENTS (levels));
      g_assert_cmpuint (early->n_complete, <=, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales-trends/parts", test_parts);
  g_test_add_func ("/sales-trends/others", test_others);
  g_test_add_func ("/sales-trends/asked", test_asked);
  g_test_add_func ("/sales-trends/odd", test_odd);
  return g_test_run ();
}
