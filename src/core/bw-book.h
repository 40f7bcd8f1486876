/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book: everything an open project knows, in memory. */
#pragma once

#include "core/bw-atlas.h"
#include "core/bw-calendar.h"
#include "core/bw-deals.h"
#include "core/bw-history.h"
#include "core/bw-money.h"
#include "core/bw-pool.h"

G_BEGIN_DECLS

typedef enum
{
  BW_ROLE_REP,
  BW_ROLE_MANAGER,
  BW_ROLE_EXECUTIVE,
  BW_ROLE_OPERATIONS,
  BW_ROLE_VIEWER,
} BwRole;

/* Rows of the small tables. Each has the random key of its row in the project file; tables refer to each
 * other by index, BW_NOBODY for none. Texts stand in the book's pool. */

typedef struct
{
  gint64 key;
  BwText ref; /* the CRM's id */
  BwText name;
  BwText email;
  BwText region;
  BwText time_zone;
  gint32 manager; /* index of a person */
  BwRole role;
  BwDate started;
  BwDate ended;
  gint64 merged; /* the key of the person that took this one's place, 0: none; see bw-merge.h */
} BwPerson;

typedef struct
{
  gint64      key;
  BwText      name;
  guint       order;
  BwStageKind kind;        /* today's; see BwStageRule for the past */
  BwCategory  category;    /* today's */
  gint16      probability; /* default, thousandths */
  gboolean    mapped;      /* FALSE: met in an import, nobody has said what it is */
  BwText      ref;         /* the CRM's id, by which exports may name it */
} BwStage;

/* What a stage was from a day on. */
typedef struct
{
  gint64      key;
  gint32      stage;
  BwDate      from; /* BW_DATE_NONE: from the beginning */
  BwStageKind kind;
  BwCategory  category;
} BwStageRule;

typedef struct
{
  gint64 key;
  BwText ref;
  BwText name;
  BwText industry;
  BwText street;
  BwText city;
  BwText state;    /* as given: "TX" or "Texas" */
  BwText postal;   /* as given, zeros kept */
  BwText country;  /* as given */
  double latitude; /* degrees, NaN unknown */
  double longitude;
  gint64 revenue;   /* minor units */
  gint32 employees; /* -1 unknown */
  gint32 owner;
  gint32 parent;
  gint64 merged; /* as in BwPerson */
} BwAccount;

/* What an account has of something that the project's own exports count; see bw-account-number.h. One row for an account and a
 * field. */
typedef struct
{
  gint64 key;
  gint32 account;
  BwText field; /* its name, never empty */
  double value;
} BwAccountNumber;

typedef struct
{
  gint64   key;
  BwText   ref;
  BwText   name;
  BwText   family;
  gint64   list_price; /* minor units, BW_MONEY_NONE unknown */
  gboolean listed;     /* FALSE: only known from deals */
  BwText   sku;        /* the article number, where it is not the id */
  gint64   merged;     /* as in BwPerson */
} BwProduct;

/* Another spelling of a product's name that imports use. */
typedef struct
{
  gint64   key;
  BwText   alias;
  gint32   product;
  gboolean confirmed; /* FALSE: assumed from the likeness of the names, to be looked at */
} BwProductAlias;

typedef struct
{
  gint64 key;
  gint32 person; /* BW_NOBODY: the whole organisation or a territory's */
  gint32 territory;
  gint32 product;
  BwDate from; /* the period's first and last day */
  BwDate to;
  gint64 amount;
} BwQuota;

/* That a quota became another amount; append-only. */
typedef struct
{
  gint64 key;
  gint32 person; /* whose quota: as in BwQuota */
  gint32 territory;
  gint32 product;
  BwDate from;
  BwDate to;
  gint64 was;    /* BW_MONEY_NONE: there was none */
  gint64 amount; /* BW_MONEY_NONE: there is none any more */
  gint64 at;     /* seconds since 1970 */
  BwText note;   /* how it came: a file's name, how it was spread; 0: set by hand */
} BwQuotaChange;

/* To whom somebody reported from a day on. Nobody has a row until their manager changes; then there is one for what was before, from
 * the beginning on. See bw-reporting.h. */
