/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads histories of fields: one row a change of one field, with its value before and after.
 *
 * The values of all fields stand in the same two columns, so they are kept as texts until all rows were read; how numbers
 * and dates are written is then made out for each field from its own values. Field names are those of the CRM ("StageName")
 * or what it calls them ("Close Date"), in any language that headers are known in; others are the project's own
 * fields. Some CRMs write a change of owner twice, with names and with ids: an id that the project does not know says nothing
 * that the name beside it does not. */

#include "core/bw-custom-field.h"
#include "core/bw-text-index.h"
#include "import/bw-guess.h"
#include "import/bw-history-rows.h"
#include "import/bw-rate.h"
#include "import/bw-stage-names.h"
#include "import/bw-synonyms.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* A field as the file names it. */
typedef struct
{
  char       *name;
  gint32      field; /* as in BwChange; -1: none that the project has */
  guint       n;
  char        decimal;
  BwDateOrder order;
  double      largest_share;
  gboolean    per_cent;
} FileField;

/* A row before its values are understood. */
typedef struct
{
  BwHistoryRow row;
  guint        field; /* of the file */
  BwText       old_text;
  BwText       new_text;
} RawRow;

typedef struct
{
  BwHistoryReader reader;
  BwPool          pool;
  GArray         *raw;    /* RawRow */
  GArray         *fields; /* FileField */
  GHashTable     *by_name;
  GHashTable     *ids[3];   /* of people, accounts, products: rows + 1 by id */
  GHashTable     *refusals; /* (element-type guint64 utf8): why, by the line, where it is more than a bad value */
  guint           n_unknown_values;
} Reading;

static const struct
{
  BwImportField column;
  BwField       field;
} meanings[] = {
  { BW_IMPORT_STAGE, BW_FIELD_STAGE },
  { BW_IMPORT_AMOUNT, BW_FIELD_AMOUNT },
  { BW_IMPORT_CLOSE, BW_FIELD_CLOSE_DATE },
  { BW_IMPORT_OWNER, BW_FIELD_OWNER },
  { BW_IMPORT_OWNER_ID, BW_FIELD_OWNER },
  { BW_IMPORT_CATEGORY, BW_FIELD_CATEGORY },
  { BW_IMPORT_PROBABILITY, BW_FIELD_PROBABILITY },
  { BW_IMPORT_NAME, BW_FIELD_NAME },
  { BW_IMPORT_ACCOUNT, BW_FIELD_ACCOUNT },
  { BW_IMPORT_ACCOUNT_ID, BW_FIELD_ACCOUNT },
  { BW_IMPORT_PRODUCT, BW_FIELD_PRODUCT },
  { BW_IMPORT_PRODUCT_ID, BW_FIELD_PRODUCT },
  { BW_IMPORT_NEXT_STEP, BW_FIELD_NEXT_STEP },
  { BW_IMPORT_REGION, BW_FIELD_REGION },
  { BW_IMPORT_TYPE, BW_FIELD_TYPE },
  { BW_IMPORT_SOURCE, BW_FIELD_SOURCE },
  { BW_IMPORT_ACTIVITY, BW_FIELD_ACTIVITY },
};

static void
clear_field (gpointer data)
{
  g_free (((FileField *)data)->name);
}

/* The field of the project's own that the CRM calls @name; -1 for none. */
static gint32
find_custom (const BwBook *book,
             const char   *name)
{
  g_autofree char *folded = bw_header_fold (name);
  g_autofree char *bare = g_str_has_suffix (name, "__c") ? g_strndup (name, strlen (name) - 3) : g_strdup (name);
  g_autofree char *bare_folded = bw_header_fold (bare);

  for (guint i = 0; i < book->fields->len; i++)
    {
      g_autofree char *own = bw_header_fold (bw_custom_field_name (book, i));
      g_autofree char *title = bw_header_fold (bw_custom_field_title (book, i));

      if (g_str_equal (own, folded) || g_str_equal (own, bare_folded) || g_str_equal (title, folded) || g_str_equal (title, bare_folded))
        return (gint32)(BW_N_FIELDS + i);
    }
  return -1;
}

static gint32
find_meaning (const BwBook *book,
              const char   *name)
{
  BwHeaderMatch match;
  gint32        custom = find_custom (book, name);

  if (custom >= 0 || !bw_synonyms_match (BW_KIND_DEALS, name, &match))
    return custom;
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].column == match.field)
      return meanings[i].field;
  return -1;
}

static guint
find_field (Reading    *reading,
            const char *name)
{
  gpointer  known = g_hash_table_lookup (reading->by_name, name);
  FileField field = { NULL };

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;
  field.name = g_strdup (name);
  field.field = find_meaning (reading->reader.run->book, name);
  g_array_append_val (reading->fields, field);
  g_hash_table_insert (reading->by_name, field.name, GUINT_TO_POINTER (reading->fields->len));
  return reading->fields->len - 1;
}

