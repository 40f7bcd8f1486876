/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names of stages and categories say.
 *
 * First the stages that CRMs are delivered with, with their own default probabilities; then words for won and lost in
 * several languages; a name that says nothing is an open stage that nobody has mapped. */

#include "import/bw-stage-names.h"
#include "import/bw-profile.h"

#include <string.h>

static const struct
{
  const char *name; /* folded */
  BwCategory  category;
  gint16      probability;
} stages[] = {
  { "prospecting", BW_CATEGORY_PIPELINE, 100 },
  { "engaging", BW_CATEGORY_BEST_CASE, BW_PROBABILITY_NONE },
  { "lead", BW_CATEGORY_PIPELINE, 50 },
  { "newlead", BW_CATEGORY_PIPELINE, 50 },
  { "qualification", BW_CATEGORY_PIPELINE, 100 },
  { "qualify", BW_CATEGORY_PIPELINE, 100 },
  { "1qualify", BW_CATEGORY_PIPELINE, 100 },
  { "qualified", BW_CATEGORY_PIPELINE, 150 },
  { "qualifiedlead", BW_CATEGORY_PIPELINE, 150 },
  { "contactmade", BW_CATEGORY_PIPELINE, 200 },
  { "needsanalysis", BW_CATEGORY_PIPELINE, 200 },
  { "discovery", BW_CATEGORY_PIPELINE, 200 },
  { "appointmentscheduled", BW_CATEGORY_PIPELINE, 200 },
  { "develop", BW_CATEGORY_PIPELINE, 250 },
  { "2develop", BW_CATEGORY_PIPELINE, 250 },
  { "opportunity", BW_CATEGORY_PIPELINE, 300 },
  { "qualifiedtobuy", BW_CATEGORY_PIPELINE, 400 },
  { "demo", BW_CATEGORY_PIPELINE, 400 },
  { "demoscheduled", BW_CATEGORY_PIPELINE, 400 },
  { "valueproposition", BW_CATEGORY_PIPELINE, 500 },
  { "iddecisionmakers", BW_CATEGORY_PIPELINE, 600 },
  { "identifydecisionmakers", BW_CATEGORY_PIPELINE, 600 },
  { "presentationscheduled", BW_CATEGORY_BEST_CASE, 600 },
  { "perceptionanalysis", BW_CATEGORY_PIPELINE, 700 },
  { "proposal", BW_CATEGORY_BEST_CASE, 600 },
  { "propose", BW_CATEGORY_BEST_CASE, 600 },
  { "3propose", BW_CATEGORY_BEST_CASE, 600 },
  { "proposalmade", BW_CATEGORY_BEST_CASE, 600 },
  { "proposalpricequote", BW_CATEGORY_BEST_CASE, 750 },
  { "quote", BW_CATEGORY_BEST_CASE, 650 },
  { "decisionmakerboughtin", BW_CATEGORY_BEST_CASE, 800 },
  { "negotiation", BW_CATEGORY_COMMIT, 800 },
  { "negotiationsstarted", BW_CATEGORY_COMMIT, 800 },
  { "negotiationreview", BW_CATEGORY_COMMIT, 900 },
  { "contractsent", BW_CATEGORY_COMMIT, 900 },
  { "close", BW_CATEGORY_COMMIT, 900 },
  { "4close", BW_CATEGORY_COMMIT, 900 },
  { "interessent", BW_CATEGORY_PIPELINE, 50 },
  { "erstkontakt", BW_CATEGORY_PIPELINE, 50 },
  { "kontaktaufnahme", BW_CATEGORY_PIPELINE, 50 },
  { "akquise", BW_CATEGORY_PIPELINE, 100 },
  { "qualifizierung", BW_CATEGORY_PIPELINE, 100 },
  { "qualifikation", BW_CATEGORY_PIPELINE, 100 },
  { "qualifiziert", BW_CATEGORY_PIPELINE, 150 },
  { "bedarfsanalyse", BW_CATEGORY_PIPELINE, 200 },
  { "bedarfsermittlung", BW_CATEGORY_PIPELINE, 200 },
  { "termin", BW_CATEGORY_PIPELINE, 200 },
  { "terminvereinbart", BW_CATEGORY_PIPELINE, 200 },
  { "analyse", BW_CATEGORY_PIPELINE, 200 },
  { "prasentation", BW_CATEGORY_PIPELINE, 400 },
  { "demovereinbart", BW_CATEGORY_PIPELINE, 400 },
  { "prospection", BW_CATEGORY_PIPELINE, 100 },
  { "priseencontact", BW_CATEGORY_PIPELINE, 50 },
  { "piste", BW_CATEGORY_PIPELINE, 50 },
  { "qualifiee", BW_CATEGORY_PIPELINE, 150 },
  { "qualifie", BW_CATEGORY_PIPELINE, 150 },
  { "analysedesbesoins", BW_CATEGORY_PIPELINE, 200 },
  { "rendezvous", BW_CATEGORY_PIPELINE, 200 },
  { "rendezvousplanifie", BW_CATEGORY_PIPELINE, 200 },
  { "decouverte", BW_CATEGORY_PIPELINE, 200 },
  { "demonstration", BW_CATEGORY_PIPELINE, 400 },
  { "presentation", BW_CATEGORY_PIPELINE, 400 },
  { "prospeccion", BW_CATEGORY_PIPELINE, 100 },
  { "contactoinicial", BW_CATEGORY_PIPELINE, 50 },
  { "calificacion", BW_CATEGORY_PIPELINE, 100 },
  { "cualificacion", BW_CATEGORY_PIPELINE, 100 },
  { "calificado", BW_CATEGORY_PIPELINE, 150 },
  { "cualificado", BW_CATEGORY_PIPELINE, 150 },
  { "analisisdenecesidades", BW_CATEGORY_PIPELINE, 200 },
  { "reunion", BW_CATEGORY_PIPELINE, 200 },
  { "citaprogramada", BW_CATEGORY_PIPELINE, 200 },
  { "descubrimiento", BW_CATEGORY_PIPELINE, 200 },
  { "demostracion", BW_CATEGORY_PIPELINE, 400 },
  { "presentacion", BW_CATEGORY_PIPELINE, 400 },
  { "angebot", BW_CATEGORY_BEST_CASE, 600 },
  { "angeboterstellt", BW_CATEGORY_BEST_CASE, 600 },
  { "angebotabgegeben", BW_CATEGORY_BEST_CASE, 600 },
  { "angebotversendet", BW_CATEGORY_BEST_CASE, 600 },
  { "kostenvoranschlag", BW_CATEGORY_BEST_CASE, 600 },
  { "proposition", BW_CATEGORY_BEST_CASE, 600 },
  { "devis", BW_CATEGORY_BEST_CASE, 600 },
  { "devisenvoye", BW_CATEGORY_BEST_CASE, 600 },
  { "propositioncommerciale", BW_CATEGORY_BEST_CASE, 600 },
  { "offre", BW_CATEGORY_BEST_CASE, 600 },
  { "propuesta", BW_CATEGORY_BEST_CASE, 600 },
  { "oferta", BW_CATEGORY_BEST_CASE, 600 },
  { "presupuesto", BW_CATEGORY_BEST_CASE, 600 },
  { "cotizacion", BW_CATEGORY_BEST_CASE, 600 },
  { "propuestaenviada", BW_CATEGORY_BEST_CASE, 600 },
  { "proposalsent", BW_CATEGORY_BEST_CASE, 600 },
  { "quotesent", BW_CATEGORY_BEST_CASE, 650 },
  { "verhandlung", BW_CATEGORY_COMMIT, 800 },
  { "inverhandlung", BW_CATEGORY_COMMIT, 800 },
  { "vertragsverhandlung", BW_CATEGORY_COMMIT, 900 },
  { "vertraggesendet", BW_CATEGORY_COMMIT, 900 },
  { "vertragversendet", BW_CATEGORY_COMMIT, 900 },
  { "negociation", BW_CATEGORY_COMMIT, 800 },
  { "contratenvoye", BW_CATEGORY_COMMIT, 900 },
  { "negociacion", BW_CATEGORY_COMMIT, 800 },
  { "contratoenviado", BW_CATEGORY_COMMIT, 900 },
  { "contratacion", BW_CATEGORY_COMMIT, 900 },
  { "verbalcommit", BW_CATEGORY_COMMIT, 900 },
  { "verbalagreement", BW_CATEGORY_COMMIT, 900 },
};

