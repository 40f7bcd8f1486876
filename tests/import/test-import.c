/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing small files: what they become, what changes, what is put aside and what is refused. */

#include "core/bw-snapshot.h"

#include "import-fixture.h"

#define HEADER "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"

static BwBook *
new_book (void)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  return book;
}

static const BwImportSummary *
summary_of (const BwImportResult *result,
            guint                 i)
{
  return g_ptr_array_index (result->summaries, i);
}

static gboolean
has_note (const BwImportSummary *summary,
          const char            *word)
{
  for (guint i = 0; i < summary->notes->len; i++)
    if (strstr (g_ptr_array_index (summary->notes, i), word) != NULL)
      return TRUE;
  return FALSE;
}

/* Two exports three weeks apart: a push, a raise, a win, a new deal, one that vanished. */
static void
test_changes (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  const BwChange *changes;
  guint           i, n;

  fixture_init (&fixture);
  first = fixture_import_text (&fixture, &book, "deals 2026-10-01.csv",
                               HEADER "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-08-01\n"
                                      "D2,Two,Bob,Acme,Negotiation,200,2026-10-10,2026-08-02\n"
                                      "D3,Three,Bob,Globex,Proposal,300,2026-12-01,2026-08-03\n");
  g_assert_cmpint (first->as_of, ==, day ("2026-10-01"));
  g_assert_cmpuint (book->history.n, ==, 0);
  second = fixture_import_text (&fixture, &book, "deals 2026-10-22.csv",
                                HEADER "D1,One,Ann,Acme,Negotiation,150,2026-11-30,2026-08-01\n"
                                       "D2,Two,Bob,Acme,Closed Won,250,2026-10-12,2026-08-02\n"
                                       "D4,Four,Ann,Initech,Proposal,400,2026-12-24,2026-10-05\n");
  g_assert_cmpuint (summary_of (second, 0)->n_new, ==, 1);
  g_assert_cmpuint (summary_of (second, 0)->n_changed, ==, 2);
  g_assert_cmpuint (summary_of (second, 0)->n_vanished, ==, 1);
  g_assert_cmpuint (second->delta->changed_deals->len, ==, 2);
  g_assert_cmpuint (second->delta->changes->len, ==, second->delta->change_rows->len);

  i = find_deal (book, "D1");
  g_assert_cmpuint (book->deals.pushes[i], ==, 1);
  g_assert_cmpint (book->deals.amount[i], ==, 15000);
  g_assert_cmpint (book->deals.stage_since[i], ==, day ("2026-10-22"));
  changes = bw_history_of (&book->history, i, &n);
  g_assert_cmpuint (n, ==, 3);
  for (guint c = 0; c < n; c++)
    {
      g_assert_cmpint (changes[c].at, ==, day ("2026-10-22"));
      g_assert_cmpint (changes[c].source, ==, BW_TIME_EXPORT);
      g_assert_cmpint (changes[c].import, ==, 1);
    }
  /* A win is dated by its close day. */
  i = find_deal (book, "D2");
  changes = bw_history_of (&book->history, i, &n);
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpint (changes[0].at, ==, day ("2026-10-12"));
  g_assert_cmpint (changes[0].source, ==, BW_TIME_IMPLIED);
  g_assert_cmpuint (book->deals.pushes[i], ==, 0);
  g_assert_cmpint (book->deals.stage_since[i], ==, day ("2026-10-12"));
  g_assert_cmpint (book->deals.flags[find_deal (book, "D3")], ==, 0);
  {
    g_autoptr (BwSnapshot) past = bw_snapshot_new (book, day ("2026-10-11"));

    g_assert_cmpstr (stage_name (book, past->stage[i]), ==, "Negotiation");
    g_assert_cmpint (past->amount[i], ==, 20000);
    g_assert_cmpint (past->close[i], ==, day ("2026-10-10"));
  }
  fixture_clear (&fixture);
}

