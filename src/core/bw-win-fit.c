/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The win model's coefficients, fitted on rows and tested without each of them.
 *
 * A logistic model with a quadratic penalty (bw-logistic.c). A category with few levels has a coefficient for each, which the
 * penalty shrinks to the average; one with many is one number (bw-target-code.c); a number is a curve (bw-spline.c).
 *
 * Three models nest: the stage alone; with time; with the deal's own fields. Each is tried by cross-validation in five folds
 * that keep a group (a deal, or copies of one) together, codes of categories being made without the fold that is foretold and,
 * for the rows that are learned from, without their own. The strength of the penalty is the one that foretells best. A larger model
 * is only taken when its squared error (Brier) is smaller by more than chance would make it, groups taken together: the
 * larger of MIN_SIGMAS standard errors and MIN_GAIN of the error itself. Without that the columns are not used at all: a coefficient
 * that is not there moves no deal.
 *
 * What the folds foretold calibrates the result (Platt, 1999): the log-odds are put on the line that fits the outcomes best. */

#include "core/bw-win-fit.h"

#include <math.h>
#include <string.h>

#include "core/bw-random.h"

enum
{
  N_FOLDS = 5,
  MAX_OWN_LEVELS = 40, /* of a category, to have a coefficient each */
  MAX_COLUMNS = 400,   /* of the design */
  N_KNOTS = 4,
  MIN_DEALS = 30, /* to learn anything but a rate */
  MIN_RARER = 8,  /* of the rarer outcome */
};

#define MIN_SIGMAS      2.5
#define MIN_GAIN        0.005
#define TOLERANCE       1e-7
#define ROUGH_TOLERANCE 1e-2 /* Newton's next step would be of its square */
#define CODED_PENALTY   0.25 /* a code is in log-odds already */
#define FIXED_PENALTY   2.0  /* of the smaller models */
#define MIN_SLOPE       0.2
#define MAX_SLOPE       2.0

/* Penalties of the deal's own fields, as multiples of the number of these fields, from the strongest: each fit begins where the last
 * ended. The multiple 1 says that all fields together are expected to spread log-odds by 1. */
static const double multiples[] = { 4.0, 2.0, 1.0, 0.5, 0.25 };

/* What is needed while fitting. */
typedef struct
{
  BwWinFit    *fit;
  const guint *subset;
  guint        n;
  guint8      *fold;                 /* by row of the rows */
  double      *odds[BW_WIN_OWN + 1]; /* foretold log-odds by row of the subset, of each model */
  double       penalty[BW_WIN_OWN + 1];
  BwProgress   progress;
  gpointer     progress_data;
  double       done;
} Work;

static const double *
values_of (const BwWinRows *rows,
           guint            row)
{
  return rows->values + (gsize)row * rows->columns->len;
}

/* ---- Columns ---- */

static void
prepare_curve (Work      *work,
               BwWinPart *part,
               guint      column)
{
  const BwWinRows   *rows = work->fit->rows;
  g_autofree double *known = g_new (double, work->n + 1);
  guint              n = 0;

  for (guint i = 0; i < work->n; i++)
    {
      known[n] = values_of (rows, work->subset[i])[column];
      n += !isnan (known[n]);
    }
  bw_spline_init (&part->curve, known, n, N_KNOTS);
  part->has_unknown = n < work->n && n > 0;
  part->shape = part->curve.n_columns > 0 || part->has_unknown ? BW_WIN_CURVE : BW_WIN_UNUSED;
  part->n = part->curve.n_columns + part->has_unknown;
}

static void
prepare_category (Work      *work,
                  BwWinPart *part,
                  guint      column)
{
  const BwWinRows *rows = work->fit->rows;
  guint            n_levels = bw_win_rows_column (rows, column)->values->len;

  if (n_levels <= MAX_OWN_LEVELS)
    {
      part->shape = BW_WIN_LEVELS;
      part->n = n_levels;
      return;
    }
  part->shape = BW_WIN_CODED;
  part->n = 1;
  part->code = bw_target_code_new (n_levels, N_FOLDS);
  for (guint i = 0; i < work->n; i++)
    {
      guint  row = work->subset[i];
      double level = values_of (rows, row)[column];

      if (level >= 0)
        bw_target_code_add (part->code, (guint)level, work->fold[row], rows->won[row], rows->weight[row]);
    }
  bw_target_code_settle (part->code);
}

