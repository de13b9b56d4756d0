// The map: Leaflet for moving about, the canvas for drawing, the controls beside it, the panel for what
// was clicked. Coordinates are metres from the south-west corner of the city's box: nothing is bent.
import * as L from 'leaflet';
import { h, clear, select, field, whenSeen } from '../dom.js';
import { data, seriesOf, figure, areaName } from '../data.js';
import { t, both, first, upper, language } from '../words.js';
import { quantity, number, unitWord } from '../number.js';
import { section } from '../badge.js';
import { dataTable } from '../table.js';
import { classOf } from '../style.js';
import { PaintLayer } from './canvas.js';
import { paintArea, traceMark } from './paint.js';
import { scaleBar, north, scaleLength, lengthText } from './scale.js';
import { mapThings, extent } from './things.js';
import { areasTheme, homesTheme, shedsTheme, lotsTheme, shownSeries, shedChoices } from './themes.js';
import { OVERLAYS, overlayLegend, paintNames, paintDistricts } from './overlays.js';
import { describe, hint } from './panel.js';

const THEMES = { areas: areasTheme, homes: homesTheme, sheds: shedsTheme, lots: lotsTheme };
const REACH_PX = 9;

const kindOf = (name) => data.areas.kinds.findIndex((k) => k.kind === name);
const DISTRICT = () => kindOf('district');

// How many classes of its legend a series fills: a map of one colour tells nobody anything.
function classesFilled(series) {
  if (series.classes === null || series.classes === undefined) return 0;
  const classes = data.styles.classes[series.classes];
  return new Set(series.v.filter((v) => v !== null).map((v) => classOf(classes, v))).size;
}

// To begin with: the measure of the summary, by street office or district, that shows most.
function firstChoice() {
  const kinds = [kindOf('street'), DISTRICT()].filter((k) => k > 0);
  let best = { measure: 0, series: 0, filled: -1 };
  data.measures.forEach((m, measure) => seriesOf(measure).forEach((s, series) => {
    if (s.kind === 0) return;
    const filled = Math.min(4, classesFilled(s)) + (kinds.includes(s.kind) ? 0.5 - 0.1 * kinds.indexOf(s.kind) : 0) + (m.summary ? 2 : 0);
    if (filled > best.filled) best = { measure, series, filled };
  }));
  return { theme: best.filled >= 0 ? 'areas' : 'homes', measure: best.measure, series: best.series, category: '', shed: '', facility: '', names: true,
    overlays: { streets: true, rail: true, stations: true, bands: false, facilities: false, sites: false, constraints: false, problems: false } };
}

// The series of another measure that is nearest to the one shown: same kind of area, else districts.
function bestSeries(measure, wanted) {
  const list = seriesOf(measure);
  const kind = wanted ? wanted.kind : DISTRICT();
  let best = list.findIndex((s) => s.kind === kind && (!wanted || s.base === wanted.base));
  if (best < 0) best = list.findIndex((s) => s.kind === kind);
  if (best < 0) best = list.findIndex((s) => s.kind > 0);
  return Math.max(0, best);
}

export function mapSection(state) {
  state.choice = state.choice || firstChoice();
  const { choice } = state;
  const box = h('div', { class: 'map-box', role: 'application', 'aria-label': t('page.map_keys') });
  const print = h('div', { class: 'map-print', 'aria-hidden': 'true' });
  const legend = h('div', { class: 'legend' });
  const panel = h('aside', { class: 'panel', 'aria-live': 'polite', 'aria-label': t('page.details'), tabindex: '-1' });
  const numbers = h('div', { class: 'map-numbers' });
  const own = h('div', { class: 'theme-controls' });
  const controls = h('div', { class: 'map-controls' }, themeSwitch(choice, () => { showOwn(); refresh(); }), own, legend,
    layerSwitch(choice, refresh));
  const element = section('map', t('page.map'),
    h('div', { class: 'map-grid' }, controls, h('div', { class: 'map-middle' }, box, print), panel), numbers,
    h('p', { class: 'note' }, t('page.map_note', { m: number(data.city.tolerance_m, 'm') })));
  const view = { box, panel, print, element, choice, state, map: null, layer: null };
  const showOwn = () => clear(own, themeControls(choice, () => { showOwn(); refresh(); }));
  function refresh() {
    clear(legend, THEMES[choice.theme].legend(choice), overlayLegend(choice));
    clear(numbers, numbersTable(choice, view));
    if (view.layer) view.layer.later();
  }
  showOwn();
  refresh();
  emptyPanel(view);
  whenSeen(box, () => build(view));
  return {
    element,
    showArea(measure, index) { showArea(view, measure, index, () => { showOwn(); refresh(); }, controls); },
    showLot(lot) { showLot(view, lot, () => { showOwn(); refresh(); }, controls); },
    beforePrint() { build(view); snapshot(view); },
    close() { if (view.map) { state.view = { center: view.map.getCenter(), zoom: view.map.getZoom() }; view.map.remove(); view.map = null; } },
  };
}

