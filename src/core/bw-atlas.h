/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps: units that territories are made of, where they lie, and what lies where. */
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

/* No unit or parent. */
#define BW_ATLAS_NOWHERE (-1)

/* What the units of a map are. */
typedef enum
{
  BW_ATLAS_COUNTIES,  /* of the United States, by state */
  BW_ATLAS_STATES,    /* of the United States, by region of the country */
  BW_ATLAS_ZIP3,      /* first three digits of ZIP codes, by state */
  BW_ATLAS_ZIPS,      /* ZIP areas, approximate, by their first three digits */
  BW_ATLAS_COUNTRIES, /* of the world, by region of the world */
  BW_ATLAS_REGIONS,   /* first-level regions of all or some countries, by country */
  BW_N_ATLAS_KINDS,
} BwAtlasKind;

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

/* What several units lie in: a state, a country. */
typedef struct
{
  const char  *code; /* "TX" */
  const char  *name; /* "Texas" */
  BwAtlasBox   box;  /* of all its units */
  BwAtlasPoint center;
  guint        first; /* its units are consecutive */
  guint        n;     /* how many */
} BwAtlasParent;

/* An area that belongs to a territory as a whole. */
typedef struct
{
  const char  *code; /* "48453", "TX", "787", "78701", "DE", "DE-BY" */
  const char  *name; /* "Travis" */
  gint32       parent;
  gint32       part; /* the inset it is drawn in, 0 the main part */
  BwAtlasBox   box;
  BwAtlasPoint center;    /* of its largest ring, weighted by area; of a ZIP area the one that the source gives */
  double       latitude;  /* degrees, of the centre */
  double       longitude; /* degrees */
  double       area;      /* square km */
  guint        first_ring;
  guint        n_rings; /* 0: too small to be drawn */
} BwAtlasUnit;

/* A piece of border. Shared by two units, or the coast (right is BW_ATLAS_NOWHERE). */
typedef struct
{
  const BwAtlasPoint *points;
  guint               n;
  gint32              left;
  gint32              right;
} BwAtlasArc;

/* Counted by references; looks the same to all threads once made. */
typedef struct _BwAtlas BwAtlas;

/* The data, and what is found by it. @atlas of these is the map of the counties, but of bw_atlas_get_map() any. */
BwAtlas       *bw_atlas_new_from_bytes (GBytes  *map,
                                        GBytes  *zips,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       bw_atlas_add_world (BwAtlas *atlas,
                                   GBytes  *world,
                                   GError **error);
BwAtlas       *bw_atlas_ref (BwAtlas *atlas);
void           bw_atlas_unref (BwAtlas *atlas);
BwAtlas       *bw_atlas_get_map (BwAtlas    *atlas,
                                 const char *name);
gboolean       bw_atlas_name_is_good (BwAtlas    *atlas,
                                      const char *name);
const BwAtlas *bw_atlas_get_base (const BwAtlas *atlas);
const char    *bw_atlas_country_code (const BwAtlas *atlas,
                                      const char    *name);
char          *bw_atlas_dup_region_code (const BwAtlas *atlas,
                                         const char    *country,
                                         const char    *name) G_GNUC_WARN_UNUSED_RESULT;
gint32         bw_atlas_find_county (const BwAtlas *atlas,
                                     guint          fips);
guint          bw_atlas_n_zips (const BwAtlas *atlas);
gboolean       bw_atlas_find_zip (const BwAtlas *atlas,
                                  const char    *code,
                                  double        *latitude,
                                  double        *longitude,
                                  gint32        *county);

/* Any map. */
BwAtlasKind          bw_atlas_get_kind (const BwAtlas *atlas);
guint                bw_atlas_n_parents (const BwAtlas *atlas);
guint                bw_atlas_n_units (const BwAtlas *atlas);
guint                bw_atlas_n_arcs (const BwAtlas *atlas);
guint                bw_atlas_n_parts (const BwAtlas *atlas);
const BwAtlasParent *bw_atlas_parent (const BwAtlas *atlas,
                                      guint          parent);
const BwAtlasUnit   *bw_atlas_unit (const BwAtlas *atlas,
                                    guint          unit);
const BwAtlasArc    *bw_atlas_arc (const BwAtlas *atlas,
                                   guint          arc);
const gint32        *bw_atlas_ring (const BwAtlas *atlas,
                                    guint          ring,
                                    guint         *n);
const gint32        *bw_atlas_neighbours (const BwAtlas *atlas,
                                          guint          unit,
                                          guint         *n);
BwAtlasBox           bw_atlas_box (const BwAtlas *atlas);
char                *bw_atlas_unit_dup_id (const BwAtlas *atlas,
                                           guint          unit) G_GNUC_WARN_UNUSED_RESULT;
char                *bw_atlas_unit_dup_name (const BwAtlas *atlas,
                                             guint          unit) G_GNUC_WARN_UNUSED_RESULT;
char                *bw_atlas_parent_dup_id (const BwAtlas *atlas,
                                             guint          parent) G_GNUC_WARN_UNUSED_RESULT;
gboolean             bw_atlas_has_parent_ids (const BwAtlas *atlas);

gint32   bw_atlas_unit_at (const BwAtlas *atlas,
                           double         x,
                           double         y);
gint32   bw_atlas_find_unit (const BwAtlas *atlas,
                             const char    *code);
gint32   bw_atlas_find_parent (const BwAtlas *atlas,
                               const char    *name);
gint32   bw_atlas_parent_of_id (const BwAtlas *atlas,
                                const char    *id);
guint    bw_atlas_collect_units (const BwAtlas *atlas,
                                 const char    *id,
                                 GArray        *units);
gboolean bw_atlas_project (const BwAtlas *atlas,
                           double         latitude,
                           double         longitude,
                           double        *x,
                           double        *y);
void     bw_atlas_unproject (const BwAtlas *atlas,
                             guint          part,
                             double         x,
                             double         y,
                             double        *latitude,
                             double        *longitude);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAtlas, bw_atlas_unref)

G_END_DECLS
