// The answer to "why this number": numerator and denominator, parameters, query, layers and hashes.
import { h } from './dom.js';
import { t, both } from './words.js';
import { data, objects } from './data.js';
import { number, quantity } from './number.js';
import { facts } from './badge.js';

const short = (hash) => (hash ? hash.slice(0, 12) : '');

export function parametersText(parameters) {
  return Object.entries(parameters || {}).filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => name + ' = ' + (typeof value === 'object' ? JSON.stringify(value) : value)).join('; ');
}

// The sources of layers with their hashes.
function layerList(layers) {
  const sources = objects(data.provenance.sources);
  return h('ul', { class: 'plain' }, (layers || []).map((layer) => h('li', null, layer,
    sources.filter((s) => s.layer === layer).map((s) => h('span', { class: 'hash' }, s.path, ' ', short(s.hash))))));
}

// measure: of data.measures or null; why: {numerator, denominator, factor, parameters, file, hash, layers}.
export function whyNode(measure, why, base) {
  const unit = measure ? measure.unit : '';
  const ratio = why && why.denominator !== null && why.denominator !== undefined;
  return h('div', { class: 'why' },
    measure && both(measure.about) ? h('p', { class: 'about' }, both(measure.about)) : null,
    facts([
      [t('column.measure_title'), measure ? both(measure.title) : null],
      [t('column.base'), base ? t('base.' + base) : null],
      [t('column.numerator'), why && why.numerator !== null && why.numerator !== undefined
        ? (ratio ? number(why.numerator) : quantity(why.numerator, unit)) : null],
      [t('column.denominator'), ratio ? number(why.denominator) : null],
      [t('column.parameters'), why ? parametersText(why.parameters) : null],
      [t('column.norm'), measure ? [measure.norm, measure.clause].filter(Boolean).join(' ') : null],
      [t('page.query'), why && why.file ? h('span', null, h('code', null, why.file), h('span', { class: 'hash' }, short(why.hash))) : null],
      [t('column.layers'), why && why.layers && why.layers.length ? layerList(why.layers) : null],
    ]));
}
