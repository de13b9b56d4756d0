/*
 * Districts 区, streets 街道 and communities 社区: three layers of boundaries that tile the city,
 * drawn along blocks and, where they can, along rivers. Needs the lattice.
 */
#ifndef MAKER_QUARTERS_H
#define MAKER_QUARTERS_H

#include "model.h"

typedef enum mk_level { MK_DISTRICT, MK_SUBDISTRICT, MK_COMMUNITY, MK_GROUP } mk_level;

#define MK_GROUPS 5

typedef struct mk_group {
    const char *id, *name;
} mk_group;

extern const mk_group MK_GROUP_LIST[MK_GROUPS];
extern const char *const MK_DISTRICT_NAMES[MK_DISTRICTS];

void mk_quarters_make(mk_city *city);
/* The number of the area of a level that a cell belongs to. */
int mk_quarters_of(const mk_cell *cell, mk_level level);
/* Key zones 重点片区 and the development zone 开发区, as marks on the cells. */
void mk_zones_mark(mk_city *city);

#endif
