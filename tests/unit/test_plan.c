/* Plans: the file and its complaints, the five plans of examples/plans, and what their lint finds.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/plan.h"
#include "lifang.h"
#include "workspace/workspace.h"

static lf_places places;

static void set_up(void)
{
    lf_context ctx;
    lf_context_init(&ctx);
    ck_assert_msg(lf_places_find(&ctx, NULL, &places), "%s", ctx.error);
}

static void tear_down(void)
{
    lf_places_free(&places);
}

static bool parse(lf_context *ctx, const char *text, lf_plan *plan)
{
    lf_context_init(ctx);
    return lf_plan_parse(ctx, "in/town/plan.yaml", text, strlen(text), &places, plan);
}

#define HEAD "name: 清江规划\nperiod: {from: 2021, to: 2025}\n"

START_TEST(a_plan_gives_its_rows)
{
    lf_context ctx;
    lf_plan plan;
    ck_assert_msg(parse(&ctx,
                        HEAD "title: Plan\n"
                             "areas: [{name: 东区, kind: district}]\n"
                             "categories: {daily: [market, park]}\n"
                             "measures: {coverage: {limit_m: 700, metric: straight}}\n"
                             "trees: {homes: {all: [sale, rent], rent: [public]}}\n"
                             "tables: [{file: t.csv, sums: [areas, years]}]\n"
                             "quantities: {homes: {title: Homes, title_zh: 住房}}\n"
                             "relations: [{id: r, title: a, title_zh: 甲, product: [a, '5'],"
                             " equals: b}]\n",
                        &plan),
                  "%s", ctx.error);
    ck_assert_str_eq(plan.id, "town");
    ck_assert_int_eq(plan.from, 2021);
    ck_assert_uint_eq(plan.parts[LF_PLAN_SETS].count, 2);
    ck_assert_str_eq(plan.parts[LF_PLAN_SETS].rows[1].texts[0], "daily");
    ck_assert_str_eq(plan.parts[LF_PLAN_SETS].rows[1].texts[1], "park");
    ck_assert_str_eq(plan.parts[LF_PLAN_MEASURES].rows[0].texts[2], "700");
    ck_assert_uint_eq(plan.parts[LF_PLAN_TREES].count, 3);
    ck_assert_str_eq(plan.parts[LF_PLAN_TREES].rows[2].texts[1], "rent");
    ck_assert_str_eq(plan.parts[LF_PLAN_TABLES].rows[0].texts[5], "areas|years");
    ck_assert_ptr_null(plan.parts[LF_PLAN_TABLES].rows[0].texts[1]);
    ck_assert_int_eq(plan.parts[LF_PLAN_AREAS].rows[0].line, 4);
    ck_assert_str_eq(plan.parts[LF_PLAN_RELATIONS].rows[0].texts[3], "a|5");
    lf_plan_free(&plan);
}
END_TEST

static const struct {
    const char *text, *error;
} bad[] = {
    {"name: x\n", "in/town/plan.yaml:1: period.from: required, but not given"},
    {"period: {from: 2021, to: 2025}\n", "in/town/plan.yaml:1: name: required, but not given"},
    {"name: x\nperiod: {from: 2025, to: 2021}\n",
     "in/town/plan.yaml:1: period: expected from, to and horizon in this order"},
    {"name: x\nperiod: {from: 21, to: 2025}\n",
     "in/town/plan.yaml:2: period.from: expected a year from 1800 to 2200, found 21"},
    {HEAD "perod: 1\n", "in/town/plan.yaml:3: perod: unknown key; did you mean period?"},
    {HEAD "areas: [{name: a}]\n", "in/town/plan.yaml:3: areas[1]: kind is missing"},
    {HEAD "areas:\n  - {name: a, kind: b}\n  - {name: a, kin: b}\n",
     "in/town/plan.yaml:5: areas[2].kin: unknown key; did you mean areas[2].kind?"},
    {HEAD "categories: {daily: [markt]}\n",
     "in/town/plan.yaml:3: categories.daily[1]: unknown category 'markt'; did you mean 'market'?"},
    {HEAD "measures: {coverge: {limit_m: 1}}\n",
     "in/town/plan.yaml:3: measures.coverge: unknown measure; did you mean measures.coverage?"},
    {HEAD "tables: [{file: ../x.csv}]\n",
     "in/town/plan.yaml:3: tables: file '../x.csv'; expected a file in the plan's folder"},
    {HEAD "tables: [{file: x.csv, form: cell}]\n",
     "in/town/plan.yaml:3: tables: form 'cell'; expected cells, list or bands"},
    {HEAD "tables: [{file: x.csv, sums: [areas, month]}]\n",
     "in/town/plan.yaml:3: tables: sums 'month'; expected areas, years or classes"},
    {HEAD "trees: {t: [a]}\n", "in/town/plan.yaml:3: trees.t: expected a mapping, found a list"},
    {HEAD "relations: [{id: r, title: a, title_zh: b, product: ['a|b'], equals: c}]\n",
     "in/town/plan.yaml:3: relations[1].product[1]: '|' is not allowed inside a list"},
};

START_TEST(every_fault_has_its_line)
{
    lf_context ctx;
    lf_plan plan;
    ck_assert(!parse(&ctx, bad[_i].text, &plan));
    ck_assert_str_eq(ctx.error, bad[_i].error);
    lf_plan_free(&plan);
}
END_TEST

/* ---- the five plans ---- */

