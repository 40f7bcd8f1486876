/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manager's quota shared out among those who report, and how the two compare.
 *
 * Parts are by weights: even; what each one, with everyone below, closed in the year before; or what is open with each and what the accounts
 * of each bought in the two years before. A year of one person is little to go by, so that each weight is drawn towards the mean of all
 * (w + mean / 4). Somebody new, or who leaves in the period, gets the part of a settled person's that the book's own ramp
 * says (bw-ramp.h), by months within the period. Parts are whole minor units and add up to the amount: what rounding leaves goes to those
 * who lost most by it. O(deals x depth). */

#include "core/bw-quota-share.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-quota-edit.h"
#include "core/bw-quota-log.h"
#include "core/bw-ramp.h"

/* How much of the mean each weight is drawn to. */
#define MEAN_SHARE 0.25

/* Days in a month. */
#define MONTH (365.25 / 12.0)

enum
{
  YEAR = 365,
};

static const struct
{
  const char *name;
  const char *title;
} kinds[BW_N_SHARES] = {
  [BW_SHARE_EVEN] = { "even", N_ ("Evenly") },
  [BW_SHARE_PAST] = { "past", N_ ("By what each closed in the year before") },
  [BW_SHARE_POTENTIAL] = { "potential", N_ ("By potential: what is open, and what the accounts bought") },
};

/* Whether @person reports to @manager (%BW_NOBODY: stands at the top) and is there in @period. */
static gboolean
is_report (const BwBook   *book,
           gint32          person,
           gint32          manager,
           const BwPeriod *period)
{
  const BwPerson *row = bw_book_person (book, person);

  return row->merged == 0 && row->manager == manager && (row->ended == BW_DATE_NONE || row->ended >= period->from) &&
         (row->started == BW_DATE_NONE || row->started <= period->to) && row->role != BW_ROLE_OPERATIONS && row->role != BW_ROLE_VIEWER;
}

/* ---- Parent and children ---- */

/* Returns: (transfer full) (element-type BwQuotaGap): the organisation, then everybody to whom somebody reports. */
GArray *
bw_quota_gaps (const BwBook   *book,
               const BwPeriod *period)
{
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (BwQuotaGap));

  for (gint32 person = BW_NOBODY; person < (gint32)book->people->len; person++)
    {
      BwQuotaGap gap = { .person = person, .quota = bw_book_own_quota (book, person, period), .below = BW_MONEY_NONE };

      for (guint i = 0; i < book->people->len; i++)
        {
          gint64 quota;

          if (!is_report (book, (gint32)i, person, period))
            continue;
          quota = bw_book_own_quota (book, (gint32)i, period);
          if (quota == BW_MONEY_NONE)
            {
              gap.n_without++;
              continue;
            }
          gap.n_with++;
          gap.below = (gap.below == BW_MONEY_NONE ? 0 : gap.below) + quota;
        }
      if (gap.n_with + gap.n_without > 0)
        g_array_append_val (gaps, gap);
    }
  return gaps;
}

/* ---- Weights ---- */

/* The one of @parts to whom @owner belongs, or at whose top @owner stands; -1: nobody's. */
static int *
find_heads (const BwBook *book,
            const GArray *parts)
{
  int *heads = g_new (int, book->people->len + 1);

  for (guint i = 0; i < book->people->len; i++)
    {
      gint32 at = (gint32)i;

      heads[i] = -1;
      for (guint steps = 0; at >= 0 && heads[i] < 0 && steps <= book->people->len; steps++)
        {
          for (guint p = 0; p < parts->len && heads[i] < 0; p++)
            if (g_array_index (parts, BwQuotaPart, p).person == at)
              heads[i] = (int)p;
          at = bw_book_person (book, at)->manager;
        }
    }
  return heads;
}

static void
weigh (const BwLedger *ledger,
       GArray         *parts,
       BwShareKind     kind)
{
  const BwSnapshot *now = ledger->now;
  g_autofree int   *heads = find_heads (ledger->book, parts);
  int               years = kind == BW_SHARE_POTENTIAL ? 2 : 1;
  double            sum = 0.0;

  for (guint i = 0; i < now->n; i++)
    {
      gint32 owner = now->owner[i], account = ledger->book->deals.account[i];
      gint64 won = bw_ledger_won_amount (ledger, i);
      double amount = now->amount[i] == BW_MONEY_NONE ? 0.0 : (double)now->amount[i];

      if (!now->exists[i])
        continue;
      /* What an account bought is the potential of whoever has the account now. */
      if (kind == BW_SHARE_POTENTIAL && won != BW_MONEY_NONE && account >= 0 && bw_book_account (ledger->book, account)->owner >= 0)
        owner = bw_book_account (ledger->book, account)->owner;
      if (owner < 0 || (guint)owner >= ledger->book->people->len || heads[owner] < 0)
        continue;
      if (won != BW_MONEY_NONE && bw_ledger_won_day (ledger, i) > ledger->as_of - years * YEAR)
        g_array_index (parts, BwQuotaPart, heads[owner]).weight += (double)won / years;
      else if (kind == BW_SHARE_POTENTIAL && won == BW_MONEY_NONE && now->kind[i] == BW_STAGE_OPEN)
        g_array_index (parts, BwQuotaPart, heads[owner]).weight += amount;
    }
  for (guint p = 0; p < parts->len; p++)
    sum += g_array_index (parts, BwQuotaPart, p).weight;
  for (guint p = 0; p < parts->len; p++)
    g_array_index (parts, BwQuotaPart, p).weight += sum > 0.0 ? MEAN_SHARE * sum / parts->len : 1.0;
}

