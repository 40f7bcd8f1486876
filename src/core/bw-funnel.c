/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel of a period: conversion of each stage, time in it, win rate, sales cycle, velocity.
 *
 * Each deal's moves between stages are walked once. A stage is entered and left for good only the first time: a move back
 * leaves the deal counted in the deepest stage that it reached, and what it does below that is not counted again. A stage
 * that is skipped counts as passed on the day of the skip and is left out of its time. A won deal has passed all open
 * stages; a lost one is lost in the deepest that it reached. A deal that is opened again takes the counts of its closing
 * back. What happened within the period makes its figures, what happened in the four periods before, pooled, those that it
 * is compared with: few periods of few deals say little alone.
 *
 * Stages are what they are today. Days are counted exactly up to ten years, more count as that.
 *
 * Closed deals are those that were closed on the day of the data with a close date in the period; win rates carry Wilson's
 * interval (1927). The velocity is deals open x mean amount won x win rate / median cycle.
 *
 * O(deals + changes). */

#include "core/bw-funnel.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-hazard.h"
#include "core/bw-score.h"
#include "core/bw-snapshot.h"

enum
{
  MAX_DAYS = 3650,
  NOW = 0,
  PAST = 1,
  N_WINDOWS = 2,
  NO_WINDOW = 2,
};

/* Of the normal distribution, for 95 %. */
#define Z_95 1.959964

/* How many deals took how many days. */
typedef struct
{
  guint32 *counts; /* [MAX_DAYS + 1] */
} Days;

/* What a stage's events come to in each window. */
typedef struct
{
  guint entered[N_WINDOWS], advanced[N_WINDOWS], lost[N_WINDOWS];
  Days  days[N_WINDOWS];
} Tally;

/* One deal's way through the open stages, by their positions. */
typedef struct
{
  BwDate *entered;  /* the day on which each was reached, BW_DATE_NONE never */
  BwDate *advanced; /* on which it was passed */
  int    *stay;     /* days in it, -1 unknown */
  int     deepest;  /* -1: in none yet */
  int     lost;     /* the position in which the deal was lost, -1: it is not */
  BwDate  lost_on;
} Way;

typedef struct
{
  const BwBook *book;
  BwFunnel     *funnel;
  BwSnapshot   *snapshot;
  BwScopeMask  *mask;
  int          *positions; /* of each stage among the open ones; -1 */
  Tally        *tallies;   /* of each position */
  Way           way;
} Work;

static guint
find_window (const BwFunnel *funnel,
             BwDate          date)
{
  if (bw_period_contains (&funnel->period, date))
    return NOW;
  return date >= funnel->past.from && date <= funnel->past.to ? PAST : NO_WINDOW;
}

static void
count_days (Days *days,
            int   stay)
{
  days->counts[CLAMP (stay, 0, MAX_DAYS)]++;
}

/* The day below which a @share of @n counted ones lie, the lower of two in the middle. */
static double
find_quantile (const Days *days,
               guint       n,
               double      share)
{
  guint64 below = 0;

  for (int d = 0; d <= MAX_DAYS; d++)
    {
      below += days->counts[d];
      if (below >= share * n && below > 0)
        return d;
    }
  return NAN;
}

static BwFunnelDays
sum_days (const Days *days)
{
  BwFunnelDays sum = { 0, NAN, NAN, NAN };

  for (int d = 0; d <= MAX_DAYS; d++)
    sum.n += days->counts[d];
  if (sum.n == 0)
    return sum;
  sum.quarter = find_quantile (days, sum.n, 0.25);
  sum.median = find_quantile (days, sum.n, 0.5);
  sum.three_quarters = find_quantile (days, sum.n, 0.75);
  return sum;
}

static BwFunnelShare
make_share (guint came,
            guint n)
{
  BwFunnelShare share = { n, NAN, NAN, NAN };

  if (n == 0)
    return share;
  share.share = (double)came / n;
  bw_score_wilson (came, n, Z_95, &share.low, &share.high);
  return share;
}

/* ---- Stages ---- */

