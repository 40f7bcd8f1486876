/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzzer calls. */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
