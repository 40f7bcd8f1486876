/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a plan's areas, and what holds them: rules, named accounts, locks, centres, bridges.
 *
 *   Rules                                                     [Add…]
 *   1  size=1000-  →  North                                 [^][v][edit][x]
 *      decides over 12 of 15 accounts; 4 come from elsewhere
 *      rule 2 would give 3 of them to South
 *   Accounts by name                                          [Add…]
 *   Acme  →  South                                                  [x]
 *   Territories: locks and centres
 *   North   around Travis, TX                           [lock][centre]
 *   Locked areas
 *   Harris, TX                                                      [x]
 *   Bridges                                       [Join][Part]
 *   Honolulu, HI – Los Angeles, CA: joined                          [x]
 *
 * Centres, locks and bridges take the areas that are selected on the map. All that is done is an edit, which can be undone. The rules
 * are counted when the page is seen: O(rules x accounts). */

#include "app/bw-plan-exceptions.h"

#include <glib/gi18n.h>

#include "app/bw-dialogs.h"
#include "app/bw-rule-dialog.h"
#include "app/bw-tab-stop.h"
#include "app/bw-territory-wording.h"
#include "core/bw-plan-edit.h"
#include "core/bw-rule-report.h"
#include "core/bw-territory-edit.h"

enum
{
  MAX_ROWS = 200, /* named accounts and locked areas that are listed */
};

struct _BwPlanExceptions
{
  AdwBin parent_instance;

  GtkListBox        *rules, *named, *territories, *locks, *bridges;
  GtkWidget         *add_rule, *add_named, *join, *part;
  GtkLabel          *locks_title;
  BwSession         *session;     /* (owned) (nullable) */
  BwTerritoryLayout *layout;      /* (owned) (nullable) */
  gint32             rule;        /* that is being changed, BW_NOBODY: a new one */
  guint32            selected[2]; /* of the map */
  guint              n_selected;
  gboolean           editable;
  gboolean           stale;
};

enum
{
  COUNTY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwPlanExceptions, bw_plan_exceptions, ADW_TYPE_BIN)

/* What a button of a row does. */
typedef enum
{
  ACT_RAISE,
  ACT_LOWER,
  ACT_CHANGE,
  ACT_REMOVE,
  ACT_UNNAME,
  ACT_LOCK,
  ACT_CENTER,
  ACT_UNLOCK,
  ACT_UNBRIDGE,
} Act;

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (BwPlanExceptions) self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!bw_session_apply_finish (BW_SESSION (source), result, &error) && root != NULL)
    bw_dialogs_show_error (GTK_WINDOW (root), _ ("The plan was not changed"), error);
}

static void
apply (BwPlanExceptions *self,
       const char       *label,
       BwBook           *after,
       BwDelta          *delta)
{
  bw_session_apply_async (self->session, label, after, delta, NULL, applied_cb, g_object_ref (self));
}

/* Whether what is shown is the book as it is now, so that its rows may be changed. */
static gboolean
is_current (BwPlanExceptions *self)
{
  return self->layout != NULL && self->session != NULL && self->layout->book == bw_session_get_book (self->session) && self->editable &&
         self->layout->plan->plan >= 0;
}

static char *
dup_unit (BwPlanExceptions *self,
          guint             county)
{
  return bw_atlas_unit_dup_id (self->layout->plan->atlas, county);
}

/* ---- Edits ---- */

static void
rule_chosen_cb (const char *text,
                gint32      territory,
                gpointer    data)
{
  BwPlanExceptions *self = data;
  g_autoptr (BwRuleCondition) condition = bw_rule_condition_parse (text, NULL);
  BwDelta *delta;
  BwBook  *after;

  if (!is_current (self) || condition == NULL)
    return;
  if (self->rule >= 0)
    after = bw_territory_rule_edit_change (self->layout->book, (guint)self->rule, territory, condition, &delta);
  else
    after = bw_territory_rule_edit_add (self->layout->book, territory, condition, &delta);
  apply (self, self->rule >= 0 ? _ ("Change rule") : _ ("Add rule"), after, delta);
}

