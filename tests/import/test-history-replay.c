/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A known history is played, written as exports and as the CRM's records, imported in many orders, and must come out
 * again: the state of each day that the files tell of, flows that balance to the cent, and the same history whatever the order. */

#include "core/bw-change.h"
#include "core/bw-flow.h"
#include "core/bw-import-changes.h"
#include "core/bw-snapshot.h"
#include "import-fixture.h"

enum
{
  N_DEALS = 60,
  N_STEADY = 3, /* never change, so that every export has all open stages: what is guessed depends on which there are */
  N_DAYS = 364,
  WEEK = 7,
  N_WEEKS = N_DAYS / WEEK,
  MAX_EVENTS = 40,
};

static const char *const stage_names[] = { "Qualification", "Proposal", "Negotiation", "Closed won", "Closed lost" };
static const char *const owner_names[] = { "Ann Adams", "Bob Brown", "Cleo Clark", "Dan Dorn" };
static const char *const category_names[] = { "Pipeline", "Best Case", "Commit", "Closed", "Omitted" };
static const BwCategory  categories[] = { BW_CATEGORY_PIPELINE, BW_CATEGORY_BEST_CASE, BW_CATEGORY_COMMIT, BW_CATEGORY_CLOSED, BW_CATEGORY_OMITTED };

enum
{
  WON = 3,
  LOST = 4,
};

/* What a deal is. */
typedef struct
{
  gboolean exists;
  guint    stage, owner, category;
  gint64   amount; /* minor units, a tenth of the deals has none at first */
  int      close;  /* day of the year from 0 on */
} State;

/* A save in the CRM. */
typedef struct
{
  guint deal;
  int   day, seconds;
  State before, after;
} Save;

typedef struct
{
  int     created[N_DEALS];
  int     gone[N_DEALS], back[N_DEALS]; /* N_DAYS: never */
  State   states[N_DEALS][N_DAYS];      /* at the end of each day */
  GArray *saves;                        /* Save, in the order of time */
  BwDate  first;
} World;

/* ---- Playing ---- */

static void
change_state (GRand *rand,
              State *state,
              int    day)
{
  gboolean closed = state->stage >= WON;

  if (closed)
    {
      if (g_rand_int_range (rand, 0, 12) == 0)
        {
          state->stage = 1;
          state->category = 1;
          state->close = day + g_rand_int_range (rand, 5, 60);
        }
      else if (g_rand_int_range (rand, 0, 6) == 0)
        state->amount = g_rand_int_range (rand, 1000, 9000000);
      return;
    }
  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
    case 1:
      state->stage = (guint)g_rand_int_range (rand, 0, 3);
      state->category = state->stage;
      break;
    case 2:
      state->amount = g_rand_int_range (rand, 1000, 9000000);
      break;
    case 3:
      state->close += g_rand_int_range (rand, -20, 45);
      break;
    case 4:
      state->owner = (guint)g_rand_int_range (rand, 0, G_N_ELEMENTS (owner_names));
      break;
    case 5:
      state->category = (guint)g_rand_int_range (rand, 0, 3);
      break;
    default:
      if (g_rand_int_range (rand, 0, 3) > 0)
        break;
      state->stage = g_rand_boolean (rand) ? WON : LOST;
      state->category = state->stage;
      state->close = day;
      if (g_rand_boolean (rand))
        state->amount = g_rand_int_range (rand, 1000, 9000000);
      break;
    }
}

static void
play_day (World *world,
          GRand *rand,
          guint  deal,
          int    day,
          State *state)
{
  int seconds = 9 * 3600;

  for (int n = g_rand_int_range (rand, 0, 14) == 0 ? g_rand_int_range (rand, 1, 4) : 0; n > 0; n--)
    {
      Save save = { .deal = deal, .day = day, .seconds = seconds, .before = *state };

      change_state (rand, state, day);
      save.after = *state;
      seconds += 600;
      if (memcmp (&save.before, &save.after, sizeof save.after) != 0)
        g_array_append_val (world->saves, save);
    }
}

