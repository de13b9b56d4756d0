/*
 * Lifang, the public library: opens a city, takes its layers to verdicts, and answers what was
 * found and why. Everything the command line does is done through this header; another program can
 * do the same.
 *
 *     lf_session *session = NULL;
 *     lf_project *project = NULL;
 *     if (lf_session_open(&session) && lf_project_open(session, "city.yaml", NULL, &project) &&
 *         lf_project_run(session, project))
 *         lf_project_print(session, project, "verdicts", "text", NULL, write_bytes, stdout);
 *     else
 *         fprintf(stderr, "%s\n", lf_session_error(session));
 *     lf_project_close(project);
 *     lf_session_close(session);
 *
 * Functions that can fail return false and leave one line in lf_session_error. Every call that can
 * fail first forgets the error of the call before. Texts are UTF-8. A session and its projects
 * belong to one thread at a time; two sessions never meet. Close functions accept NULL.
 *
 * Knows nothing of SQLite, GDAL or any other library.
 */
#ifndef LIFANG_H
#define LIFANG_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library, e.g. "0.1.0". */
const char *lf_version(void);

/* ---- sessions: how the work is done and where messages go ---------------------------------------
 */

typedef struct lf_session lf_session;

/* How loud a message is. */
typedef enum lf_message_level {
    LF_MESSAGE_WARNING, /* something was assumed or left out */
    LF_MESSAGE_INFO,    /* what a stage did */
    LF_MESSAGE_DETAIL   /* of interest when something is looked for */
} lf_message_level;

/* Why the last call failed. The command line's exit codes follow from it: 0, 1, 2, 1. */
typedef enum lf_session_outcome {
    LF_SESSION_DONE,        /* it did not fail */
    LF_SESSION_COULD_NOT,   /* the work could not be done */
    LF_SESSION_WRONG_USAGE, /* it was asked for wrongly: an unknown option, format or name */
    LF_SESSION_STOPPED      /* the stop flag was raised; the last finished stage is kept */
} lf_session_outcome;

/* Receives one line without a newline. Called on the thread that called the library. */
typedef void lf_message_handler(void *user, lf_message_level level, const char *line);

/* Receives how far a long task is; total 0 means unknown. Called often: must be cheap. */
typedef void lf_progress_handler(void *user, const char *task, uint64_t done, uint64_t total);

/* Receives bytes of a result, in order. Returns false when it cannot take them (the call then
 * fails). */
typedef bool lf_writer(void *user, const char *bytes, size_t count);

/*
 * A session that says nothing, uses all processors, stays off the network and speaks the language
 * of the city file. *session is set even on failure where memory allows, so that the error can be
 * read.
 */
bool lf_session_open(lf_session **session);
void lf_session_close(lf_session *session);

/* Where messages and progress go. `user` is borrowed. NULL handlers drop them. */
void lf_session_set_message_handler(lf_session *session, lf_message_handler *handler, void *user);
void lf_session_set_progress_handler(lf_session *session, lf_progress_handler *handler, void *user);

/* A flag that a signal handler may set to a value other than 0 to stop the work soon and cleanly.
 * It is borrowed and must outlive the session. NULL: the work cannot be stopped. */
void lf_session_set_stop_flag(lf_session *session, const volatile sig_atomic_t *flag);

/* Threads to use, at least 1; 0 means all processors. Threads change the speed, never a result. */
void lf_session_set_threads(lf_session *session, int threads);

/* Whether sources may be fetched from a network (default false). */
void lf_session_set_allow_network(lf_session *session, bool allow);

/* "en" or "zh": the language of messages, tables and files; NULL: the city file's. Any other word
 * is an error. */
bool lf_session_set_language(lf_session *session, const char *language);

/* The language where neither lf_session_set_language nor the city file names one; "en" at first. */
bool lf_session_set_fallback_language(lf_session *session, const char *language);

/* The one-line error of the last call that failed, "" when it did not. Lives until the next call.
 */
