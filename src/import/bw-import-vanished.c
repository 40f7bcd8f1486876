/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of deals that exports lack.
 *
 * A deal vanishes only from exports that should hold it: those with the same set of column names as earlier ones that held
 * it. Files of one day with the same column names are one export in parts; so are files without a day of their own that are
 * imported together and have no deal in common. What the user says, now or before of such files, decides. Else an export
 * that lacks at most a fifth of what the earlier ones held is taken as the same report later on: what it lacks is gone.
 * One that lacks more is another selection, and so is one that lacks all deals of some owners, regions, types, products or
 * accounts and no deal of others, or all that are closed: nothing is then said of what it lacks.
 *
 * A row that could not be taken says nothing of its deal, but that the file has it: it is neither shown nor missing.
 *
 * What vanished is evidence like any other ("not there at the end of day D") and goes through the chronicle, so that
 * exports may come in any order: after each import the exports behind the new ones are looked at again. Sets of deals
 * are bits: O(exports x deals / 8), and the deals that are missing. */

#include "core/bw-choice.h"
#include "core/bw-chronicle.h"
#include "core/bw-deal-value.h"
#include "import/bw-import-run.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  FEW = 5,            /* one in so many may be missing */
  FILTER_MISSING = 3, /* fewer may lack some owners by chance */
};

/* The parts of one export. */
typedef struct
{
  BwDate   day;
  GArray  *imports; /* gint32 */
  guint8  *covered;
  guint8  *refused; /* (nullable): a bit for each deal whose row could not be taken */
  gboolean complete;
  gboolean is_new; /* a part is from this run */
} Export;

typedef struct
{
  BwImportRun *run;
  BwSource   **sources; /* of the imports from @first on */
  guint        n;
  guint        first;
  gsize        size; /* bytes of a set of deals */
  guint8      *held; /* the deals that earlier exports held */
} Settling;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_array_unref (export->imports);
  g_free (export->covered);
  g_free (export->refused);
  g_free (export);
}

static BwImportRecord *
record_of (const Settling *settling,
           gint32          import)
{
  return &g_array_index (settling->run->book->imports, BwImportRecord, import);
}

static gboolean
overlap (const guint8 *a,
         const guint8 *b,
         gsize         size)
{
  for (gsize i = 0; i < size; i++)
    if (a[i] & b[i])
      return TRUE;
  return FALSE;
}

static void
add_part (const Settling *settling,
          Export *export,
          const BwView *view)
{
  gsize size = MIN (settling->size, (gsize)view->n / 8 + 1);

  export->day = MAX (export->day, view->day);
  export->complete |= view->complete;
  export->is_new |= (guint)view->import >= settling->first;
  g_array_append_val (export->imports, view->import);
  for (gsize i = 0; i < size; i++)
    export->covered[i] |= view->covered[i];
  if (view->refused != NULL && export->refused == NULL)
    export->refused = g_malloc0 (settling->size);
  for (gsize i = 0; i < size && view->refused != NULL; i++)
    export->refused[i] |= view->refused[i];
}

/* Whether the file of @import told no day of its own and came in this run. */
static gboolean
is_undated (const Settling *settling,
            gint32          import)
{
  guint at = (guint)import - settling->first;

  return (guint)import >= settling->first && at < settling->n && settling->sources[at]->undated;
}

/* The export among @exports that @view is a part of; a new one when there is none. */
static Export *
find_export (const Settling *settling,
             GPtrArray      *exports,
             const BwView   *view)
{
  Export *export;

  for (guint i = 0; i < exports->len; i++)
    {
      gboolean undated = is_undated (settling, view->import);

      export = g_ptr_array_index (exports, i);
      for (guint part = 0; part < export->imports->len; part++)
        undated = undated && is_undated (settling, g_array_index (export->imports, gint32, part));
      if (export->day == view->day || (undated && !overlap (export->covered, view->covered, MIN (settling->size, view->n / 8 + 1))))
        return export;
    }
  export = g_new0 (Export, 1);
  export->day = view->day;
  export->imports = g_array_new (FALSE, FALSE, sizeof (gint32));
  export->covered = g_malloc0 (settling->size);
  g_ptr_array_add (exports, export);
  return export;
}

