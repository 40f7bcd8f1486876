/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as choices.
 *
 * Whoever ticks values off a list makes filters of one form: parts joined by "and", each of them a field that has any of some
 * values. An expression is taken apart into such parts and put together again, so that lists, chips and text are views of the
 * same filter: the expression alone is kept. A part of any other form stays as the text it is.
 *
 * What can be chosen are names and texts, and yes or no; an amount or a date is asked by its size, in the expression. Counting what
 * values there are takes O(deals). */

#include "core/bw-filter-part.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-deal-field.h"
#include "core/bw-filter.h"
#include "core/bw-territory-plan.h"

enum
{
  MAX_WORDED = 3, /* values that are told by name */
};

static void
free_part (gpointer data)
{
  BwFilterPart *part = data;

  g_ptr_array_unref (part->values);
  g_free (part->text);
  g_free (part);
}

/* The expression of a choice: in parentheses when it needs them beside others. */
static void
write_choice (BwFilterPart *part,
              const BwBook *book)
{
  GString *text = g_string_new (part->values->len > 1 ? "(" : "");

  for (guint i = 0; i < part->values->len; i++)
    {
      const char *value = g_ptr_array_index (part->values, i);

      g_string_append (text, i > 0 ? " or " : "");
      if (bw_deal_field_is_custom (part->field))
        bw_filter_append_quoted (text, bw_deal_field_name (book, part->field));
      else
        g_string_append (text, bw_deal_field_name (book, part->field));
      g_string_append (text, *value == '\0' ? " is empty" : " = ");
      if (*value != '\0')
        bw_filter_append_quoted (text, value);
    }
  g_string_append (text, part->values->len > 1 ? ")" : "");
  g_free (part->text);
  part->text = g_string_free (text, FALSE);
}

/* Gathers the values that @node asks for in @part; FALSE when it is no choice. */
static gboolean
read_choice (const BwFilterNode *node,
             const BwBook       *book,
             BwFilterPart       *part)
{
  if (node->kind == BW_FILTER_NODE_OR)
    return read_choice (node->left, book, part) && read_choice (node->right, book, part);
  if (node->kind != BW_FILTER_NODE_COMPARISON || !bw_filter_can_choose (book, node->field) ||
      (node->sign != BW_FILTER_EQUAL && node->sign != BW_FILTER_EMPTY) ||
      (part->values->len > 0 && part->field != node->field))
    return FALSE;
  part->field = node->field;
  g_ptr_array_add (part->values, g_strdup (node->sign == BW_FILTER_EMPTY ? "" : node->value));
  return TRUE;
}

static void
add_parts (GPtrArray          *parts,
           const BwFilterNode *node,
           const BwBook       *book,
           const char         *expression)
{
  BwFilterPart *part;

  if (node->kind == BW_FILTER_NODE_AND)
    {
      add_parts (parts, node->left, book, expression);
      add_parts (parts, node->right, book, expression);
      return;
    }
  part = g_new0 (BwFilterPart, 1);
  part->values = g_ptr_array_new_with_free_func (g_free);
  part->is_choice = read_choice (node, book, part);
  if (part->is_choice)
    write_choice (part, book);
  else if (node->to > 0)
    part->text = g_strndup (expression + node->from, node->to - node->from);
  else /* the whole is an "or" of different things */
    part->text = g_strdup_printf ("(%s)", expression);
  g_ptr_array_add (parts, part);
}

/* Takes @expression (nullable) apart.
 * Returns: (transfer full) (nullable) (element-type BwFilterPart): none of them for a filter that admits everything; %NULL with
 *   @error (%BW_QUERY_ERROR) set when it cannot be read. */
GPtrArray *
bw_filter_parts_new (const BwBook *book,
                     const char   *expression,
                     GError      **error)
{
  g_autoptr (BwFilter) filter = bw_filter_parse (book, expression != NULL ? expression : "", error);
  GPtrArray *parts;

  if (filter == NULL)
    return NULL;
  parts = g_ptr_array_new_with_free_func (free_part);
  if (filter->root != NULL)
    add_parts (parts, filter->root, book, expression);
  return parts;
}

static gboolean
are_alike (const char *a,
           const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1), *y = g_utf8_casefold (b, -1);

  return g_str_equal (x, y);
}

static int
find_value (const BwFilterPart *part,
            const char         *value)
{
  for (guint i = 0; i < part->values->len; i++)
    if (are_alike (g_ptr_array_index (part->values, i), value))
      return (int)i;
  return -1;
}

/* Whether deals with @value in @field are among those that a choice of @parts asks for. */
gboolean
bw_filter_parts_has (GPtrArray  *parts,
                     BwDealField field,
                     const char *value)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const BwFilterPart *part = g_ptr_array_index (parts, i);

      if (part->is_choice && part->field == field && find_value (part, value) >= 0)
        return TRUE;
    }
  return FALSE;
}

