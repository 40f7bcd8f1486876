/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page on which territories are looked at and drawn.
 *
 *   headline                      [Counties|States]  |  plan          [measure v]
 *   note on what cannot be shown                     |  territory     value, bar
 *   +---------------------------------------------+  |  ...
 *   | map                                         |  |  > overlaps
 *   +---------------------------------------------+  |  > gaps
 *   selection: totals   [territory v] Assign Unassign|  New  Edit  Remove
 *   what both territories would have
 *
 * Everything shown comes from core: the plan laid out, its balance, overlaps and gaps. It is made anew whenever the
 * book changes, while the page is seen; edits go through the session, so that each can be undone. */

#include "app/bw-territories-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-page.h"
#include "app/bw-territory-dialog.h"
#include "app/bw-territory-map.h"
#include "app/bw-territory-row.h"
#include "app/bw-territory-wording.h"
#include "chart/bw-map-chart.h"
#include "chart/bw-territory-report.h"
#include "core/bw-territory-edit.h"
#include "session/bw-atlas-file.h"

enum
{
  MAX_NOTES = 100, /* overlaps and gaps that are listed */
};

struct _BwTerritoriesPage
{
  AdwBin parent_instance;

  GtkStack        *stack;
  AdwStatusPage   *missing_status;
  GtkLabel        *headline;
  GtkLabel        *note;
  GtkToggleButton *states_button;
  BwTerritoryMap  *map;
  GtkLabel        *hover_label;
  GtkLabel        *selection_label;
  GtkDropDown     *target;
  GtkButton       *assign_button;
  GtkButton       *unassign_button;
  GtkLabel        *preview_label;
  GtkStack        *side;
  GtkButton       *plan_button;
  GtkButton       *first_button;
  GtkLabel        *plan_label;
  GtkDropDown     *measure;
  GtkListBox      *list;
  GtkExpander     *overlaps_expander;
  GtkListBox      *overlaps;
  GtkExpander     *gaps_expander;
  GtkListBox      *gaps;
  GtkButton       *new_button;
  GtkButton       *edit_button;
  GtkButton       *remove_button;

  BwSession       *session;      /* (owned) */
  BwBook          *book;         /* (owned) (nullable): what the rest is made of */
  BwTerritoryPlan *plan;         /* (owned) (nullable) */
  BwAccountValues *values;       /* (owned) (nullable) */
  GArray          *balance;      /* (owned) (nullable): BwTerritoryBalance */
  GArray          *counties;     /* (owned) (nullable): BwTerritoryGap */
  GArray          *overlap_rows; /* (owned) (nullable): BwTerritoryOverlap */
  GArray          *gap_rows;     /* (owned) (nullable): BwTerritoryGap */
  gboolean         stale;
  gboolean         filling; /* lists and drop-downs are being filled: not a choice of the user's */
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTerritoriesPage,
                               bw_territories_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

static void
add_county (BwTerritoriesPage *self,
            BwTerritoryGap    *sum,
            guint              county)
{
  const BwTerritoryGap *row = &g_array_index (self->counties, BwTerritoryGap, county);

  sum->accounts += row->accounts;
  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    sum->values[measure] += row->values[measure];
}

/* ---- Showing ---- */

static BwMeasure
get_measure (BwTerritoriesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->measure);

  return selected < BW_N_MEASURES ? (BwMeasure)selected : BW_MEASURE_PIPELINE;
}

static guint
n_territories (BwTerritoriesPage *self)
{
  return self->balance != NULL ? self->balance->len - 1 : 0;
}

