/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files look like: headers, the fields they mean, the kinds and the programs they come from.
 *
 * All knowledge of foreign files is in the tables below; nothing else in the program knows a header. Headers are
 * compared folded: lower case, letters and digits only, so that "Close Date", "close_date", "CloseDate" and "Close date *"
 * are one. Of several columns that could mean a field the one whose header stands first in the field's list is taken.
 *
 * A kind fits a table when its needed fields are there, nothing forbids it, and the table's first column is not another
 * thing's id (a table of activities also has a column of deals). The kind with the most understood columns wins; the
 * file's name settles what headers such as "Id, Name" leave open. */

#include "import/bw-profile.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Headers of a field in files of a kind, likeliest first. */
typedef struct
{
  BwImportKind  kind;
  BwImportField field;
  const char   *headers; /* folded, separated by spaces */
} Synonyms;

static const Synonyms synonyms[] = {
  { BW_KIND_DEALS, BW_IMPORT_ID, "opportunityid dealid 18digitopportunityid opportunityid18 casesafeid "
                                 "casesafeopportunityid donotmodifyopportunity recordid pipedrivesystemid "
                                 "hsobjectid oppid opportunitynumber dealnumber id" },
  { BW_KIND_DEALS, BW_IMPORT_NAME, "opportunityname dealname dealtitle topic title potentialname oppname name "
                                   "opportunity deal opportunitytitle verkaufschance" },
  { BW_KIND_DEALS, BW_IMPORT_ACCOUNT, "accountname account associatedcompany associatedcompanyprimary "
                                      "dealorganization organization organisation companyname company "
                                      "customername customer client potentialcustomer firma kunde cliente compte" },
  { BW_KIND_DEALS, BW_IMPORT_ACCOUNT_ID, "accountid associatedcompanyids associatedcompanyid accountnameid "
                                         "companyid customerid organizationid clientid" },
  { BW_KIND_DEALS, BW_IMPORT_OWNER, "opportunityowner owner ownername ownerfullname dealowner salesagent "
                                    "salesrep salesperson salesrepresentative rep accountexecutive assignedto "
                                    "seller agent ownerfirstname besitzer" },
  { BW_KIND_DEALS, BW_IMPORT_OWNER_ID, "ownerid opportunityownerid dealownerid owneruserid hubspotownerid "
                                       "salesrepid salesagentid repid userid managerid responsibleuserid "
                                       "assignedtoid" },
  { BW_KIND_DEALS, BW_IMPORT_PRODUCT, "product productname productline" },
  { BW_KIND_DEALS, BW_IMPORT_PRODUCT_ID, "productid productcode" },
  { BW_KIND_DEALS, BW_IMPORT_STAGE, "stage stagename dealstage opportunitystage salesstage pipelinephase "
                                    "pipelinestage currentstage phase stageid etape etapa" },
  { BW_KIND_DEALS, BW_IMPORT_STATUS, "dealstatus status opportunitystatus statecode" },
  { BW_KIND_DEALS, BW_IMPORT_IS_WON, "iswon isclosedwon won" },
  { BW_KIND_DEALS, BW_IMPORT_IS_CLOSED, "isclosed closed" },
  { BW_KIND_DEALS, BW_IMPORT_IS_LOST, "isclosedlost islost lost" },
  { BW_KIND_DEALS, BW_IMPORT_IS_DELETED, "isdeleted" },
  { BW_KIND_DEALS, BW_IMPORT_CATEGORY, "forecastcategory forecastcategoryname hsforecastcategory "
                                       "hsmanualforecastcategory" },
  { BW_KIND_DEALS, BW_IMPORT_PROBABILITY, "probability dealprobability hsdealstageprobability winprobability "
                                          "closeprobability probabilitymanual" },
  { BW_KIND_DEALS, BW_IMPORT_AMOUNT, "amount closevalue dealamount dealvalue totalamount estrevenue "
                                     "estimatedrevenue opportunityamount opportunityvalue expectedamount "
                                     "estimatedvalue dealsize value tcv acv revenue betrag montant importe" },
  { BW_KIND_DEALS, BW_IMPORT_CURRENCY, "currency amountcurrency totalamountcurrency currencyisocode currencycode "
                                       "dealcurrencyofvalue dealcurrency dealcurrencycode opportunitycurrency" },
  { BW_KIND_DEALS, BW_IMPORT_CREATED, "createddate createdate createdon createdtime createdat dealdealcreated "
                                      "dealcreated created creationdate datecreated opportunitycreateddate "
                                      "addtime engagedate opendate startdate" },
  { BW_KIND_DEALS, BW_IMPORT_CLOSE, "closedate expectedclosedate dealexpectedclosedate closingdate estclosedate "
                                    "estimatedclosedate expectedclose targetclosedate projectedclosedate" },
  { BW_KIND_DEALS, BW_IMPORT_ACTUAL_CLOSE, "actualclosedate closedateactual closedat closeddate closedon "
                                           "closedtime actualclose dealdealclosedon dealclosetime" },
  { BW_KIND_DEALS, BW_IMPORT_WON_TIME, "dealwontime wontime wondate wonat" },
  { BW_KIND_DEALS, BW_IMPORT_LOST_TIME, "deallosttime losttime lostdate lostat" },
  { BW_KIND_DEALS, BW_IMPORT_STAGE_SINCE, "laststagechangedate stageentereddate stagechangedate stagesince "
                                          "dateenteredcurrentstage datestagechanged deallaststagechange" },
  { BW_KIND_DEALS, BW_IMPORT_ACTIVITY, "lastactivitydate lastactivity lastactivitytime lastactivityat "
                                       "deallastactivitydate lastcontacted lasttouched" },
  { BW_KIND_DEALS, BW_IMPORT_MODIFIED, "lastmodifieddate lastmodified modifiedtime modifiedon "
                                       "donotmodifymodifiedon lastmodifiedon updatedat updatetime dealupdatetime "
                                       "lastupdated systemmodstamp" },
  { BW_KIND_DEALS, BW_IMPORT_REGION, "region territory regionaloffice salesregion" },
  { BW_KIND_DEALS, BW_IMPORT_TYPE, "type dealtype opportunitytype" },
  { BW_KIND_DEALS, BW_IMPORT_SOURCE, "leadsource dealsource source originalsource originaltrafficsource" },
  { BW_KIND_DEALS, BW_IMPORT_NEXT_STEP, "nextstep nextsteps opportunitynextsteps hsnextstep" },

  { BW_KIND_PEOPLE, BW_IMPORT_ID, "userid crmuserid employeeid personid repid agentid id" },
  { BW_KIND_PEOPLE, BW_IMPORT_NAME, "fullname salesagent salesrep salesperson salesrepresentative employeename "
                                    "personname username name agent rep seller employee user person" },
  { BW_KIND_PEOPLE, BW_IMPORT_FIRST_NAME, "firstname vorname prenom" },
  { BW_KIND_PEOPLE, BW_IMPORT_LAST_NAME, "lastname surname nachname" },
  { BW_KIND_PEOPLE, BW_IMPORT_EMAIL, "email emailaddress workemail mail" },
  { BW_KIND_PEOPLE, BW_IMPORT_MANAGER, "manager managername salesmanager reportsto supervisor" },
  { BW_KIND_PEOPLE, BW_IMPORT_MANAGER_ID, "managerid manageruserid reportstoid supervisorid" },
  { BW_KIND_PEOPLE, BW_IMPORT_ROLE, "role userrole rolename jobtitle title position" },
  { BW_KIND_PEOPLE, BW_IMPORT_REGION, "region regionaloffice territory office division" },
  { BW_KIND_PEOPLE, BW_IMPORT_TIME_ZONE, "timezone timezonesidkey" },
  { BW_KIND_PEOPLE, BW_IMPORT_STARTED, "hiredate startdate started hired" },
  { BW_KIND_PEOPLE, BW_IMPORT_ENDED, "enddate terminationdate ended leavedate" },

  { BW_KIND_PRODUCTS, BW_IMPORT_ID, "productid productcode sku id" },
  { BW_KIND_PRODUCTS, BW_IMPORT_NAME, "productname product name" },
  { BW_KIND_PRODUCTS, BW_IMPORT_FAMILY, "series family productfamily productcategory category productline" },
  { BW_KIND_PRODUCTS, BW_IMPORT_PRICE, "salesprice listprice unitprice standardunitprice standardprice price" },

  { BW_KIND_ACCOUNTS, BW_IMPORT_ID, "accountid companyid recordid organizationid customerid hsobjectid "
                                    "donotmodifyaccount id" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_NAME, "accountname account companyname company organizationname organization "
                                      "organisation customername customer name" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_INDUSTRY, "industry sector" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_STREET, "billingstreet street streetaddress address billingaddressline1 "
                                        "address1street1" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_CITY, "billingcity city address1city" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_STATE, "billingstate billingstateprovince state stateregion stateprovince "
                                       "province address1stateprovince" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_POSTAL, "billingpostalcode billingzippostalcode billingzip postalcode zip "
                                        "zipcode address1zippostalcode" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_COUNTRY, "billingcountry country countryregion officelocation "
                                         "address1countryregion" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_LATITUDE, "billinglatitude latitude lat" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_LONGITUDE, "billinglongitude longitude lng lon" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_REVENUE, "annualrevenue revenue turnover" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_EMPLOYEES, "numberofemployees employees noofemployees employeecount" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_OWNER, "accountowner owner ownername companyowner" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_OWNER_ID, "ownerid accountownerid owneruserid" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_PARENT, "parentaccount subsidiaryof parentcompany parentname" },
  { BW_KIND_ACCOUNTS, BW_IMPORT_PARENT_ID, "parentid parentaccountid" },

  { BW_KIND_QUOTAS, BW_IMPORT_PERSON_ID, "crmuserid userid repid ownerid employeeid personid" },
  { BW_KIND_QUOTAS, BW_IMPORT_PERSON, "person name fullname username user salesagent salesrep salesperson rep "
                                      "owner quotaowner seller employee" },
  { BW_KIND_QUOTAS, BW_IMPORT_PERIOD, "periodname period quarter month fiscalperiod startdate timeframe date" },
  { BW_KIND_QUOTAS, BW_IMPORT_QUOTA, "quotagoal quota quotaamount target goal targetamount salesquota" },
  { BW_KIND_QUOTAS, BW_IMPORT_CURRENCY, "currency currencyisocode currencycode" },
};

