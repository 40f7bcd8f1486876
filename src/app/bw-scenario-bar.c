/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which scenario is looked at, and what can be done with it.
 *
 *   [Two more people v]  [Save]  [New]  [...]      note
 *
 * Levers that were moved and not saved are kept for each scenario as long as the window is open, so looking at another one
 * loses nothing and asks nothing; such a scenario is marked. Beside the saved ones there is one that has no name yet, where
 * one begins: saving it asks for a name. Every edit is a step of the session's, to be undone like any other. In a file that
 * cannot be written all of this is off, and says why; the levers still play. */

#include "app/bw-scenario-bar.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-lever-list.h"
#include "app/bw-scenario-dialog.h"
#include "core/bw-scenario-edit.h"

struct _BwScenarioBar
{
  AdwBin parent_instance;

  GtkDropDown   *chosen;
  GtkButton     *save;
  GtkButton     *add;
  GtkMenuButton *menu;
  GtkLabel      *note;

  BwSession  *session; /* (owned) */
  GArray     *keys;    /* gint64, as in the drop-down: 0 for the one without a name */
  gint64      key;     /* of the one that is looked at */
  GHashTable *drafts;  /* gint64 * (owned) => GArray of BwLever (owned): moved and not saved */
  BwBook     *book;    /* (owned) (nullable): whose rows the drafts name */
  gboolean    filling;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwScenarioBar, bw_scenario_bar, ADW_TYPE_BIN)

/* ---- What is saved ---- */

/* The index of the scenario with @key in the session's book; %BW_NOBODY when it is gone or has no name yet. */
static gint32
find (BwScenarioBar *self,
      gint64         key)
{
  const BwBook *book = bw_session_get_book (self->session);

  for (guint i = 0; key != 0 && i < book->scenarios->len; i++)
    if (g_array_index (book->scenarios, BwScenario, i).key == key)
      return (gint32)i;
  return BW_NOBODY;
}

/* Returns: (transfer full): what is saved. */
static BwLever *
dup_saved (BwScenarioBar *self,
           guint         *n)
{
  gint32 scenario = find (self, self->key);

  *n = 0;
  return scenario != BW_NOBODY ? bw_scenario_dup_levers (bw_session_get_book (self->session), (guint)scenario, n) : NULL;
}

/* ---- What is shown ---- */

static void
update_actions (BwScenarioBar *self)
{
  const char *reason = bw_session_get_read_only_reason (self->session);
  gboolean    draft = g_hash_table_contains (self->drafts, &self->key), named = self->key != 0, writable = FALSE;

  g_object_get (self->session, "writable", &writable, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.save", writable && (draft || !named));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.new", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.revert", draft);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.duplicate", writable && named);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.rename", writable && named);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.delete", writable && named);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->save), reason != NULL ? reason : _ ("Keep this scenario in the project"));
}

static void
show_note (BwScenarioBar *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  const char   *reason = bw_session_get_read_only_reason (self->session);
  gint32        scenario = find (self, self->key);
  const char   *note = scenario != BW_NOBODY ? bw_book_text (book, g_array_index (book->scenarios, BwScenario, scenario).note) : "";

  if (reason != NULL)
    note = _ ("Levers play, but cannot be saved: the project is open for reading only.");
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
}

/* Offers all scenarios; goes to the one without a name when the one that was looked at is gone. */
static void
fill (BwScenarioBar *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->keys, 0);
  for (guint i = 0; i <= book->scenarios->len; i++)
    {
      const BwScenario *scenario = i > 0 ? &g_array_index (book->scenarios, BwScenario, i - 1) : NULL;
      gint64            key = scenario != NULL ? scenario->key : 0;
      const char       *name = scenario != NULL ? bw_book_text (book, scenario->name) : _ ("Without a name");
      /* Translators: a scenario that was changed and not saved */
      g_autofree char *marked = scenario != NULL && g_hash_table_contains (self->drafts, &key) ? g_strdup_printf (_ ("%s (changed)"), name) : NULL;

      if (key == self->key)
        selected = i;
      g_array_append_val (self->keys, key);
      gtk_string_list_append (names, marked != NULL ? marked : name);
    }
  self->key = g_array_index (self->keys, gint64, selected);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->chosen, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->chosen, selected);
  self->filling = FALSE;
  show_note (self);
  update_actions (self);
}

