/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due from those who are looked at, and what they won lately, in words.
 *
 * Of a person it is told whether the own call is in, how old it is and when the next is due, and who of the team is still to call; of
 * everyone who is missing. Where nobody ever called, nobody is asked to. What was won is told with who won it: a week of it, the
 * largest first. O(deals + calls). */

#include "core/bw-home-news.h"

#include <glib/gi18n-lib.h>

#include "core/bw-call-day.h"

enum
{
  WEEK = 7,
  MOST_NAMED = 3,
};

/* Returns: (transfer full): "Ann Ray, Bob Hill and 2 more", of the @n that are @names and of @more. */
static char *
join (GPtrArray *names,
      guint      more)
{
  g_autofree char *list = NULL;

  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  if (more == 0)
    return g_steal_pointer (&list);
  /* Translators: names, and of how many more */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", more), list, more);
}

/* Whether @person is anywhere below @manager. */
static gboolean
is_below (const BwCallTree *tree,
          gint32            person,
          gint32            manager)
{
  for (gint32 at = tree->parent[person]; at >= 0; at = tree->parent[at])
    if (at == manager)
      return TRUE;
  return FALSE;
}

/* That @caller, who is called @name, did not say the last word that was @due in a period that is over. Returns: (transfer full). */
static char *
dup_own_over (const char     *name,
              const BwCaller *caller,
              const char     *due)
{
  g_autofree char *last = bw_date_format_short (caller->last, BW_DATE_NONE);

  if (caller->last == BW_DATE_NONE)
    return g_strdup_printf (_ ("The period is over. %s did not call for it."), name);
  /* Translators: a person, a day, another day */
  return g_strdup_printf (_ ("The period is over. The last call of %s is of %s; the one due on %s did not come."), name, last, due);
}

/* Whether the own call is in. Returns: (transfer full). */
static char *
dup_own (const BwBook    *book,
         const BwCaller  *caller,
         const BwCallDay *day,
         BwDate           as_of)
{
  const char      *name = bw_book_text (book, bw_book_person (book, caller->person)->name);
  g_autofree char *due = bw_date_format_short (day->due, BW_DATE_NONE), *next = bw_date_format_short (day->next, BW_DATE_NONE);
  guint            age = caller->last != BW_DATE_NONE ? (guint)MAX (as_of - caller->last, 0) : 0;

  if (day->ended != BW_DATE_NONE && caller->is_late)
    return dup_own_over (name, caller, due);
  if (day->ended != BW_DATE_NONE)
    return g_strdup_printf (_ ("The period is over. The last call of %s, due on %s, came."), name, due);
  if (day->due != BW_DATE_NONE && caller->last == BW_DATE_NONE)
    return g_strdup_printf (_ ("%s has not called for this period yet; the call was due on %s."), name, due);
  if (caller->is_late)
    /* Translators: a person, days, a day */
    return g_strdup_printf (ngettext ("The call of %s is %u day old; a new one was due on %s.", "The call of %s is %u days old; a new one was due on %s.", age),
                            name, age, due);
  if (day->next != BW_DATE_NONE)
    return g_strdup_printf (day->due != BW_DATE_NONE ? _ ("The call of %s is in; the next is due on %s.") : _ ("The first call of %s is due on %s."), name, next);
  return g_strdup_printf (_ ("The call of %s is in."), name);
}

/* Which calls are due from @scope for @period, as known on @as_of.
 * Returns: (transfer full) (nullable): sentences; nothing where nobody ever called, of a territory, and of a part of the deals. */
