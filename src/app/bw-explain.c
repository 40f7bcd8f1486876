/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number that explains itself when it is clicked.
 *
 * The popover (bw-explanation-view.c) is made when it is opened, from what the page shows at that moment. */

#include "app/bw-explain.h"

#include <glib/gi18n.h>

#include "app/bw-explanation-view.h"

struct _BwExplain
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  BwSession     *session; /* (owned) (nullable) */
  BwExplainFunc  explain;
  gpointer       owner; /* borrowed: what the number stands on outlives it */
  int            what;
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (BwExplain, bw_explain, GTK_TYPE_WIDGET)

/* While the popover is open the number below it is not pointed at: its tooltip would lie over what explains it. */
static void
shown_cb (GtkWidget  *popover,
          GParamSpec *pspec,
          BwExplain  *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self->button), !gtk_widget_get_visible (popover));
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  BwExplain *self = data;
  GtkWidget *popover = gtk_popover_new ();
  g_autoptr (BwExplanation) explanation = self->explain != NULL ? self->explain (self->owner, self->what) : NULL;

  gtk_popover_set_child (GTK_POPOVER (popover), bw_explanation_view_new (self->session, explanation));
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (shown_cb), self, 0);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- The widget ---- */

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  if (id == PROP_CHILD)
    gtk_menu_button_set_child (BW_EXPLAIN (object)->button, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The page is left: what was open is not to be found again on it. */
static void
unmap (GtkWidget *widget)
{
  gtk_menu_button_popdown (BW_EXPLAIN (widget)->button);
  GTK_WIDGET_CLASS (bw_explain_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  BwExplain *self = BW_EXPLAIN (object);

  g_clear_object (&self->session);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (bw_explain_parent_class)->dispose (object);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A menu button tells no baseline and no height for a width, so the number's own are told, that it stands in a line with what is
 * around it and that a sentence may take several. */
static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  BwExplain *self = BW_EXPLAIN (widget);
  GtkWidget *child = gtk_menu_button_get_child (self->button);
  int        height, line, baseline;

  gtk_widget_measure (GTK_WIDGET (self->button), orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL || child == NULL)
    return;
  gtk_widget_measure (child, orientation, -1, NULL, &line, NULL, NULL);
  gtk_widget_measure (child, orientation, for_size, NULL, &height, NULL, &baseline);
  *minimum = *natural = *natural + MAX (height - line, 0);
  if (baseline >= 0)
    *minimum_baseline = *natural_baseline = baseline + (*natural - height) / 2;
}

static void
size_allocate (GtkWidget *widget,
               int        width,
               int        height,
               int        baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (BW_EXPLAIN (widget)->button), &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
bw_explain_class_init (BwExplainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = set_property;
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->unmap = unmap;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "explain");
}

static void
bw_explain_init (BwExplain *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("How this number comes about"));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
}

/* From now on the number is explained by @explain, which is given @owner and @what; @owner outlives the widget. */
void
bw_explain_set_source (BwExplain    *self,
                       BwSession    *session,
                       BwExplainFunc explain,
                       gpointer      owner,
                       int           what)
{
  g_return_if_fail (BW_IS_EXPLAIN (self));

  g_set_object (&self->session, session);
  self->explain = explain;
  self->owner = owner;
  self->what = what;
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
}

/* What a screen reader says the number is, such as "Closed: $3.2 M". */
void
bw_explain_set_name (BwExplain  *self,
                     const char *name)
{
  g_return_if_fail (BW_IS_EXPLAIN (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
