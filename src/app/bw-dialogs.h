/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs that ask for files and tell of failures. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Told which files were chosen; not called when the person thinks better of it. */
typedef void (*BwDialogsFiles) (GListModel *files,
                                gpointer    data);

void bw_dialogs_open_project (GtkWindow     *parent,
                              BwDialogsFiles chosen,
                              gpointer       data);
void bw_dialogs_choose_exports (GtkWindow     *parent,
                                BwDialogsFiles chosen,
                                gpointer       data);
void bw_dialogs_save_project (GtkWindow     *parent,
                              const char    *title,
                              const char    *name,
                              BwDialogsFiles chosen,
                              gpointer       data);
void bw_dialogs_save_file (GtkWindow         *parent,
                           const char        *title,
                           const char        *name,
                           const char        *kind,
                           const char *const *suffixes,
                           BwDialogsFiles     chosen,
                           gpointer           data);
void bw_dialogs_show_error (GtkWindow    *parent,
                            const char   *heading,
                            const GError *error);
void bw_dialogs_fit_text (GtkWindow *dialog);

G_END_DECLS
