/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods as people and programs write them: "2026-Q4", "2018_M1", "Q1 2018", "FY18 Q1", "4Q26", "Oct 2026", "2022".
 *
 * The text is cut into runs of letters and runs of digits. A year is four digits, or two beside "FY", a quote or a
 * quarter; a quarter or fiscal month is the number beside its letter; a name of a month is a calendar month. Whatever
 * else there is makes the text something else, unless one is sought among other words. */

#include "import/bw-period-text.h"
#include "import/bw-value.h"

#include <string.h>

enum
{
  MAX_TOKENS = 32,
};

/* A run of letters or of digits. */
typedef struct
{
  char    *text; /* lower case */
  gint64   number;
  gboolean is_number;
} Token;

static void
clear_token (gpointer data)
{
  g_free (((Token *)data)->text);
}

/* Returns: (transfer full) (element-type Token). */
static GArray *
split (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GArray          *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  g_array_set_clear_func (tokens, clear_token);
  for (const char *at = lower; *at != '\0' && tokens->len < MAX_TOKENS;)
    {
      const char *end = at;
      gboolean    digits = g_ascii_isdigit (*at);
      Token       token = { NULL, -1, digits };

      if (!digits && !g_unichar_isalpha (g_utf8_get_char (at)))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      while (*end != '\0' && (digits ? g_ascii_isdigit (*end) : g_unichar_isalpha (g_utf8_get_char (end))))
        end = g_utf8_next_char (end);
      token.text = g_strndup (at, (gsize)(end - at));
      if (digits && strlen (token.text) <= 4)
        token.number = g_ascii_strtoll (token.text, NULL, 10);
      g_array_append_val (tokens, token);
      at = end;
    }
  return tokens;
}

static gboolean
is_one_of (const char *words,
           const char *word)
{
  g_autofree char *spaced = g_strdup_printf (" %s ", word);

  return strstr (words, spaced) != NULL;
}

/* What the tokens say; 0 where they do not. */
typedef struct
{
  int      year, quarter, month, calendar_month;
  gboolean fiscal;
  guint    n_other; /* tokens that mean nothing here */
} Reading;

/* The month that @word names, 1 to 12, in any of the languages that dates are read in; 0 for none. */
static int
month_of (const char *word)
{
  g_autofree char *date = g_strdup_printf ("15 %s 2020", word);
  BwDate           found;
  int              month = 0;

  if (strlen (word) >= 3 && bw_value_parse_date (date, BW_ORDER_DAY_FIRST, &found) == BW_VALUE_GOOD)
    bw_date_to_ymd (found, NULL, &month, NULL);
  return month;
}

/* Reads the number at @i; @before and @after (nullable) are the letters beside it. */
static void
read_number (const Token *token,
             const char  *before,
             const char  *after,
             Reading     *reading)
{
  static const char quarters[] = " q qtr quarter quartal trimestre trimester trim t ";
  static const char months[] = " m month ";
  static const char years[] = " fy fiscal year cy gj jahr ";
  gint64            number = token->number;
  gsize             length = strlen (token->text);

  if (length == 4 && number > BW_DATE_MIN_YEAR && number < BW_DATE_MAX_YEAR && reading->year == 0)
    {
      reading->year = (int)number;
      reading->fiscal |= before != NULL && is_one_of (" fy ", before);
    }
  else if (before != NULL && is_one_of (years, before) && length == 2 && reading->year == 0)
    reading->year = 2000 + (int)number;
  else if (reading->quarter == 0 && length == 1 && number >= 1 && number <= 4 &&
           ((before != NULL && is_one_of (quarters, before)) || (after != NULL && is_one_of (quarters, after))))
    reading->quarter = (int)number;
  else if (reading->month == 0 && before != NULL && is_one_of (months, before) && number >= 1 && number <= 12)
    reading->month = (int)number;
  else if (length == 2 && reading->year == 0 && (reading->quarter > 0 || reading->calendar_month > 0 || reading->month > 0))
    reading->year = 2000 + (int)number;
  else
    reading->n_other++;
}

static Reading
read_tokens (const GArray *tokens)
{
  static const char fillers[] = " q qtr quarter quartal trimestre trimester trim t m month fy fiscal year cy gj jahr f the of in de du ";
  Reading           reading = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      const Token *before = i > 0 ? token - 1 : NULL, *after = i + 1 < tokens->len ? token + 1 : NULL;
      int          month;

      if (token->is_number)
        read_number (token, before != NULL && !before->is_number ? before->text : NULL,
                     after != NULL && !after->is_number ? after->text : NULL, &reading);
      else if (!is_one_of (fillers, token->text))
        {
          month = month_of (token->text);
          if (month > 0 && reading.calendar_month == 0)
            reading.calendar_month = month;
          else
            reading.n_other++;
        }
    }
  return reading;
}

static gboolean
make_period (const BwCalendar *calendar,
             const Reading    *reading,
             BwPeriod         *period)
{
  if (reading->year == 0)
    return FALSE;
  if (reading->calendar_month > 0 && reading->quarter == 0)
    /* The middle: months of 4-4-5 calendars begin some days off. */
    *period = bw_calendar_period_at (calendar, BW_PERIOD_MONTH, bw_date_from_ymd (reading->year, reading->calendar_month, 15));
  else if (reading->quarter > 0)
    *period = bw_calendar_period (calendar, BW_PERIOD_QUARTER, reading->year, reading->quarter);
  else if (reading->month > 0)
    *period = bw_calendar_period (calendar, BW_PERIOD_MONTH, reading->year, reading->month);
  else
    *period = bw_calendar_period (calendar, BW_PERIOD_YEAR, reading->year, 1);
  return TRUE;
}

/* Reads "2026-10" and "10/2026", calendar months. */
static gboolean
parse_numeric_month (const BwCalendar *calendar,
                     const GArray     *tokens,
                     BwPeriod         *period)
{
  const Token *a = &g_array_index (tokens, Token, 0), *b = a + 1;
  const Token *year = strlen (a->text) == 4 ? a : b, *month = year == a ? b : a;

  if (!a->is_number || !b->is_number || strlen (year->text) != 4 || strlen (month->text) > 2 || month->number < 1 ||
      month->number > 12 || year->number <= BW_DATE_MIN_YEAR || year->number >= BW_DATE_MAX_YEAR)
    return FALSE;
  *period = bw_calendar_period_at (calendar, BW_PERIOD_MONTH, bw_date_from_ymd ((int)year->number, (int)month->number, 15));
  return TRUE;
}

/* Reads @text as a period of @calendar, when it is nothing else. */
gboolean
bw_period_text_parse (const BwCalendar *calendar,
                      const char       *text,
                      BwPeriod         *period)
{
  g_autoptr (GArray) tokens = split (text);
  Reading reading;

  if (tokens->len == 2 && parse_numeric_month (calendar, tokens, period))
    return TRUE;
  reading = read_tokens (tokens);
  return reading.n_other == 0 && make_period (calendar, &reading, period);
}

/* Looks for a quarter or a month with its year among the words of @text, such as a title. */
gboolean
bw_period_text_find (const BwCalendar *calendar,
                     const char       *text,
                     BwPeriod         *period)
{
  g_autoptr (GArray) tokens = split (text);
  Reading reading = read_tokens (tokens);

  return (reading.quarter > 0 || reading.month > 0 || reading.calendar_month > 0) && make_period (calendar, &reading, period);
}
