/* Invented Chinese names, put together from syllables that mean landscape and luck. */
#ifndef MAKER_NAMES_H
#define MAKER_NAMES_H

#include "model.h"

/* Two syllables; the same index gives the same name, and neighbours differ. */
void mk_name_place(size_t index, const char *suffix, char out[MK_NAME]);
/* Two syllables at random, and a suffix. */
void mk_name_any(mk_random *random, const char *suffix, char out[MK_NAME]);

#endif
