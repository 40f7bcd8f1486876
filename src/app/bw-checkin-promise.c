/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new commitment in a check-in.
 *
 *   [ Who does what?            ]
 *   [ Rita Rey v ] [ 1 Dec 2026 ]
 *   [ about v    ] [ Add        ]
 *
 * It can be one's with whom the check-in is, its host's or, with the team, a member's; and about a deal of the agenda, its account, or
 * a territory that is theirs. What is written belongs to the check-in, which comes on record with it. */

#include "app/bw-checkin-promise.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-edit.h"
#include "app/bw-day-button.h"
#include "core/bw-merge.h"
#include "core/bw-territory-plan.h"

/* The deals, and the accounts, that can be chosen for a commitment. */
#define MOST_SUBJECTS 60

/* What a commitment can be about: one of the three. */
typedef struct
{
  gint32 deal; /* BW_NOBODY */
  gint32 account;
  gint64 territory; /* its line over the plans; 0 */
} Subject;

struct _BwCheckinPromise
{
  AdwBin parent_instance;

  GtkEditable *promise;
  GtkDropDown *owner, *subject;
  BwDayButton *due_day;
  GtkWidget   *add;

  BwSession   *session; /* (owned) */
  BwMeetingDue due;
  gint32       deal;     /* which one is talked of; BW_NOBODY */
  GArray      *owners;   /* gint32: in the order of the drop-down */
  GArray      *subjects; /* Subject: in the order of the drop-down, after "nothing in particular" */
};

G_DEFINE_FINAL_TYPE (BwCheckinPromise, bw_checkin_promise, ADW_TYPE_BIN)

/* ---- about what ---- */

static gboolean
is_same_subject (const Subject *a,
                 const Subject *b)
{
  return a->deal == b->deal && a->account == b->account && a->territory == b->territory;
}

static void
offer (BwCheckinPromise *self,
       GtkStringList    *names,
       Subject           subject,
       const char       *format,
       const char       *name)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", name, 1);
  gtk_string_list_append (names, text->str);
  g_array_append_val (self->subjects, subject);
}

/* Those of the plan in force that are one's whose check-in it is, their manager's or, of a team, a member's. */
static void
offer_territories (BwCheckinPromise *self,
                   GtkStringList    *names)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint32        plan = bw_territory_plan_current (book);

  for (guint i = 0; plan >= 0 && i < book->territories->len; i++)
    {
      const BwTerritory *row = bw_book_territory (book, i);
      Subject            subject = { BW_NOBODY, BW_NOBODY, row->line != 0 ? row->line : row->key };
      gboolean           is_theirs = row->owner >= 0 && (row->owner == self->due.host || row->owner == self->due.person ||
                                               (self->due.person == BW_NOBODY && bw_cadence_concerns (book, self->due.host, BW_NOBODY, row->owner)));

      if (row->plan == plan && is_theirs)
        /* Translators: what a commitment is about: the name of a territory */
        offer (self, names, subject, _ ("Territory %s"), bw_book_text (book, row->name));
    }
}

/* Offers the @deals of the agenda, their accounts and the territories as what a commitment is about; what was chosen
 * stays so. */
void
bw_checkin_promise_offer (BwCheckinPromise *self,
                          const GArray     *deals)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GHashTable) accounts = g_hash_table_new (NULL, NULL);
  guint    n = MIN (deals->len, MOST_SUBJECTS), place = gtk_drop_down_get_selected (self->subject);
  gboolean has_chosen = place > 0 && place <= self->subjects->len;
  Subject  chosen = has_chosen ? g_array_index (self->subjects, Subject, place - 1) : (Subject) { BW_NOBODY, BW_NOBODY, 0 };

  gtk_string_list_append (names, _ ("Nothing in particular"));
  g_array_set_size (self->subjects, 0);
  for (guint i = 0; i < n; i++)
    {
      gint32 deal = (gint32)g_array_index (deals, guint32, i);

      offer (self, names, (Subject) { deal, BW_NOBODY, 0 }, "%s", bw_book_text (book, book->deals.name[deal]));
    }
  for (guint i = 0; i < n; i++)
    {
      gint32 account = book->deals.account[g_array_index (deals, guint32, i)];

      if (account >= 0 && g_hash_table_add (accounts, GINT_TO_POINTER (account)))
        /* Translators: what a commitment is about: the name of an account */
        offer (self, names, (Subject) { BW_NOBODY, account, 0 }, _ ("Account %s"), bw_book_text (book, bw_book_account (book, (guint)account)->name));
    }
  offer_territories (self, names);
  gtk_drop_down_set_model (self->subject, G_LIST_MODEL (names));
  for (guint i = 0; has_chosen && i < self->subjects->len; i++)
    if (is_same_subject (&g_array_index (self->subjects, Subject, i), &chosen))
      gtk_drop_down_set_selected (self->subject, i + 1);
}

static void
choose_subject (BwCheckinPromise *self)
{
  gtk_drop_down_set_selected (self->subject, 0);
  for (guint i = 0; i < self->subjects->len; i++)
    if (self->deal != BW_NOBODY && g_array_index (self->subjects, Subject, i).deal == self->deal)
      gtk_drop_down_set_selected (self->subject, i + 1);
}

/* Chooses @deal, of those offered, as what the next commitment is about; %BW_NOBODY: nothing in particular. */
void
bw_checkin_promise_set_deal (BwCheckinPromise *self,
                             gint32            deal)
{
  self->deal = deal;
  choose_subject (self);
}

/* ---- who, and by when ---- */

