/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts side by side, as bars across. */
#pragma once

#include "chart/bw-chart.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  double      value; /* minor units; NaN unknown */
  const char *note;  /* (nullable): said after the amount */
  BwTone      tone;
} BwBarItem;

BwChart *bw_bar_chart_new (const char      *title,
                           const char      *name_title,
                           const char      *value_title,
                           const char      *currency,
                           const BwBarItem *items,
                           guint            n) G_GNUC_WARN_UNUSED_RESULT;
void     bw_bar_chart_set_reference (BwChart    *chart,
                                     const char *name,
                                     double      value);

G_END_DECLS
