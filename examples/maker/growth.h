/*
 * Growth areas 拓展区域, which the plan names for each district, and the centres of streets and
 * communities as anchors. Needs quarters, sites and homes; changes nothing of these.
 */
#ifndef MAKER_GROWTH_H
#define MAKER_GROWTH_H

#include "model.h"

void mk_growth_make(mk_city *city);
void mk_centres_make(mk_city *city);
/* The home of a community where most people live; NULL where nobody lives. */
const mk_home *mk_main_home(const mk_city *city, int community);

#endif
