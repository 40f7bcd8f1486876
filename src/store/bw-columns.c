/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the project file's tables and where their values stand in memory.
 *
 * One description of each table serves reading, writing, packing, comparing and dumping it, so that a column is
 * named once and cannot be forgotten in one of the five. Every value travels as a 64-bit integer with a kind that says
 * how the file writes it; unknown values (each type has its own in memory) are NULL in the file. */

#include "store/bw-columns.h"
#include "core/bw-adjustment.h"
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
};

static const BwColumn territory_columns[] = {
  REF (BwTerritory, plan, BW_TABLE_PLANS),
  TEXT (BwTerritory, name),
  REF (BwTerritory, owner, BW_TABLE_PEOPLE),
  PLAIN (BwTerritory, "color", color, BW_VALUE_OPTIONAL),
};

static const BwColumn assignment_columns[] = {
  REF (BwAssignment, territory, BW_TABLE_TERRITORIES),
  PLAIN (BwAssignment, "unit", unit, BW_VALUE_LABEL),
};

static const BwColumn named_account_columns[] = {
  REF (BwNamedAccount, territory, BW_TABLE_TERRITORIES),
  REF (BwNamedAccount, account, BW_TABLE_ACCOUNTS),
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

static const char *const roles[] = { "rep", "manager", "executive", "operations", "viewer", NULL };
static const char *const stage_kinds[] = { "open", "won", "lost", NULL };
static const char *const categories[] = { "pipeline", "best_case", "commit", "closed", "omitted", NULL };
static const char *const time_sources[] = { "crm", "implied", "export", "import", "person", NULL };
static const char *const plan_statuses[] = { "draft", "proposed", "approved", "active", "archived", NULL };
static const char *const calendars[] = { "quarters", "445", "454", "544", NULL };
static const char *const field_types[] = { "text", "number", "date", "boolean", NULL };
static const char *const record_kinds[] = { "activity", "line_item", "contact", "payment", "contract",
                                            "delivery", "cost", "sale", "series", NULL };
static const char *const record_phases[] = { NULL, "open", "done", "cancelled", NULL };
static const char *const fit_parts[] = { "coefficient", "error", "bias", "coverage80", "crps", "score", "drift", NULL };
static const char *const lever_kinds[] = { "win_rate", "deal_size", "cycle", "new_pipeline", "added_pipeline", "hire",
                                           "leave", "deal_won", "deal_lost", "deal_moved", "deal_resized", "quota", NULL };
static const char *const adjusted_fields[] = { "amount", "close_date", "category", "next_step", NULL };
static const char *const adjustment_acts[] = { "set", "reset", "settled", NULL };
static const char *const periods[] = { "month", "quarter", "year", NULL };

/* Each list with its length and what NULL stands for; -1: NULL is no value. */
static const struct
{
  const char *const *names;
  gint64             n;
  gint64             none;
} code_lists[] = {
  [BW_CODES_ROLE] = { roles, 5, -1 },
  [BW_CODES_STAGE_KIND] = { stage_kinds, 3, -1 },
  [BW_CODES_CATEGORY] = { categories, 5, BW_CATEGORY_NONE },
  [BW_CODES_TIME_SOURCE] = { time_sources, 5, -1 },
  [BW_CODES_PLAN_STATUS] = { plan_statuses, 5, -1 },
  [BW_CODES_CALENDAR] = { calendars, 4, -1 },
  [BW_CODES_PERIOD] = { periods, 3, -1 },
  [BW_CODES_FIELD_TYPE] = { field_types, 4, -1 },
  [BW_CODES_RECORD_KIND] = { record_kinds, BW_N_RECORD_KINDS, -1 },
  [BW_CODES_FIT_PART] = { fit_parts, BW_N_FIT_PARTS, -1 },
  [BW_CODES_LEVER] = { lever_kinds, BW_N_LEVERS, -1 },
  [BW_CODES_ADJUSTED] = { adjusted_fields, BW_N_ADJUSTED, -1 },
  [BW_CODES_ADJUSTMENT_ACT] = { adjustment_acts, BW_N_ADJUSTMENT_ACTS, -1 },
  [BW_CODES_RECORD_PHASE] = { record_phases, BW_N_RECORD_PHASES, BW_RECORD_UNSAID },
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

/* The word for @code; %NULL when there is none. */
const char *
bw_code_name (BwCodes codes,
              gint64  code)
{
  return code >= 0 && code < code_lists[codes].n ? code_lists[codes].names[code] : NULL;
}

/* How many codes there are; the next is none. */
gint64
bw_code_count (BwCodes codes)
{
  return code_lists[codes].n;
}

/* Reads what bw_code_name() gave. */
gboolean
bw_code_parse (BwCodes     codes,
               const char *name,
               gint64     *code)
{
  if (name == NULL)
    {
      *code = code_lists[codes].none;
      return *code >= 0;
    }
  for (gint64 i = 0; i < code_lists[codes].n; i++)
    if (g_strcmp0 (name, code_lists[codes].names[i]) == 0)
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
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

/* The key of a deal; 0 for none. */
static gint64
deal_key (const BwBook *book,
          gint64        deal)
{
  return deal < 0 || deal >= book->deals.n ? 0 : book->deals.key[deal];
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

/* Puts @number at @value, which is of the column's size. */
void
bw_column_set (const BwColumn *column,
               void           *value,
               gint64          number)
{
  switch (column->size)
    {
    case 1:
      *(guint8 *)value = (guint8)number;
      break;
    case 2:
      *(guint16 *)value = (guint16)number;
      break;
    case 4:
      *(guint32 *)value = (guint32)number;
      break;
    default:
      *(gint64 *)value = number;
      break;
    }
}

/* The days whose texts are kept ready: 1970 to 2069. */
enum
{
  N_READY_DAYS = 36525,
};

/* @date as ISO text that stays. A first import writes five million dates; making and copying each took a tenth of its time.
 * %NULL for a day that is not kept. */
static const char *
ready_date (gint64 date)
{
  static char (*texts)[BW_DATE_ISO_SIZE];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      texts = g_malloc (sizeof *texts * N_READY_DAYS);
      for (BwDate day = 0; day < N_READY_DAYS; day++)
        bw_date_write_iso (day, texts[day]);
      g_once_init_leave (&ready, 1);
    }
  return date >= 0 && date < N_READY_DAYS ? texts[date] : NULL;
}

static int
bind_date (sqlite3_stmt *statement,
           int           parameter,
           gint64        date)
{
  const char *text = ready_date (date);
  char        iso[BW_DATE_ISO_SIZE];

  if (date == BW_DATE_NONE)
    return sqlite3_bind_null (statement, parameter);
  if (text != NULL)
    return sqlite3_bind_text (statement, parameter, text, BW_DATE_ISO_SIZE - 1, SQLITE_STATIC);
  return sqlite3_bind_text (statement, parameter, bw_date_write_iso ((BwDate)date, iso), -1, SQLITE_TRANSIENT);
}

static int
bind_text (sqlite3_stmt *statement,
           int           parameter,
           const char   *text)
{
  return *text == '\0' ? sqlite3_bind_null (statement, parameter) : sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
}

/* Binds @number to a parameter of @statement. The book's texts must stay until the statement has run. */
int
bw_column_bind (const BwColumn *column,
                const BwBook   *book,
                gint64          number,
                sqlite3_stmt   *statement,
                int             parameter)
{
  double real;

  switch (column->kind)
    {
    case BW_VALUE_INTEGER:
      return sqlite3_bind_int64 (statement, parameter, number);
    case BW_VALUE_BOOLEAN:
      return sqlite3_bind_int64 (statement, parameter, number != 0);
    case BW_VALUE_OPTIONAL:
      return number < 0 ? sqlite3_bind_null (statement, parameter) : sqlite3_bind_int64 (statement, parameter, number);
    case BW_VALUE_KEY:
      return number == 0 ? sqlite3_bind_null (statement, parameter) : sqlite3_bind_int64 (statement, parameter, number);
    case BW_VALUE_MONEY:
      return number == BW_MONEY_NONE ? sqlite3_bind_null (statement, parameter)
                                     : sqlite3_bind_int64 (statement, parameter, number);
    case BW_VALUE_REAL:
      memcpy (&real, &number, sizeof real);
      return sqlite3_bind_double (statement, parameter, real); /* NaN becomes NULL */
    case BW_VALUE_DATE:
      return bind_date (statement, parameter, number);
    case BW_VALUE_DAY:
      return number == BW_DATE_NONE ? sqlite3_bind_null (statement, parameter) : sqlite3_bind_int64 (statement, parameter, number);
    case BW_VALUE_YES_NO:
      return number == BW_BOOLEAN_NONE ? sqlite3_bind_null (statement, parameter)
                                       : bind_text (statement, parameter, number != 0 ? "true" : "false");
    case BW_VALUE_TEXT:
    case BW_VALUE_LABEL:
    case BW_VALUE_ANY:
    case BW_VALUE_WORD:
      return bind_text (statement, parameter, bw_book_text (book, (BwText)number));
    case BW_VALUE_CODE:
      return sqlite3_bind_text (statement, parameter, bw_code_name (column->list, number), -1, SQLITE_STATIC);
    case BW_VALUE_REF:
    case BW_VALUE_DEAL:
    default:
      number = column->kind == BW_VALUE_DEAL ? deal_key (book, number) : bw_row_key (book, column->list, number);
      return number == 0 ? sqlite3_bind_null (statement, parameter) : sqlite3_bind_int64 (statement, parameter, number);
    }
}

static void
result_date (sqlite3_context *context,
             gint64           date)
{
  const char *text = ready_date (date);
  char        iso[BW_DATE_ISO_SIZE];

  if (text != NULL)
    sqlite3_result_text (context, text, BW_DATE_ISO_SIZE - 1, SQLITE_STATIC);
  else if (date != BW_DATE_NONE)
    sqlite3_result_text (context, bw_date_write_iso ((BwDate)date, iso), -1, SQLITE_TRANSIENT);
}

static void
result_text (sqlite3_context *context,
             const char      *text)
{
  if (text != NULL && *text != '\0')
    sqlite3_result_text (context, text, -1, SQLITE_STATIC);
}

/* Gives @number, as bw_column_bind() binds it, to a virtual table's cell, which is NULL as long as it is given nothing. */
void
bw_column_result (const BwColumn  *column,
                  const BwBook    *book,
                  gint64           number,
                  sqlite3_context *context)
{
  double real;

  switch (column->kind)
    {
    case BW_VALUE_INTEGER:
      sqlite3_result_int64 (context, number);
      break;
    case BW_VALUE_BOOLEAN:
      sqlite3_result_int64 (context, number != 0);
      break;
    case BW_VALUE_OPTIONAL:
      if (number >= 0)
        sqlite3_result_int64 (context, number);
      break;
    case BW_VALUE_KEY:
      if (number != 0)
        sqlite3_result_int64 (context, number);
      break;
    case BW_VALUE_MONEY:
      if (number != BW_MONEY_NONE)
        sqlite3_result_int64 (context, number);
      break;
    case BW_VALUE_REAL:
      memcpy (&real, &number, sizeof real);
      sqlite3_result_double (context, real);
      break;
    case BW_VALUE_DATE:
      result_date (context, number);
      break;
    case BW_VALUE_DAY:
      if (number != BW_DATE_NONE)
        sqlite3_result_int64 (context, number);
      break;
    case BW_VALUE_YES_NO:
      if (number != BW_BOOLEAN_NONE)
        result_text (context, number != 0 ? "true" : "false");
      break;
    case BW_VALUE_TEXT:
    case BW_VALUE_LABEL:
    case BW_VALUE_ANY:
    case BW_VALUE_WORD:
      result_text (context, bw_book_text (book, (BwText)number));
      break;
    case BW_VALUE_CODE:
      result_text (context, bw_code_name (column->list, number));
      break;
    case BW_VALUE_REF:
    case BW_VALUE_DEAL:
    default:
      number = column->kind == BW_VALUE_DEAL ? deal_key (book, number) : bw_row_key (book, column->list, number);
      if (number != 0)
        sqlite3_result_int64 (context, number);
      break;
    }
}
