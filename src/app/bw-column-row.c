/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column of a file that is to be imported: what it is read into, how sure that is, and how its values are read.
 *
 *   header          [Close date  v]   31.03.2026    01.04.2026    31.04.2026
 *   ●●● certain                       31 Mar 2026   1 Apr 2026    There is no such day.
 *   the reason
 *   3 of 1,200 cells cannot be read: line 17, “31.04.2026”: There is no such day.
 *
 * A row is made once and then brought up to date, so that the keyboard stays where it is when a choice is tried. */

#include "app/bw-column-row.h"

#include <glib/gi18n.h>

#include "app/bw-field-button.h"
#include "app/bw-import-wording.h"

/* As many values are shown, each as it stands and as it will be read. */
#define SAMPLES 4

struct _BwColumnRow
{
  GtkListBoxRow parent_instance;

  GtkLabel      *header;
  GtkLabel      *dots;
  GtkLabel      *sure;
  BwFieldButton *button;
  GtkButton     *swap;
  GtkWidget     *right;
  GtkGrid       *samples;
  GtkLabel      *reason;
  GtkLabel      *problem;
  GtkLabel      *raw[SAMPLES];
  GtkLabel      *read[SAMPLES];

  BwImportDraft *draft; /* (owned) */
  guint          file;
  guint          column;
};

G_DEFINE_FINAL_TYPE (BwColumnRow, bw_column_row, GTK_TYPE_LIST_BOX_ROW)

static const BwImportColumn *
get_column (BwColumnRow *self)
{
  const BwImportFile *file = bw_import_draft_get_file (self->draft, self->file);

  return self->column < file->columns->len ? g_ptr_array_index (file->columns, self->column) : NULL;
}

static void
chosen_cb (BwColumnRow *self,
           const char  *field,
           BwFieldType  type)
{
  const BwImportColumn *column = get_column (self);

  if (column != NULL)
    bw_import_draft_choose (self->draft, self->file, column->header, field, type);
}

/* The guess becomes what the person says. */
static void
right_cb (BwColumnRow *self)
{
  const BwImportColumn *column = get_column (self);

  if (column != NULL)
    chosen_cb (self, column->field, column->type);
}

/* The dates of the file are read the other way round. */
static void
swap_cb (BwColumnRow *self)
{
  const BwImportColumn *column = get_column (self);

  if (column == NULL)
    return;
  bw_import_draft_get_options (self->draft, self->file)->date_order =
    column->date_order == BW_ORDER_MONTH_FIRST ? BW_ORDER_DAY_FIRST : BW_ORDER_MONTH_FIRST;
  bw_import_draft_changed (self->draft, self->file);
}

static GtkLabel *
add_sample (BwColumnRow *self,
            int          at,
            int          line)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  if (line == 0)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (self->samples, label, at, line, 1, 1);
  return GTK_LABEL (label);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* The currency of the first row in which @text stands: that which its row names, else the project's. Returns: (transfer full). */
static char *
find_currency (BwColumnRow *self,
               const char  *text)
{
  const BwImportFile *file = bw_import_draft_get_file (self->draft, self->file);
  g_autofree char    *named = NULL;

  for (guint r = 0; r < file->preview->len && named == NULL; r++)
    {
      const char *const *cells = g_ptr_array_index (file->preview, r);

      if (self->column < g_strv_length ((char **)cells) && g_str_equal (cells[self->column], text))
        named = bw_import_row_currency (file->columns, cells);
    }
  if (named != NULL && *named != '\0')
    return g_steal_pointer (&named);
  return g_strdup (bw_session_get_book (bw_import_draft_get_session (self->draft))->currency);
}

/* What is read as it stands needs no second line. */
static void
show_samples (BwColumnRow          *self,
              const BwImportColumn *column)
{
  gboolean differs = FALSE;

  for (guint i = 0; i < SAMPLES; i++)
    {
      const char      *text = i < column->samples->len ? g_ptr_array_index (column->samples, i) : "";
      g_autofree char *currency = find_currency (self, text);
      g_autofree char *shown = NULL;
      BwCellReading    reading = bw_import_column_read (column, text, currency, &shown);
      g_autofree char *tip = NULL;

      differs |= column->field != NULL && g_strcmp0 (text, shown) != 0;
      tip = *text == '\0' ? NULL : g_strdup_printf (_ ("“%s” is read as: %s"), text, *shown != '\0' ? shown : _ ("unknown"));
      gtk_label_set_label (self->raw[i], text);
      gtk_label_set_label (self->read[i], *text != '\0' && *shown == '\0' ? "–" : shown);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->raw[i]), tip);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->read[i]), tip);
      set_class (GTK_WIDGET (self->read[i]), "error", reading == BW_READING_BAD);
    }
  for (guint i = 0; i < SAMPLES; i++)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->read[i]), differs);
      set_class (GTK_WIDGET (self->raw[i]), "dim-label", differs || column->field == NULL);
    }
}