static void
read_row (Reading        *reading,
          const BwCsvRow *row)
{
  BwSource   *source = reading->reader.source;
  const char *name = bw_source_cell (source, row, BW_IMPORT_FIELD);
  const char *before = bw_source_cell (source, row, BW_IMPORT_OLD_VALUE), *after = bw_source_cell (source, row, BW_IMPORT_NEW_VALUE);
  RawRow      raw = { .field = 0 };

  if (!bw_history_reader_begin_row (&reading->reader, row, &raw.row))
    return;
  if (*name == '\0')
    {
      bw_source_reject (source, row, BW_IMPORT_FIELD, _ ("The row does not say which field changed."));
      return;
    }
  raw.field = find_field (reading, name);
  g_array_index (reading->fields, FileField, raw.field).n++;
  /* "Created" and the like: a row without values is an event, and no change. */
  if (bw_value_is_missing (before) && bw_value_is_missing (after))
    return;
  raw.old_text = bw_value_is_missing (before) ? 0 : bw_pool_intern (&reading->pool, before);
  raw.new_text = bw_value_is_missing (after) ? 0 : bw_pool_intern (&reading->pool, after);
  g_array_append_val (reading->raw, raw);
}

/* Finds out how the numbers and dates of each field are written. */
static void
find_styles (Reading *reading)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint f = 0; f < reading->fields->len; f++)
    {
      FileField *field = &g_array_index (reading->fields, FileField, f);

      g_ptr_array_set_size (values, 0);
      for (guint i = 0; i < reading->raw->len; i++)
        {
          const RawRow *raw = &g_array_index (reading->raw, RawRow, i);

          if (raw->field != f)
            continue;
          g_ptr_array_add (values, (gpointer)bw_pool_get (&reading->pool, raw->old_text));
          g_ptr_array_add (values, (gpointer)bw_pool_get (&reading->pool, raw->new_text));
        }
      field->decimal = bw_guess_decimal ((const char *const *)values->pdata, values->len);
      if (field->decimal == 0 && bw_csv_reader_get_delimiter (reading->reader.source->reader) == ';')
        field->decimal = ',';
      field->order = bw_guess_date_order ((const char *const *)values->pdata, values->len);
      if (field->order == BW_ORDER_UNKNOWN)
        field->order = reading->reader.source->orders[BW_IMPORT_CHANGED_AT];
      for (guint i = 0; i < values->len && field->field == BW_FIELD_PROBABILITY; i++)
        {
          double   share;
          gboolean per_cent = FALSE;

          if (bw_value_parse_share (g_ptr_array_index (values, i), field->decimal, &share, &per_cent) != BW_VALUE_GOOD)
            continue;
          field->per_cent |= per_cent;
          field->largest_share = MAX (field->largest_share, share);
        }
    }
}

/* Whether @text is an id of a CRM rather than a name: no spaces, digits, and as long as ids are. */
static gboolean
looks_like_id (const char *text)
{
  gsize length = strlen (text);

  return strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_") == length &&
         strpbrk (text, "0123456789") != NULL && (length >= 15 || strspn (text, "0123456789") == length);
}

static void
index_ids (Reading *reading)
{
  const BwBook *book = reading->reader.run->book;

#define INDEX_IDS(slot, table, get)                                                                               \
  reading->ids[slot] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);                             \
  for (guint i = 0; i < (table)->len; i++)                                                                        \
    {                                                                                                             \
      const char *ref = bw_book_text (book, get (book, i)->ref);                                                  \
                                                                                                                  \
      if (*ref != '\0')                                                                                           \
        g_hash_table_insert (reading->ids[slot], g_strndup (ref, bw_ref_length (ref)), GUINT_TO_POINTER (i + 1)); \
    }
  INDEX_IDS (0, book->people, bw_book_person)
  INDEX_IDS (1, book->accounts, bw_book_account)
  INDEX_IDS (2, book->products, bw_book_product)
#undef INDEX_IDS
}

/* The person, account or product that @text names by id or name; %FALSE for an id that nobody has. */
static gboolean
find_reference (Reading    *reading,
                BwField     field,
                const char *text,
                gint64     *value)
{
  BwLinker        *linker = reading->reader.run->linker;
  guint            slot = field == BW_FIELD_OWNER ? 0 : field == BW_FIELD_ACCOUNT ? 1
                                                                                  : 2;
  g_autofree char *ref = g_strndup (text, bw_ref_length (text));
  gpointer         found;

  if (reading->ids[0] == NULL)
    index_ids (reading);
  found = g_hash_table_lookup (reading->ids[slot], ref);
  *value = BW_NOBODY;
  if (*text == '\0')
    return TRUE;
  if (found != NULL)
    *value = (gint64)GPOINTER_TO_UINT (found) - 1;
  else if (looks_like_id (text))
    return FALSE;
  else if (slot == 0)
    *value = bw_linker_person (linker, "", text, NULL);
  else if (slot == 1)
    *value = bw_linker_account (linker, "", text, NULL);
  else
    *value = bw_linker_product (linker, "", text, FALSE, NULL);
  return TRUE;
}

