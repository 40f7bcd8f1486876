/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the United States: counties, states, ZIP areas and where they lie. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_ATLAS_ERROR (bw_atlas_error_quark ())

typedef enum
{
  BW_ATLAS_ERROR_FORMAT,  /* no map data, or of another version */
  BW_ATLAS_ERROR_DAMAGED, /* it breaks off or contradicts itself */
} BwAtlasError;

GQuark bw_atlas_error_quark (void);

/* No county or state. */
#define BW_ATLAS_NOWHERE (-1)

/* Positions on the map: units of 0.1 km (insets are drawn smaller), y grows to the south. */
typedef struct
{
  gint32 x;
  gint32 y;
} BwAtlasPoint;

typedef struct
{
  BwAtlasPoint low;
  BwAtlasPoint high;
} BwAtlasBox;

typedef struct
{
  guint        fips;   /* 48, 72 */
  const char  *postal; /* "TX" */
  const char  *name;   /* "Texas" */
  BwAtlasBox   box;    /* of all its counties */
  BwAtlasPoint center; /* of its largest piece, weighted by area */
  guint        first;  /* its counties are consecutive */
  guint        n;      /* how many */
} BwAtlasState;

typedef struct
{
  guint        fips; /* 48453 */
  gint32       state;
  gint32       part; /* the inset it is drawn in, 0 the 48 states */
  const char  *name;
  BwAtlasBox   box;
  BwAtlasPoint center; /* of its largest ring, weighted by area */
  guint        first_ring;
  guint        n_rings;
} BwAtlasCounty;

/* A piece of border. Shared by two counties, or the coast (right is BW_ATLAS_NOWHERE). */
typedef struct
{
  const BwAtlasPoint *points;
  guint               n;
  gint32              left;
  gint32              right;
} BwAtlasArc;

/* Counted by references; never changes once made, so that threads may share it. */
typedef struct _BwAtlas BwAtlas;

BwAtlas *bw_atlas_new_from_bytes (GBytes  *map,
                                  GBytes  *zips,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
BwAtlas *bw_atlas_ref (BwAtlas *atlas);
void     bw_atlas_unref (BwAtlas *atlas);

guint                bw_atlas_n_states (const BwAtlas *atlas);
guint                bw_atlas_n_counties (const BwAtlas *atlas);
guint                bw_atlas_n_arcs (const BwAtlas *atlas);
guint                bw_atlas_n_zips (const BwAtlas *atlas);
guint                bw_atlas_n_parts (const BwAtlas *atlas);
const BwAtlasState  *bw_atlas_state (const BwAtlas *atlas,
                                     guint          state);
const BwAtlasCounty *bw_atlas_county (const BwAtlas *atlas,
                                      guint          county);
const BwAtlasArc    *bw_atlas_arc (const BwAtlas *atlas,
                                   guint          arc);
const gint32        *bw_atlas_ring (const BwAtlas *atlas,
                                    guint          ring,
                                    guint         *n);
const gint32        *bw_atlas_neighbours (const BwAtlas *atlas,
                                          guint          county,
                                          guint         *n);
BwAtlasBox           bw_atlas_box (const BwAtlas *atlas);

gint32   bw_atlas_county_at (const BwAtlas *atlas,
                             double         x,
                             double         y);
gint32   bw_atlas_find_county (const BwAtlas *atlas,
                               guint          fips);
gint32   bw_atlas_find_state (const BwAtlas *atlas,
                              const char    *name);
gboolean bw_atlas_project (const BwAtlas *atlas,
                           double         latitude,
                           double         longitude,
                           double        *x,
                           double        *y);
gboolean bw_atlas_find_zip (const BwAtlas *atlas,
                            const char    *code,
                            double        *latitude,
                            double        *longitude,
                            gint32        *county);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAtlas, bw_atlas_unref)

G_END_DECLS
