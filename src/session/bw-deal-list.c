/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a grid shows, as a list model over the packed columns.
 *
 * The list is an array of deal indexes. An item stands for a position: it is made when a row asks for it, and what deal
 * it is changes with the list. GTK 4.8 makes all cells of a column view anew when its rows are told to have changed,
 * which takes a fifth of a second; so only the rows at the end are told to come and go, and who shows the others draws
 * them again upon "refreshed", which takes a hundredth.
 *
 * While an earlier day is looked from, the deals are those of that day (bw-deal-list-past.c).
 *
 * Queries run on the main thread over an index of the book, within a few hundredths of a second at a million deals. What
 * would take longer is the first order by texts, so the ranks of all texts are worked out on another thread, in an index
 * of its own that takes the place of the first when it is done:
 *
 *   index   ----- queries -----------+-- freed
 *   ranking  \-- ranks (worker) ---- becomes the index -- queries --
 *
 * Until then a list of many deals that is asked for such an order, or for groups by such a field, keeps those it has
 * (bw-deal-list-rank.c). What changed since a day is found on another thread too where there are many deals
 * (bw-deal-list-compare.c). Groups fold in bw-deal-list-groups.c. */

#include "session/bw-deal-list-private.h"

#include "core/bw-deal-field.h"

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
  REFRESHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void implement_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwDealList, bw_deal_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

guint
bw_deal_list_count_rows (BwDealList *self)
{
  return self->groups != NULL ? bw_group_rows_count (self->rows) : self->n;
}