const char *lf_session_error(const lf_session *session);
lf_session_outcome lf_session_failure(const lf_session *session);

/* ---- projects: a city file and its workspace
 * ----------------------------------------------------- */

typedef struct lf_project lf_project;

/* NULL members: as the city file says. Paths are relative to the current folder. */
typedef struct lf_project_options {
    const char *workspace; /* the workspace file */
    const char *output;    /* the folder of result files */
    const char *plan;      /* a plan's folder: its targets stand after the city's own */
} lf_project_options;

/*
 * Reads and checks the city file. The workspace is opened or made when a stage first needs it, so
 * that a project can be opened to be looked at without leaving a file behind. `options` may be
 * NULL. Errors: no such file; a fault in the city file (file, line, key and what was expected).
 */
bool lf_project_open(lf_session *session, const char *city_path, const lf_project_options *options,
                     lf_project **project);
void lf_project_close(lf_project *project);

/*
 * The stages. Each first does the stages before it, and does nothing when all it reads is as it was
 * when it last finished. A stage is there whole or not at all: after a failure the workspace holds
 * the last finished stage.
 */
bool lf_project_load(lf_session *session, lf_project *project);    /* sources to layers */
bool lf_project_walk(lf_session *session, lf_project *project);    /* who walks how far to what */
bool lf_project_measure(lf_session *session, lf_project *project); /* measures and verdicts */
bool lf_project_present(lf_session *session, lf_project *project); /* result files */
bool lf_project_run(lf_session *session, lf_project *project);     /* all four */

/* ---- what was found
 * ------------------------------------------------------------------------------ */

/* Narrows what is printed. NULL or zero members narrow nothing. */
typedef struct lf_print_options {
    const char *measure; /* id of a measure */
    const char *area;    /* id or name of an area */
    const char *kind;    /* a kind of area, e.g. "district" */
    bool brief; /* leave out what is only there for completeness (bases beside the first) */
} lf_print_options;

/*
 * Prints results of an already measured project. `what` is
 *   "load"      the layers: rows read, kept, repaired, rejected and why
 *   "walk"      the network: figures, pieces, problems
 *   "values"    the measures by area
 *   "verdicts"  the targets and whether they are met
 *   "summary"   all of these in text; the whole lifang-results document in JSON
 *   "files"     the result files and where they lie
 * `format` is "text", "csv" or "json"; the JSON is described in results.schema.json. `options` may
 * be NULL. Errors: an unknown word (with a suggestion), a stage that has not run, a writer that
 * failed.
 */
bool lf_project_print(lf_session *session, lf_project *project, const char *what,
                      const char *format, const lf_print_options *options, lf_writer *writer,
                      void *user);

/*
 * Prints why a number is what it is: the query and its hash, the parameters, the layers read with
 * their hashes, numerator and denominator, and the norm or clause. `value` is the id of a target,
 * or MEASURE[/AREA[/SLICE[/BASE]]] with ids or names. Errors: nothing of that name (with a
 * suggestion).
 */
bool lf_project_explain(lf_session *session, lf_project *project, const char *value,
                        const char *format, lf_writer *writer, void *user);

/* A map. NULL members: not said. */
typedef struct lf_map_options {
    const char *show;        /* MEASURE[/SLICE[/BASE]], walkshed:CATEGORY, tod, gaps, verdicts */
    const char *area;        /* id or name: only this area */
    const char *kind;        /* the kind of area that a measure is coloured by */
    const char *size;        /* "a4" (as NULL), "a3", or pixels such as "1600x1200" */
    const char *orientation; /* "landscape" or "portrait"; NULL: as the map asks for */
    const char *title;       /* in place of the one made of what is shown */
    const char *atlas;       /* a kind of area: a page for each, in one PDF */
    const char *path;        /* the file to write; .png, .svg or .pdf */
} lf_map_options;

/*
 * Draws a map of an already measured project into a file, which is replaced whole. Errors: a
 * measure, slice, category, kind or area that is not there (with a suggestion); a stage that has
 * not run; a file that cannot be written.
 */
