/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the maps share. */
#pragma once

#include "core/bw-atlas.h"
#include "core/bw-globe.h"
#include "core/bw-world.h"

G_BEGIN_DECLS

typedef enum
{
  BW_PROJECTION_ALBERS,      /* conic: the United States */
  BW_PROJECTION_AZIMUTHAL,   /* Lambert's: some countries */
  BW_PROJECTION_EQUAL_EARTH, /* the world */
} BwProjection;

/* A part of the map (insets are others) and its projection, all of them equal-area; angles in radians but where told. */
typedef struct
{
  BwProjection kind;
  double       meridian;                                /* degrees */
  double       n, c;                                    /* Albers: Snyder's n and C */
  double       latitude;                                /* azimuthal: of the middle */
  double       x0, y0;                                  /* raw position of the point of reference */
  double       radius;                                  /* of the earth, units */
  double       place_x, place_y;                        /* of the point of reference, units */
  double       low_latitude, high_latitude, half_width; /* degrees: which points lie in it */
  BwAtlasBox   box;
} BwAtlasPart;

/* Time zones, see bw-time-zone.c. */
typedef struct BwZones BwZones;

/* A ZIP area. */
typedef struct
{
  guint  code;
  gint32 county;
  float  latitude;
  float  longitude;
} BwAtlasZip;

struct _BwAtlas
{
  gatomicrefcount refs; /* of the map of the counties: for all */
  BwAtlas        *base; /* that this one is made from and belongs to; NULL: it is that itself */
  BwAtlasKind     kind;
  GStringChunk   *texts;
  GArray         *parts;           /* BwAtlasPart */
  GArray         *parents;         /* BwAtlasParent */
  GArray         *units;           /* BwAtlasUnit */
  GArray         *points;          /* BwAtlasPoint */
  GArray         *arcs;            /* BwAtlasArc */
  GArray         *rings;           /* guint: where in ring_arcs each begins, and the end */
  GArray         *ring_arcs;       /* gint32: an arc, or ~arc when gone through backwards */
  GArray         *first_neighbour; /* guint: n_units + 1 */
  GArray         *neighbours;      /* gint32 */
  GHashTable     *by_code;         /* unit's code to its index + 1 */
  gint32         *within;          /* (nullable) (array length=n_units): in which unit of the county map each lies */
  BwAtlasBox      box;

  /* Of the map of counties alone, from which the others are made. */
  GArray     *zips;  /* BwAtlasZip, by code */
  BwWorld    *world; /* (nullable) */
  BwZones    *zones; /* (nullable) */
  GMutex      lock;  /* over the rest */
  GHashTable *maps;  /* (nullable): name to BwAtlas */
};

void         bw_zones_free (BwZones *zones);
BwAtlas     *bw_atlas_new_empty (BwAtlasKind kind);
void         bw_atlas_keep_map (BwAtlas    *base,
                                const char *name,
                                BwAtlas    *map);
void         bw_atlas_begin_arc (BwAtlas *atlas,
                                 gint32   left,
                                 gint32   right);
void         bw_atlas_add_point (BwAtlas     *atlas,
                                 BwAtlasPoint point);
void         bw_atlas_end_arc (BwAtlas *atlas);
void         bw_atlas_settle_arcs (BwAtlas *atlas);
void         bw_atlas_close_rings (BwAtlas *atlas);
void         bw_atlas_add_pair (GArray *pairs,
                                gint32  a,
                                gint32  b);
void         bw_atlas_join_neighbours (BwAtlas *atlas,
                                       GArray  *pairs);
void         bw_atlas_measure (BwAtlas *atlas);
BwAtlasUnit *bw_atlas_add_unit (BwAtlas    *atlas,
                                const char *code,
                                const char *name,
                                gint32      parent,
                                gint32      part);
gint32       bw_atlas_add_parent (BwAtlas    *atlas,
                                  const char *code,
                                  const char *name);
void         bw_atlas_put_together (BwAtlas       *atlas,
                                    const BwAtlas *fine,
                                    const gint32  *group);
void         bw_atlas_index_codes (BwAtlas *atlas);
gboolean     bw_atlas_ring_has (const BwAtlas *atlas,
                                guint          ring,
                                double         x,
                                double         y);
gboolean     bw_atlas_unit_has (const BwAtlas *atlas,
                                guint          unit,
                                double         x,
                                double         y);
void         bw_atlas_part_begin (BwAtlasPart *part,
                                  BwProjection kind,
                                  double       meridian,
                                  double       first,
                                  double       second);
void         bw_atlas_part_project (const BwAtlasPart *part,
                                    double             latitude,
                                    double             longitude,
                                    double            *x,
                                    double            *y);
void         bw_atlas_part_unproject (const BwAtlasPart *part,
                                      double             x,
                                      double             y,
                                      double            *latitude,
                                      double            *longitude);

/* Each makes another map from that of the counties (transfer full). */
BwAtlas *bw_atlas_new_states (const BwAtlas *base);
BwAtlas *bw_atlas_new_zips (const BwAtlas *base);
BwAtlas *bw_atlas_new_zip3 (const BwAtlas *base,
                            const BwAtlas *zips);

G_END_DECLS
