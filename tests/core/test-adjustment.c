/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written beside the CRM's values: append-only, taken back, settled, of many deals; what a person types; notes. */

#include "core/bw-adjustment-edit.h"
#include "core/bw-note.h"
#include "core/bw-date-typed.h"
#include "core/bw-deal-field.h"


#define AT     G_GINT64_CONSTANT (1792000000)
#define TODAY  20400 /* 2025-11-08 */
#define N_MADE 5

static BwBook *
make_book (void)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < N_MADE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Deal %u", i);
      guint            deal = bw_deals_append (&book->deals, 100 + i);

      book->deals.name[deal] = bw_pool_add (&book->texts, name, -1);
      book->deals.next_step[deal] = bw_pool_add (&book->texts, "Call", -1);
      book->deals.amount[deal] = 100000 * (gint64)(i + 1);
      book->deals.close[deal] = TODAY + 10;
    }
  return book;
}

/* One edit on top of *@book. Returns how many rows it added to the log. */
static guint
set (BwBook        **book,
     const guint32  *deals,
     guint           n,
     BwAdjusted      field,
     BwAdjustedInput input,
     const char     *note)
{
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) before = *book;
  guint added;

  *book = bw_adjustment_edit_set (before, deals, n, field, &input, note, AT, &delta);
  added = (*book)->adjustments->len - delta->before[BW_TABLE_ADJUSTMENTS];
  g_assert_cmpuint (delta->before[BW_TABLE_ADJUSTMENTS], ==, before->adjustments->len);
  g_assert_cmpuint (delta->changed[BW_TABLE_ADJUSTMENTS]->len + delta->removed[BW_TABLE_ADJUSTMENTS]->len, ==, 0);
  /* The log only grows. */
  for (guint i = 0; i < before->adjustments->len; i++)
    g_assert_cmpmem (bw_book_adjustment (before, i), sizeof (BwAdjustment), bw_book_adjustment (*book, i), sizeof (BwAdjustment));
  return added;
}

static void
test_set_and_reset (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (GArray) log = NULL;
  guint32             deal = 2;
  const BwAdjustment *now;

  g_assert_null (bw_adjustment_find (book, 2, BW_ADJUSTED_AMOUNT));
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 555 }, "They said so"), ==, 1);
  now = bw_adjustment_find (book, 2, BW_ADJUSTED_AMOUNT);
  g_assert_nonnull (now);
  g_assert_cmpint (now->value.amount, ==, 555);
  g_assert_cmpint (now->crm.amount, ==, 300000);
  g_assert_cmpint (now->value.close, ==, BW_DATE_NONE);
  g_assert_cmpstr (bw_book_text (book, now->note), ==, "They said so");
  g_assert_cmpint (book->deals.amount[2], ==, 300000);
  g_assert_null (bw_adjustment_find (book, 2, BW_ADJUSTED_CLOSE));
  g_assert_null (bw_adjustment_find (book, 1, BW_ADJUSTED_AMOUNT));
  g_assert_true (bw_adjustment_is_any (book, 2));
  g_assert_false (bw_adjustment_is_any (book, 1) || bw_adjustment_is_any (book, 3));

  /* The same again says nothing new; another value does; the CRM's takes it back. */
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 555 }, NULL), ==, 0);
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 556 }, NULL), ==, 1);
  g_assert_cmpint (bw_adjustment_find (book, 2, BW_ADJUSTED_AMOUNT)->value.amount, ==, 556);
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 300000 }, NULL), ==, 1);
  g_assert_null (bw_adjustment_find (book, 2, BW_ADJUSTED_AMOUNT));
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 300000 }, NULL), ==, 0);
  /* No amount at all is a value too. */
  g_assert_cmpuint (set (&book, &deal, 1, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = BW_MONEY_NONE }, NULL), ==, 1);
  g_assert_nonnull (bw_adjustment_find (book, 2, BW_ADJUSTED_AMOUNT));

  after = bw_adjustment_edit_reset (book, &deal, 1, -1, AT + 1, &delta);
  g_assert_false (bw_adjustment_is_any (after, 2));
  g_assert_true (bw_adjustment_is_any (book, 2));
  log = bw_adjustment_log_of (after, 2);
  g_assert_cmpuint (log->len, ==, 5);
  g_assert_cmpint (bw_book_adjustment (after, 4)->act, ==, BW_ADJUSTMENT_RESET);
}

