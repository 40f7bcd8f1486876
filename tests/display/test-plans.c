/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans on the territories page: drafts and their way back, what is found, measures, rules, balancing. */

#include <locale.h>
#include <adwaita.h>
#include <string.h>

#include "app/bw-territories-page-private.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-finding.h"
#include "core/bw-territory-measure.h"
#include "territories-fixture.h"

/* Undoing what made the plan that is shown goes back to the draft that was shown before, and then to the plan in force; dropping one row of the
 * list onto another, and shading the map, show what they do. */
static void
test_back (TerritoriesFixture *fixture,
           gconstpointer       data)
{
  BwTerritoriesPage *page = BW_TERRITORIES_PAGE (fixture->page);
  gint64             first, second;
  g_autofree char   *label = NULL, *done = NULL;
  BwMeasure          measure;
  gint32             from, to, copy;
  BwDelta           *delta;
  BwBook            *after;

  territories_press (fixture, "New _draft…");
  territories_answer (fixture, "First");
  territories_wait_for_undo (fixture, "Copy plan");
  first = page->plan_key;
  g_assert_cmpint (first, !=, 0);
  after = bw_plan_edit_copy (page->book, bw_plan_find_key (page->book, first), "Second", 0, &copy, &delta);
  second = bw_book_plan (after, copy)->key;
  bw_territories_page_apply (page, g_strdup ("Balance territories"), after, delta);
  bw_territories_page_choose_plan (page, second);
  territories_wait_for_undo (fixture, "Balance territories");
  g_assert_cmpint (page->plan_key, ==, second);
  gtk_test_widget_wait_for_draw (fixture->window);
  bw_session_undo_async (fixture->session, territories_undone_cb, fixture);
  territories_run_loop (fixture);
  g_assert_cmpint (page->plan_key, ==, first);
  g_assert_cmpint (bw_plan_find_key (bw_session_get_book (fixture->session), second), <, 0);

  from = bw_territories_page_territory_at (page, 0);
  to = bw_territories_page_territory_at (page, 1);
  label = g_strdup (bw_book_text (page->book, bw_book_territory (page->book, to)->name));
  done = g_strdup_printf ("Assign %u areas to %s", g_array_index (page->balance, BwTerritoryBalance, 0).units, label);
  g_assert_true (bw_territories_page_merge (page, from, to));
  g_assert_nonnull (strstr (territories_get_text (fixture, "preview_label"), label));
  territories_wait_for_undo (fixture, done);
  g_assert_cmpuint (g_array_index (page->balance, BwTerritoryBalance, 0).units, ==, 0);
  g_assert_false (bw_territories_page_merge (page, to, to));
  bw_session_undo_async (fixture->session, territories_undone_cb, fixture);
  territories_run_loop (fixture);
  g_assert_cmpuint (g_array_index (page->balance, BwTerritoryBalance, 0).units, >, 0);

  g_assert_false (bw_territories_page_get_shade (page, &measure));
  gtk_drop_down_set_selected (page->shade, 1);
  g_assert_true (bw_territories_page_get_shade (page, &measure));
  g_assert_nonnull (bw_map_get_shade (bw_territory_map_get_map (page->map)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (page->shade_key)));
  g_assert_nonnull (strstr (territories_get_text (fixture, "headline"), "half of all"));
  gtk_drop_down_set_selected (page->shade, 0);
  g_assert_null (bw_map_get_shade (bw_territory_map_get_map (page->map)));

  bw_session_undo_async (fixture->session, territories_undone_cb, fixture);
  territories_run_loop (fixture);
  g_assert_cmpint (page->plan_key, ==, 0);
}

/* A draft is made, two counties are dragged, one is locked, the plan is proposed, one change rejected, approved, put into effect, and
 * taken back by undo. */
