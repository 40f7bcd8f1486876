/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed since a day, against the book and the snapshot of that day. */

#include "core/bw-changed.h"
#include "core/bw-deal-field.h"
#include "core/bw-past.h"
#include "core/bw-sample.h"
#include "core/bw-snapshot.h"

#include <string.h>

static BwBook *
make_book (void)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.n_deals = 700;
  options.seed = 11;
  return bw_sample_new (&options);
}

/* Whether the value of @field that a snapshot has is another now. Returns FALSE for fields that it does not have. */
static gboolean
differs_from_snapshot (const BwBook     *book,
                       const BwSnapshot *then,
                       guint             deal,
                       BwDealField       field,
                       gboolean         *differs)
{
  gint64 now, was;

  bw_deal_field_values (book, field, BW_DATE_NONE, NULL, deal, 1, &now);
  switch ((int)field)
    {
    case BW_DEAL_FIELD_STAGE:
      was = then->stage[deal];
      break;
    case BW_DEAL_FIELD_AMOUNT:
      was = then->amount[deal];
      break;
    case BW_DEAL_FIELD_CLOSE:
      was = then->close[deal] == BW_DATE_NONE ? BW_DEAL_VALUE_NONE : then->close[deal];
      break;
    case BW_DEAL_FIELD_OWNER:
      was = then->owner[deal] < 0 ? BW_DEAL_VALUE_NONE : then->owner[deal];
      break;
    case BW_DEAL_FIELD_CATEGORY:
      was = then->category[deal];
      break;
    case BW_DEAL_FIELD_KIND:
      was = then->kind[deal];
      break;
    case BW_DEAL_FIELD_PROBABILITY:
      was = then->probability[deal] == BW_PROBABILITY_NONE ? BW_DEAL_VALUE_NONE : then->probability[deal];
      break;
    case BW_DEAL_FIELD_PUSHES:
      was = then->pushes[deal];
      break;
    default:
      return FALSE;
    }
  *differs = was != now;
  return TRUE;
}

/* Of each deal and each field: whether it changed is what the snapshot and the book of that day say, and what it was is worded as
 * that book words it. */
static void
test_against_past (void)
{
  static const int days_back[] = { 0, 3, 30, 200, 2000 };
  g_autoptr (BwBook) book = make_book ();
  BwDate today = bw_book_data_date (book);
  guint  n_told = 0;

  if (today == BW_DATE_NONE)
    today = book->history.changes[book->history.n - 1].at;
  for (guint i = 0; i < book->history.n; i++)
    today = MAX (today, book->history.changes[i].at);
  for (guint d = 0; d < G_N_ELEMENTS (days_back); d++)
    {
      BwDate since = today - days_back[d];
      g_autoptr (BwChanged) changed = bw_changed_new (book, since);
      g_autoptr (BwSnapshot) then = bw_snapshot_new (book, since);
      g_autoptr (BwBook) past = bw_past_new (book, since);
      guint n_changed = 0, n_new = 0;

      for (guint deal = 0; deal < book->deals.n; deal++)
        {
          gboolean is_new = book->deals.appeared[deal] > since, any = FALSE;

          for (BwDealField field = 0; field < BW_N_DEAL_FIELDS; field++)
            {
              gboolean         differs, told = bw_changed_get (changed, book, deal, field);
              g_autofree char *was = bw_deal_dup_text (past, deal, field, today);
              g_autofree char *now = bw_deal_dup_text (book, deal, field, today);

              if (is_new)
                g_assert_false (told);
              else if (differs_from_snapshot (book, then, deal, field, &differs))
                g_assert_true (differs == told);
              else if (field != BW_DEAL_FIELD_AGE && field != BW_DEAL_FIELD_STAGE_DAYS)
                g_assert_true (told == !g_str_equal (was, now) || field == BW_DEAL_FIELD_WEIGHTED);
              if (told)
                {
                  g_autofree char *worded = bw_changed_dup_was (changed, book, deal, field);

                  g_assert_cmpstr (worded, ==, was);
                  n_told++;
                }
              any |= told && field != BW_DEAL_FIELD_ACTIVITY;
            }
          if (is_new)
            g_assert_cmpuint (changed->marks[deal], ==, BW_CHANGED_NEW);
          else if (any)
            g_assert_cmpuint (changed->marks[deal], ==, BW_CHANGED_VALUES);
          n_new += is_new;
          n_changed += changed->marks[deal] == BW_CHANGED_VALUES;
        }
      g_assert_cmpuint (changed->n_new, ==, n_new);
      g_assert_cmpuint (changed->n_changed, ==, n_changed);
    }
  g_assert_cmpuint (n_told, >, 300);
}

