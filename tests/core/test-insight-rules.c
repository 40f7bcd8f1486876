/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings that need a past: of the deal's own history, of the pipeline, of the business; the order; what was dismissed. */

#include "core/bw-insight-dismissal.h"
#include "core/bw-insight.h"

#include <math.h>
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
make_book (guint n_people)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  for (guint i = 0; i < n_people; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      BwPerson         person = { .key = i + 1, .name = bw_pool_add (&book->texts, name, -1), .manager = BW_NOBODY };

      g_array_append_val (book->people, person);
    }
  return book;
}

static guint
add_deal (BwBook *book,
          gint64  amount,
          int     stage,
          BwDate  created,
          BwDate  close)
{
  guint i = bw_deals_append (&book->deals, book->deals.n + 1);

  book->deals.name[i] = bw_pool_add (&book->texts, "Harbor renewal", -1);
  book->deals.amount[i] = amount;
  book->deals.owner[i] = 0;
  book->deals.stage[i] = (guint16)stage;
  book->deals.created[i] = book->deals.appeared[i] = book->deals.stage_since[i] = created;
  book->deals.close[i] = close;
  return i;
}

static void
add_change (BwBook *book,
            guint   deal,
            BwField field,
            BwDate  at,
            gint64  from,
            gint64  to)
{
  BwChange change = { deal, at, (guint16)(book->history.n % 60000), (guint8)field, BW_TIME_CRM, -1, from, to };

  bw_history_add (&book->history, &change, 1, book->deals.n);
}

/* A closed deal that went from Qualification to its end in @days. */
static void
add_closed (BwBook *book,
            gint64  amount,
            int     outcome,
            BwDate  created,
            int     days)
{
  guint i = add_deal (book, amount, outcome, created, created + days);

  book->deals.stage_since[i] = created + days;
  add_change (book, i, BW_FIELD_STAGE, created + days, QUALIFICATION, outcome);
}

static void
add_quota (BwBook     *book,
           const char *from,
           const char *to,
           gint64      amount)
{
  BwQuota quota = { .key = book->quotas->len + 1, .person = BW_NOBODY, .territory = BW_NOBODY, .product = BW_NOBODY, .amount = amount };

  quota.from = day (from);
  quota.to = day (to);
  g_array_append_val (book->quotas, quota);
}

static BwInsightQuery
question (const BwBook *book,
          const char   *as_of)
{
  return (BwInsightQuery) {
    .scope = { BW_SCOPE_ALL, BW_NOBODY },
    .period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2026, 4),
    .as_of = day (as_of),
    .business = TRUE,
  };
}

static GPtrArray *
inspect (BwBook *book)
{
  BwInsightQuery query = question (book, "2026-12-01");

  return bw_insights_new (book, &query);
}

/* The finding with @code, and the entry that it stands in. */
static const BwInsightFinding *
find (const GPtrArray  *insights,
      BwInsightCode     code,
      const BwInsight **entry)
{
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      for (guint f = 0; f < insight->findings->len; f++)
        {
          const BwInsightFinding *finding = g_ptr_array_index (insight->findings, f);

          if (finding->code != code)
            continue;
          if (entry != NULL)
            *entry = insight;
          return finding;
        }
    }
  return NULL;
}

/* ---- of one deal ---- */

