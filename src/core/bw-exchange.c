/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other currencies are worth in the project's.
 *
 * A rate is somebody's word and kept among the choices: "rate EUR" with the price of one euro in the project's currency, which
 * holds from the beginning, "rate EUR 2026-07-01" with the one from that day on. What counts for a file is the day that it shows,
 * so that every amount of it, its histories too, is converted at the same rate, and a day before the first rate takes the first.
 * Amounts that were read before stay as they are until their file is read again. There are few rates, so that they are
 * searched one by one. */

#include "core/bw-exchange.h"
#include "core/bw-choice.h"

#include <math.h>
#include <string.h>

#define PREFIX "rate "

/* Beyond these a rate is a slip of the hand. */
#define SMALLEST 1e-7
#define LARGEST  1e7

/* Reads @text, with a point or a comma before the decimals, as a rate. Returns %FALSE when it is none. */
gboolean
bw_exchange_parse (const char *text,
                   double     *rate)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  char            *end;
  double           value;

  g_strdelimit (plain, ",", '.');
  if (*plain == '\0' || plain[strspn (plain, "0123456789.")] != '\0')
    return FALSE;
  value = g_ascii_strtod (plain, &end);
  if (*end != '\0' || !isfinite (value) || value < SMALLEST || value > LARGEST)
    return FALSE;
  *rate = value;
  return TRUE;
}

/* Reads the name of a choice. Returns %FALSE when it is not about a rate. */
static gboolean
parse_name (const char     *name,
            BwExchangeRate *rate)
{
  const char *code, *space;
  gsize       n;

  if (!g_str_has_prefix (name, PREFIX))
    return FALSE;
  code = name + strlen (PREFIX);
  space = strchr (code, ' ');
  n = space != NULL ? (gsize)(space - code) : strlen (code);
  if (n == 0 || n >= sizeof rate->code)
    return FALSE;
  memcpy (rate->code, code, n);
  rate->code[n] = '\0';
  rate->from = BW_DATE_NONE;
  return space == NULL || bw_date_parse_iso (space + 1, &rate->from);
}

static char *
write_name (const char *code,
            BwDate      from)
{
  g_autofree char *upper = g_ascii_strup (code, -1);
  char             day[BW_DATE_ISO_SIZE];

  if (from == BW_DATE_NONE)
    return g_strconcat (PREFIX, upper, NULL);
  bw_date_write_iso (from, day);
  return g_strconcat (PREFIX, upper, " ", day, NULL);
}

/* Whether @a counts from an earlier day than @b: what has no day does so from the beginning. */
static gboolean
is_before (BwDate a,
           BwDate b)
{
  return a != b && (a == BW_DATE_NONE || (b != BW_DATE_NONE && a < b));
}

/* Finds the rate of @code that is in force on @day, the newest for %BW_DATE_NONE. */
static gboolean
find (const BwBook   *book,
      const char     *code,
      BwDate          day,
      BwExchangeRate *found)
{
  gboolean any = FALSE;

  for (guint i = 0; i < book->choices->len; i++)
    {
      const BwChoice *choice = &g_array_index (book->choices, BwChoice, i);
      BwExchangeRate  rate;
      gboolean        later, in_time, found_in_time;

      if (!parse_name (bw_book_text (book, choice->name), &rate) || g_ascii_strcasecmp (rate.code, code) != 0 ||
          !bw_exchange_parse (bw_book_text (book, choice->value), &rate.rate))
        continue;
      in_time = day == BW_DATE_NONE || !is_before (day, rate.from);
      found_in_time = any && (day == BW_DATE_NONE || !is_before (day, found->from));
      later = any && is_before (found->from, rate.from);
      /* The last that counts by then; where none does, the first. */
      if (!any || (in_time && (!found_in_time || later)) || (!in_time && !found_in_time && !later))
        *found = rate;
      any = TRUE;
    }
  return any;
}

/* The price of one unit of the currency @code ("" for the project's own) in the project's, for a file that shows @day
 * (%BW_DATE_NONE: the newest price); NaN when nobody has said it. */
