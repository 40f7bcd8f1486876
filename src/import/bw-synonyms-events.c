/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called in lists of what happened: line items, activities, payments, contracts, deliveries, costs,
 * forecast calls, sales and series. */

#include "import/bw-synonyms.h"

#define ITEMS      BW_KIND_BIT (LINE_ITEMS)
#define ACTIVITIES BW_KIND_BIT (ACTIVITIES)
#define PAYMENTS   BW_KIND_BIT (PAYMENTS)
#define CONTRACTS  BW_KIND_BIT (CONTRACTS)
#define DELIVERIES BW_KIND_BIT (DELIVERIES)
#define COSTS      BW_KIND_BIT (COSTS)
#define CALLS      BW_KIND_BIT (CALLS)
#define SALES      BW_KIND_BIT (SALES)
#define SERIES     BW_KIND_BIT (SERIES)
#define OF_DEALS   (ITEMS | ACTIVITIES | PAYMENTS | CONTRACTS | DELIVERIES)

const BwSynonyms bw_synonyms_of_events[] = {
  { ITEMS, BW_IMPORT_ID, { "line item id, opportunity product id, opportunity line item id, item id | id", "Positions-ID", "ID de la ligne", "ID de línea" } },
  { ACTIVITIES, BW_IMPORT_ID, { "activity id, task id, event id, call id, engagement id | id", "Aktivitäts-ID", "ID de l'activité", "ID de actividad" } },
  { PAYMENTS, BW_IMPORT_ID, { "payment id, invoice id, invoice number, transaction id, receipt id, invoice no | id", "Zahlungs-ID, Rechnungsnummer, Rechnungsnr.", "ID de paiement, numéro de facture", "ID de pago, número de factura" } },
  { CONTRACTS, BW_IMPORT_ID, { "contract id, contract number, agreement id, contract no | id", "Vertrags-ID, Vertragsnummer, Vertragsnr.", "ID du contrat, numéro de contrat", "ID de contrato, ID del contrato, número de contrato" } },
  { DELIVERIES, BW_IMPORT_ID, { "shipment id, delivery id, production order id, work order id, shipment number | id", "Lieferungs-ID, Lieferscheinnummer, Lieferschein", "ID de livraison, numéro de livraison", "ID de envío, ID de entrega" } },
  { COSTS, BW_IMPORT_ID, { "cost id, expense id | id", NULL, NULL, NULL } },
  { OF_DEALS,
    BW_IMPORT_DEAL_ID,
    { "opportunity id, deal id, opp id, related opportunity id, what id, associated deal ids, associated deal id, "
      "regarding id",
      "Opportunity-ID, Deal-ID, Verkaufschancen-ID",
      "ID de l'opportunité, ID opportunité, ID de la transaction, ID affaire",
      "ID de la oportunidad, ID de oportunidad, ID del negocio, ID del trato" } },
  { OF_DEALS,
    BW_IMPORT_DEAL,
    { "opportunity name, deal name, deal title, opportunity, deal, related to, associated deal, regarding, activity deal",
      "Opportunity-Name, Verkaufschance, Deal-Name, Deal, bezieht sich auf",
      "nom de l'opportunité, nom de la transaction, opportunité, affaire, relatif à",
      "nombre de la oportunidad, nombre del negocio, oportunidad, negocio, relacionado con" } },
  { ACTIVITIES | PAYMENTS | CONTRACTS | SALES | DELIVERIES,
    BW_IMPORT_ACCOUNT,
    { "account name, account, company, company name, customer name, customer, organization, associated company, client, "
      "client name | payer, buyer",
      "Accountname, Kunde, Firma, Unternehmen, Kundenname, Firmenname",
      "nom du compte, client, société, entreprise, compte",
      "nombre de la cuenta, cliente, empresa, cuenta, nombre del cliente" } },
  { ACTIVITIES | PAYMENTS | CONTRACTS | SALES | DELIVERIES,
    BW_IMPORT_ACCOUNT_ID,
    { "account id, company id, customer id, organization id, client id, associated company ids",
      "Account-ID, Kunden-ID, Kundennummer",
      "ID du compte, ID client",
      "ID de la cuenta, ID cliente" } },
  { ITEMS | SALES, BW_IMPORT_PRODUCT, { "product name, product, line item name, item name, item | name, description", "Produktname, Produkt, Artikel, Position", "nom du produit, produit, article", "nombre del producto, producto, artículo" } },
  { ITEMS | SALES, BW_IMPORT_PRODUCT_ID, { "product id, product 2 id, product code, sku, item number, article number", "Produkt-ID, Produktcode, Artikelnummer", "ID du produit, code produit, référence", "ID del producto, código de producto, referencia" } },
  { ITEMS | SALES, BW_IMPORT_QUANTITY, { "quantity, qty, units, count, pieces", "Menge, Anzahl, Stück, Stückzahl", "quantité, qté", "cantidad, unidades" } },
  { ITEMS | SALES, BW_IMPORT_UNIT_PRICE, { "unit price, sales price, price, price per unit, list price", "Einzelpreis, Stückpreis, Preis, Verkaufspreis", "prix unitaire, prix, prix de vente", "precio unitario, precio, precio de venta" } },
  { ITEMS | SALES, BW_IMPORT_DISCOUNT, { "discount, discount applied pct, discount pct, discount percent, discount amount, discount percentage", "Rabatt, Nachlass, Rabatt Prozent", "remise, rabais", "descuento" } },
  { ITEMS, BW_IMPORT_AMOUNT, { "net amount, total price, amount, line total, total, net price, subtotal | gross amount", "Gesamtpreis, Nettobetrag, Betrag, Summe, Gesamt", "prix total, montant net, montant, total", "precio total, importe neto, importe, total" } },
  { ITEMS | CONTRACTS | ACTIVITIES | DELIVERIES, BW_IMPORT_CREATED, { "created date, created at, created on, create date, date created, creation date", "Erstelldatum, erstellt am", "date de création, créé le", "fecha de creación, creado el" } },
  { ITEMS | PAYMENTS | CONTRACTS | COSTS | SALES, BW_IMPORT_CURRENCY, { "currency, currency iso code, currency code", "Währung", "devise", "moneda, divisa" } },
  { ITEMS | SALES, BW_IMPORT_FAMILY, { "product family, line item type, product category, category, product line | sub category", "Produktfamilie, Kategorie, Warengruppe", "famille de produits, catégorie", "familia de productos, categoría" } },
  { ITEMS, BW_IMPORT_SKU, { "part number, product sku", NULL, NULL, NULL } },

  { ACTIVITIES, BW_IMPORT_TYPE, { "activity type, type, task type, engagement type, task subtype, kind", "Aktivitätstyp, Typ, Art, Aktivitätsart", "type d'activité, type", "tipo de actividad, tipo" } },
  { ACTIVITIES, BW_IMPORT_SUBJECT, { "subject, activity subject, task, topic, task name, activity | title, name, description, activity name", "Betreff, Thema, Aktivität", "objet, sujet, activité", "asunto, tema, actividad" } },
  { ACTIVITIES, BW_IMPORT_DATE, { "activity date, date, start date time, start time, activity start date, start, start date, scheduled at, date/time, timestamp, call time | time", "Datum, Aktivitätsdatum, Startdatum, Beginn, Startzeit", "date de l'activité, date, date de début", "fecha de actividad, fecha, fecha de inicio" } },
  { ACTIVITIES, BW_IMPORT_DUE, { "due date, due, deadline at, deadline, due at, due on, due date only", "Fälligkeitsdatum, fällig am, Fälligkeit, Frist", "échéance, date d'échéance", "fecha de vencimiento, vencimiento, fecha límite" } },
  { ACTIVITIES, BW_IMPORT_DONE, { "completed, done, is closed, closed, is completed, is done", "erledigt, abgeschlossen", "terminé, terminée, fait", "completado, completada, hecho" } },
  { ACTIVITIES, BW_IMPORT_DONE_AT, { "completed at, completed on, completed date, marked as done time, completed date time, done at, date completed", "erledigt am, abgeschlossen am", "terminé le", "completado el, fecha de finalización" } },
  { ACTIVITIES | PAYMENTS | CONTRACTS | DELIVERIES, BW_IMPORT_STATUS, { "status, task status, payment status, contract status, state, delivery status", "Status, Zustand", "statut, état", "estado, estatus" } },
  { ACTIVITIES, BW_IMPORT_DIRECTION, { "direction, call direction, is outbound, inbound outbound, call type", "Richtung", "direction, sens", "dirección" } },
  { ACTIVITIES, BW_IMPORT_DURATION, { "duration minutes, duration, call duration, call duration in seconds, duration (minutes), length", "Dauer, Dauer in Minuten", "durée", "duración" } },
  { ACTIVITIES, BW_IMPORT_OUTCOME, { "outcome, result, call result, call disposition, disposition, call outcome", "Ergebnis", "résultat", "resultado" } },
  { ACTIVITIES, BW_IMPORT_OWNER, { "assigned to, owner, activity owner, assigned, assigned to user, user, owner name, responsible, rep", "zugewiesen an, Besitzer, Inhaber, Verantwortlich", "attribué à, propriétaire, responsable", "asignado a, propietario, responsable" } },
  { ACTIVITIES, BW_IMPORT_OWNER_ID, { "owner id, user id, responsible user id, assigned to id, hubspot owner id, assigned to user id", "Inhaber-ID", "ID du propriétaire", "ID del propietario" } },
  { ACTIVITIES | CONTRACTS, BW_IMPORT_CONTACT, { "contact, contact name, contact person, who, name", "Kontakt, Kontaktname, Ansprechpartner", "contact, nom du contact", "contacto, nombre del contacto" } },
  { ACTIVITIES | CONTRACTS, BW_IMPORT_CONTACT_ID, { "contact id, who id, associated contact ids", "Kontakt-ID", "ID du contact", "ID del contacto" } },
  { ACTIVITIES | PAYMENTS | CALLS, BW_IMPORT_NOTE, { "note, notes, comment, comments, remarks", "Notiz, Kommentar, Bemerkung", "note, commentaire, remarque", "nota, comentario, observaciones" } },

  { PAYMENTS, BW_IMPORT_AMOUNT, { "amount, payment amount, paid amount, invoice amount, amount paid, total, net amount", "Betrag, Zahlungsbetrag, Rechnungsbetrag", "montant, montant payé", "importe, monto, importe pagado" } },
  { PAYMENTS, BW_IMPORT_DATE, { "payment date, paid at, paid on, date paid, date, paid date | invoice date", "Zahlungsdatum, bezahlt am, Zahlungseingang | Rechnungsdatum, Datum", "date de paiement, payé le | date de facture, date", "fecha de pago, pagado el | fecha de factura, fecha" } },
  { PAYMENTS, BW_IMPORT_DUE, { "due date, due, due on, payment due", "Fälligkeitsdatum, fällig am, Fälligkeit", "échéance, date d'échéance", "fecha de vencimiento, vencimiento" } },
  { PAYMENTS, BW_IMPORT_TYPE, { "payment type, payment method, type, method", "Zahlungsart, Art", "type de paiement, mode de paiement", "tipo de pago, forma de pago" } },

  { CONTRACTS, BW_IMPORT_AMOUNT, { "contract value, contract amount, amount, total contract value, value, tcv, acv, annual value", "Vertragswert, Betrag, Wert, Auftragswert", "valeur du contrat, montant", "valor del contrato, importe" } },
  { CONTRACTS, BW_IMPORT_DATE, { "contract start date, start date, effective date, start, begin date", "Vertragsbeginn, Beginn, Startdatum", "date de début, début du contrat, date d'effet", "fecha de inicio, inicio del contrato" } },
  { CONTRACTS, BW_IMPORT_END_DATE, { "contract end date, end date, expiration date, expiry date, end, renewal date", "Vertragsende, Ende, Enddatum, Ablaufdatum", "date de fin, fin du contrat, date d'expiration", "fecha de fin, fin del contrato, fecha de vencimiento" } },
  { CONTRACTS, BW_IMPORT_SIGNED, { "signed date, signed on, signed at, date signed, customer signed date", "unterzeichnet am, Unterschriftsdatum", "signé le, date de signature", "firmado el, fecha de firma" } },
  { CONTRACTS, BW_IMPORT_DURATION, { "contract duration months, contract term, term, duration, contract term (months), term months", "Laufzeit, Vertragslaufzeit", "durée, durée du contrat", "duración, plazo" } },
  { CONTRACTS, BW_IMPORT_NAME, { "contract name, contract, title, agreement", "Vertragsname, Vertrag", "nom du contrat, contrat", "nombre del contrato, contrato" } },
  { CONTRACTS, BW_IMPORT_OWNER, { "contract owner, owner, owner name", "Besitzer, Inhaber", "propriétaire", "propietario" } },

  { DELIVERIES, BW_IMPORT_DUE, { "planned date, planned finish at, planned delivery date, due date, promised date, expected delivery date, planned ship date, eta, delivery date planned, planned at", "geplantes Lieferdatum, Plandatum, Liefertermin, Solltermin", "date prévue, date de livraison prévue", "fecha prevista, fecha de entrega prevista" } },
  { DELIVERIES, BW_IMPORT_DATE, { "actual date, actual finish at, shipped at, delivered at, ship date, delivery date, shipped on, delivered on, actual delivery date, shipment date, actual at", "Lieferdatum, geliefert am, versandt am, Versanddatum, Istdatum", "date de livraison, livré le, expédié le, date d'expédition", "fecha de entrega, entregado el, fecha de envío, enviado el" } },
  { DELIVERIES, BW_IMPORT_GROUP, { "workshop, warehouse, carrier, plant, site", "Werk, Lager, Spediteur", "atelier, entrepôt, transporteur", "taller, almacén, transportista" } },
  { DELIVERIES, BW_IMPORT_QUANTITY, { "quantity, qty, units", "Menge, Anzahl", "quantité", "cantidad" } },

  { COSTS, BW_IMPORT_DATE, { "cost date, date, day, expense date, spend date, month, period", "Datum, Kostendatum, Tag, Monat", "date, jour, mois", "fecha, día, mes" } },
  { COSTS, BW_IMPORT_COST, { "cost amount, cost, spend, amount spent, ad spend, costs, expense, total cost, marketing spend | amount", "Kosten, Kostenbetrag, Ausgaben, Werbekosten | Betrag", "coût, coûts, dépense, dépenses | montant", "coste, costo, gasto, gastos, costes | importe" } },
  { COSTS, BW_IMPORT_SOURCE, { "source, channel, medium, platform, lead source, utm source", "Quelle, Kanal", "source, canal, origine", "origen, canal, fuente" } },
  { COSTS, BW_IMPORT_CAMPAIGN, { "campaign, campaign name, utm campaign", "Kampagne, Kampagnenname", "campagne, nom de la campagne", "campaña, nombre de la campaña" } },

  { CALLS,
    BW_IMPORT_PERSON,
    { "user, person, rep, sales rep, salesperson, sales agent, seller, owner, full name, user name, forecast owner, "
      "manager | name, employee, team, region",
      "Person, Mitarbeiter, Verkäufer, Vertriebsmitarbeiter, Benutzer, Name | Vorgesetzter, Team",
      "commercial, vendeur, utilisateur, personne, collaborateur | nom, équipe",
      "vendedor, comercial, usuario, persona, empleado | nombre, equipo" } },
  { CALLS, BW_IMPORT_PERSON_ID, { "crm user id, user id, rep id, owner id, person id", "Benutzer-ID", "ID utilisateur", "ID de usuario" } },
  { CALLS, BW_IMPORT_EMAIL, { "email, user email, email address, e-mail", "E-Mail", "courriel, adresse e-mail", "correo electrónico, correo" } },
  { CALLS, BW_IMPORT_PERIOD, { "timeframe, period, quarter, month, time period, fiscal period, fiscal quarter, period name | year", "Zeitraum, Periode, Quartal, Monat", "période, trimestre, mois", "período, periodo, trimestre, mes" } },
  { CALLS, BW_IMPORT_CATEGORY, { "field, category, forecast category, forecast type, call type, forecast field, forecast category name | type", "Kategorie, Prognosekategorie, Feld", "catégorie, catégorie de prévision, champ", "categoría, categoría de previsión, campo" } },
  { CALLS, BW_IMPORT_DATA_TYPE, { "data type, value type", NULL, NULL, NULL } },
  { CALLS, BW_IMPORT_VALUE, { "data value, forecast value, call, forecast, forecast amount, call amount, value | amount", "Prognose, Prognosewert, Wert | Betrag", "prévision, valeur | montant", "previsión, pronóstico, valor | importe" } },
  { CALLS, BW_IMPORT_WEEK, { "week, week number, forecast week", "Woche, Kalenderwoche, KW", "semaine", "semana" } },
  { CALLS, BW_IMPORT_DATE, { "start day, called at, submitted at, submitted on, date, as of, last updated, updated at, created date, submission date, week of, week ending", "Datum, abgegeben am, Stand", "date, soumis le", "fecha, enviado el" } },
  { CALLS, BW_IMPORT_END_DATE, { "end day", NULL, NULL, NULL } },
  { CALLS, BW_IMPORT_ROLE, { "role", "Rolle", "rôle", "rol" } },
  { CALLS, BW_IMPORT_MANAGER, { "parent role", NULL, NULL, NULL } },
  { CALLS, BW_IMPORT_CALL_COMMIT, { "commit, committed, commit forecast, my commit, commit amount, commit call", "Commit, Zusage, zugesagt, fest zugesagt", "engagement, engagé, commit", "compromiso, comprometido, commit" } },
  { CALLS, BW_IMPORT_CALL_BEST_CASE, { "best case, upside, best case forecast, best, stretch", "Best Case, bester Fall, im besten Fall", "meilleur cas, best case", "mejor caso, mejor escenario, best case" } },
  { CALLS, BW_IMPORT_CALL_PIPELINE, { "pipeline, pipeline forecast, open pipeline, most likely", "Pipeline", "pipeline", "pipeline, embudo" } },
  { CALLS, BW_IMPORT_CALL_CLOSED, { "closed, closed won, won, booked, bookings", "abgeschlossen, gewonnen", "clos, gagné", "cerrado, ganado" } },
  { CALLS, BW_IMPORT_CURRENCY, { "currency, currency iso code", "Währung", "devise", "moneda, divisa" } },

  { SALES, BW_IMPORT_ID, { "order id, order number, invoice number, sales order, order no, invoice id, transaction id | id", "Auftragsnummer, Bestellnummer, Rechnungsnummer, Auftrag", "numéro de commande, commande, numéro de facture", "número de pedido, pedido, número de factura" } },
  { SALES, BW_IMPORT_DATE, { "order date, sale date, sales date, invoice date, date, purchase date, transaction date, booking date, day | month, ship date", "Bestelldatum, Auftragsdatum, Rechnungsdatum, Datum, Verkaufsdatum", "date de commande, date de vente, date de facture, date", "fecha de pedido, fecha de venta, fecha de factura, fecha" } },
  { SALES, BW_IMPORT_AMOUNT, { "sales, sales amount, amount, revenue, total, net sales, total amount, order amount, order value, net amount, turnover, sales value | value, price", "Umsatz, Betrag, Verkaufsbetrag, Nettoumsatz, Auftragswert, Erlös", "ventes, montant, chiffre d'affaires, montant des ventes, CA", "ventas, importe, monto, ingresos, total" } },
  { SALES, BW_IMPORT_REGION, { "region, territory, sales region, store, branch", "Region, Gebiet, Filiale", "région, territoire, magasin", "región, territorio, tienda" } },
  { SALES, BW_IMPORT_STATE, { "state, province, state province", "Bundesland", "état, province, département", "estado, provincia" } },
  { SALES, BW_IMPORT_POSTAL, { "postal code, zip, zip code, postcode", "Postleitzahl, PLZ", "code postal", "código postal" } },
  { SALES, BW_IMPORT_CITY, { "city, town", "Ort, Stadt", "ville", "ciudad" } },
  { SALES, BW_IMPORT_COUNTRY, { "country, country region", "Land", "pays", "país" } },
  { SALES, BW_IMPORT_GROUP, { "segment, channel, department, ship mode", "Segment, Kanal", "segment, canal", "segmento, canal" } },
  { SALES, BW_IMPORT_OWNER, { "salesperson, sales rep, seller, rep, employee, sales agent, sales representative", "Verkäufer, Vertriebsmitarbeiter", "vendeur, commercial", "vendedor, comercial" } },
  { SALES, BW_IMPORT_COST, { "cost, cost of goods, total cost", "Kosten", "coût", "coste, costo" } },

  { SERIES, BW_IMPORT_DATE, { "date, day, month, week, period, quarter, year, ds, timestamp, time, year month | x", "Datum, Tag, Monat, Woche, Quartal, Jahr", "date, jour, mois, semaine, trimestre, année", "fecha, día, mes, semana, trimestre, año" } },
  { SERIES, BW_IMPORT_VALUE, { "value, amount, sales, revenue, bookings, y, weekly sales, total, count, units, demand, quantity | actual, result", "Wert, Betrag, Umsatz, Summe, Menge", "valeur, montant, ventes, chiffre d'affaires, quantité", "valor, importe, ventas, ingresos, cantidad" } },
  { SERIES, BW_IMPORT_GROUP, { "group, series, category, segment, region, store, product, item, unique id, name, key, department, state, channel", "Gruppe, Kategorie, Region, Produkt, Filiale", "groupe, catégorie, région, produit, magasin", "grupo, categoría, región, producto, tienda" } },
  { 0 },
};
