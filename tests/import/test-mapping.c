/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what becomes of the columns of a table: by name, by part of a name, by values, as said, as said before. */

#include "core/bw-choice.h"
#include "core/bw-custom-field.h"
#include "import-fixture.h"
#include "import/bw-mapping.h"
#include "import/bw-stage-names.h"
#include "import/bw-synonyms.h"
#include "mapping-sets.h"
#include "mapping-sets-languages.h"

#define HEADER "Our Stage,Net Deal Amount,Close Date,Who,Firm Name,Extra\n"
#define ROWS                                          \
  "Proposal,12000,2026-11-30,Ann Lee,Acme,one\n"      \
  "Negotiation,8000,2026-12-15,Bob Ray,Bolt,two\n"    \
  "Qualification,900,2026-12-16,Ann Lee,Cask,three\n" \
  "Proposal,700,2026-12-18,Ann Lee,Dorn,four\n"

static BwBook *
new_book (void)
{
  BwBook  *book = bw_book_new ();
  BwPerson ann = { .key = 1, .manager = BW_NOBODY };
  BwPerson bob = { .key = 2, .manager = BW_NOBODY };

  bw_book_add_default_stages (book);
  ann.name = bw_pool_add (&book->texts, "Ann Lee", -1);
  bob.name = bw_pool_add (&book->texts, "Bob Ray", -1);
  g_array_append_val (book->people, ann);
  g_array_append_val (book->people, bob);
  return book;
}

/* Inspects the file that was written last. */
static GPtrArray *
inspect (Fixture      *fixture,
         const BwBook *book,
         GHashTable   *said)
{
  const char     *paths[] = { g_ptr_array_index (fixture->paths, fixture->paths->len - 1), NULL };
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .files = said };

  return bw_import_inspect (book, paths, &options);
}

static char *
describe (const BwImportFile *file)
{
  static const char *const types[BW_N_TYPES] = { "text", "number", "date", "boolean" };
  GString                 *text = g_string_new (NULL);

  for (guint i = 0; i < file->columns->len; i++)
    {
      const BwImportColumn *column = g_ptr_array_index (file->columns, i);
      gboolean              custom = g_strcmp0 (column->field, BW_IMPORT_CUSTOM) == 0;

      g_assert_cmpstr (column->reason, !=, NULL);
      g_assert_cmpstr (column->reason, !=, "");
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", column->unsure ? "?" : "", custom ? "*" : "",
                              custom                  ? types[column->type]
                              : column->field != NULL ? column->field
                                                      : "-");
    }
  return g_string_free (text, FALSE);
}

static void
check_sets (const MappingSet *sets,
            guint             n)
{
  for (guint i = 0; i < n; i++)
    {
      Fixture fixture;
      g_autoptr (BwBook) book = bw_book_new ();
      g_autoptr (GPtrArray) files = NULL;
      g_autofree char    *columns = NULL;
      const BwImportFile *file;

      bw_book_add_default_stages (book);
      fixture_init (&fixture);
      fixture_write (&fixture, sets[i].file, sets[i].text, -1);
      files = inspect (&fixture, book, NULL);
      file = g_ptr_array_index (files, 0);
      g_test_message ("%s", sets[i].name);
      g_assert_cmpstr (bw_import_kind_name (file->kind), ==, bw_import_kind_name (sets[i].kind));
      g_assert_cmpstr (file->profile, ==, sets[i].profile);
      columns = describe (file);
      g_assert_cmpstr (columns, ==, sets[i].columns);
      fixture_clear (&fixture);
    }
}

static void
test_sets (void)
{
  check_sets (mapping_sets, G_N_ELEMENTS (mapping_sets));
}

static void
test_translated_sets (void)
{
  check_sets (translated_sets, G_N_ELEMENTS (translated_sets));
}

