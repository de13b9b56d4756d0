/*
 * lifang run: the whole way from sources to verdicts and files.
 */
#include <string.h>

#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,    CLI_CHANGE_OPTION, CLI_FORMAT_OPTION, CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION, CLI_OUTPUT_OPTION, CLI_WORK_OPTIONS,  CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang run city.yaml", N_("Do everything and print what was found.")},
    {"lifang run city.yaml --lang zh --output results",
     N_("The same in Chinese, with the files in the folder results.")},
    {"lifang run city.yaml --format json > results.json",
     N_("The whole result as one documented JSON document.")},
    {"lifang run city.yaml --change bridge.csv",
     N_("What would change if the bridge of that file were built.")},
    {NULL, NULL},
};

/* The city as it is against the city with changes; only the difference is printed. */
static bool run_changed(cli_work *work)
{
    lf_project *changed = NULL;
    bool ok = lf_project_change(work->session, work->project, work->settings->change, &changed) &&
              lf_project_compare(work->session, work->project, changed, NULL, cli_format(work),
                                 cli_on_write, work->terminal);
    lf_project_close(changed);
    return ok;
}

static bool run(cli_work *work)
{
    if (work->settings->change != NULL)
        return run_changed(work);
    bool text = strcmp(cli_format(work), "text") == 0;
    lf_print_options brief = {.brief = text};
    return lf_project_run(work->session, work->project) && cli_print(work, "summary", &brief) &&
           (!text || cli_print(work, "files", NULL));
}

const cli_command cli_command_run = {
    .syntax =
        {
            .command = "run",
            .summary = N_("do everything: load, walk, measure, and write the result files"),
            .about = N_(
                "Loads the layers that the city file names, walks the streets from every home, "
                "takes "
                "the measures, compares them with the targets, writes the result files, and prints "
                "a summary: what was read and what was left out, the network, the measures by "
                "district, the verdicts, and where the files lie.\n\n"
                "A stage whose input is as it was is skipped. A missed target is a result, not an "
                "error: the exit code is 0. Use 'lifang check' where a missed target should "
                "fail.\n\n"
                "With --change FILE nothing of the city is changed: a copy is, by the rows of FILE "
                "(any source GDAL reads) with the columns action (add or close), layer (streets, "
                "stations, facilities, entrances), id, and what else the layer needs. Only the "
                "difference is printed, as by 'lifang compare', and written to what-if/ in the "
                "output folder.\n\n"
                "With --format csv the measured values are printed, with --format json "
                "everything."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
