/*
 * The statements of a source's select: given as text, named by a file of layers/selects/, or the
 * project's own for OpenStreetMap.
 *
 * Inside the room load only.
 */
#ifndef LF_LOAD_SELECT_H
#define LF_LOAD_SELECT_H

#include "catalog/city.h"

/*
 * Statements to be run one after the other; none when the source has no select. A select file may
 * hold several, separated by semicolons: each reads one layer, because GDAL's OSM driver cannot
 * read two at a time. Free with lf_free_names.
 */
bool lf_select_read(lf_context *ctx, const lf_places *places, const lf_city_source *given,
                    const char *driver, char ***out, size_t *count);
/* The file a select is read from (free()), NULL when it is plain text or there is none. */
bool lf_select_file(lf_context *ctx, const lf_places *places, const char *select, char **out);

#endif
