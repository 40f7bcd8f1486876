/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimiser alone, on any units: partition.
 *
 * Prints `unit,territory`. Territories keep the names they have in the current plan and in the fixed units; new ones are numbered. An
 * interruption (Ctrl+C) ends the search and prints the best plan so far. */

#include "cli/bw-cli-interrupt.h"
#include "cli/bw-cli-partition.h"
#include "cli/bw-cli-units.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* What was asked for. */
typedef struct
{
  BwCli              cli;
  BwPartitionOptions options;
  BwCliUnits        *units;                                    /* (owned) */
  GPtrArray         *territories;                              /* (element-type utf8) (owned) */
  gint32            *current;                                  /* (owned) (nullable) */
  gint32            *fixed;                                    /* (owned) (nullable) */
  guint8            *closed;                                   /* (owned) (nullable) */
  double            *tolerances;                               /* (owned) */
  char              *measures;                                 /* (owned) (nullable) */
  char              *tolerance;                                /* (owned) (nullable) */
  char              *current_path, *fixed_path, *closed_names; /* (owned) (nullable) */
  int                k;
} Run;

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->units, bw_cli_units_free);
  g_clear_pointer (&run->territories, g_ptr_array_unref);
  g_free (run->current);
  g_free (run->fixed);
  g_free (run->closed);
  g_free (run->tolerances);
  g_free (run->measures);
  g_free (run->tolerance);
  g_free (run->current_path);
  g_free (run->fixed_path);
  g_free (run->closed_names);
  bw_cli_clear (&run->cli);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static gboolean
