/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals of a list are selected, whatever order they are in.
 *
 * A selection model of GTK knows positions; when the list is made anew, other deals stand there. So the deals themselves are
 * noted whenever the selection changes, and once the list was made anew their positions are selected. Both are a run over the
 * list at most: a million deals are selected, summed up and found again in some milliseconds. */

#include "app/bw-deal-selection.h"

struct _BwDealSelection
{
  GObject            parent_instance;
  GtkSelectionModel *model; /* (owned) */
  BwDealList        *list;  /* (owned) */
  GArray            *deals; /* guint32, in the order of the list */
  gint64             sum;
  gboolean           following;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDealSelection, bw_deal_selection, G_TYPE_OBJECT)

static void
add_deal (BwDealSelection *self,
          const BwBook    *book,
          guint32          deal)
{
  if (deal >= book->deals.n)
    return;
  g_array_append_val (self->deals, deal);
  if (book->deals.amount[deal] != BW_MONEY_NONE)
    self->sum += book->deals.amount[deal];
}

/* Notes which deals are at the selected positions. */
static void
note (BwDealSelection *self)
{
  g_autoptr (GtkBitset) positions = gtk_selection_model_get_selection (self->model);
  const BwBook *book = bw_deal_list_get_book (self->list);
  GtkBitsetIter iter;
  guint         position;

  g_array_set_size (self->deals, 0);
  self->sum = 0;
  if (gtk_bitset_iter_init_first (&iter, positions, &position))
    do
      add_deal (self, book, bw_deal_list_get_deal_at (self->list, position));
    while (gtk_bitset_iter_next (&iter, &position));
}

static void
selection_changed_cb (BwDealSelection *self)
{
  if (self->following)
    return;
  note (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The positions at which the noted deals are now. */
static GtkBitset *
find_positions (BwDealSelection *self)
{
  GtkBitset         *positions = gtk_bitset_new_empty ();
  const BwBook      *book = bw_deal_list_get_book (self->list);
  guint              n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree guint8 *chosen = NULL;

  if (self->deals->len == 0)
    return positions;
  if (self->deals->len == 1)
    {
      int position = bw_deal_list_find (self->list, g_array_index (self->deals, guint32, 0));

      if (position >= 0)
        gtk_bitset_add (positions, (guint)position);
      return positions;
    }
  chosen = g_malloc0 (book->deals.n + 1);
  for (guint i = 0; i < self->deals->len; i++)
    if (g_array_index (self->deals, guint32, i) < book->deals.n)
      chosen[g_array_index (self->deals, guint32, i)] = 1;
  for (guint i = 0; i < n; i++)
    {
      guint deal = bw_deal_list_get_deal_at (self->list, i);

      if (deal < book->deals.n && chosen[deal])
        gtk_bitset_add (positions, i);
    }
  return positions;
}

/* The list was made anew: selects the same deals where they are now. One that is not there stays noted, so that it is selected
 * when it comes back; of several those stay that are there. */
void
bw_deal_selection_follow (BwDealSelection *self)
{
  g_autoptr (GtkBitset) positions = NULL;
  g_autoptr (GtkBitset) all = NULL;

  g_return_if_fail (BW_IS_DEAL_SELECTION (self));

  positions = find_positions (self);
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
  self->following = TRUE;
  gtk_selection_model_set_selection (self->model, positions, all);
  self->following = FALSE;
  if (self->deals->len == 1 && gtk_bitset_is_empty (positions))
    return;
  note (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Selects the deal at @position alone. */
void
bw_deal_selection_choose (BwDealSelection *self,
                          guint            position)
{
  g_return_if_fail (BW_IS_DEAL_SELECTION (self));

  gtk_selection_model_select_item (self->model, position, TRUE);
}

/* Returns: (transfer none) (array length=n): the selected deals, in the order of the list. */
const guint32 *
bw_deal_selection_get (BwDealSelection *self,
                       guint           *n)
{
  *n = self->deals->len;
  return (const guint32 *)(gpointer)self->deals->data;
}

/* What the amounts of the selected deals sum up to, in minor units. */
gint64
bw_deal_selection_get_sum (BwDealSelection *self)
{
  return self->sum;
}

static void
finalize (GObject *object)
{
  BwDealSelection *self = BW_DEAL_SELECTION (object);

  g_clear_object (&self->model);
  g_clear_object (&self->list);
  g_array_unref (self->deals);
  G_OBJECT_CLASS (bw_deal_selection_parent_class)->finalize (object);
}

static void
bw_deal_selection_class_init (BwDealSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_deal_selection_init (BwDealSelection *self)
{
  self->deals = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/* Returns: (transfer full): what is selected in @model, which is over @list. */
BwDealSelection *
bw_deal_selection_new (GtkSelectionModel *model,
                       BwDealList        *list)
{
  BwDealSelection *self = g_object_new (BW_TYPE_DEAL_SELECTION, NULL);

  self->model = g_object_ref (model);
  self->list = g_object_ref (list);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
