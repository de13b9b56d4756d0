// One candidate lot of an audit: its checks, with reasons, clauses and what would make it pass.
import { h } from './dom.js';
import { data } from './data.js';
import { t, both, first } from './words.js';
import { number, quantity, requirement } from './number.js';
import { badge, facts } from './badge.js';
import { whyNode } from './why.js';

const FIELDS = ['check', 'part', 'outcome', 'borderline', 'measured', 'measured_text', 'required', 'comparison', 'unit',
  'reason', 'remedy', 'clause', 'flips_by', 'flips_at'];
const result = (row) => Object.fromEntries(FIELDS.map((name, i) => [name, row[i]]));
const WORST_FIRST = ['fail', 'warn', 'not measured', 'pass'];

export function lotResults(lot) {
  return (lot.results || []).map(result);
}

export function lotDetail(lot) {
  const results = lotResults(lot).map((r, i) => [WORST_FIRST.indexOf(r.outcome), i, r])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((x) => x[2]);
  return h('div', { class: 'lot' }, h('p', null, badge(lot.outcome, lot.borderline)),
    facts([[t('page.score'), lot.score === null ? null : number(lot.score, '')],
      [t('page.place'), lot.place === null ? null : t('page.place_range', { place: lot.place, low: lot.place_low, high: lot.place_high })],
      [t('column.area_m2'), quantity(lot.area_m2, 'm2')], [t('column.far'), lot.far === null ? null : number(lot.far, '')],
      [t('column.dwellings'), lot.dwellings === null ? null : number(lot.dwellings)]]),
    h('ul', { class: 'checks' }, results.filter(telling).map(checkItem)), passed(results.filter((r) => !telling(r))));
}

// What is not plainly passed is told in full; the rest is folded away.
const telling = (r) => r.outcome !== 'pass' || r.borderline;

function passed(results) {
  if (!results.length) return null;
  return h('details', { class: 'passed' }, h('summary', null, first('outcome.pass'), h('span', { class: 'count' }, number(results.length))),
    data.audit.counts.brief ? h('p', { class: 'note' }, t('page.checks_brief')) : null,
    h('ul', { class: 'checks' }, results.map(checkItem)));
}

function checkItem(r) {
  const check = data.audit.checks[r.check];
  const measured = r.measured === null ? r.measured_text : quantity(r.measured, r.unit) + (r.measured_text ? ' · ' + r.measured_text : '');
  return h('li', { 'data-outcome': r.outcome },
    h('p', { class: 'check-head' }, badge(r.outcome, r.borderline), h('strong', null, both(check.title)),
      r.part ? h('span', { class: 'part' }, both(r.part)) : null),
    h('p', { class: 'is-against' }, measured || null, ' ', r.required === null ? null : requirement(r.comparison, r.required, null, r.unit)),
    r.reason ? h('p', null, both(r.reason)) : null,
    r.flips_by && !r.reason ? h('p', { class: 'note' }, t('page.flips_at', { by: t('flips.' + r.flips_by), at: quantity(r.flips_at, r.unit) })) : null,
    r.remedy ? h('p', { class: 'remedy' }, both(r.remedy)) : null,
    r.clause || check.clause ? h('p', { class: 'clause' }, r.clause || check.clause) : null,
    check.why ? h('details', null, h('summary', null, t('page.why')), whyNode(check, { ...check.why, numerator: null, denominator: null }, null)) : null);
}
