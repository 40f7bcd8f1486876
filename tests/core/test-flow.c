/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipeline flow: each bucket, which rule comes first, and random histories against a plain replay. */

#include "core/bw-category-flow.h"
#include "core/bw-flow.h"

#include <string.h>

enum
{
  /* The default stages. */
  QUALIFICATION = 0,
  WON = 4,
  LOST = 5,
  /* The people: 0 leads 1 and 2, 3 is somebody else. */
  LEADER = 0,
  REP = 1,
  COLLEAGUE = 2,
  STRANGER = 3,
  N_PEOPLE = 4,
};

#define NONE BW_FLOW_NOWHERE

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static BwBook *
make_book (void)
{
  BwBook             *book = bw_book_new ();
  static const gint32 managers[N_PEOPLE] = { BW_NOBODY, LEADER, LEADER, BW_NOBODY };

  bw_book_add_default_stages (book);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      BwPerson         person = { .key = i + 1, .name = bw_pool_add (&book->texts, name, -1), .manager = managers[i] };

      g_array_append_val (book->people, person);
    }
  return book;
}

/* What is true of a deal; a date of "" is unknown. */
typedef struct
{
  const char *close;
  gint64      amount;
  int         stage;
  int         owner;
  int         category;
  gboolean    vanished;
} State;

/* A deal that appeared on some day, was @first then, and @last from the day of change on. The window is 15 April to
 * 15 May, the period the second quarter, the scope the leader's. */
typedef struct
{
  const char *name;
  const char *appeared;
  State       first;
  const char *changed;
  State       last;
  int         entry, exit;
  gint64      start, entered, change, left, end;
  gboolean    absent; /* in no bucket at all */
} Case;

#define IN      "2024-06-10"
#define LATER   "2024-08-01"
#define EARLIER "2024-03-20"
#define CHANGED "2024-05-02"
#define OLD     "2024-01-10"
#define FRESH   "2024-04-20"
#define NO      BW_CATEGORY_NONE
#define OMIT    BW_CATEGORY_OMITTED

