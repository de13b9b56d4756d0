/*
 * lifang check: the verdicts, and an exit code for scripts.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,    CLI_FORMAT_OPTION, CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION, CLI_WORK_OPTIONS,  CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang check city.yaml",
     N_("Print the verdicts; exit code 3 when a binding target is missed.")},
    {"lifang check city.yaml --format csv > verdicts.csv", N_("The verdicts as a table.")},
    {"lifang check city.yaml > verdicts.txt || echo \"look at verdicts.txt\"", N_("In a script.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    lf_verdict_counts counts = {0};
    if (!lf_project_measure(work->session, work->project) || !cli_print(work, "verdicts", NULL) ||
        !lf_project_verdict_counts(work->session, work->project, &counts))
        return false;
    work->exit_code = counts.binding_missed > 0 ? CLI_TARGET_MISSED : CLI_DONE;
    return true;
}

const cli_command cli_command_check = {
    .syntax =
        {
            .command = "check",
            .summary = N_("print the verdicts; exit code 3 when a binding target is missed"),
            .about = N_(
                "Compares the measures with the targets and prints one verdict for each: met, "
                "missed, borderline (it flips within the stated tolerance), or not measured, with "
                "the "
                "value, the target, the clause and the reason.\n\n"
                "Exit code 0 when no binding target is missed, 3 when one is. Borderline and not "
                "measured do not count as missed. Stages that are not done yet, or have changed, "
                "are done first."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
