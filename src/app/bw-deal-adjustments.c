/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values of one deal, and what became of it.
 *
 *   Beside the CRM                    [+]   a field to adjust
 *   Close date  ✎ Dec 15, 2026   [edit] [reset]
 *   CRM: Dec 25, 2026 · the CRM has moved to something else since
 *   They asked for January
 *   > 3 entries                            folded: the log, newest first
 *
 * Fields are edited with the editor of the grid. */

#include "app/bw-deal-adjustments.h"

#include <glib/gi18n.h>

#include "app/bw-deal-editor.h"
#include "app/bw-tab-stop.h"
#include "core/bw-adjustment-sheet.h"

struct _BwDealAdjustments
{
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *add;
  GtkWidget *log;
  GtkWidget *entries;

  BwSession    *session; /* (owned) (nullable) */
  BwDealEditor *editor;  /* a child of this */
  guint         deal;
};

G_DEFINE_FINAL_TYPE (BwDealAdjustments, bw_deal_adjustments, ADW_TYPE_BIN)

static GtkWidget *
append_label (GtkWidget  *box,
              const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
open_editor (BwDealAdjustments *self,
             GtkWidget         *at,
             BwAdjusted         field)
{
  graphene_rect_t bounds;
  GdkRectangle    place;
  guint32         deal = self->deal;

  if (!gtk_widget_compute_bounds (at, GTK_WIDGET (self), &bounds))
    bounds = GRAPHENE_RECT_INIT (0, 0, 1, 1);
  place.x = (int)bounds.origin.x;
  place.y = (int)bounds.origin.y;
  place.width = (int)bounds.size.width;
  place.height = (int)bounds.size.height;
  bw_deal_editor_open (self->editor, &place, &deal, 1, field);
}

static BwAdjusted
get_field (GtkWidget *button)
{
  return (BwAdjusted)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "field"));
}

static void
edit_cb (GtkWidget         *button,
         BwDealAdjustments *self)
{
  open_editor (self, button, get_field (button));
}

static void
choose_cb (GtkWidget         *button,
           BwDealAdjustments *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add));
  open_editor (self, self->add, get_field (button));
}

static void
reset_cb (GtkWidget         *button,
          BwDealAdjustments *self)
{
  guint32 deal = self->deal;

  bw_deal_editor_reset (self->editor, &deal, 1, (int)get_field (button));
}

static GtkWidget *
make_button (BwDealAdjustments *self,
             const char        *icon,
             const char        *tooltip,
             BwAdjusted         field,
             GCallback          clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "field", GUINT_TO_POINTER ((guint)field));
  g_object_bind_property (self->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  return button;
}

/* An adjustment that counts. */
static void
add_current (BwDealAdjustments  *self,
             const BwBook       *book,
             const BwAdjustment *row)
{
  BwAdjustedValue   crm = bw_adjusted_crm (book, self->deal);
  BwAdjustmentState state = bw_adjustment_state (book, row);
  g_autofree char  *value = bw_adjusted_dup_text (book, row->field, &row->value);
  g_autofree char  *said = bw_adjusted_dup_text (book, row->field, &crm);
  g_autofree char  *words = g_strdup_printf ("%s: ✎ %s", bw_adjusted_title (row->field), *value != '\0' ? value : "–");
  g_autofree char  *beside = g_strdup_printf (_ ("CRM: %s"), *said != '\0' ? said : "–");
  g_autofree char  *below = state != BW_ADJUSTMENT_PENDING ? g_strdup_printf ("%s · %s", beside, bw_adjustment_state_title (state)) : g_strdup (beside);
  GtkWidget        *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  append_label (texts, words, NULL);
  append_label (texts, below, "event-source");
  if (row->note != 0)
    append_label (texts, bw_book_text (book, row->note), "event-source");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), make_button (self, "document-edit-symbolic", _ ("Change what is written beside the CRM’s value"), row->field, G_CALLBACK (edit_cb)));
  gtk_box_append (GTK_BOX (line), make_button (self, "edit-undo-symbolic", _ ("Reset to the CRM’s value"), row->field, G_CALLBACK (reset_cb)));
  gtk_box_append (GTK_BOX (self->list), line);
}

