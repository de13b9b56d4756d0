/* Messages, text, words, files, hashes and the parallel loop. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/context.h"
#include "base/parallel.h"
#include "base/text.h"

START_TEST(first_error_wins_in_one_line)
{
    lf_context ctx;
    lf_context_init(&ctx);
    ck_assert(!lf_fail(&ctx, "row %d:\nbad\tcell\n", 7));
    ck_assert(!lf_fail_usage(&ctx, "later"));
    ck_assert_str_eq(ctx.error, "row 7: bad cell");
    ck_assert_int_eq(ctx.failure, LF_COULD_NOT);
    lf_clear_error(&ctx);
    ck_assert_str_eq(ctx.error, "");
    ck_assert(!lf_fail_usage(&ctx, "usage"));
    ck_assert_int_eq(ctx.failure, LF_WRONG_USAGE);
}
END_TEST

START_TEST(long_errors_end_between_characters)
{
    lf_context ctx;
    char long_name[LF_ERROR_SIZE * 2];
    for (int shift = 0; shift < 3; shift++) {
        lf_context_init(&ctx);
        memset(long_name, 'a', (size_t)shift);
        for (size_t i = (size_t)shift; i + 3 < sizeof long_name; i += 3)
            memcpy(long_name + i, "里", 4);
        lf_fail(&ctx, "%s", long_name);
        ck_assert_uint_gt(strlen(ctx.error), LF_ERROR_SIZE - 8);
        ck_assert(lf_is_utf8(ctx.error, strlen(ctx.error)));
    }
}
END_TEST

START_TEST(stopping_says_what_is_kept)
{
    lf_context ctx;
    volatile sig_atomic_t stop = 0;
    lf_context_init(&ctx);
    ctx.stop = &stop;
    ck_assert(!lf_stopping(&ctx));
    stop = 1;
    ck_assert(lf_stopping(&ctx));
    ck_assert_int_eq(ctx.failure, LF_STOPPED);
    ck_assert_ptr_nonnull(strstr(ctx.error, "interrupted"));
}
END_TEST

START_TEST(text_grows_and_is_handed_over)
{
    lf_text text = {0};
    ck_assert_str_eq(lf_text_get(&text), "");
    for (int i = 0; i < 1000; i++)
        lf_text_addf(&text, "%d,", i);
    ck_assert_uint_eq(text.length, 10 * 2 + 90 * 3 + 900 * 4);
    char *bytes = lf_text_take(&text);
    ck_assert_int_eq(strncmp(bytes, "0,1,2,", 6), 0);
    free(bytes);
    ck_assert_str_eq(lf_text_get(&text), "");
    bytes = lf_text_take(&text);
    ck_assert_str_eq(bytes, "");
    free(bytes);
}
END_TEST

START_TEST(trims_wide_spaces_too)
{
    char text[] = " \t\xE3\x80\x80 里 坊 \xE3\x80\x80\r\n";
    ck_assert_str_eq(lf_trim(text), "里 坊");
    char blank[] = "\xE3\x80\x80 ";
    ck_assert_str_eq(lf_trim(blank), "");
}
END_TEST

START_TEST(nearest_word_is_meant_or_absent)
{
    const char *const words[] = {"dwellings", "residents", "floor_area_m2", "卫生服务中心", "公园"};
    ck_assert_str_eq(lf_nearest_word("dwelings", words, 5), "dwellings");
    ck_assert_str_eq(lf_nearest_word("RESIDENT", words, 5), "residents");
    ck_assert_str_eq(lf_nearest_word("floor_area", words, 5), "floor_area_m2");
    ck_assert_str_eq(lf_nearest_word("卫生服务中", words, 5), "卫生服务中心");
    ck_assert_ptr_null(lf_nearest_word("茶馆", words, 5));
    ck_assert_ptr_null(lf_nearest_word("", words, 5));
    ck_assert_uint_eq(lf_edit_distance("里坊", "里"), 1);
}
END_TEST

START_TEST(utf8_and_widths)
{
    ck_assert(lf_is_utf8("里坊 abc", strlen("里坊 abc")));
    ck_assert(!lf_is_utf8("\xC0\x80", 2));         /* overlong */
    ck_assert(!lf_is_utf8("\xED\xA0\x80", 3));     /* surrogate */
    ck_assert(!lf_is_utf8("\xC0\xEF\xB7\xBB", 4)); /* GBK bytes */
    ck_assert(!lf_is_utf8("\xE9\x87", 2));         /* cut short */
    ck_assert_uint_eq(lf_display_width("里坊 ab"), 7);
    ck_assert_uint_eq(lf_display_width("e\xCC\x81"), 1);
}
END_TEST

START_TEST(files_folders_and_hashes)
{
    lf_context ctx;
    char folder[] = "/tmp/lifang-base-XXXXXX", hash[LF_HASH_SIZE], *bytes = NULL, **names = NULL;
    size_t count = 0, length = 0;
    lf_context_init(&ctx);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    char *deep = lf_join_path(folder, "甲/b c");
    char *file = lf_join_path(deep, "x.sql");
    ck_assert(lf_make_folders(&ctx, deep));
    ck_assert(lf_make_folders(&ctx, deep));
    FILE *stream = fopen(file, "wb");
    ck_assert_ptr_nonnull(stream);
    fputs("abc", stream);
    fclose(stream);
    ck_assert(lf_read_file(&ctx, file, &bytes, &length));
    ck_assert_uint_eq(length, 3);
    ck_assert_str_eq(bytes, "abc");
    ck_assert(lf_hash_path(&ctx, file, hash));
    ck_assert_str_eq(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert(lf_list_folder(&ctx, deep, ".sql", &names, &count));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(names[0], "x.sql");
    char *parent = lf_parent_path(file);
    ck_assert_str_eq(parent, deep);
    ck_assert(!lf_make_folders(&ctx, file));
    ck_assert_ptr_nonnull(strstr(ctx.error, "is not a folder"));
    unlink(file);
    rmdir(deep);
    free(parent);
    lf_free_names(names, count);
    free(bytes);
    free(file);
    free(deep);
}
END_TEST

typedef struct squares {
    int done[1000];
    size_t fail_at;
} squares;

static bool square(void *user, size_t item, int worker)
{
    squares *all = user;
    (void)worker;
    all->done[item] += (int)(item * item);
    return item != all->fail_at;
}

START_TEST(parallel_does_each_item_once)
{
    lf_context ctx;
    lf_context_init(&ctx);
    for (int threads = 1; threads <= 4; threads++) {
        squares all = {.fail_at = 5000};
        ctx.threads = threads;
        ck_assert(lf_parallel(&ctx, 1000, square, &all));
        for (int i = 0; i < 1000; i++)
            ck_assert_int_eq(all.done[i], i * i);
        ck_assert(lf_parallel(&ctx, 0, square, &all));
        all.fail_at = 17;
        ck_assert(!lf_parallel(&ctx, 1000, square, &all));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base");
    TCase *tests = tcase_create("base");
    tcase_add_test(tests, first_error_wins_in_one_line);
    tcase_add_test(tests, long_errors_end_between_characters);
    tcase_add_test(tests, stopping_says_what_is_kept);
    tcase_add_test(tests, text_grows_and_is_handed_over);
    tcase_add_test(tests, trims_wide_spaces_too);
    tcase_add_test(tests, nearest_word_is_meant_or_absent);
    tcase_add_test(tests, utf8_and_widths);
    tcase_add_test(tests, files_folders_and_hashes);
    tcase_add_test(tests, parallel_does_each_item_once);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