static lf_text taken;

static bool take(void *user, const char *bytes, size_t count)
{
    lf_text_add_bytes(user, bytes, count);
    return true;
}

typedef struct known_plan {
    const char *id;
    int provisions;
    uint64_t contradictions;
    const char *findings[6]; /* parts of the CSV of lint; ends with NULL */
} known_plan;

/* Provisions and contradictions as counted by hand. */
static const known_plan plans[] = {
    {"chongqing",
     81,
     2,
     {"1.06 亿m2,10000 万m2", /* text against table */
      "add up to 10600, stated is 10000 万m2",
      "\"build year up to which old estates are renewed: "
      "<= 2000 here, < 2000 in nanjing",
      "households in shantytown renewal: 2 sums over areas close", NULL}},
    {"dazhou",
     45,
     1,
     {"20 万户,205987 户", "households in old-estate renewal: 9 sums over years close",
      "affordable rental dwellings: 5 sums over areas close", NULL}},
    {"panzhihua",
     84,
     5,
     {">= 1500 套（间）,1037 套", "549 万m2,538 万m2", "12 月 belongs to two bands", ">= 37,> 37",
      "2772.09,2833.824", NULL}},
    {"nanjing",
     79,
     1,
     {"add up to 218.48, stated is 218.46", "add up to 1225.6, stated is 1225.62",
      "17 in (四)2, 22 in (四)3", "talent (12 万套) is in no branch",
      "talent dwellings: 1 sums over areas close", NULL}},
    {"nanchang", 26, 0, {NULL}},
};
enum { PLANS = sizeof plans / sizeof *plans };

static lf_session *open_plan(const char *id, lf_project **project)
{
    lf_session *session = NULL;
    char *folder = lf_copyf("%s/examples/plans/%s", LF_SOURCE_DIR, id);
    ck_assert(lf_session_open(&session));
    ck_assert_msg(lf_plan_open(session, folder, project), "%s", lf_session_error(session));
    free(folder);
    lf_text_clear(&taken);
    return session;
}

START_TEST(lint_finds_what_is_there_and_no_more)
{
    const known_plan *plan = &plans[_i];
    lf_project *project = NULL;
    lf_session *session = open_plan(plan->id, &project);
    uint64_t contradictions = 0;
    ck_assert(lf_session_set_language(session, "en"));
    ck_assert_msg(lf_plan_lint(session, project, "csv", take, &taken, &contradictions), "%s",
                  lf_session_error(session));
    const char *text = lf_text_get(&taken);
    for (size_t i = 0; plan->findings[i] != NULL; i++)
        ck_assert_msg(strstr(text, plan->findings[i]) != NULL, "expected %s in\n%s",
                      plan->findings[i], text);
    /* Contradictions of the rows of targets.csv would be slips of ours, not of the plan. */
    ck_assert_msg(strstr(text, "contradiction,targets.csv") == NULL, "%s", text);
    ck_assert_uint_eq(contradictions, plan->contradictions);
    lf_project_close(project);
    lf_session_close(session);
    lf_text_free(&taken);
}
END_TEST

/* Every provision is there, with a measure, or with what it lacks in both languages. */
START_TEST(every_provision_is_told)
{
    const known_plan *plan = &plans[_i];
    lf_project *project = NULL;
    lf_session *session = open_plan(plan->id, &project);
    char total[64];
    ck_assert_msg(lf_plan_show(session, project, true, "csv", take, &taken), "%s",
                  lf_session_error(session));
    snprintf(total, sizeof total, "all,%d,", plan->provisions);
    ck_assert_msg(strstr(lf_text_get(&taken), total) != NULL, "expected %s in\n%s", total,
                  lf_text_get(&taken));
    lf_text_clear(&taken);
    ck_assert(lf_plan_show(session, project, false, "json", take, &taken));
    ck_assert_ptr_null(strstr(lf_text_get(&taken), "\"title_en\": null"));
    ck_assert_ptr_null(strstr(lf_text_get(&taken), "\"title_zh\": null"));
    lf_project_close(project);
    lf_session_close(session);
    lf_text_free(&taken);
}
END_TEST

