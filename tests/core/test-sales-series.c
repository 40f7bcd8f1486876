/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series of what was sold: periods of every frequency, parts of every split, and only what was known. */

#include "core/bw-sales-series.h"

#include <math.h>

#include "core/bw-custom-field.h"
#include "core/bw-record.h"

enum
{
  /* The default stages. */
  QUALIFICATION = 0,
  WON = 4,
  LOST = 5,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (*iso == '\0' || bw_date_parse_iso (iso, &date));
  return date;
}

/* Person 0 leads 1 and 2. */
static BwBook *
make_book (void)
{
  static const char *const names[] = { "Lena", "Ben", "Mia" };
  BwBook                  *book = bw_book_new ();
  BwProduct                product = { .key = 9, .name = bw_pool_add (&book->texts, "Pump", -1) };

  bw_book_add_default_stages (book);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwPerson person = { .key = i + 1, .name = bw_pool_add (&book->texts, names[i], -1), .manager = i == 0 ? BW_NOBODY : 0 };

      g_array_append_val (book->people, person);
    }
  g_array_append_val (book->products, product);
  bw_custom_field_find_or_add (book, "Channel", BW_TYPE_TEXT);
  return book;
}

static guint
add_deal (BwBook     *book,
          const char *created,
          const char *close,
          gint64      amount,
          int         stage,
          int         owner)
{
  guint deal = bw_deals_append (&book->deals, 100 + book->deals.n);

  book->deals.created[deal] = book->deals.appeared[deal] = day (created);
  book->deals.close[deal] = day (close);
  book->deals.amount[deal] = amount;
  book->deals.stage[deal] = (guint16)stage;
  book->deals.owner[deal] = owner;
  bw_custom_column_set (&book->deals.custom[0], deal, bw_pool_add (&book->texts, owner == 1 ? "Web" : "", -1));
  return deal;
}

static BwBook *
make_sales (void)
{
  BwBook *book = make_book ();

  add_deal (book, "2025-01-02", "2025-01-03", 100, WON, 1);
  add_deal (book, "2025-01-02", "2025-01-31", 50, WON, 2);
  add_deal (book, "2025-02-01", "2025-04-10", 700, WON, 1);
  add_deal (book, "2025-02-01", "2025-04-11", 999, LOST, 1);
  add_deal (book, "2025-02-20", "2025-05-01", 999, QUALIFICATION, 1);
  add_deal (book, "2025-02-20", "", 999, WON, 1);
  add_deal (book, "2025-02-20", "2025-02-25", BW_MONEY_NONE, WON, 0);
  bw_history_take (&book->history, NULL, 0, book->deals.n);
  return book;
}

static BwSalesSeries *
ask (BwBook        *book,
     BwSalesMeasure measure,
     BwFrequency    frequency,
     BwSalesSplit   split,
     const char    *as_of)
{
  BwSalesQuery query = { measure, frequency, split, 0, day (as_of) };

  return bw_sales_series_new (book, &query);
}

