/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of people and companies in many languages come out of whatever encoding a program wrote them in. */

#include "import/bw-csv-reader.h"

#include "import-fixture.h"

/* What languages write, and the encodings that are found out for it, also from few lines. */
static const struct
{
  const char *language;
  const char *names[4];
  const char *encodings[8];
} cases[] = {
  { "German", { "Karl Müller", "Straße & Söhne", "Öl AG", NULL }, { "WINDOWS-1252", "ISO-8859-15", "MACINTOSH", "IBM850" } },
  { "French", { "Zoë Lefèvre", "Café du Nord", "L’Hôtel – Ça va", NULL }, { "WINDOWS-1252", "MACINTOSH" } },
  { "Spanish", { "José Núñez", "Peña y Cía", "Compañía Ágil", NULL }, { "WINDOWS-1252", "ISO-8859-1", "IBM850" } },
  { "Portuguese", { "João Conceição", "Inês Simões", "São Paulo", NULL }, { "WINDOWS-1252", "IBM850", "MACINTOSH" } },
  { "Danish", { "Søren Ærø", "Åse Bjørn", "Ølgård", NULL }, { "WINDOWS-1252", "MACINTOSH" } },
  { "Icelandic", { "Þórður Jónsson", "Guðrún", "Ísafjörður", NULL }, { "WINDOWS-1252" } },
  { "Polish", { "Łukasz Żółć", "Świętosława Gąska", "Źdźbło", NULL }, { "WINDOWS-1250", "ISO-8859-2", "IBM852" } },
  { "Czech", { "Jiří Novák", "Šárka Dvořáková", "Žďár Řeznictví Kůň", NULL }, { "WINDOWS-1250", "ISO-8859-2" } },
  { "Hungarian", { "Nagy Győző", "Szűcs Kőműves", "Őrség", NULL }, { "WINDOWS-1250", "ISO-8859-2" } },
  { "Romanian", { "Ştefan Ţurcanu", "Ion Pădurar", "Fraţii", NULL }, { "WINDOWS-1250", "ISO-8859-2" } },
  { "Turkish", { "Ayşe Yılmaz", "Çağrı Güneş", "Ağrı Dağı", NULL }, { "WINDOWS-1254" } },
  { "Lithuanian", { "Jonas Žukauskas", "Šiaulių Ąžuolas", "Įmonė", NULL }, { "WINDOWS-1257" } },
  { "Russian",
    { "Иван Петров", "Завод Строитель", "Торговый дом", NULL },
    { "WINDOWS-1251", "KOI8-R", "ISO-8859-5", "IBM866", "MAC-CYRILLIC" } },
  { "Ukrainian", { "Іван Франко", "Леся Українка", "Київ", NULL }, { "WINDOWS-1251", "KOI8-U" } },
  { "Greek", { "Γιώργος Παπαδόπουλος", "Ελληνική Εταιρεία", "Αθήνα", NULL }, { "WINDOWS-1253", "ISO-8859-7" } },
  { "Hebrew", { "דוד כהן", "חברה בעמ", "תל אביב", NULL }, { "WINDOWS-1255", "ISO-8859-8" } },
  { "Arabic", { "محمد علي", "شركة القاهرة", "بيروت", NULL }, { "WINDOWS-1256" } },
  { "Thai", { "สมชาย ใจดี", "บริษัท กรุงเทพ จำกัด", "เชียงใหม่", NULL }, { "TIS-620" } },
  { "Japanese",
    { "山田太郎", "株式会社東京商事", "北海道ソフト表能", NULL },
    { "SHIFT_JIS", "EUC-JP", "ISO-2022-JP" } },
  { "Chinese", { "张伟", "北京科技有限公司", "深圳电子", NULL }, { "GB18030", "GBK" } },
  { "Taiwan", { "陳大文", "臺北電子公司", "高雄貿易", NULL }, { "BIG5" } },
  { "Korean", { "김철수", "서울상사", "부산전자", NULL }, { "EUC-KR", "UHC" } },
};

/* A file with @n rows of the names of a case. */
static char *
write_table (guint i,
             guint n)
{
  GString *text = g_string_new ("Opportunity Name;Account Name;Amount\r\n");

  for (guint r = 0; r < n; r++)
    g_string_append_printf (text, "%s;\"%s\";%u\r\n", cases[i].names[r % 3], cases[i].names[(r + 1) % 3], 1000 + r);
  return g_string_free (text, FALSE);
}

