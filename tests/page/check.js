// The example city's page against itself and against the other files: node check.js FOLDER CHECK.json
'use strict';
const fs = require('fs');
const { page, csv, rings, area, expect, finish } = require('./read.js');
const [folder, checked] = process.argv.slice(2);
const { text, rest, data } = page(`${folder}/report.html`);

expect(data.format === 'lifang-page' && data.version === 1, 'format and version');
expect(!rest.includes('@LIFANG_DATA@'), 'the marker is still there');
expect(Buffer.byteLength(text) < 4.5e6, `the page is ${Buffer.byteLength(text)} bytes`);

// ---- every index is in range ----
const within = (index, list, what) =>
  expect(index === null || (Number.isInteger(index) && index >= 0 && index < list.length), `${what}: index ${index}`);
const { kinds, rows: areas } = data.areas;
const T = (value, what) => expect(value && typeof value.en === 'string' && typeof value.zh === 'string' && value.en && value.zh,
  `${what}: not in both languages: ${JSON.stringify(value)}`);
let place = 0;
kinds.forEach((kind, k) => {
  T(kind.title, `kind ${kind.kind}`);
  expect(kind.first === place && kind.count > 0, `kind ${kind.kind} begins at ${kind.first}`);
  for (let i = 0; i < kind.count; i++) expect(areas[place++].kind === k, 'areas are grouped by kind');
});
expect(place === areas.length, 'every area has a kind');
expect(areas[0].id === 'city' && areas[0].g === null, 'the whole city comes first');
data.measures.forEach((m) => {
  T(m.title, m.id); T(m.about, m.id + ' about');
  within(m.reason, data.reasons, m.id);
  m.slices.forEach((s) => T(s.title, m.id + ' ' + s.id));
  expect(/^[0-9a-f]{64}$/.test(m.why.hash), `${m.id}: hash`);
});
data.reasons.forEach((r, i) => T(r, `reason ${i}`));
data.targets.forEach((t) => {
  T(t.title, t.id); if (t.reason) T(t.reason, t.id); if (t.slice) T(t.slice, t.id);
  within(t.measure, data.measures, t.id); within(t.area, areas, t.id);
});
const category = (c, what) => within(c, data.categories, what);
data.homes.sets.forEach((set) => set.forEach((c) => category(c, 'set')));
const column = (table, name) => {
  const at = table.columns.indexOf(name);
  expect(at >= 0, `no column ${name}`);
  return (row) => row[at];
};
const missed = column(data.homes, 'missed'), walk = column(data.homes, 'walk');
data.homes.rows.forEach((row) => {
  within(missed(row), data.homes.sets, 'home');
  expect(walk(row).length === data.categories.length, 'a way for every category');
  // What is missed is what lies farther than the limit, or nowhere.
  if (missed(row) === null) return;
  const set = data.homes.sets[missed(row)];
  data.categories.forEach((c, i) => {
    const way = walk(row)[i], limit = c.limit_m === null ? c.limit_min : c.limit_m;
    if (way === null || way > limit + 1) expect(set.includes(i), `home ${row[2]} reaches ${c.id} at ${way}`);
    if (way !== null && way < limit - 1) expect(!set.includes(i), `home ${row[2]} misses ${c.id} at ${way}`);
  });
});
data.sheds.forEach((s) => {
  category(s.category, 'shed'); within(s.station, data.stations.rows, 'shed');
  expect((s.category === null) !== (s.station === null), 'a shed is of a category or of a station');
});
data.stations.rows.forEach((s) => s.values.forEach((v) => within(v[0], data.measures, 'station')));
data.facilities.rows.forEach((row) => category(column(data.facilities, 'category')(row), 'facility'));
for (const name of ['facilities', 'sites', 'constraints', 'gaps'])
  expect(data[name].shown === data[name].rows.length && data[name].shown <= data[name].total, `${name}: shown of total`);
const { coverage, jobs_housing: jobs, node_place: nodes, schedule } = data.charts;
coverage.areas.forEach((a) => within(a, areas, 'chart'));
coverage.categories.forEach((c) => category(c, 'chart'));
expect(coverage.values.length === coverage.categories.length &&
  coverage.values.every((list) => list.length === coverage.areas.length), 'chart of coverage');
jobs.forEach((j) => { within(j.measure, data.measures, 'jobs'); expect(j.areas.length === j.values.length && j.band[0] < j.band[1], 'band'); });
nodes.stations.forEach((s) => within(s, data.stations.rows, 'node and place'));
schedule.forEach((s) => expect(s.years.length === s.supplied.length && s.years.length === s.due.length, 'schedule'));
expect(jobs.length > 0 && schedule.length > 0 && nodes.stations.length > 5, 'charts have something to show');