/* clang-format off */
static const Case cases[] = {
  { "stays", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 100, 2, REP, NO }, NONE, NONE, 100, 0, 0, 0, 100 },
  { "increased", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 130, 0, REP, NO }, NONE, NONE, 100, 0, 30, 0, 130 },
  { "decreased", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 60, 0, REP, NO }, NONE, NONE, 100, 0, -40, 0, 60 },
  { "new", FRESH, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 100, 1, REP, NO }, BW_FLOW_NEW, NONE, 0, 100, 0, 0, 100 },
  { "new, grown", FRESH, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 150, 0, REP, NO }, BW_FLOW_NEW, NONE, 0, 100, 50, 0, 150 },
  { "new, dated in only later", FRESH, { LATER, 100, 0, REP, NO },
    CHANGED, { IN, 150, 0, REP, NO }, BW_FLOW_NEW, NONE, 0, 150, 0, 0, 150 },
  { "new, taken over later", FRESH, { IN, 100, 0, STRANGER, NO },
    CHANGED, { IN, 150, 0, REP, NO }, BW_FLOW_NEW, NONE, 0, 150, 0, 0, 150 },
  { "new and won", FRESH, { IN, 100, 0, REP, NO },
    CHANGED, { CHANGED, 120, WON, REP, NO }, BW_FLOW_NEW, BW_FLOW_WON, 0, 100, 20, 120, 0 },
  { "new and lost", FRESH, { IN, 100, 0, REP, NO },
    CHANGED, { CHANGED, 100, LOST, REP, NO }, BW_FLOW_NEW, BW_FLOW_LOST, 0, 100, 0, 100, 0 },
  { "won as it appeared", CHANGED, { IN, 1, 0, REP, NO },
    CHANGED, { CHANGED, 90, WON, REP, NO }, BW_FLOW_NEW, BW_FLOW_WON, 0, 90, 0, 90, 0 },
  { "new and pushed out again", FRESH, { IN, 100, 0, REP, NO },
    CHANGED, { LATER, 100, 0, REP, NO }, .absent = TRUE },
  { "pulled in", OLD, { LATER, 100, 0, REP, NO },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_PULLED_IN, NONE, 0, 100, 0, 0, 100 },
  { "pulled in, resized", OLD, { LATER, 100, 0, REP, NO },
    CHANGED, { IN, 70, 0, REP, NO }, BW_FLOW_PULLED_IN, NONE, 0, 100, -30, 0, 70 },
  { "dated at last", OLD, { "", 100, 0, REP, NO },
    CHANGED, { IN, 110, 0, REP, NO }, BW_FLOW_PULLED_IN, NONE, 0, 100, 10, 0, 110 },
  { "pulled in and won", OLD, { LATER, 100, 0, REP, NO },
    CHANGED, { CHANGED, 110, WON, REP, NO }, BW_FLOW_PULLED_IN, BW_FLOW_WON, 0, 100, 10, 110, 0 },
  { "pushed in", OLD, { EARLIER, 100, 0, REP, NO },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_PUSHED_IN, NONE, 0, 100, 0, 0, 100 },
  { "reopened", OLD, { IN, 100, LOST, REP, NO },
    CHANGED, { IN, 90, 1, REP, NO }, BW_FLOW_REOPENED, NONE, 0, 100, -10, 0, 90 },
  { "reopened before its date", OLD, { LATER, 100, LOST, REP, NO },
    CHANGED, { IN, 100, 1, REP, NO }, BW_FLOW_REOPENED, NONE, 0, 100, 0, 0, 100 },
  { "lost, then won after all", OLD, { EARLIER, 100, LOST, REP, NO },
    CHANGED, { CHANGED, 100, WON, REP, NO }, BW_FLOW_REOPENED, BW_FLOW_WON, 0, 100, 0, 100, 0 },
  { "transferred in", OLD, { IN, 100, 0, STRANGER, NO },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_TRANSFERRED_IN, NONE, 0, 100, 0, 0, 100 },
  { "transferred in before its date", OLD, { LATER, 100, LOST, STRANGER, OMIT },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_TRANSFERRED_IN, NONE, 0, 100, 0, 0, 100 },
  { "moved within the team", OLD, { IN, 100, 0, COLLEAGUE, NO },
    CHANGED, { IN, 100, 0, REP, NO }, NONE, NONE, 100, 0, 0, 0, 100 },
  { "restored", OLD, { IN, 100, 0, REP, OMIT },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_RESTORED, NONE, 0, 100, 0, 0, 100 },
  { "back in the export", OLD, { LATER, 100, 0, REP, NO, TRUE },
    CHANGED, { IN, 120, 0, REP, NO }, BW_FLOW_RESTORED, NONE, 0, 100, 20, 0, 120 },
  { "pulled in rather than restored", OLD, { LATER, 100, 0, REP, OMIT },
    CHANGED, { IN, 100, 0, REP, NO }, BW_FLOW_PULLED_IN, NONE, 0, 100, 0, 0, 100 },
  { "won", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { CHANGED, 140, WON, REP, NO }, NONE, BW_FLOW_WON, 100, 0, 40, 140, 0 },
  { "won in a later period", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { LATER, 100, WON, REP, NO }, NONE, BW_FLOW_PUSHED_OUT, 100, 0, 0, 100, 0 },
  { "lost", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { CHANGED, 100, LOST, REP, NO }, NONE, BW_FLOW_LOST, 100, 0, 0, 100, 0 },
  { "lost rather than pushed out", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { LATER, 100, LOST, REP, NO }, NONE, BW_FLOW_LOST, 100, 0, 0, 100, 0 },
  { "pushed out", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { LATER, 120, 0, REP, NO }, NONE, BW_FLOW_PUSHED_OUT, 100, 0, 20, 120, 0 },
  { "date lost", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { "", 100, 0, REP, NO }, NONE, BW_FLOW_PUSHED_OUT, 100, 0, 0, 100, 0 },
  { "pushed out rather than omitted", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { LATER, 100, 0, REP, OMIT }, NONE, BW_FLOW_PUSHED_OUT, 100, 0, 0, 100, 0 },
  { "pulled earlier", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { EARLIER, 100, 0, REP, NO }, NONE, BW_FLOW_PULLED_EARLIER, 100, 0, 0, 100, 0 },
  { "transferred out", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 80, 0, STRANGER, NO }, NONE, BW_FLOW_TRANSFERRED_OUT, 100, 0, -20, 80, 0 },
  { "transferred rather than won", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { CHANGED, 100, WON, STRANGER, NO }, NONE, BW_FLOW_TRANSFERRED_OUT, 100, 0, 0, 100, 0 },
  { "without an owner", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 100, 0, BW_NOBODY, NO }, NONE, BW_FLOW_TRANSFERRED_OUT, 100, 0, 0, 100, 0 },
  { "omitted", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 150, 0, REP, OMIT }, NONE, BW_FLOW_OMITTED, 100, 0, 50, 150, 0 },
  { "vanished", OLD, { IN, 100, 0, REP, NO },
    CHANGED, { IN, 150, 0, REP, NO, TRUE }, NONE, BW_FLOW_OMITTED, 100, 0, 0, 100, 0 },
  { "amount unknown", OLD, { IN, BW_MONEY_NONE, 0, REP, NO },
    CHANGED, { IN, 70, 0, REP, NO }, NONE, NONE, 0, 0, 70, 0, 70 },
  { "amount forgotten", OLD, { IN, 70, 0, REP, NO },
    CHANGED, { IN, BW_MONEY_NONE, 0, REP, NO }, NONE, NONE, 70, 0, -70, 0, 0 },
  { "changed after the window", OLD, { IN, 100, 0, REP, NO },
    "2024-05-16", { IN, 500, WON, REP, NO }, NONE, NONE, 100, 0, 0, 0, 100 },
  { "changed on the first day", OLD, { IN, 100, 0, REP, NO },
    "2024-04-15", { IN, 500, 0, REP, NO }, NONE, NONE, 500, 0, 0, 0, 500 },
  { "changed on the last day", OLD, { IN, 100, 0, REP, NO },
    "2024-05-15", { LATER, 100, 0, REP, NO }, NONE, BW_FLOW_PUSHED_OUT, 100, 0, 0, 100, 0 },
  { "won before the window", OLD, { IN, 100, 0, REP, NO },
    "2024-04-10", { "2024-04-10", 100, WON, REP, NO }, .absent = TRUE },
  { "never in the period", OLD, { LATER, 100, 0, REP, NO },
    CHANGED, { LATER, 200, 0, REP, NO }, .absent = TRUE },
  { "somebody else's", OLD, { IN, 100, 0, STRANGER, NO },
    CHANGED, { IN, 200, 0, STRANGER, NO }, .absent = TRUE },
  { "not yet there", "2024-05-20", { IN, 100, 0, REP, NO },
    "2024-05-21", { IN, 200, 0, REP, NO }, .absent = TRUE },
};
/* clang-format on */

