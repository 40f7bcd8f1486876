/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words in a search entry may mean, below it.
 *
 *   [ anna               x]
 *    | People              |
 *    |  Anna Snelling      |
 *    | Deals               |
 *    |  Annapolis   $1.2 M |
 *    |  Show all 14 deals  |
 *
 * Pages and commands are looked through at once, as they are few (app/bw-command.c); what the project holds is found on a thread
 * of its own (core/bw-finder.c through BwLive), where the newest words win, so that typing never waits. What was found last
 * stays until the next is there. Enter chooses the selected row; while the words that it answers are still sought, it waits for
 * them, so that it never means something else. Pages and commands are offered only where words of theirs begin with what was
 * typed: a letter in the middle of "Import" must not stand before the deal that was meant.
 *
 * Every row is an action of the window, which this widget only activates. The entry keeps the keyboard all along. */

#include "app/bw-search-popover.h"

#include <glib/gi18n.h>

#include <string.h>

#include "app/bw-command.h"
#include "core/bw-filter-part.h"
#include "core/bw-finder.h"
#include "session/bw-live.h"

enum
{
  MOST = 6, /* rows of a kind */
  MIN_WIDTH = 340,
  MAX_WIDTH = 560,
  MAX_HEIGHT = 520,
};

/* The kinds of rows, in their order. */
typedef enum
{
  SECTION_PAGES,
  SECTION_COMMANDS,
  SECTION_FOUND, /* and on: BwFoundKind */
  N_SECTIONS = SECTION_FOUND + BW_N_FOUND,
} Section;

static const char *const headings[N_SECTIONS] = {
  [SECTION_PAGES] = N_ ("Pages"),
  [SECTION_COMMANDS] = N_ ("Commands"),
  [SECTION_FOUND +
    BW_FOUND_PERSON] = N_ ("People"),
  [SECTION_FOUND +
    BW_FOUND_ACCOUNT] = N_ ("Accounts"),
  [SECTION_FOUND +
    BW_FOUND_DEAL] = N_ ("Deals"),
  [SECTION_FOUND +
    BW_FOUND_VIEW] = N_ ("Views"),
  [SECTION_FOUND +
    BW_FOUND_SCENARIO] = N_ ("Scenarios"),
};

/* A row. */
typedef struct
{
  Section   section;
  char     *title;
  char     *detail; /* (nullable) */
  char     *action;
  GVariant *target; /* (nullable) */
  gboolean  stays;  /* the words stay in the entry */
} Item;

struct _BwSearchPopover
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry; /* borrowed: the parent */
  GtkWidget      *scrolled;
  GtkListBox     *list;
  GMenuModel     *menu;  /* (owned) */
  BwLive         *live;  /* (owned) */
  GPtrArray      *items; /* (element-type Item): as the rows */
  gboolean        eager; /* Enter was pressed before what was typed was found */
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwSearchPopover, bw_search_popover, GTK_TYPE_POPOVER)

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->title);
  g_free (item->detail);
  g_free (item->action);
  g_clear_pointer (&item->target, g_variant_unref);
  g_free (item);
}

