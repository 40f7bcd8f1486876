/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of territories that lie apart, and holes in them. */
#pragma once

#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef enum
{
  BW_PART_HOLE,     /* nobody has it, and one territory lies all around */
  BW_PART_ENCLAVE,  /* apart from the rest of its territory, and another lies all around */
  BW_PART_DETACHED, /* apart from the rest of its territory */
  BW_PART_ISLAND,   /* apart, and without a border to anything: a bridge would join it */
  BW_N_PARTS,
} BwPartKind;

typedef struct
{
  BwPartKind kind;
  gint32     territory; /* whose it is, BW_NOBODY: a hole */
  gint32     to;        /* the territory with the longest border to it, BW_NOBODY: none */
  guint32   *counties;  /* (array length=n) (owned), ascending */
  guint      n;
  guint      accounts;
  gint64     pipeline; /* minor units */
} BwTerritoryPart;

GPtrArray  *bw_territory_parts_new (const BwTerritoryPlan *plan,
                                    const GArray          *counties) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_part_kind_name (BwPartKind kind);
char       *bw_territory_part_dup_title (const BwTerritoryPlan *plan,
                                         const BwTerritoryPart *part) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
