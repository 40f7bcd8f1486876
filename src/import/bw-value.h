/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell of a file as an amount, a date, a number, yes or no. */
#pragma once

#include "core/bw-date.h"
#include "core/bw-money.h"

G_BEGIN_DECLS

typedef enum
{
  BW_VALUE_GOOD,
  BW_VALUE_MISSING,     /* empty, or a word for it */
  BW_VALUE_BAD,         /* something else */
  BW_VALUE_NO_SUCH_DAY, /* a date that does not exist */
  BW_VALUE_RANGE,       /* too large, or outside what such a value can be */
} BwValueResult;

/* Which of "3/4/2024" is the month. */
typedef enum
{
  BW_ORDER_UNKNOWN,
  BW_ORDER_DAY_FIRST,
  BW_ORDER_MONTH_FIRST,
  BW_ORDER_YEAR_FIRST, /* with two digits: "24-05-06" */
} BwDateOrder;

/* The numbers that dates of three times two digits have first and last, of which one is the year. */
typedef struct
{
  guint64 first, last; /* a bit for each number below 64 */
  guint   n;
  guint   n_other; /* a number above 31 that stands first */
} BwShortYears;

/* Amounts as they are read: ten-thousandths of the currency's whole unit, until the currency is known. */
#define BW_VALUE_PER_UNIT 10000

/* The days between the two systems in which spreadsheets count. */
#define BW_VALUE_DAYS_1904 1462

/* Room for a currency code and its final zero. */
#define BW_VALUE_CURRENCY_SIZE 4

gboolean      bw_value_is_missing (const char *text);
gboolean      bw_value_is_currency (const char *code);
BwValueResult bw_value_parse_amount (const char *text,
                                     char        decimal,
                                     gint64     *amount,
                                     char        currency[BW_VALUE_CURRENCY_SIZE]);
char          bw_value_decimal_evidence (const char *text);
gint64        bw_value_to_minor (gint64      amount,
                                 const char *currency);
BwValueResult bw_value_parse_number (const char *text,
                                     char        decimal,
                                     double     *number);
BwValueResult bw_value_parse_share (const char *text,
                                    char        decimal,
                                    double     *share,
                                    gboolean   *per_cent);
BwValueResult bw_value_parse_date (const char *text,
                                   BwDateOrder order,
                                   BwDate     *date);
int           bw_value_time_of_day (const char *text);
BwDateOrder   bw_value_order_evidence (const char *text);
const char   *bw_date_order_name (BwDateOrder order);
gboolean      bw_date_order_parse (const char  *name,
                                   BwDateOrder *order);
void          bw_short_years_add (BwShortYears *years,
                                  const char   *text);
gboolean      bw_short_years_stand_first (const BwShortYears *years);
gboolean      bw_value_order_matters (const char *text);
gboolean      bw_value_decimal_matters (const char *text);
gboolean      bw_value_is_year_day (const char *text);
gboolean      bw_value_is_serial_date (const char *text);
BwValueResult bw_value_parse_boolean (const char *text,
                                      gboolean   *value);

G_END_DECLS
