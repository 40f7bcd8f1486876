/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs filters over the deals.
 *
 * Each part of a filter fills a column of bytes over all deals, and the parts are joined by loops over these
 * columns, a megabyte each at a million deals. A comparison of numbers is one range of values; one of names a mark
 * for each row of the table; one of texts a run over the pool or, where a column repeats a few texts, a table of
 * remembered answers. Unknown values fit no comparison but "is not". For territories the plan that holds is laid out over the
 * accounts.
 *
 * O(deals) for each part. */

#include "core/bw-filter.h"

#include <string.h>

#include "core/bw-deal-field.h"
#include "core/bw-merge.h"
#include "core/bw-territory-plan.h"

enum
{
  STRETCH = 2048,      /* deals whose values are looked at together */
  N_ANSWERS = 1 << 12, /* remembered answers about texts */
  SAMPLE = 1024,       /* texts by which a column is judged */
  SAMPLE_SLOTS = 4096,
};

/* The range of values that @node admits; whether all others are meant instead. */
static gboolean
find_range (const BwFilterNode *node,
            BwDate              today,
            gint64             *low,
            gint64             *high)
{
  gint64 shift = node->relative && today != BW_DATE_NONE ? today : 0;

  *low = BW_DEAL_VALUE_NONE + 1;
  *high = G_MAXINT64;
  switch (node->sign)
    {
    case BW_FILTER_EMPTY:
      return TRUE;
    case BW_FILTER_LESS:
      *high = node->low + shift - 1;
      return FALSE;
    case BW_FILTER_LESS_EQUAL:
      *high = node->high + shift;
      return FALSE;
    case BW_FILTER_GREATER:
      *low = node->high + shift + 1;
      return FALSE;
    case BW_FILTER_GREATER_EQUAL:
      *low = node->low + shift;
      return FALSE;
    case BW_FILTER_EQUAL:
    case BW_FILTER_NOT_EQUAL:
    case BW_FILTER_CONTAINS:
    default:
      *low = node->low + shift;
      *high = node->high + shift;
      return node->sign == BW_FILTER_NOT_EQUAL;
    }
}

static void
run_on_values (const BwFilterNode *node,
               const BwBook       *book,
               BwDate              today,
               guint8             *chosen)
{
  gint64   low, high;
  gboolean turned = find_range (node, today, &low, &high);
  guint8   inside = turned ? 0 : 1;
  gint64   values[STRETCH];

  for (guint first = 0; first < book->deals.n; first += STRETCH)
    {
      guint n = MIN (STRETCH, book->deals.n - first);

      bw_deal_field_values (book, node->field, today, NULL, first, n, values);
      for (guint k = 0; k < n; k++)
        chosen[first + k] = (values[k] >= low && values[k] <= high) ? inside : !inside;
    }
}

/* The table whose rows can be merged behind @field. */
static gboolean
find_merging_table (BwDealField field,
                    BwTable    *table)
{
  *table = field == BW_DEAL_FIELD_OWNER ? BW_TABLE_PEOPLE : field == BW_DEAL_FIELD_ACCOUNT ? BW_TABLE_ACCOUNTS
                                                                                           : BW_TABLE_PRODUCTS;
  return field == BW_DEAL_FIELD_OWNER || field == BW_DEAL_FIELD_ACCOUNT || field == BW_DEAL_FIELD_PRODUCT;
}

/* Makes the whole name of a row that was merged away stand for the row that took its place, so that a saved filter goes on to
 * find the deals. Turning around comes after. */
static void
lead_merged_names (const BwFilterNode *node,
                   const BwBook       *book,
                   guint8             *fits,
                   guint               n_rows)
{
  BwTable            table;
  g_autofree gint32 *kept = NULL;

  if (!find_merging_table (node->field, &table) || node->sign == BW_FILTER_CONTAINS)
    return;
  kept = bw_merge_map (book, table);
  for (guint row = 0; row < n_rows; row++)
    if (fits[row])
      fits[kept[row]] = 1;
}

