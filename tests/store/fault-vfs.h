/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails when it is told to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_FULL,        /* one write finds no space */
  FAULT_FULL_STAYS,  /* and all after it */
  FAULT_ERROR,       /* one write or sync fails */
  FAULT_ERROR_STAYS, /* and all after it */
  FAULT_KILL,        /* the process is killed before it */
} FaultKind;

void  fault_vfs_install (void);
void  fault_vfs_arm (FaultKind kind,
                     guint     at);
guint fault_vfs_count (void);

G_END_DECLS
