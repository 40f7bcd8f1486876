/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was known of a scope's deals on a day, laid out for forecasting and replaying.
 *
 * Won amounts and new deals are kept as running sums by day, so that any window of the past costs two
 * look-ups. Everything is as of the ledger's last day: columns that only have a present state (product,
 * account) are walked back through the history, the rest comes from a snapshot. O(deals + changes + days).
 *
 * An open deal without an amount is given the median of the amounts at which the same product was won up
 * to the day in question, else the product's list price, else the median of all won amounts. */

#include "core/bw-ledger.h"

#include <math.h>
#include <string.h>

#include "core/bw-quantile.h"

enum
{
  MAX_DAYS = 12 * 366,
  RECENT_DAYS = 182,
  MIN_RECENT_WINS = 10,
};

/* Returns: (transfer full) (array length=n_deals): what the column @present of @book, which @field is about, held at the
 * end of the day @at. */
gint32 *
bw_ledger_column_at (const BwBook *book,
                     BwField       field,
                     const gint32 *present,
                     BwDate        at)
{
  const BwHistory *history = &book->history;
  guint            n = book->deals.n;
  gint32          *values = g_new (gint32, n + 1);

  if (n == 0)
    return values;
  memcpy (values, present, sizeof *values * n);
  for (guint c = history->n; c > 0; c--)
    {
      const BwChange *change = &history->changes[c - 1];

      if (change->field == field && change->at > at && change->deal < n)
        values[change->deal] = (gint32)change->old_value;
    }
  return values;
}

/* Whether @deal, then owned by @owner, is in the ledger's scope. */
gboolean
bw_ledger_admits (const BwLedger *ledger,
                  guint           deal,
                  gint32          owner)
{
  gint32 account = ledger->account[deal];

  if (owner >= (gint32)ledger->mask->n_people || account >= (gint32)ledger->mask->n_accounts || deal >= ledger->mask->n_deals)
    return FALSE;
  return bw_scope_mask_admits (ledger->mask, deal, owner, account);
}

static gint64
won_amount (const BwSnapshot *now,
            guint             deal)
{
  if (!now->exists[deal] || now->kind[deal] != BW_STAGE_WON)
    return BW_MONEY_NONE;
  return now->amount[deal] == BW_MONEY_NONE ? 0 : now->amount[deal];
}

static BwDate
won_day (const BwSnapshot *now,
         guint             deal)
{
  return now->close[deal] != BW_DATE_NONE ? now->close[deal] : now->stage_since[deal];
}

/* The amount at which @deal was won as known on the last day, %BW_MONEY_NONE when it was not won. */
gint64
bw_ledger_won_amount (const BwLedger *ledger,
                      guint           deal)
{
  return won_amount (ledger->now, deal);
}

/* The day of a won deal's closing; when its date is unknown the day on which it came into its stage. */
BwDate
bw_ledger_won_day (const BwLedger *ledger,
                   guint           deal)
{
  return won_day (ledger->now, deal);
}

/* Whether @deal is new business that came on a known @day. Deals without a creation date that stood in the very
 * first export came some time before and do not count. */
gboolean
bw_ledger_is_arrival (const BwLedger *ledger,
                      guint           deal,
                      BwDate         *day)
{
  *day = bw_deal_birth (ledger->book, deal, ledger->as_of);
  if (*day == BW_DATE_NONE)
    return FALSE;
  if (!ledger->knows_creation)
    return *day > ledger->first_seen;
  return ledger->book->deals.created[deal] != BW_DATE_NONE && ledger->book->deals.created[deal] <= *day;
}

static void
add_day (const BwLedger *ledger,
         BwDate          day,
         double          amount,
         gboolean        is_win)
{
  gint64 i = (gint64)day - ledger->first_day;

  if (i < 0 || i >= ledger->n_days)
    return;
  if (is_win)
    {
      ledger->won[i + 1] += amount;
      ledger->won_square[i + 1] += amount * amount;
      ledger->n_won[i + 1]++;
    }
  else
    ledger->arrivals[i + 1]++;
}

