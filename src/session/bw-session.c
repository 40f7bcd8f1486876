/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project: its book, its file, its focus.
 *
 * The book belongs to the main thread, the file to a thread of its own. An edit shows at once and is committed right
 * behind; should the commit fail, the book is read anew from the file, which is the truth. Imports and undos commit
 * first and show then, and keep edits away meanwhile, since an edit is made from the book as it is.
 *
 *   page -- after, delta --> apply --> book ("book-changed")
 *                              \-----> file thread: one transaction --> undo step, or the book anew
 *   files -> worker: import --> after, delta --> file thread: one transaction --> book ("book-changed") */

#include "session/bw-session-private.h"

#include "core/bw-merge.h"
#include "session/bw-atlas-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

enum
{
  PROP_TITLE = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_WRITABLE,
  N_PROPS,
};

enum
{
  BOOK_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwSession, bw_session, G_TYPE_OBJECT)

static const char *
newest_label (GPtrArray *steps)
{
  return steps->len > 0 ? ((BwStep *)g_ptr_array_index (steps, steps->len - 1))->label : NULL;
}

static gboolean
is_writable (BwSession *self)
{
  return self->book != NULL && self->thread != NULL && self->read_only_reason == NULL && self->holds == 0;
}

void
bw_session_notify_steps (BwSession *self)
{
  for (int prop = PROP_CAN_UNDO; prop <= PROP_WRITABLE; prop++)
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
bw_session_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  BwSession *self = BW_SESSION (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, bw_session_get_title (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_steps->len > 0 && is_writable (self) && self->edits == 0);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_steps->len > 0 && is_writable (self) && self->edits == 0);
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, newest_label (self->undo_steps));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, newest_label (self->redo_steps));
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, is_writable (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Closes the file, and keeps in it what can be undone. */
static void
leave_file (BwSession *self)
{
  if (self->thread != NULL && self->book != NULL)
    bw_steps_keep (self->thread, self->undo_steps);
  g_clear_pointer (&self->thread, bw_store_thread_free);
}

static void
bw_session_finalize (GObject *object)
{
  BwSession *self = BW_SESSION (object);

  leave_file (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->atlas, bw_atlas_unref);
  g_clear_object (&self->focus);
  g_clear_pointer (&self->bases, bw_outlook_bases_unref);
  g_clear_pointer (&self->past_bases, bw_outlook_bases_unref);
  g_clear_pointer (&self->read_only_reason, g_free);
  g_clear_pointer (&self->undo_steps, g_ptr_array_unref);
  g_clear_pointer (&self->redo_steps, g_ptr_array_unref);

  G_OBJECT_CLASS (bw_session_parent_class)->finalize (object);
}

static void
bw_session_class_init (BwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bw_session_get_property;
  object_class->finalize = bw_session_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_WRITABLE] = g_param_spec_boolean ("writable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[BOOK_CHANGED] =
    g_signal_new ("book-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_session_init (BwSession *self)
{
  self->focus = bw_focus_new ();
  self->bases = bw_outlook_bases_new ();
  self->past_bases = bw_outlook_bases_new ();
  self->undo_steps = g_ptr_array_new_with_free_func (bw_step_free);
  self->redo_steps = g_ptr_array_new_with_free_func (bw_step_free);
}

/* Returns: (transfer full): a session without a project. */
BwSession *
bw_session_new (void)
{
  return g_object_new (BW_TYPE_SESSION, NULL);
}

static BwDate
today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));
}

/* The day from which a project is looked at: the data's, else today. */
static BwDate
natural_as_of (BwBook *book)
{
  BwDate date = bw_book_data_date (book);

  return date != BW_DATE_NONE ? date : today ();
}

