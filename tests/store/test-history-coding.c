/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the compact form of a history: there and back, and bytes that are something else. */

#include "store/bw-history-coding.h"

#include <string.h>

#include "core/bw-deal-value.h"

enum
{
  N_FIELDS = BW_MAX_FIELDS, /* built-in ones and as many of the project's own as there can be */
};

/* Returns: (transfer full): deals of which two in three are now what the last of its changes led to. */
static BwDeals *
deals_of (const BwHistory *history,
          guint            n)
{
  BwDeals *deals = g_new (BwDeals, 1);

  bw_deals_init (deals);
  for (guint deal = 0; deal < n; deal++)
    bw_deals_append (deals, (gint64)deal + 1);
  for (int i = 0; i < BW_MAX_CUSTOM_FIELDS; i++)
    bw_deals_add_custom (deals, (BwFieldType)(i % BW_N_TYPES));
  for (guint i = 0; i < history->n; i++)
    if (history->changes[i].deal % 3 != 0)
      bw_deal_value_set (deals, history->changes[i].deal, history->changes[i].field, history->changes[i].new_value);
  return deals;
}

static void
free_deals (BwDeals *deals)
{
  bw_deals_clear (deals);
  g_free (deals);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeals, free_deals)

/* Everything is allowed. */
static BwHistoryLimits
no_limits (void)
{
  BwHistoryLimits limits = { .n_fields = N_FIELDS, .n_imports = G_MAXINT64 };

  for (int field = 0; field < N_FIELDS; field++)
    limits.span[field] = G_MAXUINT64;
  return limits;
}

static gint64
random_value (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      return g_rand_int_range (rand, -1, 6);
    case 1:
      return 19000 + g_rand_int_range (rand, 0, 2000);
    case 2:
      return (gint64)((guint64)g_rand_int (rand) << 32 | g_rand_int (rand));
    case 3:
      return g_rand_boolean (rand) ? G_MININT64 : G_MAXINT64;
    default:
      return g_rand_int (rand);
    }
}

/* Changes as they mostly are, and now and then as they could be at worst. */
static void
fill (BwHistory *history,
      guint      n_deals,
      guint32    seed,
      gboolean   wild)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));

  for (guint deal = 0; deal < n_deals; deal++)
    {
      guint    n = g_rand_int_range (rand, 0, 8) == 0 ? 300 : (guint)g_rand_int_range (rand, 0, 6);
      gint64   now[N_FIELDS] = { 0 };
      BwChange change = { .deal = deal, .at = 19000 };

      for (guint i = 0; i < n; i++)
        {
          change.field = (guint8)g_rand_int_range (rand, 0, g_rand_boolean (rand) ? BW_N_FIELDS : N_FIELDS);
          guint days = (guint)g_rand_int_range (rand, 0, 40);

          change.at += (BwDate)days;
          if (days > 0 && !wild)
            change.ordinal = 0;
          change.old_value = wild && i % 3 == 0 ? random_value (rand) : now[change.field];
          change.new_value = now[change.field] = wild ? random_value (rand) : (gint64)i * 100;
          if (wild && i % 4 == 0)
            {
              change.source = (guint8)g_rand_int_range (rand, 0, BW_TIME_PERSON + 1);
              change.import = g_rand_boolean (rand) ? -1 : (gint32)(g_rand_int (rand) & G_MAXINT32);
              change.ordinal = (guint16)(change.ordinal + g_rand_int_range (rand, 0, 200));
            }
          g_array_append_val (changes, change);
          change.ordinal++;
        }
    }
  if (wild && changes->len > 0)
    g_array_index (changes, BwChange, 0).at = BW_DATE_NONE;
  bw_history_init (history);
  bw_history_add (history, (const BwChange *)changes->data, changes->len, n_deals);
}

typedef struct
{
  const char *path;
  guint       n_deals;
  gboolean    wild;
} Case;

static const Case cases[] = {
  { "/store/history-coding/none", 0, FALSE },
  { "/store/history-coding/one", 1, TRUE },
  { "/store/history-coding/plain", 2000, FALSE },
  { "/store/history-coding/wild", 2000, TRUE },
};

