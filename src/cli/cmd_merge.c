/*
 * lifang merge: joins the shards of an audit.
 */
#include "cli/command.h"

static const cli_option options[] = {
    CLI_CITY_ARGUMENT,
    {CLI_PARTS, 0, "PART", NULL, NULL, 0,
     N_("a folder or audit.lifang of a shard (default: every shard in the output folder)")},
    CLI_DOSSIER_OPTION,
    CLI_SCORING_OPTION,
    CLI_FORMAT_OPTION,
    CLI_PLAN_OPTION,
    CLI_WORKSPACE_OPTION,
    CLI_OUTPUT_OPTION,
    CLI_WORK_OPTIONS,
    CLI_OPTIONS_END,
};

static const cli_example examples[] = {
    {"lifang merge city.yaml", N_("Join all shards in the output folder.")},
    {"lifang merge city.yaml node1/audit.lifang node2/audit.lifang --output all",
     N_("Join two that were brought together.")},
    {NULL, NULL},
};

static bool run(cli_work *work)
{
    const cli_settings *settings = work->settings;
    const lf_audit_request request = {.scoring = settings->scoring, .dossiers = settings->dossier};
    return lf_audit_merge(work->session, work->project, &request, settings->parts,
                          settings->part_count) &&
           cli_print_audit(work);
}

const cli_command cli_command_merge = {
    .syntax =
        {
            .command = "merge",
            .summary = N_("join the shards of an audit that ran in parts"),
            .about =
                N_("Takes what 'lifang audit --shard I/N' left, checks that all shards are there, "
                   "finished and of the same audit, and writes the result files: the same that one "
                   "audit of all sites would have written. The city, the plan and the definitions "
                   "must be those of the shards."),
            .options = options,
            .examples = examples,
        },
    .run = run,
};
