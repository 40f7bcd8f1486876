/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levers of a scenario, in groups.
 *
 *   Selling  [+]   win rate, deal size, cycle time, new pipeline; pipeline added
 *   People   [+]   hired, leaving
 *   Deals    [+]   won, lost, moved, resized
 *   Target   [+]   quota
 *
 * The usual levers have a standing row each; [+] has another of the same, to be narrowed to a stage, team, territory or
 * product, and the rest. A lever whose subject is not chosen yet, or that core has something against, says so and is not
 * played. */

#include "app/bw-lever-list.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-deal-picker.h"
#include "app/bw-lever-row.h"

typedef enum
{
  SELLING,
  PEOPLE,
  DEALS,
  TARGET,
  N_GROUPS,
} Group;

struct _BwLeverList
{
  AdwBin parent_instance;

  GtkListBox    *lists[N_GROUPS];
  GtkMenuButton *adders[N_GROUPS];
  BwSession     *session; /* (owned) */
  BwBook        *book;    /* (owned) (nullable) */
  BwDate         as_of;
  BwPeriod       period;
  BwScope        scope;
  BwRamp         ramp;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwLeverList, bw_lever_list, ADW_TYPE_BIN)

static const char *const group_titles[N_GROUPS] = { N_ ("Selling"), N_ ("People"), N_ ("Single deals"), N_ ("Target") };

/* What there is from the start, and what can be added. */
static const struct
{
  BwLeverKind kind;
  Group       group;
  gboolean    standing;
  const char *addition; /* (nullable) */
} offers[] = {
  { BW_LEVER_WIN_RATE, SELLING, TRUE, N_ ("Win rate of a part") },
  { BW_LEVER_DEAL_SIZE, SELLING, TRUE, N_ ("Deal size of a part") },
  { BW_LEVER_CYCLE, SELLING, TRUE, N_ ("Cycle time of a part") },
  { BW_LEVER_NEW_PIPELINE, SELLING, TRUE, N_ ("New pipeline of a part") },
  { BW_LEVER_ADDED_PIPELINE, SELLING, FALSE, N_ ("Pipeline added once") },
  { BW_LEVER_HIRE, PEOPLE, FALSE, N_ ("Hire people") },
  { BW_LEVER_LEAVE, PEOPLE, FALSE, N_ ("A person leaves") },
  { BW_LEVER_QUOTA, TARGET, TRUE, N_ ("Quota of a part") },
};

static Group
get_group (BwLeverKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].kind == kind)
      return offers[i].group;
  return DEALS;
}

static void
changed_cb (BwLeverList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_groups (BwLeverList *self)
{
  for (guint group = 0; group < N_GROUPS; group++)
    gtk_widget_set_visible (GTK_WIDGET (self->lists[group]),
                            GTK_IS_LIST_BOX_ROW (gtk_widget_get_first_child (GTK_WIDGET (self->lists[group]))));
}

static void
removed_cb (BwLeverList *self,
            BwLeverRow  *row)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row)));

  gtk_list_box_remove (list, GTK_WIDGET (row));
  show_groups (self);
  changed_cb (self);
}

/* What is known of how fast people come to sell. */
static char *
dup_ramp_note (const BwRamp *ramp)
{
  if (ramp->settled <= 0)
    return g_strdup (_ ("Nobody has sold long enough to say what a new person would bring."));
  if (ramp->n_new == 0)
    return g_strdup_printf (ngettext ("By a usual ramp of %u month: nobody's first months are known.",
                                      "By a usual ramp of %u months: nobody's first months are known.", ramp->n_months),
                            ramp->n_months);
  return g_strdup_printf (ngettext ("Settled after %u month, as the %u people were who began in the past.",
                                    "Settled after %u months, as the %u people were who began in the past.", ramp->n_months),
                          ramp->n_months, ramp->n_new);
}

static GtkWidget *
append (BwLeverList   *self,
        const BwLever *lever,
        gboolean       standing)
{
  GtkWidget *row = bw_lever_row_new (self->book, lever, self->as_of, standing);

  if (lever->kind == BW_LEVER_HIRE)
    {
      g_autofree char *note = dup_ramp_note (&self->ramp);

      bw_lever_row_set_note (BW_LEVER_ROW (row), note);
    }
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->lists[get_group (lever->kind)], row);
  show_groups (self);
  return row;
}

