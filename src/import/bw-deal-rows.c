/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a file of deals, typed and linked, before they are compared with the book.
 *
 * Some things are only known when the last row has been read: the day of the export, the order of day and month, whether
 * probabilities are per cent, what the stages are, whether all amounts have one currency. So rows are read into packed
 * records first. When a value contradicts an assumed order of day and month the file is read once more the other way. */

#include "import/bw-deal-rows.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/bw-block.h"
#include "core/bw-exchange.h"
#include "core/bw-text-index.h"
#include "import/bw-rate.h"

enum
{
  MAX_CURRENCIES = 250,
  FIRST_STEPS = 5000,          /* that may all be different */
  MAX_DIFFERENT_STEPS = 20000, /* that are looked for */
};

static void
clear_stage (gpointer data)
{
  g_free (((BwFileStage *)data)->name);
  g_free (((BwFileStage *)data)->pipeline);
}

/* In a book without deals all texts of the rows will be needed: they are put where they stay. */
static BwDealRows *
new_rows (BwBook *book)
{
  BwDealRows *rows = g_new0 (BwDealRows, 1);

  bw_pool_init (&rows->separate);
  rows->all_new = book->deals.n == 0;
  rows->pool = rows->all_new ? &book->texts : &rows->separate;
  rows->rows = g_array_new (FALSE, FALSE, sizeof (BwDealRow));
  rows->places = g_array_new (FALSE, FALSE, sizeof (guint) * 2);
  rows->refused = g_array_new (FALSE, FALSE, sizeof (BwText));
  rows->steps_repeat = TRUE;
  rows->stages = g_array_new (FALSE, TRUE, sizeof (BwFileStage));
  g_array_set_clear_func (rows->stages, clear_stage);
  rows->stage_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows->currencies = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (rows->currencies, g_strdup (""));
  rows->currency_index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows->rates = g_array_new (FALSE, FALSE, sizeof (double));
  rows->refusals = g_ptr_array_new_with_free_func (g_free);
  rows->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return rows;
}

/* Frees @rows (transfer full) (nullable). */
void
bw_deal_rows_free (BwDealRows *rows)
{
  if (rows == NULL)
    return;
  bw_pool_clear (&rows->separate);
  g_array_unref (rows->rows);
  g_array_unref (rows->places);
  g_array_unref (rows->refused);
  g_array_unref (rows->stages);
  g_hash_table_unref (rows->stage_index);
  g_ptr_array_unref (rows->currencies);
  g_hash_table_unref (rows->currency_index);
  g_array_unref (rows->rates);
  g_ptr_array_unref (rows->refusals);
  g_hash_table_unref (rows->categories);
  g_hash_table_unref (rows->aliases);
  g_clear_pointer (&rows->own, g_ptr_array_unref);
  bw_row_memory_free (rows->memory);
  bw_deal_index_clear (&rows->index);
  g_free (rows);
}

/* Gives the memory of the rows from @begin to before @end back, which are not looked at any more. */
void
bw_deal_rows_forget (BwDealRows *rows,
                     guint       begin,
                     guint       end)
{
  bw_block_forget (rows->rows->data, (gsize)begin * sizeof (BwDealRow), (gsize)end * sizeof (BwDealRow));
}

/* The stage called @name in @pipeline ("" when the file tells of none), with regard to nothing but letters' case. */
static gint32
find_stage (BwDealRows *rows,
            const char *name,
            const char *pipeline)
{
  g_autofree char *both = *pipeline != '\0' ? g_strdup_printf ("%s\x1f%s", name, pipeline) : NULL;
  g_autofree char *folded = NULL;
  const char      *known_as = both != NULL ? both : name;
  gpointer         found = g_hash_table_lookup (rows->stage_index, known_as);
  BwFileStage     *stage;

  if (found == NULL)
    {
      folded = g_utf8_casefold (known_as, -1);
      found = g_hash_table_lookup (rows->stage_index, folded);
      if (found != NULL)
        g_hash_table_insert (rows->stage_index, g_strdup (known_as), found);
    }
  if (found != NULL)
    return GPOINTER_TO_INT (found) - 1;
  g_array_set_size (rows->stages, rows->stages->len + 1);
  stage = bw_deal_rows_get_stage (rows, rows->stages->len - 1);
  stage->name = g_strdup (name);
  stage->pipeline = *pipeline != '\0' ? g_strdup (pipeline) : NULL;
  stage->stage = -1;
  g_hash_table_insert (rows->stage_index, g_strdup (known_as), GINT_TO_POINTER (rows->stages->len));
  g_hash_table_insert (rows->stage_index, g_steal_pointer (&folded), GINT_TO_POINTER (rows->stages->len));
  return (gint32)rows->stages->len - 1;
}

