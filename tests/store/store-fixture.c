/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for each test, and a small book that uses every table and column.
 *
 * Rows are filled from a seeded generator through the structures themselves, not through the store's descriptions of
 * them, so that a column which the store forgets is missed. */

#include "store-fixture.h"

#include "core/bw-adjustment.h"
#include "core/bw-comment.h"
#include "core/bw-commitment.h"
#include "core/bw-meeting.h"
#include "core/bw-note.h"
#include "core/bw-custom-field.h"
#include "core/bw-record.h"
#include "store/bw-store-compare.h"

#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

/* Returns: (transfer full): an empty folder; to be given to fixture_dir_free(). */
char *
fixture_dir_new (void)
{
  GError *error = NULL;
  char   *dir = g_dir_make_tmp ("bw-store-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

/* Removes the folder with what is in it (transfer full). */
void
fixture_dir_free (char *dir)
{
  GDir       *entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  if (entries != NULL)
    g_dir_close (entries);
  g_rmdir (dir);
  g_free (dir);
}

static BwText
word (BwBook     *book,
      GRand      *rand,
      const char *stem)
{
  g_autofree char *text = NULL;

  if (g_rand_int_range (rand, 0, 6) == 0)
    return 0;
  text = g_strdup_printf ("%s “ü” %d", stem, g_rand_int_range (rand, 0, 1000));
  return bw_pool_add (&book->texts, text, -1);
}

static BwText
label (BwBook     *book,
       GRand      *rand,
       const char *stem)
{
  g_autofree char *text = g_strdup_printf ("%s %d", stem, g_rand_int_range (rand, 0, 4));

  return g_rand_int_range (rand, 0, 5) == 0 ? 0 : bw_pool_intern (&book->texts, text);
}

static gint32
one_of (GRand *rand,
        guint  n)
{
  return n == 0 || g_rand_int_range (rand, 0, 4) == 0 ? BW_NOBODY : g_rand_int_range (rand, 0, (gint32)n);
}

static BwDate
day (GRand *rand)
{
  return g_rand_int_range (rand, 0, 5) == 0 ? BW_DATE_NONE : g_rand_int_range (rand, 15000, 20000);
}

static gint64
money (GRand *rand)
{
  if (g_rand_int_range (rand, 0, 5) == 0)
    return BW_MONEY_NONE;
  return ((gint64)g_rand_int (rand) << 12) - ((gint64)1 << 40);
}

static gint64
key (GRand *rand)
{
  return (((gint64)g_rand_int (rand) << 31) ^ g_rand_int (rand)) | 1;
}

static void
fill_people (BwBook *book,
             GRand  *rand)
{
  for (guint i = 0; i < 12; i++)
    {
      BwPerson    person = { key (rand), word (book, rand, "005"), word (book, rand, "Person"), word (book, rand, "mail"),
                             word (book, rand, "Region"), word (book, rand, "Zone"), one_of (rand, 12), i % 5, day (rand), day (rand) };
      BwStage     stage = { key (rand), word (book, rand, "Stage"), i * 3, i % 3, i % 6 == 5 ? BW_CATEGORY_NONE : (BwCategory)(i % 6),
                        i % 4 == 0 ? -1 : (gint16)(i * 80), i % 2,
                            word (book, rand, "STG") };
      BwStageRule rule = { key (rand), (gint32)i, day (rand), i % 3, i % 5 };

      g_array_append_val (book->people, person);
      g_array_append_val (book->stages, stage);
      g_array_append_val (book->stage_rules, rule);
    }
}

static void
fill_accounts (BwBook *book,
               GRand  *rand)
{
  for (guint i = 0; i < 40; i++)
    {
      BwAccount       account = { key (rand), word (book, rand, "001"), word (book, rand, "Account"), word (book, rand, "Industry"),
                                  word (book, rand, "Street"), word (book, rand, "City"), word (book, rand, "State"),
                                  bw_pool_add (&book->texts, "06598", -1), word (book, rand, "Country"),
                            i % 7 == 0 ? NAN : g_rand_double_range (rand, -90, 90), i % 7 == 0 ? NAN : g_rand_double_range (rand, -180, 180),
                            money (rand), i % 5 == 0 ? -1 : (gint32)i * 1000, one_of (rand, 12), one_of (rand, 40) };
      BwProduct       product = { key (rand), word (book, rand, "01t"), word (book, rand, "Product"), word (book, rand, "Family"),
                                  money (rand), i % 2, word (book, rand, "SKU") };
      BwProductAlias  alias = { key (rand), word (book, rand, "Alias"), one_of (rand, 10), i % 2 };
      BwAccountNumber number = { key (rand), one_of (rand, 40), bw_pool_intern (&book->texts, i % 3 == 0 ? "Seats" : "Beds, staffed"),
                                 i % 9 == 0 ? -0.125 : i * 1e6 };

      g_array_append_val (book->accounts, account);
      g_array_append_val (book->numbers, number);
      if (i < 10)
        g_array_append_val (book->products, product);
      if (i < 5)
        g_array_append_val (book->aliases, alias);
    }
}

static void
fill_rest (BwBook *book,
           GRand  *rand)
{
  for (guint i = 0; i < 6; i++)
    {
      BwImportRecord import = { key (rand), word (book, rand, "file.csv"), bw_pool_add (&book->texts, i % 2 ? "deals" : "people", -1),
                                word (book, rand, "profile"), day (rand), i % 5, 1790000000 + i, i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6 };
      BwPlan         plan = { key (rand), word (book, rand, "Plan"), i % 5, day (rand), i > 0 ? key (rand) : 0, word (book, rand, "Plan's note"), i % 3 == 0 ? 0 : bw_pool_add (&book->texts, "countries", -1) };
      BwTerritory    territory = { key (rand), one_of (rand, 6), word (book, rand, "Territory"), one_of (rand, 12), (gint32)i - 1,
                                i > 1 ? key (rand) : 0, i % 2, word (book, rand, "county:48453") };
      BwAssignment   assignment = { key (rand), one_of (rand, 6), label (book, rand, "county:48") };
      BwNamedAccount named = { key (rand), one_of (rand, 6), one_of (rand, 40) };
      BwQuota        quota = { key (rand), one_of (rand, 12), one_of (rand, 6), one_of (rand, 10), day (rand), day (rand), money (rand) };
      BwCall         call = { key (rand), one_of (rand, 12), one_of (rand, 12), day (rand), day (rand), i % 5, money (rand), 1780000000 + i, i % 2,
                              word (book, rand, "Note\nof two lines"), word (book, rand, "calls.csv") };

      g_array_append_val (book->imports, import);
      g_array_append_val (book->plans, plan);
      g_array_append_val (book->territories, territory);
      g_array_append_val (book->assignments, assignment);
      g_array_append_val (book->named_accounts, named);
      g_array_append_val (book->quotas, quota);
      g_array_append_val (book->calls, call);
    }
}

/* What is said and done about plans: rows of each kind. */
static void
add_plan_rows (BwBook *book,
               GRand  *rand)
{
  for (guint i = 0; i < BW_N_PLAN_EVENTS; i++)
    {
      BwPlanEvent     event = { key (rand), one_of (rand, 6), (BwPlanEventKind)i, 1790000000 + i, word (book, rand, "Because") };
      BwPlanReview    review = { key (rand), one_of (rand, 6), label (book, rand, "county:48"), one_of (rand, 6),
                                 (BwDecision)(i % BW_N_DECISIONS), word (book, rand, "Note"), 1790000000 + i };
      BwPlanLock      lock = { key (rand), one_of (rand, 6), label (book, rand, "county:48") };
      BwPlanMeasure   measure = { key (rand), one_of (rand, 6), label (book, rand, "field:Seats"), i % 2 ? 0 : 0.05 * i, word (book, rand, "12 if size=5") };
      BwTerritoryRule rule = { key (rand), one_of (rand, 6), word (book, rand, "industry=") };
      BwBridge        bridge = { key (rand), label (book, rand, "county:48"), label (book, rand, "county:47"), i % 2 };
      BwPostalPlace   place = { key (rand), label (book, rand, "D"), label (book, rand, "80"), word (book, rand, "Town"),
                                word (book, rand, "B"), i * 7.25 - 20, i % 3 == 0 ? (double)NAN : 11.5 * i };

      /* These texts are never empty. */
      if (review.unit == 0)
        review.unit = bw_pool_intern (&book->texts, "account:7");
      if (lock.unit == 0)
        lock.unit = bw_pool_intern (&book->texts, "state:TX");
      if (measure.measure == 0)
        measure.measure = bw_pool_intern (&book->texts, "pipeline");
      if (rule.condition == 0)
        rule.condition = bw_pool_add (&book->texts, "zip=787*", -1);
      if (bridge.a == 0)
        bridge.a = bw_pool_intern (&book->texts, "county:48001");
      if (bridge.b == 0)
        bridge.b = bw_pool_intern (&book->texts, "county:48003");
      if (place.country == 0)
        place.country = bw_pool_intern (&book->texts, "DE");
      if (place.code == 0)
        place.code = bw_pool_intern (&book->texts, "80331");
      g_array_append_val (book->postal_places, place);
      g_array_append_val (book->plan_events, event);
      g_array_append_val (book->plan_reviews, review);
      g_array_append_val (book->plan_locks, lock);
      g_array_append_val (book->plan_measures, measure);
      g_array_append_val (book->rules, rule);
      g_array_append_val (book->bridges, bridge);
    }
}

/* How quotas and the team changed, and what managers' sheets said. */
static void
add_call_rows (BwBook *book,
               GRand  *rand)
{
  for (guint i = 0; i < 6; i++)
    {
      BwQuotaChange   change = { key (rand), one_of (rand, 12), one_of (rand, 6), one_of (rand, 10), day (rand), day (rand),
                               i % 2 ? BW_MONEY_NONE : money (rand), money (rand), 1780000000 + i, word (book, rand, "Spread") };
      BwReportingLine line = { key (rand), one_of (rand, 12), one_of (rand, 12), i == 0 ? BW_DATE_NONE : day (rand), 1780000000 + i };
      BwSheetLine     sheet = { key (rand), word (book, rand, "sheet.xlsx"), one_of (rand, 12), one_of (rand, 12), day (rand), day (rand),
                                i % 5, money (rand), (BwDecision)(i % BW_N_DECISIONS), 1780000000 + i, word (book, rand, "Note") };

      g_array_append_val (book->quota_changes, change);
      g_array_append_val (book->reporting, line);
      g_array_append_val (book->sheet_lines, sheet);
    }
}

static BwRecord
record (BwBook *book,
        GRand  *rand,
        guint   i)
{
  BwRecord made;

  bw_record_init (&made, i % BW_N_RECORD_KINDS);
  made.key = key (rand);
  made.phase = (guint8)(i % BW_N_RECORD_PHASES);
  made.amount = money (rand);
  made.quantity = i % 3 == 0 ? NAN : g_rand_double_range (rand, -5, 500);
  made.ref = word (book, rand, "ACT");
  made.name = word (book, rand, "Call");
  made.deal = one_of (rand, book->deals.n);
  made.deal_ref = made.deal == BW_NOBODY ? word (book, rand, "D") : 0;
  made.account = one_of (rand, 40);
  made.account_ref = made.account == BW_NOBODY ? word (book, rand, "A") : 0;
  made.product = one_of (rand, 10);
  made.product_ref = made.product == BW_NOBODY ? word (book, rand, "P") : 0;
  made.person = one_of (rand, 12);
  made.import = one_of (rand, 6);
  made.type = label (book, rand, "Type");
  made.status = label (book, rand, "Status");
  made.group = label (book, rand, "Group");
  made.state = label (book, rand, "State");
  made.postal = label (book, rand, "0659");
  made.email = word (book, rand, "mail");
  made.phone = word (book, rand, "+49");
  made.date = day (rand);
  made.due = day (rand);
  made.created = day (rand);
  return made;
}

/* The present value of a deal's field, as the history writes it. */
static gint64
present (const BwDeals *deals,
         guint          deal,
         guint          field)
{
  if (field >= BW_N_FIELDS)
    return bw_custom_column_get (&deals->custom[field - BW_N_FIELDS], deal);
  switch ((BwField)field)
    {
    case BW_FIELD_STAGE:
      return deals->stage[deal];
    case BW_FIELD_AMOUNT:
      return deals->amount[deal];
    case BW_FIELD_CLOSE_DATE:
      return deals->close[deal];
    case BW_FIELD_OWNER:
      return deals->owner[deal];
    case BW_FIELD_CATEGORY:
      return deals->category[deal];
    case BW_FIELD_PROBABILITY:
      return deals->probability[deal];
    case BW_FIELD_PRESENT:
      return !(deals->flags[deal] & BW_DEAL_VANISHED);
    case BW_FIELD_NAME:
      return deals->name[deal];
    case BW_FIELD_ACCOUNT:
      return deals->account[deal];
    case BW_FIELD_PRODUCT:
      return deals->product[deal];
    case BW_FIELD_NEXT_STEP:
      return deals->next_step[deal];
    case BW_FIELD_REGION:
      return deals->region[deal];
    case BW_FIELD_TYPE:
      return deals->type[deal];
    case BW_FIELD_SOURCE:
      return deals->source[deal];
    case BW_FIELD_CREATED:
      return deals->created[deal];
    default:
      return deals->activity[deal];
    }
}

/* A value of a field of the project's own. */
static gint64
custom_value (BwBook     *book,
              GRand      *rand,
              BwFieldType type)
{
  static const double numbers[] = { 0, -0.1, 1e300, 0.1 + 0.2, 12345678901234567, INFINITY, -INFINITY, 5e-324, 1.0 / 3, -40 };

  if (g_rand_int_range (rand, 0, 4) == 0)
    return bw_field_type_none (type);
  switch (type)
    {
    case BW_TYPE_NUMBER:
      return bw_number_to_bits (numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))]);
    case BW_TYPE_DATE:
      return day (rand);
    case BW_TYPE_BOOLEAN:
      return g_rand_boolean (rand);
    case BW_TYPE_TEXT:
    default:
      return g_rand_boolean (rand) ? label (book, rand, "Say \"hi\" \\ ü \n\t\x01 日本") : word (book, rand, "Text");
    }
}

