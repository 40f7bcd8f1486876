/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that changed of one deal, newest first.
 *
 * What changed, when, and where that is known from stands in the lines; the row of the file is said by their tooltips. It is not
 * in memory: it is looked up when the pointer first comes over the list of a deal, on the file's thread. */

#include "app/bw-deal-history.h"

#include <inttypes.h>

#include <glib/gi18n.h>

#include "app/bw-wording.h"
#include "core/bw-change.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-source.h"

enum
{
  MAX_SHOWN_CHANGES = 300,
};

struct _BwDealHistory
{
  AdwBin parent_instance;

  GtkWidget *list;

  BwSession *session; /* (owned) (nullable) */
  guint      deal;
  gint64     key;    /* of the deal */
  gboolean   looked; /* the rows were asked for */
};

G_DEFINE_FINAL_TYPE (BwDealHistory, bw_deal_history, ADW_TYPE_BIN)

static GtkWidget *
append_label (GtkWidget  *box,
              const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* @change (transfer full): what it is known by among the rows of files. */
static void
add_event (BwDealHistory *self,
           BwDate         date,
           const char    *what,
           const char    *source,
           char          *change)
{
  g_autofree char *day = bw_wording_day (date, BW_DATE_NONE);
  g_autofree char *below = source != NULL ? g_strdup_printf ("%s · %s", day, source) : g_strdup (day);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  append_label (box, what, "numeric");
  append_label (box, below, "event-source");
  g_object_set_data_full (G_OBJECT (box), "change", change, g_free);
  gtk_box_append (GTK_BOX (self->list), box);
}

static void
fill (BwDealHistory *self,
      const BwBook  *book)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, self->deal, &n);
  guint           first = n > MAX_SHOWN_CHANGES ? n - MAX_SHOWN_CHANGES : 0;
  BwDate          created = book->deals.created[self->deal], appeared = book->deals.appeared[self->deal];

  for (guint i = n; i > first; i--)
    {
      const BwChange  *change = &changes[i - 1];
      g_autofree char *what = bw_change_dup_text (book, change);
      g_autofree char *source = bw_change_dup_source (book, change);
      g_autofree char *field = bw_change_field_dup_name (book, change->field);
      gboolean         implied = change->source == BW_TIME_IMPLIED;

      add_event (self, change->at, what, source, implied ? g_strdup ("") : bw_deal_source_name_change (change->at, change->ordinal, field));
    }
  if (first > 0)
    {
      g_autofree char *earlier = g_strdup_printf (ngettext ("and %u earlier change", "and %u earlier changes", first), first);

      append_label (self->list, earlier, "dim-label");
    }
  if (created != BW_DATE_NONE)
    add_event (self, created, _ ("Created"), _ ("CRM"), g_strdup (""));
  else if (appeared != BW_DATE_NONE)
    add_event (self, appeared, _ ("First seen"), _ ("date of the export"), g_strdup (""));
}

/* Has the lines tell the rows. */
static void
tell_rows (BwDealHistory *self,
           const GArray  *sources)
{
  for (GtkWidget *box = gtk_widget_get_first_child (self->list); box != NULL; box = gtk_widget_get_next_sibling (box))
    {
      const char         *change = g_object_get_data (G_OBJECT (box), "change");
      const BwDealSource *source = change != NULL ? bw_deal_source_find (sources, self->key, change) : NULL;
      g_autofree char    *text = NULL;

      if (source == NULL || source->row == 0 || source->file[0] == '\0')
        continue;
      /* Translators: the name of a file, and a row in it. */
      text = g_strdup_printf (_ ("%s, row %'" PRIu64), source->file, source->row);
      gtk_widget_set_tooltip_text (box, text);
    }
}

/* What a look-up is for. */
typedef struct
{
  BwDealHistory *self; /* (owned) */
  gint64         key;
} Look;

static void
looked_cb (GObject      *session,
           GAsyncResult *result,
           gpointer      data)
{
  Look *look = data;
  g_autoptr (GArray) sources = bw_session_deal_sources_finish (BW_SESSION (session), result, NULL);

  /* Without rows there are no tooltips: nothing else depends on them. */
  if (sources != NULL && look->self->key == look->key)
    tell_rows (look->self, sources);
  g_object_unref (look->self);
  g_free (look);
}

static void
enter_cb (BwDealHistory *self)
{
  Look   *look;
  guint32 deal = self->deal;

  if (self->session == NULL || self->looked)
    return;
  self->looked = TRUE;
  look = g_new (Look, 1);
  *look = (Look) { g_object_ref (self), self->key };
  bw_session_deal_sources_async (self->session, &deal, 1, NULL, looked_cb, look);
}

/* Shows what changed of @deal of the book of @session (transfer none), which is always the same. */
void
bw_deal_history_show (BwDealHistory *self,
                      BwSession     *session,
                      guint          deal)
{
  const BwBook *book = bw_session_get_book (session);
  GtkWidget    *child;

  g_return_if_fail (BW_IS_DEAL_HISTORY (self));

  g_set_object (&self->session, session);
  self->deal = deal;
  self->key = book->deals.key[deal];
  self->looked = FALSE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  fill (self, book);
}

static void
dispose (GObject *object)
{
  BwDealHistory *self = BW_DEAL_HISTORY (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_deal_history_parent_class)->dispose (object);
}

static void
bw_deal_history_class_init (BwDealHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_deal_history_init (BwDealHistory *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  gtk_widget_add_controller (self->list, motion);
  adw_bin_set_child (ADW_BIN (self), self->list);
}
