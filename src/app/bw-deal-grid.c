/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of deals: columns, order, selection.
 *
 * A column view over the deal list, whose rows come a few at a time. What makes it quick at a million rows: cells are GtkInscription with columns of fixed
 * width, so that nothing is measured; columns that are not wanted are invisible and have no cells; the list itself
 * puts the deals in order. GTK 4.8 tells a program that a header was clicked, but not which: each column has a sorter that
 * notes its field when it is asked to compare, so one comparison through the view's sorter says the field and, by
 * its sign, the direction.
 *
 * The project's own fields are columns behind the built-in ones, not shown at first. When the fields change, these columns
 * are made anew; those that were shown or sorted by stay so, told by the keys of their fields. */

#include "app/bw-deal-grid.h"

#include "app/bw-gradual-list.h"
#include "app/bw-grid-layout.h"
#include "app/bw-column-title.h"
#include "app/bw-deal-cell.h"
#include "app/bw-deal-grid-edit.h"
#include "app/bw-group-row.h"
#include "app/bw-tab-stop.h"
#include "core/bw-deal-field.h"

struct _BwDealGrid
{
  AdwBin parent_instance;

  GtkColumnView     *view;
  GtkMultiSelection *selection;

  BwDealList          *list; /* (owned) (nullable) */
  BwGradualList       *rows; /* (owned) (nullable): of the list, as they come */
  const struct _Place *asked;
  GPtrArray           *own;        /* GtkColumnViewColumn: those of the project's own fields */
  char                *own_fields; /* what these were made from */
  gboolean             descending;
  gint64               sorted_key; /* of the project's own field that the list is sorted by, 0 for none */
  GtkColumnViewColumn *amount;     /* owned by the view */
  guint                fitting;    /* source */
  BwGridLayout        *columns;    /* (owned) */
  GHashTable          *bound;      /* GtkListItem to Place: the cells that show a deal */
  gulong               sorter_handler;
  gint64               folded_at; /* when a click folded or unfolded a group, on the monotonic clock */
  guint                selected;  /* the deal that alone is selected, G_MAXUINT for none */
  guint                cursor;    /* the field of the outlined cell of the selected row; G_MAXUINT for none */
  BwDealSelection     *chosen;    /* (owned) (nullable) */
  BwDealGridEdit      *edit;      /* (owned) (nullable) */
};

enum
{
  DEAL_SELECTED,
  DEAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDealGrid, bw_deal_grid, ADW_TYPE_BIN)

/* What a sorter and a factory know, which share it. */
typedef struct _Place
{
  BwDealGrid     *grid;
  BwDealField     field;
  BwDealFieldType type;
  gint64          key; /* of the project's own field, 0 for a built-in one */
} Place;

static void
release_place (gpointer data)
{
  g_rc_box_release (data);
}

static void
release_place_cb (gpointer  data,
                  GClosure *closure)
{
  g_rc_box_release (data);
}

/* ---- Cells ---- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Place                    *place)
{
  GtkWidget *cell = bw_deal_cell_new (place->type);

  gtk_list_item_set_child (item, cell);
  g_object_set_data (G_OBJECT (cell), "item", item);
}

/* ---- The outlined cell ---- */

static void
mark_cursor (GtkListItem *item,
             const Place *place)
{
  bw_deal_cell_set_class (gtk_list_item_get_child (item), "current-cell", place->grid->cursor == place->field && gtk_list_item_get_selected (item));
}

static void
mark_cursors (BwDealGrid *self)
{
  GHashTableIter iter;
  gpointer       item, place;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &place))
    mark_cursor (item, place);
}

static void
fill_cell (GtkListItem *item,
           const Place *place)
{
  BwDealGrid *self = place->grid;

  bw_deal_cell_fill (gtk_list_item_get_child (item), self->view, self->list, gtk_list_item_get_item (item), place->field);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Place                    *place)
{
  g_hash_table_insert (place->grid->bound, item, place);
  fill_cell (item, place);
  mark_cursor (item, place);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           Place                    *place)
{
  g_hash_table_remove (place->grid->bound, item);
}

/* ---- Order ---- */

static void
scroll_to (BwDealGrid *self,
           guint       position)
{
  bw_gradual_list_reach (self->rows, position);
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item", "u", position);
}

static int
note_column (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  Place *place = data;

  if (place->grid->asked == NULL)
    place->grid->asked = place;
  return -1;
}

