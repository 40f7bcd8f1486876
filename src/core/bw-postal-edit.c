/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of postal codes, taken from a file.
 *
 * The file is one of GeoNames (download.geonames.org/export/zip): no header, twelve columns parted by tabs - country, code, place, then
 * three levels of regions by name and code, latitude, longitude, accuracy. A code that stands there several times, for each of its
 * places, lies in their middle. A country that the file tells of is replaced as a whole; others stay. Rows are kept in order
 * (bw_postal_compare), for which all of the table is written anew. */

#include "core/bw-postal-edit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-postal.h"

enum
{
  COLUMN_COUNTRY = 0,
  COLUMN_CODE = 1,
  COLUMN_NAME = 2,
  COLUMN_REGION = 4,
  COLUMN_LATITUDE = 9,
  COLUMN_LONGITUDE = 10,
  N_COLUMNS = 12,
  MAX_CELL = 200, /* bytes */
};

G_DEFINE_QUARK (bw_postal_error, bw_postal_error)

/* A line that was read; points into the text. */
typedef struct
{
  char   cells[5][MAX_CELL]; /* country, code, name, -, region */
  double latitude;
  double longitude;
} Line;

/* A code with its lines so far. */
typedef struct
{
  const char *country;
  const char *code;
  const char *name;
  const char *region;
  double      latitude, longitude; /* sums */
  guint       n;
  BwText      texts[4]; /* of a row that was there, 0: to be added */
} Row;

static gboolean
read_degrees (const char *text,
              double      most,
              double     *degrees)
{
  char *end;

  *degrees = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && fabs (*degrees) <= most;
}

/* Reads a line of @length bytes. Returns the number of its columns; 0 when it tells of no place. */
static guint
read_line (const char *text,
           gsize       length,
           Line       *line)
{
  char        number[MAX_CELL];
  guint       column = 0;
  gboolean    good = g_utf8_validate_len (text, length, NULL);
  const char *at = text, *end = text + length;

  for (; at <= end && column < N_COLUMNS; column++)
    {
      const char *tab = memchr (at, '\t', (gsize)(end - at));
      gsize       n = (gsize)((tab != NULL ? tab : end) - at);
      char       *cell = column < 5 ? line->cells[column] : number;

      if (n >= MAX_CELL)
        good = FALSE;
      n = MIN (n, MAX_CELL - 1);
      memcpy (cell, at, n);
      cell[n] = '\0';
      if (column == COLUMN_LATITUDE)
        good = read_degrees (cell, 90, &line->latitude) && good;
      if (column == COLUMN_LONGITUDE)
        good = read_degrees (cell, 180, &line->longitude) && good;
      at = tab != NULL ? tab + 1 : end + 1;
    }
  return good && column > COLUMN_LONGITUDE && strlen (line->cells[COLUMN_COUNTRY]) == 2 && *line->cells[COLUMN_CODE] != '\0' ? column : 0;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Row *left = a, *right = b;

  return bw_postal_compare (left->country, left->code, right->country, right->code);
}

/* Reads the lines of @text into @rows; texts are kept in @texts. */
static void
read_lines (const char    *text,
            gsize          length,
            GStringChunk  *texts,
            GArray        *rows,
            GHashTable    *countries,
            BwPostalCount *count)
{
  const char *at = text, *end = length > 0 ? text + length : text;
  guint       number = 0;

  while (at < end)
    {
      const char *next = memchr (at, '\n', (gsize)(end - at));
      gsize       n = (gsize)((next != NULL ? next : end) - at);
      Line        line;
      Row         row = { 0 };

      number++;
      if (n > 0 && at[n - 1] == '\r')
        n--;
      if (n > 0)
        count->n_read++;
      if (n > 0 && read_line (at, n, &line) == 0)
        {
          count->n_bad++;
          if (count->line_bad == 0)
            count->line_bad = number;
        }
      else if (n > 0)
        {
          row.country = g_string_chunk_insert_const (texts, line.cells[COLUMN_COUNTRY]);
          row.code = g_string_chunk_insert (texts, line.cells[COLUMN_CODE]);
          row.name = g_string_chunk_insert_const (texts, line.cells[COLUMN_NAME]);
          row.region = g_string_chunk_insert_const (texts, line.cells[COLUMN_REGION]);
          row.latitude = line.latitude;
          row.longitude = line.longitude;
          row.n = 1;
          g_array_append_val (rows, row);
          g_hash_table_add (countries, (gpointer)row.country);
        }
      at = next != NULL ? next + 1 : end;
    }
}