/* Moves the focus along with newer data, unless the user has looked away from the old. */
static void
follow_data (BwSession *self,
             BwBook    *before)
{
  const BwScope *scope = bw_focus_get_scope (self->focus);
  BwDate         as_of = natural_as_of (self->book);
  BwPeriod       period = bw_calendar_period_at (&self->book->calendar, self->book->calendar.forecast_period, as_of);

  if (before == NULL || bw_focus_get_as_of (self->focus) == natural_as_of (before))
    {
      const BwPeriod *shown = bw_focus_get_period (self->focus);
      gboolean        was_present = before == NULL || bw_period_contains (shown, natural_as_of (before)) ||
                             !bw_period_contains (shown, shown->from);

      bw_focus_set_as_of (self->focus, as_of);
      if (was_present)
        bw_focus_set_period (self->focus, &period);
    }
  if (scope->kind == BW_SCOPE_PERSON && scope->index >= 0 && (guint)scope->index < self->book->people->len &&
      bw_merge_is_away (self->book, BW_TABLE_PEOPLE, (guint)scope->index))
    bw_focus_set_scope (self->focus, &(BwScope) { BW_SCOPE_PERSON,
                                                  bw_merge_resolve (self->book, BW_TABLE_PEOPLE, scope->index) });
  if ((scope->kind == BW_SCOPE_PERSON && (guint)scope->index >= self->book->people->len) ||
      (scope->kind == BW_SCOPE_TERRITORY && (guint)scope->index >= self->book->territories->len))
    bw_focus_set_scope (self->focus, &(BwScope) { BW_SCOPE_ALL, BW_NOBODY });
}

/* Makes @book (transfer full) the session's and tells everyone. A book that comes from the file is given the map; one that
 * was made from another has it already. */
void
bw_session_take_book (BwSession *self,
                      BwBook    *book)
{
  g_autoptr (BwBook) before = g_steal_pointer (&self->book);

  self->book = book;
  if (book->atlas == NULL)
    bw_book_set_atlas (book, self->atlas);
  follow_data (self, before);
  g_signal_emit (self, signals[BOOK_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

/* Keeps edits away until bw_session_release(). */
void
bw_session_hold (BwSession *self)
{
  self->holds++;
  bw_session_notify_steps (self);
}

void
bw_session_release (BwSession *self)
{
  self->holds--;
  bw_session_notify_steps (self);
}

/* Makes @task fail when the project cannot be written now. Returns whether it did. */
gboolean
bw_session_refuse (BwSession *self,
                   GTask     *task)
{
  if (self->book == NULL || self->thread == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("No project is open."));
  else if (self->read_only_reason != NULL)
    g_task_return_new_error (task, BW_STORE_ERROR, BW_STORE_ERROR_READ_ONLY, "%s", self->read_only_reason);
  else if (self->holds > 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY,
                             _ ("The project is being written. Try again when that is done."));
  else
    return FALSE;
  return TRUE;
}

/* Adds a step that can be undone, with the number of imports before and after it. @token is (transfer full) (nullable): without it
 * nothing that came before can be undone either. */
void
bw_session_add_step (BwSession  *self,
                     const char *label,
                     GBytes     *token,
                     guint       imports_before,
                     guint       imports_after)
{
  g_ptr_array_set_size (self->redo_steps, 0);
  if (token == NULL)
    g_ptr_array_set_size (self->undo_steps, 0);
  else
    {
      BwStep *step = g_new (BwStep, 1);

      step->label = g_strdup (label);
      step->token = token;
      step->imports_before = imports_before;
      step->imports_after = imports_after;
      g_ptr_array_add (self->undo_steps, step);
    }
  bw_session_notify_steps (self);
}

/* ---- Opening and making ---- */

enum
{
  /* An SQLite file begins with its name, and has the application's id at byte 68. */
  ID_OFFSET = 68,
  HEADER_SIZE = 72,
};

gboolean
bw_session_is_project (GFile *file)
{
  static const char magic[] = "SQLite format 3";
  static const char id[] = { 0x42, 0x57, 0x48, 0x57 };
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *name = g_file_get_basename (file);
  char             header[HEADER_SIZE];
  gsize            n = 0;

  if (stream != NULL &&
      g_input_stream_read_all (G_INPUT_STREAM (stream), header, sizeof header, &n, NULL, NULL) && n == sizeof header &&
      memcmp (header, magic, sizeof magic) == 0 && memcmp (header + ID_OFFSET, id, sizeof id) == 0)
    return TRUE;
  return name != NULL && g_str_has_suffix (name, ".bellwether");
}

typedef struct
{
  char      *path;
  BwBook    *book; /* (nullable): to be made with */
  BwBook    *loaded;
  BwAtlas   *atlas; /* (nullable) */
  char      *read_only_reason;
  GPtrArray *steps; /* (nullable) (element-type BwStep): that can be undone from the time before */
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening->read_only_reason);
  g_clear_pointer (&opening->book, bw_book_unref);
  g_clear_pointer (&opening->loaded, bw_book_unref);
  g_clear_pointer (&opening->atlas, bw_atlas_unref);
  g_clear_pointer (&opening->steps, g_ptr_array_unref);
  g_free (opening);
}

static void
open_work (GTask    *task,
           BwStore **store)
{
  Opening *opening = g_task_get_task_data (task);
  GError  *error = NULL;

  if (opening->book != NULL)
    *store = bw_store_create (opening->path, opening->book, &error);
  else
    *store = bw_store_open (opening->path, &error);
  if (*store != NULL)
    opening->loaded = bw_store_load (*store, &error);
  if (opening->loaded == NULL)
    {
      g_clear_pointer (store, bw_store_free);
      g_task_return_error (task, error);
      return;
    }
  opening->read_only_reason = g_strdup (bw_store_read_only_reason (*store));
  if (opening->read_only_reason == NULL)
    opening->steps = bw_steps_load (*store, opening->loaded->imports->len);
  /* Everything but the map page works without the map, and that page says what is wrong with it. */
  opening->atlas = bw_atlas_file_load (NULL);
  g_task_return_boolean (task, TRUE);
}

static void
start_opening (BwSession          *self,
               GFile              *file,
               BwBook             *book,
               gpointer            tag,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            data)
{
  GTask   *task = g_task_new (self, cancellable, callback, data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, tag);
  opening->path = g_file_get_path (file);
  opening->book = book != NULL ? bw_book_ref (book) : NULL;
  g_task_set_task_data (task, opening, free_opening);
  if (opening->path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("A project must be a file on this computer."));
      g_object_unref (task);
      return;
    }
  leave_file (self);
  g_set_object (&self->file, file);
  self->lost = FALSE;
  self->thread = bw_store_thread_new ();
  bw_store_thread_run (self->thread, task, open_work);
}

static gboolean
finish_opening (BwSession    *self,
                GAsyncResult *result,
                GError      **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    {
      g_clear_pointer (&self->thread, bw_store_thread_free);
      g_clear_object (&self->file);
      return FALSE;
    }
  g_free (self->read_only_reason);
  self->read_only_reason = g_steal_pointer (&opening->read_only_reason);
  g_ptr_array_set_size (self->undo_steps, 0);
  g_ptr_array_set_size (self->redo_steps, 0);
  if (opening->steps != NULL)
    g_ptr_array_extend_and_steal (self->undo_steps, g_steal_pointer (&opening->steps));
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->atlas, bw_atlas_unref);
  self->atlas = g_steal_pointer (&opening->atlas);
  bw_session_take_book (self, g_steal_pointer (&opening->loaded));
  bw_session_notify_steps (self);
  return TRUE;
}

