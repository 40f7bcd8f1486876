/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample company's organisation and its products.
 *
 * Each region has its managers, each manager a team. Habits are dealt out by position, so that every company has
 * some of each: optimists, sandbaggers, new hires, and some who left and whose accounts a colleague took over. */

#include "core/bw-sample-private.h"

#include <math.h>
#include <string.h>

static const char *const first_names[] = {
  "Amara", "Andre", "Anika", "Beatriz", "Caleb", "Carmen", "Chidi", "Claire", "Dalia", "Daniel",
  "Deepa", "Diego", "Elena", "Emeka", "Erin", "Farah", "Felix", "Gabriela", "Grace", "Hana",
  "Henrik", "Ibrahim", "Imani", "Isaac", "Jasmine", "Joaquin", "Jolene", "Kai", "Keiko", "Lamar",
  "Leila", "Liam", "Luca", "Maeve", "Malik", "Marisol", "Mei", "Nadia", "Nikhil", "Noah",
  "Oksana", "Omar", "Paige", "Priya", "Rafael", "Renee", "Rosa", "Samir", "Sienna", "Tariq",
  "Teresa", "Tomas", "Uma", "Victor", "Wendell", "Xiomara", "Yusuf", "Zora"
};

static const char *const last_names[] = {
  "Abara", "Alvarez", "Anders", "Bakshi", "Barlow", "Bianchi", "Brandt", "Castellan", "Chaudhry", "Cho",
  "Coleman", "Da Rocha", "Delgado", "Dray", "Duarte", "Eklund", "Ellery", "Farouk", "Fenwick", "Fujita",
  "Garland", "Ghosh", "Halloran", "Hayashi", "Holloway", "Idowu", "Ivers", "Jansen", "Kaplan", "Kowal",
  "Laurent", "Lindgren", "Marsh", "Mbeki", "Mendes", "Mercer", "Nakano", "Navarro", "Nwosu", "Okafor",
  "Ortega", "Palmer", "Pereira", "Quigley", "Rahman", "Reyes", "Rourke", "Sato", "Shah", "Sorensen",
  "Tanaka", "Thorne", "Ueda", "Vance", "Vasquez", "Whitlock", "Yoon", "Zeller"
};

static const struct
{
  const char *name;
  const char *time_zone;
} regions[BW_SAMPLE_N_REGIONS] = {
  [BW_SAMPLE_WEST] = { "West", "America/Los_Angeles" },
  [BW_SAMPLE_SOUTHWEST] = { "Southwest", "America/Chicago" },
  [BW_SAMPLE_MIDWEST] = { "Midwest", "America/Chicago" },
  [BW_SAMPLE_NORTHEAST] = { "Northeast", "America/New_York" },
  [BW_SAMPLE_MID_ATLANTIC] = { "Mid-Atlantic", "America/New_York" },
  [BW_SAMPLE_SOUTHEAST] = { "Southeast", "America/New_York" },
};

/* How well a product sells in the regions, in their order; 0: never offered there. Products with a launch are sold from
 * so many months before the last day on. */
static const struct
{
  const char *name;
  const char *family;
  int         list_price; /* whole units */
  int         launched;   /* months ago, 0: always */
  double      fit[BW_SAMPLE_N_REGIONS];
} products[] = {
  { "Flowline 200", "Sensors", 16000, 0, { 1.2, 1.3, 1.5, 1.0, 1.0, 1.3 } },
  { "Flowline 400", "Sensors", 34000, 0, { 1.0, 1.2, 1.4, 0.8, 0.9, 0.9 } },
  { "Thermal Scout", "Sensors", 12000, 0, { 0.6, 1.4, 0.8, 0.7, 0.8, 1.8 } },
  { "Edge Hub", "Gateways", 22000, 0, { 1.1, 1.0, 1.0, 1.1, 1.0, 1.0 } },
  { "Edge Hub Pro", "Gateways", 48000, 0, { 0.9, 0.8, 0.8, 1.0, 0.9, 0.5 } },
  { "Insight Monitor", "Software", 28000, 0, { 1.3, 0.9, 0.8, 1.4, 1.3, 0.7 } },
  { "Insight Predict", "Software", 64000, 20, { 1.6, 0.5, 0.4, 0.7, 0.6, 0.0 } },
  { "Care Plan", "Services", 8000, 0, { 0.9, 0.9, 1.0, 0.9, 1.0, 1.0 } },
};

/* Returns: (transfer none): the region's name. */
const char *
bw_sample_region_name (BwSampleRegion region)
{
  return regions[region].name;
}

/* How well @product sells in @region on @date: a weight, 1 on average; 0 where and when it is not offered. */
double
bw_sample_product_fit (const BwSample *sample,
                       guint           product,
                       BwSampleRegion  region,
                       BwDate          date)
{
  if (products[product].launched > 0 && date < bw_date_add_months (sample->today, -products[product].launched))
    return 0;
  return products[product].fit[region];
}

/* Puts a name that @taken does not hold into @person. */
static void
give_name (BwSample   *sample,
           BwRandom   *random,
           GHashTable *taken,
           BwPerson   *person)
{
  g_autofree char *name = NULL;
  g_autofree char *email = NULL;
  char            *folded;

  for (guint attempt = 0; name == NULL; attempt++)
    {
      const char *first = first_names[bw_random_below (random, G_N_ELEMENTS (first_names))];
      const char *last = last_names[bw_random_below (random, G_N_ELEMENTS (last_names))];

      /* A company of thousands needs middle initials. */
      if (attempt < 50)
        name = g_strdup_printf ("%s %s", first, last);
      else
        name = g_strdup_printf ("%s %c. %s", first, 'A' + (char)bw_random_below (random, 26), last);
      if (!g_hash_table_add (taken, g_strdup (name)))
        g_clear_pointer (&name, g_free);
    }
  folded = g_ascii_strdown (name, -1);
  g_strdelimit (folded, " ", '.');
  email = g_strconcat (folded, "@northlight.example", NULL);
  g_free (folded);
  person->name = bw_pool_add (&sample->book->texts, name, -1);
  person->email = bw_pool_add (&sample->book->texts, email, -1);
}

