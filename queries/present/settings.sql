-- id: settings
-- title: Settings
-- title_zh: 设置
-- about: Every setting with its value and where it was set.
-- text: name, value, unit, origin, norm, about
-- csv: name, value, unit, origin, norm, about
-- json: name, value, unit, origin, norm, about, about_zh

SELECT s.name, s.value, s.unit, s.origin, s.origin_zh, s.norm, s.about, s.about_zh
FROM setting_definition AS s
ORDER BY s.name;
