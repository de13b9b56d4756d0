/* Writes the layers of the city, each in the kind of file such data come in. */
#ifndef MAKER_LAYERS_H
#define MAKER_LAYERS_H

#include "model.h"
#include "write.h"

void mk_write_areas(mk_city *city, const mk_writer *writer);
void mk_write_streets(mk_city *city, const mk_writer *writer);
void mk_write_transit(mk_city *city, const mk_writer *writer);
void mk_write_homes(const mk_city *city, const mk_writer *writer);
void mk_write_workplaces(const mk_city *city, const mk_writer *writer);
void mk_write_facilities(const mk_city *city, const mk_writer *writer);
void mk_write_land(mk_city *city, const mk_writer *writer);
/* Candidate lots as a shapefile beside the city file. */
void mk_write_lots(const mk_city *city, const mk_writer *writer);
void mk_write_terrain(const mk_city *city, const mk_writer *writer);

#endif
