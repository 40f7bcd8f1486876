/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check-ins: what became of each meeting, and which are due.
 *
 * A meeting stands in the book only once something was noted of it: notes for it, that it was held, cancelled, or moved. It is
 * found again by its cadence and the day on which it was due by that, wherever it was moved; one apart from any cadence by who meets and
 * the day. Where one was moved is kept as an instant, so that it stays there whatever becomes of the cadence.
 * What is to come is worked out from the cadences. Of those of a cadence that went by with nothing noted only the last is due still:
 * nobody catches up on ten meetings. Rows are versions as those of notes are. All is O(meetings + cadences x days listed). */

#include "core/bw-meeting.h"

#include "core/bw-merge.h"

static BwBook *
begin (const BwBook *book,
       BwDelta     **delta)
{
  *delta = bw_delta_new (book);
  return bw_book_copy_but_deals (book);
}

/* What the versions of one meeting have in common: the key of the first. */
gint64
bw_meeting_line (const BwMeeting *meeting)
{
  g_return_val_if_fail (meeting != NULL, 0);
  return meeting->line != 0 ? meeting->line : meeting->key;
}

/* The version that counts of the meeting with @line.
 * Returns: (transfer none) (nullable): %NULL where there is none. */
const BwMeeting *
bw_meeting_get (const BwBook *book,
                gint64        line)
{
  for (guint i = book->meetings->len; i > 0; i--)
    if (bw_meeting_line (bw_book_meeting (book, i - 1)) == line)
      return bw_book_meeting (book, i - 1);
  return NULL;
}

/* The last version of the cadence with @line, also of one that was ended; NULL where there is none. */
static const BwCadence *
find_cadence (const BwBook *book,
              gint64        line)
{
  for (guint i = book->cadences->len; line != 0 && i > 0; i--)
    if (bw_cadence_line (bw_book_cadence (book, i - 1)) == line)
      return bw_book_cadence (book, i - 1);
  return NULL;
}

/* The day on which @meeting is: that on which its cadence has it, but where it was moved. */
BwDate
bw_meeting_on (const BwBook    *book,
               const BwMeeting *meeting)
{
  const BwCadence *cadence = meeting->moved != 0 ? find_cadence (book, meeting->cadence) : NULL;
  BwDate           on = cadence != NULL ? bw_cadence_clock (book, cadence, meeting->moved, NULL) : BW_DATE_NONE;

  return on != BW_DATE_NONE ? on : meeting->day;
}

/* When @meeting begins, seconds since 1970: where it was moved to, else when its cadence has it. Returns: 0 where no time was said. */
gint64
bw_meeting_begins (const BwBook    *book,
                   const BwMeeting *meeting)
{
  int row = meeting->cadence != 0 ? bw_cadence_find (book, meeting->cadence) : -1;

  if (meeting->moved != 0 || row < 0)
    return meeting->moved;
  return bw_cadence_instant (book, bw_book_cadence (book, (guint)row), meeting->day);
}

/* Later days first; of one day what was noted later. */
static int
compare_days (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  guint  row_a = *(const guint *)a, row_b = *(const guint *)b;
  BwDate day_a = bw_meeting_on (data, bw_book_meeting ((const BwBook *)data, row_a));
  BwDate day_b = bw_meeting_on (data, bw_book_meeting ((const BwBook *)data, row_b));

  if (day_a != day_b)
    return day_a < day_b ? 1 : -1;
  return row_a < row_b ? 1 : row_a > row_b ? -1
                                           : 0;
}

/* The versions that count of the meetings in which @who took part (%BW_NOBODY: of all).
 * Returns: (transfer full) (element-type guint): their rows, the latest day first. */
GArray *
bw_meeting_current (const BwBook *book,
                    gint32        who)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = book->meetings->len; i > 0; i--)
    {
      const BwMeeting *meeting = bw_book_meeting (book, i - 1);
      gint64           line = bw_meeting_line (meeting);
      guint            row = i - 1;

      if (g_hash_table_add (seen, g_memdup2 (&line, sizeof line)) && bw_cadence_concerns (book, meeting->host, meeting->person, who))
        g_array_append_val (rows, row);
    }
  g_array_sort_with_data (rows, compare_days, (gpointer)book);
  return rows;
}

