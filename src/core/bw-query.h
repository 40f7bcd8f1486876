/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals to show, and in which order. */
#pragma once

#include "core/bw-scope.h"

G_BEGIN_DECLS

#define BW_QUERY_ERROR (bw_query_error_quark ())

typedef enum
{
  BW_QUERY_ERROR_SYNTAX,
  BW_QUERY_ERROR_FIELD,
  BW_QUERY_ERROR_VALUE,
} BwQueryError;

GQuark bw_query_error_quark (void);

/* What deals can be sorted and filtered by: these and, behind them, the book's own fields. */
typedef enum
{
  BW_DEAL_FIELD_NAME,
  BW_DEAL_FIELD_REF,
  BW_DEAL_FIELD_ACCOUNT,
  BW_DEAL_FIELD_OWNER,
  BW_DEAL_FIELD_STAGE,
  BW_DEAL_FIELD_CATEGORY,
  BW_DEAL_FIELD_AMOUNT,
  BW_DEAL_FIELD_CLOSE,
  BW_DEAL_FIELD_CREATED,
  BW_DEAL_FIELD_AGE,
  BW_DEAL_FIELD_STAGE_DAYS,
  BW_DEAL_FIELD_PROBABILITY,
  BW_DEAL_FIELD_PRODUCT,
  BW_DEAL_FIELD_REGION,
  BW_DEAL_FIELD_TYPE,
  BW_DEAL_FIELD_SOURCE,
  BW_DEAL_FIELD_PUSHES,
  BW_DEAL_FIELD_ACTIVITY,
  BW_DEAL_FIELD_NEXT_STEP,
  BW_DEAL_FIELD_KIND,      /* open, won, lost */
  BW_DEAL_FIELD_TERRITORY, /* of its account in the plan that holds; only filters know it */
  BW_DEAL_FIELD_ADJUSTED,  /* whether anything is written beside the CRM's values */
  BW_DEAL_FIELD_WEIGHTED,  /* the amount times the CRM's probability */
  BW_DEAL_FIELD_GONE,      /* whether it is no longer in the exports that should hold it; only filters know it */
  BW_N_DEAL_FIELDS,
} BwDealField;

/* A parsed filter expression, such as
 *   stage = Proposal and amount >= 50k and (owner = "Anna Snelling" or close < 2026-12-31) */
typedef struct _BwFilter BwFilter;

BwFilter *bw_filter_parse (const BwBook *book,
                           const char   *expression,
                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void      bw_filter_free (BwFilter *filter);

typedef struct
{
  const BwScopeMask *mask;   /* (nullable): everything */
  const BwFilter    *filter; /* (nullable) */
  const guint8      *marks;  /* (nullable): one for each deal of the book: those with 0 are left out */
  const char        *search; /* (nullable): words that all stand in name, id, account or owner, any case */
  gboolean           open_only;
  BwPeriod           period;       /* deals dated in it; from BW_DATE_NONE: any */
  gboolean           with_undated; /* with a period: open deals without a date too */
  BwDealField        sort;
  gboolean           descending;
  BwDate             today; /* for ages */
} BwQuery;

guint32    *bw_query_run (const BwBook  *book,
                          const BwQuery *query,
                          guint         *n) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_deal_field_name (const BwBook *book,
                                BwDealField   field);
const char *bw_deal_field_title (const BwBook *book,
                                 BwDealField   field);
char       *bw_deal_dup_text (const BwBook *book,
                              guint         deal,
                              BwDealField   field,
                              BwDate        today) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFilter, bw_filter_free)

G_END_DECLS