static void
account_chosen_cb (const char *text,
                   gint32      territory,
                   gpointer    data)
{
  BwPlanExceptions *self = data;
  gint32            account;
  BwDelta          *delta;
  BwBook           *after;

  if (!is_current (self))
    return;
  account = bw_rule_dialog_find_account (self->layout->book, text);
  if (account < 0)
    return;
  after = bw_territory_edit_name_account (self->layout->plan, account, territory, &delta);
  apply (self, _ ("Name account"), after, delta);
}

static void
add_rule_cb (BwPlanExceptions *self)
{
  self->rule = BW_NOBODY;
  if (is_current (self))
    bw_rule_dialog_show (GTK_WIDGET (self), self->layout->plan, BW_NOBODY, rule_chosen_cb);
}

static void
add_named_cb (BwPlanExceptions *self)
{
  if (is_current (self))
    bw_rule_dialog_show_account (GTK_WIDGET (self), self->layout->plan, account_chosen_cb);
}

static void
bridge (BwPlanExceptions *self,
        const char       *a,
        const char       *b,
        int               joined,
        const char       *label)
{
  BwDelta *delta;
  BwBook  *after = bw_plan_edit_bridge (self->layout->book, a, b, joined, &delta);

  apply (self, label, after, delta);
}

/* Joins or parts the two areas that are selected. */
static void
bridge_cb (GtkWidget        *button,
           BwPlanExceptions *self)
{
  g_autofree char *a = NULL, *b = NULL;

  if (!is_current (self) || self->n_selected != 2)
    return;
  a = dup_unit (self, self->selected[0]);
  b = dup_unit (self, self->selected[1]);
  bridge (self, a, b, button == self->join, button == self->join ? _ ("Join areas") : _ ("Part areas"));
}

/* Pins the centre of @territory to the area that is selected; without one, or on the same again, lets it go. */
static void
set_center (BwPlanExceptions *self,
            gint32            territory)
{
  const BwBook    *book = self->layout->book;
  g_autofree char *unit = self->n_selected == 1 ? dup_unit (self, self->selected[0]) : NULL;
  gboolean         same = g_strcmp0 (unit, bw_book_text (book, bw_book_territory (book, territory)->center)) == 0;
  BwDelta         *delta;
  BwBook          *after = bw_plan_edit_set_center (book, territory, same ? NULL : unit, &delta);

  apply (self, _ ("Set centre"), after, delta);
}

static void
act (BwPlanExceptions *self,
     Act               what,
     guint             row)
{
  const BwBook *book = self->layout->book;
  BwDelta      *delta;
  BwBook       *after;

  switch (what)
    {
    case ACT_RAISE:
    case ACT_LOWER:
      after = bw_territory_rule_edit_raise (book, row, what == ACT_RAISE, &delta);
      apply (self, what == ACT_RAISE ? _ ("Raise rule") : _ ("Lower rule"), after, delta);
      break;
    case ACT_CHANGE:
      self->rule = (gint32)row;
      bw_rule_dialog_show (GTK_WIDGET (self), self->layout->plan, (gint32)row, rule_chosen_cb);
      break;
    case ACT_REMOVE:
      after = bw_territory_rule_edit_remove (book, row, &delta);
      apply (self, _ ("Remove rule"), after, delta);
      break;
    case ACT_UNNAME:
      after = bw_territory_edit_name_account (self->layout->plan, (gint32)row, BW_NOBODY, &delta);
      apply (self, _ ("Let an account’s place decide"), after, delta);
      break;
    case ACT_LOCK:
      after = bw_plan_edit_lock_territory (book, (gint32)row, !bw_book_territory (book, row)->locked, &delta);
      apply (self, bw_book_territory (book, row)->locked ? _ ("Unlock territory") : _ ("Lock territory"), after, delta);
      break;
    case ACT_CENTER:
      set_center (self, (gint32)row);
      break;
    case ACT_UNLOCK:
      {
        const char *units[] = { bw_book_text (book, g_array_index (book->plan_locks, BwPlanLock, row).unit), NULL };

        after = bw_plan_edit_lock_units (book, self->layout->plan->plan, units, FALSE, &delta);
        apply (self, _ ("Unlock areas"), after, delta);
        break;
      }
    case ACT_UNBRIDGE:
    default:
      {
        const BwBridge *pair = &g_array_index (book->bridges, BwBridge, row);

        bridge (self, bw_book_text (book, pair->a), bw_book_text (book, pair->b), -1, _ ("Remove bridge"));
      }
    }
}

