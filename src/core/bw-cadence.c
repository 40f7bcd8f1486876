/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins: meetings that recur.
 *
 * A cadence is kept as notes are: each row is a version, rows are only added, those of one cadence have the key of the first in
 * common, and the last of them counts. Which days it falls on is not kept but worked out: every 7 or 14 days from the first one, or
 * each month on the same weekday of the month, of which the fifth is taken for the last, as each month has one. The time is
 * that of a clock in one zone, so that it stays where it is when the clocks of that zone are changed; what clocks elsewhere show
 * then follows. All is O(cadences), a day of one O(1). */

#include "core/bw-cadence.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "core/bw-merge.h"

enum
{
  WEEK = 7,
  DAY = 86400,
};

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* What the versions of one cadence have in common: the key of the first. */
gint64
bw_cadence_line (const BwCadence *cadence)
{
  g_return_val_if_fail (cadence != NULL, 0);
  return cadence->line != 0 ? cadence->line : cadence->key;
}

/* The row of the version that counts of the cadence with @line; -1 where there is none or it was removed. */
int
bw_cadence_find (const BwBook *book,
                 gint64        line)
{
  for (guint i = book->cadences->len; i > 0; i--)
    if (bw_cadence_line (bw_book_cadence (book, i - 1)) == line)
      return bw_book_cadence (book, i - 1)->removed ? -1 : (int)(i - 1);
  return -1;
}

/* Whether @who takes part in what @host holds with @person (%BW_NOBODY: with those who report to the host); everyone's is that of
 * %BW_NOBODY. */
gboolean
bw_cadence_concerns (const BwBook *book,
                     gint32        host,
                     gint32        person,
                     gint32        who)
{
  if (who == BW_NOBODY || host == who || person == who)
    return TRUE;
  return person == BW_NOBODY && host != BW_NOBODY &&
         bw_merge_resolve (book, BW_TABLE_PEOPLE, bw_book_person (book, who)->manager) == host;
}

/* The versions that count of the cadences in which @who takes part (%BW_NOBODY: of all), without those removed.
 * Returns: (transfer full) (element-type guint): their rows, in the order in which the cadences were begun. */
GArray *
bw_cadence_current (const BwBook *book,
                    gint32        who)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->cadences->len; i++)
    {
      const BwCadence *first = bw_book_cadence (book, i);
      int              found = first->line == 0 ? bw_cadence_find (book, first->key) : -1;
      guint            row = (guint)found;

      if (found < 0)
        continue;
      first = bw_book_cadence (book, row);
      if (bw_cadence_concerns (book, first->host, first->person, who))
        g_array_append_val (rows, row);
    }
  return rows;
}

/* All versions of the cadence with @line, what took it away among them.
 * Returns: (transfer full) (element-type guint): their rows, the oldest first. */
GArray *
bw_cadence_versions (const BwBook *book,
                     gint64        line)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < book->cadences->len; i++)
    if (bw_cadence_line (bw_book_cadence (book, i)) == line)
      g_array_append_val (rows, i);
  return rows;
}

/* ---- when ---- */

static gboolean
is_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = *name != '\0' ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL;
}

/* The time zone of @person, such as "Europe/Berlin".
 * Returns: (transfer none) (nullable): %NULL where none is known, or none that the system knows. */
const char *
bw_cadence_zone_of (const BwBook *book,
                    gint32        person)
{
  const char *name = person >= 0 ? bw_book_text (book, bw_book_person (book, person)->time_zone) : "";

  return is_zone (name) ? name : NULL;
}

/* The time zone in which the time of @cadence is meant.
 * Returns: (transfer none) (nullable): %NULL where none is known. */
const char *
bw_cadence_zone (const BwBook    *book,
                 const BwCadence *cadence)
{
  const char *own = bw_book_text (book, cadence->time_zone);

  return is_zone (own) ? own : bw_cadence_zone_of (book, cadence->host);
}

static GTimeZone *
dup_zone (const BwBook    *book,
          const BwCadence *cadence)
{
  const char *name = bw_cadence_zone (book, cadence);

  return name != NULL ? g_time_zone_new_identifier (name) : g_time_zone_new_utc ();
}

