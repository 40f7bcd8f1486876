/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of people, quotas, calls and imports, and of the fields as a whole. */

#include "core/bw-health-private.h"

#include <glib/gi18n-lib.h>

#include "core/bw-leak.h"
#include "core/bw-merge.h"

enum
{
  OLD_DAYS = 30,
};

/* ---- People ---- */

/* Whether @person is above themselves. */
static gboolean
is_in_circle (const BwBook *book,
              guint         person)
{
  gint32 at = bw_book_person (book, person)->manager;

  for (guint steps = 0; at >= 0 && steps < book->people->len; steps++)
    {
      if (at == (gint32)person)
        return TRUE;
      at = bw_book_person (book, at)->manager;
    }
  return FALSE;
}

static void
check_people (BwHealthRun *run)
{
  const BwBook *book = run->book;

  for (guint i = 0; i < book->people->len; i++)
    {
      const BwPerson *person = bw_book_person (book, i);

      if (person->merged != 0)
        continue;
      run->notes[BW_HEALTH_MANAGER_CYCLE].n_of++;
      run->notes[BW_HEALTH_ENDED_BEFORE_STARTED].n_of++;
      if (is_in_circle (book, i))
        bw_health_note (run, BW_HEALTH_MANAGER_CYCLE, i, BW_HEALTH_NO_OTHER);
      if (person->started != BW_DATE_NONE && person->ended != BW_DATE_NONE && person->ended < person->started)
        bw_health_note (run, BW_HEALTH_ENDED_BEFORE_STARTED, i, BW_HEALTH_NO_OTHER);
    }
}

/* ---- Quotas ---- */

/* Whose quotas for which period are added up. */
typedef struct
{
  gint64 sum;
  gint32 manager;
  BwDate from, to;
} ReportSum;

static guint
hash_sum (gconstpointer data)
{
  const ReportSum *sum = data;

  return (guint)sum->manager * 0x9e3779b1u ^ (guint)sum->from * 0x85ebca6bu ^ (guint)sum->to;
}

static gboolean
same_sum (gconstpointer a,
          gconstpointer b)
{
  const ReportSum *x = a, *y = b;

  return x->manager == y->manager && x->from == y->from && x->to == y->to;
}

/* Returns: (transfer full): the sums of the quotas of those who report to one person for one period. */
static GHashTable *
add_up_reports (const BwBook *book)
{
  GHashTable *sums = g_hash_table_new_full (hash_sum, same_sum, g_free, NULL);

  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota *quota = &g_array_index (book->quotas, BwQuota, i);
      ReportSum      wanted = { 0, BW_NOBODY, quota->from, quota->to }, *sum;

      if (quota->person < 0 || quota->territory != BW_NOBODY || quota->product != BW_NOBODY || quota->amount == BW_MONEY_NONE ||
          (wanted.manager = bw_book_person (book, quota->person)->manager) < 0)
        continue;
      sum = g_hash_table_lookup (sums, &wanted);
      if (sum == NULL)
        {
          sum = g_memdup2 (&wanted, sizeof wanted);
          g_hash_table_add (sums, sum);
        }
      sum->sum += quota->amount;
    }
  return sums;
}

static void
check_quotas (BwHealthRun *run)
{
  const BwBook  *book = run->book;
  BwHealthNotes *notes = &run->notes[BW_HEALTH_QUOTA_SUM];
  g_autoptr (GHashTable) sums = add_up_reports (book);

  for (guint i = 0; i < book->quotas->len; i++)
    {
      const BwQuota   *quota = &g_array_index (book->quotas, BwQuota, i);
      ReportSum        wanted = { 0, quota->person, quota->from, quota->to };
      const ReportSum *sum;

      if (quota->person < 0 || quota->territory != BW_NOBODY || quota->product != BW_NOBODY || quota->amount == BW_MONEY_NONE ||
          (sum = g_hash_table_lookup (sums, &wanted)) == NULL)
        continue;
      notes->n_of++;
      if (sum->sum == quota->amount)
        continue;
      bw_health_note (run, BW_HEALTH_QUOTA_SUM, i, BW_HEALTH_NO_OTHER);
      notes->amount += ABS (sum->sum - quota->amount);
    }
}

