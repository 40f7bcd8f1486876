/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The win model: its parts against R, the whole against books whose truth is known. */

#include "core/bw-win-model.h"

#include <math.h>
#include <string.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-chance.h"
#include "core/bw-logistic.h"
#include "core/bw-random.h"
#include "core/bw-spline.h"
#include "core/bw-target-code.h"
#include "core/bw-win-fit.h"

#define assert_near(a, b, tolerance) g_assert_cmpfloat (fabs ((a) - (b)), <=, tolerance)

/* ---- Parts ---- */

static const double x1[] = { -1.2, 0.3, 0.8, -0.5, 1.9, 0.1, -0.7, 1.1, 0.6, -1.6, 0.4, 2.2 };
static const double x2[] = { 1, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 1 };
static const guint8 came[] = { 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1, 1 };
static const double weights[] = { 1, 2, 1, 0.5, 1, 1, 2, 1, 1, 1.5, 1, 1 };

/* R 4.2: coef (glm (y ~ x1 + x2, family = binomial)), the same with weights = w, and the least of
 * -sum (w * (y * eta - log1p (exp (eta)))) + 0.5 * (1 * b1^2 + 2 * b2^2) found by optim (method = "BFGS", reltol = 1e-16). */
static void
test_logistic (void)
{
  static const struct
  {
    gboolean weighted;
    double   penalty[2];
    double   expected[3];
  } cases[] = {
    { FALSE, { 0, 0 }, { -0.569585576146710, 1.854529472654348, 0.113334184115533 } },
    { TRUE, { 0, 0 }, { -1.334058301977511, 2.744394017863129, -0.436216453548853 } },
    { TRUE, { 1, 2 }, { -0.789295232765, 1.267229957746, -0.072245787503 } },
  };
  g_autoptr (BwDesign) design = bw_design_new (G_N_ELEMENTS (x1), 2, 2);

  for (guint i = 0; i < G_N_ELEMENTS (x1); i++)
    {
      design->column[2 * i + 1] = 1;
      design->value[2 * i] = x1[i];
      design->value[2 * i + 1] = x2[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double coefficients[3] = { 0 };

      g_assert_true (bw_logistic_fit (design, came, cases[i].weighted ? weights : NULL, NULL, G_N_ELEMENTS (x1), cases[i].penalty,
                                      1e-10, coefficients));
      for (guint k = 0; k < 3; k++)
        assert_near (coefficients[k], cases[i].expected[k], 1e-7);
    }
}

/* Outcomes that are separated have no finite coefficients without a penalty: it is said so, and nothing is infinite. */
static void
test_separated (void)
{
  static const guint8 apart[] = { 0, 0, 0, 1, 1, 1 };
  g_autoptr (BwDesign) design = bw_design_new (6, 1, 1);
  const double none = 0, some = 0.1;
  double       coefficients[2] = { 0 };

  for (guint i = 0; i < 6; i++)
    design->value[i] = i;
  bw_logistic_fit (design, apart, NULL, NULL, 6, &none, 1e-10, coefficients);
  g_assert_true (isfinite (coefficients[0]) && isfinite (coefficients[1]));
  coefficients[0] = coefficients[1] = 0;
  g_assert_true (bw_logistic_fit (design, apart, NULL, NULL, 6, &some, 1e-10, coefficients));
  g_assert_cmpfloat (coefficients[1], >, 1);
}

/* R 4.2: fitted (lm (y ~ ns (x, knots = c (6, 11), Boundary.knots = c (2, 20)))); the knots are the quantiles that the spline takes. */
static void
test_spline (void)
{
  static const double x[] = { 1, 2, 2.5, 3, 4, 4.5, 5, 6, 7, 7.5, 8, 9, 10, 11, 12, 14, 15, 17, 18, 20, 21 };
  static const double y[] = { 2, 3, 2.2, 4, 5, 4.4, 6, 5, 7, 8.1, 6, 5, 5.5, 4, 4.2, 3, 2, 3.3, 2.9, 2.2, 1 };
  static const double fitted[] = { 1.45913719103, 2.63761450841, 3.22460996696, 3.79814622469, 4.85100433438, 5.30340778470, 5.68851523090,
                                   6.20300530765, 6.32192710738, 6.25209112531, 6.11323777019, 5.68002058549, 5.12535884272, 4.55233583131,
                                   4.04528536612, 3.24769626662, 2.93833051658, 2.45138882660, 2.25498577093, 1.90924744891, 1.74265399314 };
  const guint         n = G_N_ELEMENTS (x);
  BwSpline            spline;
  double              mean = 0, dots[BW_SPLINE_MAX_COLUMNS] = { 0 }, columns[BW_SPLINE_MAX_COLUMNS];

  bw_spline_init (&spline, x, n, 4);
  g_assert_cmpuint (spline.n_columns, ==, 3);
  for (guint i = 0; i < n; i++)
    mean += y[i] / n;
  for (guint i = 0; i < n; i++)
    {
      bw_spline_columns (&spline, x[i], columns);
      for (guint k = 0; k < 3; k++)
        dots[k] += y[i] * columns[k] / n;
    }
  for (guint i = 0; i < n; i++)
    {
      double sum = mean;

      bw_spline_columns (&spline, x[i], columns);
      for (guint k = 0; k < 3; k++)
        sum += dots[k] * columns[k];
      assert_near (sum, fitted[i], 1e-8);
    }
}

static void
test_spline_few (void)
{
  static const double same[] = { 3, 3, 3 }, two[] = { 0, 1, 1, 0, 1 };
  BwSpline            spline;
  double              columns[BW_SPLINE_MAX_COLUMNS];

  bw_spline_init (&spline, NULL, 0, 4);
  g_assert_cmpuint (spline.n_columns, ==, 0);
  bw_spline_init (&spline, same, 3, 4);
  g_assert_cmpuint (spline.n_columns, ==, 0);
  bw_spline_init (&spline, two, 5, 4);
  g_assert_cmpuint (spline.n_columns, ==, 1);
  bw_spline_columns (&spline, 1e15, columns);
  assert_near (columns[0], sqrt (0.4 / 0.6), 1e-12);
}

/* By hand: three levels of 40, 20 and 20 cases with 26, 7 and 7 that came. */
static void
test_target_code (void)
{
  static const guint n[] = { 40, 20, 20 }, n_came[] = { 26, 7, 7 };
  g_autoptr (BwTargetCode) code = bw_target_code_new (3, 2);
  double between = 40 * 0.15 * 0.15 + 2 * 20 * 0.15 * 0.15, spread = (between - 2 * 0.25) / (80 - 2400 / 80.0);
  double prior = 0.25 / spread - 1, rate;

  for (guint level = 0; level < 3; level++)
    for (guint i = 0; i < n[level]; i++)
      bw_target_code_add (code, level, i % 2, i < n_came[level], 1);
  bw_target_code_settle (code);
  assert_near (bw_target_code_prior (code), prior, 1e-12);
  rate = (26 + prior * 0.5) / (40 + prior);
  assert_near (bw_target_code_value (code, 0, BW_TARGET_CODE_ALL, BW_TARGET_CODE_ALL), log (rate / (1 - rate)), 1e-12);
  /* Without fold 0 of each level: 13 of 20, 3 of 10, 3 of 10. */
  rate = (13 + prior * 19 / 40) / (20 + prior);
  assert_near (bw_target_code_value (code, 0, 0, BW_TARGET_CODE_ALL), log (rate / (1 - rate)) - log (19 / 21.0), 1e-12);
  g_assert_cmpfloat (bw_target_code_value (code, -1, 0, BW_TARGET_CODE_ALL), ==, 0);
  g_assert_cmpfloat (bw_target_code_value (code, 1, 0, 1), ==, 0);
}

/* Levels that differ by chance alone are as good as equal. */
static void
test_target_code_nothing (void)
{
  g_autoptr (BwTargetCode) code = bw_target_code_new (100, 5);
  BwRandom random;

  bw_random_init (&random, 3, 0);
  for (guint i = 0; i < 5000; i++)
    bw_target_code_add (code, i % 100, i % 5, bw_random_unit (&random) < 0.3, 1);
  bw_target_code_settle (code);
  for (gint32 level = 0; level < 100; level++)
    g_assert_cmpfloat (fabs (bw_target_code_value (code, level, 0, 1)), <, 0.4);
}

/* ---- Books of known truth ---- */

enum
{
  N_OWNERS = 6,
  N_SOURCES = 3,
};

static const char *const sources[N_SOURCES] = { "Referral", "Web", "Fair" };
static const double      owner_effects[N_OWNERS] = { 0.9, 0.4, 0.1, -0.2, -0.5, -0.8 };
static const double      source_effects[N_SOURCES] = { 0.8, 0, -0.6 };

#define BASE            -0.6
#define AMOUNT_EFFECT   -0.5
#define CHAMPION_EFFECT 0.9

typedef struct
{
  guint64  seed;
  guint    n;
  gboolean plain;  /* no dates, no history */
  gboolean noise;  /* the fields say nothing */
  gboolean leaks;  /* a field that is filled in after the outcome, and one that is overwritten by it */
  gboolean sparse; /* amounts are not known */
} Truth;

static BwDate
day (const char *iso)
{
  BwDate date;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static void
add_change (GArray *changes,
            guint   deal,
            BwDate  at,
            guint   field,
            gint64  old_value,
            gint64  new_value)
{
  BwChange change = { deal, at, (guint16)changes->len, (guint8)field, BW_TIME_CRM, -1, old_value, new_value };

  g_array_append_val (changes, change);
}

static BwBook *
make_empty (void)
{
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_PIPELINE, .probability = 200, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_COMMIT, .probability = 600, .mapped = TRUE },
    { .key = 3, .order = 2, .kind = BW_STAGE_WON, .category = BW_CATEGORY_CLOSED, .probability = 1000, .mapped = TRUE },
    { .key = 4, .order = 3, .kind = BW_STAGE_LOST, .category = BW_CATEGORY_OMITTED, .probability = 0, .mapped = TRUE },
  };
  BwBook *book = bw_book_new ();

  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  for (guint i = 0; i < N_OWNERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Owner %u", i);
      BwPerson         person = { .key = i + 1, .manager = BW_NOBODY, .name = bw_pool_intern (&book->texts, name) };

      g_array_append_val (book->people, person);
    }
  return book;
}

