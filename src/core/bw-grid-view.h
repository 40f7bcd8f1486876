/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table of deals shows, as a whole: to be kept under a name, and offered. */
#pragma once

#include "core/bw-deal-groups.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

#define BW_GRID_VIEW_ERROR (bw_grid_view_error_quark ())

typedef enum
{
  BW_GRID_VIEW_ERROR_NAME, /* empty, or another view's */
} BwGridViewError;

GQuark bw_grid_view_error_quark (void);

typedef struct
{
  BwDealField field;
  int         width_px; /* 0: whatever fits */
} BwGridColumn;

typedef struct
{
  char       *name;    /* (nullable) */
  char       *filter;  /* (nullable): an expression */
  GArray     *columns; /* BwGridColumn, in their order; none: those that a table shows at first */
  BwDealField sort;
  gboolean    descending;
  BwGrouping  grouping;
  gboolean    open_only;
  gboolean    in_period;
  char       *since; /* (nullable): as bw_changed_parse_since() reads it */
  gboolean    only_changed;
} BwGridView;

BwGridView *bw_grid_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
BwGridView *bw_grid_view_copy (const BwGridView *view) G_GNUC_WARN_UNUSED_RESULT;
void        bw_grid_view_free (BwGridView *view);
gboolean    bw_grid_view_equal (const BwGridView *a,
                                const BwGridView *b);
BwGridView *bw_grid_view_load (const BwBook *book,
                               guint         row) G_GNUC_WARN_UNUSED_RESULT;
int         bw_grid_view_find (const BwBook *book,
                               const char   *name);
GPtrArray  *bw_grid_views_offer (const BwBook *book,
                                 BwDate        today) G_GNUC_WARN_UNUSED_RESULT;

BwBook *bw_grid_view_add (const BwBook     *book,
                          const BwGridView *view,
                          const char       *name,
                          BwDelta         **delta,
                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_grid_view_change (const BwBook     *book,
                             guint             row,
                             const BwGridView *view,
                             BwDelta         **delta) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_grid_view_rename (const BwBook *book,
                             guint         row,
                             const char   *name,
                             BwDelta     **delta,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_grid_view_remove (const BwBook *book,
                             guint         row,
                             BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwGridView, bw_grid_view_free)

G_END_DECLS
