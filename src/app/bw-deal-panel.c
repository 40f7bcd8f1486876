/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one deal, beside the grid: what it is, how likely it is, what to watch, and all that happened to it.
 *
 * The panel follows the session's book: an index names the same deal in every later book. The model's odds come from a
 * worker that begins when the panel is first shown. */

#include "app/bw-deal-panel.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-deal-adjustments.h"
#include "app/bw-deal-history.h"
#include "app/bw-comments.h"
#include "app/bw-deal-notes.h"
#include "app/bw-wording.h"
#include "core/bw-deal-field.h"
#include "session/bw-focus.h"

enum
{
  MAX_SHOWN_REASONS = 7,
  SIMILAR_OF_EACH = 3, /* won, and lost */
};

struct _BwDealPanel
{
  AdwBin parent_instance;

  GtkLabel          *name;
  GtkLabel          *account;
  GtkLabel          *amount;
  GtkLabel          *state;
  GtkLabel          *closing;
  GtkLabel          *crm_odds;
  GtkLabel          *model_odds;
  GtkLabel          *odds_note;
  GtkBox            *reasons_section;
  GtkGrid           *reasons;
  GtkLabel          *reasons_note;
  GtkBox            *risks_section;
  GtkBox            *risks;
  GtkBox            *similar_section;
  GtkBox            *similar;
  GtkGrid           *facts;
  BwDealAdjustments *adjustments;
  BwDealNotes       *notes;
  BwComments        *comments;
  BwComments        *account_comments;
  BwDealHistory     *history;

  BwSession  *session; /* (owned) (nullable) */
  BwDealList *list;    /* borrowed (nullable): that the deal is chosen from */
  BwLiveOdds *odds;    /* (owned) (nullable): made when first needed */
  guint       deal;    /* G_MAXUINT for none */
};

enum
{
  CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwDealPanel, bw_deal_panel, ADW_TYPE_BIN)

static const BwDealField facts[] = {
  BW_DEAL_FIELD_OWNER,
  BW_DEAL_FIELD_CATEGORY,
  BW_DEAL_FIELD_STAGE_DAYS,
  BW_DEAL_FIELD_PUSHES,
  BW_DEAL_FIELD_CREATED,
  BW_DEAL_FIELD_AGE,
  BW_DEAL_FIELD_PRODUCT,
  BW_DEAL_FIELD_REGION,
  BW_DEAL_FIELD_TYPE,
  BW_DEAL_FIELD_SOURCE,
  BW_DEAL_FIELD_ACTIVITY,
  BW_DEAL_FIELD_NEXT_STEP,
  BW_DEAL_FIELD_REF,
};

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
}

static BwDate
today (BwDealPanel *self)
{
  return bw_focus_get_as_of (bw_session_get_focus (self->session));
}

/* What the grid shows: on a past day what was known then. */
static BwBook *
get_book (BwDealPanel *self)
{
  BwBook *book = bw_session_get_book (self->session);

  return self->list != NULL && book != NULL ? bw_deal_list_get_book (self->list) : book;
}

static char *
dup_fact (BwDealPanel *self,
          BwDealField  field)
{
  return bw_deal_dup_text (get_book (self), self->deal, field, today (self));
}

/* ---- Sections ---- */

/* Returns: (transfer full): "Closes 5 Dec 2026, in 12 days". */
static char *
word_closing (BwDealPanel  *self,
              const BwBook *book)
{
  BwDate           close = book->deals.close[self->deal];
  int              days = close - today (self);
  g_autofree char *date = close != BW_DATE_NONE ? bw_wording_day (close, BW_DATE_NONE) : NULL;

  if (date == NULL)
    return g_strdup (_ ("No close date"));
  if (bw_deal_kind (book, self->deal) != BW_STAGE_OPEN)
    /* Translators: the date on which a deal was won or lost */
    return g_strdup_printf (C_ ("date", "Closed %s"), date);
  if (days < 0)
    return g_strdup_printf (ngettext ("Was to close %s, %d day ago", "Was to close %s, %d days ago", (gulong)-days), date,
                            -days);
  if (days == 0)
    return g_strdup_printf (_ ("Closes today, %s"), date);
  return g_strdup_printf (ngettext ("Closes %s, in %d day", "Closes %s, in %d days", (gulong)days), date, days);
}

