/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of scenarios. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* A book after the edit, and what changed in @delta (transfer full); @book stays as it is. @levers' own keys and scenarios
 * do not matter. */
BwBook *bw_scenario_edit_add (const BwBook  *book,
                              const char    *name,
                              const char    *note,
                              const BwLever *levers,
                              guint          n_levers,
                              gint64         now,
                              BwDelta      **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_scenario_edit_rename (const BwBook *book,
                                 guint         scenario,
                                 const char   *name,
                                 const char   *note,
                                 BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_scenario_edit_levers (const BwBook  *book,
                                 guint          scenario,
                                 const BwLever *levers,
                                 guint          n_levers,
                                 BwDelta      **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_scenario_edit_duplicate (const BwBook *book,
                                    guint         scenario,
                                    gint64        now,
                                    BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_scenario_edit_delete (const BwBook *book,
                                 guint         scenario,
                                 BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;
char   *bw_scenario_dup_name_problem (const BwBook *book,
                                      const char   *name,
                                      gint32        except) G_GNUC_WARN_UNUSED_RESULT;
gint32  bw_scenario_find (const BwBook *book,
                          const char   *name);

G_END_DECLS
