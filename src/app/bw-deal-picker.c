/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds an open deal by a few letters.
 *
 * The largest open deals of the scope stand there from the start; letters narrow them by name, account, owner and id. The
 * search runs on a thread of its own, the newest letters win. */

#include "app/bw-deal-picker.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/bw-money.h"
#include "core/bw-query.h"
#include "session/bw-live.h"

enum
{
  MOST = 30,
  LETTERS = 200,
};

struct _BwDealPicker
{
  AdwBin parent_instance;

  GtkEditable *entry;
  GtkListBox  *list;
  BwLive      *live; /* (owned) */
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDealPicker, bw_deal_picker, ADW_TYPE_BIN)

typedef struct
{
  guint32 *deals; /* (owned) */
  guint    n;
} Found;

static void
free_found (gpointer data)
{
  g_free (((Found *)data)->deals);
  g_free (data);
}

static gpointer
work (const BwLiveJob *job)
{
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (job->book, &job->scope);
  BwQuery query = {
    .mask = mask,
    .search = job->question,
    .open_only = TRUE,
    .period = { .from = BW_DATE_NONE },
    .sort = BW_DEAL_FIELD_AMOUNT,
    .descending = TRUE,
    .today = job->as_of,
  };
  Found *found = g_new0 (Found, 1);

  found->deals = bw_query_run (job->book, &query, &found->n);
  return found;
}

static GtkWidget *
new_row (const BwBook *book,
         guint32       deal)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *account = bw_deal_dup_text (book, deal, BW_DEAL_FIELD_ACCOUNT, BW_DATE_NONE);
  g_autofree char *owner = bw_deal_dup_text (book, deal, BW_DEAL_FIELD_OWNER, BW_DATE_NONE);
  g_autofree char *stage = bw_deal_dup_text (book, deal, BW_DEAL_FIELD_STAGE, BW_DATE_NONE);
  g_autofree char *amount = bw_money_format_compact (book->deals.amount[deal], book->currency);
  g_autofree char *more = g_strdup_printf ("%s · %s", owner, stage);
  g_autofree char *spoken = NULL;
  const char      *name = bw_book_text (book, book->deals.name[deal]);
  GtkWidget       *labels[] = { NULL, gtk_label_new (more), gtk_label_new (amount) };
  GtkWidget       *row = gtk_list_box_row_new ();

  if (*name == '\0')
    name = *account != '\0' ? account : bw_book_text (book, book->deals.ref[deal]);
  labels[0] = gtk_label_new (name);
  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (texts), labels[i]);
    }
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "dim-label");
  gtk_widget_add_css_class (labels[2], "numeric");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), labels[2]);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  spoken = g_strdup_printf ("%s, %s, %s", name, more, amount);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), "deal", GUINT_TO_POINTER (deal));
  return row;
}

static void
changed_cb (BwDealPicker *self)
{
  const Found *found = bw_live_get (self->live);
  GtkWidget   *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (found->n, MOST); i++)
    gtk_list_box_append (self->list, new_row (bw_live_get_job (self->live)->book, found->deals[i]));
}

static void
ask (BwDealPicker *self)
{
  char letters[LETTERS];

  memset (letters, 0, sizeof letters);
  g_utf8_strncpy (letters, gtk_editable_get_text (self->entry), (LETTERS - 1) / 6);
  bw_live_ask (self->live, letters, sizeof letters);
}

static void
row_cb (BwDealPicker  *self,
        GtkListBoxRow *row)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self, signals[PICKED], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "deal")));
}

/* Enter takes the first. */
static void
activate_cb (BwDealPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_cb (self, row);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_deal_picker_parent_class)->map (widget);
  bw_live_set_active (BW_DEAL_PICKER (widget)->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  if (BW_DEAL_PICKER (widget)->live != NULL)
    bw_live_set_active (BW_DEAL_PICKER (widget)->live, FALSE);
  GTK_WIDGET_CLASS (bw_deal_picker_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&BW_DEAL_PICKER (object)->live);
  G_OBJECT_CLASS (bw_deal_picker_parent_class)->dispose (object);
}

static void
bw_deal_picker_class_init (BwDealPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  signals[PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_deal_picker_init (BwDealPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new (), *none;

  self->entry = GTK_EDITABLE (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _ ("Name, account or owner"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find an open deal"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open deals"), -1);
  none = gtk_label_new (_ ("No open deal is called so"));
  gtk_widget_add_css_class (none, "dim-label");
  gtk_list_box_set_placeholder (self->list, none);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 340, 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
}

/* Returns: a picker among the open deals of what @session looks at. */
GtkWidget *
bw_deal_picker_new (BwSession *session)
{
  BwDealPicker *self = g_object_new (BW_TYPE_DEAL_PICKER, NULL);

  self->live = bw_live_new (session, work, free_found);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  ask (self);
  return GTK_WIDGET (self);
}
