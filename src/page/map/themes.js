// The themes, of which the map shows one at a time: areas by a measure, homes by what they miss,
// walk-sheds by tier, candidate lots by outcome. Each paints, says what was hit, and has a legend.
import { data, figure, seriesOf } from '../data.js';
import { t, both, first, language } from '../words.js';
import { number, quantity, unitWord } from '../number.js';
import { symbol, countedSymbol, countSteps, classOf, classLabel, SIGNS } from '../style.js';
import { contains, nearest } from './geometry.js';
import { paintArea, paintMark } from './paint.js';
import { areaSwatch, markSwatch, entry, legendGroup } from './legend.js';
import { mapThings } from './things.js';
import { h } from '../dom.js';

// ---- areas by a measure ----

const classStyle = (c, outline) => ({
  fill: c.colour, hatch: c.hatch, hatchColour: 'rgba(60,60,60,.35)', opacity: 0.86,
  stroke: outline.stroke || '#8a8a84', width: outline.width || 0.5, dash: outline.dash,
});

export function shownSeries(choice) {
  return seriesOf(choice.measure)[choice.series] || null;
}

export const areasTheme = {
  id: 'areas',
  paint(view, choice) {
    const series = shownSeries(choice);
    if (!series) return;
    const kind = data.areas.kinds[series.kind];
    const classes = data.styles.classes[series.classes];
    const outline = symbol('area.' + kind.kind);
    for (const area of areasOf(series)) {
      if (!area.shape) continue;
      const c = classOf(classes, figure(series, area.index).value);
      paintArea(view, area.shape, c ? classStyle(c, outline) : { fill: '#e8e8e4', opacity: 0.8, stroke: '#8a8a84', width: 0.6 });
    }
  },
  hit(x, y, choice) {
    const series = shownSeries(choice);
    if (!series) return null;
    const found = areasOf(series).find((area) => area.shape && contains(area.shape, x, y));
    return found ? { kind: 'area', thing: found } : null;
  },
  legend(choice) {
    const series = shownSeries(choice);
    const measure = data.measures[choice.measure];
    if (!measure) return null;
    const unit = unitWord(measure.unit);
    const title = both(measure.title) + (unit ? (language() === 'zh' ? '（' + unit + '）' : ' (' + unit + ')') : '');
    if (!series || series.classes === null || series.classes === undefined) {
      return legendGroup(title, [], measure.reason === null ? t('page.one_figure') : both(data.reasons[measure.reason]));
    }
    const classes = data.styles.classes[series.classes];
    const outline = { stroke: '#8a8a84', width: 0.5 };
    const counts = countBy(areasOf(series).map((area) => classOf(classes, figure(series, area.index).value)));
    const row = (c) => entry(areaSwatch(classStyle(c, outline)),
      h('span', null, classLabel(c), h('span', { class: 'count' }, number(counts.get(c) || 0))));
    return legendGroup(title, [...classes.classes, ...(counts.get(classes.none) ? [classes.none] : [])].map(row),
      t('class_method.' + classes.method));
  },
};
function areasOf(series) {
  const { first, count } = data.areas.kinds[series.kind];
  return mapThings().areas.slice(first, first + count);
}
function countBy(list) {
  const counts = new Map();
  for (const item of list) counts.set(item, (counts.get(item) || 0) + 1);
  return counts;
}

// ---- homes by what they miss ----

// One category, or all of them together: how many a home misses.
function homeStyle(home, category) {
  if (home.missing === null) return symbol('home.unknown');
  if (category === '') return home.missing.length ? countedSymbol('home.missing', home.missing.length) : symbol('home.covered');
  return home.missing.includes(Number(category)) ? countedSymbol('home.missing', 4) : symbol('home.covered');
}

function sizeAtScale(style, scale) {
  return { ...style, size: style.size * Math.max(0.75, Math.min(1.9, 0.85 + Math.log2(1 + scale * 9) * 0.45)) };
}

