/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levers of scenarios as one types them.
 *
 * A lever is its name with a value, then what it is about, parted by semicolons: "win_rate=+10%;stage=Proposal", "hire=2;date=2026-11-01",
 * "leave=Ann Lee;date=2026-11-15;keep=50%;to=Bo Ray", "deal_won=006A1;date=2026-12-01". Factors are numbers (1.1) or changes in per
 * cent (+10%). What is written can be read again. */

#include "cli/bw-cli-lever.h"
#include "cli/bw-cli.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* What the value after the name is. */
typedef enum
{
  VALUE_FACTOR,
  VALUE_AMOUNT,
  VALUE_AMOUNT_OR_FACTOR,
  VALUE_NUMBER,
  VALUE_PERSON,
  VALUE_DEAL,
} ValueKind;

static const struct
{
  const char *name;
  ValueKind   value;
  const char *example;
} kinds[BW_N_LEVERS] = {
  [BW_LEVER_WIN_RATE] = { "win_rate", VALUE_FACTOR, "win_rate=+10%;stage=Proposal" },
  [BW_LEVER_DEAL_SIZE] = { "deal_size", VALUE_FACTOR, "deal_size=0.9;product=Edge Hub" },
  [BW_LEVER_CYCLE] = { "cycle", VALUE_FACTOR, "cycle=-20%;person=Ann Lee" },
  [BW_LEVER_NEW_PIPELINE] = { "new_pipeline", VALUE_FACTOR, "new_pipeline=1.2" },
  [BW_LEVER_ADDED_PIPELINE] = { "added_pipeline", VALUE_AMOUNT, "added_pipeline=500000;date=2026-11-01" },
  [BW_LEVER_HIRE] = { "hire", VALUE_NUMBER, "hire=2;date=2026-11-01;person=Bo Ray" },
  [BW_LEVER_LEAVE] = { "leave", VALUE_PERSON, "leave=Ann Lee;date=2026-11-15;keep=50%;to=Bo Ray" },
  [BW_LEVER_DEAL_WON] = { "deal_won", VALUE_DEAL, "deal_won=006A1;date=2026-12-01" },
  [BW_LEVER_DEAL_LOST] = { "deal_lost", VALUE_DEAL, "deal_lost=006A1" },
  [BW_LEVER_DEAL_MOVED] = { "deal_moved", VALUE_DEAL, "deal_moved=006A1;date=2027-01-15" },
  [BW_LEVER_DEAL_RESIZED] = { "deal_resized", VALUE_DEAL, "deal_resized=006A1;amount=80000" },
  [BW_LEVER_QUOTA] = { "quota", VALUE_AMOUNT_OR_FACTOR, "quota=+5%" },
};

/* The name of @kind in results. */
const char *
bw_cli_lever_name (BwLeverKind kind)
{
  return kinds[kind].name;
}

/* Returns: (transfer full): one line for each lever, for a command's help. */
char *
bw_cli_lever_help (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < BW_N_LEVERS; i++)
    g_string_append_printf (text, "  %s\n", kinds[i].example);
  return g_string_free (text, FALSE);
}

/* A plain number, or a change in per cent where @changes is set, else a share in per cent. */
static gboolean
read_factor (const char *text,
             gboolean    changes,
             double     *factor)
{
  char *end;

  *factor = g_ascii_strtod (text, &end);
  if (end == text || !isfinite (*factor))
    return FALSE;
  if (*end == '%' && end[1] == '\0')
    {
      *factor = changes ? 1.0 + *factor / 100.0 : *factor / 100.0;
      return TRUE;
    }
  return *end == '\0';
}

/* Whole currency units, as results have them. */
static gboolean
read_amount (const BwBook *book,
             const char   *text,
             gint64       *amount)
{
  char  *end;
  double major = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (major) || fabs (major) > (double)BW_MONEY_MAX)
    return FALSE;
  *amount = bw_money_from_major (major, book->currency);
  return *amount != BW_MONEY_NONE;
}

static gint32
find_product (const BwBook *book,
              const char   *text)
{
  for (guint i = 0; i < book->products->len; i++)
    if (bw_book_product (book, i)->merged == 0 && g_utf8_collate (bw_book_text (book, bw_book_product (book, i)->name), text) == 0)
      return (gint32)i;
  return BW_NOBODY;
}

static gint32
find_territory (const BwBook *book,
                const char   *text)
{
  for (guint i = 0; i < book->territories->len; i++)
    if (g_utf8_collate (bw_book_text (book, bw_book_territory (book, i)->name), text) == 0)
      return (gint32)i;
  return BW_NOBODY;
}

/* Reads what comes behind the first equals sign of the lever's own part. */
static gboolean
read_value (const BwBook *book,
            const char   *text,
            BwLever      *lever)
{
  switch (kinds[lever->kind].value)
    {
    case VALUE_AMOUNT:
      return read_amount (book, text, &lever->amount);
    case VALUE_AMOUNT_OR_FACTOR:
      return strchr (text, '%') != NULL ? read_factor (text, TRUE, &lever->factor) : read_amount (book, text, &lever->amount);
    case VALUE_NUMBER:
      return read_factor (text, FALSE, &lever->factor);
    case VALUE_PERSON:
      lever->person = bw_book_find_person (book, text);
      return lever->person != BW_NOBODY;
    case VALUE_DEAL:
      lever->deal = bw_cli_find_deal (book, text);
      return lever->deal != BW_NOBODY;
    case VALUE_FACTOR:
    default:
      return read_factor (text, TRUE, &lever->factor);
    }
}

