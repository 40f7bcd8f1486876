/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When two people in different time zones can meet. */
#pragma once

#include "core/bw-date.h"

G_BEGIN_DECLS

/* A time to begin, on the clocks of both. */
typedef struct
{
  guint    starts;  /* minutes after midnight where the first is */
  guint    other;   /* where the second is, on the first day */
  guint    outside; /* minutes by which it reaches outside of 9 to 17 for one of them, at worst within a year; 0: never */
  gboolean shifts;  /* the other's clock shows another time for a part of the year */
} BwMeetingHour;

GArray *bw_meeting_hours (const char *zone,
                          const char *other,
                          BwDate      first,
                          guint       minutes,
                          guint       most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
