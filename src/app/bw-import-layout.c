/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, of which day, and how it is written: the guesses, and the means to overrule them.
 *
 * Each choice begins with "as found", which says what was found; taking another has the file looked at again. The day of the
 * export is left to the file until somebody writes one; emptying the entry leaves it to the file again. */

#include "app/bw-import-layout.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-calendar-names.h"
#include "app/bw-import-wording.h"
#include "app/bw-wording.h"

/* Header lines that can be chosen. */
#define HEADER_LINES 30

struct _BwImportLayout
{
  AdwBin parent_instance;

  GtkDropDown   *kind;
  GtkLabel      *kind_reason;
  GtkEntry      *day;
  GtkMenuButton *calendar_button;
  GtkCalendar   *calendar;
  GtkLabel      *day_reason;
  GtkMenuButton *layout_button;
  GtkLabel      *layout_label;
  GtkLabel      *layout_reason;
  AdwComboRow   *encoding;
  AdwComboRow   *delimiter;
  AdwComboRow   *header_line;
  AdwComboRow   *decimal;
  AdwComboRow   *order;
  AdwComboRow   *epoch;

  BwImportDraft *draft; /* (owned) */
  guint          file;
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (BwImportLayout, bw_import_layout, ADW_TYPE_BIN)

static const char *const encodings[] = { NULL, "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252", "WINDOWS-1250",
                                         "WINDOWS-1251", "ISO-8859-2", "ISO-8859-15", "MACINTOSH", "IBM850", "KOI8-R",
                                         "SHIFT_JIS", "GB18030", "BIG5", "EUC-KR" };

static const struct
{
  char        delimiter;
  const char *title;
} delimiters[] = {
  { 0, NULL },
  { ',', N_ ("Commas") },
  { ';', N_ ("Semicolons") },
  { '\t', N_ ("Tabs") },
  { '|', N_ ("Bars") },
  { ':', N_ ("Colons") },
  { '\x01', N_ ("Control signs (1)") },
};

static const struct
{
  char        decimal;
  const char *title;
} decimals[] = {
  { 0, NULL },
  { '.', N_ ("1,234.56") },
  { ',', N_ ("1.234,56") },
};

static const struct
{
  BwDateOrder order;
  const char *title;
} orders[] = {
  { BW_ORDER_UNKNOWN, NULL },
  { BW_ORDER_DAY_FIRST, N_ ("Day first: 31/12/2026") },
  { BW_ORDER_MONTH_FIRST, N_ ("Month first: 12/31/2026") },
  { BW_ORDER_YEAR_FIRST, N_ ("Year first: 26-12-31") },
};

/* ---- What the person says ---- */

static void
kind_changed_cb (BwImportLayout *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind);

  if (self->filling || self->draft == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  bw_import_draft_get_options (self->draft, self->file)->kind = selected + 1;
  bw_import_draft_changed (self->draft, self->file);
}

static void
set_day (BwImportLayout *self,
         BwDate          date)
{
  BwFileOptions *options = bw_import_draft_get_options (self->draft, self->file);

  if (options->as_of == date)
    return;
  options->as_of = date;
  bw_import_draft_changed (self->draft, self->file);
}

static void
day_entered_cb (BwImportLayout *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->day));
  BwDate      date = BW_DATE_NONE;
  gboolean    good;

  if (self->filling || self->draft == NULL)
    return;
  good = *text == '\0' || bw_value_parse_date (text, BW_ORDER_UNKNOWN, &date) == BW_VALUE_GOOD;
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->day), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->day), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->day), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (good)
    set_day (self, date);
  else
    gtk_label_set_label (self->day_reason, _ ("Write a date such as 2026-11-22"));
}

static void
day_selected_cb (BwImportLayout *self)
{
  g_autoptr (GDateTime) at = gtk_calendar_get_date (self->calendar);

  if (self->filling || self->draft == NULL)
    return;
  gtk_menu_button_popdown (self->calendar_button);
  set_day (self, bw_date_from_ymd (g_date_time_get_year (at), g_date_time_get_month (at),
                                   g_date_time_get_day_of_month (at)));
}

