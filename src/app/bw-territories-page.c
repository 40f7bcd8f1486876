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
 * Beside the map stand the territories and, on another tab, what the plan changes against another (bw-plan-changes.c); above both
 * which plan is shown, and what can be done with it (bw-plan-bar.c).
 *
 * Everything shown comes from core: the plan laid out, its balance, overlaps and gaps (bw-territory-layout.c). It is made anew
 * whenever the book changes, while the page is seen; of large projects on another thread, while the page shows what it has, at first
 * the areas alone. Whoever edits before that has arrived waits for it: an edit follows from the book as it is. Edits go through the
 * session, so that each can be undone. */

#include "app/bw-territories-page-private.h"

#include <glib/gi18n.h>

#include "app/bw-page.h"
#include "app/bw-reading-order.h"
#include "app/bw-tab-stop.h"
#include "app/bw-territory-wording.h"
#include "chart/bw-map-chart.h"
#include "chart/bw-territory-report.h"
#include "core/bw-plan-edit.h"
#include "core/bw-plan-map.h"
#include "session/bw-atlas-file.h"

/* Up to so many of them are laid out at once, in some 20 ms; of more, on another thread. */
enum
{
  QUICK_ACCOUNTS = 2000,
  QUICK_DEALS = 20000,
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

/* ---- Showing ---- */

/* What the bars compare. */
BwMeasure
bw_territories_page_get_measure (BwTerritoriesPage *self)
{
  const BwMeasures *measures = self->values != NULL ? self->values->measures : NULL;
  guint             selected = gtk_drop_down_get_selected (self->measure);

  return measures != NULL && selected < measures->n ? measures->chosen[selected].measure : BW_MEASURE_PIPELINE;
}

/* How many territories the plan has. */
guint
bw_territories_page_n_territories (BwTerritoriesPage *self)
{
  return self->balance != NULL ? self->balance->len - 1 : 0;
}

gint32
bw_territories_page_territory_at (BwTerritoriesPage *self,
                                  guint              index)
{
  return index < bw_territories_page_n_territories (self) ? g_array_index (self->balance, BwTerritoryBalance, index).territory : BW_NOBODY;
}

/* Whether the plan that is shown can be changed: the project can be, and it is neither reviewed nor past. */
gboolean
bw_territories_page_may_edit (BwTerritoriesPage *self)
{
  gboolean writable = FALSE;

  g_object_get (self->session, "writable", &writable, NULL);
  return writable && self->plan != NULL && (self->plan->plan < 0 || bw_plan_is_editable (bw_book_plan (self->book, self->plan->plan)));
}

static void
update_buttons (BwTerritoriesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  gboolean       writable = bw_territories_page_may_edit (self), some;

  some = row != NULL && bw_territories_page_territory_at (self, (guint)gtk_list_box_row_get_index (row)) >= 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_button), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->first_button), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->plan_button),
                            writable && self->plan != NULL && self->plan->n_unplaced < self->plan->n_kept);
  gtk_widget_set_sensitive (GTK_WIDGET (self->measures_button), writable && self->plan != NULL && self->plan->plan >= 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fill_button), writable && bw_territories_page_n_territories (self) > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->optimise_button), bw_territories_page_n_territories (self) > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit_button), writable && some);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remove_button), writable && some);
  gtk_widget_set_sensitive (GTK_WIDGET (self->talk_button), some);
}

/* Says in a sentence how the plan stands, and to those who do not see the map, all of it. */
void
bw_territories_page_update_headline (BwTerritoriesPage *self)
{
  BwMeasure        shade;
  gboolean         shaded = bw_territories_page_get_shade (self, &shade);
  BwChart         *chart = shaded ? bw_map_chart_new_shaded (self->plan, self->values, shade) : bw_map_chart_new (self->plan, self->values);
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
  g_clear_pointer (&self->layout, bw_territory_layout_unref);
  self->book = NULL;
  self->plan = NULL;
  self->values = NULL;
  self->balance = NULL;
  self->counties = NULL;
}

/* Whether the drop-down lists @measures already. */
static gboolean
lists_measures (BwTerritoriesPage *self,
                const BwMeasures  *measures)
{
  GListModel *model = gtk_drop_down_get_model (self->measure);

  if (model == NULL || g_list_model_get_n_items (model) != measures->n)
    return FALSE;
  for (guint i = 0; i < measures->n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), bw_measures_title (measures, measures->chosen[i].measure)))
      return FALSE;
  return TRUE;
}

