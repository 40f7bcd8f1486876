/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of area, their borders and plans of them, from files. */
#pragma once

#include "core/bw-unit-graph.h"

G_BEGIN_DECLS

/* Units as they stand in their files. */
typedef struct
{
  GPtrArray   *names;         /* (element-type utf8) (owned) of the units */
  GHashTable  *by_name;       /* unit's name to its number + 1 */
  GPtrArray   *measures;      /* (element-type utf8) (owned) their names, of those that were asked for */
  BwUnitGraph *graph;         /* (owned) */
  guint        n_unknown;     /* borders with units that do not exist: left out */
  guint64      first_unknown; /* the line of the first */
} BwCliUnits;

BwCliUnits *bw_cli_units_new (const char *units_path,
                              const char *edges_path,
                              const char *measures,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_cli_units_free (BwCliUnits *units);
gint32     *bw_cli_units_read_plan (const BwCliUnits *units,
                                    const char       *path,
                                    GPtrArray        *territories,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliUnits, bw_cli_units_free)

G_END_DECLS