static guint8
find_currency (BwDealRows *rows,
               const char *code)
{
  g_autofree char *meant = NULL;
  guint            place = 0;
  gpointer         known;

  if (*code == '\0')
    return 0;
  if (g_hash_table_lookup_extended (rows->currency_index, code, NULL, &known))
    return (guint8)GPOINTER_TO_UINT (known);
  meant = bw_rate_read_code (code);
  while (place < rows->currencies->len && !g_str_equal (g_ptr_array_index (rows->currencies, place), meant))
    place++;
  if (place > MAX_CURRENCIES)
    return MAX_CURRENCIES;
  if (place == rows->currencies->len)
    g_ptr_array_add (rows->currencies, g_steal_pointer (&meant));
  g_hash_table_insert (rows->currency_index, g_strdup (code), GUINT_TO_POINTER (place));
  return (guint8)place;
}

/* Tells of amounts that name no currency where the others do. */
static void
note_without_currency (const BwDealRows *rows,
                       BwSource         *source,
                       const BwBook     *book)
{
  guint n = 0;

  if (!bw_source_has (source, BW_IMPORT_CURRENCY) || rows->currencies->len < 2)
    return;
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const BwDealRow *row = &g_array_index (rows->rows, BwDealRow, i);

      n += row->currency == 0 && row->amount != BW_MONEY_NONE;
    }
  if (n > 0)
    bw_source_note (source,
                    ngettext ("%u amount has no currency beside it; it was taken as %s.",
                              "%u amounts have no currency beside them; they were taken as %s.", n),
                    n, book->currency);
}

/* Finds out what one unit of each of the file's currencies is worth, and counts its rows. */
void
bw_deal_rows_settle_rates (BwDealRows   *rows,
                           BwSource     *source,
                           const BwBook *book)
{
  g_autofree guint *counts = g_new0 (guint, rows->currencies->len);

  for (guint i = 0; i < rows->rows->len && rows->currencies->len > 1; i++)
    counts[g_array_index (rows->rows, BwDealRow, i).currency]++;
  note_without_currency (rows, source, book);
  g_array_set_size (rows->rates, 0);
  g_ptr_array_set_size (rows->refusals, 0);
  for (guint i = 0; i < rows->currencies->len; i++)
    {
      const char *code = g_ptr_array_index (rows->currencies, i);
      double      rate = counts[i] > 0 ? bw_rate_find (source, book, code, counts[i])
                                       : bw_exchange_rate (book, code, source->rate_day);

      g_array_append_val (rows->rates, rate);
      g_ptr_array_add (rows->refusals, isnan (rate) ? bw_rate_refusal (book, code) : NULL);
    }
}

/* What one unit of the currency of @row is worth, once that is settled; NaN when it is not known. */
double
bw_deal_rows_rate (const BwDealRows *rows,
                   const BwDealRow  *row)
{
  return row->currency == 0 ? 1 : g_array_index (rows->rates, double, row->currency);
}

/* Whether a spreadsheet has taken digits from an id. */
static gboolean
is_damaged_id (const char *ref)
{
  const char *e = ref;

  if (!g_ascii_isdigit (*ref))
    return FALSE;
  while (g_ascii_isdigit (*e) || *e == '.' || *e == ',')
    e++;
  return (*e == 'e' || *e == 'E') && e[1] == '+' && e[2 + strspn (e + 2, "0123456789")] == '\0';
}

static gboolean
read_flag (BwSource       *source,
           const BwCsvRow *row,
           BwImportField   field)
{
  gboolean value = FALSE;

  if (!bw_source_has (source, field))
    return FALSE;
  return bw_value_parse_boolean (bw_source_cell (source, row, field), &value) == BW_VALUE_GOOD && value;
}

