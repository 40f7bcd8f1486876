/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table's text and values give away about how they are written.
 *
 * Pure functions over text, apart from the reading itself, so that each guess can be tested alone and shown in a preview.
 * The delimiter is the one that cuts most rows into the same number of cells, weighed by how many cells that are: a comma
 * that is a decimal one cuts every row once, the real delimiter cuts it more often. Where all commas stand within numbers and
 * another sign cuts the rows evenly, the comma is none. */

#include "import/bw-guess.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

enum
{
  MAX_ROWS = 100,
  MAX_CELLS = 256,
  LOOKED_AT = 65536, /* bytes */
  FIRST_RARE = 4,    /* of the candidates for the delimiter */
};

/* Counts the cells of up to MAX_ROWS rows of @text, as cut by @delimiter; blank rows are left out. */
static guint
count_cells (const char *text,
             gsize       length,
             char        delimiter,
             guint       counts[MAX_ROWS])
{
  guint    n = 0, cells = 1;
  gboolean quoted = FALSE, at_start = TRUE, blank = TRUE;

  for (gsize i = 0; i < length && n < MAX_ROWS; i++)
    {
      char c = text[i];

      if (quoted)
        {
          if (c == '"')
            quoted = FALSE;
        }
      else if (c == '\n' || c == '\r')
        {
          if (!blank)
            counts[n++] = cells;
          cells = 1;
          at_start = blank = TRUE;
        }
      else if (c == delimiter)
        {
          cells++;
          at_start = TRUE;
          blank = FALSE;
        }
      else if (c == '"' && at_start)
        {
          quoted = TRUE;
          blank = at_start = FALSE;
        }
      else if (c == '"' && i > 0 && text[i - 1] == '"')
        quoted = TRUE;
      else if (c != ' ')
        blank = at_start = FALSE;
    }
  if (!blank && n < MAX_ROWS)
    counts[n++] = cells;
  return n;
}

/* How well @delimiter cuts @text: the share of rows with the commonest number of cells, times that number. */
static double
score_delimiter (const char *text,
                 gsize       length,
                 char        delimiter)
{
  guint  counts[MAX_ROWS], seen[MAX_CELLS + 1] = { 0 };
  guint  n = count_cells (text, length, delimiter, counts);
  double best = 0;

  for (guint i = 0; i < n; i++)
    seen[MIN (counts[i], MAX_CELLS)]++;
  for (guint cells = 2; cells <= MAX_CELLS; cells++)
    {
      double share = seen[cells] / (double)n;

      best = MAX (best, share * share * (cells - 1));
    }
  return best;
}

/* The share of the commas in @text, but for those in quotes, that stand between two digits. */
static double
share_within_numbers (const char *text,
                      gsize       length)
{
  guint    n = 0, n_within = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      quoted ^= text[i] == '"';
      if (quoted || text[i] != ',')
        continue;
      n++;
      n_within += i > 0 && i + 1 < length && g_ascii_isdigit (text[i - 1]) && g_ascii_isdigit (text[i + 1]);
    }
  return n > 0 ? n_within / (double)n : 0;
}

/* Whether @delimiter cuts nearly all rows of @text into the same number of cells, more than one. */
gboolean
bw_guess_cuts_evenly (const char *text,
                      gsize       length,
                      char        delimiter)
{
  guint counts[MAX_ROWS], n = count_cells (text, length, delimiter, counts), n_same = 0;

  for (guint i = 0; i < n; i++)
    n_same += counts[i] > 1 && counts[i] == counts[0];
  return n > 0 && n_same * 10 >= n * 9;
}

/* Whether the commas of @text are those of numbers: "a;3,0;4,0" has as many of them as of its delimiter. */
static gboolean
commas_are_decimal (const char *text,
                    gsize       length)
{
  return share_within_numbers (text, length) >= 0.9 &&
         (bw_guess_cuts_evenly (text, length, ';') || bw_guess_cuts_evenly (text, length, '\t') ||
          bw_guess_cuts_evenly (text, length, '|'));
}

/* Whether colons part the names of columns in the first row of @text, and all rows alike: they are not those of times, which stand
 * between digits. */
static gboolean
colons_part_names (const char *text,
                   gsize       length)
{
  for (gsize i = 1; i + 1 < length && text[i] != '\n' && text[i] != '\r'; i++)
    if (text[i] == ':' &&
        (g_ascii_isdigit (text[i - 1]) || g_ascii_isdigit (text[i + 1]) || text[i + 1] == '/' || text[i + 1] == ' '))
      return FALSE;
  return bw_guess_cuts_evenly (text, length, ':');
}

/* The delimiter of @text among comma, semicolon, tab and bar, or one of the rare ones where it does far better than those; a
 * comma when there is none. @confidence (nullable): its share of the votes. */
char
bw_guess_delimiter (const char *text,
                    gsize       length,
                    double     *confidence)
{
  static const char candidates[] = { ',', ';', '\t', '|', '^', '~', '\x1f', '\x01', ':' };
  char              best = ',';
  double            best_score = 0, sum = 0;
  guint             first;

  length = MIN (length, LOOKED_AT);
  first = commas_are_decimal (text, length) ? 1 : 0;
  for (guint i = first; i < G_N_ELEMENTS (candidates); i++)
    {
      double score = score_delimiter (text, length, candidates[i]);

      /* The rare ones stand in texts too. */
      if (i >= FIRST_RARE && (score < 2 || score < 2 * best_score))
        continue;
      if (candidates[i] == ':' && !colons_part_names (text, length))
        continue;
      sum += score;
      if (score > best_score)
        {
          best_score = score;
          best = candidates[i];
        }
    }
  if (confidence != NULL)
    *confidence = sum > 0 ? best_score / sum : 0.3;
  return best;
}

