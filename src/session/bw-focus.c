/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages look at: the period, the scope with its filter, and the day. */

#include "session/bw-focus.h"

struct _BwFocus
{
  GObject  parent_instance;
  BwPeriod period;
  BwScope  scope;
  BwDate   as_of;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BwFocus, bw_focus, G_TYPE_OBJECT)

static void
bw_focus_class_init (BwFocusClass *klass)
{
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_focus_init (BwFocus *self)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;

  self->as_of = bw_date_from_ymd (2000, 1, 1);
  self->period = bw_calendar_period_at (&calendar, BW_PERIOD_QUARTER, self->as_of);
  self->scope = (BwScope) { BW_SCOPE_ALL, BW_NOBODY };
}

/* Returns: (transfer full): a focus on everyone. */
BwFocus *
bw_focus_new (void)
{
  return g_object_new (BW_TYPE_FOCUS, NULL);
}

/* Returns: (transfer none): the period that is looked at. */
const BwPeriod *
bw_focus_get_period (BwFocus *self)
{
  g_return_val_if_fail (BW_IS_FOCUS (self), NULL);

  return &self->period;
}

/* Looks at @period. */
void
bw_focus_set_period (BwFocus        *self,
                     const BwPeriod *period)
{
  g_return_if_fail (BW_IS_FOCUS (self));

  if (bw_period_equal (&self->period, period))
    return;
  self->period = *period;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none): whose deals are looked at, and which of them. */
const BwScope *
bw_focus_get_scope (BwFocus *self)
{
  g_return_val_if_fail (BW_IS_FOCUS (self), NULL);

  return &self->scope;
}

/* Looks at the people or territory of @scope; the filter stays as it is. */
void
bw_focus_set_scope (BwFocus       *self,
                    const BwScope *scope)
{
  BwScope wanted;

  g_return_if_fail (BW_IS_FOCUS (self));

  wanted = bw_scope_with_filter (scope, self->scope.filter);
  if (bw_scope_equal (&self->scope, &wanted))
    return;
  self->scope = wanted;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable): which deals of the scope are looked at, as a filter expression; %NULL for all. */
const char *
bw_focus_get_filter (BwFocus *self)
{
  g_return_val_if_fail (BW_IS_FOCUS (self), NULL);

  return self->scope.filter;
}

/* Looks only at those deals of the scope that @filter (nullable) admits: an expression that bw_filter_parse() reads. */
void
bw_focus_set_filter (BwFocus    *self,
                     const char *filter)
{
  BwScope wanted;

  g_return_if_fail (BW_IS_FOCUS (self));

  wanted = bw_scope_with_filter (&self->scope, filter);
  if (bw_scope_equal (&self->scope, &wanted))
    return;
  self->scope = wanted;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The day up to which is told; nothing that was known only later takes part. */
BwDate
bw_focus_get_as_of (BwFocus *self)
{
  g_return_val_if_fail (BW_IS_FOCUS (self), BW_DATE_NONE);

  return self->as_of;
}

/* Looks from @as_of, which must be known. */
void
bw_focus_set_as_of (BwFocus *self,
                    BwDate   as_of)
{
  g_return_if_fail (BW_IS_FOCUS (self));
  g_return_if_fail (as_of != BW_DATE_NONE);

  if (self->as_of == as_of)
    return;
  self->as_of = as_of;
  g_signal_emit (self, signals[CHANGED], 0);
}
