/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as a person types them. */
#pragma once

#include "core/bw-date.h"

G_BEGIN_DECLS

gboolean bw_date_parse_typed (const char *text,
                              BwDate      today,
                              BwDate     *date);

G_END_DECLS
