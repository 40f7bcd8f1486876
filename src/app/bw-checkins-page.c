/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of check-ins.
 *
 *   headline: what is due            [I am: Mara Moss v] [Add to calendar…] [New check-in…]
 *   What concerns me (3)  |
 *   Missed                |  the check-in that is chosen (bw-checkin-view.c),
 *   Today                 |  or what concerns me (bw-concern-view.c)
 *   Coming                |
 *   Past                  |
 *
 * Whose they are: the person's that the window's scope names, else those of who sits at this computer (bw-me.h), else everyone's.
 * What is chosen is found again in each new list by who meets and the day, so that an edit or an import moves nothing. */

#include "app/bw-checkins-page.h"

#include <glib/gi18n.h>

#include "app/bw-checkin-actions.h"
#include "app/bw-checkin-dialog.h"
#include "app/bw-checkin-edit.h"
#include "app/bw-checkin-view.h"
#include "app/bw-concern-view.h"
#include "app/bw-me.h"
#include "app/bw-page.h"
#include "app/bw-tab-stop.h"
#include "app/bw-tooltip.h"
#include "chart/bw-checkin-report.h"
#include "core/bw-merge.h"

enum
{
  DAYS_BACK = 60,
  DAYS_AHEAD = 14,
  SOON = 7,
};

/* In the order in which they stand. */
typedef enum
{
  PART_CONCERN,
  PART_MISSED,
  PART_TODAY,
  PART_COMING,
  PART_PAST,
} Part;

struct _BwCheckinsPage
{
  AdwBin parent_instance;

  GtkWidget     *stack, *headline, *me, *calendar, *list, *right;
  BwCheckinView *view;
  BwConcernView *concern;

  BwSession *session; /* (owned) */
  GArray    *people;  /* gint32: in the order of the drop-down, after everyone */
  GArray    *dues;    /* BwMeetingDue: in the order of the list, after what concerns me */
  gboolean   filling;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void implement_page (BwPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwCheckinsPage,
                               bw_checkins_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, implement_page))

/* Whose check-ins are shown. */
static gint32
get_who (BwCheckinsPage *self)
{
  const BwScope *scope = bw_focus_get_scope (bw_session_get_focus (self->session));

  return scope->kind == BW_SCOPE_PERSON ? scope->index : bw_me_get_person (bw_me_of (self->session));
}

static Part
get_part (const BwMeetingDue *due,
          BwDate              today)
{
  if (due->state != BW_MEETING_PLANNED)
    return PART_PAST;
  return due->on < today ? PART_MISSED : due->on == today ? PART_TODAY
                                                          : PART_COMING;
}

static int
compare_dues (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const BwMeetingDue *x = a, *y = b;
  BwDate              today = *(BwDate *)data;
  Part                part_x = get_part (x, today), part_y = get_part (y, today);

  if (part_x != part_y)
    return part_x < part_y ? -1 : 1;
  if (x->on != y->on)
    return (x->on < y->on) == (part_x != PART_PAST) ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

/* ---- the list ---- */

static GtkWidget *
make_row (const char *title,
          const char *subtitle,
          Part        part)
{
  GtkWidget       *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *name = gtk_label_new (title), *below = gtk_label_new (subtitle);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", title, subtitle);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  bw_tooltip_set (name, title);
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_wrap (GTK_LABEL (below), TRUE);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, part == PART_MISSED ? "warning" : "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), below);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (row), "part", GUINT_TO_POINTER (part));
  return row;
}

static void
add_due (BwCheckinsPage     *self,
         const BwBook       *book,
         const BwMeetingDue *due,
         BwDate              today)
{
  g_autofree char *title = bw_cadence_dup_title (book, due->host, due->person), *day = bw_date_format_weekday (due->on), *clock = NULL, *when = NULL;
  g_autoptr (GDateTime) at = due->at != 0 ? g_date_time_new_from_unix_local (due->at) : NULL;
  const char *state = due->state == BW_MEETING_HELD ? _ ("held") : due->state == BW_MEETING_CANCELLED ? _ ("cancelled")
                                                                                                      : NULL;

  clock = at != NULL ? g_date_time_format (at, "%H:%M") : NULL;
  when = state != NULL ? g_strdup_printf ("%s · %s", day, state) : clock != NULL ? g_strdup_printf ("%s, %s", day, clock)
                                                                                 : g_strdup (day);
  gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (title, when, get_part (due, today)));
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  static const char *const titles[] = { NULL, N_ ("Missed"), N_ ("Today"), N_ ("Coming"), N_ ("Past") };
  guint                    part = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "part"));
  GtkWidget               *label;

  if (titles[part] == NULL || (before != NULL && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (before), "part")) == part))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (titles[part]));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "picker-header");
  gtk_list_box_row_set_header (row, label);
}