// ---- the controls ----

function themeSwitch(choice, changed) {
  const themes = [['areas', measureOptions().length], ['homes', mapThings().homes.length], ['sheds', mapThings().sheds.length],
    ['lots', mapThings().lots.length]].filter(([, n]) => n).map(([id]) => id);
  return h('fieldset', { class: 'switch' }, h('legend', null, t('page.theme')), themes.map((id) => h('label', null,
    h('input', { type: 'radio', name: 'theme', value: id, checked: choice.theme === id, onchange: () => { choice.theme = id; changed(); } }),
    h('span', null, t('page.theme_' + id)))));
}

function themeControls(choice, changed) {
  if (choice.theme === 'areas') return areaControls(choice, changed);
  if (choice.theme === 'homes') {
    const options = [['', t('page.all_categories')], ...data.categories.map((c, i) => [i, both(c.title)])];
    return field(t('column.category_title'), select(t('column.category_title'), options, choice.category,
      (value) => { choice.category = value; changed(); }, { 'data-choice': 'category' }));
  }
  if (choice.theme === 'sheds') return shedControls(choice, changed);
  return null;
}

function measureOptions() {
  const mappable = data.measures.map((m, i) => [m, i]).filter(([, i]) => seriesOf(i).some((s) => s.kind > 0));
  return mappable.map(([m, i]) => [i, both(m.title)]);
}

function areaControls(choice, changed) {
  const measure = data.measures[choice.measure];
  const list = seriesOf(choice.measure);
  const now = list[choice.series];
  const pick = (name, value) => {
    const wanted = { kind: now.kind, slice: now.slice, base: now.base, [name]: value };
    let best = list.findIndex((s) => s.kind === wanted.kind && s.slice === wanted.slice && s.base === wanted.base);
    if (best < 0) best = list.findIndex((s) => s[name] === value && s.kind === wanted.kind);
    if (best < 0) best = list.findIndex((s) => s[name] === value);
    choice.series = Math.max(0, best);
    changed();
  };
  const distinct = (name) => [...new Set(list.filter((s) => s.kind > 0).map((s) => s[name]))];
  const choose = (name, title, options) => (options.length < 2 ? null
    : field(title, select(title, options, String(now[name]), (value) => pick(name, options.find((o) => String(o[0]) === value)[0]), { 'data-choice': name })));
  return h('div', null,
    field(t('column.measure_title'), select(t('column.measure_title'), measureOptions(), choice.measure, (value) => {
      const before = seriesOf(choice.measure)[choice.series];
      choice.measure = Number(value);
      choice.series = bestSeries(choice.measure, before);
      changed();
    }, { 'data-choice': 'measure' })),
    now ? [choose('kind', t('page.area_kind'), distinct('kind').map((k) => [k, upper(both(data.areas.kinds[k].title))])),
      choose('slice', t('column.slice_title'), distinct('slice').map((s) => [s, s === null ? first('slice_title.all') : upper(both(measure.slices[s].title))])),
      choose('base', t('column.base'), distinct('base').map((b) => [b, b ? first('base.' + b) : '–']))] : null,
    both(measure.about) ? h('details', { class: 'about-measure' }, h('summary', null, t('column.about')), h('p', { class: 'about' }, both(measure.about))) : null);
}

function shedControls(choice, changed) {
  const { tiers, categories, stations } = shedChoices();
  const options = [...tiers.map((tier) => ['tier:' + tier, first('slice_title.' + tier)]),
    ...(stations ? [['stations', t('page.sheds_stations')]] : []), ...categories.map((c) => ['category:' + c, both(data.categories[c].title)])];
  if (!options.some(([id]) => id === choice.shed)) choice.shed = options.length ? options[0][0] : '';
  return field(t('page.sheds_of'), select(t('page.sheds_of'), options, choice.shed,
    (value) => { choice.shed = value; changed(); }, { 'data-choice': 'shed' }));
}

