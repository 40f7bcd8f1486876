/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of scenarios: what they write is what changed, and nothing refers to what is gone. */

#include "core/bw-scenario-edit.h"

#include "core/bw-scenario.h"
#include "core/bw-territory-edit.h"

static BwLever
rate (double factor)
{
  BwLever lever = bw_lever_init (BW_LEVER_WIN_RATE);

  lever.factor = factor;
  return lever;
}

/* Adds a scenario called @name with @n levers; takes the place of *@book. */
static void
add (BwBook    **book,
     const char *name,
     guint       n)
{
  BwLever  levers[] = { rate (1.1), rate (1.2), rate (1.3), rate (1.4) };
  BwDelta *delta;
  BwBook  *after = bw_scenario_edit_add (*book, name, "", levers, n, 1791000000, &delta);

  g_assert_cmpuint (delta->before[BW_TABLE_SCENARIOS], ==, (*book)->scenarios->len);
  g_assert_cmpuint (after->scenarios->len, ==, (*book)->scenarios->len + 1);
  g_assert_cmpuint (after->levers->len, ==, (*book)->levers->len + n);
  bw_delta_free (delta);
  bw_book_unref (*book);
  *book = after;
}

static void
assert_levers (const BwBook *book,
               guint         scenario,
               const double *factors,
               guint         n)
{
  guint               found;
  g_autofree BwLever *levers = bw_scenario_dup_levers (book, scenario, &found);

  g_assert_cmpuint (found, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (levers[i].factor, ==, factors[i]);
}

/* Only levers that differ are written: keys stay, others come and go. */
static void
test_levers (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) same = NULL;
  g_autoptr (BwBook) changed = NULL;
  g_autoptr (BwBook) fewer = NULL;
  BwDelta *delta;
  BwLever  levers[] = { rate (1.1), rate (1.25), rate (1.3), rate (2.0) };
  gint64   first_key;

  add (&book, "One", 3);
  add (&book, "Two", 2);
  first_key = g_array_index (book->levers, BwLever, 0).key;
  levers[1].factor = 1.2;
  same = bw_scenario_edit_levers (book, 0, levers, 3, &delta);
  g_assert_true (bw_delta_is_empty (delta, same));
  bw_delta_free (delta);
  levers[1].factor = 1.25;
  changed = bw_scenario_edit_levers (book, 0, levers, 4, &delta);
  g_assert_cmpuint (delta->changed[BW_TABLE_LEVERS]->len, ==, 1);
  g_assert_cmpuint (delta->removed[BW_TABLE_LEVERS]->len, ==, 0);
  g_assert_cmpuint (changed->levers->len, ==, delta->before[BW_TABLE_LEVERS] + 1);
  g_assert_cmpint (g_array_index (changed->levers, BwLever, 0).key, ==, first_key);
  assert_levers (changed, 0, (double[]) { 1.1, 1.25, 1.3, 2.0 }, 4);
  assert_levers (changed, 1, (double[]) { 1.1, 1.2 }, 2);
  bw_delta_free (delta);
  fewer = bw_scenario_edit_levers (changed, 0, &levers[3], 1, &delta);
  g_assert_cmpuint (delta->removed[BW_TABLE_LEVERS]->len, ==, 3);
  assert_levers (fewer, 0, (double[]) { 2.0 }, 1);
  assert_levers (fewer, 1, (double[]) { 1.1, 1.2 }, 2);
  bw_delta_free (delta);
  /* What was there before stays as it was. */
  assert_levers (book, 0, (double[]) { 1.1, 1.2, 1.3 }, 3);
}

