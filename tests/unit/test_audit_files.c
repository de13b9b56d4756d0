/* What an audit leaves: tables and documents, whole and the same for any number of threads. */
#include "audit_kit.h"

#include "present/audit.h"
#include "present/dossier.h"

static lf_context ctx;
static audit_kit kit;
static lf_text taken;

static bool take(void *user, const char *bytes, size_t count)
{
    lf_text_add_bytes(user, bytes, count);
    return true;
}

static void open_kit(void)
{
    kit_open(&ctx, &kit);
}

static void close_kit(void)
{
    lf_text_free(&taken);
    taken = (lf_text){0};
    kit_close(&kit);
}

static const char *print(const char *what, const char *format, const char *language)
{
    lf_print how = {.format = format, .language = language, .take = take, .user = &taken};
    lf_text_clear(&taken);
    ck_assert_msg(lf_audit_print(&ctx, kit.audit, &kit.places, what, kit.folder, &how), "%s",
                  ctx.error);
    return lf_text_get(&taken);
}

static void expect_part(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "expected\n%s\nin\n%s", part, text);
}

START_TEST(sites_stand_by_id_with_their_outcome)
{
    const char *text = print("sites", "text", "en");
    const char *first = strstr(text, "..-L1"), *second = strstr(text, "../L1"),
               *third = strstr(text, "L2  ");
    ck_assert_msg(first != NULL && second != NULL && third != NULL, "%s", text);
    ck_assert_msg(first < second && second < third, "%s", text);
    expect_part(text, "Station on foot");
    expect_part(text, "School");
    expect_part(text, "1 pass, 0 pass with warnings, 1 fail, 1 not measured, 0 borderline, 1 could "
                      "not be audited");
    expect_part(text, "zero area");
    expect_part(print("sites", "text", "zh"), "步行至车站");
}
END_TEST

START_TEST(checks_that_passed_are_shown_when_asked_for)
{
    const char *text = print("checks", "text", "en");
    expect_part(text, "The station lies across the river.");
    expect_part(text, "Near enough, by little."); /* passed, but borderline */
    expect_part(text, "Too far to walk.");
    ck_assert_ptr_null(strstr(text, "In reach."));
    expect_part(print("all checks", "text", "en"), "In reach.");
    expect_part(print("checks", "text", "zh"), "建一座 250 米的桥。");
    expect_part(print("effects", "csv", "en"),
                ",station_share,station_share,T1,city,Testville,,,,0.4,0.5,0.1");
}
END_TEST

START_TEST(csv_is_exact_and_safe)
{
    const char *text = print("sites", "csv", "en");
    expect_part(text,
                "../L1,'=南岸地块,commodity,commodity,fail,0,0.31,2,2,3,1,1,1,0,10000,2,200,江北站,"
                "4600,69,800,1,2,School,1,Station on foot,Facilities in reach: School,");
    expect_part(text, "L2,\"North \"\"bank\"\" <script>\",,,not measured,0,,,,,");
    text = print("all checks", "csv", "en");
    expect_part(text, ",480,\"'=市场\"\"1\"\"\",<=,500,m,432,528,speed,500,,");
    expect_part(text, "\"Too far\nto walk.\"");
}
END_TEST

START_TEST(unknown_words_are_told)
{
    lf_print how = {.format = "text", .take = take, .user = &taken};
    lf_dossiers dossiers;
    ck_assert(!lf_audit_print(&ctx, kit.audit, &kit.places, "site", NULL, &how));
    expect_part(ctx.error, "expected sites, checks, effects or summary");
    lf_clear_error(&ctx);
    ck_assert(!lf_dossiers_from_word(&ctx, "some", &dossiers));
    expect_part(ctx.error, "expected all, failed or none");
    lf_clear_error(&ctx);
    ck_assert(lf_dossiers_from_word(&ctx, "failed", &dossiers));
    ck_assert_int_eq(dossiers, LF_DOSSIERS_FAILED);
}
END_TEST

/* ---- the document and its schema ---- */

static int64_t ask(const char *sql)
{
    int64_t answer = -1;
    ck_assert_msg(lf_query_integer(&ctx, kit.audit, sql, -1, &answer), "%s", ctx.error);
    return answer;
}

static void store_document(const char *document)
{
    char *schema = NULL;
    lf_statement *insert = NULL;
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/src/present/audit.schema.json", &schema, NULL));
    kit_run(&ctx, kit.audit, "CREATE TABLE t (document TEXT, schema TEXT)");
    ck_assert(lf_prepare(&ctx, kit.audit, "INSERT INTO t VALUES (?1, ?2)", &insert));
    lf_bind_text(insert, 1, document);
    lf_bind_text(insert, 2, schema);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    free(schema);
}

/* Every section and key of the document stands in the schema with its type, and the other way
 * round; codes keep to the lists of codes. */
