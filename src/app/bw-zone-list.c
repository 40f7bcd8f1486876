/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time zones that one can choose from, by their cities.
 *
 * The names are those of the table that comes with the system's time zones ("zone.tab": country, place, name, remarks), as nothing
 * else lists them; where there is none, only those that are in use already can be chosen. The city stands first, "Berlin
 * (Europe/Berlin)", as a list is searched by how its rows begin. */

#include "app/bw-zone-list.h"

#include <string.h>

#include "core/bw-time-zone.h"

struct _BwZoneList
{
  GPtrArray *zones;  /* (owned): char *, by city */
  GPtrArray *labels; /* (owned): char *, beside them */
};

/* Where the system keeps its time zones. */
static char *
dup_table (void)
{
  const char      *folder = g_getenv ("TZDIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", "zone.tab", NULL), *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_steal_pointer (&text) : g_strdup ("");
}

static int
compare_cities (gconstpointer a,
                gconstpointer b)
{
  g_autofree char *city_a = bw_time_zone_dup_city (*(const char *const *)a), *city_b = bw_time_zone_dup_city (*(const char *const *)b);
  int              order = g_utf8_collate (city_a, city_b);

  return order != 0 ? order : strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_zone (BwZoneList *self,
          const char *zone)
{
  if (zone != NULL && *zone != '\0' && g_utf8_validate (zone, -1, NULL) && !g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, NULL))
    g_ptr_array_add (self->zones, g_strdup (zone));
}

BwZoneList *
bw_zone_list_new (const char *const *others,
                  guint              n)
{
  BwZoneList      *self = g_new0 (BwZoneList, 1);
  g_autofree char *table = dup_table ();
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  self->zones = g_ptr_array_new_with_free_func (g_free);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] != '#' && g_strv_length (cells) >= 3)
        add_zone (self, g_strstrip (cells[2]));
    }
  for (guint i = 0; i < n; i++)
    add_zone (self, others[i]);
  g_ptr_array_sort (self->zones, compare_cities);
  for (guint i = 0; i < self->zones->len; i++)
    {
      g_autofree char *city = bw_time_zone_dup_city (self->zones->pdata[i]);

      g_ptr_array_add (self->labels, g_strdup_printf ("%s (%s)", city, (const char *)self->zones->pdata[i]));
    }
  return self;
}

void
bw_zone_list_free (BwZoneList *self)
{
  g_ptr_array_unref (self->zones);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

GtkWidget *
bw_zone_list_make (BwZoneList *self,
                   const char *none)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget     *drop_down;

  gtk_string_list_append (names, none);
  for (guint i = 0; i < self->labels->len; i++)
    gtk_string_list_append (names, self->labels->pdata[i]);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  return drop_down;
}

const char *
bw_zone_list_get (BwZoneList  *self,
                  GtkDropDown *drop_down)
{
  guint place = gtk_drop_down_get_selected (drop_down);

  return place > 0 && place <= self->zones->len ? self->zones->pdata[place - 1] : NULL;
}

void
bw_zone_list_set (BwZoneList  *self,
                  GtkDropDown *drop_down,
                  const char  *zone)
{
  guint place = 0;

  if (zone == NULL || !g_ptr_array_find_with_equal_func (self->zones, zone, g_str_equal, &place))
    gtk_drop_down_set_selected (drop_down, 0);
  else
    gtk_drop_down_set_selected (drop_down, place + 1);
}
