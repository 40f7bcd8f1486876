/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a grid shows, as a list model over the packed columns.
 *
 * The list is an array of deal indexes; an item is made when a row asks for it and lives as long as the row shows it. */

#include "session/bw-deal-list.h"

/* ---- One deal ---- */

struct _BwDealItem
{
  GObject parent_instance;
  BwBook *book;
  guint   deal;
};

G_DEFINE_FINAL_TYPE (BwDealItem, bw_deal_item, G_TYPE_OBJECT)

static void
bw_deal_item_finalize (GObject *object)
{
  bw_book_unref (BW_DEAL_ITEM (object)->book);

  G_OBJECT_CLASS (bw_deal_item_parent_class)->finalize (object);
}

static void
bw_deal_item_class_init (BwDealItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_deal_item_finalize;
}

static void
bw_deal_item_init (BwDealItem *self)
{
}

guint
bw_deal_item_get_deal (BwDealItem *self)
{
  return self->deal;
}

BwBook *
bw_deal_item_get_book (BwDealItem *self)
{
  return self->book;
}

/* ---- The list ---- */

struct _BwDealList
{
  GObject    parent_instance;
  BwSession *session; /* (owned) */
  BwBook    *book;    /* (nullable): whose deals these are */
  guint32   *deals;   /* (array length=n) */
  guint      n;
  gint64     total;

  char       *search;     /* (nullable) */
  char       *expression; /* (nullable) */
  BwDealField sort;
  gboolean    descending;
  gboolean    in_period;
  gboolean    open_only;
};

enum
{
  REFRESHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void implement_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwDealList, bw_deal_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static GType
get_item_type (GListModel *model)
{
  return BW_TYPE_DEAL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return BW_DEAL_LIST (model)->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BwDealList *self = BW_DEAL_LIST (model);
  BwDealItem *item;

  if (position >= self->n)
    return NULL;
  item = g_object_new (BW_TYPE_DEAL_ITEM, NULL);
  item->book = bw_book_ref (self->book);
  item->deal = self->deals[position];
  return item;
}

static void
implement_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sum_up (BwDealList *self)
{
  self->total = 0;
  for (guint i = 0; i < self->n; i++)
    {
      gint64 amount = self->book->deals.amount[self->deals[i]];

      if (amount != BW_MONEY_NONE)
        self->total += amount;
    }
}

/* Works the list out anew. GTK's column view keeps its place by walking over all rows that were added in the same
 * breath as others were removed, so the two are told apart. */
static void
refresh (BwDealList *self)
{
  BwBook  *book = bw_session_get_book (self->session);
  BwFocus *focus = bw_session_get_focus (self->session);
  g_autoptr (BwScopeMask) mask = NULL;
  g_autoptr (BwFilter) filter = NULL;
  BwQuery query = { .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE } };
  guint   before = self->n;

  self->n = 0;
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  g_clear_pointer (&self->deals, g_free);
  g_clear_pointer (&self->book, bw_book_unref);
  if (book == NULL)
    return;

  self->book = bw_book_ref (book);
  mask = bw_scope_mask_new (book, bw_focus_get_scope (focus));
  if (self->expression != NULL)
    filter = bw_filter_parse (book, self->expression, NULL);
  query.mask = mask;
  query.filter = filter;
  query.search = self->search;
  query.open_only = self->open_only;
  if (self->in_period)
    {
      query.period = *bw_focus_get_period (focus);
      query.with_undated = TRUE;
    }
  query.sort = self->sort;
  query.descending = self->descending;
  query.today = bw_focus_get_as_of (focus);
  self->deals = bw_query_run (book, &query, &self->n);
  sum_up (self);
  if (self->n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n);
  g_signal_emit (self, signals[REFRESHED], 0);
}

static void
bw_deal_list_finalize (GObject *object)
{
  BwDealList *self = BW_DEAL_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_pointer (&self->deals, g_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->expression, g_free);

  G_OBJECT_CLASS (bw_deal_list_parent_class)->finalize (object);
}

static void
bw_deal_list_class_init (BwDealListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_deal_list_finalize;

  signals[REFRESHED] =
    g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_deal_list_init (BwDealList *self)
{
  self->sort = BW_DEAL_FIELD_AMOUNT;
  self->descending = TRUE;
  self->open_only = TRUE;
  self->in_period = TRUE;
}

/* Returns: (transfer full): the open deals of the focus, largest first. */
BwDealList *
bw_deal_list_new (BwSession *session)
{
  BwDealList *self = g_object_new (BW_TYPE_DEAL_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

/* Shows only deals that hold all words of @search (nullable) in name, id, account or owner. */
void
bw_deal_list_set_search (BwDealList *self,
                         const char *search)
{
  if (g_strcmp0 (self->search, search) == 0)
    return;
  g_free (self->search);
  self->search = search != NULL && *search != '\0' ? g_strdup (search) : NULL;
  refresh (self);
}

/* Shows only deals that @expression (nullable) admits. Returns %FALSE, and changes nothing, when it cannot be read. */
gboolean
bw_deal_list_set_filter (BwDealList *self,
                         const char *expression,
                         GError    **error)
{
  BwBook *book = bw_session_get_book (self->session);

  if (expression != NULL && book != NULL)
    {
      g_autoptr (BwFilter) filter = bw_filter_parse (book, expression, error);

      if (filter == NULL)
        return FALSE;
    }
  g_free (self->expression);
  self->expression = g_strdup (expression);
  refresh (self);
  return TRUE;
}

/* Puts the deals in the order of @field. */
void
bw_deal_list_set_sort (BwDealList *self,
                       BwDealField field,
                       gboolean    descending)
{
  if (self->sort == field && !self->descending == !descending)
    return;
  self->sort = field;
  self->descending = descending;
  refresh (self);
}

void
bw_deal_list_set_restriction (BwDealList *self,
                              gboolean    in_period,
                              gboolean    open_only)
{
  if (!self->in_period == !in_period && !self->open_only == !open_only)
    return;
  self->in_period = in_period;
  self->open_only = open_only;
  refresh (self);
}

gint64
bw_deal_list_get_total (BwDealList *self)
{
  return self->total;
}

const guint32 *
bw_deal_list_get_deals (BwDealList *self,
                        guint      *n)
{
  *n = self->n;
  return self->deals;
}
