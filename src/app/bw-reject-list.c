/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that an import rejected, as a grid in which they are corrected.
 *
 *   12 rejected rows      [All Columns] [Export…] [Dismiss All] [Read 2 Rows Again]
 *   what came of the last reading
 *   +------+---+-------------------+----------------------------------------------+
 *   | line | x | why               | the columns of the file, the faulty cells marked |
 *
 * The rows come from the project file when the grid is on screen, on the thread of the file; an answer that comes after another
 * import was asked for is dropped. What was typed stays when the rows are loaded again, as after an edit elsewhere, as long as
 * the file has the same text. The columns that have a faulty cell stand first; of a wide file only the first others are shown: each visible column
 * costs widgets for some hundreds of rows. */

#include "app/bw-reject-list.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-reject-cell.h"
#include "app/bw-reject-line.h"
#include "app/bw-tab-stop.h"
#include "core/bw-reject-sheet.h"

enum
{
  MANY_COLUMNS = 12, /* more are only shown when asked for */
  MAX_COLUMNS = 400, /* a broken line may have any number of cells */
  CELL_PX = 132,
  WHY_PX = 250,
};

struct _BwRejectList
{
  AdwBin parent_instance;

  GtkStack        *stack;
  GtkLabel        *title;
  GtkLabel        *outcome;
  GtkToggleButton *all_columns;
  GtkButton       *dismiss_all;
  GtkButton       *read_again;
  GtkColumnView   *view;
  GtkNoSelection  *model;

  BwSession  *session; /* (owned) (nullable) */
  gint64      key;     /* of the import that is shown */
  gboolean    stale;   /* to be loaded when it is on screen */
  gboolean    reading; /* corrected rows are on their way */
  gboolean    fixed;   /* how the import was read is not known: nothing can be read again */
  GPtrArray  *rows;    /* (owned) (nullable): BwRejectedRow */
  GPtrArray  *lines;   /* (owned) (nullable): BwRejectLine */
  GPtrArray  *names;   /* (owned) (nullable) (element-type utf8): the columns of the file */
  GArray     *order;   /* (owned) (element-type guint): the columns of the file as they stand in the grid */
  GHashTable *cells;   /* (owned): the cells that are bound, by line and column */
};

G_DEFINE_FINAL_TYPE (BwRejectList, bw_reject_list, ADW_TYPE_BIN)

static void load (BwRejectList *self);

/* ---- What can be done now ---- */

static guint
count_edited (BwRejectList *self)
{
  guint n = 0;

  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    n += bw_reject_line_is_edited (g_ptr_array_index (self->lines, i));
  return n;
}

static void
update_buttons (BwRejectList *self)
{
  guint            n = count_edited (self);
  gboolean         writable = FALSE;
  g_autofree char *label = NULL;

  if (self->session == NULL)
    return;
  g_object_get (self->session, "writable", &writable, NULL);
  label = n > 0 ? g_strdup_printf (ngettext ("_Read %u Row Again", "_Read %u Rows Again", n), n) : g_strdup (_ ("_Read again"));
  gtk_button_set_label (self->read_again, label);
  gtk_widget_set_visible (GTK_WIDGET (self->read_again), !self->fixed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->read_again), n > 0 && writable && !self->reading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->dismiss_all), writable && !self->reading);
}

static void
tell (BwRejectList *self,
      const char   *text)
{
  gtk_label_set_label (self->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), *text != '\0');
}

