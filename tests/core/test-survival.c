/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kaplan-Meier curves: against those of R's survfit (survival 3.5-3), with and without late entries. */

#include "core/bw-survival.h"

#include <math.h>

typedef struct
{
  double time;
  guint  n_at_risk, n_events;
  double survival, error, low, high;
} Reference;

/* survfit (Surv (t, e) ~ 1) of the 6-mercaptopurine group of Freireich and others (Blood 21, 1963). */
static const double    remission_times[] = { 6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35 };
static const guint8    remission_events[] = { 1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0 };
static const Reference remission[] = {
  { 6, 21, 3, 0.8571428571, 0.07636035483, 0.7198170839, 1.0 },
  { 7, 17, 1, 0.8067226891, 0.08693528518, 0.6531242185, 0.9964436759 },
  { 10, 15, 1, 0.7529411765, 0.09634965299, 0.5859189820, 0.9675747546 },
  { 13, 12, 1, 0.6901960784, 0.10681470778, 0.5096130991, 0.9347691955 },
  { 16, 11, 1, 0.6274509804, 0.11405386526, 0.4393939250, 0.8959949385 },
  { 22, 7, 1, 0.5378151261, 0.12823375169, 0.3370366162, 0.8582008480 },
  { 23, 6, 1, 0.4481792717, 0.13459145676, 0.2487882268, 0.8073720455 },
};

/* survfit (Surv (s, t, e) ~ 1) with these late entries. */
static const double    late_enters[] = { 0, 0, 2, 0, 4, 1, 0, 0, 3, 0, 5, 0 };
static const double    late_times[] = { 3, 6, 6, 7, 9, 9, 9, 11, 12, 14, 15, 20 };
static const guint8    late_events[] = { 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0 };
static const Reference late[] = {
  { 3, 9, 1, 0.8888888889, 0.1047565602, 0.70555750152, 1.0 },
  { 6, 11, 1, 0.8080808081, 0.1224976890, 0.60037194916, 1.0 },
  { 7, 9, 1, 0.7182940516, 0.1379212247, 0.49301619405, 1.0 },
  { 9, 8, 2, 0.5387205387, 0.1509719049, 0.31104373066, 0.9330514980 },
  { 11, 5, 1, 0.4309764310, 0.1545129266, 0.21344314495, 0.8702115221 },
  { 12, 4, 1, 0.3232323232, 0.1487812390, 0.13113347151, 0.7967388766 },
  { 15, 2, 1, 0.1616161616, 0.1363592906, 0.03092476261, 0.8446235796 },
};

static void
check (const double    *enters,
       const double    *times,
       const guint8    *events,
       guint            n,
       const Reference *expected,
       guint            n_expected)
{
  g_autofree BwLife *lives = g_new0 (BwLife, n);
  g_autoptr (GArray) curve = NULL;

  /* In any order. */
  for (guint i = 0; i < n; i++)
    lives[(i * 5 + 3) % n] = (BwLife) { enters != NULL ? enters[i] : 0.0, times[i], events[i] };
  curve = bw_survival_new (lives, n);
  g_assert_cmpuint (curve->len, ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      const BwSurvivalPoint *point = &g_array_index (curve, BwSurvivalPoint, i);

      g_assert_cmpfloat (point->time, ==, expected[i].time);
      g_assert_cmpuint (point->n_at_risk, ==, expected[i].n_at_risk);
      g_assert_cmpuint (point->n_events, ==, expected[i].n_events);
      g_assert_cmpfloat_with_epsilon (point->survival, expected[i].survival, 1e-9);
      g_assert_cmpfloat_with_epsilon (point->error, expected[i].error, 1e-9);
      g_assert_cmpfloat_with_epsilon (point->low, expected[i].low, 1e-9);
      g_assert_cmpfloat_with_epsilon (point->high, expected[i].high, 1e-9);
    }
}

static void
test_remission (void)
{
  check (NULL, remission_times, remission_events, G_N_ELEMENTS (remission_times), remission, G_N_ELEMENTS (remission));
}

static void
test_late_entries (void)
{
  check (late_enters, late_times, late_events, G_N_ELEMENTS (late_times), late, G_N_ELEMENTS (late));
}

/* R: quantile (survfit, 0.5) is 23; beyond what was seen there is none. */
static void
test_quantile (void)
{
  BwLife lives[G_N_ELEMENTS (remission_times)];
  g_autoptr (GArray) curve = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    lives[i] = (BwLife) { 0, remission_times[i], remission_events[i] };
  curve = bw_survival_new (lives, G_N_ELEMENTS (lives));
  g_assert_cmpfloat (bw_survival_quantile (curve, 0.5), ==, 23.0);
  g_assert_cmpfloat (bw_survival_quantile (curve, 0.1), ==, 6.0);
  g_assert_true (isnan (bw_survival_quantile (curve, 0.9)));
}

/* Nobody, nothing happened, everything at once, and times that are none. */
static void
test_edges (void)
{
  const BwLife open[] = { { 0, 5, FALSE }, { 0, 7, FALSE } };
  const BwLife once[] = { { 0, 5, TRUE }, { 0, 5, TRUE } };
  const BwLife wrong[] = { { 0, NAN, TRUE }, { 5, 5, TRUE }, { 6, 5, TRUE }, { 0, INFINITY, FALSE }, { 0, 4, TRUE }, { 0, 8, FALSE } };
  g_autoptr (GArray) nobody = bw_survival_new (NULL, 0);
  g_autoptr (GArray) nothing = bw_survival_new (open, 2);
  g_autoptr (GArray) all = bw_survival_new (once, 2);
  g_autoptr (GArray) some = bw_survival_new (wrong, G_N_ELEMENTS (wrong));

  g_assert_cmpuint (nobody->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_true (isnan (bw_survival_quantile (nothing, 0.5)));
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpfloat (g_array_index (all, BwSurvivalPoint, 0).survival, ==, 0.0);
  g_assert_true (isnan (g_array_index (all, BwSurvivalPoint, 0).error));
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (g_array_index (some, BwSurvivalPoint, 0).n_at_risk, ==, 2);
  g_assert_cmpfloat (g_array_index (some, BwSurvivalPoint, 0).survival, ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survival/remission", test_remission);
  g_test_add_func ("/survival/late-entries", test_late_entries);
  g_test_add_func ("/survival/quantile", test_quantile);
  g_test_add_func ("/survival/edges", test_edges);
  return g_test_run ();
}
