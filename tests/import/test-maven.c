/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four files of a company's CRM, end to end. The counts and sums are those of the files, found with other tools. */

#include "core/bw-snapshot.h"

#include "import-fixture.h"

static const char *const names[] = { "sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv" };

static BwImportResult *
import_all (BwBook     **book,
            const guint *order,
            guint        n,
            const char  *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
  BwImportResult *result = NULL;
  GError         *error = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (paths, g_build_filename (folder, names[order[i]], NULL));
  g_ptr_array_add (paths, NULL);
  bw_import_run (*book, (const char *const *)paths->pdata, &options, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  bw_book_unref (*book);
  *book = bw_book_ref (result->after);
  return result;
}

static BwBook *
new_book (void)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  return book;
}

static void
check_counts (const BwBook *book)
{
  static const char *const stages[] = { "Prospecting", "Engaging", "Won", "Lost" };
  guint                    managers = 0;

  g_assert_cmpuint (book->deals.n, ==, 8800);
  g_assert_cmpuint (book->accounts->len, ==, 85);
  g_assert_cmpuint (book->people->len, ==, 41);
  g_assert_cmpuint (book->products->len, ==, 7);
  g_assert_cmpuint (book->aliases->len, ==, 1);
  for (guint i = 0; i < book->people->len; i++)
    managers += bw_book_person (book, i)->role == BW_ROLE_MANAGER;
  g_assert_cmpuint (managers, ==, 6);
  g_assert_cmpuint (book->stages->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (stage_name (book, i), ==, stages[i]);
  g_assert_cmpstr (bw_book_text (book, g_array_index (book->aliases, BwProductAlias, 0).alias), ==, "GTXPro");
  g_assert_cmpstr (bw_book_text (book, bw_book_product (book, g_array_index (book->aliases, BwProductAlias,
                                                                             0)
                                                                .product)
                                         ->name),
                   ==, "GTX Pro");
}

static void
test_counts (void)
{
  static const guint order[] = { 0, 1, 2, 3 };
  g_autofree char   *folder = sample_path ("crm/maven_crm");
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  const BwImportSummary *summary;
  guint                  without_account = 0;

  if (folder == NULL)
    return;
  first = import_all (&book, order, 4, folder);
  check_counts (book);
  g_assert_cmpint (first->as_of, ==, day ("2017-12-31"));
  g_assert_cmpuint (first->delta->rejected->len, ==, 0);
  g_assert_cmpuint (first->delta->new_deal_rows->len, ==, 8800);
  g_assert_cmpuint (g_array_index (first->delta->new_deal_rows, guint64, 0), ==, 2);
  for (guint i = 0; i < book->deals.n; i++)
    without_account += book->deals.account[i] == BW_NOBODY;
  g_assert_cmpuint (without_account, ==, 1425);

  /* The same files again change nothing. */
  second = import_all (&book, order, 4, folder);
  check_counts (book);
  g_assert_true (bw_delta_is_empty (second->delta, book));
  summary = g_ptr_array_index (second->summaries, 0);
  g_assert_cmpuint (summary->n_unchanged, ==, 8800);
  g_assert_cmpuint (summary->n_new + summary->n_changed + summary->n_vanished, ==, 0);
  g_assert_cmpuint (book->imports->len, ==, 8);
}

/* The files one at a time, the deals first: the same book but for the order of its rows. */
static void
test_any_order (void)
{
  static const guint order[] = { 0, 3, 2, 1 };
  g_autofree char   *folder = sample_path ("crm/maven_crm");
  g_autoptr (BwBook) book = new_book ();

  if (folder == NULL)
    return;
  for (guint i = 0; i < 4; i++)
    bw_import_result_free (import_all (&book, &order[i], 1, folder));
  check_counts (book);
  g_assert_cmpint (bw_book_data_date (book), ==, day ("2017-12-31"));
}

/* What was known on 1 November 2017: what closed later was open, its amount unknown. */
static void
test_past (void)
{
  static const guint order[] = { 0 };
  g_autofree char   *folder = sample_path ("crm/maven_crm");
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwSnapshot) snapshot = NULL;
  gint64 won = 0;
  guint  later = 0;

  if (folder == NULL)
    return;
  bw_import_result_free (import_all (&book, order, 1, folder));
  snapshot = bw_snapshot_new (book, day ("2017-11-01"));
  for (guint i = 0; i < book->deals.n; i++)
    {
      gboolean closes_later = book->deals.close[i] != BW_DATE_NONE && book->deals.close[i] > day ("2017-11-01");

      if (snapshot->exists[i] && snapshot->kind[i] == BW_STAGE_WON && snapshot->close[i] >= day ("2017-10-01"))
        won += snapshot->amount[i];
      if (!closes_later || book->deals.created[i] > day ("2017-11-01"))
        continue;
      later++;
      g_assert_true (snapshot->exists[i]);
      g_assert_cmpstr (stage_name (book, snapshot->stage[i]), ==, "Engaging");
      g_assert_true (snapshot->amount[i] == BW_MONEY_NONE);
      g_assert_cmpint (snapshot->close[i], ==, BW_DATE_NONE);
      g_assert_cmpint (snapshot->stage_since[i], ==, book->deals.created[i]);
    }
  g_assert_cmpint (won, ==, 76079800);
  g_assert_cmpuint (later, >, 1000);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *file;
    const char *word;
  } cases[] = {
    { "crm/maven_pivot_export/sales_pipeline_pivot.csv", "pivot table" },
    { "crm/maven_crm/data_dictionary.csv", "description" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = sample_path (cases[i].file);
      g_autoptr (BwBook) book = new_book ();
      const char     *paths[] = { path, NULL };
      BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW };
      BwImportResult *result = NULL;
      GError         *error = NULL;

      if (path == NULL)
        return;
      g_assert_false (bw_import_run (book, paths, &options, NULL, NULL, &result, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_UNKNOWN_KIND);
      g_assert_nonnull (strstr (error->message, cases[i].word));
      g_assert_null (result);
      g_clear_error (&error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maven/counts", test_counts);
  g_test_add_func ("/maven/any-order", test_any_order);
  g_test_add_func ("/maven/past", test_past);
  g_test_add_func ("/maven/refused", test_refused);
  return g_test_run ();
}
