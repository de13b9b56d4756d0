// The page of an audit of the example city's lots against the audit's own files: node audit.js FOLDER
'use strict';
const fs = require('fs');
const { page, rings, area, expect, finish } = require('./read.js');
const folder = process.argv[2];
const { data } = page(`${folder}/report.html`);
const audit = data.audit, told = JSON.parse(fs.readFileSync(`${folder}/audit.json`, 'utf8'));
const { sites, checks, effects, counts } = audit;
const of = (table, name) => table.columns.indexOf(name);

expect(sites.total === told.sites.length && sites.shown === sites.total, 'all sites are there');
expect(counts.total === sites.total && counts.pass + counts.fail + counts.warn + counts.not_measured === counts.total, 'counts');
const by = new Map(told.sites.map((s) => [s.site, s]));
let results = 0, last = 0;
sites.rows.forEach((row) => {
  const get = (name) => row[of(sites, name)], site = by.get(get('id'));
  expect(site && site.outcome === get('outcome') && site.place === get('place'), `site ${get('id')}`);
  if (get('place') !== null) { expect(get('place') >= last, 'the best placed come first'); last = get('place'); }
  const outline = rings(get('g'));
  expect(outline.length > 0 && outline.every((ring) => ring.length >= 3 && area(ring) !== 0), `outline of ${get('id')}`);
  // Steps are metres here: the outline has the area that the file says, but for rounding.
  const drawn = Math.abs(outline.reduce((sum, ring) => sum + area(ring), 0)) * data.city.step_m ** 2;
  expect(Math.abs(drawn / get('area_m2') - 1) < 0.2, `area of ${get('id')}: ${drawn} and ${get('area_m2')}`);
  get('results').forEach((r) => {
    results++;
    expect(r.length === 14 && checks[r[0]] && ['pass', 'fail', 'warn', 'not measured'].includes(r[2]) && typeof r[3] === 'boolean', `a result of ${get('id')}`);
    expect(r[1] === null || (r[1].en && r[1].zh), 'the part in both languages');
    expect(r[9] && r[9].en && r[9].zh, `the reason in both languages: ${checks[r[0]].id}`);
  });
  const failed = get('results').filter((r) => r[2] === 'fail').length;
  expect(failed === get('failed'), `${get('id')}: ${failed} failed, told ${get('failed')}`);
});
expect(results === told.checks.length, `${results} results of ${told.checks.length}`);
checks.forEach((c) => expect(c.title.en && c.title.zh && /^[0-9a-f]{64}$/.test(c.why.hash), c.id));
effects.rows.forEach((row) => {
  const site = row[of(effects, 'site')], target = row[of(effects, 'target')], where = row[of(effects, 'area')];
  expect(site === null || sites.rows[site], 'effect: site');
  expect(target === null || data.targets[target], 'effect: target');
  expect(where === null || data.areas.rows[where], 'effect: area');
});
expect(effects.rows.some((row) => row[of(effects, 'site')] === null), 'all sites together');
finish();
