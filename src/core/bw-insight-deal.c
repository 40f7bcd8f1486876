/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules about one deal, and their words.
 *
 * A deal has at most one finding of a kind. What is at stake is
 *
 *   stake = amount x chance x (1 - product of (1 - doubt))   + amount x (1 - chance) where it is committed early
 *
 * where the chance is that of the deals that came to its stage (bw-insight-past.h), and the doubt of each finding is the share
 * of the chance that past deals with the same trait lost; of what no past deal tells (silence, no next step), what is
 * assumed below. A commitment in an early stage counts on all of the amount, so that what lacks to a certain win is at
 * stake as well. So a large deal that is just past its date comes after a smaller one that is hardly to be saved.
 *
 * O(changes of the deal). */

#include "core/bw-insight-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"

enum
{
  SILENT_DAYS = 30,
  LAST_DAYS = 14, /* of the period */
  RECENT_DAYS = 90,
  LARGE_SHARE = 4, /* a quarter of the pipeline */
  ENOUGH = 20,     /* deals, to say how those like it did */
};

static const double silent_doubt = 0.35;
static const double no_step_doubt = 0.15;
static const double too_soon_doubt = 0.9; /* nine in ten wins took longer */
static const double late_doubt = 0.7;
static const double large_doubt = 0.1; /* of no harm by itself, but all depends on it */

/* What is known of a deal on the day beside the snapshot. */
typedef struct
{
  BwDate activity;
  BwText next_step;
  gint64 amount_before; /* 90 days ago, or at first */
  gint64 stage_before;  /* the stage that it came from; -1 none */
} Recent;

static void
look_back (const BwInspection *inspection,
           guint               i,
           Recent             *recent)
{
  const BwBook   *book = inspection->book;
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, i, &n);
  gboolean        moved = FALSE;

  recent->activity = book->deals.activity[i];
  recent->next_step = book->deals.next_step[i];
  recent->amount_before = inspection->snapshot->amount[i];
  recent->stage_before = -1;
  for (guint c = n; c > 0; c--)
    {
      const BwChange *change = &changes[c - 1];
      gboolean        later = change->at > inspection->as_of;

      if (change->field == BW_FIELD_ACTIVITY && later)
        recent->activity = (BwDate)change->old_value;
      else if (change->field == BW_FIELD_NEXT_STEP && later)
        recent->next_step = (BwText)change->old_value;
      else if (change->field == BW_FIELD_AMOUNT && !later && change->at > inspection->as_of - RECENT_DAYS &&
               change->old_value != BW_MONEY_NONE)
        recent->amount_before = change->old_value;
      else if (change->field == BW_FIELD_STAGE && !later && !moved)
        {
          recent->stage_before = change->old_value;
          moved = TRUE;
        }
    }
  if (recent->activity > inspection->as_of)
    recent->activity = BW_DATE_NONE;
}

static const BwStallLine *
stage_line (const BwInspection *inspection,
            guint               i)
{
  return &inspection->past->stages[MIN (inspection->snapshot->stage[i], inspection->past->n_stages)];
}

/* The chance of deal @i by its stage: of past deals, else the CRM's, else even. */
double
bw_inspection_chance (const BwInspection *inspection,
                      guint               i)
{
  const BwStallLine *line = stage_line (inspection, i);
  gint16             probability = inspection->snapshot->probability[i];

  if (line->n_closed == 0 && probability != BW_PROBABILITY_NONE)
    return probability / 1000.0;
  return line->chance;
}

typedef struct
{
  BwInspection   *inspection;
  guint           deal;
  BwInsightFound *found;
  guint           n;
} Look;

static BwInsightFound *
find (Look         *look,
      BwInsightCode code,
      guint         n,
      double        doubt,
      gint64        state)
{
  BwInsightFound *found = &look->found[look->n];

  *found = (BwInsightFound) { .code = (guint8)code, .n = n, .doubt = doubt, .state = state, .measure = n };
  if (!look->inspection->with_dismissed &&
      bw_inspection_hides (look->inspection, code, (gint32)look->deal, "", state, (gint64)n))
    return NULL;
  look->n++;
  return found;
}

