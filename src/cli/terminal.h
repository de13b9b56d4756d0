/*
 * Where a command talks: results to standard output; warnings, errors and progress to standard
 * error. Also the signals: the first interruption asks the work to stop, the second ends the
 * program.
 *
 * Knows lifang.h only.
 */
#ifndef LF_CLI_TERMINAL_H
#define LF_CLI_TERMINAL_H

#include <stdbool.h>

#include "cli/option.h"
#include "lifang.h"

typedef enum cli_progress_form {
    CLI_PROGRESS_NONE,
    CLI_PROGRESS_LINE, /* one line on a terminal, drawn anew in its place */
    CLI_PROGRESS_JSON  /* a line of JSON per step */
} cli_progress_form;

typedef struct cli_terminal {
    bool quiet;
    int verbose;
    bool is_terminal;      /* standard error is one */
    const lf_words *words; /* of the language spoken; NULL: English */
    cli_progress_form progress;
    bool progress_on_screen;
    char task[96];       /* the task that is under way */
    bool task_shown;     /* something has been said of it */
    uint64_t task_began; /* how far it was when it was first heard of */
    uint64_t task_done;  /* how far it was when it was last heard of */
    double task_began_s; /* seconds on the steady clock */
    double shown_s;      /* when the line was last drawn */
    int write_errno;     /* why standard output failed, 0 while it has not */
} cli_terminal;

void cli_terminal_init(cli_terminal *terminal, const cli_settings *settings);

/* "lifang: error: …", after taking the progress line away. */
void cli_say_error(cli_terminal *terminal, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Handlers for a session; `user` is the terminal. */
void cli_on_message(void *user, lf_message_level level, const char *line);
void cli_on_progress(void *user, const char *task, uint64_t done, uint64_t total);
/* Writes results to standard output; remembers why it failed. */
bool cli_on_write(void *user, const char *bytes, size_t count);

/* Takes the progress line away. */
void cli_end_progress(cli_terminal *terminal);

/*
 * Flushes standard output. False when anything written to it was lost; says so, except where the
 * reader has gone away (a closed pipe).
 */
bool cli_finish_output(cli_terminal *terminal);

/* Handles SIGINT and SIGTERM and ignores SIGPIPE; the flag that SIGINT and SIGTERM raise. */
const volatile sig_atomic_t *cli_catch_signals(void);

#endif
