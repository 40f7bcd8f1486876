/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of columns: from memory into statements and results, and the words that stand for codes.
 *
 * Every value travels as a 64-bit integer; its column's kind says how the file writes it. Codes are words in the file, so that
 * any tool can read them and the numbers of a program's enumerations can change. */

#include "store/bw-columns.h"
#include "core/bw-adjustment.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-note.h"
#include "core/bw-record.h"

#include <string.h>

#include "core/bw-custom-field.h"

static const char *const roles[] = { "rep", "manager", "executive", "operations", "viewer", NULL };
static const char *const stage_kinds[] = { "open", "won", "lost", NULL };
static const char *const categories[] = { "pipeline", "best_case", "commit", "closed", "omitted", NULL };
static const char *const time_sources[] = { "crm", "implied", "export", "import", "person", NULL };
static const char *const plan_statuses[] = { "draft", "proposed", "approved", "active", "archived", NULL };
static const char *const plan_events[] = { "made", "copied", "proposed", "returned", "approved", "activated", "archived", NULL };
static const char *const decisions[] = { "open", "accepted", "rejected", NULL };
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
static const char *const rhythms[] = { "weekly", "fortnightly", "monthly", NULL };
static const char *const meeting_states[] = { "planned", "held", "cancelled", NULL };
static const char *const commitment_states[] = { "open", "kept", "dropped", NULL };
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
  [BW_CODES_PLAN_EVENT] = { plan_events, BW_N_PLAN_EVENTS, -1 },
  [BW_CODES_DECISION] = { decisions, BW_N_DECISIONS, -1 },
  [BW_CODES_CALENDAR] = { calendars, 4, -1 },
  [BW_CODES_PERIOD] = { periods, 3, -1 },
  [BW_CODES_FIELD_TYPE] = { field_types, 4, -1 },
  [BW_CODES_RECORD_KIND] = { record_kinds, BW_N_RECORD_KINDS, -1 },
  [BW_CODES_FIT_PART] = { fit_parts, BW_N_FIT_PARTS, -1 },
  [BW_CODES_LEVER] = { lever_kinds, BW_N_LEVERS, -1 },
  [BW_CODES_ADJUSTED] = { adjusted_fields, BW_N_ADJUSTED, -1 },
  [BW_CODES_ADJUSTMENT_ACT] = { adjustment_acts, BW_N_ADJUSTMENT_ACTS, -1 },
  [BW_CODES_RECORD_PHASE] = { record_phases, BW_N_RECORD_PHASES, BW_RECORD_UNSAID },
  [BW_CODES_RECURRENCE] = { rhythms, BW_N_RECURRENCES, -1 },
  [BW_CODES_MEETING_STATE] = { meeting_states, BW_N_MEETING_STATES, -1 },
  [BW_CODES_COMMITMENT_STATE] = { commitment_states, BW_N_COMMITMENT_STATES, -1 },
};

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

/* The key of a deal; 0 for none. */
static gint64
deal_key (const BwBook *book,
          gint64        deal)
{
  return deal < 0 || deal >= book->deals.n ? 0 : book->deals.key[deal];
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
