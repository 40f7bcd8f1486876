/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between a fit and the one before it, in sentences.
 *
 * A coefficient has moved when it differs by a tenth of itself, and a share by two points at least; an error or a coverage
 * when it differs by half a point or two points. Drift is not a change against the fit before but against the usual range. */

#include "core/bw-fit.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MOVED_RELATIVE 0.10
#define MOVED_SHARE    0.02
#define MOVED_ERROR    0.005
#define MOVED_COVERAGE 0.02
#define RANGE_SHARE    0.8 /* from P10 to P90 */
#define STAGE_PREFIX   "stage:"
#define FIELD_PREFIX   "win:"

/* What a change means. */
typedef enum
{
  PLAIN,
  BETTER,
  WARNING,
} Weight;

static void
free_change (gpointer data)
{
  BwFitChange *change = data;

  g_free (change->text);
  g_free (change);
}

static void
add_change (GPtrArray *changes,
            BwFitPart  part,
            Weight     weight,
            char      *text)
{
  BwFitChange *change = g_new0 (BwFitChange, 1);

  change->part = part;
  change->is_warning = weight == WARNING;
  change->is_better = weight == BETTER;
  change->text = text;
  g_ptr_array_add (changes, change);
}

/* Tells of one coefficient, when it moved from @before to @now. */
static void
tell_coefficient (GPtrArray  *changes,
                  const char *name,
                  double      before,
                  double      now)
{
  gboolean is_share = !g_str_equal (name, "stalled_weeks");
  double   least = MAX (MOVED_RELATIVE * MAX (fabs (before), fabs (now)), is_share ? MOVED_SHARE : 1.0);
  char    *text = NULL;

  if (fabs (now - before) < least)
    return;
  if (g_str_equal (name, "win_share"))
    text = g_strdup_printf (_ ("Of the deals that close %.0f %% are won, before %.0f %%."), now * 100.0, before * 100.0);
  else if (g_str_equal (name, "stalled_weeks"))
    text = g_strdup_printf (_ ("Deals count as stalled after %.0f weeks, before after %.0f."), now, before);
  else if (g_str_equal (name, "new_deal_won"))
    text = g_strdup_printf (_ ("Of new deals %.0f %% are won within 13 weeks, before %.0f %%."), now * 100.0, before * 100.0);
  else if (g_str_equal (name, "last_weeks_pace"))
    text = g_strdup_printf (_ ("In the last four weeks of a quarter deals are won %.2f times as fast as in the mean of its weeks, "
                               "before %.2f times."),
                            now, before);
  else if (g_str_has_prefix (name, STAGE_PREFIX))
    text = g_strdup_printf (_ ("Of deals that enter the stage “%s” %.0f %% are won within 13 weeks, before %.0f %%."),
                            name + strlen (STAGE_PREFIX), now * 100.0, before * 100.0);
  else if (g_str_has_prefix (name, FIELD_PREFIX))
    text = g_strdup_printf (_ ("The weight of “%s” in the chance of winning is %.2f, before %.2f."),
                            name + strlen (FIELD_PREFIX), now, before);
  if (text == NULL)
    return;
  add_change (changes, BW_FIT_COEFFICIENT, PLAIN, text);
}

static void
tell_coefficients (GPtrArray    *changes,
                   const BwBook *book,
                   gint32        fit)
{
  for (guint i = 0; i < book->fit_values->len; i++)
    {
      const BwFitValue *now = bw_book_fit_value (book, i), *before;

      if (now->fit != fit || now->part != BW_FIT_COEFFICIENT)
        continue;
      before = bw_fit_find (book, fit - 1, BW_FIT_COEFFICIENT, bw_book_text (book, now->name), -1);
      if (before != NULL)
        tell_coefficient (changes, bw_book_text (book, now->name), before->value, now->value);
    }
}

static const char *
method_title (const BwBacktest *backtest,
              const char       *name)
{
  for (guint m = 0; m < backtest->n_methods; m++)
    if (g_str_equal (backtest->names[m], name))
      return backtest->titles[m];
  return name;
}

