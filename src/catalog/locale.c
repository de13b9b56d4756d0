/* Finding the catalogue of words. See locale.h. */
#include "catalog/locale.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"

/* Reads FOLDER/MIDDLE/zh_CN/… when it is there. */
static bool read_below(lf_context *ctx, const char *folder, const char *middle, lf_words **out)
{
    char *path = lf_copyf("%s/%s/zh_CN/LC_MESSAGES/lifang.mo", folder, middle);
    bool ok = path != NULL || lf_fail_memory(ctx);
    if (ok && *out == NULL && lf_file_exists(path))
        ok = lf_words_read(ctx, path, out);
    free(path);
    return ok;
}

static char *program_folder(void)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    return lf_parent_path(program);
}

bool lf_locale_words(lf_context *ctx, lf_words **out)
{
    const char *named = getenv("LIFANG_DATA");
    char *folder = program_folder();
    *out = NULL;
    bool ok = folder == NULL || (read_below(ctx, folder, "locale", out) &&
                                 read_below(ctx, folder, "../locale", out) &&
                                 read_below(ctx, folder, "../share/locale", out));
    if (ok && named != NULL && named[0] != '\0')
        ok = read_below(ctx, named, "../locale", out) && read_below(ctx, named, "locale", out);
    free(folder);
    return ok;
}
