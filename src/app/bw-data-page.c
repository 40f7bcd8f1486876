/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the imports: what came in, what was rejected, and what is to be decided.
 *
 *   headline
 *   +--------------------+--------------------------------------+
 *   | to decide          | the import that is selected:         |
 *   | imports, newest    | where it comes from, what it brought,|
 *   | first              | the rows that it rejected            |
 *   +--------------------+--------------------------------------+ */

#include "app/bw-data-page.h"

#include <glib/gi18n.h>

#include "app/bw-change-list.h"
#include "app/bw-decision-list.h"
#include "app/bw-field-list.h"
#include "app/bw-health-view.h"
#include "app/bw-import-wording.h"
#include "app/bw-page.h"
#include "app/bw-reading-order.h"
#include "app/bw-reject-list.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "chart/bw-page-report.h"

struct _BwDataPage
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkLabel       *headline;
  BwDecisionList *decisions;
  GtkListBox     *imports;
  GtkLabel       *file;
  GtkLabel       *origin;
  GtkLabel       *dated;
  GtkLabel       *taken;
  GtkLabel       *counts;
  GtkButton      *take_back;
  GtkLabel       *why_not;
  GtkStack       *details;
  BwChangeList   *changes;
  BwRejectList   *rejects;
  GtkStack       *parts;
  BwHealthView   *health;
  BwFieldList    *fields;

  BwSession *session; /* (owned) */
  gint64     shown;   /* key of the import that is selected, 0 for none */
  gboolean   filling;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwDataPage,
                               bw_data_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* ---- Words ---- */

static const char *
kind_title (const char *name)
{
  BwImportKind kind;

  return bw_import_kind_parse (name, &kind) ? bw_import_kind_title (kind) : name;
}

/* The names by which the programs behind the source profiles are known. */
static const struct
{
  const char *profile;
  const char *name;
} programs[] = {
  { "clari", "Clari" },
  { "dynamics", "Dynamics" },
  { "hubspot", "HubSpot" },
  { "maven", "Maven" },
  { "pipedrive", "Pipedrive" },
  { "salesforce", "Salesforce" },
  { "zoho", "Zoho" },
};

static const char *
program_name (const char *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    if (g_str_equal (programs[i].profile, profile))
      return programs[i].name;
  return profile;
}

/* Returns: (transfer full): "as of 12 Nov 2026, the day of the export". */
static char *
word_date (const BwImportRecord *record)
{
  g_autofree char *day = record->as_of != BW_DATE_NONE ? bw_wording_day (record->as_of, BW_DATE_NONE) : NULL;

  if (day == NULL)
    return g_strdup (_ ("It is not known of which day the data is."));
  switch (record->as_of_source)
    {
    case BW_TIME_CRM:
      return g_strdup_printf (_ ("The data is of %s, as the CRM’s own dates say."), day);
    case BW_TIME_IMPLIED:
      return g_strdup_printf (_ ("The data is of %s: no date in it is later."), day);
    case BW_TIME_EXPORT:
      return g_strdup_printf (_ ("The data is of %s, the day of the export by the name of the file."), day);
    case BW_TIME_PERSON:
      return g_strdup_printf (_ ("The data is of %s, as was said when it was imported."), day);
    case BW_TIME_IMPORT:
    default:
      return g_strdup_printf (_ ("The data is taken to be of %s, the day of the import."), day);
    }
}

static char *
word_time (const BwImportRecord *record)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (record->at);
  g_autofree char *day = NULL, *hour = NULL;

  if (at == NULL)
    return g_strdup ("–");
  day = bw_wording_day (bw_date_from_ymd (g_date_time_get_year (at), g_date_time_get_month (at), g_date_time_get_day_of_month (at)),
                        BW_DATE_NONE);
  hour = g_date_time_format (at, "%H:%M");
  /* Translators: a date and a time */
  return g_strdup_printf (_ ("%s, %s"), day, hour);
}

