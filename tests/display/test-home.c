/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home in a window: the findings are those of core, each opens what proves it, what is dismissed goes and comes back, and what
 * moved opens in the flow. */

#include <math.h>
#include <string.h>

#include "app/bw-period-picker.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-flow-view.h"
#include "app/bw-pending.h"
#include "app/bw-pipeline-page.h"
#include "app/bw-tile.h"
#include "app/bw-todo-list.h"
#include "core/bw-insight.h"
#include "core/bw-outlook.h"
#include "core/bw-sample.h"
#include "session/bw-focus.h"
#include "session/bw-live-outlook.h"
#include "session/bw-live.h"
#include "window-fixture.h"

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 1500;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
}

static GtkListBox *
get_list (gpointer page)
{
  GtkWidget *todo = window_find (page, BW_TYPE_TODO_LIST, NULL, NULL);

  return todo != NULL ? GTK_LIST_BOX (window_find (todo, GTK_TYPE_LIST_BOX, NULL, NULL)) : NULL;
}

static gboolean
has_rows (gpointer page)
{
  GtkListBox *list = get_list (page);

  return list != NULL && gtk_list_box_get_row_at_index (list, 2) != NULL;
}

/* Returns: the page with its findings. */
static GtkWidget *
show_home (WindowFixture *fixture)
{
  GtkWidget *page = window_show_page (fixture, "home");

  window_wait_until (has_rows, page);
  return page;
}

/* What core finds for what the window looks at, as Home asks for it but for the age of the data. */
static GPtrArray *
find_insights (WindowFixture *fixture)
{
  BwSession     *session = bw_window_get_session (fixture->window);
  BwFocus       *focus = bw_session_get_focus (session);
  BwInsightQuery query = {
    .scope = *bw_focus_get_scope (focus),
    .period = *bw_focus_get_period (focus),
    .as_of = bw_focus_get_as_of (focus),
    .n_most = 50,
    .business = TRUE,
  };

  return bw_insights_new (bw_session_get_book (session), &query);
}

/* The row that is about @title; NULL when there is none. */
static GtkListBoxRow *
find_row (GtkWidget  *page,
          const char *title)
{
  GtkListBox    *list = get_list (page);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (window_find (GTK_WIDGET (row), GTK_TYPE_LABEL, "label", title) != NULL)
      return row;
  return NULL;
}

/* The row of the first finding at the top with @evidence. */
static GtkListBoxRow *
find_evidence (GtkWidget       *page,
               const GPtrArray *insights,
               BwEvidence       evidence)
{
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (insight->top && insight->evidence == evidence)
        return find_row (page, insight->title);
    }
  return NULL;
}

/* Those at the top are there, with what they are about, why, and what to do. */
static void
test_findings (WindowFixture *fixture,
               gconstpointer  data)
{
  GtkWidget *page = show_home (fixture);
  g_autoptr (GPtrArray) insights = find_insights (fixture);
  guint n = 0;

  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);
      GtkListBoxRow   *row = find_row (page, insight->title);

      /* The age of the data may take the place of the last one. */
      if (!insight->top || row == NULL)
        continue;
      g_assert_true (window_has_label (GTK_WIDGET (row), insight->action));
      g_assert_true (gtk_list_box_row_get_activatable (row));
      n++;
    }
  g_assert_cmpuint (n, >=, 3);
}

static gboolean
has_panel (gpointer data)
{
  return window_find (data, BW_TYPE_DEAL_PANEL, NULL, NULL) != NULL;
}

/* Enter on a finding about a deal opens the deal; one about several shows just these. */
static void
test_evidence (WindowFixture *fixture,
               gconstpointer  data)
{
  GtkWidget *page = show_home (fixture);
  g_autoptr (GPtrArray) insights = find_insights (fixture);
  GtkListBoxRow *deal = find_evidence (page, insights, BW_EVIDENCE_DEAL);
  GtkWidget     *pipeline;

  g_assert_nonnull (deal);
  g_assert_true (gtk_widget_activate (GTK_WIDGET (deal)));
  pipeline = bw_window_get_page (fixture->window, "pipeline");
  window_wait_until (has_panel, pipeline);
  g_assert_true (gtk_widget_get_mapped (pipeline));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deals", "s", "close is empty and kind = open");
  g_assert_nonnull (window_find (pipeline, GTK_TYPE_ENTRY, "text", "close is empty and kind = open"));
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);
      g_autoptr (GError) error = NULL;

      if (insight->filter == NULL)
        continue;
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-deals", "s", insight->filter);
      g_assert_nonnull (window_find (pipeline, GTK_TYPE_ENTRY, "text", insight->filter));
      g_assert_false (gtk_widget_has_css_class (window_find (pipeline, GTK_TYPE_ENTRY, "text", insight->filter), "error"));
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-accuracy", NULL);
  g_assert_true (gtk_widget_get_mapped (bw_window_get_page (fixture->window, "forecast")));
}

