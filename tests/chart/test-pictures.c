/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart and the map, drawn, against pictures that were looked at and kept.
 *
 * A picture of 400 by 260 is brought down to 40 by 26 cells of a mean colour with 16 steps a channel, so that what another
 * antialiasing changes is gone but for a step; cells that are written on are left out, as fonts differ. Another font also
 * moves what is drawn by a part of a cell; so a cell is taken for the same when it is, within a step, in the range of
 * colours that the other picture has in the cells around, and the other way round. A few cells may be otherwise, as labels
 * give way to each other. A series that is left out, and axes that are shifted by two cells, change more than that: the
 * tests try just these with each chart.
 *
 * The kept pictures stand in pictures.txt: a line with a chart's name and theme, then a line for each row of cells: three hexadecimal
 * digits a cell, with how often it comes where that is more than once ("fff*12"). After a change that is meant, look at
 * the charts, then run this program with --update and G_TEST_SRCDIR set to the folder above, and it writes the file anew. */

#include "chart/bw-bar-chart.h"
#include "chart/bw-category-flow-chart.h"
#include "chart/bw-course-chart.h"
#include "chart/bw-distribution-chart.h"
#include "chart/bw-funnel-chart.h"
#include "chart/bw-heat-chart.h"
#include "chart/bw-multiple-chart.h"
#include "chart/bw-outcomes-chart.h"
#include "chart/bw-range-chart.h"
#include "chart/bw-reliability-chart.h"
#include "chart/bw-scatter-chart.h"
#include "chart/bw-season-chart.h"
#include "chart/bw-series-chart.h"
#include "chart/bw-sparkline.h"
#include "chart/bw-stack-chart.h"
#include "chart/bw-tornado-chart.h"
#include "chart/bw-waterfall-chart.h"
#include "chart-sample.h"
#include "map-sample.h"

#include <math.h>
#include <string.h>

enum
{
  CELL = 10, /* pixels */
  N_ACROSS = 40,
  N_DOWN = 26,
  N_CELLS = N_ACROSS * N_DOWN,
  STEPS = 15,
  MOST_OTHER = 12, /* cells that may be otherwise */
  SHIFT = 2 * CELL,
  MARGIN = CELL / 2, /* around writing */
};

/* The steps of each cell's red, green and blue, and which are written on; that is not kept. */
typedef struct
{
  guint8 steps[N_CELLS][3];
  guint8 written[N_CELLS];
} Picture;

/* ---- The charts; when not @whole, a series is left out ---- */

static BwBook    *book;
static BwOutlook *outlook;

static BwChart *
make_course (gboolean whole)
{
  g_autofree BwOutlookWeek *weeks = g_memdup2 (outlook->weeks, outlook->n_weeks * sizeof *weeks);
  BwOutlook                 known = *outlook;

  known.weeks = weeks;
  for (guint i = 0; i < known.n_weeks && !whole; i++)
    weeks[i].p10 = weeks[i].p25 = weeks[i].p50 = weeks[i].p75 = weeks[i].p90 = BW_MONEY_NONE;
  return bw_course_chart_new (&known, book);
}

static BwChart *
make_distribution (gboolean whole)
{
  BwOutlook less = *outlook;

  less.n_paths = outlook->n_paths / 4;
  return bw_distribution_chart_new (whole ? outlook : &less, book);
}

static BwChart *
make_waterfall (gboolean whole)
{
  BwFlow flow;

  chart_sample_flow (&flow);
  /* Its series are the moves; each alone is a thin bar, which is little more than the slack. */
  for (guint i = 0; !whole && i < G_N_ELEMENTS (flow.value); i++)
    flow.value[i] = 0;
  return bw_waterfall_chart_new (&flow, "USD");
}

static BwChart *
make_bars (gboolean whole)
{
  BwBarItem items[] = {
    { "Simulation", 412000000, "off by 9 %", BW_TONE_ACCENT },
    { "Last 90 days", 371000000, NULL, BW_TONE_CONTEXT },
    { "Calls", whole ? 390000000 : NAN, NULL, BW_TONE_CONTEXT },
  };

  return bw_bar_chart_new ("Methods side by side", "Method", "Forecast", "USD", items, G_N_ELEMENTS (items));
}

static BwChart *
make_range (gboolean whole)
{
  BwRangeMarks marks = { outlook->p10, outlook->p25, outlook->p50, outlook->p75, outlook->p90, 460000000 };

  if (!whole)
    marks.p25 = marks.p50 = marks.p75 = marks.p10 = marks.p90 - 1;
  return bw_range_chart_new (&marks, "USD");
}

