/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to talk about in a check-in.
 *
 * Made anew whenever it is asked for, from the numbers of the person (with everyone below), what moved since the last check-in
 * that was held, findings, and commitments. Nothing of it is kept: what was said of it is in the notes. Where no check-in was held
 * before, the last two weeks are told of. The data may be older than the last check-in; then nothing moved, and the agenda says
 * how old they are.
 *
 * Of commitments those are told that the person owns, and those made in check-ins of the same two (or of the team): open ones, and what
 * was settled since the last time; those of the last time first. */

#include "core/bw-agenda-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/bw-call-tree.h"
#include "core/bw-commitment.h"

enum
{
  DAY = 86400,
  WITHOUT_LAST = 14,
};

static const struct
{
  const char *name;
  const char *title;
} sections[BW_N_AGENDA_SECTIONS] = {
  [BW_AGENDA_COMMITMENTS] = { "commitments", N_ ("Commitments") },
  [BW_AGENDA_NUMBERS] = { "numbers", N_ ("Numbers") },
  [BW_AGENDA_WINS] = { "wins", N_ ("Wins") },
  [BW_AGENDA_MOVED] = { "moved", N_ ("What moved") },
  [BW_AGENDA_RISKS] = { "risks", N_ ("Worth a look") },
  [BW_AGENDA_NEAR_MISSES] = { "near_misses", N_ ("Near misses") },
};

/* Returns: (transfer none): the name of @section in files. */
const char *
bw_agenda_section_name (BwAgendaSection section)
{
  return sections[section].name;
}

/* Returns: (transfer none): what it is called on screen, translated. */
const char *
bw_agenda_section_title (BwAgendaSection section)
{
  return _ (sections[section].title);
}

static void
free_item (gpointer data)
{
  BwAgendaItem *item = data;

  g_free (item->title);
  g_free (item->text);
  g_free (item);
}

void
bw_agenda_free (BwAgenda *agenda)
{
  g_ptr_array_unref (agenda->items);
  g_free (agenda);
}

/* Adds an item; @text is taken. */
void
bw_agenda_take (BwAgenda       *agenda,
                BwAgendaSection section,
                const char     *title,
                char           *text,
                gint32          deal,
                gint64          amount)
{
  BwAgendaItem *item = g_new0 (BwAgendaItem, 1);

  *item = (BwAgendaItem) { section, g_strdup (title), text, deal, 0, amount, FALSE };
  g_ptr_array_add (agenda->items, item);
}

/* ---- what it is about ---- */

/* Whose deals a check-in is about. */
BwScope
bw_agenda_scope (const BwAgendaQuery *query)
{
  BwScope scope = { BW_SCOPE_PERSON, query->person != BW_NOBODY ? query->person : query->host, NULL };

  return scope;
}

/* What was known in @meeting: the day of the newest data that had been imported by its end, else its own. */
static BwDate
find_known (const BwBook    *book,
            const BwMeeting *meeting)
{
  BwDate known = BW_DATE_NONE, day = bw_meeting_on (book, meeting);

  for (guint i = 0; i < book->imports->len; i++)
    {
      const BwImportRecord *import = &g_array_index (book->imports, BwImportRecord, i);

      if (import->at < ((gint64)day + 1) * DAY && import->as_of != BW_DATE_NONE)
        known = MAX (known, import->as_of);
    }
  return known != BW_DATE_NONE ? MIN (known, day) : day;
}

/* Since when there is something to tell: what was known in the last check-in that was held, else two weeks before what is known now.
 * @last (nullable) becomes its line, 0 for none. */
BwDate
bw_agenda_since (const BwBook        *book,
                 const BwAgendaQuery *query,
                 gint64              *last)
{
  const BwMeeting *meeting = bw_meeting_last_held (book, query->host, query->person, query->day, query->at);

  if (last != NULL)
    *last = meeting != NULL ? bw_meeting_line (meeting) : 0;
  return meeting != NULL ? MIN (find_known (book, meeting), query->as_of) : query->as_of - WITHOUT_LAST;
}

