/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project file. */
#pragma once

#include <gio/gio.h>

#include "core/bw-book.h"
#include "core/bw-delta.h"
#include "core/bw-early-deals.h"
#include "core/bw-outlook.h"

G_BEGIN_DECLS

#define BW_STORE_ERROR (bw_store_error_quark ())

typedef enum
{
  BW_STORE_ERROR_NOT_FOUND,
  BW_STORE_ERROR_NOT_A_PROJECT, /* no SQLite file, or one of another program */
  BW_STORE_ERROR_NEWER,         /* made by a newer version */
  BW_STORE_ERROR_DAMAGED,
  BW_STORE_ERROR_READ_ONLY, /* the project cannot be written */
  BW_STORE_ERROR_FULL,      /* no space left */
  BW_STORE_ERROR_IO,
  BW_STORE_ERROR_EXISTS,
  BW_STORE_ERROR_CANCELLED,
  BW_STORE_ERROR_CHANGED, /* by another program, or it is not where it was */
} BwStoreError;

GQuark bw_store_error_quark (void);

/* An open project file. Everything but bw_store_free() is to be called on the thread that opened it. */
typedef struct _BwStore BwStore;

/* The newest schema step that this program knows; the file's user_version. */
guint bw_store_schema_version (void);

/* Makes a project file at @path that holds what @book holds (its organisation, calendar, stages, people and
 * whatever else is in it, deals and history too). Fails with EXISTS when there is a file; leaves nothing behind when it fails. */
BwStore *bw_store_create (const char   *path,
                          const BwBook *book,
                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the project at @path. When another program has it open, or the file or its folder cannot be written, it
 * is opened for reading only and bw_store_read_only_reason() says why. An older schema is upgraded after a copy
 * was made beside it; a newer one is refused. */
BwStore *bw_store_open (const char *path,
                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void     bw_store_free (BwStore *store);

/* (nullable): NULL when it can be written, else a whole sentence. */
const char *bw_store_read_only_reason (const BwStore *store);

/* Reads everything into a new book: from the packed copies where they are good, else from the rows. */
BwBook *bw_store_load (BwStore *store,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a file that another program may have written to, after another look at whether it still is a project. */
BwBook *bw_store_read_again (BwStore *store,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (nullable): the row_memory of the last delta that had one. */
GBytes *bw_store_load_row_memory (BwStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Writes @delta, which leads to the book @after, in one transaction: all of it or nothing. With @undo (nullable)
 * gives what bw_store_revert() needs to take it back. @after may be kept for bw_store_finish_copies(). @progress (nullable) may
 * stop it: CANCELLED. It is told 1 when all is written and only the disk is waited for, and nothing after that. */
gboolean bw_store_write (BwStore       *store,
                         BwBook        *after,
                         const BwDelta *delta,
                         GBytes       **undo,
                         BwProgress     progress,
                         gpointer       progress_data,
                         GError       **error);

/* Begins the transaction of an import that goes on, to write its deals as they are settled. Only into a project without deals:
 * returns FALSE where there are some, without @error. */
gboolean bw_store_begin_early (BwStore *store,
                               GError **error);

/* Writes those of @deals that have not been. @all: there will be no more; else only as many as go together. @progress (nullable)
 * may stop it. Where it fails nothing of them is kept. */
gboolean bw_store_write_early (BwStore            *store,
                               const BwEarlyDeals *deals,
                               gboolean            all,
                               BwProgress          progress,
                               gpointer            progress_data,
                               GError            **error);

/* Takes back what was written early, if anything was. Otherwise the next bw_store_write() ends the transaction: where its deals are
 * those that have been written, it writes the rest, else everything. */
void bw_store_drop_early (BwStore *store);

/* Makes the packed copies that a large write left to be made; closing does so, too. */
void bw_store_finish_copies (BwStore *store);

/* Takes back a write, in one transaction. @redo (nullable) becomes what takes the taking back back. *@book is
 * replaced by a book with the state that the file has then. */
gboolean bw_store_revert (BwStore *store,
                          GBytes  *undo,
                          GBytes **redo,
                          BwBook **book,
                          GError **error);

/* Keeps @steps (nullable: none), which say what can be undone, when the project is closed, for bw_store_load_steps() to give them
 * (transfer full) (nullable) when it is opened again and nobody has written to it in between. */
void    bw_store_keep_steps (BwStore *store,
                             GBytes  *steps);
GBytes *bw_store_load_steps (BwStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* The rows that the import with @key (0: every import) could not take, oldest first.
 * Returns: (transfer full) (element-type BwRejectedRow). */
GPtrArray *bw_store_rejected (BwStore *store,
                              gint64   import_key,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* About how many deals bw_store_deal_sources() can be asked at once. */
#define BW_STORE_MOST_SOURCES 16

GArray *bw_store_deal_sources (BwStore      *store,
                               const gint64 *deals,
                               guint         n,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a copy of the whole project to @path, replacing what is there only when the copy is complete. */
gboolean bw_store_save_copy (BwStore    *store,
                             const char *path,
                             GError    **error);

/* Verifies the file: SQLite's integrity, foreign keys, the packed copies against the rows, the history against the
 * present state. Returns: (transfer full) (element-type utf8): a sentence for each problem; empty: all good. */
GPtrArray *bw_store_check (BwStore *store,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes all tables as sorted text, without keys, that is the same for the same content. */
gboolean bw_store_dump (BwStore *store,
                        GString *out,
                        GError **error);

/* Small settings of the project: remembered mappings and the like. (transfer full) (nullable). */
char    *bw_store_get_setting (BwStore    *store,
                               const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_store_set_setting (BwStore    *store,
                               const char *name,
                               const char *value,
                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStore, bw_store_free)

G_END_DECLS
