/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings: each rule at its edge, the stall line against a reckoning by hand, ranking and words. */

#include "core/bw-insight.h"

#include <string.h>

/* Stages as a new project has them. */
enum
{
  QUALIFICATION = 0,
  DISCOVERY = 1,
  PROPOSAL = 2,
  WON = 4,
  LOST = 5,
};

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
  BwBook  *book = bw_book_new ();
  BwPerson person = { .key = 1, .name = bw_pool_add (&book->texts, "Ann", -1), .manager = BW_NOBODY };

  bw_book_add_default_stages (book);
  g_array_append_val (book->people, person);
  person.key = 2;
  g_array_append_val (book->people, person);
  return book;
}

/* A quiet deal of the fourth quarter of 2026: nothing is to be found about it on 1 December. */
static guint
add_deal (BwBook     *book,
          const char *name,
          gint64      amount)
{
  guint i = bw_deals_append (&book->deals, book->deals.n + 1);

  book->deals.name[i] = bw_pool_add (&book->texts, name, -1);
  book->deals.amount[i] = amount;
  book->deals.owner[i] = 0;
  book->deals.stage[i] = PROPOSAL;
  book->deals.created[i] = book->deals.appeared[i] = book->deals.stage_since[i] = day ("2026-11-01");
  book->deals.close[i] = day ("2026-12-20");
  return i;
}

/* Past deals that spent 1 to @n days in the stage @from before they moved to @to. */
static void
add_moves (BwBook *book,
           guint   n,
           int     from,
           int     to)
{
  for (guint k = 1; k <= n; k++)
    {
      guint    i = add_deal (book, "Past", 100);
      BwChange change = { i, 0, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, from, to };

      book->deals.created[i] = book->deals.appeared[i] = day ("2026-01-01");
      book->deals.close[i] = day ("2026-03-01");
      book->deals.stage[i] = (guint16)to;
      book->deals.stage_since[i] = change.at = day ("2026-01-01") + (int)k;
      bw_history_add (&book->history, &change, 1, book->deals.n);
      if (to < WON)
        {
          BwChange lost = { i, day ("2026-02-25"), 1, BW_FIELD_STAGE, BW_TIME_CRM, -1, to, LOST };

          book->deals.stage[i] = LOST;
          bw_history_add (&book->history, &lost, 1, book->deals.n);
        }
    }
}

/* What is found in the fourth quarter of 2026, Ann being asked for. */
static BwInsightQuery
question (const BwBook *book,
          const char   *as_of)
{
  return (BwInsightQuery) {
    .scope = { BW_SCOPE_PERSON, 0 },
    .period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4),
    .as_of = day (as_of),
  };
}

static GPtrArray *
inspect (BwBook     *book,
         const char *as_of)
{
  BwInsightQuery query = question (book, as_of);

  return bw_insights_new (book, &query);
}

/* The entry about @deal, or that with @code about none, which has a finding with @code. */
static const BwInsight *
find (GPtrArray *insights,
      int        code,
      gint32     deal)
{
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      for (guint f = 0; f < insight->findings->len && insight->deal == deal; f++)
        if ((int)((const BwInsightFinding *)g_ptr_array_index (insight->findings, f))->code == code)
          return insight;
    }
  return NULL;
}

/* The finding itself. */
static const BwInsightFinding *
find_one (GPtrArray *insights,
          int        code,
          gint32     deal)
{
  const BwInsight *insight = find (insights, code, deal);

  for (guint f = 0; insight != NULL && f < insight->findings->len; f++)
    if ((int)((const BwInsightFinding *)g_ptr_array_index (insight->findings, f))->code == code)
      return g_ptr_array_index (insight->findings, f);
  return NULL;
}

/* One deal with one thing changed; @code is found (or, when it is -1, nothing). */
typedef struct
{
  const char *name;
  const char *as_of;
  int         code;
  guint       n;
  const char *close;
  int         pushes, stage, category, age_of_activity;
} Case;

