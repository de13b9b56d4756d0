-- id: shops
-- title: S
-- title_zh: 店
-- geometry: none or point
-- fatal_rejects: 1
-- names: id = a, b

CREATE TABLE shops (id TEXT, /* ( */ n REAL DEFAULT (1), k ANY);