static void
prepare_parts (Work *work)
{
  BwWinFit        *fit = work->fit;
  const BwWinRows *rows = fit->rows;
  guint            n = 0;

  fit->parts = g_new0 (BwWinPart, rows->columns->len + 1);
  for (guint c = 0; c < rows->columns->len; c++)
    {
      BwWinPart *part = &fit->parts[c];

      if (bw_win_rows_column (rows, c)->is_category)
        prepare_category (work, part, c);
      else
        prepare_curve (work, part, c);
      if (n + part->n > MAX_COLUMNS)
        part->shape = BW_WIN_UNUSED;
      n += part->shape != BW_WIN_UNUSED ? part->n : 0;
    }
}

/* Numbers the columns of the design that has what is up to @reach. */
static void
lay_out (BwWinFit *fit,
         BwWinRole reach)
{
  fit->reach = reach;
  fit->n_columns = fit->width = 0;
  for (guint c = 0; c < fit->rows->columns->len; c++)
    {
      BwWinPart *part = &fit->parts[c];

      if (part->shape == BW_WIN_UNUSED || bw_win_rows_column (fit->rows, c)->role > reach)
        continue;
      part->first = fit->n_columns;
      fit->n_columns += part->n;
      fit->width += part->shape == BW_WIN_LEVELS ? 1 : part->n;
    }
}

static gboolean
is_used (const BwWinFit *fit,
         guint           column)
{
  return fit->parts[column].shape != BW_WIN_UNUSED && bw_win_rows_column (fit->rows, column)->role <= fit->reach;
}

/* What one column of the rows becomes: pairs of design column and value. Folds as in bw_target_code_value(). Returns their
 * number, which is the same for all values. */
static guint
make_pairs (const BwWinPart *part,
            double           value,
            int              without,
            int              without_too,
            guint16         *columns,
            double          *values)
{
  guint n = part->shape == BW_WIN_LEVELS ? 1 : part->n;

  for (guint k = 0; k < n; k++)
    {
      columns[k] = (guint16)(part->first + k);
      values[k] = 0.0;
    }
  if (part->shape == BW_WIN_CODED)
    values[0] = bw_target_code_value (part->code, (gint32)value, without, without_too);
  else if (part->shape == BW_WIN_LEVELS && value >= 0.0)
    {
      columns[0] = (guint16)(part->first + (guint)value);
      values[0] = 1.0;
    }
  else if (part->shape == BW_WIN_CURVE && isnan (value))
    values[n - 1] = part->has_unknown ? 1.0 : 0.0;
  else if (part->shape == BW_WIN_CURVE)
    bw_spline_columns (&part->curve, value, values);
  return n;
}

/* Returns: (transfer full): the design of the subset's rows, none told its own outcome nor that of fold @without. */
static BwDesign *
make_design (const Work *work,
             int         without)
{
  const BwWinFit *fit = work->fit;
  BwDesign       *design = bw_design_new (work->n, fit->n_columns, fit->width);

  for (guint i = 0; i < work->n; i++)
    {
      const double *values = values_of (fit->rows, work->subset[i]);
      gsize         at = (gsize)i * fit->width;

      for (guint c = 0; c < fit->rows->columns->len; c++)
        if (is_used (fit, c))
          at += make_pairs (&fit->parts[c], values[c], work->fold[work->subset[i]], without, design->column + at, design->value + at);
    }
  return design;
}

static double *
make_penalties (const BwWinFit *fit,
                double          strength)
{
  double *penalty = g_new (double, fit->n_columns + 1);

  for (guint c = 0; c < fit->rows->columns->len; c++)
    for (guint k = 0; is_used (fit, c) && k < fit->parts[c].n; k++)
      penalty[fit->parts[c].first + k] = fit->parts[c].shape == BW_WIN_CODED ? strength * CODED_PENALTY : strength;
  return penalty;
}

/* ---- Cross-validation ---- */

/* Gives each group a fold, by chance but evenly. */
static void
make_folds (Work   *work,
            guint64 seed)
{
  const BwWinRows  *rows = work->fit->rows;
  g_autofree guint *order = g_new (guint, rows->n_groups + 1);
  BwRandom          random;

  bw_random_init (&random, seed, 77);
  for (guint i = 0; i < rows->n_groups; i++)
    {
      guint k = bw_random_below (&random, i + 1);

      order[i] = order[k];
      order[k] = i;
    }
  work->fold = g_new (guint8, rows->n + 1);
  for (guint i = 0; i < rows->n; i++)
    work->fold[i] = (guint8)(order[rows->group[i]] % N_FOLDS);
}

static gboolean
report (Work  *work,
        double part)
{
  work->done += part;
  return work->progress == NULL || work->progress (MIN (work->done, 1.0), work->progress_data);
}

