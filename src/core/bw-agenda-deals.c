/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a check-in is about: wins, near misses, what moved, risks.
 *
 * All is between the end of the day of the last check-in and what is known now. A deal is named under the first of these that
 * it is in, so that nobody talks about it twice:
 *
 *   win         came to a won stage
 *   near miss   lost late: came to a lost stage after having reached the last third of the open stages, or having been committed
 *               slipped at the end: open, and its date moved later within 14 days before it or after it
 *   moved       in a bucket of the flow of the period (bw-flow.c), the largest difference first
 *   risk        has findings (bw-insight.c), most at stake first; these also of deals that moved
 *
 * O(deals + changes), and what the findings take. */

#include "core/bw-agenda-private.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "core/bw-flow.h"
#include "core/bw-insight.h"

enum
{
  MOST_WINS = 8,
  MOST_MISSES = 6,
  MOST_MOVED = 8,
  MOST_RISKS = 6,
  LAST_DAYS = 14,
};

typedef struct
{
  BwAgenda         *agenda;
  BwBook           *book;
  const BwSnapshot *before;
  const BwSnapshot *now;
  BwScopeMask      *mask;
  GHashTable       *named; /* deals that were */
} Look;

/* A deal with the sentence about it. */
typedef struct
{
  guint  deal;
  gint64 weight;
  char  *text;
} Said;

static void
clear_said (gpointer data)
{
  g_free (((Said *)data)->text);
}

static int
compare_said (gconstpointer a,
              gconstpointer b)
{
  const Said *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->deal < y->deal ? -1 : x->deal > y->deal;
}

static GArray *
begin_said (void)
{
  GArray *said = g_array_new (FALSE, FALSE, sizeof (Said));

  g_array_set_clear_func (said, clear_said);
  return said;
}

static gint64
known (gint64 amount)
{
  return amount == BW_MONEY_NONE ? 0 : amount;
}

static void
say (GArray *said,
     guint   deal,
     gint64  weight,
     char   *text)
{
  Said row = { deal, weight, text };

  g_array_append_val (said, row);
}

/* Puts the heaviest of @said (transfer full) into the agenda. */
static void
take_said (Look           *look,
           GArray         *said,
           BwAgendaSection section,
           guint           most)
{
  g_array_sort (said, compare_said);
  for (guint i = 0; i < MIN (said->len, most); i++)
    {
      Said *row = &g_array_index (said, Said, i);

      bw_agenda_take (look->agenda, section, bw_book_text (look->book, look->book->deals.name[row->deal]), g_steal_pointer (&row->text),
                      (gint32)row->deal, look->now->amount[row->deal]);
      g_hash_table_add (look->named, GUINT_TO_POINTER (row->deal));
    }
  g_array_unref (said);
}

static char *
dup_money (const Look *look,
           gint64      amount)
{
  return bw_money_format_compact (amount, look->book->currency);
}

static char *
dup_day (const Look *look,
         BwDate      day)
{
  return bw_date_format_short (day, look->agenda->query.as_of);
}

/* Whether the deal came to its present stage since the last check-in. */
static gboolean
has_come (const Look *look,
          guint       deal)
{
  BwDate since = look->now->stage_since[deal];

  if (look->before->exists[deal] && look->before->kind[deal] == look->now->kind[deal])
    return FALSE;
  return since != BW_DATE_NONE && since > look->agenda->since && since <= look->agenda->query.as_of;
}

static gboolean
is_theirs (const Look *look,
           guint       deal)
{
  return look->now->exists[deal] &&
         bw_scope_mask_admits (look->mask, deal, look->now->owner[deal], look->book->deals.account[deal]);
}

/* ---- wins ---- */

static char *
dup_win (const Look *look,
         guint       deal)
{
  g_autofree char *amount = dup_money (look, look->now->amount[deal]), *day = dup_day (look, look->now->stage_since[deal]);
  BwDate           created = look->book->deals.created[deal], expected = BW_DATE_NONE;
  int              days;

  if (look->before->exists[deal] && look->before->kind[deal] == BW_STAGE_OPEN)
    expected = look->before->close[deal];
  if (expected != BW_DATE_NONE && look->now->close[deal] != BW_DATE_NONE && expected > look->now->close[deal])
    {
      days = expected - look->now->close[deal];
      return g_strdup_printf (ngettext ("Won on %s: %s, %d day before it was expected. Well done.",
                                        "Won on %s: %s, %d days before it was expected. Well done.", (gulong)days),
                              day, amount, days);
    }
  if (created != BW_DATE_NONE && created <= look->now->stage_since[deal])
    {
      days = look->now->stage_since[deal] - created;
      return g_strdup_printf (ngettext ("Won on %s: %s, after %d day of work. Well done.", "Won on %s: %s, after %d days of work. Well done.",
                                        (gulong)days),
                              day, amount, days);
    }
  return g_strdup_printf (_ ("Won on %s: %s. Well done."), day, amount);
}

