/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a project as packed columns. */
#pragma once

#include "core/bw-date.h"
#include "core/bw-money.h"
#include "core/bw-pool.h"

G_BEGIN_DECLS

/* Forecast categories; their order is fixed, their names are the project's. */
typedef enum
{
  BW_CATEGORY_PIPELINE,
  BW_CATEGORY_BEST_CASE,
  BW_CATEGORY_COMMIT,
  BW_CATEGORY_CLOSED,
  BW_CATEGORY_OMITTED,
  BW_N_CATEGORIES,
  BW_CATEGORY_NONE = 255, /* the stage's */
} BwCategory;

typedef enum
{
  BW_STAGE_OPEN,
  BW_STAGE_WON,
  BW_STAGE_LOST,
} BwStageKind;

/* No person, account or product. */
#define BW_NOBODY (-1)

/* A probability that is not known; known ones are in thousandths, 0 to 1000. */
#define BW_PROBABILITY_NONE (-1)

typedef enum
{
  BW_DEAL_VANISHED = 1 << 0, /* no longer in the exports that should hold it */
} BwDealFlags;

/* What the values of a project's own field are. */
typedef enum
{
  BW_TYPE_TEXT,
  BW_TYPE_NUMBER,
  BW_TYPE_DATE,
  BW_TYPE_BOOLEAN,
  BW_N_TYPES,
} BwFieldType;

/* The columns: type and name. Each is an array with one value a deal; the same index in all of them is
 * the same deal. An index never changes while a project is open: deals are added, never taken away.
 *
 *   key          random 64-bit key of the deal's row in the project file
 *   ref          the CRM's own id
 *   stage        index into the book's stages
 *   category     a BwCategory that was set for this deal, or BW_CATEGORY_NONE: the stage's
 *   probability  the CRM's, in thousandths
 *   amount       minor units of the project's currency, BW_MONEY_NONE when unknown
 *   owner, account, product   indexes into the book's tables, or BW_NOBODY
 *   created      the CRM's creation date; when it gives none BW_DATE_NONE
 *   appeared     the first day on which the deal is known to exist: created, or the first export
 *   close        expected close date while open, actual close date once won or lost
 *   stage_since  the day on which the present stage was entered
 *   activity     the last activity
 *   pushes       how often the close date was moved later; see bw-push.c
 *   region, type, source, next_step   texts, the first three interned */
#define BW_DEAL_MOVING_COLUMNS(X) \
  X (gint64, amount)              \
  X (BwText, next_step)           \
  X (gint32, owner)               \
  X (BwDate, close)               \
  X (BwDate, stage_since)         \
  X (BwDate, activity)            \
  X (guint16, stage)              \
  X (gint16, probability)         \
  X (guint16, pushes)             \
  X (guint8, category)            \
  X (guint8, flags)

/* Those that newer exports mostly leave as they are; copies may have them in common while each has its own of the others. */
#define BW_DEAL_LASTING_COLUMNS(X) \
  X (gint64, key)                  \
  X (BwText, ref)                  \
  X (BwText, name)                 \
  X (BwText, region)               \
  X (BwText, type)                 \
  X (BwText, source)               \
  X (gint32, account)              \
  X (gint32, product)              \
  X (BwDate, created)              \
  X (BwDate, appeared)

#define BW_DEAL_COLUMNS(X)   \
  BW_DEAL_MOVING_COLUMNS (X) \
  BW_DEAL_LASTING_COLUMNS (X)

/* The values of one of the project's own fields. */
typedef struct
{
  BwFieldType type;
  union
  {
    void   *values; /* one for each deal */
    BwText *texts;
    double *numbers; /* NaN unknown */
    BwDate *dates;
    guint8 *booleans; /* BW_BOOLEAN_NONE unknown */
  };
} BwCustomColumn;

/* A yes or no that is not known. */
#define BW_BOOLEAN_NONE 255

typedef struct
{
  guint n;
  guint capacity;
#define BW_DEAL_COLUMN(type, name) type *name;
  BW_DEAL_COLUMNS (BW_DEAL_COLUMN)
#undef BW_DEAL_COLUMN
  BwCustomColumn  *custom; /* (owned) (array length=n_custom): in the order of the book's fields */
  guint            n_custom;
  gatomicrefcount *share;         /* (nullable): how many have the moving columns and those of the project's fields in common */
  gatomicrefcount *lasting_share; /* (nullable): the same for the lasting ones */
} BwDeals;

void  bw_deals_init (BwDeals *deals);
void  bw_deals_clear (BwDeals *deals);
void  bw_deals_reserve (BwDeals *deals,
                        guint    capacity);
guint bw_deals_append (BwDeals *deals,
                       gint64   key);
void  bw_deals_copy (const BwDeals *from,
                     BwDeals       *to);
void  bw_deals_share (const BwDeals *from,
                      BwDeals       *to);
void  bw_deals_make_writable (BwDeals *deals);
void  bw_deals_make_moving_writable (BwDeals *deals);
void  bw_deals_reorder (BwDeals     *deals,
                        const guint *order);
void  bw_deals_copy_row (const BwDeals *from,
                         guint          i,
                         BwDeals       *to,
                         guint          place);
void  bw_deals_add_custom (BwDeals    *deals,
                           BwFieldType type);
void  bw_deals_remove_custom (BwDeals *deals,
                              guint    column);
void  bw_deals_replace_custom (BwDeals    *deals,
                               guint       column,
                               BwFieldType type,
                               void       *values);

guint  bw_field_type_size (BwFieldType type);
gint64 bw_field_type_none (BwFieldType type);
gint64 bw_custom_column_get (const BwCustomColumn *column,
                             guint                 deal);
void   bw_custom_column_set (BwCustomColumn *column,
                             guint           deal,
                             gint64          value);

G_END_DECLS
