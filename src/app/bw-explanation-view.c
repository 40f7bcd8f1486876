/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number comes about, to be read.
 *
 *   Closed won
 *   $3,161,200.00
 *   The amounts of all won deals whose close date is in the period.     formula
 *   ...                                                                 with its numbers, and what it rests on
 *   Deal A           $453,300      opportunities.csv, row 1,204         the largest deals; a click opens one
 *   and 95 more      $2,707,900
 *   [Show all of them]
 *
 * The rows of the files are read from the project on its own thread and filled in when they arrive; what is closed before stops
 * asking. As a popover it is made for one number at one place, and goes when it is closed. */

#include "app/bw-explanation-view.h"

#include <inttypes.h>

#include <glib/gi18n.h>

#include "core/bw-deal-source.h"
#include "core/bw-money.h"

enum
{
  MOST_DEALS = 8,
  WIDTH_CHARS = 46,
  MOST_HEIGHT = 460,
};

struct _BwExplanationView
{
  AdwBin parent_instance;

  GtkWidget    *scrolled;
  BwSession    *session;             /* (owned) */
  GtkWidget    *sources[MOST_DEALS]; /* labels */
  guint32       deals[MOST_DEALS];
  guint         n_deals;
  GCancellable *asking; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BwExplanationView, bw_explanation_view, ADW_TYPE_BIN)

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *style,
           gboolean    dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* ---- Where the deals come from ---- */

/* "opportunities.csv, row 1,204; last changed by week-46.csv, row 87". */
static char *
dup_sources (const GArray *sources,
             gint64        deal)
{
  GString            *text = g_string_new (NULL);
  const BwDealSource *told[] = { bw_deal_source_find (sources, deal, ""), bw_deal_source_find_last (sources, deal) };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      const BwDealSource *source = told[i];

      if (source == NULL || source->file[0] == '\0')
        continue;
      if (text->len > 0)
        /* Translators: goes on from the name of a file and a row; another file and row follow. */
        g_string_append (text, _ ("; last changed by "));
      if (source->row > 0)
        /* Translators: the name of a file, and a row in it. */
        g_string_append_printf (text, _ ("%s, row %'" PRIu64), source->file, source->row);
      else
        g_string_append (text, source->file);
    }
  return g_string_free (text, FALSE);
}

static void
sources_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwExplanationView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sources = bw_session_deal_sources_finish (BW_SESSION (object), result, &error);
  const BwBook *book = bw_session_get_book (BW_SESSION (object));

  if (sources == NULL || g_cancellable_is_cancelled (self->asking) || self->asking == NULL)
    return;
  for (guint i = 0; i < self->n_deals; i++)
    {
      g_autofree char *text = self->deals[i] < book->deals.n ? dup_sources (sources, book->deals.key[self->deals[i]]) : NULL;

      gtk_label_set_label (GTK_LABEL (self->sources[i]), text != NULL ? text : "");
      gtk_widget_set_visible (self->sources[i], text != NULL && text[0] != '\0');
    }
}

static void
stop_asking (BwExplanationView *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->n_deals = 0;
}

/* ---- The popover ---- */

static const char *
get_name (const BwBook *book,
          guint32       deal)
{
  const char *name = bw_book_text (book, book->deals.name[deal]);
  gint32      account = book->deals.account[deal];

  if (*name == '\0' && account != BW_NOBODY)
    name = bw_book_text (book, bw_book_account (book, account)->name);
  return *name != '\0' ? name : bw_book_text (book, book->deals.ref[deal]);
}

static GtkWidget *
make_row (BwExplanationView       *self,
          const BwBook            *book,
          const BwExplanationPart *part)
{
  GtkWidget       *row = gtk_list_box_row_new (), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18), *name, *amount;
  g_autofree char *money = bw_money_format (part->part, book->currency);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", get_name (book, part->deal), money);

  name = add_label (line, get_name (book, part->deal), NULL, FALSE);
  gtk_label_set_wrap (GTK_LABEL (name), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  amount = add_label (line, money, NULL, FALSE);
  gtk_widget_set_halign (amount, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (texts), line);
  self->deals[self->n_deals] = part->deal;
  self->sources[self->n_deals++] = add_label (texts, "", "caption", TRUE);
  gtk_widget_set_visible (self->sources[self->n_deals - 1], FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), texts);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-deal");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", part->deal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
