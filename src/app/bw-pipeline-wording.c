/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the grid of deals shows, in words.
 *
 * The headline says which deals there are and what of the period they make up; the foot says what is listed and selected. All
 * numbers are the list's own, which it has already: O(1), but that the foot goes once over the deals when some are adjusted. */

#include "app/bw-pipeline-wording.h"

#include <glib/gi18n.h>

#include "app/bw-wording.h"

/* ---- The headline ---- */

/* The deals among the rows; the others are headers of groups. */
static guint
count_deals (BwDealList *list)
{
  guint n;

  bw_deal_list_get_deals (list, &n);
  return n;
}

/* Adds how many deals changed since the day that is asked about. */
static void
describe_changes (BwDealList *list,
                  GString    *text)
{
  const BwChanged *changed = bw_deal_list_get_changed (list);
  guint            n_new, n = bw_deal_list_count_changed (list, &n_new);
  g_autofree char *since = NULL;

  if (changed == NULL)
    return;
  since = bw_wording_day (changed->since, bw_deal_list_get_today (list));
  /* Translators: goes on from "412 open deals, $18.4 M": how many changed and how many are new since a day */
  g_string_append_printf (text, _ ("; %'u changed and %'u new since %s"), n, n_new, since);
}

/* Says which deals @list shows: of the period alone (@in_period), or those that are open (@open_only). What of the period is open
 * is counted as the forecast counts it, so that the pages agree; the rest is told apart.
 * Returns: (transfer full): "412 open deals, $18.4 M, dated in Q4 2026; 8 are omitted; 31 have no close date". */
char *
bw_pipeline_wording_headline (BwSession  *session,
                              BwDealList *list,
                              gboolean    open_only,
                              gboolean    in_period)
{
  BwBook          *book = bw_session_get_book (session);
  guint            n = count_deals (list);
  gint64           sum = bw_deal_list_get_total (list);
  guint            n_omitted = 0, n_undated = bw_deal_list_get_n_undated (list);
  g_autofree char *period = bw_wording_period (bw_focus_get_period (bw_session_get_focus (session)));
  g_autofree char *total = NULL;
  GString         *text = g_string_new (NULL);

  if (open_only && in_period)
    {
      sum = bw_deal_list_get_pipeline (list, &n);
      n_omitted = bw_deal_list_get_n_omitted (list);
    }
  total = bw_money_format_compact (sum, book->currency);
  g_string_append_printf (text,
                          open_only ? ngettext ("%'u open deal, %s", "%'u open deals, %s", n)
                                    : ngettext ("%'u deal, %s", "%'u deals, %s", n),
                          n, total);
  if (in_period)
    /* Translators: goes on from "412 open deals, $18.4 M"; a period such as Q4 2026 */
    g_string_append_printf (text, _ (", dated in %s"), period);
  if (n_omitted > 0)
    g_string_append_printf (text, ngettext ("; %'u is omitted", "; %'u are omitted", n_omitted), n_omitted);
  if (n_undated > 0)
    g_string_append_printf (text, ngettext ("; %'u has no close date", "; %'u have no close date", n_undated), n_undated);
  describe_changes (list, text);
  return g_string_free (text, FALSE);
}

/* ---- The foot ---- */

/* Says how many deals are adjusted, and how many of them a sum holds only so, or only by the CRM.
 * Returns: (transfer full): "5 adjusted deals, 1 comes in, 2 go out". */
char *
bw_pipeline_wording_adjusted (const BwAdjustedSum *sum)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%'u adjusted deal", "%'u adjusted deals", sum->n), sum->n);
  if (sum->n_in > 0)
    /* Translators: goes on from "5 adjusted deals" */
    g_string_append_printf (text, ngettext (", %'u comes in", ", %'u come in", sum->n_in), sum->n_in);
  if (sum->n_out > 0)
    /* Translators: goes on from "5 adjusted deals" */
    g_string_append_printf (text, ngettext (", %'u goes out", ", %'u go out", sum->n_out), sum->n_out);
  return g_string_free (text, FALSE);
}

/* What the list would sum up to were the amounts, close dates and categories that are written beside the CRM's the CRM's own: the
 * total before it is the CRM's. Nothing where none of the deals is adjusted. */
