// What stands on the map, decoded once from the data: shapes in metres, points with their rows.
import { data, objects } from '../data.js';
import { decode } from './geometry.js';

let things = null;

export function mapThings() {
  things = things || read();
  return things;
}

function read() {
  const { step_m: step } = data.city;
  const at = (row) => ({ ...row, x: row.x * step, y: row.y * step });
  const shaped = (row) => ({ ...row, shape: decode(row.g, step), g: null });
  const points = (table) => objects(table).map(at);
  const homes = data.homes || { mode: 'rows', rows: [], columns: [], sets: [] };
  return {
    areas: data.areas.rows.map((row, index) => ({ ...at(row), index, shape: row.g ? decode(row.g, step) : null, g: null })),
    homes: points(homes).map((home) => (homes.mode === 'rows'
      ? { ...home, missing: home.missed === null ? null : homes.sets[home.missed] } : home)),
    stations: (data.stations ? data.stations.rows : []).map((row, index) => ({ ...at(row), index })),
    facilities: points(data.facilities),
    sites: objects(data.sites).map(shaped),
    constraints: objects(data.constraints).map(shaped),
    sheds: (data.sheds || []).map(shaped),
    streets: (data.streets ? data.streets.ranks : []).map(({ rank, lines }) => ({ rank, shape: decode(lines, step) })),
    rail: (data.rail || []).map((row) => ({ ...row, shape: decode(row.lines, step) })),
    problems: data.quality ? points(data.quality.problems) : [],
    lots: data.audit ? objects(data.audit.sites).map((row, index) => ({ ...shaped(at(row)), index })) : [],
  };
}

// Width and height of the city in metres.
export function extent() {
  const [west, south, east, north] = data.city.box;
  return { width: east - west, height: north - south };
}
