-- id: market
-- title: Market
-- title_zh: 住房市场
-- geometry: none
-- fatal_rejects: 0.2
-- about: Monthly saleable stock and sales by area. month is YYYY-MM.
-- about: price is paid per m2, rent per m2 and month.
-- computed: key
-- names: area_id = 区域, 行政区, 区县, 区域编号, area, district
-- names: month = 月份, 月, 年月, date
-- names: stock_m2 = 库存面积, 可售面积, 库存, stock
-- names: sold_m2 = 销售面积, 成交面积, 去化面积, sold, sales
-- names: price = 均价, 成交均价, 销售均价
-- names: rent = 租金, 平均租金, 月租金
CREATE TABLE market (
    key INTEGER PRIMARY KEY,
    area_id TEXT NOT NULL,
    month TEXT NOT NULL CONSTRAINT "month must be written YYYY-MM"
        CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]' AND substr(month, 6) BETWEEN '01' AND '12'),
    stock_m2 REAL CONSTRAINT "stock_m2 must not be negative" CHECK (stock_m2 >= 0),
    sold_m2 REAL CONSTRAINT "sold_m2 must not be negative" CHECK (sold_m2 >= 0),
    price REAL CONSTRAINT "price must not be negative" CHECK (price >= 0),
    rent REAL CONSTRAINT "rent must not be negative" CHECK (rent >= 0),
    CONSTRAINT "an area has one row a month" UNIQUE (area_id, month)
) STRICT;
