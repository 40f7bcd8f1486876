/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project. */
#pragma once

#include <gio/gio.h>

#include "core/bw-book.h"
#include "core/bw-delta.h"
#include "import/bw-import.h"
#include "session/bw-focus.h"
#include "session/bw-outlook-bases.h"

G_BEGIN_DECLS

#define BW_TYPE_SESSION (bw_session_get_type ())

/* Lives on the main thread; work is done on others. Properties: "title" (string), "can-undo", "can-redo" (boolean),
 * "undo-label", "redo-label" (string, nullable), "writable" (boolean: not read-only, and nothing is being imported or
 * undone). Signal: "book-changed" when bw_session_get_book() gives a new book. */
G_DECLARE_FINAL_TYPE (BwSession, bw_session, BW, SESSION, GObject)

BwSession *bw_session_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @file is a project: by what is in it, else by its name. Reads a few bytes. */
gboolean bw_session_is_project (GFile *file);

/* Makes a project at @file with what @book (transfer none) holds, and opens it. */
void     bw_session_create_async (BwSession          *self,
                                  GFile              *file,
                                  BwBook             *book,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            data);
gboolean bw_session_create_finish (BwSession    *self,
                                   GAsyncResult *result,
                                   GError      **error);

/* Opens the project at @file. The focus then stands at the period of the data's date (else of today), on everyone. */
void     bw_session_open_async (BwSession          *self,
                                GFile              *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            data);
gboolean bw_session_open_finish (BwSession    *self,
                                 GAsyncResult *result,
                                 GError      **error);

/* (transfer none) (nullable): NULL until a project is open. */
GFile *bw_session_get_file (BwSession *self);
/* (transfer none) (nullable): read it, never write it; take a reference to keep it over a change. */
BwBook *bw_session_get_book (BwSession *self);
/* (transfer none) */
BwFocus *bw_session_get_focus (BwSession *self);
/* (transfer none): what the forecasts of all pages rest on. */
BwOutlookBases *bw_session_get_bases (BwSession *self);
/* (transfer none): what the forecasts of days before rest on, which would push out what the window shows. */
BwOutlookBases *bw_session_get_past_bases (BwSession *self);
/* (transfer none) (nullable): NULL when it can be written, else a whole sentence. */
const char *bw_session_get_read_only_reason (BwSession *self);
const char *bw_session_get_title (BwSession *self);

/* Makes @after the book and writes @delta (both transfer full) to the file, as one step of undo called @label (translated,
 * such as "Assign 12 areas"). The pages see @after at once; should the file not take it, the book becomes again what
 * the file holds, and finish fails. Refused with %BW_STORE_ERROR_READ_ONLY or %G_IO_ERROR_BUSY (an import or an undo is
 * being written). @after must have been made from the present book. */
void     bw_session_apply_async (BwSession          *self,
                                 const char         *label,
                                 BwBook             *after,
                                 BwDelta            *delta,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            data);
gboolean bw_session_apply_finish (BwSession    *self,
                                  GAsyncResult *result,
                                  GError      **error);

void bw_session_undo_async (BwSession          *self,
                            GAsyncReadyCallback callback,
                            gpointer            data);
void bw_session_redo_async (BwSession          *self,
                            GAsyncReadyCallback callback,
                            gpointer            data);
/* For both. @label (transfer full) (nullable): what was undone or redone. */
gboolean bw_session_undo_finish (BwSession    *self,
                                 GAsyncResult *result,
                                 char        **label,
                                 GError      **error);

/* Told on the main thread how far an import is, 0 to 1. */
typedef void (*BwSessionProgress) (double   done,
                                   gpointer data);

/* Looks at files: see bw_import_inspect(). Finish gives (transfer full) (element-type BwImportFile). */
void       bw_session_inspect_async (BwSession             *self,
                                     const char *const     *paths,
                                     const BwImportOptions *options,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               data);
GPtrArray *bw_session_inspect_finish (BwSession    *self,
                                      GAsyncResult *result,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Imports files as one transaction and one step of undo: see bw_import_run(). */
void bw_session_import_async (BwSession             *self,
                              const char *const     *paths,
                              const BwImportOptions *options,
                              BwSessionProgress      progress,
                              gpointer               progress_data,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               data);
/* Returns: (transfer full) (nullable). */
BwImportResult *bw_session_import_finish (BwSession    *self,
                                          GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads files as an import would and writes nothing. Finish gives (transfer full) (nullable) what would come of it. */
void            bw_session_try_import_async (BwSession             *self,
                                             const char *const     *paths,
                                             const BwImportOptions *options,
                                             GCancellable          *cancellable,
                                             GAsyncReadyCallback    callback,
                                             gpointer               data);
BwImportResult *bw_session_try_import_finish (BwSession    *self,
                                              GAsyncResult *result,
                                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* The rejected rows of an import (0: of all). Finish gives (transfer full) (element-type BwRejectedRow). */
void       bw_session_rejected_async (BwSession          *self,
                                      gint64              import_key,
                                      GAsyncReadyCallback callback,
                                      gpointer            data);
GPtrArray *bw_session_rejected_finish (BwSession    *self,
                                       GAsyncResult *result,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Which rows of which files told of the first %BW_STORE_MOST_SOURCES of @deals. Finish gives (transfer full) (element-type
 * BwDealSource): by deal, the row that brought it, then those that changed it, as they were imported. */
void    bw_session_deal_sources_async (BwSession          *self,
                                       const guint32      *deals,
                                       guint               n,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            data);
GArray *bw_session_deal_sources_finish (BwSession    *self,
                                        GAsyncResult *result,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads rejected rows again, as one step of undo: see bw_import_correct(). @corrections (element-type BwCorrection) are of one
 * import; the session keeps a reference. Finish gives the result, with only the rows that were refused again in its delta. A single file given to
 * bw_session_import_async() that is a sheet of rejected rows is taken for such corrections. */
void            bw_session_correct_async (BwSession          *self,
                                          GPtrArray          *corrections,
                                          GAsyncReadyCallback callback,
                                          gpointer            data);
BwImportResult *bw_session_correct_finish (BwSession    *self,
                                           GAsyncResult *result,
                                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the file of the import with @key calls its columns, as rejected rows name them. Returns: (transfer full) (nullable)
 * (element-type utf8): NULL when it is not known, because an earlier version imported it; its rows cannot be read again. */
GPtrArray *bw_session_dup_columns (BwSession *self,
                                   gint64     key) G_GNUC_WARN_UNUSED_RESULT;

/* How many steps have to be undone to take the import with @key back: 1 when it is what would be undone next, 0 when it cannot
 * be. Steps of the time before the project was opened count, unless others have written to it since. */
guint bw_session_count_steps_to (BwSession *self,
                                 gint64     key);

void     bw_session_save_copy_async (BwSession          *self,
                                     GFile              *file,
                                     GAsyncReadyCallback callback,
                                     gpointer            data);
gboolean bw_session_save_copy_finish (BwSession    *self,
                                      GAsyncResult *result,
                                      GError      **error);

/* Runs the main context until what was begun has been committed, and closes the file. */
void bw_session_close (BwSession *self);

G_END_DECLS