function layerSwitch(choice, changed) {
  const boxes = OVERLAYS.filter((o) => o.present()).map((o) => h('label', null,
    h('input', { type: 'checkbox', 'data-layer': o.id, checked: Boolean(choice.overlays[o.id]), onchange: (event) => {
      choice.overlays[o.id] = event.target.checked;
      facilityBox.hidden = !choice.overlays.facilities;
      changed();
    } }), h('span', null, t('page.layer_' + o.id))));
  const present = [...new Set(mapThings().facilities.map((f) => f.category))].sort((a, b) => a - b);
  const facilityBox = h('div', { hidden: !choice.overlays.facilities }, field(t('page.layer_facilities'), select(t('page.layer_facilities'),
    [['', t('page.all')], ...present.map((c) => [c, both(data.categories[c].title)])], choice.facility,
    (value) => { choice.facility = value; changed(); }, { 'data-choice': 'facility' })));
  const names = h('label', null, h('input', { type: 'checkbox', 'data-layer': 'names', checked: choice.names,
    onchange: (event) => { choice.names = event.target.checked; changed(); } }), h('span', null, t('page.layer_names')));
  return h('fieldset', { class: 'layers' }, h('legend', null, t('page.layers')), boxes, names, facilityBox);
}

// ---- the map itself ----

function build(view) {
  if (view.map) return;
  const { width, height } = extent();
  const city = L.latLngBounds([0, 0], [height, width]);
  const map = L.map(view.box, { crs: L.CRS.Simple, zoomSnap: 0.25, zoomDelta: 0.5, wheelPxPerZoomLevel: 110, minZoom: -12, maxZoom: 3,
    attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false,
    maxBounds: city.pad(0.6), keyboardPanDelta: 120 });
  view.map = map;
  const { view: last } = view.state;
  const box = firstBox();
  if (last) map.setView(last.center, last.zoom);
  else map.fitBounds(box ? L.latLngBounds([box[1], box[0]], [box[3], box[2]]) : city, { padding: [14, 14], animate: false });
  map.setMinZoom(map.getBoundsZoom(city.pad(0.6)));
  view.layer = new PaintLayer((v) => paint(v, view)).addTo(map);
  const zoom = (sign, step, label) => h('button', { type: 'button', 'aria-label': label, title: label, onclick: () => map.setZoom(map.getZoom() + step) }, sign);
  const tools = h('div', { class: 'map-tools' }, zoom('+', 0.75, t('page.zoom_in')), zoom('−', -0.75, t('page.zoom_out')),
    h('button', { type: 'button', 'aria-label': t('page.whole_city'), title: t('page.whole_city'), onclick: () => map.fitBounds(city) }, '⌂'));
  const corner = h('div', { class: 'map-corner' }, scaleBar(map, data.city.ground_scale || 1), north());
  const tip = h('div', { class: 'map-tip', hidden: true });
  view.box.append(tools, corner, tip);
  L.DomEvent.disableClickPropagation(tools);
  map.on('click', (event) => clicked(view, event.latlng));
  hover(view, tip);
}

// What to see first: all areas, else the homes; not stations far outside that came with the data.
function firstBox() {
  const { areas, homes } = mapThings();
  let box = null;
  const grow = (other) => {
    box = box ? [Math.min(box[0], other[0]), Math.min(box[1], other[1]), Math.max(box[2], other[2]), Math.max(box[3], other[3])] : [...other];
  };
  for (const { shape } of areas) if (shape) grow(shape.box);
  if (!box) for (const { x, y } of homes) grow([x, y, x, y]);
  return box && (box[2] > box[0] || box[3] > box[1]) ? box : null;
}

function paint(v, view) {
  const { choice } = view;
  const series = choice.theme === 'areas' ? shownSeries(choice) : null;
  v.ctx.fillStyle = '#fbfbf9';
  v.inPixels();
  v.ctx.fillRect(0, 0, v.width, v.height);
  const on = (o) => choice.overlays[o.id] && o.present();
  if (choice.theme !== 'areas') paintGround(v);
  if (choice.theme === 'areas') areasTheme.paint(v, choice);
  for (const o of OVERLAYS) if (o.below && on(o)) o.paint(v, choice);
  if (choice.theme === 'sheds') shedsTheme.paint(v, choice);
  if (choice.theme === 'homes' && data.homes.mode === 'cells') homesTheme.paint(v, choice);
  paintDistricts(v, series);
  for (const o of OVERLAYS) if (!o.below && on(o) && o.id !== 'stations' && o.id !== 'facilities') o.paint(v, choice);
  if (choice.theme === 'lots' || (choice.theme === 'homes' && data.homes.mode !== 'cells')) THEMES[choice.theme].paint(v, choice);
  for (const o of OVERLAYS) if ((o.id === 'stations' || o.id === 'facilities') && on(o)) o.paint(v, choice);
  if (choice.names) paintNames(v, choice, series);
  paintChosen(v, view);
}