/* Lists what the plan looks at; what was compared stays, else the pipeline. */
static void
fill_measures (BwTerritoriesPage *self,
               const BwMeasures  *measures)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  BwMeasure before = bw_territories_page_get_measure (self);
  guint     selected = 0;

  if (lists_measures (self, measures))
    return;
  for (guint i = 0; i < measures->n; i++)
    gtk_string_list_append (titles, bw_measures_title (measures, measures->chosen[i].measure));
  for (guint i = measures->n; i > 0; i--)
    if (measures->chosen[i - 1].measure == before || (measures->chosen[i - 1].measure == BW_MEASURE_PIPELINE && selected == 0))
      selected = i - 1;
  for (guint i = 0; i < measures->n; i++)
    if (measures->chosen[i].measure == before)
      selected = i;
  self->filling = TRUE;
  gtk_drop_down_set_model (self->measure, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->measure, selected);
  self->filling = FALSE;
}

static void
show_plan (BwTerritoriesPage *self,
           gint32             plan,
           gboolean           has_territories)
{
  bw_plan_bar_show (self->plan_bar, plan);
  bw_plan_changes_show (self->changes, plan);
  bw_territory_findings_show (self->findings, plan);
  bw_territory_outcome_show (self->outcome, self->plan_key);
  gtk_stack_set_visible_child_name (self->side, has_territories ? "list" : "empty");
  gtk_stack_set_visible_child_name (self->stack, "content");
}

/* Shows @layout (transfer full). */
static void
take_layout (BwTerritoriesPage *self,
             BwTerritoryLayout *layout)
{
  BwMap *map;

  fill_measures (self, layout->values->measures);
  forget (self);
  self->layout = layout;
  self->book = layout->book;
  self->plan = layout->plan;
  self->values = layout->values;
  self->balance = layout->balance;
  self->counties = layout->counties;
  self->filling = TRUE;
  bw_territories_page_fill_shades (self);
  map = bw_territories_page_make_map (self);
  bw_territories_page_fill_lists (self, map);
  self->filling = FALSE;
  bw_territories_page_show_levels (self, layout->plan->atlas);
  bw_territories_page_show_key (self, map);
  bw_territory_map_take_map (self->map, map);
  bw_territory_map_mark (self->map, layout->problems, layout->plan->locked);
  bw_plan_exceptions_show (self->exceptions, layout, bw_territories_page_may_edit (self));
  bw_territories_page_fill_notes (self);
  bw_territories_page_fill_table (self);
  bw_territories_page_update_headline (self);
  update_buttons (self);
  bw_territories_page_update_selection (self);
  bw_territories_page_update_hover (self);
  show_plan (self, layout->index, bw_territories_page_n_territories (self) > 0);
}

/* Shows what needs no account, while the rest is being worked out. */
static void
show_areas (BwTerritoriesPage *self,
            BwBook            *book,
            BwDate             as_of)
{
  gint32 index = bw_territory_layout_find_plan (book, self->plan_key, as_of);
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new_of_areas (book, index);
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (plan);
  const BwAccountValues none = { 0 };

  bw_territory_map_take_map (self->map, bw_map_new (plan, &none, BW_MEASURE_PIPELINE));
  bw_territories_page_show_levels (self, plan->atlas);
  gtk_label_set_label (self->headline, _ ("Summing up the accounts…"));
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  update_buttons (self);
  show_plan (self, index, territories->len > 0);
}

/* Whether laying out takes no longer than a frame or two. */
static gboolean
is_quick (const BwBook *book)
{
  return book->accounts->len <= QUICK_ACCOUNTS && book->deals.n <= QUICK_DEALS;
}

/* When the plan that was shown is no more (what made it was undone), goes back to the one shown before it. */
static void
follow_plan (BwTerritoriesPage *self,
             const BwBook      *book)
{
  gboolean there = bw_plan_find_key (book, self->plan_key) >= 0;

  if (there)
    self->seen = TRUE;
  if (there || !self->seen)
    return;
  self->seen = FALSE;
  self->plan_key = 0;
  while (self->trail->len > 0 && self->plan_key == 0)
    {
      gint64 key = g_array_index (self->trail, gint64, self->trail->len - 1);

      g_array_set_size (self->trail, self->trail->len - 1);
      if (bw_plan_find_key (book, key) >= 0)
        self->plan_key = key;
    }
  bw_territory_layout_ask (self->live, self->plan_key);
}

/* Shows the session's territories: at once where they are there or soon are, else what can be shown at once, and the rest when it has
 * arrived. */
