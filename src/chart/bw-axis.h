/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Axes: what stands at the ticks, in the user's words. */
#pragma once

#include "chart/bw-canvas.h"
#include "chart/bw-scale.h"

G_BEGIN_DECLS

/* How the amounts of one axis are written: all in the same unit, with as many decimals as its step needs. */
typedef struct
{
  double divisor; /* minor units in one unit of the axis */
  int    decimals;
  char   name[32]; /* "M USD" */
} BwMoneyUnit;

void   bw_money_unit_init (BwMoneyUnit   *unit,
                           const BwTicks *ticks,
                           const char    *currency);
char  *bw_money_unit_dup_label (const BwMoneyUnit *unit,
                                double             minor) G_GNUC_WARN_UNUSED_RESULT;
double bw_axis_money_width (BwCanvas          *canvas,
                            const BwTicks     *ticks,
                            const BwMoneyUnit *unit);
void   bw_axis_draw_money_up (BwCanvas          *canvas,
                              const BwRect      *plot,
                              const BwScale     *scale,
                              const BwTicks     *ticks,
                              const BwMoneyUnit *unit);
void   bw_axis_draw_money_across (BwCanvas          *canvas,
                                  const BwRect      *plot,
                                  const BwScale     *scale,
                                  const BwTicks     *ticks,
                                  const BwMoneyUnit *unit);
void   bw_axis_draw_dates (BwCanvas         *canvas,
                           const BwRect     *plot,
                           const BwScale    *scale,
                           const BwCalendar *calendar,
                           BwDate            from,
                           BwDate            to);
char  *bw_axis_dup_money (double      minor,
                          const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_axis_dup_money_in_full (double      minor,
                                  const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_axis_dup_period (const BwPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
char  *bw_axis_dup_percent (double share) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