START_TEST(document_keeps_its_schema)
{
    store_document(print("summary", "json", "en"));
    ck_assert_int_eq(ask("SELECT count(*) FROM t, json_each(t.document) AS d WHERE d.key NOT IN"
                         " (SELECT s.key FROM json_each(t.schema, '$.properties') AS s)"),
                     0);
    ck_assert_int_eq(ask("SELECT count(*) FROM t, json_each(t.schema, '$.properties') AS s WHERE"
                         " s.key NOT IN ('folder', 'files')"
                         " AND s.key NOT IN (SELECT d.key FROM json_each(t.document) AS d)"),
                     0);
    kit_run(&ctx, kit.audit,
            "CREATE TABLE wanted AS SELECT s.key AS section, p.key AS name,"
            " coalesce(json_extract(p.value, '$.type'), '') AS types,"
            " json_extract(p.value, '$.enum') AS codes FROM t,"
            " json_each(t.schema, '$.properties') AS s,"
            " json_each(s.value, CASE WHEN json_extract(s.value, '$.type') = 'array'"
            " THEN '$.items.properties' ELSE '$.properties' END) AS p;"
            "CREATE TABLE given AS SELECT s.key AS section, c.key AS name, CASE c.type"
            " WHEN 'text' THEN 'string' WHEN 'real' THEN 'number' WHEN 'true' THEN 'boolean'"
            " WHEN 'false' THEN 'boolean' ELSE c.type END AS type, c.atom"
            " FROM t, json_each(t.document) AS s, json_each(s.value) AS r, json_each(r.value) AS c"
            " WHERE s.type = 'array'"
            " UNION ALL SELECT s.key, c.key, CASE c.type WHEN 'text' THEN 'string' ELSE c.type END,"
            " c.atom FROM t, json_each(t.document) AS s, json_each(s.value) AS c"
            " WHERE s.type = 'object'");
    ck_assert_int_gt(ask("SELECT count(*) FROM given"), 100);
    ck_assert_int_eq(
        ask("SELECT count(*) FROM given AS g WHERE NOT EXISTS (SELECT 1 FROM wanted AS w"
            " WHERE w.section = g.section AND w.name = g.name AND (instr(w.types,"
            " g.type) OR (g.type = 'integer' AND instr(w.types, 'number')))"
            " AND (w.codes IS NULL OR g.atom IS NULL OR instr(w.codes, '\"' || g.atom || '\"')))"),
        0);
    ck_assert_int_eq(
        ask("SELECT count(*) FROM wanted AS w WHERE w.section NOT IN ('files') AND NOT EXISTS"
            " (SELECT 1 FROM given AS g WHERE w.section = g.section AND w.name = g.name)"),
        0);
}
END_TEST

START_TEST(document_is_the_same_in_every_language)
{
    char *english = lf_copy(print("summary", "json", "en"));
    ck_assert_str_eq(print("summary", "json", "zh"), english);
    expect_part(english, "North \\\"bank\\\" \\u003cscript\\u003e");
    free(english);
}
END_TEST

/* ---- files ---- */

static void expect_same_file(const char *name)
{
    char command[256];
    snprintf(command, sizeof command, "cmp '%s/one/%s' '%s/four/%s'", kit.folder, name, kit.folder,
             name);
    ck_assert_msg(system(command) == 0, "%s differs", name);
}

START_TEST(files_are_the_same_for_any_number_of_threads)
{
    static const char *const names[] = {"audit.csv",  "audit_checks.csv", "audit_effects.csv",
                                        "audit.json", "audit.xlsx",       "audit.gpkg"};
    char folder[96];
    snprintf(folder, sizeof folder, "%s/one", kit.folder);
    ctx.threads = 1;
    ck_assert_msg(lf_audit_present(&ctx, kit.audit, &kit.places, "en", folder, NULL), "%s",
                  ctx.error);
    snprintf(folder, sizeof folder, "%s/four", kit.folder);
    ctx.threads = 4;
    ck_assert_msg(lf_audit_present(&ctx, kit.audit, &kit.places, "en", folder, NULL), "%s",
                  ctx.error);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_same_file(names[i]);
    expect_part(print("files", "text", "en"), "audit_checks.csv");
}
END_TEST

/* ---- dossiers ---- */

static void expect_name(const char *id, bool alone, const char *expected)
{
    char *name = lf_dossier_name(id, alone);
    ck_assert_str_eq(name, expected);
    free(name);
}

static bool is_there(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", kit.folder, name);
    return lf_file_exists(path);
}