static GtkWindow *
get_window (BwRejectList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- Cells ---- */

/* What a factory makes cells of. */
typedef struct
{
  BwRejectList *list; /* outlives its columns */
  guint         column;
} Place;

static gpointer
name_cell (guint line,
           guint column)
{
  return GUINT_TO_POINTER (line * (MAX_COLUMNS + 1) + column);
}

static void
show_cell (BwRejectList *self,
           BwRejectCell *cell,
           BwRejectLine *line,
           guint         column)
{
  gboolean named = column < self->names->len;

  g_autofree char *title = named ? g_strdup (g_ptr_array_index (self->names, column)) : g_strdup_printf (_ ("Column %u"), column + 1);

  bw_reject_cell_show (cell, title, bw_reject_line_get_cell (line, column), bw_reject_line_get_fault (line, column),
                       bw_reject_line_is_edited_at (line, column));
}

static void
edited_cb (BwRejectCell *cell,
           const char   *text,
           GtkListItem  *item)
{
  const Place  *place = g_object_get_data (G_OBJECT (cell), "place");
  BwRejectList *self = place->list;
  BwRejectLine *line = gtk_list_item_get_item (item);

  if (line == NULL || !bw_reject_line_set_cell (line, place->column, text))
    return;
  show_cell (self, cell, line, place->column);
  update_buttons (self);
}

/* Moves to the cell beside, where it is on screen or near it. */
static void
move_cb (BwRejectCell *cell,
         int           columns,
         int           rows,
         GtkListItem  *item)
{
  const Place  *place = g_object_get_data (G_OBJECT (cell), "place");
  const GArray *order = place->list->order;
  int           line = (int)gtk_list_item_get_position (item) + rows, at = 0;
  GtkWidget    *next;

  while (at < (int)order->len && g_array_index (order, guint, at) != place->column)
    at++;
  at += columns;
  if (line < 0 || at < 0 || at >= (int)order->len)
    return;
  next = g_hash_table_lookup (place->list->cells, name_cell ((guint)line, g_array_index (order, guint, at)));
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               Place                    *place)
{
  GtkWidget *cell = bw_reject_cell_new ();

  g_object_set_data (G_OBJECT (cell), "place", place);
  g_signal_connect (cell, "edited", G_CALLBACK (edited_cb), item);
  g_signal_connect (cell, "move", G_CALLBACK (move_cb), item);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              Place                    *place)
{
  BwRejectCell *cell = BW_REJECT_CELL (gtk_list_item_get_child (item));

  g_hash_table_insert (place->list->cells, name_cell (gtk_list_item_get_position (item), place->column), cell);
  show_cell (place->list, cell, gtk_list_item_get_item (item), place->column);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                Place                    *place)
{
  BwRejectCell *cell = BW_REJECT_CELL (gtk_list_item_get_child (item));
  gpointer      name = name_cell (gtk_list_item_get_position (item), place->column);

  bw_reject_cell_end (cell, TRUE);
  if (g_hash_table_lookup (place->list->cells, name) == cell)
    g_hash_table_remove (place->list->cells, name);
}

/* ---- The columns before the file's own ---- */

static void
setup_label_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, bw_reject_line_get_row (gtk_list_item_get_item (item))->row);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), number);
}

static void
setup_why_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  GtkLabel *label;

  setup_label_cb (factory, item, data);
  label = GTK_LABEL (gtk_list_item_get_child (item));
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_lines (label, 3);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
}

static void
bind_why_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             gpointer                  data)
{
  const char *why = bw_reject_line_get_reasons (gtk_list_item_get_item (item));
  GtkWidget  *label = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (label), why);
  gtk_widget_set_tooltip_text (label, why);
}

/* ---- Dismissing ---- */

static void
dismissed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (BwRejectList) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && get_window (self) != NULL)
    bw_dialogs_show_error (get_window (self), _ ("Nothing was dismissed"), error);
}

/* Says of @lines (element-type BwRejectLine) that they need not be read. */
static void
dismiss (BwRejectList    *self,
         const GPtrArray *lines)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *label = NULL, *told = NULL;
  BwDelta         *delta;
  BwBook          *after;

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_extend (rows, bw_reject_line_get_rows (g_ptr_array_index (lines, i)), NULL, NULL);
  /* Translators: an edit that can be undone */
  label = g_strdup_printf (ngettext ("Dismiss %u row", "Dismiss %u rows", lines->len), lines->len);
  told = g_strdup_printf (ngettext ("%'u row was dismissed.", "%'u rows were dismissed.", lines->len), lines->len);
  tell (self, told);
  after = bw_rejected_rows_dismiss (bw_session_get_book (self->session), rows, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, dismissed_cb, g_object_ref (self));
}

static void
dismiss_cb (GtkListItem *item,
            GtkWidget   *button)
{
  BwRejectList *self = g_object_get_data (G_OBJECT (button), "list");
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  if (gtk_list_item_get_item (item) == NULL || self->reading)
    return;
  g_ptr_array_add (lines, gtk_list_item_get_item (item));
  dismiss (self, lines);
}

