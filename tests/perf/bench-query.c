/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long filters, orders, searches, snapshots and flows take at a million deals, those over fields of the project's own
 * beside the built-in ones.
 *
 * bench-query [DEALS]: prints the best and the median of several runs in milliseconds, each with the goal of 50 ms. */

#include "core/bw-changed.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-groups.h"
#include "core/bw-flow.h"
#include "core/bw-insight.h"
#include "core/bw-query-index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  N_ACCOUNTS = 20000,
  N_PEOPLE = 500,
  N_PRODUCTS = 40,
  N_RUNS = 7,
  GOAL_MS = 50,
};

static const char *const words[] = {
  "Northern",
  "Blue",
  "Harbor",
  "Summit",
  "Acme",
  "Vertex",
  "Granite",
  "Delta",
  "Orchid",
  "Pioneer",
  "Quantum",
  "Redwood",
  "Sterling",
  "Union",
  "Vista",
  "Willow",
  "Zenith",
  "Atlas",
  "Beacon",
  "Cobalt",
  "Müller",
  "Société",
  "Falcon",
  "Garnet",
};

static const char *const kinds[] = { "renewal", "expansion", "new seats", "migration", "pilot", "upgrade", "support" };

static BwText
add_text (BwBook     *book,
          const char *format,
          ...)
{
  char    text[128];
  va_list args;

  va_start (args, format);
  g_vsnprintf (text, sizeof text, format, args);
  va_end (args);
  return bw_pool_add (&book->texts, text, -1);
}

static const char *
pick (GRand             *random,
      const char *const *from,
      guint              n)
{
  return from[g_rand_int_range (random, 0, (gint32)n)];
}

static void
add_tables (BwBook *book,
            GRand  *random)
{
  bw_book_add_default_stages (book);
  for (gint32 i = 0; i < N_PEOPLE; i++)
    {
      BwPerson person = { .key = i + 1, .manager = i == 0 ? BW_NOBODY : (i - 1) / 8 };

      person.name = add_text (book, "%s %s %d", pick (random, words, G_N_ELEMENTS (words)),
                              pick (random, words, G_N_ELEMENTS (words)), i);
      g_array_append_val (book->people, person);
    }
  for (gint32 i = 0; i < N_ACCOUNTS; i++)
    {
      BwAccount account = { .key = i + 1, .owner = BW_NOBODY, .parent = BW_NOBODY };

      account.name = add_text (book, "%s %s %04d Ltd", pick (random, words, G_N_ELEMENTS (words)),
                               pick (random, words, G_N_ELEMENTS (words)), i);
      g_array_append_val (book->accounts, account);
    }
  for (gint32 i = 0; i < N_PRODUCTS; i++)
    {
      BwProduct product = { .key = i + 1, .list_price = BW_MONEY_NONE };

      product.name = add_text (book, "Product %d", i);
      g_array_append_val (book->products, product);
    }
}

static void
add_deal (BwBook   *book,
          GRand    *random,
          BwText   *regions,
          BwChange *changes)
{
  BwDeals    *deals = &book->deals;
  guint       i = bw_deals_append (deals, deals->n + 1);
  gint32      account = g_rand_int_range (random, 0, N_ACCOUNTS);
  const char *of = bw_book_text (book, bw_book_account (book, account)->name);
  BwDate      created = 19000 + g_rand_int_range (random, 0, 1100);
  char        name[64];

  g_strlcpy (name, of, sizeof name);
  deals->name[i] = add_text (book, "%s %s %d", name, pick (random, kinds, G_N_ELEMENTS (kinds)),
                             g_rand_int_range (random, 1, 1000));
  deals->ref[i] = add_text (book, "006%07u%05d", i, g_rand_int_range (random, 0, 100000));
  deals->next_step[i] = i % 4 == 0 ? add_text (book, "Call back on %d", g_rand_int_range (random, 1, 28)) : 0;
  deals->region[i] = regions[g_rand_int_range (random, 0, 4)];
  deals->account[i] = account;
  deals->owner[i] = g_rand_int_range (random, 0, N_PEOPLE);
  deals->product[i] = g_rand_int_range (random, 0, N_PRODUCTS);
  deals->amount[i] = i % 50 == 0 ? BW_MONEY_NONE : (gint64)(g_rand_double (random) * g_rand_double (random) * 5e8);
  deals->created[i] = deals->appeared[i] = created;
  deals->close[i] = created + g_rand_int_range (random, 20, 300);
  deals->stage_since[i] = created + g_rand_int_range (random, 0, 100);
  deals->activity[i] = created + g_rand_int_range (random, 0, 200);
  deals->stage[i] = (guint16)g_rand_int_range (random, 0, 6);
  deals->probability[i] = (gint16)g_rand_int_range (random, -1, 1001);
  deals->pushes[i] = (guint16)g_rand_int_range (random, 0, 6);

  /* clang-format off */
  changes[0] = (BwChange){ i, created + 10, 0, BW_FIELD_STAGE, BW_TIME_CRM, -1, 0, deals->stage[i] };
  changes[1] = (BwChange){ i, created + 40, 1, BW_FIELD_AMOUNT, BW_TIME_CRM, -1,
                           deals->amount[i] / 2, deals->amount[i] };
  changes[2] = (BwChange){ i, created + 60, 2, BW_FIELD_CLOSE_DATE, BW_TIME_CRM, -1,
                           deals->close[i] - 30, deals->close[i] };
  /* clang-format on */
}

