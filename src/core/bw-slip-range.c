/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far from the stated date deals close.
 *
 * Each deal that closed is looked at when it was created, came into an open stage or was given another date, and every week from
 * then on: the slip is its closing day minus the date that was stated then. So deals count as often as they would be met open on
 * some day. Slips are kept as counts by day, from MIN_SLIP to MAX_SLIP, older closings weighing less, by half every two years; by
 * the stage and by how far off the stated date was, for what is overdue slips otherwise than what has months to go.
 *
 * An owner shifts all slips: by the mean of the owner's slips about their groups' means, times n / (n + s^2 / t^2), s^2 the
 * variance within owners and t^2 that between them, estimated by moments from the slips themselves (empirical Bayes; Efron
 * and Morris, "Data analysis using Stein's estimator", 1975). What is left is counted by stage and lead, and the distribution of
 * these is shrunk to that of all stages by PRIOR_SLIPS slips: F = (n F(stage, lead) + k F(lead)) / (n + k).
 *
 * A deal that is still open on a day can only close after it, so quantiles are those of slips above a least one. O(changes), and a
 * look-up O(days). */

#include "core/bw-slip-range.h"

#include <math.h>

enum
{
  MIN_SLIP = -730,
  MAX_SLIP = 1460,
  N_SLIPS = MAX_SLIP - MIN_SLIP + 1,
  N_LEADS = 11,
  STEP_DAYS = 7,
};

/* The first day of each group of leads, stated date minus present day, after the first. */
static const gint16 lead_days[N_LEADS - 1] = { -27, -13, -6, 1, 8, 15, 29, 43, 64, 92 };

#define PRIOR_SLIPS    60.0
#define HALF_LIFE_DAYS 728.0
#define MIN_WEIGHT     4.0 /* slips of all stages that have to lie above the least one */

/* Weighted number, sum and sum of squares of slips. */
typedef struct
{
  double n, sum, square;
} Moments;

struct _BwSlipRange
{
  guint    n_stages, n_people;
  guint    n;        /* slips seen */
  double  *counts;   /* [stage][lead][slip], then those of all stages: without owners' shifts */
  double  *weight;   /* [stage][lead], then of all stages */
  double  *shift;    /* [person]: days */
  Moments *by_cell;  /* [stage][lead] */
  Moments *by_owner; /* of deals' mean slips about the cells' means */
  double   doubt;    /* s^2 / t^2; INFINITY where owners do not differ */
  Moments  of_deal;  /* of the deal that is being looked at */
  double   shift_of_deal;
};

/* One slip. */
typedef void (*SlipFunc) (BwSlipRange *range,
                          guint        cell,
                          gint32       owner,
                          int          slip,
                          double       weight);

static guint
lead_of (gint64 days)
{
  guint lead = 0;

  while (lead < N_LEADS - 1 && days >= lead_days[lead])
    lead++;
  return lead;
}

static void
add_moment (Moments *moments,
            double   value,
            double   weight)
{
  moments->n += weight;
  moments->sum += weight * value;
  moments->square += weight * value * value;
}

static double
mean_of (const Moments *moments)
{
  return moments->n > 0.0 ? moments->sum / moments->n : 0.0;
}

static void
note_cell (BwSlipRange *range,
           guint        cell,
           gint32       owner,
           int          slip,
           double       weight)
{
  add_moment (&range->by_cell[cell], slip, weight);
  range->n++;
}

static void
note_owner (BwSlipRange *range,
            guint        cell,
            gint32       owner,
            int          slip,
            double       weight)
{
  add_moment (&range->of_deal, slip - mean_of (&range->by_cell[cell]), weight);
}

/* The shift that follows from the moments of an owner. */
static double
shift_from (const BwSlipRange *range,
            const Moments     *of)
{
  return of->n > 0.0 && isfinite (range->doubt) ? of->sum / (of->n + range->doubt) : 0.0;
}

static void
count_slip (BwSlipRange *range,
            guint        cell,
            gint32       owner,
            int          slip,
            double       weight)
{
  guint of_all = range->n_stages * N_LEADS + cell % N_LEADS;
  int   at = (int)lround (slip - range->shift_of_deal);

  at = CLAMP (at, MIN_SLIP, MAX_SLIP) - MIN_SLIP;
  range->counts[(gsize)cell * N_SLIPS + (guint)at] += weight;
  range->counts[(gsize)of_all * N_SLIPS + (guint)at] += weight;
  range->weight[cell] += weight;
  range->weight[of_all] += weight;
}