/* Reads the table of @n rows in @encoding; all of its cells are as they were. */
static void
read_back (Fixture    *fixture,
           guint       i,
           guint       n,
           const char *encoding,
           const char *mark,
           gsize       n_mark)
{
  g_autofree char *text = write_table (i, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) bytes = g_string_new_len (mark, (gssize)n_mark);
  g_autoptr (BwCsvReader) reader = NULL;
  gsize            length;
  g_autofree char *coded = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  BwCsvRow         row;

  g_test_message ("%s, %u rows in %s", cases[i].language, n, encoding);
  g_assert_no_error (error);
  g_string_append_len (bytes, coded, (gssize)length);
  reader = bw_csv_reader_open (fixture_write (fixture, "names.csv", bytes->str, (gssize)bytes->len), &error);
  g_assert_no_error (error);
  g_assert_true (bw_csv_reader_next (reader, &row, &error));
  g_assert_cmpstr (row.values[0], ==, "Opportunity Name");
  for (guint r = 0; r < n; r++)
    {
      g_assert_true (bw_csv_reader_next (reader, &row, &error));
      g_assert_cmpstr (row.values[0], ==, cases[i].names[r % 3]);
      g_assert_cmpstr (row.values[1], ==, cases[i].names[(r + 1) % 3]);
    }
  g_assert_cmpuint (bw_csv_reader_get_n_bad (reader), ==, 0);
  g_assert_cmpuint (bw_csv_reader_get_n_nul (reader), ==, 0);
}

static void
test_bytes (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint e = 0; e < G_N_ELEMENTS (cases[i].encodings) && cases[i].encodings[e] != NULL; e++)
      {
        read_back (&fixture, i, 40, cases[i].encodings[e], "", 0);
        read_back (&fixture, i, 6, cases[i].encodings[e], "", 0);
      }
  fixture_clear (&fixture);
}

/* Two and four bytes a character, with and without a mark, also where hardly any of them is zero. */
static void
test_wide (void)
{
  static const struct
  {
    const char *encoding;
    const char *mark;
    gsize       n_mark;
  } wide[] = {
    { "UTF-16LE", "\xff\xfe", 2 },
    { "UTF-16BE", "\xfe\xff", 2 },
    { "UTF-32LE", "\xff\xfe\0\0", 4 },
    { "UTF-32BE", "\0\0\xfe\xff", 4 },
    { "UTF-8", "\xef\xbb\xbf", 3 },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint w = 0; w < G_N_ELEMENTS (wide); w++)
      {
        read_back (&fixture, i, 20, wide[w].encoding, wide[w].mark, wide[w].n_mark);
        read_back (&fixture, i, 20, wide[w].encoding, "", 0);
      }
  fixture_clear (&fixture);
}

/* One name among English ones: what is likely, without much to go by. */
static void
test_few (void)
{
  static const struct
  {
    const char *bytes;
    const char *text;
  } few[] = {
    { "Caf\xe9", "Café" },
    { "M\xfcller", "Müller" },
    { "\x80 100", "€ 100" },
    { "\xa3 100", "£ 100" },
    { "\xa3ukasz", "Łukasz" },
    { "J\x9frgen Gro\xa7", "Jürgen Groß" },
    { "20 m\xb2", "20 m²" },
    { "L\x92Or\xe9"
      "al",
      "L’Oréal" },
    { "\x93quoted\x94 \x96 text", "“quoted” – text" },
    { "50 \xb0"
      "C",
      "50 °C" },
    { "Acme\xae", "Acme®" },
  };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (few); i++)
    {
      g_autofree char *text = g_strdup_printf ("Opportunity Name,Amount\nAcme renewal,1\n%s,2\nPlain,3\n", few[i].bytes);
      g_autoptr (BwCsvReader) reader = bw_csv_reader_open (fixture_write (&fixture, "few.csv", text, -1), NULL);
      BwCsvRow row;

      for (guint r = 0; r < 3; r++)
        g_assert_true (bw_csv_reader_next (reader, &row, NULL));
      g_assert_cmpstr (row.values[0], ==, few[i].text);
    }
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encodings/bytes", test_bytes);
  g_test_add_func ("/encodings/wide", test_wide);
  g_test_add_func ("/encodings/few", test_few);
  return g_test_run ();
}
