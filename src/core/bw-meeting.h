/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins: what became of each meeting, and which are due. */
#pragma once

#include "core/bw-cadence.h"
#include "core/bw-commitment.h"

G_BEGIN_DECLS

typedef enum
{
  BW_MEETING_PLANNED, /* there are notes for it, and it was not held yet */
  BW_MEETING_HELD,
  BW_MEETING_CANCELLED,
  BW_N_MEETING_STATES,
} BwMeetingState;

/* One version of what became of a meeting; append-only, the last of a line counts. */
typedef struct
{
  gint64         key;
  gint64         cadence; /* the line of the one it belongs to; 0: apart from any */
  gint32         host;
  gint32         person; /* BW_NOBODY: the host's whole team */
  BwDate         day;    /* on which the cadence has it */
  BwMeetingState state;
  BwText         notes;
  gint64         at;
  gint64         edited;
  gint64         line;
  BwText         author;
  gint64         moved; /* when it begins instead, seconds since 1970; 0: when the cadence has it */
} BwMeeting;

#define bw_book_meeting(book, i) (&g_array_index ((book)->meetings, BwMeeting, (i)))

/* A meeting as it stands in a list: one on record, or one that a cadence brings. */
typedef struct
{
  gint64         cadence; /* line; 0: apart from any */
  gint64         line;    /* of what is on record; 0: nothing is */
  gint32         host;
  gint32         person; /* BW_NOBODY: the host's whole team */
  BwDate         day;    /* on which the cadence has it: which one it is */
  BwMeetingState state;
  gint64         at; /* when it begins, seconds since 1970; 0: no time was said */
  BwDate         on; /* on which it is: day, but where this one was moved; set by what lists meetings */
} BwMeetingDue;

gint64           bw_meeting_line (const BwMeeting *meeting);
const BwMeeting *bw_meeting_get (const BwBook *book,
                                 gint64        line);
BwDate           bw_meeting_on (const BwBook    *book,
                                const BwMeeting *meeting);
gint64           bw_meeting_begins (const BwBook    *book,
                                    const BwMeeting *meeting);
GArray          *bw_meeting_current (const BwBook *book,
                                     gint32        who) G_GNUC_WARN_UNUSED_RESULT;
const BwMeeting *bw_meeting_find (const BwBook *book,
                                  gint64        cadence,
                                  gint32        host,
                                  gint32        person,
                                  BwDate        day);
const BwMeeting *bw_meeting_last_held (const BwBook *book,
                                       gint32        host,
                                       gint32        person,
                                       BwDate        before,
                                       gint64        before_at);
GArray          *bw_meeting_due (const BwBook *book,
                                 gint32        who,
                                 BwDate        from,
                                 BwDate        today,
                                 BwDate        to) G_GNUC_WARN_UNUSED_RESULT;
const char      *bw_meeting_state_name (const BwMeetingDue *due,
                                        BwDate              today);
BwBook          *bw_meeting_edit_write (const BwBook          *book,
                                        const BwMeetingDue    *which,
                                        BwMeetingState         state,
                                        const char            *notes,
                                        const BwNoteSignature *signature,
                                        gint64                *line,
                                        BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook          *bw_meeting_edit_move (const BwBook          *book,
                                       const BwMeetingDue    *which,
                                       BwDate                 day,
                                       guint                  starts,
                                       const BwNoteSignature *signature,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook          *bw_meeting_edit_promise (const BwBook            *book,
                                          const BwMeetingDue      *which,
                                          const BwCommitmentInput *input,
                                          const BwNoteSignature   *signature,
                                          BwDelta                **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
