// What the map shows: theme, measure, series, layers. One object, kept when the language changes.
import { data, seriesOf } from '../data.js';
import { classOf } from '../style.js';

export const kindOf = (name) => data.areas.kinds.findIndex((k) => k.kind === name);
export const district = () => kindOf('district');

// How many classes of its legend a series fills: a map of one colour tells nobody anything.
function classesFilled(series) {
  if (series.classes === null || series.classes === undefined) return 0;
  const classes = data.styles.classes[series.classes];
  return new Set(series.v.filter((v) => v !== null).map((v) => classOf(classes, v))).size;
}

// To begin with: the measure of the summary, by street office or district, that shows most.
export function firstChoice() {
  const kinds = [kindOf('street'), district()].filter((k) => k > 0);
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
export function bestSeries(measure, wanted) {
  const list = seriesOf(measure);
  const kind = wanted ? wanted.kind : district();
  let best = list.findIndex((s) => s.kind === kind && (!wanted || s.base === wanted.base));
  if (best < 0) best = list.findIndex((s) => s.kind === kind);
  if (best < 0) best = list.findIndex((s) => s.kind > 0);
  return Math.max(0, best);
}
