/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows the last export had, so that the next one need not be read where it is the same.
 *
 * The next export of a million deals repeats most rows letter by letter. Of each row that was read without a remark the hash of its
 * text is kept, with its deal and a hash of all that the book held of that deal afterwards. A row with a hash that is known, of a deal
 * that still is as it was, would change nothing: it need not be split, read, linked and compared, only counted. What the
 * row means depends on more than its text, so the memory is only good in the same context: the same columns read the same
 * way, the same stages, people, accounts, products and fields. Everything else makes the reader take the long way, which
 * always leads to the same: an edit, an undo or another import of a deal shows in its state; rows of the same deal, rows with an
 * alias, without an id, rejected or set aside are never kept.
 *
 * Hashes are XXH3 (Collet, 2019), 64 bits, with a random seed for each memory: two different rows of a million are taken for
 * the same once in 18 million imports, and nobody can make such rows. The memory is a block of bytes in the machine's order
 * that stays with the project; losing it costs time alone. */

#include "import/bw-row-memory.h"

#include "core/bw-exchange.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Another number makes programs ignore what others have kept. */
#define MEMORY_FORM G_GUINT64_CONSTANT (0x31524f5742770002)

typedef struct
{
  guint64 form;
  guint64 seed;
  guint64 context;
  double  share_scale;
  guint64 n;
} Head;

enum
{
  HEAD_TRACES = 2,           /* the head stands in the room of so many traces, so that these can be collected behind it */
  PROGRESS_TRACES = 1 << 15, /* between two signs of it */
};

G_STATIC_ASSERT (sizeof (Head) <= HEAD_TRACES * sizeof (BwRowTrace));

struct _BwRowMemory
{
  const BwBook     *book;  /* not owned */
  BwDeals           deals; /* those of the book before anything was read, and the texts, as recalling goes on beside the reading */
  BwPool            texts;
  Head              head; /* of what is remembered */
  GBytes           *bytes;
  const BwRowTrace *traces; /* (array length=head.n) */
  guint32          *slots;  /* (nullable): trace + 1 by hash; made at need */
  gsize             mask;
  gint64            next;  /* the trace that is likely to be asked for: files keep their order, or turn it round */
  gint64            step;  /* 1 or -1, which of it they do */
  guint8           *taken; /* for each deal, whether a row of the file was recalled as its */
  guint             n_deals;
  GArray           *known;                        /* guint32: traces that were recalled */
  GArray           *kept;                         /* BwRowTrace, without states; room for the head before */
  GArray           *kept_behind;                  /* guint: for each, how many rows were recalled before it in the file */
  char              decimals[BW_N_IMPORT_FIELDS]; /* as the file was read when it began */
  BwDateOrder       orders[BW_N_IMPORT_FIELDS];
};

/* ---- Context ---- */

static guint64
mix (guint64     sum,
     const void *data,
     gsize       n)
{
  return XXH3_64bits_withSeed (data, n, sum);
}

static guint64
mix_text (guint64     sum,
          const char *text)
{
  return mix (sum, text, strlen (text) + 1);
}

#define MIX(sum, value) mix ((sum), &(value), sizeof (value))

