/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The models calibrated anew, without a window: fitted, held against the past, put on record, compared with the time before. */

#include <math.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-fit.h"

enum
{
  DEFAULT_SEED = 20170,
};

static const char *const part_names[BW_N_FIT_PARTS] = {
  [BW_FIT_COEFFICIENT] = "coefficient",
  [BW_FIT_ERROR] = "error",
  [BW_FIT_BIAS] = "bias",
  [BW_FIT_COVERAGE] = "coverage80",
  [BW_FIT_CRPS] = "crps",
  [BW_FIT_SCORE] = "score",
  [BW_FIT_DRIFT] = "drift",
};

static gboolean
show_progress_cb (double   done,
                  gpointer data)
{
  g_printerr ("\r%3.0f %%", done * 100.0);
  return TRUE;
}

static void
add_value (JsonBuilder      *builder,
           const BwBook     *book,
           const BwFitValue *value)
{
  const BwFitValue *before = NULL;

  if (value->fit > 0)
    before = bw_fit_find (book, value->fit - 1, value->part, bw_book_text (book, value->name), value->week);
  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "part", part_names[value->part]);
  bw_cli_add_text (builder, "name", bw_book_text (book, value->name));
  json_builder_set_member_name (builder, "week");
  if (value->week < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, value->week);
  json_builder_set_member_name (builder, "n");
  json_builder_add_int_value (builder, value->n);
  bw_cli_add_number (builder, "value", value->value);
  bw_cli_add_number (builder, "before", before != NULL ? before->value : NAN);
  bw_cli_add_number (builder, "usual_low", value->low);
  bw_cli_add_number (builder, "usual_high", value->high);
  json_builder_end_object (builder);
}

static void
print_json (const BwBook     *book,
            const BwBacktest *backtest,
            const GPtrArray  *changes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint32 fit = (gint32)book->fits->len - 1;

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "as_of", backtest->as_of);
  json_builder_set_member_name (builder, "fits");
  json_builder_add_int_value (builder, book->fits->len);
  json_builder_set_member_name (builder, "periods");
  json_builder_add_int_value (builder, backtest->n_periods);
  bw_cli_add_text (builder, "missing", backtest->missing);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    {
      const BwFitChange *change = g_ptr_array_index (changes, i);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "part", part_names[change->part]);
      json_builder_set_member_name (builder, "warning");
      json_builder_add_boolean_value (builder, change->is_warning);
      bw_cli_add_text (builder, "text", change->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint i = 0; i < book->fit_values->len; i++)
    if (bw_book_fit_value (book, i)->fit == fit)
      add_value (builder, book, bw_book_fit_value (book, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

/* Calibrates what @session has open and tells about it. */
static int
recalibrate (const BwCli *cli,
             BwSession   *session,
             const char  *as_of_text)
{
  BwBook  *book = bw_session_get_book (session);
  BwScope  everyone = { BW_SCOPE_ALL, BW_NOBODY }, scope;
  BwPeriod period;
  BwDate   as_of;
  BwDelta *delta;
  int      status;
  g_autoptr (BwBacktest) backtest = NULL;
  g_autoptr (BwBook) after = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (!bw_cli_read_focus (cli, book, as_of_text, NULL, NULL, NULL, &as_of, &period, &scope, &status))
    return status;
  backtest = bw_backtest_new (book, &everyone, as_of, DEFAULT_SEED, isatty (STDERR_FILENO) ? show_progress_cb : NULL, NULL);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r");
  after = bw_fit_store (book, backtest, g_get_real_time () / G_USEC_PER_SEC, &delta);
  status = bw_cli_apply (cli, session, _ ("Recalibrate"), bw_book_ref (after), delta);
  if (status != BW_CLI_DONE)
    return status;
  changes = bw_fit_changes (after, (gint32)after->fits->len - 1, backtest);
  if (cli->json)
    print_json (after, backtest, changes);
  else
    {
      if (backtest->missing != NULL)
        g_print ("%s\n", backtest->missing);
      for (guint i = 0; i < changes->len; i++)
        g_print ("%s\n", ((BwFitChange *)g_ptr_array_index (changes, i))->text);
    }
  return BW_CLI_DONE;
}

int
bw_cli_recalibrate (int    argc,
                    char **argv)
{
  g_autofree char   *as_of_text = NULL;
  int                status;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, _ ("Use nothing that was known only after this day"), "DATE" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;

  if (!bw_cli_parse (&cli, argc, argv, "FILE",
                     _ ("Fits the models anew, holds them against the past, puts that on record and tells what changed."), entries, 1, 1,
                     &status))
    return status;
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  status = recalibrate (&cli, session, as_of_text);
  bw_session_close (session);
  return status;
}
