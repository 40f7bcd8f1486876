/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the help says: for each page the question that it answers, how it is read, and what can be done there.
 *
 * Short on purpose: how a number comes about is told where it stands, by a click on it. */

#include "app/bw-help-text.h"

#include <glib/gi18n.h>

static const BwHelpItem start_items[] = {
  { N_ ("Bring your data"),
    N_ ("Drop exports from your CRM anywhere on the window: CSV, Excel workbooks, ZIP files or a whole folder of older exports. You see how "
        "each column is read before anything changes, and what you say is remembered for the next file of the same kind.") },
  { N_ ("What to export"),
    N_ ("All deals, closed ones too. The history of stages and fields brings back the past weeks at once. People with their managers make the "
        "team tree, accounts with postal codes make territories. Quotas, forecast calls and activities are read as well.") },
  { N_ ("Every Monday"),
    N_ ("Drop this week’s export, press Import, and read Home from the top: where the period lands, what moved, what deserves a look. Then make "
        "your call on Forecast.") },
  { N_ ("Period, team and filter"),
    N_ ("The three buttons at the top act on every page and every number: the fiscal period, the part of the team, and a filter such as region "
        "or product. Alt+Left goes back to where you were.") },
  { N_ ("Nothing to save"),
    N_ ("Every change is kept at once, and every change can be taken back with Ctrl+Z, an import as well. Your project is one file on this "
        "computer; nothing is sent anywhere.") },
  { NULL, NULL },
};

static const BwHelpItem home_items[] = {
  { N_ ("Where it lands"),
    N_ ("The large number is the middle of what may come: in half of the cases it will be more. Four times in five the result lies in the range "
        "beside it. Beside it stand the quota and the chance of reaching it.") },
  { N_ ("The bar"),
    N_ ("Green is closed. The blue band is the range from P10 to P90, its darker middle the range from P25 to P75. The mark is the quota.") },
  { N_ ("What moved"),
    N_ ("What the last import changed: won and lost deals, new ones, amounts that grew or shrank, dates that were pushed out of the period.") },
  { N_ ("What to do"),
    N_ ("Findings in the order of the money at stake. A click opens the deals that each rests on; “Not again” in its menu lets it rest until "
        "things change.") },
  { N_ ("Where a number comes from"),
    N_ ("Click a figure: it opens with its formula, what went into it, and the rows of the files behind it.") },
  { NULL, NULL },
};

static const BwHelpItem forecast_items[] = {
  { N_ ("How the number comes about"),
    N_ ("What is won, what open deals bring by their probabilities, and what deals that are not there yet usually bring by the end of such a "
        "period.") },
  { N_ ("Methods side by side"),
    N_ ("Each way to forecast with what it says now and how far off it was when it is replayed over past periods. The smaller error deserves the "
        "greater trust.") },
  { N_ ("Calls and overrides"),
    N_ ("A call is a person’s own word for a category; an override stands beside somebody else’s and needs a reason. Nothing is ever written "
        "over: the history of a cell shows all of it. “Single” counts one category, “Cumulative” adds the surer ones.") },
  { N_ ("Sheets"),
    N_ ("Sends each manager a workbook and takes all of them back at once. You see differences to the cent, deals that two people claim, sums that "
        "do not add up, and who is missing, and accept or reject each.") },
  { N_ ("Accuracy"),
    N_ ("How each method and each caller did, week by week of the period. It is there to correct the next call, not to judge a person.") },
  { NULL, NULL },
};