static void
test_months (void)
{
  static const double expected[] = { 150, 0, 0, 700 };
  static const double counts[] = { 2, 1, 0, 1 };
  g_autoptr (BwBook) book = make_sales ();
  g_autoptr (BwSalesSeries) series = ask (book, BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-04-15");
  g_autoptr (BwSalesSeries) counted = ask (book, BW_SALES_WON_COUNT, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-04-15");
  g_autoptr (BwSalesSeries) made = ask (book, BW_SALES_NEW, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-04-15");
  guint first, n;

  g_assert_cmpuint (series->periods->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat (series->total[i], ==, expected[i]);
      g_assert_cmpfloat (bw_sales_series_row (series, 0)[i], ==, expected[i]);
      g_assert_cmpfloat (counted->total[i], ==, counts[i]);
      g_assert_cmpint (bw_sales_series_period (series, i)->complete, ==, i < 3);
    }
  g_assert_cmpstr (bw_sales_series_period (series, 3)->name, ==, "2025-M04");
  g_assert_cmpstr (bw_sales_series_period (series, 3)->title, ==, "April 2025");
  g_assert_cmpuint (series->n_undated, ==, 1);
  g_assert_cmpuint (series->season, ==, 12);
  bw_sales_series_get_complete (series, &first, &n);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (made->total[0], ==, 150);
  g_assert_cmpfloat (made->total[1], ==, 700 + 3 * 999);
}

static void
test_frequencies (void)
{
  static const struct
  {
    BwFrequency frequency;
    const char *first;
    const char *last;
    guint       n;
    double      last_value;
  } cases[] = {
    { BW_FREQUENCY_YEAR, "2025", "2025", 1, 850 },
    { BW_FREQUENCY_QUARTER, "2025-Q1", "2025-Q2", 2, 700 },
    { BW_FREQUENCY_MONTH, "2025-M01", "2025-M04", 4, 700 },
    { BW_FREQUENCY_WEEK, "2024-12-30", "2025-04-07", 15, 700 },
    { BW_FREQUENCY_DAY, "2025-01-03", "2025-04-10", 98, 700 },
  };
  g_autoptr (BwBook) book = make_sales ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwSalesSeries) series = ask (book, BW_SALES_WON, cases[i].frequency, BW_SALES_BY_NOTHING, "2025-04-10");
      double      sum = 0;
      BwFrequency read;

      g_assert_cmpuint (series->periods->len, ==, cases[i].n);
      g_assert_cmpstr (bw_sales_series_period (series, 0)->name, ==, cases[i].first);
      g_assert_cmpstr (bw_sales_series_period (series, cases[i].n - 1)->name, ==, cases[i].last);
      g_assert_cmpfloat (series->total[cases[i].n - 1], ==, cases[i].last_value);
      for (guint p = 0; p < cases[i].n; p++)
        {
          sum += series->total[p];
          g_assert_true (p == 0 || bw_sales_series_period (series, p)->from == bw_sales_series_period (series, p - 1)->to + 1);
        }
      g_assert_cmpfloat (sum, ==, 850);
      g_assert_true (bw_frequency_parse (bw_frequency_name (cases[i].frequency), &read) && read == cases[i].frequency);
    }
}

/* With months of 4, 4 and 5 weeks the first week of February may be January's. */
static void
test_weeks_calendar (void)
{
  g_autoptr (BwBook) book = make_sales ();
  g_autoptr (BwSalesSeries) series = NULL;

  book->calendar.kind = BW_CALENDAR_445;
  series = ask (book, BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-04-10");
  g_assert_cmpint (bw_sales_series_period (series, 0)->from, ==, day ("2024-12-30"));
  g_assert_cmpint (bw_sales_series_period (series, 0)->to, ==, day ("2025-01-26"));
  g_assert_cmpfloat (series->total[0], ==, 100);
  g_assert_cmpfloat (series->total[1], ==, 50);
}

static void
test_splits (void)
{
  static const struct
  {
    const char *name;
    const char *largest;
    double      value;
    guint       n;
  } cases[] = {
    { "nothing", "", 850, 1 },
    { "person", "Ben", 800, 3 },
    { "team", "Lena", 850, 1 },
    { "product", "", 850, 1 },
    { "territory", "", 850, 1 },
    { "industry", "", 850, 1 },
    { "Channel", "Web", 800, 2 },
  };
  g_autoptr (BwBook) book = make_sales ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwSalesQuery query = { BW_SALES_WON, BW_FREQUENCY_YEAR, 0, 0, day ("2025-04-10") };
      g_autoptr (BwSalesSeries) series = NULL;

      g_assert_true (bw_sales_split_parse (book, cases[i].name, &query.split, &query.field));
      /* A deal without an amount belongs to nobody's sales. */
      series = bw_sales_series_new (book, &query);
      g_assert_cmpuint (series->parts->len, ==, cases[i].n - (g_str_equal (cases[i].name, "person") ? 1 : 0));
      g_assert_cmpstr (g_ptr_array_index (series->parts, 0), ==, cases[i].largest);
      g_assert_cmpfloat (bw_sales_series_row (series, 0)[0], ==, cases[i].value);
      g_assert_cmpfloat (series->total[0], ==, 850);
    }
  {
    BwSalesSplit split;
    guint        field;

    g_assert_false (bw_sales_split_parse (book, "moon phase", &split, &field));
  }
}

/* What was won after the day was still open on it, at the amount of then. */
static void
test_known_then (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwSalesSeries) then = NULL;
  g_autoptr (BwSalesSeries) now = NULL;
  g_autoptr (BwSalesSeries) made = NULL;
  BwChange *changes = g_new0 (BwChange, 3);

  add_deal (book, "2025-01-02", "2025-01-20", 300, WON, 1);
  add_deal (book, "2025-01-02", "2025-02-10", 700, WON, 1);
  add_deal (book, "2025-03-01", "2025-03-02", 50, WON, 1);
  changes[0] = (BwChange) { 0, day ("2025-02-20"), 0, BW_FIELD_AMOUNT, BW_TIME_EXPORT, -1, 200, 300 };
  changes[1] = (BwChange) { 1, day ("2025-02-10"), 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, QUALIFICATION, WON };
  changes[2] = (BwChange) { 1, day ("2025-02-10"), 1, BW_FIELD_AMOUNT, BW_TIME_CRM, -1, 900, 700 };
  bw_history_take (&book->history, changes, 3, book->deals.n);
  then = ask (book, BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-01-31");
  now = ask (book, BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "");
  made = ask (book, BW_SALES_NEW, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-01-31");
  g_assert_cmpuint (then->periods->len, ==, 1);
  g_assert_cmpfloat (then->total[0], ==, 200);
  g_assert_cmpuint (now->periods->len, ==, 3);
  g_assert_cmpfloat (now->total[0], ==, 300);
  g_assert_cmpfloat (now->total[1], ==, 700);
  g_assert_cmpfloat (made->total[0], ==, 200 + 900);
}

static void
add_record (BwBook      *book,
            BwRecordKind kind,
            const char  *date,
            double       value,
            const char  *group)
{
  BwRecord record;

  bw_record_init (&record, kind);
  record.key = book->records->len + 1;
  record.date = day (date);
  record.quantity = value;
  record.amount = (gint64)(value * 100);
  record.group = bw_pool_add (&book->texts, group, -1);
  record.name = bw_pool_add (&book->texts, "Visits", -1);
  g_array_append_val (book->records, record);
}

/* Sales that were not are 0; values of a series that were not told are unknown. */
static void
test_records (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwSalesSeries) sales = NULL;
  g_autoptr (BwSalesSeries) values = NULL;

  add_record (book, BW_RECORD_SALE, "2024-11-05", 2, "North");
  add_record (book, BW_RECORD_SALE, "2025-01-05", 3, "South");
  add_record (book, BW_RECORD_SALE, "2025-01-06", 4, "South");
  add_record (book, BW_RECORD_SALE, "", 5, "South");
  add_record (book, BW_RECORD_SERIES, "2024-11-30", 7.5, "");
  add_record (book, BW_RECORD_SERIES, "2025-01-31", 8.5, "");
  sales = ask (book, BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_REGION, "");
  values = ask (book, BW_SALES_VALUE, BW_FREQUENCY_MONTH, BW_SALES_BY_NAME, "2025-02-10");
  g_assert_cmpuint (sales->periods->len, ==, 3);
  g_assert_cmpuint (sales->n_undated, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (sales->parts, 0), ==, "South");
  g_assert_cmpfloat (bw_sales_series_row (sales, 0)[2], ==, 700);
  g_assert_cmpfloat (sales->total[1], ==, 0);
  g_assert_cmpstr (g_ptr_array_index (values->parts, 0), ==, "Visits");
  g_assert_cmpuint (values->periods->len, ==, 3);
  g_assert_true (isnan (values->total[1]));
  g_assert_cmpfloat (values->total[2], ==, 8.5);
  g_assert_true (bw_sales_series_period (values, 2)->complete);
}

/* A value a month, dated by any day of it, is all of the month: the first and the last are complete as well. */
static void
test_periodic (void)
{
  static const char *const dates[] = { "2024-10-31", "2024-11-30", "2024-12-31", "2025-01-01" };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwSalesSeries) months = NULL;
  g_autoptr (BwSalesSeries) quarters = NULL;
  guint first, n;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    add_record (book, BW_RECORD_SERIES, dates[i], i + 1, "");
  months = ask (book, BW_SALES_VALUE, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-01-02");
  bw_sales_series_get_complete (months, &first, &n);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n, ==, 4);
  /* Several a quarter are not one of a whole quarter. */
  quarters = ask (book, BW_SALES_VALUE, BW_FREQUENCY_QUARTER, BW_SALES_BY_NOTHING, "2025-01-02");
  g_assert_false (bw_sales_series_period (quarters, 1)->complete);
}

