/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in other currencies: converted by a rate that is said and kept, set aside without one, kept as the file has them. */

#include <math.h>

#include "core/bw-custom-field.h"
#include "core/bw-exchange.h"
#include "core/bw-snapshot.h"
#include "import-fixture.h"
#include "import/bw-rate.h"

#define HEADER "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Currency,Amount\n"
#define ROWS                                       \
  "D1,A,Acme,Prospecting,2026-12-01,USD,1000.00\n" \
  "D2,B,Bolt,Prospecting,2026-12-01,EUR,1000.00\n" \
  "D3,C,Cask,Prospecting,2026-12-01,Euro,0.05\n"   \
  "D4,D,Dorn,Prospecting,2026-12-01,£,200.00\n"   \
  "D5,E,Erle,Prospecting,2026-12-01,JPY,\n"

static void
test_codes (void)
{
  static const char *const cases[][2] = {
    { "EUR", "EUR" },
    { " usd ", "USD" },
    { "€", "EUR" },
    { "£", "GBP" },
    { "Euro", "EUR" },
    { "US Dollar", "USD" },
    { "USD - US Dollar", "USD" },
    { "EUR (€)", "EUR" },
    { "Swiss Franc (CHF)", "CHF" },
    { "zł", "PLN" },
    { "A$", "AUD" },
    { "", "" },
    { "-", "" },
    { "N/A", "" },
    { "Talers", "TALERS" },
    { "$", "$" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = bw_rate_read_code (cases[i][0]);

      g_assert_cmpstr (code, ==, cases[i][1]);
    }
}

static void
test_rates (void)
{
  static const struct
  {
    const char *text;
    double      rate; /* NaN: none */
  } cases[] = {
    { "1.08", 1.08 },
    { "1,08", 1.08 },
    { " 0.0062 ", 0.0062 },
    { "150", 150 },
    { "0", NAN },
    { "-1", NAN },
    { "", NAN },
    { "one", NAN },
    { "1.2.3", NAN },
    { "1e5", NAN },
    { "99999999", NAN },
    { "inf", NAN },
  };
  g_autoptr (BwBook) book = bw_book_new ();
  BwDelta *delta = bw_delta_new (book);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double rate = NAN;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (bw_exchange_parse (cases[i].text, &rate), ==, !isnan (cases[i].rate));
      if (!isnan (cases[i].rate))
        g_assert_cmpfloat (rate, ==, cases[i].rate);
      g_assert_cmpint (bw_exchange_set (book, delta, "EUR", BW_DATE_NONE, cases[i].text), ==, !isnan (cases[i].rate));
    }
  g_assert_cmpfloat (bw_exchange_rate (book, "eur", BW_DATE_NONE), ==, 150);
  g_assert_cmpfloat (bw_exchange_rate (book, book->currency, BW_DATE_NONE), ==, 1);
  g_assert_true (isnan (bw_exchange_rate (book, "GBP", BW_DATE_NONE)));
  g_assert_cmpuint (book->choices->len, ==, 1);
  bw_delta_free (delta);
}

static void
check_own (const BwBook *book,
           const char   *ref,
           const char   *name,
           const char   *value)
{
  gint32           field = bw_custom_field_find (book, name);
  g_autofree char *text = NULL;

  g_assert_cmpint (field, >=, 0);
  text = bw_custom_value_dup_text (book, bw_book_field (book, field)->type,
                                   bw_custom_column_get (&book->deals.custom[field], find_deal (book, ref)));
  g_assert_cmpstr (text, ==, value);
}

/* Without a rate the rows are set aside and the file asks once for each currency; with one they come in, and stay when the same
 * file comes again; another rate is a change. */
