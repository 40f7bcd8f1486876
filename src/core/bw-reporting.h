/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reported to whom, and when. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_REPORTING_ERROR (bw_reporting_error_quark ())

typedef enum
{
  BW_REPORTING_ERROR_CIRCLE, /* somebody would be above and below the same people */
} BwReportingError;

GQuark bw_reporting_error_quark (void);

gint32  bw_reporting_manager_at (const BwBook *book,
                                 gint32        person,
                                 BwDate        date);
BwBook *bw_reporting_book_at (BwBook *book,
                              BwDate  date) G_GNUC_WARN_UNUSED_RESULT;
GArray *bw_reporting_managers (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void    bw_reporting_note (BwBook       *after,
                           const GArray *were,
                           BwDate        from,
                           gint64        at);
BwBook *bw_reporting_set (const BwBook *book,
                          gint32        person,
                          gint32        manager,
                          BwDate        from,
                          gint64        at,
                          BwDelta     **delta,
                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