static int
compare_exports (gconstpointer a,
                 gconstpointer b)
{
  const Export *x = *(const Export *const *)a, *y = *(const Export *const *)b;

  return x->day < y->day ? -1 : x->day > y->day;
}

/* Returns: (transfer full) (element-type Export): the exports whose column names are @headers, oldest first. */
static GPtrArray *
find_exports (const Settling *settling,
              BwText          headers)
{
  const BwBook *book = settling->run->book;
  const GArray *views = settling->run->views->views;
  GPtrArray    *exports = g_ptr_array_new_with_free_func (free_export);

  for (guint i = 0; i < views->len; i++)
    {
      const BwView *view = &g_array_index (views, BwView, i);

      if (view->covered != NULL &&
          strcmp (bw_book_text (book, record_of (settling, view->import)->headers), bw_book_text (book, headers)) == 0)
        add_part (settling, find_export (settling, exports, view), view);
    }
  g_ptr_array_sort (exports, compare_exports);
  return exports;
}

/* What @field of @deal was at the end of @day. */
static gint64
value_on (const BwBook *book,
          guint         deal,
          BwField       field,
          BwDate        day)
{
  guint           n;
  const BwChange *changes = bw_history_of (&book->history, deal, &n);
  gint64          value = bw_deal_value_get (&book->deals, deal, (guint8)field);

  for (; n > 0 && changes[n - 1].at > day; n--)
    if (changes[n - 1].field == field)
      value = changes[n - 1].old_value;
  return value;
}

/* The deals that were there before and that @export lacks. @n_held: how many were there. Returns: (transfer full)
 * (element-type guint). */
static GArray *
find_missing (const Settling *settling,
              const Export *export,
              guint *n_held)
{
  const BwBook *book = settling->run->book;
  GArray       *missing = g_array_new (FALSE, FALSE, sizeof (guint));

  *n_held = 0;
  for (gsize byte = 0; byte < settling->size; byte++)
    {
      guint8 lacks = settling->held[byte] & (guint8) ~export->covered[byte];

      if (export->refused != NULL)
        lacks &= (guint8) ~export->refused[byte];
      *n_held += (guint)__builtin_popcount (settling->held[byte] & export->covered[byte]);
      for (guint bit = 0; lacks >> bit != 0; bit++)
        {
          guint deal = (guint)byte * 8 + bit;

          if (!(lacks & 1 << bit) || value_on (book, deal, BW_FIELD_PRESENT, export->day) == 0)
            continue;
          g_array_append_val (missing, deal);
          *n_held += 1;
        }
    }
  return missing;
}

/* Whether no value of @field occurs both among the @missing deals and those of @export. */
static gboolean
is_filtered_by (const Settling *settling,
                const Export *export,
                const GArray *missing,
                BwField       field)
{
  const BwBook *book = settling->run->book;
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < missing->len; i++)
    g_hash_table_add (gone, GINT_TO_POINTER ((gint)value_on (book, g_array_index (missing, guint, i), field, export->day)));
  for (gsize byte = 0; byte < settling->size; byte++)
    for (guint bit = 0; export->covered[byte] >> bit != 0; bit++)
      if (export->covered[byte] & 1 << bit)
        {
          any = TRUE;
          if (g_hash_table_contains (gone, GINT_TO_POINTER ((gint)value_on (book, (guint)byte * 8 + bit, field, export->day))))
            return FALSE;
        }
  return any;
}

/* Whether @export holds open deals alone and lacks closed ones alone. */
static gboolean
is_open_only (const Settling *settling,
              const Export *export,
              const GArray *missing)
{
  const BwBook *book = settling->run->book;

  for (guint i = 0; i < missing->len; i++)
    if (bw_book_stage (book, value_on (book, g_array_index (missing, guint, i), BW_FIELD_STAGE, export->day))->kind == BW_STAGE_OPEN)
      return FALSE;
  for (gsize byte = 0; byte < settling->size; byte++)
    for (guint bit = 0; export->covered[byte] >> bit != 0; bit++)
      if (export->covered[byte] & 1 << bit &&
          bw_book_stage (book, value_on (book, (guint)byte * 8 + bit, BW_FIELD_STAGE, export->day))->kind != BW_STAGE_OPEN)
        return FALSE;
  return TRUE;
}

