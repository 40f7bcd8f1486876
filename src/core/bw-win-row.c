/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row: what was known of a deal on a day, as numbers and in words.
 *
 * Begins with the present columns and takes later changes back, newest first, as a snapshot does (bw-snapshot.c), but for one deal
 * and for any field. O(changes of the deal + columns). */

#include "core/bw-win-rows.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-value.h"
#include "core/bw-hazard.h"
#include "core/bw-push.h"

/* The state of one deal on a day. */
typedef struct
{
  const BwChange *changes;
  guint           n_changes;
  guint           n_known; /* changes up to the day */
  gint64          stage;   /* -1 unknown */
  BwDate          since;
} State;

static void
find_state (const BwWinRows *rows,
            guint            deal,
            BwDate           at,
            State           *state)
{
  const BwDeals *deals = &rows->book->deals;
  guint          c;
  gboolean       implied = FALSE;

  state->changes = bw_history_of (&rows->book->history, deal, &state->n_changes);
  state->stage = deals->stage[deal];
  state->since = deals->stage_since[deal];
  for (c = state->n_changes; c > 0 && state->changes[c - 1].at > at; c--)
    if (state->changes[c - 1].field == BW_FIELD_STAGE)
      {
        state->stage = state->changes[c - 1].old_value;
        state->since = BW_DATE_NONE;
        implied = state->changes[c - 1].source == BW_TIME_IMPLIED;
      }
  state->n_known = c;
  for (; c > 0 && state->since == BW_DATE_NONE; c--)
    if (state->changes[c - 1].field == BW_FIELD_STAGE)
      state->since = state->changes[c - 1].at;
  if (state->since == BW_DATE_NONE)
    state->since = bw_deal_birth (rows->book, deal, at);
  /* Which stage it was in is a guess where only its end tells that it was open. */
  if (implied || state->stage < 0 || state->stage >= rows->book->stages->len)
    state->stage = -1;
}

static gint64
field_at (const BwWinRows *rows,
          guint            deal,
          const State     *state,
          guint            field)
{
  for (guint c = state->n_known; c < state->n_changes; c++)
    if (state->changes[c].field == field)
      return state->changes[c].old_value;
  return bw_deal_value_get (&rows->book->deals, deal, (guint8)field);
}

static gboolean
is_known (const BwWinColumn *column,
          const BwBook      *book,
          gint64             value)
{
  if (column->field >= BW_N_FIELDS)
    return !bw_custom_value_is_none (bw_book_field (book, column->field - BW_N_FIELDS)->type, value);
  return column->is_text ? value != 0 : value >= 0;
}

/* The level of @column that @value is. */
static double
find_level (const BwWinColumn *column,
            const BwBook      *book,
            gint64             value)
{
  gconstpointer key = column->is_text ? (gconstpointer)bw_book_text (book, (BwText)value) : GINT_TO_POINTER ((int)value);

  return GPOINTER_TO_INT (g_hash_table_lookup (column->levels, key)) - 1;
}

/* What the fields say of a category: its value, -1 (or 0 for a text) when it is not known. */
static gint64
category_at (const BwWinRows   *rows,
             const BwWinColumn *column,
             guint              deal,
             const State       *state)
{
  gint64 value;

  if (column->role == BW_WIN_STAGE)
    return state->stage;
  value = field_at (rows, deal, state, column->field);
  if (column->origin == BW_WIN_OF_INDUSTRY)
    return value >= 0 && value < rows->book->accounts->len ? bw_book_account (rows->book, value)->industry : 0;
  if (!is_known (column, rows->book, value))
    return column->is_text ? 0 : -1;
  return value;
}

static double
number_at (const BwWinRows   *rows,
           const BwWinColumn *column,
           guint              deal,
           BwDate             at,
           const State       *state)
{
  const BwDeals *deals = &rows->book->deals;
  BwDate         birth;
  gint64         value;
  int            line;

  switch (column->origin)
    {
    case BW_WIN_OF_PUSHES:
      value = deals->pushes[deal];
      if (state->n_known < state->n_changes)
        value -= bw_push_count (rows->book, deal, state->changes, state->n_changes, at);
      return (double)CLAMP (value, 0, 6);
    case BW_WIN_OF_AGE:
      birth = bw_deal_birth (rows->book, deal, at);
      return birth == BW_DATE_NONE ? NAN : log1p (at - birth);
    case BW_WIN_OF_STAGE_DAYS:
      if (state->stage < 0 || state->since == BW_DATE_NONE || state->since > at)
        return NAN;
      line = rows->lines[state->stage].days;
      return log1p (at - state->since) - log1p (MAX (line, 0));
    case BW_WIN_OF_AMOUNT:
      value = field_at (rows, deal, state, BW_FIELD_AMOUNT);
      return value == BW_MONEY_NONE || value <= 0 ? NAN : log ((double)value);
    case BW_WIN_OF_FIELD:
    case BW_WIN_OF_INDUSTRY:
    default:
      value = field_at (rows, deal, state, column->field);
      return is_known (column, rows->book, value) ? bw_number_from_bits (value) : NAN;
    }
}

/* The value of the category @column that was known of @deal at the end of the day @at; 0 for an unknown text, else -1. */
gint64
bw_win_rows_category (const BwWinRows *rows,
                      guint            column,
                      guint            deal,
                      BwDate           at)
{
  State state;

  find_state (rows, deal, at, &state);
  return category_at (rows, bw_win_rows_column (rows, column), deal, &state);
}

