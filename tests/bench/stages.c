/*
 * Times the stages of the command itself on made-up cities, a process each, and prints wall time,
 * processor time and peak memory in Markdown.
 *
 *   lifang-bench-stages [50k|300k|1.2M|NODES ...] [--homes N] [--sites N] [--keep FOLDER]
 *
 * Runs `lifang-make-city` and `lifang` from the folder it lies in. Knows nothing of the library.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

typedef struct cost {
    double wall_s, cpu_s, peak_mb;
} cost;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Runs a program with its output dropped; false when it cannot be started or fails. */
static bool run(char *const arguments[], cost *out)
{
    posix_spawn_file_actions_t files;
    struct rusage usage;
    pid_t child;
    int status = 0;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    double began = now_s();
    int code = posix_spawn(&child, arguments[0], &files, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    if (code != 0 || wait4(child, &status, 0, &usage) < 0) {
        fprintf(stderr, "%s: %s\n", arguments[0], strerror(code != 0 ? code : errno));
        return false;
    }
    *out = (cost){now_s() - began, seconds(usage.ru_utime) + seconds(usage.ru_stime),
                  (double)usage.ru_maxrss / 1024.0};
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static size_t read_count(const char *text)
{
    char *end = NULL;
    double number = strtod(text, &end);
    if (*end == 'k')
        number *= 1e3;
    else if (*end == 'M')
        number *= 1e6;
    return number >= 1 && number < 1e8 ? (size_t)number : 0;
}

typedef struct plan {
    char programs[PATH_MAX]; /* the folder this program lies in */
    char folder[PATH_MAX];
    const char *homes, *sites; /* NULL: half as many homes as nodes, one site for 150 nodes */
} plan;

static bool make_city(const plan *p, size_t nodes, cost *took)
{
    char program[PATH_MAX + 32], count[32], homes[32], sites[32];
    snprintf(program, sizeof program, "%s/lifang-make-city", p->programs);
    snprintf(count, sizeof count, "%zu", nodes);
    snprintf(homes, sizeof homes, "%zu", nodes / 2);
    snprintf(sites, sizeof sites, "%zu", nodes / 150 + 1);
    const char *arguments[] = {program,
                               "--bench",
                               count,
                               "--homes",
                               p->homes ? p->homes : homes,
                               "--sites",
                               p->sites ? p->sites : sites,
                               p->folder,
                               NULL};
    return run((char *const *)(uintptr_t)arguments, took);
}

/* One stage after the other on one workspace: each finds the stage before it done. */
static bool time_stages(const plan *p, size_t nodes)
{
    static const struct {
        const char *command, *title;
    } stages[] = {{"load", "load"}, {"walk", "walk"}, {"measure", "measure"}, {"run", "present"}};
    char program[PATH_MAX + 32], city[PATH_MAX + 32];
    cost took, total = {0};
    snprintf(program, sizeof program, "%s/lifang", p->programs);
    snprintf(city, sizeof city, "%s/city.yaml", p->folder);
    if (!make_city(p, nodes, &took))
        return false;
    printf("\n%zu street nodes asked for, %s homes\n\n| stage | wall s | processor s | peak MB |\n"
           "| --- | --- | --- | --- |\n",
           nodes, p->homes ? p->homes : "half as many");
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        const char *arguments[] = {program, stages[i].command, city, NULL};
        if (!run((char *const *)(uintptr_t)arguments, &took))
            return false;
        printf("| %s | %.1f | %.1f | %.0f |\n", stages[i].title, took.wall_s, took.cpu_s,
               took.peak_mb);
        total.wall_s += took.wall_s;
        total.cpu_s += took.cpu_s;
        total.peak_mb = took.peak_mb > total.peak_mb ? took.peak_mb : total.peak_mb;
    }
    printf("| all | %.1f | %.1f | %.0f |\n", total.wall_s, total.cpu_s, total.peak_mb);
    return fflush(stdout) == 0;
}

static bool find_programs(plan *p)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        return false;
    self[length] = '\0';
    snprintf(p->programs, sizeof p->programs, "%s", dirname(self));
    return true;
}

static bool time_city(plan *p, size_t nodes, bool keep)
{
    char remove_all[] = "/bin/rm", option[] = "-rf";
    if (!keep) {
        snprintf(p->folder, sizeof p->folder, "/tmp/lifang-bench-XXXXXX");
        if (mkdtemp(p->folder) == NULL)
            return false;
    }
    bool ok = time_stages(p, nodes);
    char *clean[] = {remove_all, option, p->folder, NULL};
    cost unused;
    return (keep || run(clean, &unused)) && ok;
}

int main(int count, char **arguments)
{
    plan p = {0};
    bool any = false, keep = false, ok = find_programs(&p);
    for (int i = 1; ok && i < count; i++) {
        const char *word = arguments[i];
        bool takes = strcmp(word, "--homes") == 0 || strcmp(word, "--sites") == 0 ||
                     strcmp(word, "--keep") == 0;
        if (takes && i + 1 == count)
            ok = false;
        else if (strcmp(word, "--homes") == 0)
            p.homes = arguments[++i];
        else if (strcmp(word, "--sites") == 0)
            p.sites = arguments[++i];
        else if (strcmp(word, "--keep") == 0) {
            keep = true;
            snprintf(p.folder, sizeof p.folder, "%s", arguments[++i]);
        } else if (read_count(word) == 0)
            ok = false;
        else {
            any = true;
            ok = time_city(&p, read_count(word), keep);
        }
    }
    if (ok && !any)
        ok = time_city(&p, 50000, keep) && time_city(&p, 300000, keep);
    if (!ok)
        fprintf(stderr, "lifang-bench-stages: failed; see --homes N, --sites N, --keep FOLDER, and "
                        "sizes such as 50k\n");
    return ok ? 0 : 1;
}
