/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of a person's number, at its cell: read, said anew, overridden, taken back.
 *
 *   Commit of Anna Ray
 *   [ 450,000            ]  [ why                    ]
 *   the course of calls as a chart, beside closed and model
 *   from the team 430 K, in the CRM 380 K, counts 450 K
 *   where such calls landed, and what this one would be
 *   what changed since the last one
 *   what was said before, a line each
 *   comments, and a field to add one
 *                                   [Take back] [Say]
 *
 * A popover at the cell of the tree; Enter in either field says it, Escape leaves it. It is one step of undo. */

#include "app/bw-call-editor.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-chart-view.h"
#include "app/bw-comments.h"
#include "app/bw-dialogs.h"
#include "app/bw-wording.h"
#include "chart/bw-call-chart.h"
#include "core/bw-backtest.h"
#include "core/bw-call-changes.h"
#include "core/bw-call-edit.h"
#include "core/bw-deal-field.h"

enum
{
  DAY = 86400,      /* seconds */
  MOST_LOG = 5,     /* lines of what was said before */
  MOST_CHANGES = 4, /* deals */
  WIDTH = 46,       /* characters */
  CHART_HEIGHT = 150,
  TOLD_HEIGHT = 330, /* of what is told, before it scrolls */
  MANY_DEALS = 50000 /* from which on looking back takes too long for a popover */
};

typedef struct
{
  GtkWidget  *owner;   /* outlives the popover */
  BwSession  *session; /* (owned) */
  GtkWidget  *popover;
  GtkWidget  *amount, *note, *say;
  BwCallInput input;
} Editor;

static void
free_editor (gpointer data)
{
  Editor *editor = data;

  g_object_unref (editor->session);
  g_free (editor);
}

/* ---- Saying it ---- */

static void
applied_cb (GObject      *session,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) owner = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (owner);

  if (!bw_session_apply_finish (BW_SESSION (session), result, &error))
    bw_dialogs_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _ ("The call was not kept"), error);
}

/* What the fields say. Returns whether it can be said. */
static gboolean
read_fields (Editor      *editor,
             BwCallInput *input,
             GError     **error)
{
  BwBook     *book = bw_session_get_book (editor->session);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (editor->amount));

  *input = editor->input;
  input->note = gtk_editable_get_text (GTK_EDITABLE (editor->note));
  input->amount = strpbrk (text, "-(") == NULL ? bw_money_parse_typed (text, book->currency) : BW_MONEY_NONE;
  return input->amount != BW_MONEY_NONE && bw_call_input_check (book, input, error);
}

static void
apply (Editor            *editor,
       const BwCallInput *input)
{
  BwBook          *book = bw_session_get_book (editor->session), *after;
  g_autofree char *label = bw_call_input_dup_label (book, input);
  BwDelta         *delta;

  after = bw_call_edit_say (book, input, g_get_real_time () / G_USEC_PER_SEC, &delta);
  bw_session_apply_async (editor->session, label, after, delta, NULL, applied_cb, g_object_ref (editor->owner));
  gtk_popover_popdown (GTK_POPOVER (editor->popover));
}

static void
say_cb (Editor *editor)
{
  BwCallInput input;

  if (gtk_widget_get_sensitive (editor->say) && read_fields (editor, &input, NULL))
    apply (editor, &input);
}

static void
reset_cb (Editor *editor)
{
  BwCallInput input = editor->input;

  input.note = gtk_editable_get_text (GTK_EDITABLE (editor->note));
  input.amount = BW_MONEY_NONE;
  apply (editor, &input);
}

static void
changed_cb (Editor *editor)
{
  g_autoptr (GError) error = NULL;
  BwCallInput input;
  gboolean    good = read_fields (editor, &input, &error);

  gtk_widget_set_sensitive (editor->say, good);
  gtk_widget_set_tooltip_text (editor->say, error != NULL ? error->message : NULL);
}

/* ---- What is told ---- */

