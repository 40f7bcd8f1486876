/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files look like: headers, the fields they mean, the kinds and the programs they come from. */
#pragma once

#include "import/bw-import.h"

G_BEGIN_DECLS

/* The fields of all kinds: name for mappings and commands. */
#define BW_IMPORT_FIELDS(X)             \
  X (ID, "id")                          \
  X (NAME, "name")                      \
  X (FIRST_NAME, "first_name")          \
  X (LAST_NAME, "last_name")            \
  X (OWNER, "owner")                    \
  X (OWNER_ID, "owner_id")              \
  X (ACCOUNT, "account")                \
  X (ACCOUNT_ID, "account_id")          \
  X (PRODUCT, "product")                \
  X (PRODUCT_ID, "product_id")          \
  X (STAGE, "stage")                    \
  X (STATUS, "status")                  \
  X (IS_WON, "is_won")                  \
  X (IS_CLOSED, "is_closed")            \
  X (IS_LOST, "is_lost")                \
  X (IS_DELETED, "is_deleted")          \
  X (CATEGORY, "category")              \
  X (PROBABILITY, "probability")        \
  X (AMOUNT, "amount")                  \
  X (CURRENCY, "currency")              \
  X (CREATED, "created")                \
  X (CLOSE, "close_date")               \
  X (ACTUAL_CLOSE, "actual_close_date") \
  X (WON_TIME, "won_date")              \
  X (LOST_TIME, "lost_date")            \
  X (STAGE_SINCE, "stage_since")        \
  X (ACTIVITY, "activity")              \
  X (MODIFIED, "modified")              \
  X (REGION, "region")                  \
  X (TYPE, "type")                      \
  X (SOURCE, "source")                  \
  X (NEXT_STEP, "next_step")            \
  X (EMAIL, "email")                    \
  X (MANAGER, "manager")                \
  X (MANAGER_ID, "manager_id")          \
  X (ROLE, "role")                      \
  X (TIME_ZONE, "time_zone")            \
  X (STARTED, "started")                \
  X (ENDED, "ended")                    \
  X (INDUSTRY, "industry")              \
  X (STREET, "street")                  \
  X (CITY, "city")                      \
  X (STATE, "state")                    \
  X (POSTAL, "postal")                  \
  X (COUNTRY, "country")                \
  X (LATITUDE, "latitude")              \
  X (LONGITUDE, "longitude")            \
  X (REVENUE, "revenue")                \
  X (EMPLOYEES, "employees")            \
  X (PARENT, "parent")                  \
  X (PARENT_ID, "parent_id")            \
  X (FAMILY, "family")                  \
  X (PRICE, "price")                    \
  X (PERSON, "person")                  \
  X (PERSON_ID, "person_id")            \
  X (PERIOD, "period")                  \
  X (QUOTA, "quota")

typedef enum
{
#define BW_IMPORT_FIELD(id, name) BW_IMPORT_##id,
  BW_IMPORT_FIELDS (BW_IMPORT_FIELD)
#undef BW_IMPORT_FIELD
    BW_N_IMPORT_FIELDS,
} BwImportField;

/* Which column of a file is read into which field. */
typedef struct
{
  BwImportKind kind;
  const char  *profile;                     /* (static) */
  int          columns[BW_N_IMPORT_FIELDS]; /* -1: none */
  double       confidence[BW_N_IMPORT_FIELDS];
  guint        score; /* how much of the table was understood */
} BwMapping;

const char *bw_import_field_name (BwImportField field);
gboolean    bw_import_field_parse (const char    *name,
                                   BwImportField *field);
gboolean    bw_import_kind_has_field (BwImportKind  kind,
                                      BwImportField field);
char       *bw_header_fold (const char *header) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_mapping_find (const char *const *headers,
                             guint              n,
                             const char        *file_name,
                             BwImportKind       kind,
                             GHashTable        *map,
                             const GPtrArray   *columns,
                             BwMapping         *mapping);
const char *bw_profile_name_foreign (const char *const *headers,
                                     guint              n);

G_END_DECLS
