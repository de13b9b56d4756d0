// The example's page with an audit in it: the document of DATA.md, filled from the city's own housing
// land, so that lots lie where land is.
const T = (zh, en) => ({ zh, en });
const OUTCOMES = ['pass', 'fail', 'warn', 'not measured'];

export function withAudit(html, data) {
  const sites = data.sites.rows.map((row) => Object.fromEntries(data.sites.columns.map((c, i) => [c, row[i]])));
  const rows = sites.map((site, i) => {
    const outcome = OUTCOMES[i % 4];
    const results = OUTCOMES.map((o, k) => [k % 2, T('部分 ' + k, 'part ' + k), o, k === 1, 420 + k, null, 500, '<=', 'm', T('理由 ' + i, 'reason ' + i),
      k === 1 ? T('补一条路', 'add a link') : null, '第' + (k + 1) + '条', k === 1 ? 'speed' : null, k === 1 ? 510 : null]);
    return [site.id, site.name, site.g[0][0], site.g[0][1], site.g, site.site_area_m2, site.far, site.dwellings, outcome, i % 5 === 0,
      3, Number(outcome === 'fail'), Number(outcome === 'warn'), 0, 0.5 + i / 1000, i + 1, Math.max(1, i - 2), i + 4, results];
  });
  const audit = {
    facts: {}, counts: { pass: 20, fail: 20, warn: 20, not_measured: 20, borderline: 16, total: rows.length },
    checks: [{ id: 'a', title: T('步行距离', 'Walk'), about: T('', ''), unit: 'm', clause: '第1条', norm: null },
      { id: 'b', title: T('限制要素', 'Constraints'), about: T('', ''), unit: 'm', clause: null, norm: null }],
    sites: { total: rows.length, shown: rows.length, rows, columns: ['id', 'name', 'x', 'y', 'g', 'area_m2', 'far', 'dwellings', 'outcome', 'borderline',
      'passed', 'failed', 'warned', 'not_measured', 'score', 'place', 'place_low', 'place_high', 'results'] },
    effects: { columns: ['site', 'effect', 'target', 'area', 'slice', 'slice_title', 'base', 'unit', 'before', 'after', 'outcome_before', 'outcome_after'],
      rows: [[null, 'coverage', 0, 0, '', null, 'residents', 'share', 0.594, 0.601, 'borderline', 'met']] },
  };
  const json = JSON.stringify({ ...data, audit }).replace(/[<>&\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  return html.replace(/(<script type="application\/json" id="data">)[^<]*(<\/script>)/, (_, a, b) => a + json + b);
}
