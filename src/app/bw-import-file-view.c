/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was made out about one file before it is imported.
 *
 * From top to bottom: what the file holds and how it is written, the stages that nobody has met before, the columns with the
 * field that each is read into and how sure that is, and the first rows as they stand in the file. A file that cannot be read
 * shows the sentence why instead. */

#include "app/bw-import-file-view.h"

#include <glib/gi18n.h>

#include "app/bw-wording.h"

#define PREVIEW_ROWS 8
/* As much of a cell is always shown; wider tables scroll. */
#define PREVIEW_CHARS 14

struct _BwImportFileView
{
  AdwBin parent_instance;

  GtkStack            *stack;
  AdwStatusPage       *failure;
  AdwPreferencesGroup *source_group;
  AdwComboRow         *kind_row;
  AdwActionRow        *source_row;
  AdwPreferencesGroup *stages_group;
  AdwPreferencesGroup *columns_group;
  GtkGrid             *preview;

  BwImportKind kind;
  GHashTable  *stage_rows; /* (owned): stage name to its AdwComboRow */
  gboolean     filled;
};

enum
{
  KIND_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportFileView, bw_import_file_view, ADW_TYPE_BIN)

/* How the fields of imports are called on screen. */
static const struct
{
  const char *field;
  const char *title;
} field_titles[] = {
  { "id", N_ ("ID") },
  { "name", N_ ("Name") },
  { "first_name", N_ ("First name") },
  { "last_name", N_ ("Last name") },
  { "owner", N_ ("Owner") },
  { "owner_id", N_ ("Owner") },
  { "account", N_ ("Account") },
  { "account_id", N_ ("Account") },
  { "product", N_ ("Product") },
  { "product_id", N_ ("Product") },
  { "stage", N_ ("Stage") },
  { "status", N_ ("Open, won or lost") },
  { "is_won", N_ ("Won or not") },
  { "is_closed", N_ ("Closed or not") },
  { "is_lost", N_ ("Lost or not") },
  { "is_deleted", N_ ("Deleted or not") },
  { "category", N_ ("Forecast category") },
  { "probability", N_ ("Probability") },
  { "amount", N_ ("Amount") },
  { "currency", N_ ("Currency") },
  { "created", N_ ("Created") },
  { "close_date", N_ ("Close date") },
  { "actual_close_date", N_ ("Actual close date") },
  { "won_date", N_ ("Day of the win") },
  { "lost_date", N_ ("Day of the loss") },
  { "stage_since", N_ ("In the stage since") },
  { "activity", N_ ("Last activity") },
  { "modified", N_ ("Last modified") },
  { "region", N_ ("Region") },
  { "type", N_ ("Type") },
  { "source", N_ ("Source") },
  { "next_step", N_ ("Next step") },
  { "email", N_ ("E-mail") },
  { "manager", N_ ("Manager") },
  { "manager_id", N_ ("Manager") },
  { "role", N_ ("Role") },
  { "time_zone", N_ ("Time zone") },
  { "started", N_ ("First day") },
  { "ended", N_ ("Last day") },
  { "industry", N_ ("Industry") },
  { "street", N_ ("Street") },
  { "city", N_ ("City") },
  { "state", N_ ("State") },
  { "postal", N_ ("Postal code") },
  { "country", N_ ("Country") },
  { "latitude", N_ ("Latitude") },
  { "longitude", N_ ("Longitude") },
  { "revenue", N_ ("Revenue") },
  { "employees", N_ ("Employees") },
  { "parent", N_ ("Parent account") },
  { "parent_id", N_ ("Parent account") },
  { "family", N_ ("Product family") },
  { "price", N_ ("List price") },
  { "person", N_ ("Person") },
  { "person_id", N_ ("Person") },
  { "period", N_ ("Period") },
  { "quota", N_ ("Quota") },
};

/* What a new stage can be said to be; NULL leaves it to the stage's name. */
static const struct
{
  const char *title;
  const char *option;
} meanings[] = {
  { N_ ("As its name says"), NULL },
  { N_ ("Open, in the pipeline"), "open:pipeline" },
  { N_ ("Open, best case"), "open:best_case" },
  { N_ ("Open, commit"), "open:commit" },
  { N_ ("Open, omitted from the forecast"), "open:omitted" },
  { N_ ("Won"), "won:closed" },
  { N_ ("Lost"), "lost:omitted" },
};

