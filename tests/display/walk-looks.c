/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at one page after the other: what stands on it is what the program without a window says of the same.
 *
 * Amounts are compared as they are written, with all their digits where the page has them, so that nothing is left to rounding. */

#include "walk-looks.h"

#include <math.h>
#include <string.h>

#include "app/bw-chart-view.h"
#include "app/bw-day-button.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-flow-view.h"
#include "app/bw-funnel-view.h"
#include "app/bw-gradual-list.h"
#include "app/bw-team-row.h"
#include "app/bw-team-tree.h"
#include "app/bw-tile.h"
#include "app/bw-wording.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-flow.h"
#include "core/bw-money.h"
#include "session/bw-focus.h"

/* ---- The pages against what is told of them ---- */

static JsonObject *
get_model (WalkLook *look)
{
  return json_object_get_object_member (look->told, "model");
}

static gboolean
is_over (WalkLook *look)
{
  BwFocus *focus = walk_focus (look->walk);

  return bw_focus_get_as_of (focus) >= bw_focus_get_period (focus)->to;
}

/* Whether the first line of the tip of tile @place is the amount @member. */
static gboolean
tile_tells (WalkLook   *look,
            GPtrArray  *tiles,
            guint       place,
            JsonObject *object,
            const char *member)
{
  gint64           amount = walk_money (look->walk, object, member);
  g_autofree char *wanted = bw_money_format (amount, walk_book (look->walk)->currency);
  const char      *tip = gtk_widget_get_tooltip_text (tiles->pdata[place]);
  g_autofree char *shown = tip != NULL ? g_strndup (tip, strcspn (tip, "\n")) : NULL;

  return amount == BW_MONEY_NONE || walk_same (look, member, shown, wanted);
}

static gboolean
check_home (WalkLook *look)
{
  GtkWidget       *landing = walk_find_class (look->page, "headline-number");
  const char      *currency = walk_book (look->walk)->currency;
  gboolean         over = is_over (look), has_quota = !json_object_get_null_member (look->told, "quota");
  gint64           middle = over ? walk_money (look->walk, look->told, "won") : walk_money (look->walk, get_model (look), "p50");
  double           coverage = walk_number (look->told, "coverage"), chance = walk_number (get_model (look), "chance_of_quota");
  g_autofree char *wanted = bw_money_format (middle, currency), *compact = bw_money_format_compact (middle, currency);
  g_autofree char *covered = isfinite (coverage) ? g_strdup_printf ("%.1f×", coverage) : g_strdup ("–");
  g_autofree char *likely = has_quota && !over ? bw_wording_percent (chance) : g_strdup ("–");
  g_autoptr (GPtrArray) tiles = walk_find_all (look->page, BW_TYPE_TILE);

  g_assert_cmpuint (tiles->len, ==, 6);
  return walk_same (look, "the landing", gtk_widget_get_tooltip_text (landing), wanted) &&
         walk_same (look, "the landing in short", gtk_label_get_label (GTK_LABEL (landing)), compact) &&
         tile_tells (look, tiles, 0, look->told, "won") && walk_same (look, "forecast", bw_tile_get_value (tiles->pdata[1]), compact) &&
         tile_tells (look, tiles, 2, look->told, "quota") && walk_same (look, "coverage", bw_tile_get_value (tiles->pdata[4]), covered) &&
         walk_same (look, "chance", bw_tile_get_value (tiles->pdata[5]), likely);
}

/* Whether the amount @member is a part of the sum on top, in the words of @format. */
static gboolean
part_tells (WalkLook   *look,
            JsonObject *object,
            const char *member,
            const char *words)
{
  g_autofree char *amount = bw_money_format_compact (walk_money (look->walk, object, member), walk_book (look->walk)->currency);
  g_autofree char *wanted = g_strdup_printf ("<b>%s</b> %s", amount, words);

  return walk_same (look, member, window_has_label (look->page, wanted) ? wanted : NULL, wanted);
}

static JsonObject *
find_person (JsonObject *told,
             const char *name)
{
  JsonArray *people = json_object_get_array_member (told, "people");

  for (guint i = 0; i < json_array_get_length (people); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (people, i), "name"), name))
      return json_array_get_object_element (people, i);
  return NULL;
}

