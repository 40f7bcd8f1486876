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
  FAULT_SHORT,       /* one write stops in the middle; all after it fail */
  FAULT_POWER,       /* the power fails: of what was written since the last sync some pages are lost; all after it fail */
} FaultKind;

/* What is counted and comes to a fault, as bits. */
typedef enum
{
  FAULT_ON_WRITE = 1 << 0,
  FAULT_ON_SYNC = 1 << 1,
  FAULT_ON_TRUNCATE = 1 << 2,
  FAULT_ON_DELETE = 1 << 3,
  FAULT_ON_READ = 1 << 4,
  FAULT_ON_OPEN = 1 << 5,
  FAULT_ON_LOCK = 1 << 6,
  FAULT_ON_CHANGE = FAULT_ON_WRITE | FAULT_ON_SYNC | FAULT_ON_TRUNCATE | FAULT_ON_DELETE,
} FaultPlace;

void  fault_vfs_install (void);
void  fault_vfs_arm (FaultKind kind,
                     guint     at);
void  fault_vfs_arm_at (FaultKind kind,
                        guint     places,
                        guint     at);
guint fault_vfs_count (void);

G_END_DECLS
