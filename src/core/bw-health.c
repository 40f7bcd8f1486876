/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data.
 *
 * A table says of each check what area it belongs to, how bad what it finds is, what its items are and how they are mended; the
 * checks themselves stand in bw-health-deals.c, -doubles.c, -tables.c and -records.c. Findings are ordered by how bad they are, then by
 * the share of what was looked at, money counting like numbers. A figure for an area is only the share of deals that no check of
 * it found, and says so. */

#include "core/bw-health-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-change.h"
#include "core/bw-choice.h"
#include "core/bw-likeness.h"

static const struct
{
  const char      *name;
  BwHealthArea     area;
  BwHealthSeverity severity;
  BwHealthKind     kind;
  BwMend           mend;
  const char      *title;
  const char      *why;
} checks[BW_N_HEALTH_CODES] = {
  [BW_HEALTH_NO_OWNER] = { "no-owner", BW_HEALTH_MISSING, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                           N_ ("Open deals without an owner"), N_ ("They count in nobody’s forecast.") },
  [BW_HEALTH_NO_ACCOUNT] = { "no-account", BW_HEALTH_MISSING, BW_HEALTH_MINOR, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                             N_ ("Deals without an account"), N_ ("They belong to no territory.") },
  [BW_HEALTH_NO_AMOUNT] = { "no-amount", BW_HEALTH_MISSING, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                            N_ ("Open deals without an amount"), N_ ("The forecast estimates them from deals like them.") },
  [BW_HEALTH_NO_CLOSE_DATE] = { "no-close-date", BW_HEALTH_MISSING, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                                N_ ("Open deals without a close date"), N_ ("They are in no period’s pipeline.") },
  [BW_HEALTH_UNMAPPED_STAGE] = { "unmapped-stage", BW_HEALTH_MISSING, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_MAP_STAGE,
                                 N_ ("Deals in stages that nobody has explained"), N_ ("Whether they are open, won or lost was guessed.") },
  [BW_HEALTH_REJECTED_ROWS] = { "rejected-rows", BW_HEALTH_MISSING, BW_HEALTH_BREAKS, BW_HEALTH_OF_IMPORTS, BW_MEND_CORRECT_ROWS,
                                N_ ("Imports with rejected rows"), N_ ("What these rows tell is missing everywhere.") },
  [BW_HEALTH_WON_UNDATED] = { "won-undated", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                              N_ ("Won deals without a close date"), N_ ("They count in no period.") },
  [BW_HEALTH_WON_WITHOUT_AMOUNT] = { "won-without-amount", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                                     N_ ("Won deals without an amount"), N_ ("They add nothing to what was won.") },
  [BW_HEALTH_CLOSED_BEFORE_CREATED] = { "closed-before-created", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS,
                                        BW_MEND_EXPORT_AGAIN, N_ ("Deals closed before they were created"),
                                        N_ ("The sales cycle leaves them out.") },
  [BW_HEALTH_OVERDUE] = { "overdue", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                          N_ ("Open deals past their close date"), N_ ("They stand in periods that are over.") },
  [BW_HEALTH_MONTH_ENDS] = { "month-ends", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                             N_ ("Close dates on the last day of a month"),
                             N_ ("Many of them are what the CRM proposed, and no date that a customer gave.") },
  [BW_HEALTH_PROBABILITY] = { "probability", BW_HEALTH_CONTRADICTORY, BW_HEALTH_MINOR, BW_HEALTH_OF_DEALS, BW_MEND_EXPORT_AGAIN,
                              N_ ("Probabilities that contradict the stage"), N_ ("Won is 100 %, lost is 0 %, and open is less than 100 %.") },
  [BW_HEALTH_ACTIVITY_AFTER_CLOSE] = { "activity-after-close", BW_HEALTH_CONTRADICTORY, BW_HEALTH_MINOR, BW_HEALTH_OF_DEALS,
                                       BW_MEND_EXPORT_AGAIN, N_ ("Activity after the close"),
                                       N_ ("Either the close date is too early, or the activity is a later one.") },
  [BW_HEALTH_AFTER_CLOSE] = { "after-close", BW_HEALTH_CONTRADICTORY, BW_HEALTH_MINOR, BW_HEALTH_OF_RECORDS, BW_MEND_EXPORT_AGAIN,
                              N_ ("Deliveries, payments and activities after the close"),
                              N_ ("Where closing a deal means that all is done, its close date is too early.") },
  [BW_HEALTH_LINE_ITEMS] = { "line-items", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EXPORT_AGAIN,
                             N_ ("Deals whose line items are not their amount"), N_ ("One of the two is out of date.") },
  [BW_HEALTH_OVERPAID] = { "overpaid", BW_HEALTH_CONTRADICTORY, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EXPORT_AGAIN,
                           N_ ("Deals paid beyond their amount"), N_ ("The amount is too low, or a payment belongs to another deal.") },
  [BW_HEALTH_QUOTA_SUM] = { "quota-sum", BW_HEALTH_CONTRADICTORY, BW_HEALTH_MINOR, BW_HEALTH_OF_QUOTAS, BW_MEND_TEAM,
                            N_ ("Managers’ quotas that are not the sum of their reports’"),
                            N_ ("This may be meant so; the money is the difference.") },
  [BW_HEALTH_MANAGER_CYCLE] = { "manager-cycle", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_BREAKS, BW_HEALTH_OF_PEOPLE, BW_MEND_TEAM,
                                N_ ("People who are above themselves"), N_ ("Their numbers add up to nobody’s.") },
  [BW_HEALTH_NEGATIVE_AMOUNT] = { "negative-amount", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                                  N_ ("Deals with an amount below zero"), N_ ("They are taken off every sum.") },
  [BW_HEALTH_DATE_OUT_OF_RANGE] = { "date-out-of-range", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                                    N_ ("Deals with dates that cannot be meant"), N_ ("Before 1980, or more than fifteen years ahead.") },
  [BW_HEALTH_IN_THE_FUTURE] = { "in-the-future", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                                N_ ("Deals created, closed or worked on in the future"), N_ ("What has happened cannot lie ahead.") },
  [BW_HEALTH_PROBABILITY_RANGE] = { "probability-range", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EXPORT_AGAIN,
                                    N_ ("Probabilities outside 0 to 100 %"), N_ ("The weighted pipeline is wrong by them.") },
  [BW_HEALTH_ENDED_BEFORE_STARTED] = { "ended-before-started", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_MINOR, BW_HEALTH_OF_PEOPLE, BW_MEND_TEAM,
                                       N_ ("People who left before they came"), N_ ("One of the two dates is wrong.") },
  [BW_HEALTH_NEGATIVE_RECORDS] = { "negative-records", BW_HEALTH_IMPOSSIBLE, BW_HEALTH_MINOR, BW_HEALTH_OF_RECORDS, BW_MEND_EXPORT_AGAIN,
                                   N_ ("Payments, sales and line items below zero"), N_ ("As corrections and credits they are right; they are taken off the sums.") },
  [BW_HEALTH_DOUBLE_DEALS] = { "double-deals", BW_HEALTH_DUPLICATE, BW_HEALTH_BREAKS, BW_HEALTH_OF_DEALS, BW_MEND_EXPORT_AGAIN,
                               N_ ("Deals that are there twice"), N_ ("The same name, account and owner: their money counts twice.") },
  [BW_HEALTH_DOUBLE_ACCOUNTS] = { "double-accounts", BW_HEALTH_DUPLICATE, BW_HEALTH_BENDS, BW_HEALTH_OF_ACCOUNTS, BW_MEND_MERGE,
                                  N_ ("Accounts that may be one"), N_ ("What is known of one is not known of the other.") },
  [BW_HEALTH_DOUBLE_PEOPLE] = { "double-people", BW_HEALTH_DUPLICATE, BW_HEALTH_BREAKS, BW_HEALTH_OF_PEOPLE, BW_MEND_MERGE,
                                N_ ("People who may be one"), N_ ("Their deals and quotas are split between two.") },
  [BW_HEALTH_DOUBLE_PRODUCTS] = { "double-products", BW_HEALTH_DUPLICATE, BW_HEALTH_BENDS, BW_HEALTH_OF_PRODUCTS, BW_MEND_MERGE,
                                  N_ ("Products that may be one"), N_ ("Their deals are split between two.") },
  [BW_HEALTH_SAME_SKU] = { "same-sku", BW_HEALTH_DUPLICATE, BW_HEALTH_BENDS, BW_HEALTH_OF_PRODUCTS, BW_MEND_MERGE,
                           N_ ("Products with the same SKU"), N_ ("A SKU should name one product.") },
  [BW_HEALTH_UNCONFIRMED_ALIASES] = { "unconfirmed-aliases", BW_HEALTH_DUPLICATE, BW_HEALTH_MINOR, BW_HEALTH_OF_ALIASES, BW_MEND_MERGE,
                                      N_ ("Spellings taken for a product"), N_ ("Say whether they are the same.") },
  [BW_HEALTH_SPELLINGS] = { "spellings", BW_HEALTH_DUPLICATE, BW_HEALTH_BENDS, BW_HEALTH_OF_WORDS, BW_MEND_EXPORT_AGAIN,
                            N_ ("One word in several spellings"), N_ ("Each spelling is counted as a group of its own.") },
  [BW_HEALTH_ORPHAN_RECORDS] = { "orphan-records", BW_HEALTH_ORPHAN, BW_HEALTH_BENDS, BW_HEALTH_OF_RECORDS, BW_MEND_EXPORT_AGAIN,
                                 N_ ("Records of deals, accounts or products that are not here"),
                                 N_ ("They count for nothing until what they name is imported.") },
  [BW_HEALTH_SILENT] = { "silent", BW_HEALTH_STALE, BW_HEALTH_BENDS, BW_HEALTH_OF_DEALS, BW_MEND_EDIT,
                         N_ ("Open deals that nothing happened to for 90 days"), N_ ("Many of them are lost, and nobody has said so.") },
  [BW_HEALTH_LATE_RECORDS] = { "late-records", BW_HEALTH_STALE, BW_HEALTH_MINOR, BW_HEALTH_OF_RECORDS, BW_MEND_EXPORT_AGAIN,
                               N_ ("Deliveries and payments that are due and not done"), N_ ("Either they are late, or nobody has noted them.") },
  [BW_HEALTH_OLD_DATA] = { "old-data", BW_HEALTH_STALE, BW_HEALTH_BREAKS, BW_HEALTH_OF_IMPORTS, BW_MEND_EXPORT_AGAIN,
                           N_ ("No new export for a month"), N_ ("What has happened since is not known.") },
  [BW_HEALTH_NO_CALL] = { "no-call", BW_HEALTH_STALE, BW_HEALTH_MINOR, BW_HEALTH_OF_PEOPLE, BW_MEND_TEAM,
                          N_ ("People with open deals and without a call"), N_ ("For the present period they have said no number.") },
  [BW_HEALTH_KNOWN_AFTERWARDS] = { "known-afterwards", BW_HEALTH_LEAK, BW_HEALTH_MINOR, BW_HEALTH_OF_FIELDS, BW_MEND_LEAVE_OUT,
                                   N_ ("Fields known only after the outcome"), N_ ("Open deals do not have them, so that they foretell nothing.") },
  [BW_HEALTH_SET_AT_CLOSE] = { "set-at-close", BW_HEALTH_LEAK, BW_HEALTH_MINOR, BW_HEALTH_OF_FIELDS, BW_MEND_LEAVE_OUT,
                               N_ ("Fields that change with the close"), N_ ("What they say of closed deals is not what was known before.") },
};

