/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the territories, without a window, and a draft in which a finding's proposal is tried. */

#include <math.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli-territory.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-finding.h"

static int
print_findings (const BwTerritoryWork *work,
                GPtrArray             *findings)
{
  static const char *const titles[] = { "finding", "kind", "territory", "amount", "text", "proposal" };
  g_autoptr (JsonBuilder) builder = work->cli.json ? bw_cli_territory_begin (work, "findings") : NULL;

  if (builder == NULL)
    bw_cli_print_csv (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < findings->len; i++)
    {
      const BwTerritoryFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char          *number = g_strdup_printf ("%u", i + 1), *amount = bw_money_format_plain (finding->amount, work->book->currency);
      g_autofree char          *title = bw_territory_finding_dup_title (work->plan, finding);
      g_autofree char          *proposal = bw_territory_finding_dup_proposal (work->plan, work->values, finding);
      const char               *cells[] = { number, bw_territory_finding_name (finding->kind), bw_cli_territory_name (work, finding->territory),
                                            amount, title, proposal };

      if (builder == NULL)
        {
          bw_cli_print_csv (cells, G_N_ELEMENTS (cells));
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_count (builder, "finding", i + 1);
      bw_cli_add_text (builder, "kind", cells[1]);
      bw_cli_add_text (builder, "territory", cells[2]);
      bw_cli_add_text (builder, "state", finding->state != BW_ATLAS_NOWHERE ? bw_atlas_parent (work->plan->atlas, (guint)finding->state)->code : NULL);
      bw_cli_add_text (builder, "product",
                       finding->product >= 0 ? bw_book_text (work->book, bw_book_product (work->book, (guint)finding->product)->name) : NULL);
      bw_cli_add_count (builder, "accounts", finding->n);
      bw_cli_add_number (builder, "observed", finding->observed);
      bw_cli_add_number (builder, "expected", finding->expected);
      bw_cli_add_number (builder, "lift", finding->lift);
      bw_cli_add_money (builder, "amount", finding->amount, work->book->currency);
      if (finding->kind == BW_TERRITORY_LOAD)
        bw_cli_add_text (builder, "measure", bw_measures_name (work->values->measures, finding->measure));
      bw_cli_add_text (builder, "text", title);
      bw_cli_add_text (builder, "to", finding->to >= 0 ? bw_cli_territory_name (work, finding->to) : NULL);
      bw_cli_add_count (builder, "units", finding->counties->len);
      bw_cli_add_text (builder, "proposal", proposal);
      json_builder_end_object (builder);
    }
  if (builder != NULL)
    bw_cli_territory_end (g_steal_pointer (&builder));
  return BW_CLI_DONE;
}

/* Lists findings, or with "try N" makes a draft of what the N-th proposes. Returns an exit status. */
int
bw_cli_territory_run_findings (BwTerritoryWork *work,
                               const char      *task)
{
  guint  n;
  char **rest = bw_territory_work_rest (work, &n);
  g_autoptr (GPtrArray) findings = bw_territory_findings_new (work->plan, work->values, 0);
  const BwTerritoryFinding *finding;
  g_autofree char          *name = NULL;
  guint64                   number;
  BwDelta                  *delta;
  BwBook                   *after;

  if (g_str_equal (task, "findings"))
    return print_findings (work, findings);
  number = n == 1 ? g_ascii_strtoull (rest[0], NULL, 10) : 0;
  finding = number >= 1 && number <= findings->len ? g_ptr_array_index (findings, number - 1) : NULL;
  if (finding == NULL || finding->to < 0 || finding->counties->len == 0)
    return bw_cli_misuse (&work->cli, _ ("Say which finding: a number that “findings” lists with a proposal."));
  name = bw_plan_dup_free_name (work->book, _ ("Tried proposal"));
  after = bw_territory_finding_try (work->plan, finding, name, g_get_real_time () / G_USEC_PER_SEC, NULL, &delta);
  return bw_cli_apply (&work->cli, work->session, _ ("Try a proposal"), after, delta);
}
