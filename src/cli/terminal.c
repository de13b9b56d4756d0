/*
 * Messages, the progress line, results and signals of the command line.
 */
#include "cli/terminal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* A signal handler can reach nothing but a global; this is the only one. */
static volatile sig_atomic_t stop_flag;

/* A task is shown on a terminal after this long, and not more often than that. */
static const double progress_after_s = 1.0;
static const double progress_every_s = 0.1;
/* A program is told five times a second at most. */
static const double json_every_s = 0.2;
enum { BAR_SIZE = 20, LEAST_COLUMNS = 20, USUAL_COLUMNS = 80 };

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static cli_progress_form progress_form(const cli_settings *settings, bool is_terminal)
{
    const char *asked = settings->progress;
    if (settings->quiet || (asked != NULL && strcmp(asked, "none") == 0))
        return CLI_PROGRESS_NONE;
    if (asked != NULL && strcmp(asked, "json") == 0)
        return CLI_PROGRESS_JSON;
    return is_terminal ? CLI_PROGRESS_LINE : CLI_PROGRESS_NONE;
}

void cli_terminal_init(cli_terminal *terminal, const cli_settings *settings)
{
    *terminal = (cli_terminal){
        .quiet = settings->quiet,
        .verbose = settings->verbose,
        .words = settings->words,
        .is_terminal = isatty(STDERR_FILENO) == 1,
    };
    terminal->progress = progress_form(settings, terminal->is_terminal);
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
    fputs(lf_words_say(terminal->words, N_("lifang: error: ")), stderr);
    vfprintf(stderr, lf_words_say(terminal->words, format), arguments);
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
    const char *head = level == LF_MESSAGE_WARNING ? N_("lifang: warning: ") : "lifang: ";
    fprintf(stderr, "%s%s\n", lf_words_say(terminal->words, head), line);
}

/* ---- progress ---------------------------------------------------------------------------------
 */

/* What is known of a task under way. rate_s and left_s are negative while unknown. */
typedef struct pace {
    uint64_t done, total;
    double rate_s, left_s;
} pace;

static pace pace_of(const cli_terminal *terminal, uint64_t done, uint64_t total, double now)
{
    pace found = {.done = done, .total = total, .rate_s = -1, .left_s = -1};
    double seconds = now - terminal->task_began_s;
    if (done > terminal->task_began && seconds > 0.05)
        found.rate_s = (double)(done - terminal->task_began) / seconds;
    if (total > 0 && found.rate_s > 0)
        found.left_s = total > done ? (double)(total - done) / found.rate_s : 0.0;
    return found;
}

/* "load homes" is made of a phrase and a name: the name stays. */
static void say_task(const cli_terminal *terminal, char *out, size_t size)
{
    const char *said = lf_words_say(terminal->words, terminal->task);
    if (said == terminal->task && strncmp(said, "load ", 5) == 0)
        snprintf(out, size, lf_words_say(terminal->words, N_("load %s")), said + 5);
    else
        snprintf(out, size, "%s", said);
}

static void say_rate(const cli_terminal *terminal, double rate_s, char *out, size_t size)
{
    const char *format = rate_s >= 9.95 ? N_("%.0f/s") : N_("%.1f/s");
    out[0] = '\0';
    if (rate_s > 0)
        snprintf(out, size, lf_words_say(terminal->words, format), rate_s);
}

static void say_left(const cli_terminal *terminal, double left_s, char *out, size_t size)
{
    unsigned long seconds = left_s > 0 && left_s < 1e9 ? (unsigned long)(left_s + 0.5) : 0;
    out[0] = '\0';
    if (left_s >= 0 && seconds >= 3600)
        snprintf(out, size, lf_words_say(terminal->words, N_("%lu h %02lu min left")),
                 seconds / 3600, seconds / 60 % 60);
    else if (left_s >= 0)
        snprintf(out, size, lf_words_say(terminal->words, N_("%lu:%02lu left")), seconds / 60,
                 seconds % 60);
}

/* "[=======>            ]" */
static void draw_bar(const pace *at, char out[BAR_SIZE + 3])
{
    size_t full =
        at->total == 0 ? 0 : (size_t)((double)BAR_SIZE * (double)at->done / (double)at->total);
    full = full > BAR_SIZE ? BAR_SIZE : full;
    memset(out, ' ', BAR_SIZE + 2);
    memset(out + 1, '=', full);
    if (full < BAR_SIZE)
        out[1 + full] = '>';
    out[0] = '[';
    out[BAR_SIZE + 1] = ']';
    out[BAR_SIZE + 2] = '\0';
}

