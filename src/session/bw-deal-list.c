/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a grid shows, as a list model over the packed columns.
 *
 * The list is an array of deal indexes. An item stands for a position: it is made when a row asks for it, and what deal
 * it is changes with the list. GTK 4.8 makes all cells of a column view anew when its rows are told to have changed,
 * which takes a fifth of a second; so only the rows at the end are told to come and go, and who shows the others draws
 * them again upon "refreshed", which takes a hundredth.
 *
 * Queries run on the main thread over an index of the book, within a few hundredths of a second at a million deals. What
 * would take longer is the first order by texts, so the ranks of all texts are worked out on another thread, in an index
 * of its own that takes the place of the first when it is done:
 *
 *   index   ----- queries -----------+-- freed
 *   ranking  \-- ranks (worker) ---- becomes the index -- queries --
 *
 * Until then a list of many deals that is asked for such an order keeps the one it has. Unless it is asked, the worker
 * begins HOLD_MS later, so as not to compete with a window that is about to draw the list. */

#include "session/bw-deal-list.h"

#include "core/bw-deal-field.h"
#include "core/bw-query-index.h"

/* ---- One deal ---- */

struct _BwDealItem
{
  GObject     parent_instance;
  BwDealList *list; /* (owned) */
  guint       position;
};

G_DEFINE_FINAL_TYPE (BwDealItem, bw_deal_item, G_TYPE_OBJECT)

static void
bw_deal_item_finalize (GObject *object)
{
  g_object_unref (BW_DEAL_ITEM (object)->list);

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

/* ---- The list ---- */

enum
{
  /* Texts of no more rows than these are ranked at once. */
  N_RANKED_AT_ONCE = 20000,
  HOLD_MS = 300,
};

struct _BwDealList
{
  GObject       parent_instance;
  BwSession    *session; /* (owned) */
  BwQueryIndex *index;   /* (owned) (nullable): of the book whose deals these are */
  guint32      *deals;   /* (array length=n) */
  guint         n;
  guint         n_undated;
  guint         n_omitted;
  guint         n_pipeline;
  gint64        total;
  gint64        pipeline;
  BwDate        today;

  char       *search;     /* (nullable) */
  char       *expression; /* (nullable) */
  BwDealField sort;
  gboolean    descending;
  gboolean    in_period;
  gboolean    open_only;

  BwDealField shown_sort; /* the order that the list has */
  gboolean    shown_descending;
  gboolean    ranking; /* a worker ranks the texts */
  guint       held;    /* source that lets it */
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
  item->list = g_object_ref (self);
  item->position = position;
  return item;
}

static void
implement_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* The deals may be in any order, and following it through the columns would be slow: so they are marked first. */
static void
sum_up (BwDealList    *self,
        const BwBook  *book,
        const guint32 *deals,
        guint          n)
{
  g_autofree guint8 *chosen = g_malloc0 (book->deals.n + 1);

  for (guint i = 0; i < n; i++)
    chosen[deals[i]] = 1;
  self->total = self->pipeline = 0;
  self->n_undated = self->n_omitted = self->n_pipeline = 0;
  for (guint i = 0; i < book->deals.n; i++)
    {
      gint64   amount = book->deals.amount[i] == BW_MONEY_NONE ? 0 : book->deals.amount[i];
      gboolean dated = book->deals.close[i] != BW_DATE_NONE;

      if (!chosen[i])
        continue;
      self->total += amount;
      self->n_undated += !dated;
      if (bw_deal_kind (book, i) != BW_STAGE_OPEN || (book->deals.flags[i] & BW_DEAL_VANISHED))
        continue;
      if (bw_deal_category (book, i) == BW_CATEGORY_OMITTED)
        self->n_omitted++;
      else if (dated)
        {
          self->n_pipeline++;
          self->pipeline += amount;
        }
    }
}

/* Whether the list can be put into the order of @field without keeping anybody waiting. */
static gboolean
can_sort (BwQueryIndex *index,
          BwDealField   field)
{
  const BwBook *book = bw_query_index_get_book (index);
  guint         n = bw_deal_field_type (book, field) == BW_DEAL_FIELD_TEXT ? book->deals.n : bw_deal_field_n_rows (book, field);

  return n <= N_RANKED_AT_ONCE || bw_query_index_is_prepared (index, field);
}

static void
choose_order (BwDealList   *self,
              BwQueryIndex *index)
{
  if (can_sort (index, self->sort))
    {
      self->shown_sort = self->sort;
      self->shown_descending = self->descending;
    }
  else if (!can_sort (index, self->shown_sort))
    {
      self->shown_sort = BW_DEAL_FIELD_AMOUNT;
      self->shown_descending = TRUE;
    }
}

static guint32 *
run (BwDealList   *self,
     BwQueryIndex *index,
     guint        *n)
{
  BwBook  *book = bw_query_index_get_book (index);
  BwFocus *focus = bw_session_get_focus (self->session);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, bw_focus_get_scope (focus));
  g_autoptr (BwFilter) filter = self->expression != NULL ? bw_filter_parse (book, self->expression, NULL) : NULL;
  BwQuery query = {
    .mask = mask,
    .filter = filter,
    .search = self->search,
    .open_only = self->open_only,
    .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE },
    .sort = self->shown_sort,
    .descending = self->shown_descending,
    .today = self->today,
  };

  if (self->in_period)
    {
      query.period = *bw_focus_get_period (focus);
      query.with_undated = TRUE;
    }
  return bw_query_index_run (index, &query, n);
}

