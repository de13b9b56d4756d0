/*
 * Housing programmes: a table by class, year and district, and a layer of projects that have a
 * place. Needs everything else.
 */
#ifndef MAKER_PROGRAMMES_H
#define MAKER_PROGRAMMES_H

#include "model.h"
#include "write.h"

void mk_write_programmes(const mk_city *city, const mk_writer *writer);
void mk_write_projects(mk_city *city, const mk_writer *writer);

#endif
