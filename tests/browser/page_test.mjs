// What a planner does with the page, done in Chromium; see run.sh. Places on the map are worked out from
// the data and the scale bar alone, so that a map drawn wrongly fails.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { number, quantity } from './number.js';
import { openWords, setLanguage } from './words.js';
import { NAMES } from './hostile_city.mjs';

const { EXAMPLE, HOSTILE, AUDIT } = process.env;
const READY_MS = 3000;
let browser;
const opened = [];

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
});
after(() => browser && browser.close());

const dataOf = (file) => JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(readFileSync(file, 'utf8'))[1]);
const rowsOf = (table) => table.rows.map((row) => Object.fromEntries(table.columns.map((c, i) => [c, row[i]])));

// Opens a page and keeps count of what it must never do.
async function open(file, { width = 1440, height = 900 } = {}) {
  const page = await browser.newPage({ viewport: { width, height } });
  const wrong = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrong.push('console: ' + message.text()); });
  page.on('pageerror', (error) => wrong.push('error: ' + error.message));
  page.on('dialog', (dialog) => { wrong.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => { if (!/^(file|data|blob|about):/.test(request.url())) wrong.push('request: ' + request.url()); });
  const start = Date.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready=yes]', { state: 'attached' });
  page.readyMs = Date.now() - start;
  page.wrong = wrong;
  page.data = dataOf(file);
  opened.push(page);
  return page;
}
async function close(page) {
  assert.deepEqual(page.wrong, []);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  await page.close();
}

// ---- the map: from metres of the plane to the screen, by the scale bar ----

async function toMap(page) {
  await page.locator('#map .map-middle').scrollIntoViewIfNeeded();
  await page.waitForSelector('.map-canvas');
  await page.getByRole('button', { name: /^(全市|The whole city)$/ }).click();
  await page.waitForTimeout(120);
}
async function locator(page) {
  const box = await page.locator('.map-box').boundingBox();
  const bar = await page.locator('.map-scale').evaluate((e) => ({ metres: Number(e.dataset.metres), px: e.querySelector('.scale-line').getBoundingClientRect().width }));
  const { box: city, step_m: step, ground_scale: ground } = page.data.city;
  const pxPerMetre = bar.px / bar.metres * (ground || 1);
  const middle = [(city[2] - city[0]) / 2, (city[3] - city[1]) / 2];
  return (thing) => ({
    x: box.x + box.width / 2 + (thing.x * step - middle[0]) * pxPerMetre,
    y: box.y + box.height / 2 - (thing.y * step - middle[1]) * pxPerMetre,
  });
}
async function clickAt(page, point) {
  await page.mouse.click(point.x, point.y);
  return { kind: await page.locator('.panel').getAttribute('data-kind'), text: await page.locator('.panel').innerText() };
}
const pixels = (page) => page.locator('.map-canvas').evaluate((canvas) => canvas.toDataURL());
async function changes(page, act, what) {
  const before_ = await pixels(page);
  await act();
  await page.waitForTimeout(150);
  assert.ok(await pixels(page) !== before_, what + ' changes the map');
}
const unfold = (page) => page.evaluate(() => { for (const details of document.querySelectorAll('main details')) details.open = true; });
// A thing far enough from all others that a click can mean nothing else.
function alone(things, others, metres) {
  return things.find((a) => others.every((b) => a === b || Math.hypot(a.x - b.x, a.y - b.y) > metres));
}