/* Adds @value to the choice of @field in @parts, or takes it away. A choice of nothing goes. */
void
bw_filter_parts_choose (GPtrArray    *parts,
                        const BwBook *book,
                        BwDealField   field,
                        const char   *value,
                        gboolean      chosen)
{
  BwFilterPart *part = NULL;
  int           at;

  for (guint i = 0; i < parts->len && part == NULL; i++)
    {
      BwFilterPart *other = g_ptr_array_index (parts, i);

      part = other->is_choice && other->field == field ? other : NULL;
    }
  if (part == NULL && !chosen)
    return;
  if (part == NULL)
    {
      part = g_new0 (BwFilterPart, 1);
      part->is_choice = TRUE;
      part->field = field;
      part->values = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (parts, part);
    }
  at = find_value (part, value);
  if (chosen && at < 0)
    g_ptr_array_add (part->values, g_strdup (value));
  else if (!chosen && at >= 0)
    g_ptr_array_remove_index (part->values, (guint)at);
  if (part->values->len == 0)
    g_ptr_array_remove (parts, part);
  else
    write_choice (part, book);
}

/* Returns: (transfer full): @parts as one expression; "" for none. */
char *
bw_filter_parts_dup_text (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " and " : "", ((BwFilterPart *)g_ptr_array_index (parts, i))->text);
  return g_string_free (text, FALSE);
}

/* What filters write for yes and no, and for nothing, is said otherwise on screen. */
static const char *
title_of_value (const BwBook *book,
                BwDealField   field,
                const char   *value)
{
  if (*value == '\0')
    return _ ("none");
  if (bw_deal_field_type (book, field) == BW_DEAL_FIELD_YES_NO)
    return are_alike (value, "yes") ? _ ("Yes") : _ ("No");
  return value;
}

/* Returns: (transfer full): the part in words: "Product: Edge Hub, Flowline". */
char *
bw_filter_part_dup_words (const BwFilterPart *part,
                          const BwBook       *book)
{
  g_autoptr (GString) values = g_string_new (NULL);

  if (!part->is_choice)
    return g_strdup (part->text);
  for (guint i = 0; i < part->values->len && i < MAX_WORDED; i++)
    g_string_append_printf (values, "%s%s", i > 0 ? ", " : "",
                            title_of_value (book, part->field, g_ptr_array_index (part->values, i)));
  if (part->values->len > MAX_WORDED)
    g_string_append_printf (values, ngettext (" and %u more", " and %u more", part->values->len - MAX_WORDED),
                            part->values->len - MAX_WORDED);
  /* Translators: a field and the values that are chosen in it */
  return g_strdup_printf (_ ("%s: %s"), bw_deal_field_title (book, part->field), values->str);
}

/* Returns: (transfer full): @expression (nullable) in words, its parts one after the other; itself when it cannot be read. */
char *
bw_filter_dup_words (const BwBook *book,
                     const char   *expression)
{
  g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, expression, NULL);
  GString *words = g_string_new (NULL);

  if (parts == NULL)
    g_string_append (words, expression);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      g_autofree char *part = bw_filter_part_dup_words (g_ptr_array_index (parts, i), book);

      g_string_append_printf (words, "%s%s", i > 0 ? "; " : "", part);
    }
  return g_string_free (words, FALSE);
}

/* Whether the values of @field are such that one ticks them off a list. */
gboolean
bw_filter_can_choose (const BwBook *book,
                      BwDealField   field)
{
  switch (bw_deal_field_type (book, field))
    {
    case BW_DEAL_FIELD_ROW:
    case BW_DEAL_FIELD_YES_NO:
      return TRUE;
    case BW_DEAL_FIELD_TEXT:
      return field != BW_DEAL_FIELD_NAME && field != BW_DEAL_FIELD_REF && field != BW_DEAL_FIELD_NEXT_STEP;
    case BW_DEAL_FIELD_MONEY:
    case BW_DEAL_FIELD_DATE:
    case BW_DEAL_FIELD_NUMBER:
    case BW_DEAL_FIELD_PERCENT:
    case BW_DEAL_FIELD_REAL:
    default:
      return FALSE;
    }
}

/* ---- what values there are ---- */

static void
free_value (gpointer data)
{
  BwFilterValue *value = data;

  g_free (value->value);
  g_free (value->title);
  g_free (value);
}

static void
add_value (GPtrArray    *values,
           const BwBook *book,
           BwDealField   field,
           const char   *name,
           guint         n)
{
  BwFilterValue *value = g_new0 (BwFilterValue, 1);

  value->value = g_strdup (name);
  value->title = g_strdup (title_of_value (book, field, name));
  value->n = n;
  g_ptr_array_add (values, value);
}