/* The first widget in @row that takes the keyboard. */
static void
focus_row (GtkWidget *row)
{
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
add_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  BwLeverList *self = BW_LEVER_LIST (widget);
  BwLever      lever;

  if (self->book == NULL)
    return;
  lever = bw_lever_init ((BwLeverKind)g_variant_get_int32 (parameter));
  /* The day after the present one is the first that can still be otherwise. */
  if (lever.kind == BW_LEVER_HIRE || lever.kind == BW_LEVER_LEAVE || lever.kind == BW_LEVER_ADDED_PIPELINE)
    lever.date = self->as_of + 1;
  if (lever.kind == BW_LEVER_HIRE)
    lever.factor = 1;
  if (lever.kind == BW_LEVER_LEAVE)
    lever.factor = 0;
  focus_row (append (self, &lever, FALSE));
  changed_cb (self);
}

static void
picked_cb (BwLeverList *self,
           guint        deal)
{
  const BwBook *book = bw_session_get_book (self->session);
  BwLever       lever = bw_lever_init (BW_LEVER_DEAL_WON);

  if (self->book == NULL || deal >= book->deals.n)
    return;
  lever.deal = (gint32)deal;
  lever.date = CLAMP (book->deals.close[deal], self->as_of + 1, MAX (self->period.to, self->as_of + 1));
  focus_row (append (self, &lever, FALSE));
  changed_cb (self);
}

static void
dispose (GObject *object)
{
  BwLeverList *self = BW_LEVER_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->book, bw_book_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_lever_list_parent_class)->dispose (object);
}

static void
bw_lever_list_class_init (BwLeverListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "levers.add", "i", add_cb);
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GMenuModel *
new_menu (Group group)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].group == group)
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (_ (offers[i].addition), NULL);

        g_menu_item_set_action_and_target (item, "levers.add", "i", (gint32)offers[i].kind);
        g_menu_append_item (menu, item);
      }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_group (BwLeverList *self,
           Group        group)
{
  static const char *const tips[N_GROUPS] = { N_ ("Add a lever of selling"), N_ ("Hire, or let somebody leave"),
                                              N_ ("Pick a deal that is won, lost, moved or resized"), N_ ("Change a part's quota") };
  GtkWidget               *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget               *title = gtk_label_new (_ (group_titles[group])), *adder = gtk_menu_button_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (adder), "list-add-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (adder), FALSE);
  gtk_widget_set_tooltip_text (adder, _ (tips[group]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (adder), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (tips[group]), -1);
  if (group != DEALS)
    {
      g_autoptr (GMenuModel) menu = new_menu (group);

      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (adder), menu);
    }
  self->adders[group] = GTK_MENU_BUTTON (adder);
  self->lists[group] = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lists[group], GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lists[group]), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lists[group]), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (group_titles[group]), -1);
  gtk_box_append (GTK_BOX (header), title);
  gtk_box_append (GTK_BOX (header), adder);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lists[group]));
  return box;
}

static void
bw_lever_list_init (BwLeverList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint group = 0; group < N_GROUPS; group++)
    gtk_box_append (GTK_BOX (box), new_group (self, (Group)group));
  adw_bin_set_child (ADW_BIN (self), box);
  show_groups (self);
}

/* Deals are picked from what @session looks at. To be called once. */
void
bw_lever_list_set_session (BwLeverList *self,
                           BwSession   *session)
{
  GtkWidget *popover = gtk_popover_new (), *picker = bw_deal_picker_new (session);

  self->session = g_object_ref (session);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (self->adders[DEALS], popover);
}