static void
rebuild (BwTerritoriesPage *self)
{
  BwBook            *book = bw_session_get_book (self->session);
  BwDate             as_of = bw_focus_get_as_of (bw_session_get_focus (self->session));
  BwTerritoryLayout *ready = bw_live_get (self->live);
  gboolean           quick = book != NULL && is_quick (book);

  self->stale = FALSE;
  if (book != NULL)
    follow_plan (self, book);
  bw_live_set_active (self->live, book != NULL && book->atlas != NULL && !quick);
  if (book == NULL || book->atlas == NULL)
    {
      forget (self);
      show_missing (self);
    }
  else if (bw_territory_layout_is_of (self->layout, book, self->plan_key, as_of))
    take_layout (self, bw_territory_layout_ref (self->layout));
  else if (bw_territory_layout_is_of (ready, book, self->plan_key, as_of))
    take_layout (self, bw_territory_layout_ref (ready));
  else if (quick)
    take_layout (self, bw_territory_layout_new (book, self->plan_key, as_of, self->layout));
  else if (self->layout == NULL)
    show_areas (self, book, as_of);
}

/* Makes sure that what is shown is the book as it is now, since what is changed by it is to follow from that. */
void
bw_territories_page_catch_up (BwTerritoriesPage *self)
{
  BwBook *book = bw_session_get_book (self->session);

  if (self->layout != NULL && self->layout->book != book && book != NULL && book->atlas != NULL)
    take_layout (self, bw_territory_layout_new (book, self->plan_key, bw_focus_get_as_of (bw_session_get_focus (self->session)),
                                                self->layout));
}

static void
laid_out_cb (BwTerritoriesPage *self)
{
  if (bw_live_get (self->live) == self->layout)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    rebuild (self);
  else
    self->stale = TRUE;
}

/* Shows the plan with @key, also when it is only about to come. */
void
bw_territories_page_choose_plan (BwTerritoriesPage *self,
                                 gint64             key)
{
  if (key != self->plan_key)
    {
      g_array_append_val (self->trail, self->plan_key);
      self->seen = FALSE;
    }
  self->plan_key = key;
  bw_territory_layout_ask (self->live, key);
  rebuild (self);
}

/* Follows a change when the page is seen, else when it is seen next. */
static void
refresh (BwTerritoriesPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      rebuild (self);
      return;
    }
  self->stale = TRUE;
  bw_live_set_active (self->live, FALSE);
}

/* ---- Reacting ---- */

static void
measure_changed_cb (BwTerritoriesPage *self)
{
  if (self->book != NULL && !self->filling)
    rebuild (self);
}

/* The territory that is chosen in the list is where the selection goes. */
static void
row_selected_cb (BwTerritoriesPage *self,
                 GtkListBoxRow     *row)
{
  if (self->filling)
    return;
  if (row != NULL && bw_territories_page_territory_at (self, (guint)gtk_list_box_row_get_index (row)) >= 0)
    gtk_drop_down_set_selected (self->target, (guint)gtk_list_box_row_get_index (row));
  update_buttons (self);
}

/* Selects all areas of a territory. */
static void
row_activated_cb (BwTerritoriesPage *self,
                  GtkListBoxRow     *row)
{
  gint32 territory = bw_territories_page_territory_at (self, (guint)gtk_list_box_row_get_index (row));
  g_autoptr (GArray) counties = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->plan->n_units; i++)
    if (self->plan->units[i] == territory)
      g_array_append_val (counties, i);
  bw_territory_map_select (self->map, (const guint32 *)(gpointer)counties->data, counties->len);
}

static void
gap_activated_cb (BwTerritoriesPage *self,
                  GtkListBoxRow     *row)
{
  bw_territories_page_show_county (self, g_array_index (self->layout->gaps, BwTerritoryGap, gtk_list_box_row_get_index (row)).unit);
}

/* Selects the whole part and brings it into view. */
static void
part_activated_cb (BwTerritoriesPage *self,
                   GtkListBoxRow     *row)
{
  const BwTerritoryPart *part = g_ptr_array_index (self->layout->parts, gtk_list_box_row_get_index (row));

  bw_territory_map_select (self->map, part->counties, part->n);
  bw_territory_map_show_county (self->map, part->counties[0]);
}

static void
nearest_cb (BwTerritoriesPage *self)
{
  bw_territories_page_fill (self, FALSE);
}

static void
compact_cb (BwTerritoriesPage *self)
{
  bw_territories_page_fill (self, TRUE);
}

static void
overlap_activated_cb (BwTerritoriesPage *self,
                      GtkListBoxRow     *row)
{
  const BwTerritoryOverlap *overlap = &g_array_index (self->layout->overlaps, BwTerritoryOverlap,
                                                      gtk_list_box_row_get_index (row));

  bw_territories_page_show_county (self, self->plan->places[overlap->account].unit);
}

static void
plan_chosen_cb (BwTerritoriesPage *self,
                gint64             key)
{
  bw_territories_page_choose_plan (self, key);
}