/* ---- near misses ---- */

/* The first of the last third of the open stages, as a place among the stages. */
static guint
find_late_stage (const BwBook *book)
{
  guint n_open = 0, left;

  for (guint i = 0; i < book->stages->len; i++)
    n_open += bw_book_stage (book, i)->kind == BW_STAGE_OPEN;
  left = MAX (1, n_open / 3);
  for (guint i = book->stages->len; i > 0; i--)
    if (bw_book_stage (book, i - 1)->kind == BW_STAGE_OPEN && --left == 0)
      return i - 1;
  return G_MAXUINT;
}

/* The deepest open stage that @deal reached; -1 where none is known. */
static int
find_deepest (const Look *look,
              guint       deal)
{
  const BwBook   *book = look->book;
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  int             deepest = -1;

  for (guint i = 0; i < n; i++)
    {
      if (changes[i].field != BW_FIELD_STAGE || changes[i].at > look->agenda->query.as_of)
        continue;
      for (guint side = 0; side < 2; side++)
        {
          gint64 stage = side == 0 ? changes[i].old_value : changes[i].new_value;

          if (stage >= 0 && stage < book->stages->len && bw_book_stage (book, (guint)stage)->kind == BW_STAGE_OPEN)
            deepest = MAX (deepest, (int)stage);
        }
    }
  return deepest;
}

static char *
dup_loss (const Look *look,
          guint       deal,
          guint       late)
{
  const BwBook    *book = look->book;
  g_autofree char *amount = dup_money (look, look->now->amount[deal]), *day = dup_day (look, look->now->stage_since[deal]);
  gboolean         committed = look->before->exists[deal] && look->before->kind[deal] == BW_STAGE_OPEN &&
                       look->before->category[deal] == BW_CATEGORY_COMMIT;
  int deepest = find_deepest (look, deal);

  if (deepest >= 0 && (guint)deepest >= late)
    return g_strdup_printf (_ ("Lost on %s after it had come as far as %s: %s. What would have helped?"), day,
                            bw_book_text (book, bw_book_stage (book, (guint)deepest)->name), amount);
  if (committed)
    return g_strdup_printf (_ ("Lost on %s though it had been committed: %s. What would have helped?"), day, amount);
  return NULL;
}

/* How the date of @deal moved later at the end.
 * Returns: (transfer full) (nullable): a sentence; %NULL where it did not. */
static char *
dup_slip (const Look *look,
          guint       deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&look->book->history, deal, &n);

  for (guint i = n; i > 0 && changes[i - 1].at > look->agenda->since; i--)
    {
      const BwChange  *change = &changes[i - 1];
      BwDate           was = (BwDate)change->old_value, is = look->now->close[deal];
      g_autofree char *from = NULL, *to = NULL;
      int              left = was - change->at;

      if (change->field != BW_FIELD_CLOSE_DATE || change->at > look->agenda->query.as_of || was == BW_DATE_NONE || is <= was || left > LAST_DAYS)
        continue;
      from = dup_day (look, was);
      to = dup_day (look, is);
      if (left < 0)
        return g_strdup_printf (_ ("Its date was moved from %s to %s once it had passed. What is it waiting for?"), from, to);
      if (left == 0)
        return g_strdup_printf (_ ("Its date was moved from %s to %s on the last day. What is it waiting for?"), from, to);
      return g_strdup_printf (ngettext ("Its date was moved from %s to %s with %d day to go. What is it waiting for?",
                                        "Its date was moved from %s to %s with %d days to go. What is it waiting for?", (gulong)left),
                              from, to, left);
    }
  return NULL;
}

static void
add_outcomes (Look *look)
{
  GArray *wins = begin_said (), *misses = begin_said ();
  guint   late = find_late_stage (look->book);

  for (guint i = 0; i < look->book->deals.n; i++)
    {
      char *text = NULL;

      if (!is_theirs (look, i))
        continue;
      if (look->now->kind[i] == BW_STAGE_WON && has_come (look, i))
        say (wins, i, known (look->now->amount[i]), dup_win (look, i));
      else if (look->now->kind[i] == BW_STAGE_LOST && has_come (look, i))
        text = dup_loss (look, i, late);
      else if (look->now->kind[i] == BW_STAGE_OPEN)
        text = dup_slip (look, i);
      if (text != NULL)
        say (misses, i, known (look->now->amount[i]), text);
    }
  take_said (look, wins, BW_AGENDA_WINS, MOST_WINS);
  take_said (look, misses, BW_AGENDA_NEAR_MISSES, MOST_MISSES);
}

/* ---- what moved ---- */

