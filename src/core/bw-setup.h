/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new project is set up with: the answers of the wizard. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

typedef struct
{
  char  *name;
  char  *manager; /* (nullable): by name */
  BwRole role;
} BwSetupPerson;

typedef struct
{
  char       *name;
  BwStageKind kind;
  BwCategory  category;
  gint16      probability; /* thousandths */
} BwSetupStage;

/* Begins as a project with the default calendar and stages and nobody in it. */
typedef struct
{
  char      *organisation;
  char       currency[4];
  BwCalendar calendar;
  GPtrArray *people;     /* BwSetupPerson */
  GPtrArray *stages;     /* BwSetupStage, in their order */
  int        quota_year; /* fiscal */
  gint64     quota;      /* the organisation's for that year, minor units; BW_MONEY_NONE: none */
} BwSetup;

BwSetup *bw_setup_new (BwDate today) G_GNUC_WARN_UNUSED_RESULT;
void     bw_setup_free (BwSetup *setup);
void     bw_setup_add_person (BwSetup    *setup,
                              const char *name,
                              const char *manager,
                              BwRole      role);
guint    bw_setup_add_people (BwSetup    *setup,
                              const char *text);
void     bw_setup_add_stage (BwSetup    *setup,
                             const char *name,
                             BwStageKind kind,
                             BwCategory  category,
                             gint16      probability);
char    *bw_setup_find_fault (const BwSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
BwBook  *bw_setup_make_book (const BwSetup *setup) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSetup, bw_setup_free)

G_END_DECLS
