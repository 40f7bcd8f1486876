/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quota as it would be set, with what would follow for those who report or for the periods of its year.
 *
 * A proposal is a list of quotas, so that it can be looked at before it holds, and becomes one step of undo. The quota itself comes
 * first, then its parts, which add up to it to the cent. A year that is spread is told by its periods, which is what forecasts are made
 * for; it gets a row of its own only where it has one already, as that would go on to speak for the year. */

#include "core/bw-quota-proposal.h"

#include <glib/gi18n-lib.h>

#include "core/bw-quota-edit.h"
#include "core/bw-quota-log.h"

static const struct
{
  const char *name; /* in the log */
  const char *title;
} ways[BW_N_QUOTA_WAYS] = {
  [BW_QUOTA_ALONE] = { NULL, N_ ("Only this one") },
  [BW_QUOTA_SHARE_EVEN] = { "even", N_ ("Those who report: evenly") },
  [BW_QUOTA_SHARE_PAST] = { "past", N_ ("Those who report: by what each closed in the year before") },
  [BW_QUOTA_SHARE_POTENTIAL] = { "potential", N_ ("Those who report: by potential") },
  [BW_QUOTA_SPREAD_EVEN] = { "spread", N_ ("Periods of the year: evenly") },
  [BW_QUOTA_SPREAD_SEASON] = { "season", N_ ("Periods of the year: as the season of past years") },
};

static gboolean
is_share (BwQuotaWay way)
{
  return way >= BW_QUOTA_SHARE_EVEN && way <= BW_QUOTA_SHARE_POTENTIAL;
}

static gboolean
is_spread (BwQuotaWay way)
{
  return way == BW_QUOTA_SPREAD_EVEN || way == BW_QUOTA_SPREAD_SEASON;
}

/* The amount of the row that is exactly of whom, of what and for when @like is; %BW_MONEY_NONE for none. */
gint64
bw_quota_find (const BwBook  *book,
               const BwQuota *like)
{
  for (guint i = book->quotas->len; i > 0; i--)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i - 1);

      if (quota->person == like->person && quota->territory == like->territory && quota->product == like->product && quota->from == like->from &&
          quota->to == like->to)
        return quota->amount;
    }
  return BW_MONEY_NONE;
}

/* Returns: (transfer full): whose quota it is, such as "Anna Ray" or "the organisation: Analytics". */
char *
bw_quota_dup_whose (const BwBook *book,
                    gint32        person,
                    gint32        territory,
                    gint32        product)
{
  const char *whose = person >= 0      ? bw_book_text (book, bw_book_person (book, person)->name)
                      : territory >= 0 ? bw_book_text (book, bw_book_territory (book, territory)->name)
                                       : _ ("The organisation");

  if (product < 0)
    return g_strdup (whose);
  /* Translators: whose quota it is, and of which product */
  return g_strdup_printf (_ ("%s: %s"), whose, bw_book_text (book, bw_book_product (book, product)->name));
}

/* Whether @whole can be cut in this @way: those who report share what is a person's or the organisation's of all products, and a
 * fiscal year is spread over its periods. */
gboolean
bw_quota_way_fits (const BwBook  *book,
                   const BwQuota *whole,
                   BwQuotaWay     way)
{
  if (is_spread (way))
    {
      BwPeriod year = bw_calendar_period_at (&book->calendar, BW_PERIOD_YEAR, whole->from);

      return year.from == whole->from && year.to == whole->to;
    }
  if (!is_share (way))
    return TRUE;
  if (whole->territory >= 0 || whole->product >= 0)
    return FALSE;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager == whole->person && bw_book_person (book, i)->merged == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer none): what the way is called on screen, translated. */
const char *
bw_quota_way_title (BwQuotaWay way)
{
  return _ (ways[way].title);
}

static void
add_line (GArray        *lines,
          const BwQuota *quota,
          gint64         was,
          double         ramp)
{
  BwQuotaLine line = { *quota, was, ramp };

  line.quota.key = bw_book_random_key ();
  g_array_append_val (lines, line);
}

static void
add_shares (GArray        *lines,
            const BwBook  *book,
            const BwQuota *whole,
            BwQuotaWay     way,
            gboolean       ramps,
            BwDate         as_of)
{
  BwPeriod period = { .from = whole->from, .to = whole->to };
  g_autoptr (GArray) parts =
    bw_quota_share_out (book, whole->person, &period, whole->amount, (BwShareKind)(way - BW_QUOTA_SHARE_EVEN), ramps, as_of);

  for (guint i = 0; i < parts->len; i++)
    {
      const BwQuotaPart *part = &g_array_index (parts, BwQuotaPart, i);
      BwQuota            quota = *whole;

      quota.person = part->person;
      quota.amount = part->amount;
      add_line (lines, &quota, part->was, part->ramp);
    }
}

static void
add_periods (GArray        *lines,
             const BwBook  *book,
             const BwQuota *whole,
             BwQuotaWay     way)
{
  BwPeriod year = bw_calendar_period_at (&book->calendar, BW_PERIOD_YEAR, whole->from);
  double   shares[BW_SPREAD_MAX];
  gint64   parts[BW_SPREAD_MAX];
  guint    n_years, n = bw_quota_spread_shares (book, way == BW_QUOTA_SPREAD_SEASON ? BW_SPREAD_SEASON : BW_SPREAD_EVEN, year.year, shares, &n_years);

  bw_quota_spread_parts (whole->amount, shares, n, parts);
  for (guint i = 0; i < n; i++)
    {
      BwPeriod period = bw_calendar_period (&book->calendar, book->calendar.forecast_period, year.year, (int)i + 1);
      BwQuota  quota = *whole;

      quota.from = period.from;
      quota.to = period.to;
      quota.amount = parts[i];
      add_line (lines, &quota, bw_quota_find (book, &quota), 1.0);
    }
}

/* What would be set if @whole, whose amount is in minor units and above 0, were set and cut in this @way: parts by what was known
 * on @as_of, where @ramps with less for those who are new. A way that does not fit sets only the quota itself.
 * Returns: (transfer full) (element-type BwQuotaLine): the quotas; the parts add up to the whole. */
GArray *
bw_quota_propose (const BwBook  *book,
                  const BwQuota *whole,
                  BwQuotaWay     way,
                  gboolean       ramps,
                  BwDate         as_of)
{
  GArray  *lines = g_array_new (FALSE, FALSE, sizeof (BwQuotaLine));
  gint64   was = bw_quota_find (book, whole);
  gboolean fits = bw_quota_way_fits (book, whole, way);

  if (!is_spread (way) || !fits || was != BW_MONEY_NONE)
    add_line (lines, whole, was, 1.0);
  if (is_share (way) && fits)
    add_shares (lines, book, whole, way, ramps, as_of);
  else if (is_spread (way) && fits)
    add_periods (lines, book, whole, way);
  return lines;
}

/* Makes @lines (element-type BwQuotaLine) the quotas; @at is in seconds since 1970.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_quota_propose_apply (const BwBook *book,
                        const GArray *lines,
                        BwQuotaWay    way,
                        gint64        at,
                        BwDelta     **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < lines->len; i++)
    bw_quota_edit_put (after, *delta, &g_array_index (lines, BwQuotaLine, i).quota);
  bw_quota_log_note (after, book->quotas, at, ways[way].name);
  return after;
}
