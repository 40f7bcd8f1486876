/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page of the window can be asked to do. */
#pragma once

#include <gtk/gtk.h>

#include "chart/bw-report.h"
#include "core/bw-date.h"

G_BEGIN_DECLS

#define BW_TYPE_PAGE (bw_page_get_type ())

/* A page is a final subclass of AdwBin with a construct-only property "session" (BwSession), and "outlook" (BwLiveOutlook)
 * when it shows the forecast, so that pages share one. It follows the session's book and focus by itself. Every method is
 * optional; the window sends a request to the page that its table names for it. */
G_DECLARE_INTERFACE (BwPage, bw_page, BW, PAGE, GtkWidget)

struct _BwPageInterface
{
  GTypeInterface parent;

  void (*search) (BwPage     *self,
                  const char *text);
  void (*show_found) (BwPage     *self,
                      const char *text);
  void (*show_saved) (BwPage *self,
                      gint64  key);
  void (*show_deal) (BwPage *self,
                     guint   deal);
  void (*show_import) (BwPage *self,
                       gint64  key);
  void (*show_deals) (BwPage     *self,
                      const char *filter);
  void (*show_flow) (BwPage *self,
                     BwDate  from,
                     BwDate  to,
                     int     bucket);
  void (*show_part) (BwPage     *self,
                     const char *part);
  BwReport *(*make_report) (BwPage          *self,
                            const GPtrArray *insights);
  GVariant *(*dup_place) (BwPage *self);
  void (*go_to) (BwPage   *self,
                 GVariant *place);
};

void      bw_page_search (BwPage     *self,
                          const char *text);
void      bw_page_show_found (BwPage     *self,
                              const char *text);
void      bw_page_show_saved (BwPage *self,
                              gint64  key);
void      bw_page_show_deal (BwPage *self,
                             guint   deal);
void      bw_page_show_import (BwPage *self,
                               gint64  key);
void      bw_page_show_deals (BwPage     *self,
                              const char *filter);
void      bw_page_show_flow (BwPage *self,
                             BwDate  from,
                             BwDate  to,
                             int     bucket);
void      bw_page_show_part (BwPage     *self,
                             const char *part);
BwReport *bw_page_make_report (BwPage          *self,
                               const GPtrArray *insights) G_GNUC_WARN_UNUSED_RESULT;
GVariant *bw_page_dup_place (BwPage *self) G_GNUC_WARN_UNUSED_RESULT;
void      bw_page_go_to (BwPage   *self,
                         GVariant *place);

G_END_DECLS