static void
test_shrunk (void)
{
  static const struct
  {
    gint64      from, to;
    const char *at;
    gboolean    found;
  } cases[] = {
    { 100000, 80000, "2026-11-20", FALSE }, /* a fifth is the limit */
    { 100000, 79999, "2026-11-20", TRUE },
    { 100000, 60000, "2026-08-20", FALSE }, /* long ago */
    { 60000, 100000, "2026-11-20", FALSE },
    { BW_MONEY_NONE, 60000, "2026-11-20", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_book (1);
      guint deal = add_deal (book, cases[i].to, PROPOSAL, day ("2026-06-01"), day ("2026-12-20"));
      g_autoptr (GPtrArray) insights = NULL;
      const BwInsightFinding *finding;

      add_change (book, deal, BW_FIELD_AMOUNT, day (cases[i].at), cases[i].from, cases[i].to);
      insights = inspect (book);
      finding = find (insights, BW_INSIGHT_SHRUNK, NULL);
      g_assert_true ((finding != NULL) == cases[i].found);
      if (finding != NULL)
        g_assert_nonnull (strstr (finding->text, "from $1.00\u00a0K to $800"));
    }
}

static void
test_moved_back (void)
{
  static const struct
  {
    int      from, to;
    gboolean found;
  } cases[] = { { PROPOSAL, DISCOVERY, TRUE }, { DISCOVERY, PROPOSAL, FALSE }, { WON, DISCOVERY, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwBook) book = make_book (1);
      guint deal = add_deal (book, 50000, cases[i].to, day ("2026-06-01"), day ("2026-12-20"));
      g_autoptr (GPtrArray) insights = NULL;
      const BwInsightFinding *finding;

      book->deals.stage_since[deal] = day ("2026-11-24");
      add_change (book, deal, BW_FIELD_STAGE, day ("2026-11-24"), cases[i].from, cases[i].to);
      insights = inspect (book);
      finding = find (insights, BW_INSIGHT_MOVED_BACK, NULL);
      g_assert_true ((finding != NULL) == cases[i].found);
      if (finding != NULL)
        g_assert_true (g_str_has_prefix (finding->text, "Went back from Proposal to Discovery 7 days ago."));
    }
}

/* A next step is missed only where they are kept. */
static void
test_no_next_step (void)
{
  g_autoptr (BwBook) book = make_book (1);
  g_autoptr (GPtrArray) nobody = NULL, some = NULL, later = NULL;
  guint with;

  add_deal (book, 50000, PROPOSAL, day ("2026-06-01"), day ("2026-12-20"));
  with = add_deal (book, 50000, PROPOSAL, day ("2026-06-01"), day ("2026-12-20"));
  nobody = inspect (book);
  g_assert_null (find (nobody, BW_INSIGHT_NO_NEXT_STEP, NULL));
  book->deals.next_step[with] = bw_pool_add (&book->texts, "Call", -1);
  some = inspect (book);
  g_assert_nonnull (find (some, BW_INSIGHT_NO_NEXT_STEP, NULL));
  for (guint i = 0; i < some->len; i++)
    g_assert_cmpint (((const BwInsight *)g_ptr_array_index (some, i))->deal, !=, with);
  /* It was written down only after the day that is looked at. */
  add_change (book, with, BW_FIELD_NEXT_STEP, day ("2026-12-02"), 0, book->deals.next_step[with]);
  later = inspect (book);
  g_assert_cmpuint (later->len, ==, some->len + 1);
}

/* Of ten wins nine took 20 days or more from Qualification. */
static void
test_too_soon (void)
{
  for (int days = 19; days <= 20; days++)
    {
      g_autoptr (BwBook) book = make_book (1);
      g_autoptr (GPtrArray) insights = NULL;
      const BwInsightFinding *finding;

      for (int i = 0; i < 10; i++)
        add_closed (book, 1000, WON, day ("2026-01-01"), i == 0 ? 5 : 19 + i);
      add_deal (book, 50000, QUALIFICATION, day ("2026-12-01"), day ("2026-12-01") + days);
      insights = inspect (book);
      finding = find (insights, BW_INSIGHT_TOO_SOON, NULL);
      g_assert_true ((finding != NULL) == (days < 20));
      if (finding != NULL)
        g_assert_cmpstr (finding->text, ==,
                         "To close 19 days after it came to Qualification; nine in ten of 10 wins from there took 20 or more.");
    }
}

/* What past deals with a trait did decides what it is held to put in doubt: nothing where as many were won. */
static void
test_traits (void)
{
  g_autoptr (BwInsightPast) harm = NULL, none = NULL, empty = NULL;

  for (int harmless = 0; harmless <= 1; harmless++)
    {
      g_autoptr (BwBook) book = make_book (1);

      for (int i = 0; i < 400; i++)
        {
          gboolean pushed = i % 2 == 0;
          gboolean won = harmless ? i % 4 < 2 : (pushed ? i % 20 == 0 : i % 4 != 3);

          add_closed (book, 1000, won ? WON : LOST, day ("2026-01-01") + i % 50, 40);
          book->deals.pushes[book->deals.n - 1] = pushed ? 4 : 1;
        }
      *(harmless ? &none : &harm) = bw_insight_past_new (book, day ("2026-12-01"));
    }
  g_assert_cmpuint (harm->traits[BW_TRAIT_PUSHED].n, ==, 200);
  g_assert_cmpuint (harm->traits[BW_TRAIT_PUSHED].n_won, ==, 20);
  g_assert_cmpfloat (harm->traits[BW_TRAIT_PUSHED].doubt, >, 0.6);
  g_assert_cmpfloat (none->traits[BW_TRAIT_PUSHED].doubt, <, 0.1);
  /* 200 of 400 won, drawn by ten deals to the 50 % that nothing known means. */
  g_assert_cmpfloat_with_epsilon (none->stages[QUALIFICATION].chance, 0.5, 1e-9);
  {
    g_autoptr (BwBook) book = make_book (1);

    empty = bw_insight_past_new (book, day ("2026-12-01"));
  }
  for (int trait = 0; trait < BW_N_TRAITS; trait++)
    g_assert_cmpfloat (empty->traits[trait].doubt, >=, 0.29);
}

/* ---- of the pipeline ---- */

static void
test_concentration (void)
{
  for (int beyond = 0; beyond <= 1; beyond++)
    {
      g_autoptr (BwBook) book = make_book (4);
      g_autoptr (GPtrArray) insights = NULL;
      BwAccount        account = { .key = 77, .name = bw_pool_add (&book->texts, "Acme \"West\"", -1), .owner = BW_NOBODY, .parent = BW_NOBODY };
      const BwInsight *entry = NULL;

      g_array_append_val (book->accounts, account);
      /* Fifteen deals; the account has six and the person seven at the limits of a third and 40 %. */
      for (guint i = 0; i < 15; i++)
        {
          guint deal = add_deal (book, 1000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));

          book->deals.account[deal] = i < 5 ? 0 : BW_NOBODY;
          book->deals.owner[deal] = i < 6 ? 0 : (gint32)(1 + i % 3);
        }
      if (beyond)
        {
          guint deal = add_deal (book, 1000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));

          book->deals.account[deal] = 0;
        }
      /* One came to the account only later: it was no part of it on the day. */
      if (beyond)
        {
          guint deal = add_deal (book, 1000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));

          book->deals.account[deal] = 0;
          add_change (book, deal, BW_FIELD_ACCOUNT, day ("2026-12-02"), BW_NOBODY, 0);
        }
      insights = inspect (book);
      g_assert_true ((find (insights, BW_INSIGHT_ACCOUNT, &entry) != NULL) == beyond);
      g_assert_true ((find (insights, BW_INSIGHT_PERSON, NULL) != NULL) == beyond);
      if (!beyond)
        continue;
      g_assert_cmpstr (entry->title, ==, "Acme \"West\"");
      g_assert_cmpstr (entry->filter, ==, "account = \"Acme \\\"West\\\"\" and kind = open and close = 2026-Q4");
      g_assert_cmpstr (entry->body, ==, "Its 6 deals are 35 % of the open pipeline.");
    }
}

