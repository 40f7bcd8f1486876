/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the thread sanitizer in which order GLib lets threads run.
 *
 * GLib as packaged is not built with the sanitizer, and its locks, queues and tasks are made of futexes, which the sanitizer does not
 * see: without this it takes everything that one thread hands to another for a race. These functions stand before GLib's
 * own, do what they do, and say which object what came before is passed on by. To run a program of a build directory
 * made with -Db_sanitize=thread -Db_lundef=false:
 *
 *   gcc -shared -fPIC tests/tsan-glib.c -o tsan-glib.so $(pkg-config --cflags --libs gio-2.0)
 *   TSAN_OPTIONS=ignore_noninstrumented_modules=1 LD_PRELOAD=libtsan.so.2:./tsan-glib.so build-tsan/tests/session/test-early */

#define _GNU_SOURCE

#include <dlfcn.h>

#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

/* GLib's own function called @name. */
#define REAL(name) ((__typeof__ (&name))find (#name))

static gpointer
find (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

/* ---- Locks ---- */

void (g_mutex_lock) (GMutex *mutex)
{
  REAL (g_mutex_lock)
  (mutex);
  __tsan_acquire (mutex);
}

void (g_mutex_unlock) (GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_mutex_unlock)
  (mutex);
}

void (g_cond_wait) (GCond  *cond,
                    GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_cond_wait)
  (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean (g_cond_wait_until) (GCond  *cond,
                              GMutex *mutex,
                              gint64  end)
{
  gboolean woken;

  __tsan_release (mutex);
  woken = REAL (g_cond_wait_until) (cond, mutex, end);
  __tsan_acquire (mutex);
  return woken;
}

/* ---- Counts ---- */

void (g_atomic_ref_count_inc) (gatomicrefcount *count)
{
  __tsan_release ((gpointer)count);
  REAL (g_atomic_ref_count_inc)
  (count);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean last;

  __tsan_release ((gpointer)count);
  last = REAL (g_atomic_ref_count_dec) (count);
  if (last)
    __tsan_acquire ((gpointer)count);
  return last;
}

gboolean (g_atomic_ref_count_compare) (gatomicrefcount *count,
                                       gint             value)
{
  gboolean same = REAL (g_atomic_ref_count_compare) (count, value);

  __tsan_acquire ((gpointer)count);
  return same;
}

gboolean (g_once_init_enter) (volatile void *location)
{
  gboolean first = REAL (g_once_init_enter) (location);

  __tsan_acquire ((gpointer)location);
  return first;
}

void (g_once_init_leave) (volatile void *location,
                          gsize          result)
{
  __tsan_release ((gpointer)location);
  REAL (g_once_init_leave)
  (location, result);
}

/* ---- Queues ---- */

void (g_async_queue_push) (GAsyncQueue *queue,
                           gpointer     data)
{
  __tsan_release (queue);
  REAL (g_async_queue_push)
  (queue, data);
}

gpointer (g_async_queue_pop) (GAsyncQueue *queue)
{
  gpointer data = REAL (g_async_queue_pop) (queue);

  __tsan_acquire (queue);
  return data;
}

/* ---- Threads and what they run ---- */

typedef struct
{
  GThreadFunc    thread;
  GSourceFunc    source;
  gpointer       data;
  GDestroyNotify notify; /* (nullable) */
} Call;

static gpointer
run_thread_cb (gpointer data)
{
  Call    *call = data;
  gpointer result;

  __tsan_acquire (call);
  result = call->thread (call->data);
  __tsan_release (g_thread_self ());
  g_free (call);
  return result;
}

GThread *(g_thread_new)(const char *name,
                        GThreadFunc func,
                        gpointer    data)
{
  Call *call = g_new0 (Call, 1);

  *call = (Call) { .thread = func, .data = data };
  __tsan_release (call);
  return REAL (g_thread_new) (name, run_thread_cb, call);
}

gpointer (g_thread_join) (GThread *thread)
{
  gpointer result = REAL (g_thread_join) (thread);

  __tsan_acquire (thread);
  return result;
}

static gboolean
run_source_cb (gpointer data)
{
  Call *call = data;

  __tsan_acquire (call);
  return call->source (call->data);
}

static void
free_call_cb (gpointer data)
{
  Call *call = data;

  __tsan_acquire (call);
  if (call->notify != NULL)
    call->notify (call->data);
  g_free (call);
}

void (g_source_set_callback) (GSource       *source,
                              GSourceFunc    func,
                              gpointer       data,
                              GDestroyNotify notify)
{
  Call *call = g_new0 (Call, 1);

  *call = (Call) { .source = func, .data = data, .notify = notify };
  __tsan_release (call);
  REAL (g_source_set_callback)
  (source, run_source_cb, call, free_call_cb);
}

void (g_main_context_invoke_full) (GMainContext  *context,
                                   int            priority,
                                   GSourceFunc    func,
                                   gpointer       data,
                                   GDestroyNotify notify)
{
  Call *call = g_new0 (Call, 1);

  *call = (Call) { .source = func, .data = data, .notify = notify };
  __tsan_release (call);
  REAL (g_main_context_invoke_full)
  (context, priority, run_source_cb, call, free_call_cb);
}

/* ---- Tasks ---- */

void (g_task_set_task_data) (GTask         *task,
                             gpointer       data,
                             GDestroyNotify notify)
{
  REAL (g_task_set_task_data)
  (task, data, notify);
  __tsan_release (task);
}

gpointer (g_task_get_task_data) (GTask *task)
{
  __tsan_acquire (task);
  return REAL (g_task_get_task_data) (task);
}

static void
run_task_cb (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GTaskThreadFunc *func = g_object_get_data (G_OBJECT (task), "tsan-func");

  __tsan_acquire (task);
  (*func) (task, source, data, cancellable);
}

void (g_task_run_in_thread) (GTask          *task,
                             GTaskThreadFunc func)
{
  g_object_set_data_full (G_OBJECT (task), "tsan-func", g_memdup2 (&func, sizeof func), g_free);
  __tsan_release (task);
  REAL (g_task_run_in_thread)
  (task, run_task_cb);
}

void (g_task_return_boolean) (GTask   *task,
                              gboolean result)
{
  __tsan_release (task);
  REAL (g_task_return_boolean)
  (task, result);
}

void (g_task_return_pointer) (GTask         *task,
                              gpointer       result,
                              GDestroyNotify notify)
{
  __tsan_release (task);
  REAL (g_task_return_pointer)
  (task, result, notify);
}

void (g_task_return_error) (GTask  *task,
                            GError *error)
{
  __tsan_release (task);
  REAL (g_task_return_error)
  (task, error);
}

gboolean (g_task_propagate_boolean) (GTask   *task,
                                     GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_boolean) (task, error);
}

gpointer (g_task_propagate_pointer) (GTask   *task,
                                     GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_pointer) (task, error);
}

/* What holders of an object did with it comes before its end. */
void (g_object_unref) (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  REAL (g_object_unref)
  (object);
}