static void
test_convert (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (GHashTable) rates = g_hash_table_new (g_str_hash, g_str_equal);
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  g_autoptr (BwImportResult) without = NULL;
  g_autoptr (BwImportResult) with = NULL;
  g_autoptr (BwImportResult) again = NULL;
  g_autoptr (BwImportResult) other = NULL;
  g_autoptr (GError) error = NULL;
  const BwImportSummary   *summary;
  const BwForeignCurrency *foreign;

  bw_book_add_default_stages (book);
  fixture_init (&fixture);
  fixture_write (&fixture, "deals 2026-11-20.csv", HEADER ROWS, -1);
  without = fixture_import (&fixture, &book, &options, &error);
  g_assert_no_error (error);
  summary = g_ptr_array_index (without->summaries, 0);
  g_assert_cmpuint (summary->n_new, ==, 2);
  g_assert_cmpuint (summary->n_rejected, ==, 3);
  g_assert_cmpuint (summary->currencies->len, ==, 2);
  foreign = g_ptr_array_index (summary->currencies, 0);
  g_assert_cmpstr (foreign->code, ==, "EUR");
  g_assert_cmpuint (foreign->n, ==, 2);
  g_assert_true (isnan (foreign->rate));
  g_assert_cmpstr (((BwRejectedRow *)g_ptr_array_index (without->delta->rejected, 0))->column, ==, "Currency");

  g_hash_table_insert (rates, (char *)"EUR", (char *)"1.10");
  g_hash_table_insert (rates, (char *)"GBP", (char *)"1,3");
  options.rates = rates;
  fixture_write (&fixture, "deals 2026-11-20.csv", HEADER ROWS, -1);
  with = fixture_import (&fixture, &book, &options, &error);
  g_assert_no_error (error);
  summary = g_ptr_array_index (with->summaries, 0);
  g_assert_cmpuint (summary->n_new, ==, 3);
  g_assert_cmpuint (summary->n_rejected, ==, 0);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D1")], ==, 100000);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 110000);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D3")], ==, 6);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D4")], ==, 26000);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D5")], ==, BW_MONEY_NONE);
  check_own (book, "D2", "Currency", "EUR");
  check_own (book, "D2", "Amount in its currency", "1000");

  options.rates = NULL;
  fixture_write (&fixture, "deals 2026-11-20.csv", HEADER ROWS, -1);
  again = fixture_import (&fixture, &book, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (again->summaries, 0))->n_unchanged, ==, 5);

  g_hash_table_insert (rates, (char *)"EUR", (char *)"1.20");
  options.rates = rates;
  fixture_write (&fixture, "deals 2026-11-20.csv", HEADER ROWS, -1);
  other = fixture_import (&fixture, &book, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (other->summaries, 0))->n_changed, ==, 1);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 120000);
  fixture_clear (&fixture);
}

/* A sign beside the amount counts as well; a file in one other currency makes it a new project's. */
static void
test_signs (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) euros = bw_book_new ();
  g_autoptr (BwImportResult) mixed = NULL;
  g_autoptr (BwImportResult) one = NULL;

  bw_book_add_default_stages (book);
  bw_book_add_default_stages (euros);
  fixture_init (&fixture);
  mixed = fixture_import_text (&fixture, &book, "deals 2026-11-20.csv",
                               "Opportunity ID,Opportunity Name,Stage,Close Date,Amount\n"
                               "D1,A,Prospecting,2026-12-01,\"USD 1,000.00\"\n"
                               "D2,B,Prospecting,2026-12-01,\"€1,000.00\"\n");
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (mixed->summaries, 0))->n_rejected, ==, 1);
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (mixed->summaries, 0))->currencies->len, ==, 1);
  check_own (book, "D1", "Amount as exported", "USD 1,000.00");

  one = fixture_import_text (&fixture, &euros, "deals 2026-11-20.csv",
                             "Opportunity ID,Opportunity Name,Stage,Close Date,Currency,Amount\n"
                             "D1,A,Prospecting,2026-12-01,Euro,1000\nD2,B,Prospecting,2026-12-01,EUR,2000\n");
  g_assert_cmpstr (euros->currency, ==, "EUR");
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (one->summaries, 0))->currencies->len, ==, 0);
  g_assert_cmpint (bw_custom_field_find (euros, "Currency"), ==, -1);
  fixture_clear (&fixture);
}

/* The same currency from several days on: an export takes the price of the day that it shows, one before the first that
 * price; what is said with an import is of the price in force; rows that the last export had are read again. */