static gboolean
is_that (const BwMeeting *meeting,
         gint64           cadence,
         gint32           host,
         gint32           person,
         BwDate           day)
{
  if (meeting->day != day || meeting->cadence != cadence)
    return FALSE;
  return cadence != 0 || (meeting->host == host && meeting->person == person);
}

/* What is on record of the meeting of @cadence (a line) on @day, or where that is 0 of the one that @host had with @person apart from
 * any.
 * Returns: (transfer none) (nullable): the version that counts; %NULL where nothing was noted. */
const BwMeeting *
bw_meeting_find (const BwBook *book,
                 gint64        cadence,
                 gint32        host,
                 gint32        person,
                 BwDate        day)
{
  for (guint i = book->meetings->len; i > 0; i--)
    if (is_that (bw_book_meeting (book, i - 1), cadence, host, person, day))
      return bw_book_meeting (book, i - 1);
  return NULL;
}

/* Whether @meeting came before the one on the day @before that begins at @before_at (0: no time was said, then no other of that day
 * did). */
static gboolean
is_before (const BwBook    *book,
           const BwMeeting *meeting,
           BwDate           before,
           gint64           before_at)
{
  BwDate on = bw_meeting_on (book, meeting);
  gint64 at;

  if (on != before || before_at == 0)
    return on < before;
  at = bw_meeting_begins (book, meeting);
  return at != 0 && at < before_at;
}

/* The last meeting of @host with @person (%BW_NOBODY: with the team) that was held before a day, by whatever cadence, or before
 * @before_at (seconds since 1970, 0 unknown) on that day.
 * Returns: (transfer none) (nullable). */
const BwMeeting *
bw_meeting_last_held (const BwBook *book,
                      gint32        host,
                      gint32        person,
                      BwDate        before,
                      gint64        before_at)
{
  g_autoptr (GArray) rows = bw_meeting_current (book, BW_NOBODY);
  const BwMeeting *last = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, g_array_index (rows, guint, i));

      if (last != NULL && bw_meeting_on (book, meeting) < bw_meeting_on (book, last))
        break;
      if (meeting->state == BW_MEETING_HELD && meeting->host == host && meeting->person == person &&
          is_before (book, meeting, before, before_at) && (last == NULL || bw_meeting_begins (book, meeting) > bw_meeting_begins (book, last)))
        last = meeting;
    }
  return last;
}

/* ---- what is due ---- */

static void
add_noted (const BwBook    *book,
           const BwMeeting *meeting,
           BwDate           on,
           GArray          *dues)
{
  BwMeetingDue due = {
    meeting->cadence,
    bw_meeting_line (meeting),
    meeting->host,
    meeting->person,
    meeting->day,
    meeting->state,
    bw_meeting_begins (book, meeting),
    on,
  };

  g_array_append_val (dues, due);
}

static void
add_to_come (const BwBook    *book,
             const BwCadence *cadence,
             BwDate           day,
             GArray          *dues)
{
  gint64       line = bw_cadence_line (cadence);
  BwMeetingDue due = {
    line, 0, cadence->host, cadence->person, day, BW_MEETING_PLANNED, bw_cadence_instant (book, cadence, day), day
  };

  if (bw_meeting_find (book, line, BW_NOBODY, BW_NOBODY, day) == NULL)
    g_array_append_val (dues, due);
}

/* Whether anything became of a meeting of @line on @day or later, so that nothing of @day is due any more. */
static gboolean
has_noted_since (const BwBook *book,
                 gint64        line,
                 BwDate        day)
{
  for (guint i = 0; i < book->meetings->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, i);

      if (meeting->cadence == line && meeting->day >= day && meeting->state != BW_MEETING_PLANNED)
        return TRUE;
    }
  return FALSE;
}

