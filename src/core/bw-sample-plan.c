/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample company's accounts and territories.
 *
 * The plan is as plans become: drawn by states and a few counties, some of it nobody's (a state, a few counties),
 * one territory nearly empty, one with far more than its share, and accounts that are worked by
 * somebody from another team. */

#include "core/bw-sample-private.h"

#include <math.h>

typedef enum
{
  NORTHWEST,
  NORTHERN_CALIFORNIA,
  SOUTHERN_CALIFORNIA,
  ALASKA_AND_HAWAII,
  MOUNTAIN,
  TEXAS_AND_GULF,
  GREAT_LAKES,
  PLAINS,
  NEW_YORK_AND_NEW_JERSEY,
  NEW_ENGLAND,
  MID_ATLANTIC,
  SOUTHEAST,
  FLORIDA,
  N_TERRITORIES,
  NOWHERE = -1,
} Territory;

/* Whose it is: the region's manager, or a rep of the team, counted from 0. */
enum
{
  THE_MANAGER = -1,
};

static const struct
{
  const char    *name;
  BwSampleRegion region;
  int            rep;
} territories[N_TERRITORIES] = {
  [NORTHWEST] = { "Northwest", BW_SAMPLE_WEST, THE_MANAGER },
  [NORTHERN_CALIFORNIA] = { "Northern California", BW_SAMPLE_WEST, THE_MANAGER },
  [SOUTHERN_CALIFORNIA] = { "Southern California", BW_SAMPLE_WEST, THE_MANAGER },
  [ALASKA_AND_HAWAII] = { "Alaska and Hawaii", BW_SAMPLE_WEST, 0 },
  [MOUNTAIN] = { "Mountain", BW_SAMPLE_SOUTHWEST, THE_MANAGER },
  [TEXAS_AND_GULF] = { "Texas and Gulf", BW_SAMPLE_SOUTHWEST, THE_MANAGER },
  [GREAT_LAKES] = { "Great Lakes", BW_SAMPLE_MIDWEST, THE_MANAGER },
  [PLAINS] = { "Plains", BW_SAMPLE_MIDWEST, THE_MANAGER },
  [NEW_YORK_AND_NEW_JERSEY] = { "New York and New Jersey", BW_SAMPLE_NORTHEAST, THE_MANAGER },
  [NEW_ENGLAND] = { "New England", BW_SAMPLE_NORTHEAST, THE_MANAGER },
  [MID_ATLANTIC] = { "Mid-Atlantic", BW_SAMPLE_MID_ATLANTIC, THE_MANAGER },
  [SOUTHEAST] = { "Southeast", BW_SAMPLE_SOUTHEAST, THE_MANAGER },
  [FLORIDA] = { "Florida", BW_SAMPLE_SOUTHEAST, 1 },
};

