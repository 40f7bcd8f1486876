/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of charts and maps, and the theme they are drawn for. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* sRGB, each part 0 to 1. */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} BwColor;

/* What charts are drawn for. A plain value; @font_family is borrowed and must outlive the theme. */
typedef struct
{
  gboolean    dark;
  gboolean    high_contrast;
  gboolean    rtl;         /* the user's language is written from right to left */
  BwColor     accent;      /* "ours"; alpha 0: the palette's own */
  const char *font_family; /* (nullable): the system's sans serif */
  double      font_size;   /* of labels, in pixels; 0: 12 */
} BwTheme;

#define BW_THEME_LIGHT \
  {                    \
    .dark = FALSE      \
  }
#define BW_THEME_DARK \
  {                   \
    .dark = TRUE      \
  }

/* Colours with a meaning. Won, open and lost are the same on every page. */
typedef enum
{
  BW_TONE_TEXT,
  BW_TONE_DIM_TEXT, /* axis labels, notes */
  BW_TONE_GRID,     /* hairlines */
  BW_TONE_AXIS,     /* baselines, today, period end */
  BW_TONE_CONTEXT,  /* past periods, things not selected */
  BW_TONE_PAPER,    /* behind a chart in a file */
  BW_TONE_RAISED,   /* behind a tooltip */
  BW_TONE_ACCENT,
  BW_TONE_WON,
  BW_TONE_OPEN,
  BW_TONE_LOST,
  BW_TONE_GOOD,
  BW_TONE_BAD,
  BW_TONE_TARGET,
  BW_N_TONES,
} BwTone;

BwColor bw_palette_tone (const BwTheme *theme,
                         BwTone         tone);
BwColor bw_palette_ink (const BwTheme *theme,
                        BwTone         tone);
BwColor bw_palette_category (const BwTheme *theme,
                             guint          i);
BwColor bw_palette_sequential (const BwTheme *theme,
                               double         share);
BwColor bw_palette_diverging (const BwTheme *theme,
                              double         deviation);
BwColor bw_color_mix (BwColor a,
                      BwColor b,
                      double  share);
BwColor bw_color_fade (BwColor color,
                       double  alpha);
double  bw_color_contrast (BwColor a,
                           BwColor b);
void    bw_color_set_source (BwColor  color,
                             cairo_t *cr);

G_END_DECLS
