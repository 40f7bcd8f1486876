/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of deals: columns, order, selection.
 *
 * A column view over the deal list. What makes it quick at a million rows: cells are GtkInscription with columns of fixed
 * width, so that nothing is measured; columns that are not wanted are invisible and have no cells; the list itself
 * puts the deals in order. GTK 4.8 tells a program that a header was clicked, but not which: each column has a sorter that
 * notes its field when it is asked to compare, so one comparison through the view's sorter says the field and, by
 * its sign, the direction.
 *
 * The project's own fields are columns behind the built-in ones, not shown at first. When the fields change, these columns
 * are made anew; those that were shown or sorted by stay so, told by the keys of their fields. */

#include "app/bw-deal-grid.h"

#include <glib/gi18n.h>

#include "app/bw-grid-layout.h"
#include "app/bw-deal-grid-edit.h"
#include "app/bw-group-row.h"
#include "app/bw-wording.h"
#include "core/bw-adjustment-sheet.h"
#include "core/bw-deal-field.h"

enum
{
  MANY_PUSHES = 3, /* definitions: from then on the date is unreliable */
};

struct _BwDealGrid
{
  AdwBin parent_instance;

  GtkColumnView     *view;
  GtkMultiSelection *selection;

  BwDealList          *list; /* (owned) (nullable) */
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
  guint                selected; /* the deal that alone is selected, G_MAXUINT for none */
  guint                cursor;   /* the field of the outlined cell of the selected row; G_MAXUINT for none */
  BwDealSelection     *chosen;   /* (owned) (nullable) */
  BwDealGridEdit      *edit;     /* (owned) (nullable) */
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

static gboolean
is_number (BwDealFieldType type)
{
  return type == BW_DEAL_FIELD_MONEY || type == BW_DEAL_FIELD_NUMBER || type == BW_DEAL_FIELD_PERCENT || type == BW_DEAL_FIELD_REAL;
}

/* ---- Cells ---- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Place                    *place)
{
  GtkWidget *cell = gtk_inscription_new ("");

  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (is_number (place->type))
    gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 1);
  if (place->type != BW_DEAL_FIELD_TEXT)
    gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (item, cell);
  g_object_set_data (G_OBJECT (cell), "item", item);
}

/* Adds in words what is the matter with a value.
 * Returns: whether something is. */
static gboolean
flag (const BwBook *book,
      guint         deal,
      BwDealField   field,
      BwDate        today,
      char        **text)
{
  const BwDeals *deals = &book->deals;
  const char    *words = NULL;
  char          *flagged;

  if (field == BW_DEAL_FIELD_STAGE && deals->stage[deal] < book->stages->len &&
      !bw_book_stage (book, deals->stage[deal])->mapped)
    words = _ ("not mapped");
  else if (field == BW_DEAL_FIELD_CLOSE && deals->close[deal] != BW_DATE_NONE && deals->close[deal] < today &&
           bw_deal_kind (book, deal) == BW_STAGE_OPEN)
    words = _ ("past");
  else if (field == BW_DEAL_FIELD_PUSHES && deals->pushes[deal] >= MANY_PUSHES &&
           bw_deal_kind (book, deal) == BW_STAGE_OPEN)
    words = _ ("often");
  if (words == NULL)
    return FALSE;
  /* Translators: a value in a table and what is the matter with it, such as "1 Nov 2026 · past" */
  flagged = g_strdup_printf (_ ("%s · %s"), *text, words);
  g_free (*text);
  *text = flagged;
  return TRUE;
}

static void
set_class (GtkWidget  *cell,
           const char *style,
           gboolean    on)
{
  if (on == gtk_widget_has_css_class (cell, style))
    return;
  if (on)
    gtk_widget_add_css_class (cell, style);
  else
    gtk_widget_remove_css_class (cell, style);
}

/* ---- What is written beside the CRM's values ---- */

static const BwAdjustment *
find_adjustment (const BwBook *book,
                 guint         deal,
                 BwDealField   field)
{
  BwAdjusted adjusted;

  if (book->adjustments->len == 0 || !bw_adjusted_from_deal_field (field, &adjusted))
    return NULL;
  return bw_adjustment_find (book, deal, adjusted);
}

/* Has *@text be the adjusted value with its mark. */
static void
show_adjustment (const BwBook       *book,
                 const BwAdjustment *adjustment,
                 char              **text)
{
  g_autofree char *value = bw_adjusted_dup_text (book, adjustment->field, &adjustment->value);

  g_free (*text);
  /* The mark tells it apart without colour. */
  *text = g_strdup_printf ("✎ %s", *value != '\0' ? value : "–");
}

/* Says of @cell what the CRM says; nothing without an @adjustment (nullable). */
static void
tell_adjustment (const BwBook       *book,
                 const BwAdjustment *adjustment,
                 GtkWidget          *cell)
{
  g_autofree char *tooltip = NULL;

  if (adjustment != NULL)
    {
      BwAdjustedValue   crm = bw_adjusted_crm (book, (guint)adjustment->deal);
      g_autofree char  *said = bw_adjusted_dup_text (book, adjustment->field, &crm);
      BwAdjustmentState state = bw_adjustment_state (book, adjustment);
      const char       *note = bw_book_text (book, adjustment->note);
      g_autoptr (GString) words = g_string_new (NULL);

      /* Translators: what the CRM says of a field of a deal, such as "CRM: 30 Nov 2026" */
      g_string_append_printf (words, _ ("CRM: %s"), *said != '\0' ? said : "–");
      if (state != BW_ADJUSTMENT_PENDING)
        g_string_append_printf (words, " · %s", bw_adjustment_state_title (state));
      if (*note != '\0')
        g_string_append_printf (words, "\n%s", note);
      tooltip = g_string_free (g_steal_pointer (&words), FALSE);
    }
  if (tooltip != NULL || gtk_widget_get_has_tooltip (cell))
    gtk_widget_set_tooltip_text (cell, tooltip);
  set_class (cell, "adjusted", adjustment != NULL);
}

/* ---- What changed ---- */

/* Marks @cell, which has its text, where its value is another than on the day that is asked about, and says what it was. A deal that is new
 * is marked at its name. */
static void
mark_change (const Place  *place,
             const BwBook *book,
             guint         deal,
             GtkWidget    *cell)
{
  const BwChanged *changed = bw_deal_list_get_changed (place->grid->list);
  gboolean         fresh = changed != NULL && place->field == BW_DEAL_FIELD_NAME && changed->marks[deal] == BW_CHANGED_NEW;
  gboolean         other = changed != NULL && bw_changed_get (changed, book, deal, place->field);
  const char      *tooltip = gtk_widget_get_tooltip_text (cell);
  g_autofree char *since = NULL;
  g_autofree char *was = NULL;
  g_autofree char *words = NULL;
  g_autofree char *all = NULL;
  g_autofree char *marked = NULL;

  set_class (cell, "changed", fresh || other);
  if (!fresh && !other)
    return;
  marked = g_strdup_printf ("%s %s", fresh ? "✚" : "●", gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  since = bw_wording_day (changed->since, bw_deal_list_get_today (place->grid->list));
  was = other ? bw_changed_dup_was (changed, book, deal, place->field) : g_strdup ("");
  /* Translators: what a cell of a table was on a day: "Was $120,000 on 1 Oct" */
  words = fresh ? g_strdup_printf (_ ("New since %s"), since) : g_strdup_printf (_ ("Was %s on %s"), *was != '\0' ? was : "–", since);
  all = tooltip != NULL ? g_strdup_printf ("%s\n%s", words, tooltip) : g_strdup (words);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), marked);
  gtk_widget_set_tooltip_text (cell, all);
}

