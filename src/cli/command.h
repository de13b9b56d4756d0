/*
 * What a command is, the list of them, and what they share: a session, and a project where a city
 * file is named.
 *
 * Knows lifang.h only.
 */
#ifndef LF_CLI_COMMAND_H
#define LF_CLI_COMMAND_H

#include "cli/option.h"
#include "cli/terminal.h"
#include "lifang.h"

/* Exit codes of the program. */
enum { CLI_DONE = 0, CLI_COULD_NOT = 1, CLI_WRONG_USAGE = 2, CLI_TARGET_MISSED = 3 };

/* What a running command holds. */
typedef struct cli_work {
    const cli_settings *settings;
    cli_terminal *terminal;
    lf_session *session;
    lf_project *project; /* NULL when no city file was named */
    int exit_code;       /* when all went well; CLI_DONE unless the command says otherwise */
} cli_work;

typedef struct cli_command {
    cli_syntax syntax;
    /* Checks what the table cannot express; NULL: nothing to check. Does no input or output. */
    bool (*check)(const cli_settings *settings, char error[CLI_ERROR_SIZE]);
    /* Does the work. False: the session tells why. */
    bool (*run)(cli_work *work);
} cli_command;

extern const cli_command cli_command_run;
extern const cli_command cli_command_load;
extern const cli_command cli_command_walk;
extern const cli_command cli_command_measure;
extern const cli_command cli_command_check;
extern const cli_command cli_command_list;
extern const cli_command cli_command_explain;
extern const cli_command cli_command_plan;
extern const cli_command cli_command_map;
extern const cli_command cli_command_audit;
extern const cli_command cli_command_merge;
extern const cli_command cli_command_compare;
extern const cli_command cli_command_help;
extern const cli_command cli_command_version;

/* All commands in the order of the help; ends with NULL. */
extern const cli_command *const cli_commands[];

/* The command of that name, or NULL. */
const cli_command *cli_find_command(const char *name);
/* "unknown command 'rum'; did you mean 'run'?" */
bool cli_unknown_command(const cli_settings *settings, const char *name,
                         char error[CLI_ERROR_SIZE]);
/* The help of the program as a whole. */
void cli_print_overview(FILE *out, const lf_words *words);

/*
 * Parses the arguments after the command's name, does the work, and returns the exit code.
 * `settings` holds the defaults: the words and the language of the environment.
 */
int cli_execute(const cli_command *command, const cli_settings *defaults, int count,
                char **arguments);

/* The chosen format, "text" unless said otherwise. */
const char *cli_format(const cli_work *work);
/* Prints one kind of result of the project to standard output. */
bool cli_print(cli_work *work, const char *what, const lf_print_options *options);

/* Prints the audit that has just been finished. */
bool cli_print_audit(cli_work *work);

/* Table rows that several commands share. */
extern const char *const cli_format_choices[];
extern const char *const cli_dossier_choices[]; /* of cmd_audit.c */
/* clang-format off */
#define CLI_CITY_ARGUMENT \
    {CLI_ARGUMENT, 0, "CITY", NULL, NULL, offsetof(cli_settings, city), \
     N_("the city file, e.g. city.yaml")}
#define CLI_FORMAT_OPTION \
    {CLI_CHOICE, 0, "format", NULL, cli_format_choices, offsetof(cli_settings, format), \
     N_("how results are printed (default: text)")}
#define CLI_PLAN_OPTION \
    {CLI_TEXT, 0, "plan", "FOLDER", NULL, offsetof(cli_settings, plan), \
     N_("the plan to hold the city against (default: as the city file says)")}
#define CLI_WORKSPACE_OPTION \
    {CLI_TEXT, 0, "workspace", "FILE", NULL, offsetof(cli_settings, workspace), \
     N_("the workspace file (default: as the city file says)")}
#define CLI_OUTPUT_OPTION \
    {CLI_TEXT, 0, "output", "FOLDER", NULL, offsetof(cli_settings, output), \
     N_("the folder of the result files (default: as the city file says)")}
#define CLI_WORK_OPTIONS \
    {CLI_NUMBER, 0, "threads", "N", NULL, offsetof(cli_settings, threads), \
     N_("threads to use (default: all processors); never changes a result")}, \
    {CLI_FLAG, 0, "allow-network", NULL, NULL, offsetof(cli_settings, allow_network), \
     N_("let sources be fetched from a network")}
#define CLI_DOSSIER_OPTION \
    {CLI_CHOICE, 0, "dossier", NULL, cli_dossier_choices, offsetof(cli_settings, dossier), \
     N_("which sites get a dossier, a PDF of a page or two (default: none)")}
#define CLI_SCORING_OPTION \
    {CLI_TEXT, 0, "scoring", "FILE", NULL, offsetof(cli_settings, scoring), \
     N_("the weights of the ranking (default: scoring.yaml beside the city file, else the " \
        "installed one)")}
#define CLI_CHANGE_OPTION \
    {CLI_TEXT, 0, "change", "FILE", NULL, offsetof(cli_settings, change), \
     N_("what if: streets, stations, facilities and entrances to add or close for this run " \
        "only; prints the difference")}
#define CLI_OPTIONS_END {.name = NULL}
/* clang-format on */

#endif
