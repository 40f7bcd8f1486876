/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the project's own fields: columns, values, filters, orders, edits. */

#include <math.h>

#include "core/bw-change.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-past.h"
#include "core/bw-query-index.h"

enum
{
  N_DEALS = 6,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

/* Six deals, the last without any value:
 *        Color    Deal Size   Renewal       Strategic   Type
 *   0    red      10.5        2026-03-01    yes         new
 *   1    Blue     -3          2026-01-15    no
 *   2    red      1e20        2025-12-31
 *   3    Éclair   0           -             yes         old
 *   4    -        0.1         2026-03-01    no
 *   5    -        -           -             -           - */
static BwBook *
make_book (void)
{
  static const struct
  {
    const char *color;
    double      size;
    const char *renewal;
    int         strategic;
    const char *type;
  } rows[N_DEALS] = {
    { "red", 10.5, "2026-03-01", 1, "new" },
    { "Blue", -3, "2026-01-15", 0, "" },
    { "red", 1e20, "2025-12-31", BW_BOOLEAN_NONE, "" },
    { "Éclair", 0, NULL, 1, "old" },
    { "", 0.1, "2026-03-01", 0, "" },
    { "", (double)NAN, NULL, BW_BOOLEAN_NONE, "" },
  };
  BwBook *book = bw_book_new ();
  gint32  color = bw_custom_field_find_or_add (book, "Color", BW_TYPE_TEXT);
  gint32  size = bw_custom_field_find_or_add (book, "Deal Size", BW_TYPE_NUMBER);

  bw_book_add_default_stages (book);
  for (guint i = 0; i < N_DEALS; i++)
    {
      guint deal = bw_deals_append (&book->deals, bw_book_random_key ());

      book->deals.ref[deal] = bw_pool_add (&book->texts, "D", -1);
      book->deals.custom[color].texts[deal] = bw_pool_intern (&book->texts, rows[i].color);
      book->deals.custom[size].numbers[deal] = rows[i].size;
      if (i == 2) /* columns that come later are filled for the deals before */
        {
          g_assert_cmpint (bw_custom_field_find_or_add (book, "Renewal", BW_TYPE_DATE), ==, 2);
          g_assert_cmpint (bw_custom_field_find_or_add (book, "Strategic", BW_TYPE_BOOLEAN), ==, 3);
          g_assert_cmpint (bw_custom_field_find_or_add (book, "Type", BW_TYPE_TEXT), ==, 4);
          g_assert_cmpint (book->deals.custom[2].dates[0], ==, BW_DATE_NONE);
          g_assert_cmpint (book->deals.custom[3].booleans[1], ==, BW_BOOLEAN_NONE);
        }
    }
  for (guint i = 0; i < N_DEALS; i++)
    {
      book->deals.custom[2].dates[i] = rows[i].renewal != NULL ? day (rows[i].renewal) : BW_DATE_NONE;
      book->deals.custom[3].booleans[i] = (guint8)rows[i].strategic;
      book->deals.custom[4].texts[i] = bw_pool_intern (&book->texts, rows[i].type);
    }
  return book;
}

static char *
run (const BwBook  *book,
     const BwQuery *query)
{
  guint               n;
  g_autofree guint32 *found = bw_query_run (book, query, &n);
  GString            *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", found[i]);
  return g_string_free (text, FALSE);
}

static char *
run_filter (const BwBook   *book,
            const BwFilter *filter)
{
  BwQuery query = { .filter = filter, .period = { .from = BW_DATE_NONE }, .sort = BW_DEAL_FIELD_PUSHES, .today = day ("2026-02-01") };

  return run (book, &query);
}

static void
test_columns (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) shared = bw_book_copy_but_deals (book);
  g_autoptr (BwBook) copy = bw_book_copy (book);

  g_assert_cmpuint (book->deals.n_custom, ==, 5);
  g_assert_cmpint (bw_custom_field_find (book, "deal SIZE"), ==, 1);
  g_assert_cmpint (bw_custom_field_find (book, "Dealsize"), ==, -1);
  g_assert_cmpint (bw_custom_field_find_or_add (book, "color", BW_TYPE_NUMBER), ==, 0);
  g_assert_cmpint (bw_book_field (book, 0)->type, ==, BW_TYPE_TEXT);
  g_assert_cmpuint (bw_custom_field_count (book, 0), ==, 4);
  g_assert_cmpuint (bw_custom_field_count (book, 1), ==, 5);
  g_assert_cmpuint (bw_custom_field_count (book, 2), ==, 4);
  g_assert_cmpuint (bw_custom_field_count (book, 3), ==, 4);

