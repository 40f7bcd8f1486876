/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals that ended and are like a deal that is open.
 *
 * Likeness is the share of what the model goes by in which two deals agree: categories agree or not, numbers by how near they are
 * against the spread of the middle three fifths. Each field counts as much as it moves chances; where no field does, all count
 * the same. A past deal is taken as it was on the day on which it was most like. O(rows x columns). */

#include "core/bw-win-model-private.h"

#include <math.h>

#define MIN_WEIGHT 0.1 /* of a field that moves nothing, against the one that moves most */

static int
compare_similar (const void *a,
                 const void *b)
{
  const BwWinSimilar *x = a, *y = b;

  if (x->likeness != y->likeness)
    return x->likeness > y->likeness ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

static double *
find_weights (const BwWinModel *model)
{
  guint   width = model->rows->columns->len;
  double *weights = g_new0 (double, width + 1), largest = 0.0;

  for (guint c = 0; c < width; c++)
    largest = MAX (largest, model->spread[c]);
  for (guint c = 0; c < width; c++)
    weights[c] = largest > 0.0 ? MAX (model->spread[c] / largest, MIN_WEIGHT) : 1.0;
  return weights;
}

static double
compare_values (const BwWinColumn *column,
                double             a,
                double             b)
{
  double spread = column->fifths[3] - column->fifths[0];

  if (column->is_category)
    return a == b && a >= 0.0 ? 1.0 : 0.0;
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b) ? 1.0 : 0.0;
  return a == b ? 1.0 : exp (-fabs (a - b) / MAX (spread, 1e-9));
}

/* Returns: (transfer full) (element-type BwWinSimilar): up to @n_each won deals that are most like @deal, then as many lost ones, the
 * most alike first; none when @deal was not open on the model's day. */
GArray *
bw_win_model_similar (const BwWinModel *model,
                      guint             deal,
                      guint             n_each)
{
  const BwWinRows   *rows = model->rows;
  guint              width = rows->columns->len, n_taken[2] = { 0 };
  GArray            *found = g_array_new (FALSE, TRUE, sizeof (BwWinSimilar));
  GArray            *taken = g_array_new (FALSE, TRUE, sizeof (BwWinSimilar));
  g_autofree double *values = g_new0 (double, width + 1);
  g_autofree double *weights = find_weights (model);
  double             all = 0.0;

  for (guint c = 0; c < width; c++)
    all += weights[c];
  if (deal < rows->book->deals.n && !isnan (model->log_odds[deal]) && width > 0)
    bw_win_rows_read (rows, deal, rows->as_of, values);
  else
    all = 0.0;
  for (guint i = 0; i < rows->n && all > 0.0; i++)
    {
      BwWinSimilar *last = found->len > 0 ? &g_array_index (found, BwWinSimilar, found->len - 1) : NULL;
      BwDate        close = rows->book->deals.close[rows->deal[i]];
      BwWinSimilar  like = { rows->deal[i], rows->won[i], close <= rows->as_of ? close : BW_DATE_NONE, 0.0 };

      for (guint c = 0; c < width; c++)
        like.likeness += weights[c] * compare_values (bw_win_rows_column (rows, c), values[c], rows->values[(gsize)i * width + c]);
      like.likeness /= all;
      if (last == NULL || last->deal != like.deal)
        g_array_append_val (found, like);
      else if (last->likeness < like.likeness)
        *last = like;
    }
  g_array_sort (found, compare_similar);
  for (int won = 1; won >= 0; won--)
    for (guint i = 0; i < found->len && n_taken[won] < n_each; i++)
      {
        const BwWinSimilar *like = &g_array_index (found, BwWinSimilar, i);

        if (like->won != won)
          continue;
        g_array_append_val (taken, *like);
        n_taken[won]++;
      }
  g_array_unref (found);
  return taken;
}
