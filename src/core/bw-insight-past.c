/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What past deals tell about those that are open, as far as it was known on a day.
 *
 * One walk through the history of all deals. The stall line of a stage is the 75th percentile (the smallest number of days
 * that three quarters do not exceed) of the days that deals spent in it before they advanced, to a later stage or to won;
 * with fewer than ten of them that of all stages together. The soonest win is the day that nine in ten of the wins had not
 * reached, counted from when they first came to the stage. The chance of a stage is the share won of the closed deals that
 * came to it, drawn by ten deals to the share of all.
 *
 * A trait puts a share of a deal's chance in doubt. Of the closed deals that had it while they were open, W were won where
 * the chances of their last stages let E be expected; with what is assumed (d0, which twenty deals outweigh)
 *
 *   doubt = 1 - (W + 20 (1 - d0) p) / (E + 20 p),  p = E / n,  kept within 0.05 and 0.95.
 *
 * So a trait that has done no harm in this business weighs next to nothing here, whatever is said of it elsewhere.
 *
 * O(deals + changes), on several threads where there are many deals; the sums are whole numbers, so that it does not matter how many. */

#include "core/bw-insight-past.h"

#include <math.h>
#include <string.h>

enum
{
  ENOUGH = 10,           /* cases for a line of a stage's own */
  MAX_STAGE_DAYS = 1500, /* longer stays count as this long */
  MAX_STAYS = 16,        /* of one deal whose outcome is told */
  STAGE_PRIOR = 10,      /* deals */
  TRAIT_PRIOR = 20,      /* deals */
  PER_THREAD = 100000,   /* deals, at least */
  MAX_THREADS = 4,
};

/* Days are counted in histograms of so many values. */
#define N_DAYS (MAX_STAGE_DAYS + 1)

/* The share of its chance that a trait takes, as long as nothing is known. */
static const double assumed_doubt[BW_N_TRAITS] = {
  [BW_TRAIT_OVERDUE] = 0.4,
  [BW_TRAIT_PUSHED] = 0.4,
  [BW_TRAIT_STUCK] = 0.4,
  [BW_TRAIT_SHRUNK] = 0.3,
  [BW_TRAIT_MOVED_BACK] = 0.3,
};

/* Counts of a stage; all but the first are of closed deals. */
typedef struct
{
  guint32 advanced[N_DAYS]; /* days spent before advancing */
  guint32 to_win[N_DAYS];   /* days from first coming to the stage to being won */
  guint32 lost_stay[N_DAYS], won_stay[N_DAYS];
  guint32 n_closed, n_won;
  guint32 n_trait[BW_N_TRAITS], n_trait_won[BW_N_TRAITS]; /* by the last open stage */
} StageTally;

typedef struct
{
  const BwBook *book;
  BwDate        as_of;
  guint         from, to; /* deals */
  guint         n_stages;
  guint8       *kinds;    /* of the stages */
  StageTally   *stages;   /* (owned): n_stages of them */
  GArray       *accounts; /* (owned): BwFormerAccount */
} Tally;

/* One deal on its way. */
typedef struct
{
  guint  n_stays;
  guint  stage[MAX_STAYS];
  BwDate since[MAX_STAYS];
  int    days[MAX_STAYS];
  guint8 traits; /* bits of BwTrait */
  BwDate closed;
  int    last;    /* the last open stage, -1 unknown */
  int    outcome; /* a BwStageKind */
} Life;

static gboolean
is_stage (const Tally *tally,
          gint64       stage)
{
  return stage >= 0 && stage < tally->n_stages;
}

