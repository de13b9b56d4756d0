-- id: plan
-- title: Plan
-- title_zh: 规划
-- about: The plan's names and period.

SELECT p.id, p.name, p.title, p.year_from, p.year_to, p.horizon FROM plan AS p;