static void
test_plans (TerritoriesFixture *fixture,
            gconstpointer       data)
{
  BwBook *book;
  gint32  draft, before, other;
  guint32 target;

  territories_press (fixture, "New _draft…");
  territories_answer (fixture, "Next year");
  territories_wait_for_undo (fixture, "Copy plan");
  book = bw_session_get_book (fixture->session);
  draft = bw_plan_find (book, "Next year");
  g_assert_cmpint (draft, >, 0);

  /* Harris to where Los Angeles is, and Travis too: both totals are told before letting go. */
  target = (guint32)bw_atlas_find_county (book->atlas, 6037);
  before = territories_owner_in (fixture, draft, 48201);
  other = territories_owner_in (fixture, draft, 6037);
  territories_select_county (fixture, 48201);
  g_signal_emit_by_name (fixture->map, "drop-changed", (int)target);
  g_assert_nonnull (strstr (territories_get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book, before)->name)));
  g_assert_nonnull (strstr (territories_get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book, other)->name)));
  g_assert_cmpint (territories_owner_in (fixture, draft, 48201), ==, before);
  g_signal_emit_by_name (fixture->map, "dropped", (int)target);
  g_assert_cmpint (territories_owner_in (fixture, draft, 48201), ==, other);
  territories_select_county (fixture, 48453);
  g_signal_emit_by_name (fixture->map, "dropped", (int)target);
  g_assert_cmpint (territories_owner_in (fixture, draft, 48453), ==, other);

  /* What is locked stays. */
  territories_click (fixture, "lock_button");
  territories_wait_for_undo (fixture, "Lock 1 area");
  g_signal_emit_by_name (fixture->map, "dropped", (int)bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, 36061));
  g_assert_cmpint (territories_owner_in (fixture, draft, 48453), ==, other);

  gtk_stack_set_visible_child_name (GTK_STACK (territories_get_child (fixture, "tabs")), "changes");
  territories_press (fixture, "_Propose");
  territories_wait_for_undo (fixture, "Propose plan");
  g_assert_false (gtk_widget_get_sensitive (territories_get_child (fixture, "lock_button")));
  territories_press (fixture, "Reject");
  territories_wait_for_undo (fixture, "Reject a change");
  territories_press (fixture, "_Approve");
  territories_wait_for_undo (fixture, "Approve plan");
  g_assert_cmpint ((territories_owner_in (fixture, draft, 48201) == other) + (territories_owner_in (fixture, draft, 48453) == other), ==, 1);
  territories_press (fixture, "Make _effective…");
  territories_answer (fixture, "2020-01-01");
  territories_wait_for_undo (fixture, "Make plan effective");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpint (bw_territory_plan_current (book), ==, draft);
  bw_session_undo_async (fixture->session, territories_undone_cb, fixture);
  territories_run_loop (fixture);
  g_assert_cmpint (bw_territory_plan_current (bw_session_get_book (fixture->session)), !=, draft);
}

/* What is found is told, and a proposal tried in a draft of its own. */
static void
test_findings (TerritoriesFixture *fixture,
               gconstpointer       data)
{
  guint n = bw_session_get_book (fixture->session)->plans->len;

  gtk_stack_set_visible_child_name (GTK_STACK (territories_get_child (fixture, "tabs")), "findings");
  territories_press (fixture, "Try in a draft");
  territories_wait_for_undo (fixture, "Try a proposal");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->plans->len, ==, n + 1);
  g_assert_true (bw_plan_is_editable (bw_book_plan (bw_session_get_book (fixture->session), n)));
}

static gint32
owner_of_state (BwBook     *book,
                const char *state)
{
  for (guint i = 0; i < book->assignments->len; i++)
    if (g_str_equal (bw_book_text (book, g_array_index (book->assignments, BwAssignment, i).unit), state))
      return g_array_index (book->assignments, BwAssignment, i).territory;
  g_assert_not_reached ();
}

/* The sample, with all that Florida's territory has New England's too, over a bridge from Miami to Maine. */
static void
set_up_bridged (TerritoriesFixture *fixture,
                gconstpointer       data)
{
  BwBook  *book = territories_new_sample (3000);
  BwBridge bridge = { bw_book_random_key (), bw_pool_add (&book->texts, "county:12086", -1), bw_pool_add (&book->texts, "county:23005", -1), TRUE };
  gint32   maine = owner_of_state (book, "state:ME"), florida = owner_of_state (book, "state:FL");

  g_array_append_val (book->bridges, bridge);
  for (guint i = 0; i < book->assignments->len; i++)
    if (g_array_index (book->assignments, BwAssignment, i).territory == florida)
      g_array_index (book->assignments, BwAssignment, i).territory = maine;
  territories_set_up_with (fixture, book);
}

/* Returns: (nullable): the first label below @root that says @text. */
static GtkWidget *
find_text (GtkWidget  *root,
           const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_text (child, text);
  return found;
}

/* What a territory hangs on is told among the first, however much money is at stake in others of one kind. */
static void
test_hinge (TerritoriesFixture *fixture,
            gconstpointer       data)
{
  GtkWidget *label, *row;

  gtk_stack_set_visible_child_name (GTK_STACK (territories_get_child (fixture, "tabs")), "findings");
  territories_wait_for_button (fixture, "Try in a draft");
  label = find_text (fixture->page, " alone holds New England together: ");
  g_assert_nonnull (label);
  row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)), <, BW_N_TERRITORY_FINDINGS);
}

