/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes about deals, with what they said before. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* One version of a note; append-only, the last of a note counts. */
typedef struct
{
  gint64 key;
  gint64 at;     /* when the note was first written, seconds since 1970 */
  gint64 edited; /* when this version was */
  gint32 deal;   /* index */
  BwText text;   /* of a removed one 0 */
  gint64 line;   /* the key of the note's first version; 0: this is it */
  BwText author; /* the name of who wrote it; 0: not known */
  guint8 removed;
} BwNote;

#define bw_book_note(book, i) (&g_array_index ((book)->notes, BwNote, (i)))

/* Who writes, and when. */
typedef struct
{
  const char *author; /* (nullable) */
  gint64      at;     /* seconds since 1970 */
} BwNoteSignature;

gint64  bw_note_line (const BwNote *note);
GArray *bw_note_current_of (const BwBook *book,
                            gint32        deal) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_note_versions (const BwBook *book,
                          gint64        line) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_note_edit_add (const BwBook          *book,
                          guint                  deal,
                          const char            *text,
                          const BwNoteSignature *signature,
                          BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_note_edit_change (const BwBook          *book,
                             gint64                 line,
                             const char            *text,
                             const BwNoteSignature *signature,
                             BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_note_edit_remove (const BwBook          *book,
                             gint64                 line,
                             const BwNoteSignature *signature,
                             BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