/* Takes over what the levers are about: rows name the people, stages and deals of @base. The levers stay. */
void
bw_lever_list_set_base (BwLeverList          *self,
                        const BwScenarioBase *base)
{
  g_autoptr (GArray) levers = bw_lever_list_dup_levers (self, FALSE);
  const BwOutlook *outlook = bw_scenario_base_get_outlook (base);

  g_clear_pointer (&self->book, bw_book_unref);
  self->book = bw_book_ref (bw_scenario_base_get_book (base));
  self->as_of = outlook->as_of;
  self->period = outlook->period;
  self->scope = outlook->scope;
  self->ramp = *bw_scenario_base_get_ramp (base);
  bw_lever_list_set_levers (self, (const BwLever *)(const void *)levers->data, levers->len);
}

/* Shows @levers (array length=n), without telling. Until there is a base nothing is shown. */
void
bw_lever_list_set_levers (BwLeverList   *self,
                          const BwLever *levers,
                          guint          n)
{
  g_autofree gboolean *used = g_new0 (gboolean, n + 1);

  if (self->book == NULL)
    return;
  for (guint group = 0; group < N_GROUPS; group++)
    {
      GtkWidget *row;

      while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->lists[group]))) != NULL && GTK_IS_LIST_BOX_ROW (row))
        gtk_list_box_remove (self->lists[group], row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].standing)
      {
        BwLever lever = bw_lever_init (offers[i].kind);

        for (guint k = 0; k < n; k++)
          if (levers[k].kind == offers[i].kind)
            {
              lever = levers[k];
              used[k] = TRUE;
              break;
            }
        append (self, &lever, TRUE);
      }
  for (guint k = 0; k < n; k++)
    if (!used[k])
      append (self, &levers[k], FALSE);
}

/* Whether what @lever is about has been chosen. */
static gboolean
is_complete (const BwLever *lever)
{
  switch (lever->kind)
    {
    case BW_LEVER_LEAVE:
      return lever->person != BW_NOBODY;
    case BW_LEVER_ADDED_PIPELINE:
    case BW_LEVER_DEAL_RESIZED:
      return lever->amount != BW_MONEY_NONE;
    default:
      return TRUE;
    }
}

/* Returns: (transfer full) (element-type BwLever): the levers that are moved; with @playable only those that core has nothing
 * against. */
GArray *
bw_lever_list_dup_levers (BwLeverList *self,
                          gboolean     playable)
{
  GArray *levers = g_array_new (FALSE, FALSE, sizeof (BwLever));

  for (guint group = 0; group < N_GROUPS; group++)
    for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->lists[group])); row != NULL; row = gtk_widget_get_next_sibling (row))
      if (BW_IS_LEVER_ROW (row))
        {
          BwLeverRow    *lever_row = BW_LEVER_ROW (row);
          const BwLever *lever = bw_lever_row_get_lever (lever_row);

          if (bw_lever_row_is_standing (lever_row) && bw_lever_is_neutral (lever))
            continue;
          if (playable ? !bw_lever_row_has_problem (lever_row) : is_complete (lever))
            g_array_append_vals (levers, lever, 1);
        }
  return levers;
}

static gboolean
is_same_lever (const BwLever *a,
               const BwLever *b)
{
  return a->kind == b->kind && a->stage == b->stage && a->person == b->person && a->territory == b->territory &&
         a->product == b->product && a->other == b->other && a->deal == b->deal && a->amount == b->amount &&
         a->date == b->date && (fabs (a->factor - b->factor) < 1e-9 || (isnan (a->factor) && isnan (b->factor)));
}

static guint
count_moved (const BwLever *levers,
             guint          n)
{
  guint moved = 0;

  for (guint i = 0; i < n; i++)
    moved += !bw_lever_is_neutral (&levers[i]);
  return moved;
}

/* Whether both move the same, in whatever order. */
gboolean
bw_lever_list_is_same (const BwLever *a,
                       guint          n_a,
                       const BwLever *b,
                       guint          n_b)
{
  g_autofree gboolean *used = g_new0 (gboolean, n_b + 1);

  if (count_moved (a, n_a) != count_moved (b, n_b))
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    {
      guint k = 0;

      if (bw_lever_is_neutral (&a[i]))
        continue;
      while (k < n_b && (used[k] || !is_same_lever (&a[i], &b[k])))
        k++;
      if (k == n_b)
        return FALSE;
      used[k] = TRUE;
    }
  return TRUE;
}
