/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table of deals shows, as a whole.
 *
 * In the book a view is a row of texts (BwSavedView), in which fields are named and the project's own are "#" and their key: so a
 * view outlives the renaming of a field, and one whose field is gone is read without it. Laid out, fields are indexes.
 *
 * Beside those that somebody saved some are offered that follow from the data alone: each only where it shows something, and
 * not everything. One run over the deals counts for all of them. */

#include "core/bw-grid-view.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-changed.h"
#include "core/bw-deal-field.h"

enum
{
  MIN_LARGE = 20,     /* open deals with an amount from which on some are said to be large */
  LARGE_PART = 10,    /* one in so many */
  MAX_SAMPLE = 20000, /* amounts that are looked at for that */
  MANY_PUSHES = 3,
  WEEK = 7,
};

G_DEFINE_QUARK (bw_grid_view_error, bw_grid_view_error)

/* Returns: (transfer full): the open deals of the period, the largest first. */
BwGridView *
bw_grid_view_new (void)
{
  BwGridView *view = g_new0 (BwGridView, 1);

  view->columns = g_array_new (FALSE, FALSE, sizeof (BwGridColumn));
  view->sort = BW_DEAL_FIELD_AMOUNT;
  view->descending = TRUE;
  view->open_only = TRUE;
  view->in_period = TRUE;
  return view;
}

/* Returns: (transfer full): the same view again. */
BwGridView *
bw_grid_view_copy (const BwGridView *view)
{
  BwGridView *copy = g_memdup2 (view, sizeof *view);

  copy->name = g_strdup (view->name);
  copy->filter = g_strdup (view->filter);
  copy->since = g_strdup (view->since);
  copy->columns = g_array_copy (view->columns);
  return copy;
}

/* Frees @view (transfer full) (nullable). */
void
bw_grid_view_free (BwGridView *view)
{
  if (view == NULL)
    return;
  g_free (view->name);
  g_free (view->filter);
  g_free (view->since);
  g_array_unref (view->columns);
  g_free (view);
}

/* Whether both show the same, whatever they are called. Views without columns of their own have those of any other. */
gboolean
bw_grid_view_equal (const BwGridView *a,
                    const BwGridView *b)
{
  if (g_strcmp0 (a->filter, b->filter) != 0 || g_strcmp0 (a->since, b->since) != 0 || a->sort != b->sort ||
      !a->descending != !b->descending || !bw_grouping_equal (&a->grouping, &b->grouping) || !a->open_only != !b->open_only ||
      !a->in_period != !b->in_period || !a->only_changed != !b->only_changed)
    return FALSE;
  if (a->columns->len == 0 || b->columns->len == 0)
    return TRUE;
  return a->columns->len == b->columns->len &&
         memcmp (a->columns->data, b->columns->data, sizeof (BwGridColumn) * a->columns->len) == 0;
}

/* ---- Fields in texts ---- */

static void
write_field (GString      *out,
             const BwBook *book,
             BwDealField   field)
{
  if (bw_deal_field_is_custom (field))
    g_string_append_printf (out, "#%" G_GINT64_FORMAT, bw_book_field (book, field - BW_N_DEAL_FIELDS)->key);
  else
    g_string_append (out, bw_deal_field_name (book, field));
}

static gboolean
read_field (const BwBook *book,
            const char   *text,
            BwDealField  *field)
{
  gint64 key;

  if (*text != '#')
    return bw_deal_field_parse (book, text, FALSE, field) && !bw_deal_field_is_custom (*field);
  if (!g_ascii_string_to_signed (text + 1, 10, G_MININT64, G_MAXINT64, &key, NULL))
    return FALSE;
  for (guint i = 0; i < book->fields->len; i++)
    if (bw_book_field (book, i)->key == key)
      {
        *field = BW_N_DEAL_FIELDS + i;
        return TRUE;
      }
  return FALSE;
}

/* Splits @text at its last @mark. Returns: (transfer full): what is before it; @rest (nullable) is what is behind. */
static char *
split (const char  *text,
       char         mark,
       const char **rest)
{
  const char *at = strrchr (text, mark);

  *rest = at != NULL ? at + 1 : NULL;
  return at != NULL ? g_strndup (text, (gsize)(at - text)) : g_strdup (text);
}