static BwChart *
make_sparkline (gboolean whole)
{
  double values[] = { 100, 300, 120, 200, 250, 20, 300 };

  return bw_sparkline_new ("Closed by week", values, whole ? G_N_ELEMENTS (values) : 2, "USD");
}

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", NULL };
static const char *const years[] = { "2024", "2025", "2026", NULL };

/* Cents by year and month, high at each quarter's end. */
static double
sales (guint year,
       guint month)
{
  return 1e7 * (20 + 12 * year + month * 0.5 + (month % 3 == 2 ? 12 : 0));
}

static BwChart *
make_series (gboolean whole)
{
  BwSeriesPoint points[48];
  BwMeasure     money = bw_measure_money ("USD");
  BwCalendar    calendar = BW_CALENDAR_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      double value = i < 34 ? sales (i / 12, i % 12) : NAN, mean = i >= 34 && whole ? 4.2e8 : NAN, wide = 1e7 * (i - 33.0);

      points[i] = (BwSeriesPoint) { bw_date_from_ymd (2024 + (int)i / 12, 1 + (int)i % 12, 1), months[i % 12], value,
                                    value, mean, mean - wide, mean + wide, mean - 2 * wide, mean + 2 * wide, NULL };
    }
  return bw_series_chart_new ("Closed won grows", &money, &calendar, "50 % range", "80 % range", points, G_N_ELEMENTS (points));
}

static BwChart *
make_years (gboolean whole,
            gboolean heat)
{
  double    values[36];
  BwMeasure money = bw_measure_money ("USD");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i / 12 == 2 && !whole ? NAN : sales (i / 12, i % 12);
  if (heat)
    return bw_heat_chart_new ("Quarters end high", &money, "Year", years, months, values);
  return bw_season_chart_new ("Quarters end high", &money, months, years, values);
}

static BwChart *
make_season (gboolean whole)
{
  return make_years (whole, FALSE);
}

static BwChart *
make_heat (gboolean whole)
{
  return make_years (whole, TRUE);
}

static BwChart *
make_funnel (gboolean whole)
{
  BwFunnelStage stages[] = {
    { "Qualify", 412, 0.62, 0.58, 12 },
    { "Propose", whole ? 256 : 0, 0.71, 0.74, 20 },
    { "Negotiate", 181, 0.8, 0.795, 9 },
    { "Won", 145, NAN, NAN, NAN },
  };

  return bw_funnel_chart_new ("A third of what is qualified is won", stages, G_N_ELEMENTS (stages));
}

static BwChart *
make_tornado (gboolean whole)
{
  static const BwTornadoLever levers[] = {
    { "Win rate", "20 %", "30 %", 3.4e8, 4.9e8 },
    { "Deal size", "−10 %", "+10 %", 3.7e8, 4.4e8 },
    { "Cycle", "+10 days", "−10 days", 4.0e8, 4.15e8 },
  };
  BwMeasure money = bw_measure_money ("USD");

  return bw_tornado_chart_new ("The win rate matters most", &money, 4.1e8, levers, whole ? 3 : 1);
}

static BwChart *
make_scatter (gboolean whole)
{
  BwScatterPoint points[40];
  BwScatterAxis  x = { bw_measure_money ("USD"), "Amount" };
  BwScatterAxis  y = { { .kind = BW_MEASURE_DAYS }, "Days in stage" };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (BwScatterPoint) { "Acme", 1e6 * (1 + i * 7 % 40), 10 + i * 11 % 90, i % 2 ? BW_TONE_OPEN : BW_TONE_WON };
  return bw_scatter_chart_new ("Large deals stay longer", &x, &y, points, whole ? 40 : 8);
}

static BwChart *
make_stack (gboolean whole)
{
  static const char *const columns[] = { "Q1", "Q2", "Q3", "Q4", NULL };
  static const char *const parts[] = { "Closed", "Commit", "Best case", NULL };
  double                   values[] = { 3e8, 1e8, 0.3e8, 3.4e8, 1e8, 0.2e8, 2e8, 1e8, 0.5e8, 0.5e8, 1e8, 1e8 };
  BwMeasure                money = bw_measure_money ("USD");

  for (guint i = 1; i < G_N_ELEMENTS (values) && !whole; i += 3)
    values[i] = NAN;
  return bw_stack_chart_new ("Half of the year is closed", &money, "Quarter", columns, parts, values);
}

