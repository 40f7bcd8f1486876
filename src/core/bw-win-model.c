/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals are won, as far as their fields tell.
 *
 * Puts together the rows to learn from (bw-win-rows.c) and the coefficients (bw-win-fit.c), and scores every deal that is open on
 * the day once, so that asking for one is a look-up.
 *
 * When deals close, and how many of a stage are won at all, is the hazards' (bw-hazard.c). What this model adds to them is the
 * tilt of a deal: the log-odds that its own fields add, without stage and time, measured from the level at which the average
 * chance over the past deals of the stage stays what it was. Chances are not straight in log-odds, so that level is not the
 * mean of what is added but solved for. Without a usable signal every tilt is 0.
 *
 * O(deals + changes) for finding the rows, then rows x columns^2 for the fit, then open deals x columns. */

#include "core/bw-win-model-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-snapshot.h"

enum
{
  MIN_ROWS = 10000, /* how many to learn from: one for so many deals, within bounds */
  MAX_ROWS = 30000,
  DEALS_A_ROW = 25,
  MIN_STAGE_ROWS = 30, /* to have an average of its own */
  MIN_DEALS = 30,
  MIN_RARER = 8,
  N_HALVINGS = 60,
};

#define MAX_TILT 3.0

static double
to_probability (double log_odds)
{
  return 1.0 / (1.0 + exp (-log_odds));
}

/* Which of the averages goes for a row @values. */
guint
bw_win_model_stage (const BwWinModel *model,
                    const double     *values)
{
  guint stage = model->n_stages;

  if (model->stage_column >= 0 && values[model->stage_column] >= 0.0)
    stage = (guint)values[model->stage_column];
  return isnan (model->level[stage]) ? model->n_stages : stage;
}

/* What the deal's own fields add. */
static double
sum_own (const BwWinModel *model,
         const double     *terms)
{
  double sum = 0.0;

  for (guint c = 0; c < model->rows->columns->len; c++)
    if (bw_win_rows_column (model->rows, c)->role == BW_WIN_OWN)
      sum += terms[c];
  return sum;
}

/* One row of what was learned from, scored. */
typedef struct
{
  guint  stage;
  double weight;
  double chance;
  double own;
} Scored;

/* The level from which @own is measured so that the average chance of the rows of @stage (n_stages: of all) stays; NaN for too
 * few. */
