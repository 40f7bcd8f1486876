/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of each deal is not what it was at the end of a past day.
 *
 * One run over the history marks the deals of which something changed since and did not change back: most deals are passed
 * by with a look at their last change. What a single cell was is found when it is drawn, from the few changes of its deal, so
 * nothing has to be kept but the marks. A category, a probability and a status may be the stage's: then they follow its
 * change, by the rules of the past day as a snapshot has them (bw-snapshot.c). Ages and days in a stage, which change every day,
 * are never told as changed; a new last activity is, but does not make a deal one that changed.
 *
 * O(deals + changes since) for the marks, O(changes of the deal since) for a cell. */

#include "core/bw-changed.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-change.h"
#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-deal-value.h"
#include "core/bw-push.h"
#include "core/bw-money.h"

/* What a field of the history is for the fields of deals that have one of the same value. */
static const guint8 history_fields[BW_N_DEAL_FIELDS] = {
  [BW_DEAL_FIELD_NAME] = 1 + BW_FIELD_NAME,
  [BW_DEAL_FIELD_ACCOUNT] = 1 + BW_FIELD_ACCOUNT,
  [BW_DEAL_FIELD_OWNER] = 1 + BW_FIELD_OWNER,
  [BW_DEAL_FIELD_STAGE] = 1 + BW_FIELD_STAGE,
  [BW_DEAL_FIELD_AMOUNT] = 1 + BW_FIELD_AMOUNT,
  [BW_DEAL_FIELD_CLOSE] = 1 + BW_FIELD_CLOSE_DATE,
  [BW_DEAL_FIELD_CREATED] = 1 + BW_FIELD_CREATED,
  [BW_DEAL_FIELD_PRODUCT] = 1 + BW_FIELD_PRODUCT,
  [BW_DEAL_FIELD_REGION] = 1 + BW_FIELD_REGION,
  [BW_DEAL_FIELD_TYPE] = 1 + BW_FIELD_TYPE,
  [BW_DEAL_FIELD_SOURCE] = 1 + BW_FIELD_SOURCE,
  [BW_DEAL_FIELD_ACTIVITY] = 1 + BW_FIELD_ACTIVITY,
  [BW_DEAL_FIELD_NEXT_STEP] = 1 + BW_FIELD_NEXT_STEP,
  [BW_DEAL_FIELD_GONE] = 1 + BW_FIELD_PRESENT,
};

/* The value of @field of @deal at the end of @since. */
static gint64
value_then (const BwBook *book,
            guint         deal,
            guint8        field,
            BwDate        since)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          value = bw_deal_value_get (&book->deals, deal, field);

  for (; n > 0 && changes[n - 1].at > since; n--)
    if (changes[n - 1].field == field)
      value = changes[n - 1].old_value;
  return value;
}

/* Whether two values of @field say the same: texts may stand twice in the pool. */
static gboolean
is_same (const BwBook *book,
         guint8        field,
         gint64        a,
         gint64        b)
{
  gboolean text = field >= BW_N_FIELDS ? field - BW_N_FIELDS < book->fields->len && bw_book_field (book, field - BW_N_FIELDS)->type == BW_TYPE_TEXT
                                       : field == BW_FIELD_NAME || (field >= BW_FIELD_NEXT_STEP && field <= BW_FIELD_SOURCE);

  if (a == b)
    return TRUE;
  return text && a >= 0 && b >= 0 && (guint64)MAX (a, b) < book->texts.length &&
         g_str_equal (bw_book_text (book, (BwText)a), bw_book_text (book, (BwText)b));
}

/* Whether something of @deal is another than at the end of @since. */
static gboolean
has_changed (const BwBook *book,
             guint         deal,
             BwDate        since)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);

  for (guint i = n; i > 0 && changes[i - 1].at > since; i--)
    {
      guint8 field = changes[i - 1].field;

      if (field != BW_FIELD_ACTIVITY &&
          !is_same (book, field, value_then (book, deal, field, since), bw_deal_value_get (&book->deals, deal, field)))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): which deals of @book are not what they were at the end of the day @since. */
BwChanged *
bw_changed_new (const BwBook *book,
                BwDate        since)
{
  BwChanged *changed = g_new0 (BwChanged, 1);

  changed->since = since;
  changed->n = book->deals.n;
  changed->marks = g_new0 (guint8, changed->n + 1);
  for (guint i = 0; i < changed->n; i++)
    if (book->deals.appeared[i] > since)
      {
        changed->marks[i] = BW_CHANGED_NEW;
        changed->n_new++;
      }
    else if (has_changed (book, i, since))
      {
        changed->marks[i] = BW_CHANGED_VALUES;
        changed->n_changed++;
      }
  return changed;
}

/* Frees @changed (transfer full) (nullable). */
void
bw_changed_free (BwChanged *changed)
{
  if (changed == NULL)
    return;
  g_free (changed->marks);
  g_free (changed);
}

