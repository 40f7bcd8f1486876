/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to deals, counted by time, class of stages and time in the stage.
 *
 * One pass over the deals' history serves every replayed day: counts are kept in slices of time, and a fit for a day adds up
 * the slices that had ended. Slices end with the weeks of the fiscal quarter, counted back from its last day, so that a slice
 * also tells where in the quarter it lies (bw-rhythm.c), and at the days on which the model will be asked.
 *
 * Open deals are at risk too. Time at risk begins with the first closing that was observed (left truncation), for before it
 * nobody would have seen a deal close. Where most closings only imply that the deal was open before (no stage history), stages
 * say nothing about the past, and there is one class for all open stages.
 *
 * O(deals x cells crossed), then nothing depends on the number of deals. */

#include "core/bw-hazard-private.h"

#include <math.h>
#include <string.h>

#include "core/bw-rhythm.h"

enum
{
  MAX_DAYS = 6 * 365, /* older time is left out: it would count for less than 2 % */
  MAX_CLASSES = 64,
};

const guint8 bw_hazard_bin_weeks[BW_HAZARD_N_BINS + 1] = {
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
  20, 21, 22, 23, 24, 25, 26, 30, 34, 38, 42, 46, 52, 60, 70, 80, 92, BW_HAZARD_N_AGES
};

typedef enum
{
  END_CENSORED,
  END_WON,
  END_LOST,
  END_MOVED,
} SpellEnd;

/* The day on which the deal came to be, as known on @as_of: its creation where the CRM gives one, else when it
 * was first seen; %BW_DATE_NONE when it was not there yet. */
BwDate
bw_deal_birth (const BwBook *book,
               guint         deal,
               BwDate        as_of)
{
  BwDate appeared = book->deals.appeared[deal], created = book->deals.created[deal];

  if (appeared == BW_DATE_NONE)
    appeared = created;
  if (appeared == BW_DATE_NONE || appeared > as_of)
    return BW_DATE_NONE;
  return created != BW_DATE_NONE && created <= appeared ? created : appeared;
}

static BwHazardCell *
cell_at (const BwHazardCounts *counts,
         guint                 slice,
         guint                 klass,
         guint                 bin)
{
  return &counts->cells[((gsize)slice * counts->n_classes + klass) * BW_HAZARD_N_BINS + bin];
}

/* Adds the time that a deal that had entered @klass on @entered was at risk there, from @from to @to, and
 * how it ended. Of the days on which it entered and ended half counts, as it did so some time on them. */
static void
add_spell (BwHazardCounts *counts,
           guint           klass,
           BwDate          entered,
           BwDate          from,
           BwDate          to,
           SpellEnd        end,
           guint           next_class)
{
  BwDate day = MAX (from, counts->start);

  if (to < day)
    return;
  while (TRUE)
    {
      guint         week = MIN ((guint)(day - entered) / 7, BW_HAZARD_N_AGES - 1);
      guint         bin = counts->bin_of_week[week];
      guint         slice = counts->slice_of_day[day - counts->start];
      BwDate        until = MIN (to, counts->slices[slice].to);
      BwHazardCell *cell = cell_at (counts, slice, klass, bin);

      if (bin + 1 < BW_HAZARD_N_BINS)
        until = MIN (until, entered + bw_hazard_bin_weeks[bin + 1] * 7 - 1);
      cell->exposure += (until - day + 1 - (day == entered ? 0.5 : 0.0) - (until == to && end != END_CENSORED ? 0.5 : 0.0)) / 7.0;
      day = until + 1;
      if (day <= to)
        continue;
      if (end == END_WON)
        cell->won++;
      else if (end == END_LOST)
        cell->lost++;
      else if (end == END_MOVED)
        {
          cell->moved++;
          counts->moves[((gsize)slice * counts->n_classes + klass) * counts->n_classes + next_class]++;
        }
      if (end == END_WON || end == END_LOST)
        counts->n_closings[slice]++;
      return;
    }
}