static void
layout_changed_cb (BwImportLayout *self)
{
  BwFileOptions *options;
  guint          encoding, header_line;

  if (self->filling || self->draft == NULL)
    return;
  options = bw_import_draft_get_options (self->draft, self->file);
  encoding = adw_combo_row_get_selected (self->encoding);
  header_line = adw_combo_row_get_selected (self->header_line);
  g_free (options->encoding);
  options->encoding = g_strdup (encodings[encoding]);
  options->delimiter = delimiters[adw_combo_row_get_selected (self->delimiter)].delimiter;
  options->header_line = header_line;
  options->decimal = decimals[adw_combo_row_get_selected (self->decimal)].decimal;
  options->date_order = orders[adw_combo_row_get_selected (self->order)].order;
  options->from_1904 = adw_combo_row_get_selected (self->epoch) == 1;
  bw_import_draft_changed (self->draft, self->file);
}

/* ---- What was found ---- */

/* The surest of @findings that is about @what and better than @best (nullable). */
static const BwFinding *
better_finding (const GPtrArray *findings,
                const char      *what,
                const BwFinding *best)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const BwFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->what, what) && (best == NULL || finding->confidence > best->confidence))
        best = finding;
    }
  return best;
}

/* Says below @row why @what of @file was made out so: for the whole table, or for the column that shows it best. */
static void
show_reason (AdwComboRow        *row,
             const BwImportFile *file,
             const char         *what)
{
  const BwFinding *best = better_finding (file->findings, what, NULL);
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;

  for (guint i = 0; i < file->columns->len; i++)
    best = better_finding (((const BwImportColumn *)g_ptr_array_index (file->columns, i))->findings, what, best);
  if (best != NULL)
    /* Translators: how sure something is, and why */
    text = g_strdup_printf (_ ("%s: %s"), bw_import_wording_sure (best->confidence), best->reason);
  safe = g_markup_escape_text (text != NULL ? text : "", -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe);
}

/* Fills a row with "As found" and @titles (array length=n), and selects @selected. */
static void
fill_combo (AdwComboRow       *row,
            const char        *found,
            const char *const *titles,
            guint              n,
            guint              selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (found != NULL)
    {
      /* Translators: a choice that leaves it to the program, and what it found */
      g_autofree char *first = g_strdup_printf (_ ("As found: %s"), found);

      gtk_string_list_append (list, first);
    }
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, titles[i]);
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static const char *
delimiter_title (char delimiter)
{
  for (guint i = 1; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i].delimiter == delimiter)
      return _ (delimiters[i].title);
  return _ ("Other signs");
}

/* How numbers and dates of @file are written, where a column shows it. */
static void
find_style (const BwImportFile *file,
            char               *decimal,
            BwDateOrder        *order)
{
  *decimal = 0;
  *order = BW_ORDER_UNKNOWN;
  for (guint i = 0; i < file->columns->len; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, i);

      if (*decimal == 0)
        *decimal = column->decimal;
      if (*order == BW_ORDER_UNKNOWN)
        *order = column->date_order;
    }
}

static void
fill_encoding (BwImportLayout      *self,
               const BwImportFile  *file,
               const BwFileOptions *options)
{
  guint selected = 0;

  for (guint i = 1; i < G_N_ELEMENTS (encodings); i++)
    if (options->encoding != NULL && g_str_equal (options->encoding, encodings[i]))
      selected = i;
  fill_combo (self->encoding, selected == 0 && file->encoding != NULL ? file->encoding : _ ("unknown"), encodings + 1,
              G_N_ELEMENTS (encodings) - 1, selected);
}

static void
fill_delimiter (BwImportLayout      *self,
                const BwImportFile  *file,
                const BwFileOptions *options)
{
  const char *titles[G_N_ELEMENTS (delimiters)];
  guint       selected = 0;

  for (guint i = 1; i < G_N_ELEMENTS (delimiters); i++)
    {
      titles[i] = _ (delimiters[i].title);
      if (options->delimiter == delimiters[i].delimiter)
        selected = i;
    }
  fill_combo (self->delimiter, delimiter_title (file->delimiter), titles + 1, G_N_ELEMENTS (delimiters) - 1, selected);
}

static void
fill_header_line (BwImportLayout      *self,
                  const BwImportFile  *file,
                  const BwFileOptions *options)
{
  char        numbers[HEADER_LINES][8];
  const char *titles[HEADER_LINES];
  char        found[16];

  for (guint i = 0; i < HEADER_LINES; i++)
    {
      g_snprintf (numbers[i], sizeof numbers[i], "%u", i + 1);
      titles[i] = numbers[i];
    }
  g_snprintf (found, sizeof found, "%u", file->header_line);
  fill_combo (self->header_line, found, titles, HEADER_LINES, MIN (options->header_line, HEADER_LINES));
}

