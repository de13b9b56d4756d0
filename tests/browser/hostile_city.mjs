// A small city in which every name tries to break out of the page, the JSON, or the table.
//   node hostile_city.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';

export const NAMES = [
  '</script><script>window.hacked=1</script>',
  '"><img src=x onerror="window.hacked=1">',
  "'; window.hacked = 1; //",
  '<svg/onload=window.hacked=1>',
  '=HYPERLINK("http://example.invalid","click")',
  '<!--<script>\u2028\u2029&lt;b&gt; & ]]>',
  '@LIFANG_DATA@ ${window.hacked=1} {n}',
  '__proto__',
  'javascript:window.hacked=1',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
];
const name = (i) => NAMES[i % NAMES.length];

const X = 39500000;
const Y = 3300000;
const at = (x, y) => [X + x, Y + y];
const box = (x, y, w, h) => [[at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h), at(x, y)]];
const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4527' } };
const collection = (features) => JSON.stringify({ type: 'FeatureCollection', crs, features }, null, 1);
const feature = (properties, type, coordinates) => ({ type: 'Feature', properties, geometry: { type, coordinates } });
const grid = (n, make) => Array.from({ length: n * n }, (_, i) => make(i % n, Math.floor(i / n), i));

function main(folder) {
  mkdirSync(folder, { recursive: true });
  const write = (file, text) => writeFileSync(folder + '/' + file, text);
  write('areas.geojson', collection(grid(2, (x, y, i) => feature({ id: 'd' + i, kind: 'district', name: name(i) }, 'Polygon', box(x * 1000, y * 1000, 1000, 1000)))));
  write('homes.geojson', collection(grid(5, (x, y, i) => feature({ id: name(i) + i, name: name(i), dwellings: 100 + i, residents: 250 + i }, 'Point', at(150 + x * 400, 190 + y * 400)))));
  write('stations.geojson', collection([0, 1, 2].map((i) => feature({ id: 's' + i, name: name(i), mode: name(i + 1), lines: name(i + 2) }, 'Point', at(400 + 600 * i, 900)))));
  write('facilities.geojson', collection(grid(3, (x, y, i) => feature({ id: 'f' + i, name: name(i), category: ['primary_school', 'market', 'park'][i % 3] }, 'Point', at(300 + x * 600, 320 + y * 600)))));
  write('streets.geojson', collection([...Array(11).keys()].flatMap((i) => [
    feature({ id: 'h' + i, kind: 'residential' }, 'LineString', [...Array(11).keys()].map((j) => at(j * 200, i * 200))),
    feature({ id: 'v' + i, kind: 'residential' }, 'LineString', [...Array(11).keys()].map((j) => at(i * 200, j * 200)))])));
  write('sites.geojson', collection([0, 1].map((i) => feature({ id: 'p' + i, name: name(i), far: 2, dwellings: 300, year: 2024 }, 'Polygon', box(300 + i * 700, 500, 120, 120)))));
  const cell = (text) => '"' + String(text).replace(/"/g, '""') + '"';
  write('targets.csv', ['id,title,measure,parameters,area,slice,period,comparison,value,unit,binding,clause',
    ...[0, 1, 3, 6].map((i) => [name(i), name(i + 1), 'coverage', '', 'd' + (i % 4), 'primary_school', '2025', '>=', 0.5, 'share', 1, name(i + 2)].map(cell).join(','))].join('\n') + '\n');
  write('city.yaml', 'name: ' + JSON.stringify(NAMES[0]) + '\ntitle: ' + JSON.stringify(NAMES[1]) + '\ncrs: EPSG:4527\nlanguage: en\nlayers:\n'
    + ['areas', 'homes', 'stations', 'facilities', 'streets', 'sites'].map((l) => '  ' + l + ': {source: ' + l + '.geojson}\n').join('')
    + '  targets: {source: targets.csv}\n');
}

if (process.argv[1].endsWith('hostile_city.mjs')) main(process.argv[2]);
