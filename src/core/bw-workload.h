/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much work an account asks for, by a formula. */
#pragma once

#include "core/bw-territory-rule.h"

G_BEGIN_DECLS

#define BW_WORKLOAD_ERROR (bw_workload_error_quark ())

typedef enum
{
  BW_WORKLOAD_ERROR_SYNTAX,
} BwWorkloadError;

GQuark bw_workload_error_quark (void);

/* What holds where nobody has said anything: hours in a quarter. */
#define BW_WORKLOAD_DEFAULT "12 if size=500- | 6 if size=50-499 | 2"

typedef struct _BwWorkload BwWorkload;

BwWorkload *bw_workload_parse (const char *text,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_workload_free (BwWorkload *workload);
double      bw_workload_of (const BwWorkload *workload,
                            const BwBook     *book,
                            guint             account,
                            const BwPlace    *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWorkload, bw_workload_free)

G_END_DECLS
