// Numbers as each language says them, in the same habits as the other outputs (src/present/number.h):
// thousands separators in English, 万 and 亿 in Chinese, 59.5% in both, "–" for what is not known.
import { t, language, knows } from './words.js';

export const NONE = '–';

// What Chinese counts in 万; ratios and densities stay as they are.
const COUNTED = /^(residents|dwellings|households|jobs|units|workers|elders|m2)( per year)?$/;
// Units that targets print in 万, for English readers.
const TEN_THOUSANDS = { 套: 'dwellings', 人: 'residents', 户: 'households', 平方米: 'm2', '㎡': 'm2' };

const none = (value) => value === null || value === undefined || !Number.isFinite(value);

function rounded(value) {
  const size = Math.abs(value);
  if (value === Math.round(value)) return value.toFixed(0);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  if (size >= 0.1) return value.toFixed(2);
  return String(Number(value.toPrecision(3)));
}
function grouped(text) {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) || [];
  return whole === undefined ? text : sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}
function inTenThousands(value) {
  const many = Math.abs(value) >= 99995000;
  const scaled = value / (many ? 1e8 : 1e4);
  const size = Math.abs(scaled);
  return Number(scaled.toFixed(size < 99.995 ? 2 : size < 999.95 ? 1 : 0)) + (many ? ' 亿' : ' 万');
}

// The number alone. Without a unit it counts things.
export function number(value, unit = 'units') {
  if (none(value)) return NONE;
  if (unit === 'share') return (100 * value).toFixed(1);
  if (language() === 'zh' && Math.abs(value) >= 9999.5 && Math.abs(value) < 1e15 && COUNTED.test(unit)) return inTenThousands(value);
  const text = rounded(value + 0);
  return language() === 'zh' ? text : grouped(text);
}

// The number with its unit's words. A share is 0..1 and shown in per cent; '%' is so already.
export function quantity(value, unit) {
  if (none(value)) return NONE;
  if (unit === 'share') return (100 * value).toFixed(1) + '%';
  if (unit === '%') return Number(value.toFixed(1)) + '%';
  if (unit === 'm' && Math.abs(value) >= 9999.5) return quantity(value / 1000, 'km');
  const ten = unit && unit.startsWith('万') ? TEN_THOUSANDS[unit.slice(1)] : null;
  if (ten && language() === 'en') return quantity(value * 10000, ten);
  const said = number(value, unit || '');
  const word = unitWord(unit);
  return word ? said + (/[万亿]$/.test(said) ? '' : ' ') + word : said;
}

// The unit as a word for headings: '%' for a share, '' for a pure number.
export function unitWord(unit) {
  if (!unit) return '';
  return knows('unit.' + unit) ? t('unit.' + unit) : unit;
}

const SIGNS = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' };

// What is asked for: "≥ 60%", "0.75 – 1.5".
export function requirement(comparison, target, targetTo, unit) {
  if (none(target) || comparison === 'report') return NONE;
  if (comparison === 'between') return range(target, targetTo, unit);
  return (SIGNS[comparison] || comparison || '') + ' ' + quantity(target, unit);
}

// "0.75–1.50 岗位/户": the unit once, where both ends are said in the same one.
export function range(low, high, unit) {
  const ends = [quantity(low, unit), quantity(high, unit)];
  const word = / \S.*$/.exec(ends[1]);
  if (word && ends[0].endsWith(word[0])) ends[0] = ends[0].slice(0, -word[0].length);
  return ends.join(' – ');
}
