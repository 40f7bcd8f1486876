/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas shaded by how much they have of something, with a key. */
#pragma once

#include "chart/bw-canvas.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

#define BW_MAP_SHADE_MOST 6

/* Never changes once made. */
typedef struct
{
  BwMeasure measure;
  char     *title; /* (owned): what the measure is called */
  char      currency[4];
  guint     n;                             /* classes of areas that have something */
  gint64    from[BW_MAP_SHADE_MOST];       /* the least of each class, ascending */
  gint64    most;                          /* that any area has */
  guint     counts[BW_MAP_SHADE_MOST + 1]; /* how many areas each class has, first those without anything */
  guint     n_half;                        /* how many areas have half of all, the richest first */
  guint8   *classes;                       /* (owned) (array length: the map's units): 0: has nothing, else 1 + its class */
} BwMapShade;

BwMapShade *bw_map_shade_new (const BwTerritoryPlan *plan,
                              const BwAccountValues *values,
                              BwMeasure              measure) G_GNUC_WARN_UNUSED_RESULT;
void        bw_map_shade_free (BwMapShade *shade);
BwColor     bw_map_shade_color (const BwMapShade *shade,
                                const BwTheme    *theme,
                                guint class);
char       *bw_map_shade_dup_range (const BwMapShade *shade,
                                    guint class) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_map_shade_describe (const BwMapShade *shade) G_GNUC_WARN_UNUSED_RESULT;
double      bw_map_shade_draw_key (const BwMapShade *shade,
                                   BwCanvas         *canvas,
                                   double            x,
                                   double            y,
                                   double            width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMapShade, bw_map_shade_free)

G_END_DECLS
