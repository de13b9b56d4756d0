/* See areas.h. */
#include "measure/areas.h"
#include "measure/polygon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const lf_atom_table lf_atom_tables[LF_ATOM_TABLES] = {
    {"homes", "home_atom", "home_key"},
    {"jobs", "job_atom", "job_key"},
    {"facilities", "facility_atom", "facility_key"},
    {"stations", "station_atom", "station_key"},
    {"sites", "site_atom", "site_key"},
    {"programmes", "programme_atom", "programme_key"},
};

typedef struct area {
    char *id, *kind, *name, *parent; /* owned; name and parent may be NULL */
    lf_polygon polygon;
} area;

/* Areas by kind and id, and a coarse grid that tells which may hold a point. */
typedef struct area_set {
    area *areas;
    size_t count, room;
    size_t side; /* cells along one side of the grid */
    double x_min, y_min, cell_width, cell_height;
    size_t *cell_start, *cell_areas;
} area_set;

/* Sets of areas seen so far; atom = position + 1. */
typedef struct atom_list {
    size_t *members; /* all sets behind one another */
    size_t member_count, member_room;
    size_t *start; /* count + 1 */
    size_t count, room;
    size_t *slots; /* hash table of atom numbers, 0 = free */
    size_t slot_count;
} atom_list;

/* ---- areas
 * --------------------------------------------------------------------------------------- */

static void free_areas(area_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->areas[i].id);
        free(set->areas[i].kind);
        free(set->areas[i].name);
        free(set->areas[i].parent);
        lf_polygon_free(&set->areas[i].polygon);
    }
    free(set->areas);
    free(set->cell_start);
    free(set->cell_areas);
}

static bool read_area(lf_context *ctx, const lf_statement *row, area *out)
{
    void *wkb = NULL;
    size_t blob_size = 0, size = 0;
    const void *blob = lf_column_blob(row, 4, &blob_size);
    out->id = lf_copy(lf_column_text(row, 0));
    out->kind = lf_copy(lf_column_text(row, 1));
    out->name = lf_copy(lf_column_text(row, 2));
    out->parent = lf_copy(lf_column_text(row, 3));
    bool done = lf_blob_to_wkb(ctx, blob, blob_size, &wkb, &size) &&
                lf_polygon_read(ctx, wkb, size, &out->polygon);
    free(wkb);
    return done && out->id && out->kind;
}

static bool read_areas(lf_context *ctx, lf_workspace *ws, area_set *set)
{
    lf_statement *rows = NULL;
    lf_step step = LF_STEP_FAILED;
    if (!lf_prepare(ctx, ws, "SELECT id, kind, name, parent_id, geom FROM areas ORDER BY kind, id",
                    &rows))
        return false;
    while ((step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        if (set->count == set->room) {
            set->room = set->room ? set->room * 2 : 64;
            area *grown = realloc(set->areas, set->room * sizeof *grown);
            if (!grown) {
                lf_fail_memory(ctx);
                break;
            }
            set->areas = grown;
        }
        set->areas[set->count] = (area){0};
        if (!read_area(ctx, rows, &set->areas[set->count++])) {
            lf_fail(ctx, "area %s cannot be read", set->areas[set->count - 1].id);
            break;
        }
    }
    lf_statement_close(rows);
    return step == LF_STEP_DONE;
}

static size_t clamp_cell(const area_set *set, double at)
{
    return !(at > 0) ? 0 : at >= (double)set->side ? set->side - 1 : (size_t)at;
}

/* Visits the cells an area's box touches; `fill` stores the area, otherwise they are counted. */
static void visit_cells(area_set *set, size_t index, bool fill)
{
    const lf_polygon *p = &set->areas[index].polygon;
    if (p->edge_count == 0)
        return;
    size_t c0 = clamp_cell(set, (p->x_min - set->x_min) / set->cell_width);
    size_t c1 = clamp_cell(set, (p->x_max - set->x_min) / set->cell_width);
    size_t r0 = clamp_cell(set, (p->y_min - set->y_min) / set->cell_height);
    size_t r1 = clamp_cell(set, (p->y_max - set->y_min) / set->cell_height);
    for (size_t row = r0; row <= r1; row++)
        for (size_t column = c0; column <= c1; column++) {
            size_t cell = row * set->side + column;
            if (fill)
                set->cell_areas[set->cell_start[cell + 1]++] = index;
            else
                set->cell_start[cell + 2]++;
        }
}

static bool make_grid(lf_context *ctx, area_set *set)
{
    double x_max = -INFINITY, y_max = -INFINITY;
    set->x_min = set->y_min = INFINITY;
    for (size_t i = 0; i < set->count; i++) {
        const lf_polygon *p = &set->areas[i].polygon;
        set->x_min = fmin(set->x_min, p->x_min);
        set->y_min = fmin(set->y_min, p->y_min);
        x_max = fmax(x_max, p->x_max);
        y_max = fmax(y_max, p->y_max);
    }
    set->side = 1 + (size_t)(2 * sqrt((double)set->count));
    if (set->side > 256)
        set->side = 256;
    set->cell_width = fmax((x_max - set->x_min) / (double)set->side, 1e-9);
    set->cell_height = fmax((y_max - set->y_min) / (double)set->side, 1e-9);
    size_t cells = set->side * set->side;
    if (!(set->cell_start = calloc(cells + 2, sizeof *set->cell_start)))
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < set->count; i++)
        visit_cells(set, i, false);
    for (size_t c = 2; c < cells + 2; c++)
        set->cell_start[c] += set->cell_start[c - 1];
    set->cell_areas = malloc((set->cell_start[cells + 1] + 1) * sizeof *set->cell_areas);
    if (!set->cell_areas)
        return lf_fail_memory(ctx);
    for (size_t i = 0; i < set->count; i++)
        visit_cells(set, i, true);
    return true;
}

