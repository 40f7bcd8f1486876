/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of small tables: products that are alike, what stages mean; and rejected rows as CSV. */

#include "core/bw-product-alias.h"
#include "core/bw-reject-sheet.h"
#include "core/bw-stage-map.h"

static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwProduct      product = { .key = 1, .name = bw_pool_add (&book->texts, "GTX Pro", -1), .listed = TRUE };
  BwProductAlias alias = { .key = 2, .alias = bw_pool_add (&book->texts, "GTXPro", -1) };
  BwStage        odd = { .key = 3, .name = bw_pool_add (&book->texts, "Odd", -1), .probability = BW_PROBABILITY_NONE };

  bw_book_add_default_stages (book);
  g_array_append_val (book->products, product);
  g_array_append_val (book->aliases, alias);
  alias.key = 4;
  alias.alias = bw_pool_add (&book->texts, "gtx-pro", -1);
  g_array_append_val (book->aliases, alias);
  g_array_append_val (book->stages, odd);
  return book;
}

static void
test_confirm (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_product_alias_confirm (book, 1, &delta);

  g_assert_false (g_array_index (book->aliases, BwProductAlias, 1).confirmed);
  g_assert_true (g_array_index (after->aliases, BwProductAlias, 1).confirmed);
  g_assert_false (g_array_index (after->aliases, BwProductAlias, 0).confirmed);
  g_assert_cmpuint (after->products->len, ==, 1);
  g_assert_cmpuint (delta->changed[BW_TABLE_ALIASES]->len, ==, 1);
  g_assert_cmpuint (g_array_index (delta->changed[BW_TABLE_ALIASES], guint, 0), ==, 1);
}

static void
test_keep_apart (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_product_alias_keep_apart (book, 0, &delta);

  g_assert_cmpuint (book->aliases->len, ==, 2);
  g_assert_cmpuint (after->aliases->len, ==, 1);
  g_assert_cmpint (g_array_index (after->aliases, BwProductAlias, 0).key, ==, 4);
  g_assert_cmpuint (after->products->len, ==, 2);
  g_assert_cmpstr (bw_book_text (after, bw_book_product (after, 1)->name), ==, "GTXPro");
  g_assert_true (bw_book_product (after, 1)->listed);
  g_assert_cmpint (g_array_index (delta->removed[BW_TABLE_ALIASES], gint64, 0), ==, 2);
  g_assert_cmpuint (delta->before[BW_TABLE_ALIASES], ==, 1);
  g_assert_cmpuint (delta->before[BW_TABLE_PRODUCTS], ==, 1);
}

static void
assert_stage (const BwBook *book,
              guint         stage,
              BwDate        date,
              BwStageKind   kind,
              BwCategory    category)
{
  BwStageKind is_kind;
  BwCategory  is_category;

  bw_book_stage_at (book, (gint32)stage, date, &is_kind, &is_category);
  g_assert_cmpint (is_kind, ==, kind);
  g_assert_cmpint (is_category, ==, category);
}

/* A stage that nobody had mapped has had its meaning always. */
static void
test_map (void)
{
  g_autoptr (BwBook) book = make_book ();
  guint odd = book->stages->len - 1;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_stage_map_set (book, odd, BW_STAGE_OPEN, BW_CATEGORY_COMMIT, 20000, &delta);

  g_assert_false (bw_book_stage (book, odd)->mapped);
  g_assert_true (bw_book_stage (after, odd)->mapped);
  g_assert_cmpuint (after->stage_rules->len, ==, book->stage_rules->len + 1);
  assert_stage (after, odd, 1, BW_STAGE_OPEN, BW_CATEGORY_COMMIT);
  assert_stage (after, odd, 30000, BW_STAGE_OPEN, BW_CATEGORY_COMMIT);
  g_assert_cmpuint (g_array_index (delta->changed[BW_TABLE_STAGES], guint, 0), ==, odd);
}

/* A stage that had a meaning keeps it for the past; the same day said twice is one rule. */
static void
test_map_again (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) delta = NULL, second = NULL;
  g_autoptr (BwBook) after = bw_stage_map_set (book, 2, BW_STAGE_OPEN, BW_CATEGORY_COMMIT, 20000, &delta);
  g_autoptr (BwBook) again = bw_stage_map_set (after, 2, BW_STAGE_WON, BW_CATEGORY_PIPELINE, 20000, &second);

  assert_stage (after, 2, 19999, BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE);
  assert_stage (after, 2, 20000, BW_STAGE_OPEN, BW_CATEGORY_COMMIT);
  g_assert_cmpuint (after->stage_rules->len, ==, book->stage_rules->len + 2);
  assert_stage (again, 2, 19999, BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE);
  assert_stage (again, 2, 20000, BW_STAGE_WON, BW_CATEGORY_CLOSED);
  g_assert_cmpuint (again->stage_rules->len, ==, after->stage_rules->len);
  g_assert_cmpuint (second->changed[BW_TABLE_STAGE_RULES]->len, ==, 1);
  g_assert_cmpint (bw_book_stage (again, 2)->probability, ==, 1000);
}

static void
test_category (void)
{
  static const struct
  {
    BwStageKind kind;
    BwCategory  wanted, category;
  } cases[] = {
    { BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE, BW_CATEGORY_BEST_CASE },
    { BW_STAGE_OPEN, BW_CATEGORY_OMITTED, BW_CATEGORY_OMITTED },
    { BW_STAGE_OPEN, BW_CATEGORY_CLOSED, BW_CATEGORY_PIPELINE },
    { BW_STAGE_OPEN, BW_CATEGORY_NONE, BW_CATEGORY_PIPELINE },
    { BW_STAGE_WON, BW_CATEGORY_COMMIT, BW_CATEGORY_CLOSED },
    { BW_STAGE_LOST, BW_CATEGORY_COMMIT, BW_CATEGORY_OMITTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bw_stage_map_category (cases[i].kind, cases[i].wanted), ==, cases[i].category);
}

static void
test_sheet (void)
{
  static const struct
  {
    const char *value, *cell;
  } cases[] = {
    { "plain", "\"plain\"" },
    { "say \"x\", y", "\"say \"\"x\"\", y\"" },
    { "=1+1", "\"'=1+1\"" },
    { "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\t=1", "\"'\t=1\"" },
    { "-12.5", "\"-12.5\"" },
    { "-1+1", "\"'-1+1\"" },
    { "-", "\"'-\"" },
    { "", "\"\"" },
    { NULL, "\"\"" },
    { "two\nlines", "\"two\nlines\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwRejectedRow row = {
        .file = (char *)"a.csv", .row = 7, .column = (char *)"Amount", .value = (char *)cases[i].value, .reason = (char *)"No."
      };
      g_autoptr (GPtrArray) rows = g_ptr_array_new ();
      g_autofree char *expected =
        g_strdup_printf ("file,row,column,value,reason\r\n\"a.csv\",7,\"Amount\",%s,\"No.\"\r\n", cases[i].cell);
      g_autofree char *csv = NULL;

      g_ptr_array_add (rows, &row);
      csv = bw_reject_sheet_write (rows);
      g_assert_cmpstr (csv, ==, expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-edits/alias/confirm", test_confirm);
  g_test_add_func ("/table-edits/alias/keep-apart", test_keep_apart);
  g_test_add_func ("/table-edits/stage/map", test_map);
  g_test_add_func ("/table-edits/stage/map-again", test_map_again);
  g_test_add_func ("/table-edits/stage/category", test_category);
  g_test_add_func ("/table-edits/rejects", test_sheet);
  return g_test_run ();
}
