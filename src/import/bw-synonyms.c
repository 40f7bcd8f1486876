/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called, in four languages: finding the field that a header means.
 *
 * The tables are folded once into one index for each kind. A header is looked up whole; then without the noun that some
 * programs put before it ("Deal - Stage"), without what stands in brackets ("Amount (EUR)") and without the ending of
 * fields that users added ("Amount__c"). Where none of this is known a phrase within the header may be ("Net Deal Amount
 * 2026"), unless another of its words changes the meaning ("Previous Amount"): better no field than the wrong one. */

#include "import/bw-synonyms.h"

#include <string.h>

typedef struct
{
  BwHeaderMatch match;
  char         *words;
  guint         n_words;
} Entry;

typedef struct
{
  GHashTable *by_header; /* folded header to Entry */
  GPtrArray  *entries;   /* those with words that say enough to be found within a header */
} Index;

/* Words that make another thing of what they stand beside. */
static const char changers[] =
  " previous prev prior old initial original first last weighted converted adjusted number count days day hours months age "
  "weeks id code flag rank score link url email mail phone month year quarter band range tier group class bracket currency "
  "isocode history change changed changes push pushes no not non per percent pct ratio rate average avg max min minimum "
  "maximum lost reason notes formula hash checksum key from vorherig vorheriger alter alte gewichtet gewichteter anzahl "
  "tage grund wechsel anderung precedent precedente ancien ancienne pondere ponderee nombre jours raison motif anterior "
  "ponderado ponderada numero dias motivo razon cambio ";

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->words);
  g_free (entry);
}

static guint
count_words (const char *words)
{
  guint n = *words != '\0';

  for (const char *at = words; *at != '\0'; at++)
    n += *at == ' ';
  return n;
}

/* Adds one header of a field, unless another field has it already with the same right. */
static void
add_phrase (Index        *index,
            BwImportField field,
            const char   *phrase,
            guint         rank,
            gboolean      weak)
{
  g_autofree char *folded = bw_header_fold (phrase);
  Entry           *entry = g_hash_table_lookup (index->by_header, folded);

  if (entry != NULL && (weak || !entry->match.weak))
    return;
  if (entry != NULL)
    g_ptr_array_remove_fast (index->entries, entry);
  entry = g_new0 (Entry, 1);
  entry->match = (BwHeaderMatch) { field, rank, weak, 1.0 };
  entry->words = bw_header_words (phrase);
  entry->n_words = count_words (entry->words);
  if (!weak)
    g_ptr_array_add (index->entries, entry);
  g_hash_table_replace (index->by_header, g_steal_pointer (&folded), entry);
}

/* "ae" for "ä" and its like, as German is written where there are no such letters. */
static char *
spell_out (const char *phrase)
{
  GString *spelled = g_string_new (phrase);

  g_string_replace (spelled, "ä", "ae", 0);
  g_string_replace (spelled, "ö", "oe", 0);
  g_string_replace (spelled, "ü", "ue", 0);
  g_string_replace (spelled, "Ä", "Ae", 0);
  g_string_replace (spelled, "Ü", "Ue", 0);
  return g_string_free (spelled, FALSE);
}

static void
add_phrases (Index            *index,
             const BwSynonyms *synonyms)
{
  for (guint language = 0; language < BW_N_HEADER_LANGUAGES; language++)
    {
      const char *list = synonyms->phrases[language];
      g_auto (GStrv) halves = g_strsplit (list != NULL ? list : "", "|", 2);
      guint rank = 0;

      for (guint half = 0; halves[half] != NULL; half++)
        {
          g_auto (GStrv) phrases = g_strsplit (halves[half], ",", -1);

          for (guint i = 0; phrases[i] != NULL; i++)
            {
              g_autofree char *spelled = spell_out (g_strstrip (phrases[i]));

              if (*phrases[i] == '\0')
                continue;
              add_phrase (index, synonyms->field, phrases[i], rank, half > 0);
              add_phrase (index, synonyms->field, spelled, rank, half > 0);
              rank++;
            }
        }
    }
}

/* The index of @kind, made when it is first asked for. */
static const Index *
get_index (BwImportKind kind)
{
  static Index            indexes[BW_N_KINDS];
  static gsize            once;
  const BwSynonyms *const tables[] = { bw_synonyms_of_deals, bw_synonyms_of_lists, bw_synonyms_of_events };

  if (g_once_init_enter (&once))
    {
      for (guint k = 0; k < BW_N_KINDS; k++)
        {
          indexes[k].by_header = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
          indexes[k].entries = g_ptr_array_new ();
          for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
            for (const BwSynonyms *row = tables[t]; row->kinds != 0; row++)
              if (row->kinds & (1u << k))
                add_phrases (&indexes[k], row);
        }
      g_once_init_leave (&once, 1);
    }
  return &indexes[kind];
}