static void plan_ranking (BwDealList *self);

/* Works the list out anew. */
static void
refresh (BwDealList *self)
{
  BwBook       *book = bw_session_get_book (self->session);
  BwDate        today = bw_focus_get_as_of (bw_session_get_focus (self->session));
  BwQueryIndex *index = self->index;
  guint         before = self->n, n;
  guint32      *deals;

  if (book == NULL)
    return;
  if (index == NULL || bw_query_index_get_book (index) != book)
    {
      index = bw_query_index_new (book, self->index);
      bw_query_index_free (self->index);
      self->index = index;
    }
  self->today = today;
  choose_order (self, index);
  deals = run (self, index, &n);
  sum_up (self, book, deals, n);
  g_free (self->deals);
  self->deals = deals;
  self->n = n;
  if (n != before)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (n, before), before - MIN (n, before), n - MIN (n, before));
  plan_ranking (self);
  g_signal_emit (self, signals[REFRESHED], 0);
}

/* ---- The ranks of texts ---- */

static const BwDealField ranked_fields[] = {
  BW_DEAL_FIELD_NAME,
  BW_DEAL_FIELD_ACCOUNT,
  BW_DEAL_FIELD_NEXT_STEP,
  BW_DEAL_FIELD_REGION,
  BW_DEAL_FIELD_PRODUCT,
  BW_DEAL_FIELD_OWNER,
  BW_DEAL_FIELD_TYPE,
  BW_DEAL_FIELD_SOURCE,
  BW_DEAL_FIELD_REF,
};

/* What a worker ranks: the fields above and, of the project's own, only that by which the list is to be sorted, as there may
 * be many. */
typedef struct
{
  BwQueryIndex *index;
  BwDealField   wanted;
} Ranking;

static void
free_ranking (gpointer data)
{
  Ranking *ranking = data;

  g_clear_pointer (&ranking->index, bw_query_index_free);
  g_free (ranking);
}

static void
free_index (gpointer index)
{
  bw_query_index_free (index);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Ranking *ranking = data;

  bw_query_index_prepare (ranking->index, ranking->wanted);
  for (guint i = 0; i < G_N_ELEMENTS (ranked_fields); i++)
    bw_query_index_prepare (ranking->index, ranked_fields[i]);
  g_task_return_pointer (task, g_steal_pointer (&ranking->index), free_index);
}

