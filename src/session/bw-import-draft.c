/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import that is being prepared: its files, what was said of them, and what would come of it.
 *
 *   changed --(a moment)--> looked at again, on a worker --> "inspected" --> trial, on a worker --> "tried"
 *
 * The draft holds what a person says of each file and has the session look at the files anew a moment after the last word,
 * only at those of which something was said. Then the import is tried: read as it would be, with nothing written, so that
 * the counts, the rejected cells and the deals that are no longer there are those of the import itself and need no rules of
 * their own. A word that comes meanwhile stops both. Files that would take long are not tried, only estimated.
 *
 * A file may ask: for a column whose field is not sure, for a stage that nothing is known of, for deals that it no longer
 * has. What was asked once stays a question while the answer is tried. */

#include "session/bw-import-draft.h"

#include <string.h>

#include <glib/gstdio.h>

enum
{
  /* How long a person may go on before the files are looked at again. */
  LOOK_DELAY_MS = 150,
  /* Larger files in all are not tried. */
  TRIAL_BYTES = 64 << 20,
};

/* What is found with less is asked. */
#define SURE 0.6

typedef struct
{
  BwImportFile   *file;
  BwFileOptions  *options;
  gboolean        left_out;
  gboolean        dirty; /* something was said since it was looked at */
  gboolean        said;
  int             summary; /* index in the result of the trial, -1: none */
  gboolean        misses;  /* a trial found that deals are no longer there */
  BwDraftVanished vanished;
} Entry;

struct _BwImportDraft
{
  GObject parent_instance;

  BwSession    *session;  /* (owned) */
  char        **paths;    /* (owned): what was given */
  GPtrArray    *entries;  /* (owned) Entry; empty before the first look */
  GHashTable   *stages;   /* (owned): stage name to what the person said of it, as in BwImportOptions */
  GHashTable   *files;    /* (owned): lent to the options */
  int           remember; /* -1: when something was said */
  GError       *error;    /* (owned) (nullable): of the first look */
  gboolean      looked;
  guint         timer;
  GCancellable *looking; /* (owned) (nullable) */

  BwTrialState    trial;
  GCancellable   *trying;       /* (owned) (nullable) */
  BwImportResult *result;       /* (owned) (nullable): the last that ended */
  GError         *trial_error;  /* (owned) (nullable) */
  GHashTable     *problems;     /* (owned) (nullable): key_of_problem() to Problem, of the result */
  GPtrArray      *stages_found; /* (owned) BwDraftStage, of the last trial */
};

enum
{
  INSPECTED,
  TRIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportDraft, bw_import_draft, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  bw_import_file_free (entry->file);
  bw_file_options_free (entry->options);
  g_free (entry);
}

static void
free_stage (gpointer data)
{
  g_free (((BwDraftStage *)data)->name);
  g_free (data);
}

static Entry *
get_entry (BwImportDraft *self,
           guint          index)
{
  g_assert (index < self->entries->len);
  return g_ptr_array_index (self->entries, index);
}

static gboolean
is_imported (const Entry *entry)
{
  return entry->file->error == NULL && !entry->left_out;
}

static void
stop (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* ---- The trial ---- */

/* The cells of one column that could not be taken. */
typedef struct
{
  guint                n;
  const BwRejectedRow *first;
} Problem;

static char *
key_of_problem (const char *file,
                const char *header)
{
  return g_strconcat (file, "\n", header, NULL);
}

static void
count_problem (GHashTable          *problems,
               const BwRejectedRow *row,
               const char          *header)
{
  g_autofree char *key = key_of_problem (row->file, header);
  Problem         *problem = g_hash_table_lookup (problems, key);

  if (problem == NULL)
    {
      problem = g_new0 (Problem, 1);
      problem->first = row;
      g_hash_table_insert (problems, g_steal_pointer (&key), problem);
    }
  problem->n++;
}

/* Counts the rejected cells by column, and those of whole files under the name of no column. */
static void
find_problems (BwImportDraft *self)
{
  const GPtrArray *rejected = self->result->delta->rejected;

  self->problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < rejected->len; i++)
    {
      const BwRejectedRow *row = g_ptr_array_index (rejected, i);

      if (*row->column != '\0')
        count_problem (self->problems, row, row->column);
      count_problem (self->problems, row, "");
    }
}