/* Words within a name; those that begin with '=' are the whole name. Lost comes first: "not won". */
static const struct
{
  const char *word;
  BwStageKind kind;
} words[] = {
  { "lost", BW_STAGE_LOST },
  { "notwon", BW_STAGE_LOST },
  { "verloren", BW_STAGE_LOST },
  { "perdu", BW_STAGE_LOST },
  { "perdid", BW_STAGE_LOST },
  { "=dead", BW_STAGE_LOST },
  { "=rejected", BW_STAGE_LOST },
  { "=declined", BW_STAGE_LOST },
  { "=cancelled", BW_STAGE_LOST },
  { "=canceled", BW_STAGE_LOST },
  { "=disqualified", BW_STAGE_LOST },
  { "=abandoned", BW_STAGE_LOST },
  { "=nodecision", BW_STAGE_LOST },
  { "=lose", BW_STAGE_LOST },
  { "abgelehnt", BW_STAGE_LOST },
  { "=storniert", BW_STAGE_LOST },
  { "=abgesagt", BW_STAGE_LOST },
  { "=annule", BW_STAGE_LOST },
  { "=annulee", BW_STAGE_LOST },
  { "=refuse", BW_STAGE_LOST },
  { "=refusee", BW_STAGE_LOST },
  { "=abandonne", BW_STAGE_LOST },
  { "=abandonnee", BW_STAGE_LOST },
  { "=sanssuite", BW_STAGE_LOST },
  { "=cancelado", BW_STAGE_LOST },
  { "=cancelada", BW_STAGE_LOST },
  { "rechazad", BW_STAGE_LOST },
  { "=descartado", BW_STAGE_LOST },
  { "=won", BW_STAGE_WON },
  { "closedwon", BW_STAGE_WON },
  { "closewon", BW_STAGE_WON },
  { "wonclosed", BW_STAGE_WON },
  { "dealwon", BW_STAGE_WON },
  { "gewonnen", BW_STAGE_WON },
  { "gagn", BW_STAGE_WON },
  { "ganad", BW_STAGE_WON },
  { "=signed", BW_STAGE_WON },
  { "=contractsigned", BW_STAGE_WON },
  { "=beauftragt", BW_STAGE_WON },
  { "=auftrag", BW_STAGE_WON },
  { "=auftragerteilt", BW_STAGE_WON },
  { "=unterschrieben", BW_STAGE_WON },
  { "=signe", BW_STAGE_WON },
  { "=signee", BW_STAGE_WON },
  { "=contratsigne", BW_STAGE_WON },
  { "remporte", BW_STAGE_WON },
  { "=firmado", BW_STAGE_WON },
  { "=contratofirmado", BW_STAGE_WON },
};

