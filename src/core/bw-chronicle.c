/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings what files tell of deals' past into their history, in whatever order the files come.
 *
 * What is known of one field of a deal is a set of two kinds of evidence:
 *
 *   sightings  "at the end of day D the field was V", from an export of that day. The row may say since when: a closed
 *              deal's since its close date, any deal's since its last modification.
 *   told       "on day D it became V", from the CRM's own record, or from an edit in the program. Its time is exact.
 *
 * The history is what follows from the evidence, whatever the order in which it came: told changes stand as they are; between
 * two neighbours of the evidence that show different values there is one change, dated at the earliest day on which the
 * later value is proven. So an older export puts its changes before the known ones and takes nothing away that
 * newer ones prove; a change that an export showed between two days and that the CRM tells of is one change, at the CRM's time.
 *
 * Sightings are not kept one by one: which export told of which deal and field is in the views, and what it said is the
 * state of its day, which the history gives back exactly (the invariant on which all this rests). Of the days since
 * which a value held, only the close date can be found again later; the last modification is known while its file is
 * read, so that with these alone a date can depend on the order of the files, within the two days that were proven.
 *
 * Where the kinds contradict one another the CRM's record wins: an export that shows a value the CRM tells only later, or
 * on the same day the one of the morning, adds nothing. An export that shows a value which no record explains does: the
 * record is then not whole.
 *
 * Before all evidence a field is taken to have been what it first is known to be. Implied changes (a closed deal was open
 * before) are guesses that any evidence replaces.
 *
 * A deal's changes are copied, worked on, and compared with what was there: the history is rewritten once for all
 * deals. O(changes of the deal + views) each, O(history) at the end. */

#include "core/bw-chronicle-private.h"

#include <string.h>

#include "core/bw-deal-value.h"
#include "core/bw-push.h"

enum
{
  PROGRESS_DEALS = 8192, /* between two signs of it */
};

enum
{
  TELLS_NOTHING,
  TELLS_ALL,
  TELLS_STAGES,
};

/* Returns: (transfer full): an empty chronicle for the file that will be import @import of @book, which is the caller's
 * alone; @tells: what of it has the CRM's time is the CRM's record of single changes, not the last modification of a row. */
BwChronicle *
bw_chronicle_new (BwBook        *book,
                  BwDelta       *delta,
                  const BwViews *views,
                  gint32         import,
                  gboolean       tells)
{
  BwChronicle *chronicle = g_new0 (BwChronicle, 1);

  chronicle->book = book;
  chronicle->delta = delta;
  chronicle->views = views;
  chronicle->import = import;
  chronicle->tells = tells;
  chronicle->telling = g_array_new (FALSE, TRUE, sizeof (guint8));
  chronicle->work = g_array_new (FALSE, FALSE, sizeof (BwEntry));
  chronicle->chain = g_array_new (FALSE, FALSE, sizeof (BwEntry));
  chronicle->lost_places = g_array_new (FALSE, FALSE, sizeof (guint));
  chronicle->gained = g_array_new (FALSE, FALSE, sizeof (BwChange));
  chronicle->gained_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  chronicle->deals = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < book->imports->len; i++)
    {
      const BwImportRecord *record = &g_array_index (book->imports, BwImportRecord, i);
      guint8                telling = TELLS_ALL;

      if (g_str_equal (bw_book_text (book, record->kind), "deals"))
        telling = record->fields >= 0 && (record->fields & BW_VIEW_TELLS_STAGES) ? TELLS_STAGES : TELLS_NOTHING;
      g_array_append_val (chronicle->telling, telling);
    }
  return chronicle;
}

/* Frees @chronicle (transfer full) (nullable). */
void
bw_chronicle_free (BwChronicle *chronicle)
{
  if (chronicle == NULL)
    return;
  g_array_unref (chronicle->telling);
  g_array_unref (chronicle->work);
  g_array_unref (chronicle->chain);
  g_array_unref (chronicle->lost_places);
  g_array_unref (chronicle->gained);
  g_array_unref (chronicle->gained_lines);
  g_array_unref (chronicle->deals);
  g_free (chronicle);
}