/* Fields of each type, twice, with names that a file could stumble over. */
static void
fill_fields (BwBook *book,
             GRand  *rand)
{
  static const char *const names[] = { "Segment", "Seats", "Renewal", "Strategic", "Date entered \"Proposal (Sales Pipeline)\"",
                                       "Score, 0–10", "it's\\a %day%", "field:amount" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (bw_custom_field_find_or_add (book, names[i], i % BW_N_TYPES), ==, i);
      bw_book_field (book, i)->key = key (rand);
    }
  bw_book_field (book, 1)->title = bw_pool_add (&book->texts, "Users", -1);
}

/* A fit with three numbers, one of them unknown. */
static void
add_fit (BwBook *book,
         GRand  *rand)
{
  BwFit      fit = { key (rand), 1791000000, 20100, book->imports->len, 8 };
  gint32     index = (gint32)book->fits->len;
  BwFitValue values[] = {
    { 0, index, BW_FIT_COEFFICIENT, 0, -1, 120, 0.25, NAN, NAN },
    { 0, index, BW_FIT_ERROR, 0, 4, 8, NAN, NAN, NAN },
    { 0, index, BW_FIT_DRIFT, 0, -1, 8, 1e300, -0.125, 3.0 },
  };

  g_array_append_val (book->fits, fit);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      values[i].key = key (rand);
      values[i].name = bw_pool_add (&book->texts, "simulation", -1);
      g_array_append_val (book->fit_values, values[i]);
    }
}

