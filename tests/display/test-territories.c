/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The territories page in a window: what it shows, assigning, undo, a first plan, another map, a project without places. */

#include <locale.h>
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "app/bw-territories-page-private.h"
#include "app/bw-territory-map-private.h"
#include "app/bw-territory-row.h"
#include "territories-fixture.h"

/* A project without territories; with @us its accounts are in Texas and New York, else nowhere that is told. */
static BwBook *
new_plain (gboolean us)
{
  static const char *const postals[] = { "78701", "75201", "10001" };
  BwBook                  *book = bw_book_new ();
  BwPerson                 person = { .key = bw_book_random_key (), .manager = BW_NOBODY };

  bw_book_add_default_stages (book);
  person.started = person.ended = BW_DATE_NONE;
  person.name = bw_pool_add (&book->texts, "Anna", -1);
  g_array_append_val (book->people, person);
  person.key = bw_book_random_key ();
  person.name = bw_pool_add (&book->texts, "Ben", -1);
  g_array_append_val (book->people, person);
  for (gint32 i = 0; i < 3; i++)
    {
      BwAccount account = { .key = bw_book_random_key (), .owner = i / 2, .parent = BW_NOBODY, .employees = -1 };

      account.latitude = account.longitude = NAN;
      account.revenue = BW_MONEY_NONE;
      account.name = bw_pool_add (&book->texts, "A & B", -1);
      if (us)
        account.postal = bw_pool_add (&book->texts, postals[i], -1);
      else
        account.country = bw_pool_add (&book->texts, "Atlantis", -1);
      g_array_append_val (book->accounts, account);
    }
  return book;
}

/* So many that they are laid out on another thread. */
static void
set_up_large (TerritoriesFixture *fixture,
              gconstpointer       data)
{
  territories_set_up_with (fixture, territories_new_sample (24000));
}

/* Names, roles, rows and numbers of the sample. */
static void
test_content (TerritoriesFixture *fixture,
              gconstpointer       data)
{
  BwBook *book = bw_session_get_book (fixture->session);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  GtkAccessible *rows[2];

  g_assert_cmpuint (territories->len, >, 3);
  g_assert_cmpuint (territories_n_rows (fixture, "list"), ==, territories->len + 1);
  g_assert_nonnull (strstr (territories_get_text (fixture, "headline"), "pipeline"));
  gtk_test_accessible_assert_role (fixture->map, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->map, GTK_ACCESSIBLE_PROPERTY_LABEL, "Map of the territories");
  rows[0] = GTK_ACCESSIBLE (territories_get_child (fixture, "zoom_in_button"));
  rows[1] = GTK_ACCESSIBLE (territories_get_child (fixture, "fit_button"));
  gtk_test_accessible_assert_property (rows[0], GTK_ACCESSIBLE_PROPERTY_LABEL, "Zoom in");
  gtk_test_accessible_assert_property (rows[1], GTK_ACCESSIBLE_PROPERTY_LABEL, "Show everything");
  g_assert_false (gtk_widget_get_sensitive (territories_get_child (fixture, "assign_button")));
  territories_click (fixture, "zoom_in_button");
  territories_click (fixture, "zoom_out_button");
  territories_click (fixture, "fit_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (territories_get_child (fixture, "states_button")), TRUE);
  g_assert_cmpint (bw_territory_map_get_level (BW_TERRITORY_MAP (fixture->map)), ==, BW_MAP_PARENTS);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (territories_get_child (fixture, "measure")), BW_MEASURE_ACCOUNTS);
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Two counties go to another territory, the preview says so before, and undo brings them back. */
static void
test_assign (TerritoriesFixture *fixture,
             gconstpointer       data)
{
  BwBook          *book = bw_session_get_book (fixture->session);
  const guint      fips[] = { 48453, 48201 }; /* Travis and Harris, Texas */
  guint32          counties[2];
  gint32           before = territories_owner_of (fixture, 48453), other;
  g_autofree char *label = NULL;
  g_autofree char *split = NULL;

  for (guint i = 0; i < 2; i++)
    counties[i] = (guint32)bw_atlas_find_county (book->atlas, fips[i]);
  g_assert_cmpint (before, >=, 0);
  other = before == 0 ? 1 : 0;
  bw_territory_map_select (BW_TERRITORY_MAP (fixture->map), counties, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (territories_get_child (fixture, "target")), (guint)other);
  g_assert_true (g_str_has_prefix (territories_get_text (fixture, "selection_label"), "2 counties: "));
  g_assert_nonnull (strstr (territories_get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book,
                                                                                                                    other)
                                                                                                   ->name)));
  g_assert_nonnull (strstr (territories_get_text (fixture, "preview_label"), bw_book_text (book, bw_book_territory (book,
                                                                                                                    before)
                                                                                                   ->name)));
  /* In the middle of another's land the two lie apart from the rest, and from each other. */
  split = g_strdup_printf ("%s would lie in 3 pieces. ", bw_book_text (book, bw_book_territory (book, other)->name));
  g_assert_true (g_str_has_prefix (territories_get_text (fixture, "preview_label"), split));
  label = g_strdup_printf ("Assign 2 areas to %s", bw_book_text (book, bw_book_territory (book, other)->name));

  territories_click (fixture, "assign_button");
  territories_wait_for_undo (fixture, label);
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, other);
  g_assert_cmpint (territories_owner_of (fixture, 48201), ==, other);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpstr (territories_get_text (fixture, "preview_label"), ==, "Nothing would change.");

  bw_session_undo_async (fixture->session, territories_undone_cb, fixture);
  territories_run_loop (fixture);
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, before);

  gtk_widget_activate_action (fixture->page, "territory.unassign", NULL);
  territories_wait_for_undo (fixture, "Unassign 2 areas");
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, BW_NOBODY);
}

