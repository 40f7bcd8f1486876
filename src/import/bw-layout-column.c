/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the values of one column are written: what they are, the decimal character, the order of day and month, the currency.
 *
 * Every value of the sample has a vote. A value that can be read in two ways ("1,234", "03/04/2026") has none; one that can
 * be read in one way only decides for the whole column, and where values contradict each other the majority does and the
 * contradiction is told. Confidence is the share of the votes, less where they are few. */

#include "import/bw-layout.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  /* Serial numbers of spreadsheets that are days of business: 1968 to 2064. */
  SERIAL_FROM = 25000,
  SERIAL_TO = 60000,
};

/* What the values of a column can be read as. */
typedef struct
{
  guint        n;
  guint        numbers, shares, per_cents, dates, booleans, serials, compact, year_days;
  guint        points, commas, either;
  guint        days_first, months_first, ambiguous;
  BwShortYears years;
  double       largest;
  guint        n_with_currency, n_currency; /* the commonest */
  char         currency[BW_VALUE_CURRENCY_SIZE];
} Votes;

static gboolean
has_word (const char        *header,
          const char *const *words,
          guint              n)
{
  g_autofree char *folded = g_utf8_strdown (header, -1);

  for (guint i = 0; i < n; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
names_date (const char *header)
{
  static const char *const words[] = { "date", "datum", "fecha", "created", "modified", "close", "closing", "start",
                                       "end day", "since", "time", "erstellt", "abschluss", "cierre", "clôture" };

  return has_word (header, words, G_N_ELEMENTS (words));
}

static gboolean
names_share (const char *header)
{
  static const char *const words[] = { "probab", "wahrschein", "%", "chance", "percent", "prozent", "likelihood",
                                       "pourcent" };

  return has_word (header, words, G_N_ELEMENTS (words));
}

static gboolean
is_digits (const char *text,
           gsize       length)
{
  return strspn (text, "0123456789") == length && text[length] == '\0';
}

/* Whether @text is a date without separators, such as 20261122. */
static gboolean
is_compact_date (const char *text)
{
  BwDate date;

  return is_digits (text, 8) && (g_str_has_prefix (text, "19") || g_str_has_prefix (text, "20")) &&
         bw_value_parse_date (text, BW_ORDER_UNKNOWN, &date) == BW_VALUE_GOOD;
}

static void
vote_number (Votes      *votes,
             const char *text)
{
  gint64   amount;
  double   share;
  gboolean per_cent;
  char     evidence = bw_value_decimal_evidence (text);
  char     currency[BW_VALUE_CURRENCY_SIZE] = "";

  votes->points += evidence == '.';
  votes->commas += evidence == ',';
  if (bw_value_parse_amount (text, evidence, &amount, currency) == BW_VALUE_GOOD)
    {
      votes->numbers++;
      votes->largest = MAX (votes->largest, (double)amount / BW_VALUE_PER_UNIT);
      votes->either += evidence == 0 && strpbrk (text, ".,") != NULL;
    }
  if (bw_value_parse_share (text, evidence, &share, &per_cent) == BW_VALUE_GOOD)
    {
      votes->shares++;
      votes->per_cents += per_cent;
    }
  if (*currency == '\0')
    return;
  votes->n_with_currency++;
  /* The majority vote of Boyer and Moore. */
  if (votes->n_currency == 0)
    memcpy (votes->currency, currency, sizeof currency);
  votes->n_currency += g_str_equal (currency, votes->currency) ? 1 : -1;
}

static void
vote (Votes      *votes,
      const char *text)
{
  gboolean    truth;
  BwDate      date;
  BwDateOrder order;

  text += strspn (text, " \t");
  if (bw_value_is_missing (text))
    return;
  votes->n++;
  votes->booleans += bw_value_parse_boolean (text, &truth) == BW_VALUE_GOOD;
  vote_number (votes, text);
  if (is_compact_date (text))
    votes->compact++;
  else if (bw_value_is_year_day (text))
    votes->year_days++;
  else if (bw_value_is_serial_date (text))
    {
      gint64 day = g_ascii_strtoll (text, NULL, 10);

      votes->serials += day >= SERIAL_FROM && day <= SERIAL_TO;
    }
  else if (strpbrk (text, "/-. ,") != NULL &&
           (bw_value_parse_date (text, BW_ORDER_DAY_FIRST, &date) == BW_VALUE_GOOD ||
            bw_value_parse_date (text, BW_ORDER_MONTH_FIRST, &date) == BW_VALUE_GOOD))
    {
      votes->dates++;
      order = bw_value_order_evidence (text);
      bw_short_years_add (&votes->years, text);
      votes->days_first += order == BW_ORDER_DAY_FIRST;
      votes->months_first += order == BW_ORDER_MONTH_FIRST;
      votes->ambiguous += order == BW_ORDER_UNKNOWN && bw_value_order_matters (text);
    }
}

static BwColumnType
settle_type (const Votes *votes,
             const char  *header)
{
  guint most = votes->n - votes->n / 5;

  if (votes->n == 0)
    return BW_COLUMN_EMPTY;
  if (votes->dates >= most)
    return BW_COLUMN_DATE;
  if (names_date (header) && votes->serials + votes->compact + votes->year_days + votes->dates >= most)
    return BW_COLUMN_DATE;
  if (votes->compact == votes->n && votes->n >= 3)
    return BW_COLUMN_DATE;
  if (votes->shares >= most && (votes->per_cents * 2 > votes->n || names_share (header)))
    return BW_COLUMN_SHARE;
  if (votes->numbers >= most && !(votes->booleans == votes->n && votes->numbers < votes->n))
    return BW_COLUMN_NUMBER;
  if (votes->booleans == votes->n)
    return BW_COLUMN_BOOLEAN;
  return BW_COLUMN_TEXT;
}

/* The confidence that @votes of @votes + @against give. */
static double
share_of (guint votes,
          guint against)
{
  double share = (double)votes / (votes + against);

  return votes < 3 ? share * 0.85 : share * 0.99;
}

static void
judge_decimal (BwLayoutColumn      *column,
               const Votes         *votes,
               const BwLayoutHints *hints)
{
  guint            most = MAX (votes->points, votes->commas), least = MIN (votes->points, votes->commas);
  g_autofree char *reason = NULL;

  column->decimal = votes->points > votes->commas ? '.' : votes->commas > votes->points ? ','
                                                                                        : 0;
  column->mixed |= least > 0;
  if (hints->decimal != 0)
    {
      column->decimal = hints->decimal;
      bw_layout_add (column->findings, "decimal", (char[]) { hints->decimal, '\0' }, 1.0, _ ("You said so."));
      return;
    }
  if (column->decimal == 0 && hints->sheet)
    column->decimal = '.';
  if (most == 0 && votes->either == 0)
    return;
  if (least > 0)
    reason = g_strdup_printf (_ ("Values contradict each other: %u can only be read with a point before the decimals, %u only with a comma."),
                              votes->points, votes->commas);
  else if (most > 0)
    reason = g_strdup_printf (ngettext ("%u value can be read in no other way.", "%u values can be read in no other way.",
                                        most),
                              most);
  else
    reason = g_strdup (_ ("No value tells whether the sign before three digits is a decimal one."));
  bw_layout_add (column->findings, "decimal", column->decimal != 0 ? (char[]) { column->decimal, '\0' } : "unknown",
                 most > 0 ? share_of (most, least) : 0.3, reason);
}

static void
judge_currency (BwLayoutColumn *column,
                const Votes    *votes)
{
  g_autofree char *reason = NULL;

  if (votes->n_with_currency == 0)
    return;
  memcpy (column->currency, votes->currency, sizeof column->currency);
  reason = g_strdup_printf (_ ("It stands beside %u of %u values."), votes->n_with_currency, votes->n);
  bw_layout_add (column->findings, "currency", votes->currency, (double)votes->n_currency / votes->n, reason);
}

/* Dates of three times two digits, of which the first are the years. */
static void
find_short_years (BwLayoutColumn      *column,
                  const Votes         *votes,
                  const BwLayoutHints *hints)
{
  if (hints->order != BW_ORDER_UNKNOWN || !bw_short_years_stand_first (&votes->years))
    return;
  column->order = BW_ORDER_YEAR_FIRST;
  column->mixed = FALSE;
  bw_layout_add (column->findings, "date_order", "year-first", 0.9, _ ("The first numbers are few, as years are, and the last ones as many as days."));
}

static void
judge_order (BwLayoutColumn      *column,
             const Votes         *votes,
             const BwLayoutHints *hints)
{
  guint            most = MAX (votes->days_first, votes->months_first);
  guint            least = MIN (votes->days_first, votes->months_first);
  g_autofree char *reason = NULL;
  const char      *value;

  column->order = votes->days_first > votes->months_first   ? BW_ORDER_DAY_FIRST
                  : votes->months_first > votes->days_first ? BW_ORDER_MONTH_FIRST
                                                            : BW_ORDER_UNKNOWN;
  column->mixed |= least > 0;
  if (most == 0 && votes->ambiguous == 0)
    return;
  if (hints->order != BW_ORDER_UNKNOWN)
    column->order = hints->order;
  value = bw_date_order_name (column->order);
  if (hints->order != BW_ORDER_UNKNOWN)
    reason = g_strdup (_ ("You said so."));
  else if (least > 0)
    reason = g_strdup_printf (_ ("Values contradict each other: %u can only be read with the day first, %u only with the month first."),
                              votes->days_first, votes->months_first);
  else if (most > 0)
    reason = g_strdup_printf (ngettext ("%u value can be read in no other way.", "%u values can be read in no other way.",
                                        most),
                              most);
  else
    reason = g_strdup (_ ("No day is after the 12th, so that nothing tells which number is the month."));
  bw_layout_add (column->findings, "date_order", value, hints->order != BW_ORDER_UNKNOWN ? 1.0 : most > 0 ? share_of (most, least)
                                                                                                          : 0.3,
                 reason);
}

static void
judge_serial (BwLayoutColumn      *column,
              const Votes         *votes,
              const BwLayoutHints *hints)
{
  if (votes->serials == 0)
    return;
  column->serial = TRUE;
  column->from_1904 = hints->from_1904;
  if (hints->from_1904)
    bw_layout_add (column->findings, "date_system", "1904", 1.0, _ ("You said so."));
  else
    bw_layout_add (column->findings, "date_system", "1900", 0.7,
                   _ ("Dates are a spreadsheet's numbers; nearly all spreadsheets count them from 1900, some of macOS from 1904."));
}

static void
judge_share (BwLayoutColumn *column,
             const Votes    *votes)
{
  column->per_cent = votes->per_cents > 0 || votes->largest > 1;
  bw_layout_add (column->findings, "scale", column->per_cent ? "100" : "1",
                 votes->per_cents > 0 ? 0.99 : column->per_cent ? 0.95
                                                                : 0.8,
                 votes->per_cents > 0 ? _ ("Values have a sign for per cent.")
                 : column->per_cent   ? _ ("There are values above 1.")
                                      : _ ("No value is above 1."));
}

/* Judges the column called @header with the @values (element-type utf8) of the sample. */
void
bw_layout_judge_column (BwLayoutColumn      *column,
                        const char          *header,
                        const GPtrArray     *values,
                        const BwLayoutHints *hints)
{
  static const char *const reasons[] = {
    [BW_COLUMN_EMPTY] = N_ ("There are no values in the first rows."),
    [BW_COLUMN_TEXT] = N_ ("Most values are nothing but text."),
    [BW_COLUMN_NUMBER] = N_ ("%u of %u values are numbers."),
    [BW_COLUMN_SHARE] = N_ ("%u of %u values are percentages."),
    [BW_COLUMN_DATE] = N_ ("%u of %u values are dates."),
    [BW_COLUMN_BOOLEAN] = N_ ("%u of %u values are yes or no."),
  };
  Votes            votes = { 0 };
  g_autofree char *reason = NULL;
  guint            n[] = { 0, 0, 0, 0, 0, 0 };

  for (guint i = 0; i < values->len; i++)
    vote (&votes, g_ptr_array_index (values, i));
  column->type = settle_type (&votes, header);
  column->n_filled = votes.n;
  n[BW_COLUMN_EMPTY] = n[BW_COLUMN_TEXT] = votes.n;
  n[BW_COLUMN_NUMBER] = votes.numbers;
  n[BW_COLUMN_SHARE] = votes.shares;
  n[BW_COLUMN_DATE] = votes.dates + votes.serials + votes.compact + votes.year_days;
  n[BW_COLUMN_BOOLEAN] = votes.booleans;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  reason = g_strdup_printf (_ (reasons[column->type]), n[column->type], votes.n);
#pragma GCC diagnostic pop
  bw_layout_add (column->findings, "type", bw_column_type_name (column->type),
                 votes.n > 0 ? (double)n[column->type] / votes.n : 0.5, reason);
  if (column->type == BW_COLUMN_NUMBER || column->type == BW_COLUMN_SHARE)
    judge_decimal (column, &votes, hints);
  if (column->type == BW_COLUMN_NUMBER)
    judge_currency (column, &votes);
  if (column->type == BW_COLUMN_SHARE)
    judge_share (column, &votes);
  if (column->type == BW_COLUMN_DATE)
    {
      find_short_years (column, &votes, hints);
      if (column->order != BW_ORDER_YEAR_FIRST)
        judge_order (column, &votes, hints);
      judge_serial (column, &votes, hints);
    }
}
