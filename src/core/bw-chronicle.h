/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings what files tell of deals' past into their history, in whatever order the files come. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-progress.h"
#include "core/bw-view.h"

G_BEGIN_DECLS

/* What an export shows of one field of a deal. */
typedef struct
{
  BwDate       day;      /* of the export */
  BwDate       since;    /* of a closed deal its close date; BW_DATE_NONE not known */
  BwDate       modified; /* since when the CRM says that nothing changed; BW_DATE_NONE not said */
  BwTimeSource source;   /* of @day */
  gint64       value;
  guint64      line; /* of the file, 0 none */
} BwSighting;

/* A change that the CRM itself recorded. */
typedef struct
{
  BwDate   at;
  gint64   old_value;
  gint64   new_value;
  gboolean has_old; /* the old value was told */
  guint64  line;
} BwTold;

typedef struct _BwChronicle BwChronicle;

BwChronicle *bw_chronicle_new (BwBook        *book,
                               BwDelta       *delta,
                               const BwViews *views,
                               gint32         import,
                               gboolean       tells) G_GNUC_WARN_UNUSED_RESULT;
void         bw_chronicle_free (BwChronicle *chronicle);
void         bw_chronicle_begin (BwChronicle *chronicle,
                                 guint        deal);
gint64       bw_chronicle_value (BwChronicle *chronicle,
                                 guint8       field,
                                 BwDate       day);
gboolean     bw_chronicle_observe (BwChronicle      *chronicle,
                                   guint8            field,
                                   const BwSighting *sighting);
gboolean     bw_chronicle_tell (BwChronicle  *chronicle,
                                guint8        field,
                                const BwTold *told,
                                guint         n);
void         bw_chronicle_imply (BwChronicle *chronicle,
                                 guint8       field,
                                 BwDate       day,
                                 BwDate       at,
                                 gint64       old_value,
                                 guint64      line);
gboolean     bw_chronicle_end (BwChronicle *chronicle);
guint        bw_chronicle_finish (BwChronicle *chronicle,
                                  BwProgress   progress,
                                  gpointer     data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChronicle, bw_chronicle_free)

G_END_DECLS