static void
show_headline (BwCheckinsPage *self,
               BwDate          today)
{
  guint            missed = 0, soon = 0;
  g_autofree char *text = NULL, *behind = NULL;

  for (guint i = 0; i < self->dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (self->dues, BwMeetingDue, i);
      Part                part = get_part (due, today);

      missed += part == PART_MISSED;
      soon += (part == PART_TODAY || part == PART_COMING) && due->on < today + SOON;
    }
  text = soon > 0 ? g_strdup_printf (ngettext ("%u check-in in the next seven days", "%u check-ins in the next seven days", soon), soon)
                  : g_strdup (_ ("No check-ins in the next seven days"));
  behind = missed > 0 ? g_strdup_printf (ngettext ("%s; %u was missed", "%s; %u were missed", missed), text, missed) : NULL;
  gtk_label_set_label (GTK_LABEL (self->headline), behind != NULL ? behind : text);
}

static void
show_chosen (BwCheckinsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int            place = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  if (place == 0 || (guint)place > self->dues->len)
    {
      bw_concern_view_show (self->concern, self->session, get_who (self), bw_checkin_edit_today ());
      gtk_stack_set_visible_child_name (GTK_STACK (self->right), "concern");
      return;
    }
  bw_checkin_view_show (self->view, &g_array_index (self->dues, BwMeetingDue, place - 1));
  gtk_stack_set_visible_child_name (GTK_STACK (self->right), "view");
}

static void
selected_cb (BwCheckinsPage *self)
{
  if (!self->filling)
    show_chosen (self);
}

/* The row that stands for the same as @chosen (nullable: what concerns me) did. */
static int
find_row (BwCheckinsPage     *self,
          const BwMeetingDue *chosen)
{
  for (guint i = 0; chosen != NULL && i < self->dues->len; i++)
    {
      const BwMeetingDue *due = &g_array_index (self->dues, BwMeetingDue, i);

      if (due->cadence == chosen->cadence && due->host == chosen->host && due->person == chosen->person && due->day == chosen->day)
        return (int)i + 1;
    }
  return 0;
}

/* The first that is due, where nothing was chosen yet. */
static int
find_first (BwCheckinsPage *self)
{
  return self->dues->len > 0 && g_array_index (self->dues, BwMeetingDue, 0).state == BW_MEETING_PLANNED ? 1 : 0;
}

static void
fill_list (BwCheckinsPage *self)
{
  const BwBook    *book = bw_session_get_book (self->session);
  BwDate           today = bw_checkin_edit_today ();
  GtkListBoxRow   *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int              place = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  gboolean         has_chosen = place > 0 && (guint)place <= self->dues->len;
  BwMeetingDue     chosen = { 0 };
  guint            n_concerns = bw_concern_view_count (book, get_who (self));
  g_autofree char *concerns = n_concerns > 0 ? g_strdup_printf (ngettext ("%u commitment or mention", "%u commitments and mentions", n_concerns), n_concerns)
                                             : g_strdup (_ ("nothing at present"));
  GtkWidget       *child;

  if (has_chosen)
    chosen = g_array_index (self->dues, BwMeetingDue, place - 1);
  self->filling = TRUE;
  g_array_unref (self->dues);
  self->dues = bw_meeting_due (book, get_who (self), today - DAYS_BACK, today, today + DAYS_AHEAD);
  g_array_sort_with_data (self->dues, compare_dues, &today);
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (get_who (self) != BW_NOBODY ? _ ("What concerns me") : _ ("What concerns everyone"), concerns, PART_CONCERN));
  for (guint i = 0; i < self->dues->len; i++)
    add_due (self, book, &g_array_index (self->dues, BwMeetingDue, i), today);
  place = has_chosen ? find_row (self, &chosen) : place == 0 ? 0
                                                             : find_first (self);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), place));
  self->filling = FALSE;
  show_headline (self, today);
  show_chosen (self);
}

