/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headings of managers' sheets are known in each language, whichever is set. */

#include "import/bw-call-words.h"
#include "import/bw-field.h"
#include "import/bw-stage-names.h"

static void
test_headings (void)
{
  static const struct
  {
    const char *heading;
    BwCallWord  word;
  } known[] = {
    { "Manager", BW_CALL_WORD_MANAGER },
    { "Führungskraft", BW_CALL_WORD_MANAGER },
    { "マネージャー", BW_CALL_WORD_MANAGER },
    { "Période", BW_CALL_WORD_PERIOD },
    { "Periodo", BW_CALL_WORD_PERIOD },
    { "期間", BW_CALL_WORD_PERIOD },
    { "Devise", BW_CALL_WORD_CURRENCY },
    { "Personne", BW_CALL_WORD_PERSON },
    { "Vendedor", BW_CALL_WORD_PERSON },
    { "担当者", BW_CALL_WORD_PERSON },
    { "ID de l’affaire", BW_CALL_WORD_DEAL_ID },
    { "ID de la oportunidad", BW_CALL_WORD_DEAL_ID },
    { "商談 ID", BW_CALL_WORD_DEAL_ID },
    { "Propriétaire", BW_CALL_WORD_OWNER },
    { "Étape", BW_CALL_WORD_STAGE },
    { "フェーズ", BW_CALL_WORD_STAGE },
    { "Date de clôture", BW_CALL_WORD_CLOSE_DATE },
    { "Fecha de cierre", BW_CALL_WORD_CLOSE_DATE },
    { "完了予定日", BW_CALL_WORD_CLOSE_DATE },
    { "Montant", BW_CALL_WORD_AMOUNT },
    { "Importe", BW_CALL_WORD_AMOUNT },
    { "Catégorie", BW_CALL_WORD_CATEGORY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *folded = bw_header_fold (known[i].heading);

      g_test_message ("%s", known[i].heading);
      for (guint word = 0; word < BW_N_CALL_WORDS; word++)
        if (word != BW_CALL_WORD_OWNER && word != BW_CALL_WORD_PERSON)
          g_assert_cmpint (bw_call_word_is (folded, word), ==, word == known[i].word);
      g_assert_true (bw_call_word_is (folded, known[i].word));
    }
}

static void
test_sent (void)
{
  g_assert_true (bw_call_word_is_sent ("Commit (CRM)"));
  g_assert_true (bw_call_word_is_sent ("Commit (last)"));
  g_assert_true (bw_call_word_is_sent ("Engagé (dernier)"));
  g_assert_true (bw_call_word_is_sent ("Comprometido (última)"));
  g_assert_true (bw_call_word_is_sent ("コミット (前回)"));
  g_assert_false (bw_call_word_is_sent ("Comprometido"));
}

static void
test_categories (void)
{
  static const struct
  {
    const char *name;
    BwCategory  category;
  } known[] = {
    { "Best case", BW_CATEGORY_BEST_CASE },
    { "Mejor caso", BW_CATEGORY_BEST_CASE },
    { "ベストケース", BW_CATEGORY_BEST_CASE },
    { "Engagé", BW_CATEGORY_COMMIT },
    { "Comprometido", BW_CATEGORY_COMMIT },
    { "コミット", BW_CATEGORY_COMMIT },
    { "Clôturé", BW_CATEGORY_CLOSED },
    { "Cerrado", BW_CATEGORY_CLOSED },
    { "クローズ", BW_CATEGORY_CLOSED },
    { "Omis", BW_CATEGORY_OMITTED },
    { "Omitido", BW_CATEGORY_OMITTED },
    { "除外", BW_CATEGORY_OMITTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      BwCategory category;

      g_test_message ("%s", known[i].name);
      g_assert_true (bw_category_name_parse (known[i].name, &category));
      g_assert_cmpint (category, ==, known[i].category);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-words/headings", test_headings);
  g_test_add_func ("/call-words/sent", test_sent);
  g_test_add_func ("/call-words/categories", test_categories);
  return g_test_run ();
}