static void
begin_way (Way  *way,
           guint n)
{
  for (guint p = 0; p < n; p++)
    {
      way->entered[p] = way->advanced[p] = BW_DATE_NONE;
      way->stay[p] = -1;
    }
  way->deepest = -1;
  way->lost = -1;
  way->lost_on = BW_DATE_NONE;
}

/* The deal comes to @position on @day; @n: it is won. */
static void
reach (Way   *way,
       int    position,
       int    n,
       BwDate day)
{
  for (int p = MAX (way->deepest, 0); p < position; p++)
    {
      if (way->entered[p] == BW_DATE_NONE)
        way->entered[p] = day;
      way->advanced[p] = day;
    }
  if (position < n && way->entered[position] == BW_DATE_NONE)
    way->entered[position] = day;
  way->deepest = MIN (MAX (way->deepest, position), n - 1);
}

/* Takes the counts of a closing back. */
static void
reopen (Way   *way,
        int    deepest,
        BwDate closed)
{
  for (int p = MAX (deepest, 0); p <= way->deepest; p++)
    {
      if (way->advanced[p] == closed)
        way->advanced[p] = BW_DATE_NONE;
      if (p > deepest && way->entered[p] == closed)
        way->entered[p] = BW_DATE_NONE;
    }
  way->deepest = deepest;
  way->lost = -1;
  way->lost_on = BW_DATE_NONE;
}

/* The stage in which @deal was before the first of its @changes. */
static gint64
find_first_stage (const BwBook   *book,
                  guint           deal,
                  const BwChange *changes,
                  guint           n)
{
  for (guint c = 0; c < n; c++)
    if (changes[c].field == BW_FIELD_STAGE)
      return changes[c].old_value;
  return book->deals.stage[deal];
}

/* The deal is closed on @day. */
static void
close_way (Way        *way,
           BwStageKind kind,
           int         n,
           BwDate      day)
{
  if (kind == BW_STAGE_WON)
    {
      reach (way, n, n, day);
      return;
    }
  reach (way, MAX (way->deepest, 0), n, day);
  way->lost = way->deepest;
  way->lost_on = day;
}

/* Walks the moves of @deal that were known on the day. */
static void
walk (Work *work,
      guint deal)
{
  const BwBook   *book = work->book;
  Way            *way = &work->way;
  int             n_steps = (int)work->funnel->n_steps, before = -1;
  guint           n, c = 0;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  BwDate          since = bw_deal_birth (book, deal, work->funnel->as_of), closed = BW_DATE_NONE;
  gint64          stage = find_first_stage (book, deal, changes, n);
  BwStageKind     closed_as = BW_STAGE_OPEN;
  gboolean        known = book->deals.created[deal] != BW_DATE_NONE; /* since when it is in the stage */

  begin_way (way, work->funnel->n_steps);
  while (since != BW_DATE_NONE && n_steps > 0 && stage >= 0 && stage < book->stages->len)
    {
      int         position = work->positions[stage];
      BwStageKind kind = bw_book_stage (book, stage)->kind;

      if (closed != BW_DATE_NONE && kind != closed_as)
        {
          reopen (way, before, closed);
          closed = BW_DATE_NONE;
        }
      if (position >= 0)
        {
          reach (way, position, n_steps, since);
        }
      else if (closed == BW_DATE_NONE)
        {
          before = way->deepest;
          closed = since;
          closed_as = kind;
          close_way (way, kind, n_steps, since);
        }
      while (c < n && changes[c].at <= work->funnel->as_of && changes[c].field != BW_FIELD_STAGE)
        c++;
      if (c >= n || changes[c].at > work->funnel->as_of)
        return;
      if (known && position >= 0 && position == way->deepest && way->stay[position] < 0 && way->entered[position] == since)
        way->stay[position] = changes[c].at - since;
      known = TRUE;
      since = changes[c].at;
      stage = changes[c++].new_value;
    }
}