static BwDate
date_or_none (const char *iso)
{
  return *iso != '\0' ? day (iso) : BW_DATE_NONE;
}

static void
add_change (GArray *changes,
            guint   deal,
            BwDate  at,
            BwField field,
            gint64  old_value,
            gint64  new_value)
{
  BwChange change = { deal, at, (guint16)changes->len, field, BW_TIME_CRM, -1, old_value, new_value };

  if (old_value != new_value)
    g_array_append_val (changes, change);
}

static void
add_case (BwBook     *book,
          const Case *c)
{
  const State *a = &c->first, *b = &c->last;
  BwDate       at = day (c->changed);
  guint        i = bw_deals_append (&book->deals, book->deals.n + 1);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  book->deals.created[i] = book->deals.appeared[i] = day (c->appeared);
  book->deals.stage[i] = (guint16)b->stage;
  book->deals.amount[i] = b->amount;
  book->deals.close[i] = date_or_none (b->close);
  book->deals.owner[i] = b->owner;
  book->deals.category[i] = (guint8)b->category;
  book->deals.flags[i] = b->vanished ? BW_DEAL_VANISHED : 0;
  add_change (changes, i, at, BW_FIELD_STAGE, a->stage, b->stage);
  add_change (changes, i, at, BW_FIELD_AMOUNT, a->amount, b->amount);
  add_change (changes, i, at, BW_FIELD_CLOSE_DATE, date_or_none (a->close), date_or_none (b->close));
  add_change (changes, i, at, BW_FIELD_OWNER, a->owner, b->owner);
  add_change (changes, i, at, BW_FIELD_CATEGORY, a->category, b->category);
  add_change (changes, i, at, BW_FIELD_PRESENT, !a->vanished, !b->vanished);
  bw_history_add (&book->history, (BwChange *)changes->data, changes->len, book->deals.n);
}

