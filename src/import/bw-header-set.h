/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for sets of headers, by which files of the same make are known again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bw_header_set_name (const GPtrArray *headers) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
