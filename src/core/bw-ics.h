/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins as a calendar that other programs read (RFC 5545). */
#pragma once

#include "core/bw-meeting.h"

G_BEGIN_DECLS

char *bw_ics_new (const BwBook *book,
                  const gint64 *lines,
                  guint         n) G_GNUC_WARN_UNUSED_RESULT;
void  bw_ics_append_line (GString    *out,
                          const char *line);
char *bw_ics_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void  bw_ics_append_zone (GString    *out,
                          const char *zone,
                          BwDate      from);

G_END_DECLS