/* A row of the log in words. */
static char *
word_entry (const BwBook       *book,
            const BwAdjustment *row)
{
  g_autofree char *value = bw_adjusted_dup_text (book, row->field, &row->value);
  g_autofree char *crm = bw_adjusted_dup_text (book, row->field, &row->crm);
  const char      *title = bw_adjusted_title (row->field), *shown = *value != '\0' ? value : "–", *said = *crm != '\0' ? crm : "–";
  const char      *file = "";

  if (row->import >= 0 && (guint)row->import < book->imports->len)
    file = bw_book_text (book, g_array_index (book->imports, BwImportRecord, row->import).file);
  switch ((BwAdjustmentAct)row->act)
    {
    case BW_ADJUSTMENT_RESET:
      /* Translators: a field of a deal, and what the CRM says of it */
      return g_strdup_printf (_ ("%s reset to the CRM’s %s"), title, said);
    case BW_ADJUSTMENT_SETTLED:
      /* Translators: a field of a deal, its value, and the file that brought it */
      return g_strdup_printf (_ ("%s %s came true with %s"), title, shown, file);
    case BW_ADJUSTMENT_SET:
    case BW_N_ADJUSTMENT_ACTS:
    default:
      /* Translators: a field of a deal, the value that was written, and what the CRM said then */
      return g_strdup_printf (_ ("%s set to %s (CRM: %s)"), title, shown, said);
    }
}

static void
add_entry (BwDealAdjustments  *self,
           const BwBook       *book,
           const BwAdjustment *row)
{
  g_autofree char *words = word_entry (book, row);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (row->at);
  g_autofree char *at = time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("–");
  g_autofree char *below = row->note != 0 ? g_strdup_printf ("%s · %s", at, bw_book_text (book, row->note)) : g_strdup (at);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  append_label (box, words, NULL);
  append_label (box, below, "event-source");
  gtk_box_append (GTK_BOX (self->entries), box);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* The fields that can be written beside. */
static void
make_chooser (BwDealAdjustments *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *popover = gtk_popover_new ();

  for (BwAdjusted field = 0; field < BW_N_ADJUSTED; field++)
    {
      GtkWidget *button = gtk_button_new_with_label (bw_adjusted_title (field));

      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "field", GUINT_TO_POINTER ((guint)field));
      g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add), popover);
}

static void
follow_session (BwDealAdjustments *self,
                BwSession         *session)
{
  self->session = g_object_ref (session);
  self->editor = BW_DEAL_EDITOR (bw_deal_editor_new (session));
  gtk_widget_set_parent (GTK_WIDGET (self->editor), GTK_WIDGET (self));
  g_object_bind_property (session, "writable", self->add, "sensitive", G_BINDING_SYNC_CREATE);
}

/* Shows what is written beside the CRM's values of @deal of the book of @session (transfer none), which is always the same. */
void
bw_deal_adjustments_show (BwDealAdjustments *self,
                          BwSession         *session,
                          guint              deal)
{
  const BwBook *book = bw_session_get_book (session);
  g_autoptr (GArray) log = bw_adjustment_log_of (book, deal);
  g_autofree char *title = g_strdup_printf (ngettext ("History, %'u entry", "History, %'u entries", log->len), log->len);

  g_return_if_fail (BW_IS_DEAL_ADJUSTMENTS (self));

  if (self->session == NULL)
    follow_session (self, session);
  self->deal = deal;
  empty (self->list);
  empty (self->entries);
  for (BwAdjusted field = 0; field < BW_N_ADJUSTED; field++)
    {
      const BwAdjustment *row = bw_adjustment_find (book, deal, field);

      if (row != NULL)
        add_current (self, book, row);
    }
  for (guint i = log->len; i > 0; i--)
    add_entry (self, book, bw_book_adjustment (book, g_array_index (log, guint, i - 1)));
  gtk_widget_set_visible (self->list, gtk_widget_get_first_child (self->list) != NULL);
  gtk_expander_set_label (GTK_EXPANDER (self->log), title);
  gtk_widget_set_visible (self->log, log->len > 0);
}

static void
dispose (GObject *object)
{
  BwDealAdjustments *self = BW_DEAL_ADJUSTMENTS (object);

  if (self->editor != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->editor));
  self->editor = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_deal_adjustments_parent_class)->dispose (object);
}

static void
bw_deal_adjustments_class_init (BwDealAdjustmentsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static void
bw_deal_adjustments_init (BwDealAdjustments *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = append_label (head, _ ("Beside the CRM"), "heading");

  gtk_widget_set_hexpand (title, TRUE);
  self->add = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->add), "list-add-symbolic");
  gtk_widget_set_tooltip_text (self->add, _ ("Write something beside a value of the CRM"));
  gtk_widget_add_css_class (self->add, "flat");
  make_chooser (self);
  gtk_box_append (GTK_BOX (head), self->add);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->log = gtk_expander_new ("");
  gtk_expander_set_child (GTK_EXPANDER (self->log), bw_tab_stop_new (self->entries));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->log);
  adw_bin_set_child (ADW_BIN (self), box);
}
