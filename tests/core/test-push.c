/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pushes: which moves of the close date count, and that all who count agree. */

#include "core/bw-push.h"
#include "core/bw-sample.h"
#include "core/bw-snapshot.h"

/* Stages of the default book. */
enum
{
  OPEN = 0,
  LATER = 1,
  WON = 4,
  LOST = 5,
};

enum
{
  MAX_MOVES = 6,
};

typedef struct
{
  int day;   /* 0: no more */
  int stage; /* -1: the close date moves instead */
  int close; /* 0: becomes unknown */
} Move;

typedef struct
{
  const char *name;
  int         stage, close; /* at first */
  Move        moves[MAX_MOVES];
  guint       pushes;
  guint       until_ten; /* at the end of the tenth day */
} Case;

static const Case cases[] = {
  { "never moved", OPEN, 50, { { 0 } }, 0, 0 },
  { "later", OPEN, 50, { { 5, -1, 60 } }, 1, 1 },
  { "earlier", OPEN, 50, { { 5, -1, 40 } }, 0, 0 },
  { "twice on two days", OPEN, 50, { { 5, -1, 60 }, { 15, -1, 70 } }, 2, 1 },
  { "twice on one day", OPEN, 50, { { 5, -1, 60 }, { 5, -1, 70 } }, 1, 1 },
  { "twice on one later day", OPEN, 50, { { 12, -1, 60 }, { 12, -1, 70 } }, 1, 0 },
  { "there and back on one day", OPEN, 50, { { 5, -1, 60 }, { 5, -1, 50 } }, 0, 0 },
  { "earlier and then later on one day", OPEN, 50, { { 5, -1, 30 }, { 5, -1, 60 } }, 1, 1 },
  { "with a move to another stage", OPEN, 50, { { 5, LATER, 0 }, { 5, -1, 60 } }, 1, 1 },
  { "won late, stage first", OPEN, 50, { { 60, WON, 0 }, { 60, -1, 60 } }, 0, 0 },
  { "won late, date first", OPEN, 50, { { 60, -1, 60 }, { 60, WON, 0 } }, 0, 0 },
  { "lost late", OPEN, 50, { { 60, LOST, 0 }, { 60, -1, 60 } }, 0, 0 },
  { "corrected when closed", OPEN, 50, { { 6, WON, 0 }, { 8, -1, 60 } }, 0, 0 },
  { "pushed, then won", OPEN, 50, { { 5, -1, 60 }, { 70, WON, 0 }, { 70, -1, 70 } }, 1, 1 },
  { "reopened with a later date", WON, 5, { { 8, OPEN, 0 }, { 8, -1, 60 } }, 0, 0 },
  { "reopened, then pushed", WON, 5, { { 8, OPEN, 0 }, { 12, -1, 60 } }, 1, 0 },
  { "first dated", OPEN, 0, { { 5, -1, 60 } }, 0, 0 },
  { "date taken away", OPEN, 50, { { 5, -1, 0 } }, 0, 0 },
  { "taken away and given on one day", OPEN, 50, { { 5, -1, 0 }, { 5, -1, 60 } }, 1, 1 },
};

static BwDate
to_date (int close)
{
  return close == 0 ? BW_DATE_NONE : 20000 + close;
}

static BwBook *
make_book (const Case *c)
{
  BwBook  *book = bw_book_new ();
  BwChange changes[MAX_MOVES];
  guint    i, n = 0;

  bw_book_add_default_stages (book);
  g_assert_cmpint (bw_book_stage (book, WON)->kind, ==, BW_STAGE_WON);
  g_assert_cmpint (bw_book_stage (book, LOST)->kind, ==, BW_STAGE_LOST);
  i = bw_deals_append (&book->deals, 1);
  book->deals.created[i] = book->deals.appeared[i] = 20000;
  book->deals.stage[i] = (guint16)c->stage;
  book->deals.close[i] = to_date (c->close);
  for (; n < MAX_MOVES && c->moves[n].day > 0; n++)
    {
      const Move *move = &c->moves[n];
      gboolean    staged = move->stage >= 0;

      changes[n] = (BwChange) { .deal = i, .at = 20000 + move->day, .ordinal = (guint16)n, .import = -1 };
      changes[n].field = staged ? BW_FIELD_STAGE : BW_FIELD_CLOSE_DATE;
      changes[n].old_value = staged ? book->deals.stage[i] : book->deals.close[i];
      changes[n].new_value = staged ? move->stage : to_date (move->close);
      if (staged)
        book->deals.stage[i] = (guint16)move->stage;
      else
        book->deals.close[i] = to_date (move->close);
    }
  bw_history_add (&book->history, changes, n, 1);
  book->deals.pushes[i] = (guint16)bw_push_count (book, i, book->history.changes, n, BW_DATE_NONE);
  return book;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (BwBook) book = make_book (c);
  g_autoptr (BwSnapshot) early = bw_snapshot_new (book, 20010);
  g_autoptr (BwSnapshot) late = bw_snapshot_new (book, 20100);

  g_assert_cmpuint (book->deals.pushes[0], ==, c->pushes);
  g_assert_cmpuint (early->pushes[0], ==, c->until_ten);
  g_assert_cmpuint (late->pushes[0], ==, c->pushes);
}

/* The pushes of @deal up to @until, told forwards. */
static guint
count_forwards (const BwBook *book,
                guint         deal,
                BwDate        until)
{
  guint           n, pushes = 0;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          stage = book->deals.stage[deal], close = book->deals.close[deal];

  for (guint c = n; c > 0; c--)
    if (changes[c - 1].field == BW_FIELD_STAGE)
      stage = changes[c - 1].old_value;
    else if (changes[c - 1].field == BW_FIELD_CLOSE_DATE)
      close = changes[c - 1].old_value;
  for (guint c = 0; c < n && changes[c].at <= until;)
    {
      gint64 before = close, from = stage;
      BwDate today = changes[c].at;

      for (; c < n && changes[c].at == today; c++)
        if (changes[c].field == BW_FIELD_STAGE)
          stage = changes[c].new_value;
        else if (changes[c].field == BW_FIELD_CLOSE_DATE)
          close = changes[c].new_value;
      pushes += before != BW_DATE_NONE && close > before && bw_book_stage (book, from)->kind == BW_STAGE_OPEN &&
                bw_book_stage (book, stage)->kind == BW_STAGE_OPEN;
    }
  return pushes;
}

/* The sample's column and the snapshots of any day say what the history says. */
static void
test_sample (void)
{
  BwSampleOptions options = bw_sample_default_options ();
  g_autoptr (BwBook) book = NULL;
  BwDate last;
  guint  n_pushed = 0;

  options.n_deals = 3000;
  book = bw_sample_new (&options);
  last = bw_book_data_date (book);
  for (int back = 0; back < 500; back += 45)
    {
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, last - back);

      for (guint i = 0; i < snapshot->n; i++)
        {
          g_assert_cmpuint (snapshot->pushes[i], ==,
                            snapshot->exists[i] || book->deals.appeared[i] <= last - back
                              ? count_forwards (book, i, last - back)
                              : 0);
          n_pushed += snapshot->pushes[i] > 0;
        }
    }
  g_assert_cmpuint (n_pushed, >, 500);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/push/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/push/sample", test_sample);
  return g_test_run ();
}
