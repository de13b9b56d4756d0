#include "draw/wkb.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MOST_DEPTH = 16 };

typedef struct wkb_reader {
    const unsigned char *at, *end;
    bool swapped;
    lf_wkb_take *take;
    void *user;
} wkb_reader;

/* What a type word says: ISO adds 1000 and 2000 for Z and M, the extended form sets high bits. */
typedef struct wkb_type {
    uint32_t base;
    size_t stride;
} wkb_type;

static bool read_word(wkb_reader *reader, uint32_t *out)
{
    if ((size_t)(reader->end - reader->at) < 4)
        return false;
    memcpy(out, reader->at, 4);
    if (reader->swapped)
        *out = __builtin_bswap32(*out);
    reader->at += 4;
    return true;
}

static bool is_little_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 1;
}

static bool read_type(wkb_reader *reader, wkb_type *out)
{
    uint32_t word = 0, srid = 0;
    if (reader->at == reader->end || *reader->at > 1)
        return false;
    reader->swapped = (*reader->at++ == 1) != is_little_endian();
    if (!read_word(reader, &word))
        return false;
    uint32_t flags = word >> 28, iso = (word & 0x0fffffff) / 1000;
    if ((flags & 2) != 0 && !read_word(reader, &srid))
        return false;
    bool has_z = (flags & 8) != 0 || iso == 1 || iso == 3;
    bool has_m = (flags & 4) != 0 || iso == 2 || iso == 3;
    out->base = (word & 0x0fffffff) % 1000;
    out->stride = 8 * (2 + (size_t)has_z + (size_t)has_m);
    return iso <= 3;
}

static bool take_points(wkb_reader *reader, lf_part_kind kind, bool hole, size_t count,
                        size_t stride)
{
    if (count > (size_t)(reader->end - reader->at) / stride)
        return false;
    lf_wkb_part part = {kind, hole, reader->at, count, stride, reader->swapped};
    if (count > 0)
        reader->take(reader->user, &part);
    reader->at += count * stride;
    return true;
}

static bool take_rings(wkb_reader *reader, uint32_t rings, size_t stride)
{
    for (uint32_t i = 0; i < rings; i++) {
        uint32_t count = 0;
        if (!read_word(reader, &count) || !take_points(reader, LF_PART_RING, i > 0, count, stride))
            return false;
    }
    return true;
}

static bool walk(wkb_reader *reader, int depth)
{
    wkb_type type;
    uint32_t count = 0;
    if (depth > MOST_DEPTH || !read_type(reader, &type))
        return false;
    if (type.base == 1)
        return take_points(reader, LF_PART_POINT, false, 1, type.stride);
    if (!read_word(reader, &count))
        return false;
    if (type.base == 2)
        return take_points(reader, LF_PART_LINE, false, count, type.stride);
    if (type.base == 3 || type.base == 17)
        return take_rings(reader, count, type.stride);
    bool collection = (type.base >= 4 && type.base <= 7) || type.base == 15 || type.base == 16;
    for (uint32_t i = 0; collection && i < count; i++)
        if (!walk(reader, depth + 1))
            return false;
    return collection;
}

bool lf_wkb_walk(const void *wkb, size_t size, lf_wkb_take *take, void *user)
{
    wkb_reader reader = {.at = wkb, .take = take, .user = user};
    if (wkb == NULL)
        return false;
    reader.end = reader.at + size;
    return walk(&reader, 0);
}

static double read_real(const unsigned char *bytes, bool swapped)
{
    uint64_t word;
    double value;
    memcpy(&word, bytes, 8);
    if (swapped)
        word = __builtin_bswap64(word);
    memcpy(&value, &word, 8);
    return value;
}

bool lf_wkb_point(const lf_wkb_part *part, size_t i, double *x, double *y)
{
    const unsigned char *at = part->bytes + i * part->stride;
    *x = read_real(at, part->swapped);
    *y = read_real(at + 8, part->swapped);
    return isfinite(*x) && isfinite(*y);
}
