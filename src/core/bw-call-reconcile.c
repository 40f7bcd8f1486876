/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets held against the CRM, the people's own calls and each other, and taken over.
 *
 * Each number in a sheet is a line that is accepted or rejected for itself. Accepted, it becomes what is said: the manager's own number a
 * call; a report's, where the report said another, an override with the sheet as its reason; where the report said nothing, a call in
 * the report's name; where the report said the same, nothing but the end of an override that said otherwise. So the roll-up
 * (bw-call-tree.c) is the result, and undo takes all of it back. Lines that cannot both hold, as when two sheets have the same person, wait
 * for a decision. What was decided of each line is kept.
 *
 * The difference of manager and CRM is told by the deals that the sheet lists with another amount or category, and what these do not
 * explain, to the cent. Deals: what the CRM counts for the category and what the manager does. O(deals + lines x listed deals). */

#include "core/bw-call-reconcile.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-call-day.h"
#include "core/bw-call-edit.h"
#include "core/bw-deal-field.h"

static const char *const kind_names[BW_N_RECONCILE_KINDS] = {
  [BW_RECONCILE_REFUSED] = "refused",
  [BW_RECONCILE_CELL] = "cell",
  [BW_RECONCILE_ARITHMETIC] = "arithmetic",
  [BW_RECONCILE_PERSON] = "person",
  [BW_RECONCILE_SHEET_TWICE] = "sheet_twice",
  [BW_RECONCILE_PERSON_TWICE] = "person_twice",
  [BW_RECONCILE_DOUBLE_COUNT] = "double_count",
  [BW_RECONCILE_DEAL_TWICE] = "deal_twice",
  [BW_RECONCILE_DEAL_OTHER] = "deal_of_another_team",
  [BW_RECONCILE_DEAL_UNKNOWN] = "deal_unknown",
  [BW_RECONCILE_NO_SHEET] = "no_sheet",
  [BW_RECONCILE_NO_CALL] = "no_call",
};

/* What is being done. */
typedef struct
{
  const BwBook *book;
  BwReconcile  *reconcile;
  BwLedger     *ledger;
} Work;

static const char *
name_of (const Work *work,
         gint32      person)
{
  return bw_book_text (work->book, bw_book_person (work->book, person)->name);
}

static BwCallSheet *
sheet_at (const Work *work,
          guint       sheet)
{
  return g_ptr_array_index (work->reconcile->sheets, sheet);
}

static const char *
deal_name (const Work *work,
           gint32      deal)
{
  const char *name = bw_book_text (work->book, work->book->deals.name[deal]);

  return *name != '\0' ? name : bw_book_text (work->book, work->book->deals.ref[deal]);
}

/* Notes something to be looked at; takes @text (transfer full). */
static void
add_finding (Work           *work,
             BwReconcileKind kind,
             int             sheet,
             gint32          person,
             gint32          deal,
             const char     *cell,
             char           *text)
{
  BwReconcileFinding finding = { kind, sheet, person, deal, "", text };

  g_strlcpy (finding.cell, cell, sizeof finding.cell);
  g_array_append_val (work->reconcile->findings, finding);
}

/* Whether @person is @manager or anywhere below. */
static gboolean
is_within (const Work *work,
           gint32      person,
           gint32      manager)
{
  for (gint32 at = person; at >= 0; at = work->reconcile->tree->parent[at])
    if (at == manager)
      return TRUE;
  return FALSE;
}

/* ---- The deals behind a difference ---- */