// ---- shapes: closed, inside the box, none has vanished; borders stay shared ----
const { box, step_m: step, tolerance_m: tolerance } = data.city;
const width = (box[2] - box[0]) / step, height = (box[3] - box[1]) / step, slack = 1;
areas.slice(1).forEach((a) => {
  const list = rings(a.g);
  expect(list.length > 0, `area ${a.id} has vanished`);
  list.forEach((ring) => {
    expect(ring.length >= 3 && area(ring) !== 0, `area ${a.id}: a ring of ${ring.length} points`);
    ring.forEach(([x, y]) => expect(x >= -slack && y >= -slack && x <= width + slack && y <= height + slack, `area ${a.id} leaves the box`));
  });
});
[...data.sheds, ...data.sites.rows.map((r) => ({ g: r[data.sites.columns.indexOf('g')] }))].forEach((s) =>
  rings(s.g).forEach((ring) => expect(ring.length >= 3, 'a ring of fewer than three points')));
// Districts tile the city: the sum of their areas is that of the streets within, to the tolerance.
const sum = (kind) => areas.filter((a) => kinds[a.kind].kind === kind)
  .reduce((all, a) => all + Math.abs(rings(a.g).reduce((part, ring) => part + area(ring), 0)), 0);
expect(Math.abs(sum('district') / sum('street') - 1) < 1e-3, 'districts and streets cover the same ground');

// ---- the same numbers as elsewhere ----
const counts = JSON.parse(fs.readFileSync(checked, 'utf8')).verdict_counts;
for (const name of Object.keys(counts)) expect(counts[name] === data.counts[name], `count of ${name}`);
expect(data.targets.filter((t) => t.outcome === 'missed').length === data.counts.missed, 'missed targets');
const [head, ...values] = csv(`${folder}/values.csv`);
const results = JSON.parse(fs.readFileSync(`${folder}/results.json`, 'utf8'));
const preset = new Set(results.runs.filter((r) => r.is_default).map((r) => r.run));
const areaIndex = new Map(areas.map((a, i) => [a.id, i]));
const measureOf = new Map(data.measures.map((m) => [m.id, m]));
expect(values.length === results.values.length && head.length > 5, 'values.csv and results.json');
let compared = 0;
const near = (a, b, digits) => a === b || Math.abs(a - b) <= Math.abs(b) * 0.51 * 10 ** (1 - digits);
results.values.forEach((v, i) => {
  const m = measureOf.get(v.measure);
  if (i % 7 !== 0 || !preset.has(v.run) || m.by_station) return;
  const index = areaIndex.get(v.area), kind = areas[index].kind, at = index - kinds[kind].first;
  const slice = v.slice === '' ? null : m.slices.findIndex((s) => s.id === v.slice);
  const series = (data.values[v.measure] || []).find((s) => s.slice === slice && s.base === v.base && s.kind === kind);
  if (!series) return expect(kind > 0 && !v.value, `${v.measure} ${v.area} ${v.slice}: left out`);
  const got = series.v ? series.v[at] : null;
  expect(v.value === null ? got === null : got !== null && near(got, v.value, 5), `${v.measure} ${v.area} ${v.slice}: ${got} is not ${v.value}`);
  if (series.d) expect(near(series.d[at] ?? 0, v.denominator ?? 0, 6), `${v.measure} ${v.area}: denominator`);
  if (v.value === null && v.reason !== null)
    expect(data.reasons[series.reason[at]].en === v.reason, `${v.measure} ${v.area}: ${v.reason}`);
  if (series.classes !== null) within(series.classes, data.styles.classes, v.measure);
  compared++;
});
expect(compared > 5000, `${compared} values compared`);
expect(data.gaps.total === csv(`${folder}/gaps.csv`).length - 1, 'gaps');
// A class holds its values.
Object.values(data.values).flat().forEach((s) => {
  if (s.classes === null) return;
  const { classes } = data.styles.classes[s.classes];
  const low = classes[0].from, high = classes[classes.length - 1].to;
  classes.slice(1).forEach((c, i) => expect(c.from === classes[i].to, 'classes follow one another'));
  (s.v || []).forEach((v) => expect(v === null || ((low === null || v >= low - 1e-4 * Math.abs(low)) && (high === null || v <= high + 1e-4 * Math.abs(high))),
    `a value of ${v} has no class`));
});
finish();
