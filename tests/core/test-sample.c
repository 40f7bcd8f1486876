/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample company: the same for the same seed, legal throughout, and true to what it promises. */

#include "core/bw-comment.h"
#include "core/bw-flow.h"
#include "core/bw-meeting.h"
#include "core/bw-sample.h"
#include "core/bw-scope.h"
#include "core/bw-snapshot.h"

#include <math.h>
#include <string.h>

static BwDate
day (const char *iso)
{
  BwDate date = BW_DATE_NONE;

  g_assert_true (bw_date_parse_iso (iso, &date));
  return date;
}

static BwBook *
make_sample (guint64 seed,
             guint   n_deals)
{
  BwSampleOptions options = bw_sample_default_options ();

  options.seed = seed;
  options.n_deals = n_deals;
  return bw_sample_new (&options);
}

static BwStageKind
kind_of (const BwBook *book,
         gint64        stage)
{
  g_assert_cmpint (stage, >=, 0);
  g_assert_cmpint (stage, <, book->stages->len);
  return bw_book_stage (book, stage)->kind;
}

/* Texts are compared as such by the pool's bytes; tables and columns hold nothing but numbers. */
static void
test_determinism (void)
{
  g_autoptr (BwBook) a = make_sample (5, 3000);
  g_autoptr (BwBook) b = make_sample (5, 3000);
  g_autoptr (BwBook) c = make_sample (6, 3000);

  g_assert_cmpmem (a->texts.bytes, a->texts.length, b->texts.bytes, b->texts.length);
  g_assert_cmpmem (a->deals.key, a->deals.n * sizeof (gint64), b->deals.key, b->deals.n * sizeof (gint64));
  g_assert_cmpmem (a->deals.amount, a->deals.n * sizeof (gint64), b->deals.amount, b->deals.n * sizeof (gint64));
  g_assert_cmpmem (a->deals.close, a->deals.n * sizeof (BwDate), b->deals.close, b->deals.n * sizeof (BwDate));
  g_assert_cmpuint (a->history.n, ==, b->history.n);
  for (guint i = 0; i < a->history.n; i++)
    {
      const BwChange *x = &a->history.changes[i], *y = &b->history.changes[i];

      g_assert_true (x->deal == y->deal && x->at == y->at && x->field == y->field && x->new_value == y->new_value);
    }
  g_assert_cmpuint (a->calls->len, ==, b->calls->len);
  for (guint i = 0; i < a->calls->len; i++)
    {
      const BwCall *x = &g_array_index (a->calls, BwCall, i), *y = &g_array_index (b->calls, BwCall, i);

      g_assert_true (x->key == y->key && x->amount == y->amount && x->at == y->at);
    }
  for (guint i = 0; i < a->stages->len; i++)
    g_assert_cmpint (bw_book_stage (a, i)->key, ==, bw_book_stage (b, i)->key);
  g_assert_cmpuint (a->meetings->len, ==, b->meetings->len);
  for (guint i = 0; i < a->meetings->len; i++)
    g_assert_true (bw_book_meeting (a, i)->key == bw_book_meeting (b, i)->key && bw_book_meeting (a, i)->notes == bw_book_meeting (b, i)->notes);
  g_assert_cmpuint (a->commitments->len, ==, b->commitments->len);
  for (guint i = 0; i < a->commitments->len; i++)
    g_assert_cmpint (bw_book_commitment (a, i)->key, ==, bw_book_commitment (b, i)->key);
  g_assert_true (memcmp (a->deals.amount, c->deals.amount, a->deals.n * sizeof (gint64)) != 0);
}