static void
dismiss_all_cb (BwRejectList *self)
{
  if (self->lines != NULL && self->lines->len > 0)
    dismiss (self, self->lines);
}

static void
setup_dismiss_cb (GtkSignalListItemFactory *factory,
                  GtkListItem              *item,
                  BwRejectList             *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Dismiss: this row will never be right"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  g_object_set_data (G_OBJECT (button), "list", self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (dismiss_cb), item);
  gtk_list_item_set_child (item, button);
}

static void
bind_dismiss_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 BwRejectList             *self)
{
  guint64          number = bw_reject_line_get_row (gtk_list_item_get_item (item))->row;
  g_autofree char *name = g_strdup_printf (_ ("Dismiss row %" PRIu64), number);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* ---- Reading again ---- */

/* Tells what came of reading @n corrected rows. */
static void
tell_result (BwRejectList         *self,
             guint                 n,
             const BwImportResult *result)
{
  const GPtrArray *refused = result->delta->rejected;
  guint            n_taken = n - MIN (n, refused->len);
  GString         *text = g_string_new (NULL);

  if (n_taken > 0)
    g_string_append_printf (text, ngettext ("%'u row was taken.", "%'u rows were taken.", n_taken), n_taken);
  if (refused->len > 0)
    {
      const BwRejectedRow *row = g_ptr_array_index (refused, 0);
      gboolean             named = row->column != NULL && *row->column != '\0';

      g_string_append_printf (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, ngettext ("%'u row was refused again:", "%'u rows were refused again, the first:", refused->len),
                              refused->len);
      /* Translators: goes on from "1 row was refused again:"; the line, the column with a colon and a space, and the reason */
      g_string_append_printf (text, _ (" line %" PRIu64 ", %s%s%s"), row->row, named ? row->column : "",
                              named ? ": " : "", row->reason);
    }
  tell (self, text->str);
  g_string_free (text, TRUE);
}

typedef struct
{
  BwRejectList *list; /* (owned) */
  guint         n;
  gint64        key;
} Reading;

static void
corrected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Reading *reading = data;
  g_autoptr (BwRejectList) self = reading->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) corrected = bw_session_correct_finish (BW_SESSION (source), result, &error);

  self->reading = FALSE;
  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    {
      if (corrected != NULL && reading->key == self->key)
        tell_result (self, reading->n, corrected);
      if (corrected == NULL && get_window (self) != NULL)
        bw_dialogs_show_error (get_window (self), _ ("The corrected rows could not be read"), error);
      update_buttons (self);
    }
  g_free (reading);
}

static void
read_again_cb (BwRejectList *self)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
  Reading *reading;

  for (guint i = 0; i < self->lines->len; i++)
    {
      BwRejectLine        *line = g_ptr_array_index (self->lines, i);
      const BwRejectedRow *row = bw_reject_line_get_row (line);
      g_autofree char     *raw = NULL;

      if (!bw_reject_line_is_edited (line))
        continue;
      raw = bw_reject_line_dup_raw (line, self->names->len);
      g_ptr_array_add (corrections, bw_correction_new (row->import, row->key, raw));
    }
  if (corrections->len == 0 || self->reading)
    return;
  reading = g_new (Reading, 1);
  *reading = (Reading) { g_object_ref (self), corrections->len, self->key };
  self->reading = TRUE;
  tell (self, _ ("Reading again…"));
  update_buttons (self);
  bw_session_correct_async (self->session, corrections, corrected_cb, reading);
}

/* ---- The grid ---- */

static void
add_column (BwRejectList *self,
            const char   *title,
            int           width,
            gboolean      expand,
            GCallback     setup,
            GCallback     bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", setup, self);
  g_signal_connect (factory, "bind", bind, self);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_resizable (column, expand);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (self->view, column);
}