/* What @deal had at the end of the day of a field that its stage has a part in: as bw_deal_field_values() gives it. */
static gint64
derived_then (const BwBook *book,
              guint         deal,
              BwDealField   field,
              BwDate        since)
{
  gint64      stage = value_then (book, deal, BW_FIELD_STAGE, since), own, amount;
  gboolean    known = stage >= 0 && stage < (gint64)book->stages->len;
  BwStageKind kind = BW_STAGE_OPEN;
  BwCategory  category = BW_CATEGORY_PIPELINE;

  if (known)
    bw_book_stage_at (book, (gint32)stage, since, &kind, &category);
  if (field == BW_DEAL_FIELD_KIND)
    return kind;
  if (field == BW_DEAL_FIELD_CATEGORY)
    {
      own = value_then (book, deal, BW_FIELD_CATEGORY, since);
      return own >= 0 && own < BW_N_CATEGORIES ? own : (gint64)category;
    }
  own = value_then (book, deal, BW_FIELD_PROBABILITY, since);
  if (own == BW_PROBABILITY_NONE && known)
    own = bw_book_stage (book, (guint)stage)->probability;
  if (own == BW_PROBABILITY_NONE)
    return BW_DEAL_VALUE_NONE;
  if (field == BW_DEAL_FIELD_PROBABILITY)
    return own;
  amount = value_then (book, deal, BW_FIELD_AMOUNT, since);
  return amount == BW_MONEY_NONE ? BW_DEAL_VALUE_NONE : bw_money_share (amount, own);
}

static gint64
pushes_then (const BwBook *book,
             guint         deal,
             BwDate        since)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  guint           pushes = book->deals.pushes[deal];

  return pushes - MIN (bw_push_count (book, deal, changes, n, since), pushes);
}

static gboolean
is_derived (BwDealField field)
{
  return field == BW_DEAL_FIELD_CATEGORY || field == BW_DEAL_FIELD_PROBABILITY || field == BW_DEAL_FIELD_KIND ||
         field == BW_DEAL_FIELD_WEIGHTED;
}

/* The field of the history that has just the values of @field. Returns FALSE where none has. */
static gboolean
find_history_field (const BwBook *book,
                    BwDealField   field,
                    guint8       *found)
{
  if (bw_deal_field_is_custom (field))
    *found = (guint8)(BW_N_FIELDS + (field - BW_N_DEAL_FIELDS));
  else
    *found = (guint8)(history_fields[field] - 1);
  return bw_deal_field_is_custom (field) ? bw_deal_field_exists (book, field) : history_fields[field] != 0;
}

/* Whether @field of @deal is another than it was; not of new deals, of which everything is new. */
gboolean
bw_changed_get (const BwChanged *changed,
                const BwBook    *book,
                guint            deal,
                BwDealField      field)
{
  guint           n;
  const BwChange *changes;
  gint64          now;
  guint8          own;

  g_return_val_if_fail (deal < changed->n, FALSE);

  changes = bw_history_of (&book->history, deal, &n);
  if (changed->marks[deal] == BW_CHANGED_NEW || n == 0 || changes[n - 1].at <= changed->since)
    return FALSE;
  if (find_history_field (book, field, &own))
    return !is_same (book, own, value_then (book, deal, own, changed->since), bw_deal_value_get (&book->deals, deal, own));
  if (!is_derived (field) && field != BW_DEAL_FIELD_PUSHES)
    return FALSE;
  bw_deal_field_values (book, field, BW_DATE_NONE, NULL, deal, 1, &now);
  return now != (field == BW_DEAL_FIELD_PUSHES ? pushes_then (book, deal, changed->since)
                                               : derived_then (book, deal, field, changed->since));
}

/* Returns: (transfer full): what @field of @deal was, as bw_deal_dup_text() words it; "" when it was not known. */
char *
bw_changed_dup_was (const BwChanged *changed,
                    const BwBook    *book,
                    guint            deal,
                    BwDealField      field)
{
  guint8 own;
  gint64 value;

  g_return_val_if_fail (deal < changed->n, g_strdup (""));

  if (field == BW_DEAL_FIELD_GONE)
    return g_strdup (value_then (book, deal, BW_FIELD_PRESENT, changed->since) == 0 ? _ ("Yes") : _ ("No"));
  if (find_history_field (book, field, &own))
    {
      char *text = bw_change_dup_value (book, own, value_then (book, deal, own, changed->since));

      return text != NULL ? text : g_strdup ("");
    }
  if (field == BW_DEAL_FIELD_PUSHES)
    return g_strdup_printf ("%" G_GINT64_FORMAT, pushes_then (book, deal, changed->since));
  if (!is_derived (field))
    return g_strdup ("");
  value = derived_then (book, deal, field, changed->since);
  if (value == BW_DEAL_VALUE_NONE)
    return g_strdup ("");
  if (field == BW_DEAL_FIELD_PROBABILITY)
    /* Translators: a probability. */
    return g_strdup_printf (_ ("%.0f %%"), (double)value / 10.0);
  if (field == BW_DEAL_FIELD_WEIGHTED)
    return bw_money_format (value, book->currency);
  return g_strdup (bw_deal_field_row_name (book, field, (guint)value));
}

/* The day that @text means: a date as 2026-10-01, a number of days before @today, or "import" for the day of the export before
 * the latest one. Returns: the day; %BW_DATE_NONE when it means none, also when there has been no export before. */
BwDate
bw_changed_parse_since (const BwBook *book,
                        BwDate        today,
                        const char   *text)
{
  BwDate found = BW_DATE_NONE;
  gint64 days;

  if (text == NULL || *text == '\0')
    return BW_DATE_NONE;
  if (bw_date_parse_iso (text, &found))
    return found;
  if (g_ascii_string_to_signed (text, 10, 0, 36500, &days, NULL))
    return today != BW_DATE_NONE ? today - (BwDate)days : BW_DATE_NONE;
  if (g_ascii_strcasecmp (text, "import") != 0)
    return BW_DATE_NONE;
  for (guint i = 0; i < book->imports->len; i++)
    {
      BwDate date = g_array_index (book->imports, BwImportRecord, i).as_of;

      if (date < bw_book_data_date (book))
        found = MAX (found, date);
    }
  return found;
}
