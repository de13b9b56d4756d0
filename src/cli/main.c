/*
 * The program: finds the command and hands it the rest of the words.
 *
 * Knows lifang.h only.
 */
#include <string.h>

#include "cli/command.h"

/* --help and --version before any command are commands themselves. */
static const char *command_name(const char *word)
{
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return "help";
    if (strcmp(word, "--version") == 0)
        return "version";
    return word;
}

int main(int count, char **words)
{
    if (count < 2) {
        cli_print_overview(stderr);
        return CLI_WRONG_USAGE;
    }
    const cli_command *command = cli_find_command(command_name(words[1]));
    if (command != NULL)
        return cli_execute(command, count - 2, words + 2);
    char error[CLI_ERROR_SIZE];
    if (words[1][0] == '-')
        snprintf(error, sizeof error, "unknown option '%.64s' before a command", words[1]);
    else
        cli_unknown_command(words[1], error);
    fprintf(stderr, "lifang: error: %s\n'lifang help' lists the commands.\n", error);
    return CLI_WRONG_USAGE;
}