/* Adds a deal whose fields are drawn. Returns the log-odds that it is won. */
static double
add_deal (BwBook      *book,
          const Truth *truth,
          BwRandom    *random)
{
  guint    i = bw_deals_append (&book->deals, (gint64)(bw_random_u64 (random) >> 1) | 1);
  BwDeals *deals = &book->deals;
  guint    owner = bw_random_below (random, N_OWNERS), source = bw_random_below (random, N_SOURCES);
  double   z = bw_random_normal (random);
  gboolean champion = bw_random_unit (random) < 0.4;

  deals->owner[i] = (gint32)owner;
  deals->source[i] = bw_pool_intern (&book->texts, sources[source]);
  deals->amount[i] = truth->sparse ? BW_MONEY_NONE : (gint64)(1000000 * exp (z));
  bw_custom_column_set (&deals->custom[0], i, champion);
  if (truth->noise)
    return BASE;
  return BASE + owner_effects[owner] + source_effects[source] + (truth->sparse ? 0 : AMOUNT_EFFECT * z) + champion * CHAMPION_EFFECT;
}

/* Fills @odds (nullable, one a deal) with the true log-odds. */
static BwBook *
make_book (const Truth *truth,
           double      *odds)
{
  BwBook *book = make_empty ();
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwDate  first = day ("2023-01-01"), last = day ("2024-12-31");
  guint   n;

  BwRandom random;

  bw_random_init (&random, truth->seed, 0);
  bw_custom_field_find_or_add (book, "Champion", BW_TYPE_BOOLEAN);
  if (truth->leaks)
    bw_custom_field_find_or_add (book, "Reason", BW_TYPE_TEXT);
  for (guint i = 0; i < truth->n; i++)
    {
      double   log_odds = add_deal (book, truth, &random);
      gboolean won = bw_random_unit (&random) < 1 / (1 + exp (-log_odds));
      BwDate   born = first + (BwDate)bw_random_below (&random, (guint32)(last - first));
      BwDate   moved = born + 5 + (BwDate)bw_random_below (&random, 40), closed = moved + 5 + (BwDate)bw_random_below (&random, 90);
      BwDeals *deals = &book->deals;

      if (odds != NULL)
        odds[i] = log_odds;
      deals->stage[i] = won ? 2 : 3;
      if (truth->plain)
        {
          deals->appeared[i] = last;
          continue;
        }
      deals->created[i] = deals->appeared[i] = deals->stage_since[i] = born;
      deals->stage[i] = 0;
      if (moved <= last)
        {
          add_change (changes, i, moved, BW_FIELD_STAGE, 0, 1);
          deals->stage[i] = 1;
          deals->stage_since[i] = moved;
        }
      if (closed > last)
        continue;
      add_change (changes, i, closed, BW_FIELD_STAGE, 1, won ? 2 : 3);
      deals->stage[i] = won ? 2 : 3;
      deals->stage_since[i] = deals->close[i] = closed;
      if (truth->leaks)
        {
          BwText after = bw_pool_intern (&book->texts, won ? "Closed by sales" : "Dropped");

          if (!won)
            bw_custom_column_set (&deals->custom[1], i, bw_pool_intern (&book->texts, "Price"));
          add_change (changes, i, closed, BW_FIELD_TYPE, 0, after);
          deals->type[i] = after;
        }
    }
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  return book;
}