/* A header was clicked. */
static void
sorter_changed_cb (GtkSorter      *sorter,
                   GtkSorterChange change,
                   BwDealGrid     *self)
{
  GtkOrdering ordering;

  if (self->list == NULL || gtk_sorter_get_order (sorter) == GTK_SORTER_ORDER_NONE)
    return;
  self->asked = NULL;
  ordering = gtk_sorter_compare (sorter, self->view, self->selection);
  if (self->asked != NULL)
    {
      self->sorted_key = self->asked->key;
      self->descending = ordering != GTK_ORDERING_SMALLER;
      bw_deal_list_set_sort (self->list, self->asked->field, ordering != GTK_ORDERING_SMALLER);
      if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
        scroll_to (self, 0);
    }
}

/* ---- Selection ---- */

/* Whoever selects all rows that have come means all. */
static gboolean
select_others (BwDealGrid *self,
               guint       n)
{
  guint here = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), all = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n < here || here >= all || here < 2)
    return FALSE;
  bw_gradual_list_reach (self->rows, all - 1);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  return TRUE;
}

static void
selected_cb (BwDealGrid *self)
{
  guint          n;
  const guint32 *deals = bw_deal_selection_get (self->chosen, &n);

  if (select_others (self, n))
    return;
  mark_cursors (self);
  if (n != 1 || deals[0] == self->selected)
    return;
  self->selected = deals[0];
  g_signal_emit (self, signals[DEAL_SELECTED], 0, self->selected);
}

static gint64
get_double_click_us (BwDealGrid *self)
{
  int ms;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &ms, NULL);
  return (gint64)ms * 1000;
}

/* A click on the header of a group folds or unfolds it. */
static void
click_cb (GtkGestureClick *gesture,
          int              n_press,
          double           x,
          double           y,
          BwDealGrid      *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  BwDealField     field;
  guint           position;

  if (n_press != 1 || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0 || self->list == NULL ||
      !bw_deal_grid_cell_at (self, x, y, &position, &field) || bw_deal_list_get_group_at (self->list, position) == BW_GROUP_NONE)
    return;
  self->folded_at = g_get_monotonic_time ();
  bw_group_row_toggle (self->view, self->list, position);
}

static void
activate_cb (BwDealGrid *self,
             guint       position)
{
  g_autoptr (BwDealItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL && bw_deal_item_get_group (item) != BW_GROUP_NONE)
    {
      /* The first click of two has done it. */
      if (g_get_monotonic_time () - self->folded_at > get_double_click_us (self))
        bw_group_row_toggle (self->view, self->list, position);
    }
  else if (item != NULL)
    g_signal_emit (self, signals[DEAL_ACTIVATED], 0, bw_deal_item_get_deal (item));
}

static void follow_fields (BwDealGrid *self);

/* Has the rows of the selected deals come. */
static void
reach_selected (BwDealGrid *self)
{
  guint          n;
  const guint32 *deals = bw_deal_selection_get (self->chosen, &n);
  int            position = n == 1 ? bw_deal_list_find (self->list, deals[0]) : n > 1 ? G_MAXINT
                                                                                      : -1;

  if (position >= 0)
    bw_gradual_list_reach (self->rows, (guint)position);
}

/* The rows are others: the same deal stays selected where it is among them. */
static void
refreshed_cb (BwDealGrid *self)
{
  GHashTableIter iter;
  gpointer       item, place;

  follow_fields (self);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &place))
    fill_cell (item, place);
  reach_selected (self);
  bw_deal_selection_follow (self->chosen);
}

/* ---- Widths ---- */

static gboolean
fit_cb (gpointer data)
{
  BwDealGrid *self = data;

  self->fitting = 0;
  bw_grid_layout_fit (self->columns, (int)gtk_adjustment_get_page_size (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view))));
  return G_SOURCE_REMOVE;
}

/* Not within the allocation that tells of a new width. */
static void
fit_later (BwDealGrid *self)
{
  if (self->fitting == 0)
    self->fitting = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

/* ---- The widget ---- */

static GtkColumnViewColumn *
add_column (BwDealGrid     *self,
            BwDealField     field,
            BwDealFieldType type,
            gint64          key,
            const char     *title,
            gboolean        shown)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Place              *place = g_rc_box_new (Place);
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);
  g_autoptr (GtkSorter) sorter = NULL;

  *place = (Place) { self, field, type, key };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), place, release_place_cb, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), place);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), place);
  sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, g_rc_box_acquire (place), release_place));
  gtk_column_view_column_set_sorter (view_column, sorter);
  g_object_set_data (G_OBJECT (view_column), "place", place);
  bw_grid_layout_add (self->columns, view_column, field, shown);
  if (bw_deal_cell_is_number (type))
    {
      bw_column_title_align_end (self->view, view_column);
      gtk_widget_set_margin_end (gtk_widget_get_first_child (bw_column_title_find (self->view, view_column)), BW_DEAL_CELL_NUMBER_ROOM_PX);
    }
  return view_column; /* the view holds it */
}

/* ---- The project's own fields ---- */

