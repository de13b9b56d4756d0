/*
 * Opens a YAML document. libyaml's documents cost time with the square of anchors, tag directives
 * and nesting, so a first pass over its events counts these, and only what stays within bounds is
 * loaded. See yaml.h.
 */
#include "catalog/own.h"
#include "catalog/yaml.h"

#include <string.h>

enum {
    MOST_BYTES = 4 * 1024 * 1024,
    MOST_DIRECTIVES = 16,
    MOST_ANCHORS = 1000,
    MOST_NODES = 200 * 1000,
    MOST_DEPTH = 64
};

/* The text being opened. */
typedef struct source {
    lf_context *ctx;
    const char *path;
    const char *text;
    size_t length;
} source;

static bool begin(const source *s, yaml_parser_t *parser)
{
    if (!yaml_parser_initialize(parser))
        return lf_fail_memory(s->ctx);
    yaml_parser_set_input_string(parser, (const unsigned char *)s->text, s->length);
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    return true;
}

static size_t line_of_byte(const source *s, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset && i < s->length; i++)
        line += s->text[i] == '\n';
    return line;
}

static bool fail_parse(const source *s, const yaml_parser_t *parser)
{
    const char *problem = parser->problem == NULL ? "unreadable" : parser->problem;
    size_t line = parser->problem_mark.line + 1;
    if (parser->error == YAML_MEMORY_ERROR)
        return lf_fail_memory(s->ctx);
    if (parser->error == YAML_READER_ERROR)
        return lf_fail(s->ctx, "%s:%zu: not valid YAML: %s", s->path,
                       line_of_byte(s, parser->problem_offset), problem);
    bool stuck = strstr(problem, "cannot start any token") != NULL;
    if (strstr(problem, "a tab character") != NULL ||
        (stuck && parser->buffer.pointer != NULL && *parser->buffer.pointer == '\t'))
        return lf_fail(s->ctx, "%s:%zu: a tab; YAML is indented with spaces", s->path, line);
    if (parser->context != NULL)
        return lf_fail(s->ctx, "%s:%zu: not valid YAML: %s, %s (line %zu)", s->path, line, problem,
                       parser->context, parser->context_mark.line + 1);
    return lf_fail(s->ctx, "%s:%zu: not valid YAML: %s", s->path, line, problem);
}

static bool check_text(const source *s)
{
    size_t directives = 0;
    if (s->length > MOST_BYTES)
        return lf_fail(s->ctx, "%s: %zu bytes; expected at most %d", s->path, s->length,
                       MOST_BYTES);
    if (!lf_check_text(s->ctx, s->path, s->text, s->length))
        return false;
    for (size_t i = 0; i < s->length; i++)
        directives += s->text[i] == '%' && (i == 0 || strchr("\r\n", s->text[i - 1]) != NULL);
    if (directives > MOST_DIRECTIVES)
        return lf_fail(s->ctx, "%s: %zu lines begin with '%%'; expected at most %d", s->path,
                       directives, MOST_DIRECTIVES);
    return true;
}

typedef struct survey {
    size_t documents, nodes, anchors, depth;
} survey;

static void count_event(survey *seen, const yaml_event_t *event)
{
    const unsigned char *anchor = NULL;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        seen->documents++;
        return;
    case YAML_SCALAR_EVENT:
        anchor = event->data.scalar.anchor;
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = event->data.sequence_start.anchor;
        seen->depth++;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = event->data.mapping_start.anchor;
        seen->depth++;
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        seen->depth--;
        return;
    case YAML_ALIAS_EVENT:
        break;
    default:
        return;
    }
    seen->nodes++;
    seen->anchors += anchor != NULL;
}

static bool check_bounds(const source *s, const survey *seen, const yaml_event_t *event)
{
    size_t line = event->start_mark.line + 1;
    if (seen->documents > 1)
        return lf_fail(s->ctx, "%s:%zu: a second document begins here; expected one", s->path,
                       line);
    if (seen->depth > MOST_DEPTH)
        return lf_fail(s->ctx, "%s:%zu: nested too deeply; expected at most %d levels", s->path,
                       line, MOST_DEPTH);
    if (seen->anchors > MOST_ANCHORS)
        return lf_fail(s->ctx, "%s:%zu: too many anchors (&); expected at most %d", s->path, line,
                       MOST_ANCHORS);
    if (seen->nodes > MOST_NODES)
        return lf_fail(s->ctx, "%s:%zu: too many values; expected at most %d", s->path, line,
                       MOST_NODES);
    return true;
}

static bool survey_events(const source *s)
{
    yaml_parser_t parser;
    survey seen = {0};
    bool ok = begin(s, &parser), ended = false;
    if (!ok)
        return false;
    while (ok && !ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            ok = fail_parse(s, &parser);
            break;
        }
        count_event(&seen, &event);
        ok = check_bounds(s, &seen, &event);
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ok && (seen.documents > 0 || lf_fail(s->ctx, "%s: empty", s->path));
}

static bool load(const source *s, lf_yaml *out)
{
    yaml_parser_t parser;
    if (!begin(s, &parser))
        return false;
    out->loaded = yaml_parser_load(&parser, &out->document);
    bool ok = out->loaded || fail_parse(s, &parser);
    yaml_parser_delete(&parser);
    if (ok && yaml_document_get_root_node(&out->document) == NULL)
        ok = lf_fail(s->ctx, "%s: empty", s->path);
    return ok;
}

bool lf_yaml_open(lf_context *ctx, const char *path, const char *text, size_t length, lf_yaml *out)
{
    source s = {ctx, path, text, length};
    memset(out, 0, sizeof *out);
    out->ctx = ctx;
    out->path = path;
    if (!check_text(&s))
        return false;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        s.text += 3; /* libyaml takes a byte order mark for the end of an empty document */
        s.length -= 3;
    }
    return survey_events(&s) && load(&s, out);
}

void lf_yaml_close(lf_yaml *yaml)
{
    if (yaml == NULL)
        return;
    if (yaml->loaded)
        yaml_document_delete(&yaml->document);
    memset(yaml, 0, sizeof *yaml);
}

yaml_node_t *lf_yaml_root(lf_yaml *yaml)
{
    return yaml_document_get_root_node(&yaml->document);
}
