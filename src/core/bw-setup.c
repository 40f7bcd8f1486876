/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new project is set up with.
 *
 * The wizard only fills this in; what the answers mean is decided here, so that it can be tested without a window. A
 * manager who is named but not listed becomes a person too. The year's quota is spread evenly over the forecast periods;
 * the last one takes what rounding leaves, so that the parts add up to the cent. */

#include "core/bw-setup.h"

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

/* Returns: (transfer full): the answers that nobody has touched; @today tells the fiscal year. */
BwSetup *
bw_setup_new (BwDate today)
{
  static const BwCalendar calendar = BW_CALENDAR_DEFAULT;
  g_autoptr (BwBook) defaults = bw_book_new ();
  BwSetup *setup = g_new0 (BwSetup, 1);

  setup->organisation = g_strdup ("");
  g_strlcpy (setup->currency, "USD", sizeof setup->currency);
  setup->calendar = calendar;
  setup->people = g_ptr_array_new_with_free_func (free_person);
  setup->stages = g_ptr_array_new_with_free_func (free_stage);
  setup->quota = BW_MONEY_NONE;
  setup->quota_year = bw_calendar_period_at (&calendar, BW_PERIOD_YEAR, today).year;
  bw_book_add_default_stages (defaults);
  for (guint i = 0; i < defaults->stages->len; i++)
    {
      const BwStage *stage = bw_book_stage (defaults, i);

      bw_setup_add_stage (setup, bw_book_text (defaults, stage->name), stage->kind, stage->category, stage->probability);
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
  g_free (setup);
}

/* Adds a person who reports to @manager (nullable). */
void
bw_setup_add_person (BwSetup    *setup,
                     const char *name,
                     const char *manager,
                     BwRole      role)
{
  BwSetupPerson *person = g_new0 (BwSetupPerson, 1);

  person->name = g_strstrip (g_strdup (name));
  person->manager = manager != NULL && *manager != '\0' ? g_strstrip (g_strdup (manager)) : NULL;
  person->role = role;
  g_ptr_array_add (setup->people, person);
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

/* Adds a stage behind the others. */
void
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

/* Returns: (transfer full) (nullable): a sentence about what stands in the way of a project; %NULL: nothing. */
char *
bw_setup_find_fault (const BwSetup *setup)
{
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
  return find_stage_fault (setup);
}

static gint32
add_book_person (BwBook     *book,
                 const char *name,
                 BwRole      role)
{
  BwPerson person = {
    .key = bw_book_random_key (),
    .name = bw_pool_add (&book->texts, name, -1),
    .manager = BW_NOBODY,
    .role = role,
    .started = BW_DATE_NONE,
    .ended = BW_DATE_NONE,
  };

  g_array_append_val (book->people, person);
  return (gint32)book->people->len - 1;
}

static void
add_team (const BwSetup *setup,
          BwBook        *book)
{
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);

      if (*person->name != '\0')
        add_book_person (book, person->name, person->role);
    }
  for (guint i = 0; i < setup->people->len; i++)
    {
      const BwSetupPerson *person = g_ptr_array_index (setup->people, i);
      gint32               own, manager;

      if (person->manager == NULL || *person->name == '\0')
        continue;
      own = bw_book_find_person (book, person->name);
      manager = bw_book_find_person (book, person->manager);
      if (manager == BW_NOBODY)
        manager = add_book_person (book, person->manager, BW_ROLE_MANAGER);
      if (manager == own)
        continue;
      bw_book_person (book, own)->manager = manager;
      if (bw_book_person (book, manager)->role == BW_ROLE_REP)
        bw_book_person (book, manager)->role = BW_ROLE_MANAGER;
    }
}

static void
spread_quota (const BwSetup *setup,
              BwBook        *book)
{
  guint n = setup->calendar.forecast_period == BW_PERIOD_MONTH ? 12 : 4;

  if (setup->quota == BW_MONEY_NONE)
    return;
  for (guint i = 0; i < n; i++)
    {
      BwPeriod period = bw_calendar_period (&book->calendar, book->calendar.forecast_period, setup->quota_year, (int)i + 1);
      gint64   part = setup->quota / n;
      BwQuota  quota = { bw_book_random_key (), BW_NOBODY, BW_NOBODY, BW_NOBODY, period.from, period.to, part };

      if (i == n - 1)
        quota.amount = setup->quota - part * (n - 1);
      g_array_append_val (book->quotas, quota);
    }
}

/* Returns: (transfer full): the book that a project with these answers begins with. */
BwBook *
bw_setup_make_book (const BwSetup *setup)
{
  BwBook *book = bw_book_new ();

  book->name = bw_pool_add (&book->texts, setup->organisation, -1);
  g_strlcpy (book->currency, setup->currency, sizeof book->currency);
  book->calendar = setup->calendar;
  for (guint i = 0; i < setup->stages->len; i++)
    {
      const BwSetupStage *from = g_ptr_array_index (setup->stages, i);
      BwStage             stage = { bw_book_random_key (), bw_pool_add (&book->texts, from->name, -1), i, from->kind, from->category,
                                    from->probability, TRUE };

      g_array_append_val (book->stages, stage);
    }
  add_team (setup, book);
  spread_quota (setup, book);
  return book;
}
