/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of headers as programs and people write them, with a few rows, and what each column is. */
#pragma once

#include "import/bw-import.h"

/* What becomes of each column, in their order: a field's name, "-" left out, "*" and a type: kept as a field of the project's
 * own; with "?" before it: it is asked. */
typedef struct
{
  const char  *name;
  const char  *file;
  BwImportKind kind;
  const char  *profile;
  const char  *text;
  const char  *columns;
} MappingSet;

static const MappingSet mapping_sets[] = {
  { "sf-report",
    "report1700000000.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Probability (%),Age,"
    "Close Date,Created Date,Next Step,Lead Source,Type\n"
    "\"Ann Lee\",\"Acme\",\"Acme - Renewal\",\"Prospecting\",\"Q4-2026\",\"12000.00\",\"10\",\"12\",\"11/30/2026\","
    "\"11/02/2026\",\"Call\",\"Web\",\"Existing\"\n"
    "\"Bob Ray\",\"Bolt\",\"Bolt - New\",\"Closed Won\",\"Q3-2026\",\"8000.50\",\"100\",\"42\",\"09/15/2026\",\"08/04/2026\","
    "\"\",\"Referral\",\"New\"\n",
    "owner account name stage *text amount probability *number close_date created next_step source type" },
  { "sf-currency",
    "report.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Opportunity ID,Opportunity Owner,Account Name,Opportunity Name,Stage,Forecast Category,"
    "Total Amount Currency,Total Amount,Close Date,Opportunity Next Steps\n"
    "0065g00000AbCdE,Ann Lee,Acme,Acme Renewal,Proposal/Price Quote,Best Case,EUR,12000.00,30/11/2026,"
    "Send offer\n"
    "0065g00000AbCdF,Bob Ray,Bolt,Bolt New,Closed Lost,Omitted,EUR,800.00,15/09/2026,\n",
    "id owner account name stage category currency amount close_date next_step" },
  { "sf-api",
    "Opportunity.csv",
    BW_KIND_DEALS,
    "salesforce",
    "ID,ISDELETED,ACCOUNTID,NAME,DESCRIPTION,STAGENAME,AMOUNT,PROBABILITY,EXPECTEDREVENUE,CLOSEDATE,TYPE,"
    "NEXTSTEP,LEADSOURCE,ISCLOSED,ISWON,FORECASTCATEGORY,FORECASTCATEGORYNAME,OWNERID,CREATEDDATE,"
    "LASTMODIFIEDDATE,LASTACTIVITYDATE,FISCALQUARTER,FISCALYEAR,SYSTEMMODSTAMP,CUSTOMERTIER__C,"
    "CURRENCYISOCODE\n"
    "0065g00000AbCdEAAX,false,0015g00000XyZaBAAV,Acme Renewal,Long talk,Prospecting,12000,10,1200,"
    "2026-11-30,Existing,Call,Web,false,false,Pipeline,Pipeline,0055g00000Qwert,2026-11-02T10:00:00.000Z,"
    "2026-11-05T12:34:56.000Z,2026-11-04,4,2026,2026-11-05T12:34:56.000Z,Gold,USD\n"
    "0065g00000AbCdFAAX,false,0015g00000XyZaCAAV,Bolt New,,Closed Won,8000,100,8000,2026-09-15,New,,"
    "Referral,true,true,Closed,Closed,0055g00000Qwers,2026-08-04T10:00:00.000Z,2026-09-15T12:34:56.000Z,,"
    "3,2026,2026-09-15T12:34:56.000Z,Silver,USD\n",
    "id is_deleted account_id name *text stage amount probability *number close_date type next_step "
    "source is_closed is_won - category owner_id created modified activity *number *number - *text "
    "currency" },
  { "sf-history",
    "OpportunityHistory.csv",
    BW_KIND_STAGE_HISTORY,
    "salesforce",
    "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,"
    "ForecastCategory,PrevAmount,PrevCloseDate\n"
    "0085g00000AAAA1,0065g00000AbCdE,0055g00000Qwert,2026-11-02T10:00:00.000Z,Prospecting,12000,1200,"
    "2026-11-30,10,Pipeline,,\n"
    "0085g00000AAAA2,0065g00000AbCdE,0055g00000Qwert,2026-11-05T10:00:00.000Z,Proposal,15000,9000,"
    "2026-12-15,60,BestCase,12000,2026-11-30\n",
    "id deal_id changed_by_id changed_at to_stage amount - close_date probability category "
    "previous_amount previous_close_date" },
  { "sf-history-report",
    "Opportunity History.csv",
    BW_KIND_STAGE_HISTORY,
    "salesforce",
    "Opportunity ID,Opportunity Name,From Stage,To Stage,Last Modified,Last Modified By,Amount,"
    "Probability (%),Close Date\n"
    "0065g00000AbCdE,Acme Renewal,,Prospecting,11/02/2026,Ann Lee,12000,10,11/30/2026\n"
    "0065g00000AbCdE,Acme Renewal,Prospecting,Proposal,11/15/2026,Ann Lee,15000,60,12/15/2026\n",
    "deal_id deal from_stage to_stage changed_at changed_by amount probability close_date" },
  { "sf-field-history",
    "OpportunityFieldHistory.csv",
    BW_KIND_FIELD_HISTORY,
    "salesforce",
    "Id,OpportunityId,Field,OldValue,NewValue,CreatedById,CreatedDate\n"
    "0175g00000AAAA1,0065g00000AbCdE,Amount,12000,15000,0055g00000Qwert,2026-11-05T10:00:00.000Z\n"
    "0175g00000AAAA2,0065g00000AbCdE,StageName,Prospecting,Proposal,0055g00000Qwert,"
    "2026-11-05T10:00:00.000Z\n",
    "id deal_id field old_value new_value changed_by_id changed_at" },
  { "sf-field-history-report",
    "report.csv",
    BW_KIND_FIELD_HISTORY,
    "salesforce",
    "Opportunity Name,Field / Event,Old Value,New Value,Edit Date,Edited By\n"
    "Acme Renewal,Stage,Prospecting,Proposal,11/15/2026,Ann Lee\n"
    "Acme Renewal,Amount,12000,15000,11/15/2026,Ann Lee\n",
    "deal field old_value new_value changed_at changed_by" },
  { "sf-user",
    "User.csv",
    BW_KIND_PEOPLE,
    "salesforce",
    "Id,Name,Email,ManagerId,UserRoleId,IsActive,TimeZoneSidKey\n"
    "0055g00000Qwert,Ann Lee,ann@x.com,0055g00000Qwers,00E5g00000AAAA1,true,America/New_York\n"
    "0055g00000Qwers,Bob Ray,bob@x.com,,00E5g00000AAAA2,true,America/New_York\n",
    "id name email manager_id - is_active time_zone" },
  { "sf-account",
    "Account.csv",
    BW_KIND_ACCOUNTS,
    "salesforce",
    "Id,Name,Industry,OwnerId,BillingCity,BillingState,BillingPostalCode,BillingCountry,AnnualRevenue,"
    "NumberOfEmployees,ParentId\n"
    "0015g00000XyZaB,Acme,Retail,0055g00000Qwert,Austin,TX,78701,United States,1000000,50,\n"
    "0015g00000XyZaC,Bolt,Energy,0055g00000Qwers,Boston,MA,02101,United States,2000000,80,0015g00000XyZaB\n",
    "id name industry owner_id city state postal country revenue employees parent_id" },
  { "sf-line",
    "OpportunityLineItem.csv",
    BW_KIND_LINE_ITEMS,
    "salesforce",
    "Id,OpportunityId,Product2Id,ProductCode,Quantity,UnitPrice,TotalPrice,ServiceDate\n"
    "00k5g00000AAAA1,0065g00000AbCdE,01t5g00000BBBB1,GC1040,2,1500,3000,2026-12-01\n"
    "00k5g00000AAAA2,0065g00000AbCdE,01t5g00000BBBB2,GC1060,1,900,900,2026-12-01\n",
    "id deal_id product_id - quantity unit_price amount -" },
  { "sf-de",
    "Bericht.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Opportunity-Inhaber;Accountname;Opportunity-Name;Phase;Betrag;Wahrscheinlichkeit (%);Schließdatum;"
    "Erstelldatum;Nächster Schritt;Lead-Quelle;Typ;Prognosekategorie\n"
    "Ann Lee;Acme;Acme Verlängerung;Qualifizierung;12.000,00;10;30.11.2026;02.11.2026;Anruf;Web;Bestand;"
    "Pipeline\n"
    "Bob Ray;Bolt;Bolt Neu;Gewonnen;8.000,50;100;15.09.2026;04.08.2026;;Empfehlung;Neu;Geschlossen\n",
    "owner account name stage amount probability close_date created next_step source type category" },
  { "sf-fr",
    "rapport.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Propriétaire de l'opportunité;Nom du compte;Nom de l'opportunité;Étape;Montant;Probabilité (%);"
    "Date de clôture;Date de création;Étape suivante;Origine de la piste;Type\n"
    "Ann Lee;Acme;Acme renouvellement;Qualification;12 000,00;10;30/11/2026;02/11/2026;Appel;Web;Existant\n"
    "Bob Ray;Bolt;Bolt nouveau;Gagnée;8 000,50;100;15/09/2026;04/08/2026;;Relation;Nouveau\n",
    "owner account name stage amount probability close_date created next_step source type" },
  { "sf-es",
    "informe.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Propietario de oportunidad;Nombre de la cuenta;Nombre de la oportunidad;Etapa;Importe;"
    "Probabilidad (%);Fecha de cierre;Fecha de creación;Siguiente paso;Tipo\n"
    "Ann Lee;Acme;Acme renovación;Calificación;12.000,00;10;30/11/2026;02/11/2026;Llamar;Existente\n"
    "Bob Ray;Bolt;Bolt nuevo;Cerrada ganada;8.000,50;100;15/09/2026;04/08/2026;;Nuevo\n",
    "owner account name stage amount probability close_date created next_step type" },
  { "hubspot",
    "hubspot-crm-exports-all-deals-2026-11-20.csv",
    BW_KIND_DEALS,
    "hubspot",
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Last Activity Date,"
    "Associated Company,Associated Company IDs,Is closed lost,Forecast category,"
    "\"Date entered \"\"Proposal (Sales Pipeline)\"\"\","
    "\"Cumulative time in \"\"Proposal (Sales Pipeline)\"\" (HH:mm:ss)\"\n"
    "9876543210,Acme Renewal,Proposal,Sales Pipeline,12000,2026-11-30 09:30,2026-11-02 08:00,Ann Lee,"
    "2026-11-19 10:00,Acme,111;112,false,Best case,2026-11-10 12:00,245:47:48\n"
    "9876543211,Bolt New,Closed won,Sales Pipeline,8000,2026-09-15 09:30,2026-08-04 08:00,Bob Ray,"
    "2026-09-14 10:00,Bolt,113,false,Closed,2026-09-01 12:00,12:47:48\n",
    "id name stage pipeline amount close_date created owner activity account account_id is_lost category "
    "stage_entered -" },
  { "hubspot-internal",
    "deals.csv",
    BW_KIND_DEALS,
    "hubspot",
    "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hubspot_owner_id,"
    "hs_lastmodifieddate,hs_date_entered_qualifiedtobuy,hs_forecast_amount\n"
    "9876543210,Acme Renewal,qualifiedtobuy,default,12000,1796040000000,1793577600000,55501234,"
    "1794577600000,1793777600000,4800\n"
    "9876543211,Bolt New,closedwon,default,8000,1789430400000,1785801600000,55501235,1789430400000,"
    "1786801600000,8000\n",
    "id name stage pipeline amount close_date created owner_id modified stage_entered *number" },
  { "hubspot-de",
    "hubspot-deals.csv",
    BW_KIND_DEALS,
    "hubspot",
    "Datensatz-ID,Deal-Name,Deal-Phase,Pipeline,Betrag,Abschlussdatum,Erstelldatum,"
    "Zuständiger Mitarbeiter,Zugehöriges Unternehmen\n"
    "9876543210,Acme Verlängerung,Angebot,Vertrieb,12000,2026-11-30 09:30,2026-11-02 08:00,Ann Lee,Acme\n"
    "9876543211,Bolt Neu,Gewonnen,Vertrieb,8000,2026-09-15 09:30,2026-08-04 08:00,Bob Ray,Bolt\n",
    "id name stage pipeline amount close_date created owner account" },
  { "hubspot-fr",
    "transactions.csv",
    BW_KIND_DEALS,
    "hubspot",
    "ID d'enregistrement,Nom de la transaction,Phase de la transaction,Pipeline,Montant,"
    "Date de fermeture,Date de création,Propriétaire de la transaction\n"
    "9876543210,Acme renouvellement,Proposition,Ventes,12000,2026-11-30 09:30,2026-11-02 08:00,Ann Lee\n"
    "9876543211,Bolt nouveau,Gagné,Ventes,8000,2026-09-15 09:30,2026-08-04 08:00,Bob Ray\n",
    "id name stage pipeline amount close_date created owner" },
  { "hubspot-es",
    "negocios.csv",
    BW_KIND_DEALS,
    "hubspot",
    "ID de registro,Nombre del negocio,Etapa del negocio,Pipeline,Importe,Fecha de cierre,"
    "Fecha de creación,Propietario del negocio\n"
    "9876543210,Acme renovación,Propuesta,Ventas,12000,2026-11-30 09:30,2026-11-02 08:00,Ann Lee\n"
    "9876543211,Bolt nuevo,Ganado,Ventas,8000,2026-09-15 09:30,2026-08-04 08:00,Bob Ray\n",
    "id name stage pipeline amount close_date created owner" },
  { "hubspot-contacts",
    "contacts.csv",
    BW_KIND_CONTACTS,
    "hubspot",
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company,Create Date\n"
    "101,Jo,Day,jo@acme.com,+1 555 0100,Ann Lee,Acme,2026-01-02 10:00\n"
    "102,Al,Fox,al@bolt.com,+1 555 0101,Bob Ray,Bolt,2026-01-03 10:00\n",
    "id first_name last_name email phone owner account created" },
  { "hubspot-companies",
    "companies.csv",
    BW_KIND_ACCOUNTS,
    "hubspot",
    "Record ID,Company name,Company owner,Industry,City,State/Region,Country/Region,Annual Revenue,"
    "Number of Employees\n"
    "111,Acme,Ann Lee,Retail,Austin,TX,United States,1000000,50\n"
    "112,Bolt,Bob Ray,Energy,Boston,MA,United States,2000000,80\n",
    "id name owner industry city state country revenue employees" },
  { "pipedrive",
    "deals-1234.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Deal - Title,Deal - Value,Deal - Currency of value,Deal - Organization,Deal - Owner,Deal - Stage,"
    "Deal - Pipeline,Deal - Status,Deal - Probability,Deal - Expected close date,Deal - Deal created,"
    "Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - ID,Deal - Label\n"
    "Acme deal,12000,EUR,Acme,Ann Lee,Proposal Made,Default,Open,60,2026-11-30,2026-11-02 10:00:00,,,,1,"
    "Hot\n"
    "Bolt deal,8000,EUR,Bolt,Bob Ray,Negotiations Started,Default,Lost,,2026-09-15,2026-08-04 10:00:00,,"
    "2026-09-10 11:00:00,Price,2,Cold\n",
    "name amount currency account owner stage pipeline status probability close_date created won_date "
    "lost_date lost_reason id *text" },
  { "pipedrive-de",
    "deals.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Deal - Titel;Deal - Wert;Deal - Währung von Wert;Deal - Organisation;Deal - Besitzer;Deal - Phase;"
    "Deal - Status;Deal - Erwartetes Abschlussdatum;Deal - Deal erstellt;Deal - Verlustgrund\n"
    "Acme;12000;EUR;Acme;Ann Lee;Angebot;Offen;2026-11-30;2026-11-02 10:00:00;\n"
    "Bolt;8000;EUR;Bolt;Bob Ray;Verhandlung;Verloren;2026-09-15;2026-08-04 10:00:00;Preis\n",
    "name amount currency account owner stage status close_date created lost_reason" },
  { "pipedrive-fr",
    "affaires.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Affaire - Titre;Affaire - Valeur;Affaire - Organisation;Affaire - Propriétaire;Affaire - Étape;"
    "Affaire - Statut;Affaire - Date de clôture prévue\n"
    "Acme;12000;Acme;Ann Lee;Proposition;Ouverte;2026-11-30\n"
    "Bolt;8000;Bolt;Bob Ray;Négociation;Perdue;2026-09-15\n",
    "name amount account owner stage status close_date" },
  { "pipedrive-es",
    "tratos.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Trato - Título;Trato - Valor;Trato - Organización;Trato - Propietario;Trato - Etapa;Trato - Estado;"
    "Trato - Fecha prevista de cierre\n"
    "Acme;12000;Acme;Ann Lee;Propuesta;Abierto;2026-11-30\n"
    "Bolt;8000;Bolt;Bob Ray;Negociación;Perdido;2026-09-15\n",
    "name amount account owner stage status close_date" },
  { "zoho",
    "Deals_001.csv",
    BW_KIND_DEALS,
    "zoho",
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,"
    "Type,Probability (%),Next Step,Lead Source,Created Time,Modified Time,Last Activity Time,Pipeline,"
    "Reason For Loss\n"
    "zcrm_4876876000000123456,zcrm_4876876000000111111,Ann Lee,12000,Acme Renewal,2026-11-30,"
    "zcrm_4876876000000222222,Acme,Proposal,Existing,60,Call,Web,2026-11-02 10:00:00,2026-11-05 10:00:00,"
    "2026-11-05 10:00:00,Standard,\n"
    "zcrm_4876876000000123457,zcrm_4876876000000111112,Bob Ray,8000,Bolt New,2026-09-15,"
    "zcrm_4876876000000222223,Bolt,Closed Lost,New,0,,Referral,2026-08-04 10:00:00,2026-09-05 10:00:00,"
    "2026-09-05 10:00:00,Standard,Price\n",
    "id owner_id owner amount name close_date account_id account stage type probability next_step source "
    "created modified activity pipeline lost_reason" },
  { "dynamics",
    "My Open Opportunities.csv",
    BW_KIND_DEALS,
    "dynamics",
    "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Account,"
    "Est. revenue,Est. close date,Actual Revenue,Actual Close Date,Probability,Rating,Pipeline Phase,"
    "Forecast Category,Status,Status Reason,Owner,Created On\n"
    "a1b2c3d4-1111-2222-3333-444455556666,kJ8s7Df==,11/05/2026 10:00,Acme Renewal,Acme,\"$12,000.00\","
    "11/30/2026,,,60,Hot,3-Propose,Best case,Open,In Progress,Ann Lee,11/02/2026 10:00\n"
    "a1b2c3d4-1111-2222-3333-444455556667,lJ8s7Df==,09/15/2026 10:00,Bolt New,Bolt,\"$8,000.00\","
    "09/15/2026,\"$8,000.00\",09/15/2026,100,Warm,4-Close,Won,Won,Won,Bob Ray,08/04/2026 10:00\n",
    "id - modified name account amount close_date *number actual_close_date probability *text stage "
    "category status *text owner created" },
  { "clari-forecast",
    "forecast_export.csv",
    BW_KIND_CALLS,
    "clari",
    "User,Email,CRM User ID,Role,Parent Role,Timeframe,Field,Week,Start Day,End Day,Data Type,Data Value\n"
    "Ann Lee,ann@x.com,0055g00000Qwert,AE East,East,2026_Q4,Commit,1,2026-10-01,2026-10-07,"
    "Forecast Value,\"$3,000,190.00\"\n"
    "Ann Lee,ann@x.com,0055g00000Qwert,AE East,East,2026_Q4,Commit,1,2026-10-01,2026-10-07,"
    "Forecast Updated,No\n",
    "person email person_id role manager period category week date end_date data_type value" },
  { "clari-quota",
    "quota.csv",
    BW_KIND_QUOTAS,
    "clari",
    "CRM_USER_ID,QUOTA_NAME,PERIOD_NAME,QUOTA_GOAL\n"
    "0055g00000Qwert,Bookings,2026_Q4,300000\n"
    "0055g00000Qwers,Bookings,2026_M1,100000\n",
    "person_id type period quota" },
  { "maven-deals",
    "sales_pipeline.csv",
    BW_KIND_DEALS,
    "maven",
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
    "1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054\n"
    "Z063OYW0,Darcel Schlecht,GTXPro,Isdom,Prospecting,,,\n",
    "id owner product account stage created close_date amount" },
  { "maven-teams",
    "sales_teams.csv",
    BW_KIND_PEOPLE,
    "maven",
    "sales_agent,manager,regional_office\n"
    "Anna Snelling,Dustin Brinkmann,Central\n"
    "Cecily Lampkin,Dustin Brinkmann,Central\n",
    "name manager region" },
  { "maven-accounts",
    "accounts.csv",
    BW_KIND_ACCOUNTS,
    "maven",
    "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
    "Acme Corporation,technolgy,1996,1100.04,2822,United States,\n"
    "Betasoloin,medical,1999,251.41,495,Kenya,Acme Corporation\n",
    "name industry *number revenue employees country parent" },
  { "quotas-de",
    "ziele.csv",
    BW_KIND_QUOTAS,
    "generic",
    "Mitarbeiter;Quartal;Umsatzziel\n"
    "Ann Lee;2026-Q4;300.000,00\n"
    "Bob Ray;2026-Q4;250.000,00\n",
    "person period quota" },
  { "calls-wide",
    "forecast-week-46.csv",
    BW_KIND_CALLS,
    "generic",
    "Rep,Period,Commit,Best Case,Pipeline\n"
    "Ann Lee,2026-Q4,200000,300000,500000\n"
    "Bob Ray,2026-Q4,150000,200000,400000\n",
    "person period call_commit call_best_case call_pipeline" },
  { "calls-long",
    "calls.csv",
    BW_KIND_CALLS,
    "generic",
    "Person,Period,Category,Forecast\n"
    "Ann Lee,2026-Q4,Commit,200000\n"
    "Ann Lee,2026-Q4,Best Case,300000\n",
    "person period category value" },
  { "series",
    "bookings.csv",
    BW_KIND_SERIES,
    "generic",
    "date,value\n"
    "2026-01-01,100\n"
    "2026-02-01,120\n",
    "date value" },
  { "series-group",
    "x.csv",
    BW_KIND_SERIES,
    "generic",
    "Month,Region,Revenue\n"
    "2026-01,East,100\n"
    "2026-01,West,120\n",
    "date group value" },
  { "activities-sf",
    "Task.csv",
    BW_KIND_ACTIVITIES,
    "salesforce",
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,Type,CallDurationInSeconds\n"
    "00T5g00000AAAA1,0035g00000BBBB1,0065g00000AbCdE,Call Jo,2026-11-10,Completed,0055g00000Qwert,Call,"
    "300\n"
    "00T5g00000AAAA2,0035g00000BBBB2,0065g00000AbCdF,Mail Al,2026-11-12,Completed,0055g00000Qwers,Email,\n",
    "id contact_id deal_id subject date status owner_id type duration" },
  { "reordered-renamed",
    "pipeline march.csv",
    BW_KIND_DEALS,
    "generic",
    "Close Dt,Deal,Our Stage,Net Deal Amount,Sales Rep Name,Customer Account,Weighted Amount,Priority\n"
    "2026-11-30,Acme Renewal,Proposal,12000,Ann Lee,Acme,7200,High\n"
    "2026-09-15,Bolt New,Closed Won,8000,Bob Ray,Bolt,8000,Low\n",
    "?close_date name ?stage ?amount ?owner ?account *number *text" },
  { "duplicate",
    "deals.csv",
    BW_KIND_DEALS,
    "generic",
    "Deal Name,Amount,Amount,Stage,Close Date,Owner\n"
    "Acme Renewal,12000,11000,Proposal,2026-11-30,Ann Lee\n"
    "Bolt New,8000,7000,Closed Won,2026-09-15,Bob Ray\n",
    "name ?amount *number stage close_date owner" },
  { "no-names",
    "list.csv",
    BW_KIND_DEALS,
    "generic",
    "aaa,bbb,ccc,ddd\n"
    "Acme Renewal,Proposal,\"$12,000\",2026-11-30\n"
    "Bolt New,Closed Won,\"$8,000\",2026-09-15\n",
    "?name ?stage ?amount ?close_date" },
  { "excel-de",
    "Vertrieb.csv",
    BW_KIND_DEALS,
    "generic",
    "Kunde;Projekt;Verkäufer;Phase;Auftragswert;geplanter Abschluss;Fälligkeitsdatum;Bemerkung\n"
    "Acme;Umbau;Ann Lee;Angebot;12.000,00;30.11.2026;01.12.2026;eilt\n"
    "Bolt;Neubau;Bob Ray;Gewonnen;8.000,50;15.09.2026;16.09.2026;\n",
    "account name owner stage amount ?close_date *date *text" },
  { "excel-fr",
    "affaires.csv",
    BW_KIND_DEALS,
    "generic",
    "Client;Affaire;Commercial;Étape;Montant HT;Échéance;Commentaire\n"
    "Acme;Extension;Ann Lee;Proposition;12 000,00;30/11/2026;urgent\n"
    "Bolt;Neuf;Bob Ray;Gagné;8 000,50;15/09/2026;\n",
    "account name owner stage ?amount close_date *text" },
  { "excel-es",
    "ventas.csv",
    BW_KIND_DEALS,
    "generic",
    "Cliente;Oportunidad;Vendedor;Etapa;Valor;Fecha de cierre;Observaciones\n"
    "Acme;Ampliación;Ann Lee;Propuesta;12.000,00;30/11/2026;urgente\n"
    "Bolt;Nueva;Bob Ray;Ganada;8.000,50;15/09/2026;\n",
    "account name owner stage ?amount close_date *text" },
  { "orders",
    "orders.csv",
    BW_KIND_SALES,
    "generic",
    "Order ID,Order Date,Customer Name,Product Name,Region,State,Sales,Quantity,Profit\n"
    "CA-1001,11/08/2026,Claire Gute,Bookcase,South,Kentucky,261.96,2,41.9\n"
    "CA-1002,11/12/2026,Darrin Huff,Label,West,California,14.62,3,6.8\n",
    "id date account product region state amount quantity -" },
  { "line-vs-products",
    "lines.csv",
    BW_KIND_LINE_ITEMS,
    "generic",
    "deal_id,product_id,quantity,unit_price,discount\n"
    "D1,PR1,50,2200.00,0\n"
    "D2,PR2,5,200.00,10\n",
    "deal_id product_id quantity unit_price discount" },
  { "products",
    "products.csv",
    BW_KIND_PRODUCTS,
    "generic",
    "Product Name,Product Code,Product Family,List Price,Active\n"
    "Bookcase,BC-1,Furniture,261.96,true\n"
    "Label,LB-2,Office,14.62,true\n",
    "name id family price is_active" },
  { "payments",
    "payments.csv",
    BW_KIND_PAYMENTS,
    "generic",
    "payment_id,deal_id,payment_date,amount,payment_type,status\n"
    "PAY1,D1,2026-06-03,60000.00,prepayment,paid\n"
    "PAY2,D2,2026-06-13,20000.00,final,paid\n",
    "id deal_id date amount type status" },
  { "contracts",
    "contracts.csv",
    BW_KIND_CONTRACTS,
    "generic",
    "contract_id,opportunity_id,account_id,contract_start_date,contract_end_date,contract_value,"
    "signed_date,contract_status\n"
    "CON-1,OPP-1,ACC-1,2026-01-14,2027-01-12,445000,2026-01-10,Active\n"
    "CON-2,OPP-2,ACC-2,2026-02-14,2027-02-12,145000,2026-02-10,Active\n",
    "id deal_id account_id date end_date amount signed status" },
  { "stages",
    "pipeline_stages.csv",
    BW_KIND_STAGES,
    "generic",
    "pipeline_id,stage_id,stage_name,sort_order,is_final,is_success\n"
    "sales-main,NEW,New request,10,false,false\n"
    "sales-main,WON,Won,90,true,true\n",
    "pipeline id name order is_final is_success" },
  { "costs",
    "marketing.csv",
    BW_KIND_COSTS,
    "generic",
    "cost_date,source,campaign,cost_amount,currency\n"
    "2026-06-01,google,search,4500.00,EUR\n"
    "2026-06-02,google,search,4100.00,EUR\n",
    "date source campaign cost currency" },
  { "outcomes",
    "b2b.csv",
    BW_KIND_DEALS,
    "generic",
    "Product;Seller;Authority;Source;Client;Deal_type;Status\n"
    "Product A;Seller 6;Mid;Referral;Current;Project;Won\n"
    "Product B;Seller 2;Low;Joint past;New;Solution;Lost\n",
    "product owner ?name source account type status" },
  { "bitrix-deals",
    "deals.csv",
    BW_KIND_DEALS,
    "generic",
    "deal_id,title,created_at,updated_at,stage_id,manager_id,company_id,contact_id,source,"
    "expected_amount,currency,closed_at,lost_reason,custom_deadline\n"
    "D1001,Панели для склада,2026-06-01T09:14:58+05:00,2026-06-07T12:30:00+05:00,PRODUCTION,U10,C200,"
    "P300,Avito,150000.00,RUB,,,2026-06-20\n"
    "D1002,Дом,2026-06-02T09:14:58+05:00,2026-06-08T12:30:00+05:00,LOST,U11,C201,P301,Site,50000.00,RUB,"
    "2026-06-08T12:30:00+05:00,price,2026-06-25\n",
    "id name created modified stage owner_id account_id contact_id source amount currency "
    "actual_close_date lost_reason ?close_date" },
  { "synth-deals",
    "crm_opportunities.csv",
    BW_KIND_DEALS,
    "generic",
    "opportunity_id,opportunity_name,account_id,primary_contact_id,owner_user_id,division,region,"
    "deal_type,lead_source,stage,amount,discount_pct,probability_manual,created_date,expected_close_date,"
    "close_date_actual,is_won,lost_reason,is_renewal,fiscal_year,fiscal_quarter,is_open\n"
    "OPP-4000,Matrix,ACC-1073,CON-2293,USR-3066,BrandVault,Europe,New Business,Existing,Closed Won,"
    "86716.64,3.3,90,2017-02-01,2017-06-01,2017-05-11,1,,0,2017,2,0\n"
    "OPP-4001,Omega,ACC-1108,CON-2294,USR-3067,TalentEdge,India,Renewal,Web,Qualified Lead,445000,0,10,"
    "2020-10-01,2020-12-01,,0,,1,2020,4,1\n",
    "id name account_id contact_id owner_id *text region type source stage amount *number probability "
    "created close_date actual_close_date is_won lost_reason *boolean *number *number *boolean" },
};