double
bw_exchange_rate (const BwBook *book,
                  const char   *code,
                  BwDate        day)
{
  BwExchangeRate rate;

  if (*code == '\0' || g_ascii_strcasecmp (code, book->currency) == 0)
    return 1;
  return find (book, code, day, &rate) ? rate.rate : NAN;
}

static int
compare_rates (gconstpointer a,
               gconstpointer b)
{
  const BwExchangeRate *x = a, *y = b;
  int                   order = strcmp (x->code, y->code);

  return order != 0 ? order : is_before (x->from, y->from) ? -1
                                                           : is_before (y->from, x->from);
}

/* Returns: (transfer full) (element-type BwExchangeRate): all rates, by currency and day. */
GArray *
bw_exchange_list (const BwBook *book)
{
  GArray *rates = g_array_new (FALSE, TRUE, sizeof (BwExchangeRate));

  for (guint i = 0; i < book->choices->len; i++)
    {
      const BwChoice *choice = &g_array_index (book->choices, BwChoice, i);
      BwExchangeRate  rate = { "", BW_DATE_NONE, NAN };

      if (parse_name (bw_book_text (book, choice->name), &rate) &&
          bw_exchange_parse (bw_book_text (book, choice->value), &rate.rate))
        g_array_append_val (rates, rate);
    }
  g_array_sort (rates, compare_rates);
  return rates;
}

/* Says in @book, which nobody else holds, what one unit of the currency @code is worth from @from on (%BW_DATE_NONE: from
 * the beginning), and tells @delta. Returns %FALSE, and does nothing, when @text is no rate. */
gboolean
bw_exchange_set (BwBook     *book,
                 BwDelta    *delta,
                 const char *code,
                 BwDate      from,
                 const char *text)
{
  g_autofree char *name = write_name (code, from);
  BwExchangeRate   parsed;
  char             plain[G_ASCII_DTOSTR_BUF_SIZE];

  if (!parse_name (name, &parsed) || !bw_exchange_parse (text, &parsed.rate))
    return FALSE;
  bw_choice_set (book, delta, name, g_ascii_formatd (plain, sizeof plain, "%.10g", parsed.rate));
  return TRUE;
}

/* The same for a file that shows @day: what is in force by then is worth something else. */
gboolean
bw_exchange_say (BwBook     *book,
                 BwDelta    *delta,
                 const char *code,
                 BwDate      day,
                 const char *text)
{
  BwExchangeRate known;

  return bw_exchange_set (book, delta, code, find (book, code, day, &known) ? known.from : BW_DATE_NONE, text);
}

/* Makes @rates (element-type BwExchangeRate) all that @book, which nobody else holds, knows, and tells @delta. Of two for the
 * same currency and day the last counts. */
void
bw_exchange_replace (BwBook       *book,
                     BwDelta      *delta,
                     const GArray *rates)
{
  g_autoptr (GArray) before = bw_exchange_list (book);

  for (guint i = 0; i < before->len; i++)
    {
      const BwExchangeRate *old = &g_array_index (before, BwExchangeRate, i);
      gboolean              stays = FALSE;

      for (guint j = 0; j < rates->len && !stays; j++)
        {
          const BwExchangeRate *rate = &g_array_index (rates, BwExchangeRate, j);

          stays = rate->from == old->from && g_ascii_strcasecmp (rate->code, old->code) == 0;
        }
      if (!stays)
        {
          g_autofree char *name = write_name (old->code, old->from);

          bw_choice_clear (book, delta, name);
        }
    }
  for (guint j = 0; j < rates->len; j++)
    {
      const BwExchangeRate *rate = &g_array_index (rates, BwExchangeRate, j);
      char                  text[G_ASCII_DTOSTR_BUF_SIZE];

      bw_exchange_set (book, delta, rate->code, rate->from, g_ascii_formatd (text, sizeof text, "%.10g", rate->rate));
    }
}