static void
wait_for_rows (TerritoriesFixture *fixture,
               guint               n)
{
  guint source = territories_limit_wait ();

  while (territories_n_rows (fixture, "list") != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* Of a large project the areas are there at once and the rest when it has come; who edits meanwhile edits what is so by now. */
static void
test_large (TerritoriesFixture *fixture,
            gconstpointer       data)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (bw_session_get_book (fixture->session), BW_NOBODY);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  GtkStack *tabs = GTK_STACK (territories_get_child (fixture, "tabs"));
  int       target = bw_atlas_find_county (bw_session_get_book (fixture->session)->atlas, 6037);
  gint32    before = territories_owner_of (fixture, 48201), other = territories_owner_of (fixture, 6037);
  guint     source;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (territories_get_child (fixture, "stack"))), ==, "content");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (territories_get_child (fixture, "side"))), ==, "list");
  wait_for_rows (fixture, territories->len + 1);
  g_assert_nonnull (strstr (territories_get_text (fixture, "headline"), "pipeline"));
  g_assert_cmpint (before, !=, other);

  /* The second before the first is shown. */
  territories_select_county (fixture, 48201);
  g_signal_emit_by_name (fixture->map, "dropped", target);
  g_assert_cmpint (territories_owner_of (fixture, 48201), ==, other);
  territories_select_county (fixture, 48453);
  g_signal_emit_by_name (fixture->map, "dropped", target);
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, other);
  g_assert_cmpint (territories_owner_of (fixture, 48201), ==, other);
  territories_select_county (fixture, 48201);
  gtk_widget_activate_action (fixture->page, "territory.unassign", NULL);
  g_assert_cmpint (territories_owner_of (fixture, 48201), ==, BW_NOBODY);
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, other);
  territories_wait_for_undo (fixture, "Unassign 1 area");

  /* The page follows by itself: the county is nobody's, so that giving it would change something. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (territories_get_child (fixture, "target")), (guint)other);
  source = territories_limit_wait ();
  while (g_str_equal (territories_get_text (fixture, "preview_label"), "Nothing would change."))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  gtk_stack_set_visible_child_name (tabs, "findings");
  territories_wait_for_button (fixture, "Try in a draft");
}

/* What nobody has is given away after both ways were told; a polygon selects what is within its corners. */
static void
test_fill (TerritoriesFixture *fixture,
           gconstpointer       data)
{
  BwBook         *book = bw_session_get_book (fixture->session);
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  const double    around[][2] = { { -40, -40 }, { 40, -40 }, { 40, 40 }, { -40, 40 }, { -40, -40 } };
  guint           n;
  double          x, y;

  bw_territories_page_preview_fill (BW_TERRITORIES_PAGE (fixture->page));
  g_assert_nonnull (strstr (territories_get_text (fixture, "nearest_label"), "accounts"));
  g_assert_nonnull (strstr (territories_get_text (fixture, "compact_label"), "accounts"));
  territories_click (fixture, "compact_button");
  while (bw_session_get_book (fixture->session) == book)
    g_main_context_iteration (NULL, TRUE);
  book = bw_session_get_book (fixture->session);
  {
    g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, BW_NOBODY);

    for (guint i = 0; i < plan->n_units; i++)
      g_assert_cmpint (plan->units[i], >=, 0);
  }
  bw_territory_map_set_tool (map, BW_MAP_TOOL_POLYGON);
  bw_territory_map_get_place (map, (guint)bw_atlas_find_county (book->atlas, 48453), &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    g_assert_true (bw_territory_map_add_corner (map, x + around[i][0], y + around[i][1], BW_SELECT_ONLY) == (i + 1 == G_N_ELEMENTS (around)));
  bw_territory_map_get_selected (map, &n);
  g_assert_cmpuint (n, >, 5);
  bw_territory_map_add_corner (map, x, y, BW_SELECT_ONLY);
  bw_territory_map_drop_polygon (map);
  bw_territory_map_get_selected (map, &n);
  g_assert_cmpuint (n, >, 5);
}

