/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says about products whose names are alike.
 *
 * An import that meets the name "GTXPro" in a project that lists "GTX Pro" takes the two for one product and notes the
 * other spelling as an alias to be looked at. Either the alias is confirmed; or it becomes a product of its own, which counts
 * as listed, so that no later import takes the two for one again. A deal holds its product and not how the file
 * spelled it: deals of the other spelling move to the new product when the file that names it is imported again. */

#include "core/bw-product-alias.h"

static BwProductAlias *
alias_of (BwBook *book,
          guint   alias)
{
  return &g_array_index (book->aliases, BwProductAlias, alias);
}

/* Says that @alias, an index into the book's aliases, is the product that it was taken for. */
BwBook *
bw_product_alias_confirm (const BwBook *book,
                          guint         alias,
                          BwDelta     **delta)
{
  BwBook *after;

  g_return_val_if_fail (alias < book->aliases->len, NULL);

  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  alias_of (after, alias)->confirmed = TRUE;
  bw_delta_mark (*delta, BW_TABLE_ALIASES, alias);
  return after;
}

/* Says that @alias is a product of its own. */
BwBook *
bw_product_alias_keep_apart (const BwBook *book,
                             guint         alias,
                             BwDelta     **delta)
{
  BwBook        *after;
  BwProductAlias row;
  BwProduct      product = { .list_price = BW_MONEY_NONE, .listed = TRUE };

  g_return_val_if_fail (alias < book->aliases->len, NULL);

  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  row = *alias_of (after, alias);
  product.key = bw_book_random_key ();
  product.name = row.alias;
  g_array_append_val (after->products, product);
  g_array_remove_index (after->aliases, alias);
  bw_delta_remove (*delta, BW_TABLE_ALIASES, row.key);
  return after;
}
