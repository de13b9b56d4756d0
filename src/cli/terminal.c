/*
 * Messages, the progress line, results and signals of the command line.
 */
#include "cli/terminal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A signal handler can reach nothing but a global; this is the only one. */
static volatile sig_atomic_t stop_flag;

/* A task shows its progress after this long, and not more often than that. */
static const double progress_after_s = 1.0;
static const double progress_every_s = 0.1;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void cli_terminal_init(cli_terminal *terminal, const cli_settings *settings)
{
    *terminal = (cli_terminal){
        .quiet = settings->quiet,
        .verbose = settings->verbose,
        .is_terminal = isatty(STDERR_FILENO) == 1,
    };
    bool never = settings->progress != NULL && strcmp(settings->progress, "never") == 0;
    terminal->shows_progress = terminal->is_terminal && !never && !settings->quiet;
}

void cli_end_progress(cli_terminal *terminal)
{
    if (!terminal->progress_on_screen)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    terminal->progress_on_screen = false;
}

void cli_say_error(cli_terminal *terminal, const char *format, ...)
{
    cli_end_progress(terminal);
    va_list arguments;
    va_start(arguments, format);
    fputs("lifang: error: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

/* Warnings are for a person at a terminal, or for whoever asks with -v; a program that reads the
 * results finds what was assumed in the results themselves. */
static bool is_shown(const cli_terminal *terminal, lf_message_level level)
{
    if (terminal->quiet)
        return false;
    if (level == LF_MESSAGE_WARNING)
        return terminal->is_terminal || terminal->verbose > 0;
    return terminal->verbose > (level == LF_MESSAGE_DETAIL ? 1 : 0);
}

void cli_on_message(void *user, lf_message_level level, const char *line)
{
    cli_terminal *terminal = user;
    if (!is_shown(terminal, level))
        return;
    cli_end_progress(terminal);
    fprintf(stderr, "lifang: %s%s\n", level == LF_MESSAGE_WARNING ? "warning: " : "", line);
}

void cli_on_progress(void *user, const char *task, uint64_t done, uint64_t total)
{
    cli_terminal *terminal = user;
    if (!terminal->shows_progress)
        return;
    double now = now_s();
    if (strncmp(terminal->task, task, sizeof terminal->task - 1) != 0) {
        cli_end_progress(terminal);
        snprintf(terminal->task, sizeof terminal->task, "%s", task);
        terminal->task_began_s = now;
    }
    if (total > 0 && done >= total) {
        cli_end_progress(terminal);
        return;
    }
    if (now - terminal->task_began_s < progress_after_s ||
        now - terminal->shown_s < progress_every_s)
        return;
    terminal->shown_s = now;
    terminal->progress_on_screen = true;
    if (total > 0)
        fprintf(stderr, "\r\033[K%s … %d %%", task, (int)(100.0 * (double)done / (double)total));
    else
        fprintf(stderr, "\r\033[K%s … %llu", task, (unsigned long long)done);
    fflush(stderr);
}

bool cli_on_write(void *user, const char *bytes, size_t count)
{
    cli_terminal *terminal = user;
    cli_end_progress(terminal);
    if (fwrite(bytes, 1, count, stdout) == count)
        return true;
    terminal->write_errno = errno;
    return false;
}

bool cli_finish_output(cli_terminal *terminal)
{
    cli_end_progress(terminal);
    errno = 0;
    bool flushed = fflush(stdout) == 0 && ferror(stdout) == 0;
    if (flushed && terminal->write_errno == 0)
        return true;
    int reason = terminal->write_errno != 0 ? terminal->write_errno : errno;
    if (reason != EPIPE)
        cli_say_error(terminal, "could not write the results to standard output: %s",
                      reason != 0 ? strerror(reason) : "unknown reason");
    return false;
}

/* The first signal asks; with the second the default action ends the program at once. */
static void on_signal(int number)
{
    (void)number;
    stop_flag = 1;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}

const volatile sig_atomic_t *cli_catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    return &stop_flag;
}
