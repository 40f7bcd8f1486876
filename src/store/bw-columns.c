/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the project file's tables and where their values stand in memory.
 *
 * One description of each table serves reading, writing, packing, comparing and dumping it, so that a column is
 * named once and cannot be forgotten in one of the five. Every value travels as a 64-bit integer with a kind that says
 * how the file writes it; unknown values (each type has its own in memory) are NULL in the file. */

#include "store/bw-columns.h"
#include "core/bw-adjustment.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-note.h"
#include "core/bw-record.h"

#include <string.h>

#include "core/bw-custom-field.h"

#define COLUMN(type, name, member, kind, list)                                        \
  {                                                                                   \
    name, kind, list, sizeof (((type *)NULL)->member), G_STRUCT_OFFSET (type, member) \
  }
#define PLAIN(type, name, member, kind) COLUMN (type, name, member, kind, 0)
#define TEXT(type, member)              PLAIN (type, #member, member, BW_VALUE_TEXT)
#define CODE(type, name, member, codes) COLUMN (type, name, member, BW_VALUE_CODE, codes)
#define REF(type, member, table)        COLUMN (type, #member, member, BW_VALUE_REF, table)

static const BwColumn organisation_columns[] = {
  TEXT (BwBook, name),
  CODE (BwBook, "calendar", calendar.kind, BW_CODES_CALENDAR),
  PLAIN (BwBook, "fiscal_start_month", calendar.fiscal_start_month, BW_VALUE_INTEGER),
  PLAIN (BwBook, "first_weekday", calendar.first_weekday, BW_VALUE_INTEGER),
  CODE (BwBook, "forecast_period", calendar.forecast_period, BW_CODES_PERIOD),
  PLAIN (BwBook, "call_weekday", calendar.call_weekday, BW_VALUE_INTEGER),
  PLAIN (BwBook, "category_pipeline", category_names[BW_CATEGORY_PIPELINE], BW_VALUE_TEXT),
  PLAIN (BwBook, "category_best_case", category_names[BW_CATEGORY_BEST_CASE], BW_VALUE_TEXT),
  PLAIN (BwBook, "category_commit", category_names[BW_CATEGORY_COMMIT], BW_VALUE_TEXT),
  PLAIN (BwBook, "category_closed", category_names[BW_CATEGORY_CLOSED], BW_VALUE_TEXT),
  PLAIN (BwBook, "category_omitted", category_names[BW_CATEGORY_OMITTED], BW_VALUE_TEXT),
};

static const BwColumn people_columns[] = {
  TEXT (BwPerson, ref),
  TEXT (BwPerson, name),
  TEXT (BwPerson, email),
  TEXT (BwPerson, region),
  TEXT (BwPerson, time_zone),
  REF (BwPerson, manager, BW_TABLE_PEOPLE),
  CODE (BwPerson, "role", role, BW_CODES_ROLE),
  PLAIN (BwPerson, "started", started, BW_VALUE_DATE),
  PLAIN (BwPerson, "ended", ended, BW_VALUE_DATE),
  PLAIN (BwPerson, "merged", merged, BW_VALUE_KEY),
};

static const BwColumn stage_columns[] = {
  TEXT (BwStage, name),
  PLAIN (BwStage, "sort_order", order, BW_VALUE_INTEGER),
  CODE (BwStage, "kind", kind, BW_CODES_STAGE_KIND),
  CODE (BwStage, "category", category, BW_CODES_CATEGORY),
  PLAIN (BwStage, "probability", probability, BW_VALUE_OPTIONAL),
  PLAIN (BwStage, "mapped", mapped, BW_VALUE_BOOLEAN),
  TEXT (BwStage, ref),
};

static const BwColumn stage_rule_columns[] = {
  REF (BwStageRule, stage, BW_TABLE_STAGES),
  PLAIN (BwStageRule, "from_date", from, BW_VALUE_DATE),
  CODE (BwStageRule, "kind", kind, BW_CODES_STAGE_KIND),
  CODE (BwStageRule, "category", category, BW_CODES_CATEGORY),
};

static const BwColumn account_columns[] = {
  TEXT (BwAccount, ref),
  TEXT (BwAccount, name),
  TEXT (BwAccount, industry),
  TEXT (BwAccount, street),
  TEXT (BwAccount, city),
  TEXT (BwAccount, state),
  TEXT (BwAccount, postal),
  TEXT (BwAccount, country),
  PLAIN (BwAccount, "latitude", latitude, BW_VALUE_REAL),
  PLAIN (BwAccount, "longitude", longitude, BW_VALUE_REAL),
  PLAIN (BwAccount, "revenue", revenue, BW_VALUE_MONEY),
  PLAIN (BwAccount, "employees", employees, BW_VALUE_OPTIONAL),
  REF (BwAccount, owner, BW_TABLE_PEOPLE),
  REF (BwAccount, parent, BW_TABLE_ACCOUNTS),
  PLAIN (BwAccount, "merged", merged, BW_VALUE_KEY),
};

