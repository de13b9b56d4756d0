/*
 * lifang load: sources to layers.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,    CLI_FORMAT_OPTION, CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION, CLI_WORK_OPTIONS,  CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang load city.yaml", N_("Load the layers and print what was read, kept and rejected.")},
    {"lifang load city.yaml -v", N_("The same, saying what was assumed about each source.")},
    {"lifang load city.yaml && lifang list rejects city.yaml --format csv > rejects.csv",
     N_("List every rejected row with its reason.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    return lf_project_load(work->session, work->project) && cli_print(work, "load", NULL);
}

const cli_command cli_command_load = {
    .syntax =
        {
            .command = "load",
            .summary = N_("read the sources into the workspace and say what was left out"),
            .about = N_(
                "Reads every source that the city file names into the layers of the workspace: "
                "finds "
                "columns, shifts datums, transforms to the city's coordinate system, repairs "
                "geometry, and checks every row against the contract of its layer. Rows that break "
                "it are kept apart with the reason; 'lifang list rejects' shows them.\n\n"
                "Nothing is done when the sources and contracts are as they were."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
