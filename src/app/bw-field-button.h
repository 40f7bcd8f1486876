/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drop-down that says what a column is read into. */
#pragma once

#include <adwaita.h>

#include "session/bw-import-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_FIELD_BUTTON (bw_field_button_get_type ())

/* Signal: "chosen" (char *field, BwFieldType type) when the person has taken one; @field NULL: the column is left out. */
G_DECLARE_FINAL_TYPE (BwFieldButton, bw_field_button, BW, FIELD_BUTTON, AdwBin)

void bw_field_button_set_column (BwFieldButton *self,
                                 BwImportKind   kind,
                                 const char    *header,
                                 const char    *field,
                                 BwFieldType    type);

G_END_DECLS