static World *
play (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  World *world = g_new0 (World, 1);

  world->first = bw_date_from_ymd (2025, 1, 1);
  world->saves = g_array_new (FALSE, TRUE, sizeof (Save));
  for (guint deal = 0; deal < N_DEALS; deal++)
    {
      State state = { 0 };
      Save  made = { .deal = deal };

      world->created[deal] = deal % 6 == 0 || deal < N_STEADY ? 0 : g_rand_int_range (rand, 0, N_DAYS - 10);
      world->gone[deal] = world->back[deal] = N_DAYS;
      if (deal % 15 == 7)
        {
          world->gone[deal] = world->created[deal] + 60;
          world->back[deal] = deal % 2 == 0 ? N_DAYS : world->gone[deal] + 40;
        }
      state.owner = (guint)g_rand_int_range (rand, 0, G_N_ELEMENTS (owner_names));
      state.amount = g_rand_int_range (rand, 0, 10) == 0 ? BW_MONEY_NONE : g_rand_int_range (rand, 1000, 9000000);
      state.close = world->created[deal] + g_rand_int_range (rand, 20, 200);
      state.stage = state.category = deal < N_STEADY ? deal : 0;
      made.day = world->created[deal];
      made.seconds = 8 * 3600;
      made.after = state;
      g_array_append_val (world->saves, made);
      for (int day = world->created[deal]; day < N_DAYS; day++)
        {
          if (day > world->created[deal] && deal >= N_STEADY)
            play_day (world, rand, deal, day, &state);
          world->states[deal][day] = state;
          world->states[deal][day].exists = day < world->gone[deal] || day >= world->back[deal];
        }
    }
  return world;
}

