-- id: settings
-- title: Settings
-- title_zh: 设置
-- about: What the city file and the defaults say.
SELECT s.name, s.value, s.origin FROM setting AS s ORDER BY s.name;
