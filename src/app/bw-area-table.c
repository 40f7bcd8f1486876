/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The areas of a plan's map as a table.
 *
 *   [Find areas…                 ]            254 counties
 *   Area          Territory   Accounts  Pipeline  Won in a year
 *   Travis, TX    South             12     $1.2 M        $3.1 M
 *
 * All that the map does with what is selected can be done here: rows are selected with the pointer or the keyboard, and given to a
 * territory by the buttons below, by dragging them onto it in the list, or by the menu of the rows. The page keeps map and table
 * alike; the units that are selected are kept here too, so that rows found by other words or in another order stay selected.
 *
 * The model only counts the rows, whose texts are made as they are seen (bw-place-list.h). */

#include "app/bw-area-table.h"

#include <glib/gi18n.h>

#include "app/bw-column-title.h"
#include "app/bw-gradual-list.h"
#include "app/bw-place-list.h"
#include "app/bw-tab-stop.h"
#include "app/bw-territory-wording.h"
#include "core/bw-plan-map.h"
#include "core/bw-territory-area.h"

enum
{
  N_KEYS = BW_AREA_VALUE + BW_N_MEASURES,
  NAME_CHARS = 16,
  TERRITORY_PX = 150,
  VALUE_PX = 104,
  MOST_IN_MENU = 16,
};

struct _BwAreaTable
{
  AdwBin parent_instance;

  GtkSearchEntry      *search;
  GtkLabel            *count;
  GtkColumnView       *view;
  GtkMultiSelection   *selection;
  GtkColumnViewColumn *columns[N_KEYS]; /* (borrowed from the view) */
  GtkWidget           *menu;

  BwTerritoryLayout *layout; /* (owned) (nullable) */
  GArray            *areas;  /* (owned) (nullable) (element-type BwTerritoryArea) */
  GArray            *found;  /* (owned) (nullable) (element-type guint): the rows: places in areas */
  guint8            *marks;  /* (owned) (array length=n_marks): 1 for units that are selected */
  guint              n_marks;
  BwPlaceList       *places;             /* (owned) */
  BwGradualList     *rows;               /* (owned) */
  GHashTable        *bound;              /* (owned): GtkListItem to key: the cells that show something */
  guint              key;                /* what rows are put in order by */
  guint              asked;              /* the key of the column whose sorter was asked */
  gboolean           descending, sorted; /* sorted FALSE: as on the map */
  gboolean           by_parent, editable;
  gboolean           filling;
};

enum
{
  SELECTION_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwAreaTable, bw_area_table, ADW_TYPE_BIN)

/* ---- Cells ---- */

static const BwTerritoryArea *
get_row (BwAreaTable *self,
         guint        row)
{
  if (self->found == NULL || row >= self->found->len)
    return NULL;
  return &g_array_index (self->areas, BwTerritoryArea, g_array_index (self->found, guint, row));
}

static char *
dup_territory (BwAreaTable           *self,
               const BwTerritoryArea *area)
{
  const char *name = area->territory == BW_TERRITORY_SEVERAL ? _ ("Several") : bw_territory_wording_name (self->layout->book, area->territory);

  if (area->n_locked == 0)
    return g_strdup (name);
  /* Translators: a territory, and that the areas cannot leave it. */
  return g_strdup_printf (area->n_locked == area->n ? _ ("%s, locked") : _ ("%s, some locked"), name);
}

/* Returns: (transfer full): what stands in a cell; @column is a BwAreaKey or BW_AREA_VALUE and a measure. */
char *
bw_area_table_dup_text (BwAreaTable *self,
                        guint        row,
                        guint        column)
{
  const BwTerritoryArea *area = get_row (self, row);

  if (area == NULL || column >= N_KEYS)
    return g_strdup ("");
  if (column == BW_AREA_NAME)
    return bw_territory_area_dup_name (self->layout->plan, area);
  if (column == BW_AREA_TERRITORY)
    return dup_territory (self, area);
  if (area->values[column - BW_AREA_VALUE] == 0)
    return g_strdup ("–");
  return bw_measure_dup_text (column - BW_AREA_VALUE, area->values[column - BW_AREA_VALUE], self->layout->book->currency);
}