/* The average of @values over the open deals. */
static double
mean_of_open (const BwBook *book,
              const double *values)
{
  double sum = 0;
  guint  n = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.stage[i] < 2)
      {
        sum += values[i];
        n++;
      }
  g_assert_cmpuint (n, >, 50);
  return sum / n;
}

/* Open deals' chances and tilts are those of the process that made them. */
static void
test_truth (void)
{
  const Truth        truth = { .seed = 4, .n = 4000 };
  g_autofree double *odds = g_new (double, truth.n);
  g_autofree double *chance = g_new (double, truth.n);
  g_autofree double *tilt = g_new (double, truth.n);
  g_autoptr (BwBook) book = make_book (&truth, odds);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), 1, NULL, NULL);
  g_autoptr (GArray) terms = bw_win_model_terms (model);
  const BwWinSignal *signal = bw_win_model_signal (model);
  double             error = 0, dot = 0, square = 0, mean_odds, mean_tilt;
  guint              n = 0;

  g_assert_true (signal->usable);
  g_assert_false (signal->timing);
  g_assert_cmpfloat (signal->gain, >, 5 * signal->gain_error);
  g_assert_cmpfloat (signal->score.slope, >, 0.9);
  g_assert_cmpfloat (signal->score.slope, <, 1.1);
  for (guint i = 0; i < truth.n; i++)
    {
      chance[i] = bw_win_model_probability (model, i);
      tilt[i] = bw_win_model_tilt (model, i);
      g_assert_cmpint (isnan (chance[i]), ==, book->deals.stage[i] >= 2);
    }
  mean_odds = mean_of_open (book, odds);
  mean_tilt = mean_of_open (book, tilt);
  for (guint i = 0; i < truth.n; i++)
    if (book->deals.stage[i] < 2)
      {
        error += fabs (chance[i] - 1 / (1 + exp (-odds[i])));
        dot += (tilt[i] - mean_tilt) * (odds[i] - mean_odds);
        square += (odds[i] - mean_odds) * (odds[i] - mean_odds);
        n++;
      }
  g_assert_cmpfloat (error / n, <, 0.045);
  assert_near (dot / square, 1, 0.12);
  for (guint i = 0; i < terms->len; i++)
    {
      const BwWinTerm *term = &g_array_index (terms, BwWinTerm, i);

      if (g_str_equal (term->name, "amount"))
        assert_near (term->value, fabs (AMOUNT_EFFECT), 0.1);
      else if (g_str_equal (term->name, "Champion"))
        assert_near (term->value, CHAMPION_EFFECT * sqrt (0.4 * 0.6), 0.1);
      else if (g_str_equal (term->name, "owner"))
        assert_near (term->value, 0.557, 0.1); /* the standard deviation of the effects */
    }
}