static const struct
{
  const char *name;
  const char *title;
} areas[BW_N_HEALTH_AREAS] = {
  [BW_HEALTH_MISSING] = { "missing", N_ ("Missing") },
  [BW_HEALTH_CONTRADICTORY] = { "contradictory", N_ ("Contradictory") },
  [BW_HEALTH_IMPOSSIBLE] = { "impossible", N_ ("Impossible") },
  [BW_HEALTH_DUPLICATE] = { "duplicate", N_ ("Duplicates") },
  [BW_HEALTH_ORPHAN] = { "orphan", N_ ("Orphaned") },
  [BW_HEALTH_STALE] = { "stale", N_ ("Stale") },
  [BW_HEALTH_LEAK] = { "leak", N_ ("Known too late") },
};

static const char *const mends[] = {
  [BW_MEND_EDIT] = N_ ("Correct in the list"),
  [BW_MEND_EXPORT_AGAIN] = N_ ("Correct in the CRM and export again"),
  [BW_MEND_MERGE] = N_ ("Merge or keep apart"),
  [BW_MEND_MAP_STAGE] = N_ ("Say what the stages mean"),
  [BW_MEND_CORRECT_ROWS] = N_ ("Correct the rows"),
  [BW_MEND_TEAM] = N_ ("Correct in the team"),
  [BW_MEND_LEAVE_OUT] = N_ ("Left out of the forecast"),
};