static size_t screen_columns(void)
{
    struct winsize size;
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST_COLUMNS;
    return known ? size.ws_col : USUAL_COLUMNS;
}

/* Adds a part to the line where it still fits on the screen; a line that wraps cannot be redrawn.
 */
static void add_part(char *line, size_t size, size_t columns, const char *part)
{
    size_t used = strlen(line);
    size_t gap = used > 0 ? 2 : 0;
    if (part[0] == '\0' || used + gap + strlen(part) >= size ||
        lf_text_columns(line) + gap + lf_text_columns(part) >= columns)
        return;
    snprintf(line + used, size - used, "%s%s", gap > 0 ? "  " : "", part);
}

static void draw_line(cli_terminal *terminal, const pace *at)
{
    char line[512] = "", part[128], bar[BAR_SIZE + 3];
    size_t columns = screen_columns();
    say_task(terminal, part, sizeof part);
    add_part(line, sizeof line, columns, part);
    if (at->total > 0) {
        snprintf(part, sizeof part, "%3d %%", (int)(100.0 * (double)at->done / (double)at->total));
        add_part(line, sizeof line, columns, part);
        draw_bar(at, bar);
        add_part(line, sizeof line, columns, bar);
        snprintf(part, sizeof part, "%llu/%llu", (unsigned long long)at->done,
                 (unsigned long long)at->total);
    } else {
        snprintf(part, sizeof part, "%llu", (unsigned long long)at->done);
    }
    add_part(line, sizeof line, columns, at->done > 0 || at->total > 0 ? part : "");
    say_rate(terminal, at->rate_s, part, sizeof part);
    add_part(line, sizeof line, columns, part);
    say_left(terminal, at->left_s, part, sizeof part);
    add_part(line, sizeof line, columns, part);
    terminal->progress_on_screen = true;
    fprintf(stderr, "\r\033[K%s", line);
    fflush(stderr);
}

static void put_json_number(const char *key, double value)
{
    if (value >= 0)
        fprintf(stderr, ",\"%s\":%.1f", key, value);
    else
        fprintf(stderr, ",\"%s\":null", key);
}

static void write_json(const cli_terminal *terminal, const pace *at)
{
    fputs("{\"task\":\"", stderr);
    for (const char *c = terminal->task; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            fputc('\\', stderr);
        fputc((unsigned char)*c < 0x20 ? ' ' : *c, stderr);
    }
    fprintf(stderr, "\",\"done\":%llu", (unsigned long long)at->done);
    if (at->total > 0)
        fprintf(stderr, ",\"total\":%llu", (unsigned long long)at->total);
    else
        fputs(",\"total\":null", stderr);
    put_json_number("rate", at->rate_s);
    put_json_number("left_s", at->left_s);
    fputs("}\n", stderr);
    fflush(stderr);
}

/* A task begins with its name, and anew when it is less far than it was. */
static void follow_task(cli_terminal *terminal, const char *task, uint64_t done, double now)
{
    bool same = strncmp(terminal->task, task, sizeof terminal->task - 1) == 0;
    if (!same || done < terminal->task_done) {
        cli_end_progress(terminal);
        snprintf(terminal->task, sizeof terminal->task, "%s", task);
        terminal->task_began_s = now;
        terminal->task_began = done;
        terminal->task_shown = false;
    }
    terminal->task_done = done;
}

static void tell_terminal(cli_terminal *terminal, const pace *at, double now)
{
    if (at->total > 0 && at->done >= at->total) {
        cli_end_progress(terminal);
        return;
    }
    if (now - terminal->task_began_s < progress_after_s ||
        now - terminal->shown_s < progress_every_s)
        return;
    terminal->shown_s = now;
    draw_line(terminal, at);
}

/* The last step of a task that was told of is always told. */
static void tell_program(cli_terminal *terminal, const pace *at, double now)
{
    bool last = terminal->task_shown && at->total > 0 && at->done >= at->total;
    if (!last && now - terminal->shown_s < json_every_s)
        return;
    terminal->shown_s = now;
    terminal->task_shown = !last;
    write_json(terminal, at);
}

void cli_on_progress(void *user, const char *task, uint64_t done, uint64_t total)
{
    cli_terminal *terminal = user;
    if (terminal->progress == CLI_PROGRESS_NONE)
        return;
    double now = now_s();
    follow_task(terminal, task, done, now);
    pace at = pace_of(terminal, done, total, now);
    if (terminal->progress == CLI_PROGRESS_JSON)
        tell_program(terminal, &at, now);
    else
        tell_terminal(terminal, &at, now);
}

/* ---- results and signals ----------------------------------------------------------------------
 */

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
