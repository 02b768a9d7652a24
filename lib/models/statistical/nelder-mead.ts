/** Where to look for the minimum and when to stop. */
export interface NelderMeadOptions {
  /** Least value of each parameter; default none. */
  lower?: Float64Array;
  /** Greatest value of each parameter; default none. */
  upper?: Float64Array;
  /** First step of each parameter as a fraction of its start; default 0.05. */
  step?: number;
  /** First value of a parameter that starts at zero, where a fraction would be no step; default 1e-4. */
  zeroStep?: number;
  /** Stop when the standard deviation of the simplex's values is less than this; default 1e-4. */
  tolerance?: number;
  /** Default 999: `statsforecast` allows 1000, and answers with the best it had before the last of them. */
  maxIterations?: number;
  /** Coefficients that depend on the number of parameters (Gao & Han 2012), which shrink less in many dimensions; default true. */
  adaptive?: boolean;
}

export interface NelderMeadResult {
  x: Float64Array;
  value: number;
  iterations: number;
}

/** A function to minimise. It must not keep or change `x`; NaN counts as infinitely bad. */
export type Objective = (x: Float64Array) => number;

/**
 * Minimises a function inside a box by the simplex method of Nelder and Mead (1965), points outside being moved to the nearest bound.
 * Start, coefficients, order of trials and stopping rule are those of `statsforecast`, so that fits agree with its own.
 * Deterministic; allocates before the first iteration only.
 */
export function nelderMead(objective: Objective, start: Float64Array, options: NelderMeadOptions = {}): NelderMeadResult {
  const { lower, upper, step = 0.05, zeroStep = 1e-4, tolerance = 1e-4, maxIterations = 999, adaptive = true } = options;
  const n = start.length;
  const expansion = adaptive ? 1 + 2 / n : 2;
  const contraction = adaptive ? 0.75 - 1 / (2 * n) : 0.5;
  const shrinkage = adaptive ? 1 - 1 / n : 0.5;
  const evaluate = (x: Float64Array): number => {
    const value = objective(x);
    return value === value ? value : Number.POSITIVE_INFINITY;
  };

  const simplex = firstSimplex(start, step, zeroStep, lower, upper);
  const values = Float64Array.from(simplex, evaluate);
  const centroid = new Float64Array(n);
  let reflected: Float64Array = new Float64Array(n);
  let other: Float64Array = new Float64Array(n);

  let iterations = 0;
  for (; iterations < maxIterations && !(standardDeviation(values) < tolerance); iterations++) {
    let best = 0;
    let worst = 0;
    for (let i = 1; i <= n; i++) {
      if ((values[i] as number) < (values[best] as number)) best = i;
      if ((values[i] as number) >= (values[worst] as number)) worst = i;
    }
    const bestValue = values[best] as number;
    const worstValue = values[worst] as number;
    let secondWorstValue = Number.NEGATIVE_INFINITY;
    for (let i = 0; i <= n; i++) {
      if (i !== worst && (values[i] as number) > secondWorstValue) secondWorstValue = values[i] as number;
    }
    const worstVertex = simplex[worst] as Float64Array;
    centroidOfOthers(simplex, worst, centroid);

    moveFrom(centroid, worstVertex, -1, reflected, lower, upper);
    const reflectedValue = evaluate(reflected);
    let accepted = false;
    if (reflectedValue < bestValue) {
      moveFrom(centroid, reflected, expansion, other, lower, upper);
      const expandedValue = evaluate(other);
      if (expandedValue < reflectedValue) [other, reflected] = [reflected, other];
      values[worst] = Math.min(expandedValue, reflectedValue);
      accepted = true;
    } else if (reflectedValue < secondWorstValue) {
      values[worst] = reflectedValue;
      accepted = true;
    } else {
      const outside = reflectedValue < worstValue;
      moveFrom(centroid, reflected, outside ? contraction : -contraction, other, lower, upper);
      const contractedValue = evaluate(other);
      if (outside ? contractedValue <= reflectedValue : contractedValue < worstValue) {
        [other, reflected] = [reflected, other];
        values[worst] = contractedValue;
        accepted = true;
      }
    }
    if (accepted) {
      simplex[worst] = reflected;
      reflected = worstVertex;
      continue;
    }
    const bestVertex = simplex[best] as Float64Array;
    for (let i = 0; i <= n; i++) {
      if (i === best) continue;
      const vertex = simplex[i] as Float64Array;
      moveFrom(bestVertex, vertex, shrinkage, vertex, lower, upper);
      values[i] = evaluate(vertex);
    }
  }
  const best = values.indexOf(Math.min(...values));
  return { x: simplex[best] as Float64Array, value: values[best] as number, iterations };
}

/** The start and one vertex a step away from it along each axis. */
function firstSimplex(start: Float64Array, step: number, zeroStep: number, lower?: Float64Array, upper?: Float64Array): Float64Array[] {
  const inside = start.map((value, k) => clamp(value, k, lower, upper));
  const simplex = Array.from({ length: start.length + 1 }, () => inside.slice());
  for (let k = 0; k < start.length; k++) {
    const value = inside[k] as number;
    (simplex[k] as Float64Array)[k] = clamp(value === 0 ? zeroStep : value * (1 + step), k, lower, upper);
  }
  return simplex;
}

/** `out = from + factor * (to - from)`, inside the box; `out` may be `to`. */
function moveFrom(
  from: Float64Array,
  to: Float64Array,
  factor: number,
  out: Float64Array,
  lower?: Float64Array,
  upper?: Float64Array,
): void {
  for (let k = 0; k < from.length; k++) {
    const origin = from[k] as number;
    out[k] = clamp(origin + factor * ((to[k] as number) - origin), k, lower, upper);
  }
}

function clamp(value: number, k: number, lower?: Float64Array, upper?: Float64Array): number {
  if (lower && value < (lower[k] as number)) return lower[k] as number;
  return upper && value > (upper[k] as number) ? (upper[k] as number) : value;
}

function centroidOfOthers(simplex: Float64Array[], without: number, out: Float64Array): void {
  const n = out.length;
  out.fill(0);
  for (let i = 0; i <= n; i++) {
    if (i === without) continue;
    const vertex = simplex[i] as Float64Array;
    for (let k = 0; k < n; k++) out[k] = (out[k] as number) + (vertex[k] as number);
  }
  for (let k = 0; k < n; k++) out[k] = (out[k] as number) / n;
}

function standardDeviation(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return Math.sqrt(squares / values.length);
}
