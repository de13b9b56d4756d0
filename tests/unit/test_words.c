/* The catalogue of words: reading it whole or broken, saying, and telling finished lines anew. */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/format.h"
#include "base/text.h"
#include "base/words.h"
#include "catalog/locale.h"

static lf_context ctx;
static lf_words *words;
static char path[64];

/* ---- a catalogue made by hand ---- */

static const char *const pairs[][2] = {
    {"", "Content-Type: text/plain; charset=UTF-8\n"},
    {"%s (it is '%s')", "%s（实为“%s”）"},
    {"%s is not a number", "%s 不是数字"},
    {"%zu of %zu homes lie outside", "%2$zu 处住房中有 %1$zu 处在外"},
    {"did you mean '%s'?", "是否为“%s”？"},
    {"dwellings must not be negative", "套数不得为负"},
    {"expected %s, found %s", "应为%s，实为%s"},
    {"ends %.2f m from street %s without joining it", "止于距道路 %2$s %1$.2f 米处"},
    {"in a straight line", "直线"},
    {"steeper than %.0f %% taken as that", "坡度超过 %.0f %% 的按其计"},
};

static void put_number(unsigned char *at, size_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(number >> (8 * i));
}

/* Lays the pairs out as msgfmt does; returns the size. */
static size_t make_catalogue(unsigned char *bytes, size_t capacity, const char *const table[][2],
                             size_t count)
{
    size_t next = 28 + 16 * count;
    memset(bytes, 0, capacity);
    put_number(bytes, 0x950412de);
    put_number(bytes + 8, count);
    put_number(bytes + 12, 28);
    put_number(bytes + 16, 28 + 8 * count);
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < count; i++) {
            size_t length = strlen(table[i][side]);
            unsigned char *entry = bytes + 28 + 8 * (side * count + i);
            put_number(entry, length);
            put_number(entry + 4, next);
            memcpy(bytes + next, table[i][side], length + 1);
            next += length + 1;
        }
    ck_assert_uint_lt(next, capacity);
    return next;
}

