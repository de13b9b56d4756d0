/*
 * The page as it is built from src/page: one HTML text with script and style inside, and one marker
 * where the data goes. It knows nothing of a city.
 */
#ifndef LF_PRESENT_PAGE_TEMPLATE_H
#define LF_PRESENT_PAGE_TEMPLATE_H

#include <stddef.h>

/*
 * Stands exactly once in the template, as the whole content of a <script type="application/json">.
 * It is replaced by one JSON text (src/page/DATA.md) in which '<', '>', '&', U+2028 and U+2029 are
 * written as \u escapes, so that no name in it can end the element.
 */
#define LF_PAGE_MARKER "@LIFANG_DATA@"

/* The template's bytes, UTF-8, without a terminating NUL. */
extern const unsigned char lf_page_template[];
extern const size_t lf_page_template_size;

#endif