static void
test_counts (void)
{
  g_autoptr (BwBook) book = make_sample (1, 0);
  guint roles[BW_ROLE_VIEWER + 1] = { 0 }, kinds[3] = { 0 }, vanished = 0, past_due = 0, pushed = 0, idle = 0;

  g_assert_cmpuint (book->deals.n, ==, BW_SAMPLE_DEFAULT_DEALS);
  g_assert_cmpuint (book->accounts->len, ==, BW_SAMPLE_DEFAULT_DEALS / 8);
  g_assert_cmpint (bw_book_data_date (book), ==, day ("2026-11-13"));
  for (guint i = 0; i < book->people->len; i++)
    roles[bw_book_person (book, i)->role]++;
  g_assert_cmpuint (roles[BW_ROLE_EXECUTIVE], ==, 1);
  g_assert_cmpuint (roles[BW_ROLE_MANAGER], ==, 6);
  g_assert_cmpuint (roles[BW_ROLE_REP], ==, 40);
  for (guint i = 0; i < book->deals.n; i++)
    {
      BwStageKind kind = kind_of (book, book->deals.stage[i]);

      if (book->deals.flags[i] & BW_DEAL_VANISHED)
        vanished++;
      else
        kinds[kind]++;
      pushed += book->deals.pushes[i] >= 3;
      if (kind == BW_STAGE_OPEN)
        {
          past_due += book->deals.close[i] < day ("2026-11-13");
          idle += book->deals.next_step[i] == 0;
        }
    }
  g_test_message ("%u open, %u won, %u lost, %u vanished, %u past due, %u without next step", kinds[0], kinds[1],
                  kinds[2], vanished, past_due, idle);
  g_assert_cmpuint (kinds[BW_STAGE_OPEN], >, book->deals.n * 6 / 100);
  g_assert_cmpuint (kinds[BW_STAGE_OPEN], <, book->deals.n * 12 / 100);
  g_assert_cmpuint (kinds[BW_STAGE_WON] * 2, <, kinds[BW_STAGE_LOST]);
  g_assert_cmpuint (kinds[BW_STAGE_WON] * 4, >, kinds[BW_STAGE_LOST]);
  g_assert_cmpuint (vanished, >, 10);
  g_assert_cmpuint (past_due, >, 20);
  g_assert_cmpuint (idle, >, 20);
  g_assert_cmpuint (pushed, >, 100);
  g_assert_cmpfloat ((double)book->history.n / book->deals.n, >=, 3);
  g_assert_cmpfloat ((double)book->history.n / book->deals.n, <=, 5);
}

/* Walks from the oldest change to the present columns. */
static void
check_deal (const BwBook *book,
            guint         deal)
{
  const BwDeals  *deals = &book->deals;
  guint           n, pushes = 0;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          value[BW_N_FIELDS];
  gboolean        known[BW_N_FIELDS] = { FALSE };
  BwDate          since = deals->created[deal];
  gint64          now[BW_N_FIELDS] = {
             [BW_FIELD_STAGE] = deals->stage[deal],
             [BW_FIELD_AMOUNT] = deals->amount[deal],
             [BW_FIELD_CLOSE_DATE] = deals->close[deal],
             [BW_FIELD_OWNER] = deals->owner[deal],
             [BW_FIELD_CATEGORY] = deals->category[deal],
             [BW_FIELD_PROBABILITY] = deals->probability[deal],
             [BW_FIELD_PRESENT] = !(deals->flags[deal] & BW_DEAL_VANISHED),
  };

  for (guint i = 0; i < n; i++)
    {
      const BwChange *change = &changes[i];

      g_assert_cmpuint (change->deal, ==, deal);
      g_assert_cmpint (change->at, >=, deals->created[deal]);
      g_assert_cmpint (change->at, <=, bw_book_data_date (book));
      if (i > 0)
        g_assert_true (changes[i - 1].at < change->at ||
                       (changes[i - 1].at == change->at && changes[i - 1].ordinal < change->ordinal));
      g_assert_cmpint (change->source, ==, BW_TIME_CRM);
      g_assert_cmpint (change->import, ==, 0);
      g_assert_cmpint (change->old_value, !=, change->new_value);
      if (known[change->field])
        g_assert_cmpint (change->old_value, ==, value[change->field]);
      else if (change->field == BW_FIELD_STAGE)
        g_assert_cmpint (change->old_value, ==, 0);
      value[change->field] = change->new_value;
      known[change->field] = TRUE;
      if (change->field == BW_FIELD_STAGE)
        {
          g_assert_cmpint (kind_of (book, change->old_value), ==, BW_STAGE_OPEN);
          since = change->at;
        }
      else if (change->field == BW_FIELD_CLOSE_DATE)
        pushes += change->new_value > change->old_value &&
                  (!known[BW_FIELD_STAGE] || kind_of (book, value[BW_FIELD_STAGE]) == BW_STAGE_OPEN);
    }
  for (guint field = 0; field < BW_N_FIELDS; field++)
    if (known[field])
      g_assert_cmpint (value[field], ==, now[field]);
  if (!known[BW_FIELD_STAGE])
    g_assert_cmpint (deals->stage[deal], ==, 0);
  g_assert_cmpint (deals->stage_since[deal], ==, since);
  g_assert_cmpuint (deals->pushes[deal], ==, pushes);
  if (kind_of (book, deals->stage[deal]) != BW_STAGE_OPEN)
    g_assert_cmpint (deals->close[deal], ==, since);
}