static void
fill_head (BwDealPanel  *self,
           const BwBook *book)
{
  g_autofree char *name = dup_fact (self, BW_DEAL_FIELD_NAME);
  g_autofree char *ref = dup_fact (self, BW_DEAL_FIELD_REF);
  g_autofree char *account = dup_fact (self, BW_DEAL_FIELD_ACCOUNT);
  g_autofree char *amount = dup_fact (self, BW_DEAL_FIELD_AMOUNT);
  g_autofree char *stage = dup_fact (self, BW_DEAL_FIELD_STAGE);
  g_autofree char *closing = word_closing (self, book);
  guint            row = book->deals.stage[self->deal];
  gboolean         open = bw_deal_kind (book, self->deal) == BW_STAGE_OPEN;
  gboolean         unmapped = row < book->stages->len && !bw_book_stage (book, row)->mapped;
  gboolean         late = open && book->deals.close[self->deal] != BW_DATE_NONE && book->deals.close[self->deal] < today (self);
  g_autofree char *state = unmapped ? g_strdup_printf (_ ("%s · not mapped"), stage) : g_strdup (stage);

  gtk_label_set_label (self->name, *name != '\0' ? name : ref);
  gtk_label_set_label (self->account, account);
  gtk_widget_set_visible (GTK_WIDGET (self->account), *account != '\0');
  gtk_label_set_label (self->amount, *amount != '\0' ? amount : _ ("No amount"));
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->closing, closing);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), (const char *[]) { unmapped ? "error" : "heading", NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (self->closing), (const char *[]) { late ? "error" : "dim-label", NULL });
}

static void
fill_odds (BwDealPanel  *self,
           const BwBook *book)
{
  const BwDealOdds *odds = bw_live_odds_find (self->odds, self->deal);
  g_autofree char  *crm = dup_fact (self, BW_DEAL_FIELD_PROBABILITY);
  g_autofree char  *ever = odds != NULL ? bw_wording_percent (odds->probability) : g_strdup ("–");
  g_autofree char  *note = NULL;

  gtk_label_set_label (self->crm_odds, *crm != '\0' ? crm : "–");
  gtk_label_set_label (self->model_odds, ever);
  if (bw_deal_kind (book, self->deal) != BW_STAGE_OPEN)
    note = g_strdup (_ ("The deal is closed, so the model has nothing to say."));
  else if (!bw_live_odds_is_ready (self->odds))
    note = g_strdup (_ ("The model is being worked out…"));
  else if (odds == NULL)
    note = g_strdup (_ ("The model says nothing about this deal: on the day that is looked at it was not open."));
  else
    {
      g_autofree char *in_period = bw_wording_percent (odds->probability_in_period);
      g_autofree char *period = bw_wording_period (bw_focus_get_period (bw_session_get_focus (self->session)));
      g_autofree char *date = odds->expected_close != BW_DATE_NONE ? bw_wording_day (odds->expected_close, BW_DATE_NONE) : NULL;
      GString         *text = g_string_new (NULL);

      /* Translators: a chance such as 38 %, and a period such as Q4 2026 */
      g_string_append_printf (text, _ ("%s to be won within %s."), in_period, period);
      if (date != NULL)
        {
          g_autofree char *from = bw_wording_day (odds->close_from, BW_DATE_NONE);
          g_autofree char *to = bw_wording_day (odds->close_to, BW_DATE_NONE);

          /* Translators: three dates */
          g_string_append_printf (text, _ (" If it is won, then about %s; four times in five between %s and %s."), date, from, to);
        }
      if (odds->stalled)
        g_string_append (text, _ (" It is stalled: in its stage for longer than 97 of 100 deals that closed."));
      if (!bw_live_odds_is_usable (self->odds))
        g_string_append (text, _ (" Which of the deals that close are won, the past of this project does not tell."));
      note = g_string_free (text, FALSE);
    }
  gtk_label_set_label (self->odds_note, note);
}

/* One reason: what it is over how many deals tell of it, and beside it the points. */
static void
add_reason (BwDealPanel       *self,
            const BwWinReason *reason,
            int                row)
{
  double           rounded = round (reason->points);
  g_autofree char *deals = g_strdup_printf (ngettext ("%'u deal", "%'u deals", reason->n), reason->n);
  /* Translators: percentage points by which a chance is better (+) or worse (−) */
  g_autofree char *points = g_strdup_printf (ngettext ("%s%.0f point", "%s%.0f points", (gulong)fabs (rounded)),
                                             rounded > 0 ? "+" : rounded < 0 ? "−"
                                                                             : "±",
                                             fabs (rounded));
  GtkWidget       *what = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *factor = make_label (reason->factor, NULL), *value = make_label (points, "numeric");

  gtk_widget_set_hexpand (what, TRUE);
  gtk_box_append (GTK_BOX (what), factor);
  if (reason->n > 0)
    {
      GtkWidget *count = make_label (deals, "caption");

      gtk_widget_add_css_class (count, "dim-label");
      gtk_box_append (GTK_BOX (what), count);
    }
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_wrap (GTK_LABEL (value), FALSE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, factor, NULL, -1);
  gtk_grid_attach (self->reasons, what, 0, row, 1, 1);
  gtk_grid_attach (self->reasons, value, 1, row, 1, 1);
}