/* The territory that @index of list and drop-down stands for, %BW_NOBODY for none. */
static gint32
territory_at (BwTerritoriesPage *self,
              guint              index)
{
  return index < n_territories (self) ? g_array_index (self->balance, BwTerritoryBalance, index).territory : BW_NOBODY;
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
fill_list (BwTerritoriesPage *self,
           BwMap             *map)
{
  BwTheme        theme = bw_territory_map_get_theme (self->map);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int            index = selected != NULL ? gtk_list_box_row_get_index (selected) : 0;

  clear_list (self->list);
  for (guint i = 0; i < self->balance->len; i++)
    {
      const BwTerritoryBalance *balance = &g_array_index (self->balance, BwTerritoryBalance, i);

      gtk_list_box_append (self->list, bw_territory_row_new (self->book, balance, get_measure (self),
                                                             bw_map_get_color (map, &theme, balance->territory),
                                                             &theme));
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, MIN (index,
                                                                                       (int)self->balance->len - 1)));
}

static void
fill_target (BwTerritoriesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->target);

  for (guint i = 0; i < n_territories (self); i++)
    gtk_string_list_append (names, bw_territory_wording_name (self->book, territory_at (self, i)));
  gtk_drop_down_set_model (self->target, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->target), n_territories (self) > 0);
  if (selected < n_territories (self))
    gtk_drop_down_set_selected (self->target, selected);
}

static void
fill_overlaps (BwTerritoriesPage *self)
{
  GArray          *rows = bw_territory_overlaps_new (self->plan);
  g_autofree char *title = NULL;
  g_autofree char *amount = NULL;
  gint64           sum = 0;

  g_clear_pointer (&self->overlap_rows, g_array_unref);
  self->overlap_rows = rows;
  clear_list (self->overlaps);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwTerritoryOverlap *row = &g_array_index (rows, BwTerritoryOverlap, i);
      const char               *who = row->person >= 0 ? bw_book_text (self->book, bw_book_person (self->book,
                                                                                                   row->person)
                                                                                     ->name)
                                                       : _ ("nobody");
      g_autofree char          *value = bw_money_format_compact (row->amount, self->book->currency);
      g_autofree char          *detail = NULL;

      sum += row->amount;
      if (i >= MAX_NOTES)
        continue;
      detail = g_strdup_printf (ngettext ("%u open deal of %s in %s", "%u open deals of %s in %s", row->deals),
                                row->deals, who,
                                bw_territory_wording_name (self->book, row->territory));
      gtk_list_box_append (self->overlaps,
                           bw_territory_row_new_note (bw_book_text (self->book, bw_book_account (self->book,
                                                                                                 row->account)
                                                                                  ->name),
                                                      value, detail));
    }
  amount = bw_money_format_compact (sum, self->book->currency);
  title = g_strdup_printf (ngettext ("%u overlap, %s open", "%u overlaps, %s open", rows->len), rows->len, amount);
  gtk_expander_set_label (self->overlaps_expander, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self->overlaps_expander), rows->len > 0);
}

static void
fill_gaps (BwTerritoriesPage *self)
{
  g_autofree char *title = NULL;
  g_autofree char *amount = NULL;
  gint64           sum = 0;

  g_clear_pointer (&self->gap_rows, g_array_unref);
  self->gap_rows = bw_territory_gaps_new (self->plan, self->values);
  clear_list (self->gaps);
  for (guint i = 0; i < self->gap_rows->len; i++)
    {
      const BwTerritoryGap *row = &g_array_index (self->gap_rows, BwTerritoryGap, i);
      g_autofree char      *name = bw_territory_wording_county (self->book, row->county);
      g_autofree char      *value = bw_money_format_compact (row->values[BW_MEASURE_PIPELINE], self->book->currency);
      g_autofree char      *detail = g_strdup_printf (ngettext ("%u account", "%u accounts", row->accounts),
                                                      row->accounts);

      sum += row->values[BW_MEASURE_PIPELINE];
      if (i < MAX_NOTES)
        gtk_list_box_append (self->gaps, bw_territory_row_new_note (name, value, detail));
    }
  amount = bw_money_format_compact (sum, self->book->currency);
  title = g_strdup_printf (ngettext ("%u area nobody has, %s open", "%u areas nobody has, %s open",
                                     self->gap_rows->len),
                           self->gap_rows->len, amount);
  gtk_expander_set_label (self->gaps_expander, title);
  gtk_widget_set_sensitive (GTK_WIDGET (self->gaps_expander), self->gap_rows->len > 0);
}

