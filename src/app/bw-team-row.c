/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of the team tree, with those who report to that person.
 *
 * A row is a copy of what the outlook says about a person; the tree is made anew for each outlook, which is cheap beside the
 * outlook itself, and rows that are on screen take over what it says. Somebody whose manager is not within the scope stands at the top. */

#include "app/bw-team-row.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/bw-wording.h"
#include "core/bw-call-tree.h"
#include "core/bw-explanation.h"

struct _BwTeamRow
{
  GObject parent_instance;

  BwOutlookPerson person;
  char           *name;
  char            currency[4];
  BwTeamLook      look;
  BwDate          as_of;
  gint64          most;    /* the right end of the ranges of all rows, minor units */
  GListStore     *reports; /* (owned) (nullable): BwTeamRow */
};

/* What is shown of a person is what can be explained, in the same order. */
G_STATIC_ASSERT ((int)BW_N_TEAM_FIGURES == (int)BW_N_EXPLAINED_OF_PERSON);

G_DEFINE_FINAL_TYPE (BwTeamRow, bw_team_row, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  BwTeamRow *self = BW_TEAM_ROW (object);

  g_clear_object (&self->reports);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (bw_team_row_parent_class)->finalize (object);
}

static void
bw_team_row_class_init (BwTeamRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
bw_team_row_init (BwTeamRow *self)
{
}

/* Whether the managers above @person lead to nobody; a circle in imported data does not. */
static gboolean
is_rooted (const BwBook *book,
           gint32        person)
{
  guint steps = 0;

  while (person != BW_NOBODY && steps++ <= book->people->len)
    person = bw_book_person (book, person)->manager;
  return person == BW_NOBODY;
}

/* The right end for rows other than those at the top, which would dwarf them: each level has its own scale. */
static void
set_scales (GListStore *rows)
{
  guint  n = g_list_model_get_n_items (G_LIST_MODEL (rows));
  gint64 most = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BwTeamRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      most = MAX (most, MAX (row->person.p90, MAX (row->person.won, row->person.quota)));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BwTeamRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      row->most = most + most / 20;
      if (row->reports != NULL)
        set_scales (row->reports);
    }
}

/* Returns: in what the amounts of a table of @outlook's people are best told: 1, or 1000 when they are large. */
guint
bw_team_row_find_unit (const BwOutlook *outlook,
                       const char      *currency)
{
  gint64 most = 0;

  for (guint i = 0; i < outlook->n_people; i++)
    most = MAX (most, MAX (outlook->people[i].open, outlook->people[i].p90));
  return most / bw_currency_scale (currency) >= 1000000 ? 1000 : 1;
}

/* Nobody who is not in the scope has a row. */
static void
unref_row (gpointer row)
{
  if (row != NULL)
    g_object_unref (row);
}

/* Lays out the people of @outlook as a tree, to be shown as @look tells. Returns: (transfer full): the BwTeamRow at the top. */
GListStore *
bw_team_row_make_tree (const BwOutlook  *outlook,
                       const BwBook     *book,
                       const BwTeamLook *look)
{
  GListStore *top = g_list_store_new (BW_TYPE_TEAM_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (book->people->len, unref_row);

  g_ptr_array_set_size (rows, (int)book->people->len);
  for (guint i = 0; i < outlook->n_people; i++)
    {
      BwTeamRow *row = g_object_new (BW_TYPE_TEAM_ROW, NULL);

      row->person = outlook->people[i];
      row->name = g_strdup (bw_book_text (book, bw_book_person (book, row->person.person)->name));
      g_strlcpy (row->currency, book->currency, sizeof row->currency);
      row->look = *look;
      row->as_of = outlook->as_of;
      rows->pdata[row->person.person] = row;
    }
  for (guint i = 0; i < outlook->n_people; i++)
    {
      BwTeamRow *row = rows->pdata[outlook->people[i].person];
      gint32     manager = bw_book_person (book, row->person.person)->manager;
      BwTeamRow *above = manager != BW_NOBODY && is_rooted (book, row->person.person) ? rows->pdata[manager] : NULL;

      if (above != NULL && above->reports == NULL)
        above->reports = g_list_store_new (BW_TYPE_TEAM_ROW);
      g_list_store_append (above != NULL ? above->reports : top, row);
    }
  set_scales (top);
  return top;
}

/* Whether the same people stand in the same places of the two trees. */
static gboolean
is_like (GListStore *a,
         GListStore *b)
{
  guint n = a != NULL ? g_list_model_get_n_items (G_LIST_MODEL (a)) : 0;

  if (n != (b != NULL ? g_list_model_get_n_items (G_LIST_MODEL (b)) : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BwTeamRow) x = g_list_model_get_item (G_LIST_MODEL (a), i);
      g_autoptr (BwTeamRow) y = g_list_model_get_item (G_LIST_MODEL (b), i);

      if (x->person.person != y->person.person || !g_str_equal (x->name, y->name) || !is_like (x->reports, y->reports))
        return FALSE;
    }
  return TRUE;
}

static void
take_rows (GListStore *to,
           GListStore *from)
{
  for (guint i = 0; to != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (to)); i++)
    {
      g_autoptr (BwTeamRow) x = g_list_model_get_item (G_LIST_MODEL (to), i);
      g_autoptr (BwTeamRow) y = g_list_model_get_item (G_LIST_MODEL (from), i);

      x->person = y->person;
      x->look = y->look;
      x->as_of = y->as_of;
      x->most = y->most;
      memcpy (x->currency, y->currency, sizeof x->currency);
      take_rows (x->reports, y->reports);
    }
}