/* Why the chance is not the average, or that the fields do not tell. */
static void
fill_reasons (BwDealPanel *self)
{
  const BwWinModel *model = bw_live_odds_get_model (self->odds);
  const BwDealOdds *odds = bw_live_odds_find (self->odds, self->deal);
  g_autofree char  *message = NULL;
  g_autoptr (GArray) reasons = NULL;

  empty (GTK_WIDGET (self->reasons));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons_section), odds != NULL);
  if (odds == NULL)
    return;
  reasons = bw_win_model_reasons (model, odds);
  for (guint i = 0; i < MIN (reasons->len, MAX_SHOWN_REASONS); i++)
    add_reason (self, &g_array_index (reasons, BwWinReason, i), (int)i);
  if (!bw_win_model_signal (model)->usable)
    message = bw_win_model_dup_message (model);
  else if (reasons->len == 0)
    message = g_strdup (_ ("Nothing sets this deal apart from the others in its stage."));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), reasons->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons_note), message != NULL);
  gtk_label_set_label (self->reasons_note, message != NULL ? message : "");
}

/* Past deals that are most like this one, those won before those lost. */
static void
fill_similar (BwDealPanel *self)
{
  const BwWinModel *model = bw_live_odds_get_model (self->odds);
  const BwBook     *book = bw_session_get_book (self->session);
  g_autoptr (GArray) similar = NULL;

  empty (GTK_WIDGET (self->similar));
  if (bw_live_odds_find (self->odds, self->deal) != NULL)
    similar = bw_win_model_similar (model, self->deal, SIMILAR_OF_EACH);
  gtk_widget_set_visible (GTK_WIDGET (self->similar_section), similar != NULL && similar->len > 0);
  for (guint i = 0; similar != NULL && i < similar->len; i++)
    {
      const BwWinSimilar *like = &g_array_index (similar, BwWinSimilar, i);
      g_autofree char    *name = bw_deal_dup_text (book, like->deal, BW_DEAL_FIELD_NAME, today (self));
      g_autofree char    *ref = bw_deal_dup_text (book, like->deal, BW_DEAL_FIELD_REF, today (self));
      g_autofree char    *amount = bw_deal_dup_text (book, like->deal, BW_DEAL_FIELD_AMOUNT, today (self));
      g_autofree char    *date = like->closed != BW_DATE_NONE ? bw_wording_day (like->closed, BW_DATE_NONE) : NULL;
      GString            *text = g_string_new (like->won ? _ ("Won") : _ ("Lost"));
      GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *button = gtk_button_new ();

      if (date != NULL)
        g_string_append_printf (text, " %s", date);
      if (*amount != '\0')
        g_string_append_printf (text, " · %s", amount);
      gtk_box_append (GTK_BOX (box), make_label (*name != '\0' ? name : ref, NULL));
      gtk_box_append (GTK_BOX (box), make_label (text->str, "dim-label"));
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "similar-deal");
      gtk_widget_set_tooltip_text (button, _ ("Show this deal"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-deal");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", like->deal);
      gtk_box_append (self->similar, button);
      g_string_free (text, TRUE);
    }
}

static void
fill_risks (BwDealPanel *self)
{
  g_autoptr (GPtrArray) risks = bw_live_odds_dup_risks (self->odds, self->deal);

  empty (GTK_WIDGET (self->risks));
  gtk_widget_set_visible (GTK_WIDGET (self->risks_section), risks != NULL && risks->len > 0);
  for (guint i = 0; risks != NULL && i < risks->len; i++)
    {
      const BwInsight *risk = g_ptr_array_index (risks, i);
      GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

      gtk_box_append (GTK_BOX (box), make_label (risk->text, NULL));
      gtk_box_append (GTK_BOX (box), make_label (risk->action, "dim-label"));
      gtk_box_append (self->risks, box);
    }
}

