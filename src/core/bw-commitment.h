/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said they would do, and what became of it. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-note.h"

G_BEGIN_DECLS

typedef enum
{
  BW_COMMITMENT_OPEN,
  BW_COMMITMENT_KEPT,
  BW_COMMITMENT_DROPPED,
  BW_N_COMMITMENT_STATES,
} BwCommitmentState;

/* One version of a commitment; append-only, the last of a line counts. */
typedef struct
{
  gint64            key;
  gint32            owner; /* index of a person */
  BwText            text;  /* never empty */
  BwDate            due;   /* BW_DATE_NONE: no day was said */
  gint32            deal;  /* index, or BW_NOBODY; of what follows at most one is said too */
  gint32            account;
  gint64            territory; /* its line over the plans; 0: none */
  gint64            meeting;   /* the line of the one in which it was said; 0: apart from any */
  BwCommitmentState state;
  BwText            note;   /* what was said when state or day became so; 0: nothing */
  gint64            at;     /* when the first version was written, seconds since 1970 */
  gint64            edited; /* when this one was */
  gint64            line;   /* the key of the first version; 0: this is it */
  BwText            author; /* the name of who wrote it; 0: not known */
} BwCommitment;

#define bw_book_commitment(book, i) (&g_array_index ((book)->commitments, BwCommitment, (i)))

/* What is to be said of a new commitment. */
typedef struct
{
  gint32      owner;
  const char *text;
  BwDate      due;
  gint32      deal;
  gint32      account;
  gint64      territory;
  gint64      meeting;
} BwCommitmentInput;

gint64      bw_commitment_line (const BwCommitment *commitment);
GArray     *bw_commitment_current (const BwBook *book,
                                   gint32        owner) G_GNUC_WARN_UNUSED_RESULT;
GArray     *bw_commitment_versions (const BwBook *book,
                                    gint64        line) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_commitment_is_late (const BwCommitment *commitment,
                                   BwDate              today);
const char *bw_commitment_state_name (const BwCommitment *commitment,
                                      BwDate              today);
const char *bw_commitment_deal_state (const BwBook       *book,
                                      const BwCommitment *commitment);
const char *bw_commitment_territory_name (const BwBook       *book,
                                          const BwCommitment *commitment);
BwBook     *bw_commitment_edit_add (const BwBook            *book,
                                    const BwCommitmentInput *input,
                                    const BwNoteSignature   *signature,
                                    BwDelta                **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_commitment_edit_settle (const BwBook          *book,
                                       gint64                 line,
                                       BwCommitmentState      state,
                                       const char            *note,
                                       const BwNoteSignature *signature,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook     *bw_commitment_edit_move (const BwBook          *book,
                                     gint64                 line,
                                     BwDate                 due,
                                     const char            *note,
                                     const BwNoteSignature *signature,
                                     BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
