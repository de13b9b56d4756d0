-- id: targets
-- title: Targets
-- title_zh: 规划目标
-- geometry: none
-- fatal_rejects: 1
-- about: What the plan promises, a row per promise. area is the id or name of an area, or empty for
-- about: the whole city. slice picks one row of the measure's result (a category, class or band).
-- about: parameters are name=value pairs separated by semicolons. comparison is >=, <=, =, between
-- about: (value to value_to), > or <, or report: measured and shown, with nothing to hold it against.
-- about: tolerance is a slack in the unit of the value within which a verdict is borderline.
-- about: kind is binding (约束性: must be kept), expected (预期性), rule, qualitative, baseline (a
-- about: figure of before the plan, noted beside the measure that `of` names) or definition; where it
-- about: is blank, binding (1 or 0) tells binding from expected. measure is blank where no layer could
-- about: answer: reason_en and reason_zh then say why. value_text keeps the cell as printed (≥28,
-- about: [300], -, 应保尽保). provision is the promise that several rows spell out; where it is blank,
-- about: what stands before the first / of the id. answer is what the plan's author found: measured,
-- about: needs data or not spatial. topic is the part of the plan.
-- computed: key, origin, plan
-- names: id = 编号, 条目, 序号
-- names: title_en = 英文名称, title
-- names: title_zh = 名称, 指标, 指标名称, 目标
-- names: kind = 性质, 属性, attribute
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
-- names: value_text = 原文取值, 印制值
-- names: binding = 约束性
-- names: of = 基线所属
-- names: provision = 规定, 条文编号
-- names: topic = 专题, 条目类别
-- names: clause = 条款, 出处, 依据, source
-- names: answer = 可答
-- names: reason_en = 英文原因
-- names: reason_zh = 原因, 不可度量原因
CREATE TABLE targets (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL CONSTRAINT "id must be unique within the layer" UNIQUE,
    title_en TEXT,
    title_zh TEXT,
    kind TEXT CONSTRAINT "kind must be binding, expected, rule, qualitative, baseline or definition"
        CHECK (kind IN ('binding', 'expected', 'rule', 'qualitative', 'baseline', 'definition')),
    measure TEXT,
    parameters TEXT,
    area TEXT,
    slice TEXT,
    base TEXT,
    period TEXT,
    comparison TEXT NOT NULL DEFAULT 'report'
        CONSTRAINT "comparison must be >=, <=, =, >, <, between or report"
        CHECK (comparison IN ('>=', '<=', '=', '>', '<', 'between', 'report')),
    value REAL,
    value_to REAL CONSTRAINT "between needs value_to, not below value"
        CHECK (comparison <> 'between' OR (value_to IS NOT NULL AND value_to >= value)),
    tolerance REAL CONSTRAINT "tolerance must not be negative" CHECK (tolerance >= 0),
    unit TEXT,
    value_text TEXT,
    binding INTEGER NOT NULL DEFAULT 0 CONSTRAINT "binding must be 0 or 1" CHECK (binding IN (0, 1)),
    of TEXT,
    provision TEXT,
    topic TEXT,
    clause TEXT,
    answer TEXT CONSTRAINT "answer must be measured, needs data or not spatial"
        CHECK (answer IN ('measured', 'needs data', 'not spatial')),
    reason_en TEXT,
    reason_zh TEXT,
    origin TEXT,
    plan TEXT,
    CONSTRAINT "value must be given where comparison is not report"
        CHECK (value IS NOT NULL OR comparison = 'report'),
    CONSTRAINT "measure must be given, or reason_en why there is none"
        CHECK (measure IS NOT NULL OR reason_en IS NOT NULL OR reason_zh IS NOT NULL
               OR of IS NOT NULL OR kind IN ('baseline', 'definition'))
) STRICT;