static void
append_adjusted (BwDealList   *list,
                 const BwBook *book,
                 GString      *text)
{
  BwAdjustedSum    sum;
  g_autofree char *total = NULL, *deals = NULL;

  bw_deal_list_get_adjusted (list, &sum);
  if (sum.n == 0)
    return;
  total = bw_money_format (bw_deal_list_get_total (list) + sum.change, book->currency);
  deals = bw_pipeline_wording_adjusted (&sum);
  /* Translators: goes on from "412 deals · total $18,400,000"; the sum with what is written beside the CRM, and
   * "5 adjusted deals, 1 comes in" */
  g_string_append_printf (text, _ (" · as adjusted %s (%s)"), total, deals);
}

/* Adds what the groups sum up to together. */
static void
append_groups (BwDealList   *list,
               const BwBook *book,
               GString      *text)
{
  const BwDealGroups *groups = bw_deal_list_get_groups (list);
  g_autofree char    *weighted = NULL;

  if (groups == NULL)
    return;
  weighted = groups->total.weighted != BW_MONEY_NONE ? bw_money_format (groups->total.weighted, book->currency) : g_strdup ("–");
  /* Translators: goes on from the total */
  g_string_append_printf (text, ngettext (" in %'u group", " in %'u groups", groups->n_outer), groups->n_outer);
  /* Translators: goes on from the total: the amounts, each times its probability */
  g_string_append_printf (text, _ (" · weighted %s"), weighted);
  if (groups->total.n_aged > 0)
    /* Translators: goes on from the total: the mean age of the deals */
    g_string_append_printf (text, _ (" · %.0f days old on average"), (double)groups->total.days / groups->total.n_aged);
}

/* Says how many deals @list shows, how many of them are selected, and what they sum up to. Returns: (transfer full). */
char *
bw_pipeline_wording_foot (const BwBook    *book,
                          BwDealList      *list,
                          BwDealSelection *selection)
{
  g_autofree char *total = bw_money_format (bw_deal_list_get_total (list), book->currency);
  g_autofree char *shown = NULL;
  g_autofree char *all = bw_wording_count (book->deals.n);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;

  bw_deal_list_get_deals (list, &n);
  shown = bw_wording_count (n);
  /* Translators: how many deals of how many are shown, and what their amounts sum up to */
  g_string_append_printf (text, _ ("%s of %s deals · total %s"), shown, all, total);
  append_groups (list, book, text);
  append_adjusted (list, book, text);
  bw_deal_selection_get (selection, &n);
  if (n > 1)
    {
      g_autofree char *sum = bw_money_format (bw_deal_selection_get_sum (selection), book->currency);

      /* Translators: goes on from the total; how many deals are selected, and what their amounts sum up to */
      g_string_append_printf (text, ngettext (" · %'u selected, %s", " · %'u selected, %s", n), n, sum);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Beside the forecast ---- */

/* Says what the pipeline of the forecast's scope and period is by the CRM, and what it would be as adjusted.
 * Returns: (transfer full) (nullable): %NULL where none of its deals is adjusted, or for a past day. */
char *
bw_pipeline_wording_forecast (const BwBook    *book,
                              const BwOutlook *outlook)
{
  g_autoptr (BwAsAdjusted) as = bw_as_adjusted_new (book);
  BwAdjustedPipeline pipeline;
  g_autofree char   *open = NULL, *adjusted = NULL, *deals = NULL, *weighted = NULL, *weighted_adjusted = NULL;
  GString           *text;

  if (as == NULL || !bw_as_adjusted_holds_on (book, outlook->as_of))
    return NULL;
  bw_as_adjusted_pipeline (as, &outlook->scope, &outlook->period, &pipeline);
  if (pipeline.sum.n == 0)
    return NULL;
  text = g_string_new (NULL);
  open = bw_money_format (outlook->open, book->currency);
  adjusted = bw_money_format (outlook->open + pipeline.sum.change, book->currency);
  deals = bw_pipeline_wording_adjusted (&pipeline.sum);
  /* Translators: a sum by the CRM, the sum as adjusted, "5 adjusted deals, 1 comes in" */
  g_string_append_printf (text, _ ("Open pipeline %s in the CRM, %s as adjusted (%s)"), open, adjusted, deals);
  if (outlook->weighted != BW_MONEY_NONE)
    {
      weighted = bw_money_format (outlook->weighted, book->currency);
      weighted_adjusted = bw_money_format (outlook->weighted + pipeline.weighted, book->currency);
      /* Translators: goes on from the open pipeline by the CRM and as adjusted */
      g_string_append_printf (text, _ ("; weighted %s, %s as adjusted"), weighted, weighted_adjusted);
    }
  return g_string_free (text, FALSE);
}