/* Four fields of the project's own with the spread that built-in ones have: Zone as region, Label as name, Size as amount,
 * Renewal as the close date; and a yes or no. */
static void
add_own_fields (BwBook *book,
                BwText *regions)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  BwCustomColumn *columns;

  bw_custom_field_find_or_add (book, "Zone", BW_TYPE_TEXT);
  bw_custom_field_find_or_add (book, "Label", BW_TYPE_TEXT);
  bw_custom_field_find_or_add (book, "Size", BW_TYPE_NUMBER);
  bw_custom_field_find_or_add (book, "Renewal", BW_TYPE_DATE);
  bw_custom_field_find_or_add (book, "Strategic", BW_TYPE_BOOLEAN);
  columns = book->deals.custom;
  for (guint i = 0; i < book->deals.n; i++)
    {
      columns[0].texts[i] = regions[g_rand_int_range (random, 0, 4)];
      columns[1].texts[i] = add_text (book, "%s %s %d", pick (random, words, G_N_ELEMENTS (words)),
                                      pick (random, kinds, G_N_ELEMENTS (kinds)), g_rand_int_range (random, 1, 100000));
      columns[2].numbers[i] = i % 50 == 0 ? (double)NAN : g_rand_double (random) * g_rand_double (random) * 5e6;
      columns[3].dates[i] = 19000 + g_rand_int_range (random, 20, 1400);
      columns[4].booleans[i] = (guint8)g_rand_int_range (random, 0, 2);
    }
}

static BwBook *
make_book (guint n)
{
  BwBook *book = bw_book_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  BwText    regions[4] = { bw_pool_intern (&book->texts, "East"), bw_pool_intern (&book->texts, "West"),
                           bw_pool_intern (&book->texts, "Central"), 0 };
  BwChange *changes = g_new (BwChange, (gsize)n * 3);

  add_tables (book, random);
  bw_deals_reserve (&book->deals, n);
  for (guint i = 0; i < n; i++)
    add_deal (book, random, regions, changes + (gsize)i * 3);
  bw_history_take (&book->history, changes, n * 3, n);
  add_own_fields (book, regions);
  return book;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
report (const char *what,
        double     *ms,
        guint       n)
{
  double first = ms[0];

  qsort (ms, n, sizeof *ms, compare_doubles);
  g_print ("%-44s first %7.1f   best %7.1f   median %7.1f ms %s\n", what, first, ms[0], ms[n / 2],
           ms[n / 2] <= GOAL_MS ? "" : "OVER");
}

static void
measure_query (BwQueryIndex  *index,
               const char    *what,
               const BwQuery *query)
{
  double           ms[N_RUNS];
  g_autofree char *label = NULL;
  guint            n = 0;

  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64              start = g_get_monotonic_time ();
      g_autofree guint32 *found = bw_query_index_run (index, query, &n);

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  label = g_strdup_printf ("%s: %u", what, n);
  report (label, ms, N_RUNS);
}

static void
measure_filters (BwQueryIndex *index,
                 BwQuery       query)
{
  static const char *const filters[] = {
    "amount >= 50k",
    "size >= 50k",
    "stage = Proposal and amount >= 50k and close < 2024-12-31",
    "close = 2023-Q3 and not (owner ~ müller or account ~ delta)",
    "region = east and probability > 40",
    "region = east",
    "zone = east",
    "close = 2023-Q3",
    "renewal = 2023-Q3",
    "strategic = yes",
    "name ~ renewal",
    "label ~ renewal",
    "next_step is empty or age > 90",
  };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (BwFilter) filter = bw_filter_parse (bw_query_index_get_book (index), filters[i], NULL);

      g_assert_nonnull (filter);
      query.filter = filter;
      measure_query (index, filters[i], &query);
    }
}