/* Who can promise something: the two, or the host and the team. */
static void
offer_owners (BwCheckinPromise *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_array_set_size (self->owners, 0);
  if (self->due.person != BW_NOBODY)
    g_array_append_val (self->owners, self->due.person);
  if (self->due.host != BW_NOBODY)
    g_array_append_val (self->owners, self->due.host);
  for (gint32 i = 0; self->due.person == BW_NOBODY && i < (gint32)book->people->len; i++)
    if (i != self->due.host && !bw_merge_is_away (book, BW_TABLE_PEOPLE, (guint)i) && bw_cadence_concerns (book, self->due.host, BW_NOBODY, i))
      g_array_append_val (self->owners, i);
  for (guint i = 0; i < self->owners->len; i++)
    gtk_string_list_append (names, bw_book_text (book, bw_book_person (book, (guint)g_array_index (self->owners, gint32, i))->name));
  gtk_drop_down_set_model (self->owner, G_LIST_MODEL (names));
}

/* The day of the next check-in. */
static BwDate
next_day (BwCheckinPromise *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  int           row = self->due.cadence != 0 ? bw_cadence_find (book, self->due.cadence) : -1;

  return row >= 0 ? bw_cadence_next (bw_book_cadence (book, (guint)row), self->due.day + 1) : self->due.day + 7;
}

/* ---- writing ---- */

static void
update_add (BwCheckinPromise *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->promise)));
  gboolean         writable;

  g_object_get (self->session, "writable", &writable, NULL);
  gtk_widget_set_sensitive (self->add, writable && *text != '\0');
}

static void
add_promise_cb (BwCheckinPromise *self)
{
  BwBook           *book = bw_session_get_book (self->session), *after;
  g_autofree char  *text = g_strstrip (g_strdup (gtk_editable_get_text (self->promise))), *label = NULL;
  guint             owner = gtk_drop_down_get_selected (self->owner), subject = gtk_drop_down_get_selected (self->subject);
  BwNoteSignature   signature = bw_checkin_edit_sign ();
  BwCommitmentInput input = { .text = text, .due = bw_day_button_get_day (self->due_day), .deal = BW_NOBODY, .account = BW_NOBODY };
  BwDelta          *delta;

  if (*text == '\0' || owner >= self->owners->len)
    return;
  input.owner = g_array_index (self->owners, gint32, owner);
  if (subject > 0 && subject <= self->subjects->len)
    {
      const Subject *about = &g_array_index (self->subjects, Subject, subject - 1);

      input.deal = about->deal;
      input.account = about->account;
      input.territory = about->territory;
    }
  /* Translators: a person */
  label = g_strdup_printf (_ ("Commitment of %s"), bw_book_text (book, bw_book_person (book, (guint)input.owner)->name));
  after = bw_meeting_edit_promise (book, &self->due, &input, &signature, &delta);
  gtk_editable_set_text (self->promise, "");
  choose_subject (self);
  bw_checkin_edit_apply (GTK_WIDGET (self), self->session, label, after, delta);
}

/* Makes it for the check-in @due; what was typed for another goes. */
void
bw_checkin_promise_show (BwCheckinPromise   *self,
                         const BwMeetingDue *due)
{
  self->due = *due;
  self->deal = BW_NOBODY;
  gtk_editable_set_text (self->promise, "");
  gtk_drop_down_set_selected (self->subject, 0);
  bw_day_button_set_day (self->due_day, next_day (self));
  offer_owners (self);
}

/* ---- the widget ---- */

static GtkWidget *
make_form (BwCheckinPromise *self)
{
  GtkWidget *grid = gtk_grid_new (), *promise = gtk_entry_new (), *owner = gtk_drop_down_new (NULL, NULL), *subject;
  GtkWidget *due = g_object_new (BW_TYPE_DAY_BUTTON, "title", _ ("By when"), NULL);

  subject = gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (subject), TRUE);
  self->promise = GTK_EDITABLE (promise);
  self->owner = GTK_DROP_DOWN (owner);
  self->subject = GTK_DROP_DOWN (subject);
  self->due_day = BW_DAY_BUTTON (due);
  self->add = gtk_button_new_with_mnemonic (_ ("_Add"));
  gtk_widget_set_sensitive (self->add, FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (promise), _ ("Who does what?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (promise), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A new commitment"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (owner), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Who does it"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (subject), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What it is about"), -1);
  gtk_widget_set_hexpand (promise, TRUE);
  g_signal_connect_swapped (promise, "changed", G_CALLBACK (update_add), self);
  g_signal_connect_swapped (promise, "activate", G_CALLBACK (add_promise_cb), self);
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_promise_cb), self);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_attach (GTK_GRID (grid), promise, 0, 0, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), owner, 0, 1, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), subject, 0, 2, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), due, 0, 3, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->add, 1, 3, 1, 1);
  return grid;
}

static void
dispose (GObject *object)
{
  BwCheckinPromise *self = BW_CHECKIN_PROMISE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_checkin_promise_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwCheckinPromise *self = BW_CHECKIN_PROMISE (object);

  g_array_unref (self->owners);
  g_array_unref (self->subjects);
  G_OBJECT_CLASS (bw_checkin_promise_parent_class)->finalize (object);
}

static void
bw_checkin_promise_class_init (BwCheckinPromiseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
bw_checkin_promise_init (BwCheckinPromise *self)
{
  self->owners = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->subjects = g_array_new (FALSE, FALSE, sizeof (Subject));
  self->deal = BW_NOBODY;
}

/* Returns: (transfer floating): what asks for commitments in the check-ins of @session, which has an open project. */
GtkWidget *
bw_checkin_promise_new (BwSession *session)
{
  BwCheckinPromise *self = g_object_new (BW_TYPE_CHECKIN_PROMISE, NULL);

  self->session = g_object_ref (session);
  adw_bin_set_child (ADW_BIN (self), make_form (self));
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_add), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
