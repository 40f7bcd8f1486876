/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints reports and saves them as PDF. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-report.h"

G_BEGIN_DECLS

BwPaper bw_report_print_paper (void);
void    bw_report_print_run (GtkWindow *parent,
                             BwReport  *report);
void    bw_report_print_save (GtkWindow *parent,
                              BwReport  *report);
void    bw_report_print_save_tables (GtkWindow *parent,
                                     BwReport  *report);

G_END_DECLS