/* ---- commitments ---- */

static gboolean
is_told (const BwBook        *book,
         const BwAgendaQuery *query,
         BwDate               since,
         gint64               last,
         const BwCommitment  *commitment)
{
  const BwMeeting *meeting = commitment->meeting != 0 ? bw_meeting_get (book, commitment->meeting) : NULL;
  gboolean         is_theirs = meeting != NULL && meeting->host == query->host && meeting->person == query->person;

  if (query->person != BW_NOBODY && commitment->owner == query->person)
    is_theirs = TRUE;
  if (!is_theirs)
    return FALSE;
  if (commitment->state == BW_COMMITMENT_OPEN)
    return TRUE;
  return commitment->edited >= (gint64)since * DAY || (last != 0 && commitment->meeting == last);
}

/* The commitments that the check-in @query is about.
 * Returns: (transfer full) (element-type guint): the rows of the versions that count, those of the last check-in first. */
GArray *
bw_agenda_dup_commitments (const BwBook        *book,
                           const BwAgendaQuery *query)
{
  GArray *told = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) rows = bw_commitment_current (book, BW_NOBODY);
  gint64 last;
  BwDate since = bw_agenda_since (book, query, &last);

  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < rows->len; i++)
      {
        guint               row = g_array_index (rows, guint, i);
        const BwCommitment *commitment = bw_book_commitment (book, row);
        gboolean            from_last = last != 0 && commitment->meeting == last;

        if (from_last == (turn == 0) && is_told (book, query, since, last, commitment))
          g_array_append_val (told, row);
      }
  return told;
}

static const char *
deal_became (const BwBook       *book,
             const BwCommitment *commitment)
{
  const char *state = bw_commitment_deal_state (book, commitment);

  if (state == NULL)
    return NULL;
  if (g_str_equal (state, "won"))
    return _ ("The deal is won.");
  if (g_str_equal (state, "lost"))
    return _ ("The deal is lost.");
  return g_str_equal (state, "gone") ? _ ("The deal is no longer in the exports.") : _ ("The deal is open.");
}

static char *
dup_state (const BwCommitment *commitment,
           BwDate              day)
{
  g_autofree char *due = commitment->due != BW_DATE_NONE ? bw_date_format_short (commitment->due, day) : NULL;
  g_autofree char *settled = bw_date_format_short ((BwDate)(commitment->edited / DAY), day);
  const char      *state = bw_commitment_state_name (commitment, day);
  int              days = commitment->due != BW_DATE_NONE ? day - commitment->due : 0;

  if (g_str_equal (state, "kept"))
    return g_strdup_printf (_ ("Kept on %s."), settled);
  if (g_str_equal (state, "kept_late"))
    return g_strdup_printf (_ ("Kept on %s; it was due by %s."), settled, due);
  if (g_str_equal (state, "dropped"))
    return g_strdup_printf (_ ("Dropped on %s."), settled);
  if (g_str_equal (state, "late"))
    return g_strdup_printf (ngettext ("Open; it was due by %s, %d day ago.", "Open; it was due by %s, %d days ago.", (gulong)days), due, days);
  return due != NULL ? g_strdup_printf (_ ("Open, due by %s."), due) : g_strdup (_ ("Open."));
}

/* Returns: (transfer full): whose @commitment is, how it stands on @day, and what became of the deal. */
char *
bw_agenda_dup_standing (const BwBook       *book,
                        const BwCommitment *commitment,
                        BwDate              day)
{
  g_autofree char *state = dup_state (commitment, day);
  const char      *owner = commitment->owner >= 0 ? bw_book_text (book, bw_book_person (book, (guint)commitment->owner)->name) : "";
  const char      *became = deal_became (book, commitment), *note = bw_book_text (book, commitment->note);
  GString         *text = g_string_new (NULL);

  g_string_append_printf (text, "%s: %s", owner, state);
  if (became != NULL)
    g_string_append_printf (text, " %s: %s", bw_book_text (book, book->deals.name[commitment->deal]), became);
  else if (commitment->account >= 0)
    g_string_append_printf (text, " %s", bw_book_text (book, bw_book_account (book, commitment->account)->name));
  else if (commitment->territory != 0)
    g_string_append_printf (text, " %s", bw_commitment_territory_name (book, commitment));
  if (*note != '\0')
    g_string_append_printf (text, " “%s”", note);
  return g_string_free (text, FALSE);
}

