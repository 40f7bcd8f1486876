/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Implied changes that stand in their deals' rows: what is read is what was written, to the letter, after each kind of
 * edit, its undo and its redo, from the rows, from the packed copies and through the views. */

#include "store-fixture.h"
#include "store/bw-store-private.h"

enum
{
  N_DEALS = 90,
  FIRST_DAY = 20000,
  N_IMPLIED = 30 + 30 * 2 + 30 * 3, /* of which those of deals that cannot be folded */
  N_ODD = 3 * (1 + 2 + 3),
};

static void
imply (BwBook *book,
       guint   deal,
       GArray *changes)
{
  BwDeals *deals = &book->deals;
  BwChange change = { .deal = deal, .at = deals->close[deal], .source = BW_TIME_IMPLIED, .import = 0 };

  /* Three of each kind are odd: of another day, from no import, in another order. */
  if (deal / 3 == 4)
    change.at--;
  else if (deal / 3 == 5)
    change.import = -1;
  else if (deal / 3 == 6)
    change.ordinal = 1;
  change.new_value = deals->stage[deal];
  g_array_append_val (changes, change);
  change.ordinal++;
  if (deal % 3 == 2)
    {
      change.field = BW_FIELD_AMOUNT;
      change.old_value = BW_MONEY_NONE;
      change.new_value = deals->amount[deal];
      g_array_append_val (changes, change);
      change.ordinal++;
    }
  if (deal % 3 >= 1)
    {
      change.field = BW_FIELD_CLOSE_DATE;
      change.old_value = deal % 2 ? BW_DATE_NONE : deals->close[deal] + 9;
      change.new_value = deals->close[deal];
      g_array_append_val (changes, change);
    }
}

static void
add_deals (BwBook *book,
           guint   n,
           GArray *changes)
{
  BwDeals *deals = &book->deals;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Deal %u", deals->n);
      guint            deal = bw_deals_append (deals, bw_book_random_key ());

      deals->name[deal] = bw_pool_add (&book->texts, name, -1);
      deals->region[deal] = bw_pool_intern (&book->texts, deal % 2 ? "North" : "South");
      deals->next_step[deal] = bw_pool_add (&book->texts, deal % 4 ? "Call them" : name, -1);
      deals->stage[deal] = (guint16)(book->stages->len - 1);
      deals->amount[deal] = 1000 + deal;
      deals->close[deal] = deals->stage_since[deal] = FIRST_DAY + (BwDate)deal;
      deals->created[deal] = deals->appeared[deal] = FIRST_DAY - 100;
      imply (book, deal, changes);
    }
}

static BwBook *
make_book (void)
{
  BwBook *book = bw_book_new ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwImportRecord import = { .key = bw_book_random_key (), .as_of = FIRST_DAY + 200 };

  bw_book_add_default_stages (book);
  import.file = bw_pool_add (&book->texts, "export.csv", -1);
  import.kind = bw_pool_add (&book->texts, "deals", -1);
  g_array_append_val (book->imports, import);
  add_deals (book, N_DEALS, changes);
  bw_history_add (&book->history, (const BwChange *)(const void *)changes->data, changes->len, book->deals.n);
  return book;
}

/* ---- Edits ---- */

/* Adds a change that a person made of a field of @deal. */
static void
tell (BwBook  *book,
      BwDelta *delta,
      guint    deal,
      BwField  field,
      gint64   old_value,
      gint64   new_value)
{
  BwChange change = { deal, FIRST_DAY + 300, 0, (guint8)field, BW_TIME_PERSON, -1, old_value, new_value };

  g_array_append_val (delta->changes, change);
  bw_history_add (&book->history, &change, 1, book->deals.n);
  bw_delta_mark_deal (delta, deal);
}

static void
edit_stage (BwBook  *book,
            BwDelta *delta)
{
  for (guint deal = 0; deal < 3; deal++)
    {
      tell (book, delta, deal, BW_FIELD_STAGE, book->deals.stage[deal], 1);
      book->deals.stage[deal] = 1;
    }
}

static void
edit_amount (BwBook  *book,
             BwDelta *delta)
{
  for (guint deal = 30; deal < 33; deal++)
    {
      tell (book, delta, deal, BW_FIELD_AMOUNT, book->deals.amount[deal], BW_MONEY_NONE);
      book->deals.amount[deal] = BW_MONEY_NONE;
    }
}

static void
edit_close (BwBook  *book,
            BwDelta *delta)
{
  for (guint deal = 40; deal < 43; deal++)
    {
      tell (book, delta, deal, BW_FIELD_CLOSE_DATE, book->deals.close[deal], FIRST_DAY + 400);
      book->deals.close[deal] = FIRST_DAY + 400;
    }
}

static void
edit_region (BwBook  *book,
             BwDelta *delta)
{
  BwText west = bw_pool_intern (&book->texts, "West");

  for (guint deal = 50; deal < 53; deal++)
    {
      tell (book, delta, deal, BW_FIELD_REGION, book->deals.region[deal], west);
      book->deals.region[deal] = west;
    }
}