/* Adds @field to the facts where it is known. Returns the next row. */
static int
add_fact (BwDealPanel *self,
          BwDealField  field,
          int          row)
{
  g_autofree char *value = dup_fact (self, field);
  GtkWidget       *title, *label;

  if (*value == '\0')
    return row;
  title = make_label (bw_deal_field_title (bw_session_get_book (self->session), field), "dim-label");
  label = make_label (value, "numeric");
  gtk_label_set_wrap (GTK_LABEL (title), bw_deal_field_is_custom (field));
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* GTK lets a text that can be selected keep Tab, unless it cannot take the focus at all. */
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_grid_attach (self->facts, title, 0, row, 1, 1);
  gtk_grid_attach (self->facts, label, 1, row, 1, 1);
  return row + 1;
}

/* The built-in fields, then the project's own. */
static void
fill_facts (BwDealPanel *self)
{
  guint n_own = bw_session_get_book (self->session)->fields->len;
  int   row = 0;

  empty (GTK_WIDGET (self->facts));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    row = add_fact (self, facts[i], row);
  for (guint i = 0; i < n_own; i++)
    row = add_fact (self, BW_N_DEAL_FIELDS + i, row);
}

/* What was said about the deal, and about its account, whichever of its deals is looked at. */
static void
fill_comments (BwDealPanel  *self,
               const BwBook *book)
{
  BwCommentAbout about = bw_comment_about_none (), whose = bw_comment_about_none ();

  about.deal = (gint32)self->deal;
  whose.account = book->deals.account[self->deal];
  bw_comments_show (self->comments, self->session, &about);
  gtk_widget_set_visible (GTK_WIDGET (self->account_comments), whose.account >= 0);
  if (whose.account < 0)
    return;
  bw_comments_set_title (self->account_comments, _ ("Comments on the account"));
  bw_comments_show (self->account_comments, self->session, &whose);
}

static void
refresh (BwDealPanel *self)
{
  BwBook *book = get_book (self);

  if (book == NULL || self->deal >= book->deals.n)
    return;
  fill_comments (self, book);
  fill_head (self, book);
  fill_odds (self, book);
  fill_reasons (self);
  fill_risks (self);
  fill_similar (self);
  fill_facts (self);
  bw_deal_history_show (self->history, self->session, self->deal);
  bw_deal_adjustments_show (self->adjustments, self->session, self->deal);
  gtk_widget_set_visible (GTK_WIDGET (self->adjustments), self->list == NULL || !bw_deal_list_is_past (self->list));
  bw_deal_notes_show (self->notes, self->session, self->deal);
}

static void
odds_changed_cb (BwDealPanel *self)
{
  BwBook *book = get_book (self);

  if (book == NULL || self->deal >= book->deals.n)
    return;
  fill_odds (self, book);
  fill_reasons (self);
  fill_risks (self);
  fill_similar (self);
}

static void
close_cb (BwDealPanel *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
dispose (GObject *object)
{
  BwDealPanel *self = BW_DEAL_PANEL (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->odds);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_deal_panel_parent_class)->dispose (object);
}

static void
bw_deal_panel_class_init (BwDealPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_COMMENTS);
  g_type_ensure (BW_TYPE_DEAL_ADJUSTMENTS);
  g_type_ensure (BW_TYPE_DEAL_HISTORY);
  g_type_ensure (BW_TYPE_DEAL_NOTES);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CLOSE] =
    g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-deal-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, name);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, account);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, amount);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, state);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, closing);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, crm_odds);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, model_odds);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, odds_note);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, reasons_section);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, reasons);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, reasons_note);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, similar_section);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, similar);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, risks_section);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, risks);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, adjustments);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, comments);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, account_comments);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, facts);
  gtk_widget_class_bind_template_child (widget_class, BwDealPanel, history);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
bw_deal_panel_init (BwDealPanel *self)
{
  self->deal = G_MAXUINT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows @session (transfer none), once. */
void
bw_deal_panel_set_session (BwDealPanel *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_DEAL_PANEL (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

/* Has the deal be as it is in @list (transfer none), which outlives the panel. */
void
bw_deal_panel_set_list (BwDealPanel *self,
                        BwDealList  *list)
{
  g_return_if_fail (BW_IS_DEAL_PANEL (self));

  self->list = list;
}

/* Shows the deal with index @deal. */
void
bw_deal_panel_show_deal (BwDealPanel *self,
                         guint        deal)
{
  g_return_if_fail (BW_IS_DEAL_PANEL (self) && self->session != NULL);

  if (self->odds == NULL)
    {
      self->odds = bw_live_odds_new (self->session);
      g_signal_connect_object (self->odds, "changed", G_CALLBACK (odds_changed_cb), self, G_CONNECT_SWAPPED);
    }
  self->deal = deal;
  refresh (self);
}
