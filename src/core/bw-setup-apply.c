/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answers of the set-up do to a book: to an empty one as a new project is made, to the book of a project when its
 * settings are changed.
 *
 * Rows are found again by their keys, so that a renamed stage or person stays the same one, with its deals. Who is no longer
 * listed has left: the person stays, with everything that hangs on them, and gets a last day. A manager who is named but not
 * listed becomes a person too. A stage that means something else does so from today on; its past stays. Only what differs
 * is told to the delta. Quotas are looked at only where the year's sum is another than before. */

#include "core/bw-setup.h"
#include "core/bw-custom-field.h"
#include "core/bw-exchange.h"
#include "core/bw-quota-log.h"
#include "core/bw-reporting.h"
#include "core/bw-stage-map.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  DAY = 86400, /* seconds */
};

/* Puts @value in place of *@text where it differs. */
static gboolean
set_text (BwBook     *after,
          BwText     *text,
          const char *value)
{
  if (g_str_equal (bw_book_text (after, *text), value != NULL ? value : ""))
    return FALSE;
  *text = bw_pool_add (&after->texts, value != NULL ? value : "", -1);
  return TRUE;
}

/* ---- Organisation ---- */

static void
apply_organisation (const BwSetup *setup,
                    BwBook        *after,
                    BwDelta       *delta)
{
  gboolean differs = set_text (after, &after->name, setup->organisation);

  if (!g_str_equal (after->currency, setup->currency))
    {
      g_strlcpy (after->currency, setup->currency, sizeof after->currency);
      differs = TRUE;
    }
  if (after->calendar.kind != setup->calendar.kind || after->calendar.fiscal_start_month != setup->calendar.fiscal_start_month ||
      after->calendar.first_weekday != setup->calendar.first_weekday ||
      after->calendar.forecast_period != setup->calendar.forecast_period ||
      after->calendar.call_weekday != setup->calendar.call_weekday)
    {
      after->calendar = setup->calendar;
      differs = TRUE;
    }
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    if (set_text (after, &after->category_names[i], setup->category_names[i]))
      differs = TRUE;
  delta->organisation |= differs;
}

static void
apply_rates (const BwSetup *setup,
             BwBook        *after,
             BwDelta       *delta)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, TRUE, sizeof (BwExchangeRate));

  for (guint i = 0; i < setup->rates->len; i++)
    {
      const BwSetupRate *said = g_ptr_array_index (setup->rates, i);
      BwExchangeRate     rate = { "", BW_DATE_NONE, 0 };

      g_strlcpy (rate.code, said->code, sizeof rate.code);
      if (bw_exchange_parse (said->rate, &rate.rate) && (*said->from == '\0' || bw_date_parse_iso (said->from, &rate.from)))
        g_array_append_val (rates, rate);
    }
  bw_exchange_replace (after, delta, rates);
}

/* ---- Team ---- */

static gint32
find_key (const GArray *rows,
          gint64        key)
{
  guint size = g_array_get_element_size ((GArray *)rows);

  for (guint i = 0; key != 0 && i < rows->len; i++)
    if (*(const gint64 *)(const void *)(rows->data + (gsize)i * size) == key)
      return (gint32)i;
  return -1;
}

static gint32
add_person (BwBook     *book,
            const char *name,
            BwRole      role)
{
  BwPerson person = {
    .key = bw_book_random_key (),
    .name = bw_pool_add (&book->texts, name, -1),
    .manager = BW_NOBODY,
    .role = role,
    .started = BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };

  g_array_append_val (book->people, person);
  return (gint32)book->people->len - 1;
}

/* Who @name is: by the new names, else by those of before, so that a manager may be renamed while others still name them
 * as they were called. */
static gint32
find_manager (const BwBook *before,
              const BwBook *after,
              const char   *name)
{
  gint32 found = bw_book_find_person (after, name);

  return found != BW_NOBODY ? found : bw_book_find_person (before, name);
}

static void
apply_people (const BwSetup *setup,
              const BwBook  *before,
              BwBook        *after,
              BwDate         today,
              BwDelta       *delta,
              gint32        *rows)
{
  g_autofree gboolean *listed = g_new0 (gboolean, before->people->len + 1);

  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);
      BwPerson            *row;

      rows[i] = find_key (after->people, person->key);
      if (rows[i] < 0)
        {
          rows[i] = *person->name != '\0' ? add_person (after, person->name, person->role) : BW_NOBODY;
          continue;
        }
      listed[rows[i]] = TRUE;
      row = bw_book_person (after, rows[i]);
      if (set_text (after, &row->name, person->name) | (row->role != person->role))
        bw_delta_mark (delta, BW_TABLE_PEOPLE, (guint)rows[i]);
      row->role = person->role;
    }
  for (guint i = 0; i < before->people->len; i++)
    if (!listed[i] && bw_book_person (after, i)->ended == BW_DATE_NONE && bw_book_person (after, i)->merged == 0)
      {
        bw_book_person (after, i)->ended = today;
        bw_delta_mark (delta, BW_TABLE_PEOPLE, i);
      }
}