static void
assert_case (const Case   *c,
             const BwFlow *flow,
             guint         deal)
{
  const BwFlowDeal *found = NULL;

  g_test_message ("%s", c->name);
  for (guint i = 0; i < flow->deals->len; i++)
    if (g_array_index (flow->deals, BwFlowDeal, i).deal == deal)
      {
        g_assert_null (found);
        found = &g_array_index (flow->deals, BwFlowDeal, i);
      }
  g_assert_true (c->absent == (found == NULL));
  if (found == NULL)
    return;
  g_assert_cmpint (found->entry, ==, c->entry);
  g_assert_cmpint (found->exit, ==, c->exit);
  g_assert_cmpint (found->start, ==, c->start);
  g_assert_cmpint (found->entered, ==, c->entered);
  g_assert_cmpint (found->change, ==, c->change);
  g_assert_cmpint (found->left, ==, c->left);
  g_assert_cmpint (found->end, ==, c->end);
}

static guint
expect_count (const Case *c,
              int         bucket)
{
  if (bucket == BW_FLOW_INCREASED)
    return c->change > 0;
  if (bucket == BW_FLOW_DECREASED)
    return c->change < 0;
  return bucket == c->entry || bucket == c->exit;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwFlow) flow = NULL;
  BwScope  scope = { BW_SCOPE_PERSON, LEADER };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 2);

  add_case (book, c);
  flow = bw_flow_new (book, &scope, &period, day ("2024-04-15"), day ("2024-05-15"));
  g_assert_true (flow->balanced);
  assert_case (c, flow, 0);
  if (!c->absent)
    {
      gint64 sum = flow->start;

      g_assert_cmpint (flow->start, ==, c->start);
      g_assert_cmpint (flow->end, ==, c->end);
      for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
        {
          sum += flow->value[bucket];
          g_assert_cmpuint (flow->count[bucket], ==, expect_count (c, (int)bucket));
        }
      g_assert_cmpint (sum, ==, flow->end);
    }
}

/* All cases in one book, and the days given the wrong way round. */
static void
test_together (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwFlow) flow = NULL;
  BwScope  scope = { BW_SCOPE_PERSON, LEADER };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 2);
  gint64   start = 0, end = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_case (book, &cases[i]);
      start += cases[i].start;
      end += cases[i].end;
    }
  flow = bw_flow_new (book, &scope, &period, day ("2024-05-15"), day ("2024-04-15"));
  g_assert_cmpint (flow->from, ==, day ("2024-04-15"));
  g_assert_true (flow->balanced);
  g_assert_cmpint (flow->start, ==, start);
  g_assert_cmpint (flow->end, ==, end);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_case (&cases[i], flow, i);
}

