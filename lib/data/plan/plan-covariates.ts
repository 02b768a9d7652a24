import type { PanelFrequency } from '@/lib/features/panel';
import { KnownCovariates } from '../known-covariates';
import { periodSpan } from '../period-clock';
import { type PeriodPlaces, periodMeans } from './period-means';
import type { SalesPlan } from './plan';

/** Covariates known ahead of one series, by name: a value a period. */
export type PeriodCovariates = Record<string, Float64Array>;

/**
 * What a plan says of any series at some periods: the very covariates that `extract` makes of the same plan.
 * @param labels first day of each period, ascending, without a gap
 */
export function planCovariates(
  plan: SalesPlan,
  frequency: PanelFrequency,
  labels: readonly number[],
): (keys: Record<string, string>) => PeriodCovariates {
  const spans = labels.map((label) => periodSpan(frequency, label, 'start'));
  const [first, last] = [spans[0]?.first ?? 0, spans.at(-1)?.last ?? -1];
  const covariates = new KnownCovariates(plan.planned, plan.assortment, first, last);
  const places: PeriodPlaces = {
    places: new Int32Array(last - first + 1).fill(-1),
    days: Float64Array.from(spans, (span) => span.last - span.first + 1),
  };
  spans.forEach((span, k) => {
    places.places.fill(k, span.first - first, span.last - first + 1);
  });
  return (keys) => Object.fromEntries(Object.entries(covariates.of(keys)).map(([name, daily]) => [name, periodMeans(daily, places)]));
}