/* Marks a person of before as changed; new ones are written anyway. */
static void
mark_person (const BwBook *before,
             gint32        row,
             BwDelta      *delta)
{
  if (row < (gint32)before->people->len)
    bw_delta_mark (delta, BW_TABLE_PEOPLE, (guint)row);
}

static void
apply_managers (const BwSetup *setup,
                const BwBook  *before,
                BwBook        *after,
                BwDelta       *delta,
                const gint32  *rows)
{
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);
      gint32               manager = BW_NOBODY;

      if (rows[i] == BW_NOBODY)
        continue;
      if (person->manager != NULL && *person->manager != '\0')
        {
          manager = find_manager (before, after, person->manager);
          if (manager == BW_NOBODY)
            manager = add_person (after, person->manager, BW_ROLE_MANAGER);
        }
      if (manager == rows[i] || manager == bw_book_person (after, rows[i])->manager)
        continue;
      bw_book_person (after, rows[i])->manager = manager;
      mark_person (before, rows[i], delta);
      if (manager != BW_NOBODY && bw_book_person (after, manager)->role == BW_ROLE_REP)
        {
          bw_book_person (after, manager)->role = BW_ROLE_MANAGER;
          mark_person (before, manager, delta);
        }
    }
}

/* ---- Stages and fields ---- */

/* Says what the stage @row is from @from on. */
static void
set_meaning (BwBook             *after,
             guint               row,
             const BwSetupStage *stage,
             BwDate              from,
             BwDelta            *delta)
{
  g_autoptr (BwDelta) mapped = NULL;
  g_autoptr (BwBook) changed = bw_stage_map_set (after, row, stage->kind, stage->category, from, &mapped);

  for (guint i = 0; i < mapped->changed[BW_TABLE_STAGE_RULES]->len; i++)
    {
      guint rule = g_array_index (mapped->changed[BW_TABLE_STAGE_RULES], guint, i);

      g_array_index (after->stage_rules, BwStageRule, rule) = g_array_index (changed->stage_rules, BwStageRule, rule);
      if (rule < delta->before[BW_TABLE_STAGE_RULES])
        bw_delta_mark (delta, BW_TABLE_STAGE_RULES, rule);
    }
  g_array_append_vals (after->stage_rules, &g_array_index (changed->stage_rules, BwStageRule, after->stage_rules->len),
                       changed->stage_rules->len - after->stage_rules->len);
  *bw_book_stage (after, row) = *bw_book_stage (changed, row);
}

static void
apply_stages (const BwSetup *setup,
              BwBook        *after,
              BwDate         today,
              BwDelta       *delta)
{
  for (guint i = 0; i < setup->stages->len; i++)
    {
      const BwSetupStage *stage = g_ptr_array_index (setup->stages, i);
      gint32              at = find_key (after->stages, stage->key);
      BwStage             old, *row;

      if (at < 0)
        {
          BwStage made = { bw_book_random_key (), bw_pool_add (&after->texts, stage->name, -1), i, stage->kind, stage->category,
                           stage->probability, TRUE };

          g_array_append_val (after->stages, made);
          continue;
        }
      old = *bw_book_stage (after, at);
      if (old.kind != stage->kind || old.category != stage->category)
        set_meaning (after, (guint)at, stage, old.mapped ? today : BW_DATE_NONE, delta);
      row = bw_book_stage (after, at);
      set_text (after, &row->name, stage->name);
      row->order = i;
      row->probability = stage->probability;
      if (memcmp (&old, row, sizeof old) != 0)
        bw_delta_mark (delta, BW_TABLE_STAGES, (guint)at);
    }
}

static void
apply_fields (const BwSetup *setup,
              BwBook        *after,
              BwDelta       *delta)
{
  for (guint i = 0; i < setup->fields->len; i++)
    {
      const BwSetupField *field = g_ptr_array_index (setup->fields, i);
      gint32              row = find_key (after->fields, field->key);

      if (row < 0)
        bw_custom_field_find_or_add (after, field->name, field->type);
      else if (!g_str_equal (bw_custom_field_title (after, (guint)row), field->name))
        {
          BwCustomField *known = bw_book_field (after, row);

          known->title = g_str_equal (bw_book_text (after, known->name), field->name) ? 0
                                                                                      : bw_pool_add (&after->texts, field->name, -1);
          bw_delta_mark (delta, BW_TABLE_FIELDS, (guint)row);
        }
    }
}

/* ---- Quotas ---- */

