/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tooltips of many widgets at once.
 *
 * gtk_widget_set_tooltip_text() asks the display where the pointer is, to show the new text should it be there: a question and an answer
 * between two programs for each cell of a table. Here the text is only kept, and given when somebody points at the widget. */

#include "app/bw-tooltip.h"

static GQuark
text_quark (void)
{
  return g_quark_from_static_string ("bw-tooltip-text");
}

/* Whether @widget is a label in which the whole of @text is read anyway. */
static gboolean
is_read (GtkWidget  *widget,
         const char *text)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text) &&
         !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
}

static gboolean
query_cb (GtkWidget  *widget,
          int         x,
          int         y,
          gboolean    keyboard,
          GtkTooltip *tooltip)
{
  const char *text = g_object_get_qdata (G_OBJECT (widget), text_quark ());

  if (text == NULL || is_read (widget, text))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* Has @text (nullable) be the tooltip of @widget; of a label that says just that, while there is no room for the whole of it. */
void
bw_tooltip_set (GtkWidget  *widget,
                const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (text == NULL && g_object_get_qdata (G_OBJECT (widget), text_quark ()) == NULL)
    return;
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, (gpointer)query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  g_object_set_qdata_full (G_OBJECT (widget), text_quark (), g_strdup (text), g_free);
  gtk_widget_set_has_tooltip (widget, text != NULL);
}

/* Returns: (transfer none) (nullable): the tooltip that @widget was given here. */
const char *
bw_tooltip_get (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  return g_object_get_qdata (G_OBJECT (widget), text_quark ());
}
