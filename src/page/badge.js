// An outcome as sign, word and colour, so that none of the three is needed alone.
import { h } from './dom.js';
import { t, first } from './words.js';
import { SIGNS } from './style.js';

export function badge(outcome, borderline) {
  const word = first('outcome.' + outcome);
  return h('span', { class: 'badge', 'data-outcome': outcome },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[outcome] || '·'), word,
    borderline && outcome !== 'borderline' ? h('span', { class: 'flips', title: t('outcome.borderline') }, '≈') : null);
}

// Two columns of names and values; pairs with an empty value are left out.
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))));
}

export function section(id, title, ...children) {
  return h('section', { id, 'aria-labelledby': id + '-title' },
    h('h2', { id: id + '-title' }, title), children);
}

// "200 of 12,345 are shown" where a list was cut.
export function cutNote(list, format) {
  if (!list || list.total === undefined || list.total <= list.rows.length) return null;
  return h('p', { class: 'note' }, t('page.cut', { shown: format(list.rows.length), total: format(list.total) }));
}
