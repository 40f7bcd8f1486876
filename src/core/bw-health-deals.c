/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the deals: one pass over their columns. O(deals). */

#include "core/bw-health-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  SILENT_DAYS = 90,
  FUTURE_YEARS = 15, /* a close date further away is a slip of the keyboard */
  MONTH_END_FEWEST = 30,
};

#define MONTH_END_ERRORS 4.0 /* standard errors above chance */
#define MONTH_END_TIMES  2.0 /* times what chance gives */

static gboolean
is_possible (BwDate date,
             BwDate first,
             BwDate last)
{
  return date == BW_DATE_NONE || (date >= first && date <= last);
}

/* The day on which anything about @deal changed last; %BW_DATE_NONE unknown. */
static BwDate
last_change (const BwBook *book,
             guint         deal)
{
  const BwDeals   *deals = &book->deals;
  const BwHistory *history = &book->history;
  BwDate           latest = MAX (MAX (deals->created[deal], deals->appeared[deal]), MAX (deals->stage_since[deal], deals->activity[deal]));

  if (deal < history->n_deals && history->first[deal + 1] > history->first[deal])
    latest = MAX (latest, history->changes[history->first[deal + 1] - 1].at);
  return latest;
}

static void
check_open (BwHealthRun *run,
            guint        i)
{
  const BwDeals *deals = &run->book->deals;

  if (deals->owner[i] < 0)
    bw_health_note_deal (run, BW_HEALTH_NO_OWNER, i, BW_HEALTH_NO_OTHER);
  if (deals->amount[i] == BW_MONEY_NONE)
    bw_health_note_deal (run, BW_HEALTH_NO_AMOUNT, i, BW_HEALTH_NO_OTHER);
  if (deals->close[i] == BW_DATE_NONE)
    bw_health_note_deal (run, BW_HEALTH_NO_CLOSE_DATE, i, BW_HEALTH_NO_OTHER);
  else if (run->day != BW_DATE_NONE && deals->close[i] < run->day)
    bw_health_note_deal (run, BW_HEALTH_OVERDUE, i, BW_HEALTH_NO_OTHER);
  if (run->day != BW_DATE_NONE)
    {
      BwDate last = last_change (run->book, i);

      if (last != BW_DATE_NONE && last < run->day - SILENT_DAYS)
        bw_health_note_deal (run, BW_HEALTH_SILENT, i, BW_HEALTH_NO_OTHER);
    }
}

static void
check_closed (BwHealthRun *run,
              guint        i,
              BwStageKind  kind)
{
  const BwDeals *deals = &run->book->deals;

  if (kind == BW_STAGE_WON && deals->close[i] == BW_DATE_NONE)
    bw_health_note_deal (run, BW_HEALTH_WON_UNDATED, i, BW_HEALTH_NO_OTHER);
  if (kind == BW_STAGE_WON && (deals->amount[i] == BW_MONEY_NONE || deals->amount[i] == 0))
    bw_health_note_deal (run, BW_HEALTH_WON_WITHOUT_AMOUNT, i, BW_HEALTH_NO_OTHER);
  if (deals->close[i] != BW_DATE_NONE && deals->created[i] != BW_DATE_NONE && deals->close[i] < deals->created[i])
    bw_health_note_deal (run, BW_HEALTH_CLOSED_BEFORE_CREATED, i, BW_HEALTH_NO_OTHER);
  if (deals->close[i] != BW_DATE_NONE && deals->activity[i] != BW_DATE_NONE && deals->activity[i] > deals->close[i])
    bw_health_note_deal (run, BW_HEALTH_ACTIVITY_AFTER_CLOSE, i, BW_HEALTH_NO_OTHER);
}

/* What no deal can have, open or closed. */
static void
check_any (BwHealthRun *run,
           guint        i,
           BwStageKind  kind,
           BwDate       first,
           BwDate       last)
{
  const BwDeals *deals = &run->book->deals;
  gint           probability = deals->probability[i];

  if (run->book->accounts->len > 0 && deals->account[i] < 0)
    bw_health_note_deal (run, BW_HEALTH_NO_ACCOUNT, i, BW_HEALTH_NO_OTHER);
  if (!bw_book_stage (run->book, deals->stage[i])->mapped)
    bw_health_note_deal (run, BW_HEALTH_UNMAPPED_STAGE, i, BW_HEALTH_NO_OTHER);
  if (deals->amount[i] != BW_MONEY_NONE && deals->amount[i] < 0)
    bw_health_note_deal (run, BW_HEALTH_NEGATIVE_AMOUNT, i, BW_HEALTH_NO_OTHER);
  if (!is_possible (deals->close[i], first, last) || !is_possible (deals->created[i], first, last) ||
      !is_possible (deals->activity[i], first, last))
    bw_health_note_deal (run, BW_HEALTH_DATE_OUT_OF_RANGE, i, BW_HEALTH_NO_OTHER);
  else if (run->day != BW_DATE_NONE &&
           (deals->created[i] > run->day || deals->activity[i] > run->day || (kind != BW_STAGE_OPEN && deals->close[i] > run->day)))
    bw_health_note_deal (run, BW_HEALTH_IN_THE_FUTURE, i, BW_HEALTH_NO_OTHER);
  if (probability == BW_PROBABILITY_NONE)
    return;
  if (probability < 0 || probability > 1000)
    bw_health_note_deal (run, BW_HEALTH_PROBABILITY_RANGE, i, BW_HEALTH_NO_OTHER);
  else if ((kind == BW_STAGE_WON && probability < 1000) || (kind == BW_STAGE_LOST && probability > 0) ||
           (kind == BW_STAGE_OPEN && probability == 1000))
    bw_health_note_deal (run, BW_HEALTH_PROBABILITY, i, BW_HEALTH_NO_OTHER);
}

