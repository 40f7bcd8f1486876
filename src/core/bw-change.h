/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of a deal in words. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

const char *bw_field_title (const BwBook *book,
                            guint8        field);
char       *bw_change_dup_value (const BwBook *book,
                                 guint8        field,
                                 gint64        value) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_change_dup_text (const BwBook   *book,
                                const BwChange *change) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_change_dup_source (const BwBook   *book,
                                  const BwChange *change) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