/* Tells of the errors over all weeks that moved, and of how often the range held. */
static void
tell_errors (GPtrArray        *changes,
             const BwBook     *book,
             gint32            fit,
             const BwBacktest *backtest)
{
  for (guint i = 0; i < book->fit_values->len; i++)
    {
      const BwFitValue *now = bw_book_fit_value (book, i), *before;
      const char       *name = bw_book_text (book, now->name);

      if (now->fit != fit || now->week != -1 || (now->part != BW_FIT_ERROR && now->part != BW_FIT_COVERAGE))
        continue;
      before = bw_fit_find (book, fit - 1, now->part, name, -1);
      if (before == NULL)
        continue;
      if (now->part == BW_FIT_ERROR && fabs (now->value - before->value) >= MOVED_ERROR)
        add_change (changes, BW_FIT_ERROR, now->value < before->value ? BETTER : PLAIN,
                    g_strdup_printf (_ ("“%s” was off by %.1f %% over the periods replayed, before by %.1f %%."),
                                     method_title (backtest, name), now->value * 100.0, before->value * 100.0));
      else if (now->part == BW_FIT_COVERAGE && fabs (now->value - before->value) >= MOVED_COVERAGE)
        add_change (changes, BW_FIT_COVERAGE, fabs (now->value - RANGE_SHARE) < fabs (before->value - RANGE_SHARE) ? BETTER : PLAIN,
                    g_strdup_printf (_ ("The range from P10 to P90 held what came %.0f times in 100, before %.0f."),
                                     now->value * 100.0, before->value * 100.0));
    }
}

static char *
word_drift (const BwBook     *book,
            const BwFitValue *value)
{
  const char *name = bw_book_text (book, value->name);

  if (g_str_equal (name, "new_deals_a_week"))
    return g_strdup_printf (_ ("%.1f new deals come a week; usual are %.1f to %.1f."), value->value, value->low, value->high);
  if (g_str_equal (name, "win_share"))
    return g_strdup_printf (_ ("%.0f %% of the deals that close are won of late; usual are %.0f to %.0f %%."), value->value * 100.0,
                            value->low * 100.0, value->high * 100.0);
  if (g_str_equal (name, "cycle_days"))
    return g_strdup_printf (_ ("Deals take %.0f days to be won of late; usual are %.0f to %.0f."), value->value, value->low,
                            value->high);
  if (g_str_equal (name, "won_amount"))
    {
      g_autofree char *now = bw_money_format_compact ((gint64)llround (value->value), book->currency);
      g_autofree char *low = bw_money_format_compact ((gint64)llround (value->low), book->currency);
      g_autofree char *high = bw_money_format_compact ((gint64)llround (value->high), book->currency);

      return g_strdup_printf (_ ("A deal won brings %s of late; usual are %s to %s."), now, low, high);
    }
  return NULL;
}

static void
tell_drift (GPtrArray    *changes,
            const BwBook *book,
            gint32        fit)
{
  for (guint i = 0; i < book->fit_values->len; i++)
    {
      const BwFitValue *value = bw_book_fit_value (book, i);
      char             *text;

      if (value->fit != fit || value->part != BW_FIT_DRIFT || isnan (value->low) ||
          (value->value >= value->low && value->value <= value->high))
        continue;
      text = word_drift (book, value);
      if (text != NULL)
        add_change (changes, BW_FIT_DRIFT, WARNING, text);
    }
}

/* What is to be said of @fit, against the one before it where there is one; @backtest gives the titles of the methods.
 * Returns: (transfer full) (element-type BwFitChange): at least one sentence. */
GPtrArray *
bw_fit_changes (const BwBook     *book,
                gint32            fit,
                const BwBacktest *backtest)
{
  GPtrArray       *changes = g_ptr_array_new_with_free_func (free_change);
  g_autofree char *day = NULL;
  guint            n;

  g_return_val_if_fail (fit >= 0 && (guint)fit < book->fits->len, changes);

  tell_drift (changes, book, fit);
  if (fit == 0)
    {
      add_change (changes, BW_FIT_ERROR, PLAIN, g_strdup (_ ("This is the first calibration on record; the next one will be held "
                                                             "against it.")));
      return changes;
    }
  n = changes->len;
  tell_errors (changes, book, fit, backtest);
  tell_coefficients (changes, book, fit);
  if (changes->len > n)
    return changes;
  day = bw_date_format_short (bw_book_fit (book, fit - 1)->as_of, BW_DATE_NONE);
  add_change (changes, BW_FIT_COEFFICIENT, PLAIN,
              g_strdup_printf (_ ("Errors and coefficients are as they were at the calibration on what was known on %s."), day));
  return changes;
}
