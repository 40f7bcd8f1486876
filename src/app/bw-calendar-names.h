/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the arrows of a calendar are called. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_calendar_names_set (GtkCalendar *calendar);

G_END_DECLS
