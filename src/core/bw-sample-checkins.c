/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample company's check-ins: how they recur, what was noted of them, what was promised, and comments.
 *
 * Each manager meets the team every Monday and each report alone on a weekday and at a time of their own, so that nobody has to be
 * in two places; the head meets the managers. Then the days are gone through from one quarter before the last one on: a meeting is
 * held and noted, cancelled, or forgotten; in some of those that are held somebody promises something, about a deal that was open
 * then, an account or a territory; and what was promised before is kept in time or late, moved, dropped, or left
 * open. Nothing is written after the last day, so what is due since or later is open by itself. O(deals + days x people). */

#include "core/bw-sample-private.h"

#include "core/bw-comment.h"
#include "core/bw-meeting.h"

enum
{
  DAY = 86400,
  DAYS_BACK = 112,
  DAYS_AHEAD = 6, /* for which something was noted beforehand */
  DAYS_LATE = 21, /* what was left open longer ago was settled since */
  DAYS_COMMENTED = 60,
  CLOCK_OFFSET = 5 * 60, /* the clocks of the meetings are behind UTC by about so many minutes */
  WEEK = 7,
};

typedef enum
{
  ABOUT_NOTHING,
  ABOUT_DEAL,
  ABOUT_ACCOUNT,
  ABOUT_TERRITORY,
  ABOUT_CELL,
} About;

typedef enum
{
  BY_EITHER,
  BY_MANAGER,
  BY_REPORT,
} By;

typedef struct
{
  const char *text;
  About       about;
  By          by; /* of comments */
} Line;

static const Line promises[] = {
  { "Send the revised offer", ABOUT_DEAL, BY_EITHER },
  { "Find out who signs besides our contact", ABOUT_DEAL, BY_EITHER },
  { "Agree on a close plan with the buyer", ABOUT_DEAL, BY_EITHER },
  { "Bring their technical lead into the next meeting", ABOUT_DEAL, BY_EITHER },
  { "Get the budget confirmed in writing", ABOUT_DEAL, BY_EITHER },
  { "Set the close date by what the buyer said", ABOUT_DEAL, BY_EITHER },
  { "Ask what happens if they do nothing", ABOUT_DEAL, BY_EITHER },
  { "Book the demonstration on site", ABOUT_DEAL, BY_EITHER },
  { "Offer a pilot with two lines", ABOUT_DEAL, BY_EITHER },
  { "Get the contract to their legal department", ABOUT_DEAL, BY_EITHER },
  { "Find out who decides on renewals", ABOUT_ACCOUNT, BY_EITHER },
  { "Visit the new plant", ABOUT_ACCOUNT, BY_EITHER },
  { "Ask whether they would be a reference", ABOUT_ACCOUNT, BY_EITHER },
  { "List the accounts that nobody has called this quarter", ABOUT_TERRITORY, BY_EITHER },
  { "Plan two days on the road", ABOUT_TERRITORY, BY_EITHER },
  { "Go through the close dates that have passed", ABOUT_NOTHING, BY_EITHER },
  { "Write next steps for everything in commit", ABOUT_NOTHING, BY_EITHER },
  { "Share the questions for first calls with the team", ABOUT_NOTHING, BY_EITHER },
};

static const Line host_promises[] = {
  { "Call their head of operations", ABOUT_DEAL, BY_EITHER },
  { "Decide on the discount", ABOUT_DEAL, BY_EITHER },
  { "Find an application engineer for the visit", ABOUT_DEAL, BY_EITHER },
  { "Speak with legal about the liability clause", ABOUT_DEAL, BY_EITHER },
  { "Introduce the two of them at the trade fair", ABOUT_ACCOUNT, BY_EITHER },
};

static const char *const pair_notes[] = {
  "Went through commit deal by deal. {deal} hangs on the budget round at {account}.",
  "{deal}: the buyer is with us, their purchasing department is not yet. Price is not the question, delivery is.",
  "Two first meetings at {account} went well. Needs help with the technical part of {deal}.",
  "Number stands. If {deal} moves, something from best case has to take its place.",
  "Talked about {account}: three contacts, none of whom signs. Will look for the one who does.",
  "Pipeline for the next quarter is thin; set aside Friday mornings for first calls.",
  "{deal} was promised for the end of the month by the buyer. I am less sure; we look at it again next time.",
  "Good week. Short one today.",
  "Lost against the cheaper offer; asked for the reasons in writing. Nothing of it bears on {deal}.",
};

