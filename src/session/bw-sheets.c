/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets, for a window: what reads and writes them belongs to the import, what compares them to the core. */

#include "session/bw-sheets.h"

#include "import/bw-call-sheet-read.h"

gboolean
bw_sheets_is_one (const char *path)
{
  return bw_call_sheet_is_one (path);
}

BwReconcile *
bw_sheets_reconcile (const BwBook    *book,
                     const BwPeriod  *period,
                     BwDate           as_of,
                     const GPtrArray *paths)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_call_sheet_free);

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (sheets, bw_call_sheet_read (book, period, paths->pdata[i]));
  return bw_reconcile_sheets (book, period, as_of, sheets);
}

GPtrArray *
bw_sheets_write (const BwBook   *book,
                 const BwPeriod *period,
                 BwDate          as_of,
                 gint32          manager,
                 const char     *folder,
                 GError        **error)
{
  return bw_call_sheet_write_all (book, period, as_of, manager, folder, error);
}
