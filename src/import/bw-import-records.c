/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the rows of a file of records into the book.
 *
 * The same file twice changes nothing, and a later export updates what it changed. A row is found again by its id; where
 * it has none, by what it is about (its day, deal, account, product, name and group), all of which stays when an amount or
 * a status changes. Several records may share either: of these the one that says exactly the same is taken, else for lines
 * of an order the one of the same product, else the first that the file has not had yet.
 *
 * An id that the file has had already is an exact duplicate, which is set aside, another line of the same order, or a
 * contradiction, which is rejected.
 *
 * Two hash tables of record numbers with chains: of those that the file has not had yet, and of those that it has. A record
 * goes from one to the other, so that rows which many records are about are still found at the head of a chain. What is
 * hashed is never copied. O(rows + records of the kind). */

#include "import/bw-record-draft.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  FIRST_SIZE = 1024,
  MAX_HAD = 64, /* records that the file has had and that a row is compared with */
};

/* A record of the kind that is read. */
typedef struct
{
  guint64 hash;
  guint32 record;
  guint32 next; /* entry + 1, 0 none */
} Entry;

typedef struct
{
  guint32 *slots; /* entry + 1, 0 none */
  guint64  mask;
  guint    n;
} Table;

typedef struct
{
  BwRecordReading reading;
  BwBook         *book;
  BwImportRun    *run;
  BwSource       *source;
  GArray         *entries; /* Entry */
  Table           waiting; /* not had yet in the file */
  Table           had;
  BwText          last[BW_N_RECORD_TEXTS]; /* labels that were interned last */
  guint           n_duplicates, n_alike;
  guint64         first_duplicate; /* line */
} Merge;

/* The labels among the texts. */
static const gboolean is_label[BW_N_RECORD_TEXTS] = {
  [BW_RECORD_TYPE] = TRUE,
  [BW_RECORD_STATUS] = TRUE,
  [BW_RECORD_GROUP] = TRUE,
  [BW_RECORD_STATE] = TRUE,
  [BW_RECORD_POSTAL] = TRUE,
};

/* Whether several rows with one id are several lines of one thing. */
static gboolean
has_lines (BwRecordKind kind)
{
  return kind == BW_RECORD_SALE || kind == BW_RECORD_LINE_ITEM;
}

/* ---- Finding records again ---- */

static guint64
mix (guint64 hash,
     guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

static guint64
mix_text (guint64     hash,
          const char *text)
{
  for (; *text != '\0'; text++)
    hash = (hash ^ (guint8)*text) * G_GUINT64_CONSTANT (1099511628211);
  return mix (hash, 1);
}

static guint64
mix_link (guint64     hash,
          gint32      index,
          const char *ref)
{
  return index >= 0 ? mix (hash, (guint32)index) : mix_text (hash, ref);
}

/* What a record is known by: @texts are those of @record. */
static guint64
hash_of (const BwRecord    *record,
         const char *const *texts)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  if (*texts[BW_RECORD_REF] != '\0')
    return mix_text (hash, texts[BW_RECORD_REF]);
  hash = mix (hash, (guint32)(record->date != BW_DATE_NONE ? record->date : record->due));
  hash = mix_link (hash, record->deal, texts[BW_RECORD_DEAL_REF]);
  hash = mix_link (hash, record->account, texts[BW_RECORD_ACCOUNT_REF]);
  hash = mix_link (hash, record->product, texts[BW_RECORD_PRODUCT_REF]);
  return mix_text (mix_text (hash, texts[BW_RECORD_NAME]), texts[BW_RECORD_GROUP]);
}

static void
texts_of (const BwBook   *book,
          const BwRecord *record,
          const char     *texts[BW_N_RECORD_TEXTS])
{
  for (guint i = 0; i < BW_N_RECORD_TEXTS; i++)
    texts[i] = bw_book_text (book, *bw_record_text ((BwRecord *)record, i));
}

/* Puts entry number @at at the head of its chain. */
static void
link_entry (Merge *merge,
            Table *table,
            guint  at)
{
  Entry   *entry = &g_array_index (merge->entries, Entry, at);
  guint32 *slot = &table->slots[entry->hash & table->mask];

  entry->next = *slot;
  *slot = at + 1;
  table->n++;
}

static void
allocate (Table  *table,
          guint64 expected)
{
  guint64 size = FIRST_SIZE;

  while (size < expected * 2)
    size *= 2;
  table->slots = g_new0 (guint32, size);
  table->mask = size - 1;
  table->n = 0;
}

