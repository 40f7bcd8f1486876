/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings about the pipeline of a period.
 *
 * Each rule looks at the state of the deals on one day, as far as it was known then, and says what it saw with the
 * numbers it rests on. Findings are ranked by the money at stake. A large pipeline has more findings than
 * anybody reads, so a page asks for the largest alone and only these are put into words.
 *
 * A deal is looked at when it is open, in the scope, not omitted, and dated in the period or overdue. The stall
 * line of a stage is the 75th percentile (the smallest number of days that three quarters do not exceed) of the
 * days that deals spent in it before they advanced, to a later stage or to won; with fewer than ten of them that
 * of all stages together.
 *
 * A deal without an amount counts with the estimate that the forecast uses (bw-ledger.c), and the words say "about".
 *
 * O(deals + changes); of many findings the largest are selected before they are sorted (C. A. R. Hoare, "Find", 1961). */

#include "core/bw-insight.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-ledger.h"

enum
{
  MANY_PUSHES = 3,
  SILENT_DAYS = 30,
  LAST_DAYS = 14,        /* of the period */
  LARGE_SHARE = 4,       /* a quarter of the pipeline */
  ENOUGH = 10,           /* deals for a stall line of a stage's own */
  MAX_STAGE_DAYS = 1500, /* longer stays count as this long */
};

static const struct
{
  const char *name;
  const char *action;
} codes[BW_N_INSIGHTS] = {
  [BW_INSIGHT_OVERDUE] = { "overdue", N_ ("Close it, or agree on a new date.") },
  [BW_INSIGHT_PUSHED] = { "pushed", N_ ("Ask what has to happen first, and date the deal by that.") },
  [BW_INSIGHT_STUCK] = { "stuck", N_ ("Find out what blocks the next stage, or let the deal go.") },
  [BW_INSIGHT_SILENT] = { "silent", N_ ("Get in touch with the customer, or let the deal go.") },
  [BW_INSIGHT_EARLY_COMMIT] = { "early_commit", N_ ("Ask what makes it certain, or take it out of the commitment.") },
  [BW_INSIGHT_LATE_START] = { "late_start", N_ ("Check whether the date can hold, or move it on.") },
  [BW_INSIGHT_UNDATED] = { "undated", N_ ("Give each a close date, so that it counts in a period.") },
  [BW_INSIGHT_CONCENTRATION] = { "concentration", N_ ("Plan for the period without it as well.") },
  [BW_INSIGHT_COVERAGE] = { "coverage", N_ ("Find new deals, or pull deals in from later periods.") },
};

/* A finding before it is put into words. */
typedef struct
{
  gint64 amount;
  gint32 deal;
  guint8 code;
  guint8 estimated; /* whether the amount is, wholly or in part */
  guint  n;         /* days, pushes, deals or per cent */
} Finding;

/* A sum of deals. */
typedef struct
{
  gint64   amount;
  guint    n;
  gboolean estimated;
} Sum;

/* What the rules need. */
typedef struct
{
  const BwBook      *book;
  const BwSnapshot  *snapshot;
  const BwPeriod    *period;
  BwDate             as_of;
  const BwStallLine *lines;
  gint32            *positions; /* of each stage among the open ones, -1 for the others */
  int                n_open_stages;
  GArray            *findings; /* Finding */
  gint64             won;
  Sum                open, undated;
  gint32             largest;   /* deal of the pipeline, -1 for none */
  gboolean           single;    /* one deal alone, which is not worth estimating */
  gint32            *products;  /* of each deal as of the day; NULL until an estimate is asked for */
  double            *estimates; /* by product, the last without one */
} Inspection;

static gint64
known (gint64 amount)
{
  return amount == BW_MONEY_NONE ? 0 : amount;
}