static void
fill_cell (BwAreaTable *self,
           GtkListItem *item,
           guint        key)
{
  GtkWidget       *child = gtk_list_item_get_child (item);
  g_autofree char *text = bw_area_table_dup_text (self, gtk_list_item_get_position (item), key);

  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
  if (key < BW_AREA_VALUE)
    gtk_widget_set_tooltip_text (child, text);
}

/* The rows stay; what they show is another. */
static void
fill_cells (BwAreaTable *self)
{
  GHashTableIter iter;
  gpointer       item, key;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &key))
    fill_cell (self, item, GPOINTER_TO_UINT (key));
}

static guint
key_of (GtkSignalListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "key"));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          BwAreaTable              *self)
{
  GtkWidget *text = gtk_inscription_new ("");
  guint      key = key_of (factory);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), key >= BW_AREA_VALUE ? 1 : 0);
  if (key >= BW_AREA_VALUE)
    gtk_widget_add_css_class (text, "numeric");
  if (key == BW_AREA_NAME)
    gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), NAME_CHARS);
  g_object_set_data (G_OBJECT (text), "item", item);
  gtk_list_item_set_child (item, text);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         BwAreaTable              *self)
{
  g_hash_table_insert (self->bound, item, GUINT_TO_POINTER (key_of (factory)));
  fill_cell (self, item, key_of (factory));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           BwAreaTable              *self)
{
  g_hash_table_remove (self->bound, item);
}

/* ---- Selection ---- */

static gboolean
is_marked (BwAreaTable           *self,
           const BwTerritoryArea *area)
{
  for (guint i = area->first; i < area->first + area->n; i++)
    if (i >= self->n_marks || !self->marks[i])
      return FALSE;
  return area->n > 0;
}

/* Has the rows selected whose units are marked. */
static void
show_marks (BwAreaTable *self)
{
  g_autoptr (GtkBitset) chosen = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, self->found != NULL ? self->found->len : 0);

  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    if (is_marked (self, get_row (self, i)))
      gtk_bitset_add (chosen, i);
  if (!gtk_bitset_is_empty (chosen))
    bw_gradual_list_reach (self->rows, gtk_bitset_get_maximum (chosen));
  self->filling = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), chosen, all);
  self->filling = FALSE;
}

static void
set_marked (BwAreaTable *self,
            guint        row,
            gboolean     marked)
{
  const BwTerritoryArea *area = get_row (self, row);

  for (guint i = area->first; i < area->first + area->n; i++)
    self->marks[i] = marked;
}

/* How many of the units that are selected no row shows. */
static guint
count_unlisted (BwAreaTable *self)
{
  guint n = 0;

  for (guint32 i = 0; i < self->n_marks; i++)
    n += self->marks[i];
  for (guint r = 0; n > 0 && r < self->found->len; r++)
    {
      const BwTerritoryArea *area = get_row (self, r);

      for (guint i = area->first; i < area->first + area->n && i < self->n_marks; i++)
        n -= self->marks[i];
    }
  return n;
}

/* Tells how many rows there are, and that more is selected than they show: what is done to the selection is done to that too. */
static void
tell_count (BwAreaTable *self)
{
  g_autofree char *count = NULL;
  guint            n_unlisted = count_unlisted (self);

  if (self->by_parent)
    count = g_strdup_printf (ngettext ("%'u row", "%'u rows", self->found->len), self->found->len);
  else
    count = bw_plan_map_dup_count (self->layout->plan->atlas, self->found->len);
  if (n_unlisted > 0)
    {
      g_autofree char *listed = g_steal_pointer (&count);

      count = g_strdup_printf (ngettext ("%s; %'u selected area is not listed", "%s; %'u selected areas are not listed", n_unlisted), listed, n_unlisted);
    }
  gtk_label_set_label (self->count, count);
}

