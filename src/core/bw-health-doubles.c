/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is there twice: deals, accounts, people, products, words of a list.
 *
 * Deals are two of one when name, account and owner are the same and both are open, or both have the same amount and
 * close date; a name that comes back each year is a renewal. Nearly all names are met once: a first pass marks the hashes
 * in a table of bits, and only deals whose bit was set before are sorted and compared. O(deals). */

#include "core/bw-health-private.h"

#include <string.h>

#include "core/bw-likeness.h"
#include "core/bw-merge.h"
#include "core/bw-spelling.h"

enum
{
  BITS = 25, /* of the table, in powers of two: 4 MiB */
  MAX_WORDS = 2000,
};

/* ---- Deals ---- */

/* A hash of what a deal is, in which case and spaces of the name do not count. */
static guint64
hash_deal (const BwBook *book,
           guint         i)
{
  const BwDeals *deals = &book->deals;
  guint64        hash = 0xcbf29ce484222325u ^ (guint64)(guint32)deals->account[i] << 32 ^ (guint32)deals->owner[i];

  for (const char *at = bw_book_text (book, deals->name[i]); *at != '\0'; at++)
    if (*at != ' ')
      hash = (hash ^ (guchar)g_ascii_tolower (*at)) * 0x100000001b3u;
  hash ^= hash >> 29;
  return hash * 0x9e3779b97f4a7c15u;
}

static gboolean
same_name (const BwBook *book,
           guint         a,
           guint         b)
{
  g_autofree char *x = bw_spelling_fold (bw_book_text (book, book->deals.name[a]));
  g_autofree char *y = bw_spelling_fold (bw_book_text (book, book->deals.name[b]));

  return strcmp (x, y) == 0;
}

/* Whether two deals have the same amount and a day in common. */
static gboolean
same_facts (const BwDeals *deals,
            guint          a,
            guint          b)
{
  gboolean same_close = deals->close[a] == deals->close[b] && deals->close[a] != BW_DATE_NONE;
  gboolean same_start = deals->created[a] == deals->created[b] && deals->created[a] != BW_DATE_NONE;

  return deals->amount[a] == deals->amount[b] && deals->amount[a] != BW_MONEY_NONE && (same_close || same_start);
}

/* Deals of one name, account and owner are one when nothing else tells them apart: two that each have an id of their own in
 * the CRM only when their amount and a date are the same too; a closed and another deal only when both closed alike. */
static gboolean
is_double (const BwHealthRun *run,
           guint              a,
           guint              b)
{
  const BwDeals *deals = &run->book->deals;
  gboolean       both_refs = deals->ref[a] != 0 && deals->ref[b] != 0;
  gboolean       open = run->kinds[deals->stage[a]] == BW_STAGE_OPEN && run->kinds[deals->stage[b]] == BW_STAGE_OPEN;

  return deals->account[a] == deals->account[b] && deals->owner[a] == deals->owner[b] &&
         (!both_refs || same_facts (deals, a, b)) &&
         (open || (deals->amount[a] == deals->amount[b] && deals->close[a] == deals->close[b] && deals->amount[a] != BW_MONEY_NONE &&
                   deals->close[a] != BW_DATE_NONE)) &&
         same_name (run->book, a, b);
}

typedef struct
{
  guint64 hash;
  guint   deal;
} Hashed;

static int
compare_hashed (const void *a,
                const void *b)
{
  const Hashed *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->deal < y->deal ? -1 : 1;
}

static void
check_deals (BwHealthRun *run)
{
  const BwDeals      *deals = &run->book->deals;
  g_autofree guint64 *hashes = g_new (guint64, MAX (deals->n, 1));
  guint               bits = BITS;
  g_autofree guint8  *once = NULL, *twice = NULL;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Hashed));

  while (bits > 10 && (guint64)deals->n * 32 < 1u << bits)
    bits--;
  once = g_malloc0 (1u << (bits - 3));
  twice = g_malloc0 (1u << (bits - 3));
  for (guint i = 0; i < deals->n; i++)
    {
      guint64 place;

      hashes[i] = 0;
      if (deals->name[i] == 0 || deals->flags[i] & BW_DEAL_VANISHED)
        continue;
      hashes[i] = hash_deal (run->book, i) | 1;
      place = hashes[i] >> (64 - bits);
      if (once[place >> 3] & 1u << (place & 7))
        twice[place >> 3] |= (guint8)(1u << (place & 7));
      once[place >> 3] |= (guint8)(1u << (place & 7));
      run->notes[BW_HEALTH_DOUBLE_DEALS].n_of++;
    }
  for (guint i = 0; i < deals->n; i++)
    {
      guint64 place = hashes[i] >> (64 - bits);
      Hashed  hashed = { hashes[i], i };

      if (hashes[i] != 0 && twice[place >> 3] & 1u << (place & 7))
        g_array_append_val (candidates, hashed);
    }
  g_array_sort (candidates, compare_hashed);
  for (guint i = 1, first = 0; i < candidates->len; i++)
    {
      const Hashed *hashed = (const Hashed *)(void *)candidates->data;

      if (hashed[i].hash != hashed[first].hash)
        first = i;
      else if (is_double (run, hashed[first].deal, hashed[i].deal))
        bw_health_note_deal (run, BW_HEALTH_DOUBLE_DEALS, hashed[i].deal, hashed[first].deal);
    }
}