static void
add_text (GtkWidget  *box,
          const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_beside (GtkWidget             *box,
            const BwBook          *book,
            const BwOutlookPerson *person,
            BwCategory             category)
{
  g_autofree char *crm = bw_money_format_compact (bw_rollup_amount (&person->crm, category, BW_ROLLUP_CUMULATIVE), book->currency);
  g_autofree char *below = bw_money_format_compact (person->below[category], book->currency);
  g_autofree char *stands = bw_money_format_compact (person->stands[category], book->currency), *text = NULL;

  if (person->stands[category] == BW_MONEY_NONE)
    return;
  /* Translators: three amounts */
  text = g_strdup_printf (_ ("With what is closed: %s comes up from the team, %s stands in the CRM, %s counts."), below, crm, stands);
  add_text (box, text, NULL);
}

/* How what was said went through the period, beside what was closed and the model. */
static void
add_course (GtkWidget             *box,
            const BwBook          *book,
            const BwOutlookPerson *person,
            const BwCallInput     *input,
            BwDate                 as_of)
{
  g_autoptr (BwCallCourse) course = NULL;
  g_autoptr (BwChart) chart = NULL;
  GtkWidget *view;

  if (book->deals.n > MANY_DEALS || as_of < input->period.from)
    return;
  course = bw_call_course_new (book, person, &input->period, input->category, as_of);
  chart = bw_call_chart_new (course, book);
  view = bw_chart_view_new ();
  bw_chart_view_set_chart (BW_CHART_VIEW (view), chart);
  gtk_widget_set_size_request (view, -1, CHART_HEIGHT);
  gtk_box_append (GTK_BOX (box), view);
}

/* Where the person's commits have landed at this week, and what the present one would be then. */
static void
add_correction (GtkWidget         *box,
                const BwBook      *book,
                const BwPeriod    *period,
                BwDate             as_of,
                const BwCallInput *input,
                gint64             call)
{
  BwScope scope = { BW_SCOPE_PERSON, input->person, NULL };
  guint   week = (guint)MAX ((as_of - period->from) / 7 + 1, 1);
  g_autoptr (BwBacktest) backtest = NULL;

  if (input->category != BW_CATEGORY_COMMIT || call == BW_MONEY_NONE || book->deals.n > MANY_DEALS)
    return;
  backtest = bw_backtest_new_of_callers (book, &scope, as_of);
  for (guint i = 0; i < backtest->n_callers; i++)
    {
      const BwBacktestCaller *caller = &backtest->callers[i];
      g_autofree char        *told = NULL, *corrected = NULL, *text = NULL;

      if (caller->person != input->person || caller->week != week || !isfinite (caller->lands))
        continue;
      told = bw_backtest_dup_caller_text (book, caller);
      corrected = bw_money_format_compact ((gint64)llround ((double)call * caller->lands), book->currency);
      /* Translators: a sentence, an amount */
      text = g_strdup_printf (_ ("%s By that, this call would come to %s."), told, corrected);
      add_text (box, text, NULL);
      g_free (text);
      text = bw_backtest_dup_added_text (caller);
      if (text != NULL)
        add_text (box, text, "dim-label");
    }
}

static void
add_changes (GtkWidget         *box,
             const BwBook      *book,
             BwDate             as_of,
             const BwCallInput *input,
             BwDate             since)
{
  g_autoptr (BwCallChanges) changes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = bw_date_format_short (since, BW_DATE_NONE), *total = NULL;

  if (since == BW_DATE_NONE || since >= as_of || book->deals.n > MANY_DEALS)
    return;
  changes = bw_call_changes_new (book, input->person, &input->period, input->category, BW_ROLLUP_CUMULATIVE, since, as_of);
  total = bw_money_format_change (changes->after - changes->before, book->currency);
  if (changes->changes->len == 0)
    g_string_printf (text, _ ("Nothing changed below it since %s."), day);
  else
    g_string_printf (text, g_dngettext (GETTEXT_PACKAGE, "Since %s %u deal changed, %s:", "Since %s %u deals changed, %s:", changes->changes->len), day,
                     changes->changes->len, total);
  for (guint i = 0; i < MIN (changes->changes->len, MOST_CHANGES); i++)
    {
      const BwCallChange *change = &g_array_index (changes->changes, BwCallChange, i);
      const char         *name = bw_book_text (book, book->deals.name[change->deal]);
      g_autofree char    *by = bw_money_format_change (change->after - change->before, book->currency);

      g_string_append_printf (text, "\n%s  %s, %s", *name != '\0' ? name : bw_book_text (book, book->deals.ref[change->deal]),
                              bw_call_change_title (change->kind), by);
    }
  add_text (box, text->str, NULL);
}

/* What was said before, the latest first. */
static void
add_log (GtkWidget         *box,
         const BwBook      *book,
         BwDate             as_of,
         const BwCallInput *input)
{
  g_autoptr (GPtrArray) log = bw_call_log (book, input->person, &input->period, (int)input->category, -1, as_of);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (log->len, MOST_LOG); i++)
    {
      const BwCall    *call = log->pdata[log->len - 1 - i];
      g_autofree char *day = bw_date_format_short ((BwDate)(call->at / DAY), BW_DATE_NONE);
      g_autofree char *amount = bw_money_format (call->amount, book->currency);
      const char      *who = call->author >= 0 ? bw_book_text (book, bw_book_person (book, call->author)->name) : "–";
      const char      *note = bw_book_text (book, call->note);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (call->amount == BW_MONEY_NONE)
        /* Translators: a day, a person */
        g_string_append_printf (text, call->is_override ? _ ("%s  %s reset the override") : _ ("%s  %s took the call back"), day, who);
      else
        /* Translators: a day, a person, an amount */
        g_string_append_printf (text, call->is_override ? _ ("%s  %s put %s in its place") : _ ("%s  %s called %s"), day, who, amount);
      if (*note != '\0')
        g_string_append_printf (text, ": %s", note);
    }
  add_text (box, log->len > 0 ? text->str : _ ("Nothing was called for this period and category yet."), "dim-label");
}