static BwChart *
make_category_flow (gboolean whole)
{
  static const char *const from[] = { "New", "Pipeline", "Commit", NULL };
  static const char *const to[] = { "Pipeline", "Commit", "Won", "Lost", NULL };
  static const BwTone      tones[] = { BW_TONE_CONTEXT, BW_TONE_OPEN, BW_TONE_WON, BW_TONE_LOST };
  double                   values[] = { 5e7, 1e7, 2e7, 0, whole ? 2e8 : 0, 6e7, 3e7, 9e7, 0, 4e7, 1.1e8, 2e7 };
  BwMeasure                money = bw_measure_money ("USD");

  return bw_category_flow_chart_new ("Most of commit was won", &money, from, to, values, tones);
}

static BwChart *
make_multiple (gboolean whole)
{
  static const double values[3][6] = { { 1, 2, 3, 4, 5, 6 }, { 6, 5, 4, 3, 2, 1 }, { 0, 0, 0, 10, 0, 0 } };
  static const double none[6] = { NAN, NAN, NAN, NAN, NAN, NAN };
  BwMeasure           number = { .kind = BW_MEASURE_NUMBER };
  BwMultipleSeries    series[] = { { "Anna", values[0], 6, 4 }, { "Ben", whole ? values[1] : none, 6, 6 }, { "Cara", whole ? values[2] : none, 6, 5 } };

  return bw_multiple_chart_new ("Wins by person", &number, "Person", series, G_N_ELEMENTS (series), FALSE);
}

static BwChart *
make_outcomes (gboolean whole)
{
  static double paths[2][1000];
  BwOutcomes    outcomes[2];

  for (guint i = 0; i < 2; i++)
    {
      double from = 1e8 + 0.5e8 * i;

      for (guint k = 0; k < 1000; k++)
        paths[i][k] = from + 1e8 * (k + 0.5) / 1000;
      outcomes[i] = (BwOutcomes) { i ? "Two more" : "Present", paths[i], 1000, 1.75e8, 0.25 + 0.5 * i, from + 0.1e8, from + 0.5e8, from + 0.9e8 };
    }
  return bw_outcomes_chart_new ("Two more people add $500 K", "USD", BW_OUTCOMES_OVER, outcomes, whole ? 2 : 1);
}

static BwChart *
make_reliability (gboolean whole)
{
  BwScoreBin bins[10];

  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    {
      bins[i] = (BwScoreBin) { .from = i / 10.0, .to = (i + 1) / 10.0, .n = whole || i < 3 ? 20 * (i + 1) : 0, .mean = i / 10.0 + 0.05 };
      bins[i].won = MIN (bins[i].mean + 0.1, 1.0);
      bw_score_wilson (bins[i].won * bins[i].n, bins[i].n, 1.96, &bins[i].low, &bins[i].high);
    }
  return bw_reliability_chart_new (bins, G_N_ELEMENTS (bins));
}

static const struct
{
  const char *name;
  BwChart *(*make) (gboolean whole);
} charts[] = {
  { "course", make_course },
  { "distribution", make_distribution },
  { "waterfall", make_waterfall },
  { "bars", make_bars },
  { "range", make_range },
  { "sparkline", make_sparkline },
  { "series", make_series },
  { "season", make_season },
  { "heat", make_heat },
  { "funnel", make_funnel },
  { "tornado", make_tornado },
  { "scatter", make_scatter },
  { "stack", make_stack },
  { "category-flow", make_category_flow },
  { "multiple", make_multiple },
  { "outcomes", make_outcomes },
  { "reliability", make_reliability },
  { "map", map_sample_chart },
};

/* ---- Pictures ---- */

/* Marks the cells that the labels of @chart, as last laid out, stand on or beside. */
static void
mark_labels (const BwChart *chart,
             double         dx,
             double         dy,
             Picture       *picture)
{
  memset (picture->written, 0, sizeof picture->written);
  for (guint k = 0; k < chart->labels->len; k++)
    {
      BwRect rect = g_array_index (chart->labels, BwLabel, k).rect;

      for (int i = 0; i < N_CELLS; i++)
        {
          double x = (i % N_ACROSS) * CELL - dx, y = (i / N_ACROSS) * CELL - dy;

          if (x + CELL + MARGIN > rect.x && x < rect.x + rect.width + MARGIN && y + CELL + MARGIN > rect.y && y < rect.y + rect.height + MARGIN)
            picture->written[i] = TRUE;
        }
    }
}

