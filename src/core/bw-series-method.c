/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods a series can be forecast by, and their names.
 *
 * One table: a new member is a row here, and takes part in the combination where bw-series-combine.c names it. */

#include "core/bw-series-method.h"

#include "core/bw-autoregression.h"
#include "core/bw-arima.h"
#include "core/bw-ces.h"
#include "core/bw-ets.h"
#include "core/bw-intermittent.h"
#include "core/bw-naive.h"
#include "core/bw-theta.h"

static const struct
{
  const char *name;
  BwMember    member; /* (nullable) */
} methods[BW_N_SERIES_METHODS] = {
  [BW_SERIES_AUTO] = { "auto", NULL },
  [BW_SERIES_NAIVE] = { "naive", bw_naive_forecast },
  [BW_SERIES_SEASONAL_NAIVE] = { "seasonal-naive", bw_seasonal_naive_forecast },
  [BW_SERIES_NAIVE2] = { "naive2", bw_naive2_forecast },
  [BW_SERIES_DRIFT] = { "drift", bw_drift_forecast },
  [BW_SERIES_SES] = { "ses", bw_ses_forecast },
  [BW_SERIES_DAMPED] = { "damped", bw_damped_forecast },
  [BW_SERIES_ETS] = { "ets", bw_ets_forecast },
  [BW_SERIES_ETS_MIXTURE] = { "ets-mixture", bw_ets_mixture_forecast },
  [BW_SERIES_THETA] = { "theta", bw_theta_forecast },
  [BW_SERIES_DOTM] = { "dotm", bw_dotm_forecast },
  [BW_SERIES_AUTOREGRESSION] = { "autoregression", bw_autoregression_forecast },
  [BW_SERIES_INTERMITTENT] = { "intermittent", bw_intermittent_forecast },
  [BW_SERIES_CES] = { "ces", bw_ces_forecast },
  [BW_SERIES_ARIMA] = { "arima", bw_arima_forecast },
  [BW_SERIES_CROSTON] = { "croston", bw_croston_forecast },
  [BW_SERIES_SBA] = { "sba", bw_sba_forecast },
  [BW_SERIES_TSB] = { "tsb", bw_tsb_forecast },
};

/* The name of @method in commands and results, which is not translated. */
const char *
bw_series_method_name (BwSeriesMethod method)
{
  g_return_val_if_fail (method < BW_N_SERIES_METHODS, NULL);

  return methods[method].name;
}

/* Finds the method called @name. */
gboolean
bw_series_method_parse (const char     *name,
                        BwSeriesMethod *method)
{
  for (guint i = 0; i < BW_N_SERIES_METHODS; i++)
    if (g_str_equal (methods[i].name, name))
      {
        *method = i;
        return TRUE;
      }
  return FALSE;
}

/* The names of all methods, with commas between. */
char *
bw_series_method_dup_names (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < BW_N_SERIES_METHODS; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", methods[i].name);
  return g_string_free (names, FALSE);
}

/* Returns: (nullable): the function of @method; %NULL for the combination. */
BwMember
bw_series_method_member (BwSeriesMethod method)
{
  g_return_val_if_fail (method < BW_N_SERIES_METHODS, NULL);

  return methods[method].member;
}