/* What deal @i is worth: its amount, else an estimate, 0 when there is nothing to go by. */
static gint64
worth (Inspection *inspection,
       guint       i)
{
  const BwBook *book = inspection->book;
  guint         n = book->products->len;
  gint32        product;

  if (inspection->snapshot->amount[i] != BW_MONEY_NONE)
    return inspection->snapshot->amount[i];
  if (inspection->single)
    return 0;
  if (inspection->products == NULL)
    {
      inspection->products =
        bw_ledger_column_at (book, BW_FIELD_PRODUCT, book->deals.product, inspection->as_of);
      inspection->estimates =
        bw_ledger_estimates (book, inspection->snapshot, inspection->products, inspection->as_of);
    }
  product = inspection->products[i];
  return (gint64)(inspection->estimates[product >= 0 && (guint)product < n ? (guint)product : n] + 0.5);
}

static void
add_to_sum (Sum     *sum,
            gint64   amount,
            gboolean estimated)
{
  sum->amount += amount;
  sum->estimated |= estimated;
  sum->n++;
}

static int
find_percentile (const guint32 *days,
                 guint          n)
{
  guint below = 0;

  for (int d = 0; d <= MAX_STAGE_DAYS && n > 0; d++)
    {
      below += days[d];
      if ((guint64)below * 4 >= (guint64)n * 3)
        return d;
    }
  return -1;
}

/* Whether a move between stages leads on: to a later open stage or to won. */
static gboolean
is_advance (const BwBook *book,
            gint64        from,
            gint64        to)
{
  if (from < 0 || from >= book->stages->len || to < 0 || to >= book->stages->len ||
      bw_book_stage (book, from)->kind != BW_STAGE_OPEN)
    return FALSE;
  return bw_book_stage (book, to)->kind == BW_STAGE_WON ||
         (bw_book_stage (book, to)->kind == BW_STAGE_OPEN && to > from);
}

/* The line of each stage beyond which a deal is stuck, by what was known on @as_of.
 * Returns: (transfer full): one for each stage of @book. */
BwStallLine *
bw_stall_lines_new (const BwBook *book,
                    BwDate        as_of)
{
  guint               n_stages = book->stages->len;
  BwStallLine        *lines = g_new0 (BwStallLine, n_stages + 1);
  g_autofree guint32 *days = g_new0 (guint32, (gsize)(n_stages + 1) * (MAX_STAGE_DAYS + 1));
  guint32            *pooled = days + (gsize)n_stages * (MAX_STAGE_DAYS + 1);
  guint               n_pooled = 0;

  for (guint i = 0; i < book->deals.n; i++)
    {
      guint           n;
      const BwChange *changes = bw_history_of (&book->history, i, &n);
      BwDate          since = book->deals.created[i];

      for (guint c = 0; c < n && changes[c].at <= as_of; c++)
        {
          if (changes[c].field != BW_FIELD_STAGE)
            continue;
          if (since != BW_DATE_NONE && changes[c].at >= since &&
              is_advance (book, changes[c].old_value, changes[c].new_value))
            {
              int stay = MIN (changes[c].at - since, MAX_STAGE_DAYS);

              days[changes[c].old_value * (MAX_STAGE_DAYS + 1) + stay]++;
              pooled[stay]++;
              lines[changes[c].old_value].n++;
              n_pooled++;
            }
          since = changes[c].at;
        }
    }
  for (guint s = 0; s < n_stages; s++)
    {
      gboolean own = lines[s].n >= ENOUGH;

      lines[s].pooled = !own;
      lines[s].n = own ? lines[s].n : n_pooled;
      lines[s].days = find_percentile (own ? days + (gsize)s * (MAX_STAGE_DAYS + 1) : pooled, lines[s].n);
    }
  return lines;
}

/* The last activity that was known on @as_of. */
static BwDate
activity_at (const BwBook *book,
             guint         i,
             BwDate        as_of)
{
  BwDate          activity = book->deals.activity[i];
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, i, &n);

  for (guint c = n; c > 0 && changes[c - 1].at > as_of; c--)
    if (changes[c - 1].field == BW_FIELD_ACTIVITY)
      activity = (BwDate)changes[c - 1].old_value;
  return activity <= as_of ? activity : BW_DATE_NONE;
}

