/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deals of a group have in common, as a small number.
 *
 * Whatever deals are grouped by, each gets a code: the codes' order is that in which groups are shown, the last one is for
 * deals whose value is not known. A code stands for one number, which a title is made from: the row of a table, a deal that
 * has the text, the first day of a period, the lower edge of a band, a value.
 *
 *   names of people, accounts, products   their order by name; rows with equal names stay apart
 *   stages, categories, status            their own order
 *   texts                                 their order; texts that differ in case or accents are one
 *   dates                                 fiscal months, quarters or years
 *   amounts                               bands: 0, 10, 25, 50, 100, 250 ... of whole currency units
 *   days                                  bands: up to a week, a month, two, three, half a year, a year, longer
 *   probabilities                         tens of percent
 *   counts and numbers                    each value
 *
 * O(deals + rows of the table + days between the first and the last date). */

#include "core/bw-deal-groups.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-custom-field.h"
#include "core/bw-deal-field.h"
#include "core/bw-radix.h"
#include "core/bw-territory-plan.h"

enum
{
  /* Dates from outside lie between these; others are counted to the first and last. */
  FIRST_DAY = -25567, /* 1900-01-01 */
  LAST_DAY = 84006,   /* 2199-12-31 */
};

struct _BwGroupCodes
{
  BwGroupKey key;
  guint      n;      /* codes, that for unknown values included */
  gint64    *values; /* (array length=n): what they stand for; the last is BW_DEAL_VALUE_NONE */
  gint64    *ends;   /* (nullable) (array length=n): of bands, the first value above */
  BwCalendar calendar;
};

/* The bands of days, from the lower edge to the next. */
static const gint64 day_edges[] = { 0, 8, 31, 61, 91, 181, 366 };

static BwGroupCodes *
codes_alloc (const BwGroupKey *key,
             guint             n_known)
{
  BwGroupCodes *codes = g_new0 (BwGroupCodes, 1);

  codes->key = *key;
  codes->n = n_known + 1;
  codes->values = g_new0 (gint64, codes->n);
  codes->values[n_known] = BW_DEAL_VALUE_NONE;
  return codes;
}

/* Frees @codes (transfer full) (nullable). */
void
bw_group_codes_free (BwGroupCodes *codes)
{
  if (codes == NULL)
    return;
  g_free (codes->values);
  g_free (codes->ends);
  g_free (codes);
}

/* How many codes there are, that for unknown values included, which is the last. */
guint
bw_group_codes_count (const BwGroupCodes *codes)
{
  return codes->n;
}

/* ---- Rows of tables ---- */

/* Codes for the rows of a table, in the order of their @ranks (nullable): @code_of_row (array length=n_rows) becomes each
 * row's. */
static BwGroupCodes *
code_rows (const BwGroupKey *key,
           const guint32    *ranks,
           guint             n_rows,
           guint32          *code_of_row)
{
  BwGroupCodes       *codes = codes_alloc (key, n_rows);
  g_autofree gint64  *sorted = g_new (gint64, n_rows + 1);
  g_autofree guint32 *order = g_new (guint32, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    sorted[row] = ranks == NULL ? (gint64)row : ranks[row] != G_MAXUINT32 ? (gint64)ranks[row]
                                                                          : BW_RADIX_NONE;
  bw_radix_order (sorted, n_rows, FALSE, order);
  for (guint code = 0; code < n_rows; code++)
    {
      codes->values[code] = order[code];
      code_of_row[order[code]] = code;
    }
  return codes;
}

static BwGroupCodes *
encode_rows (BwQueryIndex     *index,
             const BwGroupKey *key,
             const gint64     *values,
             guint             n,
             guint32          *out)
{
  const BwBook       *book = bw_query_index_get_book (index);
  guint               n_rows = bw_deal_field_n_rows (book, key->field);
  g_autofree guint32 *code_of_row = g_new (guint32, n_rows + 1);
  BwGroupCodes       *codes = code_rows (key, bw_query_index_get_ranks (index, key->field), n_rows, code_of_row);

  for (guint i = 0; i < n; i++)
    out[i] = values[i] != BW_DEAL_VALUE_NONE && values[i] < (gint64)n_rows ? code_of_row[values[i]] : n_rows;
  return codes;
}

/* The territories of the present plan, by name. */
static BwGroupCodes *
encode_territories (const BwBook     *book,
                    const BwGroupKey *key,
                    const guint32    *deals,
                    guint             n,
                    guint32          *out)
{
  guint               n_rows = book->territories->len;
  g_autofree BwText  *names = g_new (BwText, n_rows + 1);
  g_autofree guint32 *code_of_row = g_new (guint32, n_rows + 1);
  g_autofree guint32 *ranks = NULL;
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, bw_territory_plan_current (book));
  BwGroupCodes *codes;

  for (guint row = 0; row < n_rows; row++)
    names[row] = bw_book_territory (book, row)->name;
  ranks = bw_radix_rank_texts (&book->texts, names, n_rows);
  codes = code_rows (key, ranks, n_rows, code_of_row);
  for (guint i = 0; i < n; i++)
    {
      gint32 account = book->deals.account[deals[i]];
      gint32 territory = account >= 0 && (guint)account < plan->n_accounts ? plan->accounts[account] : BW_NOBODY;

      out[i] = territory >= 0 && (guint)territory < n_rows ? code_of_row[territory] : n_rows;
    }
  return codes;
}