test('numbers are said as in all other outputs', () => {
  const text = readFileSync(process.env.NUMBER_CASES, 'utf8');
  const value = (word) => ({ '(double)NAN': NaN, '(double)INFINITY': Infinity })[word] ?? Number(word);
  const unit = (word) => (word === 'NULL' ? '' : word.slice(1, -1));
  openWords(dataOf(EXAMPLE).words, 'en');
  const said = [...text.matchAll(/expect_said\(([^,]+), (NULL|"[^"]*"), "([^"]*)", "([^"]*)"\)/g)];
  for (const [, figure, of, en, zh] of said) {
    setLanguage('en');
    assert.equal(number(value(figure), unit(of)), en);
    setLanguage('zh');
    assert.equal(number(value(figure), unit(of)), zh);
  }
  const spoken = [...text.matchAll(/expect_spoken\("(en|zh)", ([^,]+), (NULL|"[^"]*"), "([^"]*)"\)/g)];
  for (const [, language, figure, of, expected] of spoken) {
    setLanguage(language);
    assert.equal(quantity(value(figure), unit(of)), expected);
  }
  assert.ok(said.length > 15 && spoken.length > 10, 'the cases of tests/unit/test_number.c were found');
});

test('every word of the page stands in both catalogues', () => {
  const folder = process.env.PAGE_SOURCE;
  const files = [...readdirSync(folder), ...readdirSync(folder + '/map').map((name) => 'map/' + name)].filter((name) => name.endsWith('.js'));
  const { en, zh } = dataOf(EXAMPLE).words;
  let keys = 0;
  for (const file of files) {
    for (const [, key] of readFileSync(folder + '/' + file, 'utf8').matchAll(/\b(?:t|first)\('([a-z_]+\.[^'.]*[^'._])'/g)) {
      keys++;
      assert.ok(key in en && key in zh, file + ': layers/labels.csv has no ' + key);
    }
  }
  assert.ok(keys > 100, keys + ' keys were found');
});

test('the page is ready in time, says what was found, and asks no host', async () => {
  const page = await open(EXAMPLE);
  assert.ok(page.readyMs < READY_MS, 'ready after ' + page.readyMs + ' ms');
  const { counts } = page.data;
  const shown = await page.locator('#overview .card-number').allInnerTexts();
  assert.deepEqual(shown.map(Number), [counts.met, counts.missed, counts.borderline, counts.not_measured]);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  // Every word the page shows has a text: none stands there as its own key.
  assert.doesNotMatch(await page.locator('#page').innerText(), /\b(page|column|outcome|slice_title|kind)\.[a-z_]+\b/);
  await close(page);
});

test('the map: layers, a click on an area, a home, a station', async () => {
  const page = await open(EXAMPLE);
  const { data } = page;
  await toMap(page);
  const place = await locator(page);
  const stations = data.stations.rows;

  const districts = data.areas.kinds.findIndex((k) => k.kind === 'district');
  await page.locator('[data-choice=kind]').selectOption(String(districts));
  const { first, count } = data.areas.kinds[districts];
  const rows = data.areas.rows.slice(first, first + count);
  const area = rows.find((a) => stations.every((s) => Math.hypot(a.x - s.x, a.y - s.y) * data.city.step_m > 400));
  const found = await clickAt(page, place(area));
  assert.equal(found.kind, 'area');
  assert.ok(found.text.includes(area.name), 'the panel names ' + area.name);
  assert.match(found.text, /分子|数值/);
  assert.match(found.text, /queries\/measures\/\w+\.sql/);

  await changes(page, () => page.locator('[data-choice=measure]').selectOption({ index: 3 }), 'another measure');
  assert.ok(await page.locator('.legend li').count() >= 2);

  const station = stations[0];
  const stationFound = await clickAt(page, place(station));
  assert.equal(stationFound.kind, 'station');
  assert.ok(stationFound.text.includes(station.name));

  await changes(page, () => page.locator('input[value=homes]').check({ force: true }), 'homes');
  const homes = rowsOf(data.homes);
  const home = alone(homes.filter((h) => h.missed !== null && stations.every((s) => Math.hypot(h.x - s.x, h.y - s.y) * data.city.step_m > 400)), homes, 420 / data.city.step_m);
  const homeFound = await clickAt(page, place(home));
  assert.equal(homeFound.kind, 'home');
  assert.ok(homeFound.text.includes(home.name || home.id));
  const missing = await page.locator('.panel [data-outcome=missed]').count();
  assert.equal(missing, data.homes.sets[home.missed].length);

  await changes(page, () => page.locator('[data-choice=category]').selectOption({ index: 2 }), 'one category');
  await changes(page, () => page.locator('input[value=sheds]').check({ force: true }), 'walk-sheds');
  await changes(page, () => page.locator('[data-choice=shed]').selectOption('stations'), 'sheds of stations');
  for (const layer of ['facilities', 'sites', 'constraints', 'streets', 'stations', 'names', 'bands']) {
    const box = page.locator('[data-layer=' + layer + ']');
    if (await box.count()) await changes(page, () => box.click(), layer);
  }
  await close(page);
});

test('the scale bar is as long as it says', async () => {
  const page = await open(EXAMPLE);
  await toMap(page);
  const place = await locator(page);
  const { rows } = page.data.stations;
  // The two stations farthest apart, each found by feeling for the middle of the spot that answers.
  let pair = null;
  for (const a of rows) for (const b of rows) if (!pair || Math.hypot(a.x - b.x, a.y - b.y) > pair[2]) pair = [a, b, Math.hypot(a.x - b.x, a.y - b.y)];
  const middle = async (station) => {
    const guess = place(station);
    const answers = async (dx, dy) => {
      await page.mouse.click(guess.x + dx, guess.y + dy);
      return (await page.locator('.panel').getAttribute('data-kind')) === 'station' && (await page.locator('.panel h3').first().innerText()) === station.name;
    };
    const edge = async (ux, uy) => { let d = 0; while (d < 16 && await answers(ux * (d + 1), uy * (d + 1))) d++; return d; };
    const [left, right, up, down] = [await edge(-1, 0), await edge(1, 0), await edge(0, -1), await edge(0, 1)];
    return { x: guess.x + (right - left) / 2, y: guess.y + (down - up) / 2 };
  };
  const [a, b] = [await middle(pair[0]), await middle(pair[1])];
  const bar = await page.locator('.map-scale').evaluate((e) => ({ metres: Number(e.dataset.metres), px: e.querySelector('.scale-line').getBoundingClientRect().width, text: e.innerText }));
  const measured = Math.hypot(a.x - b.x, a.y - b.y) * bar.metres / bar.px;
  const truth = pair[2] * page.data.city.step_m * (page.data.city.ground_scale || 1);
  assert.ok(Math.abs(measured / truth - 1) < 0.01, `${measured} m by the bar, ${truth} m in truth`);
  assert.equal(Number.parseFloat(bar.text) * (/公里|km/.test(bar.text) ? 1000 : 1), bar.metres);
  await close(page);
});

test('the table of targets filters, sorts, and says why', async () => {
  const page = await open(EXAMPLE);
  const { targets } = page.data;
  const rows = page.locator('#targets tbody tr:not(.detail)');
  assert.equal(await rows.count(), targets.length);
  await page.locator('[data-filter=outcome]').selectOption('missed');
  assert.equal(await rows.count(), targets.filter((x) => x.outcome === 'missed').length);
  await page.locator('[data-filter=binding]').selectOption('yes');
  assert.equal(await rows.count(), targets.filter((x) => x.outcome === 'missed' && x.binding).length);
  await page.locator('[data-filter=outcome]').selectOption('');
  await page.locator('[data-filter=binding]').selectOption('');
  await page.locator('[data-filter=text]').fill(targets[4].id);
  assert.equal(await rows.count(), targets.filter((x) => JSON.stringify(x).includes(targets[4].id)).length);
  await page.locator('[data-filter=text]').fill('');

  const ids = () => page.locator('#targets tbody td.code').allInnerTexts();
  const byValue = (down) => targets.map((x, i) => [x.value, i, x.id]).sort((a, b) => (a[0] === null) - (b[0] === null) || (down ? -1 : 1) * (a[0] - b[0]) || a[1] - b[1]).map((x) => x[2]);
  const heading = page.locator('#targets th[data-column=value]');
  await heading.locator('button').click();
  assert.equal(await heading.getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(await ids(), byValue(false));
  await heading.locator('button').click();
  assert.equal(await heading.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await ids(), byValue(true));

  const asked = targets.find((x) => x.why && x.why.denominator && x.reason);
  await rows.filter({ has: page.locator('td.code', { hasText: new RegExp('^' + asked.id + '$') }) }).locator('.open').click();
  const detail = await page.locator('#targets tr.detail').innerText();
  for (const part of [asked.reason.zh, asked.clause, asked.why.file, '分母', ...asked.why.layers]) assert.ok(detail.includes(part), part);
  await close(page);
});

test('the language changes, and what was chosen stays', async () => {
  const page = await open(EXAMPLE);
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await page.locator('[data-filter=outcome]').selectOption('missed');
  const before_ = await page.locator('#targets tbody tr').count();
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await page.locator('#targets h2').innerText(), page.data.words.en['page.targets']);
  assert.equal(await page.locator('#targets tbody tr').count(), before_);
  assert.match(await page.locator('.page-head').innerText(), new RegExp(page.data.city.title));
  // Chinese left on an English page comes from the data only: no heading, button or label.
  const labels = await page.locator('main h2, main .field-label, main th, nav a, .map-controls legend, .switch span').allInnerTexts();
  assert.deepEqual(labels.filter((text) => /[\u4e00-\u9fff]/.test(text) && !page.data.areas.rows.some((a) => text.includes(a.name))), []);
  await page.getByRole('button', { name: '中文' }).click();
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await close(page);
});

test('charts are drawn, and their numbers stand in tables', async () => {
  const page = await open(EXAMPLE);
  const { charts } = page.data;
  const canvases = page.locator('#charts canvas');
  for (let i = 0; i < await canvases.count(); i++) {
    await canvases.nth(i).scrollIntoViewIfNeeded();
    await page.waitForTimeout(150);
    const inked = await canvases.nth(i).evaluate((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v));
    assert.ok(inked, 'chart ' + i + ' is drawn');
  }
  assert.ok(await canvases.count() >= 3);
  const rows = page.locator('#chart-coverage tbody tr');
  assert.equal(await rows.count(), charts.coverage.categories.length);
  const value = charts.coverage.values[0][0];
  assert.ok((await rows.first().textContent()).includes((100 * value).toFixed(1) + '%'));
  await close(page);
});

test('it prints on A4', async () => {
  const page = await open(EXAMPLE);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  const pages = (text.match(/\/Type\s*\/Page\b/g) || []).length;
  assert.ok(pages >= 4 && pages <= 60, pages + ' pages');
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text).map(Number);
  assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, width + ' × ' + height);
  // The map went onto the paper as a picture that is not blank.
  const picture = page.locator('.map-print img');
  assert.ok(await picture.evaluate((image) => image.naturalWidth > 200 && image.src.length > 20000));
  await close(page);
});

for (const width of [360, 390]) {
  test('a phone of ' + width + ' px: nothing is cut off at the side', async () => {
    const page = await open(EXAMPLE, { width, height: 740 });
    for (const language of ['中文', 'English']) {
      await page.getByRole('button', { name: language }).click();
      await page.locator('#targets .open').first().click();
      await unfold(page);
      const { scroll, wide } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        wide: [...document.querySelectorAll('main *')].filter((e) => {
          const box = e.getBoundingClientRect();
          return box.width && box.right > window.innerWidth + 1 && !e.closest('.table-box, .map-box, .page-nav');
        }).map((e) => e.tagName + '.' + e.className).slice(0, 5),
      }));
      assert.ok(scroll <= width, language + ': the page is ' + scroll + ' px wide');
      assert.deepEqual(wide, []);
    }
    await close(page);
  });
}

test('everything is reached by keyboard, and one sees where one is', async () => {
  const page = await open(EXAMPLE);
  const seen = new Set();
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      const outlined = (x) => x && getComputedStyle(x).outlineStyle !== 'none' && Number.parseFloat(getComputedStyle(x).outlineWidth) > 0;
      return { name: e.tagName + '.' + (e.className || e.name || e.getAttribute('data-layer') || ''), place: (e.closest('section, header, nav') || {}).id || e.closest('header, nav')?.className || '',
        visible: outlined(e) || outlined(e.nextElementSibling) };
    });
    assert.ok(at.visible, 'focus is seen on ' + at.name);
    seen.add(at.place);
    if (at.name.includes('open') && !seen.has('row')) {
      seen.add('row');
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#targets tr.detail').count(), 1);
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('#targets tr.detail').count(), 0);
    }
  }
  for (const place of ['page-head', 'page-nav', 'targets', 'row', 'map']) assert.ok(seen.has(place), place + ' is reached');
  // The map's own alternative: its numbers as a table whose rows open the panel.
  await page.locator('.map-numbers summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('.map-numbers .open').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.panel').getAttribute('data-kind'), 'area');
  await close(page);
});

