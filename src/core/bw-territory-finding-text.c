/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a territory plan, in words: a sentence with the evidence, and what could be done about it with both totals before
 * and after. */

#include "core/bw-territory-finding.h"

#include <glib/gi18n-lib.h>

#include "core/bw-plan-map.h"

/* What @kind is called in files. */
const char *
bw_territory_finding_name (BwTerritoryFindingKind kind)
{
  static const char *const names[BW_N_TERRITORY_FINDINGS] = { "overlap", "gap", "load", "dead_zone", "potential", "detached", "distance", "time_zone", "hinge" };

  return names[kind];
}

static const char *
name_of (const BwBook *book,
         gint32        territory)
{
  return territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : _ ("No territory");
}

/* Returns: (transfer full): what was found, with its evidence, as a sentence. */
char *
bw_territory_finding_dup_title (const BwTerritoryPlan    *plan,
                                const BwTerritoryFinding *finding)
{
  const BwBook    *book = plan->book;
  g_autofree char *amount = bw_money_format_compact (finding->amount, book->currency);
  const char      *state = finding->state != BW_ATLAS_NOWHERE ? bw_atlas_parent (plan->atlas, (guint)finding->state)->name : "";

  switch (finding->kind)
    {
    case BW_TERRITORY_OVERLAP:
      return g_strdup_printf (ngettext ("%s works %u account in %s (%s open)", "%s works %u accounts in %s (%s open)", finding->n),
                              finding->person >= 0 ? bw_book_text (book, bw_book_person (book, finding->person)->name) : _ ("Nobody known"),
                              finding->n, name_of (book, finding->territory), amount);
    case BW_TERRITORY_GAP:
      return g_strdup_printf (ngettext ("Nobody has %u account in %s (%s open)", "Nobody has %u accounts in %s (%s open)", finding->n), finding->n,
                              state, amount);
    case BW_TERRITORY_LOAD:
      {
        g_autofree char *excess = bw_measure_dup_text (finding->measure, finding->excess, book->currency);
        g_autofree char *measure = bw_measures_dup_title (book, plan->plan, finding->measure);

        /* Translators: a territory, what there is too much of, by how many percent, and how much that is. */
        return g_strdup_printf (_ ("%s: %s %.0f %% above the mean (%s)"), name_of (book, finding->territory), measure, finding->observed * 100,
                                excess);
      }
    case BW_TERRITORY_DEAD_ZONE:
      return g_strdup_printf (_ ("%s: %.0f of %u accounts bought in a year; like accounts elsewhere let expect %.1f (%s)"), state, finding->observed,
                              finding->n, finding->expected, amount);
    case BW_TERRITORY_POTENTIAL:
      return g_strdup_printf (_ ("%s was never offered in %s: of its %u accounts about %.1f would buy, as like ones elsewhere do (%s)"),
                              bw_book_text (book, bw_book_product (book, (guint)finding->product)->name), name_of (book, finding->territory),
                              finding->n, finding->expected, amount);
    case BW_TERRITORY_DISTANCE:
      return g_strdup_printf (ngettext ("%u account of %s in %s lies %.0f km from the middle; half of all lie within %.0f km (%s open)",
                                        "%u accounts of %s in %s lie %.0f km from the middle; half of all lie within %.0f km (%s open)", finding->n),
                              finding->n, name_of (book, finding->territory), state, finding->observed, finding->expected, amount);
    case BW_TERRITORY_TIME_ZONE:
      return g_strdup_printf (ngettext ("%u account of %s in %s has clocks %.1f hours from the others’ (%s open)",
                                        "%u accounts of %s in %s have clocks %.1f hours from the others’ (%s open)", finding->n),
                              finding->n, name_of (book, finding->territory), state, finding->observed, amount);
    case BW_TERRITORY_HINGE:
      {
        g_autofree char *unit = bw_atlas_unit_dup_name (plan->atlas, g_array_index (finding->counties, guint32, 0));
        g_autofree char *areas = bw_plan_map_dup_count (plan->atlas, finding->n_areas);

        /* Translators: an area, a territory, so many areas ("3 counties"), and how many accounts are in these. */
        return g_strdup_printf (ngettext ("%s alone holds %s together: without it %s with %u account would lie apart. Lock it, or bridge the parts.",
                                          "%s alone holds %s together: without it %s with %u accounts would lie apart. Lock it, or bridge the parts.",
                                          finding->n),
                                unit, name_of (book, finding->territory), areas, finding->n);
      }
    case BW_TERRITORY_DETACHED:
    case BW_N_TERRITORY_FINDINGS:
    default:
      {
        g_autofree char *areas = bw_plan_map_dup_count (plan->atlas, finding->counties->len);

        /* Translators: so many areas ("3 counties"), of a territory, a state. */
        return g_strdup_printf (ngettext ("%s of %s lies apart, in %s", "%s of %s lie apart, in %s", finding->counties->len), areas,
                                name_of (book, finding->territory), state);
      }
    }
}

/* Returns: (transfer full) (nullable): what could be done, with both totals before and after; %NULL when nothing is proposed. */
char *
bw_territory_finding_dup_proposal (const BwTerritoryPlan    *plan,
                                   const BwAccountValues    *values,
                                   const BwTerritoryFinding *finding)
{
  const BwBook *book = plan->book;
  g_autoptr (BwTerritoryPlan) then = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint            n = finding->counties->len;
  g_autofree char *areas = NULL;

  if (finding->to < 0 || n == 0)
    return NULL;
  then = bw_territory_plan_preview (plan, (const guint32 *)(gpointer)finding->counties->data, n, finding->to);
  before = bw_territory_balance_new (plan, values);
  after = bw_territory_balance_new (then, values);
  areas = bw_plan_map_dup_count (plan->atlas, n);
  /* Translators: so many areas ("3 counties"), a territory. */
  g_string_append_printf (text, _ ("Give %s to %s."), areas, name_of (book, finding->to));
  for (guint i = 0; i < before->len; i++)
    {
      const BwTerritoryBalance *was = &g_array_index (before, BwTerritoryBalance, i), *is = &g_array_index (after, BwTerritoryBalance, i);
      g_autofree char          *amount = bw_money_format_compact (was->values[BW_MEASURE_PIPELINE], book->currency);
      g_autofree char          *amount_then = bw_money_format_compact (is->values[BW_MEASURE_PIPELINE], book->currency);

      if (was->units == is->units && was->accounts == is->accounts)
        continue;
      g_string_append_printf (text, _ (" %s: %u → %u accounts, %s → %s."), name_of (book, was->territory), was->accounts, is->accounts, amount,
                              amount_then);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