/* Reads the stage; a status that says won or lost decides over it. */
static gboolean
read_stage (BwDealRows     *rows,
            BwSource       *source,
            const BwCsvRow *row,
            BwDealRow      *deal)
{
  const char    *name = bw_source_cell (source, row, BW_IMPORT_STAGE);
  const char    *status = bw_source_cell (source, row, BW_IMPORT_STATUS);
  const char    *pipeline = bw_source_cell (source, row, BW_IMPORT_PIPELINE);
  gboolean       won = read_flag (source, row, BW_IMPORT_IS_WON);
  gboolean       lost = !won && (read_flag (source, row, BW_IMPORT_IS_CLOSED) || read_flag (source, row,
                                                                                            BW_IMPORT_IS_LOST));
  BwStageMeaning meaning;
  BwFileStage   *stage;

  deal->open_stage = -1;
  if (bw_value_is_missing (status))
    status = "";
  if (bw_value_is_missing (pipeline))
    pipeline = "";
  if (bw_value_is_missing (name))
    {
      name = status;
      status = "";
    }
  if (*name == '\0')
    {
      bw_source_reject (source, row, bw_source_has (source, BW_IMPORT_STAGE) ? BW_IMPORT_STAGE : BW_IMPORT_STATUS,
                        _ ("The deal has no stage."));
      return FALSE;
    }
  if (*status != '\0')
    {
      meaning = bw_stage_name_meaning (status);
      if (meaning.kind != BW_STAGE_OPEN && bw_stage_name_meaning (name).kind != meaning.kind)
        {
          deal->open_stage = find_stage (rows, name, pipeline);
          deal->hash = 0;
          name = status;
          pipeline = "";
        }
    }
  deal->stage = find_stage (rows, name, pipeline);
  stage = bw_deal_rows_get_stage (rows, deal->stage);
  stage->n++;
  stage->n_won += won;
  stage->n_lost += lost;
  stage->n_open += !won && !lost;
  return TRUE;
}

static void
read_share (BwDealRows     *rows,
            BwSource       *source,
            const BwCsvRow *row,
            BwDealRow      *deal)
{
  const char   *text = bw_source_cell (source, row, BW_IMPORT_PROBABILITY);
  double        share;
  gboolean      per_cent;
  BwValueResult result;

  deal->share = -1;
  if (*text == '\0')
    return;
  result = bw_value_parse_share (text, source->decimals[BW_IMPORT_PROBABILITY], &share, &per_cent);
  if (result == BW_VALUE_GOOD)
    {
      deal->share = (gint16)lround (share * 100);
      rows->per_cent |= per_cent;
      rows->largest_share = MAX (rows->largest_share, share);
    }
  else if (result != BW_VALUE_MISSING)
    bw_source_reject_cell (source, row, BW_IMPORT_PROBABILITY,
                           result == BW_VALUE_RANGE ? _ ("A probability is between 0 and 100 %.")
                                                    : _ ("This is not a probability."));
}

static gboolean
read_dates (BwSource       *source,
            const BwCsvRow *row,
            BwDealRow      *deal)
{
  BwDate won, lost;

  if (!bw_source_date (source, row, BW_IMPORT_CREATED, TRUE, &deal->created) ||
      !bw_source_date (source, row, BW_IMPORT_CLOSE, TRUE, &deal->close) ||
      !bw_source_date (source, row, BW_IMPORT_ACTUAL_CLOSE, TRUE, &deal->actual_close) ||
      !bw_source_date (source, row, BW_IMPORT_WON_TIME, TRUE, &won) ||
      !bw_source_date (source, row, BW_IMPORT_LOST_TIME, TRUE, &lost))
    return FALSE;
  if (deal->actual_close == BW_DATE_NONE)
    deal->actual_close = won != BW_DATE_NONE ? won : lost;
  bw_source_date (source, row, BW_IMPORT_STAGE_SINCE, FALSE, &deal->stage_since);
  bw_source_date (source, row, BW_IMPORT_ACTIVITY, FALSE, &deal->activity);
  bw_source_date (source, row, BW_IMPORT_MODIFIED, FALSE, &deal->modified);
  deal->modified_time = bw_value_time_of_day (bw_source_cell (source, row, BW_IMPORT_MODIFIED));
  return TRUE;
}