static void
test_days (void)
{
  static const struct
  {
    const char *code;
    const char *from; /* (nullable) */
    const char *text;
  } said[] = {
    { "GBP", "2026-07-01", "1.3" },
    { "EUR", "2026-10-01", "1.20" },
    { "EUR", NULL, "1.00" },
    { "EUR", "2026-04-01", "1.10" },
  };
  static const struct
  {
    const char *code;
    const char *day;
    double      rate;
  } cases[] = {
    { "EUR", "2020-01-01", 1.00 },
    { "EUR", "2026-03-31", 1.00 },
    { "EUR", "2026-04-01", 1.10 },
    { "eur", "2026-09-30", 1.10 },
    { "EUR", "2026-10-01", 1.20 },
    { "EUR", NULL, 1.20 },
    { "GBP", "2020-01-01", 1.3 },
    { "GBP", NULL, 1.3 },
  };
  Fixture fixture;
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwImportResult) spring = NULL;
  g_autoptr (BwImportResult) autumn = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GArray) fewer = g_array_new (FALSE, TRUE, sizeof (BwExchangeRate));
  BwDelta *delta = bw_delta_new (book);
  BwBook  *after;

  bw_book_add_default_stages (book);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_true (bw_exchange_set (book, delta, said[i].code, said[i].from != NULL ? day (said[i].from) : BW_DATE_NONE, said[i].text));
  bw_delta_free (delta);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat (bw_exchange_rate (book, cases[i].code, cases[i].day != NULL ? day (cases[i].day) : BW_DATE_NONE), ==, cases[i].rate);
  list = bw_exchange_list (book);
  g_assert_cmpuint (list->len, ==, 4);
  g_assert_cmpstr (g_array_index (list, BwExchangeRate, 0).code, ==, "EUR");
  g_assert_cmpint (g_array_index (list, BwExchangeRate, 0).from, ==, BW_DATE_NONE);
  g_assert_cmpint (g_array_index (list, BwExchangeRate, 2).from, ==, day ("2026-10-01"));

  fixture_init (&fixture);
  spring = fixture_import_text (&fixture, &book, "deals 2026-05-20.csv", HEADER ROWS);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 110000);
  autumn = fixture_import_text (&fixture, &book, "deals 2026-11-20.csv", HEADER ROWS);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 120000);
  g_assert_cmpint (book->deals.amount[find_deal (book, "D4")], ==, 26000);
  fixture_clear (&fixture);

  /* What is said with a file holds for what is in force on its day. */
  delta = bw_delta_new (book);
  after = bw_book_copy (book);
  g_assert_true (bw_exchange_say (after, delta, "EUR", day ("2026-05-01"), "1.11"));
  g_assert_cmpfloat (bw_exchange_rate (after, "EUR", day ("2026-05-20")), ==, 1.11);
  g_assert_cmpfloat (bw_exchange_rate (after, "EUR", BW_DATE_NONE), ==, 1.20);
  g_assert_true (bw_exchange_say (after, delta, "CHF", day ("2026-05-01"), "1.05"));
  g_assert_cmpfloat (bw_exchange_rate (after, "CHF", day ("2020-05-20")), ==, 1.05);
  g_assert_cmpuint (delta->changed[BW_TABLE_CHOICES]->len, ==, 1);
  bw_delta_free (delta);
  bw_book_unref (after);

  /* All of them replaced: what is not in the list is taken out. */
  delta = bw_delta_new (book);
  after = bw_book_copy (book);
  g_array_append_val (fewer, g_array_index (list, BwExchangeRate, 1));
  g_array_index (fewer, BwExchangeRate, 0).rate = 1.15;
  bw_exchange_replace (after, delta, fewer);
  g_assert_cmpuint (delta->removed[BW_TABLE_CHOICES]->len, ==, 3);
  g_assert_cmpfloat (bw_exchange_rate (after, "EUR", BW_DATE_NONE), ==, 1.15);
  g_assert_true (isnan (bw_exchange_rate (after, "GBP", BW_DATE_NONE)));
  bw_delta_free (delta);
  bw_book_unref (after);
}