/* Puts entry number @at among those that the file has had. */
static void
note_had (Merge *merge,
          guint  at)
{
  Table *table = &merge->had, old = *table;

  if ((guint64)table->n * 2 > table->mask)
    {
      allocate (table, (old.mask + 1) * 2);
      for (guint64 slot = 0; slot <= old.mask; slot++)
        for (guint32 next, i = old.slots[slot]; i != 0; i = next)
          {
            next = g_array_index (merge->entries, Entry, i - 1).next;
            link_entry (merge, table, i - 1);
          }
      g_free (old.slots);
    }
  link_entry (merge, table, at);
}

/* Takes the entry that *@link stands for out of its chain, and puts it among those that the file has had. */
static void
take_waiting (Merge   *merge,
              guint32 *link)
{
  guint at = *link - 1;

  *link = g_array_index (merge->entries, Entry, at).next;
  note_had (merge, at);
}

static void
index_records (Merge *merge)
{
  const BwBook *book = merge->book;

  merge->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < book->records->len; i++)
    {
      const BwRecord *record = bw_book_record (book, i);
      const char     *texts[BW_N_RECORD_TEXTS];
      Entry           entry = { 0, i, 0 };

      if (record->kind != merge->reading.kind)
        continue;
      texts_of (book, record, texts);
      entry.hash = hash_of (record, texts);
      g_array_append_val (merge->entries, entry);
    }
  allocate (&merge->waiting, merge->entries->len);
  allocate (&merge->had, merge->entries->len);
  /* From the end, so that the first stands at the head. */
  for (guint i = merge->entries->len; i > 0; i--)
    link_entry (merge, &merge->waiting, i - 1);
}

/* Whether @a and @b name the same row, of which one may not be there yet. */
static gboolean
same_link (gint32      a,
           const char *a_ref,
           gint32      b,
           const char *b_ref)
{
  return a == b && (a >= 0 || strcmp (a_ref, b_ref) == 0);
}

/* Whether @record is about the same as @draft, whatever it says of it. */
static gboolean
is_about (const BwBook        *book,
          const BwRecord      *record,
          const BwRecordDraft *draft)
{
  const char *texts[BW_N_RECORD_TEXTS];

  texts_of (book, record, texts);
  if (strcmp (texts[BW_RECORD_REF], draft->texts[BW_RECORD_REF]) != 0)
    return FALSE;
  if (*texts[BW_RECORD_REF] != '\0' && !has_lines (record->kind))
    return TRUE;
  if (!same_link (record->product, texts[BW_RECORD_PRODUCT_REF], draft->record.product, draft->texts[BW_RECORD_PRODUCT_REF]))
    return FALSE;
  if (*texts[BW_RECORD_REF] != '\0')
    return TRUE;
  return record->date == draft->record.date && strcmp (texts[BW_RECORD_NAME], draft->texts[BW_RECORD_NAME]) == 0 &&
         strcmp (texts[BW_RECORD_GROUP], draft->texts[BW_RECORD_GROUP]) == 0 &&
         same_link (record->deal, texts[BW_RECORD_DEAL_REF], draft->record.deal, draft->texts[BW_RECORD_DEAL_REF]) &&
         same_link (record->account, texts[BW_RECORD_ACCOUNT_REF], draft->record.account, draft->texts[BW_RECORD_ACCOUNT_REF]) &&
         (record->date != BW_DATE_NONE || record->due == draft->record.due);
}