test('an audit: lots in a table and on the map', async () => {
  const page = await open(AUDIT);
  const lots = rowsOf(page.data.audit.sites);
  const rows = page.locator('#audit .table-box').first().locator('tbody tr:not(.detail)');
  assert.equal(await rows.count(), Math.min(50, lots.length));
  await page.locator('[data-filter=lot-outcome]').selectOption('fail');
  assert.equal(await rows.count(), lots.filter((x) => x.outcome === 'fail').length);
  await page.locator('[data-filter=lot-outcome]').selectOption('');
  const heading = page.locator('#audit th[data-column=area] button');
  await heading.click();
  const names = await page.locator('#audit tbody td.c-name').allInnerTexts();
  const order = lots.map((x, i) => [x.area_m2, i, x.name || x.id]).sort((a, b) => (a[0] === null) - (b[0] === null) || a[0] - b[0] || a[1] - b[1]).map((x) => x[2]);
  assert.deepEqual(names, order.slice(0, names.length));

  const lot = lots.find((x) => x.name && x.outcome === 'fail');
  await page.locator('[data-filter=lot]').fill(lot.id);
  await rows.first().locator('.open').click();
  const detail = page.locator('#audit tr.detail');
  await unfold(page);
  assert.equal(await detail.locator('.checks > li').count(), lot.results.length);
  const failed = lot.results.find((r) => r[2] === 'fail');
  assert.ok((await detail.innerText()).includes(failed[9].zh), failed[9].zh);
  await detail.locator('.link').click();
  assert.equal(await page.locator('.panel').getAttribute('data-kind'), 'lot');
  assert.ok((await page.locator('.panel').innerText()).includes(lot.name));
  assert.ok(await page.locator('input[value=lots]').isChecked());
  await toMap(page);
  const found = await clickAt(page, (await locator(page))(lot));
  assert.equal(found.kind, 'lot');
  await close(page);
});