static gboolean
read_amount (BwDealRows     *rows,
             BwSource       *source,
             const BwCsvRow *row,
             BwDealRow      *deal)
{
  char        found[BW_VALUE_CURRENCY_SIZE];
  const char *said = bw_source_cell (source, row, BW_IMPORT_CURRENCY);

  if (!bw_source_amount (source, row, BW_IMPORT_AMOUNT, TRUE, &deal->amount, found))
    return FALSE;
  /* Nothing is worth as much in all of them. */
  deal->currency = deal->amount == BW_MONEY_NONE ? 0 : find_currency (rows, bw_value_is_missing (said) ? found : said);
  return TRUE;
}

static BwText
add_text (BwDealRows *rows,
          const char *text)
{
  return bw_value_is_missing (text) ? 0 : bw_pool_add (rows->pool, text, -1);
}

/* The next step: free text, or one of some dozens that a team uses. What repeats is kept once, until it turns out not to. */
static BwText
add_step (BwDealRows *rows,
          const char *text)
{
  gsize  before = rows->pool->length;
  BwText added;

  if (!rows->steps_repeat || bw_value_is_missing (text))
    return add_text (rows, text);
  added = bw_pool_intern (rows->pool, text);
  rows->n_steps++;
  rows->n_different_steps += rows->pool->length > before;
  rows->steps_repeat = rows->n_different_steps < MAX_DIFFERENT_STEPS &&
                       (rows->n_steps < FIRST_STEPS || rows->n_different_steps * 2 < rows->n_steps);
  return added;
}

/* Links owner, account and product. */
static void
link_row (BwImportRun    *run,
          BwDealRows     *rows,
          BwSource       *source,
          const BwCsvRow *row,
          BwDealRow      *deal)
{
  const struct
  {
    BwImportField ref, name;
  } fields[] = {
    { BW_IMPORT_OWNER_ID, BW_IMPORT_OWNER },
    { BW_IMPORT_ACCOUNT_ID, BW_IMPORT_ACCOUNT },
    { BW_IMPORT_PRODUCT_ID, BW_IMPORT_PRODUCT },
  };
  const char *refs[3], *names[3];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      refs[i] = bw_source_cell (source, row, fields[i].ref);
      names[i] = bw_source_cell (source, row, fields[i].name);
      if (bw_value_is_missing (refs[i]) || is_damaged_id (refs[i]))
        refs[i] = "";
      if (bw_value_is_missing (names[i]))
        names[i] = "";
    }
  deal->owner = bw_linker_person (run->linker, refs[0], names[0], NULL);
  deal->account = bw_linker_account (run->linker, refs[1], names[1], NULL);
  deal->product = bw_linker_product (run->linker, refs[2], names[2], FALSE, NULL);
  if (deal->product >= 0 && *names[2] != '\0' &&
      strcmp (bw_book_text (run->book, bw_book_product (run->book, deal->product)->name), names[2]) != 0)
    {
      gpointer n = g_hash_table_lookup (rows->aliases, names[2]);

      g_hash_table_insert (rows->aliases, g_strdup (names[2]), GINT_TO_POINTER (GPOINTER_TO_INT (n) + 1));
      deal->hash = 0;
    }
}

/* What a deal without a name is called: its account and product. */
static BwText
compose_name (BwDealRows     *rows,
              BwSource       *source,
              const BwCsvRow *row)
{
  const char      *account = bw_source_cell (source, row, BW_IMPORT_ACCOUNT);
  const char      *product = bw_source_cell (source, row, BW_IMPORT_PRODUCT);
  g_autofree char *both = NULL;

  if (bw_value_is_missing (account))
    account = "";
  if (bw_value_is_missing (product))
    product = "";
  if (*account == '\0' || *product == '\0')
    return bw_pool_intern (rows->pool, *account != '\0' ? account : product);
  both = g_strdup_printf ("%s, %s", account, product);
  return bw_pool_intern (rows->pool, both);
}

static void
read_category (BwDealRows     *rows,
               BwSource       *source,
               const BwCsvRow *row,
               BwDealRow      *deal)
{
  const char *name = bw_source_cell (source, row, BW_IMPORT_CATEGORY);
  gpointer    known;
  BwCategory  category;

  deal->category = BW_CATEGORY_NONE;
  if (*name == '\0')
    return;
  known = g_hash_table_lookup (rows->categories, name);
  if (known != NULL)
    deal->category = (guint8)(GPOINTER_TO_INT (known) - 1);
  else if (bw_category_name_parse (name, &category))
    {
      g_hash_table_insert (rows->categories, g_strdup (name), GINT_TO_POINTER (category + 1));
      deal->category = (guint8)category;
    }
  else if (!bw_value_is_missing (name))
    bw_source_reject_cell (source, row, BW_IMPORT_CATEGORY, _ ("This forecast category is not known."));
}

