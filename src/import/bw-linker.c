/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the people, accounts and products that rows name, and makes those that are not there yet.
 *
 * Tables are searched by the CRM's id and by name (without regard to case); what is found by name and has no id yet gets
 * the id. Ids of Salesforce have 15 characters, or 18 with a checksum of their letters' case; the first 15 compare.
 *
 * A product's name that differs from a known one only in case, spaces and punctuation is linked to it through an alias
 * that waits to be confirmed. The name of the product list wins: when deals came first with another spelling, the product
 * takes the listed name and the deals' spelling becomes the alias.
 *
 * Who names a row that was merged into another gets the other. */

#include "import/bw-linker.h"
#include "core/bw-merge.h"
#include "core/bw-text-index.h"
#include "import/bw-profile.h"

#include <math.h>
#include <string.h>

/* The ways into one table. */
typedef struct
{
  GHashTable *by_ref;
  GHashTable *by_name;
  /* What rows named before, as they write it, without folding: rows by their texts. */
  BwPool      met;
  BwTextTable met_refs;
  BwTextTable met_names;
  /* What was asked for last, as rows often repeat it. */
  char       *last_ref;
  char       *last_name;
  gint32      last;
  GHashTable *away; /* the folded ids ("=" before them) and names that only rows have which were merged into others */
} Directory;

struct _BwLinker
{
  BwBook     *book;  /* not owned */
  BwDelta    *delta; /* not owned */
  Directory   people, accounts, products;
  GHashTable *loose;   /* products by letters and digits alone */
  GHashTable *aliases; /* products by an alias, case-folded */
  gboolean    filled;  /* with what the book has */
};

static char *
fold_ref (const char *ref)
{
  return g_strndup (ref, bw_ref_length (ref));
}

/* A name of ASCII, which most names are, for comparing: in small letters, runs of spaces as one. %NULL of others. */
static char *
fold_ascii (const char *name)
{
  char *folded = g_malloc (strlen (name) + 1), *to = folded;

  for (const char *at = name; *at != '\0'; at++)
    {
      if ((guchar)*at >= 0x80)
        {
          g_free (folded);
          return NULL;
        }
      if (*at != ' ' || (to > folded && to[-1] != ' '))
        *to++ = g_ascii_tolower (*at);
    }
  if (to > folded && to[-1] == ' ')
    to--;
  *to = '\0';
  return folded;
}

static char *
fold_name (const char *name)
{
  char            *ascii = fold_ascii (name);
  g_autofree char *folded = NULL;
  GString         *result;

  if (ascii != NULL)
    return ascii;
  folded = g_utf8_casefold (name, -1);
  result = g_string_new (NULL);
  /* Runs of spaces count as one. */
  for (const char *at = folded; *at != '\0'; at++)
    if (*at != ' ' || (result->len > 0 && result->str[result->len - 1] != ' '))
      g_string_append_c (result, *at);
  while (result->len > 0 && result->str[result->len - 1] == ' ')
    g_string_truncate (result, result->len - 1);
  return g_string_free (result, FALSE);
}

