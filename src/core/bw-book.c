/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book: everything an open project knows, in memory.
 *
 * The project file holds the truth; the book is what pages, models and commands read. It is counted by
 * references: a job that fits a model on another thread holds one, and an edit made meanwhile works on a copy,
 * so neither waits for the other and no lock is needed. Copies share the texts, the history and the records, the largest
 * blocks, until one of them changes these; the deals too where the copy is not made to change them. */

#include "core/bw-book.h"
#include "core/bw-adjustment.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-note.h"
#include "core/bw-merge.h"
#include "core/bw-record.h"
#include "core/bw-share.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  KEY_STEP = (1 << 20) - 1, /* at most, between two keys that are made one after the other */
};

/* The tables that are plain arrays, with the type of their rows. */
#define BOOK_TABLES(X)               \
  X (BwPerson, people)               \
  X (BwStage, stages)                \
  X (BwStageRule, stage_rules)       \
  X (BwAccount, accounts)            \
  X (BwAccountNumber, numbers)       \
  X (BwProduct, products)            \
  X (BwProductAlias, aliases)        \
  X (BwQuota, quotas)                \
  X (BwCall, calls)                  \
  X (BwQuotaChange, quota_changes)   \
  X (BwReportingLine, reporting)     \
  X (BwSheetLine, sheet_lines)       \
  X (BwImportRecord, imports)        \
  X (BwPlan, plans)                  \
  X (BwTerritory, territories)       \
  X (BwAssignment, assignments)      \
  X (BwNamedAccount, named_accounts) \
  X (BwPlanEvent, plan_events)       \
  X (BwPlanReview, plan_reviews)     \
  X (BwPlanLock, plan_locks)         \
  X (BwPlanMeasure, plan_measures)   \
  X (BwTerritoryRule, rules)         \
  X (BwBridge, bridges)              \
  X (BwPostalPlace, postal_places)   \
  X (BwCustomField, fields)          \
  X (BwChoice, choices)              \
  X (BwFit, fits)                    \
  X (BwFitValue, fit_values)         \
  X (BwSavedView, views)             \
  X (BwDismissal, dismissals)        \
  X (BwScenario, scenarios)          \
  X (BwLever, levers)                \
  X (BwAdjustment, adjustments)      \
  X (BwNote, notes)                  \
  X (BwCadence, cadences)            \
  X (BwMeeting, meetings)            \
  X (BwCommitment, commitments)      \
  X (BwComment, comments)

/* Returns: (transfer full): an empty book with the default calendar and US dollars. */
BwBook *
bw_book_new (void)
{
  static const BwCalendar default_calendar = BW_CALENDAR_DEFAULT;
  BwBook                 *book = g_new0 (BwBook, 1);

  g_atomic_ref_count_init (&book->refs);
  bw_pool_init (&book->texts);
  memcpy (book->currency, "USD", 4);
  book->calendar = default_calendar;
#define NEW_TABLE(type, name) book->name = g_array_new (FALSE, TRUE, sizeof (type));
  BOOK_TABLES (NEW_TABLE)
#undef NEW_TABLE
  book->records = g_array_new (FALSE, TRUE, sizeof (BwRecord));
  book->records_share = bw_share_new ();
  bw_deals_init (&book->deals);
  bw_history_init (&book->history);
  return book;
}

/* Returns: (transfer full): @book. */
BwBook *
bw_book_ref (BwBook *book)
{
  g_atomic_ref_count_inc (&book->refs);
  return book;
}

/* Lets go of @book (transfer full). */
void
bw_book_unref (BwBook *book)
{
  if (!g_atomic_ref_count_dec (&book->refs))
    return;
  bw_pool_clear (&book->texts);
#define FREE_TABLE(type, name) g_array_unref (book->name);
  BOOK_TABLES (FREE_TABLE)
#undef FREE_TABLE
  bw_adjustment_forget (book);
  bw_share_let_go (&book->records_share);
  g_array_unref (book->records);
  bw_deals_clear (&book->deals);
  bw_history_clear (&book->history);
  g_clear_pointer (&book->atlas, bw_atlas_unref);
  g_free (book);
}

/* Returns: (transfer full): a copy that nobody else holds, whose columns of deals are those of @book: to be written only
 * after bw_deals_make_writable(). */
BwBook *
bw_book_copy_but_deals (const BwBook *book)
{
  BwBook *copy = g_new0 (BwBook, 1);

  g_atomic_ref_count_init (&copy->refs);
  bw_pool_copy (&book->texts, &copy->texts);
  copy->name = book->name;
  memcpy (copy->currency, book->currency, sizeof copy->currency);
  copy->calendar = book->calendar;
  memcpy (copy->category_names, book->category_names, sizeof copy->category_names);
#define COPY_TABLE(type, name) copy->name = g_array_copy (book->name);
  BOOK_TABLES (COPY_TABLE)
#undef COPY_TABLE
  copy->records = g_array_ref (book->records);
  copy->records_share = book->records_share;
  g_atomic_ref_count_inc (copy->records_share);
  bw_deals_share (&book->deals, &copy->deals);
  bw_history_copy (&book->history, &copy->history);
  bw_book_set_atlas (copy, book->atlas);
  return copy;
}

