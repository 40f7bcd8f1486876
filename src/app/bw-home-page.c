/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning page: where the period will land, what moved, and what to do. */

#include "app/bw-home-page.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/bw-page.h"
#include "app/bw-wording.h"
#include "session/bw-live-outlook.h"

struct _BwHomePage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *landing;

  BwSession     *session; /* (owned) */
  BwLiveOutlook *outlook; /* (owned) */
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_OUTLOOK,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE_WITH_CODE (BwHomePage,
                               bw_home_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (BW_TYPE_PAGE, NULL))

static void
refresh (BwHomePage *self)
{
  const BwOutlook *outlook = bw_live_outlook_get (self->outlook);
  BwBook          *book = bw_live_outlook_get_book (self->outlook);

  if (bw_session_get_book (self->session)->deals.n == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (outlook == NULL)
    gtk_stack_set_visible_child_name (self->stack, "busy");
  else
    {
      g_autofree char *amount = bw_money_format_compact ((gint64)llround (outlook->p50), book->currency);

      gtk_label_set_label (self->landing, amount);
      gtk_stack_set_visible_child_name (self->stack, "content");
    }
}

static void
set_property (GObject      *object,
              guint         id,
              const GValue *value,
              GParamSpec   *pspec)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_OUTLOOK:
      self->outlook = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  G_OBJECT_CLASS (bw_home_page_parent_class)->constructed (object);
  g_signal_connect_object (self->session, "book-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outlook, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
dispose (GObject *object)
{
  BwHomePage *self = BW_HOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_HOME_PAGE);
  g_clear_object (&self->outlook);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_home_page_parent_class)->dispose (object);
}

static void
bw_home_page_class_init (BwHomePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->dispose = dispose;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTLOOK] = g_param_spec_object ("outlook", NULL, NULL, BW_TYPE_LIVE_OUTLOOK,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/bellwether/Bellwether/bw-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BwHomePage, landing);
}

static void
bw_home_page_init (BwHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
