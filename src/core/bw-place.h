/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an account lies on the map. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* How well the place is known. */
typedef enum
{
  BW_PLACE_UNKNOWN,
  BW_PLACE_STATE, /* only which state */
  BW_PLACE_ZIP,   /* the middle of its ZIP area */
  BW_PLACE_POINT, /* latitude and longitude */
} BwPlaceKind;

typedef struct
{
  BwPlaceKind kind;
  gint32      state;  /* BW_ATLAS_NOWHERE unknown */
  gint32      county; /* BW_ATLAS_NOWHERE unknown */
  guint       zip;    /* as given, five digits; 0 unknown */
  double      x, y;   /* map units; with ZIP and POINT only */
} BwPlace;

BwPlace bw_place_of_account (const BwBook    *book,
                             const BwAccount *account);

G_END_DECLS
