/* Housing estates 小区 and workplaces. Needs streets, quarters, transit and land. */
#ifndef MAKER_ESTATES_H
#define MAKER_ESTATES_H

#include "model.h"

#define MK_CLASSES 5
enum { MK_MARKET_HOME, MK_RESETTLED, MK_PUBLIC_RENTAL, MK_AFFORDABLE_RENTAL, MK_TALENT };
extern const char *const MK_CLASS_NAMES[MK_CLASSES];

void mk_homes_make(mk_city *city, size_t count);
void mk_workplaces_make(mk_city *city);
/* A place beside a street piece: `share` along it, `side_m` to its left. */
mk_point mk_beside_edge(const mk_city *city, size_t edge, double share, double side_m);

#endif