bool lf_project_map(lf_session *session, lf_project *project, const lf_map_options *options);

/*
 * Lists definitions and records. "measures", "categories", "layers" and "settings" are known
 * without a city (project NULL: those installed; otherwise those of the city); "targets", "areas",
 * "rejects", "repairs", "notices" and "problems" need a loaded project.
 */
bool lf_project_list(lf_session *session, lf_project *project, const char *what, const char *format,
                     lf_writer *writer, void *user);

typedef struct lf_verdict_counts {
    uint64_t met, missed, borderline, not_measured;
    uint64_t binding_missed; /* of those missed */
    uint64_t reported;       /* a number without a threshold */
    uint64_t recorded;       /* a baseline or definition beside its measure */
} lf_verdict_counts;

/* Counts the verdicts of a measured project. */
bool lf_project_verdict_counts(lf_session *session, lf_project *project, lf_verdict_counts *counts);

/* ---- plans
 * ---------------------------------------------------------------------------------------- */

/*
 * Opens a plan's folder (plan.yaml, targets.csv and the tables plan.yaml names) without a city: a
 * project in memory whose layers are empty. Close it with lf_project_close. Errors: no such plan; a
 * fault in plan.yaml (file, line, key and what was expected).
 */
bool lf_plan_open(lf_session *session, const char *folder, lf_project **project);

/*
 * Whether a plan adds up: checks its tables and targets and prints what was found and what closes.
 * The plans in the folders beside it are read for limits that plans share. *contradictions counts
 * the findings of that severity. `project` is one of lf_plan_open.
 */
bool lf_plan_lint(lf_session *session, lf_project *project, const char *format, lf_writer *writer,
                  void *user, uint64_t *contradictions);

/*
 * Prints every provision of the plan with how it is measured, which layers it needs, whether the
 * project's city can answer it (measuring it first where needed), and what default stands in for
 * what the plan leaves open; with `coverage` only how many provisions can be answered. `project` is
 * one of lf_plan_open, or a city that was opened with a plan.
 */
bool lf_plan_show(lf_session *session, lf_project *project, bool coverage, const char *format,
                  lf_writer *writer, void *user);

/* ---- audits of sites
 * ------------------------------------------------------------------------------ */

/* What an audit is asked. Zero-initialise; NULL and 0 mean "not given". Texts are borrowed. */
typedef struct lf_audit_request {
    const char *sites;                  /* a file of any vector format, or a data base connection */
    const char *layer;                  /* of that source, where it has several */
    const char *crs, *datum, *encoding; /* where the source does not say them */
    double footprint_m2;                /* the ground area a point stands for */
    /* In the place of `sites` one lot: the city's coordinates, or longitude and latitude. */
    bool one_lot;
    double x, y, area_m2, far, dwellings; /* far and dwellings NaN: not known */
    const char *folder;                   /* NULL: audit/ in the project's output folder */
    const char *scoring;                  /* file of weights; NULL: scoring.yaml as found */
    const char *dossiers;                 /* "all", "failed" or "none" (the same as NULL) */
    unsigned shard, shards;               /* the shard-th of so many parts; 0: the whole */
    bool resume;                          /* go on with an interrupted audit */
} lf_audit_request;

/*
 * Audits candidate sites against the loaded, walked and measured city (what is not current is done
 * first): walks every site, runs the checks, works out effects and ranking, and writes the result
 * files into the folder. The city's workspace is read and never changed; what is found lies in
 * audit.lifang in the folder. Sites are worked on in batches: after a stop, all finished batches
 * are kept and `resume` goes on; it fails, saying what changed, where city, sites or definitions
 * are not those it began with. Without `resume` an audit that is there is started anew. A shard
 * works on its share of the sites (ids in order, cut into equal runs) and writes no result files:
 * lf_audit_merge does, once all shards are there. Errors: those of a source; no site that can be
 * read; folder not writable; stopped.
 */
bool lf_project_audit(lf_session *session, lf_project *project, const lf_audit_request *request);