/* Reads a value of a field of the project's own. */
static gboolean
read_custom (Reading         *reading,
             const FileField *field,
             const char      *text,
             gint64          *value)
{
  BwBook       *book = reading->reader.run->book;
  BwFieldType   type = bw_book_field (book, field->field - BW_N_FIELDS)->type;
  BwValueResult result = BW_VALUE_GOOD;
  double        number;
  BwDate        date;
  gboolean      boolean;

  *value = bw_field_type_none (type);
  if (*text == '\0')
    return TRUE;
  switch (type)
    {
    case BW_TYPE_NUMBER:
      result = bw_value_parse_number (text, field->decimal, &number);
      if (result == BW_VALUE_GOOD)
        *value = bw_number_to_bits (number);
      break;
    case BW_TYPE_DATE:
      result = bw_value_parse_date (text, field->order, &date);
      if (result == BW_VALUE_GOOD)
        *value = date;
      break;
    case BW_TYPE_BOOLEAN:
      result = bw_value_parse_boolean (text, &boolean);
      if (result == BW_VALUE_GOOD)
        *value = boolean;
      break;
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      *value = bw_pool_intern (&book->texts, text);
      break;
    }
  return result == BW_VALUE_GOOD || result == BW_VALUE_MISSING;
}

/* Reads an amount of the deal of @row, in the currency in which that was exported. */
static gboolean
read_amount (Reading            *reading,
             const FileField    *field,
             const char         *text,
             const BwHistoryRow *row,
             gint64             *value)
{
  const BwBook    *book = reading->reader.run->book;
  char             currency[BW_VALUE_CURRENCY_SIZE] = "";
  g_autofree char *code = NULL;
  gint64           amount;

  *value = BW_MONEY_NONE;
  if (*text == '\0')
    return TRUE;
  if (bw_value_parse_amount (text, field->decimal, &amount, currency) != BW_VALUE_GOOD)
    return FALSE;
  if (bw_rate_convert_past (reading->reader.source, book, NULL, row->deal, currency, amount, value, &code))
    return TRUE;
  g_hash_table_replace (reading->refusals, g_memdup2 (&row->line, sizeof row->line), bw_rate_refusal (book, code));
  return FALSE;
}

static gboolean
read_number (Reading         *reading,
             const FileField *field,
             const char      *text,
             gint64          *value)
{
  double     share;
  gboolean   per_cent;
  BwCategory category;

  switch (field->field)
    {
    case BW_FIELD_PROBABILITY:
      *value = BW_PROBABILITY_NONE;
      if (*text == '\0')
        return TRUE;
      if (bw_value_parse_share (text, field->decimal, &share, &per_cent) != BW_VALUE_GOOD)
        return FALSE;
      *value = MIN (lround (share * (field->per_cent || field->largest_share > 1 ? 10 : 1000)), 1000);
      return TRUE;
    case BW_FIELD_CATEGORY:
    default:
      *value = BW_CATEGORY_NONE;
      if (*text == '\0')
        return TRUE;
      if (!bw_category_name_parse (text, &category))
        return FALSE;
      *value = category;
      return TRUE;
    }
}

/* Reads @text as the value of @field of the deal of @row. Returns %FALSE when it is none. */
static gboolean
read_value (Reading            *reading,
            const FileField    *field,
            const char         *text,
            const BwHistoryRow *row,
            gint64             *value)
{
  BwBook *book = reading->reader.run->book;
  BwDate  date = BW_DATE_NONE;

  switch (field->field)
    {
    case BW_FIELD_STAGE:
      if (*text == '\0')
        return FALSE;
      *value = bw_history_reader_stage (&reading->reader, text);
      return TRUE;
    case BW_FIELD_CLOSE_DATE:
    case BW_FIELD_ACTIVITY:
      if (*text != '\0' && bw_value_parse_date (text, field->order, &date) != BW_VALUE_GOOD)
        return FALSE;
      *value = date;
      return TRUE;
    case BW_FIELD_AMOUNT:
      return read_amount (reading, field, text, row, value);
    case BW_FIELD_PROBABILITY:
    case BW_FIELD_CATEGORY:
      return read_number (reading, field, text, value);
    case BW_FIELD_OWNER:
    case BW_FIELD_ACCOUNT:
    case BW_FIELD_PRODUCT:
      return find_reference (reading, field->field, text, value);
    default:
      if (field->field >= BW_N_FIELDS)
        return read_custom (reading, field, text, value);
      *value = bw_pool_intern (&book->texts, text);
      return TRUE;
    }
}

