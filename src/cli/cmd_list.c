/*
 * lifang list: definitions, and the records that the stages kept.
 */
#include <string.h>

#include "cli/command.h"

static const char *const subjects[] = {
    "measures", "parameters", "checks",  "categories", "layers",  "settings", "targets",
    "areas",    "problems",   "rejects", "repairs",    "notices", NULL,
};
/* The first so many subjects are known without a city. */
enum { KNOWN_WITHOUT_CITY = 6 };

static const cli_option options[] = {
    {CLI_ARGUMENT, 0, "WHAT", NULL, subjects, offsetof(cli_settings, what),
     N_("measures, parameters, checks, categories, layers, settings, targets, areas, problems, "
        "rejects, "
        "repairs or "
        "notices")},
    {CLI_OPTIONAL_ARGUMENT, 0, "CITY", NULL, NULL, offsetof(cli_settings, city),
     N_("the city file; the first six of these can do without")},
    CLI_FORMAT_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang list measures", N_("The measures there are, with unit and norm.")},
    {"lifang list parameters", N_("What a target or the city file may set for each measure.")},
    {"lifang list settings city.yaml", N_("Every setting with its value and where it was set.")},
    {"lifang list rejects city.yaml --format csv > rejects.csv",
     N_("Every row that broke its contract, with the reason.")},
    {NULL, NULL},
};

static bool needs_city(const char *what)
{
    for (size_t i = 0; i < KNOWN_WITHOUT_CITY; i++)
        if (strcmp(subjects[i], what) == 0)
            return false;
    return true;
}

static bool check(const cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    if (settings->city != NULL || !needs_city(settings->what))
        return true;
    return cli_complain(settings, error, "CITY is missing: the %s are those of a city",
                        settings->what);
}

static bool run(cli_work *work)
{
    return lf_project_list(work->session, work->project, work->settings->what, cli_format(work),
                           cli_on_write, work->terminal);
}

const cli_command cli_command_list = {
    .syntax =
        {
            .command = "list",
            .summary =
                N_("list measures, categories, layers, settings, targets, areas, problems …"),
            .about = N_(
                "Lists definitions (measures and their parameters, categories, layers, settings) "
                "and what the stages "
                "recorded about a city: targets, areas, rejects (rows that broke a contract), "
                "repairs "
                "(geometry put right), notices (what was assumed), problems (of the network).\n\n"
                "Nothing is computed: a stage that has not run is an error that names it."),
            .options = options,
            .examples = examples,
        },
    .check = check,
    .run = run,
};
