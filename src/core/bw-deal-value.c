/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The present value of a deal's field, as its history holds values: one number whatever the field. */

#include "core/bw-deal-value.h"

/* The fields that are columns: field, column. */
#define VALUE_COLUMNS(X)                \
  X (BW_FIELD_STAGE, stage)             \
  X (BW_FIELD_AMOUNT, amount)           \
  X (BW_FIELD_CLOSE_DATE, close)        \
  X (BW_FIELD_OWNER, owner)             \
  X (BW_FIELD_CATEGORY, category)       \
  X (BW_FIELD_PROBABILITY, probability) \
  X (BW_FIELD_NAME, name)               \
  X (BW_FIELD_ACCOUNT, account)         \
  X (BW_FIELD_PRODUCT, product)         \
  X (BW_FIELD_NEXT_STEP, next_step)     \
  X (BW_FIELD_REGION, region)           \
  X (BW_FIELD_TYPE, type)               \
  X (BW_FIELD_SOURCE, source)           \
  X (BW_FIELD_CREATED, created)         \
  X (BW_FIELD_ACTIVITY, activity)

/* Returns: the value of @field of @deal. */
gint64
bw_deal_value_get (const BwDeals *deals,
                   guint          deal,
                   guint8         field)
{
  switch (field)
    {
#define GET_COLUMN(id, column) \
  case id:                     \
    return (gint64)deals->column[deal];
      VALUE_COLUMNS (GET_COLUMN)
#undef GET_COLUMN
    case BW_FIELD_PRESENT:
      return !(deals->flags[deal] & BW_DEAL_VANISHED);
    default:
      if (field < BW_N_FIELDS || field - BW_N_FIELDS >= deals->n_custom)
        return 0;
      return bw_custom_column_get (&deals->custom[field - BW_N_FIELDS], deal);
    }
}

/* Gives @field of @deal @value; the columns must be writable. */
void
bw_deal_value_set (BwDeals *deals,
                   guint    deal,
                   guint8   field,
                   gint64   value)
{
  switch (field)
    {
#define SET_COLUMN(id, column)                                \
  case id:                                                    \
    deals->column[deal] = (__typeof__ (*deals->column))value; \
    break;
      VALUE_COLUMNS (SET_COLUMN)
#undef SET_COLUMN
    case BW_FIELD_PRESENT:
      if (value != 0)
        deals->flags[deal] &= (guint8)~BW_DEAL_VANISHED;
      else
        deals->flags[deal] |= BW_DEAL_VANISHED;
      break;
    default:
      if (field >= BW_N_FIELDS && field - BW_N_FIELDS < deals->n_custom)
        bw_custom_column_set (&deals->custom[field - BW_N_FIELDS], deal, value);
      break;
    }
}
