/*
 * lifang explain: why a number is what it is.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,
    {CLI_ARGUMENT, 0, "VALUE", NULL, NULL, offsetof(cli_settings, value),
     N_("a target's id, or MEASURE[/AREA[/SLICE[/BASE]]]")},
    CLI_FORMAT_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang explain city.yaml T03", N_("Why the target T03 is met or missed.")},
    {"lifang explain city.yaml coverage/city/market",
     N_("How the city's coverage with food markets came about.")},
    {"lifang explain city.yaml jobs_per_household --format json", N_("The same for a program.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    return lf_project_explain(work->session, work->project, work->settings->value, cli_format(work),
                              cli_on_write, work->terminal);
}

const cli_command cli_command_explain = {
    .syntax =
        {
            .command = "explain",
            .summary = N_("tell why a value or verdict is what it is"),
            .about = N_(
                "Prints the query that gave a value, with its hash and parameters, the layers it "
                "read "
                "with the hashes of their sources, numerator and denominator, and the norm or "
                "clause it rests on. For a target also the verdict and how it came about.\n\n"
                "AREA is an id or a name ('city' is everything loaded), SLICE a category, class or "
                "band, BASE residents, dwellings or floor_area_m2. What is left out is not "
                "narrowed."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
