// Names that want to break out of the page: node hostile.js write | check PAGE
'use strict';
const fs = require('fs');
const { page, expect, finish } = require('./read.js');

const names = [
  '</script><script>alert(1)</script>', '<!--<script>', '"\'`\\', 'a\u2028b\u2029c', '&lt;img src=x onerror=alert(1)&gt;',
  '=HYPERLINK("x")', ']]>{"a":1}', '<svg/onload=alert(1)>', '@LIFANG_DATA@', '\u202egnp.exe', '{{constructor}}', '${7*7}',
];
const quote = (text) => '"' + text.replace(/"/g, '""') + '"';

function write() {
  const homes = names.map((name, i) => `x${i},${quote(name)},${39500000 + i * 100},3400020,10,30`);
  fs.appendFileSync('homes.csv', homes.join('\n') + '\n');
  const facilities = names.map((name, i) => `y${i},${quote(name)},公园,${39500050 + i * 100},3400010,6000`);
  fs.appendFileSync('facilities.csv', facilities.join('\n') + '\n');
  fs.appendFileSync('stations.csv', names.map((name, i) => `z${i},${quote(name)},${39500000 + i * 130},3400400`).join('\n') + '\n');
  fs.writeFileSync('city.yaml', fs.readFileSync('city.yaml', 'utf8').replace('name: 梯子镇', `name: ${JSON.stringify(names[0])}`));
  fs.writeFileSync('districts.csv', fs.readFileSync('districts.csv', 'utf8').replace('西区', names[7]));
}

function check(file) {
  const { json, rest, data } = page(file);
  expect(!/[<>&\u2028\u2029]/.test(json), 'a character stands unescaped in the document');
  expect(data.city.name === names[0], `city: ${data.city.name}`);
  expect(data.areas.rows.some((a) => a.name === names[7]), 'area');
  const listed = (table) => table.rows.map((row) => row[table.columns.indexOf('name')]);
  for (const name of names) {
    expect(listed(data.homes).includes(name), `home ${name}`);
    expect(listed(data.facilities).includes(name), `facility ${name}`);
    expect(data.stations.rows.some((s) => s.name === name), `station ${name}`);
    expect(!rest.includes(name) || name.length < 4, `${name} stands outside the document`);
  }
  finish();
}

process.argv[2] === 'write' ? write() : check(process.argv[3]);
