/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a report falls into pages, and how a page is drawn.
 *
 * Blocks go below each other; one that does not fit begins a page, and a table goes on where a page ends, with its head on each.
 * A heading moves on with what follows it. Nothing is ever left out: what is taller than a page (a chart) is made to fit.
 *
 *   margin
 *   title, subtitle        on the first page
 *   blocks
 *   foot        page n of m
 *   margin
 *
 * Measuring is drawing a block on a canvas without a picture, so what is measured is what is drawn. Linear in the blocks and
 * rows, but for the widths of columns, which the first WIDTH_ROWS rows decide. */

#include "chart/bw-report-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

enum
{
  WIDTH_ROWS = 300, /* rows of a table that decide how wide its columns are */
};

#define MARGIN     42.0
#define FOOT       22.0
#define GAP        9.0
#define CELL_GAP   8.0
#define MIN_COLUMN 24.0

/* A figure has at most so many letters, as in "12 K USD". */
#define MOST_LETTERS 4

static double
text_width (const BwReport *report)
{
  return MAX (report->width - 2 * MARGIN, 72.0);
}

static double
body_bottom (const BwReport *report)
{
  return MAX (report->height - MARGIN - FOOT, MARGIN + 144.0);
}

/* Begins a canvas that keeps what is drawn apart from other text: labels never push each other away in a report. */
static void
begin (const BwReport *report,
       cairo_t        *cr,
       BwCanvas       *canvas)
{
  bw_canvas_init (canvas, cr, report->width, G_MAXINT16, &report->theme);
}

static double
draw_paragraph (const BwReport *report,
                cairo_t        *cr,
                BwTextStyle     style,
                BwTone          tone,
                const char     *text,
                double          x,
                double          y,
                double          width,
                int             max_lines,
                PangoAlignment  alignment)
{
  BwRect   area = { x, y, MAX (width, 2.5 * report->theme.font_size), G_MAXINT16 };
  BwCanvas canvas;
  double   height;

  begin (report, cr, &canvas);
  height = bw_canvas_paragraph (&canvas, style, bw_canvas_tone (&canvas, tone), text, &area, max_lines, alignment);
  bw_canvas_clear (&canvas);
  return height;
}

static double
measure_width (const BwReport *report,
               cairo_t        *cr,
               BwTextStyle     style,
               const char     *text)
{
  BwCanvas canvas;
  double   width;

  begin (report, cr, &canvas);
  bw_canvas_measure (&canvas, style, text, &width, NULL);
  bw_canvas_clear (&canvas);
  return width;
}

static double
line_height (const BwReport *report,
             cairo_t        *cr)
{
  BwCanvas canvas;
  double   height;

  begin (report, cr, &canvas);
  height = bw_canvas_line_height (&canvas);
  bw_canvas_clear (&canvas);
  return height;
}

static void
draw_rule (const BwReport *report,
           cairo_t        *cr,
           double          y)
{
  bw_color_set_source (bw_palette_tone (&report->theme, BW_TONE_GRID), cr);
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, MARGIN, y);
  cairo_line_to (cr, MARGIN + text_width (report), y);
  cairo_stroke (cr);
}

/* Draws the titles above the values; returns the height. */
static double
draw_facts (const BwReport      *report,
            const BwReportBlock *block,
            cairo_t             *cr,
            double               y)
{
  guint  n = g_strv_length (block->titles);
  double step = text_width (report) / MAX (n, 1), tallest = 0.0;

  for (guint i = 0; i < n; i++)
    {
      double x = MARGIN + step * i;
      double head = draw_paragraph (report, cr, BW_TEXT_SMALL, BW_TONE_DIM_TEXT, block->titles[i], x, y, step - CELL_GAP, 1,
                                    PANGO_ALIGN_LEFT);

      head += draw_paragraph (report, cr, BW_TEXT_TITLE, BW_TONE_TEXT, block->values[i], x, y + head, step - CELL_GAP, 1,
                              PANGO_ALIGN_LEFT);
      tallest = MAX (tallest, head);
    }
  return tallest;
}

