/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers of a history come about: a period's value from its deals or imported rows, a forecast from its methods.
 *
 *   Closed won: November 2026
 *   $1,204,300.00
 *   The amounts of all deals that were won in the period.
 *   Expected was $890,000; 99 times in 100 it would have been between ... and ...     where it is marked
 *   the deals, the largest first
 *
 * What makes a value up is collected by the same code as the value itself (bw-sales-series.c). */

#include "core/bw-explanation-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-anomaly.h"
#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "core/bw-money.h"
#include "core/bw-record.h"

enum
{
  MOST_ROWS = 6, /* imported rows that are told */
};

/* ---- Words ---- */

/* Returns: (transfer full): @value with all its digits. */
static char *
dup_value (const BwTrend *trend,
           const BwBook  *book,
           double         value)
{
  if (!isfinite (value))
    return g_strdup ("–");
  if (trend->series->money)
    return bw_money_format ((gint64)llround (value), book->currency);
  return g_strdup_printf (value == floor (value) ? "%'.0f" : "%'.2f", value);
}

/* "Closed won, Region West: November 2026". */
static char *
dup_title (const BwTrend *trend,
           const char    *when)
{
  const char *what = bw_sales_measure_title (trend->series->query.measure);

  if (trend->whole)
    /* Translators: what was sold, and when */
    return g_strdup_printf (_ ("%s: %s"), what, when);
  /* Translators: what was sold, of which part, and when */
  return g_strdup_printf (_ ("%s, %s: %s"), what, *trend->name != '\0' ? trend->name : _ ("None"), when);
}

static const char *
get_formula (BwSalesMeasure measure)
{
  switch (measure)
    {
    case BW_SALES_WON:
      return _ ("The amounts of all deals that were won in it.");
    case BW_SALES_WON_COUNT:
      return _ ("The number of deals that were won in it; beside each is its amount.");
    case BW_SALES_NEW:
      return _ ("The amounts of all deals that were made in it, as they are now.");
    case BW_SALES_NEW_COUNT:
      return _ ("The number of deals that were made in it; beside each is its amount.");
    case BW_SALES_RECORD:
      return _ ("The amounts of all imported sales that are dated in it.");
    case BW_SALES_RECORD_COUNT:
      return _ ("The number of imported sales that are dated in it.");
    case BW_SALES_VALUE:
    case BW_N_SALES_MEASURES:
    default:
      return _ ("The imported values that are dated in it.");
    }
}

/* ---- What makes it up ---- */

