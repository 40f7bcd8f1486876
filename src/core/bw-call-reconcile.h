/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managers' sheets held against the CRM, the people's own calls and each other, and taken over. */
#pragma once

#include "core/bw-call-sheet.h"
#include "core/bw-call-tree.h"
#include "core/bw-delta.h"

G_BEGIN_DECLS

/* A deal that a manager counts otherwise than the CRM does; minor units, of the category and what is surer. */
typedef struct
{
  gint32 deal;
  gint64 crm, manager;
} BwReconcileDeal;

/* A number in a sheet. Amounts in minor units; the CRM's is with all that is surer, as calls are. */
typedef struct
{
  guint      sheet; /* index */
  guint      call;  /* index of its row among the sheet's */
  char      *id;    /* (owned): the file's name and the cell: "anna.xlsx!I7" */
  gint32     person;
  BwCategory category;
  gint64     manager; /* what the sheet says */
  gint64     rep;     /* what the person said; BW_MONEY_NONE */
  gint64     crm;
  gint64     stands;      /* now */
  GArray    *deals;       /* BwReconcileDeal: behind the difference of manager and CRM */
  gint64     unexplained; /* manager - crm - what the deals explain */
  gboolean   is_blocked;  /* must be decided on: taken only when that is asked for */
  BwDecision decision;
} BwReconcileLine;

typedef enum
{
  BW_RECONCILE_REFUSED,     /* nothing of the sheet can be used */
  BW_RECONCILE_CELL,        /* something of it cannot be read */
  BW_RECONCILE_ARITHMETIC,  /* a total is wrong */
  BW_RECONCILE_PERSON,      /* somebody is not known, or not in the team of the manager */
  BW_RECONCILE_SHEET_TWICE, /* two sheets of one manager */
  BW_RECONCILE_PERSON_TWICE,
  BW_RECONCILE_DOUBLE_COUNT, /* somebody beside a person above them */
  BW_RECONCILE_DEAL_TWICE,
  BW_RECONCILE_DEAL_OTHER, /* a deal of another's team */
  BW_RECONCILE_DEAL_UNKNOWN,
  BW_RECONCILE_NO_SHEET, /* of a manager from whom one is expected */
  BW_RECONCILE_NO_CALL,  /* for somebody from whom one is expected */
  BW_N_RECONCILE_KINDS,
} BwReconcileKind;

/* Something that somebody should look at. */
typedef struct
{
  BwReconcileKind kind;
  int             sheet;  /* -1: of none */
  gint32          person; /* or BW_NOBODY */
  gint32          deal;   /* or -1 */
  char            cell[BW_SHEET_CELL_SIZE];
  char           *text; /* (owned): a whole sentence */
} BwReconcileFinding;

typedef struct
{
  BwPeriod    period;
  BwDate      as_of;
  GPtrArray  *sheets;   /* BwCallSheet */
  GArray     *lines;    /* BwReconcileLine, by sheet and row */
  GArray     *findings; /* BwReconcileFinding, by kind */
  BwCallTree *tree;     /* as it is before */
} BwReconcile;

BwReconcile     *bw_reconcile_sheets (const BwBook   *book,
                                      const BwPeriod *period,
                                      BwDate          as_of,
                                      GPtrArray      *sheets) G_GNUC_WARN_UNUSED_RESULT;
void             bw_reconcile_sheets_free (BwReconcile *reconcile);
BwReconcileLine *bw_reconcile_find_line (const BwReconcile *reconcile,
                                         const char        *id);
void             bw_reconcile_decide (const BwReconcile *reconcile);
BwBook          *bw_reconcile_apply (const BwBook      *book,
                                     const BwReconcile *reconcile,
                                     gint64             at,
                                     BwDelta          **delta) G_GNUC_WARN_UNUSED_RESULT;
const char      *bw_reconcile_kind_name (BwReconcileKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReconcile, bw_reconcile_sheets_free)

G_END_DECLS
