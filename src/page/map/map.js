// The map: Leaflet for moving about, the canvas for drawing, the controls beside it, the panel for what
// was clicked. Coordinates are metres from the south-west corner of the city's box: nothing is bent.
import * as L from 'leaflet';
import { h, clear, whenSeen } from '../dom.js';
import { data, seriesOf } from '../data.js';
import { t } from '../words.js';
import { number } from '../number.js';
import { section } from '../badge.js';
import { PaintLayer } from './canvas.js';
import { paintArea, traceMark } from './paint.js';
import { scaleBar, north, scaleLength, lengthText } from './scale.js';
import { mapThings, extent } from './things.js';
import { areasTheme, homesTheme, shedsTheme, lotsTheme, shownSeries } from './themes.js';
import { OVERLAYS, overlayLegend, paintNames, paintDistricts } from './overlays.js';
import { firstChoice, bestSeries, district } from './choice.js';
import { themeSwitch, themeControls, layerSwitch } from './controls.js';
import { numbersTable } from './numbers.js';
import { describe, hint } from './panel.js';

const THEMES = { areas: areasTheme, homes: homesTheme, sheds: shedsTheme, lots: lotsTheme };
const REACH_PX = 9;

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
    h('p', { class: 'note' }, t('page.map_note', { m: number(data.city.tolerance_m, 'm') }), cutLayers()));
  const view = { box, panel, print, element, choice, state, map: null, layer: null };
  const showOwn = () => clear(own, themeControls(choice, () => { showOwn(); refresh(); }));
  function refresh() {
    clear(legend, THEMES[choice.theme].legend(choice), overlayLegend(choice));
    clear(numbers, numbersTable(choice, (found) => showRow(view, found)));
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

// Layers of which only a part came with the page.
function cutLayers() {
  return ['streets', 'facilities', 'sites', 'constraints'].filter((id) => data[id] && data[id].shown < data[id].total)
    .map((id) => ' ' + t('page.layer_' + id) + ': ' + t('page.cut', { shown: number(data[id].shown), total: number(data[id].total) }));
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
  const kind = district();
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

function showRow(view, found) {
  const { thing } = found;
  if (thing.shape) zoomTo(view, thing.shape.box);
  else zoomTo(view, [thing.x - 800, thing.y - 800, thing.x + 800, thing.y + 800]);
  show(view, found);
  view.element.scrollIntoView({ block: 'start' });
  view.panel.focus({ preventScroll: true });
}

function showArea(view, measure, index, changed, controls) {
  const { choice } = view;
  const thing = mapThings().areas[index];
  if (measure !== null && seriesOf(measure).some((s) => s.kind > 0)) {
    choice.measure = measure;
    choice.series = bestSeries(measure, { kind: thing.kind > 0 ? thing.kind : district() });
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