typedef struct
{
  gint64 key;
  gint32 person;
  gint32 manager; /* BW_NOBODY: at the top */
  BwDate from;    /* BW_DATE_NONE: from the beginning */
  gint64 at;      /* when that was noted, seconds since 1970 */
} BwReportingLine;

/* What somebody said about a person's period; append-only, the latest counts. An override is a call about
 * somebody else's number, by their manager; amount BW_MONEY_NONE takes it back. */
typedef struct
{
  gint64     key;
  gint32     person; /* whose number */
  gint32     author; /* who says it */
  BwDate     from;
  BwDate     to;
  BwCategory category;
  gint64     amount;
  gint64     at; /* seconds since 1970 */
  gboolean   is_override;
  BwText     note;
  BwText     source; /* the file that it came in; 0: typed */
} BwCall;

typedef struct
{
  gint64       key;
  BwText       file;
  BwText       kind;
  BwText       profile;
  BwDate       as_of;
  BwTimeSource as_of_source;
  gint64       at; /* seconds since 1970 */
  guint        n_rows, n_new, n_changed, n_unchanged, n_vanished, n_rejected, n_set_aside;
  BwText       headers;      /* of an export of deals: which set of column names it has */
  BwText       covered;      /* the deals that it has, as ranges of their places: "0-99,105", and of rejected rows: ";100"; see bw-view.c */
  gint64       fields;       /* bits of the BwField that it tells of, the last for all above */
  gboolean     complete;     /* what it lacks of earlier exports with these headers is gone */
  BwText       names;        /* the line of column names as CSV, to read rejected rows again by */
  BwText       reading;      /* how the file was read; see bw-remembered.c */
  guint        n_to_correct; /* rejected rows and cells that are still open */
} BwImportRecord;

typedef enum
{
  BW_PLAN_DRAFT,
  BW_PLAN_PROPOSED,
  BW_PLAN_APPROVED,
  BW_PLAN_ACTIVE,
  BW_PLAN_ARCHIVED,
} BwPlanStatus;

typedef struct
{
  gint64       key;
  BwText       name;
  BwPlanStatus status;
  BwDate       from; /* in force from this day on */
  gint64       base; /* the key of the plan it was copied from, 0: none; see bw-plan-compare.h */
  BwText       note;
  BwText       map; /* "counties" (so is 0), "zips", "regions:DE AT" and so on: see bw-atlas-maps.h */
} BwPlan;

typedef enum
{
  BW_PLAN_MADE,
  BW_PLAN_COPIED,
  BW_PLAN_WAS_PROPOSED,
  BW_PLAN_RETURNED, /* to draft */
  BW_PLAN_WAS_APPROVED,
  BW_PLAN_WAS_ACTIVATED,
  BW_PLAN_WAS_ARCHIVED,
  BW_N_PLAN_EVENTS,
} BwPlanEventKind;

/* What became of a plan; append-only. */
typedef struct
{
  gint64          key;
  gint32          plan;
  BwPlanEventKind kind;
  gint64          at; /* seconds since 1970 */
  BwText          note;
} BwPlanEvent;

typedef enum
{
  BW_DECISION_OPEN, /* only a comment, or taken back */
  BW_DECISION_ACCEPTED,
  BW_DECISION_REJECTED,
  BW_N_DECISIONS,
} BwDecision;

/* What was said of a change of a plan: that @unit goes to @territory; append-only, the latest counts. */
typedef struct
{
  gint64     key;
  gint32     plan;
  BwText     unit;      /* as in BwAssignment, or "account:" and the key of a row */
  gint32     territory; /* of the plan, BW_NOBODY: to none */
  BwDecision decision;
  BwText     note;
  gint64     at; /* seconds since 1970 */
} BwPlanReview;

/* A number in a manager's sheet and what became of it; append-only. See bw-call-reconcile.h. */
typedef struct
{
  gint64     key;
  BwText     file;
  gint32     manager; /* whose sheet it was */
  gint32     person;  /* whose number */
  BwDate     from;
  BwDate     to;
  BwCategory category;
  gint64     amount;
  BwDecision decision;
  gint64     at; /* seconds since 1970 */
  BwText     note;
} BwSheetLine;

/* A unit of the map that stays where it is in a plan. */
typedef struct
{
  gint64 key;
  gint32 plan;
  BwText unit;
} BwPlanLock;