/* What the subset's rows were and weigh, by row of the design. */
static void
copy_outcomes (const Work *work,
               guint8     *won,
               double     *weight)
{
  for (guint i = 0; i < work->n; i++)
    {
      won[i] = work->fit->rows->won[work->subset[i]];
      weight[i] = work->fit->rows->weight[work->subset[i]];
    }
}

/* Foretells every row by fits without its fold, with each of @n_strengths penalties: @odds[s][i]. FALSE when stopped. */
static gboolean
validate (Work         *work,
          const double *strengths,
          guint         n_strengths,
          double      **odds,
          double        part)
{
  BwWinFit          *fit = work->fit;
  g_autofree guint8 *won = g_new (guint8, work->n + 1);
  g_autofree double *weight = g_new (double, work->n + 1);
  g_autofree guint  *learned = g_new (guint, work->n + 1);

  copy_outcomes (work, won, weight);
  for (guint f = 0; f < N_FOLDS; f++)
    {
      g_autoptr (BwDesign) design = make_design (work, (int)f);
      g_autofree double *coefficients = g_new0 (double, fit->n_columns + 1);
      guint              n = 0;

      for (guint i = 0; i < work->n; i++)
        if (work->fold[work->subset[i]] != f)
          learned[n++] = i;
      for (guint s = 0; s < n_strengths; s++)
        {
          g_autofree double *penalty = make_penalties (fit, strengths[s]);

          bw_logistic_fit (design, won, weight, learned, n, penalty, ROUGH_TOLERANCE, coefficients);
          for (guint i = 0; i < work->n; i++)
            if (work->fold[work->subset[i]] == f)
              odds[s][i] = bw_design_log_odds (design, i, coefficients);
          if (!report (work, part / (N_FOLDS * n_strengths)))
            return FALSE;
        }
    }
  return TRUE;
}

static double
to_probability (double log_odds)
{
  return 1.0 / (1.0 + exp (-log_odds));
}

/* The weighted log-loss of foretold log-odds. */
static double
find_loss (const Work   *work,
           const double *odds)
{
  double sum = 0.0;

  for (guint i = 0; i < work->n; i++)
    {
      double against = work->fit->rows->won[work->subset[i]] ? -odds[i] : odds[i];

      sum += work->fit->rows->weight[work->subset[i]] * (MAX (against, 0.0) + log1p (exp (-fabs (against))));
    }
  return sum;
}

static guint
count_own (const BwWinFit *fit)
{
  guint n = 0;

  for (guint c = 0; c < fit->rows->columns->len; c++)
    n += fit->parts[c].shape != BW_WIN_UNUSED && bw_win_rows_column (fit->rows, c)->role == BW_WIN_OWN;
  return n;
}

/* Validates the model with what is up to @reach, with the penalty that does best. FALSE when stopped. */
static gboolean
try_model (Work     *work,
           BwWinRole reach)
{
  guint    n = reach == BW_WIN_OWN ? G_N_ELEMENTS (multiples) : 1, n_own = count_own (work->fit), best = 0;
  double   strengths[G_N_ELEMENTS (multiples)] = { FIXED_PENALTY };
  double  *odds[G_N_ELEMENTS (multiples)] = { NULL }, least = INFINITY;
  gboolean finished;

  lay_out (work->fit, reach);
  for (guint s = 0; s < n; s++)
    {
      strengths[s] = reach == BW_WIN_OWN ? multiples[s] * n_own : FIXED_PENALTY;
      odds[s] = g_new0 (double, work->n + 1);
    }
  finished = validate (work, strengths, n, odds, reach == BW_WIN_OWN ? 0.75 : 0.05);
  for (guint s = 0; s < n && finished; s++)
    {
      double loss = find_loss (work, odds[s]);

      /* Which does best is uncertain where deals are few, and a doubling is one standard deviation of what to expect. */
      if (reach == BW_WIN_OWN)
        loss += 0.5 * log2 (multiples[s]) * log2 (multiples[s]);
      if (loss < least)
        {
          least = loss;
          best = s;
        }
    }
  work->penalty[reach] = strengths[best];
  work->odds[reach] = g_steal_pointer (&odds[best]);
  for (guint s = 0; s < n; s++)
    g_free (odds[s]);
  return finished;
}

