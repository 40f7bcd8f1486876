/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of deals that a grid shows: its groups and their folding, what changed, what it would sum up to as adjusted, its rows as
 * objects, and the rows of files that deals come from. */

#include "project-fixture.h"

#include "core/bw-adjustment-edit.h"
#include "session/bw-deal-list.h"

typedef struct
{
  ProjectFixture project;
  BwDealList    *list;
} Fixture;

static void
set_up_of (Fixture *f,
           guint    n_deals)
{
  project_fixture_set_up (&f->project, n_deals);
  f->list = bw_deal_list_new (f->project.session);
  bw_deal_list_set_restriction (f->list, FALSE, FALSE);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  set_up_of (f, 600);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  project_fixture_let_go (f->list);
  project_fixture_tear_down (&f->project);
}

static guint
count_rows (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->list));
}

static void
group_by (Fixture    *f,
          const char *names)
{
  g_autoptr (GError) error = NULL;
  BwGrouping grouping = { 0 };

  g_assert_true (*names == '\0' || bw_grouping_parse (project_fixture_book (&f->project), names, &grouping, &error));
  g_assert_no_error (error);
  bw_deal_list_set_grouping (f->list, &grouping);
  g_assert_true (bw_grouping_equal (bw_deal_list_get_grouping (f->list), &grouping));
  while (bw_deal_list_is_sorting (f->list))
    g_main_context_iteration (NULL, TRUE);
}

/* Each row is a header or a deal, each deal is found where it stands, and the groups' sums are those of their deals. */
static void
check_rows (Fixture *f)
{
  BwBook             *book = bw_deal_list_get_book (f->list);
  const BwDealGroups *groups = bw_deal_list_get_groups (f->list);
  guint               n_headers = 0, n_deals = 0, n;
  gint64              total = 0;

  for (guint row = 0; row < count_rows (f); row++)
    {
      g_autoptr (BwDealItem) item = g_list_model_get_item (G_LIST_MODEL (f->list), row);
      guint deal = bw_deal_item_get_deal (item), group = bw_deal_item_get_group (item);

      g_assert_true ((deal == G_MAXUINT) != (group == BW_GROUP_NONE));
      g_assert_true (bw_deal_item_get_book (item) == book);
      g_assert_cmpuint (deal, ==, bw_deal_list_get_deal_at (f->list, row));
      g_assert_cmpuint (group, ==, bw_deal_list_get_group_at (f->list, row));
      if (deal != G_MAXUINT)
        {
          g_assert_cmpint (bw_deal_list_find (f->list, deal), ==, (int)row);
          n_deals++;
        }
      else
        n_headers++;
    }
  g_assert_cmpuint (bw_deal_list_get_deal_at (f->list, count_rows (f)), ==, G_MAXUINT);
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (n_deals, <=, n);
  if (groups == NULL)
    return;
  for (guint i = 0; i < groups->n_groups; i++)
    if (groups->groups[i].parent == BW_GROUP_NONE)
      total += groups->groups[i].sums.amount;
  g_assert_cmpint (total, ==, bw_deal_list_get_total (f->list));
  g_assert_cmpuint (n_headers, <=, groups->n_groups);
}

/* Headers and deals; folded away, revealed, and kept folded when the list is made anew. */
static void
test_groups (Fixture      *f,
             gconstpointer data)
{
  const guint32 *deals;
  guint          n, n_groups, last;

  g_assert_cmpuint (bw_deal_list_get_group_at (f->list, 0), ==, BW_GROUP_NONE);
  g_assert_false (bw_deal_list_is_folded (f->list, 0));
  bw_deal_list_fold (f->list, 0, TRUE);
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (count_rows (f), ==, n);
  check_rows (f);

  group_by (f, "owner,stage");
  check_rows (f);
  n_groups = bw_deal_list_get_groups (f->list)->n_groups;
  g_assert_cmpuint (count_rows (f), ==, n + n_groups);

  bw_deal_list_fold_all (f->list, TRUE);
  g_assert_cmpuint (count_rows (f), ==, bw_deal_list_get_groups (f->list)->n_outer);
  check_rows (f);
  deals = bw_deal_list_get_deals (f->list, &n);
  last = deals[n - 1];
  g_assert_cmpint (bw_deal_list_find (f->list, last), ==, -1);
  g_assert_true (bw_deal_list_reveal (f->list, last));
  g_assert_cmpint (bw_deal_list_find (f->list, last), >=, 0);
  g_assert_false (bw_deal_list_reveal (f->list, project_fixture_book (&f->project)->deals.n));
  check_rows (f);

  /* A fold stays with its group when another order is asked for. */
  bw_deal_list_fold_all (f->list, FALSE);
  bw_deal_list_fold (f->list, 0, TRUE);
  g_assert_true (bw_deal_list_is_folded (f->list, 0));
  bw_deal_list_fold (f->list, n_groups + 7, TRUE);
  bw_deal_list_set_sort (f->list, BW_DEAL_FIELD_AMOUNT, TRUE);
  g_assert_true (bw_deal_list_is_folded (f->list, 0));
  check_rows (f);

  group_by (f, "");
  g_assert_null (bw_deal_list_get_groups (f->list));
  g_assert_true (bw_deal_list_reveal (f->list, last));
  g_assert_cmpuint (count_rows (f), ==, n);
}

