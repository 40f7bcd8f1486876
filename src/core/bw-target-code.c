/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Categories as the log-odds of what came of them, shrunk.
 *
 * A category with many levels (owners, accounts) becomes one number: by how much the log-odds of its level differ from all, after
 * Micci-Barreca (2001), A preprocessing scheme for high-cardinality categorical attributes. Shares are shrunk towards the overall
 * one as if @prior more cases had come out like all: (came + prior x overall) / (n + prior), the beta-binomial's posterior mean.
 * The prior is the data's own: the variance between levels beyond what chance gives (method of moments; Kleinman, 1973).
 *
 * A row must not be told its own outcome. So counts are kept by fold, and a row's value is taken without its fold; in cross-
 * validation without the fold that is tested, too. Sums of folds are subtracted, so that all this is one pass over the rows. */

#include "core/bw-target-code.h"

#include <math.h>

#define MIN_PRIOR 2.0
#define MAX_PRIOR 500.0 /* as good as saying nothing */
#define EDGE      0.005 /* of shares */

typedef struct
{
  double n;
  double came;
} Count;

struct _BwTargetCode
{
  guint  n_levels;
  guint  n_folds;
  Count *counts; /* [level][fold], then all */
  Count *all;    /* [fold], then all */
  double prior;
};

/* Returns: (transfer full): an empty code for levels 0 to @n_levels - 1 and folds 0 to @n_folds - 1. */
BwTargetCode *
bw_target_code_new (guint n_levels,
                    guint n_folds)
{
  BwTargetCode *code = g_new0 (BwTargetCode, 1);

  code->n_levels = n_levels;
  code->n_folds = n_folds;
  code->counts = g_new0 (Count, (gsize)(n_levels + 1) * (n_folds + 1));
  code->all = g_new0 (Count, n_folds + 1);
  code->prior = MAX_PRIOR;
  return code;
}

/* Frees @code (transfer full) (nullable). */
void
bw_target_code_free (BwTargetCode *code)
{
  if (code == NULL)
    return;
  g_free (code->counts);
  g_free (code->all);
  g_free (code);
}

static void
add (Count   *count,
     gboolean came,
     double   weight)
{
  count->n += weight;
  count->came += came ? weight : 0.0;
}

/* Adds a row. */
void
bw_target_code_add (BwTargetCode *code,
                    guint         level,
                    guint         fold,
                    gboolean      came,
                    double        weight)
{
  Count *counts = code->counts + (gsize)level * (code->n_folds + 1);

  add (&counts[fold], came, weight);
  add (&counts[code->n_folds], came, weight);
  add (&code->all[fold], came, weight);
  add (&code->all[code->n_folds], came, weight);
}

/* Finds the prior; to be called when all rows are there. */
void
bw_target_code_settle (BwTargetCode *code)
{
  Count  all = code->all[code->n_folds];
  double rate = all.n > 0.0 ? all.came / all.n : 0.5, between = 0.0, squares = 0.0, variance = rate * (1.0 - rate), spread;
  guint  n = 0;

  for (guint i = 0; i < code->n_levels; i++)
    {
      Count  count = code->counts[(gsize)i * (code->n_folds + 1) + code->n_folds];
      double share;

      if (!(count.n > 0.0))
        continue;
      share = count.came / count.n;
      between += count.n * (share - rate) * (share - rate);
      squares += count.n * count.n;
      n++;
    }
  code->prior = MAX_PRIOR;
  if (n < 2 || !(variance > 0.0))
    return;
  spread = (between - (n - 1.0) * variance) / (all.n - squares / all.n);
  if (spread > 0.0)
    code->prior = CLAMP (variance / spread - 1.0, MIN_PRIOR, MAX_PRIOR);
}

static double
log_odds (double share)
{
  double p = CLAMP (share, EDGE, 1.0 - EDGE);

  return log (p / (1.0 - p));
}

static Count
take_out (const BwTargetCode *code,
          const Count        *counts,
          int                 without,
          int                 without_too)
{
  Count count = counts[code->n_folds];

  if (without != BW_TARGET_CODE_ALL)
    {
      count.n -= counts[without].n;
      count.came -= counts[without].came;
    }
  if (without_too != BW_TARGET_CODE_ALL && without_too != without)
    {
      count.n -= counts[without_too].n;
      count.came -= counts[without_too].came;
    }
  count.n = MAX (count.n, 0.0);
  count.came = CLAMP (count.came, 0.0, count.n);
  return count;
}

/* The value of @level (negative: none of those known) as the rows outside the folds @without and @without_too tell it. */
double
bw_target_code_value (const BwTargetCode *code,
                      gint32              level,
                      int                 without,
                      int                 without_too)
{
  Count  all = take_out (code, code->all, without, without_too), own;
  double rate;

  if (level < 0 || (guint)level >= code->n_levels || !(all.n > 0.0))
    return 0.0;
  own = take_out (code, code->counts + (gsize)level * (code->n_folds + 1), without, without_too);
  rate = all.came / all.n;
  return log_odds ((own.came + code->prior * rate) / (own.n + code->prior)) - log_odds (rate);
}

/* How many cases the overall share is worth. */
double
bw_target_code_prior (const BwTargetCode *code)
{
  return code->prior;
}