/* Whether all of @rows and below tell what was told of the people; counts them in @n. */
static gboolean
team_tells (WalkLook   *look,
            GListModel *rows,
            guint      *n)
{
  static const struct
  {
    BwTeamFigure figure;
    const char  *member;
  } figures[] = {
    { BW_TEAM_WON, "won" },
    { BW_TEAM_OPEN, "open" },
    { BW_TEAM_WEIGHTED, "weighted" },
    { BW_TEAM_QUOTA, "quota" },
    { BW_TEAM_P10, "p10" },
    { BW_TEAM_P50, "p50" },
    { BW_TEAM_P90, "p90" },
  };

  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rows, i);
      g_autoptr (BwTeamRow) row = GTK_IS_TREE_LIST_ROW (item) ? gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (item))
                                                              : BW_TEAM_ROW (g_object_ref (item));
      JsonObject *person = find_person (look->told, bw_team_row_get_name (row));

      /* Those below are looked at with the person above them, unfolded or not. */
      if (GTK_IS_TREE_LIST_ROW (item) && gtk_tree_list_row_get_depth (GTK_TREE_LIST_ROW (item)) > 0)
        continue;
      if (person == NULL)
        return walk_same (look, "a person", bw_team_row_get_name (row), "told of");
      for (guint k = 0; k < G_N_ELEMENTS (figures); k++)
        {
          gint64           amount = walk_money (look->walk, person, figures[k].member);
          g_autofree char *wanted = bw_money_format (amount, walk_book (look->walk)->currency);
          g_autofree char *shown = bw_team_row_dup_full (row, figures[k].figure);

          /* What is not known says why. */
          if (amount != BW_MONEY_NONE && !walk_same (look, bw_team_row_get_name (row), shown, wanted))
            return FALSE;
        }
      *n += 1;
      if (!team_tells (look, bw_team_row_get_reports (row), n))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_forecast (WalkLook *look)
{
  GtkWidget       *landing = walk_find_class (look->page, "headline-number");
  GtkWidget       *team = window_find_hidden (look->page, BW_TYPE_TEAM_TREE);
  JsonArray       *methods = json_object_get_array_member (look->told, "methods");
  const char      *currency = walk_book (look->walk)->currency;
  g_autofree char *p50 = bw_money_format_compact (walk_money (look->walk, get_model (look), "p50"), currency);
  guint            n = 0;

  if (!walk_same (look, "the landing", gtk_label_get_label (GTK_LABEL (landing)), p50) || !part_tells (look, look->told, "won", "won") ||
      !part_tells (look, get_model (look), "from_open", "from open deals") ||
      !part_tells (look, get_model (look), "from_new", "from deals still to come") ||
      !part_tells (look, get_model (look), "mean", "on average"))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (methods); i++)
    {
      JsonObject      *method = json_array_get_object_element (methods, i);
      g_autofree char *wanted = bw_money_format_compact (walk_money (look->walk, method, "value"), currency);

      if (!walk_same (look, json_object_get_string_member (method, "name"), window_has_label (look->page, wanted) ? wanted : NULL, wanted))
        return FALSE;
    }
  if (!team_tells (look, bw_team_tree_get_rows (BW_TEAM_TREE (team)), &n))
    return FALSE;
  g_assert_cmpuint (n, <=, json_array_get_length (json_object_get_array_member (look->told, "people")));
  g_assert_true (n > 0 || json_array_get_length (json_object_get_array_member (look->told, "people")) == 0);
  return TRUE;
}

/* Whether the label of the page that has @part in it begins with @wanted. */
static gboolean
begins (WalkLook   *look,
        const char *what,
        const char *part,
        const char *wanted)
{
  GtkLabel   *label = walk_find_part (look->page, part);
  const char *shown = label != NULL ? gtk_label_get_label (label) : NULL;

  return walk_same (look, what, shown != NULL && g_str_has_prefix (shown, wanted) ? wanted : shown, wanted);
}

/* The headline counts what is open as the forecast does. */
static gboolean
check_deals (WalkLook *look)
{
  guint            n = walk_count (look->told, "deals_open");
  g_autofree char *sum = bw_money_format_compact (walk_money (look->walk, look->told, "open"), walk_book (look->walk)->currency);
  g_autofree char *period = bw_wording_period (bw_focus_get_period (walk_focus (look->walk)));
  g_autofree char *wanted = g_strdup_printf ("%'u open deal%s, %s, dated in %s", n, n == 1 ? "" : "s", sum, period);

  return begins (look, "the headline", n == 1 ? " open deal, " : " open deals, ", wanted);
}

