/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levers: what one says, in words, and whether it can be. */

#include "core/bw-scenario.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Whether it multiplies something with its factor. */
static gboolean
is_factor (BwLeverKind kind)
{
  return kind <= BW_LEVER_NEW_PIPELINE;
}

static gboolean
is_of_deal (BwLeverKind kind)
{
  return kind >= BW_LEVER_DEAL_WON && kind <= BW_LEVER_DEAL_RESIZED;
}

/* Returns: an empty lever of @kind: about everything, its factor as things are now. */
BwLever
bw_lever_init (BwLeverKind kind)
{
  return (BwLever) {
    .kind = kind,
    .scenario = BW_NOBODY,
    .stage = BW_NOBODY,
    .person = BW_NOBODY,
    .territory = BW_NOBODY,
    .product = BW_NOBODY,
    .other = BW_NOBODY,
    .deal = BW_NOBODY,
    .factor = is_factor (kind) || kind == BW_LEVER_HIRE || kind == BW_LEVER_QUOTA ? 1.0 : kind == BW_LEVER_LEAVE ? 0.0
                                                                                                                 : NAN,
    .amount = BW_MONEY_NONE,
    .date = BW_DATE_NONE,
  };
}

/* Whether it says that things are as they are. */
gboolean
bw_lever_is_neutral (const BwLever *lever)
{
  if (is_factor (lever->kind) || (lever->kind == BW_LEVER_QUOTA && lever->amount == BW_MONEY_NONE))
    return lever->factor == 1.0;
  return FALSE;
}

static gboolean
is_row (gint32        index,
        const GArray *rows)
{
  return index == BW_NOBODY || (index >= 0 && (guint)index < rows->len);
}

/* What is wrong with the deal that it is about, as known on @as_of. */
static char *
dup_deal_problem (const BwBook  *book,
                  const BwLever *lever,
                  BwDate         as_of)
{
  g_autofree char *name = NULL;
  BwStageKind      kind;
  BwCategory       category;

  if (lever->deal < 0 || (guint)lever->deal >= book->deals.n)
    return g_strdup (_ ("A deal that this speaks of is no longer there. Choose another one, or take this out."));
  name = g_strdup (bw_book_text (book, book->deals.name[lever->deal]));
  if (book->deals.flags[lever->deal] & BW_DEAL_VANISHED)
    return g_strdup_printf (_ ("The deal “%s” is no longer in the exports. Take it out of the scenario."), name);
  bw_book_stage_at (book, book->deals.stage[lever->deal], as_of, &kind, &category);
  if (kind == BW_STAGE_WON)
    return g_strdup_printf (_ ("The deal “%s” has been won in the meantime. Take it out of the scenario."), name);
  if (kind == BW_STAGE_LOST)
    return g_strdup_printf (_ ("The deal “%s” has been lost in the meantime. Take it out of the scenario."), name);
  if (lever->kind == BW_LEVER_DEAL_RESIZED && (lever->amount < 0 || lever->amount > BW_MONEY_MAX))
    return g_strdup_printf (_ ("Say how much the deal “%s” is to bring: an amount that is not below 0."), name);
  return NULL;
}

static char *
dup_date_problem (const BwLever *lever)
{
  if (lever->date == BW_DATE_NONE)
    return g_strdup (_ ("Say on which day this happens."));
  if (lever->date < bw_date_from_ymd (BW_DATE_MIN_YEAR, 1, 1) || lever->date > bw_date_from_ymd (BW_DATE_MAX_YEAR, 12, 31))
    return g_strdup_printf (_ ("The day has to be between %d and %d."), BW_DATE_MIN_YEAR, BW_DATE_MAX_YEAR);
  return NULL;
}

