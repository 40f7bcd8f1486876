/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that tell of the outcome, because they are known only after it.
 *
 * A model that is fitted on closed deals learns from such a field what no open deal can have. Two signs are looked for. One:
 * the field is filled for closed deals (or for those won, or those lost) and almost never for open ones; or for one outcome
 * and not for the other, where an amount of 0 counts as none. The other: it changes on the day on which deals close, and rarely
 * when they move otherwise, which exports that are far apart cannot feign, as they would do it for every move. Fields that are
 * the outcome by definition (stage, close date, category, probability) are not looked at. Shares must be far apart and
 * beyond chance (difference of two proportions, five standard errors), so that small projects are not accused. O(deals +
 * history). */

#include "core/bw-leak.h"

#include "core/bw-custom-field.h"

#include <math.h>
#include <string.h>

enum
{
  FEWEST = 30, /* deals in a group to be judged */
};

#define MIN_FILLED      0.2 /* of closed deals, to be worth telling */
#define OPEN_TO_CLOSED  0.1 /* more filled among open ones: it was known before */
#define OUTCOME_GAP     0.9 /* between won and lost */
#define AT_CLOSE        0.5
#define CLOSE_TO_MOVE   3.0
#define STANDARD_ERRORS 5.0

typedef gboolean (*IsFilled) (const BwDeals *deals,
                              guint          i);

#define FILLED(name, test)               \
  static gboolean                        \
    name##_filled (const BwDeals *deals, \
                   guint          i)     \
  {                                      \
    return test;                         \
  }

FILLED (amount, deals->amount[i] != BW_MONEY_NONE && deals->amount[i] != 0)
FILLED (owner, deals->owner[i] >= 0)
FILLED (account, deals->account[i] >= 0)
FILLED (product, deals->product[i] >= 0)
FILLED (name, deals->name[i] != 0)
FILLED (next_step, deals->next_step[i] != 0)
FILLED (region, deals->region[i] != 0)
FILLED (type, deals->type[i] != 0)
FILLED (source, deals->source[i] != 0)
FILLED (created, deals->created[i] != BW_DATE_NONE)
FILLED (activity, deals->activity[i] != BW_DATE_NONE)

static const struct
{
  BwField  field;
  IsFilled is_filled;
  gboolean lasting; /* its changes say something, too: an activity changes whatever happens */
} looked_at[] = {
  { BW_FIELD_AMOUNT, amount_filled, TRUE },
  { BW_FIELD_OWNER, owner_filled, TRUE },
  { BW_FIELD_ACCOUNT, account_filled, TRUE },
  { BW_FIELD_PRODUCT, product_filled, TRUE },
  { BW_FIELD_NAME, name_filled, TRUE },
  { BW_FIELD_NEXT_STEP, next_step_filled, TRUE },
  { BW_FIELD_REGION, region_filled, TRUE },
  { BW_FIELD_TYPE, type_filled, TRUE },
  { BW_FIELD_SOURCE, source_filled, TRUE },
  { BW_FIELD_CREATED, created_filled, FALSE },
  { BW_FIELD_ACTIVITY, activity_filled, FALSE },
};

static double
share (guint part,
       guint whole)
{
  return whole > 0 ? (double)part / whole : 0;
}

/* How many standard errors @a of @n is above @b of @m. */
static double
difference (guint a,
            guint n,
            guint b,
            guint m)
{
  double common = share (a + b, n + m), error = sqrt (common * (1 - common) * (1.0 / MAX (n, 1) + 1.0 / MAX (m, 1)));

  return error > 0 ? (share (a, n) - share (b, m)) / error : 0;
}

static gboolean
only_closed (const BwLeak *leak,
             guint         filled,
             guint         n)
{
  return n >= FEWEST && leak->n_open >= FEWEST && share (filled, n) >= MIN_FILLED &&
         share (leak->open_filled, leak->n_open) <= OPEN_TO_CLOSED * share (filled, n) &&
         difference (filled, n, leak->open_filled, leak->n_open) > STANDARD_ERRORS;
}

static void
judge (BwLeak  *leak,
       gboolean lasting)
{
  double won = share (leak->won_filled, leak->n_won), lost = share (leak->lost_filled, leak->n_lost);

  leak->known_afterwards = only_closed (leak, leak->won_filled, leak->n_won) || only_closed (leak, leak->lost_filled, leak->n_lost) ||
                           only_closed (leak, leak->won_filled + leak->lost_filled, leak->n_won + leak->n_lost) ||
                           (leak->n_won >= FEWEST && leak->n_lost >= FEWEST && fabs (won - lost) >= OUTCOME_GAP);
  leak->set_at_close = lasting && leak->n_closings >= FEWEST && leak->n_moves >= FEWEST &&
                       share (leak->n_at_close, leak->n_closings) >= AT_CLOSE &&
                       share (leak->n_at_close, leak->n_closings) >= CLOSE_TO_MOVE * share (leak->n_at_move, leak->n_moves) &&
                       difference (leak->n_at_close, leak->n_closings, leak->n_at_move, leak->n_moves) > STANDARD_ERRORS;
}

