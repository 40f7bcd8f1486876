/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of a question that is not the one that is asked, while the answer is being worked out.
 *
 * Pages keep what they show until the next has arrived, so that nothing flickers where that takes a moment. Where it takes longer, as with
 * a million deals, numbers of one person would stand below the name of another: after HOLD_MS they are shown pale, and screen readers are
 * told that they are about to change. */

#include "app/bw-pending.h"

enum
{
  HOLD_MS = 150,
};

typedef struct
{
  GtkWidget *widget; /* owns this */
  guint      held;   /* source that marks it */
} Pending;

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_clear_handle_id (&pending->held, g_source_remove);
  g_free (pending);
}

static void
mark (Pending *pending,
      gboolean is_pending)
{
  if (is_pending)
    gtk_widget_add_css_class (pending->widget, "pending");
  else
    gtk_widget_remove_css_class (pending->widget, "pending");
  gtk_accessible_update_state (GTK_ACCESSIBLE (pending->widget), GTK_ACCESSIBLE_STATE_BUSY, is_pending, -1);
}

static gboolean
held_cb (gpointer data)
{
  Pending *pending = data;

  pending->held = 0;
  mark (pending, TRUE);
  return G_SOURCE_REMOVE;
}

static void
busy_cb (GObject    *source,
         GParamSpec *pspec,
         GtkWidget  *widget)
{
  Pending *pending = g_object_get_data (G_OBJECT (widget), "bw-pending");
  gboolean busy;

  g_object_get (source, "busy", &busy, NULL);
  if (busy && pending->held == 0 && !gtk_widget_has_css_class (widget, "pending"))
    pending->held = g_timeout_add (HOLD_MS, held_cb, pending);
  if (busy)
    return;
  g_clear_handle_id (&pending->held, g_source_remove);
  if (gtk_widget_has_css_class (widget, "pending"))
    mark (pending, FALSE);
}

/* Marks @widget while @source (transfer none), an object with a property "busy", is at work for longer than a moment; once for each
 * widget. */
void
bw_pending_follow (GtkWidget *widget,
                   gpointer   source)
{
  Pending *pending;

  g_return_if_fail (GTK_IS_WIDGET (widget) && G_IS_OBJECT (source));

  pending = g_new0 (Pending, 1);
  pending->widget = widget;
  g_object_set_data_full (G_OBJECT (widget), "bw-pending", pending, free_pending);
  g_signal_connect_object (source, "notify::busy", G_CALLBACK (busy_cb), widget, 0);
  busy_cb (source, NULL, widget);
}