typedef struct
{
  GtkWidget  *page;
  const char *title;
  gboolean    there;
} Wanted;

static gboolean
is_so (gpointer data)
{
  const Wanted *wanted = data;

  return has_rows (wanted->page) && (find_row (wanted->page, wanted->title) != NULL) == wanted->there;
}

/* An edit is shown before the file has it, and can be taken back only then. */
static gboolean
can_undo (gpointer session)
{
  gboolean can, writable;

  g_object_get (session, "can-undo", &can, "writable", &writable, NULL);
  return can && writable;
}

static gboolean
can_redo (gpointer session)
{
  gboolean can, writable;

  g_object_get (session, "can-redo", &can, "writable", &writable, NULL);
  return can && writable;
}

static GtkMenuButton *
get_dismissed (GtkWidget *page)
{
  GtkWidget *todo = window_find (page, BW_TYPE_TODO_LIST, NULL, NULL);

  return GTK_MENU_BUTTON (window_find (todo, GTK_TYPE_MENU_BUTTON, "tooltip-text", "What was dismissed, to be shown again"));
}

/* What is dismissed goes; undo brings it back, redo takes it away again; and it can be shown again. */
static void
test_dismiss (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget       *page = show_home (fixture), *todo;
  BwSession       *session = bw_window_get_session (fixture->window);
  GtkListBoxRow   *row = gtk_list_box_get_row_at_index (get_list (page), 0);
  GtkWidget       *label = window_find (GTK_WIDGET (row), GTK_TYPE_LABEL, NULL, NULL);
  g_autofree char *title = g_strdup (gtk_label_get_label (GTK_LABEL (label)));
  g_autofree char *step = NULL;
  g_autofree char *expected = g_strdup_printf ("Dismiss “%s”", title);
  Wanted           gone = { page, title, FALSE }, back = { page, title, TRUE };

  todo = window_find (page, BW_TYPE_TODO_LIST, NULL, NULL);
  g_assert_null (get_dismissed (page));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate_action (GTK_WIDGET (row), "todo.dismiss", "u", 0);
  window_wait_until (is_so, &gone);
  g_assert_true (gtk_widget_get_focus_child (GTK_WIDGET (get_list (page))) ==
                 GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (page), 0)));
  window_wait_until (can_undo, session);
  g_object_get (session, "undo-label", &step, NULL);
  g_assert_cmpstr (step, ==, expected);
  g_assert_nonnull (get_dismissed (page));
  g_assert_cmpuint (bw_session_get_book (session)->dismissals->len, >=, 1);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  window_wait_until (is_so, &back);
  g_assert_null (get_dismissed (page));
  window_wait_until (can_redo, session);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  window_wait_until (is_so, &gone);
  window_wait_until (can_undo, session);

  while (bw_session_get_book (session)->dismissals->len > 0)
    {
      gint64 key = g_array_index (bw_session_get_book (session)->dismissals, BwDismissal, 0).key;

      gtk_widget_activate_action (todo, "todo.restore", "x", key);
    }
  window_wait_until (is_so, &back);
}

static GtkWidget *
find_class (GtkWidget  *root,
            const char *name)
{
  GtkWidget *found = gtk_widget_has_css_class (root, name) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_class (child, name);
  return found;
}

static gboolean
has_changes (gpointer page)
{
  /* The sample has changed since its last import but one, so that the tile of what is closed says so. */
  return strstr (gtk_widget_get_tooltip_text (window_find (page, BW_TYPE_TILE, NULL, NULL)), " since ") != NULL;
}

/* Each part of what moved opens the flow at its deals, and the tiles say what changed. */
static void
test_moves (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget       *page = show_home (fixture), *moved, *pipeline;
  gboolean         taken = FALSE;
  g_autofree char *won = NULL;

  window_wait_until (has_changes, page);
  moved = find_class (page, "moves");
  won = g_strdup_printf ("%d", BW_FLOW_WON);
  g_signal_emit_by_name (moved, "activate-link", won, &taken);
  g_assert_true (taken);
  pipeline = bw_window_get_page (fixture->window, "pipeline");
  g_assert_true (gtk_widget_get_mapped (pipeline));
  g_assert_true (gtk_widget_get_mapped (window_find_hidden (pipeline, BW_TYPE_FLOW_VIEW)));
}