/* What a person selects is all that is selected: rows that are not listed do not stay so unseen. Whoever selects all rows that have come
 * means all. */
static void
selection_changed_cb (BwAreaTable *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  guint n, here = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (self->filling || self->found == NULL)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  n = (guint)gtk_bitset_get_size (chosen);
  memset (self->marks, 0, self->n_marks);
  for (guint i = 0; i < n; i++)
    set_marked (self, gtk_bitset_get_nth (chosen, i), TRUE);
  if (n == here && n > 1)
    for (guint i = here; i < self->found->len; i++)
      set_marked (self, i, TRUE);
  if (n == here && n > 1 && n < self->found->len)
    show_marks (self);
  tell_count (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* Has the @n @units selected, and no others. */
void
bw_area_table_select (BwAreaTable   *self,
                      const guint32 *units,
                      guint          n)
{
  if (self->layout == NULL)
    return;
  memset (self->marks, 0, self->n_marks);
  for (guint i = 0; i < n; i++)
    if (units[i] < self->n_marks)
      self->marks[units[i]] = 1;
  show_marks (self);
  if (self->found != NULL)
    tell_count (self);
}

/* Returns: (transfer full) (element-type guint32): the units that are selected. */
GArray *
bw_area_table_dup_selected (BwAreaTable *self)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < self->n_marks; i++)
    if (self->marks[i])
      g_array_append_val (units, i);
  return units;
}

/* ---- Rows ---- */

/* Lists what is found, in its order. */
static void
list_rows (BwAreaTable *self)
{
  if (self->layout == NULL)
    return;
  g_clear_pointer (&self->found, g_array_unref);
  self->found = bw_territory_areas_find (self->layout->plan, self->areas, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->sorted)
    bw_territory_areas_sort (self->layout->plan, self->areas, self->key, self->descending, self->found);
  self->filling = TRUE;
  bw_place_list_resize (self->places, self->found->len);
  self->filling = FALSE;
  fill_cells (self);
  show_marks (self);
  tell_count (self);
}

static void
search_changed_cb (BwAreaTable *self)
{
  list_rows (self);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
}

/* Has a column for each measure that the plan looks at, beside the three that always are. */
static void
show_columns (BwAreaTable *self)
{
  const BwMeasures *measures = self->layout->values->measures;

  for (BwMeasure m = 0; m < BW_N_MEASURES; m++)
    {
      GtkColumnViewColumn *column = self->columns[BW_AREA_VALUE + m];
      gboolean             shown = m <= BW_MEASURE_HISTORY || bw_measures_has (measures, m);

      if (shown && g_strcmp0 (gtk_column_view_column_get_title (column), bw_measures_title (measures, m)) != 0)
        {
          gtk_column_view_column_set_title (column, bw_measures_title (measures, m));
          bw_column_title_fit (self->view, column, VALUE_PX);
        }
      gtk_column_view_column_set_visible (column, shown);
    }
}

/* Shows the areas of @layout (transfer none) (nullable), or the parents of its map; what is selected stays. Rows can be dragged where
 * the plan is @editable. */
void
bw_area_table_show (BwAreaTable       *self,
                    BwTerritoryLayout *layout,
                    gboolean           by_parent,
                    gboolean           editable)
{
  BwTerritoryLayout *before = self->layout;

  self->layout = layout != NULL ? bw_territory_layout_ref (layout) : NULL;
  self->by_parent = by_parent;
  self->editable = editable;
  g_clear_pointer (&before, bw_territory_layout_unref);
  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->found, g_array_unref);
  if (layout == NULL)
    {
      bw_place_list_resize (self->places, 0);
      return;
    }
  if (self->n_marks != layout->plan->n_units)
    {
      g_free (self->marks);
      self->n_marks = layout->plan->n_units;
      self->marks = g_new0 (guint8, MAX (self->n_marks, 1));
    }
  self->areas = bw_territory_areas_new (layout->plan, layout->counties, by_parent);
  show_columns (self);
  list_rows (self);
}

