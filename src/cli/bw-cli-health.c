/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the data: health, merge. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cli/bw-cli.h"
#include "core/bw-health.h"
#include "core/bw-likeness.h"
#include "core/bw-merge.h"

/* ---- health ---- */

static void
add_finding (JsonBuilder           *builder,
             const BwBook          *book,
             const BwHealthFinding *finding)
{
  static const char *const severities[] = { "breaks", "bends", "minor" };

  json_builder_begin_object (builder);
  bw_cli_add_text (builder, "code", bw_health_code_name (finding->code));
  bw_cli_add_text (builder, "area", bw_health_area_name (finding->area));
  bw_cli_add_text (builder, "severity", severities[finding->severity]);
  bw_cli_add_text (builder, "of", bw_health_kind_name (finding->kind));
  bw_cli_add_text (builder, "title", finding->title);
  bw_cli_add_text (builder, "text", finding->text);
  bw_cli_add_text (builder, "mend", bw_mend_title (finding->mend));
  json_builder_set_member_name (builder, "n");
  json_builder_add_int_value (builder, finding->n);
  json_builder_set_member_name (builder, "n_of");
  json_builder_add_int_value (builder, finding->n_of);
  bw_cli_add_money (builder, "amount", finding->amount, book->currency);
  json_builder_end_object (builder);
}

static void
print_health_json (const BwBook   *book,
                   const BwHealth *health)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_date (builder, "day", health->day);
  json_builder_set_member_name (builder, "ignored");
  json_builder_add_int_value (builder, health->n_ignored);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < health->findings->len; i++)
    add_finding (builder, book, g_ptr_array_index (health->findings, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "scores");
  json_builder_begin_array (builder);
  for (guint i = 0; i < BW_N_HEALTH_AREAS; i++)
    if (health->scores[i].n_of > 0)
      {
        const BwHealthScore *score = &health->scores[i];

        json_builder_begin_object (builder);
        bw_cli_add_text (builder, "area", bw_health_area_name (score->area));
        bw_cli_add_number (builder, "score", 100.0 * (1 - (double)score->n_affected / score->n_of));
        bw_cli_add_text (builder, "formula", score->formula);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_json (builder);
}

static void
print_items (const BwBook          *book,
             const BwHealthFinding *finding)
{
  for (guint i = 0; i < finding->items->len; i++)
    {
      g_autofree char *line = bw_health_dup_item_text (book, finding, i);

      g_print ("%s\n", line);
    }
}

static BwDate
find_today (void)
{
  return (BwDate)(g_get_real_time () / G_USEC_PER_SEC / 86400);
}

int
bw_cli_health (int    argc,
               char **argv)
{
  g_autofree char   *as_of = NULL, *list = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, _ ("The day that counts as today; that of the data if not said"), "DATE" },
    { "list", 0, 0, G_OPTION_ARG_STRING, &list, _ ("List what one finding is about, one a line"), "CODE" },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (BwHealth) health = NULL;
  BwHealthCode code = 0;
  BwDate       day = BW_DATE_NONE;
  BwBook      *book;
  int          status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE",
                     _ ("Tells what is missing, contradictory, impossible, duplicate, orphaned or stale in the data, and how to mend it."),
                     entries, 1, 1, &status))
    return status;
  if (as_of != NULL && !bw_date_parse_iso (as_of, &day))
    return bw_cli_misuse (&cli, _ ("“%s” is no date. Write it as 2026-12-31."), as_of);
  if (list != NULL && !bw_health_code_parse (list, &code))
    return bw_cli_misuse (&cli, _ ("There is no finding “%s”. “bellwether-cli health FILE” names those there are."), list);
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  health = bw_health_new (book, day, day != BW_DATE_NONE ? day : find_today ());
  if (list != NULL)
    {
      if (bw_health_get (health, code) != NULL)
        print_items (book, bw_health_get (health, code));
    }
  else if (cli.json)
    print_health_json (book, health);
  else if (health->findings->len == 0)
    g_print ("%s\n", _ ("Nothing was found."));
  for (guint i = 0; list == NULL && !cli.json && i < health->findings->len; i++)
    {
      const BwHealthFinding *finding = g_ptr_array_index (health->findings, i);

      g_print ("%s (%s): %s\n", finding->title, bw_health_code_name (finding->code), finding->text);
    }
  bw_session_close (session);
  return BW_CLI_DONE;
}

/* ---- merge ---- */

static gboolean
parse_table (const char *name,
             BwTable    *table)
{
  static const struct
  {
    const char *name;
    BwTable     table;
  } tables[] = { { "accounts", BW_TABLE_ACCOUNTS }, { "people", BW_TABLE_PEOPLE }, { "products", BW_TABLE_PRODUCTS } };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (name, tables[i].name))
      {
        *table = tables[i].table;
        return TRUE;
      }
  return FALSE;
}

