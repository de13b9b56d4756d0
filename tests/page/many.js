// Nine thousand homes, which a page sums in squares: node many.js write | check PAGE
'use strict';
const fs = require('fs');
const { page, expect, finish } = require('./read.js');

const homes = [];
for (let i = 0; i < 9000; i++)
  homes.push({ x: 39500000 + (i * 37) % 1600, y: 3400000 + (i * 91) % 400, dwellings: 2, residents: 3 + i % 4 });

function write() {
  const rows = homes.map((h, i) => `m${i},,${h.x},${h.y},${h.dwellings},${h.residents}`);
  fs.writeFileSync('homes.csv', ['编号,小区名称,x,y,套数,人口', ...rows].join('\n') + '\n');
}

function check(file) {
  const { data } = page(file), { homes: cells } = data;
  expect(cells.mode === 'cells' && cells.total === 9000 && cells.base === 'residents', 'mode');
  const of = (name) => cells.columns.indexOf(name);
  const sum = (pick) => cells.rows.reduce((all, row) => all + pick(row), 0);
  expect(sum((r) => r[of('homes')]) === 9000, 'homes');
  expect(sum((r) => r[of('dwellings')]) === 18000, 'dwellings');
  const residents = homes.reduce((all, h) => all + h.residents, 0);
  expect(sum((r) => r[of('residents')]) === residents, 'residents');
  // Every home lies in its square.
  const { box, step_m: step } = data.city, side = cells.cell_m;
  const squares = new Map(cells.rows.map((r) => [r[of('x')] + ' ' + r[of('y')], 0]));
  for (const h of homes) {
    const corner = (v, origin) => Math.round(Math.floor((v - origin) / side) * side / step);
    const key = corner(h.x, box[0]) + ' ' + corner(h.y, box[1]);
    expect(squares.has(key), `no square at ${key}`);
    squares.set(key, (squares.get(key) || 0) + 1);
  }
  cells.rows.forEach((r) => expect(squares.get(r[of('x')] + ' ' + r[of('y')]) === r[of('homes')], 'homes of a square'));
  // What is missed in all squares is what is missed by category.
  const by = data.gaps.by_category;
  by.rows.forEach((row) => {
    const c = row[by.columns.indexOf('category')];
    expect(sum((r) => r[of('missed')][c]) === row[by.columns.indexOf('residents')], `missed of ${data.categories[c].id}`);
  });
  expect(by.rows.some((row) => row[by.columns.indexOf('residents')] > 0), 'something is missed');
  expect(data.gaps.shown <= 2000 && data.gaps.shown < data.gaps.total, 'gaps are capped');
  finish();
}

process.argv[2] === 'write' ? write() : check(process.argv[3]);
