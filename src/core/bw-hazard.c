/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast deals are won, lost and moved on, by stage and time in it.
 *
 * A piecewise constant competing-risks model (Holford 1980; Prentice and others 1978): in each cell of
 * stage and time in the stage the rate is events over time at risk. Open deals are at risk too, so a rate
 * is not made of the closed ones only; time at risk begins with the first closing that was observed (left
 * truncation), for before it nobody would have seen a deal close. Older time counts less, by half each
 * year.
 *
 * Counts are kept in slices of time that end at the days on which the model will be asked, so that one
 * pass over the deals serves every replayed day: a fit for a day adds up the slices that had ended.
 * O(deals x cells crossed), then nothing depends on the number of deals.
 *
 * Cells are shrunk towards the rate that all stages have at that age times the stage's own factor
 * (empirical Bayes with a prior of PRIOR_WEEKS of time at risk). Ages by which 97.5 % of closings have
 * come are a class of their own, "stalled", pooled over their ages, and those at which nothing ever closed
 * another. Where most closings only imply that the deal was open before (no stage history), stages say
 * nothing about the past, and there is one class for all open stages.
 *
 * The chance V of being won within h weeks follows by a backward recursion over weeks on (class, age):
 *
 *   V(h, c, a) = won + moved * sum over d of share(c, d) V(h - 1/2, d, 0) + stay * V(h - 1, c, a + 1)
 *
 * Deals move in the middle of the week in the mean; V(h - 1/2) is carried on from V(h - 1) and V(h - 2). */

#include "core/bw-hazard.h"

#include <math.h>
#include <string.h>

enum
{
  N_BINS = 37,
  SLICE_DAYS = 28,
  MAX_DAYS = 6 * 365, /* older time is left out: it would count for less than 2 % */
  MAX_CLASSES = 64,
};

#define HALF_LIFE_DAYS     364.0
#define PRIOR_WEEKS        20.0 /* time at risk that the pooled rate is worth in a cell */
#define PRIOR_EVENTS       5.0  /* events that a stage's factor of 1 is worth */
#define PRIOR_CLOSED       15.0 /* closed deals that the pooled share of wins is worth */
#define STALLED_QUANTILE   0.975
#define STALLED_SHARE      0.05 /* of the general rate: what stalled deals close at as far as nothing is known */
#define STALLED_MIN_CLOSED 20.0

