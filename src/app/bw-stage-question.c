/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what the stages are that an import meets for the first time.
 *
 * Those that nothing is known of stand above, marked in the colour of errors and in words, each with its number of deals and a
 * proposal; those that their names explain are folded below and can be changed as well. A stage stays in its list while the
 * dialog is open, so that an answer does not move under the hand. */

#include "app/bw-stage-question.h"

#include <glib/gi18n.h>

#include "core/bw-stage-map.h"

struct _BwStageQuestion
{
  AdwBin parent_instance;

  GtkLabel    *title;
  GtkListBox  *unknown;
  GtkExpander *expander;
  GtkListBox  *known;

  BwImportDraft *draft; /* (owned) */
  GHashTable    *rows;  /* (owned): stage name to its Row */
  gboolean       filling;
};

typedef struct
{
  BwStageQuestion *question; /* (unowned) */
  GtkWidget       *row;
  GtkLabel        *name;
  GtkLabel        *count;
  GtkLabel        *state;
  GtkWidget       *right;
  GtkDropDown     *kind;
  GtkDropDown     *category;
  char            *stage;
  gboolean         seen;
} Row;

G_DEFINE_FINAL_TYPE (BwStageQuestion, bw_stage_question, ADW_TYPE_BIN)

static void
free_row (gpointer data)
{
  g_free (((Row *)data)->stage);
  g_free (data);
}

/* Takes the row as it stands for what the person says. */
static void
say (Row *row)
{
  BwStageKind kind = gtk_drop_down_get_selected (row->kind);
  BwCategory  category = bw_stage_map_category (kind, gtk_drop_down_get_selected (row->category));

  bw_import_draft_set_stage (row->question->draft, row->stage, kind, category);
}

static void
changed_cb (GtkDropDown *drop_down,
            GParamSpec  *pspec,
            Row         *row)
{
  if (!row->question->filling)
    say (row);
}

static GtkDropDown *
add_drop_down (GtkWidget         *box,
               const char *const *titles,
               const char        *name,
               Row               *row)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (titles);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), drop_down);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (changed_cb), row);
  return GTK_DROP_DOWN (drop_down);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static Row *
add_row (BwStageQuestion    *self,
         const BwDraftStage *stage)
{
  const char *const kinds[] = { _ ("Open"), _ ("Won"), _ ("Lost"), NULL };
  const char *const categories[] = { _ ("Pipeline"), _ ("Best case"), _ ("Commit"), _ ("Closed"), _ ("Omitted"), NULL };
  g_autofree char  *kind_name = g_strdup_printf (_ ("Kind of %s"), stage->name);
  g_autofree char  *category_name = g_strdup_printf (_ ("Forecast category of %s"), stage->name);
  g_autofree char  *right_name = g_strdup_printf (_ ("%s is as shown"), stage->name);
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Row              *row = g_new0 (Row, 1);

  row->question = self;
  row->stage = g_strdup (stage->name);
  row->row = gtk_list_box_row_new ();
  row->name = add_label (box, "stage-name");
  row->count = add_label (box, "dim-label");
  row->state = add_label (box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (row->state), TRUE);
  row->kind = add_drop_down (box, kinds, kind_name, row);
  row->category = add_drop_down (box, categories, category_name, row);
  row->right = gtk_button_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_tooltip_text (row->right, _ ("That is right"));
  gtk_widget_add_css_class (row->right, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->right), GTK_ACCESSIBLE_PROPERTY_LABEL, right_name, -1);
  g_signal_connect_swapped (row->right, "clicked", G_CALLBACK (say), row);
  gtk_box_append (GTK_BOX (box), row->right);
  gtk_widget_add_css_class (box, "stage-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
  gtk_list_box_append (stage->known ? self->known : self->unknown, row->row);
  g_hash_table_insert (self->rows, row->stage, row);
  return row;
}

