/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal's chance differs from that of the average deal of its stage.
 *
 * What each field adds to the log-odds, less what it adds on average over past deals of the stage, is a difference in log-odds.
 * Chances are not straight in log-odds, so all differences are turned into points by one factor, that of the straight line
 * between the average deal's chance and this deal's: so the points add up to the difference between the two, whatever the order. */

#include "core/bw-win-model-private.h"

#include <math.h>
#include <stdlib.h>

#define MIN_POINTS 0.5 /* less is not worth a line */

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

/* Returns: (transfer full) (element-type BwWinReason): what moves @deal, open on the model's day, the most first; nothing below half
 * a point. @probability is the chance that is shown for it, from which the average deal's is reckoned back; NaN: the model's. */
GArray *
bw_win_model_reasons (const BwWinModel *model,
                      guint             deal,
                      double            probability)
{
  const BwWinRows   *rows = model->rows;
  guint              width = rows->columns->len;
  GArray            *reasons = g_array_new (FALSE, TRUE, sizeof (BwWinReason));
  g_autofree double *values = g_new0 (double, width + 1);
  g_autofree double *terms = g_new0 (double, width + 1);
  const double      *average;
  double             log_odds, difference = 0.0, factor;

  g_array_set_clear_func (reasons, clear_reason);
  if (deal >= rows->book->deals.n || isnan (model->log_odds[deal]) || !(model->signal.usable || model->signal.timing))
    return reasons;
  bw_win_rows_read (rows, deal, rows->as_of, values);
  log_odds = bw_win_fit_log_odds (model->fit, values, terms);
  if (probability > 0.0 && probability < 1.0)
    log_odds = log (probability / (1.0 - probability));
  average = model->average + (gsize)bw_win_model_stage (model, values) * width;
  for (guint c = 0; c < width; c++)
    {
      terms[c] = bw_win_rows_column (rows, c)->role == BW_WIN_STAGE ? 0.0 : terms[c] - average[c];
      difference += terms[c];
    }
  factor = to_probability (log_odds);
  factor *= 1.0 - factor;
  if (fabs (difference) > 1e-6)
    factor = (to_probability (log_odds) - to_probability (log_odds - difference)) / difference;
  for (guint c = 0; c < width; c++)
    {
      BwWinReason reason = { .points = 100.0 * factor * terms[c] };

      if (fabs (reason.points) < MIN_POINTS)
        continue;
      reason.factor = bw_win_rows_dup_words (rows, c, deal, values);
      reason.n = bw_win_rows_n_alike (rows, c, values[c]);
      g_array_append_val (reasons, reason);
    }
  g_array_sort (reasons, compare_reasons);
  return reasons;
}