static const Case cases[] = {
  { "quiet", "2026-12-01", -1, 0, "2026-12-20", 0, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "due today", "2026-12-01", -1, 0, "2026-12-01", 0, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "overdue", "2026-12-01", BW_INSIGHT_OVERDUE, 1, "2026-11-30", 0, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "long overdue", "2026-12-01", BW_INSIGHT_OVERDUE, 93, "2026-08-30", 0, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "of another period", "2026-12-01", -1, 0, "2027-01-01", 5, QUALIFICATION, BW_CATEGORY_NONE, -1 },
  { "won in time", "2026-12-01", -1, 0, "2026-11-30", 5, WON, BW_CATEGORY_NONE, 90 },
  { "omitted", "2026-12-01", -1, 0, "2026-11-30", 5, PROPOSAL, BW_CATEGORY_OMITTED, -1 },
  { "pushed twice", "2026-12-01", -1, 0, "2026-12-20", 2, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "pushed", "2026-12-01", BW_INSIGHT_PUSHED, 3, "2026-12-20", 3, PROPOSAL, BW_CATEGORY_NONE, -1 },
  { "active", "2026-12-01", -1, 0, "2026-12-20", 0, PROPOSAL, BW_CATEGORY_NONE, 29 },
  { "silent", "2026-12-01", BW_INSIGHT_SILENT, 30, "2026-12-20", 0, PROPOSAL, BW_CATEGORY_NONE, 30 },
  { "committed early", "2026-12-01", BW_INSIGHT_EARLY_COMMIT, 2, "2026-12-20", 0, DISCOVERY, BW_CATEGORY_COMMIT, -1 },
  { "committed", "2026-12-01", -1, 0, "2026-12-20", 0, PROPOSAL, BW_CATEGORY_COMMIT, -1 },
  { "early, with time", "2026-12-17", -1, 0, "2026-12-20", 0, QUALIFICATION, BW_CATEGORY_NONE, -1 },
  { "late start", "2026-12-18", BW_INSIGHT_LATE_START, 2, "2026-12-20", 0, QUALIFICATION, BW_CATEGORY_NONE, -1 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (BwBook) book = make_book ();
  guint i = add_deal (book, "Harbor renewal", 5000000);
  g_autoptr (GPtrArray) insights = NULL;

  book->deals.close[i] = day (c->close);
  book->deals.pushes[i] = (guint16)c->pushes;
  book->deals.stage[i] = (guint16)c->stage;
  book->deals.category[i] = (guint8)c->category;
  if (c->age_of_activity >= 0)
    book->deals.activity[i] = day (c->as_of) - c->age_of_activity;
  insights = inspect (book, c->as_of);
  g_assert_cmpuint (insights->len, ==, c->code >= 0 ? 1 : 0);
  if (c->code >= 0)
    {
      const BwInsight *insight = g_ptr_array_index (insights, 0);

      g_assert_cmpint (insight->code, ==, c->code);
      g_assert_cmpint (insight->deal, ==, i);
      g_assert_cmpint (insight->amount, ==, 5000000);
      g_assert_cmpuint (insight->findings->len, ==, 1);
      g_assert_cmpuint (((BwInsightFinding *)g_ptr_array_index (insight->findings, 0))->n, ==, c->n);
      g_assert_cmpint (insight->stake, >, 0);
      g_assert_cmpint (insight->stake, <=, 5000000);
      g_assert_true (g_str_has_prefix (insight->text, "“Harbor renewal” ("));
      g_assert_nonnull (strstr (insight->text, insight->body));
      g_assert_true (g_str_has_suffix (insight->text, ".") && g_str_has_suffix (insight->action, "."));
    }
}

/* A deal that is asked for alone has the findings that it has among all, and those of other periods too. */
static void
test_of_deal (void)
{
  g_autoptr (BwBook) book = make_book ();
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4);
  guint    late = add_deal (book, "Late", 100), far = add_deal (book, "Far", 200), none = add_deal (book, "Dateless", 300);
  g_autoptr (BwInsightPast) past = NULL;
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (GPtrArray) of_late = NULL, of_far = NULL, of_none = NULL, of_nothing = NULL, all = NULL;

  book->deals.close[late] = day ("2026-11-30");
  book->deals.pushes[late] = 4;
  book->deals.close[far] = day ("2027-05-01");
  book->deals.pushes[far] = 3;
  book->deals.close[none] = BW_DATE_NONE;
  book->deals.pushes[none] = 3;
  past = bw_insight_past_new (book, day ("2026-12-01"));
  snapshot = bw_snapshot_new (book, day ("2026-12-01"));
  all = inspect (book, "2026-12-01");
  of_late = bw_insights_new_of_deal (book, snapshot, past, &period, late);
  of_far = bw_insights_new_of_deal (book, snapshot, past, &period, far);
  of_none = bw_insights_new_of_deal (book, snapshot, past, &period, none);
  of_nothing = bw_insights_new_of_deal (book, snapshot, past, &period, 999);
  g_assert_cmpuint (of_late->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const BwInsight *alone = g_ptr_array_index (of_late, i);

      g_assert_cmpstr (alone->text, ==, find_one (all, alone->code, (gint32)late)->text);
    }
  g_assert_nonnull (find (of_far, BW_INSIGHT_PUSHED, (gint32)far));
  g_assert_null (find (all, BW_INSIGHT_PUSHED, (gint32)far));
  g_assert_cmpuint (of_none->len, ==, 1);
  g_assert_nonnull (find (all, BW_INSIGHT_PUSHED, (gint32)none));
  g_assert_cmpuint (of_nothing->len, ==, 0);
}