/* Only what the scope's people have counts. */
static void
test_scope (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwSalesQuery query = { BW_SALES_RECORD, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, 0, BW_DATE_NONE, { BW_SCOPE_PERSON, 0 } };
  g_autoptr (BwSalesSeries) one = NULL, all = NULL;

  add_record (book, BW_RECORD_SALE, "2024-11-05", 2, "North");
  add_record (book, BW_RECORD_SALE, "2024-11-05", 3, "North");
  g_array_index (book->records, BwRecord, 0).person = 0;
  one = bw_sales_series_new (book, &query);
  query.scope.kind = BW_SCOPE_ALL;
  all = bw_sales_series_new (book, &query);
  g_assert_cmpfloat (one->total[0], ==, 200);
  g_assert_cmpfloat (all->total[0], ==, 500);
}

/* Nothing at all, a date from another age, a first month that the data begins in the middle of. */
static void
test_odd (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwSalesSeries) nothing = ask (book, BW_SALES_WON, BW_FREQUENCY_DAY, BW_SALES_BY_PERSON, "");
  g_autoptr (BwSalesSeries) series = NULL;
  guint first, n;

  g_assert_cmpuint (nothing->periods->len, ==, 0);
  bw_sales_series_get_complete (nothing, &first, &n);
  g_assert_cmpuint (n, ==, 0);
  add_deal (book, "1900-01-01", "1900-01-01", 1, WON, 1);
  add_deal (book, "2025-01-02", "2025-01-20", BW_MONEY_MAX, WON, 1);
  add_deal (book, "2025-01-02", "2025-02-20", -5, WON, 1);
  bw_history_take (&book->history, NULL, 0, book->deals.n);
  series = ask (book, BW_SALES_WON, BW_FREQUENCY_MONTH, BW_SALES_BY_NOTHING, "2025-02-28");
  g_assert_cmpuint (series->n_before, ==, 1);
  g_assert_cmpuint (series->periods->len, ==, 2);
  g_assert_false (bw_sales_series_period (series, 0)->complete);
  g_assert_true (bw_sales_series_period (series, 1)->complete);
  g_assert_cmpfloat (series->total[0], ==, (double)BW_MONEY_MAX);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sales-series/months", test_months);
  g_test_add_func ("/sales-series/frequencies", test_frequencies);
  g_test_add_func ("/sales-series/weeks-calendar", test_weeks_calendar);
  g_test_add_func ("/sales-series/splits", test_splits);
  g_test_add_func ("/sales-series/known-then", test_known_then);
  g_test_add_func ("/sales-series/records", test_records);
  g_test_add_func ("/sales-series/periodic", test_periodic);
  g_test_add_func ("/sales-series/scope", test_scope);
  g_test_add_func ("/sales-series/odd", test_odd);
  return g_test_run ();
}
