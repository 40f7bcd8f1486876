/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the keyboard through each view of each page: by Tab as one reads, from the top down, and in a row from left to right,
 * once at each list; within lists, tables and charts by the arrow keys.
 *
 * From the first control on, focus is moved as the key moves it, until it leaves the page. Two controls that follow each other are
 * out of order when the later stands wholly above the earlier, or beside it on the left in the same row. What stands in columns
 * beside each other is read column by column: a step up is in order where it goes to the right, into what has not been visited. A
 * switch comes before what it switches, wherever it stands. Focus is trapped where it comes to a control a second time. */

#include "core/bw-sample.h"
#include "app/bw-chart-view.h"
#include "app/bw-page.h"
#include "app/bw-tab-stop.h"
#include "app/bw-team-tree.h"
#include "picture.h"
#include "window-fixture.h"

enum
{
  MAX_STOPS = 60,
  TOLERANCE_PX = 4,
};

/* Where focus stood. */
typedef struct
{
  GtkWidget      *widget; /* (owned): what scrolls away is only compared */
  GtkWidget      *list;   /* (owned) (nullable): that it was in */
  graphene_rect_t place;
} Stop;

/* A view of a page, and what is wrong with it. */
typedef struct
{
  WindowFixture *window;
  GtkWidget     *page;
  char          *name;
  GArray        *stops; /* Stop */
  GString       *faults;
} Walk;

static void
set_up (WindowFixture *fixture,
        gconstpointer  data)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;

  options.n_deals = 800;
  book = bw_sample_new (&options);
  window_fixture_set_up (fixture, book);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
}

/* Whether @root has a page on screen that says what to do next. */
static gboolean
has_status (GtkWidget *root)
{
  gboolean has = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && !has; child = gtk_widget_get_next_sibling (child))
    has = gtk_widget_get_mapped (child) && (ADW_IS_STATUS_PAGE (child) || has_status (child));
  return has;
}

static gboolean
is_settled (gpointer page)
{
  g_autoptr (BwReport) report = bw_page_make_report (page, NULL);

  return (report != NULL || has_status (page)) && picture_is_ready (page);
}

static void
settle (GtkWidget *page)
{
  window_wait_until (is_settled, page);
  picture_settle (page);
}

static GtkWidget *
get_focus (WindowFixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

/* ---- The order ---- */

static void
clear_stop (gpointer data)
{
  Stop *stop = data;

  g_object_unref (stop->widget);
  g_clear_object (&stop->list);
}

static GArray *
new_stops (void)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));

  g_array_set_clear_func (stops, clear_stop);
  return stops;
}

static float
right_of (const Stop *stop)
{
  return stop->place.origin.x + stop->place.size.width;
}

static float
bottom_of (const Stop *stop)
{
  return stop->place.origin.y + stop->place.size.height;
}

static gboolean
are_in_one_row (const Stop *a,
                const Stop *b)
{
  float middle = b->place.origin.y + b->place.size.height / 2;

  return middle > a->place.origin.y && middle < bottom_of (a);
}

/* Whether reading goes on from @from to @to. */
static gboolean
is_forward (const Stop *from,
            const Stop *to)
{
  gboolean above = bottom_of (to) <= from->place.origin.y + TOLERANCE_PX;
  gboolean left = right_of (to) <= from->place.origin.x + TOLERANCE_PX;

  if (above)
    return to->place.origin.x >= right_of (from) - TOLERANCE_PX;
  return !(left && are_in_one_row (from, to) && are_in_one_row (to, from));
}

/* Whether @from is on a switch, and @to in what it shows. */
static gboolean
is_switched (const Stop *from,
             const Stop *to)
{
  GtkWidget *switcher = gtk_widget_get_ancestor (from->widget, GTK_TYPE_STACK_SWITCHER);
  GtkStack  *stack = switcher != NULL ? gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (switcher)) : NULL;

  return stack != NULL && gtk_widget_is_ancestor (to->widget, GTK_WIDGET (stack));
}

/* ---- The walk ---- */

static const Stop *
get_stop (Walk *walk,
          guint i)
{
  return &g_array_index (walk->stops, Stop, i);
}

