/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sums would be were the values that are written beside the CRM's the CRM's own. */
#pragma once

#include "core/bw-adjustment.h"
#include "core/bw-rollup.h"
#include "core/bw-scope.h"

G_BEGIN_DECLS

/* The deals of a book with an adjusted amount, close date or category, each twice: as the CRM has them, and as they are adjusted.
 * Both are small books, to which all that is asked of the whole can be asked. */
typedef struct
{
  BwBook  *crm;
  BwBook  *adjusted;
  guint32 *deals; /* (array length=n): which they are in the whole */
  guint    n;
} BwAsAdjusted;

/* What a sum over some deals gains. Amounts in minor units; those of deals that are not adjusted are in neither. */
typedef struct
{
  guint  n;      /* adjusted deals that the sum holds, by the CRM or as adjusted */
  guint  n_in;   /* of them those that it holds only as adjusted */
  guint  n_out;  /* of them those that it holds only by the CRM */
  gint64 change; /* of the sum of amounts */
} BwAdjustedSum;

/* The same of the open pipeline of a period. */
typedef struct
{
  BwAdjustedSum sum;
  gint64        weighted; /* the change of what is weighted by the CRM's probabilities */
  gint64        categories[BW_N_CATEGORIES];
} BwAdjustedPipeline;

BwAsAdjusted *bw_as_adjusted_new (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void          bw_as_adjusted_free (BwAsAdjusted *as);
void          bw_as_adjusted_sum (const BwAsAdjusted *as,
                                  const guint8       *by_crm,
                                  const guint8       *as_adjusted,
                                  BwAdjustedSum      *sum);
void          bw_as_adjusted_pipeline (const BwAsAdjusted *as,
                                       const BwScope      *scope,
                                       const BwPeriod     *period,
                                       BwAdjustedPipeline *pipeline);
gboolean      bw_as_adjusted_holds_on (const BwBook *book,
                                       BwDate        day);
BwBook       *bw_as_adjusted_book (BwBook *book) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAsAdjusted, bw_as_adjusted_free)

G_END_DECLS
