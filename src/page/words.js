// The page's words in the language that is shown. Both catalogues come with the data.

let catalogues = { en: {}, zh: {} };
let current = 'zh';

export function openWords(words, language) {
  catalogues = words;
  current = language === 'en' ? 'en' : 'zh';
}
export function language() { return current; }
export function setLanguage(next) { current = next; }

// The text of a key; {name} in it is replaced by values.name. A key that is missing shows itself.
export function t(key, values) {
  const own = catalogues[current] || {};
  let text = Object.prototype.hasOwnProperty.call(own, key) ? own[key] : key.slice(key.indexOf('.') + 1);
  if (values) text = text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
  return text;
}
// The same as the beginning of a line: English words of tables are in small letters.
export function first(key) {
  return upper(t(key));
}
export function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
export function knows(key) {
  return Object.prototype.hasOwnProperty.call(catalogues[current] || {}, key);
}

// The text of {en, zh} in the language shown, or in the other where this one has none.
export function both(text) {
  if (text === null || text === undefined) return '';
  if (typeof text !== 'object') return String(text);
  return text[current] || text.zh || text.en || '';
}
