/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deserves a look in a period, what matters most first.
 *
 *   What to do                                   [2 dismissed]
 *   Harbor renewal                  $87 K of $241 K at stake [:]
 *   Still open 57 days after its close date. Also: ...
 *   Close it, or agree on a new date.
 *   ...
 *   [Show 43 more]
 *
 * The few at the top come first; the others when they are asked for. A row opens what proves it; its menu, or the Delete
 * key, dismisses it, which can be undone, and those that were dismissed are listed behind a button, to be shown again.
 *
 * The findings are worked out on another thread, since they read the whole history. */

#include "app/bw-todo-list.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-tab-stop.h"
#include "app/bw-tooltip.h"
#include "app/bw-wording.h"
#include "app/bw-wrap-box.h"
#include "core/bw-insight-dismissal.h"
#include "core/bw-insight.h"
#include "session/bw-live.h"

enum
{
  MOST_ROWS = 50,
  SNOOZE_DAYS = 14,
  FRAMES_LATE = 2,  /* the one that shows what came first, and the next */
  TITLE_CHARS = 12, /* at least */
  BODY_LINES = 2,
};

struct _BwTodoList
{
  AdwBin parent_instance;

  GtkStack      *stack;
  GtkListBox    *list;
  GtkButton     *more;
  GtkMenuButton *dismissed_button;
  GtkListBox    *dismissed;

  BwSession          *session; /* (owned) (nullable) */
  BwLive             *live;    /* (owned) (nullable) */
  GSimpleActionGroup *actions; /* (owned) */
  gboolean            all;     /* the others are asked for */
  gboolean            waits;   /* what is shown beside it comes first */
  gboolean            late;    /* there is something to show that has waited */
  guint               frames;  /* (nullable): callback that shows it */
  guint               passed;  /* frames since */
};

G_DEFINE_FINAL_TYPE (BwTodoList, bw_todo_list, ADW_TYPE_BIN)

/* ---- The job ---- */

static gpointer
work (const BwLiveJob *job)
{
  BwInsightQuery query = {
    .scope = job->scope,
    .period = job->period,
    .as_of = job->as_of,
    .today = job->question != NULL ? *(const BwDate *)job->question : 0,
    .n_most = MOST_ROWS,
    .business = TRUE,
  };

  return bw_insights_new (job->book, &query);
}

static void
ask (BwTodoList *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  BwDate today = bw_date_from_ymd (g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now));

  bw_live_ask (self->live, &today, sizeof today);
}

/* ---- Rows ---- */

static GtkWidget *
make_label (const char *text,
            const char *style,
            gboolean    dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* What it is about, and what it costs. */
static GtkWidget *
make_head (const BwInsight *insight)
{
  GtkWidget *box = g_object_new (BW_TYPE_WRAP_BOX, "spacing", 9, "line-spacing", 0, NULL);
  GtkWidget *title = make_label (insight->title, "heading", FALSE);
  GtkWidget *cost = make_label (insight->cost, "caption", FALSE);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_CHARS);
  gtk_widget_set_hexpand (title, TRUE);
  bw_tooltip_set (title, insight->title);
  gtk_widget_add_css_class (cost, "numeric");
  bw_wrap_box_append (BW_WRAP_BOX (box), title);
  bw_wrap_box_append (BW_WRAP_BOX (box), cost);
  return box;
}