/* ---- Texts ---- */

static BwGroupCodes *
encode_texts (BwQueryIndex     *index,
              const BwGroupKey *key,
              const guint32    *deals,
              guint             n,
              guint32          *out)
{
  const guint32      *ranks = bw_query_index_get_ranks (index, key->field);
  guint32             highest = 0, n_used = 0;
  g_autofree guint32 *code_of_rank = NULL;
  BwGroupCodes       *codes;

  for (guint i = 0; i < n; i++)
    if (ranks[deals[i]] != G_MAXUINT32)
      highest = MAX (highest, ranks[deals[i]] + 1);
  code_of_rank = g_new0 (guint32, (gsize)highest + 1);
  for (guint i = 0; i < n; i++)
    if (ranks[deals[i]] != G_MAXUINT32)
      code_of_rank[ranks[deals[i]]] = 1;
  for (guint32 rank = 0; rank < highest; rank++)
    code_of_rank[rank] = code_of_rank[rank] != 0 ? n_used++ : BW_GROUP_NONE;
  codes = codes_alloc (key, n_used);
  for (guint i = n; i > 0; i--)
    {
      guint32 rank = ranks[deals[i - 1]];

      out[i - 1] = rank != G_MAXUINT32 ? code_of_rank[rank] : n_used;
      if (rank != G_MAXUINT32)
        codes->values[out[i - 1]] = deals[i - 1];
    }
  return codes;
}

/* ---- Dates ---- */

static BwGroupCodes *
encode_dates (const BwBook     *book,
              const BwGroupKey *key,
              const gint64     *values,
              guint             n,
              guint32          *out)
{
  static const BwPeriodKind kinds[] = {
    [BW_GROUP_BY_VALUE] = BW_PERIOD_MONTH,
    [BW_GROUP_BY_MONTH] = BW_PERIOD_MONTH,
    [BW_GROUP_BY_QUARTER] = BW_PERIOD_QUARTER,
    [BW_GROUP_BY_YEAR] = BW_PERIOD_YEAR,
  };
  gint64              first = LAST_DAY, last = FIRST_DAY;
  g_autofree guint32 *code_of_day = NULL;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  BwGroupCodes *codes;

  for (guint i = 0; i < n; i++)
    if (values[i] != BW_DEAL_VALUE_NONE)
      {
        first = MIN (first, CLAMP (values[i], FIRST_DAY, LAST_DAY));
        last = MAX (last, CLAMP (values[i], FIRST_DAY, LAST_DAY));
      }
  if (first <= last)
    {
      BwPeriod period = bw_calendar_period_at (&book->calendar, kinds[key->unit], (BwDate)first);

      code_of_day = g_new (guint32, (gsize)(last - first) + 1);
      for (gint64 day = first; day <= last; period = bw_calendar_shift (&book->calendar, &period, 1))
        {
          gint64 start = period.from;

          for (; day <= MIN ((gint64)period.to, last); day++)
            code_of_day[day - first] = starts->len;
          g_array_append_val (starts, start);
        }
    }
  codes = codes_alloc (key, starts->len);
  codes->key.unit = key->unit == BW_GROUP_BY_VALUE ? BW_GROUP_BY_MONTH : key->unit;
  codes->calendar = book->calendar;
  if (starts->len > 0)
    memcpy (codes->values, starts->data, sizeof (gint64) * starts->len);
  for (guint i = 0; i < n; i++)
    out[i] = values[i] != BW_DEAL_VALUE_NONE ? code_of_day[CLAMP (values[i], FIRST_DAY, LAST_DAY) - first] : starts->len;
  return codes;
}

/* ---- Bands and single values ---- */

/* Codes for bands with the ascending lower @edges, the last without an end; what lies below the first has a band of its
 * own. */
