/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How scenarios and what they bring are said and drawn.
 *
 * Everything is put against the present: the change of P50 with sign, colour and arrow, the chance beside the one that there
 * is. Charts are named by a sentence that says what they show. */

#include "app/bw-scenario-wording.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-theme.h"
#include "app/bw-wording.h"
#include "chart/bw-outcomes-chart.h"
#include "chart/bw-tornado-chart.h"
#include "core/bw-money.h"

/* Returns: (transfer none): what levers of @kind are called. */
const char *
bw_scenario_wording_kind (BwLeverKind kind)
{
  switch (kind)
    {
    case BW_LEVER_WIN_RATE:
      return _ ("Win rate");
    case BW_LEVER_DEAL_SIZE:
      return _ ("Deal size");
    case BW_LEVER_CYCLE:
      return _ ("Cycle time");
    case BW_LEVER_NEW_PIPELINE:
      return _ ("New pipeline");
    case BW_LEVER_ADDED_PIPELINE:
      return _ ("Pipeline added");
    case BW_LEVER_HIRE:
      return _ ("People hired");
    case BW_LEVER_LEAVE:
      return _ ("A person leaves");
    case BW_LEVER_DEAL_WON:
      return _ ("A deal won");
    case BW_LEVER_DEAL_LOST:
      return _ ("A deal lost");
    case BW_LEVER_DEAL_MOVED:
      return _ ("A deal moved");
    case BW_LEVER_DEAL_RESIZED:
      return _ ("A deal resized");
    case BW_LEVER_QUOTA:
      return _ ("Quota");
    case BW_N_LEVERS:
    default:
      return "";
    }
}

/* Returns: (transfer full): @levers (array length=n) of @book in one line. */
char *
bw_scenario_wording_levers (const BwBook  *book,
                            const BwLever *levers,
                            guint          n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *lever = bw_lever_dup_text (book, &levers[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", lever);
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): what @played brings more than @present, as markup. */
char *
bw_scenario_wording_change (const BwScenarioResult *present,
                            const BwScenarioResult *played,
                            const char             *currency)
{
  gint64           change = (gint64)llround (played->p50) - (gint64)llround (present->p50);
  g_autofree char *amount = bw_money_format_change (change, currency);
  g_autofree char *before = bw_money_format_compact ((gint64)llround (present->p50), currency);
  g_autofree char *color = bw_theme_dup_hex (change >= 0 ? BW_TONE_GOOD : BW_TONE_BAD);
  g_autofree char *chance = bw_wording_percent (played->chance_of_quota);
  g_autofree char *was = bw_wording_percent (present->chance_of_quota);
  GString         *text = g_string_new (NULL);

  if (change == 0)
    /* Translators: an amount */
    g_string_append_printf (text, _ ("The same as the present's %s"), before);
  else
    {
      g_string_append_printf (text, "<span foreground=\"%s\">%s\u00a0<b>%s</b></span>\u00a0", color, change > 0 ? "▲" : "▼", amount);
      /* Translators: after a change such as "+$0.42 M"; an amount */
      g_string_append_printf (text, _ ("against the present's %s"), before);
    }
  if (!isfinite (played->chance_of_quota))
    g_string_append (text, _ (", no quota to have a chance of"));
  else if (g_str_equal (chance, was))
    /* Translators: a percentage */
    g_string_append_printf (text, _ (", the chance stays at %s"), was);
  else
    /* Translators: two percentages */
    g_string_append_printf (text, _ (", <b>%s</b> chance instead of %s"), chance, was);
  return g_string_free (text, FALSE);
}

static BwOutcomes
get_outcomes (const char             *name,
              const BwScenarioResult *result)
{
  return (BwOutcomes) { name, result->paths, result->n_paths,
                        result->quota != BW_MONEY_NONE && result->quota > 0 ? (double)result->quota : NAN,
                        result->chance_of_quota, result->p10, result->p50, result->p90 };
}

/* Returns: (transfer full): the distribution of @played, called @name, over that of the present; that alone when @name is %NULL. */
BwChart *
bw_scenario_wording_outcomes (const char             *name,
                              const BwScenarioResult *present,
                              const BwScenarioResult *played,
                              const char             *currency)
{
  const char      *shown = name != NULL ? name : _ ("The present");
  BwOutcomes       outcomes[] = { get_outcomes (_ ("The present"), present), get_outcomes (shown, played) };
  g_autofree char *low = bw_money_format_compact ((gint64)llround (played->p10), currency);
  g_autofree char *high = bw_money_format_compact ((gint64)llround (played->p90), currency);
  g_autofree char *title = NULL;

  /* Translators: a scenario's name and two amounts */
  title = g_strdup_printf (_ ("%s: four times in five it ends between %s and %s"), shown, low, high);
  return bw_outcomes_chart_new (title, currency, BW_OUTCOMES_OVER, outcomes, name != NULL ? 2 : 1);
}

/* "+10 %". */
static char *
dup_factor (double factor)
{
  double percent = round ((factor - 1) * 100);

  return g_strdup_printf (percent < 0 ? _ ("−%.0f\u00a0%%") : _ ("+%.0f\u00a0%%"), fabs (percent));
}

/* Returns: (transfer full): @effects (array length=n) on P50, of @levers (array length=n_levers) of @book. */
BwChart *
bw_scenario_wording_tornado (const BwBook           *book,
                             const BwScenarioResult *present,
                             const BwLever          *levers,
                             guint                   n_levers,
                             const BwScenarioEffect *effects,
                             guint                   n)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, TRUE, sizeof (BwTornadoLever));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = NULL, *amount = NULL;
  const char      *widest = NULL;
  double           most = 0;
  BwMeasure        money = bw_measure_money (book->currency);

  for (guint i = 0; i < n; i++)
    {
      const BwScenarioEffect *effect = &effects[i];
      gboolean                usual = effect->lever < 0 || (guint)effect->lever >= n_levers;
      char                   *name = usual ? g_strdup (bw_scenario_wording_kind ((BwLeverKind)effect->kind))
                                           : bw_lever_dup_text (book, &levers[effect->lever]);
      char                   *low = usual ? dup_factor (effect->low_factor) : g_strdup (_ ("without"));
      char                   *high = usual ? dup_factor (effect->high_factor) : g_strdup (_ ("with"));
      BwTornadoLever          lever = { name, low, high, effect->low_p50, effect->high_p50 };

      g_ptr_array_add (texts, name);
      g_ptr_array_add (texts, low);
      g_ptr_array_add (texts, high);
      g_array_append_val (shown, lever);
      if (widest == NULL || fabs (lever.high - lever.low) > most)
        {
          widest = name;
          most = fabs (lever.high - lever.low);
        }
    }
  amount = bw_money_format_compact ((gint64)llround (most), book->currency);
  title = widest != NULL && most > 0
            /* Translators: a lever of a scenario, such as "Win rate", and an amount */
            ? g_strdup_printf (_ ("%s matters most: it moves the middle by %s"), widest, amount)
            : g_strdup (_ ("No lever moves the result"));
  return bw_tornado_chart_new (title, &money, present->p50, (const BwTornadoLever *)(const void *)shown->data, shown->len);
}