static const BwHelpItem pipeline_items[] = {
  { N_ ("Find deals"),
    N_ ("Type a filter such as amount >= 50k and stage = Negotiation, or choose fields with the mouse. Click a heading to sort; group, choose "
        "columns, and keep all that as a view.") },
  { N_ ("Change a value"),
    N_ ("F2 edits a cell, of several deals at once when they are selected. An edit of a value that belongs to the CRM stands beside it, marked, "
        "until an export brings the same value.") },
  { N_ ("A deal’s details"),
    N_ ("Its probability with the reasons in points, every change with its day, risks, notes, and similar deals that were won and lost.") },
  { N_ ("Flow"),
    N_ ("What the pipeline was, what came, what left, and what it is: to the cent, between any two days. Each part opens its deals.") },
  { N_ ("Funnel"),
    N_ ("Conversion from stage to stage, time in stage, velocity and win rates beside past periods, with the number of deals behind each.") },
  { NULL, NULL },
};

static const BwHelpItem trends_items[] = {
  { N_ ("The line and the band"),
    N_ ("What was sold, and what comes next. The band shows where results lay in the past around such forecasts, so it is as wide as it has to "
        "be.") },
  { N_ ("Season"),
    N_ ("Each year as a line, or months by years as a heat map: what comes back every year, and how strongly.") },
  { N_ ("What stood out"),
    N_ ("Values that do not fit, and moments at which the level or the trend changed, each with what explains it.") },
  { N_ ("Any series"),
    N_ ("A file with the columns date and value is enough; a third one, group, splits it. No deals are needed.") },
  { NULL, NULL },
};

static const BwHelpItem scenarios_items[] = {
  { N_ ("Levers"),
    N_ ("Win rate, deal size, cycle, new pipeline, hiring, somebody leaving, one deal won or lost. The distribution follows while you move "
        "one.") },
  { N_ ("What matters"),
    N_ ("Ranks the levers by how much of the result hangs on them.") },
  { N_ ("What a target needs"),
    N_ ("How much of each lever alone would do, and how much more pipeline that is.") },
  { N_ ("Safe to try"),
    N_ ("A scenario never touches the data. It is saved with the project, and two stand side by side.") },
  { NULL, NULL },
};

static const BwHelpItem territories_items[] = {
  { N_ ("Shape by hand"),
    N_ ("Choose areas with the rectangle, the lasso or the brush, and drag them to a territory. You see both totals before you let go. The table "
        "does the same work without the map.") },
  { N_ ("Balance"),
    N_ ("Evens out the chosen measures within their tolerances, keeps locks and whole territories together, and says what it could not reach and "
        "why.") },
  { N_ ("Findings"),
    N_ ("Two people at work in one area, areas and accounts that nobody has, areas far below similar ones, loads that are not fair, long ways: "
        "each with its evidence and a proposal.") },
  { N_ ("Plans"),
    N_ ("A plan is a version. Compare it with the one in effect, accept or reject each change, approve it, and put it into effect on a day. The "
        "new owners go to the CRM as CSV.") },
  { NULL, NULL },
};

static const BwHelpItem checkins_items[] = {
  { N_ ("Who meets whom"),
    N_ ("Give each pair or team a cadence. Where two are in different time zones, hours are proposed at which both are at work. The calendar file "
        "updates its own entries when it is saved again.") },
  { N_ ("The agenda"),
    N_ ("What was promised last time and what became of it, the numbers beside those of the last time, wins, what moved, what is worth a look, and "
        "near misses.") },
  { N_ ("Commitments"),
    N_ ("What somebody promises has an owner, a day, and a deal, an account or a territory. It comes back until it is kept, carried forward or "
        "dropped.") },
  { N_ ("The brief"),
    N_ ("The menu saves it as PDF or Markdown, or has your mail program begin a mail with it.") },
  { NULL, NULL },
};

static const BwHelpItem data_items[] = {
  { N_ ("Imports"),
    N_ ("What each import brought and what it changed, field by field. The last one can be taken back as a whole.") },
  { N_ ("Rejected rows"),
    N_ ("Rows that could not be read stay with the project. Correct them in place, or save them, correct them elsewhere, and drop them back.") },
  { N_ ("Health"),
    N_ ("What is missing, contradicts itself, cannot be, or is there twice, each with the list behind it and a way to mend it.") },
  { N_ ("Your own fields"),
    N_ ("Columns that Bellwether does not know become fields of the project: text, numbers, dates, or yes and no. They filter, sort and group like "
        "all others.") },
  { NULL, NULL },
};

