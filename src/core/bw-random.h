/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same for the same seed everywhere. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A generator. A plain value: a copy goes on by itself from where it was copied. */
typedef struct
{
  guint64  state[4];
  double   spare;
  gboolean has_spare;
} BwRandom;

void    bw_random_init (BwRandom *random,
                        guint64   seed,
                        guint64   stream);
guint64 bw_random_u64 (BwRandom *random);
double  bw_random_unit (BwRandom *random);
guint32 bw_random_below (BwRandom *random,
                         guint32   n);
double  bw_random_normal (BwRandom *random);
double  bw_random_log_normal (BwRandom *random,
                              double    median,
                              double    sigma);
double  bw_random_gamma (BwRandom *random,
                         double    shape);
guint   bw_random_poisson (BwRandom *random,
                           double    mean);

G_END_DECLS
