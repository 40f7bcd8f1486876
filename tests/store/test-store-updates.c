/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What newer exports tell of deals in rows of its own: what is read is what was written, to the letter, from the rows, from
 * the packed copies and through the views, after two exports, each kind of edit of their deals, its undo and its redo. */

#include "store-fixture.h"

#include <string.h>

#include "core/bw-deal-source.h"
#include "core/bw-deal-value.h"
#include "store/bw-store-compare.h"
#include "store/bw-store-private.h"

enum
{
  FIRST_DAY = 20000,
  N_PEOPLE = 5,
  FEW = 90,
  MANY = 2600, /* of which more are updated than are recorded one by one */
};

/* ---- A book and its exports ---- */

static void
add_deal (BwBook *book,
          GArray *changes)
{
  BwDeals         *deals = &book->deals;
  g_autofree char *name = g_strdup_printf ("Deal %u", deals->n);
  guint            deal = bw_deals_append (deals, bw_book_random_key ());
  gboolean         closed = deal % 3 == 0;
  BwChange         change = { .deal = deal, .source = BW_TIME_IMPLIED, .new_value = closed ? book->stages->len - 1 : 0 };

  deals->name[deal] = bw_pool_add (&book->texts, name, -1);
  deals->next_step[deal] = bw_pool_add (&book->texts, deal % 4 ? "Call them" : name, -1);
  deals->stage[deal] = (guint16)change.new_value;
  deals->amount[deal] = deal % 7 ? 1000 + deal : BW_MONEY_NONE;
  deals->owner[deal] = (gint32)(deal % N_PEOPLE);
  deals->close[deal] = deals->stage_since[deal] = FIRST_DAY + (BwDate)(deal % 90);
  deals->created[deal] = deals->appeared[deal] = FIRST_DAY - 100;
  deals->category[deal] = closed ? BW_CATEGORY_NONE : BW_CATEGORY_COMMIT;
  deals->probability[deal] = closed ? BW_PROBABILITY_NONE : 500;
  change.at = deals->close[deal];
  if (closed)
    g_array_append_val (changes, change);
}

static void
add_import (BwBook *book,
            BwDate  day)
{
  BwImportRecord import = { .key = bw_book_random_key (), .as_of = day };

  import.file = bw_pool_add (&book->texts, "export.csv", -1);
  import.kind = bw_pool_add (&book->texts, "deals", -1);
  g_array_append_val (book->imports, import);
}

static BwBook *
make_book (guint n)
{
  BwBook *book = bw_book_new ();
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  bw_book_add_default_stages (book);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      BwPerson         person = { .key = bw_book_random_key (), .manager = BW_NOBODY, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      person.name = bw_pool_add (&book->texts, name, -1);
      g_array_append_val (book->people, person);
    }
  add_import (book, FIRST_DAY + 100);
  for (guint i = 0; i < n; i++)
    add_deal (book, changes);
  bw_history_add (&book->history, (const BwChange *)(const void *)changes->data, changes->len, book->deals.n);
  return book;
}

/* An export or edit being made. */
typedef struct
{
  BwBook      *book;
  BwDelta     *delta;
  BwTimeSource source;
  BwDate       at;
  guint16      ordinal;
} Telling;

static void
begin_day (Telling *telling,
           BwDate   at)
{
  telling->at = at;
  telling->ordinal = 0;
}

static void
tell (Telling *telling,
      guint    deal,
      BwField  field,
      gint64   value)
{
  gint32   import = telling->source == BW_TIME_PERSON ? -1 : (gint32)telling->book->imports->len - 1;
  guint64  line = telling->source == BW_TIME_PERSON ? 0 : deal + 100;
  gint64   old = bw_deal_value_get (&telling->book->deals, deal, (guint8)field);
  BwChange change = { deal, telling->at, telling->ordinal, (guint8)field, (guint8)telling->source, import, old, value };

  g_array_append_val (telling->delta->changes, change);
  g_array_append_val (telling->delta->change_rows, line);
  bw_deal_value_set (&telling->book->deals, deal, (guint8)field, value);
  bw_delta_mark_deal (telling->delta, deal);
  telling->ordinal++;
}

