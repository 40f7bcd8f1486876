/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of territory plans. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-territory-plan.h"

G_BEGIN_DECLS

/* Each gives the book after the edit (transfer full) and, through @delta (transfer full), what changed. The book
 * before stays
 * as it is. */

BwBook *bw_territory_edit_add (const BwBook *book,
                               gint32        plan,
                               const char   *name,
                               gint32        owner,
                               gint32       *territory,
                               BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_describe (const BwBook *book,
                                    gint32        territory,
                                    const char   *name,
                                    gint32        owner,
                                    BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_remove (const BwBook *book,
                                  gint32        territory,
                                  BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_assign (const BwTerritoryPlan *plan,
                                  const guint32         *counties,
                                  guint                  n,
                                  gint32                 territory,
                                  BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_assign_each (const BwTerritoryPlan *plan,
                                       const guint32         *counties,
                                       const gint32          *territories,
                                       guint                  n,
                                       BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_name_account (const BwTerritoryPlan *plan,
                                        gint32                 account,
                                        gint32                 territory,
                                        BwDelta              **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_territory_edit_plan_from_owners (const BwBook *book,
                                            const char   *name,
                                            BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

/* For edits that change more than areas: into a book that is being made, and its delta. */
void bw_territory_edit_write_areas (const BwTerritoryPlan *plan,
                                    BwBook                *after,
                                    const gint32          *counties,
                                    const guint8          *states,
                                    BwDelta               *delta);

G_END_DECLS