static void
update_hover (BwTerritoriesPage *self)
{
  gint32           county = bw_territory_map_get_hovered (self->map);
  BwTerritoryGap   sum = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *totals = NULL;
  g_autofree char *text = NULL;
  gint32           territory;

  gtk_widget_set_visible (GTK_WIDGET (self->hover_label), county != BW_ATLAS_NOWHERE && self->counties != NULL);
  if (county == BW_ATLAS_NOWHERE || self->counties == NULL)
    return;
  territory = self->plan->counties[county];
  if (bw_territory_map_get_level (self->map) == BW_MAP_STATES)
    {
      gint32              index = bw_atlas_county (self->book->atlas, county)->state;
      const BwAtlasState *state = bw_atlas_state (self->book->atlas, index);

      for (guint i = state->first; i < state->first + state->n; i++)
        add_county (self, &sum, i);
      name = g_strdup (state->name);
    }
  else
    {
      add_county (self, &sum, (guint)county);
      name = bw_territory_wording_county (self->book, county);
    }
  totals = bw_territory_wording_totals (self->book, &sum);
  text = g_strdup_printf ("%s · %s\n%s", name, bw_territory_wording_name (self->book, territory), totals);
  gtk_label_set_label (self->hover_label, text);
}

/* Says what the territories that assigning would change have now and would have then. */
static void
update_preview (BwTerritoriesPage *self,
                const guint32     *counties,
                guint              n,
                gint32             territory)
{
  g_autoptr (BwTerritoryPlan) preview = bw_territory_plan_preview (self->plan, counties, n, territory);
  g_autoptr (GArray) after = bw_territory_balance_new (preview, self->values);
  g_autofree char *text = bw_territory_wording_change (self->book, self->balance, after);

  gtk_label_set_label (self->preview_label, *text != '\0' ? text : _ ("Nothing would change."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview_label), text);
}

static void
update_selection (BwTerritoriesPage *self)
{
  guint            n;
  const guint32   *counties = bw_territory_map_get_selected (self->map, &n);
  BwTerritoryGap   sum = { 0 };
  gint32           territory = territory_at (self, gtk_drop_down_get_selected (self->target));
  gboolean         writable = FALSE;
  g_autofree char *totals = NULL;
  g_autofree char *text = NULL;

  if (self->counties == NULL)
    return;
  if (n == 0)
    {
      gtk_label_set_label (self->selection_label, _ ("Nothing is selected"));
      gtk_label_set_label (self->preview_label,
                           _ ("Click an area, or drag over several; Shift adds, Ctrl adds or takes away."));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview_label), NULL);
    }
  g_object_get (self->session, "writable", &writable, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->assign_button), writable && territory >= 0 && n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->unassign_button), writable && n_territories (self) > 0 && n > 0);
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    add_county (self, &sum, counties[i]);
  totals = bw_territory_wording_totals (self->book, &sum);
  text = g_strdup_printf (ngettext ("%u county: %s", "%u counties: %s", n), n, totals);
  gtk_label_set_label (self->selection_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selection_label), text);
  if (territory >= 0)
    update_preview (self, counties, n, territory);
  else
    gtk_label_set_label (self->preview_label, _ ("Make a territory first, then assign areas to it."));
}

static void
update_buttons (BwTerritoriesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  gboolean       writable = FALSE, some;

  g_object_get (self->session, "writable", &writable, NULL);
  some = row != NULL && territory_at (self, (guint)gtk_list_box_row_get_index (row)) >= 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_button), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->first_button), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->plan_button),
                            writable && self->plan != NULL && self->plan->n_unplaced < self->plan->n_kept);
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit_button), writable && some);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_button), writable && some);
}