/* Where the fields say nothing it is said so, and nothing is tilted. */
static void
test_noise (void)
{
  guint n_usable = 0;

  for (guint seed = 1; seed <= 12; seed++)
    {
      const Truth truth = { .seed = seed, .n = 600, .noise = TRUE, .plain = seed % 2 };
      g_autoptr (BwBook) book = make_book (&truth, NULL);
      g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), seed, NULL, NULL);
      g_autofree char *message = bw_win_model_dup_message (model);

      n_usable += bw_win_model_signal (model)->usable;
      for (guint i = 0; i < book->deals.n && !bw_win_model_signal (model)->usable; i++)
        g_assert_cmpfloat (bw_win_model_tilt (model, i), ==, 0);
      if (!bw_win_model_signal (model)->usable)
        g_assert_nonnull (strstr (message, "No usable signal"));
    }
  g_assert_cmpuint (n_usable, ==, 0);
}

static void
test_plain (void)
{
  const Truth truth = { .seed = 8, .n = 800, .plain = TRUE };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwWinRows) rows = bw_win_rows_new (book, day ("2024-12-31"), 1, 10000);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), 1, NULL, NULL);

  g_assert_true (rows->plain);
  g_assert_cmpuint (rows->n, ==, 800);
  g_assert_cmpuint (bw_win_model_signal (model)->n_deals, ==, 800);
  g_assert_true (bw_win_model_signal (model)->usable);
  g_assert_cmpfloat (bw_win_model_signal (model)->score.auc, >, 0.7);
}