add_deals (BwExplanationView   *self,
           GtkWidget           *box,
           const BwExplanation *explanation)
{
  const BwBook *book = bw_session_get_book (self->session);
  GtkWidget    *list = gtk_list_box_new ();
  gint64        shown = 0;
  guint         n = MIN (explanation->parts->len, MOST_DEALS);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "explained-deals");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The largest deals behind the number"), -1);
  for (guint i = 0; i < n; i++)
    {
      const BwExplanationPart *part = &g_array_index (explanation->parts, BwExplanationPart, i);

      if (part->deal >= book->deals.n)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, book, part));
      shown += part->part;
    }
  gtk_box_append (GTK_BOX (box), list);
  if (explanation->parts->len > n)
    {
      g_autofree char *rest = bw_money_format (explanation->sum - shown, book->currency);
      guint            more = explanation->parts->len - n;
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %'u more deal with %s", "and %'u more deals with %s", more), more, rest);

      add_label (box, text, "caption", TRUE);
    }
  if (explanation->filter != NULL)
    {
      GtkWidget *all = gtk_button_new_with_label (explanation->parts->len > n ? _ ("Show all of them") : _ ("Show them in Pipeline"));

      if (explanation->person != BW_NOBODY)
        {
          gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "win.show-deals-of");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (all), "(us)", (guint)explanation->person, explanation->filter);
        }
      else
        {
          gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "win.show-deals");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (all), "s", explanation->filter);
        }
      gtk_widget_set_halign (all, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), all);
    }
  if (self->n_deals > 0)
    {
      self->asking = g_cancellable_new ();
      bw_session_deal_sources_async (self->session, self->deals, self->n_deals, self->asking, sources_cb, g_object_ref (self));
    }
}

static GtkWidget *
make_content (BwExplanationView   *self,
              const BwExplanation *explanation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *value;

  gtk_widget_add_css_class (box, "explanation");
  add_label (box, explanation->title, "heading", FALSE);
  value = add_label (box, explanation->brief != NULL ? explanation->brief : explanation->value, "title-2", FALSE);
  if (explanation->brief != NULL)
    gtk_widget_set_tooltip_text (value, explanation->value);
  add_label (box, explanation->formula, NULL, FALSE);
  if (explanation->numbers != NULL)
    add_label (box, explanation->numbers, NULL, TRUE);
  if (explanation->basis != NULL)
    add_label (box, explanation->basis, "caption", TRUE);
  if (explanation->parts->len > 0)
    add_deals (self, box, explanation);
  return box;
}

/* ---- The widget ---- */

static void
unmap (GtkWidget *widget)
{
  stop_asking (BW_EXPLANATION_VIEW (widget));
  GTK_WIDGET_CLASS (bw_explanation_view_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  BwExplanationView *self = BW_EXPLANATION_VIEW (object);

  stop_asking (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_explanation_view_parent_class)->dispose (object);
}

static void
bw_explanation_view_class_init (BwExplanationViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->unmap = unmap;
}

static void
bw_explanation_view_init (BwExplanationView *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), MOST_HEIGHT);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}

/* Returns: (transfer floating): what tells @explanation (transfer none) (nullable), which is of @session's book. */
GtkWidget *
bw_explanation_view_new (BwSession           *session,
                         const BwExplanation *explanation)
{
  BwExplanationView *self = g_object_new (BW_TYPE_EXPLANATION_VIEW, NULL);

  self->session = g_object_ref (session);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled),
                                 explanation != NULL ? make_content (self, explanation) : gtk_label_new (_ ("There is nothing to explain yet.")));
  return GTK_WIDGET (self);
}

/* ---- At a place of another widget ---- */

static gboolean
drop_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

/* It was closed, or what it points into is shown no more. Not while that happens. */
static void
unmap_cb (GtkWidget *popover)
{
  g_idle_add (drop_cb, g_object_ref (popover));
}

/* Tells @explanation (transfer none) (nullable) in a popover that points at @at in @owner; it goes with @owner, or when it is
 * closed.
 * Returns: (transfer none): the popover. */
GtkWidget *
bw_explanation_view_popup (GtkWidget           *owner,
                           const GdkRectangle  *at,
                           BwSession           *session,
                           const BwExplanation *explanation)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), bw_explanation_view_new (session, explanation));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  /* Where there is more room. */
  gtk_popover_set_position (GTK_POPOVER (popover), at->y + at->height / 2 > gtk_widget_get_height (owner) / 2 ? GTK_POS_TOP : GTK_POS_BOTTOM);
  gtk_widget_set_parent (popover, owner);
  g_signal_connect_object (owner, "destroy", G_CALLBACK (gtk_widget_unparent), popover, G_CONNECT_SWAPPED);
  g_signal_connect (popover, "unmap", G_CALLBACK (unmap_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  return popover;
}