static void
test_month_ends (void)
{
  for (int n = 10; n <= 11; n++)
    {
      g_autoptr (BwBook) book = make_book (1);
      g_autoptr (GPtrArray) insights = NULL;

      for (int i = 0; i < 20; i++)
        add_closed (book, 1000, WON, day ("2026-05-01") + i, 10);
      for (int i = 0; i < 20; i++)
        add_deal (book, 1000, PROPOSAL, day ("2026-11-01"), i < n ? day ("2026-12-31") : day ("2026-12-10") + i);
      insights = inspect (book);
      g_assert_true ((find (insights, BW_INSIGHT_MONTH_END, NULL) != NULL) == (n == 11));
    }
}

/* Each quarter since 2024 has wins, half of them of deals that were made 200 days before. */
static void
test_coverage_ahead (void)
{
  for (int enough = 0; enough <= 1; enough++)
    {
      g_autoptr (BwBook) book = make_book (1);
      g_autoptr (GPtrArray) insights = NULL;
      const BwInsight        *entry = NULL;
      const BwInsightFinding *finding;

      for (BwDate at = day ("2023-12-01"); at < day ("2026-10-01"); at += 10)
        add_closed (book, 10000, WON, at - (at / 10 % 2 == 0 ? 200 : 5), at / 10 % 2 == 0 ? 200 : 5);
      add_quota (book, "2027-01-01", "2027-03-31", 100000);
      add_deal (book, enough ? 90000 : 10000, QUALIFICATION, day ("2026-11-28"), day ("2027-02-10"));
      insights = inspect (book);
      finding = find (insights, BW_INSIGHT_COVERAGE_AHEAD, &entry);
      g_assert_true ((finding != NULL) == !enough);
      if (finding == NULL)
        continue;
      g_assert_cmpuint (finding->n, ==, 8);
      g_assert_cmpstr (entry->filter, ==, "kind = open and close = 2027-Q1");
      g_assert_cmpint (entry->period.year, ==, 2027);
      g_assert_cmpint (entry->stake, >, 30000);
      g_assert_cmpint (entry->stake, <, 55000);
    }
}