  g_assert_true (shared->deals.custom[1].numbers == book->deals.custom[1].numbers);
  bw_deals_make_writable (&shared->deals);
  shared->deals.custom[1].numbers[0] = 77;
  copy->deals.custom[1].numbers[0] = 78;
  bw_deals_append (&copy->deals, 5);
  g_assert_true (isnan (copy->deals.custom[1].numbers[N_DEALS]));
  g_assert_cmpfloat (book->deals.custom[1].numbers[0], ==, 10.5);
  g_assert_cmpuint (book->deals.n, ==, N_DEALS);
}

static void
test_order (void)
{
  static const guint order[N_DEALS] = { 5, 4, 3, 2, 1, 0 };
  g_autoptr (BwBook) book = make_book ();

  bw_deals_reorder (&book->deals, order);
  g_assert_cmpfloat (book->deals.custom[1].numbers[5], ==, 10.5);
  g_assert_cmpint (book->deals.custom[2].dates[1], ==, day ("2026-03-01"));
  g_assert_cmpint (book->deals.custom[3].booleans[2], ==, 1);
  bw_deals_copy_row (&book->deals, 5, &book->deals, 0);
  g_assert_cmpfloat (book->deals.custom[1].numbers[0], ==, 10.5);
  g_assert_cmpstr (bw_book_text (book, book->deals.custom[0].texts[0]), ==, "red");
}

static void
test_limit (void)
{
  g_autoptr (BwBook) book = bw_book_new ();

  g_assert_cmpint (bw_custom_field_find_or_add (book, "", BW_TYPE_TEXT), ==, -1);
  for (int i = 0; i < BW_MAX_CUSTOM_FIELDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Field %d", i);

      g_assert_cmpint (bw_custom_field_find_or_add (book, name, i % BW_N_TYPES), ==, i);
    }
  g_assert_cmpint (bw_custom_field_find_or_add (book, "One too many", BW_TYPE_TEXT), ==, -1);
  g_assert_cmpint (bw_custom_field_find_or_add (book, "Field 7", BW_TYPE_TEXT), ==, 7);
}

static void
test_filters (void)
{
  static const struct
  {
    const char *filter, *found;
  } cases[] = {
    { "color = RED", "0 2" },
    { "Color != red", "1 3 4 5" },
    { "\"color\" ~ é", "3" },
    { "color is empty", "4 5" },
    { "\"Deal Size\" > 0", "0 2 4" },
    { "\"deal size\" >= 0", "0 2 3 4" },
    { "\"deal size\" < 0.1", "1 3" },
    { "\"deal size\" <= 0.1", "1 3 4" },
    { "\"deal size\" = 10.5", "0" },
    { "\"deal size\" = -3", "1" },
    { "\"deal size\" != 0", "0 1 2 4 5" },
    { "\"deal size\" is empty", "5" },
    { "\"deal size\" is not empty", "0 1 2 3 4" },
    { "renewal = 2026-Q1", "0 1 4" },
    { "renewal < 2026-01-01", "2" },
    { "renewal > today+7", "0 4" },
    { "renewal is empty", "3 5" },
    { "strategic = yes", "0 3" },
    { "strategic = FALSE", "1 4" },
    { "strategic != yes", "1 2 4 5" },
    { "strategic is empty", "2 5" },
    /* a field that has the name of a built-in one is meant in quotes */
    { "\"Type\" = new", "0" },
    { "type is empty", "0 1 2 3 4 5" },
    { "color = red and \"deal size\" < 1000 or strategic = no", "0 1 4" },
  };
  static const struct
  {
    const char *filter;
    int         code;
  } wrong[] = {
    { "colour = red", BW_QUERY_ERROR_FIELD },
    { "\"Deal Sizes\" > 1", BW_QUERY_ERROR_FIELD },
    { "\"Deal Size\" > many", BW_QUERY_ERROR_VALUE },
    { "\"Deal Size\" ~ 1", BW_QUERY_ERROR_SYNTAX },
    { "strategic = perhaps", BW_QUERY_ERROR_VALUE },
    { "strategic > no", BW_QUERY_ERROR_SYNTAX },
    { "renewal = soon", BW_QUERY_ERROR_VALUE },
    { "color < red", BW_QUERY_ERROR_SYNTAX },
  };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GError) named = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwFilter) filter = bw_filter_parse (book, cases[i].filter, &error);
      g_autofree char *found = NULL;

      g_test_message ("%s", cases[i].filter);
      g_assert_no_error (error);
      found = run_filter (book, filter);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i].filter);
      g_assert_null (bw_filter_parse (book, wrong[i].filter, &error));
      g_assert_error (error, BW_QUERY_ERROR, wrong[i].code);
    }
  g_assert_null (bw_filter_parse (book, "colour = red", &named));
  g_assert_nonnull (strstr (named->message, "\"Deal Size\""));
}

