/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import changed, field by field. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* How much an import changed of one field. */
typedef struct
{
  guint8 field; /* as in BwChange */
  guint  n_changes;
  guint  n_deals;
  gint64 difference; /* of the amounts: by how much they grew together, an unknown amount taken for 0 */
} BwFieldChanges;

typedef struct
{
  gint32  import;
  GArray *fields;  /* BwFieldChanges, those with most changes first */
  GArray *changes; /* guint: places in the book's history, by deal and day */
  guint   n_deals;
} BwImportChanges;

BwImportChanges *bw_import_changes (const BwBook *book,
                                    gint32        import) G_GNUC_WARN_UNUSED_RESULT;
GArray          *bw_import_changes_of (const BwImportChanges *changes,
                                       const BwBook          *book,
                                       guint8                 field) G_GNUC_WARN_UNUSED_RESULT;
void             bw_import_changes_free (BwImportChanges *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportChanges, bw_import_changes_free)

G_END_DECLS