/* One view with something in each column, and one with as little as can be. */
static void
add_views (BwBook *book,
           GRand  *rand)
{
  BwSavedView full = {
    .key = key (rand),
    .name = bw_pool_add (&book->texts, "Large & “late”", -1),
    .filter = bw_pool_add (&book->texts, "amount >= 50k and stage = \"Closing\"", -1),
    .columns = bw_pool_add (&book->texts, "name 190\namount 95\n#42 120\n", -1),
    .sort = bw_pool_add (&book->texts, "amount", -1),
    .descending = TRUE,
    .grouping = bw_pool_add (&book->texts, "stage\nclose:month\n", -1),
    .by_total = TRUE,
    .open_only = TRUE,
    .in_period = TRUE,
    .since = bw_pool_add (&book->texts, "import", -1),
    .only_changed = TRUE,
  };
  BwSavedView bare = { .key = key (rand), .name = bw_pool_add (&book->texts, "All", -1) };

  g_array_append_val (book->views, full);
  g_array_append_val (book->views, bare);
}

/* A finding about a deal that is set aside for a while, and one about a period that is for good. */
static void
add_dismissal (BwBook *book,
               GRand  *rand)
{
  BwDismissal dismissals[] = {
    { key (rand), bw_pool_intern (&book->texts, "stuck"), book->deals.n > 0 ? (gint32)book->deals.n / 2 : BW_NOBODY, 0, 20080, 40, 1791000000, 20200 },
    { key (rand), bw_pool_intern (&book->texts, "coverage"), BW_NOBODY, bw_pool_add (&book->texts, "2026-Q4", -1), 0,
      G_GINT64_CONSTANT (-5000000000), 1791000000, BW_DATE_NONE },
  };

  g_array_append_vals (book->dismissals, dismissals, G_N_ELEMENTS (dismissals));
}