/* Something that the territories of a plan are to have about as much of; see bw-territory-measure.h. */
typedef struct
{
  gint64 key;
  gint32 plan;
  BwText measure;   /* its name, never empty */
  double tolerance; /* 0.1 is 10 %; 0: only watched */
  BwText formula;   /* of the workload, else 0 */
} BwPlanMeasure;

/* Accounts that belong to a territory by what they are; see bw-territory-rule.h. Those of a plan in the order in which they are
 * asked. */
typedef struct
{
  gint64 key;
  gint32 territory;
  BwText condition;
} BwTerritoryRule;

/* Two units of the map that count as neighbours, or do not though they share a border. */
typedef struct
{
  gint64   key;
  BwText   a;
  BwText   b;
  gboolean joined;
} BwBridge;

/* Where a postal code lies that a file told of. */
typedef struct
{
  gint64 key;
  BwText country;   /* of two letters */
  BwText code;      /* as in the file */
  BwText name;      /* of the place */
  BwText region;    /* code of the first-level region, 0: unknown */
  double latitude;  /* degrees */
  double longitude; /* degrees */
} BwPostalPlace;

typedef struct
{
  gint64   key;
  gint32   plan;
  BwText   name;
  gint32   owner;  /* person */
  gint32   color;  /* index into the palette */
  gint64   line;   /* the key of the first territory that this one continues in later plans, 0: its own */
  gboolean locked; /* its areas stay as they are */
  BwText   center; /* a unit of the map that it lies around, such as where its owner lives; 0: none */
} BwTerritory;

/* A unit of the map that belongs to a territory. Units are named by level and code: "county:48453",
 * "state:TX" (every county of the state that has no row of its own), "zip:78701". */
typedef struct
{
  gint64 key;
  gint32 territory;
  BwText unit;
} BwAssignment;

/* An account that belongs to a territory wherever it is. */
typedef struct
{
  gint64 key;
  gint32 territory;
  gint32 account;
} BwNamedAccount;

/* A field that the project's own exports have beside the built-in ones; see bw-custom-field.h. Its values are the column of
 * the same index in the deals. */
typedef struct
{
  gint64      key;
  BwText      name;  /* as the exports have it, by which it is found again; never empty */
  BwText      title; /* what the project calls it; 0: its name */
  BwFieldType type;
} BwCustomField;

/* Something that the user decided once and that holds until decided anew, such as how files with certain headers
 * are read. */
typedef struct
{
  gint64 key;
  BwText name; /* what it is about, such as "mapping:" and a set of headers */
  BwText value;
} BwChoice;

/* A finding that somebody does not want to see again; see bw-insight-dismissal.h. */
typedef struct
{
  gint64 key;
  BwText code; /* the name of its BwInsightCode */
  gint32 deal; /* index of a deal; BW_NOBODY: @subject says what it is about */
  BwText subject;
  gint64 state;   /* what was so, and another value when it is not so any more */
  gint64 measure; /* how much of it there was */
  gint64 at;      /* seconds since 1970 */
  BwDate until;   /* the day from which it is shown again; BW_DATE_NONE: not by itself */
} BwDismissal;

/* A fit of the models to what was known on a day, with how good they had been until then; append-only. */
typedef struct
{
  gint64 key;
  gint64 at;        /* seconds since 1970 */
  BwDate as_of;     /* the last day that was known */
  guint  n_imports; /* how many there had been */
  guint  n_periods; /* that were replayed */
} BwFit;

typedef enum
{
  BW_FIT_COEFFICIENT, /* what the models rest on */
  BW_FIT_ERROR,       /* WAPE of a method, by week */
  BW_FIT_BIAS,
  BW_FIT_COVERAGE, /* of the 80 % range */
  BW_FIT_CRPS,     /* over what came */
  BW_FIT_SCORE,    /* of the deals' chances: Brier, that of their mean, AUC */
  BW_FIT_DRIFT,    /* how business goes of late, with the range in which it went before */
  BW_N_FIT_PARTS,
} BwFitPart;

/* One number of a fit. */
typedef struct
{
  gint64    key;
  gint32    fit; /* index */
  BwFitPart part;
  BwText    name;
  gint32    week;  /* of the period; -1 where it is not of one */
  guint     n;     /* periods or deals that it rests on */
  double    value; /* NaN unknown */
  double    low;   /* of BW_FIT_DRIFT, else NaN */
  double    high;
} BwFitValue;