/* What the import counts as pushes is what the past says: once a day, and not the day of closing. */
static void
test_pushes (void)
{
  static const char *const exports[] = {
    HEADER "D1,One,Ann,Acme,Proposal,100,2026-10-20,2026-08-01\n",
    HEADER "D1,One,Ann,Acme,Proposal,100,2026-11-20,2026-08-01\n",
    HEADER "D1,One,Ann,Acme,Negotiation,100,2026-12-20,2026-08-01\n",
    HEADER "D1,One,Ann,Acme,Closed Won,100,2026-12-30,2026-08-01\n",
  };
  static const struct
  {
    const char *file;
    guint export, pushes;
  } steps[] = {
    { "deals 2026-10-01.csv", 0, 0 },
    { "deals 2026-10-08.csv", 1, 1 },
    { "deals 2026-10-08 b.csv", 2, 1 },
    { "deals 2027-01-02.csv", 3, 1 },
  };
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      bw_import_result_free (fixture_import_text (&fixture, &book, steps[i].file, exports[steps[i].export]));
      g_assert_cmpuint (book->deals.pushes[0], ==, steps[i].pushes);
      for (guint k = 0; k <= i; k++)
        {
          BwDate at;
          char  *date = g_strndup (strstr (steps[k].file, "202"), 10);
          g_autoptr (BwSnapshot) past = NULL;

          g_assert_true (bw_date_parse_iso (date, &at));
          past = bw_snapshot_new (book, at);
          g_assert_cmpuint (past->pushes[0], ==, k == 1 ? steps[MIN (i, 2)].pushes : steps[k].pushes);
          g_free (date);
        }
    }
  fixture_clear (&fixture);
}

/* An export older than the last tells of the past and leaves the present alone. */
static void
test_older (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) second = NULL;

  fixture_init (&fixture);
  bw_import_result_free (fixture_import_text (&fixture, &book, "deals 2026-10-22.csv",
                                              HEADER "D1,One,Ann,Acme,Proposal,100,2026-12-20,2026-08-01\n"));
  second = fixture_import_text (&fixture, &book, "deals 2026-10-01.csv",
                                HEADER "D1,One,Ann,Acme,Qualification,50,2026-11-20,2026-08-01\n");
  g_assert_cmpuint (summary_of (second, 0)->n_changed, ==, 1);
  g_assert_true (has_note (summary_of (second, 0), "older"));
  g_assert_cmpint (book->deals.amount[0], ==, 10000);
  g_assert_cmpuint (book->history.n, ==, 3);
  {
    g_autoptr (BwSnapshot) past = bw_snapshot_new (book, day ("2026-10-21"));

    g_assert_cmpint (past->amount[0], ==, 5000);
    g_assert_cmpint (past->close[0], ==, day ("2026-11-20"));
    g_assert_cmpstr (stage_name (book, past->stage[0]), ==, "Qualification");
  }
  fixture_clear (&fixture);
}

