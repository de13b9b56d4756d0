// What can be laid over any theme: streets, rail, stations and their bands, facilities, housing land,
// constraints, problems of the network, names.
import { data } from '../data.js';
import { t, both, first } from '../words.js';
import { symbol } from '../style.js';
import { contains, nearest } from './geometry.js';
import { paintArea, paintLine, paintMark, Labels } from './paint.js';
import { areaSwatch, lineSwatch, markSwatch, entry, legendGroup } from './legend.js';
import { mapThings } from './things.js';

const grown = (style, view, factor) => ({ ...style, size: style.size * factor * Math.max(0.75, Math.min(1.6, 0.9 + Math.log2(1 + view.scale * 8) * 0.35)) });

export const streets = {
  id: 'streets', below: true,
  present: () => mapThings().streets.length > 0,
  paint(view, choice) {
    const list = [...mapThings().streets].sort((a, b) => b.rank - a.rank);
    const thin = Math.max(0.45, Math.min(1.6, 0.5 + view.scale * 4));
    for (const { rank, shape } of list) {
      const style = symbol('street.' + rank);
      paintLine(view, shape, { ...style, width: style.width * thin, casingWidth: 0, strokeOpacity: choice.theme === 'areas' ? 0.6 : 0.9 });
    }
  },
  legend: () => null,
};

export const rail = {
  id: 'rail', below: false,
  present: () => mapThings().rail.length > 0,
  paint(view) { for (const { shape } of mapThings().rail) paintLine(view, shape, symbol('rail_line')); },
  legend: () => [entry(lineSwatch(symbol('rail_line')), t('symbol.rail_line'))],
};

export const bands = {
  id: 'bands', below: false,
  present: () => mapThings().sheds.some((s) => s.kind === 'station'),
  paint(view) {
    for (const band of ['influence', 'core']) {
      const style = symbol('walkshed.' + band);
      for (const shed of mapThings().sheds) {
        if (shed.kind === 'station' && shed.band === band) paintArea(view, shed.shape, { ...style, opacity: style.opacity * 0.5 });
      }
    }
  },
  legend: () => ['core', 'influence'].map((band) => entry(areaSwatch({ ...symbol('walkshed.' + band), opacity: 0.3 }), first('slice_title.' + band))),
};

export const stations = {
  id: 'stations', below: false,
  present: () => mapThings().stations.length > 0,
  paint(view) {
    const style = grown(symbol('station'), view, 1);
    for (const station of mapThings().stations) paintMark(view, station, style);
  },
  hit(x, y, reach) {
    const found = nearest(mapThings().stations, x, y, reach);
    return found ? { kind: 'station', thing: found } : null;
  },
  legend: () => [entry(markSwatch(symbol('station')), t('symbol.station'))],
};

const facilitySymbol = (facility) => symbol('facility.' + data.categories[facility.category].id);
const chosen = (choice) => mapThings().facilities.filter((f) => choice.facility === '' || String(f.category) === choice.facility);
export const facilities = {
  id: 'facilities', below: false,
  present: () => mapThings().facilities.length > 0,
  paint(view, choice) {
    const styles = new Map();
    for (const facility of chosen(choice)) {
      if (!styles.has(facility.category)) styles.set(facility.category, grown(facilitySymbol(facility), view, choice.facility === '' ? 0.7 : 1.1));
      paintMark(view, facility, styles.get(facility.category));
    }
  },
  hit(x, y, reach, choice) {
    const found = nearest(chosen(choice), x, y, reach);
    return found ? { kind: 'facility', thing: found } : null;
  },
  legend(choice) {
    const shown = [...new Set(chosen(choice).map((f) => f.category))].sort((a, b) => a - b);
    return shown.map((c) => entry(markSwatch(facilitySymbol({ category: c })), both(data.categories[c].title)));
  },
};

export const sites = {
  id: 'sites', below: false,
  present: () => mapThings().sites.length > 0,
  paint(view) { for (const { shape } of mapThings().sites) paintArea(view, shape, symbol('site')); },
  hit(x, y) {
    const found = mapThings().sites.find((site) => contains(site.shape, x, y));
    return found ? { kind: 'site', thing: found } : null;
  },
  legend: () => [entry(areaSwatch(symbol('site')), t('page.layer_sites'))],
};

export const constraints = {
  id: 'constraints', below: false,
  present: () => mapThings().constraints.length > 0,
  paint(view) {
    for (const c of mapThings().constraints) paintArea(view, c.shape, symbol('constraint.' + c.severity));
  },
  hit(x, y) {
    const found = mapThings().constraints.find((c) => contains(c.shape, x, y));
    return found ? { kind: 'constraint', thing: found } : null;
  },
  legend: () => ['forbid', 'warn'].filter((s) => mapThings().constraints.some((c) => c.severity === s))
    .map((s) => entry(areaSwatch(symbol('constraint.' + s)), t('symbol.constraint.' + s))),
};

export const problems = {
  id: 'problems', below: false,
  present: () => mapThings().problems.length > 0,
  paint(view) { for (const p of mapThings().problems) paintMark(view, p, grown(symbol('problem.' + p.kind), view, 1)); },
  hit(x, y, reach) {
    const found = nearest(mapThings().problems, x, y, reach);
    return found ? { kind: 'problem', thing: found } : null;
  },
  legend: () => [...new Set(mapThings().problems.map((p) => p.kind))].map((kind) => entry(markSwatch(symbol('problem.' + kind)), first('problem.' + kind))),
};

// In the order in which they are painted; what is hit is asked from the top down.
export const OVERLAYS = [streets, bands, sites, constraints, rail, facilities, problems, stations];

// Names of the areas in view: the greater kinds first, then stations, as far as there is room.
export function paintNames(view, choice, series) {
  const labels = new Labels(view);
  const { areas } = mapThings();
  const kindIndex = series ? series.kind : -1;
  const top = data.areas.kinds.findIndex((k) => k.kind === 'district');
  const put = (kind, look) => {
    if (kind <= 0) return;
    const { first, count } = data.areas.kinds[kind];
    for (const area of areas.slice(first, first + count)) {
      const width = area.shape ? (area.shape.box[2] - area.shape.box[0]) * view.scale : 0;
      if (width > 34) labels.putNear(area.name || area.id, area.x, area.y, look);
    }
  };
  if (choice.overlays.stations) {
    for (const station of mapThings().stations) labels.keepFree(station.x, station.y, 12);
    if (view.scale > 0.018) for (const station of mapThings().stations) labels.put(station.name || station.id, station.x, station.y, { size: 11, colour: '#4f2579', dy: -14 });
  }
  put(top, { size: 14, weight: 600, colour: '#2b353d' });
  if (kindIndex !== top) put(kindIndex, { size: 11.5, colour: '#3c474f' });
}

// Outlines of the districts above every theme, so that one knows where one is.
export function paintDistricts(view, series) {
  const kind = data.areas.kinds.findIndex((k) => k.kind === 'district');
  if (kind <= 0) return;
  const style = symbol('area.district');
  const { first, count } = data.areas.kinds[kind];
  const thin = series && series.kind === kind ? 1 : 0.85;
  for (const area of mapThings().areas.slice(first, first + count)) {
    if (area.shape) paintArea(view, area.shape, { ...style, fill: null, width: style.width * thin, strokeOpacity: 0.75 });
  }
}

export function overlayLegend(choice) {
  const entries = OVERLAYS.filter((o) => choice.overlays[o.id] && o.present()).map((o) => o.legend(choice)).filter(Boolean);
  return entries.length ? legendGroup(null, entries) : null;
}
