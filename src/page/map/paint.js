// Fills, outlines, hatches and marks on a View (canvas.js).
import { areaPath, linePath, meets } from './geometry.js';

const HATCH_PX = 7;

// style: {fill, hatch, opacity, stroke, width, dash}
export function paintArea(view, shape, style) {
  if (!meets(shape.box, view.box)) return;
  const { ctx } = view;
  const path = areaPath(shape);
  view.inMetres();
  if (style.fill) {
    ctx.globalAlpha = style.opacity === undefined ? 1 : style.opacity;
    ctx.fillStyle = style.fill;
    ctx.fill(path, 'evenodd');
    ctx.globalAlpha = 1;
  }
  if (style.hatch && style.hatch !== 'none') hatch(view, path, style);
  if (style.stroke && style.width) strokeNow(view, path, style);
  view.inPixels();
}

export function paintLine(view, shape, style) {
  if (!style.width || !meets(shape.box, view.box)) return;
  view.inMetres();
  if (style.casingWidth) strokeNow(view, linePath(shape), { stroke: style.casing, width: style.casingWidth });
  strokeNow(view, linePath(shape), style);
  view.inPixels();
}

function strokeNow(view, path, style) {
  const { ctx, scale } = view;
  ctx.strokeStyle = style.stroke;
  ctx.globalAlpha = style.strokeOpacity === undefined ? 1 : style.strokeOpacity;
  ctx.lineWidth = style.width / scale;
  ctx.setLineDash((style.dash || []).map((px) => px / scale));
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function hatch(view, path, style) {
  const { ctx } = view;
  ctx.save();
  ctx.clip(path, 'evenodd');
  view.inPixels();
  ctx.fillStyle = pattern(view, style.hatch, style.hatchColour || style.stroke || '#5b6670');
  ctx.fillRect(0, 0, view.width, view.height);
  ctx.restore();
}

// up, down, cross, horizontal, vertical or dots; the pattern repeats every HATCH_PX.
function pattern(view, kind, colour) {
  const key = kind + colour;
  if (!view.patterns.has(key)) view.patterns.set(key, view.ctx.createPattern(hatchTile(kind, colour), 'repeat'));
  return view.patterns.get(key);
}
export function hatchTile(kind, colour) {
  const tile = document.createElement('canvas');
  const n = HATCH_PX;
  tile.width = n;
  tile.height = n;
  const ctx = tile.getContext('2d');
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 1;
  const line = (x1, y1, x2, y2) => { ctx.moveTo(x1, y1); ctx.lineTo(x2, y2); };
  ctx.beginPath();
  if (kind === 'dots') {
    ctx.arc(n / 2, n / 2, 1.1, 0, 7);
    ctx.fill();
  }
  if (kind === 'up' || kind === 'cross') for (const d of [-n, 0, n]) line(d - 1, n + 1, d + n + 1, -1);
  if (kind === 'down' || kind === 'cross') for (const d of [-n, 0, n]) line(d - 1, -1, d + n + 1, n + 1);
  if (kind === 'horizontal') line(0, n / 2, n, n / 2);
  if (kind === 'vertical') line(n / 2, 0, n / 2, n);
  ctx.stroke();
  return tile;
}

// A mark of the given shape around (x, y) in px; size is its width.
export function traceMark(ctx, kind, x, y, size) {
  const r = size / 2;
  const corner = (i, n, radius, turn) => [x + radius * Math.sin(2 * Math.PI * i / n + turn), y - radius * Math.cos(2 * Math.PI * i / n + turn)];
  const polygon = (points) => { points.forEach(([px, py], i) => (i ? ctx.lineTo(px, py) : ctx.moveTo(px, py))); ctx.closePath(); };
  if (kind === 'square') ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
  else if (kind === 'triangle') polygon([0, 1, 2].map((i) => corner(i, 3, r * 1.15, 0)));
  else if (kind === 'diamond') polygon([0, 1, 2, 3].map((i) => corner(i, 4, r * 1.15, 0)));
  else if (kind === 'down_triangle') polygon([0, 1, 2].map((i) => corner(i, 3, r * 1.15, Math.PI)));
  else if (kind === 'pentagon') polygon([0, 1, 2, 3, 4].map((i) => corner(i, 5, r * 1.05, 0)));
  else if (kind === 'hexagon') polygon([0, 1, 2, 3, 4, 5].map((i) => corner(i, 6, r * 1.05, Math.PI / 6)));
  else if (kind === 'star') polygon([...Array(10).keys()].map((i) => corner(i, 10, i % 2 ? r * 0.5 : r * 1.2, 0)));
  else if (kind === 'cross') { const d = r * 0.8; ctx.moveTo(x - d, y - d); ctx.lineTo(x + d, y + d); ctx.moveTo(x - d, y + d); ctx.lineTo(x + d, y - d); }
  else if (kind === 'plus') polygon([[-1, -3], [1, -3], [1, -1], [3, -1], [3, 1], [1, 1], [1, 3], [-1, 3], [-1, 1], [-3, 1], [-3, -1], [-1, -1]].map(([a, b]) => [x + a * r / 3, y + b * r / 3]));
  else { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); }
}

export function paintMark(view, point, style) {
  const x = view.x(point.x);
  const y = view.y(point.y);
  const { ctx } = view;
  if (x < -20 || y < -20 || x > view.width + 20 || y > view.height + 20) return;
  ctx.beginPath();
  traceMark(ctx, style.shape, x, y, style.size);
  if (style.fill) { ctx.globalAlpha = style.opacity === undefined ? 1 : style.opacity; ctx.fillStyle = style.fill; ctx.fill(); ctx.globalAlpha = 1; }
  if (style.stroke && style.width) { ctx.strokeStyle = style.stroke; ctx.lineWidth = style.width; ctx.stroke(); }
}

// Labels that do not collide: the first one to claim a place keeps it.
export class Labels {
  constructor(view) { this.view = view; this.taken = []; }
  // Keeps names off a mark of `size` px.
  keepFree(xm, ym, size) {
    const x = this.view.x(xm);
    const y = this.view.y(ym);
    this.taken.push([x - size / 2, y - size / 2, x + size / 2, y + size / 2]);
  }
  // Where the middle is taken, a little above or below will do.
  putNear(text, xm, ym, look) {
    return [0, -1, 1, -2, 2].some((step) => this.put(text, xm, ym, { ...look, dy: step * (look.size || 12) * 1.3 }));
  }
  put(text, xm, ym, { size = 12, weight = 500, colour = '#22303a', dy = 0 } = {}) {
    const { ctx } = this.view;
    const x = this.view.x(xm);
    const y = this.view.y(ym) + dy;
    if (x < 0 || y < 0 || x > this.view.width || y > this.view.height) return false;
    ctx.font = weight + ' ' + size + 'px ' + FONT;
    const half = ctx.measureText(text).width / 2 + 3;
    const box = [x - half, y - size * 0.7, x + half, y + size * 0.7];
    if (this.taken.some((other) => meets(box, other))) return false;
    this.taken.push(box);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = 'rgba(255,255,255,.9)';
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
    return true;
  }
}
export const FONT = '"Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
