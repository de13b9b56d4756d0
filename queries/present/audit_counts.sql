-- id: audit_counts
-- title: Sites counted
-- title_zh: 地块汇总
-- about: How many sites pass, fail and are warned of, how many of them are borderline, and how many
-- about: could not be audited (see audit_rejects).

SELECT coalesce(sum(outcome = 'pass'), 0) AS sites_pass,
       coalesce(sum(outcome = 'warn'), 0) AS sites_warn,
       coalesce(sum(outcome = 'fail'), 0) AS sites_fail,
       coalesce(sum(outcome = 'not measured'), 0) AS sites_not_measured,
       coalesce(sum(borderline), 0) AS sites_borderline,
       (SELECT count(*) FROM reject WHERE layer = 'candidates') AS sites_rejected
FROM site_outcome;