/* What a kind needs: of each group one field. */
typedef struct
{
  BwImportKind  kind;
  const char   *word; /* in file names */
  const char   *other_word;
  BwImportField needed[3][6]; /* each ended by BW_N_IMPORT_FIELDS */
  const char   *forbidden;
} KindRule;

#define END BW_N_IMPORT_FIELDS

static const KindRule kind_rules[] = {
  { BW_KIND_DEALS,
    "deal",
    "opportunit",
    { { BW_IMPORT_STAGE, BW_IMPORT_STATUS, BW_IMPORT_IS_WON, END },
      { BW_IMPORT_AMOUNT, BW_IMPORT_CLOSE, BW_IMPORT_ACTUAL_CLOSE, END },
      { BW_IMPORT_ID, BW_IMPORT_NAME, BW_IMPORT_ACCOUNT, BW_IMPORT_OWNER, BW_IMPORT_OWNER_ID, END } },
    "fromstage tostage oldstage newstage oldvalue newvalue prevamount oldstageid newstageid activitytype paymentid "
    "orderid invoiceid" },
  { BW_KIND_PEOPLE,
    "user",
    "team",
    { { BW_IMPORT_NAME, BW_IMPORT_LAST_NAME, END },
      { BW_IMPORT_MANAGER, BW_IMPORT_MANAGER_ID, BW_IMPORT_ROLE, BW_IMPORT_EMAIL, BW_IMPORT_REGION, END },
      { END } },
    "accountid companyid contactid accountname company opportunityid dealid stage quota quotagoal industry" },
  { BW_KIND_PRODUCTS,
    "product",
    "price",
    { { BW_IMPORT_NAME, END }, { BW_IMPORT_FAMILY, BW_IMPORT_PRICE, BW_IMPORT_ID, END }, { END } },
    "opportunityid dealid orderid quantity stage customername accountname email industry managerid manager" },
  { BW_KIND_ACCOUNTS,
    "account",
    "compan",
    { { BW_IMPORT_NAME, END },
      { BW_IMPORT_INDUSTRY, BW_IMPORT_CITY, BW_IMPORT_STATE, BW_IMPORT_COUNTRY, BW_IMPORT_POSTAL,
        BW_IMPORT_REVENUE },
      { END } },
    "opportunityid dealid orderid orderdate stage contactid lastname productid productname quota" },
  { BW_KIND_QUOTAS,
    "quota",
    "target",
    { { BW_IMPORT_QUOTA, END }, { BW_IMPORT_PERIOD, END }, { END } },
    "stage opportunityid dealid" },
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
  { "pipedrive", BW_KIND_DEALS, "dealtitle dealvalue" },
  { "pipedrive", BW_KIND_DEALS, "dealtitle dealstage dealstatus" },
  { "zoho", BW_KIND_DEALS, "dealowner dealname closingdate" },
  { "hubspot", BW_KIND_DEALS, "recordid dealname dealstage" },
  { "hubspot", BW_KIND_DEALS, "dealname dealstage pipeline" },
  { "salesforce", BW_KIND_DEALS, "stagename closedate" },
  { "salesforce", BW_KIND_DEALS, "opportunityname stage closedate accountname" },
  { "salesforce", BW_KIND_DEALS, "opportunityowner stage" },
  { "salesforce", BW_KIND_PEOPLE, "id name userroleid" },
  { "salesforce", BW_KIND_PEOPLE, "id username isactive" },
  { "salesforce", BW_KIND_ACCOUNTS, "id name billingcountry" },
  { "salesforce", BW_KIND_ACCOUNTS, "id name ownerid industry" },
  { "salesforce", BW_KIND_PRODUCTS, "id name productcode" },
  { "clari", BW_KIND_QUOTAS, "crmuserid quotaname periodname quotagoal" },
};