static const char *const team_notes[] = {
  "Round of commits. Nobody changed the number by much. Close dates that have passed are to be gone through by Wednesday.",
  "Looked at the three largest deals together. Questions for first calls are shared by Thursday.",
  "Wins of the week first. Then what slipped, and why: twice the buyer's legal department.",
  "New price list from the first of next month: offers that are out stay as they are.",
  "Short round. Everybody named the one deal that is to close this week.",
};

static const char *const prepared_notes[] = {
  "To ask: what has changed at {account}?",
  "{deal}: who signs, and when do they meet?",
};

static const Line comments[] = {
  { "@{you} can you join the meeting on Thursday? They bring their head of production.", ABOUT_DEAL, BY_REPORT },
  { "@{you} is the close date still what the buyer says?", ABOUT_DEAL, BY_MANAGER },
  { "@{you} their legal department has questions about liability; whom do I ask?", ABOUT_DEAL, BY_REPORT },
  { "@{you} I would take this to commit. See the mail of their purchasing department.", ABOUT_DEAL, BY_REPORT },
  { "@{you} the amount includes the second line, which they have not asked for yet.", ABOUT_DEAL, BY_MANAGER },
  { "@{you} there is a new head of maintenance. Worth a visit.", ABOUT_ACCOUNT, BY_EITHER },
  { "@{you} they have bought a competitor. Who talks to both?", ABOUT_ACCOUNT, BY_EITHER },
  { "@{you} more large accounts here than one can visit; let us look at it before the new year.", ABOUT_TERRITORY, BY_REPORT },
  { "@{you} this is what I believe in; the rest of best case needs a second look.", ABOUT_CELL, BY_REPORT },
  { "@{you} higher than the last two weeks: what came in?", ABOUT_CELL, BY_MANAGER },
};

static const char *const replies[] = {
  "@{you} yes, I have written to them.",
  "@{you} let us talk about it in our check-in.",
  "@{you} thanks, I look into it today.",
};

/* What was promised and is open still. */
typedef struct
{
  guint             row; /* of the version that counts */
  BwDate            at;  /* when something becomes of it; BW_DATE_NONE: nothing does */
  BwCommitmentState state;
  gboolean          moves; /* it is carried forward by a week first */
} Promise;

typedef struct
{
  BwSample *sample;
  BwRandom  random;
  GArray  **deals; /* guint32, by person: those that were open in the time that is looked at */
  GArray   *open;  /* Promise */
  BwDate    day;
  guint     n_today; /* of what was written on the day: each a little later than the one before */
} Talk;

/* ---- how they recur ---- */

static void
add_cadence (Talk        *talk,
             gint32       host,
             gint32       person,
             BwRecurrence rhythm,
             BwDate       first,
             guint        starts,
             guint        minutes)
{
  BwBook   *book = talk->sample->book;
  BwCadence row = {
    .key = bw_sample_key (&talk->random),
    .host = host,
    .person = person,
    .rhythm = rhythm,
    .first = first,
    .starts = starts,
    .minutes = minutes,
    .author = bw_book_person (book, host)->name,
  };

  row.at = row.edited = (gint64)(first - 3) * DAY + 15 * 3600;
  g_array_append_val (book->cadences, row);
}

static gboolean
is_weekend (BwDate day)
{
  return bw_date_weekday (day) > 5;
}

/* The first @weekday (1: Monday) on or after @from. */
static BwDate
weekday_from (BwDate from,
              int    weekday)
{
  return from + (weekday - bw_date_weekday (from) + WEEK) % WEEK;
}

/* A report's own: new ones every week, sandbaggers each month, all others every second week, half of them in either. */
static void
add_report (Talk  *talk,
            gint32 manager,
            gint32 person,
            guint  place)
{
  const BwPerson *row = bw_book_person (talk->sample->book, person);
  BwSampleHabit   habit = talk->sample->people[person].habit;
  BwRecurrence    rhythm = habit == BW_SAMPLE_NEW_HIRE ? BW_EVERY_WEEK : habit == BW_SAMPLE_SANDBAGGER ? BW_EVERY_MONTH
                                                                                                       : BW_EVERY_FORTNIGHT;
  BwDate          from = MAX (talk->sample->today - DAYS_BACK, row->started + WEEK);
  int             weekday = 2 + (int)(place % 3);
  guint           starts = 9 * 60 + 30 + place / 3 % 8 * 45;

  if (row->ended == BW_DATE_NONE)
    add_cadence (talk, manager, person, rhythm, weekday_from (from, weekday) + (rhythm == BW_EVERY_FORTNIGHT ? (int)(place % 2) * WEEK : 0), starts, 30);
}

