/* Facilities of daily life beside streets, near the people they serve. Needs homes. */
#ifndef MAKER_SERVICES_H
#define MAKER_SERVICES_H

#include "model.h"

#define MK_CATEGORIES 12
extern const char *const MK_CATEGORY_IDS[MK_CATEGORIES];

void mk_facilities_make(mk_city *city);
/* Capacity and opening year of those that have none yet, and of the parks. */
void mk_facilities_detail(mk_city *city);
/* Entrances of fenced parks, and which parks are listed as facilities. */
void mk_park_gates_make(mk_city *city);

#endif
