/* Any bytes as the condition of a style's rule, and as every name in it: read or refused, and what
 * is written for QGIS and map servers is XML that can be read again. */
#include <cpl_error.h>
#include <cpl_minixml.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "present/look.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_xml(lf_text *text)
{
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLXMLNode *root = CPLParseXMLString(lf_text_get(text));
    CPLPopErrorHandler();
    if (root == NULL || !lf_is_utf8(lf_text_get(text), text->length))
        abort();
    CPLDestroyXMLNode(root);
    lf_text_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lf_context ctx;
    lf_look look = {.kind = (lf_sign_kind)(size % 3)};
    const lf_symbol mark = {.shape = LF_SHAPE_DIAMOND, .size_mm = 1.0};
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    lf_context_init(&ctx);
    lf_look_rule *rule = lf_look_add(&ctx, &look, &mark, text);
    bool ok = rule != NULL && lf_look_condition(&ctx, rule, text, "fuzz.sql");
    if (ok == (ctx.error[0] != '\0'))
        abort(); /* an error is said when there is one, and only then */
    if (rule != NULL && rule->term_count < LF_LOOK_TERMS && !lf_look_text(&ctx, rule, text, text))
        abort();
    look.label_column = lf_copy(text);
    const char *const aliases[] = {text, text};
    lf_text qml = {0}, sld = {0};
    lf_look_qml(&look, aliases, 1, &qml);
    lf_look_sld(&look, text, text, &sld);
    must_be_xml(&qml);
    must_be_xml(&sld);
    lf_look_free(&look);
    free(text);
    return 0;
}