/* Returns: how many rows are listed. */
guint
bw_area_table_n_rows (BwAreaTable *self)
{
  return self->found != NULL ? self->found->len : 0;
}

/* ---- Order ---- */

static int
note_column (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  GtkColumnViewColumn *column = data;
  BwAreaTable         *self = g_object_get_data (G_OBJECT (column), "table");

  if (self->asked == N_KEYS)
    self->asked = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "key"));
  return -1;
}

/* A header was clicked: one comparison tells which, as GTK 4.8 does not. */
static void
sorter_changed_cb (GtkSorter      *sorter,
                   GtkSorterChange change,
                   BwAreaTable    *self)
{
  GtkOrdering ordering;

  self->asked = N_KEYS;
  self->sorted = gtk_sorter_get_order (sorter) != GTK_SORTER_ORDER_NONE;
  if (self->sorted)
    {
      ordering = gtk_sorter_compare (sorter, self->view, self->selection);
      self->key = self->asked < N_KEYS ? self->asked : BW_AREA_NAME;
      self->descending = ordering != GTK_ORDERING_SMALLER;
    }
  list_rows (self);
}

/* ---- Dragging and the menu ---- */

/* The row at (@x, @y); G_MAXUINT for none. */
static guint
row_at (BwAreaTable *self,
        double       x,
        double       y)
{
  for (GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT); at != NULL && at != GTK_WIDGET (self->view);
       at = gtk_widget_get_parent (at))
    {
      /* A cell is as large as its text; what is around it belongs to the row's cell of the view. */
      GtkWidget   *inner = gtk_widget_get_first_child (at);
      GtkListItem *item = g_object_get_data (G_OBJECT (inner != NULL ? inner : at), "item");

      if (item != NULL && g_hash_table_contains (self->bound, item))
        return gtk_list_item_get_position (item);
    }
  return G_MAXUINT;
}

/* Takes hold of what is selected; a row that is not is selected first. Returns: whether there is a row. */
static gboolean
take_hold (BwAreaTable *self,
           double       x,
           double       y)
{
  guint row = row_at (self, x, y);

  if (row == G_MAXUINT)
    return FALSE;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), row))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), row, TRUE);
  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            BwAreaTable   *self)
{
  return self->editable && take_hold (self, x, y) ? gdk_content_provider_new_typed (G_TYPE_INT, BW_NOBODY) : NULL;
}

/* What is dragged is shown as how many areas it is. */
static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               BwAreaTable   *self)
{
  g_autoptr (GArray) units = bw_area_table_dup_selected (self);
  g_autofree char *text = bw_plan_map_dup_count (self->layout->plan->atlas, units->len);
  GtkWidget       *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "map-card");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

/* Appends a way to move to the territory at @index of the list. */
static void
append_territory (BwAreaTable *self,
                  GMenu       *menu,
                  guint        index)
{
  const char *name = bw_territory_wording_name (self->layout->book, g_array_index (self->layout->balance, BwTerritoryBalance, index).territory);
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "territory.move", "i", (gint32)index);
  g_menu_append_item (menu, item);
}

/* Returns: (transfer full): the territories of the list from @from on; those that a screen has no room for are in a menu of their own. */
static GMenuModel *
make_territories (BwAreaTable *self,
                  guint        from)
{
  GMenu *menu = g_menu_new ();
  guint  n = self->layout != NULL ? self->layout->balance->len - 1 : 0;

  for (guint i = from; i < MIN (from + MOST_IN_MENU, n); i++)
    append_territory (self, menu, i);
  if (from + MOST_IN_MENU < n)
    {
      g_autoptr (GMenuModel) more = make_territories (self, from + MOST_IN_MENU);

      g_menu_append_submenu (menu, _ ("More"), more);
    }
  return G_MENU_MODEL (menu);
}