static void
world_free (World *world)
{
  g_array_unref (world->saves);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* ---- Writing ---- */

static void
append_day (GString     *text,
            const World *world,
            int          day)
{
  char iso[BW_DATE_ISO_SIZE];

  g_string_append (text, bw_date_write_iso (world->first + day, iso));
}

static void
append_amount (GString *text,
               gint64   amount)
{
  if (amount != BW_MONEY_NONE)
    g_string_append_printf (text, "%" G_GINT64_FORMAT ".%02d", amount / 100, (int)(amount % 100));
}

/* The export of the end of @day. */
static char *
write_export (const World *world,
              int          day)
{
  GString *text = g_string_new ("Opportunity ID,Opportunity Name,Opportunity Owner,Account Name,Stage,Amount,Close Date,Forecast Category,Created Date\n");

  for (guint deal = 0; deal < N_DEALS; deal++)
    {
      const State *state = &world->states[deal][day];

      if (!state->exists)
        continue;
      g_string_append_printf (text, "D%03u,Deal %u,%s,Account %u,%s,", deal, deal, owner_names[state->owner], deal % 9, stage_names[state->stage]);
      append_amount (text, state->amount);
      g_string_append_c (text, ',');
      append_day (text, world, state->close);
      g_string_append_printf (text, ",%s,", category_names[state->category]);
      append_day (text, world, world->created[deal]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
append_time (GString     *text,
             const World *world,
             const Save  *save)
{
  append_day (text, world, save->day);
  g_string_append_printf (text, "T%02d:%02d:00.000Z", save->seconds / 3600, save->seconds / 60 % 60);
}

static void
shuffle (GRand *rand,
         guint *order,
         guint  n)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint)g_rand_int_range (rand, 0, (gint32)i), kept = order[i - 1];

      order[i - 1] = order[j];
      order[j] = kept;
    }
}

/* One row a save, in any order. */
static char *
write_saves (const World *world,
             GRand       *rand)
{
  GString          *text = g_string_new ("Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,ForecastCategory\n");
  g_autofree guint *order = g_new (guint, world->saves->len);

  shuffle (rand, order, world->saves->len);
  for (guint i = 0; i < world->saves->len; i++)
    {
      const Save *save = &g_array_index (world->saves, Save, order[i]);

      g_string_append_printf (text, "H%u,D%03u,U1,", order[i], save->deal);
      append_time (text, world, save);
      g_string_append_printf (text, ",%s,", stage_names[save->after.stage]);
      append_amount (text, save->after.amount);
      g_string_append_c (text, ',');
      append_day (text, world, save->after.close);
      g_string_append_printf (text, ",%s\n", category_names[save->after.category]);
    }
  return g_string_free (text, FALSE);
}

static void
append_change (GString     *text,
               const World *world,
               const Save  *save,
               const char  *field)
{
  g_string_append_printf (text, "D%03u,%s,", save->deal, field);
}

static void
end_change (GString     *text,
            const World *world,
            const Save  *save)
{
  g_string_append_c (text, ',');
  append_time (text, world, save);
  g_string_append (text, ",U1\n");
}

/* One row a changed field. */
static char *
write_fields (const World *world)
{
  GString *text = g_string_new ("OpportunityId,Field,OldValue,NewValue,CreatedDate,CreatedById\n");

  for (guint i = 0; i < world->saves->len; i++)
    {
      const Save  *save = &g_array_index (world->saves, Save, i);
      const State *before = &save->before, *after = &save->after;

      if (save->day == world->created[save->deal])
        {
          append_change (text, world, save, "created");
          g_string_append_c (text, ',');
          end_change (text, world, save);
          continue;
        }
      if (before->stage != after->stage)
        {
          append_change (text, world, save, "StageName");
          g_string_append_printf (text, "%s,%s", stage_names[before->stage], stage_names[after->stage]);
          end_change (text, world, save);
        }
      if (before->owner != after->owner)
        {
          append_change (text, world, save, "Owner");
          g_string_append_printf (text, "%s,%s", owner_names[before->owner], owner_names[after->owner]);
          end_change (text, world, save);
        }
      if (before->amount != after->amount)
        {
          append_change (text, world, save, "Amount");
          append_amount (text, before->amount);
          g_string_append_c (text, ',');
          append_amount (text, after->amount);
          end_change (text, world, save);
        }
      if (before->close != after->close)
        {
          append_change (text, world, save, "CloseDate");
          append_day (text, world, before->close);
          g_string_append_c (text, ',');
          append_day (text, world, after->close);
          end_change (text, world, save);
        }
    }
  return g_string_free (text, FALSE);
}

/* ---- Comparing ---- */

static void
assert_day (const World  *world,
            const BwBook *book,
            int           day,
            gboolean      sees_gaps)
{
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_new (book, world->first + day);

  for (guint i = 0; i < book->deals.n; i++)
    {
      guint        deal = (guint)g_ascii_strtoull (bw_book_text (book, book->deals.ref[i]) + 1, NULL, 10);
      const State *state = &world->states[deal][day];

      /* The CRM's record of changes does not tell that a deal was away for a while. */
      if (sees_gaps || day < world->gone[deal] || day >= world->back[deal])
        g_assert_cmpint (snapshot->exists[i], ==, state->exists);
      if (!state->exists)
        continue;
      if (snapshot->amount[i] != state->amount || snapshot->close[i] != world->first + state->close ||
          g_strcmp0 (stage_name (book, snapshot->stage[i]), stage_names[state->stage]) != 0)
        g_test_message ("deal %u on day %d of %d", deal, day, world->created[deal]);
      g_assert_cmpstr (stage_name (book, snapshot->stage[i]), ==, stage_names[state->stage]);
      g_assert_cmpint (snapshot->amount[i], ==, state->amount);
      g_assert_cmpint (snapshot->close[i], ==, world->first + state->close);
      g_assert_cmpstr (bw_book_text (book, bw_book_person (book, snapshot->owner[i])->name), ==, owner_names[state->owner]);
      if (state->stage < WON)
        g_assert_cmpint (snapshot->category[i], ==, categories[state->category]);
    }
}

/* Between two days of which all is known: the flow balances, and begins and ends with the truth. */
static void
assert_flow (const World  *world,
             const BwBook *book,
             int           from,
             int           to,
             gboolean      sees_gaps)
{
  BwScope  all = { .kind = BW_SCOPE_ALL };
  BwPeriod period = { .from = world->first + 90, .to = world->first + 272 };
  g_autoptr (BwFlow) flow = bw_flow_new (book, &all, &period, world->first + from, world->first + to);
  gint64 start = 0, end = 0;

  for (guint i = 0; i < book->deals.n; i++)
    {
      guint deal = (guint)g_ascii_strtoull (bw_book_text (book, book->deals.ref[i]) + 1, NULL, 10);

      for (int k = 0; k < 2; k++)
        {
          const State *state = &world->states[deal][k == 0 ? from : to];

          gboolean exists = state->exists || (!sees_gaps && (k == 0 ? from : to) >= world->created[deal]);

          if (exists && state->stage < WON && state->amount != BW_MONEY_NONE && state->close >= 90 && state->close <= 272)
            *(k == 0 ? &start : &end) += state->amount;
        }
    }
  g_assert_true (flow->balanced);
  g_assert_cmpint (flow->start, ==, start);
  g_assert_cmpint (flow->end, ==, end);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* All that is known of deals, as text that does not depend on the order in which things were added. */
static char *
dump (const BwBook *book)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < book->deals.n; i++)
    {
      const char     *ref = bw_book_text (book, book->deals.ref[i]);
      guint           n;
      const BwChange *changes = bw_history_of (&book->history, i, &n);

      g_ptr_array_add (lines, g_strdup_printf ("%s appeared %d flags %d pushes %u stage %s since %d amount %" G_GINT64_FORMAT " close %d", ref,
                                               book->deals.appeared[i], book->deals.flags[i], book->deals.pushes[i],
                                               stage_name (book, book->deals.stage[i]), book->deals.stage_since[i],
                                               book->deals.amount[i], book->deals.close[i]));
      for (guint c = 0; c < n; c++)
        {
          g_autofree char *what = bw_change_dup_text (book, &changes[c]);

          g_ptr_array_add (lines, g_strdup_printf ("%s %d %u %s source %d", ref, changes[c].at, changes[c].ordinal, what, changes[c].source));
        }
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}

static void
assert_same_dump (const char *a,
                  const char *b)
{
  g_auto (GStrv) x = g_strsplit (a, "\n", -1);
  g_auto (GStrv) y = g_strsplit (b, "\n", -1);

  for (guint i = 0; x[i] != NULL && y[i] != NULL; i++)
    g_assert_cmpstr (x[i], ==, y[i]);
  g_assert_cmpuint (g_strv_length (x), ==, g_strv_length (y));
}

static BwBook *
new_book (void)
{
  BwBook *book = bw_book_new ();

  bw_book_add_default_stages (book);
  return book;
}

static void
import_export (Fixture     *fixture,
               BwBook     **book,
               const World *world,
               int          day)
{
  char             iso[BW_DATE_ISO_SIZE];
  g_autofree char *text = write_export (world, day);
  g_autofree char *name = g_strdup_printf ("deals %s.csv", bw_date_write_iso (world->first + day, iso));

  bw_import_result_free (fixture_import_text (fixture, book, name, text));
}

/* ---- Tests ---- */

/* Weekly exports in any order: exact on the day of each. */
static void
test_exports (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = play (seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 1);
  g_autofree char *first = NULL;
  Fixture          fixture;

  fixture_init (&fixture);
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (BwBook) book = new_book ();
      g_autofree char *text = NULL;
      guint            order[N_WEEKS];

      shuffle (rand, order, N_WEEKS);
      for (guint i = 0; i < N_WEEKS; i++)
        import_export (&fixture, &book, world, (int)(round == 0 ? i : round == 1 ? N_WEEKS - 1 - i
                                                                                 : order[i]) *
                                                 WEEK);
      for (guint i = 0; i < N_WEEKS; i++)
        assert_day (world, book, (int)i * WEEK, TRUE);
      for (guint i = 0; i + 5 < N_WEEKS; i++)
        assert_flow (world, book, (int)i * WEEK, (int)(i + 5) * WEEK, TRUE);
      text = dump (book);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        assert_same_dump (first, text);
    }
  fixture_clear (&fixture);
}