/* What an export on @day, the one of number @n, tells of @deal. */
static void
export_deal (Telling *telling,
             guint    deal,
             guint    n,
             BwDate   day)
{
  BwBook          *book = telling->book;
  BwDeals         *deals = &book->deals;
  g_autofree char *step = g_strdup_printf ("Step %u of %u", n, deal);

  begin_day (telling, day - 2);
  switch (deal % 11)
    {
    case 0: /* two steps in two days, the second with what no history has */
      tell (telling, deal, BW_FIELD_STAGE, 1);
      begin_day (telling, day);
      tell (telling, deal, BW_FIELD_STAGE, 2);
      tell (telling, deal, BW_FIELD_OWNER, (deal + n) % 2 + 1);
      deals->stage_since[deal] = day;
      break;
    case 1:
      tell (telling, deal, BW_FIELD_CATEGORY, n % 2 ? BW_CATEGORY_NONE : BW_CATEGORY_BEST_CASE);
      tell (telling, deal, BW_FIELD_PROBABILITY, n % 2 ? BW_PROBABILITY_NONE : 250);
      break;
    case 2:
      tell (telling, deal, BW_FIELD_PRESENT, n % 2 == 0);
      break;
    case 3:
      tell (telling, deal, BW_FIELD_NEXT_STEP, bw_pool_add (&book->texts, step, -1));
      tell (telling, deal, BW_FIELD_ACTIVITY, day);
      break;
    case 4: /* not to be told so */
      tell (telling, deal, BW_FIELD_AMOUNT, 10000 + (gint64)n);
      tell (telling, deal, BW_FIELD_REGION, bw_pool_intern (&book->texts, n % 2 ? "North" : "South"));
      break;
    case 5:
      deals->stage_since[deal] -= 1; /* without a change */
      bw_delta_mark_deal (telling->delta, deal);
      break;
    default:
      tell (telling, deal, BW_FIELD_AMOUNT, n % 3 == 2 ? BW_MONEY_NONE : 5000 * (gint64)n + deal);
      tell (telling, deal, BW_FIELD_CLOSE_DATE, deals->close[deal] + 30);
      deals->pushes[deal]++;
      break;
    }
}

static BwBook *
begin (BwBook  *before,
       Telling *telling,
       gboolean is_export)
{
  telling->book = bw_book_copy (before);
  bw_history_make_writable (&telling->book->history);
  telling->delta = bw_delta_new (before);
  telling->source = is_export ? BW_TIME_EXPORT : BW_TIME_PERSON;
  if (is_export)
    bw_delta_keep_before (telling->delta, before);
  return telling->book;
}

static void
finish (Telling *telling)
{
  if (telling->delta->changes->len > 0)
    bw_history_add (&telling->book->history, (const BwChange *)(const void *)telling->delta->changes->data,
                    telling->delta->changes->len, telling->book->deals.n);
}

/* Export number @n tells of every second deal, from another one each time. */
static BwBook *
make_export (BwBook   *before,
             guint     n,
             BwDelta **delta)
{
  Telling telling;
  BwBook *book = begin (before, &telling, TRUE);
  BwDate  day = FIRST_DAY + 200 + (BwDate)n * 7;

  add_import (book, day);
  for (guint deal = n % 3; deal < book->deals.n; deal += 2)
    export_deal (&telling, deal, n, day);
  finish (&telling);
  *delta = telling.delta;
  return book;
}

/* ---- Edits ---- */

static void
edit_amount (Telling *telling)
{
  for (guint deal = 17; deal < 23; deal++)
    {
      begin_day (telling, FIRST_DAY + 400);
      tell (telling, deal, BW_FIELD_AMOUNT, 77);
    }
}

/* Takes what was told last of some deals out of their history. */
static void
lose (Telling *telling)
{
  BwBook *book = telling->book;

  for (guint deal = 28; deal < 31; deal++)
    {
      guint           n, place;
      const BwChange *changes = bw_history_of (&book->history, deal, &n);

      if (n == 0)
        continue;
      place = (guint)(changes - book->history.changes) + n - 1;
      bw_deal_value_set (&book->deals, deal, changes[n - 1].field, changes[n - 1].old_value);
      bw_delta_lose (telling->delta, &changes[n - 1], 1);
      bw_history_remove (&book->history, &place, 1);
      bw_delta_mark_deal (telling->delta, deal);
    }
}

/* The first person's place is taken by the last, in the history of all deals. */
static void
merge_people (Telling *telling)
{
  BwBook *book = telling->book;

  for (guint i = 0; i < book->history.n; i++)
    {
      BwChange *change = &book->history.changes[i];

      if (change->field == BW_FIELD_OWNER && change->old_value == 0)
        change->old_value = N_PEOPLE - 1;
      if (change->field == BW_FIELD_OWNER && change->new_value == 0)
        change->new_value = N_PEOPLE - 1;
    }
  for (guint deal = 0; deal < book->deals.n; deal++)
    if (book->deals.owner[deal] == 0)
      {
        book->deals.owner[deal] = N_PEOPLE - 1;
        bw_delta_mark_deal (telling->delta, deal);
      }
  bw_delta_move (telling->delta, BW_FIELD_OWNER, 0, N_PEOPLE - 1, NULL);
}