/* Tables that are known and not read. */
static const struct
{
  const char *headers;
  const char *name;
} foreigners[] = {
  { "fromstage tostage", N_ ("a history of stages") },
  { "oldvalue newvalue", N_ ("a history of fields") },
  { "oldstageid newstageid", N_ ("a history of stages") },
  { "opportunityid prevamount", N_ ("a history of deals") },
  { "id opportunityid stagename", N_ ("a history of deals") },
  { "activitytype", N_ ("a list of activities") },
  { "contactid", N_ ("a list of contacts") },
  { "lineitemid", N_ ("a list of line items") },
  { "opportunityid productid quantity", N_ ("a list of line items") },
  { "dealid productid quantity", N_ ("a list of line items") },
  { "orderid orderdate", N_ ("a list of orders") },
  { "contractid", N_ ("a list of contracts") },
  { "table field description", N_ ("a description of tables") },
  { "datatype datavalue timeframe", N_ ("a forecast") },
};

static const char *const field_names[BW_N_IMPORT_FIELDS] = {
#define FIELD_NAME(id, name) name,
  BW_IMPORT_FIELDS (FIELD_NAME)
#undef FIELD_NAME
};

/* Returns: (transfer none): the field's name in mappings. */
const char *
bw_import_field_name (BwImportField field)
{
  return field_names[field];
}

