// Colours, widths and shapes, all from the styles that the printed map and QGIS use as well.
import { data } from './data.js';
import { both, t, knows } from './words.js';

const PX_PER_MM = 96 / 25.4;
const DASHES = { long: [9, 5], short: [5, 3], dot: [1.5, 3] };
const PLAIN = { fill: null, stroke: null, stroke_mm: 0, size_mm: 2, shape: 'circle', hatch: 'none', opacity: 1 };

export const OUTCOMES = ['met', 'missed', 'borderline', 'not measured', 'reported', 'recorded'];
export const SIGNS = {
  met: '✓', missed: '✗', borderline: '≈', 'not measured': '–', reported: '·', recorded: '·',
  pass: '✓', fail: '✗', warn: '!',
};

// The symbol of an id, or of the nearest one above it ("station.metro" → "station"). Widths in px.
const made = new Map();
export function symbol(id) {
  if (!made.has(id)) made.set(id, makeSymbol(id));
  return made.get(id);
}
function makeSymbol(id) {
  const all = data.styles.symbols || {};
  let found = null;
  for (let at = id; at && !found; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') found = all[at];
  const s = { ...PLAIN, ...withoutNulls(found || {}) };
  return {
    ...s, known: Boolean(found),
    width: (s.stroke ? s.stroke_mm : 0) * PX_PER_MM, size: s.size_mm * PX_PER_MM,
    casingWidth: (s.casing ? s.casing_mm || 0 : 0) * PX_PER_MM, hatchColour: s.hatch_colour, dash: DASHES[s.dash] || [],
  };
}
function withoutNulls(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== ''));
}
export function symbolLabel(id) {
  const { label } = symbol(id);
  return label && knows(label) ? t(label) : '';
}

// The class of a value: from <= value < to; the last one also value == to.
export function classOf(classes, value) {
  if (!classes) return null;
  if (value === null || value === undefined) return classes.none;
  const list = classes.classes;
  for (let i = 0; i < list.length; i++) {
    const { from, to } = list[i];
    const last = i === list.length - 1;
    if ((from === null || value >= from) && (to === null || value < to || (last && value <= to))) return list[i];
  }
  // Rounded values can fall a hair outside the outermost limits.
  if (!list.length) return classes.none;
  return value < list[0].from ? list[0] : list[list.length - 1];
}
export const classLabel = (c) => both(c.label);

// A symbol whose id ends in a count: the one for the greatest count not above n ("home.missing", 5 → .4).
export function countedSymbol(prefix, n) {
  const steps = countSteps(prefix).filter((step) => step <= n);
  return symbol(steps.length ? prefix + '.' + steps[steps.length - 1] : prefix);
}
export function countSteps(prefix) {
  return Object.keys(data.styles.symbols).filter((id) => id.startsWith(prefix + '.'))
    .map((id) => Number(id.slice(prefix.length + 1))).filter(Number.isFinite).sort((a, b) => a - b);
}

// Colours of outcomes as custom properties, for everything that CSS draws.
export function publishOutcomeColours(element) {
  const set = (name, id) => {
    const { fill, known } = symbol(id);
    if (known && fill) element.style.setProperty('--' + name, fill);
  };
  for (const outcome of OUTCOMES) set(outcome.replace(' ', '-'), 'verdict.' + outcome.replace(' ', '_'));
  for (const outcome of ['pass', 'fail', 'warn']) set(outcome, 'site.' + outcome);
}