/* Goes to the scenario with @key. */
static void
choose (BwScenarioBar *self,
        gint64         key)
{
  self->key = key;
  fill (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* The list stays as it is: it is in the middle of telling. */
static void
chosen_cb (BwScenarioBar *self)
{
  guint  place = gtk_drop_down_get_selected (self->chosen);
  gint64 key = place < self->keys->len ? g_array_index (self->keys, gint64, place) : self->key;

  if (self->filling || key == self->key)
    return;
  self->key = key;
  show_note (self);
  update_actions (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* Whether rows that a lever can name have gone, so that others may stand in their places. */
static gboolean
has_lost_rows (const BwBook *before,
               const BwBook *after)
{
  return after->deals.n < before->deals.n || after->people->len < before->people->len ||
         after->stages->len < before->stages->len || after->products->len < before->products->len ||
         after->territories->len < before->territories->len;
}

/* When an import is taken back, levers that were not saved may come to speak of something else: they are let go. */
static void
book_changed_cb (BwScenarioBar *self)
{
  BwBook *book = bw_session_get_book (self->session);

  if (self->book != NULL && has_lost_rows (self->book, book))
    g_hash_table_remove_all (self->drafts);
  g_clear_pointer (&self->book, bw_book_unref);
  self->book = bw_book_ref (book);
  fill (self);
  if (!g_hash_table_contains (self->drafts, &self->key))
    g_signal_emit (self, signals[CHOSEN], 0);
}

/* ---- Edits ---- */

static void
apply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (BwScenarioBar) self = data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_apply_finish (BW_SESSION (object), result, &error) && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    bw_dialogs_show_error (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("The scenario was not changed"), error);
}

/* Makes an edit a step that can be undone, named by @format, which has the scenario's @name, and looks at the scenario with @key
 * then. */
static void
apply (BwScenarioBar *self,
       char          *label,
       BwBook        *after,
       BwDelta       *delta,
       gint64         key)
{
  self->key = key;
  bw_session_apply_async (self->session, label, after, delta, NULL, apply_cb, g_object_ref (self));
  g_free (label);
}

static gint64
get_last_key (const BwBook *book)
{
  return g_array_index (book->scenarios, BwScenario, book->scenarios->len - 1).key;
}

static void
add_named_cb (const char *name,
              const char *note,
              gpointer    data)
{
  BwScenarioBar *self = data;
  gint64         none = 0;
  GArray        *draft = g_hash_table_lookup (self->drafts, &none);
  BwDelta       *delta;
  BwBook        *after = bw_scenario_edit_add (bw_session_get_book (self->session), name, note,
                                        draft != NULL ? (const BwLever *)(const void *)draft->data : NULL,
                                        draft != NULL ? draft->len : 0, g_get_real_time () / G_USEC_PER_SEC, &delta);

  g_hash_table_remove (self->drafts, &none);
  apply (self, g_strdup_printf (_ ("Save scenario %s"), name), after, delta, get_last_key (after));
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);
  const BwBook  *book = bw_session_get_book (self->session);
  gint32         scenario = find (self, self->key);
  BwDelta       *delta;
  BwBook        *after;
  g_autoptr (GArray) levers = NULL;

  if (scenario == BW_NOBODY)
    {
      bw_scenario_dialog_show (widget, book, BW_NOBODY, _ ("Save scenario"), add_named_cb, self);
      return;
    }
  levers = bw_scenario_bar_dup_levers (self);
  after = bw_scenario_edit_levers (book, (guint)scenario, (const BwLever *)(const void *)levers->data, levers->len, &delta);
  g_hash_table_remove (self->drafts, &self->key);
  apply (self, g_strdup_printf (_ ("Save scenario %s"), bw_scenario_bar_get_name (self)), after, delta, self->key);
}

/* Begins afresh; what was begun before without a name is let go. */
static void
new_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);
  gint64         none = 0;

  g_hash_table_remove (self->drafts, &none);
  choose (self, 0);
}

static void
revert_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);

  g_hash_table_remove (self->drafts, &self->key);
  choose (self, self->key);
}

static void
renamed_cb (const char *name,
            const char *note,
            gpointer    data)
{
  BwScenarioBar *self = data;
  gint32         scenario = find (self, self->key);
  BwDelta       *delta;
  BwBook        *after;

  if (scenario == BW_NOBODY)
    return;
  after = bw_scenario_edit_rename (bw_session_get_book (self->session), (guint)scenario, name, note, &delta);
  apply (self, g_strdup_printf (_ ("Rename scenario %s"), name), after, delta, self->key);
}

static void
rename_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);

  bw_scenario_dialog_show (widget, bw_session_get_book (self->session), find (self, self->key), _ ("Name and note"), renamed_cb, self);
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);
  gint32         scenario = find (self, self->key);
  BwDelta       *delta;
  BwBook        *after;

  if (scenario == BW_NOBODY)
    return;
  after = bw_scenario_edit_duplicate (bw_session_get_book (self->session), (guint)scenario, g_get_real_time () / G_USEC_PER_SEC, &delta);
  apply (self, g_strdup_printf (_ ("Duplicate scenario %s"), bw_scenario_bar_get_name (self)), after, delta, get_last_key (after));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  BwScenarioBar *self = BW_SCENARIO_BAR (widget);
  gint32         scenario = find (self, self->key);
  BwDelta       *delta;
  BwBook        *after;

  if (scenario == BW_NOBODY)
    return;
  after = bw_scenario_edit_delete (bw_session_get_book (self->session), (guint)scenario, &delta);
  g_hash_table_remove (self->drafts, &self->key);
  apply (self, g_strdup_printf (_ ("Delete scenario %s"), bw_scenario_bar_get_name (self)), after, delta, 0);
}