static void
clear_result (BwImportDraft *self)
{
  g_clear_pointer (&self->problems, g_hash_table_unref);
  g_clear_pointer (&self->result, bw_import_result_free);
  g_clear_error (&self->trial_error);
}

/* Takes over which stages the files have that nobody has said anything of before. */
static void
find_stages (BwImportDraft *self)
{
  const BwBook     *before = bw_session_get_book (self->session);
  const BwBook     *after = self->result->after;
  g_autofree guint *counts = g_new0 (guint, after->stages->len + 1);

  g_ptr_array_set_size (self->stages_found, 0);
  for (guint i = 0; i < after->deals.n; i++)
    counts[after->deals.stage[i]]++;
  for (guint i = 0; i < after->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (after, i);
      const char    *name = bw_book_text (after, stage->name);
      gint32         known = bw_book_find_stage (before, name);
      BwDraftStage  *found;

      if (counts[i] == 0 || (known >= 0 && bw_book_stage (before, known)->mapped && before->deals.n > 0))
        continue;
      found = g_new0 (BwDraftStage, 1);
      found->name = g_strdup (name);
      found->n = counts[i];
      found->kind = stage->kind;
      found->category = stage->category;
      found->known = stage->mapped;
      g_ptr_array_add (self->stages_found, found);
    }
}

/* Takes over which files no longer have what earlier ones had, unless somebody has said what became of it. */
static void
find_vanished (BwImportDraft *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry                 *entry = get_entry (self, i);
      const BwImportSummary *summary = bw_import_draft_get_summary (self, i);

      if (summary == NULL || entry->options->vanished != BW_VANISHED_UNSAID)
        continue;
      entry->misses = summary->n_vanished > 0 && !summary->vanished_said;
      entry->vanished.n = summary->n_vanished;
      entry->vanished.amount = summary->vanished_amount;
    }
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (BwImportDraft) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportResult) made = bw_session_try_import_finish (BW_SESSION (source), result, &error);

  /* Another trial has taken its place, or the draft is done with. */
  if (g_task_get_cancellable (G_TASK (result)) != self->trying)
    return;
  g_clear_object (&self->trying);
  clear_result (self);
  self->result = g_steal_pointer (&made);
  self->trial_error = g_steal_pointer (&error);
  self->trial = self->result != NULL ? BW_TRIAL_DONE : BW_TRIAL_FAILED;
  if (self->result != NULL)
    {
      find_problems (self);
      find_stages (self);
      find_vanished (self);
    }
  g_signal_emit (self, signals[TRIED], 0);
}

/* The size of the file at @path, or of the archive in which it is. */
static guint64
measure (const char *path)
{
  g_autofree char *at = g_strdup (path);
  GStatBuf         status;

  while (g_stat (at, &status) != 0 && strrchr (at, G_DIR_SEPARATOR) != NULL)
    *strrchr (at, G_DIR_SEPARATOR) = '\0';
  return *at != '\0' && S_ISREG (status.st_mode) ? (guint64)status.st_size : 0;
}

static guint64
count_bytes (BwImportDraft *self)
{
  guint64 bytes = 0;

  for (guint i = 0; i < self->entries->len; i++)
    if (is_imported (get_entry (self, i)))
      bytes += measure (get_entry (self, i)->file->path);
  return bytes;
}