/* Twelve deals spent 1 to 12 days in Qualification, so three quarters took 9 or less; of four that left Discovery
 * there are too few, so the line is that of all sixteen (1 to 12 and 1 to 4): 12 of them took 8 or less. */
static void
test_stall_line (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autofree BwStallLine *lines = NULL, *before = NULL;
  g_autoptr (GPtrArray) insights = NULL;
  guint at_line, beyond;

  add_moves (book, 12, QUALIFICATION, DISCOVERY);
  add_moves (book, 4, DISCOVERY, WON);
  add_moves (book, 20, QUALIFICATION, LOST); /* to be lost is no advance */
  lines = bw_stall_lines_new (book, day ("2026-12-01"));
  g_assert_cmpint (lines[QUALIFICATION].days, ==, 9);
  g_assert_cmpuint (lines[QUALIFICATION].n, ==, 12);
  g_assert_false (lines[QUALIFICATION].pooled);
  g_assert_cmpint (lines[DISCOVERY].days, ==, 8);
  g_assert_cmpuint (lines[DISCOVERY].n, ==, 16);
  g_assert_true (lines[DISCOVERY].pooled);
  before = bw_stall_lines_new (book, day ("2026-01-01"));
  g_assert_cmpint (before[QUALIFICATION].days, ==, -1);

  at_line = add_deal (book, "At the line", 100);
  beyond = add_deal (book, "Beyond", 200);
  book->deals.stage[at_line] = book->deals.stage[beyond] = QUALIFICATION;
  book->deals.stage_since[at_line] = day ("2026-12-01") - 9;
  book->deals.stage_since[beyond] = day ("2026-12-01") - 10;
  insights = inspect (book, "2026-12-01");
  g_assert_null (find (insights, BW_INSIGHT_STUCK, (gint32)at_line));
  g_assert_nonnull (find (insights, BW_INSIGHT_STUCK, (gint32)beyond));
  g_assert_cmpuint (find_one (insights, BW_INSIGHT_STUCK, (gint32)beyond)->n, ==, 10);
  g_assert_nonnull (strstr (find (insights, BW_INSIGHT_STUCK, (gint32)beyond)->text, "12 deals that moved on from there took 9 or less."));
}