/* NOWHERE: not as a whole; a few of its counties may be below. */
static const struct
{
  char           code[3];
  BwSampleRegion region;
  Territory      territory;
} states[] = {
  { "AK", BW_SAMPLE_WEST, ALASKA_AND_HAWAII },
  { "CA", BW_SAMPLE_WEST, NORTHERN_CALIFORNIA },
  { "HI", BW_SAMPLE_WEST, NOWHERE },
  { "ID", BW_SAMPLE_WEST, NORTHWEST },
  { "MT", BW_SAMPLE_WEST, NORTHWEST },
  { "NV", BW_SAMPLE_WEST, NORTHERN_CALIFORNIA },
  { "OR", BW_SAMPLE_WEST, NORTHWEST },
  { "WA", BW_SAMPLE_WEST, NORTHWEST },
  { "AR", BW_SAMPLE_SOUTHWEST, TEXAS_AND_GULF },
  { "AZ", BW_SAMPLE_SOUTHWEST, MOUNTAIN },
  { "CO", BW_SAMPLE_SOUTHWEST, MOUNTAIN },
  { "LA", BW_SAMPLE_SOUTHWEST, TEXAS_AND_GULF },
  { "NM", BW_SAMPLE_SOUTHWEST, MOUNTAIN },
  { "OK", BW_SAMPLE_SOUTHWEST, TEXAS_AND_GULF },
  { "TX", BW_SAMPLE_SOUTHWEST, TEXAS_AND_GULF },
  { "UT", BW_SAMPLE_SOUTHWEST, MOUNTAIN },
  { "WY", BW_SAMPLE_SOUTHWEST, MOUNTAIN },
  { "IA", BW_SAMPLE_MIDWEST, PLAINS },
  { "IL", BW_SAMPLE_MIDWEST, GREAT_LAKES },
  { "IN", BW_SAMPLE_MIDWEST, GREAT_LAKES },
  { "KS", BW_SAMPLE_MIDWEST, PLAINS },
  { "MI", BW_SAMPLE_MIDWEST, GREAT_LAKES },
  { "MN", BW_SAMPLE_MIDWEST, PLAINS },
  { "MO", BW_SAMPLE_MIDWEST, PLAINS },
  { "ND", BW_SAMPLE_MIDWEST, PLAINS },
  { "NE", BW_SAMPLE_MIDWEST, PLAINS },
  { "OH", BW_SAMPLE_MIDWEST, GREAT_LAKES },
  { "SD", BW_SAMPLE_MIDWEST, PLAINS },
  { "WI", BW_SAMPLE_MIDWEST, GREAT_LAKES },
  { "CT", BW_SAMPLE_NORTHEAST, NEW_ENGLAND },
  { "MA", BW_SAMPLE_NORTHEAST, NEW_ENGLAND },
  { "ME", BW_SAMPLE_NORTHEAST, NEW_ENGLAND },
  { "NH", BW_SAMPLE_NORTHEAST, NEW_ENGLAND },
  { "NJ", BW_SAMPLE_NORTHEAST, NEW_YORK_AND_NEW_JERSEY },
  { "NY", BW_SAMPLE_NORTHEAST, NEW_YORK_AND_NEW_JERSEY },
  { "RI", BW_SAMPLE_NORTHEAST, NOWHERE },
  { "VT", BW_SAMPLE_NORTHEAST, NOWHERE },
  { "DC", BW_SAMPLE_MID_ATLANTIC, MID_ATLANTIC },
  { "DE", BW_SAMPLE_MID_ATLANTIC, NOWHERE },
  { "MD", BW_SAMPLE_MID_ATLANTIC, MID_ATLANTIC },
  { "PA", BW_SAMPLE_MID_ATLANTIC, MID_ATLANTIC },
  { "VA", BW_SAMPLE_MID_ATLANTIC, MID_ATLANTIC },
  { "WV", BW_SAMPLE_MID_ATLANTIC, NOWHERE },
  { "AL", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "FL", BW_SAMPLE_SOUTHEAST, FLORIDA },
  { "GA", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "KY", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "MS", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "NC", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "SC", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
  { "TN", BW_SAMPLE_SOUTHEAST, SOUTHEAST },
};

/* Counties that are not with their state: southern California; parts of Hawaii, Rhode Island and Delaware, whose other
 * counties are nobody's. */
static const struct
{
  guint32   county;
  Territory territory;
} counties[] = {
  { 6025, SOUTHERN_CALIFORNIA },
  { 6029, SOUTHERN_CALIFORNIA },
  { 6037, SOUTHERN_CALIFORNIA },
  { 6059, SOUTHERN_CALIFORNIA },
  { 6065, SOUTHERN_CALIFORNIA },
  { 6071, SOUTHERN_CALIFORNIA },
  { 6073, SOUTHERN_CALIFORNIA },
  { 6079, SOUTHERN_CALIFORNIA },
  { 6083, SOUTHERN_CALIFORNIA },
  { 6111, SOUTHERN_CALIFORNIA },
  { 15003, ALASKA_AND_HAWAII },
  { 44003, NEW_ENGLAND },
  { 44007, NEW_ENGLAND },
  { 10001, MID_ATLANTIC },
  { 10003, MID_ATLANTIC },
};

static const char *const leading_words[64] = {
  "Amber", "Anchor", "Apex", "Ash", "Aspen", "Atlas", "Beacon", "Birch", "Blue", "Bright", "Cardinal",
  "Cedar", "Clear", "Copper", "Coral", "Crescent", "Crown", "Delta", "Dogwood", "Eagle", "East", "Elm",
  "Evergreen", "Falcon", "First", "Fox", "Garnet", "Golden", "Granite", "Great", "Green", "Harbor", "Hickory",
  "High", "Iron", "Juniper", "Keystone", "Laurel", "Liberty", "Lone", "Maple", "Meridian", "North", "Oak",
  "Old", "Pacific", "Pine", "Pioneer", "Prairie", "Quarry", "Raven", "Red", "River", "Royal", "Silver",
  "South", "Stone", "Summit", "Sun", "Timber", "Union", "Vista", "West", "Willow"
};

static const char *const middle_words[64] = {
  "Arbor", "Bank", "Bay", "Bend", "Bluff", "Branch", "Bridge", "Brook", "Canyon", "City", "Cliff",
  "Coast", "Cove", "Creek", "Crest", "Cross", "Dale", "Dune", "Falls", "Farm", "Field", "Ford",
  "Forest", "Forge", "Fork", "Gap", "Gate", "Glen", "Grove", "Haven", "Heights", "Hill", "Hollow",
  "Island", "Junction", "Knoll", "Lake", "Landing", "Ledge", "Line", "Mark", "Marsh", "Meadow", "Mesa",
  "Mill", "Mountain", "Oaks", "Park", "Pass", "Peak", "Plain", "Point", "Pond", "Port", "Range",
  "Reach", "Ridge", "Rock", "Run", "Shore", "Spring", "Station", "Valley", "View"
};

static const struct
{
  const char *word;
  const char *industry;
} trades[] = {
  { "Foods", "Food and beverage" },
  { "Dairy", "Food and beverage" },
  { "Brewing", "Food and beverage" },
  { "Mills", "Food and beverage" },
  { "Packaging", "Packaging and paper" },
  { "Paper", "Packaging and paper" },
  { "Plastics", "Chemicals and plastics" },
  { "Chemical", "Chemicals and plastics" },
  { "Coatings", "Chemicals and plastics" },
  { "Resins", "Chemicals and plastics" },
  { "Pharma", "Pharmaceuticals" },
  { "Labs", "Pharmaceuticals" },
  { "Biologics", "Pharmaceuticals" },
  { "Health", "Healthcare" },
  { "Medical", "Healthcare" },
  { "Hospitals", "Healthcare" },
  { "Energy", "Energy and utilities" },
  { "Power", "Energy and utilities" },
  { "Water District", "Energy and utilities" },
  { "Gas", "Energy and utilities" },
  { "Logistics", "Transport and logistics" },
  { "Freight", "Transport and logistics" },
  { "Cold Storage", "Transport and logistics" },
  { "Motors", "Manufacturing" },
  { "Machine", "Manufacturing" },
  { "Castings", "Manufacturing" },
  { "Electronics", "Manufacturing" },
  { "Tool and Die", "Manufacturing" },
  { "Aerospace", "Aerospace" },
  { "Avionics", "Aerospace" },
  { "Builders", "Construction" },
  { "Materials", "Construction" },
};

/* The region that @state, a code, belongs to. */
BwSampleRegion
bw_sample_region_of_state (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].code, state))
      return states[i].region;
  return BW_SAMPLE_MIDWEST;
}