static void
act_cb (GtkWidget        *button,
        BwPlanExceptions *self)
{
  if (is_current (self))
    act (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "act")), GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "row")));
}

/* ---- Rows ---- */

static void
clear (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Appends a row to @list that shows @title and @detail (nullable); activating it shows @county. Returns: where its buttons go. */
static GtkWidget *
add_row (GtkListBox *list,
         const char *title,
         const char *detail,
         gint32      county)
{
  GtkWidget       *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *spoken = detail != NULL ? g_strdup_printf ("%s, %s", title, detail) : g_strdup (title);

  gtk_box_append (GTK_BOX (texts), new_label (title, NULL));
  if (detail != NULL)
    gtk_box_append (GTK_BOX (texts), new_label (detail, "dim-label"));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), county != BW_ATLAS_NOWHERE);
  g_object_set_data (G_OBJECT (row), "county", GINT_TO_POINTER (county));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (list, row);
  return line;
}

static GtkWidget *
add_button (BwPlanExceptions *self,
            GtkWidget        *line,
            const char       *icon,
            const char       *title,
            Act               what,
            guint             row)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, title);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, self->editable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (button), "act", GUINT_TO_POINTER (what));
  g_object_set_data (G_OBJECT (button), "row", GUINT_TO_POINTER (row));
  g_signal_connect (button, "clicked", G_CALLBACK (act_cb), self);
  gtk_box_append (GTK_BOX (line), button);
  return button;
}

/* What the @index-th rule does, and which rules it beats. */
static char *
dup_rule_effect (const BwBook       *book,
                 const BwRuleReport *report,
                 guint               index)
{
  const BwRuleEffect *effect = &g_array_index (report->rules, BwRuleEffect, index);
  GString            *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("Decides over %u of %u account; %u from elsewhere.", "Decides over %u of %u accounts; %u from elsewhere.", effect->matched),
                          effect->taken, effect->matched, effect->moved);
  for (guint i = 0; i < report->conflicts->len; i++)
    {
      const BwRuleConflict  *conflict = &g_array_index (report->conflicts, BwRuleConflict, i);
      const BwTerritoryRule *beaten;

      if (conflict->first != index)
        continue;
      beaten = &g_array_index (book->rules, BwTerritoryRule, g_array_index (report->rules, BwRuleEffect, conflict->second).rule);
      /* Translators: a rule’s number, so many accounts, a territory. */
      g_string_append_printf (text, ngettext (" Rule %u would give %u account to %s.", " Rule %u would give %u accounts to %s.", conflict->accounts),
                              conflict->second + 1, conflict->accounts, bw_territory_wording_name (book, beaten->territory));
    }
  return g_string_free (text, FALSE);
}

