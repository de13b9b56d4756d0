// Builds elements. Whatever comes from the data goes in as text, never as markup: there is no call
// in the whole page that parses HTML.

const SVG = 'http://www.w3.org/2000/svg';

// h('a', {class: 'x', href: '#y', onclick: f}, 'text', child, [more], null): null children are left out.
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'vars') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

export function clear(element, ...children) {
  element.textContent = '';
  append(element, children);
  return element;
}

// A drop-down. options: [[value, text], …]
export function select(label, options, value, onchange, attributes) {
  const box = h('select', { 'aria-label': label, onchange: () => onchange(box.value), ...attributes },
    options.map(([id, text]) => h('option', { value: id, selected: String(id) === String(value) }, text)));
  return box;
}

// Label and control one above the other.
export function field(label, control) {
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), control);
}

// Runs `build` when the element comes near the view, or when the page is printed.
const waiting = new Map();
let observer = null;
export function whenSeen(element, build) {
  if (!('IntersectionObserver' in window)) { build(); return; }
  observer = observer || new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) seen(entry.target);
  }, { rootMargin: '400px' });
  waiting.set(element, build);
  observer.observe(element);
}
function seen(element) {
  const build = waiting.get(element);
  if (!build) return;
  waiting.delete(element);
  observer.unobserve(element);
  build();
}
export function buildAllSeen() {
  for (const element of [...waiting.keys()]) seen(element);
}
export function forgetUnseen() {
  for (const element of waiting.keys()) observer.unobserve(element);
  waiting.clear();
}