/*
 * The areas that hold a point, at most one of a kind, in order. *overlap: whether a second area of
 * some kind holds it too. `found` has room for all areas.
 */
static size_t areas_at(const area_set *set, double x, double y, size_t *found, bool *overlap)
{
    size_t count = 0;
    *overlap = false;
    if (set->count == 0)
        return 0;
    size_t cell = clamp_cell(set, (y - set->y_min) / set->cell_height) * set->side +
                  clamp_cell(set, (x - set->x_min) / set->cell_width);
    for (size_t i = set->cell_start[cell]; i < set->cell_start[cell + 1]; i++) {
        size_t index = set->cell_areas[i];
        if (!lf_polygon_holds(&set->areas[index].polygon, x, y))
            continue;
        if (count > 0 && strcmp(set->areas[found[count - 1]].kind, set->areas[index].kind) == 0)
            *overlap = true;
        else
            found[count++] = index;
    }
    return count;
}

/* ---- atoms
 * --------------------------------------------------------------------------------------- */

static void free_atoms(atom_list *list)
{
    free(list->members);
    free(list->start);
    free(list->slots);
}

static size_t hash_set(const size_t *members, size_t count)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ members[i]) * 1099511628211u;
    return (size_t)(hash ^ hash >> 29);
}

static bool grow_atoms(lf_context *ctx, atom_list *list, size_t count)
{
    if (list->count + 2 > list->room) {
        size_t room = list->room ? list->room * 2 : 256;
        size_t *start = realloc(list->start, room * sizeof *start);
        size_t *slots = calloc(room * 4, sizeof *slots);
        if (start)
            list->start = start;
        if (!start || !slots) {
            free(slots);
            return lf_fail_memory(ctx);
        }
        list->start[0] = 0;
        free(list->slots);
        list->slots = slots;
        list->slot_count = room * 4;
        list->room = room;
        for (size_t atom = 1; atom <= list->count; atom++) {
            size_t from = list->start[atom - 1];
            size_t at = hash_set(list->members + from, list->start[atom] - from);
            while (slots[at % list->slot_count])
                at++;
            slots[at % list->slot_count] = atom;
        }
    }
    if (list->member_count + count > list->member_room) {
        size_t room = (list->member_count + count) * 2 + 64;
        size_t *members = realloc(list->members, room * sizeof *members);
        if (!members)
            return lf_fail_memory(ctx);
        list->members = members;
        list->member_room = room;
    }
    return true;
}

/* The atom of a set of areas, made when it is new. Expected constant time. */
static bool find_atom(lf_context *ctx, atom_list *list, const size_t *set, size_t count,
                      size_t *out)
{
    if (!grow_atoms(ctx, list, count))
        return false;
    size_t at = hash_set(set, count);
    for (;; at++) {
        size_t atom = list->slots[at % list->slot_count];
        if (atom == 0)
            break;
        size_t from = list->start[atom - 1], size = list->start[atom] - from;
        if (size == count &&
            (count == 0 || memcmp(list->members + from, set, count * sizeof *set) == 0)) {
            *out = atom;
            return true;
        }
    }
    if (count > 0)
        memcpy(list->members + list->member_count, set, count * sizeof *set);
    list->member_count += count;
    list->start[++list->count] = list->member_count;
    list->slots[at % list->slot_count] = list->count;
    *out = list->count;
    return true;
}

static bool write_atoms(lf_context *ctx, lf_workspace *ws, const area_set *set,
                        const atom_list *list)
{
    lf_statement *insert = NULL;
    bool done = lf_prepare(ctx, ws, "INSERT INTO atom_area (atom, area_id) VALUES (?, ?)", &insert);
    for (size_t atom = 1; done && atom <= list->count; atom++)
        for (size_t i = list->start[atom - 1]; done && i < list->start[atom]; i++) {
            lf_bind_integer(insert, 1, (int64_t)atom);
            lf_bind_text(insert, 2, set->areas[list->members[i]].id);
            done = lf_statement_do(ctx, insert);
        }
    lf_statement_close(insert);
    return done;
}

/* ---- places
 * -------------------------------------------------------------------------------------- */

