/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins: meetings that recur, of a host with one person or the whole team. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-note.h"

G_BEGIN_DECLS

typedef enum
{
  BW_EVERY_WEEK,
  BW_EVERY_FORTNIGHT,
  BW_EVERY_MONTH, /* on the same weekday of the month: the second Tuesday */
  BW_N_RECURRENCES,
} BwRecurrence;

/* One version of a meeting that recurs; append-only, the last of a line counts. */
typedef struct
{
  gint64       key;
  gint32       host;
  gint32       person; /* BW_NOBODY: the host's whole team */
  BwRecurrence rhythm;
  BwDate       first;     /* the first day, whose weekday is that of all */
  guint        starts;    /* minutes after midnight in time_zone */
  guint        minutes;   /* how long it takes */
  BwText       time_zone; /* "Europe/Berlin"; 0: the host's */
  gint64       at;        /* when the first version was written, seconds since 1970 */
  gint64       edited;    /* when this one was */
  gint64       line;      /* the key of the first version; 0: this is it */
  guint8       removed;
  BwText       author; /* the name of who wrote it; 0: not known */
} BwCadence;

#define bw_book_cadence(book, i) (&g_array_index ((book)->cadences, BwCadence, (i)))

/* What is to be said of one. */
typedef struct
{
  gint32       host;
  gint32       person; /* BW_NOBODY: the host's whole team */
  BwRecurrence rhythm;
  BwDate       first;
  guint        starts;    /* 0 to 1439 */
  guint        minutes;   /* 1 to 1440 */
  const char  *time_zone; /* (nullable): the host's */
} BwCadenceInput;

enum
{
  BW_MINUTES_OF_DAY = 24 * 60,
};

gint64      bw_cadence_line (const BwCadence *cadence);
GArray     *bw_cadence_current (const BwBook *book,
                                gint32        who) G_GNUC_WARN_UNUSED_RESULT;
GArray     *bw_cadence_versions (const BwBook *book,
                                 gint64        line) G_GNUC_WARN_UNUSED_RESULT;
int         bw_cadence_find (const BwBook *book,
                             gint64        line);
gboolean    bw_cadence_concerns (const BwBook *book,
                                 gint32        host,
                                 gint32        person,
                                 gint32        who);
const char *bw_cadence_zone (const BwBook    *book,
                             const BwCadence *cadence);
const char *bw_cadence_zone_of (const BwBook *book,
                                gint32        person);
gint64      bw_cadence_instant (const BwBook    *book,
                                const BwCadence *cadence,
                                BwDate           day);
gint64      bw_cadence_instant_at (const BwBook    *book,
                                   const BwCadence *cadence,
                                   BwDate           day,
                                   guint            starts);
BwDate      bw_cadence_clock (const BwBook    *book,
                              const BwCadence *cadence,
                              gint64           at,
                              guint           *starts);
BwDate      bw_cadence_next (const BwCadence *cadence,
                             BwDate           from);
BwDate      bw_cadence_before (const BwCadence *cadence,
                               BwDate           day);
const char *bw_recurrence_name (BwRecurrence rhythm);
gboolean    bw_recurrence_parse (const char   *name,
                                 BwRecurrence *rhythm);
int         bw_recurrence_ordinal (BwDate first);
char       *bw_cadence_dup_rhythm (const BwCadence *cadence) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_cadence_dup_title (const BwBook *book,
                                  gint32        host,
                                  gint32        person) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_cadence_read_time (const char *text,
                                  guint      *starts);
char       *bw_cadence_dup_time (guint starts) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_cadence_edit_add (const BwBook          *book,
                                 const BwCadenceInput  *input,
                                 const BwNoteSignature *signature,
                                 BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_cadence_edit_change (const BwBook          *book,
                                    gint64                 line,
                                    const BwCadenceInput  *input,
                                    const BwNoteSignature *signature,
                                    BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_cadence_edit_save (const BwBook          *book,
                                  gint64                 line,
                                  const BwCadenceInput  *input,
                                  const char            *other_zone,
                                  const BwNoteSignature *signature,
                                  BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_cadence_edit_remove (const BwBook          *book,
                                    gint64                 line,
                                    const BwNoteSignature *signature,
                                    BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