static void
count_way (Work *work)
{
  const Way *way = &work->way;

  for (guint p = 0; p < work->funnel->n_steps; p++)
    {
      Tally *tally = &work->tallies[p];
      guint  entered = find_window (work->funnel, way->entered[p]), advanced = find_window (work->funnel, way->advanced[p]);

      if (entered != NO_WINDOW)
        tally->entered[entered]++;
      if (advanced == NO_WINDOW)
        continue;
      tally->advanced[advanced]++;
      if (way->stay[p] >= 0)
        count_days (&tally->days[advanced], way->stay[p]);
    }
  if (way->lost >= 0 && find_window (work->funnel, way->lost_on) != NO_WINDOW)
    work->tallies[way->lost].lost[find_window (work->funnel, way->lost_on)]++;
}

/* ---- Closings ---- */

/* What closed deals come to, with the days that their cycles took. */
typedef struct
{
  BwFunnelClosings sum;
  Days             cycle;
  double           won_known; /* of the amounts that are known */
  guint            n_known;
} Closings;

static void
init_closings (Closings *closings)
{
  memset (closings, 0, sizeof *closings);
  closings->cycle.counts = g_new0 (guint32, MAX_DAYS + 1);
}

static void
add_closing (Closings         *closings,
             const BwBook     *book,
             const BwSnapshot *snapshot,
             guint             deal)
{
  gint64 amount = snapshot->amount[deal] != BW_MONEY_NONE ? snapshot->amount[deal] : 0;
  BwDate created = book->deals.created[deal];

  if (snapshot->kind[deal] == BW_STAGE_LOST)
    {
      closings->sum.n_lost++;
      closings->sum.lost += amount;
      return;
    }
  closings->sum.n_won++;
  closings->sum.won += amount;
  if (snapshot->amount[deal] != BW_MONEY_NONE)
    {
      closings->won_known += (double)amount;
      closings->n_known++;
    }
  if (created == BW_DATE_NONE || created > snapshot->close[deal])
    closings->sum.n_undatable++;
  else
    count_days (&closings->cycle, snapshot->close[deal] - created);
}

/* Sums @closings up into @sum and frees what they held. */
static void
finish_closings (Closings         *closings,
                 BwFunnelClosings *sum)
{
  double value;

  *sum = closings->sum;
  value = (double)sum->won + (double)sum->lost;
  sum->win_rate = make_share (sum->n_won, sum->n_won + sum->n_lost);
  sum->value_rate = value > 0 ? (double)sum->won / value : NAN;
  sum->cycle = sum_days (&closings->cycle);
  sum->mean_won = closings->n_known > 0 ? closings->won_known / closings->n_known : NAN;
  g_clear_pointer (&closings->cycle.counts, g_free);
}

/* Deals open x mean amount won x win rate / median cycle. */
static double
find_velocity (guint                   n_open,
               const BwFunnelClosings *closings)
{
  return closings->cycle.median > 0 ? n_open * closings->mean_won * closings->win_rate.share / closings->cycle.median : NAN;
}

static gboolean
is_admitted (const BwBook      *book,
             const BwSnapshot  *snapshot,
             const BwScopeMask *mask,
             guint              deal)
{
  return snapshot->exists[deal] && bw_scope_mask_admits (mask, deal, snapshot->owner[deal], book->deals.account[deal]);
}

/* The four periods before @period as one stretch. */
static BwPeriod
find_past (const BwBook   *book,
           const BwPeriod *period)
{
  BwPeriod past = bw_calendar_shift (&book->calendar, period, -BW_FUNNEL_N_PAST);
  BwPeriod last = bw_calendar_shift (&book->calendar, period, -1);

  past.to = last.to;
  return past;
}

/* ---- All of it ---- */

