/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows the last export had, so that the next one need not be read where it is the same. */
#pragma once

#include "import/bw-own-columns.h"

G_BEGIN_DECLS

/* A row that was read without a remark, and the deal that it made or found. */
typedef struct
{
  guint64 row;           /* hash of its text */
  guint64 state;         /* hash of what the book held of the deal afterwards */
  guint32 deal : 31;     /* index */
  guint32 above_one : 1; /* its probability is written as a number above 1 */
  BwDate  event;         /* the newest day that it tells of; BW_DATE_NONE: none */
} BwRowTrace;

typedef struct _BwRowMemory BwRowMemory;

BwRowMemory      *bw_row_memory_new (const BwBook    *book,
                                     const BwSource  *source,
                                     const GPtrArray *own,
                                     GBytes          *bytes) G_GNUC_WARN_UNUSED_RESULT;
void              bw_row_memory_free (BwRowMemory *memory);
void              bw_row_memory_end_recalling (BwRowMemory *memory);
guint64           bw_row_memory_hash (const BwRowMemory *memory,
                                      const char        *text,
                                      gsize              n);
gboolean          bw_row_memory_can_recall (const BwRowMemory *memory);
gboolean          bw_row_memory_recall (BwRowMemory *memory,
                                        guint64      row);
gboolean          bw_row_memory_is_apt (const BwRowMemory *memory,
                                        const BwSource    *source);
guint             bw_row_memory_n_recalled (const BwRowMemory *memory);
gint64            bw_row_memory_guess (const BwRowMemory *memory,
                                       guint              n_known,
                                       guint              nth);
gint64            bw_row_memory_guess_beside (const BwRowMemory *memory,
                                              guint              n_known,
                                              guint              nth);
const BwRowTrace *bw_row_memory_get_recalled (const BwRowMemory *memory,
                                              guint              i);
double            bw_row_memory_get_share_scale (const BwRowMemory *memory);
void              bw_row_memory_keep (BwRowMemory *memory,
                                      guint64      row,
                                      guint        deal,
                                      gboolean     above_one,
                                      BwDate       event,
                                      guint        n_known);
GBytes           *bw_row_memory_finish (BwRowMemory     *memory,
                                        const BwSource  *source,
                                        const GPtrArray *own,
                                        double           share_scale,
                                        BwProgress       progress,
                                        gpointer         progress_data) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRowMemory, bw_row_memory_free)

G_END_DECLS