/* Copies of a deal are one group, so that none is foretold from another. */
static void
test_copies (void)
{
  const Truth truth = { .seed = 9, .n = 100, .plain = TRUE };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwWinRows) rows = NULL;

  for (guint i = 0; i < 100; i++)
    bw_deals_copy_row (&book->deals, i, &book->deals, bw_deals_append (&book->deals, 1000000 + i));
  bw_history_clear (&book->history);
  bw_history_init (&book->history);
  bw_history_take (&book->history, NULL, 0, book->deals.n);
  rows = bw_win_rows_new (book, day ("2024-12-31"), 1, 10000);
  g_assert_cmpuint (rows->n, ==, 200);
  g_assert_cmpuint (rows->n_groups, <=, 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (rows->group[i], ==, rows->group[i + 100]);
}

/* What is filled in after the outcome is not learned from, and what was overwritten is taken back. */
static void
test_leaks (void)
{
  const Truth truth = { .seed = 4, .n = 2000, .leaks = TRUE };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), 1, NULL, NULL);
  g_autoptr (GArray) terms = bw_win_model_terms (model);
  GPtrArray *left_out = bw_win_model_left_out (model);
  guint      n_named = 0;

  for (guint i = 0; i < left_out->len; i++)
    n_named += g_str_equal (g_ptr_array_index (left_out, i), "Reason");
  g_assert_cmpuint (n_named, ==, 1);
  for (guint i = 0; i < terms->len; i++)
    {
      g_assert_cmpstr (g_array_index (terms, BwWinTerm, i).name, !=, "Reason");
      g_assert_cmpstr (g_array_index (terms, BwWinTerm, i).name, !=, "type");
    }
  g_assert_cmpfloat (bw_win_model_signal (model)->score.auc, <, 0.85);
}

/* A model of a past day does not change with what came later. */
static void
test_no_look_ahead (void)
{
  const Truth truth = { .seed = 6, .n = 2000 };
  BwDate      then = day ("2024-03-31");
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwBook) other = make_book (&truth, NULL);
  g_autoptr (BwWinModel) a = NULL;
  g_autoptr (BwWinModel) b = NULL;
  guint n_turned = 0;

  for (guint i = 0; i < other->history.n; i++)
    {
      BwChange *change = &other->history.changes[i];

      if (change->at <= then || change->new_value < 2)
        continue;
      change->new_value = 5 - change->new_value;
      other->deals.stage[change->deal] = (guint16)change->new_value;
      n_turned++;
    }
  g_assert_cmpuint (n_turned, >, 200);
  a = bw_win_model_new (book, then, 1, NULL, NULL);
  b = bw_win_model_new (other, then, 1, NULL, NULL);
  for (guint i = 0; i < book->deals.n; i++)
    {
      double x = bw_win_model_probability (a, i), y = bw_win_model_probability (b, i);

      g_assert_true (x == y || (isnan (x) && isnan (y)));
      g_assert_cmpfloat (bw_win_model_tilt (a, i), ==, bw_win_model_tilt (b, i));
    }
}

