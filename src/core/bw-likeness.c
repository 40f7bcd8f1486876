/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts, people and products that may be the same, with the evidence.
 *
 * Comparing all with all is out of the question, so rows are brought beside each other in several orders and compared
 * with the few that follow them: the sorted neighbourhood of Hernández and Stolfo (The merge/purge problem for large databases,
 * SIGMOD 1995). The orders are: the name folded and without its legal form, from its beginning and from its end; its words in
 * the order of the alphabet; the e-mail address or what a name such as "acme.com" says of a domain; the SKU. Of a run of equal keys all
 * neighbours are compared, up to a limit. O(n log n) for each order.
 *
 * What speaks for a pair and against it is a set of bits; the score is the strongest reason's plus what supports it less
 * what speaks against it. Names whose digits differ are two ("Store 12", "Store 13"), however few letters part them. */

#include "core/bw-likeness.h"
#include "core/bw-choice.h"
#include "core/bw-merge.h"
#include "core/bw-spelling.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  WINDOW = 6,      /* neighbours compared that are not equal */
  RUN = 40,        /* and that are */
  ONE_LETTER = 8,  /* bytes of a name in which one letter may differ */
  TWO_LETTERS = 13 /* and two */
};

#define PROPOSED 0.5

typedef enum
{
  KEY_NAME,     /* without legal form and spaces */
  KEY_REVERSED, /* the same from its end */
  KEY_WORDS,
  KEY_MAIL,
  KEY_SKU,
  N_KEYS,
} Key;

typedef struct
{
  guint       row;
  const char *keys[N_KEYS]; /* NULL: none */
  const char *folded;
  guint64     letters; /* which there are in the name: two names that are close have nearly the same */
} Entry;

typedef struct
{
  const BwBook *book;
  BwTable       table;
  GStringChunk *texts;
  Entry        *entries;
  guint         n;
  guint        *n_deals;
  GHashTable   *apart; /* names of the pairs that were kept apart */
  GHashTable   *seen;  /* pairs that were compared */
  GArray       *pairs; /* BwLikeness */
  gboolean      has_domains;
} Search;

static const char *
table_name (BwTable table)
{
  return table == BW_TABLE_ACCOUNTS ? "accounts" : table == BW_TABLE_PEOPLE ? "people"
                                                                            : "products";
}

static gint64
key_of (const BwBook *book,
        BwTable       table,
        guint         row)
{
  GArray *rows = bw_book_table (book, table);

  return *(const gint64 *)(rows->data + (gsize)row * g_array_get_element_size (rows));
}

static const char *
name_of (const BwBook *book,
         BwTable       table,
         guint         row)
{
  BwText name = table == BW_TABLE_ACCOUNTS ? bw_book_account (book, row)->name
                : table == BW_TABLE_PEOPLE ? bw_book_person (book, row)->name
                                           : bw_book_product (book, row)->name;

  return bw_book_text (book, name);
}

/* What it is called that the two rows were kept apart. */
static char *
apart_name (const BwBook *book,
            BwTable       table,
            guint         a,
            guint         b)
{
  gint64 first = key_of (book, table, a), second = key_of (book, table, b);

  return g_strdup_printf ("apart:%s:%" G_GINT64_MODIFIER "x:%" G_GINT64_MODIFIER "x", table_name (table), MIN (first, second),
                          MAX (first, second));
}

/* ---- Keys ---- */

static char *
without_spaces (const char *text)
{
  char *result = g_strdup (text), *to = result;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
  return result;
}

/* "acme" of a name such as "www.acme.com"; %NULL for a name that is no domain. */
static char *
domain_label (const char *name)
{
  const char *dot = strrchr (name, '.'), *begin = g_ascii_strncasecmp (name, "www.", 4) == 0 ? name + 4 : name;
  gsize       length;

  if (dot == NULL || strpbrk (name, " @,") != NULL || strlen (dot + 1) < 2 || strlen (dot + 1) > 3 || dot - begin < 4)
    return NULL;
  for (const char *at = dot + 1; *at != '\0'; at++)
    if (!g_ascii_isalpha (*at))
      return NULL;
  length = strcspn (begin, ".");
  return length >= 4 ? g_ascii_strdown (begin, (gssize)length) : NULL;
}

