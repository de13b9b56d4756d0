/* Invented Chinese names (see names.h). */
#include "names.h"

#include <stdio.h>

static const char *const FIRST[] = {"清", "白", "青", "松", "柳", "梧", "荷", "兰", "桂",
                                    "竹", "枫", "云", "星", "月", "晨", "暖", "望", "临",
                                    "锦", "翠", "碧", "丹", "银", "金", "玉", "安", "和",
                                    "永", "新", "长", "东", "西", "南", "北", "春", "秋"};
static const char *const SECOND[] = {
    "江", "溪", "湖", "塘", "泉", "桥", "渡", "湾", "洲", "岸", "山", "岭", "坡", "坪", "冲", "林",
    "园", "苑", "庭", "台", "亭", "楼", "门", "井", "田", "丰", "宁", "康", "盛", "华", "阳"};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

void mk_name_place(size_t index, const char *suffix, char out[MK_NAME])
{
    /* 36 and 31 have no common divisor, so 1,116 names pass before one comes again. */
    snprintf(out, MK_NAME, "%s%s%s", FIRST[index * 7 % COUNT(FIRST)],
             SECOND[index * 11 % COUNT(SECOND)], suffix);
}

void mk_name_any(mk_random *random, const char *suffix, char out[MK_NAME])
{
    size_t first = mk_random_below(random, COUNT(FIRST));
    size_t second = mk_random_below(random, COUNT(SECOND));
    snprintf(out, MK_NAME, "%s%s%s", FIRST[first], SECOND[second], suffix);
}