static void
add_finding (Inspection   *inspection,
             BwInsightCode code,
             gint32        deal,
             gint64        amount,
             gboolean      estimated,
             guint         n)
{
  Finding finding = { amount, deal, code, (guint8)(estimated != FALSE), n };

  g_array_append_val (inspection->findings, finding);
}

/* The rules about one deal that is open, wanted, and dated in the period or overdue. */
static void
inspect_deal (Inspection *inspection,
              guint       i)
{
  const BwSnapshot *snapshot = inspection->snapshot;
  BwDate            as_of = inspection->as_of, close = snapshot->close[i];
  BwDate            activity = activity_at (inspection->book, i, as_of);
  gint64            amount = worth (inspection, i);
  gboolean          estimated = snapshot->amount[i] == BW_MONEY_NONE;
  guint             stage = snapshot->stage[i];
  gboolean          staged = stage < inspection->book->stages->len;
  int               position = staged ? inspection->positions[stage] : -1;

  if (close < as_of)
    add_finding (inspection, BW_INSIGHT_OVERDUE, (gint32)i, amount, estimated, (guint)(as_of - close));
  if (snapshot->pushes[i] >= MANY_PUSHES)
    add_finding (inspection, BW_INSIGHT_PUSHED, (gint32)i, amount, estimated, snapshot->pushes[i]);
  if (staged && inspection->lines[stage].days >= 0 && snapshot->stage_since[i] != BW_DATE_NONE &&
      as_of - snapshot->stage_since[i] > inspection->lines[stage].days)
    add_finding (inspection, BW_INSIGHT_STUCK, (gint32)i, amount, estimated, (guint)(as_of - snapshot->stage_since[i]));
  if (activity != BW_DATE_NONE && as_of - activity >= SILENT_DAYS)
    add_finding (inspection, BW_INSIGHT_SILENT, (gint32)i, amount, estimated, (guint)(as_of - activity));
  if (snapshot->category[i] == BW_CATEGORY_COMMIT && position >= 0 && position * 2 < inspection->n_open_stages - 1 &&
      bw_book_stage (inspection->book, stage)->category != BW_CATEGORY_COMMIT)
    add_finding (inspection, BW_INSIGHT_EARLY_COMMIT, (gint32)i, amount, estimated, (guint)position + 1);
  if (position == 0 && inspection->n_open_stages > 1 && close >= as_of && as_of <= inspection->period->to &&
      inspection->period->to - as_of < LAST_DAYS)
    add_finding (inspection, BW_INSIGHT_LATE_START, (gint32)i, amount, estimated, (guint)(close - as_of));
}

static gint32
account_at (const BwBook *book,
            guint         i,
            BwDate        as_of)
{
  gint32          account = book->deals.account[i];
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, i, &n);

  for (guint c = n; c > 0 && changes[c - 1].at > as_of; c--)
    if (changes[c - 1].field == BW_FIELD_ACCOUNT)
      account = (gint32)changes[c - 1].old_value;
  return account;
}

static void
inspect_deals (Inspection        *inspection,
               const BwScopeMask *mask)
{
  const BwSnapshot *snapshot = inspection->snapshot;
  gint64            largest = -1;

  for (guint i = 0; i < snapshot->n; i++)
    {
      BwDate   close = snapshot->close[i];
      gboolean in_period = bw_period_contains (inspection->period, close), estimated;
      gint64   amount;

      if (!snapshot->exists[i] || (snapshot->kind[i] != BW_STAGE_OPEN && !in_period) ||
          !bw_scope_mask_admits (mask, i, snapshot->owner[i],
                                 mask->accounts != NULL ? account_at (inspection->book, i, snapshot->at) : BW_NOBODY))
        continue;
      if (snapshot->kind[i] == BW_STAGE_WON)
        inspection->won += known (snapshot->amount[i]);
      if (snapshot->kind[i] != BW_STAGE_OPEN || snapshot->category[i] == BW_CATEGORY_OMITTED ||
          (close != BW_DATE_NONE && !in_period && close >= inspection->as_of))
        continue;
      amount = worth (inspection, i);
      estimated = snapshot->amount[i] == BW_MONEY_NONE;
      if (close == BW_DATE_NONE)
        {
          add_to_sum (&inspection->undated, amount, estimated);
          continue;
        }
      if (in_period)
        {
          add_to_sum (&inspection->open, amount, estimated);
          if (amount > largest)
            {
              largest = amount;
              inspection->largest = (gint32)i;
            }
        }
      inspect_deal (inspection, i);
    }
}

