// The candidate lots of an audit: filter, sort, open for the checks, click through to the map.
import { h, select, field } from './dom.js';
import { data, objects, areaName } from './data.js';
import { t, both, first, language } from './words.js';
import { number, quantity } from './number.js';
import { dataTable, plainTable } from './table.js';
import { badge, section, cutNote } from './badge.js';
import { mapThings } from './map/things.js';
import { lotDetail, lotResults } from './lot.js';

const OUTCOMES = ['pass', 'warn', 'fail', 'not measured'];
const ANY = '';

export function audit(state, showLot) {
  if (!data.audit) return null;
  state.filter = state.filter || { text: '', outcome: ANY, check: ANY };
  const { filter } = state;
  const rows = mapThings().lots;
  const columns = [
    { id: 'place', title: t('page.place'), number: true, value: (x) => x.place, cell: (x) => (x.place === null ? null : number(x.place)) },
    { id: 'name', title: t('page.lot'), value: (x) => x.name || x.id, class: 'wide' },
    { id: 'outcome', title: t('column.outcome'), value: (x) => OUTCOMES.indexOf(x.outcome), cell: (x) => badge(x.outcome, x.borderline) },
    { id: 'score', title: t('page.score'), number: true, value: (x) => x.score, cell: (x) => (x.score === null ? null : number(x.score, '')) },
    { id: 'failed', title: first('outcome.fail'), number: true, value: (x) => x.failed },
    { id: 'warned', title: first('outcome.warn'), number: true, value: (x) => x.warned },
    { id: 'area', title: t('column.area_m2'), number: true, value: (x) => x.area_m2, cell: (x) => number(x.area_m2, 'm2') },
    { id: 'dwellings', title: t('column.dwellings'), number: true, value: (x) => x.dwellings, cell: (x) => number(x.dwellings) },
  ];
  const detail = (x) => h('div', null, h('button', { type: 'button', class: 'link', onclick: () => showLot(x) }, t('page.show_on_map')), lotDetail(x));
  const table = dataTable({ caption: t('page.audit'), columns, rows, key: (x) => x.index, detail, state });
  const found = h('p', { class: 'found', role: 'status' });
  const apply = () => {
    const shown = rows.filter((x) => matches(x, filter));
    table.setRows(shown);
    found.textContent = t('page.found', { n: number(shown.length), total: number(rows.length) });
  };
  const choose = (name) => (value) => { filter[name] = value; apply(); };
  const filters = h('div', { class: 'filters' },
    field(t('page.search'), h('input', { type: 'search', value: filter.text, 'data-filter': 'lot', oninput: (event) => { filter.text = event.target.value; apply(); } })),
    field(t('column.outcome'), select(t('column.outcome'), [[ANY, t('page.all')], ...OUTCOMES.map((o) => [o, first('outcome.' + o)]), ['borderline', first('outcome.borderline')]],
      filter.outcome, choose('outcome'), { 'data-filter': 'lot-outcome' })),
    field(t('page.failed_check'), select(t('page.failed_check'), [[ANY, t('page.all')], ...data.audit.checks.map((c, i) => [i, both(c.title)])],
      filter.check, choose('check'), { 'data-filter': 'lot-check' })));
  apply();
  return section('audit', t('page.audit'), counts(), filters, found, cutNote(data.audit.sites, number), table.element, effects());
}

function counts() {
  const c = data.audit.counts;
  return h('ul', { class: 'cards small' }, ['pass', 'warn', 'fail', 'borderline', 'not measured'].filter((o) => o !== 'not measured' || c.not_measured).map((o) => h('li', { class: 'card', 'data-outcome': o },
    h('span', { class: 'card-number' }, number(c[o.replace(' ', '_')])), h('span', { class: 'card-word' }, first('outcome.' + o)))));
}

function matches(x, filter) {
  if (filter.outcome === 'borderline' ? !x.borderline : filter.outcome && x.outcome !== filter.outcome) return false;
  if (filter.check !== ANY && !lotResults(x).some((r) => String(r.check) === filter.check && r.outcome === 'fail')) return false;
  const needle = filter.text.trim().toLowerCase();
  return !needle || [x.id, x.name].some((text) => text && String(text).toLowerCase().includes(needle));
}

// What building all the lots does to the plan's targets.
function effects() {
  const rows = objects(data.audit.effects).filter((row) => row.site === null);
  if (!rows.length) return null;
  const measure = (id) => data.measures.find((m) => m.id === id);
  const title = (row) => {
    if (row.target !== null) return both(data.targets[row.target].title);
    return measure(row.effect) ? both(measure(row.effect).title) : row.effect;
  };
  const name = (row) => [title(row), both(row.slice_title), row.base ? t('base.' + row.base) : ''].filter(Boolean).join(' · ');
  const lines = (list) => plainTable(t('page.effects'),
    [t('column.title'), t('column.area_name'), t('page.before'), t('page.after'), t('column.outcome')],
    list.map((row) => [name(row), row.area === null ? '' : areaName(row.area, language()), quantity(row.before, row.unit), quantity(row.after, row.unit),
      row.outcome_after ? h('span', null, row.outcome_before ? badge(row.outcome_before) : null, ' → ', badge(row.outcome_after)) : null]), [2, 3]);
  const judged = rows.filter((row) => row.target !== null);
  const others = rows.filter((row) => row.target === null);
  return h('div', null, h('h3', null, t('page.effects')), judged.length ? lines(judged) : null,
    others.length ? h('details', { class: 'block', open: !judged.length }, h('summary', null, t('page.other_effects', { n: number(others.length) })), lines(others)) : null);
}