/* Why the missing deals are left alone; %NULL when they are gone. */
static const char *
find_excuse (const Settling *settling,
             const Export *export,
             const GArray *missing,
             guint         n_held)
{
  static const struct
  {
    BwField     field;
    const char *reason;
  } filters[] = {
    { BW_FIELD_OWNER, N_ ("it holds other owners' deals alone") },
    { BW_FIELD_REGION, N_ ("it holds other regions' deals alone") },
    { BW_FIELD_TYPE, N_ ("it holds deals of other types alone") },
    { BW_FIELD_PRODUCT, N_ ("it holds other products' deals alone") },
  };

  if (missing->len * FEW > n_held)
    return _ ("more than a fifth is missing, so that it is another selection");
  if (missing->len < FILTER_MISSING)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (is_filtered_by (settling, export, missing, filters[i].field))
      return _ (filters[i].reason);
  return is_open_only (settling, export, missing) ? _ ("it holds open deals alone") : NULL;
}

/* What the user says of @export, now or as remembered. Remembers what was said now. */
static BwVanished
ask_choices (const Settling *settling,
             const Export *export,
             const char *headers)
{
  BwImportRun     *run = settling->run;
  g_autofree char *name = g_strconcat ("vanished:", headers, NULL);
  const char      *known;
  BwVanished       said = BW_VANISHED_UNSAID;

  for (guint i = 0; i < export->imports->len; i++)
    {
      guint at = (guint)g_array_index (export->imports, gint32, i) - settling->first;

      if ((guint)g_array_index (export->imports, gint32, i) >= settling->first &&
          settling->sources[at]->said->vanished != BW_VANISHED_UNSAID)
        said = settling->sources[at]->said->vanished;
    }
  if (said != BW_VANISHED_UNSAID)
    {
      bw_choice_set (run->book, run->delta, name, said == BW_VANISHED_REMOVED ? "removed" : "outside");
      return said;
    }
  known = bw_choice_get (run->book, name);
  if (known == NULL)
    return BW_VANISHED_UNSAID;
  return g_str_equal (known, "removed") ? BW_VANISHED_REMOVED : BW_VANISHED_OUTSIDE;
}

static gint64
sum_amounts (const BwBook *book,
             const GArray *deals)
{
  gint64 sum = 0;

  for (guint i = 0; i < deals->len; i++)
    {
      gint64 amount = book->deals.amount[g_array_index (deals, guint, i)];

      sum += amount != BW_MONEY_NONE ? amount : 0;
    }
  return sum;
}

/* Notes on the last file of @export what became of the @missing deals; @excuse (nullable): why they were kept. */
static void
tell (const Settling *settling,
      const Export *export,
      const GArray *missing,
      BwVanished    said,
      const char   *excuse)
{
  gint32          import = g_array_index (export->imports, gint32, export->imports->len - 1);
  BwImportRecord *record = record_of (settling, import);
  guint           n = missing->len;
  BwSource       *source;

  if (n == 0)
    return;
  if (excuse == NULL || (guint)import >= settling->first)
    {
      record->n_vanished += n;
      bw_delta_mark (settling->run->delta, BW_TABLE_IMPORTS, (guint)import);
    }
  if ((guint)import < settling->first)
    return;
  source = settling->sources[(guint)import - settling->first];
  source->summary->n_vanished += n;
  source->summary->vanished_amount += sum_amounts (settling->run->book, missing);
  source->summary->vanished_said = said != BW_VANISHED_UNSAID;
  source->summary->vanished = excuse == NULL ? BW_VANISHED_REMOVED : BW_VANISHED_OUTSIDE;
  if (excuse != NULL)
    bw_source_note (source, _ ("%u deals of earlier exports with the same columns are not in this file; they were kept: %s."), n,
                    excuse);
  else
    bw_source_note (source,
                    said == BW_VANISHED_REMOVED
                      ? _ ("%u deals of earlier exports with the same columns are not in this file; as you said, they are gone.")
                      : _ ("%u deals of earlier exports with the same columns are not in this file, which holds the others: they are gone."),
                    n);
}