static void
update_headline (BwTerritoriesPage *self)
{
  BwChart         *chart = bw_map_chart_new (self->plan, self->values);
  g_autofree char *title = bw_chart_dup_title (chart);
  g_autofree char *described = bw_chart_describe (chart);
  g_autofree char *note = bw_territory_wording_note (self->plan, self->values);

  gtk_label_set_label (self->headline, title);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the territories"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described, -1);
  bw_chart_unref (chart);
}

/* Says why there is no map. */
static void
show_missing (BwTerritoriesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAtlas) atlas = bw_atlas_file_load (&error);

  adw_status_page_set_description (self->missing_status,
                                   atlas != NULL
                                     ? _ ("The map was installed after this project was opened. Open the project again.")
                                     : error->message);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

static void
forget (BwTerritoriesPage *self)
{
  g_clear_pointer (&self->plan, bw_territory_plan_free);
  g_clear_pointer (&self->values, bw_account_values_free);
  g_clear_pointer (&self->balance, g_array_unref);
  g_clear_pointer (&self->counties, g_array_unref);
  g_clear_pointer (&self->overlap_rows, g_array_unref);
  g_clear_pointer (&self->gap_rows, g_array_unref);
  g_clear_pointer (&self->book, bw_book_unref);
}

static void
rebuild (BwTerritoriesPage *self)
{
  BwBook *book = bw_session_get_book (self->session);
  BwMap  *map;

  self->stale = FALSE;
  forget (self);
  if (book == NULL || book->atlas == NULL)
    {
      show_missing (self);
      return;
    }
  self->book = bw_book_ref (book);
  self->plan = bw_territory_plan_new (book, BW_NOBODY);
  self->values = bw_account_values_new (book, bw_focus_get_as_of (bw_session_get_focus (self->session)));
  self->balance = bw_territory_balance_new (self->plan, self->values);
  self->counties = bw_territory_counties_new (self->plan, self->values);
  map = bw_map_new (self->plan, self->values, BW_MEASURE_PIPELINE);

  self->filling = TRUE;
  fill_list (self, map);
  fill_target (self);
  self->filling = FALSE;
  bw_territory_map_take_map (self->map, map);
  fill_overlaps (self);
  fill_gaps (self);
  update_headline (self);
  update_buttons (self);
  update_selection (self);
  update_hover (self);
  if (self->plan->plan >= 0)
    gtk_label_set_label (self->plan_label,
                         bw_book_text (book, g_array_index (book->plans, BwPlan, self->plan->plan).name));
  gtk_stack_set_visible_child_name (self->side, n_territories (self) > 0 ? "list" : "empty");
  gtk_stack_set_visible_child_name (self->stack, "content");
}

/* Follows a change when the page is seen, else when it is seen next. */
static void
refresh (BwTerritoriesPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    rebuild (self);
  else
    self->stale = TRUE;
}

/* ---- Editing ---- */

static void
apply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (BwTerritoriesPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (object), result, &error) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           _ ("The territories were not changed"), error);
}

/* Makes an edit a step that can be undone, called @label (transfer full). */
static void
apply (BwTerritoriesPage *self,
       char              *label,
       BwBook            *after,
       BwDelta           *delta)
{
  bw_session_apply_async (self->session, label, after, delta, NULL, apply_cb, g_object_ref (self));
  g_free (label);
}

static void
assign_to (BwTerritoriesPage *self,
           gint32             territory)
{
  guint          n;
  const guint32 *counties = bw_territory_map_get_selected (self->map, &n);
  BwDelta       *delta;
  BwBook        *after;

  if (n == 0 || self->plan == NULL || self->plan->plan < 0)
    return;
  after = bw_territory_edit_assign (self->plan, counties, n, territory, &delta);
  if (bw_delta_is_empty (delta, after))
    {
      bw_book_unref (after);
      bw_delta_free (delta);
      return;
    }
  apply (self,
         territory >= 0 ? g_strdup_printf (ngettext ("Assign %u area to %s", "Assign %u areas to %s", n), n,
                                           bw_territory_wording_name (self->book, territory))
                        : g_strdup_printf (ngettext ("Unassign %u area", "Unassign %u areas", n), n),
         after, delta);
}