/* What its dates say. */
static void
look_at_dates (Look         *look,
               const Recent *recent)
{
  const BwInspection *inspection = look->inspection;
  const BwSnapshot   *snapshot = inspection->snapshot;
  const BwStallLine  *line = stage_line (inspection, look->deal);
  const BwTraitLine  *traits = inspection->past->traits;
  BwDate              as_of = inspection->as_of, close = snapshot->close[look->deal], since = snapshot->stage_since[look->deal];
  guint               stage = snapshot->stage[look->deal];
  int                 position = stage < inspection->past->n_stages ? inspection->positions[stage] : -1;
  BwInsightFound     *found;

  if (close != BW_DATE_NONE && close < as_of)
    find (look, BW_INSIGHT_OVERDUE, (guint)(as_of - close), traits[BW_TRAIT_OVERDUE].doubt, close);
  if (snapshot->pushes[look->deal] >= BW_INSIGHT_MANY_PUSHES)
    find (look, BW_INSIGHT_PUSHED, snapshot->pushes[look->deal], traits[BW_TRAIT_PUSHED].doubt, snapshot->pushes[look->deal]);
  if (stage < inspection->past->n_stages && line->days >= 0 && since != BW_DATE_NONE && as_of - since > line->days)
    find (look, BW_INSIGHT_STUCK, (guint)(as_of - since), traits[BW_TRAIT_STUCK].doubt, since);
  if (recent->activity != BW_DATE_NONE && as_of - recent->activity >= SILENT_DAYS)
    find (look, BW_INSIGHT_SILENT, (guint)(as_of - recent->activity), silent_doubt, recent->activity);
  if (close != BW_DATE_NONE && close >= as_of && position >= 0 && since != BW_DATE_NONE && since <= as_of && line->soonest > close - since)
    {
      found = find (look, BW_INSIGHT_TOO_SOON, (guint)(close - since), too_soon_doubt, close);
      if (found != NULL)
        found->to = line->soonest;
    }
  else if (line->soonest < 0 && position == 0 && inspection->n_open_stages > 1 && close != BW_DATE_NONE && close >= as_of &&
           as_of <= inspection->period.to && inspection->period.to - as_of < LAST_DAYS)
    find (look, BW_INSIGHT_LATE_START, (guint)(close - as_of), late_doubt, close);
}

/* What was done with it, or not. */
static void
look_at_work (Look         *look,
              const Recent *recent)
{
  const BwInspection *inspection = look->inspection;
  const BwSnapshot   *snapshot = inspection->snapshot;
  const BwTraitLine  *traits = inspection->past->traits;
  guint               stage = snapshot->stage[look->deal];
  gboolean            staged = stage < inspection->past->n_stages;
  int                 position = staged ? inspection->positions[stage] : -1;
  gint64              amount = snapshot->amount[look->deal], before = recent->stage_before;
  BwInsightFound     *found;

  if (bw_insight_is_cut (recent->amount_before, amount))
    {
      double share = (double)(recent->amount_before - amount) / (double)recent->amount_before;

      found = find (look, BW_INSIGHT_SHRUNK, (guint)(share * 100.0 + 0.5), traits[BW_TRAIT_SHRUNK].doubt, amount);
      if (found != NULL)
        found->from = recent->amount_before;
    }
  if (position >= 0 && before >= 0 && before < inspection->past->n_stages && inspection->positions[before] > position)
    {
      BwDate since = snapshot->stage_since[look->deal];

      found = find (look, BW_INSIGHT_MOVED_BACK, since != BW_DATE_NONE ? (guint)(inspection->as_of - since) : 0,
                    traits[BW_TRAIT_MOVED_BACK].doubt, since);
      if (found != NULL)
        {
          found->from = before;
          found->measure = 0; /* that it gets older makes it no worse */
        }
    }
  if (inspection->knows_next_steps && *bw_book_text (inspection->book, recent->next_step) == '\0')
    find (look, BW_INSIGHT_NO_NEXT_STEP, 0, no_step_doubt, stage);
  if (snapshot->category[look->deal] == BW_CATEGORY_COMMIT && position >= 0 &&
      position * 2 < inspection->n_open_stages - 1 &&
      bw_book_stage (inspection->book, stage)->category != BW_CATEGORY_COMMIT)
    find (look, BW_INSIGHT_EARLY_COMMIT, (guint)position + 1, 0.0, stage);
}

/* Looks at a deal that is open and wanted: dated in the period, overdue, or not dated at all. @found has room for BW_MAX_FOUND.
 * Returns: how many things were found. */
guint
bw_inspection_look (BwInspection   *inspection,
                    guint           deal,
                    BwInsightFound *found)
{
  Look   look = { inspection, deal, found, 0 };
  Recent recent;

  look_back (inspection, deal, &recent);
  look_at_dates (&look, &recent);
  look_at_work (&look, &recent);
  if (inspection->largest == (gint32)deal && inspection->open.n > 1 &&
      inspection->largest_worth > inspection->open.amount / LARGE_SHARE)
    find (&look, BW_INSIGHT_LARGE, (guint)((double)inspection->largest_worth * 100.0 / (double)inspection->open.amount + 0.5),
          large_doubt, 0);
  return look.n;
}

