/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing what happened around deals: each kind of file with good and bad rows, the same file twice, what heals. */

#include "core/bw-record.h"

#include "import-fixture.h"

#include <math.h>

#define DEALS "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"

static BwBook *
new_book (void)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  return book;
}

static const BwImportSummary *
summary_of (const BwImportResult *result)
{
  return g_ptr_array_index (result->summaries, 0);
}

static void
assert_note (const BwImportResult *result,
             const char           *words)
{
  const BwImportSummary *summary = summary_of (result);

  for (guint i = 0; i < summary->notes->len; i++)
    if (strstr (g_ptr_array_index (summary->notes, i), words) != NULL)
      return;
  for (guint i = 0; i < summary->notes->len; i++)
    g_printerr ("# %s\n", (const char *)g_ptr_array_index (summary->notes, i));
  g_error ("no note says “%s”", words);
}

/* A record as one line. */
static char *
tell (const BwBook   *book,
      const BwRecord *record)
{
  char             date[BW_DATE_ISO_SIZE] = "", due[BW_DATE_ISO_SIZE] = "", quantity[G_ASCII_DTOSTR_BUF_SIZE] = "";
  g_autofree char *amount = record->amount == BW_MONEY_NONE ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, record->amount);

  if (record->date != BW_DATE_NONE)
    bw_date_write_iso (record->date, date);
  if (record->due != BW_DATE_NONE)
    bw_date_write_iso (record->due, due);
  if (!isnan (record->quantity))
    g_ascii_dtostr (quantity, sizeof quantity, record->quantity);
  return g_strdup_printf ("%s|%s|%s|%s|%s|%s|%s|%s|%s", bw_book_text (book, record->ref),
                          record->deal >= 0 ? bw_book_text (book, book->deals.ref[record->deal]) : bw_book_text (book, record->deal_ref),
                          bw_book_text (book, record->name), bw_book_text (book, record->type),
                          bw_record_phase_name (record->phase), date, due, amount, quantity);
}