/* Texts: equal ones stand in one place of the pool as a rule, so those are counted first and then put together by what they say. */
static void
count_texts (GPtrArray         *values,
             const BwBook      *book,
             const BwScopeMask *mask,
             BwDealField        field)
{
  const BwText *texts = bw_deal_field_texts (book, field);
  g_autoptr (GHashTable) by_place = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer       key, n;
  BwText         last = 0;
  guint          run = 0;

  for (guint i = 0; i < book->deals.n; i++)
    {
      if (!bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]))
        continue;
      if (texts[i] != last)
        {
          key = GUINT_TO_POINTER (last);
          g_hash_table_insert (by_place, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (by_place, key)) + run));
          last = texts[i];
          run = 0;
        }
      run++;
    }
  key = GUINT_TO_POINTER (last);
  g_hash_table_insert (by_place, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (by_place, key)) + run));
  g_hash_table_iter_init (&iter, by_place);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      const char *words = bw_book_text (book, GPOINTER_TO_UINT (key));
      guint       before = GPOINTER_TO_UINT (g_hash_table_lookup (by_words, words));

      if (GPOINTER_TO_UINT (n) > 0)
        g_hash_table_insert (by_words, g_strdup (words), GUINT_TO_POINTER (before + GPOINTER_TO_UINT (n)));
    }
  g_hash_table_iter_init (&iter, by_words);
  while (g_hash_table_iter_next (&iter, &key, &n))
    add_value (values, book, field, key, GPOINTER_TO_UINT (n));
}

/* The row of @deal in the table behind @field, or whether it is so: -1 for none. */
static gint64
find_row (const BwBook          *book,
          const BwTerritoryPlan *plan,
          BwDealField            field,
          guint                  deal)
{
  gint64 value;

  if (plan != NULL)
    {
      gint32 account = book->deals.account[deal];

      return account >= 0 && (guint)account < plan->n_accounts ? plan->accounts[account] : BW_NOBODY;
    }
  bw_deal_field_values (book, field, BW_DATE_NONE, NULL, deal, 1, &value);
  return value == BW_DEAL_VALUE_NONE ? -1 : value;
}

/* Names: a count for each row of the table, the last for none. */
static void
count_rows (GPtrArray         *values,
            const BwBook      *book,
            const BwScopeMask *mask,
            BwDealField        field)
{
  static const char *const yes_no[] = { "no", "yes" };
  gboolean                 is_yes_no = bw_deal_field_type (book, field) == BW_DEAL_FIELD_YES_NO;
  guint                    n_rows = is_yes_no ? 2 : bw_deal_field_n_rows (book, field);
  g_autofree guint        *n = g_new0 (guint, n_rows + 1);
  g_autoptr (BwTerritoryPlan) plan = NULL;

  if (field == BW_DEAL_FIELD_TERRITORY)
    plan = bw_territory_plan_new (book, bw_territory_plan_current (book));
  for (guint i = 0; i < book->deals.n; i++)
    if (bw_scope_mask_admits (mask, i, book->deals.owner[i], book->deals.account[i]))
      {
        gint64 row = find_row (book, plan, field, i);

        n[row >= 0 && row < n_rows ? (guint)row : n_rows]++;
      }
  for (guint row = 0; row <= n_rows; row++)
    if (n[row] > 0)
      add_value (values, book, field,
                 row == n_rows ? "" : is_yes_no ? yes_no[row]
                                                : bw_deal_field_row_name (book, field, row),
                 n[row]);
}

/* The most frequent first; then by name. Deals that have none come last. */
static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const BwFilterValue *x = *(BwFilterValue *const *)a, *y = *(BwFilterValue *const *)b;

  if ((*x->value == '\0') != (*y->value == '\0'))
    return *x->value == '\0' ? 1 : -1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return g_utf8_collate (x->title, y->title);
}

/* What values the deals of @scope have in @field, one of those that bw_filter_can_choose() tells, with how many have each. Stages and
 * categories keep their order, others come by number.
 * Returns: (transfer full) (element-type BwFilterValue) */
GPtrArray *
bw_filter_values_new (const BwBook  *book,
                      const BwScope *scope,
                      BwDealField    field)
{
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, scope);
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);

  if (bw_deal_field_type (book, field) == BW_DEAL_FIELD_TEXT)
    count_texts (values, book, mask, field);
  else
    count_rows (values, book, mask, field);
  if (field != BW_DEAL_FIELD_STAGE && field != BW_DEAL_FIELD_CATEGORY && field != BW_DEAL_FIELD_KIND)
    g_ptr_array_sort (values, compare_values);
  return values;
}
