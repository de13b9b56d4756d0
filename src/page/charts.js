// Four charts, each with its numbers as a table beneath.
import {
  Chart, BarController, LineController, ScatterController, BarElement, LineElement, PointElement,
  CategoryScale, LinearScale, Tooltip, Legend,
} from 'chart.js';
import { h, whenSeen, select, field } from './dom.js';
import { data, areaName } from './data.js';
import { t, both, first, upper, language } from './words.js';
import { number, quantity, unitWord, NONE } from './number.js';
import { symbol } from './style.js';
import { plainTable } from './table.js';
import { section } from './badge.js';
import { FONT } from './map/paint.js';

Chart.register(BarController, LineController, ScatterController, BarElement, LineElement, PointElement,
  CategoryScale, LinearScale, Tooltip, Legend);

const INK = '#33404a';
const LINE = '#e3e7e9';
let drawn = [];

export function forgetCharts() {
  for (const chart of drawn) chart.destroy();
  drawn = [];
}
export function resizeCharts() { for (const chart of drawn) chart.resize(); }

export function charts(state) {
  const { coverage, jobs_housing: balance, schedule, node_place: stations } = data.charts || {};
  const cards = [
    coverage ? coverageCard(coverage, state) : null,
    ...(balance || []).map(balanceCard),
    schedule && schedule.length ? scheduleCard(schedule, state) : null,
    stations ? stationCard(stations) : null,
  ].filter(Boolean);
  return section('charts', t('page.charts'), cards.length ? h('div', { class: 'charts' }, cards) : h('p', { class: 'lead' }, t('page.no_charts')));
}

// title, note, what draws (canvas → Chart), and the table of the same numbers
function card(title, note, config, table, { tall = 300, wide = false, before = null } = {}) {
  const canvas = h('canvas', { role: 'img', 'aria-label': title });
  const box = h('div', { class: 'chart-box', vars: { height: tall + 'px' } }, canvas);
  whenSeen(box, () => {
    Chart.defaults.font.family = FONT;
    Chart.defaults.font.size = 12;
    Chart.defaults.color = INK;
    drawn.push(new Chart(canvas, config));
  });
  return h('figure', { class: wide ? 'chart wide' : 'chart' }, h('figcaption', null, h('h3', null, title), note ? h('p', { class: 'note' }, note) : null),
    before, box, h('details', null, h('summary', null, t('page.as_table')), table));
}

const axis = (title, more) => ({ title: { display: Boolean(title), text: title, color: INK }, grid: { color: LINE }, border: { display: false }, ...more });
const plain = { responsive: true, maintainAspectRatio: false, animation: false, layout: { padding: { top: 4, right: 10 } } };
const legend = { position: 'bottom', labels: { boxWidth: 14, boxHeight: 10, usePointStyle: false } };

// ---- coverage: one group of bars per category, the city against a chosen district ----

function coverageCard(c, state) {
  const measure = data.measures[c.measure];
  const titles = c.categories.map((i) => both(data.categories[i].title));
  const names = c.areas.map((i) => areaName(i, language()));
  const chosen = Math.min(state.coverage || 1, c.areas.length - 1);
  const set = (at) => ({ label: names[at], data: c.values.map((row) => (row[at] === null ? null : 100 * row[at])) });
  const config = {
    type: 'bar',
    data: { labels: titles, datasets: [{ ...set(0), backgroundColor: '#9fb4c4', borderWidth: 0 }, ...(chosen > 0 ? [{ ...set(chosen), backgroundColor: '#1f5c86', borderWidth: 0 }] : [])] },
    options: { ...plain, indexAxis: 'y', barPercentage: 0.86, categoryPercentage: 0.72,
      scales: { x: axis('%', { min: 0, max: 100 }), y: axis('', { grid: { display: false }, ticks: { autoSkip: false } }) },
      plugins: { legend, tooltip: { callbacks: { label: (item) => item.dataset.label + '  ' + quantity(item.raw, '%') } } } },
  };
  const heads = [t('column.category_title'), ...names];
  const rows = titles.map((title, i) => [title, ...c.values[i].map((v) => heatCell(v))]);
  const table = plainTable(both(measure.title), heads, rows, names.map((_, i) => i + 1));
  const tall = 90 + titles.length * 30;
  const pick = c.areas.length < 2 ? null : field(t('page.compare_with'), select(t('page.compare_with'), names.map((n, i) => [i, n]).slice(1), chosen, (value) => {
    state.coverage = Number(value);
    const chart = drawn.find((one) => one.canvas.closest('#chart-coverage'));
    if (!chart) return;
    chart.data.datasets[1] = { ...set(state.coverage), backgroundColor: '#1f5c86', borderWidth: 0 };
    chart.update();
  }, { 'data-choice': 'coverage' }));
  const made = card(t('page.chart_coverage'), both(measure.title) + (c.base ? ' · ' + t('base.' + c.base) : ''), config, table, { tall, wide: false, before: pick });
  made.id = 'chart-coverage';
  return made;
}
function heatCell(v) {
  if (v === null) return NONE;
  return h('span', { class: 'heat', vars: { '--share': (100 * v).toFixed(0) + '%' } }, quantity(v, 'share'));
}

