import type { ScoreFigures } from './schema';

/** One overridden period whose actual value is known. */
export interface ScoredPoint {
  actual: number;
  model: number;
  override: number;
}

/**
 * How near the model and the planner were, side by side. WAPE is the sum of absolute errors over the sum of absolute actuals, a
 * share; null where nothing was sold. Value added is what the planner took off the model's WAPE, negative where it was added to.
 */
export function scoreFigures(points: readonly ScoredPoint[]): ScoreFigures {
  const sum = (of: (point: ScoredPoint) => number) => points.reduce((total, point) => total + of(point), 0);
  const [modelError, overrideError] = [
    sum(({ actual, model }) => Math.abs(actual - model)),
    sum(({ actual, override }) => Math.abs(actual - override)),
  ];
  const size = sum(({ actual }) => Math.abs(actual));
  const wape = (error: number) => (size === 0 ? null : error / size);
  return {
    points: points.length,
    actual: sum(({ actual }) => actual),
    modelError,
    overrideError,
    modelWape: wape(modelError),
    overrideWape: wape(overrideError),
    valueAdded: wape(modelError - overrideError),
    better: points.filter(({ actual, model, override }) => Math.abs(actual - override) < Math.abs(actual - model)).length,
  };
}

/** Figures of groups of points, the most value added first. */
export function scoreGroups<Point extends ScoredPoint>(
  points: readonly Point[],
  groupOf: (point: Point) => string,
): [group: string, figures: ScoreFigures][] {
  const groups = new Map<string, Point[]>();
  for (const point of points) groups.set(groupOf(point), [...(groups.get(groupOf(point)) ?? []), point]);
  return [...groups]
    .map(([group, own]): [string, ScoreFigures] => [group, scoreFigures(own)])
    .sort(([, a], [, b]) => b.modelError - b.overrideError - (a.modelError - a.overrideError));
}