/* The stage in which deal @deal began. */
static guint
first_stage (const BwBook   *book,
             guint           deal,
             const BwChange *changes,
             guint           n)
{
  for (guint c = 0; c < n; c++)
    if (changes[c].field == BW_FIELD_STAGE)
      return (guint)changes[c].old_value;
  return book->deals.stage[deal];
}

/* Whether the deal was there before its first change of presence. */
static gboolean
first_present (const BwBook   *book,
               guint           deal,
               const BwChange *changes,
               guint           n)
{
  for (guint c = 0; c < n; c++)
    if (changes[c].field == BW_FIELD_PRESENT)
      return changes[c].old_value != 0;
  return !(book->deals.flags[deal] & BW_DEAL_VANISHED);
}

/* Notes that @deal came to be in @stage on @day, if the CRM says so. */
static void
add_entry (BwHazardCounts *counts,
           const BwBook   *book,
           guint           deal,
           BwDate          day,
           guint           stage)
{
  double *entries;

  if (day < counts->start || book->deals.created[deal] != day || stage >= counts->n_stages)
    return;
  entries = counts->entries + (gsize)counts->slice_of_day[day - counts->start] * (counts->n_classes + 2);
  if (counts->class_of_stage[stage] >= 0)
    entries[counts->class_of_stage[stage]]++;
  else
    entries[counts->n_classes + (counts->kind_of_stage[stage] != BW_STAGE_WON)]++;
}

/* Walks through the life of @deal, spell by spell. */
static void
add_deal (BwHazardCounts *counts,
          const BwBook   *book,
          guint           deal)
{
  const BwChange *changes;
  guint           n, stage;
  gboolean        present;
  BwDate          entered = bw_deal_birth (book, deal, counts->end), from;

  if (entered == BW_DATE_NONE)
    return;
  changes = bw_history_of (&book->history, deal, &n);
  stage = first_stage (book, deal, changes, n);
  add_entry (counts, book, deal, entered, stage);
  present = first_present (book, deal, changes, n);
  from = MAX (entered, book->deals.appeared[deal]);
  for (guint c = 0; c < n && changes[c].at <= counts->end; c++)
    {
      gint32   klass = stage < counts->n_stages ? counts->class_of_stage[stage] : -1, next_class;
      guint    next;
      SpellEnd end = END_CENSORED;

      if (changes[c].field == BW_FIELD_PRESENT)
        {
          if (present && klass >= 0)
            add_spell (counts, klass, entered, from, changes[c].at, END_CENSORED, 0);
          present = changes[c].new_value != 0;
          from = changes[c].at;
          continue;
        }
      if (changes[c].field != BW_FIELD_STAGE)
        continue;
      next = (guint)changes[c].new_value;
      next_class = next < counts->n_stages ? counts->class_of_stage[next] : -1;
      if (klass >= 0 && klass == next_class)
        {
          stage = next;
          continue;
        }
      if (next_class >= 0)
        end = END_MOVED;
      else if (next < counts->n_stages)
        end = counts->kind_of_stage[next] == BW_STAGE_WON ? END_WON : END_LOST;
      if (present && klass >= 0 && changes[c].at >= entered)
        add_spell (counts, klass, entered, from, changes[c].at, end, MAX (next_class, 0));
      stage = next;
      entered = from = MAX (changes[c].at, entered);
    }
  if (present && stage < counts->n_stages && counts->class_of_stage[stage] >= 0)
    add_spell (counts, counts->class_of_stage[stage], entered, from, counts->end, END_CENSORED, 0);
}

/* Returns: (transfer full): the kind of each stage by the rules of @as_of. */
static guint8 *
kinds_of_stages (const BwBook *book,
                 BwDate        as_of)
{
  guint8 *kinds = g_new (guint8, book->stages->len + 1);

  for (guint s = 0; s < book->stages->len; s++)
    {
      BwStageKind kind;
      BwCategory  category;

      bw_book_stage_at (book, (gint32)s, as_of, &kind, &category);
      kinds[s] = (guint8)kind;
    }
  return kinds;
}

