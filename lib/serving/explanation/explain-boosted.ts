import type { RowRequest } from '@/lib/features/design-matrix';
import type { Panel } from '@/lib/features/panel';
import type { FittedBoosted } from '@/lib/models/boosted';
import { pastOffset, seedsOf, stepBlocks } from '@/lib/models/boosted-config';
import { rowsAt } from '@/lib/models/forecaster';
import { Contributions } from './contributions';
import { type DriverName, driverNames } from './drivers';

/**
 * SHAP values of a boosted model's forecasts, summed by driver, in the units of the target that it learnt: each is a value of the
 * library's times the level that the row's target was divided by. What all rows have in common (the expected value times the
 * level) counts to `level`. Models with a logarithmic link answer logarithms: their values share the forecast's distance from the
 * expected value in proportion.
 *
 * Fed-back forecasts are lags like any other: they tell of the recent level.
 * @param forecasts what the model forecast of these rows, `[series * horizon + step - 1]`
 * @param drivers of each column, by place in `driverNames`
 */
export function explainBoosted(
  fitted: FittedBoosted,
  panel: Panel,
  forecasts: Float64Array,
  horizon: number,
  drivers: Uint8Array,
): Contributions {
  const { config } = fitted.state;
  const seeds = seedsOf(config).length;
  const out = new Contributions(forecasts.length);
  const recursive = config.strategy === 'recursive';
  const features = fitted.builder.on(panel, recursive ? fedBack(panel, forecasts, horizon) : panel.y, pastOffset(config));
  const { columns } = features;
  const blocks = recursive ? [{ from: 1, to: horizon }] : stepBlocks(config);
  blocks.forEach(({ from, to }, block) => {
    const steps = Math.min(to, horizon) - from + 1;
    if (steps <= 0) return;
    const request = rowsOf(panel, from, steps, recursive);
    const rows = request.row.length;
    const values = new Float32Array(rows * columns);
    const level = new Float64Array(rows);
    features.fill(request, 0, rows, values, level);
    for (const booster of fitted.boosters.slice(block * seeds, (block + 1) * seeds)) {
      const shap = booster.contributions({ values, rows, columns });
      for (let row = 0; row < rows; row++) {
        const own = shap.subarray(row * (columns + 1), (row + 1) * (columns + 1));
        const point = Math.floor(row / steps) * horizon + from - 1 + (row % steps);
        addRow(out, point, own, drivers, (level[row] as number) / seeds, isLogarithmic(fitted));
      }
    }
  });
  return out;
}

const levelAt = driverNames.indexOf('level' satisfies DriverName);

function addRow(out: Contributions, point: number, shap: Float64Array, drivers: Uint8Array, scale: number, logarithmic: boolean): void {
  const expected = shap[drivers.length] as number;
  let distance = 0;
  for (let column = 0; column < drivers.length; column++) distance += shap[column] as number;
  const share = logarithmic ? Math.exp(expected) * (distance === 0 ? 1 : Math.expm1(distance) / distance) : 1;
  out.addAt(point, levelAt, scale * (logarithmic ? Math.exp(expected) : expected));
  for (let column = 0; column < drivers.length; column++)
    out.addAt(point, drivers[column] as number, scale * share * (shap[column] as number));
}

function isLogarithmic({ state }: FittedBoosted): boolean {
  const { objective } = state.config.parameters;
  return objective === 'poisson' || objective === 'tweedie';
}

/** The target up to the origin, and after it what was forecast: what the model's rows were made from when it forecast them. */
function fedBack(panel: Panel, forecasts: Float64Array, horizon: number): Float64Array {
  const target = panel.y.slice();
  rowsAt(panel, panel.origin).forEach((anchor, series) => {
    target.fill(Number.NaN, Math.max(anchor + 1, panel.indptr[series] as number), panel.indptr[series + 1]);
    target.set(forecasts.subarray(series * horizon, (series + 1) * horizon), anchor + 1);
  });
  return target;
}

function rowsOf(panel: Panel, from: number, steps: number, recursive: boolean): RowRequest {
  const anchors = rowsAt(panel, panel.origin);
  const length = panel.ids.length * steps;
  const step = (k: number) => from + (k % steps);
  return {
    series: Int32Array.from({ length }, (_, k) => Math.floor(k / steps)),
    row: Int32Array.from({ length }, (_, k) => (anchors[Math.floor(k / steps)] as number) + step(k)),
    offset: Int32Array.from({ length }, (_, k) => (recursive ? 1 : step(k))),
  };
}