static void
add_commitments (BwAgenda     *agenda,
                 const BwBook *book)
{
  g_autoptr (GArray) rows = bw_agenda_dup_commitments (book, &agenda->query);

  for (guint i = 0; i < rows->len; i++)
    {
      const BwCommitment *commitment = bw_book_commitment (book, g_array_index (rows, guint, i));
      BwAgendaItem       *item;

      bw_agenda_take (agenda, BW_AGENDA_COMMITMENTS, bw_book_text (book, commitment->text),
                      bw_agenda_dup_standing (book, commitment, agenda->query.day), commitment->deal,
                      commitment->deal >= 0 ? book->deals.amount[commitment->deal] : BW_MONEY_NONE);
      item = g_ptr_array_index (agenda->items, agenda->items->len - 1);
      item->commitment = bw_commitment_line (commitment);
      item->from_last = agenda->last != 0 && commitment->meeting == agenda->last;
    }
}

/* ---- numbers ---- */

static char *
dup_percent (double share)
{
  if (share > 0 && share < 0.01)
    return g_strdup (_ ("below 1 %"));
  if (share > 0.99 && share < 1)
    return g_strdup (_ ("above 99 %"));
  return g_strdup_printf (_ ("%.0f %%"), share * 100);
}

/* What is closed, called and open, by the roll-up that the forecast shows. */
static void
find_sums (BwAgenda         *agenda,
           const BwBook     *book,
           const BwSnapshot *snapshot)
{
  const BwPeriod *period = &agenda->query.period;
  g_autoptr (BwCallTree) now = bw_call_tree_new (book, period, agenda->query.as_of);
  g_autoptr (BwCallTree) before = bw_call_tree_new (book, period, agenda->since);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &agenda->scope);
  gint32            person = agenda->scope.index;
  const BwCallCell *commit = bw_call_tree_cell (now, person, BW_CATEGORY_COMMIT);

  agenda->closed = bw_call_tree_cell (now, person, BW_CATEGORY_CLOSED)->crm;
  agenda->closed_before = bw_call_tree_cell (before, person, BW_CATEGORY_CLOSED)->crm;
  agenda->call = commit->call;
  agenda->override = commit->override;
  agenda->called = commit->called_at != 0 ? (BwDate)(commit->called_at / DAY) : BW_DATE_NONE;
  agenda->call_before = bw_call_tree_cell (before, person, BW_CATEGORY_COMMIT)->call;
  for (guint i = 0; i < book->deals.n; i++)
    {
      if (!bw_snapshot_in_pipeline (snapshot, i, period) ||
          !bw_scope_mask_admits (mask, i, snapshot->owner[i], book->deals.account[i]))
        continue;
      agenda->open += snapshot->amount[i] == BW_MONEY_NONE ? 0 : snapshot->amount[i];
      agenda->n_open++;
    }
  agenda->quota = bw_scope_quota (book, &agenda->scope, period);
  agenda->coverage = bw_outlook_coverage (agenda->open, agenda->closed, agenda->quota);
}

static void
find_forecast (BwAgenda        *agenda,
               const BwOutlook *now,
               const BwOutlook *before)
{
  agenda->p10 = agenda->p50 = agenda->p90 = agenda->p50_before = BW_MONEY_NONE;
  agenda->chance = NAN;
  if (now != NULL)
    {
      agenda->p10 = (gint64)llround (now->p10);
      agenda->p50 = (gint64)llround (now->p50);
      agenda->p90 = (gint64)llround (now->p90);
      agenda->chance = now->chance_of_quota;
    }
  if (before != NULL)
    agenda->p50_before = (gint64)llround (before->p50);
}