static void
fill_days (BwLedger *ledger)
{
  ledger->won = g_new0 (double, ledger->n_days + 1);
  ledger->won_square = g_new0 (double, ledger->n_days + 1);
  ledger->n_won = g_new0 (guint32, ledger->n_days + 1);
  ledger->arrivals = g_new0 (guint32, ledger->n_days + 1);
  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (ledger, i);
      BwDate day;

      if (!bw_ledger_admits (ledger, i, ledger->now->owner[i]))
        continue;
      if (bw_ledger_is_arrival (ledger, i, &day))
        add_day (ledger, day, 0.0, FALSE);
      if (amount == BW_MONEY_NONE)
        continue;
      day = bw_ledger_won_day (ledger, i);
      if (day == BW_DATE_NONE)
        continue;
      add_day (ledger, day, (double)amount, TRUE);
      ledger->first_won = MIN (ledger->first_won, day);
    }
  for (guint i = 0; i < ledger->n_days; i++)
    {
      ledger->won[i + 1] += ledger->won[i];
      ledger->won_square[i + 1] += ledger->won_square[i];
      ledger->n_won[i + 1] += ledger->n_won[i];
      ledger->arrivals[i + 1] += ledger->arrivals[i];
    }
}

/* Returns: (transfer full): what was known of @scope at the end of the day @as_of. Keeps pointing at @book. */
BwLedger *
bw_ledger_new (const BwBook  *book,
               const BwScope *scope,
               BwDate         as_of)
{
  BwLedger *ledger = g_new0 (BwLedger, 1);
  BwDate    first = as_of;

  ledger->book = book;
  ledger->as_of = as_of;
  ledger->mask = bw_scope_mask_new (book, scope);
  ledger->now = bw_snapshot_new (book, as_of);
  ledger->product = bw_ledger_column_at (book, BW_FIELD_PRODUCT, book->deals.product, as_of);
  ledger->account = bw_ledger_column_at (book, BW_FIELD_ACCOUNT, book->deals.account, as_of);
  for (guint i = 0; i < book->deals.n; i++)
    {
      BwDate birth = bw_deal_birth (book, i, as_of);

      if (birth == BW_DATE_NONE)
        continue;
      first = MIN (first, birth);
      ledger->knows_creation |= book->deals.created[i] != BW_DATE_NONE && book->deals.created[i] <= as_of;
    }
  ledger->first_seen = first;
  ledger->first_day = MAX (first, as_of - MAX_DAYS);
  ledger->n_days = (guint)(as_of - ledger->first_day) + 1;
  ledger->first_won = as_of + 1;
  fill_days (ledger);
  return ledger;
}

/* Returns: (transfer full): what was known of the part @scope of @whole, which has to outlive it. */
BwLedger *
bw_ledger_new_part (const BwLedger *whole,
                    const BwScope  *scope)
{
  BwLedger *ledger = g_memdup2 (whole, sizeof *whole);

  ledger->whole = whole;
  ledger->mask = bw_scope_mask_new (whole->book, scope);
  ledger->first_won = whole->as_of + 1;
  fill_days (ledger);
  return ledger;
}

/* Frees @ledger (transfer full) (nullable). */
void
bw_ledger_free (BwLedger *ledger)
{
  if (ledger == NULL)
    return;
  bw_scope_mask_free (ledger->mask);
  if (ledger->whole == NULL)
    {
      bw_snapshot_free (ledger->now);
      g_free (ledger->product);
      g_free (ledger->account);
    }
  g_free (ledger->won);
  g_free (ledger->won_square);
  g_free (ledger->n_won);
  g_free (ledger->arrivals);
  g_free (ledger);
}