/* What @deal gives to @category and what is surer, were it of @named (%BW_CATEGORY_NONE: as the CRM has it) and worth @amount. */
static gint64
count_deal (const Work *work,
            guint       deal,
            BwCategory  category,
            BwCategory  named,
            gint64      amount)
{
  const BwSnapshot *now = work->ledger->now;
  gboolean          is_won = now->kind[deal] == BW_STAGE_WON && bw_period_contains (&work->reconcile->period, bw_ledger_won_day (work->ledger, deal));
  gboolean          is_open = bw_snapshot_in_pipeline (now, deal, &work->reconcile->period);
  BwRollup          rollup = { { 0 } };

  if (amount == BW_MONEY_NONE)
    amount = now->amount[deal] == BW_MONEY_NONE ? 0 : now->amount[deal];
  /* A manager may count what the CRM dates elsewhere, but not what is lost or gone. */
  if (!now->exists[deal] || !(is_won || is_open || (named != BW_CATEGORY_NONE && now->kind[deal] == BW_STAGE_OPEN)))
    return 0;
  bw_rollup_add_deal (&rollup, named != BW_CATEGORY_NONE && !is_won ? named : now->category[deal], is_won || named == BW_CATEGORY_CLOSED, amount);
  return bw_rollup_amount (&rollup, category, BW_ROLLUP_CUMULATIVE);
}

/* Finds the deals of @line's person, with everyone below, that the sheet counts otherwise. */
static void
explain_line (Work            *work,
              BwReconcileLine *line)
{
  const BwCallSheet *sheet = sheet_at (work, line->sheet);

  line->unexplained = line->manager - line->crm;
  for (guint i = 0; i < sheet->deals->len; i++)
    {
      const BwSheetDeal *listed = &g_array_index (sheet->deals, BwSheetDeal, i);
      BwReconcileDeal    deal = { .deal = listed->deal };
      gint32             owner;

      if (listed->deal < 0 || (listed->category == BW_CATEGORY_NONE && listed->amount == BW_MONEY_NONE))
        continue;
      owner = work->ledger->now->owner[listed->deal];
      if (owner < 0 || !is_within (work, owner, line->person))
        continue;
      deal.crm = count_deal (work, (guint)listed->deal, line->category, BW_CATEGORY_NONE, BW_MONEY_NONE);
      deal.manager = count_deal (work, (guint)listed->deal, line->category, listed->category, listed->amount);
      if (deal.crm == deal.manager)
        continue;
      line->unexplained -= deal.manager - deal.crm;
      g_array_append_val (line->deals, deal);
    }
}

static void
clear_line (gpointer data)
{
  BwReconcileLine *line = data;

  g_free (line->id);
  g_array_unref (line->deals);
}

static void
add_lines (Work *work,
           guint index)
{
  BwReconcile       *reconcile = work->reconcile;
  const BwCallSheet *sheet = sheet_at (work, index);

  for (guint i = 0; i < sheet->calls->len && sheet->refusal == NULL; i++)
    {
      const BwSheetCall *call = &g_array_index (sheet->calls, BwSheetCall, i);
      const BwCallCell  *cell = bw_call_tree_cell (reconcile->tree, call->person, call->category);
      BwReconcileLine    line = { .sheet = index, .call = i, .person = call->person, .category = call->category, .manager = call->amount };

      line.id = g_strdup_printf ("%s!%s", sheet->file, call->cell);
      line.rep = cell->call;
      line.crm = cell->crm;
      line.stands = cell->stands;
      line.deals = g_array_new (FALSE, FALSE, sizeof (BwReconcileDeal));
      explain_line (work, &line);
      g_array_append_val (reconcile->lines, line);
    }
}

/* ---- Findings ---- */

static void
find_in_sheet (Work *work,
               guint index)
{
  static const BwReconcileKind kinds[] = {
    [BW_SHEET_PROBLEM_CELL] = BW_RECONCILE_CELL,
    [BW_SHEET_PROBLEM_PERSON] = BW_RECONCILE_PERSON,
    [BW_SHEET_PROBLEM_ARITHMETIC] = BW_RECONCILE_ARITHMETIC,
    [BW_SHEET_PROBLEM_TWICE] = BW_RECONCILE_PERSON_TWICE,
    [BW_SHEET_PROBLEM_DEAL] = BW_RECONCILE_DEAL_UNKNOWN,
  };
  const BwCallSheet *sheet = sheet_at (work, index);

  if (sheet->refusal != NULL)
    add_finding (work, BW_RECONCILE_REFUSED, (int)index, sheet->manager, -1, "", g_strdup (sheet->refusal));
  for (guint i = 0; i < sheet->problems->len; i++)
    {
      const BwSheetProblem *problem = &g_array_index (sheet->problems, BwSheetProblem, i);

      add_finding (work, kinds[problem->kind], (int)index, BW_NOBODY, -1, problem->cell, g_strdup (problem->text));
    }
}

