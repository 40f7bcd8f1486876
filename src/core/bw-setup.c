/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project is set up with.
 *
 * The wizard and the settings only fill this in; what the answers mean, and whether they make sense, is decided here, so
 * that it can be tested without a window. What they do to a book is in bw-setup-apply.c. */

#include "core/bw-setup.h"
#include "core/bw-custom-field.h"
#include "core/bw-exchange.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static void
free_person (gpointer data)
{
  BwSetupPerson *person = data;

  g_free (person->name);
  g_free (person->manager);
  g_free (person);
}

static void
free_stage (gpointer data)
{
  BwSetupStage *stage = data;

  g_free (stage->name);
  g_free (stage);
}

static void
free_field (gpointer data)
{
  BwSetupField *field = data;

  g_free (field->name);
  g_free (field);
}

static void
free_rate (gpointer data)
{
  BwSetupRate *rate = data;

  g_free (rate->code);
  g_free (rate->from);
  g_free (rate->rate);
  g_free (rate);
}

static BwSetup *
make_empty (void)
{
  BwSetup *setup = g_new0 (BwSetup, 1);

  setup->people = g_ptr_array_new_with_free_func (free_person);
  setup->stages = g_ptr_array_new_with_free_func (free_stage);
  setup->fields = g_ptr_array_new_with_free_func (free_field);
  setup->rates = g_ptr_array_new_with_free_func (free_rate);
  setup->measures = bw_key_measures_default ();
  setup->quota = BW_MONEY_NONE;
  return setup;
}

/* Returns: (transfer full): the answers that nobody has touched; @today tells the fiscal year. */
BwSetup *
bw_setup_new (BwDate today)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  g_autoptr (BwBook) defaults = bw_book_new ();
  BwSetup *setup = make_empty ();

  setup->organisation = g_strdup ("");
  g_strlcpy (setup->currency, "USD", sizeof setup->currency);
  setup->calendar = calendar;
  setup->quota_year = bw_calendar_period_at (&calendar, BW_PERIOD_YEAR, today).year;
  bw_book_add_default_stages (defaults);
  for (guint i = 0; i < defaults->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (defaults, i);

      bw_setup_add_stage (setup, bw_book_text (defaults, stage->name), stage->kind, stage->category, stage->probability);
    }
  return setup;
}

static int
compare_orders (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const BwBook *book = data;
  guint         x = *(const guint *)a, y = *(const guint *)b;
  guint         x_order = bw_book_stage (book, x)->order, y_order = bw_book_stage (book, y)->order;

  if (x_order != y_order)
    return x_order < y_order ? -1 : 1;
  return x < y ? -1 : x > y;
}

static void
add_book_stages (BwSetup      *setup,
                 const BwBook *book)
{
  g_autofree guint *order = g_new (guint, book->stages->len);

  for (guint i = 0; i < book->stages->len; i++)
    order[i] = i;
  if (book->stages->len > 1)
    g_qsort_with_data (order, (int)book->stages->len, sizeof *order, compare_orders, (gpointer)book);
  for (guint i = 0; i < book->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (book, order[i]);

      bw_setup_add_stage (setup, bw_book_text (book, stage->name), stage->kind, stage->category, stage->probability)->key =
        stage->key;
    }
}

static void
add_book_rates (BwSetup      *setup,
                const BwBook *book)
{
  g_autoptr (GArray) rates = bw_exchange_list (book);

  for (guint i = 0; i < rates->len; i++)
    {
      const BwExchangeRate *rate = &g_array_index (rates, BwExchangeRate, i);
      g_autofree char      *from = rate->from != BW_DATE_NONE ? bw_date_to_iso (rate->from) : NULL;
      char                  text[G_ASCII_DTOSTR_BUF_SIZE];

      bw_setup_add_rate (setup, rate->code, from, g_ascii_formatd (text, sizeof text, "%.10g", rate->rate));
    }
}

/* Returns: (transfer full): the answers that @book is the result of, with the quotas of fiscal @quota_year. People who
 * have left are not among them. */
BwSetup *
bw_setup_of_book (const BwBook *book,
                  int           quota_year)
{
  BwSetup *setup = make_empty ();
  BwPeriod year = bw_calendar_period (&book->calendar, BW_PERIOD_YEAR, quota_year, 1);

  setup->organisation = g_strdup (bw_book_text (book, book->name));
  g_strlcpy (setup->currency, book->currency, sizeof setup->currency);
  setup->calendar = book->calendar;
  setup->quota_year = quota_year;
  setup->quota = bw_book_own_quota (book, BW_NOBODY, &year);
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    setup->category_names[i] = g_strdup (bw_book_text (book, book->category_names[i]));
  for (guint i = 0; i < book->people->len; i++)
    {
      const BwPerson *person = bw_book_person (book, i);
      const char     *manager = person->manager == BW_NOBODY ? NULL : bw_book_text (book, bw_book_person (book, person->manager)->name);
      BwSetupPerson  *added;

      if (person->ended != BW_DATE_NONE || person->merged != 0)
        continue;
      added = bw_setup_add_person (setup, bw_book_text (book, person->name), manager, person->role);
      added->key = person->key;
      added->quota = bw_book_own_quota (book, (gint32)i, &year);
    }
  add_book_stages (setup, book);
  add_book_rates (setup, book);
  setup->measures = bw_key_measures_of_book (book);
  for (guint i = 0; i < book->fields->len; i++)
    {
      const BwCustomField *field = bw_book_field (book, i);

      bw_setup_add_field (setup, bw_custom_field_title (book, i), field->type)->key = field->key;
    }
  return setup;
}

