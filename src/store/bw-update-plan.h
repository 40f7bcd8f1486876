/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals of a write are told by rows of deal_updates. */
#pragma once

#include "core/bw-progress.h"
#include "store/bw-columns.h"

G_BEGIN_DECLS

enum
{
  BW_N_UPDATE_COLUMNS = 11,
};

/* A column that updates have; its bit is its index. */
typedef struct
{
  const BwColumn *column;     /* of the deals */
  const char     *field_name; /* (nullable): in the history; NULL: its values are in none */
  BwField         field;
} BwUpdateColumn;

/* When changes were, who says so, and the import that told. */
typedef struct
{
  gint32 import;
  BwDate at;
  guint8 source;
} BwUpdateSet;

/* What an export tells of a deal for one day. */
typedef struct
{
  guint   deal;
  guint   set;   /* index */
  guint   first; /* its first change in the delta */
  guint16 told;  /* bits of the columns that changed by these changes, in their order */
  guint16 has;   /* those and others that it gives a value */
} BwUpdateRow;

typedef struct
{
  GArray *rows;          /* BwUpdateRow, by deal and in the order of their changes */
  GArray *sets;          /* BwUpdateSet */
  GArray *others;        /* guint: the changed deals that are not told so */
  GArray *other_changes; /* BwChange: the delta's new changes that are not */
  GArray *other_lines;   /* guint64: for each its line in its file, or empty */
} BwUpdatePlan;

const BwUpdateColumn *bw_update_columns (void);
BwUpdatePlan         *bw_update_plan_new (const BwBook  *after,
                                          const BwDelta *delta,
                                          BwProgress     progress,
                                          gpointer       data,
                                          gboolean      *stopped) G_GNUC_WARN_UNUSED_RESULT;
void                  bw_update_plan_free (BwUpdatePlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwUpdatePlan, bw_update_plan_free)

G_END_DECLS