/* The rules about the pipeline as a whole. */
static void
inspect_pipeline (Inspection    *inspection,
                  const BwScope *scope)
{
  const Sum *open = &inspection->open, *undated = &inspection->undated;
  gint64     quota = bw_scope_quota (inspection->book, scope, inspection->period), missing;

  if (undated->n > 0)
    add_finding (inspection, BW_INSIGHT_UNDATED, BW_NOBODY, undated->amount, undated->estimated, undated->n);
  if (open->n > 1)
    {
      gint64 amount = worth (inspection, (guint)inspection->largest);

      if (amount > open->amount / LARGE_SHARE)
        add_finding (inspection, BW_INSIGHT_CONCENTRATION, inspection->largest, amount,
                     inspection->snapshot->amount[inspection->largest] == BW_MONEY_NONE,
                     (guint)((double)amount * 100.0 / (double)open->amount + 0.5));
    }
  missing = quota == BW_MONEY_NONE ? 0 : quota - inspection->won - open->amount;
  if (missing > 0 && inspection->as_of <= inspection->period->to)
    add_finding (inspection, BW_INSIGHT_COVERAGE, BW_NOBODY, missing, open->estimated, open->n);
}

/* The most money first; then the graver kind, and the book's order. */
static int
compare_findings (const void *a,
                  const void *b)
{
  const Finding *x = a, *y = b;

  if (x->amount != y->amount)
    return x->amount > y->amount ? -1 : 1;
  if (x->code != y->code)
    return (int)x->code - (int)y->code;
  return (x->deal > y->deal) - (x->deal < y->deal);
}

/* Brings the @n_most largest of @findings to the front. */
static void
select_largest (GArray *findings,
                guint   n_most)
{
  Finding *all = (Finding *)(void *)findings->data;
  gint64   low = 0, high = (gint64)findings->len - 1;

  while (low < high)
    {
      Finding pivot = all[low + (high - low) / 2], swap;
      gint64  i = low, j = high;

      while (i <= j)
        {
          while (compare_findings (&all[i], &pivot) < 0)
            i++;
          while (compare_findings (&all[j], &pivot) > 0)
            j--;
          if (i > j)
            break;
          swap = all[i];
          all[i++] = all[j];
          all[j--] = swap;
        }
      if ((gint64)n_most <= j)
        high = j;
      else if ((gint64)n_most >= i)
        low = i;
      else
        return;
    }
}

/* Returns: (transfer full) (nullable): @amount for a sentence, %NULL when there is nothing to go by. */
static char *
word_amount (const Inspection *inspection,
             gint64            amount,
             gboolean          estimated)
{
  g_autofree char *money = bw_money_format_compact (amount, inspection->book->currency);

  if (!estimated)
    return g_steal_pointer (&money);
  /* Translators: an estimated amount of money. */
  return amount > 0 ? g_strdup_printf (_ ("about %s"), money) : NULL;
}

/* Returns: (transfer full): the deal's name and amount, as sentences begin. */
static char *
introduce (const Inspection *inspection,
           const Finding    *finding)
{
  const BwBook    *book = inspection->book;
  const char      *name = bw_book_text (book, book->deals.name[finding->deal]);
  g_autofree char *money = word_amount (inspection, finding->amount, finding->estimated);

  if (*name == '\0')
    name = bw_book_text (book, book->deals.ref[finding->deal]);
  if (money == NULL)
    return g_strdup_printf (_ ("“%s”"), name);
  /* Translators: a deal's name and its amount. */
  return g_strdup_printf (_ ("“%s” (%s)"), name, money);
}

