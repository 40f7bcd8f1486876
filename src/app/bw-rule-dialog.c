/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs that ask for a rule of a plan, and for an account that is given by name.
 *
 *   Which accounts   [size=1000-; industry=Retail     ]
 *   Territory        [North                         v]
 *   It holds for 24 accounts and decides over 20; 7 would come from elsewhere. An earlier rule has 3.
 *
 * What a rule would do is told while it is written, and nothing is changed before it is kept. */

#include "app/bw-rule-dialog.h"

#include <adwaita.h>

#include <glib/gi18n.h>

#include "core/bw-rule-report.h"

typedef struct
{
  GtkWidget        *parent; /* (owned) */
  AdwMessageDialog *dialog;
  GtkEditable      *text;
  GtkDropDown      *territory;
  GtkLabel         *effect;
  GArray           *territories; /* (owned): gint32 */
  BwTerritoryPlan  *plan;        /* (owned): of book */
  BwBook           *book;        /* (owned) */
  gint32            rule;
  gboolean          account; /* an account rather than a condition is asked for */
  BwRuleChosen      chosen;
} Question;

static void
free_question (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_array_unref (question->territories);
  bw_territory_plan_free (question->plan);
  bw_book_unref (question->book);
  g_object_unref (question->parent);
  g_free (question);
}

/* The account of @book with the CRM's id or the name @text, without regard to case; %BW_NOBODY for none. */
gint32
bw_rule_dialog_find_account (const BwBook *book,
                             const char   *text)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (guint i = 0; i < book->accounts->len && *text != '\0'; i++)
    {
      const BwAccount *account = bw_book_account (book, i);
      g_autofree char *name = NULL;

      if (account->merged != 0)
        continue;
      if (g_str_equal (bw_book_text (book, account->ref), text))
        return (gint32)i;
      name = g_utf8_casefold (bw_book_text (book, account->name), -1);
      if (g_str_equal (name, wanted))
        return (gint32)i;
    }
  return BW_NOBODY;
}

static gint32
get_territory (const Question *question)
{
  guint selected = gtk_drop_down_get_selected (question->territory);

  return selected < question->territories->len ? g_array_index (question->territories, gint32, selected) : BW_NOBODY;
}

static char *
dup_account_effect (const Question *question,
                    const char     *text)
{
  const BwBook *book = question->book;
  gint32        account = bw_rule_dialog_find_account (book, text), now;

  if (*text == '\0')
    return g_strdup (_ ("Write the account’s name, or the id that the CRM gives it."));
  if (account < 0)
    return g_strdup_printf (_ ("There is no account called “%s”."), text);
  now = question->plan->accounts[account];
  /* Translators: an account, and the territory that it is in now. */
  return g_strdup_printf (_ ("%s is in %s now."), bw_book_text (book, bw_book_account (book, (guint)account)->name),
                          now >= 0 ? bw_book_text (book, bw_book_territory (book, now)->name) : _ ("no territory"));
}

static char *
dup_rule_effect (const Question        *question,
                 const BwRuleCondition *condition)
{
  BwRuleTrial trial = bw_rule_try (question->plan, condition, get_territory (question), question->rule);
  GString    *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("It holds for %u account", "It holds for %u accounts", trial.matched), trial.matched);
  /* Translators: follows “It holds for 24 accounts”. */
  g_string_append_printf (text, _ (" and decides over %u; %u would come from elsewhere."), trial.taken, trial.moved);
  if (trial.beaten > 0)
    g_string_append_printf (text, ngettext (" An earlier rule gives %u to another territory.", " Earlier rules give %u to other territories.", trial.beaten),
                            trial.beaten);
  if (trial.overrides > 0)
    g_string_append_printf (text, ngettext (" It takes %u from a later rule.", " It takes %u from later rules.", trial.overrides), trial.overrides);
  if (trial.named > 0)
    g_string_append_printf (text, ngettext (" %u is named one by one and stays.", " %u are named one by one and stay.", trial.named), trial.named);
  return g_string_free (text, FALSE);
}

