/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages keep up to date while the book and the focus change: values, agendas, odds, health, scenarios. Each holds what the same
 * question gives when it is put without a session. */

#include "project-fixture.h"

#include "core/bw-win-model.h"
#include "session/bw-live-agenda.h"
#include "session/bw-live-health.h"
#include "session/bw-live-odds.h"
#include "session/bw-live-scenario.h"
#include "session/bw-live-values.h"

typedef struct
{
  ProjectFixture project;
  guint          n_changed; /* signals of what is tested */
  guint          n_studied;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  project_fixture_set_up (&f->project, 400);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  project_fixture_tear_down (&f->project);
}

static void
listen_to (Fixture    *f,
           gpointer    object,
           const char *signal)
{
  g_signal_connect (object, signal, G_CALLBACK (project_fixture_count_cb), &f->n_changed);
}

static BwFocus *
get_focus (Fixture *f)
{
  return bw_session_get_focus (f->project.session);
}

static gboolean
is_busy (gpointer object)
{
  gboolean busy;

  g_object_get (object, "busy", &busy, NULL);
  return busy;
}

/* The same values, in the same order, as counted at once. */
static void
check_values (Fixture    *f,
              BwLive     *live,
              BwDealField field)
{
  BwScope all = bw_scope_with_filter (bw_focus_get_scope (get_focus (f)), NULL);
  g_autoptr (GPtrArray) expected = bw_filter_values_new (project_fixture_book (&f->project), &all, field);
  GPtrArray *values = bw_live_values_get (live, field);

  g_assert_nonnull (values);
  g_assert_cmpuint (values->len, ==, expected->len);
  for (guint i = 0; i < values->len; i++)
    {
      const BwFilterValue *value = values->pdata[i], *other = expected->pdata[i];

      g_assert_cmpstr (value->value, ==, other->value);
      g_assert_cmpuint (value->n, ==, other->n);
    }
}

/* Nothing is counted before it is wanted; the newest question wins; a filter does not shorten what can be chosen; a person does. */
static void
test_values (Fixture      *f,
             gconstpointer data)
{
  BwLive    *live = bw_live_values_new (f->project.session);
  BwScope    person = { BW_SCOPE_PERSON, 1 };
  GPtrArray *values;
  guint      n_all;

  listen_to (f, live, "changed");
  bw_live_values_ask (live, BW_DEAL_FIELD_REGION);
  g_assert_false (is_busy (live));
  bw_live_set_active (live, TRUE);
  g_assert_true (is_busy (live));
  g_assert_null (bw_live_values_get (live, BW_DEAL_FIELD_REGION));
  bw_live_values_ask (live, BW_DEAL_FIELD_OWNER);
  project_fixture_wait_for (&f->n_changed, 1);
  g_assert_false (is_busy (live));
  g_assert_null (bw_live_values_get (live, BW_DEAL_FIELD_REGION));
  check_values (f, live, BW_DEAL_FIELD_OWNER);
  n_all = bw_live_values_get (live, BW_DEAL_FIELD_OWNER)->len;

  bw_focus_set_filter (get_focus (f), "stage=Proposal");
  project_fixture_wait_for (&f->n_changed, 2);
  g_assert_cmpuint (bw_live_values_get (live, BW_DEAL_FIELD_OWNER)->len, ==, n_all);
  bw_focus_set_filter (get_focus (f), NULL);
  bw_focus_set_scope (get_focus (f), &person);
  project_fixture_wait_for (&f->n_changed, 3);
  check_values (f, live, BW_DEAL_FIELD_OWNER);
  g_assert_cmpuint (bw_live_values_get (live, BW_DEAL_FIELD_OWNER)->len, <, n_all);

  /* A field that the book has not gives no values. */
  bw_live_values_ask (live, BW_N_DEAL_FIELDS + 1000);
  project_fixture_wait_for (&f->n_changed, 4);
  values = bw_live_values_get (live, BW_N_DEAL_FIELDS + 1000);
  g_assert_nonnull (values);
  g_assert_cmpuint (values->len, ==, 0);
  project_fixture_let_go (live);
}

