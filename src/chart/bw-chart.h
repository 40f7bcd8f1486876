/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart: something that can be drawn, told in words, stepped through, and read as a table. */
#pragma once

#include "chart/bw-canvas.h"
#include "chart/bw-scale.h"
#include "chart/bw-view-range.h"
#include "core/bw-date.h"

G_BEGIN_DECLS

#define BW_CHART_ERROR (bw_chart_error_quark ())

typedef enum
{
  BW_CHART_ERROR_FORMAT, /* the file's name has no ending that can be drawn */
  BW_CHART_ERROR_SIZE,
  BW_CHART_ERROR_WRITE,
} BwChartError;

GQuark bw_chart_error_quark (void);

typedef struct _BwChart BwChart;

/* Along which way the points of a chart lie. */
typedef enum
{
  BW_CHART_ACROSS, /* the nearest point is the one nearest in x */
  BW_CHART_DOWN,   /* nearest in y */
  BW_CHART_OVER,   /* nearest in both */
} BwChartDirection;

/* The rows behind a chart. */
typedef struct
{
  gboolean   for_file; /* plain numbers rather than the user's */
  GPtrArray *columns;  /* (element-type utf8): titles */
  GPtrArray *cells;    /* (element-type utf8): row by row */
  GPtrArray *plain;    /* (element-type utf8) (nullable): the same for programs, where the cells are the user's */
} BwChartTable;

/* What a kind of chart can do. Instances begin with a BwChart. */
typedef struct
{
  gsize            instance_size;
  BwChartDirection direction; /* until a drawing says otherwise */
  /* Draws into @area of @canvas and tells the canvas its points, in their order. */
  void (*draw) (BwChart      *chart,
                BwCanvas     *canvas,
                const BwRect *area);
  /* What the chart shows, in a sentence. */
  char *(*dup_title) (BwChart *chart);
  /* What can be read off the chart, in sentences. */
  char *(*describe) (BwChart *chart);
  guint (*n_points) (BwChart *chart);
  /* One point in full, a line per series. */
  char *(*dup_point_text) (BwChart *chart,
                           guint    point);
  void (*fill_table) (BwChart      *chart,
                      BwChartTable *table);
  void (*finalize) (BwChart *chart);
  /* (nullable): the part of the width that @range is, in words, such as "1 Oct to 5 Nov"; charts that have it can be looked at in
   * part, and draw what chart->range says. */
  char *(*dup_range_text) (BwChart           *chart,
                           const BwViewRange *range);
} BwChartClass;

/* Charts do not change once they are made, but for where they were last laid out; they belong to one thread. */
struct _BwChart
{
  const BwChartClass *klass;
  gatomicrefcount     refs;
  BwChartDirection    direction;
  gboolean            untitled;
  double              width; /* of the last layout; 0 none */
  double              height;
  GArray             *points; /* (nullable): BwPoint, of the last layout */
  GArray             *labels; /* (nullable): BwLabel, of the last layout */
  BwViewRange         range;  /* the part of the width that is looked at */
  BwViewRange         drawn;  /* the same of the last layout, which the places of points and the plot belong to */
  BwRect              plot;   /* of the last layout of a chart that can be looked at in part */
};

/* Zooming in stops here: at this share of the width, and where so few points are left between the edges. */
#define BW_CHART_LEAST_RANGE  0.001
#define BW_CHART_LEAST_POINTS 3

gpointer bw_chart_alloc (const BwChartClass *klass) G_GNUC_WARN_UNUSED_RESULT;
BwChart *bw_chart_ref (BwChart *chart);
void     bw_chart_unref (BwChart *chart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChart, bw_chart_unref)

void           bw_chart_set_title_visible (BwChart *chart,
                                           gboolean visible);
gboolean       bw_chart_can_zoom (BwChart *chart);
void           bw_chart_set_range (BwChart           *chart,
                                   const BwViewRange *range);
BwViewRange    bw_chart_get_range (BwChart *chart);
double         bw_chart_least_range (BwChart *chart);
double         bw_chart_share_at (BwChart *chart,
                                  double   x);
char          *bw_chart_dup_range_text (BwChart *chart) G_GNUC_WARN_UNUSED_RESULT;
void           bw_chart_narrow (BwChart *chart,
                                BwScale *scale);
void           bw_chart_begin_plot (BwChart      *chart,
                                    BwCanvas     *canvas,
                                    const BwRect *plot);
void           bw_chart_end_plot (BwChart  *chart,
                                  BwCanvas *canvas);
char          *bw_chart_dup_title (BwChart *chart) G_GNUC_WARN_UNUSED_RESULT;
char          *bw_chart_describe (BwChart *chart) G_GNUC_WARN_UNUSED_RESULT;
void           bw_chart_draw (BwChart       *chart,
                              cairo_t       *cr,
                              double         width,
                              double         height,
                              const BwTheme *theme);
void           bw_chart_lay_out (BwChart       *chart,
                                 double         width,
                                 double         height,
                                 const BwTheme *theme);
guint          bw_chart_n_points (BwChart *chart);
const BwPoint *bw_chart_point (BwChart *chart,
                               guint    point);
int            bw_chart_hit (BwChart *chart,
                             double   x,
                             double   y);
int            bw_chart_step (BwChart *chart,
                              int      point,
                              int      by);
char          *bw_chart_dup_point_text (BwChart *chart,
                                        guint    point) G_GNUC_WARN_UNUSED_RESULT;
void           bw_chart_draw_hover (BwChart       *chart,
                                    cairo_t       *cr,
                                    double         width,
                                    double         height,
                                    const BwTheme *theme,
                                    guint          point);
gboolean       bw_chart_render_to_file (BwChart       *chart,
                                        const char    *path,
                                        int            width,
                                        int            height,
                                        const BwTheme *theme,
                                        GError       **error);

BwChartTable *bw_chart_dup_table (BwChart *chart,
                                  gboolean for_file) G_GNUC_WARN_UNUSED_RESULT;
void          bw_chart_table_free (BwChartTable *table);
void          bw_chart_table_add_column (BwChartTable *table,
                                         const char   *title);
void          bw_chart_table_take (BwChartTable *table,
                                   char         *cell);
void          bw_chart_table_take_money (BwChartTable *table,
                                         double        minor,
                                         const char   *currency);
void          bw_chart_table_take_date (BwChartTable *table,
                                        BwDate        date);
guint         bw_chart_table_n_rows (const BwChartTable *table);
const char   *bw_chart_table_cell (const BwChartTable *table,
                                   guint               row,
                                   guint               column);
char         *bw_chart_table_to_csv (const BwChartTable *table) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartTable, bw_chart_table_free)

G_END_DECLS
