/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a list of products with families and prices. */

#include "import/bw-import-run.h"
#include "import/bw-rate.h"

#include <glib/gi18n-lib.h>

/* Reads products. */
gboolean
bw_import_products (BwImportRun *run,
                    BwSource    *source,
                    GError     **error)
{
  GError  *problem = NULL;
  BwCsvRow row;

  while (bw_source_next (source, &row, &problem))
    {
      const char *name = bw_source_cell (source, &row, BW_IMPORT_NAME);
      BwProduct  *product;
      gboolean    is_new, changed;
      gint32      index;
      gint64      price;
      char        currency[BW_VALUE_CURRENCY_SIZE];

      if (bw_value_is_missing (name))
        {
          bw_source_reject (source, &row, BW_IMPORT_NAME, _ ("The product has no name."));
          continue;
        }
      if (bw_linker_was_merged (run->linker, BW_TABLE_PRODUCTS, bw_source_cell (source, &row, BW_IMPORT_ID), name))
        {
          source->summary->n_unchanged++;
          continue;
        }
      index = bw_linker_product (run->linker, bw_source_cell (source, &row, BW_IMPORT_ID), name, TRUE, &is_new);
      product = bw_book_product (run->book, index);
      changed = bw_linker_set_text (run->linker, &product->family, bw_source_cell (source, &row, BW_IMPORT_FAMILY));
      changed |= bw_linker_set_sku (run->linker, index, bw_source_cell (source, &row, BW_IMPORT_SKU));
      if (bw_source_amount (source, &row, BW_IMPORT_PRICE, FALSE, &price, currency) && price != BW_MONEY_NONE &&
          bw_rate_convert (source, run->book, &row, BW_IMPORT_PRICE, FALSE, currency, price, &price) && price != BW_MONEY_NONE)
        {
          changed |= product->list_price != price;
          product->list_price = price;
        }
      if (changed)
        bw_delta_mark (run->delta, BW_TABLE_PRODUCTS, index);
      source->summary->n_new += is_new;
      source->summary->n_changed += !is_new && changed;
      source->summary->n_unchanged += !is_new && !changed;
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
