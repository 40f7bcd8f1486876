/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a table one of a kind, and the programs that tables come from.
 *
 * A kind fits a table when of each group of fields it needs one is there, when one of its own headers is there (where it
 * cannot be known otherwise), when nothing forbids it, and, for lists and deals, when the table's first column is not another
 * thing's id (a table of activities also has a column of deals). */

#include "import/bw-kind.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define END BW_N_IMPORT_FIELDS

typedef struct
{
  BwImportKind  kind;
  const char   *words;        /* in file names */
  BwImportField needed[3][8]; /* of each group one; each ended by END */
  const char   *evidence;     /* (nullable): headers of which one must be there, or a field of the next */
  BwImportField proof[4];     /* ended by END */
  const char   *forbidden;    /* headers */
  guint         least, most;  /* columns; 0 any number */
} KindRule;

static const KindRule rules[] = {
  { BW_KIND_DEALS,
    "deal opportunit pipeline verkaufschance oportunidad affaire negocio trato",
    { { BW_IMPORT_STAGE, BW_IMPORT_STATUS, BW_IMPORT_IS_WON, BW_IMPORT_STAGE_ENTERED, END },
      { BW_IMPORT_AMOUNT, BW_IMPORT_CLOSE, BW_IMPORT_ACTUAL_CLOSE, END },
      { BW_IMPORT_ID, BW_IMPORT_NAME, BW_IMPORT_ACCOUNT, BW_IMPORT_OWNER, BW_IMPORT_OWNER_ID, END } },
    NULL,
    { END },
    "fromstage tostage oldstage newstage oldvalue newvalue prevamount oldstageid newstageid activitytype activityid taskid "
    "paymentid orderid orderdate invoiceid invoicenumber lineitemid contractid contractnumber shipmentid deliveryid "
    "quotagoal datavalue callduration",
    0,
    0 },
  { BW_KIND_STAGE_HISTORY,
    "history stage verlauf historique historial",
    { { BW_IMPORT_DEAL_ID, BW_IMPORT_DEAL, END },
      { BW_IMPORT_TO_STAGE, END },
      { BW_IMPORT_CHANGED_AT, END } },
    "changedat changedon changedate stageentereddate enteredat enteredon dateentered transitiondate eventtime movedat "
    "editdate stagehistoryid historyid createdbyid geandertam modifiele modificadoel id",
    { BW_IMPORT_FROM_STAGE, BW_IMPORT_PREV_AMOUNT, BW_IMPORT_PREV_CLOSE, END },
    "oldvalue newvalue activitytype paymentid lineitemid opportunityowner ownerid dealowner",
    0,
    0 },
  { BW_KIND_FIELD_HISTORY,
    "fieldhistory field_history history change",
    { { BW_IMPORT_DEAL_ID, BW_IMPORT_DEAL, END },
      { BW_IMPORT_FIELD, END },
      { BW_IMPORT_CHANGED_AT, END } },
    NULL,
    { END },
    "fromstage tostage datavalue timeframe",
    0,
    0 },
  { BW_KIND_LINE_ITEMS,
    "line item product position",
    { { BW_IMPORT_DEAL_ID, BW_IMPORT_DEAL, END },
      { BW_IMPORT_PRODUCT, BW_IMPORT_PRODUCT_ID, BW_IMPORT_SKU, END },
      { BW_IMPORT_QUANTITY, BW_IMPORT_UNIT_PRICE, END } },
    NULL,
    { END },
    "stage dealstage stagename paymentid orderid orderdate activitytype",
    0,
    0 },
  { BW_KIND_ACTIVITIES,
    "activit task call meeting event aktivit activid",
    { { BW_IMPORT_TYPE, BW_IMPORT_SUBJECT, END },
      { BW_IMPORT_DATE, BW_IMPORT_DUE, BW_IMPORT_DONE_AT, BW_IMPORT_CREATED, END },
      { END } },
    "activityid activitytype activitydate taskid tasktype callduration calldurationinseconds engagementtype engagementid "
    "subject betreff objet asunto aktivitatstyp typedactivite tipodeactividad activitysubject",
    { BW_IMPORT_DONE, BW_IMPORT_DONE_AT, BW_IMPORT_OUTCOME, END },
    "stage dealstage stagename amount paymentid contractid shipmentid lineitemid closedate quantity",
    0,
    0 },
  { BW_KIND_PAYMENTS,
    "payment invoice zahlung rechnung paiement pago factura",
    { { BW_IMPORT_AMOUNT, END }, { BW_IMPORT_DATE, BW_IMPORT_DUE, END }, { END } },
    "paymentid paymentdate paymenttype paymentmethod paidat paidon paidamount amountpaid invoiceid invoicenumber invoicedate "
    "zahlungsdatum bezahltam rechnungsnummer datedepaiement numerodefacture fechadepago numerodefactura",
    { END },
    "stage dealstage stagename closedate lineitemid contractid quantity productid productname",
    0,
    0 },
  { BW_KIND_CONTRACTS,
    "contract agreement vertrag contrat contrato",
    { { BW_IMPORT_AMOUNT, BW_IMPORT_DATE, BW_IMPORT_SIGNED, END },
      { BW_IMPORT_ID, BW_IMPORT_NAME, BW_IMPORT_DEAL_ID, BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID, END },
      { END } },
    "contractid contractnumber contractname contractstartdate contractenddate contractstatus contractvalue vertragsnummer "
    "vertragsbeginn numeroducontrat debutducontrat numerodecontrato iniciodelcontrato",
    { END },
    "stage dealstage stagename opportunitystage closedate lineitemid paymentid quantity",
    0,
    0 },
  { BW_KIND_DELIVERIES,
    "shipment deliver order lieferung livraison envio",
    { { BW_IMPORT_DATE, BW_IMPORT_DUE, END },
      { BW_IMPORT_ID, BW_IMPORT_DEAL_ID, BW_IMPORT_DEAL, BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID, END },
      { END } },
    "shipmentid deliveryid deliverydate shipdate shippedat shippedon deliveredat productionorderid workorderid "
    "plannedfinishat planneddate actualdate shipmentdate lieferdatum datedelivraison fechadeentrega",
    { END },
    "stage dealstage stagename sales amount revenue profit paymentid contractid quota",
    0,
    0 },
  { BW_KIND_COSTS,
    "cost spend marketing kosten cout gasto",
    { { BW_IMPORT_DATE, END }, { BW_IMPORT_COST, END }, { BW_IMPORT_SOURCE, BW_IMPORT_CAMPAIGN, BW_IMPORT_ID, END } },
    NULL,
    { END },
    "stage dealstage opportunityid dealid paymentid productid orderid orderdate accountname customername quantity",
    0,
    0 },
  { BW_KIND_CALLS,
    "forecast call commit clari prognose prevision pronostico",
    { { BW_IMPORT_PERSON, BW_IMPORT_PERSON_ID, BW_IMPORT_EMAIL, END },
      { BW_IMPORT_CALL_COMMIT, BW_IMPORT_CALL_BEST_CASE, BW_IMPORT_VALUE, END },
      { BW_IMPORT_CALL_COMMIT, BW_IMPORT_CALL_BEST_CASE, BW_IMPORT_CATEGORY, END } },
    NULL,
    { END },
    "stage dealstage stagename closedate opportunityid dealid opportunityname dealname account accountname quotagoal "
    "oldvalue newvalue",
    0,
    0 },
  { BW_KIND_SALES,
    "sales order invoice umsatz vente venta",
    { { BW_IMPORT_DATE, END },
      { BW_IMPORT_AMOUNT, END },
      { BW_IMPORT_PRODUCT, BW_IMPORT_PRODUCT_ID, BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID, BW_IMPORT_ID, BW_IMPORT_REGION,
        BW_IMPORT_STATE, END } },
    NULL,
    { END },
    "stage dealstage stagename closedate opportunityid dealid paymentid paymentdate contractid lineitemid activitytype "
    "opportunityname dealname fromstage tostage field oldvalue datavalue",
    4,
    0 },
  { BW_KIND_SERIES,
    "series weekly monthly daily",
    { { BW_IMPORT_DATE, END }, { BW_IMPORT_VALUE, END }, { END } },
    NULL,
    { END },
    "stage dealstage opportunityid dealid paymentid cost spend",
    2,
    3 },
  { BW_KIND_PEOPLE,
    "user team people employee staff rep personal mitarbeiter utilisateur equipe usuario equipo",
    { { BW_IMPORT_NAME, BW_IMPORT_LAST_NAME, END },
      { BW_IMPORT_MANAGER, BW_IMPORT_MANAGER_ID, BW_IMPORT_ROLE, BW_IMPORT_EMAIL, BW_IMPORT_REGION, END },
      { END } },
    NULL,
    { END },
    "accountid companyid contactid accountname account company companyname associatedcompany contactowner leadstatus "
    "opportunityid dealid stage quota quotagoal industry sector amount closedate commit bestcase timeframe datavalue date "
    "orderdate sales",
    0,
    0 },
  { BW_KIND_CONTACTS,
    "contact kontakt contacto",
    { { BW_IMPORT_NAME, BW_IMPORT_LAST_NAME, BW_IMPORT_FIRST_NAME, END },
      { BW_IMPORT_EMAIL, BW_IMPORT_PHONE, END },
      { BW_IMPORT_ACCOUNT, BW_IMPORT_ACCOUNT_ID, END } },
    NULL,
    { END },
    "stage dealstage stagename amount closedate industry sector annualrevenue numberofemployees employees billingcity "
    "orderid orderdate subject activitytype",
    0,
    0 },
  { BW_KIND_PRODUCTS,
    "product price produkt artikel produit producto",
    { { BW_IMPORT_NAME, END }, { BW_IMPORT_FAMILY, BW_IMPORT_PRICE, BW_IMPORT_ID, BW_IMPORT_SKU, END }, { END } },
    NULL,
    { END },
    "opportunityid dealid orderid orderdate quantity stage customername accountname account email industry sector managerid "
    "manager isfinal issuccess sortorder firstname lastname date amount",
    0,
    0 },
  { BW_KIND_ACCOUNTS,
    "account compan customer kunde firma organi compte societe client cuenta empresa",
    { { BW_IMPORT_NAME, END },
      { BW_IMPORT_INDUSTRY, BW_IMPORT_CITY, BW_IMPORT_STATE, BW_IMPORT_COUNTRY, BW_IMPORT_POSTAL, BW_IMPORT_REVENUE,
        BW_IMPORT_EMPLOYEES, BW_IMPORT_STREET },
      { END } },
    NULL,
    { END },
    "opportunityid dealid orderid orderdate stage dealstage contactid lastname firstname productid productname quota "
    "closedate subject salesagent regionaloffice",
    0,
    0 },
  { BW_KIND_QUOTAS,
    "quota target quote ziel objectif cuota objetivo",
    { { BW_IMPORT_QUOTA, END }, { BW_IMPORT_PERIOD, END }, { BW_IMPORT_PERSON, BW_IMPORT_PERSON_ID, BW_IMPORT_QUOTA, END } },
    "quotagoal quota quotaamount salesquota target targetamount goal quote umsatzziel vertriebsziel ziel objectif "
    "objectifdevente objectifcommercial cuota cuotadeventas objetivo meta objetivodeventas zielbetrag vorgabe soll",
    { END },
    "stage dealstage opportunityid dealid datavalue",
    0,
    0 },
  { BW_KIND_STAGES,
    "stage phase etape etapa status",
    { { BW_IMPORT_NAME, END },
      { BW_IMPORT_ORDER, BW_IMPORT_IS_FINAL, BW_IMPORT_IS_SUCCESS, BW_IMPORT_PROBABILITY, BW_IMPORT_CATEGORY, END },
      { END } },
    "stageid stagename stage stagelabel masterlabel phase phasenname etape nomdeletape etapa nombredelaetapa dealstage",
    { END },
    "opportunityid dealid amount dealvalue closedate owner salesagent account accountname price sku email expectedclosedate "
    "opportunityname dealname title",
    0,
    0 },
};