static void
change_activated_cb (BwTerritoriesPage *self,
                     int                county)
{
  bw_territories_page_show_county (self, county);
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
  BwMeasure          shade;

  if (self->plan == NULL || self->values == NULL)
    return NULL;
  return bw_territories_page_get_shade (self, &shade) ? bw_territory_report_new_shaded (self->plan, self->values, self->values->to, shade)
                                                      : bw_territory_report_new (self->plan, self->values, self->values->to);
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
constructed (GObject *object)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (object);

  G_OBJECT_CLASS (bw_territories_page_parent_class)->constructed (object);
  bw_plan_bar_set_session (self->plan_bar, self->session);
  bw_plan_changes_set_session (self->changes, self->session);
  bw_plan_exceptions_set_session (self->exceptions, self->session);
  bw_territories_page_make_droppable (self);
  bw_territory_findings_set_session (self->findings, self->session);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::writable", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::writable", G_CALLBACK (bw_territories_page_update_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (self->session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  self->live = bw_territory_layout_live_new (self->session);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
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
  if (self->optimising != NULL)
    g_cancellable_cancel (self->optimising);
  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  adw_bin_set_child (ADW_BIN (self), NULL);
  forget (self);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_territories_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_TERRITORIES_PAGE (object)->shades);
  g_array_unref (BW_TERRITORIES_PAGE (object)->trail);
  G_OBJECT_CLASS (bw_territories_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  /* The first three are known by their name alone. */
  gtk_widget_class_bind_template_child_full (widget_class, "nearest_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "compact_button", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "map_button", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, missing_status);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, note);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, target);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, assign_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, unassign_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, side);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, plan_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, first_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, plan_bar);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, changes);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, findings);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, lock_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, optimise_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, optimise_progress);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, measures_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, exceptions);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, parts_expander);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, parts);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, fill_button);
  gtk_widget_class_bind_template_child_full (widget_class, "nearest_label", FALSE, G_STRUCT_OFFSET (BwTerritoriesPage, fill_labels[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "compact_label", FALSE, G_STRUCT_OFFSET (BwTerritoriesPage, fill_labels[1]));
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, measure);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, list);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, overlaps_expander);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, overlaps);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, gaps_expander);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, gaps);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, BwTerritoriesPage, talk_button);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, measure_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gap_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, nearest_cb);
  gtk_widget_class_bind_template_callback (widget_class, compact_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "preview_fill_cb", G_CALLBACK (bw_territories_page_preview_fill));
  gtk_widget_class_bind_template_callback_full (widget_class, "measures_cb", G_CALLBACK (bw_territories_page_measures));
  gtk_widget_class_bind_template_callback (widget_class, overlap_activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "lock_cb", G_CALLBACK (bw_territories_page_lock));
  gtk_widget_class_bind_template_callback_full (widget_class, "optimise_cb", G_CALLBACK (bw_territories_page_optimise));
  gtk_widget_class_bind_template_callback (widget_class, plan_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "assign_cb", G_CALLBACK (bw_territories_page_assign));
  gtk_widget_class_bind_template_callback_full (widget_class, "unassign_cb", G_CALLBACK (bw_territories_page_unassign));
  gtk_widget_class_bind_template_callback_full (widget_class, "plan_cb", G_CALLBACK (bw_territories_page_make_plan));
  gtk_widget_class_bind_template_callback_full (widget_class, "new_cb", G_CALLBACK (bw_territories_page_new));
  gtk_widget_class_bind_template_callback_full (widget_class, "edit_cb", G_CALLBACK (bw_territories_page_edit));
  gtk_widget_class_bind_template_callback_full (widget_class, "remove_cb", G_CALLBACK (bw_territories_page_remove));
  gtk_widget_class_bind_template_callback_full (widget_class, "talk_cb", G_CALLBACK (bw_territories_page_talk));
}

static void
action_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  BwTerritoriesPage *self = BW_TERRITORIES_PAGE (widget);

  if (g_str_equal (name, "territory.assign"))
    bw_territories_page_assign (self);
  else
    bw_territories_page_unassign (self);
}

static void
bw_territories_page_class_init (BwTerritoriesPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map_widget;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_TERRITORY_MAP);
  g_type_ensure (BW_TYPE_PLAN_BAR);
  g_type_ensure (BW_TYPE_PLAN_CHANGES);
  g_type_ensure (BW_TYPE_TERRITORY_FINDINGS);
  g_type_ensure (BW_TYPE_TERRITORY_OUTCOME);
  g_type_ensure (BW_TYPE_PLAN_EXCEPTIONS);
  g_type_ensure (BW_TYPE_TAB_STOP);
  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-territories-page.ui");
  bind_children (widget_class);
  bw_territories_page_bind_map (widget_class);
  bw_territories_page_bind_table (widget_class);
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
  bw_territories_page_init_map (self);
  self->trail = g_array_new (FALSE, FALSE, sizeof (gint64));
}
