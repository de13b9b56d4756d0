/* Tables without geometry: commutes and market. Needs everything else. */
#ifndef MAKER_TABLES_H
#define MAKER_TABLES_H

#include "model.h"
#include "write.h"

void mk_write_commutes(mk_city *city, const mk_writer *writer);
void mk_write_market(const mk_city *city, const mk_writer *writer);

#endif