/* A scenario with a lever of each kind. */
static void
add_scenario (BwBook *book,
              GRand  *rand)
{
  BwScenario scenario = { key (rand), word (book, rand, "What if"), word (book, rand, "Note"), 1791000000 };
  gint32     index = (gint32)book->scenarios->len;

  g_array_append_val (book->scenarios, scenario);
  for (int kind = 0; kind < BW_N_LEVERS; kind++)
    {
      BwLever lever = { key (rand), index, (BwLeverKind)kind, one_of (rand, 12), one_of (rand, 12), one_of (rand, 6), one_of (rand, 10),
                        one_of (rand, 12), one_of (rand, book->deals.n), kind % 3 == 0 ? NAN : 1.0 + kind / 8.0, money (rand), day (rand) };

      g_array_append_val (book->levers, lever);
    }
}

/* A row of each act for each field, and two notes. */
static void
add_adjustments (BwBook *book,
                 GRand  *rand)
{
  for (guint i = 0; i < BW_N_ADJUSTED * BW_N_ADJUSTMENT_ACTS; i++)
    {
      BwAdjustedValue value = { money (rand), day (rand), word (book, rand, "Step"), (guint8)g_rand_int_range (rand, 0, BW_N_CATEGORIES) };
      BwAdjustedValue crm = { money (rand), day (rand), word (book, rand, "Old"), BW_CATEGORY_NONE };
      BwAdjustment    row = { .key = key (rand), .at = 1791000000 + i, .deal = one_of (rand, book->deals.n) };

      row.value = bw_adjusted_only (&value, i % BW_N_ADJUSTED);
      row.crm = bw_adjusted_only (&crm, i % BW_N_ADJUSTED);
      row.field = (guint8)(i % BW_N_ADJUSTED);
      row.act = (guint8)(i / BW_N_ADJUSTED);
      row.import = row.act == BW_ADJUSTMENT_SETTLED ? 0 : BW_NOBODY;
      row.note = word (book, rand, "Because");
      g_array_append_val (book->adjustments, row);
    }
  for (guint i = 0; i < 2; i++)
    {
      BwNote note = { key (rand), 1791000000, 1791000000 + i, one_of (rand, book->deals.n), bw_pool_add (&book->texts, "Two lines\nof a note", -1) };

      note.author = word (book, rand, "Anna");
      g_array_append_val (book->notes, note);
    }
  for (guint i = 0; i < 2; i++)
    {
      const BwNote *first = bw_book_note (book, 1);
      BwNote        later = { key (rand), first->at, first->edited + 60, first->deal, 0, first->key, 0, (guint8)i };

      later.text = i == 0 ? word (book, rand, "Later") : 0;
      g_array_append_val (book->notes, later);
    }
}