/* Lines about the same, or where one holds what another holds too. */
static void
compare_lines (Work            *work,
               BwReconcileLine *a,
               BwReconcileLine *b)
{
  const char *category = bw_deal_category_title (work->book, a->category);
  const char *file = sheet_at (work, a->sheet)->file, *other = sheet_at (work, b->sheet)->file;
  const char *cell = strrchr (b->id, '!') + 1;

  if (a->category != b->category)
    return;
  if (a->person == b->person)
    {
      a->is_blocked = b->is_blocked = TRUE;
      /* Translators: a person, a category, two names of files */
      add_finding (work, BW_RECONCILE_PERSON_TWICE, (int)b->sheet, b->person, -1, cell,
                   g_strdup_printf (_ ("%s has a number for “%s” in %s and in %s; only one can count. Accept one of them."), name_of (work, a->person),
                                    category, file, other));
    }
  else if (a->sheet == b->sheet)
    {
      gint32                 manager = sheet_at (work, a->sheet)->manager;
      const BwReconcileLine *below = is_within (work, a->person, b->person) ? a : is_within (work, b->person, a->person) ? b
                                                                                                                         : NULL;
      gint32                 above = below == a ? b->person : a->person;

      if (below == NULL || above == manager)
        return;
      add_finding (work, BW_RECONCILE_DOUBLE_COUNT, (int)a->sheet, below->person, -1, strrchr (below->id, '!') + 1,
                   /* Translators: a name of a file, two people, a category */
                   g_strdup_printf (_ ("%s has %s beside %s, who reports to them: “%s” of %s is in both. In the roll-up it counts once."), file,
                                    name_of (work, above), name_of (work, below->person), category, name_of (work, below->person)));
    }
}

static void
compare_sheets (Work *work)
{
  GPtrArray *sheets = work->reconcile->sheets;

  for (guint a = 0; a < sheets->len; a++)
    for (guint b = a + 1; b < sheets->len; b++)
      {
        const BwCallSheet *x = sheet_at (work, a), *y = sheet_at (work, b);

        if (x->refusal == NULL && y->refusal == NULL && x->manager >= 0 && x->manager == y->manager)
          add_finding (work, BW_RECONCILE_SHEET_TWICE, (int)b, y->manager, -1, "",
                       g_strdup_printf (_ ("%s and %s are both sheets of %s."), x->file, y->file, name_of (work, x->manager)));
      }
}

/* Deals that are claimed twice, or by another than whose team has them. */
static void
compare_deals (Work *work)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint s = 0; s < work->reconcile->sheets->len; s++)
    {
      const BwCallSheet *sheet = sheet_at (work, s);

      for (guint i = 0; i < sheet->deals->len && sheet->refusal == NULL; i++)
        {
          const BwSheetDeal *deal = &g_array_index (sheet->deals, BwSheetDeal, i);
          guint              first;
          gint32             owner;

          if (deal->deal < 0)
            continue;
          first = GPOINTER_TO_UINT (g_hash_table_lookup (seen, GINT_TO_POINTER (deal->deal + 1)));
          owner = work->ledger->now->owner[deal->deal];
          if (first != 0)
            add_finding (work, BW_RECONCILE_DEAL_TWICE, (int)s, BW_NOBODY, deal->deal, deal->cell,
                         first - 1 == s ? g_strdup_printf (_ ("“%s” is listed twice in %s."), deal_name (work, deal->deal), sheet->file)
                                        : g_strdup_printf (_ ("“%s” is claimed in %s and in %s."), deal_name (work, deal->deal),
                                                           sheet_at (work, first - 1)->file, sheet->file));
          else
            g_hash_table_insert (seen, GINT_TO_POINTER (deal->deal + 1), GUINT_TO_POINTER (s + 1));
          if (owner >= 0 && sheet->manager >= 0 && !is_within (work, owner, sheet->manager))
            /* Translators: a deal, a person, a file's name, a person */
            add_finding (work, BW_RECONCILE_DEAL_OTHER, (int)s, owner, deal->deal, deal->cell,
                         g_strdup_printf (_ ("“%s” belongs to %s in the CRM, and stands in %s, the sheet of %s."), deal_name (work, deal->deal),
                                          name_of (work, owner), sheet->file, name_of (work, sheet->manager)));
        }
    }
}

