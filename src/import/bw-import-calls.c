/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads forecast calls: who said what of which period and category, and when.
 *
 * Three forms: one value a row with its category (Clari's export, or a plain table of person, period, category and value); one
 * row a person and period with a column for each category; and the sheet that a manager keeps, which is the second with the
 * manager and the period in the titles above it or in the file's name.
 *
 * Calls are somebody's word: they are only ever added, with the day on which they were given (the file's column, its
 * week, else the day of the file). A call that says what the same person's call said already is no new one, so that weekly
 * exports of unchanged numbers, and the same file twice, leave one. */

#include "core/bw-merge.h"
#include "import/bw-import-run.h"
#include "import/bw-period-text.h"
#include "import/bw-rate.h"
#include "import/bw-stage-names.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  NOON = 43200, /* seconds: for days without a time */
  DAY = 86400,
};

/* A call that was read, before it is known whether it is new. */
typedef struct
{
  BwCall  call;
  guint64 line;
  guint   row; /* in the order of the file */
} Draft;

typedef struct
{
  BwImportRun *run;
  BwSource    *source;
  BwBook      *book;
  GArray      *drafts; /* Draft */
  BwPeriod     period; /* of the sheet as a whole */
  gboolean     has_period;
  gboolean     assumed_period;
  gint32       manager;     /* whose sheet it is; BW_NOBODY */
  BwDate       day;         /* of the file */
  guint        n_other;     /* rows that tell something else than calls */
  GPtrArray   *other_names; /* (element-type utf8): of these */
} Reading;

/* The columns that are categories of their own. */
static const struct
{
  BwImportField field;
  BwCategory    category;
} columns[] = {
  { BW_IMPORT_CALL_PIPELINE, BW_CATEGORY_PIPELINE },
  { BW_IMPORT_CALL_BEST_CASE, BW_CATEGORY_BEST_CASE },
  { BW_IMPORT_CALL_COMMIT, BW_CATEGORY_COMMIT },
  { BW_IMPORT_CALL_CLOSED, BW_CATEGORY_CLOSED },
};

static const char *
cell_of (const Reading  *reading,
         const BwCsvRow *row,
         BwImportField   field)
{
  const char *value = bw_source_cell (reading->source, row, field);

  return bw_value_is_missing (value) ? "" : value;
}

/* ---- The sheet as a whole ---- */

/* Returns: (transfer full): the titles above the table and the file's name, as one text. */
static char *
join_titles (const BwSource *source)
{
  GString *text = g_string_new (NULL);

  for (guint r = 0; r < source->titles->len; r++)
    for (char **cell = g_ptr_array_index (source->titles, r); *cell != NULL; cell++)
      if (**cell != '\0')
        g_string_append_printf (text, "%s | ", *cell);
  g_string_append (text, source->name);
  return g_string_free (text, FALSE);
}

/* The person whose name stands in @text, the longest name where there are several. */
static gint32
find_named (const BwBook *book,
            const char   *text)
{
  g_autofree char *folded = bw_header_fold (text);
  gint32           best = BW_NOBODY;
  gsize            longest = 4;

  for (guint i = 0; i < book->people->len; i++)
    {
      g_autofree char *name = bw_header_fold (bw_book_text (book, bw_book_person (book, i)->name));

      if (strlen (name) > longest && strstr (folded, name) != NULL)
        {
          longest = strlen (name);
          best = (gint32)i;
        }
    }
  return bw_merge_resolve (book, BW_TABLE_PEOPLE, best);
}

/* Returns: (transfer full) (nullable): the name beside a title such as "Manager:". */
static char *
find_label (const BwSource *source)
{
  static const char *const labels[] = { "manager", "salesmanager", "regionalmanager", "vorgesetzter", "vertriebsleiter", "responsable",
                                        "gerente", "teamlead", "teamleader", "owner" };

  for (guint r = 0; r < source->titles->len; r++)
    {
      char **cells = g_ptr_array_index (source->titles, r);

      for (guint i = 0; cells[i] != NULL; i++)
        {
          const char      *colon = strchr (cells[i], ':');
          g_autofree char *head = colon != NULL ? g_strndup (cells[i], (gsize)(colon - cells[i])) : g_strdup (cells[i]);
          g_autofree char *folded = bw_header_fold (head);
          const char      *value = colon != NULL && colon[1 + strspn (colon + 1, " ")] != '\0' ? colon + 1 : cells[i + 1];

          for (guint l = 0; l < G_N_ELEMENTS (labels) && value != NULL && *value != '\0'; l++)
            if (g_str_equal (folded, labels[l]))
              return g_strstrip (g_strdup (value));
        }
    }
  return NULL;
}

