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
 * Until then a list of many deals that is asked for such an order, or for groups by such a field, keeps those it has. What changed
 * since a day is found on another thread too where there are many deals; an answer that is no longer asked for is
 * dropped. Unless it is asked, the worker
 * begins HOLD_MS later, so as not to compete with a window that is about to draw the list. */

#include "session/bw-deal-list.h"

#include "core/bw-deal-field.h"
#include "core/bw-group-rows.h"
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
  /* Of no more deals than these it is found at once what changed. */
  N_COMPARED_AT_ONCE = 50000,
  HOLD_MS = 300,
};

struct _BwDealList
{
  GObject       parent_instance;
  BwSession    *session;       /* (owned) */
  BwQueryIndex *index;         /* (owned) (nullable): of the book whose deals these are */
  guint32      *deals;         /* (array length=n) */
  guint         n;             /* deals */
  BwDealGroups *groups;        /* (owned) (nullable) */
  BwGroupRows  *rows;          /* (owned): of the groups */
  BwChanged    *changed;       /* (owned) (nullable): of changed_book */
  BwBook       *changed_book;  /* (owned) (nullable) */
  guint         n_comparisons; /* that were begun */
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
  BwGrouping  grouping;
  char       *since; /* (nullable) */
  gboolean    only_changed;