static guint
count_told (const BwChange *changes,
            guint           n)
{
  guint n_told = 0;

  for (guint i = 0; i < n; i++)
    n_told += changes[i].source != BW_TIME_IMPLIED;
  return n_told;
}

/* All of them in one import: the same as one by one. */
static void
test_folder (void)
{
  g_autoptr (World) world = play (5);
  g_autoptr (BwBook) single = new_book ();
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *all = NULL;
  guint            n_changes = 0, n_told;
  Fixture          fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < N_WEEKS; i++)
    import_export (&fixture, &single, world, (int)i * WEEK);
  for (guint i = N_WEEKS; i > 0; i--)
    {
      char             iso[BW_DATE_ISO_SIZE];
      g_autofree char *text = write_export (world, (int)(i - 1) * WEEK);
      g_autofree char *name = g_strdup_printf ("deals %s.csv", bw_date_write_iso (world->first + (int)(i - 1) * WEEK, iso));

      fixture_write (&fixture, name, text, -1);
    }
  result = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  one = dump (single);
  all = dump (book);
  assert_same_dump (one, all);
  /* What is to be written is what is in the book, each change once; what is implied of new deals is in the book alone. */
  n_told = count_told ((const BwChange *)(const void *)result->delta->changes->data, result->delta->changes->len);
  g_assert_cmpuint (n_told, ==, count_told (book->history.changes, book->history.n));
  g_assert_cmpuint (n_told, >, 0);
  g_assert_cmpuint (n_told, <, book->history.n);
  g_assert_cmpuint (result->delta->change_rows->len, ==, result->delta->changes->len);
  g_assert_cmpuint (result->delta->lost->len, ==, 0);
  /* And each is one import's. */
  for (guint i = 0; i < book->imports->len; i++)
    {
      g_autoptr (BwImportChanges) changes = bw_import_changes (book, (gint32)i);
      guint sum = 0;

      for (guint f = 0; f < changes->fields->len; f++)
        sum += g_array_index (changes->fields, BwFieldChanges, f).n_changes;
      g_assert_cmpuint (sum, ==, changes->changes->len);
      n_changes += sum;
    }
  g_assert_cmpuint (n_changes, ==, book->history.n);
  fixture_clear (&fixture);
}

