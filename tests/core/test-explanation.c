/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations: the deals that make a number up add up to it. */

#include <math.h>
#include <string.h>

#include "core/bw-explanation.h"
#include "core/bw-money.h"
#include "core/bw-sample.h"

typedef struct
{
  BwBook    *book;
  BwOutlook *outlook;
  BwPeriod   period;
  BwDate     as_of;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  BwScope         scope = { BW_SCOPE_ALL, BW_NOBODY };
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 1500;
  fixture->book = bw_sample_new (&options);
  fixture->as_of = bw_book_data_date (fixture->book);
  fixture->period = bw_calendar_period_at (&fixture->book->calendar, BW_PERIOD_QUARTER, fixture->as_of);
  fixture->outlook = bw_outlook_new_rough (fixture->book, &scope, &fixture->period, fixture->as_of, 1, 500, NULL, NULL);
  if (data == NULL)
    return;
  /* A team that is not all, and has both. */
  for (guint i = 0; i < fixture->outlook->n_people && scope.kind == BW_SCOPE_ALL; i++)
    if (fixture->outlook->people[i].n_won > 0 && fixture->outlook->people[i].n_open > 0 &&
        fixture->outlook->people[i].n_won < fixture->outlook->n_won)
      scope = (BwScope) { BW_SCOPE_PERSON, fixture->outlook->people[i].person };
  g_assert_cmpint (scope.kind, ==, BW_SCOPE_PERSON);
  bw_outlook_free (fixture->outlook);
  fixture->outlook = bw_outlook_new_rough (fixture->book, &scope, &fixture->period, fixture->as_of, 1, 500, NULL, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  bw_outlook_free (fixture->outlook);
  bw_book_unref (fixture->book);
}

/* The filter gives the deals of the explanation. */
static void
check_filter (Fixture             *fixture,
              const BwExplanation *explanation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFilter) filter = bw_filter_parse (fixture->book, explanation->filter, &error);
  BwScope of = explanation->person != BW_NOBODY ? (BwScope) { BW_SCOPE_PERSON, explanation->person } : fixture->outlook->scope;
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (fixture->book, &of);
  BwQuery             query = { .mask = mask, .filter = filter, .period = { .from = BW_DATE_NONE }, .today = fixture->as_of };
  guint               n;
  g_autofree guint32 *deals = NULL;

  g_assert_no_error (error);
  deals = bw_query_run (fixture->book, &query, &n);
  g_assert_cmpuint (n, ==, explanation->parts->len);
}

/* Sums of deals: closed, open, weighted, what open deals are to bring. */
static void
test_sums (Fixture      *fixture,
           gconstpointer data)
{
  const struct
  {
    BwExplained what;
    double      value;
    guint       n;
    double      tolerance;
  } cases[] = {
    { BW_EXPLAINED_CLOSED, (double)fixture->outlook->won, fixture->outlook->n_won, 0 },
    { BW_EXPLAINED_OPEN, (double)fixture->outlook->open, fixture->outlook->n_open, 0 },
    { BW_EXPLAINED_WEIGHTED, (double)fixture->outlook->weighted, G_MAXUINT, 0 },
    { BW_EXPLAINED_FROM_OPEN, fixture->outlook->from_open, G_MAXUINT, fixture->outlook->n_chances + 1.0 },
  };

  g_assert_cmpuint (fixture->outlook->n_won, >, 0);
  g_assert_cmpuint (fixture->outlook->n_open, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwExplanation) explanation = bw_explanation_new (fixture->book, fixture->outlook, cases[i].what);
      gint64 sum = 0, last = G_MAXINT64;

      for (guint k = 0; k < explanation->parts->len; k++)
        {
          const BwExplanationPart *part = &g_array_index (explanation->parts, BwExplanationPart, k);

          sum += part->part;
          g_assert_cmpint (ABS (part->part), <=, last);
          last = ABS (part->part);
        }
      g_assert_cmpint (sum, ==, explanation->sum);
      g_assert_cmpfloat (fabs ((double)sum - cases[i].value), <=, cases[i].tolerance);
      if (explanation->filter != NULL)
        check_filter (fixture, explanation);
      g_assert_true ((explanation->filter != NULL) == (cases[i].n != G_MAXUINT));
      if (cases[i].n != G_MAXUINT)
        g_assert_cmpuint (explanation->parts->len, ==, cases[i].n);
    }
}