/* What a stage called @name is likely to be. */
BwStageMeaning
bw_stage_name_meaning (const char *name)
{
  g_autofree char *folded = bw_header_fold (name);
  BwStageMeaning   meaning = { BW_STAGE_OPEN, BW_CATEGORY_PIPELINE, BW_PROBABILITY_NONE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i].name, folded))
      return (BwStageMeaning) { BW_STAGE_OPEN, stages[i].category, stages[i].probability, TRUE };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gboolean whole = words[i].word[0] == '=';

      if (whole ? !g_str_equal (folded, words[i].word + 1) : strstr (folded, words[i].word) == NULL)
        continue;
      meaning.kind = words[i].kind;
      meaning.category = meaning.kind == BW_STAGE_WON ? BW_CATEGORY_CLOSED : BW_CATEGORY_OMITTED;
      meaning.probability = meaning.kind == BW_STAGE_WON ? 1000 : 0;
      meaning.known = TRUE;
      return meaning;
    }
  return meaning;
}

/* Reads a forecast category as CRMs call them. */
gboolean
bw_category_name_parse (const char *name,
                        BwCategory *category)
{
  static const struct
  {
    const char *name;
    BwCategory  category;
  } names[] = {
    { "pipeline", BW_CATEGORY_PIPELINE },
    { "bestcase", BW_CATEGORY_BEST_CASE },
    { "upside", BW_CATEGORY_BEST_CASE },
    { "mostlikely", BW_CATEGORY_BEST_CASE },
    { "commit", BW_CATEGORY_COMMIT },
    { "committed", BW_CATEGORY_COMMIT },
    { "forecast", BW_CATEGORY_COMMIT },
    { "closed", BW_CATEGORY_CLOSED },
    { "closedwon", BW_CATEGORY_CLOSED },
    { "won", BW_CATEGORY_CLOSED },
    { "omitted", BW_CATEGORY_OMITTED },
    { "omit", BW_CATEGORY_OMITTED },
    { "notforecasted", BW_CATEGORY_OMITTED },
    { "notforecast", BW_CATEGORY_OMITTED },
    { "besterfall", BW_CATEGORY_BEST_CASE },
    { "bestfall", BW_CATEGORY_BEST_CASE },
    { "zusage", BW_CATEGORY_COMMIT },
    { "zugesagt", BW_CATEGORY_COMMIT },
    { "geschlossen", BW_CATEGORY_CLOSED },
    { "abgeschlossen", BW_CATEGORY_CLOSED },
    { "melhorcaso", BW_CATEGORY_BEST_CASE },
    { "ヘストケース", BW_CATEGORY_BEST_CASE },
    { "最佳情况", BW_CATEGORY_BEST_CASE },
    { "comprometido", BW_CATEGORY_COMMIT },
    { "コミット", BW_CATEGORY_COMMIT },
    { "承诺", BW_CATEGORY_COMMIT },
    { "fechado", BW_CATEGORY_CLOSED },
    { "クロース", BW_CATEGORY_CLOSED },
    { "除外", BW_CATEGORY_OMITTED },
    { "ハイフライン", BW_CATEGORY_PIPELINE },
    { "ausgelassen", BW_CATEGORY_OMITTED },
    { "meilleurcas", BW_CATEGORY_BEST_CASE },
    { "engagement", BW_CATEGORY_COMMIT },
    { "engage", BW_CATEGORY_COMMIT },
    { "clos", BW_CATEGORY_CLOSED },
    { "cloture", BW_CATEGORY_CLOSED },
    { "ferme", BW_CATEGORY_CLOSED },
    { "omis", BW_CATEGORY_OMITTED },
    { "canalizacion", BW_CATEGORY_PIPELINE },
    { "mejorcaso", BW_CATEGORY_BEST_CASE },
    { "compromiso", BW_CATEGORY_COMMIT },
    { "confirmado", BW_CATEGORY_COMMIT },
    { "cerrado", BW_CATEGORY_CLOSED },
    { "omitido", BW_CATEGORY_OMITTED },
  };
  g_autofree char *folded = bw_header_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (folded, names[i].name))
      {
        *category = names[i].category;
        return TRUE;
      }
  return FALSE;
}

/* Reads "open:pipeline", "won" or "lost:omitted". */
gboolean
bw_stage_option_parse (const char  *text,
                       BwStageKind *kind,
                       BwCategory  *category)
{
  static const struct
  {
    const char *name;
    BwCategory  category;
  } kinds[] = {
    [BW_STAGE_OPEN] = { "open", BW_CATEGORY_PIPELINE },
    [BW_STAGE_WON] = { "won", BW_CATEGORY_CLOSED },
    [BW_STAGE_LOST] = { "lost", BW_CATEGORY_OMITTED },
  };
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  for (guint i = 0; parts[0] != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (g_strstrip (parts[0]), kinds[i].name) == 0)
      {
        *kind = i;
        *category = kinds[i].category;
        return parts[1] == NULL || bw_category_name_parse (parts[1], category);
      }
  return FALSE;
}