/* Understands the values of all rows. A new value that is none rejects the row when the file is read again. */
static void
understand (Reading *reading,
            GArray  *bad)
{
  for (guint i = 0; i < reading->raw->len; i++)
    {
      RawRow          *raw = &g_array_index (reading->raw, RawRow, i);
      const FileField *field = &g_array_index (reading->fields, FileField, raw->field);

      if (field->field < 0)
        continue;
      raw->row.field = (guint8)field->field;
      if (!read_value (reading, field, bw_pool_get (&reading->pool, raw->new_text), &raw->row, &raw->row.new_value))
        {
          if (field->field == BW_FIELD_OWNER || field->field == BW_FIELD_ACCOUNT || field->field == BW_FIELD_PRODUCT)
            reading->n_unknown_values++;
          else
            g_array_append_val (bad, raw->row.line);
          continue;
        }
      raw->row.has_old = read_value (reading, field, bw_pool_get (&reading->pool, raw->old_text), &raw->row, &raw->row.old_value);
      bw_history_reader_add (&reading->reader, &raw->row);
    }
}

/* Reads the file once more for the rows whose values were none. */
static gboolean
reject_bad (Reading      *reading,
            const GArray *bad,
            GError      **error)
{
  BwSource *source = reading->reader.source;
  GError   *problem = NULL;
  BwCsvRow  row;
  guint     next = 0;

  if (bad->len == 0)
    return TRUE;
  if (!bw_source_rewind (source, error))
    return FALSE;
  while (next < bad->len && bw_csv_reader_next (source->reader, &row, &problem))
    if (row.line == g_array_index (bad, guint64, next))
      {
        const char *reason = g_hash_table_lookup (reading->refusals, &row.line);

        bw_source_reject (source, &row, BW_IMPORT_NEW_VALUE, reason != NULL ? reason : _ ("This is no value of the field."));
        next++;
      }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL && bw_source_tell_progress (source, error);
}

static void
add_notes (Reading *reading)
{
  BwSource *source = reading->reader.source;

  for (guint f = 0; f < reading->fields->len; f++)
    {
      const FileField *field = &g_array_index (reading->fields, FileField, f);
      guint            n = 0;

      for (guint i = 0; i < reading->raw->len && field->field < 0; i++)
        n += g_array_index (reading->raw, RawRow, i).field == f;
      source->summary->n_set_aside += n;
      if (n > 0)
        bw_source_note (source, _ ("%u changes are of the field “%s”, which the project does not have; they were set aside."), n,
                        field->name);
    }
  source->summary->n_set_aside += reading->n_unknown_values;
  if (reading->n_unknown_values > 0)
    bw_source_note (source, _ ("%u changes name people, accounts or products by ids that the project does not know; they were set aside."),
                    reading->n_unknown_values);
}

static gboolean
read_all (Reading *reading,
          GError **error)
{
  BwSource *source = reading->reader.source;
  GError   *problem = NULL;
  BwCsvRow  row;
  guint     already_rejected = reading->reader.run->delta->rejected->len;

  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (guint64));

  do
    {
      bw_history_reader_restart (&reading->reader);
      g_array_set_size (reading->raw, 0);
      g_ptr_array_set_size (reading->reader.run->delta->rejected, already_rejected);
      while (bw_source_next (source, &row, &problem))
        read_row (reading, &row);
    }
  while (problem == NULL && bw_source_turn_orders (source, &problem));
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  find_styles (reading);
  understand (reading, bad);
  bw_history_reader_apply (&reading->reader);
  add_notes (reading);
  return reject_bad (reading, bad, error);
}

/* Reads a history of fields. */
gboolean
bw_import_field_history (BwImportRun *run,
                         BwSource    *source,
                         GError     **error)
{
  Reading  reading = { .n_unknown_values = 0 };
  gboolean done;

  bw_history_reader_init (&reading.reader, run, source);
  bw_pool_init (&reading.pool);
  reading.raw = g_array_new (FALSE, FALSE, sizeof (RawRow));
  reading.fields = g_array_new (FALSE, FALSE, sizeof (FileField));
  g_array_set_clear_func (reading.fields, clear_field);
  reading.by_name = g_hash_table_new (g_str_hash, g_str_equal);
  reading.refusals = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  done = read_all (&reading, error);
  g_hash_table_unref (reading.refusals);
  g_hash_table_unref (reading.by_name);
  g_array_unref (reading.fields);
  g_array_unref (reading.raw);
  for (guint i = 0; i < G_N_ELEMENTS (reading.ids); i++)
    g_clear_pointer (&reading.ids[i], g_hash_table_unref);
  bw_pool_clear (&reading.pool);
  bw_history_reader_clear (&reading.reader);
  return done;
}
