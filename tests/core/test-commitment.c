/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commitments and comments: nothing said is lost, late is worked out, mentions outlive names. */

#include "core/bw-comment.h"
#include "core/bw-commitment.h"

enum
{
  DAY = 86400,
  N_STEPS = 400,
};

static BwBook *
make_book (void)
{
  static const char *const names[] = { "Anna Lee", "Anna Leeds", "Björn Ång", "Carl Lee", "Dora" };
  BwBook                  *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BwPerson person = { .key = 0x1000 + i, .manager = BW_NOBODY, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      person.name = bw_pool_add (&book->texts, names[i], -1);
      g_array_append_val (book->people, person);
    }
  for (guint i = 0; i < 3; i++)
    bw_deals_append (&book->deals, 0x2000 + i);
  return book;
}

/* *@book becomes @after (transfer full); the delta is to say that only rows of commitments or comments came. */
static void
take (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  g_assert_cmpuint (delta->changed[BW_TABLE_COMMITMENTS]->len + delta->removed[BW_TABLE_COMMITMENTS]->len, ==, 0);
  g_assert_cmpuint (delta->changed[BW_TABLE_COMMENTS]->len + delta->removed[BW_TABLE_COMMENTS]->len, ==, 0);
  g_assert_cmpuint (delta->before[BW_TABLE_COMMITMENTS], ==, (*book)->commitments->len);
  g_assert_cmpuint (delta->before[BW_TABLE_COMMENTS], ==, (*book)->comments->len);
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

static gint64
promise (BwBook **book,
         gint32   owner,
         BwDate   due,
         gint64   at)
{
  BwCommitmentInput input = { .owner = owner, .text = "Send the offer", .due = due, .deal = 1, .account = BW_NOBODY };
  BwNoteSignature   signature = { "Anna Lee", at };
  BwDelta          *delta;
  BwBook           *after = bw_commitment_edit_add (*book, &input, &signature, &delta);

  take (book, after, delta);
  return bw_commitment_line (bw_book_commitment (*book, (*book)->commitments->len - 1));
}

static void
settle (BwBook          **book,
        gint64            line,
        BwCommitmentState state,
        gint64            at)
{
  BwNoteSignature signature = { NULL, at };
  BwDelta        *delta;
  BwBook         *after = bw_commitment_edit_settle (*book, line, state, "because", &signature, &delta);

  take (book, after, delta);
}

/* The version that counts of the commitment with @line. */
static const BwCommitment *
current (const BwBook *book,
         gint64        line)
{
  g_autoptr (GArray) rows = bw_commitment_current (book, BW_NOBODY);

  for (guint i = 0; i < rows->len; i++)
    if (bw_commitment_line (bw_book_commitment (book, g_array_index (rows, guint, i))) == line)
      return bw_book_commitment (book, g_array_index (rows, guint, i));
  g_assert_not_reached ();
}

static void
test_states (void)
{
  static const struct
  {
    BwDate            due;
    BwCommitmentState state;
    gint64            at;
    BwDate            today;
    const char       *name;
  } cases[] = {
    { 100, BW_COMMITMENT_OPEN, 0, 100, "open" },
    { 100, BW_COMMITMENT_OPEN, 0, 101, "late" },
    { BW_DATE_NONE, BW_COMMITMENT_OPEN, 0, 30000, "open" },
    { 100, BW_COMMITMENT_KEPT, 100 * DAY + DAY - 1, 200, "kept" },
    { 100, BW_COMMITMENT_KEPT, 101 * DAY, 101, "kept_late" },
    { BW_DATE_NONE, BW_COMMITMENT_KEPT, 101 * DAY, 101, "kept" },
    { 100, BW_COMMITMENT_DROPPED, 300 * DAY, 300, "dropped" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_book ();
      gint64 line = promise (&book, 0, cases[i].due, 50 * DAY);

      settle (&book, line, cases[i].state, cases[i].at);
      g_assert_cmpstr (bw_commitment_state_name (current (book, line), cases[i].today), ==, cases[i].name);
    }
}

static void
test_deal (void)
{
  g_autoptr (BwBook) book = make_book ();
  gint64 line = promise (&book, 0, 100, DAY);

  bw_deals_make_writable (&book->deals);
  g_assert_cmpstr (bw_commitment_deal_state (book, current (book, line)), ==, "open");
  book->deals.stage[1] = 4;
  g_assert_cmpstr (bw_commitment_deal_state (book, current (book, line)), ==, "won");
  book->deals.stage[1] = 5;
  g_assert_cmpstr (bw_commitment_deal_state (book, current (book, line)), ==, "lost");
  book->deals.flags[1] |= BW_DEAL_VANISHED;
  g_assert_cmpstr (bw_commitment_deal_state (book, current (book, line)), ==, "gone");
  bw_book_commitment (book, 0)->deal = BW_NOBODY;
  g_assert_null (bw_commitment_deal_state (book, bw_book_commitment (book, 0)));
}

/* Random steps: the rows of before stay as they are, and what counts is what a plain list of states says. */
static void
test_nothing_lost (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) dues = g_array_new (FALSE, FALSE, sizeof (BwDate));

  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (BwBook) before = bw_book_ref (book);
      guint  which = lines->len > 0 ? (guint)g_rand_int_range (rand, 0, (gint32)lines->len) : 0;
      int    act = lines->len == 0 ? 0 : g_rand_int_range (rand, 0, 3), open = BW_COMMITMENT_OPEN;
      BwDate due = g_rand_int_range (rand, 100, 110);

      if (act == 0)
        {
          gint64 line = promise (&book, g_rand_int_range (rand, 0, 5), due, step);

          g_array_append_val (lines, line);
          g_array_append_val (states, open);
          g_array_append_val (dues, due);
        }
      else if (act == 1)
        {
          g_array_index (states, int, which) = g_rand_int_range (rand, 0, BW_N_COMMITMENT_STATES);
          settle (&book, g_array_index (lines, gint64, which), (BwCommitmentState)g_array_index (states, int, which), step);
        }
      else
        {
          BwNoteSignature signature = { "x", step };
          BwDelta        *delta;
          BwBook         *after = bw_commitment_edit_move (book, g_array_index (lines, gint64, which), due, NULL, &signature, &delta);

          g_array_index (dues, BwDate, which) = due;
          take (&book, after, delta);
        }
      g_assert_cmpmem (book->commitments->data, before->commitments->len * sizeof (BwCommitment), before->commitments->data,
                       before->commitments->len * sizeof (BwCommitment));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const BwCommitment *last = current (book, g_array_index (lines, gint64, i));

      g_assert_cmpint (last->state, ==, g_array_index (states, int, i));
      g_assert_cmpint (last->due, ==, g_array_index (dues, BwDate, i));
    }
}

