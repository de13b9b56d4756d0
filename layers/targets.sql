-- id: targets
-- title: Targets
-- title_zh: 规划目标
-- geometry: none
-- fatal_rejects: 1
-- about: What the plan promises, a row per promise. area is the id or name of an area, or empty for
-- about: the whole city. slice picks one row of the measure's result (a category, class or band).
-- about: parameters are name=value pairs separated by semicolons. comparison is >=, <=, =, between
-- about: (value to value_to), > or <. tolerance is a slack in the unit of the value within which a
-- about: verdict is borderline. binding: 1 a target that must be kept (约束性), 0 one that is expected
-- about: (预期性).
-- computed: key
-- names: id = 编号, 条目, 序号
-- names: title_en = 英文名称, title
-- names: title_zh = 名称, 指标, 指标名称, 目标
-- names: measure = 度量, 测度, 指标代码
-- names: parameters = 参数, params
-- names: area = 区域, 范围, 行政区
-- names: slice = 分项, 类别
-- names: base = 口径, 计算口径
-- names: period = 规划期, 时期, 年份, 年度
-- names: comparison = 比较, 比较符, 关系, comparator
-- names: value = 目标值, 值, threshold
-- names: value_to = 上限值, 至
-- names: tolerance = 容差, 允许误差
-- names: unit = 单位
-- names: binding = 约束性, 属性, attribute
-- names: clause = 条款, 出处, 依据, source
CREATE TABLE targets (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    title_en TEXT,
    title_zh TEXT,
    measure TEXT NOT NULL,
    parameters TEXT,
    area TEXT,
    slice TEXT,
    base TEXT,
    period TEXT,
    comparison TEXT NOT NULL CONSTRAINT "comparison must be >=, <=, =, >, < or between"
        CHECK (comparison IN ('>=', '<=', '=', '>', '<', 'between')),
    value REAL NOT NULL,
    value_to REAL CONSTRAINT "between needs value_to, not below value"
        CHECK (comparison <> 'between' OR (value_to IS NOT NULL AND value_to >= value)),
    tolerance REAL CONSTRAINT "tolerance must not be negative" CHECK (tolerance >= 0),
    unit TEXT,
    binding INTEGER NOT NULL DEFAULT 0 CONSTRAINT "binding must be 0 or 1" CHECK (binding IN (0, 1)),
    clause TEXT
) STRICT;