/* The day that is looked at is shown, and taken, as the user writes dates; what is no date changes nothing. */
static void
test_as_of (WindowFixture *fixture,
            gconstpointer  data)
{
  BwFocus         *focus = bw_session_get_focus (bw_window_get_session (fixture->window));
  GtkWidget       *picker = window_find_hidden (GTK_WIDGET (fixture->window), BW_TYPE_PERIOD_PICKER);
  GtkWidget       *entry = window_find_hidden (picker, GTK_TYPE_ENTRY);
  BwDate           latest = bw_focus_get_as_of (focus), week_ago = latest - 7;
  g_autofree char *typed = bw_date_format_short (week_ago, BW_DATE_NONE), *shown = bw_date_format_short (latest, BW_DATE_NONE);
  GtkWidget       *popover = gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER);

  gtk_popover_popup (GTK_POPOVER (popover));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, shown);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Friday week");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpint (bw_focus_get_as_of (focus), ==, latest);
  gtk_editable_set_text (GTK_EDITABLE (entry), typed);
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpint (bw_focus_get_as_of (focus), ==, week_ago);
  bw_focus_set_as_of (focus, latest);
}

static gint may_end; /* (atomic) */

/* Ends when it may. */
static gpointer
take_long (const BwLiveJob *job)
{
  while (g_atomic_int_get (&may_end) == 0)
    g_usleep (1000);
  return g_strdup ("");
}

static gboolean
is_pale (gpointer widget)
{
  return gtk_widget_has_css_class (widget, "pending");
}

static gboolean
is_plain (gpointer widget)
{
  return !is_pale (widget);
}

/* What is no answer to what is asked is pale until that has come. */
static void
test_pending (WindowFixture *fixture,
              gconstpointer  data)
{
  BwSession *session = bw_window_get_session (fixture->window);
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("4"));
  g_autoptr (BwLive) live = bw_live_new (session, take_long, g_free);

  g_atomic_int_set (&may_end, 0);
  bw_pending_follow (label, live);
  bw_live_set_active (live, TRUE);
  g_assert_false (is_pale (label));
  window_wait_until (is_pale, label);
  gtk_test_accessible_assert_state (label, GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  g_assert_null (bw_live_get (live));
  g_atomic_int_set (&may_end, 1);
  window_wait_until (is_plain, label);
  gtk_test_accessible_assert_state (label, GTK_ACCESSIBLE_STATE_BUSY, FALSE);
  g_assert_nonnull (bw_live_get (live));
}

static gboolean
has_new_rows (gpointer first)
{
  return gtk_widget_get_root (first) == NULL;
}

/* What there is to do waits while the landing is about to come, and comes then. */
static void
test_waiting (WindowFixture *fixture,
              gconstpointer  data)
{
  GtkWidget  *page = show_home (fixture);
  BwTodoList *todo = BW_TODO_LIST (window_find (page, BW_TYPE_TODO_LIST, NULL, NULL));
  BwFocus    *focus = bw_session_get_focus (bw_window_get_session (fixture->window));
  g_autoptr (GtkWidget) row = g_object_ref (GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (page), 0)));
  gint64 began = g_get_monotonic_time ();

  bw_focus_set_as_of (focus, bw_focus_get_as_of (focus) - 7);
  bw_todo_list_set_waiting (todo, TRUE);
  /* Long enough for its job, but no more than the row's staying is asserted. */
  while (g_get_monotonic_time () - began < G_USEC_PER_SEC / 2)
    {
      bw_todo_list_set_waiting (todo, TRUE);
      g_main_context_iteration (NULL, FALSE);
      g_assert_nonnull (gtk_widget_get_root (row));
    }
  bw_todo_list_set_waiting (todo, FALSE);
  window_wait_until (has_new_rows, row);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add ("/home/findings", WindowFixture, NULL, set_up, test_findings, window_fixture_tear_down);
  g_test_add ("/home/as-of", WindowFixture, NULL, set_up, test_as_of, window_fixture_tear_down);
  g_test_add ("/home/evidence", WindowFixture, NULL, set_up, test_evidence, window_fixture_tear_down);
  g_test_add ("/home/dismiss", WindowFixture, NULL, set_up, test_dismiss, window_fixture_tear_down);
  g_test_add ("/home/pending", WindowFixture, NULL, set_up, test_pending, window_fixture_tear_down);
  g_test_add ("/home/waiting", WindowFixture, NULL, set_up, test_waiting, window_fixture_tear_down);
  g_test_add ("/home/moves", WindowFixture, NULL, set_up, test_moves, window_fixture_tear_down);
  return g_test_run ();
}