/* Whether two values of @field are the same; texts are compared as such. */
gboolean
bw_chronicle_same (const BwChronicle *chronicle,
                   guint8             field,
                   gint64             a,
                   gint64             b)
{
  if (a == b)
    return TRUE;
  switch (field)
    {
    case BW_FIELD_NAME:
    case BW_FIELD_NEXT_STEP:
    case BW_FIELD_REGION:
    case BW_FIELD_TYPE:
    case BW_FIELD_SOURCE:
      return strcmp (bw_book_text (chronicle->book, (BwText)a), bw_book_text (chronicle->book, (BwText)b)) == 0;
    default:
      if (field < BW_N_FIELDS || field - BW_N_FIELDS >= chronicle->book->deals.n_custom ||
          chronicle->book->deals.custom[field - BW_N_FIELDS].type != BW_TYPE_TEXT)
        return FALSE;
      return strcmp (bw_book_text (chronicle->book, (BwText)a), bw_book_text (chronicle->book, (BwText)b)) == 0;
    }
}

/* Whether @change is a record of its own, so that its day is exact. */
gboolean
bw_chronicle_is_told (const BwChronicle *chronicle,
                      const BwChange    *change)
{
  guint8 telling = TELLS_ALL;

  if (change->source == BW_TIME_PERSON)
    return TRUE;
  if (change->source != BW_TIME_CRM)
    return FALSE;
  if (change->import == chronicle->import)
    return chronicle->tells;
  if (change->import >= 0 && (guint)change->import < chronicle->telling->len)
    telling = g_array_index (chronicle->telling, guint8, change->import);
  return telling == TELLS_ALL || (telling == TELLS_STAGES && change->field == BW_FIELD_STAGE);
}

/* Takes @deal in hand. */
void
bw_chronicle_begin (BwChronicle *chronicle,
                    guint        deal)
{
  guint           n;
  const BwChange *changes = bw_history_of (&chronicle->book->history, deal, &n);

  chronicle->deal = deal;
  chronicle->touched = chronicle->moved = FALSE;
  g_array_set_size (chronicle->work, 0);
  for (guint i = 0; i < n; i++)
    {
      BwEntry entry = { changes[i], 0, i };

      g_array_append_val (chronicle->work, entry);
    }
}