/* Close dates that somebody's CRM proposes: the last day of a month, far more often than one day in thirty. */
static void
check_month_ends (BwHealthRun *run)
{
  const BwDeals *deals = &run->book->deals;
  BwHealthNotes *notes = &run->notes[BW_HEALTH_MONTH_ENDS];
  double         expected = 0, variance = 0, errors;
  guint          n = 0, found = 0;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < deals->n; i++)
    if (run->kinds[deals->stage[i]] == BW_STAGE_OPEN && !(deals->flags[i] & BW_DEAL_VANISHED) && deals->close[i] != BW_DATE_NONE)
      {
        int    year, month, day, days;
        double chance;

        bw_date_to_ymd (deals->close[i], &year, &month, &day);
        days = bw_date_days_in_month (year, month);
        chance = 1.0 / days;
        expected += chance;
        variance += chance * (1 - chance);
        n++;
        if (day != days)
          continue;
        found++;
        g_array_append_val (ends, i);
      }
  notes->n_of = n;
  errors = variance > 0 ? (found - expected) / sqrt (variance) : 0;
  if (n < MONTH_END_FEWEST || errors < MONTH_END_ERRORS || found < MONTH_END_TIMES * expected)
    return;
  for (guint i = 0; i < ends->len; i++)
    bw_health_note_deal (run, BW_HEALTH_MONTH_ENDS, g_array_index (ends, guint, i), BW_HEALTH_NO_OTHER);
  notes->detail = g_strdup_printf (_ ("Chance would give %.1f %% (%.0f standard errors less)."), 100 * expected / n, errors);
}

void
bw_health_check_deals (BwHealthRun *run)
{
  const BwDeals *deals = &run->book->deals;
  BwDate         first = bw_date_from_ymd (1980, 1, 1);
  BwDate         last = run->day != BW_DATE_NONE ? run->day + FUTURE_YEARS * 366 : bw_date_from_ymd (2090, 1, 1);
  static const struct
  {
    BwHealthCode code;
    int          of; /* 0 all, 1 open, 2 closed, 3 won */
  } bases[] = {
    { BW_HEALTH_NO_OWNER, 1 },
    { BW_HEALTH_NO_ACCOUNT, 0 },
    { BW_HEALTH_NO_AMOUNT, 1 },
    { BW_HEALTH_NO_CLOSE_DATE, 1 },
    { BW_HEALTH_UNMAPPED_STAGE, 0 },
    { BW_HEALTH_WON_UNDATED, 3 },
    { BW_HEALTH_WON_WITHOUT_AMOUNT, 3 },
    { BW_HEALTH_CLOSED_BEFORE_CREATED, 2 },
    { BW_HEALTH_OVERDUE, 1 },
    { BW_HEALTH_PROBABILITY, 0 },
    { BW_HEALTH_ACTIVITY_AFTER_CLOSE, 2 },
    { BW_HEALTH_NEGATIVE_AMOUNT, 0 },
    { BW_HEALTH_DATE_OUT_OF_RANGE, 0 },
    { BW_HEALTH_IN_THE_FUTURE, 0 },
    { BW_HEALTH_PROBABILITY_RANGE, 0 },
    { BW_HEALTH_SILENT, 1 },
  };

  for (guint i = 0; i < deals->n; i++)
    {
      BwStageKind kind = run->kinds[deals->stage[i]];

      if (deals->flags[i] & BW_DEAL_VANISHED)
        continue;
      run->n_present++;
      run->n_open += kind == BW_STAGE_OPEN;
      run->n_won += kind == BW_STAGE_WON;
      if (kind == BW_STAGE_OPEN)
        check_open (run, i);
      else
        check_closed (run, i, kind);
      check_any (run, i, kind, first, last);
    }
  run->n_closed = run->n_present - run->n_open;
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      const guint counts[] = { run->n_present, run->n_open, run->n_closed, run->n_won };

      run->notes[bases[i].code].n_of = counts[bases[i].of];
    }
  check_month_ends (run);
}
