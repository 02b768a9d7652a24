import { byKey, byMonth, byWeekday, type Segmentation } from '@/lib/evaluation/segmentations';
import { segmentOf } from '@/lib/evaluation/segments';
import type { Panel } from '@/lib/features/panel';
import { addPeriods } from '@/lib/models/forecaster';
import { naturalOrder } from '@/lib/plots/natural-order';
import { rounded } from '@/lib/plots/rounded';
import type { PlotOf } from '@/lib/plots/schema';
import { aggregateBlocks, type Grouping } from './aggregates';
import { actualsAt, type BacktestPlan } from './backtest';

/** Most rows of a map: more cannot be read. */
const mostRows = 60;

type ErrorMap = PlotOf<'error-map'>['maps'][number];

/** Where a model errs on the test window: each key of the data by weekday and by month. Series are summed to the key first. */
export function errorMapPlot(panel: Panel, plan: BacktestPlan, model: string, forecast: Float64Array): PlotOf<'error-map'> {
  const { horizon, origins } = plan;
  const days = Int32Array.from({ length: origins.test.length * horizon }, (_, k) =>
    addPeriods(panel, origins.test[Math.floor(k / horizon)] as number, 1 + (k % horizon)),
  );
  const columns = [...(panel.frequency === 'day' ? [byWeekday(days)] : []), byMonth(days)];
  const keys = Object.keys(panel.keys[0] ?? {}).map((name) =>
    byKey(
      name,
      panel.keys.map((key) => key[name] ?? ''),
    ),
  );
  const actual = actualsAt(panel, origins.test, horizon);
  const maps = keys
    .filter(({ labels }) => labels.length > 1 && labels.length <= mostRows)
    .map(inNaturalOrder)
    .flatMap((key) => {
      const group: Grouping = { level: key.name, keys: key.labels.map((label) => ({ [key.name]: label })), of: key.of };
      const rows: Segmentation = { ...key, of: Int32Array.from(key.labels, (_, k) => k) };
      const summed = { actual: aggregateBlocks(actual, group, horizon), forecast: aggregateBlocks(forecast, group, horizon) };
      return columns.map((column) => errorMap({ ...summed, series: key.labels.length, horizon }, rows, column));
    });
  return { model, maps };
}

function inNaturalOrder(key: Segmentation): Segmentation {
  const labels = [...key.labels].sort(naturalOrder);
  const moved = key.labels.map((label) => labels.indexOf(label));
  return { ...key, labels, of: key.of.map((place) => moved[place] as number) };
}

function errorMap(
  blocks: { actual: Float64Array; forecast: Float64Array; series: number; horizon: number },
  rows: Segmentation,
  columns: Segmentation,
): ErrorMap {
  const [rowOf, columnOf] = [segmentOf(blocks, rows), segmentOf(blocks, columns)];
  const { actual, forecast, horizon } = blocks;
  const cells = rows.labels.map(() => columns.labels.map(() => ({ off: 0, error: 0, size: 0 })));
  actual.forEach((y, at) => {
    const error = (forecast[at] as number) - y;
    const [block, step] = [Math.floor(at / horizon), at % horizon];
    const cell = cells[rowOf(block, step)]?.[columnOf(block, step)];
    if (!cell || error !== error) return;
    cell.off += Math.abs(error);
    cell.error += error;
    cell.size += Math.abs(y);
  });
  // A month that no target lies in would be an empty column.
  const used = columns.labels.map((_, column) => cells.some((row) => (row[column]?.size ?? 0) > 0));
  const shown = <Value>(values: Value[]) => values.filter((_, column) => used[column]);
  const share = (of: 'off' | 'error') =>
    cells.map((row) => shown(row).map((cell) => rounded(cell.size > 0 ? (100 * cell[of]) / cell.size : Number.NaN)));
  return {
    rows: { name: rows.name, labels: rows.labels },
    columns: { name: columns.name, labels: shown(columns.labels) },
    wape: share('off'),
    bias: share('error'),
  };
}