static void
say_closed (BwAgenda     *agenda,
            const BwBook *book,
            const char   *since)
{
  g_autofree char *closed = bw_money_format_compact (agenda->closed, book->currency);
  g_autofree char *change = bw_money_format_compact (agenda->closed - agenda->closed_before, book->currency);
  g_autofree char *quota = bw_money_format_compact (agenda->quota, book->currency), *share = NULL;
  GString         *text = g_string_new (NULL);

  if (agenda->quota != BW_MONEY_NONE && agenda->quota > 0)
    {
      share = dup_percent ((double)agenda->closed / (double)agenda->quota);
      g_string_append_printf (text, _ ("%s of a quota of %s, %s."), closed, quota, share);
    }
  else
    g_string_append_printf (text, _ ("%s; no quota is set."), closed);
  g_string_append_c (text, ' ');
  if (agenda->closed > agenda->closed_before)
    g_string_append_printf (text, _ ("%s came since %s."), change, since);
  else
    g_string_append_printf (text, _ ("Nothing came since %s."), since);
  bw_agenda_take (agenda, BW_AGENDA_NUMBERS, _ ("Closed"), g_string_free (text, FALSE), BW_NOBODY, agenda->closed);
}

static void
say_forecast (BwAgenda     *agenda,
              const BwBook *book,
              const char   *since)
{
  g_autofree char *p10 = bw_money_format_compact (agenda->p10, book->currency), *p50 = bw_money_format_compact (agenda->p50, book->currency);
  g_autofree char *p90 = bw_money_format_compact (agenda->p90, book->currency);
  g_autofree char *before = bw_money_format_compact (agenda->p50_before, book->currency), *chance = NULL;
  GString         *text;

  if (agenda->p50 == BW_MONEY_NONE)
    return;
  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%s, four times in five %s to %s."), p50, p10, p90);
  if (isfinite (agenda->chance))
    {
      chance = dup_percent (agenda->chance);
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("The chance of the quota is %s."), chance);
    }
  if (agenda->p50_before != BW_MONEY_NONE)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("On %s it was %s."), since, before);
    }
  bw_agenda_take (agenda, BW_AGENDA_NUMBERS, _ ("Forecast"), g_string_free (text, FALSE), BW_NOBODY, agenda->p50);
}

static void
say_call (BwAgenda     *agenda,
          const BwBook *book,
          const char   *since)
{
  g_autofree char *call = bw_money_format_compact (agenda->call, book->currency), *day = bw_date_format_short (agenda->called, agenda->query.as_of);
  g_autofree char *before = bw_money_format_compact (agenda->call_before, book->currency);
  g_autofree char *override = bw_money_format_compact (agenda->override, book->currency);
  GString         *text = g_string_new (NULL);

  if (agenda->call == BW_MONEY_NONE)
    g_string_append (text, _ ("Nothing was called for this period yet."));
  else
    g_string_append_printf (text, _ ("Commit %s, called on %s."), call, day);
  if (agenda->call != BW_MONEY_NONE && agenda->call_before != BW_MONEY_NONE && agenda->call_before != agenda->call)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("On %s it was %s."), since, before);
    }
  if (agenda->override != BW_MONEY_NONE)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("In its place %s counts."), override);
    }
  if (agenda->call != BW_MONEY_NONE && agenda->p50 != BW_MONEY_NONE && agenda->call != agenda->p50)
    {
      g_autofree char *apart = bw_money_format_compact (ABS (agenda->p50 - agenda->call), book->currency);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, agenda->p50 > agenda->call ? _ ("The forecast is %s above it.") : _ ("The forecast is %s below it."), apart);
    }
  bw_agenda_take (agenda, BW_AGENDA_NUMBERS, _ ("Call"), g_string_free (text, FALSE), BW_NOBODY, agenda->call);
}

