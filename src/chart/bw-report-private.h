/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report is made of, between the files that build it, lay it out and save it. */
#pragma once

#include "chart/bw-report.h"

G_BEGIN_DECLS

typedef enum
{
  BW_REPORT_HEADLINE, /* a figure, large, and what it is */
  BW_REPORT_HEADING,
  BW_REPORT_TEXT,
  BW_REPORT_ITEM,  /* an entry of a list */
  BW_REPORT_FACTS, /* titles above values, side by side */
  BW_REPORT_CHARTS,
  BW_REPORT_TABLE,
} BwReportKind;

/* What stands across the page. */
typedef struct
{
  BwReportKind  kind;
  char         *strong; /* (owned) (nullable) */
  char         *text;   /* (owned) (nullable) */
  char        **titles; /* (owned) (nullable): of facts */
  char        **values; /* (owned) (nullable): of facts */
  GPtrArray    *charts; /* (owned) (nullable) */
  double        height; /* of charts, points */
  BwChartTable *table;  /* (owned) (nullable) */
  double       *widths; /* (owned) (nullable): of the table's columns, as laid out */
  guint64       right;  /* bit i: column i holds figures */
} BwReportBlock;

/* A part of a block on a page. */
typedef struct
{
  guint  block;
  guint  page;
  double y;
  guint  first, end; /* rows of a table */
} BwReportPlace;

struct _BwReport
{
  gatomicrefcount refs;
  char           *title;    /* (owned) */
  char           *subtitle; /* (owned) (nullable) */
  char           *foot;     /* (owned) (nullable) */
  gboolean        wide;
  BwTheme         theme;
  GArray         *blocks; /* BwReportBlock */
  GArray         *places; /* BwReportPlace, by page and from top to bottom */
  double          width, height;
  guint           n_pages;
};

G_END_DECLS