static void
assign_cb (BwTerritoriesPage *self)
{
  gint32 territory = territory_at (self, gtk_drop_down_get_selected (self->target));

  if (territory >= 0)
    assign_to (self, territory);
}

static void
unassign_cb (BwTerritoriesPage *self)
{
  assign_to (self, BW_NOBODY);
}

static void
plan_cb (BwTerritoriesPage *self)
{
  BwDelta *delta;
  BwBook  *after;

  if (self->book == NULL)
    return;
  after = bw_territory_edit_plan_from_owners (self->book, _ ("Today’s owners"), &delta);
  apply (self, g_strdup (_ ("Make a plan from today’s owners")), after, delta);
}

/* Takes what a person said about a new territory (%BW_NOBODY) or one that is there. */
static void
describe_cb (gint32      territory,
             const char *name,
             gint32      owner,
             gpointer    data)
{
  BwTerritoriesPage *self = data;
  BwDelta           *delta;
  BwBook            *after;

  if (self->book == NULL || self->book != bw_session_get_book (self->session))
    return;
  if (territory >= 0)
    {
      after = bw_territory_edit_describe (self->book, territory, name, owner, &delta);
      apply (self, g_strdup_printf (_ ("Change territory %s"), name), after, delta);
    }
  else
    {
      after = bw_territory_edit_add (self->book, self->plan->plan, name, owner, NULL, &delta);
      apply (self, g_strdup_printf (_ ("Add territory %s"), name), after, delta);
    }
}

static void
new_cb (BwTerritoriesPage *self)
{
  if (self->book != NULL)
    bw_territory_dialog_show (GTK_WIDGET (self), self->book, BW_NOBODY, describe_cb);
}

static gint32
selected_territory (BwTerritoriesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? territory_at (self, (guint)gtk_list_box_row_get_index (row)) : BW_NOBODY;
}

static void
edit_cb (BwTerritoriesPage *self)
{
  gint32 territory = selected_territory (self);

  if (territory >= 0)
    bw_territory_dialog_show (GTK_WIDGET (self), self->book, territory, describe_cb);
}

static void
remove_cb (BwTerritoriesPage *self)
{
  gint32   territory = selected_territory (self);
  BwDelta *delta;
  BwBook  *after;

  if (territory < 0)
    return;
  after = bw_territory_edit_remove (self->book, territory, &delta);
  apply (self, g_strdup_printf (_ ("Remove territory %s"), bw_territory_wording_name (self->book, territory)), after,
         delta);
}

/* ---- Reacting ---- */

static void
selection_changed_cb (BwTerritoriesPage *self)
{
  update_selection (self);
}

static void
hover_changed_cb (BwTerritoriesPage *self)
{
  update_hover (self);
}

static void
target_changed_cb (BwTerritoriesPage *self)
{
  if (!self->filling)
    update_selection (self);
}

static void
measure_changed_cb (BwTerritoriesPage *self)
{
  if (self->book != NULL && !self->filling)
    rebuild (self);
}

static void
level_toggled_cb (BwTerritoriesPage *self)
{
  bw_territory_map_set_level (self->map, gtk_toggle_button_get_active (self->states_button) ? BW_MAP_STATES
                                                                                            : BW_MAP_COUNTIES);
}

/* The territory that is chosen in the list is where the selection goes. */
static void
row_selected_cb (BwTerritoriesPage *self,
                 GtkListBoxRow     *row)
{
  if (self->filling)
    return;
  if (row != NULL && territory_at (self, (guint)gtk_list_box_row_get_index (row)) >= 0)
    gtk_drop_down_set_selected (self->target, (guint)gtk_list_box_row_get_index (row));
  update_buttons (self);
}