static void
test_sort (void)
{
  static const struct
  {
    guint       field;
    gboolean    descending;
    const char *order;
  } cases[] = {
    { 0, FALSE, "1 3 0 2 4 5" },
    { 0, TRUE, "0 2 3 1 4 5" },
    { 1, FALSE, "1 3 4 0 2 5" },
    { 1, TRUE, "2 0 4 3 1 5" },
    { 2, FALSE, "2 1 0 4 3 5" },
    { 3, FALSE, "1 4 0 3 2 5" },
    { 3, TRUE, "0 3 1 4 2 5" },
    { 9, FALSE, "0 1 2 3 4 5" }, /* one that is not there */
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwQuery          query = { .period = { .from = BW_DATE_NONE }, .sort = BW_N_DEAL_FIELDS + cases[i].field, .descending = cases[i].descending };
      g_autofree char *order = run (book, &query);

      g_assert_cmpstr (order, ==, cases[i].order);
    }
}

static void
test_numbers (void)
{
  static const double numbers[] = { -INFINITY, -1e300, -3, -2.5, -0.1, -1e-310, 0, 1e-310, 0.1, 1, 1.0000000000000002, 3, 1e300, INFINITY };
  static const struct
  {
    double      number;
    const char *text;
  } texts[] = {
    { 5, "5" },
    { -0.1, "-0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1e22, "1e+22" },
    { 123456789012, "123456789012" },
    { 1.0 / 3, "0.3333333333333333" },
  };
  char buffer[BW_NUMBER_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_cmpfloat (bw_deal_value_to_number (bw_deal_value_of_number (numbers[i])), ==, numbers[i]);
      if (i > 0)
        g_assert_cmpint (bw_deal_value_of_number (numbers[i - 1]), <, bw_deal_value_of_number (numbers[i]));
    }
  g_assert_cmpint (bw_deal_value_of_number (-0.0), ==, bw_deal_value_of_number (0.0));
  g_assert_cmpint (bw_deal_value_of_number ((double)NAN), ==, BW_DEAL_VALUE_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpstr (bw_number_write (texts[i].number, buffer), ==, texts[i].text);
      g_assert_cmpfloat (g_ascii_strtod (buffer, NULL), ==, texts[i].number);
    }
}

static void
test_index (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL);
  g_autoptr (BwQueryIndex) later = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = NULL;

  bw_query_index_prepare (index, BW_N_DEAL_FIELDS + 4);
  after = bw_custom_field_remove (book, 1, &delta);
  later = bw_query_index_new (after, index);
  g_assert_true (bw_query_index_is_prepared (later, BW_N_DEAL_FIELDS + 3));
  g_assert_false (bw_query_index_is_prepared (later, BW_N_DEAL_FIELDS + 0));
  g_assert_cmpmem (bw_query_index_get_ranks (later, BW_N_DEAL_FIELDS + 3), N_DEALS * sizeof (guint32),
                   bw_query_index_get_ranks (index, BW_N_DEAL_FIELDS + 4), N_DEALS * sizeof (guint32));
}

static void
add_change (BwBook *book,
            guint   deal,
            guint   field,
            gint64  old_value,
            gint64  new_value)
{
  BwChange change = { .deal = deal, .at = day ("2026-01-10"), .field = (guint8)(BW_N_FIELDS + field), .import = -1, .source = BW_TIME_EXPORT, .old_value = old_value, .new_value = new_value };

  bw_history_add (&book->history, &change, 1, book->deals.n);
}