/* What was said about the cell, and a field to say more. */
static void
add_comments (GtkWidget         *box,
              BwSession         *session,
              const BwCallInput *input)
{
  BwCommentAbout about = bw_comment_about_none ();

  about.person = input->person;
  about.from = input->period.from;
  about.to = input->period.to;
  about.category = input->category;
  gtk_box_append (GTK_BOX (box), bw_comments_new (session, &about));
}

/* ---- The popover ---- */

static gboolean
drop_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

static void
unmap_cb (GtkWidget *popover)
{
  g_idle_add (drop_cb, g_object_ref (popover));
}

static GtkWidget *
make_entry (GtkWidget  *box,
            const char *name,
            Editor     *editor)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), editor);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (say_cb), editor);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static void
add_buttons (GtkWidget *box,
             Editor    *editor,
             gboolean   can_reset)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *reset;

  reset = gtk_button_new_with_mnemonic (editor->input.is_override ? _ ("_Reset") : _ ("_Take back"));
  editor->say = gtk_button_new_with_mnemonic (editor->input.is_override ? _ ("_Override") : _ ("_Call"));
  gtk_widget_add_css_class (editor->say, "suggested-action");
  gtk_widget_set_sensitive (reset, can_reset);
  gtk_widget_set_sensitive (editor->say, FALSE);
  gtk_widget_set_halign (row, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), reset);
  gtk_box_append (GTK_BOX (row), editor->say);
  gtk_box_append (GTK_BOX (box), row);
  g_signal_connect_swapped (reset, "clicked", G_CALLBACK (reset_cb), editor);
  g_signal_connect_swapped (editor->say, "clicked", G_CALLBACK (say_cb), editor);
}

/* Whether something can be said now: of the present, in a project that can be written. */
static gboolean
can_say (BwSession *session)
{
  BwBook *book = bw_session_get_book (session);
  BwDate  last = bw_book_data_date (book);

  return bw_session_get_read_only_reason (session) == NULL &&
         (last == BW_DATE_NONE || bw_focus_get_as_of (bw_session_get_focus (session)) >= last);
}

