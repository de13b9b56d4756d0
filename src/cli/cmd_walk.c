/*
 * lifang walk: who walks how far to what.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,    CLI_FORMAT_OPTION, CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION, CLI_WORK_OPTIONS,  CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang walk city.yaml",
     N_("Walk the streets and print figures and problems of the network.")},
    {"lifang walk city.yaml --threads 1", N_("The same on one thread; the results are the same.")},
    {"lifang list problems city.yaml", N_("List what is wrong with the network, place by place.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    return lf_project_walk(work->session, work->project) && cli_print(work, "walk", NULL);
}

const cli_command cli_command_walk = {
    .syntax =
        {
            .command = "walk",
            .summary = N_("find who walks how far to what, and what is wrong with the network"),
            .about = N_(
                "Makes a network of the streets, joins homes, facilities, stations and jobs to it, "
                "finds the nearest place of every category for every home, the jobs in reach, and "
                "the "
                "walk-sheds of categories and stations. Prints figures about the network, the "
                "pieces "
                "it falls into with the homes on each, and the problems found.\n\n"
                "Layers that are not loaded yet, or have changed, are loaded first."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
