-- id: commutes
-- title: Commutes
-- title_zh: 通勤
-- geometry: none
-- fatal_rejects: 0.2
-- about: Workers by home area and work area; both name the id of an area. minutes is the mean time of
-- about: the way one way, where it is known.
-- computed: key
-- names: home_area = 居住地, 居住区, 居住区域, 家, origin, home
-- names: work_area = 工作地, 就业地, 就业区, 就业区域, destination, work
-- names: workers = 人数, 通勤人数, 通勤量, trips, flow, count
-- names: minutes = 通勤时间, 平均通勤时间, 平均时间, 耗时, travel_time, duration
CREATE TABLE commutes (
    key INTEGER PRIMARY KEY,
    home_area TEXT NOT NULL,
    work_area TEXT NOT NULL,
    workers REAL NOT NULL CONSTRAINT "workers must not be negative" CHECK (workers >= 0),
    minutes REAL CONSTRAINT "minutes must not be negative" CHECK (minutes >= 0),
    CONSTRAINT "a pair of areas must stand once" UNIQUE (home_area, work_area)
) STRICT;
