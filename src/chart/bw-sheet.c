/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several charts on one sheet, under a heading.
 *
 *   Q4 2026, Everyone
 *   $4.12 M lands by 31 Dec, of $4.40 M: 68 % chance
 *   +---------------------------+  row 0, share 3
 *   +---------------------------+
 *   +------------+ +------------+  row 1, share 2
 *   +------------+ +------------+
 *
 * Rows share the height and the charts of a row its width. On a sheet that is taller than wide each chart has a row of
 * its own. */

#include "chart/bw-sheet.h"

#include "chart/bw-axis.h"
#include "chart/bw-bar-chart.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-range-chart.h"
#include "chart/bw-waterfall-chart.h"
#include "core/bw-money.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  BwChart *chart; /* (owned) */
  guint    row;
  double   row_share;
  double   column_share;
} Cell;

typedef struct
{
  BwChart parent;
  char   *heading;  /* (owned) */
  char   *headline; /* (owned) (nullable) */
  GArray *cells;    /* Cell, by row */
} BwSheet;

static void
clear_cell (gpointer data)
{
  bw_chart_unref (((Cell *)data)->chart);
}

static const Cell *
get_cell (const BwSheet *self,
          guint          i)
{
  return &g_array_index (self->cells, Cell, i);
}

/* The cells of the row that begins with @first; one when @stacked.
 * Returns: the index after the last. */
static guint
find_row_end (const BwSheet *self,
              guint          first,
              gboolean       stacked)
{
  guint end = first + 1;

  while (!stacked && end < self->cells->len && get_cell (self, end)->row == get_cell (self, first)->row)
    end++;
  return end;
}

static void
draw_row (const BwSheet *self,
          BwCanvas      *canvas,
          const BwRect  *area,
          guint          first,
          guint          end,
          double         gap)
{
  double shares = 0, x = area->x, width = area->width - gap * (end - first - 1);

  for (guint i = first; i < end; i++)
    shares += get_cell (self, i)->column_share;
  for (guint i = first; i < end; i++)
    {
      double share = width * get_cell (self, i)->column_share / shares;

      cairo_save (canvas->cr);
      cairo_translate (canvas->cr, round (x), round (area->y));
      if (share >= 1 && area->height >= 1)
        bw_chart_draw (get_cell (self, i)->chart, canvas->cr, round (share), round (area->height), canvas->theme);
      cairo_restore (canvas->cr);
      x += share + gap;
    }
}