static void
fill_rules (BwPlanExceptions *self)
{
  const BwBook *book = self->layout->book;
  g_autoptr (BwRuleReport) report = bw_rule_report_new (self->layout->plan);

  clear (self->rules);
  for (guint i = 0; i < report->rules->len; i++)
    {
      guint                  index = g_array_index (report->rules, BwRuleEffect, i).rule;
      const BwTerritoryRule *rule = &g_array_index (book->rules, BwTerritoryRule, index);
      g_autofree char       *effect = dup_rule_effect (book, report, i);
      g_autofree char       *title = g_strdup_printf ("%u. %s → %s", i + 1, bw_book_text (book, rule->condition),
                                                      bw_territory_wording_name (book, rule->territory));
      GtkWidget             *line = add_row (self->rules, title, effect, BW_ATLAS_NOWHERE);

      if (i > 0)
        add_button (self, line, "go-up-symbolic", _ ("Ask this rule earlier"), ACT_RAISE, index);
      if (i + 1 < report->rules->len)
        add_button (self, line, "go-down-symbolic", _ ("Ask this rule later"), ACT_LOWER, index);
      add_button (self, line, "document-edit-symbolic", _ ("Change this rule…"), ACT_CHANGE, index);
      add_button (self, line, "list-remove-symbolic", _ ("Remove this rule"), ACT_REMOVE, index);
    }
}

static void
fill_named (BwPlanExceptions *self)
{
  const BwTerritoryPlan *plan = self->layout->plan;
  const BwBook          *book = plan->book;
  guint                  n = 0;

  clear (self->named);
  for (guint i = 0; i < plan->n_accounts && n < MAX_ROWS; i++)
    {
      g_autofree char *title = NULL;

      if (!plan->named[i])
        continue;
      title = g_strdup_printf ("%s → %s", bw_book_text (book, bw_book_account (book, i)->name), bw_territory_wording_name (book, plan->accounts[i]));
      add_button (self, add_row (self->named, title, NULL, plan->places[i].unit), "list-remove-symbolic", _ ("Let its place decide"), ACT_UNNAME, i);
      n++;
    }
}

/* The first area of the map that @unit stands for. */
static gint32
county_of (const BwAtlas *map,
           const char    *unit)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));

  return bw_atlas_collect_units (map, unit, units) > 0 ? (gint32)g_array_index (units, guint32, 0) : BW_ATLAS_NOWHERE;
}

/* Returns: (transfer full): what @unit is called: "Travis, TX", "Texas". */
static char *
dup_unit_name (const BwAtlas *map,
               const char    *unit)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint  n = bw_atlas_collect_units (map, unit, units);
  gint32 parent = n > 1 ? bw_atlas_parent_of_id (map, unit) : BW_ATLAS_NOWHERE;

  if (parent != BW_ATLAS_NOWHERE)
    return g_strdup (bw_atlas_parent (map, (guint)parent)->name);
  return n == 1 ? bw_atlas_unit_dup_name (map, g_array_index (units, guint32, 0)) : g_strdup (unit);
}

static void
fill_territories (BwPlanExceptions *self)
{
  const BwBook *book = self->layout->book;
  g_autoptr (GArray) territories = bw_territory_plan_dup_territories (self->layout->plan);

  clear (self->territories);
  for (guint i = 0; i < territories->len; i++)
    {
      gint32             index = g_array_index (territories, gint32, i);
      const BwTerritory *territory = bw_book_territory (book, index);
      const char        *unit = bw_book_text (book, territory->center);
      g_autofree char   *where = *unit != '\0' ? dup_unit_name (self->layout->plan->atlas, unit) : NULL;
      g_autofree char   *around = where != NULL ? g_strdup_printf (_ ("around %s"), where) : NULL;
      g_autofree char   *detail = NULL;
      GtkWidget         *line, *lock, *center;

      if (territory->locked && around != NULL)
        detail = g_strdup_printf (_ ("locked; %s"), around);
      else
        detail = g_strdup (territory->locked ? _ ("locked") : around);
      line = add_row (self->territories, bw_book_text (book, territory->name), detail, county_of (self->layout->plan->atlas, unit));
      lock = add_button (self, line, territory->locked ? "changes-prevent-symbolic" : "changes-allow-symbolic",
                         territory->locked ? _ ("Unlock this territory") : _ ("Lock this territory: its areas stay"), ACT_LOCK, (guint)index);
      center = add_button (self, line, "find-location-symbolic",
                           where != NULL ? _ ("Pin the centre to the selected area, or let it go without one")
                                         : _ ("Pin the centre to the selected area, such as where the owner lives"),
                           ACT_CENTER, (guint)index);
      g_object_set_data (G_OBJECT (center), "centred", GINT_TO_POINTER (where != NULL));
      gtk_widget_set_sensitive (center, self->editable && (where != NULL || self->n_selected == 1));
      if (territory->locked)
        gtk_widget_add_css_class (lock, "accent");
    }
}

