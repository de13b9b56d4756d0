/*
 * lifang compare: what changed between two results of the same city.
 */
#include "cli/command.h"

static const cli_option options[] = {
    {CLI_ARGUMENT, 0, "BEFORE", NULL, NULL, offsetof(cli_settings, before),
     N_("a city file, a workspace or a results.json")},
    {CLI_ARGUMENT, 0, "AFTER", NULL, NULL, offsetof(cli_settings, after),
     N_("the same for the later state")},
    {CLI_TEXT, 'o', "output", "FOLDER", NULL, offsetof(cli_settings, output),
     N_("also write the tables and the maps of what changed into this folder")},
    {CLI_TEXT, 0, "measure", "ID", NULL, offsetof(cli_settings, measure),
     N_("only the values of this measure")},
    {CLI_TEXT, 0, "kind", "KIND", NULL, offsetof(cli_settings, kind),
     N_("only the values of areas of this kind, e.g. district")},
    {CLI_TEXT, 0, "area", "AREA", NULL, offsetof(cli_settings, area),
     N_("only the values of this area (id or name)")},
    CLI_FORMAT_OPTION,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang compare city_2024.yaml city_2026.yaml", N_("What two years changed.")},
    {"lifang compare old/results.json city.yaml -o changes",
     N_("The same against a results file that was kept, with tables and maps.")},
    {"lifang compare a.lifang b.lifang --measure coverage --kind district",
     N_("One measure, district by district.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    const cli_settings *settings = work->settings;
    lf_print_options narrowed = {
        .measure = settings->measure, .area = settings->area, .kind = settings->kind};
    return lf_compare(work->session, settings->before, settings->after, settings->output, &narrowed,
                      cli_format(work), cli_on_write, work->terminal, NULL);
}

const cli_command cli_command_compare = {
    .syntax =
        {
            .command = "compare",
            .summary = N_("tell what changed between two results of the same city"),
            .about = N_(
                "Prints what differs: first what the two rest on (settings, sources, definitions, "
                "parameters), then the verdicts, those with another outcome first, and the values "
                "of the city; --area, --kind and --measure show others. What is the same is "
                "counted, not shown; what only one side has is said.\n\n"
                "With -o FOLDER every difference is written to compare_verdicts.csv, compare.csv "
                "and compare.json, and compare.pdf maps where figures rose and fell. Neither side "
                "is changed."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
