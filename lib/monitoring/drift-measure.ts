import { isoDate } from '@/lib/data/days';
import type { PanelMeta } from '@/lib/data/panel-file';
import { kolmogorovSmirnov } from '@/lib/evaluation/drift/kolmogorov-smirnov';
import { type Binned, binTogether, populationStability } from '@/lib/evaluation/drift/population-stability';
import type { Panel } from '@/lib/features/panel';
import { addPeriods } from '@/lib/models/forecaster';
import type { DriftItem, DriftReport } from './schema';

/** Below 0.1 a population stability index is held to say nothing, from 0.25 on that the two are different. */
export const thresholds = { moderate: 0.1, large: 0.25, pValue: 0.01, fewestPoints: 40 } as const;
/** Periods of the window, and of a year of whole weeks, by frequency. */
const recentPeriods = { day: 28, week: 8, month: 6 } as const;
const yearPeriods = { day: 364, week: 52, month: 12 } as const;
/** Rows that are looked at, at the most: of more, every k-th series. */
const mostRows = 300_000;

interface Span {
  /** Days since the epoch, both within. */
  from: number;
  to: number;
}

/**
 * How the newest periods of a panel differ from the same season of the year before, and from all before: the target in units of each
 * series' own mean, so that the sizes of series do not count; covariates as they are. Pure.
 */
export function measureDrift(panel: Panel, meta: PanelMeta): Omit<DriftReport, 'restated' | 'measuredAt' | 'runId'> {
  const periods = recentPeriods[panel.frequency];
  const window = { from: addPeriods(panel, panel.origin, 1 - periods), to: panel.origin };
  const back = -yearPeriods[panel.frequency];
  const first = panel.ds.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const before = { from: addPeriods(panel, window.from, back), to: addPeriods(panel, window.to, back) };
  const yearBefore = before.from >= first ? before : undefined;
  const training = first < window.from ? { from: first, to: addPeriods(panel, window.from, -1) } : undefined;
  const stride = Math.max(1, Math.ceil(panel.ds.length / mostRows));
  const series = panel.ids.flatMap((_, k) => (k % stride === 0 ? [k] : []));
  const scales = series.map((k) => meanSize(panel, k, training ?? window));
  const take = (values: Float64Array, span: Span | undefined, scaled: boolean) =>
    span ? sampleOf(panel, values, series, span, scaled ? scales : undefined) : undefined;
  const item = (name: string, role: DriftItem['role'], values: Float64Array) =>
    driftOf(name, role, [window, yearBefore, training].map((span) => take(values, span, role === 'target')) as Samples);
  const told = (span: Span | undefined) => (span ? { from: isoDate(span.from), to: isoDate(span.to) } : null);
  return {
    ...{ dataset: meta.dataset, datasetVersion: meta.datasetVersion, level: meta.level, frequency: panel.frequency },
    window: { from: isoDate(window.from), to: isoDate(window.to), periods },
    ...{ yearBefore: told(yearBefore), training: told(training), series: panel.ids.length, sampledSeries: series.length, thresholds },
    items: [
      item('sales', 'target', panel.y),
      ...Object.entries(panel.known).map(([name, values]) => item(name, 'known', values)),
      ...Object.entries(panel.past).map(([name, values]) => item(name, 'past', values)),
    ],
  };
}

interface Sample {
  values: Float64Array;
  missing: number;
}
type Samples = [recent: Sample, yearBefore: Sample | undefined, training: Sample | undefined];

function driftOf(name: string, role: DriftItem['role'], [recent, before, training]: Samples): DriftItem {
  const enough = (sample: Sample | undefined): sample is Sample => sample !== undefined && sample.values.length >= thresholds.fewestPoints;
  const judgedBy = enough(before) || !training ? 'yearBefore' : 'training';
  const reference = (judgedBy === 'yearBefore' ? before : training) ?? { values: new Float64Array(), missing: 0 };
  const binned = binTogether(reference.values, recent.values);
  const compared = { yearBefore: before ? compare(before, recent) : null, training: training ? compare(training, recent) : null };
  const found = compared[judgedBy];
  return {
    ...{ name, role, judgedBy, ...compared },
    verdict: enough(recent) && enough(reference) && found ? verdictOf(found) : 'too-few',
    points: recent.values.length,
    missing: { recent: share(recent), reference: share(reference) },
    mean: { recent: meanOf(recent.values), reference: meanOf(reference.values) },
    histogram: { edges: binned.edges, ...sharesOf(binned) },
  };
}

function compare(reference: Sample, recent: Sample): NonNullable<DriftItem['training']> {
  const { statistic, pValue } = kolmogorovSmirnov(reference.values, recent.values);
  const psi = populationStability(binTogether(reference.values, recent.values));
  return { psi: finite(psi), ks: finite(statistic), pValue: finite(pValue), points: reference.values.length };
}

/** Large and moderate only where chance alone would hardly do it: an index of few points is large by itself. */
function verdictOf({ psi, pValue }: NonNullable<DriftItem['training']>): DriftItem['verdict'] {
  if (psi === null || pValue === null || pValue >= thresholds.pValue || psi < thresholds.moderate) return 'stable';
  return psi >= thresholds.large ? 'large' : 'moderate';
}

function sampleOf(panel: Panel, values: Float64Array, series: number[], { from, to }: Span, scales?: number[]): Sample {
  const found: number[] = [];
  let missing = 0;
  series.forEach((k, place) => {
    for (let row = panel.indptr[k] as number; row < (panel.indptr[k + 1] as number); row++) {
      const day = panel.ds[row] as number;
      if (day < from || day > to) continue;
      const value = (values[row] as number) / (scales ? (scales[place] as number) : 1);
      if (Number.isFinite(value)) found.push(value);
      else missing++;
    }
  });
  return { values: Float64Array.from(found), missing };
}

/** Mean size of a series' target over a span: what it is measured in. */
function meanSize(panel: Panel, k: number, { from, to }: Span): number {
  let sum = 0;
  let count = 0;
  for (let row = panel.indptr[k] as number; row < (panel.indptr[k + 1] as number); row++) {
    const value = panel.y[row] as number;
    const day = panel.ds[row] as number;
    if (day < from || day > to || !Number.isFinite(value)) continue;
    sum += Math.abs(value);
    count++;
  }
  return sum > 0 ? sum / count : Number.NaN;
}

function sharesOf({ reference, recent }: Binned): { reference: number[]; recent: number[] } {
  const shares = (counts: number[]) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return counts.map((count) => (all === 0 ? 0 : count / all));
  };
  return { reference: shares(reference), recent: shares(recent) };
}

function share({ values, missing }: Sample): number {
  return values.length + missing === 0 ? 0 : missing / (values.length + missing);
}

function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