/* The last export and the CRM's own records: exact on each day. */
static void
test_records (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = play (seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 2);
  g_autofree char *saves = write_saves (world, rand);
  g_autofree char *fields = write_fields (world);
  g_autofree char *first = NULL;
  Fixture          fixture;

  fixture_init (&fixture);
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (BwBook) book = new_book ();
      g_autofree char *text = NULL;
      guint            n;

      import_export (&fixture, &book, world, N_DAYS - 1);
      if (round == 1)
        bw_import_result_free (fixture_import_text (&fixture, &book, "changes.csv", fields));
      bw_import_result_free (fixture_import_text (&fixture, &book, "saves.csv", saves));
      if (round != 1)
        bw_import_result_free (fixture_import_text (&fixture, &book, "changes.csv", fields));
      n = book->history.n;
      if (round == 2)
        {
          g_autoptr (BwImportResult) again = fixture_import_text (&fixture, &book, "saves.csv", saves);
          g_autoptr (BwImportResult) more = fixture_import_text (&fixture, &book, "changes.csv", fields);

          g_assert_cmpuint (again->delta->changes->len + again->delta->lost->len, ==, 0);
          g_assert_cmpuint (more->delta->changes->len + more->delta->lost->len, ==, 0);
        }
      g_assert_cmpuint (book->history.n, ==, n);
      for (int day = 0; day < N_DAYS; day++)
        assert_day (world, book, day, FALSE);
      for (int day = 0; day + 31 < N_DAYS; day += 13)
        assert_flow (world, book, day, day + 31, FALSE);
      text = dump (book);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        assert_same_dump (first, text);
    }
  fixture_clear (&fixture);
}

/* Exports and records in any order, with the records twice: each change once, at the CRM's time, exact on each day for the
 * deals that are still there, and on the days of the exports for all. */
static void
test_mixture (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = play (seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed + 3);
  g_autofree char *saves = write_saves (world, rand);
  g_autofree char *fields = write_fields (world);
  g_autofree char *first = NULL;
  Fixture          fixture;

  fixture_init (&fixture);
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (BwBook) book = new_book ();
      g_autofree char *text = NULL;
      guint            order[N_WEEKS];

      shuffle (rand, order, N_WEEKS);
      for (guint i = 0; i < N_WEEKS; i++)
        {
          import_export (&fixture, &book, world, (int)order[i] * WEEK);
          if ((round == 1 && i == N_WEEKS / 2) || (round == 2 && i % 10 == 3))
            bw_import_result_free (fixture_import_text (&fixture, &book, "saves.csv", saves));
          if ((round == 1 && i == N_WEEKS / 3) || (round == 3 && i % 10 == 5))
            bw_import_result_free (fixture_import_text (&fixture, &book, "changes.csv", fields));
        }
      bw_import_result_free (fixture_import_text (&fixture, &book, "saves.csv", saves));
      bw_import_result_free (fixture_import_text (&fixture, &book, "changes.csv", fields));
      for (guint i = 0; i < N_WEEKS; i++)
        assert_day (world, book, (int)i * WEEK, TRUE);
      for (guint i = 0; i + 3 < N_WEEKS; i++)
        assert_flow (world, book, (int)i * WEEK, (int)(i + 3) * WEEK, TRUE);
      for (guint i = 0; i < book->history.n; i++)
        if (book->history.changes[i].field <= BW_FIELD_OWNER)
          g_assert_cmpint (book->history.changes[i].source, ==, BW_TIME_CRM);
      text = dump (book);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        assert_same_dump (first, text);
    }
  fixture_clear (&fixture);
}