static void
test_many (void)
{
  g_autoptr (BwBook) book = make_book ();
  guint32          deals[] = { 4, 0, 2 };
  guint            n;
  const guint     *rows;
  g_autofree char *label = bw_adjustment_dup_label (book, deals, 3, BW_ADJUSTED_CLOSE);
  g_autofree char *one = bw_adjustment_dup_label (book, deals, 1, BW_ADJUSTED_NEXT_STEP);

  g_assert_cmpstr (label, ==, "Close date of 3 deals");
  g_assert_cmpstr (one, ==, "Next step of Deal 4");
  g_assert_cmpuint (set (&book, deals, 3, BW_ADJUSTED_CLOSE, (BwAdjustedInput) { .close = TODAY + 30 }, NULL), ==, 3);
  g_assert_cmpuint (set (&book, deals, 2, BW_ADJUSTED_AMOUNT, (BwAdjustedInput) { .amount = 50000 }, NULL), ==, 2);
  rows = bw_adjustment_current (book, &n);
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (bw_book_adjustment (book, rows[i - 1])->deal, <=, bw_book_adjustment (book, rows[i])->deal);
  g_assert_cmpint (bw_adjustment_find (book, 4, BW_ADJUSTED_CLOSE)->value.close, ==, TODAY + 30);
}

/* The CRM moves: to the very value, and to something else. */
static void
test_settle (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) delta = NULL;
  guint32             deals[] = { 0, 1, 2 };
  BwImportRecord      record = { .key = 9, .file = 0, .at = AT };
  BwChange            change = { 0, TODAY, 0, BW_FIELD_NEXT_STEP, BW_TIME_EXPORT, 0, 0, 0 };
  const BwAdjustment *last;

  g_assert_cmpuint (set (&book, deals, 3, BW_ADJUSTED_NEXT_STEP, (BwAdjustedInput) { .next_step = "Send offer" }, NULL), ==, 3);
  delta = bw_delta_new (book);
  g_array_append_val (book->imports, record);
  g_array_append_val (book->imports, record);
  book->deals.next_step[0] = bw_pool_add (&book->texts, "Send offer", -1);
  book->deals.next_step[1] = bw_pool_add (&book->texts, "Wait", -1);
  change.new_value = book->deals.next_step[0];
  bw_history_add (&book->history, &change, 1, book->deals.n);
  g_assert_cmpint (bw_adjustment_state (book, bw_adjustment_find (book, 0, BW_ADJUSTED_NEXT_STEP)), ==, BW_ADJUSTMENT_AGREES);
  g_assert_cmpint (bw_adjustment_state (book, bw_adjustment_find (book, 1, BW_ADJUSTED_NEXT_STEP)), ==, BW_ADJUSTMENT_DIFFERS);
  g_assert_cmpint (bw_adjustment_state (book, bw_adjustment_find (book, 2, BW_ADJUSTED_NEXT_STEP)), ==, BW_ADJUSTMENT_PENDING);
  g_assert_cmpuint (bw_adjustment_settle (book, delta, 1, AT + 5), ==, 1);
  g_assert_null (bw_adjustment_find (book, 0, BW_ADJUSTED_NEXT_STEP));
  g_assert_nonnull (bw_adjustment_find (book, 1, BW_ADJUSTED_NEXT_STEP));
  g_assert_cmpuint (book->adjustments->len, ==, 4);
  last = bw_book_adjustment (book, 3);
  g_assert_cmpint (last->act, ==, BW_ADJUSTMENT_SETTLED);
  g_assert_cmpint (last->import, ==, 0); /* the one that brought it, not the last */
  g_assert_cmpstr (bw_book_text (book, last->value.next_step), ==, "Send offer");
  g_assert_cmpuint (bw_adjustment_settle (book, delta, 1, AT + 6), ==, 0);
}