typedef struct place_count {
    int64_t places, outside, overlapping, unnamed;
} place_count;

/* An area by id or else by name, or count when there is none. */
static size_t area_named(const area_set *set, const char *word)
{
    for (size_t i = 0; word && i < set->count; i++)
        if (strcmp(set->areas[i].id, word) == 0)
            return i;
    for (size_t i = 0; word && i < set->count; i++)
        if (set->areas[i].name && strcmp(set->areas[i].name, word) == 0)
            return i;
    return set->count;
}

static int compare_indexes(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    return (left > right) - (left < right);
}

/* A named area with all that stand above it; a parent named twice ends the climb. */
static size_t areas_above(const area_set *set, size_t index, size_t *found)
{
    size_t count = 0;
    while (index < set->count) {
        for (size_t i = 0; i < count; i++)
            if (found[i] == index)
                index = set->count;
        if (index == set->count)
            break;
        found[count++] = index;
        index = area_named(set, set->areas[index].parent);
    }
    qsort(found, count, sizeof *found, compare_indexes);
    return count;
}

static size_t areas_of_row(const lf_statement *row, const area_set *set, size_t *found,
                           place_count *tally)
{
    bool overlap = false;
    size_t count = 0;
    if (lf_column_kind(row, 1) != LF_NULL) {
        count = areas_at(set, lf_column_real(row, 1), lf_column_real(row, 2), found, &overlap);
    } else {
        const char *word = lf_column_text(row, 3);
        count = areas_above(set, area_named(set, word), found);
        tally->unnamed += word && *word && count == 0;
    }
    tally->places++;
    tally->outside += count == 0;
    tally->overlapping += overlap;
    return count;
}

static bool place_layer(lf_context *ctx, lf_workspace *ws, const lf_atom_table *table,
                        const area_set *set, atom_list *atoms, place_count *tally)
{
    lf_statement *rows = NULL, *insert = NULL;
    lf_step step = LF_STEP_FAILED;
    size_t *found = malloc((set->count + 1) * sizeof *found);
    char *select =
        lf_copyf("SELECT key, x, y, %s FROM %s ORDER BY key",
                 strcmp(table->layer, "programmes") == 0 ? "area_id" : "NULL", table->layer);
    char *put = lf_copyf("INSERT INTO %s VALUES (?, ?)", table->table);
    bool done = (found && select && put) || lf_fail_memory(ctx);
    done = done && lf_prepare(ctx, ws, select, &rows) && lf_prepare(ctx, ws, put, &insert);
    while (done && (step = lf_statement_step(ctx, rows)) == LF_STEP_ROW) {
        size_t atom = 0, count = areas_of_row(rows, set, found, tally);
        done = find_atom(ctx, atoms, found, count, &atom);
        lf_bind_integer(insert, 1, lf_column_integer(rows, 0));
        lf_bind_integer(insert, 2, (int64_t)atom);
        done = done && lf_statement_do(ctx, insert);
    }
    lf_statement_close(rows);
    lf_statement_close(insert);
    free(found);
    free(select);
    free(put);
    return done && step == LF_STEP_DONE;
}

static bool tell_places(lf_context *ctx, lf_workspace *ws, const char *layer, size_t areas,
                        const place_count *tally)
{
    if (areas > 0 && tally->outside > 0 && strcmp(layer, "homes") == 0 &&
        !lf_notice(ctx, ws, "measure", layer,
                   "%lld of %lld homes lie outside every area; they count for the city only",
                   (long long)tally->outside, (long long)tally->places))
        return false;
    if (tally->unnamed > 0 &&
        !lf_notice(ctx, ws, "measure", layer,
                   "%lld of %lld rows name an area that layer areas does not have; they count for "
                   "the city only",
                   (long long)tally->unnamed, (long long)tally->places))
        return false;
    return tally->overlapping == 0 ||
           lf_notice(ctx, ws, "measure", layer,
                     "%lld of %lld rows lie in more than one area of the same kind; the first area "
                     "by id counts them",
                     (long long)tally->overlapping, (long long)tally->places);
}

bool lf_areas_make_atoms(lf_context *ctx, lf_workspace *ws)
{
    area_set set = {0};
    atom_list atoms = {0};
    bool done = lf_workspace_run(ctx, ws, "atoms", "DELETE FROM atom_area") &&
                read_areas(ctx, ws, &set) && (set.count == 0 || make_grid(ctx, &set));
    for (size_t i = 0; done && i < LF_ATOM_TABLES; i++) {
        place_count tally = {0};
        done = lf_workspace_runf(ctx, ws, "atoms", "DELETE FROM \"%w\"", lf_atom_tables[i].table) &&
               place_layer(ctx, ws, &lf_atom_tables[i], &set, &atoms, &tally) &&
               tell_places(ctx, ws, lf_atom_tables[i].layer, set.count, &tally);
    }
    done = done && write_atoms(ctx, ws, &set, &atoms);
    free_areas(&set);
    free_atoms(&atoms);
    return done;
}