static BwSampleHabit
choose_habit (guint rep)
{
  if (rep % 10 == 3)
    return BW_SAMPLE_OPTIMIST;
  if (rep % 10 == 7)
    return BW_SAMPLE_SANDBAGGER;
  if (rep % 11 == 5)
    return BW_SAMPLE_NEW_HIRE;
  if (rep % 20 == 9)
    return BW_SAMPLE_LEFT;
  return BW_SAMPLE_STEADY;
}

/* Sets when a person came and went, and how good they are. */
static void
give_career (BwSample       *sample,
             BwRandom       *random,
             BwSamplePerson *state,
             BwPerson       *person)
{
  double years = 1.2 + 5.5 * bw_random_gamma (random, 1.5) / 1.5;

  state->load = 0.7 + 0.6 * bw_random_unit (random);
  state->skill = 0.25 * bw_random_normal (random);
  person->started = sample->today - (BwDate)(MIN (years, 16) * 365.25);
  person->ended = BW_DATE_NONE;
  if (state->habit == BW_SAMPLE_NEW_HIRE)
    {
      person->started = sample->today - 110 - (BwDate)bw_random_below (random, 150);
      state->skill -= 0.15;
    }
  else if (state->habit == BW_SAMPLE_LEFT)
    {
      person->started = sample->today - 1500 - (BwDate)bw_random_below (random, 700);
      person->ended = sample->today - 60 - (BwDate)bw_random_below (random, 60);
    }
}

/* Who takes over from those who left: the team's newest, who must have been there by then. */
static void
find_successors (BwSample *sample)
{
  for (guint rep = 0; rep < sample->n_reps; rep++)
    {
      gint32          index = bw_sample_rep_index (sample, rep);
      BwSamplePerson *left = &sample->people[index];
      BwDate          ended = bw_book_person (sample->book, index)->ended;
      gint32          best = bw_sample_manager_index (sample, left->team);

      if (left->habit != BW_SAMPLE_LEFT)
        continue;
      for (guint other = 0; other < sample->n_reps; other++)
        {
          gint32 candidate = bw_sample_rep_index (sample, other);

          if (sample->people[candidate].team != left->team || sample->people[candidate].habit == BW_SAMPLE_LEFT ||
              bw_book_person (sample->book, candidate)->started >= ended)
            continue;
          if (best < bw_sample_rep_index (sample, 0) ||
              bw_book_person (sample->book, candidate)->started > bw_book_person (sample->book, best)->started)
            best = candidate;
        }
      left->successor = best;
    }
}

/* Adds the head of sales, the managers, and the reps, in this order. */
void
bw_sample_add_people (BwSample *sample)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  BwPool  *texts = &sample->book->texts;
  guint    n = bw_sample_n_people (sample);
  BwRandom random;

  bw_random_init (&random, sample->seed, 3);
  for (guint i = 0; i < n; i++)
    {
      BwSamplePerson  *state = &sample->people[i];
      BwPerson         person = { .key = bw_sample_key (&random), .manager = BW_NOBODY, .role = BW_ROLE_EXECUTIVE };
      g_autofree char *ref = g_strdup_printf ("U-%04u", 1001 + i);

      state->successor = BW_NOBODY;
      if (i > sample->n_managers)
        {
          guint rep = i - 1 - sample->n_managers;

          state->team = rep % sample->n_managers;
          state->habit = choose_habit (rep);
          person.role = BW_ROLE_REP;
          person.manager = bw_sample_manager_index (sample, state->team);
        }
      else if (i > 0)
        {
          state->team = i - 1;
          person.role = BW_ROLE_MANAGER;
          person.manager = 0;
        }
      state->region = state->team % BW_SAMPLE_N_REGIONS;
      give_name (sample, &random, taken, &person);
      give_career (sample, &random, state, &person);
      person.ref = bw_pool_add (texts, ref, -1);
      person.region = i > 0 ? bw_pool_intern (texts, regions[state->region].name) : 0;
      person.time_zone = bw_pool_intern (texts, regions[i > 0 ? state->region : BW_SAMPLE_NORTHEAST].time_zone);
      g_array_append_val (sample->book->people, person);
    }
  /* Managers have been there all along. */
  for (guint i = 0; i <= sample->n_managers; i++)
    bw_book_person (sample->book, i)->started = MIN (bw_book_person (sample->book, i)->started, sample->from - 400);
  find_successors (sample);
}

/* Adds what the company sells. */
void
bw_sample_add_products (BwSample *sample)
{
  BwPool  *texts = &sample->book->texts;
  BwRandom random;

  bw_random_init (&random, sample->seed, 4);
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autofree char *ref = g_strdup_printf ("P-%02u", i + 1);
      BwProduct        product = { .key = bw_sample_key (&random), .listed = TRUE };

      product.ref = bw_pool_add (texts, ref, -1);
      product.name = bw_pool_add (texts, products[i].name, -1);
      product.family = bw_pool_intern (texts, products[i].family);
      product.list_price = bw_money_from_major (products[i].list_price, sample->book->currency);
      g_array_append_val (sample->book->products, product);
    }
}
