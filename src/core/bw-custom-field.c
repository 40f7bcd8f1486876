/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that a project's own exports have beside the built-in ones.
 *
 * A field is a row of the book's table of fields, and a typed column of the deals at the same index, so that a filter or
 * an order by it is the same loop as by a built-in one. In the history its changes have the code BW_N_FIELDS + index.
 *
 * A field has the name that the exports give it, by which later exports find it again, and may be called otherwise in
 * the project: renaming changes the title alone. Neither is told apart by case, and no two fields share one.
 *
 * A type can become text (see bw_custom_field_turn_into_text()), never another: every value has a text. Taking a field away takes
 * its values and its history along; all of that is one edit, which can be undone.
 *
 * There are few fields, so that they are searched one by one. */

#include "core/bw-custom-field.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define CHANGE_PREFIX "field:"

G_DEFINE_QUARK (bw_custom_field_error_quark, bw_custom_field_error)

static gboolean
is_called (const BwBook *book,
           guint         field,
           const char   *folded)
{
  const BwText texts[] = { bw_book_field (book, field)->name, bw_book_field (book, field)->title };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_utf8_casefold (bw_book_text (book, texts[i]), -1);

      if (texts[i] != 0 && g_str_equal (name, folded))
        return TRUE;
    }
  return FALSE;
}

/* The index of the field that is called @name in the exports or in the project, in any case; -1 for none. */
gint32
bw_custom_field_find (const BwBook *book,
                      const char   *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < book->fields->len; i++)
    if (is_called (book, i, folded))
      return (gint32)i;
  return -1;
}

/* The index of the field called @name of @book, which nobody else holds; a new one has @type, a known one keeps its own.
 * -1 when @name is empty or there are as many fields as there can be (%BW_MAX_CUSTOM_FIELDS). */
gint32
bw_custom_field_find_or_add (BwBook     *book,
                             const char *name,
                             BwFieldType type)
{
  gint32        found = bw_custom_field_find (book, name);
  BwCustomField field = { .type = type };

  if (found >= 0 || *name == '\0' || book->fields->len >= BW_MAX_CUSTOM_FIELDS)
    return found;
  field.key = bw_book_random_key ();
  field.name = bw_pool_add (&book->texts, name, -1);
  g_array_append_val (book->fields, field);
  bw_deals_add_custom (&book->deals, type);
  return (gint32)book->fields->len - 1;
}

/* Returns: (transfer none): what the exports call the field. */
const char *
bw_custom_field_name (const BwBook *book,
                      guint         field)
{
  return bw_book_text (book, bw_book_field (book, field)->name);
}

/* Returns: (transfer none): what the project calls the field. */
const char *
bw_custom_field_title (const BwBook *book,
                       guint         field)
{
  const BwCustomField *row = bw_book_field (book, field);

  return bw_book_text (book, row->title != 0 ? row->title : row->name);
}

/* Returns: (transfer none): what values of @type are called on screen. */
const char *
bw_field_type_title (BwFieldType type)
{
  static const char *const titles[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = N_ ("Text"),
    [BW_TYPE_NUMBER] = N_ ("Number"),
    [BW_TYPE_DATE] = N_ ("Date"),
    [BW_TYPE_BOOLEAN] = N_ ("Yes or no"),
  };

  return type < BW_N_TYPES ? _ (titles[type]) : "";
}

/* How many deals have a value of the field. O(deals). */
guint
bw_custom_field_count (const BwBook *book,
                       guint         field)
{
  const BwCustomColumn *column = &book->deals.custom[field];
  guint                 n = 0;

  for (guint i = 0; i < book->deals.n; i++)
    n += !bw_custom_value_is_none (column->type, bw_custom_column_get (column, i));
  return n;
}

/* Makes the deals have one column for each of the book's fields, as after reading the table of fields. %FALSE when a
 * column that is there already has another type. */
gboolean
bw_custom_field_fit (BwBook *book)
{
  BwDeals *deals = &book->deals;

  while (deals->n_custom > book->fields->len)
    bw_deals_remove_custom (deals, deals->n_custom - 1);
  for (guint i = 0; i < book->fields->len; i++)
    {
      if (i == deals->n_custom)
        bw_deals_add_custom (deals, bw_book_field (book, i)->type);
      if (deals->custom[i].type != bw_book_field (book, i)->type)
        return FALSE;
    }
  return TRUE;
}