/* Something earlier than what the exports tell becomes known of deals that stay as they are. */
static void
tell_earlier (Telling *telling)
{
  for (guint deal = 6; deal < 60; deal += 11)
    {
      guint           n;
      const BwChange *changes = bw_history_of (&telling->book->history, deal, &n);
      BwChange        change = { deal, FIRST_DAY - 50, 0, BW_FIELD_AMOUNT, BW_TIME_CRM, 0, 3, telling->book->deals.amount[deal] };
      guint64         line = 7;

      for (guint i = n; i > 0; i--)
        if (changes[i - 1].field == BW_FIELD_AMOUNT)
          change.new_value = changes[i - 1].old_value;
      g_array_append_val (telling->delta->changes, change);
      g_array_append_val (telling->delta->change_rows, line);
    }
}

static void
edit_nothing_told (Telling *telling)
{
  begin_day (telling, FIRST_DAY + 400);
  tell (telling, 4, BW_FIELD_REGION, bw_pool_intern (&telling->book->texts, "West"));
}

typedef struct
{
  const char *name;
  void (*edit) (Telling *telling);
  gboolean dissolves;
  guint    n_deals;
} Case;

static const Case cases[] = {
  { "amount", edit_amount, TRUE, FEW },
  { "amount-many", edit_amount, TRUE, MANY },
  { "lost", lose, TRUE, FEW },
  { "merge", merge_people, TRUE, FEW },
  { "merge-many", merge_people, TRUE, MANY },
  { "earlier", tell_earlier, TRUE, FEW },
  { "other", edit_nothing_told, FALSE, FEW },
};

/* ---- What is in the file ---- */

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

/* The view of the history has each change, in words and with its line. */
static void
assert_history_view (BwStore      *store,
                     const BwBook *book)
{
  GError *error = NULL;
  g_autoptr (sqlite3_stmt) statement =
    bw_sql_prepare (&store->sql,
                    "SELECT count(*) FROM deal_history WHERE deal = ?1 AND field = ?2 AND at = ?3 AND ordinal = ?4 AND time_source = ?5 "
                    "AND ifnull(old, '') || '' = ?6 AND ifnull(new, '') || '' = ?7",
                    &error);

  g_assert_no_error (error);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_history"), ==, book->history.n);
  for (guint i = 0; i < book->history.n && book->deals.n == FEW; i++)
    {
      const BwChange  *change = &book->history.changes[i];
      const BwColumn  *column = bw_field_column (book, change->field);
      g_autofree char *at = bw_date_to_iso (change->at);
      g_autofree char *old = bw_column_dup_text (column, book, change->old_value);
      g_autofree char *new = bw_column_dup_text (column, book, change->new_value);

      sqlite3_bind_int64 (statement, 1, book->deals.key[change->deal]);
      sqlite3_bind_text (statement, 2, bw_field_name (change->field), -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, at, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 4, change->ordinal);
      sqlite3_bind_text (statement, 5, bw_code_name (BW_CODES_TIME_SOURCE, change->source), -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 6, old, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 7, new, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int64 (statement, 0), ==, 1);
      sqlite3_reset (statement);
    }
}

/* The view of the deals has them as they are now. */
static void
assert_deals_view (BwStore      *store,
                   const BwBook *book)
{
  GError         *error = NULL;
  const BwDeals  *deals = &book->deals;
  guint           n, deal = 0;
  const BwColumn *columns = bw_deal_columns (&n);
  g_autoptr (GString) text = g_string_new ("SELECT d.key");
  g_autoptr (sqlite3_stmt) statement = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *name = columns[i].name;

      if (columns[i].kind == BW_VALUE_REF)
        g_string_append_printf (text, ", (SELECT name FROM %s WHERE key = d.%s)", bw_table_shape (columns[i].list)->name, name);
      else
        g_string_append_printf (text, ", %c.%s", columns[i].kind == BW_VALUE_DAY || columns[i].kind == BW_VALUE_WORD ? 'l' : 'd', name);
    }
  g_string_append (text, " FROM deals d JOIN deal_list l ON l.key = d.key ORDER BY d.position");
  statement = bw_sql_prepare (&store->sql, text->str, &error);
  g_assert_no_error (error);
  for (; sqlite3_step (statement) == SQLITE_ROW; deal++)
    {
      g_assert_cmpint (sqlite3_column_int64 (statement, 0), ==, deals->key[deal]);
      for (guint i = 0; i < n; i++)
        {
          gint64           value = bw_column_get (&columns[i], (const char *)bw_deal_column_data (deals, &columns[i]) + (gsize)deal * columns[i].size);
          g_autofree char *wanted = bw_column_dup_text (&columns[i], book, value);
          const char      *found = (const char *)sqlite3_column_text (statement, (int)i + 1);

          g_assert_cmpstr (found != NULL ? found : "", ==, wanted);
        }
    }
  g_assert_cmpuint (deal, ==, deals->n);
}