START_TEST(dossiers_have_safe_names_of_their_own)
{
    expect_name("ZZ001", true, "ZZ001.pdf");
    expect_name("北-1_a.b", true, "北-1_a.b.pdf");
    char *name = lf_dossier_name("../../etc/passwd", true);
    ck_assert_ptr_null(strchr(name, '/'));
    ck_assert_int_ne(name[0], '.');
    free(name);
    static const char *const hostile[] = {"", "..", ".hidden", "a\nb", "a b", "a~b", "A:b", "x/y"};
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        name = lf_dossier_name(hostile[i], true);
        ck_assert_msg(strchr(name, '~') != NULL, "%s", name);
        ck_assert_uint_eq(strcspn(name, "/\\:\n "), strlen(name));
        free(name);
    }
    /* Ids that differ in capitals only do not share a file where capitals do not count. */
    char *upper = lf_dossier_name("a1", false), *lower = lf_dossier_name("A1", false);
    ck_assert_str_ne(upper + 1, lower + 1);
    free(upper);
    free(lower);
    char large[5000];
    memset(large, 'x', sizeof large - 1);
    large[sizeof large - 1] = '\0';
    name = lf_dossier_name(large, true);
    ck_assert_uint_lt(strlen(name), 200);
    free(name);
}
END_TEST

static void write_dossiers(lf_dossiers which, int threads, const char *language, const char *name)
{
    char folder[96];
    lf_audit_options options = {.dossiers = which};
    snprintf(folder, sizeof folder, "%s/%s", kit.folder, name);
    ctx.threads = threads;
    ck_assert_msg(lf_audit_present(&ctx, kit.audit, &kit.places, language, folder, &options), "%s",
                  ctx.error);
}

START_TEST(dossiers_are_the_same_for_any_number_of_threads)
{
    char *name = lf_dossier_name("../L1", true), path[256];
    write_dossiers(LF_DOSSIERS_ALL, 1, "en", "one");
    write_dossiers(LF_DOSSIERS_ALL, 4, "en", "four");
    snprintf(path, sizeof path, "dossiers/%s", name);
    expect_same_file("dossiers/L2.pdf");
    expect_same_file(path);
    free(name);
}
END_TEST

START_TEST(dossiers_are_written_only_where_they_are_wanted_and_not_there)
{
    char *name = lf_dossier_name("../L1", true), path[256], command[600], *before = NULL;
    size_t length = 0;
    write_dossiers(LF_DOSSIERS_FAILED, 1, "zh", "out");
    snprintf(path, sizeof path, "out/dossiers/%s", name);
    ck_assert(is_there(path));
    ck_assert(!is_there("out/dossiers/L2.pdf"));
    write_dossiers(LF_DOSSIERS_ALL, 2, "zh", "out");
    ck_assert(is_there("out/dossiers/L2.pdf"));
    /* One that is current stays untouched; one that was cut off is written anew. */
    snprintf(command, sizeof command,
             "cd '%s/out/dossiers' && cp L2.pdf ../kept && truncate -s 900 L2.pdf && touch -d"
             " 2001-01-01 '%s' && echo mine > own.pdf",
             kit.folder, name);
    ck_assert_int_eq(system(command), 0);
    write_dossiers(LF_DOSSIERS_ALL, 2, "zh", "out");
    snprintf(command, sizeof command,
             "cd '%s/out/dossiers' && cmp L2.pdf ../kept && test '%s' -ot ../kept", kit.folder,
             name);
    ck_assert_int_eq(system(command), 0);
    /* Another outcome makes another dossier; those no longer wanted go, what is not ours stays. */
    kit_run(&ctx, kit.audit,
            "UPDATE site_outcome SET outcome = 'pass' WHERE site_key = 1;"
            "UPDATE site_outcome SET outcome = 'fail' WHERE site_key = 2");
    write_dossiers(LF_DOSSIERS_FAILED, 2, "zh", "out");
    ck_assert(!is_there(path));
    ck_assert(is_there("out/dossiers/L2.pdf"));
    ck_assert(is_there("out/dossiers/own.pdf"));
    snprintf(path, sizeof path, "%s/out/dossiers/L2.pdf", kit.folder);
    ck_assert_msg(lf_read_file(&ctx, path, &before, &length), "%s", ctx.error);
    ck_assert_uint_gt(length, 2000);
    free(before);
    free(name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("audit files");
    TCase *tests = tcase_create("files");
    tcase_add_checked_fixture(tests, open_kit, close_kit);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, sites_stand_by_id_with_their_outcome);
    tcase_add_test(tests, checks_that_passed_are_shown_when_asked_for);
    tcase_add_test(tests, csv_is_exact_and_safe);
    tcase_add_test(tests, unknown_words_are_told);
    tcase_add_test(tests, document_keeps_its_schema);
    tcase_add_test(tests, document_is_the_same_in_every_language);
    tcase_add_test(tests, files_are_the_same_for_any_number_of_threads);
    tcase_add_test(tests, dossiers_have_safe_names_of_their_own);
    tcase_add_test(tests, dossiers_are_the_same_for_any_number_of_threads);
    tcase_add_test(tests, dossiers_are_written_only_where_they_are_wanted_and_not_there);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
