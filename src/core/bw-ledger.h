/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was known of a scope's deals on a day, laid out for forecasting and replaying. */
#pragma once

#include "core/bw-hazard.h"
#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

G_BEGIN_DECLS

/* An open deal on some day. */
typedef struct
{
  guint32 deal;
  gint32  owner;
  guint16 klass;     /* of its stage */
  guint16 age;       /* weeks in the stage */
  guint16 whole_age; /* weeks since it came to be */
  gint16  probability;
  guint8  omitted;
  guint8  estimated; /* whether the amount is not the deal's own */
  BwDate  close;     /* stated; BW_DATE_NONE unknown */
  double  amount;    /* minor units; 0 when there is nothing to go by */
} BwOpenDeal;

/* The last day is the ledger's; days are counted from the first. Sums with index i are of the days before
 * day i. */
typedef struct _BwLedger BwLedger;

struct _BwLedger
{
  const BwBook   *book;
  const BwLedger *whole; /* (nullable): what this is a part of, and shares the columns with */
  BwDate          as_of;
  BwScopeMask    *mask;
  BwSnapshot     *now;     /* as of the last day */
  gint32         *product; /* of each deal, as of the last day */
  gint32         *account;
  gboolean        knows_creation; /* whether the CRM gives creation dates */
  BwDate          first_seen;     /* the first day on which anything was known to exist */
  BwDate          first_day;
  guint           n_days;
  BwDate          first_won;  /* the first closing day of a won deal of the scope; after the last day: none */
  double         *won;        /* sums of the scope's won amounts by closing day */
  double         *won_square; /* of their squares */
  guint32        *n_won;
  guint32        *arrivals; /* of the scope's new deals */
};

BwLedger *bw_ledger_new (const BwBook  *book,
                         const BwScope *scope,
                         BwDate         as_of) G_GNUC_WARN_UNUSED_RESULT;
BwLedger *bw_ledger_new_part (const BwLedger *whole,
                              const BwScope  *scope) G_GNUC_WARN_UNUSED_RESULT;
void      bw_ledger_free (BwLedger *ledger);
gboolean  bw_ledger_admits (const BwLedger *ledger,
                            guint           deal,
                            gint32          owner);
gint64    bw_ledger_won_amount (const BwLedger *ledger,
                                guint           deal);
BwDate    bw_ledger_won_day (const BwLedger *ledger,
                             guint           deal);
double    bw_ledger_won_between (const BwLedger *ledger,
                                 BwDate          from,
                                 BwDate          to);
guint     bw_ledger_arrivals_between (const BwLedger *ledger,
                                      BwDate          from,
                                      BwDate          to);
gboolean  bw_ledger_is_arrival (const BwLedger *ledger,
                                guint           deal,
                                BwDate         *day);
double    bw_ledger_luck (const BwLedger *ledger,
                          BwDate          from,
                          BwDate          to);
void      bw_ledger_recent_wins (const BwLedger *ledger,
                                 BwDate          at,
                                 double         *mean,
                                 double         *variance,
                                 guint          *n);
double    bw_ledger_amount_spread (const BwLedger *ledger);
double   *bw_ledger_estimates (const BwBook     *book,
                               const BwSnapshot *now,
                               const gint32     *product,
                               BwDate            at) G_GNUC_WARN_UNUSED_RESULT;
gint32   *bw_ledger_column_at (const BwBook *book,
                               BwField       field,
                               const gint32 *present,
                               BwDate        at) G_GNUC_WARN_UNUSED_RESULT;
GArray   *bw_ledger_open_deals (const BwLedger       *ledger,
                                const BwHazardCounts *counts,
                                const BwSnapshot     *snapshot) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLedger, bw_ledger_free)

G_END_DECLS
