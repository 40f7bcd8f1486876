/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that deals have in a field, with how many have each.
 *
 * Of the deals of the people or territory looked at, whatever the filter leaves of them: a list to choose from must not shrink
 * to what is chosen. */

#include "session/bw-live-values.h"

static gpointer
count_values (const BwLiveJob *job)
{
  const BwDealField *field = job->question;
  BwScope            scope = bw_scope_with_filter (&job->scope, NULL);

  if (field == NULL || *field >= BW_N_DEAL_FIELDS + job->book->fields->len || !bw_filter_can_choose (job->book, *field))
    return g_ptr_array_new ();
  return bw_filter_values_new (job->book, &scope, *field);
}

/* Returns: (transfer full): the values of a field of @session's deals; inactive, and asked for no field. */
BwLive *
bw_live_values_new (BwSession *session)
{
  return bw_live_new (session, count_values, (GDestroyNotify)g_ptr_array_unref);
}

/* Asks for the values of @field. */
void
bw_live_values_ask (BwLive     *live,
                    BwDealField field)
{
  bw_live_ask (live, &field, sizeof field);
}

/* Returns: (transfer none) (nullable) (element-type BwFilterValue): the values of @field; %NULL while they are not known. */
GPtrArray *
bw_live_values_get (BwLive     *live,
                    BwDealField field)
{
  const BwLiveJob   *job = bw_live_get_job (live);
  const BwDealField *asked = job != NULL ? job->question : NULL;

  return asked != NULL && *asked == field ? bw_live_get (live) : NULL;
}