/* Counts the cells of @text that begin and end with @quote. */
static guint
count_quoted (const char *text,
              gsize       length,
              char        delimiter,
              char        quote)
{
  guint    n = 0;
  gboolean begins = TRUE, opened = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == delimiter || c == '\n' || c == '\r')
        {
          n += opened && text[i - 1] == quote;
          opened = FALSE;
          begins = TRUE;
        }
      else if (begins)
        {
          opened = c == quote && i + 1 < length && text[i + 1] != delimiter;
          begins = c == ' ';
        }
    }
  return n;
}

/* The quotation mark around cells of @text: the apostrophe when cells are put between apostrophes and none between
 * quotation marks. */
char
bw_guess_quote (const char *text,
                gsize       length,
                char        delimiter)
{
  length = MIN (length, 65536);
  if (memchr (text, '\'', length) == NULL || count_quoted (text, length, delimiter, '"') > 0)
    return '"';
  return count_quoted (text, length, delimiter, '\'') >= 3 ? '\'' : '"';
}

/* The decimal character of a column with these @n @values: 0 when none of them proves one. */
char
bw_guess_decimal (const char *const *values,
                  guint              n)
{
  guint points = 0, commas = 0;

  for (guint i = 0; i < n; i++)
    {
      char evidence = bw_value_decimal_evidence (values[i]);

      points += evidence == '.';
      commas += evidence == ',';
    }
  if (points == commas)
    return 0;
  return points > commas ? '.' : ',';
}

/* The order of day and month in a column with these @n @values, unknown when none of them proves one. */
BwDateOrder
bw_guess_date_order (const char *const *values,
                     guint              n)
{
  guint        days = 0, months = 0;
  BwShortYears years = { 0 };

  for (guint i = 0; i < n; i++)
    bw_short_years_add (&years, values[i]);
  if (bw_short_years_stand_first (&years))
    return BW_ORDER_YEAR_FIRST;
  for (guint i = 0; i < n; i++)
    {
      BwDateOrder evidence = bw_value_order_evidence (values[i]);

      days += evidence == BW_ORDER_DAY_FIRST;
      months += evidence == BW_ORDER_MONTH_FIRST;
    }
  if (days == months)
    return BW_ORDER_UNKNOWN;
  return days > months ? BW_ORDER_DAY_FIRST : BW_ORDER_MONTH_FIRST;
}

/* The order of day and month that the user's locale has. */
BwDateOrder
bw_guess_locale_order (void)
{
  const char *format = nl_langinfo (D_FMT);
  const char *month = strpbrk (format, "mbBhD");
  const char *day = strpbrk (format, "de");

  return month != NULL && (day == NULL || month < day) ? BW_ORDER_MONTH_FIRST : BW_ORDER_DAY_FIRST;
}

/* Whether a row holds data rather than the names of columns: names are no dates, and hardly ever numbers. */
gboolean
bw_guess_looks_like_values (const char *const *cells,
                            guint              n)
{
  guint filled = 0, numbers = 0, dates = 0;

  for (guint i = 0; i < n; i++)
    {
      gint64 amount;
      BwDate date;

      if (bw_value_is_missing (cells[i]))
        continue;
      filled++;
      if (bw_value_parse_amount (cells[i], 0, &amount, NULL) == BW_VALUE_GOOD)
        numbers++;
      else if (bw_value_parse_date (cells[i], BW_ORDER_UNKNOWN, &date) == BW_VALUE_GOOD)
        dates++;
    }
  return filled > 0 && (dates > 0 || numbers * 4 >= filled);
}

/* The date of which @n digits groups at @text tell, separated by the same character, or none. */
static BwDate
read_name_date (const char *text)
{
  int    a, b, c, used = 0;
  char   one, two;
  BwDate date = BW_DATE_NONE;

  if (sscanf (text, "%4d%c%2d%c%2d%n", &a, &one, &b, &two, &c, &used) == 5 && used == 10 && one == two &&
      strchr ("-_. ", one) != NULL && !g_ascii_isdigit (text[used]))
    return bw_date_from_ymd (a, b, c);
  used = 0;
  if (sscanf (text, "%4d%2d%2d%n", &a, &b, &c, &used) == 3 && used == 8 &&
      (!g_ascii_isdigit (text[8]) || strspn (text, "0123456789") == 14))
    return bw_date_from_ymd (a, b, c);
  used = 0;
  if (sscanf (text, "%2d%c%2d%c%4d%n", &a, &one, &b, &two, &c, &used) == 5 && used == 10 && one == two &&
      strchr ("-_. ", one) != NULL && !g_ascii_isdigit (text[used]))
    {
      /* Where both can be a month the order is the American one, except between points. */
      gboolean day_first = a > 12 || (one == '.' && b <= 12);

      date = day_first ? bw_date_from_ymd (c, b, a) : bw_date_from_ymd (c, a, b);
    }
  return date;
}

/* The date of an export that its file's @name tells, such as "deals 2026-11-20.csv"; %BW_DATE_NONE for none. Years before
 * 2000 are taken for something else. */
BwDate
bw_guess_date_in_name (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) && (at == name || !g_ascii_isdigit (at[-1])))
      {
        BwDate date = read_name_date (at);

        if (date != BW_DATE_NONE && date >= bw_date_from_ymd (2000, 1, 1))
          return date;
      }
  return BW_DATE_NONE;
}