/* The sentence about one deal, which @deal introduces. */
static char *
word_deal (const Inspection *inspection,
           const Finding    *finding,
           const char       *deal)
{
  const BwBook      *book = inspection->book;
  guint              stage = inspection->snapshot->stage[finding->deal];
  BwText             stage_text = stage < book->stages->len ? bw_book_stage (book, stage)->name : 0;
  const char        *stage_name = bw_book_text (book, stage_text);
  const BwStallLine *line = &inspection->lines[MIN (stage, book->stages->len)];

  switch (finding->code)
    {
    case BW_INSIGHT_OVERDUE:
      return g_strdup_printf (ngettext ("%s should have closed %u day ago and is still open.",
                                        "%s should have closed %u days ago and is still open.", finding->n),
                              deal, finding->n);
    case BW_INSIGHT_PUSHED:
      return g_strdup_printf (ngettext ("The close date of %s was moved later %u time.",
                                        "The close date of %s was moved later %u times.", finding->n),
                              deal, finding->n);
    case BW_INSIGHT_STUCK:
      return g_strdup_printf (line->pooled
                                ? _ ("%s has been in %s for %u days; three quarters of the deals that advanced "
                                     "from any stage did so within %d days (%u cases).")
                                : _ ("%s has been in %s for %u days; three quarters of the deals that advanced "
                                     "from there did so within %d days (%u cases)."),
                              deal, stage_name, finding->n, line->days, line->n);
    case BW_INSIGHT_SILENT:
      return g_strdup_printf (ngettext ("%s has had no activity for %u day.",
                                        "%s has had no activity for %u days.", finding->n),
                              deal, finding->n);
    case BW_INSIGHT_EARLY_COMMIT:
      return g_strdup_printf (_ ("%s counts as %s, but is only in %s."), deal,
                              bw_deal_category_title (book, BW_CATEGORY_COMMIT), stage_name);
    case BW_INSIGHT_LATE_START:
      return g_strdup_printf (ngettext ("%s is to close in %u day, but is still in %s.",
                                        "%s is to close in %u days, but is still in %s.", finding->n),
                              deal, finding->n, stage_name);
    case BW_INSIGHT_CONCENTRATION:
    default:
      return g_strdup_printf (_ ("%s alone is %u %% of the open pipeline."), deal, finding->n);
    }
}

static char *
word_pipeline (const Inspection *inspection,
               const Finding    *finding)
{
  g_autofree char *amount = word_amount (inspection, finding->amount, finding->estimated);
  g_autofree char *open = word_amount (inspection, inspection->open.amount, inspection->open.estimated);

  if (finding->code == BW_INSIGHT_UNDATED && amount == NULL)
    return g_strdup_printf (ngettext ("%u open deal has no close date.", "%u open deals have no close date.", finding->n),
                            finding->n);
  if (finding->code == BW_INSIGHT_UNDATED)
    return g_strdup_printf (ngettext ("%u open deal (%s) has no close date.", "%u open deals (%s) have no close date.",
                                      finding->n),
                            finding->n, amount);
  if (inspection->open.n == 0)
    return g_strdup_printf (_ ("No open deals are left, and %s is missing to the quota."), amount);
  if (open == NULL)
    return g_strdup_printf (_ ("%s is missing to the quota, and nobody knows what the open deals are worth."), amount);
  return g_strdup_printf (_ ("Even if every open deal (%s) is won, %s will be missing to the quota."), open, amount);
}

static BwInsight *
word (const Inspection *inspection,
      const Finding    *finding)
{
  BwInsight       *insight = g_new0 (BwInsight, 1);
  g_autofree char *deal = finding->deal >= 0 ? introduce (inspection, finding) : NULL;

  insight->code = finding->code;
  insight->deal = finding->deal;
  insight->amount = finding->amount;
  insight->n = finding->n;
  insight->text = deal != NULL ? word_deal (inspection, finding, deal) : word_pipeline (inspection, finding);
  insight->action = _ (codes[finding->code].action);
  return insight;
}

