import { invalid } from '@/lib/errors';
import { Loess, type LoessWindow } from './loess';

/** Periods, windows in points and numbers of loops of a seasonal-trend decomposition. */
export interface StlOptions {
  /** Points a season, 2 or more. */
  period: number;
  /** Smooths each phase of the season over the cycles: odd, 3 or more. */
  seasonal: LoessWindow;
  /** Default: the smallest odd length from 1.5 period / (1 - 1.5 / seasonal length), degree 1. */
  trend?: LoessWindow;
  /** Default: the smallest odd length above the period, degree 1. */
  lowPass?: LoessWindow;
  /** Passes over seasonal and trend in each outer loop; default 5, or 2 where there are robust loops. */
  innerIterations?: number;
  /** Robust loops that weigh down what the decomposition leaves over; default 0. */
  robustIterations?: number;
}

/**
 * STL, seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), with every point fitted (no jumps).
 * Made once for a length and its options, then run on any number of series without allocating. Results are overwritten by each run.
 */
export class Stl {
  readonly seasonal: Float64Array;
  readonly trend: Float64Array;
  /** Weight of each point in the last loop, 0 to 1; all 1 without robust loops. */
  readonly robustness: Float64Array;

  private readonly period: number;
  private readonly inner: number;
  private readonly outer: number;
  private readonly phaseLoess: Loess[];
  private readonly lowPassLoess: Loess;
  private readonly trendLoess: Loess;
  private readonly residue: Float64Array;
  private readonly cycle: Float64Array;
  private readonly smoothA: Float64Array;
  private readonly smoothB: Float64Array;

  /** @throws AlmanacError where the series is shorter than two seasons or an option is out of its range */
  constructor(
    private readonly n: number,
    options: StlOptions,
  ) {
    const { period, seasonal } = options;
    if (!Number.isInteger(period) || period < 2) throw invalid('period', `must be an integer of 2 or more, got ${period}`);
    if (n < 2 * period) throw invalid('y', `has ${n} points, fewer than two seasons of ${period}: take a shorter season or more history`);
    this.period = period;
    const trend = options.trend ?? { length: oddFrom(Math.ceil((1.5 * period) / (1 - 1.5 / seasonal.length))), degree: 1 };
    const lowPass = options.lowPass ?? { length: oddFrom(period + 1), degree: 1 };
    for (const [name, window] of Object.entries({ seasonal, trend, lowPass })) checkWindow(name, window);
    this.outer = options.robustIterations ?? 0;
    this.inner = options.innerIterations ?? (this.outer > 0 ? 2 : 5);

    // The first phases of the season have one cycle more than the others where the last season is not whole.
    const cycles = Math.floor(n / period);
    const shorter = new Loess(cycles, seasonal, true);
    const longer = n % period === 0 ? shorter : new Loess(cycles + 1, seasonal, true);
    this.phaseLoess = Array.from({ length: period }, (_, phase) => (phase < n % period ? longer : shorter));
    this.lowPassLoess = new Loess(n, lowPass);
    this.trendLoess = new Loess(n, trend);

    this.seasonal = new Float64Array(n);
    this.trend = new Float64Array(n);
    this.robustness = new Float64Array(n);
    this.residue = new Float64Array(n);
    this.cycle = new Float64Array(n + 2 * period);
    this.smoothA = new Float64Array(n + 2 * period);
    this.smoothB = new Float64Array(n + 2 * period);
  }

  /** Decomposes `n` values without gaps into `seasonal` and `trend`; what is left over is `y - seasonal - trend`. */
  run(y: Float64Array): void {
    this.trend.fill(0);
    this.robustness.fill(1);
    for (let loop = 0; loop <= this.outer; loop++) {
      if (loop > 0) this.weighRemainder(y);
      const weights = loop > 0 ? this.robustness : null;
      for (let pass = 0; pass < this.inner; pass++) {
        this.updateSeasonal(y, weights);
        this.updateTrend(y, weights);
      }
    }
  }

  private updateSeasonal(y: Float64Array, weights: Float64Array | null): void {
    const { n, period, residue, cycle, smoothA, smoothB, seasonal, trend } = this;
    for (let i = 0; i < n; i++) residue[i] = (y[i] as number) - (trend[i] as number);
    // Each phase is smoothed over the cycles, and continued by one cycle at either end.
    for (let phase = 0; phase < period; phase++) {
      (this.phaseLoess[phase] as Loess).smooth(residue, phase, period, weights, cycle, phase, period);
    }
    // What of that is no season but level is filtered out and given back to the trend.
    movingAverage(cycle, n + 2 * period, period, smoothA);
    movingAverage(smoothA, n + period + 1, period, smoothB);
    movingAverage(smoothB, n + 2, 3, smoothA);
    this.lowPassLoess.smooth(smoothA, 0, 1, null, smoothB, 0, 1);
    for (let i = 0; i < n; i++) seasonal[i] = (cycle[period + i] as number) - (smoothB[i] as number);
  }

  private updateTrend(y: Float64Array, weights: Float64Array | null): void {
    const { n, residue, seasonal, trend } = this;
    for (let i = 0; i < n; i++) residue[i] = (y[i] as number) - (seasonal[i] as number);
    this.trendLoess.smooth(residue, 0, 1, weights, trend, 0, 1);
  }

  /** Bisquare weights of the remainder, which fall to 0 at six times its median size. */
  private weighRemainder(y: Float64Array): void {
    const { n, seasonal, trend, robustness, residue } = this;
    for (let i = 0; i < n; i++) {
      robustness[i] = Math.abs((y[i] as number) - (seasonal[i] as number) - (trend[i] as number));
      residue[i] = robustness[i] as number;
    }
    residue.sort();
    const reach = 3 * ((residue[n >> 1] as number) + (residue[n - (n >> 1) - 1] as number));
    for (let i = 0; i < n; i++) {
      const size = robustness[i] as number;
      const rest = 1 - (size / reach) ** 2;
      robustness[i] = reach === 0 || size <= 0.001 * reach ? 1 : size <= 0.999 * reach ? rest * rest : 0;
    }
  }
}

/** Averages of each `length` neighbours of the first `n` values: `n - length + 1` of them. */
function movingAverage(x: Float64Array, n: number, length: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i] as number;
  out[0] = sum / length;
  for (let i = length; i < n; i++) {
    sum += (x[i] as number) - (x[i - length] as number);
    out[i - length + 1] = sum / length;
  }
}

function oddFrom(length: number): number {
  return length % 2 === 0 ? length + 1 : length;
}

function checkWindow(path: string, { length }: LoessWindow): void {
  if (!Number.isInteger(length) || length < 3 || length % 2 === 0) {
    throw invalid(`${path}.length`, `must be an odd integer of 3 or more, got ${length}`);
  }
}