/* Files of each kind: what their rows become, and how many are rejected. */
static const struct
{
  const char  *name;
  const char  *file;
  const char  *text;
  BwImportKind kind;
  guint        n, n_rejected, n_set_aside;
  const char  *records[4];
} files[] = {
  { "activities", "activities.csv", "Activity ID,Opportunity ID,Activity Type,Subject,Due Date,Completed,Completed At\n"
                                    "A1,D1,Call,First call,2026-06-02,true,2026-06-03T13:00:00+05:00\n"
                                    "A2,D1,Task,Send offer,2026-07-01,false,\n"
                                    "A3,D9,Email,To nobody,2026-06-01,true,2026-06-01\n"
                                    "A4,D1,Call,No day,,,\n"
                                    "A1,D1,Call,First call,2026-06-02,true,2026-06-03T13:00:00+05:00\n"
                                    "A2,D1,Task,Send another offer,2026-07-01,false,\n",
    BW_KIND_ACTIVITIES,
    3,
    2,
    1,
    { "A1|D1|First call|Call|done|2026-06-03|2026-06-02||", "A2|D1|Send offer|Task|open||2026-07-01||", "A3|D9|To nobody|Email|done|2026-06-01|2026-06-01||" } },
  { "line-items", "line items.csv", "Deal ID,Product ID,Product Name,Quantity,Unit Price,Discount\n"
                                    "D1,P1,Panel,50,2200.00,0\n"
                                    "D1,P2,Door,20,1050.00,5000\n"
                                    ",P2,Door,1,1,0\n"
                                    "D1,,,1,1,0\n",
    BW_KIND_LINE_ITEMS,
    2,
    2,
    0,
    { "|D1|Panel||unsaid|||11000000|50", "|D1|Door||unsaid|||1600000|20" } },
  { "payments", "payments.csv", "payment_id,deal_id,payment_date,amount,payment_type,status\n"
                                "PAY1,D1,2026-06-03,60000.00,prepayment,paid\n"
                                "PAY2,D1,2026-06-06,30000.00,full,pending\n"
                                "PAY3,D1,2026/06/15,-5000.00,unknown,paid\n"
                                "PAY4,D1,2026-06-31,1.00,full,paid\n"
                                "PAY5,D1,2026-06-30,lots,full,paid\n"
                                "PAY6,D1,2026-06-30,,full,paid\n",
    BW_KIND_PAYMENTS,
    4,
    2,
    0,
    { "PAY1|D1||prepayment|done|2026-06-03||6000000|", "PAY2|D1||full|open||2026-06-06|3000000|", "PAY3|D1||unknown|done|2026-06-15||-500000|", "PAY4|D1||full|done|||100|" } },
  { "contracts", "contracts.csv", "contract_id,opportunity_id,contract_start_date,contract_end_date,contract_value,contract_status\n"
                                  "C1,D1,2026-01-01,2026-12-31,1200,Active\n"
                                  "C2,D1,2025-01-01,2025-12-31,1000,Terminated early\n",
    BW_KIND_CONTRACTS,
    2,
    0,
    0,
    { "C1|D1|||done|2026-01-01|2026-12-31|120000|", "C2|D1|||unsaid|2025-01-01|2025-12-31|100000|" } },
  { "deliveries", "shipments.csv", "shipment_id,deal_id,planned_date,actual_date,status\n"
                                   "S1,D1,2026-06-11,2026-06-13,shipped\n"
                                   "S2,D1,2026-06-14,,planned\n",
    BW_KIND_DELIVERIES,
    2,
    0,
    0,
    { "S1|D1|||done|2026-06-13|2026-06-11||", "S2|D1|||open||2026-06-14||" } },
  { "costs", "costs.csv", "cost_date,source,campaign,cost_amount\n"
                          "2026-06-01,avito,panels,4500.00\n"
                          ",avito,panels,1.00\n"
                          "2026-06-02,avito,panels,\n",
    BW_KIND_COSTS,
    1,
    2,
    0,
    { "||panels||unsaid|2026-06-01||450000|" } },
  { "sales", "orders.csv", "Order ID,Order Date,Customer Name,State,Postal Code,Region,Product Name,Sales,Quantity\n"
                           "O1,11/8/2016,Claire,Kentucky,06598,South,Desk,261.96,2\n"
                           "O1,11/8/2016,Claire,Kentucky,06598,South,Chair,731.94,3\n"
                           "O2,13/13/2016,Darrin,California,90036,West,Desk,14.62,2\n",
    BW_KIND_SALES,
    2,
    1,
    0,
    { "O1||||unsaid|2016-11-08||26196|2", "O1||||unsaid|2016-11-08||73194|3" } },
  { "series", "visits 2026-11.csv", "date,value\n"
                                    "2026-01-31,0.125\n"
                                    "2026-02-28,7\n"
                                    "2026-02-28,7\n"
                                    "2026-02-28,8\n"
                                    "2026-03-31,\n",
    BW_KIND_SERIES,
    2,
    2,
    1,
    { "||visits||unsaid|2026-01-31|||0.125", "||visits||unsaid|2026-02-28|||7" } },
  { "contacts", "contacts.csv", "contact_id,company_id,name,phone,email\n"
                                "P1,C9,Алексей Смирнов,+7 917 000-10-01,a@example.com\n"
                                "P2,C9,,,\n",
    BW_KIND_CONTACTS,
    1,
    1,
    0,
    { "P1||Алексей Смирнов||unsaid||||" } },
};

static void
test_file (gconstpointer data)
{
  guint   at = GPOINTER_TO_UINT (data);
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) deals = NULL;
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) again = NULL;

  fixture_init (&fixture);
  deals = fixture_import_text (&fixture, &book, "deals 2026-09-01.csv",
                               DEALS "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-05-01\n");
  first = fixture_import_text (&fixture, &book, files[at].file, files[at].text);
  g_assert_cmpstr (bw_import_kind_name (summary_of (first)->kind), ==, bw_import_kind_name (files[at].kind));
  for (guint i = 0; i < MIN (book->records->len, 4) && files[at].records[i] != NULL; i++)
    {
      g_autofree char *line = tell (book, bw_book_record (book, i));

      g_assert_cmpstr (line, ==, files[at].records[i]);
    }
  g_assert_cmpuint (book->records->len, ==, files[at].n);
  g_assert_cmpuint (summary_of (first)->n_new, ==, files[at].n);
  g_assert_cmpuint (summary_of (first)->n_rejected, ==, files[at].n_rejected);
  g_assert_cmpuint (summary_of (first)->n_set_aside, ==, files[at].n_set_aside);
  /* The same once more changes nothing. */
  again = fixture_import_text (&fixture, &book, files[at].file, files[at].text);
  g_assert_cmpuint (summary_of (again)->n_unchanged, ==, files[at].n);
  g_assert_cmpuint (summary_of (again)->n_new + summary_of (again)->n_changed, ==, 0);
  g_assert_cmpuint (book->records->len, ==, files[at].n);
  g_assert_cmpuint (again->delta->changed[BW_TABLE_RECORDS]->len, ==, 0);
  g_assert_cmpuint (again->delta->changes->len, ==, 0);
  fixture_clear (&fixture);
}

