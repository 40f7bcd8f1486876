/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives away the areas that nobody has. */
#pragma once

#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

typedef enum
{
  BW_FILL_NEAREST, /* to whose areas are nearest over the ground */
  BW_FILL_COMPACT, /* to whom most of the border is with */
  BW_N_FILLS,
} BwFill;

/* What is proposed. */
typedef struct
{
  guint    n;
  guint32 *counties;    /* (array length=n) (owned): that nobody has */
  gint32  *territories; /* (array length=n) (owned): who would get them */
  guint    n_left;      /* areas that stay nobody's: locked, or nobody may take them */
} BwTerritoryFilling;

BwTerritoryFilling *bw_territory_fill (const BwTerritoryPlan *plan,
                                       BwFill                 how) G_GNUC_WARN_UNUSED_RESULT;
void                bw_territory_filling_free (BwTerritoryFilling *filling);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTerritoryFilling, bw_territory_filling_free)

G_END_DECLS
