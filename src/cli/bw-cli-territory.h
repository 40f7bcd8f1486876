/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tasks of the command "territory" share. */
#pragma once

#include "cli/bw-cli.h"
#include "core/bw-territory-balance.h"

G_BEGIN_DECLS

typedef struct
{
  BwCli            cli;
  BwSession       *session;
  BwBook          *book; /* borrowed */
  BwTerritoryPlan *plan; /* the one that was asked for, else the current one */
  BwAccountValues *values;
  BwDate           as_of;
  BwPeriod         period;
  BwDate           from;   /* BW_DATE_NONE: not said */
  gint32           base;   /* to be compared with, BW_NOBODY: none */
  gint32           target; /* territory of the plan, BW_NOBODY: not said */
  char            *note;   /* (owned) (nullable) */
  char            *format; /* (owned) (nullable) */
  gboolean         quotas;
  struct
  {
    char    *measures, *tolerance; /* (owned) (nullable) */
    gboolean afresh, fill_gaps;
    double   seconds;
    gint64   seed, iterations;
  } optimise;
  char    *formula; /* (owned) (nullable) */
  gboolean dry_run;
  gboolean only_changed;
} BwTerritoryWork;

/* What is left of the arguments after FILE and the task. */
static inline char **
bw_territory_work_rest (const BwTerritoryWork *work,
                        guint                 *n)
{
  *n = work->cli.n_rest - 2;
  return work->cli.rest + 2;
}

JsonBuilder *bw_cli_territory_begin (const BwTerritoryWork *work,
                                     const char            *name) G_GNUC_WARN_UNUSED_RESULT;
void         bw_cli_territory_end (JsonBuilder *builder);
const char  *bw_cli_territory_name (const BwTerritoryWork *work,
                                    gint32                 territory);
const char  *bw_cli_territory_owner (const BwTerritoryWork *work,
                                     gint32                 territory);
void         bw_cli_territory_add_values (JsonBuilder           *builder,
                                          const BwTerritoryWork *work,
                                          const gint64          *values);
void         bw_cli_territory_add_value (JsonBuilder           *builder,
                                         const BwTerritoryWork *work,
                                         BwMeasure              measure,
                                         gint64                 value);
int          bw_cli_territory_run_plan (BwTerritoryWork *work,
                                        const char      *task);
int          bw_cli_territory_run_optimise (BwTerritoryWork *work);
int          bw_cli_territory_run_edit (BwTerritoryWork *work,
                                        const char      *task);

int bw_cli_territory_run_measures (const BwTerritoryWork *work);
int bw_cli_territory_run_parts (const BwTerritoryWork *work);
int bw_cli_territory_run_fill (const BwTerritoryWork *work);
int bw_cli_territory_finish (const BwTerritoryWork *work,
                             const char            *label,
                             BwBook                *after,
                             BwDelta               *delta);
int bw_cli_territory_run_findings (BwTerritoryWork *work,
                                   const char      *task);

/* Whether the functions above know @task. */
gboolean bw_cli_territory_is_plan (const char *task);
gboolean bw_cli_territory_is_edit (const char *task);

G_END_DECLS
