/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the territories page shows, worked out.
 *
 * Two thirds of the time go into placing the accounts, which an earlier layout spares for those whose addresses have not
 * changed; the rest is one pass over the accounts for each sum and two over the deals. */

#include "app/bw-territory-layout.h"

#include "chart/bw-map.h"
#include "core/bw-plan-edit.h"

/* The index of the plan of @book with @plan_key, of the one in force on @as_of where there is none; %BW_NOBODY without any. */
gint32
bw_territory_layout_find_plan (const BwBook *book,
                               gint64        plan_key,
                               BwDate        as_of)
{
  gint32 plan = bw_plan_find_key (book, plan_key);

  return plan >= 0 ? plan : bw_territory_plan_at (book, as_of);
}

/* Lays out the plan of @book, which has a map, with @plan_key; @earlier (nullable) is any layout, to be quicker.
 * Returns: (transfer full). */
BwTerritoryLayout *
bw_territory_layout_new (BwBook                  *book,
                         gint64                   plan_key,
                         BwDate                   as_of,
                         const BwTerritoryLayout *earlier)
{
  BwTerritoryLayout *self = g_atomic_rc_box_new0 (BwTerritoryLayout);

  self->book = bw_book_ref (book);
  self->plan_key = plan_key;
  self->as_of = as_of;
  self->index = bw_territory_layout_find_plan (book, plan_key, as_of);
  self->plan = bw_territory_plan_new_after (book, self->index, earlier != NULL ? earlier->plan : NULL);
  self->values = bw_account_values_new_for (self->plan, as_of);
  self->balance = bw_territory_balance_new (self->plan, self->values);
  self->counties = bw_territory_counties_new (self->plan, self->values);
  self->overlaps = bw_territory_overlaps_new (self->plan);
  self->gaps = bw_territory_gaps_new (self->plan, self->values);
  self->parts = bw_territory_parts_new (self->plan, self->counties);
  self->preview = bw_territory_preview_new (self->plan, self->values);
  self->problems = g_new0 (guint8, MAX (self->plan->n_units, 1));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const BwTerritoryPart *part = g_ptr_array_index (self->parts, i);

      for (guint j = 0; j < part->n; j++)
        self->problems[part->counties[j]] = j == 0 ? BW_MAP_MARK_FIRST : 1;
    }
  return self;
}

/* Returns: (transfer full): @layout. */
BwTerritoryLayout *
bw_territory_layout_ref (BwTerritoryLayout *layout)
{
  return g_atomic_rc_box_acquire (layout);
}

static void
clear_layout (gpointer layout)
{
  BwTerritoryLayout *self = layout;

  g_array_unref (self->balance);
  g_array_unref (self->counties);
  g_array_unref (self->overlaps);
  g_array_unref (self->gaps);
  g_ptr_array_unref (self->parts);
  g_free (self->problems);
  bw_territory_preview_free (self->preview);
  bw_account_values_free (self->values);
  bw_territory_plan_free (self->plan);
  bw_book_unref (self->book);
}

/* Lets go of @layout (transfer full). */
void
bw_territory_layout_unref (BwTerritoryLayout *layout)
{
  g_atomic_rc_box_release_full (layout, clear_layout);
}

/* Whether @layout (nullable) is what laying this out would give. */
gboolean
bw_territory_layout_is_of (const BwTerritoryLayout *layout,
                           const BwBook            *book,
                           gint64                   plan_key,
                           BwDate                   as_of)
{
  return layout != NULL && layout->book == book && layout->plan_key == plan_key && layout->as_of == as_of;
}

/* ---- Working out ---- */

/* What is asked for. */
typedef struct
{
  gint64              plan_key;
  BwTerritoryLayout **last; /* only for the jobs, of which one runs at a time */
} Question;

static void
free_last (gpointer data)
{
  BwTerritoryLayout **last = data;

  g_clear_pointer (last, bw_territory_layout_unref);
  g_free (last);
}

static gpointer
work (const BwLiveJob *job)
{
  const Question    *question = job->question;
  BwTerritoryLayout *layout;

  if (job->book->atlas == NULL)
    return NULL;
  if (bw_territory_layout_is_of (*question->last, job->book, question->plan_key, job->as_of))
    return bw_territory_layout_ref (*question->last);
  layout = bw_territory_layout_new (job->book, question->plan_key, job->as_of, *question->last);
  g_clear_pointer (question->last, bw_territory_layout_unref);
  *question->last = bw_territory_layout_ref (layout);
  return layout;
}

/* Returns: (transfer full): the layouts of @session, inactive; of the plan in force until another is asked for. */
BwLive *
bw_territory_layout_live_new (BwSession *session)
{
  BwLive *live = bw_live_new (session, work, (GDestroyNotify)bw_territory_layout_unref);

  /* A job holds the live thing and so what is kept with it. */
  g_object_set_data_full (G_OBJECT (live), "last", g_new0 (BwTerritoryLayout *, 1), free_last);
  bw_territory_layout_ask (live, 0);
  return live;
}

/* Asks @live for the plan with @plan_key. */
void
bw_territory_layout_ask (BwLive *live,
                         gint64  plan_key)
{
  Question question = { plan_key, g_object_get_data (G_OBJECT (live), "last") };

  bw_live_ask (live, &question, sizeof question);
}
