/* The public library as another program uses it: what it says, counts, and keeps when it is
 * stopped. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lifang.h"

static const char *const city = LF_SOURCE_DIR "/tests/golden/city/city.yaml";
static char folder[] = "/tmp/lifang_public_XXXXXX";
static char workspace[64];
static lf_session *session;
static lf_project *project;

static void open_project(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(workspace, sizeof workspace, "%s/city.lifang", folder);
    lf_project_options options = {.workspace = workspace};
    ck_assert(lf_session_open(&session));
    ck_assert_msg(lf_project_open(session, city, &options, &project), "%s",
                  lf_session_error(session));
}

static void close_project(void)
{
    char command[128];
    lf_project_close(project);
    lf_session_close(session);
    project = NULL;
    session = NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static bool count_bytes(void *user, const char *bytes, size_t count)
{
    (void)bytes;
    *(size_t *)user += count;
    return true;
}

static bool refuse_bytes(void *user, const char *bytes, size_t count)
{
    (void)user;
    (void)bytes;
    (void)count;
    return false;
}

static bool there(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

START_TEST(opening_leaves_no_file)
{
    size_t bytes = 0;
    ck_assert(!there(workspace));
    ck_assert(!lf_project_print(session, project, "values", "text", NULL, count_bytes, &bytes));
    ck_assert_int_eq(lf_session_failure(session), LF_SESSION_COULD_NOT);
    ck_assert_ptr_nonnull(strstr(lf_session_error(session), "there is no workspace yet"));
    ck_assert(!there(workspace));
}
END_TEST

START_TEST(runs_counts_and_forgets_errors)
{
    lf_verdict_counts counts = {0};
    size_t bytes = 0;
    ck_assert_msg(lf_project_run(session, project), "%s", lf_session_error(session));
    ck_assert(lf_project_verdict_counts(session, project, &counts));
    ck_assert_uint_eq(counts.met, 1);
    ck_assert_uint_eq(counts.missed, 2);
    ck_assert_uint_eq(counts.binding_missed, 1);
    ck_assert_uint_eq(counts.not_measured, 1);
    ck_assert(!lf_project_print(session, project, "vlaues", "text", NULL, count_bytes, &bytes));
    ck_assert_int_eq(lf_session_failure(session), LF_SESSION_WRONG_USAGE);
    ck_assert(lf_project_print(session, project, "values", "text", NULL, count_bytes, &bytes));
    ck_assert_int_eq(lf_session_failure(session), LF_SESSION_DONE);
    ck_assert_str_eq(lf_session_error(session), "");
    ck_assert_uint_gt(bytes, 1000);
    ck_assert(!lf_project_print(session, project, "values", "csv", NULL, refuse_bytes, NULL));
    ck_assert_ptr_nonnull(strstr(lf_session_error(session), "could not be written"));
}
END_TEST

/* Raises the flag when a message tells that the stage `user` is done. */
static volatile sig_atomic_t stop;

static void stop_after(void *user, lf_message_level level, const char *line)
{
    (void)level;
    if (strncmp(line, user, strlen(user)) == 0)
        stop = 1;
}

START_TEST(stopped_work_goes_on_where_it_was)
{
    char loaded[] = "targets:"; /* the last layer of load */
    stop = 0;
    lf_session_set_stop_flag(session, &stop);
    lf_session_set_message_handler(session, stop_after, loaded);
    ck_assert(!lf_project_run(session, project));
    ck_assert_int_eq(lf_session_failure(session), LF_SESSION_STOPPED);
    stop = 0;
    lf_session_set_message_handler(session, NULL, NULL);
    ck_assert_msg(lf_project_run(session, project), "%s", lf_session_error(session));
}
END_TEST

START_TEST(language_is_checked)
{
    ck_assert(lf_session_set_language(session, "zh"));
    ck_assert(!lf_session_set_language(session, "fr"));
    ck_assert_int_eq(lf_session_failure(session), LF_SESSION_WRONG_USAGE);
    ck_assert(lf_session_set_language(session, NULL));
    ck_assert_uint_eq(lf_text_columns("清江ab"), 6);
    const char *const words[] = {"run", "walk"};
    ck_assert_str_eq(lf_closest_word("rum", words, 2), "run");
    ck_assert_ptr_null(lf_closest_word("zzz", words, 2));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lifang");
    TCase *calls = tcase_create("calls");
    tcase_add_checked_fixture(calls, open_project, close_project);
    tcase_set_timeout(calls, 120);
    tcase_add_test(calls, opening_leaves_no_file);
    tcase_add_test(calls, runs_counts_and_forgets_errors);
    tcase_add_test(calls, stopped_work_goes_on_where_it_was);
    tcase_add_test(calls, language_is_checked);
    suite_add_tcase(suite, calls);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
