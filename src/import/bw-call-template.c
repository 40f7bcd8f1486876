/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the sheets that are sent to managers: one CSV file and one workbook each.
 *
 *   Calls   titles, then a row for each who reports, a total, and the manager's own number for the whole team; beside the columns to
 *           fill in stand what the CRM has and what was said last, with all that is surer (commit with closed)
 *   Deals   the team's open deals of the period, with columns for another category or amount
 *
 * In the CSV file the two tables stand below each other. Texts that a spreadsheet would take for formulas are written so that
 * they stay texts: with an apostrophe in CSV, as strings in the workbook. Numbers in CSV have a decimal point and no grouping. */

#include "import/bw-call-sheet-read.h"

#include <errno.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <xlsxwriter.h>

#include "core/bw-call-tree.h"
#include "core/bw-csv-cell.h"
#include "core/bw-deal-field.h"
#include "import/bw-call-words.h"

enum
{
  N_PERSON_COLUMNS = 12,
  N_DEAL_COLUMNS = 10,
  WIDE = 22, /* characters of a column of names */
  SLIM = 14,
  FIRST_PERSON_ROW = 6, /* below titles and header */
  FIRST_CALL = 8,       /* column */
};

/* One sheet while it is written. */
typedef struct
{
  const BwBook     *book;
  const BwCallTree *tree;
  const BwSnapshot *now;
  gint32            manager;
  GArray           *people; /* gint32: who report */
  GString          *csv;
  lxw_workbook     *workbook;
  lxw_worksheet    *sheet;
  lxw_format       *bold, *money, *fill, *note;
  guint             row, column; /* of the next cell */
} Writing;

static const BwCategory called[] = { BW_CATEGORY_COMMIT, BW_CATEGORY_BEST_CASE, BW_CATEGORY_PIPELINE };

/* ---- Cells ---- */

static void
begin_cell (Writing *writing)
{
  if (writing->column > 0)
    g_string_append_c (writing->csv, ',');
}

static void
put_text (Writing    *writing,
          const char *text,
          lxw_format *format)
{
  begin_cell (writing);
  bw_csv_append_cell (writing->csv, text);
  if (*text != '\0' || format != NULL)
    worksheet_write_string (writing->sheet, writing->row, (lxw_col_t)writing->column, text, format);
  writing->column++;
}

/* Writes an amount; an empty cell to be filled in where there is none. */
static void
put_money (Writing    *writing,
           gint64      amount,
           lxw_format *format)
{
  begin_cell (writing);
  if (amount != BW_MONEY_NONE)
    {
      g_autofree char *plain = bw_money_format_plain (amount, writing->book->currency);

      bw_csv_append_cell (writing->csv, plain);
      worksheet_write_number (writing->sheet, writing->row, (lxw_col_t)writing->column, bw_money_to_major (amount, writing->book->currency), format);
    }
  else
    worksheet_write_blank (writing->sheet, writing->row, (lxw_col_t)writing->column, format);
  writing->column++;
}

static void
end_row (Writing *writing)
{
  g_string_append_c (writing->csv, '\n');
  writing->row++;
  writing->column = 0;
}

/* ---- Tables ---- */

static const char *
name_of (const Writing *writing,
         gint32         person)
{
  return person >= 0 ? bw_book_text (writing->book, bw_book_person (writing->book, person)->name) : "";
}

static void
put_titles (Writing *writing)
{
  g_autofree char *period = bw_period_dup_name (&writing->tree->period), *day = bw_date_to_iso (writing->tree->as_of);
  const char      *titles[][2] = { { BW_CALL_SHEET_MARK, "" },
                                   { bw_call_word (BW_CALL_WORD_MANAGER), name_of (writing, writing->manager) },
                                   { bw_call_word (BW_CALL_WORD_PERIOD), period },
                                   { bw_call_word (BW_CALL_WORD_AS_OF), day },
                                   { bw_call_word (BW_CALL_WORD_CURRENCY), writing->book->currency } };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      put_text (writing, titles[i][0], writing->bold);
      put_text (writing, titles[i][1], NULL);
      end_row (writing);
    }
}

