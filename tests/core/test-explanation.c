/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations: the deals that make a number up add up to it. */

#include <math.h>

#include "core/bw-explanation.h"
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
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (fixture->book, &fixture->outlook->scope);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/explanation/sums", Fixture, NULL, set_up, test_sums, tear_down);
  g_test_add ("/explanation/sums-of-a-team", Fixture, GINT_TO_POINTER (1), set_up, test_sums, tear_down);
  g_test_add ("/explanation/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/explanation/funnel", Fixture, NULL, set_up, test_funnel, tear_down);
  return g_test_run ();
}