/* The index of @day in the running sums, as near as they reach. */
static guint
day_index (const BwLedger *ledger,
           gint64          day)
{
  return (guint)CLAMP (day - ledger->first_day, 0, (gint64)ledger->n_days);
}

/* The scope's won amount from @from to @to, both included, as far as it lies in the past. */
double
bw_ledger_won_between (const BwLedger *ledger,
                       BwDate          from,
                       BwDate          to)
{
  return to < from ? 0.0
                   : ledger->won[day_index (ledger, (gint64)to + 1)] - ledger->won[day_index (ledger, from)];
}

/* The number of the scope's new deals from @from to @to, both included. */
guint
bw_ledger_arrivals_between (const BwLedger *ledger,
                            BwDate          from,
                            BwDate          to)
{
  return to < from ? 0
                   : ledger->arrivals[day_index (ledger, (gint64)to + 1)] - ledger->arrivals[day_index (ledger, from)];
}

/* Mean and variance of the scope's amounts won in the half year up to @at, or, when those are few, ever
 * before; and how many they are. */
void
bw_ledger_recent_wins (const BwLedger *ledger,
                       BwDate          at,
                       double         *mean,
                       double         *variance,
                       guint          *n)
{
  guint  to = day_index (ledger, (gint64)at + 1), from = day_index (ledger, (gint64)at + 1 - RECENT_DAYS);
  double sum, square;

  if (ledger->n_won[to] - ledger->n_won[from] < MIN_RECENT_WINS)
    from = 0;
  *n = ledger->n_won[to] - ledger->n_won[from];
  *mean = *variance = 0.0;
  if (*n == 0)
    return;
  sum = ledger->won[to] - ledger->won[from];
  square = ledger->won_square[to] - ledger->won_square[from];
  *mean = sum / *n;
  *variance = MAX (0.0, square / *n - *mean * *mean);
}

/* The variance that what the scope won from @from to @to has by the luck of single wins, over its square: 1 when one win brought all,
 * 1 / n for n alike; 1 when there were none. */
double
bw_ledger_luck (const BwLedger *ledger,
                BwDate          from,
                BwDate          to)
{
  guint  first = day_index (ledger, from), end = day_index (ledger, (gint64)to + 1);
  double sum = ledger->won[end] - ledger->won[first], square = ledger->won_square[end] - ledger->won_square[first];

  return end > first && sum > 0.0 ? CLAMP (square / (sum * sum), 0.0, 1.0) : 1.0;
}

/* Of whole amounts, put into another order. */
static double
median (double *amounts,
        guint   n)
{
  double middle;

  bw_quantiles (amounts, n, (const double[]) { 0.5 }, 1, &middle);
  return middle;
}

/* What a deal without an amount is taken to be worth, by product, from what had been won up to @at; @now is the state
 * of the deals of @book and @product their products.
 * Returns: (transfer full) (array length=n_products + 1): minor units, the last for deals without a product. */
double *
bw_ledger_estimates (const BwBook     *book,
                     const BwSnapshot *now,
                     const gint32     *product,
                     BwDate            at)
{
  guint              n_products = book->products->len, n = 0;
  g_autofree guint  *first = g_new0 (guint, n_products + 2);
  g_autofree guint  *fill = NULL;
  g_autofree double *amounts = NULL;
  double            *estimates = g_new0 (double, n_products + 1);
  double             overall = 0.0;

  for (int pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < now->n; i++)
        {
          gint64 amount = won_amount (now, i);
          guint  slot = product[i] >= 0 && (guint)product[i] < n_products ? (guint)product[i] : n_products;

          if (amount <= 0 || won_day (now, i) > at)
            continue;
          if (pass == 0)
            first[slot + 1]++;
          else
            amounts[fill[slot]++] = (double)amount;
        }
      if (pass == 1)
        break;
      for (guint p = 0; p <= n_products; p++)
        first[p + 1] += first[p];
      n = first[n_products + 1];
      fill = g_memdup2 (first, sizeof *first * (n_products + 1));
      amounts = g_new (double, n + 1);
    }
  for (guint p = 0; p < n_products; p++)
    {
      gint64 price = bw_book_product (book, p)->list_price;

      if (first[p + 1] > first[p])
        estimates[p] = median (amounts + first[p], first[p + 1] - first[p]);
      else
        estimates[p] = price == BW_MONEY_NONE ? -1.0 : (double)price;
    }
  if (n > 0)
    overall = median (amounts, n);
  estimates[n_products] = overall;
  for (guint p = 0; p < n_products; p++)
    if (estimates[p] < 0.0)
      estimates[p] = overall;
  return estimates;
}