static const char *const kinds[BW_N_HEALTH_KINDS] = {
  [BW_HEALTH_OF_DEALS] = "deals",
  [BW_HEALTH_OF_ACCOUNTS] = "accounts",
  [BW_HEALTH_OF_PEOPLE] = "people",
  [BW_HEALTH_OF_PRODUCTS] = "products",
  [BW_HEALTH_OF_ALIASES] = "aliases",
  [BW_HEALTH_OF_QUOTAS] = "quotas",
  [BW_HEALTH_OF_IMPORTS] = "imports",
  [BW_HEALTH_OF_RECORDS] = "records",
  [BW_HEALTH_OF_FIELDS] = "fields",
  [BW_HEALTH_OF_WORDS] = "words",
};

const char *
bw_health_area_title (BwHealthArea area)
{
  return _ (areas[area].title);
}

const char *
bw_health_area_name (BwHealthArea area)
{
  return areas[area].name;
}

const char *
bw_health_code_name (BwHealthCode code)
{
  return checks[code].name;
}

const char *
bw_health_code_title (BwHealthCode code)
{
  return _ (checks[code].title);
}

const char *
bw_mend_title (BwMend mend)
{
  return _ (mends[mend]);
}

const char *
bw_health_kind_name (BwHealthKind kind)
{
  return kinds[kind];
}