/* What the tables say by which rows are linked. */
static guint64
mix_book (guint64       sum,
          const BwBook *book,
          BwDate        rate_day)
{
  g_autoptr (GArray) rates = bw_exchange_list (book);

  sum = mix_text (sum, book->currency);
  for (guint i = 0; i < rates->len; i++)
    {
      const char *code = g_array_index (rates, BwExchangeRate, i).code;
      double      rate = bw_exchange_rate (book, code, rate_day);

      sum = mix_text (sum, code);
      sum = MIX (sum, rate);
    }
  for (guint i = 0; i < book->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (book, i);

      sum = mix_text (sum, bw_book_text (book, stage->name));
      sum = MIX (sum, stage->order);
      sum = MIX (sum, stage->kind);
      sum = MIX (sum, stage->category);
      sum = MIX (sum, stage->probability);
      sum = MIX (sum, stage->mapped);
    }
  for (guint i = 0; i < book->people->len; i++)
    {
      sum = mix_text (sum, bw_book_text (book, bw_book_person (book, i)->ref));
      sum = mix_text (sum, bw_book_text (book, bw_book_person (book, i)->name));
      sum = MIX (sum, bw_book_person (book, i)->merged);
    }
  for (guint i = 0; i < book->accounts->len; i++)
    {
      sum = mix_text (sum, bw_book_text (book, bw_book_account (book, i)->ref));
      sum = mix_text (sum, bw_book_text (book, bw_book_account (book, i)->name));
      sum = MIX (sum, bw_book_account (book, i)->merged);
    }
  for (guint i = 0; i < book->products->len; i++)
    {
      sum = mix_text (sum, bw_book_text (book, bw_book_product (book, i)->ref));
      sum = mix_text (sum, bw_book_text (book, bw_book_product (book, i)->name));
      sum = MIX (sum, bw_book_product (book, i)->listed);
      sum = MIX (sum, bw_book_product (book, i)->merged);
    }
  for (guint i = 0; i < book->aliases->len; i++)
    {
      const BwProductAlias *alias = &g_array_index (book->aliases, BwProductAlias, i);

      sum = mix_text (sum, bw_book_text (book, alias->alias));
      sum = MIX (sum, alias->product);
      sum = MIX (sum, alias->confirmed);
    }
  for (guint i = 0; i < book->fields->len; i++)
    {
      const BwCustomField *field = &g_array_index (book->fields, BwCustomField, i);

      sum = mix_text (sum, bw_book_text (book, field->name));
      sum = MIX (sum, field->type);
    }
  return sum;
}

static guint64
hash_context (const BwBook    *book,
              const BwSource  *source,
              const GPtrArray *own,
              guint64          seed)
{
  char    punctuation[2] = { bw_csv_reader_get_delimiter (source->reader), bw_csv_reader_get_quote (source->reader) };
  guint64 sum = MIX (seed, punctuation);

  for (guint i = 0; i < source->headers->len; i++)
    sum = mix_text (sum, g_ptr_array_index (source->headers, i));
  for (guint i = 0; i < source->fates->len; i++)
    {
      const BwColumnFate *fate = g_ptr_array_index (source->fates, i);

      sum = MIX (sum, fate->field);
      sum = MIX (sum, fate->custom);
      sum = MIX (sum, fate->type);
    }
  for (guint i = 0; i < own->len; i++)
    {
      const BwOwnColumn *column = g_ptr_array_index (own, i);

      sum = MIX (sum, column->index);
      sum = MIX (sum, column->type);
      sum = MIX (sum, column->decimal);
      sum = MIX (sum, column->order);
    }
  sum = mix_text (sum, source->mapping.profile);
  sum = MIX (sum, source->mapping.columns);
  sum = MIX (sum, source->decimals);
  sum = MIX (sum, source->orders);
  sum = MIX (sum, source->from_1904);
  sum = MIX (sum, source->take_long);
  return mix_book (sum, book, source->rate_day);
}

/* ---- State ---- */

/* A hash of all that @deals hold of @deal. Texts count by what they say: where they stand may change. */
static guint64
hash_state (const BwDeals *deals,
            const BwPool  *pool,
            guint          deal,
            guint64        seed)
{
  const BwText texts[] = { deals->ref[deal], deals->name[deal], deals->next_step[deal], deals->region[deal], deals->type[deal],
                           deals->source[deal] };
  const gint64 numbers[] = { deals->key[deal], deals->amount[deal], deals->owner[deal], deals->account[deal],
                             deals->product[deal], deals->created[deal], deals->appeared[deal], deals->close[deal],
                             deals->stage_since[deal], deals->activity[deal], deals->stage[deal], deals->probability[deal],
                             deals->pushes[deal], deals->category[deal], deals->flags[deal] };
  guint64      sum = MIX (seed, numbers);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    sum = mix_text (sum, bw_pool_get (pool, texts[i]));
  for (guint i = 0; i < deals->n_custom; i++)
    {
      gint64 value = bw_custom_column_get (&deals->custom[i], deal);

      if (deals->custom[i].type == BW_TYPE_TEXT)
        sum = mix_text (sum, bw_pool_get (pool, (BwText)value));
      else
        sum = MIX (sum, value);
    }
  return sum;
}

