// What is said about the thing that was clicked: its numbers, and why they are what they are.
import { h } from '../dom.js';
import { data, figure, seriesOf, areaName, unitOf } from '../data.js';
import { t, both, first, upper, language, knows } from '../words.js';
import { number, quantity, requirement, range } from '../number.js';
import { SIGNS } from '../style.js';
import { badge, facts } from '../badge.js';
import { whyNode } from '../why.js';
import { plainTable } from '../table.js';
import { contains } from './geometry.js';
import { shownSeries, shedLimit, cellBase } from './themes.js';
import { lotDetail } from '../lot.js';

const classWord = (word) => (word && knows('slice_title.' + word) ? t('slice_title.' + word) : word);
const head = (kind, name, id) => h('header', null, h('p', { class: 'eyebrow' }, kind), h('h3', null, name || id),
  name && id && name !== id ? h('p', { class: 'code' }, id) : null);

const DESCRIBE = { area, home, cell, sheds, station, facility, site, constraint, problem, lot };
export function describe(found, choice) {
  return DESCRIBE[found.kind](found.thing, choice);
}
// A few words for the pointer.
export function hint(found, choice) {
  const { thing, kind } = found;
  if (kind === 'area') {
    const series = shownSeries(choice);
    const value = series && figure(series, thing.index).value;
    return areaName(thing.index, language()) + '  ' + (series ? quantity(value, data.measures[choice.measure].unit) : '');
  }
  if (kind === 'sheds') return thing.sheds.map((s) => shedTitle(s)).slice(0, 4).join('\n');
  if (kind === 'cell') return number(cellBase(thing)) + ' ' + t('base.' + data.homes.base);
  if (kind === 'problem') return t('problem.' + thing.kind);
  return thing.name || thing.id || '';
}

// ---- areas ----

function area(thing, choice) {
  const kind = data.areas.kinds[thing.kind];
  const measure = data.measures[choice.measure];
  const series = shownSeries(choice);
  const covers = series && series.kind === thing.kind;
  return h('div', null, head(upper(both(kind.title)), areaName(thing.index, language()), thing.id),
    facts([[t('column.parent_id'), thing.parent === null ? null : areaName(thing.parent, language())],
      [t('column.population'), thing.population === null ? null : number(thing.population, 'residents')]]),
    covers ? figureBlock(measure, series, thing.index) : null,
    areaTargets(thing), summary(thing));
}

function sliceTitle(measure, series) {
  const slice = series.slice === null || series.slice === undefined ? null : measure.slices[series.slice];
  return slice ? both(slice.title) : '';
}

export function figureBlock(measure, series, index) {
  const f = figure(series, index);
  const reason = f.value === null ? (f.reason || (measure.reason === null ? null : data.reasons[measure.reason])) : null;
  return h('div', { class: 'figure' },
    h('p', { class: 'figure-title' }, both(measure.title), h('span', { class: 'part' }, sliceTitle(measure, series))),
    h('p', { class: 'figure-value' }, quantity(f.value, measure.unit)),
    f.low !== null || f.high !== null ? h('p', { class: 'note' }, t('page.within_tolerance') + ' ' + range(f.low, f.high, measure.unit)) : null,
    reason ? h('p', { class: 'because' }, both(reason)) : null,
    h('details', { open: true }, h('summary', null, t('page.why')),
      whyNode(measure, { ...measure.why, numerator: f.numerator, denominator: f.denominator }, series.base)));
}

function areaTargets(thing) {
  const list = data.targets.filter((x) => x.area === thing.index);
  if (!list.length) return null;
  return h('div', null, h('h4', null, t('page.targets')), h('ul', { class: 'plain' }, list.map((x) => h('li', null,
    badge(x.outcome), ' ', both(x.title) || x.id, ' ', h('span', { class: 'is-against' }, quantity(x.value, unitOf(x, language())), ' ',
      requirement(x.comparison, x.target, x.target_to, unitOf(x, language())))))));
}

// The measures of the summary for this area.
function summary(thing) {
  const rows = [];
  data.measures.forEach((measure, index) => {
    if (!measure.summary) return;
    for (const series of seriesOf(index)) {
      if (series.kind !== thing.kind || (measure.bases.length && series.base !== measure.bases[0])) continue;
      const { value } = figure(series, thing.index);
      if (value === null) continue;
      rows.push([both(measure.title) + (sliceTitle(measure, series) ? ' · ' + sliceTitle(measure, series) : ''), quantity(value, measure.unit)]);
    }
  });
  if (!rows.length) return null;
  return h('details', { open: rows.length <= 16 }, h('summary', null, t('page.all_measures', { n: rows.length })),
    plainTable(t('page.measures'), [t('column.measure_title'), t('column.value')], rows, [1]));
}

// ---- homes ----

const categoryLimit = (c) => (c.limit_m === null ? quantity(c.limit_min, 'min') : quantity(c.limit_m, 'm'));

function home(thing) {
  const missing = new Set(thing.missing || []);
  const rows = data.categories.map((c, i) => {
    const walk = thing.walk ? thing.walk[i] : null;
    return [h('span', { class: 'badge bare', 'data-outcome': missing.has(i) ? 'missed' : 'met' },
      h('span', { class: 'sign' }, missing.has(i) ? SIGNS.missed : SIGNS.met), both(c.title)),
      walk === null || walk === undefined ? t('page.none_near') : quantity(walk, c.limit_m === null ? 'min' : 'm'), categoryLimit(c)];
  });
  return h('div', null, head(t('page.home'), thing.name, thing.id),
    facts([[t('column.dwellings'), thing.dwellings === null ? null : number(thing.dwellings)],
      [t('column.residents'), thing.residents === null ? null : number(thing.residents)],
      [t('column.missing'), thing.missing === null ? null : number(thing.missing.length)]]),
    thing.missing === null ? h('p', { class: 'because' }, t('page.home_unjoined'))
      : [h('h4', null, t('page.why')), h('p', { class: 'note' }, t('page.why_home')),
        plainTable(t('page.reach_on_foot'), [t('column.category_title'), t('page.on_foot'), t('page.limit')], rows, [1, 2])]);
}

