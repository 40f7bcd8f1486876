/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the sample's generator share. */
#pragma once

#include "core/bw-random.h"
#include "core/bw-sample.h"

G_BEGIN_DECLS

enum
{
  BW_SAMPLE_QUARTERS_PAST = 12,
  BW_SAMPLE_QUARTERS_NEXT = 4,
  /* Of all that are looked at: the past ones, the current one at this index, the next ones. */
  BW_SAMPLE_N_QUARTERS = BW_SAMPLE_QUARTERS_PAST + 1 + BW_SAMPLE_QUARTERS_NEXT,
  BW_SAMPLE_WARM_UP_DAYS = 240, /* deals of the first quarters were made before it */
};

typedef enum
{
  BW_SAMPLE_WEST,
  BW_SAMPLE_SOUTHWEST,
  BW_SAMPLE_MIDWEST,
  BW_SAMPLE_NORTHEAST,
  BW_SAMPLE_MID_ATLANTIC,
  BW_SAMPLE_SOUTHEAST,
  BW_SAMPLE_N_REGIONS,
} BwSampleRegion;

typedef enum
{
  BW_SAMPLE_STEADY,
  BW_SAMPLE_OPTIMIST,
  BW_SAMPLE_SANDBAGGER,
  BW_SAMPLE_NEW_HIRE,
  BW_SAMPLE_LEFT,
} BwSampleHabit;

typedef enum
{
  BW_SAMPLE_SMALL,
  BW_SAMPLE_MEDIUM,
  BW_SAMPLE_LARGE,
} BwSampleSegment;

/* A city. */
typedef struct
{
  const char *city;
  const char *state;
  guint32     zips[2];
  double      latitude;
  double      longitude;
  guint       weight; /* thousands of people, roughly */
  guint32     county; /* FIPS code, 0: not needed */
} BwSamplePlace;

/* A person, beside what the book says of them. */
typedef struct
{
  BwSampleHabit  habit;
  BwSampleRegion region;
  guint          team;      /* index of the manager among the managers */
  double         skill;     /* added to the log-odds of winning */
  double         load;      /* share of the team's accounts, 1 on average */
  gint32         successor; /* who took over, BW_NOBODY */
} BwSamplePerson;

/* An account, beside what the book says of it. */
typedef struct
{
  BwSampleRegion  region;
  BwSampleSegment segment;
  gint32          territory; /* BW_NOBODY: in nobody's area */
  gint32          former;    /* who had it before its owner, BW_NOBODY */
} BwSampleAccount;

/* The generator at work. People: 0 is the head of sales, then the managers, then the reps. */
typedef struct
{
  BwBook          *book;
  guint64          seed;
  guint            n_deals;
  guint            n_managers;
  guint            n_reps;
  BwDate           today;
  BwDate           from; /* the first day of the first quarter */
  BwPeriod         quarters[BW_SAMPLE_N_QUARTERS];
  BwSamplePerson  *people;
  BwSampleAccount *accounts;
  double          *account_weights; /* cumulated */
  gint64          *eventual;        /* [person][quarter]: won in the end, beyond today too */
} BwSample;

extern const BwSamplePlace bw_sample_places[];
extern const guint         bw_sample_n_places;

BwSampleRegion bw_sample_region_of_state (const char *state);
const char    *bw_sample_region_name (BwSampleRegion region);
gint32         bw_sample_territory_of_place (const BwSamplePlace *place);
gint32         bw_sample_territory_owner (const BwSample *sample,
                                          gint32          territory);

void     bw_sample_add_people (BwSample *sample);
void     bw_sample_add_products (BwSample *sample);
void     bw_sample_add_accounts (BwSample *sample);
void     bw_sample_add_deals (BwSample *sample);
void     bw_sample_add_plan (BwSample *sample);
void     bw_sample_add_quotas (BwSample *sample);
void     bw_sample_add_calls (BwSample *sample);
void     bw_sample_add_checkins (BwSample *sample);
gint64   bw_sample_key (BwRandom *random);
gboolean bw_sample_is_active (const BwSample *sample,
                              gint32          person,
                              BwDate          date);
int      bw_sample_quarter_at (const BwSample *sample,
                               BwDate          date);
double   bw_sample_product_fit (const BwSample *sample,
                                guint           product,
                                BwSampleRegion  region,
                                BwDate          date);

static inline guint
bw_sample_n_people (const BwSample *sample)
{
  return 1 + sample->n_managers + sample->n_reps;
}

static inline gint32
bw_sample_manager_index (const BwSample *sample,
                         guint           team)
{
  return (gint32)(1 + team);
}

static inline gint32
bw_sample_rep_index (const BwSample *sample,
                     guint           rep)
{
  return (gint32)(1 + sample->n_managers + rep);
}

G_END_DECLS
