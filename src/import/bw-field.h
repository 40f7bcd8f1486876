/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that columns are read into, and the form in which headers are compared. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the values of a field are. */
typedef enum
{
  BW_FORM_TEXT,
  BW_FORM_ID,
  BW_FORM_EMAIL,
  BW_FORM_AMOUNT,
  BW_FORM_NUMBER,
  BW_FORM_SHARE, /* a probability */
  BW_FORM_DATE,
  BW_FORM_BOOLEAN,
} BwFieldForm;

/* The fields of all kinds: name for mappings and commands, form, title for people. */
#define BW_IMPORT_FIELDS(X)                                             \
  X (ID, "id", ID, N_ ("Id"))                                           \
  X (NAME, "name", TEXT, N_ ("Name"))                                   \
  X (FIRST_NAME, "first_name", TEXT, N_ ("First name"))                 \
  X (LAST_NAME, "last_name", TEXT, N_ ("Last name"))                    \
  X (OWNER, "owner", TEXT, N_ ("Owner"))                                \
  X (OWNER_ID, "owner_id", ID, N_ ("Owner’s id"))                       \
  X (ACCOUNT, "account", TEXT, N_ ("Account"))                          \
  X (ACCOUNT_ID, "account_id", ID, N_ ("Account’s id"))                 \
  X (PRODUCT, "product", TEXT, N_ ("Product"))                          \
  X (PRODUCT_ID, "product_id", ID, N_ ("Product’s id"))                 \
  X (STAGE, "stage", TEXT, N_ ("Stage"))                                \
  X (STATUS, "status", TEXT, N_ ("Status"))                             \
  X (IS_WON, "is_won", BOOLEAN, N_ ("Is won"))                          \
  X (IS_CLOSED, "is_closed", BOOLEAN, N_ ("Is closed"))                 \
  X (IS_LOST, "is_lost", BOOLEAN, N_ ("Is lost"))                       \
  X (IS_DELETED, "is_deleted", BOOLEAN, N_ ("Is deleted"))              \
  X (CATEGORY, "category", TEXT, N_ ("Forecast category"))              \
  X (PROBABILITY, "probability", SHARE, N_ ("Probability"))             \
  X (AMOUNT, "amount", AMOUNT, N_ ("Amount"))                           \
  X (CURRENCY, "currency", TEXT, N_ ("Currency"))                       \
  X (CREATED, "created", DATE, N_ ("Created"))                          \
  X (CLOSE, "close_date", DATE, N_ ("Close date"))                      \
  X (ACTUAL_CLOSE, "actual_close_date", DATE, N_ ("Closed on"))         \
  X (WON_TIME, "won_date", DATE, N_ ("Won on"))                         \
  X (LOST_TIME, "lost_date", DATE, N_ ("Lost on"))                      \
  X (STAGE_SINCE, "stage_since", DATE, N_ ("In its stage since"))       \
  X (ACTIVITY, "activity", DATE, N_ ("Last activity"))                  \
  X (MODIFIED, "modified", DATE, N_ ("Last changed"))                   \
  X (REGION, "region", TEXT, N_ ("Region"))                             \
  X (TYPE, "type", TEXT, N_ ("Type"))                                   \
  X (SOURCE, "source", TEXT, N_ ("Source"))                             \
  X (NEXT_STEP, "next_step", TEXT, N_ ("Next step"))                    \
  X (EMAIL, "email", EMAIL, N_ ("E-mail"))                              \
  X (MANAGER, "manager", TEXT, N_ ("Manager"))                          \
  X (MANAGER_ID, "manager_id", ID, N_ ("Manager’s id"))                 \
  X (ROLE, "role", TEXT, N_ ("Role"))                                   \
  X (TIME_ZONE, "time_zone", TEXT, N_ ("Time zone"))                    \
  X (STARTED, "started", DATE, N_ ("Started"))                          \
  X (ENDED, "ended", DATE, N_ ("Ended"))                                \
  X (INDUSTRY, "industry", TEXT, N_ ("Industry"))                       \
  X (STREET, "street", TEXT, N_ ("Street"))                             \
  X (CITY, "city", TEXT, N_ ("City"))                                   \
  X (STATE, "state", TEXT, N_ ("State"))                                \
  X (POSTAL, "postal", TEXT, N_ ("Postal code"))                        \
  X (COUNTRY, "country", TEXT, N_ ("Country"))                          \
  X (LATITUDE, "latitude", NUMBER, N_ ("Latitude"))                     \
  X (LONGITUDE, "longitude", NUMBER, N_ ("Longitude"))                  \
  X (REVENUE, "revenue", AMOUNT, N_ ("Yearly revenue"))                 \
  X (EMPLOYEES, "employees", NUMBER, N_ ("Employees"))                  \
  X (PARENT, "parent", TEXT, N_ ("Parent account"))                     \
  X (PARENT_ID, "parent_id", ID, N_ ("Parent account’s id"))            \
  X (FAMILY, "family", TEXT, N_ ("Product family"))                     \
  X (PRICE, "price", AMOUNT, N_ ("List price"))                         \
  X (PERSON, "person", TEXT, N_ ("Person"))                             \
  X (PERSON_ID, "person_id", ID, N_ ("Person’s id"))                    \
  X (PERIOD, "period", TEXT, N_ ("Period"))                             \
  X (QUOTA, "quota", AMOUNT, N_ ("Quota"))                              \
  X (DEAL, "deal", TEXT, N_ ("Deal"))                                   \
  X (DEAL_ID, "deal_id", ID, N_ ("Deal’s id"))                          \
  X (FROM_STAGE, "from_stage", TEXT, N_ ("From stage"))                 \
  X (TO_STAGE, "to_stage", TEXT, N_ ("To stage"))                       \
  X (CHANGED_AT, "changed_at", DATE, N_ ("Changed on"))                 \
  X (CHANGED_BY, "changed_by", TEXT, N_ ("Changed by"))                 \
  X (CHANGED_BY_ID, "changed_by_id", ID, N_ ("Changed by, id"))         \
  X (EXITED, "exited", DATE, N_ ("Stage left on"))                      \
  X (PREV_AMOUNT, "previous_amount", AMOUNT, N_ ("Amount before"))      \
  X (PREV_CLOSE, "previous_close_date", DATE, N_ ("Close date before")) \
  X (FIELD, "field", TEXT, N_ ("Field"))                                \
  X (OLD_VALUE, "old_value", TEXT, N_ ("Value before"))                 \
  X (NEW_VALUE, "new_value", TEXT, N_ ("Value after"))                  \
  X (QUANTITY, "quantity", NUMBER, N_ ("Quantity"))                     \
  X (UNIT_PRICE, "unit_price", AMOUNT, N_ ("Unit price"))               \
  X (DISCOUNT, "discount", TEXT, N_ ("Discount"))                       \
  X (DATE, "date", DATE, N_ ("Date"))                                   \
  X (END_DATE, "end_date", DATE, N_ ("End date"))                       \
  X (DUE, "due", DATE, N_ ("Due on"))                                   \
  X (SIGNED, "signed", DATE, N_ ("Signed on"))                          \
  X (DONE, "done", BOOLEAN, N_ ("Done"))                                \
  X (DONE_AT, "done_at", DATE, N_ ("Done on"))                          \
  X (SUBJECT, "subject", TEXT, N_ ("Subject"))                          \
  X (DIRECTION, "direction", TEXT, N_ ("Direction"))                    \
  X (DURATION, "duration", TEXT, N_ ("Duration"))                       \
  X (OUTCOME, "outcome", TEXT, N_ ("Outcome"))                          \
  X (CONTACT, "contact", TEXT, N_ ("Contact"))                          \
  X (CONTACT_ID, "contact_id", ID, N_ ("Contact’s id"))                 \
  X (PHONE, "phone", TEXT, N_ ("Phone"))                                \
  X (TITLE, "title", TEXT, N_ ("Job title"))                            \
  X (DEPARTMENT, "department", TEXT, N_ ("Department"))                 \
  X (PIPELINE, "pipeline", TEXT, N_ ("Pipeline"))                       \
  X (ORDER, "order", NUMBER, N_ ("Order"))                              \
  X (IS_FINAL, "is_final", BOOLEAN, N_ ("Is final"))                    \
  X (IS_SUCCESS, "is_success", BOOLEAN, N_ ("Is a success"))            \
  X (IS_ACTIVE, "is_active", BOOLEAN, N_ ("Is active"))                 \
  X (SKU, "sku", TEXT, N_ ("Article number"))                           \
  X (COST, "cost", AMOUNT, N_ ("Cost"))                                 \
  X (CAMPAIGN, "campaign", TEXT, N_ ("Campaign"))                       \
  X (GROUP, "group", TEXT, N_ ("Group"))                                \
  X (VALUE, "value", TEXT, N_ ("Value"))                                \
  X (WEEK, "week", TEXT, N_ ("Week"))                                   \
  X (DATA_TYPE, "data_type", TEXT, N_ ("Kind of value"))                \
  X (CALL_PIPELINE, "call_pipeline", AMOUNT, N_ ("Called pipeline"))    \
  X (CALL_BEST_CASE, "call_best_case", AMOUNT, N_ ("Called best case")) \
  X (CALL_COMMIT, "call_commit", AMOUNT, N_ ("Called commit"))          \
  X (CALL_CLOSED, "call_closed", AMOUNT, N_ ("Called closed"))          \
  X (NOTE, "note", TEXT, N_ ("Note"))                                   \
  X (LOST_REASON, "lost_reason", TEXT, N_ ("Reason for loss"))          \
  X (STAGE_ENTERED, "stage_entered", DATE, N_ ("Stage entered on"))

typedef enum
{
#define BW_IMPORT_FIELD(id, name, form, title) BW_IMPORT_##id,
  BW_IMPORT_FIELDS (BW_IMPORT_FIELD)
#undef BW_IMPORT_FIELD
    BW_N_IMPORT_FIELDS,
} BwImportField;

const char *bw_import_field_name (BwImportField field);
const char *bw_import_field_title (BwImportField field);
BwFieldForm bw_import_field_form (BwImportField field);
gboolean    bw_import_field_parse (const char    *name,
                                   BwImportField *field);
char       *bw_header_fold (const char *header) G_GNUC_WARN_UNUSED_RESULT;
char       *bw_header_words (const char *header) G_GNUC_WARN_UNUSED_RESULT;
gboolean    bw_header_parse_stage_entered (const char *header,
                                           char      **stage,
                                           char      **pipeline);

G_END_DECLS
