/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What columns are called in lists of people, products, accounts, contacts, quotas and stages. */

#include "import/bw-synonyms.h"

#define PEOPLE   BW_KIND_BIT (PEOPLE)
#define PRODUCTS BW_KIND_BIT (PRODUCTS)
#define ACCOUNTS BW_KIND_BIT (ACCOUNTS)
#define CONTACTS BW_KIND_BIT (CONTACTS)
#define QUOTAS   BW_KIND_BIT (QUOTAS)
#define STAGES   BW_KIND_BIT (STAGES)

const BwSynonyms bw_synonyms_of_lists[] = {
  { PEOPLE, BW_IMPORT_ID, { "user id, crm user id, employee id, person id, rep id, agent id, owner id, case safe id | id", "Benutzer-ID, Mitarbeiter-ID, Personalnummer", "ID utilisateur, ID de l'utilisateur, matricule", "ID de usuario, ID de empleado" } },
  { PEOPLE,
    BW_IMPORT_NAME,
    { "full name, sales agent, sales rep, salesperson, sales representative, employee name, person name, display name, "
      "user name, username, name, agent, rep, seller, employee, user, person, team member, owner",
      "vollständiger Name, Name, Mitarbeiter, Vertriebsmitarbeiter, Verkäufer, Benutzer, Benutzername, Mitarbeitername",
      "nom complet, commercial, vendeur, collaborateur, utilisateur, employé, nom de l'employé | nom",
      "nombre completo, vendedor, comercial, empleado, usuario, agente | nombre" } },
  { PEOPLE | CONTACTS, BW_IMPORT_FIRST_NAME, { "first name, given name, forename", "Vorname", "prénom", "nombre de pila, primer nombre" } },
  { PEOPLE | CONTACTS, BW_IMPORT_LAST_NAME, { "last name, surname, family name", "Nachname, Familienname", "nom de famille, nom", "apellido, apellidos" } },
  { PEOPLE | CONTACTS, BW_IMPORT_EMAIL, { "email, email address, work email, mail, e-mail, user email", "E-Mail-Adresse, E-Mail", "adresse e-mail, courriel, adresse mail", "correo electrónico, correo, dirección de correo" } },
  { PEOPLE,
    BW_IMPORT_MANAGER,
    { "manager, manager name, sales manager, reports to, supervisor, boss, team lead | manager email, lead",
      "Vorgesetzter, Führungskraft, Vertriebsleiter, Teamleiter, Vorgesetzte, Leiter",
      "responsable, supérieur, supérieur hiérarchique, manager, chef d'équipe, directeur",
      "gerente, jefe, supervisor, responsable, jefe de ventas" } },
  { PEOPLE, BW_IMPORT_MANAGER_ID, { "manager id, manager user id, reports to id, supervisor id", "Vorgesetzten-ID", "ID du responsable", "ID del gerente" } },
  { PEOPLE, BW_IMPORT_ROLE, { "role, user role, role name, job title, title, position, job role", "Rolle, Position, Funktion, Stelle", "rôle, fonction, poste, titre", "rol, función, puesto, cargo" } },
  { PEOPLE, BW_IMPORT_REGION, { "region, regional office, territory, office, sales region | division, team, area", "Region, Gebiet, Vertriebsgebiet, Niederlassung, Büro", "région, territoire, agence, bureau", "región, territorio, oficina, zona" } },
  { PEOPLE, BW_IMPORT_TIME_ZONE, { "time zone, timezone, time zone sid key", "Zeitzone", "fuseau horaire", "zona horaria, huso horario" } },
  { PEOPLE, BW_IMPORT_STARTED, { "hire date, start date, started, hired, join date, date hired", "Eintrittsdatum, Einstellungsdatum, Startdatum, eingestellt am", "date d'embauche, date d'entrée", "fecha de contratación, fecha de ingreso" } },
  { PEOPLE, BW_IMPORT_ENDED, { "end date, termination date, ended, leave date, left", "Austrittsdatum, Enddatum", "date de départ, date de sortie", "fecha de baja, fecha de salida" } },
  { PEOPLE | PRODUCTS | ACCOUNTS | CONTACTS, BW_IMPORT_IS_ACTIVE, { "is active, active, enabled", "aktiv, ist aktiv", "actif, est actif", "activo, está activo" } },
  { PEOPLE | CONTACTS, BW_IMPORT_PHONE, { "phone, phone number, mobile, telephone, mobile phone, work phone, mobile phone number", "Telefon, Telefonnummer, Mobiltelefon, Handy, Mobil", "téléphone, numéro de téléphone, portable, mobile", "teléfono, número de teléfono, móvil, celular" } },
  { PEOPLE | CONTACTS, BW_IMPORT_DEPARTMENT, { "department", "Abteilung", "département, service", "departamento" } },

  { PRODUCTS, BW_IMPORT_ID, { "product id, product 2 id, id, item id | product code", "Produkt-ID, Produktcode, Produktnummer", "ID du produit, code produit", "ID del producto, código de producto" } },
  { PRODUCTS, BW_IMPORT_SKU, { "sku, article number, part number, item number, product sku, material", "Artikelnummer, Artikelnr., Artikel-Nr.", "référence, référence produit", "referencia, código" } },
  { PRODUCTS, BW_IMPORT_NAME, { "product name, product, item name | name, item, description", "Produktname, Produkt, Artikel, Artikelname, Bezeichnung | Name", "nom du produit, produit, désignation | nom, article", "nombre del producto, producto | nombre, artículo" } },
  { PRODUCTS, BW_IMPORT_FAMILY, { "series, family, product family, product category, category, product line | product type, product group, type", "Produktfamilie, Serie, Kategorie, Produktgruppe, Warengruppe, Produktlinie", "famille, famille de produits, gamme, catégorie, série", "familia, familia de productos, línea, categoría, serie" } },
  { PRODUCTS, BW_IMPORT_PRICE, { "sales price, list price, unit price, standard unit price, standard price, price | retail price, msrp", "Listenpreis, Verkaufspreis, Stückpreis, Preis, Einzelpreis", "prix de vente, prix catalogue, prix unitaire, prix", "precio de venta, precio de lista, precio unitario, precio" } },
  { PRODUCTS, BW_IMPORT_COST, { "cost price, unit cost, cost", "Einkaufspreis, Einstandspreis", "prix de revient, coût", "precio de coste, costo, coste" } },

  { ACCOUNTS,
    BW_IMPORT_ID,
    { "account id, company id, record id, organization id, customer id, hs object id, do not modify account, "
      "pipedrive system id, client id, organisation id, case safe id, organization - id, customer number | id",
      "Account-ID, Kunden-ID, Kundennummer, Datensatz-ID, Unternehmens-ID, Firmen-ID",
      "ID du compte, ID compte, ID client, numéro client, ID de l'entreprise",
      "ID de la cuenta, ID de cuenta, ID cliente, ID de empresa" } },
  { ACCOUNTS,
    BW_IMPORT_NAME,
    { "account name, account, company name, company, organization name, organization, organisation, customer name, "
      "customer | name, client, client name",
      "Accountname, Account, Firma, Firmenname, Unternehmen, Unternehmensname, Kunde, Kundenname | Name",
      "nom du compte, compte, société, raison sociale, entreprise, nom de l'entreprise | nom, client",
      "nombre de la cuenta, nombre de cuenta, cuenta, empresa, nombre de la empresa, razón social | nombre, cliente" } },
  { ACCOUNTS, BW_IMPORT_INDUSTRY, { "industry, sector, vertical, industry sector", "Branche, Sektor, Industrie", "secteur, secteur d'activité, industrie", "sector, industria, rubro" } },
  { ACCOUNTS, BW_IMPORT_STREET, { "billing street, street, street address, address, billing address line 1, address 1 street 1, address line 1, organization address", "Straße, Rechnungsstraße, Rechnungsanschrift (Straße), Adresse, Anschrift", "rue, adresse, adresse de facturation, rue de facturation", "calle, dirección, calle de facturación, domicilio" } },
  { ACCOUNTS, BW_IMPORT_CITY, { "billing city, city, address 1 city, town, shipping city", "Ort, Stadt, Rechnungsort, Rechnungsstadt, Rechnungsanschrift (Ort)", "ville, ville de facturation", "ciudad, ciudad de facturación, localidad" } },
  { ACCOUNTS, BW_IMPORT_STATE, { "billing state, billing state/province, state, state/region, state/province, province, address 1 state/province, shipping state", "Bundesland, Rechnungsbundesland, Kanton, Bundesland/Kanton", "état, province, département, état de facturation | région", "estado, provincia, estado de facturación, comunidad autónoma" } },
  { ACCOUNTS, BW_IMPORT_POSTAL, { "billing postal code, billing zip/postal code, billing zip, postal code, zip, zip code, address 1 zip/postal code, postcode, zip/postal code, shipping postal code", "Postleitzahl, PLZ, Rechnungs-PLZ, Rechnungspostleitzahl, Rechnungsanschrift (Postleitzahl), Rechnungsanschrift (PLZ)", "code postal, code postal de facturation", "código postal, código postal de facturación, CP" } },
  { ACCOUNTS, BW_IMPORT_COUNTRY, { "billing country, country, country/region, office location, address 1 country/region, shipping country", "Land, Rechnungsland, Land/Region, Rechnungsanschrift (Land)", "pays, pays de facturation, pays/région", "país, país de facturación, país/región" } },
  { ACCOUNTS, BW_IMPORT_LATITUDE, { "billing latitude, latitude, lat", "Breitengrad, geografische Breite", "latitude", "latitud" } },
  { ACCOUNTS, BW_IMPORT_LONGITUDE, { "billing longitude, longitude, lng, lon, long", "Längengrad, geografische Länge", "longitude", "longitud" } },
  { ACCOUNTS, BW_IMPORT_REVENUE, { "annual revenue, revenue, turnover, yearly revenue, total revenue", "Jahresumsatz, Umsatz", "chiffre d'affaires annuel, chiffre d'affaires, revenu annuel, CA", "ingresos anuales, facturación, facturación anual" } },
  { ACCOUNTS, BW_IMPORT_EMPLOYEES, { "number of employees, employees, no of employees, employee count, headcount, no. of employees", "Mitarbeiter, Mitarbeiterzahl, Anzahl Mitarbeiter, Mitarbeiteranzahl, Beschäftigte", "nombre d'employés, effectif, employés, effectifs", "número de empleados, empleados, cantidad de empleados" } },
  { ACCOUNTS, BW_IMPORT_OWNER, { "account owner, owner, owner name, company owner, organization owner", "Account-Inhaber, Besitzer, Inhaber, zuständiger Mitarbeiter, Betreuer", "propriétaire du compte, propriétaire", "propietario de la cuenta, propietario de cuenta, propietario" } },
  { ACCOUNTS, BW_IMPORT_OWNER_ID, { "owner id, account owner id, owner user id, hubspot owner id", "Inhaber-ID, Besitzer-ID", "ID du propriétaire", "ID del propietario" } },
  { ACCOUNTS, BW_IMPORT_PARENT, { "parent account, subsidiary of, parent company, parent name, parent account name, parent", "übergeordneter Account, Muttergesellschaft, Mutterunternehmen, Konzern", "compte parent, société mère, maison mère", "cuenta principal, empresa matriz, cuenta padre" } },
  { ACCOUNTS, BW_IMPORT_PARENT_ID, { "parent id, parent account id, parent company id", "ID des übergeordneten Accounts", "ID du compte parent", "ID de cuenta principal" } },
  { ACCOUNTS, BW_IMPORT_REGION, { "region, territory, sales region", "Region, Gebiet, Vertriebsgebiet", "territoire", "región, territorio, zona" } },
  { ACCOUNTS | CONTACTS | PRODUCTS, BW_IMPORT_CREATED, { "created date, create date, created on, created time, created at, creation date, date created", "Erstelldatum, erstellt am", "date de création, créé le", "fecha de creación" } },
  { ACCOUNTS | CONTACTS, BW_IMPORT_MODIFIED, { "last modified date, last modified, modified time, modified on, updated at, do not modify modified on, system modstamp", "zuletzt geändert, zuletzt geändert am", "dernière modification", "última modificación" } },
  { ACCOUNTS | CONTACTS, BW_IMPORT_ACTIVITY, { "last activity date, last activity, last activity time, last contacted", "letzte Aktivität", "dernière activité", "última actividad" } },
  { ACCOUNTS | PRODUCTS, BW_IMPORT_CURRENCY, { "currency, currency iso code, currency code", "Währung", "devise", "moneda, divisa" } },
  { ACCOUNTS, BW_IMPORT_TYPE, { "account type, type, company type", "Typ, Accounttyp, Kundenart", "type, type de compte", "tipo, tipo de cuenta" } },
  { ACCOUNTS | CONTACTS | PEOPLE, BW_IMPORT_IS_DELETED, { "is deleted, deleted", "gelöscht", "supprimé", "eliminado" } },

  { CONTACTS, BW_IMPORT_ID, { "contact id, record id, person id, hs object id, do not modify contact | id", "Kontakt-ID, Datensatz-ID", "ID du contact", "ID del contacto, ID de contacto, ID de registro" } },
  { CONTACTS, BW_IMPORT_NAME, { "contact name, full name, contact, person name, person, name", "Kontaktname, vollständiger Name, Name, Ansprechpartner", "nom du contact, nom complet", "nombre del contacto, nombre completo | nombre" } },
  { CONTACTS, BW_IMPORT_ACCOUNT, { "account name, account, company name, company, associated company, organization, organisation, person organization", "Accountname, Firma, Unternehmen, Firmenname, Account", "nom du compte, société, entreprise, compte", "nombre de la cuenta, empresa, nombre de la empresa, cuenta" } },
  { CONTACTS, BW_IMPORT_ACCOUNT_ID, { "account id, company id, associated company id, organization id, customer id, associated company ids, account name id", "Account-ID, Unternehmens-ID, Firmen-ID", "ID du compte, ID de l'entreprise", "ID de la cuenta, ID de empresa" } },
  { CONTACTS, BW_IMPORT_TITLE, { "job title, title, position, role", "Position, Funktion, Stellenbezeichnung", "fonction, poste, titre, intitulé du poste", "cargo, puesto" } },
  { CONTACTS, BW_IMPORT_OWNER, { "contact owner, owner, owner name, person owner", "Kontaktinhaber, Besitzer, Inhaber, zuständiger Mitarbeiter", "propriétaire du contact, propriétaire", "propietario del contacto, propietario" } },
  { CONTACTS, BW_IMPORT_OWNER_ID, { "owner id, contact owner id, hubspot owner id", NULL, "ID du propriétaire", "ID del propietario" } },
  { CONTACTS, BW_IMPORT_SOURCE, { "lead source, original source, source", "Lead-Quelle, Quelle", "origine", "origen, fuente" } },

  { QUOTAS, BW_IMPORT_PERSON_ID, { "crm user id, user id, rep id, owner id, employee id, person id, quota owner id", "Benutzer-ID, Mitarbeiter-ID, Personalnummer", "ID utilisateur", "ID de usuario" } },
  { QUOTAS,
    BW_IMPORT_PERSON,
    { "person, full name, user name, username, user, sales agent, sales rep, salesperson, rep, owner, quota owner, seller, "
      "employee | name, manager",
      "Person, Name, Mitarbeiter, Vertriebsmitarbeiter, Verkäufer, Benutzer",
      "commercial, vendeur, collaborateur, utilisateur, personne | nom",
      "vendedor, comercial, empleado, usuario, persona | nombre" } },
  { QUOTAS, BW_IMPORT_PERIOD, { "period name, period, quarter, month, fiscal period, timeframe, fiscal quarter | start date, date, year, fiscal year, month of", "Zeitraum, Periode, Quartal, Monat | Datum, Jahr, Startdatum", "période, trimestre, mois | date, année, exercice", "período, periodo, trimestre, mes | fecha, año, ejercicio" } },
  { QUOTAS, BW_IMPORT_QUOTA, { "quota goal, quota, quota amount, sales quota, target amount | target, goal, objective, plan, amount", "Quote, Quota, Umsatzziel, Vertriebsziel, Zielbetrag | Ziel, Vorgabe, Soll", "quota, objectif, objectif de vente, objectif commercial | cible", "cuota, objetivo, cuota de ventas, meta, objetivo de ventas" } },
  { QUOTAS, BW_IMPORT_CURRENCY, { "currency, currency iso code, currency code", "Währung", "devise", "moneda, divisa" } },
  { QUOTAS, BW_IMPORT_TYPE, { "quota name, quota type", NULL, NULL, NULL } },
  { QUOTAS, BW_IMPORT_PRODUCT, { "product, product name, product family", "Produkt", "produit", "producto" } },
  { QUOTAS, BW_IMPORT_REGION, { "territory, region", "Gebiet, Region", "territoire, région", "territorio, región" } },

  { STAGES, BW_IMPORT_ID, { "stage id, status id, api name | id", "Phasen-ID", "ID de l'étape", "ID de la etapa" } },
  { STAGES, BW_IMPORT_NAME, { "stage name, stage, stage label, master label, deal stage | name, label, status", "Phase, Phasenname, Name der Phase, Stufe | Name", "étape, nom de l'étape | nom", "etapa, nombre de la etapa | nombre" } },
  { STAGES, BW_IMPORT_ORDER, { "sort order, order, position, display order, stage order, order nr, sequence, sort", "Reihenfolge, Sortierung, Position", "ordre, position", "orden, posición" } },
  { STAGES, BW_IMPORT_IS_FINAL, { "is final, is closed, terminal | final", "ist geschlossen", "est fermé", "está cerrado" } },
  { STAGES, BW_IMPORT_IS_SUCCESS, { "is success, is won | success", "ist gewonnen", "est gagné", "está ganado" } },
  { STAGES, BW_IMPORT_PROBABILITY, { "probability, default probability, deal probability, win probability", "Wahrscheinlichkeit", "probabilité", "probabilidad" } },
  { STAGES, BW_IMPORT_CATEGORY, { "forecast category, forecast category name, category", "Prognosekategorie", "catégorie de prévision", "categoría de previsión" } },
  { STAGES, BW_IMPORT_PIPELINE, { "pipeline, pipeline id, pipeline name, sales process", NULL, NULL, "embudo" } },
  { STAGES, BW_IMPORT_IS_ACTIVE, { "is active, active", "aktiv", "actif", "activo" } },
  { 0 },
};