static void
add_file_column (BwRejectList *self,
                 guint         index,
                 gboolean      last)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char    *surplus = g_strdup_printf (_ ("Column %u"), index + 1);
  const char         *title = index < self->names->len ? g_ptr_array_index (self->names, index) : surplus;
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  Place *place = g_new (Place, 1);

  *place = (Place) { self, index };
  g_object_set_data_full (G_OBJECT (factory), "place", place, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), place);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), place);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), place);
  gtk_column_view_column_set_fixed_width (column, CELL_PX);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, last);
  gtk_column_view_append_column (self->view, column);
}

/* Makes the grid's columns: of the first @n of the file those that are to be seen, those with a faulty cell first. */
static void
make_columns (BwRejectList *self,
              guint         n)
{
  GListModel          *all = gtk_column_view_get_columns (self->view);
  g_autofree gboolean *faulty = g_new0 (gboolean, n + 1);

  while (g_list_model_get_n_items (all) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint k = 0; k < self->lines->len; k++)
    for (guint i = 0; i < n; i++)
      faulty[i] |= bw_reject_line_get_fault (g_ptr_array_index (self->lines, k), i) != NULL;
  g_array_set_size (self->order, 0);
  for (guint i = 0; i < n; i++)
    if (faulty[i])
      g_array_append_val (self->order, i);
  for (guint i = 0; i < n; i++)
    if (!faulty[i] && (i < MANY_COLUMNS || gtk_toggle_button_get_active (self->all_columns)))
      g_array_append_val (self->order, i);
  add_column (self, _ ("Line"), 56, FALSE, G_CALLBACK (setup_label_cb), G_CALLBACK (bind_line_cb));
  add_column (self, "", 44, FALSE, G_CALLBACK (setup_dismiss_cb), G_CALLBACK (bind_dismiss_cb));
  add_column (self, _ ("Why"), WHY_PX, n == 0, G_CALLBACK (setup_why_cb), G_CALLBACK (bind_why_cb));
  for (guint i = 0; i < self->order->len; i++)
    add_file_column (self, g_array_index (self->order, guint, i), i + 1 == self->order->len);
}

/* What the file called its columns, from the line that the import kept. */
static void
name_columns (BwRejectList *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = bw_session_dup_columns (self->session, self->key);
  self->fixed = self->names == NULL;
  if (self->fixed)
    self->names = g_ptr_array_new_with_free_func (g_free);
}

/* Takes over what was typed into the lines that were shown so far. */
static void
keep_edits (GPtrArray *lines,
            GPtrArray *earlier)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; earlier != NULL && i < earlier->len; i++)
    if (bw_reject_line_is_edited (g_ptr_array_index (earlier, i)))
      g_hash_table_insert (by_key, (gpointer)&bw_reject_line_get_row (g_ptr_array_index (earlier, i))->key,
                           g_ptr_array_index (earlier, i));
  for (guint i = 0; i < lines->len && g_hash_table_size (by_key) > 0; i++)
    {
      BwRejectLine *line = g_ptr_array_index (lines, i);
      BwRejectLine *before = g_hash_table_lookup (by_key, &bw_reject_line_get_row (line)->key);

      if (before != NULL)
        bw_reject_line_keep_edits (line, before);
    }
}

static void
show_lines (BwRejectList *self)
{
  g_autoptr (GListStore) store = g_list_store_new (BW_TYPE_REJECT_LINE);
  g_autofree char *title = NULL;
  guint            n = self->names->len;

  for (guint i = 0; i < self->lines->len && !self->fixed; i++)
    n = MAX (n, bw_reject_line_get_n_cells (g_ptr_array_index (self->lines, i)));
  n = MIN (n, MAX_COLUMNS);
  gtk_no_selection_set_model (self->model, NULL);
  g_hash_table_remove_all (self->cells);
  gtk_widget_set_visible (GTK_WIDGET (self->all_columns), n > MANY_COLUMNS);
  make_columns (self, n);
  g_list_store_splice (store, 0, 0, self->lines->pdata, self->lines->len);
  gtk_no_selection_set_model (self->model, G_LIST_MODEL (store));
  title = g_strdup_printf (ngettext ("%'u rejected row", "%'u rejected rows", self->lines->len), self->lines->len);
  gtk_label_set_label (self->title, title);
  gtk_stack_set_visible_child_name (self->stack, self->lines->len > 0 ? "rows" : "none");
  update_buttons (self);
}