static char *
dup_agenda (BwBook              *book,
            const BwAgendaQuery *query)
{
  BwScope scope = bw_agenda_scope (query);
  BwDate  since = bw_agenda_since (book, query, NULL);
  g_autoptr (BwOutlook) now = bw_outlook_new (book, &scope, &query->period, query->as_of, BW_LIVE_OUTLOOK_SEED, NULL, NULL);
  g_autoptr (BwOutlook) before = since < query->as_of && since >= query->period.from
                                   ? bw_outlook_new (book, &scope, &query->period, since, BW_LIVE_OUTLOOK_SEED, NULL, NULL)
                                   : NULL;
  g_autoptr (BwAgenda) agenda = bw_agenda_new (book, query, now, before);

  return bw_agenda_to_markdown (book, agenda, NULL);
}

/* An agenda reads as the one that the command gives; going to another person brings theirs. */
static void
test_agenda (Fixture      *f,
             gconstpointer data)
{
  BwLive       *live = bw_live_agenda_new (f->project.session);
  BwAgendaQuery query = { 0, 1, bw_focus_get_as_of (get_focus (f)) + 1, BW_DATE_NONE, { 0 } };

  listen_to (f, live, "changed");
  bw_live_set_active (live, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      const BwLiveAgenda *result;
      g_autofree char    *text = NULL, *expected = NULL;

      query.person = i < 2 ? (gint32)i + 1 : BW_NOBODY;
      bw_live_agenda_ask (live, f->project.session, &query);
      project_fixture_wait_for (&f->n_changed, i + 1);
      result = bw_live_get (live);
      g_assert_cmpint (result->agenda->query.person, ==, query.person);
      g_assert_cmpint (result->agenda->query.as_of, ==, bw_focus_get_as_of (get_focus (f)));
      text = bw_agenda_to_markdown (project_fixture_book (&f->project), result->agenda, NULL);
      expected = dup_agenda (project_fixture_book (&f->project), &result->agenda->query);
      g_assert_cmpstr (text, ==, expected);
      for (guint j = 0; j < result->deals->len; j++)
        g_assert_cmpuint (g_array_index (result->deals, guint32, j), <, project_fixture_book (&f->project)->deals.n);
    }

  /* Somebody whom the book does not have gives nothing, and what was there stays. */
  query.person = 100000;
  bw_live_agenda_ask (live, f->project.session, &query);
  while (is_busy (live))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->n_changed, ==, 3);
  g_assert_nonnull (bw_live_get (live));
  project_fixture_let_go (live);
}

static void
check_odds (Fixture    *f,
            BwLiveOdds *live)
{
  BwBook *book = project_fixture_book (&f->project);
  g_autoptr (BwWinModel) model = bw_win_model_new (book, bw_focus_get_as_of (get_focus (f)), BW_WIN_MODEL_SEED, NULL, NULL);
  guint                  n, n_found = 0;
  gboolean               usable;
  g_autofree BwDealOdds *odds = bw_win_model_deal_odds (model, bw_focus_get_period (get_focus (f)), &n, &usable);

  g_assert_true (bw_live_odds_is_ready (live));
  g_assert_nonnull (bw_live_odds_get_model (live));
  g_assert_cmpint (bw_live_odds_is_usable (live), ==, usable);
  g_assert_cmpuint (n, >, 0);
  for (guint deal = 0; deal < book->deals.n; deal++)
    {
      const BwDealOdds *found = bw_live_odds_find (live, deal);

      if (found == NULL)
        continue;
      g_assert_cmpuint (found->deal, ==, deal);
      g_assert_cmpuint (found->deal, ==, odds[n_found].deal);
      g_assert_cmpfloat (found->probability, ==, odds[n_found].probability);
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, n);
  g_assert_null (bw_live_odds_find (live, book->deals.n));
}

