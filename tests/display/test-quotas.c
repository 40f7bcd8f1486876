/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotas in a real window: set for whom and when is looked at, shared out with what would follow in view, and read in the log. */

#include "app/bw-quota-dialog.h"
#include "core/bw-quota-share.h"
#include "window-fixture.h"

enum
{
  HEAD,
  FIRST_REP,
  N_REPS = 3,
};

static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwImportRecord import = { .key = bw_book_random_key (), .as_of_source = BW_TIME_EXPORT };
  guint          deal;

  g_assert_true (bw_date_parse_iso ("2026-11-20", &import.as_of));
  bw_book_add_default_stages (book);
  g_array_append_val (book->imports, import);
  for (guint i = 0; i <= N_REPS; i++)
    {
      g_autofree char *name = i == HEAD ? g_strdup ("Head Holt") : g_strdup_printf ("Rep %u", i);
      BwPerson         person = {
                .key = bw_book_random_key (),
                .name = bw_pool_add (&book->texts, name, -1),
                .manager = i == HEAD ? BW_NOBODY : HEAD,
                .role = i == HEAD ? BW_ROLE_MANAGER : BW_ROLE_REP,
                .started = BW_DATE_NONE,
                .ended = BW_DATE_NONE,
      };

      g_array_append_val (book->people, person);
    }
  deal = bw_deals_append (&book->deals, bw_book_random_key ());
  book->deals.owner[deal] = FIRST_REP;
  book->deals.created[deal] = import.as_of - 30;
  book->deals.close[deal] = import.as_of + 20;
  book->deals.amount[deal] = 100000;
  book->deals.stage[deal] = 1;
  book->deals.category[deal] = BW_CATEGORY_PIPELINE;
  return book;
}

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  g_autoptr (BwBook) book = make_book ();

  window_fixture_set_up (fixture, book);
}

static BwBook *
get_book (WindowFixture *fixture)
{
  return bw_session_get_book (bw_window_get_session (fixture->window));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BW_IS_QUOTA_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gboolean
is_shown (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return find_dialog () == NULL;
}

static gboolean
has_text (gpointer text)
{
  return window_has_label (find_dialog (), text);
}

typedef struct
{
  WindowFixture *fixture;
  guint          n;
} Wanted;

static gboolean
has_changes (gpointer data)
{
  const Wanted *wanted = data;

  return get_book (wanted->fixture)->quota_changes->len == wanted->n;
}

static void
wait_for_changes (WindowFixture *fixture,
                  guint          n)
{
  Wanted wanted = { fixture, n };

  window_wait_until (has_changes, &wanted);
}

static gboolean
can_undo (gpointer window)
{
  return g_action_group_get_action_enabled (window, "undo");
}

static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.quotas", NULL);
  window_wait_until (is_shown, NULL);
  return find_dialog ();
}

static void
test_share (WindowFixture *fixture,
            gconstpointer  data)
{
  const BwPeriod *period = bw_focus_get_period (bw_session_get_focus (bw_window_get_session (fixture->window)));
  GtkWidget      *dialog = open_dialog (fixture), *amount, *set, *whose;

  amount = window_find (dialog, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  set = window_find (dialog, GTK_TYPE_BUTTON, "label", "_Set");
  whose = window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "whose");
  g_assert_false (gtk_widget_get_sensitive (set));
  gtk_editable_set_text (GTK_EDITABLE (amount), "much");
  g_assert_false (gtk_widget_get_sensitive (set));
  gtk_editable_set_text (GTK_EDITABLE (amount), "100.01");
  g_assert_true (gtk_widget_get_sensitive (set));
  /* The head, and evenly to those who report. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (whose), 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "way")), 1);
  window_wait_until (has_text, "$100.01");
  g_assert_true (window_has_label (dialog, "$33.34"));
  g_signal_emit_by_name (set, "clicked");
  wait_for_changes (fixture, N_REPS + 1);
  window_wait_until (is_closed, NULL);
  g_assert_cmpint (bw_book_own_quota (get_book (fixture), HEAD, period), ==, 10001);
  g_assert_cmpint (bw_book_own_quota (get_book (fixture), FIRST_REP, period), ==, 3334);

  /* A rep's alone, so that the sum is another. */
  dialog = open_dialog (fixture);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "whose")), 1 + FIRST_REP);
  window_wait_until (has_text, "Until now $33.34");
  amount = window_find (dialog, ADW_TYPE_ENTRY_ROW, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (amount), "400");
  g_signal_emit_by_name (amount, "entry-activated");
  wait_for_changes (fixture, N_REPS + 2);
  window_wait_until (is_closed, NULL);

  /* Both are told. */
  dialog = open_dialog (fixture);
  gtk_stack_set_visible_child_name (GTK_STACK (window_find (dialog, GTK_TYPE_STACK, NULL, NULL)), "gaps");
  window_wait_until (has_text, "$366.66 more");
  gtk_stack_set_visible_child_name (GTK_STACK (window_find (dialog, GTK_TYPE_STACK, NULL, NULL)), "log");
  window_wait_until (has_text, "$400");
  g_assert_true (window_has_label (dialog, "Evenly"));
  gtk_window_close (GTK_WINDOW (dialog));
  window_wait_until (is_closed, NULL);
}

