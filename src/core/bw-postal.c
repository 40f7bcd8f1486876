/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where postal codes lie that a file told of.
 *
 * The book's rows are kept in the order of country and code (bw_postal_compare), so that one is found by halving: a microsecond among a million.
 * Codes are compared as capital letters and digits alone: "SW1A 1AA" and "sw1a1aa" are one. Of longer codes than the file has (outward codes
 * alone) the beginning is looked for. */

#include "core/bw-postal.h"

enum
{
  MIN_CODE = 2, /* signs of a code that stands in for a longer one */
};

static const char *
skip_signs (const char *text)
{
  while (*text != '\0' && !g_ascii_isalnum (*text))
    text++;
  return text;
}

/* The order of two codes; 0: the same. @length: so many signs at most of the first one count, and the second has to end there. */
static int
compare_codes (const char *code,
               const char *other,
               guint       length)
{
  for (;; code++, other++, length--)
    {
      int a, b;

      code = skip_signs (code);
      other = skip_signs (other);
      a = length > 0 ? g_ascii_toupper (*code) : '\0';
      b = g_ascii_toupper (*other);
      if (a != b || a == '\0')
        return a - b;
    }
}

static guint
count_signs (const char *code)
{
  guint n = 0;

  for (code = skip_signs (code); *code != '\0'; code = skip_signs (code + 1))
    n++;
  return n;
}

/* The order of two postal codes of countries (codes of two letters) as the book's rows have it; 0: they are the same. */
int
bw_postal_compare (const char *country,
                   const char *code,
                   const char *other_country,
                   const char *other_code)
{
  int order = compare_codes (country, other_country, G_MAXUINT);

  return order != 0 ? order : compare_codes (code, other_code, G_MAXUINT);
}

/* The first row that is not before it. */
static guint
find_row (const BwBook *book,
          const char   *country,
          const char   *code,
          guint         length)
{
  guint low = 0, high = book->postal_places->len;

  while (low < high)
    {
      guint                middle = (low + high) / 2;
      const BwPostalPlace *row = &g_array_index (book->postal_places, BwPostalPlace, middle);
      int                  order = compare_codes (country, bw_book_text (book, row->country), G_MAXUINT);

      if (order == 0)
        order = compare_codes (code, bw_book_text (book, row->code), length);
      if (order > 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where the postal code @code (nullable) of @country (of two letters) lies, by what files told. Returns %FALSE when they did not. */
gboolean
bw_postal_find (const BwBook *book,
                const char   *country,
                const char   *code,
                double       *latitude,
                double       *longitude)
{
  guint n = code != NULL ? count_signs (code) : 0;

  if (book->postal_places->len == 0)
    return FALSE;
  for (guint length = n; length >= MIN_CODE; length--)
    {
      guint                at = find_row (book, country, code, length);
      const BwPostalPlace *row;

      if (at == book->postal_places->len)
        continue;
      row = &g_array_index (book->postal_places, BwPostalPlace, at);
      if (compare_codes (country, bw_book_text (book, row->country), G_MAXUINT) != 0 ||
          compare_codes (code, bw_book_text (book, row->code), length) != 0)
        continue;
      *latitude = row->latitude;
      *longitude = row->longitude;
      return TRUE;
    }
  return FALSE;
}
