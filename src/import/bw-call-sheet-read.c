/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the sheets in which managers send their calls: the program's own template, filled in, or one of their own making.
 *
 *   Manager | Tomas Palmer            titles: whose sheet, which period
 *   Period  | 2026-Q4
 *   Person  | ... | Commit | Best case | Pipeline | Note      a table of people: a column of names, one for each category
 *   Anna    | ... |    500 |       700 |
 *   Total   | ... |    500 |       700                         held against the sum of the rows above
 *   Deal ID | Deal | ... | Category | Amount                   a table of deals: where the manager says something else
 *
 * A file is CSV or a workbook, whose sheets are read one after the other. Tables are found by their columns' names. Nothing is guessed:
 * what cannot be read is told by its cell, as a spreadsheet names it, and left out; a file that lacks what it needs is
 * refused with a sentence. Columns marked as the CRM's own are what was sent out, and not read back. */

#include "import/bw-call-sheet-read.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-call-edit.h"
#include "core/bw-csv-cell.h"
#include "core/bw-deal-field.h"
#include "core/bw-merge.h"
#include "core/bw-rollup.h"
#include "import/bw-call-words.h"
#include "import/bw-csv-reader.h"
#include "import/bw-field.h"
#include "import/bw-import.h"
#include "import/bw-period-text.h"
#include "import/bw-stage-names.h"
#include "import/bw-value.h"
#include "import/bw-xlsx.h"

enum
{
  MOST_ROWS = 20000,
  MOST_COLUMNS = 64,
  MOST_TITLES = 10, /* rows above the first table */
  LETTERS = 26,
};

typedef enum
{
  COLUMN_NONE,
  COLUMN_PERSON,
  COLUMN_CALL,
  COLUMN_NOTE,
  COLUMN_DEAL_ID,
  COLUMN_DEAL,
  COLUMN_CATEGORY,
  COLUMN_AMOUNT,
  COLUMN_SUMMED, /* amounts that are only added up */
} ColumnKind;

typedef enum
{
  TABLE_NONE,
  TABLE_PEOPLE,
  TABLE_DEALS,
} TableKind;

typedef struct
{
  ColumnKind kind;
  BwCategory category; /* of a call */
  gint64     sum;      /* of the rows above a total */
  gint64     manager;  /* of that, the manager's own row */
} Column;

typedef struct
{
  const BwBook   *book;
  const BwPeriod *period; /* that is asked for */
  BwCallSheet    *sheet;
  const char     *part; /* (nullable): the workbook's sheet */
  TableKind       table;
  Column          columns[MOST_COLUMNS];
  guint           n_columns;
  gboolean        has_people, has_titles_period, comma;
  GHashTable     *seen; /* gint32 person * BW_N_CATEGORIES + category, plus 1 */
  GString        *titles;
  char           *manager; /* (nullable): as the titles have it */
} Reading;

/* ---- Words ---- */

/* Reads the name of a column of calls. */
static gboolean
parse_call_column (const BwBook *book,
                   const char   *text,
                   BwCategory   *category)
{
  static const char *const tails[] = { "", "call", "forecast", "amount" };
  g_autofree char         *folded = bw_header_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *head = NULL;

      if (!g_str_has_suffix (folded, tails[i]) || strlen (folded) == strlen (tails[i]))
        continue;
      head = g_strndup (folded, strlen (folded) - strlen (tails[i]));
      for (BwCategory k = 0; k <= BW_CATEGORY_COMMIT; k++)
        {
          g_autofree char *title = bw_header_fold (bw_deal_category_title (book, k)), *name = bw_header_fold (bw_rollup_category_name (k));

          if (g_str_equal (head, title) || g_str_equal (head, name))
            {
              *category = k;
              return TRUE;
            }
        }
      if (bw_category_name_parse (head, category) && *category <= BW_CATEGORY_COMMIT)
        return TRUE;
    }
  return FALSE;
}

static void
name_cell (const Reading *reading,
           guint          column,
           guint64        row,
           char           name[BW_SHEET_CELL_SIZE])
{
  char letters[4] = { (char)('A' + column % LETTERS) };

  if (column >= LETTERS)
    {
      letters[1] = letters[0];
      letters[0] = (char)('A' + column / LETTERS - 1);
    }
  if (reading->part != NULL)
    g_snprintf (name, BW_SHEET_CELL_SIZE, "%.20s!%s%" G_GUINT64_FORMAT, reading->part, letters, row);
  else
    g_snprintf (name, BW_SHEET_CELL_SIZE, "%s%" G_GUINT64_FORMAT, letters, row);
}