static void
fill_locks (BwPlanExceptions *self)
{
  const BwBook    *book = self->layout->book;
  g_autofree char *title = NULL;
  guint            n = 0;

  clear (self->locks);
  for (guint i = 0; i < book->plan_locks->len; i++)
    {
      const BwPlanLock *lock = &g_array_index (book->plan_locks, BwPlanLock, i);
      const char       *unit = bw_book_text (book, lock->unit);
      g_autofree char  *name = NULL;

      if (lock->plan != self->layout->plan->plan || n++ >= MAX_ROWS)
        continue;
      name = dup_unit_name (self->layout->plan->atlas, unit);
      add_button (self, add_row (self->locks, name, NULL, county_of (self->layout->plan->atlas, unit)), "list-remove-symbolic", _ ("Unlock this area"), ACT_UNLOCK, i);
    }
  title = n > 0 ? g_strdup_printf (ngettext ("%u locked area", "%u locked areas", n), n) : g_strdup (_ ("Locked areas: none"));
  gtk_label_set_label (self->locks_title, title);
}

static void
fill_bridges (BwPlanExceptions *self)
{
  const BwBook *book = self->layout->book;

  clear (self->bridges);
  for (guint i = 0; i < book->bridges->len; i++)
    {
      const BwBridge  *row = &g_array_index (book->bridges, BwBridge, i);
      g_autofree char *a = dup_unit_name (self->layout->plan->atlas, bw_book_text (book, row->a));
      g_autofree char *b = dup_unit_name (self->layout->plan->atlas, bw_book_text (book, row->b));
      g_autofree char *title = g_strdup_printf ("%s – %s", a, b);

      add_button (self, add_row (self->bridges, title, row->joined ? _ ("count as neighbours") : _ ("count as no neighbours"), county_of (self->layout->plan->atlas, bw_book_text (book, row->a))),
                  "list-remove-symbolic", _ ("As the map has it again"), ACT_UNBRIDGE, i);
    }
}

static void
update_sensitive (BwPlanExceptions *self)
{
  gboolean some = self->editable && self->layout != NULL && self->layout->plan->plan >= 0;

  gtk_widget_set_sensitive (self->add_rule, some);
  gtk_widget_set_sensitive (self->add_named, some);
  gtk_widget_set_sensitive (self->join, some && self->n_selected == 2);
  gtk_widget_set_sensitive (self->part, some && self->n_selected == 2);
}

static void
fill (BwPlanExceptions *self)
{
  self->stale = FALSE;
  update_sensitive (self);
  if (self->layout == NULL)
    return;
  fill_rules (self);
  fill_named (self);
  fill_territories (self);
  fill_locks (self);
  fill_bridges (self);
}

/* Shows the plan of @layout (nullable), which may be changed when it is @editable. */
void
bw_plan_exceptions_show (BwPlanExceptions  *self,
                         BwTerritoryLayout *layout,
                         gboolean           editable)
{
  g_clear_pointer (&self->layout, bw_territory_layout_unref);
  if (layout != NULL)
    self->layout = bw_territory_layout_ref (layout);
  self->editable = editable;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
  else
    self->stale = TRUE;
}

