/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What levers make of the simulation's input: the open deals.
 *
 * The base's columns are copied and only the rows that a lever touches are worked out anew, so that what no lever touches is the
 * same to the bit. Of a deal a win rate multiplies the chance of being won by each day, up to what any deal can have; a cycle
 * stretches time, so that what had been reached after w weeks is reached after w times the factor; who leaves takes from the later
 * days, whatever their deals had kept before. What is said of a single deal comes last and overrules all that. Chances are
 * cumulated and so only rise from day to day, whatever is done to them.
 *
 * Rates are known as far ahead as the forecast asked for them, half a year at least; a cycle that is faster than that reads
 * the last that is known. O(deals x levers + changed deals x weeks). */

#include "core/bw-scenario-private.h"

#define MAX_CHANCE 0.995 /* as in the forecast */

/* What happens to one deal. */
typedef struct
{
  double         rate, size, pace;
  const BwLever *leave;  /* (nullable) */
  const BwLever *fate;   /* (nullable): the last that says what becomes of this very deal */
  const BwLever *resize; /* (nullable) */
} Turn;

/* Lays out whom the levers speak of. Returns: (transfer full) (array length=n_levers) */
BwLeverSubject *
bw_lever_subjects_new (const BwBook  *book,
                       const BwLever *levers,
                       guint          n_levers)
{
  BwLeverSubject *subjects = g_new0 (BwLeverSubject, n_levers + 1);

  for (guint i = 0; i < n_levers; i++)
    {
      BwScope person = { .kind = BW_SCOPE_PERSON, .index = levers[i].person };
      BwScope territory = { .kind = BW_SCOPE_TERRITORY, .index = levers[i].territory };

      subjects[i].lever = &levers[i];
      if (levers[i].person >= 0 && levers[i].kind != BW_LEVER_LEAVE)
        subjects[i].people = bw_scope_mask_new (book, &person);
      if (levers[i].territory >= 0)
        subjects[i].accounts = bw_scope_mask_new (book, &territory);
    }
  return subjects;
}

/* Frees @n @subjects (transfer full). */
void
bw_lever_subjects_free (BwLeverSubject *subjects,
                        guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      bw_scope_mask_free (subjects[i].people);
      bw_scope_mask_free (subjects[i].accounts);
    }
  g_free (subjects);
}

/* Whether the lever speaks of what @owner sells of @product to @account; its stage is not asked. */
gboolean
bw_lever_subject_admits (const BwLeverSubject *subject,
                         gint32                owner,
                         gint32                account,
                         gint32                product)
{
  if (subject->lever->product >= 0 && product != subject->lever->product)
    return FALSE;
  return (subject->people == NULL || bw_scope_mask_admits_other (subject->people, owner, account)) &&
         (subject->accounts == NULL || bw_scope_mask_admits_other (subject->accounts, owner, account));
}

/* What the levers do to an open deal. Returns %FALSE when that is nothing. */
static gboolean
find_turn (const BwScenarioBase *base,
           const BwLeverSubject *subjects,
           guint                 n_levers,
           const BwOpenDeal     *deal,
           Turn                 *turn)
{
  const BwLedger *whole = base->work.base->whole;
  gboolean        touched = FALSE;

  *turn = (Turn) { 1.0, 1.0, 1.0, NULL, NULL, NULL };
  for (guint i = 0; i < n_levers; i++)
    {
      const BwLever *lever = subjects[i].lever;
      gboolean       is_own = lever->deal == (gint32)deal->deal;

      if (lever->kind == BW_LEVER_DEAL_WON || lever->kind == BW_LEVER_DEAL_LOST || lever->kind == BW_LEVER_DEAL_MOVED)
        turn->fate = is_own ? lever : turn->fate;
      else if (lever->kind == BW_LEVER_DEAL_RESIZED)
        turn->resize = is_own ? lever : turn->resize;
      else if (lever->kind == BW_LEVER_LEAVE)
        turn->leave = lever->person >= 0 && lever->person == deal->owner ? lever : turn->leave;
      else if (lever->kind <= BW_LEVER_CYCLE && !bw_lever_is_neutral (lever) &&
               (lever->stage < 0 || lever->stage == (gint32)whole->now->stage[deal->deal]) &&
               bw_lever_subject_admits (&subjects[i], deal->owner, whole->account[deal->deal], whole->product[deal->deal]))
        {
          double *factor = lever->kind == BW_LEVER_WIN_RATE ? &turn->rate : lever->kind == BW_LEVER_DEAL_SIZE ? &turn->size
                                                                                                              : &turn->pace;

          *factor *= lever->factor;
          touched = TRUE;
        }
    }
  return touched || turn->leave != NULL || turn->fate != NULL || turn->resize != NULL;
}

