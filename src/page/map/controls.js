// The controls beside the map. Each changes the choice and says so.
import { h, select, field } from '../dom.js';
import { data, seriesOf } from '../data.js';
import { t, both, first, upper } from '../words.js';
import { mapThings } from './things.js';
import { shedChoices } from './themes.js';
import { OVERLAYS } from './overlays.js';
import { bestSeries } from './choice.js';

export function themeSwitch(choice, changed) {
  const themes = [['areas', measureOptions().length], ['homes', mapThings().homes.length], ['sheds', mapThings().sheds.length],
    ['lots', mapThings().lots.length]].filter(([, n]) => n).map(([id]) => id);
  return h('fieldset', { class: 'switch' }, h('legend', null, t('page.theme')), themes.map((id) => h('label', null,
    h('input', { type: 'radio', name: 'theme', value: id, checked: choice.theme === id, onchange: () => { choice.theme = id; changed(); } }),
    h('span', null, t('page.theme_' + id)))));
}

export function themeControls(choice, changed) {
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

export function layerSwitch(choice, changed) {
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
