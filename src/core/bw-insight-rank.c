/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of the findings: the most money at stake first, and not all of a kind at the top.
 *
 * The top has at most BW_INSIGHT_TOP, and at most BW_INSIGHT_OF_A_KIND whose gravest finding is the same, taken from the
 * BW_INSIGHT_CHOICE with the most at stake: a small thing does not get there for being rare. The others follow in their
 * order. What was dismissed comes last. What tells of a measure that does not matter to the organisation is not at the top. That the data
 * are old is told once, below what has money in it that somebody can do something about: how much it is worth is anybody's guess. */

#include "core/bw-insight-private.h"

static int
compare_insights (gconstpointer a,
                  gconstpointer b)
{
  const BwInsight *x = *(BwInsight *const *)a, *y = *(BwInsight *const *)b;

  if (x->dismissed != y->dismissed)
    return x->dismissed ? 1 : -1;
  if (x->stake != y->stake)
    return x->stake > y->stake ? -1 : 1;
  if (x->deal != y->deal)
    return x->deal < y->deal ? -1 : 1;
  return (int)x->code - (int)y->code;
}

/* Whether what @code tells of is a measure that matters. */
static gboolean
matters (const BwKeyMeasures *measures,
         BwInsightCode        code)
{
  if (code == BW_INSIGHT_COVERAGE || code == BW_INSIGHT_COVERAGE_AHEAD)
    return bw_key_measures_have (measures, BW_KEY_COVERAGE);
  return code != BW_INSIGHT_CALLS || bw_key_measures_have (measures, BW_KEY_FORECAST);
}

static gboolean
tells_of_age (const BwInsight *insight)
{
  return insight->code == BW_INSIGHT_STALE && !insight->dismissed;
}

/* Sorts @insights of a book to whose organisation @measures matter, and keeps the first @n_most of them (0: all). */
void
bw_insights_rank (GPtrArray           *insights,
                  const BwKeyMeasures *measures,
                  guint                n_most)
{
  guint                  n = insights->len, n_top = 0, n_of[BW_N_INSIGHTS] = { 0 };
  g_autofree BwInsight **top = g_new (BwInsight *, n + 1);
  g_autofree BwInsight **rest = g_new (BwInsight *, n + 1);
  guint                  n_rest = 0;
  BwInsight             *age = NULL;

  if (n == 0)
    return;
  g_ptr_array_sort (insights, compare_insights);
  for (guint i = 0; i < n && age == NULL; i++)
    if (tells_of_age (g_ptr_array_index (insights, i)))
      age = g_ptr_array_index (insights, i);
  for (guint i = 0; i < n; i++)
    {
      BwInsight *insight = g_ptr_array_index (insights, i);

      if (insight == age)
        continue;
      if (n_top < BW_INSIGHT_TOP - (age != NULL) && i < BW_INSIGHT_CHOICE && n_of[insight->code] < BW_INSIGHT_OF_A_KIND &&
          !insight->dismissed && matters (measures, insight->code))
        {
          insight->top = TRUE;
          n_of[insight->code]++;
          top[n_top++] = insight;
        }
      else
        rest[n_rest++] = insight;
    }
  if (age != NULL)
    {
      age->top = TRUE;
      top[n_top++] = age;
    }
  for (guint i = 0; i < n; i++)
    insights->pdata[i] = i < n_top ? top[i] : rest[i - n_top];
  if (n_most > 0 && n > n_most)
    g_ptr_array_set_size (insights, (int)n_most);
}
