/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of an Excel workbook as rows of comma-separated text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BwXlsx BwXlsx;

char  **bw_xlsx_list (const char *path,
                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
BwXlsx *bw_xlsx_open (const char *path,
                      const char *sheet,
                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void    bw_xlsx_free (BwXlsx *xlsx);
gssize  bw_xlsx_read (BwXlsx  *xlsx,
                      char    *buffer,
                      gsize    n,
                      GError **error);
double  bw_xlsx_get_progress (const BwXlsx *xlsx);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwXlsx, bw_xlsx_free)

G_END_DECLS