/* ---- Tables ---- */

static void
check_alike (BwHealthRun *run,
             BwTable      table,
             BwHealthCode code)
{
  g_autoptr (GArray) pairs = NULL;
  guint n = bw_book_table (run->book, table)->len;

  for (guint i = 0; i < n; i++)
    run->notes[code].n_of += !bw_merge_is_away (run->book, table, i);
  pairs = bw_likeness_find (run->book, table);
  for (guint i = 0; i < pairs->len; i++)
    {
      const BwLikeness *pair = &g_array_index (pairs, BwLikeness, i);

      if (table != BW_TABLE_PRODUCTS || !(pair->reasons & BW_ALIKE_SKU))
        bw_health_note (run, code, pair->away, pair->keep);
      else
        bw_health_note (run, BW_HEALTH_SAME_SKU, pair->away, pair->keep);
    }
  if (table == BW_TABLE_PRODUCTS)
    run->notes[BW_HEALTH_SAME_SKU].n_of = run->notes[code].n_of;
}

static void
check_aliases (BwHealthRun *run)
{
  const GArray *aliases = run->book->aliases;

  run->notes[BW_HEALTH_UNCONFIRMED_ALIASES].n_of = aliases->len;
  for (guint i = 0; i < aliases->len; i++)
    if (!g_array_index (aliases, BwProductAlias, i).confirmed)
      bw_health_note (run, BW_HEALTH_UNCONFIRMED_ALIASES, i, BW_HEALTH_NO_OTHER);
}

/* ---- Words ---- */

typedef struct
{
  BwText word;
  guint  n;
} Word;

/* The words of a column of labels with how often each is there; those of a list have one offset each. */
static GArray *
count_words (const BwDeals *deals,
             const BwText  *column)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  BwText last = 0;
  guint  at = 0;

  for (guint i = 0; i < deals->n && words->len <= MAX_WORDS; i++)
    {
      Word word = { column[i], 0 };

      if (word.word == 0 || deals->flags[i] & BW_DEAL_VANISHED)
        continue;
      if (word.word != last)
        {
          at = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (word.word)));
          if (at == 0)
            {
              g_array_append_val (words, word);
              at = words->len;
              g_hash_table_insert (places, GUINT_TO_POINTER (word.word), GUINT_TO_POINTER (at));
            }
          last = word.word;
        }
      g_array_index (words, Word, at - 1).n++;
    }
  return words;
}

static void
check_words (BwHealthRun  *run,
             const BwText *column)
{
  g_autoptr (GArray) words = count_words (&run->book->deals, column);
  g_autoptr (GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char **folds = NULL;

  /* Free text is no list of words. */
  if (words->len > MAX_WORDS)
    return;
  run->notes[BW_HEALTH_SPELLINGS].n_of += words->len;
  folds = g_new (char *, MAX (words->len, 1));
  for (guint i = 0; i < words->len; i++)
    {
      guint other;

      folds[i] = bw_spelling_fold (bw_book_text (run->book, g_array_index (words, Word, i).word));
      other = GPOINTER_TO_UINT (g_hash_table_lookup (best, folds[i]));
      if (other == 0 || g_array_index (words, Word, other - 1).n < g_array_index (words, Word, i).n)
        g_hash_table_replace (best, g_strdup (folds[i]), GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < words->len; i++)
    {
      guint other = GPOINTER_TO_UINT (g_hash_table_lookup (best, folds[i])) - 1;

      if (other != i && *folds[i] != '\0')
        bw_health_note (run, BW_HEALTH_SPELLINGS, g_array_index (words, Word, i).word, g_array_index (words, Word, other).word);
      g_free (folds[i]);
    }
}

void
bw_health_check_doubles (BwHealthRun *run)
{
  const BwDeals *deals = &run->book->deals;

  check_deals (run);
  check_alike (run, BW_TABLE_ACCOUNTS, BW_HEALTH_DOUBLE_ACCOUNTS);
  check_alike (run, BW_TABLE_PEOPLE, BW_HEALTH_DOUBLE_PEOPLE);
  check_alike (run, BW_TABLE_PRODUCTS, BW_HEALTH_DOUBLE_PRODUCTS);
  check_aliases (run);
  check_words (run, deals->region);
  check_words (run, deals->type);
  check_words (run, deals->source);
  for (guint i = 0; i < deals->n_custom; i++)
    if (deals->custom[i].type == BW_TYPE_TEXT)
      check_words (run, deals->custom[i].texts);
}