/* ---- documents ---- */

/* Keys of a document that the schema lacks, or the other way round. */
static void expect_schema(const char *document, const char *section)
{
    lf_context ctx;
    lf_workspace *ws = NULL;
    lf_statement *rows = NULL;
    char *schema = NULL;
    int64_t differences = -1;
    lf_context_init(&ctx);
    ck_assert(lf_workspace_open(&ctx, ":memory:", 4527, "", &ws));
    ck_assert(lf_read_file(&ctx, LF_SOURCE_DIR "/src/present/plan.schema.json", &schema, NULL));
    ck_assert(lf_prepare(
        &ctx, ws,
        "WITH s(k) AS (SELECT key FROM json_each(?2, '$.properties.' || ?3 || "
        "'.items.properties')),"
        " d(k) AS (SELECT c.key FROM json_each(?1, '$.' || ?3 || '[0]') AS c)"
        " SELECT (SELECT count(*) FROM s WHERE k NOT IN (SELECT k FROM d))"
        " + (SELECT count(*) FROM d WHERE k NOT IN (SELECT k FROM s)), (SELECT count(*) FROM d)",
        &rows));
    lf_bind_text(rows, 1, document);
    lf_bind_text(rows, 2, schema);
    lf_bind_text(rows, 3, section);
    ck_assert_int_eq(lf_statement_step(&ctx, rows), LF_STEP_ROW);
    differences = lf_column_integer(rows, 0);
    ck_assert_int_gt(lf_column_integer(rows, 1), 3);
    lf_statement_close(rows);
    ck_assert_msg(differences == 0, "%s: %d keys differ", section, (int)differences);
    lf_workspace_close(ws);
    free(schema);
}

START_TEST(documents_keep_their_schema)
{
    lf_project *project = NULL;
    lf_session *session = open_plan("panzhihua", &project);
    uint64_t contradictions = 0;
    ck_assert(lf_plan_lint(session, project, "json", take, &taken, &contradictions));
    expect_schema(lf_text_get(&taken), "findings");
    lf_text_clear(&taken);
    ck_assert(lf_plan_show(session, project, false, "json", take, &taken));
    expect_schema(lf_text_get(&taken), "provisions");
    char *english = lf_copy(lf_text_get(&taken));
    lf_text_clear(&taken);
    ck_assert(lf_session_set_language(session, "zh"));
    ck_assert(lf_plan_show(session, project, false, "json", take, &taken));
    ck_assert_str_eq(english, lf_text_get(&taken)); /* languages are for readers */
    free(english);
    lf_text_clear(&taken);
    ck_assert(lf_plan_show(session, project, true, "json", take, &taken));
    expect_schema(lf_text_get(&taken), "plan_coverage");
    lf_project_close(project);
    lf_session_close(session);
    lf_text_free(&taken);
}
END_TEST

START_TEST(a_folder_without_plan_is_said)
{
    lf_session *session = NULL;
    lf_project *project = NULL;
    ck_assert(lf_session_open(&session));
    ck_assert(!lf_plan_open(session, LF_SOURCE_DIR "/layers", &project));
    ck_assert_ptr_nonnull(strstr(lf_session_error(session), "plan.yaml: no such file"));
    ck_assert_ptr_null(project);
    lf_session_close(session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan");
    TCase *file = tcase_create("file");
    tcase_add_checked_fixture(file, set_up, tear_down);
    tcase_add_test(file, a_plan_gives_its_rows);
    tcase_add_loop_test(file, every_fault_has_its_line, 0, (int)(sizeof bad / sizeof *bad));
    suite_add_tcase(suite, file);
    TCase *five = tcase_create("five");
    tcase_set_timeout(five, 300);
    tcase_add_loop_test(five, lint_finds_what_is_there_and_no_more, 0, PLANS);
    tcase_add_loop_test(five, every_provision_is_told, 0, PLANS);
    tcase_add_test(five, documents_keep_their_schema);
    tcase_add_test(five, a_folder_without_plan_is_said);
    suite_add_tcase(suite, five);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
