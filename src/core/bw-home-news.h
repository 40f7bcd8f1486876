/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due from those who are looked at, and what they won lately, in words. */
#pragma once

#include "core/bw-scope.h"

G_BEGIN_DECLS

char *bw_home_news_dup_due (const BwBook   *book,
                            const BwScope  *scope,
                            const BwPeriod *period,
                            BwDate          as_of) G_GNUC_WARN_UNUSED_RESULT;
char *bw_home_news_dup_wins (const BwBook  *book,
                             const BwScope *scope,
                             BwDate         as_of) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