/* Programs by headers that only their files have; all of a row must be there. */
static const struct
{
  const char  *profile;
  BwImportKind kind;
  const char  *headers;
} profiles[] = {
  { "maven", BW_KIND_DEALS, "opportunityid salesagent dealstage engagedate closevalue" },
  { "maven", BW_KIND_PEOPLE, "salesagent manager regionaloffice" },
  { "maven", BW_KIND_PRODUCTS, "product series salesprice" },
  { "maven", BW_KIND_ACCOUNTS, "account sector officelocation" },
  { "dynamics", BW_KIND_DEALS, "donotmodifyopportunity" },
  { "dynamics", BW_KIND_DEALS, "topic estrevenue" },
  { "dynamics", BW_KIND_DEALS, "nichtandernverkaufschance" },
  { "dynamics", BW_KIND_DEALS, "nepasmodifieropportunite" },
  { "dynamics", BW_KIND_DEALS, "nomodificaroportunidad" },
  { "dynamics", BW_KIND_ACCOUNTS, "donotmodifyaccount" },
  { "dynamics", BW_KIND_CONTACTS, "donotmodifycontact" },
  { "pipedrive", BW_KIND_DEALS, "dealtitle dealvalue" },
  { "pipedrive", BW_KIND_DEALS, "dealtitle dealstage dealstatus" },
  { "pipedrive", BW_KIND_DEALS, "dealtitel dealwert" },
  { "pipedrive", BW_KIND_DEALS, "affairetitre affairevaleur" },
  { "pipedrive", BW_KIND_DEALS, "tratotitulo tratovalor" },
  { "zoho", BW_KIND_DEALS, "dealowner dealname closingdate" },
  { "zoho", BW_KIND_DEALS, "recordid dealname closingdate" },
  { "zoho", BW_KIND_DEALS, "datensatzid geschaftsname abschlussdatum" },
  { "zoho", BW_KIND_DEALS, "propietariodetrato nombredetrato fechadecierre" },
  { "hubspot", BW_KIND_DEALS, "recordid dealname dealstage" },
  { "hubspot", BW_KIND_DEALS, "dealname dealstage pipeline" },
  { "hubspot", BW_KIND_DEALS, "dealname dealstage hsobjectid" },
  { "hubspot", BW_KIND_DEALS, "dealname dealstage closedate" },
  { "hubspot", BW_KIND_DEALS, "datensatzid dealname dealphase" },
  { "hubspot", BW_KIND_DEALS, "nomdelatransaction phasedelatransaction" },
  { "hubspot", BW_KIND_DEALS, "nombredelnegocio etapadelnegocio" },
  { "hubspot", BW_KIND_ACCOUNTS, "recordid companyname" },
  { "hubspot", BW_KIND_CONTACTS, "recordid firstname contactowner" },
  { "salesforce", BW_KIND_DEALS, "stagename closedate" },
  { "salesforce", BW_KIND_DEALS, "opportunityname stage closedate" },
  { "salesforce", BW_KIND_DEALS, "opportunityowner stage" },
  { "salesforce", BW_KIND_DEALS, "opportunityname phase schliessdatum" },
  { "salesforce", BW_KIND_DEALS, "opportunityname phase schlusstermin" },
  { "salesforce", BW_KIND_DEALS, "opportunityinhaber phase" },
  { "salesforce", BW_KIND_DEALS, "nombredeoportunidad etapa" },
  { "salesforce", BW_KIND_DEALS, "nomdelopportunite etape" },
  { "salesforce", BW_KIND_DEALS, "nombredelaoportunidad etapa" },
  { "salesforce", BW_KIND_STAGE_HISTORY, "opportunityid createddate stagename" },
  { "salesforce", BW_KIND_STAGE_HISTORY, "fromstage tostage" },
  { "salesforce", BW_KIND_STAGE_HISTORY, "opportunityname vonphase nachphase" },
  { "salesforce", BW_KIND_STAGE_HISTORY, "nomdelopportunite deletape aletape" },
  { "salesforce", BW_KIND_STAGE_HISTORY, "nombredelaoportunidad desdeetapa hastaetapa" },
  { "salesforce", BW_KIND_FIELD_HISTORY, "opportunityid field oldvalue newvalue" },
  { "salesforce", BW_KIND_FIELD_HISTORY, "fieldevent oldvalue newvalue" },
  { "salesforce", BW_KIND_FIELD_HISTORY, "feldereignis alterwert neuerwert" },
  { "salesforce", BW_KIND_FIELD_HISTORY, "champevenement anciennevaleur nouvellevaleur" },
  { "salesforce", BW_KIND_FIELD_HISTORY, "campoevento valoranterior nuevovalor" },
  { "salesforce", BW_KIND_PEOPLE, "id name userroleid" },
  { "salesforce", BW_KIND_PEOPLE, "id username isactive" },
  { "salesforce", BW_KIND_PEOPLE, "id name managerid" },
  { "salesforce", BW_KIND_ACCOUNTS, "id name billingcountry" },
  { "salesforce", BW_KIND_ACCOUNTS, "id name ownerid industry" },
  { "salesforce", BW_KIND_PRODUCTS, "id name productcode" },
  { "salesforce", BW_KIND_LINE_ITEMS, "opportunityid product2id" },
  { "salesforce", BW_KIND_ACTIVITIES, "whatid activitydate" },
  { "clari", BW_KIND_QUOTAS, "crmuserid quotaname periodname quotagoal" },
  { "clari", BW_KIND_CALLS, "timeframe field datatype datavalue" },
};