static const BwColumn account_number_columns[] = {
  REF (BwAccountNumber, account, BW_TABLE_ACCOUNTS),
  PLAIN (BwAccountNumber, "field", field, BW_VALUE_LABEL),
  PLAIN (BwAccountNumber, "value", value, BW_VALUE_REAL),
};

static const BwColumn product_columns[] = {
  TEXT (BwProduct, ref),
  TEXT (BwProduct, name),
  TEXT (BwProduct, family),
  PLAIN (BwProduct, "list_price", list_price, BW_VALUE_MONEY),
  PLAIN (BwProduct, "listed", listed, BW_VALUE_BOOLEAN),
  TEXT (BwProduct, sku),
  PLAIN (BwProduct, "merged", merged, BW_VALUE_KEY),
};

static const BwColumn alias_columns[] = {
  TEXT (BwProductAlias, alias),
  REF (BwProductAlias, product, BW_TABLE_PRODUCTS),
  PLAIN (BwProductAlias, "confirmed", confirmed, BW_VALUE_BOOLEAN),
};

static const BwColumn quota_columns[] = {
  REF (BwQuota, person, BW_TABLE_PEOPLE),
  REF (BwQuota, territory, BW_TABLE_TERRITORIES),
  REF (BwQuota, product, BW_TABLE_PRODUCTS),
  PLAIN (BwQuota, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwQuota, "to_date", to, BW_VALUE_DATE),
  PLAIN (BwQuota, "amount", amount, BW_VALUE_MONEY),
};

static const BwColumn call_columns[] = {
  REF (BwCall, person, BW_TABLE_PEOPLE),
  REF (BwCall, author, BW_TABLE_PEOPLE),
  PLAIN (BwCall, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwCall, "to_date", to, BW_VALUE_DATE),
  CODE (BwCall, "category", category, BW_CODES_CATEGORY),
  PLAIN (BwCall, "amount", amount, BW_VALUE_MONEY),
  PLAIN (BwCall, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwCall, "is_override", is_override, BW_VALUE_BOOLEAN),
  TEXT (BwCall, note),
  TEXT (BwCall, source),
};

static const BwColumn quota_change_columns[] = {
  REF (BwQuotaChange, person, BW_TABLE_PEOPLE),
  REF (BwQuotaChange, territory, BW_TABLE_TERRITORIES),
  REF (BwQuotaChange, product, BW_TABLE_PRODUCTS),
  PLAIN (BwQuotaChange, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwQuotaChange, "to_date", to, BW_VALUE_DATE),
  PLAIN (BwQuotaChange, "was", was, BW_VALUE_MONEY),
  PLAIN (BwQuotaChange, "amount", amount, BW_VALUE_MONEY),
  PLAIN (BwQuotaChange, "at", at, BW_VALUE_INTEGER),
  TEXT (BwQuotaChange, note),
};

static const BwColumn reporting_columns[] = {
  REF (BwReportingLine, person, BW_TABLE_PEOPLE),
  REF (BwReportingLine, manager, BW_TABLE_PEOPLE),
  PLAIN (BwReportingLine, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwReportingLine, "at", at, BW_VALUE_INTEGER),
};

static const BwColumn sheet_line_columns[] = {
  TEXT (BwSheetLine, file),
  REF (BwSheetLine, manager, BW_TABLE_PEOPLE),
  REF (BwSheetLine, person, BW_TABLE_PEOPLE),
  PLAIN (BwSheetLine, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwSheetLine, "to_date", to, BW_VALUE_DATE),
  CODE (BwSheetLine, "category", category, BW_CODES_CATEGORY),
  PLAIN (BwSheetLine, "amount", amount, BW_VALUE_MONEY),
  CODE (BwSheetLine, "decision", decision, BW_CODES_DECISION),
  PLAIN (BwSheetLine, "at", at, BW_VALUE_INTEGER),
  TEXT (BwSheetLine, note),
};