/* The columns of HubSpot with the day on which each stage was entered are the CRM's own record, whatever exports showed. */
static void
test_entered (void)
{
  static const char *const header = "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,"
                                    "\"Date entered \"\"Proposal (Sales Pipeline)\"\"\","
                                    "\"Date entered \"\"Negotiation (Sales Pipeline)\"\"\"\n";
  g_autoptr (BwBook) book = new_book ();
  g_autofree char *early = g_strconcat (header, "1,One,Proposal,Sales Pipeline,100,2025-12-31,2025-01-01,2025-01-10 09:30,\n"
                                                "2,Two,Negotiation,Sales Pipeline,100,2025-12-31,2025-01-01,2025-01-10 09:30,2025-01-12 10:00\n",
                                        NULL);
  g_autofree char *late = g_strconcat (header, "1,One,Negotiation,Sales Pipeline,100,2025-12-31,2025-01-01,2025-01-10 09:30,2025-02-03 16:00\n"
                                               "2,Two,Negotiation,Sales Pipeline,100,2025-12-31,2025-01-01,2025-01-10 09:30,2025-01-12 10:00\n",
                                       NULL);
  Fixture          fixture;

  fixture_init (&fixture);
  bw_import_result_free (fixture_import_text (&fixture, &book, "deals 2025-01-20.csv", early));
  bw_import_result_free (fixture_import_text (&fixture, &book, "deals 2025-02-20.csv", late));
  for (guint deal = 0; deal < 2; deal++)
    {
      guint           n;
      const BwChange *changes = bw_history_of (&book->history, deal, &n);

      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpint (changes[0].at, ==, day (deal == 0 ? "2025-02-03" : "2025-01-12"));
      g_assert_cmpint (changes[0].source, ==, BW_TIME_CRM);
      g_assert_cmpstr (stage_name (book, (guint)changes[0].old_value), ==, "Proposal");
    }
  fixture_clear (&fixture);
}

/* What exports lack: few are gone, many are outside of the selection, as are those of other owners; parts count together; what
 * is said is remembered; what comes back is there again. */
static void
test_vanished (void)
{
  enum
  {
    N = 20,
  };
  static const struct
  {
    const char *file;
    guint       from, to, but; /* the deals in it */
    BwVanished  said;
    guint       vanished; /* of the deals, afterwards */
    BwVanished  judged;
  } steps[] = {
    { "deals 2025-01-01.csv", 0, N, N, BW_VANISHED_UNSAID, 0, BW_VANISHED_UNSAID },
    { "deals 2025-01-08.csv", 0, N, 4, BW_VANISHED_UNSAID, 1, BW_VANISHED_REMOVED },
    { "deals 2025-01-15.csv", 0, N / 2, N, BW_VANISHED_UNSAID, 0, BW_VANISHED_OUTSIDE },
    { "deals 2025-01-22.csv", 0, N, 5, BW_VANISHED_UNSAID, 1, BW_VANISHED_REMOVED },
    { "deals 2025-01-29.csv", 0, N - 3, N, BW_VANISHED_UNSAID, 0, BW_VANISHED_OUTSIDE },
    { "deals 2025-02-05.csv", 0, N - 8, N, BW_VANISHED_REMOVED, 8, BW_VANISHED_REMOVED },
    { "deals 2025-02-12.csv", 0, N - 10, N, BW_VANISHED_UNSAID, 10, BW_VANISHED_REMOVED },
    { "deals 2025-02-19.csv", 0, N, N, BW_VANISHED_UNSAID, 0, BW_VANISHED_UNSAID },
  };
  g_autoptr (BwBook) book = new_book ();
  Fixture fixture;

  fixture_init (&fixture);
  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    {
      g_autoptr (GString) text = g_string_new ("Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Amount,Close Date\n");
      g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)bw_file_options_free);
      g_autoptr (BwImportResult) result = NULL;
      g_autoptr (GError) error = NULL;
      BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .files = files };
      BwFileOptions  *said = bw_file_options_new ();
      guint           vanished = 0;

      for (guint i = steps[s].from; i < steps[s].to; i++)
        if (i != steps[s].but)
          g_string_append_printf (text, "D%u,Deal %u,%s,Proposal,100,2025-12-01\n", i, i, i >= N - 3 ? "Zoe Zorn" : "Ann Adams");
      said->vanished = steps[s].said;
      g_hash_table_insert (files, (gpointer)fixture_write (&fixture, steps[s].file, text->str, -1), said);
      result = fixture_import (&fixture, &book, &options, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < book->deals.n; i++)
        vanished += (book->deals.flags[i] & BW_DEAL_VANISHED) != 0;
      g_assert_cmpuint (vanished, ==, steps[s].vanished);
      g_assert_cmpint (((const BwImportSummary *)g_ptr_array_index (result->summaries, 0))->vanished, ==, steps[s].judged);
    }
  fixture_clear (&fixture);
}

