/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda as text to send: Markdown (CommonMark 0.30), with what stands in it escaped so that it reads as it is written. */

#include "core/bw-agenda-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Returns: (transfer full): who meets and when. */
char *
bw_agenda_dup_title (const BwBook   *book,
                     const BwAgenda *agenda)
{
  g_autofree char *who = bw_cadence_dup_title (book, agenda->query.host, agenda->query.person);

  /* Translators: a meeting: who meets */
  return g_strdup_printf (_ ("Check-in: %s"), who);
}

/* Returns: (transfer full): the day, the period, and how old the data are. */
char *
bw_agenda_dup_subtitle (const BwBook   *book,
                        const BwAgenda *agenda)
{
  g_autofree char *day = bw_date_format_weekday (agenda->query.day), *period = bw_period_dup_title (&agenda->query.period);
  g_autofree char *as_of = bw_date_format_short (agenda->query.as_of, agenda->query.day);
  g_autofree char *since = bw_date_format_short (agenda->since, agenda->query.day);

  if (agenda->last != 0)
    /* Translators: a day, a period, and two days */
    {
      const BwMeeting *last = bw_meeting_get (book, agenda->last);
      g_autofree char *held = bw_date_format_short (bw_meeting_on (book, last), agenda->query.day);

      return g_strdup_printf (_ ("%s · %s · as of %s · since the last check-in on %s"), day, period, as_of, held);
    }
  return g_strdup_printf (_ ("%s · %s · as of %s · since %s"), day, period, as_of, since);
}

/* Adds @text on one line, with what means something in Markdown made plain. */
static void
append_plain (GString    *out,
              const char *text)
{
  const char *line = text;

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean begins = at == line;

      if (*at == '\n' || *at == '\r')
        {
          g_string_append_c (out, ' ');
          continue;
        }
      if (strchr ("\\`*_[]<>|#~", *at) != NULL || (begins && strchr ("-+", *at) != NULL))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *at);
    }
}

static void
append_notes (GString    *out,
              const char *notes)
{
  g_auto (GStrv) lines = g_strsplit (notes, "\n", -1);

  g_string_append_printf (out, "\n## %s\n\n", _ ("Notes"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      append_plain (out, lines[i]);
      /* A line's end is one also where it is read. */
      g_string_append (out, *lines[i] != '\0' && lines[i + 1] != NULL && *lines[i + 1] != '\0' ? "\\\n" : "\n");
    }
}

/* Returns: (transfer full): the agenda as Markdown, with the notes of the check-in (nullable). */
char *
bw_agenda_to_markdown (const BwBook   *book,
                       const BwAgenda *agenda,
                       const char     *notes)
{
  GString         *out = g_string_new ("# ");
  g_autofree char *title = bw_agenda_dup_title (book, agenda), *subtitle = bw_agenda_dup_subtitle (book, agenda);
  int              section = -1;

  append_plain (out, title);
  g_string_append (out, "\n\n");
  append_plain (out, subtitle);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);

      if ((int)item->section != section)
        g_string_append_printf (out, "\n## %s\n\n", bw_agenda_section_title (item->section));
      section = (int)item->section;
      g_string_append (out, "- **");
      append_plain (out, item->title);
      g_string_append (out, "** ");
      append_plain (out, item->text);
      g_string_append_c (out, '\n');
    }
  if (notes != NULL && *notes != '\0')
    append_notes (out, notes);
  return g_string_free (out, FALSE);
}