static const char *
field_title (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_titles); i++)
    if (g_str_equal (field_titles[i].field, field))
      return _ (field_titles[i].title);
  return field;
}

static void
set_row_text (AdwActionRow *row,
              const char   *title,
              const char   *subtitle)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (row, safe_subtitle);
  adw_action_row_set_subtitle_lines (row, 1);
}

static void
show_source (BwImportFileView   *self,
             const BwImportFile *file,
             gboolean            alone)
{
  static const struct
  {
    char        delimiter;
    const char *name;
  } delimiters[] = { { ',', N_ ("commas") }, { ';', N_ ("semicolons") }, { '\t', N_ ("tabs") }, { '|', N_ ("bars") } };
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  const char      *parted_by = _ ("other signs");
  g_autofree char *text = NULL;

  for (guint i = 1; i < BW_N_KINDS; i++)
    gtk_string_list_append (kinds, bw_import_kind_title (i));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kinds));
  adw_combo_row_set_selected (self->kind_row, file->kind > 0 ? file->kind - 1 : GTK_INVALID_LIST_POSITION);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_row), alone);
  if (!alone)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind_row), _ ("Import a file by itself to say otherwise"));

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i].delimiter == file->delimiter)
      parted_by = _ (delimiters[i].name);
  /* Translators: where the file comes from, encoding, what parts the columns, line number */
  text = g_strdup_printf (_ ("%s; %s, columns parted by %s, titles in line %u"),
                          g_strcmp0 (file->profile, "generic") == 0 ? _ ("any table") : file->profile, file->encoding,
                          parted_by, file->header_line);
  set_row_text (self->source_row, _ ("Recognised as"), text);
}

static void
show_columns (BwImportFileView   *self,
              const BwImportFile *file)
{
  for (guint i = 0; i < file->columns->len; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, i);
      g_autofree char      *sure = bw_wording_percent (column->confidence);
      g_autofree char      *samples = NULL;
      g_autofree char      *text = NULL;
      g_autoptr (GPtrArray) values = g_ptr_array_new ();
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *label;

      for (guint k = 0; column->samples != NULL && k < column->samples->len; k++)
        g_ptr_array_add (values, g_ptr_array_index (column->samples, k));
      g_ptr_array_add (values, NULL);
      samples = g_strjoinv (", ", (char **)values->pdata);
      set_row_text (ADW_ACTION_ROW (row), *column->header != '\0' ? column->header : _ ("Column without a title"), samples);
      text = column->field != NULL ? g_strdup_printf (_ ("%s (%s sure)"), field_title (column->field), sure)
                                   : g_strdup (_ ("left out"));
      label = gtk_label_new (text);
      if (column->field == NULL)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_set_tooltip_text (label, column->reason);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (self->columns_group, row);
    }
}

/* Adds a row for @stage, whose meaning nobody has said yet. */
static void
add_stage (BwImportFileView *self,
           const char       *stage)
{
  g_autoptr (GtkStringList) titles = NULL;
  g_autofree char *safe = g_markup_escape_text (stage, -1);
  GtkWidget       *row;

  if (*stage == '\0' || g_hash_table_contains (self->stage_rows, stage))
    return;
  titles = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    gtk_string_list_append (titles, _ (meanings[i].title));
  row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  gtk_widget_add_css_class (row, "new-stage");
  adw_preferences_group_add (self->stages_group, row);
  g_hash_table_insert (self->stage_rows, g_strdup (stage), row);
}

/* Whether somebody has said what @stage is. */
static gboolean
is_mapped (const BwBook *book,
           const char   *stage)
{
  gint32 index = bw_book_find_stage (book, stage);

  return index >= 0 && bw_book_stage (book, index)->mapped;
}

