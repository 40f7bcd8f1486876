/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that a project's own exports tell of accounts beside the built-in ones. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

/* Writes the numbers of one field into a book that nobody else holds. */
typedef struct _BwAccountNumberWriter BwAccountNumberWriter;

GPtrArray  *bw_account_number_dup_fields (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
const char *bw_account_number_find_field (const BwBook *book,
                                          const char   *name);
double      bw_account_number_get (const BwBook *book,
                                   const char   *field,
                                   gint32        account);

BwAccountNumberWriter *bw_account_number_writer_new (BwBook     *book,
                                                     BwDelta    *delta,
                                                     const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean               bw_account_number_writer_set (BwAccountNumberWriter *writer,
                                                     gint32                 account,
                                                     double                 number);
void                   bw_account_number_writer_free (BwAccountNumberWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountNumberWriter, bw_account_number_writer_free)

G_END_DECLS
