/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of separated values, encodings, and what is done about broken files. */

#include "import/bw-csv-reader.h"
#include "import/bw-row-ahead.h"

#include "import-fixture.h"

/* All rows of a file as one text: cells in brackets, the line before, flags after. */
static char *
read_all (const char *path,
          GError    **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, error);
  GString *text = g_string_new (NULL);
  BwCsvRow row;

  while (reader != NULL && bw_csv_reader_next (reader, &row, error))
    {
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, row.line);
      for (guint i = 0; i < row.n; i++)
        {
          g_assert_true (g_utf8_validate (row.values[i], -1, NULL));
          g_string_append_printf (text, "[%s]", row.values[i]);
        }
      g_string_append (text, row.flags & BW_CSV_UNTERMINATED ? "! " : " ");
    }
  return g_string_free (text, FALSE);
}

/* A thread that reads ahead hands out the same rows, of whatever shape, and can be ended anywhere. */
static void
test_ahead (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GString) text = g_string_new ("a,b,c\n");
  g_autofree char *big = g_strnfill (70000, 'x');
  const char      *path;
  Fixture          fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < 30000; i++)
    {
      for (guint n = (guint)g_rand_int_range (rand, 1, 6); n > 0; n--)
        switch (g_rand_int_range (rand, 0, 5))
          {
          case 0:
            g_string_append_printf (text, "\"%u \"\"q\"\",\n%u\",", i, n);
            break;
          case 1:
            g_string_append_c (text, ',');
            break;
          case 2:
            g_string_append_printf (text, "\"%s\",", i % 500 == 0 ? big : "near");
            break;
          default:
            g_string_append_printf (text, "  %u ,", i * n);
          }
      g_string_append (text, "end\n");
    }
  path = fixture_write (&fixture, "ahead.csv", text->str, (gssize)text->len);
  for (guint stop = 0; stop <= 40000; stop += 8000)
    {
      g_autoptr (BwCsvReader) plain = bw_csv_reader_open (path, NULL);
      g_autoptr (BwCsvReader) other = bw_csv_reader_open (path, NULL);
      BwRowAhead *ahead = bw_row_ahead_new (other);
      BwCsvRow    x, y;
      guint       n = 0;
      GError     *error = NULL;

      while (n < stop && bw_csv_reader_next (plain, &x, NULL))
        {
          g_assert_true (bw_row_ahead_next (ahead, &y, &error));
          g_assert_cmpuint (x.line, ==, y.line);
          g_assert_cmpuint (x.n, ==, y.n);
          g_assert_cmpuint (x.flags, ==, y.flags);
          for (guint i = 0; i < x.n; i++)
            g_assert_cmpstr (x.values[i], ==, y.values[i]);
          n++;
        }
      if (n < stop)
        {
          g_assert_cmpuint (n, ==, 30001);
          g_assert_false (bw_row_ahead_next (ahead, &y, &error));
          g_assert_false (bw_row_ahead_next (ahead, &y, &error));
          g_assert_cmpfloat (bw_row_ahead_get_progress (ahead), ==, 1);
        }
      g_assert_no_error (error);
      bw_row_ahead_free (ahead);
    }
  fixture_clear (&fixture);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    gssize      length;
    const char *rows;
  } cases[] = {
    { "a,b\n1,2\n", -1, "1[a][b] 2[1][2] " },
    { "a,b\r\n1,2\r\n", -1, "1[a][b] 2[1][2] " },
    { "a,b\r1,2\r", -1, "1[a][b] 2[1][2] " },
    { "a,b\n1,2", -1, "1[a][b] 2[1][2] " },
    { "a,b\n\n\r\n1,2\n", -1, "1[a][b] 4[1][2] " },
    { "a,b\n,\n", -1, "1[a][b] 2[][] " },
    { " a , b \n\" 1 \", 2\n", -1, "1[a][b] 2[ 1 ][2] " },
    { "a,b\n\"x\ny\",2\n3,4\n", -1, "1[a][b] 2[x\ny][2] 4[3][4] " },
    { "a,b\n\"say \"\"hi\"\"\",2\n", -1, "1[a][b] 2[say \"hi\"][2] " },
    { "a,b\n\"\",\"\"\"\"\n\"\"\"x\"\"\",\"1,2\"\n", -1, "1[a][b] 2[][\"] 3[\"x\"][1,2] " },
    { "a,b\n\"x\" ,2\n \"x\",\"2 \"\n", -1, "1[a][b] 2[x][2] 3[x][2 ] " },
    { "a,b\n\"x\"y,2\n\"x\",\n", -1, "1[a][b] 2[x\"y,2\n\"x][] " },
    { "a,b\n,\"2\"\n\"2\"\n\"\"\n", -1, "1[a][b] 2[][2] 3[2] 4[] " },
    { "a\tb\n\t\"2\"\n\"1\"\t\"\t\"\n", -1, "1[a][b] 2[][2] 3[1][\t] " },
    { "a,b\n5\" pipe,2\n3,4\n", -1, "1[a][b] 2[5\" pipe][2] 3[3][4] " },
    { "a,b\n1\n2,3,4\n", -1, "1[a][b] 2[1] 3[2][3][4] " },
    { "a;b\n1,5;2\n", -1, "1[a][b] 2[1,5][2] " },
    { "a\tb\n1\t\n\t2\n", -1, "1[a][b] 2[1][] 3[][2] " },
    { "a|b\n1|2\n", -1, "1[a][b] 2[1][2] " },
    { "sep=;\na;b,c\n1;2\n", -1, "2[a][b,c] 3[1][2] " },
    { "a,b\n\"1,2\n3,4\n5,6\n", -1, "1[a][b] 2[1][2]! 3[3][4] 4[5][6] " },
    { "a,b\n1,\"2\n\n3,4\n", -1, "1[a][b] 2[1][2]! 4[3][4] " },
    { "a,b\n\"1\n\"2\n\"3\n", -1, "1[a][b] 2[1]! 3[2]! 4[3]! " },
    { "a,b,c\n1,\"two,3\n4,5,\"x\"\n", -1, "1[a][b][c] 2[1][two][3]! 3[4][5][x] " },
    { "a,b\n\"say \\\"hi\\\"\",2\n\"x\\\\y\",\"3\"\n", -1, "1[a][b] 2[say \"hi\"][2] 3[x\\y][3] " },
    { "a,b\nsay \\\"hi\\\" now,2\n", -1, "1[a][b] 2[say \"hi\" now][2] " },
    { "a,b\n\"C:\\dir\\\",2\n\"D:\\\",3\n", -1, "1[a][b] 2[C:\\dir\\][2] 3[D:\\][3] " },
    { "a,b\n\"x \\ \"\"y\"\"\",2\n", -1, "1[a][b] 2[x \\ \"y\"][2] " },
    { "a,b\n=\"00123\",\"=\"\"045\"\"\"\n=1+2,=\"a\"&\"b\"\n", -1, "1[a][b] 2[00123][045] 3[=1+2][=\"a\"&\"b\"] " },
    { "\"a,b,c\"\n\"1,\"\"x, y\"\",3\"\n\"4,,6\"\n", -1, "1[a][b][c] 2[1][x, y][3] 3[4][][6] " },
    { "\"a\"\n\"1, 2\"\n\"3\"\n", -1, "1[a] 2[1, 2] 3[3] " },
    { "a,b\n1\0,2\n", 8, "1[a][b] 2[1][2] " },
    { "\xef\xbb\xbf"
      "a,b\n\xc3\xbc,2\n",
      -1, "1[a][b] 2[ü][2] " },
    { "a,b\n\xfc,\x80\n", -1, "1[a][b] 2[ü][€] " },
    { "a,b\n\xc3\xbc,\xff\n", -1, "1[a][b] 2[ü][\xef\xbf\xbd] " },
    { "\xff\xfe"
      "a\0,\0b\0\n\0\xfc\0,\0"
      "2\0\n\0",
      18, "1[a][b] 2[ü][2] " },
    { "\xfe\xff"
      "\0a\0,\0b\0\n\0\xfc\0,\0"
      "2\0\n",
      18, "1[a][b] 2[ü][2] " },
    { "a\0,\0b\0\n\0c\0,\0"
      "2\0\n\0",
      16, "1[a][b] 2[c][2] " },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char      *path = fixture_write (&fixture, "case.csv", cases[i].text, cases[i].length);
      GError          *error = NULL;
      g_autofree char *rows = read_all (path, &error);

      g_assert_no_error (error);
      if (strcmp (cases[i].rows, rows) != 0)
        g_test_message ("case %u", i);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
  fixture_clear (&fixture);
}

