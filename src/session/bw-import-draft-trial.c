/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would come of an import that is being prepared.
 *
 * The import is tried as it would be, with nothing written; what the trial says is kept by table and column, so that the
 * widgets need not look through it. Tables that would take long are not tried, only estimated. */

#include "session/bw-import-draft-private.h"

#include <string.h>

#include <glib/gstdio.h>

enum
{
  /* Larger files in all are not tried. */
  TRIAL_BYTES = 64 << 20,
};

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

/* Forgets what the last trial made. */
void
bw_import_draft_clear_result (BwImportDraft *self)
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

/* Takes over which currencies the files have beside the project's; those met once stay. */
static void
find_currencies (BwImportDraft *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GPtrArray             *known = bw_import_draft_entry (self, i)->currencies;
      const BwImportSummary *summary = bw_import_draft_get_summary (self, i);

      for (guint c = 0; summary != NULL && c < summary->currencies->len; c++)
        {
          const BwForeignCurrency *met = g_ptr_array_index (summary->currencies, c);
          BwDraftCurrency         *currency = NULL;

          for (guint k = 0; k < known->len && currency == NULL; k++)
            if (g_str_equal (((BwDraftCurrency *)g_ptr_array_index (known, k))->code, met->code))
              currency = g_ptr_array_index (known, k);
          if (currency == NULL)
            {
              currency = g_new0 (BwDraftCurrency, 1);
              currency->code = g_strdup (met->code);
              g_ptr_array_add (known, currency);
            }
          currency->n = met->n;
          currency->rate = met->rate;
        }
    }
}

/* Takes over which files no longer have what earlier ones had, unless somebody has said what became of it. */
static void
find_vanished (BwImportDraft *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      BwDraftEntry          *entry = bw_import_draft_entry (self, i);
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
  bw_import_draft_clear_result (self);
  self->result = g_steal_pointer (&made);
  self->trial_error = g_steal_pointer (&error);
  self->trial = self->result != NULL ? BW_TRIAL_DONE : BW_TRIAL_FAILED;
  if (self->result != NULL)
    {
      find_problems (self);
      find_stages (self);
      find_vanished (self);
      find_currencies (self);
    }
  bw_import_draft_tell_tried (self);
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
    if (bw_draft_entry_is_imported (bw_import_draft_entry (self, i)))
      bytes += measure (bw_import_draft_entry (self, i)->file->path);
  return bytes;
}

/* Begins a trial of the files as they now are read, in place of one that is under way. */
void
bw_import_draft_try (BwImportDraft *self)
{
  g_auto (GStrv) paths = bw_import_draft_dup_paths (self);
  BwImportOptions options = { .as_of = BW_DATE_NONE };
  int             n = 0;

  bw_import_draft_stop (&self->trying);
  for (guint i = 0; i < self->entries->len; i++)
    bw_import_draft_entry (self, i)->summary = bw_draft_entry_is_imported (bw_import_draft_entry (self, i)) ? n++ : -1;
  bw_import_draft_clear_result (self);
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
  bw_import_draft_tell_tried (self);
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
  const BwDraftEntry *entry = bw_import_draft_entry (self, index);

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
  g_autofree char *key = key_of_problem (bw_import_draft_entry (self, index)->file->name, header);
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
      const BwDraftEntry *entry = bw_import_draft_entry (self, i);
      gsize               bytes = 0;

      if (!bw_draft_entry_is_imported (entry))
        continue;
      for (guint r = 0; r < entry->file->preview->len; r++)
        for (char **cell = g_ptr_array_index (entry->file->preview, r); *cell != NULL; cell++)
          bytes += strlen (*cell) + 1;
      rows += (double)measure (entry->file->path) * entry->file->preview->len / (double)MAX (bytes, 1);
    }
  return (guint64)rows;
}
