/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments on deals, accounts, territories and cells of the forecast, with the people that they mention. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-note.h"

G_BEGIN_DECLS

/* One version of a comment; append-only, the last of a line counts. It is about a deal, or an account, or a territory, or the
 * cell of a person, a period and a category. */
typedef struct
{
  gint64 key;
  gint32 deal; /* index, or BW_NOBODY */
  gint32 account;
  gint64 territory; /* its line over the plans; 0: none */
  gint32 person;    /* of the cell, else BW_NOBODY */
  BwDate from;      /* the cell's period */
  BwDate to;
  guint8 category; /* a BwCategory; of others BW_CATEGORY_NONE */
  BwText text;     /* with "@{", a person's key in hexadecimal digits and "}" where somebody is mentioned; of a removed one 0 */
  gint64 at;       /* when the first version was written, seconds since 1970 */
  gint64 edited;   /* when this one was */
  gint64 line;     /* the key of the first version; 0: this is it */
  guint8 removed;
  BwText author; /* the name of who wrote it; 0: not known */
} BwComment;

#define bw_book_comment(book, i) (&g_array_index ((book)->comments, BwComment, (i)))

/* What a comment is about: as in BwComment; see bw_comment_about_none(). */
typedef struct
{
  gint32     deal;
  gint32     account;
  gint64     territory;
  gint32     person;
  BwDate     from;
  BwDate     to;
  BwCategory category;
} BwCommentAbout;

BwCommentAbout bw_comment_about_none (void);
gint64         bw_comment_line (const BwComment *comment);
GArray        *bw_comment_current (const BwBook         *book,
                                   const BwCommentAbout *about) G_GNUC_WARN_UNUSED_RESULT;
GArray        *bw_comment_versions (const BwBook *book,
                                    gint64        line) G_GNUC_WARN_UNUSED_RESULT;
GArray        *bw_comment_mentions (const BwBook    *book,
                                    const BwComment *comment) G_GNUC_WARN_UNUSED_RESULT;
gboolean       bw_comment_does_mention (const BwBook    *book,
                                        const BwComment *comment,
                                        gint32           person);
char          *bw_comment_dup_text (const BwBook    *book,
                                    const BwComment *comment) G_GNUC_WARN_UNUSED_RESULT;
BwBook        *bw_comment_edit_add (const BwBook          *book,
                                    const BwCommentAbout  *about,
                                    const char            *text,
                                    const BwNoteSignature *signature,
                                    BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook        *bw_comment_edit_change (const BwBook          *book,
                                       gint64                 line,
                                       const char            *text,
                                       const BwNoteSignature *signature,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook        *bw_comment_edit_remove (const BwBook          *book,
                                       gint64                 line,
                                       const BwNoteSignature *signature,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
