// Entries of the legend, painted with the same hands as the map.
import { h } from '../dom.js';
import { traceMark, hatchTile } from './paint.js';

const WIDTH = 26;
const HEIGHT = 16;

function swatch(draw) {
  const ratio = 2;
  const canvas = h('canvas', { width: WIDTH * ratio, height: HEIGHT * ratio, class: 'swatch', 'aria-hidden': 'true' });
  const ctx = canvas.getContext('2d');
  ctx.scale(ratio, ratio);
  draw(ctx);
  return canvas;
}

export function areaSwatch(style) {
  return swatch((ctx) => {
    ctx.globalAlpha = style.opacity === undefined ? 1 : style.opacity;
    if (style.fill) { ctx.fillStyle = style.fill; ctx.fillRect(1, 1, WIDTH - 2, HEIGHT - 2); }
    ctx.globalAlpha = 1;
    if (style.hatch && style.hatch !== 'none') {
      ctx.fillStyle = ctx.createPattern(hatchTile(style.hatch, style.hatchColour || '#5b6670'), 'repeat');
      ctx.fillRect(1, 1, WIDTH - 2, HEIGHT - 2);
    }
    if (style.stroke && style.width) {
      ctx.strokeStyle = style.stroke;
      ctx.lineWidth = Math.max(0.7, style.width);
      ctx.setLineDash(style.dash || []);
      ctx.strokeRect(1, 1, WIDTH - 2, HEIGHT - 2);
    }
  });
}

export function markSwatch(style) {
  return swatch((ctx) => {
    ctx.beginPath();
    traceMark(ctx, style.shape, WIDTH / 2, HEIGHT / 2, Math.min(style.size, 12));
    if (style.fill) { ctx.fillStyle = style.fill; ctx.fill(); }
    if (style.stroke && style.width) { ctx.strokeStyle = style.stroke; ctx.lineWidth = style.width; ctx.stroke(); }
  });
}

export function lineSwatch(style) {
  return swatch((ctx) => {
    ctx.strokeStyle = style.stroke;
    ctx.lineWidth = Math.max(1, style.width);
    ctx.setLineDash(style.dash || []);
    ctx.beginPath();
    ctx.moveTo(1, HEIGHT / 2);
    ctx.lineTo(WIDTH - 1, HEIGHT / 2);
    ctx.stroke();
  });
}

export function entry(picture, text) {
  return h('li', null, picture, h('span', null, text));
}
export function legendGroup(title, entries, note) {
  return h('div', { class: 'legend-group' }, title ? h('h4', null, title) : null, h('ul', null, entries),
    note ? h('p', { class: 'note' }, note) : null);
}
