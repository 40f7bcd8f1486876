/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the headless commands share. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "session/bw-session.h"

G_BEGIN_DECLS

/* Exit statuses. */
enum
{
  BW_CLI_DONE = 0,
  BW_CLI_FAILED = 1,
  BW_CLI_WRONG_USE = 2,
};

/* A command: gets its own name as argv[0]. Returns an exit status. */
typedef int (*BwCliRun) (int    argc,
                         char **argv);

int bw_cli_new (int    argc,
                char **argv);
int bw_cli_import (int    argc,
                   char **argv);
int bw_cli_inspect (int    argc,
                    char **argv);
int bw_cli_records (int    argc,
                    char **argv);
int bw_cli_changes (int    argc,
                    char **argv);
int bw_cli_rejects (int    argc,
                    char **argv);
int bw_cli_forecast (int    argc,
                     char **argv);
int bw_cli_backtest (int    argc,
                     char **argv);
int bw_cli_adjustments (int    argc,
                        char **argv);
int bw_cli_notes (int    argc,
                  char **argv);
int bw_cli_commitments (int    argc,
                        char **argv);
int bw_cli_checkins (int    argc,
                     char **argv);
int bw_cli_comment (int    argc,
                    char **argv);
int bw_cli_call (int    argc,
                 char **argv);
int bw_cli_override (int    argc,
                     char **argv);
int bw_cli_calls (int    argc,
                  char **argv);
int bw_cli_team (int    argc,
                 char **argv);
int bw_cli_quota (int    argc,
                  char **argv);
int bw_cli_reconcile (int    argc,
                      char **argv);
int bw_cli_series (int    argc,
                   char **argv);
int bw_cli_deals (int    argc,
                  char **argv);
int bw_cli_flow (int    argc,
                 char **argv);
int bw_cli_funnel (int    argc,
                   char **argv);
int bw_cli_insights (int    argc,
                     char **argv);
int bw_cli_health (int    argc,
                   char **argv);
int bw_cli_postal (int    argc,
                   char **argv);
int bw_cli_merge (int    argc,
                  char **argv);
int bw_cli_trends (int    argc,
                   char **argv);
int bw_cli_territory (int    argc,
                      char **argv);
int bw_cli_partition (int    argc,
                      char **argv);
int bw_cli_scenario (int    argc,
                     char **argv);
int bw_cli_recalibrate (int    argc,
                        char **argv);
int bw_cli_render (int    argc,
                   char **argv);
int bw_cli_check (int    argc,
                  char **argv);
int bw_cli_dump (int    argc,
                 char **argv);
int bw_cli_sample (int    argc,
                   char **argv);
int bw_cli_settings (int    argc,
                     char **argv);

/* One call of a command: its options, and whether the result is to be JSON. */
typedef struct
{
  const char *name;
  gboolean    json;
  char      **rest; /* (owned) the arguments that are no options */
  guint       n_rest;
} BwCli;

gboolean bw_cli_parse (BwCli              *cli,
                       int                 argc,
                       char              **argv,
                       const char         *arguments,
                       const char         *summary,
                       const GOptionEntry *entries,
                       guint               min_rest,
                       guint               max_rest,
                       int                *status);
void     bw_cli_clear (BwCli *cli);
int      bw_cli_fail (const BwCli  *cli,
                      const GError *error,
                      int           status);
int      bw_cli_misuse (const BwCli *cli,
                        const char  *format,
                        ...) G_GNUC_PRINTF (2, 3);
void     bw_cli_print_json (JsonBuilder *builder);
void     bw_cli_add_money (JsonBuilder *builder,
                           const char  *name,
                           gint64       minor,
                           const char  *currency);
void     bw_cli_add_number (JsonBuilder *builder,
                            const char  *name,
                            double       value);
void     bw_cli_add_count (JsonBuilder *builder,
                           const char  *name,
                           guint        n);
void     bw_cli_add_text (JsonBuilder *builder,
                          const char  *name,
                          const char  *value);
void     bw_cli_add_date (JsonBuilder *builder,
                          const char  *name,
                          BwDate       date);
void     bw_cli_add_adjustments (JsonBuilder  *builder,
                                 const BwBook *book,
                                 guint         deal);
void     bw_cli_print_csv (const char *const *cells,
                           guint              n);

gboolean bw_cli_read_time (const BwCli *cli,
                           const char  *text,
                           gint64      *at,
                           int         *status);
gboolean bw_cli_find_person (const BwCli  *cli,
                             const BwBook *book,
                             const char   *name,
                             gint32       *person,
                             int          *status);
gboolean bw_cli_read_amount (const BwCli *cli,
                             const char  *text,
                             const char  *currency,
                             gint64      *amount,
                             int         *status);

BwSession *bw_cli_open (const BwCli *cli,
                        const char  *path,
                        int         *status) G_GNUC_WARN_UNUSED_RESULT;
gint32     bw_cli_find_deal (const BwBook *book,
                             const char   *text);
int        bw_cli_apply (const BwCli *cli,
                         BwSession   *session,
                         const char  *label,
                         BwBook      *after,
                         BwDelta     *delta);
gboolean   bw_cli_read_focus (const BwCli *cli,
                              BwBook      *book,
                              const char  *as_of_text,
                              const char  *period_text,
                              const char  *scope_text,
                              const char  *filter_text,
                              BwDate      *as_of,
                              BwPeriod    *period,
                              BwScope     *scope,
                              int         *status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCli, bw_cli_clear)

G_END_DECLS