/* Amounts in histories are converted at the rate of their deal: by its currency, a column of the history or a sign beside
 * them; so the past is in the same money as the present. */
static void
test_histories (void)
{
  static const struct
  {
    const char *file;
    const char *text;
    guint       n_rejected;
  } files[] = {
    { "opportunityhistory.csv",
      "OpportunityId,CreatedDate,StageName,Amount\n"
      "D2,2026-05-01T10:00:00.000Z,Prospecting,800.00\n"
      "D1,2026-05-01T10:00:00.000Z,Prospecting,700.00\n",
      0 },
    { "opportunityhistory.csv",
      "OpportunityId,CreatedDate,StageName,CurrencyIsoCode,Amount\n"
      "D2,2026-05-01T10:00:00.000Z,Prospecting,EUR,800.00\n"
      "D1,2026-05-01T10:00:00.000Z,Prospecting,CHF,800.00\n"
      "D1,2026-05-02T10:00:00.000Z,Prospecting,USD,700.00\n",
      1 },
    { "opportunityfieldhistory.csv",
      "OpportunityId,Field,OldValue,NewValue,CreatedDate\n"
      "D2,Amount,800.00,1000.00,2026-06-01T10:00:00.000Z\n"
      "D1,Amount,700.00,1000.00,2026-06-01T10:00:00.000Z\n",
      0 },
    { "opportunityfieldhistory.csv",
      "OpportunityId,Field,OldValue,NewValue,CreatedDate\n"
      "D2,Amount,EUR 800.00,\"EUR 1,000.00\",2026-06-01T10:00:00.000Z\n"
      "D1,Amount,700.00,1000.00,2026-06-01T10:00:00.000Z\n"
      "D1,Amount,CHF 1.00,CHF 2.00,2026-06-02T10:00:00.000Z\n",
      1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (GHashTable) rates = g_hash_table_new (g_str_hash, g_str_equal);
      BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .rates = rates };
      g_autoptr (BwImportResult) deals = NULL;
      g_autoptr (BwImportResult) history = NULL;
      g_autoptr (BwSnapshot) then = NULL;
      const BwImportSummary *summary;

      g_test_message ("history %u", i);
      g_hash_table_insert (rates, (char *)"EUR", (char *)"1.10");
      g_hash_table_insert (rates, (char *)"GBP", (char *)"1.3");
      bw_book_add_default_stages (book);
      fixture_init (&fixture);
      fixture_write (&fixture, "deals 2026-11-20.csv",
                     "Opportunity ID,Opportunity Name,Stage,Created Date,Close Date,Currency,Amount\n"
                     "D1,A,Prospecting,2026-04-01,2026-12-01,USD,1000.00\n"
                     "D2,B,Prospecting,2026-04-01,2026-12-01,EUR,1000.00\n",
                     -1);
      deals = fixture_import (&fixture, &book, &options, NULL);
      history = fixture_import_text (&fixture, &book, files[i].file, files[i].text);
      summary = g_ptr_array_index (history->summaries, 0);
      g_assert_cmpuint (summary->n_rejected, ==, files[i].n_rejected);
      then = bw_snapshot_new (book, day ("2026-05-15"));
      g_assert_cmpint (then->amount[find_deal (book, "D2")], ==, 88000);
      g_assert_cmpint (then->amount[find_deal (book, "D1")], ==, 70000);
      g_assert_cmpint (book->deals.amount[find_deal (book, "D2")], ==, 110000);
      if (files[i].n_rejected > 0)
        g_assert_nonnull (strstr (((BwRejectedRow *)g_ptr_array_index (history->delta->rejected, 0))->reason, "CHF"));
      fixture_clear (&fixture);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rates/codes", test_codes);
  g_test_add_func ("/rates/rates", test_rates);
  g_test_add_func ("/rates/convert", test_convert);
  g_test_add_func ("/rates/signs", test_signs);
  g_test_add_func ("/rates/days", test_days);
  g_test_add_func ("/rates/histories", test_histories);
  return g_test_run ();
}
