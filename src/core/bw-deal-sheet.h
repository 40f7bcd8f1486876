/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as rows of a table for other programs. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

/* How the rows are written. */
typedef enum
{
  BW_SHEET_CSV,  /* plain numbers and ISO dates, commas, safe for spreadsheets */
  BW_SHEET_TABS, /* as shown, parted by tabs: what is pasted into a spreadsheet or a mail */
} BwSheetForm;

void bw_deal_sheet_append_names (GString           *out,
                                 const BwBook      *book,
                                 const BwDealField *fields,
                                 guint              n_fields,
                                 BwSheetForm        form);
void bw_deal_sheet_append_rows (GString           *out,
                                const BwBook      *book,
                                const guint32     *deals,
                                guint              n,
                                const BwDealField *fields,
                                guint              n_fields,
                                BwDate             today,
                                BwSheetForm        form);

G_END_DECLS