/* What the cells of the categories come to is what the buckets say. */
static void
test_categories (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (BwFlow) flow = NULL;
  g_autoptr (BwCategoryFlow) cells = NULL;
  BwScope  scope = { BW_SCOPE_PERSON, LEADER };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 2);
  gint64   ended[BW_CATEGORY_FLOW_N_TO] = { 0 }, end = 0;
  guint    came[BW_CATEGORY_FLOW_N_FROM] = { 0 }, n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_case (book, &cases[i]);
  flow = bw_flow_new (book, &scope, &period, day ("2024-04-15"), day ("2024-05-15"));
  cells = bw_category_flow_new (book, flow);
  for (guint from = 0; from < BW_CATEGORY_FLOW_N_FROM; from++)
    for (guint to = 0; to < BW_CATEGORY_FLOW_N_TO; to++)
      {
        ended[to] += cells->value[from][to];
        came[from] += cells->count[from][to];
        end += to < BW_N_CATEGORIES ? cells->value[from][to] : 0;
        n += cells->count[from][to];
      }
  g_assert_cmpuint (n, ==, flow->deals->len);
  g_assert_cmpint (end, ==, flow->end);
  g_assert_cmpint (ended[BW_CATEGORY_FLOW_WON], ==, -flow->value[BW_FLOW_WON]);
  g_assert_cmpint (ended[BW_CATEGORY_FLOW_LOST], ==, -flow->value[BW_FLOW_LOST]);
  g_assert_cmpint (ended[BW_CATEGORY_FLOW_LEFT], ==,
                   -(flow->value[BW_FLOW_PUSHED_OUT] + flow->value[BW_FLOW_PULLED_EARLIER] + flow->value[BW_FLOW_TRANSFERRED_OUT] +
                     flow->value[BW_FLOW_OMITTED]));
  g_assert_cmpuint (came[BW_CATEGORY_FLOW_NEW], ==, flow->count[BW_FLOW_NEW]);
  g_assert_cmpuint (came[BW_CATEGORY_OMITTED], ==, 0);
  g_assert_cmpint (ended[BW_CATEGORY_OMITTED], ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwScope  scope = { BW_SCOPE_ALL, BW_NOBODY };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024, 2);
  g_autoptr (BwFlow) flow = bw_flow_new (book, &scope, &period, 100, 200);

  g_assert_true (flow->balanced);
  g_assert_cmpuint (flow->deals->len, ==, 0);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < BW_N_FLOWS; i++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer)bw_flow_bucket_name (i)));
      g_assert_true (*bw_flow_bucket_title (i) != '\0');
    }
  g_assert_true (g_hash_table_contains (seen, "pulled_earlier"));
}

/* The replay: a random company day by day, with what was true at the end of each day kept as it happens. */

enum
{
  N_DEALS = 150,
  N_DAYS = 120,
  RULE_DAY = 60, /* from this day on the first stage is omitted */
};

typedef struct
{
  gboolean exists, present;
  int      stage, owner, category;
  gint64   amount;
  BwDate   close;
} Truth;

typedef struct
{
  BwBook *book;
  BwDate  first;
  BwDate  appeared[N_DEALS];
  Truth   truth[N_DEALS][N_DAYS];
} Replay;

static BwDate
random_close (GRand *random,
              BwDate first)
{
  return g_rand_int_range (random, 0, 12) == 0 ? BW_DATE_NONE : first + g_rand_int_range (random, 0, N_DAYS + 40);
}

static gint64
random_amount (GRand *random)
{
  return g_rand_int_range (random, 0, 10) == 0 ? BW_MONEY_NONE : g_rand_int_range (random, 1, 1000000);
}

/* One day of a deal: any of its fields may change, some more than once. */
static void
live_a_day (GRand  *random,
            GArray *changes,
            guint   deal,
            BwDate  today,
            BwDate  first,
            Truth  *truth)
{
  for (int round = 0; round < 6; round++)
    {
      Truth was = *truth;

      if (g_rand_int_range (random, 0, 40) != 0)
        continue;
      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          truth->stage = g_rand_int_range (random, 0, 6);
          add_change (changes, deal, today, BW_FIELD_STAGE, was.stage, truth->stage);
          break;
        case 1:
          truth->amount = random_amount (random);
          add_change (changes, deal, today, BW_FIELD_AMOUNT, was.amount, truth->amount);
          break;
        case 2:
          truth->close = random_close (random, first);
          add_change (changes, deal, today, BW_FIELD_CLOSE_DATE, was.close, truth->close);
          break;
        case 3:
          truth->owner = g_rand_int_range (random, -1, N_PEOPLE);
          add_change (changes, deal, today, BW_FIELD_OWNER, was.owner, truth->owner);
          break;
        case 4:
          truth->category = g_rand_int_range (random, 0, 3) == 0 ? BW_CATEGORY_OMITTED : BW_CATEGORY_NONE;
          add_change (changes, deal, today, BW_FIELD_CATEGORY, was.category, truth->category);
          break;
        default:
          truth->present = !was.present;
          add_change (changes, deal, today, BW_FIELD_PRESENT, was.present, truth->present);
          break;
        }
    }
}