/*
 * Joins the shards of an audit (folders, or audit.lifang files) into `request->folder` and writes
 * the result files, as one audit of all sites would have. Errors: parts of different audits, a
 * shard missing, twice or unfinished.
 */
bool lf_audit_merge(lf_session *session, lf_project *project, const lf_audit_request *request,
                    const char *const *parts, size_t count);

/*
 * Prints a finished audit: `what` is "sites", "checks", "all checks", "effects", "summary" or
 * "files"; `folder` as in the request (NULL: audit/ in the output folder).
 */
bool lf_audit_print_results(lf_session *session, lf_project *project, const char *folder,
                            const char *what, const char *format, lf_writer *writer, void *user);

/* ---- what-if
 * -------------------------------------------------------------------------------------- */

/*
 * Makes a project that is `project` with changes: streets, stations, facilities and entrances added
 * or closed as `file` says (any OGR source with the columns action, layer and id), in a copy of the
 * workspace that lies in what-if/ in the output folder and is taken away by lf_project_close.
 * `project` is measured first where it is not; its workspace stays as it is. The changed project
 * can be walked, measured, printed and audited like any other; it writes into what-if/. Errors:
 * those of the file, with line or feature; no room for the copy.
 */
bool lf_project_change(lf_session *session, lf_project *project, const char *file,
                       lf_project **changed);

/*
 * Prints what differs between a project and a changed one, as lf_compare does, measuring the
 * changed one first, and writes the comparison into its output folder.
 */
bool lf_project_compare(lf_session *session, lf_project *project, lf_project *changed,
                        const lf_print_options *options, const char *format, lf_writer *writer,
                        void *user);

/*
 * Prints which sites have another outcome, and which of their checks differ, between the finished
 * audits of a project and of a changed one; `folder` is that of the first (NULL: audit/ in the
 * output folder), the second's is audit/ in its own output folder.
 */
bool lf_audit_compare(lf_session *session, lf_project *project, const char *folder,
                      lf_project *changed, const char *format, lf_writer *writer, void *user);

/* ---- comparisons
 * ---------------------------------------------------------------------------------- */

/*
 * Prints what differs between two results of the same city: verdicts whose outcome changed first,
 * then verdicts and values that moved, and what the two rest on where that differs (settings,
 * sources, definitions, parameters); what only one side has is said. `before` and `after` are city
 * files (their workspaces are meant), workspaces, or results.json files; neither is changed. With
 * `folder` (may be NULL) compare_verdicts.csv, compare.csv, compare.json and, where a side is a
 * workspace, compare.pdf with maps of what changed are written there. `options` narrow the values
 * and may be NULL. *outcomes (may be NULL) is the number of verdicts whose outcome changed. Errors:
 * no such file, a file that is none of these, nothing measured yet, two cities.
 */
bool lf_compare(lf_session *session, const char *before, const char *after, const char *folder,
                const lf_print_options *options, const char *format, lf_writer *writer, void *user,
                uint64_t *outcomes);

/*
 * The candidate nearest to `word`, or NULL when none is near enough to be meant. For "did you mean"
 * of programs that use the library.
 */
const char *lf_closest_word(const char *word, const char *const *candidates, size_t count);

/* The program's own words in another language, for a program that speaks as the library does. */
typedef struct lf_words lf_words;

/* The words of "zh", or NULL: for "en", and where no catalogue (lifang.mo) is installed. */
lf_words *lf_words_open(const char *language);
void lf_words_close(lf_words *words);
/* The translation of a text, or the text itself. Lives as long as `words`, which may be NULL. */
const char *lf_words_say(const lf_words *words, const char *text);

/* The words of the language that the session's last call spoke; NULL for English. Borrowed. */
const lf_words *lf_session_words(const lf_session *session);

/* Columns a UTF-8 text takes in a terminal: East Asian wide characters count two. */
size_t lf_text_columns(const char *text);

#ifdef __cplusplus
}
#endif

#endif
