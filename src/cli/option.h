/*
 * Options of the command line. One table per command gives the parsing, the usage line and the
 * help. Parsing does no input or output: what is wrong comes back as a line of text.
 *
 * Knows lifang.h only (for suggestions and words).
 */
#ifndef LF_CLI_OPTION_H
#define LF_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lifang.h"

/* Marks a text of a table for the catalogue; it is translated where it is printed. */
#define N_(text) (text)

enum { CLI_MOST_PARTS = 1024 };

/* Everything that any command can be told. Texts are borrowed from argv; NULL when not given. */
typedef struct cli_settings {
    bool help;
    bool version;
    bool quiet;
    int verbose;                   /* how often -v was given */
    const char *progress;          /* "auto", "json" or "none" */
    const lf_words *words;         /* of the language the command line speaks; NULL: English */
    const char *fallback_language; /* of the environment: "en" or "zh" */
    const char *city;
    const char *what;           /* list: what to list; help: a command */
    const char *value;          /* explain: a target's id or the address of a value */
    const char *before, *after; /* compare: the two sides */
    const char *change;         /* a file of what is added or closed for this run only */
    const char *format;
    const char *language;
    const char *plan; /* a plan's folder */
    bool coverage;
    const char *workspace;
    const char *output;
    const char *show, *out, *size, *title, *atlas; /* map */
    bool landscape, portrait;
    /* audit and merge */
    const char *sites, *layer, *crs, *datum, *encoding, *footprint, *at, *far, *dwellings;
    const char *dossier, *scoring, *shard;
    bool resume;
    const char *parts[CLI_MOST_PARTS];
    size_t part_count;
    const char *measure;
    const char *area;
    const char *kind;
    int threads; /* 0: all processors */
    bool allow_network;
} cli_settings;

typedef enum cli_option_kind {
    CLI_FLAG,              /* bool */
    CLI_COUNTER,           /* int, counts how often it is given */
    CLI_TEXT,              /* const char * */
    CLI_CHOICE,            /* const char *, one of the choices */
    CLI_NUMBER,            /* int, at least 1 */
    CLI_ARGUMENT,          /* const char *, by place; required */
    CLI_OPTIONAL_ARGUMENT, /* const char *, by place */
    CLI_PARTS              /* all further arguments: parts and part_count */
} cli_option_kind;

typedef struct cli_option {
    cli_option_kind kind;
    char letter;                /* 0: no short form */
    const char *name;           /* long name, or the name of an argument in capitals */
    const char *value_name;     /* as shown in the help; NULL: the choices, or none */
    const char *const *choices; /* ends with NULL; for CLI_CHOICE and arguments */
    size_t offset;              /* of the member in cli_settings */
    const char *help;
} cli_option;

/* A command line example with what it does. */
typedef struct cli_example {
    const char *command;
    const char *about;
} cli_example;

/* The options and words about one command; `options` ends with an entry without a name. */
typedef struct cli_syntax {
    const char *command; /* "" for the program itself */
    const char *summary; /* one line */
    const char *about;   /* paragraphs, wrapped when printed */
    const cli_option *options;
    const cli_example *examples; /* ends with an entry without a command; may be NULL */
} cli_syntax;

enum { CLI_ERROR_SIZE = 512 };

/* Options that every command takes. */
extern const cli_option cli_common_options[];

/*
 * Reads the words after the command's name. On failure `error` holds one line that says what was
 * wrong and what was expected. With --help nothing else is demanded.
 */
bool cli_parse(const cli_syntax *syntax, int count, char **words, cli_settings *settings,
               char error[CLI_ERROR_SIZE]);

/* Sets `error` to a line in the language of the settings; returns false. For checks of commands. */
bool cli_complain(const cli_settings *settings, char error[CLI_ERROR_SIZE], const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "lifang run [options] CITY", a line without a newline. `words` may be NULL: English. */
void cli_print_usage(FILE *out, const lf_words *words, const cli_syntax *syntax);
/* The whole help: usage, what it does, arguments, options, examples. */
void cli_print_help(FILE *out, const lf_words *words, const cli_syntax *syntax);

/* Prints text wrapped to `width` columns, every line indented; "\n" begins a new line. Between wide
 * characters (Chinese) a line may break anywhere but before a closing mark. */
void cli_print_wrapped(FILE *out, const char *text, size_t indent, size_t width);

#endif
