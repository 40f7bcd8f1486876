/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How areas, their totals and what an assignment would change are said on screen. */

#include "app/bw-territory-wording.h"

#include <glib/gi18n.h>

#include "app/bw-territory-row.h"

/* Returns: (transfer none): the name of @territory, or what stands for none. */
const char *
bw_territory_wording_name (const BwBook *book,
                           gint32        territory)
{
  return territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name) : _ ("No territory");
}

/* Returns: (transfer full): such as "Travis, TX". */
char *
bw_territory_wording_unit (const BwAtlas *map,
                           gint32         unit)
{
  return unit == BW_ATLAS_NOWHERE ? g_strdup (_ ("Place not known")) : bw_atlas_unit_dup_name (map, (guint)unit);
}

/* Returns: (transfer full): such as "12 accounts · $1.2 M open · $3 M won". */
char *
bw_territory_wording_totals (const BwBook         *book,
                             const BwTerritoryGap *sum)
{
  g_autofree char *accounts = g_strdup_printf (ngettext ("%u account", "%u accounts", sum->accounts), sum->accounts);
  g_autofree char *pipeline = bw_money_format_compact (sum->values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *history = bw_money_format_compact (sum->values[BW_MEASURE_HISTORY], book->currency);

  return g_strdup_printf (_ ("%s · %s open · %s won"), accounts, pipeline, history);
}

/* Adds @sentence (transfer full) to @text. */
static void
add_sentence (GString *text,
              char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* Returns: (transfer full): what is to be said of the accounts that the map cannot show; may be empty. */
char *
bw_territory_wording_note (const BwTerritoryPlan *plan,
                           const BwAccountValues *values)
{
  GString *text = g_string_new (NULL);
  guint    n = plan->n_kept, unplaced = plan->n_unplaced, deals = values->n_without_account;

  if (n == 0)
    add_sentence (text, g_strdup (_ ("There are no accounts yet: import them to see them on the map.")));
  else if (unplaced == n)
    {
      if (bw_atlas_get_kind (plan->atlas) > BW_ATLAS_ZIPS)
        add_sentence (text, g_strdup_printf (ngettext ("The only account has no place on this map that its data tells (country, region, or latitude "
                                                       "and longitude).",
                                                       "None of the %u accounts has a place on this map that its data tells (country, region, or "
                                                       "latitude and longitude).",
                                                       n),
                                             n));
      else
        add_sentence (text, g_strdup_printf (ngettext ("The only account has no place in the United States that its data tells "
                                                       "(ZIP code, state or latitude and longitude).",
                                                       "None of the %u accounts has a place in the United States that its data "
                                                       "tells (ZIP code, state or latitude and longitude).",
                                                       n),
                                             n));
      add_sentence (text, g_strdup (_ ("Territories can be drawn all the same.")));
    }
  else if (unplaced > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%u of %u accounts has no place on the map.",
                                                   "%u of %u accounts have no place on the map.", unplaced),
                                         unplaced, n));
  if (plan->n_state_only > 0 && bw_atlas_get_kind (plan->atlas) > BW_ATLAS_ZIPS)
    add_sentence (text, g_strdup_printf (ngettext ("Of %u only the country is known.", "Of %u only the country is known.",
                                                   plan->n_state_only),
                                         plan->n_state_only));
  else if (plan->n_state_only > 0)
    add_sentence (text, g_strdup_printf (ngettext ("Of %u only the state is known.", "Of %u only the state is known.",
                                                   plan->n_state_only),
                                         plan->n_state_only));
  if (deals > 0)
    {
      g_autofree char *amount = bw_money_format_compact (values->without_account[BW_MEASURE_PIPELINE],
                                                         plan->book->currency);

      add_sentence (text, g_strdup_printf (ngettext ("%u deal names no account (%s open).",
                                                     "%u deals name no account (%s open).", deals),
                                           deals, amount));
    }
  if (bw_atlas_get_kind (plan->atlas) == BW_ATLAS_ZIPS || bw_atlas_get_kind (plan->atlas) == BW_ATLAS_ZIP3)
    add_sentence (text, g_strdup (_ ("Approximate: what is nearest to each ZIP area’s centre")));
  return g_string_free (text, FALSE);
}

/* One territory before and after, as "North 412 → 446 accounts, $4.12 M → $5.30 M". */
static void
append_preview (const BwBook             *book,
                GString                  *text,
                const BwTerritoryBalance *before,
                const BwTerritoryBalance *after)
{
  g_autofree char *was = bw_money_format_compact (before->values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *is = bw_money_format_compact (after->values[BW_MEASURE_PIPELINE], book->currency);
  g_autofree char *deviation = bw_territory_row_dup_deviation (after->deviation[BW_MEASURE_PIPELINE]);

  g_string_append_printf (text, _ ("%s%s: %u → %u accounts, %s → %s"), text->len > 0 ? "; " : "",
                          bw_territory_wording_name (book, before->territory), before->accounts, after->accounts,
                          was, is);
  if (before->territory >= 0)
    g_string_append_printf (text, " (%s)", deviation);
}

/* Returns: (transfer full): which territories would lie in more pieces after than before, of two balances as of bw_territory_wording_change();
 * "" when none would. */
char *
bw_territory_wording_split (const BwBook *book,
                            GArray       *before,
                            GArray       *after)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < after->len; i++)
    {
      const BwTerritoryBalance *old = &g_array_index (before, BwTerritoryBalance, i);
      const BwTerritoryBalance *new = &g_array_index (after, BwTerritoryBalance, i);

      if (new->territory >= 0 && new->pieces > 1 && new->pieces > old->pieces)
        /* Translators: a territory that would no longer be connected, and of how many pieces it would be. */
        add_sentence (text, g_strdup_printf (ngettext ("%s would lie in %u piece.", "%s would lie in %u pieces.", new->pieces),
                                             bw_territory_wording_name (book, new->territory), new->pieces));
    }
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): what the territories that differ between two balances (element-type BwTerritoryBalance, the same territories in
 * both) have in the one and in the other; "" when none does. */
char *
bw_territory_wording_change (const BwBook *book,
                             GArray       *before,
                             GArray       *after)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < after->len; i++)
    {
      const BwTerritoryBalance *old = &g_array_index (before, BwTerritoryBalance, i);
      const BwTerritoryBalance *new = &g_array_index (after, BwTerritoryBalance, i);

      if (old->units != new->units || old->accounts != new->accounts)
        append_preview (book, text, old, new);
    }
  return g_string_free (text, FALSE);
}
