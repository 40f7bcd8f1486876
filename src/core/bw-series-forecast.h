/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes after a series, with ranges. */
#pragma once

#include "core/bw-series-method.h"

G_BEGIN_DECLS

/* What is to be known. */
typedef struct
{
  guint          season;   /* values after which it repeats: 1 none, 4 quarters, 12 months, 13 four-week periods, 52 weeks, 7 days */
  guint          horizon;  /* values to forecast */
  const double  *levels;   /* [n_levels] (nullable) shares of the ranges, each above 0 and below 1 */
  guint          n_levels; /* 0: no ranges, which saves most of the time */
  BwSeriesMethod method;
  gboolean       keep_negative; /* do not cut at zero what never was negative */
} BwSeriesOptions;

/* What there is to say about a forecast; more than one may hold. */
typedef enum
{
  BW_SERIES_NOTE_EMPTY = 1 << 0,        /* there are no values: there is no forecast */
  BW_SERIES_NOTE_ONE_VALUE = 1 << 1,    /* the range is a guess */
  BW_SERIES_NOTE_CONSTANT = 1 << 2,     /* all values are the same */
  BW_SERIES_NOTE_SHORT = 1 << 3,        /* less than two seasons: forecast without one */
  BW_SERIES_NOTE_NO_SEASON = 1 << 4,    /* a season was looked for and not found */
  BW_SERIES_NOTE_INTERMITTENT = 1 << 5, /* many zeros: the mean is a rate */
  BW_SERIES_NOTE_GAPS = 1 << 6,         /* values were missing and filled */
  BW_SERIES_NOTE_FEW_ORIGINS = 1 << 7,  /* too short for a back-test: ranges rest on the errors one step ahead */
  BW_SERIES_NOTE_CUT = 1 << 8,          /* ranges were cut at zero */
} BwSeriesNotes;

#define BW_N_SERIES_NOTES 9

/* A forecast. Arrays of levels are [level * horizon + step]. */
typedef struct
{
  guint         horizon; /* 0: there are no values to forecast from */
  guint         n_levels;
  double       *mean;                         /* [horizon] */
  double       *lower;                        /* [n_levels * horizon] */
  double       *upper;                        /* [n_levels * horizon] */
  double       *sigma;                        /* [horizon] the spread of the errors, of which the ranges are multiples */
  double        weights[BW_N_SERIES_METHODS]; /* what each member brought, in all 1 */
  guint         season;                       /* that was used; 1: none */
  guint         n_origins;                    /* past days the ranges were tested on */
  guint         n_gaps;
  BwSeriesNotes notes;
} BwSeriesForecast;

/* One of many series. */
typedef struct
{
  const double     *y; /* [n] */
  guint             n;
  BwSeriesForecast *forecast; /* (owned) (out) */
} BwSeriesTask;

/* Told how much is done, 0 to 1. Returns %FALSE to stop. */
typedef gboolean (*BwSeriesProgress) (double   share,
                                      gpointer data);

BwSeriesForecast *bw_series_forecast_new (const double          *y,
                                          guint                  n,
                                          const BwSeriesOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void              bw_series_forecast_free (BwSeriesForecast *forecast);
gboolean          bw_series_forecast_many (BwSeriesTask          *tasks,
                                           guint                  n_tasks,
                                           const BwSeriesOptions *options,
                                           guint                  n_threads,
                                           BwSeriesProgress       progress,
                                           gpointer               data);
const char       *bw_series_note_code (BwSeriesNotes note);
const char       *bw_series_note_text (BwSeriesNotes note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeriesForecast, bw_series_forecast_free)

G_END_DECLS