static gboolean
custom_filled (const BwCustomColumn *column,
               guint                 i)
{
  return !bw_custom_value_is_none (column->type, bw_custom_column_get (column, i));
}

/* Counts what @is_filled (nullable) says, else those of one of the project's own fields. */
static void
count_filled (const BwBook *book,
              const guint8 *kinds,
              IsFilled      is_filled,
              BwLeak       *leak)
{
  const BwDeals *deals = &book->deals;
  guint          n[BW_STAGE_LOST + 1] = { 0 }, filled[BW_STAGE_LOST + 1] = { 0 };

  for (guint i = 0; i < deals->n; i++)
    {
      guint kind = kinds[deals->stage[i]];

      if (deals->flags[i] & BW_DEAL_VANISHED)
        continue;
      n[kind]++;
      filled[kind] += (is_filled != NULL ? is_filled (deals, i) : custom_filled (&deals->custom[leak->field - BW_N_FIELDS], i)) != FALSE;
    }
  leak->n_open = n[BW_STAGE_OPEN];
  leak->n_won = n[BW_STAGE_WON];
  leak->n_lost = n[BW_STAGE_LOST];
  leak->open_filled = filled[BW_STAGE_OPEN];
  leak->won_filled = filled[BW_STAGE_WON];
  leak->lost_filled = filled[BW_STAGE_LOST];
}

/* What happened to one deal on one day; fields as bits, of which a change's field can name no more. */
typedef struct
{
  guint64  fields[4];
  gboolean closed, moved;
} Day;

static void
end_day (Day    *day,
         GArray *leaks)
{
  for (guint i = 0; (day->closed || day->moved) && i < leaks->len; i++)
    {
      BwLeak *leak = &g_array_index (leaks, BwLeak, i);
      guint   changed = day->fields[leak->field / 64] >> leak->field % 64 & 1;

      if (day->closed)
        {
          leak->n_closings++;
          leak->n_at_close += changed;
        }
      else
        {
          leak->n_moves++;
          leak->n_at_move += changed;
        }
    }
  memset (day, 0, sizeof *day);
}

static void
count_changes (const BwBook *book,
               const guint8 *kinds,
               GArray       *leaks)
{
  const BwHistory *history = &book->history;
  Day              day = { 0 };

  for (guint i = 0; i < history->n; i++)
    {
      const BwChange *change = &history->changes[i];

      if (i > 0 && (change->deal != change[-1].deal || change->at != change[-1].at))
        end_day (&day, leaks);
      day.fields[change->field / 64] |= (guint64)1 << change->field % 64;
      if (change->field == BW_FIELD_STAGE && change->new_value >= 0 && change->old_value >= 0 &&
          change->new_value < book->stages->len && change->old_value < book->stages->len)
        {
          gboolean was_open = kinds[change->old_value] == BW_STAGE_OPEN;

          day.closed |= was_open && kinds[change->new_value] != BW_STAGE_OPEN;
          day.moved |= was_open;
        }
    }
  end_day (&day, leaks);
}

/* Looks at the fields of @book's deals. */
GArray *
bw_leak_find (const BwBook *book)
{
  GArray            *leaks = g_array_new (FALSE, TRUE, sizeof (BwLeak));
  g_autofree guint8 *kinds = g_new0 (guint8, MAX (book->stages->len, 1));

  for (guint i = 0; i < book->stages->len; i++)
    kinds[i] = (guint8)bw_book_stage (book, i)->kind;
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    {
      BwLeak leak = { .field = looked_at[i].field };

      count_filled (book, kinds, looked_at[i].is_filled, &leak);
      g_array_append_val (leaks, leak);
    }
  for (guint i = 0; i < book->deals.n_custom; i++)
    {
      BwLeak leak = { .field = BW_N_FIELDS + i };

      count_filled (book, kinds, NULL, &leak);
      g_array_append_val (leaks, leak);
    }
  count_changes (book, kinds, leaks);
  for (guint i = 0; i < leaks->len; i++)
    judge (&g_array_index (leaks, BwLeak, i), i >= G_N_ELEMENTS (looked_at) || looked_at[i].lasting);
  return leaks;
}

/* Whether @field is one that a model must do without; FALSE for one that was not looked at. */
gboolean
bw_leak_is_suspect (const GArray *leaks,
                    guint         field)
{
  for (guint i = 0; i < leaks->len; i++)
    {
      const BwLeak *leak = &g_array_index (leaks, BwLeak, i);

      if (leak->field == field)
        return leak->known_afterwards || leak->set_at_close;
    }
  return FALSE;
}
