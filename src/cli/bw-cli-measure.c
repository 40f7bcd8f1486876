/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan's territories are to have about as much of, how they lie, and the areas that nobody has, without a window. */

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-territory.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"
#include "core/bw-territory-fill.h"
#include "core/bw-territory-part.h"

/* ---- Measures ---- */

static int
print_measures (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "measure", "title", "chosen", "tolerance", "formula" };
  const BwMeasures        *measures = work->values->measures;
  g_autoptr (GPtrArray) available = bw_measures_dup_available (work->book);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "measures") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < available->len; i++)
    {
      const char      *name = g_ptr_array_index (available, i);
      BwMeasure        measure = BW_N_MEASURES;
      gboolean         chosen = bw_measures_find (measures, name, &measure) && bw_measures_has (measures, measure);
      double           tolerance = chosen ? bw_measures_tolerance (measures, measure) : 0;
      g_autofree char *title = bw_measure_dup_title_of (work->book, name);
      const char      *formula = measure == BW_MEASURE_WORKLOAD ? measures->formula : NULL;
      char             text[G_ASCII_DTOSTR_BUF_SIZE];
      const char      *cells[] = { name, title, chosen ? "yes" : "no", g_ascii_formatd (text, sizeof text, "%g", tolerance), formula };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_text (builder, "name", name);
      bw_cli_add_text (builder, "title", title);
      json_builder_set_member_name (builder, "chosen");
      json_builder_add_boolean_value (builder, chosen);
      bw_cli_add_number (builder, "tolerance", tolerance);
      if (formula != NULL)
        bw_cli_add_text (builder, "formula", formula);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
  return BW_CLI_DONE;
}

/* Reads "pipeline=0.1"; without a number 0.1, with 0 it is only watched. */
static gboolean
read_choice (char            *text,
             BwMeasureChoice *choice)
{
  char *equals = strrchr (text, '='), *end;

  choice->name = text;
  choice->tolerance = 0.1;
  if (equals == NULL)
    return TRUE;
  *equals = '\0';
  choice->tolerance = g_ascii_strtod (equals + 1, &end);
  return end != equals + 1 && *end == '\0';
}

static int
choose_measures (const BwTerritoryWork *work)
{
  guint                       n;
  char                      **rest = bw_territory_work_rest (work, &n);
  g_autofree BwMeasureChoice *choices = g_new0 (BwMeasureChoice, n + 1);
  g_autoptr (GError) error = NULL;
  BwDelta *delta;
  BwBook  *after;

  for (guint i = 0; i < n; i++)
    if (!read_choice (rest[i], &choices[i]))
      return bw_cli_misuse (&work->cli, _ ("After “%s=” comes a share, as 0.1 for 10 %%."), rest[i]);
  after = bw_measures_edit (work->book, work->plan->plan, choices, n, work->formula != NULL ? work->formula : work->values->measures->formula, &delta,
                            &error);
  if (after == NULL)
    return bw_cli_misuse (&work->cli, "%s", error->message);
  return bw_cli_apply (&work->cli, work->session, _ ("Choose measures"), after, delta);
}

/* Lists the measures, or chooses those that are named. Returns an exit status. */
int
bw_cli_territory_run_measures (const BwTerritoryWork *work)
{
  guint n;

  bw_territory_work_rest (work, &n);
  return n == 0 ? print_measures (work) : choose_measures (work);
}

/* ---- Parts ---- */

/* Lists what lies apart, and holes. Returns an exit status. */
int
bw_cli_territory_run_parts (const BwTerritoryWork *work)
{
  static const char *const titles[] = { "kind", "territory", "unit", "units", "accounts", "pipeline", "to", "text" };
  g_autoptr (GArray) counties = bw_territory_counties_new (work->plan, work->values);
  g_autoptr (GPtrArray) parts = bw_territory_parts_new (work->plan, counties);
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "parts") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < parts->len; i++)
    {
      const BwTerritoryPart *part = g_ptr_array_index (parts, i);
      g_autofree char       *unit = bw_atlas_unit_dup_id (work->plan->atlas, part->counties[0]);
      g_autofree char       *units = g_strdup_printf ("%u", part->n), *accounts = g_strdup_printf ("%u", part->accounts);
      g_autofree char       *pipeline = bw_money_format_plain (part->pipeline, work->book->currency);
      g_autofree char       *text = bw_territory_part_dup_title (work->plan, part);
      const char            *cells[] = { bw_part_kind_name (part->kind), bw_cli_territory_name (work, part->territory), unit, units, accounts,
                                         pipeline, bw_cli_territory_name (work, part->to), text };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      for (guint j = 0; j < 3; j++)
        bw_cli_add_text (builder, titles[j], cells[j]);
      bw_cli_add_count (builder, "units", part->n);
      bw_cli_add_count (builder, "accounts", part->accounts);
      bw_cli_add_money (builder, "pipeline", part->pipeline, work->book->currency);
      bw_cli_add_text (builder, "to", cells[6]);
      bw_cli_add_text (builder, "text", text);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
  return BW_CLI_DONE;
}

/* ---- Filling ---- */

/* Gives the areas that nobody has to others, or with a dry run tells to whom. Returns an exit status. */
int
bw_cli_territory_run_fill (const BwTerritoryWork *work)
{
  guint    n;
  char   **rest = bw_territory_work_rest (work, &n);
  gboolean compact = n == 1 && g_str_equal (rest[0], "compact");
  g_autoptr (BwTerritoryFilling) filling = NULL;
  BwDelta *delta;
  BwBook  *after;

  if (n > 1 || (n == 1 && !compact && !g_str_equal (rest[0], "nearest")))
    return bw_cli_misuse (&work->cli, _ ("Areas are given to the nearest territory or so that it stays compact: write nearest or compact."));
  filling = bw_territory_fill (work->plan, compact ? BW_FILL_COMPACT : BW_FILL_NEAREST);
  if (filling->n == 0)
    {
      g_printerr ("bellwether-cli: %s\n", _ ("There is no area that could be given to anybody."));
      return BW_CLI_DONE;
    }
  after = bw_territory_edit_assign_each (work->plan, filling->counties, filling->territories, filling->n, &delta);
  return bw_cli_territory_finish (work, _ ("Fill gaps"), after, delta);
}