/* ---- Recalling ---- */

/* Returns: (transfer full): the memory for reading @source with its columns @own into @book, which must outlive it, with what @bytes (nullable), of an
 * earlier one, hold when that is good here. */
BwRowMemory *
bw_row_memory_new (const BwBook    *book,
                   const BwSource  *source,
                   const GPtrArray *own,
                   GBytes          *bytes)
{
  BwRowMemory  *memory = g_new0 (BwRowMemory, 1);
  gsize         n = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &n) : NULL;

  memory->book = book;
  memcpy (memory->decimals, source->decimals, sizeof memory->decimals);
  memcpy (memory->orders, source->orders, sizeof memory->orders);
  bw_deals_share (&book->deals, &memory->deals);
  bw_pool_copy (&book->texts, &memory->texts);
  memory->n_deals = book->deals.n;
  memory->taken = g_new0 (guint8, MAX (book->deals.n, 1));
  memory->known = g_array_new (FALSE, FALSE, sizeof (guint32));
  memory->kept = g_array_new (FALSE, TRUE, sizeof (BwRowTrace));
  memory->kept_behind = g_array_new (FALSE, FALSE, sizeof (guint));
  memory->step = 1;
  g_array_set_size (memory->kept, HEAD_TRACES);
  if (n >= HEAD_TRACES * sizeof (BwRowTrace))
    memcpy (&memory->head, data, sizeof (Head));
  /* Cells that stand above a row, and stages of other pipelines, say what it means, too. */
  if (source->layout->n_groups == 0 && !bw_source_has (source, BW_IMPORT_PIPELINE) && memory->head.form == MEMORY_FORM &&
      memory->head.n == n / sizeof (BwRowTrace) - HEAD_TRACES &&
      memory->head.context == hash_context (book, source, own, memory->head.seed))
    {
      memory->bytes = g_bytes_ref (bytes);
      memory->traces = (const BwRowTrace *)(const void *)data + HEAD_TRACES;
      return memory;
    }
  memory->head = (Head) { .form = MEMORY_FORM, .seed = (guint64)g_random_int () << 32 | g_random_int () };
  return memory;
}

/* Lets go of the book as it was before: from here on nothing is recalled. */
void
bw_row_memory_end_recalling (BwRowMemory *memory)
{
  bw_deals_clear (&memory->deals);
  if (memory->texts.bytes != NULL)
    bw_pool_clear (&memory->texts);
  g_clear_pointer (&memory->slots, g_free);
}

/* Frees @memory (transfer full) (nullable). */
void
bw_row_memory_free (BwRowMemory *memory)
{
  if (memory == NULL)
    return;
  bw_row_memory_end_recalling (memory);
  g_clear_pointer (&memory->bytes, g_bytes_unref);
  g_free (memory->taken);
  g_array_unref (memory->known);
  g_clear_pointer (&memory->kept, g_array_unref);
  g_array_unref (memory->kept_behind);
  g_free (memory);
}

/* Whether @source is still read as when the first row was recalled: what a later row tells may change how all are read. */
gboolean
bw_row_memory_is_apt (const BwRowMemory *memory,
                      const BwSource    *source)
{
  return memory->known->len == 0 || (memcmp (memory->decimals, source->decimals, sizeof memory->decimals) == 0 &&
                                     memcmp (memory->orders, source->orders, sizeof memory->orders) == 0);
}

/* The hash of a row's @text, of @n bytes; never 0. */
guint64
bw_row_memory_hash (const BwRowMemory *memory,
                    const char        *text,
                    gsize              n)
{
  guint64 hash = XXH3_64bits_withSeed (text, n, memory->head.seed);

  return hash != 0 ? hash : 1;
}