static void
test_filter (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GError) error = NULL;
  guint32 deals[] = { 1, 3 };
  static const struct
  {
    const char *text;
    guint       first, n;
  } cases[] = { { "adjusted = yes", 1, 2 }, { "adjusted = no", 0, 3 }, { "adjusted = yes and amount > 2k", 3, 1 } };

  g_assert_cmpuint (set (&book, deals, 2, BW_ADJUSTED_CATEGORY, (BwAdjustedInput) { .category = BW_CATEGORY_COMMIT }, NULL), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwFilter) filter = bw_filter_parse (book, cases[i].text, &error);
      BwQuery             query = { .filter = filter, .sort = BW_DEAL_FIELD_NAME, .today = TODAY, .period = { .from = BW_DATE_NONE } };
      guint               n;
      g_autofree guint32 *found = NULL;

      g_assert_no_error (error);
      found = bw_query_run (book, &query, &n);
      g_assert_cmpuint (n, ==, cases[i].n);
      g_assert_cmpuint (found[0], ==, cases[i].first);
    }
}

static void
test_typed (void)
{
  static const struct
  {
    BwAdjusted  field;
    const char *text;
    gboolean    good;
    gint64      value;
  } cases[] = {
    { BW_ADJUSTED_AMOUNT, "52,000", TRUE, 5200000 },
    { BW_ADJUSTED_AMOUNT, "52k", TRUE, 5200000 },
    { BW_ADJUSTED_AMOUNT, " $1,234.50 ", TRUE, 123450 },
    { BW_ADJUSTED_AMOUNT, "USD 1.2 m", TRUE, 120000000 },
    { BW_ADJUSTED_AMOUNT, "0", TRUE, 0 },
    { BW_ADJUSTED_AMOUNT, "", TRUE, BW_MONEY_NONE },
    { BW_ADJUSTED_AMOUNT, "-5", FALSE, 0 },
    { BW_ADJUSTED_AMOUNT, "about 5", FALSE, 0 },
    { BW_ADJUSTED_AMOUNT, "5 or 6", FALSE, 0 },
    { BW_ADJUSTED_AMOUNT, "99999999999999999999999", FALSE, 0 },
    { BW_ADJUSTED_CLOSE, "2026-11-30", TRUE, 20787 },
    { BW_ADJUSTED_CLOSE, "", TRUE, BW_DATE_NONE },
    { BW_ADJUSTED_CLOSE, "soon", FALSE, 0 },
    { BW_ADJUSTED_CATEGORY, "best CASE", TRUE, BW_CATEGORY_BEST_CASE },
    { BW_ADJUSTED_CATEGORY, "sure", FALSE, 0 },
    { BW_ADJUSTED_CATEGORY, "", FALSE, 0 },
  };
  g_autoptr (BwBook) book = make_book ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      BwAdjustedInput input;
      gboolean        good = bw_adjusted_parse (book, cases[i].field, cases[i].text, TODAY, &input, &error);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].good);
      g_assert_true (good == (error == NULL));
      if (!good)
        g_assert_true (g_str_has_suffix (error->message, "."));
      else
        g_assert_cmpint (cases[i].field == BW_ADJUSTED_AMOUNT  ? input.amount
                         : cases[i].field == BW_ADJUSTED_CLOSE ? input.close
                                                               : (gint64)input.category,
                         ==, cases[i].value);
    }
}

/* Dates as they are typed; the day numbers are from "date -d ... +%s" over 86400. */
static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    BwDate      date; /* 0: none */
  } cases[] = {
    { "2025-11-30", 20422 },
    { "30.11.2025", 20422 },
    { "30.11.", 20422 },
    { "30/11/25", 20422 },
    { "30 Nov 2025", 20422 },
    { "Nov 30, 2025", 20422 },
    { "nov 30", 20422 },
    { "November 30", 20422 },
    { "31 Jan", 20484 },
    { "today", TODAY },
    { "+14", TODAY + 14 },
    { "31 Nov", 0 },
    { "11/30/2025", 0 }, /* no locale: the day first */
    { "2025-02-29", 0 },
    { "12", 0 },
    { "30 30 30 30", 0 },
    { "+99999999999999999999", 0 },
    { "Mo 30", 0 },
    { "30 Nov Dec", 0 },
    { "99999999999 Nov", 0 },
    { "1.1.202", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwDate   date = 7;
      gboolean good = bw_date_parse_typed (cases[i].text, TODAY, &date);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (good, ==, cases[i].date != 0);
      g_assert_cmpint (date, ==, cases[i].date != 0 ? cases[i].date : 7);
    }
  g_assert_false (bw_date_parse_typed ("30 Nov", BW_DATE_NONE, &(BwDate) { 0 }));
}