static const char *
get_text (BwSearchPopover *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Whether anything but blanks is typed. */
static gboolean
has_words (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* ---- What is found, on a thread of its own ---- */

static gboolean
go_on (gpointer data)
{
  return !g_cancellable_is_cancelled (data);
}

static gpointer
find (const BwLiveJob *job)
{
  g_autoptr (BwFinder) finder = bw_finder_new (job->question != NULL ? job->question : "");

  return bw_finder_run (finder, job->book, MOST, go_on, job->cancellable);
}

/* What was found of the words that are typed now; NULL while they are sought. */
static const BwFindings *
get_findings (BwSearchPopover *self)
{
  const BwLiveJob *job = bw_live_get_job (self->live);

  return job != NULL && g_strcmp0 (job->question, get_text (self)) == 0 ? bw_live_get (self->live) : NULL;
}

/* ---- Rows ---- */

/* Adds a row. @title and @detail (nullable) are taken, @target (nullable) is sunk. */
static Item *
add_item (BwSearchPopover *self,
          Section          section,
          char            *title,
          char            *detail,
          const char      *action,
          GVariant        *target)
{
  Item *item = g_new0 (Item, 1);

  item->section = section;
  item->title = title;
  item->detail = detail;
  item->action = g_strdup (action);
  item->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_ptr_array_add (self->items, item);
  return item;
}

/* Adds the commands, or pages, that fit, the best first. */
static void
add_commands (BwSearchPopover *self,
              const BwFinder  *finder,
              GPtrArray       *commands,
              gboolean         pages)
{
  guint n = 0;

  for (int fit = BW_FINDER_WHOLE; fit >= BW_FINDER_WORDS; fit--)
    for (guint i = 0; i < commands->len && n < MOST; i++)
      {
        const BwCommand *command = g_ptr_array_index (commands, i);

        if (command->is_page != pages || (int)bw_finder_rate (finder, command->title) != fit)
          continue;
        add_item (self, pages ? SECTION_PAGES : SECTION_COMMANDS, g_strdup (command->title), g_strdup (command->keys), command->action, command->target);
        n++;
      }
}

static void
add_account (BwSearchPopover *self,
             const BwBook    *book,
             guint            index)
{
  const BwAccount *account = bw_book_account (book, index);
  const char      *name = bw_book_text (book, account->name), *city = bw_book_text (book, account->city);
  g_autoptr (GPtrArray) parts = bw_filter_parts_new (book, "", NULL);
  g_autofree char *filter = NULL;

  bw_filter_parts_choose (parts, book, BW_DEAL_FIELD_ACCOUNT, name, TRUE);
  filter = bw_filter_parts_dup_text (parts);
  add_item (self, SECTION_FOUND + BW_FOUND_ACCOUNT, g_strdup (name), g_strdup (*city != '\0' ? city : bw_book_text (book, account->industry)),
            "win.show-deals", g_variant_new_string (filter));
}

static void
add_deal (BwSearchPopover *self,
          const BwBook    *book,
          guint            deal)
{
  const char      *name = bw_book_text (book, book->deals.name[deal]), *ref = bw_book_text (book, book->deals.ref[deal]);
  gint32           account = book->deals.account[deal];
  gint64           amount = book->deals.amount[deal];
  g_autofree char *money = amount != BW_MONEY_NONE ? bw_money_format_compact (amount, book->currency) : g_strdup ("–");
  const char      *of = account >= 0 ? bw_book_text (book, bw_book_account (book, account)->name) : "";

  add_item (self, SECTION_FOUND + BW_FOUND_DEAL, g_strdup (*name != '\0' ? name : ref),
            *of != '\0' && strstr (name, of) == NULL ? g_strdup_printf ("%s · %s", of, money) : g_strdup (money), "win.show-deal",
            g_variant_new_uint32 (deal));
}

static void
add_found (BwSearchPopover *self,
           const BwBook    *book,
           const BwFound   *found)
{
  const BwPerson    *person;
  const BwSavedView *view;
  const BwScenario  *scenario;
  Section            section = SECTION_FOUND + (Section)found->kind;

  switch (found->kind)
    {
    case BW_FOUND_PERSON:
      person = bw_book_person (book, found->index);
      add_item (self, section, g_strdup (bw_book_text (book, person->name)), g_strdup (bw_book_text (book, person->email)), "win.show-person",
                g_variant_new_uint32 (found->index));
      break;
    case BW_FOUND_ACCOUNT:
      add_account (self, book, found->index);
      break;
    case BW_FOUND_DEAL:
      add_deal (self, book, found->index);
      break;
    case BW_FOUND_VIEW:
      view = &g_array_index (book->views, BwSavedView, found->index);
      add_item (self, section, g_strdup (bw_book_text (book, view->name)), g_strdup (bw_book_text (book, view->filter)), "win.show-view",
                g_variant_new_int64 (view->key));
      break;
    case BW_FOUND_SCENARIO:
      scenario = &g_array_index (book->scenarios, BwScenario, found->index);
      add_item (self, section, g_strdup (bw_book_text (book, scenario->name)), g_strdup (bw_book_text (book, scenario->note)), "win.show-scenario",
                g_variant_new_int64 (scenario->key));
      break;
    case BW_N_FOUND:
    default:
      break;
    }
}

/* Adds what the project holds, and behind the deals how to see all of them. */
static void
add_findings (BwSearchPopover  *self,
              const BwFindings *findings)
{
  const BwBook *book = bw_live_get_job (self->live)->book;
  guint         n = findings->n[BW_FOUND_DEAL];

  for (guint i = 0; i < findings->found->len; i++)
    {
      const BwFound *found = &g_array_index (findings->found, BwFound, i);
      gboolean       last = i + 1 == findings->found->len || g_array_index (findings->found, BwFound, i + 1).kind != found->kind;

      add_found (self, book, found);
      if (found->kind == BW_FOUND_DEAL && last)
        add_item (self, SECTION_FOUND + BW_FOUND_DEAL, g_strdup_printf (ngettext ("Show %'u deal in the table", "Show all %'u deals", n), n), NULL,
                  "win.show-found", g_variant_new_string (get_text (self)))
          ->stays = TRUE;
    }
}

static GtkWidget *
make_row (const Item *item)
{
  GtkWidget       *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_OPTION, NULL);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *title = gtk_label_new (item->title);
  gboolean         detailed = item->detail != NULL && *item->detail != '\0';
  g_autofree char *name = g_strdup_printf (detailed ? "%s: %s, %s" : "%s: %s", _ (headings[item->section]), item->title, item->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  if (detailed)
    {
      GtkWidget *detail = gtk_label_new (item->detail);

      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (detail), 28);
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  BwSearchPopover *self = data;
  const Item      *item = g_ptr_array_index (self->items, (guint)gtk_list_box_row_get_index (row));
  const Item      *last = before != NULL ? g_ptr_array_index (self->items, (guint)gtk_list_box_row_get_index (before)) : NULL;
  GtkWidget       *label;

  gtk_list_box_row_set_header (row, NULL);
  if (last != NULL && last->section == item->section)
    return;
  label = gtk_label_new (_ (headings[item->section]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "picker-header");
  gtk_list_box_row_set_header (row, label);
}

/* ---- Choosing ---- */

static gboolean
is_shown (BwSearchPopover *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static void
hide (BwSearchPopover *self)
{
  self->eager = FALSE;
  bw_live_set_active (self->live, FALSE);
  if (is_shown (self))
    gtk_popover_popdown (GTK_POPOVER (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

/* Selects row @at, and brings it into sight. */
static void
select_row (BwSearchPopover *self,
            int              at)
{
  GtkListBoxRow  *row = gtk_list_box_get_row_at_index (self->list, at);
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  graphene_rect_t bounds;

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  if (at == 0)
    gtk_adjustment_set_value (adjustment, 0);
  else if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
}

/* Shows what row @at names. */
static void
choose (BwSearchPopover *self,
        int              at)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *action = NULL;
  const Item      *item;

  if (at < 0 || at >= (int)self->items->len)
    return;
  item = g_ptr_array_index (self->items, at);
  action = g_strdup (item->action);
  target = item->target != NULL ? g_variant_ref (item->target) : NULL;
  hide (self);
  if (!item->stays)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[CHOSEN], 0);
  gtk_widget_activate_action_variant (GTK_WIDGET (self->entry), action, target);
}

/* Chooses the selected row, now or once what is typed is found. */
static void
enter (BwSearchPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (get_findings (self) == NULL)
    self->eager = TRUE;
  else if (row != NULL)
    choose (self, gtk_list_box_row_get_index (row));
}

/* Shows what was found of the words that are typed. */
static void
show_found (BwSearchPopover *self)
{
  const BwFindings *findings = get_findings (self);
  GtkRoot          *root = gtk_widget_get_root (GTK_WIDGET (self->entry));
  g_autoptr (BwFinder) finder = NULL;
  g_autoptr (GPtrArray) commands = NULL;
  GtkListBoxRow *row;

  if (findings == NULL || !BW_IS_WINDOW (root) || !has_words (get_text (self)))
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_set_size (self->items, 0);
  finder = bw_finder_new (get_text (self));
  commands = bw_command_list (BW_WINDOW (root), self->menu);
  add_commands (self, finder, commands, TRUE);
  add_commands (self, finder, commands, FALSE);
  add_findings (self, findings);
  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (self->items, i)));
  gtk_widget_set_size_request (self->scrolled, CLAMP (gtk_widget_get_width (GTK_WIDGET (self->entry)), MIN_WIDTH, MAX_WIDTH), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
  select_row (self, 0);
  if (self->eager)
    choose (self, 0);
}

/* Other words are typed. */
static void
seek (BwSearchPopover *self)
{
  const char *text = get_text (self);

  self->eager = FALSE;
  if (!has_words (text))
    {
      hide (self);
      return;
    }
  bw_live_ask (self->live, text, strlen (text) + 1);
  bw_live_set_active (self->live, TRUE);
}

/* Something was found; it is shown only as long as it is wanted. */
static void
found_cb (BwSearchPopover *self)
{
  if (has_words (get_text (self)))
    show_found (self);
}

static void
row_cb (BwSearchPopover *self,
        GtkListBoxRow   *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

/* Moves the selection by @by, around the ends. */
static void
move (BwSearchPopover *self,
      int              by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            n = (int)self->items->len;

  if (n > 0)
    select_row (self, (row != NULL ? gtk_list_box_row_get_index (row) + by + n : 0) % n);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        BwSearchPopover       *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (is_shown (self))
        move (self, key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : -1);
      else
        seek (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (!has_words (get_text (self)))
        return GDK_EVENT_PROPAGATE;
      if (!is_shown (self))
        seek (self);
      enter (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      hide (self);
      return GDK_EVENT_PROPAGATE; /* the entry says that the search is over */
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* A click beside the entry and this closes it, though neither loses the keyboard by that. */
static void
pressed_cb (GtkGestureClick *gesture,
            int              n,
            double           x,
            double           y,
            BwSearchPopover *self)
{
  GtkWidget *root = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GdkEvent  *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *at;

  if (!is_shown (self) || event == NULL || gdk_event_get_surface (event) != gtk_native_get_surface (GTK_NATIVE (root)))
    return;
  at = gtk_widget_pick (root, x, y, GTK_PICK_DEFAULT);
  if (at == NULL || (at != GTK_WIDGET (self->entry) && !gtk_widget_is_ancestor (at, GTK_WIDGET (self->entry))))
    hide (self);
}

/* ---- The widget ---- */

/* The entry goes, and this with it. */
static void
destroy_cb (BwSearchPopover *self)
{
  bw_live_set_active (self->live, FALSE);
  gtk_widget_unparent (GTK_WIDGET (self));
}

static void
dispose (GObject *object)
{
  BwSearchPopover *self = BW_SEARCH_POPOVER (object);

  g_clear_object (&self->live);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (bw_search_popover_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (BW_SEARCH_POPOVER (object)->items);
  G_OBJECT_CLASS (bw_search_popover_parent_class)->finalize (object);
}

static void
bw_search_popover_class_init (BwSearchPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_search_popover_init (BwSearchPopover *self)
{
  GtkWidget *nothing = gtk_label_new (_ ("Nothing is called that"));

  self->items = g_ptr_array_new_with_free_func (free_item);
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_BOX, "can-focus", FALSE, NULL);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_widget_set_margin_top (nothing, 12);
  gtk_widget_set_margin_bottom (nothing, 12);
  gtk_list_box_set_placeholder (self->list, nothing);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What was found"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_cb), self);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), self->scrolled);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
}

/* Shows below @entry what is called in @session's project, or among the window's pages and commands (of @menu and more), as
 * is typed in it.
 * Returns: (transfer none): it belongs to @entry */
BwSearchPopover *
bw_search_popover_attach (GtkSearchEntry *entry,
                          BwSession      *session,
                          GMenuModel     *menu)
{
  BwSearchPopover    *self = g_object_new (BW_TYPE_SEARCH_POPOVER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  self->entry = entry;
  self->menu = g_object_ref (menu);
  self->live = bw_live_new (session, find, (GDestroyNotify)bw_findings_free);
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (entry));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (hide), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (entry))), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (entry, "changed", G_CALLBACK (seek), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (destroy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_CONTROLS, self->list, NULL, -1);
  return self;
}