/* The first week of each bin of ages. */
static const guint8 bin_weeks[N_BINS + 1] = {
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

typedef struct
{
  double exposure; /* weeks */
  double won;
  double lost;
  double moved;
} Cell;

struct _BwHazardCounts
{
  guint    n_classes;
  guint    n_slices;
  BwDate   start, end; /* the first day at risk, the last day */
  BwDate  *slice_ends;
  guint16 *slice_of_day; /* from start to end */
  guint8   bin_of_week[BW_HAZARD_N_AGES];
  guint    n_stages;
  gint16  *class_of_stage; /* -1: not open */
  guint8  *kind_of_stage;
  gboolean by_stage;
  Cell    *cells;      /* [slice][class][bin] */
  double  *moves;      /* [slice][from class][to class] */
  guint   *n_closings; /* [slice] */
  double  *entries;    /* [slice][class]: deals that began in it; then those that came won, and lost */
};

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

static Cell *
cell_at (const BwHazardCounts *counts,
         guint                 slice,
         guint                 klass,
         guint                 bin)
{
  return &counts->cells[((gsize)slice * counts->n_classes + klass) * N_BINS + bin];
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
      guint  week = MIN ((guint)(day - entered) / 7, BW_HAZARD_N_AGES - 1);
      guint  bin = counts->bin_of_week[week];
      guint  slice = counts->slice_of_day[day - counts->start];
      BwDate until = MIN (to, counts->slice_ends[slice]);
      Cell  *cell = cell_at (counts, slice, klass, bin);

      if (bin + 1 < N_BINS)
        until = MIN (until, entered + bin_weeks[bin + 1] * 7 - 1);
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

/* Cuts the time into slices that end at each of @cuts and at least every four weeks. */
static void
make_slices (BwHazardCounts *counts,
             const BwDate   *cuts,
             guint           n_cuts)
{
  guint   n_days = counts->end >= counts->start ? (guint)(counts->end - counts->start) + 1 : 0;
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (BwDate));
  BwDate  day = counts->start;

  counts->slice_of_day = g_new (guint16, n_days + 1);
  while (day <= counts->end)
    {
      BwDate end = MIN (counts->end, day + SLICE_DAYS - 1);

      for (guint i = 0; i < n_cuts; i++)
        if (cuts[i] >= day && cuts[i] < end)
          end = cuts[i];
      for (BwDate d = day; d <= end; d++)
        counts->slice_of_day[d - counts->start] = (guint16)ends->len;
      g_array_append_val (ends, end);
      day = end + 1;
    }
  counts->n_slices = ends->len;
  counts->slice_ends = (BwDate *)g_array_free (ends, FALSE);
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
  counts->n_stages = book->stages->len;
  counts->kind_of_stage = kinds_of_stages (book, as_of);
  for (guint week = 0; week < BW_HAZARD_N_AGES; week++)
    {
      while (bin_weeks[bin + 1] <= week)
        bin++;
      counts->bin_of_week[week] = (guint8)bin;
    }
  survey_closings (counts, book);
  make_classes (counts, book);
  make_slices (counts, cuts, n_cuts);
  counts->cells = g_new0 (Cell, (gsize)counts->n_slices * counts->n_classes * N_BINS + 1);
  counts->moves = g_new0 (double, (gsize)counts->n_slices * counts->n_classes * counts->n_classes + 1);
  counts->n_closings = g_new0 (guint, counts->n_slices + 1);
  counts->entries = g_new0 (double, (gsize)counts->n_slices *(counts->n_classes + 2) + 1);
  if (counts->n_slices > 0)
    for (guint i = 0; i < book->deals.n; i++)
      add_deal (counts, book, i);
  return counts;
}

/* Frees @counts (transfer full) (nullable). */
void
bw_hazard_counts_free (BwHazardCounts *counts)
{
  if (counts == NULL)
    return;
  g_free (counts->slice_ends);
  g_free (counts->slice_of_day);
  g_free (counts->class_of_stage);
  g_free (counts->kind_of_stage);
  g_free (counts->cells);
  g_free (counts->moves);
  g_free (counts->n_closings);
  g_free (counts->entries);
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

/* Rates per week in each cell of class and bin. */
typedef struct
{
  double closed;
  double moved;
  double win_share;
} Rates;

static inline double
closed_in (const Cell *cell)
{
  return cell->won + cell->lost;
}

/* Adds up the slices that had ended on @at, older ones weighing less. */
static void
sum_slices (const BwHazardCounts *counts,
            BwDate                at,
            Cell                 *sums,
            double               *moves,
            BwHazardFit          *fit)
{
  guint  n_cells = counts->n_classes * N_BINS, n_moves = counts->n_classes * counts->n_classes;
  double n_entries = 0.0;

  for (guint slice = 0; slice < counts->n_slices && counts->slice_ends[slice] <= at; slice++)
    {
      double weight = exp2 ((counts->slice_ends[slice] - at) / HALF_LIFE_DAYS);

      for (guint i = 0; i < n_cells; i++)
        {
          const Cell *cell = &counts->cells[(gsize)slice * n_cells + i];

          sums[i].exposure += weight * cell->exposure;
          sums[i].won += weight * cell->won;
          sums[i].lost += weight * cell->lost;
          sums[i].moved += weight * cell->moved;
        }
      for (guint i = 0; i < n_moves; i++)
        moves[i] += weight * counts->moves[(gsize)slice * n_moves + i];
      for (guint i = 0; i < counts->n_classes + 2; i++)
        fit->entry[i] += weight * counts->entries[(gsize)slice * (counts->n_classes + 2) + i];
      fit->n_deals += counts->n_closings[slice];
    }
  for (guint i = 0; i < counts->n_classes + 2; i++)
    n_entries += fit->entry[i];
  for (guint i = 0; i < counts->n_classes + 2; i++)
    fit->entry[i] = n_entries > 0.0 ? fit->entry[i] / n_entries : i == 0;
}

static void
add_cell (Cell       *sum,
          const Cell *cell)
{
  sum->exposure += cell->exposure;
  sum->won += cell->won;
  sum->lost += cell->lost;
  sum->moved += cell->moved;
}

/* Ages are of three kinds; the rates of the latter two are pooled over their ages. */
typedef enum
{
  AGE_FRESH,
  AGE_STALLED, /* older than STALLED_QUANTILE of what closed */
  AGE_BEYOND,  /* older than anything that closed */
  N_AGE_KINDS,
} AgeKind;

/* Finds the kind of each bin. Returns: the first that is not fresh, N_BINS without one. */
static guint
find_age_kinds (const Cell *by_bin,
                double      n_closed,
                guint8     *kinds)
{
  double sum = 0.0;
  guint  line = N_BINS, last = N_BINS;

  for (guint bin = 0; bin < N_BINS && n_closed >= STALLED_MIN_CLOSED; bin++)
    {
      sum += closed_in (&by_bin[bin]);
      if (line == N_BINS && sum >= STALLED_QUANTILE * n_closed)
        line = bin + 1;
      if (closed_in (&by_bin[bin]) > 0.0)
        last = bin + 1;
    }
  for (guint bin = 0; bin < N_BINS; bin++)
    kinds[bin] = bin >= MAX (line, last) ? AGE_BEYOND : bin >= line ? AGE_STALLED
                                                                    : AGE_FRESH;
  return line;
}

/* What all classes have in common. */
typedef struct
{
  guint8 kind[N_BINS];
  double fresh[N_BINS];    /* closings a week by age */
  double old[N_AGE_KINDS]; /* the same of stalled deals and those beyond */
} Pooled;

static void
pool_rates (BwHazardFit *fit,
            const Cell  *sums,
            Pooled      *pooled)
{
  Cell   by_bin[N_BINS] = { { 0 } }, by_kind[N_AGE_KINDS] = { { 0 } }, all = { 0 };
  double general;

  for (guint i = 0; i < fit->n_classes * N_BINS; i++)
    {
      add_cell (&by_bin[i % N_BINS], &sums[i]);
      add_cell (&all, &sums[i]);
    }
  fit->n_closed = closed_in (&all);
  fit->win_share = (all.won + 0.5) / (fit->n_closed + 1.0);
  fit->stalled_from = bin_weeks[find_age_kinds (by_bin, fit->n_closed, pooled->kind)];
  for (guint bin = 0; bin < N_BINS; bin++)
    add_cell (&by_kind[pooled->kind[bin]], &by_bin[bin]);
  general = by_kind[AGE_FRESH].exposure > 0.0 ? closed_in (&by_kind[AGE_FRESH]) / by_kind[AGE_FRESH].exposure : 0.0;
  for (guint bin = 0; bin < N_BINS; bin++)
    pooled->fresh[bin] = (closed_in (&by_bin[bin]) + PRIOR_WEEKS * general) / (by_bin[bin].exposure + PRIOR_WEEKS);
  for (guint k = AGE_STALLED; k < N_AGE_KINDS; k++)
    pooled->old[k] =
      (closed_in (&by_kind[k]) + PRIOR_WEEKS * STALLED_SHARE * general) / (by_kind[k].exposure + PRIOR_WEEKS);
}

/* Fills the rates of class @c from its counts @sums. */
static void
shrink_class (BwHazardFit  *fit,
              guint         c,
              const Cell   *sums,
              const Pooled *pooled,
              gboolean      shared_win_share,
              Rates        *rates)
{
  Cell   whole = { 0 }, by_kind[N_AGE_KINDS] = { { 0 } };
  double expected = 0.0, factor, move_rate, share, old[N_AGE_KINDS];

  for (guint bin = 0; bin < N_BINS; bin++)
    {
      add_cell (&whole, &sums[bin]);
      add_cell (&by_kind[pooled->kind[bin]], &sums[bin]);
      if (pooled->kind[bin] == AGE_FRESH)
        expected += sums[bin].exposure * pooled->fresh[bin];
    }
  factor = (closed_in (&by_kind[AGE_FRESH]) + PRIOR_EVENTS) / (expected + PRIOR_EVENTS);
  move_rate = whole.exposure > 0.0 ? whole.moved / whole.exposure : 0.0;
  share = (whole.won + PRIOR_CLOSED * fit->win_share) / (closed_in (&whole) + PRIOR_CLOSED);
  for (guint k = AGE_STALLED; k < N_AGE_KINDS; k++)
    old[k] = (closed_in (&by_kind[k]) + PRIOR_WEEKS * pooled->old[k]) / (by_kind[k].exposure + PRIOR_WEEKS);
  fit->weight[c] = closed_in (&whole);
  for (guint bin = 0; bin < N_BINS; bin++)
    {
      const Cell *cell = &sums[bin];
      double      prior = PRIOR_WEEKS * factor * pooled->fresh[bin];

      rates[bin].closed = pooled->kind[bin] == AGE_FRESH
                            ? (closed_in (cell) + prior) / (cell->exposure + PRIOR_WEEKS)
                            : old[pooled->kind[bin]];
      rates[bin].moved = (cell->moved + PRIOR_WEEKS * move_rate) / (cell->exposure + PRIOR_WEEKS);
      rates[bin].win_share =
        shared_win_share ? fit->win_share : (cell->won + PRIOR_CLOSED * share) / (closed_in (cell) + PRIOR_CLOSED);
    }
}

/* Fills the rates of all cells from their counts; see the head of the file. */
static void
shrink_rates (BwHazardFit *fit,
              const Cell  *sums,
              gboolean     shared_win_share,
              Rates       *rates)
{
  Pooled pooled;

  pool_rates (fit, sums, &pooled);
  for (guint c = 0; c < fit->n_classes; c++)
    shrink_class (fit, c, sums + c * N_BINS, &pooled, shared_win_share, rates + c * N_BINS);
}

/* The chance of being won from the middle of the @h weeks' first week on, in cell @cell of the table, whose rates are @rates, by
 * what is known of fewer weeks. */
static double
half_week_in (const BwHazardFit *fit,
              guint              h,
              gsize              cell,
              const Rates       *rates)
{
  gsize row = (gsize)fit->n_classes * BW_HAZARD_N_AGES;

  if (h == 1)
    return -expm1 (-0.5 * rates->closed) * rates->win_share;
  return MIN (1.0, 1.5 * fit->table[(h - 1) * row + cell] - 0.5 * fit->table[(h - 2) * row + cell]);
}

/* Fills the table of chances by the recursion at the head of the file. */
static void
fill_table (BwHazardFit          *fit,
            const BwHazardCounts *counts,
            const Rates          *rates,
            const double         *moves)
{
  guint              n = fit->n_classes;
  gsize              row = (gsize)n * BW_HAZARD_N_AGES;
  g_autofree double *out = g_new0 (double, n);

  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      out[c] += moves[c * n + d];
  for (guint h = 1; h <= fit->n_weeks; h++)
    {
      const double *before = fit->table + (h - 1) * row;
      double       *now = fit->table + h * row;

      for (guint c = 0; c < n; c++)
        {
          double onward = 0.0;

          for (guint d = 0; d < n && out[c] > 0.0; d++)
            onward += moves[c * n + d] / out[c] * half_week_in (fit, h, (gsize)d * BW_HAZARD_N_AGES, &rates[d * N_BINS]);
          for (guint age = 0; age < BW_HAZARD_N_AGES; age++)
            {
              const Rates *rate = &rates[c * N_BINS + counts->bin_of_week[age]];
              double       leaving = rate->closed + rate->moved, gone = -expm1 (-leaving);
              double       per = leaving > 0.0 ? gone / leaving : 0.0;
              guint        next = MIN (age + 1, BW_HAZARD_N_AGES - 1);

              now[(gsize)c * BW_HAZARD_N_AGES + age] =
                per * (rate->closed * rate->win_share + rate->moved * onward) +
                (1.0 - gone) * before[(gsize)c * BW_HAZARD_N_AGES + next];
            }
        }
    }
}

/* Fits the hazards to what had happened up to the end of @at, the counts' last day or one of their cuts,
 * with a table of chances for up to @n_weeks weeks. With @shared_win_share every closing deal has the same
 * chance of being won: for data in which stage and age tell when deals close but not how.
 * Returns: (transfer full) */
BwHazardFit *
bw_hazard_fit_new (const BwHazardCounts *counts,
                   BwDate                at,
                   guint                 n_weeks,
                   gboolean              shared_win_share)
{
  BwHazardFit       *fit = g_new0 (BwHazardFit, 1);
  guint              n_cells = counts->n_classes * N_BINS;
  g_autofree Cell   *sums = g_new0 (Cell, n_cells);
  g_autofree Rates  *rates = g_new0 (Rates, n_cells);
  g_autofree double *moves = g_new0 (double, (gsize)counts->n_classes * counts->n_classes);

  fit->n_classes = counts->n_classes;
  fit->n_weeks = n_weeks;
  fit->weight = g_new0 (double, fit->n_classes);
  fit->entry = g_new0 (double, fit->n_classes + 2);
  fit->table = g_new0 (double, (gsize)(n_weeks + 1) * fit->n_classes * BW_HAZARD_N_AGES);
  sum_slices (counts, at, sums, moves, fit);
  shrink_rates (fit, sums, shared_win_share, rates);
  fill_table (fit, counts, rates, moves);
  return fit;
}

/* The chance that a deal that comes to be is won within @weeks. */
double
bw_hazard_new_won_within (const BwHazardFit *fit,
                          double             weeks)
{
  double chance = 0.0;

  if (weeks <= 0.0)
    return 0.0;
  for (guint c = 0; c < fit->n_classes; c++)
    if (fit->entry[c] > 0.0)
      chance += fit->entry[c] * bw_hazard_won_within (fit, c, 0, weeks);
  return chance + fit->entry[fit->n_classes];
}

/* Frees @fit (transfer full) (nullable). */
void
bw_hazard_fit_free (BwHazardFit *fit)
{
  if (fit == NULL)
    return;
  g_free (fit->table);
  g_free (fit->weight);
  g_free (fit->entry);
  g_free (fit);
}