static void
test_folding (void)
{
  static const struct
  {
    const char *header;
    const char *folded;
    const char *words;
  } cases[] = {
    { "Close Date", "closedate", "close date" },
    { "close_date *", "closedate", "close date" },
    { "CloseDate", "closedate", "close date" },
    { "CLOSEDATE", "closedate", "closedate" },
    { " Échéance ", "echeance", "echeance" },
    { "E\xcc\x81"
      "che\xcc\x81"
      "ance",
      "echeance", "echeance" },
    { "Schließdatum", "schliessdatum", "schliessdatum" },
    { "Nom de l’opportunité", "nomdelopportunite", "nom de l opportunite" },
    { "Fecha de cierre", "fechadecierre", "fecha de cierre" },
    { "Probability (%)", "probability", "probability" },
    { "\xff\xfe", "", "" },
    { "Сделка", "сделка", "сделка" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = bw_header_fold (cases[i].header);
      g_autofree char *words = bw_header_words (cases[i].header);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_stage_entered (void)
{
  static const struct
  {
    const char *header;
    const char *stage; /* NULL: none */
    const char *pipeline;
  } cases[] = {
    { "Date entered \"Proposal (Sales Pipeline)\"", "Proposal", "Sales Pipeline" },
    { "Date entered \"Proposal\"", "Proposal", NULL },
    { "Date entered “Closed won (Renewals)”", "Closed won", "Renewals" },
    { "hs_date_entered_qualifiedtobuy", "qualifiedtobuy", NULL },
    { "Date entered", NULL, NULL },
    { "Date entered \"", NULL, NULL },
    { "Date entered \"\"", NULL, NULL },
    { "Date exited \"Proposal\"", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stage = NULL;
      g_autofree char *pipeline = NULL;

      g_test_message ("%s", cases[i].header);
      g_assert_cmpint (bw_header_parse_stage_entered (cases[i].header, &stage, &pipeline), ==, cases[i].stage != NULL);
      g_assert_cmpstr (stage, ==, cases[i].stage);
      g_assert_cmpstr (pipeline, ==, cases[i].pipeline);
    }
}

/* Every header of the tables leads to a field, and none is lost to another kind of mistake in them. */
static void
test_tables (void)
{
  const BwSynonyms *const tables[] = { bw_synonyms_of_deals, bw_synonyms_of_lists, bw_synonyms_of_events };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const BwSynonyms *row = tables[t]; row->kinds != 0; row++)
      for (guint kind = BW_KIND_UNKNOWN + 1; kind < BW_N_KINDS; kind++)
        {
          g_auto (GStrv) halves = g_strsplit (row->phrases[0], "|", 2);
          g_auto (GStrv) english = g_strsplit (halves[0], ",", -1);

          if ((row->kinds & (1u << kind)) == 0)
            continue;
          g_assert_true (bw_import_kind_has_field (kind, row->field));
          for (guint i = 0; english[i] != NULL; i++)
            {
              BwHeaderMatch match;

              g_test_message ("%s: %s", bw_import_kind_name (kind), english[i]);
              g_assert_true (bw_synonyms_match (kind, g_strstrip (english[i]), &match));
              g_assert_cmpstr (bw_import_field_name (match.field), ==, bw_import_field_name (row->field));
            }
        }
}

static const BwImportColumn *
column_of (const BwImportFile *file,
           guint               i)
{
  return g_ptr_array_index (file->columns, i);
}

/* Names in part and values ask, and say why; nothing is taken for the amount or the stage in silence. */
static void
test_doubt (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (BwImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char       *columns = NULL;
  const BwImportSummary *summary;
  guint                  n_asked = 0;

  fixture_init (&fixture);
  fixture_write (&fixture, "deals.csv", HEADER ROWS, -1);
  files = inspect (&fixture, book, NULL);
  columns = describe (g_ptr_array_index (files, 0));
  g_assert_cmpstr (columns, ==, "?stage ?amount close_date ?owner ?name *text");
  g_assert_nonnull (strstr (column_of (g_ptr_array_index (files, 0), 3)->reason, "4 of 4 values are names of people"));
  g_assert_cmpfloat (column_of (g_ptr_array_index (files, 0), 3)->confidence, <,
                     column_of (g_ptr_array_index (files, 0), 2)->confidence);

  result = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  summary = g_ptr_array_index (result->summaries, 0);
  for (guint i = 0; i < summary->notes->len; i++)
    n_asked += strstr (g_ptr_array_index (summary->notes, i), "which is not sure") != NULL;
  g_assert_cmpuint (n_asked, ==, 4);
  fixture_clear (&fixture);
}

/* A column that became a field of the project's own stays one when its values turn out to be names of people: the same file
 * read again brings nothing new. */
static void
test_kept (void)
{
  Fixture  fixture;
  BwPerson ann = { .key = 1, .manager = BW_NOBODY };
  g_autoptr (BwBook) book = bw_book_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *columns = NULL;

  bw_book_add_default_stages (book);
  fixture_init (&fixture);
  fixture_write (&fixture, "deals.csv", HEADER ROWS, -1);
  first = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bw_custom_field_find (book, "Who"), >=, 0);
  ann.name = bw_pool_add (&book->texts, "Ann Lee", -1);
  g_array_append_val (book->people, ann);
  fixture_write (&fixture, "deals again.csv", HEADER ROWS, -1);
  files = inspect (&fixture, book, NULL);
  columns = describe (g_ptr_array_index (files, 0));
  g_assert_cmpstr (columns, ==, "?stage ?amount close_date *text ?name *text");
  second = fixture_import (&fixture, &book, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (second->summaries, 0))->n_new, ==, 0);
  fixture_clear (&fixture);
}

/* A column named as the amount that holds words is asked, not believed. */
static void
test_values_against_name (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (GPtrArray) files = NULL;
  const BwImportColumn *amount;

  fixture_init (&fixture);
  fixture_write (&fixture, "deals.csv",
                 "Deal Name,Stage,Amount,Close Date\nA,Proposal,large,2026-11-30\nB,Proposal,small,2026-12-30\n", -1);
  files = inspect (&fixture, book, NULL);
  amount = column_of (g_ptr_array_index (files, 0), 2);
  g_assert_cmpstr (amount->field, ==, "amount");
  g_assert_true (amount->unsure);
  g_assert_cmpfloat (amount->confidence, <, 0.5);
  fixture_clear (&fixture);
}

static BwImportResult *
import_said (Fixture       *fixture,
             BwBook       **book,
             BwFileOptions *said,
             const char    *name)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  BwImportOptions options = { .as_of = BW_DATE_NONE, .now = FIXTURE_NOW, .files = files };
  GError         *error = NULL;
  const char     *path = fixture_write (fixture, name, HEADER ROWS, -1);
  BwImportResult *result;

  if (said != NULL)
    g_hash_table_insert (files, g_strdup (path), said);
  result = fixture_import (fixture, book, &options, &error);
  g_assert_no_error (error);
  return result;
}

/* What was said once holds for the next file with the same names, unless something else is said. */
static void
test_remembered (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) first = NULL;
  g_autoptr (BwImportResult) second = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)bw_file_options_free);
  BwFileOptions   *options = bw_file_options_new ();
  g_autofree char *columns = NULL;
  g_autofree char *overruled = NULL;
  const char      *path;

  fixture_init (&fixture);
  bw_file_options_choose (options, "Firm Name", "account", BW_TYPE_TEXT);
  bw_file_options_choose (options, "Extra", NULL, BW_TYPE_TEXT);
  options->remember = TRUE;
  first = import_said (&fixture, &book, options, "deals 2026-11-20.csv");
  g_assert_cmpuint (book->choices->len, ==, 1);
  g_assert_cmpuint (book->accounts->len, ==, 4);

  /* Headers are compared folded; the file's name says nothing. */
  path = fixture_write (&fixture, "other.csv", "OUR STAGE,net_deal_amount,Close Date,Who,Firm Name,Extra\n" ROWS, -1);
  files = inspect (&fixture, book, NULL);
  g_assert_true (((BwImportFile *)g_ptr_array_index (files, 0))->remembered);
  columns = describe (g_ptr_array_index (files, 0));
  g_assert_nonnull (g_strrstr (columns, "account -"));
  g_assert_cmpfloat (column_of (g_ptr_array_index (files, 0), 4)->confidence, ==, 1);
  g_assert_nonnull (strstr (column_of (g_ptr_array_index (files, 0), 4)->reason, "earlier"));

  options = bw_file_options_new ();
  bw_file_options_choose (options, "Firm Name", "next_step", BW_TYPE_TEXT);
  g_hash_table_insert (said, g_strdup (path), options);
  others = inspect (&fixture, book, said);
  overruled = describe (g_ptr_array_index (others, 0));
  g_assert_nonnull (g_strrstr (overruled, "next_step -"));

  g_ptr_array_set_size (fixture.paths, 0);
  second = import_said (&fixture, &book, NULL, "deals 2026-11-21.csv");
  g_assert_cmpuint (((BwImportSummary *)g_ptr_array_index (second->summaries, 0))->n_new, ==, 0);
  fixture_clear (&fixture);
}

