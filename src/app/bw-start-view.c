/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows before it has a project.
 *
 * The ways in as rows that act through the program's actions, and the projects that were open lately, which
 * GtkRecentManager remembers for the whole desktop. The list follows that memory. */

#include "app/bw-start-view.h"

#include <glib/gi18n.h>

#include "bw-config.h"

#define MOST_RECENT 6

struct _BwStartView
{
  AdwBin parent_instance;

  GtkWidget  *recent_group;
  GtkListBox *recent_list;
  gulong      changed;
};

G_DEFINE_FINAL_TYPE (BwStartView, bw_start_view, ADW_TYPE_BIN)

/* Newest first. */
static int
compare_visited (gconstpointer a,
                 gconstpointer b)
{
  GDateTime *first = gtk_recent_info_get_modified ((GtkRecentInfo *)a);
  GDateTime *second = gtk_recent_info_get_modified ((GtkRecentInfo *)b);

  return g_date_time_compare (second, first);
}

static GtkWidget *
make_row (GtkRecentInfo *info)
{
  const char      *uri = gtk_recent_info_get_uri (info);
  g_autofree char *shown = gtk_recent_info_get_uri_display (info);
  g_autofree char *title = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  g_autofree char *subtitle = g_markup_escape_text (shown != NULL ? shown : uri, -1);
  GtkWidget       *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
refresh (BwStartView *self)
{
  GList     *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  GtkWidget *child;
  guint      n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent_list))) != NULL)
    gtk_list_box_remove (self->recent_list, child);
  items = g_list_sort (items, compare_visited);
  for (GList *l = items; l != NULL && n < MOST_RECENT; l = l->next)
    if (gtk_recent_info_has_application (l->data, BW_APPLICATION_ID) && gtk_recent_info_exists (l->data))
      {
        gtk_list_box_append (self->recent_list, make_row (l->data));
        n++;
      }
  gtk_widget_set_visible (self->recent_group, n > 0);
  g_list_free_full (items, (GDestroyNotify)gtk_recent_info_unref);
}

static void
dispose (GObject *object)
{
  BwStartView *self = BW_START_VIEW (object);

  g_clear_signal_handler (&self->changed, gtk_recent_manager_get_default ());
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_start_view_parent_class)->dispose (object);
}

static void
bw_start_view_class_init (BwStartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-start-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BwStartView, recent_group);
  gtk_widget_class_bind_template_child (widget_class, BwStartView, recent_list);
}

static void
bw_start_view_init (BwStartView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->changed = g_signal_connect_swapped (gtk_recent_manager_get_default (), "changed", G_CALLBACK (refresh), self);
  refresh (self);
}