/* How much of a settled person's @person is expected to sell in @period. */
static double
find_ramp (const BwBook   *book,
           const BwRamp   *ramp,
           gint32          person,
           const BwPeriod *period)
{
  const BwPerson *row = bw_book_person (book, person);
  double          sum = 0.0;

  for (BwDate day = period->from; day <= period->to; day++)
    {
      if ((row->started != BW_DATE_NONE && day < row->started) || (row->ended != BW_DATE_NONE && day > row->ended))
        continue;
      sum += row->started != BW_DATE_NONE ? bw_ramp_share (ramp, (double)(day - row->started) / MONTH) : 1.0;
    }
  return MIN (sum / bw_period_n_days (period), 1.0);
}

/* ---- Sharing out ---- */

/* Cuts @amount by weight and ramp. */
static void
cut (GArray *parts,
     gint64  amount)
{
  g_autofree double *rest = g_new0 (double, parts->len + 1);
  double             sum = 0.0;
  gint64             left = amount;

  for (guint p = 0; p < parts->len; p++)
    sum += g_array_index (parts, BwQuotaPart, p).weight * g_array_index (parts, BwQuotaPart, p).ramp;
  for (guint p = 0; p < parts->len; p++)
    {
      BwQuotaPart *part = &g_array_index (parts, BwQuotaPart, p);
      double       exact = sum > 0.0 ? (double)amount * (part->weight * part->ramp / sum) : (double)amount / parts->len;

      part->amount = (gint64)floor (exact);
      rest[p] = exact - floor (exact);
      left -= part->amount;
    }
  while (left != 0 && parts->len > 0)
    {
      guint most = 0;

      for (guint p = 1; p < parts->len; p++)
        if (left > 0 ? rest[p] > rest[most] : g_array_index (parts, BwQuotaPart, p).amount > g_array_index (parts, BwQuotaPart, most).amount)
          most = p;
      g_array_index (parts, BwQuotaPart, most).amount += left > 0 ? 1 : -1;
      rest[most] -= 1.0;
      left -= left > 0 ? 1 : -1;
    }
}

/* Shares @amount (minor units, 0 or more) of @manager (%BW_NOBODY: of the organisation) for @period out among those who report, by what was
 * known on @as_of.
 * Returns: (transfer full) (element-type BwQuotaPart): empty when nobody reports. */
GArray *
bw_quota_share_out (const BwBook   *book,
                    gint32          manager,
                    const BwPeriod *period,
                    gint64          amount,
                    BwShareKind     kind,
                    gboolean        ramps,
                    BwDate          as_of)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (BwQuotaPart));
  BwScope everyone = { BW_SCOPE_ALL, BW_NOBODY, NULL };
  g_autoptr (BwLedger) ledger = NULL;
  BwRamp ramp;

  for (guint i = 0; i < book->people->len; i++)
    {
      BwQuotaPart part = { .person = (gint32)i, .weight = kind == BW_SHARE_EVEN ? 1.0 : 0.0, .ramp = 1.0, .was = bw_book_own_quota (book, (gint32)i, period) };

      if (is_report (book, (gint32)i, manager, period))
        g_array_append_val (parts, part);
    }
  if (parts->len == 0)
    return parts;
  if (kind != BW_SHARE_EVEN || ramps)
    ledger = bw_ledger_new (book, &everyone, as_of);
  if (kind != BW_SHARE_EVEN)
    weigh (ledger, parts, kind);
  if (ramps)
    bw_ramp_measure (&ramp, ledger);
  for (guint p = 0; ramps && p < parts->len; p++)
    {
      BwQuotaPart *part = &g_array_index (parts, BwQuotaPart, p);

      part->ramp = find_ramp (book, &ramp, part->person, period);
    }
  cut (parts, amount);
  return parts;
}

/* Makes @parts (element-type BwQuotaPart) the quotas for @period.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_quota_share_apply (const BwBook   *book,
                      const GArray   *parts,
                      const BwPeriod *period,
                      BwShareKind     kind,
                      gint64          at,
                      BwDelta       **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint p = 0; p < parts->len; p++)
    {
      const BwQuotaPart *part = &g_array_index (parts, BwQuotaPart, p);
      BwQuota            quota = { bw_book_random_key (), part->person, BW_NOBODY, BW_NOBODY, period->from, period->to, part->amount };

      bw_quota_edit_put (after, *delta, &quota);
    }
  bw_quota_log_note (after, book->quotas, at, kinds[kind].name);
  return after;
}

gboolean
bw_share_kind_parse (const char  *name,
                     BwShareKind *kind)
{
  for (guint i = 0; i < BW_N_SHARES; i++)
    if (g_ascii_strcasecmp (name, kinds[i].name) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): the name of @kind in commands and the log. */
const char *
bw_share_kind_name (BwShareKind kind)
{
  return kinds[kind].name;
}

/* Returns: (transfer none): what it is called on screen, translated. */
const char *
bw_share_kind_title (BwShareKind kind)
{
  return _ (kinds[kind].title);
}
