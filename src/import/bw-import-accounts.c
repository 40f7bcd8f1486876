/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads accounts: names, industries, addresses, sizes, parents.
 *
 * Postal codes stay texts with their zeros. Revenues are taken as they stand; Maven's data gives them in millions. Numbers of no known
 * field are kept by the name of their column; see core/bw-account-number.h. */

#include "import/bw-import-run.h"
#include "import/bw-own-columns.h"
#include "import/bw-rate.h"

#include "core/bw-account-number.h"
#include "core/bw-custom-field.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static gboolean
fill_texts (BwImportRun    *run,
            BwSource       *source,
            const BwCsvRow *row,
            BwAccount      *account)
{
  const struct
  {
    BwImportField field;
    BwText       *text;
  } texts[] = {
    { BW_IMPORT_INDUSTRY, &account->industry },
    { BW_IMPORT_STREET, &account->street },
    { BW_IMPORT_CITY, &account->city },
    { BW_IMPORT_STATE, &account->state },
    { BW_IMPORT_POSTAL, &account->postal },
    { BW_IMPORT_COUNTRY, &account->country },
  };
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *value = bw_source_cell (source, row, texts[i].field);

      if (!bw_value_is_missing (value))
        changed |= bw_linker_set_text (run->linker, texts[i].text, value);
    }
  return changed;
}

/* Reads a coordinate of at most @limit degrees either way. */
static gboolean
fill_degrees (BwSource       *source,
              const BwCsvRow *row,
              BwImportField   field,
              double          limit,
              double         *degrees)
{
  double value = bw_source_number (source, row, field);

  if (isnan (value) || value == *degrees)
    return FALSE;
  if (fabs (value) > limit)
    {
      bw_source_reject_cell (source, row, field, _ ("There is no such place on the globe."));
      return FALSE;
    }
  *degrees = value;
  return TRUE;
}

static gboolean
fill_numbers (BwImportRun    *run,
              BwSource       *source,
              const BwCsvRow *row,
              BwAccount      *account)
{
  gboolean changed = FALSE;
  double   employees = bw_source_number (source, row, BW_IMPORT_EMPLOYEES);
  gint64   revenue;
  char     currency[BW_VALUE_CURRENCY_SIZE];

  changed |= fill_degrees (source, row, BW_IMPORT_LATITUDE, 90, &account->latitude);
  changed |= fill_degrees (source, row, BW_IMPORT_LONGITUDE, 180, &account->longitude);
  if (employees >= 0 && employees < 1e9 && (gint32)employees != account->employees)
    {
      account->employees = (gint32)employees;
      changed = TRUE;
    }
  if (bw_source_amount (source, row, BW_IMPORT_REVENUE, FALSE, &revenue, currency) && revenue != BW_MONEY_NONE)
    {
      gint64 factor = g_str_equal (source->mapping.profile, "maven") ? 1000000 : 1;

      if (ABS (revenue) > BW_MONEY_MAX / 100 * BW_VALUE_PER_UNIT / factor)
        bw_source_reject_cell (source, row, BW_IMPORT_REVENUE, _ ("The amount is too large."));
      else if (bw_rate_convert (source, run->book, row, BW_IMPORT_REVENUE, FALSE, currency, revenue * factor, &revenue) &&
               revenue != BW_MONEY_NONE)
        {
          changed |= revenue != account->revenue;
          account->revenue = revenue;
        }
    }
  return changed;
}

/* Whether making @parent the parent of @account would close a circle. */
static gboolean
is_below (const BwBook *book,
          gint32        parent,
          gint32        account)
{
  for (guint steps = 0; parent >= 0 && steps < book->accounts->len; steps++)
    {
      if (parent == account)
        return TRUE;
      parent = bw_book_account (book, parent)->parent;
    }
  return FALSE;
}

static gboolean
fill_links (BwImportRun    *run,
            BwSource       *source,
            const BwCsvRow *row,
            gint32          index)
{
  const char *parent_name = bw_source_cell (source, row, BW_IMPORT_PARENT);
  const char *parent_ref = bw_source_cell (source, row, BW_IMPORT_PARENT_ID);
  gint32      owner = bw_linker_person (run->linker, bw_source_cell (source, row, BW_IMPORT_OWNER_ID),
                                        bw_source_cell (source, row, BW_IMPORT_OWNER), NULL);
  gint32      parent = BW_NOBODY;
  BwAccount  *account;
  gboolean    changed = FALSE;

  if (!bw_value_is_missing (parent_name) || !bw_value_is_missing (parent_ref))
    parent = bw_linker_account (run->linker, parent_ref, parent_name, NULL);
  account = bw_book_account (run->book, index);
  if (owner >= 0 && owner != account->owner)
    {
      account->owner = owner;
      changed = TRUE;
    }
  if (parent >= 0 && parent != account->parent && !is_below (run->book, parent, index))
    {
      account->parent = parent;
      changed = TRUE;
    }
  return changed;
}