static gboolean
has_sheet (const Work *work,
           gint32      manager)
{
  for (guint s = 0; s < work->reconcile->sheets->len; s++)
    if (sheet_at (work, s)->refusal == NULL && sheet_at (work, s)->manager == manager)
      return TRUE;
  return FALSE;
}

static gboolean
has_line (const Work *work,
          gint32      person)
{
  for (guint i = 0; i < work->reconcile->lines->len; i++)
    if (g_array_index (work->reconcile->lines, BwReconcileLine, i).person == person)
      return TRUE;
  return FALSE;
}

/* Managers without a sheet, and people without a number in the sheet that is there. The head, to whom the sheets go, needs none. */
static void
find_missing (Work *work)
{
  g_autoptr (BwCallDay) day = bw_call_day_new (work->book, work->reconcile->tree, work->reconcile->as_of);

  for (guint i = 0; i < day->callers->len; i++)
    {
      const BwCaller *caller = &g_array_index (day->callers, BwCaller, i);
      gint32          manager = work->reconcile->tree->parent[caller->person];

      if (caller->n_reports > 0 && manager >= 0 && !has_sheet (work, caller->person))
        add_finding (work, BW_RECONCILE_NO_SHEET, -1, caller->person, -1, "",
                     g_strdup_printf (_ ("There is no sheet of %s that can be used."), name_of (work, caller->person)));
      if (manager >= 0 && has_sheet (work, manager) && !has_line (work, caller->person))
        add_finding (work, BW_RECONCILE_NO_CALL, -1, caller->person, -1, "",
                     g_strdup_printf (_ ("The sheet of %s has no number for %s."), name_of (work, manager), name_of (work, caller->person)));
    }
}

static void
clear_finding (gpointer data)
{
  g_free (((BwReconcileFinding *)data)->text);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const BwReconcileFinding *x = a, *y = b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->sheet != y->sheet)
    return x->sheet < y->sheet ? -1 : 1;
  return strcmp (x->text, y->text);
}

/* Holds @sheets (element-type BwCallSheet; a reference is kept) for @period against what is known on @as_of.
 * Returns: (transfer full): what came of it; nothing is decided yet. */
BwReconcile *
bw_reconcile_sheets (const BwBook   *book,
                     const BwPeriod *period,
                     BwDate          as_of,
                     GPtrArray      *sheets)
{
  BwScope      everyone = { BW_SCOPE_ALL, BW_NOBODY, NULL };
  BwReconcile *reconcile = g_new0 (BwReconcile, 1);
  g_autoptr (BwLedger) ledger = bw_ledger_new (book, &everyone, as_of);
  Work work = { book, reconcile, ledger };

  reconcile->period = *period;
  reconcile->as_of = as_of;
  reconcile->sheets = g_ptr_array_ref (sheets);
  reconcile->tree = bw_call_tree_new (book, period, as_of);
  reconcile->lines = g_array_new (FALSE, TRUE, sizeof (BwReconcileLine));
  g_array_set_clear_func (reconcile->lines, clear_line);
  reconcile->findings = g_array_new (FALSE, TRUE, sizeof (BwReconcileFinding));
  g_array_set_clear_func (reconcile->findings, clear_finding);
  for (guint s = 0; s < sheets->len; s++)
    {
      find_in_sheet (&work, s);
      add_lines (&work, s);
    }
  for (guint a = 0; a < reconcile->lines->len; a++)
    for (guint b = a + 1; b < reconcile->lines->len; b++)
      compare_lines (&work, &g_array_index (reconcile->lines, BwReconcileLine, a), &g_array_index (reconcile->lines, BwReconcileLine, b));
  compare_sheets (&work);
  compare_deals (&work);
  find_missing (&work);
  g_array_sort (reconcile->findings, compare_findings);
  return reconcile;
}