static void
test_stale (void)
{
  g_autoptr (BwBook) book = make_book (1);
  BwImportRecord import = { .key = 1, .as_of = day ("2026-11-20") };
  BwInsightQuery query = question (book, "2026-12-01");

  add_deal (book, 50000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));
  g_array_append_val (book->imports, import);
  query.as_of = day ("2026-11-20");
  for (int age = 0; age <= 10; age++)
    {
      g_autoptr (GPtrArray) insights = NULL;

      query.today = age == 0 ? 0 : query.as_of + age;
      insights = bw_insights_new (book, &query);
      g_assert_true ((find (insights, BW_INSIGHT_STALE, NULL) != NULL) == (age == 10));
    }
}

/* ---- of the business ---- */

/* Three deals a week are made; in the last one @n. */
static void
test_week (void)
{
  static const struct
  {
    guint    n;
    gboolean found;
  } cases[] = { { 3, FALSE }, { 8, FALSE }, { 9, TRUE } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (BwBook) book = make_book (1);
      g_autoptr (GPtrArray) insights = NULL;
      const BwInsight        *entry = NULL;
      const BwInsightFinding *finding;

      for (BwDate at = day ("2026-12-01") - 7; at > day ("2024-01-01"); at -= 7)
        for (guint i = 0; i < 3; i++)
          add_closed (book, 10000, WON, at - (int)i, 400);
      for (guint i = 0; i < cases[c].n; i++)
        add_deal (book, 10000, QUALIFICATION, day ("2026-11-29"), day ("2027-08-01"));
      insights = inspect (book);
      finding = find (insights, BW_INSIGHT_WEEK, &entry);
      g_assert_true ((finding != NULL) == cases[c].found);
      if (finding == NULL)
        continue;
      g_assert_cmpuint (finding->n, ==, 9);
      g_assert_true (g_str_has_prefix (finding->text, "9 new deals in seven days; about 3 are usual"));
      g_assert_cmpint (entry->evidence, ==, BW_EVIDENCE_FLOW);
      g_assert_cmpint (entry->to - entry->from, ==, 7);
    }
}