static gboolean
has_stop (Walk      *walk,
          GtkWidget *widget)
{
  for (guint i = 0; i < walk->stops->len; i++)
    if (get_stop (walk, i)->widget == widget)
      return TRUE;
  return FALSE;
}

static void
note (Walk       *walk,
      GtkWidget  *widget,
      const char *what)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);

  g_string_append_printf (walk->faults, "\n%s: %s (%s) %s", walk->name, G_OBJECT_TYPE_NAME (widget), tip != NULL ? tip : "no tooltip", what);
}

/* Brings what is scrolled out of sight to the edge where it comes into sight. */
static void
clamp_place (Walk *walk,
             Stop *stop)
{
  GtkWidget      *scroller = gtk_widget_get_ancestor (stop->widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t seen;

  if (scroller == NULL || !gtk_widget_compute_bounds (scroller, walk->page, &seen))
    return;
  stop->place.origin.y = CLAMP (stop->place.origin.y, seen.origin.y, seen.origin.y + MAX (seen.size.height - stop->place.size.height, 0));
}

/* Finds where Tab leads below the page, in its order, or back through it. The links of a text are one stop. */
static void
go_through (Walk            *walk,
            GtkDirectionType direction)
{
  g_array_set_size (walk->stops, 0);
  gtk_window_set_focus (GTK_WINDOW (walk->window->window), NULL);
  while (walk->stops->len < MAX_STOPS && gtk_widget_child_focus (walk->page, direction))
    {
      Stop     stop = { get_focus (walk->window), NULL, GRAPHENE_RECT_INIT (0, 0, 0, 0) };
      gboolean again = walk->stops->len > 0 && get_stop (walk, walk->stops->len - 1)->widget == stop.widget;

      if (stop.widget == NULL)
        {
          note (walk, walk->stops->len > 0 ? get_stop (walk, walk->stops->len - 1)->widget : walk->page, "is followed by nothing");
          return;
        }
      if (again && GTK_IS_LABEL (stop.widget))
        continue;
      if (has_stop (walk, stop.widget))
        {
          note (walk, stop.widget, "has the focus a second time");
          return;
        }
      g_assert_true (gtk_widget_compute_bounds (stop.widget, walk->page, &stop.place));
      clamp_place (walk, &stop);
      g_object_ref (stop.widget);
      g_set_object (&stop.list, gtk_widget_get_ancestor (stop.widget, BW_TYPE_TAB_STOP));
      g_array_append_val (walk->stops, stop);
    }
  if (walk->stops->len == MAX_STOPS)
    note (walk, walk->page, "has too many stops");
}

static void
judge_order (Walk *walk)
{
  for (guint i = 1; i < walk->stops->len; i++)
    {
      const Stop      *from = get_stop (walk, i - 1), *to = get_stop (walk, i);
      g_autofree char *step = NULL;

      if (is_forward (from, to) || is_switched (from, to))
        continue;
      step = g_strdup_printf ("at %.0f, %.0f is followed by %s at %.0f, %.0f", from->place.origin.x, from->place.origin.y,
                              G_OBJECT_TYPE_NAME (to->widget), to->place.origin.x, to->place.origin.y);
      note (walk, from->widget, step);
    }
}

/* Whether the keyboard has to come to @widget: not to what holds others, nor to what a drop-down shows of its choice. */
static gboolean
is_control (GtkWidget *widget)
{
  GtkWidget *chooser = gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN);

  return gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) && !GTK_IS_LABEL (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
         !GTK_IS_ENTRY (widget) && !GTK_IS_LIST_BOX (widget) && !GTK_IS_LIST_VIEW (widget) && !GTK_IS_COLUMN_VIEW (widget) &&
         (chooser == NULL || GTK_IS_BUTTON (widget));
}

/* Whether a stop is @widget or in it. */
static gboolean
is_visited (Walk      *walk,
            GtkWidget *widget)
{
  for (guint i = 0; i < walk->stops->len; i++)
    if (get_stop (walk, i)->widget == widget || get_stop (walk, i)->list == widget || gtk_widget_is_ancestor (get_stop (walk, i)->widget, widget))
      return TRUE;
  return FALSE;
}

