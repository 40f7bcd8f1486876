/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does in a window, step by step, for bench-walk.c: what is asked of the window, and by what the answer is known.
 *
 * A step is asked several times with another number each time. Most go to and fro with it; where the way back is nothing that is to be
 * measured there is another step for that. */

#include "walk-steps.h"

#include "app/bw-chart-view.h"
#include "app/bw-deal-editor.h"
#include "app/bw-deal-grid.h"
#include "app/bw-explain.h"
#include "app/bw-filter-picker.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-lever-row.h"
#include "app/bw-page.h"
#include "app/bw-team-tree.h"
#include "session/bw-deal-list.h"

static GtkWidget *
find (GtkWidget *from,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (from, type))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* ---- What is on screen ---- */

static GtkWidget *
get_page (Bench      *bench,
          const char *name)
{
  return bw_window_get_page (bench->window, name);
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

char *
walk_sign_home (Bench *bench)
{
  return g_strdup (gtk_widget_get_tooltip_text (find_class (get_page (bench, "home"), "headline-number")));
}

static char *
sign_scenario (Bench *bench)
{
  GtkWidget *landing = find_class (get_page (bench, "scenarios"), "headline-number");

  return landing != NULL ? g_strdup (gtk_widget_get_tooltip_text (landing)) : NULL;
}

static char *
sign_chart (GtkWidget *root)
{
  return g_strdup_printf ("%p", (void *)bw_chart_view_get_chart (BW_CHART_VIEW (find (root, BW_TYPE_CHART_VIEW))));
}

static char *
sign_trends (Bench *bench)
{
  return sign_chart (get_page (bench, "trends"));
}

static char *
sign_flow (Bench *bench)
{
  return sign_chart (find (get_page (bench, "pipeline"), BW_TYPE_FLOW_VIEW));
}

static BwDealGrid *
get_grid (Bench *bench)
{
  return BW_DEAL_GRID (find (get_page (bench, "pipeline"), BW_TYPE_DEAL_GRID));
}

static char *
sign_deals (Bench *bench)
{
  return g_strdup_printf ("%u", g_list_model_get_n_items (G_LIST_MODEL (bw_deal_grid_get_list (get_grid (bench)))));
}

static char *
sign_adjusted (Bench *bench)
{
  return g_strdup_printf ("%u", bw_session_get_book (bw_window_get_session (bench->window))->adjustments->len);
}

static GtkListBox *
get_fields (Bench *bench)
{
  return GTK_LIST_BOX (find (find (GTK_WIDGET (bench->window), BW_TYPE_FILTER_PICKER), GTK_TYPE_LIST_BOX));
}

/* Two fields may have the same first choice, so the field is told too. */
static char *
sign_choices (Bench *bench)
{
  GtkWidget *picker = find (GTK_WIDGET (bench->window), BW_TYPE_FILTER_PICKER), *check = find (picker, GTK_TYPE_CHECK_BUTTON);

  return check != NULL ? g_strdup_printf ("%d %s", gtk_list_box_row_get_index (gtk_list_box_get_selected_row (get_fields (bench))),
                                          gtk_check_button_get_label (GTK_CHECK_BUTTON (check)))
                       : NULL;
}

static char *
sign_funnel (Bench *bench)
{
  char *headline;

  g_object_get (find (get_page (bench, "pipeline"), BW_TYPE_FUNNEL_VIEW), "headline", &headline, NULL);
  return headline;
}

static char *
sign_group (Bench *bench)
{
  const BwGrouping *grouping = bw_deal_list_get_grouping (bw_deal_grid_get_list (get_grid (bench)));

  return g_strdup_printf ("%u %u", grouping->n, g_list_model_get_n_items (G_LIST_MODEL (bw_deal_grid_get_list (get_grid (bench)))));
}

static char *
sign_tree (Bench *bench)
{
  GtkWidget *tree = find (get_page (bench, "forecast"), BW_TYPE_TEAM_TREE);

  return g_strdup_printf ("%u", g_list_model_get_n_items (bw_team_tree_get_rows (BW_TEAM_TREE (tree))));
}

/* ---- Steps ---- */

static BwFocus *
get_focus (Bench *bench)
{
  return bw_session_get_focus (bw_window_get_session (bench->window));
}

enum
{
  N_PAGES = 8,
};

static void
switch_page (Bench *bench,
             guint  run)
{
  static const char *const names[N_PAGES] = { "forecast", "pipeline", "trends", "scenarios", "territories", "checkins", "data", "home" };

  bw_window_show_page (bench->window, names[run % N_PAGES]);
}

static void
choose_period (Bench *bench,
               guint  run)
{
  BwBook  *book = bw_session_get_book (bw_window_get_session (bench->window));
  BwPeriod period = bw_calendar_shift (&book->calendar, bw_focus_get_period (get_focus (bench)), run % 2 == 0 ? -1 : 1);

  bw_focus_set_period (get_focus (bench), &period);
}

static void
choose_scope (Bench *bench,
              guint  run)
{
  BwScope scope = { run % 2 == 0 ? BW_SCOPE_PERSON : BW_SCOPE_ALL, run % 2 == 0 ? 1 : BW_NOBODY, NULL };

  bw_focus_set_scope (get_focus (bench), &scope);
}

static void
choose_filter (Bench *bench,
               guint  run)
{
  bw_focus_set_filter (get_focus (bench), run % 2 == 0 ? "amount >= 30k" : NULL);
}

static void
choose_days (Bench *bench,
             guint  run)
{
  BwDate day = bw_focus_get_as_of (get_focus (bench));

  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show-flow", "(iii)", day - 20 - (int)run * 10, day, -1);
}

static void
open_bucket (Bench *bench,
             guint  run)
{
  g_signal_emit_by_name (find (find (get_page (bench, "pipeline"), BW_TYPE_FLOW_VIEW), BW_TYPE_CHART_VIEW), "point-activated", run % 4);
}

static void
open_deal (Bench *bench,
           guint  run)
{
  guint          n;
  const guint32 *deals = bw_deal_list_get_deals (bw_deal_grid_get_list (get_grid (bench)), &n);

  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.show-deal", "u", n > 0 ? deals[run * 7 % n] : 0);
}

/* It opens once the row is in view. */
static void
open_editor (Bench *bench,
             guint  run)
{
  BwDealGrid *grid = get_grid (bench);

  bw_deal_grid_select (grid, 0);
  gtk_widget_activate_action (GTK_WIDGET (grid), "deals.edit", "s", "close_date");
}

static GtkWidget *
find_editor (Bench *bench)
{
  return find (GTK_WIDGET (get_grid (bench)), BW_TYPE_DEAL_EDITOR);
}

static char *
sign_editor (Bench *bench)
{
  return g_strdup_printf ("%d", gtk_widget_get_mapped (find_editor (bench)));
}

static void
close_editor (Bench *bench,
              guint  run)
{
  gtk_popover_popdown (GTK_POPOVER (find_editor (bench)));
}

static void
edit_cell (Bench *bench,
           guint  run)
{
  GtkWidget       *editor = find_editor (bench);
  g_autofree char *text = g_strdup_printf ("2031-03-0%u", run + 1);

  gtk_editable_set_text (GTK_EDITABLE (find (editor, GTK_TYPE_ENTRY)), text);
  bw_deal_editor_take (BW_DEAL_EDITOR (editor));
}

static void
undo (Bench *bench,
      guint  run)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.undo", NULL);
}