/* Takes the changes of @field out of the deal's. */
void
bw_chain_load (BwChronicle *chronicle,
               guint8       field)
{
  g_array_set_size (chronicle->chain, 0);
  for (guint i = 0; i < chronicle->work->len; i++)
    {
      const BwEntry *entry = &g_array_index (chronicle->work, BwEntry, i);

      if (entry->change.field == field)
        g_array_append_vals (chronicle->chain, entry, 1);
    }
  chronicle->initial = chronicle->chain->len > 0 ? bw_chain_get (chronicle, 0)->change.old_value
                                                 : bw_deal_value_get (&chronicle->book->deals, chronicle->deal, field);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const BwEntry *x = a, *y = b;

  if (x->change.at != y->change.at)
    return x->change.at < y->change.at ? -1 : 1;
  if (x->change.field != y->change.field)
    return x->change.field < y->change.field ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

/* Puts the changes of @field back, each beginning with what the one before led to, without those that change nothing. */
void
bw_chain_store (BwChronicle *chronicle,
                guint8       field)
{
  gint64 value = chronicle->initial;
  guint  kept = 0;

  for (guint i = 0; i < chronicle->work->len; i++)
    {
      const BwEntry *entry = &g_array_index (chronicle->work, BwEntry, i);

      if (entry->change.field != field)
        g_array_index (chronicle->work, BwEntry, kept++) = *entry;
    }
  g_array_set_size (chronicle->work, kept);
  for (guint i = 0; i < chronicle->chain->len; i++)
    {
      BwEntry *entry = bw_chain_get (chronicle, i);

      if (bw_chronicle_same (chronicle, field, value, entry->change.new_value))
        continue;
      entry->change.old_value = value;
      entry->order = i;
      value = entry->change.new_value;
      g_array_append_vals (chronicle->work, entry, 1);
    }
  if (!bw_chronicle_same (chronicle, field, value, bw_deal_value_get (&chronicle->book->deals, chronicle->deal, field)))
    {
      if (bw_deal_value_is_lasting (field))
        bw_deals_make_writable (&chronicle->book->deals);
      bw_deal_value_set (&chronicle->book->deals, chronicle->deal, field, value);
      chronicle->moved = TRUE;
    }
  chronicle->touched = TRUE;
}

/* What the field in hand was at the end of @day. */
gint64
bw_chain_value (const BwChronicle *chronicle,
                BwDate             day)
{
  gint64 value = chronicle->initial;

  for (guint i = 0; i < chronicle->chain->len && bw_chain_get (chronicle, i)->change.at <= day; i++)
    value = bw_chain_get (chronicle, i)->change.new_value;
  return value;
}

/* What @field of the deal in hand was at the end of @day. */
gint64
bw_chronicle_value (BwChronicle *chronicle,
                    guint8       field,
                    BwDate       day)
{
  const GArray *work = chronicle->work;
  gint64        value = bw_deal_value_get (&chronicle->book->deals, chronicle->deal, field);

  for (guint i = work->len; i > 0; i--)
    {
      const BwChange *change = &g_array_index (work, BwEntry, i - 1).change;

      if (change->field == field && change->at > day)
        value = change->old_value;
    }
  return value;
}

/* Since when the deal was closed that is closed on @day, when @field was @value: a day after @after, else %BW_DATE_NONE. */
BwDate
bw_chain_closed_since (BwChronicle *chronicle,
                       guint8       field,
                       gint64       value,
                       BwDate       after,
                       BwDate       day)
{
  gint64 stage = field == BW_FIELD_PRESENT ? -1 : field == BW_FIELD_STAGE ? value
                                                                          : bw_chronicle_value (chronicle, BW_FIELD_STAGE, day);
  gint64 close = field == BW_FIELD_CLOSE_DATE ? value : bw_chronicle_value (chronicle, BW_FIELD_CLOSE_DATE, day);

  if (stage < 0 || stage >= chronicle->book->stages->len || bw_book_stage (chronicle->book, stage)->kind == BW_STAGE_OPEN)
    return BW_DATE_NONE;
  return close > after && close <= day ? (BwDate)close : BW_DATE_NONE;
}

static void
insert (BwChronicle   *chronicle,
        const BwEntry *entry)
{
  guint at = chronicle->chain->len;

  /* Behind what is told of the same day: an export shows the end of it. */
  while (at > 0 && bw_chain_get (chronicle, at - 1)->change.at > entry->change.at)
    at--;
  g_array_insert_vals (chronicle->chain, at, entry, 1);
}

/* What stands on both sides of a sighting. */
typedef struct
{
  BwDate   before; /* the last day before that proves a value */
  BwDate   seen;   /* the last day before on which an export showed one */
  BwDate   after;  /* the first day behind that does */
  gboolean after_is_told;
  gint64   after_value; /* what it was then; of a told change: became */
  gint32   after_import;
} Surroundings;

/* Finds what the evidence around @day is. Returns %FALSE when the CRM's record says that the sighting adds nothing. */
static gboolean
survey (const BwChronicle *chronicle,
        guint8             field,
        const BwSighting  *sighting,
        gboolean           alone,
        Surroundings      *around)
{
  BwDate day = sighting->day, told_after = BW_DATE_NONE;
  gint64 old = chronicle->initial;
  gint32 unused;

  *around = (Surroundings) { .before = bw_views_before (chronicle->views, chronicle->deal, field, day, &unused) };
  around->seen = around->before;
  around->after = alone ? BW_DATE_NONE
                        : bw_views_after (chronicle->views, chronicle->deal, field, day, &around->after_import);
  if (around->after != BW_DATE_NONE)
    around->after_value = bw_chain_value (chronicle, around->after);
  for (guint i = 0; i < chronicle->chain->len && told_after == BW_DATE_NONE; i++)
    {
      const BwChange *change = &bw_chain_get (chronicle, i)->change;

      if (bw_chronicle_is_told (chronicle, change))
        {
          if (change->at == day && bw_chronicle_same (chronicle, field, old, sighting->value))
            return FALSE;
          if (change->at <= day)
            around->before = MAX (around->before, change->at);
          else
            {
              told_after = change->at;
              if (bw_chronicle_same (chronicle, field, change->new_value, sighting->value) &&
                  (around->after == BW_DATE_NONE || around->after >= told_after))
                return FALSE;
            }
        }
      old = change->new_value;
    }
  if (told_after != BW_DATE_NONE && (around->after == BW_DATE_NONE || told_after <= around->after))
    {
      around->after = told_after;
      around->after_is_told = TRUE;
    }
  return TRUE;
}

/* Takes out what was assumed between the evidence before and the sighting. Returns whether a change behind it, up to the
 * next evidence, leads on from there. */
static gboolean
drop_assumed (BwChronicle        *chronicle,
              BwDate              day,
              const Surroundings *around)
{
  gboolean leads_on = FALSE;
  guint    kept = 0;

  for (guint i = 0; i < chronicle->chain->len; i++)
    {
      const BwEntry *entry = bw_chain_get (chronicle, i);
      gboolean       told = bw_chronicle_is_told (chronicle, &entry->change);

      if (!told && entry->change.at > around->before && entry->change.at <= day)
        continue;
      leads_on |= !told && entry->change.at > day && (around->after == BW_DATE_NONE || entry->change.at <= around->after);
      *bw_chain_get (chronicle, kept) = *entry;
      kept++;
    }
  g_array_set_size (chronicle->chain, kept);
  return leads_on;
}

/* Dates @change by @sighting: the earliest day behind the evidence before it on which its value is proven. A deal that
 * closed, as it says, while the CRM's record still moves it between stages was closed right after the last of these moves. */
static void
date_sighting (const BwSighting   *sighting,
               const Surroundings *around,
               BwChange           *change)
{
  change->at = sighting->day;
  change->source = (guint8)sighting->source;
  if (sighting->since > around->before && sighting->since <= sighting->day)
    {
      change->at = sighting->since;
      change->source = BW_TIME_IMPLIED;
    }
  else if (sighting->modified > around->before && sighting->modified <= sighting->day)
    {
      change->at = sighting->modified;
      change->source = BW_TIME_CRM;
    }
  else if (sighting->since != BW_DATE_NONE && sighting->since > around->seen && sighting->since <= around->before)
    {
      change->at = MIN (around->before + 1, sighting->day);
      change->source = BW_TIME_IMPLIED;
    }
}

/* Works @sighting of @import into the chain in hand; @alone: without regard to the exports after it. Returns whether it
 * changed anything. */
gboolean
bw_chain_observe (BwChronicle      *chronicle,
                  guint8            field,
                  const BwSighting *sighting,
                  gint32            import,
                  gboolean          alone)
{
  BwEntry      entry = { { .deal = chronicle->deal, .field = field, .import = import }, sighting->line, 0 };
  BwDate       since;
  Surroundings around;
  gboolean     leads_on;

  if (bw_chronicle_same (chronicle, field, bw_chain_value (chronicle, sighting->day), sighting->value) ||
      !survey (chronicle, field, sighting, alone, &around))
    return FALSE;
  leads_on = drop_assumed (chronicle, sighting->day, &around);
  if (around.before == BW_DATE_NONE)
    chronicle->initial = sighting->value;
  else if (!bw_chronicle_same (chronicle, field, bw_chain_value (chronicle, sighting->day), sighting->value))
    {
      date_sighting (sighting, &around, &entry.change);
      entry.change.new_value = sighting->value;
      insert (chronicle, &entry);
    }
  if (leads_on || around.after == BW_DATE_NONE || around.after_is_told ||
      bw_chronicle_same (chronicle, field, sighting->value, around.after_value))
    return TRUE;
  since = bw_chain_closed_since (chronicle, field, around.after_value, sighting->day, around.after);
  entry.change.at = since != BW_DATE_NONE ? since : around.after;
  entry.change.source = (guint8)(since != BW_DATE_NONE ? BW_TIME_IMPLIED
                                                       : g_array_index (chronicle->book->imports, BwImportRecord, around.after_import).as_of_source);
  entry.change.import = around.after_import;
  entry.change.new_value = around.after_value;
  entry.line = 0;
  insert (chronicle, &entry);
  return TRUE;
}

/* Works what the file shows of @field into the history of the deal in hand; when nothing newer is known it becomes the
 * deal's present value. Returns whether it changed anything. */
gboolean
bw_chronicle_observe (BwChronicle      *chronicle,
                      guint8            field,
                      const BwSighting *sighting)
{
  bw_chain_load (chronicle, field);
  if (!bw_chain_observe (chronicle, field, sighting, chronicle->import, FALSE))
    return FALSE;
  bw_chain_store (chronicle, field);
  return TRUE;
}

/* For an export of @day before which nothing is known of the deal in hand: takes out what was guessed of the time
 * before and, unless @at is %BW_DATE_NONE, assumes that @field was @old_value until @at. Where the CRM tells of the
 * field nothing is assumed. */
void
bw_chronicle_imply (BwChronicle *chronicle,
                    guint8       field,
                    BwDate       day,
                    BwDate       at,
                    gint64       old_value,
                    guint64      line)
{
  BwEntry entry = { { .deal = chronicle->deal, .at = at, .field = field, .source = BW_TIME_IMPLIED, .import = chronicle->import },
                    line,
                    0 };
  guint   kept = 0;

  bw_chain_load (chronicle, field);
  entry.change.new_value = bw_chain_value (chronicle, day);
  for (guint i = 0; i < chronicle->chain->len; i++)
    if (bw_chronicle_is_told (chronicle, &bw_chain_get (chronicle, i)->change))
      return;
  for (guint i = 0; i < chronicle->chain->len; i++)
    if (bw_chain_get (chronicle, i)->change.at > day)
      *bw_chain_get (chronicle, kept++) = *bw_chain_get (chronicle, i);
    else if (bw_chain_get (chronicle, i)->change.at == at)
      entry = *bw_chain_get (chronicle, i);
  g_array_set_size (chronicle->chain, kept);
  chronicle->initial = entry.change.new_value;
  if (at != BW_DATE_NONE)
    {
      chronicle->initial = old_value;
      insert (chronicle, &entry);
    }
  bw_chain_store (chronicle, field);
}

static gboolean
is_same_change (const BwChange *a,
                const BwChange *b)
{
  return a->at == b->at && a->ordinal == b->ordinal && a->field == b->field && a->source == b->source && a->import == b->import &&
         a->old_value == b->old_value && a->new_value == b->new_value;
}

/* Finds what of the deal's changes is not what was there, and notes it. */
static gboolean
compare_with_old (BwChronicle *chronicle)
{
  const BwHistory *history = &chronicle->book->history;
  guint            n, old = 0, before = chronicle->gained->len + chronicle->lost_places->len;
  const BwChange  *changes = bw_history_of (history, chronicle->deal, &n);
  guint            place = n > 0 ? history->first[chronicle->deal] : 0;

  for (guint i = 0; i <= chronicle->work->len; i++)
    {
      const BwEntry *entry = i < chronicle->work->len ? &g_array_index (chronicle->work, BwEntry, i) : NULL;
      guint          end = n;

      /* Both are in order, so what is the same is met in step. */
      for (guint c = old; entry != NULL && c < n; c++)
        if (is_same_change (&changes[c], &entry->change))
          {
            end = c;
            break;
          }
      if (entry != NULL && end == n)
        {
          g_array_append_val (chronicle->gained, entry->change);
          g_array_append_val (chronicle->gained_lines, entry->line);
          continue;
        }
      for (; old < end; old++)
        {
          guint lost = place + old;

          g_array_append_val (chronicle->lost_places, lost);
        }
      old++;
    }
  return chronicle->gained->len + chronicle->lost_places->len > before;
}

/* Brings the stage's first day up to the history where it stood there before. */
static void
settle_stage_since (BwChronicle *chronicle)
{
  BwDeals        *deals = &chronicle->book->deals;
  guint           n, deal = chronicle->deal;
  const BwChange *changes = bw_history_of (&chronicle->book->history, deal, &n);
  BwDate          before = BW_DATE_NONE, after = BW_DATE_NONE;

  for (guint i = 0; i < n; i++)
    if (changes[i].field == BW_FIELD_STAGE)
      before = changes[i].at;
  for (guint i = 0; i < chronicle->work->len; i++)
    if (g_array_index (chronicle->work, BwEntry, i).change.field == BW_FIELD_STAGE)
      after = g_array_index (chronicle->work, BwEntry, i).change.at;
  if (after != before && (deals->stage_since[deal] == before || deals->stage_since[deal] == BW_DATE_NONE ||
                          deals->stage_since[deal] < after))
    deals->stage_since[deal] = after;
}

/* Lays the deal in hand down. Returns whether its history changed or, where nothing is known from before the day, what it is. */
gboolean
bw_chronicle_end (BwChronicle *chronicle)
{
  BwEntry *last = NULL;

  if (!chronicle->touched)
    return FALSE;
  g_array_sort (chronicle->work, compare_entries);
  for (guint i = 0; i < chronicle->work->len; i++)
    {
      BwEntry *entry = &g_array_index (chronicle->work, BwEntry, i);

      entry->change.ordinal = last != NULL && last->change.at == entry->change.at ? last->change.ordinal + 1 : 0;
      last = entry;
    }
  if (!compare_with_old (chronicle) && !chronicle->moved)
    return FALSE;
  settle_stage_since (chronicle);
  g_array_append_val (chronicle->deals, chronicle->deal);
  return TRUE;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

/* Takes what is lost out of the book's history. Returns %FALSE when @progress stopped it. */
static gboolean
lose (BwChronicle *chronicle,
      BwProgress   progress,
      gpointer     data)
{
  BwHistory *history = &chronicle->book->history;
  GArray    *places = chronicle->lost_places;
  g_autoptr (GArray) lost = g_array_sized_new (FALSE, FALSE, sizeof (BwChange), places->len);

  g_array_sort (places, compare_numbers);
  for (guint i = 0; i < places->len; i++)
    g_array_append_val (lost, history->changes[g_array_index (places, guint, i)]);
  if (progress != NULL && !progress (0, data))
    return FALSE;
  bw_delta_lose (chronicle->delta, (const BwChange *)(const void *)lost->data, lost->len);
  return bw_history_remove_telling (history, (const guint *)(const void *)places->data, places->len, progress, data);
}

/* Puts what was gained into the book's history. Returns %FALSE when @progress stopped it. */
static gboolean
gain (BwChronicle *chronicle,
      BwProgress   progress,
      gpointer     data)
{
  const GArray *gained = chronicle->gained;

  return gained->len == 0 || bw_history_add_telling (&chronicle->book->history, (const BwChange *)(const void *)gained->data, gained->len,
                                                     chronicle->book->deals.n, progress, data);
}

/* Tells the delta what was gained. */
static void
tell_gained (BwChronicle *chronicle)
{
  BwDelta *delta = chronicle->delta;

  if (delta->changes->len == 0 && delta->change_rows->len == 0)
    {
      /* There may be millions of them. */
      GArray *changes = delta->changes, *rows = delta->change_rows;

      delta->changes = chronicle->gained;
      delta->change_rows = chronicle->gained_lines;
      chronicle->gained = changes;
      chronicle->gained_lines = rows;
      return;
    }
  g_array_append_vals (delta->changes, chronicle->gained->data, chronicle->gained->len);
  g_array_append_vals (delta->change_rows, chronicle->gained_lines->data, chronicle->gained_lines->len);
}

/* Writes all into the book's history and tells the delta; marks the deals. Returns their number. @progress (nullable) is called
 * at times; when it stops the work, the book is of no use any more. */
guint
bw_chronicle_finish (BwChronicle *chronicle,
                     BwProgress   progress,
                     gpointer     data)
{
  const BwHistory *history = &chronicle->book->history;
  guint            n = chronicle->deals->len;
  gboolean         go_on = chronicle->lost_places->len == 0 || lose (chronicle, progress, data);

  go_on = go_on && gain (chronicle, progress, data);
  tell_gained (chronicle);
  for (guint i = 0; i < n && go_on; i++)
    {
      guint           deal = g_array_index (chronicle->deals, guint, i), n_changes;
      const BwChange *changes = bw_history_of (history, deal, &n_changes);

      if (i % PROGRESS_DEALS == 0 && progress != NULL && !progress ((double)i / n, data))
        break;
      chronicle->book->deals.pushes[deal] =
        (guint16)MIN (bw_push_count (chronicle->book, deal, changes, n_changes, BW_DATE_NONE), G_MAXUINT16);
      bw_delta_mark_deal (chronicle->delta, deal);
    }
  g_array_set_size (chronicle->lost_places, 0);
  g_array_set_size (chronicle->gained, 0);
  g_array_set_size (chronicle->gained_lines, 0);
  g_array_set_size (chronicle->deals, 0);
  return n;
}
