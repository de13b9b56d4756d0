/*
 * The list of commands, and the one way in which each of them is parsed, run and ended.
 */
#include "cli/command.h"

#include <string.h>

const cli_command *const cli_commands[] = {
    &cli_command_run,     &cli_command_load,    &cli_command_walk,
    &cli_command_measure, &cli_command_check,   &cli_command_list,
    &cli_command_explain, &cli_command_plan,    &cli_command_map,
    &cli_command_audit,   &cli_command_merge,   &cli_command_compare,
    &cli_command_help,    &cli_command_version, NULL,
};

const char *const cli_format_choices[] = {"text", "csv", "json", NULL};

enum { MOST_COMMANDS = 32 };

const cli_command *cli_find_command(const char *name)
{
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        if (strcmp(cli_commands[i]->syntax.command, name) == 0)
            return cli_commands[i];
    return NULL;
}

bool cli_unknown_command(const cli_settings *settings, const char *name, char error[CLI_ERROR_SIZE])
{
    const char *names[MOST_COMMANDS];
    size_t count = 0;
    for (; cli_commands[count] != NULL && count < MOST_COMMANDS; count++)
        names[count] = cli_commands[count]->syntax.command;
    const char *near = lf_closest_word(name, names, count);
    if (near != NULL)
        return cli_complain(settings, error, "unknown command '%.64s'; did you mean '%s'?", name,
                            near);
    return cli_complain(settings, error, "unknown command '%.64s'", name);
}

static void print_said(FILE *out, const lf_words *words, const char *text)
{
    cli_print_wrapped(out, lf_words_say(words, text), 0, 80);
}

void cli_print_overview(FILE *out, const lf_words *words)
{
    fprintf(out, "%s\n\n", lf_words_say(words, N_("Usage: lifang COMMAND [options]")));
    print_said(out, words,
               N_("Audits where a city puts its homes: near stations or not, near jobs or not, "
                  "within a quarter of an hour of daily life or not, and whether that keeps what "
                  "the housing plan promised."));
    fprintf(out, "\n%s\n", lf_words_say(words, N_("Commands:")));
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        fprintf(out, "  %-9s %s\n", cli_commands[i]->syntax.command,
                lf_words_say(words, cli_commands[i]->syntax.summary));
    fputc('\n', out);
    print_said(out, words, N_("'lifang help COMMAND' tells more about a command."));
    fputc('\n', out);
    print_said(out, words,
               N_("Exit codes: 0 done, 1 could not, 2 wrong usage, 3 a binding target is missed "
                  "(check) or a plan contradicts itself (plan lint)."));
}

const char *cli_format(const cli_work *work)
{
    return work->settings->format != NULL ? work->settings->format : "text";
}

bool cli_print(cli_work *work, const char *what, const lf_print_options *options)
{
    return lf_project_print(work->session, work->project, what, cli_format(work), options,
                            cli_on_write, work->terminal);
}

static bool open_work(cli_work *work)
{
    const cli_settings *settings = work->settings;
    if (!lf_session_open(&work->session))
        return false;
    lf_session_set_message_handler(work->session, cli_on_message, work->terminal);
    lf_session_set_progress_handler(work->session, cli_on_progress, work->terminal);
    lf_session_set_stop_flag(work->session, cli_catch_signals());
    lf_session_set_threads(work->session, settings->threads);
    lf_session_set_allow_network(work->session, settings->allow_network);
    if (!lf_session_set_language(work->session, settings->language) ||
        !lf_session_set_fallback_language(work->session, settings->fallback_language))
        return false;
    if (settings->city == NULL)
        return true;
    lf_project_options options = {
        .workspace = settings->workspace, .output = settings->output, .plan = settings->plan};
    bool opened = lf_project_open(work->session, settings->city, &options, &work->project);
    work->terminal->words = lf_session_words(work->session);
    return opened;
}

static int exit_code_of(const cli_work *work, bool done)
{
    if (done)
        return work->exit_code;
    return lf_session_failure(work->session) == LF_SESSION_WRONG_USAGE ? CLI_WRONG_USAGE
                                                                       : CLI_COULD_NOT;
}

static int do_work(const cli_command *command, const cli_settings *settings)
{
    cli_terminal terminal;
    cli_terminal_init(&terminal, settings);
    cli_work work = {.settings = settings, .terminal = &terminal, .exit_code = CLI_DONE};
    bool done = open_work(&work) && command->run(&work);
    int code = exit_code_of(&work, done);
    bool written = cli_finish_output(&terminal);
    if (!done && written)
        cli_say_error(&terminal, "%s",
                      work.session != NULL ? lf_session_error(work.session) : "out of memory");
    lf_project_close(work.project);
    lf_session_close(work.session);
    return written ? code : CLI_COULD_NOT;
}

/* The line that says where to read on after wrong usage. */
static int say_usage_error(const cli_command *command, const lf_words *words, const char *error)
{
    fprintf(stderr, lf_words_say(words, N_("lifang: error: %s\n")), error);
    fputs(lf_words_say(words, N_("Usage: ")), stderr);
    cli_print_usage(stderr, words, &command->syntax);
    fputc('\n', stderr);
    fprintf(stderr, lf_words_say(words, N_("'lifang help %s' tells more.\n")),
            command->syntax.command);
    return CLI_WRONG_USAGE;
}

int cli_execute(const cli_command *command, const cli_settings *defaults, int count,
                char **arguments)
{
    cli_settings settings = *defaults;
    char error[CLI_ERROR_SIZE] = "";
    if (!cli_parse(&command->syntax, count, arguments, &settings, error))
        return say_usage_error(command, settings.words, error);
    if (settings.help) {
        cli_terminal terminal;
        cli_terminal_init(&terminal, &settings);
        cli_catch_signals();
        cli_print_help(stdout, settings.words, &command->syntax);
        return cli_finish_output(&terminal) ? CLI_DONE : CLI_COULD_NOT;
    }
    if (command->check != NULL && !command->check(&settings, error))
        return say_usage_error(command, settings.words, error);
    return do_work(command, &settings);
}