static gboolean
is_estimate (BwExplained what)
{
  return what == BW_EXPLAINED_MIDDLE || what == BW_EXPLAINED_FROM_OPEN || what == BW_EXPLAINED_FROM_NEW || what == BW_EXPLAINED_MEAN;
}

/* Every number has a name, a value and a formula, with a quota and without. */
static void
test_words (Fixture      *fixture,
            gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      for (BwExplained what = 0; what < BW_N_EXPLAINED; what++)
        {
          g_autoptr (BwExplanation) explanation = bw_explanation_new (fixture->book, fixture->outlook, what);

          g_assert_cmpstr (explanation->title, !=, "");
          g_assert_cmpstr (explanation->value, !=, "");
          /* What is estimated is read with few digits, what is counted with all. */
          g_assert_cmpint (explanation->brief != NULL, ==, is_estimate (what));
          g_assert_true (g_str_has_suffix (explanation->formula, "."));
          g_assert_cmpstr (bw_explained_name (what), !=, NULL);
          if (round == 1 && (what == BW_EXPLAINED_GAP || what == BW_EXPLAINED_ATTAINED || what == BW_EXPLAINED_COVERAGE))
            {
              g_assert_cmpstr (explanation->value, ==, "–");
              g_assert_nonnull (explanation->basis);
            }
        }
      fixture->outlook->quota = BW_MONEY_NONE;
      fixture->outlook->coverage = NAN;
      fixture->outlook->chance_of_quota = NAN;
    }
}

static void
test_funnel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwFunnel) funnel = bw_funnel_new (fixture->book, &fixture->outlook->scope, &fixture->period, fixture->as_of);

  for (BwExplainedOfFunnel what = 0; what < BW_N_EXPLAINED_OF_FUNNEL; what++)
    {
      g_autoptr (BwExplanation) explanation = bw_explanation_new_of_funnel (fixture->book, funnel, what);

      g_assert_true (g_str_has_suffix (explanation->formula, ".") || what == BW_EXPLAINED_VELOCITY);
      g_assert_cmpstr (bw_explained_of_funnel_name (what), !=, NULL);
      if (what == BW_EXPLAINED_WIN_RATE)
        {
          g_assert_cmpuint (explanation->parts->len, ==, funnel->closings.n_won);
          g_assert_cmpint (explanation->sum, ==, funnel->closings.won);
        }
      if (what == BW_EXPLAINED_OPEN_DEALS)
        g_assert_cmpuint (explanation->parts->len, ==, funnel->n_open);
    }
}

/* Sums of a person's deals are that person's numbers, in both views; every other number has a name, a value and a formula. */
static void
test_person (Fixture      *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < fixture->outlook->n_people; i++)
    {
      const BwOutlookPerson *person = &fixture->outlook->people[i];

      for (BwRollupView view = 0; view < BW_N_ROLLUPS; view++)
        {
          const struct
          {
            BwExplainedOfPerson what;
            gint64              value;
            guint               n;
          } cases[] = {
            { BW_EXPLAINED_OWN_CLOSED, person->won, person->n_won },
            { BW_EXPLAINED_OWN_OPEN, person->open, person->n_open },
            { BW_EXPLAINED_CRM, bw_rollup_amount (&person->crm, BW_CATEGORY_COMMIT, view), bw_rollup_n (&person->crm, BW_CATEGORY_COMMIT, view) },
            { BW_EXPLAINED_BEST_CASE, bw_rollup_amount (&person->crm, BW_CATEGORY_BEST_CASE, view), bw_rollup_n (&person->crm, BW_CATEGORY_BEST_CASE, view) },
            { BW_EXPLAINED_PIPELINE, bw_rollup_amount (&person->crm, BW_CATEGORY_PIPELINE, view), bw_rollup_n (&person->crm, BW_CATEGORY_PIPELINE, view) },
          };

          for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
            {
              g_autoptr (BwExplanation) explanation =
                bw_explanation_new_of_person (fixture->book, fixture->outlook, i, cases[k].what, BW_CATEGORY_COMMIT, view);

              g_assert_cmpint (explanation->sum, ==, cases[k].value);
              g_assert_cmpuint (explanation->parts->len, ==, cases[k].n);
              g_assert_cmpint (explanation->person, ==, person->person);
              check_filter (fixture, explanation);
            }
          for (BwCategory category = BW_CATEGORY_PIPELINE; category <= BW_CATEGORY_CLOSED; category++)
            {
              g_autoptr (BwExplanation) below =
                bw_explanation_new_of_person (fixture->book, fixture->outlook, i, BW_EXPLAINED_BELOW, category, view);
              g_autoptr (BwExplanation) stands =
                bw_explanation_new_of_person (fixture->book, fixture->outlook, i, BW_EXPLAINED_STANDS, category, view);
              g_autofree char *team = bw_money_format (bw_outlook_person_amount (person->below, category, view), fixture->book->currency);
              g_autofree char *counts = bw_money_format (bw_outlook_person_amount (person->stands, category, view), fixture->book->currency);

              g_assert_cmpstr (below->value, ==, team);
              g_assert_cmpstr (stands->value, ==, counts);
              g_assert_nonnull (strstr (stands->numbers, team));
            }
          for (BwExplainedOfPerson what = 0; what < BW_N_EXPLAINED_OF_PERSON; what++)
            {
              g_autoptr (BwExplanation) explanation = bw_explanation_new_of_person (fixture->book, fixture->outlook, i, what, BW_CATEGORY_COMMIT, view);

              g_assert_cmpstr (explanation->value, !=, "");
              g_assert_true (g_str_has_suffix (explanation->formula, "."));
              g_assert_true (g_str_has_prefix (explanation->title, bw_book_text (fixture->book, bw_book_person (fixture->book, person->person)->name)));
            }
        }
    }
}