static void
fill_styles (BwImportLayout      *self,
             const BwImportFile  *file,
             const BwFileOptions *options)
{
  const char       *titles[MAX (G_N_ELEMENTS (decimals), G_N_ELEMENTS (orders))];
  const char *const epochs[] = { _ ("Counted from 1900"), _ ("Counted from 1904 (old Macs)") };
  char              decimal;
  BwDateOrder       order;
  guint             selected = 0;
  const char       *found = NULL;

  find_style (file, &decimal, &order);
  for (guint i = 1; i < G_N_ELEMENTS (decimals); i++)
    {
      titles[i] = _ (decimals[i].title);
      selected = options->decimal == decimals[i].decimal ? i : selected;
      found = decimal == decimals[i].decimal ? titles[i] : found;
    }
  fill_combo (self->decimal, found != NULL ? found : _ ("nothing tells"), titles + 1, G_N_ELEMENTS (decimals) - 1,
              selected);
  selected = 0;
  found = NULL;
  for (guint i = 1; i < G_N_ELEMENTS (orders); i++)
    {
      titles[i] = _ (orders[i].title);
      selected = options->date_order == orders[i].order ? i : selected;
      found = order == orders[i].order ? titles[i] : found;
    }
  fill_combo (self->order, found != NULL ? found : _ ("nothing tells"), titles + 1, G_N_ELEMENTS (orders) - 1, selected);
  fill_combo (self->epoch, NULL, epochs, G_N_ELEMENTS (epochs), options->from_1904);
}

static void
show_layout (BwImportLayout      *self,
             const BwImportFile  *file,
             const BwFileOptions *options)
{
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;
  gboolean         said = options->encoding != NULL || options->delimiter != 0 || options->header_line != 0 ||
                  options->decimal != 0 || options->date_order != BW_ORDER_UNKNOWN || options->from_1904;

  fill_encoding (self, file, options);
  fill_delimiter (self, file, options);
  fill_header_line (self, file, options);
  fill_styles (self, file, options);
  show_reason (self->encoding, file, "encoding");
  show_reason (self->delimiter, file, "delimiter");
  show_reason (self->header_line, file, "header");
  show_reason (self->decimal, file, "decimal");
  show_reason (self->order, file, "date_order");
  show_reason (self->epoch, file, "date_system");
  /* Translators: an encoding, what parts the columns */
  text = g_strdup_printf (_ ("%s, %s"), file->encoding != NULL ? file->encoding : "–", delimiter_title (file->delimiter));
  gtk_label_set_label (self->layout_label, text);
  reason = g_strdup_printf (said ? _ ("Column names in line %u; as you said") : _ ("Column names in line %u; found in the file"),
                            file->header_line);
  gtk_label_set_label (self->layout_reason, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->layout_reason), reason);
}

static void
show_kind (BwImportLayout      *self,
           const BwImportFile  *file,
           const BwFileOptions *options)
{
  const char      *program = bw_import_wording_program (file->profile);
  g_autofree char *reason = NULL;

  gtk_drop_down_set_selected (self->kind, file->kind > 0 ? file->kind - 1 : GTK_INVALID_LIST_POSITION);
  if (options->kind != BW_KIND_UNKNOWN)
    reason = g_strdup (_ ("As you said"));
  else if (file->remembered)
    reason = g_strdup (_ ("As you said of an earlier file with these columns"));
  else if (file->error != NULL)
    reason = g_strdup (_ ("Please say what it holds"));
  else if (program != NULL)
    /* Translators: the name of a program */
    reason = g_strdup_printf (_ ("Certain: the columns of an export from %s"), program);
  else
    reason = g_strdup (_ ("Likely: its column names say so"));
  gtk_label_set_label (self->kind_reason, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kind_reason), reason);
}

/* The record that the trial made of this file. */
static const BwImportRecord *
find_record (BwImportLayout     *self,
             const BwImportFile *file)
{
  const BwImportResult *result = bw_import_draft_get_result (self->draft);

  for (guint i = result != NULL ? result->after->imports->len : 0; i > 0; i--)
    {
      const BwImportRecord *record = &g_array_index (result->after->imports, BwImportRecord, i - 1);

      if (g_str_equal (bw_book_text (result->after, record->file), file->name))
        return record;
    }
  return NULL;
}