function cell(thing) {
  const base = t('base.' + data.homes.base);
  const rows = data.categories.map((c, i) => [both(c.title), number(thing.missed[i]),
    cellBase(thing) - thing.unjoined > 0 ? quantity(thing.missed[i] / (cellBase(thing) - thing.unjoined), 'share') : null]);
  return h('div', null, head(t('page.cell'), t('page.cell_title', { m: data.homes.cell_m })),
    facts([[t('page.count_homes'), number(thing.homes)], [t('column.dwellings'), number(thing.dwellings)],
      [t('column.residents'), number(thing.residents)], [t('page.unjoined'), thing.unjoined ? number(thing.unjoined) + ' ' + base : null]]),
    h('h4', null, t('page.why')), h('p', { class: 'note' }, t('page.why_home')),
    plainTable(t('page.homes_missing'), [t('column.category_title'), t('page.missing_of', { base }), t('page.share')], rows, [1, 2]));
}

// ---- walk-sheds ----

function shedTitle(shed) {
  const what = shed.kind === 'station' ? data.stations.rows[shed.station].name || data.stations.rows[shed.station].id
    : both(data.categories[shed.category].title);
  return what + ' · ' + (shed.kind === 'station' ? t('slice_title.' + shed.band) + ' ' : '') + shedLimit(shed);
}
function sheds({ sheds: inside, x, y, of }) {
  if (inside[0].kind === 'station') {
    return h('div', null, head(t('page.sheds_stations'), shedTitle(inside[0])),
      plainTable(t('page.sheds'), [t('column.name'), t('column.area_m2')],
        inside.map((s) => [shedTitle(s), quantity(s.area_m2 / 1e6, 'km2')]), [1]));
  }
  return h('div', null, head(t('page.sheds'), t('page.this_place')),
    h('p', { class: 'note' }, t('page.why_shed')),
    plainTable(t('page.sheds'), [t('column.category_title'), t('page.limit'), t('page.covered_land')], of.map((s) => {
      const reached = contains(s.shape, x, y);
      return [h('span', { class: 'badge bare', 'data-outcome': reached ? 'met' : 'missed' },
        h('span', { class: 'sign' }, reached ? SIGNS.met : SIGNS.missed), both(data.categories[s.category].title)),
      shedLimit(s), quantity(s.area_m2 / 1e6, 'km2')];
    }), [1, 2]));
}

// ---- stations, facilities, land ----

function station(thing) {
  const { core_m: core, influence_m: influence } = data.stations;
  const rows = (thing.values || []).map(([m, base, slice, value]) => {
    const measure = data.measures[m];
    const unit = measure.unit;
    return [[both(measure.title), slice ? both(slice) : '', base ? t('base.' + base) : ''].filter(Boolean).join(' · '), quantity(value, unit)];
  });
  const measure = data.measures.find((m) => m.id === 'node_place');
  return h('div', null, head([t('page.station'), thing.mode].filter(Boolean).join(' · '), thing.name, thing.id),
    facts([[t('column.lines'), thing.lines], [t('column.opened_year'), thing.opened_year],
      [t('page.bands'), t('slice_title.core') + ' ' + quantity(core, 'm') + ', ' + t('slice_title.influence') + ' ' + quantity(influence, 'm')],
      [first('base.node'), number(thing.node, '')], [first('base.place'), number(thing.place, '')], [first('base.imbalance'), number(thing.imbalance, '')]]),
    rows.length ? plainTable(t('page.station_figures'), [t('column.measure_title'), t('column.value')], rows, [1]) : null,
    measure ? h('details', null, h('summary', null, t('page.why')), whyNode(measure, measure.why, null)) : null);
}

function facility(thing) {
  const c = data.categories[thing.category];
  return h('div', null, head(both(c.title), thing.name, thing.id),
    facts([[t('column.capacity'), thing.capacity === null ? null : number(thing.capacity)],
      [t('page.limit'), categoryLimit(c)], [t('column.tier'), c.tier === null ? null : t('slice_title.' + c.tier)],
      [t('column.norm'), [c.norm, c.confidence].filter(Boolean).join(' · ')]]));
}

function site(thing) {
  return h('div', null, head(t('page.site'), thing.name, thing.id),
    facts([[t('column.class'), classWord(thing.class)], [t('column.status'), classWord(thing.status)], [t('column.year'), thing.year],
      [t('column.site_area_m2'), quantity(thing.site_area_m2, 'm2')], [t('column.far'), thing.far === null ? null : number(thing.far, '')],
      [t('column.dwellings'), thing.dwellings === null ? null : number(thing.dwellings)]]));
}

function constraint(thing) {
  return h('div', null, head(t('symbol.constraint.' + thing.severity), thing.name, thing.id),
    facts([[t('column.kind'), thing.kind]]));
}

function problem(thing) {
  return h('div', null, head(t('page.network_problem'), first('problem.' + thing.kind), thing.id),
    h('p', { class: 'because' }, (language() === 'zh' && thing.detail_zh) || thing.detail),
    facts([[t('column.layer'), thing.layer], [t('column.distance_m'), thing.distance_m === null ? null : number(thing.distance_m, 'm')]]));
}

function lot(thing) {
  return h('div', null, head(t('page.lot'), thing.name, thing.id), lotDetail(thing));
}