static void
assert_change (const BwBook *book,
               guint         at,
               const char   *text)
{
  g_autofree char *found = bw_change_dup_text (book, &book->history.changes[at]);

  g_assert_cmpstr (found, ==, text);
}

static BwBook *
make_changed_book (void)
{
  BwBook *book = make_book ();

  add_change (book, 0, 0, bw_pool_intern (&book->texts, "Blue"), bw_pool_intern (&book->texts, "red"));
  add_change (book, 0, 1, bw_field_type_none (BW_TYPE_NUMBER), bw_number_to_bits (10.5));
  add_change (book, 1, 2, BW_DATE_NONE, day ("2026-01-15"));
  add_change (book, 1, 3, 1, 0);
  add_change (book, 4, 2, day ("2026-02-01"), day ("2026-03-01"));
  return book;
}

static void
test_changes (void)
{
  g_autoptr (BwBook) book = make_changed_book ();
  g_autofree char *name = bw_change_field_dup_name (book, BW_N_FIELDS + 1);
  guint8           field;

  assert_change (book, 0, "Color Blue → red");
  assert_change (book, 1, "Deal Size set to 10.5");
  assert_change (book, 3, "Strategic Yes → No");
  g_assert_cmpstr (name, ==, "field:Deal Size");
  g_assert_true (bw_change_field_parse (book, name, &field));
  g_assert_cmpuint (field, ==, BW_N_FIELDS + 1);
  g_assert_true (bw_change_field_parse (book, "amount", &field));
  g_assert_cmpuint (field, ==, BW_FIELD_AMOUNT);
  g_assert_false (bw_change_field_parse (book, "field:Nothing", &field));
  g_assert_false (bw_change_field_parse (book, "nothing", &field));
}

/* A filter over a past day sees what the fields were then. */
static void
test_past (void)
{
  static const struct
  {
    const char *day, *filter, *found;
  } cases[] = {
    { "2026-01-10", "color = blue", "1" },
    { "2026-01-09", "color = blue", "0 1" },
    { "2026-01-09", "\"deal size\" is empty", "0 5" },
    { "2026-01-09", "strategic = yes", "0 1 3" },
    { "2026-01-09", "renewal = 2026-02-01", "4" },
    { "2026-01-10", "renewal = 2026-02-01", "" },
    { "2026-01-09", "amount = 100", "2" },
    { "2026-01-11", "amount = 100", "" },
  };
  g_autoptr (BwBook) book = make_changed_book ();
  BwChange change = { .deal = 2, .at = day ("2026-01-11"), .field = BW_FIELD_AMOUNT, .import = -1, .source = BW_TIME_CRM, .old_value = 10000, .new_value = 20000 };

  book->deals.amount[2] = 20000;
  bw_history_add (&book->history, &change, 1, book->deals.n);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) past = bw_past_new (book, day (cases[i].day));
      g_autoptr (BwFilter) filter = bw_filter_parse (past, cases[i].filter, NULL);
      g_autofree char *found = NULL;

      g_test_message ("%s: %s", cases[i].day, cases[i].filter);
      g_assert_nonnull (filter);
      found = run_filter (past, filter);
      g_assert_cmpstr (found, ==, cases[i].found);
    }
  g_assert_cmpint (book->deals.custom[3].booleans[1], ==, 0);
}

static void
test_rename (void)
{
  g_autoptr (BwBook) book = make_changed_book ();
  g_autoptr (BwFilter) filter = bw_filter_parse (book, "\"deal size\" > 1", NULL);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBook) after = bw_custom_field_rename (book, 1, "  Seats ", &delta, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (bw_custom_field_title (after, 1), ==, "Seats");
  g_assert_cmpstr (bw_custom_field_name (after, 1), ==, "Deal Size");
  g_assert_cmpstr (bw_custom_field_title (book, 1), ==, "Deal Size");
  g_assert_cmpint (bw_custom_field_find (after, "seats"), ==, 1);
  g_assert_cmpint (bw_custom_field_find (after, "deal size"), ==, 1);
  g_assert_cmpuint (delta->changed[BW_TABLE_FIELDS]->len, ==, 1);
  g_assert_cmpuint (delta->changed_deals->len, ==, 0);
  found = run_filter (after, filter);
  g_assert_cmpstr (found, ==, "0 2");
  g_assert_null (bw_custom_field_rename (book, 1, " ", &delta, &error));
  g_assert_error (error, BW_CUSTOM_FIELD_ERROR, BW_CUSTOM_FIELD_ERROR_NAME);
  g_clear_error (&error);
  g_assert_null (bw_custom_field_rename (book, 1, "COLOR", &delta, &error));
  g_assert_error (error, BW_CUSTOM_FIELD_ERROR, BW_CUSTOM_FIELD_ERROR_NAME);
}

