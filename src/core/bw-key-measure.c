/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which measures matter to the organisation.
 *
 * One company lives by its coverage, another has no quotas and looks at what is closed. The choice is the project's, so that all
 * who open it see the same: the tiles of Home are those measures in that order, the forecast's table begins with their
 * columns, and what is found about a measure that does not matter is not among what is to be done first. Kept among the choices
 * as "key measures", a list of names; without it all matter, in the order of the list below. */

#include "core/bw-key-measure.h"
#include "core/bw-choice.h"

#include <glib/gi18n-lib.h>

#define CHOICE "key measures"

static const struct
{
  const char *name;
  const char *title;
  const char *explanation;
} measures_known[BW_N_KEY_MEASURES] = {
  [BW_KEY_CLOSED] = { "closed", N_ ("Closed"), N_ ("What is won in the period") },
  [BW_KEY_FORECAST] = { "forecast", N_ ("Forecast"), N_ ("Where the period will land, with its range") },
  [BW_KEY_QUOTA] = { "quota", N_ ("Quota"), N_ ("What was agreed, and how much of it is attained") },
  [BW_KEY_GAP] = { "gap", N_ ("Gap"), N_ ("What is missing to the quota") },
  [BW_KEY_COVERAGE] = { "coverage", N_ ("Coverage"), N_ ("Open pipeline of the period over the gap") },
  [BW_KEY_CHANCE] = { "chance", N_ ("Chance of quota"), N_ ("How likely the quota is made") },
};

/* Returns: (transfer none): the name in project files and commands. */
const char *
bw_key_measure_name (BwKeyMeasure measure)
{
  return measures_known[measure].name;
}

/* Returns: (transfer none): what it is called, translated. */
const char *
bw_key_measure_title (BwKeyMeasure measure)
{
  return _ (measures_known[measure].title);
}

/* Returns: (transfer none): what it tells, translated. */
const char *
bw_key_measure_explanation (BwKeyMeasure measure)
{
  return _ (measures_known[measure].explanation);
}

/* All of them. */
BwKeyMeasures
bw_key_measures_default (void)
{
  BwKeyMeasures measures = { .n = BW_N_KEY_MEASURES };

  for (guint i = 0; i < BW_N_KEY_MEASURES; i++)
    measures.list[i] = (BwKeyMeasure)i;
  return measures;
}

gboolean
bw_key_measures_have (const BwKeyMeasures *measures,
                      BwKeyMeasure         measure)
{
  for (guint i = 0; i < measures->n; i++)
    if (measures->list[i] == measure)
      return TRUE;
  return FALSE;
}

/* Reads names that commas part, such as "forecast,gap". Returns %FALSE when one is unknown or there is none; one that is said
 * twice counts once. */
gboolean
bw_key_measures_parse (const char    *text,
                       BwKeyMeasures *measures)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);
  BwKeyMeasures read = { .n = 0 };

  for (char **name = names; *name != NULL; name++)
    {
      guint measure = 0;

      g_strstrip (*name);
      while (measure < BW_N_KEY_MEASURES && !g_str_equal (*name, measures_known[measure].name))
        measure++;
      if (measure == BW_N_KEY_MEASURES)
        return FALSE;
      if (!bw_key_measures_have (&read, (BwKeyMeasure)measure))
        read.list[read.n++] = (BwKeyMeasure)measure;
    }
  if (read.n == 0)
    return FALSE;
  *measures = read;
  return TRUE;
}

/* Returns: (transfer full): what bw_key_measures_parse() reads. */
char *
bw_key_measures_to_text (const BwKeyMeasures *measures)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < measures->n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", measures_known[measures->list[i]].name);
  return g_string_free (text, FALSE);
}

/* Those that matter to the organisation of @book. */
BwKeyMeasures
bw_key_measures_of_book (const BwBook *book)
{
  const char   *chosen = bw_choice_get (book, CHOICE);
  BwKeyMeasures measures;

  if (chosen != NULL && bw_key_measures_parse (chosen, &measures))
    return measures;
  return bw_key_measures_default ();
}

/* Says in @book, which nobody else holds, which matter, and tells @delta. */
void
bw_key_measures_set (BwBook              *book,
                     BwDelta             *delta,
                     const BwKeyMeasures *measures)
{
  BwKeyMeasures    before = bw_key_measures_of_book (book);
  g_autofree char *was = bw_key_measures_to_text (&before);
  g_autofree char *text = bw_key_measures_to_text (measures);

  if (measures->n > 0 && !g_str_equal (was, text))
    bw_choice_set (book, delta, CHOICE, text);
}