static void
begin_trial (BwImportDraft *self)
{
  g_auto (GStrv) paths = bw_import_draft_dup_paths (self);
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  int             n = 0;

  stop (&self->trying);
  for (guint i = 0; i < self->entries->len; i++)
    get_entry (self, i)->summary = is_imported (get_entry (self, i)) ? n++ : -1;
  clear_result (self);
  if (paths[0] == NULL)
    self->trial = BW_TRIAL_NONE;
  else if (count_bytes (self) > TRIAL_BYTES)
    self->trial = BW_TRIAL_TOO_LARGE;
  else
    {
      self->trial = BW_TRIAL_RUNNING;
      self->trying = g_cancellable_new ();
      bw_import_draft_fill_options (self, &options);
      bw_session_try_import_async (self->session, (const char *const *)paths, &options, self->trying, tried_cb,
                                   g_object_ref (self));
    }
  g_signal_emit (self, signals[TRIED], 0);
}

/* ---- Looking ---- */

static void
take_file (BwImportDraft *self,
           BwImportFile  *file)
{
  Entry *entry;

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = get_entry (self, i);
      if (g_str_equal (entry->file->path, file->path))
        {
          bw_import_file_free (entry->file);
          entry->file = file;
          entry->dirty = FALSE;
          return;
        }
    }
  entry = g_new0 (Entry, 1);
  entry->file = file;
  entry->options = bw_file_options_new ();
  entry->summary = -1;
  g_ptr_array_add (self->entries, entry);
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (BwImportDraft) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = bw_session_inspect_finish (BW_SESSION (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;
  g_clear_object (&self->looking);
  self->looked = TRUE;
  if (files != NULL)
    {
      g_ptr_array_set_free_func (files, NULL);
      for (guint i = 0; i < files->len; i++)
        take_file (self, g_ptr_array_index (files, i));
    }
  else
    self->error = g_steal_pointer (&error);
  g_signal_emit (self, signals[INSPECTED], 0);
  if (self->error == NULL)
    begin_trial (self);
}

static void
look (BwImportDraft *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) dirty = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE };

  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->dirty)
      g_strv_builder_add (builder, get_entry (self, i)->file->path);
  dirty = g_strv_builder_end (builder);
  stop (&self->looking);
  self->looking = g_cancellable_new ();
  bw_import_draft_fill_options (self, &options);
  bw_session_inspect_async (self->session, (const char *const *)(self->entries->len == 0 ? self->paths : dirty), &options,
                            self->looking, inspected_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  BwImportDraft *self = data;

  self->timer = 0;
  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->dirty)
      {
        look (self);
        return G_SOURCE_REMOVE;
      }
  begin_trial (self);
  return G_SOURCE_REMOVE;
}

/* Has the files looked at, or only tried, after a moment. */
static void
look_soon (BwImportDraft *self)
{
  stop (&self->looking);
  stop (&self->trying);
  self->trial = BW_TRIAL_RUNNING;
  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = g_timeout_add (LOOK_DELAY_MS, look_cb, self);
  g_signal_emit (self, signals[TRIED], 0);
}

/* ---- The object ---- */

static void
dispose (GObject *object)
{
  bw_import_draft_cancel (BW_IMPORT_DRAFT (object));
  G_OBJECT_CLASS (bw_import_draft_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwImportDraft *self = BW_IMPORT_DRAFT (object);

  g_clear_object (&self->session);
  g_strfreev (self->paths);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->stages);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_error (&self->error);
  clear_result (self);
  g_ptr_array_unref (self->stages_found);
  G_OBJECT_CLASS (bw_import_draft_parent_class)->finalize (object);
}