static void
fill_row (Row                *row,
          const BwDraftStage *stage)
{
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u deal", "%'u deals", stage->n), stage->n);

  row->seen = TRUE;
  gtk_label_set_label (row->name, stage->name);
  gtk_label_set_label (row->count, count);
  gtk_label_set_label (row->state, stage->known ? "" : _ ("new: what is it?"));
  if (stage->known)
    gtk_widget_remove_css_class (row->row, "new-stage");
  else
    gtk_widget_add_css_class (row->row, "new-stage");
  gtk_widget_set_opacity (row->right, stage->known ? 0 : 1);
  gtk_widget_set_sensitive (row->right, !stage->known);
  gtk_drop_down_set_selected (row->kind, stage->kind);
  gtk_drop_down_set_selected (row->category, stage->category);
  gtk_widget_set_sensitive (GTK_WIDGET (row->category), stage->kind == BW_STAGE_OPEN);
}

static void
show_titles (BwStageQuestion *self,
             guint            n_open,
             guint            n_known)
{
  g_autofree char *title = NULL;
  g_autofree char *folded = NULL;

  if (n_open > 0)
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u stage is met for the first time. Say what it is, so that its deals count where they belong.",
                                          "%u stages are met for the first time. Say what they are, so that their deals count where they belong.", n_open),
                             n_open);
  else
    title = g_strdup (_ ("All stages are known"));
  gtk_label_set_label (self->title, title);
  folded = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new stage is known by its name",
                                         "%u new stages are known by their names", n_known),
                            n_known);
  gtk_expander_set_label (self->expander, folded);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), gtk_list_box_get_row_at_index (self->known, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown), gtk_list_box_get_row_at_index (self->unknown, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->title), gtk_widget_get_visible (GTK_WIDGET (self->unknown)));
}

static void
remove_unseen (BwStageQuestion *self)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Row *row = value;

      if (row->seen)
        continue;
      gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (row->row)), row->row);
      g_hash_table_iter_remove (&iter);
    }
}

static void
dispose (GObject *object)
{
  BwStageQuestion *self = BW_STAGE_QUESTION (object);

  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (bw_stage_question_parent_class)->dispose (object);
}

static void
bw_stage_question_class_init (BwStageQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-stage-question.ui");
  gtk_widget_class_bind_template_child (widget_class, BwStageQuestion, title);
  gtk_widget_class_bind_template_child (widget_class, BwStageQuestion, unknown);
  gtk_widget_class_bind_template_child (widget_class, BwStageQuestion, expander);
  gtk_widget_class_bind_template_child (widget_class, BwStageQuestion, known);
}

static void
bw_stage_question_init (BwStageQuestion *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_row);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Asks about the stages of @draft. */
void
bw_stage_question_set_draft (BwStageQuestion *self,
                             BwImportDraft   *draft)
{
  g_return_if_fail (BW_IS_STAGE_QUESTION (self));

  g_set_object (&self->draft, draft);
  bw_stage_question_refresh (self);
}

/* Shows the stages as the draft now has them; hides itself when there are none. */
void
bw_stage_question_refresh (BwStageQuestion *self)
{
  const GPtrArray *stages;
  GHashTableIter   iter;
  gpointer         row;
  guint            n_open = 0, n_known = 0;

  g_return_if_fail (BW_IS_STAGE_QUESTION (self));

  stages = bw_import_draft_get_stages (self->draft);
  self->filling = TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    ((Row *)row)->seen = FALSE;
  for (guint i = 0; i < stages->len; i++)
    {
      const BwDraftStage *stage = g_ptr_array_index (stages, i);
      Row                *found = g_hash_table_lookup (self->rows, stage->name);

      fill_row (found != NULL ? found : add_row (self, stage), stage);
      n_open += !stage->known;
      n_known += stage->known;
    }
  remove_unseen (self);
  show_titles (self, n_open, n_known);
  gtk_widget_set_visible (GTK_WIDGET (self), stages->len > 0);
  self->filling = FALSE;
}