/* Finds the first closing that was observed, and whether the closings' stages are more than implied. */
static void
survey_closings (BwHazardCounts *counts,
                 const BwBook   *book)
{
  BwDate first = counts->end + 1;
  guint  n_told = 0, n_implied = 0;

  for (guint i = 0; i < book->history.n; i++)
    {
      const BwChange *change = &book->history.changes[i];

      if (change->field != BW_FIELD_STAGE || change->at > counts->end || change->new_value < 0 ||
          change->new_value >= counts->n_stages || counts->kind_of_stage[change->new_value] == BW_STAGE_OPEN)
        continue;
      first = MIN (first, change->at);
      if (change->source == BW_TIME_IMPLIED)
        n_implied++;
      else
        n_told++;
    }
  counts->start = MAX (first, counts->end - MAX_DAYS);
  counts->by_stage = n_told >= n_implied;
}

static void
make_classes (BwHazardCounts *counts,
              const BwBook   *book)
{
  guint n_open = 0;

  counts->class_of_stage = g_new (gint16, counts->n_stages + 1);
  for (guint s = 0; s < counts->n_stages; s++)
    n_open += counts->kind_of_stage[s] == BW_STAGE_OPEN;
  counts->by_stage = counts->by_stage && n_open <= MAX_CLASSES;
  for (guint s = 0; s < counts->n_stages; s++)
    {
      if (counts->kind_of_stage[s] != BW_STAGE_OPEN)
        counts->class_of_stage[s] = -1;
      else
        counts->class_of_stage[s] = counts->by_stage ? (gint16)counts->n_classes++ : 0;
    }
  if (!counts->by_stage || counts->n_classes == 0)
    counts->n_classes = 1;
}

/* Takes the quarter that @day is in, which has not been seen yet. */
static void
begin_quarter (BwHazardCounts *counts,
               GArray         *ends,
               BwDate          day)
{
  BwPeriod quarter = bw_calendar_period_at (&counts->calendar, BW_PERIOD_QUARTER, day);
  BwDate   end = MAX (quarter.to, day);

  if (ends->len == 0)
    counts->first_is_cut = quarter.from < day;
  g_array_append_val (ends, end);
}

/* Cuts the time into slices that end at each of @cuts and with the weeks of quarters. */
static void
make_slices (BwHazardCounts *counts,
             const BwDate   *cuts,
             guint           n_cuts)
{
  guint   n_days = counts->end >= counts->start ? (guint)(counts->end - counts->start) + 1 : 0;
  GArray *slices = g_array_new (FALSE, FALSE, sizeof (BwHazardSlice));
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (BwDate));
  BwDate  day = counts->start, quarter_end = counts->start - 1;

  counts->slice_of_day = g_new (guint16, n_days + 1);
  while (day <= counts->end)
    {
      BwHazardSlice slice;

      if (day > quarter_end)
        begin_quarter (counts, ends, day);
      quarter_end = g_array_index (ends, BwDate, ends->len - 1);
      slice.quarter = (guint16)(ends->len - 1);
      slice.week = (guint8)bw_rhythm_week (quarter_end - day);
      slice.to = MIN (counts->end, MAX (day, quarter_end - 7 * slice.week));
      for (guint i = 0; i < n_cuts; i++)
        if (cuts[i] >= day && cuts[i] < slice.to)
          slice.to = cuts[i];
      for (BwDate d = day; d <= slice.to; d++)
        counts->slice_of_day[d - counts->start] = (guint16)slices->len;
      g_array_append_val (slices, slice);
      day = slice.to + 1;
    }
  counts->n_slices = slices->len;
  counts->n_quarters = ends->len;
  counts->slices = (BwHazardSlice *)g_array_free (slices, FALSE);
  counts->quarter_ends = (BwDate *)g_array_free (ends, FALSE);
}

/* Lets each slice of time be foretold from those before it, to find what a pooled share of wins is worth. */
static void
score_priors (BwHazardCounts *counts)
{
  g_autofree double *keep = g_new (double, counts->n_slices + 1);

  counts->prior_losses = g_new0 (double, (gsize)counts->n_slices *BW_SHARE_PRIOR_N + 1);
  for (guint slice = 0; slice < counts->n_slices; slice++)
    keep[slice] = slice == 0 ? 1.0 : exp2 ((counts->slices[slice - 1].to - counts->slices[slice].to) / BW_HAZARD_HALF_LIFE_DAYS);
  bw_share_prior_score (counts->cells, counts->n_slices, counts->n_classes, BW_HAZARD_N_BINS, keep, counts->prior_losses);
}

