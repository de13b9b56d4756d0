// The table of targets: filter, sort, clause, and why.
import { h, select, field } from './dom.js';
import { t, both, first, language } from './words.js';
import { data, areaName, unitOf } from './data.js';
import { number, quantity, requirement, range } from './number.js';
import { OUTCOMES } from './style.js';
import { dataTable } from './table.js';
import { badge, facts, section } from './badge.js';
import { whyNode } from './why.js';

const ANY = '';

export function targets(state, showArea) {
  state.filter = state.filter || { text: '', outcome: ANY, topic: ANY, binding: ANY };
  const { filter } = state;
  const rows = data.targets;
  const columns = [
    { id: 'outcome', title: t('column.outcome'), value: (x) => OUTCOMES.indexOf(x.outcome), cell: (x) => badge(x.outcome) },
    { id: 'id', title: t('column.id'), value: (x) => x.id, class: 'code' },
    { id: 'title', title: t('column.title'), value: (x) => both(x.title) || x.id, class: 'wide', cell: titleCell },
    { id: 'area', title: t('column.area_name'), value: targetArea },
    { id: 'value', title: t('column.value'), number: true, value: (x) => x.value, cell: (x) => quantity(x.value, unitOf(x, language())) },
    { id: 'target', title: t('column.target'), number: true, value: (x) => x.target,
      cell: (x) => (x.target === null ? x.value_text : requirement(x.comparison, x.target, x.target_to, unitOf(x, language()))) },
    { id: 'kind', title: t('column.kind'), value: (x) => first('kind.' + x.kind) },
    { id: 'clause', title: t('column.clause'), value: (x) => x.clause },
  ];
  const table = dataTable({ caption: t('page.targets'), columns, rows, key: (x) => x.id,
    detail: (x) => targetDetail(x, showArea), state, paper: Infinity });
  const found = h('p', { class: 'found', role: 'status' });
  const apply = () => {
    const shown = rows.filter((x) => matches(x, filter));
    table.setRows(shown);
    found.textContent = t('page.found', { n: number(shown.length), total: number(rows.length) });
  };
  const choose = (name) => (value) => { filter[name] = value; apply(); };
  const search = h('input', { type: 'search', value: filter.text, 'data-filter': 'text',
    oninput: (event) => { filter.text = event.target.value; apply(); } });
  const present = (name) => [...new Set(rows.map((x) => x[name]).filter(Boolean))];
  const filters = h('div', { class: 'filters' },
    field(t('page.search'), search),
    field(t('column.outcome'), select(t('column.outcome'), [[ANY, t('page.all')],
      ...OUTCOMES.filter((o) => rows.some((x) => x.outcome === o)).map((o) => [o, first('outcome.' + o)])],
      filter.outcome, choose('outcome'), { 'data-filter': 'outcome' })),
    field(t('column.topic'), select(t('column.topic'), [[ANY, t('page.all')],
      ...present('topic').map((o) => [o, first('topic.' + o)])], filter.topic, choose('topic'), { 'data-filter': 'topic' })),
    field(t('column.binding'), select(t('column.binding'), [[ANY, t('page.all')], ['yes', first('kind.binding')], ['no', first('page.not_binding')]],
      filter.binding, choose('binding'), { 'data-filter': 'binding' })));
  apply();
  const element = section('targets', t('page.targets'), rows.length ? [filters, found, table.element]
    : h('p', { class: 'lead' }, t('page.no_targets')));
  return { element, open: (id) => open(id, state, table, filter, search, element, apply) };
}

function titleCell(x) {
  const part = x.slice ? both(x.slice) : '';
  const title = both(x.title) || x.id;
  return h('span', null, title, part && !title.includes(part) ? h('span', { class: 'part' }, part) : null);
}

function targetArea(x) {
  return x.area === null ? x.area_name || '' : areaName(x.area, language());
}

function matches(x, filter) {
  if (filter.outcome && x.outcome !== filter.outcome) return false;
  if (filter.topic && x.topic !== filter.topic) return false;
  if (filter.binding && (filter.binding === 'yes') !== Boolean(x.binding)) return false;
  const needle = filter.text.trim().toLowerCase();
  if (!needle) return true;
  return [x.id, both(x.title), targetArea(x), x.clause, both(x.slice), x.provision, both(x.reason)]
    .some((text) => text && String(text).toLowerCase().includes(needle));
}

function targetDetail(x, showArea) {
  const measure = x.measure === null ? null : data.measures[x.measure];
  const tolerance = x.low !== null || x.high !== null;
  return h('div', { class: 'reason' },
    x.reason ? h('p', { class: 'because' }, both(x.reason)) : null,
    facts([
      [t('column.value'), x.value === null ? null : quantity(x.value, unitOf(x, language()))],
      [t('page.within_tolerance'), tolerance ? range(x.low, x.high, unitOf(x, language())) : null],
      [t('column.target'), x.target === null ? x.value_text : requirement(x.comparison, x.target, x.target_to, unitOf(x, language()))],
      [t('column.period'), x.period],
      [t('column.slice_title'), x.slice ? both(x.slice) : null],
      [t('column.clause'), x.clause],
      [t('column.norm'), [x.norm, x.confidence].filter(Boolean).join(' · ')],
      [t('column.origin'), x.origin],
    ]),
    measure || x.why ? whyNode(measure, x.why, x.base) : null,
    x.area !== null && x.measure !== null && showArea
      ? h('button', { type: 'button', class: 'link', onclick: () => showArea(x.measure, x.area) }, t('page.show_on_map')) : null);
}

// Clears the filter, opens the target's row and goes there.
function open(id, state, table, filter, search, element, apply) {
  Object.assign(filter, { text: '', outcome: ANY, topic: ANY, binding: ANY });
  search.value = '';
  element.querySelectorAll('select').forEach((box) => { box.value = ANY; });
  state.open = state.open || new Set();
  state.open.add(id);
  apply();
  table.drawTo(Infinity);
  const line = [...element.querySelectorAll('tr.is-open')]
    .find((row) => row.querySelector('.code') && row.querySelector('.code').textContent === id);
  if (!line) return;
  line.scrollIntoView({ block: 'center' });
  line.querySelector('.open').focus({ preventScroll: true });
}