static gboolean
has_control (GtkWidget *widget)
{
  gboolean has = gtk_widget_get_mapped (widget) && is_control (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !has; child = gtk_widget_get_next_sibling (child))
    has = gtk_widget_get_mapped (child) && has_control (child);
  return has;
}

/* Looks for controls below @widget that Tab does not come to, and lists that it does not come into. */
static void
judge_reach (Walk      *walk,
             GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child))
        continue;
      if (BW_IS_TAB_STOP (child) ? has_control (child) && !is_visited (walk, child) : is_control (child) && !is_visited (walk, child))
        note (walk, child, "is not come to");
      if (!BW_IS_TAB_STOP (child))
        judge_reach (walk, child);
    }
}

/* The way back leads to the same controls. */
static void
judge_back (Walk *walk)
{
  g_autoptr (GArray) forward = g_steal_pointer (&walk->stops);

  walk->stops = new_stops ();
  go_through (walk, GTK_DIR_TAB_BACKWARD);
  for (guint i = 0; i < forward->len; i++)
    {
      GtkWidget *widget = g_array_index (forward, Stop, i).widget;
      GtkWidget *list = g_array_index (forward, Stop, i).list;

      if (gtk_widget_get_mapped (widget) && !is_visited (walk, list != NULL ? list : widget))
        note (walk, widget, "is not come to on the way back");
    }
}

static void
judge (Walk *walk)
{
  settle (walk->page);
  go_through (walk, GTK_DIR_TAB_FORWARD);
  g_test_message ("%s: %u stops", walk->name, walk->stops->len);
  if (walk->stops->len == 0)
    note (walk, walk->page, "has no stop");
  judge_order (walk);
  judge_reach (walk, walk->page);
  judge_back (walk);
}

/* ---- All views ---- */

/* Finds the switches below @widget that are on screen; those within what a switch shows are found with it. */
static void
find_stacks (GtkWidget *widget,
             GPtrArray *stacks)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_STACK_SWITCHER (widget))
    g_ptr_array_add (stacks, gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_stacks (child, stacks);
}

/* Walks through the page as it is, or with each choice of its first switch that has not had its turn. */
static void
go_through_views (Walk       *walk,
                  const char *name,
                  GPtrArray  *done)
{
  g_autoptr (GPtrArray) stacks = g_ptr_array_new ();
  g_autoptr (GListModel) choices = NULL;
  GtkStack *stack = NULL;

  settle (walk->page);
  find_stacks (walk->page, stacks);
  for (guint i = 0; i < stacks->len && stack == NULL; i++)
    if (!g_ptr_array_find (done, stacks->pdata[i], NULL))
      stack = stacks->pdata[i];
  if (stack == NULL)
    {
      g_free (walk->name);
      walk->name = g_strdup (name);
      judge (walk);
      return;
    }
  g_ptr_array_add (done, stack);
  choices = G_LIST_MODEL (gtk_stack_get_pages (stack));
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (GObject) choice = g_list_model_get_item (choices, i);
      const char      *part = gtk_stack_page_get_name (GTK_STACK_PAGE (choice));
      g_autofree char *view = g_strdup_printf ("%s-%s", name, part);

      if (!gtk_stack_page_get_visible (GTK_STACK_PAGE (choice)))
        continue;
      gtk_stack_set_visible_child_full (stack, part, GTK_STACK_TRANSITION_TYPE_NONE);
      go_through_views (walk, view, done);
    }
  g_ptr_array_remove (done, stack);
}

static gboolean
is_begun (gpointer begin)
{
  return !gtk_widget_get_mapped (begin);
}

/* The pane with a deal beside the list. */
static void
show_deal (Walk *walk)
{
  gtk_widget_activate_action (GTK_WIDGET (walk->window->window), "win.show-deal", "u", 400);
  walk->page = bw_window_get_page (walk->window->window, "pipeline");
  g_free (walk->name);
  walk->name = g_strdup ("deal");
  judge (walk);
}

