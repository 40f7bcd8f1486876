/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal's chance differs from that of the average deal that is open in its stage.
 *
 * What each of its own fields adds to the log-odds, less what it adds on average over past deals of the stage, is a difference in
 * log-odds. Chances are not straight in log-odds, so the differences are turned into points by one factor, that of the straight
 * line between the chance without them and the chance with them: so their points add up, whatever the order. What is left
 * between the chance without them and the stage's average is the time the deal has been there, as the hazards (bw-hazard.c)
 * have it. All points together are the difference between the deal and the average one, but for those too small to be told. */

#include "core/bw-win-model-private.h"

#include <math.h>
#include <stdlib.h>

#define MIN_POINTS 0.5 /* less is not worth a line */
#define EDGE       1e-9

static void
clear_reason (gpointer data)
{
  g_free (((BwWinReason *)data)->factor);
}

static int
compare_reasons (const void *a,
                 const void *b)
{
  double x = fabs (((const BwWinReason *)a)->points), y = fabs (((const BwWinReason *)b)->points);

  return x > y ? -1 : x < y;
}

static double
to_probability (double log_odds)
{
  return 1.0 / (1.0 + exp (-log_odds));
}

static void
add_reason (GArray           *reasons,
            const BwWinModel *model,
            guint             column,
            guint             deal,
            const double     *values,
            double            points)
{
  BwWinReason reason = { .points = points, .n = bw_win_rows_n_alike (model->rows, column, values[column]) };

  /* Of a value that hardly any closed deal had nothing is known, which is no reason. */
  if (!(fabs (points) >= MIN_POINTS) || reason.n == 0)
    return;
  reason.factor = bw_win_rows_dup_words (model->rows, column, deal, values);
  g_array_append_val (reasons, reason);
}

/* The column that tells of the deal's time: best that in the stage. Returns -1 for none. */
static int
find_time_column (const BwWinModel *model,
                  const double     *values)
{
  int found = -1;

  for (guint c = 0; c < model->rows->columns->len; c++)
    if (bw_win_rows_column (model->rows, c)->role == BW_WIN_TIMING && isfinite (values[c]))
      found = (int)c;
  return found;
}

/* Returns: (transfer full) (element-type BwWinReason): what moves the deal of @odds (from bw_win_model_deal_odds() of @model), the most
 * first; nothing below half a point. */
GArray *
bw_win_model_reasons (const BwWinModel *model,
                      const BwDealOdds *odds)
{
  const BwWinRows   *rows = model->rows;
  guint              width = rows->columns->len;
  GArray            *reasons = g_array_new (FALSE, TRUE, sizeof (BwWinReason));
  g_autofree double *values = g_new0 (double, width + 1);
  g_autofree double *terms = g_new0 (double, width + 1);
  const double      *average;
  double             chance, without, log_odds, difference = 0.0, factor;
  int                time;

  g_array_set_clear_func (reasons, clear_reason);
  if (odds->deal >= rows->book->deals.n || isnan (model->log_odds[odds->deal]))
    return reasons;
  bw_win_rows_read (rows, odds->deal, rows->as_of, values);
  bw_win_fit_log_odds (model->fit, values, terms);
  average = model->average + (gsize)bw_win_model_stage (model, values) * width;
  for (guint c = 0; c < width; c++)
    {
      terms[c] = bw_win_rows_column (rows, c)->role == BW_WIN_OWN ? terms[c] - average[c] : 0.0;
      difference += terms[c];
    }
  chance = CLAMP (odds->probability, EDGE, 1.0 - EDGE);
  log_odds = log (chance / (1.0 - chance));
  without = to_probability (log_odds - difference);
  factor = fabs (difference) > 1e-6 ? (chance - without) / difference : chance * (1.0 - chance);
  for (guint c = 0; c < width; c++)
    add_reason (reasons, model, c, odds->deal, values, 100.0 * factor * terms[c]);
  time = find_time_column (model, values);
  if (time >= 0)
    add_reason (reasons, model, (guint)time, odds->deal, values, 100.0 * (without - odds->stage_average));
  g_array_sort (reasons, compare_reasons);
  return reasons;
}