static void
test_history (void)
{
  g_autoptr (BwBook) book = make_sample (2, 0);
  guint fields[BW_N_FIELDS] = { 0 };

  for (guint i = 0; i < book->deals.n; i++)
    check_deal (book, i);
  for (guint i = 0; i < book->history.n; i++)
    fields[book->history.changes[i].field]++;
  for (guint field = BW_FIELD_STAGE; field <= BW_FIELD_PRESENT; field++)
    {
      g_test_message ("%s: %u", bw_field_name (field), fields[field]);
      g_assert_cmpuint (fields[field], >, 20);
    }
}

static void
check_reference (gint32   index,
                 guint    n,
                 gboolean optional)
{
  g_assert_cmpint (index, <, (gint64)n);
  g_assert_cmpint (index, >=, optional ? BW_NOBODY : 0);
}

/* Everything that names a row of another table names one that is there; keys are there once. */
static void
check_references (const BwBook *book)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_people = book->people->len;

  for (guint i = 0; i < book->deals.n; i++)
    {
      check_reference (book->deals.owner[i], n_people, FALSE);
      check_reference (book->deals.account[i], book->accounts->len, FALSE);
      check_reference (book->deals.product[i], book->products->len, FALSE);
      g_assert_cmpint (book->deals.key[i], >, 0);
      g_assert_true (g_hash_table_add (keys, &book->deals.key[i]));
      g_assert_cmpint (book->deals.created[i], <=, bw_book_data_date (book));
      g_assert_cmpint (book->deals.activity[i], <=, bw_book_data_date (book));
    }
  for (guint i = 0; i < n_people; i++)
    {
      check_reference (bw_book_person (book, i)->manager, n_people, TRUE);
      g_assert_true (g_hash_table_add (names, (char *)bw_book_text (book, bw_book_person (book, i)->name)));
    }
  for (guint i = 0; i < book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i);

      check_reference (call->person, n_people, FALSE);
      check_reference (call->author, n_people, FALSE);
      g_assert_true (call->is_override == (call->author != call->person));
      g_assert_cmpint (call->at, <, ((gint64)bw_book_data_date (book) + 1) * 86400);
      if (i > 0)
        g_assert_cmpint (call->at, >=, g_array_index (book->calls, BwCall, i - 1).at);
    }
  for (guint i = 0; i < book->quotas->len; i++)
    {
      check_reference (g_array_index (book->quotas, BwQuota, i).person, n_people, FALSE);
      g_assert_cmpint (g_array_index (book->quotas, BwQuota, i).amount, >, 0);
    }
  for (guint i = 0; i < book->territories->len; i++)
    check_reference (bw_book_territory (book, i)->owner, n_people, FALSE);
  for (guint i = 0; i < book->assignments->len; i++)
    check_reference (g_array_index (book->assignments, BwAssignment, i).territory, book->territories->len, FALSE);
}

static void
test_references (void)
{
  g_autoptr (BwBook) book = make_sample (3, 0);

  check_references (book);
}

static void
test_snapshots (void)
{
  static const char *const days[] = { "2024-02-14", "2024-09-30", "2025-12-15", "2026-11-13" };
  g_autoptr (BwBook) book = make_sample (4, 0);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, day (days[i]));
      guint open = 0, late = 0;

      for (guint k = 0; k < snapshot->n; k++)
        {
          if (!snapshot->exists[k])
            continue;
          g_assert_cmpint (snapshot->stage_since[k], <=, snapshot->at);
          if (snapshot->kind[k] == BW_STAGE_OPEN)
            {
              open++;
              late += snapshot->close[k] < snapshot->at;
            }
          else
            g_assert_cmpint (snapshot->close[k], <=, snapshot->at);
        }
      g_test_message ("%s: %u open, %u of them past their date", days[i], open, late);
      g_assert_cmpuint (open, >, 400);
      g_assert_cmpuint (open, <, 1400);
      g_assert_cmpuint (late * 4, <, open);
    }
}