static void
complain (Reading           *reading,
          BwSheetProblemKind kind,
          guint              column,
          guint64            row,
          char              *text)
{
  char cell[BW_SHEET_CELL_SIZE];

  name_cell (reading, column, row, cell);
  bw_call_sheet_add_problem (reading->sheet, kind, cell, text);
}

/* ---- Amounts ---- */

/* Reads the amount of a cell; %BW_MONEY_NONE when it is empty, or cannot be read, which is told where @tells. */
static gint64
read_amount (Reading        *reading,
             const BwCsvRow *row,
             guint           column,
             gboolean        tells)
{
  const char   *text = bw_csv_unguard (row->values[column]);
  char          currency[BW_VALUE_CURRENCY_SIZE] = "", cell[BW_SHEET_CELL_SIZE];
  gint64        value, minor;
  BwValueResult result;

  if (*text == '\0' || (*text != '#' && bw_value_is_missing (text)))
    return BW_MONEY_NONE;
  name_cell (reading, column, row->line, cell);
  result = *text == '#' ? BW_VALUE_BAD : bw_value_parse_amount (text, reading->comma ? ',' : '.', &value, currency);
  minor = result == BW_VALUE_GOOD ? bw_value_to_minor (value, reading->book->currency) : BW_MONEY_NONE;
  if (result == BW_VALUE_GOOD && minor >= 0 && minor <= BW_MONEY_MAX &&
      (*currency == '\0' || g_ascii_strcasecmp (currency, reading->book->currency) == 0))
    return minor;
  if (!tells)
    return BW_MONEY_NONE;
  if (*text == '#')
    complain (reading, BW_SHEET_PROBLEM_CELL, column, row->line,
              /* Translators: a cell such as D7, what it shows, a file's name */
              g_strdup_printf (_ ("%s shows %s: its formula has an error. Mend it in %s and drop the file again."), cell, text, reading->sheet->file));
  else if (result == BW_VALUE_GOOD && *currency != '\0' && g_ascii_strcasecmp (currency, reading->book->currency) != 0)
    complain (reading, BW_SHEET_PROBLEM_CELL, column, row->line,
              g_strdup_printf (_ ("%s is in %s, and the project in %s. Write the amount in %s."), cell, currency, reading->book->currency,
                               reading->book->currency));
  else if (result == BW_VALUE_GOOD)
    complain (reading, BW_SHEET_PROBLEM_CELL, column, row->line,
              g_strdup_printf (_ ("%s says “%s”: a call is an amount of 0 or more."), cell, text));
  else
    complain (reading, BW_SHEET_PROBLEM_CELL, column, row->line,
              g_strdup_printf (_ ("%s says “%s”, which is no amount. Write it as 450000 or 450,000.00."), cell, text));
  return BW_MONEY_NONE;
}

/* ---- Headers and titles ---- */

/* Takes @row for the names of columns where it has those of people or deals. */
static gboolean
read_header (Reading        *reading,
             const BwCsvRow *row)
{
  Column columns[MOST_COLUMNS] = { { COLUMN_NONE } };
  guint  n[COLUMN_SUMMED + 1] = { 0 }, n_columns = MIN (row->n, MOST_COLUMNS);

  for (guint i = 0; i < n_columns; i++)
    {
      const char      *text = bw_csv_unguard (row->values[i]);
      g_autofree char *folded = bw_header_fold (text);
      Column          *column = &columns[i];

      if (*folded == '\0')
        continue;
      if (bw_call_word_is_sent (text))
        column->kind = parse_call_column (reading->book, text, &column->category) ? COLUMN_SUMMED : COLUMN_NONE;
      else if (bw_call_word_is (folded, BW_CALL_WORD_PERSON))
        column->kind = COLUMN_PERSON;
      else if (parse_call_column (reading->book, text, &column->category))
        column->kind = COLUMN_CALL;
      else if (bw_call_word_is (folded, BW_CALL_WORD_NOTE))
        column->kind = COLUMN_NOTE;
      else if (bw_call_word_is (folded, BW_CALL_WORD_DEAL_ID))
        column->kind = COLUMN_DEAL_ID;
      else if (bw_call_word_is (folded, BW_CALL_WORD_DEAL))
        column->kind = COLUMN_DEAL;
      else if (bw_call_word_is (folded, BW_CALL_WORD_CATEGORY))
        column->kind = COLUMN_CATEGORY;
      else if (bw_call_word_is (folded, BW_CALL_WORD_AMOUNT))
        column->kind = COLUMN_AMOUNT;
      n[column->kind]++;
    }
  if (n[COLUMN_PERSON] > 0 && n[COLUMN_CALL] > 0)
    reading->table = TABLE_PEOPLE;
  else if (n[COLUMN_DEAL_ID] + n[COLUMN_DEAL] > 0 && n[COLUMN_CATEGORY] + n[COLUMN_AMOUNT] > 0)
    reading->table = TABLE_DEALS;
  else
    return FALSE;
  reading->has_people |= reading->table == TABLE_PEOPLE;
  memcpy (reading->columns, columns, sizeof columns);
  reading->n_columns = n_columns;
  return TRUE;
}

