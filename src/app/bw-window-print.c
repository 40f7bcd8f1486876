/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window prints and saves: the page that is shown, and the brief of the period.
 *
 * What to do in the period is worked out on a thread of its own first, as it reads the whole history; then the page makes its
 * report from what it shows, so that paper and screen say the same. */

#include "app/bw-window-private.h"

#include <glib/gi18n.h>

#include "app/bw-page.h"
#include "app/bw-report-print.h"
#include "chart/bw-page-report.h"
#include "core/bw-insight.h"

enum
{
  MOST_INSIGHTS = 12,
};

/* What the thread needs to know. */
typedef struct
{
  BwBook           *book; /* (owned) */
  BwScope           scope;
  BwPeriod          period;
  BwDate            as_of;
  BwWindowPrintKind kind;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  bw_book_unref (job->book);
  g_free (job);
}

static void
find_insights (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Job     *job = data;
  BwInsightQuery query = {
    .scope = job->scope,
    .period = job->period,
    .as_of = job->as_of,
    .n_most = MOST_INSIGHTS,
    .business = TRUE,
  };

  g_task_return_pointer (task, bw_insights_new (job->book, &query), (GDestroyNotify)g_ptr_array_unref);
}

/* Returns: (transfer full) (nullable): what is asked for, from what the window shows. */
static BwReport *
make_report (BwWindow         *self,
             BwWindowPrintKind kind,
             const GPtrArray  *insights)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  BwPaper          paper = bw_report_print_paper ();

  if (kind != BW_WINDOW_SAVE_BRIEF)
    return bw_page_make_report (BW_PAGE (gtk_stack_get_visible_child (self->pages)), insights);
  if (outlook == NULL)
    return NULL;
  return bw_page_report_new_brief (bw_live_outlook_get_book (self->outlook), outlook, bw_live_outlook_get_flow (self->outlook),
                                   insights, &paper);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  BwWindow  *self = BW_WINDOW (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) insights = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (BwReport) report = NULL;

  if (self->closing || insights == NULL || !bw_window_is_open (self))
    return;
  report = make_report (self, job->kind, insights);
  if (report == NULL)
    bw_window_toast (self, _ ("There is nothing to print on this page yet."));
  else if (job->kind == BW_WINDOW_PRINT_PAGE)
    bw_report_print_run (GTK_WINDOW (self), report);
  else if (job->kind == BW_WINDOW_SAVE_TABLES && !bw_report_has_tables (report))
    bw_window_toast (self, _ ("There is no table on this page."));
  else if (job->kind == BW_WINDOW_SAVE_TABLES)
    bw_report_print_save_tables (GTK_WINDOW (self), report);
  else
    bw_report_print_save (GTK_WINDOW (self), report);
}

/* Prints or saves what @kind says. */
void
bw_window_print (BwWindow         *self,
                 BwWindowPrintKind kind)
{
  BwFocus *focus;
  Job     *job;
  g_autoptr (GTask) task = NULL;

  if (!bw_window_is_open (self))
    return;
  focus = bw_session_get_focus (self->session);
  job = g_new0 (Job, 1);
  job->book = bw_book_ref (bw_session_get_book (self->session));
  job->scope = *bw_focus_get_scope (focus);
  job->period = *bw_focus_get_period (focus);
  job->as_of = bw_focus_get_as_of (focus);
  job->kind = kind;
  task = g_task_new (self, NULL, found_cb, NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, find_insights);
}
