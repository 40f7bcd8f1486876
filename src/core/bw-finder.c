/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a project a few typed words may mean.
 *
 * Names are compared as bw-spelling.c folds them: case, accents, alphabet and punctuation do not count. All words that were
 * typed must be in a name; it is better to find them where words of the name begin than in their middle, better still at its very
 * beginning. Of equals the shorter name, which leaves less untold, then the earlier row. Few of a kind are told, so
 * the best are kept in order as the rows go by.
 *
 * Deals are another matter: there may be a million, of which the largest are meant more often than those whose name fits
 * best. They are what bw-query.c finds by the same words (where accents do count), so that their number is the number of rows that a
 * table of them shows.
 *
 * O(bytes of the names of people, accounts, views and scenarios) and one query. */

#include "core/bw-finder.h"

#include <string.h>

#include "core/bw-query.h"
#include "core/bw-spelling.h"

enum
{
  ROWS_AT_ONCE = 4096, /* between two looks at whether to go on */
};

struct _BwFinder
{
  char  *text;   /* as it was typed, valid UTF-8 */
  char  *folded; /* without blanks at its ends */
  char **words;  /* of @folded */
};

/* The names of a kind. */
typedef struct
{
  BwFoundKind   kind;
  const GArray *rows;
  /* (transfer none) (nullable): the name of row @i; NULL for one that is never found */
  const char *(*get_name) (const BwBook *book,
                           guint         i);
} Kind;

/* One that is kept, with what it is put in order by. */
typedef struct
{
  BwFound found;
  gsize   length; /* of its name */
} Candidate;

/* Returns: (transfer full): what finds @text. */
BwFinder *
bw_finder_new (const char *text)
{
  BwFinder *finder;

  g_return_val_if_fail (text != NULL, NULL);

  finder = g_new0 (BwFinder, 1);
  finder->text = g_strstrip (g_utf8_make_valid (text, -1));
  finder->folded = g_strstrip (bw_spelling_fold (finder->text));
  finder->words = g_strsplit (finder->folded, " ", -1);
  return finder;
}

void
bw_finder_free (BwFinder *finder)
{
  if (finder == NULL)
    return;
  g_free (finder->text);
  g_free (finder->folded);
  g_strfreev (finder->words);
  g_free (finder);
}

/* How @word fits into @folded. */
static BwFinderFit
rate_word (const char *folded,
           const char *word)
{
  const char *at = strstr (folded, word);

  if (at == NULL)
    return BW_FINDER_NOT;
  for (; at != NULL; at = strstr (at + 1, word))
    if (at == folded || at[-1] == ' ')
      return BW_FINDER_WORDS;
  return BW_FINDER_INSIDE;
}

/* How well @text (valid UTF-8) fits. Nothing fits where nothing was typed. */
BwFinderFit
bw_finder_rate (const BwFinder *finder,
                const char     *text)
{
  BwFinderFit      fit = BW_FINDER_WORDS;
  g_autofree char *folded = NULL;

  if (*finder->folded == '\0')
    return BW_FINDER_NOT;
  folded = g_strstrip (bw_spelling_fold (text));
  if (g_str_has_prefix (folded, finder->folded))
    return folded[strlen (finder->folded)] == '\0' ? BW_FINDER_WHOLE : BW_FINDER_START;
  for (char **word = finder->words; *word != NULL && fit != BW_FINDER_NOT; word++)
    fit = MIN (fit, rate_word (folded, *word));
  return fit;
}

/* ---- Rows with names ---- */

static const char *
get_person_name (const BwBook *book,
                 guint         i)
{
  const BwPerson *person = bw_book_person (book, i);

  return person->merged == 0 ? bw_book_text (book, person->name) : NULL;
}

static const char *
get_account_name (const BwBook *book,
                  guint         i)
{
  const BwAccount *account = bw_book_account (book, i);

  return account->merged == 0 ? bw_book_text (book, account->name) : NULL;
}

static const char *
get_view_name (const BwBook *book,
               guint         i)
{
  return bw_book_text (book, g_array_index (book->views, BwSavedView, i).name);
}