/* Has the rows of the tree @to say what those of @from do, where both are of the same people; else nothing is done. Returns: whether they
 * are. */
gboolean
bw_team_row_take_tree (GListStore *to,
                       GListStore *from)
{
  if (!is_like (to, from))
    return FALSE;
  take_rows (to, from);
  return TRUE;
}

/* Returns: (transfer none): what the outlook says, with everyone below. */
const BwOutlookPerson *
bw_team_row_get_person (BwTeamRow *self)
{
  g_return_val_if_fail (BW_IS_TEAM_ROW (self), NULL);

  return &self->person;
}

const char *
bw_team_row_get_name (BwTeamRow *self)
{
  g_return_val_if_fail (BW_IS_TEAM_ROW (self), NULL);

  return self->name;
}

const char *
bw_team_row_get_currency (BwTeamRow *self)
{
  g_return_val_if_fail (BW_IS_TEAM_ROW (self), NULL);

  return self->currency;
}

/* The right end of the drawn range, the same for everyone on this level, in minor units. */
gint64
bw_team_row_get_most (BwTeamRow *self)
{
  g_return_val_if_fail (BW_IS_TEAM_ROW (self), 0);

  return self->most;
}

/* Returns: (transfer none) (nullable): those who report to this person. */
GListModel *
bw_team_row_get_reports (BwTeamRow *self)
{
  g_return_val_if_fail (BW_IS_TEAM_ROW (self), NULL);

  return self->reports != NULL ? G_LIST_MODEL (self->reports) : NULL;
}

/* The sum of a forecast category in the view that is chosen. */
static gint64
sum_category (BwTeamRow *self,
              BwCategory category)
{
  return bw_rollup_amount (&self->person.crm, category, self->look.view);
}

/* What was said for the category, in the view that is chosen. */
static gint64
find_word (BwTeamRow    *self,
           const gint64 *said)
{
  BwCategory category = self->look.category;

  return bw_call_in_view (said[category], self->person.stands[category + 1], self->look.is_single, self->look.view);
}

/* Whether the figure is a word, or what counts by one, that what is surer has passed since; then what was said and what is surer,
 * minor units, cumulative. */
static gboolean
is_passed (BwTeamRow   *self,
           BwTeamFigure figure,
           gint64      *said,
           gint64      *surer)
{
  const BwOutlookPerson *person = &self->person;
  BwCategory             category = self->look.category;

  *surer = figure == BW_TEAM_BELOW ? person->below[category + 1] : person->stands[category + 1];
  switch ((int)figure)
    {
    case BW_TEAM_CALL:
      *said = person->calls[category];
      return bw_call_is_passed (*said, *surer, self->look.is_single, self->look.view);
    case BW_TEAM_OVERRIDE:
      *said = person->overrides[category];
      return bw_call_is_passed (*said, *surer, self->look.is_single, self->look.view);
    case BW_TEAM_BELOW:
      *said = person->below[category];
      return bw_call_is_passed (*said, *surer, FALSE, self->look.view);
    case BW_TEAM_STANDS:
      *said = person->stands[category];
      return bw_call_is_passed (*said, *surer, FALSE, self->look.view);
    default:
      return FALSE;
    }
}