/* Takes the quotas of @person within @year out. */
static void
drop_quotas (BwBook         *after,
             gint32          person,
             const BwPeriod *year,
             BwDelta        *delta)
{
  for (guint i = after->quotas->len; i > 0; i--)
    {
      const BwQuota *quota = &g_array_index (after->quotas, BwQuota, i - 1);

      if (quota->person != person || quota->territory != BW_NOBODY || quota->product != BW_NOBODY ||
          quota->from < year->from || quota->to > year->to)
        continue;
      if (i - 1 < delta->before[BW_TABLE_QUOTAS])
        bw_delta_remove (delta, BW_TABLE_QUOTAS, quota->key);
      g_array_remove_index (after->quotas, i - 1);
    }
}

/* Spreads @amount over the year where it is another than what there is. */
static void
apply_quota (const BwSetup *setup,
             BwBook        *after,
             gint32         person,
             gint64         amount,
             BwDelta       *delta)
{
  BwPeriod year = bw_calendar_period (&after->calendar, BW_PERIOD_YEAR, setup->quota_year, 1);
  double   shares[BW_SPREAD_MAX];
  gint64   parts[BW_SPREAD_MAX];
  guint    n, n_years;

  if (bw_book_own_quota (after, person, &year) == amount)
    return;
  drop_quotas (after, person, &year, delta);
  if (amount == BW_MONEY_NONE)
    return;
  n = bw_quota_spread_shares (after, setup->spread, setup->quota_year, shares, &n_years);
  bw_quota_spread_parts (amount, shares, n, parts);
  for (guint i = 0; i < n; i++)
    {
      BwPeriod period = bw_calendar_period (&after->calendar, after->calendar.forecast_period, setup->quota_year, (int)i + 1);
      BwQuota  quota = { bw_book_random_key (), person, BW_NOBODY, BW_NOBODY, period.from, period.to, parts[i] };

      g_array_append_val (after->quotas, quota);
    }
}

static void
apply_quotas (const BwSetup *setup,
              BwBook        *after,
              BwDelta       *delta,
              const gint32  *rows)
{
  for (guint i = 0; i < setup->people->len; i++)
    if (rows[i] != BW_NOBODY)
      apply_quota (setup, after, rows[i], ((BwSetupPerson *)g_ptr_array_index (setup->people, i))->quota, delta);
  apply_quota (setup, after, BW_NOBODY, setup->quota, delta);
}

/* ---- All of it ---- */

static void
apply (const BwSetup *setup,
       const BwBook  *before,
       BwBook        *after,
       BwDate         today,
       BwDelta       *delta)
{
  g_autofree gint32 *rows = g_new (gint32, setup->people->len + 1);
  g_autoptr (GArray) managers = bw_reporting_managers (before);

  apply_organisation (setup, after, delta);
  apply_rates (setup, after, delta);
  bw_key_measures_set (after, delta, &setup->measures);
  apply_people (setup, before, after, today, delta, rows);
  apply_managers (setup, before, after, delta, rows);
  bw_reporting_note (after, managers, today, (gint64)today * DAY);
  apply_stages (setup, after, today, delta);
  apply_fields (setup, after, delta);
  apply_quotas (setup, after, delta, rows);
  if (before->quotas->len > 0)
    bw_quota_log_note (after, before->quotas, (gint64)today * DAY, "spread");
}

/* Returns: (transfer full): the book that a project with these answers begins with. */
BwBook *
bw_setup_make_book (const BwSetup *setup)
{
  g_autoptr (BwBook) before = bw_book_new ();
  g_autoptr (BwDelta) delta = bw_delta_new (before);
  BwBook *after = bw_book_new ();

  apply (setup, before, after, BW_DATE_NONE, delta);
  return after;
}

/* Changes the settings of @book, which stays as it is; @setup began as bw_setup_of_book() and has no faults. @today is the
 * day from which stages mean something else and the last day of who was taken out.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_setup_apply (const BwSetup *setup,
                const BwBook  *book,
                BwDate         today,
                BwDelta      **delta)
{
  BwBook *after = bw_book_copy (book);

  *delta = bw_delta_new (book);
  apply (setup, book, after, today, *delta);
  return after;
}

/* Returns: (transfer full) (nullable): a sentence about what stands in the way of making these the settings of @book;
 *   %NULL: nothing. */
char *
bw_setup_find_fault_in (const BwSetup *setup,
                        const BwBook  *book)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_int64_hash, g_int64_equal);
  char *fault = bw_setup_find_fault (setup);

  if (fault != NULL)
    return fault;
  if (book->deals.n > 0 && !g_str_equal (setup->currency, book->currency))
    return g_strdup_printf (_ ("The deals' amounts are in %s, so that the currency cannot be another."), book->currency);
  for (guint i = 0; i < setup->stages->len; i++)
    g_hash_table_add (kept, &((BwSetupStage *)g_ptr_array_index (setup->stages, i))->key);
  for (guint i = 0; i < book->stages->len; i++)
    if (!g_hash_table_contains (kept, &bw_book_stage (book, i)->key))
      return g_strdup_printf (_ ("The stage “%s” is part of the project's history and cannot be taken out; deals may "
                                 "have been in it."),
                              bw_book_text (book, bw_book_stage (book, i)->name));
  return NULL;
}
