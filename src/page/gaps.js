// Homes that miss something, and how many miss each category.
import { h } from './dom.js';
import { data, objects, allResidents } from './data.js';
import { t, both, language } from './words.js';
import { number, quantity } from './number.js';
import { dataTable, plainTable } from './table.js';
import { section, cutNote } from './badge.js';

export function gaps(state) {
  const { gaps: list } = data;
  if (!list) return null;
  const rows = objects(list).map((row, i) => ({ ...row, i }));
  const words = (missed) => (missed === null ? t('page.home_unjoined') : missed.map((i) => both(data.categories[i].title)).join(language() === 'zh' ? '、' : ', '));
  const columns = [
    { id: 'name', title: t('column.name'), value: (row) => row.name || row.id, class: 'wide' },
    { id: 'residents', title: t('column.residents'), number: true, value: (row) => row.residents, cell: (row) => number(row.residents) },
    { id: 'dwellings', title: t('column.dwellings'), number: true, value: (row) => row.dwellings, cell: (row) => number(row.dwellings) },
    { id: 'missing', title: t('column.missing'), number: true, value: (row) => (row.missed === null ? null : row.missed.length),
      cell: (row) => (row.missed === null ? null : number(row.missed.length)) },
    { id: 'categories', title: t('column.missing_categories'), value: (row) => words(row.missed), class: 'wide' },
  ];
  const table = dataTable({ caption: t('page.gaps'), columns, rows, state, key: (row) => row.i, portion: 20 });
  return section('gaps', t('page.gaps'), h('p', { class: 'lead' }, t('page.gaps_lead', { n: number(list.total) })), byCategory(list),
    h('h3', null, t('page.gap_homes')), cutNote(list, number), table.element);
}

function byCategory(list) {
  if (!list.by_category) return null;
  const population = allResidents();
  const rows = objects(list.by_category).map((row) => [both(data.categories[row.category].title),
    number(row.homes), number(row.dwellings), number(row.residents), share(row.residents, population)]);
  const u = list.unjoined;
  if (u && u.homes) rows.push([t('page.unjoined'), number(u.homes), number(u.dwellings), number(u.residents), share(u.residents, population)]);
  return h('div', null, h('h3', null, t('page.gaps_by_category')), plainTable(t('page.gaps_by_category'),
    [t('column.category_title'), t('column.homes'), t('column.dwellings'), t('column.residents'), t('page.share')], rows, [1, 2, 3, 4]));
}
function share(part, whole) {
  return whole ? h('span', { class: 'heat lack', vars: { '--share': (100 * part / whole).toFixed(0) + '%' } }, quantity(part / whole, 'share')) : null;
}
