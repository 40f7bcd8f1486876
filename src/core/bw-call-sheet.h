/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manager's sheet: what it says of people and deals, as it was read. */
#pragma once

#include "core/bw-book.h"

G_BEGIN_DECLS

/* The name of a cell, such as "Deals!AB1048576". */
#define BW_SHEET_CELL_SIZE 48

/* A number that the manager gives for somebody. */
typedef struct
{
  gint32     person;
  BwCategory category;
  gint64     amount; /* minor units */
  char       cell[BW_SHEET_CELL_SIZE];
  char      *note; /* (owned) (nullable) */
} BwSheetCall;

/* A deal that the manager lists. */
typedef struct
{
  gint32     deal;     /* index; -1: not known */
  char      *label;    /* (owned): as the sheet names it */
  BwCategory category; /* that the manager gives; BW_CATEGORY_NONE: none */
  gint64     amount;   /* BW_MONEY_NONE: none is given */
  char       cell[BW_SHEET_CELL_SIZE];
} BwSheetDeal;

typedef enum
{
  BW_SHEET_PROBLEM_CELL,       /* a cell that cannot be read: text in an amount, a formula's error */
  BW_SHEET_PROBLEM_PERSON,     /* nobody of that name */
  BW_SHEET_PROBLEM_ARITHMETIC, /* a total that is not the sum of what stands above it */
  BW_SHEET_PROBLEM_TWICE,      /* the same person or deal twice in one sheet */
  BW_SHEET_PROBLEM_DEAL,       /* no deal of that name */
} BwSheetProblemKind;

typedef struct
{
  BwSheetProblemKind kind;
  char               cell[BW_SHEET_CELL_SIZE];
  char              *text; /* (owned): a whole sentence */
} BwSheetProblem;

typedef struct
{
  char    *file;    /* its name without folder */
  char    *refusal; /* (nullable): a whole sentence on why nothing of it can be used */
  gint32   manager;
  BwPeriod period;
  GArray  *calls;    /* BwSheetCall */
  GArray  *deals;    /* BwSheetDeal */
  GArray  *problems; /* BwSheetProblem */
} BwCallSheet;

BwCallSheet *bw_call_sheet_new (const char *file) G_GNUC_WARN_UNUSED_RESULT;
void         bw_call_sheet_free (BwCallSheet *sheet);
void         bw_call_sheet_add_problem (BwCallSheet       *sheet,
                                        BwSheetProblemKind kind,
                                        const char        *cell,
                                        char              *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCallSheet, bw_call_sheet_free)

G_END_DECLS