static void
test_stage_names (void)
{
  static const struct
  {
    const char *name;
    BwStageKind kind;
    BwCategory  category;
  } cases[] = {
    { "Qualifizierung", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE },
    { "Angebot erstellt", BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE },
    { "Verhandlung", BW_STAGE_OPEN, BW_CATEGORY_COMMIT },
    { "Abgeschlossen – gewonnen", BW_STAGE_WON, BW_CATEGORY_CLOSED },
    { "Abgelehnt", BW_STAGE_LOST, BW_CATEGORY_OMITTED },
    { "Découverte", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE },
    { "Devis envoyé", BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE },
    { "Négociation", BW_STAGE_OPEN, BW_CATEGORY_COMMIT },
    { "Fermé gagné", BW_STAGE_WON, BW_CATEGORY_CLOSED },
    { "Perdue", BW_STAGE_LOST, BW_CATEGORY_OMITTED },
    { "Prospección", BW_STAGE_OPEN, BW_CATEGORY_PIPELINE },
    { "Cotización", BW_STAGE_OPEN, BW_CATEGORY_BEST_CASE },
    { "Negociación", BW_STAGE_OPEN, BW_CATEGORY_COMMIT },
    { "Cerrada ganada", BW_STAGE_WON, BW_CATEGORY_CLOSED },
    { "Cerrada perdida", BW_STAGE_LOST, BW_CATEGORY_OMITTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwStageMeaning meaning = bw_stage_name_meaning (cases[i].name);

      g_test_message ("%s", cases[i].name);
      g_assert_true (meaning.known);
      g_assert_cmpint (meaning.kind, ==, cases[i].kind);
      g_assert_cmpint (meaning.category, ==, cases[i].category);
    }
}

/* The stages of all rows are told, not of the first ones alone. */
static void
test_stages_of_file (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GString) text = g_string_new ("Deal Name,Stage,Amount,Close Date\n");
  const BwImportFile  *file;
  const BwImportStage *last;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "Deal %u,%s,%u,2026-12-%02u\n", i, i % 2 == 0 ? "Qualification" : "Closed Won", i, i % 28 + 1);
  g_string_append (text, "Last,Waiting for Godot,5,2026-12-05\n");
  fixture_init (&fixture);
  fixture_write (&fixture, "deals.csv", text->str, -1);
  files = inspect (&fixture, book, NULL);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpuint (file->stages->len, ==, 3);
  g_assert_cmpuint (((BwImportStage *)g_ptr_array_index (file->stages, 0))->n, ==, 1000);
  g_assert_true (((BwImportStage *)g_ptr_array_index (file->stages, 1))->known);
  g_assert_cmpint (((BwImportStage *)g_ptr_array_index (file->stages, 1))->kind, ==, BW_STAGE_WON);
  last = g_ptr_array_index (file->stages, 2);
  g_assert_cmpstr (last->name, ==, "Waiting for Godot");
  g_assert_cmpuint (last->n, ==, 1);
  g_assert_false (last->known);
  fixture_clear (&fixture);
}

