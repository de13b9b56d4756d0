/*
 * lifang plan: whether a plan adds up, and what it promises.
 */
#include <string.h>

#include "cli/command.h"

static const char *const subjects[] = {"lint", "show", NULL};

static const cli_option options[] = {
    {CLI_ARGUMENT, 0, "WHAT", NULL, subjects, offsetof(cli_settings, what), N_("lint or show")},
    {CLI_ARGUMENT, 0, "PLAN", NULL, NULL, offsetof(cli_settings, plan),
     N_("the plan's folder, with plan.yaml and targets.csv")},
    {CLI_TEXT, 0, "city", "CITY", NULL, offsetof(cli_settings, city),
     N_("show: a city file; says of each provision whether this city can answer it")},
    {CLI_FLAG, 0, "coverage", NULL, NULL, offsetof(cli_settings, coverage),
     N_("show: only how many provisions can be answered, by part of the plan")},
    CLI_FORMAT_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_WORK_OPTIONS,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang plan lint examples/plans/nanjing",
     N_("Add up the plan's tables; exit code 3 when it contradicts itself.")},
    {"lifang plan show examples/plans/nanjing", N_("Every provision with how it is measured.")},
    {"lifang plan show examples/plans/nanjing --city city.yaml --coverage",
     N_("How many provisions this city's layers can answer.")},
    {NULL, NULL},
};

static bool check(const cli_settings *settings, char error[CLI_ERROR_SIZE])
{
    if (strcmp(settings->what, "lint") != 0 || (settings->city == NULL && !settings->coverage))
        return true;
    return cli_complain(settings, error, "--%s is for plan show; plan lint looks at the plan alone",
                        settings->city != NULL ? "city" : "coverage");
}

static bool run(cli_work *work)
{
    const cli_settings *settings = work->settings;
    uint64_t contradictions = 0;
    if (work->project == NULL && !lf_plan_open(work->session, settings->plan, &work->project))
        return false;
    if (strcmp(settings->what, "show") == 0)
        return lf_plan_show(work->session, work->project, settings->coverage, cli_format(work),
                            cli_on_write, work->terminal);
    if (!lf_plan_lint(work->session, work->project, cli_format(work), cli_on_write, work->terminal,
                      &contradictions))
        return false;
    work->exit_code = contradictions > 0 ? CLI_TARGET_MISSED : CLI_DONE;
    return true;
}

const cli_command cli_command_plan = {
    .syntax =
        {
            .command = "plan",
            .summary =
                N_("lint: does a plan add up? show: what it promises, and how that is measured"),
            .about = N_(
                "lint adds up the plan's own tables: areas against the whole, years against the "
                "period, classes against their tree, figures said twice, bands that overlap or "
                "leave holes, lists that differ, limits with and without their end, rows of "
                "targets that cannot be run. It prints what does not add up, with file and row, "
                "and what closes. A difference that rounding of the printed figures could make is "
                "told apart.\n\n"
                "show lists every provision with how it is measured, the layers that needs, and "
                "what stands in for what the plan leaves open. With --city the city is measured "
                "first, and each provision says whether its layers can answer it.\n\n"
                "Exit code of lint: 0 when the plan does not contradict itself, 3 when it does."),
            .options = options,
            .examples = examples,
        },
    .check = check,
    .run = run,
};