static void
comment (BwBook    **book,
         const char *text)
{
  BwCommentAbout  about = bw_comment_about_none ();
  BwNoteSignature signature = { "Anna Lee", 5 };
  BwDelta        *delta;
  BwBook         *after;

  about.deal = 1;
  after = bw_comment_edit_add (*book, &about, text, &signature, &delta);
  take (book, after, delta);
}

static void
test_mentions (void)
{
  static const struct
  {
    const char *text, *shown;
    const char *who; /* the indices of those mentioned, in order */
  } cases[] = {
    { "Ask @Anna Lee.", "Ask @Anna Lee.", "0" },
    { "Ask @anna leeds now", "Ask @Anna Leeds now", "1" },
    { "@Anna, which?", "@Anna, which?", "" },
    { "@carl: see @Dora", "@Carl Lee: see @Dora", "34" },
    { "@BJÖRN ÅNG und @björn", "@Björn Ång und @Björn Ång", "2" },
    { "mail me at x@Dora", "mail me at x@Dora", "" },
    { "@Doras and @ and @", "@Doras and @ and @", "" },
    { "odd @{ @{} @{zz} @{ffff} @{12345678901234567}", "odd @{ @{} @{zz} @{ffff} @{12345678901234567}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_book ();
      g_autoptr (GArray) people = NULL;
      g_autofree char *shown = NULL;

      comment (&book, cases[i].text);
      shown = bw_comment_dup_text (book, bw_book_comment (book, 0));
      people = bw_comment_mentions (book, bw_book_comment (book, 0));
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpuint (people->len, ==, strlen (cases[i].who));
      for (guint p = 0; p < people->len; p++)
        g_assert_cmpint (g_array_index (people, gint32, p), ==, cases[i].who[p] - '0');
    }
}

/* Another name, and a merge of two people. */
static void
test_renamed (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autofree char *renamed = NULL, *merged = NULL;

  comment (&book, "For @Dora");
  bw_book_person (book, 4)->name = bw_pool_add (&book->texts, "Dora Field", -1);
  renamed = bw_comment_dup_text (book, bw_book_comment (book, 0));
  g_assert_cmpstr (renamed, ==, "For @Dora Field");
  bw_book_person (book, 4)->merged = bw_book_person (book, 3)->key;
  merged = bw_comment_dup_text (book, bw_book_comment (book, 0));
  g_assert_cmpstr (merged, ==, "For @Carl Lee");
  g_assert_true (bw_comment_does_mention (book, bw_book_comment (book, 0), 3));
  g_assert_false (bw_comment_does_mention (book, bw_book_comment (book, 0), 4));
}

static void
test_comments_kept (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwNoteSignature signature = { NULL, 9 };
  BwCommentAbout  about = bw_comment_about_none ();
  BwDelta        *delta;
  BwBook         *after;
  gint64          line;

  comment (&book, "First");
  comment (&book, "Second");
  line = bw_comment_line (bw_book_comment (book, 0));
  after = bw_comment_edit_change (book, line, "First", &signature, &delta);
  g_assert_true (bw_delta_is_empty (delta, after));
  take (&book, after, delta);
  after = bw_comment_edit_change (book, line, "First, for @Dora", &signature, &delta);
  take (&book, after, delta);
  about.deal = 1;
  {
    g_autoptr (GArray) rows = bw_comment_current (book, &about);

    g_assert_cmpuint (rows->len, ==, 2);
    g_assert_cmpuint (g_array_index (rows, guint, 0), ==, 2);
  }
  after = bw_comment_edit_remove (book, line, &signature, &delta);
  take (&book, after, delta);
  after = bw_comment_edit_change (book, line, "Not any more", &signature, &delta);
  g_assert_true (bw_delta_is_empty (delta, after));
  take (&book, after, delta);
  {
    g_autoptr (GArray) rows = bw_comment_current (book, &about);
    g_autoptr (GArray) versions = bw_comment_versions (book, line);

    g_assert_cmpuint (rows->len, ==, 1);
    g_assert_cmpuint (versions->len, ==, 3);
  }
  about.deal = 2;
  {
    g_autoptr (GArray) rows = bw_comment_current (book, &about);

    g_assert_cmpuint (rows->len, ==, 0);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commitment/states", test_states);
  g_test_add_func ("/commitment/deal", test_deal);
  g_test_add_func ("/commitment/nothing-lost", test_nothing_lost);
  g_test_add_func ("/comment/mentions", test_mentions);
  g_test_add_func ("/comment/renamed", test_renamed);
  g_test_add_func ("/comment/kept", test_comments_kept);
  return g_test_run ();
}