/* Fills @values (one a column of @rows, caller-allocated) with what was known of @deal at the end of the day @at. */
void
bw_win_rows_read (const BwWinRows *rows,
                  guint            deal,
                  BwDate           at,
                  double          *values)
{
  State state;

  find_state (rows, deal, at, &state);
  for (guint i = 0; i < rows->columns->len; i++)
    {
      const BwWinColumn *column = bw_win_rows_column (rows, i);

      if (column->is_category)
        values[i] = find_level (column, rows->book, category_at (rows, column, deal, &state));
      else
        values[i] = number_at (rows, column, deal, at, &state);
      if (!column->is_category && !isfinite (values[i]))
        values[i] = NAN;
    }
}

/* The value of a category that @deal has on the day of @rows, as its history holds it. */
static char *
dup_category (const BwWinRows   *rows,
              const BwWinColumn *column,
              gint64             value)
{
  const BwBook *book = rows->book;

  if (column->is_text)
    return g_strdup (bw_book_text (book, (BwText)value));
  if (column->field >= BW_N_FIELDS)
    return bw_custom_value_dup_shown (book, bw_book_field (book, column->field - BW_N_FIELDS)->type, value);
  switch (column->field)
    {
    case BW_FIELD_STAGE:
      return g_strdup (bw_book_text (book, bw_book_stage (book, value)->name));
    case BW_FIELD_OWNER:
      return g_strdup (value < book->people->len ? bw_book_text (book, bw_book_person (book, value)->name) : "");
    case BW_FIELD_PRODUCT:
      return g_strdup (value < book->products->len ? bw_book_text (book, bw_book_product (book, value)->name) : "");
    case BW_FIELD_ACCOUNT:
      return g_strdup (value < book->accounts->len ? bw_book_text (book, bw_book_account (book, value)->name) : "");
    default:
      return g_strdup ("");
    }
}

static char *
word_stage_days (const BwWinRows *rows,
                 const State     *state)
{
  guint days = (guint)MAX (rows->as_of - state->since, 0);
  int   line = state->stage >= 0 ? rows->lines[state->stage].days : -1;

  if (days == 0)
    return g_strdup (_ ("In the stage since today"));
  if (line < 0)
    return g_strdup_printf (ngettext ("%u day in the stage", "%u days in the stage", days), days);
  /* Translators: days in the stage, and by how many most deals have moved on */
  return g_strdup_printf (ngettext ("%u day in the stage, most move on within %d", "%u days in the stage, most move on within %d", days),
                          days, line);
}

static char *
word_number (const BwWinRows   *rows,
             const BwWinColumn *column,
             guint              deal,
             double             value,
             const State       *state)
{
  guint days;

  switch (column->origin)
    {
    case BW_WIN_OF_PUSHES:
      if (value < 1)
        return g_strdup (_ ("Close date never pushed"));
      return g_strdup_printf (ngettext ("Close date pushed %u time", "Close date pushed %u times", (guint)value), (guint)value);
    case BW_WIN_OF_AGE:
      days = (guint)lround (expm1 (value));
      return g_strdup_printf (ngettext ("%u day old", "%u days old", days), days);
    case BW_WIN_OF_STAGE_DAYS:
      return word_stage_days (rows, state);
    case BW_WIN_OF_AMOUNT:
      {
        g_autofree char *amount = bw_money_format_compact (field_at (rows, deal, state, BW_FIELD_AMOUNT), rows->book->currency);

        return g_strdup_printf (_ ("Amount %s"), amount);
      }
    case BW_WIN_OF_FIELD:
    case BW_WIN_OF_INDUSTRY:
    default:
      return g_strdup_printf ("%s: %.6g", column->title, value);
    }
}

/* Returns: (transfer full): what @column says of @deal on the day of @rows, whose row of values is @values. */
char *
bw_win_rows_dup_words (const BwWinRows *rows,
                       guint            column_index,
                       guint            deal,
                       const double    *values)
{
  const BwWinColumn *column = bw_win_rows_column (rows, column_index);
  double             value = values[column_index];
  g_autofree char   *text = NULL;
  State              state;

  find_state (rows, deal, rows->as_of, &state);
  if (!column->is_category && isfinite (value))
    return word_number (rows, column, deal, value, &state);
  if (column->is_category)
    {
      gint64 present = category_at (rows, column, deal, &state);

      if (column->is_text ? present != 0 : present >= 0)
        text = dup_category (rows, column, present);
    }
  if (text == NULL || *text == '\0')
    /* Translators: a field of a deal has no value */
    return g_strdup_printf (_ ("%s not known"), column->title);
  if (column->field < BW_N_FIELDS)
    /* Translators: a field of a deal and its value, such as "Owner Anna Meyer" */
    return g_strdup_printf (C_ ("field and value", "%s %s"), column->title, text);
  return g_strdup_printf ("%s: %s", column->title, text);
}

/* How many closed deals have @value in @column, or a number in the same fifth, or like this one no known number. */
guint
bw_win_rows_n_alike (const BwWinRows *rows,
                     guint            column_index,
                     double           value)
{
  const BwWinColumn *column = bw_win_rows_column (rows, column_index);
  guint              place = 0;

  if (!isfinite (value))
    return column->n_unknown;
  if (column->is_category && value < 0.0)
    return 0;
  if (column->is_category)
    place = (guint)value;
  else
    while (place < G_N_ELEMENTS (column->fifths) && value > column->fifths[place])
      place++;
  return place < column->n_deals->len ? g_array_index (column->n_deals, guint, place) : 0;
}
