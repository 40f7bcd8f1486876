/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that says, and lets choose, what a lever is about. */
#pragma once

#include <adwaita.h>

#include "core/bw-scenario.h"

G_BEGIN_DECLS

#define BW_TYPE_LEVER_SUBJECT (bw_lever_subject_get_type ())

/* Signal "changed" when a person chose. */
G_DECLARE_FINAL_TYPE (BwLeverSubject, bw_lever_subject, BW, LEVER_SUBJECT, AdwBin)

GtkWidget *bw_lever_subject_new (BwBook        *book,
                                 const BwLever *lever) G_GNUC_WARN_UNUSED_RESULT;
void       bw_lever_subject_read (BwLeverSubject *self,
                                  BwLever        *lever);

/* A drop-down of the book's people. */
GtkWidget *bw_lever_people_new (const BwBook *book,
                                const char   *none,
                                const char   *name,
                                gint32        selected) G_GNUC_WARN_UNUSED_RESULT;
gint32     bw_lever_people_get (GtkWidget *list);

G_END_DECLS