/* A later export of the same rows. */
static void
test_update (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;

  fixture_init (&fixture);
  first = fixture_import_text (&fixture, &book, "payments.csv",
                               "payment_id,deal_id,payment_date,amount,status\nP1,D1,2026-06-06,300,pending\nP2,D1,2026-06-07,10,paid\n");
  second = fixture_import_text (&fixture, &book, "payments.csv",
                                "payment_id,deal_id,payment_date,amount,status\nP2,D1,2026-06-07,10,paid\nP1,D1,2026-06-09,300,paid\n"
                                "P3,D1,2026-06-10,5,paid\n");
  g_assert_cmpuint (summary_of (second)->n_changed, ==, 1);
  g_assert_cmpuint (summary_of (second)->n_unchanged, ==, 1);
  g_assert_cmpuint (summary_of (second)->n_new, ==, 1);
  g_assert_cmpint (bw_book_record (book, 0)->phase, ==, BW_RECORD_DONE);
  g_assert_cmpint (bw_book_record (book, 0)->date, ==, day ("2026-06-09"));
  fixture_clear (&fixture);
}

/* Records that came before their deals are joined to them, and the deals learn from them. */
static void
test_heal (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) activities = NULL;
  g_autoptr (BwImportResult) items = NULL;
  g_autoptr (BwImportResult) deals = NULL;
  g_autoptr (BwImportResult) again = NULL;
  const BwChange *changes;
  guint           n;

  fixture_init (&fixture);
  activities = fixture_import_text (&fixture, &book, "activities.csv",
                                    "Activity ID,Opportunity ID,Activity Type,Activity Date,Status\n"
                                    "A1,D1,Call,2026-06-03,Completed\nA2,D1,Call,2026-08-20,Completed\nA3,D1,Call,2026-12-01,Open\n");
  assert_note (activities, "3 rows name deals that are not in the project (D1)");
  items = fixture_import_text (&fixture, &book, "line items.csv", "Deal ID,Product Name,Quantity,Unit Price\nD1,Panel,2,50\nD2,Panel,1,5\nD2,Door,1,5\n");
  g_assert_cmpint (bw_book_record (book, 3)->amount, ==, 10000);
  deals = fixture_import_text (&fixture, &book, "deals 2026-09-01.csv",
                               DEALS "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-05-01\nD2,Two,Ann,Acme,Proposal,10,2026-10-20,2026-05-01\n");
  for (guint i = 0; i < book->records->len; i++)
    g_assert_cmpint (bw_book_record (book, i)->deal, ==, i < 4 ? 0 : 1);
  g_assert_cmpint (book->deals.activity[0], ==, day ("2026-08-20"));
  g_assert_cmpint (book->deals.product[0], ==, 0);
  g_assert_cmpint (book->deals.product[1], ==, BW_NOBODY);
  g_assert_cmpint (book->deals.amount[0], ==, 10000);
  changes = bw_history_of (&book->history, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < n; i++)
    if (changes[i].field == BW_FIELD_ACTIVITY)
      {
        g_assert_cmpint (changes[i].at, ==, day ("2026-08-20"));
        g_assert_cmpint (changes[i].old_value, ==, BW_DATE_NONE);
      }
  /* The export of deals knows neither, which takes nothing back. */
  again = fixture_import_text (&fixture, &book, "deals 2026-09-08.csv",
                               DEALS "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-05-01\nD2,Two,Ann,Acme,Proposal,10,2026-10-20,2026-05-01\n");
  g_assert_cmpuint (summary_of (again)->n_changed, ==, 0);
  g_assert_cmpint (book->deals.activity[0], ==, day ("2026-08-20"));
  fixture_clear (&fixture);
}