/* The foot counts all rows, as groups of the same deals do. */
static gboolean
check_foot (WalkLook *look)
{
  JsonObject      *total = json_object_get_object_member (look->told, "total");
  BwBook          *book = walk_book (look->walk);
  g_autofree char *n = bw_wording_count (walk_count (total, "n")), *all = bw_wording_count (book->deals.n);
  gint64           amount = walk_money (look->walk, total, "amount");
  g_autofree char *sum = bw_money_format (amount != BW_MONEY_NONE ? amount : 0, book->currency);
  g_autofree char *wanted = g_strdup_printf ("%s of %s deals · total %s", n, all, sum);

  return begins (look, "the foot", " deals · total ", wanted);
}

static double
get_cell (const BwChartTable *table,
          guint               row,
          guint               column)
{
  return g_ascii_strtod (bw_chart_table_cell (table, row, column), NULL);
}

BwChartView *
walk_find_chart (GtkWidget *root)
{
  return BW_CHART_VIEW (window_find_hidden (root, BW_TYPE_CHART_VIEW));
}

/* The last period that is over and wholly known. */
static JsonObject *
find_last_whole (JsonArray *periods)
{
  for (guint i = json_array_get_length (periods); i > 0; i--)
    if (json_object_get_boolean_member (json_array_get_object_element (periods, i - 1), "complete"))
      return json_array_get_object_element (periods, i - 1);
  g_assert_not_reached ();
}

/* The last forecast and the last whole period of the table under the chart. */
static gboolean
check_trends (WalkLook *look)
{
  BwChart    *chart = bw_chart_view_get_chart (walk_find_chart (look->page));
  JsonArray  *series = json_object_get_array_member (look->told, "series");
  JsonObject *whole, *last, *value;
  JsonArray  *forecast, *periods;
  g_autoptr (BwChartTable) table = NULL;
  guint n, horizon;

  if (chart == NULL || json_array_get_length (series) == 0)
    return walk_same (look, "the chart", chart == NULL ? NULL : "there", json_array_get_length (series) == 0 ? NULL : "there");
  whole = json_array_get_object_element (series, 0);
  forecast = json_object_get_array_member (whole, "forecast");
  periods = json_object_get_array_member (whole, "periods");
  horizon = json_array_get_length (forecast);
  last = json_array_get_object_element (forecast, horizon - 1);
  value = find_last_whole (periods);
  table = bw_chart_dup_table (chart, TRUE);
  n = bw_chart_table_n_rows (table);
  if (n <= horizon || fabs (get_cell (table, n - 1, 4) - walk_number (last, "mean")) > 0.006 ||
      fabs (get_cell (table, n - 1, 7) - walk_number (last, "lo80")) > 0.006 ||
      fabs (get_cell (table, n - 1 - horizon, 2) - walk_number (value, "value")) > 0.006)
    {
      g_autofree char *shown = bw_chart_table_to_csv (table);
      g_autofree char *wanted = g_strdup_printf ("%.2f at the end", walk_number (last, "mean"));

      return walk_same (look, "the table", shown, wanted);
    }
  return TRUE;
}

/* ---- Looking ---- */

void
walk_look_at_home (Walk *walk)
{
  g_autoptr (JsonObject) told = walk_ask (walk, "forecast", NULL);

  walk_agree (walk, window_show_page (&walk->window, "home"), told, "Home", check_home);
}

void
walk_look_at_forecast (Walk *walk)
{
  g_autoptr (JsonObject) told = walk_ask (walk, "forecast", NULL);

  walk_agree (walk, window_show_page (&walk->window, "forecast"), told, "Forecast", check_forecast);
}

/* Shows a part of the pipeline page, as its switch does. */
GtkWidget *
walk_show_part (Walk       *walk,
                const char *name,
                GType       type)
{
  GtkWidget *page = window_show_page (&walk->window, "pipeline");
  GtkWidget *view = window_find_hidden (page, type);

  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (window_find_hidden (page, BW_TYPE_FLOW_VIEW), GTK_TYPE_STACK)), name);
  gtk_test_widget_wait_for_draw (page);
  return view;
}