static const BwColumn import_columns[] = {
  TEXT (BwImportRecord, file),
  TEXT (BwImportRecord, kind),
  TEXT (BwImportRecord, profile),
  PLAIN (BwImportRecord, "as_of", as_of, BW_VALUE_DATE),
  CODE (BwImportRecord, "as_of_source", as_of_source, BW_CODES_TIME_SOURCE),
  PLAIN (BwImportRecord, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_read", n_rows, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_new", n_new, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_changed", n_changed, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_unchanged", n_unchanged, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_vanished", n_vanished, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_rejected", n_rejected, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "rows_set_aside", n_set_aside, BW_VALUE_INTEGER),
  TEXT (BwImportRecord, headers),
  TEXT (BwImportRecord, covered),
  PLAIN (BwImportRecord, "fields", fields, BW_VALUE_INTEGER),
  PLAIN (BwImportRecord, "complete", complete, BW_VALUE_BOOLEAN),
  TEXT (BwImportRecord, names),
  TEXT (BwImportRecord, reading),
  PLAIN (BwImportRecord, "rows_to_correct", n_to_correct, BW_VALUE_INTEGER),
};

static const BwColumn plan_columns[] = {
  TEXT (BwPlan, name),
  CODE (BwPlan, "status", status, BW_CODES_PLAN_STATUS),
  PLAIN (BwPlan, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwPlan, "base", base, BW_VALUE_KEY),
  TEXT (BwPlan, note),
  TEXT (BwPlan, map),
};

static const BwColumn territory_columns[] = {
  REF (BwTerritory, plan, BW_TABLE_PLANS),
  TEXT (BwTerritory, name),
  REF (BwTerritory, owner, BW_TABLE_PEOPLE),
  PLAIN (BwTerritory, "color", color, BW_VALUE_OPTIONAL),
  PLAIN (BwTerritory, "line", line, BW_VALUE_KEY),
  PLAIN (BwTerritory, "locked", locked, BW_VALUE_BOOLEAN),
  TEXT (BwTerritory, center),
};

static const BwColumn assignment_columns[] = {
  REF (BwAssignment, territory, BW_TABLE_TERRITORIES),
  PLAIN (BwAssignment, "unit", unit, BW_VALUE_LABEL),
};

static const BwColumn named_account_columns[] = {
  REF (BwNamedAccount, territory, BW_TABLE_TERRITORIES),
  REF (BwNamedAccount, account, BW_TABLE_ACCOUNTS),
};

static const BwColumn plan_event_columns[] = {
  REF (BwPlanEvent, plan, BW_TABLE_PLANS),
  CODE (BwPlanEvent, "kind", kind, BW_CODES_PLAN_EVENT),
  PLAIN (BwPlanEvent, "at", at, BW_VALUE_INTEGER),
  TEXT (BwPlanEvent, note),
};

static const BwColumn plan_review_columns[] = {
  REF (BwPlanReview, plan, BW_TABLE_PLANS),
  PLAIN (BwPlanReview, "unit", unit, BW_VALUE_LABEL),
  REF (BwPlanReview, territory, BW_TABLE_TERRITORIES),
  CODE (BwPlanReview, "decision", decision, BW_CODES_DECISION),
  TEXT (BwPlanReview, note),
  PLAIN (BwPlanReview, "at", at, BW_VALUE_INTEGER),
};

static const BwColumn plan_lock_columns[] = {
  REF (BwPlanLock, plan, BW_TABLE_PLANS),
  PLAIN (BwPlanLock, "unit", unit, BW_VALUE_LABEL),
};

static const BwColumn plan_measure_columns[] = {
  REF (BwPlanMeasure, plan, BW_TABLE_PLANS),
  PLAIN (BwPlanMeasure, "measure", measure, BW_VALUE_LABEL),
  PLAIN (BwPlanMeasure, "tolerance", tolerance, BW_VALUE_REAL),
  TEXT (BwPlanMeasure, formula),
};

static const BwColumn rule_columns[] = {
  REF (BwTerritoryRule, territory, BW_TABLE_TERRITORIES),
  TEXT (BwTerritoryRule, condition),
};

static const BwColumn bridge_columns[] = {
  PLAIN (BwBridge, "a", a, BW_VALUE_LABEL),
  PLAIN (BwBridge, "b", b, BW_VALUE_LABEL),
  PLAIN (BwBridge, "joined", joined, BW_VALUE_BOOLEAN),
};

static const BwColumn postal_place_columns[] = {
  PLAIN (BwPostalPlace, "country", country, BW_VALUE_LABEL),
  PLAIN (BwPostalPlace, "code", code, BW_VALUE_LABEL),
  TEXT (BwPostalPlace, name),
  TEXT (BwPostalPlace, region),
  PLAIN (BwPostalPlace, "latitude", latitude, BW_VALUE_REAL),
  PLAIN (BwPostalPlace, "longitude", longitude, BW_VALUE_REAL),
};