/* Makes the menu of @button when it is opened first: few ever are. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       index)
{
  g_autoptr (GMenu) menu = NULL;
  g_autofree char *dismiss = NULL, *snooze = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = g_menu_new ();
  dismiss = g_strdup_printf ("todo.dismiss(uint32 %u)", GPOINTER_TO_UINT (index));
  snooze = g_strdup_printf ("todo.snooze(uint32 %u)", GPOINTER_TO_UINT (index));
  g_menu_append (menu, _ ("Not again, unless it changes"), dismiss);
  g_menu_append (menu, _ ("Not for two weeks"), snooze);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
make_menu (guint index)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu_cb, GUINT_TO_POINTER (index), NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  bw_tooltip_set (button, _ ("Dismiss"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Dismiss"), -1);
  return button;
}

/* Lets @row open what proves @insight. */
static void
set_evidence (GtkWidget       *row,
              const BwInsight *insight)
{
  GtkActionable   *actionable = GTK_ACTIONABLE (row);
  g_autofree char *spoken = NULL;
  const char      *tip = NULL;

  switch (insight->evidence)
    {
    case BW_EVIDENCE_DEAL:
      gtk_actionable_set_action_name (actionable, "win.show-deal");
      gtk_actionable_set_action_target (actionable, "u", (guint)insight->deal);
      tip = _ ("Open this deal in Pipeline");
      break;
    case BW_EVIDENCE_DEALS:
      gtk_actionable_set_action_name (actionable, "win.show-deals");
      gtk_actionable_set_action_target (actionable, "s", insight->filter);
      tip = _ ("Show these deals in Pipeline");
      break;
    case BW_EVIDENCE_FLOW:
      gtk_actionable_set_action_name (actionable, "win.show-flow");
      gtk_actionable_set_action_target (actionable, "(iii)", insight->from, insight->to, -1);
      tip = _ ("Show what moved in these days");
      break;
    case BW_EVIDENCE_ACCURACY:
      gtk_actionable_set_action_name (actionable, "win.show-accuracy");
      tip = _ ("Show how past calls compared with what came");
      break;
    case BW_EVIDENCE_IMPORTS:
      gtk_actionable_set_action_name (actionable, "win.page");
      gtk_actionable_set_action_target (actionable, "s", "data");
      tip = _ ("Show what was imported");
      break;
    case BW_EVIDENCE_TRENDS:
    default:
      gtk_actionable_set_action_name (actionable, "win.page");
      gtk_actionable_set_action_target (actionable, "s", "trends");
      tip = _ ("Show how sales went");
      break;
    }
  spoken = g_strdup_printf ("%s %s", insight->action, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, insight->text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static GtkWidget *
make_row (const BwInsight *insight,
          guint            index)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget       *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget       *body = make_label (insight->body, "caption", FALSE);
  GtkWidget       *action = make_label (insight->action, "caption", TRUE);
  g_autofree char *tip = g_strdup_printf ("%s\n%s", insight->body, insight->action);

  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (body), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (body), BODY_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (body), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (action), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (body, "numeric");
  gtk_widget_set_hexpand (texts, TRUE);
  bw_tooltip_set (texts, tip);
  gtk_box_append (GTK_BOX (texts), make_head (insight));
  gtk_box_append (GTK_BOX (texts), body);
  gtk_box_append (GTK_BOX (texts), action);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), make_menu (index));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  set_evidence (row, insight);
  return row;
}

static void
empty (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
fill (BwTodoList *self)
{
  const GPtrArray *insights = bw_live_get (self->live);
  GtkWidget       *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int              place = focused != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused)) : -1;
  guint            n = 0;

  empty (self->list);
  for (guint i = 0; i < insights->len; i++)
    {
      const BwInsight *insight = g_ptr_array_index (insights, i);

      if (!insight->top && !self->all)
        continue;
      gtk_list_box_append (self->list, make_row (insight, i));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), n < insights->len);
  if (n < insights->len)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("Show %u more", "Show %u more", insights->len - n), insights->len - n);

      gtk_button_set_label (self->more, text);
    }
  gtk_stack_set_visible_child_name (self->stack, insights->len > 0 ? "list" : "nothing");
  /* Whoever goes through the list with the keyboard goes on where a row was. */
  if (place >= 0 && n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, MIN (place, (int)n - 1))));
}

/* ---- What was dismissed ---- */

static GtkWidget *
make_dismissed_row (BwTodoList        *self,
                    const BwBook      *book,
                    const BwDismissal *dismissal)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget       *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget       *button = gtk_button_new_with_label (_ ("Show again"));
  g_autofree char *title = bw_dismissal_dup_title (book, dismissal);
  g_autofree char *day = bw_wording_day ((BwDate)(dismissal->at / 86400), bw_focus_get_as_of (bw_session_get_focus (self->session)));
  g_autofree char *until = NULL;
  g_autofree char *note = NULL;
  GtkWidget       *label;

  if (dismissal->until != BW_DATE_NONE)
    until = bw_wording_day (dismissal->until, (BwDate)(dismissal->at / 86400));
  note = until != NULL ? g_strdup_printf (_ ("Dismissed on %s, until %s"), day, until)
                       : g_strdup_printf (_ ("Dismissed on %s, unless it changes"), day);
  label = make_label (title, "body", FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_tooltip_text (label, title);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), make_label (note, "caption", TRUE));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "todo.restore");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", dismissal->key);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
fill_dismissed (BwTodoList *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  guint            n = book != NULL ? book->dismissals->len : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u dismissed", "%u dismissed", n), n);

  empty (self->dismissed);
  for (guint i = n; i > 0; i--)
    gtk_list_box_append (self->dismissed, make_dismissed_row (self, book, &g_array_index (book->dismissals, BwDismissal, i - 1)));
  gtk_menu_button_set_label (self->dismissed_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->dismissed_button), n > 0);
  if (n == 0)
    gtk_menu_button_popdown (self->dismissed_button);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwTodoList) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Nothing was changed"), error);
}