// ---- jobs and housing by group against the band ----

function balanceCard(b) {
  const measure = data.measures[b.measure];
  const names = b.areas.map((i) => areaName(i, language()));
  const [low, high] = b.band || [null, null];
  const where = (v) => (v === null ? 'none' : low !== null && v < low ? 'low' : high !== null && v > high ? 'high' : 'in');
  const colours = { low: '#8a68b3', high: '#d98324', in: '#3a86aa', none: '#cccccc' };
  const band = { id: 'band', beforeDatasetsDraw: (chart) => drawBand(chart, low, high) };
  const config = {
    type: 'bar', plugins: low === null && high === null ? [] : [band],
    data: { labels: names, datasets: [{ data: b.values, backgroundColor: b.values.map((v) => colours[where(v)]), borderWidth: 0, maxBarThickness: 34 }] },
    options: { ...plain, scales: { y: axis(unitWord(measure.unit), { beginAtZero: true }), x: axis('', { grid: { display: false } }) },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => quantity(item.raw, measure.unit) } } } },
  };
  const bandText = low === null ? '' : t('page.band', { low: number(low, ''), high: number(high, '') });
  const rows = names.map((n, i) => [n, quantity(b.values[i], measure.unit), number((b.numerators || [])[i]), number((b.denominators || [])[i]),
    b.values[i] === null || low === null ? NONE : first('page.band_' + where(b.values[i]))]);
  const table = plainTable(both(measure.title), [t('column.area_name'), t('column.value'), t('column.numerator'), t('column.denominator'), t('column.band')], rows, [1, 2, 3]);
  return card(both(measure.title), bandText, config, table);
}
function drawBand(chart, low, high) {
  const { ctx, chartArea, scales } = chart;
  const y = (v) => scales.y.getPixelForValue(v);
  const top = high === null ? chartArea.top : Math.max(chartArea.top, y(high));
  const bottom = low === null ? chartArea.bottom : Math.min(chartArea.bottom, y(low));
  ctx.save();
  ctx.fillStyle = 'rgba(58,134,170,.13)';
  ctx.fillRect(chartArea.left, top, chartArea.right - chartArea.left, bottom - top);
  ctx.strokeStyle = '#15305f';
  ctx.setLineDash([5, 4]);
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const edge of [top, bottom]) { ctx.moveTo(chartArea.left, edge); ctx.lineTo(chartArea.right, edge); }
  ctx.stroke();
  ctx.restore();
}

// ---- supply against schedule: one chart, a choice of what is supplied ----

const scheduled = (s) => (s.due || []).some((v) => v !== null);