/* Reads one row into @deal. Returns %FALSE when it was rejected. */
static gboolean
read_row (BwImportRun    *run,
          BwDealRows     *rows,
          BwSource       *source,
          const BwCsvRow *row,
          BwDealRow      *deal)
{
  const char *ref = bw_source_cell (source, row, BW_IMPORT_ID);

  memset (deal, 0, sizeof *deal);
  deal->line = row->line;
  deal->hash = row->hash;
  if (!read_dates (source, row, deal) || !read_amount (rows, source, row, deal) ||
      !read_stage (rows, source, row, deal))
    return FALSE;
  read_share (rows, source, row, deal);
  read_category (rows, source, row, deal);
  if (is_damaged_id (ref))
    rows->n_damaged_ids++;
  else
    deal->ref = add_text (rows, ref);
  deal->name = add_text (rows, bw_source_cell (source, row, BW_IMPORT_NAME));
  if (deal->name == 0)
    deal->name = compose_name (rows, source, row);
  deal->next_step = add_step (rows, bw_source_cell (source, row, BW_IMPORT_NEXT_STEP));
  deal->region = bw_pool_intern (rows->pool, bw_source_cell (source, row, BW_IMPORT_REGION));
  deal->type = bw_pool_intern (rows->pool, bw_source_cell (source, row, BW_IMPORT_TYPE));
  deal->source = bw_pool_intern (rows->pool, bw_source_cell (source, row, BW_IMPORT_SOURCE));
  link_row (run, rows, source, row, deal);
  return TRUE;
}

/* What may have led to something else than the row's own values. */
static guint
count_remarks (const BwImportRun *run,
               const BwDealRows  *rows,
               const BwSource    *source)
{
  guint n = run->delta->rejected->len + rows->n_damaged_ids + source->n_without + source->saw_serial + source->n_short;

  for (guint i = 0; i < rows->own->len; i++)
    n += ((const BwOwnColumn *)g_ptr_array_index (rows->own, i))->n_bad;
  return n;
}

static gboolean
recognise_cb (const char *text,
              gsize       n,
              guint64    *hash,
              gpointer    data)
{
  BwRowMemory *memory = data;

  *hash = bw_row_memory_hash (memory, text, n);
  return bw_row_memory_recall (memory, *hash);
}

/* Notes that the file has the deal of @row, although the row could not be taken: where the book knows it, it has not vanished. */
static void
note_refused (BwDealRows     *rows,
              BwSource       *source,
              const BwCsvRow *row)
{
  const char *ref = bw_source_cell (source, row, BW_IMPORT_ID);
  BwText      text;

  if (rows->all_new || is_damaged_id (ref))
    return;
  text = add_text (rows, ref);
  if (text != 0)
    g_array_append_val (rows->refused, text);
}

/* Reads all rows from where @source stands. */
static gboolean
read_rows (BwImportRun *run,
           BwSource    *source,
           BwDealRows  *rows,
           GError     **error)
{
  GError   *problem = NULL;
  BwCsvRow  row;
  BwDealRow deal;
  guint     before = count_remarks (run, rows, source), after;
  guint     place[2] = { 0, G_MAXUINT }; /* n_known, nth */

  while (bw_source_next (source, &row, &problem))
    {
      if (row.flags & BW_CSV_KNOWN)
        continue;
      place[1] = place[0] == row.n_known ? place[1] + 1 : 0;
      place[0] = row.n_known;
      if (read_flag (source, &row, BW_IMPORT_IS_DELETED))
        {
          rows->n_deleted++;
          source->summary->n_set_aside++;
          source->summary->rows--;
          continue;
        }
      if (!read_row (run, rows, source, &row, &deal))
        {
          note_refused (rows, source, &row);
          continue;
        }
      bw_own_columns_read (rows->own, rows->pool, source, &row);
      after = count_remarks (run, rows, source);
      if (after != before || row.flags != 0 || deal.ref == 0)
        deal.hash = 0;
      before = after;
      g_array_append_val (rows->rows, deal);
      if (bw_row_memory_can_recall (rows->memory))
        g_array_append_val (rows->places, place);
    }
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}