static void
bw_import_draft_class_init (BwImportDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[INSPECTED] =
    g_signal_new ("inspected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TRIED] =
    g_signal_new ("tried", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_import_draft_init (BwImportDraft *self)
{
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->stages_found = g_ptr_array_new_with_free_func (free_stage);
  self->remember = -1;
}

/* Returns: (transfer full): a draft of an import of the files at @paths (array zero-terminated=1), which are being looked
 * at. It keeps itself alive until it is cancelled or has nothing to do. */
BwImportDraft *
bw_import_draft_new (BwSession         *session,
                     const char *const *paths)
{
  BwImportDraft *self = g_object_new (BW_TYPE_IMPORT_DRAFT, NULL);

  self->session = g_object_ref (session);
  self->paths = g_strdupv ((char **)paths);
  look (self);
  return self;
}

/* Stops all that is under way; no signal comes any more. */
void
bw_import_draft_cancel (BwImportDraft *self)
{
  g_return_if_fail (BW_IS_IMPORT_DRAFT (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  stop (&self->looking);
  stop (&self->trying);
}

/* ---- What is known ---- */

/* Returns: (transfer none). */
BwSession *
bw_import_draft_get_session (BwImportDraft *self)
{
  return self->session;
}

/* Whether the files have not been looked at since something was said of one of them. */
gboolean
bw_import_draft_is_looking (BwImportDraft *self)
{
  return !self->looked || self->looking != NULL || self->timer != 0;
}

/* Returns: (transfer none) (nullable): why the files could not be looked at. */
const GError *
bw_import_draft_get_error (BwImportDraft *self)
{
  return self->error;
}

/* The number of tables found in what was given. */
guint
bw_import_draft_get_n_files (BwImportDraft *self)
{
  return self->entries->len;
}

/* Returns: (transfer none): valid until the next "inspected". */
const BwImportFile *
bw_import_draft_get_file (BwImportDraft *self,
                          guint          index)
{
  return get_entry (self, index)->file;
}

/* Returns: (transfer none): what was said of a file. Whoever changes it calls bw_import_draft_changed(). */
BwFileOptions *
bw_import_draft_get_options (BwImportDraft *self,
                             guint          index)
{
  return get_entry (self, index)->options;
}

/* ---- What is said ---- */

/* Has a file looked at again as its options say. */
void
bw_import_draft_changed (BwImportDraft *self,
                         guint          index)
{
  Entry *entry = get_entry (self, index);

  entry->dirty = TRUE;
  entry->said = TRUE;
  look_soon (self);
}

/* Says that the column @header is read into @field (nullable: left out), as @type when it is a field of the project's own. */
void
bw_import_draft_choose (BwImportDraft *self,
                        guint          index,
                        const char    *header,
                        const char    *field,
                        BwFieldType    type)
{
  bw_file_options_choose (get_entry (self, index)->options, header, field, type);
  bw_import_draft_changed (self, index);
}

/* Whether the person said what the column @header is read into. */
gboolean
bw_import_draft_is_chosen (BwImportDraft *self,
                           guint          index,
                           const char    *header)
{
  const GPtrArray *columns = get_entry (self, index)->options->columns;

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (g_str_equal (((const BwColumnChoice *)g_ptr_array_index (columns, i))->header, header))
      return TRUE;
  return FALSE;
}

/* Leaves a file out of the import, or takes it in again. */
void
bw_import_draft_set_left_out (BwImportDraft *self,
                              guint          index,
                              gboolean       left_out)
{
  if (get_entry (self, index)->left_out == left_out)
    return;
  get_entry (self, index)->left_out = left_out;
  look_soon (self);
}

/* Whether a file is left out: because the person said so, or because it cannot be read. */
gboolean
bw_import_draft_get_left_out (BwImportDraft *self,
                              guint          index)
{
  return !is_imported (get_entry (self, index));
}

/* Says whether all this is to be offered again for files with the same headers. */
void
bw_import_draft_set_remember (BwImportDraft *self,
                              gboolean       remember)
{
  self->remember = remember;
}

/* Whether it is: when nobody has said so, it is remembered when something was changed. */
gboolean
bw_import_draft_get_remember (BwImportDraft *self)
{
  if (self->remember >= 0)
    return self->remember;
  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->said)
      return TRUE;
  return FALSE;
}

/* Says what the stage @name is. */
void
bw_import_draft_set_stage (BwImportDraft *self,
                           const char    *name,
                           BwStageKind    kind,
                           BwCategory     category)
{
  static const char *const kinds[] = { [BW_STAGE_OPEN] = "open", [BW_STAGE_WON] = "won", [BW_STAGE_LOST] = "lost" };
  static const char *const categories[BW_N_CATEGORIES] = {
    [BW_CATEGORY_PIPELINE] = "pipeline",
    [BW_CATEGORY_BEST_CASE] = "best case",
    [BW_CATEGORY_COMMIT] = "commit",
    [BW_CATEGORY_CLOSED] = "closed",
    [BW_CATEGORY_OMITTED] = "omitted",
  };

  g_hash_table_insert (self->stages, g_strdup (name), g_strdup_printf ("%s:%s", kinds[kind], categories[category]));
  for (guint i = 0; i < self->stages_found->len; i++)
    {
      BwDraftStage *stage = g_ptr_array_index (self->stages_found, i);

      if (!g_str_equal (stage->name, name))
        continue;
      stage->kind = kind;
      stage->category = category;
      stage->known = TRUE;
    }
  look_soon (self);
}

/* Says what became of the deals that a file no longer has. */
void
bw_import_draft_set_vanished (BwImportDraft *self,
                              guint          index,
                              BwVanished     vanished)
{
  get_entry (self, index)->options->vanished = vanished;
  get_entry (self, index)->said = TRUE;
  look_soon (self);
}

/* ---- What is asked ---- */

/* Returns: (transfer none) (nullable): the finding on the order of day and month in @column. */
static const BwFinding *
find_order (const BwImportColumn *column)
{
  for (guint i = 0; i < column->findings->len; i++)
    if (g_str_equal (((const BwFinding *)g_ptr_array_index (column->findings, i))->what, "date_order"))
      return g_ptr_array_index (column->findings, i);
  return NULL;
}

/* Whether nothing in the file tells which number in the dates of @column is the month. What one column proves is likely for
 * the others. */
static gboolean
is_order_open (const Entry          *entry,
               const BwImportColumn *column)
{
  const BwFinding *order = find_order (column);

  if (column->field == NULL || order == NULL || order->confidence >= SURE || entry->options->date_order != BW_ORDER_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < entry->file->columns->len; i++)
    {
      const BwFinding *other = find_order (g_ptr_array_index (entry->file->columns, i));

      if (other != NULL && other->confidence >= SURE)
        return FALSE;
    }
  return TRUE;
}

/* What should be looked at in a column. */
BwColumnDoubt
bw_import_draft_get_doubt (BwImportDraft *self,
                           guint          index,
                           guint          column)
{
  const Entry          *entry = get_entry (self, index);
  const BwImportColumn *of = g_ptr_array_index (entry->file->columns, column);

  if (bw_import_draft_is_chosen (self, index, of->header))
    return BW_DOUBT_NONE;
  return of->unsure ? BW_DOUBT_FIELD : is_order_open (entry, of) ? BW_DOUBT_DATE_ORDER
                                                                 : BW_DOUBT_NONE;
}

/* Whether a column should be looked at. */
gboolean
bw_import_draft_column_asks (BwImportDraft *self,
                             guint          index,
                             guint          column)
{
  return bw_import_draft_get_doubt (self, index, column) != BW_DOUBT_NONE;
}

/* How many things of a file should be looked at: columns, stages, deals that are no longer there. */
guint
bw_import_draft_count_questions (BwImportDraft *self,
                                 guint          index)
{
  const Entry *entry = get_entry (self, index);
  guint        n = 0;

  if (!is_imported (entry))
    return 0;
  for (guint i = 0; i < entry->file->columns->len; i++)
    n += bw_import_draft_column_asks (self, index, i);
  if (entry->file->kind == BW_KIND_DEALS)
    for (guint i = 0; i < self->stages_found->len; i++)
      n += !((const BwDraftStage *)g_ptr_array_index (self->stages_found, i))->known;
  return n + (entry->misses && entry->options->vanished == BW_VANISHED_UNSAID);
}

/* Returns: (transfer none) (element-type BwDraftStage): the stages that are met for the first time; empty before the first
 * trial. */
GPtrArray *
bw_import_draft_get_stages (BwImportDraft *self)
{
  return self->stages_found;
}

/* Whether a file has no longer what earlier ones had. */
gboolean
bw_import_draft_get_vanished (BwImportDraft   *self,
                              guint            index,
                              BwDraftVanished *vanished)
{
  const Entry *entry = get_entry (self, index);

  *vanished = entry->vanished;
  return entry->misses && is_imported (entry);
}

/* ---- What would come of it ---- */

/* How far the trial is. */
BwTrialState
bw_import_draft_get_trial (BwImportDraft *self)
{
  return self->trial;
}

/* Returns: (transfer none) (nullable): what the last trial that ended made of the files as they now are read. */
const BwImportResult *
bw_import_draft_get_result (BwImportDraft *self)
{
  return self->result;
}

/* Returns: (transfer none) (nullable): why the trial failed, and the import would. */
const GError *
bw_import_draft_get_trial_error (BwImportDraft *self)
{
  return self->trial_error;
}

/* Returns: (transfer none) (nullable): what the trial made of a file. */
const BwImportSummary *
bw_import_draft_get_summary (BwImportDraft *self,
                             guint          index)
{
  const Entry *entry = get_entry (self, index);

  if (self->result == NULL || entry->summary < 0 || (guint)entry->summary >= self->result->summaries->len)
    return NULL;
  return g_ptr_array_index (self->result->summaries, entry->summary);
}

/* How many cells of the column @header ("": of the whole file, its rows too) the trial could not take; @first (out)
 * (transfer none) (nullable) (optional): the first of them. */
guint
bw_import_draft_count_problems (BwImportDraft        *self,
                                guint                 index,
                                const char           *header,
                                const BwRejectedRow **first)
{
  g_autofree char *key = key_of_problem (get_entry (self, index)->file->name, header);
  const Problem   *problem = self->problems != NULL ? g_hash_table_lookup (self->problems, key) : NULL;

  if (first != NULL)
    *first = problem != NULL ? problem->first : NULL;
  return problem != NULL ? problem->n : 0;
}

/* About how many rows the files have, by their size and their first rows. */
guint64
bw_import_draft_estimate_rows (BwImportDraft *self)
{
  double rows = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get_entry (self, i);
      gsize        bytes = 0;

      if (!is_imported (entry))
        continue;
      for (guint r = 0; r < entry->file->preview->len; r++)
        for (char **cell = g_ptr_array_index (entry->file->preview, r); *cell != NULL; cell++)
          bytes += strlen (*cell) + 1;
      rows += (double)measure (entry->file->path) * entry->file->preview->len / (double)MAX (bytes, 1);
    }
  return (guint64)rows;
}

/* ---- The import itself ---- */

/* Returns: (transfer full) (array zero-terminated=1): the files that are imported. */
char **
bw_import_draft_dup_paths (BwImportDraft *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (BW_IS_IMPORT_DRAFT (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    if (is_imported (get_entry (self, i)))
      g_strv_builder_add (builder, get_entry (self, i)->file->path);
  return g_strv_builder_end (builder);
}

/* Sets in @options what was said. Its tables are lent: they live until the next call. */
void
bw_import_draft_fill_options (BwImportDraft   *self,
                              BwImportOptions *options)
{
  gboolean remember = bw_import_draft_get_remember (self);

  g_return_if_fail (BW_IS_IMPORT_DRAFT (self));

  g_clear_pointer (&self->files, g_hash_table_unref);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry   *entry = get_entry (self, i);
      BwFileOptions *said = bw_file_options_copy (entry->options);

      said->remember = remember && (entry->said || self->remember == TRUE);
      g_hash_table_insert (self->files, g_strdup (entry->file->path), said);
    }
  options->files = self->files;
  options->stages = self->stages;
  options->spare_stages = TRUE;
}
