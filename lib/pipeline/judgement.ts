import { type BootstrapInterval, bootstrapDifference, bootstrapMetric } from '@/lib/evaluation/bootstrap';
import { type Diagnostics, diagnose } from '@/lib/evaluation/diagnostics/diagnose';
import { type Recommendation, recommend } from '@/lib/evaluation/diagnostics/recommend';
import type { OriginBlocks } from '@/lib/evaluation/origin-blocks';
import { byDemand, byHorizonBlock, byKey, byMonth, byVolume, byWeekday, type Segmentation } from '@/lib/evaluation/segmentations';
import { type SegmentRow, segmentTable } from '@/lib/evaluation/segments';
import { seriesSize } from '@/lib/evaluation/series-size';
import { horizonBlocks } from '@/lib/evaluation/weights';
import type { Panel } from '@/lib/features/panel';
import { addPeriods, rowsAt } from '@/lib/models/forecaster';
import { aggregateBlocks, aggregatePanel, grouping } from './aggregates';
import { actualsAt, type BacktestPlan, scalesAt } from './backtest';
import type { WindowForecasts } from './members';

/** Most values of a key that errors are told apart by. */
const mostSegments = 60;

/** How sure one may be of the test window's figures, where the errors are, and what they tell. */
export interface Judgement {
  /** Intervals by bootstrap over series, on the test window. `gain` is the best model's WAPE less the seasonal naive's. */
  confidence: { wape: BootstrapInterval; rmse: BootstrapInterval; gain: BootstrapInterval | null };
  /** By model, level and segment, on the test window. */
  segments: SegmentRow[];
  diagnostics: Diagnostics;
  recommendations: Recommendation[];
}

/** Looks closely at the test window's forecasts of all models, and at the best one's residuals. */
export function judge(
  panel: Panel,
  plan: BacktestPlan,
  levels: string[],
  forecasts: Record<string, WindowForecasts>,
  best: string,
  seed: number,
): Judgement {
  const { horizon } = plan;
  const origins = plan.origins.test;
  const own = (forecast: Float64Array): OriginBlocks => ({
    series: panel.ids.length,
    horizon,
    actual: actualsAt(panel, origins, horizon),
    forecast,
  });
  const scales = scalesAt(panel, origins);
  const bestBlocks = own((forecasts[best] as WindowForecasts).test);
  const naive = forecasts['seasonal-naive']?.test;
  const targets = targetsOf(panel, origins, horizon);
  const diagnostics = diagnose({
    ...bestBlocks,
    scales,
    targets,
    frequency: panel.frequency,
    blocks: horizonBlocks(panel.frequency, horizon),
  });
  return {
    confidence: {
      wape: bootstrapMetric(bestBlocks, 'wape', { seed }),
      rmse: bootstrapMetric(bestBlocks, 'rmse', { seed }),
      gain: naive ? bootstrapDifference(own(naive), bestBlocks.forecast, 'wape', { seed }) : null,
    },
    segments: levels.flatMap((level) => segmentsOf(panel, level, origins, horizon, forecasts, targets)),
    diagnostics,
    recommendations: recommend(diagnostics),
  };
}

function segmentsOf(
  panel: Panel,
  level: string,
  origins: number[],
  horizon: number,
  forecasts: Record<string, WindowForecasts>,
  targets: Int32Array,
): SegmentRow[] {
  const group = grouping(panel, level);
  const summed = aggregatePanel(panel, group);
  const blocks = {
    level,
    series: summed.ids.length,
    horizon,
    actual: aggregateBlocks(actualsAt(panel, origins, horizon), group, horizon),
    forecasts: Object.fromEntries(
      Object.entries(forecasts).map(([name, windows]) => [name, aggregateBlocks(windows.test, group, horizon)]),
    ),
    scales: scalesAt(summed, origins),
  };
  return segmentTable(blocks, segmentations(summed, origins[0] as number, horizon, targets));
}

function segmentations(panel: Panel, origin: number, horizon: number, targets: Int32Array): Segmentation[] {
  const starts = panel.indptr.slice(0, -1);
  const ends = rowsAt(panel, origin);
  const volumes = Float64Array.from(starts, (start, series) => seriesSize(panel.y, start, ends[series] as number));
  const keys = Object.keys(panel.keys[0] ?? {}).map((name) =>
    byKey(
      name,
      panel.keys.map((key) => key[name] ?? ''),
    ),
  );
  return [
    byHorizonBlock(horizonBlocks(panel.frequency, horizon)),
    ...(panel.frequency === 'day' ? [byWeekday(targets)] : []),
    byMonth(targets),
    ...(panel.ids.length >= 3 ? [byVolume(volumes), byDemand(panel.y, starts, ends)] : []),
    ...keys.filter(({ labels }) => labels.length > 1 && labels.length <= mostSegments),
  ];
}

/** Days of the targets: `[origin * horizon + step - 1]`. */
function targetsOf(panel: Panel, origins: number[], horizon: number): Int32Array {
  return Int32Array.from({ length: origins.length * horizon }, (_, k) =>
    addPeriods(panel, origins[Math.floor(k / horizon)] as number, 1 + (k % horizon)),
  );
}
