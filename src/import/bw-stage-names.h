/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names of stages and categories say. */
#pragma once

#include "core/bw-deals.h"

G_BEGIN_DECLS

/* What is known of a stage by its name. */
typedef struct
{
  BwStageKind kind;
  BwCategory  category;
  gint16      probability; /* thousandths, or BW_PROBABILITY_NONE */
  gboolean    known;       /* FALSE: assumed to be open, in the pipeline */
} BwStageMeaning;

BwStageMeaning bw_stage_name_meaning (const char *name);
gboolean       bw_category_name_parse (const char *name,
                                       BwCategory *category);
gboolean       bw_stage_option_parse (const char  *text,
                                      BwStageKind *kind,
                                      BwCategory  *category);

G_END_DECLS