/* A view of the deals that was given a name, as the project file has it; see bw-grid-view.h. */
typedef struct
{
  gint64   key;
  BwText   name;
  BwText   filter;
  BwText   columns;
  BwText   sort;
  gboolean descending;
  BwText   grouping;
  gboolean by_total;
  gboolean open_only;
  gboolean in_period;
  BwText   since;
  gboolean only_changed;
} BwSavedView;

/* An overlay on the present: what if. Its levers are rows of their own; it changes no deal. */
typedef struct
{
  gint64 key;
  BwText name; /* never empty */
  BwText note;
  gint64 at; /* made, seconds since 1970 */
} BwScenario;

typedef enum
{
  BW_LEVER_WIN_RATE,       /* times "factor", of the deals and new business that the subject names */
  BW_LEVER_DEAL_SIZE,      /* the same of what they bring */
  BW_LEVER_CYCLE,          /* the same of the time that they take: below 1 is faster */
  BW_LEVER_NEW_PIPELINE,   /* the same of how many new deals come */
  BW_LEVER_ADDED_PIPELINE, /* new deals of "amount" together, on "date"; of "person" where that is said */
  BW_LEVER_HIRE,           /* "factor" people who begin on "date"; in the team of "person" where that is said */
  BW_LEVER_LEAVE,          /* "person" leaves on "date"; open deals keep "factor" of their chances from then on, 0 is none, and
                            * go to "other" where that is said */
  BW_LEVER_DEAL_WON,       /* "deal" is won on "date" */
  BW_LEVER_DEAL_LOST,      /* "deal" is lost */
  BW_LEVER_DEAL_MOVED,     /* "deal" is decided on "date": won then with the chance that it has of ever being won */
  BW_LEVER_DEAL_RESIZED,   /* "deal" is worth "amount" */
  BW_LEVER_QUOTA,          /* the quota of "person" or "territory", of everyone where neither is said: "amount", or where that is
                            * unknown "factor" times what it is */
  BW_N_LEVERS,
} BwLeverKind;

/* One thing that a scenario changes. What its kind has no use for is unknown. Stage, person (with everyone below),
 * territory and product together say what it is about: all that are named must fit. */
typedef struct
{
  gint64      key;
  gint32      scenario; /* index */
  BwLeverKind kind;
  gint32      stage, person, territory, product; /* BW_NOBODY: any */
  gint32      other;                             /* person, or BW_NOBODY */
  gint32      deal;                              /* index, or BW_NOBODY */
  double      factor;                            /* NaN unknown */
  gint64      amount;                            /* minor units, BW_MONEY_NONE unknown */
  BwDate      date;                              /* BW_DATE_NONE unknown */
} BwLever;