/* Returns: (transfer full): what the columns of the project's own fields are made from. */
static char *
describe_fields (const BwBook *book)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < book->fields->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " %d %s\n", bw_book_field (book, i)->key, (int)bw_book_field (book, i)->type,
                            bw_deal_field_title (book, BW_N_DEAL_FIELDS + i));
  return g_string_free (text, FALSE);
}

/* Takes the columns of the fields away. Returns: (transfer full): the keys of those that were shown. */
static GHashTable *
remove_own_columns (BwDealGrid *self)
{
  GHashTable *shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->own->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->own, i);
      const Place         *place = g_object_get_data (G_OBJECT (column), "place");

      if (gtk_column_view_column_get_visible (column))
        g_hash_table_add (shown, g_memdup2 (&place->key, sizeof place->key));
      bw_grid_layout_remove (self->columns, column);
    }
  g_ptr_array_set_size (self->own, 0);
  return shown;
}

/* Makes the columns be those of the book's fields. */
static void
follow_fields (BwDealGrid *self)
{
  const BwBook    *book = bw_deal_list_get_book (self->list);
  g_autofree char *fields = describe_fields (book);
  g_autoptr (GHashTable) shown = NULL;
  GtkColumnViewColumn *sorted = NULL;
  gint64               sorted_key = self->sorted_key;

  if (g_strcmp0 (fields, self->own_fields) == 0)
    return;
  g_free (self->own_fields);
  self->own_fields = g_steal_pointer (&fields);
  shown = remove_own_columns (self);
  for (guint i = 0; i < book->fields->len; i++)
    {
      BwDealField          field = BW_N_DEAL_FIELDS + i;
      gint64               key = bw_book_field (book, i)->key;
      GtkColumnViewColumn *column = add_column (self, field, bw_deal_field_type (book, field), key, bw_deal_field_title (book, field),
                                                g_hash_table_contains (shown, &key));

      g_ptr_array_add (self->own, column);
      if (key == sorted_key)
        sorted = column;
    }
  /* The field that the list was sorted by has another index now, or is gone. */
  if (sorted_key != 0)
    gtk_column_view_sort_by_column (self->view, sorted != NULL ? sorted : self->amount,
                                    sorted != NULL && !self->descending ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
}

static void
dispose (GObject *object)
{
  BwDealGrid *self = BW_DEAL_GRID (object);

  g_clear_handle_id (&self->fitting, g_source_remove);
  if (self->view != NULL)
    g_clear_signal_handler (&self->sorter_handler, gtk_column_view_get_sorter (self->view));
  self->view = NULL;
  bw_grid_layout_stop (self->columns);
  g_clear_object (&self->edit);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->chosen);
  g_clear_object (&self->rows);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (bw_deal_grid_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwDealGrid *self = BW_DEAL_GRID (object);

  g_hash_table_unref (self->bound);
  g_ptr_array_unref (self->own);
  g_object_unref (self->columns);
  g_free (self->own_fields);
  G_OBJECT_CLASS (bw_deal_grid_parent_class)->finalize (object);
}

static void
bw_deal_grid_class_init (BwDealGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[DEAL_SELECTED] = g_signal_new ("deal-selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[DEAL_ACTIVATED] = g_signal_new ("deal-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-deal-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDealGrid, view);
  gtk_widget_class_bind_template_child (widget_class, BwDealGrid, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
bw_deal_grid_init (BwDealGrid *self)
{
  const BwDealField *fields;
  guint              n;

  GtkGesture *click = gtk_gesture_click_new ();

  self->selected = self->cursor = G_MAXUINT;
  self->bound = g_hash_table_new (NULL, NULL);
  self->own = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Before the view's own, which claims the click. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  self->columns = bw_grid_layout_new (self->view);
  n = bw_grid_column_list (&fields);
  for (guint i = 0; i < n; i++)
    {
      GtkColumnViewColumn *column = add_column (self, fields[i], bw_deal_field_type (NULL, fields[i]), 0, bw_grid_column_title (fields[i]), FALSE);

      if (fields[i] == BW_DEAL_FIELD_AMOUNT)
        self->amount = column;
    }
  gtk_column_view_sort_by_column (self->view, self->amount, GTK_SORT_DESCENDING);
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "notify::page-size",
                           G_CALLBACK (fit_later), self, G_CONNECT_SWAPPED);
  self->sorter_handler =
    g_signal_connect (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);
}

/* Shows the deals of @list, which are edited in @session (both transfer none). */
void
bw_deal_grid_set_list (BwDealGrid *self,
                       BwDealList *list,
                       BwSession  *session)
{
  g_return_if_fail (BW_IS_DEAL_GRID (self) && self->list == NULL);

  self->list = g_object_ref (list);
  self->rows = bw_gradual_list_new (G_LIST_MODEL (list));
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
  self->chosen = bw_deal_selection_new (GTK_SELECTION_MODEL (self->selection), list);
  g_signal_connect_object (self->chosen, "changed", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  self->edit = bw_deal_grid_edit_new (self, session);
  bw_group_row_add_keys (self->view, list);
  follow_fields (self);
}

/* Selects the row at @position and brings it into view. */
void
bw_deal_grid_select (BwDealGrid *self,
                     guint       position)
{
  g_return_if_fail (BW_IS_DEAL_GRID (self));

  bw_gradual_list_reach (self->rows, position);
  bw_deal_selection_choose (self->chosen, position);
  scroll_to (self, position);
}

/* ---- For what edits the cells ---- */

/* Returns: (transfer none). */
BwDealList *
bw_deal_grid_get_list (BwDealGrid *self)
{
  return self->list;
}

/* Returns: (transfer none). */
GtkColumnView *
bw_deal_grid_get_view (BwDealGrid *self)
{
  return self->view;
}

/* Returns: (transfer none): the selected deals. */
BwDealSelection *
bw_deal_grid_get_selection (BwDealGrid *self)
{
  return self->chosen;
}

/* Finds the cell at @x and @y of the grid. Returns: whether there is one. */
gboolean
bw_deal_grid_cell_at (BwDealGrid  *self,
                      double       x,
                      double       y,
                      guint       *position,
                      BwDealField *field)
{
  for (GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT); at != NULL && at != GTK_WIDGET (self);
       at = gtk_widget_get_parent (at))
    {
      /* A cell is as large as its text; what is around it belongs to the row's cell of the view. */
      GtkWidget   *inner = gtk_widget_get_first_child (at);
      GtkListItem *item = g_object_get_data (G_OBJECT (inner != NULL ? inner : at), "item");
      const Place *place = item != NULL ? g_hash_table_lookup (self->bound, item) : NULL;

      if (place == NULL)
        continue;
      *position = gtk_list_item_get_position (item);
      *field = place->field;
      return TRUE;
    }
  return FALSE;
}

/* Gives where the cell of @field in the row at @position is, in the grid's coordinates and within it; the row's first cell when
 * @field is not shown. */
void
bw_deal_grid_find_cell (BwDealGrid   *self,
                        guint         position,
                        BwDealField   field,
                        GdkRectangle *at)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 1, 1);
  GtkWidget      *found = NULL;
  GHashTableIter  iter;
  gpointer        item, place;
  int             width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1), height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &place))
    {
      BwDealField here = ((const Place *)place)->field;

      if (gtk_list_item_get_position (item) == position && (here == field || (here == BW_DEAL_FIELD_NAME && found == NULL)))
        found = gtk_list_item_get_child (item);
    }
  if (found != NULL && !gtk_widget_compute_bounds (found, GTK_WIDGET (self), &bounds))
    bounds = GRAPHENE_RECT_INIT (0, 0, 1, 1);
  at->x = CLAMP ((int)bounds.origin.x, 0, width - 1);
  at->y = CLAMP ((int)bounds.origin.y, 0, height - 1);
  at->width = CLAMP ((int)bounds.size.width, 1, width - at->x);
  at->height = CLAMP ((int)bounds.size.height, 1, height - at->y);
}