/* Sales of ten deals a month that drop to four in January; and Decembers of four times as much. */
static void
test_trend_and_season (void)
{
  g_autoptr (BwBook) book = make_book (1), even = make_book (1);
  g_autoptr (GPtrArray) insights = NULL, nothing = NULL;
  const BwInsight *trend = NULL, *season = NULL;
  BwInsightQuery   query;

  for (int year = 2022; year <= 2026; year++)
    for (int month = 1; month <= 12 && (year < 2026 || month <= 11); month++)
      {
        BwDate first = bw_date_first_of_month (year, month);
        int    n = (year == 2026 ? 4 : 10) * (month == 12 ? 4 : 1);

        for (int i = 0; i < n; i++)
          add_closed (book, 100000 + (year * 7 + month * 13 + i * 5) % 11 * 300, WON, first - 30, 31 + i % 25);
        for (int i = 0; i < 10; i++)
          add_closed (even, 100000 + (year * 7 + month * 13 + i * 5) % 11 * 300, WON, first - 30, 31 + i % 25);
      }
  query = question (book, "2026-11-30");
  insights = bw_insights_new (book, &query);
  g_assert_nonnull (find (insights, BW_INSIGHT_TREND, &trend));
  g_assert_cmpstr (trend->title, ==, "Sales since January 2026");
  g_assert_nonnull (strstr (trend->cost, "a month less"));
  g_assert_nonnull (find (insights, BW_INSIGHT_SEASON, &season));
  g_assert_cmpstr (season->title, ==, "December 2026");
  g_assert_nonnull (strstr (season->cost, "more than others"));
  nothing = bw_insights_new (even, &query);
  g_assert_null (find (nothing, BW_INSIGHT_TREND, NULL));
  g_assert_null (find (nothing, BW_INSIGHT_SEASON, NULL));
}

/* Person 0 always calls twice what comes, person 1 just what comes. */
static void
test_calls (void)
{
  g_autoptr (BwBook) book = make_book (2);
  g_autoptr (GPtrArray) insights = NULL;
  const BwInsight *entry = NULL;
  guint            n = 0;

  for (int quarter = 0; quarter < 12; quarter++)
    {
      BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2024 + quarter / 4, quarter % 4 + 1);

      for (gint32 person = 0; person < 2; person++)
        {
          BwCall call = {
            .key = book->calls->len + 1,
            .person = person,
            .author = person,
            .from = period.from,
            .to = period.to,
            .category = BW_CATEGORY_COMMIT,
            .amount = person == 0 ? 200000 : 100000,
            .at = (gint64)period.from * 86400,
          };

          g_array_append_val (book->calls, call);
          for (int i = 0; i < 10 && quarter < 11; i++)
            {
              add_closed (book, 10000, WON, period.from - 20, 25 + i * 6);
              book->deals.owner[book->deals.n - 1] = person;
            }
        }
    }
  insights = inspect (book);
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (insight->code != BW_INSIGHT_CALLS || !g_str_equal (insight->title, "Person 0"))
        continue;
      entry = insight;
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_str_has_prefix (entry->body, "Has called $2.00\u00a0K. At this point of "));
  g_assert_cmpint (entry->stake, >, 70000);
  g_assert_cmpint (entry->stake, <, 110000);
  g_assert_cmpint (entry->evidence, ==, BW_EVIDENCE_ACCURACY);
}

/* ---- the order ---- */

/* A hundred deals past their date and one that was pushed: it gets to the top, though it is not among the seven largest. */
static void
test_diverse (void)
{
  g_autoptr (BwBook) book = make_book (1);
  g_autoptr (GPtrArray) insights = NULL;
  guint pushed, n_of[BW_N_INSIGHTS] = { 0 }, n_top = 0;

  for (int i = 0; i < 30; i++)
    add_deal (book, 100000 - i, PROPOSAL, day ("2026-11-01"), day ("2026-11-20"));
  pushed = add_deal (book, 90000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));
  book->deals.pushes[pushed] = 5;
  insights = inspect (book);
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      g_assert_cmpint (insight->top, ==, i < n_top + (insight->top ? 1 : 0));
      n_top += insight->top;
      if (insight->top)
        g_assert_cmpuint (++n_of[insight->code], <=, BW_INSIGHT_OF_A_KIND);
      if (i + 1 < insights->len && insight->top == ((const BwInsight *)g_ptr_array_index (insights, i + 1))->top)
        g_assert_cmpint (insight->stake, >=, ((const BwInsight *)g_ptr_array_index (insights, i + 1))->stake);
    }
  g_assert_cmpuint (n_of[BW_INSIGHT_PUSHED], ==, 1);
  g_assert_cmpuint (n_of[BW_INSIGHT_OVERDUE], ==, 2);
}

