// The page's beginning: reads the data document and draws every section; again when the language
// changes, with what was chosen kept.
import { h, clear, buildAllSeen, forgetUnseen } from './dom.js';
import { openData, cityName, data } from './data.js';
import { openWords, setLanguage, language, t, both } from './words.js';
import { publishOutcomeColours } from './style.js';
import { forgetTables, drawForPrint } from './table.js';
import { overview } from './overview.js';
import { targets } from './targets.js';
import { mapSection } from './map/map.js';
import { charts, forgetCharts, resizeCharts } from './charts.js';
import { gaps } from './gaps.js';
import { audit } from './audit.js';
import { quality } from './quality.js';
import { provenance, footer } from './provenance.js';

const page = document.getElementById('page');
const states = { targets: {}, map: {}, charts: {}, gaps: {}, audit: {}, quality: {}, provenance: {} };
let map = null;

const kindOfPage = () => t(data.targets.length ? 'page.kind' : 'page.kind_no_plan');

function header() {
  const { plan } = data;
  const years = plan && plan.year_from ? plan.year_from + '–' + plan.year_to : '';
  const name = cityName(language());
  const other = cityName(language() === 'en' ? 'zh' : 'en');
  const planName = plan ? (language() === 'en' ? plan.title || plan.name : plan.name || plan.title) : null;
  const choose = (id, text) => h('button', { type: 'button', lang: id === 'zh' ? 'zh-CN' : 'en', 'aria-pressed': String(language() === id),
    onclick: () => change(id) }, text);
  return h('header', { class: 'page-head' }, h('div', { class: 'inner' },
    h('div', { class: 'who' }, h('p', { class: 'eyebrow' }, kindOfPage()), h('h1', null, name, other && other !== name ? h('span', { class: 'other' }, other) : null),
      planName ? h('p', { class: 'plan' }, planName, years && !planName.includes(years) ? h('span', null, years) : null) : null),
    h('div', { class: 'tools' }, h('div', { class: 'languages', role: 'group', 'aria-label': t('page.language') }, choose('zh', '中文'), choose('en', 'English')),
      h('button', { type: 'button', class: 'print', onclick: () => window.print() }, t('page.print')))));
}

function navigation(sections) {
  return h('nav', { class: 'page-nav', 'aria-label': t('page.contents') }, h('div', { class: 'inner' }, sections.map((s) =>
    h('a', { href: '#' + s.id }, s.querySelector('h2').textContent))));
}

function draw() {
  if (map) map.close();
  forgetCharts();
  forgetTables();
  forgetUnseen();
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
  document.title = [cityName(language()), data.plan && both({ en: data.plan.title || data.plan.name, zh: data.plan.name || data.plan.title }), kindOfPage()].filter(Boolean).join(' · ');
  map = mapSection(states.map);
  const table = targets(states.targets, map.showArea);
  const sections = [overview(table.open), table.element, map.element, charts(states.charts), gaps(states.gaps),
    audit(states.audit, map.showLot), quality(states.quality), provenance(states.provenance)].filter(Boolean);
  clear(page, h('a', { class: 'skip', href: '#main' }, t('page.skip')), header(), navigation(sections),
    h('main', { id: 'main' }, sections), footer());
}

function change(id) {
  if (id === language()) return;
  const top = window.scrollY;
  setLanguage(id);
  draw();
  window.scrollTo(0, top);
  page.querySelector('.languages [aria-pressed="true"]').focus({ preventScroll: true });
}

// On paper everything is built, every folded part is open, and long tables go as far as is sensible.
let opened = [];
function beforePrint() {
  buildAllSeen();
  map.beforePrint();
  drawForPrint();
  opened = [...page.querySelectorAll('main details:not([open])')].filter((d) => d.matches('.block'));
  for (const details of opened) details.open = true;
  resizeCharts();
}
function afterPrint() {
  for (const details of opened) details.open = false;
  opened = [];
}

function start() {
  openData(document.getElementById('data').textContent);
  openWords(data.words, data.language);
  publishOutcomeColours(document.documentElement);
  draw();
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  document.documentElement.dataset.ready = 'yes';
}
start();