static void
add_cadences (Talk *talk)
{
  BwSample *sample = talk->sample;
  BwDate    from = sample->today - DAYS_BACK;

  add_cadence (talk, 0, BW_NOBODY, BW_EVERY_MONTH, weekday_from (from, 1), 15 * 60, 60);
  for (guint team = 0; team < sample->n_managers; team++)
    add_cadence (talk, 0, bw_sample_manager_index (sample, team), BW_EVERY_FORTNIGHT, weekday_from (from, 5) + (int)(team % 2) * WEEK,
                 9 * 60 + team / 2 % 10 * 45, 45);
  for (guint team = 0; team < sample->n_managers; team++)
    {
      gint32 manager = bw_sample_manager_index (sample, team);
      guint  place = 0;

      add_cadence (talk, manager, BW_NOBODY, BW_EVERY_WEEK, weekday_from (from, 1), 9 * 60 + 30, 45);
      for (guint rep = 0; rep < sample->n_reps; rep++)
        if (sample->people[bw_sample_rep_index (sample, rep)].team == team)
          add_report (talk, manager, bw_sample_rep_index (sample, rep), place++);
    }
}

/* ---- what is talked about ---- */

static gboolean
was_open (const BwBook *book,
          guint         deal,
          BwDate        day)
{
  const BwDeals *deals = &book->deals;

  if (deals->flags[deal] & BW_DEAL_VANISHED || deals->created[deal] == BW_DATE_NONE || deals->created[deal] > day)
    return FALSE;
  return bw_book_stage (book, deals->stage[deal])->kind == BW_STAGE_OPEN || deals->close[deal] > day;
}

static void
collect_deals (Talk *talk)
{
  const BwBook  *book = talk->sample->book;
  const BwDeals *deals = &book->deals;

  for (guint32 i = 0; i < deals->n; i++)
    {
      gint32 owner = deals->owner[i];

      if (owner >= 0 && was_open (book, i, MAX (deals->created[i], talk->sample->today - DAYS_BACK)))
        g_array_append_val (talk->deals[owner], i);
    }
}

/* One of @person's deals that were open on the day; BW_NOBODY where some draws found none. */
static gint32
draw_deal (Talk  *talk,
           gint32 person)
{
  GArray *deals = talk->deals[person];

  for (guint i = 0; i < 12 && deals->len > 0; i++)
    {
      guint32 deal = g_array_index (deals, guint32, bw_random_below (&talk->random, deals->len));

      if (was_open (talk->sample->book, deal, talk->day))
        return (gint32)deal;
    }
  return BW_NOBODY;
}

/* The line of @person's territory, or of the one of their manager, in which they work; 0 where there is neither. */
static gint64
find_territory (const BwBook *book,
                gint32        person)
{
  for (gint32 owner = person; owner >= 0; owner = owner == person ? bw_book_person (book, person)->manager : BW_NOBODY)
    for (guint i = 0; i < book->territories->len; i++)
      if (bw_book_territory (book, i)->owner == owner)
        return bw_book_territory (book, i)->line != 0 ? bw_book_territory (book, i)->line : bw_book_territory (book, i)->key;
  return 0;
}

/* Someone who reports to the manager of @team and sells on the day; the manager where there is nobody. */
static gint32
draw_member (Talk *talk,
             guint team)
{
  BwSample *sample = talk->sample;
  gint32    found = bw_sample_manager_index (sample, team);
  guint     n = 0;

  for (guint rep = 0; rep < sample->n_reps; rep++)
    {
      gint32 person = bw_sample_rep_index (sample, rep);

      if (sample->people[person].team == team && bw_sample_is_active (sample, person, talk->day) && bw_random_below (&talk->random, ++n) == 0)
        found = person;
    }
  return found;
}