static void
test_pages (WindowFixture *fixture,
            gconstpointer  data)
{
  Walk walk = { .window = fixture, .stops = new_stops (), .faults = g_string_new (NULL) };

  for (guint i = 0; i < bw_window_n_pages (); i++)
    {
      g_autoptr (GPtrArray) done = g_ptr_array_new ();
      GtkWidget *begin;

      walk.page = window_show_page (fixture, bw_window_page_name (i));
      settle (walk.page);
      begin = window_find (walk.page, GTK_TYPE_BUTTON, "label", "_Play a scenario");
      if (begin != NULL && gtk_widget_get_mapped (begin))
        {
          gtk_widget_activate (begin);
          window_wait_until (is_begun, begin);
        }
      go_through_views (&walk, bw_window_page_name (i), done);
    }
  show_deal (&walk);
  if (walk.faults->len > 0)
    g_test_message ("Not fit for the keyboard:%s", walk.faults->str);
  g_assert_cmpuint (walk.faults->len, ==, 0);
  g_array_unref (walk.stops);
  g_string_free (walk.faults, TRUE);
  g_free (walk.name);
}

/* From the last control of the window Tab comes back to the first, and on its way past the names of the pages it turns to none. */
static void
test_round (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "home"), *first;
  guint      n = 0;

  settle (page);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  g_signal_emit_by_name (fixture->window, "move-focus", GTK_DIR_TAB_FORWARD);
  first = get_focus (fixture);
  g_assert_nonnull (first);
  do
    {
      g_signal_emit_by_name (fixture->window, "move-focus", GTK_DIR_TAB_FORWARD);
      g_assert_nonnull (get_focus (fixture));
    }
  while (get_focus (fixture) != first && ++n < 2 * MAX_STOPS);
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (n, <, 2 * MAX_STOPS);
  g_assert_true (gtk_widget_get_mapped (page));
}

/* ---- Arrow keys ---- */

static gboolean
press_shortcut (GtkShortcutController *controller,
                GtkWidget             *widget,
                guint                  key)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0 &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

/* Gives @key to what of @widget listens in @phase. */
static gboolean
press_at (GtkWidget          *widget,
          guint               key,
          GtkPropagationPhase phase)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (gtk_event_controller_get_propagation_phase (controller) != phase)
        continue;
      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        handled = press_shortcut (GTK_SHORTCUT_CONTROLLER (controller), widget, key);
      else if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

static gboolean
press_down (GtkWidget *widget,
            guint      key)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return (parent != NULL && press_down (parent, key)) || press_at (widget, key, GTK_PHASE_CAPTURE);
}

/* Presses @key where the focus is: it goes down to it, and up again, until something is done. */
static gboolean
press (WindowFixture *fixture,
       guint          key)
{
  GtkWidget *focus = get_focus (fixture);
  gboolean   handled = press_down (focus, key);

  for (GtkWidget *widget = focus; widget != NULL && !handled; widget = gtk_widget_get_parent (widget))
    handled = press_at (widget, key, GTK_PHASE_BUBBLE);
  return handled;
}

static float
get_left (GtkWidget *widget,
          GtkWidget *root)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return bounds.origin.x;
}

static float
get_top (GtkWidget *widget,
         GtkWidget *root)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return bounds.origin.y;
}

/* In the team's table the arrows go from cell to cell. */
static void
test_cells (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "forecast"), *tree, *row, *cell, *next;
  guint      n = 0;

  settle (page);
  tree = window_find (page, BW_TYPE_TEAM_TREE, NULL, NULL);
  g_assert_true (gtk_widget_child_focus (tree, GTK_DIR_TAB_FORWARD));
  row = get_focus (fixture);
  g_assert_true (GTK_IS_TREE_EXPANDER (row));

  g_assert_true (press (fixture, GDK_KEY_Right));
  cell = get_focus (fixture);
  g_assert_true (GTK_IS_BUTTON (cell));
  g_assert_cmpfloat (get_left (cell, page), >, get_left (row, page));
  g_assert_true (press (fixture, GDK_KEY_Down));
  next = get_focus (fixture);
  g_assert_true (next != cell);
  g_assert_cmpfloat (get_left (next, page), ==, get_left (cell, page));
  g_assert_cmpfloat (get_top (next, page), >, get_top (cell, page));
  g_assert_true (press (fixture, GDK_KEY_Up));
  g_assert_true (get_focus (fixture) == cell);
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_true (get_focus (fixture) == row);

  while (press (fixture, GDK_KEY_Right) && get_focus (fixture) != next && n < 40)
    next = get_focus (fixture), n++;
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (n, <, 40);
  g_assert_false (gtk_widget_child_focus (tree, GTK_DIR_TAB_FORWARD));
}