test('names full of quotes, HTML and script are names', async () => {
  const page = await open(HOSTILE);
  const { data } = page;
  for (const language of ['中文', 'English']) {
    await page.getByRole('button', { name: language }).click();
    await toMap(page);
    const place = await locator(page);
    for (const station of data.stations.rows) {
      const found = await clickAt(page, place(station));
      assert.equal(found.kind, 'station');
      assert.equal(await page.locator('.panel h3').first().textContent(), station.name);
    }
    await page.locator('input[value=homes]').check({ force: true });
    for (const home of rowsOf(data.homes).slice(0, 12)) {
      await page.mouse.move(place(home).x, place(home).y);
      const found = await clickAt(page, place(home));
      if (found.kind === 'home') assert.equal(await page.locator('.panel h3').first().textContent(), home.name);
    }
    for (const box of await page.locator('.layers input').all()) await box.check();
    await page.locator('input[value=areas]').check({ force: true });
    await unfold(page);
    for (const button of await page.locator('#targets .open').all()) {
      if (await button.getAttribute('aria-expanded') === 'false') await button.click();
    }
    await page.locator('[data-filter=text]').fill('<');
    await page.locator('[data-filter=text]').fill('');
  }
  const text = await page.locator('#page').evaluate((e) => e.textContent);
  for (const name of NAMES) assert.ok(text.includes(name), 'stands there as it is: ' + name);
  assert.equal(await page.locator('#page img, #page iframe, #page script, #page b, #page svg[onload]').count(), 0);
  assert.equal(await page.locator('script').count(), 2);
  assert.equal(({}).hacked, undefined);
  await page.pdf();
  await close(page);
});