/* Sums by month and part. */
static void
test_totals (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwRecordTotals) totals = NULL;
  g_autoptr (BwRecordTotals) none = NULL;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "orders.csv",
                                "Order ID,Order Date,Region,Product Name,Sales\nO1,2026-01-08,West,Desk,10\nO2,2026-01-30,West,Chair,5\n"
                                "O3,2026-03-01,East,Desk,7\nO4,2025-12-31,West,Desk,1\n");
  totals = bw_record_totals_new (book, BW_RECORD_SALE, BW_MEASURE_AMOUNT, BW_SPLIT_GROUP);
  g_assert_cmpint (totals->first, ==, day ("2025-12-01"));
  g_assert_cmpuint (totals->n_months, ==, 4);
  g_assert_cmpuint (totals->parts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (totals->parts, 0), ==, "East");
  g_assert_cmpfloat (totals->sums[3], ==, 700);
  g_assert_cmpfloat (totals->sums[4], ==, 100);
  g_assert_cmpfloat (totals->sums[5], ==, 1500);
  g_assert_cmpuint (totals->counts[5], ==, 2);
  g_assert_cmpfloat (totals->sums[6], ==, 0);
  none = bw_record_totals_new (book, BW_RECORD_COST, BW_MEASURE_AMOUNT, BW_SPLIT_NONE);
  g_assert_cmpint (none->first, ==, BW_DATE_NONE);
  g_assert_cmpuint (none->n_months, ==, 0);
  fixture_clear (&fixture);
}

/* A CRM's stages: deals name them by id; flags count for more than names. */
static void
test_stages (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) stages = NULL;
  g_autoptr (BwImportResult) deals = NULL;
  g_autoptr (BwImportResult) again = NULL;

  fixture_init (&fixture);
  stages = fixture_import_text (&fixture, &book, "pipeline_stages.csv",
                                "pipeline_id,stage_id,stage_name,sort_order,is_final,is_success\n"
                                "main,NEW,Новая заявка,10,false,false\nmain,WON,Успех,20,true,true\nmain,LOSE,Отказ,30,true,false\n"
                                "main,NEW,Again,40,false,false\n");
  g_assert_cmpuint (summary_of (stages)->n_new, ==, 3);
  g_assert_cmpuint (summary_of (stages)->n_rejected, ==, 1);
  g_assert_cmpuint (book->stages->len, ==, 3);
  g_assert_cmpint (bw_book_stage (book, 1)->kind, ==, BW_STAGE_WON);
  g_assert_cmpint (bw_book_stage (book, 2)->kind, ==, BW_STAGE_LOST);
  deals = fixture_import_text (&fixture, &book, "deals 2026-09-01.csv",
                               DEALS "D1,One,Ann,Acme,NEW,100,2026-10-20,2026-05-01\nD2,Two,Ann,Acme,Успех,10,2026-08-20,2026-05-01\n");
  g_assert_cmpuint (book->stages->len, ==, 3);
  g_assert_cmpstr (stage_name (book, book->deals.stage[0]), ==, "Новая заявка");
  again = fixture_import_text (&fixture, &book, "pipeline_stages.csv",
                               "pipeline_id,stage_id,stage_name,sort_order,is_final,is_success\nmain,NEW,Новая заявка,10,false,false\n");
  g_assert_cmpuint (summary_of (again)->n_unchanged, ==, 1);
  fixture_clear (&fixture);
}