/* Returns: (transfer full): @text with what is talked about. */
static char *
fill_in (const BwBook *book,
         const char   *text,
         gint32        deal,
         gint32        you)
{
  GString         *filled = g_string_new (text);
  gint32           account = deal >= 0 ? book->deals.account[deal] : BW_NOBODY;
  g_autofree char *key = you >= 0 ? g_strdup_printf ("{%" G_GINT64_MODIFIER "x}", (guint64)bw_book_person (book, you)->key) : g_strdup ("");

  g_string_replace (filled, "{deal}", deal >= 0 ? bw_book_text (book, book->deals.name[deal]) : "The largest deal", 0);
  g_string_replace (filled, "{account}", account >= 0 ? bw_book_text (book, bw_book_account (book, account)->name) : "the account", 0);
  g_string_replace (filled, "{you}", key, 0);
  return g_string_free (filled, FALSE);
}

/* The time of the day at which the next thing is written, after @minutes past midnight there. */
static gint64
stamp (Talk *talk,
       guint minutes)
{
  return (gint64)talk->day * DAY + (gint64)(minutes + CLOCK_OFFSET) * 60 + talk->n_today++ % 600;
}

/* ---- what is promised ---- */

static BwDate
skip_weekend (BwDate day)
{
  while (is_weekend (day))
    day++;
  return day;
}

/* Draws what becomes of a commitment that is made on the day and due on @due. */
static Promise
draw_fate (Talk    *talk,
           guint    row,
           BwDate   due,
           gboolean about_lost)
{
  double  u = bw_random_unit (&talk->random);
  Promise fate = { row, BW_DATE_NONE, BW_COMMITMENT_KEPT, FALSE };

  if (about_lost && u < 0.5)
    fate.state = BW_COMMITMENT_DROPPED, fate.at = due;
  else if (u < 0.52)
    fate.at = talk->day + 1 + (BwDate)bw_random_below (&talk->random, (guint32)MAX (due - talk->day, 1));
  else if (u < 0.66)
    fate.at = due + 1 + (BwDate)bw_random_below (&talk->random, 6);
  else if (u < 0.74)
    fate.state = BW_COMMITMENT_DROPPED, fate.at = due + (BwDate)bw_random_below (&talk->random, 3);
  else if (u < 0.82)
    fate.moves = TRUE, fate.at = due;
  else if (due < talk->sample->today - DAYS_LATE)
    fate.at = due + 9;
  if (fate.at != BW_DATE_NONE)
    fate.at = skip_weekend (fate.at);
  return fate;
}

static void
promise (Talk            *talk,
         const BwMeeting *meeting,
         gint32           owner,
         gint32           about,
         BwDate           due,
         guint            starts)
{
  BwBook      *book = talk->sample->book;
  gboolean     is_host = owner == meeting->host;
  const Line  *line = is_host ? &host_promises[bw_random_below (&talk->random, G_N_ELEMENTS (host_promises))]
                              : &promises[bw_random_below (&talk->random, G_N_ELEMENTS (promises))];
  gint32       deal = draw_deal (talk, about);
  gint64       territory = line->about == ABOUT_TERRITORY ? find_territory (book, about) : 0;
  gboolean     about_lost;
  BwCommitment row = {
    .key = bw_sample_key (&talk->random),
    .owner = owner,
    .text = bw_pool_intern (&book->texts, line->text),
    .due = due,
    .deal = BW_NOBODY,
    .account = BW_NOBODY,
    .territory = territory,
    .meeting = meeting->key,
    .state = BW_COMMITMENT_OPEN,
    .author = meeting->author,
  };
  Promise fate;

  if ((line->about == ABOUT_DEAL || line->about == ABOUT_ACCOUNT) && deal == BW_NOBODY)
    return;
  if (line->about == ABOUT_DEAL)
    row.deal = deal;
  else if (line->about == ABOUT_ACCOUNT)
    row.account = book->deals.account[deal];
  row.at = row.edited = stamp (talk, starts + 20);
  g_array_append_val (book->commitments, row);
  about_lost = row.deal >= 0 && bw_book_stage (book, book->deals.stage[deal])->kind == BW_STAGE_LOST && book->deals.close[deal] <= due;
  fate = draw_fate (talk, book->commitments->len - 1, due, about_lost);
  if (fate.at != BW_DATE_NONE && fate.at <= talk->sample->today)
    g_array_append_val (talk->open, fate);
}

