/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of a list that is long.
 *
 * A list may have a million lines, whose texts are made as they are shown, by their position; the model only counts them.
 * Each item is an object of its own, because GTK finds items again by them. */

#include "app/bw-place-list.h"

struct _BwPlaceList
{
  GObject parent_instance;
  guint   n;
};

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return BW_PLACE_LIST (model)->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return position < BW_PLACE_LIST (model)->n ? gtk_string_object_new ("") : NULL;
}

static void
implement_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwPlaceList,
                               bw_place_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list))

static void
bw_place_list_class_init (BwPlaceListClass *klass)
{
}

static void
bw_place_list_init (BwPlaceList *self)
{
}

/* Returns: (transfer full): @n places. */
GListModel *
bw_place_list_new (guint n)
{
  BwPlaceList *self = g_object_new (BW_TYPE_PLACE_LIST, NULL);

  self->n = n;
  return G_LIST_MODEL (self);
}

/* Has the places be @n; the first ones stay, and who shows them draws them anew. */
void
bw_place_list_resize (BwPlaceList *self,
                      guint        n)
{
  guint before, kept;

  g_return_if_fail (BW_IS_PLACE_LIST (self));

  before = self->n;
  kept = MIN (before, n);
  self->n = n;
  if (n != before)
    g_list_model_items_changed (G_LIST_MODEL (self), kept, before - kept, n - kept);
}
