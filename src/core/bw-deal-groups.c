/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals in groups, with what each group sums up to.
 *
 * Each level gives every deal a small code (bw-group-codes.c). Two levels become one: pairs of codes that occur are numbered
 * in their order, over a table of all pairs where that is small, else by sorting the deals by both codes. From then on there is
 * one number a deal, that of its innermost group, and all is counting:
 *
 *   deals (book's order) -> codes -> innermost group -> sums   one run in the book's order
 *   groups -> order by name or by sum -> where each begins
 *   deals in the order that was asked for -> each to the next place of its group
 *
 * so the order within a group is the one that was asked for. O(deals + groups), and for two levels with many groups
 * two more runs over the deals. */

#include "core/bw-deal-groups.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-radix.h"

enum
{
  N_TABLED = 1 << 20, /* pairs of codes that a table is made for */
};

/* The groups while they are made: innermost ones, in the order of their codes. */
typedef struct
{
  guint       n;
  guint      *outer; /* (array length=n): code of the first level */
  guint      *inner; /* of the second */
  BwDealSums *sums;
} Leaves;

static void
clear_leaves (Leaves *leaves)
{
  g_free (leaves->outer);
  g_free (leaves->inner);
  g_free (leaves->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Leaves, clear_leaves)

/* Adds @other to @sums. */
void
bw_deal_sums_add (BwDealSums       *sums,
                  const BwDealSums *other)
{
  if (other->weighted != BW_MONEY_NONE)
    sums->weighted = (sums->weighted != BW_MONEY_NONE ? sums->weighted : 0) + other->weighted;
  sums->n += other->n;
  sums->n_aged += other->n_aged;
  sums->amount += other->amount;
  sums->days += other->days;
}

/* ---- From codes to innermost groups ---- */

/* Numbers the codes that occur, in their order: @codes (array length=n) become these numbers. */
static void
number_single (guint32 *codes,
               guint    n,
               guint    n_codes,
               Leaves  *leaves)
{
  g_autofree guint32 *number = g_new0 (guint32, n_codes + 1);

  for (guint i = 0; i < n; i++)
    number[codes[i]] = 1;
  leaves->outer = g_new (guint, n_codes + 1);
  leaves->inner = g_new0 (guint, n_codes + 1);
  for (guint code = 0; code < n_codes; code++)
    if (number[code] != 0)
      {
        leaves->outer[leaves->n] = code;
        number[code] = leaves->n++;
      }
  for (guint i = 0; i < n; i++)
    codes[i] = number[codes[i]];
}

/* The same of pairs, over a table of all of them. */
static void
number_tabled (guint32       *outer,
               const guint32 *inner,
               guint          n,
               guint          n_outer,
               guint          n_inner,
               Leaves        *leaves)
{
  guint               n_pairs = n_outer * n_inner;
  g_autofree guint32 *number = g_new0 (guint32, n_pairs + 1);
  guint               n_used = 0;

  for (guint i = 0; i < n; i++)
    {
      guint pair = outer[i] * n_inner + inner[i];

      n_used += number[pair] == 0;
      number[pair] = 1;
      outer[i] = pair;
    }
  leaves->outer = g_new (guint, n_used + 1);
  leaves->inner = g_new (guint, n_used + 1);
  for (guint pair = 0; pair < n_pairs; pair++)
    if (number[pair] != 0)
      {
        leaves->outer[leaves->n] = pair / n_inner;
        leaves->inner[leaves->n] = pair % n_inner;
        number[pair] = leaves->n++;
      }
  for (guint i = 0; i < n; i++)
    outer[i] = number[outer[i]];
}

/* Puts the places @from into the order of their @codes, stably. */
static void
sort_by_code (const guint32 *from,
              const guint32 *codes,
              guint          n,
              guint          n_codes,
              guint32       *to)
{
  g_autofree guint32 *next = g_new0 (guint32, n_codes + 1);
  guint32             sum = 0;

  for (guint i = 0; i < n; i++)
    next[codes[i]]++;
  for (guint code = 0; code < n_codes; code++)
    {
      guint32 count = next[code];

      next[code] = sum;
      sum += count;
    }
  for (guint i = 0; i < n; i++)
    to[next[codes[from != NULL ? from[i] : i]]++] = from != NULL ? from[i] : i;
}

/* The same of pairs that are too many for a table. */
static void
number_sorted (guint32       *outer,
               const guint32 *inner,
               guint          n,
               guint          n_outer,
               guint          n_inner,
               Leaves        *leaves)
{
  g_autofree guint32 *by_inner = g_new (guint32, n + 1);
  g_autofree guint32 *places = g_new (guint32, n + 1);
  g_autofree guint32 *number = g_new (guint32, n + 1);

  sort_by_code (NULL, inner, n, n_inner, by_inner);
  sort_by_code (by_inner, outer, n, n_outer, places);
  leaves->outer = g_new (guint, n + 1);
  leaves->inner = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint place = places[i];

      if (i == 0 || outer[place] != outer[places[i - 1]] || inner[place] != inner[places[i - 1]])
        {
          leaves->outer[leaves->n] = outer[place];
          leaves->inner[leaves->n] = inner[place];
          leaves->n++;
        }
      number[place] = leaves->n - 1;
    }
  memcpy (outer, number, sizeof *outer * n);
}

/* ---- Sums ---- */

/* What each deal adds to its group. */
static void
sum_up (const BwBook  *book,
        BwDate         today,
        const guint32 *deals,
        guint          n,
        const guint32 *leaf,
        BwDealSums    *sums)
{
  enum
  {
    STRETCH = 1024,
  };
  gint64 amounts[STRETCH], weighted[STRETCH], ages[STRETCH];

  for (guint first = 0; first < n; first += STRETCH)
    {
      guint m = MIN (n - first, STRETCH);

      bw_deal_field_values (book, BW_DEAL_FIELD_AMOUNT, today, deals + first, 0, m, amounts);
      bw_deal_field_values (book, BW_DEAL_FIELD_WEIGHTED, today, deals + first, 0, m, weighted);
      bw_deal_field_values (book, BW_DEAL_FIELD_AGE, today, deals + first, 0, m, ages);
      for (guint i = 0; i < m; i++)
        {
          BwDealSums one = {
            .n = 1,
            .n_aged = ages[i] != BW_DEAL_VALUE_NONE,
            .amount = amounts[i] != BW_MONEY_NONE ? amounts[i] : 0,
            .weighted = weighted[i],
            .days = ages[i] != BW_DEAL_VALUE_NONE ? ages[i] : 0,
          };

          bw_deal_sums_add (&sums[leaf[first + i]], &one);
        }
    }
}

/* ---- Order ---- */

/* Puts groups that stand one after the other, from @first on, into the order of their sums: the largest first. */
static void
order_by_amount (const BwDealSums *sums,
                 guint             first,
                 guint             n,
                 guint32          *order)
{
  g_autofree gint64 *amounts = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    amounts[i] = sums[first + i].amount;
  bw_radix_order (amounts, n, TRUE, order);
}

static void
append_group (BwDealGroups     *groups,
              const BwDealSums *sums,
              guint32           first,
              guint32           parent,
              guint32           code,
              guint32           level)
{
  groups->groups[groups->n_groups++] = (BwDealGroup) { *sums, first, parent, code, level };
}

/* Sums of the outer groups. Returns: (transfer full): for each its first leaf, and behind them the number of leaves. */
static guint *
sum_outer (const Leaves *leaves,
           BwDealSums   *sums,
           guint        *n_outer)
{
  guint *first = g_new (guint, leaves->n + 1);

  *n_outer = 0;
  for (guint leaf = 0; leaf < leaves->n; leaf++)
    {
      if (leaf == 0 || leaves->outer[leaf] != leaves->outer[leaf - 1])
        {
          sums[*n_outer] = (BwDealSums) { .weighted = BW_MONEY_NONE };
          first[(*n_outer)++] = leaf;
        }
      bw_deal_sums_add (&sums[*n_outer - 1], &leaves->sums[leaf]);
    }
  first[*n_outer] = leaves->n;
  return first;
}

/* Lays the groups out in the order in which they are shown. Writes where the deals of each leaf begin into @start. */
static void
lay_out (BwDealGroups *groups,
         const Leaves *leaves,
         guint32      *start)
{
  g_autofree BwDealSums *outer_sums = g_new (BwDealSums, leaves->n + 1);
  g_autofree guint32    *outer_order = g_new (guint32, leaves->n + 1);
  g_autofree guint32    *order = g_new (guint32, leaves->n + 1);
  g_autofree guint      *first = sum_outer (leaves, outer_sums, &groups->n_outer);
  guint32                at = 0;

  groups->groups = g_new (BwDealGroup, (gsize)groups->n_outer + leaves->n + 1);
  for (guint i = 0; i < groups->n_outer; i++)
    outer_order[i] = i;
  if (groups->grouping.by_total)
    order_by_amount (outer_sums, 0, groups->n_outer, outer_order);
  for (guint i = 0; i < groups->n_outer; i++)
    {
      guint   outer = outer_order[i], n_inner = first[outer + 1] - first[outer];
      guint32 parent = groups->n_groups;

      bw_deal_sums_add (&groups->total, &outer_sums[outer]);
      append_group (groups, &outer_sums[outer], at, BW_GROUP_NONE, leaves->outer[first[outer]], 0);
      for (guint k = 0; k < n_inner; k++)
        order[k] = k;
      if (groups->grouping.by_total && n_inner > 1)
        order_by_amount (leaves->sums, first[outer], n_inner, order);
      for (guint k = 0; k < n_inner; k++)
        {
          guint leaf = first[outer] + order[k];

          start[leaf] = at;
          if (groups->grouping.n > 1)
            append_group (groups, &leaves->sums[leaf], at, parent, leaves->inner[leaf], 1);
          at += leaves->sums[leaf].n;
        }
    }
}

/* ---- All of it ---- */

/* Groups @deals (array length=n), which are best in the book's order, as @grouping says: with one or two possible levels.
 * Within a group they keep the order of @order (array length=n) (nullable), which has their places. Ages are counted until
 * @today. Texts that @index has no ranks of are ranked.
 * Returns: (transfer full): the groups. */
BwDealGroups *
bw_deal_groups_new (BwQueryIndex     *index,
                    const BwGrouping *grouping,
                    BwDate            today,
                    const guint32    *deals,
                    guint             n,
                    const guint32    *order)
{
  BwDealGroups       *groups = g_new0 (BwDealGroups, 1);
  g_autofree guint32 *leaf = g_new (guint32, n + 1);
  g_autofree guint32 *inner = NULL;
  g_autofree guint32 *start = NULL;
  g_auto (Leaves) leaves = { 0 };

  g_return_val_if_fail (grouping->n >= 1 && grouping->n <= BW_GROUPING_MAX_LEVELS, groups);

  groups->grouping = *grouping;
  groups->total.weighted = BW_MONEY_NONE;
  groups->n = n;
  groups->deals = g_new (guint32, n + 1);
  groups->codes[0] = bw_group_codes_new (index, &grouping->keys[0], today, deals, n, leaf);
  if (grouping->n > 1)
    {
      guint n_outer = bw_group_codes_count (groups->codes[0]), n_inner;

      inner = g_new (guint32, n + 1);
      groups->codes[1] = bw_group_codes_new (index, &grouping->keys[1], today, deals, n, inner);
      n_inner = bw_group_codes_count (groups->codes[1]);
      if ((guint64)n_outer * n_inner <= N_TABLED)
        number_tabled (leaf, inner, n, n_outer, n_inner, &leaves);
      else
        number_sorted (leaf, inner, n, n_outer, n_inner, &leaves);
    }
  else
    number_single (leaf, n, bw_group_codes_count (groups->codes[0]), &leaves);
  leaves.sums = g_new (BwDealSums, leaves.n + 1);
  for (guint i = 0; i < leaves.n; i++)
    leaves.sums[i] = (BwDealSums) { .weighted = BW_MONEY_NONE };
  sum_up (bw_query_index_get_book (index), today, deals, n, leaf, leaves.sums);
  start = g_new (guint32, leaves.n + 1);
  lay_out (groups, &leaves, start);
  for (guint i = 0; i < n; i++)
    {
      guint place = order != NULL ? order[i] : i;

      groups->deals[start[leaf[place]]++] = deals[place];
    }
  return groups;
}

/* Frees @groups (transfer full) (nullable). */
void
bw_deal_groups_free (BwDealGroups *groups)
{
  if (groups == NULL)
    return;
  for (guint level = 0; level < G_N_ELEMENTS (groups->codes); level++)
    bw_group_codes_free (groups->codes[level]);
  g_free (groups->deals);
  g_free (groups->groups);
  g_free (groups);
}

/* Returns: (transfer full): what @group is called on screen. */
char *
bw_deal_groups_dup_title (const BwDealGroups *groups,
                          const BwBook       *book,
                          guint               group)
{
  const BwDealGroup *of = &groups->groups[group];

  return bw_group_codes_dup_title (groups->codes[of->level], book, of->code);
}

/* A number that @group keeps when the groups are made anew, also from a later book. */
guint64
bw_deal_groups_identify (const BwDealGroups *groups,
                         const BwBook       *book,
                         guint               group)
{
  const BwDealGroup *of = &groups->groups[group];
  guint64            own = bw_group_codes_identify (groups->codes[of->level], book, of->code);

  if (of->parent == BW_GROUP_NONE)
    return own;
  return own * 31 + bw_deal_groups_identify (groups, book, of->parent);
}

/* ---- What deals are grouped by ---- */

static const char *const unit_names[] = {
  [BW_GROUP_BY_VALUE] = "",
  [BW_GROUP_BY_MONTH] = "month",
  [BW_GROUP_BY_QUARTER] = "quarter",
  [BW_GROUP_BY_YEAR] = "year",
};

/* Whether deals of @book can be grouped by @key: its field is there, and its unit is one of a date where the field is one. */
gboolean
bw_group_key_is_possible (const BwBook     *book,
                          const BwGroupKey *key)
{
  if (!bw_deal_field_exists (book, key->field))
    return FALSE;
  return (key->unit != BW_GROUP_BY_VALUE) == (bw_deal_field_type (book, key->field) == BW_DEAL_FIELD_DATE);
}

/* Reads a field's name, of a date with ":month", ":quarter" or ":year" behind it, else months are meant. The project's own
 * fields are named by what they are called or, where a built-in one is called so, in quotes. */
gboolean
bw_group_key_parse (const BwBook *book,
                    const char   *name,
                    BwGroupKey   *key)
{
  const char      *colon = strrchr (name, ':');
  g_autofree char *field = NULL;
  gsize            length;
  gboolean         quoted;

  *key = (BwGroupKey) { 0 };
  for (guint unit = 1; colon != NULL && unit < G_N_ELEMENTS (unit_names); unit++)
    if (g_ascii_strcasecmp (colon + 1, unit_names[unit]) == 0)
      {
        key->unit = unit;
        field = g_strndup (name, (gsize)(colon - name));
      }
  if (field == NULL)
    field = g_strdup (name);
  g_strstrip (field);
  length = strlen (field);
  quoted = length > 2 && field[0] == '"' && field[length - 1] == '"';
  if (quoted)
    {
      field[length - 1] = '\0';
      memmove (field, field + 1, length - 1);
    }
  if (!bw_deal_field_parse (book, field, quoted, &key->field))
    return FALSE;
  if (key->unit == BW_GROUP_BY_VALUE && bw_deal_field_type (book, key->field) == BW_DEAL_FIELD_DATE)
    key->unit = BW_GROUP_BY_MONTH;
  return bw_group_key_is_possible (book, key);
}

/* Returns: (transfer full): what bw_group_key_parse() reads. */
char *
bw_group_key_dup_name (const BwBook     *book,
                       const BwGroupKey *key)
{
  const char *name = bw_deal_field_name (book, key->field);
  gboolean    own = bw_deal_field_is_custom (key->field);

  return g_strdup_printf ("%s%s%s%s%s", own ? "\"" : "", name, own ? "\"" : "", key->unit != BW_GROUP_BY_VALUE ? ":" : "",
                          unit_names[key->unit]);
}

/* Returns: (transfer full): what the key is called on screen. */
char *
bw_group_key_dup_title (const BwBook     *book,
                        const BwGroupKey *key)
{
  const char *title = bw_deal_field_title (book, key->field);

  switch (key->unit)
    {
    case BW_GROUP_BY_MONTH:
      /* Translators: deals are grouped by a date, such as "Close date, by month" */
      return g_strdup_printf (_ ("%s, by month"), title);
    case BW_GROUP_BY_QUARTER:
      return g_strdup_printf (_ ("%s, by quarter"), title);
    case BW_GROUP_BY_YEAR:
      return g_strdup_printf (_ ("%s, by year"), title);
    case BW_GROUP_BY_VALUE:
    default:
      return g_strdup (title);
    }
}

/* Reads one or two keys with a comma between them into @grouping, whose order stays as it is. */
gboolean
bw_grouping_parse (const BwBook *book,
                   const char   *names,
                   BwGrouping   *grouping,
                   GError      **error)
{
  gboolean    in_quotes = FALSE;
  const char *from = names;

  grouping->n = 0;
  for (const char *at = names;; at++)
    {
      g_autofree char *name = NULL;

      in_quotes ^= *at == '"';
      if (*at != '\0' && (*at != ',' || in_quotes))
        continue;
      name = g_strstrip (g_strndup (from, (gsize)(at - from)));
      if (grouping->n == BW_GROUPING_MAX_LEVELS)
        {
          g_set_error (error, BW_QUERY_ERROR, BW_QUERY_ERROR_SYNTAX, _ ("Deals can be grouped by two fields, not by more: “%s”."), names);
          return FALSE;
        }
      if (!bw_group_key_parse (book, name, &grouping->keys[grouping->n++]))
        {
          g_set_error (error, BW_QUERY_ERROR, BW_QUERY_ERROR_FIELD,
                       _ ("Deals cannot be grouped by “%s”: use a field such as stage, owner, account, territory or one of your "
                          "own, or a date with its unit, such as close:quarter."),
                       name);
          return FALSE;
        }
      if (*at == '\0')
        return TRUE;
      from = at + 1;
    }
}

gboolean
bw_grouping_equal (const BwGrouping *a,
                   const BwGrouping *b)
{
  if (a->n != b->n || (a->n > 0 && !a->by_total != !b->by_total))
    return FALSE;
  for (guint level = 0; level < a->n; level++)
    if (a->keys[level].field != b->keys[level].field || a->keys[level].unit != b->keys[level].unit)
      return FALSE;
  return TRUE;
}
