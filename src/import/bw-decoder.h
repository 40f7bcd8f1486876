/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file, whatever their encoding, into UTF-8. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BwDecoder BwDecoder;

BwDecoder  *bw_decoder_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        bw_decoder_free (BwDecoder *decoder);
gboolean    bw_decoder_set_encoding (BwDecoder  *decoder,
                                     const char *encoding);
void        bw_decoder_feed (BwDecoder  *decoder,
                             const char *bytes,
                             gsize       n,
                             gboolean    last,
                             GString    *out);
const char *bw_decoder_get_encoding (BwDecoder *decoder);
const char *bw_decoder_get_reason (BwDecoder *decoder,
                                   double    *confidence);
guint64     bw_decoder_get_n_bad (BwDecoder *decoder);
guint64     bw_decoder_get_n_nul (BwDecoder *decoder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDecoder, bw_decoder_free)

G_END_DECLS