/* Whether @meeting, which went by @on, was only moved, and another of its cadence was held or cancelled since. */
static gboolean
is_left_behind (const BwBook    *book,
                const BwMeeting *meeting,
                BwDate           on,
                BwDate           today)
{
  return meeting->state == BW_MEETING_PLANNED && meeting->moved != 0 && meeting->notes == 0 && on < today &&
         has_noted_since (book, meeting->cadence, meeting->day);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const BwMeetingDue *due_a = a, *due_b = b;

  if (due_a->on != due_b->on)
    return due_a->on < due_b->on ? -1 : 1;
  if (due_a->at != due_b->at)
    return due_a->at < due_b->at ? -1 : 1;
  return due_a->cadence < due_b->cadence ? -1 : due_a->cadence > due_b->cadence;
}

/* The zones of @cadences (element-type guint: rows) and their people. While they are held, asking for one by its name again costs a look-up
 * and not a reading of its file. Returns: (transfer full). */
static GPtrArray *
hold_zones (const BwBook *book,
            const GArray *cadences)
{
  GPtrArray *zones = g_ptr_array_new_with_free_func ((GDestroyNotify)g_time_zone_unref);

  for (guint i = 0; i < cadences->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, g_array_index (cadences, guint, i));
      const char      *names[] = { bw_cadence_zone (book, cadence), bw_cadence_zone_of (book, cadence->host) };

      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        if (names[k] != NULL)
          g_ptr_array_add (zones, g_time_zone_new_identifier (names[k]));
    }
  return zones;
}

/* The meetings in which @who takes part (%BW_NOBODY: all) from @from to @to, both days with: what is on record, what the
 * cadences bring from @today on, and of each the last that went by without anything noted.
 * Returns: (transfer full) (element-type BwMeetingDue): by day and time. */
GArray *
bw_meeting_due (const BwBook *book,
                gint32        who,
                BwDate        from,
                BwDate        today,
                BwDate        to)
{
  GArray *dues = g_array_new (FALSE, FALSE, sizeof (BwMeetingDue));
  g_autoptr (GArray) cadences = bw_cadence_current (book, who), meetings = bw_meeting_current (book, who);
  g_autoptr (GPtrArray) zones = hold_zones (book, cadences);

  for (guint i = 0; i < meetings->len; i++)
    {
      const BwMeeting *meeting = bw_book_meeting (book, g_array_index (meetings, guint, i));
      BwDate           on = bw_meeting_on (book, meeting);

      if (on >= from && on <= to && !is_left_behind (book, meeting, on, today))
        add_noted (book, meeting, on, dues);
    }
  for (guint i = 0; i < cadences->len; i++)
    {
      const BwCadence *cadence = bw_book_cadence (book, g_array_index (cadences, guint, i));
      BwDate           last = bw_cadence_before (cadence, today);

      if (cadence->first == BW_DATE_NONE)
        continue;
      if (last != BW_DATE_NONE && last >= from && last <= to && !has_noted_since (book, bw_cadence_line (cadence), last))
        add_to_come (book, cadence, last, dues);
      for (BwDate day = bw_cadence_next (cadence, MAX (from, today)); day <= to; day = bw_cadence_next (cadence, day + 1))
        add_to_come (book, cadence, day, dues);
    }
  g_array_sort (dues, compare_due);
  return dues;
}

/* Returns: (transfer none): how @due stands, in files: "planned", "missed" where its day went by, "held" or "cancelled". */
const char *
bw_meeting_state_name (const BwMeetingDue *due,
                       BwDate              today)
{
  switch (due->state)
    {
    case BW_MEETING_HELD:
      return "held";
    case BW_MEETING_CANCELLED:
      return "cancelled";
    case BW_MEETING_PLANNED:
    case BW_N_MEETING_STATES:
    default:
      return due->on < today ? "missed" : "planned";
    }
}

/* ---- edits ---- */

