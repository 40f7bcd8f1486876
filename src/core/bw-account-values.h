/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each account is worth, by the measures of a plan. */
#pragma once

#include "core/bw-territory-measure.h"
#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

/* What each account is worth. Vanished deals do not count. */
typedef struct
{
  guint       n;
  BwMeasures *measures;              /* (owned): of the plan that it was made for */
  gint64     *values[BW_N_MEASURES]; /* (array length=n) each: zeros where a slot is not used */
  BwDate      from;                  /* of the history */
  BwDate      to;
  guint       n_without_account;              /* open or lately won deals that name no account */
  gint64      without_account[BW_N_MEASURES]; /* their amounts */
} BwAccountValues;

BwAccountValues *bw_account_values_new (const BwBook *book,
                                        BwDate        as_of) G_GNUC_WARN_UNUSED_RESULT;
BwAccountValues *bw_account_values_new_for (const BwTerritoryPlan *plan,
                                            BwDate                 as_of) G_GNUC_WARN_UNUSED_RESULT;
void             bw_account_values_free (BwAccountValues *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountValues, bw_account_values_free)

G_END_DECLS
