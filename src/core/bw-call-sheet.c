/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manager's sheet: what it says of people and deals, as it was read. */

#include "core/bw-call-sheet.h"

static void
clear_call (gpointer data)
{
  g_free (((BwSheetCall *)data)->note);
}

static void
clear_deal (gpointer data)
{
  g_free (((BwSheetDeal *)data)->label);
}

static void
clear_problem (gpointer data)
{
  g_free (((BwSheetProblem *)data)->text);
}

/* Returns: (transfer full): an empty sheet that came in @file. */
BwCallSheet *
bw_call_sheet_new (const char *file)
{
  BwCallSheet *sheet = g_new0 (BwCallSheet, 1);

  sheet->file = g_path_get_basename (file);
  sheet->manager = BW_NOBODY;
  sheet->calls = g_array_new (FALSE, TRUE, sizeof (BwSheetCall));
  sheet->deals = g_array_new (FALSE, TRUE, sizeof (BwSheetDeal));
  sheet->problems = g_array_new (FALSE, TRUE, sizeof (BwSheetProblem));
  g_array_set_clear_func (sheet->calls, clear_call);
  g_array_set_clear_func (sheet->deals, clear_deal);
  g_array_set_clear_func (sheet->problems, clear_problem);
  return sheet;
}

void
bw_call_sheet_free (BwCallSheet *sheet)
{
  g_free (sheet->file);
  g_free (sheet->refusal);
  g_array_unref (sheet->calls);
  g_array_unref (sheet->deals);
  g_array_unref (sheet->problems);
  g_free (sheet);
}

/* Notes what is wrong with @cell; takes @text (transfer full). */
void
bw_call_sheet_add_problem (BwCallSheet       *sheet,
                           BwSheetProblemKind kind,
                           const char        *cell,
                           char              *text)
{
  BwSheetProblem problem = { .kind = kind, .text = text };

  g_strlcpy (problem.cell, cell, sizeof problem.cell);
  g_array_append_val (sheet->problems, problem);
}
