import type { IntervalBounds } from '@/lib/evaluation/intervals/interval-model';
import type { HolidayCalendar } from '@/lib/features/calendar';
import type { Panel } from '@/lib/features/panel';
import type { BoostedConfig } from '@/lib/models/boosted-config';
import { loadBooster } from '@/lib/models/boosters';
import { closeDown } from '@/lib/models/closures';
import { boostedCandidates } from '@/lib/models/members/candidates';
import type { MemberConfig } from '@/lib/models/members/member';
import type { BacktestPlan, OriginForecasts } from './backtest';
import type { PipelineParameters } from './parameters';
import { type QuantileTail, tailFiles } from './quantile-files';
import { BoostedTrainer } from './train-boosted';

/** A run fits six models at up to seven origins; of more rows than this a random sample teaches nearly as much. */
const mostRows = 100_000;
/** A leaf of fewer rows knows nothing of what one sale in twenty exceeds. */
const minLeafRows = 100;
/** A short history has at least so many leaves. */
const leastLeaves = 40;
/** Below so many rows, threads wait for each other for longer than they work. */
const rowsWorthThreads = 20_000;

export interface TrainedQuantiles {
  tails: QuantileTail[];
  /** Quantiles by level as the models give them, at the origins of both windows and at the panel's. */
  calibration: IntervalBounds;
  test: IntervalBounds;
  final: IntervalBounds;
  /** The models fitted on all data, by path below the forecaster's folder. */
  files: { path: string; bytes: Uint8Array }[];
}

/**
 * LightGBM models of the quantiles that bound intervals at these levels: the features, transforms and direct strategy of the
 * deseasonalised member. Transforms rise with sales, so that quantiles of the one are quantiles of the other. All have as many trees
 * as early stopping gives them in the middle: by itself an outer quantile, which few sales exceed, stops early or late by chance. Each
 * is fitted where intervals are calibrated and tested, and on all data; one is held in memory at a time.
 * @param levels ascending: 0.8 is bounded by the quantiles 0.1 and 0.9
 */
export function trainQuantiles(
  panel: Panel,
  plan: BacktestPlan,
  calendar: HolidayCalendar,
  levels: number[],
  { seed, bagging, backtestRefit: refit, threads: most, signal, report }: QuantileOptions,
): TrainedQuantiles {
  const trainer = new BoostedTrainer(loadBooster('lightgbm'), panel, plan, calendar, { signal, refit, report: () => {} });
  const { horizon } = plan;
  const rows = panel.y.reduce((count, y) => (Number.isNaN(y) ? count : count + 1), 0);
  const leaf = Math.max(20, Math.min(minLeafRows, Math.floor(rows / leastLeaves)));
  const threads = rows < rowsWorthThreads ? 1 : most;
  const [base] = boostedCandidates('lightgbm-deseasonalised', { horizon, frequency: panel.frequency, seed, bagging, threads });
  const wanted = levels.flatMap((level) => [(1 - level) / 2, (1 + level) / 2]);
  const configs = wanted.map((quantile) => configOf(base as MemberConfig, quantile, leaf));
  const iterations = middle(configs.map((config) => trainer.bestIterations(config)));
  const trained = configs.map((first, k) => {
    const quantile = wanted[k] as number;
    const config = { ...first, model: { ...first.model, parameters: { ...first.model.parameters, iterations } } };
    const at = (origins: number[]) => (origins.length === 0 ? new Float64Array() : trainer.backtest(config, origins, () => {}));
    const [calibration, test] = [at(plan.origins.calibration), at(plan.origins.test)];
    using fitted = trainer.fit(config, panel.origin);
    const final = fitted.forecast(panel, panel.origin, horizon).values;
    closeDown(panel, panel.origin, horizon, final);
    report((k + 1) / wanted.length, `quantile ${name(quantile)}: ${iterations} trees`);
    const tail: QuantileTail = { quantile, folder: name(quantile), config };
    return { tail, windows: { calibration, test, final }, files: tailFiles(tail, fitted.inner) };
  });
  const bounds = (window: 'calibration' | 'test' | 'final'): IntervalBounds => {
    const columns = trained.map(({ windows }): OriginForecasts => windows[window]);
    return { lower: columns.filter((_, k) => k % 2 === 0), upper: columns.filter((_, k) => k % 2 === 1) };
  };
  return {
    tails: trained.map(({ tail }) => tail),
    calibration: bounds('calibration'),
    test: bounds('test'),
    final: bounds('final'),
    files: trained.flatMap(({ files }) => files),
  };
}

/** What a run says of its quantile models, and who is told how far they are. */
export interface QuantileOptions extends Pick<PipelineParameters, 'seed' | 'bagging' | 'backtestRefit'> {
  /** Most threads of a training. */
  threads: number;
  signal: AbortSignal;
  report: (fraction: number, message: string) => void;
}

function configOf({ transforms, model }: MemberConfig, quantile: number, leaf: number): MemberConfig & { model: BoostedConfig } {
  const base = model as BoostedConfig;
  const parameters = { ...base.parameters, objective: 'quantile' as const, alpha: quantile, minLeafRows: leaf };
  return { transforms, model: { ...base, mostRows, parameters } };
}

/** A quantile as folders are called by it; binary fractions do not show. */
function name(quantile: number): string {
  return String(Math.round(quantile * 1e6) / 1e6);
}

function middle(counts: number[]): number {
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] as number;
}