static void
ranked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  BwDealList   *self = BW_DEAL_LIST (object);
  BwQueryIndex *done = g_task_propagate_pointer (G_TASK (result), NULL);
  BwQueryIndex *present = self->index;
  BwBook       *book = bw_query_index_get_book (present);

  self->ranking = FALSE;
  if (bw_query_index_get_book (done) == book)
    self->index = done;
  else
    {
      self->index = bw_query_index_new (book, done);
      bw_query_index_free (done);
    }
  bw_query_index_free (present);
  if (self->shown_sort != self->sort || self->shown_descending != self->descending)
    refresh (self);
  else
    plan_ranking (self);
}

/* Lets a worker rank the texts. */
static void
rank (BwDealList *self)
{
  g_autoptr (GTask) task = NULL;
  Ranking *ranking = g_new0 (Ranking, 1);

  g_clear_handle_id (&self->held, g_source_remove);
  self->ranking = TRUE;
  task = g_task_new (self, NULL, ranked_cb, NULL);
  ranking->index = bw_query_index_new (bw_query_index_get_book (self->index), self->index);
  ranking->wanted = self->sort;
  g_task_set_task_data (task, ranking, free_ranking);
  g_task_run_in_thread (task, work);
}

static gboolean
held_cb (gpointer data)
{
  BwDealList *self = data;

  self->held = 0;
  rank (self);
  return G_SOURCE_REMOVE;
}

/* Has the texts ranked, unless that is done or under way: at once when the list waits for it. */
static void
plan_ranking (BwDealList *self)
{
  gboolean ready = can_sort (self->index, self->sort);

  for (guint i = 0; i < G_N_ELEMENTS (ranked_fields); i++)
    ready = ready && can_sort (self->index, ranked_fields[i]);
  if (ready || self->ranking)
    return;
  if (bw_deal_list_is_sorting (self))
    rank (self);
  else if (self->held == 0)
    self->held = g_timeout_add_full (G_PRIORITY_LOW, HOLD_MS, held_cb, self, NULL);
}

/* ---- The object ---- */

static void
bw_deal_list_finalize (GObject *object)
{
  BwDealList *self = BW_DEAL_LIST (object);

  g_clear_handle_id (&self->held, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->index, bw_query_index_free);
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
  self->sort = self->shown_sort = BW_DEAL_FIELD_AMOUNT;
  self->descending = self->shown_descending = TRUE;
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

/* Puts the deals in the order of @field; when its texts are still being ranked, as soon as that is done. */
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

/* How many of the rows have no close date. */
guint
bw_deal_list_get_n_undated (BwDealList *self)
{
  return self->n_undated;
}

gint64
bw_deal_list_get_pipeline (BwDealList *self,
                           guint      *n)
{
  *n = self->n_pipeline;
  return self->pipeline;
}

guint
bw_deal_list_get_n_omitted (BwDealList *self)
{
  return self->n_omitted;
}

/* Returns: the position of @deal, an index into the book's deals, or -1 when it is not among the rows. */
int
bw_deal_list_find (BwDealList *self,
                   guint       deal)
{
  for (guint i = 0; i < self->n; i++)
    if (self->deals[i] == deal)
      return (int)i;
  return -1;
}

/* Whether the rows still are in another order than was asked for last. */
gboolean
bw_deal_list_is_sorting (BwDealList *self)
{
  return self->shown_sort != self->sort || self->shown_descending != self->descending;
}

/* Returns: (transfer none): the book that the list was made from. */
BwBook *
bw_deal_list_get_book (BwDealList *self)
{
  g_return_val_if_fail (BW_IS_DEAL_LIST (self), NULL);

  return bw_query_index_get_book (self->index);
}

/* The day up to which the rows tell, from which ages are counted. */
BwDate
bw_deal_list_get_today (BwDealList *self)
{
  return self->today;
}

/* Returns: the index into the book's deals of what stands at the item's position now; G_MAXUINT when the list has become
 * shorter. */
guint
bw_deal_item_get_deal (BwDealItem *self)
{
  return self->position < self->list->n ? self->list->deals[self->position] : G_MAXUINT;
}

/* Returns: (transfer none): the book that the deal is in. */
BwBook *
bw_deal_item_get_book (BwDealItem *self)
{
  return bw_query_index_get_book (self->list->index);
}
