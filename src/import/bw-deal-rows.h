/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a file of deals, typed and linked, before they are compared with the book. */
#pragma once

#include "import/bw-deal-index.h"
#include "import/bw-import-run.h"
#include "import/bw-own-columns.h"
#include "import/bw-row-memory.h"
#include "import/bw-stage-names.h"

G_BEGIN_DECLS

/* A stage as the file names it. */
typedef struct
{
  char          *name;
  char          *pipeline; /* (nullable): where the file tells of pipelines */
  guint          n;
  guint          n_shares; /* of open rows with a probability */
  double         shares;
  guint          n_won, n_lost; /* rows whose flags say so */
  guint          n_open;
  BwStageMeaning meaning;
  gint32         stage; /* in the book, when it is settled */
} BwFileStage;

typedef struct
{
  guint64 line;
  guint64 hash; /* of a row without a remark, to be kept; else 0 */
  BwText  ref;  /* texts stand in the rows' pool */
  BwText  name;
  BwText  next_step;
  BwText  region;
  BwText  type;
  BwText  source;
  gint64  amount; /* ten-thousandths */
  gint32  owner;
  gint32  account;
  gint32  product;
  gint32  stage;      /* index into the stages of the file */
  gint32  open_stage; /* for a closed deal the stage it was closed in, where told; else -1 */
  BwDate  created;
  BwDate  close; /* expected, or the only one */
  BwDate  actual_close;
  BwDate  stage_since;
  BwDate  activity;
  BwDate  modified;
  gint32  modified_time; /* seconds of that day */
  gint16  share;         /* ten-thousandths as it stands, -1 unknown */
  guint8  category;
  guint8  currency; /* index into the currencies, 0 none */
  guint8  once;     /* no other row of the file has its id */
} BwDealRow;

typedef struct
{
  BwPool      *pool;     /* of the texts: the book's, or else */
  BwPool       separate; /* one of their own */
  GArray      *rows;     /* BwDealRow */
  GArray      *stages;   /* BwFileStage */
  GHashTable  *stage_index;
  GPtrArray   *currencies;     /* (element-type utf8): the first is "" */
  GHashTable  *currency_index; /* as they are written to their place there */
  GArray      *rates;          /* double, once settled: what one of each is worth; NaN unknown */
  GPtrArray   *refusals;       /* (element-type utf8): why rows in each are set aside; NULL for those that are not */
  double       largest_share;  /* among those without a sign for per cent */
  gboolean     per_cent;
  GHashTable  *categories; /* names to BwCategory + 1 */
  GHashTable  *aliases;    /* spelling to number of deals */
  guint        n_damaged_ids;
  guint        n_deleted;
  GArray      *refused;      /* BwText: ids of rows that could not be taken */
  gboolean     named;        /* the file names its deals */
  gboolean     steps_repeat; /* equal next steps stand once in the pool */
  guint        n_steps, n_different_steps;
  BwDealIndex  index;      /* of the book's deals */
  gboolean     all_new;    /* the book had no deals */
  gint64       last_found; /* the deal that was looked for last; -1 for none */
  GArray      *places;     /* (element-type guint): where something can be recalled, for each row how many were before it, and which
                        * of those behind them it is */
  BwRowMemory *memory;     /* (owned): which rows were recalled instead of read, and those to be kept */
  GPtrArray   *own;        /* BwOwnColumn: the fields of the project's own, with a value for each row */
} BwDealRows;

BwDealRows *bw_deal_rows_read (BwImportRun *run,
                               BwSource    *source,
                               GBytes      *memory,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_deal_rows_free (BwDealRows *rows);
void        bw_deal_rows_forget (BwDealRows *rows,
                                 guint       begin,
                                 guint       end);
guint8     *bw_deal_rows_find_outdated (BwDealRows *rows,
                                        BwSource   *source) G_GNUC_WARN_UNUSED_RESULT;
BwDate      bw_deal_rows_newest_event (const BwDealRows *rows,
                                       BwDate            limit);
gboolean    bw_deal_rows_find_event (const BwDealRows *rows,
                                     const BwDealRow  *deal,
                                     BwDate            limit,
                                     BwDate           *newest);
double      bw_deal_rows_share_scale (const BwDealRows *rows);
gboolean    bw_deal_rows_amount_at_close (const BwDealRows *rows,
                                          const BwBook     *book);
gint64      bw_deal_rows_find_deal (BwDealRows   *rows,
                                    const BwBook *book,
                                    guint         i,
                                    const guint8 *seen);
gboolean    bw_deal_rows_recall (BwDealRows   *rows,
                                 const BwBook *book,
                                 BwDate        as_of,
                                 guint8       *seen);
void        bw_deal_rows_settle_stages (BwDealRows  *rows,
                                        BwImportRun *run);

GArray *bw_stages_remove_defaults (BwImportRun *run) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDealRows, bw_deal_rows_free)

#define bw_deal_rows_get(file, i)       (&g_array_index ((file)->rows, BwDealRow, (i)))
#define bw_deal_rows_get_stage(file, i) (&g_array_index ((file)->stages, BwFileStage, (i)))

/* How many rows were recalled before the @i-th of the others. */
static inline guint
bw_deal_rows_known_before (const BwDealRows *rows,
                           guint             i)
{
  return i < rows->places->len ? *((const guint *)(const void *)rows->places->data + (gsize)i * 2) : 0;
}

void   bw_deal_rows_settle_rates (BwDealRows   *rows,
                                  BwSource     *source,
                                  const BwBook *book);
double bw_deal_rows_rate (const BwDealRows *rows,
                          const BwDealRow  *row);

G_END_DECLS