static void
show_stages (BwImportFileView   *self,
             const BwImportFile *file,
             const BwBook       *book)
{
  for (guint i = 0; i < file->columns->len; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, i);

      if (file->kind != BW_KIND_DEALS || g_strcmp0 (column->field, "stage") != 0)
        continue;
      for (guint k = 0; k < file->preview->len; k++)
        {
          const char *const *row = g_ptr_array_index (file->preview, k);

          if (i < g_strv_length ((char **)row) && !is_mapped (book, row[i]))
            add_stage (self, row[i]);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->stages_group), g_hash_table_size (self->stage_rows) > 0);
}

static void
add_preview_cell (BwImportFileView *self,
                  const char       *text,
                  guint             column,
                  guint             row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (g_utf8_strlen (text, -1), PREVIEW_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->preview, label, (int)column, (int)row, 1, 1);
}

static void
show_preview (BwImportFileView   *self,
              const BwImportFile *file)
{
  for (guint i = 0; i < file->columns->len; i++)
    add_preview_cell (self, ((const BwImportColumn *)g_ptr_array_index (file->columns, i))->header, i, 0);
  for (guint k = 0; k < MIN (file->preview->len, PREVIEW_ROWS); k++)
    {
      const char *const *row = g_ptr_array_index (file->preview, k);

      for (guint i = 0; i < file->columns->len && row[i] != NULL; i++)
        add_preview_cell (self, row[i], i, k + 1);
    }
}

static void
kind_selected_cb (BwImportFileView *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);

  if (!self->filled || selected == GTK_INVALID_LIST_POSITION || selected + 1 == self->kind)
    return;
  self->kind = selected + 1;
  g_signal_emit (self, signals[KIND_CHANGED], 0);
}

static void
dispose (GObject *object)
{
  BwImportFileView *self = BW_IMPORT_FILE_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->stage_rows, g_hash_table_unref);
  G_OBJECT_CLASS (bw_import_file_view_parent_class)->dispose (object);
}

static void
bw_import_file_view_class_init (BwImportFileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-file-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, stack);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, failure);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, source_group);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, kind_row);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, source_row);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, stages_group);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, columns_group);
  gtk_widget_class_bind_template_child (widget_class, BwImportFileView, preview);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);

  signals[KIND_CHANGED] =
    g_signal_new ("kind-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_import_file_view_init (BwImportFileView *self)
{
  self->stage_rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer full): a view of @file, none of which is kept. When the file is imported @alone its kind can be changed:
 * what is said about a kind holds for all files of an import. */
BwImportFileView *
bw_import_file_view_new (const BwImportFile *file,
                         const BwBook       *book,
                         gboolean            alone)
{
  BwImportFileView *self = g_object_new (BW_TYPE_IMPORT_FILE_VIEW, NULL);

  self->kind = file->kind;
  if (file->error != NULL)
    {
      g_autofree char *safe = g_markup_escape_text (file->error->message, -1);

      adw_status_page_set_description (self->failure, safe);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      if (!alone || file->columns == NULL)
        return self;
    }
  show_source (self, file, alone);
  if (file->error == NULL)
    {
      show_stages (self, file, book);
      show_columns (self, file);
      show_preview (self, file);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
  self->filled = TRUE;
  return self;
}

/* Returns: what the file holds, as recognised or as the person said. */
BwImportKind
bw_import_file_view_get_kind (BwImportFileView *self)
{
  g_return_val_if_fail (BW_IS_IMPORT_FILE_VIEW (self), BW_KIND_UNKNOWN);

  return self->kind;
}

/* Adds to @stages (element-type utf8 utf8) what the person said about new stages. */
void
bw_import_file_view_add_stages (BwImportFileView *self,
                                GHashTable       *stages)
{
  GHashTableIter iter;
  gpointer       name, row;

  g_return_if_fail (BW_IS_IMPORT_FILE_VIEW (self));

  g_hash_table_iter_init (&iter, self->stage_rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      guint chosen = adw_combo_row_get_selected (row);

      if (chosen < G_N_ELEMENTS (meanings) && meanings[chosen].option != NULL)
        g_hash_table_insert (stages, g_strdup (name), g_strdup (meanings[chosen].option));
    }
}