/* The deal left @from, where it had been since @since, on the day @at. */
static void
note_move (Tally *tally,
           Life  *life,
           gint64 from,
           gint64 to,
           BwDate since,
           BwDate at)
{
  if (!is_stage (tally, from) || !is_stage (tally, to) || tally->kinds[from] != BW_STAGE_OPEN)
    return;
  life->last = (int)from;
  if (to < from && tally->kinds[to] == BW_STAGE_OPEN)
    life->traits |= 1 << BW_TRAIT_MOVED_BACK;
  if (since == BW_DATE_NONE || at < since)
    return;
  if (life->n_stays < MAX_STAYS)
    {
      life->stage[life->n_stays] = (guint)from;
      life->since[life->n_stays] = since;
      life->days[life->n_stays++] = MIN (at - since, MAX_STAGE_DAYS);
    }
  if (tally->kinds[to] == BW_STAGE_WON || (to > from && tally->kinds[to] == BW_STAGE_OPEN))
    tally->stages[from].advanced[MIN (at - since, MAX_STAGE_DAYS)]++;
}

/* Walks through the history of deal @i up to the day. */
static void
live (Tally *tally,
      guint  i,
      Life  *life)
{
  const BwBook   *book = tally->book;
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, i, &n);
  BwDate          since = book->deals.created[i];
  gint64          stage = book->deals.stage[i];
  gboolean        moved = FALSE;

  life->n_stays = 0;
  life->traits = 0;
  life->last = -1;
  life->closed = BW_DATE_NONE;
  for (guint c = 0; c < n; c++)
    {
      const BwChange *change = &changes[c];

      if (change->at > tally->as_of)
        {
          /* The stage of the day is what the first later move left. */
          if (change->field == BW_FIELD_STAGE)
            {
              stage = change->old_value;
              break;
            }
          continue;
        }
      if (change->field == BW_FIELD_STAGE)
        {
          note_move (tally, life, change->old_value, change->new_value, since, change->at);
          since = life->closed = change->at;
          moved = TRUE;
        }
      else if (change->field == BW_FIELD_AMOUNT && bw_insight_is_cut (change->old_value, change->new_value))
        life->traits |= 1 << BW_TRAIT_SHRUNK;
      else if (change->field == BW_FIELD_CLOSE_DATE && change->old_value != BW_DATE_NONE && change->old_value < change->at &&
               change->source != BW_TIME_IMPLIED)
        life->traits |= 1 << BW_TRAIT_OVERDUE;
    }
  life->outcome = moved && is_stage (tally, stage) ? tally->kinds[stage] : BW_STAGE_OPEN;
  if (book->deals.pushes[i] >= BW_INSIGHT_MANY_PUSHES)
    life->traits |= 1 << BW_TRAIT_PUSHED;
}

/* Counts a deal that was closed. */
static void
count_closed (Tally      *tally,
              const Life *life)
{
  gboolean won = life->outcome == BW_STAGE_WON;

  for (guint s = 0; s < life->n_stays; s++)
    {
      StageTally *stage = &tally->stages[life->stage[s]];
      gboolean    first = TRUE;

      for (guint before = 0; before < s; before++)
        first = first && life->stage[before] != life->stage[s];
      (won ? stage->won_stay : stage->lost_stay)[life->days[s]]++;
      if (!first)
        continue;
      stage->n_closed++;
      stage->n_won += won;
      if (won)
        stage->to_win[CLAMP (life->closed - life->since[s], 0, MAX_STAGE_DAYS)]++;
    }
  if (life->last < 0)
    return;
  for (int trait = 0; trait < BW_N_TRAITS; trait++)
    if (life->traits & 1 << trait)
      {
        tally->stages[life->last].n_trait[trait]++;
        tally->stages[life->last].n_trait_won[trait] += won;
      }
}

/* Notes whose deal @i was on the day, if that has changed since. */
static void
note_account (Tally *tally,
              guint  i)
{
  BwFormerAccount former = { i, BW_NOBODY };
  gboolean        changed = FALSE;
  guint           n;
  const BwChange *changes = bw_history_of (&tally->book->history, i, &n);

  for (guint c = n; c > 0 && changes[c - 1].at > tally->as_of; c--)
    if (changes[c - 1].field == BW_FIELD_ACCOUNT)
      {
        former.account = (gint32)changes[c - 1].old_value;
        changed = TRUE;
      }
  if (changed)
    g_array_append_val (tally->accounts, former);
}