/* A value that came back, and a text that stands in the pool twice, are not told. */
static void
test_back_again (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwText   one = bw_pool_add (&book->texts, "Call", -1), two = bw_pool_add (&book->texts, "Call", -1);
  BwChange changes[] = {
    { 0, 100, 0, BW_FIELD_AMOUNT, BW_TIME_CRM, -1, 5, 7 },
    { 0, 101, 1, BW_FIELD_AMOUNT, BW_TIME_CRM, -1, 7, 5 },
    { 0, 102, 2, BW_FIELD_NEXT_STEP, BW_TIME_CRM, -1, one, two },
    { 0, 103, 3, BW_FIELD_ACTIVITY, BW_TIME_CRM, -1, 90, 103 },
  };
  g_autoptr (BwChanged) changed = NULL;
  g_autofree char *was = NULL;

  bw_book_add_default_stages (book);
  bw_deals_append (&book->deals, 1);
  book->deals.appeared[0] = 50;
  book->deals.amount[0] = 5;
  book->deals.next_step[0] = two;
  book->deals.activity[0] = 103;
  bw_history_add (&book->history, changes, G_N_ELEMENTS (changes), 1);
  changed = bw_changed_new (book, 99);
  g_assert_cmpuint (changed->marks[0], ==, BW_CHANGED_NOT);
  g_assert_false (bw_changed_get (changed, book, 0, BW_DEAL_FIELD_AMOUNT));
  g_assert_false (bw_changed_get (changed, book, 0, BW_DEAL_FIELD_NEXT_STEP));
  g_assert_true (bw_changed_get (changed, book, 0, BW_DEAL_FIELD_ACTIVITY));
  bw_changed_free (g_steal_pointer (&changed));
  changed = bw_changed_new (book, 100);
  g_assert_cmpuint (changed->marks[0], ==, BW_CHANGED_VALUES);
  was = bw_changed_dup_was (changed, book, 0, BW_DEAL_FIELD_AMOUNT);
  g_assert_cmpstr (was, ==, "$0.07");
}

static void
test_since (void)
{
  g_autoptr (BwBook) book = bw_book_new ();
  BwImportRecord imports[] = { { .as_of = 200 }, { .as_of = 300 }, { .as_of = 300 }, { .as_of = 150 } };

  g_assert_cmpint (bw_changed_parse_since (book, 400, "import"), ==, BW_DATE_NONE);
  g_array_append_vals (book->imports, imports, G_N_ELEMENTS (imports));
  g_assert_cmpint (bw_changed_parse_since (book, 400, "import"), ==, 200);
  g_assert_cmpint (bw_changed_parse_since (book, 400, "7"), ==, 393);
  g_assert_cmpint (bw_changed_parse_since (book, 400, "1970-01-31"), ==, 30);
  g_assert_cmpint (bw_changed_parse_since (book, 400, "soon"), ==, BW_DATE_NONE);
  g_assert_cmpint (bw_changed_parse_since (book, 400, "-7"), ==, BW_DATE_NONE);
  g_assert_cmpint (bw_changed_parse_since (book, 400, ""), ==, BW_DATE_NONE);
  g_assert_cmpint (bw_changed_parse_since (book, 400, NULL), ==, BW_DATE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changed/against-past", test_against_past);
  g_test_add_func ("/changed/back-again", test_back_again);
  g_test_add_func ("/changed/since", test_since);
  return g_test_run ();
}
