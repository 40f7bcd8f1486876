/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of a check-in, kept up to date.
 *
 * Worked out on a thread of its own (bw-live.h). The forecast of today rests on what the window keeps for all scopes
 * (bw-outlook-bases.h), so that going from one person to the next costs little; that of the last check-in on others that are kept apart,
 * as they would push out what the window shows. Of large projects, where one is as large as the deals, it is made for itself. */

#include "session/bw-live-agenda.h"

#include "session/bw-live-outlook.h"

/* What a job is asked. The bases are the session's, which a running job keeps. */
typedef struct
{
  BwAgendaQuery   query;
  BwOutlookBases *bases, *past;
} Question;

static gboolean
go_on (double   done,
       gpointer data)
{
  return !g_cancellable_is_cancelled (data);
}

static void
free_result (gpointer data)
{
  BwLiveAgenda *result = data;

  bw_agenda_free (result->agenda);
  g_array_unref (result->deals);
  g_free (result);
}

/* The forecast of the end of @since, of which the last check-in could tell. */
static BwOutlook *
look_back (const BwLiveJob *job,
           const Question  *question,
           const BwScope   *scope,
           BwDate           since)
{
  g_autoptr (BwOutlookBase) base = NULL;

  if (job->book->deals.n > BW_OUTLOOK_BASES_LARGE)
    return bw_outlook_new (job->book, scope, &job->period, since, BW_LIVE_OUTLOOK_SEED, go_on, job->cancellable);
  base = bw_outlook_bases_find (question->past, job->book, &job->period, since, BW_LIVE_OUTLOOK_SEED, go_on, job->cancellable);
  return base != NULL ? bw_outlook_base_part (base, scope, go_on, job->cancellable) : NULL;
}

static gpointer
work (const BwLiveJob *job)
{
  const Question *question = job->question;
  g_autoptr (BwOutlookBase) base = NULL;
  g_autoptr (BwOutlook) now = NULL, before = NULL;
  BwAgendaQuery query;
  BwLiveAgenda *result;
  BwScope       scope;
  BwDate        since;

  if (question == NULL)
    return NULL;
  query = question->query;
  query.as_of = job->as_of;
  query.period = job->period;
  if ((query.host >= 0 && (guint)query.host >= job->book->people->len) || (query.person >= 0 && (guint)query.person >= job->book->people->len))
    return NULL;
  scope = bw_agenda_scope (&query);
  since = bw_agenda_since (job->book, &query, NULL);
  base = bw_outlook_bases_find (question->bases, job->book, &query.period, query.as_of, BW_LIVE_OUTLOOK_SEED, go_on, job->cancellable);
  if (base != NULL)
    now = bw_outlook_base_part (base, &scope, go_on, job->cancellable);
  if (now != NULL && since < query.as_of && since >= query.period.from)
    before = look_back (job, question, &scope, since);
  if (g_cancellable_is_cancelled (job->cancellable))
    return NULL;
  result = g_new0 (BwLiveAgenda, 1);
  result->agenda = bw_agenda_new (job->book, &query, now, before);
  result->deals = bw_agenda_dup_deals (job->book, result->agenda);
  return result;
}

/* Returns: (transfer full): what gives agendas of @session as BwLiveAgenda; inactive, and nothing until it is asked. */
BwLive *
bw_live_agenda_new (BwSession *session)
{
  return bw_live_new (session, work, free_result);
}

/* Asks for the agenda of @query, whose period and day of the data are always those of the session's focus. */
void
bw_live_agenda_ask (BwLive              *live,
                    BwSession           *session,
                    const BwAgendaQuery *query)
{
  Question question = { *query, bw_session_get_bases (session), bw_session_get_past_bases (session) };

  bw_live_ask (live, &question, sizeof question);
}
