/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of a check-in: wins, near misses, what moved, commitments with what became of them, and what was known the last time. */

#include <string.h>

#include "core/bw-agenda.h"

enum
{
  /* The default stages. */
  DISCOVERY = 1,
  NEGOTIATION = 3,
  WON = 4,
  LOST = 5,
  DAY = 86400,
};

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static void
add_person (BwBook     *book,
            const char *name,
            gint32      manager)
{
  BwPerson person = { .key = 0x1000 + book->people->len, .manager = manager, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

  person.name = bw_pool_add (&book->texts, name, -1);
  g_array_append_val (book->people, person);
}

static void
add_change (GArray     *changes,
            guint       deal,
            BwField     field,
            const char *at,
            gint64      was,
            gint64      is)
{
  BwChange change = { .deal = deal, .at = day (at), .field = (guint8)field, .import = -1, .old_value = was, .new_value = is };

  g_array_append_val (changes, change);
}

/* A deal of person 1 that is in @stage since @since. */
static guint
add_deal (BwBook     *book,
          const char *name,
          gint64      amount,
          guint       stage,
          const char *since,
          const char *close)
{
  guint deal = bw_deals_append (&book->deals, 0x2000 + (gint64)book->deals.n);

  book->deals.name[deal] = bw_pool_add (&book->texts, name, -1);
  book->deals.owner[deal] = 1;
  book->deals.amount[deal] = amount;
  book->deals.stage[deal] = (guint16)stage;
  book->deals.created[deal] = book->deals.appeared[deal] = day ("2026-08-01");
  book->deals.stage_since[deal] = day (since);
  book->deals.close[deal] = day (close);
  return deal;
}

/* Mara leads, Rita has the deals; the data are of 20 November. */
static BwBook *
make_book (void)
{
  BwBook        *book = bw_book_new ();
  BwImportRecord import = { .key = 1, .as_of = day ("2026-11-20"), .as_of_source = BW_TIME_EXPORT, .at = (gint64)day ("2026-11-20") * DAY };
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  bw_book_add_default_stages (book);
  g_array_append_val (book->imports, import);
  add_person (book, "Mara Moss", BW_NOBODY);
  add_person (book, "Rita Rey", 0);
  add_deal (book, "Won", 100000, WON, "2026-11-17", "2026-11-17");
  add_change (changes, 0, BW_FIELD_STAGE, "2026-11-17", NEGOTIATION, WON);
  add_change (changes, 0, BW_FIELD_CLOSE_DATE, "2026-11-17", day ("2026-11-20"), day ("2026-11-17"));
  add_deal (book, "Lost late", 200000, LOST, "2026-11-18", "2026-11-18");
  add_change (changes, 1, BW_FIELD_STAGE, "2026-11-18", NEGOTIATION, LOST);
  add_deal (book, "Lost early", 300000, LOST, "2026-11-18", "2026-11-18");
  add_change (changes, 2, BW_FIELD_STAGE, "2026-11-18", DISCOVERY, LOST);
  add_deal (book, "Slipped", 400000, NEGOTIATION, "2026-10-01", "2027-01-20");
  add_change (changes, 3, BW_FIELD_CLOSE_DATE, "2026-11-19", day ("2026-11-30"), day ("2027-01-20"));
  add_deal (book, "Grew", 500000, NEGOTIATION, "2026-10-01", "2026-12-20");
  add_change (changes, 4, BW_FIELD_AMOUNT, "2026-11-18", 450000, 500000);
  add_deal (book, "Calm", 600000, NEGOTIATION, "2026-10-01", "2026-12-20");
  add_deal (book, "Won before", 50000, WON, "2026-10-15", "2026-10-15");
  add_change (changes, 6, BW_FIELD_STAGE, "2026-10-15", NEGOTIATION, WON);
  bw_history_add (&book->history, (const BwChange *)(gpointer)changes->data, changes->len, book->deals.n);
  return book;
}

static BwAgendaQuery
make_query (const BwBook *book,
            gint32        person)
{
  BwDate as_of = day ("2026-11-20");

  return (BwAgendaQuery) { 0, person, day ("2026-11-24"), as_of, bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, as_of) };
}

static const BwAgendaItem *
find (const BwAgenda *agenda,
      BwAgendaSection section,
      const char     *title)
{
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);

      if (item->section == section && g_str_equal (item->title, title))
        return item;
    }
  return NULL;
}

static guint
count (const BwAgenda *agenda,
       BwAgendaSection section)
{
  guint n = 0;

  for (guint i = 0; i < agenda->items->len; i++)
    n += ((const BwAgendaItem *)g_ptr_array_index (agenda->items, i))->section == section;
  return n;
}

