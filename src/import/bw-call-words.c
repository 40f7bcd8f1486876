/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of managers' sheets are headed with, in the language of who writes them.
 *
 * A sheet is written in one language and may come back to a desk of another. So each word is known in all languages that the
 * program speaks, and in what else people head such columns with, whichever language is set; what is written is the set one. A
 * new translation adds its words here, as far as they are others. */

#include "import/bw-call-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "import/bw-field.h"

/* Most that a word is known as. */
#define MOST_WORDS 28

static const struct
{
  const char *title;             /* in English, to be translated */
  const char *words[MOST_WORDS]; /* folded */
} table[BW_N_CALL_WORDS] = {
  [BW_CALL_WORD_MANAGER] = {
    NC_ ("sheet", "Manager"),
    { "manager", "salesmanager", "regionalmanager", "teamlead", "teamleader", "vorgesetzter", "vertriebsleiter",
      "fuhrungskraft", "responsable", "gerente", "マネーシャー", "经理" },
  },
  [BW_CALL_WORD_PERIOD] = {
    NC_ ("sheet", "Period"),
    { "period", "quarter", "month", "zeitraum", "quartal", "monat", "periode", "trimestre", "mois", "periodo", "mes", "期間", "期间" },
  },
  [BW_CALL_WORD_AS_OF] = { NC_ ("sheet", "As of"), { "asof", "stand", "au", "fecha", "afechade", "em", "時点", "截至" } },
  [BW_CALL_WORD_CURRENCY] = { NC_ ("sheet", "Currency"), { "currency", "wahrung", "devise", "moneda", "moeda", "通貨", "货币" } },
  [BW_CALL_WORD_PERSON] = {
    NC_ ("sheet", "Person"),
    { "person", "name", "rep", "salesrep", "salesperson", "owner", "seller", "accountexecutive", "ae", "mitarbeiter", "verkaufer", "vertriebler", "who", "salesagent", "teammember", "member", "personne", "commercial", "vendeur", "persona", "vendedor", "comercial", "pessoa", "担当者", "人员" },
  },
  [BW_CALL_WORD_NOTE] = {
    NC_ ("sheet", "Note"),
    { "note", "notes", "comment", "comments", "notiz", "bemerkung", "reason", "remarks", "commentaire", "nota", "notas", "comentario", "motivo", "メモ", "备注" },
  },
  [BW_CALL_WORD_TOTAL] = {
    NC_ ("sheet", "Total"),
    { "total", "grandtotal", "teamtotal", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "team", "teamsumme", "suma", "soma", "合計", "合计" },
  },
  [BW_CALL_WORD_DEAL_ID] = {
    NC_ ("sheet", "Deal ID"),
    { "dealid", "opportunityid", "id", "oppid", "recordid", "crmid", "geschaftsid", "iddelaffaire", "iddelaoportunidad", "iddaoportunidade", "商談id", "商机id" },
  },
  [BW_CALL_WORD_DEAL] = {
    NC_ ("sheet", "Deal"),
    { "deal", "dealname", "opportunity", "opportunityname", "geschaft", "affaire", "oportunidad", "oportunidade", "商談", "商机" },
  },
  [BW_CALL_WORD_ACCOUNT] = {
    NC_ ("sheet", "Account"),
    { "account", "konto", "kunde", "compte", "client", "cuenta", "cliente", "conta", "取引先", "客户" },
  },
  [BW_CALL_WORD_OWNER] = { NC_ ("sheet", "Owner"), { "owner", "inhaber", "proprietaire", "propietario", "proprietario", "所有者", "负责人" } },
  [BW_CALL_WORD_STAGE] = { NC_ ("sheet", "Stage"), { "stage", "phase", "etape", "etapa", "フェース", "阶段" } },
  [BW_CALL_WORD_CLOSE_DATE] = {
    NC_ ("sheet", "Close date"),
    { "closedate", "abschlussdatum", "datedecloture", "fechadecierre", "datadefechamento", "完了予定日", "结束日期" },
  },
  [BW_CALL_WORD_AMOUNT] = {
    NC_ ("sheet", "Amount"),
    { "amount", "youramount", "value", "betrag", "ihrbetrag", "montant", "importe", "valor", "金額", "金额" },
  },
  [BW_CALL_WORD_CATEGORY] = {
    NC_ ("sheet", "Category"),
    { "category", "yourcategory", "forecastcategory", "forecast", "kategorie", "ihrekategorie", "categorie", "categoria", "分類", "类别" },
  },
};

/* Returns: (transfer none): the heading, translated. */
const char *
bw_call_word (BwCallWord word)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "sheet", table[word].title);
}

/* Whether @folded (see bw_header_fold()) is @word, in any language. */
gboolean
bw_call_word_is (const char *folded,
                 BwCallWord  word)
{
  g_autofree char *set = bw_header_fold (bw_call_word (word));

  for (guint i = 0; i < MOST_WORDS && table[word].words[i] != NULL; i++)
    if (g_str_equal (folded, table[word].words[i]))
      return TRUE;
  return g_str_equal (folded, set);
}

/* Returns: (transfer full): @heading, marked as what the CRM has. */
char *
bw_call_word_dup_crm (const char *heading)
{
  return g_strdup_printf ("%s (CRM)", heading);
}

/* Returns: (transfer full): @heading, marked as what was said last. */
char *
bw_call_word_dup_last (const char *heading)
{
  /* Translators: the heading of a column of calls, such as Commit, as they were made last */
  return g_strdup_printf (_ ("%s (last)"), heading);
}

/* Whether the column is what was sent out with the sheet, marked by its name, and not to be read back. */
gboolean
bw_call_word_is_sent (const char *heading)
{
  /* In the languages that the program speaks. */
  static const char *const marks[] = { "CRM", "(LAST", "(ZULETZT", "(DERNIER", "(\xc3\xbaLTIMA", "(\xe5\x89\x8d\xe5\x9b\x9e" };
  g_autofree char         *upper = g_ascii_strup (heading, -1), *last = bw_call_word_dup_last ("");
  g_autofree char         *mark = g_ascii_strup (last + strspn (last, " "), -1);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (upper, marks[i]) != NULL)
      return TRUE;
  return *mark != '\0' && strstr (upper, mark) != NULL;
}
