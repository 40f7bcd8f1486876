/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of headers as programs write them in other languages, and those of further programs; as in mapping-sets.h. The words are those of the
 * programs' own interfaces in German, French and Spanish. */
#pragma once

#include "import/bw-import.h"

static const MappingSet translated_sets[] = {
  { "sf-de-report",
    "Bericht.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Opportunity-Inhaber,Accountname,Opportunity-Name,Phase,Geschäftsperiode,Betrag,"
    "Wahrscheinlichkeit (%),Alter,Schlusstermin,Erstelldatum,Nächster Schritt,Leadquelle,Typ\n"
    "Ann Lee,Acme,Acme Renewal,Proposal,foo bar,12000.00,60,12,2026-11-30,2026-08-02,Call,Web,Existing\n"
    "Bob Ray,Bolt,Bolt New,Closed Won,other,8000.50,100,42,2026-09-15,2026-08-04,,Referral,New\n",
    "owner account name stage *text amount probability *number close_date created next_step source type" },
  { "sf-de-wide",
    "Bericht.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Opportunity-ID,Opportunity-Inhaber,Rolle des Inhabers,Accountname,Opportunity-Name,Phase,"
    "Prognosekategorie,Betrag Währung,Betrag,Erwarteter Umsatz,Wahrscheinlichkeit (%),Schlusstermin,"
    "Letzte Aktivität,Datum der letzten Änderung,Phasendauer\n"
    "006A,Ann Lee,foo bar,Acme,Acme Renewal,Proposal,Pipeline,EUR,12000.00,12,60,2026-11-30,2026-11-19,"
    "2026-11-19 10:00,12\n"
    "006B,Bob Ray,other,Bolt,Bolt New,Closed Won,Closed,EUR,8000.50,42,100,2026-09-15,2026-09-14,"
    "2026-09-14 10:00,42\n",
    "id owner *text account name stage category currency amount *number probability close_date activity "
    "modified *number" },
  { "sf-fr-report",
    "rapport.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Propriétaire de l'opportunité,Nom du compte,Nom de l'opportunité,Étape,Période fiscale,Montant,"
    "Probabilité (%),Âge,Date de clôture,Date de création,Étape suivante,Origine de la piste,Type\n"
    "Ann Lee,Acme,Acme Renewal,Proposal,foo bar,12000.00,60,12,2026-11-30,2026-08-02,Call,Web,Existing\n"
    "Bob Ray,Bolt,Bolt New,Closed Won,other,8000.50,100,42,2026-09-15,2026-08-04,,Referral,New\n",
    "owner account name stage *text amount probability *number close_date created next_step source type" },
  { "sf-fr-wide",
    "rapport.csv",
    BW_KIND_DEALS,
    "salesforce",
    "ID de l'opportunité,Propriétaire de l’opportunité,Rôle du propriétaire,Nom du compte,"
    "Nom de l’opportunité,Étape,Catégorie de prévisions,Devise Montant,Montant,Revenu attendu,"
    "Date de clôture,Dernière activité,Date de dernière modification\n"
    "006A,Ann Lee,foo bar,Acme,Acme Renewal,Proposal,Pipeline,EUR,12000.00,12,2026-11-30,2026-11-19,"
    "2026-11-19 10:00\n"
    "006B,Bob Ray,other,Bolt,Bolt New,Closed Won,Closed,EUR,8000.50,42,2026-09-15,2026-09-14,"
    "2026-09-14 10:00\n",
    "id owner *text account name stage category currency amount *number close_date activity modified" },
  { "sf-es-report",
    "informe.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Propietario de oportunidad,Nombre de la cuenta,Nombre de la oportunidad,Etapa,Periodo fiscal,"
    "Importe,Probabilidad (%),Antigüedad,Fecha de cierre,Fecha de creación,Próximo paso,"
    "Origen del candidato,Tipo\n"
    "Ann Lee,Acme,Acme Renewal,Proposal,foo bar,12000.00,60,12,2026-11-30,2026-08-02,Call,Web,Existing\n"
    "Bob Ray,Bolt,Bolt New,Closed Won,other,8000.50,100,42,2026-09-15,2026-08-04,,Referral,New\n",
    "owner account name stage *text amount probability *number close_date created next_step source type" },
  { "sf-es-wide",
    "informe.csv",
    BW_KIND_DEALS,
    "salesforce",
    "Id. de oportunidad,Propietario de la oportunidad,Función del propietario,Nombre de cuenta,"
    "Nombre de oportunidad,Etapa,Categoría de pronóstico,Moneda de Importe,Importe,Ingresos previstos,"
    "Fecha de cierre,Última actividad,Fecha de última modificación\n"
    "006A,Ann Lee,foo bar,Acme,Acme Renewal,Proposal,Pipeline,EUR,12000.00,12,2026-11-30,2026-11-19,"
    "2026-11-19 10:00\n"
    "006B,Bob Ray,other,Bolt,Bolt New,Closed Won,Closed,EUR,8000.50,42,2026-09-15,2026-09-14,"
    "2026-09-14 10:00\n",
    "id owner *text account name stage category currency amount *number close_date activity modified" },
  { "sf-hist-de",
    "Verlauf.csv",
    BW_KIND_STAGE_HISTORY,
    "salesforce",
    "Opportunity-ID,Opportunity-Name,Von Phase,Nach Phase,Zuletzt geändert,Zuletzt geändert von,Betrag,"
    "Wahrscheinlichkeit (%),Schlusstermin\n"
    "006A,Acme Renewal,,Proposal,2026-11-02,Ann Lee,12000.00,60,2026-11-30\n"
    "006B,Bolt New,Proposal,Negotiation,2026-11-05,Bob Ray,8000.50,100,2026-09-15\n",
    "deal_id deal from_stage to_stage changed_at changed_by amount probability close_date" },
  { "sf-hist-fr",
    "hist.csv",
    BW_KIND_STAGE_HISTORY,
    "salesforce",
    "Nom de l'opportunité,De l'étape,À l'étape,Dernière modification,Dernière modification par,Montant,"
    "Probabilité (%),Date de clôture\n"
    "Acme Renewal,,Proposal,2026-11-02,Ann Lee,12000.00,60,2026-11-30\n"
    "Bolt New,Proposal,Negotiation,2026-11-05,Bob Ray,8000.50,100,2026-09-15\n",
    "deal from_stage to_stage changed_at changed_by amount probability close_date" },
  { "sf-hist-es",
    "hist.csv",
    BW_KIND_STAGE_HISTORY,
    "salesforce",
    "Nombre de la oportunidad,Desde etapa,Hasta etapa,Última modificación,Última modificación por,"
    "Importe,Probabilidad (%),Fecha de cierre\n"
    "Acme Renewal,,Proposal,2026-11-02,Ann Lee,12000.00,60,2026-11-30\n"
    "Bolt New,Proposal,Negotiation,2026-11-05,Bob Ray,8000.50,100,2026-09-15\n",
    "deal from_stage to_stage changed_at changed_by amount probability close_date" },
  { "sf-fh-de",
    "feld.csv",
    BW_KIND_FIELD_HISTORY,
    "salesforce",
    "Opportunity-Name,Feld/Ereignis,Alter Wert,Neuer Wert,Bearbeitungsdatum,Bearbeitet von\n"
    "Acme Renewal,Amount,1000,2000,2026-11-02,Ann Lee\n"
    "Bolt New,StageName,Prospecting,Proposal,2026-11-05,Bob Ray\n",
    "deal field old_value new_value changed_at changed_by" },
  { "sf-fh-fr",
    "champ.csv",
    BW_KIND_FIELD_HISTORY,
    "salesforce",
    "Nom de l'opportunité,Champ/Événement,Ancienne valeur,Nouvelle valeur,Date de modification,"
    "Modifié par\n"
    "Acme Renewal,Amount,1000,2000,2026-11-02,Ann Lee\n"
    "Bolt New,StageName,Prospecting,Proposal,2026-11-05,Bob Ray\n",
    "deal field old_value new_value changed_at changed_by" },
  { "sf-fh-es",
    "campo.csv",
    BW_KIND_FIELD_HISTORY,
    "salesforce",
    "Nombre de la oportunidad,Campo/Evento,Valor anterior,Nuevo valor,Fecha de edición,Editado por\n"
    "Acme Renewal,Amount,1000,2000,2026-11-02,Ann Lee\n"
    "Bolt New,StageName,Prospecting,Proposal,2026-11-05,Bob Ray\n",
    "deal field old_value new_value changed_at changed_by" },
  { "hs-de",
    "hubspot-crm-exports-alle-deals-2026-11-20.csv",
    BW_KIND_DEALS,
    "hubspot",
    "Datensatz-ID,Deal-Name,Deal-Phase,Zuständiger Mitarbeiter für Deal,Betrag,Abschlussdatum,"
    "Erstellungsdatum,Letztes Aktivitätsdatum,Pipeline,Deal-Typ,Deal-Wahrscheinlichkeit,"
    "Prognosekategorie,Nächster Schritt,Grund für verlorenen Deal,Zugeordnetes Unternehmen\n"
    "006A,Acme Renewal,Proposal,Ann Lee,12000.00,2026-11-30,2026-08-02,2026-11-19,Sales,Existing,60,"
    "Pipeline,Call,,Acme\n"
    "006B,Bolt New,Closed Won,Bob Ray,8000.50,2026-09-15,2026-08-04,2026-09-14,Sales,New,100,Closed,,,"
    "Bolt\n",
    "id name stage owner amount close_date created activity pipeline type probability category next_step "
    "lost_reason account" },
  { "hs-fr",
    "hubspot.csv",
    BW_KIND_DEALS,
    "hubspot",
    "ID de l'enregistrement,Nom de la transaction,Phase de la transaction,Propriétaire de la transaction,"
    "Montant,Date de fermeture,Date de création,Date de la dernière activité,Pipeline,"
    "Type de transaction,Probabilité de la transaction,Catégorie de prévision,Étape suivante,"
    "Motif de la perte,Entreprise associée\n"
    "006A,Acme Renewal,Proposal,Ann Lee,12000.00,2026-11-30,2026-08-02,2026-11-19,Sales,Existing,60,"
    "Pipeline,Call,,Acme\n"
    "006B,Bolt New,Closed Won,Bob Ray,8000.50,2026-09-15,2026-08-04,2026-09-14,Sales,New,100,Closed,,,"
    "Bolt\n",
    "id name stage owner amount close_date created activity pipeline type probability category next_step "
    "lost_reason account" },
  { "hs-es",
    "hubspot.csv",
    BW_KIND_DEALS,
    "hubspot",
    "ID de registro,Nombre del negocio,Etapa del negocio,Propietario del negocio,Importe,Fecha de cierre,"
    "Fecha de creación,Fecha de la última actividad,Pipeline,Tipo de negocio,Probabilidad del negocio,"
    "Categoría de previsión,Próximo paso,Motivo de pérdida,Empresa asociada\n"
    "006A,Acme Renewal,Proposal,Ann Lee,12000.00,2026-11-30,2026-08-02,2026-11-19,Sales,Existing,60,"
    "Pipeline,Call,,Acme\n"
    "006B,Bolt New,Closed Won,Bob Ray,8000.50,2026-09-15,2026-08-04,2026-09-14,Sales,New,100,Closed,,,"
    "Bolt\n",
    "id name stage owner amount close_date created activity pipeline type probability category next_step "
    "lost_reason account" },
  { "hs-en2",
    "hubspot.csv",
    BW_KIND_DEALS,
    "hubspot",
    "Record ID,Deal Name,Deal Stage,Deal owner,Amount,Amount in company currency,Close Date,Create Date,"
    "Last Modified Date,Last Activity Date,Pipeline,Deal Type,Deal probability,Forecast category,"
    "Next step,Closed Lost Reason,Associated Company (Primary),Weighted amount,Is Closed Won\n"
    "006A,Acme Renewal,Proposal,Ann Lee,12000.00,12,2026-11-30,2026-08-02,2026-11-19 10:00,2026-11-19,"
    "Sales,Existing,60,Pipeline,Call,,Acme,12,false\n"
    "006B,Bolt New,Closed Won,Bob Ray,8000.50,42,2026-09-15,2026-08-04,2026-09-14 10:00,2026-09-14,Sales,"
    "New,100,Closed,,,Bolt,42,true\n",
    "id name stage owner amount *number close_date created modified activity pipeline type probability "
    "category next_step lost_reason account *number is_won" },
  { "pd-de",
    "deals.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Deal - ID,Deal - Titel,Deal - Wert,Deal - Währung von Wert,Deal - Organisation,Deal - Kontaktperson,"
    "Deal - Besitzer,Deal - Pipeline,Deal - Phase,Deal - Status,Deal - Wahrscheinlichkeit,"
    "Deal - Voraussichtliches Abschlussdatum,Deal - Deal erstellt am,Deal - Gewonnen am,"
    "Deal - Verloren am,Deal - Grund für Verlust,Deal - Zuletzt geändert\n"
    "006A,Acme Renewal,12000.00,EUR,Acme,Jo Day,Ann Lee,Sales,Proposal,Open,60,2026-11-30,2026-08-02,,,,"
    "2026-11-19 10:00\n"
    "006B,Bolt New,8000.50,EUR,Bolt,Al Fox,Bob Ray,Sales,Closed Won,Won,100,2026-09-15,2026-08-04,"
    "2026-09-15 10:00,,,2026-09-14 10:00\n",
    "id name amount currency account contact owner pipeline stage status probability close_date created "
    "won_date lost_date lost_reason modified" },
  { "pd-fr",
    "affaires.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Affaire - ID,Affaire - Titre,Affaire - Valeur,Affaire - Devise de Valeur,Affaire - Organisation,"
    "Affaire - Personne à contacter,Affaire - Propriétaire,Affaire - Pipeline,Affaire - Étape,"
    "Affaire - Statut,Affaire - Probabilité,Affaire - Date de clôture prévue,Affaire - Affaire créée,"
    "Affaire - Date du gain,Affaire - Date de la perte,Affaire - Raison de la perte\n"
    "006A,Acme Renewal,12000.00,EUR,Acme,Jo Day,Ann Lee,Sales,Proposal,Open,60,2026-11-30,2026-08-02,,,\n"
    "006B,Bolt New,8000.50,EUR,Bolt,Al Fox,Bob Ray,Sales,Closed Won,Won,100,2026-09-15,2026-08-04,"
    "2026-09-15 10:00,,\n",
    "id name amount currency account contact owner pipeline stage status probability close_date created "
    "won_date lost_date lost_reason" },
  { "pd-es",
    "tratos.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Trato - ID,Trato - Título,Trato - Valor,Trato - Moneda de Valor,Trato - Organización,"
    "Trato - Persona de contacto,Trato - Propietario,Trato - Embudo,Trato - Etapa,Trato - Estado,"
    "Trato - Probabilidad,Trato - Fecha prevista de cierre,Trato - Trato creado,"
    "Trato - Hora en que se ganó,Trato - Hora en que se perdió,Trato - Motivo de la pérdida\n"
    "006A,Acme Renewal,12000.00,EUR,Acme,Jo Day,Ann Lee,Sales,Proposal,Open,60,2026-11-30,2026-08-02,,,\n"
    "006B,Bolt New,8000.50,EUR,Bolt,Al Fox,Bob Ray,Sales,Closed Won,Won,100,2026-09-15,2026-08-04,"
    "2026-09-15 10:00,,\n",
    "id name amount currency account contact owner pipeline stage status probability close_date created "
    "won_date lost_date lost_reason" },
  { "pd-en2",
    "deals.csv",
    BW_KIND_DEALS,
    "pipedrive",
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Weighted value,"
    "Deal - Organization,Deal - Contact person,Deal - Owner,Deal - Pipeline,Deal - Stage,Deal - Status,"
    "Deal - Probability,Deal - Expected close date,Deal - Deal created on,Deal - Deal closed on,"
    "Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Last stage change,Deal - Update time,"
    "Deal - Last activity date\n"
    "006A,Acme Renewal,12000.00,EUR,12,Acme,Jo Day,Ann Lee,Sales,Proposal,Open,60,2026-11-30,2026-08-02,,"
    ",,,2026-11-01,2026-11-19 10:00,2026-11-19\n"
    "006B,Bolt New,8000.50,EUR,42,Bolt,Al Fox,Bob Ray,Sales,Closed Won,Won,100,2026-09-15,2026-08-04,"
    "2026-09-15,2026-09-15 10:00,,,2026-09-15,2026-09-14 10:00,2026-09-14\n",
    "id name amount currency *number account contact owner pipeline stage status probability close_date "
    "created actual_close_date won_date lost_date lost_reason stage_since modified activity" },
  { "zo-de",
    "Deals.csv",
    BW_KIND_DEALS,
    "zoho",
    "Datensatz-ID,Geschäftsinhaber,Betrag,Geschäftsname,Abschlussdatum,Kontoname,Phase,Typ,"
    "Wahrscheinlichkeit (%),Nächster Schritt,Lead-Quelle,Erstellungszeit,Änderungszeit,Pipeline,"
    "Grund für Verlust\n"
    "006A,Ann Lee,12000.00,Acme Renewal,2026-11-30,Acme,Proposal,Existing,60,Call,Web,2026-08-02,"
    "2026-11-19 10:00,Sales,\n"
    "006B,Bob Ray,8000.50,Bolt New,2026-09-15,Bolt,Closed Won,New,100,,Referral,2026-08-04,"
    "2026-09-14 10:00,Sales,\n",
    "id owner amount name close_date account stage type probability next_step source created modified "
    "pipeline lost_reason" },
  { "zo-fr",
    "Deals.csv",
    BW_KIND_DEALS,
    "generic",
    "ID d'enregistrement,Propriétaire de l'affaire,Montant,Nom de l'affaire,Date de clôture,"
    "Nom du compte,Étape,Type,Probabilité (%),Étape suivante,Source du prospect,Heure de création,"
    "Heure de modification,Pipeline,Raison de la perte\n"
    "006A,Ann Lee,12000.00,Acme Renewal,2026-11-30,Acme,Proposal,Existing,60,Call,Web,2026-08-02,"
    "2026-11-19 10:00,Sales,\n"
    "006B,Bob Ray,8000.50,Bolt New,2026-09-15,Bolt,Closed Won,New,100,,Referral,2026-08-04,"
    "2026-09-14 10:00,Sales,\n",
    "id owner amount name close_date account stage type probability next_step source created modified "
    "pipeline lost_reason" },
  { "zo-es",
    "Deals.csv",
    BW_KIND_DEALS,
    "zoho",
    "ID de registro,Propietario de Trato,Importe,Nombre de Trato,Fecha de cierre,Nombre de Cuenta,Fase,"
    "Tipo,Probabilidad (%),Siguiente paso,Fuente de Posible cliente,Hora de creación,"
    "Hora de modificación,Canalización,Motivo de pérdida\n"
    "006A,Ann Lee,12000.00,Acme Renewal,2026-11-30,Acme,Proposal,Existing,60,Call,Web,2026-08-02,"
    "2026-11-19 10:00,Sales,\n"
    "006B,Bob Ray,8000.50,Bolt New,2026-09-15,Bolt,Closed Won,New,100,,Referral,2026-08-04,"
    "2026-09-14 10:00,Sales,\n",
    "id owner amount name close_date account stage type probability next_step source created modified "
    "pipeline lost_reason" },
  { "dy-de",
    "Verkaufschancen.csv",
    BW_KIND_DEALS,
    "dynamics",
    "(Nicht ändern) Verkaufschance,(Nicht ändern) Zeilenprüfsumme,(Nicht ändern) Geändert am,Thema,"
    "Potenzieller Kunde,Gesch. Umsatz,Gesch. Abschlussdatum,Tatsächlicher Umsatz,"
    "Tatsächliches Abschlussdatum,Wahrscheinlichkeit,Bewertung,Pipelinephase,Prognosekategorie,Status,"
    "Statusgrund,Besitzer,Erstellt am\n"
    "006A,kJ8s,2026-11-19 10:00,Acme Renewal,Acme,12000.00,2026-11-30,12,,60,foo bar,Proposal,Pipeline,"
    "Open,foo bar,Ann Lee,2026-08-02\n"
    "006B,lJ8s,2026-09-14 10:00,Bolt New,Bolt,8000.50,2026-09-15,42,2026-09-15,100,other,Closed Won,"
    "Closed,Won,other,Bob Ray,2026-08-04\n",
    "id - modified name account amount close_date *number actual_close_date probability *text stage "
    "category status *text owner created" },
  { "dy-fr",
    "Opportunites.csv",
    BW_KIND_DEALS,
    "dynamics",
    "(Ne pas modifier) Opportunité,(Ne pas modifier) Total de contrôle de la ligne,"
    "(Ne pas modifier) Date de modification,Sujet,Client potentiel,Revenu est.,Date de clôture est.,"
    "Revenu réel,Date de clôture réelle,Probabilité,Évaluation,Phase du pipeline,Catégorie de prévision,"
    "Statut,Raison du statut,Propriétaire,Créé le\n"
    "006A,kJ8s,2026-11-19 10:00,Acme Renewal,Acme,12000.00,2026-11-30,12,,60,foo bar,Proposal,Pipeline,"
    "Open,foo bar,Ann Lee,2026-08-02\n"
    "006B,lJ8s,2026-09-14 10:00,Bolt New,Bolt,8000.50,2026-09-15,42,2026-09-15,100,other,Closed Won,"
    "Closed,Won,other,Bob Ray,2026-08-04\n",
    "id - modified name account amount close_date *number actual_close_date probability *text stage "
    "category status *text owner created" },
  { "dy-es",
    "Oportunidades.csv",
    BW_KIND_DEALS,
    "dynamics",
    "(No modificar) Oportunidad,(No modificar) Suma de comprobación de fila,"
    "(No modificar) Fecha de modificación,Tema,Cliente potencial,Ingresos est.,Fecha est. de cierre,"
    "Ingresos reales,Fecha de cierre real,Probabilidad,Clasificación,Fase de canalización,"
    "Categoría de previsión,Estado,Razón para el estado,Propietario,Fecha de creación\n"
    "006A,kJ8s,2026-11-19 10:00,Acme Renewal,Acme,12000.00,2026-11-30,12,,60,foo bar,Proposal,Pipeline,"
    "Open,foo bar,Ann Lee,2026-08-02\n"
    "006B,lJ8s,2026-09-14 10:00,Bolt New,Bolt,8000.50,2026-09-15,42,2026-09-15,100,other,Closed Won,"
    "Closed,Won,other,Bob Ray,2026-08-04\n",
    "id - modified name account amount close_date *number actual_close_date probability *text stage "
    "category status *text owner created" },
  { "dy-en2",
    "Opps.csv",
    BW_KIND_DEALS,
    "dynamics",
    "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,"
    "Potential Customer,Est. Revenue,Est. Close Date,Probability,Rating,Sales Stage,Status,Owner,"
    "Created On,Currency\n"
    "006A,kJ8s,2026-11-19 10:00,Acme Renewal,Acme,12000.00,2026-11-30,60,foo bar,Proposal,Open,Ann Lee,"
    "2026-08-02,EUR\n"
    "006B,lJ8s,2026-09-14 10:00,Bolt New,Bolt,8000.50,2026-09-15,100,other,Closed Won,Won,Bob Ray,"
    "2026-08-04,EUR\n",
    "id - modified name account amount close_date probability *text stage status owner created currency" },
  { "freshsales",
    "deals.csv",
    BW_KIND_DEALS,
    "generic",
    "Deal name,Account name,Deal value,Deal stage,Sales owner,Expected close,Closed date,Probability (%),"
    "Deal pipeline,Created at,Lost reason,Forecast category,Type,Source\n"
    "Acme Renewal,Acme,12000.00,Proposal,Ann Lee,2026-11-30,,60,Sales,2026-08-02,,Pipeline,Existing,Web\n"
    "Bolt New,Bolt,8000.50,Closed Won,Bob Ray,2026-09-15,2026-09-15,100,Sales,2026-08-04,,Closed,New,"
    "Referral\n",
    "name account amount stage owner close_date actual_close_date probability pipeline created "
    "lost_reason category type source" },
  { "close",
    "opps.csv",
    BW_KIND_DEALS,
    "generic",
    "id,lead_id,lead_name,date_created,date_updated,date_won,confidence,value,value_currency,"
    "status_label,status_type,user_name,contact_name,pipeline_name\n"
    "006A,A1,Acme,2026-08-02,2026-11-19 10:00,,60,12000.00,EUR,Proposal,Open,Ann Lee,Jo Day,Sales\n"
    "006B,A2,Bolt,2026-08-04,2026-09-14 10:00,2026-09-15 10:00,100,8000.50,EUR,Closed Won,Won,Bob Ray,"
    "Al Fox,Sales\n",
    "id account_id account created modified won_date probability ?amount currency stage status owner "
    "contact pipeline" },
  { "copper",
    "opps.csv",
    BW_KIND_DEALS,
    "generic",
    "Opportunity ID,Name,Company,Primary Contact,Owned By,Pipeline,Stage,Value,Close Date,"
    "Win Probability,Status,Loss Reason,Created At,Source\n"
    "006A,Acme Renewal,Acme,Jo Day,Ann Lee,Sales,Proposal,12000.00,2026-11-30,60,Open,,2026-08-02,Web\n"
    "006B,Bolt New,Bolt,Al Fox,Bob Ray,Sales,Closed Won,8000.50,2026-09-15,100,Won,,2026-08-04,Referral\n",
    "id name account contact owner pipeline stage ?amount close_date probability status lost_reason "
    "created source" },
  { "sugar",
    "opps.csv",
    BW_KIND_DEALS,
    "generic",
    "Opportunity Name,ID,Account Name,Likely,Best,Worst,Expected Close Date,Sales Stage,Probability (%),"
    "Assigned to,Type,Lead Source,Next Step,Date Created,Date Modified\n"
    "Acme Renewal,006A,Acme,12000.00,12,12,2026-11-30,Proposal,60,Ann Lee,Existing,Web,Call,2026-08-02,"
    "2026-11-19 10:00\n"
    "Bolt New,006B,Bolt,8000.50,42,42,2026-09-15,Closed Won,100,Bob Ray,New,Referral,,2026-08-04,"
    "2026-09-14 10:00\n",
    "name id account amount *number *number close_date stage probability owner type source next_step "
    "created modified" },
  { "odoo",
    "crm.lead.csv",
    BW_KIND_DEALS,
    "generic",
    "Opportunity,Customer,Contact Name,Salesperson,Expected Revenue,Stage,Expected Closing,Probability,"
    "Created on,Sales Team,Lost Reason\n"
    "Acme Renewal,Acme,Jo Day,Ann Lee,12000.00,Proposal,2026-11-30,60,2026-08-02,North,\n"
    "Bolt New,Bolt,Al Fox,Bob Ray,8000.50,Closed Won,2026-09-15,100,2026-08-04,South,\n",
    "name account contact owner ?amount stage close_date probability created region lost_reason" },
  { "users-de",
    "Benutzer.csv",
    BW_KIND_PEOPLE,
    "generic",
    "Name,E-Mail,Vorgesetzter,Rolle,Gebiet\n"
    "Acme Renewal,ann@x.com,Cy Kay,AE,North\n"
    "Bolt New,bob@x.com,Cy Kay,AE,South\n",
    "name email manager role region" },
  { "users-fr",
    "utilisateurs.csv",
    BW_KIND_PEOPLE,
    "generic",
    "Nom,E-mail,Responsable,Rôle,Territoire\n"
    "Acme Renewal,ann@x.com,Cy Kay,AE,North\n"
    "Bolt New,bob@x.com,Cy Kay,AE,South\n",
    "last_name email manager role region" },
  { "users-es",
    "usuarios.csv",
    BW_KIND_PEOPLE,
    "generic",
    "Nombre,Correo electrónico,Gerente,Función,Territorio\n"
    "Acme Renewal,ann@x.com,Cy Kay,AE,North\n"
    "Bolt New,bob@x.com,Cy Kay,AE,South\n",
    "name email manager role region" },
  { "acc-de",
    "Accounts.csv",
    BW_KIND_ACCOUNTS,
    "generic",
    "Accountname,Account-Inhaber,Branche,Mitarbeiter,Jahresumsatz,Rechnungsanschrift (Ort),"
    "Rechnungsanschrift (Postleitzahl),Rechnungsanschrift (Land)\n"
    "Acme Renewal,Ann Lee,Retail,50,1000000,Berlin,10115,DE\n"
    "Bolt New,Bob Ray,Energy,80,2000000,Wien,1010,AT\n",
    "name owner industry employees revenue city postal country" },
  { "acc-fr",
    "comptes.csv",
    BW_KIND_ACCOUNTS,
    "generic",
    "Nom du compte,Propriétaire du compte,Secteur d'activité,Employés,Chiffre d'affaires annuel,"
    "Ville de facturation,Code postal de facturation,Pays de facturation\n"
    "Acme Renewal,Ann Lee,Retail,50,1000000,Berlin,10115,DE\n"
    "Bolt New,Bob Ray,Energy,80,2000000,Wien,1010,AT\n",
    "name owner industry employees revenue city postal country" },
  { "acc-es",
    "cuentas.csv",
    BW_KIND_ACCOUNTS,
    "generic",
    "Nombre de la cuenta,Propietario de la cuenta,Sector,Empleados,Ingresos anuales,"
    "Ciudad de facturación,Código postal de facturación,País de facturación\n"
    "Acme Renewal,Ann Lee,Retail,50,1000000,Berlin,10115,DE\n"
    "Bolt New,Bob Ray,Energy,80,2000000,Wien,1010,AT\n",
    "name owner industry employees revenue city postal country" },
  { "acc-en",
    "accounts.csv",
    BW_KIND_ACCOUNTS,
    "generic",
    "Account Name,Account Owner,Industry,Employees,Annual Revenue,Billing Street,Billing City,"
    "Billing State/Province,Billing Zip/Postal Code,Billing Country,Phone\n"
    "Acme Renewal,Ann Lee,Retail,50,1000000,Main 1,Berlin,TX,10115,DE,kJ8s\n"
    "Bolt New,Bob Ray,Energy,80,2000000,Side 2,Wien,MA,1010,AT,lJ8s\n",
    "name owner industry employees revenue street city state postal country -" },
  { "quota-fr",
    "objectifs.csv",
    BW_KIND_QUOTAS,
    "generic",
    "Commercial,Trimestre,Objectif\n"
    "Ann Lee,2026-Q4,300000\n"
    "Bob Ray,2026-Q3,250000\n",
    "person period quota" },
  { "quota-es",
    "cuotas.csv",
    BW_KIND_QUOTAS,
    "generic",
    "Vendedor,Trimestre,Cuota\n"
    "Ann Lee,2026-Q4,300000\n"
    "Bob Ray,2026-Q3,250000\n",
    "person period quota" },
};
