import { expect, it } from 'vitest';
import { parseDay } from '@/lib/data/days';
import type { PanelMeta } from '@/lib/data/panel-file';
import type { Panel } from '@/lib/features/panel';
import { driftAlerts } from './drift-alerts';
import { measureDrift } from './drift-measure';
import { restatedBetween } from './restated';

const weeks = 120;
const origin = parseDay('2026-11-20');
const firstDay = origin - 7 * (weeks - 1);

/** Ten shops of unlike size over 120 weeks, with a season; `change` is what the last eight weeks are multiplied by. */
function panelOf(change: number, price = 10): Panel {
  const ids = Array.from({ length: 10 }, (_, k) => `shop ${k}`);
  const rows = ids.length * weeks;
  const week = (row: number) => row % weeks;
  const recent = (row: number) => week(row) >= weeks - 8;
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const size = 100 * (1 + Math.floor(row / weeks));
    const season = 1 + 0.3 * Math.sin((2 * Math.PI * week(row)) / 52);
    return size * season * (1 + 0.05 * Math.sin(row * 12.9898)) * (recent(row) ? change : 1);
  });
  return {
    frequency: 'week',
    ids,
    keys: ids.map((shop) => ({ shop })),
    indptr: Int32Array.from({ length: ids.length + 1 }, (_, k) => k * weeks),
    ds: Int32Array.from({ length: rows }, (_, row) => firstDay + 7 * week(row)),
    y,
    known: { price: Float64Array.from({ length: rows }, (_, row) => (recent(row) ? price : 10) + Math.sin(row)) },
    past: { traffic: new Float64Array(rows).fill(Number.NaN) },
    origin,
  };
}

const meta = { dataset: 'shops', datasetVersion: 3, level: 'shop', frequency: 'week' } as PanelMeta;
const found = (panel: Panel) => new Map(measureDrift(panel, meta).items.map((item) => [item.name, item]));

it('finds nothing where only the season and the sizes of series differ', () => {
  const report = measureDrift(panelOf(1), meta);
  expect(report).toMatchObject({
    window: { from: '2026-10-02', to: '2026-11-20', periods: 8 },
    yearBefore: { from: '2025-10-03', to: '2025-11-21' },
    training: { to: '2026-09-25' },
    ...{ series: 10, sampledSeries: 10 },
  });
  expect(report.items.map(({ name, role, verdict, judgedBy }) => [name, role, verdict, judgedBy])).toEqual([
    ['sales', 'target', 'stable', 'yearBefore'],
    ['price', 'known', 'stable', 'yearBefore'],
    ['traffic', 'past', 'too-few', 'training'],
  ]);
  expect(driftAlerts({ ...report, runId: 'r', measuredAt: '', restated: null })).toEqual([]);
});

it('finds sales and prices that have changed, and says so', () => {
  const report = measureDrift(panelOf(1.5, 14), meta);
  const [sales, price] = report.items;
  expect([sales?.verdict, price?.verdict]).toEqual(['large', 'large']);
  expect((sales?.mean.recent ?? 0) / (sales?.mean.reference ?? 1)).toBeCloseTo(1.5, 1);
  expect(sales?.histogram.recent.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  const alerts = driftAlerts({
    ...report,
    runId: 'r',
    measuredAt: '',
    restated: { runId: 'q', datasetVersion: 2, points: 100, changed: 8, share: 0.08, netPercent: -1.2 },
  });
  expect(alerts.map(({ kind, severity }) => [kind, severity])).toEqual([
    ['drift', 'warning'],
    ['drift', 'info'],
    ['restated', 'warning'],
  ]);
  expect(alerts[0]?.detail).toMatch(
    /^The newest periods differ from those in the same season of the year before: PSI \d\.\d\d\. Their mean is 5\d\.\d% higher\.$/,
  );
  expect(alerts[2]?.detail).toBe('Version 3 of the data says 8.0% of the values that version 2 knew otherwise, -1.2% in all.');
});

it('tells blanks by their share, and judges a short history by all before', () => {
  const panel = panelOf(1);
  panel.past.traffic?.fill(3, 0, weeks - 4);
  expect(found(panel).get('traffic')?.missing).toEqual({ recent: 0.95, reference: 0.9 });
  const late = (values: Float64Array) => values.filter((_, row) => row % weeks >= weeks - 40);
  const short: Panel = {
    ...panel,
    indptr: Int32Array.from(panel.indptr, (start) => start / 3),
    ds: panel.ds.filter((_, row) => row % weeks >= weeks - 40),
    ...{ y: late(panel.y), known: {}, past: {} },
  };
  expect(measureDrift(short, meta)).toMatchObject({ yearBefore: null });
});

it('counts what was restated, of what both know', () => {
  const [now, then] = [panelOf(1), panelOf(1)];
  expect(restatedBetween(now, then)).toEqual({ points: 1200, changed: 0, share: 0, netPercent: 0 });
  now.y[0] = (now.y[0] as number) * 2;
  then.y[1] = Number.NaN;
  expect(restatedBetween(now, then)).toMatchObject({ points: 1199, changed: 1 });
  expect(restatedBetween({ ...now, ids: now.ids.map((id) => `new ${id}`) }, then)).toEqual({
    points: 0,
    changed: 0,
    share: 0,
    netPercent: null,
  });
});
