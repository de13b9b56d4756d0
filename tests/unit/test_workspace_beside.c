/* A file beside a city's workspace: what it sees of the city, and that it cannot change it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "workspace/readers.h"
#include "workspace/workspace.h"

static lf_context ctx;
static char folder[] = "/tmp/lifang-beside-XXXXXX";
/* Names that would end or change a URI if they were not written out. */
static char city_path[256], own_path[256];
static lf_workspace *own;

static char *read_schema(const char *name)
{
    char path[512], *text = NULL;
    snprintf(path, sizeof path, "%s/queries/%s", LF_SOURCE_DIR, name);
    ck_assert_msg(lf_read_file(&ctx, path, &text, NULL), "%s", ctx.error);
    return text;
}

static void open_both(void)
{
    lf_workspace *city = NULL;
    lf_context_init(&ctx);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(city_path, sizeof city_path, "%s/a city ?mode=rw#50%% 城市.lifang", folder);
    snprintf(own_path, sizeof own_path, "%s/audit.lifang", folder);
    char *schema = read_schema("workspace.sql"), *audit = read_schema("audit.sql");
    ck_assert_msg(lf_workspace_open(&ctx, city_path, 4527, schema, &city), "%s", ctx.error);
    ck_assert(lf_workspace_run(&ctx, city, "t",
                               "INSERT INTO setting VALUES ('a', '2.5', 'default');"
                               "CREATE TABLE numbers (n INTEGER);"
                               "INSERT INTO numbers SELECT value FROM json_each('[1,2,3,4,5]');"
                               "INSERT INTO stage VALUES ('load', 'of the city')"));
    lf_workspace_close(city);
    ck_assert_msg(lf_workspace_open_beside(&ctx, own_path, city_path, audit, &own), "%s",
                  ctx.error);
    free(schema);
    free(audit);
}

static void close_both(void)
{
    lf_workspace_close(own);
    own = NULL;
    unlink(city_path);
    unlink(own_path);
    rmdir(folder);
}

static void expect_error(const char *part)
{
    ck_assert_msg(strstr(ctx.error, part) != NULL, "expected \"%s\" in \"%s\"", part, ctx.error);
    lf_clear_error(&ctx);
}

START_TEST(names_mean_the_own_table_first_and_then_the_citys)
{
    double setting = 0;
    int64_t count = 0;
    char *fingerprint = NULL;
    bool there = false;
    ck_assert_int_eq(lf_workspace_srid(own), 4527);
    ck_assert_str_eq(lf_workspace_city_path(own), city_path);
    ck_assert_msg(lf_setting_real(&ctx, own, "a", &setting), "%s", ctx.error);
    ck_assert_double_eq(setting, 2.5);
    ck_assert(lf_stage_fingerprint(&ctx, own, "load", &fingerprint));
    ck_assert_str_eq(fingerprint, "");
    free(fingerprint);
    ck_assert(lf_notice(&ctx, own, "load", "s", "mine"));
    ck_assert(lf_query_integer(&ctx, own, "SELECT count(*) FROM main.notice", 0, &count));
    ck_assert_int_eq(count, 1);
    ck_assert(lf_query_integer(&ctx, own, "SELECT count(*) FROM city.notice", 7, &count));
    ck_assert_int_eq(count, 0);
    ck_assert(lf_workspace_has_table(&ctx, own, "numbers", &there) && there);
    ck_assert(lf_workspace_has_table(&ctx, own, "check_result", &there) && there);
    ck_assert(lf_workspace_has_table(&ctx, own, "nowhere", &there) && !there);
}
END_TEST

START_TEST(the_city_cannot_be_written)
{
    char before[LF_HASH_SIZE], after[LF_HASH_SIZE];
    ck_assert(lf_hash_path(&ctx, city_path, before));
    ck_assert(!lf_workspace_run(&ctx, own, "t", "INSERT INTO city.numbers VALUES (6)"));
    expect_error("cannot write");
    ck_assert(!lf_workspace_run(&ctx, own, "t", "DELETE FROM numbers"));
    expect_error("cannot write");
    ck_assert(lf_stage_begin(&ctx, own, "walk"));
    ck_assert(
        lf_workspace_run(&ctx, own, "t", "INSERT INTO site_done SELECT n FROM numbers ORDER BY n"));
    ck_assert(lf_stage_commit(&ctx, own, "walk", "f"));
    ck_assert(lf_hash_path(&ctx, city_path, after));
    ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_query_that_may_only_read_sees_both)
{
    lf_statement *query = NULL;
    char **reads = NULL;
    size_t count = 0;
    ck_assert(lf_workspace_run(&ctx, own, "t", "INSERT INTO site_done VALUES (2), (4), (6)"));
    ck_assert_msg(lf_prepare_reading(&ctx, own, "t",
                                     "SELECT sum(site_key) FROM site_done JOIN numbers"
                                     " ON n = site_key",
                                     &query, &reads, &count),
                  "%s", ctx.error);
    ck_assert_int_eq(lf_statement_step(&ctx, query), LF_STEP_ROW);
    ck_assert_int_eq(lf_column_integer(query, 0), 6);
    ck_assert_uint_eq(count, 2);
    lf_statement_close(query);
    lf_free_names(reads, count);
}
END_TEST

enum { ITEMS = 24 };

static bool add_up(lf_context *item_ctx, lf_workspace *reader, void *user, size_t item)
{
    int64_t *sums = user;
    return lf_query_integer(
        item_ctx, reader, "SELECT (SELECT sum(n) FROM numbers) + (SELECT count(*) FROM site_done)",
        0, &sums[item]);
}

START_TEST(readers_have_the_city_too)
{
    int64_t sums[ITEMS] = {0};
    ctx.threads = 3;
    ck_assert(lf_workspace_run(&ctx, own, "t", "INSERT INTO site_done VALUES (1), (2)"));
    ck_assert_msg(lf_workspace_read_each(&ctx, own, ITEMS, add_up, sums), "%s", ctx.error);
    for (size_t i = 0; i < ITEMS; i++)
        ck_assert_int_eq(sums[i], 17);
}
END_TEST

START_TEST(neither_is_taken_for_the_other)
{
    lf_workspace *other = NULL;
    char path[300];
    ck_assert(!lf_workspace_open_read(&ctx, own_path, &other));
    expect_error("is not a Lifang workspace");
    ck_assert(!lf_workspace_open_beside_read(&ctx, city_path, city_path, &other));
    expect_error("is not an audit of Lifang");
    ck_assert(!lf_workspace_open_beside(&ctx, city_path, city_path, "SELECT 1", &other));
    expect_error("is not an audit of Lifang");
    snprintf(path, sizeof path, "%s/none.lifang", folder);
    ck_assert(!lf_workspace_open_beside(&ctx, own_path, path, "SELECT 1", &other));
    expect_error("there is no workspace yet");
    ck_assert(!lf_workspace_open_beside_read(&ctx, path, city_path, &other));
    expect_error("there is no audit yet");
    ck_assert_ptr_null(other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workspace beside");
    TCase *tests = tcase_create("beside");
    tcase_add_checked_fixture(tests, open_both, close_both);
    tcase_add_test(tests, names_mean_the_own_table_first_and_then_the_citys);
    tcase_add_test(tests, the_city_cannot_be_written);
    tcase_add_test(tests, a_query_that_may_only_read_sees_both);
    tcase_add_test(tests, readers_have_the_city_too);
    tcase_add_test(tests, neither_is_taken_for_the_other);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