/* Reads a row above the tables: whose sheet it is, and of which period. */
static void
read_title (Reading        *reading,
            const BwCsvRow *row)
{
  for (guint i = 0; i < row->n; i++)
    {
      const char      *text = row->values[i], *colon = strchr (text, ':');
      g_autofree char *head = colon != NULL ? g_strndup (text, (gsize)(colon - text)) : g_strdup (text);
      g_autofree char *folded = bw_header_fold (head);
      const char      *value = colon != NULL && colon[1] != '\0' ? colon + 1 : i + 1 < row->n ? row->values[i + 1]
                                                                                              : "";
      g_autofree char *trimmed = g_strstrip (g_strdup (bw_csv_unguard (value)));

      if (*text != '\0')
        g_string_append_printf (reading->titles, "%s | ", text);
      if (*trimmed != '\0' && bw_call_word_is (folded, BW_CALL_WORD_MANAGER) && reading->manager == NULL)
        reading->manager = g_strdup (trimmed);
      if (*trimmed != '\0' && bw_call_word_is (folded, BW_CALL_WORD_PERIOD) && !reading->has_titles_period &&
          (bw_calendar_parse_period (&reading->book->calendar, trimmed, &reading->sheet->period, NULL) ||
           bw_period_text_parse (&reading->book->calendar, trimmed, &reading->sheet->period)))
        reading->has_titles_period = TRUE;
    }
}

/* ---- People ---- */

static const char *
find_cell (const Reading  *reading,
           const BwCsvRow *row,
           ColumnKind      kind,
           guint          *column)
{
  for (guint i = 0; i < MIN (reading->n_columns, row->n); i++)
    if (reading->columns[i].kind == kind)
      {
        if (column != NULL)
          *column = i;
        return bw_csv_unguard (row->values[i]);
      }
  return "";
}

/* Holds a total against the sum of the rows above it. */
static void
check_total (Reading        *reading,
             const BwCsvRow *row)
{
  const char *currency = reading->book->currency;

  for (guint i = 0; i < MIN (reading->n_columns, row->n); i++)
    {
      Column *column = &reading->columns[i];
      gint64  said;
      char    cell[BW_SHEET_CELL_SIZE];

      if (column->kind != COLUMN_CALL && column->kind != COLUMN_SUMMED)
        continue;
      said = read_amount (reading, row, i, TRUE);
      if (said != BW_MONEY_NONE && said != column->sum && said != column->sum - column->manager)
        {
          g_autofree char *stated = bw_money_format (said, currency), *right = bw_money_format (column->sum - column->manager, currency);
          g_autofree char *apart = bw_money_format (ABS (said - (column->sum - column->manager)), currency);

          name_cell (reading, i, row->line, cell);
          complain (reading, BW_SHEET_PROBLEM_ARITHMETIC, i, row->line,
                    /* Translators: a cell such as D7, three amounts */
                    g_strdup_printf (_ ("%s says %s, but the rows above add up to %s: %s apart."), cell, stated, right, apart));
        }
      column->sum = column->manager = 0;
    }
}