/* Frees @setup (transfer full) (nullable). */
void
bw_setup_free (BwSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->organisation);
  g_ptr_array_unref (setup->people);
  g_ptr_array_unref (setup->stages);
  g_ptr_array_unref (setup->fields);
  g_ptr_array_unref (setup->rates);
  for (guint i = 0; i < BW_N_CATEGORIES; i++)
    g_free (setup->category_names[i]);
  g_free (setup);
}

/* Adds a person who reports to @manager (nullable) and has no quota. Returns: (transfer none): the person. */
BwSetupPerson *
bw_setup_add_person (BwSetup    *setup,
                     const char *name,
                     const char *manager,
                     BwRole      role)
{
  BwSetupPerson *person = g_new0 (BwSetupPerson, 1);

  person->name = g_strstrip (g_strdup (name));
  person->manager = manager != NULL && *manager != '\0' ? g_strstrip (g_strdup (manager)) : NULL;
  person->role = role;
  person->quota = BW_MONEY_NONE;
  g_ptr_array_add (setup->people, person);
  return person;
}

/* Reads people from pasted text: a line each, "Name", "Name, Manager" or "Name, Manager, Role", parted by tabs, semicolons
 * or commas. Lines without a name are passed over. Returns how many were added. */
guint
bw_setup_add_people (BwSetup    *setup,
                     const char *text)
{
  static const struct
  {
    const char *word;
    BwRole      role;
  } roles[] = {
    { "manag", BW_ROLE_MANAGER },
    { "lead", BW_ROLE_MANAGER },
    { "head", BW_ROLE_EXECUTIVE },
    { "exec", BW_ROLE_EXECUTIVE },
    { "vp", BW_ROLE_EXECUTIVE },
    { "oper", BW_ROLE_OPERATIONS },
  };
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  guint added = 0;

  for (char **line = lines; *line != NULL; line++)
    {
      const char *separator = strchr (*line, '\t') != NULL ? "\t" : strchr (*line, ';') != NULL ? ";"
                                                                                                : ",";
      g_auto (GStrv) cells = g_strsplit (*line, separator, 4);
      guint  n = g_strv_length (cells);
      BwRole role = BW_ROLE_REP;

      for (guint i = 0; i < n; i++)
        g_strstrip (cells[i]);
      if (n == 0 || *cells[0] == '\0')
        continue;
      if (n >= 3)
        {
          g_autofree char *lower = g_utf8_strdown (cells[2], -1);

          for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
            if (strstr (lower, roles[i].word) != NULL)
              role = roles[i].role;
        }
      bw_setup_add_person (setup, cells[0], n >= 2 ? cells[1] : NULL, role);
      added++;
    }
  return added;
}

/* Adds a stage behind the others. Returns: (transfer none): the stage. */
BwSetupStage *
bw_setup_add_stage (BwSetup    *setup,
                    const char *name,
                    BwStageKind kind,
                    BwCategory  category,
                    gint16      probability)
{
  BwSetupStage *stage = g_new0 (BwSetupStage, 1);

  stage->name = g_strstrip (g_strdup (name));
  stage->kind = kind;
  stage->category = category;
  stage->probability = probability;
  g_ptr_array_add (setup->stages, stage);
  return stage;
}

/* Adds a field of the project's own. Returns: (transfer none): the field. */
BwSetupField *
bw_setup_add_field (BwSetup    *setup,
                    const char *name,
                    BwFieldType type)
{
  BwSetupField *field = g_new0 (BwSetupField, 1);

  field->name = g_strstrip (g_strdup (name));
  field->type = type;
  g_ptr_array_add (setup->fields, field);
  return field;
}

/* Adds what one unit of the currency @code is worth from the day @from (nullable) on. Returns: (transfer none): the rate. */
BwSetupRate *
bw_setup_add_rate (BwSetup    *setup,
                   const char *code,
                   const char *from,
                   const char *rate)
{
  BwSetupRate     *added = g_new0 (BwSetupRate, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (code));

  added->code = g_ascii_strup (stripped, -1);
  added->from = g_strstrip (g_strdup (from != NULL ? from : ""));
  added->rate = g_strstrip (g_strdup (rate));
  g_ptr_array_add (setup->rates, added);
  return added;
}

