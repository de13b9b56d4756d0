/*
 * Anchors on foot: every kind of anchor is looked for as if it were a category of facilities.
 */
#include "walk/walk.h"
#include "walk_kit.h"

static void walk(void)
{
    ck_assert_msg(lf_walk(&ctx, ws), "%s", ctx.error);
}

/* One street of a kilometre, a home at its western end, anchors along it, a site at its end. */
static void street_city(void)
{
    open_city();
    street("main", "0 0, 1000 0", NULL);
    home("h", 0, 0);
    home("far", 0, 5000);
    point_row("anchors", "id, kind", "'a2', 'campus'", 700, 0);
    point_row("anchors", "id, kind", "'a1', 'campus'", 300, 0);
    point_row("anchors", "id, kind", "'a3', 'hospital'", 900, 20);
    polygon_row("sites", "id", "'t'", "1000 -50, 1100 -50, 1100 50, 1000 50, 1000 -50");
}

START_TEST(each_kind_has_its_nearest)
{
    walk();
    NEAR(ask("SELECT walk_m FROM walk_nearest AS w JOIN homes AS h ON h.key = w.home_key "
             "WHERE h.id = 'h' AND category = 'anchor:campus'"),
         300);
    NEAR(ask("SELECT w.walk_place_key = a.key FROM walk_nearest AS w JOIN anchors AS a "
             "WHERE a.id = 'a1' AND category = 'anchor:campus' AND walk_m IS NOT NULL"),
         1);
    NEAR(ask("SELECT walk_m FROM walk_nearest AS w JOIN homes AS h ON h.key = w.home_key "
             "WHERE h.id = 'h' AND category = 'anchor:hospital'"),
         920);
    NEAR(ask("SELECT walk_m FROM walk_site WHERE category = 'anchor:campus'"), 300);
    NEAR(ask("SELECT straight_m FROM walk_site WHERE category = 'anchor:campus'"), 300);
}
END_TEST

START_TEST(what_meets_no_street_reaches_none)
{
    walk();
    NEAR(ask("SELECT count(*) FROM walk_nearest AS w JOIN homes AS h ON h.key = w.home_key "
             "WHERE h.id = 'far' AND walk_m IS NOT NULL"),
         0);
}
END_TEST

START_TEST(no_anchors_no_rows)
{
    RUN("DELETE FROM anchors");
    walk();
    NEAR(ask("SELECT count(*) FROM walk_site WHERE category LIKE 'anchor:%%'"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("anchors");
    TCase *cases = tcase_create("anchors");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(cases, street_city, close_city);
    tcase_add_test(cases, each_kind_has_its_nearest);
    tcase_add_test(cases, what_meets_no_street_reaches_none);
    tcase_add_test(cases, no_anchors_no_rows);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