static void
index_traces (BwRowMemory *memory)
{
  gsize size = 64;

  while (size < memory->head.n * 2)
    size *= 2;
  memory->mask = size - 1;
  memory->slots = g_new0 (guint32, size);
  for (guint32 i = 0; i < memory->head.n; i++)
    {
      gsize at = memory->traces[i].row & memory->mask;

      while (memory->slots[at] != 0)
        at = (at + 1) & memory->mask;
      memory->slots[at] = i + 1;
    }
}

/* The trace of @row; -1 for none. Looked for where it would be if nothing came or went, or one row did; before the first is
 * found, at the end, too. */
static gint64
find_trace (BwRowMemory *memory,
            guint64      row)
{
  const gint64 places[] = { memory->next, memory->next + memory->step, memory->next - memory->step,
                            memory->known->len == 0 ? (gint64)memory->head.n - 1 - memory->next : -1 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] >= 0 && places[i] < (gint64)memory->head.n && memory->traces[places[i]].row == row)
      return places[i];
  if (memory->slots == NULL)
    index_traces (memory);
  for (gsize at = row & memory->mask; memory->slots[at] != 0; at = (at + 1) & memory->mask)
    if (memory->traces[memory->slots[at] - 1].row == row)
      return memory->slots[at] - 1;
  return -1;
}

/* Whether there is any row to recall. */
gboolean
bw_row_memory_can_recall (const BwRowMemory *memory)
{
  return memory->head.n > 0;
}

/* Whether the row with the hash @row would change nothing; then it counts as read. */
gboolean
bw_row_memory_recall (BwRowMemory *memory,
                      guint64      row)
{
  gint64            found;
  const BwRowTrace *trace;
  guint32           index;

  if (memory->head.n == 0)
    return FALSE;
  found = find_trace (memory, row);
  if (found < 0)
    {
      /* In the same order, this is where the row that it became stood. */
      memory->next += memory->step;
      return FALSE;
    }
  if (memory->known->len > 0)
    memory->step = found < g_array_index (memory->known, guint32, memory->known->len - 1) ? -1 : 1;
  else if (memory->next < (gint64)memory->head.n / 2 && found > (gint64)memory->head.n / 2)
    memory->step = -1;
  memory->next = found + memory->step;
  trace = &memory->traces[found];
  if (trace->deal >= memory->n_deals || memory->taken[trace->deal] ||
      hash_state (&memory->deals, &memory->texts, trace->deal, memory->head.seed) != trace->state)
    return FALSE;
  memory->taken[trace->deal] = TRUE;
  index = (guint32)found;
  g_array_append_val (memory->known, index);
  return TRUE;
}

/* How many rows were recalled. */
guint
bw_row_memory_n_recalled (const BwRowMemory *memory)
{
  return memory->known->len;
}

/* The deal that the @nth row (0 for the first) behind the first @n_known rows that were recalled was likely to be of, as in the same order
 * it stands where that deal's row stood; -1 for none. To be called when all rows were read. */
gint64
bw_row_memory_guess (const BwRowMemory *memory,
                     guint              n_known,
                     guint              nth)
{
  gint64 at = nth;

  if (n_known > memory->known->len)
    return -1;
  if (n_known > 0)
    at = g_array_index (memory->known, guint32, n_known - 1) + memory->step * ((gint64)nth + 1);
  else if (memory->step < 0)
    at = (gint64)memory->head.n - 1 - at;
  return at >= 0 && at < (gint64)memory->head.n && memory->traces[at].deal < memory->n_deals ? (gint64)memory->traces[at].deal : -1;
}

/* The same for a file whose rows stand in the order of the deals, or the other way round: how far the row stands behind the last
 * one that was recalled, so far its deal stands from that one's. A row of which nothing was kept is found so, too. */