/* Who the row is about; told where nobody is. */
static gint32
read_person (Reading        *reading,
             const BwCsvRow *row)
{
  guint            column = 0;
  const char      *text = find_cell (reading, row, COLUMN_PERSON, &column);
  g_autofree char *name = g_strstrip (g_strdup (text));
  gint32           person = bw_book_find_person (reading->book, name);
  char             cell[BW_SHEET_CELL_SIZE];

  for (guint i = 0; person == BW_NOBODY && i < reading->book->people->len && strchr (name, '@') != NULL; i++)
    if (g_ascii_strcasecmp (bw_book_text (reading->book, bw_book_person (reading->book, i)->email), name) == 0)
      person = bw_merge_resolve (reading->book, BW_TABLE_PEOPLE, (gint32)i);
  if (person != BW_NOBODY)
    return person;
  name_cell (reading, column, row->line, cell);
  complain (reading, BW_SHEET_PROBLEM_PERSON, column, row->line,
            g_strdup_printf (_ ("%s names “%s”, whom the project does not know. Write the name as it stands in the team, or add the person."), cell, name));
  return BW_NOBODY;
}

static void
read_call (Reading        *reading,
           const BwCsvRow *row,
           guint           i,
           gint32          person,
           const char     *note)
{
  Column     *column = &reading->columns[i];
  gint64      amount = read_amount (reading, row, i, column->kind == COLUMN_CALL);
  BwSheetCall call = { .person = person, .category = column->category, .amount = amount };
  gpointer    key = GUINT_TO_POINTER ((guint)person * BW_N_CATEGORIES + column->category + 1);

  if (amount == BW_MONEY_NONE)
    return;
  column->sum += amount;
  if (person == reading->sheet->manager)
    column->manager += amount;
  if (column->kind != COLUMN_CALL || person == BW_NOBODY)
    return;
  name_cell (reading, i, row->line, call.cell);
  if (!g_hash_table_add (reading->seen, key))
    {
      complain (reading, BW_SHEET_PROBLEM_TWICE, i, row->line,
                g_strdup_printf (_ ("%s is a second number for “%s” of %s in this sheet; the first counts."), call.cell,
                                 bw_deal_category_title (reading->book, column->category),
                                 bw_book_text (reading->book, bw_book_person (reading->book, person)->name)));
      return;
    }
  call.note = *note != '\0' ? g_strdup (note) : NULL;
  g_array_append_val (reading->sheet->calls, call);
}

static void
read_people_row (Reading        *reading,
                 const BwCsvRow *row)
{
  g_autofree char *folded = bw_header_fold (find_cell (reading, row, COLUMN_PERSON, NULL));
  const char      *note = find_cell (reading, row, COLUMN_NOTE, NULL);
  gint32           person;

  if (*folded == '\0')
    return;
  if (bw_call_word_is (folded, BW_CALL_WORD_TOTAL))
    {
      check_total (reading, row);
      return;
    }
  person = read_person (reading, row);
  for (guint i = 0; i < MIN (reading->n_columns, row->n); i++)
    if (reading->columns[i].kind == COLUMN_CALL || reading->columns[i].kind == COLUMN_SUMMED)
      read_call (reading, row, i, person, note);
}

/* ---- Deals ---- */

static int
find_deal (const BwBook *book,
           const char   *ref,
           const char   *name)
{
  int found = -1;

  for (guint i = 0; i < book->deals.n && *ref != '\0'; i++)
    if (g_str_equal (bw_book_text (book, book->deals.ref[i]), ref))
      return (int)i;
  /* By name only where one deal has it. */
  for (guint i = 0; i < book->deals.n && *ref == '\0' && *name != '\0'; i++)
    if (g_str_equal (bw_book_text (book, book->deals.name[i]), name))
      {
        if (found >= 0)
          return -1;
        found = (int)i;
      }
  return found;
}