read_options (Run   *run,
              int    argc,
              char **argv,
              int   *status)
{
  gint64             seed = 1, iterations = 0;
  int                n_threads = 0;
  const GOptionEntry entries[] = {
    { "territories", 'k', 0, G_OPTION_ARG_INT, &run->k, _ ("How many territories; as in the current plan without it"), "N" },
    { "measures", 0, 0, G_OPTION_ARG_STRING, &run->measures, _ ("Columns to be made even, the first also weighs distances; all without it"), "A,B" },
    { "tolerance", 0, 0, G_OPTION_ARG_STRING, &run->tolerance, _ ("How far a territory may be from the mean, one number or one for each measure; 0.05 without it"), "T" },
    { "current", 0, 0, G_OPTION_ARG_FILENAME, &run->current_path, _ ("Today's plan (unit,territory): as little as possible is moved"), "FILE" },
    { "afresh", 0, 0, G_OPTION_ARG_NONE, &run->options.afresh, _ ("Only begin at the current plan, and move whatever helps"), NULL },
    { "fixed", 0, 0, G_OPTION_ARG_FILENAME, &run->fixed_path, _ ("Units that stay in their territory (unit,territory)"), "FILE" },
    { "closed", 0, 0, G_OPTION_ARG_STRING, &run->closed_names, _ ("Territories that stay as they are in the current plan"), "A,B" },
    { "scattered", 0, 0, G_OPTION_ARG_NONE, &run->options.scattered, _ ("Territories need not be in one piece"), NULL },
    { "moved-cost", 0, 0, G_OPTION_ARG_DOUBLE, &run->options.moved_cost, _ ("With a current plan: what moving costs against being spread out"), "C" },
    { "cut-cost", 0, 0, G_OPTION_ARG_DOUBLE, &run->options.cut_cost, _ ("What a border between territories costs"), "C" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &run->options.seconds, _ ("By when to be done, reading included"), "S" },
    { "iterations", 0, 0, G_OPTION_ARG_INT64, &iterations, _ ("Proposals each of the two chains looks at"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, _ ("The same seed gives the same plan"), "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, _ ("Threads to use; they change the time and nothing else"), "N" },
    { NULL },
  };

  if (!bw_cli_parse (&run->cli, argc, argv, "UNITS EDGES",
                     _ ("Makes territories that are even, compact and in one piece. UNITS: unit,x_km,y_km,measure... EDGES: a,b. Prints "
                        "unit,territory."),
                     entries, 2, 2, status))
    return FALSE;
  if (n_threads < 0 || iterations < 0 || !(run->options.seconds >= 0) || !(run->options.moved_cost >= 0) || !(run->options.cut_cost >= 0))
    {
      *status = bw_cli_misuse (&run->cli, _ ("--threads, --iterations, --seconds and costs take numbers from 0 on."));
      return FALSE;
    }
  if (run->k <= 0 && run->current_path == NULL)
    {
      *status = bw_cli_misuse (&run->cli, _ ("Say how many territories there are to be, as -k 12."));
      return FALSE;
    }
  run->options.seed = (guint64)seed;
  run->options.iterations = (guint64)iterations;
  run->options.n_threads = (guint)n_threads;
  return TRUE;
}

/* Reads "0.05" or "0.05,0.1". */
static gboolean
read_tolerances (Run *run,
                 int *status)
{
  g_auto (GStrv) parts = g_strsplit (run->tolerance != NULL ? run->tolerance : "0.05", ",", -1);
  guint n = g_strv_length (parts), m = run->units->measures->len;

  run->tolerances = g_new (double, m);
  for (guint i = 0; i < m; i++)
    {
      const char *text = g_strstrip (parts[n == 1 ? 0 : MIN (i, n - 1)]);
      char       *end;

      run->tolerances[i] = g_ascii_strtod (text, &end);
      if ((n == 1 || n == m) && *text != '\0' && *end == '\0' && run->tolerances[i] >= 0 && run->tolerances[i] <= 1e6)
        continue;
      *status = bw_cli_misuse (&run->cli, _ ("--tolerance takes a number from 0 on, as 0.05 for 5 %%, or one for each of the %u measures."), m);
      return FALSE;
    }
  run->options.tolerances = run->tolerances;
  return TRUE;
}

/* Names the territories: those of the plans, then the least numbers that none of them has. */
static void
name_territories (Run *run)
{
  for (guint number = 1; run->territories->len < run->options.k; number++)
    {
      g_autofree char *name = g_strdup_printf ("%u", number);

      if (!g_ptr_array_find_with_equal_func (run->territories, name, g_str_equal, NULL))
        g_ptr_array_add (run->territories, g_steal_pointer (&name));
    }
}

static gboolean
read_closed (Run *run,
             int *status)
{
  g_auto (GStrv) names = NULL;

  if (run->closed_names == NULL)
    return TRUE;
  run->closed = g_new0 (guint8, run->options.k);
  names = g_strsplit (run->closed_names, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint at;

      if (!g_ptr_array_find_with_equal_func (run->territories, g_strstrip (names[i]), g_str_equal, &at))
        {
          *status = bw_cli_misuse (&run->cli, _ ("--closed: no territory is called “%s”."), names[i]);
          return FALSE;
        }
      run->closed[at] = TRUE;
    }
  run->options.closed = run->closed;
  return TRUE;
}

static gboolean
read_files (Run *run,
            int *status)
{
  g_autoptr (GError) error = NULL;

  run->territories = g_ptr_array_new_with_free_func (g_free);
  run->units = bw_cli_units_new (run->cli.rest[0], run->cli.rest[1], run->measures, &error);
  if (run->units != NULL && run->current_path != NULL)
    run->options.current = run->current = bw_cli_units_read_plan (run->units, run->current_path, run->territories, &error);
  if (error == NULL && run->k <= 0)
    run->k = (int)run->territories->len;
  if (error == NULL && run->fixed_path != NULL)
    run->options.fixed = run->fixed = bw_cli_units_read_plan (run->units, run->fixed_path, run->territories, &error);
  if (error != NULL)
    {
      *status = bw_cli_fail (&run->cli, error, BW_CLI_FAILED);
      return FALSE;
    }
  if (run->units->n_unknown > 0)
    g_printerr (ngettext ("bellwether-cli: %u border is with a unit that is not there (line %" PRIu64 "), and was left out.\n",
                          "bellwether-cli: %u borders are with units that are not there (the first in line %" PRIu64 "), and were left out.\n",
                          run->units->n_unknown),
                run->units->n_unknown, run->units->first_unknown);
  run->options.k = (guint)run->k;
  if (run->territories->len > run->options.k)
    {
      *status = bw_cli_misuse (&run->cli, _ ("The plans name %u territories, more than the %u asked for."), run->territories->len, run->options.k);
      return FALSE;
    }
  if (run->options.k <= BW_PARTITION_MOST)
    name_territories (run);
  return read_tolerances (run, status) && read_closed (run, status);
}

/* Adds the object @name with the parts of @score, of a plan of @k territories. */
void
bw_cli_partition_add_score (JsonBuilder            *builder,
                            const char             *name,
                            const BwPartitionScore *score,
                            guint                   k)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  bw_cli_add_count (builder, "within", k - score->n_outside);
  bw_cli_add_count (builder, "outside", score->n_outside);
  bw_cli_add_number (builder, "violation", score->violation);
  bw_cli_add_number (builder, "worst", score->worst);
  bw_cli_add_number (builder, "inertia", score->inertia);
  bw_cli_add_count (builder, "cut_edges", score->cut_edges);
  bw_cli_add_number (builder, "moved", score->moved);
  bw_cli_add_count (builder, "units_moved", score->n_moved);
  bw_cli_add_count (builder, "detached", score->n_detached);
  json_builder_end_object (builder);
}

static void
add_territories (const Run         *run,
                 const BwPartition *partition,
                 JsonBuilder       *builder)
{
  guint m = partition->n_measures;

  json_builder_set_member_name (builder, "territories");
  json_builder_begin_array (builder);
  for (guint t = 0; t < partition->k; t++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", g_ptr_array_index (run->territories, t));
      bw_cli_add_count (builder, "units", partition->units[t]);
      json_builder_set_member_name (builder, "values");
      json_builder_begin_object (builder);
      for (guint i = 0; i < m; i++)
        bw_cli_add_number (builder, g_ptr_array_index (run->units->measures, i), partition->load[t * m + i]);
      json_builder_end_object (builder);
      json_builder_set_member_name (builder, "deviation");
      json_builder_begin_object (builder);
      for (guint i = 0; i < m; i++)
        bw_cli_add_number (builder, g_ptr_array_index (run->units->measures, i),
                           partition->target[t * m + i] > 0 ? partition->load[t * m + i] / partition->target[t * m + i] - 1 : (double)NAN);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
dup_sentence (const Run                *run,
              const BwPartitionFinding *finding)
{
  g_autofree char *territory =
    finding->territory >= 0 ? g_strdup_printf (_ ("territory %s"), (const char *)g_ptr_array_index (run->territories, finding->territory)) : NULL;

  return bw_partition_finding_dup_sentence (finding, finding->unit >= 0 ? g_ptr_array_index (run->units->names, finding->unit) : NULL, territory,
                                            g_ptr_array_index (run->units->measures, finding->measure),
                                            g_ptr_array_index (run->units->measures, finding->other));
}

static void
add_findings (const Run         *run,
              const BwPartition *partition,
              JsonBuilder       *builder)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < partition->findings->len; i++)
    {
      const BwPartitionFinding *finding = &g_array_index (partition->findings, BwPartitionFinding, i);
      g_autofree char          *text = dup_sentence (run, finding);

      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "code", bw_partition_finding_code (finding->kind));
      bw_cli_add_text (builder, "text", text);
      bw_cli_add_text (builder, "territory", finding->territory >= 0 ? g_ptr_array_index (run->territories, finding->territory) : NULL);
      bw_cli_add_text (builder, "unit", finding->unit >= 0 ? g_ptr_array_index (run->units->names, finding->unit) : NULL);
      bw_cli_add_text (builder, "measure", g_ptr_array_index (run->units->measures, finding->measure));
      bw_cli_add_count (builder, "units", finding->n_units);
      bw_cli_add_number (builder, "value", finding->value);
      bw_cli_add_number (builder, "target", finding->target);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const Run         *run,
            const BwPartition *partition,
            double             seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_count (builder, "k", partition->k);
  bw_cli_add_number (builder, "seed", (double)run->options.seed);
  bw_cli_add_number (builder, "iterations", (double)partition->iterations);
  bw_cli_add_number (builder, "seconds", seconds);
  json_builder_set_member_name (builder, "stopped");
  json_builder_add_boolean_value (builder, partition->stopped);
  bw_cli_partition_add_score (builder, "score", &partition->score, partition->k);
  bw_cli_partition_add_score (builder, "start", &partition->start, partition->k);
  bw_cli_add_number (builder, "moved_at_least", partition->moved_at_least);
  add_territories (run, partition, builder);
  add_findings (run, partition, builder);
  json_builder_set_member_name (builder, "units");
  json_builder_begin_array (builder);
  for (guint u = 0; u < partition->n; u++)
    {
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "unit", g_ptr_array_index (run->units->names, u));
      bw_cli_add_text (builder, "territory", g_ptr_array_index (run->territories, partition->territory[u]));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_rows (const Run         *run,
            const BwPartition *partition)
{
  static const char *const titles[] = { "unit", "territory" };

  for (guint i = 0; i < partition->findings->len; i++)
    {
      g_autofree char *text = dup_sentence (run, &g_array_index (partition->findings, BwPartitionFinding, i));

      g_printerr ("bellwether-cli: %s\n", text);
    }
  bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint u = 0; u < partition->n; u++)
    {
      const char *cells[] = { g_ptr_array_index (run->units->names, u), g_ptr_array_index (run->territories, partition->territory[u]) };

      bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
    }
}

/* The command "partition". */
int
bw_cli_partition (int    argc,
                  char **argv)
{
  g_auto (Run) run = { 0 };
  g_autoptr (BwPartition) partition = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began_us = g_get_monotonic_time ();
  int    status;

  run.options.began_us = began_us;
  if (!read_options (&run, argc, argv, &status) || !read_files (&run, &status))
    return status;
  run.options.progress = bw_cli_interrupt_progress;
  bw_cli_interrupt_begin ();
  partition = bw_partition_new (run.units->graph, &run.options, &error);
  bw_cli_interrupt_end ();
  if (partition == NULL)
    return bw_cli_fail (&run.cli, error, BW_CLI_FAILED);
  if (run.cli.json)
    print_json (&run, partition, (double)(g_get_monotonic_time () - began_us) / G_USEC_PER_SEC);
  else
    print_rows (&run, partition);
  return BW_CLI_DONE;
}