/* The optimiser, cancelled once, leaves nothing; then it makes a draft of its own, and what is locked stays. */
static void
test_balance (TerritoriesFixture *fixture,
              gconstpointer       data)
{
  BwBook *book = bw_session_get_book (fixture->session);
  guint   source, n = book->plans->len;
  gint32  before = territories_owner_of (fixture, 48201);
  gint64  line = bw_territory_line (book, before);

  territories_select_county (fixture, 48201);
  territories_click (fixture, "lock_button");
  territories_wait_for_undo (fixture, "Lock 1 area");
  territories_press (fixture, "_Balance");
  territories_press (fixture, "_Cancel");
  territories_wait_for_button (fixture, "_Balance");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->plans->len, ==, n);
  territories_press (fixture, "_Balance");
  source = territories_limit_wait ();
  while (bw_session_get_book (fixture->session)->plans->len == n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  territories_wait_for_undo (fixture, "Balance territories");
  book = bw_session_get_book (fixture->session);
  g_assert_cmpint (territories_owner_of (fixture, 48201), ==, before);
  g_assert_cmpint (bw_territory_line (book, territories_owner_in (fixture, (gint32)n, 48201)), ==, line);
}

/* The window of the measures. */
static GtkWidget *
find_window (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) == 0)
        return window;
    }
  g_assert_not_reached ();
}

/* What is chosen is kept in the plan, and the bars show it; what cannot be is told, and the window stays. */
static void
test_measures (TerritoriesFixture *fixture,
               gconstpointer       data)
{
  GtkWidget *window, *check;

  territories_click (fixture, "measures_button");
  window = find_window ("What is to be even");
  check = territories_find_labelled (window, GTK_TYPE_CHECK_BUTTON, "Workload");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (territories_find_type (window, GTK_TYPE_ENTRY)), "lots");
  g_signal_emit_by_name (territories_find_button (window, "C_hoose"), "clicked");
  g_assert_true (gtk_widget_get_visible (window));
  gtk_editable_set_text (GTK_EDITABLE (territories_find_type (window, GTK_TYPE_ENTRY)), "3 if size=100- | 1");
  g_signal_emit_by_name (territories_find_button (window, "C_hoose"), "clicked");
  territories_wait_for_undo (fixture, "Choose measures");
  {
    BwBook *book = bw_session_get_book (fixture->session);
    g_autoptr (BwMeasures) measures = bw_measures_new (book, bw_territory_plan_current (book));

    g_assert_cmpuint (measures->n, ==, 4);
    g_assert_true (bw_measures_has (measures, BW_MEASURE_WORKLOAD));
    g_assert_cmpstr (measures->formula, ==, "3 if size=100- | 1");
  }
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (territories_get_child (fixture, "measure")))), ==, 4);
}

/* Rules, locks, centres and bridges are made and taken away in their tab. */
static void
test_rules (TerritoriesFixture *fixture,
            gconstpointer       data)
{
  guint32 pair[2];

  gtk_stack_set_visible_child_name (GTK_STACK (territories_get_child (fixture, "tabs")), "rules");
  gtk_test_widget_wait_for_draw (fixture->window);
  territories_press (fixture, "Add a rule…");
  territories_answer (fixture, "size=500-");
  territories_wait_for_undo (fixture, "Add rule");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->rules->len, ==, 1);
  territories_press (fixture, "Change this rule…");
  territories_answer (fixture, "size=900-");
  territories_wait_for_undo (fixture, "Change rule");
  territories_press (fixture, "Remove this rule");
  territories_wait_for_undo (fixture, "Remove rule");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->rules->len, ==, 0);
  territories_press (fixture, "Lock this territory: its areas stay");
  territories_wait_for_undo (fixture, "Lock territory");
  territories_press (fixture, "Unlock this territory");
  territories_wait_for_undo (fixture, "Unlock territory");
  pair[0] = territories_select_county (fixture, 48453);
  territories_press (fixture, "Pin the centre to the selected area, such as where the owner lives");
  territories_wait_for_undo (fixture, "Set centre");
  pair[1] = territories_select_county (fixture, 48201);
  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), pair, 2);
  territories_press (fixture, "_Join");
  territories_wait_for_undo (fixture, "Join areas");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->bridges->len, ==, 1);
  territories_press (fixture, "As the map has it again");
  territories_wait_for_undo (fixture, "Remove bridge");
  g_assert_cmpuint (bw_session_get_book (fixture->session)->bridges->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_test_add ("/territories/plans", TerritoriesFixture, NULL, territories_set_up, test_plans, territories_tear_down);
  g_test_add ("/territories/back", TerritoriesFixture, NULL, territories_set_up, test_back, territories_tear_down);
  g_test_add ("/territories/findings", TerritoriesFixture, NULL, territories_set_up, test_findings, territories_tear_down);
  g_test_add ("/territories/hinge", TerritoriesFixture, NULL, set_up_bridged, test_hinge, territories_tear_down);
  g_test_add ("/territories/measures", TerritoriesFixture, NULL, territories_set_up, test_measures, territories_tear_down);
  g_test_add ("/territories/rules", TerritoriesFixture, NULL, territories_set_up, test_rules, territories_tear_down);
  g_test_add ("/territories/balance", TerritoriesFixture, NULL, territories_set_up, test_balance, territories_tear_down);
  return g_test_run ();
}