/* The file holds @book, whichever way it is read, with @updates rows of updates. */
static void
assert_holds (BwStore      *store,
              const BwBook *book,
              gint64        updates)
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
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_updates"), ==, updates);
  assert_history_view (store, book);
  assert_deals_view (store, book);
}

/* The lines that told of a deal are the same ones whether updates or changes tell it. */
static char *
tell_sources (BwStore      *store,
              const BwBook *book)
{
  GString *text = g_string_new (NULL);

  for (guint deal = 0; deal < FEW; deal += BW_STORE_MOST_SOURCES)
    {
      GError *error = NULL;
      g_autoptr (GArray) sources =
        bw_store_deal_sources (store, &book->deals.key[deal], MIN (FEW - deal, BW_STORE_MOST_SOURCES), &error);

      g_assert_no_error (error);
      for (guint i = 0; i < sources->len; i++)
        {
          const BwDealSource *source = &g_array_index (sources, BwDealSource, i);

          g_string_append_printf (text, "%" G_GINT64_FORMAT " %s %" G_GUINT64_FORMAT " %s\n", source->deal, source->file, source->row, source->change);
        }
    }
  return g_string_free (text, FALSE);
}

static void
put (BwStore *store,
     BwBook  *after,
     BwDelta *delta,
     GBytes **undo)
{
  GError *error = NULL;

  bw_store_write (store, after, delta, undo, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
revert (BwStore *store,
        GBytes  *undo,
        GBytes **redo,
        BwBook **now)
{
  GError *error = NULL;

  bw_store_revert (store, undo, redo, now, &error);
  g_assert_no_error (error);
}

static void
test_case (gconstpointer data)
{
  const Case      *test = data;
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "updates.bellwether", NULL);
  GError          *error = NULL;
  BwBook          *books[4] = { make_book (test->n_deals) }, *now;
  BwDelta         *deltas[3];
  GBytes          *undo[3], *redo[3];
  BwStore         *store = bw_store_create (path, books[0], &error);
  gint64           updates[4] = { 0 };
  Telling          telling;

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      if (i < 2)
        books[i + 1] = make_export (books[i], i + 1, &deltas[i]);
      else
        {
          books[3] = begin (books[2], &telling, FALSE);
          deltas[2] = telling.delta;
          test->edit (&telling);
          finish (&telling);
        }
      put (store, books[i + 1], deltas[i], &undo[i]);
      updates[i + 1] = ask (store, "SELECT count(*) FROM deal_updates");
      assert_holds (store, books[i + 1], updates[i + 1]);
    }
  g_assert_cmpint (updates[1], >, test->n_deals / 3);
  g_assert_cmpint (updates[2], >, updates[1] + test->n_deals / 4);
  g_assert_cmpint (updates[3] < updates[2], ==, test->dissolves);

  now = bw_book_ref (books[3]);
  for (guint i = 3; i > 0; i--)
    {
      revert (store, undo[i - 1], &redo[i - 1], &now);
      fixture_assert_same (now, books[i - 1]);
      assert_holds (store, books[i - 1], updates[i - 1]);
      g_bytes_unref (undo[i - 1]);
    }
  for (guint i = 0; i < 3; i++)
    {
      revert (store, redo[i], &undo[i], &now);
      fixture_assert_same (now, books[i + 1]);
      assert_holds (store, books[i + 1], updates[i + 1]);
      g_bytes_unref (redo[i]);
    }
  bw_store_free (store);

  store = bw_store_open (path, &error);
  g_assert_no_error (error);
  assert_holds (store, books[3], updates[3]);
  revert (store, undo[2], NULL, &now);
  fixture_assert_same (now, books[2]);
  assert_holds (store, books[2], updates[2]);
  bw_store_free (store);
  for (guint i = 0; i < 3; i++)
    {
      bw_delta_free (deltas[i]);
      g_bytes_unref (undo[i]);
    }
  for (guint i = 0; i < 4; i++)
    bw_book_unref (books[i]);
  bw_book_unref (now);
  fixture_dir_free (dir);
}