/* Which rows of the table behind the node's field fit; the last value is about deals that have none.
 * Returns: (transfer full) (array length=n_rows + 1) */
static guint8 *
find_fitting_rows (const BwFilterNode *node,
                   const BwBook       *book,
                   guint               n_rows)
{
  guint8  *fits = g_malloc0 (n_rows + 1);
  gboolean turned = node->sign == BW_FILTER_NOT_EQUAL;

  for (guint row = 0; row < n_rows; row++)
    {
      const char *name = bw_deal_field_row_name (book, node->field, row);

      fits[row] = node->sign == BW_FILTER_CONTAINS ? bw_matcher_contains (node->matcher, name)
                                                   : bw_matcher_equals (node->matcher, name);
    }
  lead_merged_names (node, book, fits, n_rows);
  for (guint row = 0; row <= n_rows; row++)
    fits[row] ^= (guint8)turned;
  return fits;
}

/* Territories, as the plan that holds lays them out over the accounts. */
static void
run_on_territories (const BwFilterNode *node,
                    const BwBook       *book,
                    guint8             *chosen)
{
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (book, bw_territory_plan_current (book));
  guint              n_rows = book->territories->len;
  g_autofree guint8 *fits = node->sign == BW_FILTER_EMPTY ? g_malloc0 (n_rows + 1) : find_fitting_rows (node, book, n_rows);

  fits[n_rows] |= node->sign == BW_FILTER_EMPTY;
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint32 account = book->deals.account[i];
      gint32 territory = account >= 0 && (guint)account < plan->n_accounts ? plan->accounts[account] : BW_NOBODY;

      chosen[i] = fits[territory >= 0 ? (guint)territory : n_rows];
    }
}

/* Names: which rows of the table fit is found first. The rows of a table of stages have an order of their own. */
static void
run_on_rows (const BwFilterNode *node,
             const BwBook       *book,
             BwDate              today,
             guint8             *chosen)
{
  guint              n_rows = bw_deal_field_n_rows (book, node->field);
  g_autofree guint8 *fits = find_fitting_rows (node, book, n_rows);
  gint64             values[STRETCH];

  for (guint first = 0; first < book->deals.n; first += STRETCH)
    {
      guint n = MIN (STRETCH, book->deals.n - first);

      bw_deal_field_values (book, node->field, today, NULL, first, n, values);
      for (guint k = 0; k < n; k++)
        chosen[first + k] = fits[values[k] == BW_DEAL_VALUE_NONE ? n_rows : (guint)values[k]];
    }
}

/* Texts by asking each; the answers about the latest 4096 are remembered. */
static void
ask_texts (const BwFilterNode *node,
           const BwBook       *book,
           const BwText       *texts,
           guint8             *chosen)
{
  g_autofree BwText *asked = g_new0 (BwText, N_ANSWERS);
  g_autofree guint8 *answers = g_malloc0 (N_ANSWERS);
  gboolean           whole = node->sign != BW_FILTER_CONTAINS;

  /* The slot of no text holds the answer about the empty one. */
  answers[0] = whole ? bw_matcher_equals (node->matcher, "") : bw_matcher_contains (node->matcher, "");
  for (guint i = 0; i < book->deals.n; i++)
    {
      BwText text = texts[i];
      guint  slot = text == 0 ? 0 : 1 + text * 2654435761u / (G_MAXUINT32 / (N_ANSWERS - 1) + 1);

      if (asked[slot] != text)
        {
          const char *bytes = bw_book_text (book, text);

          asked[slot] = text;
          answers[slot] = whole ? bw_matcher_equals (node->matcher, bytes) : bw_matcher_contains (node->matcher, bytes);
        }
      chosen[i] = answers[slot];
    }
}

