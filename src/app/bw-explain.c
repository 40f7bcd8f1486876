/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number that explains itself when it is clicked.
 *
 *   Closed won
 *   $3,161,200.00
 *   The amounts of all won deals whose close date is in the period.     formula
 *   ...                                                                 with its numbers, and what it rests on
 *   Deal A           $453,300      opportunities.csv, row 1,204         the largest deals; a click opens one
 *   and 95 more      $2,707,900
 *
 * The popover is made when it is opened, from what the page shows at that moment. The rows of the files are read from the project
 * on its own thread and filled in when they arrive; closing the popover stops asking. */

#include "app/bw-explain.h"

#include <inttypes.h>

#include <glib/gi18n.h>

#include "core/bw-deal-source.h"
#include "core/bw-money.h"

enum
{
  MOST_DEALS = 8,
  WIDTH_CHARS = 46,
};

struct _BwExplain
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  BwSession     *session; /* (owned) (nullable) */
  BwExplainFunc  explain;
  gpointer       owner; /* borrowed: what the number stands on outlives it */
  int            what;
  GtkWidget     *sources[MOST_DEALS]; /* the labels of the popover that is open */
  guint32        deals[MOST_DEALS];
  guint          n_deals;
  GCancellable  *asking; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwExplain, bw_explain, GTK_TYPE_WIDGET)

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
  g_autoptr (BwExplain) self = data;
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
stop_asking (BwExplain *self)
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
make_row (BwExplain               *self,
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
add_deals (BwExplain           *self,
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
  if (explanation->filter != NULL && explanation->parts->len > n)
    {
      GtkWidget *all = gtk_button_new_with_label (_ ("Show all of them"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "win.show-deals");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (all), "s", explanation->filter);
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
make_content (BwExplain           *self,
              const BwExplanation *explanation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "explanation");
  add_label (box, explanation->title, "heading", FALSE);
  add_label (box, explanation->value, "title-2", FALSE);
  add_label (box, explanation->formula, NULL, FALSE);
  if (explanation->numbers != NULL)
    add_label (box, explanation->numbers, NULL, TRUE);
  if (explanation->basis != NULL)
    add_label (box, explanation->basis, "caption", TRUE);
  if (explanation->parts->len > 0)
    add_deals (self, box, explanation);
  return box;
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  BwExplain *self = data;
  GtkWidget *popover = gtk_popover_new ();
  g_autoptr (BwExplanation) explanation = self->explain != NULL ? self->explain (self->owner, self->what) : NULL;

  stop_asking (self);
  if (explanation != NULL)
    gtk_popover_set_child (GTK_POPOVER (popover), make_content (self, explanation));
  else
    gtk_popover_set_child (GTK_POPOVER (popover), gtk_label_new (_ ("There is nothing to explain yet.")));
  g_signal_connect_object (popover, "closed", G_CALLBACK (stop_asking), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- The widget ---- */

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  if (id == PROP_CHILD)
    gtk_menu_button_set_child (BW_EXPLAIN (object)->button, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  BwExplain *self = BW_EXPLAIN (object);

  stop_asking (self);
  g_clear_object (&self->session);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (bw_explain_parent_class)->dispose (object);
}

static void
bw_explain_class_init (BwExplainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  G_OBJECT_CLASS (klass)->dispose = dispose;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "explain");
}

static void
bw_explain_init (BwExplain *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("How this number comes about"));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
}

/* From now on the number is explained by @explain, which is given @owner and @what; @owner outlives the widget. */
void
bw_explain_set_source (BwExplain    *self,
                       BwSession    *session,
                       BwExplainFunc explain,
                       gpointer      owner,
                       int           what)
{
  g_return_if_fail (BW_IS_EXPLAIN (self));

  g_set_object (&self->session, session);
  self->explain = explain;
  self->owner = owner;
  self->what = what;
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

/* What a screen reader says the number is, such as "Closed: $3.2 M". */
void
bw_explain_set_name (BwExplain  *self,
                     const char *name)
{
  g_return_if_fail (BW_IS_EXPLAIN (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