static void
test_pipeline (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) insights = NULL, later = NULL;
  BwQuota          quota = { .key = 1, .person = 0, .territory = BW_NOBODY, .product = BW_NOBODY, .amount = 100000 };
  guint            large, won, strange;
  const BwInsight *found;

  quota.from = day ("2026-10-01");
  quota.to = day ("2026-12-31");
  g_array_append_val (book->quotas, quota);
  large = add_deal (book, "Large", 25001);
  for (guint i = 0; i < 5; i++)
    add_deal (book, "Small", 10000);
  won = add_deal (book, "Won", 15000);
  book->deals.stage[won] = WON;
  for (guint i = 0; i < 2; i++)
    {
      guint undated = add_deal (book, "Some day", 700);

      book->deals.close[undated] = BW_DATE_NONE;
    }
  strange = add_deal (book, "Somebody else's", 900000);
  book->deals.owner[strange] = 1;

  insights = inspect (book, "2026-12-01");
  g_assert_cmpuint (insights->len, ==, 3);
  found = find (insights, BW_INSIGHT_LARGE, (gint32)large);
  g_assert_nonnull (found);
  g_assert_cmpuint (find_one (insights, BW_INSIGHT_LARGE, (gint32)large)->n, ==, 33);
  found = find (insights, BW_INSIGHT_UNDATED, BW_NOBODY);
  g_assert_nonnull (found);
  g_assert_cmpint (found->amount, ==, 1400);
  g_assert_cmpuint (find_one (insights, BW_INSIGHT_UNDATED, BW_NOBODY)->n, ==, 2);
  /* 100000 - 15000 won - 75001 open */
  found = find (insights, BW_INSIGHT_COVERAGE, BW_NOBODY);
  g_assert_nonnull (found);
  g_assert_cmpint (found->amount, ==, 9999);

  /* A quarter is not yet more than a quarter, and what covers the gap is enough. */
  book->deals.amount[large] = 16000;
  add_deal (book, "Another", 19000);
  later = inspect (book, "2026-12-01");
  g_assert_null (find (later, BW_INSIGHT_LARGE, (gint32)large));
  g_assert_null (find (later, BW_INSIGHT_COVERAGE, BW_NOBODY));
}

/* Unknown amounts are estimated by what the same product was won at, and said to be; without anything to go by they are
 * left out. */
static void
test_unknown_amounts (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) bare = NULL, estimated = NULL;
  BwProduct        products[] = { { .key = 1, .list_price = BW_MONEY_NONE }, { .key = 2, .list_price = 300000 } };
  guint            first = add_deal (book, "First", BW_MONEY_NONE), second, undated, known;
  const BwInsight *found;

  book->deals.close[first] = day ("2026-11-20");
  undated = add_deal (book, "Some day", BW_MONEY_NONE);
  book->deals.close[undated] = BW_DATE_NONE;
  bare = inspect (book, "2026-12-01");
  g_assert_cmpuint (bare->len, ==, 2);
  for (guint i = 0; i < bare->len; i++)
    {
      found = g_ptr_array_index (bare, i);
      g_assert_cmpint (found->amount, ==, 0);
      g_assert_null (strstr (found->text, "$"));
      g_assert_null (strchr (found->text, '('));
    }

  g_array_append_vals (book->products, products, G_N_ELEMENTS (products));
  book->deals.product[first] = book->deals.product[undated] = 0;
  for (guint i = 0; i < 3; i++)
    {
      guint won = add_deal (book, "Won", 100000 * (i + 1));

      book->deals.stage[won] = WON;
      book->deals.product[won] = 0;
      book->deals.close[won] = day ("2026-09-01");
    }
  second = add_deal (book, "Second", BW_MONEY_NONE);
  book->deals.product[second] = 1;
  book->deals.close[second] = day ("2026-11-20");
  known = add_deal (book, "Known", 250000);
  book->deals.close[known] = day ("2026-11-20");
  estimated = inspect (book, "2026-12-01");
  found = find (estimated, BW_INSIGHT_OVERDUE, (gint32)first);
  g_assert_cmpint (found->amount, ==, 200000);
  g_assert_nonnull (strstr (found->text, " of about $2.00\u00a0K at stake)"));
  found = find (estimated, BW_INSIGHT_OVERDUE, (gint32)second);
  g_assert_cmpint (found->amount, ==, 300000);
  g_assert_nonnull (strstr (find (estimated, BW_INSIGHT_OVERDUE, (gint32)known)->text, " of $2.50\u00a0K at stake)"));
  found = find (estimated, BW_INSIGHT_UNDATED, BW_NOBODY);
  g_assert_nonnull (strstr (found->text, " of about $2.00\u00a0K at stake)"));
  /* An estimate ranks as an amount does. */
  g_assert_cmpint (((BwInsight *)g_ptr_array_index (estimated, 0))->deal, ==, second);
}