/* Whether @word stands in the list @words, which spaces separate. */
static gboolean
has_word (const char *words,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = words; *at != '\0';)
    {
      gsize span = strcspn (at, " ");

      if (span == length && memcmp (at, word, length) == 0)
        return TRUE;
      at += span;
      at += *at == ' ';
    }
  return FALSE;
}

/* Whether all of @words are among the @n @folded headers. */
static gboolean
has_all (char      **folded,
         guint       n,
         const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint w = 0; list[w] != NULL; w++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < n && !found; i++)
        found = g_str_equal (folded[i], list[w]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_any (char      **folded,
         guint       n,
         const char *words)
{
  for (guint i = 0; i < n; i++)
    if (*folded[i] != '\0' && has_word (words, folded[i]))
      return TRUE;
  return FALSE;
}

/* Whether the mapping has one of @fields, which END ends (an empty list asks for nothing). */
static gboolean
has_field (const BwMapping     *mapping,
           const BwImportField *fields,
           guint                most)
{
  if (fields[0] == END)
    return TRUE;
  for (guint i = 0; i < most && fields[i] != END; i++)
    if (mapping->columns[fields[i]] >= 0)
      return TRUE;
  return FALSE;
}

/* Whether the first column is the id of another thing than the rows. */
static gboolean
begins_with_other (char           **folded,
                   guint            n,
                   const BwMapping *mapping)
{
  static const BwImportField ids[] = { BW_IMPORT_ID, BW_IMPORT_PERSON_ID, BW_IMPORT_ACCOUNT_ID, BW_IMPORT_OWNER_ID,
                                       BW_IMPORT_DEAL_ID, BW_IMPORT_PIPELINE, BW_IMPORT_STAGE, BW_IMPORT_TO_STAGE,
                                       BW_IMPORT_PRODUCT_ID };

  if (n == 0 || !g_str_has_suffix (folded[0], "id") || mapping->kind > BW_KIND_DEALS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (mapping->columns[ids[i]] == 0)
      return FALSE;
  return TRUE;
}

static const KindRule *
find_rule (BwImportKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == kind)
      return &rules[i];
  return NULL;
}

/* Whether one of the @n @folded headers says that a table is not of @kind. */
gboolean
bw_kind_forbids (BwImportKind kind,
                 char       **folded,
                 guint        n)
{
  const KindRule *rule = find_rule (kind);

  return rule == NULL || has_any (folded, n, rule->forbidden);
}

/* Whether the columns are some of those of Salesforce's history of stages, whose deals have neither names nor owners. */
static gboolean
is_bare_history (char **folded,
                 guint  n)
{
  return has_all (folded, n, "opportunityid createddate stagename") &&
         !has_any (folded, n, "name opportunityname dealname ownerid owner ownername opportunityowner accountid accountname");
}

/* Whether a table with the @n @folded headers, read as @mapping says, can hold @kind. */
gboolean
bw_kind_fits (BwImportKind     kind,
              char           **folded,
              guint            n,
              const BwMapping *mapping)
{
  const KindRule *rule = find_rule (kind);

  if (rule == NULL || n < rule->least || (rule->most > 0 && n > rule->most))
    return FALSE;
  for (guint group = 0; group < G_N_ELEMENTS (rule->needed); group++)
    if (!has_field (mapping, rule->needed[group], G_N_ELEMENTS (rule->needed[group])))
      return FALSE;
  if (rule->evidence != NULL && !has_any (folded, n, rule->evidence) &&
      (rule->proof[0] == END || !has_field (mapping, rule->proof, G_N_ELEMENTS (rule->proof))) &&
      !(kind == BW_KIND_STAGE_HISTORY && is_bare_history (folded, n)))
    return FALSE;
  if (has_any (folded, n, rule->forbidden) || begins_with_other (folded, n, mapping))
    return FALSE;
  return kind != BW_KIND_DEALS || !(has_all (folded, n, "id opportunityid") || is_bare_history (folded, n));
}

/* What the file's name adds for @kind to the score of a table. */
guint
bw_kind_score_name (BwImportKind kind,
                    const char  *file_name)
{
  g_autofree char *name = bw_header_fold (file_name);

  const KindRule *rule = find_rule (kind);
  g_auto (GStrv) words = g_strsplit (rule != NULL ? rule->words : "", " ", -1);

  for (guint w = 0; words[w] != NULL; w++)
    if (strstr (name, words[w]) != NULL)
      return 3;
  return 0;
}

/* Returns: (transfer none): the program that a table of @kind with these headers comes from. */
const char *
bw_kind_profile (BwImportKind kind,
                 char       **folded,
                 guint        n)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (profiles[i].kind == kind && has_all (folded, n, profiles[i].headers))
      return profiles[i].profile;
  return "generic";
}