/* Data that are years old are told of once, at the end of the top, whatever else there is. */
static void
test_age_last (void)
{
  BwInsightQuery query;
  BwImportRecord import = { .key = 1, .as_of = day ("2026-11-20") };

  for (int n = 1; n <= 20; n += 19)
    {
      g_autoptr (BwBook) book = make_book (1);
      g_autoptr (GPtrArray) insights = NULL;
      guint n_top = 0;

      for (int i = 0; i < n; i++)
        {
          guint deal = add_deal (book, 100000 - i, PROPOSAL, day ("2026-11-01"), day (i % 2 == 0 ? "2026-11-10" : "2026-12-20"));

          book->deals.pushes[deal] = i % 2 == 0 ? 0 : 5;
        }
      g_array_append_val (book->imports, import);
      query = question (book, "2026-11-20");
      query.today = query.as_of + 3000;
      insights = bw_insights_new (book, &query);
      for (guint i = 0; i < insights->len; i++)
        n_top += ((const BwInsight *)g_ptr_array_index (insights, i))->top;
      g_assert_cmpuint (n_top, >, 1);
      g_assert_cmpuint (n_top, <=, BW_INSIGHT_TOP);
      g_assert_cmpint (((const BwInsight *)g_ptr_array_index (insights, n_top - 1))->code, ==, BW_INSIGHT_STALE);
    }
}

/* A large deal with a small doubt comes after a smaller one with a grave one. */
static void
test_stake (void)
{
  g_autoptr (BwBook) book = make_book (1);
  g_autoptr (GPtrArray) insights = NULL;
  guint with, grave;

  with = add_deal (book, 100000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));
  book->deals.next_step[with] = bw_pool_add (&book->texts, "Call", -1);
  add_deal (book, 100000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));
  grave = add_deal (book, 60000, PROPOSAL, day ("2026-11-01"), day ("2026-10-20"));
  book->deals.pushes[grave] = 5;
  book->deals.activity[grave] = day ("2026-09-01");
  insights = inspect (book);
  g_assert_cmpint (((const BwInsight *)g_ptr_array_index (insights, 0))->deal, ==, grave);
  g_assert_cmpuint (((const BwInsight *)g_ptr_array_index (insights, 0))->findings->len, ==, 4);
  g_assert_nonnull (strstr (((const BwInsight *)g_ptr_array_index (insights, 0))->body, " Also: "));
}

/* ---- dismissed ---- */

