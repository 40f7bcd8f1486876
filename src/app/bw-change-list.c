/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import changed, field by field.
 *
 *   +-----------------+---------------------------------------+
 *   | fields, with    | the changes of the one that is        |
 *   | counts and sums | selected: deal, old -> new, the day   |
 *   +-----------------+---------------------------------------+
 *
 * One pass over the history of a million deals takes some milliseconds and is made on a worker, and only while the list is on
 * screen. The lines name changes by their place in the history of the book that was looked at, which is kept; their texts
 * are made as they are shown. */

#include "app/bw-change-list.h"

#include <glib/gi18n.h>

#include "app/bw-gradual-list.h"
#include "app/bw-place-list.h"
#include "app/bw-tab-stop.h"
#include "app/bw-wording.h"
#include "core/bw-change.h"
#include "core/bw-import-changes.h"
#include "core/bw-money.h"

struct _BwChangeList
{
  AdwBin parent_instance;

  GtkStack       *stack;
  GtkListBox     *fields;
  GtkListView    *view;
  GtkNoSelection *model;

  BwSession       *session; /* (owned) (nullable) */
  gint64           key;     /* of the import that is shown */
  gboolean         stale;   /* to be made when it is on screen */
  BwBook          *book;    /* (owned) (nullable): what @changes are of */
  BwImportChanges *changes; /* (owned) (nullable) */
  GArray          *places;  /* (owned) (nullable) (element-type guint): those that are listed */
  int              field;   /* that is selected; -1: all */
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (BwChangeList, bw_change_list, ADW_TYPE_BIN)

/* ---- The changes of a field ---- */

static const BwChange *
get_change (BwChangeList *self,
            guint         position)
{
  if (self->places == NULL || position >= self->places->len)
    return NULL;
  return &self->book->history.changes[g_array_index (self->places, guint, position)];
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          BwChangeList             *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (box, "decision");
  add_label (box, "heading");
  add_label (box, "body");
  add_label (box, "dim-label");
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         BwChangeList             *self)
{
  const BwChange  *change = get_change (self, gtk_list_item_get_position (item));
  GtkWidget       *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *text = NULL, *day = NULL, *source = NULL, *when = NULL;
  const char      *texts[3] = { "" };

  if (change == NULL)
    return;
  text = bw_change_dup_text (self->book, change);
  source = bw_change_dup_source (self->book, change);
  day = change->at != BW_DATE_NONE ? bw_wording_day (change->at, BW_DATE_NONE) : g_strdup ("–");
  /* Translators: the day of a change, and where it is known from, such as "CRM" or "date of the export deals.csv" */
  when = g_strdup_printf (_ ("%s · %s"), day, source);
  texts[0] = bw_book_text (self->book, self->book->deals.name[change->deal]);
  texts[1] = text;
  texts[2] = when;
  for (guint i = 0; label != NULL; label = gtk_widget_get_next_sibling (label), i++)
    gtk_label_set_label (GTK_LABEL (label), i > 0 || *texts[0] != '\0' ? texts[i] : _ ("A deal without a name"));
}

/* Shows the deal whose change was chosen, while it is still in the same place. */
static void
activate_cb (BwChangeList *self,
             guint         position)
{
  const BwChange *change = get_change (self, position);
  const BwBook   *now = bw_session_get_book (self->session);

  if (change != NULL && change->deal < now->deals.n && now->deals.key[change->deal] == self->book->deals.key[change->deal])
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-deal", "u", change->deal);
}

static void
list_field (BwChangeList *self)
{
  g_autoptr (GListModel) places = NULL;
  g_autoptr (BwGradualList) rows = NULL;

  g_clear_pointer (&self->places, g_array_unref);
  self->places = self->field < 0 ? g_array_ref (self->changes->changes)
                                 : bw_import_changes_of (self->changes, self->book, (guint8)self->field);
  places = bw_place_list_new (self->places->len);
  rows = bw_gradual_list_new (places);
  gtk_no_selection_set_model (self->model, G_LIST_MODEL (rows));
}

/* ---- The fields ---- */

static void
row_selected_cb (BwChangeList  *self,
                 GtkListBoxRow *row)
{
  if (row == NULL || self->filling)
    return;
  self->field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "field"));
  list_field (self);
}

static GtkWidget *
make_row (int         field,
          const char *title,
          guint       n,
          const char *below)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *count = bw_wording_count (n);
  g_autofree char *name = g_strdup_printf ("%s: %s%s%s", title, count, *below != '\0' ? ", " : "", below);
  GtkWidget       *number = gtk_label_new (count);

  gtk_widget_add_css_class (number, "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "field", GINT_TO_POINTER (field));
  return row;
}