/* ---- Calls ---- */

/* People with a quota for the present period and without a call about it, where anybody makes calls at all. */
static void
check_calls (BwHealthRun *run)
{
  const BwBook      *book = run->book;
  g_autofree guint8 *owns = g_new0 (guint8, MAX (book->people->len, 1)), *called = g_new0 (guint8, MAX (book->people->len, 1));

  if (book->calls->len == 0 || run->day == BW_DATE_NONE)
    return;
  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.owner[i] >= 0 && run->kinds[book->deals.stage[i]] == BW_STAGE_OPEN && !(book->deals.flags[i] & BW_DEAL_VANISHED))
      owns[book->deals.owner[i]] = 1;
  for (guint i = 0; i < book->calls->len; i++)
    {
      const BwCall *call = &g_array_index (book->calls, BwCall, i);

      if (call->person >= 0 && call->from <= run->day && call->to >= run->day && call->amount != BW_MONEY_NONE)
        called[call->person] = 1;
    }
  for (guint i = 0; i < book->people->len; i++)
    if (owns[i] && bw_book_person (book, i)->merged == 0 &&
        (bw_book_person (book, i)->ended == BW_DATE_NONE || bw_book_person (book, i)->ended >= run->day))
      {
        run->notes[BW_HEALTH_NO_CALL].n_of++;
        if (!called[i])
          bw_health_note (run, BW_HEALTH_NO_CALL, i, BW_HEALTH_NO_OTHER);
      }
}

/* ---- Imports ---- */

static void
check_imports (BwHealthRun *run)
{
  const GArray *imports = run->book->imports;
  BwDate        newest = bw_book_data_date (run->book);
  guint         last = 0;

  run->notes[BW_HEALTH_REJECTED_ROWS].n_of = run->notes[BW_HEALTH_OLD_DATA].n_of = imports->len;
  for (guint i = 0; i < imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (imports, BwImportRecord, i);

      if (record->n_to_correct > 0)
        bw_health_note (run, BW_HEALTH_REJECTED_ROWS, i, BW_HEALTH_NO_OTHER);
      if (record->as_of == newest)
        last = i;
    }
  if (imports->len == 0 || run->today == BW_DATE_NONE || newest == BW_DATE_NONE || run->today - newest <= OLD_DAYS)
    return;
  bw_health_note (run, BW_HEALTH_OLD_DATA, last, BW_HEALTH_NO_OTHER);
  run->notes[BW_HEALTH_OLD_DATA].detail = g_strdup_printf (
    ngettext ("The newest export is %d day old.", "The newest export is %d days old.", (gulong)(run->today - newest)), run->today - newest);
}

/* ---- Fields ---- */

static void
check_leaks (BwHealthRun *run)
{
  g_autoptr (GArray) leaks = bw_leak_find (run->book);

  run->notes[BW_HEALTH_KNOWN_AFTERWARDS].n_of = run->notes[BW_HEALTH_SET_AT_CLOSE].n_of = leaks->len;
  for (guint i = 0; i < leaks->len; i++)
    {
      const BwLeak *leak = &g_array_index (leaks, BwLeak, i);

      if (leak->known_afterwards)
        bw_health_note (run, BW_HEALTH_KNOWN_AFTERWARDS, leak->field, BW_HEALTH_NO_OTHER);
      else if (leak->set_at_close)
        bw_health_note (run, BW_HEALTH_SET_AT_CLOSE, leak->field, BW_HEALTH_NO_OTHER);
    }
}

void
bw_health_check_tables (BwHealthRun *run)
{
  check_people (run);
  check_quotas (run);
  check_calls (run);
  check_imports (run);
  check_leaks (run);
}