/* The figures that are amounts. */
static gint64
find_amount (BwTeamRow   *self,
             BwTeamFigure figure)
{
  const BwOutlookPerson *person = &self->person;

  switch ((int)figure)
    {
    case BW_TEAM_CALL:
      return find_word (self, person->calls);
    case BW_TEAM_OVERRIDE:
      return find_word (self, person->overrides);
    case BW_TEAM_CRM:
      return sum_category (self, self->look.category);
    case BW_TEAM_P10:
      return person->p10;
    case BW_TEAM_P50:
      return person->p50;
    case BW_TEAM_P90:
      return person->p90;
    case BW_TEAM_WON:
      return person->won;
    case BW_TEAM_QUOTA:
      return person->quota;
    case BW_TEAM_GAP:
      return person->quota != BW_MONEY_NONE ? person->quota - person->won : BW_MONEY_NONE;
    case BW_TEAM_COMMIT:
      return sum_category (self, BW_CATEGORY_COMMIT);
    case BW_TEAM_BEST_CASE:
      return sum_category (self, BW_CATEGORY_BEST_CASE);
    case BW_TEAM_PIPELINE:
      return sum_category (self, BW_CATEGORY_PIPELINE);
    case BW_TEAM_OPEN:
      return person->open;
    case BW_TEAM_WEIGHTED:
      return person->weighted;
    case BW_TEAM_BELOW:
      return bw_outlook_person_amount (person->below, self->look.category, self->look.view);
    case BW_TEAM_STANDS:
      return bw_outlook_person_amount (person->stands, self->look.category, self->look.view);
    default:
      return BW_MONEY_NONE;
    }
}

/* Returns: an amount in minor units, a share (attainment), a ratio (coverage) or days (the call's age); NaN unknown. */
double
bw_team_row_figure (BwTeamRow   *self,
                    BwTeamFigure figure)
{
  const BwOutlookPerson *person;
  gint64                 amount;

  g_return_val_if_fail (BW_IS_TEAM_ROW (self), NAN);

  person = &self->person;
  if (figure == BW_TEAM_ATTAINMENT)
    return person->quota != BW_MONEY_NONE && person->quota > 0 ? (double)person->won / (double)person->quota : NAN;
  if (figure == BW_TEAM_COVERAGE)
    return bw_outlook_coverage (person->open, person->won, person->quota);
  if (figure == BW_TEAM_CALL_AGE)
    return person->called[self->look.category] != BW_DATE_NONE ? (double)MAX (self->as_of - person->called[self->look.category], 0) : NAN;
  amount = find_amount (self, figure);
  return amount == BW_MONEY_NONE ? NAN : (double)amount;
}

/* Returns: (transfer full): the figure as it stands in the table: a number of units, a percentage, days. */
char *
bw_team_row_dup_text (BwTeamRow   *self,
                      BwTeamFigure figure)
{
  double value = bw_team_row_figure (self, figure);
  gint64 said, surer;

  if (!isfinite (value))
    return g_strdup ("–");
  if (is_passed (self, figure, &said, &surer))
    /* Translators: in a table, in the place of an amount: a call that was for less than has become sure since */
    return g_strdup (_ ("passed"));
  if (figure == BW_TEAM_ATTAINMENT)
    return bw_wording_percent (value);
  if (figure == BW_TEAM_COVERAGE)
    return g_strdup_printf ("%.1f×", value);
  if (figure == BW_TEAM_CALL_AGE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%.0f day", "%.0f days", (gulong)value), value);
  return g_strdup_printf ("%'.0f", value / (double)bw_currency_scale (self->currency) / self->look.unit);
}

/* Why there is no coverage or age of a call. */
static const char *
explain_absence (BwTeamRow   *self,
                 BwTeamFigure figure)
{
  if (figure == BW_TEAM_CALL_AGE || figure == BW_TEAM_CALL)
    return _ ("Nothing was called for this period and category");
  if (figure == BW_TEAM_OVERRIDE)
    return _ ("Nobody put anything in the place of the call");
  if (figure == BW_TEAM_BELOW || figure == BW_TEAM_STANDS)
    return _ ("Not known where only a part of the deals is looked at");
  if (self->person.quota == BW_MONEY_NONE)
    return _ ("No quota was agreed for this period");
  return figure == BW_TEAM_COVERAGE ? _ ("The quota is made: nothing is left to cover") : _ ("Not known");
}

/* Returns: (transfer full): the figure with all its digits, or why there is none. */
char *
bw_team_row_dup_full (BwTeamRow   *self,
                      BwTeamFigure figure)
{
  double value = bw_team_row_figure (self, figure);
  gint64 said, surer;

  if (!isfinite (value))
    return g_strdup (explain_absence (self, figure));
  if (is_passed (self, figure, &said, &surer))
    return bw_call_dup_passed (said, surer, self->currency);
  if (figure == BW_TEAM_ATTAINMENT)
    return bw_wording_percent (value);
  if (figure == BW_TEAM_COVERAGE || figure == BW_TEAM_CALL_AGE)
    return bw_team_row_dup_text (self, figure);
  return bw_money_format ((gint64)value, self->currency);
}