static const BwColumn custom_field_columns[] = {
  TEXT (BwCustomField, name),
  TEXT (BwCustomField, title),
  CODE (BwCustomField, "type", type, BW_CODES_FIELD_TYPE),
};

static const BwColumn choice_columns[] = {
  TEXT (BwChoice, name),
  TEXT (BwChoice, value),
};

static const BwColumn fit_columns[] = {
  PLAIN (BwFit, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwFit, "as_of", as_of, BW_VALUE_DATE),
  PLAIN (BwFit, "imports", n_imports, BW_VALUE_INTEGER),
  PLAIN (BwFit, "periods", n_periods, BW_VALUE_INTEGER),
};

static const BwColumn fit_value_columns[] = {
  REF (BwFitValue, fit, BW_TABLE_FITS),
  CODE (BwFitValue, "part", part, BW_CODES_FIT_PART),
  TEXT (BwFitValue, name),
  PLAIN (BwFitValue, "week", week, BW_VALUE_OPTIONAL),
  PLAIN (BwFitValue, "n", n, BW_VALUE_INTEGER),
  PLAIN (BwFitValue, "value", value, BW_VALUE_REAL),
  PLAIN (BwFitValue, "low", low, BW_VALUE_REAL),
  PLAIN (BwFitValue, "high", high, BW_VALUE_REAL),
};

static const BwColumn view_columns[] = {
  TEXT (BwSavedView, name),
  TEXT (BwSavedView, filter),
  TEXT (BwSavedView, columns),
  TEXT (BwSavedView, sort),
  PLAIN (BwSavedView, "descending", descending, BW_VALUE_BOOLEAN),
  TEXT (BwSavedView, grouping),
  PLAIN (BwSavedView, "by_total", by_total, BW_VALUE_BOOLEAN),
  PLAIN (BwSavedView, "open_only", open_only, BW_VALUE_BOOLEAN),
  PLAIN (BwSavedView, "in_period", in_period, BW_VALUE_BOOLEAN),
  TEXT (BwSavedView, since),
  PLAIN (BwSavedView, "only_changed", only_changed, BW_VALUE_BOOLEAN),
};

static const BwColumn scenario_columns[] = {
  TEXT (BwScenario, name),
  TEXT (BwScenario, note),
  PLAIN (BwScenario, "at", at, BW_VALUE_INTEGER),
};

static const BwColumn lever_columns[] = {
  REF (BwLever, scenario, BW_TABLE_SCENARIOS),
  CODE (BwLever, "kind", kind, BW_CODES_LEVER),
  REF (BwLever, stage, BW_TABLE_STAGES),
  REF (BwLever, person, BW_TABLE_PEOPLE),
  REF (BwLever, territory, BW_TABLE_TERRITORIES),
  REF (BwLever, product, BW_TABLE_PRODUCTS),
  REF (BwLever, other, BW_TABLE_PEOPLE),
  COLUMN (BwLever, "deal", deal, BW_VALUE_DEAL, 0),
  PLAIN (BwLever, "factor", factor, BW_VALUE_REAL),
  PLAIN (BwLever, "amount", amount, BW_VALUE_MONEY),
  PLAIN (BwLever, "day", date, BW_VALUE_DATE),
};

static const BwColumn record_columns[] = {
  CODE (BwRecord, "kind", kind, BW_CODES_RECORD_KIND),
  TEXT (BwRecord, ref),
  COLUMN (BwRecord, "deal", deal, BW_VALUE_DEAL, 0),
  TEXT (BwRecord, deal_ref),
  REF (BwRecord, account, BW_TABLE_ACCOUNTS),
  TEXT (BwRecord, account_ref),
  REF (BwRecord, person, BW_TABLE_PEOPLE),
  REF (BwRecord, product, BW_TABLE_PRODUCTS),
  TEXT (BwRecord, product_ref),
  TEXT (BwRecord, name),
  PLAIN (BwRecord, "type", type, BW_VALUE_LABEL),
  PLAIN (BwRecord, "status", status, BW_VALUE_LABEL),
  CODE (BwRecord, "phase", phase, BW_CODES_RECORD_PHASE),
  PLAIN (BwRecord, "part", group, BW_VALUE_LABEL),
  PLAIN (BwRecord, "state", state, BW_VALUE_LABEL),
  PLAIN (BwRecord, "postal", postal, BW_VALUE_LABEL),
  TEXT (BwRecord, email),
  TEXT (BwRecord, phone),
  PLAIN (BwRecord, "date", date, BW_VALUE_DATE),
  PLAIN (BwRecord, "due", due, BW_VALUE_DATE),
  PLAIN (BwRecord, "created", created, BW_VALUE_DATE),
  PLAIN (BwRecord, "amount", amount, BW_VALUE_MONEY),
  PLAIN (BwRecord, "quantity", quantity, BW_VALUE_REAL),
  REF (BwRecord, import, BW_TABLE_IMPORTS),
};