static void
test_there_and_back (gconstpointer data)
{
  const Case     *test = data;
  BwHistoryLimits limits = no_limits ();
  BwHistory       history, back;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BwDeals) deals = NULL;

  fill (&history, test->n_deals, 7, test->wild);
  deals = deals_of (&history, test->n_deals + 1);
  bw_history_init (&back);
  bytes = bw_history_encode (&history, deals, test->n_deals, N_FIELDS);
  g_assert_true (bw_history_decode (bytes->data, bytes->len, deals, test->n_deals, &limits, &back));
  g_assert_cmpmem (history.changes, sizeof (BwChange) * history.n, back.changes, sizeof (BwChange) * back.n);
  g_assert_cmpmem (history.first, sizeof (guint) * (history.n_deals + 1), back.first, sizeof (guint) * (back.n_deals + 1));
  if (!test->wild && test->n_deals > 1)
    g_assert_cmpuint (bytes->len, <, history.n * sizeof (BwChange) / 4);
  g_assert_false (bw_history_decode (bytes->data, bytes->len, deals, test->n_deals + 1, &limits, &back));
  bw_history_clear (&history);
  bw_history_clear (&back);
}

/* The history that was coded has more deals than the index knows. */
static void
test_deals_without_changes (void)
{
  BwHistoryLimits limits = no_limits ();
  BwHistory       history, back;
  guint           n;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BwDeals) deals = NULL;

  fill (&history, 5, 3, FALSE);
  deals = deals_of (&history, 9);
  bw_history_init (&back);
  bytes = bw_history_encode (&history, deals, 9, N_FIELDS);
  g_assert_true (bw_history_decode (bytes->data, bytes->len, deals, 9, &limits, &back));
  g_assert_cmpuint (back.n, ==, history.n);
  bw_history_of (&back, 8, &n);
  g_assert_cmpuint (n, ==, 0);
  bw_history_clear (&history);
  bw_history_clear (&back);
}

static void
test_limits (void)
{
  BwHistoryLimits limits = no_limits ();
  BwChange        change = { .at = 19000, .field = BW_FIELD_OWNER, .import = 3, .old_value = -1, .new_value = 4 };
  BwHistory       history, back;
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BwDeals) deals = NULL;

  bw_history_init (&history);
  bw_history_init (&back);
  bw_history_add (&history, &change, 1, 1);
  deals = deals_of (&history, 1);
  bytes = bw_history_encode (&history, deals, 1, N_FIELDS);
  limits.floor[BW_FIELD_OWNER] = -1;
  limits.span[BW_FIELD_OWNER] = 5;
  limits.n_imports = 4;
  g_assert_true (bw_history_decode (bytes->data, bytes->len, deals, 1, &limits, &back));
  limits.span[BW_FIELD_OWNER] = 4;
  g_assert_false (bw_history_decode (bytes->data, bytes->len, deals, 1, &limits, &back));
  limits.span[BW_FIELD_OWNER] = 5;
  limits.floor[BW_FIELD_OWNER] = 0;
  g_assert_false (bw_history_decode (bytes->data, bytes->len, deals, 1, &limits, &back));
  limits.floor[BW_FIELD_OWNER] = -1;
  limits.n_imports = 3;
  g_assert_false (bw_history_decode (bytes->data, bytes->len, deals, 1, &limits, &back));
  bw_history_clear (&history);
  bw_history_clear (&back);
}

/* Whatever the bytes are, nothing is read or written outside, and nothing that was accepted leads there. */
static void
test_other_bytes (void)
{
  BwHistoryLimits limits = no_limits ();
  BwHistory       history;
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (BwDeals) deals = NULL;
  guint refused = 0;

  fill (&history, 40, 5, TRUE);
  deals = deals_of (&history, 40);
  bytes = bw_history_encode (&history, deals, 40, N_FIELDS);
  for (guint i = 0; i < 20000; i++)
    {
      gsize              length = i % 4 == 0 ? (gsize)g_rand_int_range (rand, 0, (gint32)bytes->len) : bytes->len;
      g_autofree guint8 *other = g_memdup2 (bytes->data, length);
      BwHistory          back;

      for (guint k = 0; k < 3 && length > 0; k++)
        other[g_rand_int_range (rand, 0, (gint32)length)] = (guint8)g_rand_int (rand);
      bw_history_init (&back);
      if (bw_history_decode (other, length, deals, 40, &limits, &back))
        for (guint c = 0; c < back.n; c++)
          g_assert_true (back.changes[c].deal < 40 && back.changes[c].field < N_FIELDS);
      else
        refused++;
      bw_history_clear (&back);
    }
  g_assert_cmpuint (refused, >, 5000);
  bw_history_clear (&history);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_there_and_back);
  g_test_add_func ("/store/history-coding/deals-without-changes", test_deals_without_changes);
  g_test_add_func ("/store/history-coding/limits", test_limits);
  g_test_add_func ("/store/history-coding/other-bytes", test_other_bytes);
  return g_test_run ();
}
