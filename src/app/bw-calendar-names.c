/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the arrows of a calendar are called: GTK gives them neither name nor tooltip.
 *
 *   < November >   < 2026 >      the buttons within a calendar, in this order */

#include "app/bw-calendar-names.h"

#include <glib/gi18n.h>

static void
name_buttons (GtkWidget *root,
              guint     *place)
{
  static const char *const names[] = { N_ ("Previous month"), N_ ("Next month"), N_ ("Previous year"), N_ ("Next year") };

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && *place < G_N_ELEMENTS (names);
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_tooltip_text (child, _ (names[(*place)++]));
    else
      name_buttons (child, place);
}

/* Gives the arrows of @calendar names. */
void
bw_calendar_names_set (GtkCalendar *calendar)
{
  guint place = 0;

  g_return_if_fail (GTK_IS_CALENDAR (calendar));

  name_buttons (GTK_WIDGET (calendar), &place);
}