static const char *
get_scenario_name (const BwBook *book,
                   guint         i)
{
  return bw_book_text (book, g_array_index (book->scenarios, BwScenario, i).name);
}

/* Whether @a is told before @b, which comes later in the book. */
static gboolean
is_before (const Candidate *a,
           const Candidate *b)
{
  return a->found.fit != b->found.fit ? a->found.fit > b->found.fit : a->length <= b->length;
}

/* Puts @candidate where it belongs among the best. */
static void
keep (GArray          *best,
      const Candidate *candidate,
      guint            most)
{
  guint at = best->len;

  while (at > 0 && !is_before (&g_array_index (best, Candidate, at - 1), candidate))
    at--;
  if (at >= most)
    return;
  g_array_insert_val (best, at, *candidate);
  if (best->len > most)
    g_array_set_size (best, most);
}

/* Adds those of @kind that fit. Returns: FALSE when it is to be given up. */
static gboolean
find_rows (const BwFinder *finder,
           const BwBook   *book,
           const Kind     *kind,
           guint           most,
           BwFinderGoOn    go_on,
           gpointer        data,
           BwFindings     *findings)
{
  g_autoptr (GArray) best = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < kind->rows->len; i++)
    {
      const char *name = kind->get_name (book, i);
      Candidate   candidate = { { kind->kind, i, BW_FINDER_NOT }, 0 };

      if (i % ROWS_AT_ONCE == 0 && go_on != NULL && !go_on (data))
        return FALSE;
      if (name == NULL || (candidate.found.fit = bw_finder_rate (finder, name)) == BW_FINDER_NOT)
        continue;
      candidate.length = strlen (name);
      findings->n[kind->kind]++;
      keep (best, &candidate, most);
    }
  for (guint i = 0; i < best->len; i++)
    g_array_append_val (findings->found, g_array_index (best, Candidate, i).found);
  return TRUE;
}

/* Adds the largest deals that fit. */
static void
find_deals (const BwFinder *finder,
            const BwBook   *book,
            guint           most,
            BwFindings     *findings)
{
  BwQuery query = {
    .search = finder->text,
    .period = { .from = BW_DATE_NONE },
    .sort = BW_DEAL_FIELD_AMOUNT,
    .descending = TRUE,
    .today = BW_DATE_NONE,
  };
  g_autofree guint32 *deals = NULL;
  guint               n;

  if (*finder->text == '\0')
    return;
  deals = bw_query_run (book, &query, &n);
  findings->n[BW_FOUND_DEAL] = n;
  for (guint i = 0; i < MIN (n, most); i++)
    {
      BwFound found = { BW_FOUND_DEAL, deals[i], BW_FINDER_INSIDE };

      g_array_append_val (findings->found, found);
    }
}

/* Finds what fits in @book, at most @most of each kind; asks @go_on (nullable) with @data now and then whether to go on.
 * Returns: (transfer full) (nullable): NULL when it was given up */
BwFindings *
bw_finder_run (const BwFinder *finder,
               const BwBook   *book,
               guint           most,
               BwFinderGoOn    go_on,
               gpointer        data)
{
  const Kind kinds[] = {
    { BW_FOUND_PERSON, book->people, get_person_name },
    { BW_FOUND_ACCOUNT, book->accounts, get_account_name },
    { BW_FOUND_DEAL, NULL, NULL },
    { BW_FOUND_VIEW, book->views, get_view_name },
    { BW_FOUND_SCENARIO, book->scenarios, get_scenario_name },
  };
  g_autoptr (BwFindings) findings = g_new0 (BwFindings, 1);

  findings->found = g_array_new (FALSE, FALSE, sizeof (BwFound));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (go_on != NULL && !go_on (data))
      return NULL;
    else if (kinds[i].kind == BW_FOUND_DEAL)
      find_deals (finder, book, most, findings);
    else if (!find_rows (finder, book, &kinds[i], most, go_on, data, findings))
      return NULL;
  return g_steal_pointer (&findings);
}

void
bw_findings_free (BwFindings *findings)
{
  if (findings == NULL)
    return;
  g_array_unref (findings->found);
  g_free (findings);
}