/* The field of deals that @split tells apart by. Returns: whether there is one. */
static gboolean
find_field (const BwSalesQuery *query,
            BwDealField        *field)
{
  static const struct
  {
    BwSalesSplit split;
    BwDealField  field;
  } fields[] = {
    { BW_SALES_BY_PERSON, BW_DEAL_FIELD_OWNER },
    { BW_SALES_BY_REGION, BW_DEAL_FIELD_REGION },
    { BW_SALES_BY_PRODUCT, BW_DEAL_FIELD_PRODUCT },
    { BW_SALES_BY_ACCOUNT, BW_DEAL_FIELD_ACCOUNT },
    { BW_SALES_BY_TYPE, BW_DEAL_FIELD_TYPE },
    { BW_SALES_BY_SOURCE, BW_DEAL_FIELD_SOURCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].split == query->split)
      {
        *field = fields[i].field;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full) (nullable): the deals of the part from one day to another as a filter. */
static char *
dup_filter (const BwTrend *trend,
            const BwBook  *book,
            BwDate         from,
            BwDate         to)
{
  const BwSalesQuery *query = &trend->series->query;
  gboolean            won = query->measure == BW_SALES_WON || query->measure == BW_SALES_WON_COUNT;
  BwDealField         dated = won ? BW_DEAL_FIELD_CLOSE : BW_DEAL_FIELD_CREATED, field = BW_DEAL_FIELD_OWNER;
  const char         *name = bw_deal_field_name (book, dated);
  g_autofree char    *first = bw_date_to_iso (from), *last = bw_date_to_iso (to);
  GString            *text;

  if (!trend->whole && (!find_field (query, &field) || *trend->name == '\0'))
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s >= %s and %s <= %s", name, first, name, last);
  if (won)
    {
      g_string_append_printf (text, " and %s = ", bw_deal_field_name (book, BW_DEAL_FIELD_KIND));
      bw_filter_append_quoted (text, bw_deal_field_row_name (book, BW_DEAL_FIELD_KIND, BW_STAGE_WON));
    }
  /* A deal whose amount is not known adds nothing to a sum of amounts. */
  if (trend->series->money)
    g_string_append_printf (text, " and %s is not empty", bw_deal_field_name (book, BW_DEAL_FIELD_AMOUNT));
  bw_rollup_append_present (text, book);
  if (!trend->whole)
    {
      g_string_append_printf (text, " and %s = ", bw_deal_field_name (book, field));
      bw_filter_append_quoted (text, trend->name);
    }
  return g_string_free (text, FALSE);
}

/* Tells the largest of the imported rows in @sources, a line each. */
static char *
dup_rows (const BwTrend *trend,
          const BwBook  *book,
          const GArray  *sources)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%'u imported row", "%'u imported rows", sources->len), sources->len);
  for (guint i = 0; i < MIN (sources->len, MOST_ROWS); i++)
    {
      const BwSalesSource *source = &g_array_index (sources, BwSalesSource, i);
      const BwRecord      *record = bw_book_record (book, source->index);
      g_autofree char     *day = bw_date_format_short (source->day, BW_DATE_NONE), *value = dup_value (trend, book, source->value);

      g_string_append_printf (text, "\n%s: %s", day, value);
      if (*bw_book_text (book, record->name) != '\0')
        g_string_append_printf (text, ", %s", bw_book_text (book, record->name));
      if (record->import >= 0 && (guint)record->import < book->imports->len)
        g_string_append_printf (text, " (%s)", bw_book_text (book, g_array_index (book->imports, BwImportRecord, record->import).file));
    }
  if (sources->len > MOST_ROWS)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

/* Adds what makes the value of the days from @from to @to up. */
static void
add_sources (BwExplanation *explanation,
             BwBook        *book,
             const BwTrend *trend,
             BwDate         from,
             BwDate         to)
{
  const BwSalesQuery *query = &trend->series->query;
  g_autoptr (GArray) sources = bw_sales_series_list (book, query, trend->whole ? NULL : trend->name, from, to);

  if (bw_sales_measure_is_of_records (query->measure))
    {
      explanation->basis = dup_rows (trend, book, sources);
      return;
    }
  for (guint i = 0; i < sources->len; i++)
    {
      const BwSalesSource *source = &g_array_index (sources, BwSalesSource, i);
      gint64               amount = book->deals.amount[source->index];

      bw_explanation_add_part (explanation, source->index, trend->series->money ? (gint64)llround (source->value) : amount == BW_MONEY_NONE ? 0
                                                                                                                                            : amount);
    }
  bw_explanation_sort_parts (explanation);
  explanation->basis = bw_explanation_dup_n_deals (sources->len);
  explanation->filter = dup_filter (trend, book, from, to);
}

/* ---- A period that was ---- */

/* Returns: (transfer full) (nullable): what was to be expected at @place, where its value is marked, and what the trend is. */
static char *
dup_expectation (const BwTrend *trend,
                 const BwBook  *book,
                 guint          place)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < trend->anomalies->len; i++)
    {
      const BwAnomaly *anomaly = &g_array_index (trend->anomalies, BwAnomaly, i);
      g_autofree char *sentence = NULL, *low = NULL, *high = NULL;

      if (anomaly->at != place)
        continue;
      sentence = bw_trend_dup_anomaly_text (trend, book, i);
      low = dup_value (trend, book, anomaly->low);
      high = dup_value (trend, book, anomaly->high);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
      if (isfinite (anomaly->low) && isfinite (anomaly->high))
        {
          g_string_append_c (text, ' ');
          /* Translators: two amounts */
          g_string_append_printf (text, _ ("99 times in 100 it would have been between %s and %s."), low, high);
        }
    }
  if (trend->smooth != NULL && isfinite (trend->smooth[place]))
    {
      g_autofree char *smooth = dup_value (trend, book, trend->smooth[place]);

      /* Translators: an amount */
      g_string_append_printf (text, _ ("%sWithout season and chance the trend is at %s."), text->len > 0 ? "\n" : "", smooth);
    }
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

