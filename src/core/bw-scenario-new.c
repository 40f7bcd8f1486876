/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What levers make of the simulation's input: new business.
 *
 * The recent new deals stand for those to come, so each of them is asked whether a lever speaks of it, and its wins and their size
 * are multiplied. How many wins there are, and in which weeks, follows from the days on which new deals come and the rates of new
 * deals: what comes on a day is won within the time that is left. A cycle stretches these rates; who leaves brings
 * nothing new from that day on. A sum of new pipeline is so many new deals on its day. People who are hired bring what settled
 * people do, by the ramp of those who came before them, as they are: the ramp holds the time that first deals take.
 *
 * The weeks of new business are told for all of it together: the mean is right in each, only which part of it is early or late on
 * a path is not told apart. O(arrivals x levers + days x leaving people). */

#include "core/bw-scenario-private.h"

enum
{
  MAX_EXTRAS = 400, /* that one lever's business is played as */
};

#define WINS_OF_EXTRA 4.0     /* expected, of each of them */
#define MONTH         30.4375 /* days */

/* What happens to the wins of deals that come on the days to come. */
typedef struct
{
  double         rate; /* of their number and of the share that is won */
  double         size, pace;
  const BwLever *leave; /* (nullable) */
} Course;

/* The days from the present one to the end of step @s - 1's, 0 being the start of the period. */
static guint
step_days (const BwScenarioBase *base,
           guint                 s)
{
  return s == 0 ? (guint)MAX (base->outlook->period.from - 1 - base->outlook->as_of, 0)
                : (guint)(base->work.base->steps[s - 1] - base->outlook->as_of);
}

/* Fills @wins (array length=n_steps) with the wins of one new deal a day in each step, at a cycle of @pace. Returns their sum. */
static double
fill_wins (const BwScenarioBase *base,
           double                pace,
           const BwLever        *leave,
           double               *wins)
{
  const BwHazardFit *fit = base->work.base->expectation->fit;
  guint              until = base->days + 1, n_steps = base->work.base->n_steps;
  double             sum = 0.0, before, left_at = 0.0;

  if (leave != NULL)
    {
      until = (guint)CLAMP ((gint64)leave->date - base->outlook->as_of, 1, (gint64)base->days + 1);
      left_at = bw_hazard_reach (fit, pace, MIN (until, base->days), until - 1);
    }
  before = 0.0;
  for (guint s = 0; s <= n_steps; s++)
    {
      guint  at = step_days (base, s);
      double now = bw_hazard_reach (fit, pace, at, until - 1);

      if (leave != NULL && at > until)
        now = left_at + leave->factor * MAX (now - left_at, 0.0);
      if (s > 0)
        {
          wins[s - 1] = MAX (now - before, 0.0);
          sum += wins[s - 1];
        }
      before = now;
    }
  return sum;
}

static void
find_course (const BwScenarioBase *base,
             const BwLeverSubject *subjects,
             guint                 n_levers,
             gint32                owner,
             gint32                account,
             gint32                product,
             Course               *course)
{
  double win = 1.0;

  *course = (Course) { 1.0, 1.0, 1.0, NULL };
  for (guint i = 0; i < n_levers; i++)
    {
      const BwLever *lever = subjects[i].lever;

      if (lever->kind == BW_LEVER_LEAVE && lever->person >= 0 && lever->person == owner)
        course->leave = lever;
      if (lever->kind > BW_LEVER_NEW_PIPELINE || lever->stage >= 0 || bw_lever_is_neutral (lever) ||
          !bw_lever_subject_admits (&subjects[i], owner, account, product))
        continue;
      if (lever->kind == BW_LEVER_DEAL_SIZE)
        course->size *= lever->factor;
      else if (lever->kind == BW_LEVER_CYCLE)
        course->pace *= lever->factor;
      else if (lever->kind == BW_LEVER_WIN_RATE)
        win *= lever->factor;
      else
        course->rate *= lever->factor;
    }
  course->rate *= MIN (win, base->most_new);
}

/* Adds the amounts that are expected in each step. */
static void
add_profile (double       *profile,
             const double *wins,
             guint         n_steps,
             double        amount)
{
  for (guint s = 0; s < n_steps; s++)
    profile[s] += wins[s] * amount;
}

/* Gives the arrivals their courses; @profile gets the amounts that those which are counted bring in each step. */
static void
turn_arrivals (const BwScenarioBase *base,
               const BwLeverSubject *subjects,
               guint                 n_levers,
               BwScenarioInput      *input,
               double               *profile)
{
  const BwOutlookBase *known = base->work.base;
  guint                n = base->work.input.n_arrivals, n_steps = known->n_steps;
  g_autofree double   *usual = g_new0 (double, n_steps + 1);
  g_autofree double   *wins = g_new0 (double, n_steps + 1);
  double               all = fill_wins (base, 1.0, NULL, usual), sum = 0.0;
  Course               last = { .pace = 1.0 };

  input->arrival_wins = g_new (double, n + 1);
  input->arrival_size = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const BwArrival *arrival = &base->work.input.arrivals[i];
      Course           course;
      double           amount = input->input.new_wins * bw_outlook_new_amount (known, arrival->owner);
      gboolean         is_usual;

      find_course (base, subjects, n_levers, arrival->owner, known->whole->account[arrival->deal], known->whole->product[arrival->deal], &course);
      input->arrival_wins[i] = course.rate;
      input->arrival_size[i] = course.size;
      input->changes_new |= course.rate != 1.0 || course.size != 1.0 || course.pace != 1.0 || course.leave != NULL;
      is_usual = course.pace == 1.0 && course.leave == NULL;
      if (!is_usual && (course.pace != last.pace || course.leave != last.leave))
        {
          sum = fill_wins (base, course.pace, course.leave, wins);
          last = course;
        }
      if (!is_usual && all > 0.0)
        input->arrival_wins[i] *= sum / all;
      if (arrival->counted && all > 0.0)
        add_profile (profile, is_usual ? usual : wins, n_steps, amount * course.rate * course.size / all);
    }
}

