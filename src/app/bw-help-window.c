/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: topics on the left, what they say on the right; a search goes through all of them.
 *
 *   ┌──────────────┬───────────────────────────┐
 *   │ [search    ] │ the question              │
 *   │ First steps  │ heading                   │
 *   │ Home         │   what there is to say    │
 *   └──────────────┴───────────────────────────┘ */

#include "app/bw-help-window.h"

#include <glib/gi18n.h>

#include "app/bw-help-text.h"
#include "app/bw-tab-stop.h"

enum
{
  WIDTH = 860,
  HEIGHT = 620,
  SIDE_WIDTH = 200,
  TEXT_WIDTH = 560,
};

struct _BwHelpWindow
{
  AdwWindow parent_instance;

  GtkWidget *search; /* a search entry */
  GtkWidget *list;   /* a list box: the topics */
  GtkWidget *text;   /* a box: what is said */
  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (BwHelpWindow, bw_help_window, ADW_TYPE_WINDOW)

static GtkWidget *
new_text (const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
say (BwHelpWindow *self,
     const char   *text,
     const char   *css_class,
     int           above)
{
  GtkWidget *label = new_text (text, css_class);

  gtk_widget_set_margin_top (label, above);
  gtk_box_append (GTK_BOX (self->text), label);
}

static void
clear (BwHelpWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->text)) != NULL)
    gtk_box_remove (GTK_BOX (self->text), child);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
say_topic (BwHelpWindow      *self,
           const BwHelpTopic *topic)
{
  clear (self);
  say (self, _ (topic->title), "title-1", 0);
  say (self, _ (topic->lead), "dim-label", 0);
  for (const BwHelpItem *item = topic->items; item->heading != NULL; item++)
    {
      say (self, _ (item->heading), "heading", 15);
      say (self, _ (item->text), NULL, 0);
    }
}

/* Returns: (transfer full): @text so that it can be compared with what somebody types. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
says (const char *text,
      const char *folded)
{
  g_autofree char *known = fold (text);

  return strstr (known, folded) != NULL;
}

static void
say_found (BwHelpWindow *self,
           const char   *typed)
{
  g_autofree char *folded = fold (typed);
  guint            n = 0;

  clear (self);
  for (guint t = 0; t < bw_help_n_topics (); t++)
    {
      const BwHelpTopic *topic = bw_help_topic (t);

      for (const BwHelpItem *item = topic->items; item->heading != NULL; item++)
        if (says (_ (item->heading), folded) || says (_ (item->text), folded))
          {
            /* Translators: where something stands in the help, such as "Forecast › Sheets" */
            g_autofree char *place = g_strdup_printf (_ ("%s › %s"), _ (topic->title), _ (item->heading));

            say (self, place, "heading", n++ > 0 ? 15 : 0);
            say (self, _ (item->text), NULL, 0);
          }
    }
  if (n == 0)
    {
      g_autofree char *none = g_strdup_printf (_ ("The help does not mention “%s”."), typed);

      say (self, none, "dim-label", 0);
    }
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 BwHelpWindow  *self)
{
  if (row == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  say_topic (self, bw_help_topic ((guint)gtk_list_box_row_get_index (row)));
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   BwHelpWindow   *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (*typed != '\0')
    {
      gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
      say_found (self, typed);
    }
  else if (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) == NULL)
    bw_help_window_show_topic (self, bw_help_topic (0)->name);
}

static GtkWidget *
new_side (BwHelpWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *stop = g_object_new (BW_TYPE_TAB_STOP, NULL);
  GtkWidget *bar = adw_header_bar_new (), *scroller = gtk_scrolled_window_new ();

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), self->search);
  gtk_widget_add_css_class (bar, "flat");
  gtk_widget_add_css_class (side, "sidebar-pane");
  gtk_widget_set_size_request (side, SIDE_WIDTH, -1);
  for (guint i = 0; i < bw_help_n_topics (); i++)
    {
      GtkWidget *label = gtk_label_new (_ (bw_help_topic (i)->title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (GTK_LIST_BOX (self->list), label);
    }
  adw_bin_set_child (ADW_BIN (stop), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), stop);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (side), bar);
  gtk_box_append (GTK_BOX (side), scroller);
  return side;
}

static GtkWidget *
new_content (BwHelpWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *clamp = adw_clamp_new (), *bar = adw_header_bar_new ();

  gtk_widget_add_css_class (bar, "flat");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), TEXT_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->text);
  gtk_widget_set_margin_start (clamp, 24);
  gtk_widget_set_margin_end (clamp, 24);
  gtk_widget_set_margin_bottom (clamp, 24);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (content), bar);
  gtk_box_append (GTK_BOX (content), self->scroller);
  return content;
}

static void
bw_help_window_class_init (BwHelpWindowClass *klass)
{
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_help_window_init (BwHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->search = gtk_search_entry_new ();
  self->list = gtk_list_box_new ();
  self->text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  g_object_set (self->search, "placeholder-text", _ ("Search the help"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the help"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Topics"), -1);
  gtk_box_append (GTK_BOX (box), new_side (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), new_content (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Help"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
}

/* Returns: (transfer none): the help, beside @parent and closed with it, not modal: a person reads and tries in turns. */
GtkWindow *
bw_help_window_new (GtkWindow *parent)
{
  GtkWindow *self = g_object_new (BW_TYPE_HELP_WINDOW, "destroy-with-parent", TRUE, NULL);

  gtk_window_set_transient_for (self, parent);
  return self;
}

/* Shows the topic called @name, the first when there is no such topic. */
void
bw_help_window_show_topic (BwHelpWindow *self,
                           const char   *name)
{
  guint index = 0;

  g_return_if_fail (BW_IS_HELP_WINDOW (self));

  for (guint i = 0; i < bw_help_n_topics (); i++)
    if (g_strcmp0 (bw_help_topic (i)->name, name) == 0)
      index = i;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)index));
}
