// The page's beginning: reads the data document and draws every section.
import * as L from 'leaflet';
import { Chart } from 'chart.js';
const data = JSON.parse(document.getElementById('data').textContent);
document.getElementById('page').textContent = data.city.name;
console.log(L.map, Chart);