static void write_bytes(const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static void open_words(void)
{
    unsigned char bytes[4096];
    lf_context_init(&ctx);
    snprintf(path, sizeof path, "/tmp/lifang_words_%d.mo", (int)getpid());
    write_bytes(bytes, make_catalogue(bytes, sizeof bytes, pairs, sizeof pairs / sizeof pairs[0]));
    ck_assert_msg(lf_words_read(&ctx, path, &words), "%s", ctx.error);
}

static void close_words(void)
{
    lf_words_free(words);
    words = NULL;
    unlink(path);
}

/* ---- saying ---- */

START_TEST(says_what_it_has_and_leaves_the_rest)
{
    ck_assert_uint_eq(lf_words_count(words), sizeof pairs / sizeof pairs[0] - 1);
    ck_assert_str_eq(lf_words_say(words, "in a straight line"), "直线");
    ck_assert_str_eq(lf_words_say(words, "nobody said this"), "nobody said this");
    ck_assert_str_eq(lf_words_say(NULL, "in a straight line"), "in a straight line");
    ck_assert_ptr_null(lf_words_say(words, NULL));
}
END_TEST

static void expect_formatted(const char *expected, const char *format, ...)
{
    char line[256];
    va_list args;
    va_start(args, format);
    bool done = lf_words_format(words, format, args, line, sizeof line);
    va_end(args);
    ck_assert(done);
    ck_assert_str_eq(line, expected);
}

START_TEST(formats_with_arguments_in_the_order_of_the_language)
{
    expect_formatted("5 处住房中有 2 处在外", "%zu of %zu homes lie outside", (size_t)2, (size_t)5);
    expect_formatted("止于距道路 S1 3.99 米处", "ends %.2f m from street %s without joining it",
                     3.987, "S1");
    expect_formatted("坡度超过 30 % 的按其计", "steeper than %.0f %% taken as that", 30.0);
    /* without a translation of its own: as it stands, its phrases translated all the same */
    expect_formatted("a: 直线 7", "a: %s %d", "in a straight line", 7);
    expect_formatted("-3 4 ff 2.5 x", "%ld %lld %x %g %c", -3L, 4LL, 255, 2.5, 'x');
}
END_TEST

START_TEST(phrases_inside_are_translated_but_no_names)
{
    expect_formatted("应为直线，实为x 不是数字", "expected %s, found %s", "in a straight line",
                     "x is not a number");
    expect_formatted("x（实为“in a straight line”）", "%s (it is '%s')", "x", "in a straight line");
}
END_TEST

static bool format_line(const char *format, ...)
{
    char line[64];
    va_list args;
    va_start(args, format);
    bool done = lf_words_format(words, format, args, line, sizeof line);
    va_end(args);
    return done;
}

START_TEST(a_format_that_is_not_known_is_left_to_the_caller)
{
    ck_assert(!format_line("%*d", 5, 3));
    ck_assert(!format_line("%.*s", 2, "abc"));
}
END_TEST

/* ---- telling anew ---- */

static void expect_retold(const char *line, const char *expected)
{
    char *told = lf_words_retell(words, line);
    if (expected == NULL)
        ck_assert_ptr_null(told);
    else
        ck_assert_str_eq(told, expected);
    free(told);
}

START_TEST(finished_lines_are_known_by_their_fixed_words)
{
    expect_retold("dwellings must not be negative", "套数不得为负");
    expect_retold("dwellings must not be negative (it is '-244')", "套数不得为负（实为“-244”）");
    expect_retold("2 of 5 homes lie outside", "5 处住房中有 2 处在外");
    expect_retold("rent is not a number; did you mean 'x'?", "rent 不是数字；是否为“x”？");
    expect_retold("ends 3.99 m from street D; L without joining it", "止于距道路 D; L 3.99 米处");
    expect_retold("steeper than 30 % taken as that", "坡度超过 30 % 的按其计");
    expect_retold("two of 5 homes lie outside", NULL);
    expect_retold("something else", NULL);
    expect_retold("", NULL);
    ck_assert_ptr_null(lf_words_retell(NULL, "in a straight line"));
}
END_TEST

/* ---- formats ---- */

START_TEST(formats_agree_only_on_the_same_arguments)
{
    ck_assert(lf_formats_agree("%s of %d", "%2$d 之 %1$s"));
    ck_assert(lf_formats_agree("%.1f m", "%.2f 米"));
    ck_assert(lf_formats_agree("no argument", "没有参数"));
    ck_assert(lf_formats_agree("within 10 % of it", "在其 10 % 以内"));
    ck_assert(!lf_formats_agree("%s of %d", "%d 之 %s"));
    ck_assert(!lf_formats_agree("%d", "%s"));
    ck_assert(!lf_formats_agree("%d", "%lld"));
    ck_assert(!lf_formats_agree("%s", "%s%s"));
    ck_assert(!lf_formats_agree("%s %s", "%1$s"));
    ck_assert(!lf_formats_agree("%s", "%n"));
    ck_assert(!lf_formats_agree("%s", "%1$s %s"));
    ck_assert(!lf_formats_agree("plain", "%s"));
    ck_assert(!lf_formats_agree("%s", "%99$s"));
}
END_TEST

/* ---- broken catalogues ---- */

START_TEST(a_dangerous_translation_is_left_out)
{
    static const char *const bad[][2] = {{"%d rows", "%s 行"}, {"fine", "好"}};
    unsigned char bytes[512];
    lf_words *read = NULL;
    write_bytes(bytes, make_catalogue(bytes, sizeof bytes, bad, 2));
    ck_assert(lf_words_read(&ctx, path, &read));
    ck_assert_str_eq(lf_words_say(read, "%d rows"), "%d rows");
    ck_assert_str_eq(lf_words_say(read, "fine"), "好");
    lf_words_free(read);
}
END_TEST

/* Every byte of the file in turn made something else, and every shorter file: no crash, no read
 * beyond the end. What is read still answers. */
START_TEST(no_broken_catalogue_does_harm)
{
    unsigned char bytes[4096], broken[4096];
    size_t size = make_catalogue(bytes, sizeof bytes, pairs, sizeof pairs / sizeof pairs[0]);
    for (size_t i = 0; i < 2 * size; i++) {
        lf_words *read = NULL;
        memcpy(broken, bytes, size);
        if (i < size)
            broken[i] = (unsigned char)(broken[i] ^ (i % 2 ? 0xff : 0x55));
        write_bytes(broken, i < size ? size : i - size);
        if (lf_words_read(&ctx, path, &read)) {
            free(lf_words_retell(read, "dwellings must not be negative (it is '-244')"));
            lf_words_free(read);
        } else {
            ck_assert_ptr_nonnull(strstr(ctx.error, path));
            lf_clear_error(&ctx);
        }
    }
}
END_TEST

/* ---- the catalogue of the program ---- */

START_TEST(the_programs_own_words_are_found)
{
    lf_words *chinese = NULL;
    ck_assert(lf_locale_words(&ctx, &chinese));
    ck_assert_msg(chinese != NULL, "no lifang.mo beside the program");
    ck_assert_uint_gt(lf_words_count(chinese), 500);
    ck_assert_str_eq(lf_words_say(chinese, "out of memory"), "内存不足");
    char *told =
        lf_words_retell(chinese, "category: '茶馆' is not a known category; did you mean '茶叶'?");
    ck_assert_str_eq(told, "category：“茶馆”不是已知类别；是否为“茶叶”？");
    free(told);
    lf_words_free(chinese);
}
END_TEST

START_TEST(errors_speak_the_language_of_the_call)
{
    ctx.words = words;
    lf_fail(&ctx, "%s is not a number", "rent");
    ck_assert_str_eq(ctx.error, "rent 不是数字");
    lf_clear_error(&ctx);
    lf_context worker;
    lf_context_init_worker(&worker, &ctx);
    lf_fail_usage(&worker, "%s (it is '%s')", "dwellings must not be negative", "-1");
    ck_assert_str_eq(worker.error, "套数不得为负（实为“-1”）");
    ctx.words = NULL;
    lf_fail(&ctx, "%s is not a number", "rent");
    ck_assert_str_eq(ctx.error, "rent is not a number");
    lf_clear_error(&ctx);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("words");
    TCase *all = tcase_create("words");
    tcase_add_checked_fixture(all, open_words, close_words);
    tcase_set_timeout(all, 120);
    tcase_add_test(all, says_what_it_has_and_leaves_the_rest);
    tcase_add_test(all, formats_with_arguments_in_the_order_of_the_language);
    tcase_add_test(all, phrases_inside_are_translated_but_no_names);
    tcase_add_test(all, a_format_that_is_not_known_is_left_to_the_caller);
    tcase_add_test(all, finished_lines_are_known_by_their_fixed_words);
    tcase_add_test(all, formats_agree_only_on_the_same_arguments);
    tcase_add_test(all, a_dangerous_translation_is_left_out);
    tcase_add_test(all, no_broken_catalogue_does_harm);
    tcase_add_test(all, the_programs_own_words_are_found);
    tcase_add_test(all, errors_speak_the_language_of_the_call);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