static GType
get_item_type (GListModel *model)
{
  return BW_TYPE_DEAL_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return bw_deal_list_count_rows (BW_DEAL_LIST (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BwDealList *self = BW_DEAL_LIST (model);
  BwDealItem *item;

  if (position >= bw_deal_list_count_rows (self))
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

/* Returns: (transfer full): what both mark. */
static guint8 *
both (const guint8 *a,
      const guint8 *b,
      guint         n)
{
  guint8 *marks = g_new (guint8, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    marks[i] = a[i] && b[i];
  return marks;
}

/* Puts what the list asks for into @query, to be asked of @book; but for marks of deals. @mask and @filter (transfer full, the
 * latter nullable) belong to it. */
void
bw_deal_list_init_query (BwDealList   *self,
                         BwBook       *book,
                         BwQuery      *query,
                         BwScopeMask **mask,
                         BwFilter    **filter)
{
  BwFocus *focus = bw_session_get_focus (self->session);

  *mask = bw_scope_mask_new (book, bw_focus_get_scope (focus));
  *filter = self->expression != NULL ? bw_filter_parse (book, self->expression, NULL) : NULL;
  *query = (BwQuery) {
    .mask = *mask,
    .filter = *filter,
    .search = self->search,
    .open_only = self->open_only,
    .period = { .from = BW_DATE_NONE, .to = BW_DATE_NONE },
    .sort = self->shown_sort,
    .descending = self->shown_descending,
    .today = self->today,
  };
  if (self->in_period)
    {
      query->period = *bw_focus_get_period (focus);
      query->with_undated = TRUE;
    }
}

/* Returns: (transfer full): the groups, or none, and then in @deals (transfer full) (array length=n) the deals in their
 * order. */
static BwDealGroups *
run (BwDealList   *self,
     BwQueryIndex *index,
     guint32     **deals,
     guint        *n)
{
  BwBook *book = bw_query_index_get_book (index);
  g_autoptr (BwScopeMask) mask = NULL;
  g_autofree guint8 *marks = NULL;
  g_autoptr (BwFilter) filter = NULL;
  BwQuery query;

  bw_deal_list_init_query (self, book, &query, &mask, &filter);
  query.marks = self->known;
  if (self->only_changed && self->changed != NULL && self->changed_book == book)
    query.marks = self->known == NULL ? self->changed->marks : (marks = both (self->known, self->changed->marks, book->deals.n));
  if (self->shown_grouping.n > 0)
    return bw_query_index_group (index, &query, &self->shown_grouping);
  *deals = bw_query_index_run (index, &query, n);
  return NULL;
}

/* Tells, where there were @before rows, of as many as came or went, at the end; and that each may show another deal. */
void
bw_deal_list_tell_rows (BwDealList *self,
                        guint       before)
{
  guint now = bw_deal_list_count_rows (self);

  if (now != before)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (now, before), before - MIN (now, before), now - MIN (now, before));
  g_signal_emit (self, signals[REFRESHED], 0);
}

/* Works the list out anew. */
void
bw_deal_list_refresh (BwDealList *self)
{
  BwBook       *present = bw_session_get_book (self->session), *book;
  BwDate        today;
  BwQueryIndex *index = self->index;
  guint         before = bw_deal_list_count_rows (self), n = 0;
  guint32      *deals = NULL;
  BwDealGroups *groups;

  if (present == NULL)
    return;
  book = bw_deal_list_choose_book (self, present, &today);
  if (book == NULL)
    return;
  if (index == NULL || bw_query_index_get_book (index) != book)
    {
      index = bw_query_index_new (book, self->index);
      bw_query_index_free (self->index);
      self->index = index;
    }
  self->today = today;
  bw_deal_list_compare (self);
  bw_deal_list_choose_order (self, index);
  groups = run (self, index, &deals, &n);
  if (groups != NULL)
    {
      deals = g_steal_pointer (&groups->deals);
      n = groups->n;
      bw_group_rows_lay_out (self->rows, groups, book);
    }
  sum_up (self, book, deals, n);
  g_free (self->deals);
  bw_deal_groups_free (self->groups);
  self->groups = groups;
  self->deals = deals;
  self->n = n;
  bw_deal_list_plan_ranking (self);
  bw_deal_list_tell_rows (self, before);
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
  g_clear_pointer (&self->as_adjusted, bw_as_adjusted_free);
  g_clear_pointer (&self->as_adjusted_of, bw_book_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->expression, g_free);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->groups, bw_deal_groups_free);
  g_clear_pointer (&self->rows, bw_group_rows_free);
  bw_deal_list_take_changed (self, NULL, NULL);
  bw_deal_list_clear_past (self);

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
  self->rows = bw_group_rows_new ();
}

/* Returns: (transfer full): the open deals of the focus, largest first. */
BwDealList *
bw_deal_list_new (BwSession *session)
{
  BwDealList *self = g_object_new (BW_TYPE_DEAL_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (bw_deal_list_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (session), "changed", G_CALLBACK (bw_deal_list_refresh), self, G_CONNECT_SWAPPED);
  bw_deal_list_refresh (self);
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
  bw_deal_list_refresh (self);
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
  bw_deal_list_refresh (self);
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
  bw_deal_list_refresh (self);
}

/* Returns: (transfer none) (nullable): the expression that the deals are filtered by. */
const char *
bw_deal_list_get_filter (BwDealList *self)
{
  return self->expression;
}

/* Returns: the field that the deals are to be ordered by, and in @descending whether the largest come first. */
BwDealField
bw_deal_list_get_sort (BwDealList *self,
                       gboolean   *descending)
{
  *descending = self->descending != FALSE;
  return self->sort;
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
  bw_deal_list_refresh (self);
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

/* Returns: the index into the book's deals of what stands at @position; G_MAXUINT where there is no deal. */
guint
bw_deal_list_get_deal_at (BwDealList *self,
                          guint       position)
{
  guint group, place;

  if (self->groups == NULL)
    return position < self->n ? self->deals[position] : G_MAXUINT;
  return bw_group_rows_get (self->rows, position, &group, &place) && place != G_MAXUINT ? self->deals[place] : G_MAXUINT;
}

/* Returns: the position of @deal, an index into the book's deals, or -1 when it is not among the rows, or folded away. */
int
bw_deal_list_find (BwDealList *self,
                   guint       deal)
{
  for (guint i = 0; i < self->n; i++)
    if (self->deals[i] == deal)
      return self->groups == NULL ? (int)i : bw_group_rows_find_place (self->rows, i);
  return -1;
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

/* Returns: the index into the book's deals of what stands at the item's position now; G_MAXUINT for the header of a group, and when
 * the list has become shorter. */
guint
bw_deal_item_get_deal (BwDealItem *self)
{
  return bw_deal_list_get_deal_at (self->list, self->position);
}

/* Returns: the group whose header stands at the item's position now, BW_GROUP_NONE for none. */
guint
bw_deal_item_get_group (BwDealItem *self)
{
  return bw_deal_list_get_group_at (self->list, self->position);
}

/* Returns: (transfer none): the book that the deal is in. */
BwBook *
bw_deal_item_get_book (BwDealItem *self)
{
  return bw_query_index_get_book (self->list->index);
}