/* Writes what becomes of a commitment on the day. Returns whether that was all. */
static gboolean
settle (Talk    *talk,
        Promise *fate)
{
  BwBook      *book = talk->sample->book;
  BwCommitment row = *bw_book_commitment (book, fate->row);
  gboolean     moves = fate->moves;

  row.line = bw_commitment_line (&row);
  row.key = bw_sample_key (&talk->random);
  row.edited = stamp (talk, 9 * 60);
  if (moves)
    {
      row.due += WEEK;
      row.note = bw_pool_intern (&book->texts, "They asked for a week");
      fate->moves = FALSE;
      fate->at = row.due - 1;
    }
  else
    {
      row.state = fate->state;
      row.note = fate->state == BW_COMMITMENT_DROPPED ? bw_pool_intern (&book->texts, "Not needed any more") : 0;
    }
  g_array_append_val (book->commitments, row);
  fate->row = book->commitments->len - 1;
  return !moves;
}

static void
settle_day (Talk *talk)
{
  for (guint i = 0; i < talk->open->len;)
    {
      Promise *fate = &g_array_index (talk->open, Promise, i);

      if (fate->at == talk->day && settle (talk, fate))
        g_array_remove_index (talk->open, i);
      else
        i++;
    }
}

/* ---- what became of the meetings ---- */

static void
add_meeting (Talk            *talk,
             const BwCadence *cadence,
             BwMeetingState   state,
             const char      *notes,
             gint64           at)
{
  BwBook   *book = talk->sample->book;
  BwMeeting row = {
    .key = bw_sample_key (&talk->random),
    .cadence = cadence->key,
    .host = cadence->host,
    .person = cadence->person,
    .day = talk->day,
    .state = state,
    .notes = notes != NULL ? bw_pool_add (&book->texts, notes, -1) : 0,
    .at = at,
    .edited = at,
    .author = bw_book_person (book, cadence->host)->name,
  };

  g_array_append_val (book->meetings, row);
}

/* Who speaks in it besides the host: the one whom it is with, or somebody of the team. */
static gint32
draw_other (Talk            *talk,
            const BwCadence *cadence)
{
  guint team;

  if (cadence->person != BW_NOBODY)
    return cadence->person;
  team = cadence->host > 0 ? (guint)cadence->host - 1 : bw_random_below (&talk->random, talk->sample->n_managers);
  return cadence->host > 0 ? draw_member (talk, team) : bw_sample_manager_index (talk->sample, team);
}

/* Whose deals are talked about: of a manager's one of the team's. */
static gint32
draw_subject (Talk  *talk,
              gint32 other)
{
  gboolean is_manager = other > 0 && other <= (gint32)talk->sample->n_managers;

  return is_manager ? draw_member (talk, (guint)other - 1) : other;
}

static void
hold (Talk            *talk,
      const BwCadence *cadence)
{
  BwBook          *book = talk->sample->book;
  gint32           other = draw_other (talk, cadence), subject = draw_subject (talk, other);
  const char      *text = cadence->person != BW_NOBODY ? pair_notes[bw_random_below (&talk->random, G_N_ELEMENTS (pair_notes))]
                                                       : team_notes[bw_random_below (&talk->random, G_N_ELEMENTS (team_notes))];
  g_autofree char *notes = fill_in (book, text, draw_deal (talk, subject), BW_NOBODY);
  BwDate           next = bw_cadence_next (cadence, talk->day + 1);
  double           chance = bw_random_unit (&talk->random);

  add_meeting (talk, cadence, BW_MEETING_HELD, notes, stamp (talk, cadence->starts + cadence->minutes));
  if (chance < 0.5)
    promise (talk, bw_book_meeting (book, book->meetings->len - 1), chance < 0.08 ? cadence->host : other, subject, MIN (next, talk->day + 2 * WEEK),
             cadence->starts);
}

static void
meet (Talk            *talk,
      const BwCadence *cadence)
{
  const BwBook *book = talk->sample->book;
  BwDate        today = talk->sample->today;
  double        chance = bw_random_unit (&talk->random);
  gboolean      is_last = bw_cadence_next (cadence, talk->day + 1) >= today;

  if (talk->day < today && chance < 0.05)
    add_meeting (talk, cadence, BW_MEETING_CANCELLED, NULL, stamp (talk, cadence->starts - 30));
  else if (talk->day < today && chance > (is_last ? 0.15 : 0.09))
    hold (talk, cadence);
  else if (talk->day >= today && chance < 0.15 && cadence->person != BW_NOBODY)
    {
      g_autofree char *notes = fill_in (book, prepared_notes[bw_random_below (&talk->random, G_N_ELEMENTS (prepared_notes))],
                                        draw_deal (talk, draw_subject (talk, cadence->person)), BW_NOBODY);

      add_meeting (talk, cadence, BW_MEETING_PLANNED, notes, (gint64)today * DAY + 13 * 3600);
    }
}