function scheduleCard(all, state) {
  const order = all.map((_, i) => i).sort((a, b) => scheduled(all[b]) - scheduled(all[a]) || a - b);
  if (state.schedule === undefined || state.schedule >= all.length) state.schedule = order[0];
  const config = scheduleConfig(all[state.schedule]);
  const note = h('p', { class: 'note' });
  const say = () => { note.textContent = t('page.cumulative') + (scheduled(all[state.schedule]) ? '' : t('page.no_schedule')); };
  say();
  const pick = all.length < 2 ? null : field(t('page.supply_of'), select(t('page.supply_of'), order.map((i) => [i, upper(both(all[i].title))]), state.schedule, (value) => {
    state.schedule = Number(value);
    say();
    const chart = drawn.find((one) => one.canvas.closest('#chart-schedule'));
    if (!chart) return;
    const next = scheduleConfig(all[state.schedule]);
    chart.data = next.data;
    chart.options = next.options;
    chart.update();
  }, { 'data-choice': 'schedule' }));
  const rows = order.flatMap((i) => all[i].years.map((year, k) => scheduleRow(all[i], year, k)));
  const table = plainTable(t('page.chart_schedule'), [t('column.class'), t('column.year'), t('page.supplied'), t('page.due'), t('page.share')], rows, [2, 3, 4]);
  const made = card(t('page.chart_schedule'), null, config, table, { before: [note, pick] });
  made.id = 'chart-schedule';
  return made;
}
function scheduleRow(s, year, k) {
  const due = (s.due || [])[k];
  return [upper(both(s.title)), String(year), quantity(s.supplied[k], s.unit), quantity(due, s.unit), due ? quantity(s.supplied[k] / due, 'share') : NONE];
}
function scheduleConfig(s) {
  const line = { type: 'line', label: t('page.due'), data: s.due, borderColor: '#c8553d', backgroundColor: '#c8553d', borderWidth: 2.5,
    borderDash: [6, 4], pointRadius: 4, pointStyle: 'rectRot', spanGaps: true, order: 1 };
  const bars = { type: 'bar', label: t('page.supplied'), data: s.supplied, backgroundColor: '#3a86aa', maxBarThickness: 40, order: 2 };
  return {
    data: { labels: s.years.map(String), datasets: scheduled(s) ? [bars, line] : [bars] },
    options: { ...plain, scales: { y: axis(upper(unitWord(s.unit)), { beginAtZero: true, ticks: { callback: (v) => number(v, s.unit || 'units') } }), x: axis('', { grid: { display: false } }) },
      plugins: { legend, tooltip: { callbacks: { label: (item) => item.dataset.label + '  ' + quantity(item.raw, s.unit) } } } },
  };
}

// ---- node and place ----

function stationCard(s) {
  const names = s.stations.map((i) => data.stations.rows[i].name || data.stations.rows[i].id);
  const points = s.stations.map((_, i) => ({ x: s.place[i], y: s.node[i] }));
  const far = (i) => Math.abs((s.node[i] || 0) - (s.place[i] || 0));
  const named = new Set(names.map((_, i) => i).sort((a, b) => far(b) - far(a)).slice(0, 6));
  const diagonal = { id: 'diagonal', beforeDatasetsDraw: drawDiagonal, afterDatasetsDraw: (chart) => nameDots(chart, names, named) };
  const fill = symbol('station').fill || '#5b2f86';
  const unit = { min: 0, max: 1 };
  const config = {
    type: 'scatter', plugins: [diagonal],
    data: { datasets: [{ data: points, backgroundColor: fill, borderColor: '#ffffff', borderWidth: 1, pointRadius: 5, pointHoverRadius: 7 }] },
    options: { ...plain, scales: { x: axis(first('base.place'), unit), y: axis(first('base.node'), unit) },
      plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => names[item.dataIndex] + '  ' + number(item.raw.y, '') + ' / ' + number(item.raw.x, '') } } } },
  };
  const rows = names.map((n, i) => [n, number(s.node[i], ''), number(s.place[i], ''), number(s.node[i] === null || s.place[i] === null ? null : s.node[i] - s.place[i], '')]);
  const table = plainTable(t('page.chart_stations'), [t('page.station'), first('base.node'), first('base.place'), first('base.imbalance')], rows, [1, 2, 3]);
  return card(t('page.chart_stations'), t('page.chart_stations_note'), config, table);
}
function drawDiagonal(chart) {
  const { ctx, scales: { x, y } } = chart;
  ctx.save();
  ctx.strokeStyle = '#9aa5ad';
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(x.getPixelForValue(0), y.getPixelForValue(0));
  ctx.lineTo(x.getPixelForValue(1), y.getPixelForValue(1));
  ctx.stroke();
  ctx.restore();
}
// The names of the stations farthest from the diagonal, where they find room.
function nameDots(chart, names, which) {
  const { ctx, chartArea } = chart;
  const taken = [];
  ctx.save();
  ctx.font = '11px ' + FONT;
  ctx.fillStyle = INK;
  chart.getDatasetMeta(0).data.forEach((dot, i) => {
    if (!which.has(i)) return;
    const width = ctx.measureText(names[i]).width;
    const left = dot.x + 8 + width < chartArea.right ? dot.x + 8 : dot.x - 8 - width;
    const box = [left, dot.y - 7, left + width, dot.y + 7];
    if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return;
    taken.push(box);
    ctx.fillText(names[i], left, dot.y + 4);
  });
  ctx.restore();
}