/* Forecast calls in their three forms, and once more. */
static void
test_calls (void)
{
  static const char clari[] = "User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value\n"
                              "Ann Lee,ann@x.com,U1,Rep,VP,Q4 2026,Commit,1,2026-10-05,2026-10-11,Forecast Value,\"$3,000,190.00\"\n"
                              "Ann Lee,ann@x.com,U1,Rep,VP,Q4 2026,Commit,1,2026-10-05,2026-10-11,Forecast Updated,Yes\n"
                              "Ann Lee,ann@x.com,U1,Rep,VP,Q4 2026,Commit,2,2026-10-12,2026-10-18,Forecast Value,\"$3,000,190.00\"\n"
                              "Ann Lee,ann@x.com,U1,Rep,VP,Q4 2026,Commit,3,2026-10-19,2026-10-25,Forecast Value,\"$3,100,000.00\"\n"
                              "Ann Lee,ann@x.com,U1,Rep,VP,FY26 Q4,Best Case,3,2026-10-19,2026-10-25,Forecast Value,$4\n";
  static const char sheet[] = "Forecast Q4 2026,,,\nManager:,Dustin Brinkmann,,\n,,,\nRep,Commit,Best Case,Pipeline\n"
                              "Bob Ray,100,200,\nAnn Lee,300,,900\nTotal,400,200,900\n";
  BwPeriod          period;
  Fixture           fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) again = NULL;
  g_autoptr (BwImportResult) kept = NULL;
  g_autoptr (BwImportResult) kept_again = NULL;
  gint32 ann, bob;

  fixture_init (&fixture);
  period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  first = fixture_import_text (&fixture, &book, "clari.csv", clari);
  ann = bw_book_find_person (book, "Ann Lee");
  g_assert_cmpint (ann, >=, 0);
  g_assert_cmpuint (book->calls->len, ==, 3);
  g_assert_cmpint (bw_book_call (book, ann, &period, BW_CATEGORY_COMMIT, FALSE, day ("2026-10-15"), NULL), ==, 300019000);
  g_assert_cmpint (bw_book_call (book, ann, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 310000000);
  g_assert_cmpint (bw_book_call (book, ann, &period, BW_CATEGORY_BEST_CASE, FALSE, BW_DATE_NONE, NULL), ==, 400);
  again = fixture_import_text (&fixture, &book, "clari.csv", clari);
  g_assert_cmpuint (book->calls->len, ==, 3);

  kept = fixture_import_text (&fixture, &book, "Dustin 2026-11-02.csv", sheet);
  bob = bw_book_find_person (book, "Bob Ray");
  g_assert_cmpint (bw_book_find_person (book, "Total"), ==, BW_NOBODY);
  g_assert_cmpuint (book->calls->len, ==, 7);
  g_assert_cmpint (bw_book_call (book, bob, &period, BW_CATEGORY_BEST_CASE, FALSE, BW_DATE_NONE, NULL), ==, 20000);
  g_assert_cmpint (bw_book_call (book, ann, &period, BW_CATEGORY_COMMIT, FALSE, BW_DATE_NONE, NULL), ==, 30000);
  g_assert_cmpint (g_array_index (book->calls, BwCall, 6).author, ==, bw_book_find_person (book, "Dustin Brinkmann"));
  kept_again = fixture_import_text (&fixture, &book, "Dustin 2026-11-02.csv", sheet);
  g_assert_cmpuint (book->calls->len, ==, 7);
  fixture_clear (&fixture);
}

/* Quotas of people, territories and products, with periods as programs write them. */
static void
test_quotas (void)
{
  BwPlan      plan = { 1, 0, BW_PLAN_ACTIVE, BW_DATE_NONE };
  BwTerritory west = { 2, 0, 0, BW_NOBODY, 0 };
  Fixture     fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) clari = NULL;
  g_autoptr (BwImportResult) west_result = NULL;
  const BwQuota *quotas;

  fixture_init (&fixture);
  west.name = bw_pool_add (&book->texts, "West", -1);
  g_array_append_val (book->plans, plan);
  g_array_append_val (book->territories, west);
  clari = fixture_import_text (&fixture, &book, "quota.csv",
                               "CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL\nU1,New,2018_Q1,100\nU1,New,2018_M1,30\nU1,New,2022,400\n"
                               "U1,New,Q1 2019,5\nU1,New,FY18 Q2,6\nU1,New,2018_Q5,7\n");
  quotas = (const BwQuota *)(const void *)book->quotas->data;
  g_assert_cmpuint (book->quotas->len, ==, 5);
  g_assert_cmpuint (summary_of (clari)->n_rejected, ==, 1);
  g_assert_cmpint (quotas[0].from, ==, day ("2018-01-01"));
  g_assert_cmpint (quotas[0].to, ==, day ("2018-03-31"));
  g_assert_cmpint (quotas[1].to, ==, day ("2018-01-31"));
  g_assert_cmpint (quotas[2].to, ==, day ("2022-12-31"));
  g_assert_cmpint (quotas[3].from, ==, day ("2019-01-01"));
  g_assert_cmpint (quotas[4].from, ==, day ("2018-04-01"));
  west_result = fixture_import_text (&fixture, &book, "territory quotas.csv",
                                     "Territory,Product,Quarter,Quota\nWest,Desk,2026-Q4,10\nNowhere,Desk,2026-Q4,10\n");
  quotas = (const BwQuota *)(const void *)book->quotas->data;
  g_assert_cmpuint (book->quotas->len, ==, 6);
  g_assert_cmpuint (summary_of (west_result)->n_rejected, ==, 1);
  g_assert_cmpint (quotas[5].territory, ==, 0);
  g_assert_cmpint (quotas[5].product, ==, 0);
  g_assert_cmpint (quotas[5].person, ==, BW_NOBODY);
  fixture_clear (&fixture);
}