/* Adds business of @total wins on average, each of @amount, as parts of few wins each: where it grows, what was there stays. */
static void
add_extras (BwScenarioInput *input,
            guint64          luck,
            gint32           owner,
            double           total,
            double           amount)
{
  for (guint i = 0; i < MAX_EXTRAS && total > 0.0; i++)
    {
      BwExtraBusiness extra = { luck * MAX_EXTRAS + i, owner, i + 1 < MAX_EXTRAS ? MIN (total, WINS_OF_EXTRA) : total, amount };

      g_array_append_val (input->extras, extra);
      total -= extra.wins;
    }
  input->changes_new = TRUE;
}

/* New deals of a sum together that come on a day. */
static void
add_pipeline (const BwScenarioBase *base,
              const BwLever        *lever,
              const Course         *course,
              guint64               luck,
              BwScenarioInput      *input,
              double               *profile)
{
  const BwOutlookBase *known = base->work.base;
  guint                n_steps = known->n_steps;
  const BwHazardFit   *fit = known->expectation->fit;
  BwDate               day = MAX (lever->date, base->outlook->as_of + 1);
  double               amount = bw_outlook_new_amount (known, lever->person), total = 0.0, before = 0.0;
  g_autofree double   *wins = g_new0 (double, n_steps + 1);

  if (amount <= 0.0)
    amount = (double)lever->amount;
  for (guint s = 0; s <= n_steps; s++)
    {
      double left = (base->outlook->as_of + (double)step_days (base, s) - day + 0.5) / 7.0;
      double now = bw_hazard_new_won_by (fit, step_days (base, s) / 7.0, left / course->pace) * known->level * course->rate;

      now = left > 0.0 ? MIN (now, 1.0) * lever->amount / amount : 0.0;
      if (s > 0)
        {
          wins[s - 1] = MAX (now - before, 0.0);
          total += wins[s - 1];
        }
      before = now;
    }
  if (total <= 0.0)
    return;
  add_extras (input, luck, lever->person, total, amount);
  add_profile (profile, wins, n_steps, amount);
}

/* People who begin on a day. */
static void
add_hires (const BwScenarioBase *base,
           const BwLever        *lever,
           const Course         *course,
           guint64               luck,
           BwScenarioInput      *input,
           double               *profile)
{
  const BwOutlookBase *known = base->work.base;
  guint                n_steps = known->n_steps;
  BwDate               first = MAX (base->outlook->period.from, base->outlook->as_of + 1);
  double               amount = bw_outlook_new_amount (known, BW_NOBODY) * course->size, total = 0.0;
  g_autofree double   *wins = g_new0 (double, n_steps + 1);

  if (lever->date <= base->outlook->period.to)
    input->n_hires += (guint)lever->factor;
  if (amount <= 0.0)
    amount = base->ramp.settled;
  for (guint s = 0; s < n_steps && amount > 0.0; s++)
    {
      for (BwDate day = first; day <= known->steps[s]; day++)
        wins[s] += bw_ramp_share (&base->ramp, (day - lever->date) / MONTH);
      first = known->steps[s] + 1;
      wins[s] *= lever->factor * base->ramp.settled / MONTH * course->rate * course->size / amount;
      total += wins[s];
    }
  if (total <= 0.0)
    return;
  add_extras (input, luck, lever->person, total, amount);
  add_profile (profile, wins, n_steps, amount);
}

/* Fills what the simulation is told of new business. */
void
bw_scenario_input_add_business (const BwScenarioBase *base,
                                const BwLever        *levers,
                                guint                 n_levers,
                                BwScenarioInput      *input)
{
  const BwOutlookBase *known = base->work.base;
  guint                n_steps = known->n_steps;
  BwLeverSubject      *subjects = bw_lever_subjects_new (base->book, levers, n_levers);
  g_autofree double   *profile = g_new0 (double, n_steps + 1);
  double               sum = 0.0;
  guint                n_kind[BW_N_LEVERS] = { 0 };

  turn_arrivals (base, subjects, n_levers, input, profile);
  for (guint i = 0; i < n_levers; i++)
    {
      const BwLever *lever = &levers[i];
      guint64        luck = lever->kind * G_GUINT64_CONSTANT (1000) + n_kind[lever->kind]++;
      Course         course;

      if ((lever->kind != BW_LEVER_ADDED_PIPELINE && lever->kind != BW_LEVER_HIRE) ||
          !bw_scope_mask_admits_other (base->mask, lever->person, BW_NOBODY))
        continue;
      find_course (base, subjects, n_levers, lever->person, BW_NOBODY, BW_NOBODY, &course);
      if (lever->kind == BW_LEVER_HIRE)
        add_hires (base, lever, &course, luck, input, profile);
      else
        add_pipeline (base, lever, &course, luck, input, profile);
    }
  bw_lever_subjects_free (subjects, n_levers);
  if (!input->changes_new)
    return;
  for (guint s = 0; s < n_steps; s++)
    sum += profile[s];
  input->from_new = sum;
  for (guint s = 0; s < n_steps; s++)
    profile[s] = sum > 0.0 ? profile[s] / sum : s == 0;
  input->new_profile = g_steal_pointer (&profile);
  input->input.new_profile = input->new_profile;
  input->input.arrival_wins = input->arrival_wins;
  input->input.arrival_size = input->arrival_size;
  input->input.extras = (const BwExtraBusiness *)(gpointer)input->extras->data;
  input->input.n_extras = input->extras->len;
}
