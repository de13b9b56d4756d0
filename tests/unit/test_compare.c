/* Two results side by side: what is paired, what counts as changed, and the document's schema. */
#include "audit_kit.h"

#include "present/compare.h"

static lf_context ctx;
static audit_kit kit;
static char before[96], after[96];
static lf_text taken;

static bool take(void *user, const char *bytes, size_t count)
{
    lf_text_add_bytes(user, bytes, count);
    return true;
}

static const char *const measured =
    "INSERT INTO measure (id, title, title_zh, unit, better, file, hash, needs, bases, query)"
    " VALUES ('coverage', 'Coverage', '覆盖率', 'share', 'higher', 'f', 'h1', '[]',"
    " '[\"residents\"]', ''), ('gone', 'Gone', '已撤', 'ratio', 'none', 'f', 'h2', '[]', '[]', '');"
    "INSERT INTO run VALUES (1, 'coverage', '{\"limit_m\":500}', 1, NULL),"
    " (2, 'coverage', '{\"limit_m\":800}', 0, NULL), (3, 'gone', '{}', 1, NULL);"
    "INSERT INTO value (run_key, measure, area_id, slice, base, numerator, denominator, value,"
    " reason) VALUES (1, 'coverage', 'city', 'market', 'residents', 30, 60, 0.5, NULL),"
    " (1, 'coverage', 'D1', 'market', 'residents', 30, 60, 0.5, NULL),"
    " (2, 'coverage', 'city', 'market', 'residents', 50, 60, 0.8333, NULL),"
    " (1, 'coverage', 'city', 'school', 'residents', NULL, NULL, NULL, 'no schools'),"
    " (3, 'gone', 'city', '', '', 1, 1, 1, NULL);"
    "INSERT INTO targets (key, id, title_en, title_zh, measure, slice, comparison, value, unit,"
    " binding, clause) VALUES (1, 'T1', 'Markets <b>', '菜市场', 'coverage', 'market', '>=', 60, "
    "'%',"
    " 1, '3.1'), (2, 'T2', 'Schools', '学校', 'coverage', 'school', '>=', 60, '%', 0, NULL);"
    "INSERT INTO target_value (target_key, run_key, value_key, factor) VALUES (1, 1, 1, 0.01),"
    " (2, 1, 4, 0.01);";

/* The later city: more is covered, schools are measured, a measure is gone, a limit is another. */
static const char *const later =
    "UPDATE value SET value = 0.75, numerator = 45 WHERE key = 1;"
    "UPDATE value SET value = 0.5 + 1e-12 WHERE key = 2;"
    "UPDATE value SET value = 0.2, reason = NULL WHERE key = 4;"
    "DELETE FROM value WHERE measure = 'gone'; DELETE FROM run WHERE measure = 'gone';"
    "DELETE FROM measure WHERE id = 'gone';"
    "UPDATE run SET parameters = '{\"limit_m\":600}' WHERE key = 1;"
    "UPDATE measure SET hash = 'h9' WHERE id = 'coverage';"
    "UPDATE setting SET value = '400' WHERE name = 'stations.core_m';"
    "INSERT INTO targets (key, id, title_en, measure, slice, comparison, value, unit)"
    " VALUES (3, 'T3', 'New', 'coverage', 'market', '>=', 10, '%');";

static void change_city(const char *path, const char *sql)
{
    lf_workspace *city = NULL;
    ck_assert_msg(lf_workspace_open(&ctx, path, 4527, "", &city), "%s", ctx.error);
    kit_run(&ctx, city, sql);
    lf_workspace_close(city);
}

static void open_sides(void)
{
    kit_open(&ctx, &kit);
    snprintf(before, sizeof before, "%s/before.lifang", kit.folder);
    snprintf(after, sizeof after, "%s/after.lifang", kit.folder);
    kit_make_city(&ctx, &kit.places, before);
    change_city(before, measured);
    kit_make_city(&ctx, &kit.places, after);
    change_city(after, measured);
    change_city(after, later);
}

static void close_sides(void)
{
    lf_text_free(&taken);
    taken = (lf_text){0};
    kit_close(&kit);
}

static const char *print(const char *first, const char *second, const char *format,
                         const char *language)
{
    lf_comparison *comparison = NULL;
    lf_print how = {.format = format, .language = language, .take = take, .user = &taken};
    lf_text_clear(&taken);
    ck_assert_msg(lf_comparison_open(&ctx, &kit.places, first, second, &comparison), "%s",
                  ctx.error);
    ck_assert_msg(lf_comparison_print(&ctx, comparison, NULL, &how), "%s", ctx.error);
    lf_comparison_close(comparison);
    return lf_text_get(&taken);
}

static void expect_part(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "expected\n%s\nin\n%s", part, text);
}

START_TEST(what_differs_is_told_and_what_does_not_is_counted)
{
    const char *text = print(before, after, "csv", "en");
    expect_part(
        text,
        "outcome,T1,Markets <b>,coverage,city,Testville,market,Market,residents,missed,met,50,"
        "75,25,%,60,60,1,3.1");
    expect_part(text,
                "outcome,T2,Schools,coverage,city,Testville,school,School,residents,not measured,"
                "missed,,20,,%,60,60,0,");
    expect_part(text, "only after,T3,");
    expect_part(text, "changed,coverage,Coverage,,market,Market,residents,city,city,Testville,0.5,"
                      "0.75,0.25,share,30,60,45,60,,");
    expect_part(text, "measured now,coverage,Coverage,,school,School,residents,city,city,Testville,"
                      ",0.2,,share,,,,,no schools,");
    expect_part(text, "only before,gone,");
    /* Another order of adding up is no change, and a run with parameters of its own is paired. */
    ck_assert_ptr_null(strstr(text, ",D1,"));
    ck_assert_ptr_null(strstr(text, "800"));
    text = print(before, after, "text", "en");
    expect_part(text, "stations.core_m");
    expect_part(text, "{\"limit_m\":500}");
    expect_part(text, "definition of a measure");
    expect_part(text, "2 outcomes changed");
    expect_part(print(before, after, "text", "zh"), "结论改变");
}
END_TEST