/* What is at stake with what was found about @deal, minor units. */
gint64
bw_inspection_stake (BwInspection         *inspection,
                     guint                 deal,
                     const BwInsightFound *found,
                     guint                 n)
{
  double   left = 1.0, chance = bw_inspection_chance (inspection, deal), share;
  gboolean committed = FALSE;

  for (guint i = 0; i < n; i++)
    {
      left *= 1.0 - found[i].doubt;
      committed |= found[i].code == BW_INSIGHT_EARLY_COMMIT;
    }
  share = chance * (1.0 - left) + (committed ? 1.0 - chance : 0.0);
  return llround ((double)bw_inspection_worth (inspection, deal) * MIN (share, 1.0));
}

/* No more than this can be at stake with @deal. */
gint64
bw_inspection_largest_stake (BwInspection *inspection,
                             guint         deal)
{
  gint64 amount = bw_inspection_worth (inspection, deal);

  if (inspection->snapshot->category[deal] == BW_CATEGORY_COMMIT)
    return amount;
  return (gint64)((double)amount * bw_inspection_chance (inspection, deal) + 0.5);
}

/* ---- words ---- */

/* Returns: (transfer full): what of past deals with @trait, or "". */
static char *
word_trait (const BwInspection *inspection,
            BwTrait             trait)
{
  const BwTraitLine *line = &inspection->past->traits[trait];
  double             share = line->n > 0 ? (double)line->n_won / line->n : 0.0;

  if (line->n < ENOUGH || share >= line->usual)
    return g_strdup ("");
  /* Translators: after a sentence about a deal: of 1,204 past deals like it, in per cent. */
  return g_strdup_printf (_ (" Of %'u past deals like it, %.0f %% were won; of all at their stages %.0f %%."), line->n,
                          share * 100.0, line->usual * 100.0);
}

static char *
with_trait (const BwInspection *inspection,
            BwTrait             trait,
            char               *sentence)
{
  g_autofree char *past = word_trait (inspection, trait), *own = sentence;

  return g_strconcat (own, past, NULL);
}

static char *
word_stuck (const BwInspection   *inspection,
            const BwInsightFound *found,
            const BwStallLine    *line,
            const char           *stage)
{
  return g_strdup_printf (
    line->pooled
      ? _ ("In %s for %u days; three in four of %'u deals that moved on from any stage took %d or less.")
      : _ ("In %s for %u days; three in four of %'u deals that moved on from there took %d or less."),
    stage, found->n, line->n, line->days);
}

static char *
word_commit (const BwInspection *inspection,
             const BwStallLine  *line,
             const char         *stage)
{
  const char *category = bw_deal_category_title (inspection->book, BW_CATEGORY_COMMIT);

  if (line->n_closed < ENOUGH)
    return g_strdup_printf (_ ("Counts as %s, but is only in %s."), category, stage);
  return g_strdup_printf (_ ("Counts as %s, but is only in %s; of %'u deals that came there %.0f %% were won."), category, stage,
                          line->n_closed, line->chance * 100.0);
}

static const char *
stage_name (const BwInspection *inspection,
            gint64              stage)
{
  return stage >= 0 && stage < inspection->book->stages->len
           ? bw_book_text (inspection->book, bw_book_stage (inspection->book, stage)->name)
           : "";
}

/* Returns: (transfer full): a sentence that leaves the deal's name out. */
static char *
word_found (const BwInspection   *inspection,
            guint                 deal,
            const BwInsightFound *found)
{
  const BwStallLine *line = stage_line (inspection, deal);
  const char        *stage = stage_name (inspection, inspection->snapshot->stage[deal]);
  guint              n = found->n;

  switch (found->code)
    {
    case BW_INSIGHT_OVERDUE:
      return with_trait (inspection, BW_TRAIT_OVERDUE,
                         g_strdup_printf (ngettext ("Still open %u day after its close date.",
                                                    "Still open %u days after its close date.", n),
                                          n));
    case BW_INSIGHT_PUSHED:
      return with_trait (inspection, BW_TRAIT_PUSHED,
                         g_strdup_printf (ngettext ("Its close date was moved later %u time.",
                                                    "Its close date was moved later %u times.", n),
                                          n));
    case BW_INSIGHT_STUCK:
      return word_stuck (inspection, found, line, stage);
    case BW_INSIGHT_SILENT:
      return g_strdup_printf (ngettext ("No activity for %u day.", "No activity for %u days.", n), n);
    case BW_INSIGHT_SHRUNK:
      {
        g_autofree char *from = bw_money_format_compact (found->from, inspection->book->currency);
        g_autofree char *to = bw_money_format_compact (inspection->snapshot->amount[deal], inspection->book->currency);

        return with_trait (inspection, BW_TRAIT_SHRUNK,
                           g_strdup_printf (_ ("Its amount went down from %s to %s within three months."), from, to));
      }
    case BW_INSIGHT_MOVED_BACK:
      return with_trait (inspection, BW_TRAIT_MOVED_BACK,
                         g_strdup_printf (ngettext ("Went back from %2$s to %3$s %1$u day ago.",
                                                    "Went back from %2$s to %3$s %1$u days ago.", n),
                                          n, stage_name (inspection, found->from), stage));
    case BW_INSIGHT_NO_NEXT_STEP:
      return g_strdup (_ ("Nobody has said what the next step is."));
    case BW_INSIGHT_EARLY_COMMIT:
      return word_commit (inspection, line, stage);
    case BW_INSIGHT_TOO_SOON:
      return g_strdup_printf (ngettext ("To close %u day after it came to %s; nine in ten of %'u wins from there took %d or more.",
                                        "To close %u days after it came to %s; nine in ten of %'u wins from there took %d or more.", n),
                              n, stage, line->n_wins, line->soonest);
    case BW_INSIGHT_LATE_START:
      return g_strdup_printf (ngettext ("To close in %u day, but still in %s.", "To close in %u days, but still in %s.", n), n,
                              stage);
    case BW_INSIGHT_LARGE:
    default:
      return g_strdup_printf (_ ("This deal alone is %u %% of the open pipeline."), n);
    }
}