static gboolean
same_number (double a,
             double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Whether @record says exactly what @draft says. */
static gboolean
is_equal (const BwBook        *book,
          const BwRecord      *record,
          const BwRecordDraft *draft)
{
  const BwRecord *other = &draft->record;

  if (record->amount != other->amount || !same_number (record->quantity, other->quantity) || record->deal != other->deal ||
      record->account != other->account || record->product != other->product || record->person != other->person ||
      record->date != other->date || record->due != other->due || record->created != other->created ||
      record->phase != other->phase)
    return FALSE;
  for (guint i = 0; i < BW_N_RECORD_TEXTS; i++)
    if (strcmp (bw_book_text (book, *bw_record_text ((BwRecord *)record, i)), draft->texts[i]) != 0)
      return FALSE;
  return TRUE;
}

/* What was found for a row. */
typedef struct
{
  guint32 *equal;       /* (nullable): the link to what says the same, not had yet in the file */
  guint32 *about;       /* (nullable): to what is about the same, not had yet */
  gboolean duplicate;   /* something that was had says the same */
  gboolean contradicts; /* something that was had is about the same and says otherwise */
} Found;

static void
find_waiting (Merge               *merge,
              const BwRecordDraft *draft,
              guint64              hash,
              Found               *found)
{
  guint32 *link = &merge->waiting.slots[hash & merge->waiting.mask];

  while (*link != 0 && found->equal == NULL)
    {
      Entry          *entry = &g_array_index (merge->entries, Entry, *link - 1);
      const BwRecord *record = bw_book_record (merge->book, entry->record);

      if (entry->hash == hash && is_about (merge->book, record, draft))
        {
          if (is_equal (merge->book, record, draft))
            found->equal = link;
          else if (found->about == NULL)
            found->about = link;
        }
      link = &entry->next;
    }
}

static void
find_had (Merge               *merge,
          const BwRecordDraft *draft,
          guint64              hash,
          Found               *found)
{
  guint32 at = merge->had.slots[hash & merge->had.mask];

  for (guint n = 0; at != 0 && n < MAX_HAD && !found->duplicate;)
    {
      Entry          *entry = &g_array_index (merge->entries, Entry, at - 1);
      const BwRecord *record = bw_book_record (merge->book, entry->record);

      at = entry->next;
      if (entry->hash != hash || !is_about (merge->book, record, draft))
        continue;
      n++;
      if (is_equal (merge->book, record, draft))
        found->duplicate = TRUE;
      else
        found->contradicts = TRUE;
    }
}

/* ---- Taking rows over ---- */

static BwText
keep_text (Merge      *merge,
           guint       which,
           const char *value)
{
  BwPool *texts = &merge->book->texts;

  if (*value == '\0')
    return 0;
  if (!is_label[which])
    return bw_pool_add (texts, value, -1);
  if (strcmp (bw_pool_get (texts, merge->last[which]), value) != 0)
    merge->last[which] = bw_pool_intern (texts, value);
  return merge->last[which];
}

static void
add_record (Merge               *merge,
            const BwRecordDraft *draft,
            guint64              hash)
{
  BwRecord record = draft->record;
  Entry    entry = { hash, 0, 0 };

  record.key = bw_book_random_key ();
  record.import = merge->run->import;
  for (guint i = 0; i < BW_N_RECORD_TEXTS; i++)
    *bw_record_text (&record, i) = keep_text (merge, i, draft->texts[i]);
  g_array_append_val (merge->book->records, record);
  entry.record = merge->book->records->len - 1;
  g_array_append_val (merge->entries, entry);
  note_had (merge, merge->entries->len - 1);
  merge->source->summary->n_new++;
}

static void
update_record (Merge               *merge,
               guint                index,
               const BwRecordDraft *draft)
{
  BwRecord *record = bw_book_record (merge->book, index);
  BwRecord  after = draft->record;

  after.key = record->key;
  after.import = record->import;
  for (guint i = 0; i < BW_N_RECORD_TEXTS; i++)
    {
      BwText old = *bw_record_text (record, i);

      *bw_record_text (&after, i) = strcmp (bw_book_text (merge->book, old), draft->texts[i]) == 0
                                      ? old
                                      : keep_text (merge, i, draft->texts[i]);
    }
  *record = after;
  bw_delta_mark (merge->run->delta, BW_TABLE_RECORDS, index);
  merge->source->summary->n_changed++;
}

static void
merge_row (Merge               *merge,
           const BwCsvRow      *row,
           const BwRecordDraft *draft)
{
  guint64  hash = hash_of (&draft->record, draft->texts);
  Found    found = { NULL };
  gboolean has_ref = *draft->texts[BW_RECORD_REF] != '\0', is_series = merge->reading.kind == BW_RECORD_SERIES;

  find_waiting (merge, draft, hash, &found);
  if (found.equal == NULL)
    find_had (merge, draft, hash, &found);
  if (found.equal != NULL)
    {
      take_waiting (merge, found.equal);
      merge->source->summary->n_unchanged++;
    }
  else if (found.duplicate && (is_series || (has_ref && !has_lines (merge->reading.kind))))
    {
      if (merge->n_duplicates++ == 0)
        merge->first_duplicate = row->line;
      merge->source->summary->n_set_aside++;
      merge->source->summary->rows--;
    }
  else if (found.contradicts && has_ref && !has_lines (merge->reading.kind))
    bw_source_reject (merge->source, row, BW_IMPORT_ID, _ ("The id stands in the file before, with other values."));
  else if (found.contradicts && is_series)
    bw_source_reject (merge->source, row, BW_IMPORT_DATE, _ ("The day stands in the file before, with another value."));
  else if (found.about != NULL)
    {
      update_record (merge, g_array_index (merge->entries, Entry, *found.about - 1).record, draft);
      take_waiting (merge, found.about);
    }
  else
    {
      merge->n_alike += found.duplicate;
      add_record (merge, draft, hash);
    }
}

static void
add_notes (Merge *merge)
{
  bw_record_reading_add_notes (&merge->reading);
  if (merge->n_duplicates > 0)
    bw_source_note (merge->source,
                    ngettext ("%u row is exactly like another (line %" PRIu64 ") and was set aside.",
                              "%u rows are exactly like others, the first on line %" PRIu64 ", and were set aside.",
                              merge->n_duplicates),
                    merge->n_duplicates, merge->first_duplicate);
  if (merge->n_alike > 0)
    bw_source_note (merge->source,
                    ngettext ("%u row without an id of its own is exactly like another; both were kept.",
                              "%u rows without an id of their own are exactly like others; all were kept.", merge->n_alike),
                    merge->n_alike);
}

/* The project's currency is that of its first amounts. */
static void
adopt_currency (Merge *merge)
{
  BwBook     *book = merge->book;
  BwSource   *source = merge->source;
  int         column = source->mapping.columns[BW_IMPORT_CURRENCY];
  const char *code = NULL;

  if (column < 0 || book->deals.n > 0 || book->quotas->len > 0 || book->records->len > 0 || book->products->len > 0)
    return;
  for (guint r = 0; r < source->head->len; r++)
    {
      char **cells = g_ptr_array_index (source->head, r);

      if ((guint)column >= g_strv_length (cells) || bw_value_is_missing (cells[column]))
        continue;
      if (!bw_value_is_currency (cells[column]) || (code != NULL && g_ascii_strcasecmp (code, cells[column]) != 0))
        return;
      code = cells[column];
    }
  if (code == NULL || g_ascii_strcasecmp (code, book->currency) == 0)
    return;
  for (guint i = 0; i < 3; i++)
    book->currency[i] = g_ascii_toupper (code[i]);
  merge->run->delta->organisation = TRUE;
  bw_source_note (source, _ ("All amounts are in %s, which is now the project's currency."), book->currency);
}

static BwRecordKind
kind_of (BwImportKind kind)
{
  switch ((int)kind)
    {
    case BW_KIND_CONTACTS:
      return BW_RECORD_CONTACT;
    case BW_KIND_LINE_ITEMS:
      return BW_RECORD_LINE_ITEM;
    case BW_KIND_PAYMENTS:
      return BW_RECORD_PAYMENT;
    case BW_KIND_CONTRACTS:
      return BW_RECORD_CONTRACT;
    case BW_KIND_DELIVERIES:
      return BW_RECORD_DELIVERY;
    case BW_KIND_COSTS:
      return BW_RECORD_COST;
    case BW_KIND_SALES:
      return BW_RECORD_SALE;
    case BW_KIND_SERIES:
      return BW_RECORD_SERIES;
    case BW_KIND_ACTIVITIES:
    default:
      return BW_RECORD_ACTIVITY;
    }
}

/* Reads activities, line items, contacts, payments, contracts, deliveries, costs, sales or series. */
gboolean
bw_import_records (BwImportRun *run,
                   BwSource    *source,
                   GError     **error)
{
  Merge         merge = { .book = run->book, .run = run, .source = source };
  GError       *problem = NULL;
  BwCsvRow      row;
  BwRecordDraft draft;

  adopt_currency (&merge);
  bw_record_reading_init (&merge.reading, run, source, kind_of (source->mapping.kind));
  bw_book_make_records_writable (run->book);
  index_records (&merge);
  while (bw_source_next (source, &row, &problem))
    if (bw_record_reading_row (&merge.reading, &row, &draft))
      merge_row (&merge, &row, &draft);
  add_notes (&merge);
  bw_record_reading_clear (&merge.reading);
  g_array_unref (merge.entries);
  g_free (merge.waiting.slots);
  g_free (merge.had.slots);
  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL;
}