/* Selects all areas of a territory. */
static void
row_activated_cb (BwTerritoriesPage *self,
                  GtkListBoxRow     *row)
{
  gint32 territory = territory_at (self, (guint)gtk_list_box_row_get_index (row));
  g_autoptr (GArray) counties = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->plan->n_counties; i++)
    if (self->plan->counties[i] == territory)
      g_array_append_val (counties, i);
  bw_territory_map_select (self->map, (const guint32 *)(gpointer)counties->data, counties->len);
}

/* Selects @county and brings it into view. */
static void
show_county (BwTerritoriesPage *self,
             gint32             county)
{
  if (county == BW_ATLAS_NOWHERE)
    return;
  bw_territory_map_select (self->map, &(guint32) { (guint32)county }, 1);
  bw_territory_map_show_county (self->map, (guint)county);
}

static void
gap_activated_cb (BwTerritoriesPage *self,
                  GtkListBoxRow     *row)
{
  show_county (self, g_array_index (self->gap_rows, BwTerritoryGap, gtk_list_box_row_get_index (row)).county);
}

static void
overlap_activated_cb (BwTerritoriesPage *self,
                      GtkListBoxRow     *row)
{
  const BwTerritoryOverlap *overlap = &g_array_index (self->overlap_rows, BwTerritoryOverlap,
                                                      gtk_list_box_row_get_index (row));

  show_county (self, self->plan->places[overlap->account].county);
}

static void
zoom_in_cb (BwTerritoriesPage *self)
{
  bw_territory_map_zoom_by (self->map, 1.5);
}

static void
zoom_out_cb (BwTerritoriesPage *self)
{
  bw_territory_map_zoom_by (self->map, 1 / 1.5);
}

static void
fit_cb (BwTerritoriesPage *self)
{
  bw_territory_map_fit (self->map);
}

/* ---- Widget ---- */

static void
map_widget (GtkWidget *widget)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (widget);

  if (self->stale)
    rebuild (self);
  GTK_WIDGET_CLASS (bw_territories_page_parent_class)->map (widget);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (page);

  if (self->plan == NULL || self->values == NULL)
    return NULL;
  return bw_territory_report_new (self->plan, self->values, self->values->to);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fill_measures (BwTerritoriesPage *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (int measure = 0; measure < BW_N_MEASURES; measure++)
    gtk_string_list_append (titles, bw_measure_title (measure));
  gtk_drop_down_set_model (self->measure, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->measure, BW_MEASURE_PIPELINE);
}

static void
constructed (GObject *object)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (object);

  G_OBJECT_CLASS (bw_territories_page_parent_class)->constructed (object);
  fill_measures (self);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::writable", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::writable", G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (self->session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  self->stale = TRUE;
}

static void
dispose (GObject *object)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (bw_session_get_focus (self->session), self);
    }
  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), NULL);
  forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_territories_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  /* Known by their name alone. */
  gtk_widget_class_bind_template_child_full (widget_class, "zoom_in_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "zoom_out_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "fit_button", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, missing_status);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, note);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, states_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, map);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, hover_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, target);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, assign_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, unassign_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, side);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, plan_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, plan_label);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, measure);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, list);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, overlaps_expander);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, overlaps);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, gaps_expander);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, gaps);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, remove_button);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hover_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, measure_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gap_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, overlap_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
  gtk_widget_class_bind_template_callback (widget_class, assign_cb);
  gtk_widget_class_bind_template_callback (widget_class, unassign_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
action_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (widget);

  if (g_str_equal (name, "territory.assign"))
    assign_cb (self);
  else
    unassign_cb (self);
}

static void
bw_territories_page_class_init (BwTerritoriesPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  widget_class->map = map_widget;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_TERRITORY_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-territories-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "territory.assign", NULL, action_cb);
  gtk_widget_class_install_action (widget_class, "territory.unassign", NULL, action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "territory.assign", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "territory.assign", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "territory.unassign", NULL);
}

static void
bw_territories_page_init (BwTerritoriesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