gboolean
bw_health_code_parse (const char   *name,
                      BwHealthCode *code)
{
  for (guint i = 0; i < BW_N_HEALTH_CODES; i++)
    if (g_str_equal (name, checks[i].name))
      {
        *code = (BwHealthCode)i;
        return TRUE;
      }
  return FALSE;
}

/* ---- Noting ---- */

/* Notes an item of @code. */
void
bw_health_note (BwHealthRun *run,
                BwHealthCode code,
                guint        index,
                guint        other)
{
  BwHealthNotes *notes = &run->notes[code];
  BwHealthItem   item = { index, other };

  if (notes->items == NULL)
    notes->items = g_array_new (FALSE, FALSE, sizeof (BwHealthItem));
  g_array_append_val (notes->items, item);
}

/* The same for a deal, whose money is at stake. */
void
bw_health_note_deal (BwHealthRun *run,
                     BwHealthCode code,
                     guint        deal,
                     guint        other)
{
  gint64 amount = run->book->deals.amount[deal];

  bw_health_note (run, code, deal, other);
  if (run->ignored[code])
    return;
  run->unwell[deal] |= (guint8)(1u << checks[code].area);
  if (amount != BW_MONEY_NONE)
    run->notes[code].amount += ABS (amount);
}

/* ---- Findings ---- */

