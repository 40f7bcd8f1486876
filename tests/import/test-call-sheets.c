/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets that are wrong: each mistake gets a sentence that says what and where, and what is right beside it counts. */

#include "import/bw-call-sheet-read.h"

#include <glib/gstdio.h>

#define TOP "Manager,Mara Moss\nPeriod,2026-Q4\n"

typedef struct
{
  const char *text;
  const char *refusal; /* (nullable): the whole sentence */
  const char *problem; /* (nullable): the whole sentence of the first */
  const char *cell;    /* (nullable): where it is */
  guint       n_problems;
  guint       n_calls; /* that can be used */
} Case;

static const Case cases[] = {
  { TOP "Person,Commit,Best case\nRita Rey,1000,\"2,000.50\"\nSam Sand,3000,\nTotal,4000,2000.50\n", NULL, NULL, NULL, 0, 3 },
  /* Of the whole sheet. */
  { TOP "Team,Commit\nRita Rey,1000\n",
    "sheet.csv has no columns for people and their calls. Name them Person, Commit, Best case and Pipeline, as the template does.", NULL, NULL,
    0, 0 },
  { TOP "Person,Note\nRita Rey,fine\n",
    "sheet.csv has no columns for people and their calls. Name them Person, Commit, Best case and Pipeline, as the template does.", NULL, NULL,
    0, 0 },
  { "Manager,Nora Nobody\nPeriod,2026-Q4\nPerson,Commit\nRita Rey,1000\n",
    "sheet.csv is the sheet of “Nora Nobody”, whom the project does not know.", NULL, NULL, 0, 1 },
  { "Period,2026-Q4\nPerson,Commit\nRita Rey,1000\n", "sheet.csv does not say whose sheet it is. Write Manager and the name above the table.",
    NULL, NULL, 0, 1 },
  { "Manager,Mara Moss\nPerson,Commit\nRita Rey,1000\n",
    "sheet.csv does not say which period it is about. Write Period and 2026-Q4 above the table.", NULL, NULL, 0, 1 },
  { "Manager,Mara Moss\nPeriod,2026-Q3\nPerson,Commit\nRita Rey,1000\n", "sheet.csv is about 2026-Q3, and 2026-Q4 is being reconciled.", NULL,
    NULL, 0, 1 },
  { TOP "Person,Commit\nRita Rey,\nSam Sand,\n", "sheet.csv is not filled in: no call stands in it.", NULL, NULL, 0, 0 },
  /* Of one cell. */
  { TOP "Person,Commit\nRita Rey,tbd\nSam Sand,3000\n", NULL, "B4 says “tbd”, which is no amount. Write it as 450000 or 450,000.00.", "B4", 1,
    1 },
  { TOP "Person,Commit\nRita Rey,#REF!\nSam Sand,3000\n", NULL,
    "B4 shows #REF!: its formula has an error. Mend it in sheet.csv and drop the file again.", "B4", 1, 1 },
  { TOP "Person,Commit\nRita Rey,#DIV/0!\n", NULL,
    "B4 shows #DIV/0!: its formula has an error. Mend it in sheet.csv and drop the file again.", "B4", 1, 0 },
  { TOP "Person,Commit\nRita Rey,-5\nSam Sand,3000\n", NULL, "B4 says “-5”: a call is an amount of 0 or more.", "B4", 1, 1 },
  { TOP "Person,Commit\nRita Rey,EUR 5\nSam Sand,3000\n", NULL, "B4 is in EUR, and the project in USD. Write the amount in USD.", "B4", 1, 1 },
  { TOP "Person,Commit\nStranger,9\nSam Sand,3000\n", NULL,
    "A4 names “Stranger”, whom the project does not know. Write the name as it stands in the team, or add the person.", "A4", 1, 1 },
  { TOP "Person,Commit\nZoe Zhu,9\nSam Sand,3000\n", NULL, "B4 is a number for Zoe Zhu, who is not in the team of Mara Moss.", "B4", 1, 1 },
  { TOP "Person,Commit\nRita Rey,9\nRita Rey,10\n", NULL, "B5 is a second number for “Commit” of Rita Rey in this sheet; the first counts.",
    "B5", 1, 1 },
  { TOP "Person,Commit\nRita Rey,1000\nSam Sand,3000\nTotal,4000.01\n", NULL,
    "B6 says $4000.01, but the rows above add up to $4000: $0.01 apart.", "B6", 1, 2 },
  { TOP "Person,Commit\nRita Rey,1000\n\nDeal ID,Deal,Category\nX1,Nowhere,Commit\n", NULL,
    "A7 names the deal “Nowhere”, which is not in the project, or more than once.", "A7", 1, 1 },
};

static void
add_person (BwBook     *book,
            const char *name,
            gint32      manager)
{
  BwPerson person = {
    .key = bw_book_random_key (),
    .name = bw_pool_add (&book->texts, name, -1),
    .manager = manager,
    .started = BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };

  g_array_append_val (book->people, person);
}

static BwBook *
make_book (void)
{
  BwBook *book = bw_book_new ();

  g_strlcpy (book->currency, "USD", sizeof book->currency);
  bw_book_add_default_stages (book);
  add_person (book, "Mara Moss", BW_NOBODY);
  add_person (book, "Rita Rey", 0);
  add_person (book, "Sam Sand", 0);
  add_person (book, "Zoe Zhu", BW_NOBODY);
  return book;
}

static void
test_wrong (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwCallSheet) sheet = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bellwether-sheet-XXXXXX", NULL), *path = g_build_filename (folder, "sheet.csv", NULL);
  BwPeriod         period = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, bw_date_from_ymd (2026, 11, 1));

  g_assert_true (g_file_set_contents (path, wanted->text, -1, NULL));
  sheet = bw_call_sheet_read (book, &period, path);
  g_unlink (path);
  g_rmdir (folder);
  g_assert_cmpstr (sheet->refusal, ==, wanted->refusal);
  if (wanted->refusal != NULL)
    return;
  g_assert_cmpuint (sheet->problems->len, ==, wanted->n_problems);
  g_assert_cmpuint (sheet->calls->len, ==, wanted->n_calls);
  if (wanted->n_problems > 0)
    {
      const BwSheetProblem *problem = &g_array_index (sheet->problems, BwSheetProblem, 0);

      g_assert_cmpstr (problem->text, ==, wanted->problem);
      g_assert_cmpstr (problem->cell, ==, wanted->cell);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/call-sheets/%u", i);

      g_test_add_data_func (name, &cases[i], test_wrong);
    }
  return g_test_run ();
}