/* Rows that straddle the pieces in which a file is read. */
static void
test_long (void)
{
  Fixture  fixture;
  GString *text = g_string_new ("id,name\r\n");
  BwCsvRow row;
  GError  *error = NULL;
  guint    n = 0;

  fixture_init (&fixture);
  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (text, "%u,\"Zoë %u\r\n%s\"\r\n", i, i, i % 3 == 0 ? "ü" : "x");
  fixture_write (&fixture, "long.csv", text->str, text->len);
  {
    g_autoptr (BwCsvReader) reader = bw_csv_reader_open (g_ptr_array_index (fixture.paths, 0), &error);

    g_assert_no_error (error);
    while (bw_csv_reader_next (reader, &row, &error))
      {
        g_autofree char *name = g_strdup_printf ("Zoë %u\r\n%s", n - 1, (n - 1) % 3 == 0 ? "ü" : "x");

        g_assert_cmpuint (row.n, ==, 2);
        g_assert_cmpuint (row.line, ==, n == 0 ? 1 : 2 * n);
        if (n++ > 0)
          g_assert_cmpstr (row.values[1], ==, name);
      }
    g_assert_no_error (error);
    g_assert_cmpuint (n, ==, 40001);
  }
  g_string_free (text, TRUE);
  fixture_clear (&fixture);
}

