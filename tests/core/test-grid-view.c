/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of the deals: kept and read back, renamed and removed, and those that follow from the data. */

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-grid-view.h"
#include "core/bw-sample.h"

static BwBook *
make_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  BwBook         *book;

  options.n_deals = 900;
  book = bw_sample_new (&options);
  bw_custom_field_find_or_add (book, "Tier", BW_TYPE_TEXT);
  bw_custom_field_find_or_add (book, "Renewal", BW_TYPE_DATE);
  return book;
}

static BwGridView *
make_view (const BwBook *book)
{
  BwGridView  *view = bw_grid_view_new ();
  BwGridColumn columns[] = { { BW_DEAL_FIELD_AMOUNT, 90 }, { BW_N_DEAL_FIELDS + book->fields->len - 1, 120 }, { BW_DEAL_FIELD_NAME, 0 } };

  view->filter = g_strdup ("stage = Proposal and amount > 10k");
  g_array_append_vals (view->columns, columns, G_N_ELEMENTS (columns));
  view->sort = BW_N_DEAL_FIELDS + book->fields->len - 2;
  view->descending = FALSE;
  view->grouping.n = 2;
  view->grouping.keys[0] = (BwGroupKey) { BW_DEAL_FIELD_OWNER, BW_GROUP_BY_VALUE };
  view->grouping.keys[1] = (BwGroupKey) { BW_N_DEAL_FIELDS + book->fields->len - 1, BW_GROUP_BY_QUARTER };
  view->grouping.by_total = TRUE;
  view->open_only = FALSE;
  view->in_period = FALSE;
  view->since = g_strdup ("7");
  view->only_changed = TRUE;
  return view;
}

static void
test_kept (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwGridView) view = make_view (book);
  g_autoptr (BwGridView) other = bw_grid_view_new ();
  g_autoptr (BwGridView) read = NULL;
  g_autoptr (BwGridView) changed = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) later = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwDelta) second = NULL;
  GError *error = NULL;

  after = bw_grid_view_add (book, view, "  Mine ", &delta, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (book->views->len, ==, 0);
  g_assert_cmpuint (after->views->len, ==, 1);
  g_assert_cmpuint (delta->before[BW_TABLE_VIEWS], ==, 0);
  read = bw_grid_view_load (after, 0);
  g_assert_cmpstr (read->name, ==, "Mine");
  g_assert_true (bw_grid_view_equal (view, read));
  g_assert_cmpuint (read->columns->len, ==, 3);
  g_assert_false (bw_grid_view_equal (other, read));
  later = bw_grid_view_change (after, 0, other, &second);
  changed = bw_grid_view_load (later, 0);
  g_assert_true (bw_grid_view_equal (other, changed));
  g_assert_cmpstr (changed->name, ==, "Mine");
  g_assert_cmpuint (g_array_index (second->changed[BW_TABLE_VIEWS], guint, 0), ==, 0);
}

/* A view is read without a field that is gone, and keeps one that is called otherwise now. */
static void
test_fields (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwGridView) view = make_view (book);
  g_autoptr (BwGridView) renamed_view = NULL;
  g_autoptr (BwGridView) read = NULL;
  g_autoptr (BwBook) kept = NULL;
  g_autoptr (BwBook) renamed = NULL;
  g_autoptr (BwBook) removed = NULL;
  g_autoptr (BwDelta) a = NULL;
  g_autoptr (BwDelta) b = NULL;
  g_autoptr (BwDelta) c = NULL;
  guint renewal = book->fields->len - 1;

  kept = bw_grid_view_add (book, view, "Mine", &a, NULL);
  renamed = bw_custom_field_rename (kept, renewal, "Next renewal", &b, NULL);
  renamed_view = bw_grid_view_load (renamed, 0);
  g_assert_true (bw_grid_view_equal (view, renamed_view));
  removed = bw_custom_field_remove (renamed, renewal, &c);
  read = bw_grid_view_load (removed, 0);
  g_assert_cmpuint (read->columns->len, ==, 2);
  g_assert_cmpuint (read->grouping.n, ==, 1);
  g_assert_cmpuint (read->sort, ==, view->sort);
}

static void
test_names (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwGridView) view = bw_grid_view_new ();
  g_autoptr (BwBook) one = NULL;
  g_autoptr (BwBook) two = NULL;
  g_autoptr (BwBook) none = NULL;
  g_autoptr (BwBook) renamed = NULL;
  g_autoptr (BwBook) removed = NULL;
  g_autoptr (BwDelta) a = NULL;
  g_autoptr (BwDelta) b = NULL;
  g_autoptr (BwDelta) c = NULL;
  g_autoptr (BwDelta) d = NULL;
  GError *error = NULL;

  none = bw_grid_view_add (book, view, " ", &a, &error);
  g_assert_null (none);
  g_assert_error (error, BW_GRID_VIEW_ERROR, BW_GRID_VIEW_ERROR_NAME);
  g_clear_error (&error);
  one = bw_grid_view_add (book, view, "First", &a, &error);
  none = bw_grid_view_add (one, view, "First", &b, &error);
  g_assert_null (none);
  g_assert_error (error, BW_GRID_VIEW_ERROR, BW_GRID_VIEW_ERROR_NAME);
  g_clear_error (&error);
  two = bw_grid_view_add (one, view, "Second", &b, &error);
  none = bw_grid_view_rename (two, 1, "First", &c, &error);
  g_assert_null (none);
  g_clear_error (&error);
  renamed = bw_grid_view_rename (two, 1, "Third", &c, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bw_grid_view_find (renamed, "Third"), ==, 1);
  g_assert_cmpint (bw_grid_view_find (renamed, "Second"), ==, -1);
  removed = bw_grid_view_remove (renamed, 0, &d);
  g_assert_cmpuint (removed->views->len, ==, 1);
  g_assert_cmpint (bw_grid_view_find (removed, "Third"), ==, 0);
  g_assert_cmpint (g_array_index (d->removed[BW_TABLE_VIEWS], gint64, 0), ==, g_array_index (two->views, BwSavedView, 0).key);
}

/* Each view that is offered can be run and shows something, and not all open deals unless it groups them. */
static void
test_offered (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) empty = bw_book_new ();
  BwDate today = BW_DATE_NONE;
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GPtrArray) none = bw_grid_views_offer (empty, 20000);
  guint n_open = 0;

  for (guint i = 0; i < book->history.n; i++)
    today = MAX (today, book->history.changes[i].at);
  for (guint i = 0; i < book->deals.n; i++)
    n_open += bw_deal_kind (book, i) == BW_STAGE_OPEN && !(book->deals.flags[i] & BW_DEAL_VANISHED);
  views = bw_grid_views_offer (book, today);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (views->len, >=, 4);
  for (guint i = 0; i < views->len; i++)
    {
      const BwGridView *view = g_ptr_array_index (views, i);
      GError           *error = NULL;
      g_autoptr (BwFilter) filter = view->filter != NULL ? bw_filter_parse (book, view->filter, &error) : NULL;
      BwQuery             query = { .filter = filter, .open_only = view->open_only, .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE } };
      g_autofree guint32 *deals = NULL;
      guint               n;

      g_assert_no_error (error);
      query.today = today;
      deals = bw_query_run (book, &query, &n);
      g_assert_cmpuint (n, >, 0);
      if (view->filter != NULL)
        g_assert_cmpuint (n, <, n_open);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid-view/kept", test_kept);
  g_test_add_func ("/grid-view/fields", test_fields);
  g_test_add_func ("/grid-view/names", test_names);
  g_test_add_func ("/grid-view/offered", test_offered);
  return g_test_run ();
}
