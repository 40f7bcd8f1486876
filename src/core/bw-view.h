/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports of deals as dated views: which deals and fields each tells of, and on which day. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* In the fields of an import: its file tells when each stage was entered. */
#define BW_VIEW_TELLS_STAGES (G_GINT64_CONSTANT (1) << 61)

/* One export: what it says holds at the end of its day. */
typedef struct
{
  BwDate   day;
  gint32   import;   /* index into the book's imports */
  gint64   fields;   /* see BwImportRecord */
  gboolean complete; /* deals that it lacks are gone */
  guint8  *covered;  /* (nullable): a bit for each deal; NULL: all deals */
  guint8  *refused;  /* (nullable): the same for deals whose rows could not be taken; NULL: none */
  guint    n;        /* bits */
} BwView;

/* The views of a book, by day and then by import. */
typedef struct
{
  GArray *views; /* BwView */
} BwViews;

BwViews *bw_views_new (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void     bw_views_free (BwViews *views);
void     bw_views_add (BwViews      *views,
                       const BwBook *book,
                       gint32        import);
BwDate   bw_views_before (const BwViews *views,
                          guint          deal,
                          guint8         field,
                          BwDate         day,
                          gint32        *import);
BwDate   bw_views_after (const BwViews *views,
                         guint          deal,
                         guint8         field,
                         BwDate         day,
                         gint32        *import);
char    *bw_view_write_covered (const guint8 *marks,
                                const guint8 *refused,
                                guint         n) G_GNUC_WARN_UNUSED_RESULT;
gint64   bw_view_field_bit (guint8 field);

static inline gboolean
bw_view_covers (const BwView *view,
                guint         deal)
{
  return view->covered == NULL || (deal < view->n && (view->covered[deal / 8] & 1 << deal % 8));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwViews, bw_views_free)

G_END_DECLS