/* Those behind a deleted one move up with their levers. */
static void
test_delete (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) after = NULL;
  BwDelta *delta;

  add (&book, "One", 1);
  add (&book, "Two", 3);
  add (&book, "Three", 2);
  after = bw_scenario_edit_delete (book, 1, &delta);
  g_assert_cmpuint (delta->removed[BW_TABLE_SCENARIOS]->len, ==, 1);
  g_assert_cmpuint (delta->removed[BW_TABLE_LEVERS]->len, ==, 3);
  g_assert_cmpint (bw_scenario_find (after, "Two"), ==, BW_NOBODY);
  g_assert_cmpint (bw_scenario_find (after, "Three"), ==, 1);
  assert_levers (after, 0, (double[]) { 1.1 }, 1);
  assert_levers (after, 1, (double[]) { 1.1, 1.2 }, 2);
  bw_delta_free (delta);
}

static void
test_duplicate (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) once = NULL;
  g_autoptr (BwBook) twice = NULL;
  BwDelta *delta;

  add (&book, "One", 2);
  once = bw_scenario_edit_duplicate (book, 0, 1791000001, &delta);
  bw_delta_free (delta);
  twice = bw_scenario_edit_duplicate (once, 0, 1791000002, &delta);
  bw_delta_free (delta);
  g_assert_cmpuint (twice->scenarios->len, ==, 3);
  assert_levers (twice, 2, (double[]) { 1.1, 1.2 }, 2);
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < i; k++)
      {
        const BwScenario *a = &g_array_index (twice->scenarios, BwScenario, i), *b = &g_array_index (twice->scenarios, BwScenario, k);

        g_assert_cmpint (a->key, !=, b->key);
        g_assert_cmpstr (bw_book_text (twice, a->name), !=, bw_book_text (twice, b->name));
      }
}

static void
test_names (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) renamed = NULL;
  BwDelta *delta;
  const struct
  {
    const char *name;
    gint32      except;
    gboolean    good;
  } cases[] = {
    { "Two", BW_NOBODY, TRUE },
    { "", BW_NOBODY, FALSE },
    { " \t", BW_NOBODY, FALSE },
    { NULL, BW_NOBODY, FALSE },
    { "One", BW_NOBODY, FALSE },
    { " One ", BW_NOBODY, FALSE },
    { "One", 0, TRUE },
  };

  add (&book, "One", 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = bw_scenario_dup_name_problem (book, cases[i].name, cases[i].except);

      g_assert_true ((problem == NULL) == cases[i].good);
    }
  renamed = bw_scenario_edit_rename (book, 0, " Uno ", "note", &delta);
  g_assert_cmpint (bw_scenario_find (renamed, "Uno"), ==, 0);
  g_assert_cmpuint (delta->changed[BW_TABLE_SCENARIOS]->len, ==, 1);
  bw_delta_free (delta);
}

/* A territory that is removed takes what scenarios say of it along; of those behind it they go on to speak. */
static void
test_territory_removed (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (BwBook) after = NULL;
  BwTerritory territories[] = { { .key = 1, .plan = BW_NOBODY, .owner = BW_NOBODY }, { .key = 2, .plan = BW_NOBODY, .owner = BW_NOBODY } };
  BwDelta    *delta;

  g_array_append_vals (book->territories, territories, 2);
  add (&book, "One", 3);
  g_array_index (book->levers, BwLever, 0).territory = 0;
  g_array_index (book->levers, BwLever, 1).territory = 1;
  after = bw_territory_edit_remove (book, 0, &delta);
  g_assert_cmpuint (after->levers->len, ==, 2);
  g_assert_cmpint (g_array_index (after->levers, BwLever, 0).territory, ==, 0);
  g_assert_cmpint (g_array_index (after->levers, BwLever, 1).territory, ==, BW_NOBODY);
  g_assert_cmpuint (delta->removed[BW_TABLE_LEVERS]->len, ==, 1);
  bw_delta_free (delta);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scenario-edit/levers", test_levers);
  g_test_add_func ("/scenario-edit/delete", test_delete);
  g_test_add_func ("/scenario-edit/duplicate", test_duplicate);
  g_test_add_func ("/scenario-edit/names", test_names);
  g_test_add_func ("/scenario-edit/territory-removed", test_territory_removed);

  return g_test_run ();
}