/* Returns: (transfer full): "120 new · 4 changed"; what is 0 is left out unless @all. */
static char *
word_counts (const BwImportRecord *record,
             gboolean              all)
{
  const guint counts[] = {
    [BW_TALLY_ROWS] = record->n_rows,
    [BW_TALLY_NEW] = record->n_new,
    [BW_TALLY_CHANGED] = record->n_changed,
    [BW_TALLY_UNCHANGED] = record->n_unchanged,
    [BW_TALLY_VANISHED] = record->n_vanished,
    [BW_TALLY_REJECTED] = record->n_rejected,
    [BW_TALLY_SET_ASIDE] = record->n_set_aside,
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (all || (counts[i] > 0 && i != BW_TALLY_ROWS))
      {
        g_autofree char *tally = NULL;

        if (i == BW_TALLY_REJECTED && counts[i] > 0 && record->n_to_correct == 0)
          /* Translators: rows of a file that could not be taken, all of which somebody has corrected or dismissed since */
          tally = g_strdup_printf (ngettext ("%'u rejected, settled since", "%'u rejected, all settled since", counts[i]), counts[i]);
        else
          tally = bw_import_wording_tally (i, counts[i]);
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", tally);
      }
  if (text->len == 0)
    g_string_append (text, C_ ("import", "empty"));
  return g_string_free (text, FALSE);
}

/* ---- The list ---- */

static GtkWidget *
make_row (const BwBook         *book,
          const BwImportRecord *record)
{
  g_autofree char *time = word_time (record);
  g_autofree char *counts = word_counts (record, FALSE);
  g_autofree char *below = g_strdup_printf ("%s · %s", kind_title (bw_book_text (book, record->kind)), time);
  const char      *texts[] = { bw_book_text (book, record->file), below, counts };
  const char      *styles[] = { "heading", "dim-label", record->n_to_correct > 0 ? "warning" : "dim-label" };
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget       *row = gtk_list_box_row_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, styles[i]);
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "decision");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "key", g_memdup2 (&record->key, sizeof record->key), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, texts[0], -1);
  return row;
}

static gint64
key_of (GtkListBoxRow *row)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (row), "key");
}

static const BwImportRecord *
find_import (const BwBook *book,
             gint64        key)
{
  for (guint i = 0; i < book->imports->len; i++)
    if (g_array_index (book->imports, BwImportRecord, i).key == key)
      return &g_array_index (book->imports, BwImportRecord, i);
  return NULL;
}

/* Offers to take the import that is shown back, or says why that cannot be done just now. */
static void
update_take_back (BwDataPage *self)
{
  guint            n = self->shown != 0 ? bw_session_count_steps_to (self->session, self->shown) : 0;
  gboolean         can_undo = FALSE;
  g_autofree char *label = NULL, *why = NULL, *button = NULL;

  g_object_get (self->session, "can-undo", &can_undo, "undo-label", &label, NULL);
  /* Translators: takes back the last step, whose name follows */
  button = n == 1 && label != NULL ? g_strdup_printf (_ ("Undo “%s”"), label) : g_strdup (_ ("Take back this import"));
  if (n == 0)
    why = g_strdup (_ ("It cannot be taken back any more: too much was changed after it, or another program has written to the project. A "
                       "copy saved before it is as it was."));
  else if (n > 1)
    why = g_strdup_printf (ngettext ("%u later step has to be undone first; the last is “%s”. Undo it with Ctrl+Z.",
                                     "%u later steps have to be undone first; the last is “%s”. Undo them with Ctrl+Z.", n - 1),
                           n - 1, label != NULL ? label : "");
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (self->take_back)), button);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_back), n == 1 && can_undo);
  gtk_widget_set_visible (GTK_WIDGET (self->take_back), n > 0);
  gtk_label_set_label (self->why_not, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), why != NULL);
}

static void
take_back_cb (BwDataPage *self)
{
  if (bw_session_count_steps_to (self->session, self->shown) == 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

static void
show_details (BwDataPage           *self,
              const BwBook         *book,
              const BwImportRecord *record)
{
  const char      *profile = bw_book_text (book, record->profile);
  const char      *kind = kind_title (bw_book_text (book, record->kind));
  g_autofree char *origin = *profile != '\0' && !g_str_equal (profile, "generic") ? g_strdup_printf (_ ("%s, from %s"), kind, program_name (profile)) : g_strdup (kind);
  g_autofree char *time = word_time (record);
  g_autofree char *taken = g_strdup_printf (_ ("Imported %s"), time);
  g_autofree char *dated = word_date (record);
  g_autofree char *counts = word_counts (record, TRUE);

  gtk_label_set_label (self->file, bw_book_text (book, record->file));
  gtk_label_set_label (self->origin, origin);
  gtk_label_set_label (self->taken, taken);
  gtk_label_set_label (self->dated, dated);
  gtk_label_set_label (self->counts, counts);
  update_take_back (self);
  bw_change_list_show_import (self->changes, self->session, record->key);
  bw_reject_list_show_import (self->rejects, self->session, record->key);
}

static void
row_selected_cb (BwDataPage    *self,
                 GtkListBoxRow *row)
{
  const BwBook         *book;
  const BwImportRecord *record;

  if (self->filling || row == NULL)
    return;
  book = bw_session_get_book (self->session);
  record = find_import (book, key_of (row));
  if (record == NULL || record->key == self->shown)
    return;
  self->shown = record->key;
  gtk_stack_set_visible_child_name (self->details, record->n_to_correct > 0 ? "rejects" : "changes");
  show_details (self, book, record);
}

static void
select_import (BwDataPage *self,
               gint64      key)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->imports, i);

      if (row == NULL)
        return;
      if (key_of (row) == key)
        gtk_list_box_select_row (self->imports, row);
    }
}