/* Reads another part. */
static gboolean
read_part (const BwBook *book,
           const char   *name,
           const char   *text,
           BwLever      *lever)
{
  if (g_str_equal (name, "date"))
    return bw_date_parse_iso (text, &lever->date);
  if (g_str_equal (name, "amount"))
    return read_amount (book, text, &lever->amount);
  if (g_str_equal (name, "keep"))
    return read_factor (text, FALSE, &lever->factor);
  if (g_str_equal (name, "to"))
    return (lever->other = bw_book_find_person (book, text)) != BW_NOBODY;
  if (g_str_equal (name, "person"))
    return (lever->person = bw_book_find_person (book, text)) != BW_NOBODY;
  if (g_str_equal (name, "stage"))
    return (lever->stage = bw_book_find_stage (book, text)) != BW_NOBODY;
  if (g_str_equal (name, "product"))
    return (lever->product = find_product (book, text)) != BW_NOBODY;
  if (g_str_equal (name, "territory"))
    return (lever->territory = find_territory (book, text)) != BW_NOBODY;
  return FALSE;
}

/* Reads @text into @lever, as known on @as_of. Returns %FALSE with @problem (transfer full), a sentence, when it cannot be. */
gboolean
bw_cli_lever_read (const BwBook *book,
                   const char   *text,
                   BwDate        as_of,
                   BwLever      *lever,
                   char        **problem)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  *problem = NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char    *value = strchr (parts[i], '=');
      gboolean found = FALSE;

      if (value != NULL)
        *value++ = '\0';
      g_strstrip (parts[i]);
      for (guint k = 0; i == 0 && value != NULL && k < BW_N_LEVERS && !found; k++)
        if (g_str_equal (parts[0], kinds[k].name))
          {
            *lever = bw_lever_init ((BwLeverKind)k);
            found = read_value (book, g_strstrip (value), lever);
          }
      if (i > 0 && value != NULL)
        found = read_part (book, parts[i], g_strstrip (value), lever);
      if (found)
        continue;
      *problem = g_strdup_printf (_ ("“%s” cannot be read as a change: its part %u names nothing that is known. One looks like %s"), text, i + 1,
                                  kinds[BW_LEVER_WIN_RATE].example);
      return FALSE;
    }
  if (parts[0] == NULL)
    *problem = g_strdup_printf (_ ("A change may not be empty. One looks like %s"), kinds[BW_LEVER_WIN_RATE].example);
  else
    *problem = bw_lever_dup_problem (book, lever, as_of);
  return *problem == NULL;
}

static void
write_number (GString *text,
              double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", number));
}

static void
write_amount (GString      *text,
              const BwBook *book,
              gint64        amount)
{
  g_autofree char *plain = bw_money_format_plain (amount, book->currency);

  g_string_append (text, plain);
}

static void
write_value (GString       *text,
             const BwBook  *book,
             const BwLever *lever)
{
  BwText name = 0;

  if (kinds[lever->kind].value == VALUE_PERSON && lever->person >= 0)
    name = bw_book_person (book, lever->person)->name;
  if (kinds[lever->kind].value == VALUE_DEAL && lever->deal >= 0)
    name = book->deals.ref[lever->deal] != 0 ? book->deals.ref[lever->deal] : book->deals.name[lever->deal];
  if (name != 0)
    g_string_append (text, bw_book_text (book, name));
  else if (lever->amount != BW_MONEY_NONE && kinds[lever->kind].value != VALUE_DEAL)
    write_amount (text, book, lever->amount);
  else if (kinds[lever->kind].value == VALUE_AMOUNT_OR_FACTOR)
    {
      g_string_append (text, lever->factor >= 1.0 ? "+" : "");
      write_number (text, (lever->factor - 1.0) * 100.0);
      g_string_append_c (text, '%');
    }
  else if (!isnan (lever->factor))
    write_number (text, lever->factor);
}

/* Returns: (transfer full): @lever as bw_cli_lever_read() reads it. */
char *
bw_cli_lever_write (const BwBook  *book,
                    const BwLever *lever)
{
  GString *text = g_string_new (kinds[lever->kind].name);
  gboolean leaves = lever->kind == BW_LEVER_LEAVE;
  const struct
  {
    const char *name;
    BwText      value;
  } parts[] = {
    { "stage", lever->stage >= 0 ? bw_book_stage (book, lever->stage)->name : 0 },
    { "person", lever->person >= 0 && !leaves ? bw_book_person (book, lever->person)->name : 0 },
    { "territory", lever->territory >= 0 ? bw_book_territory (book, lever->territory)->name : 0 },
    { "product", lever->product >= 0 ? bw_book_product (book, lever->product)->name : 0 },
    { "to", lever->other >= 0 ? bw_book_person (book, lever->other)->name : 0 },
  };
  char day[BW_DATE_ISO_SIZE];

  g_string_append_c (text, '=');
  write_value (text, book, lever);
  if (lever->kind == BW_LEVER_DEAL_RESIZED)
    {
      g_string_append (text, ";amount=");
      write_amount (text, book, lever->amount);
    }
  if (lever->date != BW_DATE_NONE)
    g_string_append_printf (text, ";date=%s", bw_date_write_iso (lever->date, day));
  if (leaves)
    {
      g_string_append (text, ";keep=");
      write_number (text, lever->factor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].value != 0)
      g_string_append_printf (text, ";%s=%s", parts[i].name, bw_book_text (book, parts[i].value));
  return g_string_free (text, FALSE);
}