static double
weight_of (const BwLedger *ledger,
           BwDate          closed)
{
  return exp2 ((closed - (double)ledger->as_of) / HALF_LIFE_DAYS);
}

/* Tells the slips of @deal, which closed on @closed. */
static void
visit_deal (BwSlipRange    *range,
            const BwLedger *ledger,
            guint           deal,
            BwDate          closed,
            SlipFunc        visit)
{
  const BwBook   *book = ledger->book;
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          stage = book->deals.stage[deal], stated = book->deals.close[deal];
  gboolean        stage_known = FALSE, date_known = FALSE;
  double          weight = weight_of (ledger, closed);
  gint32          owner = ledger->now->owner[deal];
  BwDate          at = bw_deal_birth (book, deal, ledger->as_of);

  for (guint c = 0; c < n; c++)
    {
      if (changes[c].field == BW_FIELD_STAGE && !stage_known)
        stage = changes[c].old_value;
      if (changes[c].field == BW_FIELD_CLOSE_DATE && !date_known)
        stated = changes[c].old_value;
      stage_known |= changes[c].field == BW_FIELD_STAGE;
      date_known |= changes[c].field == BW_FIELD_CLOSE_DATE;
    }
  for (guint c = 0; at != BW_DATE_NONE && at < closed; c++)
    {
      BwDate next = c < n ? changes[c].at : closed;

      if (next > at || c == n)
        {
          BwStageKind kind = BW_STAGE_WON;
          BwCategory  category;

          if (stage >= 0 && stage < range->n_stages)
            bw_book_stage_at (book, (gint32)stage, ledger->as_of, &kind, &category);
          for (BwDate on = at; kind == BW_STAGE_OPEN && stated != BW_DATE_NONE && on < MIN (next, closed); on += STEP_DAYS)
            visit (range, (guint)stage * N_LEADS + lead_of (stated - on), owner, (int)CLAMP (closed - stated, MIN_SLIP, MAX_SLIP), weight);
        }
      while (c < n && (changes[c].at >= closed || (changes[c].field != BW_FIELD_STAGE && changes[c].field != BW_FIELD_CLOSE_DATE)))
        c++;
      if (c >= n)
        break;
      at = MAX (at, changes[c].at);
      if (changes[c].field == BW_FIELD_STAGE)
        stage = changes[c].new_value;
      else
        stated = changes[c].new_value;
    }
}

/* Notes the slips of a deal for its owner: once, as they hang together. */
static void
note_deal (BwSlipRange    *range,
           const BwLedger *ledger,
           guint           deal,
           BwDate          closed)
{
  gint32 owner = ledger->now->owner[deal];

  range->of_deal = (Moments) { 0 };
  visit_deal (range, ledger, deal, closed, note_owner);
  if (owner >= 0 && (guint)owner < range->n_people && range->of_deal.n > 0.0)
    add_moment (&range->by_owner[owner], mean_of (&range->of_deal), weight_of (ledger, closed));
}

/* Counts the slips of a deal without its owner's shift as the other deals tell it: what is left is as wide as it would have been
 * for a new deal. */
static void
count_deal (BwSlipRange    *range,
            const BwLedger *ledger,
            guint           deal,
            BwDate          closed)
{
  gint32 owner = ledger->now->owner[deal];

  range->shift_of_deal = 0.0;
  if (owner >= 0 && (guint)owner < range->n_people)
    {
      Moments others = range->by_owner[owner];

      range->of_deal = (Moments) { 0 };
      visit_deal (range, ledger, deal, closed, note_owner);
      if (range->of_deal.n > 0.0)
        add_moment (&others, mean_of (&range->of_deal), -weight_of (ledger, closed));
      range->shift_of_deal = others.n > 1e-9 ? shift_from (range, &others) : 0.0;
    }
  visit_deal (range, ledger, deal, closed, count_slip);
}

static void
note_cells (BwSlipRange    *range,
            const BwLedger *ledger,
            guint           deal,
            BwDate          closed)
{
  visit_deal (range, ledger, deal, closed, note_cell);
}

static void
visit_all (BwSlipRange    *range,
           const BwLedger *ledger,
           gboolean        won_only,
           void (*visit) (BwSlipRange    *range,
                          const BwLedger *ledger,
                          guint           deal,
                          BwDate          closed))
{
  const BwSnapshot *now = ledger->now;

  for (guint i = 0; i < now->n; i++)
    {
      BwDate closed;

      if (!now->exists[i] || now->kind[i] == BW_STAGE_OPEN || (won_only && now->kind[i] != BW_STAGE_WON))
        continue;
      closed = bw_ledger_won_day (ledger, i);
      if (closed != BW_DATE_NONE && closed <= ledger->as_of)
        visit (range, ledger, i, closed);
    }
}