static void
read_columns (const BwBook *book,
              const char   *text,
              GArray       *columns)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      BwGridColumn     column = { 0 };
      const char      *rest;
      g_autofree char *field = split (*line, ' ', &rest);
      gint64           width;

      if (*field == '\0' || !read_field (book, field, &column.field))
        continue;
      if (rest != NULL && g_ascii_string_to_signed (rest, 10, 0, 4000, &width, NULL))
        column.width_px = (int)width;
      g_array_append_val (columns, column);
    }
}

static BwText
write_columns (BwBook       *book,
               const GArray *columns)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const BwGridColumn *column = &g_array_index (columns, BwGridColumn, i);

      write_field (text, book, column->field);
      g_string_append_printf (text, " %d\n", column->width_px);
    }
  return text->len > 0 ? bw_pool_add (&book->texts, text->str, -1) : 0;
}

static const char *const units[] = { "", "month", "quarter", "year" };

static void
read_grouping (const BwBook *book,
               const char   *text,
               BwGrouping   *grouping)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL && grouping->n < BW_GROUPING_MAX_LEVELS; line++)
    {
      BwGroupKey       key = { 0 };
      const char      *rest;
      g_autofree char *field = split (*line, ':', &rest);

      for (guint unit = 1; rest != NULL && unit < G_N_ELEMENTS (units); unit++)
        if (g_str_equal (rest, units[unit]))
          key.unit = unit;
      if (*field != '\0' && read_field (book, field, &key.field) && bw_group_key_is_possible (book, &key))
        grouping->keys[grouping->n++] = key;
    }
}

static BwText
write_grouping (BwBook           *book,
                const BwGrouping *grouping)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint level = 0; level < grouping->n; level++)
    {
      write_field (text, book, grouping->keys[level].field);
      g_string_append_printf (text, "%s%s\n", grouping->keys[level].unit != 0 ? ":" : "", units[grouping->keys[level].unit]);
    }
  return text->len > 0 ? bw_pool_add (&book->texts, text->str, -1) : 0;
}

static char *
dup_text (const BwBook *book,
          BwText        text)
{
  const char *found = bw_book_text (book, text);

  return *found != '\0' ? g_strdup (found) : NULL;
}

/* Returns: (transfer full): row @row of the book's views, laid out. */
BwGridView *
bw_grid_view_load (const BwBook *book,
                   guint         row)
{
  const BwSavedView *saved = &g_array_index (book->views, BwSavedView, row);
  BwGridView        *view = bw_grid_view_new ();

  view->name = g_strdup (bw_book_text (book, saved->name));
  view->filter = dup_text (book, saved->filter);
  view->since = dup_text (book, saved->since);
  read_columns (book, bw_book_text (book, saved->columns), view->columns);
  read_grouping (book, bw_book_text (book, saved->grouping), &view->grouping);
  view->grouping.by_total = saved->by_total;
  if (read_field (book, bw_book_text (book, saved->sort), &view->sort))
    view->descending = saved->descending;
  view->open_only = saved->open_only;
  view->in_period = saved->in_period;
  view->only_changed = saved->only_changed;
  return view;
}

/* Returns: the row of the view that is called @name, -1 for none. */
int
bw_grid_view_find (const BwBook *book,
                   const char   *name)
{
  for (guint i = 0; i < book->views->len; i++)
    if (g_utf8_collate (bw_book_text (book, g_array_index (book->views, BwSavedView, i).name), name) == 0)
      return (int)i;
  return -1;
}

/* ---- Edits ---- */

static void
lay_down (BwBook           *book,
          const BwGridView *view,
          BwSavedView      *saved)
{
  g_autoptr (GString) sort = g_string_new (NULL);

  write_field (sort, book, view->sort);
  saved->filter = view->filter != NULL ? bw_pool_add (&book->texts, view->filter, -1) : 0;
  saved->columns = write_columns (book, view->columns);
  saved->sort = bw_pool_add (&book->texts, sort->str, -1);
  saved->descending = view->descending != FALSE;
  saved->grouping = write_grouping (book, &view->grouping);
  saved->by_total = view->grouping.by_total != FALSE;
  saved->open_only = view->open_only != FALSE;
  saved->in_period = view->in_period != FALSE;
  saved->since = view->since != NULL ? bw_pool_add (&book->texts, view->since, -1) : 0;
  saved->only_changed = view->only_changed != FALSE;
}