static void
show_fields (BwChangeList *self)
{
  const BwImportChanges *changes = self->changes;
  GtkListBoxRow         *row, *selected;
  g_autofree char       *deals = g_strdup_printf (ngettext ("in %'u deal", "in %'u deals", changes->n_deals), changes->n_deals);

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->fields, 0)) != NULL)
    gtk_list_box_remove (self->fields, GTK_WIDGET (row));
  gtk_list_box_append (self->fields, make_row (-1, _ ("All changes"), changes->changes->len, deals));
  selected = gtk_list_box_get_row_at_index (self->fields, 0);
  for (guint i = 0; i < changes->fields->len; i++)
    {
      const BwFieldChanges *field = &g_array_index (changes->fields, BwFieldChanges, i);
      g_autofree char      *sum = field->field == BW_FIELD_AMOUNT ? bw_money_format_change (field->difference, self->book->currency) : NULL;
      /* Translators: by how much the amounts grew or shrank together */
      g_autofree char *below = sum != NULL ? g_strdup_printf (_ ("%s together"), sum) : g_strdup ("");

      gtk_list_box_append (self->fields, make_row (field->field, bw_field_title (self->book, field->field), field->n_changes, below));
      if (field->field == self->field)
        selected = gtk_list_box_get_row_at_index (self->fields, (int)i + 1);
    }
  self->filling = FALSE;
  gtk_list_box_select_row (self->fields, selected);
  gtk_stack_set_visible_child_name (self->stack, changes->changes->len > 0 ? "changes" : "none");
}

/* ---- Making ---- */

typedef struct
{
  gint64           key;
  gint32           import;
  BwBook          *book;
  BwImportChanges *changes; /* (nullable) */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->book, bw_book_unref);
  bw_import_changes_free (job->changes);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  job->changes = bw_import_changes (job->book, job->import);
  g_task_return_boolean (task, TRUE);
}

static void
forget (BwChangeList *self)
{
  if (self->model != NULL)
    gtk_no_selection_set_model (self->model, NULL);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->changes, bw_import_changes_free);
  g_clear_pointer (&self->book, bw_book_unref);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  BwChangeList *self = BW_CHANGE_LIST (object);
  Job          *job = g_task_get_task_data (G_TASK (result));

  if (adw_bin_get_child (ADW_BIN (self)) == NULL || job->key != self->key || job->book != bw_session_get_book (self->session))
    return;
  forget (self);
  self->book = g_steal_pointer (&job->book);
  self->changes = g_steal_pointer (&job->changes);
  show_fields (self);
}

static void
make (BwChangeList *self)
{
  BwBook *book = self->session != NULL ? bw_session_get_book (self->session) : NULL;
  g_autoptr (GTask) task = NULL;
  Job   *job;
  gint32 import = -1;

  self->stale = TRUE;
  if (book == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  for (guint i = 0; i < book->imports->len; i++)
    if (g_array_index (book->imports, BwImportRecord, i).key == self->key)
      import = (gint32)i;
  if (import < 0)
    return;
  job = g_new0 (Job, 1);
  job->key = self->key;
  job->import = import;
  job->book = bw_book_ref (book);
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, work);
}

/* ---- The widget ---- */

static void
map (GtkWidget *widget)
{
  BwChangeList *self = BW_CHANGE_LIST (widget);

  GTK_WIDGET_CLASS (bw_change_list_parent_class)->map (widget);
  if (self->stale)
    make (self);
}

static void
dispose (GObject *object)
{
  BwChangeList *self = BW_CHANGE_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  self->model = NULL;
  forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_change_list_parent_class)->dispose (object);
}

static void
bw_change_list_class_init (BwChangeListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-change-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwChangeList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwChangeList, fields);
  gtk_widget_class_bind_template_child (widget_class, BwChangeList, view);
  gtk_widget_class_bind_template_child (widget_class, BwChangeList, model);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
bw_change_list_init (BwChangeList *self)
{
  self->field = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows what the import with @key changed, as the session's book has it now. */
void
bw_change_list_show_import (BwChangeList *self,
                            BwSession    *session,
                            gint64        key)
{
  g_set_object (&self->session, session);
  if (key != self->key)
    {
      self->key = key;
      self->field = -1;
      gtk_stack_set_visible_child_name (self->stack, "busy");
    }
  make (self);
}