/* What takes time and can be done while the first rows are split and recalled: columns of our own, and the ways to other tables. */
static void
make_ready (BwImportRun *run,
            BwSource    *source,
            BwDealRows  *rows)
{
  bw_source_go_on (0, source);
  bw_deals_make_moving_writable (&run->book->deals);
  bw_source_go_on (0, source);
  bw_linker_fill (run->linker);
  bw_deal_index_init (&rows->index, run->book, run->book->deals.n);
}

/* Reads all rows of @source, but for those that @memory (nullable), of an earlier import, shows to be as they were.
 * Returns: (transfer full) (nullable): the rows; %NULL with @error set. */
BwDealRows *
bw_deal_rows_read (BwImportRun *run,
                   BwSource    *source,
                   GBytes      *memory,
                   GError     **error)
{
  g_autoptr (GPtrArray) own = bw_own_columns_new (run->book, source);
  guint already_rejected = run->delta->rejected->len;

  while (TRUE)
    {
      g_autoptr (BwDealRows) rows = new_rows (run->book);
      GError  *problem = NULL;
      gboolean ok, turned;

      bw_own_columns_begin (own);
      rows->own = g_ptr_array_ref (own);
      rows->named = bw_source_has (source, BW_IMPORT_NAME);
      rows->memory = bw_row_memory_new (run->book, source, own, memory);
      bw_source_set_recogniser (source, recognise_cb, rows->memory);
      bw_source_read_ahead (source, TRUE);
      if (bw_row_memory_can_recall (rows->memory))
        bw_source_begin_ahead (source);
      make_ready (run, source, rows);
      ok = bw_source_tell_progress (source, error) && read_rows (run, source, rows, error);
      bw_source_read_ahead (source, FALSE);
      bw_source_set_recogniser (source, NULL, NULL);
      bw_row_memory_end_recalling (rows->memory);
      if (!ok)
        return NULL;
      turned = bw_own_columns_turn (own) || !bw_row_memory_is_apt (rows->memory, source);
      if (!bw_source_turn_orders (source, &problem) && problem == NULL && (!turned || !bw_source_read_again (source, &problem)) &&
          problem == NULL)
        return g_steal_pointer (&rows);
      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return NULL;
        }
      memory = NULL;
      g_ptr_array_set_size (run->delta->rejected, already_rejected);
    }
}

/* Finds the day of the newest thing that @deal tells to have happened: made, changed or closed, not after @limit; else
 * %BW_DATE_NONE. Needs settled stages. Returns %FALSE when it tells of something later. */
gboolean
bw_deal_rows_find_event (const BwDealRows *rows,
                         const BwDealRow  *deal,
                         BwDate            limit,
                         BwDate           *newest)
{
  gboolean closed = bw_deal_rows_get_stage (rows, deal->stage)->meaning.kind != BW_STAGE_OPEN;
  BwDate   events[] = { deal->created, deal->modified, deal->activity, deal->stage_since, BW_DATE_NONE };
  gboolean none_later = TRUE;

  if (closed)
    events[4] = deal->actual_close != BW_DATE_NONE ? deal->actual_close : deal->close;
  *newest = BW_DATE_NONE;
  for (guint e = 0; e < G_N_ELEMENTS (events); e++)
    if (events[e] <= limit)
      *newest = MAX (*newest, events[e]);
    else
      none_later = FALSE;
  return none_later;
}

/* The newest such day of all rows; %BW_DATE_NONE when there is none. */
BwDate
bw_deal_rows_newest_event (const BwDealRows *rows,
                           BwDate            limit)
{
  BwDate newest = BW_DATE_NONE, event;

  for (guint i = 0; i < rows->rows->len; i++)
    {
      bw_deal_rows_find_event (rows, bw_deal_rows_get (rows, i), limit, &event);
      newest = MAX (newest, event);
    }
  for (guint i = 0; i < bw_row_memory_n_recalled (rows->memory); i++)
    {
      event = bw_row_memory_get_recalled (rows->memory, i)->event;
      if (event <= limit)
        newest = MAX (newest, event);
    }
  return newest;
}