/* Meetings, their rhythms, what was agreed in them and comments: of each two, of which one follows the other. */
static void
add_meeting_rows (BwBook *book,
                  GRand  *rand)
{
  BwCadence    cadence = { key (rand), one_of (rand, 12), one_of (rand, 12), BW_EVERY_MONTH, day (rand), 570, 30,
                           word (book, rand, "Europe/Berlin"), 1791000000, 1791000000, 0, 0, word (book, rand, "Anna") };
  BwMeeting    meeting = { key (rand), cadence.key, one_of (rand, 12), one_of (rand, 12), day (rand), BW_MEETING_PLANNED,
                           word (book, rand, "Two lines\nof notes"), 1791000000, 1791000000, 0, word (book, rand, "Anna"), 1791050000 };
  BwCommitment commitment = { key (rand), one_of (rand, 12), word (book, rand, "Send the offer"), day (rand), one_of (rand, book->deals.n),
                              one_of (rand, 40), key (rand), meeting.key, BW_COMMITMENT_OPEN, 0, 1791000000, 1791000000, 0, 0 };
  BwComment    comment = { key (rand), one_of (rand, book->deals.n), one_of (rand, 40), key (rand), one_of (rand, 12), day (rand), day (rand),
                           (guint8)g_rand_int_range (rand, 0, BW_N_CATEGORIES), word (book, rand, "Look, @{1f}"), 1791000000, 1791000000, 0, 0, 0 };

  for (guint i = 0; i < 2; i++)
    {
      g_array_append_val (book->cadences, cadence);
      g_array_append_val (book->meetings, meeting);
      g_array_append_val (book->commitments, commitment);
      g_array_append_val (book->comments, comment);
      cadence.line = cadence.key;
      meeting.line = meeting.key;
      commitment.line = commitment.key;
      comment.line = comment.key;
      cadence.key = key (rand);
      meeting.key = key (rand);
      commitment.key = key (rand);
      comment.key = key (rand);
      cadence.removed = comment.removed = 1;
      comment.category = BW_CATEGORY_NONE;
      meeting.state = BW_MEETING_CANCELLED;
      commitment.state = BW_COMMITMENT_DROPPED;
      commitment.note = word (book, rand, "They left");
    }
}

