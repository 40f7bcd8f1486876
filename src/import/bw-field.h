/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that columns are read into, and the form in which headers are compared. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fields of all kinds: name for mappings and commands, title for people. */
#define BW_IMPORT_FIELDS(X)                                       \
  X (ID, "id", N_ ("Id"))                                         \
  X (NAME, "name", N_ ("Name"))                                   \
  X (FIRST_NAME, "first_name", N_ ("First name"))                 \
  X (LAST_NAME, "last_name", N_ ("Last name"))                    \
  X (OWNER, "owner", N_ ("Owner"))                                \
  X (OWNER_ID, "owner_id", N_ ("Owner’s id"))                     \
  X (ACCOUNT, "account", N_ ("Account"))                          \
  X (ACCOUNT_ID, "account_id", N_ ("Account’s id"))               \
  X (PRODUCT, "product", N_ ("Product"))                          \
  X (PRODUCT_ID, "product_id", N_ ("Product’s id"))               \
  X (STAGE, "stage", N_ ("Stage"))                                \
  X (STATUS, "status", N_ ("Status"))                             \
  X (IS_WON, "is_won", N_ ("Is won"))                             \
  X (IS_CLOSED, "is_closed", N_ ("Is closed"))                    \
  X (IS_LOST, "is_lost", N_ ("Is lost"))                          \
  X (IS_DELETED, "is_deleted", N_ ("Is deleted"))                 \
  X (CATEGORY, "category", N_ ("Forecast category"))              \
  X (PROBABILITY, "probability", N_ ("Probability"))              \
  X (AMOUNT, "amount", N_ ("Amount"))                             \
  X (CURRENCY, "currency", N_ ("Currency"))                       \
  X (CREATED, "created", N_ ("Created"))                          \
  X (CLOSE, "close_date", N_ ("Close date"))                      \
  X (ACTUAL_CLOSE, "actual_close_date", N_ ("Closed on"))         \
  X (WON_TIME, "won_date", N_ ("Won on"))                         \
  X (LOST_TIME, "lost_date", N_ ("Lost on"))                      \
  X (STAGE_SINCE, "stage_since", N_ ("In its stage since"))       \
  X (ACTIVITY, "activity", N_ ("Last activity"))                  \
  X (MODIFIED, "modified", N_ ("Last changed"))                   \
  X (REGION, "region", N_ ("Region"))                             \
  X (TYPE, "type", N_ ("Type"))                                   \
  X (SOURCE, "source", N_ ("Source"))                             \
  X (NEXT_STEP, "next_step", N_ ("Next step"))                    \
  X (EMAIL, "email", N_ ("E-mail"))                               \
  X (MANAGER, "manager", N_ ("Manager"))                          \
  X (MANAGER_ID, "manager_id", N_ ("Manager’s id"))               \
  X (ROLE, "role", N_ ("Role"))                                   \
  X (TIME_ZONE, "time_zone", N_ ("Time zone"))                    \
  X (STARTED, "started", N_ ("Started"))                          \
  X (ENDED, "ended", N_ ("Ended"))                                \
  X (INDUSTRY, "industry", N_ ("Industry"))                       \
  X (STREET, "street", N_ ("Street"))                             \
  X (CITY, "city", N_ ("City"))                                   \
  X (STATE, "state", N_ ("State"))                                \
  X (POSTAL, "postal", N_ ("Postal code"))                        \
  X (COUNTRY, "country", N_ ("Country"))                          \
  X (LATITUDE, "latitude", N_ ("Latitude"))                       \
  X (LONGITUDE, "longitude", N_ ("Longitude"))                    \
  X (REVENUE, "revenue", N_ ("Yearly revenue"))                   \
  X (EMPLOYEES, "employees", N_ ("Employees"))                    \
  X (PARENT, "parent", N_ ("Parent account"))                     \
  X (PARENT_ID, "parent_id", N_ ("Parent account’s id"))          \
  X (FAMILY, "family", N_ ("Product family"))                     \
  X (PRICE, "price", N_ ("List price"))                           \
  X (PERSON, "person", N_ ("Person"))                             \
  X (PERSON_ID, "person_id", N_ ("Person’s id"))                  \
  X (PERIOD, "period", N_ ("Period"))                             \
  X (QUOTA, "quota", N_ ("Quota"))                                \
  X (DEAL, "deal", N_ ("Deal"))                                   \
  X (DEAL_ID, "deal_id", N_ ("Deal’s id"))                        \
  X (FROM_STAGE, "from_stage", N_ ("From stage"))                 \
  X (TO_STAGE, "to_stage", N_ ("To stage"))                       \
  X (CHANGED_AT, "changed_at", N_ ("Changed on"))                 \
  X (CHANGED_BY, "changed_by", N_ ("Changed by"))                 \
  X (CHANGED_BY_ID, "changed_by_id", N_ ("Changed by, id"))       \
  X (EXITED, "exited", N_ ("Stage left on"))                      \
  X (PREV_AMOUNT, "previous_amount", N_ ("Amount before"))        \
  X (PREV_CLOSE, "previous_close_date", N_ ("Close date before")) \
  X (FIELD, "field", N_ ("Field"))                                \
  X (OLD_VALUE, "old_value", N_ ("Value before"))                 \
  X (NEW_VALUE, "new_value", N_ ("Value after"))                  \
  X (QUANTITY, "quantity", N_ ("Quantity"))                       \
  X (UNIT_PRICE, "unit_price", N_ ("Unit price"))                 \
  X (DISCOUNT, "discount", N_ ("Discount"))                       \
  X (DATE, "date", N_ ("Date"))                                   \
  X (END_DATE, "end_date", N_ ("End date"))                       \
  X (DUE, "due", N_ ("Due on"))                                   \
  X (SIGNED, "signed", N_ ("Signed on"))                          \
  X (DONE, "done", N_ ("Done"))                                   \
  X (DONE_AT, "done_at", N_ ("Done on"))                          \
  X (SUBJECT, "subject", N_ ("Subject"))                          \
  X (DIRECTION, "direction", N_ ("Direction"))                    \
  X (DURATION, "duration", N_ ("Duration"))                       \
  X (OUTCOME, "outcome", N_ ("Outcome"))                          \
  X (CONTACT, "contact", N_ ("Contact"))                          \
  X (CONTACT_ID, "contact_id", N_ ("Contact’s id"))               \
  X (PHONE, "phone", N_ ("Phone"))                                \
  X (TITLE, "title", N_ ("Job title"))                            \
  X (DEPARTMENT, "department", N_ ("Department"))                 \
  X (PIPELINE, "pipeline", N_ ("Pipeline"))                       \
  X (ORDER, "order", N_ ("Order"))                                \
  X (IS_FINAL, "is_final", N_ ("Is final"))                       \
  X (IS_SUCCESS, "is_success", N_ ("Is a success"))               \
  X (IS_ACTIVE, "is_active", N_ ("Is active"))                    \
  X (SKU, "sku", N_ ("Article number"))                           \
  X (COST, "cost", N_ ("Cost"))                                   \
  X (CAMPAIGN, "campaign", N_ ("Campaign"))                       \
  X (GROUP, "group", N_ ("Group"))                                \
  X (VALUE, "value", N_ ("Value"))                                \
  X (WEEK, "week", N_ ("Week"))                                   \
  X (DATA_TYPE, "data_type", N_ ("Kind of value"))                \
  X (CALL_PIPELINE, "call_pipeline", N_ ("Called pipeline"))      \
  X (CALL_BEST_CASE, "call_best_case", N_ ("Called best case"))   \
  X (CALL_COMMIT, "call_commit", N_ ("Called commit"))            \
  X (CALL_CLOSED, "call_closed", N_ ("Called closed"))            \
  X (NOTE, "note", N_ ("Note"))                                   \
  X (LOST_REASON, "lost_reason", N_ ("Reason for loss"))          \
  X (STAGE_ENTERED, "stage_entered", N_ ("Stage entered on"))

typedef enum
{
#define BW_IMPORT_FIELD(id, name, title) BW_IMPORT_##id,
  BW_IMPORT_FIELDS (BW_IMPORT_FIELD)
#undef BW_IMPORT_FIELD
    BW_N_IMPORT_FIELDS,
} BwImportField;

const char *bw_import_field_name (BwImportField field);
const char *bw_import_field_title (BwImportField field);
gboolean    bw_import_field_parse (const char    *name,
                                   BwImportField *field);
char       *bw_header_fold (const char *header) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_header_words (const char *header) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_header_parse_stage_entered (const char *header,
                                           char      **stage,
                                           char      **pipeline);

G_END_DECLS