/* From the start of each of the last quarters to its middle the flow adds up, and hardly any bucket stays empty. */
static void
test_flows (void)
{
  g_autoptr (BwBook) book = make_sample (4, 0);
  BwPeriod now = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, day ("2026-11-13"));
  BwScope  scopes[] = { { BW_SCOPE_ALL, BW_NOBODY }, { BW_SCOPE_PERSON, 2 }, { BW_SCOPE_PERSON, 12 } };
  guint    counts[BW_N_FLOWS] = { 0 };

  for (int back = 0; back < 8; back++)
    for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
      {
        BwPeriod period = bw_calendar_shift (&book->calendar, &now, -back);
        g_autoptr (BwFlow) flow = bw_flow_new (book, &scopes[i], &period, period.from, period.from + 43);

        g_assert_true (flow->balanced);
        for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
          counts[bucket] += flow->count[bucket];
      }
  for (guint bucket = 0; bucket < BW_N_FLOWS; bucket++)
    {
      g_test_message ("%s: %u", bw_flow_bucket_name (bucket), counts[bucket]);
      /* Nobody here reopens a deal or takes back that it was left out, and no date moves to before the present day. */
      if (bucket != BW_FLOW_REOPENED && bucket != BW_FLOW_RESTORED && bucket != BW_FLOW_PULLED_EARLIER)
        g_assert_cmpuint (counts[bucket], >, 0);
    }
}

static gint64
sum_won (const BwBook   *book,
         gint32          owner,
         const BwPeriod *period)
{
  gint64 sum = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (kind_of (book, book->deals.stage[i]) == BW_STAGE_WON && bw_period_contains (period, book->deals.close[i]) &&
        (owner == BW_NOBODY || book->deals.owner[i] == owner) && book->deals.amount[i] != BW_MONEY_NONE &&
        !(book->deals.flags[i] & BW_DEAL_VANISHED))
      sum += book->deals.amount[i];
  return sum;
}

/* Over three years and several seeds the fourth quarter sells more than the third, and quotas are within reach. */
static void
test_season (void)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (BwBook) book = make_sample (seed, 0);
      gint64 third = 0, fourth = 0;

      for (int year = 2023; year <= 2026; year++)
        for (int quarter = 1; quarter <= 4; quarter++)
          {
            BwPeriod period = bw_calendar_period (&book->calendar, BW_PERIOD_QUARTER, year, quarter);
            gint64   won = sum_won (book, BW_NOBODY, &period), quota;

            if (period.from < day ("2023-10-01") || period.to > day ("2026-11-13"))
              continue;
            quota = bw_book_quota (book, BW_NOBODY, &period);
            g_test_message ("%d-Q%d: %.0f %% of quota", year, quarter, 100.0 * (double)won / (double)quota);
            g_assert_cmpfloat ((double)won, >, 0.6 * (double)quota);
            g_assert_cmpfloat ((double)won, <, 1.5 * (double)quota);
            third += quarter == 3 ? won : 0;
            fourth += quarter == 4 ? won : 0;
          }
      g_assert_cmpint (fourth, >, third);
    }
}

/* What reps of each habit called at mid-quarter, against what they sold. */
static void
test_habits (void)
{
  g_autoptr (BwBook) book = make_sample (1, 0);
  double called[3] = { 0 }, sold[3] = { 0 }, pushes[3] = { 0 }, deals[3] = { 0 };

  for (guint rep = 0; rep < 40; rep++)
    {
      guint  habit = rep % 10 == 3 ? 1 : rep % 10 == 7 ? 2
                                                       : 0;
      gint32 person = (gint32)(1 + 6 + rep);

      for (int back = 1; back <= 6; back++)
        {
          BwPeriod now = bw_calendar_period_at (&book->calendar, BW_PERIOD_QUARTER, day ("2026-11-13"));
          BwPeriod period = bw_calendar_shift (&book->calendar, &now, -back);
          gint64   call = bw_book_call (book, person, &period, BW_CATEGORY_COMMIT, FALSE, period.from + 50, NULL);

          if (call == BW_MONEY_NONE)
            continue;
          called[habit] += (double)call;
          sold[habit] += (double)sum_won (book, person, &period);
        }
      for (guint i = 0; i < book->deals.n; i++)
        if (book->deals.owner[i] == person)
          {
            pushes[habit] += book->deals.pushes[i];
            deals[habit]++;
          }
    }
  for (guint i = 0; i < 3; i++)
    g_test_message ("habit %u: called %.2f of what was sold, %.2f pushes a deal", i, called[i] / sold[i],
                    pushes[i] / deals[i]);
  g_assert_cmpfloat (called[1], >, 1.1 * sold[1]);
  g_assert_cmpfloat (called[2], <, 0.95 * sold[2]);
  g_assert_cmpfloat (pushes[1] / deals[1], >, 1.3 * pushes[0] / deals[0]);
  g_assert_cmpfloat (pushes[2] / deals[2], <, pushes[0] / deals[0]);
}

