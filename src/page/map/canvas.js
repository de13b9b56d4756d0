// One canvas over the whole map, on which everything is painted in metres. Leaflet moves and zooms;
// what is drawn, in which order and how, is decided here and in the layers.
import { Layer, DomUtil } from 'leaflet';

const MARGIN = 0.15; // of the map's size on every side, so that a drag shows no bare edge

export const PaintLayer = Layer.extend({
  initialize(paint) { this.paint = paint; },

  onAdd() {
    this.canvas = DomUtil.create('canvas', 'map-canvas', this.getPane('overlayPane'));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.redraw();
  },
  onRemove() { this.canvas.remove(); },
  getEvents() { return { moveend: this.redraw, resize: this.redraw, viewreset: this.redraw }; },

  // Several changes in a row cost one painting.
  later() {
    if (this.pending) return;
    this.pending = window.requestAnimationFrame(() => { this.pending = 0; if (this._map) this.redraw(); });
  },

  redraw() {
    const map = this._map;
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const pad = size.multiplyBy(MARGIN).round();
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1));
    DomUtil.setPosition(this.canvas, corner);
    const width = size.x + 2 * pad.x;
    const height = size.y + 2 * pad.y;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = width + 'px';
    this.canvas.style.height = height + 'px';
    const origin = map.project([0, 0]).subtract(map.getPixelOrigin()).subtract(corner);
    this.pad = pad;
    this.paint(new View(this.canvas.getContext('2d'), ratio, map.getZoomScale(map.getZoom(), 0), origin, width, height));
  },

  // What is seen now, without the margin, as a picture.
  snapshot() {
    const ratio = window.devicePixelRatio || 1;
    const size = this._map.getSize();
    const picture = document.createElement('canvas');
    picture.width = size.x * ratio;
    picture.height = size.y * ratio;
    const shift = this._map.containerPointToLayerPoint([0, 0]).subtract(DomUtil.getPosition(this.canvas));
    picture.getContext('2d').drawImage(this.canvas, -shift.x * ratio, -shift.y * ratio);
    return picture;
  },
});

// The canvas with its scale. Paths are in metres; widths and sizes are in px.
class View {
  constructor(ctx, ratio, scale, origin, width, height) {
    Object.assign(this, { ctx, ratio, scale, x0: origin.x, y0: origin.y, width, height });
    const m = (px) => px / scale;
    this.box = [m(-origin.x), m(origin.y - height), m(width - origin.x), m(origin.y)];
    this.patterns = new Map();
    this.inPixels();
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
  }
  x(metres) { return this.x0 + metres * this.scale; }
  y(metres) { return this.y0 - metres * this.scale; }
  inMetres() {
    const s = this.scale * this.ratio;
    this.ctx.setTransform(s, 0, 0, -s, this.x0 * this.ratio, this.y0 * this.ratio);
  }
  inPixels() { this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0); }
}