/* Managers by name and id, circles, people who stand twice, who left. */
static void
test_people (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (BwImportResult) again = NULL;
  static const char text[] = "user_id,name,role,manager_id,is_active\n"
                             "U1,Ann Lee,rep,U2,true\nU2,Bob Ray,manager,U3,true\nU3,Cy Fox,manager,U2,true\n"
                             "U4,Di Sun,rep,U4,false\nU5,Di Sun,rep,U9,true\nU1,Ann Lee,rep,U3,true\n";
  guint             n_circles = 0;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "users 2026-09-01.csv", text);
  g_assert_cmpuint (book->people->len, ==, 6); /* two of one name, and U9 */
  g_assert_cmpuint (summary_of (result)->n_rejected, ==, 1);
  g_assert_cmpint (bw_book_person (book, 0)->manager, ==, 1);
  for (guint i = 0; i < book->people->len; i++)
    {
      gint32 above = bw_book_person (book, i)->manager;

      for (guint steps = 0; above >= 0 && steps < 10; steps++)
        {
          n_circles += above == (gint32)i;
          above = bw_book_person (book, above)->manager;
        }
    }
  g_assert_cmpuint (n_circles, ==, 0);
  assert_note (result, "would be above and below the same people");
  assert_note (result, "1 manager is not in the list and was added by name: U9");
  for (guint i = 0; i < book->people->len; i++)
    g_assert_cmpint (bw_book_person (book, i)->ended, ==,
                     g_str_equal (bw_book_text (book, bw_book_person (book, i)->ref), "U4") ? day ("2026-09-01") : BW_DATE_NONE);
  again = fixture_import_text (&fixture, &book, "users 2026-09-01.csv", text);
  g_assert_cmpuint (summary_of (again)->n_new, ==, 0);
  g_assert_cmpuint (book->people->len, ==, 6);
  fixture_clear (&fixture);
}

/* Of two rows with one id the one that was changed later counts. */
static void
test_newer_row (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals 2026-09-01.csv",
                                "deal_id,title,stage,amount,close_date,created_at,updated_at\n"
                                "D1,Old,Proposal,100,2026-10-20,2026-05-01,2026-06-08T10:05:00+05:00\n"
                                "D1,New,Proposal,200,2026-10-20,2026-05-01,2026-06-08T10:06:00+05:00\n"
                                "D2,Newer,Proposal,300,2026-10-20,2026-05-01,6/9/2026 1:00 PM\n"
                                "D2,Older,Proposal,400,2026-10-20,2026-05-01,6/9/2026 9:00 AM\n");
  g_assert_cmpuint (book->deals.n, ==, 2);
  g_assert_cmpint (book->deals.amount[0], ==, 20000);
  g_assert_cmpint (book->deals.amount[1], ==, 30000);
  g_assert_cmpuint (summary_of (result)->n_rejected, ==, 2);
  fixture_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/import/records/", files[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_file);
    }
  g_test_add_func ("/import/records/update", test_update);
  g_test_add_func ("/import/records/heal", test_heal);
  g_test_add_func ("/import/records/totals", test_totals);
  g_test_add_func ("/import/records/stages", test_stages);
  g_test_add_func ("/import/records/calls", test_calls);
  g_test_add_func ("/import/records/quotas", test_quotas);
  g_test_add_func ("/import/records/people", test_people);
  g_test_add_func ("/import/records/newer-row", test_newer_row);
  return g_test_run ();
}