static gboolean
is_assigned (const BwBook *book,
             const char   *unit,
             gint32       *territory)
{
  for (guint i = 0; i < book->assignments->len; i++)
    {
      const BwAssignment *assignment = &g_array_index (book->assignments, BwAssignment, i);

      if (g_str_equal (bw_book_text (book, assignment->unit), unit))
        {
          *territory = assignment->territory;
          return TRUE;
        }
    }
  return FALSE;
}

/* Units are well formed and there once; accounts stand in gaps, and with people from elsewhere. */
static void
test_territories (void)
{
  g_autoptr (BwBook) book = make_sample (1, 0);
  g_autoptr (GHashTable) units = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *counts = g_new0 (guint, book->territories->len);
  guint             gaps = 0, overlaps = 0, homeless = 0, far = 0;

  for (guint i = 0; i < book->assignments->len; i++)
    {
      const char *unit = bw_book_text (book, g_array_index (book->assignments, BwAssignment, i).unit);

      g_assert_true (g_regex_match_simple ("^(state:[A-Z]{2}|county:[0-9]{5})$", unit, 0, 0));
      g_assert_true (g_hash_table_add (units, (char *)unit));
    }
  for (guint i = 0; i < book->accounts->len; i++)
    {
      const BwAccount *account = bw_book_account (book, i);
      const char      *postal = bw_book_text (book, account->postal);
      g_autofree char *unit = g_strconcat ("state:", bw_book_text (book, account->state), NULL);
      gint32           territory;

      if (*postal == '\0')
        {
          homeless++;
          g_assert_true (isnan (account->latitude));
          continue;
        }
      g_assert_true (g_regex_match_simple ("^[0-9]{5}$", postal, 0, 0));
      g_assert_true (account->latitude > 18 && account->latitude < 72);
      g_assert_true (account->longitude > -170 && account->longitude < -66);
      if (!is_assigned (book, unit, &territory))
        {
          /* The other states without a row are assigned by some of their counties. */
          gaps += g_str_equal (unit, "state:WV") || g_str_equal (unit, "state:VT");
          continue;
        }
      counts[territory]++;
      {
        BwScope scope = { BW_SCOPE_PERSON, bw_book_territory (book, territory)->owner };
        g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &scope);

        overlaps += !mask->people[account->owner];
      }
    }
  for (guint i = 0; i < book->territories->len; i++)
    if (g_str_equal (bw_book_text (book, bw_book_territory (book, i)->name), "Alaska and Hawaii"))
      far = counts[i];
  g_test_message ("%u in gaps, %u with others, %u without an address, %u in the nearly empty territory", gaps, overlaps,
                  homeless, far);
  g_assert_cmpuint (gaps, >, 10);
  g_assert_cmpuint (overlaps, >, 20);
  g_assert_cmpuint (homeless, >, 0);
  g_assert_cmpuint (far * 10, <, book->accounts->len / book->territories->len);
}

/* A product that was never offered in a region has no deals there. */
static void
test_products (void)
{
  g_autoptr (BwBook) book = make_sample (1, 0);
  guint southeast = 0, west = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (g_str_equal (bw_book_text (book, bw_book_product (book, book->deals.product[i])->name), "Insight Predict"))
      {
        const char *region = bw_book_text (book, book->deals.region[i]);

        southeast += g_str_equal (region, "Southeast");
        west += g_str_equal (region, "West");
      }
  g_assert_cmpuint (southeast, ==, 0);
  g_assert_cmpuint (west, >, 50);
}