static int
compare_items (const void *a,
               const void *b,
               void       *data)
{
  const BwDeals      *deals = data;
  const BwHealthItem *x = a, *y = b;
  gint64              first = deals->amount[x->index], second = deals->amount[y->index];

  if (first != second)
    return first > second ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

static char *
count_text (BwHealthKind kind,
            guint        n,
            guint        n_of)
{
  switch (kind)
    {
    case BW_HEALTH_OF_DEALS:
      return g_strdup_printf (ngettext ("%'u of %'u deal", "%'u of %'u deals", n_of), n, n_of);
    case BW_HEALTH_OF_ACCOUNTS:
      return g_strdup_printf (ngettext ("%'u of %'u account", "%'u of %'u accounts", n_of), n, n_of);
    case BW_HEALTH_OF_PEOPLE:
      return g_strdup_printf (ngettext ("%'u of %'u person", "%'u of %'u people", n_of), n, n_of);
    case BW_HEALTH_OF_PRODUCTS:
      return g_strdup_printf (ngettext ("%'u of %'u product", "%'u of %'u products", n_of), n, n_of);
    case BW_HEALTH_OF_ALIASES:
      return g_strdup_printf (ngettext ("%'u of %'u spelling", "%'u of %'u spellings", n_of), n, n_of);
    case BW_HEALTH_OF_QUOTAS:
      return g_strdup_printf (ngettext ("%'u of %'u quota", "%'u of %'u quotas", n_of), n, n_of);
    case BW_HEALTH_OF_IMPORTS:
      return g_strdup_printf (ngettext ("%'u of %'u import", "%'u of %'u imports", n_of), n, n_of);
    case BW_HEALTH_OF_RECORDS:
      return g_strdup_printf (ngettext ("%'u of %'u record", "%'u of %'u records", n_of), n, n_of);
    case BW_HEALTH_OF_FIELDS:
      return g_strdup_printf (ngettext ("%'u of %'u field", "%'u of %'u fields", n_of), n, n_of);
    case BW_HEALTH_OF_WORDS:
    case BW_N_HEALTH_KINDS:
    default:
      return g_strdup_printf (ngettext ("%'u of %'u word", "%'u of %'u words", n_of), n, n_of);
    }
}

static char *
finding_text (const BwHealthRun     *run,
              const BwHealthFinding *finding)
{
  g_autofree char *count = count_text (finding->kind, finding->n, finding->n_of);
  GString         *text = g_string_new (count);
  const char      *detail = run->notes[finding->code].detail;

  g_string_append_printf (text, " (%.*f %%)", finding->n * 20 < finding->n_of ? 1 : 0, 100.0 * finding->n / MAX (finding->n_of, 1));
  if (finding->amount > 0)
    {
      g_autofree char *money = bw_money_format_compact (finding->amount, run->book->currency);

      g_string_append_printf (text, ", %s", money);
    }
  g_string_append_printf (text, ". %s", _ (checks[finding->code].why));
  if (detail != NULL)
    g_string_append_printf (text, " %s", detail);
  return g_string_free (text, FALSE);
}

static void
free_finding (gpointer data)
{
  BwHealthFinding *finding = data;

  g_free (finding->text);
  g_array_unref (finding->items);
  g_free (finding);
}

/* The finding of @code (transfer full); its items move into it. */
static BwHealthFinding *
make_finding (BwHealthRun *run,
              BwHealthCode code)
{
  BwHealthFinding *finding = g_new0 (BwHealthFinding, 1);
  BwHealthNotes   *notes = &run->notes[code];

  finding->code = code;
  finding->area = checks[code].area;
  finding->severity = checks[code].severity;
  finding->kind = checks[code].kind;
  finding->mend = checks[code].mend;
  finding->title = _ (checks[code].title);
  finding->items = g_steal_pointer (&notes->items);
  finding->n = finding->items->len;
  finding->n_of = MAX (notes->n_of, finding->n);
  finding->amount = notes->amount;
  if (finding->kind == BW_HEALTH_OF_DEALS)
    g_array_sort_with_data (finding->items, compare_items, (gpointer)&run->book->deals);
  finding->text = finding_text (run, finding);
  return finding;
}

static int
compare_findings (const void *a,
                  const void *b)
{
  const BwHealthFinding *x = *(const BwHealthFinding *const *)a, *y = *(const BwHealthFinding *const *)b;
  double                 first = (double)x->n / x->n_of, second = (double)y->n / y->n_of;

  if (x->severity != y->severity)
    return x->severity < y->severity ? -1 : 1;
  if (first != second)
    return first > second ? -1 : 1;
  if (x->amount != y->amount)
    return x->amount > y->amount ? -1 : 1;
  return x->code < y->code ? -1 : 1;
}

static void
make_scores (const BwHealthRun *run,
             BwHealth          *health)
{
  gboolean about_deals[BW_N_HEALTH_AREAS] = { FALSE };

  for (guint code = 0; code < BW_N_HEALTH_CODES; code++)
    about_deals[checks[code].area] |= checks[code].kind == BW_HEALTH_OF_DEALS;
  for (guint area = 0; area < BW_N_HEALTH_AREAS; area++)
    {
      BwHealthScore *score = &health->scores[area];

      score->area = (BwHealthArea)area;
      if (!about_deals[area])
        continue;
      score->n_of = run->n_present;
      for (guint i = 0; i < run->book->deals.n; i++)
        score->n_affected += run->unwell[i] >> area & 1;
      score->formula = g_strdup_printf (_ ("100 × (1 − %'u deals with a finding ÷ %'u deals)"), score->n_affected, score->n_of);
    }
}

static char *
choice_name (BwHealthCode code)
{
  return g_strconcat ("health:", checks[code].name, NULL);
}

BwHealth *
bw_health_new (const BwBook *book,
               BwDate        day,
               BwDate        today)
{
  BwHealthRun run = { .book = book, .day = day != BW_DATE_NONE ? day : bw_book_data_date (book), .today = today };
  BwHealth   *health = g_new0 (BwHealth, 1);

  run.kinds = g_new0 (guint8, MAX (book->stages->len, 1));
  run.unwell = g_new0 (guint8, MAX (book->deals.n, 1));
  for (guint i = 0; i < book->stages->len; i++)
    run.kinds[i] = (guint8)bw_book_stage (book, i)->kind;
  for (guint code = 0; code < BW_N_HEALTH_CODES; code++)
    {
      g_autofree char *name = choice_name ((BwHealthCode)code);
      const char      *value = bw_choice_get (book, name);

      run.ignored[code] = value != NULL && *value != '\0';
    }
  bw_health_check_deals (&run);
  bw_health_check_doubles (&run);
  bw_health_check_tables (&run);
  bw_health_check_records (&run);
  health->day = run.day;
  health->findings = g_ptr_array_new_with_free_func (free_finding);
  for (guint code = 0; code < BW_N_HEALTH_CODES; code++)
    {
      if (run.notes[code].items != NULL && run.ignored[code])
        health->n_ignored++;
      else if (run.notes[code].items != NULL)
        g_ptr_array_add (health->findings, make_finding (&run, (BwHealthCode)code));
      g_clear_pointer (&run.notes[code].items, g_array_unref);
    }
  g_ptr_array_sort (health->findings, compare_findings);
  make_scores (&run, health);
  for (guint code = 0; code < BW_N_HEALTH_CODES; code++)
    g_free (run.notes[code].detail);
  g_free (run.kinds);
  g_free (run.unwell);
  return health;
}

/* Frees @health (transfer full) (nullable). */
void
bw_health_free (BwHealth *health)
{
  if (health == NULL)
    return;
  g_ptr_array_unref (health->findings);
  for (guint area = 0; area < BW_N_HEALTH_AREAS; area++)
    g_free (health->scores[area].formula);
  g_free (health);
}

const BwHealthFinding *
bw_health_get (const BwHealth *health,
               BwHealthCode    code)
{
  for (guint i = 0; i < health->findings->len; i++)
    {
      const BwHealthFinding *finding = g_ptr_array_index (health->findings, i);

      if (finding->code == code)
        return finding;
    }
  return NULL;
}

/* ---- Items ---- */

static char *
deal_text (const BwBook          *book,
           const BwHealthFinding *finding,
           const BwHealthItem    *item)
{
  const BwDeals   *deals = &book->deals;
  guint            i = item->index;
  const char      *name = bw_book_text (book, deals->name[i] != 0 ? deals->name[i] : deals->ref[i]);
  const char      *stage = bw_book_text (book, bw_book_stage (book, deals->stage[i])->name);
  g_autofree char *close = deals->close[i] != BW_DATE_NONE ? bw_date_format_short (deals->close[i], BW_DATE_NONE) : NULL;
  g_autofree char *created = deals->created[i] != BW_DATE_NONE ? bw_date_format_short (deals->created[i], BW_DATE_NONE) : NULL;
  g_autofree char *activity = deals->activity[i] != BW_DATE_NONE ? bw_date_format_short (deals->activity[i], BW_DATE_NONE) : NULL;
  g_autofree char *money = deals->amount[i] != BW_MONEY_NONE ? bw_money_format (deals->amount[i], book->currency) : NULL;
  const char      *amount = money != NULL ? money : _ ("no amount");

  switch ((int)finding->code)
    {
    case BW_HEALTH_CLOSED_BEFORE_CREATED:
      return g_strdup_printf (_ ("%s: closed %s, created %s"), name, close, created);
    case BW_HEALTH_ACTIVITY_AFTER_CLOSE:
      return g_strdup_printf (_ ("%s: closed %s, activity %s"), name, close, activity);
    case BW_HEALTH_DATE_OUT_OF_RANGE:
    case BW_HEALTH_IN_THE_FUTURE:
      return g_strdup_printf (_ ("%s: created %s, close %s, activity %s"), name, created != NULL ? created : "–",
                              close != NULL ? close : "–", activity != NULL ? activity : "–");
    case BW_HEALTH_PROBABILITY:
    case BW_HEALTH_PROBABILITY_RANGE:
      return g_strdup_printf (_ ("%s: %s, %.1f %%"), name, stage, deals->probability[i] / 10.0);
    case BW_HEALTH_DOUBLE_DEALS:
      return g_strdup_printf (_ ("%s (%s): as %s"), name, amount,
                              bw_book_text (book, deals->ref[item->other] != 0 ? deals->ref[item->other] : deals->name[item->other]));
    default:
      return close != NULL ? g_strdup_printf (_ ("%s: %s, %s, close %s"), name, stage, amount, close)
                           : g_strdup_printf (_ ("%s: %s, %s, no close date"), name, stage, amount);
    }
}

static char *
quota_text (const BwBook *book,
            guint         row)
{
  const BwQuota   *quota = &g_array_index (book->quotas, BwQuota, row);
  g_autofree char *money = bw_money_format (quota->amount, book->currency);
  g_autofree char *from = bw_date_format_short (quota->from, BW_DATE_NONE), *to = bw_date_format_short (quota->to, BW_DATE_NONE);

  return g_strdup_printf (_ ("%s: %s for %s to %s"),
                          quota->person >= 0 ? bw_book_text (book, bw_book_person (book, quota->person)->name) : "", money,
                          from, to);
}

static char *
import_text (const BwBook *book,
             guint         row)
{
  const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, row);
  g_autofree char      *day = record->as_of != BW_DATE_NONE ? bw_date_format_short (record->as_of, BW_DATE_NONE) : g_strdup ("–");

  return g_strdup_printf (ngettext ("%s of %s: %u row to correct", "%s of %s: %u rows to correct", record->n_to_correct),
                          bw_book_text (book, record->file), day, record->n_to_correct);
}