/* What was said before stands below what was said last, and nothing of it that was said after the day. */
static void
test_calls (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    int    day;
    gint64 amount;
  } said[] = { { 5, 100000 }, { 9, 250000 }, { 400, 990000 } };
  gint32           who = fixture->outlook->people[0].person;
  g_autofree char *before = bw_money_format (said[0].amount, fixture->book->currency), *last = bw_money_format (said[1].amount, fixture->book->currency);
  g_autofree char *later = bw_money_format (said[2].amount, fixture->book->currency);
  g_autoptr (BwOutlook) outlook = NULL;
  g_autoptr (BwExplanation) explanation = NULL;

  g_array_set_size (fixture->book->calls, 0);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      gint64 at = (gint64)(fixture->period.from + said[i].day) * 86400;
      BwCall call = { (gint64)i + 1, who, who, fixture->period.from, fixture->period.to, BW_CATEGORY_BEST_CASE, said[i].amount, at, FALSE, 0 };

      g_array_append_val (fixture->book->calls, call);
    }
  outlook = bw_outlook_new_rough (fixture->book, &fixture->outlook->scope, &fixture->period, fixture->period.to, 1, 10, NULL, NULL);
  explanation = bw_explanation_new_of_person (fixture->book, outlook, 0, BW_EXPLAINED_CALL, BW_CATEGORY_BEST_CASE, BW_ROLLUP_CUMULATIVE);
  g_assert_cmpstr (explanation->value, ==, last);
  g_assert_true (g_str_has_prefix (explanation->numbers, last));
  g_assert_nonnull (strstr (explanation->basis, before));
  g_assert_null (strstr (explanation->basis, later));
}

/* The deals behind every period of a history, whole and part, add up to its value, and the filter gives the same deals. */
static void
test_trend (Fixture      *fixture,
            gconstpointer data)
{
  static const BwSalesMeasure measures[] = { BW_SALES_WON, BW_SALES_WON_COUNT, BW_SALES_NEW, BW_SALES_NEW_COUNT };

  for (guint m = 0; m < G_N_ELEMENTS (measures); m++)
    for (guint round = 0; round < 2; round++)
      {
        BwSalesQuery query = { measures[m], BW_FREQUENCY_QUARTER, BW_SALES_BY_REGION, 0, fixture->as_of, fixture->outlook->scope };
        g_autoptr (BwSalesSeries) series = bw_sales_series_new (fixture->book, &query);
        g_autoptr (BwTrend) trend = bw_trend_new (fixture->book, &query, round == 0 ? NULL : series->parts->pdata[0], 3);
        g_autoptr (BwExplanation) year = bw_explanation_new_of_trend_year (fixture->book, trend);
        double sum = 0;

        for (guint place = 0; place < trend->n; place++)
          {
            g_autoptr (BwExplanation) explanation = bw_explanation_new_of_trend (fixture->book, trend, place);
            double value = trend->values[trend->first + place];

            if (trend->series->money)
              g_assert_cmpfloat (fabs ((double)explanation->sum - value), <, 0.5);
            else
              g_assert_cmpuint (explanation->parts->len, ==, (guint)value);
            if (place + bw_trend_year (trend) >= trend->n)
              sum += value;
            check_filter (fixture, explanation);
          }
        g_assert_cmpfloat (fabs ((trend->series->money ? (double)year->sum : year->parts->len) - sum), <, 0.5);
        for (guint step = 0; step < 3; step++)
          {
            g_autoptr (BwExplanation) ahead = bw_explanation_new_of_trend (fixture->book, trend, trend->n + step);

            g_assert_cmpuint (ahead->parts->len, ==, 0);
            g_assert_true (g_str_has_suffix (ahead->formula, "."));
          }
        g_assert_null (bw_explanation_new_of_trend (fixture->book, trend, trend->n + 3));
      }
}