static BwGroupCodes *
encode_bands (const BwGroupKey *key,
              const gint64     *edges,
              guint             n_edges,
              const gint64     *values,
              guint             n,
              guint32          *out)
{
  BwGroupCodes *codes = codes_alloc (key, n_edges + 1);

  codes->ends = g_new (gint64, codes->n);
  codes->values[0] = G_MININT64 + 1;
  for (guint e = 0; e < n_edges; e++)
    {
      codes->ends[e] = edges[e];
      codes->values[e + 1] = edges[e];
    }
  codes->ends[n_edges] = codes->ends[n_edges + 1] = G_MAXINT64;
  for (guint i = 0; i < n; i++)
    {
      guint low = 0, high = n_edges;

      out[i] = n_edges + 1;
      if (values[i] == BW_DEAL_VALUE_NONE)
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (values[i] >= edges[middle])
            low = middle + 1;
          else
            high = middle;
        }
      out[i] = low;
    }
  return codes;
}

/* 0, 10, 25, 50, 100 ... of whole currency units, as minor ones. */
static BwGroupCodes *
encode_amounts (const BwBook     *book,
                const BwGroupKey *key,
                const gint64     *values,
                guint             n,
                guint32          *out)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, TRUE, sizeof (gint64));
  gint64 scale = bw_currency_scale (book->currency), edge = 0;

  g_array_append_val (edges, edge);
  for (gint64 ten = 10 * scale; ten < BW_MONEY_MAX / 10; ten *= 10)
    for (guint step = 0; step < 3; step++)
      {
        edge = step == 0 ? ten : step == 1 ? ten / 2 * 5
                                           : ten * 5;
        g_array_append_val (edges, edge);
      }
  return encode_bands (key, (const gint64 *)edges->data, edges->len, values, n, out);
}

static BwGroupCodes *
encode_percents (const BwGroupKey *key,
                 const gint64     *values,
                 guint             n,
                 guint32          *out)
{
  gint64 edges[11];

  for (guint e = 0; e < G_N_ELEMENTS (edges); e++)
    edges[e] = 100 * (gint64)e;
  return encode_bands (key, edges, G_N_ELEMENTS (edges), values, n, out);
}

/* A code for each value that there is. */
static BwGroupCodes *
encode_values (const BwGroupKey *key,
               const gint64     *values,
               guint             n,
               guint32          *out)
{
  g_autofree guint32 *order = g_new (guint32, n + 1);
  guint               n_known = 0;
  BwGroupCodes       *codes;

  bw_radix_order (values, n, FALSE, order);
  for (guint i = 0; i < n && values[order[i]] != BW_DEAL_VALUE_NONE; i++)
    n_known += i == 0 || values[order[i]] != values[order[i - 1]];
  codes = codes_alloc (key, n_known);
  for (guint i = 0, code = 0; i < n; i++)
    {
      gint64 value = values[order[i]];

      code += i > 0 && value != values[order[i - 1]];
      out[order[i]] = code = value != BW_DEAL_VALUE_NONE ? code : n_known;
      codes->values[code] = value;
    }
  return codes;
}

/* ---- All of them ---- */

/* Gives each of @deals (array length=n) a code of what @key says, in @out (array length=n). Ranks of texts are made in @index
 * where they are not there.
 * Returns: (transfer full): what the codes mean. */
BwGroupCodes *
bw_group_codes_new (BwQueryIndex     *index,
                    const BwGroupKey *key,
                    BwDate            today,
                    const guint32    *deals,
                    guint             n,
                    guint32          *out)
{
  const BwBook      *book = bw_query_index_get_book (index);
  BwDealFieldType    type = BW_DEAL_FIELD_ROW;
  g_autofree gint64 *values = NULL;

  if (key->field == BW_DEAL_FIELD_TERRITORY)
    return encode_territories (book, key, deals, n, out);
  type = bw_deal_field_type (book, key->field);
  if (type == BW_DEAL_FIELD_TEXT)
    return encode_texts (index, key, deals, n, out);
  values = g_new (gint64, n + 1);
  bw_deal_field_values (book, key->field, today, deals, 0, n, values);
  switch (type)
    {
    case BW_DEAL_FIELD_ROW:
      return encode_rows (index, key, values, n, out);
    case BW_DEAL_FIELD_DATE:
      return encode_dates (book, key, values, n, out);
    case BW_DEAL_FIELD_MONEY:
      return encode_amounts (book, key, values, n, out);
    case BW_DEAL_FIELD_PERCENT:
      return encode_percents (key, values, n, out);
    case BW_DEAL_FIELD_NUMBER:
      if (key->field != BW_DEAL_FIELD_PUSHES)
        return encode_bands (key, day_edges, G_N_ELEMENTS (day_edges), values, n, out);
      return encode_values (key, values, n, out);
    case BW_DEAL_FIELD_REAL:
    case BW_DEAL_FIELD_YES_NO:
    case BW_DEAL_FIELD_TEXT:
    default:
      return encode_values (key, values, n, out);
    }
}

