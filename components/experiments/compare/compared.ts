import type { RunComparison } from '@/lib/tracking/schema';
import { seriesColorCount } from '../../charts/colors';

/** A run among those compared, with its place: the place gives it its colour and how its lines are drawn. */
export interface ComparedRun {
  id: string;
  name: string;
  place: number;
}

const dashes = ['solid', 'dashed', 'dotted'] as const;

/** Colours repeat after the eighth run; the dash then tells them apart. */
export function dashOf(place: number): (typeof dashes)[number] {
  return dashes[Math.floor(place / seriesColorCount) % dashes.length] ?? 'solid';
}

/** Names that tell the runs apart: those of the same name have the beginning of their id behind it. */
export function comparedRuns({ runs }: RunComparison): ComparedRun[] {
  const often = new Map<string, number>();
  for (const { name } of runs) often.set(name, (often.get(name) ?? 0) + 1);
  return runs.map(({ id, name }, place) => ({
    id,
    place,
    name: !name || (often.get(name) ?? 0) > 1 ? `${name} ${id.slice(0, 6)}`.trim() : name,
  }));
}

/** Something that runs can be set against: a parameter or a metric, by its values in the order of the runs. */
export interface Dimension {
  /** `params.depth`, `metrics.rmse`. */
  id: string;
  key: string;
  kind: 'params' | 'metrics';
  values: (number | string | null)[];
  /** Every value is a number. */
  numeric: boolean;
  differs: boolean;
}

const number = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Metrics first, then parameters; those of numbers as numbers. What no run has a value of is left out. */
export function dimensions({ params, metrics }: RunComparison): Dimension[] {
  const ofMetrics = metrics.map(
    ({ key, values, differs }): Dimension => ({ id: `metrics.${key}`, key, kind: 'metrics', values, numeric: true, differs }),
  );
  const ofParams = params.map(({ key, values, differs }): Dimension => {
    const numeric = values.every((value) => value === null || number.test(value.trim()));
    const read = numeric ? values.map((value) => (value === null ? null : Number(value))) : values;
    return { id: `params.${key}`, key, kind: 'params', values: read, numeric, differs };
  });
  return [...ofMetrics, ...ofParams].filter(({ values }) => values.some((value) => value !== null));
}

/** Of what does not differ, or hardly any run has, a picture says little. */
export function tells({ values }: Dimension): boolean {
  const known = values.filter((value) => value !== null);
  return new Set(known).size > 1 && known.length >= values.length / 2;
}

const telling = [/^backtest_(rmse|wape)$/, /^test_(rmse|wape)$/, /rmse|wape|mae|mape/i, /loss|accuracy|r2/i, /^/];

/** The metric that most is told by, of those that differ where there are any. */
export function tellingMetrics(all: Dimension[], most: number): Dimension[] {
  const metrics = all.filter(({ kind }) => kind === 'metrics');
  const ranked = telling.flatMap((pattern) => metrics.filter(({ key }) => pattern.test(key)));
  const unique = [...new Set(ranked)];
  return [...unique.filter(tells), ...unique.filter((one) => !tells(one))].slice(0, most);
}

export type Direction = 'low' | 'high' | 'zero';

/** Which way a metric is better, by the words that errors and scores are called by; undefined where they do not say. */
export function direction(key: string): Direction | undefined {
  if (/(^|[^a-z])(bias|mean_error|residual)/i.test(key)) return 'zero';
  if (/(^|[^a-z])(r2|r_2|accuracy|acc|auc|f1|precision|recall|score|skill)([^a-z]|$)/i.test(key)) return 'high';
  if (/(rmse|mse|mae|mape|wape|mase|rmsse|loss|error|pinball|crps|deviance|seconds|duration)/i.test(key)) return 'low';
  return undefined;
}

/** Places of the runs with the best value; none where nobody knows what is better, or where all are level. */
export function bestOf(key: string, values: (number | null)[]): number[] {
  const way = direction(key);
  const worth = values.map((value) => (value === null ? Number.NaN : way === 'high' ? -value : way === 'zero' ? Math.abs(value) : value));
  const known = worth.filter((value) => !Number.isNaN(value));
  const best = Math.min(...known);
  if (!way || known.length < 2 || known.every((value) => value === best)) return [];
  return worth.flatMap((value, place) => (value === best ? [place] : []));
}
