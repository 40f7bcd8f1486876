/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimises the territories of an open project off the main thread.
 *
 * The worker holds a reference to the book as it is when the work begins, so that edits meanwhile disturb nothing; the caller gets that
 * book back with the proposal. Progress is told in steps of a hundredth, by idle callbacks of the context that the work was begun
 * in. A cancelled search is no error: it gives the best plan it had.
 *
 * Where a draft is asked for, the proposal is laid out on the worker too: with many accounts that takes as long as some frames. */

#include "session/bw-session-optimise.h"

#include "core/bw-plan-compare.h"
#include "core/bw-plan-edit.h"
#include "core/bw-territory-edit.h"

enum
{
  PROGRESS_STEPS = 100,
};

typedef struct
{
  BwBook                    *book;
  gint32                     plan;
  BwDate                     as_of;
  BwTerritoryOptimiseOptions options;
  BwSessionProgress          progress; /* (nullable) */
  gpointer                   progress_data;
  GMainContext              *context;
  GCancellable              *cancellable; /* (nullable) */
  GTask                     *task;        /* (borrowed) */
  int                        told;
  char                      *name; /* (owned) (nullable): of the draft that is asked for */
  gint64                     now;
  BwTerritoryDraft           draft;
} Optimising;

typedef struct
{
  GTask *task;
  double done;
} Told;

static void
free_optimising (gpointer data)
{
  Optimising *optimising = data;

  bw_book_unref (optimising->book);
  g_main_context_unref (optimising->context);
  g_clear_object (&optimising->cancellable);
  bw_territory_draft_clear (&optimising->draft);
  g_free (optimising->name);
  g_free (optimising);
}

static void
free_told (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

static gboolean
tell_cb (gpointer data)
{
  Told       *told = data;
  Optimising *optimising = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task))
    optimising->progress (told->done, optimising->progress_data);
  return G_SOURCE_REMOVE;
}

static gboolean
progress_cb (double   done,
             gpointer data)
{
  Optimising *optimising = data;
  int         step = (int)(done * PROGRESS_STEPS);

  if (optimising->progress != NULL && step > optimising->told)
    {
      Told *told = g_new (Told, 1);
      g_autoptr (GSource) source = g_idle_source_new ();

      told->task = g_object_ref (optimising->task);
      told->done = done;
      optimising->told = step;
      g_source_set_callback (source, tell_cb, told, free_told);
      g_source_attach (source, optimising->context);
    }
  return !g_cancellable_is_cancelled (optimising->cancellable);
}

/* Makes a draft of what is proposed. All its rows are new, so that what the moves change among them is nothing that the file has. */
static void
lay_out_draft (Optimising                *optimising,
               const BwTerritoryProposal *proposal)
{
  gint32             copy;
  BwDelta           *moves;
  g_autofree gint32 *to = g_new (gint32, proposal->n_moved + 1);
  BwBook            *draft = bw_plan_edit_copy (optimising->book, optimising->plan, optimising->name, optimising->now, &copy,
                                                &optimising->draft.delta);
  BwTerritoryPlan   *laid = bw_territory_plan_new (draft, copy);

  optimising->draft.key = bw_book_plan (draft, copy)->key;
  for (guint i = 0; i < proposal->n_moved; i++)
    to[i] = bw_plan_continuation (draft, copy, proposal->moved_to[i]);
  optimising->draft.after = bw_territory_edit_assign_each (laid, proposal->moved, to, proposal->n_moved, &moves);
  bw_delta_free (moves);
  bw_territory_plan_free (laid);
  bw_book_unref (draft);
}

static void
optimise_work (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Optimising *optimising = data;
  g_autoptr (BwTerritoryPlan) plan = bw_territory_plan_new (optimising->book, optimising->plan);
  g_autoptr (BwAccountValues) values = bw_account_values_new_for (plan, optimising->as_of);
  GError              *error = NULL;
  BwTerritoryProposal *proposal;

  optimising->options.progress = progress_cb;
  optimising->options.progress_data = optimising;
  proposal = bw_territory_optimise (plan, values, &optimising->options, &error);
  if (proposal != NULL && optimising->name != NULL)
    lay_out_draft (optimising, proposal);
  if (proposal != NULL)
    g_task_return_pointer (task, proposal, (GDestroyNotify)bw_territory_proposal_free);
  else
    g_task_return_error (task, error);
}

void
bw_session_optimise_async (BwSession                        *self,
                           gint32                            plan,
                           BwDate                            as_of,
                           const BwTerritoryOptimiseOptions *options,
                           BwSessionProgress                 progress,
                           gpointer                          progress_data,
                           GCancellable                     *cancellable,
                           GAsyncReadyCallback               callback,
                           gpointer                          data)
{
  bw_session_optimise_draft_async (self, plan, as_of, options, NULL, 0, progress, progress_data, cancellable, callback, data);
}

void
bw_session_optimise_draft_async (BwSession                        *self,
                                 gint32                            plan,
                                 BwDate                            as_of,
                                 const BwTerritoryOptimiseOptions *options,
                                 const char                       *name,
                                 gint64                            now,
                                 BwSessionProgress                 progress,
                                 gpointer                          progress_data,
                                 GCancellable                     *cancellable,
                                 GAsyncReadyCallback               callback,
                                 gpointer                          data)
{
  g_autoptr (GTask) task = NULL;
  Optimising *optimising;

  g_return_if_fail (bw_session_get_book (self) != NULL);
  task = g_task_new (self, NULL, callback, data);
  optimising = g_new0 (Optimising, 1);
  optimising->book = bw_book_ref (bw_session_get_book (self));
  optimising->plan = plan;
  optimising->as_of = as_of;
  optimising->options = *options;
  optimising->name = g_strdup (name);
  optimising->now = now;
  optimising->progress = progress;
  optimising->progress_data = progress_data;
  optimising->context = g_main_context_ref_thread_default ();
  optimising->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  optimising->task = task;
  g_task_set_source_tag (task, bw_session_optimise_async);
  g_task_set_task_data (task, optimising, free_optimising);
  g_task_run_in_thread (task, optimise_work);
}

BwTerritoryProposal *
bw_session_optimise_finish (BwSession    *self,
                            GAsyncResult *result,
                            BwBook      **book,
                            GError      **error)
{
  BwTerritoryProposal *proposal;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  proposal = g_task_propagate_pointer (G_TASK (result), error);
  if (proposal != NULL && book != NULL)
    *book = bw_book_ref (((Optimising *)g_task_get_task_data (G_TASK (result)))->book);
  return proposal;
}

void
bw_session_optimise_take_draft (GAsyncResult     *result,
                                BwTerritoryDraft *draft)
{
  Optimising *optimising = g_task_get_task_data (G_TASK (result));

  *draft = optimising->draft;
  optimising->draft = (BwTerritoryDraft) { 0 };
}

/* Lets go of what @draft holds. */
void
bw_territory_draft_clear (BwTerritoryDraft *draft)
{
  g_clear_pointer (&draft->after, bw_book_unref);
  g_clear_pointer (&draft->delta, bw_delta_free);
}
