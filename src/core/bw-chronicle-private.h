/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the chronicle share. */
#pragma once

#include "core/bw-chronicle.h"

G_BEGIN_DECLS

/* A change of the deal in hand, and the line of the file that it is from, 0 for none. */
typedef struct
{
  BwChange change;
  guint64  line;
  guint    order; /* among those of the same field */
} BwEntry;

struct _BwChronicle
{
  BwBook        *book;
  BwDelta       *delta;
  const BwViews *views;
  gint32         import;
  gboolean       tells;   /* the import's changes with the CRM's time are the CRM's own record of them */
  GArray        *telling; /* guint8: the same for each import: 0, or 1 for all fields, 2 for the stage */
  guint          deal;
  gboolean       touched;
  gboolean       moved;        /* a present value of the deal became another */
  GArray        *work;         /* BwEntry: the changes of the deal */
  GArray        *chain;        /* BwEntry: those of the field in hand, oldest first */
  gint64         initial;      /* what the field was before them */
  GArray        *lost_places;  /* guint */
  GArray        *gained;       /* BwChange */
  GArray        *gained_lines; /* guint64 */
  GArray        *deals;        /* guint: those whose history or present values changed */
};

#define bw_chain_get(chronicle, i) (&g_array_index ((chronicle)->chain, BwEntry, (i)))

gboolean bw_chronicle_same (const BwChronicle *chronicle,
                            guint8             field,
                            gint64             a,
                            gint64             b);
gboolean bw_chronicle_is_told (const BwChronicle *chronicle,
                               const BwChange    *change);
void     bw_chain_load (BwChronicle *chronicle,
                        guint8       field);
void     bw_chain_store (BwChronicle *chronicle,
                         guint8       field);
gint64   bw_chain_value (const BwChronicle *chronicle,
                         BwDate             day);
gboolean bw_chain_observe (BwChronicle      *chronicle,
                           guint8            field,
                           const BwSighting *sighting,
                           gint32            import,
                           gboolean          alone);
BwDate   bw_chain_closed_since (BwChronicle *chronicle,
                                guint8       field,
                                gint64       value,
                                BwDate       after,
                                BwDate       day);

G_END_DECLS