/* The standard deviation of the scope's won amounts about what would have been put in their place,
 * relative to that. */
double
bw_ledger_amount_spread (const BwLedger *ledger)
{
  g_autofree double *estimates = bw_ledger_estimates (ledger->book, ledger->now, ledger->product, ledger->as_of);
  guint              n_products = ledger->book->products->len, n = 0;
  double             sum = 0.0;

  for (guint i = 0; i < ledger->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (ledger, i);
      gint32 product = ledger->product[i];
      double estimate = estimates[product >= 0 && (guint)product < n_products ? (guint)product : n_products], error;

      if (amount <= 0 || estimate <= 0.0)
        continue;
      error = MIN ((double)amount / estimate, 10.0) - 1.0;
      sum += error * error;
      n++;
    }
  return n > 0 ? sqrt (sum / n) : 0.0;
}

/* The scope's deals that were open in @snapshot, a day up to the ledger's last; @counts tells the classes
 * of stages.
 * Returns: (transfer full) (element-type BwOpenDeal) */
GArray *
bw_ledger_open_deals (const BwLedger       *ledger,
                      const BwHazardCounts *counts,
                      const BwSnapshot     *snapshot)
{
  GArray            *open = g_array_new (FALSE, FALSE, sizeof (BwOpenDeal));
  g_autofree double *estimates = NULL;
  gboolean           by_stage = bw_hazard_by_stage (counts);
  guint              n_products = ledger->book->products->len;

  for (guint i = 0; i < snapshot->n; i++)
    {
      BwOpenDeal deal = { .deal = i, .owner = snapshot->owner[i] };
      BwDate     entered;
      gint32     klass = bw_hazard_class (counts, snapshot->stage[i]);

      if (!snapshot->exists[i] || snapshot->kind[i] != BW_STAGE_OPEN || klass < 0 ||
          !bw_ledger_admits (ledger, i, deal.owner))
        continue;
      entered = bw_deal_birth (ledger->book, i, snapshot->at);
      if (entered == BW_DATE_NONE)
        entered = snapshot->at;
      deal.whole_age = (guint16)MIN ((snapshot->at - entered) / 7, G_MAXUINT16);
      if (by_stage && snapshot->stage_since[i] != BW_DATE_NONE)
        entered = MAX (entered, MIN (snapshot->stage_since[i], snapshot->at));
      deal.klass = (guint16)klass;
      deal.age = (guint16)MIN ((snapshot->at - entered) / 7, BW_HAZARD_N_AGES - 1);
      deal.probability = snapshot->probability[i];
      deal.omitted = snapshot->category[i] == BW_CATEGORY_OMITTED;
      deal.close = snapshot->close[i];
      if (snapshot->amount[i] == BW_MONEY_NONE)
        {
          gint32 product = ledger->product[i];

          if (estimates == NULL)
            estimates = bw_ledger_estimates (ledger->book, ledger->now, ledger->product, snapshot->at);
          deal.estimated = TRUE;
          deal.amount = estimates[product >= 0 && (guint)product < n_products ? (guint)product : n_products];
        }
      else
        deal.amount = (double)snapshot->amount[i];
      g_array_append_val (open, deal);
    }
  return open;
}