/* Returns: (transfer full) (nullable): a sentence about what is wrong with the rates; %NULL: nothing. */
char *
bw_setup_find_rate_fault (const BwSetup *setup)
{
  for (guint i = 0; i < setup->rates->len; i++)
    {
      const BwSetupRate *rate = g_ptr_array_index (setup->rates, i);
      double             price;
      BwDate             from;

      if (!bw_currency_is_known (rate->code))
        return g_strdup_printf (_ ("“%s” is no currency. A currency is three capital letters, such as EUR."), rate->code);
      if (g_str_equal (rate->code, setup->currency))
        return g_strdup_printf (_ ("%s is the project's own currency and needs no rate."), rate->code);
      if (!bw_exchange_parse (rate->rate, &price))
        return g_strdup_printf (_ ("“%s” is no rate. Write what one %s is worth, such as 1.08."), rate->rate, rate->code);
      if (*rate->from != '\0' && !bw_date_parse_iso (rate->from, &from))
        return g_strdup_printf (_ ("“%s” is no day from which a rate of %s could count."), rate->from, rate->code);
      for (guint j = 0; j < i; j++)
        {
          const BwSetupRate *other = g_ptr_array_index (setup->rates, j);

          if (g_str_equal (rate->code, other->code) && g_str_equal (rate->from, other->from))
            return g_strdup_printf (_ ("There are two rates of %s from the same day on."), rate->code);
        }
    }
  return NULL;
}

static char *
find_stage_fault (const BwSetup *setup)
{
  guint kinds[3] = { 0 };

  for (guint i = 0; i < setup->stages->len; i++)
    {
      const BwSetupStage *stage = g_ptr_array_index (setup->stages, i);

      if (*stage->name == '\0')
        return g_strdup_printf (_ ("Stage %u has no name."), i + 1);
      for (guint j = 0; j < i; j++)
        if (g_utf8_collate (stage->name, ((BwSetupStage *)g_ptr_array_index (setup->stages, j))->name) == 0)
          return g_strdup_printf (_ ("Two stages are called “%s”."), stage->name);
      kinds[stage->kind]++;
    }
  if (kinds[BW_STAGE_OPEN] == 0 || kinds[BW_STAGE_WON] == 0 || kinds[BW_STAGE_LOST] == 0)
    return g_strdup (_ ("There must be at least one open stage, one for won and one for lost deals."));
  return NULL;
}

static const BwSetupPerson *
find_listed (const BwSetup *setup,
             const char    *name)
{
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);

      if (g_utf8_collate (person->name, name) == 0)
        return person;
    }
  return NULL;
}

/* Follows the managers upwards: who comes back to the start reports to themself in the end. */
static char *
find_circle (const BwSetup *setup)
{
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *start = g_ptr_array_index (setup->people, i);
      const BwSetupPerson *at = start;

      for (guint steps = 0; at != NULL && at->manager != NULL && steps < setup->people->len; steps++)
        {
          at = find_listed (setup, at->manager);
          if (at == start)
            return g_strdup_printf (_ ("%s reports, over others, to themself. Somebody must be at the top."), start->name);
        }
    }
  return NULL;
}

static char *
find_field_fault (const BwSetup *setup)
{
  for (guint i = 0; i < setup->fields->len; i++)
    {
      const BwSetupField *field = g_ptr_array_index (setup->fields, i);

      if (*field->name == '\0')
        return g_strdup_printf (_ ("Field %u has no name."), i + 1);
      for (guint j = 0; j < i; j++)
        if (g_utf8_collate (field->name, ((BwSetupField *)g_ptr_array_index (setup->fields, j))->name) == 0)
          return g_strdup_printf (_ ("Two fields are called “%s”."), field->name);
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): a sentence about what stands in the way of a project; %NULL: nothing. */
char *
bw_setup_find_fault (const BwSetup *setup)
{
  char *fault;

  if (!bw_currency_is_known (setup->currency))
    return g_strdup (_ ("A currency is three capital letters, such as USD."));
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);

      for (guint j = 0; j < i; j++)
        if (g_utf8_collate (person->name, ((BwSetupPerson *)g_ptr_array_index (setup->people, j))->name) == 0)
          return g_strdup_printf (_ ("Two people are called “%s”. Tell them apart by their names."), person->name);
      if (person->manager != NULL && g_utf8_collate (person->name, person->manager) == 0)
        return g_strdup_printf (_ ("%s cannot report to themself."), person->name);
    }
  if (setup->measures.n == 0)
    return g_strdup (_ ("At least one measure must matter."));
  fault = bw_setup_find_rate_fault (setup);
  if (fault == NULL)
    fault = find_circle (setup);
  if (fault == NULL)
    fault = find_stage_fault (setup);
  return fault != NULL ? fault : find_field_fault (setup);
}