static const char *
day_source (const BwImportFile *file,
            BwDate              date,
            BwTimeSource        source)
{
  char digits[8];
  int  year;

  bw_date_to_ymd (date, &year, NULL, NULL);
  g_snprintf (digits, sizeof digits, "%d", year);
  if (source == BW_TIME_EXPORT && strstr (file->name, digits + 2) == NULL)
    return _ ("The newest date in the file");
  if (source == BW_TIME_IMPLIED && file->kind != BW_KIND_DEALS)
    return _ ("Like the deals");
  switch (source)
    {
    case BW_TIME_CRM:
      return _ ("As the CRM’s own dates say");
    case BW_TIME_IMPLIED:
      return _ ("No date in the file is later");
    case BW_TIME_EXPORT:
      return _ ("From the name of the file");
    case BW_TIME_PERSON:
      return _ ("As you said");
    case BW_TIME_IMPORT:
    default:
      return _ ("Today: nothing tells otherwise");
    }
}

static void
show_day (BwImportLayout      *self,
          const BwImportFile  *file,
          const BwFileOptions *options)
{
  const BwImportRecord *record = find_record (self, file);
  g_autofree char      *text = NULL;
  int                   year, month, day;

  if (options->as_of != BW_DATE_NONE)
    {
      text = bw_date_to_iso (options->as_of);
      gtk_editable_set_text (GTK_EDITABLE (self->day), text);
      gtk_label_set_label (self->day_reason, _ ("As you said; empty it to leave it to the file"));
      bw_date_to_ymd (options->as_of, &year, &month, &day);
    }
  else if (record != NULL && record->as_of != BW_DATE_NONE)
    {
      text = bw_date_to_iso (record->as_of);
      gtk_entry_set_placeholder_text (self->day, text);
      gtk_label_set_label (self->day_reason, day_source (file, record->as_of, record->as_of_source));
      bw_date_to_ymd (record->as_of, &year, &month, &day);
    }
  else
    {
      gtk_label_set_label (self->day_reason, _ ("As the file says"));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->day), "error");
  if (text != NULL)
    {
      g_autoptr (GDateTime) at = g_date_time_new_local (year, month, day, 0, 0, 0);

      gtk_calendar_select_day (self->calendar, at);
    }
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwImportLayout *self = BW_IMPORT_LAYOUT (object);

  g_clear_object (&self->draft);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_import_layout_parent_class)->dispose (object);
}

static void
bw_import_layout_class_init (BwImportLayoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-import-layout.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, kind);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, kind_reason);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, day);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, calendar);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, day_reason);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, layout_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, layout_label);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, layout_reason);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, encoding);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, delimiter);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, header_line);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, decimal);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, order);
  gtk_widget_class_bind_template_child (widget_class, BwImportLayout, epoch);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_changed_cb);
}

static void
bw_import_layout_init (BwImportLayout *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_calendar_names_set (self->calendar);
  for (guint i = 1; i < BW_N_KINDS; i++)
    gtk_string_list_append (kinds, bw_import_kind_title (i));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
  /* The button keeps its content in the middle otherwise. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->layout_button)), GTK_ALIGN_FILL);
  self->filling = FALSE;
}

/* Shows, and lets change, what is said of the file with the index @file. */
void
bw_import_layout_set_file (BwImportLayout *self,
                           BwImportDraft  *draft,
                           guint           file)
{
  g_return_if_fail (BW_IS_IMPORT_LAYOUT (self));

  g_set_object (&self->draft, draft);
  self->file = file;
  bw_import_layout_refresh (self);
}

/* Shows the file as it now is. */
void
bw_import_layout_refresh (BwImportLayout *self)
{
  const BwImportFile  *file;
  const BwFileOptions *options;

  g_return_if_fail (BW_IS_IMPORT_LAYOUT (self));

  file = bw_import_draft_get_file (self->draft, self->file);
  options = bw_import_draft_get_options (self->draft, self->file);
  self->filling = TRUE;
  show_kind (self, file, options);
  show_day (self, file, options);
  show_layout (self, file, options);
  self->filling = FALSE;
}