static Replay *
replay_new (GRand *random)
{
  Replay *replay = g_new0 (Replay, 1);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwStageRule rules[2] = { { 1, 0, BW_DATE_NONE, BW_STAGE_OPEN, BW_CATEGORY_PIPELINE },
                           { 2, 0, 0, BW_STAGE_OPEN, BW_CATEGORY_OMITTED } };
  BwDeals    *deals;

  replay->book = make_book ();
  replay->first = rules[1].from = day ("2024-01-01");
  rules[1].from += RULE_DAY;
  g_array_append_vals (replay->book->stage_rules, rules, 2);
  deals = &replay->book->deals;
  for (guint i = 0; i < N_DEALS; i++)
    {
      int   appeared = g_rand_int_range (random, 0, N_DAYS);
      Truth truth = { TRUE, TRUE, g_rand_int_range (random, 0, 4), g_rand_int_range (random, 0, N_PEOPLE),
                      BW_CATEGORY_NONE, random_amount (random), random_close (random, replay->first) };

      bw_deals_append (deals, i + 1);
      deals->appeared[i] = replay->appeared[i] = replay->first + appeared;
      for (int d = appeared; d < N_DAYS; d++)
        {
          live_a_day (random, changes, i, replay->first + d, replay->first, &truth);
          replay->truth[i][d] = truth;
          replay->truth[i][d].exists = truth.present;
        }
      deals->stage[i] = (guint16)truth.stage;
      deals->owner[i] = truth.owner;
      deals->category[i] = (guint8)truth.category;
      deals->amount[i] = truth.amount;
      deals->close[i] = truth.close;
      deals->flags[i] = truth.present ? 0 : BW_DEAL_VANISHED;
    }
  bw_history_add (&replay->book->history, (BwChange *)changes->data, changes->len, N_DEALS);
  return replay;
}

static void
replay_free (Replay *replay)
{
  bw_book_unref (replay->book);
  g_free (replay);
}

static gboolean
truth_admitted (const Truth *t,
                gboolean     everyone)
{
  return everyone || (t->owner >= 0 && t->owner != STRANGER);
}

static gboolean
truth_omitted (const Truth *t,
               int          d)
{
  return t->category == BW_CATEGORY_OMITTED ||
         (t->category == BW_CATEGORY_NONE && t->stage == QUALIFICATION && d >= RULE_DAY);
}

static int
truth_side (const Truth    *t,
            const BwPeriod *period)
{
  return t->close == BW_DATE_NONE || t->close > period->to ? 1 : t->close < period->from ? -1
                                                                                         : 0;
}

static gboolean
truth_in (const Truth    *t,
          int             d,
          const BwPeriod *period,
          gboolean        everyone)
{
  return t->exists && t->stage < WON && !truth_omitted (t, d) && truth_side (t, period) == 0 &&
         truth_admitted (t, everyone);
}

static gint64
truth_amount (const Truth *t)
{
  return t->amount == BW_MONEY_NONE ? 0 : t->amount;
}

/* The entry by the table of definitions, read from the kept days. @amount becomes its value. */
static int
truth_entry (const Replay   *replay,
             guint           i,
             int             from,
             int             to,
             const BwPeriod *period,
             gboolean        everyone,
             gint64         *amount)
{
  const Truth *days = replay->truth[i], *then = &days[from];

  if (replay->appeared[i] > replay->first + from)
    {
      for (int d = from + 1; d <= to; d++)
        if (truth_in (&days[d], d, period, everyone) ||
            (days[d].exists && days[d].stage >= WON && truth_side (&days[d], period) == 0 &&
             truth_admitted (&days[d], everyone)))
          {
            *amount = truth_amount (&days[d]);
            return BW_FLOW_NEW;
          }
      g_assert_not_reached ();
    }
  *amount = truth_amount (then);
  if (!then->present)
    return BW_FLOW_RESTORED;
  if (!truth_admitted (then, everyone))
    return BW_FLOW_TRANSFERRED_IN;
  if (then->stage >= WON)
    return BW_FLOW_REOPENED;
  if (truth_side (then, period) == 0)
    return BW_FLOW_RESTORED;
  return truth_side (then, period) == 1 ? BW_FLOW_PULLED_IN : BW_FLOW_PUSHED_IN;
}