/* @header without the noun and dash before it; %NULL when there is none. */
static const char *
skip_noun (const char *header)
{
  static const char nouns[] = " deal opportunity verkaufschance affaire transaction opportunite trato negocio oportunidad "
                              "organization organisation organisation person personne persona organizacion lead product "
                              "activity user ";
  const char       *dash = strstr (header, " - ");
  g_autofree char  *noun = NULL;
  g_autofree char  *folded = NULL;
  g_autofree char  *padded = NULL;

  if (dash == NULL)
    return NULL;
  noun = g_strndup (header, dash - header);
  folded = bw_header_fold (noun);
  padded = g_strdup_printf (" %s ", folded);
  return strstr (nouns, padded) != NULL ? dash + 3 : NULL;
}

static const Entry *
look_up (const Index *index,
         const char  *header)
{
  g_autofree char *folded = bw_header_fold (header);

  return *folded != '\0' ? g_hash_table_lookup (index->by_header, folded) : NULL;
}

/* Finds the field of @kind that @header means. */
gboolean
bw_synonyms_match (BwImportKind   kind,
                   const char    *header,
                   BwHeaderMatch *match)
{
  const Index *index = get_index (kind);
  const Entry *entry = look_up (index, header);
  const char  *bare = skip_noun (header);
  const char  *bracket = strrchr (header, '(');

  if (entry == NULL && bare != NULL)
    entry = look_up (index, bare);
  if (entry != NULL)
    {
      *match = entry->match;
      return TRUE;
    }
  if (bracket != NULL && bracket > header)
    {
      g_autofree char *before = g_strndup (header, bracket - header);

      entry = look_up (index, before);
    }
  if (entry == NULL && g_str_has_suffix (header, "__c"))
    {
      g_autofree char *before = g_strndup (header, strlen (header) - 3);

      entry = look_up (index, before);
    }
  if (entry == NULL)
    return FALSE;
  *match = entry->match;
  match->weak = TRUE;
  match->rank += 100;
  match->share = 0.9;
  return TRUE;
}

/* Whether @words, with a space on either side, without @phrase say nothing else. */
static gboolean
says_no_other (const char *words,
               const char *phrase)
{
  g_autofree char *padded = g_strdup_printf (" %s ", phrase);
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf (" %s ", all[i]);

      if (*all[i] != '\0' && strstr (padded, word) == NULL && strstr (changers, word) != NULL)
        return FALSE;
    }
  return TRUE;
}

/* Finds the field of @kind that a part of @header means: the longest phrase in it. */
gboolean
bw_synonyms_match_part (BwImportKind   kind,
                        const char    *header,
                        BwHeaderMatch *match)
{
  const Index     *index = get_index (kind);
  g_autofree char *words = bw_header_words (header);
  g_autofree char *padded = g_strdup_printf (" %s ", words);
  guint            n = count_words (words);
  const Entry     *best = NULL;

  if (n < 2 || n > 8)
    return FALSE;
  for (guint i = 0; i < index->entries->len; i++)
    {
      const Entry     *entry = g_ptr_array_index (index->entries, i);
      g_autofree char *phrase = NULL;

      if (entry->n_words >= n || entry->n_words * 4 < n ||
          (best != NULL && (best->n_words > entry->n_words ||
                            (best->n_words == entry->n_words && best->match.rank <= entry->match.rank))))
        continue;
      phrase = g_strdup_printf (" %s ", entry->words);
      if (strstr (padded, phrase) != NULL)
        best = entry;
    }
  if (best == NULL || !says_no_other (words, best->words))
    return FALSE;
  *match = best->match;
  match->weak = TRUE;
  match->rank += 200;
  match->share = (double)best->n_words / n;
  return TRUE;
}

/* Whether files of @kind can have @field. */
gboolean
bw_synonyms_has_field (BwImportKind  kind,
                       BwImportField field)
{
  const BwSynonyms *const tables[] = { bw_synonyms_of_deals, bw_synonyms_of_lists, bw_synonyms_of_events };

  if (field == BW_IMPORT_STAGE_ENTERED)
    return kind == BW_KIND_DEALS;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const BwSynonyms *row = tables[t]; row->kinds != 0; row++)
      if (row->field == field && (row->kinds & (1u << kind)) != 0)
        return TRUE;
  return FALSE;
}