static void
test_scale (void)
{
  static const guint sizes[] = { 1, 50, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (BwBook) book = make_sample (9, sizes[i]);

      g_assert_cmpuint (book->deals.n, ==, sizes[i]);
      if (sizes[i] > 50000)
        g_assert_cmpuint (book->people->len, ==, 1 + 8 + 57);
      check_references (book);
      for (guint k = 0; k < book->deals.n; k++)
        check_deal (book, k);
    }
}

/* A snapshot in the memory of another day's is the same as one of its own; of another book it is made anew. */
static void
test_snapshot_renewed (void)
{
  static const char *const days[] = { "2026-10-01", "2025-03-31", "2026-06-15", "2019-01-01" };
  g_autoptr (BwBook) book = make_sample (3, 1500);
  g_autoptr (BwBook) other = bw_book_new ();
  g_autoptr (BwSnapshot) renewed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (BwSnapshot) own = bw_snapshot_new (book, day (days[i]));

      renewed = bw_snapshot_renew (g_steal_pointer (&renewed), book, day (days[i]));
      g_assert_cmpuint (renewed->n, ==, own->n);
      g_assert_cmpint (renewed->at, ==, own->at);
#define ASSERT_SAME(name) g_assert_cmpmem (renewed->name, sizeof *own->name * own->n, own->name, sizeof *own->name * own->n)
      ASSERT_SAME (amount);
      ASSERT_SAME (close);
      ASSERT_SAME (stage_since);
      ASSERT_SAME (owner);
      ASSERT_SAME (stage);
      ASSERT_SAME (probability);
      ASSERT_SAME (pushes);
      ASSERT_SAME (exists);
      ASSERT_SAME (kind);
      ASSERT_SAME (category);
#undef ASSERT_SAME
    }
  renewed = bw_snapshot_renew (g_steal_pointer (&renewed), other, day (days[0]));
  g_assert_cmpuint (renewed->n, ==, 0);
}

/* ---- check-ins ---- */

static gint64
end_of (BwDate date)
{
  return ((gint64)date + 1) * 86400;
}

/* How each commitment stands at last, by its name in files. */
static GHashTable *
count_commitments (const BwBook *book,
                   BwDate        today)
{
  g_autoptr (GArray) rows = bw_commitment_current (book, BW_NOBODY);
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const char *state = bw_commitment_state_name (bw_book_commitment (book, g_array_index (rows, guint, i)), today);

      g_hash_table_insert (counts, (gpointer)state, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, state)) + 1));
    }
  return counts;
}

/* Everybody who sells and has not left meets somebody, and nobody has two meetings at a time. */
static void
check_cadences (const BwBook *book)
{
  for (gint32 i = 1; i < (gint32)book->people->len; i++)
    {
      g_autoptr (GArray) rows = bw_cadence_current (book, i);
      const BwPerson *person = bw_book_person (book, (guint)i);
      guint           own = 0;

      for (guint j = 0; j < rows->len; j++)
        own += bw_book_cadence (book, g_array_index (rows, guint, j))->person == i;
      g_assert_cmpuint (own, ==, person->ended == BW_DATE_NONE ? 1 : 0);
    }
  for (guint i = 0; i < book->cadences->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const BwCadence *a = bw_book_cadence (book, i), *b = bw_book_cadence (book, j);

        g_assert_false (a->host == b->host && bw_date_weekday (a->first) == bw_date_weekday (b->first) && a->starts < b->starts + b->minutes &&
                        b->starts < a->starts + a->minutes && (a->first - b->first) % 14 == 0);
      }
}

/* What was promised was promised in a meeting that was held, of a deal that was there, and settled by the last day. */
static void
check_commitments (const BwBook *book,
                   BwDate        today)
{
  guint deals = 0, accounts = 0, territories = 0;

  for (guint i = 0; i < book->commitments->len; i++)
    {
      const BwCommitment *row = bw_book_commitment (book, i);
      const BwMeeting    *meeting = bw_meeting_get (book, row->meeting);

      g_assert_nonnull (meeting);
      g_assert_cmpint (meeting->state, ==, BW_MEETING_HELD);
      g_assert_true (row->at >= (gint64)meeting->day * 86400 && row->at < end_of (meeting->day));
      g_assert_true (row->edited >= row->at && row->edited < end_of (today));
      g_assert_cmpint (row->due, >, meeting->day);
      g_assert_cmpstr (bw_book_text (book, row->text), !=, "");
      g_assert_cmpint ((row->deal >= 0) + (row->account >= 0) + (row->territory != 0), <=, 1);
      if (row->deal >= 0)
        g_assert_cmpint (book->deals.created[row->deal], <=, meeting->day);
      deals += row->deal >= 0;
      accounts += row->account >= 0;
      territories += row->territory != 0;
    }
  g_assert_true (deals > 20 && accounts > 3 && territories > 3);
}