static double
draw_charts (const BwReport      *report,
             const BwReportBlock *block,
             cairo_t             *cr,
             double               y)
{
  double height = MIN (block->height, body_bottom (report) - MARGIN), gap = 2 * GAP;
  double width = (text_width (report) - gap * (block->charts->len - 1)) / MAX (block->charts->len, 1);

  for (guint i = 0; i < block->charts->len; i++)
    {
      BwChart         *chart = g_ptr_array_index (block->charts, i);
      double           x = MARGIN + (width + gap) * i, head;
      gboolean         untitled = chart->untitled;
      g_autofree char *title = bw_chart_dup_title (chart);

      /* The report writes the title: a sentence that may need two lines here. */
      bw_chart_set_title_visible (chart, FALSE);
      head = draw_paragraph (report, cr, BW_TEXT_STRONG, BW_TONE_TEXT, title, x, y, width, 2, PANGO_ALIGN_LEFT) + 3.0;
      cairo_save (cr);
      cairo_translate (cr, x, y + head);
      bw_chart_draw (chart, cr, width, MAX (height - head, 36.0), &report->theme);
      cairo_restore (cr);
      bw_chart_set_title_visible (chart, !untitled);
    }
  return height;
}

static gboolean
is_figure (const char *text)
{
  guint letters = 0, digits = 0;

  if (*text == '\0' || g_str_equal (text, "–"))
    return TRUE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      digits += g_unichar_isdigit (c) != 0;
      letters += g_unichar_isalpha (c) != 0;
    }
  return digits > 0 && letters <= MOST_LETTERS;
}

/* Gives each column the width that its texts want; where that is too much, the widest give way first. */
static void
size_columns (const BwReport *report,
              BwReportBlock  *block,
              cairo_t        *cr)
{
  const BwChartTable *table = block->table;
  guint               n = table->columns->len, n_rows = bw_chart_table_n_rows (table);
  double              sum = 0.0, room = text_width (report) + CELL_GAP;

  g_free (block->widths);
  block->widths = g_new0 (double, n + 1);
  block->right = 0;
  for (guint i = 0; i < n; i++)
    {
      guint n_figures = 0, n_seen = MIN (n_rows, WIDTH_ROWS);

      block->widths[i] = measure_width (report, cr, BW_TEXT_SMALL, g_ptr_array_index (table->columns, i));
      for (guint row = 0; row < n_seen; row++)
        {
          const char *text = bw_chart_table_cell (table, row, i);

          block->widths[i] = MAX (block->widths[i], measure_width (report, cr, BW_TEXT_LABEL, text));
          n_figures += is_figure (text);
        }
      block->widths[i] += CELL_GAP;
      /* A word among the figures, such as "below 1 %", does not make it a column of words. */
      if (i > 0 && i < 64 && n_figures * 5 >= n_seen * 4)
        block->right |= (guint64)1 << i;
      sum += block->widths[i];
    }
  for (guint guard = 0; sum > room && guard < 1000; guard++)
    {
      guint widest = 0;

      for (guint i = 1; i < n; i++)
        if (block->widths[i] > block->widths[widest])
          widest = i;
      if (block->widths[widest] <= MIN_COLUMN)
        break;
      sum -= MIN (4.0, block->widths[widest] - MIN_COLUMN);
      block->widths[widest] -= MIN (4.0, block->widths[widest] - MIN_COLUMN);
    }
  for (guint i = 0; i < n && sum < room; i++)
    block->widths[i] += (room - sum) / n;
}

/* Draws a row of cells; @row is -1 for the head. */
static void
draw_row (const BwReport      *report,
          const BwReportBlock *block,
          cairo_t             *cr,
          int                  row,
          double               y)
{
  double x = MARGIN;

  for (guint i = 0; i < block->table->columns->len; i++)
    {
      const char    *text = row < 0 ? g_ptr_array_index (block->table->columns, i)
                                    : bw_chart_table_cell (block->table, (guint)row, i);
      PangoAlignment alignment = i < 64 && (block->right >> i & 1) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;

      draw_paragraph (report, cr, row < 0 ? BW_TEXT_SMALL : BW_TEXT_LABEL, row < 0 ? BW_TONE_DIM_TEXT : BW_TONE_TEXT, text, x, y,
                      block->widths[i] - CELL_GAP + 1.0, 1, alignment);
      x += block->widths[i];
    }
}