// Share of a cell's residents that miss the category, or the mean number of categories they miss.
export function cellFigure(cell, category) {
  const base = cellBase(cell) - cell.unjoined;
  if (base <= 0) return null;
  if (category !== '') return cell.missed[Number(category)] / base;
  return cell.missed.reduce((sum, n) => sum + n, 0) / base;
}
export function cellBase(cell) {
  return cell[data.homes.base] || 0;
}
const CELL_SHARES = [0.001, 0.25, 0.5, 0.75];
function cellStyle(cell, category) {
  const value = cellFigure(cell, category);
  if (value === null) return symbol('home.unknown');
  if (category === '') return value < 0.5 ? symbol('home.covered') : countedSymbol('home.missing', value);
  return shareStyles()[CELL_SHARES.filter((limit) => value >= limit).length];
}
function shareStyles() {
  const fills = [symbol('home.covered').fill, '#fbe9d0', ...countSteps('home.missing').map((n) => symbol('home.missing.' + n).fill)];
  return fills.map((fill) => ({ fill, opacity: 0.9 }));
}

export const homesTheme = {
  id: 'homes',
  paint(view, choice) {
    const { homes } = mapThings();
    if (data.homes.mode === 'cells') {
      const side = data.homes.cell_m * view.scale;
      const { ctx } = view;
      for (const cell of homes) {
        const x = view.x(cell.x);
        const y = view.y(cell.y + data.homes.cell_m);
        if (x > view.width || y > view.height || x + side < 0 || y + side < 0) continue;
        ctx.fillStyle = cellStyle(cell, choice.category).fill || '#fff';
        ctx.globalAlpha = 0.9;
        ctx.fillRect(x, y, Math.max(1, side - 0.4), Math.max(1, side - 0.4));
      }
      ctx.globalAlpha = 1;
      return;
    }
    // What misses most is painted last, on top.
    const order = [...homes].sort((a, b) => (a.missing ? a.missing.length : 99) - (b.missing ? b.missing.length : 99));
    const styles = new Map();
    for (const home of order) {
      const style = homeStyle(home, choice.category);
      if (!styles.has(style)) styles.set(style, sizeAtScale(style, view.scale));
      paintMark(view, home, styles.get(style));
    }
  },
  hit(x, y, choice, reach) {
    const { homes } = mapThings();
    if (data.homes.mode === 'cells') {
      const side = data.homes.cell_m;
      const cell = homes.find((c) => x >= c.x && x < c.x + side && y >= c.y && y < c.y + side);
      return cell ? { kind: 'cell', thing: cell } : null;
    }
    const home = nearest(homes, x, y, reach);
    return home ? { kind: 'home', thing: home } : null;
  },
  legend(choice) {
    const cells = data.homes.mode === 'cells';
    const category = choice.category === '' ? null : data.categories[Number(choice.category)];
    const title = category ? t('page.homes_missing_one', { category: both(category.title) }) : t('page.homes_missing');
    const swatch = cells ? areaSwatch : markSwatch;
    const note = cells ? t('page.homes_as_cells', { total: number(data.homes.total), m: data.homes.cell_m, base: t('base.' + data.homes.base) }) : null;
    return legendGroup(title, category && cells ? shareEntries() : homeEntries(category, swatch), note);
  },
};
function homeEntries(category, swatch) {
  const row = (style, text) => entry(swatch(style), text);
  const unknown = row(symbol('home.unknown'), t('symbol.home.unknown'));
  if (category) {
    return [row(symbol('home.covered'), SIGNS.met + ' ' + t('page.home_reached')),
      row(countedSymbol('home.missing', 4), SIGNS.missed + ' ' + t('page.home_not_reached')), unknown];
  }
  const steps = countSteps('home.missing');
  return [row(symbol('home.covered'), t('symbol.home.covered')),
    ...steps.map((from) => row(symbol('home.missing.' + from), t('symbol.home.missing.' + from))), unknown];
}
function shareEntries() {
  const percent = (x) => quantity(x, '%');
  const texts = ['0%', '< ' + percent(25), percent(25) + ' – ' + percent(50), percent(50) + ' – ' + percent(75), '≥ ' + percent(75)];
  return shareStyles().map((style, i) => entry(areaSwatch({ ...style, stroke: '#8a8a84', width: 0.5 }), texts[i]));
}

