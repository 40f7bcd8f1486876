/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which encoding bytes are text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *bw_encoding_guess_wide (const char *bytes,
                                    gsize       n);
char       *bw_encoding_guess (const char *bytes,
                               gsize       n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