/* Updates that are put into rows leave the lines that told of their deals as they were. */
static void
test_sources (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "sources.bellwether", NULL);
  GError          *error = NULL;
  g_autoptr (BwBook) book = make_book (FEW);
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) edited = NULL;
  g_autoptr (BwDelta) delta = NULL;
  BwStore         *store = bw_store_create (path, book, &error);
  Telling          telling;
  g_autofree char *before = NULL;
  g_autofree char *behind = NULL;

  g_assert_no_error (error);
  after = make_export (book, 1, &delta);
  put (store, after, delta, NULL);
  before = tell_sources (store, after);
  g_assert_nonnull (strstr (before, "export.csv"));
  edited = begin (after, &telling, FALSE);
  for (guint deal = 0; deal < FEW; deal++)
    bw_delta_mark_deal (telling.delta, deal);
  put (store, edited, telling.delta, NULL);
  g_assert_cmpint (ask (store, "SELECT count(*) FROM deal_updates"), ==, 0);
  assert_holds (store, after, 0);
  behind = tell_sources (store, after);
  g_assert_cmpstr (before, ==, behind);
  bw_delta_free (telling.delta);
  bw_store_free (store);
  fixture_dir_free (dir);
}

/* Few changes go into the rows; so does a write that does not say what was before. */
static void
test_few (void)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "few.bellwether", NULL);
  GError          *error = NULL;
  g_autoptr (BwBook) book = make_book (MANY);
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwBook) later = NULL;
  g_autoptr (BwDelta) delta = NULL;
  Telling  telling;
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  after = begin (book, &telling, TRUE);
  begin_day (&telling, FIRST_DAY + 150);
  tell (&telling, 17, BW_FIELD_AMOUNT, 77);
  finish (&telling);
  put (store, after, telling.delta, NULL);
  bw_delta_free (telling.delta);
  assert_holds (store, after, 0);
  later = make_export (after, 1, &delta);
  bw_delta_forget_before (delta);
  put (store, later, delta, NULL);
  assert_holds (store, later, 0);
  bw_store_free (store);
  fixture_dir_free (dir);
}

/* What cannot stand there is found, and nothing is read past it. */
static void
test_damage (gconstpointer damage)
{
  char            *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "damaged.bellwether", NULL);
  GError          *error = NULL;
  g_autoptr (BwBook) book = make_book (FEW);
  g_autoptr (BwBook) after = NULL;
  g_autoptr (BwDelta) delta = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  BwStore *store = bw_store_create (path, book, &error);

  g_assert_no_error (error);
  after = make_export (book, 1, &delta);
  put (store, after, delta, NULL);
  bw_sql_exec (&store->sql, damage, &error);
  g_assert_no_error (error);
  problems = bw_store_check (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >, 0);
  bw_store_free (store);
  fixture_dir_free (dir);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    const char *damage;
  } damages[] = {
    { "has", "UPDATE deal_updates SET has = 4096 WHERE key = 1" },
    { "told", "UPDATE deal_updates SET told = 511, has = 1 WHERE key = 1" },
    { "told-without-history", "UPDATE deal_updates SET told = 1024, has = 1024 WHERE key = 1" },
    { "time-source", "UPDATE update_sets SET time_source = 9" },
    { "day", "UPDATE update_sets SET at = NULL" },
    { "set", "PRAGMA foreign_keys = OFF; DELETE FROM update_sets" },
    { "stage", "UPDATE deal_updates SET stage = NULL WHERE has & 1" },
    { "owner", "PRAGMA foreign_keys = OFF; UPDATE deal_updates SET owner = 5 WHERE has & 8" },
    { "amount", "UPDATE deal_updates SET amount = amount + 1 WHERE key = (SELECT max(key) FROM deal_updates WHERE has & 2)" },
    { "row", "PRAGMA foreign_keys = OFF; UPDATE deal_updates SET deal = 5 WHERE key = 1" },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/updates/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/store/updates/sources", test_sources);
  g_test_add_func ("/store/updates/few", test_few);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/updates/damaged/", damages[i].name, NULL);

      g_test_add_data_func (path, damages[i].damage, test_damage);
    }
  return g_test_run ();
}