START_TEST(a_side_is_the_same_as_itself)
{
    expect_part(print(before, before, "text", "en"), "0 outcomes changed");
    ck_assert_ptr_null(strstr(print(before, before, "csv", "en"), "coverage,"));
}
END_TEST

static int64_t ask(const char *sql)
{
    int64_t answer = -1;
    ck_assert_msg(lf_query_integer(&ctx, kit.audit, sql, -1, &answer), "%s", ctx.error);
    return answer;
}

/* Every section and key stands in the schema with its type and codes, and the other way round. */
START_TEST(document_keeps_its_schema)
{
    char *schema = NULL;
    lf_statement *insert = NULL;
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/src/present/compare.schema.json", &schema, NULL));
    kit_run(&ctx, kit.audit, "CREATE TABLE t (document TEXT, schema TEXT)");
    ck_assert(lf_prepare(&ctx, kit.audit, "INSERT INTO t VALUES (?1, ?2)", &insert));
    lf_bind_text(insert, 1, print(before, after, "json", "en"));
    lf_bind_text(insert, 2, schema);
    ck_assert_msg(lf_statement_do(&ctx, insert), "%s", ctx.error);
    lf_statement_close(insert);
    free(schema);
    kit_run(&ctx, kit.audit,
            "CREATE TABLE wanted AS SELECT s.key AS section, p.key AS name,"
            " json_extract(p.value, '$.type') AS types, json_extract(p.value, '$.enum') AS codes"
            " FROM t, json_each(t.schema, '$.properties') AS s, json_each(s.value,"
            " CASE WHEN json_extract(s.value, '$.type') = 'array' THEN '$.items.properties'"
            " ELSE '$.properties' END) AS p;"
            "CREATE TABLE given AS SELECT s.key AS section, c.key AS name, CASE c.type"
            " WHEN 'text' THEN 'string' WHEN 'real' THEN 'number' WHEN 'true' THEN 'boolean'"
            " WHEN 'false' THEN 'boolean' ELSE c.type END AS type, c.atom FROM t,"
            " json_each(t.document) AS s, json_each(s.value) AS r, json_each(r.value) AS c"
            " WHERE s.type = 'array' UNION ALL SELECT s.key, c.key, c.type, c.atom FROM t,"
            " json_each(t.document) AS s, json_each(s.value) AS c WHERE s.type = 'object'");
    ck_assert_int_gt(ask("SELECT count(*) FROM given"), 60);
    ck_assert_int_eq(
        ask("SELECT count(*) FROM given AS g WHERE NOT EXISTS (SELECT 1 FROM wanted AS w"
            " WHERE w.section = g.section AND w.name = g.name AND (instr(w.types, g.type)"
            " OR (g.type = 'integer' AND instr(w.types, 'number'))) AND (w.codes IS NULL"
            " OR g.atom IS NULL OR instr(w.codes, '\"' || g.atom || '\"')))"),
        0);
    ck_assert_int_eq(ask("SELECT count(*) FROM wanted AS w WHERE NOT EXISTS (SELECT 1 FROM given AS"
                         " g WHERE w.section = g.section AND w.name = g.name)"),
                     0);
}
END_TEST

START_TEST(audits_are_compared_by_site_and_check)
{
    char audit[96], other[96], command[256];
    lf_print how = {.format = "csv", .language = "en", .take = take, .user = &taken};
    lf_workspace *changed = NULL;
    snprintf(audit, sizeof audit, "%s/audit.lifang", kit.folder);
    snprintf(other, sizeof other, "%s/other.lifang", kit.folder);
    snprintf(command, sizeof command, "cp '%s' '%s'", audit, other);
    ck_assert_int_eq(system(command), 0);
    ck_assert(lf_workspace_open_beside(&ctx, other, before, "", &changed));
    kit_run(&ctx, changed,
            "UPDATE site_outcome SET outcome = 'pass' WHERE site_key = 1;"
            "UPDATE check_result SET outcome = 'pass', measured = 700"
            " WHERE check_id = 'station_reach' AND site_key = 1");
    lf_workspace_close(changed);
    ck_assert_msg(lf_audits_compare(&ctx, &kit.places, (lf_audit_side){audit, before},
                                    (lf_audit_side){other, after}, &how),
                  "%s", ctx.error);
    expect_part(lf_text_get(&taken), "../L1,'=南岸地块,fail,pass,0,0,0.31,0.31,2,2\r\n");
    expect_part(lf_text_get(&taken), "../L1,station_reach,Station on foot,,,fail,pass,4600,700,"
                                     "-3900,m\r\n");
    ck_assert_ptr_null(strstr(lf_text_get(&taken), "\nL2,"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare");
    TCase *tests = tcase_create("compare");
    tcase_add_checked_fixture(tests, open_sides, close_sides);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_differs_is_told_and_what_does_not_is_counted);
    tcase_add_test(tests, a_side_is_the_same_as_itself);
    tcase_add_test(tests, document_keeps_its_schema);
    tcase_add_test(tests, audits_are_compared_by_site_and_check);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