/* Outlines the cell of @field (G_MAXUINT: none) in the selected rows. */
void
bw_deal_grid_set_cursor (BwDealGrid *self,
                         guint       field)
{
  if (self->cursor == field)
    return;
  self->cursor = field;
  mark_cursors (self);
}

/* Returns: (transfer none): which columns are shown, and how. */
BwGridLayout *
bw_deal_grid_get_layout (BwDealGrid *self)
{
  return self->columns;
}

/* Orders the deals by @field, as a click on its header does. */
void
bw_deal_grid_sort (BwDealGrid *self,
                   BwDealField field,
                   gboolean    descending)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (bw_grid_column_field (column) == field)
        gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

/* Returns: (transfer floating): a list that shows, hides and moves the columns, and follows them. */
GtkWidget *
bw_deal_grid_make_chooser (BwDealGrid *self)
{
  return bw_grid_layout_make_chooser (self->columns);
}

/* Returns: (transfer full) (element-type BwDealField): the fields of the columns that are shown, in their order. */
GArray *
bw_deal_grid_list_fields (BwDealGrid *self)
{
  GListModel *model = gtk_column_view_get_columns (self->view);
  GArray     *shown = g_array_new (FALSE, FALSE, sizeof (BwDealField));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      const Place *place = g_object_get_data (G_OBJECT (column), "place");

      if (gtk_column_view_column_get_visible (column))
        g_array_append_val (shown, place->field);
    }
  return shown;
}