void
bw_session_create_async (BwSession          *self,
                         GFile              *file,
                         BwBook             *book,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            data)
{
  g_return_if_fail (BW_IS_SESSION (self) && G_IS_FILE (file) && book != NULL);

  start_opening (self, file, book, bw_session_create_async, cancellable, callback, data);
}

gboolean
bw_session_create_finish (BwSession    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish_opening (self, result, error);
}

void
bw_session_open_async (BwSession          *self,
                       GFile              *file,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            data)
{
  g_return_if_fail (BW_IS_SESSION (self) && G_IS_FILE (file));

  start_opening (self, file, NULL, bw_session_open_async, cancellable, callback, data);
}

gboolean
bw_session_open_finish (BwSession    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish_opening (self, result, error);
}

GFile *
bw_session_get_file (BwSession *self)
{
  return self->file;
}

BwBook *
bw_session_get_book (BwSession *self)
{
  return self->book;
}

BwFocus *
bw_session_get_focus (BwSession *self)
{
  return self->focus;
}

BwOutlookBases *
bw_session_get_bases (BwSession *self)
{
  return self->bases;
}

BwOutlookBases *
bw_session_get_past_bases (BwSession *self)
{
  return self->past_bases;
}

const char *
bw_session_get_read_only_reason (BwSession *self)
{
  return self->read_only_reason;
}

/* The organisation's name, else the program's. Returns: (transfer none): until the book changes. */
const char *
bw_session_get_title (BwSession *self)
{
  if (self->book != NULL && self->book->name != 0)
    return bw_book_text (self->book, self->book->name);
  return _ ("Bellwether");
}

void
bw_session_close (BwSession *self)
{
  while (self->holds > 0 || self->edits > 0)
    g_main_context_iteration (NULL, TRUE);
  leave_file (self);
  bw_session_notify_steps (self);
}