/* Reasons are in words, have deals behind them, and add up to the difference from the average deal of the stage. */
static void
test_reasons (void)
{
  const Truth    truth = { .seed = 4, .n = 4000 };
  const BwPeriod period = { .kind = BW_PERIOD_QUARTER, .from = day ("2025-01-01"), .to = day ("2025-03-31") };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), 1, NULL, NULL);
  guint                  n, n_owner = 0;
  gboolean               usable;
  g_autofree BwDealOdds *odds = bw_win_model_deal_odds (model, &period, &n, &usable);
  double                 sums[2] = { 0 };

  g_assert_true (usable);
  g_assert_cmpuint (n, >, 100);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) reasons = bw_win_model_reasons (model, &odds[i]);
      double last = INFINITY, sum = 0;

      for (guint k = 0; k < reasons->len; k++)
        {
          const BwWinReason *reason = &g_array_index (reasons, BwWinReason, k);

          g_assert_cmpfloat (fabs (reason->points), <=, last);
          g_assert_cmpfloat (fabs (reason->points), <, 60);
          g_assert_cmpuint (reason->n, >, 0);
          last = fabs (reason->points);
          sum += reason->points;
          if (g_str_equal (reason->factor, "Owner Owner 0"))
            {
              g_assert_cmpint (book->deals.owner[odds[i].deal], ==, 0);
              g_assert_cmpfloat (reason->points, >, 4);
              g_assert_cmpuint (reason->n, >, 300);
              n_owner++;
            }
        }
      /* Those below half a point are not told: at most one a field. */
      assert_near (sum, 100 * (odds[i].probability - odds[i].stage_average), 0.5 * 8);
      sums[book->deals.stage[odds[i].deal]] += odds[i].probability - odds[i].stage_average;
    }
  g_assert_cmpuint (n_owner, >, 10);
  assert_near (sums[0] / n, 0, 0.03);
  assert_near (sums[1] / n, 0, 0.03);
}

/* The deals' chances within the period, tilted by their fields, are those that the forecast adds up and that its swings show; its sum
 * is that of a forecast without tilts. */