static char *
dup_exit (const Look       *look,
          const BwFlowDeal *deal,
          const char       *amount,
          const char       *day)
{
  switch ((BwFlowBucket)deal->exit)
    {
    case BW_FLOW_LOST:
      return g_strdup_printf (_ ("Lost: %s."), amount);
    case BW_FLOW_PUSHED_OUT:
      return g_strdup_printf (_ ("Now expected by %s, after the period: %s."), day, amount);
    case BW_FLOW_PULLED_EARLIER:
      return g_strdup_printf (_ ("Now expected by %s, before the period: %s."), day, amount);
    case BW_FLOW_TRANSFERRED_OUT:
      return g_strdup_printf (_ ("Somebody else has it now: %s."), amount);
    case BW_FLOW_OMITTED:
      return g_strdup_printf (_ ("Not counted any more: %s."), amount);
    default:
      return NULL;
    }
}

static char *
dup_entry (const Look       *look,
           const BwFlowDeal *deal,
           const char       *amount,
           const char       *day)
{
  switch ((BwFlowBucket)deal->entry)
    {
    case BW_FLOW_NEW:
      return g_strdup_printf (_ ("New: %s, expected by %s."), amount, day);
    case BW_FLOW_PULLED_IN:
      return g_strdup_printf (_ ("Pulled in: %s, now expected by %s."), amount, day);
    case BW_FLOW_PUSHED_IN:
      return g_strdup_printf (_ ("Came from the period before: %s, now expected by %s."), amount, day);
    case BW_FLOW_REOPENED:
      return g_strdup_printf (_ ("Open again: %s."), amount);
    case BW_FLOW_TRANSFERRED_IN:
      return g_strdup_printf (_ ("Came from somebody else: %s."), amount);
    case BW_FLOW_RESTORED:
      return g_strdup_printf (_ ("Counted again: %s."), amount);
    default:
      return NULL;
    }
}

/* Returns: (transfer full) (nullable): what became of @deal; %NULL where it only won, which is told elsewhere, or nothing moved. */
static char *
dup_move (const Look       *look,
          const BwFlowDeal *deal)
{
  g_autofree char *amount = dup_money (look, deal->exit != BW_FLOW_NOWHERE ? deal->left : deal->end);
  g_autofree char *day = dup_day (look, look->now->close[deal->deal]);
  char            *text = dup_exit (look, deal, amount, day);

  if (text == NULL && deal->exit == BW_FLOW_NOWHERE)
    text = dup_entry (look, deal, amount, day);
  if (text == NULL && deal->exit == BW_FLOW_NOWHERE && deal->change != 0)
    {
      g_autofree char *was = dup_money (look, deal->start);

      text = deal->change > 0 ? g_strdup_printf (_ ("Grew from %s to %s."), was, amount)
                              : g_strdup_printf (_ ("Went from %s to %s."), was, amount);
    }
  return text;
}

static void
add_moved (Look *look)
{
  const BwAgenda *agenda = look->agenda;
  GArray         *moved = begin_said ();
  g_autoptr (BwFlow) flow = NULL;

  if (agenda->since < agenda->query.as_of)
    flow = bw_flow_new (look->book, &agenda->scope, &agenda->query.period, agenda->since, agenda->query.as_of);
  for (guint i = 0; flow != NULL && i < flow->deals->len; i++)
    {
      const BwFlowDeal *deal = &g_array_index (flow->deals, BwFlowDeal, i);
      char             *text = NULL;

      if (!g_hash_table_contains (look->named, GUINT_TO_POINTER (deal->deal)))
        text = dup_move (look, deal);
      if (text != NULL)
        say (moved, deal->deal, MAX (llabs (deal->end - deal->start), deal->left), text);
    }
  take_said (look, moved, BW_AGENDA_MOVED, MOST_MOVED);
}

/* ---- risks ---- */

static void
add_risks (Look *look)
{
  const BwAgenda *agenda = look->agenda;
  BwInsightQuery  query = {
     .scope = agenda->scope, .period = agenda->query.period, .as_of = agenda->query.as_of, .n_most = 4 * MOST_RISKS
  };
  g_autoptr (GPtrArray) insights = bw_insights_new (look->book, &query);
  guint n = 0;

  for (guint i = 0; i < insights->len && n < MOST_RISKS; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);
      g_autofree char *cost = NULL;

      if (insight->deal < 0 || insight->dismissed)
        continue;
      cost = insight->cost[0] != '\0' ? g_strdup_printf (" (%s)", insight->cost) : g_strdup ("");
      bw_agenda_take (look->agenda, BW_AGENDA_RISKS, bw_book_text (look->book, look->book->deals.name[insight->deal]),
                      g_strdup_printf ("%s%s %s", insight->body, cost, insight->action), insight->deal, insight->amount);
      n++;
    }
}

/* Adds what there is to say of deals, by what is known now beside what was at the last check-in. */
void
bw_agenda_add_deals (BwAgenda         *agenda,
                     BwBook           *book,
                     const BwSnapshot *before,
                     const BwSnapshot *now)
{
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &agenda->scope);
  Look look = { agenda, book, before, now, mask, named };

  add_outcomes (&look);
  add_moved (&look);
  add_risks (&look);
}