/* Draws @chart moved by @dx, @dy pixels, and brings it down to cells. */
static void
take_picture (BwChart *chart,
              gboolean dark,
              double   font_size,
              double   dx,
              double   dy,
              Picture *picture)
{
  BwTheme          theme = { .dark = dark, .font_size = font_size, .font_family = "DejaVu Sans" };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, N_ACROSS * CELL, N_DOWN * CELL);
  cairo_t         *cr = cairo_create (surface);
  const guint8    *bytes;
  int              stride;

  cairo_set_source_rgb (cr, dark ? 0.12 : 1, dark ? 0.12 : 1, dark ? 0.12 : 1);
  cairo_paint (cr);
  cairo_translate (cr, dx, dy);
  bw_chart_draw (chart, cr, N_ACROSS * CELL, N_DOWN * CELL, &theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  bytes = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (guint i = 0; i < N_CELLS; i++)
    {
      guint sums[3] = { 0, 0, 0 };

      for (guint p = 0; p < CELL * CELL; p++)
        {
          guint32 pixel;

          memcpy (&pixel, bytes + (i / N_ACROSS * CELL + p / CELL) * (gsize)stride + (i % N_ACROSS * CELL + p % CELL) * 4, sizeof pixel);
          for (guint c = 0; c < 3; c++)
            sums[c] += pixel >> (16 - 8 * c) & 255;
        }
      for (guint c = 0; c < 3; c++)
        picture->steps[i][c] = (guint8)lround (sums[c] * STEPS / (255.0 * CELL * CELL));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  bw_chart_lay_out (chart, N_ACROSS * CELL, N_DOWN * CELL, &theme);
  mark_labels (chart, dx, dy, picture);
}

/* Whether cell @i of @a is within a step of what @b has around it, or some more where that differs much: an edge that moves
 * within a cell. */
static gboolean
is_like (const Picture *a,
         const Picture *b,
         int            i)
{
  int x = i % N_ACROSS, y = i / N_ACROSS;

  for (guint c = 0; c < 3; c++)
    {
      int low = STEPS, high = 0, slack;

      for (int v = MAX (y - 1, 0); v <= MIN (y + 1, N_DOWN - 1); v++)
        for (int u = MAX (x - 1, 0); u <= MIN (x + 1, N_ACROSS - 1); u++)
          {
            low = MIN (low, b->steps[v * N_ACROSS + u][c]);
            high = MAX (high, b->steps[v * N_ACROSS + u][c]);
          }
      slack = 1 + (high - low) / 6;
      if (a->steps[i][c] < low - slack || a->steps[i][c] > high + slack)
        return FALSE;
    }
  return TRUE;
}

/* How many cells are otherwise in @a than in @b. */
static guint
count_other (const Picture *a,
             const Picture *b)
{
  guint n = 0;

  for (int i = 0; i < N_CELLS; i++)
    n += !a->written[i] && !b->written[i] && (!is_like (a, b, i) || !is_like (b, a, i));
  return n;
}

static void
write_picture (GString       *text,
               const char    *name,
               gboolean       dark,
               const Picture *picture)
{
  g_string_append_printf (text, "%s %s\n", name, dark ? "dark" : "light");
  for (guint i = 0; i < N_CELLS;)
    {
      guint n = 1, left = N_ACROSS - i % N_ACROSS;

      while (n < left && memcmp (picture->steps[i], picture->steps[i + n], 3) == 0)
        n++;
      g_string_append_printf (text, "%x%x%x", picture->steps[i][0], picture->steps[i][1], picture->steps[i][2]);
      if (n > 1)
        g_string_append_printf (text, "*%u", n);
      g_string_append_c (text, n == left ? '\n' : ' ');
      i += n;
    }
}

/* Reads the kept picture of @name. */
static void
read_picture (const char *name,
              gboolean    dark,
              Picture    *picture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "chart", "pictures.txt", NULL);
  g_autofree char *text = NULL;
  g_autofree char *head = g_strdup_printf ("\n%s %s\n", name, dark ? "dark" : "light");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) cells = NULL;
  const char *at;
  guint       i = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  at = strstr (text, head);
  g_assert_nonnull (at);
  cells = g_strsplit_set (at + strlen (head), " \n", -1);
  for (char **cell = cells; *cell != NULL && i < N_CELLS; cell++)
    {
      guint n = strlen (*cell) > 4 ? (guint)g_ascii_strtoull (*cell + 4, NULL, 10) : 1;

      g_assert_cmpuint (strlen (*cell), >=, 3);
      g_assert_cmpuint (n, >=, 1);
      for (; n > 0 && i < N_CELLS; n--, i++)
        for (guint c = 0; c < 3; c++)
          picture->steps[i][c] = (guint8)g_ascii_xdigit_value ((*cell)[c]);
    }
  g_assert_cmpuint (i, ==, N_CELLS);
}

