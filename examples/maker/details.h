/*
 * What surveys and registers add to homes, sites, facilities and districts: elders, vacancy,
 * renewal, danger, delivery, land, features, population. Comes last, from random streams of its
 * own, so that nothing made before depends on it.
 */
#ifndef MAKER_DETAILS_H
#define MAKER_DETAILS_H

#include "model.h"

void mk_details_make(mk_city *city);
/* Adds a word to a list with 、 between. */
void mk_words_add(char words[MK_WORDS], const char *word);

#endif