static char *
title_amounts (const BwBook *book,
               gint64        from,
               gint64        to)
{
  g_autofree char *low = from >= 0 ? bw_money_format (from, book->currency) : NULL;
  g_autofree char *high = to != G_MAXINT64 ? bw_money_format (to, book->currency) : NULL;

  if (low == NULL)
    return g_strdup (_ ("Below 0"));
  if (high == NULL)
    /* Translators: a band of amounts or days without an upper end, such as "From $500 K" */
    return g_strdup_printf (_ ("From %s"), low);
  /* Translators: a band of amounts: from the first up to just below the second */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

static char *
title_days (gint64 from,
            gint64 to)
{
  if (from < 0)
    return g_strdup (_ ("Below 0"));
  if (to == G_MAXINT64)
    return g_strdup_printf (_ ("%d days and more"), (int)from);
  /* Translators: a band of days, both ends in it */
  return g_strdup_printf (_ ("%d to %d days"), (int)from, (int)(to - 1));
}

static char *
title_percents (gint64 from,
                gint64 to)
{
  if (from < 0)
    return g_strdup (_ ("Below 0"));
  if (to == G_MAXINT64)
    return g_strdup_printf (_ ("%.0f %%"), (double)from / 10.0);
  /* Translators: a band of probabilities: from the first up to just below the second */
  return g_strdup_printf (_ ("%.0f to %.0f %%"), (double)from / 10.0, (double)to / 10.0);
}

static char *
title_period (const BwGroupCodes *codes,
              gint64              value)
{
  BwPeriodKind kind = codes->key.unit == BW_GROUP_BY_YEAR      ? BW_PERIOD_YEAR
                      : codes->key.unit == BW_GROUP_BY_QUARTER ? BW_PERIOD_QUARTER
                                                               : BW_PERIOD_MONTH;
  BwPeriod     period = bw_calendar_period_at (&codes->calendar, kind, (BwDate)value);

  return bw_period_dup_title (&period);
}

/* Returns: (transfer full): what the group of @code is called on screen. */
char *
bw_group_codes_dup_title (const BwGroupCodes *codes,
                          const BwBook       *book,
                          guint32             code)
{
  BwDealField field = codes->key.field;
  gint64      value = codes->values[code], end = codes->ends != NULL ? codes->ends[code] : 0;
  const char *name;

  if (value == BW_DEAL_VALUE_NONE)
    return g_strdup (_ ("None"));
  if (field == BW_DEAL_FIELD_TERRITORY)
    return g_strdup (bw_book_text (book, bw_book_territory (book, (guint)value)->name));
  switch (bw_deal_field_type (book, field))
    {
    case BW_DEAL_FIELD_TEXT:
      return bw_deal_dup_text (book, (guint)value, field, BW_DATE_NONE);
    case BW_DEAL_FIELD_ROW:
      name = bw_deal_field_row_name (book, field, (guint)value);
      return g_strdup (*name != '\0' ? name : "–");
    case BW_DEAL_FIELD_DATE:
      return title_period (codes, value);
    case BW_DEAL_FIELD_MONEY:
      return title_amounts (book, value, end);
    case BW_DEAL_FIELD_PERCENT:
      return title_percents (value, end);
    case BW_DEAL_FIELD_REAL:
      return bw_custom_value_dup_shown (book, BW_TYPE_NUMBER, bw_number_to_bits (bw_deal_value_to_number (value)));
    case BW_DEAL_FIELD_YES_NO:
      return bw_custom_value_dup_shown (book, BW_TYPE_BOOLEAN, value);
    case BW_DEAL_FIELD_NUMBER:
    default:
      return codes->ends != NULL ? title_days (value, end) : g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

/* A number that the group of @code has as long as its deals have the same in common, in this and in later books. */
guint64
bw_group_codes_identify (const BwGroupCodes *codes,
                         const BwBook       *book,
                         guint32             code)
{
  guint64 hash = ((guint64)codes->key.field << 8 | codes->key.unit) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  gint64  value = codes->values[code];

  if (value != BW_DEAL_VALUE_NONE && bw_deal_field_type (book, codes->key.field) == BW_DEAL_FIELD_TEXT)
    {
      g_autofree char *text = bw_deal_dup_text (book, (guint)value, codes->key.field, BW_DATE_NONE);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      value = g_str_hash (folded);
    }
  hash = (hash ^ (guint64)value) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  return hash ^ hash >> 29;
}