gint64
bw_row_memory_guess_beside (const BwRowMemory *memory,
                            guint              n_known,
                            guint              nth)
{
  gint64 deal;

  if (n_known == 0 || n_known > memory->known->len)
    return -1;
  deal = (gint64)bw_row_memory_get_recalled (memory, n_known - 1)->deal + memory->step * ((gint64)nth + 1);
  return deal >= 0 && deal < (gint64)memory->n_deals ? deal : -1;
}

/* Returns: (transfer none): the trace of the @i-th row that was recalled. */
const BwRowTrace *
bw_row_memory_get_recalled (const BwRowMemory *memory,
                            guint              i)
{
  return &memory->traces[g_array_index (memory->known, guint32, i)];
}

/* What the probabilities of the file that is remembered were multiplied with. */
double
bw_row_memory_get_share_scale (const BwRowMemory *memory)
{
  return memory->head.share_scale;
}

/* ---- Keeping ---- */

/* Keeps that the row with the hash @row, which stands behind the first @n_known rows that were recalled, led to what the book holds of
 * @deal when all is read. */
void
bw_row_memory_keep (BwRowMemory *memory,
                    guint64      row,
                    guint        deal,
                    gboolean     above_one,
                    BwDate       event,
                    guint        n_known)
{
  BwRowTrace trace = { .row = row, .deal = deal, .above_one = above_one != 0, .event = event };

  g_array_append_val (memory->kept, trace);
  if (memory->head.n > 0)
    g_array_append_val (memory->kept_behind, n_known);
}

/* Returns: (transfer full): the traces that were recalled and those that were kept, in the order of the file, in which the next one is likely
 * to be, behind room for the head. */
static GArray *
join_traces (const BwRowMemory *memory)
{
  guint       n_known = memory->known->len, n_kept = memory->kept->len - HEAD_TRACES;
  GArray     *joined = g_array_sized_new (FALSE, TRUE, sizeof (BwRowTrace), HEAD_TRACES + n_known + n_kept);
  BwRowTrace *trace;

  g_array_set_size (joined, HEAD_TRACES + n_known + n_kept);
  trace = &g_array_index (joined, BwRowTrace, HEAD_TRACES);
  for (guint known = 0, kept = 0; known < n_known || kept < n_kept;)
    if (kept == n_kept || (known < n_known && g_array_index (memory->kept_behind, guint, kept) > known))
      *trace++ = *bw_row_memory_get_recalled (memory, known++);
    else
      *trace++ = g_array_index (memory->kept, BwRowTrace, HEAD_TRACES + kept++);
  return joined;
}

/* Returns: (transfer full) (nullable): what the next import of such a file needs, once; %NULL when @progress stopped it. The book
 * holds what was read. */
GBytes *
bw_row_memory_finish (BwRowMemory     *memory,
                      const BwSource  *source,
                      const GPtrArray *own,
                      double           share_scale,
                      BwProgress       progress,
                      gpointer         progress_data)
{
  GArray *traces = memory->kept;
  guint   n_kept = memory->kept->len - HEAD_TRACES, n_known = memory->known->len;
  Head    head = memory->head;
  char   *bytes;
  gsize   size;

  for (guint i = 0; i < n_kept; i++)
    {
      BwRowTrace *trace = &g_array_index (memory->kept, BwRowTrace, HEAD_TRACES + i);

      if (i % PROGRESS_TRACES == 0 && !progress (0, progress_data))
        return NULL;
      trace->state = hash_state (&memory->book->deals, &memory->book->texts, trace->deal, head.seed);
    }
  head.context = hash_context (memory->book, source, own, head.seed);
  head.share_scale = share_scale;
  head.n = (guint64)n_known + n_kept;
  if (n_known > 0)
    traces = join_traces (memory);
  memcpy (traces->data, &head, sizeof head);
  bytes = g_array_steal (traces, NULL);
  size = (HEAD_TRACES + head.n) * sizeof (BwRowTrace);
  if (traces != memory->kept)
    g_array_unref (traces);
  return g_bytes_new_take (bytes, size);
}
