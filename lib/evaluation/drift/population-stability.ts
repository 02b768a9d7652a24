/** Bins of the reference that hold alike. */
const bins = 10;

/** Where two samples fall: counts by bin, between shared edges. */
export interface Binned {
  /** Between the bins, ascending: a value at an edge is above it. */
  edges: number[];
  reference: number[];
  recent: number[];
}

/**
 * Puts two samples into the same bins: deciles of the reference, or one bin a value where there are at most ten different ones.
 * Neither may hold NaN.
 */
export function binTogether(reference: Float64Array, recent: Float64Array): Binned {
  const edges = edgesOf(reference, recent);
  return { edges, reference: countsOf(reference, edges), recent: countsOf(recent, edges) };
}

/**
 * Population stability index: sum (p - q) ln(p / q) over the bins, which is the KL divergence both ways; 0 for equal shares. Half a
 * point is added to each bin, so that an empty one costs much but not everything.
 * @returns NaN where a sample is empty
 */
export function populationStability({ reference, recent }: Pick<Binned, 'reference' | 'recent'>): number {
  const [all, other] = [total(reference), total(recent)];
  if (all === 0 || other === 0) return Number.NaN;
  let sum = 0;
  for (let bin = 0; bin < reference.length; bin++) {
    const p = ((reference[bin] as number) + 0.5) / (all + 0.5 * reference.length);
    const q = ((recent[bin] as number) + 0.5) / (other + 0.5 * reference.length);
    sum += (p - q) * Math.log(p / q);
  }
  return sum;
}

function edgesOf(reference: Float64Array, recent: Float64Array): number[] {
  const distinct = fewValues(reference, recent);
  if (distinct) return distinct.slice(1).map((value, k) => (value + (distinct[k] as number)) / 2);
  const sorted = Float64Array.from(reference).sort();
  const deciles = Array.from({ length: bins - 1 }, (_, k) => quantile(sorted, (k + 1) / bins));
  return deciles.filter((edge, k) => k === 0 || edge !== deciles[k - 1]);
}

/** All different values where they are few, ascending; undefined where they are many. */
function fewValues(...samples: Float64Array[]): number[] | undefined {
  const seen = new Set<number>();
  for (const sample of samples) {
    for (const value of sample) {
      seen.add(value);
      if (seen.size > bins) return undefined;
    }
  }
  return [...seen].sort((a, b) => a - b);
}

/** Linear between the two nearest, as NumPy has it by default. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] as number;
  return low + (place % 1) * ((sorted[Math.ceil(place)] as number) - low);
}

function countsOf(values: Float64Array, edges: number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function total(counts: number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