/* The texts of the versions in @rows, with a minus before what took the note away. */
static char *
join_versions (const BwBook *book,
               GArray       *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const BwNote *note = bw_book_note (book, g_array_index (rows, guint, i));

      g_string_append_printf (text, "%s%s%s by %s", i > 0 ? "; " : "", note->removed ? "-" : "", bw_book_text (book, note->text),
                              bw_book_text (book, note->author));
    }
  return g_string_free (text, FALSE);
}

/* A note keeps what it said; undoing an edit is taking back its row. */
static void
test_notes (void)
{
  static const BwNoteSignature anna = { "Anna", AT }, ben = { "Ben", AT + 60 }, late = { NULL, AT + 90 };
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwDelta) added = NULL;
  g_autoptr (BwDelta) other = NULL;
  g_autoptr (BwDelta) changed = NULL;
  g_autoptr (BwDelta) removed = NULL;
  g_autoptr (BwDelta) nothing = NULL;
  g_autoptr (BwDelta) gone = NULL;
  g_autoptr (BwBook) zero = bw_note_edit_add (book, 3, "Ring Ms Lee", &anna, &added);
  gint64 line = bw_note_line (bw_book_note (zero, 0));
  g_autoptr (BwBook) one = bw_note_edit_add (zero, 3, "Another", &ben, &other);
  g_autoptr (BwBook) two = bw_note_edit_change (one, line, "Rang Ms Lee", &ben, &changed);
  g_autoptr (BwBook) three = bw_note_edit_remove (two, line, &late, &removed);
  g_autoptr (BwBook) same = bw_note_edit_change (two, line, "Rang Ms Lee", &late, &nothing);
  g_autoptr (BwBook) dead = bw_note_edit_change (three, line, "Too late", &late, &gone);
  g_autoptr (GArray) now = bw_note_current_of (two, 3);
  g_autoptr (GArray) left = bw_note_current_of (three, 3);
  g_autoptr (GArray) others = bw_note_current_of (two, 2);
  g_autoptr (GArray) versions = bw_note_versions (three, line);
  g_autofree char *told = join_versions (three, versions), *shown = join_versions (two, now);
  const BwNote    *second = bw_book_note (two, 2);

  g_assert_cmpint (bw_book_note (zero, 0)->deal, ==, 3);
  g_assert_cmpint (bw_book_note (zero, 0)->edited, ==, AT);
  g_assert_cmpstr (shown, ==, "Another by Ben; Rang Ms Lee by Ben");
  g_assert_cmpuint (others->len, ==, 0);
  g_assert_cmpint (second->at, ==, AT);
  g_assert_cmpint (second->edited, ==, AT + 60);
  g_assert_cmpstr (told, ==, "Ring Ms Lee by Anna; Rang Ms Lee by Ben; - by ");
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (changed->changed[BW_TABLE_NOTES]->len + removed->removed[BW_TABLE_NOTES]->len, ==, 0);
  g_assert_cmpuint (three->notes->len, ==, 4);
  g_assert_true (bw_delta_is_empty (nothing, same));
  g_assert_true (bw_delta_is_empty (gone, dead));
  g_assert_false (bw_delta_is_empty (added, zero));
  g_assert_false (bw_delta_is_empty (removed, three));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/adjustment/set-and-reset", test_set_and_reset);
  g_test_add_func ("/adjustment/many", test_many);
  g_test_add_func ("/adjustment/settle", test_settle);
  g_test_add_func ("/adjustment/filter", test_filter);
  g_test_add_func ("/adjustment/typed", test_typed);
  g_test_add_func ("/adjustment/dates", test_dates);
  g_test_add_func ("/adjustment/notes", test_notes);
  return g_test_run ();
}