static const char *
keep_text (Search     *search,
           const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (search->texts, text) : NULL;
}

/* The article number of @product; where it has none of its own, its id may be one. */
static BwText
sku_of (const BwProduct *product)
{
  return product->sku != 0 ? product->sku : product->ref;
}

static void
make_keys (Search *search,
           Entry  *entry)
{
  const BwBook    *book = search->book;
  const char      *name = name_of (book, search->table, entry->row);
  g_autofree char *folded = bw_spelling_fold (name);
  g_autofree char *plain = search->table == BW_TABLE_ACCOUNTS ? bw_spelling_strip_form (folded) : g_strdup (folded);
  g_autofree char *words = bw_spelling_sort_words (plain);
  g_autofree char *joined = without_spaces (plain);
  g_autofree char *mail = NULL;

  entry->folded = keep_text (search, folded);
  entry->keys[KEY_NAME] = keep_text (search, joined);
  for (const char *at = joined; *at != '\0'; at++)
    entry->letters |= (guint64)1 << ((guchar)*at & 63);
  entry->keys[KEY_WORDS] = keep_text (search, words);
  g_strreverse (joined);
  entry->keys[KEY_REVERSED] = keep_text (search, joined);
  if (search->table == BW_TABLE_PEOPLE)
    mail = g_ascii_strdown (bw_book_text (book, bw_book_person (book, entry->row)->email), -1);
  else if (search->table == BW_TABLE_ACCOUNTS && (mail = domain_label (name)) != NULL)
    search->has_domains = TRUE;
  else if (search->table == BW_TABLE_ACCOUNTS)
    mail = without_spaces (plain);
  entry->keys[KEY_MAIL] = keep_text (search, mail);
  if (search->table == BW_TABLE_PRODUCTS)
    {
      g_autofree char *sku = bw_spelling_fold (bw_book_text (book, sku_of (bw_book_product (book, entry->row))));

      entry->keys[KEY_SKU] = keep_text (search, sku);
    }
}

/* ---- Evidence ---- */

static gboolean
same_text (const BwBook *book,
           BwText        a,
           BwText        b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (a == 0 || b == 0)
    return FALSE;
  if (a == b || strcmp (bw_book_text (book, a), bw_book_text (book, b)) == 0)
    return TRUE;
  x = bw_spelling_fold (bw_book_text (book, a));
  y = bw_spelling_fold (bw_book_text (book, b));
  return *x != '\0' && strcmp (x, y) == 0;
}

static gboolean
other_text (const BwBook *book,
            BwText        a,
            BwText        b)
{
  return a != 0 && b != 0 && !same_text (book, a, b);
}

static guint
support_of_accounts (const BwBook    *book,
                     const BwAccount *a,
                     const BwAccount *b)
{
  guint reasons = 0;

  if (same_text (book, a->postal, b->postal) || (same_text (book, a->city, b->city) && !other_text (book, a->postal, b->postal)))
    reasons |= BW_ALIKE_PLACE;
  else if (other_text (book, a->city, b->city) || other_text (book, a->postal, b->postal) ||
           other_text (book, a->state, b->state) || other_text (book, a->country, b->country))
    reasons |= BW_UNALIKE_PLACE;
  if (a->owner >= 0 && a->owner == b->owner)
    reasons |= BW_ALIKE_OWNER;
  if (same_text (book, a->industry, b->industry))
    reasons |= BW_ALIKE_FAMILY;
  if (other_text (book, a->ref, b->ref))
    reasons |= BW_UNALIKE_REF;
  return reasons;
}

static guint
support_of_people (const BwBook   *book,
                   const BwPerson *a,
                   const BwPerson *b)
{
  guint reasons = 0;

  if (a->manager >= 0 && a->manager == b->manager)
    reasons |= BW_ALIKE_OWNER;
  if (same_text (book, a->region, b->region))
    reasons |= BW_ALIKE_PLACE;
  else if (other_text (book, a->region, b->region))
    reasons |= BW_UNALIKE_PLACE;
  if (other_text (book, a->ref, b->ref) || other_text (book, a->email, b->email))
    reasons |= BW_UNALIKE_REF;
  return reasons;
}