/* Shows the deals of the period, or of any; only the open ones, or all; as the buttons above the grid do. Returns: the grid. */
GtkWidget *
walk_restrict_deals (Walk    *walk,
                     gboolean in_period,
                     gboolean open_only)
{
  GtkWidget *page = window_show_page (&walk->window, "pipeline");
  GtkWidget *grid = walk_show_part (walk, "deals", BW_TYPE_DEAL_GRID);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (window_find (page, GTK_TYPE_TOGGLE_BUTTON, "label", "This _period")), in_period);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (window_find (page, GTK_TYPE_TOGGLE_BUTTON, "label", "_Open only")), open_only);
  return grid;
}

void
walk_look_at_deals (Walk *walk)
{
  g_autoptr (JsonObject) told = walk_ask (walk, "forecast", NULL);
  g_autoptr (JsonObject) groups = walk_ask (walk, "deals", "--group=stage", "--in-period", NULL);

  walk_restrict_deals (walk, TRUE, TRUE);
  walk_agree (walk, bw_window_get_page (walk->window.window, "pipeline"), told, "Pipeline", check_deals);
  walk_agree (walk, bw_window_get_page (walk->window.window, "pipeline"), groups, "Pipeline", check_foot);
}

void
walk_look_at_trends (Walk *walk)
{
  g_autoptr (JsonObject) told = walk_ask (walk, "trends", NULL);

  walk_agree (walk, window_show_page (&walk->window, "trends"), told, "Trends", check_trends);
}

void
walk_look_at_four (Walk *walk)
{
  walk_look_at_home (walk);
  walk_look_at_forecast (walk);
  walk_look_at_deals (walk);
  walk_look_at_trends (walk);
}

/* ---- The flow, down to a deal and back ---- */

static guint
count_rows (GtkWidget *view)
{
  GtkColumnView *list = GTK_COLUMN_VIEW (window_find (view, GTK_TYPE_COLUMN_VIEW, NULL, NULL));
  GListModel    *rows = gtk_no_selection_get_model (GTK_NO_SELECTION (gtk_column_view_get_model (list)));

  if (BW_IS_GRADUAL_LIST (rows))
    bw_gradual_list_reach (BW_GRADUAL_LIST (rows), G_MAXUINT - 1);
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (list)));
}

/* What was told of the bucket of @point, by @part "buckets" or "counts". */
static JsonNode *
get_bucket (BwChart    *chart,
            guint       point,
            JsonObject *told,
            const char *part)
{
  int bucket = bw_waterfall_chart_bucket (chart, point);

  return bucket < 0 ? NULL : json_object_get_member (json_object_get_object_member (told, part), bw_flow_bucket_name (bucket));
}

static gboolean
check_flow (WalkLook *look)
{
  BwChart *chart = bw_chart_view_get_chart (walk_find_chart (look->page));
  g_autoptr (BwChartTable) table = chart != NULL ? bw_chart_dup_table (chart, TRUE) : NULL;
  double sum = 0;

  if (table == NULL)
    return walk_same (look, "the chart", NULL, "there");
  for (guint i = 0; i < bw_chart_table_n_rows (table); i++)
    {
      JsonNode        *node = get_bucket (chart, i, look->told, "buckets");
      double           shown = get_cell (table, i, 1);
      double           value = node != NULL ? json_node_get_double (node)
                                            : walk_number (look->told, bw_waterfall_chart_bucket (chart, i) == BW_WATERFALL_START ? "start" : "end");
      g_autofree char *wanted = g_strdup_printf ("%.2f", value), *text = g_strdup_printf ("%.2f", shown);

      if (!walk_same (look, bw_chart_table_cell (table, i, 0), text, wanted))
        return FALSE;
      sum += node != NULL ? shown : bw_waterfall_chart_bucket (chart, i) == BW_WATERFALL_START ? shown
                                                                                               : 0;
    }
  /* To the cent. */
  g_assert_cmpfloat_with_epsilon (sum, walk_number (look->told, "end"), 0.004);
  return TRUE;
}

static gboolean
has_panel (gpointer page)
{
  return window_find (page, BW_TYPE_DEAL_PANEL, NULL, NULL) != NULL;
}

