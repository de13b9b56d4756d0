/* Files, folders and their hashes, as declared in text.h. Paths are UTF-8 bytes, handed on as they
 * are. */
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool lf_read_file(lf_context *ctx, const char *path, char **out, size_t *out_length)
{
    bool ok = false;
    lf_text text = {0};
    char block[65536];
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot open: %s", path, strerror(errno));
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        lf_text_add_bytes(&text, block, got);
    if (ferror(file)) {
        lf_fail(ctx, "%s: cannot read: %s", path, strerror(errno));
        goto done;
    }
    if (out_length != NULL)
        *out_length = text.length;
    *out = lf_text_take(&text);
    ok = *out != NULL || lf_fail_memory(ctx);
done:
    fclose(file);
    lf_text_free(&text);
    return ok;
}

char *lf_join_path(const char *directory, const char *name)
{
    if (name[0] == '/' || directory == NULL || directory[0] == '\0')
        return lf_copy(name);
    return lf_copyf("%s%s%s", directory, lf_ends_with(directory, "/") ? "" : "/", name);
}

char *lf_parent_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return lf_copy(".");
    if (slash == path)
        return lf_copy("/");
    char *parent = lf_copy(path);
    if (parent != NULL)
        parent[slash - path] = '\0';
    return parent;
}

bool lf_file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool lf_is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

bool lf_make_folders(lf_context *ctx, const char *path)
{
    bool ok = false;
    char *partial = lf_copy(path);
    if (partial == NULL)
        return lf_fail_memory(ctx);
    for (char *p = partial + 1;; p++) {
        char end = *p;
        if (end != '/' && end != '\0')
            continue;
        *p = '\0';
        if (mkdir(partial, 0777) != 0 && errno != EEXIST) {
            lf_fail(ctx, "%s: cannot make the folder: %s", partial, strerror(errno));
            goto done;
        }
        if (end == '\0')
            break;
        *p = '/';
    }
    ok = lf_is_folder(path) || lf_fail(ctx, "%s: is not a folder", path);
done:
    free(partial);
    return ok;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool lf_list_folder(lf_context *ctx, const char *path, const char *suffix, char ***out,
                    size_t *count)
{
    char **names = NULL;
    size_t used = 0, capacity = 0;
    *out = NULL;
    *count = 0;
    DIR *folder = opendir(path);
    if (folder == NULL)
        return lf_fail(ctx, "%s: cannot open the folder: %s", path, strerror(errno));
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.' || !lf_ends_with(entry->d_name, suffix))
            continue;
        if (used == capacity) {
            capacity = capacity == 0 ? 16 : capacity * 2;
            char **more = realloc(names, capacity * sizeof *names);
            if (more == NULL)
                goto no_memory;
            names = more;
        }
        if ((names[used] = lf_copy(entry->d_name)) == NULL)
            goto no_memory;
        used++;
    }
    closedir(folder);
    if (used > 0)
        qsort(names, used, sizeof *names, by_bytes);
    *out = names;
    *count = used;
    return true;
no_memory:
    closedir(folder);
    lf_free_names(names, used);
    return lf_fail_memory(ctx);
}

void lf_free_names(char **names, size_t count)
{
    for (size_t i = 0; names != NULL && i < count; i++)
        free(names[i]);
    free(names);
}

void lf_hash_bytes(const void *bytes, size_t count, char out[LF_HASH_SIZE])
{
    SHA256Data(bytes, count, out);
}

static bool hash_file(lf_context *ctx, const char *path, SHA2_CTX *state)
{
    unsigned char block[65536];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return lf_fail(ctx, "%s: cannot open: %s", path, strerror(errno));
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        SHA256Update(state, block, got);
    bool bad = ferror(file) != 0;
    fclose(file);
    return !bad || lf_fail(ctx, "%s: cannot read: %s", path, strerror(errno));
}

static bool hash_folder(lf_context *ctx, const char *path, SHA2_CTX *state)
{
    bool ok = false;
    char **names = NULL;
    size_t count = 0;
    if (!lf_list_folder(ctx, path, "", &names, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        char *inner = lf_join_path(path, names[i]);
        bool done = inner != NULL && (lf_is_folder(inner) || hash_file(ctx, inner, state));
        SHA256Update(state, (const uint8_t *)names[i], strlen(names[i]) + 1);
        free(inner);
        if (!done)
            goto done;
    }
    ok = true;
done:
    lf_free_names(names, count);
    return ok || lf_fail_memory(ctx);
}

bool lf_hash_path(lf_context *ctx, const char *path, char out[LF_HASH_SIZE])
{
    SHA2_CTX state;
    SHA256Init(&state);
    if (!(lf_is_folder(path) ? hash_folder(ctx, path, &state) : hash_file(ctx, path, &state)))
        return false;
    SHA256End(&state, out);
    return true;
}
