/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of deals as filters, orders and grids see them. */
#pragma once

#include "core/bw-query.h"

G_BEGIN_DECLS

/* What the values of a field are. */
typedef enum
{
  BW_DEAL_FIELD_TEXT,
  BW_DEAL_FIELD_ROW, /* a row of a small table, shown by its name; -1 for none */
  BW_DEAL_FIELD_MONEY,
  BW_DEAL_FIELD_DATE,
  BW_DEAL_FIELD_NUMBER,
  BW_DEAL_FIELD_PERCENT, /* thousandths */
  BW_DEAL_FIELD_REAL,    /* as bw_deal_value_of_number() gives it */
  BW_DEAL_FIELD_YES_NO,  /* 0 or 1 */
} BwDealFieldType;

/* A value that is not known. */
#define BW_DEAL_VALUE_NONE G_MININT64

/* Whether @field is one of the project's own: the one of index @field - BW_N_DEAL_FIELDS. */
static inline gboolean
bw_deal_field_is_custom (BwDealField field)
{
  return field >= BW_N_DEAL_FIELDS;
}

gboolean        bw_deal_field_parse (const BwBook *book,
                                     const char   *name,
                                     gboolean      quoted,
                                     BwDealField  *field);
gboolean        bw_deal_field_exists (const BwBook *book,
                                      BwDealField   field);
BwDealFieldType bw_deal_field_type (const BwBook *book,
                                    BwDealField   field);
gint64          bw_deal_value_of_number (double number);
double          bw_deal_value_to_number (gint64 value);
const BwText   *bw_deal_field_texts (const BwBook *book,
                                     BwDealField   field);
guint           bw_deal_field_n_rows (const BwBook *book,
                                      BwDealField   field);
const char     *bw_deal_field_row_name (const BwBook *book,
                                        BwDealField   field,
                                        guint         row);
void            bw_deal_field_values (const BwBook  *book,
                                      BwDealField    field,
                                      BwDate         today,
                                      const guint32 *deals,
                                      guint          first,
                                      guint          n,
                                      gint64        *values);
BwStageKind     bw_deal_kind (const BwBook *book,
                              guint         deal);
BwCategory      bw_deal_category (const BwBook *book,
                                  guint         deal);
const char     *bw_deal_category_title (const BwBook *book,
                                        BwCategory    category);

G_END_DECLS