/* What the file's probabilities are multiplied with to be thousandths. */
double
bw_deal_rows_share_scale (const BwDealRows *rows)
{
  gboolean above_one = rows->per_cent || rows->largest_share > 1;

  for (guint i = 0; i < bw_row_memory_n_recalled (rows->memory) && !above_one; i++)
    above_one = bw_row_memory_get_recalled (rows->memory, i)->above_one;
  return above_one ? 0.1 : 10;
}

/* Whether the CRM sets the amount when a deal is closed: no open deal has one. */
gboolean
bw_deal_rows_amount_at_close (const BwDealRows *rows,
                              const BwBook     *book)
{
  guint n_open = 0;

  for (guint i = 0; i < bw_row_memory_n_recalled (rows->memory); i++)
    {
      guint deal = bw_row_memory_get_recalled (rows->memory, i)->deal;

      if (bw_book_stage (book, book->deals.stage[deal])->kind != BW_STAGE_OPEN)
        continue;
      n_open++;
      if (book->deals.amount[deal] != BW_MONEY_NONE)
        return FALSE;
    }

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const BwDealRow *row = bw_deal_rows_get (rows, i);

      if (bw_deal_rows_get_stage (rows, row->stage)->meaning.kind != BW_STAGE_OPEN)
        continue;
      n_open++;
      if (row->amount != BW_MONEY_NONE)
        return FALSE;
    }
  return n_open > 0;
}

/* Whether @ref is the id of @deal of @book. */
static gboolean
has_ref (const BwBook *book,
         gint64        deal,
         const char   *ref,
         gsize         length)
{
  const char *other = deal >= 0 && deal < book->deals.n ? bw_book_text (book, book->deals.ref[deal]) : "";

  return bw_ref_length (other) == length && memcmp (other, ref, length) == 0;
}

/* The deal of the @i-th row in the book, as bw_deal_index_find() gives it: looked for where the row's forerunner in the last export
 * leads, and beside the deal of the row before, as deals stand in the order in which they came, before everywhere. */
gint64
bw_deal_rows_find_deal (BwDealRows   *rows,
                        const BwBook *book,
                        guint         i,
                        const guint8 *seen)
{
  const BwDealRow *row = bw_deal_rows_get (rows, i);
  const char      *ref = bw_pool_get (rows->pool, row->ref);
  gsize            length = bw_ref_length (ref);
  gint64           guesses[4] = { -1, i == 0 ? 0 : rows->last_found + 1, i == 0 ? (gint64)book->deals.n - 1 : rows->last_found - 1, -1 };

  if (i < rows->places->len)
    {
      const guint *place = (const guint *)(const void *)rows->places->data + (gsize)i * 2;

      guesses[0] = bw_row_memory_guess (rows->memory, place[0], place[1]);
      guesses[3] = bw_row_memory_guess_beside (rows->memory, place[0], place[1]);
    }
  if (rows->all_new && row->once)
    return rows->last_found = -1;
  for (guint k = 0; k < G_N_ELEMENTS (guesses) && length > 0 && book->deals.n > 0; k++)
    if (has_ref (book, guesses[k], ref, length))
      return rows->last_found = guesses[k];
  return rows->last_found =
           bw_deal_index_find (&rows->index, ref, bw_pool_get (rows->pool, row->name), row->account, row->owner, seen);
}

/* Marks the deals of the rows that were recalled in @seen. Those rows change nothing, as long as nothing newer than @as_of is known
 * of their deals in @book and no other row of the file is of the same ones. Returns whether that is so. */
gboolean
bw_deal_rows_recall (BwDealRows   *rows,
                     const BwBook *book,
                     BwDate        as_of,
                     guint8       *seen)
{
  guint n_changes;

  for (guint i = 0; i < bw_row_memory_n_recalled (rows->memory); i++)
    {
      guint           deal = bw_row_memory_get_recalled (rows->memory, i)->deal;
      const BwChange *changes = bw_history_of (&book->history, deal, &n_changes);

      if (n_changes > 0 && changes[n_changes - 1].at > as_of)
        return FALSE;
      seen[deal] = TRUE;
    }
  for (guint i = 0; i < rows->rows->len; i++)
    {
      gint64 found = bw_deal_rows_get (rows, i)->ref != 0 ? bw_deal_rows_find_deal (rows, book, i, seen) : -1;

      if (found >= 0 && seen[found])
        return FALSE;
    }
  return TRUE;
}