/* Counts what happened to the deals of @book up to the end of @as_of. A fit can be asked for @as_of and
 * for each of the @n_cuts days @cuts before it.
 * Returns: (transfer full) */
BwHazardCounts *
bw_hazard_counts_new (const BwBook *book,
                      BwDate        as_of,
                      const BwDate *cuts,
                      guint         n_cuts)
{
  BwHazardCounts *counts = g_new0 (BwHazardCounts, 1);
  guint           bin = 0;

  counts->end = as_of;
  counts->calendar = book->calendar;
  counts->n_stages = book->stages->len;
  counts->kind_of_stage = kinds_of_stages (book, as_of);
  for (guint week = 0; week < BW_HAZARD_N_AGES; week++)
    {
      while (bw_hazard_bin_weeks[bin + 1] <= week)
        bin++;
      counts->bin_of_week[week] = (guint8)bin;
    }
  survey_closings (counts, book);
  make_classes (counts, book);
  make_slices (counts, cuts, n_cuts);
  counts->cells = g_new0 (BwHazardCell, (gsize)counts->n_slices * counts->n_classes * BW_HAZARD_N_BINS + 1);
  counts->moves = g_new0 (double, (gsize)counts->n_slices * counts->n_classes * counts->n_classes + 1);
  counts->n_closings = g_new0 (guint, counts->n_slices + 1);
  counts->entries = g_new0 (double, (gsize)counts->n_slices *(counts->n_classes + 2) + 1);
  if (counts->n_slices > 0)
    for (guint i = 0; i < book->deals.n; i++)
      add_deal (counts, book, i);
  score_priors (counts);
  bw_hazard_find_courses (counts);
  return counts;
}

/* Frees @counts (transfer full) (nullable). */
void
bw_hazard_counts_free (BwHazardCounts *counts)
{
  if (counts == NULL)
    return;
  g_free (counts->slices);
  g_free (counts->quarter_ends);
  g_free (counts->slice_of_day);
  g_free (counts->class_of_stage);
  g_free (counts->kind_of_stage);
  g_free (counts->cells);
  g_free (counts->moves);
  g_free (counts->n_closings);
  g_free (counts->entries);
  g_free (counts->prior_losses);
  g_free (counts->came);
  g_free (counts->expected);
  g_free (counts->course_weight);
  g_free (counts);
}

/* The class of stages that @stage belongs to; -1 when deals in it are not open. */
gint32
bw_hazard_class (const BwHazardCounts *counts,
                 guint                 stage)
{
  return stage < counts->n_stages ? counts->class_of_stage[stage] : -1;
}

guint
bw_hazard_n_classes (const BwHazardCounts *counts)
{
  return counts->n_classes;
}

/* The first day up to @as_of on which a deal of @book was closed; the day after @as_of when none was. */
BwDate
bw_hazard_first_closing (const BwBook *book,
                         BwDate        as_of)
{
  guint              n_stages = book->stages->len;
  g_autofree guint8 *kinds = kinds_of_stages (book, as_of);
  BwDate             first = as_of + 1;

  for (guint i = 0; i < book->history.n; i++)
    {
      const BwChange *change = &book->history.changes[i];

      if (change->field == BW_FIELD_STAGE && change->at < first && change->new_value >= 0 &&
          change->new_value < n_stages && kinds[change->new_value] != BW_STAGE_OPEN)
        first = change->at;
    }
  return first;
}

/* Whether ages are times in the stage; else they are times since the deal came to be. */
gboolean
bw_hazard_by_stage (const BwHazardCounts *counts)
{
  return counts->by_stage;
}

/* The day of the first closing that was observed; after the last day when there was none. */
BwDate
bw_hazard_start (const BwHazardCounts *counts)
{
  return counts->start;
}
