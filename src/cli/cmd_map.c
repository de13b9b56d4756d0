/*
 * lifang map: draws what was found, for paper and screen.
 */
#include "cli/command.h"

#include <stdio.h>

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,
    {CLI_TEXT, 0, "show", "WHAT", NULL, offsetof(cli_settings, show),
     N_("MEASURE[/SLICE[/BASE]], walkshed:CATEGORY, tod, gaps or verdicts")},
    {CLI_TEXT, 'o', "out", "FILE", NULL, offsetof(cli_settings, out),
     N_("where to write the map: .png, .svg or .pdf")},
    {CLI_TEXT, 0, "kind", "KIND", NULL, offsetof(cli_settings, kind),
     N_("the kind of area that a measure is coloured by (default: the finest that can be "
        "printed)")},
    {CLI_TEXT, 0, "area", "AREA", NULL, offsetof(cli_settings, area),
     N_("draw only this area, by id or name")},
    {CLI_TEXT, 0, "atlas", "KIND", NULL, offsetof(cli_settings, atlas),
     N_("draw a page for each area of this kind, in one PDF")},
    {CLI_TEXT, 0, "size", "SIZE", NULL, offsetof(cli_settings, size),
     N_("a4, a3, or pixels such as 1600x1200 (default: a4)")},
    {CLI_FLAG, 0, "landscape", NULL, NULL, offsetof(cli_settings, landscape),
     N_("the longer side lies (default: as the map asks for)")},
    {CLI_FLAG, 0, "portrait", NULL, NULL, offsetof(cli_settings, portrait),
     N_("the longer side stands")},
    {CLI_TEXT, 0, "title", "TEXT", NULL, offsetof(cli_settings, title),
     N_("a title in place of the one made of what is shown")},
    CLI_WORKSPACE_OPTION,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang map city.yaml --show coverage/primary_school -o schools.pdf",
     N_("Communities by the share of residents who reach a primary school.")},
    {"lifang map city.yaml --show walkshed:market --size a3 -o markets.png",
     N_("From where a market is within reach, and the homes that are outside.")},
    {"lifang map city.yaml --show gaps --atlas district -o gaps.pdf",
     N_("What homes miss, a page for each district.")},
    {NULL, NULL},
};

static bool check(const cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    const char *missing = settings->show == NULL  ? "--show"
                          : settings->out == NULL ? "--out"
                                                  : NULL;
    if (missing != NULL)
        snprintf(error, CLI_ERROR_SIZE, lf_words_say(settings->words, N_("%s is needed")), missing);
    else if (settings->landscape && settings->portrait)
        snprintf(error, CLI_ERROR_SIZE, "%s",
                 lf_words_say(settings->words, N_("a page cannot both lie and stand")));
    else if (settings->atlas != NULL && settings->area != NULL)
        snprintf(error, CLI_ERROR_SIZE, "%s",
                 lf_words_say(settings->words, N_("an atlas shows every area of a kind: --area "
                                                  "cannot go with --atlas")));
    else
        return true;
    return false;
}

static bool run(cli_work *work)
{
    const cli_settings *settings = work->settings;
    lf_map_options map = {.show = settings->show,
                          .area = settings->area,
                          .kind = settings->kind,
                          .size = settings->size,
                          .orientation = settings->landscape  ? "landscape"
                                         : settings->portrait ? "portrait"
                                                              : NULL,
                          .title = settings->title,
                          .atlas = settings->atlas,
                          .path = settings->out};
    return lf_project_map(work->session, work->project, &map);
}

const cli_command cli_command_map = {
    .syntax =
        {
            .command = "map",
            .summary = N_("draw a map of what was found, as PNG, SVG or PDF"),
            .about = N_(
                "Draws a page to be printed: title, map, legend, scale bar, north arrow and "
                "sources. Needs a city that was measured (lifang run).\n\n"
                "WHAT is a measure (areas coloured by its value; those not measured are hatched), "
                "walkshed:CATEGORY (from where its places are within reach on foot, and the homes "
                "that are outside), tod (stations, what lies around them, and homes by class), "
                "gaps (homes by how many categories they miss), or verdicts (areas and targets "
                "that are met, missed, borderline or not measured).\n\n"
                "Colours, classes and signs come from layers/styles, what is drawn from "
                "queries/present/map; files of these names beside the city file stand before "
                "them."),
            .options = options,
            .examples = examples,
        },
    .check = check,
    .run = run,
};
