/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows in which the set-up's people, stages, fields and rates are typed, and its measures chosen. */
#pragma once

#include <adwaita.h>

#include "core/bw-setup.h"

G_BEGIN_DECLS

#define BW_TYPE_PERSON_ROW  (bw_person_row_get_type ())
#define BW_TYPE_STAGE_ROW   (bw_stage_row_get_type ())
#define BW_TYPE_FIELD_ROW   (bw_field_row_get_type ())
#define BW_TYPE_RATE_ROW    (bw_rate_row_get_type ())
#define BW_TYPE_MEASURE_ROW (bw_measure_row_get_type ())

/* A person: name, manager's name, role, and a button that takes the row away. */
G_DECLARE_FINAL_TYPE (BwPersonRow, bw_person_row, BW, PERSON_ROW, GtkListBoxRow)

GtkWidget *bw_person_row_new (const BwSetupPerson *person);
void       bw_person_row_align (BwPersonRow  *self,
                                GtkSizeGroup *roles);
void       bw_person_row_read (BwPersonRow *self,
                               BwSetup     *setup);

/* A stage: name, kind, category, probability, buttons that move it up and take it away. */
G_DECLARE_FINAL_TYPE (BwStageRow, bw_stage_row, BW, STAGE_ROW, GtkListBoxRow)

GtkWidget *bw_stage_row_new (const BwSetupStage *stage);
void       bw_stage_row_align (BwStageRow   *self,
                               GtkSizeGroup *kinds,
                               GtkSizeGroup *categories);
void       bw_stage_row_set_first (BwStageRow *self,
                                   gboolean    first);
void       bw_stage_row_read (BwStageRow *self,
                              BwSetup    *setup);

/* A field of the project's own: name, type, and a button that takes a new one away. */
G_DECLARE_FINAL_TYPE (BwFieldRow, bw_field_row, BW, FIELD_ROW, GtkListBoxRow)

GtkWidget *bw_field_row_new (const BwSetupField *field);
void       bw_field_row_read (BwFieldRow *self,
                              BwSetup    *setup);

/* What another currency is worth: its code, the price, the day from which that holds, and a button that takes the row away. */
G_DECLARE_FINAL_TYPE (BwRateRow, bw_rate_row, BW, RATE_ROW, GtkListBoxRow)

GtkWidget *bw_rate_row_new (const BwSetupRate *rate,
                            const char        *currency);
void       bw_rate_row_read (BwRateRow *self,
                             BwSetup   *setup);

/* A measure: whether it matters, what it tells, and a button that moves it up. */
G_DECLARE_FINAL_TYPE (BwMeasureRow, bw_measure_row, BW, MEASURE_ROW, GtkListBoxRow)

GtkWidget *bw_measure_row_new (BwKeyMeasure measure,
                               gboolean     matters);
void       bw_measure_row_set_first (BwMeasureRow *self,
                                     gboolean      first);
void       bw_measure_row_read (BwMeasureRow  *self,
                                BwKeyMeasures *measures);

void bw_setup_rows_clear (GtkListBox *list);

G_END_DECLS