/* What is wrong with its numbers. */
static char *
dup_number_problem (const BwBook  *book,
                    const BwLever *lever)
{
  gboolean is_counted = is_factor (lever->kind) || (lever->kind == BW_LEVER_QUOTA && lever->amount == BW_MONEY_NONE);

  if (is_counted && !(lever->factor > 0.0 && lever->factor <= BW_LEVER_MAX_FACTOR))
    return g_strdup_printf (_ ("A factor has to be above 0 and at most %g: 1 is as it is, 1.1 a tenth more."), BW_LEVER_MAX_FACTOR);
  if (lever->kind == BW_LEVER_HIRE &&
      !(lever->factor >= 1.0 && lever->factor <= BW_LEVER_MAX_HIRES && lever->factor == floor (lever->factor)))
    return g_strdup_printf (_ ("Say how many people are hired: a whole number from 1 to %g."), BW_LEVER_MAX_HIRES);
  if (lever->kind == BW_LEVER_LEAVE && !(lever->factor >= 0.0 && lever->factor <= 1.0))
    return g_strdup (_ ("What deals keep of their chances when their owner leaves is between 0 (nothing) and 1 (all)."));
  if (lever->kind == BW_LEVER_ADDED_PIPELINE && (lever->amount <= 0 || lever->amount > BW_MONEY_MAX))
    return g_strdup (_ ("Say how much new pipeline comes: an amount above 0."));
  if (lever->kind == BW_LEVER_QUOTA && lever->amount != BW_MONEY_NONE && (lever->amount <= 0 || lever->amount > BW_MONEY_MAX))
    return g_strdup (_ ("A quota has to be above 0."));
  return NULL;
}

/* What is wrong with @lever, as known on @as_of.
 * Returns: (transfer full) (nullable): a sentence; %NULL when it can be played. */
char *
bw_lever_dup_problem (const BwBook  *book,
                      const BwLever *lever,
                      BwDate         as_of)
{
  char *problem = NULL;

  if (lever->kind < 0 || lever->kind >= BW_N_LEVERS)
    return g_strdup (_ ("This version does not know such a change."));
  if (!is_row (lever->person, book->people) || !is_row (lever->other, book->people) || !is_row (lever->stage, book->stages) ||
      !is_row (lever->territory, book->territories) || !is_row (lever->product, book->products))
    return g_strdup (_ ("What this speaks of is no longer there. Choose something else, or take this out."));
  if (lever->kind == BW_LEVER_LEAVE && lever->person < 0)
    return g_strdup (_ ("Say who leaves."));
  if (lever->kind == BW_LEVER_LEAVE && lever->other == lever->person)
    return g_strdup (_ ("Whoever leaves cannot take over their own deals. Choose somebody else."));
  if (lever->kind == BW_LEVER_ADDED_PIPELINE || lever->kind == BW_LEVER_HIRE || lever->kind == BW_LEVER_LEAVE ||
      lever->kind == BW_LEVER_DEAL_WON || lever->kind == BW_LEVER_DEAL_MOVED)
    problem = dup_date_problem (lever);
  if (problem == NULL && (lever->kind == BW_LEVER_DEAL_WON || lever->kind == BW_LEVER_DEAL_MOVED) && lever->date <= as_of)
    problem = g_strdup (_ ("The day is over. Choose one that is still to come."));
  if (problem == NULL && is_of_deal (lever->kind))
    problem = dup_deal_problem (book, lever, as_of);
  return problem != NULL ? problem : dup_number_problem (book, lever);
}

/* Adds what it is about, in brackets. */
static void
add_subject (const BwBook  *book,
             const BwLever *lever,
             GString       *text)
{
  const struct
  {
    gint32 index;
    BwText name;
  } subjects[] = {
    { lever->stage, lever->stage >= 0 ? bw_book_stage (book, lever->stage)->name : 0 },
    { lever->kind == BW_LEVER_LEAVE ? BW_NOBODY : lever->person, lever->person >= 0 ? bw_book_person (book, lever->person)->name : 0 },
    { lever->territory, lever->territory >= 0 ? bw_book_territory (book, lever->territory)->name : 0 },
    { lever->product, lever->product >= 0 ? bw_book_product (book, lever->product)->name : 0 },
  };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (subjects[i].index >= 0)
      {
        g_string_append_printf (text, "%s%s", any ? ", " : " (", bw_book_text (book, subjects[i].name));
        any = TRUE;
      }
  if (any)
    g_string_append_c (text, ')');
}

static char *
dup_change (double factor)
{
  return g_strdup_printf ("%+.0f\302\240%%", (factor - 1.0) * 100.0);
}

