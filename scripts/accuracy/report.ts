import { parseDay } from '@/lib/data/days';
import { coverage, intervalScore, type Metrics, metrics } from '@/lib/evaluation/metrics';
import type { OriginBlocks } from '@/lib/evaluation/origin-blocks';
import { metricByOrigin, type PairedDifference, pairedDifference } from '@/lib/evaluation/paired-difference';
import { seasonalScale } from '@/lib/evaluation/seasonal-scale';
import type { Panel } from '@/lib/features/panel';
import { rowsAt } from '@/lib/models/forecaster';
import { actualsAt } from '@/lib/pipeline/backtest';
import { type SetForecasts, scoredLevels } from './ours';
import type { PeerForecasts } from './peers';
import type { AccuracySet } from './sets';

export interface IntervalRow {
  method: string;
  /** Percent inside and mean Winkler score, by level. */
  coverage: number[];
  winkler: number[];
}

export interface SetReport {
  set: AccuracySet;
  ours: Metrics;
  /** Which model the default chose at each origin. */
  chosen: string[];
  peers: { method: string; metrics: Metrics; difference: PairedDifference }[];
  intervals: IntervalRow[];
  seconds: number[];
}

/** Scores our forecasts and the peers' on what came, pooled over series, origins and steps. */
export function reportOf(set: AccuracySet, panel: Panel, ours: SetForecasts, peers: PeerForecasts[]): SetReport {
  const origins = set.origins.map(parseDay);
  const actual = actualsAt(panel, origins, set.horizon);
  const scales = scalesOf(panel, origins, set.season);
  const blocks = (forecast: Float64Array): OriginBlocks => ({ series: panel.ids.length, horizon: set.horizon, actual, forecast });
  const own = metricByOrigin(blocks(ours.mean), 'wape');
  const intervals = (method: string, lower: Float64Array[], upper: Float64Array[]): IntervalRow => ({
    method,
    coverage: scoredLevels.map((_, k) => 100 * coverage(actual, lower[k] as Float64Array, upper[k] as Float64Array)),
    winkler: scoredLevels.map((level, k) => intervalScore(actual, lower[k] as Float64Array, upper[k] as Float64Array, level)),
  });
  return {
    set,
    ours: metrics(blocks(ours.mean), scales),
    chosen: ours.byOrigin.map(({ best }) => best),
    peers: peers.map(({ method, mean }) => ({
      method,
      metrics: metrics(blocks(mean), scales),
      difference: pairedDifference(own, metricByOrigin(blocks(mean), 'wape')),
    })),
    intervals: [
      intervals('Almanac', ours.lower, ours.upper),
      ...peers.flatMap(({ method, lower, upper }) => (lower && upper ? [intervals(method, lower, upper)] : [])),
    ],
    seconds: ours.seconds,
  };
}

function scalesOf(panel: Panel, origins: number[], season: number): Float64Array {
  return Float64Array.from(
    origins.flatMap((origin) => {
      const anchors = rowsAt(panel, origin);
      return panel.ids.map((_, series) => seasonalScale(panel.y, panel.indptr[series] as number, anchors[series] as number, season));
    }),
  );
}

const columns = ['wape', 'rmse', 'smape', 'mase'] as const;

/** The report as Markdown. */
export function markdown({ set, ours, chosen, peers, intervals, seconds }: SetReport): string {
  const figures = (of: Metrics) => columns.map((column) => of[column].toFixed(column === 'rmse' && of.rmse > 1000 ? 0 : 3));
  const rows = [
    ['**Almanac**', ...figures(ours), ''],
    ...peers
      .sort((a, b) => a.metrics.wape - b.metrics.wape)
      .map(({ method, metrics: own, difference }) => [method, ...figures(own), describe(difference)]),
  ];
  const noted = peers.length === 0 ? Object.entries(set.published).map(([method, wape]) => `${method} ${wape}`) : [];
  return [
    `### ${set.name}: ${ours.count.toLocaleString('en-US')} forecasts, ${set.origins.length} origins`,
    '',
    table(['method', 'WAPE', 'RMSE', 'sMAPE', `MASE ${set.season}`, 'WAPE of Almanac less the peer’s, by origin'], rows),
    ...(noted.length > 0 ? ['', `Published with the protocol (WAPE): ${noted.join(', ')}.`] : []),
    '',
    table(
      ['intervals', ...scoredLevels.flatMap((level) => [`inside at ${100 * level} %`, `Winkler at ${100 * level} %`])],
      intervals.map(({ method, coverage: inside, winkler }) => [
        method,
        ...scoredLevels.flatMap((_, k) => [`${(inside[k] as number).toFixed(1)} %`, (winkler[k] as number).toPrecision(5)]),
      ]),
    ),
    '',
    `Chosen: ${chosen.join(', ')}. Time an origin: ${seconds.map((time) => `${time.toFixed(0)} s`).join(', ')}.`,
    '',
  ].join('\n');
}

function describe({ mean, lower, upper, wins, origins }: PairedDifference): string {
  const interval = lower === null || upper === null ? '' : ` (95 %: ${lower.toFixed(2)} to ${upper.toFixed(2)})`;
  return `${mean.toFixed(2)}${interval}, better at ${wins} of ${origins}`;
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
