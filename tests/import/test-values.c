/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts, shares, dates and what columns of them give away; headers and stages. */

#include "import/bw-guess.h"
#include "import/bw-profile.h"
#include "import/bw-stage-names.h"

#include "import-fixture.h"

static void
test_amounts (void)
{
  static const struct
  {
    const char   *text;
    char          decimal;
    BwValueResult result;
    gint64        amount; /* hundredths */
    const char   *currency;
  } cases[] = {
    { "1234", 0, BW_VALUE_GOOD, 123400, "" },
    { "-12.5", 0, BW_VALUE_GOOD, -1250, "" },
    { "1,234.56", 0, BW_VALUE_GOOD, 123456, "" },
    { "1.234,56", 0, BW_VALUE_GOOD, 123456, "" },
    { "1 234,56", 0, BW_VALUE_GOOD, 123456, "" },
    { "1\u00a0234,56", 0, BW_VALUE_GOOD, 123456, "" },
    { "1\u202f234,56 €", 0, BW_VALUE_GOOD, 123456, "EUR" },
    { "1'234.56", 0, BW_VALUE_GOOD, 123456, "" },
    { "1’234.56", 0, BW_VALUE_GOOD, 123456, "" },
    { "CHF 1'234.56", 0, BW_VALUE_GOOD, 123456, "CHF" },
    { "12,34,567", 0, BW_VALUE_GOOD, 123456700, "" },
    { "1,234", 0, BW_VALUE_GOOD, 123400, "" },
    { "1,234", ',', BW_VALUE_GOOD, 123, "" },
    { "1.234", 0, BW_VALUE_GOOD, 123, "" },
    { "1.234", ',', BW_VALUE_GOOD, 123400, "" },
    { "1.234.567", 0, BW_VALUE_GOOD, 123456700, "" },
    { "0.125", ',', BW_VALUE_BAD, 0, "" },
    { "1.234,56", '.', BW_VALUE_BAD, 0, "" },
    { "1,234.56", ',', BW_VALUE_BAD, 0, "" },
    { "(1,234.00)", 0, BW_VALUE_GOOD, -123400, "" },
    { "($250.00)", 0, BW_VALUE_GOOD, -25000, "" },
    { "-$1,000", 0, BW_VALUE_GOOD, -100000, "" },
    { "$3,000,190.00", 0, BW_VALUE_GOOD, 300019000, "" },
    { "USD 45k", 0, BW_VALUE_GOOD, 4500000, "USD" },
    { "1.2M", 0, BW_VALUE_GOOD, 120000000, "" },
    { "£10", 0, BW_VALUE_GOOD, 1000, "GBP" },
    { "1.23E+05", 0, BW_VALUE_GOOD, 12300000, "" },
    { "1.000,-", 0, BW_VALUE_GOOD, 100000, "" },
    { "1'000.-", 0, BW_VALUE_GOOD, 100000, "" },
    { "Fr. 1'000.—", 0, BW_VALUE_GOOD, 100000, "" },
    { "-1.000,-", ',', BW_VALUE_GOOD, -100000, "" },
    { "0,5 Mio. €", ',', BW_VALUE_GOOD, 50000000, "EUR" },
    { "1.5 million", 0, BW_VALUE_GOOD, 150000000, "" },
    { "45 TEUR", 0, BW_VALUE_GOOD, 4500000, "EUR" },
    { "45 T€", 0, BW_VALUE_GOOD, 4500000, "EUR" },
    { "2 MUSD", 0, BW_VALUE_GOOD, 200000000, "USD" },
    { "1.2M$", 0, BW_VALUE_GOOD, 120000000, "" },
    { "A$1,234.50", 0, BW_VALUE_GOOD, 123450, "AUD" },
    { "US$ 10", 0, BW_VALUE_GOOD, 1000, "USD" },
    { "R$ 1.234,50", 0, BW_VALUE_GOOD, 123450, "BRL" },
    { "1 234,50 zł", 0, BW_VALUE_GOOD, 123450, "PLN" },
    { "1 234,50 Kč", 0, BW_VALUE_GOOD, 123450, "CZK" },
    { "1.234,50 Euro", 0, BW_VALUE_GOOD, 123450, "EUR" },
    { "1 234,50 руб.", 0, BW_VALUE_GOOD, 123450, "RUB" },
    { "'1234.50", 0, BW_VALUE_GOOD, 123450, "" },
    { "１２３４.５", 0, BW_VALUE_GOOD, 123450, "" },
    { "٣٤", 0, BW_VALUE_GOOD, 3400, "" },
    { "5 lakh", 0, BW_VALUE_GOOD, 50000000, "" },
    { "1.5T", 0, BW_VALUE_BAD, 0, "" },
    { "12 kg", 0, BW_VALUE_BAD, 0, "" },
    { "1,-2", 0, BW_VALUE_BAD, 0, "" },
    { "1'", 0, BW_VALUE_BAD, 0, "" },
    { "−5", 0, BW_VALUE_GOOD, -500, "" },
    { "", 0, BW_VALUE_MISSING, 0, "" },
    { "N/A", 0, BW_VALUE_MISSING, 0, "" },
    { "-", 0, BW_VALUE_MISSING, 0, "" },
    { "$ -", 0, BW_VALUE_MISSING, 0, "" },
    { "twelve", 0, BW_VALUE_BAD, 0, "" },
    { "12abc", 0, BW_VALUE_BAD, 0, "" },
    { "1,23,4", 0, BW_VALUE_BAD, 0, "" },
    { "1.2.3", 0, BW_VALUE_BAD, 0, "" },
    { "(5", 0, BW_VALUE_BAD, 0, "" },
    { "5)", 0, BW_VALUE_BAD, 0, "" },
    { "--5", 0, BW_VALUE_BAD, 0, "" },
    { "45%", 0, BW_VALUE_BAD, 0, "" },
    { "99999999999999", 0, BW_VALUE_RANGE, 0, "" },
    { "9e300", 0, BW_VALUE_RANGE, 0, "" },
    { "10000000000000k", 0, BW_VALUE_RANGE, 0, "" },
    { "1e", 0, BW_VALUE_BAD, 0, "" },
    { "2024-05-06", 0, BW_VALUE_BAD, 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64        amount = 0;
      char          currency[BW_VALUE_CURRENCY_SIZE];
      BwValueResult result = bw_value_parse_amount (cases[i].text, cases[i].decimal, &amount, currency);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (result, ==, cases[i].result);
      if (result != BW_VALUE_GOOD)
        continue;
      g_assert_cmpint (bw_value_to_minor (amount, "USD"), ==, cases[i].amount);
      g_assert_cmpstr (currency, ==, cases[i].currency);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char   *text;
    BwDateOrder   order;
    BwValueResult result;
    const char   *iso;
  } cases[] = {
    { "2024-05-06", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024-05-06T12:34:56.000Z", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024-05-06T12:34:56.000+0000", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024-02-01 09:30", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-02-01" },
    { "2024/5/6", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-05-06" },
    { "3/4/2024", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-03-04" },
    { "3/4/2024", BW_ORDER_DAY_FIRST, BW_VALUE_GOOD, "2024-04-03" },
    { "03.04.2024", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-04-03" },
    { "3/4/24 2:05 PM", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-03-04" },
    { "31/12/99", BW_ORDER_DAY_FIRST, BW_VALUE_GOOD, "1999-12-31" },
    { "Oct 20, 2016", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2016-10-20" },
    { "20 October 2016", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2016-10-20" },
    { "01-Mar-17", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-03-01" },
    { "1. März 2017", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-03-01" },
    { "15 août 2017", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-08-15" },
    { "3 de enero de 2017", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-01-03" },
    { "Tue, 6 June 2017", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-06-06" },
    { "June 1st, 2017", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-06-01" },
    { "20170301", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-03-01" },
    { "2024-137", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-16" },
    { "2024-001", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-01-01" },
    { "2024-366", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-12-31" },
    { "2023-366", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "2024-000", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "2024-137T10:00:00Z", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-16" },
    { "2024-1370", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "2024137", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-16" },
    { "2024367", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "20170301103000", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2017-03-01" },
    { "24-05-06", BW_ORDER_YEAR_FIRST, BW_VALUE_GOOD, "2024-05-06" },
    { "6/5/2024", BW_ORDER_YEAR_FIRST, BW_VALUE_GOOD, "2024-05-06" },
    { "Mon May 06 10:00:00 UTC 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "Mon May 06 2024 10:00:00 GMT+0200", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024-05-06+02:00", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024-05-06 UTC", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "06/05/2024 à 10:00", BW_ORDER_DAY_FIRST, BW_VALUE_GOOD, "2024-05-06" },
    { "06.05.2024, 10:00 Uhr", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "5/6/2024, 3:10:22 PM EST", BW_ORDER_MONTH_FIRST, BW_VALUE_GOOD, "2024-05-06" },
    { "2024年5月6日", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "2024. 05. 06.", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "6 de outubro de 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-10-06" },
    { "6 maart 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-03-06" },
    { "6 maj 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "6 października 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-10-06" },
    { "6 мая 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "31 décembre 2024", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-12-31" },
    { "45292,52430", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-01-01" },
    { "2024-05-06 budget 3", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "20171301103000", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "42663", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2016-10-20" },
    { "42663.5", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2016-10-20" },
    { "1714953600", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "1714953600000", BW_ORDER_UNKNOWN, BW_VALUE_GOOD, "2024-05-06" },
    { "", BW_ORDER_UNKNOWN, BW_VALUE_MISSING, NULL },
    { "null", BW_ORDER_UNKNOWN, BW_VALUE_MISSING, NULL },
    { "2024-04-31", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "2023-02-29", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "13/13/2024", BW_ORDER_DAY_FIRST, BW_VALUE_NO_SUCH_DAY, NULL },
    { "20/10/2016", BW_ORDER_MONTH_FIRST, BW_VALUE_NO_SUCH_DAY, NULL },
    { "20171301", BW_ORDER_UNKNOWN, BW_VALUE_NO_SUCH_DAY, NULL },
    { "soon", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "12", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "2024-05", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "2024-05-06x", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "1/2/3/4", BW_ORDER_UNKNOWN, BW_VALUE_BAD, NULL },
    { "99999", BW_ORDER_UNKNOWN, BW_VALUE_RANGE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwDate        date = BW_DATE_NONE;
      BwValueResult result = bw_value_parse_date (cases[i].text, cases[i].order, &date);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (result, ==, cases[i].result);
      if (result == BW_VALUE_GOOD)
        g_assert_cmpint (date, ==, day (cases[i].iso));
    }
}

static void
test_shares (void)
{
  static const struct
  {
    const char   *text;
    BwValueResult result;
    double        share;
    gboolean      per_cent;
  } cases[] = {
    { "75", BW_VALUE_GOOD, 75, FALSE },
    { "0.75", BW_VALUE_GOOD, 0.75, FALSE },
    { "0,75", BW_VALUE_GOOD, 0.75, FALSE },
    { "75 %", BW_VALUE_GOOD, 75, TRUE },
    { "0.125", BW_VALUE_GOOD, 0.125, FALSE },
    { "101", BW_VALUE_RANGE, 0, FALSE },
    { "-1", BW_VALUE_RANGE, 0, FALSE },
    { "high", BW_VALUE_BAD, 0, FALSE },
    { "", BW_VALUE_MISSING, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double        share = 0;
      gboolean      per_cent;
      BwValueResult result = bw_value_parse_share (cases[i].text, 0, &share, &per_cent);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (result, ==, cases[i].result);
      if (result != BW_VALUE_GOOD)
        continue;
      g_assert_cmpfloat_with_epsilon (share, cases[i].share, 1e-9);
      g_assert_cmpint (per_cent, ==, cases[i].per_cent);
    }
}

/* The delimiter, also where commas stand within numbers. */
static void
test_delimiter (void)
{
  static const struct
  {
    const char *text;
    char        delimiter;
  } cases[] = {
    { "a,b,c\n1,2,3\n", ',' },
    { "1,2,3\n4,5,6\n", ',' },
    { "a;3,0;4,0\nb;5,5;6,25\n", ';' },
    { "3,0;4,0\n5,5;6,25\n", ';' },
    { "1,5;2,5;3,5;4,5\n1,0;2,0;3,0;4,0\n", ';' },
    { "a\t3,0\t4,0\nb\t5,5\t6,25\n", '\t' },
    { "name|price\nx|1,5\ny|2,5\n", '|' },
    { "id,tags,sum\n1,a;b,3\n2,c;d,4\n", ',' },
    { "1,2;3,4\n5,6,7\n8,9,10\n", ',' },
    { "\"a;b\",1,2\n\"c;d\",3,4\n", ',' },
    { "only one column\nof words\n", ',' },
    { "a^b^c^d\n1,5^2^3^4\n5^6^7^8\n", '^' },
    { "a~b~c~d\n1~2~x, y~4\n5~6~7~8\n", '~' },
    { "a\x1f"
      "b\x1f"
      "c\n1\x1f"
      "2\x1f"
      "3\n",
      '\x1f' },
    { "a,b\n~1~,2\n~3~,4\n", ',' },
    { "name:stage:amount:next step\nA:Won:5:call\nB:Open:7:mail\n", ':' },
    { "name:stage:amount:day\nA:Won:5,0:1\nB:Open:7,5:2\n", ':' },
    { "time\n10:30:00\n11:45:10\n", ',' },
    { "10:30:00\n11:45:10\n12:00:00\n", ',' },
    { "name,time\nA,10:30:00\nB,11:45:10\n", ',' },
    { "links\nhttps://a.example:80\nhttps://b.example:81\n", ',' },
    { "a\x01"
      "b\x01"
      "c d\x01"
      "e\n1\x01"
      "2\x01"
      "3,5\x01"
      "4\n",
      '\x01' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double confidence;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (bw_guess_delimiter (cases[i].text, strlen (cases[i].text), &confidence), ==, cases[i].delimiter);
      g_assert_cmpfloat (confidence, >, 0);
      g_assert_cmpfloat (confidence, <=, 1);
    }
}

static void
test_guesses (void)
{
  static const char *const us[] = { "3/4/2024", "5/31/2024" }, *const eu[] = { "3/4/2024", "31/5/2024" };
  static const char *const unknown[] = { "3/4/2024", "5/6/2024", "2024-01-31" };
  static const char *const points[] = { "1,234", "12.50" }, *const commas[] = { "1.234", "12,50" };
  static const char *const short_years[] = { "24-01-01", "24-01-18", "24-02-04", "24-02-21", "24-03-09", "24-03-26",
                                             "24-04-12", "24-04-29", "23-05-16" };
  static const char *const days[] = { "01-01-24", "18-01-24", "04-02-24", "21-02-24", "09-03-24", "26-03-24", "12-04-24",
                                      "29-04-24", "16-05-23" };
  static const char *const old_years[] = { "99-01-02", "03-04-05" };
  static const char *const data[] = { "A1", "Ann", "2024-05-06" }, *const names[] = { "id", "name", "close date" };
  static const struct
  {
    const char *name;
    const char *iso;
  } files[] = {
    { "deals-2026-11-20.csv", "2026-11-20" },
    { "deals 20261120.csv", "2026-11-20" },
    { "11-20-2026 deals.csv", "2026-11-20" },
    { "report1795348800.csv", NULL },
    { "x_2026_11_20_1200.csv", "2026-11-20" },
    { "20.11.2026.csv", "2026-11-20" },
    { "deals2026.csv", NULL },
    { "deals 2026-13-20.csv", NULL },
  };

  g_assert_cmpint (bw_guess_date_order (us, 2), ==, BW_ORDER_MONTH_FIRST);
  g_assert_cmpint (bw_guess_date_order (eu, 2), ==, BW_ORDER_DAY_FIRST);
  g_assert_cmpint (bw_guess_date_order (unknown, 3), ==, BW_ORDER_UNKNOWN);
  g_assert_cmpint (bw_guess_date_order (short_years, 9), ==, BW_ORDER_YEAR_FIRST);
  g_assert_cmpint (bw_guess_date_order (days, 9), ==, BW_ORDER_DAY_FIRST);
  g_assert_cmpint (bw_guess_date_order (old_years, 2), ==, BW_ORDER_YEAR_FIRST);
  g_assert_cmpint (bw_guess_decimal (points, 2), ==, '.');
  g_assert_cmpint (bw_guess_decimal (commas, 2), ==, ',');
  g_assert_true (bw_guess_looks_like_values (data, 3));
  g_assert_false (bw_guess_looks_like_values (names, 3));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_test_message ("%s", files[i].name);
      g_assert_cmpint (bw_guess_date_in_name (files[i].name), ==, day (files[i].iso));
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char  *headers;
    const char  *file;
    BwImportKind kind; /* unknown: none */
    const char  *profile;
  } cases[] = {
    { "Opportunity Owner|Account Name|Opportunity Name|Stage|Amount|Probability (%)|Close Date|Type", "report1.csv",
      BW_KIND_DEALS, "salesforce" },
    { "ID|ACCOUNTID|NAME|STAGENAME|AMOUNT|CLOSEDATE|OWNERID|ISWON", "Opportunity.csv", BW_KIND_DEALS,
      "salesforce" },
    { "Id|Name|ManagerId|UserRoleId", "User.csv", BW_KIND_PEOPLE, "salesforce" },
    { "Id|Name|Industry|OwnerId|BillingState", "Account.csv", BW_KIND_ACCOUNTS, "salesforce" },
    { "Record ID|Deal Name|Deal Stage|Pipeline|Amount|Close Date|Deal owner", "x.csv", BW_KIND_DEALS, "hubspot" },
    { "Deal - Title|Deal - Value|Deal - Status|Deal - Stage|Deal - Owner", "x.csv", BW_KIND_DEALS, "pipedrive" },
    { "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Stage", "x.csv", BW_KIND_DEALS, "zoho" },
    { "(Do Not Modify) Opportunity|Topic|Account|Est. revenue|Est. close date|Status|Owner", "x.csv", BW_KIND_DEALS,
      "dynamics" },
    { "CRM_USER_ID|QUOTA_NAME|PERIOD_NAME|QUOTA_GOAL", "q.csv", BW_KIND_QUOTAS, "clari" },
    { "person|period|quota", "q.csv", BW_KIND_QUOTAS, "generic" },
    { "name*|stage*|amount*|close_date*", "x.csv", BW_KIND_DEALS, "generic" },
    { "Id|OpportunityId|CreatedDate|StageName|Amount|CloseDate", "OpportunityHistory.csv", BW_KIND_STAGE_HISTORY,
      "salesforce" },
    { "payment_id|deal_id|amount|status", "payments.csv", BW_KIND_UNKNOWN, NULL },
    { "Row ID|Order ID|Order Date|Customer Name|City|State", "orders.csv", BW_KIND_UNKNOWN, NULL },
    { "date|value", "x.csv", BW_KIND_SERIES, "generic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) headers = g_strsplit (cases[i].headers, "|", -1);
      BwMapping mapping;
      gboolean  found = bw_mapping_find ((const char *const *)headers, g_strv_length (headers), cases[i].file,
                                         BW_KIND_UNKNOWN, NULL, NULL, &mapping);

      g_test_message ("%s", cases[i].headers);
      g_assert_cmpint (found, ==, cases[i].kind != BW_KIND_UNKNOWN);
      if (!found)
        continue;
      g_assert_cmpint (mapping.kind, ==, cases[i].kind);
      g_assert_cmpstr (mapping.profile, ==, cases[i].profile);
    }
}

static void
test_stages (void)
{
  static const struct
  {
    const char *name;
    BwStageKind kind;
    BwCategory  category;
    gboolean    known;
  } cases[] = {
    { "Closed Won", BW_STAGE_WON, BW_CATEGORY_CLOSED, TRUE },
    { "closedwon", BW_STAGE_WON, BW_CATEGORY_CLOSED, TRUE },
    { "Gewonnen", BW_STAGE_WON, BW_CATEGORY_CLOSED, TRUE },
    { "Closed-Lost to Competition", BW_STAGE_LOST, BW_CATEGORY_OMITTED, TRUE },
    { "Perdue", BW_STAGE_LOST, BW_CATEGORY_OMITTED, TRUE },
    { "Negotiation/Review", BW_STAGE_OPEN, BW_CATEGORY_COMMIT, TRUE },
    { "Warten auf Godot", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, FALSE },
    { "Wonderful demo", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, FALSE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwStageMeaning meaning = bw_stage_name_meaning (cases[i].name);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (meaning.kind, ==, cases[i].kind);
      g_assert_cmpint (meaning.category, ==, cases[i].category);
      g_assert_cmpint (meaning.known, ==, cases[i].known);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/values/amounts", test_amounts);
  g_test_add_func ("/values/dates", test_dates);
  g_test_add_func ("/values/shares", test_shares);
  g_test_add_func ("/values/guesses", test_guesses);
  g_test_add_func ("/values/delimiter", test_delimiter);
  g_test_add_func ("/values/kinds", test_kinds);
  g_test_add_func ("/values/stages", test_stages);
  return g_test_run ();
}
