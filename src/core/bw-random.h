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

/* Inline, as simulations draw hundreds of millions. */
static inline guint64
bw_random_rotate (guint64 x,
                  int     by)
{
  return (x << by) | (x >> (64 - by));
}

/* Any 64 bits. */
static inline guint64
bw_random_u64 (BwRandom *random)
{
  guint64 *s = random->state;
  guint64  result = bw_random_rotate (s[1] * 5, 7) * 9;
  guint64  t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = bw_random_rotate (s[3], 45);
  return result;
}

/* A number that looks like chance made of @z, another one for each: for draws that are to be found again without those before. */
static inline guint64
bw_random_mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* Uniform on the open interval 0 to 1: neither end comes up, so its logarithm is finite. */
static inline double
bw_random_unit (BwRandom *random)
{
  return ((double)(bw_random_u64 (random) >> 12) + 0.5) * 0x1p-52;
}

G_END_DECLS