/* Shared by reference, and not written while shared: bw_book_make_writable() copies at need. */
typedef struct
{
  gatomicrefcount  refs;
  BwPool           texts;
  BwText           name;
  char             currency[4];
  BwCalendar       calendar;
  BwText           category_names[BW_N_CATEGORIES];
  GArray          *people;         /* BwPerson */
  GArray          *stages;         /* BwStage, in their order */
  GArray          *stage_rules;    /* BwStageRule, by stage and date */
  GArray          *accounts;       /* BwAccount */
  GArray          *numbers;        /* BwAccountNumber */
  GArray          *products;       /* BwProduct */
  GArray          *aliases;        /* BwProductAlias */
  GArray          *quotas;         /* BwQuota */
  GArray          *calls;          /* BwCall, in the order of writing */
  GArray          *quota_changes;  /* BwQuotaChange, oldest first */
  GArray          *reporting;      /* BwReportingLine, in the order of writing */
  GArray          *sheet_lines;    /* BwSheetLine, oldest first */
  GArray          *imports;        /* BwImportRecord, oldest first */
  GArray          *plans;          /* BwPlan */
  GArray          *territories;    /* BwTerritory */
  GArray          *assignments;    /* BwAssignment */
  GArray          *named_accounts; /* BwNamedAccount */
  GArray          *plan_events;    /* BwPlanEvent, oldest first */
  GArray          *plan_reviews;   /* BwPlanReview, oldest first */
  GArray          *plan_locks;     /* BwPlanLock */
  GArray          *plan_measures;  /* BwPlanMeasure, in the order in which they are shown */
  GArray          *rules;          /* BwTerritoryRule, in the order in which they are asked */
  GArray          *bridges;        /* BwBridge */
  GArray          *postal_places;  /* BwPostalPlace */
  GArray          *fields;         /* BwCustomField */
  GArray          *choices;        /* BwChoice */
  GArray          *fits;           /* BwFit, oldest first */
  GArray          *fit_values;     /* BwFitValue */
  GArray          *views;          /* BwSavedView, in the order in which they are offered */
  GArray          *dismissals;     /* BwDismissal */
  GArray          *scenarios;      /* BwScenario, oldest first */
  GArray          *levers;         /* BwLever, those of a scenario in their order */
  GArray          *adjustments;    /* BwAdjustment, oldest first */
  GArray          *notes;          /* BwNote */
  GArray          *cadences;       /* BwCadence, versions in the order of writing */
  GArray          *meetings;       /* BwMeeting, the same */
  GArray          *commitments;    /* BwCommitment, the same */
  GArray          *comments;       /* BwComment, the same */
  GArray          *records;        /* BwRecord; to be changed after bw_book_make_records_writable() */
  gatomicrefcount *records_share;  /* how many have them in common */
  BwDeals          deals;
  BwHistory        history;
  gpointer         adjusted; /* (owned) (nullable): what bw_adjustment_find() looks up; see bw-adjustment.c */
  BwAtlas         *atlas;    /* (owned) (nullable): the map, not part of the project: set by whoever opens it */
} BwBook;

BwBook *bw_book_new (void) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_book_ref (BwBook *book);
void    bw_book_unref (BwBook *book);
BwBook *bw_book_copy (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
BwBook *bw_book_copy_but_deals (const BwBook *book) G_GNUC_WARN_UNUSED_RESULT;
void    bw_book_make_writable (BwBook **book);
void    bw_book_make_records_writable (BwBook *book);
void    bw_book_set_atlas (BwBook  *book,
                           BwAtlas *atlas);
gint64  bw_book_random_key (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBook, bw_book_unref)

static inline const char *
bw_book_text (const BwBook *book,
              BwText        text)
{
  return bw_pool_get (&book->texts, text);
}

#define bw_book_person(book, i)    (&g_array_index ((book)->people, BwPerson, (i)))
#define bw_book_stage(book, i)     (&g_array_index ((book)->stages, BwStage, (i)))
#define bw_book_account(book, i)   (&g_array_index ((book)->accounts, BwAccount, (i)))
#define bw_book_product(book, i)   (&g_array_index ((book)->products, BwProduct, (i)))
#define bw_book_territory(book, i) (&g_array_index ((book)->territories, BwTerritory, (i)))
#define bw_book_field(book, i)     (&g_array_index ((book)->fields, BwCustomField, (i)))

BwDate                bw_book_data_date (const BwBook *book);
gint32                bw_book_find_person (const BwBook *book,
                                           const char   *name);
gint32                bw_book_find_stage_by_ref (const BwBook *book,
                                                 const char   *ref);
gint32                bw_book_find_stage (const BwBook *book,
                                          const char   *name);
const BwImportRecord *bw_book_last_import (const BwBook *book);
void                  bw_book_stage_at (const BwBook *book,
                                        gint32        stage,
                                        BwDate        date,
                                        BwStageKind  *kind,
                                        BwCategory   *category);
void                  bw_book_add_default_stages (BwBook *book);
gint64                bw_book_own_quota (const BwBook   *book,
                                         gint32          person,
                                         const BwPeriod *period);
gint64                bw_book_quota (const BwBook   *book,
                                     gint32          person,
                                     const BwPeriod *period);
gint64                bw_book_call_end (const BwBook *book,
                                        BwDate        as_of);
gint64                bw_book_call_before (const BwBook   *book,
                                           gint32          person,
                                           const BwPeriod *period,
                                           BwCategory      category,
                                           gboolean        is_override,
                                           gint64          end,
                                           gint64         *at);
gint64                bw_book_call (const BwBook   *book,
                                    gint32          person,
                                    const BwPeriod *period,
                                    BwCategory      category,
                                    gboolean        is_override,
                                    BwDate          as_of,
                                    gint64         *at);

G_END_DECLS