static const BwColumn dismissal_columns[] = {
  PLAIN (BwDismissal, "code", code, BW_VALUE_LABEL),
  COLUMN (BwDismissal, "deal", deal, BW_VALUE_DEAL, 0),
  TEXT (BwDismissal, subject),
  PLAIN (BwDismissal, "state", state, BW_VALUE_INTEGER),
  PLAIN (BwDismissal, "measure", measure, BW_VALUE_INTEGER),
  PLAIN (BwDismissal, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwDismissal, "until", until, BW_VALUE_DATE),
};

static const BwColumn adjustment_columns[] = {
  COLUMN (BwAdjustment, "deal", deal, BW_VALUE_DEAL, 0),
  CODE (BwAdjustment, "field", field, BW_CODES_ADJUSTED),
  CODE (BwAdjustment, "act", act, BW_CODES_ADJUSTMENT_ACT),
  PLAIN (BwAdjustment, "amount", value.amount, BW_VALUE_MONEY),
  PLAIN (BwAdjustment, "close_date", value.close, BW_VALUE_DATE),
  CODE (BwAdjustment, "category", value.category, BW_CODES_CATEGORY),
  PLAIN (BwAdjustment, "next_step", value.next_step, BW_VALUE_TEXT),
  PLAIN (BwAdjustment, "crm_amount", crm.amount, BW_VALUE_MONEY),
  PLAIN (BwAdjustment, "crm_close_date", crm.close, BW_VALUE_DATE),
  CODE (BwAdjustment, "crm_category", crm.category, BW_CODES_CATEGORY),
  PLAIN (BwAdjustment, "crm_next_step", crm.next_step, BW_VALUE_TEXT),
  PLAIN (BwAdjustment, "at", at, BW_VALUE_INTEGER),
  REF (BwAdjustment, import, BW_TABLE_IMPORTS),
  TEXT (BwAdjustment, note),
};

static const BwColumn note_columns[] = {
  COLUMN (BwNote, "deal", deal, BW_VALUE_DEAL, 0),
  PLAIN (BwNote, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwNote, "edited", edited, BW_VALUE_INTEGER),
  TEXT (BwNote, text),
  PLAIN (BwNote, "line", line, BW_VALUE_KEY),
  PLAIN (BwNote, "removed", removed, BW_VALUE_BOOLEAN),
  TEXT (BwNote, author),
};

static const BwColumn cadence_columns[] = {
  REF (BwCadence, host, BW_TABLE_PEOPLE),
  REF (BwCadence, person, BW_TABLE_PEOPLE),
  CODE (BwCadence, "rhythm", rhythm, BW_CODES_RECURRENCE),
  PLAIN (BwCadence, "first_date", first, BW_VALUE_DATE),
  PLAIN (BwCadence, "starts", starts, BW_VALUE_INTEGER),
  PLAIN (BwCadence, "minutes", minutes, BW_VALUE_INTEGER),
  TEXT (BwCadence, time_zone),
  PLAIN (BwCadence, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwCadence, "edited", edited, BW_VALUE_INTEGER),
  PLAIN (BwCadence, "line", line, BW_VALUE_KEY),
  PLAIN (BwCadence, "removed", removed, BW_VALUE_BOOLEAN),
  TEXT (BwCadence, author),
};

static const BwColumn meeting_columns[] = {
  PLAIN (BwMeeting, "cadence", cadence, BW_VALUE_KEY),
  REF (BwMeeting, host, BW_TABLE_PEOPLE),
  REF (BwMeeting, person, BW_TABLE_PEOPLE),
  PLAIN (BwMeeting, "day", day, BW_VALUE_DATE),
  CODE (BwMeeting, "state", state, BW_CODES_MEETING_STATE),
  TEXT (BwMeeting, notes),
  PLAIN (BwMeeting, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwMeeting, "edited", edited, BW_VALUE_INTEGER),
  PLAIN (BwMeeting, "line", line, BW_VALUE_KEY),
  TEXT (BwMeeting, author),
  PLAIN (BwMeeting, "moved", moved, BW_VALUE_INTEGER),
};

