// What was wrong with the data: what was rejected, mended, assumed, and where the network is broken.
import { h } from './dom.js';
import { data, objects } from './data.js';
import { t, knows, language } from './words.js';
import { number, unitWord } from './number.js';
import { dataTable, plainTable } from './table.js';
import { section, cutNote } from './badge.js';

const yes = (value) => (value ? t('boolean.yes') : null);

export function quality(state) {
  const q = data.quality;
  if (!q) return null;
  const list = (name, columns, extra = {}) => sublist(state, name, q[name], columns, extra);
  const title = (id) => t('column.' + id);
  const text = (id, label = title(id)) => ({ id, title: label, value: (row) => row[id] });
  // What a stage says: in Chinese where the document has it.
  const said = (id) => ({ id, title: title(id), class: 'wide', value: (row) => (language() === 'zh' && row[id + '_zh']) || row[id] });
  const figure = (id) => ({ id, title: title(id), number: true, value: (row) => row[id], cell: (row) => number(row[id]) });
  return section('quality', t('page.quality'), h('p', { class: 'lead' }, t('page.quality_lead')),
    list('layers', [text('layer'), { ...text('path'), class: 'wide' }, figure('rows_read'), figure('rows_kept'), figure('rows_repaired'), figure('rows_rejected'),
      text('encoding'), { id: 'encoding_assumed', title: title('encoding_assumed'), value: (row) => yes(row.encoding_assumed) }, text('crs'), text('datum')], { open: true }),
    list('notices', [text('stage'), text('subject'), said('message')], { open: true }),
    list('rejects', [text('layer'), text('source'), text('feature'), text('id'), text('column'), said('reason')]),
    list('repairs', [text('layer'), text('source'), text('feature'), text('id'), said('what')]),
    list('problems', [{ id: 'kind', title: t('column.problem'), value: (row) => t('problem.' + row.kind) }, text('layer'), text('id'),
      said('detail'), figure('distance_m')]),
    network(q.network));
}

function sublist(state, name, table, columns, { open = false } = {}) {
  if (!table) return null;
  const rows = objects(table).map((row, i) => ({ ...row, i }));
  const total = table.total === undefined ? rows.length : table.total;
  state[name] = state[name] || {};
  const heading = h('summary', null, h('h3', null, t('page.quality_' + name)), h('span', { class: 'count' }, number(total)));
  return h('details', { open, class: 'block' }, heading, rows.length
    ? [cutNote(table, number), dataTable({ caption: t('page.quality_' + name), columns, rows, state: state[name], key: (row) => row.i }).element]
    : h('p', { class: 'empty' }, t('page.nothing_here')));
}

function network(table) {
  if (!table) return null;
  const rows = objects(table).map((row) => [knows('name.' + row.name) ? t('name.' + row.name) : row.name,
    number(row.value) + (row.unit ? ' ' + unitWord(row.unit) : '')]);
  return h('details', { class: 'block' }, h('summary', null, h('h3', null, t('page.quality_network'))),
    plainTable(t('page.quality_network'), [t('column.name'), t('column.value')], rows, [1]));
}