/* Writes that the @missing deals were not there on the day of @export. */
static void
mark_missing (const Settling *settling,
              const Export *export,
              const GArray *missing)
{
  BwImportRun *run = settling->run;
  gint32       import = g_array_index (export->imports, gint32, export->imports->len - 1);
  BwSighting   sighting = { .day = export->day, .since = BW_DATE_NONE, .modified = BW_DATE_NONE };
  g_autoptr (BwChronicle) chronicle = bw_chronicle_new (run->book, run->delta, run->views, import, FALSE);

  sighting.source = record_of (settling, import)->as_of_source;
  for (guint i = 0; i < missing->len; i++)
    {
      bw_chronicle_begin (chronicle, g_array_index (missing, guint, i));
      bw_chronicle_observe (chronicle, BW_FIELD_PRESENT, &sighting);
      bw_chronicle_end (chronicle);
    }
  bw_chronicle_finish (chronicle, bw_source_go_on, settling->sources[0]);
}

static void
set_complete (const Settling *settling,
              Export *export)
{
  GArray *views = settling->run->views->views;

  export->complete = TRUE;
  for (guint i = 0; i < export->imports->len; i++)
    {
      gint32 import = g_array_index (export->imports, gint32, i);

      record_of (settling, import)->complete = TRUE;
      bw_delta_mark (settling->run->delta, BW_TABLE_IMPORTS, (guint)import);
      for (guint v = 0; v < views->len; v++)
        if (g_array_index (views, BwView, v).import == import)
          g_array_index (views, BwView, v).complete = TRUE;
    }
}

/* Judges what @export lacks, and marks it. */
static void
settle_export (const Settling *settling,
               Export *export,
               const char *headers)
{
  guint       n_held;
  const char *excuse = NULL;
  BwVanished  said = ask_choices (settling, export, headers);
  g_autoptr (GArray) missing = find_missing (settling, export, &n_held);

  if (n_held == 0)
    return;
  if (said == BW_VANISHED_OUTSIDE)
    excuse = _ ("as you said, they are only outside this selection");
  else if (said == BW_VANISHED_UNSAID && !export->complete)
    excuse = find_excuse (settling, export, missing, n_held);
  tell (settling, export, missing, said, excuse);
  if (excuse != NULL)
    return;
  if (!export->complete)
    set_complete (settling, export);
  if (missing->len > 0)
    mark_missing (settling, export, missing);
}

static void
settle_family (Settling *settling,
               BwText    headers)
{
  g_autoptr (GPtrArray) exports = find_exports (settling, headers);
  g_autofree char *name = g_strdup (bw_book_text (settling->run->book, headers));
  gboolean         is_behind = FALSE;

  memset (settling->held, 0, settling->size);
  for (guint i = 0; i < exports->len; i++)
    {
      Export *export = g_ptr_array_index (exports, i);

      is_behind |= export->is_new;
      if (is_behind)
        settle_export (settling, export, name);
      for (gsize byte = 0; byte < settling->size; byte++)
        settling->held[byte] |= export->covered[byte];
    }
}

static int
compare_deals (gconstpointer a,
               gconstpointer b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

/* Names each changed deal once. */
static void
unify_changed (GArray *deals)
{
  guint kept = 0;

  g_array_sort (deals, compare_deals);
  for (guint i = 0; i < deals->len; i++)
    if (kept == 0 || g_array_index (deals, guint, kept - 1) != g_array_index (deals, guint, i))
      g_array_index (deals, guint, kept++) = g_array_index (deals, guint, i);
  g_array_set_size (deals, kept);
}

/* After all files of a run, whose @n @sources became the imports from @first on: marks the deals that exports lack. */
void
bw_import_settle_vanished (BwImportRun *run,
                           BwSource   **sources,
                           guint        n,
                           guint        first)
{
  Settling settling = { .run = run, .sources = sources, .n = n, .first = first, .size = (gsize)run->book->deals.n / 8 + 1 };
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  settling.held = g_malloc0 (settling.size);
  for (guint i = first; i < run->book->imports->len; i++)
    {
      BwText headers = g_array_index (run->book->imports, BwImportRecord, i).headers;

      if (headers != 0 && g_hash_table_add (done, g_strdup (bw_book_text (run->book, headers))))
        settle_family (&settling, headers);
    }
  g_free (settling.held);
  unify_changed (run->delta->changed_deals);
}
