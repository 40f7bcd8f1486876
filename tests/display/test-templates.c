/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every template can be made and goes away without a trace. */

#include <locale.h>
#include <adwaita.h>

#include "app/bw-accuracy-view.h"
#include "app/bw-application.h"
#include "app/bw-calendar-screen.h"
#include "app/bw-column-row.h"
#include "app/bw-columns.h"
#include "app/bw-deal-grid.h"
#include "app/bw-deal-panel.h"
#include "app/bw-decision-list.h"
#include "app/bw-field-button.h"
#include "app/bw-goals-screen.h"
#include "app/bw-health-row.h"
#include "app/bw-health-view.h"
#include "app/bw-import-bar.h"
#include "app/bw-import-dialog.h"
#include "app/bw-import-file-row.h"
#include "app/bw-import-file-view.h"
#include "app/bw-import-layout.h"
#include "app/bw-import-preview.h"
#include "app/bw-import-verdict.h"
#include "app/bw-organisation-screen.h"
#include "app/bw-period-picker.h"
#include "app/bw-project-settings.h"
#include "app/bw-range-bar.h"
#include "app/bw-reject-list.h"
#include "app/bw-filter-bar.h"
#include "app/bw-filter-picker.h"
#include "app/bw-scope-picker.h"
#include "app/bw-stage-question.h"
#include "app/bw-stages-screen.h"
#include "app/bw-start-view.h"
#include "app/bw-team-screen.h"
#include "app/bw-team-tree.h"
#include "app/bw-tile.h"
#include "app/bw-todo-list.h"
#include "app/bw-vanished-question.h"
#include "app/bw-window.h"
#include "app/bw-wording.h"

typedef GType (*TypeFunction) (void);

static void
test_template (gconstpointer data)
{
  GObject *widget = g_object_new (((TypeFunction)data) (), NULL);

  if (GTK_IS_WINDOW (widget))
    {
      g_object_ref (widget);
      gtk_window_destroy (GTK_WINDOW (widget));
    }
  else
    g_object_ref_sink (widget);
  g_assert_finalize_object (widget);
}

static void
test_shortcuts (void)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/bellwether/Bellwether/gtk/help-overlay.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_wording (void)
{
  static const struct
  {
    double      share;
    const char *text;
  } percents[] = {
    { 0, "0 %" },
    { 0.001, "below 1 %" },
    { 0.684, "68 %" },
    { 0.995, "above 99 %" },
    { 1, "100 %" },
    { NAN, "–" },
  };
  BwCalendar       calendar = BW_CALENDAR_DEFAULT;
  BwPeriod         quarter = bw_calendar_period (&calendar, BW_PERIOD_QUARTER, 2026, 4);
  BwPeriod         month = bw_calendar_period (&calendar, BW_PERIOD_MONTH, 2026, 2);
  g_autofree char *quarter_name = bw_wording_period (&quarter);
  g_autofree char *quarter_span = bw_wording_period_span (&quarter);
  g_autofree char *month_name = bw_wording_period (&month);
  g_autofree char *range = bw_wording_range (371000000, 458000000, "USD");

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++)
    {
      g_autofree char *text = bw_wording_percent (percents[i].share);

      g_assert_cmpstr (text, ==, percents[i].text);
    }
  g_assert_cmpstr (quarter_name, ==, "Q4 2026");
  g_assert_cmpstr (quarter_span, ==, "1 Oct to 31 Dec 2026");
  g_assert_cmpstr (month_name, ==, "February 2026");
  g_assert_cmpstr (range, ==, "$3.71\u00a0M to $4.58\u00a0M");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char  *name;
    TypeFunction type;
  } templates[] = {
    { "import-bar", bw_import_bar_get_type },
    { "import-dialog", bw_import_dialog_get_type },
    { "column-row", bw_column_row_get_type },
    { "field-button", bw_field_button_get_type },
    { "import-file-row", bw_import_file_row_get_type },
    { "import-file-view", bw_import_file_view_get_type },
    { "import-layout", bw_import_layout_get_type },
    { "import-preview", bw_import_preview_get_type },
    { "import-verdict", bw_import_verdict_get_type },
    { "stage-question", bw_stage_question_get_type },
    { "vanished-question", bw_vanished_question_get_type },
    { "period-picker", bw_period_picker_get_type },
    { "range-bar", bw_range_bar_get_type },
    { "scope-picker", bw_scope_picker_get_type },
    { "filter-picker", bw_filter_picker_get_type },
    { "filter-bar", bw_filter_bar_get_type },
    { "start-view", bw_start_view_get_type },
    { "team-tree", bw_team_tree_get_type },
    { "calendar-screen", bw_calendar_screen_get_type },
    { "goals-screen", bw_goals_screen_get_type },
    { "accuracy-view", bw_accuracy_view_get_type },
    { "health-row", bw_health_row_get_type },
    { "health-view", bw_health_view_get_type },
    { "organisation-screen", bw_organisation_screen_get_type },
    { "project-settings", bw_project_settings_get_type },
    { "stages-screen", bw_stages_screen_get_type },
    { "team-screen", bw_team_screen_get_type },
    { "tile", bw_tile_get_type },
    { "deal-grid", bw_deal_grid_get_type },
    { "deal-panel", bw_deal_panel_get_type },
    { "decision-list", bw_decision_list_get_type },
    { "reject-list", bw_reject_list_get_type },
    { "todo-list", bw_todo_list_get_type },
    { "window", bw_window_get_type },
  };

  gtk_test_init (&argc, &argv, NULL);
  /* GTK has its tests speak American English where that is installed. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/display/templates/%s", templates[i].name);

      g_test_add_data_func (path, (gconstpointer)templates[i].type, test_template);
    }
  g_test_add_func ("/display/shortcuts", test_shortcuts);
  g_test_add_func ("/display/wording", test_wording);
  return g_test_run ();
}