// The city's land, where no theme fills it.
function paintGround(v) {
  const kind = DISTRICT();
  const { first, count } = data.areas.kinds[kind > 0 ? kind : 0];
  for (const { shape } of mapThings().areas.slice(first, first + count)) {
    if (shape) paintArea(v, shape, { fill: '#f1f1ec' });
  }
}

function paintChosen(v, view) {
  const { found } = view;
  if (!found) return;
  const { thing } = found;
  const { ctx } = v;
  if (thing.shape && thing.shape.rings.length) {
    paintArea(v, thing.shape, { stroke: '#ffffff', width: 5 });
    paintArea(v, thing.shape, { stroke: '#111820', width: 2.4 });
    return;
  }
  const half = found.kind === 'cell' ? data.homes.cell_m / 2 : 0;
  ctx.beginPath();
  traceMark(ctx, 'circle', v.x(thing.x + half), v.y(thing.y + half), Math.max(16, half * 2.6 * v.scale));
  ctx.lineWidth = 4.5;
  ctx.strokeStyle = '#ffffff';
  ctx.stroke();
  ctx.lineWidth = 2;
  ctx.strokeStyle = '#111820';
  ctx.stroke();
}

// ---- clicking and pointing ----

function findAt(view, latlng) {
  const { choice } = view;
  const reach = REACH_PX / view.map.getZoomScale(view.map.getZoom(), 0);
  const { lng: x, lat: y } = latlng;
  const on = (id) => { const o = OVERLAYS.find((a) => a.id === id); return choice.overlays[id] && o.present() ? o.hit(x, y, reach, choice) : null; };
  const theme = THEMES[choice.theme];
  const small = choice.theme === 'homes' || choice.theme === 'lots' ? theme.hit(x, y, choice, reach) : null;
  return on('stations') || on('facilities') || on('problems') || small || on('constraints') || on('sites')
    || (small === null && theme.hit(x, y, choice, reach)) || null;
}

function clicked(view, latlng) {
  view.box.querySelector('.map-tip').hidden = true;
  show(view, findAt(view, latlng));
}

function show(view, found) {
  view.found = found;
  if (found) {
    clear(view.panel, h('button', { type: 'button', class: 'close', 'aria-label': t('page.close'), onclick: () => show(view, null) }, '×'), describe(found, view.choice));
    view.panel.dataset.kind = found.kind;
    view.panel.scrollTop = 0;
  } else emptyPanel(view);
  if (view.layer) view.layer.later();
}
function emptyPanel(view) {
  delete view.panel.dataset.kind;
  clear(view.panel, h('p', { class: 'empty' }, t('page.click_hint')));
}

function hover(view, tip) {
  let waiting = false;
  view.map.on('mousemove', (event) => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      if (!view.map) return;
      const found = findAt(view, event.latlng);
      tip.hidden = !found;
      if (!found) return;
      tip.textContent = hint(found, view.choice);
      const { x, y } = event.containerPoint;
      tip.style.left = Math.min(x + 14, view.box.clientWidth - 190) + 'px';
      tip.style.top = y + 14 + 'px';
    });
  });
  view.map.on('mouseout', () => { tip.hidden = true; });
}

function zoomTo(view, box) {
  build(view);
  const pad = Math.max(450, (box[2] - box[0]) * 0.15);
  view.map.fitBounds(L.latLngBounds([box[1] - pad, box[0] - pad], [box[3] + pad, box[2] + pad]), { animate: false });
}

function theme(controls, id) {
  const input = controls.querySelector('input[value="' + id + '"]');
  if (input) input.checked = true;
}

function showArea(view, measure, index, changed, controls) {
  const { choice } = view;
  const thing = mapThings().areas[index];
  if (measure !== null && seriesOf(measure).some((s) => s.kind > 0)) {
    choice.measure = measure;
    choice.series = bestSeries(measure, { kind: thing.kind > 0 ? thing.kind : DISTRICT() });
  }
  choice.theme = 'areas';
  theme(controls, 'areas');
  changed();
  view.element.scrollIntoView({ block: 'start' });
  build(view);
  if (thing.shape) {
    zoomTo(view, thing.shape.box);
    show(view, { kind: 'area', thing });
  }
  view.panel.focus({ preventScroll: true });
}