/* ---- The widget ---- */

static void
dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_pointer (&BW_SCENARIO_BAR (object)->book, bw_book_unref);
  g_clear_object (&BW_SCENARIO_BAR (object)->session);
  G_OBJECT_CLASS (bw_scenario_bar_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (BW_SCENARIO_BAR (object)->keys);
  g_hash_table_unref (BW_SCENARIO_BAR (object)->drafts);
  G_OBJECT_CLASS (bw_scenario_bar_parent_class)->finalize (object);
}

static void
bw_scenario_bar_class_init (BwScenarioBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_install_action (widget_class, "scenario.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "scenario.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "scenario.revert", NULL, revert_cb);
  gtk_widget_class_install_action (widget_class, "scenario.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "scenario.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "scenario.delete", NULL, delete_cb);
  signals[CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkButton *
new_button (const char *title,
            const char *action,
            const char *tip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  return GTK_BUTTON (button);
}

static void
bw_scenario_bar_init (BwScenarioBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenu) menu = g_menu_new ();

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->drafts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  self->chosen = GTK_DROP_DOWN (gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chosen), _ ("The scenario that is looked at"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chosen), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The scenario that is looked at"), -1);
  g_signal_connect_object (self->chosen, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  self->save = new_button (_ ("_Save"), "scenario.save", NULL);
  self->add = new_button (_ ("_New"), "scenario.new", _ ("Begin a scenario with nothing moved"));
  g_menu_append (menu, _ ("Name and note…"), "scenario.rename");
  g_menu_append (menu, _ ("Duplicate"), "scenario.duplicate");
  g_menu_append (menu, _ ("Back to what was saved"), "scenario.revert");
  g_menu_append (menu, _ ("Delete"), "scenario.delete");
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu, "view-more-symbolic");
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _ ("More about this scenario"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More about this scenario"), -1);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->note), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chosen));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->save));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->add));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->menu));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  adw_bin_set_child (ADW_BIN (self), box);
}

/* To be called once. */
void
bw_scenario_bar_set_session (BwScenarioBar *self,
                             BwSession     *session)
{
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  if (bw_session_get_book (session) != NULL)
    self->book = bw_book_ref (bw_session_get_book (session));
  fill (self);
}

/* Takes note of @levers (array length=n), as a person has moved those of the scenario that is looked at. */
void
bw_scenario_bar_set_levers (BwScenarioBar *self,
                            const BwLever *levers,
                            guint          n)
{
  guint               n_saved;
  g_autofree BwLever *saved = dup_saved (self, &n_saved);
  gboolean            before = g_hash_table_contains (self->drafts, &self->key), after = !bw_lever_list_is_same (saved, n_saved, levers, n);

  if (after)
    {
      GArray *draft = g_array_sized_new (FALSE, FALSE, sizeof (BwLever), n);

      g_array_append_vals (draft, levers, n);
      g_hash_table_replace (self->drafts, g_memdup2 (&self->key, sizeof self->key), draft);
    }
  else
    g_hash_table_remove (self->drafts, &self->key);
  if (before != after)
    fill (self);
}

/* Returns: (transfer full) (element-type BwLever): those of the scenario that is looked at, as moved or else as saved. */
GArray *
bw_scenario_bar_dup_levers (BwScenarioBar *self)
{
  GArray             *levers = g_array_new (FALSE, FALSE, sizeof (BwLever)), *draft = g_hash_table_lookup (self->drafts, &self->key);
  guint               n;
  g_autofree BwLever *saved = dup_saved (self, &n);

  if (draft != NULL)
    g_array_append_vals (levers, draft->data, draft->len);
  else if (n > 0)
    g_array_append_vals (levers, saved, n);
  return levers;
}

/* Returns: the key of the scenario that is looked at; 0 when it has no name yet. */
gint64
bw_scenario_bar_get_key (BwScenarioBar *self)
{
  return self->key;
}

/* Returns: (transfer none): its name, until the book changes. */
const char *
bw_scenario_bar_get_name (BwScenarioBar *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint32        scenario = find (self, self->key);

  return scenario != BW_NOBODY ? bw_book_text (book, g_array_index (book->scenarios, BwScenario, scenario).name) : _ ("This scenario");
}

/* Goes to the saved scenario of @key, as a person does; nothing happens when it is gone. */
void
bw_scenario_bar_choose (BwScenarioBar *self,
                        gint64         key)
{
  g_return_if_fail (BW_IS_SCENARIO_BAR (self));

  if (key != self->key && find (self, key) != BW_NOBODY)
    choose (self, key);
}