/* Returns: (transfer full) (nullable): @name without space around it, when a view other than @row can have it. */
static char *
check_name (const BwBook *book,
            const char   *name,
            int           row,
            GError      **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  int              other;

  if (*trimmed == '\0')
    {
      g_set_error (error, BW_GRID_VIEW_ERROR, BW_GRID_VIEW_ERROR_NAME, _ ("The view needs a name."));
      return NULL;
    }
  other = bw_grid_view_find (book, trimmed);
  if (other >= 0 && other != row)
    {
      g_set_error (error, BW_GRID_VIEW_ERROR, BW_GRID_VIEW_ERROR_NAME,
                   _ ("There is a view called “%s” already: choose another name."), trimmed);
      return NULL;
    }
  return g_steal_pointer (&trimmed);
}

/* Keeps @view as @name. Returns: (transfer full) (nullable): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_grid_view_add (const BwBook     *book,
                  const BwGridView *view,
                  const char       *name,
                  BwDelta         **delta,
                  GError          **error)
{
  g_autofree char *trimmed = check_name (book, name, -1, error);
  BwSavedView      saved = { .key = bw_book_random_key () };
  BwBook          *after;

  if (trimmed == NULL)
    return NULL;
  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  saved.name = bw_pool_add (&after->texts, trimmed, -1);
  lay_down (after, view, &saved);
  g_array_append_val (after->views, saved);
  return after;
}

/* Makes row @row of the views show what @view shows. */
BwBook *
bw_grid_view_change (const BwBook     *book,
                     guint             row,
                     const BwGridView *view,
                     BwDelta         **delta)
{
  BwBook *after = bw_book_copy (book);

  *delta = bw_delta_new (book);
  lay_down (after, view, &g_array_index (after->views, BwSavedView, row));
  bw_delta_mark (*delta, BW_TABLE_VIEWS, row);
  return after;
}

/* Calls row @row of the views @name. Returns: (transfer full) (nullable): the book after. */
BwBook *
bw_grid_view_rename (const BwBook *book,
                     guint         row,
                     const char   *name,
                     BwDelta     **delta,
                     GError      **error)
{
  g_autofree char *trimmed = check_name (book, name, (int)row, error);
  BwBook          *after;

  if (trimmed == NULL)
    return NULL;
  after = bw_book_copy (book);
  *delta = bw_delta_new (book);
  g_array_index (after->views, BwSavedView, row).name = bw_pool_add (&after->texts, trimmed, -1);
  bw_delta_mark (*delta, BW_TABLE_VIEWS, row);
  return after;
}

/* Takes row @row of the views away. */
BwBook *
bw_grid_view_remove (const BwBook *book,
                     guint         row,
                     BwDelta     **delta)
{
  BwBook *after = bw_book_copy (book);

  *delta = bw_delta_new (book);
  bw_delta_remove (*delta, BW_TABLE_VIEWS, g_array_index (book->views, BwSavedView, row).key);
  g_array_remove_index (after->views, row);
  return after;
}

/* ---- Views that follow from the data ---- */

typedef struct
{
  guint   n_open, n_stages, n_late, n_month, n_new, n_pushed, n_stepless;
  GArray *amounts; /* gint64: known ones of open deals */
} Counts;

static void
count_deals (const BwBook   *book,
             BwDate          today,
             const BwPeriod *month,
             Counts         *counts)
{
  const BwDeals     *deals = &book->deals;
  g_autofree guint8 *stages = g_new0 (guint8, book->stages->len + 1);
  guint              stride = 1 + deals->n / MAX_SAMPLE;

  for (guint i = 0; i < deals->n; i++)
    {
      if (bw_deal_kind (book, i) != BW_STAGE_OPEN || (deals->flags[i] & BW_DEAL_VANISHED))
        continue;
      counts->n_open++;
      stages[MIN (deals->stage[i], book->stages->len)] = 1;
      counts->n_late += deals->close[i] != BW_DATE_NONE && deals->close[i] < today;
      counts->n_month += bw_period_contains (month, deals->close[i]);
      counts->n_new += deals->created[i] != BW_DATE_NONE && deals->created[i] >= today - WEEK;
      counts->n_pushed += deals->pushes[i] >= MANY_PUSHES;
      counts->n_stepless += deals->next_step[i] == 0;
      if (deals->amount[i] != BW_MONEY_NONE && i % stride == 0)
        g_array_append_val (counts->amounts, deals->amount[i]);
    }
  for (guint i = 0; i <= book->stages->len; i++)
    counts->n_stages += stages[i];
}

