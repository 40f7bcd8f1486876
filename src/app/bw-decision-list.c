/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import could not know and a person has to say: which products with names alike are one, and what the stages
 * mean that nobody has mapped.
 *
 * The rows are made anew whenever the book changes; each knows its alias or stage by key, as indexes move. */

#include "app/bw-decision-list.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-tab-stop.h"
#include "core/bw-deal-field.h"
#include "core/bw-product-alias.h"
#include "core/bw-stage-map.h"

struct _BwDecisionList
{
  AdwBin parent_instance;

  GtkListBox *list;

  BwSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BwDecisionList, bw_decision_list, ADW_TYPE_BIN)

/* Categories that an open stage can have. */
static const BwCategory open_categories[] = { BW_CATEGORY_PIPELINE, BW_CATEGORY_BEST_CASE, BW_CATEGORY_COMMIT,
                                              BW_CATEGORY_OMITTED };

/* What a row is about. */
typedef struct
{
  BwDecisionList *list;
  gint64          key;
  GtkDropDown    *kind;     /* (nullable) */
  GtkDropDown    *category; /* (nullable) */
} Subject;

/* ---- Edits ---- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwDecisionList) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("Nothing was changed"), error);
}

static void
apply (BwDecisionList *self,
       const char     *label,
       BwBook         *after,
       BwDelta        *delta)
{
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

static int
find_alias (const BwBook *book,
            gint64        key)
{
  for (guint i = 0; i < book->aliases->len; i++)
    if (g_array_index (book->aliases, BwProductAlias, i).key == key)
      return (int)i;
  return -1;
}

static void
decide_alias (Subject *subject,
              gboolean same)
{
  BwDecisionList  *self = subject->list;
  const BwBook    *book = bw_session_get_book (self->session);
  int              alias = find_alias (book, subject->key);
  BwDelta         *delta = NULL;
  BwBook          *after;
  const char      *name;
  g_autofree char *label = NULL;

  if (alias < 0)
    return;
  name = bw_book_text (book, g_array_index (book->aliases, BwProductAlias, alias).alias);
  if (same)
    {
      /* Translators: an edit that can be undone; a product's name */
      label = g_strdup_printf (_ ("Take “%s” for the same product"), name);
      after = bw_product_alias_confirm (book, (guint)alias, &delta);
    }
  else
    {
      label = g_strdup_printf (_ ("Keep the product “%s” apart"), name);
      after = bw_product_alias_keep_apart (book, (guint)alias, &delta);
    }
  apply (self, label, after, delta);
}

static void
same_cb (GtkButton *button,
         Subject   *subject)
{
  decide_alias (subject, TRUE);
}

static void
apart_cb (GtkButton *button,
          Subject   *subject)
{
  decide_alias (subject, FALSE);
}

static void
map_cb (GtkButton *button,
        Subject   *subject)
{
  BwDecisionList *self = subject->list;
  const BwBook   *book = bw_session_get_book (self->session);

  for (guint i = 0; i < book->stages->len; i++)
    if (bw_book_stage (book, i)->key == subject->key)
      {
        BwDelta         *delta = NULL;
        BwStageKind      kind = gtk_drop_down_get_selected (subject->kind);
        guint            choice = MIN (gtk_drop_down_get_selected (subject->category), G_N_ELEMENTS (open_categories) - 1);
        BwBook          *after = bw_stage_map_set (book, i, kind, open_categories[choice], BW_DATE_NONE, &delta);
        g_autofree char *label = NULL;

        label = g_strdup_printf (_ ("Map the stage “%s”"), bw_book_text (book, bw_book_stage (book, i)->name));
        apply (self, label, after, delta);
        return;
      }
}

/* Only an open stage has a choice of category. */
static void
kind_cb (GtkDropDown *kind,
         GParamSpec  *pspec,
         Subject     *subject)
{
  gtk_widget_set_sensitive (GTK_WIDGET (subject->category), gtk_drop_down_get_selected (kind) == BW_STAGE_OPEN);
}

/* ---- Rows ---- */

static GtkWidget *
make_row (const char *text,
          const char *note,
          gboolean    is_fault,
          GtkBox    **buttons)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *labels[] = { gtk_label_new (text), gtk_label_new (note) };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (labels[i]), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (box), labels[i]);
    }
  gtk_widget_add_css_class (labels[0], is_fault ? "error" : "heading");
  gtk_widget_add_css_class (labels[1], "dim-label");
  *buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*buttons));
  gtk_widget_add_css_class (box, "decision");
  return box;
}

static void
add_button (GtkBox     *box,
            const char *label,
            const char *tooltip,
            GCallback   callback,
            Subject    *subject)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect (button, "clicked", callback, subject);
  g_object_bind_property (subject->list->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (box, button);
}

