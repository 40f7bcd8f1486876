/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The health of the data: what is missing, contradictory, impossible, duplicate, orphaned, stale, or known too early. */
#pragma once

#include "core/bw-delta.h"

G_BEGIN_DECLS

typedef enum
{
  BW_HEALTH_MISSING,
  BW_HEALTH_CONTRADICTORY,
  BW_HEALTH_IMPOSSIBLE,
  BW_HEALTH_DUPLICATE,
  BW_HEALTH_ORPHAN,
  BW_HEALTH_STALE,
  BW_HEALTH_LEAK,
  BW_N_HEALTH_AREAS,
} BwHealthArea;

/* One check each. bw_health_code_name() gives its name in commands and choices. */
typedef enum
{
  BW_HEALTH_NO_OWNER,
  BW_HEALTH_NO_ACCOUNT,
  BW_HEALTH_NO_AMOUNT,
  BW_HEALTH_NO_CLOSE_DATE,
  BW_HEALTH_UNMAPPED_STAGE,
  BW_HEALTH_REJECTED_ROWS,
  BW_HEALTH_WON_UNDATED,
  BW_HEALTH_WON_WITHOUT_AMOUNT,
  BW_HEALTH_CLOSED_BEFORE_CREATED,
  BW_HEALTH_OVERDUE,
  BW_HEALTH_MONTH_ENDS,
  BW_HEALTH_PROBABILITY,
  BW_HEALTH_ACTIVITY_AFTER_CLOSE,
  BW_HEALTH_AFTER_CLOSE,
  BW_HEALTH_LINE_ITEMS,
  BW_HEALTH_OVERPAID,
  BW_HEALTH_QUOTA_SUM,
  BW_HEALTH_MANAGER_CYCLE,
  BW_HEALTH_NEGATIVE_AMOUNT,
  BW_HEALTH_DATE_OUT_OF_RANGE,
  BW_HEALTH_IN_THE_FUTURE,
  BW_HEALTH_PROBABILITY_RANGE,
  BW_HEALTH_ENDED_BEFORE_STARTED,
  BW_HEALTH_NEGATIVE_RECORDS,
  BW_HEALTH_DOUBLE_DEALS,
  BW_HEALTH_DOUBLE_ACCOUNTS,
  BW_HEALTH_DOUBLE_PEOPLE,
  BW_HEALTH_DOUBLE_PRODUCTS,
  BW_HEALTH_SAME_SKU,
  BW_HEALTH_UNCONFIRMED_ALIASES,
  BW_HEALTH_SPELLINGS,
  BW_HEALTH_ORPHAN_RECORDS,
  BW_HEALTH_SILENT,
  BW_HEALTH_LATE_RECORDS,
  BW_HEALTH_OLD_DATA,
  BW_HEALTH_NO_CALL,
  BW_HEALTH_KNOWN_AFTERWARDS,
  BW_HEALTH_SET_AT_CLOSE,
  BW_N_HEALTH_CODES,
} BwHealthCode;

typedef enum
{
  BW_HEALTH_BREAKS, /* numbers are wrong because of it */
  BW_HEALTH_BENDS,  /* numbers lean because of it */
  BW_HEALTH_MINOR,  /* worth knowing */
} BwHealthSeverity;

/* What the items of a finding are: what their index counts. */
typedef enum
{
  BW_HEALTH_OF_DEALS,
  BW_HEALTH_OF_ACCOUNTS,
  BW_HEALTH_OF_PEOPLE,
  BW_HEALTH_OF_PRODUCTS,
  BW_HEALTH_OF_ALIASES,
  BW_HEALTH_OF_QUOTAS,
  BW_HEALTH_OF_IMPORTS,
  BW_HEALTH_OF_RECORDS,
  BW_HEALTH_OF_FIELDS, /* a BwField, or BW_N_FIELDS + the index of one of the project's own */
  BW_HEALTH_OF_WORDS,  /* spellings of one word: other is the spelling most used, both texts of the book */
  BW_N_HEALTH_KINDS,
} BwHealthKind;