/* ---- Values ---- */

/* The number whose bits the history holds. */
double
bw_number_from_bits (gint64 bits)
{
  double number;

  memcpy (&number, &bits, sizeof number);
  return number;
}

/* The bits of @number. */
gint64
bw_number_to_bits (double number)
{
  gint64 bits;

  memcpy (&bits, &number, sizeof bits);
  return bits;
}

/* Whether @value stands for unknown. */
gboolean
bw_custom_value_is_none (BwFieldType type,
                         gint64      value)
{
  return type == BW_TYPE_NUMBER ? isnan (bw_number_from_bits (value)) : value == bw_field_type_none (type);
}

/* Writes the shortest text that reads back as @number, in the C locale. Returns: @buffer. */
char *
bw_number_write (double number,
                 char   buffer[BW_NUMBER_SIZE])
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  if (fabs (number) < 1e15 && number == (double)(gint64)number)
    g_snprintf (buffer, BW_NUMBER_SIZE, "%" G_GINT64_FORMAT, (gint64)number);
  else
    for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
      {
        g_ascii_formatd (buffer, BW_NUMBER_SIZE, formats[i], number);
        if (g_ascii_strtod (buffer, NULL) == number)
          break;
      }
  return buffer;
}

/* Returns: (transfer full): @value as files and commands have it: "" when unknown, dates as ISO text, true or false. */
char *
bw_custom_value_dup_text (const BwBook *book,
                          BwFieldType   type,
                          gint64        value)
{
  char buffer[BW_NUMBER_SIZE];

  if (bw_custom_value_is_none (type, value))
    return g_strdup ("");
  switch (type)
    {
    case BW_TYPE_NUMBER:
      return g_strdup (bw_number_write (bw_number_from_bits (value), buffer));
    case BW_TYPE_DATE:
      return bw_date_to_iso ((BwDate)value);
    case BW_TYPE_BOOLEAN:
      return g_strdup (value != 0 ? "true" : "false");
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return g_strdup (bw_book_text (book, (BwText)value));
    }
}

/* Returns: (transfer full): @value as a screen shows it; "" when unknown. */
char *
bw_custom_value_dup_shown (const BwBook *book,
                           BwFieldType   type,
                           gint64        value)
{
  if (bw_custom_value_is_none (type, value))
    return g_strdup ("");
  switch (type)
    {
    case BW_TYPE_NUMBER:
      return g_strdup_printf ("%.12g", bw_number_from_bits (value));
    case BW_TYPE_DATE:
      return bw_date_format_short ((BwDate)value, BW_DATE_NONE);
    case BW_TYPE_BOOLEAN:
      return g_strdup (value != 0 ? _ ("Yes") : _ ("No"));
    case BW_TYPE_TEXT:
    case BW_N_TYPES:
    default:
      return g_strdup (bw_book_text (book, (BwText)value));
    }
}

/* ---- In the history ---- */

/* Returns: (transfer full): the name in files of a change's @field: that of a built-in one, or "field:" and the name. */
char *
bw_change_field_dup_name (const BwBook *book,
                          guint8        field)
{
  if (field < BW_N_FIELDS)
    return g_strdup (bw_field_name (field));
  if (field - BW_N_FIELDS >= book->fields->len)
    return g_strdup ("");
  return g_strconcat (CHANGE_PREFIX, bw_custom_field_name (book, field - BW_N_FIELDS), NULL);
}

/* Reads what bw_change_field_dup_name() gives. */
gboolean
bw_change_field_parse (const BwBook *book,
                       const char   *name,
                       guint8       *field)
{
  BwField built_in;

  if (g_str_has_prefix (name, CHANGE_PREFIX))
    {
      name += strlen (CHANGE_PREFIX);
      for (guint i = 0; i < book->fields->len; i++)
        if (g_str_equal (name, bw_custom_field_name (book, i)))
          {
            *field = (guint8)(BW_N_FIELDS + i);
            return TRUE;
          }
      return FALSE;
    }
  if (!bw_field_parse (name, &built_in))
    return FALSE;
  *field = (guint8)built_in;
  return TRUE;
}

/* ---- Edits ---- */

/* Calls @field @title in the project. @delta (transfer full) tells what changed.
 * Returns: (transfer full) (nullable): the book after; %NULL with @error set when @title is empty or taken. */