/* All deals in groups, the order within them kept: few groups, many, two levels. */
static void
measure_groups (BwQueryIndex *index,
                BwQuery       query)
{
  static const char *const groupings[] = { "stage", "owner", "account", "close:month", "amount", "zone", "owner,close:quarter", "account,stage" };

  query.search = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (groupings); i++)
    {
      g_autofree char *label = g_strdup_printf ("group by %s", groupings[i]);
      BwGrouping       grouping = { 0 };
      double           ms[N_RUNS];

      g_assert_true (bw_grouping_parse (bw_query_index_get_book (index), groupings[i], &grouping, NULL));
      for (guint run = 0; run < N_RUNS; run++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autoptr (BwDealGroups) groups = bw_query_index_group (index, &query, &grouping);

          ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
        }
      report (label, ms, N_RUNS);
    }
}

static void
measure_changed (BwBook *book)
{
  double ms[N_RUNS];

  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (BwChanged) changed = bw_changed_new (book, 19600);

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  report ("changed since a past day", ms, N_RUNS);
}

static void
measure_states (BwBook *book)
{
  double   ms[N_RUNS];
  BwScope  scope = { BW_SCOPE_ALL, BW_NOBODY };
  BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, 2023, 4);

  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, 19600);

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  report ("snapshot", ms, N_RUNS);
  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (BwFlow) flow = bw_flow_new (book, &scope, &period, 19600, 19660);

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
      g_assert_true (flow->balanced);
    }
  report ("flow", ms, N_RUNS);
  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) insights = bw_insights_new (book, &(BwInsightQuery) { .scope = scope, .period = period, .as_of = 19660, .n_most = 100 });

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
      g_assert_cmpuint (insights->len, ==, 100);
    }
  report ("the 100 largest findings", ms, N_RUNS);
  for (guint run = 0; run < N_RUNS; run++)
    {
      gint64         start = g_get_monotonic_time ();
      BwInsightQuery query = { .scope = scope, .period = period, .as_of = 19660, .n_most = 100, .business = TRUE };
      g_autoptr (GPtrArray) insights = bw_insights_new (book, &query);

      ms[run] = (double)(g_get_monotonic_time () - start) / 1000.0;
      g_assert_cmpuint (insights->len, ==, 100);
    }
  report ("the same with those of the business", ms, N_RUNS);
}

int
main (int    argc,
      char **argv)
{
  static const char *const searches[] = {
    "orchid",
    "redwood renewal 77",
    "müller",
    "e",
    "006000012",
    "nowhere at all",
  };
  guint n = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 1000000;
  g_autoptr (BwBook) book = make_book (n);
  g_autoptr (BwQueryIndex) index = bw_query_index_new (book, NULL);
  BwQuery query = { .period = { .from = BW_DATE_NONE }, .sort = BW_DEAL_FIELD_CLOSE, .today = 20000 };

  g_print ("%u deals, %" G_GSIZE_FORMAT " MB of texts\n", n, book->texts.length >> 20);
  for (guint field = 0; field < BW_N_DEAL_FIELDS + book->fields->len; field++)
    {
      g_autofree char *label = g_strdup_printf ("sort by %s", bw_deal_field_name (book, field));

      query.sort = field;
      query.descending = field % 2 == 1;
      measure_query (index, label, &query);
    }
  query.sort = BW_DEAL_FIELD_CLOSE;
  measure_filters (index, query);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *label = g_strdup_printf ("search “%s”", searches[i]);

      query.search = searches[i];
      measure_query (index, label, &query);
    }
  measure_groups (index, query);
  measure_changed (book);
  measure_states (book);
  return 0;
}