/* Finds how much owners differ, by moments: of their mean slips about those of the cells. */
static void
find_doubt (BwSlipRange *range)
{
  double within = 0.0, n = 0.0, owners = 0.0, between = 0.0;

  range->doubt = INFINITY;
  for (guint i = 0; i < range->n_people; i++)
    {
      const Moments *of = &range->by_owner[i];

      if (of->n <= 0.0)
        continue;
      within += MAX (0.0, of->square - of->sum * of->sum / of->n);
      between += of->sum * of->sum / of->n;
      n += of->n;
      owners++;
    }
  if (n <= owners + 1.0 || owners < 2.0)
    return;
  within /= n - owners;
  between = (between - owners * within) / n;
  if (between > 0.0)
    range->doubt = within / between;
}

/* Returns: (transfer full): the slips of what had closed by the ledger's day; with @won_only of what had been won. */
BwSlipRange *
bw_slip_range_new (const BwLedger *ledger,
                   gboolean        won_only)
{
  BwSlipRange *range = g_new0 (BwSlipRange, 1);

  range->n_stages = ledger->book->stages->len;
  range->n_people = ledger->book->people->len;
  range->counts = g_new0 (double, (gsize)(range->n_stages + 1) * N_LEADS * N_SLIPS);
  range->weight = g_new0 (double, (range->n_stages + 1) * N_LEADS);
  range->shift = g_new0 (double, range->n_people + 1);
  range->by_cell = g_new0 (Moments, (range->n_stages + 1) * N_LEADS);
  range->by_owner = g_new0 (Moments, range->n_people + 1);
  visit_all (range, ledger, won_only, note_cells);
  visit_all (range, ledger, won_only, note_deal);
  find_doubt (range);
  for (guint i = 0; i < range->n_people; i++)
    range->shift[i] = shift_from (range, &range->by_owner[i]);
  visit_all (range, ledger, won_only, count_deal);
  return range;
}

/* Frees @range (transfer full) (nullable). */
void
bw_slip_range_free (BwSlipRange *range)
{
  if (range == NULL)
    return;
  g_free (range->counts);
  g_free (range->weight);
  g_free (range->shift);
  g_free (range->by_cell);
  g_free (range->by_owner);
  g_free (range);
}

/* The slips that were seen. */
guint
bw_slip_range_n (const BwSlipRange *range)
{
  return range->n;
}

/* By how many days the deals of @owner slip more than others', shrunk. */
double
bw_slip_range_owner_shift (const BwSlipRange *range,
                           gint32             owner)
{
  return owner >= 0 && (guint)owner < range->n_people ? range->shift[owner] : 0.0;
}

/* The quantile @p of the days by which a deal of @owner in @stage closes after its stated date, given that they are at least
 * @least (the present day minus the stated date, plus 1). NaN where too little is known. */
double
bw_slip_range_quantile (const BwSlipRange *range,
                        guint              stage,
                        gint32             owner,
                        int                least,
                        double             p)
{
  double        shift = bw_slip_range_owner_shift (range, owner), of_cell = 0.0, of_all = 0.0, sum = 0.0, total;
  guint         lead = lead_of (1 - (gint64)least), pooled = range->n_stages * N_LEADS + lead;
  const double *all = range->counts + (gsize)pooled * N_SLIPS, *own = all;
  int           first = CLAMP ((int)ceil (least - shift), MIN_SLIP, MAX_SLIP) - MIN_SLIP;

  if (stage < range->n_stages)
    own = range->counts + ((gsize)stage * N_LEADS + lead) * N_SLIPS;
  for (int i = first; i < N_SLIPS; i++)
    {
      of_all += all[i];
      of_cell += own[i];
    }
  if (of_all < MIN_WEIGHT)
    return NAN;
  /* The prior's slips are spread as all of the lead are. */
  total = of_cell + PRIOR_SLIPS * of_all / range->weight[pooled];
  for (int i = first; i < N_SLIPS; i++)
    {
      double here = own[i] + PRIOR_SLIPS * all[i] / range->weight[pooled];

      if (here > 0.0 && sum + here >= p * total)
        return MAX ((double)least, i + MIN_SLIP + shift - 0.5 + (p * total - sum) / here);
      sum += here;
    }
  return MAX_SLIP + shift;
}