static BwExplanation *
explain_past (BwBook        *book,
              const BwTrend *trend,
              guint          place)
{
  const BwSalesPeriod *period = bw_sales_series_period (trend->series, trend->first + place);
  g_autofree char     *title = dup_title (trend, period->title);
  BwExplanation       *explanation = bw_explanation_create (title);

  explanation->value = dup_value (trend, book, trend->values[trend->first + place]);
  explanation->formula = g_strdup (get_formula (trend->series->query.measure));
  explanation->numbers = dup_expectation (trend, book, place);
  add_sources (explanation, book, trend, period->from, period->to);
  return explanation;
}

/* ---- A period to come ---- */

static const char *
get_method_title (BwSeriesMethod method)
{
  static const char *const titles[BW_N_SERIES_METHODS] = {
    [BW_SERIES_NAIVE] = N_ ("last value"),
    [BW_SERIES_SEASONAL_NAIVE] = N_ ("same period of the season before"),
    [BW_SERIES_NAIVE2] = N_ ("last value with the season"),
    [BW_SERIES_DRIFT] = N_ ("drift"),
    [BW_SERIES_SES] = N_ ("simple exponential smoothing"),
    [BW_SERIES_DAMPED] = N_ ("damped trend"),
    [BW_SERIES_ETS] = N_ ("exponential smoothing"),
    [BW_SERIES_ETS_MIXTURE] = N_ ("exponential smoothing, mixed"),
    [BW_SERIES_THETA] = N_ ("Theta"),
    [BW_SERIES_DOTM] = N_ ("optimised Theta"),
    [BW_SERIES_AUTOREGRESSION] = N_ ("autoregression"),
    [BW_SERIES_INTERMITTENT] = N_ ("rate of sparse sales"),
    [BW_SERIES_CES] = N_ ("complex exponential smoothing"),
    [BW_SERIES_ARIMA] = N_ ("ARIMA"),
    [BW_SERIES_CROSTON] = N_ ("Croston"),
    [BW_SERIES_SBA] = N_ ("Syntetos-Boylan"),
    [BW_SERIES_TSB] = N_ ("Teunter-Syntetos-Babai"),
  };

  return titles[method] != NULL ? _ (titles[method]) : bw_series_method_name (method);
}

/* "exponential smoothing 33 %, Theta 33 %, ...". */
static char *
dup_methods (const BwSeriesForecast *forecast)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < BW_N_SERIES_METHODS; i++)
    if (forecast->weights[i] >= 0.005)
      {
        g_string_append (text, text->len > 0 ? ", " : "");
        /* Translators: a method and its share */
        g_string_append_printf (text, _ ("%s %.0f\u00a0%%"), get_method_title ((BwSeriesMethod)i), forecast->weights[i] * 100);
      }
  return g_string_free (text, FALSE);
}

/* On what the ranges rest, how it adds up with other parts, and what else there is to say. */
static char *
dup_foundation (const BwTrend *trend)
{
  static const char *const together[] = {
    [BW_RECONCILE_BOTTOM_UP] = N_ ("bottom-up"),
    [BW_RECONCILE_OLS] = N_ ("least squares"),
    [BW_RECONCILE_STRUCT] = N_ ("least squares by size"),
    [BW_RECONCILE_MINT] = N_ ("MinT"),
  };
  const BwSeriesForecast *forecast = trend->forecast;
  GString                *text = g_string_new (NULL);

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "Learned from %'u period.", "Learned from %'u periods.", trend->n), trend->n);
  if (forecast->n_origins > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "The ranges are as wide as it was off when forecast from %'u past period.", "The ranges are as wide as it was off when forecast from %'u past periods.", forecast->n_origins),
                              forecast->n_origins);
    }
  if (trend->n_together > 0)
    {
      g_string_append_c (text, '\n');
      /* Translators: how many parts, and the name of a method */
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "Made to add up with the forecast of %'u part (%s).", "Made to add up with the forecasts of %'u parts (%s).", trend->n_together),
                              trend->n_together, _ (together[trend->together]));
    }
  for (guint note = 0; note < BW_N_SERIES_NOTES; note++)
    if (forecast->notes & (1u << note))
      g_string_append_printf (text, "\n%s", bw_series_note_text ((BwSeriesNotes)(1u << note)));
  return g_string_free (text, FALSE);
}