/* ---- who sits here ---- */

static void
fill_people (BwCheckinsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  gint32        me = bw_me_get_person (bw_me_of (self->session));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint place = 0;

  self->filling = TRUE;
  gtk_string_list_append (names, _ ("Not chosen"));
  g_array_set_size (self->people, 0);
  for (gint32 i = 0; i < (gint32)book->people->len; i++)
    {
      if (bw_merge_is_away (book, BW_TABLE_PEOPLE, (guint)i))
        continue;
      g_array_append_val (self->people, i);
      gtk_string_list_append (names, bw_book_text (book, bw_book_person (book, (guint)i)->name));
      if (i == me)
        place = self->people->len;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->me), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->me), place);
  self->filling = FALSE;
}

static void
me_cb (BwCheckinsPage *self)
{
  guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->me));

  if (!self->filling && place <= self->people->len)
    bw_me_set_person (bw_me_of (self->session), place > 0 ? g_array_index (self->people, gint32, place - 1) : BW_NOBODY);
}

/* ---- the page ---- */

static void
update (BwCheckinsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  gboolean      is_seen = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean      empty = book == NULL || (book->cadences->len == 0 && book->meetings->len == 0 && book->commitments->len == 0 && book->comments->len == 0);

  bw_checkin_view_set_active (self->view, is_seen);
  if (!is_seen || book == NULL)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), book->people->len < 2 ? "none" : empty ? "empty"
                                                                                                    : "content");
  gtk_widget_set_sensitive (self->calendar, book->cadences->len > 0);
  if (!empty)
    fill_list (self);
}

static void
book_changed_cb (BwCheckinsPage *self)
{
  if (bw_session_get_book (self->session) == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill_people (self);
  update (self);
}

static void
new_cb (BwCheckinsPage *self)
{
  bw_checkin_dialog_show (GTK_WIDGET (self), self->session, 0, get_who (self), BW_NOBODY);
}

/* All that recurs for whom the page shows, with what was ended, which then goes away where the file is read. */
static void
calendar_cb (BwCheckinsPage *self)
{
  const BwBook *book = bw_session_get_book (self->session);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < book->cadences->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, i);
      gint64           line = bw_cadence_line (cadence);

      if (cadence->line == 0 && bw_cadence_concerns (book, cadence->host, cadence->person, get_who (self)))
        g_array_append_val (lines, line);
    }
  bw_checkin_actions_save_calendar (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), book, (const gint64 *)(gpointer)lines->data, lines->len);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_checkins_page_parent_class)->map (widget);
  book_changed_cb (BW_CHECKINS_PAGE (widget));
}

static void
unmap (GtkWidget *widget)
{
  bw_checkin_view_keep_notes (BW_CHECKINS_PAGE (widget)->view);
  GTK_WIDGET_CLASS (bw_checkins_page_parent_class)->unmap (widget);
  bw_checkin_view_set_active (BW_CHECKINS_PAGE (widget)->view, FALSE);
}

static BwReport *
make_report (BwPage          *page,
             const GPtrArray *insights)
{
  BwCheckinsPage  *self = BW_CHECKINS_PAGE (page);
  const BwAgenda  *agenda = bw_checkin_view_get_agenda (self->view);
  const BwBook    *book = bw_session_get_book (self->session);
  const BwMeeting *noted = bw_checkin_view_get_noted (self->view);

  if (agenda == NULL)
    return NULL;
  return bw_checkin_report_new (book, agenda, noted != NULL ? bw_book_text (book, noted->notes) : NULL);
}