static Subject *
make_subject (BwDecisionList *self,
              gint64          key)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->list = self;
  subject->key = key;
  return subject;
}

static void
append (BwDecisionList *self,
        GtkWidget      *box,
        Subject        *subject)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "subject", subject, g_free);
  gtk_list_box_append (self->list, row);
}

static guint
count_deals (const BwBook *book,
             guint         stage,
             gint64       *total)
{
  guint n = 0;

  *total = 0;
  for (guint i = 0; i < book->deals.n; i++)
    if (book->deals.stage[i] == stage)
      {
        n++;
        *total += book->deals.amount[i] != BW_MONEY_NONE ? book->deals.amount[i] : 0;
      }
  return n;
}

static void
add_stage (BwDecisionList *self,
           const BwBook   *book,
           guint           stage)
{
  static const char *const kinds[] = { N_ ("Open"), N_ ("Won"), N_ ("Lost"), NULL };
  const BwStage           *row = bw_book_stage (book, stage);
  gint64                   total;
  guint                    n = count_deals (book, stage, &total);
  g_autofree char         *amount = bw_money_format_compact (total, book->currency);
  g_autofree char         *text = g_strdup_printf (_ ("The stage “%s” is not mapped"), bw_book_text (book, row->name));
  g_autofree char         *note =
    g_strdup_printf (ngettext ("%'u deal, %s, counts as open until you say what the stage means.",
                               "%'u deals, %s, count as open until you say what the stage means.", n),
                     n, amount);
  g_autoptr (GtkStringList) kind_names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) category_names = gtk_string_list_new (NULL);
  Subject   *subject = make_subject (self, row->key);
  GtkBox    *buttons;
  GtkWidget *box = make_row (text, note, TRUE, &buttons);

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (kind_names, _ (kinds[i]));
  for (guint i = 0; i < G_N_ELEMENTS (open_categories); i++)
    gtk_string_list_append (category_names, bw_deal_category_title (book, open_categories[i]));
  subject->kind = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&kind_names)), NULL));
  subject->category = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&category_names)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (subject->kind), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (subject->category), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Category"), -1);
  g_signal_connect (subject->kind, "notify::selected", G_CALLBACK (kind_cb), subject);
  gtk_box_append (buttons, GTK_WIDGET (subject->kind));
  gtk_box_append (buttons, GTK_WIDGET (subject->category));
  add_button (buttons, C_ ("verb", "_Map"), _ ("This is what the stage means"), G_CALLBACK (map_cb), subject);
  append (self, box, subject);
}

static void
add_alias (BwDecisionList       *self,
           const BwBook         *book,
           const BwProductAlias *alias)
{
  const char      *name = bw_book_text (book, alias->alias);
  const char      *product = bw_book_text (book, bw_book_product (book, alias->product)->name);
  g_autofree char *text = g_strdup_printf (_ ("Is “%s” the product “%s”?"), name, product);
  g_autofree char *note =
    g_strdup (_ ("The names are alike, so their deals count together. Kept apart, deals move when their export is imported again."));
  Subject   *subject = make_subject (self, alias->key);
  GtkBox    *buttons;
  GtkWidget *box = make_row (text, note, FALSE, &buttons);

  add_button (buttons, _ ("_Same product"), _ ("Do not ask again"), G_CALLBACK (same_cb), subject);
  add_button (buttons, _ ("_Keep apart"), _ ("Make it a product of its own"), G_CALLBACK (apart_cb), subject);
  append (self, box, subject);
}

static void
refresh (BwDecisionList *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  GtkWidget    *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < book->stages->len; i++)
    if (!bw_book_stage (book, i)->mapped)
      add_stage (self, book, i);
  for (guint i = 0; i < book->aliases->len; i++)
    {
      const BwProductAlias *alias = &g_array_index (book->aliases, BwProductAlias, i);

      if (!alias->confirmed && alias->product >= 0)
        add_alias (self, book, alias);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), bw_decision_list_count (book) > 0);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  BwDecisionList *self = BW_DECISION_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_decision_list_parent_class)->dispose (object);
}

static void
bw_decision_list_class_init (BwDecisionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  g_type_ensure (BW_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-decision-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDecisionList, list);
}

static void
bw_decision_list_init (BwDecisionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows @session (transfer none), once. */
void
bw_decision_list_set_session (BwDecisionList *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_DECISION_LIST (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/* How much there is to decide in @book. */
guint
bw_decision_list_count (const BwBook *book)
{
  guint n = 0;

  for (guint i = 0; i < book->stages->len; i++)
    n += !bw_book_stage (book, i)->mapped;
  for (guint i = 0; i < book->aliases->len; i++)
    n += !g_array_index (book->aliases, BwProductAlias, i).confirmed &&
         g_array_index (book->aliases, BwProductAlias, i).product >= 0;
  return n;
}