/* The territory that @place is in, %BW_NOBODY for none. */
gint32
bw_sample_territory_of_place (const BwSamplePlace *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (counties); i++)
    if (counties[i].county == place->county)
      return counties[i].territory;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].code, place->state))
      return states[i].territory == NOWHERE ? BW_NOBODY : (gint32)states[i].territory;
  return BW_NOBODY;
}

/* The person whose @territory is. */
gint32
bw_sample_territory_owner (const BwSample *sample,
                           gint32          territory)
{
  guint team = territories[territory].region;

  if (territories[territory].rep == THE_MANAGER)
    return bw_sample_manager_index (sample, team);
  return bw_sample_rep_index (sample, team + sample->n_managers * (guint)territories[territory].rep);
}

/* A rep of a random team of @region, the busier ones more often; those who left come up too: their accounts have gone
 * to their successors. */
static gint32
choose_rep (const BwSample *sample,
            BwRandom       *random,
            BwSampleRegion  region)
{
  while (TRUE)
    {
      gint32                person = bw_sample_rep_index (sample, bw_random_below (random, sample->n_reps));
      const BwSamplePerson *state = &sample->people[person];

      if (state->region == region && bw_random_unit (random) * 1.3 < state->load)
        return person;
    }
}

/* Whose the account is: the territory's owner's if that is a rep, else a rep's of the region, at times somebody's from
 * far. */
