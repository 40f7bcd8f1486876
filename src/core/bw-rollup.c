/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the CRM by forecast category, and the two ways to look at it.
 *
 *   single       Closed | Commit          | Best case                 | Pipeline
 *   cumulative   Closed | Commit + Closed | Best case + Commit + Closed | all of it
 *
 * The sums are kept by single category alone; the cumulative ones are made of them, so both views always agree. Closed is what
 * was won: an open deal whose category says closed is not closed yet and counts as commit. Omitted deals are in neither. */

#include "core/bw-rollup.h"

#include "core/bw-deal-field.h"
#include "core/bw-filter.h"

static const char *const view_names[BW_N_ROLLUPS] = { "single", "cumulative" };

static const char *const category_names[BW_N_CATEGORIES] = { "pipeline", "best_case", "commit", "closed", "omitted" };

/* Adds a deal of @amount (minor units). */
void
bw_rollup_add_deal (BwRollup  *rollup,
                    BwCategory category,
                    gboolean   is_won,
                    gint64     amount)
{
  BwCategory where = is_won                           ? BW_CATEGORY_CLOSED
                     : category == BW_CATEGORY_CLOSED ? BW_CATEGORY_COMMIT
                     : category >= BW_N_CATEGORIES    ? BW_CATEGORY_PIPELINE
                                                      : category;

  rollup->amount[where] += amount;
  rollup->n[where]++;
}

/* Adds @other, as of a report to a manager. */
void
bw_rollup_add (BwRollup       *rollup,
               const BwRollup *other)
{
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      rollup->amount[i] += other->amount[i];
      rollup->n[i] += other->n[i];
    }
}

/* Whether @part is counted when @category is asked for. */
static gboolean
is_counted (BwCategory   part,
            BwCategory   category,
            BwRollupView view)
{
  if (view == BW_ROLLUP_SINGLE || category == BW_CATEGORY_OMITTED)
    return part == category;
  return part >= category && part != BW_CATEGORY_OMITTED;
}

/* The sum of @category, minor units. */
gint64
bw_rollup_amount (const BwRollup *rollup,
                  BwCategory      category,
                  BwRollupView    view)
{
  gint64 sum = 0;

  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    sum += is_counted (i, category, view) ? rollup->amount[i] : 0;
  return sum;
}

/* The number of deals behind bw_rollup_amount(). */
guint
bw_rollup_n (const BwRollup *rollup,
             BwCategory      category,
             BwRollupView    view)
{
  guint n = 0;

  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    n += is_counted (i, category, view) ? rollup->n[i] : 0;
  return n;
}

static void
append_equals (GString    *text,
               const char *joined,
               const char *comparison,
               const char *value)
{
  g_string_append_printf (text, "%s%s ", text->len > 0 ? joined : "", comparison);
  bw_filter_append_quoted (text, value);
}

/* Adds that what is no longer in the exports does not count, where there is any of it: it is in no sum. */
void
bw_rollup_append_present (GString      *filter,
                          const BwBook *book)
{
  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.flags[i] & BW_DEAL_VANISHED)
      {
        g_string_append_printf (filter, "%s%s = no", filter->len > 0 ? " and " : "", bw_deal_field_name (book, BW_DEAL_FIELD_GONE));
        return;
      }
}

/* The deals behind bw_rollup_amount() as a filter, to be asked with the period.
 * Returns: (transfer full): an expression that bw_filter_parse() reads */
char *
bw_rollup_dup_filter (const BwBook *book,
                      BwCategory    category,
                      BwRollupView  view)
{
  g_autoptr (GString) won = g_string_new (NULL), open = g_string_new (NULL), categories = g_string_new (NULL);

  append_equals (won, "", "kind =", bw_deal_field_row_name (book, BW_DEAL_FIELD_KIND, BW_STAGE_WON));
  append_equals (open, "", "kind =", bw_deal_field_row_name (book, BW_DEAL_FIELD_KIND, BW_STAGE_OPEN));
  bw_rollup_append_present (won, book);
  bw_rollup_append_present (open, book);
  for (int i = BW_CATEGORY_CLOSED - 1; i >= BW_CATEGORY_PIPELINE; i--)
    if (is_counted (i, category, view))
      append_equals (categories, " or ", "category =", bw_deal_category_title (book, i));
  if (categories->len == 0)
    return g_strdup (won->str);
  if (is_counted (BW_CATEGORY_COMMIT, category, view))
    append_equals (categories, " or ", "category =", bw_deal_category_title (book, BW_CATEGORY_CLOSED));
  if (view == BW_ROLLUP_SINGLE)
    return g_strdup_printf ("%s and close is not empty and (%s)", open->str, categories->str);
  return g_strdup_printf ("(%s) or (%s and close is not empty and (%s))", won->str, open->str, categories->str);
}

/* The open pipeline of a period as a filter, to be asked with the period.
 * Returns: (transfer full): an expression that bw_filter_parse() reads */
char *
bw_rollup_dup_open_filter (const BwBook *book)
{
  GString *text = g_string_new ("close is not empty");

  append_equals (text, " and ", "kind =", bw_deal_field_row_name (book, BW_DEAL_FIELD_KIND, BW_STAGE_OPEN));
  append_equals (text, " and ", "category !=", bw_deal_category_title (book, BW_CATEGORY_OMITTED));
  bw_rollup_append_present (text, book);
  return g_string_free (text, FALSE);
}

/* Reads the name of a view. */
gboolean
bw_rollup_view_parse (const char   *name,
                      BwRollupView *view)
{
  for (guint i = 0; i < BW_N_ROLLUPS; i++)
    if (g_ascii_strcasecmp (name, view_names[i]) == 0)
      {
        *view = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer none): the name of @view in commands and files. */
const char *
bw_rollup_view_name (BwRollupView view)
{
  return view_names[view];
}

/* Returns: (transfer none): the name of @category in commands and files. */
const char *
bw_rollup_category_name (BwCategory category)
{
  return category_names[category];
}