/* The day up to whose end column @s of the hazards goes. */
static BwDate
column_day (const BwScenarioBase *base,
            guint                 s)
{
  return s == 0 ? MAX (base->outlook->period.from - 1, base->outlook->as_of) : base->work.base->steps[s - 1];
}

/* The chance that open deal @i is won by the end of @day. */
static double
chance_by (const BwScenarioBase *base,
           guint                 i,
           const Turn           *turn,
           double                day)
{
  const BwOutlookBase *known = base->work.base;
  const BwOpenDeal    *deal = &g_array_index (known->expectation->open, BwOpenDeal, i);
  double               weeks = MAX (day - base->outlook->as_of, 0.0) / 7.0;
  double               factor = known->level * (known->chances != NULL ? known->chances->factor[i] : 1.0) * turn->rate;

  if (deal->omitted)
    return 0.0;
  weeks = bw_hazard_weeks_at_pace (known->expectation->fit, weeks, turn->pace);
  return MIN (bw_slip_won_within (&known->replay->slip, known->replay->use_slip, known->expectation->fit, deal, base->outlook->as_of, weeks) * factor,
              MAX_CHANCE);
}

/* The chance that open deal @i is ever won. */
static double
chance_ever (const BwScenarioBase *base,
             guint                 i,
             const Turn           *turn)
{
  return MIN (base->work.base->chances->tilted[i] * turn->rate, MAX_CHANCE);
}

/* Works out the chances of open deal @i by the end of each column's day: @chances (array length=n_steps + 1). */
static void
fill_chances (const BwScenarioBase *base,
              guint                 i,
              const Turn           *turn,
              double               *chances)
{
  const BwLever *fate = turn->fate;
  double         last = 0.0, at_leaving = 0.0;

  if (turn->leave != NULL)
    at_leaving = chance_by (base, i, turn, turn->leave->date);
  for (guint s = 0; s <= base->work.base->n_steps; s++)
    {
      BwDate day = column_day (base, s);

      if (fate != NULL)
        {
          gboolean passed = day >= MAX (fate->date, base->outlook->as_of + 1);

          chances[s] = fate->kind == BW_LEVER_DEAL_LOST || !passed ? 0.0 : fate->kind == BW_LEVER_DEAL_WON ? 1.0
                                                                                                           : chance_ever (base, i, turn);
          continue;
        }
      chances[s] = chance_by (base, i, turn, day);
      if (turn->leave != NULL && day > turn->leave->date)
        chances[s] = at_leaving + turn->leave->factor * MAX (chances[s] - at_leaving, 0.0);
      last = chances[s] = MAX (chances[s], last);
    }
}

/* Gives open deal @i its new row. */
static void
turn_deal (const BwScenarioBase *base,
           guint                 i,
           const Turn           *turn,
           BwScenarioInput      *input)
{
  guint              width = base->work.base->n_steps + 1;
  float             *hazard = input->hazard + (gsize)i * width;
  g_autofree double *chances = g_new (double, width);
  BwOpenDeal        *deal = &input->open[i];

  if (turn->rate != 1.0 || turn->pace != 1.0 || turn->leave != NULL || turn->fate != NULL)
    {
      fill_chances (base, i, turn, chances);
      for (guint s = 0; s < width; s++)
        hazard[s] = chances[s] >= 1.0 ? BW_SIMULATION_CERTAIN : (float)-log1p (-chances[s]);
      input->chance[i] = chances[width - 1] - chances[0];
    }
  if (turn->size != 1.0)
    deal->amount *= turn->size;
  if (turn->resize != NULL)
    {
      deal->amount = (double)turn->resize->amount;
      deal->estimated = FALSE;
    }
  if (turn->leave != NULL && turn->leave->other >= 0)
    {
      deal->owner = turn->leave->other;
      input->counted[i] = bw_ledger_admits (base->work.ledger, deal->deal, deal->owner);
    }
}

static void
turn_deals (const BwScenarioBase *base,
            const BwLever        *levers,
            guint                 n_levers,
            BwScenarioInput      *input)
{
  BwLeverSubject *subjects = bw_lever_subjects_new (base->book, levers, n_levers);
  guint           n_open = base->work.base->expectation->open->len;
  gsize           width = base->work.base->n_steps + 1;
  Turn            turn;

  input->open = g_memdup2 (base->work.input.open, sizeof *input->open * n_open);
  input->counted = g_memdup2 (base->work.counted, n_open);
  input->hazard = g_memdup2 (base->work.base->hazard, sizeof *input->hazard * n_open * width);
  input->chance = g_memdup2 (base->work.base->chance, sizeof *input->chance * n_open);
  for (guint i = 0; i < n_open; i++)
    if (find_turn (base, subjects, n_levers, &base->work.input.open[i], &turn))
      {
        input->changes_deals = TRUE;
        turn_deal (base, i, &turn, input);
      }
  bw_lever_subjects_free (subjects, n_levers);
  if (!input->changes_deals)
    return;
  input->from_open = 0.0;
  for (guint i = 0; i < n_open; i++)
    input->from_open += input->counted[i] ? input->open[i].amount * input->chance[i] : 0.0;
}

