/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Territory plans as versions: their course from draft to archive, and copies. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* What can be done with a plan as a whole. */
typedef enum
{
  BW_PLAN_PROPOSE,
  BW_PLAN_RETURN, /* to draft */
  BW_PLAN_APPROVE,
  BW_PLAN_ACTIVATE,
  BW_PLAN_ARCHIVE,
  BW_PLAN_REMOVE,
} BwPlanAct;

#define bw_book_plan(book, i) (&g_array_index ((book)->plans, BwPlan, (i)))

gboolean    bw_plan_allows (const BwPlan *plan,
                            BwPlanAct     act);
gboolean    bw_plan_is_editable (const BwPlan *plan);
const char *bw_plan_status_title (BwPlanStatus status);
const char *bw_plan_event_title (BwPlanEventKind kind);
gint32      bw_plan_find (const BwBook *book,
                          const char   *name);
gint32      bw_plan_find_key (const BwBook *book,
                              gint64        key);
gint32      bw_plan_base (const BwBook *book,
                          gint32        plan);
char       *bw_plan_dup_name_problem (const BwBook *book,
                                      const char   *name,
                                      gint32        except) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_plan_dup_free_name (const BwBook *book,
                                   const char   *stem) G_GNUC_WARN_UNUSED_RESULT;
gint64      bw_territory_line (const BwBook *book,
                               gint32        territory);

/* Each gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. The book before stays
 * as it is. @now is in seconds since 1970, @note (nullable) goes to the plan's history. */

BwBook *bw_plan_edit_copy (const BwBook *book,
                           gint32        plan,
                           const char   *name,
                           gint64        now,
                           gint32       *copy,
                           BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_describe (const BwBook *book,
                               gint32        plan,
                               const char   *name,
                               const char   *note,
                               BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_set_status (const BwBook *book,
                                 gint32        plan,
                                 BwPlanAct     act,
                                 const char   *note,
                                 gint64        now,
                                 BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_activate (const BwBook *book,
                               gint32        plan,
                               BwDate        from,
                               BwDate        today,
                               gboolean      move_quotas,
                               gint64        now,
                               BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_remove (const BwBook *book,
                             gint32        plan,
                             BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_lock_territory (const BwBook *book,
                                     gint32        territory,
                                     gboolean      locked,
                                     BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_set_center (const BwBook *book,
                                 gint32        territory,
                                 const char   *unit,
                                 BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_plan_edit_lock_units (const BwBook      *book,
                                 gint32             plan,
                                 const char *const *units,
                                 gboolean           locked,
                                 BwDelta          **delta) G_GNUC_WARN_UNUSED_RESULT;
void    bw_plan_drop_territory (BwBook  *after,
                                gint32   territory,
                                BwDelta *delta);
BwBook *bw_plan_edit_bridge (const BwBook *book,
                             const char   *a,
                             const char   *b,
                             int           joined,
                             BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