/* Opens each part's deals; then one deal of the part with the most of them, and comes back to that part. */
static void
drill (Walk       *walk,
       GtkWidget  *view,
       JsonObject *told)
{
  BwChartView *chart_view = walk_find_chart (view);
  BwChart     *chart = bw_chart_view_get_chart (chart_view);
  GtkWidget   *page = bw_window_get_page (walk->window.window, "pipeline");
  guint        most = 0, n_most = 0;
  BwScope      scope = *bw_focus_get_scope (walk_focus (walk));

  for (guint i = 0; i < bw_chart_n_points (chart); i++)
    {
      JsonNode *count = get_bucket (chart, i, told, "counts");

      g_signal_emit_by_name (chart_view, "point-activated", i);
      if (count == NULL)
        continue;
      g_assert_cmpuint (count_rows (view), ==, (guint)json_node_get_int (count));
      if (count_rows (view) > n_most)
        {
          most = i;
          n_most = count_rows (view);
        }
    }
  if (n_most == 0)
    return;
  g_signal_emit_by_name (chart_view, "point-activated", most);
  g_signal_emit_by_name (window_find (view, GTK_TYPE_COLUMN_VIEW, NULL, NULL), "activate", 0u);
  window_wait_until (has_panel, page);
  g_assert_false (gtk_widget_get_mapped (view));
  walk_show_part (walk, "flow", BW_TYPE_FLOW_VIEW);
  g_assert_true (gtk_widget_get_mapped (view));
  /* A deal that has left the scope since can only be shown without it. */
  if (bw_scope_equal (bw_focus_get_scope (walk_focus (walk)), &scope))
    g_assert_cmpuint (count_rows (view), ==, n_most);
  bw_focus_set_scope (walk_focus (walk), &scope);
  bw_focus_set_filter (walk_focus (walk), scope.filter);
}

void
walk_look_at_flow (Walk *walk)
{
  GtkWidget *view = walk_show_part (walk, "flow", BW_TYPE_FLOW_VIEW);
  g_autoptr (GPtrArray) days = walk_find_all (view, BW_TYPE_DAY_BUTTON);
  BwFocus         *focus = walk_focus (walk);
  BwDate           from = bw_focus_get_as_of (focus) - 30;
  g_autofree char *from_text = bw_date_to_iso (from), *to_text = bw_date_to_iso (bw_focus_get_as_of (focus));
  g_autofree char *from_option = g_strconcat ("--from=", from_text, NULL), *to_option = g_strconcat ("--to=", to_text, NULL);
  g_autoptr (JsonObject) told = walk_ask (walk, "flow", from_option, to_option, NULL);

  bw_day_button_set_day (days->pdata[0], from);
  bw_day_button_set_day (days->pdata[1], bw_focus_get_as_of (focus));
  g_signal_emit_by_name (days->pdata[1], "day-chosen");
  walk_agree (walk, view, told, "Flow", check_flow);
  g_assert_true (json_object_get_boolean_member (told, "balanced"));
  drill (walk, view, told);
}

static gboolean
check_funnel (WalkLook *look)
{
  JsonObject      *rate = json_object_get_object_member (json_object_get_object_member (look->told, "closings"), "win_rate");
  JsonArray       *stages = json_object_get_array_member (look->told, "stages");
  BwChart         *chart = bw_chart_view_get_chart (walk_find_chart (look->page));
  GtkWidget       *tile = window_find_hidden (look->page, BW_TYPE_TILE);
  g_autofree char *wanted = bw_wording_percent (walk_number (rate, "share"));
  g_autoptr (BwChartTable) table = chart != NULL ? bw_chart_dup_table (chart, TRUE) : NULL;

  if (table == NULL || !walk_same (look, "the win rate", bw_tile_get_value (BW_TILE (tile)), wanted))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (stages); i++)
    {
      g_autofree char *entered = g_strdup_printf ("%u", walk_count (json_array_get_object_element (stages, i), "entered"));

      if (i >= bw_chart_table_n_rows (table) || !walk_same (look, "a stage", bw_chart_table_cell (table, i, 1), entered))
        return FALSE;
    }
  return TRUE;
}

void
walk_look_at_funnel (Walk *walk)
{
  g_autoptr (JsonObject) told = walk_ask (walk, "funnel", NULL);

  walk_agree (walk, walk_show_part (walk, "funnel", BW_TYPE_FUNNEL_VIEW), told, "Funnel", check_funnel);
}
