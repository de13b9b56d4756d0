/*
 * lifang measure: the measures by area.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,
    {CLI_TEXT, 0, "measure", "ID", NULL, offsetof(cli_settings, measure),
     N_("print this measure only; 'lifang list measures' names them")},
    {CLI_TEXT, 0, "kind", "KIND", NULL, offsetof(cli_settings, kind),
     N_("print areas of this kind, e.g. district, street, community")},
    {CLI_TEXT, 0, "area", "ID", NULL, offsetof(cli_settings, area),
     N_("print this area only, by id or name; 'city' is everything loaded")},
    CLI_FORMAT_OPTION,
    CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_WORK_OPTIONS,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang measure city.yaml", N_("Take the measures and print them by district.")},
    {"lifang measure city.yaml --measure coverage --kind street",
     N_("One measure for every street office.")},
    {"lifang measure city.yaml --format csv > values.csv",
     N_("Every value with numerator, denominator and reason.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    const cli_settings *settings = work->settings;
    lf_print_options narrow = {
        .measure = settings->measure, .area = settings->area, .kind = settings->kind};
    return lf_project_measure(work->session, work->project) && cli_print(work, "values", &narrow);
}

const cli_command cli_command_measure = {
    .syntax =
        {
            .command = "measure",
            .summary = N_("take the measures and print them by area"),
            .about =
                N_("Runs every measure for every area of the city and prints the values. What "
                   "could not be measured shows as a dash; CSV and JSON give the reason, and so "
                   "does 'lifang explain'.\n\n"
                   "Stages before it that are not done yet, or have changed, are done first."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