/* The version that is to follow @before, or where that is NULL the first of @which. */
static BwMeeting
begin_version (const BwMeeting       *before,
               const BwMeetingDue    *which,
               const BwNoteSignature *signature)
{
  BwMeeting row = { .cadence = which->cadence, .host = which->host, .person = which->person, .day = which->day, .at = signature->at };

  if (before == NULL)
    return row;
  row = *before;
  row.line = bw_meeting_line (before);
  return row;
}

/* Returns: the line of what was added. */
static gint64
add_version (BwBook                *book,
             BwMeeting              row,
             const BwNoteSignature *signature)
{
  row.key = bw_book_random_key ();
  row.edited = signature->at;
  row.author = signature->author != NULL && *signature->author != '\0' ? bw_pool_add (&book->texts, signature->author, -1) : 0;
  g_array_append_val (book->meetings, row);
  return bw_meeting_line (&row);
}

/* Notes of the meeting @which that it is in @state, and what was said there (nullable: as before); nothing where that is so already.
 * @line (nullable) becomes its line.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_meeting_edit_write (const BwBook          *book,
                       const BwMeetingDue    *which,
                       BwMeetingState         state,
                       const char            *notes,
                       const BwNoteSignature *signature,
                       gint64                *line,
                       BwDelta              **delta)
{
  BwBook          *after = begin (book, delta);
  const BwMeeting *before = bw_meeting_find (after, which->cadence, which->host, which->person, which->day);
  BwMeeting        row = begin_version (before, which, signature);
  gint64           written = row.line;

  if (before == NULL || before->state != state || (notes != NULL && !g_str_equal (bw_book_text (after, before->notes), notes)))
    {
      row.state = state;
      if (notes != NULL)
        row.notes = *notes != '\0' ? bw_pool_add (&after->texts, notes, -1) : 0;
      written = add_version (after, row, signature);
    }
  if (line != NULL)
    *line = written;
  return after;
}

/* Moves the meeting @which of a cadence alone to @day, @starts minutes after midnight on the clock of its cadence, or back where that is
 * when the cadence has it. One that was cancelled is on again with it. Nothing where it is there already or belongs to no cadence.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_meeting_edit_move (const BwBook          *book,
                      const BwMeetingDue    *which,
                      BwDate                 day,
                      guint                  starts,
                      const BwNoteSignature *signature,
                      BwDelta              **delta)
{
  BwBook          *after = begin (book, delta);
  const BwCadence *cadence = find_cadence (after, which->cadence);
  const BwMeeting *before = bw_meeting_find (after, which->cadence, which->host, which->person, which->day);
  BwMeeting        row = begin_version (before, which, signature);
  gint64           moved;

  if (cadence == NULL)
    return after;
  moved = bw_cadence_instant_at (after, cadence, day, starts);
  if (moved == bw_cadence_instant (after, cadence, which->day))
    moved = 0;
  if (row.moved == moved)
    return after;
  row.moved = moved;
  if (row.state == BW_MEETING_CANCELLED)
    row.state = BW_MEETING_PLANNED;
  add_version (after, row, signature);
  return after;
}

/* Adds a commitment that was made in the meeting @which, which comes on record with it.
 * Returns: (transfer full): the book after; @delta (transfer full) becomes what changed. */
BwBook *
bw_meeting_edit_promise (const BwBook            *book,
                         const BwMeetingDue      *which,
                         const BwCommitmentInput *input,
                         const BwNoteSignature   *signature,
                         BwDelta                **delta)
{
  BwCommitmentInput within = *input;
  const BwMeeting  *known = bw_meeting_find (book, which->cadence, which->host, which->person, which->day);
  g_autoptr (BwBook) noted = NULL;
  g_autoptr (BwDelta) second = NULL;

  noted = bw_meeting_edit_write (book, which, known != NULL ? known->state : BW_MEETING_PLANNED, NULL, signature, &within.meeting, delta);
  /* What was added since the first of the two holds for both. */
  return bw_commitment_edit_add (noted, &within, signature, &second);
}