// ---- walk-sheds ----

const BANDS = ['core', 'influence'];
export function shedChoices() {
  const { sheds } = mapThings();
  const tiers = [...new Set(sheds.filter((s) => s.kind === 'category' && s.tier !== null).map((s) => s.tier))].sort((a, b) => a - b);
  const categories = [...new Set(sheds.filter((s) => s.kind === 'category').map((s) => s.category))];
  return { tiers, categories, stations: sheds.some((s) => s.kind === 'station') };
}
function shedsOf(choice) {
  const { sheds } = mapThings();
  const [what, id] = choice.shed.split(':');
  if (what === 'stations') return sheds.filter((s) => s.kind === 'station');
  if (what === 'tier') return sheds.filter((s) => s.kind === 'category' && String(s.tier) === id);
  return sheds.filter((s) => s.kind === 'category' && String(s.category) === id);
}
function shedStyle(shed, alone) {
  const style = symbol(BANDS.includes(shed.band) ? 'walkshed.' + shed.band : 'walkshed.' + shed.tier);
  return alone ? style : { ...style, opacity: style.opacity * 0.5, strokeOpacity: 0.35, width: style.width * 0.6 };
}
export const shedLimit = (shed) => (shed.limit_m === null || shed.limit_m === undefined ? quantity(shed.limit_min, 'min') : quantity(shed.limit_m, 'm'));

export const shedsTheme = {
  id: 'sheds',
  paint(view, choice) {
    const sheds = shedsOf(choice);
    const alone = sheds.length <= 2 || choice.shed === 'stations';
    const order = [...sheds].sort((a, b) => BANDS.indexOf(b.band) - BANDS.indexOf(a.band));
    for (const shed of order) paintArea(view, shed.shape, shedStyle(shed, alone));
  },
  hit(x, y, choice) {
    const found = shedsOf(choice).filter((shed) => contains(shed.shape, x, y));
    return found.length ? { kind: 'sheds', thing: { sheds: found, x, y, of: shedsOf(choice) } } : null;
  },
  legend(choice) {
    const sheds = shedsOf(choice);
    if (choice.shed === 'stations') {
      return legendGroup(t('page.sheds_stations'), BANDS.map((band) => sheds.find((s) => s.band === band)).filter(Boolean)
        .map((s) => entry(areaSwatch(shedStyle(s, true)), first('slice_title.' + s.band) + ' ' + shedLimit(s))));
    }
    const alone = sheds.length <= 2;
    return legendGroup(t('page.sheds'), sheds.map((s) => entry(areaSwatch(shedStyle(s, alone)),
      both(data.categories[s.category].title) + ' ' + shedLimit(s))), alone ? null : t('page.sheds_darker'));
  },
};

// ---- candidate lots ----

export const lotSymbol = (lot) => symbol('site.' + (lot.borderline ? 'borderline' : lot.outcome.replace(' ', '_')));
export const lotsTheme = {
  id: 'lots',
  paint(view) {
    for (const lot of mapThings().lots) {
      const style = lotSymbol(lot);
      const size = Math.max(lot.shape.box[2] - lot.shape.box[0], lot.shape.box[3] - lot.shape.box[1]) * view.scale;
      if (lot.shape.rings.length && size >= 5) paintArea(view, lot.shape, style);
      else paintMark(view, lot, { ...style, shape: 'square', size: 7, hatch: 'none' });
    }
  },
  hit(x, y, choice, reach) {
    const { lots } = mapThings();
    const found = lots.find((lot) => contains(lot.shape, x, y)) || nearest(lots, x, y, reach);
    return found ? { kind: 'lot', thing: found } : null;
  },
  legend() {
    const counts = countBy(mapThings().lots.map((lot) => (lot.borderline ? 'borderline' : lot.outcome)));
    return legendGroup(t('page.lots'), ['pass', 'warn', 'fail', 'borderline', 'not measured'].filter((o) => counts.get(o))
      .map((o) => entry(areaSwatch(symbol('site.' + o.replace(' ', '_'))),
        h('span', null, first('outcome.' + o), h('span', { class: 'count' }, number(counts.get(o)))))));
  },
};
