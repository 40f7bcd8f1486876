/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two territory plans beside each other: what goes from where to where. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef enum
{
  BW_CHANGE_AREA,    /* a unit of the map, or a parent as a whole */
  BW_CHANGE_ZIP,     /* a ZIP code or the first three digits of one */
  BW_CHANGE_ACCOUNT, /* an account by name or by a rule */
  BW_CHANGE_OWNER,   /* a territory gets another owner */
} BwPlanChangeKind;

/* How much goes along. */
typedef struct
{
  guint  units; /* counties */
  guint  accounts;
  guint  owners; /* accounts whose territory has another owner then */
  gint64 values[BW_N_MEASURES];
  double forecast; /* of the period, minor units; NaN when none was given */
} BwPlanSum;

typedef struct
{
  BwPlanChangeKind kind;
  char            *unit;  /* as of the map: "state:TX", "county:48453", "zip:787", "account:" or "territory:" and a key */
  gint32           from;  /* territory of the base, BW_NOBODY: none */
  gint32           to;    /* territory of the plan */
  gint32           index; /* parent or unit of the map, account or territory (of the plan), by unit; else BW_NOBODY */
  BwPlanSum        sum;
  gboolean         whole; /* index is a parent of the map */
  BwDecision       decision;
  BwText           note;
} BwPlanChange;

/* From a territory of the base to one of the plan. */
typedef struct
{
  gint32    from;
  gint32    to;
  gboolean  stays; /* the one continues the other */
  BwPlanSum sum;
} BwPlanCell;

/* What a person answers for. Quotas are BW_MONEY_NONE where there is none. */
typedef struct
{
  gint32    person;
  BwPlanSum before;
  BwPlanSum after;
  gint64    quota_before;
  gint64    quota_after; /* if quotas follow the plan */
} BwPlanPerson;

typedef struct
{
  gint32    base;
  gint32    plan;
  GArray   *cells;   /* BwPlanCell that are not empty, by base, then plan */
  GArray   *changes; /* BwPlanChange, the most accounts first */
  GArray   *people;  /* BwPlanPerson, in the book's order */
  BwPlanSum moved;   /* sum of the changes */
  BwPlanSum all;
  guint     n_open, n_accepted, n_rejected; /* changes */
} BwPlanComparison;

BwPlanComparison *bw_plan_comparison_new (const BwBook          *book,
                                          gint32                 base,
                                          gint32                 plan,
                                          const BwAccountValues *values,
                                          const double          *forecasts,
                                          const BwPeriod        *period) G_GNUC_WARN_UNUSED_RESULT;
void              bw_plan_comparison_free (BwPlanComparison *comparison);
char             *bw_plan_change_dup_name (const BwBook       *book,
                                           const BwPlanChange *change) G_GNUC_WARN_UNUSED_RESULT;
gint32            bw_plan_continuation (const BwBook *book,
                                        gint32        plan,
                                        gint32        territory);

double *bw_plan_forecasts_new (const BwBook   *book,
                               const BwPeriod *period,
                               BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPlanComparison, bw_plan_comparison_free)

G_END_DECLS
