/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what the currencies of a file are worth in the project's.
 *
 * One line for each currency: how many amounts are in it, and the price of one unit. A rate that the project holds is shown and
 * can be changed; without one the line is marked in the colour of errors and in words, and the amounts would be set
 * aside. A line stays while the dialog is open, so that it does not go from under the hand of who types. */

#include "app/bw-currency-question.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/bw-exchange.h"

struct _BwCurrencyQuestion
{
  AdwBin parent_instance;

  GtkLabel   *title;
  GtkListBox *list;

  BwImportDraft *draft; /* (owned) */
  guint          file;
  GPtrArray     *rows; /* (owned) Row, in the order of the draft's currencies */
};

typedef struct
{
  BwCurrencyQuestion *question; /* (unowned) */
  char               *code;
  GtkWidget          *row;
  GtkLabel           *count;
  GtkLabel           *state;
  GtkEditable        *price;
} Row;

G_DEFINE_FINAL_TYPE (BwCurrencyQuestion, bw_currency_question, ADW_TYPE_BIN)

static void
free_row (gpointer data)
{
  g_free (((Row *)data)->code);
  g_free (data);
}

static void
typed_cb (GtkEditable *editable,
          Row         *row)
{
  const char *text = gtk_editable_get_text (editable);
  double      rate;

  if (bw_exchange_parse (text, &rate))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
      bw_import_draft_set_rate (row->question->draft, row->code, text);
    }
  else if (*text != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static Row *
add_row (BwCurrencyQuestion    *self,
         const BwDraftCurrency *currency)
{
  const char      *own = bw_session_get_book (bw_import_draft_get_session (self->draft))->currency;
  g_autofree char *one = g_strdup_printf ("1 %s =", currency->code);
  g_autofree char *name = g_strdup_printf (_ ("What one %s is worth in %s"), currency->code, own);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Row             *row = g_new0 (Row, 1);

  row->question = self;
  row->code = g_strdup (currency->code);
  row->row = gtk_list_box_row_new ();
  add_label (box, currency->code, "stage-name");
  row->count = GTK_LABEL (add_label (box, NULL, "dim-label"));
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "numeric");
  row->state = GTK_LABEL (add_label (box, NULL, "caption"));
  gtk_label_set_ellipsize (row->state, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (row->state), TRUE);
  add_label (box, one, "numeric");
  row->price = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (row->price, 9);
  gtk_editable_set_max_width_chars (row->price, 9);
  gtk_editable_set_alignment (row->price, 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (row->price), GTK_INPUT_PURPOSE_NUMBER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->price), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->price));
  add_label (box, own, NULL);
  if (!isnan (currency->rate))
    {
      g_autofree char *text = g_strdup_printf ("%.6g", currency->rate);

      gtk_editable_set_text (row->price, text);
    }
  g_signal_connect (row->price, "changed", G_CALLBACK (typed_cb), row);
  gtk_widget_add_css_class (box, "stage-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
  gtk_list_box_append (self->list, row->row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
fill_row (Row                   *row,
          const BwDraftCurrency *currency)
{
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u amount", "%'u amounts", currency->n), currency->n);

  gtk_label_set_label (row->count, count);
  gtk_label_set_label (row->state, isnan (currency->rate) ? _ ("new: what is it worth?") : "");
  if (isnan (currency->rate))
    gtk_widget_add_css_class (row->row, "new-stage");
  else
    gtk_widget_remove_css_class (row->row, "new-stage");
}

static void
dispose (GObject *object)
{
  BwCurrencyQuestion *self = BW_CURRENCY_QUESTION (object);

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (((Row *)g_ptr_array_index (self->rows, i))->price, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (bw_currency_question_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (BW_CURRENCY_QUESTION (object)->rows);
  G_OBJECT_CLASS (bw_currency_question_parent_class)->finalize (object);
}

static void
bw_currency_question_class_init (BwCurrencyQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-currency-question.ui");
  gtk_widget_class_bind_template_child (widget_class, BwCurrencyQuestion, title);
  gtk_widget_class_bind_template_child (widget_class, BwCurrencyQuestion, list);
}

static void
bw_currency_question_init (BwCurrencyQuestion *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_row);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Asks about the currencies of the file with the index @file, as the draft now has them; hides itself when there are none. */
void
bw_currency_question_set_file (BwCurrencyQuestion *self,
                               BwImportDraft      *draft,
                               guint               file)
{
  GPtrArray       *currencies;
  g_autofree char *text = NULL;
  guint            n_asked = 0;

  g_return_if_fail (BW_IS_CURRENCY_QUESTION (self));

  g_set_object (&self->draft, draft);
  self->file = file;
  currencies = bw_import_draft_get_currencies (draft, file);
  for (guint i = 0; i < currencies->len; i++)
    {
      const BwDraftCurrency *currency = g_ptr_array_index (currencies, i);

      fill_row (i < self->rows->len ? g_ptr_array_index (self->rows, i) : add_row (self, currency), currency);
      n_asked += isnan (currency->rate);
    }
  text = g_strdup_printf (n_asked > 0 ? _ ("Some amounts are in other currencies than %s. What are these worth?")
                                      : _ ("Amounts in other currencies are converted to %s"),
                          bw_session_get_book (bw_import_draft_get_session (draft))->currency);
  gtk_label_set_label (self->title, text);
  gtk_widget_set_visible (GTK_WIDGET (self), currencies->len > 0);
}