static void
sheet_draw (BwChart      *chart,
            BwCanvas     *canvas,
            const BwRect *area)
{
  BwSheet *self = (BwSheet *)chart;
  gboolean stacked = canvas->width < canvas->height;
  double   gap = MIN (bw_canvas_em (canvas) * 2, canvas->width / 20), shares = 0, height;
  guint    n_rows = 0;
  BwRect   row = *area;

  row.y += bw_canvas_paragraph (canvas, BW_TEXT_HEADING, bw_canvas_tone (canvas, BW_TONE_TEXT), self->heading, &row, 2,
                                canvas->theme->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  row.height = area->y + area->height - row.y;
  row.y += bw_canvas_paragraph (canvas, BW_TEXT_LABEL, bw_canvas_tone (canvas, BW_TONE_TEXT), self->headline, &row, 3,
                                canvas->theme->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  row.y += gap * 0.6;
  for (guint i = 0; i < self->cells->len; i = find_row_end (self, i, stacked))
    {
      shares += get_cell (self, i)->row_share;
      n_rows++;
    }
  height = area->y + area->height - row.y - gap * (MAX (n_rows, 1) - 1);
  for (guint i = 0; i < self->cells->len;)
    {
      guint end = find_row_end (self, i, stacked);

      row.height = height * get_cell (self, i)->row_share / shares;
      draw_row (self, canvas, &row, i, end, gap);
      row.y += row.height + gap;
      i = end;
    }
}

static char *
sheet_dup_title (BwChart *chart)
{
  return g_strdup (((BwSheet *)chart)->heading);
}

static char *
sheet_describe (BwChart *chart)
{
  BwSheet *self = (BwSheet *)chart;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", self->heading);
  if (self->headline != NULL)
    g_string_append_printf (text, " %s", self->headline);
  for (guint i = 0; i < self->cells->len; i++)
    {
      g_autofree char *part = bw_chart_describe (get_cell (self, i)->chart);

      g_string_append_printf (text, "\n%s", part);
    }
  return g_string_free (text, FALSE);
}

static void
sheet_finalize (BwChart *chart)
{
  BwSheet *self = (BwSheet *)chart;

  g_free (self->heading);
  g_free (self->headline);
  g_array_unref (self->cells);
}

static const BwChartClass sheet_class = {
  .instance_size = sizeof (BwSheet),
  .direction = BW_CHART_ACROSS,
  .draw = sheet_draw,
  .dup_title = sheet_dup_title,
  .describe = sheet_describe,
  .finalize = sheet_finalize,
};

/* A sheet with @heading and, under it, @headline (nullable), a sentence that sums it up.
 * Returns: (transfer full): the sheet. */
BwChart *
bw_sheet_new (const char *heading,
              const char *headline)
{
  BwSheet *self;

  g_return_val_if_fail (heading != NULL, NULL);

  self = bw_chart_alloc (&sheet_class);
  self->heading = g_strdup (heading);
  self->headline = g_strdup (headline);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
  bw_chart_set_title_visible (&self->parent, FALSE);
  return &self->parent;
}

/* Puts @chart (transfer full) at the end of @row, of which none may be lower than the last. @row_share is its row's
 * share of the height, @column_share its share of the row, both against the others'. To be called before the sheet is
 * drawn. */
void
bw_sheet_take (BwChart *sheet,
               BwChart *chart,
               guint    row,
               double   row_share,
               double   column_share)
{
  BwSheet *self = (BwSheet *)sheet;
  Cell     cell = { chart, row, row_share, column_share };

  g_return_if_fail (sheet != NULL && sheet->klass == &sheet_class && chart != NULL);
  g_return_if_fail (row_share > 0 && column_share > 0);

  g_array_append_val (self->cells, cell);
}

static char *
dup_headline (const BwBook    *book,
              const BwOutlook *outlook)
{
  g_autofree char *lands = bw_axis_dup_money (outlook->p50, book->currency);
  g_autofree char *low = bw_axis_dup_money (outlook->p10, book->currency);
  g_autofree char *high = bw_axis_dup_money (outlook->p90, book->currency);
  g_autofree char *won = bw_money_format_compact (outlook->won, book->currency);
  g_autofree char *quota = bw_money_format_compact (outlook->quota, book->currency);
  g_autofree char *chance = bw_axis_dup_percent (outlook->chance_of_quota);
  g_autofree char *day = bw_date_dup_short (outlook->period.to);
  g_autofree char *missing = bw_outlook_dup_missing (outlook);

  if (!isfinite (outlook->p50) || missing != NULL)
    return g_strdup_printf (_ ("%s is closed; there is no forecast yet."), won);
  if (outlook->quota == BW_MONEY_NONE || outlook->quota <= 0 || isnan (outlook->chance_of_quota))
    return g_strdup_printf (_ ("%s lands by %s, P10 to P90 %s to %s; %s is closed."), lands, day, low, high, won);
  return g_strdup_printf (_ ("%s lands by %s of %s, %s chance; P10 to P90 %s to %s; %s is closed."), lands, day, quota,
                          chance, low, high, won);
}

static BwChart *
create_page (const BwBook    *book,
             const BwOutlook *outlook)
{
  g_autofree char *period = bw_axis_dup_period (&outlook->period);
  g_autofree char *scope = bw_scope_dup_name (book, &outlook->scope);
  g_autofree char *heading = g_strdup_printf ("%s, %s", period, scope);
  g_autofree char *headline = dup_headline (book, outlook);
  g_autofree char *missing = bw_outlook_dup_missing (outlook);
  double           quota = outlook->quota == BW_MONEY_NONE ? NAN : (double)outlook->quota;
  BwRangeMarks     marks = { outlook->p10, outlook->p25, outlook->p50, outlook->p75, outlook->p90, quota };
  BwChart         *sheet = bw_sheet_new (heading, headline);

  if (missing != NULL)
    marks = (BwRangeMarks) { NAN, NAN, NAN, NAN, NAN, quota };

  bw_sheet_take (sheet, bw_range_chart_new (&marks, book->currency), 0, 0.7, 1);
  return sheet;
}

/* The charts of the Home page; @flow (nullable) is what moved. Nothing of the arguments is kept.
 * Returns: (transfer full): the sheet. */
BwChart *
bw_sheet_new_home (const BwBook    *book,
                   const BwOutlook *outlook,
                   const BwFlow    *flow)
{
  BwChart *sheet;

  g_return_val_if_fail (book != NULL && outlook != NULL, NULL);

  sheet = create_page (book, outlook);
  bw_sheet_take (sheet, bw_course_chart_new (outlook, book), 1, 3.2, 1);
  if (flow != NULL)
    bw_sheet_take (sheet, bw_waterfall_chart_new (flow, book->currency), 2, 2.8, 1);
  return sheet;
}

static double
to_double (gint64 minor)
{
  return minor == BW_MONEY_NONE ? NAN : (double)minor;
}

static BwChart *
create_parts (const BwBook    *book,
              const BwOutlook *outlook)
{
  BwBarItem items[] = {
    { _ ("Won"), (double)outlook->won, NULL, BW_TONE_WON },
    { _ ("From open deals"), outlook->from_open, NULL, BW_TONE_OPEN },
    { _ ("From deals still to come"), outlook->from_new, NULL, BW_TONE_CONTEXT },
  };
  g_autofree char *mean = bw_axis_dup_money (outlook->mean, book->currency);
  g_autofree char *title = g_strdup_printf (_ ("The mean of %s comes from three parts"), mean);

  return bw_bar_chart_new (title, _ ("Part"), _ ("Amount"), book->currency, items, G_N_ELEMENTS (items));
}

static BwChart *
create_methods (const BwBook    *book,
                const BwOutlook *outlook)
{
  g_autofree BwBarItem *items = g_new0 (BwBarItem, outlook->n_methods + 1);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const BwOutlookMethod *best = NULL;
  g_autofree char       *title = NULL;
  BwChart               *chart;

  for (guint i = 0; i < outlook->n_methods; i++)
    {
      const BwOutlookMethod *method = &outlook->methods[i];
      char                  *note = NULL;

      if (isfinite (method->wape))
        {
          note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "off by %.0f\u00a0%% in %u period",
                                               "off by %.0f\u00a0%% in %u periods", method->periods),
                                  method->wape * 100, method->periods);
          g_ptr_array_add (notes, note);
          if (best == NULL || method->wape < best->wape)
            best = method;
        }
      items[i] = (BwBarItem) { method->title, to_double (method->value), note,
                               i == 0 ? BW_TONE_ACCENT : BW_TONE_CONTEXT };
    }
  title = best != NULL ? g_strdup_printf (_ ("Closest in past periods: %s"), best->title)
                       : g_strdup (_ ("What other methods say"));
  chart = bw_bar_chart_new (title, _ ("Method"), _ ("Forecast"), book->currency, items, outlook->n_methods);
  if (outlook->quota != BW_MONEY_NONE && outlook->quota > 0)
    bw_bar_chart_set_reference (chart, _ ("Target"), (double)outlook->quota);
  return chart;
}

/* The charts of the Forecast page. Nothing of the arguments is kept.
 * Returns: (transfer full): the sheet. */
BwChart *
bw_sheet_new_forecast (const BwBook    *book,
                       const BwOutlook *outlook)
{
  BwChart *sheet;

  g_return_val_if_fail (book != NULL && outlook != NULL, NULL);

  sheet = create_page (book, outlook);
  bw_sheet_take (sheet, bw_distribution_chart_new (outlook, book), 1, 3.2, 1);
  bw_sheet_take (sheet, create_parts (book, outlook), 2, 2.2, 1);
  bw_sheet_take (sheet, create_methods (book, outlook), 2, 2.2, 1.3);
  return sheet;
}