/* The odds of all deals are there soon after the period or the day becomes another; a scope changes nothing. */
static void
test_odds (Fixture      *f,
           gconstpointer data)
{
  BwLiveOdds *live = bw_live_odds_new (f->project.session);
  BwScope     person = { BW_SCOPE_PERSON, 1 };
  BwDate      latest = bw_focus_get_as_of (get_focus (f));

  listen_to (f, live, "changed");
  g_assert_false (bw_live_odds_is_ready (live));
  g_assert_false (bw_live_odds_is_usable (live));
  g_assert_null (bw_live_odds_find (live, 0));
  g_assert_null (bw_live_odds_get_model (live));
  g_assert_null (bw_live_odds_dup_risks (live, 0));
  project_fixture_wait_for (&f->n_changed, 1);
  check_odds (f, live);
  bw_focus_set_scope (get_focus (f), &person);
  g_assert_true (bw_live_odds_is_ready (live));
  for (guint deal = 0; deal < 40; deal++)
    {
      g_autoptr (GPtrArray) risks = bw_live_odds_dup_risks (live, deal);

      g_assert_nonnull (risks);
      for (guint i = 0; i < risks->len; i++)
        g_assert_cmpint (((const BwInsight *)risks->pdata[i])->deal, ==, deal);
    }

  /* Two changes while one job runs: only what holds for the last is told. */
  bw_focus_set_as_of (get_focus (f), latest - 40);
  g_assert_false (bw_live_odds_is_ready (live));
  bw_focus_set_as_of (get_focus (f), latest - 80);
  project_fixture_wait_for (&f->n_changed, 2);
  check_odds (f, live);
  project_fixture_let_go (live);
}

/* The data is looked at once somebody wants to know, and again when it becomes other data. */
static void
test_health (Fixture      *f,
             gconstpointer data)
{
  BwLiveHealth *live = bw_live_health_new (f->project.session);
  BwBook       *first = project_fixture_book (&f->project);
  g_autoptr (BwBook) kept = bw_book_ref (first);
  g_autoptr (BwHealth) expected = bw_health_new (first, BW_DATE_NONE, BW_DATE_NONE);

  listen_to (f, live, "changed");
  g_assert_null (bw_live_health_get (live));
  g_assert_null (bw_live_health_get_book (live));
  bw_live_health_set_wanted (live, TRUE);
  project_fixture_wait_for (&f->n_changed, 1);
  g_assert_true (bw_live_health_get_book (live) == first);
  for (guint i = 0; i < expected->findings->len; i++)
    {
      const BwHealthFinding *finding = expected->findings->pdata[i];
      const BwHealthFinding *found = bw_health_get (bw_live_health_get (live), finding->code);

      g_assert_nonnull (found);
      g_assert_cmpuint (found->n, ==, finding->n);
    }

  /* Wanted again, nothing new is to be found; a change while nobody looks waits until somebody does. */
  bw_live_health_set_wanted (live, FALSE);
  bw_live_health_set_wanted (live, TRUE);
  bw_live_health_set_wanted (live, FALSE);
  project_fixture_rename (&f->project, "Ada");
  g_assert_true (bw_live_health_get_book (live) == first);
  bw_live_health_set_wanted (live, TRUE);
  project_fixture_rename (&f->project, "Grace");
  while (bw_live_health_get_book (live) != project_fixture_book (&f->project))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->n_changed, >=, 2);
  project_fixture_let_go (live);
}

static BwLever
make_lever (BwLeverKind kind,
            double      factor)
{
  BwLever lever = bw_lever_init (kind);

  lever.factor = factor;
  return lever;
}

static void
wait_until_quiet (BwLiveScenario *live)
{
  while (is_busy (live))
    g_main_context_iteration (NULL, TRUE);
}

