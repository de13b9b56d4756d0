/*
 * Where a source lies: the name GDAL opens it by, whether that is on a network, and the hash of the
 * files it consists of.
 *
 * Inside the room load only. Must not open a data set.
 */
#ifndef LF_LOAD_LOCATE_H
#define LF_LOAD_LOCATE_H

#include "base/text.h"

/* A data base connection ("PG:…"): it has no files. */
bool lf_is_connection(const char *path);
/* The path as it may be shown and kept: a password in a connection string becomes "***". free(). */
char *lf_shown_path(const char *path);
/*
 * Refuses names that would fetch from a network, anywhere in them, unless the context allows it. A
 * data base on another machine counts as network.
 */
bool lf_refuse_network(lf_context *ctx, const char *name);
/*
 * GDAL's name of a path: archives (x.zip, x.zip/stops.txt, x.osm.gz) get their /vsizip/ or
 * /vsigzip/, a folder or archive with one shapefile (or, for an archive, one file) stands for it;
 * with ogr_layer for <ogr_layer>.shp. Errors: no such file. free() *out.
 */
bool lf_locate(lf_context *ctx, const char *path, const char *ogr_layer, char **out);
/* Extension in lower case without the dot, "" when there is none; at most 15 bytes. */
void lf_extension(const char *name, char out[16]);
/* `name` with another extension, in the case (upper or lower) that exists; NULL when neither does.
 * free() the result. */
char *lf_side_file(const char *name, const char *extension);
/*
 * Hash over the names and bytes of the files of a source: the file (or archive or FileGDB folder)
 * and those beside it that GDAL reads with it (.dbf, .shx, .prj, .cpg, …). "" for a connection.
 */
bool lf_locate_hash(lf_context *ctx, const char *gdal_name, char out[LF_HASH_SIZE]);

#endif