/* What can be done on the map can be done in the table: what is selected is the same in both, and rows are given away. */
static void
test_table (TerritoriesFixture *fixture,
            gconstpointer       data)
{
  BwTerritoriesPage *page = BW_TERRITORIES_PAGE (fixture->page);
  GtkWidget         *view, *search;
  GtkSelectionModel *selection;
  GtkLabel          *count;
  g_autofree char   *name = NULL, *territory = NULL, *done = NULL;
  g_autoptr (GMenuModel) menu = NULL;
  g_autoptr (GMenuModel) territories = NULL;
  guint          n, county;
  const guint32 *units;
  gint32         other;

  gtk_toggle_button_set_active (page->table_button, TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  view = territories_find_type (GTK_WIDGET (page->areas), GTK_TYPE_COLUMN_VIEW);
  search = territories_find_type (GTK_WIDGET (page->areas), GTK_TYPE_SEARCH_ENTRY);
  selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  g_assert_cmpuint (bw_area_table_n_rows (page->areas), ==, page->plan->n_units);

  /* From the map. */
  county = territories_select_county (fixture, 48201);
  gtk_editable_set_text (GTK_EDITABLE (search), "48201");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (bw_area_table_n_rows (page->areas), ==, 1);
  name = bw_area_table_dup_text (page->areas, 0, 0);
  g_assert_cmpstr (name, ==, "Harris, TX");
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  territory = bw_area_table_dup_text (page->areas, 0, 1);
  g_assert_cmpstr (territory, ==, bw_book_text (page->book, bw_book_territory (page->book, page->plan->units[county])->name));

  /* To the map: rows that are not listed are not kept selected. */
  gtk_editable_set_text (GTK_EDITABLE (search), "48453");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (bw_area_table_n_rows (page->areas), ==, 1);
  g_assert_false (gtk_selection_model_is_selected (selection, 0));
  count = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (page->areas), BW_TYPE_AREA_TABLE, "count"));
  g_assert_cmpstr (gtk_label_get_label (count), ==, "1 county; 1 selected area is not listed");
  gtk_selection_model_select_item (selection, 0, TRUE);
  g_assert_cmpstr (gtk_label_get_label (count), ==, "1 county");
  units = bw_territory_map_get_selected (page->map, &n);
  g_assert_cmpuint (n, ==, 1);
  county = units[0];
  g_assert_cmpuint (county, ==, bw_atlas_find_county (page->book->atlas, 48453));
  g_assert_true (g_str_has_prefix (territories_get_text (fixture, "selection_label"), "1 county: "));

  /* The menu names each territory, and gives the row away. */
  menu = bw_area_table_make_menu (page->areas);
  territories = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (territories), ==, bw_territories_page_n_territories (page));
  other = page->plan->units[county] == bw_territories_page_territory_at (page, 0) ? 1 : 0;
  done = g_strdup_printf ("Assign 1 area to %s", bw_book_text (page->book, bw_book_territory (page->book, bw_territories_page_territory_at (page, (guint)other))->name));
  gtk_widget_activate_action (fixture->page, "territory.move", "i", other);
  territories_wait_for_undo (fixture, done);
  g_assert_cmpint (territories_owner_of (fixture, 48453), ==, bw_territories_page_territory_at (page, (guint)other));
  g_clear_pointer (&territory, g_free);
  territory = bw_area_table_dup_text (page->areas, 0, 1);
  g_assert_true (g_str_has_suffix (done, territory));
  gtk_widget_activate_action (fixture->page, "territory.lock", NULL);
  territories_wait_for_undo (fixture, "Lock 1 area");
  g_clear_pointer (&territory, g_free);
  territory = bw_area_table_dup_text (page->areas, 0, 1);
  g_assert_true (g_str_has_suffix (territory, ", locked"));

  /* Whoever selects all means those that have not come into view too; of states a row stands for all counties. */
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  g_signal_emit_by_name (search, "search-changed");
  gtk_selection_model_select_all (selection);
  bw_territory_map_get_selected (page->map, &n);
  g_assert_cmpuint (n, ==, page->plan->n_units);
  bw_territory_map_select (page->map, NULL, 0);
  gtk_toggle_button_set_active (page->states_button, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (search), "oregon");
  g_signal_emit_by_name (search, "search-changed");
  gtk_selection_model_select_item (selection, 0, TRUE);
  bw_territory_map_get_selected (page->map, &n);
  g_assert_cmpuint (n, ==, 36);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (territories_get_child (fixture, "map_button")), TRUE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (page->views), ==, "map");
}