static BwLeverRow *
find_lever (GtkWidget *root)
{
  BwLeverRow *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = BW_IS_LEVER_ROW (child) && bw_lever_row_get_lever (BW_LEVER_ROW (child))->kind == BW_LEVER_WIN_RATE ? BW_LEVER_ROW (child)
                                                                                                                : find_lever (child);
  return found;
}

static void
move_slider (Bench *bench,
             guint  run)
{
  GtkWidget *lever = GTK_WIDGET (find_lever (get_page (bench, "scenarios")));

  gtk_range_set_value (GTK_RANGE (find (lever, GTK_TYPE_SCALE)), run % 2 == 0 ? 20 + run : 0);
}

static void
show_part (Bench      *bench,
           const char *part)
{
  GtkWidget *flow = find (get_page (bench, "pipeline"), BW_TYPE_FLOW_VIEW);

  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (flow, GTK_TYPE_STACK)), part);
}

static void
choose_view (Bench *bench,
             guint  run)
{
  static const char *const parts[] = { "flow", "funnel", "deals" };

  show_part (bench, parts[run % G_N_ELEMENTS (parts)]);
}

static void
choose_accuracy (Bench *bench,
                 guint  run)
{
  bw_page_show_part (BW_PAGE (get_page (bench, "forecast")), run % 2 == 0 ? "accuracy" : "forecast");
}