static void
changed_cb (Question *question)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (question->text)));
  g_autofree char *effect = NULL;
  gboolean         good;

  if (question->account)
    {
      effect = dup_account_effect (question, text);
      good = bw_rule_dialog_find_account (question->book, text) >= 0;
    }
  else
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse (text, &error);

      effect = condition != NULL ? dup_rule_effect (question, condition) : g_strdup (error->message);
      good = condition != NULL;
    }
  gtk_label_set_label (question->effect, effect);
  adw_message_dialog_set_response_enabled (question->dialog, "apply", good && get_territory (question) >= 0);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Question        *question = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (question->text)));

  if (g_str_equal (response, "apply") && get_territory (question) >= 0)
    question->chosen (text, get_territory (question), question->parent);
}

static GtkWidget *
new_field (const char *title,
           GtkWidget  *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  return box;
}

static GtkDropDown *
new_territories (Question *question,
                 gint32    selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkDropDown *list;

  question->territories = bw_territory_plan_dup_territories (question->plan);
  for (guint i = 0; i < question->territories->len; i++)
    gtk_string_list_append (names, bw_book_text (question->book, bw_book_territory (question->book, g_array_index (question->territories, gint32, i))->name));
  list = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)),
                                           gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  for (guint i = 0; i < question->territories->len; i++)
    if (g_array_index (question->territories, gint32, i) == selected)
      gtk_drop_down_set_selected (list, i);
  return list;
}

static void
ask (GtkWidget             *parent,
     const BwTerritoryPlan *plan,
     gint32                 rule,
     gboolean               account,
     BwRuleChosen           chosen)
{
  Question              *question = g_new0 (Question, 1);
  GtkWidget             *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *entry = gtk_entry_new (), *dialog;
  const BwTerritoryRule *row = rule >= 0 ? &g_array_index (plan->book->rules, BwTerritoryRule, rule) : NULL;

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), account ? _ ("Name an account") : row != NULL ? _ ("Change rule")
                                                                                                                            : _ ("New rule"),
                                   NULL);
  question->parent = g_object_ref (parent);
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->book = bw_book_ref ((BwBook *)plan->book);
  question->plan = bw_territory_plan_new_after (question->book, plan->plan, plan);
  question->rule = rule;
  question->account = account;
  question->chosen = chosen;
  question->text = GTK_EDITABLE (entry);
  question->territory = new_territories (question, row != NULL ? row->territory : BW_NOBODY);
  question->effect = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (question->effect, TRUE);
  gtk_label_set_max_width_chars (question->effect, 48);
  gtk_label_set_xalign (question->effect, 0);
  gtk_widget_add_css_class (GTK_WIDGET (question->effect), "dim-label");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (!account)
    g_object_set (entry, "placeholder-text", "size=1000-; industry=Retail; zip=787*", NULL);
  gtk_box_append (GTK_BOX (box), new_field (account ? _ ("A_ccount") : _ ("Which _accounts"), entry));
  gtk_box_append (GTK_BOX (box), new_field (_ ("_Territory"), GTK_WIDGET (question->territory)));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question->effect));
  adw_message_dialog_set_extra_child (question->dialog, box);
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "apply", row != NULL ? _ ("C_hange") : _ ("_Add"), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "apply");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  gtk_editable_set_text (question->text, row != NULL ? bw_book_text (question->book, row->condition) : "");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, free_question, 0);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (question->territory, "notify::selected", G_CALLBACK (changed_cb), question);
  changed_cb (question);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Asks for a rule of @plan: a new one (%BW_NOBODY), or what @rule is to become. @chosen is told with @parent as its data. */
void
bw_rule_dialog_show (GtkWidget             *parent,
                     const BwTerritoryPlan *plan,
                     gint32                 rule,
                     BwRuleChosen           chosen)
{
  ask (parent, plan, rule, FALSE, chosen);
}

/* Asks which account is given to a territory of @plan wherever it is. */
void
bw_rule_dialog_show_account (GtkWidget             *parent,
                             const BwTerritoryPlan *plan,
                             BwRuleChosen           chosen)
{
  ask (parent, plan, BW_NOBODY, TRUE, chosen);
}