/* A dialect is translated also where the pieces of a file meet. */
static void
test_long_dialects (void)
{
  static const char *const rows[][2] = { { "%u,\"say \\\"%u\\\" \\\\\"\n", "say \"%u\" \\" },
                                         { "%u,=\"0%u\"\n", "0%u" },
                                         { "\"%u,\"\"a, %u\"\"\"\n", "a, %u" } };
  Fixture                  fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (i == 2 ? "\"id,name\"\n" : "id,name\n");
      g_autoptr (BwCsvReader) reader = NULL;
      GError  *error = NULL;
      BwCsvRow row;
      guint    n = 0;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      for (guint k = 0; k < 40000; k++)
        g_string_append_printf (text, rows[i][0], k, k);
      reader = bw_csv_reader_open (fixture_write (&fixture, "long.csv", text->str, text->len), &error);
      g_assert_no_error (error);
      g_assert_true (bw_csv_reader_next (reader, &row, &error));
      for (; bw_csv_reader_next (reader, &row, &error); n++)
        {
          g_autofree char *name = g_strdup_printf (rows[i][1], n);

          g_assert_cmpuint (row.n, ==, 2);
          g_assert_cmpstr (row.values[1], ==, name);
        }
#pragma GCC diagnostic pop
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, 40000);
    }
  fixture_clear (&fixture);
}

/* A quote that nobody closes costs its line, not the megabytes behind it. */
static void
test_endless_quote (void)
{
  Fixture  fixture;
  GString *text = g_string_new ("id,name\n1,\"never closed\n");
  BwCsvRow row;
  GError  *error = NULL;
  guint    n = 0, flagged = 0;

  fixture_init (&fixture);
  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%u,Some name\n", i);
  fixture_write (&fixture, "quote.csv", text->str, text->len);
  {
    g_autoptr (BwCsvReader) reader = bw_csv_reader_open (g_ptr_array_index (fixture.paths, 0), &error);

    while (bw_csv_reader_next (reader, &row, &error))
      {
        n++;
        flagged += row.flags != 0;
      }
    g_assert_no_error (error);
    g_assert_cmpuint (n, ==, 200002);
    g_assert_cmpuint (flagged, ==, 1);
  }
  g_string_free (text, TRUE);
  fixture_clear (&fixture);
}