static void
read_deal_row (Reading        *reading,
               const BwCsvRow *row)
{
  guint            category_at = 0, amount_at = 0, at = 0;
  const char      *ref = find_cell (reading, row, COLUMN_DEAL_ID, &at), *name = find_cell (reading, row, COLUMN_DEAL, *ref == '\0' ? &at : NULL);
  const char      *category = find_cell (reading, row, COLUMN_CATEGORY, &category_at);
  const char      *amount = find_cell (reading, row, COLUMN_AMOUNT, &amount_at);
  g_autofree char *folded = bw_header_fold (*name != '\0' ? name : ref);
  BwSheetDeal      deal = { .deal = find_deal (reading->book, ref, name), .category = BW_CATEGORY_NONE, .amount = BW_MONEY_NONE };
  char             cell[BW_SHEET_CELL_SIZE];

  if ((*ref == '\0' && *name == '\0') || bw_call_word_is (folded, BW_CALL_WORD_TOTAL))
    return;
  name_cell (reading, at, row->line, deal.cell);
  if (*amount != '\0')
    deal.amount = read_amount (reading, row, amount_at, TRUE);
  if (*category != '\0' && !bw_call_category_parse (reading->book, category, &deal.category) && !bw_category_name_parse (category, &deal.category))
    {
      deal.category = BW_CATEGORY_NONE;
      name_cell (reading, category_at, row->line, cell);
      complain (reading, BW_SHEET_PROBLEM_CELL, category_at, row->line,
                g_strdup_printf (_ ("%s says “%s”, which is no forecast category. Write commit, best case or pipeline."), cell, category));
    }
  if (deal.deal < 0)
    complain (reading, BW_SHEET_PROBLEM_DEAL, at, row->line,
              g_strdup_printf (_ ("%s names the deal “%s”, which is not in the project, or more than once."), deal.cell, *name != '\0' ? name : ref));
  deal.label = g_strdup (*name != '\0' ? name : ref);
  g_array_append_val (reading->sheet->deals, deal);
}

/* ---- The file ---- */

static gboolean
is_blank (const BwCsvRow *row)
{
  for (guint i = 0; i < row->n; i++)
    if (*row->values[i] != '\0')
      return FALSE;
  return TRUE;
}

/* The manager whose sheet it is: by the titles, else by the file's name. */
static void
find_manager (Reading *reading)
{
  BwCallSheet     *sheet = reading->sheet;
  g_autofree char *file = bw_header_fold (sheet->file);
  gsize            longest = 4;

  if (reading->manager != NULL)
    {
      sheet->manager = bw_book_find_person (reading->book, reading->manager);
      return;
    }
  for (guint i = 0; i < reading->book->people->len; i++)
    {
      g_autofree char *name = bw_header_fold (bw_book_text (reading->book, bw_book_person (reading->book, i)->name));

      if (strlen (name) > longest && strstr (file, name) != NULL)
        {
          longest = strlen (name);
          sheet->manager = bw_merge_resolve (reading->book, BW_TABLE_PEOPLE, (gint32)i);
        }
    }
}

/* Whether amounts are written with a decimal comma: where cells tell, and none tells otherwise. */
static gboolean
has_comma (const char *path)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (path, NULL);
  guint    n_comma = 0, n_point = 0;
  BwCsvRow row;

  for (guint n = 0; reader != NULL && n < MOST_ROWS && bw_csv_reader_next (reader, &row, NULL); n++)
    for (guint i = 0; i < row.n; i++)
      {
        char evidence = bw_value_decimal_evidence (row.values[i]);

        n_comma += evidence == ',';
        n_point += evidence == '.';
      }
  return n_comma > n_point;
}