static guint
support_of_products (const BwBook    *book,
                     const BwProduct *a,
                     const BwProduct *b)
{
  guint reasons = 0;

  if (same_text (book, a->family, b->family))
    reasons |= BW_ALIKE_FAMILY;
  if (other_text (book, a->ref, b->ref))
    reasons |= BW_UNALIKE_REF;
  return reasons;
}

/* Whether the digits of the two names, put together, are the same. */
static gboolean
same_digits (const char *a,
             const char *b)
{
  for (;;)
    {
      while (*a != '\0' && !g_ascii_isdigit (*a))
        a++;
      while (*b != '\0' && !g_ascii_isdigit (*b))
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* Whether all words of one of the names, which are in order, are among those of the other. */
static gboolean
words_within (const char *a,
              const char *b)
{
  g_auto (GStrv) few = g_strsplit (a, " ", -1), many = g_strsplit (b, " ", -1);
  guint at = 0;

  for (guint i = 0; few[i] != NULL; i++, at++)
    {
      while (many[at] != NULL && strcmp (many[at], few[i]) != 0)
        at++;
      if (many[at] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What the names say. */
static guint
likeness_of_names (const Entry *a,
                   const Entry *b)
{
  const char *x = a->keys[KEY_NAME], *y = b->keys[KEY_NAME];
  gsize       n, m;
  guint       distance;

  if (x == NULL || y == NULL)
    return 0;
  if (strcmp (x, y) == 0)
    {
      g_autofree char *first = without_spaces (a->folded), *second = without_spaces (b->folded);

      return strcmp (first, second) == 0 ? BW_ALIKE_NAME : BW_ALIKE_LEGAL_FORM;
    }
  if (strcmp (a->keys[KEY_WORDS], b->keys[KEY_WORDS]) == 0)
    return BW_ALIKE_WORDS;
  n = strlen (x);
  m = strlen (y);
  if (MIN (n, m) >= ONE_LETTER && (n > m ? n - m : m - n) <= 2 && __builtin_popcountll (a->letters ^ b->letters) <= 4 &&
      same_digits (x, y))
    {
      distance = bw_spelling_distance (x, y, MIN (n, m) >= TWO_LETTERS ? 2 : 1);
      if (distance <= (MIN (n, m) >= TWO_LETTERS ? 2u : 1u))
        return BW_ALIKE_LETTERS;
    }
  return 0;
}

/* What part of an order's keys says. */
static guint
likeness_of_keys (const Search *search,
                  const Entry  *a,
                  const Entry  *b)
{
  guint reasons = likeness_of_names (a, b);

  if (a->keys[KEY_MAIL] != NULL && b->keys[KEY_MAIL] != NULL && strcmp (a->keys[KEY_MAIL], b->keys[KEY_MAIL]) == 0)
    reasons |= search->table == BW_TABLE_PEOPLE ? BW_ALIKE_EMAIL : (reasons & (BW_ALIKE_NAME | BW_ALIKE_LEGAL_FORM)) == 0 ? BW_ALIKE_DOMAIN
                                                                                                                          : 0;
  if (a->keys[KEY_SKU] != NULL && b->keys[KEY_SKU] != NULL && strcmp (a->keys[KEY_SKU], b->keys[KEY_SKU]) == 0)
    reasons |= BW_ALIKE_SKU;
  if (reasons == 0 && search->table == BW_TABLE_ACCOUNTS && a->keys[KEY_NAME] != NULL && b->keys[KEY_NAME] != NULL &&
      (g_str_has_prefix (a->keys[KEY_NAME], b->keys[KEY_NAME]) || g_str_has_prefix (b->keys[KEY_NAME], a->keys[KEY_NAME])) &&
      (words_within (a->keys[KEY_WORDS], b->keys[KEY_WORDS]) || words_within (b->keys[KEY_WORDS], a->keys[KEY_WORDS])) &&
      same_digits (a->folded, b->folded))
    reasons |= BW_ALIKE_WORDS | BW_ALIKE_LETTERS;
  return reasons;
}

static double
score_of (guint reasons)
{
  /* Words and letters together stand for "all words of the one in the other". */
  const gboolean within = (reasons & BW_ALIKE_WORDS) != 0 && (reasons & BW_ALIKE_LETTERS) != 0;
  double         score = 0;

  if (reasons & BW_ALIKE_EMAIL)
    score = MAX (score, 0.9);
  if (reasons & BW_ALIKE_NAME)
    score = MAX (score, 0.85);
  if (reasons & BW_ALIKE_SKU)
    score = MAX (score, 0.8);
  if (reasons & BW_ALIKE_LEGAL_FORM)
    score = MAX (score, 0.8);
  if (reasons & BW_ALIKE_DOMAIN)
    score = MAX (score, 0.7);
  if (within)
    score = MAX (score, 0.4);
  else if (reasons & BW_ALIKE_WORDS)
    score = MAX (score, 0.7);
  else if (reasons & BW_ALIKE_LETTERS)
    score = MAX (score, 0.55);
  if (score == 0)
    return 0;
  score += (reasons & BW_ALIKE_PLACE ? 0.12 : 0) + (reasons & BW_ALIKE_OWNER ? 0.05 : 0) + (reasons & BW_ALIKE_FAMILY ? 0.03 : 0);
  score -= (reasons & BW_UNALIKE_PLACE ? 0.3 : 0) + (reasons & BW_UNALIKE_REF ? 0.1 : 0);
  return CLAMP (score, 0, 1);
}

/* ---- The search ---- */

static guint
count_facts (const Search *search,
             guint         row)
{
  const BwBook *book = search->book;

  if (search->table == BW_TABLE_ACCOUNTS)
    {
      const BwAccount *a = bw_book_account (book, row);

      return (a->ref != 0) + (a->industry != 0) + (a->street != 0) + (a->city != 0) + (a->postal != 0) + (a->state != 0) +
             (a->owner >= 0) + (a->revenue != BW_MONEY_NONE) + (a->employees >= 0);
    }
  if (search->table == BW_TABLE_PEOPLE)
    {
      const BwPerson *p = bw_book_person (book, row);

      return (p->ref != 0) + (p->email != 0) + (p->region != 0) + (p->manager >= 0) + (p->started != BW_DATE_NONE);
    }
  return (bw_book_product (book, row)->ref != 0) + (bw_book_product (book, row)->family != 0) +
         2 * (bw_book_product (book, row)->listed != FALSE) + (bw_book_product (book, row)->list_price != BW_MONEY_NONE);
}

static gboolean
is_better (const Search *search,
           guint         a,
           guint         b)
{
  guint x = count_facts (search, a), y = count_facts (search, b);

  if (search->n_deals[a] != search->n_deals[b])
    return search->n_deals[a] > search->n_deals[b];
  return x != y ? x > y : a < b;
}

/* What the other facts say. */
static guint
likeness_of_facts (const BwBook *book,
                   BwTable       table,
                   guint         a,
                   guint         b)
{
  if (table == BW_TABLE_ACCOUNTS)
    return support_of_accounts (book, bw_book_account (book, a), bw_book_account (book, b));
  if (table == BW_TABLE_PEOPLE)
    return support_of_people (book, bw_book_person (book, a), bw_book_person (book, b));
  return support_of_products (book, bw_book_product (book, a), bw_book_product (book, b));
}

static void
compare_entries (Search      *search,
                 const Entry *a,
                 const Entry *b)
{
  gint64     pair = (gint64)MIN (a->row, b->row) << 32 | MAX (a->row, b->row);
  guint      reasons = likeness_of_keys (search, a, b);
  BwLikeness found;

  if (reasons == 0 || g_hash_table_contains (search->seen, &pair))
    return;
  g_hash_table_add (search->seen, g_memdup2 (&pair, sizeof pair));
  reasons |= likeness_of_facts (search->book, search->table, a->row, b->row);
  found.reasons = reasons;
  found.score = score_of (reasons);
  if (found.score < PROPOSED)
    return;
  if (g_hash_table_size (search->apart) > 0)
    {
      g_autofree char *name = apart_name (search->book, search->table, a->row, b->row);

      if (g_hash_table_contains (search->apart, name))
        return;
    }
  found.keep = is_better (search, a->row, b->row) ? a->row : b->row;
  found.away = found.keep == a->row ? b->row : a->row;
  g_array_append_val (search->pairs, found);
}

static int
compare_keys (const void *a,
              const void *b,
              void       *data)
{
  const Entry *x = *(const Entry *const *)a, *y = *(const Entry *const *)b;
  Key          key = GPOINTER_TO_INT (data);
  int          order = strcmp (x->keys[key], y->keys[key]);

  return order != 0 ? order : x->row < y->row ? -1
                                              : 1;
}

static void
search_order (Search *search,
              Key     key)
{
  g_autofree const Entry **sorted = g_new (const Entry *, MAX (search->n, 1));
  guint                    n = 0;
  gboolean                 only_equal = key == KEY_MAIL || key == KEY_SKU || key == KEY_WORDS;

  for (guint i = 0; i < search->n; i++)
    if (search->entries[i].keys[key] != NULL)
      sorted[n++] = &search->entries[i];
  g_qsort_with_data (sorted, (gint)n, sizeof *sorted, compare_keys, GINT_TO_POINTER (key));
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && j <= i + RUN; j++)
      {
        gboolean equal = strcmp (sorted[i]->keys[key], sorted[j]->keys[key]) == 0;

        if (!equal && (only_equal || j > i + WINDOW))
          break;
        compare_entries (search, sorted[i], sorted[j]);
      }
}

static guint *
count_deals (const BwBook *book,
             BwTable       table)
{
  const BwDeals *deals = &book->deals;
  const gint32  *column = table == BW_TABLE_ACCOUNTS ? deals->account : table == BW_TABLE_PEOPLE ? deals->owner
                                                                                                 : deals->product;
  guint          n = bw_book_table (book, table)->len, *counts = g_new0 (guint, MAX (n, 1));

  for (guint i = 0; i < deals->n; i++)
    if (column[i] >= 0)
      counts[column[i]]++;
  return counts;
}

static GHashTable *
find_apart (const BwBook *book,
            BwTable       table)
{
  GHashTable      *apart = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *prefix = g_strdup_printf ("apart:%s:", table_name (table));

  for (guint i = 0; i < book->choices->len; i++)
    {
      const BwChoice *choice = &g_array_index (book->choices, BwChoice, i);
      const char     *name = bw_book_text (book, choice->name);

      if (g_str_has_prefix (name, prefix) && choice->value != 0)
        g_hash_table_add (apart, (gpointer)name);
    }
  return apart;
}

static int
compare_pairs (const void *a,
               const void *b)
{
  const BwLikeness *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->keep != y->keep)
    return x->keep < y->keep ? -1 : 1;
  return x->away < y->away ? -1 : 1;
}

/* Leaves of @pairs those that can be merged beside each other: nobody away twice, or away here and kept there. */
static void
choose_pairs (GArray *pairs)
{
  g_autoptr (GHashTable) away = g_hash_table_new (NULL, NULL), kept = g_hash_table_new (NULL, NULL);
  guint n = 0;

  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      BwLikeness pair = g_array_index (pairs, BwLikeness, i);

      if (g_hash_table_contains (away, GUINT_TO_POINTER (pair.away)) || g_hash_table_contains (kept, GUINT_TO_POINTER (pair.away)) ||
          g_hash_table_contains (away, GUINT_TO_POINTER (pair.keep)))
        continue;
      g_hash_table_add (away, GUINT_TO_POINTER (pair.away));
      g_hash_table_add (kept, GUINT_TO_POINTER (pair.keep));
      g_array_index (pairs, BwLikeness, n++) = pair;
    }
  g_array_set_size (pairs, n);
}

GArray *
bw_likeness_find (const BwBook *book,
                  BwTable       table)
{
  guint  n = bw_book_table (book, table)->len;
  Search search = { .book = book, .table = table };

  g_return_val_if_fail (table == BW_TABLE_ACCOUNTS || table == BW_TABLE_PEOPLE || table == BW_TABLE_PRODUCTS, NULL);

  search.pairs = g_array_new (FALSE, FALSE, sizeof (BwLikeness));
  search.texts = g_string_chunk_new (1 << 16);
  search.entries = g_new0 (Entry, MAX (n, 1));
  search.n_deals = count_deals (book, table);
  search.apart = find_apart (book, table);
  search.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    if (!bw_merge_is_away (book, table, i))
      {
        search.entries[search.n].row = i;
        make_keys (&search, &search.entries[search.n++]);
      }
  for (int key = 0; key < N_KEYS; key++)
    if (key != KEY_MAIL || table != BW_TABLE_ACCOUNTS || search.has_domains)
      search_order (&search, key);
  choose_pairs (search.pairs);
  g_hash_table_unref (search.seen);
  g_hash_table_unref (search.apart);
  g_free (search.n_deals);
  g_free (search.entries);
  g_string_chunk_free (search.texts);
  return search.pairs;
}

/* ---- Words ---- */

char *
bw_likeness_dup_text (const BwBook     *book,
                      BwTable           table,
                      const BwLikeness *pair)
{
  const gboolean within = (pair->reasons & BW_ALIKE_WORDS) != 0 && (pair->reasons & BW_ALIKE_LETTERS) != 0;
  const struct
  {
    gboolean    holds;
    const char *text;
  } reasons[] = {
    { (pair->reasons & BW_ALIKE_EMAIL) != 0, _ ("the same e-mail address") },
    { (pair->reasons & BW_ALIKE_NAME) != 0, _ ("the same name but for spelling") },
    { (pair->reasons & BW_ALIKE_LEGAL_FORM) != 0, _ ("the same name but for the legal form") },
    { (pair->reasons & BW_ALIKE_SKU) != 0, _ ("the same SKU") },
    { (pair->reasons & BW_ALIKE_DOMAIN) != 0, _ ("one name is the other’s Internet domain") },
    { within, _ ("all words of one name are in the other") },
    { !within && (pair->reasons & BW_ALIKE_WORDS) != 0, _ ("the same words in another order") },
    { !within && (pair->reasons & BW_ALIKE_LETTERS) != 0, _ ("names that differ by a letter or two") },
    { (pair->reasons & BW_ALIKE_PLACE) != 0, table == BW_TABLE_PEOPLE ? _ ("the same region") : _ ("the same place") },
    { (pair->reasons & BW_ALIKE_OWNER) != 0, table == BW_TABLE_PEOPLE ? _ ("the same manager") : _ ("the same owner") },
    { (pair->reasons & BW_ALIKE_FAMILY) != 0, table == BW_TABLE_PRODUCTS ? _ ("the same family") : _ ("the same industry") },
  };
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GString) against = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].holds)
      g_string_append_printf (list, "%s%s", list->len > 0 ? _ (", ") : "", reasons[i].text);
  if (pair->reasons & BW_UNALIKE_PLACE)
    g_string_append (against, table == BW_TABLE_PEOPLE ? _ ("different regions") : _ ("different places"));
  if (pair->reasons & BW_UNALIKE_REF)
    g_string_append_printf (against, "%s%s", against->len > 0 ? _ (", ") : "", _ ("each with an id of its own"));
  if (against->len > 0)
    return g_strdup_printf (_ ("“%s” and “%s”: %s; but %s."), name_of (book, table, pair->keep), name_of (book, table, pair->away),
                            list->str, against->str);
  return g_strdup_printf (_ ("“%s” and “%s”: %s."), name_of (book, table, pair->keep), name_of (book, table, pair->away), list->str);
}

char *
bw_likeness_dup_evidence (const BwBook *book,
                          BwTable       table,
                          guint         keep,
                          guint         away)
{
  Search     search = { .book = book, .table = table, .texts = g_string_chunk_new (256) };
  Entry      entries[2] = { { .row = keep }, { .row = away } };
  BwLikeness pair = { keep, away, 0, 0 };

  make_keys (&search, &entries[0]);
  make_keys (&search, &entries[1]);
  pair.reasons = likeness_of_keys (&search, &entries[0], &entries[1]) | likeness_of_facts (book, table, keep, away);
  pair.score = score_of (pair.reasons);
  g_string_chunk_free (search.texts);
  return bw_likeness_dup_text (book, table, &pair);
}

BwBook *
bw_likeness_keep_apart (const BwBook *book,
                        BwTable       table,
                        guint         a,
                        guint         b,
                        BwDelta     **delta)
{
  BwBook          *after;
  g_autofree char *name = NULL;

  g_return_val_if_fail (a < bw_book_table (book, table)->len && b < bw_book_table (book, table)->len && a != b, NULL);

  name = apart_name (book, table, a, b);
  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  bw_choice_set (after, *delta, name, "1");
  return after;
}