static void
open_filter (Bench *bench,
             guint  run)
{
  bw_filter_picker_popup (BW_FILTER_PICKER (find (GTK_WIDGET (bench->window), BW_TYPE_FILTER_PICKER)));
}

static void
choose_field (Bench *bench,
              guint  run)
{
  GtkListBox *fields = get_fields (bench);
  int         chosen = gtk_list_box_row_get_index (gtk_list_box_get_selected_row (fields));
  int         n = 0;

  while (gtk_list_box_get_row_at_index (fields, n) != NULL)
    n++;
  gtk_list_box_select_row (fields, gtk_list_box_get_row_at_index (fields, (chosen + 1) % n));
}

static void
close_filter (Bench *bench,
              guint  run)
{
  gtk_popover_popdown (GTK_POPOVER (find (find (GTK_WIDGET (bench->window), BW_TYPE_FILTER_PICKER), GTK_TYPE_POPOVER)));
}

static void
group_deals (Bench *bench,
             guint  run)
{
  static const BwGrouping groupings[] = {
    { .n = 1, .keys = { { BW_DEAL_FIELD_STAGE } } },
    { .n = 1, .keys = { { BW_DEAL_FIELD_ACCOUNT } } },
    { .n = 2, .keys = { { BW_DEAL_FIELD_OWNER }, { BW_DEAL_FIELD_STAGE } } },
    { 0 },
  };

  bw_deal_list_set_grouping (bw_deal_grid_get_list (get_grid (bench)), &groupings[run % G_N_ELEMENTS (groupings)]);
}

static void
ungroup_deals (Bench *bench,
               guint  run)
{
  group_deals (bench, 3);
}

static void
sort_deals (Bench *bench,
            guint  run)
{
  static const BwDealField fields[] = { BW_DEAL_FIELD_AMOUNT, BW_DEAL_FIELD_NAME, BW_DEAL_FIELD_CLOSE, BW_DEAL_FIELD_ACCOUNT };

  bw_deal_grid_sort (get_grid (bench), fields[run % G_N_ELEMENTS (fields)], run % 2 == 0);
}

/* Folds or unfolds the first row that has rows below. */
static void
expand_row (Bench *bench,
            guint  run)
{
  GtkWidget  *tree = find (get_page (bench, "forecast"), BW_TYPE_TEAM_TREE);
  GListModel *rows = bw_team_tree_get_rows (BW_TEAM_TREE (tree));

  for (guint i = run % 2; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);

      if (!gtk_tree_list_row_is_expandable (row))
        continue;
      gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
      return;
    }
}

static void
open_explain (Bench *bench,
              guint  run)
{
  GtkWidget *explain = gtk_widget_get_ancestor (find_class (get_page (bench, "home"), "headline-number"), BW_TYPE_EXPLAIN);

  gtk_menu_button_popup (GTK_MENU_BUTTON (find (explain, GTK_TYPE_MENU_BUTTON)));
}