static const BwColumn commitment_columns[] = {
  REF (BwCommitment, owner, BW_TABLE_PEOPLE),
  TEXT (BwCommitment, text),
  PLAIN (BwCommitment, "due", due, BW_VALUE_DATE),
  COLUMN (BwCommitment, "deal", deal, BW_VALUE_DEAL, 0),
  REF (BwCommitment, account, BW_TABLE_ACCOUNTS),
  PLAIN (BwCommitment, "territory", territory, BW_VALUE_KEY),
  PLAIN (BwCommitment, "meeting", meeting, BW_VALUE_KEY),
  CODE (BwCommitment, "state", state, BW_CODES_COMMITMENT_STATE),
  TEXT (BwCommitment, note),
  PLAIN (BwCommitment, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwCommitment, "edited", edited, BW_VALUE_INTEGER),
  PLAIN (BwCommitment, "line", line, BW_VALUE_KEY),
  TEXT (BwCommitment, author),
};

static const BwColumn comment_columns[] = {
  COLUMN (BwComment, "deal", deal, BW_VALUE_DEAL, 0),
  REF (BwComment, account, BW_TABLE_ACCOUNTS),
  PLAIN (BwComment, "territory", territory, BW_VALUE_KEY),
  REF (BwComment, person, BW_TABLE_PEOPLE),
  PLAIN (BwComment, "from_date", from, BW_VALUE_DATE),
  PLAIN (BwComment, "to_date", to, BW_VALUE_DATE),
  CODE (BwComment, "category", category, BW_CODES_CATEGORY),
  TEXT (BwComment, text),
  PLAIN (BwComment, "at", at, BW_VALUE_INTEGER),
  PLAIN (BwComment, "edited", edited, BW_VALUE_INTEGER),
  PLAIN (BwComment, "line", line, BW_VALUE_KEY),
  PLAIN (BwComment, "removed", removed, BW_VALUE_BOOLEAN),
  TEXT (BwComment, author),
};

#define SHAPE(name, columns)              \
  {                                       \
    name, columns, G_N_ELEMENTS (columns) \
  }

static const BwTableShape shapes[BW_N_TABLES] = {
  [BW_TABLE_PEOPLE] = SHAPE ("people", people_columns),
  [BW_TABLE_STAGES] = SHAPE ("stages", stage_columns),
  [BW_TABLE_STAGE_RULES] = SHAPE ("stage_rules", stage_rule_columns),
  [BW_TABLE_ACCOUNTS] = SHAPE ("accounts", account_columns),
  [BW_TABLE_PRODUCTS] = SHAPE ("products", product_columns),
  [BW_TABLE_ALIASES] = SHAPE ("product_aliases", alias_columns),
  [BW_TABLE_QUOTAS] = SHAPE ("quotas", quota_columns),
  [BW_TABLE_CALLS] = SHAPE ("calls", call_columns),
  [BW_TABLE_IMPORTS] = SHAPE ("imports", import_columns),
  [BW_TABLE_PLANS] = SHAPE ("plans", plan_columns),
  [BW_TABLE_TERRITORIES] = SHAPE ("territories", territory_columns),
  [BW_TABLE_ASSIGNMENTS] = SHAPE ("territory_units", assignment_columns),
  [BW_TABLE_NAMED_ACCOUNTS] = SHAPE ("named_accounts", named_account_columns),
  [BW_TABLE_FIELDS] = SHAPE ("fields", custom_field_columns),
  [BW_TABLE_CHOICES] = SHAPE ("choices", choice_columns),
  [BW_TABLE_FITS] = SHAPE ("model_fits", fit_columns),
  [BW_TABLE_FIT_VALUES] = SHAPE ("model_values", fit_value_columns),
  [BW_TABLE_VIEWS] = SHAPE ("views", view_columns),
  [BW_TABLE_SCENARIOS] = SHAPE ("scenarios", scenario_columns),
  [BW_TABLE_LEVERS] = SHAPE ("scenario_levers", lever_columns),
  [BW_TABLE_ADJUSTMENTS] = SHAPE ("deal_adjustments", adjustment_columns),
  [BW_TABLE_NOTES] = SHAPE ("deal_notes", note_columns),
  [BW_TABLE_RECORDS] = SHAPE ("records", record_columns),
  [BW_TABLE_DISMISSALS] = SHAPE ("insight_dismissals", dismissal_columns),
  [BW_TABLE_PLAN_EVENTS] = SHAPE ("plan_events", plan_event_columns),
  [BW_TABLE_PLAN_REVIEWS] = SHAPE ("plan_reviews", plan_review_columns),
  [BW_TABLE_PLAN_LOCKS] = SHAPE ("plan_locks", plan_lock_columns),
  [BW_TABLE_RULES] = SHAPE ("territory_rules", rule_columns),
  [BW_TABLE_BRIDGES] = SHAPE ("map_bridges", bridge_columns),
  [BW_TABLE_QUOTA_CHANGES] = SHAPE ("quota_changes", quota_change_columns),
  [BW_TABLE_REPORTING] = SHAPE ("reporting_lines", reporting_columns),
  [BW_TABLE_SHEET_LINES] = SHAPE ("sheet_lines", sheet_line_columns),
  [BW_TABLE_PLAN_MEASURES] = SHAPE ("plan_measures", plan_measure_columns),
  [BW_TABLE_POSTAL_PLACES] = SHAPE ("postal_places", postal_place_columns),
  [BW_TABLE_CADENCES] = SHAPE ("cadences", cadence_columns),
  [BW_TABLE_MEETINGS] = SHAPE ("meetings", meeting_columns),
  [BW_TABLE_COMMITMENTS] = SHAPE ("commitments", commitment_columns),
  [BW_TABLE_COMMENTS] = SHAPE ("comments", comment_columns),
  [BW_TABLE_ACCOUNT_NUMBERS] = SHAPE ("account_numbers", account_number_columns),
};

