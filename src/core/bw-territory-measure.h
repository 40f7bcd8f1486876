/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the territories of a plan are to have about as much of. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_TERRITORY_MEASURE_ERROR (bw_territory_measure_error_quark ())

typedef enum
{
  BW_TERRITORY_MEASURE_ERROR_NAME,      /* nothing is called so */
  BW_TERRITORY_MEASURE_ERROR_TOLERANCE, /* not a share */
  BW_TERRITORY_MEASURE_ERROR_MANY,      /* more of the project's own fields than can be looked at together */
} BwTerritoryMeasureError;

GQuark bw_territory_measure_error_quark (void);

/* How many of the project's own fields can be measures of one plan. */
#define BW_MEASURE_N_FIELDS 8

typedef enum
{
  BW_MEASURE_ACCOUNTS,
  BW_MEASURE_PIPELINE,  /* open amounts, not omitted; minor units */
  BW_MEASURE_HISTORY,   /* won in the last four whole quarters; minor units */
  BW_MEASURE_POTENTIAL, /* what accounts like it won in that year beyond it; minor units */
  BW_MEASURE_WORKLOAD,  /* by the plan's formula (bw-workload.h); thousandths */
  BW_MEASURE_REVENUE,   /* of the customer; minor units */
  BW_MEASURE_EMPLOYEES, /* of the customer */
  BW_MEASURE_FIELD,     /* the first of the project's own numbers, of open deals or of accounts; thousandths */
  BW_N_MEASURES = BW_MEASURE_FIELD + BW_MEASURE_N_FIELDS,
} BwMeasure;

/* What the numbers of a measure are. */
typedef enum
{
  BW_QUANTITY_COUNT,
  BW_QUANTITY_MONEY,  /* minor units */
  BW_QUANTITY_NUMBER, /* thousandths */
} BwQuantity;

/* One that a plan has chosen. */
typedef struct
{
  BwMeasure measure;
  double    tolerance; /* 0.1: a territory may be 10 % from the mean; 0: it is only watched */
} BwChosenMeasure;

/* All that a plan has chosen, in its order; each measure at most once. */
typedef struct
{
  guint           n;
  BwChosenMeasure chosen[BW_N_MEASURES];
  gint32          fields[BW_MEASURE_N_FIELDS];  /* the project's field of deals that BW_MEASURE_FIELD + i is, else BW_NOBODY */
  char           *numbers[BW_MEASURE_N_FIELDS]; /* (owned) (nullable): the number of accounts that it is; see bw-account-number.h */
  char           *names[BW_N_MEASURES];         /* (owned) (nullable): NULL where the slot is not used */
  char           *titles[BW_N_MEASURES];        /* (owned) (nullable) */
  char           *formula;                      /* (owned): of the workload */
} BwMeasures;

BwMeasures *bw_measures_new (const BwBook *book,
                             gint32        plan) G_GNUC_WARN_UNUSED_RESULT;
void        bw_measures_free (BwMeasures *measures);
gboolean    bw_measures_find (const BwMeasures *measures,
                              const char       *name,
                              BwMeasure        *measure);
gboolean    bw_measures_has (const BwMeasures *measures,
                             BwMeasure         measure);
double      bw_measures_tolerance (const BwMeasures *measures,
                                   BwMeasure         measure);
const char *bw_measures_name (const BwMeasures *measures,
                              BwMeasure         measure);
const char *bw_measures_title (const BwMeasures *measures,
                               BwMeasure         measure);
char       *bw_measures_dup_title (const BwBook *book,
                                   gint32        plan,
                                   BwMeasure     measure) G_GNUC_WARN_UNUSED_RESULT;
BwQuantity  bw_measure_quantity (BwMeasure measure);
char       *bw_measure_dup_text (BwMeasure   measure,
                                 gint64      value,
                                 const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_measure_dup_plain (BwMeasure   measure,
                                  gint64      value,
                                  const char *currency) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_measure_name (BwMeasure measure);
const char *bw_measure_title (BwMeasure measure);

/* What somebody chose. */
typedef struct
{
  const char *name;      /* as in BwPlanMeasure */
  double      tolerance; /* 0: only watched */
} BwMeasureChoice;

GPtrArray *bw_measures_dup_available (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
char      *bw_measure_dup_title_of (const BwBook *book,
                                    const char   *name) G_GNUC_WARN_UNUSED_RESULT;
BwBook    *bw_measures_edit (const BwBook          *book,
                             gint32                 plan,
                             const BwMeasureChoice *choices,
                             guint                  n,
                             const char            *formula,
                             BwDelta              **delta,
                             GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMeasures, bw_measures_free)

G_END_DECLS
