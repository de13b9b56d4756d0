/*
 * Times audits of many sites on a made-up city, a process each, and prints sites per second and
 * peak memory in Markdown: once walked and checked only (a shard of the whole), once with all
 * files.
 *
 *   lifang-bench-audits [--nodes N] [--dossiers] [SITES ...]        (300k; 100 2000 20000)
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

enum { PATH_ROOM = PATH_MAX + 64, COUNT_ROOM = 24 };

typedef struct cost {
    double wall_s, cpu_s, peak_mb;
} cost;

typedef struct bench {
    char programs[PATH_MAX]; /* the folder this program lies in */
    char folder[64];
    const char *nodes;
    bool dossiers;
} bench;

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
static bool run(const char *const arguments[], cost *out)
{
    posix_spawn_file_actions_t files;
    struct rusage usage;
    pid_t child;
    int status = 0;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    double began = now_s();
    int code = posix_spawn(&child, arguments[0], &files, NULL, (char *const *)(uintptr_t)arguments,
                           environ);
    posix_spawn_file_actions_destroy(&files);
    if (code != 0 || wait4(child, &status, 0, &usage) < 0) {
        fprintf(stderr, "%s: %s\n", arguments[0], strerror(code != 0 ? code : errno));
        return false;
    }
    *out = (cost){now_s() - began, seconds(usage.ru_utime) + seconds(usage.ru_stime),
                  (double)usage.ru_maxrss / 1024.0};
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The same streets with so many sites, in a folder of that name. */
static bool make_city(const bench *b, const char *sites)
{
    char program[PATH_ROOM], folder[PATH_ROOM];
    cost unused;
    snprintf(program, sizeof program, "%s/lifang-make-city", b->programs);
    snprintf(folder, sizeof folder, "%s/%s", b->folder, sites);
    const char *const make[] = {program,   "--bench", b->nodes, "--homes", "150000",
                                "--sites", sites,     folder,   NULL};
    return run(make, &unused);
}

static bool audit(const bench *b, const char *sites, bool whole, cost *out)
{
    char program[PATH_ROOM], city[PATH_ROOM], file[PATH_ROOM], output[PATH_ROOM];
    snprintf(program, sizeof program, "%s/lifang", b->programs);
    snprintf(city, sizeof city, "%s/city/city.yaml", b->folder);
    snprintf(file, sizeof file, "%s/%s/data/sites.gpkg", b->folder, sites);
    snprintf(output, sizeof output, "%s/results-%s", b->folder, sites);
    const char *const share[] = {program,    "audit", city,      "--sites", file,
                                 "--output", output,  "--shard", "1/1",     NULL};
    const char *const all[] = {program,   "audit",     city,
                               "--sites", file,        "--output",
                               output,    "--dossier", b->dossiers ? "all" : "none",
                               NULL};
    return run(whole ? all : share, out);
}

static bool time_sites(const bench *b, const char *sites)
{
    cost checked, whole;
    if (!make_city(b, sites) || !audit(b, sites, false, &checked) || !audit(b, sites, true, &whole))
        return false;
    const double count = strtod(sites, NULL);
    printf("| %s | %.1f | %.0f | %.0f | %.1f | %.0f | %.0f |\n", sites, checked.wall_s,
           count / checked.wall_s, checked.peak_mb, whole.wall_s, count / whole.wall_s,
           whole.peak_mb);
    return fflush(stdout) == 0;
}

static bool measure_city(const bench *b)
{
    char program[PATH_ROOM], city[PATH_ROOM];
    cost took;
    snprintf(program, sizeof program, "%s/lifang", b->programs);
    snprintf(city, sizeof city, "%s/city/city.yaml", b->folder);
    const char *const measure[] = {program, "measure", city, NULL};
    if (!run(measure, &took))
        return false;
    printf("%s street nodes, 150000 homes; load, walk and measure took %.1f s\n\n"
           "| sites | walked and checked, s | sites/s | peak MB | with all files%s, s | sites/s | "
           "peak MB |\n| --- | --- | --- | --- | --- | --- | --- |\n",
           b->nodes, took.wall_s, b->dossiers ? " and dossiers" : "");
    return fflush(stdout) == 0;
}

static bool find_programs(bench *b)
{
    char self[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0)
        return false;
    self[length] = '\0';
    snprintf(b->programs, sizeof b->programs, "%s", dirname(self));
    return true;
}

/* The city itself is one of the made ones under another name: its own sites matter little. */
static bool begin(bench *b)
{
    char made[PATH_ROOM], city[PATH_ROOM];
    snprintf(b->folder, sizeof b->folder, "/tmp/lifang-bench-XXXXXX");
    if (!find_programs(b) || mkdtemp(b->folder) == NULL || !make_city(b, "2000"))
        return false;
    snprintf(made, sizeof made, "%s/2000", b->folder);
    snprintf(city, sizeof city, "%s/city", b->folder);
    return rename(made, city) == 0 && measure_city(b);
}

int main(int count, char **arguments)
{
    static const char *const usual[] = {"100", "2000", "20000"};
    bench b = {.nodes = "300000"};
    int first = 1;
    bool ok;
    for (; first < count && arguments[first][0] == '-'; first++)
        if (strcmp(arguments[first], "--dossiers") == 0)
            b.dossiers = true;
        else if (strcmp(arguments[first], "--nodes") == 0 && first + 1 < count)
            b.nodes = arguments[++first];
        else {
            fprintf(stderr, "usage: lifang-bench-audits [--nodes N] [--dossiers] [SITES ...]\n");
            return 2;
        }
    ok = begin(&b);
    for (int i = first; ok && i < count; i++)
        ok = time_sites(&b, arguments[i]);
    for (size_t i = 0; ok && first == count && i < sizeof usual / sizeof *usual; i++)
        ok = time_sites(&b, usual[i]);
    if (b.folder[0] != '\0') {
        const char *const clean[] = {"/bin/rm", "-rf", b.folder, NULL};
        cost unused;
        ok = run(clean, &unused) && ok;
    }
    if (!ok)
        fprintf(stderr, "lifang-bench-audits: failed\n");
    return ok ? 0 : 1;
}