static void
dismiss (BwTodoList *self,
         guint       index,
         int         days)
{
  BwBook          *book = bw_session_get_book (self->session);
  const GPtrArray *insights = bw_live_get (self->live);
  const BwInsight *insight;
  g_autofree char *label = NULL;
  BwDelta         *delta = NULL;
  BwBook          *after;

  /* What is shown may be of the book before, with fewer deals. */
  if (insights == NULL || index >= insights->len)
    return;
  insight = g_ptr_array_index (insights, index);
  label = g_strdup_printf (_ ("Dismiss “%s”"), insight->title);
  after = bw_insight_dismiss (book, insight, -1,
                              days > 0 ? bw_focus_get_as_of (bw_session_get_focus (self->session)) + days : BW_DATE_NONE,
                              g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static void
dismiss_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  dismiss (data, g_variant_get_uint32 (parameter), 0);
}

static void
snooze_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  dismiss (data, g_variant_get_uint32 (parameter), SNOOZE_DAYS);
}

static void
restore_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  BwTodoList *self = data;
  gint64      key = g_variant_get_int64 (parameter);
  BwDelta    *delta = NULL;
  BwBook     *after = bw_insight_restore (bw_session_get_book (self->session), &key, 1, &delta);

  bw_session_apply_async (self->session, _ ("Show a finding again"), after, delta, NULL, applied_cb, g_object_ref (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                BwTodoList            *self)
{
  GtkWidget       *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  const GPtrArray *insights = self->live != NULL ? bw_live_get (self->live) : NULL;
  int              index;

  if ((key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete) || row == NULL || insights == NULL ||
      !g_action_group_get_action_enabled (G_ACTION_GROUP (self->actions), "dismiss"))
    return FALSE;
  /* The top comes first, so that the rows are the first insights, in their order. */
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  dismiss (self, (guint)index, 0);
  return TRUE;
}

static void
more_cb (BwTodoList *self)
{
  self->all = TRUE;
  if (bw_live_get (self->live) != NULL)
    fill (self);
}

/* ---- The list ---- */

static void
show_now (BwTodoList *self)
{
  self->late = FALSE;
  fill (self);
  fill_dismissed (self);
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  BwTodoList *self = BW_TODO_LIST (widget);

  if (!self->waits && ++self->passed < FRAMES_LATE)
    return G_SOURCE_CONTINUE;
  self->frames = 0;
  if (!self->waits && self->late)
    show_now (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BwTodoList *self)
{
  if (self->waits && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->late = TRUE;
  else
    show_now (self);
}

static void
update_writable (BwTodoList *self)
{
  static const char *const names[] = { "dismiss", "snooze", "restore" };
  gboolean                 writable;

  g_object_get (self->session, "writable", &writable, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])), writable);
}

static void
map (GtkWidget *widget)
{
  BwTodoList *self = BW_TODO_LIST (widget);

  GTK_WIDGET_CLASS (bw_todo_list_parent_class)->map (widget);
  if (self->live != NULL)
    bw_live_set_active (self->live, TRUE);
}

static void
unmap (GtkWidget *widget)
{
  BwTodoList *self = BW_TODO_LIST (widget);

  if (self->live != NULL)
    bw_live_set_active (self->live, FALSE);
  if (self->frames != 0)
    gtk_widget_remove_tick_callback (widget, self->frames);
  self->frames = 0;
  if (self->late)
    show_now (self);
  GTK_WIDGET_CLASS (bw_todo_list_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  BwTodoList *self = BW_TODO_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (bw_todo_list_parent_class)->dispose (object);
}

static void
bw_todo_list_class_init (BwTodoListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-todo-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, list);
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, more);
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, dismissed_button);
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, dismissed);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
bw_todo_list_init (BwTodoList *self)
{
  static const GActionEntry entries[] = {
    { "dismiss", dismiss_cb, "u" },
    { "snooze", snooze_cb, "u" },
    { "restore", restore_cb, "x" },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "todo", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* Makes it tell of what @session looks at; to be called once. */
void
bw_todo_list_set_session (BwTodoList *self,
                          BwSession  *session)
{
  g_return_if_fail (BW_IS_TODO_LIST (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->live = bw_live_new (session, work, (GDestroyNotify)g_ptr_array_unref);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_writable), self, G_CONNECT_SWAPPED);
  update_writable (self);
  ask (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_live_set_active (self->live, TRUE);
}

/* Has it wait with what it has to show while something more important beside it is about to come, so that the rows are not measured and
 * drawn before that; shows it in the frame after the one that shows the other. What it shows meanwhile stays. */
void
bw_todo_list_set_waiting (BwTodoList *self,
                          gboolean    waiting)
{
  g_return_if_fail (BW_IS_TODO_LIST (self));

  self->waits = waiting;
  self->passed = 0;
  if (!waiting && self->late && self->frames == 0)
    self->frames = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_cb, NULL, NULL);
}
