// Where every number comes from: sources with their hashes, settings, versions; and the licences of
// what is inside this page.
import { h } from './dom.js';
import { data, objects } from './data.js';
import { t } from './words.js';
import { number } from './number.js';
import { dataTable } from './table.js';
import { facts, section } from './badge.js';

export function provenance(state) {
  const p = data.provenance;
  state.sources = state.sources || {};
  state.settings = state.settings || {};
  const text = (id, more) => ({ id, title: t('column.' + id), value: (row) => row[id], ...more });
  const hash = text('hash', { cell: (row) => (row.hash ? h('code', { class: 'hash', title: row.hash }, row.hash) : null) });
  const sources = dataTable({ caption: t('page.sources'), state: state.sources, rows: objects(p.sources),
    columns: [text('layer'), text('path', { class: 'wide' }), text('ogr_layer'), text('driver'), text('crs'),
      { id: 'rows_kept', title: t('column.rows_kept'), number: true, value: (row) => row.rows_kept, cell: (row) => number(row.rows_kept) }, hash] });
  const settings = dataTable({ caption: t('page.settings'), state: state.settings, rows: objects(p.settings),
    columns: [text('name', { class: 'code' }), text('value'), text('origin')] });
  return section('provenance', t('page.provenance'),
    facts([[t('page.program'), 'lifang ' + (data.program || '')], [t('column.crs'), data.city.crs],
      [t('page.measured_with'), p.measured ? h('code', { class: 'hash' }, p.measured) : null],
      [t('page.left_out'), p.left_out ? number(p.left_out) : null]]),
    h('h3', null, t('page.sources')), sources.element,
    h('details', { class: 'block' }, h('summary', null, h('h3', null, t('page.settings'))), settings.element));
}

const MIT = 'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.';
const BSD = 'Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met: 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer. 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution. THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.';

export function footer() {
  const licence = (name, owner, text) => h('details', null, h('summary', null, name), h('p', null, owner), h('p', null, text));
  return h('footer', { class: 'page-foot' }, h('div', { class: 'inner' },
    h('p', null, t('page.about', { program: 'Lifang ' + (data.program || '') })),
    licence('Leaflet (BSD 2-clause)', 'Copyright (c) 2010-2019, Vladimir Agafonkin. Copyright (c) 2010-2011, CloudMade. All rights reserved.', BSD),
    licence('Chart.js (MIT)', 'Copyright (c) 2014-2022 Chart.js Contributors', MIT),
    licence('@kurkle/color (MIT)', 'Copyright (c) 2018-2021 Jukka Kurkela', MIT)));
}