static void
test_remove (void)
{
  g_autoptr (BwBook) book = make_changed_book ();
  g_autoptr (BwFilter) gone = bw_filter_parse (book, "\"deal size\" > 1", NULL);
  g_autoptr (BwFilter) moved = bw_filter_parse (book, "strategic = yes", NULL);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = bw_custom_field_remove (book, 1, &delta);
  g_autofree char *found = NULL;
  g_autofree char *kept = run_filter (after, moved);

  g_assert_cmpuint (after->fields->len, ==, 4);
  g_assert_cmpuint (after->deals.n_custom, ==, 4);
  g_assert_cmpuint (book->deals.n_custom, ==, 5);
  g_assert_cmpuint (after->history.n, ==, 4);
  assert_change (after, 0, "Color Blue → red");
  assert_change (after, 1, "Renewal set to 15 Jan 2026");
  assert_change (after, 2, "Strategic Yes → No");
  g_assert_cmpuint (book->history.n, ==, 5);
  assert_change (book, 1, "Deal Size set to 10.5");
  g_assert_cmpuint (delta->removed[BW_TABLE_FIELDS]->len, ==, 1);
  found = run_filter (after, gone);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (kept, ==, "0 3");
}

static void
test_turn_into_text (void)
{
  static const char *const expected[3][N_DEALS] = {
    { "10.5", "-3", "1e+20", "0", "0.1", "" },
    { "2026-03-01", "2026-01-15", "2025-12-31", "", "2026-03-01", "" },
    { "true", "false", "", "true", "false", "" },
  };

  for (guint field = 1; field <= 3; field++)
    {
      g_autoptr (BwBook) book = make_changed_book ();
      g_autoptr (BwDelta) delta = NULL;
      g_autoptr (BwBook) after = bw_custom_field_turn_into_text (book, field, &delta);

      g_assert_cmpint (bw_book_field (after, field)->type, ==, BW_TYPE_TEXT);
      g_assert_cmpint (bw_book_field (book, field)->type, !=, BW_TYPE_TEXT);
      for (guint i = 0; i < N_DEALS; i++)
        g_assert_cmpstr (bw_book_text (after, after->deals.custom[field].texts[i]), ==, expected[field - 1][i]);
      g_assert_cmpuint (delta->changed[BW_TABLE_FIELDS]->len, ==, 1);
      if (field == 2)
        assert_change (after, 4, "Renewal 2026-02-01 → 2026-03-01");
      else if (field == 3)
        assert_change (after, 3, "Strategic true → false");
    }
}

static void
test_shown (void)
{
  static const struct
  {
    guint       deal, field;
    const char *text;
  } cases[] = {
    { 0, 0, "red" },
    { 0, 1, "10.5" },
    { 1, 1, "-3" },
    { 0, 2, "1 Mar 2026" },
    { 0, 3, "Yes" },
    { 5, 0, "" },
    { 5, 1, "" },
    { 5, 2, "" },
    { 5, 3, "" },
    { 0, 8, "" },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_deal_dup_text (book, cases[i].deal, BW_N_DEAL_FIELDS + cases[i].field, BW_DATE_NONE);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/custom-field/columns", test_columns);
  g_test_add_func ("/custom-field/order", test_order);
  g_test_add_func ("/custom-field/limit", test_limit);
  g_test_add_func ("/custom-field/filters", test_filters);
  g_test_add_func ("/custom-field/sort", test_sort);
  g_test_add_func ("/custom-field/numbers", test_numbers);
  g_test_add_func ("/custom-field/index", test_index);
  g_test_add_func ("/custom-field/changes", test_changes);
  g_test_add_func ("/custom-field/past", test_past);
  g_test_add_func ("/custom-field/rename", test_rename);
  g_test_add_func ("/custom-field/remove", test_remove);
  g_test_add_func ("/custom-field/turn-into-text", test_turn_into_text);
  g_test_add_func ("/custom-field/shown", test_shown);
  return g_test_run ();
}
