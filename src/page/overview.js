// The first look: how many promises are met, which binding ones are not.
import { h } from './dom.js';
import { t, both, first, language } from './words.js';
import { data, allResidents, unitOf } from './data.js';
import { number, quantity, requirement } from './number.js';
import { SIGNS } from './style.js';
import { section } from './badge.js';

const CARDS = [['met', 'met'], ['missed', 'missed'], ['borderline', 'borderline'], ['not measured', 'not_measured']];

export function overview(goToTarget) {
  const { counts } = data;
  const judged = CARDS.reduce((sum, [, name]) => sum + counts[name], 0);
  const share = (n) => (judged ? quantity(n / judged, 'share') : '');
  const cards = CARDS.map(([outcome, name]) => h('li', { class: 'card', 'data-outcome': outcome },
    h('span', { class: 'card-sign', 'aria-hidden': 'true' }, SIGNS[outcome]),
    h('span', { class: 'card-number' }, number(counts[name], 0)),
    h('span', { class: 'card-word' }, first('outcome.' + outcome)),
    h('span', { class: 'card-note' }, outcome === 'missed' && counts.binding_missed
      ? t('page.of_them_binding', { n: counts.binding_missed }) : share(counts[name]))));
  const bar = h('div', { class: 'bar', 'aria-hidden': 'true' }, CARDS.filter(([, name]) => counts[name] > 0)
    .map(([outcome, name]) => h('span', { 'data-outcome': outcome, vars: { 'flex-grow': String(counts[name]) } }, SIGNS[outcome])));
  const others = counts.reported + counts.recorded;
  return section('overview', t('page.overview'),
    judged ? h('p', { class: 'lead' }, t('page.judged', { n: judged })) : h('p', { class: 'lead' }, t('page.no_targets')),
    judged ? h('ul', { class: 'cards' }, cards) : null, judged ? bar : null,
    others ? h('p', { class: 'note' }, t('page.others', { reported: counts.reported, recorded: counts.recorded })) : null,
    pressing(goToTarget), figures());
}

// The binding targets that are missed, in the plan's order.
function pressing(goToTarget) {
  const missed = data.targets.filter((x) => x.binding && x.outcome === 'missed');
  if (!missed.length) return null;
  return h('div', { class: 'pressing' }, h('h3', null, t('page.binding_missed')),
    h('ul', { class: 'plain' }, missed.slice(0, 12).map((x) => h('li', null,
      h('a', { href: '#targets', onclick: (event) => { event.preventDefault(); goToTarget(x.id); } }, both(x.title) || x.id),
      h('span', { class: 'is-against' }, h('strong', null, quantity(x.value, unitOf(x, language()))), ' ',
        requirement(x.comparison, x.target, x.target_to, unitOf(x, language())))))),
    missed.length > 12 ? h('p', { class: 'note' }, t('page.more_in_table', { n: missed.length - 12 })) : null);
}

// What was looked at.
function figures() {
  const layers = [['homes', data.homes && data.homes.total], ['stations', data.stations && data.stations.rows.length],
    ['facilities', data.facilities && data.facilities.total], ['sites', data.sites && data.sites.total]];
  const items = [['population', allResidents()], ...layers].filter(([, n]) => n);
  return h('dl', { class: 'figures' }, items.map(([name, n]) => h('div', null,
    h('dt', null, t('page.count_' + name)), h('dd', null, number(n)))),
    h('div', null, h('dt', null, t('page.count_measures')), h('dd', null, number(data.measures.length))),
    h('div', null, h('dt', null, t('page.count_areas')), h('dd', null, number(data.areas.rows.length - 1))),
    data.city.crs ? h('div', null, h('dt', null, t('column.crs')), h('dd', null, data.city.crs)) : null);
}