static void
test_refused (void)
{
  static const struct
  {
    const char   *text;
    gssize        length;
    BwImportError code;
  } cases[] = {
    { "", 0, BW_IMPORT_ERROR_EMPTY },
    { " \n\r\n\t\n", -1, BW_IMPORT_ERROR_EMPTY },
    { "PK\x03\x04zipped", -1, BW_IMPORT_ERROR_NOT_CSV },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, BW_IMPORT_ERROR_NOT_CSV },
    { "%PDF-1.7\n", -1, BW_IMPORT_ERROR_NOT_CSV },
    { "SQLite format 3\0", 16, BW_IMPORT_ERROR_NOT_CSV },
    { "a\x01\x02\x03,\x04\x05"
      "b\n",
      -1, BW_IMPORT_ERROR_NOT_CSV },
  };
  Fixture          fixture;
  GError          *error = NULL;
  g_autofree char *missing = NULL;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *path = fixture_write (&fixture, "case.csv", cases[i].text, cases[i].length);

      g_assert_null (bw_csv_reader_open (path, &error));
      g_assert_error (error, BW_IMPORT_ERROR, (int)cases[i].code);
      g_assert_nonnull (strstr (error->message, "case.csv"));
      g_clear_error (&error);
    }
  g_assert_null (bw_csv_reader_open (fixture.folder, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_CSV);
  g_clear_error (&error);
  missing = g_build_filename (fixture.folder, "nowhere.csv", NULL);
  g_assert_null (bw_csv_reader_open (missing, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fixture_clear (&fixture);
}

/* What bw_csv_row_to_text() writes is read as the same row. */
static void
test_round_trip (void)
{
  static const char *cells[] = { "plain", "", "with, comma", "say \"hi\"", "two\nlines", " spaces ", "ü" };
  BwCsvRow           row = { 1, G_N_ELEMENTS (cells), cells, 0 };
  g_autofree char   *text = bw_csv_row_to_text (&row);
  g_autofree char   *file = g_strconcat ("a,b,c,d,e,f,g\n", text, "\n", NULL);
  g_autoptr (BwCsvReader) reader = NULL;
  Fixture  fixture;
  BwCsvRow back;

  fixture_init (&fixture);
  reader = bw_csv_reader_open (fixture_write (&fixture, "row.csv", file, -1), NULL);
  g_assert_true (bw_csv_reader_next (reader, &back, NULL));
  g_assert_true (bw_csv_reader_next (reader, &back, NULL));
  g_assert_cmpuint (back.n, ==, row.n);
  for (guint i = 0; i < row.n; i++)
    g_assert_cmpstr (back.values[i], ==, cells[i]);
  fixture_clear (&fixture);
}

/* The cases of csv-spectrum whose answers are tables of texts: each header and value of the answer must be found. */
static void
test_spectrum (void)
{
  g_autofree char *folder = sample_path ("csv/csv-spectrum/csvs");
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint       n = 0;

  if (folder == NULL)
    return;
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *answer_name = g_strndup (name, strlen (name) - strlen (".csv"));
      g_autofree char *answer_path = NULL, *answer = NULL, *rows = NULL;
      GError          *error = NULL;
      guint            colons = 0, cells = 0;

      answer_path = g_strdup_printf ("%s/../json/%s.json", folder, answer_name);
      g_assert_true (g_file_get_contents (answer_path, &answer, NULL, NULL));
      rows = read_all (path, &error);
      g_assert_no_error (error);
      /* As many cells as the answer has values, below a header of the same number of cells. */
      for (const char *at = answer; (at = strstr (at, "\": \"")) != NULL; at += 4)
        colons++;
      for (const char *at = strstr (rows, " 2["); at != NULL && *at != '\0'; at++)
        cells += at[0] == '[' && (at[-1] == ']' || g_ascii_isdigit (at[-1]));
      g_test_message ("%s: %s", name, rows);
      if (!g_str_equal (name, "json.csv"))
        g_assert_cmpuint (cells, ==, colons);
      n++;
    }
  g_assert_cmpuint (n, ==, 12);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/rows", test_rows);
  g_test_add_func ("/csv-reader/ahead", test_ahead);
  g_test_add_func ("/csv-reader/long", test_long);
  g_test_add_func ("/csv-reader/long-dialects", test_long_dialects);
  g_test_add_func ("/csv-reader/endless-quote", test_endless_quote);
  g_test_add_func ("/csv-reader/refused", test_refused);
  g_test_add_func ("/csv-reader/round-trip", test_round_trip);
  g_test_add_func ("/csv-reader/spectrum", test_spectrum);
  return g_test_run ();
}