/* ---- The outlined cell ---- */

static void
mark_cursor (GtkListItem *item,
             const Place *place)
{
  set_class (gtk_list_item_get_child (item), "current-cell", place->grid->cursor == place->field && gtk_list_item_get_selected (item));
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
  BwDealItem         *row = gtk_list_item_get_item (item);
  GtkWidget          *cell = gtk_list_item_get_child (item);
  BwBook             *book = bw_deal_item_get_book (row);
  guint               deal = bw_deal_item_get_deal (row);
  BwDate              today = bw_deal_list_get_today (place->grid->list);
  BwDealField         field = place->field;
  const BwAdjustment *adjustment;
  g_autofree char    *text = NULL;
  gboolean            flagged;

  if (bw_deal_item_get_group (row) != BW_GROUP_NONE)
    {
      set_class (cell, "error", FALSE);
      set_class (cell, "adjusted", FALSE);
      set_class (cell, "changed", FALSE);
      bw_group_row_fill_cell (cell, place->grid->view, place->grid->list, bw_deal_item_get_group (row), field);
      return;
    }
  bw_group_row_leave_cell (cell);
  if (deal >= book->deals.n)
    return;
  text = bw_deal_dup_text (book, deal, field, today);
  adjustment = find_adjustment (book, deal, field);
  if (adjustment != NULL)
    show_adjustment (book, adjustment, &text);
  tell_adjustment (book, adjustment, cell);
  flagged = flag (book, deal, field, today, &text);
  if (field == BW_DEAL_FIELD_PUSHES && book->deals.pushes[deal] == 0)
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), "");
  else
    gtk_inscription_set_text (GTK_INSCRIPTION (cell), *text != '\0' ? text : "–");
  set_class (cell, "error", flagged);
  mark_change (place, book, deal, cell);
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

static void
selected_cb (BwDealGrid *self)
{
  guint          n;
  const guint32 *deals = bw_deal_selection_get (self->chosen, &n);

  mark_cursors (self);
  if (n != 1 || deals[0] == self->selected)
    return;
  self->selected = deals[0];
  g_signal_emit (self, signals[DEAL_SELECTED], 0, self->selected);
}

static void
activate_cb (BwDealGrid *self,
             guint       position)
{
  g_autoptr (BwDealItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL && bw_deal_item_get_group (item) != BW_GROUP_NONE)
    bw_group_row_toggle (self->view, self->list, position);
  else if (item != NULL)
    g_signal_emit (self, signals[DEAL_ACTIVATED], 0, bw_deal_item_get_deal (item));
}

static void follow_fields (BwDealGrid *self);

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

  self->selected = self->cursor = G_MAXUINT;
  self->bound = g_hash_table_new (NULL, NULL);
  self->own = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (list));
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