static void
show_problem (BwColumnRow          *self,
              const BwImportColumn *column)
{
  const BwImportSummary *summary = bw_import_draft_get_summary (self->draft, self->file);
  const BwRejectedRow   *first;
  guint                  n = bw_import_draft_count_problems (self->draft, self->file, column->header, &first);
  g_autofree char       *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), n > 0);
  if (n == 0 || summary == NULL)
    return;
  /* Translators: how many cells, of how many, the line of the first, its value, why it cannot be read */
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u of %'u cells cannot be taken: line %'u, “%s”: %s",
                                       "%'u of %'u cells cannot be taken, first in line %'u, “%s”: %s", n),
                          n, summary->rows, (guint)first->row, first->value, first->reason);
  gtk_label_set_label (self->problem, text);
}

static void
show_sure (BwColumnRow          *self,
           const BwImportColumn *column)
{
  gboolean         chosen = bw_import_draft_is_chosen (self->draft, self->file, column->header);
  BwColumnDoubt    doubt = bw_import_draft_get_doubt (self->draft, self->file, self->column);
  gboolean         asks = doubt != BW_DOUBT_NONE;
  gboolean         month_first = column->date_order == BW_ORDER_MONTH_FIRST;
  const char      *reason = column->reason;
  g_autofree char *right = NULL;

  if (doubt == BW_DOUBT_DATE_ORDER)
    reason = month_first ? _ ("No day is after the 12th, so that nothing tells which number is the month. The month is taken to come first.")
                         : _ ("No day is after the 12th, so that nothing tells which number is the month. The day is taken to come first.");
  gtk_label_set_label (self->dots, chosen ? "✓" : asks                  ? "?"
                                                : column->field == NULL ? "–"
                                                                        : bw_import_wording_sure_dots (column->confidence));
  gtk_label_set_label (self->sure, chosen ? _ ("you said so") : asks                  ? _ ("please look at this")
                                                              : column->field == NULL ? _ ("left out")
                                                                                      : bw_import_wording_sure (column->confidence));
  gtk_label_set_label (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), asks && reason != NULL);
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (GTK_WIDGET (self->sure)), reason);
  gtk_button_set_label (self->swap, month_first ? _ ("Day first") : _ ("Month first"));
  gtk_widget_set_visible (GTK_WIDGET (self->swap), doubt == BW_DOUBT_DATE_ORDER);
  gtk_widget_set_visible (self->right, asks);
  right = g_strdup_printf (_ ("%s is read right"), column->header);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->right), GTK_ACCESSIBLE_PROPERTY_LABEL, right, -1);
  set_class (GTK_WIDGET (self), "asks", asks);
  set_class (GTK_WIDGET (self->dots), "warning", asks);
  set_class (GTK_WIDGET (self->sure), "warning", asks);
  set_class (GTK_WIDGET (self->sure), "dim-label", !asks);
  set_class (GTK_WIDGET (self->header), "dim-label", column->field == NULL && !asks);
}

static void
dispose (GObject *object)
{
  BwColumnRow *self = BW_COLUMN_ROW (object);

  g_clear_object (&self->draft);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  G_OBJECT_CLASS (bw_column_row_parent_class)->dispose (object);
}

static void
bw_column_row_class_init (BwColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_FIELD_BUTTON);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, header);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, dots);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, sure);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, button);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, samples);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, reason);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, problem);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, swap);
  gtk_widget_class_bind_template_child (widget_class, BwColumnRow, right);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_cb);
}

static void
bw_column_row_init (BwColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < SAMPLES; i++)
    {
      self->raw[i] = add_sample (self, i, 0);
      self->read[i] = add_sample (self, i, 1);
    }
}

/* Returns: (transfer floating): a row for the column with the index @column of the file with the index @file. */
GtkWidget *
bw_column_row_new (BwImportDraft *draft,
                   guint          file,
                   guint          column)
{
  BwColumnRow *self = g_object_new (BW_TYPE_COLUMN_ROW, NULL);

  self->draft = g_object_ref (draft);
  self->file = file;
  self->column = column;
  bw_column_row_refresh (self);
  return GTK_WIDGET (self);
}

/* Shows the column as it now is. */
void
bw_column_row_refresh (BwColumnRow *self)
{
  const BwImportColumn *column = get_column (self);
  const char           *header;

  g_return_if_fail (BW_IS_COLUMN_ROW (self));

  if (column == NULL)
    return;
  header = *column->header != '\0' ? column->header : _ ("Column without a title");
  gtk_label_set_label (self->header, header);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header), header);
  bw_field_button_set_column (self->button, bw_import_draft_get_file (self->draft, self->file)->kind, header, column->field,
                              column->type);
  show_samples (self, column);
  show_problem (self, column);
  show_sure (self, column);
}