/* Ordered by each field, up and down: the order says so of itself, and no deal is lost. */
static void
test_sorts (Fixture      *f,
            gconstpointer data)
{
  guint n_before, n;

  bw_deal_list_get_deals (f->list, &n_before);
  for (guint field = 0; field < BW_DEAL_FIELD_TERRITORY; field++)
    for (guint down = 0; down < 2; down++)
      {
        g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
        const guint32 *deals;
        gboolean       descending;

        bw_deal_list_set_sort (f->list, field, (gboolean)down);
        while (bw_deal_list_is_sorting (f->list))
          g_main_context_iteration (NULL, TRUE);
        g_assert_cmpint (bw_deal_list_get_sort (f->list, &descending), ==, (int)field);
        g_assert_cmpint (descending, ==, (int)down);
        deals = bw_deal_list_get_deals (f->list, &n);
        g_assert_cmpuint (n, ==, n_before);
        for (guint i = 0; i < n; i++)
          g_hash_table_add (seen, GUINT_TO_POINTER (deals[i]));
        g_assert_cmpuint (g_hash_table_size (seen), ==, n);
        if (field == BW_DEAL_FIELD_AMOUNT)
          for (guint i = 1; i < n; i++)
            {
              gint64 a = bw_deal_list_get_book (f->list)->deals.amount[deals[i - 1]];
              gint64 b = bw_deal_list_get_book (f->list)->deals.amount[deals[i]];

              g_assert_true (a == BW_MONEY_NONE || b == BW_MONEY_NONE || (down ? a >= b : a <= b));
            }
      }
}

