/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verbs of "checkins" are given. */
#pragma once

#include "cli/bw-cli.h"
#include "core/bw-cadence.h"

G_BEGIN_DECLS

/* The options as they were written, and what they name. */
typedef struct
{
  char    *host, *with, *who, *rhythm, *first, *at, *zone, *day, *notes, *author, *today, *since, *period, *as_of, *to;
  gboolean team;
  int      minutes;
  BwDate   day_of, first_day, today_day, since_day, to_day; /* BW_DATE_NONE: not said */
} BwCliCheckin;

int bw_cli_checkin_agenda (const BwCli        *cli,
                           BwSession          *session,
                           const BwCliCheckin *wish);
int bw_cli_checkin_calendar (const BwCli        *cli,
                             BwSession          *session,
                             const BwCliCheckin *wish);
int bw_cli_checkin_hours (const BwCli        *cli,
                          BwSession          *session,
                          const BwCliCheckin *wish);

G_END_DECLS
