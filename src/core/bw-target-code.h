/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Categories as the log-odds of what came of them, shrunk. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fold of a row that is left out nowhere. */
#define BW_TARGET_CODE_ALL (-1)

typedef struct _BwTargetCode BwTargetCode;

BwTargetCode *bw_target_code_new (guint n_levels,
                                  guint n_folds) G_GNUC_WARN_UNUSED_RESULT;
void          bw_target_code_free (BwTargetCode *code);
void          bw_target_code_add (BwTargetCode *code,
                                  guint         level,
                                  guint         fold,
                                  gboolean      came,
                                  double        weight);
void          bw_target_code_settle (BwTargetCode *code);
double        bw_target_code_value (const BwTargetCode *code,
                                    gint32              level,
                                    int                 without,
                                    int                 without_too);
double        bw_target_code_prior (const BwTargetCode *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTargetCode, bw_target_code_free)

G_END_DECLS
