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
 * Here are the object, what is known of its files and what was said of them; bw-import-draft-trial.c has what would come of it,
 * bw-import-draft-asks.c what is asked. */

#include "session/bw-import-draft-private.h"

enum
{
  /* How long a person may go on before the files are looked at again. */
  LOOK_DELAY_MS = 150,
};

enum
{
  INSPECTED,
  TRIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwImportDraft, bw_import_draft, G_TYPE_OBJECT)

/* Tells that a trial has begun, ended or been dropped. */
void
bw_import_draft_tell_tried (BwImportDraft *self)
{
  g_signal_emit (self, signals[TRIED], 0);
}

static void
free_entry (gpointer data)
{
  BwDraftEntry *entry = data;

  bw_import_file_free (entry->file);
  bw_file_options_free (entry->options);
  g_ptr_array_unref (entry->currencies);
  g_free (entry);
}

static void
free_currency (gpointer data)
{
  g_free (((BwDraftCurrency *)data)->code);
  g_free (data);
}

static void
free_stage (gpointer data)
{
  g_free (((BwDraftStage *)data)->name);
  g_free (data);
}

/* Returns: (transfer none): the table at @index. */
BwDraftEntry *
bw_import_draft_entry (BwImportDraft *self,
                       guint          index)
{
  g_assert (index < self->entries->len);
  return g_ptr_array_index (self->entries, index);
}

/* Whether a table will be imported: it can be read, and is not left out. */
gboolean
bw_draft_entry_is_imported (const BwDraftEntry *entry)
{
  return entry->file->error == NULL && !entry->left_out;
}

/* Stops what is under way, if anything is. */
void
bw_import_draft_stop (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* ---- Looking ---- */

static void
take_file (BwImportDraft *self,
           BwImportFile  *file)
{
  BwDraftEntry *entry;

  for (guint i = 0; i < self->entries->len; i++)
    {
      entry = bw_import_draft_entry (self, i);
      if (g_str_equal (entry->file->path, file->path))
        {
          bw_import_file_free (entry->file);
          entry->file = file;
          entry->dirty = FALSE;
          return;
        }
    }
  entry = g_new0 (BwDraftEntry, 1);
  entry->file = file;
  entry->options = bw_file_options_new ();
  entry->summary = -1;
  entry->currencies = g_ptr_array_new_with_free_func (free_currency);
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
  g_ptr_array_set_size (self->added, 0);
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
    bw_import_draft_try (self);
}

static void
look (BwImportDraft *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) dirty = NULL;
  BwImportOptions options = { .as_of = BW_DATE_NONE };

  for (guint i = 0; i < self->entries->len; i++)
    if (bw_import_draft_entry (self, i)->dirty)
      g_strv_builder_add (builder, bw_import_draft_entry (self, i)->file->path);
  for (guint i = 0; i < self->added->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->added, i));
  dirty = g_strv_builder_end (builder);
  bw_import_draft_stop (&self->looking);
  self->looking = g_cancellable_new ();
  bw_import_draft_fill_options (self, &options);
  bw_session_inspect_async (self->session, (const char *const *)dirty, &options,
                            self->looking, inspected_cb, g_object_ref (self));
}

static gboolean
is_to_be_looked_at (BwImportDraft *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (bw_import_draft_entry (self, i)->dirty)
      return TRUE;
  return self->added->len > 0;
}

static gboolean
look_cb (gpointer data)
{
  BwImportDraft *self = data;

  self->timer = 0;
  if (is_to_be_looked_at (self))
    {
      look (self);
      return G_SOURCE_REMOVE;
    }
  bw_import_draft_try (self);
  return G_SOURCE_REMOVE;
}

/* Has the files looked at, or only tried, after a moment. */
static void
look_soon (BwImportDraft *self)
{
  bw_import_draft_stop (&self->looking);
  bw_import_draft_stop (&self->trying);
  self->trial = BW_TRIAL_RUNNING;
  if (self->timer != 0)
    g_source_remove (self->timer);
  self->timer = g_timeout_add (LOOK_DELAY_MS, look_cb, self);
  bw_import_draft_tell_tried (self);
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
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->rates);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_error (&self->error);
  bw_import_draft_clear_result (self);
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
  self->added = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->added, g_strdup (paths[i]));
  look (self);
  return self;
}

