-- id: settings
-- title: Settings
-- title_zh: 设置
-- about: Every setting with its value and where it was set.

SELECT s.name, s.value, s.unit, s.origin, s.norm, s.about FROM setting_definition AS s ORDER BY s.name;