static gpointer
count_deals (gpointer data)
{
  Tally *tally = data;
  Life   life;

  for (guint i = tally->from; i < tally->to; i++)
    {
      if (tally->book->deals.appeared[i] > tally->as_of)
        continue;
      live (tally, i, &life);
      note_account (tally, i);
      if (life.outcome != BW_STAGE_OPEN)
        count_closed (tally, &life);
    }
  return NULL;
}

/* The tallies are nothing but counts. */
static void
add_tally (Tally       *tally,
           const Tally *other)
{
  guint32       *sums = (guint32 *)(void *)tally->stages;
  const guint32 *more = (const guint32 *)(const void *)other->stages;
  gsize          n = sizeof (StageTally) / sizeof (guint32) * tally->n_stages;

  for (gsize i = 0; i < n; i++)
    sums[i] += more[i];
}

/* Counts all deals into tallies[0], whose book, day and kinds are set. */
static void
count_all (Tally *tallies)
{
  guint    n_deals = tallies[0].book->deals.n;
  guint    n = CLAMP (n_deals / PER_THREAD, 1, MIN (g_get_num_processors (), MAX_THREADS));
  GThread *threads[MAX_THREADS] = { NULL };

  for (guint t = 0; t < n; t++)
    {
      tallies[t] = tallies[0];
      tallies[t].stages = g_new0 (StageTally, tallies[0].n_stages + 1);
      tallies[t].accounts = g_array_new (FALSE, FALSE, sizeof (BwFormerAccount));
      tallies[t].from = (guint)((guint64)n_deals * t / n);
      tallies[t].to = (guint)((guint64)n_deals * (t + 1) / n);
      if (t > 0)
        threads[t] = g_thread_new ("insight-past", count_deals, &tallies[t]);
    }
  count_deals (&tallies[0]);
  for (guint t = 1; t < n; t++)
    {
      g_thread_join (threads[t]);
      add_tally (&tallies[0], &tallies[t]);
      if (tallies[t].accounts->len > 0)
        g_array_append_vals (tallies[0].accounts, tallies[t].accounts->data, tallies[t].accounts->len);
      g_array_unref (tallies[t].accounts);
      g_free (tallies[t].stages);
    }
}

static guint
sum_days (const guint32 *days)
{
  guint n = 0;

  for (int d = 0; d < N_DAYS; d++)
    n += days[d];
  return n;
}

/* The smallest number of days that @part of @of of the cases do not exceed; -1 without cases. */
static int
find_percentile (const guint32 *days,
                 guint          n,
                 guint          part,
                 guint          of)
{
  guint64 below = 0;

  for (int d = 0; d < N_DAYS && n > 0; d++)
    {
      below += days[d];
      if (below * of >= (guint64)n * part)
        return d;
    }
  return -1;
}

/* The largest number of days that nine in ten wins took or exceeded. */
static int
find_soonest (const guint32 *days,
              guint          n)
{
  guint64 below = 0;

  for (int d = 0; d < N_DAYS && n >= ENOUGH; d++)
    {
      below += days[d];
      if (below * 10 > n)
        return d;
    }
  return -1;
}

static void
set_stage_lines (BwInsightPast *past,
                 const Tally   *tally)
{
  g_autofree guint32 *pooled = g_new0 (guint32, N_DAYS);
  guint               n_pooled = 0, n_closed = 0, n_won = 0;
  double              overall;

  for (guint s = 0; s < tally->n_stages; s++)
    {
      for (int d = 0; d < N_DAYS; d++)
        pooled[d] += tally->stages[s].advanced[d];
      n_closed += tally->stages[s].n_closed;
      n_won += tally->stages[s].n_won;
    }
  n_pooled = sum_days (pooled);
  overall = (n_won + 0.5 * STAGE_PRIOR) / (n_closed + (double)STAGE_PRIOR);
  for (guint s = 0; s <= tally->n_stages; s++)
    {
      const StageTally *counts = &tally->stages[s]; /* the last is empty */
      BwStallLine      *line = &past->stages[s];
      guint             n = sum_days (counts->advanced);

      line->pooled = n < ENOUGH;
      line->n = line->pooled ? n_pooled : n;
      line->days = find_percentile (line->pooled ? pooled : counts->advanced, line->n, 3, 4);
      line->n_wins = sum_days (counts->to_win);
      line->soonest = find_soonest (counts->to_win, line->n_wins);
      line->n_closed = counts->n_closed;
      line->chance = (counts->n_won + STAGE_PRIOR * overall) / (counts->n_closed + (double)STAGE_PRIOR);
    }
}