static double
row_height (const BwReport *report,
            cairo_t        *cr)
{
  return line_height (report, cr) + 3.0;
}

/* Draws rows @first to @end of a table under its head; returns the height. */
static double
draw_table (const BwReport      *report,
            const BwReportBlock *block,
            cairo_t             *cr,
            double               y,
            guint                first,
            guint                end)
{
  double step = row_height (report, cr), at = y + step;

  draw_row (report, block, cr, -1, y);
  draw_rule (report, cr, at - 2.0);
  for (guint row = first; row < end; row++)
    {
      draw_row (report, block, cr, (int)row, at);
      at += step;
    }
  return at - y;
}

static double
draw_headline (const BwReport      *report,
               const BwReportBlock *block,
               cairo_t             *cr,
               double               y)
{
  double width = text_width (report);
  double figure = MIN (measure_width (report, cr, BW_TEXT_HEADING, block->strong) + GAP, width * 0.6);
  double tall = draw_paragraph (report, cr, BW_TEXT_HEADING, BW_TONE_TEXT, block->strong, MARGIN, y, figure, 1,
                                PANGO_ALIGN_LEFT);
  double line = line_height (report, cr);
  double note = draw_paragraph (report, cr, BW_TEXT_LABEL, BW_TONE_TEXT, block->text, MARGIN + figure, y + tall - line - 1.5,
                                width - figure, 4, PANGO_ALIGN_LEFT);

  return MAX (tall, tall - line - 1.5 + note);
}

/* Draws @block but for tables; returns its height. */
static double
draw_block (const BwReport      *report,
            const BwReportBlock *block,
            cairo_t             *cr,
            double               y)
{
  double width = text_width (report), height;

  switch (block->kind)
    {
    case BW_REPORT_HEADLINE:
      return draw_headline (report, block, cr, y);
    case BW_REPORT_HEADING:
      return draw_paragraph (report, cr, BW_TEXT_TITLE, BW_TONE_TEXT, block->text, MARGIN, y + GAP / 2, width, 3,
                             PANGO_ALIGN_LEFT) +
             GAP / 2;
    case BW_REPORT_TEXT:
      return draw_paragraph (report, cr, BW_TEXT_LABEL, BW_TONE_TEXT, block->text, MARGIN, y, width, G_MAXINT16,
                             PANGO_ALIGN_LEFT);
    case BW_REPORT_ITEM:
      height = draw_paragraph (report, cr, BW_TEXT_STRONG, BW_TONE_TEXT, block->strong, MARGIN, y, width, 8, PANGO_ALIGN_LEFT);
      return height + draw_paragraph (report, cr, BW_TEXT_LABEL, BW_TONE_DIM_TEXT, block->text, MARGIN, y + height, width, 8,
                                      PANGO_ALIGN_LEFT);
    case BW_REPORT_FACTS:
      return draw_facts (report, block, cr, y);
    case BW_REPORT_CHARTS:
      return draw_charts (report, block, cr, y);
    case BW_REPORT_TABLE:
    default:
      return 0.0;
    }
}

/* Draws the report's name at the top of the first page; returns where the blocks begin. */
static double
draw_title (const BwReport *report,
            cairo_t        *cr)
{
  double y = MARGIN;

  y += draw_paragraph (report, cr, BW_TEXT_HEADING, BW_TONE_TEXT, report->title, MARGIN, y, text_width (report), 3,
                       PANGO_ALIGN_LEFT);
  y += draw_paragraph (report, cr, BW_TEXT_LABEL, BW_TONE_DIM_TEXT, report->subtitle, MARGIN, y, text_width (report), 3,
                       PANGO_ALIGN_LEFT);
  return y + GAP;
}

static void
place (BwReport *report,
       guint     block,
       double    y,
       guint     first,
       guint     end)
{
  BwReportPlace at = { block, report->n_pages - 1, y, first, end };

  g_array_append_val (report->places, at);
}