/* A filter that cannot be read changes nothing and says where it went wrong. */
static void
test_filter (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_all, n;

  bw_deal_list_get_deals (f->list, &n_all);
  g_assert_true (bw_deal_list_set_filter (f->list, "kind=won", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (bw_deal_list_get_filter (f->list), ==, "kind=won");
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, n_all);
  g_assert_false (bw_deal_list_set_filter (f->list, "colour=blue", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "colour"));
  g_assert_cmpstr (bw_deal_list_get_filter (f->list), ==, "kind=won");
  g_assert_true (bw_deal_list_set_filter (f->list, NULL, NULL));
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (n, ==, n_all);
}

/* What changed since a day, the same whether it is found at once or on another thread; only what changed can be shown. */
static void
check_changes (Fixture *f)
{
  BwBook *book = project_fixture_book (&f->project);
  BwDate  since = bw_focus_get_as_of (bw_session_get_focus (f->project.session)) - 14;
  g_autoptr (BwChanged) expected = bw_changed_new (book, since);
  g_autofree char *day = bw_date_to_iso (since);
  guint            n, n_new, n_all;

  g_assert_null (bw_deal_list_get_changed (f->list));
  g_assert_cmpuint (bw_deal_list_count_changed (f->list, &n_new), ==, 0);
  bw_deal_list_get_deals (f->list, &n_all);
  bw_deal_list_set_since (f->list, "2020-01-01", FALSE);
  bw_deal_list_set_since (f->list, day, FALSE);
  while (bw_deal_list_get_changed (f->list) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (bw_deal_list_get_changed (f->list)->since, ==, since);
  g_assert_cmpuint (expected->n_changed, >, 0);
  g_assert_cmpuint (bw_deal_list_count_changed (f->list, &n_new), ==, expected->n_changed);
  g_assert_cmpuint (n_new, ==, expected->n_new);
  bw_deal_list_set_since (f->list, day, TRUE);
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (n, ==, expected->n_changed + expected->n_new);
  bw_deal_list_set_since (f->list, NULL, FALSE);
  g_assert_null (bw_deal_list_get_changed (f->list));
  bw_deal_list_get_deals (f->list, &n);
  g_assert_cmpuint (n, ==, n_all);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (bw_deal_list_get_changed (f->list));
}

static void
test_changes (Fixture      *f,
              gconstpointer data)
{
  check_changes (f);
}

static void
test_many_changes (void)
{
  Fixture f = { 0 };

  set_up_of (&f, 52000);
  check_changes (&f);
  tear_down (&f, NULL);
}

/* Adds @amount to the amount of the first open deal of the list, beside the CRM's. Returns: the deal. */
static guint
adjust_first (Fixture *f,
              gint64   amount)
{
  BwBook         *book = project_fixture_book (&f->project), *after;
  guint           n;
  const guint32  *deals = bw_deal_list_get_deals (f->list, &n);
  guint32         deal = deals[0];
  BwAdjustedInput input = { .amount = book->deals.amount[deal] + amount, .close = BW_DATE_NONE, .category = BW_CATEGORY_NONE };
  BwDelta        *delta;

  after = bw_adjustment_edit_set (book, &deal, 1, BW_ADJUSTED_AMOUNT, &input, "Two more sites", 1793577600, &delta);
  project_fixture_apply (&f->project, after, delta);
  return deal;
}

/* What is written beside the CRM changes what the list would sum up to, by what a filter lets through either way. */
static void
test_adjusted (Fixture      *f,
               gconstpointer data)
{
  BwAdjustedSum    sum;
  gint64           limit;
  guint            deal;
  g_autofree char *filter = NULL;

  g_assert_true (bw_deal_list_set_filter (f->list, "kind=open and amount>0", NULL));
  bw_deal_list_get_adjusted (f->list, &sum);
  g_assert_cmpuint (sum.n, ==, 0);
  deal = adjust_first (f, 5000000);
  bw_deal_list_get_adjusted (f->list, &sum);
  g_assert_cmpuint (sum.n, ==, 1);
  g_assert_cmpuint (sum.n_in + sum.n_out, ==, 0);
  g_assert_cmpint (sum.change, ==, 5000000);

  /* Between what the CRM says and what is written beside it. */
  limit = project_fixture_book (&f->project)->deals.amount[deal] / 100 + 25000;
  filter = g_strdup_printf ("kind=open and amount>%" G_GINT64_FORMAT, limit);
  g_assert_true (bw_deal_list_set_filter (f->list, filter, NULL));
  bw_deal_list_get_adjusted (f->list, &sum);
  g_assert_cmpuint (sum.n_in, ==, 1);
  g_assert_cmpint (sum.change, ==, project_fixture_book (&f->project)->deals.amount[deal] + 5000000);

  /* A past day has none. */
  bw_focus_set_as_of (bw_session_get_focus (f->project.session), bw_deal_list_get_today (f->list) - 30);
  while (bw_deal_list_is_making_past (f->list))
    g_main_context_iteration (NULL, TRUE);
  bw_deal_list_get_adjusted (f->list, &sum);
  g_assert_cmpuint (sum.n, ==, 0);
}

static GArray *
get_sources (Fixture       *f,
             const guint32 *deals,
             guint          n,
             GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_session_deal_sources_async (f->project.session, deals, n, NULL, project_fixture_done_cb, &f->project);
  result = project_fixture_wait (&f->project);
  return bw_session_deal_sources_finish (f->project.session, result, error);
}

/* The row of the file that told of a deal; of a deal that came from no file there is none, nor without a project. */
static void
test_sources (Fixture      *f,
              gconstpointer data)
{
  static const char     text[] = "Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Created Date\n"
                                 "006A,Big renewal,Ada Byron,Initech,Proposal,50000,2026-12-10,2026-09-01\n"
                                 "006B,Small one,Alan Kay,Globex,Proposal,20000,2026-12-20,2026-08-01\n";
  const BwImportOptions options = { .as_of = bw_date_from_ymd (2026, 11, 30), .now = 1796000000 };
  g_autofree char      *path = g_build_filename (f->project.folder, "deals.csv", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BwImportResult) imported = NULL;
  g_autoptr (GArray) sources = NULL, none = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  BwSession *closed = bw_session_new ();
  BwSession *open = f->project.session;
  guint32    deal = 0, unknown = G_MAXUINT32 - 1;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  bw_session_import_async (f->project.session, (const char *const[]) { path, NULL }, &options, NULL, NULL, NULL, project_fixture_done_cb,
                           &f->project);
  result = project_fixture_wait (&f->project);
  imported = bw_session_import_finish (f->project.session, result, &error);
  g_assert_no_error (error);
  deal = project_fixture_book (&f->project)->deals.n - 1;
  sources = get_sources (f, &deal, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 1);
  none = get_sources (f, (const guint32[]) { unknown }, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  f->project.session = closed;
  gone = get_sources (f, &deal, 1, &error);
  f->project.session = open;
  g_assert_null (gone);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_object_unref (closed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/deal-list/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/deal-list/sorts", Fixture, NULL, set_up, test_sorts, tear_down);
  g_test_add ("/deal-list/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/deal-list/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add_func ("/deal-list/many-changes", test_many_changes);
  g_test_add ("/deal-list/adjusted", Fixture, NULL, set_up, test_adjusted, tear_down);
  g_test_add ("/deal-list/sources", Fixture, NULL, set_up, test_sources, tear_down);
  return g_test_run ();
}
