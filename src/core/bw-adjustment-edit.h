/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of what is written beside the CRM's values. */
#pragma once

#include "core/bw-adjustment.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

/* A value as a person gives it: the member of the field. */
typedef struct
{
  gint64      amount; /* minor units, BW_MONEY_NONE: none */
  BwDate      close;  /* BW_DATE_NONE: none */
  BwCategory  category;
  const char *next_step; /* (nullable): none */
} BwAdjustedInput;

/* Each gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. The book before stays
 * as it is. @at is the time, in seconds since 1970. */

BwBook  *bw_adjustment_edit_set (const BwBook          *book,
                                 const guint32         *deals,
                                 guint                  n,
                                 BwAdjusted             field,
                                 const BwAdjustedInput *input,
                                 const char            *note,
                                 gint64                 at,
                                 BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook  *bw_adjustment_edit_reset (const BwBook  *book,
                                   const guint32 *deals,
                                   guint          n,
                                   int            field,
                                   gint64         at,
                                   BwDelta      **delta) G_GNUC_WARN_UNUSED_RESULT;
guint    bw_adjustment_settle (BwBook  *book,
                               BwDelta *delta,
                               gint32   import,
                               gint64   at);
char    *bw_adjustment_dup_label (const BwBook  *book,
                                  const guint32 *deals,
                                  guint          n,
                                  int            field) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_adjusted_parse (const BwBook    *book,
                            BwAdjusted       field,
                            const char      *text,
                            BwDate           today,
                            BwAdjustedInput *input,
                            GError         **error);

G_END_DECLS
