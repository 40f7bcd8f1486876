/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of charts and maps.
 *
 * The only place with colours written as numbers. Categories are those of Okabe and Ito, "Color universal design"
 * (2008), which stay apart for colour-blind readers. On a dark ground, and where high contrast is asked for, a
 * colour is not another list but the same one moved towards white (or black) until it reaches the contrast that
 * WCAG 2.1 asks of graphics (3:1) or text (4.5:1) against the ground; so it holds for any accent too. */

#include "chart/bw-palette.h"

#include <math.h>

#define RGB(hex)                                                                         \
  {                                                                                      \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex)&0xff) / 255.0, 1.0 \
  }

static const BwColor okabe_ito[] = {
  RGB (0x0072b2),
  RGB (0xe69f00),
  RGB (0x009e73),
  RGB (0xd55e00),
  RGB (0xcc79a7),
  RGB (0x56b4e9),
  RGB (0xf0e442),
};

enum
{
  BLUE,
  ORANGE,
  GREEN,
  VERMILION,
};

static const BwColor white = RGB (0xffffff);
static const BwColor black = RGB (0x000000);

/* What is as it is, by light and dark; the rest is worked out from Okabe and Ito's. */
static const BwColor tones[2][BW_N_TONES] = {
  {
    [BW_TONE_TEXT] = RGB (0x2e2e2e),
    [BW_TONE_DIM_TEXT] = RGB (0x63636a),
    [BW_TONE_GRID] = RGB (0xe4e4e6),
    [BW_TONE_AXIS] = RGB (0x8a8a90),
    [BW_TONE_CONTEXT] = RGB (0xa6a6ad),
    [BW_TONE_PAPER] = RGB (0xffffff),
    [BW_TONE_RAISED] = RGB (0xffffff),
    [BW_TONE_ACCENT] = RGB (0x1c71d8),
    [BW_TONE_LOST] = RGB (0x8c8c93),
    [BW_TONE_TARGET] = RGB (0x2e2e2e),
  },
  {
    [BW_TONE_TEXT] = RGB (0xf2f2f2),
    [BW_TONE_DIM_TEXT] = RGB (0xb4b4ba),
    [BW_TONE_GRID] = RGB (0x444448),
    [BW_TONE_AXIS] = RGB (0x8e8e94),
    [BW_TONE_CONTEXT] = RGB (0x76767c),
    [BW_TONE_PAPER] = RGB (0x242424),
    [BW_TONE_RAISED] = RGB (0x3a3a3c),
    [BW_TONE_ACCENT] = RGB (0x78aeed),
    [BW_TONE_LOST] = RGB (0x97979e),
    [BW_TONE_TARGET] = RGB (0xf2f2f2),
  },
};

/* The lightest ground that libadwaita puts behind content in the dark, and the darkest in the light. */
static const BwColor dark_ground = RGB (0x383838);
static const BwColor light_ground = RGB (0xfafafa);