static void
say_pipeline (BwAgenda     *agenda,
              const BwBook *book)
{
  g_autofree char *open = bw_money_format_compact (agenda->open, book->currency);
  GString         *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s in %u open deal of the period.", "%s in %u open deals of the period.", agenda->n_open), open,
                          agenda->n_open);
  if (isfinite (agenda->coverage))
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("That is %.1f times what is missing to the quota."), agenda->coverage);
    }
  bw_agenda_take (agenda, BW_AGENDA_NUMBERS, _ ("Pipeline"), g_string_free (text, FALSE), BW_NOBODY, agenda->open);
}

static void
add_numbers (BwAgenda     *agenda,
             const BwBook *book)
{
  g_autofree char *since = bw_date_format_short (agenda->since, agenda->query.as_of);

  say_closed (agenda, book, since);
  say_forecast (agenda, book, since);
  say_call (agenda, book, since);
  say_pipeline (agenda, book);
  if (agenda->since == agenda->query.as_of)
    bw_agenda_take (agenda, BW_AGENDA_NUMBERS, _ ("Data"),
                    g_strdup_printf (_ ("Nothing newer than %s was imported, so there is nothing to tell since the last check-in."), since),
                    BW_NOBODY, BW_MONEY_NONE);
}

/* ---- the whole ---- */

static int
compare_sections (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const BwAgendaItem *x = *(BwAgendaItem *const *)a, *y = *(BwAgendaItem *const *)b;

  return (int)x->section - (int)y->section;
}

/* What there is to talk about in the check-in that @query names. @now and @before (each nullable) are forecasts of its scope (see
 * bw_agenda_scope()) and period, as of the query's day of the data and bw_agenda_since().
 * Returns: (transfer full): the agenda. */
BwAgenda *
bw_agenda_new (BwBook              *book,
               const BwAgendaQuery *query,
               const BwOutlook     *now,
               const BwOutlook     *before)
{
  BwAgenda *agenda = g_new0 (BwAgenda, 1);
  g_autoptr (BwSnapshot) today = bw_snapshot_new (book, query->as_of), then = NULL;

  agenda->query = *query;
  agenda->scope = bw_agenda_scope (query);
  agenda->since = bw_agenda_since (book, query, &agenda->last);
  agenda->items = g_ptr_array_new_with_free_func (free_item);
  then = bw_snapshot_new (book, agenda->since);
  find_sums (agenda, book, today);
  find_forecast (agenda, now, before);
  add_commitments (agenda, book);
  add_numbers (agenda, book);
  bw_agenda_add_deals (agenda, book, then, today);
  g_ptr_array_sort_with_data (agenda->items, compare_sections, NULL);
  return agenda;
}

static int
compare_amounts (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  guint32       x = *(const guint32 *)a, y = *(const guint32 *)b;
  const gint64 *amounts = data;

  if (amounts[x] != amounts[y])
    return amounts[x] > amounts[y] ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* The deals to walk through: those of the agenda as they come there, then the other open ones of the period, the largest first.
 * Returns: (transfer full) (element-type guint32): each once. */
GArray *
bw_agenda_dup_deals (const BwBook   *book,
                     const BwAgenda *agenda)
{
  GArray *deals = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (BwSnapshot) now = bw_snapshot_new (book, agenda->query.as_of);
  g_autoptr (BwScopeMask) mask = bw_scope_mask_new (book, &agenda->scope);

  for (guint i = 0; i < agenda->items->len; i++)
    {
      const BwAgendaItem *item = g_ptr_array_index (agenda->items, i);
      guint32             deal = (guint32)item->deal;

      if (item->deal >= 0 && g_hash_table_add (seen, GUINT_TO_POINTER (deal)))
        g_array_append_val (deals, deal);
    }
  for (guint32 i = 0; i < book->deals.n; i++)
    if (bw_snapshot_in_pipeline (now, i, &agenda->query.period) && bw_scope_mask_admits (mask, i, now->owner[i], book->deals.account[i]) &&
        !g_hash_table_contains (seen, GUINT_TO_POINTER (i)))
      g_array_append_val (others, i);
  g_array_sort_with_data (others, compare_amounts, now->amount);
  g_array_append_vals (deals, others->data, others->len);
  return deals;
}