static const BwHelpItem word_items[] = {
  { N_ ("P10, P50, P90"), N_ ("In one of ten, in five, in nine of ten cases less than this comes.") },
  { N_ ("Coverage"), N_ ("Open pipeline for each unit of money that is still missing to the quota.") },
  { N_ ("Weighted"), N_ ("Amounts times the probability that the CRM gives. What the program itself expects is another number.") },
  { N_ ("Attainment"), N_ ("What is won, as a part of the quota.") },
  { N_ ("Push"), N_ ("A close date that was moved later. Three or more make the date doubtful.") },
  { N_ ("Stall line"), N_ ("Three in four deals that moved on from a stage did so in fewer days. A deal beyond it is stuck.") },
  { N_ ("Call, roll-up, override"),
    N_ ("What a person says will come; what those below say together; what a manager puts beside it, with a reason.") },
  { N_ ("Commit, Best case, Pipeline, Omitted"), N_ ("How sure a deal is said to be. Omitted deals count nowhere.") },
  { N_ ("A probability"),
    /* xgettext:no-c-format */
    N_ ("Of the deals given 70 %, about 70 % are won; Accuracy shows whether that was so here. With few deals the ranges are wide.") },
  { NULL, NULL },
};

static const BwHelpItem keyboard_items[] = {
  { N_ ("Everywhere"),
    N_ ("Ctrl+1 to Ctrl+8 show the pages. Ctrl+F finds deals, accounts, people and commands. Ctrl+L filters all pages, Ctrl+Shift+L ends that. "
        "F1 opens this help, Ctrl+? lists all keys.") },
  { N_ ("In tables"),
    N_ ("Tab stops once at a table; the arrow keys move in it. Return opens, F2 edits, Shift+F10 opens the menu.") },
  { N_ ("In charts"),
    N_ ("Left and Right step from point to point, and each is read out. Return opens what is behind it. The menu has “Show as table”.") },
  { N_ ("On the map"),
    N_ ("The arrow keys move from area to area, Space adds one to the selection, Return selects it alone, Plus and Minus zoom, 0 shows all. The "
        "table beside the map does the same work.") },
  { NULL, NULL },
};

static const BwHelpTopic topics[] = {
  { "start", N_ ("First steps"), N_ ("How do I begin, and what do I do each week?"), start_items },
  { "home", N_ ("Home"), N_ ("Where does the period land, how sure is that, and what should I do about it?"), home_items },
  { "forecast", N_ ("Forecast"), N_ ("What does each of us say will come, and what does the record say?"), forecast_items },
  { "pipeline", N_ ("Pipeline"), N_ ("Which deals are there, what is each one worth, and what became of the others?"), pipeline_items },
  { "trends", N_ ("Trends"), N_ ("How did we get here, and what comes over the next months?"), trends_items },
  { "scenarios", N_ ("Scenarios"), N_ ("What if: and what would it take?"), scenarios_items },
  { "territories", N_ ("Territories"), N_ ("Who works where, is that fair, and what is left lying?"), territories_items },
  { "checkins", N_ ("Check-ins"), N_ ("What do we talk about, what was promised, and was it kept?"), checkins_items },
  { "data", N_ ("Data"), N_ ("Where do the numbers come from, and can they be trusted?"), data_items },
  { "words", N_ ("Words"), N_ ("What does it mean?"), word_items },
  { "keyboard", N_ ("Keyboard"), N_ ("How do I do it without a mouse?"), keyboard_items },
};

guint
bw_help_n_topics (void)
{
  return G_N_ELEMENTS (topics);
}

/* Returns: (transfer none): topic @index, those of pages in the order of the sidebar. */
const BwHelpTopic *
bw_help_topic (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (topics), NULL);

  return &topics[index];
}
