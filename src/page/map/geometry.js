// Coded geometry back into metres from the south-west corner of the city's box (DATA.md, GEOM).

// {rings: [Float64Array x, y, …], box: [west, south, east, north], path(): Path2D of the closed rings}
export function decode(geom, step) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const rings = (geom || []).map((coded) => {
    const ring = new Float64Array(coded.length);
    let x = 0;
    let y = 0;
    for (let i = 0; i < coded.length; i += 2) {
      x += coded[i];
      y += coded[i + 1];
      ring[i] = x * step;
      ring[i + 1] = y * step;
      if (ring[i] < box[0]) box[0] = ring[i];
      if (ring[i] > box[2]) box[2] = ring[i];
      if (ring[i + 1] < box[1]) box[1] = ring[i + 1];
      if (ring[i + 1] > box[3]) box[3] = ring[i + 1];
    }
    return ring;
  });
  return { rings, box, closed: null, open: null };
}

// The shape as a path in metres, made once: closed for areas, open for lines.
export function areaPath(shape) {
  shape.closed = shape.closed || trace(shape, true);
  return shape.closed;
}
export function linePath(shape) {
  shape.open = shape.open || trace(shape, false);
  return shape.open;
}
function trace(shape, close) {
  const path = new Path2D();
  for (const ring of shape.rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    if (close) path.closePath();
  }
  return path;
}

// Even-odd rule over all rings: holes and islands alike.
export function contains(shape, x, y) {
  const { box } = shape;
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let inside = false;
  for (const ring of shape.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const y1 = ring[i + 1];
      const y2 = ring[j + 1];
      if ((y1 > y) !== (y2 > y) && x < (ring[j] - ring[i]) * (y - y1) / (y2 - y1) + ring[i]) inside = !inside;
    }
  }
  return inside;
}

// The nearest of the points [{x, y}] within `reach` metres, or null.
export function nearest(points, x, y, reach) {
  let best = null;
  let least = reach * reach;
  for (const point of points) {
    const dx = point.x - x;
    const dy = point.y - y;
    const d = dx * dx + dy * dy;
    if (d <= least) {
      least = d;
      best = point;
    }
  }
  return best;
}

export function meets(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