/* Returns: (transfer full): a copy that nobody else holds, to be written as one likes. */
BwBook *
bw_book_copy (const BwBook *book)
{
  BwBook *copy = bw_book_copy_but_deals (book);

  bw_deals_make_writable (&copy->deals);
  return copy;
}

/* Makes sure that nobody else holds *@book, by putting a copy in its place at need. */
void
bw_book_make_writable (BwBook **book)
{
  BwBook *copy;

  if (g_atomic_ref_count_compare (&(*book)->refs, 1))
    {
      bw_deals_make_writable (&(*book)->deals);
      bw_history_make_writable (&(*book)->history);
      return;
    }
  copy = bw_book_copy (*book);
  bw_book_unref (*book);
  *book = copy;
}

/* Makes sure that no other book has @book's records, which may then be changed. */
void
bw_book_make_records_writable (BwBook *book)
{
  GArray *copy;

  if (bw_share_is_sole (book->records_share))
    return;
  copy = g_array_copy (book->records);
  bw_share_let_go (&book->records_share);
  g_array_unref (book->records);
  book->records = copy;
  book->records_share = bw_share_new ();
}

/* Gives @book the map (transfer none) (nullable), which its copies share. Without one, areas cannot be told apart
 * and a territory is its named accounts alone. */
void
bw_book_set_atlas (BwBook  *book,
                   BwAtlas *atlas)
{
  BwAtlas *old = book->atlas;

  book->atlas = atlas != NULL ? bw_atlas_ref (atlas) : NULL;
  if (old != NULL)
    bw_atlas_unref (old);
}

/* A random key for a row: positive, never 0, so that rows made on two computers do not collide. Each is a random step above
 * the one before, from a random beginning: what is made in one go is then written to the end of its table, which is several times
 * as fast as writing all over it. */
gint64
bw_book_random_key (void)
{
  static gsize  begun = 0;
  static gint64 last;

  if (g_once_init_enter (&begun))
    {
      /* In the lower half: the steps of all of a program's life do not reach the end of the upper one. */
      last = (gint64)(((guint64)g_random_int () << 32 | g_random_int ()) & (G_MAXUINT64 >> 2));
      g_once_init_leave (&begun, 1);
    }
  return __atomic_add_fetch (&last, 1 + (g_random_int () & KEY_STEP), __ATOMIC_RELAXED);
}

/* The day up to which the data tells: the latest export's date; %BW_DATE_NONE without imports. */
BwDate
bw_book_data_date (const BwBook *book)
{
  BwDate latest = BW_DATE_NONE;

  for (guint i = 0; i < book->imports->len; i++)
    latest = MAX (latest, g_array_index (book->imports, BwImportRecord, i).as_of);
  return latest;
}

/* Returns: (transfer none) (nullable): the newest import. */
const BwImportRecord *
bw_book_last_import (const BwBook *book)
{
  return book->imports->len > 0 ? &g_array_index (book->imports, BwImportRecord, book->imports->len - 1) : NULL;
}

/* The index of the person called @name, without regard to case; %BW_NOBODY for nobody. The name of somebody who was merged away
 * leads to the one kept, unless another has it too. */
gint32
bw_book_find_person (const BwBook *book,
                     const char   *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  gint32           away = BW_NOBODY;

  for (guint i = 0; i < book->people->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (bw_book_text (book, bw_book_person (book, i)->name), -1);

      if (!g_str_equal (folded, wanted))
        continue;
      if (!bw_merge_is_away (book, BW_TABLE_PEOPLE, i))
        return (gint32)i;
      if (away == BW_NOBODY)
        away = (gint32)i;
    }
  return bw_merge_resolve (book, BW_TABLE_PEOPLE, away);
}

/* The index of the stage with the CRM's id @ref, without regard to case; -1 for none. */
gint32
bw_book_find_stage_by_ref (const BwBook *book,
                           const char   *ref)
{
  for (guint i = 0; i < book->stages->len; i++)
    {
      const char *other = bw_book_text (book, bw_book_stage (book, i)->ref);

      if (*other != '\0' && g_ascii_strcasecmp (other, ref) == 0)
        return (gint32)i;
    }
  return -1;
}

/* The index of the stage called @name, or else with that id, without regard to case; -1 for none. */
gint32
bw_book_find_stage (const BwBook *book,
                    const char   *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < book->stages->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (bw_book_text (book, bw_book_stage (book, i)->name), -1);

      if (g_str_equal (folded, wanted))
        return (gint32)i;
    }
  return bw_book_find_stage_by_ref (book, name);
}