static void
begin (Work *work)
{
  const BwBook *book = work->book;
  BwFunnel     *funnel = work->funnel;

  work->positions = g_new (int, book->stages->len + 1);
  for (guint s = 0; s < book->stages->len; s++)
    work->positions[s] = bw_book_stage (book, s)->kind == BW_STAGE_OPEN ? (int)funnel->n_steps++ : -1;
  funnel->steps = g_new0 (BwFunnelStep, funnel->n_steps + 1);
  work->tallies = g_new0 (Tally, funnel->n_steps + 1);
  for (guint s = 0; s < book->stages->len; s++)
    if (work->positions[s] >= 0)
      funnel->steps[work->positions[s]].stage = (gint32)s;
  for (guint p = 0; p < funnel->n_steps; p++)
    for (guint w = 0; w < N_WINDOWS; w++)
      work->tallies[p].days[w].counts = g_new0 (guint32, MAX_DAYS + 1);
  work->way.entered = g_new (BwDate, funnel->n_steps + 1);
  work->way.advanced = g_new (BwDate, funnel->n_steps + 1);
  work->way.stay = g_new (int, funnel->n_steps + 1);
}

static void
finish (Work *work)
{
  for (guint p = 0; p < work->funnel->n_steps; p++)
    {
      BwFunnelStep *step = &work->funnel->steps[p];
      Tally        *tally = &work->tallies[p];

      step->n_entered = tally->entered[NOW];
      step->n_advanced = tally->advanced[NOW];
      step->n_lost = tally->lost[NOW];
      step->conversion = make_share (tally->advanced[NOW], tally->advanced[NOW] + tally->lost[NOW]);
      step->past = make_share (tally->advanced[PAST], tally->advanced[PAST] + tally->lost[PAST]);
      step->days = sum_days (&tally->days[NOW]);
      step->past_days = sum_days (&tally->days[PAST]);
      for (guint w = 0; w < N_WINDOWS; w++)
        g_free (tally->days[w].counts);
    }
  g_free (work->positions);
  g_free (work->tallies);
  g_free (work->way.entered);
  g_free (work->way.advanced);
  g_free (work->way.stay);
  bw_snapshot_free (work->snapshot);
  bw_scope_mask_free (work->mask);
}

/* What happened in @period to the deals that @scope had on @as_of, by what was known then.
 * Returns: (transfer full): the funnel. */
BwFunnel *
bw_funnel_new (const BwBook   *book,
               const BwScope  *scope,
               const BwPeriod *period,
               BwDate          as_of)
{
  Work     work = { .book = book };
  Closings closings[N_WINDOWS];

  g_return_val_if_fail (book != NULL && scope != NULL && period != NULL, NULL);

  work.funnel = g_new0 (BwFunnel, 1);
  work.funnel->period = *period;
  work.funnel->past = find_past (book, period);
  work.funnel->scope = *scope;
  work.funnel->as_of = as_of;
  work.snapshot = bw_snapshot_new (book, as_of);
  work.mask = bw_scope_mask_new (book, scope);
  begin (&work);
  for (guint w = 0; w < N_WINDOWS; w++)
    init_closings (&closings[w]);
  for (guint i = 0; i < work.snapshot->n; i++)
    {
      guint window = find_window (work.funnel, work.snapshot->close[i]);

      if (!is_admitted (book, work.snapshot, work.mask, i))
        continue;
      if (work.snapshot->kind[i] == BW_STAGE_OPEN)
        work.funnel->n_open += work.snapshot->category[i] != BW_CATEGORY_OMITTED;
      else if (window != NO_WINDOW)
        add_closing (&closings[window], book, work.snapshot, i);
      walk (&work, i);
      count_way (&work);
    }
  finish_closings (&closings[NOW], &work.funnel->closings);
  finish_closings (&closings[PAST], &work.funnel->past_closings);
  work.funnel->velocity = find_velocity (work.funnel->n_open, &work.funnel->closings);
  work.funnel->past_velocity = find_velocity (work.funnel->n_open, &work.funnel->past_closings);
  finish (&work);
  return work.funnel;
}

/* Frees @funnel. */
void
bw_funnel_free (BwFunnel *funnel)
{
  if (funnel == NULL)
    return;
  g_free (funnel->steps);
  g_free (funnel);
}

/* ---- Segments ---- */

typedef struct
{
  gint64   value;
  Closings closings[N_WINDOWS];
} Group;