static void
init_directory (Directory *directory)
{
  directory->by_ref = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  directory->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bw_pool_init (&directory->met);
  bw_text_table_init (&directory->met_refs);
  bw_text_table_init (&directory->met_names);
  directory->last = BW_NOBODY;
  directory->away = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
clear_directory (Directory *directory)
{
  g_hash_table_unref (directory->by_ref);
  g_hash_table_unref (directory->by_name);
  bw_pool_clear (&directory->met);
  bw_text_table_clear (&directory->met_refs);
  bw_text_table_clear (&directory->met_names);
  g_hash_table_unref (directory->away);
  g_free (directory->last_ref);
  g_free (directory->last_name);
}

/* Enters row @index; the first of a name keeps it. */
static void
enter (Directory  *directory,
       const char *ref,
       const char *name,
       gint32      index)
{
  if (*ref != '\0')
    g_hash_table_insert (directory->by_ref, fold_ref (ref), GINT_TO_POINTER (index + 1));
  if (*name != '\0')
    {
      char *folded = fold_name (name);

      if (g_hash_table_contains (directory->by_name, folded))
        g_free (folded);
      else
        g_hash_table_insert (directory->by_name, folded, GINT_TO_POINTER (index + 1));
    }
}

/* Enters the id and the name of a row that was merged into @index, where no other row has them. */
static void
enter_away (Directory  *directory,
            const char *ref,
            const char *name,
            gint32      index)
{
  g_autofree char *folded_ref = fold_ref (ref);
  g_autofree char *folded_name = fold_name (name);

  if (*folded_ref != '\0' && !g_hash_table_contains (directory->by_ref, folded_ref))
    {
      g_hash_table_add (directory->away, g_strconcat ("=", folded_ref, NULL));
      enter (directory, ref, "", index);
    }
  if (*folded_name != '\0' && !g_hash_table_contains (directory->by_name, folded_name))
    {
      g_hash_table_add (directory->away, g_strdup (folded_name));
      enter (directory, "", name, index);
    }
}

/* Whether @ref, else @name, is that of a row that was merged into another. */
static gboolean
is_away (Directory  *directory,
         const char *ref,
         const char *name)
{
  g_autofree char *folded_ref = fold_ref (ref);
  g_autofree char *folded_name = fold_name (name);
  g_autofree char *marked = g_strconcat ("=", folded_ref, NULL);

  if (*folded_ref != '\0' && g_hash_table_contains (directory->by_ref, folded_ref))
    return g_hash_table_contains (directory->away, marked);
  return g_hash_table_contains (directory->away, folded_name);
}

static gint32
look_up (Directory  *directory,
         const char *ref,
         const char *name,
         gboolean   *by_ref)
{
  gpointer found = NULL;

  *by_ref = FALSE;
  if (*ref != '\0')
    {
      g_autofree char *folded = fold_ref (ref);

      found = g_hash_table_lookup (directory->by_ref, folded);
      *by_ref = found != NULL;
    }
  if (found == NULL && *name != '\0')
    {
      g_autofree char *folded = fold_name (name);

      found = g_hash_table_lookup (directory->by_name, folded);
    }
  return GPOINTER_TO_INT (found) - 1;
}

/* Where @ref, else @name, stands among what was met. */
static BwTextSlot *
met_slot (const Directory *directory,
          const char      *ref,
          const char      *name)
{
  const char *text = *ref != '\0' ? ref : name;

  return bw_text_table_find (*ref != '\0' ? &directory->met_refs : &directory->met_names, directory->met.bytes, text, strlen (text));
}

/* What was found for the same texts before; %BW_NOBODY when they are new. */
static gint32
recall (Directory  *directory,
        const char *ref,
        const char *name)
{
  const BwTextSlot *slot;

  if (directory->last != BW_NOBODY && strcmp (directory->last_ref, ref) == 0 &&
      strcmp (directory->last_name, name) == 0)
    return directory->last;
  slot = met_slot (directory, ref, name);
  return slot->text != 0 ? slot->value : BW_NOBODY;
}

static gint32
remember (Directory  *directory,
          const char *ref,
          const char *name,
          gint32      index)
{
  BwTextSlot *slot;

  g_free (directory->last_ref);
  g_free (directory->last_name);
  directory->last_ref = g_strdup (ref);
  directory->last_name = g_strdup (name);
  slot = met_slot (directory, ref, name);
  if (slot->text != 0)
    slot->value = index;
  else
    {
      BwText met = bw_pool_add (&directory->met, *ref != '\0' ? ref : name, -1);

      if (met != 0)
        bw_text_table_fill (*ref != '\0' ? &directory->met_refs : &directory->met_names, slot, met, index);
    }
  return directory->last = index;
}

/* Enters a product's name in the ways in which it is also known. */
static void
enter_loose (BwLinker   *linker,
             const char *name,
             gint32      product)
{
  char *folded = bw_header_fold (name);

  if (*folded == '\0' || g_hash_table_contains (linker->loose, folded))
    g_free (folded);
  else
    g_hash_table_insert (linker->loose, folded, GINT_TO_POINTER (product + 1));
}

/* Makes the article number @sku lead to @product, unless it is another's id. */
static void
enter_sku (BwLinker   *linker,
           const char *sku,
           gint32      product)
{
  if (*sku != '\0' && !g_hash_table_contains (linker->products.by_ref, sku))
    g_hash_table_insert (linker->products.by_ref, g_strdup (sku), GINT_TO_POINTER (product + 1));
}

static void
enter_row (Directory *directory,
           BwText     ref,
           BwText     name,
           gint32     index,
           gboolean   away,
           BwBook    *book)
{
  if (away)
    enter_away (directory, bw_book_text (book, ref), bw_book_text (book, name), index);
  else
    enter (directory, bw_book_text (book, ref), bw_book_text (book, name), index);
}

/* Enters the rows that stand for themselves, or, behind them, those that were merged into others (@away). */
static void
enter_rows (BwLinker *linker,
            gboolean  away)
{
  BwBook            *book = linker->book;
  g_autofree gint32 *people = bw_merge_map (book, BW_TABLE_PEOPLE);
  g_autofree gint32 *accounts = bw_merge_map (book, BW_TABLE_ACCOUNTS);
  g_autofree gint32 *products = bw_merge_map (book, BW_TABLE_PRODUCTS);

  for (guint i = 0; i < book->people->len; i++)
    if ((people[i] != (gint32)i) == away)
      enter_row (&linker->people, bw_book_person (book, i)->ref, bw_book_person (book, i)->name, people[i], away, book);
  for (guint i = 0; i < book->accounts->len; i++)
    if ((accounts[i] != (gint32)i) == away)
      enter_row (&linker->accounts, bw_book_account (book, i)->ref, bw_book_account (book, i)->name, accounts[i], away, book);
  for (guint i = 0; i < book->products->len; i++)
    if ((products[i] != (gint32)i) == away)
      {
        enter_row (&linker->products, bw_book_product (book, i)->ref, bw_book_product (book, i)->name, products[i], away, book);
        enter_loose (linker, bw_book_text (book, bw_book_product (book, i)->name), products[i]);
        enter_sku (linker, bw_book_text (book, bw_book_product (book, i)->sku), products[i]);
      }
}

/* Whether the row of @table that @ref, else @name, names was merged into another, which is then what the linker gives: a list
 * that names it tells nothing new of the other. */
gboolean
bw_linker_was_merged (BwLinker   *linker,
                      BwTable     table,
                      const char *ref,
                      const char *name)
{
  return is_away (table == BW_TABLE_PEOPLE ? &linker->people : table == BW_TABLE_ACCOUNTS ? &linker->accounts
                                                                                          : &linker->products,
                  ref, name);
}

/* Enters what the book has, unless that was done. To be called before anything is asked of the linker or added to the tables. */
void
bw_linker_fill (BwLinker *linker)
{
  BwBook *book = linker->book;

  if (linker->filled)
    return;
  linker->filled = TRUE;
  enter_rows (linker, FALSE);
  enter_rows (linker, TRUE);
  for (guint i = 0; i < book->aliases->len; i++)
    {
      const BwProductAlias *alias = &g_array_index (book->aliases, BwProductAlias, i);

      g_hash_table_insert (linker->aliases, fold_name (bw_book_text (book, alias->alias)),
                           GINT_TO_POINTER (alias->product + 1));
    }
}

/* Returns: (transfer full): a linker over @book, which it changes and which must not be shared; changes are told to
 * @delta. Both must outlive it. */
BwLinker *
bw_linker_new (BwBook  *book,
               BwDelta *delta)
{
  BwLinker *linker = g_new0 (BwLinker, 1);

  linker->book = book;
  linker->delta = delta;
  init_directory (&linker->people);
  init_directory (&linker->accounts);
  init_directory (&linker->products);
  linker->loose = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  linker->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return linker;
}

/* Frees @linker (transfer full) (nullable). */
void
bw_linker_free (BwLinker *linker)
{
  if (linker == NULL)
    return;
  clear_directory (&linker->people);
  clear_directory (&linker->accounts);
  clear_directory (&linker->products);
  g_hash_table_unref (linker->loose);
  g_hash_table_unref (linker->aliases);
  g_free (linker);
}

/* Makes @text, a text of the book, @value when that is another and not empty. Returns whether it was changed. */
gboolean
bw_linker_set_text (BwLinker   *linker,
                    BwText     *text,
                    const char *value)
{
  if (*value == '\0' || strcmp (bw_book_text (linker->book, *text), value) == 0)
    return FALSE;
  *text = bw_pool_add (&linker->book->texts, value, -1);
  return TRUE;
}

/* The person with the id @ref or called @name (either may be ""), made at need as a representative; %BW_NOBODY when both
 * are empty. @is_new (nullable). */
gint32
bw_linker_person (BwLinker   *linker,
                  const char *ref,
                  const char *name,
                  gboolean   *is_new)
{
  BwBook  *book = linker->book;
  BwPerson person = { .manager = BW_NOBODY, .role = BW_ROLE_REP, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };
  gboolean by_ref;
  gint32   found;

  if (is_new != NULL)
    *is_new = FALSE;
  if (*ref == '\0' && *name == '\0')
    return BW_NOBODY;
  found = recall (&linker->people, ref, name);
  if (found >= 0)
    return found;
  found = look_up (&linker->people, ref, name, &by_ref);
  /* Another id is another person of the same name. */
  if (found >= 0 && !by_ref && *ref != '\0' && bw_book_person (book, found)->ref != 0)
    found = BW_NOBODY;
  if (found < 0)
    {
      person.key = bw_book_random_key ();
      person.ref = bw_pool_add (&book->texts, ref, -1);
      person.name = bw_pool_add (&book->texts, *name != '\0' ? name : ref, -1);
      found = (gint32)book->people->len;
      g_array_append_val (book->people, person);
      enter (&linker->people, ref, name, found);
      if (is_new != NULL)
        *is_new = TRUE;
    }
  else if (!by_ref && *ref != '\0')
    {
      bw_book_person (book, found)->ref = bw_pool_add (&book->texts, ref, -1);
      bw_delta_mark (linker->delta, BW_TABLE_PEOPLE, found);
      enter (&linker->people, ref, "", found);
    }
  return remember (&linker->people, ref, name, found);
}

/* Gives @person the name @name. */
void
bw_linker_rename_person (BwLinker   *linker,
                         gint32      person,
                         const char *name)
{
  if (!bw_linker_set_text (linker, &bw_book_person (linker->book, person)->name, name))
    return;
  bw_delta_mark (linker->delta, BW_TABLE_PEOPLE, person);
  enter (&linker->people, "", name, person);
}

/* The account with the id @ref or called @name; otherwise as bw_linker_person(). */
gint32
bw_linker_account (BwLinker   *linker,
                   const char *ref,
                   const char *name,
                   gboolean   *is_new)
{
  BwBook   *book = linker->book;
  BwAccount account = {
    .latitude = NAN,
    .longitude = NAN,
    .revenue = BW_MONEY_NONE,
    .employees = -1,
    .owner = BW_NOBODY,
    .parent = BW_NOBODY,
  };
  gboolean by_ref;
  gint32   found;

  if (is_new != NULL)
    *is_new = FALSE;
  if (*ref == '\0' && *name == '\0')
    return BW_NOBODY;
  found = recall (&linker->accounts, ref, name);
  if (found >= 0)
    return found;
  found = look_up (&linker->accounts, ref, name, &by_ref);
  if (found >= 0 && !by_ref && *ref != '\0' && bw_book_account (book, found)->ref != 0)
    found = BW_NOBODY;
  if (found < 0)
    {
      account.key = bw_book_random_key ();
      account.ref = bw_pool_add (&book->texts, ref, -1);
      account.name = bw_pool_add (&book->texts, *name != '\0' ? name : ref, -1);
      found = (gint32)book->accounts->len;
      g_array_append_val (book->accounts, account);
      enter (&linker->accounts, ref, name, found);
      if (is_new != NULL)
        *is_new = TRUE;
    }
  else if (!by_ref && *ref != '\0')
    {
      bw_book_account (book, found)->ref = bw_pool_add (&book->texts, ref, -1);
      bw_delta_mark (linker->delta, BW_TABLE_ACCOUNTS, found);
      enter (&linker->accounts, ref, "", found);
    }
  return remember (&linker->accounts, ref, name, found);
}

static void
add_alias (BwLinker   *linker,
           const char *name,
           gint32      product)
{
  BwProductAlias alias = { bw_book_random_key (), bw_pool_add (&linker->book->texts, name, -1), product, FALSE };

  g_array_append_val (linker->book->aliases, alias);
  g_hash_table_insert (linker->aliases, fold_name (name), GINT_TO_POINTER (product + 1));
}

/* The product whose name is like @name, linked by an alias; -1 for none. */
static gint32
find_like (BwLinker   *linker,
           const char *name,
           gboolean    listed)
{
  g_autofree char *alias = fold_name (name);
  g_autofree char *loose = bw_header_fold (name);
  g_autofree char *former = NULL;
  BwBook          *book = linker->book;
  gint32           found = GPOINTER_TO_INT (g_hash_table_lookup (linker->aliases, alias)) - 1;
  BwProduct       *product;

  if (found >= 0 && !listed)
    return found;
  found = *loose != '\0' ? GPOINTER_TO_INT (g_hash_table_lookup (linker->loose, loose)) - 1 : -1;
  if (found < 0)
    return -1;
  product = bw_book_product (book, found);
  if (!listed)
    {
      add_alias (linker, name, found);
      return found;
    }
  /* Two listed products are two, however much alike. */
  if (product->listed)
    return -1;
  /* A copy, as adding moves the book's texts. */
  former = g_strdup (bw_book_text (book, product->name));
  add_alias (linker, former, found);
  product->name = bw_pool_add (&book->texts, name, -1);
  bw_delta_mark (linker->delta, BW_TABLE_PRODUCTS, found);
  g_hash_table_insert (linker->products.by_name, fold_name (name), GINT_TO_POINTER (found + 1));
  return found;
}

/* The product with the id @ref or called @name; otherwise as bw_linker_person(). @listed: the name comes from a list of
 * products and not from a deal. */
gint32
bw_linker_product (BwLinker   *linker,
                   const char *ref,
                   const char *name,
                   gboolean    listed,
                   gboolean   *is_new)
{
  BwBook   *book = linker->book;
  BwProduct product = { .list_price = BW_MONEY_NONE };
  gboolean  by_ref;
  gint32    found;

  if (is_new != NULL)
    *is_new = FALSE;
  if (*ref == '\0' && *name == '\0')
    return BW_NOBODY;
  found = listed ? BW_NOBODY : recall (&linker->products, ref, name);
  if (found >= 0)
    return found;
  found = look_up (&linker->products, ref, name, &by_ref);
  if (found < 0 && *name != '\0')
    found = find_like (linker, name, listed);
  if (found < 0)
    {
      product.key = bw_book_random_key ();
      product.ref = bw_pool_add (&book->texts, ref, -1);
      product.name = bw_pool_add (&book->texts, *name != '\0' ? name : ref, -1);
      found = (gint32)book->products->len;
      g_array_append_val (book->products, product);
      enter (&linker->products, ref, name, found);
      enter_loose (linker, name, found);
      if (is_new != NULL)
        *is_new = TRUE;
    }
  if (listed && !bw_book_product (book, found)->listed)
    {
      bw_book_product (book, found)->listed = TRUE;
      bw_delta_mark (linker->delta, BW_TABLE_PRODUCTS, found);
    }
  if (!by_ref && *ref != '\0' && bw_book_product (book, found)->ref == 0)
    {
      bw_book_product (book, found)->ref = bw_pool_add (&book->texts, ref, -1);
      bw_delta_mark (linker->delta, BW_TABLE_PRODUCTS, found);
      enter (&linker->products, ref, "", found);
    }
  return remember (&linker->products, ref, name, found);
}

/* The row of @table (people, accounts or products) with the id @ref, else called @name (either may be ""); %BW_NOBODY when
 * there is none: nothing is made. */
gint32
bw_linker_find (BwLinker   *linker,
                BwTable     table,
                const char *ref,
                const char *name)
{
  Directory *directory = table == BW_TABLE_PEOPLE ? &linker->people : table == BW_TABLE_ACCOUNTS ? &linker->accounts
                                                                                                 : &linker->products;
  gboolean   by_ref;
  gint32     found;

  if (*ref == '\0' && *name == '\0')
    return BW_NOBODY;
  found = recall (directory, ref, name);
  if (found >= 0)
    return found;
  found = look_up (directory, ref, name, &by_ref);
  return found < 0 ? BW_NOBODY : remember (directory, ref, name, found);
}

/* Gives @product the article number @sku. Returns whether that changed it. */
gboolean
bw_linker_set_sku (BwLinker   *linker,
                   gint32      product,
                   const char *sku)
{
  if (!bw_linker_set_text (linker, &bw_book_product (linker->book, product)->sku, sku))
    return FALSE;
  enter_sku (linker, sku, product);
  return TRUE;
}

/* Whether @product is a spelling that was linked by its likeness and not confirmed. */
gboolean
bw_linker_is_alias (BwLinker   *linker,
                    const char *product)
{
  g_autofree char *folded = fold_name (product);

  if (!g_hash_table_contains (linker->aliases, folded))
    return FALSE;
  for (guint i = 0; i < linker->book->aliases->len; i++)
    {
      const BwProductAlias *alias = &g_array_index (linker->book->aliases, BwProductAlias, i);
      g_autofree char      *other = fold_name (bw_book_text (linker->book, alias->alias));

      if (!alias->confirmed && g_str_equal (other, folded))
        return TRUE;
    }
  return FALSE;
}