/* How a finding is mended. Each can also be ignored: bw_health_ignore(). */
typedef enum
{
  BW_MEND_EDIT,         /* correct the field in the list of deals */
  BW_MEND_EXPORT_AGAIN, /* correct it in the CRM, and import a new export */
  BW_MEND_MERGE,        /* bw_merge_apply() with the item's other and index, or bw_likeness_keep_apart() */
  BW_MEND_MAP_STAGE,    /* bw_stage_map_set() */
  BW_MEND_CORRECT_ROWS, /* the rejected rows of the import */
  BW_MEND_TEAM,         /* people, their managers, quotas and calls: the project's preferences */
  BW_MEND_LEAVE_OUT,    /* nothing to mend: the forecast leaves the field out */
} BwMend;

typedef struct
{
  guint32 index; /* by the finding's kind */
  guint32 other; /* what it is like, for duplicates: the one to keep; else G_MAXUINT32 */
} BwHealthItem;

typedef struct
{
  BwHealthCode     code;
  BwHealthArea     area;
  BwHealthSeverity severity;
  BwHealthKind     kind;
  BwMend           mend;
  const char      *title;  /* translated, a few words */
  char            *text;   /* translated, whole sentences: how many of how many, the money, why it matters */
  guint            n;      /* how many; that of items */
  guint            n_of;   /* among how many it was looked for */
  gint64           amount; /* the money at stake, minor units; 0 where there is none to tell */
  GArray          *items;  /* BwHealthItem, the largest amounts first for deals */
} BwHealthFinding;

/* How an area stands among the deals: 100 x (1 - affected / looked at), which @formula says in words with its numbers. */
typedef struct
{
  BwHealthArea area;
  guint        n_affected; /* deals with any finding of the area, each once */
  guint        n_of;
  char        *formula; /* translated */
} BwHealthScore;

typedef struct
{
  GPtrArray    *findings; /* BwHealthFinding: the most important first; without those that are ignored */
  guint         n_ignored;
  BwHealthScore scores[BW_N_HEALTH_AREAS]; /* n_of is 0 where the area is not about deals */
  BwDate        day;
} BwHealth;

/* Looks at all of @book. @day: what counts as today for dates of deals (%BW_DATE_NONE: the data's date). @today: the real
 * day, against which the age of the data is told; %BW_DATE_NONE: not told. Pure; may run on any thread that holds a
 * reference to the book. */
BwHealth *bw_health_new (const BwBook *book,
                         BwDate        day,
                         BwDate        today) G_GNUC_WARN_UNUSED_RESULT;
void      bw_health_free (BwHealth *health);

const char *bw_health_area_title (BwHealthArea area); /* translated */
const char *bw_health_area_name (BwHealthArea area);
const char *bw_health_code_name (BwHealthCode code); /* such as "no-owner" */
const char *bw_health_code_title (BwHealthCode code);
gboolean    bw_health_code_parse (const char   *name,
                                  BwHealthCode *code);
const char *bw_mend_title (BwMend mend); /* translated: what to do, for a button */
const char *bw_health_kind_name (BwHealthKind kind);

/* The finding with @code. Returns: (transfer none) (nullable): NULL when there is nothing of it. */
const BwHealthFinding *bw_health_get (const BwHealth *health,
                                      BwHealthCode    code);

/* A line about an item: the name of what it is, and what is the matter with it. */
char *bw_health_dup_item_text (const BwBook          *book,
                               const BwHealthFinding *finding,
                               guint                  item) G_GNUC_WARN_UNUSED_RESULT;

/* Says that @code is not to be found again (@ignored), or is again. Gives the book after and, through @delta (transfer full),
 * what changed. */
BwBook *bw_health_ignore (const BwBook *book,
                          BwHealthCode  code,
                          gboolean      ignored,
                          BwDelta     **delta) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHealth, bw_health_free)

G_END_DECLS
