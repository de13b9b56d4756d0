/*
 * Arrays that double when they are full.
 *
 * Private to src/walk. Knows the C library only.
 */
#ifndef LF_WALK_GROW_H
#define LF_WALK_GROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* `array` is the address of a pointer to items; copying the pointer keeps any item type legal. */
static inline bool lf_make_room(void *array, size_t count, size_t *capacity, size_t item_size)
{
    const size_t wanted = *capacity ? *capacity * 2 : 64;
    void *items;

    if (count < *capacity)
        return true;
    memcpy(&items, array, sizeof items);
    items = realloc(items, wanted * item_size);
    if (items == NULL)
        return false;
    memcpy(array, &items, sizeof items);
    *capacity = wanted;
    return true;
}

/* True when array[count] may be written; grows the array where needed. */
#define LF_ROOM(array, count, capacity)                                                            \
    lf_make_room(&(array), (count), &(capacity), sizeof *(array))

#endif