function showLot(view, lot, changed, controls) {
  view.choice.theme = 'lots';
  theme(controls, 'lots');
  changed();
  view.element.scrollIntoView({ block: 'start' });
  zoomTo(view, lot.shape.rings.length ? lot.shape.box : [lot.x - 300, lot.y - 300, lot.x + 300, lot.y + 300]);
  show(view, { kind: 'lot', thing: lot });
  view.panel.focus({ preventScroll: true });
}

// ---- the same numbers as a table, for keyboard, screen reader and paper ----

function numbersTable(choice, view) {
  if (choice.theme !== 'areas') return choice.overlays.stations ? stationsTable(view) : null;
  const series = shownSeries(choice);
  if (!series) return null;
  const measure = data.measures[choice.measure];
  const { first, count } = data.areas.kinds[series.kind];
  const rows = Array.from({ length: count }, (_, i) => ({ index: first + i, ...figure(series, first + i) }));
  const columns = [
    { id: 'name', title: t('column.area_name'), value: (row) => areaName(row.index, language()) },
    { id: 'value', title: t('column.value') + (unitWord(measure.unit) ? ' / ' + unitWord(measure.unit) : ''), number: true, value: (row) => row.value,
      cell: (row) => quantity(row.value, measure.unit) },
    { id: 'numerator', title: t('column.numerator'), number: true, value: (row) => row.numerator, cell: (row) => number(row.numerator) },
    { id: 'denominator', title: t('column.denominator'), number: true, value: (row) => row.denominator, cell: (row) => number(row.denominator) },
    { id: 'reason', title: t('column.reason'), value: (row) => (row.reason ? both(row.reason) : '') },
  ].filter((c) => (c.id !== 'denominator' && c.id !== 'numerator') || series.d)
    .filter((c) => c.id !== 'reason' || rows.some((row) => row.reason));
  const table = dataTable({ caption: both(measure.title), columns, rows, state: {},
    select: (row) => showRow(view, { kind: 'area', thing: mapThings().areas[row.index] }) });
  return h('details', null, h('summary', null, t('page.map_as_table', { title: both(measure.title) })), table.element);
}

function showRow(view, found) {
  const { thing } = found;
  if (thing.shape) zoomTo(view, thing.shape.box);
  else zoomTo(view, [thing.x - 800, thing.y - 800, thing.x + 800, thing.y + 800]);
  show(view, found);
  view.element.scrollIntoView({ block: 'start' });
  view.panel.focus({ preventScroll: true });
}

function stationsTable(view) {
  const { stations } = mapThings();
  if (!stations.length) return null;
  const columns = [
    { id: 'name', title: t('page.station'), value: (row) => row.name || row.id },
    { id: 'lines', title: t('column.lines'), value: (row) => row.lines },
    { id: 'node', title: first('base.node'), number: true, value: (row) => row.node, cell: (row) => number(row.node, '') },
    { id: 'place', title: first('base.place'), number: true, value: (row) => row.place, cell: (row) => number(row.place, '') },
  ];
  const table = dataTable({ caption: t('page.station'), columns, rows: stations, state: {}, select: (row) => showRow(view, { kind: 'station', thing: row }) });
  return h('details', null, h('summary', null, t('page.stations_as_table')), table.element);
}

// ---- on paper ----

// What is seen now as one picture with its scale bar, so that it keeps its scale when the paper is narrower.
function snapshot(view) {
  view.layer.redraw();
  const picture = view.layer.snapshot();
  const ratio = window.devicePixelRatio || 1;
  const ctx = picture.getContext('2d');
  const size = view.map.getSize();
  const length = scaleLength(view.map.getZoomScale(view.map.getZoom(), 0) / (data.city.ground_scale || 1), 130);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = 'rgba(255,255,255,.85)';
  ctx.fillRect(10, size.y - 40, length.px + 20, 32);
  ctx.fillStyle = '#1c2730';
  ctx.font = '12px sans-serif';
  ctx.fillText(lengthText(length.metres), 20, size.y - 24);
  ctx.fillRect(20, size.y - 18, length.px, 3);
  const image = h('img', { alt: t('page.map') });
  image.src = picture.toDataURL('image/png');
  clear(view.print, image);
}
