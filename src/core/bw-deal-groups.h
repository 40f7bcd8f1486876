/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals in groups, with what each group sums up to. */
#pragma once

#include "core/bw-query-index.h"

G_BEGIN_DECLS

enum
{
  BW_GROUPING_MAX_LEVELS = 2,
};

/* What dates are put together by. */
typedef enum
{
  BW_GROUP_BY_VALUE,
  BW_GROUP_BY_MONTH, /* of the fiscal calendar */
  BW_GROUP_BY_QUARTER,
  BW_GROUP_BY_YEAR,
} BwGroupUnit;

typedef struct
{
  BwDealField field;
  BwGroupUnit unit; /* of a date, else BW_GROUP_BY_VALUE */
} BwGroupKey;

/* What deals are grouped by, the outer level first; no levels: not at all. */
typedef struct
{
  guint      n;
  BwGroupKey keys[BW_GROUPING_MAX_LEVELS];
  gboolean   by_total; /* those with the largest sum of amounts first, else by name, date or number */
} BwGrouping;

#define BW_GROUP_NONE G_MAXUINT32

/* What some deals sum up to. */
typedef struct
{
  guint  n;
  guint  n_aged;   /* with an age */
  gint64 amount;   /* minor units; unknown amounts count as 0 */
  gint64 weighted; /* of each deal with a probability the amount times it, in minor units; BW_MONEY_NONE where no deal has one */
  gint64 days;     /* the ages together */
} BwDealSums;

typedef struct
{
  BwDealSums sums;
  guint32    first;  /* of its deals among all */
  guint32    parent; /* index of the group around it, BW_GROUP_NONE of an outer one */
  guint32    code;   /* what its deals have in common, as its level counts that */
  guint32    level;
} BwDealGroup;

/* What the codes of a level mean. */
typedef struct _BwGroupCodes BwGroupCodes;

/* Groups stand in the order in which they are shown, an outer one right before those in it. Holds what it needs of the book's
 * tables by index: to be used with the book it was made from. */
typedef struct
{
  BwGrouping    grouping;
  BwDealSums    total;
  guint32      *deals; /* (array length=n): indexes into the book's deals, group after group */
  guint         n;
  BwDealGroup  *groups; /* (array length=n_groups) */
  guint         n_groups;
  guint         n_outer; /* groups that are not in another */
  BwGroupCodes *codes[BW_GROUPING_MAX_LEVELS];
} BwDealGroups;

BwDealGroups *bw_deal_groups_new (BwQueryIndex     *index,
                                  const BwGrouping *grouping,
                                  BwDate            today,
                                  const guint32    *deals,
                                  guint             n,
                                  const guint32    *order) G_GNUC_WARN_UNUSED_RESULT;
BwDealGroups *bw_query_index_group (BwQueryIndex     *index,
                                    const BwQuery    *query,
                                    const BwGrouping *grouping) G_GNUC_WARN_UNUSED_RESULT;
void          bw_deal_groups_free (BwDealGroups *groups);
char         *bw_deal_groups_dup_title (const BwDealGroups *groups,
                                        const BwBook       *book,
                                        guint               group) G_GNUC_WARN_UNUSED_RESULT;
guint64       bw_deal_groups_identify (const BwDealGroups *groups,
                                       const BwBook       *book,
                                       guint               group);

gboolean bw_group_key_is_possible (const BwBook     *book,
                                   const BwGroupKey *key);
gboolean bw_group_key_parse (const BwBook *book,
                             const char   *name,
                             BwGroupKey   *key);
char    *bw_group_key_dup_name (const BwBook     *book,
                                const BwGroupKey *key) G_GNUC_WARN_UNUSED_RESULT;
char    *bw_group_key_dup_title (const BwBook     *book,
                                 const BwGroupKey *key) G_GNUC_WARN_UNUSED_RESULT;
gboolean bw_grouping_parse (const BwBook *book,
                            const char   *names,
                            BwGrouping   *grouping,
                            GError      **error);
gboolean bw_grouping_equal (const BwGrouping *a,
                            const BwGrouping *b);

void bw_deal_sums_add (BwDealSums       *sums,
                       const BwDealSums *other);

/* What the codes of one level are; see bw-group-codes.c. */
BwGroupCodes *bw_group_codes_new (BwQueryIndex     *index,
                                  const BwGroupKey *key,
                                  BwDate            today,
                                  const guint32    *deals,
                                  guint             n,
                                  guint32          *codes) G_GNUC_WARN_UNUSED_RESULT;
void          bw_group_codes_free (BwGroupCodes *codes);
guint         bw_group_codes_count (const BwGroupCodes *codes);
char         *bw_group_codes_dup_title (const BwGroupCodes *codes,
                                        const BwBook       *book,
                                        guint32             code) G_GNUC_WARN_UNUSED_RESULT;
guint64       bw_group_codes_identify (const BwGroupCodes *codes,
                                       const BwBook       *book,
                                       guint32             code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDealGroups, bw_deal_groups_free)

G_END_DECLS
