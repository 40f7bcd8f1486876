/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the store share. */
#pragma once

#include "store/bw-columns.h"
#include "store/bw-feed.h"
#include "store/bw-labels.h"
#include "store/bw-schema.h"
#include "store/bw-sql.h"
#include "store/bw-store.h"

G_BEGIN_DECLS

/* The size of SQLite's cache: in KiB, with a minus sign, as it takes it. */
#define BW_STORE_CACHE "-65536"
/* While packed copies are read, which pass through it once. */
#define BW_STORE_READING_CACHE "-1024"

/* Tables as bits of 64. */
#define BW_TABLE_BIT(table) (G_GUINT64_CONSTANT (1) << (table))
#define BW_ALL_TABLES       (BW_TABLE_BIT (BW_N_TABLES) - 1)

typedef struct _BwStoreLock  BwStoreLock;
typedef struct _BwEarlyWrite BwEarlyWrite;

struct _BwStore
{
  BwSql         sql;
  BwFeed        feed; /* of the statement that is being run */
  char         *path; /* canonical */
  BwStoreLock  *lock; /* (nullable): held while it can be written */
  char         *read_only_reason;
  BwLabels     *labels;           /* (nullable): loaded at the first write */
  BwEarlyWrite *early;            /* (owned) (nullable): deals of the present transaction */
  gboolean      worn;             /* the packed copies may need to be made anew */
  gboolean      distrusts_packed; /* something in them was found to be wrong */
  BwBook       *unpacked;         /* (owned) (nullable): what the rows hold, when the copies are still to be made of it */
  GBytes       *steps;            /* (owned) (nullable): those that can be undone, to be kept */
  gint64        steps_counter;    /* the file's change counter when they were loaded */
  gint64        seen;             /* what SQLite's data_version was when the file was last looked at: others' writes move it on */
  guint         n_mended;         /* bytes of texts in rows, when these were last read, that are no UTF-8 */
  GBytes       *unpacked_memory;  /* (owned) (nullable): the row_memory that is to be written with them */
};

/* bw-store-lock.c */
BwStoreLock *bw_store_lock_take (const char *path,
                                 char      **reason);
void         bw_store_lock_release (BwStoreLock *lock);

/* bw-store.c */
BwStore *bw_store_open_schema (const char     *path,
                               const BwSchema *schema,
                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_store_enforce_references (BwStore *store,
                                      gboolean enforce,
                                      GError **error);
void     bw_store_note_version (BwStore *store);
gboolean bw_store_begin_writing (BwStore *store,
                                 GError **error);
gboolean bw_store_refuse_read_only (BwStore *store,
                                    GError **error);

/* bw-store-load.c */
gboolean bw_store_load_organisation (BwStore   *store,
                                     BwReading *reading,
                                     GError   **error);
gboolean bw_store_load_table (BwStore   *store,
                              BwReading *reading,
                              BwTable    table,
                              GError   **error);
gboolean bw_store_load_keys (BwStore   *store,
                             BwReading *reading,
                             GError   **error);
gboolean bw_store_load_keys_of (BwStore   *store,
                                BwReading *reading,
                                BwTable    table,
                                GError   **error);
void     bw_store_index_keys (BwReading *reading,
                              guint64    tables);
void     bw_store_index_deals (BwReading     *reading,
                               const BwDeals *deals);
gboolean bw_store_read_deals (BwStore      *store,
                              BwReading    *reading,
                              sqlite3_stmt *statement,
                              GArray       *places,
                              gint64        first_folded,
                              GArray       *folded,
                              GError      **error);
char    *bw_store_deal_columns_sql (const char *place);
gboolean bw_store_read_changes (BwStore   *store,
                                BwReading *reading,
                                gint64     after,
                                GArray    *changes,
                                GError   **error);
void     bw_reading_clear (BwReading *reading);
BwBook  *bw_store_load_rows (BwStore *store,
                             GError **error);
gboolean bw_store_bad_value (BwStore    *store,
                             const char *table,
                             const char *column,
                             GError    **error);

/* bw-store-write.c */
gboolean bw_store_write_all (BwStore      *store,
                             const BwBook *book,
                             GError      **error);

/* bw-store-early.c */
gboolean bw_early_write_holds (const BwEarlyWrite *early,
                               const BwBook       *after,
                               const BwDelta      *delta);
void     bw_early_write_take_odd (const BwEarlyWrite *early,
                                  GArray             *odd);
void     bw_store_end_early (BwStore *store);

/* bw-store-undo.c */
typedef struct _BwRecording BwRecording;

BwRecording *bw_recording_new (BwStore *store,
                               guint64  n_deals,
                               guint64  n_updates,
                               guint64  n_other,
                               guint64  n_updated,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     bw_recording_is_logging (BwRecording *recording);
gboolean     bw_recording_end_log (BwRecording *recording,
                                   GError     **error);
void         bw_recording_begin_rows (BwRecording *recording,
                                      BwTable      table,
                                      gint64       position,
                                      guint        n);
void         bw_recording_set_whole (BwRecording *recording);
void         bw_recording_free (BwRecording *recording);
void         bw_recording_set_adding (BwRecording *recording,
                                      gboolean     adding);
GBytes      *bw_recording_finish (BwRecording *recording,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRecording, bw_recording_free)

/* bw-store-steps.c */
void bw_store_write_steps (BwStore *store);

/* bw-store-packed.c */
gint64   bw_store_file_counter (BwStore *store);
gint64   bw_store_layout (void);
gboolean bw_store_pack_keep (BwStore *store,
                             GError **error);
gboolean bw_store_pack_write (BwStore      *store,
                              const BwBook *book,
                              GError      **error);
gboolean bw_store_pack_note_write (BwStore       *store,
                                   const BwBook  *book,
                                   const BwDelta *delta,
                                   gboolean      *later,
                                   GError       **error);
gboolean bw_store_pack_is_valid (BwStore *store);
void     bw_store_pack_later (BwStore *store,
                              BwBook  *book,
                              GBytes  *memory);
gboolean bw_store_pack_note_revert (BwStore      *store,
                                    guint64       tables,
                                    const GArray *deals,
                                    const GArray *places,
                                    gboolean      whole,
                                    GError      **error);
gboolean bw_store_pack_head (BwStore *store,
                             gint64  *deals,
                             gint64  *last_change);
void     bw_store_pack_refresh (BwStore *store);
char    *bw_packed_field_part (const BwCustomField *field) G_GNUC_WARN_UNUSED_RESULT;

/* bw-store-unpack.c */
BwBook *bw_store_load_packed (BwStore *store);

G_END_DECLS