/* A project without plan offers one, made from who has the accounts. */
static void
test_first_plan (TerritoriesFixture *fixture,
                 gconstpointer       data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (territories_get_child (fixture, "side"))), ==, "empty");
  territories_click (fixture, "plan_button");
  territories_wait_for_undo (fixture, "Make a plan from today’s owners");
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (territories_get_child (fixture, "side"))), ==, "list");
  g_assert_cmpuint (territories_n_rows (fixture, "list"), ==, 3);
  g_assert_cmpint (territories_owner_of (fixture, 48453), !=, territories_owner_of (fixture, 36061));
  g_assert_cmpint (territories_owner_of (fixture, 6037), ==, BW_NOBODY);
}

static void
set_up_plain (TerritoriesFixture *fixture,
              gconstpointer       data)
{
  territories_set_up_with (fixture, new_plain (GPOINTER_TO_INT (data)));
}

/* Accounts elsewhere: the page says so, offers no plan of nothing, and still lets one draw. */
static void
test_nowhere (TerritoriesFixture *fixture,
              gconstpointer       data)
{
  g_assert_nonnull (strstr (territories_get_text (fixture, "note"), "None of the 3 accounts"));
  g_assert_false (gtk_widget_get_sensitive (territories_get_child (fixture, "plan_button")));
  g_assert_true (gtk_widget_get_sensitive (territories_get_child (fixture, "first_button")));
}