/* The row of @table with the id or name @word; those that were merged away only with @away. -1 for none. */
static gint32
find_row (const BwBook *book,
          BwTable       table,
          const char   *word,
          gboolean      away)
{
  g_autofree char *wanted = g_utf8_casefold (word, -1);

  for (guint i = 0; i < bw_book_table (book, table)->len; i++)
    {
      BwText           ref = table == BW_TABLE_ACCOUNTS ? bw_book_account (book, i)->ref
                             : table == BW_TABLE_PEOPLE ? bw_book_person (book, i)->ref
                                                        : bw_book_product (book, i)->ref;
      BwText           name = table == BW_TABLE_ACCOUNTS ? bw_book_account (book, i)->name
                              : table == BW_TABLE_PEOPLE ? bw_book_person (book, i)->name
                                                         : bw_book_product (book, i)->name;
      g_autofree char *folded = g_utf8_casefold (bw_book_text (book, name), -1);

      if (bw_merge_is_away (book, table, i) == away && (g_str_equal (folded, wanted) || g_str_equal (bw_book_text (book, ref), word)))
        return (gint32)i;
    }
  return -1;
}

static void
print_likely (const BwCli  *cli,
              const BwBook *book,
              BwTable       table)
{
  g_autoptr (GArray) pairs = bw_likeness_find (book, table);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pairs->len; i++)
    {
      const BwLikeness *pair = &g_array_index (pairs, BwLikeness, i);
      g_autofree char  *text = bw_likeness_dup_text (book, table, pair);

      if (!cli->json)
        {
          g_print ("%.2f %s\n", pair->score, text);
          continue;
        }
      json_builder_begin_object (builder);
      bw_cli_add_number (builder, "score", pair->score);
      bw_cli_add_text (builder, "text", text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    bw_cli_print_json (builder);
}

typedef struct
{
  GMainLoop *loop;
  GError    *error;
} Waiting;

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Waiting *waiting = data;

  bw_session_apply_finish (BW_SESSION (object), result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

/* Writes an edit (transfer full) and waits for it. Returns an exit status. */
int
bw_cli_apply (const BwCli *cli,
              BwSession   *session,
              const char  *label,
              BwBook      *after,
              BwDelta     *delta)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Waiting waiting = { loop, NULL };

  bw_session_apply_async (session, label, after, delta, NULL, applied_cb, &waiting);
  g_main_loop_run (loop);
  error = waiting.error;
  return error != NULL ? bw_cli_fail (cli, error, BW_CLI_FAILED) : BW_CLI_DONE;
}

int
bw_cli_merge (int    argc,
              char **argv)
{
  gboolean           list = FALSE, apart = FALSE, separate = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, _ ("List what may be the same, with the reasons"), NULL },
    { "keep-apart", 0, 0, G_OPTION_ARG_NONE, &apart, _ ("Say that the two are two, instead of merging them"), NULL },
    { "separate", 0, 0, G_OPTION_ARG_NONE, &separate, _ ("Take AWAY, which was merged, out again"), NULL },
    { NULL },
  };
  g_auto (BwCli) cli = { 0 };
  g_autoptr (BwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  BwBook  *book, *after;
  BwDelta *delta = NULL;
  BwTable  table;
  gint32   rows[2] = { -1, -1 };
  guint    n_wanted;
  int      status;

  if (!bw_cli_parse (&cli, argc, argv, "FILE accounts|people|products [KEEP] [AWAY]",
                     _ ("Merges two rows that are one. They are named by id or name."), entries, 2, 4, &status))
    return status;
  if (!parse_table (cli.rest[1], &table))
    return bw_cli_misuse (&cli, _ ("“%s” cannot be merged. Write accounts, people or products."), cli.rest[1]);
  n_wanted = list ? 2 : separate ? 3
                                 : 4;
  if (cli.n_rest != n_wanted)
    return bw_cli_misuse (&cli, "%s", separate ? _ ("Name the one that is to be taken out again.") : _ ("Name the one to keep and the other."));
  session = bw_cli_open (&cli, cli.rest[0], &status);
  if (session == NULL)
    return status;
  book = bw_session_get_book (session);
  if (list)
    {
      print_likely (&cli, book, table);
      return BW_CLI_DONE;
    }
  for (guint i = 2; i < cli.n_rest; i++)
    if ((rows[i - 2] = find_row (book, table, cli.rest[i], separate)) < 0)
      return bw_cli_misuse (&cli, _ ("There is nothing called “%s” to merge or separate."), cli.rest[i]);
  if (separate)
    after = bw_merge_separate (book, table, (guint)rows[0], &delta, &error);
  else if (apart && rows[0] != rows[1])
    after = bw_likeness_keep_apart (book, table, (guint)rows[0], (guint)rows[1], &delta);
  else
    after = bw_merge_apply (book, table, (guint)rows[0], (guint)rows[1], &delta, &error);
  if (after == NULL)
    return bw_cli_fail (&cli, error, BW_CLI_FAILED);
  status = bw_cli_apply (&cli, session, separate ? _ ("Separate") : apart ? _ ("Keep apart")
                                                                          : _ ("Merge"),
                         after, delta);
  bw_session_close (session);
  return status;
}
