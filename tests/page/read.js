// Reads a page's document, and CSV after RFC 4180.
'use strict';
const fs = require('fs');

// The document, and the page's text around it.
exports.page = function (file) {
  const text = fs.readFileSync(file, 'utf8');
  const begin = '<script type="application/json" id="data">';
  const start = text.indexOf(begin) + begin.length;
  const end = text.indexOf('</script>', start);
  if (start < begin.length || end < 0) throw new Error(`${file}: no document`);
  const json = text.slice(start, end);
  const data = JSON.parse(json);
  // An array may stand for that of an earlier series.
  for (const list of Object.values(data.values)) list.forEach((series, place) => {
    for (const name of ['v', 'n', 'd', 'low', 'high', 'reason']) {
      if (typeof series[name] !== 'number') continue;
      const other = list[series[name]];
      exports.expect(series[name] < place && other.kind === series.kind && Array.isArray(other[name]), `an array stands for ${series[name]}`);
      series[name] = other[name];
    }
  });
  return { text, json, rest: text.slice(0, start) + text.slice(end), data };
};

exports.csv = function (file) {
  const text = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  const rows = [];
  let row = [], cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { cell += c; i++; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') { row.push(cell); cell = ''; }
    else if (!quoted && c === '\n') { row.push(cell.replace(/\r$/, '')); rows.push(row); row = []; cell = ''; }
    else cell += c;
  }
  return rows;
};

// Rings of a GEOM as points.
exports.rings = (geom) => geom.map((run) => {
  const points = [];
  for (let i = 0, x = 0, y = 0; i < run.length; i += 2) points.push([x += run[i], y += run[i + 1]]);
  return points;
});

exports.area = (points) => points.reduce((sum, p, i) => {
  const q = points[(i + 1) % points.length];
  return sum + p[0] * q[1] - q[0] * p[1];
}, 0) / 2;

let failures = 0;
exports.expect = function (right, what) {
  if (right || ++failures > 30) return;
  console.log('  ' + what);
};
exports.finish = function () {
  if (failures) console.log(`${failures} failures`);
  process.exit(failures ? 1 : 0);
};