/* A year over its quarters, from the button on Home, which is there as long as there is no quota. */
static void
test_spread (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget *dialog = open_dialog (fixture), *period = window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "period");
  BwPeriod   year = bw_calendar_period (&get_book (fixture)->calendar, BW_PERIOD_YEAR, 2026, 1);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (period), 0);
  gtk_editable_set_text (GTK_EDITABLE (window_find (dialog, ADW_TYPE_ENTRY_ROW, NULL, NULL)), "1001");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (window_find (dialog, GTK_TYPE_DROP_DOWN, "name", "way")), 4);
  window_wait_until (has_text, "$250.25");
  g_signal_emit_by_name (window_find (dialog, GTK_TYPE_BUTTON, "label", "_Set"), "clicked");
  wait_for_changes (fixture, 4);
  window_wait_until (is_closed, NULL);
  g_assert_cmpint (bw_book_own_quota (get_book (fixture), BW_NOBODY, &year), ==, 100100);
}

/* What was set is taken away again, which stands among the changes and can be undone. */
static void
test_remove (WindowFixture *fixture,
             gconstpointer  data)
{
  GtkWidget           *dialog = open_dialog (fixture), *remove = window_find (dialog, GTK_TYPE_BUTTON, "label", "_Remove this quota");
  guint                n = get_book (fixture)->quotas->len;
  const BwQuotaChange *change;

  g_assert_false (gtk_widget_get_sensitive (remove));
  gtk_editable_set_text (GTK_EDITABLE (window_find (dialog, ADW_TYPE_ENTRY_ROW, NULL, NULL)), "1001");
  g_signal_emit_by_name (window_find (dialog, GTK_TYPE_BUTTON, "label", "_Set"), "clicked");
  wait_for_changes (fixture, 1);
  window_wait_until (is_closed, NULL);
  dialog = open_dialog (fixture);
  remove = window_find (dialog, GTK_TYPE_BUTTON, "label", "_Remove this quota");
  g_assert_true (gtk_widget_get_sensitive (remove));
  g_signal_emit_by_name (remove, "clicked");
  wait_for_changes (fixture, 2);
  window_wait_until (is_closed, NULL);
  g_assert_cmpuint (get_book (fixture)->quotas->len, ==, n);
  change = &g_array_index (get_book (fixture)->quota_changes, BwQuotaChange, 1);
  g_assert_cmpint (change->was, ==, 100100);
  g_assert_cmpint (change->amount, ==, BW_MONEY_NONE);
  window_wait_until (can_undo, fixture->window);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "undo", NULL);
  wait_for_changes (fixture, 1);
  g_assert_cmpuint (get_book (fixture)->quotas->len, ==, n + 1);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/quotas/share", WindowFixture, NULL, set_up, test_share, window_fixture_tear_down);
  g_test_add ("/quotas/remove", WindowFixture, NULL, set_up, test_remove, window_fixture_tear_down);
  g_test_add ("/quotas/spread", WindowFixture, NULL, set_up, test_spread, window_fixture_tear_down);
  return g_test_run ();
}