/* Returns: (transfer full): what can be done with the rows that are selected. */
GMenuModel *
bw_area_table_make_menu (BwAreaTable *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenuModel) territories = make_territories (self, 0);

  g_menu_append_section (menu, _ ("Move to"), territories);
  g_menu_append (rest, _ ("_Unassign"), "territory.unassign");
  g_menu_append (rest, _ ("_Lock or unlock"), "territory.lock");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
show_menu (BwAreaTable *self,
           double       x,
           double       y)
{
  g_autoptr (GMenuModel) menu = bw_area_table_make_menu (self);

  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 BwAreaTable     *self)
{
  double at_x, at_y;

  if (!take_hold (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &at_x, &at_y);
  show_menu (self, at_x, at_y);
}

/* The key for menus, at the row that has the focus. */
static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  BwAreaTable    *self = BW_AREA_TABLE (widget);
  GtkRoot        *root = gtk_widget_get_root (widget);
  GtkWidget      *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) || !gtk_widget_compute_bounds (focus, widget, &bounds))
    return FALSE;
  show_menu (self, bounds.origin.x + 24, bounds.origin.y + bounds.size.height);
  return TRUE;
}

static void
menu_closed_cb (BwAreaTable *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* ---- Widget ---- */

static void
add_columns (BwAreaTable *self)
{
  for (guint key = 0; key < N_KEYS; key++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;
      g_autoptr (GtkSorter) sorter = NULL;

      g_object_set_data (G_OBJECT (factory), "key", GUINT_TO_POINTER (key));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
      column = gtk_column_view_column_new (key == BW_AREA_NAME ? _ ("Area") : key == BW_AREA_TERRITORY ? _ ("Territory")
                                                                                                       : "",
                                           factory);
      self->columns[key] = column;
      g_object_set_data (G_OBJECT (column), "key", GUINT_TO_POINTER (key));
      g_object_set_data (G_OBJECT (column), "table", self);
      sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, column, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, key == BW_AREA_NAME);
      gtk_column_view_column_set_visible (column, key < BW_AREA_VALUE);
      gtk_column_view_append_column (self->view, column);
      if (key == BW_AREA_TERRITORY)
        bw_column_title_fit (self->view, column, TERRITORY_PX);
      if (key >= BW_AREA_VALUE)
        bw_column_title_align_end (self->view, column);
    }
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self, 0);
  gtk_column_view_sort_by_column (self->view, self->columns[BW_AREA_VALUE + BW_MEASURE_PIPELINE], GTK_SORT_DESCENDING);
}

static void
add_controllers (BwAreaTable *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture    *click = gtk_gesture_click_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  GTK_WIDGET_CLASS (bw_area_table_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (BW_AREA_TABLE (widget)->menu));
}

static void
dispose (GObject *object)
{
  BwAreaTable *self = BW_AREA_TABLE (object);

  self->filling = TRUE;
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
  self->view = NULL;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->layout, bw_territory_layout_unref);
  g_clear_object (&self->rows);
  g_clear_object (&self->places);
  G_OBJECT_CLASS (bw_area_table_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwAreaTable *self = BW_AREA_TABLE (object);

  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->found, g_array_unref);
  g_hash_table_unref (self->bound);
  g_free (self->marks);
  G_OBJECT_CLASS (bw_area_table_parent_class)->finalize (object);
}

static void
bw_area_table_class_init (BwAreaTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->size_allocate = size_allocate;
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-area-table.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAreaTable, search);
  gtk_widget_class_bind_template_child (widget_class, BwAreaTable, count);
  gtk_widget_class_bind_template_child (widget_class, BwAreaTable, view);
  gtk_widget_class_bind_template_child (widget_class, BwAreaTable, selection);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}

static void
bw_area_table_init (BwAreaTable *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->places = BW_PLACE_LIST (bw_place_list_new (0));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = bw_gradual_list_new (G_LIST_MODEL (self->places));
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  /* Beside the row it can be moved up and down until it fits on the screen. */
  gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_RIGHT);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_columns (self);
  add_controllers (self);
}
