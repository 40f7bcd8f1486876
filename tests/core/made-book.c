/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Books made by a known process, to hold forecasts against.
 *
 * Deals come by chance, go through two open stages and are won or lost at hazards that do not depend on their age, day by day;
 * quarters have good and bad times of their own, which all deals share. Some processes have deals that stay open for good, or close
 * more at the end of quarters. */

#include "made-book.h"

#include <math.h>

#include "core/bw-random.h"

static void
add_change (GArray *changes,
            guint   deal,
            BwDate  at,
            BwField field,
            gint64  old_value,
            gint64  new_value)
{
  BwChange change = { deal, at, (guint16)(changes->len % 8), field, BW_TIME_CRM, -1, old_value, new_value };

  g_array_append_val (changes, change);
}

enum
{
  QUARTER = 91,
  RUSH_DAYS = 28,
};

/* How fast deals close on @today, beside other days of its quarter; 1 in the mean. */
static double
find_rush (const BwMadeProcess *process,
           BwDate               today)
{
  gboolean late = (today - process->from) % QUARTER >= QUARTER - RUSH_DAYS;

  if (process->rush <= 0)
    return 1;
  return (late ? process->rush : 1) / (1 + (process->rush - 1) * RUSH_DAYS / QUARTER);
}

/* Whether the deal that came on @born never closes. */
static gboolean
stays (const BwMadeProcess *process,
       BwDate               born,
       BwRandom            *random)
{
  return process->stay > 0 && bw_random_unit (random) < process->stay * ((born - process->from) / QUARTER % 2 ? 1.5 : 0.5);
}

/* Lets a deal that came on @born live until @process ends. */
static void
live (BwBook              *book,
      GArray              *changes,
      const BwMadeProcess *process,
      const double        *factor,
      BwRandom            *random,
      BwDate               born)
{
  guint    i = bw_deals_append (&book->deals, (gint64)(bw_random_u64 (random) >> 1) | 1);
  BwDeals *deals = &book->deals;
  guint    stage = 0;
  BwDate   since = born;
  gboolean never = stays (process, born, random);

  deals->created[i] = deals->appeared[i] = born;
  deals->amount[i] = (gint64)(500000 * exp (0.6 * bw_random_normal (random)));
  deals->owner[i] = 1 + (gint32)bw_random_below (random, process->n_people - 1);
  if (process->dated)
    deals->close[i] = born + 14 + (BwDate)bw_random_below (random, 120);
  for (BwDate today = born; today <= process->to; today++)
    {
      double rate = factor[(today - process->from) / QUARTER] * find_rush (process, today);
      double u = bw_random_unit (random);
      double move = 1 - pow (1 - process->move, rate / 7), close = 1 - pow (1 - process->close, rate / 7);

      if (process->dated && stage == 1)
        close = today < deals->close[i] - 7 ? 0 : 1 - pow (0.75, rate / 7);
      if (never)
        close = 0;
      if (stage == 0 && u < move)
        {
          add_change (changes, i, today, BW_FIELD_STAGE, 0, 1);
          stage = 1;
          since = today;
        }
      else if (stage == 1 && u < close)
        {
          stage = bw_random_unit (random) < process->win ? 2 : 3;
          add_change (changes, i, today, BW_FIELD_STAGE, 1, stage);
          add_change (changes, i, today, BW_FIELD_CLOSE_DATE, deals->close[i], today);
          deals->close[i] = since = today;
          break;
        }
    }
  deals->stage[i] = (guint16)stage;
  deals->stage_since[i] = since;
}

/* Returns: (transfer full): a book made by @process. */
BwBook *
bw_made_book_new (const BwMadeProcess *process)
{
  static const BwStage stages[] = {
    { .key = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_PIPELINE, .probability = 200, .mapped = TRUE },
    { .key = 2, .order = 1, .kind = BW_STAGE_OPEN, .category = BW_CATEGORY_COMMIT, .probability = 600, .mapped = TRUE },
    { .key = 3, .order = 2, .kind = BW_STAGE_WON, .category = BW_CATEGORY_CLOSED, .probability = 1000, .mapped = TRUE },
    { .key = 4, .order = 3, .kind = BW_STAGE_LOST, .category = BW_CATEGORY_OMITTED, .probability = 0, .mapped = TRUE },
  };
  BwBook            *book = bw_book_new ();
  GArray            *changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  guint              n_quarters = (guint)(process->to - process->from) / QUARTER + 1, n;
  g_autofree double *factor = g_new (double, n_quarters);
  BwRandom           random;

  bw_random_init (&random, process->seed, 0);
  g_array_append_vals (book->stages, stages, G_N_ELEMENTS (stages));
  for (guint i = 0; i < process->n_people; i++)
    {
      BwPerson person = { .key = i + 1, .manager = i == 0 ? BW_NOBODY : 0, .started = BW_DATE_NONE, .ended = BW_DATE_NONE };

      g_array_append_val (book->people, person);
    }
  for (guint i = 0; i < n_quarters; i++)
    factor[i] = exp (process->shock * bw_random_normal (&random));
  for (BwDate today = process->from; today <= process->to; today++)
    for (guint k = bw_random_poisson (&random, process->a_week / 7 * factor[(today - process->from) / QUARTER]); k > 0; k--)
      live (book, changes, process, factor, &random, today);
  n = changes->len;
  bw_history_take (&book->history, (BwChange *)g_array_free (changes, FALSE), n, book->deals.n);
  return book;
}

/* Twelve new deals a week for six people over three years, a third of whose outcome hangs together by quarter. */
BwMadeProcess
bw_made_process_usual (void)
{
  BwMadeProcess process = { .seed = 1, .n_people = 6, .a_week = 12, .move = 0.2, .close = 0.15, .win = 0.4, .shock = 0.1 };

  process.from = bw_date_from_ymd (2022, 1, 1);
  process.to = bw_date_from_ymd (2024, 12, 31);
  return process;
}

/* What of @book was won from @from to @to. */
double
bw_made_book_won_between (const BwBook *book,
                          BwDate        from,
                          BwDate        to)
{
  double sum = 0;

  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.stage[i] == 2 && book->deals.close[i] >= from && book->deals.close[i] <= to)
      sum += (double)book->deals.amount[i];
  return sum;
}