static int
truth_exit (const Truth    *now,
            const BwPeriod *period,
            gboolean        everyone)
{
  if (!now->present)
    return BW_FLOW_OMITTED;
  if (!truth_admitted (now, everyone))
    return BW_FLOW_TRANSFERRED_OUT;
  if (now->stage == LOST)
    return BW_FLOW_LOST;
  if (truth_side (now, period) == 0)
    return now->stage == WON ? BW_FLOW_WON : BW_FLOW_OMITTED;
  return truth_side (now, period) == 1 ? BW_FLOW_PUSHED_OUT : BW_FLOW_PULLED_EARLIER;
}

/* Whether the deal closed within the period, having been otherwise at the start. */
static gboolean
truth_closed (const Truth    *then,
              const Truth    *now,
              const BwPeriod *period,
              gboolean        everyone)
{
  return now->exists && now->stage >= WON && truth_side (now, period) == 0 && truth_admitted (now, everyone) &&
         (!then->exists || then->stage < WON || then->stage != now->stage);
}

static void
assert_replay (const Replay   *replay,
               const BwPeriod *period,
               int             from,
               int             to,
               gboolean        everyone)
{
  BwScope scope = { everyone ? BW_SCOPE_ALL : BW_SCOPE_PERSON, everyone ? BW_NOBODY : LEADER };
  gint64  value[BW_N_FLOWS] = { 0 }, start = 0, end = 0;
  guint   count[BW_N_FLOWS] = { 0 }, n_start = 0, n_end = 0;
  g_autoptr (BwFlow) flow = bw_flow_new (replay->book, &scope, period, replay->first + from, replay->first + to);

  for (guint i = 0; i < N_DEALS; i++)
    {
      const Truth *then = &replay->truth[i][from], *now = &replay->truth[i][to];
      gboolean     was = truth_in (then, from, period, everyone), is = truth_in (now, to, period, everyone);
      gint64       opening = truth_amount (then), closing = truth_amount (now);

      if (!was && !is && !truth_closed (then, now, period, everyone))
        continue;
      if (was)
        {
          start += opening;
          n_start++;
        }
      else
        {
          int entry = truth_entry (replay, i, from, to, period, everyone, &opening);

          value[entry] += opening;
          count[entry]++;
        }
      if (is)
        {
          end += closing;
          n_end++;
        }
      else
        {
          int exit = truth_exit (now, period, everyone);

          closing = now->present ? closing : opening;
          value[exit] -= closing;
          count[exit]++;
        }
      if (closing != opening)
        {
          value[closing > opening ? BW_FLOW_INCREASED : BW_FLOW_DECREASED] += closing - opening;
          count[closing > opening ? BW_FLOW_INCREASED : BW_FLOW_DECREASED]++;
        }
    }
  g_assert_true (flow->balanced);
  g_assert_cmpint (flow->start, ==, start);
  g_assert_cmpint (flow->end, ==, end);
  g_assert_cmpuint (flow->n_start, ==, n_start);
  g_assert_cmpuint (flow->n_end, ==, n_end);
  for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
    {
      g_assert_cmpint (flow->value[bucket], ==, value[bucket]);
      g_assert_cmpuint (flow->count[bucket], ==, count[bucket]);
    }
}

static void
test_replay (void)
{
  gboolean seen_all[BW_N_FLOWS] = { FALSE };

  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      Replay  *replay = replay_new (random);
      BwPeriod period = bw_calendar_period (&replay->book->calendar, BW_PERIOD_MONTH, 2024,
                                            g_rand_int_range (random, 1, 5));
      BwScope  scope = { BW_SCOPE_PERSON, LEADER };
      g_autoptr (BwFlow) whole = NULL;

      for (int round = 0; round < 6; round++)
        {
          int from = g_rand_int_range (random, 0, N_DAYS), to = g_rand_int_range (random, from, N_DAYS);

          assert_replay (replay, &period, from, to, round % 2);
        }
      whole = bw_flow_new (replay->book, &scope, &period, replay->first + 10, replay->first + N_DAYS - 1);
      for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
        seen_all[bucket] |= whole->count[bucket] > 0;
      replay_free (replay);
    }
  for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
    g_assert_true (seen_all[bucket]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/flow/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/flow/together", test_together);
  g_test_add_func ("/flow/categories", test_categories);
  g_test_add_func ("/flow/empty", test_empty);
  g_test_add_func ("/flow/names", test_names);
  g_test_add_func ("/flow/replay", test_replay);
  return g_test_run ();
}