static void
put_person (Writing *writing,
            gint32   person)
{
  put_text (writing, name_of (writing, person), NULL);
  put_money (writing, bw_call_tree_cell (writing->tree, person, BW_CATEGORY_CLOSED)->crm, writing->money);
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    put_money (writing, bw_call_tree_cell (writing->tree, person, called[i])->crm, writing->money);
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    {
      const BwCallCell *cell = bw_call_tree_cell (writing->tree, person, called[i]);

      put_money (writing, cell->override != BW_MONEY_NONE ? cell->override : cell->call, writing->money);
    }
  put_text (writing, "", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    put_money (writing, BW_MONEY_NONE, writing->fill);
  put_text (writing, "", writing->note);
  end_row (writing);
}

/* The sums over those who report: formulas in the workbook, empty in CSV but for what the CRM has. */
static void
put_total (Writing *writing)
{
  put_text (writing, bw_call_word (BW_CALL_WORD_TOTAL), writing->bold);
  for (guint column = 1; column < FIRST_CALL + G_N_ELEMENTS (called); column++)
    {
      gboolean         is_crm = column <= 4;
      gint64           sum = 0;
      g_autofree char *formula = g_strdup_printf ("=SUM(%c%d:%c%u)", (char)('A' + column), FIRST_PERSON_ROW + 1, (char)('A' + column),
                                                  FIRST_PERSON_ROW + writing->people->len);

      begin_cell (writing);
      for (guint i = 0; is_crm && i < writing->people->len; i++)
        sum += bw_call_tree_cell (writing->tree, g_array_index (writing->people, gint32, i), column == 1 ? BW_CATEGORY_CLOSED : called[column - 2])->crm;
      if (is_crm)
        {
          g_autofree char *plain = bw_money_format_plain (sum, writing->book->currency);

          bw_csv_append_cell (writing->csv, plain);
        }
      if (is_crm || column >= FIRST_CALL)
        worksheet_write_formula_num (writing->sheet, writing->row, (lxw_col_t)column, formula, writing->money,
                                     bw_money_to_major (sum, writing->book->currency));
      writing->column++;
    }
  end_row (writing);
}

/* The heading of what the CRM has of @word. */
static void
put_crm_heading (Writing    *writing,
                 const char *word)
{
  g_autofree char *heading = bw_call_word_dup_crm (word);

  put_text (writing, heading, writing->bold);
}

static void
put_people (Writing *writing)
{
  put_text (writing, bw_call_word (BW_CALL_WORD_PERSON), writing->bold);
  put_crm_heading (writing, bw_deal_category_title (writing->book, BW_CATEGORY_CLOSED));
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    put_crm_heading (writing, bw_deal_category_title (writing->book, called[i]));
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    {
      g_autofree char *last = bw_call_word_dup_last (bw_deal_category_title (writing->book, called[i]));

      put_text (writing, last, writing->bold);
    }
  put_text (writing, "", writing->bold);
  for (guint i = 0; i < G_N_ELEMENTS (called); i++)
    put_text (writing, bw_deal_category_title (writing->book, called[i]), writing->bold);
  put_text (writing, bw_call_word (BW_CALL_WORD_NOTE), writing->bold);
  end_row (writing);
  for (guint i = 0; i < writing->people->len; i++)
    put_person (writing, g_array_index (writing->people, gint32, i));
  put_total (writing);
  /* The manager's own number for all of the team. */
  put_person (writing, writing->manager);
}

static gboolean
is_in_team (const Writing *writing,
            gint32         person)
{
  for (gint32 at = person; at >= 0; at = writing->tree->parent[at])
    if (at == writing->manager)
      return TRUE;
  return FALSE;
}

static void
put_deals (Writing *writing)
{
  static const BwCallWord sent[] = { BW_CALL_WORD_OWNER, BW_CALL_WORD_STAGE, BW_CALL_WORD_CLOSE_DATE, BW_CALL_WORD_AMOUNT, BW_CALL_WORD_CATEGORY };
  const BwDeals          *deals = &writing->book->deals;

  for (BwCallWord word = BW_CALL_WORD_DEAL_ID; word <= BW_CALL_WORD_ACCOUNT; word++)
    put_text (writing, bw_call_word (word), writing->bold);
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    put_crm_heading (writing, bw_call_word (sent[i]));
  put_text (writing, bw_call_word (BW_CALL_WORD_AMOUNT), writing->bold);
  put_text (writing, bw_call_word (BW_CALL_WORD_CATEGORY), writing->bold);
  end_row (writing);
  for (guint i = 0; i < writing->now->n; i++)
    {
      g_autofree char *close = NULL;

      if (!bw_snapshot_in_pipeline (writing->now, i, &writing->tree->period) || !is_in_team (writing, writing->now->owner[i]))
        continue;
      close = bw_date_to_iso (writing->now->close[i]);
      put_text (writing, bw_book_text (writing->book, deals->ref[i]), NULL);
      put_text (writing, bw_book_text (writing->book, deals->name[i]), NULL);
      put_text (writing, deals->account[i] >= 0 ? bw_book_text (writing->book, bw_book_account (writing->book, deals->account[i])->name) : "", NULL);
      put_text (writing, name_of (writing, writing->now->owner[i]), NULL);
      put_text (writing, bw_book_text (writing->book, bw_book_stage (writing->book, writing->now->stage[i])->name), NULL);
      put_text (writing, close, NULL);
      put_money (writing, writing->now->amount[i], writing->money);
      put_text (writing, bw_deal_category_title (writing->book, writing->now->category[i]), NULL);
      put_money (writing, BW_MONEY_NONE, writing->fill);
      put_text (writing, "", writing->note);
      end_row (writing);
    }
}

/* ---- Files ---- */

/* A name that every file system takes. */
static char *
dup_file_name (const Writing *writing,
               const char    *ending)
{
  g_autofree char *period = bw_period_dup_name (&writing->tree->period);
  GString         *name = g_string_new (NULL);

  for (const char *at = name_of (writing, writing->manager); *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (name, g_unichar_isalnum (c) ? c : '-');
    }
  g_string_append_printf (name, "-%s.%s", period, ending);
  return g_string_free (name, FALSE);
}

static void
begin_workbook (Writing    *writing,
                const char *path)
{
  writing->workbook = workbook_new (path);
  writing->bold = workbook_add_format (writing->workbook);
  format_set_bold (writing->bold);
  writing->money = workbook_add_format (writing->workbook);
  format_set_num_format (writing->money, "#,##0.00");
  writing->fill = workbook_add_format (writing->workbook);
  format_set_num_format (writing->fill, "#,##0.00");
  format_set_bg_color (writing->fill, 0xFFF7D6);
  format_set_border (writing->fill, LXW_BORDER_THIN);
  writing->note = workbook_add_format (writing->workbook);
  format_set_bg_color (writing->note, 0xFFF7D6);
  format_set_border (writing->note, LXW_BORDER_THIN);
}

static void
begin_sheet (Writing    *writing,
             const char *name,
             guint       header)
{
  writing->sheet = workbook_add_worksheet (writing->workbook, name);
  worksheet_set_column (writing->sheet, 0, 0, WIDE, NULL);
  worksheet_set_column (writing->sheet, 1, N_PERSON_COLUMNS, SLIM, NULL);
  worksheet_freeze_panes (writing->sheet, header, 1);
  writing->row = writing->column = 0;
}

static gboolean
write_sheet (Writing    *writing,
             const char *folder,
             GPtrArray  *paths,
             GError    **error)
{
  g_autofree char *csv_name = dup_file_name (writing, "csv"), *book_name = dup_file_name (writing, "xlsx");
  g_autofree char *csv_path = g_build_filename (folder, csv_name, NULL), *book_path = g_build_filename (folder, book_name, NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  lxw_error problem;

  writing->csv = csv;
  begin_workbook (writing, book_path);
  begin_sheet (writing, "Calls", FIRST_PERSON_ROW);
  put_titles (writing);
  put_people (writing);
  g_string_append_c (csv, '\n');
  begin_sheet (writing, "Deals", 1);
  worksheet_set_column (writing->sheet, 1, 2, WIDE, NULL);
  put_deals (writing);
  problem = workbook_close (writing->workbook);
  if (problem != LXW_NO_ERROR)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s cannot be written: %s"), book_path, lxw_strerror (problem));
      return FALSE;
    }
  if (!g_file_set_contents (csv_path, csv->str, (gssize)csv->len, error))
    return FALSE;
  g_ptr_array_add (paths, g_steal_pointer (&csv_path));
  g_ptr_array_add (paths, g_steal_pointer (&book_path));
  return TRUE;
}

/* Writes the sheets of all managers, or of @manager alone (%BW_NOBODY: all to whom somebody reports), into @folder, which is made at need: a CSV
 * file and a workbook each, for @period as known on @as_of.
 * Returns: (transfer full) (nullable) (element-type filename): the files. */
GPtrArray *
bw_call_sheet_write_all (const BwBook   *book,
                         const BwPeriod *period,
                         BwDate          as_of,
                         gint32          manager,
                         const char     *folder,
                         GError        **error)
{
  g_autoptr (BwCallTree) tree = bw_call_tree_new (book, period, as_of);
  g_autoptr (BwSnapshot) now = bw_snapshot_new (book, as_of);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("The folder %s cannot be made: %s"), folder, g_strerror (errno));
      return NULL;
    }
  for (guint i = 0; i < book->people->len; i++)
    {
      g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (gint32));
      Writing writing = { .book = book, .tree = tree, .now = now, .manager = (gint32)i, .people = people };

      if (bw_book_person (book, i)->merged != 0 || (manager != BW_NOBODY && manager != (gint32)i))
        continue;
      for (gint32 k = 0; k < (gint32)book->people->len; k++)
        if (tree->parent[k] == (gint32)i && bw_book_person (book, k)->merged == 0 &&
            (bw_book_person (book, k)->ended == BW_DATE_NONE || bw_book_person (book, k)->ended >= period->from))
          g_array_append_val (people, k);
      if (people->len > 0 && !write_sheet (&writing, folder, paths, error))
        return NULL;
    }
  return g_steal_pointer (&paths);
}