static void
fill_deal (BwBook *book,
           GRand  *rand,
           guint   deal)
{
  BwDeals *deals = &book->deals;

  deals->ref[deal] = word (book, rand, "006");
  deals->name[deal] = word (book, rand, "Deal");
  deals->next_step[deal] = word (book, rand, "Call");
  deals->region[deal] = label (book, rand, "Region");
  deals->type[deal] = label (book, rand, "Type");
  deals->source[deal] = label (book, rand, "Source");
  deals->owner[deal] = one_of (rand, 12);
  deals->account[deal] = one_of (rand, 40);
  deals->product[deal] = one_of (rand, 10);
  deals->stage[deal] = (guint16)g_rand_int_range (rand, 0, 12);
  deals->amount[deal] = money (rand);
  deals->created[deal] = day (rand);
  deals->appeared[deal] = day (rand);
  deals->close[deal] = day (rand);
  deals->stage_since[deal] = day (rand);
  deals->activity[deal] = day (rand);
  deals->probability[deal] = (gint16)g_rand_int_range (rand, -1, 1001);
  deals->pushes[deal] = (guint16)g_rand_int_range (rand, 0, 65536);
  deals->category[deal] = g_rand_int_range (rand, 0, 2) ? BW_CATEGORY_NONE : (guint8)g_rand_int_range (rand, 0, BW_N_CATEGORIES);
  deals->flags[deal] = (guint8)g_rand_int_range (rand, 0, 2);
  for (guint c = 0; c < deals->n_custom; c++)
    bw_custom_column_set (&deals->custom[c], deal, custom_value (book, rand, deals->custom[c].type));
}

/* Two changes of one field of @deal, the second leading to its present value. */
static void
fill_changes (const BwBook *book,
              GRand        *rand,
              guint         deal,
              gint32        import,
              GArray       *changes)
{
  guint8   field = (guint8)g_rand_int_range (rand, 0, BW_N_FIELDS + (gint32)book->fields->len);
  gint64   value = present (&book->deals, deal, field);
  gint64   other = present (&book->deals, g_rand_int_range (rand, 0, (gint32)book->deals.n), field);
  BwChange first = { deal, 14000, 0, field, BW_TIME_CRM, import, value, other };
  BwChange second = { deal, 14000, 7, field, BW_TIME_PERSON, -1, other, value };

  g_array_append_val (changes, first);
  g_array_append_val (changes, second);
}

/* Returns: (transfer full): a book that holds something in every table and column. */
BwBook *
fixture_book_new (guint n_deals,
                  guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (BwChange));
  BwBook *book = bw_book_new ();

  book->name = bw_pool_add (&book->texts, "Sámple & Sons", -1);
  memcpy (book->currency, "EUR", 4);
  book->calendar = (BwCalendar) { BW_CALENDAR_454, 2, 7, BW_PERIOD_MONTH, 5 };
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    book->category_names[i] = i == 2 ? 0 : bw_pool_add (&book->texts, "Category", -1);
  fill_people (book, rand);
  fill_accounts (book, rand);
  fill_rest (book, rand);
  fill_fields (book, rand);
  add_fit (book, rand);
  add_views (book, rand);
  for (guint i = 0; i < n_deals; i++)
    {
      bw_deals_append (&book->deals, key (rand));
      fill_deal (book, rand, i);
    }
  add_dismissal (book, rand);
  add_plan_rows (book, rand);
  add_call_rows (book, rand);
  for (guint i = 0; i < 60; i++)
    {
      BwRecord made = record (book, rand, i);

      g_array_append_val (book->records, made);
    }
  add_scenario (book, rand);
  for (guint i = 0; i < n_deals; i += 2)
    fill_changes (book, rand, i, (gint32)(i % 6), changes);
  bw_history_add (&book->history, (const BwChange *)changes->data, changes->len, n_deals);
  add_adjustments (book, rand);
  add_meeting_rows (book, rand);
  return book;
}

