/* Where a source lies. See locate.h. */
#include "load/locate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

bool lf_is_connection(const char *path)
{
    static const char *const starts[] = {"PG:", "MYSQL:", "MSSQL:", "ODBC:", "POSTGRESQL:"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strncasecmp(path, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* End of a value of a connection string: quoted, or up to white space; of a URL up to '@'. */
static size_t value_length(const char *value)
{
    if (*value == '\'') {
        const char *end = strchr(value + 1, '\'');
        return end == NULL ? strlen(value) : (size_t)(end - value) + 1;
    }
    return strcspn(value, " \t,;&");
}

char *lf_shown_path(const char *path)
{
    const char *secret = lf_is_connection(path) ? strcasestr(path, "password=") : NULL;
    const char *scheme = lf_is_connection(path) ? strstr(path, "://") : NULL;
    const char *at = scheme == NULL ? NULL : strchr(scheme, '@');
    if (secret != NULL) {
        secret += strlen("password=");
        return lf_copyf("%.*s***%s", (int)(secret - path), path, secret + value_length(secret));
    }
    if (at != NULL) /* user:password@host */
        return lf_copyf("%.*s***%s", (int)(scheme + 3 - path), path, at);
    return lf_copy(path);
}

/* A connection string whose host is this machine (or is not said) stays offline. */
static bool is_remote_host(const char *connection)
{
    const char *host = strcasestr(connection, "host=");
    if (host == NULL)
        return strstr(connection, "://") != NULL;
    host += strlen("host=");
    host += *host == '\'' || *host == '"';
    static const char *const local[] = {"localhost", "127.", "::1", "/"};
    for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
        if (strncasecmp(host, local[i], strlen(local[i])) == 0)
            return false;
    return true;
}

bool lf_refuse_network(lf_context *ctx, const char *name)
{
    static const char *const anywhere[] = {
        "/vsicurl", "/vsis3",      "/vsigs",  "/vsiaz",   "/vsioss", "/vsiswift",   "/vsihdfs",
        "/vsiadls", "/vsiwebhdfs", "http://", "https://", "ftp://",  "ogr_geocode",
    };
    static const char *const starts[] = {
        "WFS:", "OAPIF:", "WMS:",      "WMTS:",       "WCS:",  "CSW:",    "OGCAPI:", "ES:",
        "NGW:", "CARTO:", "PLSCENES:", "AMIGOCLOUD:", "EEDA:", "GEORSS:", "DODS:"};
    bool remote = lf_is_connection(name) && is_remote_host(name);
    for (size_t i = 0; i < sizeof anywhere / sizeof anywhere[0]; i++)
        remote = remote || strcasestr(name, anywhere[i]) != NULL;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        remote = remote || strncasecmp(name, starts[i], strlen(starts[i])) == 0;
    if (!remote || ctx->allow_network)
        return true;
    char *shown = lf_shown_path(name);
    lf_fail(ctx, "%s: lies on a network; --allow-network permits that", shown == NULL ? "" : shown);
    free(shown);
    return false;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

void lf_extension(const char *name, char out[16])
{
    const char *dot = strrchr(file_name(name), '.');
    size_t length = 0;
    for (; dot != NULL && dot[1 + length] != '\0' && length < 15; length++)
        out[length] = (char)tolower((unsigned char)dot[1 + length]);
    out[length] = '\0';
}

static bool exists(const char *name)
{
    VSIStatBufL stat;
    return VSIStatExL(name, &stat, VSI_STAT_EXISTS_FLAG) == 0;
}

static bool is_virtual_folder(const char *name)
{
    VSIStatBufL stat;
    return VSIStatExL(name, &stat, VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG) == 0 &&
           VSI_ISDIR(stat.st_mode);
}

char *lf_side_file(const char *name, const char *extension)
{
    size_t stem = strlen(name);
    const char *dot = strrchr(file_name(name), '.');
    if (dot != NULL)
        stem = (size_t)(dot - name);
    char *side = lf_copyf("%.*s.%s", (int)stem, name, extension);
    if (side == NULL || exists(side))
        return side;
    for (char *c = side + stem + 1; *c != '\0'; c++)
        *c = (char)toupper((unsigned char)*c);
    if (exists(side))
        return side;
    free(side);
    return NULL;
}

/* "/vsizip/" and its like in front of names with an archive in them. */
static char *with_archive_prefix(const char *path)
{
    const char *inside = strcasestr(path, ".zip");
    if (inside != NULL && (inside[4] == '\0' || inside[4] == '/'))
        return lf_copyf("/vsizip/%s", path);
    if (lf_ends_with(path, ".gz") && !lf_ends_with(path, ".tar.gz"))
        return lf_copyf("/vsigzip/%s", path);
    if (lf_ends_with(path, ".tar") || lf_ends_with(path, ".tar.gz") || lf_ends_with(path, ".tgz"))
        return lf_copyf("/vsitar/%s", path);
    return lf_copy(path);
}

/* The one shapefile of a folder, or the one file of an archive; NULL when there is no such one. */
static char *only_file_of(const char *folder)
{
    char **names = VSIReadDir(folder);
    const char *shape = NULL;
    const char *any = NULL;
    size_t shapes = 0;
    size_t files = 0;
    for (char **name = names; name != NULL && *name != NULL; name++) {
        char extension[16];
        lf_extension(*name, extension);
        bool is_shape = strcmp(extension, "shp") == 0;
        shape = is_shape ? *name : shape;
        shapes += is_shape;
        files += (*name)[0] != '.';
        any = (*name)[0] != '.' ? *name : any;
    }
    const char *one = shapes == 1                                    ? shape
                      : files == 1 && lf_starts_with(folder, "/vsi") ? any
                                                                     : NULL;
    char *found = one == NULL ? NULL : lf_join_path(folder, one);
    CSLDestroy(names);
    return found;
}

static char *inside_folder(const char *folder, const char *ogr_layer)
{
    if (ogr_layer == NULL)
        return only_file_of(folder);
    char *file = lf_copyf("%s/%s.shp", folder, ogr_layer);
    if (file != NULL && exists(file))
        return file;
    free(file);
    return NULL;
}

bool lf_locate(lf_context *ctx, const char *path, const char *ogr_layer, char **out)
{
    char extension[16];
    *out = NULL;
    if (!lf_refuse_network(ctx, path))
        return false;
    bool as_it_is = lf_starts_with(path, "/vsi") || lf_is_connection(path);
    char *name = as_it_is ? lf_copy(path) : with_archive_prefix(path);
    if (name == NULL)
        return lf_fail_memory(ctx);
    if (!lf_is_connection(name) && !exists(name)) {
        free(name);
        return lf_fail(ctx, "%s: there is no such file", path);
    }
    lf_extension(name, extension);
    if (is_virtual_folder(name) && strcmp(extension, "gdb") != 0) {
        char *inner = inside_folder(name, ogr_layer);
        if (inner != NULL) {
            free(name);
            name = inner;
        }
    }
    *out = name;
    return true;
}

/* ---- hashes ---- */

/* The file of the file system that a name such as /vsizip/a/b.zip/c.shp lies in; free(). */
static char *file_on_disk(const char *name)
{
    static const char *const prefixes[] = {"/vsizip/", "/vsigzip/", "/vsitar/"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0];)
        if (lf_starts_with(name, prefixes[i])) {
            name += strlen(prefixes[i]);
            i = 0;
        } else
            i++;
    name += *name == '{';
    char *path = lf_copy(name);
    while (path != NULL && !lf_file_exists(path) && !lf_is_folder(path)) {
        size_t cut = strlen(path);
        while (cut > 0 && path[cut - 1] != '/' && path[cut - 1] != '}')
            cut--;
        if (cut <= 1)
            break;
        path[cut - 1] = '\0';
    }
    return path;
}

static bool belongs(const char *name, const char *stem, size_t stem_length)
{
    static const char *const extensions[] = {
        "shp", "shx", "dbf", "prj", "qpj", "cpg", "cst",      "csvt",       "mif", "mid",
        "tab", "dat", "map", "id",  "ind", "xsd", "gpkg-wal", "sqlite-wal", "gfs", "idx"};
    if (strncmp(name, stem, stem_length) != 0 || name[stem_length] != '.')
        return false;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (lf_same_word(name + stem_length + 1, extensions[i]))
            return true;
    return false;
}

static bool add_hash(lf_context *ctx, lf_text *text, const char *path)
{
    char hash[LF_HASH_SIZE];
    if (!lf_hash_path(ctx, path, hash))
        return false;
    lf_text_addf(text, "%s %s\n", file_name(path), hash);
    return true;
}

static bool add_side_files(lf_context *ctx, lf_text *text, const char *path)
{
    char **names = NULL;
    size_t count = 0;
    const char *name = file_name(path);
    const char *dot = strrchr(name, '.');
    char *folder = lf_parent_path(path);
    bool ok = folder != NULL && lf_list_folder(ctx, folder, "", &names, &count);
    for (size_t i = 0; ok && dot != NULL && i < count; i++) {
        if (strcmp(names[i], name) == 0 || !belongs(names[i], name, (size_t)(dot - name)))
            continue;
        char *side = lf_join_path(folder, names[i]);
        ok = side != NULL && add_hash(ctx, text, side);
        free(side);
    }
    lf_free_names(names, count);
    free(folder);
    return ok;
}

bool lf_locate_hash(lf_context *ctx, const char *gdal_name, char out[LF_HASH_SIZE])
{
    lf_text text = {0};
    out[0] = '\0';
    if (lf_is_connection(gdal_name))
        return true;
    char *path = file_on_disk(gdal_name);
    bool ok = path != NULL && add_hash(ctx, &text, path);
    if (ok && !lf_is_folder(path))
        ok = add_side_files(ctx, &text, path);
    if (ok)
        lf_hash_bytes(lf_text_get(&text), text.length, out);
    free(path);
    lf_text_free(&text);
    return ok;
}