  BwDealField shown_sort; /* the order that the list has */
  gboolean    shown_descending;
  BwGrouping  shown_grouping;
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

static guint
count_rows (BwDealList *self)
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
  return count_rows (BW_DEAL_LIST (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BwDealList *self = BW_DEAL_LIST (model);
  BwDealItem *item;

  if (position >= count_rows (self))
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

static gboolean
can_group (BwQueryIndex     *index,
           const BwGrouping *grouping)
{
  const BwBook *book = bw_query_index_get_book (index);

  for (guint level = 0; level < grouping->n; level++)
    if (!bw_group_key_is_possible (book, &grouping->keys[level]) || !can_sort (index, grouping->keys[level].field))
      return FALSE;
  return TRUE;
}

static void
choose_order (BwDealList   *self,
              BwQueryIndex *index)
{
  if (can_group (index, &self->grouping))
    self->shown_grouping = self->grouping;
  else if (!can_group (index, &self->shown_grouping))
    self->shown_grouping.n = 0;
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

/* Returns: (transfer full): the groups, or none, and then in @deals (transfer full) (array length=n) the deals in their
 * order. */
static BwDealGroups *
run (BwDealList   *self,
     BwQueryIndex *index,
     guint32     **deals,
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
  if (self->only_changed && self->changed != NULL && self->changed_book == book)
    query.marks = self->changed->marks;
  if (self->shown_grouping.n > 0)
    return bw_query_index_group (index, &query, &self->shown_grouping);
  *deals = bw_query_index_run (index, &query, n);
  return NULL;
}

static void compare (BwDealList *self);

/* Tells of as many rows as came or went, at the end. */
static void
tell_rows (BwDealList *self,
           guint       before)
{
  guint now = count_rows (self);

  if (now != before)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (now, before), before - MIN (now, before), now - MIN (now, before));
}

static void plan_ranking (BwDealList *self);

/* Works the list out anew. */
static void
refresh (BwDealList *self)
{
  BwBook       *book = bw_session_get_book (self->session);
  BwDate        today = bw_focus_get_as_of (bw_session_get_focus (self->session));
  BwQueryIndex *index = self->index;
  guint         before = count_rows (self), n = 0;
  guint32      *deals = NULL;
  BwDealGroups *groups;

  if (book == NULL)
    return;
  if (index == NULL || bw_query_index_get_book (index) != book)
    {
      index = bw_query_index_new (book, self->index);
      bw_query_index_free (self->index);
      self->index = index;
    }
  self->today = today;
  compare (self);
  choose_order (self, index);
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
  tell_rows (self, before);
  plan_ranking (self);
  g_signal_emit (self, signals[REFRESHED], 0);
}

/* ---- What changed ---- */

typedef struct
{
  BwBook *book; /* (owned) */
  BwDate  since;
  guint   number;
} Comparison;

static void
free_comparison (gpointer data)
{
  Comparison *comparison = data;

  bw_book_unref (comparison->book);
  g_free (comparison);
}

static void
free_changed (gpointer changed)
{
  bw_changed_free (changed);
}

static void
work_comparison (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Comparison *comparison = data;

  g_task_return_pointer (task, bw_changed_new (comparison->book, comparison->since), free_changed);
}

static void
take_changed (BwDealList *self,
              BwChanged  *changed,
              BwBook     *book)
{
  g_clear_pointer (&self->changed, bw_changed_free);
  g_clear_pointer (&self->changed_book, bw_book_unref);
  self->changed = changed;
  self->changed_book = book != NULL ? bw_book_ref (book) : NULL;
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  BwDealList       *self = BW_DEAL_LIST (object);
  const Comparison *comparison = g_task_get_task_data (G_TASK (result));
  BwChanged        *changed = g_task_propagate_pointer (G_TASK (result), NULL);

  if (comparison->number != self->n_comparisons)
    {
      bw_changed_free (changed);
      return;
    }
  take_changed (self, changed, comparison->book);
  refresh (self);
}

/* Finds out what changed since the day that is asked about, unless that is known or being found out. */
static void
compare (BwDealList *self)
{
  BwBook     *book = bw_query_index_get_book (self->index);
  BwDate      since = bw_changed_parse_since (book, self->today, self->since);
  Comparison *comparison;
  g_autoptr (GTask) task = NULL;

  if (self->changed != NULL && self->changed_book == book && self->changed->since == since)
    return;
  if (since == BW_DATE_NONE || book->deals.n <= N_COMPARED_AT_ONCE)
    {
      self->n_comparisons++;
      take_changed (self, since != BW_DATE_NONE ? bw_changed_new (book, since) : NULL, book);
      return;
    }
  take_changed (self, NULL, NULL);
  comparison = g_new0 (Comparison, 1);
  comparison->book = bw_book_ref (book);
  comparison->since = since;
  comparison->number = ++self->n_comparisons;
  task = g_task_new (self, NULL, compared_cb, NULL);
  g_task_set_task_data (task, comparison, free_comparison);
  g_task_run_in_thread (task, work_comparison);
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
  BwGrouping    grouping;
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
  for (guint level = 0; level < ranking->grouping.n; level++)
    bw_query_index_prepare (ranking->index, ranking->grouping.keys[level].field);
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
  if (bw_deal_list_is_sorting (self))
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
  ranking->grouping = self->grouping;
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

/* Whether groups that are possible wait for ranks. */
static gboolean
is_grouping (BwDealList *self)
{
  const BwBook *book = bw_query_index_get_book (self->index);

  for (guint level = 0; level < self->grouping.n; level++)
    if (!bw_group_key_is_possible (book, &self->grouping.keys[level]))
      return FALSE;
  return !bw_grouping_equal (&self->grouping, &self->shown_grouping);
}

/* Has the texts ranked, unless that is done or under way: at once when the list waits for it. */
static void
plan_ranking (BwDealList *self)
{
  gboolean ready = can_sort (self->index, self->sort) && !is_grouping (self);

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
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->groups, bw_deal_groups_free);
  g_clear_pointer (&self->rows, bw_group_rows_free);
  take_changed (self, NULL, NULL);

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
  refresh (self);
}

/* ---- Groups ---- */

/* Puts the deals into groups, or with none of its levels takes them apart again; where texts are still being ranked for that, as
 * soon as it is done. */
void
bw_deal_list_set_grouping (BwDealList       *self,
                           const BwGrouping *grouping)
{
  if (bw_grouping_equal (&self->grouping, grouping))
    return;
  self->grouping = *grouping;
  refresh (self);
}

/* Returns: (transfer none): what was asked for last. */
const BwGrouping *
bw_deal_list_get_grouping (BwDealList *self)
{
  return &self->grouping;
}

/* Returns: (transfer none) (nullable): the groups, without their deals: those are bw_deal_list_get_deals(). */
const BwDealGroups *
bw_deal_list_get_groups (BwDealList *self)
{
  return self->groups;
}

/* Returns: the group whose header stands at @position; BW_GROUP_NONE for none. */
guint
bw_deal_list_get_group_at (BwDealList *self,
                           guint       position)
{
  guint group, place;

  if (self->groups == NULL || !bw_group_rows_get (self->rows, position, &group, &place) || place != G_MAXUINT)
    return BW_GROUP_NONE;
  return group;
}

/* Returns: the innermost group that the row at @position belongs to, the one that it is the header of; BW_GROUP_NONE for none. */
guint
bw_deal_list_get_group_of (BwDealList *self,
                           guint       position)
{
  guint group, place;

  return self->groups != NULL && bw_group_rows_get (self->rows, position, &group, &place) ? group : BW_GROUP_NONE;
}

/* Returns: the position of the header of @group, -1 where a fold hides it. */
int
bw_deal_list_find_group (BwDealList *self,
                         guint       group)
{
  return self->groups != NULL ? bw_group_rows_find_group (self->rows, group) : -1;
}

gboolean
bw_deal_list_is_folded (BwDealList *self,
                        guint       group)
{
  return self->groups != NULL && group < self->groups->n_groups && bw_group_rows_is_folded (self->rows, group);
}

/* Lays the rows out anew after folding. */
static void
fold_rows (BwDealList *self)
{
  guint before = count_rows (self);

  bw_group_rows_lay_out (self->rows, self->groups, bw_query_index_get_book (self->index));
  tell_rows (self, before);
  g_signal_emit (self, signals[REFRESHED], 0);
}

void
bw_deal_list_fold (BwDealList *self,
                   guint       group,
                   gboolean    folded)
{
  if (self->groups == NULL || group >= self->groups->n_groups || !bw_deal_list_is_folded (self, group) == !folded)
    return;
  bw_group_rows_fold (self->rows, group, folded);
  fold_rows (self);
}

void
bw_deal_list_fold_all (BwDealList *self,
                       gboolean    folded)
{
  bw_group_rows_fold_all (self->rows, folded);
  if (self->groups != NULL)
    fold_rows (self);
}

/* Unfolds the groups that @deal is in. Returns: whether it is among the rows. */
gboolean
bw_deal_list_reveal (BwDealList *self,
                     guint       deal)
{
  guint place = 0;

  while (place < self->n && self->deals[place] != deal)
    place++;
  if (place == self->n || self->groups == NULL)
    return place < self->n;
  for (guint group = bw_group_rows_group_of (self->rows, place); group != BW_GROUP_NONE; group = self->groups->groups[group].parent)
    bw_deal_list_fold (self, group, FALSE);
  return TRUE;
}

/* ---- Since a day ---- */

/* Tells what changed since @since (nullable), and with @only_changed shows only deals that did. */
void
bw_deal_list_set_since (BwDealList *self,
                        const char *since,
                        gboolean    only_changed)
{
  if (g_strcmp0 (self->since, since) == 0 && !self->only_changed == !only_changed)
    return;
  g_free (self->since);
  self->since = g_strdup (since);
  self->only_changed = only_changed;
  refresh (self);
}

/* Returns: (transfer none) (nullable): what changed in the book that the list was made from; NULL while that is being found out or not
 * asked for. */
const BwChanged *
bw_deal_list_get_changed (BwDealList *self)
{
  return self->changed_book == bw_query_index_get_book (self->index) ? self->changed : NULL;
}

/* How many of the deals among the rows changed, and in @n_new how many are new, since the day that is asked about. */
guint
bw_deal_list_count_changed (BwDealList *self,
                            guint      *n_new)
{
  const BwChanged *changed = bw_deal_list_get_changed (self);
  guint            n = 0;

  *n_new = 0;
  for (guint i = 0; changed != NULL && i < self->n; i++)
    {
      n += changed->marks[self->deals[i]] == BW_CHANGED_VALUES;
      *n_new += changed->marks[self->deals[i]] == BW_CHANGED_NEW;
    }
  return n;
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

/* Whether the rows still are in another order than was asked for last. */
gboolean
bw_deal_list_is_sorting (BwDealList *self)
{
  return self->shown_sort != self->sort || self->shown_descending != self->descending || is_grouping (self);
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