/* Reads one table of the file. */
static gboolean
read_part (Reading    *reading,
           const char *path,
           GError    **error)
{
  static const BwCsvOptions exact = { .exact = TRUE };
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open_with (path, &exact, error);
  GError  *problem = NULL;
  BwCsvRow row;

  if (reader == NULL)
    return FALSE;
  reading->table = TABLE_NONE;
  reading->comma = has_comma (path);
  for (guint n = 0; n < MOST_ROWS && bw_csv_reader_next (reader, &row, &problem); n++)
    {
      for (guint i = 0; i < row.n; i++)
        row.values[i] += strspn (row.values[i], " \t");
      if (is_blank (&row))
        reading->table = TABLE_NONE;
      else if (read_header (reading, &row))
        {
          if (reading->sheet->manager == BW_NOBODY)
            find_manager (reading);
        }
      else if (reading->table == TABLE_PEOPLE)
        read_people_row (reading, &row);
      else if (reading->table == TABLE_DEALS)
        read_deal_row (reading, &row);
      else
        read_title (reading, &row);
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

/* Returns: (transfer full) (nullable): why nothing of the sheet can be used. */
static char *
find_refusal (Reading *reading)
{
  BwCallSheet     *sheet = reading->sheet;
  g_autofree char *wanted = bw_period_dup_name (reading->period), *is = NULL;

  if (!reading->has_people)
    return g_strdup_printf (_ ("%s has no columns for people and their calls. Name them Person, Commit, Best case and Pipeline, as the template does."),
                            sheet->file);
  if (sheet->manager == BW_NOBODY && reading->manager != NULL)
    return g_strdup_printf (_ ("%s is the sheet of “%s”, whom the project does not know."), sheet->file, reading->manager);
  if (sheet->manager == BW_NOBODY)
    return g_strdup_printf (_ ("%s does not say whose sheet it is. Write Manager and the name above the table."), sheet->file);
  if (!reading->has_titles_period)
    {
      g_string_append (reading->titles, sheet->file);
      reading->has_titles_period = bw_period_text_find (&reading->book->calendar, reading->titles->str, &sheet->period);
    }
  if (!reading->has_titles_period)
    return g_strdup_printf (_ ("%s does not say which period it is about. Write Period and %s above the table."), sheet->file, wanted);
  is = bw_period_dup_name (&sheet->period);
  if (sheet->period.from != reading->period->from || sheet->period.to != reading->period->to)
    return g_strdup_printf (_ ("%s is about %s, and %s is being reconciled."), sheet->file, is, wanted);
  if (sheet->calls->len == 0 && sheet->problems->len == 0)
    return g_strdup_printf (_ ("%s is not filled in: no call stands in it."), sheet->file);
  return NULL;
}

/* Those in the sheet who are not in the team of its manager: told, and left out. */
static void
leave_out_strangers (Reading *reading)
{
  BwCallSheet *sheet = reading->sheet;

  for (guint i = sheet->calls->len; i > 0; i--)
    {
      const BwSheetCall *call = &g_array_index (sheet->calls, BwSheetCall, i - 1);
      gint32             at = call->person;

      for (guint steps = 0; at >= 0 && at != sheet->manager && steps <= reading->book->people->len; steps++)
        at = bw_book_person (reading->book, at)->manager;
      if (at == sheet->manager)
        continue;
      /* Translators: a cell, two people */
      bw_call_sheet_add_problem (sheet, BW_SHEET_PROBLEM_PERSON, call->cell,
                                 g_strdup_printf (_ ("%s is a number for %s, who is not in the team of %s."), call->cell,
                                                  bw_book_text (reading->book, bw_book_person (reading->book, call->person)->name),
                                                  bw_book_text (reading->book, bw_book_person (reading->book, sheet->manager)->name)));
      g_array_remove_index (sheet->calls, i - 1);
    }
}

/* Reads the sheet at @path, which should be about @period.
 * Returns: (transfer full): what it says, and what is wrong with it; refused where it cannot be read at all. */
BwCallSheet *
bw_call_sheet_read (const BwBook   *book,
                    const BwPeriod *period,
                    const char     *path)
{
  BwCallSheet *sheet = bw_call_sheet_new (path);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = bw_xlsx_list (path, NULL);
  g_autofree char *manager = NULL;
  Reading          reading = { .book = book, .period = period, .sheet = sheet, .seen = seen, .titles = titles };

  if (parts == NULL)
    read_part (&reading, path, &error);
  for (char **part = parts; part != NULL && *part != NULL && error == NULL; part++)
    {
      g_autofree char *inside = g_strconcat (path, "/", *part, NULL);

      reading.part = parts[1] != NULL ? *part : NULL;
      read_part (&reading, inside, &error);
    }
  manager = reading.manager;
  sheet->refusal = error != NULL ? g_strdup (error->message) : find_refusal (&reading);
  if (sheet->refusal == NULL)
    leave_out_strangers (&reading);
  return sheet;
}

/* Whether the file at @path is one of the program's own sheets, filled in or not. Reads its first rows. */
gboolean
bw_call_sheet_is_one (const char *path)
{
  g_auto (GStrv) parts = bw_xlsx_list (path, NULL);
  g_autofree char *first = parts != NULL && parts[0] != NULL ? g_strconcat (path, "/", parts[0], NULL) : g_strdup (path);
  g_autoptr (BwCsvReader) reader = bw_csv_reader_open (first, NULL);
  BwCsvRow row;

  for (guint n = 0; reader != NULL && n < MOST_TITLES && bw_csv_reader_next (reader, &row, NULL); n++)
    for (guint i = 0; i < row.n; i++)
      if (g_str_equal (row.values[i], BW_CALL_SHEET_MARK))
        return TRUE;
  return FALSE;
}
