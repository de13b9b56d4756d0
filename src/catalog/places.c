/* Where definitions are looked for: the city's folder, $LIFANG_DATA, the installed data. See
 * catalog.h. */
#include "catalog/catalog.h"
#include "catalog/own.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Tells a data folder from any other. */
static bool check_holds_layers(lf_context *ctx, const char *folder, bool *out)
{
    char *layers = lf_join_path(folder, "layers");
    *out = layers != NULL && lf_is_folder(layers);
    bool ok = layers != NULL || lf_fail_memory(ctx);
    free(layers);
    return ok;
}

/* <prefix>/bin/lifang -> <prefix>/share/lifang, so that an installation can be moved. */
static bool find_beside_program(lf_context *ctx, char **out)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    *out = NULL;
    if (length <= 0)
        return true;
    program[length] = '\0';
    char *bin = lf_parent_path(program);
    char *prefix = bin == NULL ? NULL : lf_parent_path(bin);
    *out = prefix == NULL ? NULL : lf_join_path(prefix, "share/lifang");
    free(bin);
    free(prefix);
    return *out != NULL || lf_fail_memory(ctx);
}

/* *out stays NULL when neither an installation nor the source tree is there. */
static bool find_installed(lf_context *ctx, char **out)
{
    bool found = false;
    if (!find_beside_program(ctx, out))
        return false;
    if (*out != NULL && !check_holds_layers(ctx, *out, &found))
        return false;
    if (found)
        return true;
    free(*out);
    *out = NULL;
#ifdef LF_SOURCE_DIR
    if (!check_holds_layers(ctx, LF_SOURCE_DIR, &found))
        return false;
    if (found)
        *out = lf_keep(ctx, LF_SOURCE_DIR);
    return !found || *out != NULL;
#else
    return true;
#endif
}

static bool add_place(lf_context *ctx, lf_places *places, const char *folder)
{
    char *copy = lf_keep(ctx, folder);
    if (copy == NULL)
        return false;
    places->folders[places->count++] = copy;
    return true;
}

static bool add_named(lf_context *ctx, lf_places *places, const char *folder)
{
    bool found = false;
    if (!check_holds_layers(ctx, folder, &found))
        return false;
    if (!found)
        return lf_fail(ctx, "LIFANG_DATA: %s has no folder 'layers'; expected Lifang's data folder",
                       folder);
    return add_place(ctx, places, folder);
}

bool lf_places_find(lf_context *ctx, const char *city_folder, lf_places *out)
{
    bool ok = false;
    char *installed = NULL;
    const char *named = getenv("LIFANG_DATA");
    memset(out, 0, sizeof *out);
    if (!find_installed(ctx, &installed) ||
        (city_folder != NULL && !add_place(ctx, out, city_folder)))
        goto done;
    if (named != NULL && named[0] != '\0') {
        if (!add_named(ctx, out, named))
            goto done;
    } else if (installed == NULL) {
        lf_fail(ctx, "Lifang's data folder is missing: expected ../share/lifang beside the "
                     "program, or its path in LIFANG_DATA");
        goto done;
    }
    ok = installed == NULL || add_place(ctx, out, installed);
done:
    free(installed);
    if (!ok)
        lf_places_free(out);
    return ok;
}

void lf_places_free(lf_places *places)
{
    if (places == NULL)
        return;
    for (size_t i = 0; i < places->count; i++)
        free(places->folders[i]);
    memset(places, 0, sizeof *places);
}

static bool fail_not_found(lf_context *ctx, const lf_places *places, const char *name)
{
    lf_text list = {0};
    for (size_t i = 0; i < places->count; i++) {
        lf_text_add(&list, i == 0 ? "" : ", ");
        lf_text_add(&list, places->folders[i]);
    }
    lf_fail(ctx, "%s: not found in %s", name, lf_text_get(&list));
    lf_text_free(&list);
    return false;
}

bool lf_places_file(lf_context *ctx, const lf_places *places, const char *name, char **out)
{
    *out = NULL;
    for (size_t i = 0; i < places->count; i++) {
        char *path = lf_join_path(places->folders[i], name);
        if (path == NULL)
            return lf_fail_memory(ctx);
        if (lf_file_exists(path)) {
            *out = path;
            return true;
        }
        free(path);
    }
    return fail_not_found(ctx, places, name);
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool is_listed(char **paths, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(file_name(paths[i]), name) == 0)
            return true;
    return false;
}

/* Adds the files of one folder whose names an earlier folder has not taken. */
static bool list_more(lf_context *ctx, const char *folder, const char *suffix, char ***paths,
                      size_t *count)
{
    bool ok = false;
    char **names = NULL;
    size_t name_count = 0, taken = *count;
    if (!lf_list_folder(ctx, folder, suffix, &names, &name_count))
        return false;
    for (size_t i = 0; i < name_count; i++) {
        if (is_listed(*paths, taken, names[i]))
            continue;
        char **more = lf_grow(ctx, *paths, *count, sizeof *more);
        if (more == NULL)
            goto done;
        *paths = more;
        more[*count] = lf_join_path(folder, names[i]);
        if (more[*count] == NULL) {
            lf_fail_memory(ctx);
            goto done;
        }
        ++*count;
    }
    ok = true;
done:
    lf_free_names(names, name_count);
    return ok;
}

static int by_file_name(const void *a, const void *b)
{
    return strcmp(file_name(*(char *const *)a), file_name(*(char *const *)b));
}

bool lf_places_list(lf_context *ctx, const lf_places *places, const char *folder,
                    const char *suffix, char ***out, size_t *count)
{
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < places->count; i++) {
        char *path = lf_join_path(places->folders[i], folder);
        bool ok = path != NULL || lf_fail_memory(ctx);
        if (ok && lf_is_folder(path))
            ok = list_more(ctx, path, suffix, out, count);
        free(path);
        if (!ok) {
            lf_free_names(*out, *count);
            *out = NULL;
            *count = 0;
            return false;
        }
    }
    if (*count > 1)
        qsort(*out, *count, sizeof **out, by_file_name);
    return true;
}