static char *
dup_deal_text (const BwBook  *book,
               const BwLever *lever)
{
  const char      *name = bw_book_text (book, book->deals.name[lever->deal]);
  g_autofree char *day = bw_date_format_short (lever->date, BW_DATE_NONE);
  g_autofree char *amount = bw_money_format (lever->amount != BW_MONEY_NONE ? lever->amount : 0, book->currency);

  switch ((int)lever->kind)
    {
    case BW_LEVER_DEAL_WON:
      return g_strdup_printf (_ ("%s is won on %s"), name, day);
    case BW_LEVER_DEAL_LOST:
      return g_strdup_printf (_ ("%s is lost"), name);
    case BW_LEVER_DEAL_MOVED:
      return g_strdup_printf (_ ("%s is decided on %s"), name, day);
    default:
      return g_strdup_printf (_ ("%s brings %s"), name, amount);
    }
}

static char *
dup_leave_text (const BwBook  *book,
                const BwLever *lever)
{
  const char      *name = bw_book_text (book, bw_book_person (book, lever->person)->name);
  g_autofree char *day = bw_date_format_short (lever->date, BW_DATE_NONE);

  if (lever->other >= 0)
    return g_strdup_printf (_ ("%s leaves on %s, %s takes over with %.0f\302\240%% of the chances"), name, day,
                            bw_book_text (book, bw_book_person (book, lever->other)->name), lever->factor * 100.0);
  if (lever->factor > 0.0)
    return g_strdup_printf (_ ("%s leaves on %s, the deals keep %.0f\302\240%% of their chances"), name, day, lever->factor * 100.0);
  return g_strdup_printf (_ ("%s leaves on %s, the deals rest"), name, day);
}

/* What it says in words, such as “Win rate +10 % (Proposal)”; @lever is sound.
 * Returns: (transfer full) */
char *
bw_lever_dup_text (const BwBook  *book,
                   const BwLever *lever)
{
  g_autofree char *change = dup_change (lever->factor);
  g_autofree char *day = lever->date != BW_DATE_NONE ? bw_date_format_short (lever->date, BW_DATE_NONE) : g_strdup ("");
  g_autofree char *amount = lever->amount != BW_MONEY_NONE ? bw_money_format (lever->amount, book->currency) : NULL;
  GString         *text = g_string_new (NULL);

  switch ((int)lever->kind)
    {
    case BW_LEVER_WIN_RATE:
      g_string_append_printf (text, _ ("Win rate %s"), change);
      break;
    case BW_LEVER_DEAL_SIZE:
      g_string_append_printf (text, _ ("Deal size %s"), change);
      break;
    case BW_LEVER_CYCLE:
      g_string_append_printf (text, _ ("Sales cycle %s"), change);
      break;
    case BW_LEVER_NEW_PIPELINE:
      g_string_append_printf (text, _ ("New pipeline %s"), change);
      break;
    case BW_LEVER_ADDED_PIPELINE:
      g_string_append_printf (text, _ ("%s of new pipeline on %s"), amount != NULL ? amount : "", day);
      break;
    case BW_LEVER_HIRE:
      g_string_append_printf (text, ngettext ("%u person hired on %s", "%u people hired on %s", (guint)lever->factor),
                              (guint)lever->factor, day);
      break;
    case BW_LEVER_QUOTA:
      g_string_append_printf (text, _ ("Quota %s"), amount != NULL ? amount : change);
      break;
    case BW_LEVER_LEAVE:
      g_string_free (text, TRUE);
      return dup_leave_text (book, lever);
    default:
      g_string_free (text, TRUE);
      return dup_deal_text (book, lever);
    }
  add_subject (book, lever, text);
  return g_string_free (text, FALSE);
}

/* The levers of a scenario, in their order.
 * Returns: (transfer full) (array length=n) */
BwLever *
bw_scenario_dup_levers (const BwBook *book,
                        guint         scenario,
                        guint        *n)
{
  GArray *levers = g_array_new (FALSE, FALSE, sizeof (BwLever));

  for (guint i = 0; i < book->levers->len; i++)
    {
      const BwLever *lever = &g_array_index (book->levers, BwLever, i);

      if (lever->scenario == (gint32)scenario)
        g_array_append_vals (levers, lever, 1);
    }
  *n = levers->len;
  return (BwLever *)(gpointer)g_array_free (levers, FALSE);
}
