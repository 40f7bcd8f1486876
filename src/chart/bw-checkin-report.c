/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check-in as a brief: the figures, then the agenda section by section as it stands on the page, then the notes. As Markdown it says
 * the same (core/bw-agenda-text.c). */

#include "chart/bw-checkin-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "chart/bw-axis.h"

static void
add_figures (BwReport       *report,
             const BwBook   *book,
             const BwAgenda *agenda)
{
  gboolean          has_quota = agenda->quota != BW_MONEY_NONE && agenda->quota > 0;
  g_autofree char  *closed = bw_money_format_compact (agenda->closed, book->currency), *open = bw_money_format_compact (agenda->open, book->currency);
  g_autofree char  *quota = bw_money_format_compact (agenda->quota, book->currency), *call = bw_money_format_compact (agenda->call, book->currency);
  g_autofree char  *p50 = bw_money_format_compact (agenda->p50, book->currency);
  g_autofree char  *attained = bw_axis_dup_percent (has_quota ? (double)agenda->closed / (double)agenda->quota : NAN);
  const char *const titles[] = { _ ("Closed"), _ ("Quota"), _ ("Attained"), _ ("Call"), _ ("Forecast"), _ ("Open pipeline") };
  const char *const values[] = { closed, quota, has_quota ? attained : "–", call, p50, open };

  bw_report_add_facts (report, titles, values, G_N_ELEMENTS (titles));
}

/* The brief of a check-in, with its notes (nullable).
 * Returns: (transfer full): the report. */
BwReport *
bw_checkin_report_new (const BwBook   *book,
                       const BwAgenda *agenda,
                       const char     *notes)
{
  g_autofree char *title = bw_agenda_dup_title (book, agenda), *subtitle = bw_agenda_dup_subtitle (book, agenda);
  BwReport        *report = bw_report_new (title, subtitle, bw_book_text (book, book->name));
  int              section = -1;

  add_figures (report, book, agenda);
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);

      if ((int)item->section != section)
        bw_report_add_heading (report, bw_agenda_section_title (item->section));
      section = (int)item->section;
      bw_report_add_item (report, item->title, item->text);
    }
  if (notes != NULL && *notes != '\0')
    {
      g_auto (GStrv) lines = g_strsplit (notes, "\n", -1);

      bw_report_add_heading (report, _ ("Notes"));
      for (guint i = 0; lines[i] != NULL; i++)
        if (*g_strchug (lines[i]) != '\0')
          bw_report_add_text (report, lines[i]);
    }
  return report;
}

/* Saves the brief at @path: as Markdown where its name ends in ".md", else as PDF on @paper. */
gboolean
bw_checkin_report_save (const BwBook   *book,
                        const BwAgenda *agenda,
                        const char     *notes,
                        const char     *path,
                        const BwPaper  *paper,
                        GError        **error)
{
  g_autoptr (BwReport) report = NULL;
  g_autofree char *text = NULL;

  if (g_str_has_suffix (path, ".md"))
    {
      text = bw_agenda_to_markdown (book, agenda, notes);
      return g_file_set_contents (path, text, -1, error);
    }
  report = bw_checkin_report_new (book, agenda, notes);
  return bw_report_save (report, path, paper, error);
}
