/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows in which the set-up's people, stages and fields are typed. */
#pragma once

#include <adwaita.h>

#include "core/bw-setup.h"

G_BEGIN_DECLS

#define BW_TYPE_PERSON_ROW (bw_person_row_get_type ())
#define BW_TYPE_STAGE_ROW  (bw_stage_row_get_type ())
#define BW_TYPE_FIELD_ROW  (bw_field_row_get_type ())

/* A person: name, manager's name, role, and a button that takes the row away. */
G_DECLARE_FINAL_TYPE (BwPersonRow, bw_person_row, BW, PERSON_ROW, GtkListBoxRow)

GtkWidget *bw_person_row_new (const BwSetupPerson *person);
void       bw_person_row_read (BwPersonRow *self,
                               BwSetup     *setup);

/* A stage: name, kind, category, probability, buttons that move it up and take it away. */
G_DECLARE_FINAL_TYPE (BwStageRow, bw_stage_row, BW, STAGE_ROW, GtkListBoxRow)

GtkWidget *bw_stage_row_new (const BwSetupStage *stage);
void       bw_stage_row_read (BwStageRow *self,
                              BwSetup    *setup);

/* A field of the project's own: name, type, and a button that takes a new one away. */
G_DECLARE_FINAL_TYPE (BwFieldRow, bw_field_row, BW, FIELD_ROW, GtkListBoxRow)

GtkWidget *bw_field_row_new (const BwSetupField *field);
void       bw_field_row_read (BwFieldRow *self,
                              BwSetup    *setup);

void bw_setup_rows_clear (GtkListBox *list);

G_END_DECLS