static void
free_group (gpointer data)
{
  Group *group = data;

  for (guint w = 0; w < N_WINDOWS; w++)
    g_free (group->closings[w].cycle.counts);
  g_free (group);
}

static void
free_segment (gpointer data)
{
  BwFunnelSegment *segment = data;

  g_free (segment->name);
  g_free (segment);
}

static Group *
ensure_group (GHashTable *groups,
              gint64      value)
{
  Group *group = g_hash_table_lookup (groups, &value);

  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->value = value;
  for (guint w = 0; w < N_WINDOWS; w++)
    init_closings (&group->closings[w]);
  g_hash_table_insert (groups, &group->value, group);
  return group;
}

static char *
dup_value_name (const BwBook *book,
                BwDealField   field,
                gint64        value)
{
  BwDealFieldType type = bw_deal_field_type (book, field);
  const char     *name = NULL;

  if (type == BW_DEAL_FIELD_TEXT)
    name = bw_book_text (book, (BwText)value);
  else if (type == BW_DEAL_FIELD_YES_NO && value != BW_DEAL_VALUE_NONE)
    name = value != 0 ? _ ("Yes") : _ ("No");
  else if (value >= 0 && value < bw_deal_field_n_rows (book, field))
    name = bw_deal_field_row_name (book, field, (guint)value);
  return g_strdup (name != NULL && name[0] != '\0' ? name : _ ("None"));
}

static int
compare_segments (gconstpointer a,
                  gconstpointer b)
{
  const BwFunnelSegment *left = *(BwFunnelSegment *const *)a, *right = *(BwFunnelSegment *const *)b;

  if (left->closings.won != right->closings.won)
    return left->closings.won < right->closings.won ? 1 : -1;
  if (left->closings.win_rate.n != right->closings.win_rate.n)
    return left->closings.win_rate.n < right->closings.win_rate.n ? 1 : -1;
  return g_strcmp0 (left->name, right->name);
}

/* How the deals that closed in @period, and in the four before, did by the values that @field has for them now: a text, a
 * row of a table such as the owner, or a yes or no.
 * Returns: (transfer full) (element-type BwFunnelSegment): most won first; empty for a field of another kind. */
GPtrArray *
bw_funnel_segments_new (const BwBook   *book,
                        const BwScope  *scope,
                        const BwPeriod *period,
                        BwDate          as_of,
                        BwDealField     field)
{
  GPtrArray      *segments = g_ptr_array_new_with_free_func (free_segment);
  BwDealFieldType type = bw_deal_field_type (book, field);
  const BwText   *texts = type == BW_DEAL_FIELD_TEXT ? bw_deal_field_texts (book, field) : NULL;
  BwFunnel        windows = { .period = *period, .past = find_past (book, period) };
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, scope);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, free_group);
  GHashTableIter iter;
  gpointer       found;

  if (type != BW_DEAL_FIELD_TEXT && type != BW_DEAL_FIELD_ROW && type != BW_DEAL_FIELD_YES_NO)
    return segments;
  for (guint32 i = 0; i < snapshot->n; i++)
    {
      guint  window = find_window (&windows, snapshot->close[i]);
      gint64 value;

      if (window == NO_WINDOW || snapshot->kind[i] == BW_STAGE_OPEN || !is_admitted (book, snapshot, mask, i))
        continue;
      if (texts != NULL)
        value = texts[i];
      else
        bw_deal_field_values (book, field, as_of, NULL, i, 1, &value);
      add_closing (&ensure_group (groups, value)->closings[window], book, snapshot, i);
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &found))
    {
      Group           *group = found;
      BwFunnelSegment *segment = g_new0 (BwFunnelSegment, 1);

      segment->name = dup_value_name (book, field, group->value);
      finish_closings (&group->closings[NOW], &segment->closings);
      finish_closings (&group->closings[PAST], &segment->past_closings);
      g_ptr_array_add (segments, segment);
    }
  g_ptr_array_sort (segments, compare_segments);
  return segments;
}