/* A territory's quota is held against the territory's deals. */
static void
test_territory (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) mine = NULL, other = NULL;
  BwAccount        accounts[] = { { .key = 1, .owner = BW_NOBODY, .parent = BW_NOBODY },
                                  { .key = 2, .owner = BW_NOBODY, .parent = BW_NOBODY } };
  BwPlan           plan = { .key = 1, .status = BW_PLAN_ACTIVE };
  BwTerritory      territories[] = { { .key = 1, .owner = BW_NOBODY }, { .key = 2, .owner = BW_NOBODY } };
  BwNamedAccount   named[] = { { .key = 1, .account = 0, .territory = 0 }, { .key = 2, .account = 1, .territory = 1 } };
  BwQuota          quota = { .key = 1, .person = BW_NOBODY, .territory = 0, .product = BW_NOBODY, .amount = 100000 };
  BwInsightQuery   query = question (book, "2026-12-01");
  BwPeriod         period = query.period;
  const BwInsight *found;
  guint            here, there;

  g_array_append_vals (book->accounts, accounts, 2);
  g_array_append_val (book->plans, plan);
  g_array_append_vals (book->territories, territories, 2);
  g_array_append_vals (book->named_accounts, named, 2);
  quota.from = period.from;
  quota.to = period.to;
  g_array_append_val (book->quotas, quota);
  here = add_deal (book, "Here", 30000);
  there = add_deal (book, "There", 500000);
  book->deals.account[here] = 0;
  book->deals.account[there] = 1;
  query.scope = (BwScope) { BW_SCOPE_TERRITORY, 0 };
  mine = bw_insights_new (book, &query);
  found = find (mine, BW_INSIGHT_COVERAGE, BW_NOBODY);
  g_assert_nonnull (found);
  g_assert_cmpint (found->amount, ==, 70000);
  g_assert_cmpuint (find_one (mine, BW_INSIGHT_COVERAGE, BW_NOBODY)->n, ==, 1);
  query.scope.index = 1;
  other = bw_insights_new (book, &query);
  g_assert_null (find (other, BW_INSIGHT_COVERAGE, BW_NOBODY));
}

/* Of many entries the largest are the first of all. */
static void
test_largest (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) all = NULL;
  BwInsightQuery query = question (book, "2026-12-01");

  for (guint i = 0; i < 500; i++)
    {
      guint deal = add_deal (book, "Some", 1000 * (i * 37 % 97));

      book->deals.close[deal] = day ("2026-11-20");
      book->deals.pushes[deal] = (guint16)(i % 5);
    }
  all = inspect (book, "2026-12-01");
  g_assert_cmpuint (all->len, >=, 500);
  for (guint n = 1; n <= all->len + 1; n += 1 + n / 3)
    {
      g_autoptr (GPtrArray) largest = NULL;

      query.n_most = n;
      largest = bw_insights_new (book, &query);
      g_assert_cmpuint (largest->len, ==, MIN (n, all->len));
      for (guint i = 0; i < largest->len; i++)
        {
          const BwInsight *x = g_ptr_array_index (largest, i), *y = g_ptr_array_index (all, i);

          g_assert_cmpint (x->deal, ==, y->deal);
          g_assert_cmpint (x->code, ==, y->code);
        }
    }
}

