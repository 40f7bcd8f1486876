/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to fit the win model and score every open deal. Goal: 2 s for a million deals. Best of three, in time of the
 * processor. */

#include "core/bw-sample.h"
#include "core/bw-win-model.h"

#include <time.h>

enum
{
  TIMES = 3,
  SEED = 20170,
};

static void
measure (guint n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  g_autofree char *message = NULL;
  double           best = G_MAXDOUBLE;

  options.n_deals = n_deals;
  book = bw_sample_new (&options);
  for (guint i = 0; i < TIMES; i++)
    {
      clock_t begin = clock ();
      g_autoptr (BwWinModel) model = bw_win_model_new (book, options.today, SEED, NULL, NULL);

      best = MIN (best, (double)(clock () - begin) / CLOCKS_PER_SEC);
      g_free (message);
      message = bw_win_model_dup_message (model);
    }
  g_print ("%u deals: %.3f s. %s\n", n_deals, best, message);
}

int
main (void)
{
  measure (BW_SAMPLE_DEFAULT_DEALS);
  measure (1000000);
  return 0;
}
