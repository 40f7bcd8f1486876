/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which measures matter to the organisation. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* Their names stand in project files and never change. */
typedef enum
{
  BW_KEY_CLOSED,
  BW_KEY_FORECAST,
  BW_KEY_QUOTA,
  BW_KEY_GAP,
  BW_KEY_COVERAGE,
  BW_KEY_CHANCE,
  BW_N_KEY_MEASURES,
} BwKeyMeasure;

/* Those that matter, in their order. */
typedef struct
{
  guint        n; /* 1 or more */
  BwKeyMeasure list[BW_N_KEY_MEASURES];
} BwKeyMeasures;

const char   *bw_key_measure_name (BwKeyMeasure measure);
const char   *bw_key_measure_title (BwKeyMeasure measure);
const char   *bw_key_measure_explanation (BwKeyMeasure measure);
BwKeyMeasures bw_key_measures_default (void);
BwKeyMeasures bw_key_measures_of_book (const BwBook *book);
gboolean      bw_key_measures_parse (const char    *text,
                                     BwKeyMeasures *measures);
char         *bw_key_measures_to_text (const BwKeyMeasures *measures) G_GNUC_WARN_UNUSED_RESULT;
gboolean      bw_key_measures_have (const BwKeyMeasures *measures,
                                    BwKeyMeasure         measure);
void          bw_key_measures_set (BwBook              *book,
                                   BwDelta             *delta,
                                   const BwKeyMeasures *measures);

G_END_DECLS