/* By how much the squared error of @better is below that of @worse, and the standard error of that, groups taken together. */
static double
find_gain (const Work   *work,
           const double *worse,
           const double *better,
           double       *error,
           double       *brier)
{
  const BwWinRows   *rows = work->fit->rows;
  g_autofree double *gains = g_new0 (double, rows->n_groups + 1);
  g_autofree double *weights = g_new0 (double, rows->n_groups + 1);
  double             sum = 0.0, weight = 0.0, squares = 0.0, gain;

  *brier = 0.0;
  for (guint i = 0; i < work->n; i++)
    {
      guint  row = work->subset[i];
      double a = rows->won[row] - to_probability (worse[i]), b = rows->won[row] - to_probability (better[i]);

      gains[rows->group[row]] += rows->weight[row] * (a * a - b * b);
      weights[rows->group[row]] += rows->weight[row];
      *brier += rows->weight[row] * a * a;
    }
  for (guint g = 0; g < rows->n_groups; g++)
    {
      sum += gains[g];
      weight += weights[g];
    }
  gain = sum / weight;
  *brier /= weight;
  for (guint g = 0; g < rows->n_groups; g++)
    squares += (gains[g] - gain * weights[g]) * (gains[g] - gain * weights[g]);
  *error = sqrt (squares) / weight;
  return gain;
}

static gboolean
has_role (const BwWinFit *fit,
          BwWinRole       role)
{
  for (guint c = 0; c < fit->rows->columns->len; c++)
    if (fit->parts[c].shape != BW_WIN_UNUSED && bw_win_rows_column (fit->rows, c)->role == role)
      return TRUE;
  return FALSE;
}

/* Tries the models one after the other. Returns the last that pays; sets *@finished to FALSE when stopped. */
static BwWinRole
choose_model (Work     *work,
              gboolean *finished)
{
  BwWinFit *fit = work->fit;
  BwWinRole chosen = BW_WIN_STAGE;
  double    error, brier, gain;

  *finished = try_model (work, BW_WIN_STAGE);
  if (*finished && has_role (fit, BW_WIN_TIMING))
    {
      *finished = try_model (work, BW_WIN_TIMING);
      gain = *finished ? find_gain (work, work->odds[BW_WIN_STAGE], work->odds[BW_WIN_TIMING], &error, &brier) : 0.0;
      fit->timing = *finished && gain > MAX (MIN_SIGMAS * error, MIN_GAIN * brier);
      if (fit->timing)
        chosen = BW_WIN_TIMING;
    }
  if (*finished && has_role (fit, BW_WIN_OWN))
    {
      /* What time adds is not to be credited to the fields, so time is in the model that they are held against whenever it
       * does any good. */
      BwWinRole against = BW_WIN_STAGE;

      *finished = try_model (work, BW_WIN_OWN);
      if (*finished && work->odds[BW_WIN_TIMING] != NULL && find_loss (work, work->odds[BW_WIN_TIMING]) < find_loss (work, work->odds[BW_WIN_STAGE]))
        against = BW_WIN_TIMING;
      if (*finished)
        fit->gain = find_gain (work, work->odds[against], work->odds[BW_WIN_OWN], &fit->gain_error, &brier);
      fit->own = *finished && fit->gain > MAX (MIN_SIGMAS * fit->gain_error, MIN_GAIN * brier);
      if (fit->own)
        chosen = BW_WIN_OWN;
    }
  return chosen;
}

/* ---- The fit ---- */

/* Scores what was foretold, and calibrates the coefficients by it. */
static void
calibrate (Work     *work,
           BwWinRole chosen)
{
  BwWinFit          *fit = work->fit;
  const double      *odds = work->odds[chosen];
  g_autofree double *chance = g_new (double, work->n + 1);
  g_autofree guint8 *won = g_new (guint8, work->n + 1);
  g_autofree double *weight = g_new (double, work->n + 1);
  double             intercept, slope;

  copy_outcomes (work, won, weight);
  for (guint i = 0; i < work->n; i++)
    chance[i] = to_probability (odds[i]);
  if (chosen != BW_WIN_STAGE && bw_score_calibration (chance, won, weight, work->n, &intercept, &slope))
    {
      slope = CLAMP (slope, MIN_SLOPE, MAX_SLOPE);
      for (guint k = 0; k <= fit->n_columns; k++)
        fit->coefficients[k] *= slope;
      fit->coefficients[0] += intercept;
      for (guint i = 0; i < work->n; i++)
        chance[i] = to_probability (intercept + slope * odds[i]);
    }
  bw_score_compute (chance, won, work->n, &fit->score);
}