static void
test_sum_agrees (void)
{
  const Truth    truth = { .seed = 4, .n = 4000 };
  const BwScope  everyone = { BW_SCOPE_ALL, BW_NOBODY };
  const BwPeriod period = { .kind = BW_PERIOD_QUARTER, .from = day ("2025-01-01"), .to = day ("2025-03-31") };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  BwDate as_of = day ("2024-12-31");
  g_autoptr (BwOutlook) tilted = bw_outlook_new (book, &everyone, &period, as_of, 1, NULL, NULL);
  g_autoptr (BwOutlook) plain = bw_outlook_new_rough (book, &everyone, &period, as_of, 1, 100, NULL, NULL);
  guint                  n, n_other = 0;
  gboolean               usable;
  g_autofree BwDealOdds *odds = bw_outlook_deal_odds (book, &period, as_of, &n, &usable);
  double                 sum = 0;

  g_assert_true (usable);
  for (guint i = 0; i < n; i++)
    sum += odds[i].probability_in_period * (double)book->deals.amount[odds[i].deal];
  g_assert_cmpfloat_with_epsilon (sum / tilted->from_open, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (plain->from_open / tilted->from_open, 1.0, 0.002);
  g_assert_cmpuint (tilted->n_swings, >, 5);
  for (guint s = 0; s < tilted->n_swings; s++)
    for (guint i = 0; i < n; i++)
      if (odds[i].deal == tilted->swings[s].deal)
        g_assert_cmpfloat (odds[i].probability_in_period, ==, tilted->swings[s].probability);
  for (guint s = 0; s < tilted->n_swings; s++)
    for (guint k = 0; k < plain->n_swings; k++)
      n_other += plain->swings[k].deal == tilted->swings[s].deal && fabs (plain->swings[k].probability - tilted->swings[s].probability) > 0.03;
  g_assert_cmpuint (n_other, >, 3);
}

/* Whether the forecast goes by what fields say of single deals: the same whether the day's model is given or fitted beside the
 * replay, and not where they say nothing. */
static void
test_tilt (void)
{
  const BwScope  everyone = { BW_SCOPE_ALL, BW_NOBODY };
  const BwPeriod period = { .kind = BW_PERIOD_QUARTER, .from = day ("2025-01-01"), .to = day ("2025-03-31") };
  BwDate         as_of = day ("2024-12-31");

  for (guint noise = 0; noise < 2; noise++)
    {
      const Truth truth = { .seed = 4, .n = noise ? 600 : 4000, .noise = noise == 1 };
      g_autoptr (BwBook) book = make_book (&truth, NULL);
      g_autoptr (BwWinModel) model = bw_win_model_new (book, as_of, BW_WIN_MODEL_SEED, NULL, NULL);
      g_autoptr (BwDealTilt) own = bw_deal_tilt_new (book, as_of, NULL);
      g_autoptr (BwDealTilt) given = bw_deal_tilt_new (book, as_of, model);
      g_autoptr (BwDealTilt) dropped = bw_deal_tilt_new (book, as_of, NULL);
      BwLedger         *ledger = bw_ledger_new (book, &everyone, as_of);
      BwReplay         *replay = bw_replay_new (ledger, &period, BW_DATE_NONE, NULL, NULL);
      const BwWinModel *found = bw_deal_tilt_find (own, replay);

      g_clear_pointer (&dropped, bw_deal_tilt_unref);
      g_assert_true (bw_deal_tilt_find (given, replay) == (noise ? NULL : model));
      g_assert_true ((found == NULL) == (noise == 1));
      for (guint i = 0; i < book->deals.n && found != NULL; i++)
        g_assert_cmpfloat (bw_win_model_tilt (found, i), ==, bw_win_model_tilt (model, i));
      bw_replay_free (replay);
      bw_ledger_free (ledger);
    }
}

static void
test_similar (void)
{
  const Truth truth = { .seed = 4, .n = 1500 };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, day ("2024-12-31"), 1, NULL, NULL);
  guint n_asked = 0;

  for (guint i = 0; i < book->deals.n && n_asked < 20; i++)
    {
      g_autoptr (GArray) similar = bw_win_model_similar (model, i, 3);

      if (book->deals.stage[i] >= 2)
        {
          g_assert_cmpuint (similar->len, ==, 0);
          continue;
        }
      n_asked++;
      g_assert_cmpuint (similar->len, ==, 6);
      for (guint k = 0; k < 6; k++)
        {
          const BwWinSimilar *like = &g_array_index (similar, BwWinSimilar, k);

          g_assert_cmpint (like->won, ==, k < 3);
          g_assert_cmpint (book->deals.stage[like->deal], ==, k < 3 ? 2 : 3);
          g_assert_cmpint (book->deals.owner[like->deal], ==, book->deals.owner[i]);
          g_assert_cmpfloat (like->likeness, <=, 1);
          g_assert_cmpfloat (like->likeness, >, 0.6);
          if (k % 3 > 0)
            g_assert_cmpfloat (like->likeness, <=, g_array_index (similar, BwWinSimilar, k - 1).likeness);
        }
    }
  g_assert_cmpuint (n_asked, ==, 20);
}

/* ---- Too little ---- */

typedef struct
{
  const char *name;
  guint       n;
  guint       n_won;
  guint       n_open;
  gboolean    dated;
  const char *says;
} Little;

static const Little littles[] = {
  { "nothing", 0, 0, 0, FALSE, "No deal has been won or lost" },
  { "only-open", 0, 0, 5, TRUE, "No deal has been won or lost" },
  { "two", 2, 1, 1, TRUE, "too few" },
  { "one", 1, 1, 1, FALSE, "was won" },
  { "all-won", 60, 60, 4, TRUE, "All 60 closed deals were won" },
  { "all-lost", 60, 0, 4, FALSE, "All 60 closed deals were lost" },
  { "few", 20, 10, 4, TRUE, "too few" },
  { "few-won", 200, 3, 4, TRUE, "too few" },
  { "no-fields", 100, 50, 4, TRUE, "No usable signal" },
  { "no-fields-no-dates", 100, 50, 4, FALSE, "No usable signal" },
};

