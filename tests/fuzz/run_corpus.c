/*
 * Runs a fuzz target without libFuzzer, as an ordinary test: every file of the given folders, then
 * a few thousand mutations of them from a fixed seed. A finding is a crash or a sanitizer's report.
 *
 *   fuzz_city corpus/city [-n mutations-per-file]
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MUTATIONS = 1000, LONGEST = 1 << 16 };

typedef struct corpus {
    char **texts;
    size_t *lengths;
    size_t count;
} corpus;

/* SplitMix64: the same sequence everywhere. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(next_random(state) % limit);
}

/* Overwrites one byte, with what parsers are sensitive to as often as with noise. */
static void change_byte(uint64_t *state, char *bytes, size_t length)
{
    static const char sharp[] = "\n\r\t \"':,-[]{}&*!|>%#=\\/\0009\x80\xEF\xFF";
    if (length == 0)
        return;
    size_t at = below(state, length);
    bytes[at] =
        below(state, 2) == 0 ? sharp[below(state, sizeof sharp - 1)] : (char)below(state, 256);
}

static size_t cut_out(uint64_t *state, char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    size_t from = below(state, length), count = 1 + below(state, length - from);
    count = below(state, 2) == 0 && count > 8 ? 8 : count;
    memmove(bytes + from, bytes + from + count, length - from - count);
    return length - count;
}

/* Puts a piece of another text into this one. */
static size_t put_in(uint64_t *state, char *bytes, size_t length, const char *other,
                     size_t other_length)
{
    size_t from = below(state, other_length), count = below(state, other_length - from + 1);
    size_t at = below(state, length + 1);
    if (length + count > LONGEST)
        return length;
    memmove(bytes + at + count, bytes + at, length - at);
    memcpy(bytes + at, other + from, count);
    return length + count;
}

static size_t mutate(uint64_t *state, const corpus *all, char *bytes, size_t length)
{
    for (size_t times = 1 + below(state, 5); times > 0; times--) {
        size_t other = below(state, all->count);
        switch (below(state, 4)) {
        case 0:
            length = cut_out(state, bytes, length);
            break;
        case 1:
            length = put_in(state, bytes, length, all->texts[other], all->lengths[other]);
            break;
        default:
            change_byte(state, bytes, length);
        }
    }
    return length;
}

/* A copy of its own size, so that a read beyond the end is found. */
static bool run_one(const char *bytes, size_t length)
{
    uint8_t *copy = malloc(length == 0 ? 1 : length);
    if (copy == NULL)
        return false;
    memcpy(copy, bytes, length);
    LLVMFuzzerTestOneInput(copy, length);
    free(copy);
    return true;
}

static bool run_mutations(const corpus *all, size_t mutations)
{
    uint64_t state = 20240501;
    char *bytes = malloc(LONGEST);
    bool ok = bytes != NULL;
    for (size_t i = 0; ok && i < all->count; i++)
        for (size_t m = 0; ok && m < mutations; m++) {
            size_t length = all->lengths[i] < LONGEST ? all->lengths[i] : LONGEST;
            memcpy(bytes, all->texts[i], length);
            ok = run_one(bytes, mutate(&state, all, bytes, length));
        }
    free(bytes);
    return ok;
}

static bool add_file(lf_context *ctx, corpus *all, const char *folder, const char *name)
{
    char *path = lf_join_path(folder, name);
    char **texts = realloc(all->texts, (all->count + 1) * sizeof *texts);
    all->texts = texts != NULL ? texts : all->texts;
    size_t *lengths = realloc(all->lengths, (all->count + 1) * sizeof *lengths);
    all->lengths = lengths != NULL ? lengths : all->lengths;
    bool ok = path != NULL && texts != NULL && lengths != NULL &&
              lf_read_file(ctx, path, &all->texts[all->count], &all->lengths[all->count]);
    all->count += ok;
    free(path);
    return ok;
}

static bool add_folder(lf_context *ctx, corpus *all, const char *folder)
{
    char **names = NULL;
    size_t count = 0;
    bool ok = lf_list_folder(ctx, folder, "", &names, &count);
    for (size_t i = 0; ok && i < count; i++)
        ok = add_file(ctx, all, folder, names[i]);
    lf_free_names(names, count);
    return ok;
}

int main(int argc, char **argv)
{
    lf_context ctx;
    corpus all = {0};
    size_t mutations = MUTATIONS;
    bool ok = argc > 1;
    lf_context_init(&ctx);
    for (int i = 1; ok && i < argc; i++) {
        if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
            mutations = (size_t)strtoul(argv[++i], NULL, 10);
        else
            ok = add_folder(&ctx, &all, argv[i]);
    }
    ok = ok && all.count > 0;
    for (size_t i = 0; ok && i < all.count; i++)
        ok = run_one(all.texts[i], all.lengths[i]);
    ok = ok && run_mutations(&all, mutations);
    if (ok)
        printf("%zu texts, %zu mutations\n", all.count, all.count * mutations);
    else
        fprintf(stderr, "%s\n", ctx.error[0] != '\0' ? ctx.error : "no corpus, or no memory");
    lf_free_names(all.texts, all.count);
    free(all.lengths);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
