/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of deals in words: every kind of value, values that are not known or cannot be read, and every source. */

#include "core/bw-change.h"

static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwPerson       person = { .key = 1, .name = bw_pool_add (&book->texts, "Ann", -1), .manager = BW_NOBODY };
  BwImportRecord record = { .key = 2, .file = bw_pool_add (&book->texts, "deals.csv", -1) };

  g_strlcpy (book->currency, "USD", sizeof book->currency);
  bw_book_add_default_stages (book);
  g_array_append_val (book->people, person);
  g_array_append_val (book->imports, record);
  return book;
}

typedef struct
{
  const char *name;
  BwField     field;
  gint64      before, after;
  const char *words;
} Case;

/* Amounts in the C locale have no thousands separators. */
static const Case cases[] = {
  { "amount", BW_FIELD_AMOUNT, 4000000, 5200000, "Amount $40000 → $52000" },
  { "amount-set", BW_FIELD_AMOUNT, BW_MONEY_NONE, 5200000, "Amount set to $52000" },
  { "amount-gone", BW_FIELD_AMOUNT, 4000000, BW_MONEY_NONE, "Amount $40000 taken away" },
  { "stage", BW_FIELD_STAGE, 0, 4, "Stage Qualification → Closed won" },
  { "stage-unknown", BW_FIELD_STAGE, 99, 0, "Stage set to Qualification" },
  { "stage-negative", BW_FIELD_STAGE, -1, -7, "Stage" },
  { "owner", BW_FIELD_OWNER, BW_NOBODY, 0, "Owner set to Ann" },
  { "close", BW_FIELD_CLOSE_DATE, 0, 31, "Close date 1 Jan 1970 → 1 Feb 1970" },
  { "close-set", BW_FIELD_CLOSE_DATE, BW_DATE_NONE, 31, "Close date set to 1 Feb 1970" },
  { "close-out-of-range", BW_FIELD_CLOSE_DATE, G_MAXINT64, 31, "Close date set to 1 Feb 1970" },
  { "category", BW_FIELD_CATEGORY, BW_CATEGORY_NONE, BW_CATEGORY_COMMIT, "Category set to Commit" },
  { "probability", BW_FIELD_PROBABILITY, 250, 1000, "Probability 25 % → 100 %" },
  { "probability-set", BW_FIELD_PROBABILITY, BW_PROBABILITY_NONE, 0, "Probability set to 0 %" },
  { "text-out-of-range", BW_FIELD_NEXT_STEP, 0, G_MAXINT32, "Next step" },
  { "vanished", BW_FIELD_PRESENT, 1, 0, "No longer in the exports" },
  { "back", BW_FIELD_PRESENT, 0, 1, "Is in the exports again" },
};

static void
test_text (const void *data)
{
  const Case *c = data;
  g_autoptr (BwBook) book = make_book ();
  BwChange         change = { .field = c->field, .old_value = c->before, .new_value = c->after };
  g_autofree char *words = bw_change_dup_text (book, &change);

  g_assert_cmpstr (words, ==, c->words);
}

static void
test_source (void)
{
  static const char *const expected[][2] = {
    [BW_TIME_CRM] = { "CRM, in deals.csv", "CRM" },
    [BW_TIME_IMPLIED] = { "from its dates in deals.csv", "from its dates" },
    [BW_TIME_EXPORT] = { "date of the export deals.csv", "date of the export" },
    [BW_TIME_IMPORT] = { "when deals.csv was imported", "when imported" },
    [BW_TIME_PERSON] = { "edited here", "edited here" },
  };
  static const gint32 imports[] = { 0, -1 };
  g_autoptr (BwBook) book = make_book ();

  for (guint source = 0; source < G_N_ELEMENTS (expected); source++)
    for (guint k = 0; k < 2; k++)
      {
        BwChange         change = { .source = (guint8)source, .import = imports[k] };
        g_autofree char *words = bw_change_dup_source (book, &change);

        g_assert_cmpstr (words, ==, expected[source][k]);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/change/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/change/source", test_source);
  return g_test_run ();
}