/* What is played is what the scenario gives without a session, path by path; the present is the forecast. */
static void
test_scenario (Fixture      *f,
               gconstpointer data)
{
  BwLiveScenario         *live = bw_live_scenario_new (f->project.session);
  BwLever                 levers[] = { make_lever (BW_LEVER_WIN_RATE, 1.2), make_lever (BW_LEVER_NEW_PIPELINE, 1.5) };
  const BwScenarioResult *played;
  g_autoptr (BwScenarioBase) base = NULL;
  g_autoptr (BwScenarioResult) expected = NULL;
  guint n;

  listen_to (f, live, "played");
  bw_live_scenario_play (live, levers, G_N_ELEMENTS (levers));
  g_assert_false (is_busy (live));
  g_assert_null (bw_live_scenario_get_base (live));
  g_assert_null (bw_live_scenario_get_present (live));
  bw_live_scenario_set_active (live, TRUE);
  project_fixture_wait_for (&f->n_changed, 1);
  base = bw_scenario_base_new (project_fixture_book (&f->project), bw_focus_get_scope (get_focus (f)), bw_focus_get_period (get_focus (f)),
                               bw_focus_get_as_of (get_focus (f)), BW_LIVE_SCENARIO_SEED, NULL, NULL);
  expected = bw_scenario_run (base, levers, G_N_ELEMENTS (levers), NULL, NULL);
  played = bw_live_scenario_get_played (live);
  g_assert_cmpuint (played->n_paths, ==, expected->n_paths);
  g_assert_cmpmem (played->paths, played->n_paths * sizeof (double), expected->paths, expected->n_paths * sizeof (double));
  g_assert_cmpfloat (played->mean, >, bw_live_scenario_get_present (live)->mean);
  g_assert_nonnull (bw_live_scenario_get_base (live));
  g_assert_cmpfloat (bw_live_scenario_get_levers (live, &n)[0].factor, ==, 1.2);
  g_assert_cmpuint (n, ==, 2);

  /* A slider that keeps moving ends at its last place, whatever was shown on the way. */
  for (guint i = 0; i < 10; i++)
    {
      levers[0].factor = 1.2 + 0.05 * i;
      bw_live_scenario_play (live, levers, 1);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_until_quiet (live);
  g_assert_cmpfloat (bw_live_scenario_get_levers (live, &n)[0].factor, ==, levers[0].factor);
  g_assert_cmpuint (n, ==, 1);
  project_fixture_let_go (live);
}

/* Each study is what its function gives; only the one that is wanted is made; new levers make it anew. */
static void
test_studies (Fixture      *f,
              gconstpointer data)
{
  BwLiveScenario  *live = bw_live_scenario_new (f->project.session);
  BwLever          lever = make_lever (BW_LEVER_DEAL_SIZE, 1.3), other = make_lever (BW_LEVER_WIN_RATE, 0.7);
  const BwLeverSet beside[] = { { &other, 1 }, { NULL, 0 }, { &lever, 1 }, { &other, 1 } };
  BwScenarioNeed   expected_needs[2];
  const double     chances[] = { 0.5, 0.8 };
  guint            n, n_expected;

  g_signal_connect (live, "studied", G_CALLBACK (project_fixture_count_cb), &f->n_studied);
  bw_live_scenario_play (live, &lever, 1);
  bw_live_scenario_set_beside (live, beside, G_N_ELEMENTS (beside));
  bw_live_scenario_set_against (live, &other, 1);
  bw_live_scenario_want (live, BW_STUDY_EFFECTS);
  bw_live_scenario_set_active (live, TRUE);
  wait_until_quiet (live);
  g_assert_true (bw_live_scenario_has (live, BW_STUDY_EFFECTS));
  g_assert_false (bw_live_scenario_has (live, BW_STUDY_NEEDS));
  g_assert_null (bw_live_scenario_get_difference (live));
  g_assert_null (bw_live_scenario_get_beside (live, 0));
  {
    const BwScenarioEffect      *effects = bw_live_scenario_get_effects (live, &n);
    g_autofree BwScenarioEffect *expected =
      bw_scenario_tornado (bw_live_scenario_get_base (live), &lever, 1, &n_expected, NULL, NULL);

    g_assert_cmpuint (n, ==, n_expected);
    for (guint i = 0; i < n; i++)
      g_assert_cmpfloat (effects[i].high_mean, ==, expected[i].high_mean);
  }

  bw_live_scenario_want (live, BW_STUDY_BESIDE);
  wait_until_quiet (live);
  for (guint i = 0; i < BW_LIVE_SCENARIO_MAX_BESIDE; i++)
    {
      const BwScenarioResult *found = bw_live_scenario_get_beside (live, i);
      g_autoptr (BwScenarioResult) expected =
        bw_scenario_run (bw_live_scenario_get_base (live), beside[i].levers, beside[i].n, NULL, NULL);

      g_assert_nonnull (found);
      g_assert_cmpfloat (found->mean, ==, expected->mean);
    }
  g_assert_null (bw_live_scenario_get_beside (live, BW_LIVE_SCENARIO_MAX_BESIDE));

  bw_live_scenario_want (live, BW_STUDY_NEEDS);
  wait_until_quiet (live);
  {
    const BwScenarioNeed *needs = bw_live_scenario_get_needs (live, &n);

    g_assert_cmpuint (n, ==, 2);
    g_assert_true (bw_scenario_need (bw_live_scenario_get_base (live), &lever, 1, bw_live_scenario_get_played (live)->quota, chances, 2,
                                     expected_needs, NULL, NULL));
    for (guint i = 0; i < n; i++)
      {
        g_assert_cmpfloat (needs[i].chance, ==, chances[i]);
        g_assert_cmpfloat (needs[i].present_chance, ==, expected_needs[i].present_chance);
        g_assert_cmpint (needs[i].target, ==, expected_needs[i].target);
      }
  }

  bw_live_scenario_want (live, BW_STUDY_DIFFERENCE);
  wait_until_quiet (live);
  {
    const BwScenarioDifference *found = bw_live_scenario_get_difference (live);
    g_autoptr (BwScenarioDifference) expected =
      bw_scenario_compare (bw_live_scenario_get_base (live), &other, 1, &lever, 1, NULL, NULL);

    g_assert_nonnull (found);
    g_assert_cmpfloat (found->mean, ==, expected->mean);
    g_assert_cmpuint (found->n_deals, ==, expected->n_deals);
    g_assert_cmpfloat (found->mean, >, 0);
  }
  g_assert_cmpuint (f->n_studied, >=, 4);

  /* New levers: what rests on them is made anew, what stands beside is not. */
  bw_live_scenario_play (live, &other, 1);
  g_assert_false (bw_live_scenario_has (live, BW_STUDY_DIFFERENCE));
  g_assert_true (bw_live_scenario_has (live, BW_STUDY_BESIDE));
  bw_live_scenario_want (live, BW_STUDY_EFFECTS);
  bw_live_scenario_want (live, BW_STUDY_DIFFERENCE);
  wait_until_quiet (live);
  g_assert_cmpfloat (bw_live_scenario_get_difference (live)->mean, ==, 0);
  project_fixture_let_go (live);
}

/* A change of the book that no forecast rests on costs none; another period makes all anew, also while something runs. */
static void
test_scenario_base (Fixture      *f,
                    gconstpointer data)
{
  BwLiveScenario *live = bw_live_scenario_new (f->project.session);
  BwPeriod        period = *bw_focus_get_period (get_focus (f));
  BwLever         lever = make_lever (BW_LEVER_CYCLE, 0.8);
  BwScenarioBase *base;

  listen_to (f, live, "played");
  bw_live_scenario_play (live, &lever, 1);
  bw_live_scenario_set_active (live, TRUE);
  wait_until_quiet (live);
  base = bw_live_scenario_get_base (live);
  {
    BwBook  *book = project_fixture_book (&f->project);
    BwBook  *after = bw_book_copy_but_deals (book);
    BwDelta *delta = bw_delta_new (book);

    project_fixture_apply (&f->project, after, delta);
  }
  wait_until_quiet (live);
  g_assert_true (bw_live_scenario_get_base (live) == base);

  period = bw_calendar_period_at (&project_fixture_book (&f->project)->calendar, BW_PERIOD_QUARTER, period.to + 1);
  bw_live_scenario_play (live, NULL, 0);
  bw_focus_set_period (get_focus (f), &period);
  bw_focus_set_scope (get_focus (f), &(BwScope) { BW_SCOPE_PERSON, 1 });
  wait_until_quiet (live);
  g_assert_cmpfloat (bw_live_scenario_get_played (live)->mean, ==, bw_live_scenario_get_present (live)->mean);
  {
    g_autoptr (BwScenarioBase) fresh =
      bw_scenario_base_new (project_fixture_book (&f->project), bw_focus_get_scope (get_focus (f)), &period,
                            bw_focus_get_as_of (get_focus (f)), BW_LIVE_SCENARIO_SEED, NULL, NULL);
    g_autoptr (BwScenarioResult) expected = bw_scenario_run (fresh, NULL, 0, NULL, NULL);

    g_assert_cmpfloat (bw_live_scenario_get_played (live)->mean, ==, expected->mean);
  }

  /* Left while it works. */
  bw_live_scenario_play (live, &lever, 1);
  project_fixture_let_go (live);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/live/agenda", Fixture, NULL, set_up, test_agenda, tear_down);
  g_test_add ("/live/odds", Fixture, NULL, set_up, test_odds, tear_down);
  g_test_add ("/live/health", Fixture, NULL, set_up, test_health, tear_down);
  g_test_add ("/live/scenario", Fixture, NULL, set_up, test_scenario, tear_down);
  g_test_add ("/live/studies", Fixture, NULL, set_up, test_studies, tear_down);
  g_test_add ("/live/scenario-base", Fixture, NULL, set_up, test_scenario_base, tear_down);
  return g_test_run ();
}