static void
assert_vanished (const BwBook *book,
                 const char   *ref)
{
  for (guint i = 0; i < book->deals.n; i++)
    g_assert_cmpint ((book->deals.flags[i] & BW_DEAL_VANISHED) != 0, ==, g_str_equal (bw_book_text (book, book->deals.ref[i]), ref));
}

/* Rows that cannot be taken, for a date that is none or for want of a rate, do not make their deals vanish: the file has them. Nor do
 * they when the file is judged again, as one of the rows was corrected or an older export has come. */
static void
test_refused (void)
{
  static const char header[] = "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Currency,Amount,Close Date\n";
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (GString) first = g_string_new (header);
  g_autoptr (GString) second = g_string_new (header);
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_rejected_row_free);
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_correction_free);
  g_autoptr (BwImportResult) corrected = NULL;
  g_autoptr (GError) error = NULL;
  BwImportResult        *results[3];
  const BwImportSummary *summary;
  Fixture                fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < 20; i++)
    {
      g_string_append_printf (first, "D%u,Deal %u,Ann Adams,Proposal,USD,100,2025-12-01\n", i, i);
      if (i != 7)
        g_string_append_printf (second, "D%u,Deal %u,Ann Adams,Proposal,%s,100,%s\n", i, i, i == 9 ? "CHF" : "USD",
                                i == 3 ? "2025-02-31" : "2025-12-01");
    }
  results[0] = fixture_import_text (&fixture, &book, "deals 2025-01-01.csv", first->str);
  results[1] = fixture_import_text (&fixture, &book, "deals 2025-01-08.csv", second->str);
  summary = g_ptr_array_index (results[1]->summaries, 0);
  g_assert_cmpuint (summary->n_rejected, ==, 2);
  g_assert_cmpuint (summary->n_vanished, ==, 1);
  assert_vanished (book, "D7");
  for (guint i = 0; i < results[1]->delta->rejected->len; i++)
    {
      BwRejectedRow *row = bw_rejected_row_copy (g_ptr_array_index (results[1]->delta->rejected, i));

      row->key = i + 1;
      row->import = bw_book_last_import (book)->key;
      g_ptr_array_add (rejected, row);
      if (g_str_has_prefix (row->raw, "D3,"))
        g_ptr_array_add (corrections, bw_correction_new (0, row->key, "D3,Deal 3,Ann Adams,Proposal,USD,100,2025-02-28"));
    }
  g_assert_true (bw_import_correct (book, rejected, corrections, FIXTURE_NOW, &corrected, &error));
  g_assert_no_error (error);
  g_assert_cmpint (corrected->after->deals.close[find_deal (corrected->after, "D3")], ==, day ("2025-02-28"));
  assert_vanished (corrected->after, "D7");
  results[2] = fixture_import_text (&fixture, &book, "deals 2025-01-04.csv", first->str);
  assert_vanished (book, "D7");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    bw_import_result_free (results[i]);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/folder", test_folder);
  g_test_add_func ("/history/entered", test_entered);
  g_test_add_func ("/history/vanished", test_vanished);
  g_test_add_func ("/history/refused", test_refused);
  for (guint seed = 1; seed <= 2; seed++)
    {
      g_autofree char *exports = g_strdup_printf ("/history/exports/%u", seed);
      g_autofree char *records = g_strdup_printf ("/history/records/%u", seed);
      g_autofree char *mixture = g_strdup_printf ("/history/mixture/%u", seed);

      g_test_add_data_func (exports, GUINT_TO_POINTER (seed), test_exports);
      g_test_add_data_func (records, GUINT_TO_POINTER (seed), test_records);
      g_test_add_data_func (mixture, GUINT_TO_POINTER (seed), test_mixture);
    }
  return g_test_run ();
}
