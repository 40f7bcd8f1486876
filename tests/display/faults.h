/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with how a part of a window stands on the screen: cut, covered, written over, without a name, out of the keyboard's reach. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GPtrArray *faults_find (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *faults_find_nameless (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *faults_find_unreachable (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