/* The offset of a deal's column is that of the column's pointer; its size that of one value. */
#define DEAL(name, member, kind, list)                                                       \
  {                                                                                          \
    name, kind, list, sizeof (*((BwDeals *)NULL)->member), G_STRUCT_OFFSET (BwDeals, member) \
  }

static const BwColumn deal_columns[] = {
  DEAL ("ref", ref, BW_VALUE_TEXT, 0),
  DEAL ("name", name, BW_VALUE_TEXT, 0),
  DEAL ("account", account, BW_VALUE_REF, BW_TABLE_ACCOUNTS),
  DEAL ("owner", owner, BW_VALUE_REF, BW_TABLE_PEOPLE),
  DEAL ("product", product, BW_VALUE_REF, BW_TABLE_PRODUCTS),
  DEAL ("stage", stage, BW_VALUE_REF, BW_TABLE_STAGES),
  DEAL ("category", category, BW_VALUE_CODE, BW_CODES_CATEGORY),
  DEAL ("amount", amount, BW_VALUE_MONEY, 0),
  DEAL ("probability", probability, BW_VALUE_OPTIONAL, 0),
  DEAL ("close_date", close, BW_VALUE_DAY, 0),
  DEAL ("created", created, BW_VALUE_DAY, 0),
  DEAL ("appeared", appeared, BW_VALUE_DAY, 0),
  DEAL ("stage_since", stage_since, BW_VALUE_DAY, 0),
  DEAL ("activity", activity, BW_VALUE_DAY, 0),
  DEAL ("pushes", pushes, BW_VALUE_INTEGER, 0),
  DEAL ("flags", flags, BW_VALUE_INTEGER, 0),
  DEAL ("region", region, BW_VALUE_WORD, 0),
  DEAL ("type", type, BW_VALUE_WORD, 0),
  DEAL ("source", source, BW_VALUE_WORD, 0),
  DEAL ("next_step", next_step, BW_VALUE_WORD, BW_WORDS_OWN),
};

#define FIELD(kind, list)                \
  {                                      \
    NULL, kind, list, sizeof (gint64), 0 \
  }

static const BwColumn field_columns[BW_N_FIELDS] = {
  [BW_FIELD_STAGE] = FIELD (BW_VALUE_REF, BW_TABLE_STAGES),
  [BW_FIELD_AMOUNT] = FIELD (BW_VALUE_MONEY, 0),
  [BW_FIELD_CLOSE_DATE] = FIELD (BW_VALUE_DAY, 0),
  [BW_FIELD_OWNER] = FIELD (BW_VALUE_REF, BW_TABLE_PEOPLE),
  [BW_FIELD_CATEGORY] = FIELD (BW_VALUE_CODE, BW_CODES_CATEGORY),
  [BW_FIELD_PROBABILITY] = FIELD (BW_VALUE_OPTIONAL, 0),
  [BW_FIELD_PRESENT] = FIELD (BW_VALUE_INTEGER, 0),
  [BW_FIELD_NAME] = FIELD (BW_VALUE_TEXT, 0),
  [BW_FIELD_ACCOUNT] = FIELD (BW_VALUE_REF, BW_TABLE_ACCOUNTS),
  [BW_FIELD_PRODUCT] = FIELD (BW_VALUE_REF, BW_TABLE_PRODUCTS),
  [BW_FIELD_NEXT_STEP] = FIELD (BW_VALUE_WORD, BW_WORDS_OWN),
  [BW_FIELD_REGION] = FIELD (BW_VALUE_WORD, 0),
  [BW_FIELD_TYPE] = FIELD (BW_VALUE_WORD, 0),
  [BW_FIELD_SOURCE] = FIELD (BW_VALUE_WORD, 0),
  [BW_FIELD_CREATED] = FIELD (BW_VALUE_DAY, 0),
  [BW_FIELD_ACTIVITY] = FIELD (BW_VALUE_DAY, 0),
};

