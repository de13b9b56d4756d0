/*
 * lifang run: the whole way from sources to verdicts and files.
 */
#include <string.h>

#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT, CLI_FORMAT_OPTION, CLI_PLAN_OPTION, CLI_WORKSPACE_OPTION,
    CLI_OUTPUT_OPTION, CLI_WORK_OPTIONS,  CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang run city.yaml", N_("Do everything and print what was found.")},
    {"lifang run city.yaml --lang zh --output results",
     N_("The same in Chinese, with the files in the folder results.")},
    {"lifang run city.yaml --format json > results.json",
     N_("The whole result as one documented JSON document.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
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
                "With --format csv the measured values are printed, with --format json "
                "everything."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