/* One change of @deal's amount on top of its history. */
static void
change_amount (BwBook *book,
               GRand  *rand,
               guint   deal,
               gint32  import,
               GArray *changes)
{
  BwChange change = { deal, 20100 + (BwDate)book->imports->len, 1, BW_FIELD_AMOUNT, BW_TIME_EXPORT, import,
                      book->deals.amount[deal], 0 };

  book->deals.amount[deal] = change.new_value = g_rand_int_range (rand, 1, 1000000);
  g_array_append_val (changes, change);
}

/* The same of one of the project's own fields. */
static void
change_custom (BwBook *book,
               GRand  *rand,
               guint   deal,
               gint32  import,
               GArray *changes)
{
  guint           field = deal / 50 % book->fields->len;
  BwCustomColumn *column = &book->deals.custom[field];
  BwChange        change = { deal, 20100 + (BwDate)book->imports->len, 2, (guint8)(BW_N_FIELDS + field), BW_TIME_EXPORT, import,
                             bw_custom_column_get (column, deal), 0 };

  change.new_value = custom_value (book, rand, column->type);
  bw_custom_column_set (column, deal, change.new_value);
  g_array_append_val (changes, change);
}

static void
add_rejected (BwDelta    *delta,
              const char *file)
{
  BwRejectedRow *row = g_new0 (BwRejectedRow, 1);

  row->file = g_strdup (file);
  row->row = 42;
  row->column = g_strdup ("Amount");
  row->value = g_strdup ("twelve");
  row->reason = g_strdup ("“twelve” is no amount.");
  row->raw = g_strdup ("1,\"a\nb\",twelve");
  g_ptr_array_add (delta->rejected, row);
}

/* Makes a change of every kind: an import with changed, new and rejected rows, edits of tables, a removed row.
 * @after and @delta are (transfer full). */