static void
choose_account_owner (const BwSample  *sample,
                      BwRandom        *random,
                      BwSampleAccount *state,
                      BwAccount       *account)
{
  double chance = bw_random_unit (random);
  gint32 owner = state->territory >= 0 ? bw_sample_territory_owner (sample, state->territory) : BW_NOBODY;

  state->former = BW_NOBODY;
  if (chance < 0.05)
    owner = choose_rep (sample, random, (state->region + 1 + bw_random_below (random, 5)) % BW_SAMPLE_N_REGIONS);
  else if (chance < 0.15 || owner < bw_sample_rep_index (sample, 0))
    owner = choose_rep (sample, random, state->region);
  if (sample->people[owner].successor != BW_NOBODY)
    {
      state->former = owner;
      owner = sample->people[owner].successor;
    }
  account->owner = owner;
}

/* A place by its weight; @cumulated are the weights summed up. */
static const BwSamplePlace *
choose_place (BwRandom     *random,
              const double *cumulated)
{
  double target = bw_random_unit (random) * cumulated[bw_sample_n_places - 1];
  guint  i = 0;

  while (i + 1 < bw_sample_n_places && cumulated[i] < target)
    i++;
  return &bw_sample_places[i];
}

static void
set_place (BwBook              *book,
           BwRandom            *random,
           const BwSamplePlace *place,
           BwAccount           *account)
{
  char zip[16];

  g_snprintf (zip, sizeof zip, "%05u", place->zips[bw_random_below (random, 2)]);
  account->city = bw_pool_intern (&book->texts, place->city);
  account->state = bw_pool_intern (&book->texts, place->state);
  account->postal = bw_pool_intern (&book->texts, zip);
  account->country = bw_pool_intern (&book->texts, "United States");
  account->latitude = place->latitude + 0.02 * bw_random_normal (random);
  account->longitude = place->longitude + 0.02 * bw_random_normal (random);
}

/* Most companies are small; revenue goes with the number of employees. */
static void
set_size (const BwSample  *sample,
          BwRandom        *random,
          BwSampleAccount *state,
          BwAccount       *account)
{
  double employees = exp (5.0 + 1.4 * bw_random_normal (random));
  double revenue = employees * 210000 * exp (0.4 * bw_random_normal (random));

  account->employees = (gint32)CLAMP (employees, 5, 90000);
  account->revenue = bw_money_from_major (round (revenue / 100000) * 100000, sample->book->currency);
  state->segment = employees < 100 ? BW_SAMPLE_SMALL : employees < 800 ? BW_SAMPLE_MEDIUM
                                                                       : BW_SAMPLE_LARGE;
}

/* Names are numbered through the combinations of words with a stride prime to their number, so none comes twice. */
static char *
make_account_name (guint i)
{
  enum
  {
    N_NAMES = 64 * 64 * G_N_ELEMENTS (trades),
    STRIDE = 50021,
  };
  guint       at = (guint)(((guint64)i * STRIDE + 777) % N_NAMES);
  const char *lead = leading_words[at % 64];
  const char *middle = middle_words[at / 64 % 64];
  const char *trade = trades[at / 64 / 64].word;

  if (i >= N_NAMES)
    return g_strdup_printf ("%s %s %s %u", lead, middle, trade, i / N_NAMES + 1);
  return g_strdup_printf ("%s %s %s", lead, middle, trade);
}

static const char *
find_industry (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (trades); i++)
    if (g_str_has_suffix (name, trades[i].word))
      return trades[i].industry;
  return NULL;
}