/* ---- Tests ---- */

/* Each chart looks as it was kept. */
static void
test_kept (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (BwChart) chart = charts[k].make (TRUE);

  for (int dark = 0; dark < 2; dark++)
    {
      Picture kept, drawn;

      memset (&kept, 0, sizeof kept);
      read_picture (charts[k].name, dark, &kept);
      take_picture (chart, dark, 0, 0, 0, &drawn);
      g_test_message ("%s %s: %u cells otherwise", charts[k].name, dark ? "dark" : "light", count_other (&drawn, &kept));
      g_assert_cmpuint (count_other (&drawn, &kept), <=, MOST_OTHER);
    }
}

/* A little smaller or larger writing, or a pixel aside, is still the same; a series that is missing, axes that are shifted and the
 * other theme are not. */
static void
test_tells_apart (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (BwChart) chart = charts[k].make (TRUE);
  g_autoptr (BwChart) less = charts[k].make (FALSE);
  Picture whole, other;

  take_picture (chart, FALSE, 0, 0, 0, &whole);
  take_picture (chart, FALSE, 0, 1, 1, &other);
  g_test_message ("%s, a pixel aside: %u cells otherwise", charts[k].name, count_other (&other, &whole));
  g_assert_cmpuint (count_other (&other, &whole), <=, MOST_OTHER);
  take_picture (chart, FALSE, 12.25, 0, 0, &other);
  g_test_message ("%s, larger writing: %u cells otherwise", charts[k].name, count_other (&other, &whole));
  g_assert_cmpuint (count_other (&other, &whole), <=, MOST_OTHER);
  take_picture (less, FALSE, 0, 0, 0, &other);
  g_test_message ("%s without a series: %u cells otherwise", charts[k].name, count_other (&other, &whole));
  g_assert_cmpuint (count_other (&other, &whole), >, MOST_OTHER);
  take_picture (chart, FALSE, 0, SHIFT, SHIFT, &other);
  g_test_message ("%s shifted: %u cells otherwise", charts[k].name, count_other (&other, &whole));
  g_assert_cmpuint (count_other (&other, &whole), >, MOST_OTHER);
  take_picture (chart, TRUE, 0, 0, 0, &other);
  g_assert_cmpuint (count_other (&other, &whole), >, 10 * MOST_OTHER);
}

static int
update (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "chart", "pictures.txt", NULL);
  g_autoptr (GString) text = g_string_new ("Made by test-pictures --update.\n");
  g_autoptr (GError) error = NULL;

  for (guint k = 0; k < G_N_ELEMENTS (charts); k++)
    for (int dark = 0; dark < 2; dark++)
      {
        g_autoptr (BwChart) chart = charts[k].make (TRUE);
        Picture picture;

        take_picture (chart, dark, 0, 0, 0, &picture);
        write_picture (text, charts[k].name, dark, &picture);
      }
  if (g_file_set_contents (path, text->str, (gssize)text->len, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}

int
main (int    argc,
      char **argv)
{
  gboolean updates = argc == 2 && g_str_equal (argv[1], "--update");
  BwDate   today = bw_date_from_ymd (2026, 11, 9);
  int      status;

  g_test_init (&argc, &argv, NULL);
  book = bw_book_new ();
  outlook = chart_sample_outlook (book, today);
  for (guint k = 0; k < G_N_ELEMENTS (charts); k++)
    {
      g_autofree char *kept = g_strconcat ("/pictures/kept/", charts[k].name, NULL);
      g_autofree char *apart = g_strconcat ("/pictures/apart/", charts[k].name, NULL);

      g_test_add_data_func (kept, GUINT_TO_POINTER (k), test_kept);
      g_test_add_data_func (apart, GUINT_TO_POINTER (k), test_tells_apart);
    }
  status = updates ? update () : g_test_run ();
  chart_sample_outlook_free (outlook);
  bw_book_unref (book);
  return status;
}