static void
close_explain (Bench *bench,
               guint  run)
{
  GtkWidget *explain = gtk_widget_get_ancestor (find_class (get_page (bench, "home"), "headline-number"), BW_TYPE_EXPLAIN);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (find (explain, GTK_TYPE_MENU_BUTTON)));
}

/* One letter more of a word each time. */
static void
type_search (Bench *bench,
             guint  run)
{
  g_autofree char *text = g_strndup ("renew", run % 5 + 1);

  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (bench->window), GTK_TYPE_SEARCH_ENTRY)), text);
}

static void
clear_search (Bench *bench,
              guint  run)
{
  gtk_editable_set_text (GTK_EDITABLE (find (GTK_WIDGET (bench->window), GTK_TYPE_SEARCH_ENTRY)), "");
}

/* The button that says "_Play a scenario". */
static void
begin_scenario (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), "_Play a scenario") == 0)
      g_signal_emit_by_name (child, "clicked");
    else
      begin_scenario (child);
}

static void
enter_scenario (Bench *bench,
                guint  run)
{
  begin_scenario (get_page (bench, "scenarios"));
}

/* Back from what the last run may have left. */
static void
leave_period (Bench *bench,
              guint  run)
{
  choose_period (bench, 1);
}

static void
leave_scope (Bench *bench,
             guint  run)
{
  choose_scope (bench, 1);
}

static void
leave_filter (Bench *bench,
              guint  run)
{
  choose_filter (bench, 1);
}

static void
show_deals (Bench *bench,
            guint  run)
{
  show_part (bench, "deals");
}

static void
show_funnel (Bench *bench,
             guint  run)
{
  show_part (bench, "funnel");
}

/* ---- The walk ---- */

const WalkMeasure walk_measures[] = {
  { "page", NULL, switch_page, .runs = N_PAGES },
  { "page again", NULL, switch_page, .runs = N_PAGES },
  { "open Explain, Home", "home", open_explain, .back = close_explain },
  { "open the filter", "home", open_filter, .back = close_filter },
  { "choices of a field", "home", choose_field, sign_choices, .enter = open_filter, .leave = close_filter },
  { "search, a letter", "home", type_search, .leave = clear_search },
  { "period, Home", "home", choose_period, walk_sign_home, .leave = leave_period },
  { "scope, Home", "home", choose_scope, walk_sign_home, .leave = leave_scope },
  { "filter, Home", "home", choose_filter, walk_sign_home, .leave = leave_filter },
  { "row of the tree", "forecast", expand_row, sign_tree },
  { "Accuracy and back", "forecast", choose_accuracy },
  { "scope, Trends", "trends", choose_scope, sign_trends, .leave = leave_scope },
  { "view, Pipeline", "pipeline", choose_view, .leave = show_deals },
  { "scope, deals", "pipeline", choose_scope, sign_deals, .leave = leave_scope },
  { "filter, deals", "pipeline", choose_filter, sign_deals, .leave = leave_filter },
  { "order, deals", "pipeline", sort_deals },
  { "groups, deals", "pipeline", group_deals, sign_group, .leave = ungroup_deals },
  { "a deal", "pipeline", open_deal },
  { "open a cell", "pipeline", open_editor, sign_editor, .back = close_editor },
  { "edit a cell", "pipeline", edit_cell, sign_adjusted, .ready = open_editor },
  { "undo", "pipeline", undo, sign_adjusted },
  { "period, Funnel", "pipeline", choose_period, sign_funnel, .enter = show_funnel, .leave = leave_period },
  { "days, Flow", "pipeline", choose_days, sign_flow },
  { "a part of the flow", "pipeline", open_bucket },
  { "slider, Scenarios", "scenarios", move_slider, sign_scenario, .enter = enter_scenario },
};

const guint walk_n_measures = G_N_ELEMENTS (walk_measures);