BwBook *
bw_custom_field_rename (const BwBook *book,
                        guint         field,
                        const char   *title,
                        BwDelta     **delta,
                        GError      **error)
{
  g_autofree char *wanted = g_strstrip (g_strdup (title));
  gint32           other = bw_custom_field_find (book, wanted);
  BwBook          *after;
  BwCustomField   *row;

  g_return_val_if_fail (field < book->fields->len, NULL);

  if (*wanted == '\0')
    {
      g_set_error_literal (error, BW_CUSTOM_FIELD_ERROR, BW_CUSTOM_FIELD_ERROR_NAME, _ ("A field needs a name; write one."));
      return NULL;
    }
  if (other >= 0 && other != (gint32)field)
    {
      g_set_error (error, BW_CUSTOM_FIELD_ERROR, BW_CUSTOM_FIELD_ERROR_NAME,
                   _ ("There is a field “%s” already; choose another name."), wanted);
      return NULL;
    }
  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  row = bw_book_field (after, field);
  row->title = g_str_equal (bw_book_text (after, row->name), wanted) ? 0 : bw_pool_add (&after->texts, wanted, -1);
  bw_delta_mark (*delta, BW_TABLE_FIELDS, field);
  return after;
}

/* Takes the changes of @field out of the history, and moves the fields behind it up. */
static void
forget_changes (BwHistory *history,
                guint8     field)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < history->n; i++)
    if (history->changes[i].field == field)
      g_array_append_val (places, i);
  bw_history_make_writable (history);
  if (places->len > 0)
    bw_history_remove (history, (const guint *)(void *)places->data, places->len);
  for (guint i = 0; i < history->n; i++)
    history->changes[i].field -= history->changes[i].field > field;
}

/* Takes @field away with its values and their history. @delta (transfer full) tells what changed.
 * Returns: (transfer full): the book after. */
BwBook *
bw_custom_field_remove (const BwBook *book,
                        guint         field,
                        BwDelta     **delta)
{
  BwBook *after;

  g_return_val_if_fail (field < book->fields->len, NULL);

  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  bw_delta_remove (*delta, BW_TABLE_FIELDS, bw_book_field (book, field)->key);
  for (guint i = 0; i < book->deals.n; i++)
    if (!bw_custom_value_is_none (book->deals.custom[field].type, bw_custom_column_get (&book->deals.custom[field], i)))
      bw_delta_mark_deal (*delta, i);
  g_array_remove_index (after->fields, field);
  bw_deals_remove_custom (&after->deals, field);
  forget_changes (&after->history, (guint8)(BW_N_FIELDS + field));
  return after;
}

/* The text of a value of the former @type. */
static BwText
widen_value (BwBook     *book,
             BwFieldType type,
             gint64      value)
{
  g_autofree char *text = bw_custom_value_dup_text (book, type, value);

  return bw_pool_intern (&book->texts, text);
}

/* Makes @field one of texts. Its values and their history stay, as texts; rows of the file need not be written again,
 * as reading takes any value of such a field for its text. @delta (transfer full) tells what changed.
 * Returns: (transfer full): the book after. */
BwBook *
bw_custom_field_turn_into_text (const BwBook *book,
                                guint         field,
                                BwDelta     **delta)
{
  BwFieldType type;
  BwBook     *after;
  BwText     *texts;
  guint8      code = (guint8)(BW_N_FIELDS + field);

  g_return_val_if_fail (field < book->fields->len, NULL);

  type = bw_book_field (book, field)->type;
  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  if (type == BW_TYPE_TEXT)
    return after;
  texts = g_new (BwText, MAX (after->deals.capacity, 1));
  for (guint i = 0; i < after->deals.n; i++)
    texts[i] = widen_value (after, type, bw_custom_column_get (&after->deals.custom[field], i));
  bw_deals_replace_custom (&after->deals, field, BW_TYPE_TEXT, texts);
  bw_history_make_writable (&after->history);
  for (guint i = 0; i < after->history.n; i++)
    {
      BwChange *change = &after->history.changes[i];

      if (change->field != code)
        continue;
      change->old_value = widen_value (after, type, change->old_value);
      change->new_value = widen_value (after, type, change->new_value);
    }
  bw_book_field (after, field)->type = BW_TYPE_TEXT;
  bw_delta_mark (*delta, BW_TABLE_FIELDS, field);
  return after;
}
