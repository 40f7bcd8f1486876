/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a period will land: the methods side by side, each with how far it was off in the replay. */

#include "core/bw-outlook-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-course.h"

static const struct
{
  const char *name;
  const char *title;
} method_names[BW_N_METHODS] = {
  [BW_METHOD_SIMULATION] = { "simulation", N_ ("Simulation") },
  [BW_METHOD_CONVERSION] = { "conversion", N_ ("Conversion rates") },
  [BW_METHOD_CRM] = { "crm_weighted", N_ ("Weighted by the CRM") },
  [BW_METHOD_LAST_90] = { "last_90_days", N_ ("Last 90 days repeated") },
  [BW_METHOD_LAST_YEAR] = { "last_year", N_ ("Same period last year") },
  [BW_METHOD_CALLS] = { "calls", N_ ("Calls") },
  [BW_METHOD_BLEND] = { "blend", N_ ("All blended") },
};

static double
from_minor (gint64 value)
{
  return value == BW_MONEY_NONE ? NAN : (double)value;
}

static void
score_calls (const BwOutlook     *outlook,
             const BwOutlookWork *work,
             BwOutlookMethod     *method)
{
  double error = 0.0, won = 0.0;

  for (guint i = 0; i < work->base->replay->n_days; i++)
    {
      const BwReplayDay  *day = &work->base->replay->days[i];
      const BwReplaySums *sums = &work->part->sums[i];
      gint64              call;

      if (!day->is_period || !day->complete)
        continue;
      call = bw_course_call (work->base->book, &outlook->scope, &day->window, day->at);
      if (call == BW_MONEY_NONE)
        continue;
      error += fabs ((double)call - sums->before - sums->won_rest);
      won += sums->before + sums->won_rest;
      method->periods++;
    }
  if (won > 0.0)
    method->wape = error / won;
}

void
bw_outlook_fill_methods (BwOutlook     *outlook,
                         BwOutlookWork *work)
{
  outlook->n_methods = BW_N_METHODS;
  outlook->methods = g_new0 (BwOutlookMethod, BW_N_METHODS);
  for (guint m = 0; m < BW_N_METHODS; m++)
    {
      BwOutlookMethod *method = &outlook->methods[m];
      double           value = NAN;

      method->name = method_names[m].name;
      method->title = _ (method_names[m].title);
      method->wape = NAN;
      if (m == BW_METHOD_CALLS)
        value = from_minor (bw_course_call (work->base->book, &outlook->scope, &outlook->period, outlook->as_of));
      else if (m == BW_METHOD_BLEND)
        value = outlook->mean;
      else if (m == BW_METHOD_LAST_90 || m == BW_METHOD_LAST_YEAR)
        value = bw_replay_naive (work->ledger, m, &outlook->period, outlook->as_of);
      else if (work->expected == NULL)
        value = (double)outlook->won;
      else if (m == BW_METHOD_SIMULATION)
        value = (double)outlook->won + (work->base->replay->use_slip ? work->expected->open_dated : work->expected->open_plain) +
                work->expected->new_wins * work->expected->new_amount;
      else if (m == BW_METHOD_CONVERSION)
        value = bw_replay_part_conversion (work->part, work->expected);
      else
        value = (double)outlook->won + work->expected->crm;
      method->value = bw_outlook_to_minor (value);
      if (work->part == NULL)
        continue;
      if (m == BW_METHOD_CALLS)
        score_calls (outlook, work, method);
      else
        bw_replay_part_score (work->part, m, &method->wape, &method->periods);
    }
}
