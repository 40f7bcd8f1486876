/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of calibrations: what the models were fitted to, how good they were, and what changed since. */
#pragma once

#include "core/bw-backtest.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

/* One thing that changed between two fits. */
typedef struct
{
  BwFitPart part;
  gboolean  is_warning; /* business goes otherwise than it did */
  gboolean  is_better;  /* an error became less, or a range holds nearer to as often as it says */
  char     *text;       /* (owned): a whole sentence */
} BwFitChange;

#define bw_book_fit(book, i)       (&g_array_index ((book)->fits, BwFit, (i)))
#define bw_book_fit_value(book, i) (&g_array_index ((book)->fit_values, BwFitValue, (i)))

BwBook           *bw_fit_store (const BwBook     *book,
                                const BwBacktest *backtest,
                                gint64            now,
                                BwDelta         **delta) G_GNUC_WARN_UNUSED_RESULT;
void              bw_fit_measure (BwBook *book,
                                  gint32  fit,
                                  BwDate  as_of);
void              bw_fit_add_value (BwBook     *book,
                                    gint32      fit,
                                    BwFitPart   part,
                                    const char *name,
                                    gint32      week,
                                    guint       n,
                                    double      value);
const BwFitValue *bw_fit_find (const BwBook *book,
                               gint32        fit,
                               BwFitPart     part,
                               const char   *name,
                               gint32        week);
GPtrArray        *bw_fit_changes (const BwBook     *book,
                                  gint32            fit,
                                  const BwBacktest *backtest) G_GNUC_WARN_UNUSED_RESULT;
char             *bw_fit_dup_staleness (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
