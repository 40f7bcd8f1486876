/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an account lies on the map. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* How well the place is known. */
typedef enum
{
  BW_PLACE_UNKNOWN,
  BW_PLACE_STATE, /* only which state, region or country */
  BW_PLACE_ZIP,   /* the middle of its postal code's area */
  BW_PLACE_POINT, /* latitude and longitude */
} BwPlaceKind;

typedef struct
{
  BwPlaceKind kind;
  gint32      unit;      /* of the map, BW_ATLAS_NOWHERE unknown */
  gint32      parent;    /* of the map, BW_ATLAS_NOWHERE unknown */
  gint32      state;     /* of the United States, in the map of the counties; BW_ATLAS_NOWHERE unknown */
  guint       zip;       /* as given, five digits; 0 unknown */
  double      x, y;      /* map units; with ZIP and POINT only */
  double      latitude;  /* degrees; NaN unknown */
  double      longitude; /* degrees; NaN unknown */
} BwPlace;

BwPlace bw_place_of_account (const BwBook    *book,
                             const BwAtlas   *map,
                             const BwAccount *account);

G_END_DECLS