/* Ids of 15 and 18 characters are one; files joined by id in any order of importing. */
static void
test_data_loader (void)
{
  static const char opportunities[] =
    "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,OwnerId,CreatedDate,"
    "LastModifiedDate,IsWon,IsClosed,IsDeleted\n"
    "006D000000Abcde,001D000000Aaaaa,Big,Proposal/Price Quote,1000.5,75,2026-12-31,"
    "005D000000Owner,2026-09-01T08:00:00.000Z,2026-11-01T08:00:00.000Z,false,false,false\n"
    "006D000000Abcdf,001D000000Aaaaa,Gone,Proposal/Price Quote,1,75,2026-12-31,"
    "005D000000Owner,2026-09-01T08:00:00.000Z,2026-11-01T08:00:00.000Z,false,false,true\n";
  static const char again[] =
    "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,OwnerId,CreatedDate,"
    "LastModifiedDate,IsWon,IsClosed,IsDeleted\n"
    "006D000000AbcdeIAB,001D000000Aaaaa,Big,Proposal/Price Quote,2000,75,2026-12-31,"
    "005D000000Owner,2026-09-01T08:00:00.000Z,2026-11-10T08:00:00.000Z,false,false,false\n";
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;
  const BwChange *changes;
  guint           n;

  fixture_init (&fixture);
  bw_import_result_free (fixture_import_text (&fixture, &book, "Opportunity.csv", opportunities));
  g_assert_cmpuint (book->deals.n, ==, 1);
  g_assert_cmpint (book->deals.amount[0], ==, 100050);
  g_assert_cmpint (book->deals.probability[0], ==, 750);
  fixture_write (&fixture, "User.csv",
                 "Id,Name,ManagerId,UserRoleId\n005D000000Owner,Ann Lee,005D000000Chief,x\n005D000000Chief,Bo Chief,,y\n", -1);
  fixture_write (&fixture, "Account.csv",
                 "Id,Name,Industry,OwnerId,BillingPostalCode\n001D000000Aaaaa,Acme,Steel,005D000000Owner,06598\n",
                 -1);
  fixture_write (&fixture, "Opportunity.csv", again, -1);
  result = fixture_import (&fixture, &book, NULL, NULL);
  g_assert_nonnull (result);
  g_assert_cmpuint (book->deals.n, ==, 1);
  g_assert_cmpint (book->deals.amount[0], ==, 200000);
  changes = bw_history_of (&book->history, 0, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (changes[0].at, ==, day ("2026-11-10"));
  g_assert_cmpint (changes[0].source, ==, BW_TIME_CRM);
  g_assert_cmpuint (book->people->len, ==, 2);
  g_assert_cmpstr (bw_book_text (book, bw_book_person (book, book->deals.owner[0])->name), ==, "Ann Lee");
  g_assert_cmpstr (bw_book_text (book,
                                 bw_book_person (book, bw_book_person (book, book->deals.owner[0])->manager)->name),
                   ==, "Bo Chief");
  g_assert_cmpstr (bw_book_text (book, bw_book_account (book, book->deals.account[0])->name), ==, "Acme");
  g_assert_cmpstr (bw_book_text (book, bw_book_account (book, book->deals.account[0])->postal), ==, "06598");
  fixture_clear (&fixture);
}

/* Rows that cannot be taken, with line, column, value and reason. */
static void
test_rejected (void)
{
  static const struct
  {
    const char *row, *column, *value, *reason;
    gboolean    taken;
  } cases[] = {
    { "D1,One,Ann,Acme,Proposal,a lot,2026-10-20,2026-08-01", "Amount", "a lot", "not an amount", FALSE },
    { "D1,One,Ann,Acme,Proposal,1,2026-04-31,2026-08-01", "Close Date", "2026-04-31", "no such day", FALSE },
    { "D1,One,Ann,Acme,Proposal,1,later,2026-08-01", "Close Date", "later", "not a date", FALSE },
    { "D1,One,Ann,Acme,,1,2026-10-20,2026-08-01", "Stage", "", "no stage", FALSE },
    { "D1,One,Ann,Acme,Proposal,1,2026-10-20,2026-08-01,x", "", "", "9 cells", FALSE },
    { "D0,Zero,Ann,Acme,Proposal,1,2026-10-20,2026-08-01", "Opportunity ID", "D0", "another row", FALSE },
    { "D1,One,Ann,Acme,Proposal,€ 1,2026-10-20,2026-08-01", "Amount", "€ 1", "nobody has said what one EUR is worth", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = new_book ();
      g_autoptr (BwImportResult) result = NULL;
      g_autofree char *text =
        g_strconcat (HEADER "D0,\"Zero\nline\",Ann,Acme,Proposal,USD 5,2026-10-20,2026-08-01\n", cases[i].row, "\n",
                     NULL);
      BwRejectedRow *rejected;

      g_test_message ("%s", cases[i].row);
      fixture_init (&fixture);
      result = fixture_import_text (&fixture, &book, "deals.csv", text);
      g_assert_cmpuint (book->deals.n, ==, 1);
      g_assert_cmpuint (summary_of (result, 0)->n_rejected, ==, 1);
      g_assert_cmpuint (summary_of (result, 0)->rows, ==, 2);
      g_assert_cmpuint (result->delta->rejected->len, ==, 1);
      rejected = g_ptr_array_index (result->delta->rejected, 0);
      g_assert_cmpuint (rejected->row, ==, 4);
      g_assert_cmpstr (rejected->file, ==, "deals.csv");
      g_assert_cmpstr (rejected->column, ==, cases[i].column);
      g_assert_cmpstr (rejected->value, ==, cases[i].value);
      g_assert_nonnull (strstr (rejected->reason, cases[i].reason));
      g_assert_cmpstr (rejected->raw, ==, cases[i].row);
      fixture_clear (&fixture);
    }
}

/* Files that cannot be read do not keep the others away, and each says why; what the user said wrongly does. */
static void
test_some_refused (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GHashTable) map = g_hash_table_new (g_str_hash, g_str_equal);
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  GError         *error = NULL;

  fixture_init (&fixture);
  fixture_write (&fixture, "empty.csv", "", -1);
  fixture_write (&fixture, "deals.csv", HEADER "D1,One,Ann,Acme,Proposal,1,2026-10-20,2026-09-01\n", -1);
  fixture_write (&fixture, "colors.csv", "color,weight,shape\nred,heavy,round\n", -1);
  g_ptr_array_add (fixture.paths, g_build_filename (fixture.folder, "not-there.csv", NULL));
  g_ptr_array_add (fixture.paths, NULL);
  g_assert_true (bw_import_run (book, (const char *const *)fixture.paths->pdata, &options, NULL, NULL, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result->summaries->len, ==, 1);
  g_assert_cmpuint (result->after->deals.n, ==, 1);
  g_assert_cmpuint (result->after->imports->len, ==, 1);
  g_assert_cmpuint (result->refused->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (result->refused, 0), "empty.csv"));
  g_assert_nonnull (strstr (g_ptr_array_index (result->refused, 1), "colors.csv"));
  g_assert_nonnull (strstr (g_ptr_array_index (result->refused, 2), "not-there.csv"));
  g_clear_pointer (&result, bw_import_result_free);

  g_hash_table_insert (map, (gpointer) "amount", (gpointer) "No such column");
  options.map = map;
  g_assert_false (bw_import_run (book, (const char *const *)fixture.paths->pdata, &options, NULL, NULL, &result, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
  g_clear_error (&error);
  g_ptr_array_set_size (fixture.paths, fixture.paths->len - 1);
  fixture_clear (&fixture);
}

typedef struct
{
  guint told;
  guint stop_at; /* from this sign of progress on it is to stop; 0: never */
} Told;

static gboolean
tell_cb (double   done,
         gpointer data)
{
  Told *told = data;

  told->told++;
  return told->stop_at == 0 || told->told < told->stop_at;
}

/* Stopped at any sign of progress, from opening the first file to the last change of a history, an import gives nothing but the error
 * that says so. */
static void
test_stopped_anywhere (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  Told            whole = { 0, 0 };

  fixture_init (&fixture);
  fixture_write (&fixture, "deals 2026-10-01.csv", HEADER "D1,One,Ann,Acme,Proposal,1,2026-10-20,2026-09-01\n", -1);
  fixture_write (&fixture, "deals 2026-11-01.csv", HEADER "D1,One,Ann,Acme,Closed Won,2,2026-10-25,2026-09-01\n"
                                                          "D2,Two,Bob,Acme,Proposal,3,2026-12-25,2026-10-07\n",
                 -1);
  fixture_write (&fixture, "OpportunityHistory.csv",
                 "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory\n"
                 "h1,D1,u1,2026-09-10T10:00:00.000Z,Qualification,1,1,2026-10-20,10,Pipeline\n"
                 "h2,D1,u1,2026-09-20T10:00:00.000Z,Proposal,1,1,2026-10-20,20,Pipeline\n",
                 -1);
  g_ptr_array_add (fixture.paths, NULL);
  for (guint stop = 0; stop <= whole.told; stop++)
    {
      g_autoptr (BwImportResult) result = NULL;
      g_autoptr (GError) error = NULL;
      Told     told = { 0, stop };
      gboolean done = bw_import_run (book, (const char *const *)fixture.paths->pdata, &options, tell_cb, &told, &result, &error);

      g_assert_cmpuint (book->deals.n, ==, 0);
      if (stop == 0)
        {
          g_assert_no_error (error);
          g_assert_true (done);
          g_assert_cmpuint (result->after->imports->len, ==, 3);
          g_assert_cmpuint (told.told, >, 20);
          whole = told;
          continue;
        }
      g_assert_false (done);
      g_assert_null (result);
      g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_CANCELLED);
    }
  g_ptr_array_set_size (fixture.paths, fixture.paths->len - 1);
  fixture_clear (&fixture);
}

/* Files that are refused as a whole: nothing changes and the reason is told. */
static void
test_refused (void)
{
  static const struct
  {
    const char   *text;
    BwImportError code;
    const char   *word;
  } cases[] = {
    { "", BW_IMPORT_ERROR_EMPTY, "empty" },
    { HEADER, BW_IMPORT_ERROR_EMPTY, "no rows" },
    { "D1,One,Ann,Acme,Proposal,1,2026-10-20\nD2,Two,Ann,Acme,Proposal,1,2026-10-20\n", BW_IMPORT_ERROR_NO_HEADER,
      "column names" },
    { "color,weight,shape\nred,heavy,round\n", BW_IMPORT_ERROR_UNKNOWN_KIND, "color" },
    { "From Stage,To Stage,Amount\na,b,1\n", BW_IMPORT_ERROR_UNKNOWN_KIND, "history" },
    { "Sum of Amount,Column Labels,,\nRow Labels,Won,Lost,Grand Total\nAnn,1,2,3\n", BW_IMPORT_ERROR_UNKNOWN_KIND,
      "pivot" },
    { "just a line of text\n", BW_IMPORT_ERROR_NOT_CSV, "columns" },
    { "PK\x03\x04", BW_IMPORT_ERROR_NOT_CSV, "unpacked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = new_book ();
      g_autoptr (GPtrArray) files = NULL;
      BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
      GError         *error = NULL;
      BwImportFile   *file;

      fixture_init (&fixture);
      fixture_write (&fixture, "case.csv", cases[i].text, -1);
      g_ptr_array_add (fixture.paths, NULL);
      files = bw_import_inspect (book, (const char *const *)fixture.paths->pdata, &options);
      g_ptr_array_set_size (fixture.paths, 1);
      file = g_ptr_array_index (files, 0);
      g_test_message ("%s", file->error->message);
      g_assert_error (file->error, BW_IMPORT_ERROR, (int)cases[i].code);
      g_assert_null (fixture_import (&fixture, &book, &options, &error));
      g_assert_error (error, BW_IMPORT_ERROR, (int)cases[i].code);
      g_assert_nonnull (strstr (error->message, "case.csv"));
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_clear_error (&error);
      fixture_clear (&fixture);
    }
}

/* A spelling that is like a listed product's is linked and waits; which file comes first does not matter. */
static void
test_products (void)
{
  static const char deals[] =
    "deal_id,deal_name,product,stage,amount,owner\n1,A,GTXPro,Proposal,5,Ann\n2,B,gtx-pro,Proposal,5,Ann\n3,C,MG Special,Proposal,5,Ann\n";
  static const char list[] = "product,series,price\nGTX Pro,GTX,4821\nMG Special,MG,55\n";

  for (int turn = 0; turn < 2; turn++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = new_book ();
      g_autoptr (BwImportResult) again = NULL;

      fixture_init (&fixture);
      bw_import_result_free (fixture_import_text (&fixture, &book, turn == 0 ? "deals.csv" : "products.csv",
                                                  turn == 0 ? deals : list));
      bw_import_result_free (fixture_import_text (&fixture, &book, turn == 0 ? "products.csv" : "deals.csv",
                                                  turn == 0 ? list : deals));
      g_assert_cmpuint (book->products->len, ==, 2);
      g_assert_cmpuint (book->aliases->len, ==, 2);
      g_assert_cmpint (book->deals.product[0], ==, book->deals.product[1]);
      for (guint i = 0; i < 2; i++)
        {
          g_assert_true (bw_book_product (book, i)->listed);
          g_assert_false (g_array_index (book->aliases, BwProductAlias, i).confirmed);
        }
      g_assert_cmpstr (bw_book_text (book, bw_book_product (book, book->deals.product[0])->name), ==, "GTX Pro");
      again = fixture_import_text (&fixture, &book, "deals.csv", deals);
      g_assert_true (bw_delta_is_empty (again->delta, book));
      g_assert_true (has_note (summary_of (again, 0), "GTXPro"));
      fixture_clear (&fixture);
    }
}

static void
test_quotas (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  BwPeriod quarter;

  fixture_init (&fixture);
  first = fixture_import_text (&fixture, &book, "quotas.csv",
                               "Person,Period,Quota\nAnn,2026-Q4,\"$1,000\"\nAnn,Q1 2027,2000\nAnn,soon,5\n,2026-Q4,3000\nBob,2026-10-01,100\nBob,2026-11-01,200\n");
  g_assert_cmpuint (summary_of (first, 0)->n_new, ==, 5);
  g_assert_cmpuint (summary_of (first, 0)->n_rejected, ==, 1);
  g_assert_true (bw_calendar_parse_period (&book->calendar, "2026-Q4", &quarter, NULL));
  g_assert_cmpint (bw_book_quota (book, bw_book_find_person (book, "Ann"), &quarter), ==, 100000);
  g_assert_cmpint (bw_book_quota (book, bw_book_find_person (book, "Bob"), &quarter), ==, 30000);
  g_assert_cmpint (bw_book_quota (book, BW_NOBODY, &quarter), ==, 300000);
  second = fixture_import_text (&fixture, &book, "quotas.csv",
                                "Person,Period,Quota\nAnn,2026-Q4,1500\nAnn,2027-Q1,2000\n");
  g_assert_cmpuint (summary_of (second, 0)->n_changed, ==, 1);
  g_assert_cmpuint (summary_of (second, 0)->n_unchanged, ==, 1);
  fixture_clear (&fixture);
}

/* The order of day and month is settled by a value far down, and by what the other columns prove. */
static void
test_late_evidence (void)
{
  Fixture  fixture;
  GString *text = g_string_new (HEADER);
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;

  fixture_init (&fixture);
  for (guint i = 0; i < 600; i++)
    g_string_append_printf (text, "D%u,Deal,Ann,Acme,Proposal,1,3/4/2026,2026-01-01\n", i);
  g_string_append (text,
                   "D600,Deal,Ann,Acme,Proposal,1,31/4/2026,2026-01-01\nD601,Deal,Ann,Acme,Proposal,1,30/4/2026,2026-01-01\n");
  result = fixture_import_text (&fixture, &book, "deals.csv", text->str);
  g_assert_cmpuint (book->deals.n, ==, 601);
  g_assert_cmpuint (summary_of (result, 0)->n_rejected, ==, 1);
  g_assert_cmpuint (summary_of (result, 0)->rows, ==, 602);
  g_assert_cmpint (book->deals.close[0], ==, day ("2026-04-03"));
  g_string_free (text, TRUE);
  fixture_clear (&fixture);
}

/* Options: kind, columns, stages, the day; and what fits nothing. */
/* The stage of deal 0 on @iso. */
static const char *
stage_on (const BwBook *book,
          const char   *iso)
{
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, day (iso));

  return bw_book_text (book, bw_book_stage (book, snapshot->stage[0])->name);
}

/* A deal that says it closed while the record of its stages still moves it was closed right after the last of these moves, not
 * on the day of the export; in whatever order the two files come. */
static void
test_moves_after_close (void)
{
  static const char *const deals =
    "Opportunity ID,Opportunity Name,Stage,Amount,Created Date,Close Date\n1,Acme,Closed Won,100,2026-01-05,2026-03-01\n";
  static const char *const history =
    "Opportunity ID,From Stage,To Stage,Date\n1,,Qualification,2026-01-05\n1,Qualification,Proposal,2026-02-10\n"
    "1,Proposal,Negotiation,2026-04-20\n";

  for (int turn = 0; turn < 2; turn++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = bw_book_new ();

      fixture_init (&fixture);
      bw_book_add_default_stages (book);
      bw_import_result_free (fixture_import_text (&fixture, &book, "deals 2026-10-22.csv", deals));
      for (int again = 0; again <= turn; again++)
        bw_import_result_free (fixture_import_text (&fixture, &book, "stage history 2026-10-22.csv", history));
      if (turn == 1)
        bw_import_result_free (fixture_import_text (&fixture, &book, "deals 2026-10-22.csv", deals));
      g_assert_cmpstr (stage_on (book, "2026-02-09"), ==, "Qualification");
      g_assert_cmpstr (stage_on (book, "2026-03-15"), ==, "Proposal");
      g_assert_cmpstr (stage_on (book, "2026-04-20"), ==, "Negotiation");
      g_assert_cmpstr (stage_on (book, "2026-04-21"), ==, "Closed Won");
      g_assert_cmpint (book->deals.close[0], ==, day ("2026-03-01"));
      fixture_clear (&fixture);
    }
}

static void
test_options (void)
{
  static const char text[] = "Nr,Wert,Wie,Wann\nA1,10,Fast da,2026-12-01\nA2,20,Geschafft,2026-11-01\n";
  Fixture           fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (GHashTable) map = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) stages = g_hash_table_new (g_str_hash, g_str_equal);
  BwImportOptions options = { .kind = BW_KIND_DEALS, .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .map = map, .stages = stages };
  GError         *error = NULL;
  g_autoptr (BwImportResult) result = NULL;

  fixture_init (&fixture);
  options.as_of = day ("2026-11-20");
  g_hash_table_insert (map, (char *)"id", (char *)"Nr");
  g_hash_table_insert (map, (char *)"amount", (char *)"Wert");
  g_hash_table_insert (map, (char *)"stage", (char *)"Wie");
  g_hash_table_insert (map, (char *)"close_date", (char *)"Wann");
  g_hash_table_insert (stages, (char *)"Fast da", (char *)"open:commit");
  g_hash_table_insert (stages, (char *)"Geschafft", (char *)"won:closed");
  fixture_write (&fixture, "liste.csv", text, -1);
  result = fixture_import (&fixture, &book, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->as_of, ==, day ("2026-11-20"));
  g_assert_cmpint (bw_book_stage (book, book->deals.stage[0])->category, ==, BW_CATEGORY_COMMIT);
  g_assert_cmpint (bw_book_stage (book, book->deals.stage[1])->kind, ==, BW_STAGE_WON);

  g_hash_table_insert (stages, (char *)"Nirgends", (char *)"won");
  fixture_write (&fixture, "liste.csv", text, -1);
  g_assert_null (fixture_import (&fixture, &book, &options, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
  g_clear_error (&error);
  g_hash_table_insert (stages, (char *)"Nirgends", (char *)"maybe");
  fixture_write (&fixture, "liste.csv", text, -1);
  g_assert_null (fixture_import (&fixture, &book, &options, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
  g_clear_error (&error);
  g_hash_table_remove_all (stages);
  g_hash_table_insert (map, (char *)"owner", (char *)"Wer");
  fixture_write (&fixture, "liste.csv", text, -1);
  g_assert_null (fixture_import (&fixture, &book, &options, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_MAPPING);
  g_clear_error (&error);
  fixture_clear (&fixture);
}

/* The same forty deals in other encodings, delimiters, number and date styles. */
static void
test_variants (void)
{
  g_autofree char *folder = sample_path ("csv/messy_variants");
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint       n = 0;

  if (folder == NULL)
    return;
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *expected_path = g_build_filename (folder, "expected.csv", NULL);
      const char      *paths[] = { path, NULL }, *expected_paths[] = { expected_path, NULL };
      BwImportOptions  options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
      g_autoptr (BwBook) before = new_book ();
      g_autoptr (BwImportResult) got = NULL;
      g_autoptr (BwImportResult) wanted = NULL;
      GError *error = NULL;

      /* Nothing in the file of 1904 tells that its dates are not of the system of 1900. */
      if (g_str_has_suffix (name, ".md") || g_str_equal (name, "excel_serial_1904.csv"))
        continue;
      g_test_message ("%s", name);
      bw_import_run (before, paths, &options, NULL, NULL, &got, &error);
      g_assert_no_error (error);
      bw_import_run (before, expected_paths, &options, NULL, NULL, &wanted, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (got->after->deals.n, ==, 40);
      for (guint i = 0; i < 40; i++)
        {
          const BwDeals *a = &got->after->deals, *b = &wanted->after->deals;
          gboolean       no_amount = g_str_equal (name, "null_tokens.csv") && i < 9;

          g_assert_cmpint (a->amount[i], ==, no_amount ? BW_MONEY_NONE : b->amount[i]);
          g_assert_cmpint (a->created[i], ==, b->created[i]);
          g_assert_cmpint (a->close[i], ==, b->close[i]);
          g_assert_cmpstr (bw_book_text (got->after, a->ref[i]), ==, bw_book_text (wanted->after, b->ref[i]));
          g_assert_cmpstr (bw_book_text (got->after, bw_book_account (got->after, a->account[i])->name), ==,
                           bw_book_text (wanted->after, bw_book_account (wanted->after, b->account[i])->name));
        }
      n++;
    }
  g_assert_cmpuint (n, >=, 25);
}

/* Bytes changed, dropped and doubled at random: a result or an error, and a sound book. */
static void
test_mutations (void)
{
  static const char seed_text[] =
    HEADER "D1,\"One, \"\"big\"\"\",Ann,Acme,Proposal,\"1,000.50\",10/20/2026,2026-08-01\n"
           "D2,Zwei Söhne,Bob,Globex,Closed Won,€200,2026-10-10,2026-08-02T10:00:00Z\n"
           "D3,Three,Bob,Initech,Closed Lost,,20261011,1 Aug 2026\nTotal,,,,,1200.50,,\n";
  static const char spice[] = "\"\",;\t|\n\r\0\xff\xfe\xc3-/.()%$€0123456789Ee+\\'";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  Fixture fixture;
  guint   good = 0;

  fixture_init (&fixture);
  for (guint round = 0; round < 1500; round++)
    {
      g_autoptr (GString) text = g_string_new_len (seed_text, sizeof seed_text - 1);
      g_autoptr (BwBook) book = new_book ();
      BwImportResult *result;
      GError         *error = NULL;

      for (int n = g_rand_int_range (rand, 1, 12); n > 0; n--)
        {
          gsize at = (gsize)g_rand_int_range (rand, 0, (gint32)text->len);

          if (g_rand_boolean (rand))
            text->str[at] = spice[g_rand_int_range (rand, 0, sizeof spice - 1)];
          else if (g_rand_boolean (rand) && text->len > 2)
            g_string_erase (text, (gssize)at, 1);
          else
            g_string_insert_c (text, (gssize)at, spice[g_rand_int_range (rand, 0, sizeof spice - 1)]);
        }
      fixture_write (&fixture, "mutant.csv", text->str, (gssize)text->len);
      result = fixture_import (&fixture, &book, NULL, &error);
      if (result == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          g_clear_error (&error);
          continue;
        }
      good++;
      g_assert_cmpuint (book->deals.n, ==, ((BwImportSummary *)g_ptr_array_index (result->summaries, 0))->n_new);
      for (guint i = 0; i < book->deals.n; i++)
        {
          g_assert_cmpuint (book->deals.stage[i], <, book->stages->len);
          g_assert_cmpint (book->deals.owner[i], <, (int)book->people->len);
          g_assert_cmpint (book->deals.appeared[i], !=, BW_DATE_NONE);
          g_assert_true (g_utf8_validate (bw_book_text (book, book->deals.name[i]), -1, NULL));
        }
      bw_snapshot_free (bw_snapshot_new (book, day ("2026-09-01")));
      bw_import_result_free (result);
    }
  g_assert_cmpuint (good, >, 100);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/changes", test_changes);
  g_test_add_func ("/import/pushes", test_pushes);
  g_test_add_func ("/import/older", test_older);
  g_test_add_func ("/import/data-loader", test_data_loader);
  g_test_add_func ("/import/rejected", test_rejected);
  g_test_add_func ("/import/refused", test_refused);
  g_test_add_func ("/import/some-refused", test_some_refused);
  g_test_add_func ("/import/products", test_products);
  g_test_add_func ("/import/quotas", test_quotas);
  g_test_add_func ("/import/late-evidence", test_late_evidence);
  g_test_add_func ("/import/moves-after-close", test_moves_after_close);
  g_test_add_func ("/import/options", test_options);
  g_test_add_func ("/import/stopped-anywhere", test_stopped_anywhere);
  g_test_add_func ("/import/variants", test_variants);
  g_test_add_func ("/import/mutations", test_mutations);
  return g_test_run ();
}