static double
linear_part (double part)
{
  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (BwColor color)
{
  return 0.2126 * linear_part (color.red) + 0.7152 * linear_part (color.green) + 0.0722 * linear_part (color.blue);
}

/* The contrast of two opaque colours as WCAG 2.1 defines it, 1 to 21. */
double
bw_color_contrast (BwColor a,
                   BwColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/* @a with @share (0 to 1) of @b. */
BwColor
bw_color_mix (BwColor a,
              BwColor b,
              double  share)
{
  BwColor mixed = {
    a.red + (b.red - a.red) * share,
    a.green + (b.green - a.green) * share,
    a.blue + (b.blue - a.blue) * share,
    a.alpha + (b.alpha - a.alpha) * share,
  };

  return mixed;
}

/* @color, with its opacity multiplied by @alpha. */
BwColor
bw_color_fade (BwColor color,
               double  alpha)
{
  color.alpha *= alpha;
  return color;
}

/* Makes @color the source of @cr. */
void
bw_color_set_source (BwColor  color,
                     cairo_t *cr)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}

/* @color, moved away from the theme's ground until the contrast is @ratio. */
static BwColor
keep_contrast (const BwTheme *theme,
               BwColor        color,
               double         ratio)
{
  BwColor ground = theme->dark ? dark_ground : light_ground;
  BwColor end = theme->dark ? white : black;
  BwColor moved = color;

  for (int i = 1; i <= 20 && bw_color_contrast (moved, ground) < ratio; i++)
    moved = bw_color_mix (color, end, i / 20.0);
  return moved;
}

/* Returns: the colour of @tone in @theme. */
BwColor
bw_palette_tone (const BwTheme *theme,
                 BwTone         tone)
{
  double  graphics = theme->high_contrast ? 4.5 : 3.0;
  BwColor color = tones[theme->dark ? 1 : 0][tone];

  switch (tone)
    {
    case BW_TONE_TEXT:
    case BW_TONE_TARGET:
      return theme->high_contrast ? (theme->dark ? white : black) : color;
    case BW_TONE_DIM_TEXT:
      return keep_contrast (theme, color, theme->high_contrast ? 7.0 : 4.5);
    case BW_TONE_GRID:
      return theme->high_contrast ? keep_contrast (theme, color, 2.0) : color;
    case BW_TONE_AXIS:
    case BW_TONE_LOST:
      return keep_contrast (theme, color, graphics);
    case BW_TONE_CONTEXT:
      return theme->high_contrast ? keep_contrast (theme, color, 3.0) : color;
    case BW_TONE_ACCENT:
      return keep_contrast (theme, theme->accent.alpha > 0 ? theme->accent : color, graphics);
    case BW_TONE_OPEN:
      return keep_contrast (theme, okabe_ito[BLUE], graphics);
    case BW_TONE_WON:
    case BW_TONE_GOOD:
      return keep_contrast (theme, okabe_ito[GREEN], graphics);
    case BW_TONE_BAD:
      return keep_contrast (theme, okabe_ito[VERMILION], graphics);
    case BW_TONE_PAPER:
    case BW_TONE_RAISED:
    case BW_N_TONES:
      break;
    }
  return color;
}

/* The colour of @tone for text, which needs more contrast than graphics. */
BwColor
bw_palette_ink (const BwTheme *theme,
                BwTone         tone)
{
  return keep_contrast (theme, bw_palette_tone (theme, tone), theme->high_contrast ? 7.0 : 4.5);
}

/* The colour of category @i, for any @i: Okabe and Ito's seven, then the same lighter, then again. */
BwColor
bw_palette_category (const BwTheme *theme,
                     guint          i)
{
  BwColor color = okabe_ito[i % G_N_ELEMENTS (okabe_ito)];

  if (i / G_N_ELEMENTS (okabe_ito) % 2 == 1)
    color = bw_color_mix (color, white, 0.45);
  if (theme->dark)
    return keep_contrast (theme, color, theme->high_contrast ? 4.5 : 3.0);
  return theme->high_contrast ? keep_contrast (theme, color, 3.0) : color;
}

/* The colour for @share, 0 (little) to 1 (much), of one hue: from near the ground to far from it. An unknown share
 * (NaN) has the ground's grey. */
BwColor
bw_palette_sequential (const BwTheme *theme,
                       double         share)
{
  BwColor few = bw_color_mix (theme->dark ? dark_ground : white, okabe_ito[BLUE], theme->dark ? 0.35 : 0.12);
  BwColor many = bw_color_mix (okabe_ito[BLUE], theme->dark ? white : black, theme->dark ? 0.62 : 0.45);
  BwColor half = bw_color_mix (okabe_ito[BLUE], white, theme->dark ? 0.12 : 0.25);

  if (isnan (share))
    return tones[theme->dark ? 1 : 0][BW_TONE_GRID];
  share = CLAMP (share, 0.0, 1.0);
  return share < 0.5 ? bw_color_mix (few, half, share * 2) : bw_color_mix (half, many, share * 2 - 1);
}

/* The colour for @deviation from a target: -1 and less vermilion, 0 grey, 1 and more blue. An unknown deviation
 * (NaN) has the grid's grey. */
BwColor
bw_palette_diverging (const BwTheme *theme,
                      double         deviation)
{
  const BwColor *fixed = tones[theme->dark ? 1 : 0];
  BwColor        middle = bw_color_mix (fixed[BW_TONE_GRID], fixed[BW_TONE_CONTEXT], 0.35);
  BwColor        end = keep_contrast (theme, okabe_ito[deviation < 0 ? VERMILION : BLUE], theme->dark ? 3.0 : 1.0);

  if (isnan (deviation))
    return fixed[BW_TONE_GRID];
  return bw_color_mix (middle, end, MIN (fabs (deviation), 1.0));
}