/* Tells which areas are selected on the map. */
void
bw_plan_exceptions_set_selection (BwPlanExceptions *self,
                                  const guint32    *counties,
                                  guint             n)
{
  for (guint i = 0; i < MIN (n, 2); i++)
    self->selected[i] = counties[i];
  if (n == self->n_selected)
    return;
  self->n_selected = n;
  update_sensitive (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->territories)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *center = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));

      gtk_widget_set_sensitive (center, self->editable && (n == 1 || g_object_get_data (G_OBJECT (center), "centred") != NULL));
    }
}

/* Sets whose plans are shown. */
void
bw_plan_exceptions_set_session (BwPlanExceptions *self,
                                BwSession        *session)
{
  g_set_object (&self->session, session);
}

/* ---- Widget ---- */

static void
row_activated_cb (BwPlanExceptions *self,
                  GtkListBoxRow    *row)
{
  gint32 county = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "county"));

  if (county != BW_ATLAS_NOWHERE)
    g_signal_emit (self, signals[COUNTY_ACTIVATED], 0, county);
}

static void
map_cb (BwPlanExceptions *self)
{
  if (self->stale)
    fill (self);
}

static void
dispose (GObject *object)
{
  BwPlanExceptions *self = BW_PLAN_EXCEPTIONS (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->layout, bw_territory_layout_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_plan_exceptions_parent_class)->dispose (object);
}

static void
bw_plan_exceptions_class_init (BwPlanExceptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[COUNTY_ACTIVATED] = g_signal_new ("county-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_INT);
}

/* Adds a heading with @buttons (nullable, owned) and a list below it. */
static GtkListBox *
add_section (BwPlanExceptions *self,
             GtkWidget        *box,
             const char       *title,
             GtkLabel        **heading,
             GtkWidget        *buttons)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = new_label (title, "heading"), *list = gtk_list_box_new ();

  gtk_box_append (GTK_BOX (line), label);
  if (buttons != NULL)
    gtk_box_append (GTK_BOX (line), buttons);
  if (heading != NULL)
    *heading = GTK_LABEL (label);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), bw_tab_stop_new (list));
  return GTK_LIST_BOX (list);
}

static GtkWidget *
new_add_button (BwPlanExceptions *self,
                const char       *title,
                GCallback         callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_set_tooltip_text (button, title);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
new_bridge_buttons (BwPlanExceptions *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->join = gtk_button_new_with_mnemonic (_ ("_Join"));
  self->part = gtk_button_new_with_mnemonic (_ ("_Part"));
  gtk_widget_set_tooltip_text (self->join, _ ("Let the two selected areas count as neighbours, as over a bridge"));
  gtk_widget_set_tooltip_text (self->part, _ ("Let the two selected areas count as no neighbours, as over a mountain range"));
  g_signal_connect (self->join, "clicked", G_CALLBACK (bridge_cb), self);
  g_signal_connect (self->part, "clicked", G_CALLBACK (bridge_cb), self);
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (buttons), self->join);
  gtk_box_append (GTK_BOX (buttons), self->part);
  return buttons;
}

static void
bw_plan_exceptions_init (BwPlanExceptions *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->rule = BW_NOBODY;
  self->stale = TRUE;
  self->add_rule = new_add_button (self, _ ("Add a rule…"), G_CALLBACK (add_rule_cb));
  self->rules = add_section (self, box, _ ("Rules, the first that holds decides"), NULL, self->add_rule);
  self->add_named = new_add_button (self, _ ("Name an account…"), G_CALLBACK (add_named_cb));
  self->named = add_section (self, box, _ ("Accounts given by name"), NULL, self->add_named);
  self->territories = add_section (self, box, _ ("Locks and centres"), NULL, NULL);
  self->locks = add_section (self, box, _ ("Locked areas"), &self->locks_title, NULL);
  self->bridges = add_section (self, box, _ ("Bridges"), NULL, new_bridge_buttons (self));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}