/* What stands as said in the book of now: the forecast that the cell shows may still be on its way. */
static gint64
find_said (const Editor *editor,
           gboolean      is_override,
           BwDate        as_of)
{
  const BwBook *book = bw_session_get_book (editor->session);

  return bw_book_call (book, editor->input.person, &editor->input.period, editor->input.category, is_override, as_of, NULL);
}

static void
fill (GtkWidget             *box,
      Editor                *editor,
      const BwOutlookPerson *person)
{
  const BwBook    *book = bw_session_get_book (editor->session);
  BwDate           as_of = bw_focus_get_as_of (bw_session_get_focus (editor->session));
  const char      *name = bw_book_text (book, bw_book_person (book, editor->input.person)->name);
  const char      *category = bw_deal_category_title (book, editor->input.category);
  gint64           said = find_said (editor, editor->input.is_override, as_of);
  g_autofree char *title = g_strdup_printf (editor->input.is_override ? _ ("Override of “%s” for %s") : _ ("Call of “%s” for %s"), category, name);
  GtkWidget       *told = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *scrolled = gtk_scrolled_window_new ();
  g_autofree char *amount_name = NULL, *plain = NULL;

  amount_name = g_strdup_printf (bw_call_tree_is_single (book) ? _ ("Amount in %s, of this category alone") : _ ("Amount in %s, with what is closed"),
                                 book->currency);
  add_text (box, title, "heading");
  if (can_say (editor->session))
    {
      editor->amount = make_entry (box, amount_name, editor);
      editor->note = make_entry (box, editor->input.is_override ? _ ("Reason (required)") : _ ("Note"), editor);
      add_buttons (box, editor, said != BW_MONEY_NONE);
      if (said != BW_MONEY_NONE)
        {
          plain = bw_money_format_typed (said, book->currency);
          gtk_editable_set_text (GTK_EDITABLE (editor->amount), plain);
        }
    }
  else
    add_text (box, _ ("Calls are made on the latest day, in a project that can be written."), "dim-label");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), TOLD_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), told);
  gtk_box_append (GTK_BOX (box), scrolled);
  add_course (told, book, person, &editor->input, as_of);
  add_beside (told, book, person, editor->input.category);
  if (!editor->input.is_override)
    add_correction (told, book, &editor->input.period, as_of, &editor->input, said);
  add_changes (told, book, as_of, &editor->input, person->called[editor->input.category]);
  add_log (told, book, as_of, &editor->input);
  add_comments (told, editor->session, &editor->input);
}

/* Shows what was said of @person's number in @category, in a popover that points at @at in @owner, and has it said anew. It goes
 * with @owner, or when it is closed.
 * Returns: (transfer none): the popover. */
GtkWidget *
bw_call_editor_popup (GtkWidget             *owner,
                      const GdkRectangle    *at,
                      BwSession             *session,
                      const BwOutlookPerson *person,
                      BwCategory             category,
                      gboolean               is_override)
{
  GtkWidget    *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9), *popover = gtk_popover_new ();
  const BwBook *book = bw_session_get_book (session);
  Editor       *editor = g_new0 (Editor, 1);

  editor->owner = owner;
  editor->session = g_object_ref (session);
  editor->popover = popover;
  editor->input = (BwCallInput) { .person = person->person,
                                  .author = bw_call_default_author (book, person->person, is_override),
                                  .period = *bw_focus_get_period (bw_session_get_focus (session)),
                                  .category = category,
                                  .is_override = is_override };
  g_object_set_data_full (G_OBJECT (popover), "editor", editor, free_editor);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  fill (box, editor, person);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  gtk_popover_set_position (GTK_POPOVER (popover), at->y + at->height / 2 > gtk_widget_get_height (owner) / 2 ? GTK_POS_TOP : GTK_POS_BOTTOM);
  gtk_widget_set_parent (popover, owner);
  g_signal_connect_object (owner, "destroy", G_CALLBACK (gtk_widget_unparent), popover, G_CONNECT_SWAPPED);
  g_signal_connect (popover, "unmap", G_CALLBACK (unmap_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  if (editor->amount != NULL)
    gtk_widget_grab_focus (editor->amount);
  return popover;
}