static int
compare_amounts (const void *a,
                 const void *b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* The amount, in whole currency units with two digits that count, from which on one open deal in ten is; 0 when deals are too few or
 * too equal to say. */
static gint64
find_large (const BwBook *book,
            GArray       *amounts)
{
  gint64 scale = bw_currency_scale (book->currency), edge, step = 1;

  if (amounts->len < MIN_LARGE)
    return 0;
  qsort (amounts->data, amounts->len, sizeof (gint64), compare_amounts);
  edge = g_array_index (amounts, gint64, amounts->len - amounts->len / LARGE_PART) / scale;
  while (edge / step >= 100)
    step *= 10;
  edge = edge / step * step;
  return edge * scale > g_array_index (amounts, gint64, amounts->len / 2) ? edge : 0;
}

/* Adds a view of all open deals that @filter (transfer full) (nullable) admits, where it shows some of the open deals and not
 * all of them. */
static BwGridView *
offer (GPtrArray  *views,
       const char *name,
       char       *filter,
       guint       n,
       guint       n_open)
{
  BwGridView *view = bw_grid_view_new ();

  view->name = g_strdup (name);
  view->filter = filter;
  view->in_period = FALSE;
  if (n > 0 && (n < n_open || filter == NULL))
    {
      g_ptr_array_add (views, view);
      return view;
    }
  bw_grid_view_free (view);
  return NULL;
}

static void
free_view (gpointer view)
{
  bw_grid_view_free (view);
}

/* Returns: (transfer full) (element-type BwGridView): views that follow from the data as of @today. */
GPtrArray *
bw_grid_views_offer (const BwBook *book,
                     BwDate        today)
{
  GPtrArray       *views = g_ptr_array_new_with_free_func (free_view);
  BwPeriod         month = bw_calendar_period_at (&book->calendar, BW_PERIOD_MONTH, today);
  g_autofree char *month_name = bw_period_dup_name (&month);
  Counts           counts = { .amounts = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  BwGridView      *view;
  gint64           large;

  count_deals (book, today, &month, &counts);
  large = find_large (book, counts.amounts);
  view = offer (views, _ ("Open deals by stage"), NULL, counts.n_stages > 1 ? counts.n_open : 0, counts.n_open);
  if (view != NULL)
    {
      view->grouping.n = 1;
      view->grouping.keys[0] = (BwGroupKey) { BW_DEAL_FIELD_STAGE, BW_GROUP_BY_VALUE };
    }
  offer (views, _ ("Closing this month"), g_strdup_printf ("close = %s", month_name), counts.n_month, counts.n_open);
  view = offer (views, _ ("Past their date"), g_strdup ("close < today"), counts.n_late, counts.n_open);
  if (view != NULL)
    {
      view->sort = BW_DEAL_FIELD_CLOSE;
      view->descending = FALSE;
    }
  offer (views, _ ("Large deals"), g_strdup_printf ("amount >= %" G_GINT64_FORMAT, large), large > 0 ? 1 : 0, counts.n_open);
  offer (views, _ ("Created in the last week"), g_strdup_printf ("created >= today-%d", WEEK), counts.n_new, counts.n_open);
  offer (views, _ ("Pushed three times or more"), g_strdup_printf ("pushes >= %d", MANY_PUSHES), counts.n_pushed, counts.n_open);
  offer (views, _ ("Without a next step"), g_strdup ("next_step is empty"), counts.n_stepless, counts.n_open);
  if (bw_changed_parse_since (book, today, "import") != BW_DATE_NONE)
    {
      view = bw_grid_view_new ();
      view->name = g_strdup (_ ("Changed with the last import"));
      view->since = g_strdup ("import");
      view->only_changed = TRUE;
      view->open_only = view->in_period = FALSE;
      g_ptr_array_add (views, view);
    }
  g_array_unref (counts.amounts);
  return views;
}