/* In a chart the arrows go from point to point. */
static void
test_chart (WindowFixture *fixture,
            gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "trends"), *chart;
  int        point;

  settle (page);
  chart = window_find (page, BW_TYPE_CHART_VIEW, NULL, NULL);
  g_assert_true (gtk_widget_grab_focus (chart));
  g_assert_true (press (fixture, GDK_KEY_Home));
  point = bw_chart_view_get_point (BW_CHART_VIEW (chart));
  g_assert_cmpint (point, >=, 0);
  g_assert_true (press (fixture, GDK_KEY_Right));
  g_assert_cmpint (bw_chart_view_get_point (BW_CHART_VIEW (chart)), !=, point);
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_cmpint (bw_chart_view_get_point (BW_CHART_VIEW (chart)), ==, point);
  g_assert_true (get_focus (fixture) == chart);
}

/* In the list of what to do, down and up go from row to row, and to the right into a row. */
static void
test_rows (WindowFixture *fixture,
           gconstpointer  data)
{
  GtkWidget *page = window_show_page (fixture, "home"), *first, *list;

  settle (page);
  list = gtk_widget_get_ancestor (window_find (page, GTK_TYPE_LIST_BOX_ROW, NULL, NULL), BW_TYPE_TAB_STOP);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  first = get_focus (fixture);
  g_assert_true (GTK_IS_LIST_BOX_ROW (first));
  g_assert_true (press (fixture, GDK_KEY_Down));
  g_assert_cmpfloat (get_top (get_focus (fixture), page), >, get_top (first, page));
  g_assert_true (press (fixture, GDK_KEY_Up));
  g_assert_true (get_focus (fixture) == first);
  g_assert_true (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), first));
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));
}

/* ---- The rule itself ---- */

/* What is out of order is found, and what is read in columns is not. */
static void
test_order (void)
{
  static const struct
  {
    graphene_rect_t from, to;
    gboolean        forward;
  } steps[] = {
    { GRAPHENE_RECT_INIT (0, 0, 100, 30), GRAPHENE_RECT_INIT (110, 0, 100, 30), TRUE },    /* along the row */
    { GRAPHENE_RECT_INIT (110, 0, 100, 30), GRAPHENE_RECT_INIT (0, 0, 100, 30), FALSE },   /* back in the row */
    { GRAPHENE_RECT_INIT (110, 0, 100, 30), GRAPHENE_RECT_INIT (0, 40, 100, 30), TRUE },   /* to the next row */
    { GRAPHENE_RECT_INIT (0, 40, 100, 30), GRAPHENE_RECT_INIT (0, 0, 100, 30), FALSE },    /* up */
    { GRAPHENE_RECT_INIT (0, 400, 100, 30), GRAPHENE_RECT_INIT (110, 0, 100, 30), TRUE },  /* to the top of the next column */
    { GRAPHENE_RECT_INIT (110, 400, 100, 30), GRAPHENE_RECT_INIT (0, 0, 100, 30), FALSE }, /* back to that before */
    { GRAPHENE_RECT_INIT (0, 0, 300, 300), GRAPHENE_RECT_INIT (10, 10, 50, 30), TRUE },    /* into it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      Stop from = { NULL, NULL, steps[i].from }, to = { NULL, NULL, steps[i].to };

      g_assert_true (is_forward (&from, &to) == steps[i].forward);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (BwApplication) application = window_fixture_init (&argc, &argv);

  g_test_add_func ("/tab/order", test_order);
  g_test_add ("/tab/pages", WindowFixture, NULL, set_up, test_pages, window_fixture_tear_down);
  g_test_add ("/tab/round", WindowFixture, NULL, set_up, test_round, window_fixture_tear_down);
  g_test_add ("/tab/rows", WindowFixture, NULL, set_up, test_rows, window_fixture_tear_down);
  g_test_add ("/tab/cells", WindowFixture, NULL, set_up, test_cells, window_fixture_tear_down);
  g_test_add ("/tab/chart", WindowFixture, NULL, set_up, test_chart, window_fixture_tear_down);
  return g_test_run ();
}