/* Returns: (transfer full): the same in a few words. */
static char *
word_briefly (const BwInspection   *inspection,
              guint                 deal,
              const BwInsightFound *found)
{
  guint n = found->n;

  switch (found->code)
    {
    case BW_INSIGHT_OVERDUE:
      return g_strdup_printf (ngettext ("%u day past its date", "%u days past its date", n), n);
    case BW_INSIGHT_PUSHED:
      return g_strdup_printf (ngettext ("pushed %u time", "pushed %u times", n), n);
    case BW_INSIGHT_STUCK:
      return g_strdup_printf (ngettext ("%u day in %s", "%u days in %s", n), n,
                              stage_name (inspection, inspection->snapshot->stage[deal]));
    case BW_INSIGHT_SILENT:
      return g_strdup_printf (ngettext ("silent for %u day", "silent for %u days", n), n);
    case BW_INSIGHT_SHRUNK:
      return g_strdup_printf (_ ("cut by %u %%"), n);
    case BW_INSIGHT_MOVED_BACK:
      return g_strdup_printf (_ ("moved back from %s"), stage_name (inspection, found->from));
    case BW_INSIGHT_NO_NEXT_STEP:
      return g_strdup (_ ("no next step"));
    case BW_INSIGHT_EARLY_COMMIT:
      return g_strdup (_ ("committed early"));
    case BW_INSIGHT_TOO_SOON:
      return g_strdup (_ ("dated very soon"));
    case BW_INSIGHT_LATE_START:
      return g_strdup (_ ("late in the period for its stage"));
    case BW_INSIGHT_LARGE:
    default:
      return g_strdup_printf (_ ("%u %% of the pipeline"), n);
    }
}

/* What weighs more comes first; a commitment counts by what lacks to a certain win. */
static double
weight_of (const BwInsightFound *found,
           double                chance)
{
  return found->code == BW_INSIGHT_EARLY_COMMIT ? 1.0 - chance : found->doubt * chance;
}

/* Puts what was found about @deal into words; sorts @found, the gravest first.
 * Returns: (transfer full). */
BwInsight *
bw_inspection_word_deal (BwInspection   *inspection,
                         guint           deal,
                         BwInsightFound *found,
                         guint           n)
{
  const BwBook *book = inspection->book;
  const char   *name = bw_book_text (book, book->deals.name[deal]);
  double        chance = bw_inspection_chance (inspection, deal);
  BwInsight    *insight;

  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && weight_of (&found[k], chance) > weight_of (&found[k - 1], chance); k--)
      {
        BwInsightFound swap = found[k];

        found[k] = found[k - 1];
        found[k - 1] = swap;
      }
  insight = bw_insight_new (found[0].code, (gint32)deal, "", *name != '\0' ? name : bw_book_text (book, book->deals.ref[deal]));
  insight->amount = bw_inspection_worth (inspection, deal);
  insight->estimated = inspection->snapshot->amount[deal] == BW_MONEY_NONE;
  insight->stake = bw_inspection_stake (inspection, deal, found, n);
  insight->evidence = BW_EVIDENCE_DEAL;
  insight->period = inspection->period;
  for (guint i = 0; i < n; i++)
    {
      BwInsightFinding *finding = bw_insight_add_finding (insight, found[i].code, found[i].n,
                                                          word_found (inspection, deal, &found[i]),
                                                          word_briefly (inspection, deal, &found[i]));

      finding->state = found[i].state;
      finding->measure = found[i].measure;
      finding->dismissed = inspection->with_dismissed && bw_inspection_hides (inspection, found[i].code, (gint32)deal, "",
                                                                              found[i].state, found[i].measure);
    }
  bw_insight_finish (insight, book->currency);
  return insight;
}
