/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that stand once in the file for many deals. */
#pragma once

#include "core/bw-book.h"
#include "store/bw-sql.h"

G_BEGIN_DECLS

/* The texts of the table labels; known to an open file. */
typedef struct _BwLabels BwLabels;

/* For one write: the labels of the texts that a column has there. */
typedef struct _BwLabelMap BwLabelMap;

BwLabels   *bw_labels_load (BwSql   *sql,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_labels_free (BwLabels *labels);
BwLabelMap *bw_label_map_new (BwLabels     *labels,
                              BwSql        *sql,
                              const BwBook *book,
                              const BwText *texts,
                              const guint  *places,
                              guint         n,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void        bw_label_map_free (BwLabelMap *map);
gint64      bw_label_map_get (const BwLabelMap *map,
                              BwText            text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabels, bw_labels_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabelMap, bw_label_map_free)

G_END_DECLS