static void
implement_page (BwPageInterface *iface)
{
  iface->make_report = make_report;
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_SESSION:
      BW_CHECKINS_PAGE (object)->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* ---- making it ---- */

static GtkWidget *
make_button (BwCheckinsPage *self,
             const char     *label,
             GCallback       clicked,
             const char     *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
make_empty (BwCheckinsPage *self)
{
  GtkWidget *page = adw_status_page_new (), *button = make_button (self, _ ("_New check-in…"), G_CALLBACK (new_cb), "suggested-action");

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "bw-checkins-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No check-ins yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Say who meets whom and how often. Each check-in then has an agenda from the numbers: what moved, wins, what is worth a "
                                      "look, and what was promised the last time."));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  g_object_bind_property (self->session, "writable", button, "sensitive", G_BINDING_SYNC_CREATE);
  return page;
}

static GtkWidget *
make_none (void)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_mnemonic (_ ("_Import exports…"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "bw-checkins-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No team yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("A check-in is of two people or a team. Import your CRM's exports, or enter the team in the settings."));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.import");
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static GtkWidget *
make_head (BwCheckinsPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *mine = gtk_label_new_with_mnemonic (_ ("I _am")), *add;

  self->headline = bw_checkin_edit_text ("", "title-3");
  gtk_widget_set_hexpand (self->headline, TRUE);
  self->me = gtk_drop_down_new (NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->me), TRUE);
  gtk_widget_set_valign (self->me, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->me, _ ("Who of the team sits at this computer: what concerns that person is shown"));
  gtk_widget_add_css_class (mine, "dim-label");
  gtk_label_set_mnemonic_widget (GTK_LABEL (mine), self->me);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->me), GTK_ACCESSIBLE_RELATION_LABELLED_BY, mine, NULL, -1);
  g_signal_connect_swapped (self->me, "notify::selected", G_CALLBACK (me_cb), self);
  self->calendar = make_button (self, _ ("Add to _calendar…"), G_CALLBACK (calendar_cb), NULL);
  add = make_button (self, _ ("_New check-in…"), G_CALLBACK (new_cb), NULL);
  g_object_bind_property (self->session, "writable", add, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (head), self->headline);
  gtk_box_append (GTK_BOX (head), mine);
  gtk_box_append (GTK_BOX (head), self->me);
  gtk_box_append (GTK_BOX (head), self->calendar);
  gtk_box_append (GTK_BOX (head), add);
  return head;
}

static GtkWidget *
make_content (BwCheckinsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new (), *narrow = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, NULL, NULL);
  gtk_widget_add_css_class (self->list, "picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Check-ins"), -1);
  g_signal_connect_swapped (self->list, "selected-rows-changed", G_CALLBACK (selected_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bw_tab_stop_new (self->list));
  gtk_widget_set_size_request (scroller, 230, -1);
  self->view = BW_CHECKIN_VIEW (bw_checkin_view_new (self->session));
  self->concern = g_object_new (BW_TYPE_CONCERN_VIEW, NULL);
  self->right = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->right), GTK_WIDGET (self->concern), "concern");
  gtk_stack_add_named (GTK_STACK (self->right), GTK_WIDGET (self->view), "view");
  gtk_widget_set_hexpand (self->right, TRUE);
  gtk_box_append (GTK_BOX (columns), scroller);
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), self->right);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_widget_add_css_class (box, "page");
  gtk_box_append (GTK_BOX (box), make_head (self));
  /* In a narrow window, or with large letters, what does not fit is scrolled to. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (narrow), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (narrow), columns);
  gtk_box_append (GTK_BOX (box), narrow);
  return box;
}

static void
constructed (GObject *object)
{
  BwCheckinsPage *self = BW_CHECKINS_PAGE (object);

  G_OBJECT_CLASS (bw_checkins_page_parent_class)->constructed (object);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_none (), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (self), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), make_content (self), "content");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_session_get_focus (self->session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_me_of (self->session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
dispose (GObject *object)
{
  BwCheckinsPage *self = BW_CHECKINS_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_checkins_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  BwCheckinsPage *self = BW_CHECKINS_PAGE (object);

  g_array_unref (self->people);
  g_array_unref (self->dues);
  G_OBJECT_CLASS (bw_checkins_page_parent_class)->finalize (object);
}

static void
bw_checkins_page_class_init (BwCheckinsPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bw_checkins_page_init (BwCheckinsPage *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->dues = g_array_new (FALSE, FALSE, sizeof (BwMeetingDue));
}
