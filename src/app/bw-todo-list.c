/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What deserves a look in a period, most money first.
 *
 * The findings are worked out on another thread, since they read the whole history; when several are under way the one that
 * was asked for last counts. A finding about one deal opens that deal. */

#include "app/bw-todo-list.h"

#include <glib/gi18n.h>

#include "core/bw-insight.h"

#define MOST_ROWS 12

struct _BwTodoList
{
  AdwBin parent_instance;

  GtkStack   *stack;
  GtkListBox *list;

  GCancellable *running; /* (owned) (nullable): of what was asked for last */
};

G_DEFINE_FINAL_TYPE (BwTodoList, bw_todo_list, ADW_TYPE_BIN)

/* What a thread needs to know. */
typedef struct
{
  BwBook  *book;
  BwScope  scope;
  BwPeriod period;
  BwDate   as_of;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  bw_book_unref (question->book);
  g_free (question);
}

static void
answer (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  Question *question = data;

  BwInsightQuery query = { .scope = question->scope, .period = question->period, .as_of = question->as_of, .n_most = MOST_ROWS, .business = TRUE };

  g_task_return_pointer (task, bw_insights_new (question->book, &query),
                         (GDestroyNotify)g_ptr_array_unref);
}

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, style);
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static GtkWidget *
make_row (const BwInsight *insight)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (insight->text, NULL));
  gtk_box_append (GTK_BOX (texts), make_label (insight->action, "caption"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), insight->deal >= 0);
  if (insight->deal >= 0)
    {
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-deal");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", (guint)insight->deal);
      gtk_widget_set_tooltip_text (row, _ ("Open this deal in Pipeline"));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, insight->text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, insight->action, -1);
  return row;
}

/* Whether an earlier finding is about the same deal: each deal has one row, for what weighs most. */
static gboolean
is_repeated (const GPtrArray *insights,
             guint            index)
{
  const BwInsight *insight = g_ptr_array_index (insights, index);

  for (guint i = 0; i < index; i++)
    if (insight->deal >= 0 && ((const BwInsight *)g_ptr_array_index (insights, i))->deal == insight->deal)
      return TRUE;
  return FALSE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  BwTodoList *self = BW_TODO_LIST (source);
  g_autoptr (GPtrArray) insights = g_task_propagate_pointer (G_TASK (result), NULL);
  GtkWidget *child;

  if (insights == NULL || g_task_get_cancellable (G_TASK (result)) != self->running)
    return;
  g_clear_object (&self->running);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0, n = 0; i < insights->len && n < MOST_ROWS; i++)
    if (!is_repeated (insights, i))
      {
        gtk_list_box_append (self->list, make_row (g_ptr_array_index (insights, i)));
        n++;
      }
  gtk_stack_set_visible_child_name (self->stack, insights->len > 0 ? "list" : "nothing");
}

static void
dispose (GObject *object)
{
  BwTodoList *self = BW_TODO_LIST (object);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (bw_todo_list_parent_class)->dispose (object);
}

static void
bw_todo_list_class_init (BwTodoListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-todo-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTodoList, list);
}

static void
bw_todo_list_init (BwTodoList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Looks anew: at the deals of @scope in @period of @book (a reference is kept meanwhile), as known on @as_of. */
void
bw_todo_list_look (BwTodoList     *self,
                   BwBook         *book,
                   const BwScope  *scope,
                   const BwPeriod *period,
                   BwDate          as_of)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_return_if_fail (BW_IS_TODO_LIST (self));

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  question = g_new0 (Question, 1);
  *question = (Question) { bw_book_ref (book), *scope, *period, as_of };
  task = g_task_new (self, self->running, answered_cb, NULL);
  g_task_set_task_data (task, question, free_question);
  g_task_run_in_thread (task, answer);
}