/* Whether a column holds many different texts, judged by a sample: then all texts are better looked at in one run. */
static gboolean
are_many (const BwText *texts,
          guint         n)
{
  BwText seen[SAMPLE_SLOTS] = { 0 };
  guint  n_new = 0;

  if (n < SAMPLE)
    return FALSE;
  for (guint i = 0; i < SAMPLE; i++)
    {
      BwText text = texts[(guint64)i * n / SAMPLE];
      guint  slot = text * 2654435761u / (G_MAXUINT32 / SAMPLE_SLOTS + 1);

      n_new += text != 0 && seen[slot] != text;
      seen[slot] = text;
    }
  return n_new > SAMPLE / 2;
}

static void
run_on_texts (const BwFilterNode *node,
              const BwBook       *book,
              guint8             *chosen)
{
  const BwText *texts = bw_deal_field_texts (book, node->field);
  gboolean      many = node->field == BW_DEAL_FIELD_NAME || node->field == BW_DEAL_FIELD_REF ||
                  node->field == BW_DEAL_FIELD_NEXT_STEP || (bw_deal_field_is_custom (node->field) && are_many (texts, book->deals.n));

  if (node->sign == BW_FILTER_EMPTY)
    for (guint i = 0; i < book->deals.n; i++)
      chosen[i] = texts[i] == 0;
  else if (node->sign == BW_FILTER_CONTAINS && many)
    {
      BwTextMarks marks;
      guint8      empty = bw_matcher_contains (node->matcher, "");

      bw_matcher_mark (node->matcher, &book->texts, &marks);
      for (guint i = 0; i < book->deals.n; i++)
        chosen[i] = texts[i] == 0 ? empty : bw_text_marks_get (&marks, texts[i]);
      bw_text_marks_clear (&marks);
    }
  else
    ask_texts (node, book, texts, chosen);
  if (node->sign == BW_FILTER_NOT_EQUAL)
    for (guint i = 0; i < book->deals.n; i++)
      chosen[i] ^= 1;
}

/* One of the project's own fields: it may have another index in @book than in the book it was read with, be of texts now, or be
 * gone, when it is unknown for every deal. */
static void
run_on_own_field (const BwFilterNode *node,
                  const BwBook       *book,
                  BwDate              today,
                  guint8             *chosen)
{
  BwFilterNode here = *node;

  for (guint i = 0; i < book->fields->len; i++)
    if (bw_book_field (book, i)->key == node->key)
      {
        gboolean texts = bw_book_field (book, i)->type == BW_TYPE_TEXT;

        here.field = BW_N_DEAL_FIELDS + i;
        if (texts && (node->matcher != NULL || node->sign == BW_FILTER_EMPTY))
          run_on_texts (&here, book, chosen);
        else if (!texts && node->matcher == NULL)
          run_on_values (&here, book, today, chosen);
        else
          break;
        return;
      }
  memset (chosen, node->sign == BW_FILTER_EMPTY || node->sign == BW_FILTER_NOT_EQUAL, book->deals.n);
}

static void
run_node (const BwFilterNode *node,
          const BwBook       *book,
          BwDate              today,
          guint8             *chosen)
{
  guint              n = book->deals.n;
  g_autofree guint8 *other = NULL;

  switch (node->kind)
    {
    case BW_FILTER_NODE_AND:
    case BW_FILTER_NODE_OR:
      other = g_malloc (n + 1);
      run_node (node->left, book, today, chosen);
      run_node (node->right, book, today, other);
      if (node->kind == BW_FILTER_NODE_AND)
        for (guint i = 0; i < n; i++)
          chosen[i] &= other[i];
      else
        for (guint i = 0; i < n; i++)
          chosen[i] |= other[i];
      return;
    case BW_FILTER_NODE_NOT:
      run_node (node->left, book, today, chosen);
      for (guint i = 0; i < n; i++)
        chosen[i] ^= 1;
      return;
    case BW_FILTER_NODE_COMPARISON:
    default:
      break;
    }
  if (node->key != 0)
    run_on_own_field (node, book, today, chosen);
  else if (node->field == BW_DEAL_FIELD_TERRITORY)
    run_on_territories (node, book, chosen);
  else if (bw_deal_field_type (book, node->field) == BW_DEAL_FIELD_TEXT)
    run_on_texts (node, book, chosen);
  else if (bw_deal_field_type (book, node->field) == BW_DEAL_FIELD_ROW && node->matcher != NULL &&
           (node->sign == BW_FILTER_EQUAL || node->sign == BW_FILTER_NOT_EQUAL ||
            node->sign == BW_FILTER_CONTAINS))
    run_on_rows (node, book, today, chosen);
  else
    run_on_values (node, book, today, chosen);
}