char *
bw_home_news_dup_due (const BwBook   *book,
                      const BwScope  *scope,
                      const BwPeriod *period,
                      BwDate          as_of)
{
  g_autoptr (BwCallTree) tree = NULL;
  g_autoptr (BwCallDay) day = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *own = NULL, *list = NULL, *team = NULL;
  guint            more = 0;

  if (book->calls->len == 0 || scope->kind == BW_SCOPE_TERRITORY || bw_scope_is_filtered (scope) || as_of < period->from)
    return NULL;
  tree = bw_call_tree_new (book, period, as_of);
  day = bw_call_day_new (book, tree, as_of);
  if (scope->kind == BW_SCOPE_ALL)
    return bw_call_day_dup_text (day, book);
  for (guint i = 0; i < day->callers->len; i++)
    {
      const BwCaller *caller = &g_array_index (day->callers, BwCaller, i);

      if (caller->person == scope->index)
        own = dup_own (book, caller, day, as_of);
      else if (caller->is_late && is_below (tree, caller->person, scope->index))
        {
          if (names->len < MOST_NAMED)
            g_ptr_array_add (names, (gpointer)bw_book_text (book, bw_book_person (book, caller->person)->name));
          else
            more++;
        }
    }
  if (names->len > 0)
    {
      list = join (names, more);
      /* Translators: names, both */
      team = g_strdup_printf (day->ended != BW_DATE_NONE ? _ ("Of the team the last call of these did not come: %s.")
                                                         : _ ("Still to come from the team: %s."),
                              list);
    }
  return own != NULL && team != NULL ? g_strconcat (own, " ", team, NULL) : own != NULL ? g_steal_pointer (&own)
                                                                                        : g_steal_pointer (&team);
}

/* ---- Wins ---- */

typedef struct
{
  guint32 deal;
  gint64  amount;
} Win;

static int
compare_wins (gconstpointer a,
              gconstpointer b)
{
  const Win *x = a, *y = b;

  return x->amount != y->amount ? (x->amount < y->amount) - (x->amount > y->amount) : (x->deal > y->deal) - (x->deal < y->deal);
}

/* Returns: (transfer full): "Pumps for Acme, $120 K, Ann Ray". */
static char *
dup_win (const BwBook   *book,
         const BwLedger *ledger,
         const Win      *win)
{
  const char      *name = bw_book_text (book, book->deals.name[win->deal]);
  gint32           owner = ledger->now->owner[win->deal];
  g_autofree char *amount = bw_money_format_compact (win->amount, book->currency);

  if (*name == '\0')
    name = bw_book_text (book, book->deals.ref[win->deal]);
  if (owner < 0)
    return g_strdup_printf ("%s (%s)", name, amount);
  /* Translators: a deal, its amount, who won it */
  return g_strdup_printf (_ ("%s (%s, %s)"), name, amount, bw_book_text (book, bw_book_person (book, owner)->name));
}

/* What @scope won in the week up to @as_of. Returns: (transfer full) (nullable): a sentence that is glad of it; nothing without a win. */
char *
bw_home_news_dup_wins (const BwBook  *book,
                       const BwScope *scope,
                       BwDate         as_of)
{
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, scope, as_of);
  g_autoptr (GArray) wins = g_array_new (FALSE, FALSE, sizeof (Win));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL, *total = NULL;
  gint64           sum = 0;

  for (guint32 i = 0; i < ledger->now->n; i++)
    {
      gint64 amount = bw_ledger_won_amount (ledger, i);
      Win    win = { i, amount };
      BwDate day;

      if (amount == BW_MONEY_NONE || amount <= 0 || !bw_ledger_admits (ledger, i, ledger->now->owner[i]))
        continue;
      day = bw_ledger_won_day (ledger, i);
      if (day <= as_of - WEEK || day > as_of)
        continue;
      g_array_append_val (wins, win);
      sum += amount;
    }
  if (wins->len == 0)
    return NULL;
  g_array_sort (wins, compare_wins);
  for (guint i = 0; i < MIN (wins->len, MOST_NAMED); i++)
    g_ptr_array_add (names, dup_win (book, ledger, &g_array_index (wins, Win, i)));
  list = join (names, wins->len - MIN (wins->len, MOST_NAMED));
  total = bw_money_format_compact (sum, book->currency);
  /* Translators: an amount, and deals with who won them */
  return g_strdup_printf (_ ("Well done: %s won in the last seven days. %s."), total, list);
}