/* Gives the open stages their numbers. */
static void
number_stages (Inspection *inspection)
{
  for (guint s = 0; s < inspection->book->stages->len; s++)
    inspection->positions[s] =
      bw_book_stage (inspection->book, s)->kind == BW_STAGE_OPEN ? inspection->n_open_stages++ : -1;
}

/* What deserves a look in the pipeline of @scope and @period on the day @as_of, by what was known then: the
 * @n_most findings with the most money at stake, those first.
 * Returns: (transfer full) (element-type BwInsight): the findings. */
GPtrArray *
bw_insights_new_largest (const BwBook   *book,
                         const BwScope  *scope,
                         const BwPeriod *period,
                         BwDate          as_of,
                         guint           n_most)
{
  GPtrArray *insights = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_insight_free);
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, scope);
  g_autofree BwStallLine *lines = bw_stall_lines_new (book, as_of);
  g_autofree gint32      *positions = g_new (gint32, book->stages->len + 1);
  Inspection              inspection = {
                 .book = book,
                 .snapshot = snapshot,
                 .period = period,
                 .as_of = as_of,
                 .lines = lines,
                 .positions = positions,
                 .findings = findings,
                 .largest = -1,
  };

  number_stages (&inspection);
  inspect_deals (&inspection, mask);
  inspect_pipeline (&inspection, scope);
  if (n_most < findings->len)
    {
      select_largest (findings, n_most);
      g_array_set_size (findings, n_most);
    }
  g_array_sort (findings, compare_findings);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (insights, word (&inspection, &g_array_index (findings, Finding, i)));
  g_free (inspection.products);
  g_free (inspection.estimates);
  return insights;
}

/* All that deserves a look; see bw_insights_new_largest(), which spares the words of what nobody reads.
 * Returns: (transfer full) (element-type BwInsight): the findings, the most money first. */
GPtrArray *
bw_insights_new (const BwBook   *book,
                 const BwScope  *scope,
                 const BwPeriod *period,
                 BwDate          as_of)
{
  return bw_insights_new_largest (book, scope, period, as_of, G_MAXUINT);
}

/* What deserves a look about one @deal alone, whatever period it is dated in, on the day of @snapshot; @lines are those of
 * bw_stall_lines_new() for that day. O(stages), for a page that shows one deal after the other.
 * Returns: (transfer full) (element-type BwInsight): the findings. */
GPtrArray *
bw_insights_new_of_deal (const BwBook      *book,
                         const BwSnapshot  *snapshot,
                         const BwStallLine *lines,
                         const BwPeriod    *period,
                         guint              deal)
{
  GPtrArray *insights = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_insight_free);
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  g_autofree gint32 *positions = g_new (gint32, book->stages->len + 1);
  Inspection         inspection = {
            .book = book,
            .snapshot = snapshot,
            .period = period,
            .as_of = snapshot->at,
            .lines = lines,
            .positions = positions,
            .findings = findings,
            .largest = -1,
            .single = TRUE,
  };

  if (deal >= snapshot->n || !snapshot->exists[deal] || snapshot->kind[deal] != BW_STAGE_OPEN ||
      snapshot->category[deal] == BW_CATEGORY_OMITTED || snapshot->close[deal] == BW_DATE_NONE)
    return insights;
  number_stages (&inspection);
  inspect_deal (&inspection, deal);
  g_array_sort (findings, compare_findings);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (insights, word (&inspection, &g_array_index (findings, Finding, i)));
  return insights;
}

/* Frees @insight (transfer full) (nullable). */
void
bw_insight_free (BwInsight *insight)
{
  if (insight == NULL)
    return;
  g_free (insight->text);
  g_free (insight);
}

/* Returns: (transfer none): the code's name in files and commands, such as "overdue". */
const char *
bw_insight_code_name (BwInsightCode code)
{
  return codes[code].name;
}
