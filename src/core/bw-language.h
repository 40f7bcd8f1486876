/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language that the programs speak. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bw_language_begin (const char *folder);

G_END_DECLS