/* ---- comments ---- */

static void
add_comment (Talk       *talk,
             BwComment   row,
             const char *text,
             gint32      author,
             gint32      you,
             guint       minutes)
{
  BwBook          *book = talk->sample->book;
  g_autofree char *filled = fill_in (book, text, row.deal, you);

  row.key = bw_sample_key (&talk->random);
  row.text = bw_pool_add (&book->texts, filled, -1);
  row.author = bw_book_person (book, author)->name;
  row.at = row.edited = stamp (talk, minutes);
  g_array_append_val (book->comments, row);
}

/* A manager and a report ask each other something, at times with an answer. */
static void
comment (Talk *talk)
{
  BwSample       *sample = talk->sample;
  guint           team = bw_random_below (&talk->random, sample->n_managers);
  gint32          manager = bw_sample_manager_index (sample, team), rep = draw_member (talk, team), deal = draw_deal (talk, rep);
  const Line     *line = &comments[bw_random_below (&talk->random, G_N_ELEMENTS (comments))];
  gboolean        asks = bw_random_below (&talk->random, 2) == 0, answers = bw_random_below (&talk->random, 3) == 0;
  const BwPeriod *quarter = &sample->quarters[bw_sample_quarter_at (sample, talk->day)];
  BwComment       row = {
          .deal = BW_NOBODY,
          .account = BW_NOBODY,
          .person = BW_NOBODY,
          .from = BW_DATE_NONE,
          .to = BW_DATE_NONE,
          .category = (guint8)BW_CATEGORY_NONE,
  };

  if (rep == manager || deal == BW_NOBODY)
    return;
  if (line->by != BY_EITHER)
    asks = line->by == BY_MANAGER;
  if (line->about == ABOUT_DEAL)
    row.deal = deal;
  else if (line->about == ABOUT_ACCOUNT)
    row.account = sample->book->deals.account[deal];
  else if (line->about == ABOUT_TERRITORY)
    row.territory = find_territory (sample->book, rep);
  if (line->about == ABOUT_TERRITORY && row.territory == 0)
    return;
  if (line->about == ABOUT_CELL)
    {
      row.person = rep;
      row.from = quarter->from;
      row.to = quarter->to;
      row.category = BW_CATEGORY_COMMIT;
    }
  add_comment (talk, row, line->text, asks ? manager : rep, asks ? rep : manager, 9 * 60);
  if (answers)
    add_comment (talk, row, replies[bw_random_below (&talk->random, G_N_ELEMENTS (replies))], asks ? rep : manager, asks ? manager : rep, 11 * 60);
}

/* Adds how check-ins recur, what became of those that were due, commitments and comments. */
void
bw_sample_add_checkins (BwSample *sample)
{
  guint n = bw_sample_n_people (sample);
  Talk  talk = { .sample = sample, .deals = g_new (GArray *, n), .open = g_array_new (FALSE, FALSE, sizeof (Promise)) };

  bw_random_init (&talk.random, sample->seed, 10);
  for (guint i = 0; i < n; i++)
    talk.deals[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  collect_deals (&talk);
  add_cadences (&talk);
  for (talk.day = sample->today - DAYS_BACK; talk.day <= sample->today + DAYS_AHEAD; talk.day++)
    {
      talk.n_today = 0;
      if (talk.day <= sample->today)
        settle_day (&talk);
      if (talk.day < sample->today && talk.day >= sample->today - DAYS_COMMENTED && !is_weekend (talk.day) &&
          bw_random_below (&talk.random, 2) == 0)
        comment (&talk);
      for (guint i = 0; i < sample->book->cadences->len; i++)
        if (bw_cadence_next (bw_book_cadence (sample->book, i), talk.day) == talk.day)
          meet (&talk, bw_book_cadence (sample->book, i));
    }
  for (guint i = 0; i < n; i++)
    g_array_unref (talk.deals[i]);
  g_free (talk.deals);
  g_array_unref (talk.open);
}
