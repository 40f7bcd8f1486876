/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called in files of deals and of their history. */

#include "import/bw-synonyms.h"

#define DEALS   BW_KIND_BIT (DEALS)
#define STEPS   BW_KIND_BIT (STAGE_HISTORY)
#define CHANGES BW_KIND_BIT (FIELD_HISTORY)

const BwSynonyms bw_synonyms_of_deals[] = {
  { DEALS,
    BW_IMPORT_ID,
    { "opportunity id, deal id, 18 digit opportunity id, opportunity id 18, case safe id, case safe opportunity id, "
      "do not modify opportunity, record id, pipedrive system id, hs object id, opp id, opportunity number, deal number, "
      "opportunity case safe id, potential id | id, opportunity no, deal no, number",
      "Verkaufschancen-ID, Verkaufschance (ID), Datensatz-ID, Geschäfts-ID, Deal-ID, Opportunity-Nummer, "
      "nicht ändern Verkaufschance | Nummer, Nr.",
      "ID de l'opportunité, ID opportunité, ID de la transaction, ID transaction, ID d'enregistrement, "
      "ID affaire, ID de l'affaire, numéro d'affaire, ne pas modifier opportunité, ID de l'enregistrement, "
      "Id. de l'opportunité | numéro",
      "ID de la oportunidad, ID de oportunidad, ID del negocio, ID de negocio, ID de registro, "
      "ID del registro, ID del trato, número de oportunidad, no modificar oportunidad, Id. de oportunidad, "
      "Id. de la oportunidad | número" } },
  { DEALS,
    BW_IMPORT_NAME,
    { "opportunity name, deal name, deal title, opportunity title, potential name, opp name, topic | title, name, "
      "opportunity, deal, description, subject, project name",
      "Opportunity-Name, Name der Opportunity, Verkaufschance, Name der Verkaufschance, Deal-Name, Deal-Titel, Geschäftsname, "
      "Name des Geschäfts, Thema | Titel, Bezeichnung, Geschäft, Projekt",
      "nom de l'opportunité, nom opportunité, nom de la transaction, nom de l'affaire, nom affaire, "
      "titre de l'affaire, affaire titre, opportunité, rubrique, sujet | titre, nom, affaire, transaction, "
      "intitulé",
      "nombre de la oportunidad, nombre de oportunidad, nombre del negocio, nombre del trato, "
      "título del trato, trato título, oportunidad, tema, nombre de trato | título, nombre, negocio, trato" } },
  { DEALS,
    BW_IMPORT_ACCOUNT,
    { "account name, account, associated company, associated company (primary), deal organization, "
      "organization, organisation, company name, company, customer name, customer, potential customer, "
      "opportunity account, lead name | client, client name, organization name, buyer",
      "Accountname, Name des Accounts, Firma, Kunde, Unternehmen, Firmenname, Kundenname, "
      "Unternehmensname, Konto, zugehöriges Unternehmen, Name der Firma, Kontoname, "
      "zugeordnetes Unternehmen, zugeordnete Firma, potenzieller Kunde | Auftraggeber, Organisation",
      "nom du compte, compte, société, entreprise, nom de l'entreprise, nom de la société, "
      "entreprise associée, nom du client, client potentiel | organisation, client",
      "nombre de la cuenta, nombre de cuenta, cuenta, empresa, nombre de la empresa, empresa asociada, "
      "nombre del cliente, cliente potencial | organización, cliente, compañía" } },
  { DEALS,
    BW_IMPORT_ACCOUNT_ID,
    { "account id, associated company ids, associated company id, account name id, company id, "
      "customer id, organization id, client id, organisation id, lead id",
      "Account-ID, Firmen-ID, Kunden-ID, Kundennummer, Unternehmens-ID, IDs zugehöriger Unternehmen",
      "ID du compte, ID compte, ID client, ID entreprise, ID de l'entreprise",
      "ID de la cuenta, ID de cuenta, ID cliente, ID de empresa, ID de la empresa" } },
  { DEALS,
    BW_IMPORT_OWNER,
    { "opportunity owner, deal owner, owner, owner name, owner full name, sales agent, sales rep, "
      "salesperson, sales representative, account executive, opportunity owner name, sales owner, "
      "owned by, user name | rep, assigned to, seller, agent, owner first name, responsible, rep name, "
      "salesman, user",
      "Opportunity-Inhaber, Inhaber der Opportunity, Deal-Besitzer, Besitzer, Verkäufer, "
      "Vertriebsmitarbeiter, zuständiger Mitarbeiter, Inhaber, Deal-Inhaber, Vertriebler, "
      "Geschäftsinhaber, zuständiger Mitarbeiter für Deal, Deal-Eigentümer, Eigentümer, "
      "Inhaber des Geschäfts | Verantwortlich, Verantwortlicher, Betreuer, Sachbearbeiter, zugewiesen an",
      "propriétaire de l'opportunité, propriétaire de la transaction, propriétaire, propriétaire de l'affaire, commercial, "
      "vendeur | responsable, attribué à, chargé d'affaires",
      "propietario de la oportunidad, propietario de oportunidad, propietario del negocio, "
      "propietario del trato, propietario, vendedor, comercial, propietario de trato | responsable, "
      "asignado a, agente" } },
  { DEALS,
    BW_IMPORT_OWNER_ID,
    { "owner id, opportunity owner id, deal owner id, owner user id, hubspot owner id, sales rep id, sales agent id, rep id, "
      "user id, responsible user id, assigned to id, assigned by id | manager id",
      "Inhaber-ID, Besitzer-ID",
      "ID du propriétaire, ID propriétaire",
      "ID del propietario, ID propietario" } },
  { DEALS, BW_IMPORT_PRODUCT, { "product, product name, product line | products, solution, offering", "Produkt, Produktname, Produktlinie | Artikel", "produit, nom du produit | gamme", "producto, nombre del producto | solución" } },
  { DEALS, BW_IMPORT_PRODUCT_ID, { "product id, product code", "Produkt-ID, Produktcode, Artikelnummer", "ID du produit, code produit", "ID del producto, código de producto" } },
  { DEALS,
    BW_IMPORT_STAGE,
    { "stage, stage name, deal stage, opportunity stage, sales stage, pipeline phase, pipeline stage, "
      "current stage, stage id, status label | phase, process stage, status stage, step",
      "Phase, Deal-Phase, Verkaufsphase, Vertriebsphase, Opportunity-Phase, Pipelinephase, Pipeline-Phase, Stufe | "
      "Verkaufsstufe, Prozessschritt, Phase der Verkaufschance",
      "étape, phase de la transaction, étape de l'opportunité, étape de vente, étape de l'affaire, "
      "étape du pipeline, phase de vente, phase du pipeline, phase de pipeline | phase, stade",
      "etapa, etapa del negocio, etapa de la oportunidad, etapa de ventas, etapa de venta, "
      "etapa del trato, etapa del pipeline, fase de la canalización, fase de canalización, fase | fase, "
      "paso" } },
  { DEALS, BW_IMPORT_STATUS, { "deal status, opportunity status, status, status type | state code, state, outcome, result", "Status, Deal-Status, Verkaufsstatus | Zustand, Ergebnis", "statut, statut de l'affaire, état | résultat", "estado, estado del trato, estado del negocio | estatus, resultado" } },
  { DEALS, BW_IMPORT_IS_WON, { "is won, is closed won, won, hs is closed won", "gewonnen, ist gewonnen", "gagné, gagnée, est gagné", "ganado, ganada, está ganado" } },
  { DEALS, BW_IMPORT_IS_CLOSED, { "is closed, closed, hs is closed", "geschlossen, ist geschlossen, abgeschlossen", "fermé, est fermé, clôturé, fermée", "cerrado, cerrada, está cerrado" } },
  { DEALS, BW_IMPORT_IS_LOST, { "is closed lost, is lost, lost", "verloren, ist verloren", "perdu, perdue, est perdu", "perdido, perdida" } },
  { DEALS | STEPS | CHANGES, BW_IMPORT_IS_DELETED, { "is deleted, deleted", "gelöscht, ist gelöscht", "supprimé, est supprimé", "eliminado, está eliminado" } },
  { DEALS | STEPS,
    BW_IMPORT_CATEGORY,
    { "forecast category name, forecast category, hs forecast category, hs manual forecast category | forecast status, "
      "forecast type",
      "Prognosekategorie, Forecast-Kategorie",
      "catégorie de prévision, catégorie de prévisions",
      "categoría de previsión, categoría de pronóstico" } },
  { DEALS | STEPS,
    BW_IMPORT_PROBABILITY,
    { "probability, deal probability, hs deal stage probability, win probability, close probability, opportunity probability, "
      "probability manual | likelihood, confidence",
      "Wahrscheinlichkeit, Abschlusswahrscheinlichkeit, Deal-Wahrscheinlichkeit, Gewinnwahrscheinlichkeit",
      "probabilité, probabilité de la transaction, probabilité de l'affaire, probabilité de gain",
      "probabilidad, probabilidad del negocio, probabilidad de cierre, probabilidad del trato" } },
  { DEALS | STEPS,
    BW_IMPORT_AMOUNT,
    { "amount, deal amount, close value, deal value, total amount, est revenue, estimated revenue, "
      "opportunity amount, opportunity value, expected amount, estimated value, deal size, contract value, "
      "likely | value, expected revenue, tcv, acv, arr, revenue, total value, price, total, sales amount",
      "Betrag, Auftragswert, Deal-Wert, Deal-Betrag, geschätzter Umsatz, voraussichtlicher Umsatz, "
      "geschätzter Wert, Gesamtbetrag, Auftragssumme, Volumen, Auftragsvolumen, gesch. Umsatz, "
      "geschätzter Erlös | Wert, Umsatz, Summe",
      "montant, valeur de l'affaire, affaire valeur, montant de la transaction, montant de l'opportunité, "
      "revenu estimé, montant total, chiffre d'affaires estimé, revenu est., revenus estimés | valeur, "
      "revenu, chiffre d'affaires, total",
      "importe, cantidad, monto, trato valor, negocio valor, valor del negocio, valor del trato, "
      "valor de la oportunidad, ingresos estimados, importe total, ingreso estimado, ingresos est., "
      "ingresos previstos est. | valor, ingresos, total" } },
  { DEALS | STEPS,
    BW_IMPORT_CURRENCY,
    { "currency, amount currency, total amount currency, currency iso code, currency code, "
      "deal currency of value, deal currency, deal currency code, opportunity currency, "
      "transaction currency, value currency, deal currency of amount, currency of value",
      "Währung, Deal-Währung von Wert, Währungscode, Betrag Währung, Betrag Währungscode, "
      "Währung von Wert, Währung des Betrags",
      "devise, devise de la valeur, affaire devise de valeur, code devise, devise montant, "
      "devise de valeur, affaire devise de la valeur",
      "moneda, divisa, moneda del valor, código de moneda, divisa importe, moneda de importe, "
      "trato moneda de valor, moneda de valor, divisa de importe, moneda importe" } },
  { DEALS,
    BW_IMPORT_CREATED,
    { "created date, create date, created on, created time, created at, deal created, creation date, "
      "date created, opportunity created date, add time, engage date, open date, opened, opened date, "
      "deal created on, date created | created, start date, date opened, opened on, entry date",
      "Erstelldatum, erstellt am, Erstellungsdatum, Deal erstellt, Anlagedatum, angelegt am, "
      "Erstellungszeit, Deal erstellt am | erstellt, Eröffnungsdatum, Startdatum",
      "date de création, créé le, affaire créée, créée le, date d'ouverture, heure de création, "
      "affaire créée le | créé, date de début",
      "fecha de creación, creado el, creado, trato creado, hora de creación, fecha de apertura, "
      "trato creado el | fecha de inicio, fecha de alta" } },
  { DEALS | STEPS,
    BW_IMPORT_CLOSE,
    { "close date, expected close date, closing date, est close date, estimated close date, "
      "expected close, target close date, projected close date, anticipated close date, "
      "forecast close date, expected closing date, expected closing | expected order date, decision date, "
      "due date, due, target date, closes, delivery date",
      "Schließdatum, Abschlussdatum, erwartetes Abschlussdatum, voraussichtliches Abschlussdatum, "
      "Abschlusstermin, geplanter Abschluss, geplantes Abschlussdatum, geschätztes Abschlussdatum, "
      "Fälligkeitsdatum, erwarteter Abschluss, vorauss. Abschlussdatum, Schlusstermin, "
      "gesch. Abschlussdatum, Schlussdatum | Fälligkeit, Zieldatum, Termin, Abschluss, fällig am",
      "date de clôture, date de fermeture, date de clôture prévue, date de fermeture prévue, "
      "date de clôture estimée, échéance, date d'échéance, clôture prévue, date de clôture est., "
      "date de clôture attendue | date cible, date prévue",
      "fecha de cierre, fecha de cierre prevista, fecha prevista de cierre, fecha de cierre estimada, "
      "fecha estimada de cierre, fecha de cierre esperada, fecha de vencimiento, fecha est. de cierre, "
      "fecha de cierre est., fecha de cierre estimada | cierre, fecha objetivo, vencimiento" } },
  { DEALS,
    BW_IMPORT_ACTUAL_CLOSE,
    { "actual close date, close date actual, closed at, closed date, closed on, closed time, actual close, deal closed on, "
      "deal close time, actual closing date, date closed",
      "tatsächliches Abschlussdatum, abgeschlossen am, geschlossen am, Deal geschlossen am",
      "date de clôture réelle, clôturé le, date de fermeture réelle, fermé le",
      "fecha de cierre real, cerrado el, fecha real de cierre" } },
  { DEALS, BW_IMPORT_WON_TIME, { "deal won time, won time, won date, won at, won on, date won", "gewonnen am, Gewinnzeitpunkt, Gewinndatum, Gewonnen-Zeitpunkt, Zeitpunkt gewonnen", "gagné le, date de gain, date du gain, heure du gain, date de victoire", "ganado el, fecha de ganado, fecha ganado, hora en que se ganó, fecha en que se ganó, hora de ganado" } },
  { DEALS, BW_IMPORT_LOST_TIME, { "deal lost time, lost time, lost date, lost at, lost on, date lost", "verloren am, Verlustdatum, Verlustzeitpunkt, Verloren-Zeitpunkt, Zeitpunkt verloren", "perdu le, date de perte, date de la perte, heure de la perte", "perdido el, fecha de pérdida, hora en que se perdió, fecha en que se perdió, hora de perdido" } },
  { DEALS,
    BW_IMPORT_STAGE_SINCE,
    { "last stage change date, stage entered date, stage change date, stage since, date entered current stage, "
      "date stage changed, last stage change, deal last stage change, stage start date, hs date entered current stage",
      "letzte Phasenänderung, Datum der letzten Phasenänderung, letzter Phasenwechsel, Phase seit, in Phase seit",
      "date du dernier changement d'étape, dernier changement d'étape, étape depuis",
      "fecha del último cambio de etapa, último cambio de etapa, en etapa desde" } },
  { DEALS,
    BW_IMPORT_ACTIVITY,
    { "last activity date, last activity, last activity time, last activity at, last contacted, last touched, "
      "deal last activity date, last contact date, notes last updated",
      "letzte Aktivität, Datum der letzten Aktivität, letzter Kontakt, zuletzt kontaktiert, "
      "letztes Aktivitätsdatum, Datum der letzten Aktivität des Deals",
      "dernière activité, date de la dernière activité, dernier contact",
      "última actividad, fecha de la última actividad, fecha de última actividad, último contacto" } },
  { DEALS,
    BW_IMPORT_MODIFIED,
    { "last modified date, last modified, modified time, modified on, do not modify modified on, "
      "last modified on, updated at, update time, deal update time, last updated, system modstamp, "
      "hs lastmodifieddate, updated, date modified, date updated | modified, modified date",
      "zuletzt geändert, zuletzt geändert am, letzte Änderung, geändert am, Änderungsdatum, "
      "nicht ändern geändert am, Datum der letzten Änderung, Änderungszeit, Aktualisierungszeit",
      "dernière modification, date de dernière modification, modifié le, date de la dernière modification, "
      "heure de modification, ne pas modifier date de modification, date de modification, modifiée le",
      "última modificación, fecha de última modificación, modificado el, fecha de modificación, "
      "fecha de la última modificación, hora de modificación, no modificar fecha de modificación" } },
  { DEALS, BW_IMPORT_REGION, { "region, territory, regional office, sales region, territory name, sales team | area", "Region, Gebiet, Vertriebsgebiet, Verkaufsgebiet", "région, territoire, secteur géographique", "región, territorio, zona" } },
  { DEALS, BW_IMPORT_TYPE, { "type, deal type, opportunity type | business type", "Typ, Opportunity-Typ, Deal-Typ, Art", "type, type de transaction, type d'opportunité, type d'affaire", "tipo, tipo de negocio, tipo de oportunidad, tipo de trato" } },
  { DEALS,
    BW_IMPORT_SOURCE,
    { "lead source, deal source, source, original source, original traffic source, hs analytics source",
      "Lead-Quelle, Leadquelle, Quelle, Herkunft, ursprüngliche Quelle",
      "origine de la piste, source, source d'origine, origine, source du prospect, source de la piste",
      "origen del prospecto, origen, fuente, fuente de prospectos, origen del candidato, fuente original, "
      "fuente de posible cliente, origen del posible cliente, fuente del candidato" } },
  { DEALS, BW_IMPORT_NEXT_STEP, { "next step, next steps, opportunity next steps, hs next step | next action", "nächster Schritt, nächste Schritte", "étape suivante, prochaine étape, prochaines étapes", "siguiente paso, próximo paso, próximos pasos" } },
  { DEALS, BW_IMPORT_PIPELINE, { "pipeline, deal pipeline, pipeline name, sales pipeline, pipeline id", "Deal-Pipeline, Vertriebspipeline", "pipeline, pipeline de la transaction", "pipeline del negocio, embudo, canalización, canalización de ventas" } },
  { DEALS, BW_IMPORT_CONTACT, { "contact name, contact, contact person, primary contact, associated contact | deal contact person", "Kontakt, Kontaktperson, Ansprechpartner, Kontaktname, Kontaktname des Deals", "contact, nom du contact, interlocuteur, personne à contacter, personne de contact", "contacto, nombre del contacto, persona de contacto" } },
  { DEALS, BW_IMPORT_CONTACT_ID, { "contact id, primary contact id, associated contact ids, contact name id", "Kontakt-ID", "ID du contact", "ID del contacto, ID de contacto" } },
  { DEALS,
    BW_IMPORT_LOST_REASON,
    { "lost reason, deal lost reason, reason for loss, closed lost reason, loss reason, lost reason name, "
      "lost reason detail",
      "Verlustgrund, Grund für Verlust, Ablehnungsgrund, Grund für verlorenen Deal, Grund des Verlusts, "
      "Geschlossen-verloren-Grund",
      "raison de la perte, motif de perte, raison de perte, motif de la perte, raison de perte de l'affaire",
      "motivo de pérdida, razón de pérdida, motivo de la pérdida, motivo de cierre perdido" } },

  { STEPS | CHANGES,
    BW_IMPORT_ID,
    { "stage history id, history id, event id, change id | id", "Verlaufs-ID", "ID d'historique", "ID de historial" } },
  { STEPS | CHANGES,
    BW_IMPORT_DEAL_ID,
    { "opportunity id, deal id, opp id, 18 digit opportunity id, opportunity id 18, record id, parent id, "
      "opportunity case safe id, item id",
      "Opportunity-ID, Verkaufschancen-ID, Deal-ID, Datensatz-ID",
      "ID de l'opportunité, ID opportunité, ID de la transaction, ID affaire",
      "ID de la oportunidad, ID de oportunidad, ID del negocio, ID del trato" } },
  { STEPS | CHANGES,
    BW_IMPORT_DEAL,
    { "opportunity name, deal name, deal title, opportunity, deal | name",
      "Opportunity-Name, Name der Opportunity, Verkaufschance, Deal-Name",
      "nom de l'opportunité, nom de la transaction, nom de l'affaire, opportunité, affaire",
      "nombre de la oportunidad, nombre del negocio, nombre del trato, oportunidad" } },
  { STEPS,
    BW_IMPORT_FROM_STAGE,
    { "from stage, old stage, previous stage, old stage id, from stage name, stage from, prior stage, from stage id, "
      "previous stage name | from",
      "von Phase, alte Phase, vorherige Phase, aus Phase | von",
      "étape de départ, ancienne étape, étape précédente, de l'étape | de",
      "etapa anterior, de la etapa, etapa de origen, desde etapa | desde" } },
  { STEPS,
    BW_IMPORT_TO_STAGE,
    { "to stage, new stage, next stage, new stage id, to stage name, stage to, to stage id, stage name, stage, deal stage, "
      "stage id | to",
      "zu Phase, neue Phase, nach Phase, in Phase, Phase | nach",
      "nouvelle étape, étape d'arrivée, à l'étape, vers l'étape, étape | vers",
      "nueva etapa, a la etapa, hasta etapa, etapa de destino, etapa | hasta" } },
  { STEPS | CHANGES,
    BW_IMPORT_CHANGED_AT,
    { "changed at, changed on, change date, date changed, stage entered date, entered at, entered on, entered date, "
      "edit date, stage change date, transition date, created date, created at, event time, changed date, date entered, "
      "timestamp, moved at, modified at, last modified, last modified date, changed | date, at, time, event date",
      "geändert am, Änderungsdatum, zuletzt geändert, Bearbeitungsdatum, erstellt am, Erstelldatum, Eintrittsdatum, "
      "Zeitpunkt | Datum, Zeit",
      "modifié le, date de modification, dernière modification, date de création, date d'entrée, "
      "date d'édition | date",
      "modificado el, fecha de modificación, última modificación, fecha de cambio, fecha de creación, "
      "fecha de entrada, fecha de edición | fecha" } },
  { STEPS | CHANGES,
    BW_IMPORT_CHANGED_BY,
    { "changed by, last modified by, edited by, created by, modified by, moved by, changed by name, changed by user | user, "
      "by, author",
      "geändert von, zuletzt geändert von, bearbeitet von, erstellt von",
      "modifié par, dernière modification par, créé par",
      "modificado por, última modificación por, editado por, creado por" } },
  { STEPS | CHANGES, BW_IMPORT_CHANGED_BY_ID, { "changed by id, created by id, changed by user id, user id, last modified by id", "geändert von ID, erstellt von ID", "modifié par ID, créé par ID", "modificado por ID, creado por ID" } },
  { STEPS, BW_IMPORT_EXITED, { "stage exited date, exited at, exited on, left at, left on, exit date, stage end date", "verlassen am, Austrittsdatum", "date de sortie, sorti le", "fecha de salida" } },
  { STEPS, BW_IMPORT_PREV_AMOUNT, { "prev amount, previous amount, old amount, from amount", "vorheriger Betrag, alter Betrag", "montant précédent, ancien montant", "importe anterior, cantidad anterior" } },
  { STEPS, BW_IMPORT_PREV_CLOSE, { "prev close date, previous close date, old close date, from close date", "vorheriges Schließdatum, altes Schließdatum", "date de clôture précédente, ancienne date de clôture", "fecha de cierre anterior" } },
  { STEPS, BW_IMPORT_PIPELINE, { "pipeline, pipeline name, pipeline id", NULL, NULL, "embudo" } },
  { CHANGES,
    BW_IMPORT_FIELD,
    { "field, field event, field name, changed field, event, property, property name, field changed, attribute",
      "Feld, Feld Ereignis, Feldname, geändertes Feld, Eigenschaft",
      "champ, champ événement, nom du champ, propriété",
      "campo, campo evento, nombre del campo, propiedad" } },
  { CHANGES, BW_IMPORT_OLD_VALUE, { "old value, previous value, from value, before, value before | from", "alter Wert, vorheriger Wert, Wert vorher", "ancienne valeur, valeur précédente", "valor anterior, valor antiguo" } },
  { CHANGES, BW_IMPORT_NEW_VALUE, { "new value, current value, to value, after, value after | to, value", "neuer Wert, Wert nachher", "nouvelle valeur", "valor nuevo, nuevo valor" } },
  { 0 },
};
