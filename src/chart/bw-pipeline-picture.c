/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline's funnel and flow in pictures and sentences: what a page, a file and a printed report show alike. */

#include "chart/bw-pipeline-picture.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"
#include "chart/bw-category-flow-chart.h"
#include "chart/bw-funnel-chart.h"
#include "core/bw-money.h"

/* The stages of @funnel.
 * Returns: (transfer full): the chart. */
BwChart *
bw_pipeline_picture_new_funnel (const BwBook   *book,
                                const BwFunnel *funnel)
{
  g_autofree BwFunnelStage *stages = g_new0 (BwFunnelStage, funnel->n_steps + 1);
  const BwFunnelStep       *worst = NULL;
  g_autofree char          *title = NULL;

  for (guint p = 0; p < funnel->n_steps; p++)
    {
      const BwFunnelStep *step = &funnel->steps[p];

      stages[p] = (BwFunnelStage) { bw_book_text (book, bw_book_stage (book, step->stage)->name), step->n_entered,
                                    step->conversion.share, step->past.share, step->days.median };
      if (step->conversion.n > 0 && (worst == NULL || step->conversion.share < worst->conversion.share))
        worst = step;
    }
  stages[funnel->n_steps] = (BwFunnelStage) { _ ("Won"), funnel->closings.n_won, NAN, NAN, NAN };
  if (worst != NULL)
    {
      g_autofree char *share = bw_axis_dup_percent (worst->conversion.share);

      /* Translators: a stage, and a share in percent. */
      title = g_strdup_printf (_ ("Most is lost in %s, where %s move on"),
                               bw_book_text (book, bw_book_stage (book, worst->stage)->name), share);
    }
  return bw_funnel_chart_new (title != NULL ? title : _ ("No deal left a stage in the period"), stages,
                              funnel->n_steps > 0 ? funnel->n_steps + 1 : 0);
}

/* What became of the deals that were closed, against the periods before.
 * Returns: (transfer full): a sentence. */
char *
bw_pipeline_picture_dup_funnel_headline (const BwFunnel *funnel)
{
  g_autofree char *period = bw_axis_dup_period (&funnel->period);
  g_autofree char *rate = bw_axis_dup_percent (funnel->closings.win_rate.share), *before = bw_axis_dup_percent (funnel->past_closings.win_rate.share);

  if (funnel->closings.win_rate.n == 0)
    return g_strdup_printf (_ ("No deal was closed in %s yet"), period);
  if (funnel->past_closings.win_rate.n == 0)
    /* Translators: a share in percent, a number of deals, and a period. */
    return g_strdup_printf (_ ("%s of %'u closed deals were won in %s"), rate, funnel->closings.win_rate.n, period);
  return g_strdup_printf (_ ("%s of %'u closed deals were won in %s, %s in the four periods before"), rate,
                          funnel->closings.win_rate.n, period, before);
}

/* From which category to which the deals of @flow went.
 * Returns: (transfer full): the chart. */
BwChart *
bw_pipeline_picture_new_categories (const BwBook         *book,
                                    const BwCategoryFlow *flow)
{
  static const BwTone tones[BW_CATEGORY_FLOW_N_TO] = {
    [BW_CATEGORY_PIPELINE] = BW_TONE_CONTEXT,
    [BW_CATEGORY_BEST_CASE] = BW_TONE_OPEN,
    [BW_CATEGORY_COMMIT] = BW_TONE_ACCENT,
    [BW_CATEGORY_CLOSED] = BW_TONE_WON,
    [BW_CATEGORY_OMITTED] = BW_TONE_LOST,
    [BW_CATEGORY_FLOW_WON] = BW_TONE_WON,
    [BW_CATEGORY_FLOW_LOST] = BW_TONE_LOST,
    [BW_CATEGORY_FLOW_LEFT] = BW_TONE_CONTEXT,
  };
  const char      *from[BW_CATEGORY_FLOW_N_FROM + 1] = { NULL }, *to[BW_CATEGORY_FLOW_N_TO + 1] = { NULL };
  double           values[BW_CATEGORY_FLOW_N_FROM][BW_CATEGORY_FLOW_N_TO];
  gint64           stayed = 0, all = 0;
  BwMeasure        money = bw_measure_money (book->currency);
  g_autofree char *title = NULL, *stayed_text = NULL, *all_text = NULL;

  for (guint f = 0; f < BW_CATEGORY_FLOW_N_FROM; f++)
    for (guint t = 0; t < BW_CATEGORY_FLOW_N_TO; t++)
      {
        values[f][t] = (double)flow->value[f][t];
        from[f] = bw_category_flow_from_title (book, f);
        to[t] = bw_category_flow_to_title (book, t);
        all += f < BW_N_CATEGORIES ? flow->value[f][t] : 0;
        stayed += f == t && f < BW_N_CATEGORIES ? flow->value[f][t] : 0;
      }
  stayed_text = bw_money_format_compact (stayed, book->currency);
  all_text = bw_money_format_compact (all, book->currency);
  /* Translators: two amounts of the pipeline. */
  title = g_strdup_printf (_ ("Of %s that was there, %s is in the same category as before"), all_text, stayed_text);
  return bw_category_flow_chart_new (title, &money, from, to, &values[0][0], tones);
}

/* What @flow, of amounts in @currency, came to.
 * Returns: (transfer full): a sentence. */
char *
bw_pipeline_picture_dup_flow_headline (const BwFlow *flow,
                                       const char   *currency)
{
  g_autofree char *start = bw_money_format_compact (flow->start, currency);
  g_autofree char *end = bw_money_format_compact (flow->end, currency);
  g_autofree char *change = bw_money_format_change (flow->end - flow->start, currency);
  g_autofree char *from = bw_date_format_short (flow->from, flow->to), *to = bw_date_format_short (flow->to, BW_DATE_NONE);
  g_autofree char *period = bw_axis_dup_period (&flow->period);

  /* Translators: a period, amounts at the start and the end, the change, and the two days. */
  return g_strdup_printf (_ ("The pipeline of %s went from %s to %s (%s) from %s to %s."), period, start, end, change, from, to);
}