/* Returns: (transfer none). */
const BwTableShape *
bw_table_shape (BwTable table)
{
  return &shapes[table];
}

/* Returns: (transfer none) (array length=n): all of a deal but its key. */
const BwColumn *
bw_deal_columns (guint *n)
{
  *n = G_N_ELEMENTS (deal_columns);
  return deal_columns;
}

/* Returns: (transfer none) (array length=n): all but the currency, members of the book. */
const BwColumn *
bw_organisation_columns (guint *n)
{
  *n = G_N_ELEMENTS (organisation_columns);
  return organisation_columns;
}

/* Returns: (transfer none): how values of the project's own fields of @type are kept, and how the history writes them. */
const BwColumn *
bw_custom_column (BwFieldType type)
{
  static const BwColumn columns[BW_N_TYPES] = {
    [BW_TYPE_TEXT] = { "custom", BW_VALUE_ANY, 0, sizeof (BwText), 0 },
    [BW_TYPE_NUMBER] = { "custom", BW_VALUE_REAL, 0, sizeof (double), 0 },
    [BW_TYPE_DATE] = { "custom", BW_VALUE_DATE, 0, sizeof (BwDate), 0 },
    [BW_TYPE_BOOLEAN] = { "custom", BW_VALUE_YES_NO, 0, sizeof (guint8), 0 },
  };

  return &columns[type];
}

/* Returns: (transfer none): how the history writes values of a change's @field. */
const BwColumn *
bw_field_column (const BwBook *book,
                 guint8        field)
{
  if (field < BW_N_FIELDS)
    return &field_columns[field];
  g_return_val_if_fail (field - BW_N_FIELDS < (int)book->fields->len, &field_columns[BW_FIELD_NAME]);

  return bw_custom_column (bw_book_field (book, field - BW_N_FIELDS)->type);
}

/* Returns: (transfer none): the array of @deals that @column describes. */
void *
bw_deal_column_data (const BwDeals  *deals,
                     const BwColumn *column)
{
  return *(void **)((char *)deals + column->offset);
}

/* The key of @row of @table; 0 for none. */
gint64
bw_row_key (const BwBook *book,
            BwTable       table,
            gint64        row)
{
  GArray *rows = bw_book_table (book, table);

  if (row < 0 || row >= rows->len)
    return 0;
  return *(const gint64 *)(rows->data + (gsize)row * g_array_get_element_size (rows));
}

/* Whether rows of other tables, or the history, refer to rows of @table. */
gboolean
bw_table_is_referred_to (BwTable table)
{
  for (int other = 0; other < BW_N_TABLES; other++)
    for (guint i = 0; i < shapes[other].n_columns; i++)
      if (shapes[other].columns[i].kind == BW_VALUE_REF && shapes[other].columns[i].list == (int)table)
        return TRUE;
  return table == BW_TABLE_IMPORTS || table == BW_TABLE_FIELDS;
}

/* Whether rows of @table refer to deals, so that these must be read first. */
gboolean
bw_table_refers_to_deals (BwTable table)
{
  for (guint i = 0; i < shapes[table].n_columns; i++)
    if (shapes[table].columns[i].kind == BW_VALUE_DEAL)
      return TRUE;
  return FALSE;
}

/* The name of @row, for the tables that deals refer to; 0 for none. */
BwText
bw_row_name (const BwBook *book,
             BwTable       table,
             gint64        row)
{
  if (row < 0 || row >= bw_book_table (book, table)->len)
    return 0;
  switch ((int)table)
    {
    case BW_TABLE_PEOPLE:
      return bw_book_person (book, row)->name;
    case BW_TABLE_STAGES:
      return bw_book_stage (book, row)->name;
    case BW_TABLE_ACCOUNTS:
      return bw_book_account (book, row)->name;
    case BW_TABLE_PRODUCTS:
      return bw_book_product (book, row)->name;
    case BW_TABLE_IMPORTS:
      return g_array_index (book->imports, BwImportRecord, row).file;
    case BW_TABLE_PLANS:
      return g_array_index (book->plans, BwPlan, row).name;
    case BW_TABLE_TERRITORIES:
      return bw_book_territory (book, row)->name;
    case BW_TABLE_SCENARIOS:
      return g_array_index (book->scenarios, BwScenario, row).name;
    default:
      return 0;
    }
}