static double
find_level (const BwWinModel *model,
            const Scored     *scored,
            guint             stage)
{
  double chance = 0.0, weight = 0.0, low = -50.0, high = 50.0, base;
  guint  n = 0;

  for (guint i = 0; i < model->rows->n; i++)
    if (stage == model->n_stages || scored[i].stage == stage)
      {
        chance += scored[i].weight * scored[i].chance;
        weight += scored[i].weight;
        n++;
      }
  if (n == 0 || (n < MIN_STAGE_ROWS && stage != model->n_stages))
    return stage == model->n_stages ? 0.0 : NAN;
  base = log (chance / (weight - chance));
  for (guint step = 0; step < N_HALVINGS; step++)
    {
      double middle = (low + high) / 2.0, sum = 0.0;

      for (guint i = 0; i < model->rows->n; i++)
        if (stage == model->n_stages || scored[i].stage == stage)
          sum += scored[i].weight * to_probability (base + scored[i].own - middle);
      if (sum > chance)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
find_averages (BwWinModel *model)
{
  const BwWinRows   *rows = model->rows;
  guint              width = rows->columns->len, n = model->n_stages + 1;
  g_autofree Scored *scored = g_new0 (Scored, rows->n + 1);
  g_autofree double *terms = g_new0 (double, width + 1);
  g_autofree double *weights = g_new0 (double, n);
  double            *all = model->average + (gsize)model->n_stages * width;

  for (guint i = 0; i < rows->n; i++)
    {
      const double *values = rows->values + (gsize)i * width;
      Scored       *row = &scored[i];

      row->chance = to_probability (bw_win_fit_log_odds (model->fit, values, terms));
      row->own = sum_own (model, terms);
      row->weight = rows->weight[i];
      row->stage = model->stage_column >= 0 && values[model->stage_column] >= 0.0 ? (guint)values[model->stage_column] : model->n_stages;
      for (guint c = 0; c < width; c++)
        {
          if (row->stage != model->n_stages)
            model->average[(gsize)row->stage * width + c] += row->weight * terms[c];
          all[c] += row->weight * terms[c];
          model->spread[c] += row->weight * terms[c] * terms[c];
        }
      weights[row->stage] += row->weight;
      if (row->stage != model->n_stages)
        weights[model->n_stages] += row->weight;
    }
  for (guint s = 0; s < n; s++)
    {
      for (guint c = 0; c < width && weights[s] > 0.0; c++)
        model->average[(gsize)s * width + c] /= weights[s];
      model->level[s] = find_level (model, scored, s);
    }
  for (guint c = 0; c < width && weights[model->n_stages] > 0.0; c++)
    model->spread[c] = sqrt (MAX (0.0, model->spread[c] / weights[model->n_stages] - all[c] * all[c]));
}

static void
score_open_deals (BwWinModel *model)
{
  const BwWinRows   *rows = model->rows;
  g_autofree double *values = g_new0 (double, rows->columns->len + 1);
  g_autofree double *terms = g_new0 (double, rows->columns->len + 1);
  g_autoptr (BwSnapshot) now = bw_snapshot_new (rows->book, rows->as_of);

  model->log_odds = g_new (float, now->n + 1);
  model->tilt = g_new0 (float, now->n + 1);
  for (guint i = 0; i < now->n; i++)
    {
      double log_odds;

      model->log_odds[i] = NAN;
      if (!now->exists[i] || now->kind[i] != BW_STAGE_OPEN)
        continue;
      bw_win_rows_read (rows, i, rows->as_of, values);
      log_odds = bw_win_fit_log_odds (model->fit, values, terms);
      model->log_odds[i] = (float)log_odds;
      if (model->signal.usable)
        model->tilt[i] = (float)CLAMP (sum_own (model, terms) - model->level[bw_win_model_stage (model, values)], -MAX_TILT, MAX_TILT);
    }
}

static void
fill_signal (BwWinModel *model)
{
  model->signal = (BwWinSignal) {
    .usable = model->fit->own,
    .timing = model->fit->timing,
    .n_deals = model->rows->n_deals,
    .n_won = model->rows->n_won,
    .gain = model->fit->gain,
    .gain_error = model->fit->gain_error,
    .score = model->fit->score,
  };
}

/* Fits on what was known of @book's deals at the end of the day @as_of; the same @seed gives the same model.
 * Returns: (transfer full) (nullable): NULL when @progress (nullable) stopped it. */
BwWinModel *
bw_win_model_new (const BwBook *book,
                  BwDate        as_of,
                  guint64       seed,
                  BwProgress    progress,
                  gpointer      progress_data)
{
  BwWinModel       *model = g_new0 (BwWinModel, 1);
  g_autofree guint *all = NULL;
  guint             width;

  model->rows = bw_win_rows_new (book, as_of, seed, CLAMP (book->deals.n / DEALS_A_ROW, MIN_ROWS, MAX_ROWS));
  all = g_new (guint, model->rows->n + 1);
  for (guint i = 0; i < model->rows->n; i++)
    all[i] = i;
  model->fit = bw_win_fit_new (model->rows, all, model->rows->n, seed, progress, progress_data);
  if (model->fit == NULL)
    {
      bw_win_model_free (model);
      return NULL;
    }
  fill_signal (model);
  width = model->rows->columns->len;
  model->stage_column = -1;
  for (guint c = 0; c < width; c++)
    if (bw_win_rows_column (model->rows, c)->role == BW_WIN_STAGE)
      model->stage_column = (gint32)c;
  model->n_stages = model->stage_column >= 0 ? bw_win_rows_column (model->rows, model->stage_column)->values->len : 0;
  model->average = g_new0 (double, (gsize)(model->n_stages + 1) * width + 1);
  model->level = g_new0 (double, model->n_stages + 1);
  model->spread = g_new0 (double, width + 1);
  find_averages (model);
  score_open_deals (model);
  return model;
}

/* Frees @model (transfer full) (nullable). */
void
bw_win_model_free (BwWinModel *model)
{
  if (model == NULL)
    return;
  bw_win_fit_free (model->fit);
  bw_win_rows_free (model->rows);
  g_free (model->average);
  g_free (model->level);
  g_free (model->spread);
  g_free (model->log_odds);
  g_free (model->tilt);
  g_free (model);
}

/* Returns: (transfer none): whether the model is worth anything. */
const BwWinSignal *
bw_win_model_signal (const BwWinModel *model)
{
  return &model->signal;
}

/* Returns: (transfer full): a sentence or two on what the model is worth or what is missing, for a screen. */
char *
bw_win_model_dup_message (const BwWinModel *model)
{
  const BwWinSignal *signal = &model->signal;
  guint              n = model->rows->n_closed, n_won = model->rows->n_closed_won;

  if (n == 0)
    return g_strdup (_ ("No deal has been won or lost yet, so there is nothing to learn from."));
  if (n_won == n)
    return g_strdup_printf (ngettext ("The %'u deal that was closed was won. Without lost deals nothing tells them apart.",
                                      "All %'u closed deals were won. Without lost deals nothing tells them apart.", n),
                            n);
  if (n_won == 0)
    return g_strdup_printf (ngettext ("The %'u deal that was closed was lost. Without won deals nothing tells them apart.",
                                      "All %'u closed deals were lost. Without won deals nothing tells them apart.", n),
                            n);
  if (isnan (signal->score.brier))
    return g_strdup_printf (_ ("Of %'u closed deals %'u were won. That is too few to tell from their fields which are: at least %'u are "
                               "needed, and %'u of each outcome."),
                            n, n_won, MIN_DEALS, MIN_RARER);
  if (!signal->usable)
    return g_strdup_printf (_ ("No usable signal in the deals’ fields: on %'u closed deals they did not tell the won from the lost "
                               "better than stage and time do."),
                            signal->n_deals);
  return g_strdup_printf (_ ("Tested on %'u closed deals, each foretold without it: of a won and a lost deal the won one had the better "
                             "chance in %.0f %% of pairs."),
                          signal->n_deals, signal->score.auc * 100.0);
}

/* The chance that @deal, when it closes, is won; NaN for a deal that was not open on the model's day. */
double
bw_win_model_probability (const BwWinModel *model,
                          guint             deal)
{
  return to_probability (model->log_odds[deal]);
}

/* What the own fields of @deal add to the log-odds that an average deal of its stage is won, whatever its age; 0 without a
 * usable signal and for deals that were not open on the model's day. */
double
bw_win_model_tilt (const BwWinModel *model,
                   guint             deal)
{
  return model->tilt[deal];
}

static void
clear_term (gpointer data)
{
  BwWinTerm *term = data;

  g_free (term->name);
  g_free (term->title);
}

/* Returns: (transfer full) (element-type BwWinTerm): how much each field matters, in the columns' order; 0 for fields that were
 * looked at and do not count. */
GArray *
bw_win_model_terms (const BwWinModel *model)
{
  GArray *terms = g_array_new (FALSE, TRUE, sizeof (BwWinTerm));

  g_array_set_clear_func (terms, clear_term);
  for (guint c = 0; c < model->rows->columns->len; c++)
    {
      const BwWinColumn *column = bw_win_rows_column (model->rows, c);
      BwWinTerm          term = { g_strdup (column->name), g_strdup (column->title), model->spread[c] };

      g_array_append_val (terms, term);
    }
  return terms;
}

/* Returns: (transfer none) (element-type utf8): fields that are not used because they are known only after the outcome. */
GPtrArray *
bw_win_model_left_out (const BwWinModel *model)
{
  return model->rows->left_out;
}