/* Reads what bw_import_field_name() gives. */
gboolean
bw_import_field_parse (const char    *name,
                       BwImportField *field)
{
  for (guint i = 0; i < BW_N_IMPORT_FIELDS; i++)
    if (g_str_equal (name, field_names[i]))
      {
        *field = i;
        return TRUE;
      }
  return FALSE;
}

/* Whether files of @kind can have a column that is read into @field. */
gboolean
bw_import_kind_has_field (BwImportKind  kind,
                          BwImportField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (synonyms[i].kind == kind && synonyms[i].field == field)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): @header in the form in which headers are compared. */
char *
bw_header_fold (const char *header)
{
  g_autofree char *lower = g_utf8_strdown (header, -1);
  GString         *folded = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
    }
  return g_string_free (folded, FALSE);
}

/* Where @word stands in the list @words, counted from 0; -1 when it does not. */
static int
find_word (const char *words,
           const char *word)
{
  gsize length = strlen (word);
  int   n = 0;

  for (const char *at = words; *at != '\0';)
    {
      gsize span = strcspn (at, " ");

      if (span == length && memcmp (at, word, length) == 0)
        return n;
      n++;
      at += span;
      at += *at == ' ';
    }
  return -1;
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
    if (*folded[i] != '\0' && find_word (words, folded[i]) >= 0)
      return TRUE;
  return FALSE;
}

/* Takes over what the user said of each column. */
static void
map_choices (const char *const *headers,
             guint              n,
             const GPtrArray   *columns,
             BwMapping         *mapping)
{
  for (guint c = 0; columns != NULL && c < columns->len; c++)
    {
      const BwColumnChoice *choice = g_ptr_array_index (columns, c);
      BwImportField         field;

      for (guint i = 0; i < n; i++)
        {
          if (!g_str_equal (headers[i], choice->header))
            continue;
          for (guint other = 0; other < BW_N_IMPORT_FIELDS; other++)
            if (mapping->columns[other] == (int)i)
              mapping->columns[other] = -1;
          if (choice->field == NULL || !bw_import_field_parse (choice->field, &field))
            continue;
          mapping->columns[field] = (int)i;
          mapping->confidence[field] = 1.0;
          mapping->score += 4;
        }
    }
}

