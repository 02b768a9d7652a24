import { byMonth, byWeekday } from '../segmentations';
import { groupMeans } from '../statistics/group-means';
import type { DiagnosticsInput } from './diagnose';

/** Whether residuals keep a season that the model missed. */
export interface SeasonFigures {
  season: 'weekday' | 'month';
  /** F test of equal means over the targets' mean scaled residuals: targets, not points, as all series share a date's luck. */
  statistic: number;
  pValue: number;
  /** The segment that the forecasts miss most in total, and by how much: 100 sum(f - y) / sum|y|, positive is too high. */
  worst: { segment: string; percent: number };
}

/** Figures of each season that the targets show; those without enough targets to test are left out. */
export function seasonFigures(input: DiagnosticsInput, residuals: Float64Array, scaled: Float64Array): SeasonFigures[] {
  const { series, horizon, targets, actual } = input;
  const targetOf = (k: number) => Math.floor(k / (series * horizon)) * horizon + (k % horizon);
  const means = new Float64Array(targets.length);
  const counts = new Int32Array(targets.length);
  scaled.forEach((residual, k) => {
    if (residual !== residual) return;
    const target = targetOf(k);
    counts[target] = (counts[target] as number) + 1;
    means[target] = (means[target] as number) + (residual - (means[target] as number)) / (counts[target] as number);
  });
  const seen = means.map((mean, target) => ((counts[target] as number) > 0 ? mean : Number.NaN));
  const segmentations = input.frequency === 'day' ? [byWeekday(targets), byMonth(targets)] : [byMonth(targets)];
  return segmentations.flatMap(({ name, of, labels }) => {
    const { statistic, pValue } = groupMeans(seen, of, labels.length);
    if (statistic === null || pValue === null) return [];
    const missed = new Float64Array(labels.length);
    const sold = new Float64Array(labels.length);
    residuals.forEach((residual, k) => {
      if (residual !== residual) return;
      const group = of[targetOf(k)] as number;
      missed[group] = (missed[group] as number) - residual;
      sold[group] = (sold[group] as number) + Math.abs(actual[k] as number);
    });
    const percents = missed.map((sum, group) => ((sold[group] as number) > 0 ? (100 * sum) / (sold[group] as number) : 0));
    const worst = percents.reduce((most, percent, group) => (Math.abs(percent) > Math.abs(percents[most] as number) ? group : most), 0);
    const segment = { segment: labels[worst] as string, percent: percents[worst] as number };
    return [{ season: name as SeasonFigures['season'], statistic, pValue, worst: segment }];
  });
}