void
fixture_change (const BwBook *before,
                guint         seed,
                BwBook      **after,
                BwDelta     **delta)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *file = g_strdup_printf ("export-%u.csv", seed);
  BwBook          *book = *after = bw_book_copy (before);
  BwDelta         *d = *delta = bw_delta_new (before);
  BwImportRecord   import = { key (rand), bw_pool_add (&book->texts, file, -1), bw_pool_add (&book->texts, "deals", -1), 0,
                              20100, BW_TIME_EXPORT, 1791000000, 5, 2, 3, 0, 0, 1, 0 };
  BwAssignment     unit = { key (rand), 0, bw_pool_add (&book->texts, "county:06001", -1) };
  gint32           index = (gint32)book->imports->len;
  guint64          line = 7;

  g_array_append_val (book->imports, import);
  book->name = bw_pool_add (&book->texts, file, -1);
  d->organisation = TRUE;
  bw_delta_remove (d, BW_TABLE_DISMISSALS, g_array_index (book->dismissals, BwDismissal, 1).key);
  g_array_remove_index (book->dismissals, 1);
  g_array_index (book->dismissals, BwDismissal, 0).measure++;
  bw_delta_mark (d, BW_TABLE_DISMISSALS, 0);
  bw_book_person (book, 3)->manager = 1;
  bw_delta_mark (d, BW_TABLE_PEOPLE, 3);
  bw_book_field (book, 2)->title = bw_pool_add (&book->texts, file, -1);
  bw_delta_mark (d, BW_TABLE_FIELDS, 2);
  bw_delta_remove (d, BW_TABLE_ASSIGNMENTS, g_array_index (book->assignments, BwAssignment, 2).key);
  g_array_remove_index (book->assignments, 2);
  g_array_append_val (book->assignments, unit);
  for (guint deal = seed % 7; deal < before->deals.n; deal += 50)
    {
      change_amount (book, rand, deal, index, d->changes);
      g_array_append_val (d->change_rows, line);
      change_custom (book, rand, deal, index, d->changes);
      g_array_append_val (d->change_rows, line);
      bw_delta_mark_deal (d, deal);
    }
  for (guint i = 0; i < 3; i++)
    {
      guint deal = bw_deals_append (&book->deals, key (rand));

      fill_deal (book, rand, deal);
      g_array_append_val (d->new_deal_rows, line);
    }
  add_fit (book, rand);
  bw_delta_remove (d, BW_TABLE_VIEWS, g_array_index (book->views, BwSavedView, 0).key);
  g_array_remove_index (book->views, 0);
  g_array_index (book->views, BwSavedView, 0).filter = bw_pool_add (&book->texts, file, -1);
  bw_delta_mark (d, BW_TABLE_VIEWS, 0);
  add_views (book, rand);
  add_dismissal (book, rand);
  add_plan_rows (book, rand);
  add_call_rows (book, rand);
  bw_book_make_records_writable (book);
  bw_book_record (book, 5)->amount = 700;
  bw_book_record (book, 5)->deal = (gint32)book->deals.n - 1;
  bw_delta_mark (d, BW_TABLE_RECORDS, 5);
  bw_delta_remove (d, BW_TABLE_RECORDS, bw_book_record (book, 9)->key);
  g_array_remove_index (book->records, 9);
  for (guint i = 0; i < 4; i++)
    {
      BwRecord made = record (book, rand, i);

      g_array_append_val (book->records, made);
    }
  g_array_index (book->numbers, BwAccountNumber, 3).value = 0.5;
  bw_delta_mark (d, BW_TABLE_ACCOUNT_NUMBERS, 3);
  bw_delta_remove (d, BW_TABLE_ACCOUNT_NUMBERS, g_array_index (book->numbers, BwAccountNumber, 7).key);
  g_array_remove_index (book->numbers, 7);
  bw_delta_remove (d, BW_TABLE_RULES, g_array_index (book->rules, BwTerritoryRule, 1).key);
  g_array_remove_index (book->rules, 1);
  g_array_index (book->rules, BwTerritoryRule, 0).condition = bw_pool_add (&book->texts, "size=100-999", -1);
  bw_delta_mark (d, BW_TABLE_RULES, 0);
  bw_delta_remove (d, BW_TABLE_PLAN_LOCKS, g_array_index (book->plan_locks, BwPlanLock, 2).key);
  g_array_remove_index (book->plan_locks, 2);
  g_array_index (book->plan_measures, BwPlanMeasure, 0).tolerance = 0.125;
  bw_delta_mark (d, BW_TABLE_PLAN_MEASURES, 0);
  bw_delta_remove (d, BW_TABLE_PLAN_MEASURES, g_array_index (book->plan_measures, BwPlanMeasure, 1).key);
  g_array_remove_index (book->plan_measures, 1);
  add_scenario (book, rand);
  g_array_index (book->levers, BwLever, 1).factor = 0.75;
  g_array_index (book->levers, BwLever, 1).deal = (gint32)book->deals.n - 1;
  bw_delta_mark (d, BW_TABLE_LEVERS, 1);
  bw_delta_remove (d, BW_TABLE_LEVERS, g_array_index (book->levers, BwLever, 4).key);
  g_array_remove_index (book->levers, 4);
  bw_book_note (book, 0)->text = bw_pool_add (&book->texts, "Something else", -1);
  bw_book_note (book, 0)->edited++;
  bw_delta_mark (d, BW_TABLE_NOTES, 0);
  bw_delta_remove (d, BW_TABLE_NOTES, bw_book_note (book, 1)->key);
  g_array_remove_index (book->notes, 1);
  add_adjustments (book, rand);
  add_meeting_rows (book, rand);
  add_rejected (d, file);
  bw_history_add (&book->history, (const BwChange *)d->changes->data, d->changes->len, book->deals.n);
}

/* Stops the test, and says where they differ, when two books do not say the same. */
void
fixture_assert_same (const BwBook *a,
                     const BwBook *b)
{
  g_autofree char *difference = bw_book_dup_difference (a, b);

  if (difference != NULL)
    g_error ("The books differ: %s", difference);
}

/* Stops the test when bw_store_check() finds anything. */
void
fixture_assert_sound (BwStore *store)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) problems = bw_store_check (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_printerr ("# %s\n", (const char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
}