/* What is played is told with what the present says. */
static void
test_scenario (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (BwScenarioBase) base = bw_scenario_base_new (fixture->book, &fixture->outlook->scope, &fixture->period, fixture->as_of, 7, NULL, NULL);
  BwLever lever = bw_lever_init (BW_LEVER_WIN_RATE);
  g_autoptr (BwScenarioResult) present = bw_scenario_run (base, NULL, 0, NULL, NULL);
  g_autoptr (BwScenarioResult) played = NULL;

  lever.factor = 1.5;
  played = bw_scenario_run (base, &lever, 1, NULL, NULL);
  for (BwExplainedOfScenario what = 0; what < BW_N_EXPLAINED_OF_SCENARIO; what++)
    {
      g_autoptr (BwExplanation) now = bw_explanation_new_of_scenario (base, NULL, 0, present, present, what);
      g_autoptr (BwExplanation) then = bw_explanation_new_of_scenario (base, &lever, 1, present, played, what);
      g_autofree char *words = bw_lever_dup_text (fixture->book, &lever);

      g_assert_true (g_str_has_suffix (then->formula, "."));
      g_assert_nonnull (strstr (then->basis, words));
      if (what <= BW_EXPLAINED_PLAYED_P90)
        g_assert_nonnull (strstr (then->numbers, now->value));
      if (what == BW_EXPLAINED_PLAYED_WON)
        g_assert_cmpint (then->sum, ==, played->won);
      if (what == BW_EXPLAINED_PLAYED_OPEN)
        g_assert_cmpfloat (fabs ((double)now->sum - present->from_open), <, now->parts->len + 1.0);
    }
}

/* A method's number is what is won and what it adds; the last year's and the calls stand on their own. */
static void
test_methods (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *won = bw_money_format (fixture->outlook->won, fixture->book->currency);

  for (guint i = 0; i < fixture->outlook->n_methods; i++)
    {
      const BwOutlookMethod *method = &fixture->outlook->methods[i];
      g_autoptr (BwExplanation) explanation = bw_explanation_new_of_method (fixture->book, fixture->outlook, i);
      g_autofree char *value = bw_money_format (method->value, fixture->book->currency);
      g_autofree char *rest = bw_money_format (method->value - fixture->outlook->won, fixture->book->currency);

      g_assert_cmpstr (explanation->title, ==, method->title);
      g_assert_cmpstr (explanation->value, ==, value);
      g_assert_true (g_str_has_suffix (explanation->formula, "."));
      g_assert_true (g_str_has_suffix (explanation->basis, "."));
      if (method->value != BW_MONEY_NONE && g_str_equal (method->name, "crm_weighted"))
        {
          g_assert_true (g_str_has_prefix (explanation->numbers, won));
          g_assert_nonnull (strstr (explanation->numbers, rest));
        }
      if (method->value != BW_MONEY_NONE && g_str_equal (method->name, "last_year"))
        g_assert_null (explanation->numbers);
    }
  g_assert_null (bw_explanation_new_of_method (fixture->book, fixture->outlook, fixture->outlook->n_methods));
}

