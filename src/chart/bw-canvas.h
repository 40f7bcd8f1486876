/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart draws on: cairo and pango, with a memory of labels and points. */
#pragma once

#include "chart/bw-palette.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} BwRect;

typedef enum
{
  BW_TEXT_LABEL,
  BW_TEXT_STRONG, /* a label that is read first */
  BW_TEXT_SMALL,
  BW_TEXT_TITLE,
  BW_TEXT_HEADING, /* of a sheet */
  BW_N_TEXT_STYLES,
} BwTextStyle;

/* A label that was drawn, and where. */
typedef struct
{
  BwRect rect;
  char  *text; /* (owned) */
} BwLabel;

/* Where a point of the data stands. */
typedef struct
{
  double x; /* of its marker */
  double y;
  BwRect region; /* that belongs to it: its column or bar; may have no width */
} BwPoint;

typedef struct
{
  cairo_t       *cr;
  const BwTheme *theme;
  double         width;
  double         height;
  PangoContext  *context;                   /* (owned) */
  PangoLayout   *layouts[BW_N_TEXT_STYLES]; /* (owned) (nullable) */
  gboolean       wrapped[BW_N_TEXT_STYLES]; /* the layout is no plain line */
  PangoLayout   *layout;                    /* (nullable): the one of the text measured last */
  BwRect         digits[BW_N_TEXT_STYLES];  /* the least size of a digit; no height: not measured yet */
  double         line_height;               /* 0: not measured yet */
  BwColor       *tones;                     /* (owned): by tone; no alpha: not asked for yet */
  GArray        *labels;                    /* BwLabel */
  GArray        *points;                    /* BwPoint, in the order of the chart's points */
  GArray        *clear;                     /* BwRect: where no label goes any more */
  double         window_from;               /* what is drawn reaches from here to there in x; nothing is hidden where it is all of the canvas */
  double         window_to;
} BwCanvas;

void     bw_canvas_init (BwCanvas      *canvas,
                         cairo_t       *cr,
                         double         width,
                         double         height,
                         const BwTheme *theme);
void     bw_canvas_clear (BwCanvas *canvas);
BwColor  bw_canvas_tone (const BwCanvas *canvas,
                         BwTone          tone);
double   bw_canvas_em (const BwCanvas *canvas);
double   bw_canvas_line_height (BwCanvas *canvas);
void     bw_canvas_measure (BwCanvas   *canvas,
                            BwTextStyle style,
                            const char *text,
                            double     *width,
                            double     *height);
void     bw_canvas_measure_least (BwCanvas   *canvas,
                                  BwTextStyle style,
                                  const char *text,
                                  double     *width,
                                  double     *height);
gboolean bw_canvas_text (BwCanvas   *canvas,
                         BwTextStyle style,
                         BwColor     color,
                         const char *text,
                         double      x,
                         double      y,
                         double      align_x,
                         double      align_y);
double   bw_canvas_paragraph (BwCanvas      *canvas,
                              BwTextStyle    style,
                              BwColor        color,
                              const char    *text,
                              const BwRect  *area,
                              int            max_lines,
                              PangoAlignment alignment);
void     bw_canvas_empty (BwCanvas     *canvas,
                          const BwRect *area,
                          const char   *text);
void     bw_canvas_line (BwCanvas *canvas,
                         BwColor   color,
                         double    thickness,
                         double    x0,
                         double    y0,
                         double    x1,
                         double    y1);
void     bw_canvas_rect (BwCanvas     *canvas,
                         BwColor       color,
                         const BwRect *rect);
void     bw_canvas_dot (BwCanvas *canvas,
                        BwColor   color,
                        double    x,
                        double    y,
                        double    radius);
void     bw_canvas_polyline (BwCanvas     *canvas,
                             BwColor       color,
                             double        thickness,
                             const double *x,
                             const double *y,
                             guint         n);
void     bw_canvas_polylines (BwCanvas     *canvas,
                              BwColor       color,
                              double        thickness,
                              const double *x,
                              const double *y,
                              guint         n_lines,
                              guint         n);
void     bw_canvas_band (BwCanvas     *canvas,
                         BwColor       color,
                         const double *x,
                         const double *low,
                         const double *high,
                         guint         n);
void     bw_canvas_keep_clear (BwCanvas     *canvas,
                               const BwRect *rect);
void     bw_canvas_open_window (BwCanvas *canvas,
                                double    from,
                                double    to);
void     bw_canvas_close_window (BwCanvas *canvas);
void     bw_canvas_add_point (BwCanvas     *canvas,
                              double        x,
                              double        y,
                              const BwRect *region);
void     bw_canvas_spread (double *centers,
                           guint   n,
                           double  gap,
                           double  low,
                           double  high);
gboolean bw_rect_overlaps (const BwRect *a,
                           const BwRect *b,
                           double        gap);

G_END_DECLS
