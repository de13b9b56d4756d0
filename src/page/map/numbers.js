// The numbers of the map as a table: for the keyboard, for screen readers, and for whoever wants them.
// A row chosen is shown on the map.
import { h } from '../dom.js';
import { data, figure, areaName } from '../data.js';
import { t, both, first, language } from '../words.js';
import { number, quantity, unitWord } from '../number.js';
import { dataTable } from '../table.js';
import { mapThings } from './things.js';
import { shownSeries } from './themes.js';

export function numbersTable(choice, show) {
  if (choice.theme !== 'areas') return choice.overlays.stations ? stationsTable(show) : null;
  const series = shownSeries(choice);
  if (!series) return null;
  const measure = data.measures[choice.measure];
  const { first, count } = data.areas.kinds[series.kind];
  const rows = Array.from({ length: count }, (_, i) => ({ index: first + i, ...figure(series, first + i) }));
  const columns = [
    { id: 'name', title: t('column.area_name'), value: (row) => areaName(row.index, language()) },
    { id: 'value', title: t('column.value') + (unitWord(measure.unit) ? ' / ' + unitWord(measure.unit) : ''), number: true, value: (row) => row.value,
      cell: (row) => quantity(row.value, measure.unit) },
    { id: 'numerator', title: t('column.numerator'), number: true, value: (row) => row.numerator, cell: (row) => number(row.numerator) },
    { id: 'denominator', title: t('column.denominator'), number: true, value: (row) => row.denominator, cell: (row) => number(row.denominator) },
    { id: 'reason', title: t('column.reason'), value: (row) => (row.reason ? both(row.reason) : '') },
  ].filter((c) => (c.id !== 'denominator' && c.id !== 'numerator') || series.d)
    .filter((c) => c.id !== 'reason' || rows.some((row) => row.reason));
  const table = dataTable({ caption: both(measure.title), columns, rows, state: {},
    select: (row) => show({ kind: 'area', thing: mapThings().areas[row.index] }) });
  return h('details', null, h('summary', null, t('page.map_as_table', { title: both(measure.title) })), table.element);
}

function stationsTable(show) {
  const { stations } = mapThings();
  if (!stations.length) return null;
  const columns = [
    { id: 'name', title: t('page.station'), value: (row) => row.name || row.id },
    { id: 'lines', title: t('column.lines'), value: (row) => row.lines },
    { id: 'node', title: first('base.node'), number: true, value: (row) => row.node, cell: (row) => number(row.node, '') },
    { id: 'place', title: first('base.place'), number: true, value: (row) => row.place, cell: (row) => number(row.place, '') },
  ];
  const table = dataTable({ caption: t('page.station'), columns, rows: stations, state: {}, select: (row) => show({ kind: 'station', thing: row }) });
  return h('details', null, h('summary', null, t('page.stations_as_table')), table.element);
}