/* Finds the period, the manager and the day of the sheet. */
static void
read_titles (Reading *reading)
{
  BwImportRun     *run = reading->run;
  g_autofree char *text = join_titles (reading->source);
  g_autofree char *named = find_label (reading->source);
  gint64           now = run->options->now > 0 ? run->options->now : g_get_real_time () / G_USEC_PER_SEC;

  reading->day = run->known_as_of != BW_DATE_NONE ? run->known_as_of : (BwDate)(now / DAY);
  reading->has_period = bw_period_text_find (&reading->book->calendar, text, &reading->period);
  if (!reading->has_period)
    reading->period = bw_calendar_period_at (&reading->book->calendar, reading->book->calendar.forecast_period, reading->day);
  if (named != NULL)
    reading->manager = bw_linker_person (run->linker, "", named, NULL);
  else if (!bw_source_has (reading->source, BW_IMPORT_CATEGORY))
    reading->manager = find_named (reading->book, text);
}

/* ---- Rows ---- */

/* The rows that add others up. */
static gboolean
is_total (const char *name)
{
  static const char *const words[] = { "total", "grandtotal", "teamtotal", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "team",
                                       "somme", "suma", "teamsumme", "alle", "all" };
  g_autofree char         *folded = bw_header_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
parse_category (const BwBook *book,
                const char   *text,
                BwCategory   *category)
{
  g_autofree char *folded = bw_header_fold (text);

  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    {
      g_autofree char *name = bw_header_fold (bw_book_text (book, book->category_names[i]));

      if (*name != '\0' && g_str_equal (name, folded))
        {
          *category = i;
          return TRUE;
        }
    }
  if (bw_category_name_parse (text, category))
    return TRUE;
  /* "Commit Forecast", "Best Case Amount" */
  for (guint i = 0; i < 2; i++)
    {
      const char *tail = i == 0 ? "forecast" : "amount";

      if (g_str_has_suffix (folded, tail) && strlen (folded) > strlen (tail))
        {
          folded[strlen (folded) - strlen (tail)] = '\0';
          return bw_category_name_parse (folded, category);
        }
    }
  return FALSE;
}

/* Whether the row's value is a call, and not when or whether it was given. */
static gboolean
is_call (const char *data_type)
{
  static const char *const words[] = { "", "forecastvalue", "value", "forecast", "call", "amount", "forecastamount", "callvalue" };
  g_autofree char         *folded = bw_header_fold (data_type);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  return FALSE;
}

static void
set_aside (Reading    *reading,
           const char *name)
{
  reading->source->summary->n_set_aside++;
  reading->source->summary->rows--;
  reading->n_other++;
  if (!g_ptr_array_find_with_equal_func (reading->other_names, name, g_str_equal, NULL) && reading->other_names->len < 5)
    g_ptr_array_add (reading->other_names, g_strdup (name));
}

static gboolean
read_period (Reading        *reading,
             const BwCsvRow *row,
             BwPeriod       *period)
{
  const char *text = cell_of (reading, row, BW_IMPORT_PERIOD);
  BwDate      date;

  *period = reading->period;
  if (*text == '\0')
    {
      reading->assumed_period |= !reading->has_period;
      return TRUE;
    }
  if (bw_period_text_parse (&reading->book->calendar, text, period))
    return TRUE;
  if (bw_value_parse_date (text, reading->source->orders[BW_IMPORT_PERIOD], &date) == BW_VALUE_GOOD)
    {
      *period = bw_calendar_period_at (&reading->book->calendar, reading->book->calendar.forecast_period, date);
      return TRUE;
    }
  bw_source_reject (reading->source, row, BW_IMPORT_PERIOD,
                    _ ("This is no period. Write a quarter as 2026-Q4, a month as 2026-M11 or a year as 2026."));
  return FALSE;
}

/* When the call was given. */
static gboolean
read_at (Reading        *reading,
         const BwCsvRow *row,
         const BwPeriod *period,
         gint64         *at)
{
  const char *week = cell_of (reading, row, BW_IMPORT_WEEK);
  BwDate      date = reading->day;

  if (*cell_of (reading, row, BW_IMPORT_DATE) != '\0')
    {
      if (!bw_source_date (reading->source, row, BW_IMPORT_DATE, TRUE, &date))
        return FALSE;
    }
  else if (*week != '\0')
    {
      const char *digits = week + strcspn (week, "0123456789");
      gint64      number = g_ascii_strtoll (digits, NULL, 10);

      if (number >= 1 && number <= 53)
        date = MIN (period->from + (BwDate)(number - 1) * 7, period->to);
    }
  *at = (gint64)date * DAY + NOON;
  return TRUE;
}

static gboolean
read_person (Reading        *reading,
             const BwCsvRow *row,
             gint32         *person)
{
  const char *ref = cell_of (reading, row, BW_IMPORT_PERSON_ID), *name = cell_of (reading, row, BW_IMPORT_PERSON);
  const char *email = cell_of (reading, row, BW_IMPORT_EMAIL);

  if (*ref == '\0' && *name == '\0')
    {
      name = email;
      for (guint i = 0; i < reading->book->people->len && *email != '\0'; i++)
        if (g_ascii_strcasecmp (bw_book_text (reading->book, bw_book_person (reading->book, i)->email), email) == 0)
          {
            *person = bw_merge_resolve (reading->book, BW_TABLE_PEOPLE, (gint32)i);
            return TRUE;
          }
    }
  *person = bw_linker_person (reading->run->linker, ref, name, NULL);
  if (*person >= 0)
    return TRUE;
  bw_source_reject (reading->source, row, BW_IMPORT_PERSON, _ ("The row does not say whose call it is."));
  return FALSE;
}

/* Reads the amount in @field and adds the call, when there is one. Returns FALSE when the row was rejected. */
static gboolean
read_value (Reading        *reading,
            const BwCsvRow *row,
            BwImportField   field,
            BwCategory      category,
            const BwCall   *about)
{
  Draft  draft = { *about, row->line, reading->drafts->len };
  char   currency[BW_VALUE_CURRENCY_SIZE] = "";
  gint64 amount;

  if (!bw_source_amount (reading->source, row, field, TRUE, &amount, currency))
    return FALSE;
  if (amount == BW_MONEY_NONE)
    return TRUE;
  if (!bw_rate_convert (reading->source, reading->book, row, field, TRUE, currency, amount, &draft.call.amount))
    return FALSE;
  draft.call.category = category;
  g_array_append_val (reading->drafts, draft);
  return TRUE;
}

static void
read_row (Reading        *reading,
          const BwCsvRow *row)
{
  const char *kind = cell_of (reading, row, BW_IMPORT_DATA_TYPE), *category_name = cell_of (reading, row, BW_IMPORT_CATEGORY);
  const char *note = cell_of (reading, row, BW_IMPORT_NOTE);
  gboolean    is_long = bw_source_has (reading->source, BW_IMPORT_CATEGORY) && bw_source_has (reading->source, BW_IMPORT_VALUE);
  BwCall      call = { .key = 0 };
  BwCategory  category = BW_CATEGORY_COMMIT;
  BwPeriod    period;

  if (!is_call (kind))
    set_aside (reading, kind);
  else if (is_total (cell_of (reading, row, BW_IMPORT_PERSON)))
    {
      reading->source->summary->n_set_aside++;
      reading->source->summary->rows--;
    }
  else if (is_long && *category_name != '\0' && !parse_category (reading->book, category_name, &category))
    set_aside (reading, category_name);
  else if (is_long && *category_name == '\0')
    bw_source_reject (reading->source, row, BW_IMPORT_CATEGORY, _ ("The row does not say which category it calls."));
  else if (read_person (reading, row, &call.person) && read_period (reading, row, &period) &&
           read_at (reading, row, &period, &call.at))
    {
      call.author = reading->manager >= 0 ? reading->manager : call.person;
      call.from = period.from;
      call.to = period.to;
      call.note = *note != '\0' ? bw_pool_add (&reading->book->texts, note, -1) : 0;
      call.source = bw_pool_intern (&reading->book->texts, reading->source->name);
      if (is_long)
        {
          read_value (reading, row, BW_IMPORT_VALUE, category, &call);
          return;
        }
      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        if (bw_source_has (reading->source, columns[i].field) &&
            !read_value (reading, row, columns[i].field, columns[i].category, &call))
          return;
    }
}

/* ---- Taking the calls over ---- */

static int
compare_drafts (gconstpointer a,
                gconstpointer b)
{
  const Draft *x = a, *y = b;

  if (x->call.at != y->call.at)
    return x->call.at < y->call.at ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static char *
key_of (const BwCall *call)
{
  return g_strdup_printf ("%d %d %d %d %d", call->person, call->from, call->to, call->category, call->is_override != FALSE);
}

/* The calls of one person, period and category by index, in @calls (element-type utf8 GArray). */
static void
enter (GHashTable   *calls,
       const BwCall *call,
       guint         index)
{
  g_autofree char *key = key_of (call);
  GArray          *list = g_hash_table_lookup (calls, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (calls, g_steal_pointer (&key), list);
    }
  g_array_append_val (list, index);
}

/* The latest call about the same as @call that was given no later; %NULL for none. */
static const BwCall *
find_latest (const BwBook *book,
             GHashTable   *calls,
             const BwCall *call)
{
  g_autofree char *key = key_of (call);
  const GArray    *list = g_hash_table_lookup (calls, key);
  const BwCall    *latest = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const BwCall *other = &g_array_index (book->calls, BwCall, g_array_index (list, guint, i));

      if (other->at <= call->at && (latest == NULL || other->at >= latest->at))
        latest = other;
    }
  return latest;
}

static void
take_calls (Reading *reading)
{
  BwBook *book = reading->book;
  g_autoptr (GHashTable) calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  BwImportSummary *summary = reading->source->summary;

  for (guint i = 0; i < book->calls->len; i++)
    enter (calls, &g_array_index (book->calls, BwCall, i), i);
  g_array_sort (reading->drafts, compare_drafts);
  for (guint i = 0; i < reading->drafts->len; i++)
    {
      Draft        *draft = &g_array_index (reading->drafts, Draft, i);
      const BwCall *latest = find_latest (book, calls, &draft->call);

      if (latest != NULL && latest->amount == draft->call.amount)
        {
          summary->n_unchanged++;
          continue;
        }
      draft->call.key = bw_book_random_key ();
      g_array_append_val (book->calls, draft->call);
      enter (calls, &draft->call, book->calls->len - 1);
      summary->n_new++;
    }
}

static void
add_notes (Reading *reading)
{
  BwSource *source = reading->source;

  if (reading->n_other > 0)
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint i = 0; i < reading->other_names->len; i++)
        g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", (const char *)g_ptr_array_index (reading->other_names, i));
      bw_source_note (source, _ ("%u rows tell other things than calls of a forecast category (%s) and were set aside."), reading->n_other,
                      names->str);
    }
  if (reading->assumed_period)
    {
      g_autofree char *period = bw_period_dup_name (&reading->period);

      bw_source_note (source, _ ("Neither the rows nor the titles say which period is called; it was taken to be %s."), period);
    }
  if (reading->manager >= 0)
    bw_source_note (source, _ ("The sheet was taken to be kept by %s."),
                    bw_book_text (reading->book, bw_book_person (reading->book, reading->manager)->name));
}

/* Reads forecast calls. */
gboolean
bw_import_calls (BwImportRun *run,
                 BwSource    *source,
                 GError     **error)
{
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Reading  reading = { .run = run, .source = source, .book = run->book, .drafts = drafts, .manager = BW_NOBODY, .other_names = names };
  GError  *problem = NULL;
  BwCsvRow row;

  read_titles (&reading);
  while (bw_source_next (source, &row, &problem))
    read_row (&reading, &row);
  take_calls (&reading);
  add_notes (&reading);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