static void
all_columns_cb (BwRejectList *self)
{
  if (self->lines != NULL)
    show_lines (self);
}

/* Begins to write in the first faulty cell of the line that was activated. */
static void
activate_cb (BwRejectList *self,
             guint         position)
{
  BwRejectLine *line;
  GtkWidget    *cell;

  if (self->lines == NULL || position >= self->lines->len)
    return;
  line = g_ptr_array_index (self->lines, position);
  cell = g_hash_table_lookup (self->cells, name_cell (position, bw_reject_line_get_first_fault (line)));
  if (cell != NULL)
    bw_reject_cell_begin (BW_REJECT_CELL (cell));
}

/* ---- Loading ---- */

/* What an answer belongs to. */
typedef struct
{
  BwRejectList *list; /* (owned) */
  gint64        key;
} Request;

static void
rejected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Request *request = data;
  g_autoptr (BwRejectList) self = request->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = bw_session_rejected_finish (BW_SESSION (source), result, &error);
  g_autoptr (GPtrArray) earlier = NULL;
  gboolean wanted = request->key == self->key;

  g_free (request);
  if (!wanted || adw_bin_get_child (ADW_BIN (self)) == NULL)
    return;
  if (rows == NULL)
    {
      if (get_window (self) != NULL)
        bw_dialogs_show_error (get_window (self), _ ("The rejected rows could not be read"), error);
      return;
    }
  name_columns (self);
  earlier = g_steal_pointer (&self->lines);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  self->lines = bw_reject_lines_new (self->rows, self->names);
  keep_edits (self->lines, earlier);
  show_lines (self);
}

static void
load (BwRejectList *self)
{
  Request *request;

  self->stale = TRUE;
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  request = g_new (Request, 1);
  *request = (Request) { g_object_ref (self), self->key };
  bw_session_rejected_async (self->session, self->key, rejected_cb, request);
}

/* ---- Export ---- */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwRejectList) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) && get_window (self) != NULL)
    bw_dialogs_show_error (get_window (self), _ ("The rejected rows could not be saved"), error);
}

static void
chosen_cb (GListModel *files,
           gpointer    data)
{
  BwRejectList *self = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *line = NULL;
  char            *csv;

  if (self->rows == NULL || file == NULL)
    return;
  line = bw_reject_sheet_join (self->names);
  csv = self->fixed ? bw_reject_sheet_write (self->rows) : bw_reject_sheet_write_rows (self->rows, line);
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_object_ref (self));
}

static void
export_cb (BwRejectList *self)
{
  bw_dialogs_save_file (get_window (self), _ ("Save the rejected rows"), _ ("rejected rows.csv"), _ ("Tables as text (CSV)"),
                        (const char *const[]) { "csv", NULL }, chosen_cb, self);
}

/* ---- The widget ---- */

static void
map (GtkWidget *widget)
{
  BwRejectList *self = BW_REJECT_LIST (widget);

  GTK_WIDGET_CLASS (bw_reject_list_parent_class)->map (widget);
  if (self->stale)
    load (self);
}

static void
dispose (GObject *object)
{
  BwRejectList *self = BW_REJECT_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_reject_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_hash_table_unref (BW_REJECT_LIST (object)->cells);
  g_array_unref (BW_REJECT_LIST (object)->order);
  G_OBJECT_CLASS (bw_reject_list_parent_class)->finalize (object);
}

static void
bw_reject_list_class_init (BwRejectListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-reject-list.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwRejectList, child)
  BIND (stack);
  BIND (title);
  BIND (outcome);
  BIND (all_columns);
  BIND (dismiss_all);
  BIND (read_again);
  BIND (view);
  BIND (model);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
bw_reject_list_init (BwRejectList *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows the rejected rows of the import with @key that are open, as the file has them now. */
void
bw_reject_list_show_import (BwRejectList *self,
                            BwSession    *session,
                            gint64        key)
{
  if (session != self->session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (self->session, self);
      g_set_object (&self->session, session);
      g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
    }
  if (key != self->key)
    {
      self->key = key;
      g_clear_pointer (&self->lines, g_ptr_array_unref);
      tell (self, "");
      gtk_stack_set_visible_child_name (self->stack, "busy");
    }
  load (self);
}
