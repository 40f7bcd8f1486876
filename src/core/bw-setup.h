/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project is set up with: the answers of the wizard, and the settings of a project that there is. */
#pragma once

#include "core/bw-delta.h"
#include "core/bw-key-measure.h"
#include "core/bw-quota-spread.h"

G_BEGIN_DECLS

/* Keys are those of the project's rows, 0 for what is to be made. */

typedef struct
{
  gint64 key;
  char  *name;
  char  *manager; /* (nullable): by name */
  BwRole role;
  gint64 quota; /* of the year, minor units; BW_MONEY_NONE: none */
} BwSetupPerson;

typedef struct
{
  gint64      key;
  char       *name;
  BwStageKind kind;
  BwCategory  category;
  gint16      probability; /* thousandths */
} BwSetupStage;

typedef struct
{
  gint64      key;
  char       *name;
  BwFieldType type;
} BwSetupField;

/* What another currency is worth, as it was typed. */
typedef struct
{
  char *code; /* "EUR" */
  char *from; /* the day, ISO; "": from the beginning */
  char *rate; /* the price of one unit in the project's currency */
} BwSetupRate;

/* Begins as a project with the default calendar and stages and nobody in it. */
typedef struct
{
  char         *organisation;
  char          currency[4];
  BwCalendar    calendar;
  GPtrArray    *people;                          /* BwSetupPerson */
  GPtrArray    *stages;                          /* BwSetupStage, in their order */
  GPtrArray    *fields;                          /* BwSetupField */
  char         *category_names[BW_N_CATEGORIES]; /* (nullable): NULL or "": the usual name */
  GPtrArray    *rates;                           /* BwSetupRate */
  BwKeyMeasures measures;                        /* those that matter */
  int           quota_year;                      /* fiscal */
  gint64        quota;                           /* the organisation's for that year, minor units; BW_MONEY_NONE: none */
  BwSpread      spread;                          /* of the year's quotas over its periods */
} BwSetup;

BwSetup *bw_setup_new (BwDate today) G_GNUC_WARN_UNUSED_RESULT;
void     bw_setup_free (BwSetup *setup);
BwSetup *bw_setup_of_book (const BwBook *book,
                           int           quota_year) G_GNUC_WARN_UNUSED_RESULT;

BwSetupPerson *bw_setup_add_person (BwSetup    *setup,
                                    const char *name,
                                    const char *manager,
                                    BwRole      role);
guint          bw_setup_add_people (BwSetup    *setup,
                                    const char *text);
BwSetupStage  *bw_setup_add_stage (BwSetup    *setup,
                                   const char *name,
                                   BwStageKind kind,
                                   BwCategory  category,
                                   gint16      probability);
BwSetupField  *bw_setup_add_field (BwSetup    *setup,
                                   const char *name,
                                   BwFieldType type);
BwSetupRate   *bw_setup_add_rate (BwSetup    *setup,
                                  const char *code,
                                  const char *from,
                                  const char *rate);
char          *bw_setup_find_rate_fault (const BwSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
char          *bw_setup_find_fault (const BwSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
char          *bw_setup_find_fault_in (const BwSetup *setup,
                                       const BwBook  *book) G_GNUC_WARN_UNUSED_RESULT;
BwBook        *bw_setup_make_book (const BwSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
BwBook        *bw_setup_apply (const BwSetup *setup,
                               const BwBook  *book,
                               BwDate         today,
                               BwDelta      **delta) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSetup, bw_setup_free)

G_END_DECLS
