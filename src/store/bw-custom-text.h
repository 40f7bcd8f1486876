/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal's values of the project's own fields as one text of the file. */
#pragma once

#include "store/bw-columns.h"

G_BEGIN_DECLS

typedef struct _BwCustomWriter BwCustomWriter;

BwCustomWriter *bw_custom_writer_new (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void            bw_custom_writer_free (BwCustomWriter *writer);
const char     *bw_custom_writer_write (BwCustomWriter *writer,
                                        guint           deal,
                                        gsize          *length);
gboolean        bw_custom_text_read (BwBook     *book,
                                     const char *text,
                                     guint       deal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCustomWriter, bw_custom_writer_free)

G_END_DECLS
