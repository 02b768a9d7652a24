import { invalid } from '@/lib/errors';

export type Value = number | string | boolean;

/** A dimension that only counts where another one is active and has one of these values. */
export interface Condition {
  of: string;
  in: readonly Value[];
}

/**
 * What one hyperparameter may be. Bounds are included; the logarithmic kinds are as likely in each decade and need bounds
 * above zero.
 */
export type Dimension = { when?: Condition } & (
  | { kind: 'uniform' | 'log-uniform' | 'int' | 'log-int'; low: number; high: number }
  | { kind: 'categorical'; choices: readonly Value[] }
);

/** Dimensions by name. A condition names a dimension before it. */
export type SearchSpace = Readonly<Record<string, Dimension>>;

/** A value for each active dimension, and for no other. */
export type Point = Readonly<Record<string, Value>>;

/** @throws AlmanacError `validation_failed` naming each dimension that cannot be searched. */
export function checkSpace(space: SearchSpace): void {
  const before = new Map<string, Dimension>();
  for (const [name, dimension] of Object.entries(space)) {
    const path = `space.${name}`;
    if (dimension.kind === 'categorical') {
      if (dimension.choices.length === 0) throw invalid(`${path}.choices`, 'must hold at least one choice');
      if (new Set(dimension.choices).size !== dimension.choices.length) throw invalid(`${path}.choices`, 'must not hold a choice twice');
    } else {
      const { kind, low, high } = dimension;
      if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high)) throw invalid(path, 'must have finite bounds, low before high');
      if (kind.startsWith('log') && low <= 0) throw invalid(`${path}.low`, 'must be above 0 on a logarithmic scale');
      if (isWhole(dimension) && !(Number.isInteger(low) && Number.isInteger(high))) throw invalid(path, 'must have whole bounds');
    }
    const parent = dimension.when && before.get(dimension.when.of);
    if (dimension.when && parent?.kind !== 'categorical') {
      throw invalid(`${path}.when.of`, 'must name a categorical dimension that comes before');
    }
    before.set(name, dimension);
  }
}

/** Whether a dimension counts, given the values of those before it. */
export function isActive({ when }: Dimension, point: Point): boolean {
  if (!when) return true;
  const value = point[when.of];
  return value !== undefined && when.in.includes(value);
}

export function isWhole({ kind }: Dimension): boolean {
  return kind === 'int' || kind === 'log-int';
}

/** A point from values for some or all dimensions: numbers are brought within bounds; what is missing or inactive is left out. */
export function pointIn(space: SearchSpace, values: Readonly<Record<string, Value | undefined>>): Point {
  const point: Record<string, Value> = {};
  for (const [name, dimension] of Object.entries(space)) {
    const value = values[name];
    if (value === undefined || !isActive(dimension, point)) continue;
    if (dimension.kind === 'categorical') {
      if (dimension.choices.includes(value)) point[name] = value;
    } else if (typeof value === 'number') {
      const within = Math.min(dimension.high, Math.max(dimension.low, value));
      point[name] = isWhole(dimension) ? Math.round(within) : within;
    }
  }
  return point;
}