static void
check_comments (const BwBook *book,
                BwDate        today)
{
  guint abouts[4] = { 0 };

  for (guint i = 0; i < book->comments->len; i++)
    {
      const BwComment *comment = bw_book_comment (book, i);
      g_autoptr (GArray) mentioned = bw_comment_mentions (book, comment);
      g_autofree char *text = bw_comment_dup_text (book, comment);

      g_assert_cmpuint (mentioned->len, ==, 1);
      g_assert_null (strchr (text, '{'));
      g_assert_true (comment->at < end_of (today));
      g_assert_cmpint ((comment->deal >= 0) + (comment->account >= 0) + (comment->territory != 0) + (comment->person >= 0), ==, 1);
      abouts[comment->deal >= 0 ? 0 : comment->account >= 0   ? 1
                                    : comment->territory != 0 ? 2
                                                              : 3]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    g_assert_cmpuint (abouts[i], >, 0);
}

/* Whoever opens the sample finds meetings of all kinds, and commitments in all states. */
static void
test_checkins (void)
{
  g_autoptr (BwBook) book = make_sample (1, 0);
  BwDate today = day ("2026-11-13");
  g_autoptr (GArray) dues = bw_meeting_due (book, BW_NOBODY, today - 60, today, today + 14);
  g_autoptr (GHashTable) counts = count_commitments (book, today);
  guint held = 0, cancelled = 0, missed = 0, now = 0, coming = 0;

  for (guint i = 0; i < dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (dues, BwMeetingDue, i);
      const BwMeeting    *noted = due->line != 0 ? bw_meeting_get (book, due->line) : NULL;

      held += due->state == BW_MEETING_HELD;
      cancelled += due->state == BW_MEETING_CANCELLED;
      missed += due->state == BW_MEETING_PLANNED && due->day < today;
      now += due->state == BW_MEETING_PLANNED && due->day == today;
      coming += due->state == BW_MEETING_PLANNED && due->day > today;
      g_assert_true (due->state != BW_MEETING_HELD || due->day < today);
      if (noted == NULL)
        continue;
      g_assert_cmpint (bw_cadence_next (bw_book_cadence (book, (guint)bw_cadence_find (book, due->cadence)), due->day), ==, due->day);
      g_assert_true (noted->at < end_of (today));
      g_assert_null (strchr (bw_book_text (book, noted->notes), '{'));
      g_assert_cmpint (noted->notes != 0, ==, noted->state != BW_MEETING_CANCELLED);
    }
  g_test_message ("%u held, %u cancelled, %u missed, %u on the day, %u to come, %u commitments, %u comments", held, cancelled, missed, now, coming,
                  book->commitments->len, book->comments->len);
  g_assert_true (held > 80 && held < 300 && cancelled > 3 && missed > 2 && missed < 20 && now > 0 && coming > 30);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, (const char *const[]) { "open", "late", "kept", "kept_late", "dropped" }[i])), >, 2);
  check_cadences (book);
  check_commitments (book, today);
  check_comments (book, today);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/determinism", test_determinism);
  g_test_add_func ("/sample/counts", test_counts);
  g_test_add_func ("/sample/history", test_history);
  g_test_add_func ("/sample/references", test_references);
  g_test_add_func ("/sample/snapshots", test_snapshots);
  g_test_add_func ("/sample/snapshot-renewed", test_snapshot_renewed);
  g_test_add_func ("/sample/flows", test_flows);
  g_test_add_func ("/sample/season", test_season);
  g_test_add_func ("/sample/habits", test_habits);
  g_test_add_func ("/sample/territories", test_territories);
  g_test_add_func ("/sample/products", test_products);
  g_test_add_func ("/sample/checkins", test_checkins);
  g_test_add_func ("/sample/scale", test_scale);
  return g_test_run ();
}