/* Whether @text, of @length bytes, the beginning of a file, is one of postal codes: most whole lines of it tell of a place. */
gboolean
bw_postal_edit_is_one (const char *text,
                       gsize       length)
{
  const char   *last = length > 0 ? g_strrstr_len (text, (gssize)length, "\n") : NULL;
  GStringChunk *texts = g_string_chunk_new (4096);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);
  BwPostalCount count = { 0 };

  read_lines (text, last != NULL ? (gsize)(last - text) : length, texts, rows, countries, &count);
  g_string_chunk_free (texts);
  return rows->len > 0 && count.n_bad <= count.n_read / 4;
}

/* How many accounts of @before have a postal code whose place is known in @after, and was not before. Those of the United
 * States, also where no country is told, have theirs from the map. */
guint
bw_postal_edit_count_found (const BwBook *before,
                            const BwBook *after)
{
  guint n = 0;

  for (guint i = 0; i < before->accounts->len; i++)
    {
      const BwAccount *account = bw_book_account (before, i);
      const char      *postal = bw_book_text (before, account->postal), *name = bw_book_text (before, account->country);
      const char      *country = before->atlas != NULL ? bw_atlas_country_code (before->atlas, name) : name;
      double           latitude, longitude;

      n += account->merged == 0 && *postal != '\0' && country != NULL && !g_str_equal (country, "US") && bw_postal_find (after, country, postal, &latitude, &longitude) &&
           !bw_postal_find (before, country, postal, &latitude, &longitude);
    }
  return n;
}

/* Adds the rows that @book has of other countries. */
static void
keep_others (const BwBook *book,
             GHashTable   *countries,
             GArray       *rows)
{
  for (guint i = 0; i < book->postal_places->len; i++)
    {
      const BwPostalPlace *place = &g_array_index (book->postal_places, BwPostalPlace, i);
      Row                  row = {
                         .country = bw_book_text (book, place->country),
                         .code = bw_book_text (book, place->code),
                         .latitude = place->latitude,
                         .longitude = place->longitude,
                         .n = 1,
                         .texts = { place->country, place->code, place->name, place->region },
      };

      if (!g_hash_table_contains (countries, row.country))
        g_array_append_val (rows, row);
    }
}

/* Puts lines of one code together, in place. */
static void
join_rows (GArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i), *last = n > 0 ? &g_array_index (rows, Row, n - 1) : NULL;

      if (last != NULL && compare_rows (last, row) == 0)
        {
          last->latitude += row->latitude;
          last->longitude += row->longitude;
          last->n++;
        }
      else
        g_array_index (rows, Row, n++) = *row;
    }
  g_array_set_size (rows, n);
}

/* Takes the places of postal codes out of @text, of @length bytes.
 * Returns: (transfer full) (nullable): the book after the edit, and through @delta (transfer full) what changed; %NULL when @text is no such
 * file. @count tells what was in it in any case. */
BwBook *
bw_postal_edit_take (const BwBook  *book,
                     const char    *text,
                     gsize          length,
                     BwPostalCount *count,
                     BwDelta      **delta,
                     GError       **error)
{
  GStringChunk *texts = g_string_chunk_new (65536);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GHashTable) countries = g_hash_table_new (g_str_hash, g_str_equal);
  BwBook *after = NULL;

  memset (count, 0, sizeof *count);
  read_lines (text, length, texts, rows, countries, count);
  if (rows->len == 0 || count->n_bad > count->n_read / 2)
    {
      g_set_error_literal (error, BW_POSTAL_ERROR, BW_POSTAL_ERROR_FORMAT,
                           _ ("This is no file of postal codes from GeoNames: that has twelve columns parted by tabs, the country first, latitude "
                              "and longitude tenth and eleventh, and no header."));
      g_string_chunk_free (texts);
      return NULL;
    }
  keep_others (book, countries, rows);
  g_array_sort (rows, compare_rows);
  join_rows (rows);

  after = bw_book_copy_but_deals (book);
  *delta = bw_delta_new (book);
  for (guint i = 0; i < book->postal_places->len; i++)
    bw_delta_remove (*delta, BW_TABLE_POSTAL_PLACES, g_array_index (book->postal_places, BwPostalPlace, i).key);
  g_array_set_size (after->postal_places, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row    *row = &g_array_index (rows, Row, i);
      BwPostalPlace place = { bw_book_random_key (), row->texts[0], row->texts[1], row->texts[2], row->texts[3],
                              row->latitude / row->n, row->longitude / row->n };

      if (place.country == 0)
        {
          count->n_codes++;
          place.country = bw_pool_intern (&after->texts, row->country);
          place.code = bw_pool_intern (&after->texts, row->code);
          place.name = bw_pool_intern (&after->texts, row->name);
          place.region = bw_pool_intern (&after->texts, row->region);
        }
      g_array_append_val (after->postal_places, place);
    }
  g_string_chunk_free (texts);
  return after;
}