/* Stages of one name in two pipelines are one, unless they mean different things. */
static void
test_pipelines (void)
{
  Fixture fixture;
  g_autoptr (BwBook) book = new_book ();
  g_autoptr (BwImportResult) result = NULL;

  fixture_init (&fixture);
  result = fixture_import_text (&fixture, &book, "deals 2026-11-20.csv",
                                "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal probability\n"
                                "1,A,Proposal,Sales,100,2026-12-01,60%\n"
                                "2,B,Proposal,Partners,100,2026-12-02,20%\n"
                                "3,C,Discovery,Sales,100,2026-12-03,20%\n"
                                "4,D,Discovery,Partners,100,2026-12-04,25%\n");
  g_assert_cmpstr (stage_name (book, book->deals.stage[find_deal (book, "1")]), ==, "Proposal (Sales)");
  g_assert_cmpstr (stage_name (book, book->deals.stage[find_deal (book, "2")]), ==, "Proposal (Partners)");
  g_assert_cmpstr (stage_name (book, book->deals.stage[find_deal (book, "3")]), ==, "Discovery");
  g_assert_cmpint (book->deals.stage[find_deal (book, "3")], ==, book->deals.stage[find_deal (book, "4")]);
  bw_import_result_free (g_steal_pointer (&result));

  /* Once apart they stay so, whatever a later file's chances are. */
  result = fixture_import_text (&fixture, &book, "deals 2026-11-21.csv",
                                "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Deal probability\n"
                                "1,A,Proposal,Sales,100,2026-12-01,60%\n"
                                "2,B,Proposal,Partners,100,2026-12-02,60%\n");
  g_assert_cmpstr (stage_name (book, book->deals.stage[find_deal (book, "2")]), ==, "Proposal (Partners)");
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/sets", test_sets);
  g_test_add_func ("/mapping/translated-sets", test_translated_sets);
  g_test_add_func ("/mapping/folding", test_folding);
  g_test_add_func ("/mapping/stage-entered", test_stage_entered);
  g_test_add_func ("/mapping/tables", test_tables);
  g_test_add_func ("/mapping/doubt", test_doubt);
  g_test_add_func ("/mapping/kept", test_kept);
  g_test_add_func ("/mapping/values-against-name", test_values_against_name);
  g_test_add_func ("/mapping/remembered", test_remembered);
  g_test_add_func ("/mapping/stage-names", test_stage_names);
  g_test_add_func ("/mapping/stages-of-file", test_stages_of_file);
  g_test_add_func ("/mapping/pipelines", test_pipelines);
  return g_test_run ();
}
