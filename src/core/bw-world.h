/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries and their first-level regions: outlines, codes and names in many languages. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counted by nobody: belongs to the maps. Looks the same to all threads once made. */
typedef struct BwWorld BwWorld;

/* A country. */
typedef struct
{
  const char *code; /* "DE" */
  const char *name; /* "Germany" */
  guint       group;
  guint       first_region; /* its regions are consecutive */
  guint       n_regions;
} BwWorldCountry;

/* A region. */
typedef struct
{
  const char *code; /* "BY" */
  const char *name; /* "Bayern" */
  guint       country;
  guint       first_ring;
  guint       n_rings;
} BwWorldRegion;

/* A piece of border; points are longitude and latitude in degrees. */
typedef struct
{
  guint  first_point;
  guint  n;
  gint32 left, right; /* regions, -1 none */
} BwWorldArc;

BwWorld              *bw_world_new (GBytes  *bytes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void                  bw_world_free (BwWorld *world);
guint                 bw_world_n_groups (const BwWorld *world);
const char           *bw_world_group_name (const BwWorld *world,
                                           guint          group);
guint                 bw_world_n_countries (const BwWorld *world);
const BwWorldCountry *bw_world_country (const BwWorld *world,
                                        guint          country);
guint                 bw_world_n_regions (const BwWorld *world);
const BwWorldRegion  *bw_world_region (const BwWorld *world,
                                       guint          region);
guint                 bw_world_n_arcs (const BwWorld *world);
const BwWorldArc     *bw_world_arc (const BwWorld *world,
                                    guint          arc);
void                  bw_world_point (const BwWorld *world,
                                      guint          point,
                                      double        *latitude,
                                      double        *longitude);
const guint32        *bw_world_bridges (const BwWorld *world,
                                        guint         *n);
int                   bw_world_find_country (const BwWorld *world,
                                             const char    *name);
int                   bw_world_find_region (const BwWorld *world,
                                            guint          country,
                                            const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwWorld, bw_world_free)

G_END_DECLS