/* Breaks a table over as many pages as it needs; returns where it ends. */
static double
lay_out_table (BwReport *report,
               guint     index,
               cairo_t  *cr,
               double    y)
{
  BwReportBlock *block = &g_array_index (report->blocks, BwReportBlock, index);
  guint          n_rows = bw_chart_table_n_rows (block->table), first = 0;
  double         step = row_height (report, cr), bottom = body_bottom (report);

  size_columns (report, block, cr);
  do
    {
      guint fit = (guint)MAX (floor ((bottom - y) / step) - 1.0, 0.0);

      if (fit < MIN (3, n_rows - first) && y > MARGIN)
        {
          report->n_pages++;
          y = MARGIN;
          continue;
        }
      fit = MIN (MAX (fit, 1), n_rows - first);
      place (report, index, y, first, first + fit);
      first += fit;
      y += step * (fit + 1);
    }
  while (first < n_rows);
  return y;
}

/* Lays the report out on pages of @width by @height points.
 * Returns: the number of pages, at least 1. */
guint
bw_report_lay_out (BwReport *report,
                   double    width,
                   double    height)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t         *cr = cairo_create (surface);
  gboolean         heading = FALSE; /* the last block was one: where it is to go is not known yet */
  double           y, bottom;

  report->width = width;
  report->height = height;
  report->n_pages = 1;
  g_array_set_size (report->places, 0);
  y = draw_title (report, cr);
  bottom = body_bottom (report);
  for (guint i = 0; i < report->blocks->len; i++)
    {
      BwReportBlock *block = &g_array_index (report->blocks, BwReportBlock, i);
      gboolean       table = block->kind == BW_REPORT_TABLE;
      double         tall = table ? 4 * row_height (report, cr) : draw_block (report, block, cr, y);

      if (y + tall > bottom && y > MARGIN)
        {
          report->n_pages++;
          y = MARGIN;
          if (heading)
            {
              BwReportPlace *before = &g_array_index (report->places, BwReportPlace, report->places->len - 1);

              before->page = report->n_pages - 1;
              before->y = y;
              y += draw_block (report, block - 1, cr, y) + GAP;
            }
        }
      heading = block->kind == BW_REPORT_HEADING;
      if (table)
        y = lay_out_table (report, i, cr, y);
      else
        {
          place (report, i, y, 0, 0);
          y += tall;
        }
      y += GAP;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return report->n_pages;
}

static void
draw_foot (const BwReport *report,
           cairo_t        *cr,
           guint           page)
{
  double y = report->height - MARGIN - FOOT / 2, width = text_width (report);
  /* Translators: at the bottom of a printed page, such as "2 of 5". */
  g_autofree char *number = g_strdup_printf (_ ("%u of %u"), page + 1, report->n_pages);

  draw_rule (report, cr, y - 3.0);
  draw_paragraph (report, cr, BW_TEXT_SMALL, BW_TONE_DIM_TEXT, report->foot, MARGIN, y, width * 0.8, 1, PANGO_ALIGN_LEFT);
  draw_paragraph (report, cr, BW_TEXT_SMALL, BW_TONE_DIM_TEXT, number, MARGIN + width * 0.8, y, width * 0.2, 1,
                  PANGO_ALIGN_RIGHT);
}

/* Draws @page, the first being 0, of a report that is laid out, with its corner at (0, 0). */
void
bw_report_draw_page (BwReport *report,
                     cairo_t  *cr,
                     guint     page)
{
  g_return_if_fail (report != NULL && cr != NULL && page < report->n_pages);

  if (page == 0)
    draw_title (report, cr);
  for (guint i = 0; i < report->places->len; i++)
    {
      const BwReportPlace *at = &g_array_index (report->places, BwReportPlace, i);
      const BwReportBlock *block = &g_array_index (report->blocks, BwReportBlock, at->block);

      if (at->page != page)
        continue;
      if (block->kind == BW_REPORT_TABLE)
        draw_table (report, block, cr, at->y, at->first, at->end);
      else
        draw_block (report, block, cr, at->y);
    }
  draw_foot (report, cr, page);
}
