/*
 * lifang help and lifang version.
 */
#include <stdio.h>

#include "cli/command.h"

static const cli_option help_options[] = {
    {CLI_OPTIONAL_ARGUMENT, 0, "COMMAND", NULL, NULL, offsetof(cli_settings, what),
     N_("the command to tell about")},
    CLI_OPTIONS_END,
};

static const cli_example help_examples[] = {
    {"lifang help", N_("List the commands.")},
    {"lifang help run", N_("Tell about the command run.")},
    {NULL, NULL},
};

static bool check_help(const cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    if (settings->what == NULL || cli_find_command(settings->what) != NULL)
        return true;
    return cli_unknown_command(settings, settings->what, error);
}

static bool run_help(cli_work *work)
{
    if (work->settings->what == NULL)
        cli_print_overview(stdout, work->settings->words);
    else
        cli_print_help(stdout, work->settings->words,
                       &cli_find_command(work->settings->what)->syntax);
    return true;
}

const cli_command cli_command_help = {
    .syntax =
        {
            .command = "help",
            .summary = N_("list the commands, or tell about one"),
            .about =
                N_("Lists the commands, or tells what one does, its arguments and options, with "
                   "examples."),
            .options = help_options,
            .examples = help_examples,
        },
    .check = check_help,
    .run = run_help,
};

static const cli_option version_options[] = {CLI_OPTIONS_END};

static const cli_example version_examples[] = {
    {"lifang version", N_("Print the version.")},
    {"lifang --version", N_("The same.")},
    {NULL, NULL},
};

static bool run_version(cli_work *work)
{
    (void)work;
    printf("lifang %s\n", lf_version());
    return true;
}

const cli_command cli_command_version = {
    .syntax =
        {
            .command = "version",
            .summary = N_("print the version"),
            .about = N_("Prints the version of the program."),
            .options = version_options,
            .examples = version_examples,
        },
    .run = run_version,
};