/* Fills @mapping for @kind from the @n @folded headers and what the user said. */
static void
map_columns (char       **folded,
             guint        n,
             BwImportKind kind,
             GHashTable  *map,
             BwMapping   *mapping)
{
  memset (mapping, 0, sizeof *mapping);
  mapping->kind = kind;
  mapping->profile = "generic";
  for (guint field = 0; field < BW_N_IMPORT_FIELDS; field++)
    mapping->columns[field] = -1;

  for (guint s = 0; s < G_N_ELEMENTS (synonyms); s++)
    {
      BwImportField field = synonyms[s].field;
      int           best = G_MAXINT;

      if (synonyms[s].kind != kind)
        continue;
      for (guint i = 0; i < n; i++)
        {
          int place = *folded[i] != '\0' ? find_word (synonyms[s].headers, folded[i]) : -1;

          if (place >= 0 && place < best)
            {
              best = place;
              mapping->columns[field] = (int)i;
            }
        }
      if (mapping->columns[field] >= 0)
        {
          mapping->confidence[field] = best < 4 ? 0.95 : 0.8;
          mapping->score += 2;
        }
    }
  if (map != NULL)
    {
      GHashTableIter iter;
      gpointer       name, header;

      g_hash_table_iter_init (&iter, map);
      while (g_hash_table_iter_next (&iter, &name, &header))
        {
          g_autofree char *wanted = bw_header_fold (header);
          BwImportField    field;

          for (guint i = 0; bw_import_field_parse (name, &field) && i < n; i++)
            if (g_str_equal (folded[i], wanted))
              {
                mapping->columns[field] = (int)i;
                mapping->confidence[field] = 1.0;
                mapping->score += 4;
                break;
              }
        }
    }
}

static gboolean
kind_fits (const KindRule  *rule,
           char           **folded,
           guint            n,
           const BwMapping *mapping)
{
  for (guint group = 0; group < G_N_ELEMENTS (rule->needed); group++)
    {
      gboolean found = rule->needed[group][0] == END;

      for (guint i = 0; i < G_N_ELEMENTS (rule->needed[group]) && rule->needed[group][i] != END && !found; i++)
        found = mapping->columns[rule->needed[group][i]] >= 0;
      if (!found)
        return FALSE;
    }
  if (has_any (folded, n, rule->forbidden))
    return FALSE;
  /* The first column is the id of something else. */
  if (n > 0 && g_str_has_suffix (folded[0], "id") && mapping->columns[BW_IMPORT_ID] != 0 &&
      mapping->columns[BW_IMPORT_PERSON_ID] != 0 && mapping->columns[BW_IMPORT_ACCOUNT_ID] != 0 &&
      mapping->columns[BW_IMPORT_OWNER_ID] != 0)
    return FALSE;
  return rule->kind != BW_KIND_DEALS || !has_all (folded, n, "id opportunityid");
}

static void
name_profile (char     **folded,
              guint      n,
              BwMapping *mapping)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (profiles[i].kind == mapping->kind && has_all (folded, n, profiles[i].headers))
      {
        mapping->profile = profiles[i].profile;
        return;
      }
}

static char **
fold_headers (const char *const *headers,
              guint              n)
{
  char **folded = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    folded[i] = bw_header_fold (headers[i]);
  return folded;
}

/* Finds out what a table with the @n @headers holds. @kind: what it must be, or unknown. @map (nullable): field names to
 * headers; @columns (nullable) (element-type BwColumnChoice): columns to fields, as the user said. Returns %FALSE when no kind fits. */
gboolean
bw_mapping_find (const char *const *headers,
                 guint              n,
                 const char        *file_name,
                 BwImportKind       kind,
                 GHashTable        *map,
                 const GPtrArray   *columns,
                 BwMapping         *mapping)
{
  g_auto (GStrv) folded = fold_headers (headers, n);
  g_autofree char *name = g_ascii_strdown (file_name, -1);
  gboolean         found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kind_rules); i++)
    {
      const KindRule *rule = &kind_rules[i];
      BwMapping       candidate;

      if (kind != BW_KIND_UNKNOWN && rule->kind != kind)
        continue;
      map_columns (folded, n, rule->kind, map, &candidate);
      map_choices (headers, n, columns, &candidate);
      if (kind == BW_KIND_UNKNOWN ? !kind_fits (rule, folded, n, &candidate) : candidate.score < 4)
        continue;
      if (strstr (name, rule->word) != NULL || strstr (name, rule->other_word) != NULL)
        candidate.score += 3;
      if (!found || candidate.score > mapping->score)
        *mapping = candidate;
      found = TRUE;
    }
  if (found)
    name_profile (folded, n, mapping);
  return found;
}

/* Returns: (transfer none) (nullable): what a table with these headers is when it is known and not read, translated. */
const char *
bw_profile_name_foreign (const char *const *headers,
                         guint              n)
{
  g_auto (GStrv) folded = fold_headers (headers, n);

  for (guint i = 0; i < G_N_ELEMENTS (foreigners); i++)
    if (has_all (folded, n, foreigners[i].headers))
      return _ (foreigners[i].name);
  return NULL;
}
