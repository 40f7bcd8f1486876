/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sold, period by period and part by part: the series that trends and forecasts are made of. */
#pragma once

#include "core/bw-scope.h"

G_BEGIN_DECLS

typedef enum
{
  BW_FREQUENCY_YEAR,
  BW_FREQUENCY_QUARTER,
  BW_FREQUENCY_MONTH, /* of 4, 4 and 5 weeks where the calendar is such */
  BW_FREQUENCY_WEEK,
  BW_FREQUENCY_DAY,
  BW_N_FREQUENCIES,
} BwFrequency;

typedef enum
{
  BW_SALES_WON,          /* amounts of deals, by the day they were won */
  BW_SALES_WON_COUNT,    /* their number */
  BW_SALES_NEW,          /* amounts of deals, by the day they were made */
  BW_SALES_NEW_COUNT,    /* their number */
  BW_SALES_RECORD,       /* amounts of imported sales: order and invoice lines */
  BW_SALES_RECORD_COUNT, /* their number */
  BW_SALES_VALUE,        /* values of imported series */
  BW_N_SALES_MEASURES,
} BwSalesMeasure;

/* What sales are told apart by. */
typedef enum
{
  BW_SALES_BY_NOTHING,
  BW_SALES_BY_PERSON,
  BW_SALES_BY_TEAM, /* those who report to the same person */
  BW_SALES_BY_REGION,
  BW_SALES_BY_PRODUCT,
  BW_SALES_BY_FAMILY,
  BW_SALES_BY_TERRITORY,
  BW_SALES_BY_ACCOUNT,
  BW_SALES_BY_INDUSTRY,
  BW_SALES_BY_STATE,
  BW_SALES_BY_COUNTRY,
  BW_SALES_BY_TYPE,
  BW_SALES_BY_SOURCE,
  BW_SALES_BY_NAME,  /* of an imported series */
  BW_SALES_BY_FIELD, /* one of the project's own */
  BW_N_SALES_SPLITS,
} BwSalesSplit;

typedef struct
{
  BwSalesMeasure measure;
  BwFrequency    frequency;
  BwSalesSplit   split;
  guint          field; /* with BW_SALES_BY_FIELD: its index */
  BwDate         as_of; /* nothing that was known only later; BW_DATE_NONE: the present */
  BwScope        scope; /* whose; imported series are nobody's and always all */
} BwSalesQuery;

typedef struct
{
  BwDate   from;
  BwDate   to;
  char    *name;     /* in files and commands: "2026-Q4", "2026-M11", the first day of a week, a day */
  char    *title;    /* as it is said: "November 2026" */
  gboolean complete; /* all of it is told of: it is over, and it does not begin before the data does */
} BwSalesPeriod;

typedef struct
{
  BwSalesQuery query;
  gboolean     money;   /* values are minor units */
  guint        season;  /* periods in a year, of days in a week; 1: no season */
  GArray      *periods; /* BwSalesPeriod, one after the other without a gap */
  GPtrArray   *parts;   /* (element-type utf8): the largest first; "" for those that belong to none */
  double      *values;  /* a row of periods for each part; NaN not known: only of imported series */
  double      *total;   /* of all parts */
  guint        n_undated;
  guint        n_before; /* left out, as they lie too long before the rest */
} BwSalesSeries;

/* One thing that counts into a value. */
typedef struct
{
  guint  index; /* of a deal or, where the measure is of records, of a record */
  BwDate day;
  double value;
} BwSalesSource;

BwSalesSeries *bw_sales_series_new (BwBook             *book,
                                    const BwSalesQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void           bw_sales_series_free (BwSalesSeries *series);
void           bw_sales_series_get_complete (const BwSalesSeries *series,
                                             guint               *first,
                                             guint               *n);
const double  *bw_sales_series_row (const BwSalesSeries *series,
                                    guint                part);

GArray *bw_sales_series_list (BwBook             *book,
                              const BwSalesQuery *query,
                              const char         *part,
                              BwDate              from,
                              BwDate              to) G_GNUC_WARN_UNUSED_RESULT;

gboolean      bw_sales_measure_is_of_records (BwSalesMeasure measure);
guint         bw_frequency_season (BwFrequency frequency);
const char   *bw_frequency_name (BwFrequency frequency);
gboolean      bw_frequency_parse (const char  *name,
                                  BwFrequency *frequency);
const char   *bw_sales_measure_name (BwSalesMeasure measure);
const char   *bw_sales_measure_title (BwSalesMeasure measure);
gboolean      bw_sales_measure_parse (const char     *name,
                                      BwSalesMeasure *measure);
const char   *bw_sales_split_name (BwSalesSplit split);
gboolean      bw_sales_split_parse (const BwBook *book,
                                    const char   *name,
                                    BwSalesSplit *split,
                                    guint        *field);
BwSalesPeriod bw_sales_period_at (const BwCalendar *calendar,
                                  BwFrequency       frequency,
                                  BwDate            date);
void          bw_sales_period_clear (BwSalesPeriod *period);

#define bw_sales_series_period(series, i) (&g_array_index ((series)->periods, BwSalesPeriod, (i)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSalesSeries, bw_sales_series_free)

G_END_DECLS
