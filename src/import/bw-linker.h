/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the people, accounts and products that rows name, and makes those that are not there yet. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

typedef struct _BwLinker BwLinker;

BwLinker *bw_linker_new (BwBook  *book,
                         BwDelta *delta) G_GNUC_WARN_UNUSED_RESULT;
void      bw_linker_free (BwLinker *linker);
void      bw_linker_fill (BwLinker *linker);
gint32    bw_linker_person (BwLinker   *linker,
                            const char *ref,
                            const char *name,
                            gboolean   *is_new);
gint32    bw_linker_account (BwLinker   *linker,
                             const char *ref,
                             const char *name,
                             gboolean   *is_new);
gint32    bw_linker_product (BwLinker   *linker,
                             const char *ref,
                             const char *name,
                             gboolean    listed,
                             gboolean   *is_new);
gint32    bw_linker_find (BwLinker   *linker,
                          BwTable     table,
                          const char *ref,
                          const char *name);
gboolean  bw_linker_set_text (BwLinker   *linker,
                              BwText     *text,
                              const char *value);
void      bw_linker_rename_person (BwLinker   *linker,
                                   gint32      person,
                                   const char *name);
gboolean  bw_linker_was_merged (BwLinker   *linker,
                                BwTable     table,
                                const char *ref,
                                const char *name);
gboolean  bw_linker_set_sku (BwLinker   *linker,
                             gint32      product,
                             const char *sku);
gboolean  bw_linker_is_alias (BwLinker   *linker,
                              const char *product);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLinker, bw_linker_free)

G_END_DECLS