/* What @stage was on @date, by the rule that was in force; without rules what it is today. */
void
bw_book_stage_at (const BwBook *book,
                  gint32        stage,
                  BwDate        date,
                  BwStageKind  *kind,
                  BwCategory   *category)
{
  const BwStage *now = bw_book_stage (book, stage);
  BwDate         best = BW_DATE_NONE;

  *kind = now->kind;
  *category = now->category;
  for (guint i = 0; i < book->stage_rules->len; i++)
    {
      const BwStageRule *rule = &g_array_index (book->stage_rules, BwStageRule, i);

      if (rule->stage == stage && rule->from <= date && rule->from >= best)
        {
          best = rule->from;
          *kind = rule->kind;
          *category = rule->category;
        }
    }
}

/* Adds the stages that most companies begin with. */
void
bw_book_add_default_stages (BwBook *book)
{
  static const struct
  {
    const char *name;
    BwStageKind kind;
    BwCategory  category;
    gint16      probability;
  } stages[] = {
    { N_ ("Qualification"), BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, 100 },
    { N_ ("Discovery"), BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, 250 },
    { N_ ("Proposal"), BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE, 500 },
    { N_ ("Negotiation"), BW_STAGE_OPEN, BW_CATEGORY_COMMIT, 750 },
    { N_ ("Closed won"), BW_STAGE_WON, BW_CATEGORY_CLOSED, 1000 },
    { N_ ("Closed lost"), BW_STAGE_LOST, BW_CATEGORY_OMITTED, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      BwStage stage = { bw_book_random_key (), bw_pool_add (&book->texts, _ (stages[i].name), -1), i, stages[i].kind,
                        stages[i].category, stages[i].probability, TRUE };

      g_array_append_val (book->stages, stage);
    }
}

/* The quota that was set for @person (%BW_NOBODY: the organisation) and @period: the one for just this period, else
 * the sum of those for the months or quarters in it; %BW_MONEY_NONE where there is none. */
gint64
bw_book_own_quota (const BwBook   *book,
                   gint32          person,
                   const BwPeriod *period)
{
  gint64 parts = BW_MONEY_NONE, exact = BW_MONEY_NONE;

  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);

      if (quota->person != person || quota->territory != BW_NOBODY || quota->product != BW_NOBODY)
        continue;
      if (quota->from == period->from && quota->to == period->to)
        exact = quota->amount;
      else if (quota->from >= period->from && quota->to <= period->to)
        parts = (parts == BW_MONEY_NONE ? 0 : parts) + quota->amount;
    }
  return exact != BW_MONEY_NONE ? exact : parts;
}

/* The quota of @person (%BW_NOBODY: the organisation) for @period. The organisation's is, where it has none of its own, the
 * sum over the people at the top of the tree. */
gint64
bw_book_quota (const BwBook   *book,
               gint32          person,
               const BwPeriod *period)
{
  gint64 own = bw_book_own_quota (book, person, period), top = BW_MONEY_NONE;

  if (own != BW_MONEY_NONE || person != BW_NOBODY)
    return own;
  for (guint i = 0; i < book->people->len; i++)
    if (bw_book_person (book, i)->manager == BW_NOBODY && bw_book_person (book, i)->merged == 0)
      {
        gint64 quota = bw_book_own_quota (book, (gint32)i, period);

        if (quota != BW_MONEY_NONE)
          top = (top == BW_MONEY_NONE ? 0 : top) + quota;
      }
  return top;
}

/* The time, in seconds since 1970, before which something must have been said to be known on @as_of (%BW_DATE_NONE: ever). Of the
 * day of the last export, which people look at until the next one comes, that is everything said since. */
gint64
bw_book_call_end (const BwBook *book,
                  BwDate        as_of)
{
  return as_of == BW_DATE_NONE || as_of == bw_book_data_date (book) ? G_MAXINT64 : ((gint64)as_of + 1) * 86400;
}

/* The latest call (or override) for @person, @period and @category made before @end (seconds since 1970); %BW_MONEY_NONE for none.
 * @at (nullable) becomes its time. */
gint64
bw_book_call_before (const BwBook   *book,
                     gint32          person,
                     const BwPeriod *period,
                     BwCategory      category,
                     gboolean        is_override,
                     gint64          end,
                     gint64         *at)
{
  const BwCall *latest = NULL;

  for (guint i = book->calls->len; i > 0; i--)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i - 1);

      if (call->person != person || call->category != category || !call->is_override != !is_override ||
          call->from != period->from || call->to != period->to || call->at >= end)
        continue;
      /* What was imported later may have been said earlier. */
      if (latest == NULL || call->at > latest->at)
        latest = call;
    }
  if (latest == NULL)
    return BW_MONEY_NONE;
  if (at != NULL)
    *at = latest->at;
  return latest->amount;
}

/* The same of what is known on @as_of; see bw_book_call_end(). */
gint64
bw_book_call (const BwBook   *book,
              gint32          person,
              const BwPeriod *period,
              BwCategory      category,
              gboolean        is_override,
              BwDate          as_of,
              gint64         *at)
{
  return bw_book_call_before (book, person, period, category, is_override, bw_book_call_end (book, as_of), at);
}