/* ---- Numbers of the project's own ---- */

/* Returns: (transfer full) (element-type BwAccountNumberWriter): one for each of @columns. */
static GPtrArray *
open_writers (BwImportRun     *run,
              const GPtrArray *columns)
{
  GPtrArray *writers = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_account_number_writer_free);

  for (guint c = 0; c < columns->len; c++)
    g_ptr_array_add (writers, bw_account_number_writer_new (run->book, run->delta, ((const BwOwnColumn *)g_ptr_array_index (columns, c))->header));
  return writers;
}

/* Gives @account what @row, the last that was read, says. Returns whether something of it is new. */
static gboolean
fill_own (BwImportRun     *run,
          GPtrArray       *columns,
          const GPtrArray *writers,
          BwSource        *source,
          const BwCsvRow  *row,
          gint32           account)
{
  gboolean changed = FALSE;

  bw_own_columns_read (columns, &run->book->texts, source, row);
  for (guint c = 0; c < columns->len; c++)
    {
      const BwOwnColumn *column = g_ptr_array_index (columns, c);
      double             number = bw_number_from_bits (bw_own_column_get (column, column->values->len - 1));

      if (isfinite (number))
        changed |= bw_account_number_writer_set (g_ptr_array_index (writers, c), account, number);
    }
  return changed;
}

/* Where most of a column turned out to be no numbers, one sentence says so in place of a rejected row for each. */
static void
tell_strays (BwImportRun     *run,
             const GPtrArray *columns,
             BwSource        *source,
             guint            first_rejected)
{
  for (guint c = 0; c < columns->len; c++)
    {
      const BwOwnColumn *column = g_ptr_array_index (columns, c);

      if (column->n_bad <= column->n_good)
        continue;
      for (guint i = run->delta->rejected->len; i > first_rejected; i--)
        if (g_str_equal (((const BwRejectedRow *)g_ptr_array_index (run->delta->rejected, i - 1))->column, column->header))
          g_ptr_array_remove_index (run->delta->rejected, i - 1);
      source->n_without -= column->n_bad;
      bw_source_note (source, _ ("%u values of “%s” are no numbers and were left out."), column->n_bad, column->header);
    }
}

/* Reads accounts. */
gboolean
bw_import_accounts (BwImportRun *run,
                    BwSource    *source,
                    GError     **error)
{
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) own = bw_own_columns_new (run->book, source);
  g_autoptr (GPtrArray) writers = open_writers (run, own);
  guint    first_rejected = run->delta->rejected->len;
  GError  *problem = NULL;
  BwCsvRow row;

  while (bw_source_next (source, &row, &problem))
    {
      const char *name = bw_source_cell (source, &row, BW_IMPORT_NAME);
      const char *ref = bw_source_cell (source, &row, BW_IMPORT_ID);
      gboolean    is_new, changed, numbered;
      gint32      index;

      if (bw_value_is_missing (name))
        {
          bw_source_reject (source, &row, BW_IMPORT_NAME, _ ("The account has no name."));
          continue;
        }
      if (bw_linker_was_merged (run->linker, BW_TABLE_ACCOUNTS, ref, name))
        {
          source->summary->n_unchanged++;
          continue;
        }
      index = bw_linker_account (run->linker, ref, name, &is_new);
      changed = *ref != '\0' && bw_linker_set_text (run->linker, &bw_book_account (run->book, index)->name, name);
      changed |= fill_texts (run, source, &row, bw_book_account (run->book, index));
      changed |= fill_numbers (run, source, &row, bw_book_account (run->book, index));
      changed |= fill_links (run, source, &row, index);
      numbered = own->len > 0 && fill_own (run, own, writers, source, &row, index);
      /* An account that was named as a parent before is new all the same. */
      is_new = (guint)index >= run->delta->before[BW_TABLE_ACCOUNTS] && g_hash_table_add (met,
                                                                                          GINT_TO_POINTER (index));
      if (changed)
        bw_delta_mark (run->delta, BW_TABLE_ACCOUNTS, index);
      source->summary->n_new += is_new;
      source->summary->n_changed += !is_new && (changed || numbered);
      source->summary->n_unchanged += !is_new && !changed && !numbered;
    }
  tell_strays (run, own, source, first_rejected);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
