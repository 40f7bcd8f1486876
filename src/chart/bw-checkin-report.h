/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check-in as a brief to print, to save and to send. */
#pragma once

#include "chart/bw-report.h"
#include "core/bw-agenda.h"

G_BEGIN_DECLS

BwReport *bw_checkin_report_new (const BwBook   *book,
                                 const BwAgenda *agenda,
                                 const char     *notes) G_GNUC_WARN_UNUSED_RESULT;
gboolean  bw_checkin_report_save (const BwBook   *book,
                                  const BwAgenda *agenda,
                                  const char     *notes,
                                  const char     *path,
                                  const BwPaper  *paper,
                                  GError        **error);

G_END_DECLS