/* Adds an account for every eight deals, and the weights by which deals fall to them. */
void
bw_sample_add_accounts (BwSample *sample)
{
  BwBook            *book = sample->book;
  guint              n = MAX (sample->n_deals / 8, 40);
  g_autofree double *cumulated = g_new (double, bw_sample_n_places);
  BwRandom           random;
  double             sum = 0;

  bw_random_init (&random, sample->seed, 5);
  for (guint i = 0; i < bw_sample_n_places; i++)
    cumulated[i] = (sum += pow (bw_sample_places[i].weight, 0.75));
  sample->accounts = g_new0 (BwSampleAccount, n);
  sample->account_weights = g_new (double, n);
  sum = 0;
  for (guint i = 0; i < n; i++)
    {
      BwSampleAccount     *state = &sample->accounts[i];
      const BwSamplePlace *place = choose_place (&random, cumulated);
      g_autofree char     *name = make_account_name (i);
      g_autofree char     *ref = g_strdup_printf ("A-%06u", 100001 + i);
      BwAccount            account = { .key = bw_sample_key (&random), .parent = BW_NOBODY };

      state->region = bw_sample_region_of_state (place->state);
      state->territory = bw_sample_territory_of_place (place);
      account.ref = bw_pool_add (&book->texts, ref, -1);
      account.name = bw_pool_add (&book->texts, name, -1);
      account.industry = bw_pool_intern (&book->texts, find_industry (name));
      account.latitude = account.longitude = NAN;
      /* A few came into the CRM without an address. */
      if (bw_random_unit (&random) < 0.985)
        set_place (book, &random, place, &account);
      set_size (sample, &random, state, &account);
      choose_account_owner (sample, &random, state, &account);
      g_array_append_val (book->accounts, account);
      sum += bw_random_gamma (&random, 1.6) * (1 + state->segment);
      sample->account_weights[i] = sum;
    }
}

static void
assign (BwSample   *sample,
        BwRandom   *random,
        gint32      territory,
        const char *unit)
{
  BwAssignment assignment = { bw_sample_key (random), territory, bw_pool_add (&sample->book->texts, unit, -1) };

  g_array_append_val (sample->book->assignments, assignment);
}

/* Adds the plan in force, with its territories, their areas, and a few accounts that stay with somebody by name. */
void
bw_sample_add_plan (BwSample *sample)
{
  BwBook  *book = sample->book;
  BwRandom random;
  BwPlan   plan = { .status = BW_PLAN_ACTIVE };
  int      year, month, day;
  char     text[32];

  bw_random_init (&random, sample->seed, 6);
  bw_date_to_ymd (sample->today, &year, &month, &day);
  g_snprintf (text, sizeof text, "Territories %d", year);
  plan.key = bw_sample_key (&random);
  plan.name = bw_pool_add (&book->texts, text, -1);
  plan.from = bw_date_from_ymd (year, 1, 1);
  g_array_append_val (book->plans, plan);
  for (gint32 i = 0; i < N_TERRITORIES; i++)
    {
      BwTerritory territory = { .key = bw_sample_key (&random), .plan = 0, .color = i };

      territory.name = bw_pool_add (&book->texts, territories[i].name, -1);
      territory.owner = bw_sample_territory_owner (sample, i);
      g_array_append_val (book->territories, territory);
    }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].territory != NOWHERE)
      {
        g_snprintf (text, sizeof text, "state:%s", states[i].code);
        assign (sample, &random, states[i].territory, text);
      }
  for (guint i = 0; i < G_N_ELEMENTS (counties); i++)
    {
      g_snprintf (text, sizeof text, "county:%05u", counties[i].county);
      assign (sample, &random, counties[i].territory, text);
    }
  for (guint i = 0; i < 4; i++)
    {
      BwNamedAccount named = { .key = bw_sample_key (&random) };

      named.account = (gint32)bw_random_below (&random, book->accounts->len);
      named.territory = (gint32)bw_random_below (&random, N_TERRITORIES);
      g_array_append_val (book->named_accounts, named);
    }
}