static GtkWidget *
find_drop_down (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_DROP_DOWN (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_drop_down (child);
  return found;
}

/* Waits until no picture of the map is being drawn or out of date. */
static void
wait_for_pictures (TerritoriesFixture *fixture)
{
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  guint           source = territories_limit_wait ();

  while (!bw_territory_map_is_drawn (map))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

/* Whether the picture and the outline behind it have all that is seen of the map. */
static gboolean
is_painted (BwTerritoryMap *map)
{
  double width = gtk_widget_get_width (GTK_WIDGET (map)), height = gtk_widget_get_height (GTK_WIDGET (map));

  return bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, 0) || map->outline != NULL;
}

/* However fast it is panned and zoomed, the map is seen, and the picture follows on another thread. */
static void
check_panning (TerritoriesFixture *fixture)
{
  BwTerritoryMap *map = BW_TERRITORY_MAP (fixture->map);
  double          width = gtk_widget_get_width (fixture->map), height = gtk_widget_get_height (fixture->map);

  gtk_test_widget_wait_for_draw (fixture->window);
  wait_for_pictures (fixture);
  bw_territory_map_zoom_at (map, 9, width / 2, height / 2);
  g_assert_true (map->drawing);
  wait_for_pictures (fixture);
  for (guint i = 0; i < 40; i++)
    {
      bw_territory_map_pan_by (map, i % 20 < 10 ? 60 : -60, 30);
      g_assert_true (is_painted (map));
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for_pictures (fixture);
  g_assert_true (bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, 0));
  bw_territory_map_select (map, &(guint32) { 0 }, 1);
  g_assert_true (map->drawing);
  wait_for_pictures (fixture);
  bw_territory_map_fit (map);
  wait_for_pictures (fixture);
  g_assert_true (bw_map_frame_reaches (&map->picture->frame, map->map, &map->view, width, height, G_MAXINT));
}

/* The dialog of the plan's map draws the plan over another one, which can be undone. */
static void
test_map (TerritoriesFixture *fixture,
          gconstpointer       data)
{
  GtkWidget *dialog = NULL;
  GList     *windows;

  territories_click (fixture, "plan_button");
  territories_wait_for_undo (fixture, "Make a plan from today’s owners");
  territories_press (fixture, "Chan_ge map…");
  windows = gtk_window_list_toplevels ();
  for (GList *i = windows; i != NULL; i = i->next)
    if (ADW_IS_MESSAGE_DIALOG (i->data))
      dialog = i->data;
  g_list_free (windows);
  g_assert_nonnull (dialog);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_drop_down (dialog)), BW_ATLAS_ZIPS);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "apply");
  territories_wait_for_undo (fixture, "Change map");
  g_assert_cmpint (bw_atlas_get_kind (bw_territory_plan_map (bw_session_get_book (fixture->session), 0)), ==, BW_ATLAS_ZIPS);
  check_panning (fixture);
}

static void
test_deviation (void)
{
  static const struct
  {
    double      deviation;
    const char *text;
  } cases[] = { { 0.123, "▲ +12 %" }, { -0.5, "▼ −50 %" }, { 0.001, "at the mean" }, { NAN, "–" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_territory_row_dup_deviation (cases[i].deviation);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* GTK asks for American English, which not every machine has. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_test_add ("/territories/content", TerritoriesFixture, NULL, territories_set_up, test_content, territories_tear_down);
  g_test_add ("/territories/assign", TerritoriesFixture, NULL, territories_set_up, test_assign, territories_tear_down);
  g_test_add ("/territories/table", TerritoriesFixture, NULL, territories_set_up, test_table, territories_tear_down);
  g_test_add ("/territories/fill", TerritoriesFixture, NULL, territories_set_up, test_fill, territories_tear_down);
  g_test_add ("/territories/large", TerritoriesFixture, NULL, set_up_large, test_large, territories_tear_down);
  g_test_add ("/territories/first-plan", TerritoriesFixture, GINT_TO_POINTER (TRUE), set_up_plain, test_first_plan, territories_tear_down);
  g_test_add ("/territories/map", TerritoriesFixture, GINT_TO_POINTER (TRUE), set_up_plain, test_map, territories_tear_down);
  g_test_add ("/territories/nowhere", TerritoriesFixture, GINT_TO_POINTER (FALSE), set_up_plain, test_nowhere, territories_tear_down);
  g_test_add_func ("/territories/deviation", test_deviation);
  return g_test_run ();
}