/* What became known later is not told; a deal has one entry with all that was found about it. */
static void
test_past_and_order (void)
{
  g_autoptr (BwBook) book = make_book ();
  g_autoptr (GPtrArray) then = NULL, now = NULL, largest = NULL;
  BwInsightQuery query = question (book, "2026-11-25");
  guint          small = add_deal (book, "Small", 100), large = add_deal (book, "", 90000);
  BwChange       change = { 0, 0, 0, BW_FIELD_CLOSE_DATE, BW_TIME_CRM, -1, 0, 0 };

  book->deals.ref[large] = bw_pool_add (&book->texts, "D-7", -1);
  book->deals.close[small] = book->deals.close[large] = day ("2026-11-20");
  change.deal = large;
  change.at = day ("2026-11-25");
  change.old_value = day ("2026-12-30");
  change.new_value = day ("2026-11-20");
  bw_history_add (&book->history, &change, 1, book->deals.n);
  then = inspect (book, "2026-11-24");
  g_assert_nonnull (find (then, BW_INSIGHT_OVERDUE, (gint32)small));
  g_assert_null (find (then, BW_INSIGHT_OVERDUE, (gint32)large));
  now = inspect (book, "2026-11-25");
  g_assert_cmpuint (now->len, ==, 2);
  g_assert_nonnull (find (now, BW_INSIGHT_OVERDUE, (gint32)large));
  g_assert_true (find (now, BW_INSIGHT_OVERDUE, (gint32)large) == find (now, BW_INSIGHT_LARGE, (gint32)large));
  g_assert_nonnull (strstr (find (now, BW_INSIGHT_OVERDUE, (gint32)large)->text, "“D-7”"));
  query.n_most = 1;
  largest = bw_insights_new (book, &query);
  g_assert_cmpuint (largest->len, ==, 1);
  g_assert_cmpint (((BwInsight *)g_ptr_array_index (largest, 0))->deal, ==, large);
}

static void
test_empty (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwInsightQuery query = question (book, "2026-12-01");
  guint          deal;
  g_autoptr (GPtrArray) none = NULL, one = NULL;

  query.scope = (BwScope) { BW_SCOPE_ALL, BW_NOBODY };
  query.business = TRUE;
  none = bw_insights_new (book, &query);
  g_assert_cmpuint (none->len, ==, 0);
  /* A deal in a stage that the book does not have. */
  deal = bw_deals_append (&book->deals, 1);
  book->deals.close[deal] = day ("2026-11-01");
  one = bw_insights_new (book, &query);
  g_assert_cmpuint (one->len, ==, 1);
  for (guint code = 0; code < BW_N_INSIGHTS; code++)
    {
      BwInsightCode same;

      g_assert_true (*bw_insight_code_name (code) != '\0' && *bw_insight_code_title (code) != '\0');
      g_assert_true (bw_insight_code_parse (bw_insight_code_name (code), &same));
      g_assert_cmpint (same, ==, code);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/insight/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/insight/of-deal", test_of_deal);
  g_test_add_func ("/insight/stall-line", test_stall_line);
  g_test_add_func ("/insight/pipeline", test_pipeline);
  g_test_add_func ("/insight/unknown-amounts", test_unknown_amounts);
  g_test_add_func ("/insight/territory", test_territory);
  g_test_add_func ("/insight/largest", test_largest);
  g_test_add_func ("/insight/past-and-order", test_past_and_order);
  g_test_add_func ("/insight/empty", test_empty);
  return g_test_run ();
}