static char *
row_text (const BwBook       *book,
          BwHealthKind        kind,
          const BwHealthItem *item)
{
  BwTable table = kind == BW_HEALTH_OF_ACCOUNTS ? BW_TABLE_ACCOUNTS : kind == BW_HEALTH_OF_PEOPLE ? BW_TABLE_PEOPLE
                                                                                                  : BW_TABLE_PRODUCTS;
  BwText  name = table == BW_TABLE_ACCOUNTS ? bw_book_account (book, item->index)->name
                 : table == BW_TABLE_PEOPLE ? bw_book_person (book, item->index)->name
                                            : bw_book_product (book, item->index)->name;

  if (item->other == BW_HEALTH_NO_OTHER)
    return g_strdup (bw_book_text (book, name));
  return bw_likeness_dup_evidence (book, table, item->other, item->index);
}

char *
bw_health_dup_item_text (const BwBook          *book,
                         const BwHealthFinding *finding,
                         guint                  item)
{
  const BwHealthItem   *at = &g_array_index (finding->items, BwHealthItem, item);
  const BwProductAlias *alias;

  switch (finding->kind)
    {
    case BW_HEALTH_OF_DEALS:
      return deal_text (book, finding, at);
    case BW_HEALTH_OF_ALIASES:
      alias = &g_array_index (book->aliases, BwProductAlias, at->index);
      return g_strdup_printf (_ ("“%s” was taken for “%s”"), bw_book_text (book, alias->alias),
                              alias->product >= 0 ? bw_book_text (book, bw_book_product (book, alias->product)->name) : "");
    case BW_HEALTH_OF_QUOTAS:
      return quota_text (book, at->index);
    case BW_HEALTH_OF_IMPORTS:
      return import_text (book, at->index);
    case BW_HEALTH_OF_RECORDS:
      return bw_health_record_text (book, at->index);
    case BW_HEALTH_OF_FIELDS:
      return g_strdup (bw_field_title (book, (guint8)at->index));
    case BW_HEALTH_OF_WORDS:
      return g_strdup_printf (_ ("“%s” beside “%s”"), bw_book_text (book, at->index), bw_book_text (book, at->other));
    case BW_HEALTH_OF_ACCOUNTS:
    case BW_HEALTH_OF_PEOPLE:
    case BW_HEALTH_OF_PRODUCTS:
    case BW_N_HEALTH_KINDS:
    default:
      return row_text (book, finding->kind, at);
    }
}

BwBook *
bw_health_ignore (const BwBook *book,
                  BwHealthCode  code,
                  gboolean      ignored,
                  BwDelta     **delta)
{
  g_autofree char *name = choice_name (code);
  BwBook          *after = bw_book_copy_but_deals (book);

  *delta = bw_delta_new (book);
  bw_choice_set (after, *delta, name, ignored ? "ignored" : "");
  return after;
}
