// A table that sorts by its headings, opens a row for its detail, and draws its rows in portions, so
// that a long list costs nothing until somebody reads on.
import { h, clear } from './dom.js';
import { t, language } from './words.js';
import { NONE } from './number.js';

const PORTION = 50;
const ON_PAPER = 80;
let tables = [];

export function forgetTables() { tables = []; }
// Before printing: every table as far as paper should hold it.
export function drawForPrint() { for (const table of tables) table.drawTo(table.paper); }

function compare(a, b) {
  const none = (x) => x === null || x === undefined || x === '';
  if (none(a) || none(b)) return none(a) - none(b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), language() === 'zh' ? 'zh-CN' : 'en', { numeric: true });
}

/*
 * columns: [{id, title, value: row → number or text to sort by, cell: row → node or text (default: the
 *           value), number: true for figures}]
 * detail:  row → node shown under an opened row (none: rows do not open)
 * select:  row → what a click or Enter does instead
 * state:   {sort, down, open: Set}: kept by the caller across languages
 */
export function dataTable({ caption, columns, rows, detail, select, state = {}, rowClass, key = (row) => row, portion = PORTION, paper = ON_PAPER }) {
  state.open = state.open || new Set();
  const body = h('tbody');
  const more = h('button', { class: 'more', type: 'button', onclick: () => drawTo(drawn + portion * 4) });
  const empty = h('p', { class: 'empty', hidden: true }, t('page.nothing_found'));
  const cut = h('p', { class: 'note paper-only' });
  let shown = rows;
  let drawn = 0;

  const headings = columns.map((column) => {
    const button = h('button', { type: 'button', class: 'sort', onclick: () => sortBy(column) }, column.title,
      h('span', { class: 'sort-sign', 'aria-hidden': 'true' }));
    return h('th', { scope: 'col', class: column.number ? 'number' : null, 'data-column': column.id, 'data-title': column.title }, button);
  });
  const element = h('div', { class: 'table-box' },
    h('table', { class: 'data' }, h('caption', { class: 'quiet' }, caption), h('thead', null, h('tr', null, headings)), body),
    empty, more, cut);

  function sortBy(column) {
    state.down = state.sort === column.id ? !state.down : false;
    state.sort = column.id;
    redraw();
  }
  function ordered() {
    const column = columns.find((c) => c.id === state.sort);
    if (!column) return shown;
    const decorated = shown.map((row, i) => [column.value(row), i, row]);
    const none = (x) => x === null || x === undefined || x === '';
    decorated.sort((a, b) => {
      if (none(a[0]) || none(b[0])) return none(a[0]) - none(b[0]) || a[1] - b[1];
      return (state.down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1];
    });
    return decorated.map((d) => d[2]);
  }
  let order = [];
  function redraw() {
    order = ordered();
    drawn = 0;
    clear(body);
    headings.forEach((th, i) => {
      const sorted = columns[i].id === state.sort;
      if (sorted) th.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
    drawTo(portion);
  }
  function drawTo(end) {
    const last = Math.min(end, order.length);
    const part = document.createDocumentFragment();
    for (; drawn < last; drawn++) part.append(...drawRow(order[drawn]));
    body.append(part);
    const left = order.length - drawn;
    more.hidden = left === 0;
    cut.hidden = left === 0;
    cut.textContent = t('page.cut', { shown: drawn, total: order.length });
    more.textContent = t('page.show_more', { left });
    empty.hidden = order.length > 0;
  }
  function drawRow(row) {
    const opens = detail || select;
    const id = key(row);
    const cells = columns.map((column, i) => {
      const raw = column.cell ? column.cell(row) : column.value(row);
      const content = raw === null || raw === undefined || raw === '' ? NONE : raw;
      const inner = i === 0 && opens
        ? h('button', { type: 'button', class: 'open', 'aria-expanded': detail ? 'false' : null }, content) : content;
      return h('td', { class: (column.number ? 'number' : column.class || '') + ' c-' + column.id, 'data-label': column.title }, inner);
    });
    const line = h('tr', { class: [opens ? 'opens' : '', rowClass ? rowClass(row) : ''].join(' ').trim() || null }, cells);
    if (!opens) return [line];
    line.addEventListener('click', (event) => {
      if (event.target.closest('a')) return;
      const marked = window.getSelection(); // who marks a word with the mouse does not want the row opened
      if (event.detail > 0 && marked.toString() && marked.containsNode(line, true)) return;
      if (select) { select(row); return; }
      toggle(line, row, id);
    });
    const result = [line];
    if (detail && state.open.has(id)) result.push(openRow(line, row));
    return result;
  }
  function openRow(line, row) {
    line.classList.add('is-open');
    line.querySelector('.open').setAttribute('aria-expanded', 'true');
    return h('tr', { class: 'detail' }, h('td', { colspan: columns.length }, detail(row)));
  }
  function toggle(line, row, id) {
    if (line.classList.contains('is-open')) {
      line.classList.remove('is-open');
      line.querySelector('.open').setAttribute('aria-expanded', 'false');
      if (line.nextSibling) line.nextSibling.remove();
      state.open.delete(id);
    } else {
      line.after(openRow(line, row));
      state.open.add(id);
    }
  }
  function setRows(next) {
    shown = next;
    redraw();
  }
  redraw();
  const table = { element, setRows, drawTo, paper, count: () => shown.length };
  tables.push(table);
  return table;
}

// A plain small table: heads: [text], rows: [[text or node]]; figures: indices of number columns.
export function plainTable(caption, heads, rows, figures = []) {
  const kind = (i) => (figures.includes(i) ? 'number' : null);
  return h('div', { class: 'table-box' }, h('table', { class: 'data plain' }, h('caption', { class: 'quiet' }, caption),
    h('thead', null, h('tr', null, heads.map((head, i) => h('th', { scope: 'col', class: kind(i) }, head)))),
    h('tbody', null, rows.map((row) => h('tr', null, row.map((cell, i) =>
      h('td', { class: kind(i), 'data-label': heads[i] }, cell === null || cell === undefined || cell === '' ? NONE : cell)))))));
}