void
bw_reconcile_sheets_free (BwReconcile *reconcile)
{
  g_ptr_array_unref (reconcile->sheets);
  g_array_unref (reconcile->lines);
  g_array_unref (reconcile->findings);
  bw_call_tree_free (reconcile->tree);
  g_free (reconcile);
}

/* Returns: (transfer none) (nullable): the line with @id. */
BwReconcileLine *
bw_reconcile_find_line (const BwReconcile *reconcile,
                        const char        *id)
{
  for (guint i = 0; i < reconcile->lines->len; i++)
    if (g_str_equal (g_array_index (reconcile->lines, BwReconcileLine, i).id, id))
      return &g_array_index (reconcile->lines, BwReconcileLine, i);
  return NULL;
}

/* Accepts every line that is open and not blocked. */
void
bw_reconcile_decide (const BwReconcile *reconcile)
{
  for (guint i = 0; i < reconcile->lines->len; i++)
    {
      BwReconcileLine *line = &g_array_index (reconcile->lines, BwReconcileLine, i);

      if (line->decision == BW_DECISION_OPEN && !line->is_blocked)
        line->decision = BW_DECISION_ACCEPTED;
    }
}

/* ---- Taking over ---- */

/* Says what the accepted @line says, where it is not said already. */
static void
take_line (BwBook                *after,
           const BwReconcile     *reconcile,
           const BwReconcileLine *line,
           gint64                 at)
{
  const BwCallSheet *sheet = g_ptr_array_index (reconcile->sheets, line->sheet);
  const BwCallCell  *cell = bw_call_tree_cell (reconcile->tree, line->person, line->category);
  const char        *note = g_array_index (sheet->calls, BwSheetCall, line->call).note;
  g_autofree char   *reason = g_strdup_printf (_ ("From the sheet %s"), sheet->file);
  BwCallInput        input = { line->person, sheet->manager, reconcile->period, line->category, line->manager, FALSE, note, sheet->file };

  if (line->person != sheet->manager && cell->call != BW_MONEY_NONE && cell->caller != sheet->manager)
    {
      input.is_override = TRUE;
      if (note == NULL || *note == '\0')
        input.note = reason;
      if (line->manager == cell->call)
        input.amount = BW_MONEY_NONE; /* the person's own number stands again */
      if (input.amount == cell->override)
        return;
    }
  else if (line->manager == cell->call && cell->override == BW_MONEY_NONE)
    return;
  bw_call_add (after, &input, at);
}

/* Says what the accepted lines of @reconcile say, and keeps what was decided of each. @at is in seconds since 1970.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_reconcile_apply (const BwBook      *book,
                    const BwReconcile *reconcile,
                    gint64             at,
                    BwDelta          **delta)
{
  BwBook *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  for (guint i = 0; i < reconcile->lines->len; i++)
    {
      const BwReconcileLine *line = &g_array_index (reconcile->lines, BwReconcileLine, i);
      const BwCallSheet     *sheet = g_ptr_array_index (reconcile->sheets, line->sheet);
      const char            *note = g_array_index (sheet->calls, BwSheetCall, line->call).note;
      BwSheetLine            row = { bw_book_random_key (), bw_pool_intern (&after->texts, line->id), sheet->manager, line->person,
                                     reconcile->period.from, reconcile->period.to, line->category, line->manager, line->decision, at, 0 };

      if (line->decision == BW_DECISION_OPEN)
        continue;
      if (note != NULL && *note != '\0')
        row.note = bw_pool_add (&after->texts, note, -1);
      g_array_append_val (after->sheet_lines, row);
      if (line->decision == BW_DECISION_ACCEPTED)
        take_line (after, reconcile, line, at);
    }
  return after;
}

/* Returns: (transfer none): the name of @kind in files. */
const char *
bw_reconcile_kind_name (BwReconcileKind kind)
{
  return kind_names[kind];
}