static void
test_deals (void)
{
  static const struct
  {
    BwAgendaSection section;
    const char     *title, *says;
  } cases[] = {
    { BW_AGENDA_WINS, "Won", "3 days before it was expected" },
    { BW_AGENDA_NEAR_MISSES, "Lost late", "as far as Negotiation" },
    { BW_AGENDA_NEAR_MISSES, "Slipped", "with 11 days to go" },
    { BW_AGENDA_MOVED, "Lost early", "Lost: " },
    { BW_AGENDA_MOVED, "Grew", "Grew from $4.50" },
  };
  g_autoptr (BwBook) book = make_book ();
  BwAgendaQuery query = make_query (book, 1);
  g_autoptr (BwAgenda) agenda = bw_agenda_new (book, &query, NULL, NULL);
  g_autoptr (GArray) deals = bw_agenda_dup_deals (book, agenda);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_cmpint (agenda->since, ==, day ("2026-11-06"));
  g_assert_cmpint (agenda->closed, ==, 150000);
  g_assert_cmpint (agenda->closed_before, ==, 50000);
  g_assert_cmpint (agenda->open, ==, 1100000);
  g_assert_cmpuint (agenda->n_open, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BwAgendaItem *item = find (agenda, cases[i].section, cases[i].title);

      g_assert_nonnull (item);
      if (strstr (item->text, cases[i].says) == NULL)
        g_error ("%s: no “%s” in “%s”", cases[i].title, cases[i].says, item->text);
    }
  g_assert_cmpuint (count (agenda, BW_AGENDA_WINS), ==, 1);
  g_assert_cmpuint (count (agenda, BW_AGENDA_NEAR_MISSES), ==, 2);
  g_assert_cmpuint (count (agenda, BW_AGENDA_MOVED), ==, 2);
  /* Each once, and the open ones that nothing is to be said of too. */
  for (guint i = 0; i < deals->len; i++)
    g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (g_array_index (deals, guint32, i))));
  g_assert_true (g_hash_table_contains (seen, GUINT_TO_POINTER (5)));
  g_assert_false (g_hash_table_contains (seen, GUINT_TO_POINTER (6)));
}

static void
take (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

/* Those of the last time come first, also once they are kept; those kept before that are no longer told. */
static void
test_commitments (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwMeetingDue      last = { 0, 0, 0, 1, day ("2026-11-17"), BW_MEETING_PLANNED, 0 };
  BwNoteSignature   signature = { "Mara Moss", (gint64)day ("2026-11-17") * DAY };
  BwCommitmentInput input = { .owner = 1, .text = "Older", .due = day ("2026-11-10"), .deal = BW_NOBODY, .account = BW_NOBODY };
  BwAgendaQuery     query = make_query (book, 1), team = make_query (book, BW_NOBODY);
  BwDelta          *delta;
  BwBook           *after = bw_commitment_edit_add (book, &input, &signature, &delta);
  g_autoptr (BwAgenda) agenda = NULL, other = NULL;
  const BwAgendaItem *item;
  gint64              line;

  take (&book, after, delta);
  input.text = "Send the offer";
  input.due = day ("2026-11-20");
  input.deal = 0;
  after = bw_meeting_edit_promise (book, &last, &input, &signature, &delta);
  g_assert_cmpuint (delta->before[BW_TABLE_COMMITMENTS], ==, 1);
  g_assert_cmpuint (delta->before[BW_TABLE_MEETINGS], ==, 0);
  take (&book, after, delta);
  after = bw_meeting_edit_write (book, &last, BW_MEETING_HELD, NULL, &signature, &line, &delta);
  take (&book, after, delta);
  g_assert_cmpint (bw_book_commitment (book, 1)->meeting, ==, line);
  agenda = bw_agenda_new (book, &query, NULL, NULL);
  g_assert_cmpint (agenda->last, ==, line);
  /* Nothing had been imported by then: what was known is what had happened. */
  g_assert_cmpint (agenda->since, ==, day ("2026-11-17"));
  item = g_ptr_array_index (agenda->items, 0);
  g_assert_cmpstr (item->title, ==, "Send the offer");
  g_assert_true (item->from_last);
  g_assert_nonnull (strstr (item->text, "4 days ago"));
  g_assert_nonnull (strstr (item->text, "The deal is won."));
  item = g_ptr_array_index (agenda->items, 1);
  g_assert_cmpstr (item->title, ==, "Older");
  g_assert_false (item->from_last);
  other = bw_agenda_new (book, &team, NULL, NULL);
  g_assert_cmpuint (count (other, BW_AGENDA_COMMITMENTS), ==, 0);
  g_assert_cmpint (other->last, ==, 0);
}

static void
test_markdown (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwAgendaQuery query = make_query (book, 1);
  g_autoptr (BwAgenda) agenda = NULL;
  g_autofree char *text = NULL;

  book->deals.name[0] = bw_pool_add (&book->texts, "A*b* [c](d)\n# e", -1);
  agenda = bw_agenda_new (book, &query, NULL, NULL);
  text = bw_agenda_to_markdown (book, agenda, "- one\ntwo");
  g_assert_true (g_str_has_prefix (text, "# Check-in: Mara Moss with Rita Rey\n\n"));
  g_assert_nonnull (strstr (text, "- **A\\*b\\* \\[c\\](d) \\# e** Won on"));
  g_assert_nonnull (strstr (text, "\n## Notes\n\n\\- one\\\ntwo\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agenda/deals", test_deals);
  g_test_add_func ("/agenda/commitments", test_commitments);
  g_test_add_func ("/agenda/markdown", test_markdown);
  return g_test_run ();
}