/* Takes the implied changes of three deals out of the history. */
static void
lose (BwBook  *book,
      BwDelta *delta)
{
  for (guint deal = 60; deal < 63; deal++)
    {
      guint           n, first;
      const BwChange *changes = bw_history_of (&book->history, deal, &n);

      first = (guint)(changes - book->history.changes);
      bw_delta_lose (delta, changes, n);
      for (guint i = 0; i < n; i++)
        bw_history_remove (&book->history, &first, 1);
      bw_delta_mark_deal (delta, deal);
    }
}

static void
add_few (BwBook  *book,
         BwDelta *delta)
{
  add_deals (book, 1, delta->changes);
  bw_history_add (&book->history, (const BwChange *)(const void *)delta->changes->data, delta->changes->len, book->deals.n);
}

static void
add_many (BwBook  *book,
          BwDelta *delta)
{
  add_deals (book, N_DEALS, delta->changes);
  bw_history_add (&book->history, (const BwChange *)(const void *)delta->changes->data, delta->changes->len, book->deals.n);
}

typedef struct
{
  const char *name;
  void (*edit) (BwBook  *book,
                BwDelta *delta);
  int more_told; /* rows of deal_changes after it */
} Case;

static const Case cases[] = {
  { "stage", edit_stage, 3 },
  { "amount", edit_amount, 3 },
  { "close", edit_close, 3 },
  { "region", edit_region, 3 },
  { "lost", lose, 0 },
  { "few", add_few, 0 },
  { "many", add_many, 0 },
};

static gint64
ask (BwStore    *store,
     const char *question)
{
  gint64  number = -1;
  GError *error = NULL;

  bw_sql_number (&store->sql, question, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* The file holds @book, whichever way it is read, with @told rows of changes. */
static void
assert_holds (BwStore      *store,
              const BwBook *book,
              gint64        told)
{
  GError *error = NULL;
  g_autoptr (BwBook) rows = bw_store_load_rows (store, &error);
  g_autoptr (BwBook) loaded = NULL;

  g_assert_no_error (error);
  fixture_assert_same (rows, book);
  loaded = bw_store_load (store, &error);
  g_assert_no_error (error);
  fixture_assert_same (loaded, book);
  fixture_assert_sound (store);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_changes"), ==, told);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_history"), ==, book->history.n);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM (SELECT DISTINCT deal, at, ordinal FROM deal_history)"), ==, book->history.n);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_list WHERE region IN ('North', 'South', 'West') AND "
                               "(next_step = 'Call them' OR next_step = name)"),
                   ==, book->deals.n);
}

static void
test_case (gconstpointer data)
{
  const Case      *test = data;
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "folded.bellwether", NULL);
  GError          *error = NULL;
  BwBook          *before = make_book (), *after, *now;
  BwStore         *store = bw_store_create (path, before, &error);
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GBytes) redo = NULL;
  gint64 told = N_ODD + test->more_told;

  g_assert_no_error (error);
  g_assert_cmpuint (before->history.n, ==, N_IMPLIED);
  assert_holds (store, before, N_ODD);
  after = bw_book_copy (before);
  delta = bw_delta_new (before);
  bw_deals_make_writable (&after->deals);
  bw_history_make_writable (&after->history);
  test->edit (after, delta);

  bw_store_write (store, after, delta, &undo, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_holds (store, after, told);
  now = bw_book_ref (after);
  bw_store_revert (store, undo, &redo, &now, &error);
  g_assert_no_error (error);
  fixture_assert_same (now, before);
  assert_holds (store, before, N_ODD);
  g_clear_pointer (&undo, g_bytes_unref);
  bw_store_revert (store, redo, &undo, &now, &error);
  g_assert_no_error (error);
  fixture_assert_same (now, after);
  assert_holds (store, after, told);
  bw_store_free (store);

  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  assert_holds (store, after, told);
  bw_store_revert (store, undo, NULL, &now, &error);
  g_assert_no_error (error);
  fixture_assert_same (now, before);
  assert_holds (store, before, N_ODD);
  bw_store_free (store);
  bw_book_unref (now);
  bw_book_unref (after);
  bw_book_unref (before);
  fixture_dir_free (dir);
}

/* Texts that repeat are labels, others stand in the rows; what was taken back adds none. */
static void
test_labels (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "labels.bellwether", NULL);
  GError          *error = NULL;
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwBook) after = bw_book_copy (book);
  g_autoptr (BwDelta) delta = bw_delta_new (book);
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM labels"), ==, 3);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deals WHERE typeof(next_step) = 'text'"), ==, (N_DEALS + 3) / 4);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deals WHERE typeof(region) = 'integer'"), ==, N_DEALS);
  bw_deals_make_writable (&after->deals);
  edit_region (after, delta);
  bw_sql_exec (&store->sql, "CREATE TEMP TRIGGER no BEFORE INSERT ON deal_changes BEGIN SELECT raise (ABORT, 'no'); END", &error);
  g_assert_no_error (error);
  g_assert_false (bw_store_write (store, after, delta, NULL, NULL, NULL, &error));
  g_clear_error (&error);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM labels"), ==, 3);
  bw_sql_exec (&store->sql, "DROP TRIGGER no", &error);
  g_assert_no_error (error);
  bw_store_write (store, after, delta, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM labels"), ==, 4);
  assert_holds (store, after, N_ODD + 3);
  bw_store_free (store);
  fixture_dir_free (dir);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/folded/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/store/labels", test_labels);
  return g_test_run ();
}
