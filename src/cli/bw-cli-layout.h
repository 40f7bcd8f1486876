/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say how exports are written. */
#pragma once

#include "cli/bw-cli.h"

G_BEGIN_DECLS

/* What the user says of all files. */
typedef struct
{
  char    *kind, *encoding, *delimiter, *decimal, *order;
  int      header_line;
  gboolean from_1904;
} BwCliLayout;

/* The entries of options that fill @layout, a variable. */
#define BW_CLI_LAYOUT_ENTRIES(layout)                                                                                      \
  { "kind", 0, 0, G_OPTION_ARG_STRING, &(layout).kind, _ ("What the files hold: deals, people, stage_history, …"), "K" },  \
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &(layout).encoding, _ ("How characters are written"), "NAME" },               \
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &(layout).delimiter, _ ("What stands between cells"), "SIGN" },              \
    { "header-line", 0, 0, G_OPTION_ARG_INT, &(layout).header_line, _ ("The line of the names of columns"), "N" },         \
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &(layout).decimal, _ ("What stands before the decimals of numbers"), "SIGN" }, \
    { "date-order", 0, 0, G_OPTION_ARG_STRING, &(layout).order,                                                            \
      _ ("What comes first in dates: day-first, month-first or year-first"), "ORDER" },                                    \
  {                                                                                                                        \
    "1904", 0, 0, G_OPTION_ARG_NONE, &(layout).from_1904, _ ("Dates that are numbers count from 1904"), NULL               \
  }

void       bw_cli_layout_clear (BwCliLayout *layout);
gboolean   bw_cli_layout_read (const BwCliLayout *layout,
                               const BwCli       *cli,
                               BwFileOptions     *options,
                               int               *status);
GPtrArray *bw_cli_layout_list (char               **files,
                               const BwFileOptions *said,
                               GHashTable          *options) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliLayout, bw_cli_layout_clear)

G_END_DECLS