static void
update_headline (BwDataPage   *self,
                 const BwBook *book)
{
  guint            n = book->imports->len, to_decide = bw_decision_list_count (book);
  BwDate           date = bw_book_data_date (book);
  g_autofree char *day = date != BW_DATE_NONE ? bw_wording_day (date, BW_DATE_NONE) : NULL;
  GString         *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%'u import", "%'u imports", n), n);
  if (day != NULL)
    /* Translators: goes on from "12 imports" */
    g_string_append_printf (text, _ (", up to %s"), day);
  if (to_decide > 0)
    g_string_append_printf (text, ngettext ("; %u thing to decide", "; %u things to decide", to_decide), to_decide);
  gtk_label_set_label (self->headline, text->str);
  g_string_free (text, TRUE);
}

static void
refresh (BwDataPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint64        wanted = self->shown;
  gboolean      known = find_import (book, wanted) != NULL;
  GtkWidget    *row;

  gtk_stack_set_visible_child_name (self->stack, book->imports->len > 0 ? "content" : "empty");
  update_headline (self, book);
  self->filling = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->imports))) != NULL)
    gtk_list_box_remove (self->imports, row);
  for (guint i = book->imports->len; i > 0; i--)
    gtk_list_box_append (self->imports, make_row (book, &g_array_index (book->imports, BwImportRecord, i - 1)));
  self->filling = FALSE;
  if (!known)
    {
      self->shown = 0;
      wanted = book->imports->len > 0 ? bw_book_last_import (book)->key : 0;
    }
  select_import (self, wanted);
  if (known)
    show_details (self, book, find_import (book, wanted));
}

/* ---- The page ---- */

static void
show_import (BwPage *page,
             gint64  key)
{
  gtk_stack_set_visible_child_name (BW_DATA_PAGE (page)->parts, "imports");
  select_import (BW_DATA_PAGE (page), key);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwDataPage *self = BW_DATA_PAGE (page);

  return bw_page_report_new_data (bw_session_get_book (self->session), bw_health_view_get_health (self->health));
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
  iface->show_import = show_import;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwDataPage *self = BW_DATA_PAGE (object);

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
  BwDataPage *self = BW_DATA_PAGE (object);

  G_OBJECT_CLASS (bw_data_page_parent_class)->constructed (object);
  bw_decision_list_set_session (self->decisions, self->session);
  bw_health_view_set_session (self->health, self->session);
  bw_field_list_set_session (self->fields, self->session);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::can-undo", G_CALLBACK (update_take_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::undo-label", G_CALLBACK (update_take_back), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwDataPage *self = BW_DATA_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_data_page_parent_class)->dispose (object);
}

static void
bw_data_page_class_init (BwDataPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_CHANGE_LIST);
  g_type_ensure (BW_TYPE_DECISION_LIST);
  g_type_ensure (BW_TYPE_FIELD_LIST);
  g_type_ensure (BW_TYPE_HEALTH_VIEW);
  g_type_ensure (BW_TYPE_REJECT_LIST);
  g_type_ensure (BW_TYPE_WRAP_BOX);
  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (BW_TYPE_TAB_STOP);
  g_type_ensure (BW_TYPE_READING_ORDER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, headline);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, decisions);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, imports);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, file);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, origin);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, dated);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, taken);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, counts);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, take_back);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, why_not);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, details);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, changes);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, rejects);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, parts);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, health);
  gtk_widget_class_bind_template_child (widget_class, BwDataPage, fields);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
bw_data_page_init (BwDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
