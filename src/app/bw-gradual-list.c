/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list whose rows come into a view a few at a time.
 *
 * A column view of GTK 4.8 makes the widgets of 205 rows at once, however few are seen: with a dozen columns a quarter of a second in
 * which nothing else happens. So a view gets a list that begins with as many rows as a window shows and takes up a few more whenever the
 * main loop has nothing better to do; once it has more than a view makes widgets for, it takes all that are left, which costs nothing.
 * Rows that only change stay. Who needs a row that has not come yet asks for it.
 *
 * O(1) for whatever the source tells; it holds no row itself. */

#include "app/bw-gradual-list.h"

enum
{
  N_AT_ONCE = 24,
  N_MORE = 12,
  N_WIDGETS = 210, /* a view makes no more */
};

struct _BwGradualList
{
  GObject     parent_instance;
  GListModel *source; /* (owned) */
  guint       n;      /* rows that have come */
  guint       coming; /* source */
};

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (BW_GRADUAL_LIST (model)->source);
}

static guint
get_n_items (GListModel *model)
{
  return BW_GRADUAL_LIST (model)->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BwGradualList *self = BW_GRADUAL_LIST (model);

  return position < self->n ? g_list_model_get_item (self->source, position) : NULL;
}

static void
implement_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwGradualList,
                               bw_gradual_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list))

/* Has the rows be @n. */
static void
come_to (BwGradualList *self,
         guint          n)
{
  guint before = self->n;

  self->n = n;
  if (n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n - before);
}

static gboolean
come_cb (gpointer data)
{
  BwGradualList *self = data;
  guint          all = g_list_model_get_n_items (self->source), n = self->n + N_MORE;

  if (n >= all || n > N_WIDGETS)
    {
      self->coming = 0;
      come_to (self, all);
      return G_SOURCE_REMOVE;
    }
  come_to (self, n);
  return G_SOURCE_CONTINUE;
}

/* Takes over that the source has other rows from @position on, of which the view gets new ones only in the place of others or up to
 * what comes at once. */
static void
take_change (BwGradualList *self,
             guint          position,
             guint          removed,
             guint          added)
{
  guint before = self->n, most = before > N_WIDGETS ? G_MAXUINT : MAX (before, N_AT_ONCE);

  removed = MIN (removed, before - position);
  if (before - removed + added > most)
    {
      /* What stood behind is further down now. */
      removed = before - position;
      added = most - position;
    }
  self->n = before - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
changed_cb (BwGradualList *self,
            guint          position,
            guint          removed,
            guint          added)
{
  guint all = g_list_model_get_n_items (self->source);

  if (position < self->n)
    take_change (self, position, removed, added);
  if (self->n < N_AT_ONCE || self->n > N_WIDGETS)
    come_to (self, self->n < N_AT_ONCE ? MIN (all, N_AT_ONCE) : all);
  if (self->n < all && self->coming == 0)
    self->coming = g_idle_add (come_cb, self);
}

static void
dispose (GObject *object)
{
  BwGradualList *self = BW_GRADUAL_LIST (object);

  g_clear_handle_id (&self->coming, g_source_remove);
  G_OBJECT_CLASS (bw_gradual_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (BW_GRADUAL_LIST (object)->source);
  G_OBJECT_CLASS (bw_gradual_list_parent_class)->finalize (object);
}

static void
bw_gradual_list_class_init (BwGradualListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
bw_gradual_list_init (BwGradualList *self)
{
}

/* Returns: (transfer full): the rows of @source (transfer none). */
BwGradualList *
bw_gradual_list_new (GListModel *source)
{
  BwGradualList *self = g_object_new (BW_TYPE_GRADUAL_LIST, NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, 0, 0, g_list_model_get_n_items (source));
  return self;
}

/* Has all rows come if the one at @position has not yet. */
void
bw_gradual_list_reach (BwGradualList *self,
                       guint          position)
{
  g_return_if_fail (BW_IS_GRADUAL_LIST (self));

  if (position < self->n)
    return;
  g_clear_handle_id (&self->coming, g_source_remove);
  come_to (self, g_list_model_get_n_items (self->source));
}
