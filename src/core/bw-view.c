/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of deals as dated views.
 *
 * That an export said nothing new of a deal is knowledge too: the deal's fields had not changed by then. It need not be
 * written down deal by deal. The record of an import keeps which deals and which fields the file told of; what it said of
 * them is the state of that day, which the history gives. So an older export that is read later finds between which two
 * proven states it belongs (see bw-chronicle.c).
 *
 * The deals are kept as ranges of their places in the book, which never change: a full export is one range. Those of rows
 * that could not be taken are kept beside them, as the export does not lack them, although it tells nothing of them. Imports that
 * were recorded before this was kept count as telling of all deals. */

#include "core/bw-view.h"

#include <string.h>

enum
{
  LAST_BIT = 60, /* stands for all fields from here on */
};

/* Returns: the bit of @field in the fields of an import. */
gint64
bw_view_field_bit (guint8 field)
{
  return G_GINT64_CONSTANT (1) << MIN (field, LAST_BIT);
}

static void
clear_view (gpointer data)
{
  g_free (((BwView *)data)->covered);
  g_free (((BwView *)data)->refused);
}

/* Marks the deals of "0-99,105" among @n_deals. What is no such list marks nothing. Returns: (transfer full): a bit for each deal. */
static guint8 *
read_ranges (const char *text,
             guint       n_deals)
{
  guint8 *marks = g_malloc0 (n_deals / 8 + 1);

  while (*text != '\0')
    {
      char   *end;
      guint64 first = g_ascii_strtoull (text, &end, 10), last = first;

      if (end == text)
        break;
      if (*end == '-')
        last = g_ascii_strtoull (end + 1, &end, 10);
      for (guint64 i = first; i <= last && i < n_deals;)
        if (i % 8 == 0 && last - i >= 7 && i + 7 < n_deals)
          {
            marks[i / 8] = 0xff;
            i += 8;
          }
        else
          {
            marks[i / 8] |= (guint8)(1 << i % 8);
            i++;
          }
      if (*end != ',')
        break;
      text = end + 1;
    }
  return marks;
}

/* Reads what bw_view_write_covered() wrote. */
static void
read_covered (BwView     *view,
              const char *text,
              guint       n_deals)
{
  const char *refused = strchr (text, ';');

  view->n = n_deals;
  view->covered = read_ranges (text, n_deals);
  if (refused != NULL)
    view->refused = read_ranges (refused + 1, n_deals);
}

/* Appends which of @n deals are marked (not 0 in @marks): such as "0-99,105"; "-" when none is. */
static void
write_ranges (GString      *text,
              const guint8 *marks,
              guint         n)
{
  gsize before = text->len;

  for (guint i = 0; i < n; i++)
    {
      guint first = i;

      if (!marks[i])
        continue;
      while (i + 1 < n && marks[i + 1])
        i++;
      g_string_append_printf (text, "%s%u", text->len > before ? "," : "", first);
      if (i > first)
        g_string_append_printf (text, "-%u", i);
    }
  if (text->len == before)
    g_string_append_c (text, '-');
}

/* Writes which of @n deals an export tells of (not 0 in @marks), and behind a semicolon of which it had rows that could not be
 * taken (not 0 in @refused, nullable: of none). Returns: (transfer full): such as "0-99,105;100". */
char *
bw_view_write_covered (const guint8 *marks,
                       const guint8 *refused,
                       guint         n)
{
  GString *text = g_string_new (NULL);

  write_ranges (text, marks, n);
  if (refused != NULL)
    {
      g_string_append_c (text, ';');
      write_ranges (text, refused, n);
    }
  return g_string_free (text, FALSE);
}

/* Adds the import at @import, when it is an export of deals. */
void
bw_views_add (BwViews      *views,
              const BwBook *book,
              gint32        import)
{
  const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, import);
  const char           *covered = bw_book_text (book, record->covered);
  BwView                view = { .day = record->as_of, .import = import, .fields = record->fields, .complete = record->complete };
  guint                 at = views->views->len;

  if (!g_str_equal (bw_book_text (book, record->kind), "deals") || record->as_of == BW_DATE_NONE)
    return;
  if (*covered != '\0')
    read_covered (&view, covered, book->deals.n);
  else
    view.fields = -1;
  while (at > 0 && g_array_index (views->views, BwView, at - 1).day > view.day)
    at--;
  g_array_insert_val (views->views, at, view);
}

/* Returns: (transfer full): the views of @book. */
BwViews *
bw_views_new (const BwBook *book)
{
  BwViews *views = g_new0 (BwViews, 1);

  views->views = g_array_new (FALSE, FALSE, sizeof (BwView));
  g_array_set_clear_func (views->views, clear_view);
  for (guint i = 0; i < book->imports->len; i++)
    bw_views_add (views, book, (gint32)i);
  return views;
}

/* Frees @views (transfer full) (nullable). */
void
bw_views_free (BwViews *views)
{
  if (views == NULL)
    return;
  g_array_unref (views->views);
  g_free (views);
}

/* Whether @view tells of @field of @deal. */
static gboolean
tells (const BwView *view,
       guint         deal,
       guint8        field)
{
  if (field == BW_FIELD_PRESENT)
    return view->complete || bw_view_covers (view, deal);
  return (view->fields & bw_view_field_bit (field)) != 0 && bw_view_covers (view, deal);
}

/* The first view after the end of @day. */
static guint
place_of (const BwViews *views,
          BwDate         day)
{
  guint low = 0, high = views->views->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (views->views, BwView, middle).day <= day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The last day before @day on which a view tells of @field of @deal, and in which import; %BW_DATE_NONE when none does. */
BwDate
bw_views_before (const BwViews *views,
                 guint          deal,
                 guint8         field,
                 BwDate         day,
                 gint32        *import)
{
  for (guint at = place_of (views, day - 1); at > 0; at--)
    {
      const BwView *view = &g_array_index (views->views, BwView, at - 1);

      if (tells (view, deal, field))
        {
          *import = view->import;
          return view->day;
        }
    }
  return BW_DATE_NONE;
}

/* The same for the first day after @day. */
BwDate
bw_views_after (const BwViews *views,
                guint          deal,
                guint8         field,
                BwDate         day,
                gint32        *import)
{
  for (guint at = place_of (views, day); at < views->views->len; at++)
    {
      const BwView *view = &g_array_index (views->views, BwView, at);

      if (tells (view, deal, field))
        {
          *import = view->import;
          return view->day;
        }
    }
  return BW_DATE_NONE;
}