/* Stops all that is under way; no signal comes any more. */
void
bw_import_draft_cancel (BwImportDraft *self)
{
  g_return_if_fail (BW_IS_IMPORT_DRAFT (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  bw_import_draft_stop (&self->looking);
  bw_import_draft_stop (&self->trying);
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
  return bw_import_draft_entry (self, index)->file;
}

/* Returns: (transfer none): what was said of a file. Whoever changes it calls bw_import_draft_changed(). */
BwFileOptions *
bw_import_draft_get_options (BwImportDraft *self,
                             guint          index)
{
  return bw_import_draft_entry (self, index)->options;
}

/* ---- What is said ---- */

static gboolean
has_path (BwImportDraft *self,
          const char    *path)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (bw_import_draft_entry (self, i)->file->path, path))
      return TRUE;
  return g_ptr_array_find_with_equal_func (self->added, path, g_str_equal, NULL);
}

/* Adds the files at @paths (array zero-terminated=1); those that are there already stay as they are. */
void
bw_import_draft_add (BwImportDraft     *self,
                     const char *const *paths)
{
  g_return_if_fail (BW_IS_IMPORT_DRAFT (self));

  for (guint i = 0; paths[i] != NULL; i++)
    if (!has_path (self, paths[i]))
      g_ptr_array_add (self->added, g_strdup (paths[i]));
  if (self->added->len > 0)
    look_soon (self);
}

/* Has a file looked at again as its options say. */
void
bw_import_draft_changed (BwImportDraft *self,
                         guint          index)
{
  BwDraftEntry *entry = bw_import_draft_entry (self, index);

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
  bw_file_options_choose (bw_import_draft_entry (self, index)->options, header, field, type);
  bw_import_draft_changed (self, index);
}

/* Whether the person said what the column @header is read into. */
gboolean
bw_import_draft_is_chosen (BwImportDraft *self,
                           guint          index,
                           const char    *header)
{
  const GPtrArray *columns = bw_import_draft_entry (self, index)->options->columns;

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
  if (bw_import_draft_entry (self, index)->left_out == left_out)
    return;
  bw_import_draft_entry (self, index)->left_out = left_out;
  look_soon (self);
}

/* Whether a file is left out: because the person said so, or because it cannot be read. */
gboolean
bw_import_draft_get_left_out (BwImportDraft *self,
                              guint          index)
{
  return !bw_draft_entry_is_imported (bw_import_draft_entry (self, index));
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
    if (bw_import_draft_entry (self, i)->said)
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

/* Says what one unit of the currency @code is worth in the project's. */
void
bw_import_draft_set_rate (BwImportDraft *self,
                          const char    *code,
                          const char    *text)
{
  if (g_strcmp0 (g_hash_table_lookup (self->rates, code), text) == 0)
    return;
  g_hash_table_insert (self->rates, g_strdup (code), g_strdup (text));
  look_soon (self);
}

/* Says what became of the deals that a file no longer has. */
void
bw_import_draft_set_vanished (BwImportDraft *self,
                              guint          index,
                              BwVanished     vanished)
{
  bw_import_draft_entry (self, index)->options->vanished = vanished;
  bw_import_draft_entry (self, index)->said = TRUE;
  look_soon (self);
}

/* ---- The import itself ---- */

/* Returns: (transfer full) (array zero-terminated=1): the files that are imported. */
char **
bw_import_draft_dup_paths (BwImportDraft *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (BW_IS_IMPORT_DRAFT (self), NULL);

  for (guint i = 0; i < self->entries->len; i++)
    if (bw_draft_entry_is_imported (bw_import_draft_entry (self, i)))
      g_strv_builder_add (builder, bw_import_draft_entry (self, i)->file->path);
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
      const BwDraftEntry *entry = bw_import_draft_entry (self, i);
      BwFileOptions      *said = bw_file_options_copy (entry->options);

      said->remember = remember && (entry->said || self->remember == TRUE);
      g_hash_table_insert (self->files, g_strdup (entry->file->path), said);
    }
  options->files = self->files;
  options->stages = self->stages;
  options->rates = self->rates;
  options->spare_stages = TRUE;
}
