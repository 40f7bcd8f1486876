/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances over the ground. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_EARTH_RADIUS_KM 6371.0

double bw_globe_distance (double latitude,
                          double longitude,
                          double other_latitude,
                          double other_longitude);
double bw_globe_wrap (double degrees);

G_END_DECLS