static BwExplanation *
explain_ahead (BwBook        *book,
               const BwTrend *trend,
               guint          step)
{
  const BwSeriesForecast *forecast = trend->forecast;
  const BwSalesPeriod    *period = &g_array_index (trend->ahead, BwSalesPeriod, step);
  guint                   n = forecast->horizon;
  g_autofree char        *when = g_strdup_printf (_ ("forecast for %s"), period->title), *title = dup_title (trend, when);
  g_autofree char        *methods = dup_methods (forecast);
  g_autofree char        *inner_low = dup_value (trend, book, forecast->lower[step]), *inner_high = dup_value (trend, book, forecast->upper[step]);
  g_autofree char        *outer_low = dup_value (trend, book, forecast->lower[n + step]), *outer_high = dup_value (trend, book, forecast->upper[n + step]);
  BwExplanation          *explanation = bw_explanation_create (title);

  explanation->value = dup_value (trend, book, forecast->mean[step]);
  /* Translators: a list of methods with their shares */
  explanation->formula = g_strdup_printf (_ ("What these methods say together: %s."), methods);
  /* Translators: four amounts */
  explanation->numbers = g_strdup_printf (_ ("One time in two it will be between %s and %s, four times in five between %s and %s."), inner_low, inner_high,
                                          outer_low, outer_high);
  explanation->basis = dup_foundation (trend);
  return explanation;
}

/* Explains the value of @trend at @place: from 0 on those that are known, behind them those that are forecast. @book is what the
 * trend was made from.
 * Returns: (transfer full) (nullable): the explanation; none beyond both. */
BwExplanation *
bw_explanation_new_of_trend (BwBook        *book,
                             const BwTrend *trend,
                             guint          place)
{
  g_return_val_if_fail (book != NULL && trend != NULL, NULL);

  if (place < trend->n)
    return explain_past (book, trend, place);
  return place - trend->n < trend->ahead->len ? explain_ahead (book, trend, place - trend->n) : NULL;
}

/* Explains what the last year of @trend, or as much of it as there is, brought.
 * Returns: (transfer full) (nullable): the explanation; none before a period is complete. */
BwExplanation *
bw_explanation_new_of_trend_year (BwBook        *book,
                                  const BwTrend *trend)
{
  g_autofree char     *title = NULL, *when = NULL, *first_day = NULL, *last_day = NULL;
  const BwSalesPeriod *first, *last;
  BwExplanation       *explanation;
  double               sum = 0, before = 0;
  guint                n;

  g_return_val_if_fail (book != NULL && trend != NULL, NULL);

  n = bw_trend_year (trend);
  if (n == 0)
    return NULL;
  first = bw_sales_series_period (trend->series, trend->first + trend->n - n);
  last = bw_sales_series_period (trend->series, trend->first + trend->n - 1);
  for (guint i = 0; i < n; i++)
    {
      sum += trend->values[trend->first + trend->n - n + i];
      before += trend->n >= 2 * n ? trend->values[trend->first + trend->n - 2 * n + i] : NAN;
    }
  first_day = bw_date_format_short (first->from, BW_DATE_NONE);
  last_day = bw_date_format_short (last->to, BW_DATE_NONE);
  /* Translators: a first and a last day */
  when = g_strdup_printf (_ ("%s to %s"), first_day, last_day);
  title = dup_title (trend, when);
  explanation = bw_explanation_create (title);
  explanation->value = dup_value (trend, book, sum);
  explanation->formula = g_strdup (get_formula (trend->series->query.measure));
  if (isfinite (before))
    {
      g_autofree char *text = dup_value (trend, book, before);

      /* Translators: an amount */
      explanation->numbers = g_strdup_printf (_ ("As long before it was %s."), text);
    }
  add_sources (explanation, book, trend, first->from, last->to);
  return explanation;
}