/* Writes 1 into @chosen (one value for each deal of @book) where the deal passes @filter, else 0. */
void
bw_filter_run (const BwFilter *filter,
               const BwBook   *book,
               BwDate          today,
               guint8         *chosen)
{
  if (filter->root == NULL)
    memset (chosen, 1, book->deals.n);
  else
    run_node (filter->root, book, today, chosen);
}

static gboolean
is_steady (const BwFilterNode *node)
{
  if (node == NULL)
    return TRUE;
  if (node->kind != BW_FILTER_NODE_COMPARISON)
    return is_steady (node->left) && is_steady (node->right);
  switch ((int)node->field)
    {
    case BW_DEAL_FIELD_OWNER:
    case BW_DEAL_FIELD_STAGE:
    case BW_DEAL_FIELD_CATEGORY:
    case BW_DEAL_FIELD_AMOUNT:
    case BW_DEAL_FIELD_CLOSE:
    case BW_DEAL_FIELD_AGE:
    case BW_DEAL_FIELD_STAGE_DAYS:
    case BW_DEAL_FIELD_PROBABILITY:
    case BW_DEAL_FIELD_PUSHES:
    case BW_DEAL_FIELD_ACTIVITY:
    case BW_DEAL_FIELD_NEXT_STEP:
    case BW_DEAL_FIELD_KIND:
    case BW_DEAL_FIELD_GONE:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Whether @filter asks only for what a deal is and stays: its account, territory, product, region, type, source, name and the project's
 * own fields. One that asks for what changes tells the past by how things stand today. */
gboolean
bw_filter_is_steady (const BwFilter *filter)
{
  return is_steady (filter->root);
}

/* Marks the territories that @node asks for; FALSE when it asks for anything else. */
static gboolean
mark_territories (const BwFilterNode *node,
                  const BwBook       *book,
                  gint32              plan,
                  guint8             *marks)
{
  if (node == NULL || (node->kind != BW_FILTER_NODE_OR && node->kind != BW_FILTER_NODE_COMPARISON))
    return FALSE;
  if (node->kind == BW_FILTER_NODE_OR)
    return mark_territories (node->left, book, plan, marks) && mark_territories (node->right, book, plan, marks);
  if (node->field != BW_DEAL_FIELD_TERRITORY || node->sign != BW_FILTER_EQUAL)
    return FALSE;
  for (guint row = 0; row < book->territories->len; row++)
    if (bw_book_territory (book, row)->plan == plan &&
        bw_matcher_equals (node->matcher, bw_deal_field_row_name (book, BW_DEAL_FIELD_TERRITORY, row)))
      marks[row] = 1;
  return TRUE;
}

/* The territories that @filter asks for, when it asks for nothing else.
 * Returns: (transfer full) (nullable): 1 for each of them, by the book's table. */
guint8 *
bw_filter_dup_territories (const BwFilter *filter,
                           const BwBook   *book)
{
  g_autofree guint8 *marks = g_new0 (guint8, book->territories->len + 1);

  return mark_territories (filter->root, book, bw_territory_plan_current (book), marks) ? g_steal_pointer (&marks) : NULL;
}