/* What is needed tells target and chances; what cannot be says so. */
static void
test_need (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (BwScenarioBase) base = bw_scenario_base_new (fixture->book, &fixture->outlook->scope, &fixture->period, fixture->as_of, 7, NULL, NULL);
  gint64         won = bw_scenario_base_get_outlook (base)->won;
  BwLever        lever = bw_lever_init (BW_LEVER_WIN_RATE);
  BwScenarioNeed need = {
    .target = won + 4000000,
    .chance = 0.8,
    .present_chance = 0.4,
    .win_rate = NAN,
    .deal_size = 1.25,
    .new_pipeline = 1.5,
    .new_amount = 2000000,
    .need_amount = 3000000,
    .open = 5000000,
    .coverage = 2,
  };
  const char      *values[BW_N_EXPLAINED_OF_NEED] = { "$30000", "2.00×", "cannot do it alone", "1.25 times what it is" };
  const char      *numbers[BW_N_EXPLAINED_OF_NEED] = { "1.50 times that.", "($50000 + $30000) ÷ $40000", NULL, NULL };
  g_autofree char *target = bw_money_format (need.target, fixture->book->currency);
  g_autofree char *words = bw_lever_dup_text (fixture->book, &lever);

  for (BwExplainedOfNeed what = 0; what < BW_N_EXPLAINED_OF_NEED; what++)
    {
      g_autoptr (BwExplanation) explanation = bw_explanation_new_of_need (base, &lever, 1, &need, what);

      g_assert_cmpstr (explanation->value, ==, values[what]);
      g_assert_cmpint (explanation->numbers != NULL, ==, numbers[what] != NULL);
      if (numbers[what] != NULL)
        g_assert_true (g_str_has_suffix (explanation->numbers, numbers[what]));
      g_assert_nonnull (strstr (explanation->basis, target));
      g_assert_nonnull (strstr (explanation->basis, words));
    }
  need.present_chance = 0.9;
  for (BwExplainedOfNeed what = 0; what < BW_N_EXPLAINED_OF_NEED; what++)
    {
      g_autoptr (BwExplanation) explanation = bw_explanation_new_of_need (base, NULL, 0, &need, what);

      g_assert_cmpstr (explanation->value, ==, "reached");
      g_assert_null (explanation->numbers);
    }
}

/* The deals that differ add up to the difference from open deals. */
static void
test_change (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (BwScenarioBase) base = bw_scenario_base_new (fixture->book, &fixture->outlook->scope, &fixture->period, fixture->as_of, 7, NULL, NULL);
  BwLever lever = bw_lever_init (BW_LEVER_WIN_RATE);
  g_autoptr (BwScenarioDifference) difference = NULL;

  lever.factor = 1.5;
  difference = bw_scenario_compare (base, NULL, 0, &lever, 1, NULL, NULL);
  g_assert_cmpuint (difference->n_deals, >, 0);
  for (BwExplainedOfChange what = 0; what < BW_N_EXPLAINED_OF_CHANGE; what++)
    {
      g_autoptr (BwExplanation) explanation = bw_explanation_new_of_change (base, &lever, 1, difference, what);
      double           value = what == BW_EXPLAINED_CHANGE_OPEN ? difference->open : what == BW_EXPLAINED_CHANGE_NEW ? difference->added
                                                                                                                     : difference->mean;
      g_autofree char *text = bw_money_format ((gint64)llround (value), fixture->book->currency);

      g_assert_cmpstr (explanation->value, ==, text);
      g_assert_true (g_str_has_suffix (explanation->formula, "."));
      g_assert_cmpuint (explanation->parts->len, ==, what == BW_EXPLAINED_CHANGE_OPEN ? difference->n_deals : 0);
      if (what == BW_EXPLAINED_CHANGE_OPEN)
        g_assert_cmpfloat (fabs ((double)explanation->sum - difference->open), <, difference->n_deals + 1.0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/explanation/sums", Fixture, NULL, set_up, test_sums, tear_down);
  g_test_add ("/explanation/sums-of-a-team", Fixture, GINT_TO_POINTER (1), set_up, test_sums, tear_down);
  g_test_add ("/explanation/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/explanation/person", Fixture, NULL, set_up, test_person, tear_down);
  g_test_add ("/explanation/person-of-a-team", Fixture, GINT_TO_POINTER (1), set_up, test_person, tear_down);
  g_test_add ("/explanation/calls", Fixture, NULL, set_up, test_calls, tear_down);
  g_test_add ("/explanation/trend", Fixture, NULL, set_up, test_trend, tear_down);
  g_test_add ("/explanation/trend-of-a-team", Fixture, GINT_TO_POINTER (1), set_up, test_trend, tear_down);
  g_test_add ("/explanation/scenario", Fixture, NULL, set_up, test_scenario, tear_down);
  g_test_add ("/explanation/methods", Fixture, NULL, set_up, test_methods, tear_down);
  g_test_add ("/explanation/need", Fixture, NULL, set_up, test_need, tear_down);
  g_test_add ("/explanation/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/explanation/funnel", Fixture, NULL, set_up, test_funnel, tear_down);
  return g_test_run ();
}
