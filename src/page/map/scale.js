// Scale bar and north arrow. A metre of the plane is `groundScale` metres on the ground, and the bar
// speaks of the ground.
import { h, svg, clear } from '../dom.js';
import { quantity } from '../number.js';

const STEPS = [1, 2, 5];

// The longest round length in metres that takes at most `most` px, and its px.
export function scaleLength(pxPerGroundMetre, most) {
  let best = null;
  for (let power = -1; power < 7; power++) {
    for (const step of STEPS) {
      const metres = step * 10 ** power;
      if (metres * pxPerGroundMetre <= most) best = metres;
    }
  }
  return { metres: best, px: best * pxPerGroundMetre };
}
export const lengthText = (metres) => (metres >= 1000 ? quantity(metres / 1000, 'km') : quantity(metres, 'm'));

export function scaleBar(map, groundScale) {
  const bar = h('div', { class: 'scale-line' });
  const text = h('div', { class: 'scale-text' });
  const element = h('div', { class: 'map-scale' }, text, bar);
  const update = () => {
    const length = scaleLength(map.getZoomScale(map.getZoom(), 0) / groundScale, 130);
    bar.style.width = length.px + 'px';
    clear(text, lengthText(length.metres));
    element.dataset.metres = String(length.metres);
    element.dataset.px = String(length.px);
  };
  map.on('zoomend', update);
  map.whenReady(update);
  update();
  return element;
}

export function north() {
  return svg('svg', { class: 'map-north', viewBox: '0 0 24 40', width: 24, height: 40, role: 'img', 'aria-label': 'N' },
    svg('path', { d: 'M12 2 L19 26 L12 21 L5 26 Z' }),
    svg('text', { x: 12, y: 38, 'text-anchor': 'middle' }, 'N'));
}