/* Whether what @lever says of the period's quota counts on the days of @period. */
static gboolean
is_of_period (const BwLever  *lever,
              const BwPeriod *period)
{
  return lever->date == BW_DATE_NONE || bw_period_contains (period, lever->date);
}

/* The quota of @scope, which is @quota without levers. An amount that is said of a person below, or of part of everyone, moves
 * it by as much as that quota moves. */
gint64
bw_scenario_quota (const BwScenarioBase *base,
                   const BwScope        *scope,
                   gint64                quota,
                   const BwLever        *levers,
                   guint                 n_levers)
{
  const BwPeriod *period = &base->outlook->period;
  g_autoptr (BwScopeMask) mask = NULL;

  if (bw_scope_is_filtered (scope))
    return quota;
  for (guint i = 0; i < n_levers; i++)
    {
      const BwLever *lever = &levers[i];
      BwScope        subject = { .kind = BW_SCOPE_ALL, .index = BW_NOBODY };
      gint64         own, wanted;

      if (lever->kind != BW_LEVER_QUOTA || !is_of_period (lever, period))
        continue;
      if (lever->person >= 0)
        subject = (BwScope) { .kind = BW_SCOPE_PERSON, .index = lever->person };
      else if (lever->territory >= 0)
        subject = (BwScope) { .kind = BW_SCOPE_TERRITORY, .index = lever->territory };
      own = bw_scope_equal (&subject, scope) ? quota : bw_scope_quota (base->book, &subject, period);
      wanted = lever->amount != BW_MONEY_NONE ? lever->amount : own != BW_MONEY_NONE ? llround (own * lever->factor)
                                                                                     : BW_MONEY_NONE;
      if (bw_scope_equal (&subject, scope))
        quota = wanted;
      else if (subject.kind == BW_SCOPE_ALL && lever->amount == BW_MONEY_NONE && quota != BW_MONEY_NONE)
        quota = llround (quota * lever->factor);
      else if (subject.kind == BW_SCOPE_PERSON && scope->kind != BW_SCOPE_TERRITORY && quota != BW_MONEY_NONE &&
               wanted != BW_MONEY_NONE)
        {
          if (mask == NULL)
            mask = bw_scope_mask_new (base->book, scope);
          if (mask->people == NULL || ((guint)lever->person < mask->n_people && mask->people[lever->person]))
            quota += wanted - (own != BW_MONEY_NONE ? own : 0);
        }
    }
  return quota;
}

/* The levers that can be played. Returns: (transfer full) (array length=n) */
static BwLever *
find_sound (const BwScenarioBase *base,
            const BwLever        *levers,
            guint                 n_levers,
            guint                *n)
{
  BwLever *sound = g_new (BwLever, n_levers + 1);

  *n = 0;
  for (guint i = 0; i < n_levers; i++)
    {
      g_autofree char *problem = bw_lever_dup_problem (base->book, &levers[i], base->outlook->as_of);

      if (problem == NULL)
        sound[(*n)++] = levers[i];
    }
  return sound;
}

/* What the simulation is told with those of the levers that can be played.
 * Returns: (transfer full) */
BwScenarioInput *
bw_scenario_input_new (const BwScenarioBase *base,
                       const BwLever        *all,
                       guint                 n_all)
{
  BwScenarioInput    *input = g_new0 (BwScenarioInput, 1);
  guint               n_levers;
  g_autofree BwLever *levers = find_sound (base, all, n_all, &n_levers);

  input->input = base->work.input;
  input->from_open = base->work.from_open;
  input->from_new = base->work.from_new;
  input->quota = bw_scenario_quota (base, &base->outlook->scope, base->outlook->quota, levers, n_levers);
  input->extras = g_array_new (FALSE, FALSE, sizeof (BwExtraBusiness));
  if (base->work.simulation == NULL)
    return input;
  turn_deals (base, levers, n_levers, input);
  input->input.open = input->open;
  input->input.counted = input->counted;
  input->input.hazard = input->hazard;
  bw_scenario_input_add_business (base, levers, n_levers, input);
  return input;
}

/* Frees @input (transfer full) (nullable). */
void
bw_scenario_input_free (BwScenarioInput *input)
{
  if (input == NULL)
    return;
  g_free (input->open);
  g_free (input->counted);
  g_free (input->hazard);
  g_free (input->chance);
  g_free (input->arrival_wins);
  g_free (input->arrival_size);
  g_free (input->new_profile);
  g_array_unref (input->extras);
  g_free (input);
}