/* When it is @starts minutes after midnight of @day on the clock by which @cadence is meant: seconds since 1970. Without a zone the
 * clock is taken for that of UTC. */
gint64
bw_cadence_instant_at (const BwBook    *book,
                       const BwCadence *cadence,
                       BwDate           day,
                       guint            starts)
{
  g_autoptr (GTimeZone) zone = dup_zone (book, cadence);
  g_autoptr (GDateTime) at = NULL;
  int year, month, of_month;

  bw_date_to_ymd (day, &year, &month, &of_month);
  at = g_date_time_new (zone, year, month, of_month, (int)(starts / 60), (int)(starts % 60), 0);
  return at != NULL ? g_date_time_to_unix (at) : (gint64)day * DAY + starts * 60;
}

/* When @cadence begins on @day, as above. */
gint64
bw_cadence_instant (const BwBook    *book,
                    const BwCadence *cadence,
                    BwDate           day)
{
  return bw_cadence_instant_at (book, cadence, day, cadence->starts);
}

/* What the clock by which @cadence is meant shows at @at, seconds since 1970: the day, and the minutes after midnight (nullable). */
BwDate
bw_cadence_clock (const BwBook    *book,
                  const BwCadence *cadence,
                  gint64           at,
                  guint           *starts)
{
  g_autoptr (GTimeZone) zone = dup_zone (book, cadence);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at), local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (starts != NULL)
    *starts = local != NULL ? (guint)(g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)) : 0;
  if (local == NULL)
    return BW_DATE_NONE;
  return bw_date_from_ymd (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

/* Which of its weekday @first is in its month: 1 to 4, or -1 for the fifth, which stands for the last. */
int
bw_recurrence_ordinal (BwDate first)
{
  int day;

  bw_date_to_ymd (first, NULL, NULL, &day);
  return day > 4 * WEEK ? -1 : (day - 1) / WEEK + 1;
}

/* The day on which @cadence falls in a month. */
static BwDate
day_in_month (const BwCadence *cadence,
              int              year,
              int              month)
{
  BwDate first = bw_date_from_ymd (year, month, 1);
  int    ordinal = bw_recurrence_ordinal (cadence->first);
  int    ahead = (bw_date_weekday (cadence->first) - bw_date_weekday (first) + WEEK) % WEEK;
  int    days = bw_date_days_in_month (year, month);

  if (ordinal > 0)
    return first + ahead + (ordinal - 1) * WEEK;
  return first + ahead + (days - 1 - ahead) / WEEK * WEEK;
}

/* The first day on or after @from on which @cadence falls; %BW_DATE_NONE where it has no first day. */
BwDate
bw_cadence_next (const BwCadence *cadence,
                 BwDate           from)
{
  int    step = cadence->rhythm == BW_EVERY_WEEK ? WEEK : 2 * WEEK, year, month;
  BwDate day;

  if (cadence->first == BW_DATE_NONE || from <= cadence->first)
    return cadence->first;
  if (cadence->rhythm != BW_EVERY_MONTH)
    return cadence->first + (from - cadence->first + step - 1) / step * step;
  bw_date_to_ymd (from, &year, &month, NULL);
  day = day_in_month (cadence, year, month);
  if (day >= from)
    return day;
  return day_in_month (cadence, month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1);
}

/* The last day before @day on which @cadence fell; %BW_DATE_NONE where there is none. */
BwDate
bw_cadence_before (const BwCadence *cadence,
                   BwDate           day)
{
  int    step = cadence->rhythm == BW_EVERY_WEEK ? WEEK : 2 * WEEK, year, month;
  BwDate found;

  if (cadence->first == BW_DATE_NONE || day <= cadence->first)
    return BW_DATE_NONE;
  if (cadence->rhythm != BW_EVERY_MONTH)
    return cadence->first + (day - 1 - cadence->first) / step * step;
  bw_date_to_ymd (day, &year, &month, NULL);
  found = day_in_month (cadence, year, month);
  if (found >= day)
    found = day_in_month (cadence, month == 1 ? year - 1 : year, month == 1 ? 12 : month - 1);
  return MAX (found, cadence->first);
}

/* ---- words ---- */

static const char *const rhythms[] = {
  [BW_EVERY_WEEK] = "weekly",
  [BW_EVERY_FORTNIGHT] = "fortnightly",
  [BW_EVERY_MONTH] = "monthly",
};

/* Returns: (transfer none): how @rhythm is called in files. */
const char *
bw_recurrence_name (BwRecurrence rhythm)
{
  g_return_val_if_fail (rhythm < BW_N_RECURRENCES, "weekly");
  return rhythms[rhythm];
}

/* Finds the rhythm called @name in files. Returns FALSE where there is none. */
gboolean
bw_recurrence_parse (const char   *name,
                     BwRecurrence *rhythm)
{
  for (guint i = 0; i < G_N_ELEMENTS (rhythms); i++)
    if (g_str_equal (rhythms[i], name))
      {
        *rhythm = (BwRecurrence)i;
        return TRUE;
      }
  return FALSE;
}

/* Reads "9:30" as 570 minutes after midnight. Returns FALSE where @text is no time of a day. */
gboolean
bw_cadence_read_time (const char *text,
                      guint      *starts)
{
  guint hours, minutes;
  int   end = 0;

  if (sscanf (text, "%2u:%2u%n", &hours, &minutes, &end) != 2 || text[end] != '\0' || hours > 23 || minutes > 59)
    return FALSE;
  *starts = hours * 60 + minutes;
  return TRUE;
}

/* Returns: (transfer full): "09:30" for 570 minutes after midnight. */
char *
bw_cadence_dup_time (guint starts)
{
  return g_strdup_printf ("%02u:%02u", starts / 60 % 24, starts % 60);
}

/* Returns: (transfer full): when @cadence is, in words: "every second Tuesday at 09:30". */
char *
bw_cadence_dup_rhythm (const BwCadence *cadence)
{
  /* Translators: the first Tuesday of each month */
  static const char *const ordinals[] = { N_ ("first"), N_ ("second"), N_ ("third"), N_ ("fourth"), N_ ("last") };
  g_autofree char         *weekday = bw_date_format (cadence->first, "%A"), *time = bw_cadence_dup_time (cadence->starts);
  int                      ordinal;

  if (cadence->rhythm == BW_EVERY_WEEK)
    /* Translators: a weekday and a time */
    return g_strdup_printf (_ ("every %s at %s"), weekday, time);
  if (cadence->rhythm == BW_EVERY_FORTNIGHT)
    return g_strdup_printf (_ ("every second %s at %s"), weekday, time);
  ordinal = bw_recurrence_ordinal (cadence->first);
  /* Translators: first, second, third, fourth or last; a weekday and a time */
  return g_strdup_printf (_ ("each month on the %s %s at %s"), _ (ordinals[ordinal > 0 ? ordinal - 1 : 4]), weekday, time);
}

/* Returns: (transfer full): what a meeting of @host with @person (%BW_NOBODY: with the whole team) is called. */
char *
bw_cadence_dup_title (const BwBook *book,
                      gint32        host,
                      gint32        person)
{
  const char *name = host >= 0 ? bw_book_text (book, bw_book_person (book, host)->name) : "";

  if (person == BW_NOBODY)
    /* Translators: a meeting of a person's team */
    return g_strdup_printf (_ ("Team of %s"), name);
  if (host == BW_NOBODY)
    return g_strdup (bw_book_text (book, bw_book_person (book, person)->name));
  /* Translators: a meeting of two: who leads it, and with whom */
  return g_strdup_printf (_ ("%s with %s"), name, bw_book_text (book, bw_book_person (book, person)->name));
}

/* ---- edits ---- */

static void
add_version (BwBook                *book,
             BwCadence              row,
             const BwNoteSignature *signature)
{
  row.key = bw_book_random_key ();
  row.edited = signature->at;
  row.author = signature->author != NULL && *signature->author != '\0' ? bw_pool_add (&book->texts, signature->author, -1) : 0;
  g_array_append_val (book->cadences, row);
}

static BwCadence
make_row (BwBook               *book,
          const BwCadenceInput *input)
{
  gboolean  has_zone = input->time_zone != NULL && *input->time_zone != '\0';
  BwCadence row = {
    .host = input->host,
    .person = input->person,
    .rhythm = input->rhythm,
    .first = input->first,
    .starts = input->starts % BW_MINUTES_OF_DAY,
    .minutes = CLAMP (input->minutes, 1, BW_MINUTES_OF_DAY),
    .time_zone = has_zone ? bw_pool_intern (&book->texts, input->time_zone) : 0,
  };

  return row;
}

/* Adds a meeting that recurs.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_cadence_edit_add (const BwBook          *book,
                     const BwCadenceInput  *input,
                     const BwNoteSignature *signature,
                     BwDelta              **delta)
{
  BwBook   *after = begin (book, delta);
  BwCadence row = make_row (after, input);

  row.at = signature->at;
  add_version (after, row, signature);
  return after;
}

static gboolean
is_same (const BwBook    *book,
         const BwCadence *a,
         const BwCadence *b)
{
  return a->host == b->host && a->person == b->person && a->rhythm == b->rhythm && a->first == b->first && a->starts == b->starts &&
         a->minutes == b->minutes && g_str_equal (bw_book_text (book, a->time_zone), bw_book_text (book, b->time_zone));
}

/* Makes the cadence with @line what @input says; nothing where there is no such cadence or it is so already.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_cadence_edit_change (const BwBook          *book,
                        gint64                 line,
                        const BwCadenceInput  *input,
                        const BwNoteSignature *signature,
                        BwDelta              **delta)
{
  BwBook   *after = begin (book, delta);
  BwCadence row = make_row (after, input);
  int       found = bw_cadence_find (after, line);

  if (found < 0 || is_same (after, bw_book_cadence (after, (guint)found), &row))
    return after;
  row.at = bw_book_cadence (after, (guint)found)->at;
  row.line = line;
  add_version (after, row, signature);
  return after;
}

/* Writes the time zone of @person, where it is another. */
static BwBook *
edit_zone (const BwBook *book,
           gint32        person,
           const char   *zone,
           BwDelta     **delta)
{
  BwBook *after = begin (book, delta);
  GArray *people;

  if (person < 0 || zone == NULL || g_strcmp0 (bw_cadence_zone_of (book, person), zone) == 0)
    return after;
  people = bw_book_writable_table (after, BW_TABLE_PEOPLE);
  g_array_index (people, BwPerson, person).time_zone = bw_pool_intern (&after->texts, zone);
  bw_delta_mark (*delta, BW_TABLE_PEOPLE, (guint)person);
  return after;
}

/* Makes the cadence with @line what @input says, or where that is 0 a new one, and @other_zone (nullable: as it is) the time zone of the
 * one whom it is with, in one step.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_cadence_edit_save (const BwBook          *book,
                      gint64                 line,
                      const BwCadenceInput  *input,
                      const char            *other_zone,
                      const BwNoteSignature *signature,
                      BwDelta              **delta)
{
  g_autoptr (BwBook) zoned = edit_zone (book, input->person, other_zone, delta);
  g_autoptr (BwDelta) second = NULL;

  /* What was added since the first of the two holds for both. */
  return line != 0 ? bw_cadence_edit_change (zoned, line, input, signature, &second) : bw_cadence_edit_add (zoned, input, signature, &second);
}

/* Ends the cadence with @line; what was held stays.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_cadence_edit_remove (const BwBook          *book,
                        gint64                 line,
                        const BwNoteSignature *signature,
                        BwDelta              **delta)
{
  BwBook   *after = begin (book, delta);
  int       found = bw_cadence_find (after, line);
  BwCadence row;

  if (found < 0)
    return after;
  row = *bw_book_cadence (after, (guint)found);
  row.line = line;
  row.removed = 1;
  add_version (after, row, signature);
  return after;
}
