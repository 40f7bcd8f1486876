/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through the pages. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_TOUR (bw_tour_get_type ())

G_DECLARE_FINAL_TYPE (BwTour, bw_tour, BW, TOUR, AdwBin)

void     bw_tour_begin (BwTour *self);
void     bw_tour_end (BwTour *self);
gboolean bw_tour_is_under_way (BwTour *self);

G_END_DECLS
