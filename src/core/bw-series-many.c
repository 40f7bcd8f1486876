/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many series forecast at once.
 *
 * Each thread takes the next series nobody has taken; series do not know of each other, so that the number of threads changes
 * nothing in the results. The caller's thread works too, and alone tells the progress. */

#include "core/bw-series-forecast.h"

typedef struct
{
  BwSeriesTask          *tasks;
  guint                  n_tasks;
  const BwSeriesOptions *options;
  int                    next;    /* (atomic) the first task not taken */
  int                    stopped; /* (atomic) */
} Crowd;

/* Forecasts one series that nobody has taken. */
static gboolean
work_once (Crowd *crowd)
{
  guint at = (guint)g_atomic_int_add (&crowd->next, 1);

  if (at >= crowd->n_tasks || g_atomic_int_get (&crowd->stopped))
    return FALSE;
  crowd->tasks[at].forecast = bw_series_forecast_new (crowd->tasks[at].y, crowd->tasks[at].n, crowd->options);
  return TRUE;
}

static gpointer
work_thread (gpointer data)
{
  while (work_once (data))
    ;
  return NULL;
}

/* Forecasts @n_tasks series on @n_threads (0: as many as there are processors). @progress (nullable) is called in this thread with
 * the share that is done, and stops the work when it returns %FALSE. Returns whether all was done; the forecasts made till then are
 * the caller's in any case, the others are %NULL. */
gboolean
bw_series_forecast_many (BwSeriesTask          *tasks,
                         guint                  n_tasks,
                         const BwSeriesOptions *options,
                         guint                  n_threads,
                         BwSeriesProgress       progress,
                         gpointer               data)
{
  Crowd                crowd = { .tasks = tasks, .n_tasks = n_tasks, .options = options };
  guint                n_helpers = MIN (n_threads > 0 ? n_threads : g_get_num_processors (), MAX (n_tasks, 1)) - 1;
  g_autofree GThread **helpers = g_new (GThread *, n_helpers + 1);

  for (guint i = 0; i < n_tasks; i++)
    tasks[i].forecast = NULL;
  for (guint i = 0; i < n_helpers; i++)
    helpers[i] = g_thread_new ("series", work_thread, &crowd);
  while (work_once (&crowd))
    if (progress != NULL && !progress (MIN ((double)g_atomic_int_get (&crowd.next) / n_tasks, 1.0), data))
      g_atomic_int_set (&crowd.stopped, TRUE);
  for (guint i = 0; i < n_helpers; i++)
    g_thread_join (helpers[i]);
  return !crowd.stopped;
}
