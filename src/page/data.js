// The data document (DATA.md): read once, looked up by everybody, changed by nobody.

export let data = null;

export function openData(text) {
  const document_ = JSON.parse(text);
  if (document_.format !== 'lifang-page' || document_.version !== 1) throw new Error('not a page of Lifang, version 1');
  for (const list of Object.values(document_.values)) shareArrays(list);
  data = document_;
  return data;
}

// A number in the place of an array: that of the series in this place of the list.
function shareArrays(list) {
  for (const series of list) {
    for (const name of ['v', 'n', 'd', 'low', 'high', 'reason']) {
      if (typeof series[name] === 'number') series[name] = list[series[name]][name];
    }
  }
}

// The rows of a table {columns, rows} as objects.
export function objects(table) {
  if (!table) return [];
  return table.rows.map((row) => {
    const object = {};
    table.columns.forEach((column, i) => { object[column] = row[i]; });
    return object;
  });
}

export function cityName(language) {
  const { name, title } = data.city;
  return (language === 'en' ? title || name : name || title) || '';
}

// An area's name; the whole city has the city's.
export function areaName(index, language) {
  if (index === null || index === undefined) return '';
  const row = data.areas.rows[index];
  return data.areas.kinds[row.kind].kind === '' ? cityName(language) : row.name || row.id;
}

// The series of a measure, and one figure of it: {value, numerator, denominator, low, high, reason}.
export function seriesOf(measure) {
  return data.values[data.measures[measure].id] || [];
}
export function figure(series, area) {
  const at = area - data.areas.kinds[series.kind].first;
  const get = (name) => (series[name] ? series[name][at] : null);
  const value = get('v');
  return {
    value, low: get('low'), high: get('high'),
    numerator: series.d ? get('n') : value, denominator: get('d'),
    reason: get('reason') === null ? null : data.reasons[get('reason')],
  };
}

// Everybody who lives in the homes of the city, joined to a street or not.
export function allResidents() {
  const { homes } = data;
  if (!homes || !homes.rows.length) return null;
  const at = homes.columns.indexOf('residents');
  return homes.rows.reduce((sum, row) => sum + (row[at] || 0), 0);
}

// The unit of a target as it prints it; for English readers the measure's own, where both are the same
// and the target's is in Chinese.
export function unitOf(target, language) {
  const own = target.unit || '';
  const same = target.measure !== null && target.why && target.why.factor === 1;
  return language === 'en' && same && /[\u4e00-\u9fff\u3300-\u33ff]/.test(own) ? data.measures[target.measure].unit : own;
}