static void
test_little (gconstpointer data)
{
  const Little *little = data;
  BwDate        last = day ("2024-12-31");
  g_autoptr (BwBook) book = make_empty ();
  g_autoptr (BwWinModel) model = NULL;
  g_autoptr (GArray) terms = NULL;
  g_autofree char *message = NULL;

  for (guint i = 0; i < little->n + little->n_open; i++)
    {
      guint deal = bw_deals_append (&book->deals, i + 1);

      book->deals.stage[deal] = i >= little->n ? 0 : i < little->n_won ? 2
                                                                       : 3;
      book->deals.appeared[deal] = last;
      if (little->dated)
        {
          book->deals.created[deal] = book->deals.appeared[deal] = last - 200 - (BwDate)i;
          book->deals.close[deal] = i < little->n ? last - 5 - (BwDate)(i * 7 % 100) : last + 100;
          book->deals.stage_since[deal] = i < little->n ? book->deals.close[deal] : book->deals.created[deal];
        }
    }
  bw_history_take (&book->history, NULL, 0, book->deals.n);
  model = bw_win_model_new (book, last, 1, NULL, NULL);
  message = bw_win_model_dup_message (model);
  terms = bw_win_model_terms (model);
  g_test_message ("%s", message);
  g_assert_nonnull (strstr (message, little->says));
  g_assert_false (bw_win_model_signal (model)->usable);
  for (guint i = 0; i < book->deals.n; i++)
    {
      const BwDealOdds odds = { .deal = i, .probability = 0.5, .stage_average = 0.5 };
      g_autoptr (GArray) reasons = bw_win_model_reasons (model, &odds);
      g_autoptr (GArray) similar = bw_win_model_similar (model, i, 3);
      double chance = bw_win_model_probability (model, i);

      g_assert_cmpfloat (bw_win_model_tilt (model, i), ==, 0);
      g_assert_cmpuint (reasons->len, ==, 0);
      g_assert_cmpuint (similar->len, <=, 6);
      if (i >= little->n)
        g_assert_true (chance > 0 && chance < 1);
      else
        g_assert_true (isnan (chance));
    }
}

static gboolean
stop_cb (double   done,
         gpointer data)
{
  g_assert_cmpfloat (done, >=, 0);
  g_assert_cmpfloat (done, <=, 1);
  return --*(int *)data > 0;
}

static void
test_stop (void)
{
  const Truth truth = { .seed = 4, .n = 500 };
  g_autoptr (BwBook) book = make_book (&truth, NULL);
  int steps = 3, many = 100000;
  g_autoptr (BwWinModel) stopped = bw_win_model_new (book, day ("2024-12-31"), 1, stop_cb, &steps);
  g_autoptr (BwWinModel) finished = bw_win_model_new (book, day ("2024-12-31"), 1, stop_cb, &many);

  g_assert_null (stopped);
  g_assert_nonnull (finished);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/win-model/logistic", test_logistic);
  g_test_add_func ("/win-model/separated", test_separated);
  g_test_add_func ("/win-model/spline", test_spline);
  g_test_add_func ("/win-model/spline-few", test_spline_few);
  g_test_add_func ("/win-model/target-code", test_target_code);
  g_test_add_func ("/win-model/target-code-nothing", test_target_code_nothing);
  g_test_add_func ("/win-model/truth", test_truth);
  g_test_add_func ("/win-model/noise", test_noise);
  g_test_add_func ("/win-model/plain", test_plain);
  g_test_add_func ("/win-model/copies", test_copies);
  g_test_add_func ("/win-model/leaks", test_leaks);
  g_test_add_func ("/win-model/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/win-model/reasons", test_reasons);
  g_test_add_func ("/win-model/sum-agrees", test_sum_agrees);
  g_test_add_func ("/win-model/tilt", test_tilt);
  g_test_add_func ("/win-model/similar", test_similar);
  for (guint i = 0; i < G_N_ELEMENTS (littles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/win-model/little/%s", littles[i].name);

      g_test_add_data_func (path, &littles[i], test_little);
    }
  g_test_add_func ("/win-model/stop", test_stop);
  return g_test_run ();
}