/* Makes what @after and @delta (both transfer full) say the book. */
static void
take (BwBook **book,
      BwBook  *after,
      BwDelta *delta)
{
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

static void
test_dismiss (void)
{
  g_autoptr (BwBook) book = make_book (1);
  g_autoptr (GPtrArray) before = NULL, gone = NULL, all = NULL, again = NULL, more = NULL, later = NULL;
  BwInsightQuery   query = question (book, "2026-12-01");
  guint            deal = add_deal (book, 50000, PROPOSAL, day ("2026-11-01"), day ("2026-11-20"));
  const BwInsight *entry = NULL;
  g_autofree char *title = NULL;
  BwDelta         *delta;
  BwBook          *after;
  gint64           key;

  book->deals.pushes[deal] = 3;
  before = inspect (book);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_nonnull (find (before, BW_INSIGHT_PUSHED, &entry));
  after = bw_insight_dismiss (book, entry, -1, BW_DATE_NONE, 1000, &delta);
  g_assert_cmpuint (after->dismissals->len, ==, 2);
  g_assert_false (bw_delta_is_empty (delta, after));
  take (&book, after, delta);
  gone = inspect (book);
  g_assert_cmpuint (gone->len, ==, 0);
  query.dismissed = TRUE;
  all = bw_insights_new (book, &query);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_true (((const BwInsight *)g_ptr_array_index (all, 0))->dismissed);
  g_assert_false (((const BwInsight *)g_ptr_array_index (all, 0))->top);

  /* Pushed once more: that is something else, and the rest stays away. */
  book->deals.pushes[deal] = 4;
  again = inspect (book);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (((const BwInsight *)g_ptr_array_index (again, 0))->findings->len, ==, 1);
  g_assert_nonnull (find (again, BW_INSIGHT_PUSHED, &entry));
  after = bw_insight_dismiss (book, entry, BW_INSIGHT_PUSHED, day ("2026-12-15"), 2000, &delta);
  take (&book, after, delta);
  g_assert_cmpuint (book->dismissals->len, ==, 2);
  more = inspect (book);
  g_assert_cmpuint (more->len, ==, 0);

  /* Its day has come; and it has been overdue for more than half as long again. */
  query.dismissed = FALSE;
  query.as_of = day ("2026-12-15");
  later = bw_insights_new (book, &query);
  g_assert_nonnull (find (later, BW_INSIGHT_PUSHED, NULL));
  g_assert_nonnull (find (later, BW_INSIGHT_OVERDUE, NULL));

  title = bw_dismissal_dup_title (book, &g_array_index (book->dismissals, BwDismissal, 0));
  g_assert_true (g_str_has_suffix (title, ": Harbor renewal"));
  key = g_array_index (book->dismissals, BwDismissal, 0).key;
  after = bw_insight_restore (book, &key, 1, &delta);
  take (&book, after, delta);
  g_assert_cmpuint (book->dismissals->len, ==, 1);
}

/* What is dismissed for a quarter and everyone is not for another, nor for one person. */
static void
test_dismiss_whole (void)
{
  g_autoptr (BwBook) book = make_book (2);
  g_autoptr (GPtrArray) before = NULL, gone = NULL, worse = NULL, other = NULL;
  BwInsightQuery   query = question (book, "2026-12-01");
  const BwInsight *entry = NULL;
  BwDelta         *delta;
  BwBook          *after;
  g_autofree char *title = NULL;

  add_quota (book, "2026-10-01", "2026-12-31", 100000);
  add_quota (book, "2027-01-01", "2027-03-31", 100000);
  add_deal (book, 50000, PROPOSAL, day ("2026-11-01"), day ("2026-12-20"));
  before = inspect (book);
  g_assert_nonnull (find (before, BW_INSIGHT_COVERAGE, &entry));
  after = bw_insight_dismiss (book, entry, -1, BW_DATE_NONE, 1000, &delta);
  take (&book, after, delta);
  title = bw_dismissal_dup_title (book, &g_array_index (book->dismissals, BwDismissal, 0));
  g_assert_cmpstr (title, ==, "Too little pipeline: 2026-Q4");
  gone = inspect (book);
  g_assert_null (find (gone, BW_INSIGHT_COVERAGE, NULL));
  query.period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2027, 1);
  other = bw_insights_new (book, &query);
  g_assert_nonnull (find (other, BW_INSIGHT_COVERAGE, NULL));
  book->deals.amount[0] = 20000;
  worse = inspect (book);
  g_assert_nonnull (find (worse, BW_INSIGHT_COVERAGE, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/rules/shrunk", test_shrunk);
  g_test_add_func ("/insight/rules/moved-back", test_moved_back);
  g_test_add_func ("/insight/rules/no-next-step", test_no_next_step);
  g_test_add_func ("/insight/rules/too-soon", test_too_soon);
  g_test_add_func ("/insight/rules/traits", test_traits);
  g_test_add_func ("/insight/rules/concentration", test_concentration);
  g_test_add_func ("/insight/rules/month-ends", test_month_ends);
  g_test_add_func ("/insight/rules/coverage-ahead", test_coverage_ahead);
  g_test_add_func ("/insight/rules/stale", test_stale);
  g_test_add_func ("/insight/rules/week", test_week);
  g_test_add_func ("/insight/rules/trend-and-season", test_trend_and_season);
  g_test_add_func ("/insight/rules/calls", test_calls);
  g_test_add_func ("/insight/order/diverse", test_diverse);
  g_test_add_func ("/insight/order/stake", test_stake);
  g_test_add_func ("/insight/order/age-last", test_age_last);
  g_test_add_func ("/insight/dismissed/deal", test_dismiss);
  g_test_add_func ("/insight/dismissed/whole", test_dismiss_whole);
  return g_test_run ();
}
