/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the win model tells the won from the lost: real tables of deals, each deal foretold by fits without it and its copies.
 *
 * Five folds of groups, ten times with other folds; everything that is learned (levels' codes, curves, penalty, calibration,
 * whether there is a signal) is learned anew without the fold that is foretold. */

#include <math.h>

#include "core/bw-random.h"
#include "core/bw-win-fit.h"
#include "core/bw-win-model.h"
#include "import/bw-import.h"

enum
{
  N_FOLDS = 5,
  N_ROUNDS = 10,
  MAX_ROWS = 10000,
  SEED = 20170,
};

/* 2026-11-22 12:00 */
#define NOW G_GINT64_CONSTANT (1795348800)

/* Returns: (transfer full) (nullable): a book of the files of @folder; NULL where they are absent. */
static BwBook *
import (const char        *folder,
        const char *const *names)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BwBook) before = bw_book_new ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = NOW };
  const char     *data = g_getenv ("BELLWETHER_DATA");

  for (; *names != NULL; names++)
    {
      char *path = g_build_filename (data != NULL ? data : ".", "crm", folder, *names, NULL);

      g_ptr_array_add (paths, path);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_print ("%s: skipped, there is no %s\n", folder, path);
          return NULL;
        }
    }
  g_ptr_array_add (paths, NULL);
  if (!bw_import_run (before, (const char *const *)paths->pdata, &options, NULL, NULL, &result, &error))
    g_error ("%s", error->message);
  return bw_book_ref (result->after);
}

/* Deals the groups out to folds. */
static guint8 *
make_folds (const BwWinRows *rows,
            guint            round)
{
  g_autofree guint *order = g_new (guint, rows->n_groups + 1);
  guint8           *fold = g_new (guint8, rows->n + 1);
  BwRandom          random;

  bw_random_init (&random, SEED, round);
  for (guint i = 0; i < rows->n_groups; i++)
    {
      guint k = bw_random_below (&random, i + 1);

      order[i] = order[k];
      order[k] = i;
    }
  for (guint i = 0; i < rows->n; i++)
    fold[i] = (guint8)(order[rows->group[i]] % N_FOLDS);
  return fold;
}

typedef struct
{
  double auc, fold_auc, brier, base, slope;
  guint  n_usable, n_timing, n_fits;
} Sums;

/* One round: every row is foretold. */
static void
run_round (const BwWinRows *rows,
           guint            round,
           Sums            *sums)
{
  g_autofree guint8 *fold = make_folds (rows, round);
  g_autofree double *chance = g_new (double, rows->n + 1);
  g_autofree double *part = g_new (double, rows->n + 1);
  g_autofree guint8 *came = g_new (guint8, rows->n + 1);
  g_autofree guint  *learned = g_new (guint, rows->n + 1);
  double             base = 0.0, brier = 0.0, fold_auc = 0.0;
  BwScore            score;

  for (guint f = 0; f < N_FOLDS; f++)
    {
      g_autoptr (BwWinFit) fit = NULL;
      guint  n = 0, m = 0;
      double won = 0.0, weight = 0.0;

      for (guint i = 0; i < rows->n; i++)
        if (fold[i] != f)
          {
            learned[n++] = i;
            won += rows->weight[i] * rows->won[i];
            weight += rows->weight[i];
          }
      fit = bw_win_fit_new (rows, learned, n, SEED + round, NULL, NULL);
      for (guint i = 0; i < rows->n; i++)
        if (fold[i] == f)
          {
            chance[i] = 1.0 / (1.0 + exp (-bw_win_fit_log_odds (fit, rows->values + (gsize)i * rows->columns->len, NULL)));
            base += rows->weight[i] * pow (won / weight - rows->won[i], 2) / rows->n;
            brier += rows->weight[i] * pow (chance[i] - rows->won[i], 2) / rows->n;
            came[m] = rows->won[i];
            part[m++] = chance[i];
          }
      fold_auc += bw_score_auc (part, came, m) / N_FOLDS;
      sums->n_usable += fit->own;
      sums->n_timing += fit->timing;
      sums->n_fits++;
    }
  bw_score_compute (chance, rows->won, rows->n, &score);
  sums->auc += score.auc / N_ROUNDS;
  sums->fold_auc += fold_auc / N_ROUNDS;
  sums->brier += brier / N_ROUNDS;
  sums->slope += score.slope / N_ROUNDS;
  sums->base += base / N_ROUNDS;
}

static void
measure (const char        *folder,
         const char *const *names)
{
  g_autoptr (BwBook) book = import (folder, names);
  g_autoptr (BwWinRows) rows = NULL;
  g_autoptr (BwWinModel) model = NULL;
  g_autofree char *message = NULL;
  Sums             sums = { 0 };
  gint64           begin;

  if (book == NULL)
    return;
  rows = bw_win_rows_new (book, bw_book_data_date (book), SEED, MAX_ROWS);
  begin = g_get_monotonic_time ();
  for (guint round = 0; round < N_ROUNDS; round++)
    run_round (rows, round, &sums);
  g_print ("%s: %u deals, %u rows, %u groups, %u fields; AUC %.4f over all, %.4f mean of folds; Brier %.4f, of the learned rate %.4f; "
           "calibration slope %.2f; fields usable in %u, time in %u of %u fits; %.2f s\n",
           folder, rows->n_deals, rows->n, rows->n_groups, rows->columns->len, sums.auc, sums.fold_auc, sums.brier, sums.base,
           sums.slope, sums.n_usable, sums.n_timing, sums.n_fits, (g_get_monotonic_time () - begin) / 1e6);
  for (guint i = 0; i < rows->left_out->len; i++)
    g_print ("  left out: %s\n", (const char *)g_ptr_array_index (rows->left_out, i));
  model = bw_win_model_new (book, bw_book_data_date (book), SEED, NULL, NULL);
  message = bw_win_model_dup_message (model);
  g_print ("  %s\n", message);
}

int
main (void)
{
  static const char *const salvirt[] = { "Salvirt_B2B_ML_dataset.csv", NULL };
  static const char *const maven[] = { "accounts.csv", "products.csv", "sales_teams.csv", "sales_pipeline.csv", NULL };
  static const char *const synthetic[] = { "crm_users.csv", "crm_accounts.csv", "crm_products.csv", "crm_opportunities.csv",
                                           "crm_opportunity_stage_history.csv", "crm_activities.csv",
                                           "crm_opportunity_line_items.csv", NULL };

  measure ("salvirt_b2b", salvirt);
  measure ("maven_crm", maven);
  measure ("synth_stage_history", synthetic);
  return 0;
}