static void
set_trait_line (BwTraitLine *line,
                double       assumed,
                double       expected)
{
  double usual = line->n > 0 ? expected / line->n : 0.5;
  double share = (line->n_won + TRAIT_PRIOR * (1.0 - assumed) * usual) / (expected + TRAIT_PRIOR * usual);

  line->usual = line->n > 0 ? usual : NAN;
  line->doubt = CLAMP (1.0 - share, 0.05, 0.95);
}

static void
set_trait_lines (BwInsightPast *past,
                 const Tally   *tally)
{
  double expected[BW_N_TRAITS] = { 0.0 };

  for (guint s = 0; s < tally->n_stages; s++)
    {
      const StageTally *counts = &tally->stages[s];
      BwTraitLine      *stuck = &past->traits[BW_TRAIT_STUCK];

      for (int trait = 0; trait < BW_N_TRAITS; trait++)
        {
          past->traits[trait].n += counts->n_trait[trait];
          past->traits[trait].n_won += counts->n_trait_won[trait];
          expected[trait] += counts->n_trait[trait] * past->stages[s].chance;
        }
      for (int d = MAX (past->stages[s].days, 0) + 1; d < N_DAYS && past->stages[s].days >= 0; d++)
        {
          stuck->n += counts->won_stay[d] + counts->lost_stay[d];
          stuck->n_won += counts->won_stay[d];
          expected[BW_TRAIT_STUCK] += (counts->won_stay[d] + counts->lost_stay[d]) * past->stages[s].chance;
        }
    }
  for (int trait = 0; trait < BW_N_TRAITS; trait++)
    set_trait_line (&past->traits[trait], assumed_doubt[trait], expected[trait]);
}

/* Returns: (transfer full): what the deals of @book that were closed by @as_of tell, by what was known then. */
BwInsightPast *
bw_insight_past_new (const BwBook *book,
                     BwDate        as_of)
{
  BwInsightPast     *past = g_new0 (BwInsightPast, 1);
  guint              n = book->stages->len;
  g_autofree guint8 *kinds = g_new0 (guint8, n + 1);
  Tally              tallies[MAX_THREADS] = { { .book = book, .as_of = as_of, .n_stages = n, .kinds = kinds } };

  for (guint s = 0; s < n; s++)
    kinds[s] = (guint8)bw_book_stage (book, s)->kind;
  count_all (tallies);
  past->as_of = as_of;
  past->n_stages = n;
  past->accounts = tallies[0].accounts;
  past->stages = g_new0 (BwStallLine, n + 1);
  set_stage_lines (past, &tallies[0]);
  set_trait_lines (past, &tallies[0]);
  g_free (tallies[0].stages);
  return past;
}

/* Returns: (transfer full): what past deals tell of each stage of @book alone, and one more. */
BwStallLine *
bw_stall_lines_new (const BwBook *book,
                    BwDate        as_of)
{
  g_autoptr (BwInsightPast) past = bw_insight_past_new (book, as_of);

  return g_steal_pointer (&past->stages);
}

/* Frees @past (transfer full) (nullable). */
void
bw_insight_past_free (BwInsightPast *past)
{
  if (past == NULL)
    return;
  g_free (past->stages);
  g_array_unref (past->accounts);
  g_free (past);
}