/* Fits on all rows of the subset what is up to @reach. */
static void
fit_all (Work     *work,
         BwWinRole reach)
{
  BwWinFit          *fit = work->fit;
  g_autofree guint8 *won = g_new (guint8, work->n + 1);
  g_autofree double *weight = g_new (double, work->n + 1);
  g_autofree double *penalty = NULL;
  g_autoptr (BwDesign) design = NULL;

  lay_out (fit, reach);
  copy_outcomes (work, won, weight);
  design = make_design (work, BW_TARGET_CODE_ALL);
  fit->penalty = work->penalty[reach];
  penalty = make_penalties (fit, fit->penalty);
  fit->coefficients = g_new0 (double, fit->n_columns + 1);
  bw_logistic_fit (design, won, weight, NULL, work->n, penalty, TOLERANCE, fit->coefficients);
}

/* Without enough to learn from: the share that was won, drawn towards one half by two deals. */
static void
fit_rate (Work *work)
{
  BwWinFit *fit = work->fit;
  double    won = 0.0, all = 0.0;

  for (guint i = 0; i < work->n; i++)
    {
      won += fit->rows->weight[work->subset[i]] * fit->rows->won[work->subset[i]];
      all += fit->rows->weight[work->subset[i]];
    }
  fit->n_columns = fit->width = 0;
  for (guint c = 0; c < fit->rows->columns->len; c++)
    fit->parts[c].shape = BW_WIN_UNUSED;
  fit->coefficients = g_new0 (double, 1);
  fit->coefficients[0] = log ((won + 1.0) / (all - won + 1.0));
}

static gboolean
is_enough (Work *work)
{
  const BwWinRows *rows = work->fit->rows;
  guint            n[2] = { 0 };

  for (guint i = 0; i < work->n; i++)
    if (i == 0 || rows->deal[work->subset[i]] != rows->deal[work->subset[i - 1]])
      n[rows->won[work->subset[i]]]++;
  work->fit->n_deals = n[0] + n[1];
  return n[0] + n[1] >= MIN_DEALS && MIN (n[0], n[1]) >= MIN_RARER;
}

/* Fits on the @n rows of @rows (which has to outlive the fit) that @subset lists in ascending order.
 * Returns: (transfer full) (nullable): NULL when @progress stopped it. */
BwWinFit *
bw_win_fit_new (const BwWinRows *rows,
                const guint     *subset,
                guint            n,
                guint64          seed,
                BwProgress       progress,
                gpointer         progress_data)
{
  BwWinFit *fit = g_new0 (BwWinFit, 1);
  Work      work = { .fit = fit, .subset = subset, .n = n, .progress = progress, .progress_data = progress_data };
  gboolean  finished = TRUE;

  fit->rows = rows;
  fit->gain = fit->gain_error = NAN;
  bw_score_compute (NULL, NULL, 0, &fit->score);
  make_folds (&work, seed);
  prepare_parts (&work);
  if (is_enough (&work))
    {
      BwWinRole chosen = choose_model (&work, &finished);

      if (finished)
        {
          fit_all (&work, chosen);
          calibrate (&work, chosen);
        }
    }
  else
    fit_rate (&work);
  g_free (work.fold);
  for (guint i = 0; i < G_N_ELEMENTS (work.odds); i++)
    g_free (work.odds[i]);
  if (!finished)
    g_clear_pointer (&fit, bw_win_fit_free);
  return fit;
}

/* Frees @fit (transfer full) (nullable). */
void
bw_win_fit_free (BwWinFit *fit)
{
  if (fit == NULL)
    return;
  for (guint c = 0; c < fit->rows->columns->len && fit->parts != NULL; c++)
    bw_target_code_free (fit->parts[c].code);
  g_free (fit->parts);
  g_free (fit->coefficients);
  g_free (fit);
}

/* The log-odds of winning of a row @values; @terms (nullable, one a column of the rows, caller-allocated) are what the columns
 * add to the intercept. */
double
bw_win_fit_log_odds (const BwWinFit *fit,
                     const double   *values,
                     double         *terms)
{
  double sum = fit->coefficients[0];

  for (guint c = 0; c < fit->rows->columns->len; c++)
    {
      guint16 columns[BW_SPLINE_MAX_COLUMNS + 1];
      double  pairs[BW_SPLINE_MAX_COLUMNS + 1], term = 0.0;
      guint   n = is_used (fit, c) ? make_pairs (&fit->parts[c], values[c], BW_TARGET_CODE_ALL, BW_TARGET_CODE_ALL, columns, pairs) : 0;

      for (guint k = 0; k < n; k++)
        term += pairs[k] * fit->coefficients[1 + columns[k]];
      sum += term;
      if (terms != NULL)
        terms[c] = term;
    }
  return sum;
}
