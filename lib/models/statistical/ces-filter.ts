import { type CesInitialState, type CesKind, cesInitialState } from './ces-initial-state';

/**
 * The innovations state space form of complex exponential smoothing on one series: `y = level + season + error`, where level and each
 * phase of the season are complex numbers of which only the real part is seen (Svetunkov, Kourentzes and Ord 2022, equations 15 to 22):
 *
 *   real' = real - (1 - p1) imaginary + (p0 - p1) error,    imaginary' = real + (1 - p0) imaginary + (p0 + p1) error
 *
 * All kinds run through one loop: a part that a kind lacks stays zero, because its coefficients are.
 * Allocates when made, not when run.
 */
export class CesFilter {
  private readonly initial: CesInitialState;
  private readonly period: number;
  private readonly level = new Float64Array(2);
  private readonly seasonReal: Float64Array;
  private readonly seasonImaginary: Float64Array;
  /** What the next real and imaginary part take from the imaginary part before and from the error; for level, then season. */
  private readonly coefficients = new Float64Array(8);

  constructor(
    private readonly y: Float64Array,
    season: number,
    private readonly kind: CesKind,
  ) {
    this.initial = cesInitialState(y, season, kind);
    this.period = this.initial.seasonReal.length;
    this.seasonReal = new Float64Array(this.period);
    this.seasonImaginary = new Float64Array(this.period);
  }

  /**
   * Sum of squared one-step errors with the states backcast: forward, backward and forward again over the series. Leaves the states
   * where the series ends.
   * @param parameters alpha0, alpha1, and beta0 (`partial`), or beta0, beta1 (`full`)
   */
  run(parameters: Float64Array): number {
    this.setCoefficients(parameters);
    this.level.set(this.initial.level);
    this.seasonReal.set(this.initial.seasonReal);
    this.seasonImaginary.set(this.initial.seasonImaginary);
    const n = this.y.length;
    this.pass(0, n, 1);
    this.turn();
    this.pass(n - 1, -1, -1);
    this.turn();
    return this.pass(0, n, 1);
  }

  /** Forecasts after the last value, from the states that `run` left; moves them on. */
  forecast(horizon: number): Float64Array {
    const { y, period, level, seasonReal } = this;
    return Float64Array.from({ length: horizon }, (_, step) => {
      const slot = (y.length + step) % period;
      const value = (level[0] as number) + (seasonReal[slot] as number);
      this.advanceLevel();
      this.advanceSeason(slot);
      return value;
    });
  }

  private pass(from: number, to: number, step: 1 | -1): number {
    const { y, period, level, seasonReal, seasonImaginary, coefficients } = this;
    const a = coefficients[0] as number;
    const b = coefficients[1] as number;
    const c = coefficients[2] as number;
    const d = coefficients[3] as number;
    const e = coefficients[4] as number;
    const f = coefficients[5] as number;
    const g = coefficients[6] as number;
    const h = coefficients[7] as number;
    let real = level[0] as number;
    let imaginary = level[1] as number;
    let slot = from % period;
    let squares = 0;
    for (let t = from; t !== to; t += step) {
      const phaseReal = seasonReal[slot] as number;
      const phaseImaginary = seasonImaginary[slot] as number;
      const error = (y[t] as number) - phaseReal - real;
      squares += error * error;
      const before = real;
      real = before + a * imaginary + b * error;
      imaginary = before + c * imaginary + d * error;
      seasonReal[slot] = phaseReal + e * phaseImaginary + f * error;
      seasonImaginary[slot] = phaseReal + g * phaseImaginary + h * error;
      slot += step;
      if (slot === period) slot = 0;
      else if (slot < 0) slot = period - 1;
    }
    level[0] = real;
    level[1] = imaginary;
    return squares;
  }

  /** At an end of the series the states are carried one step beyond it, from where the way back begins. */
  private turn(): void {
    this.advanceLevel();
    for (let slot = 0; slot < this.period; slot++) this.advanceSeason(slot);
  }

  private advanceLevel(): void {
    const { level, coefficients } = this;
    const real = level[0] as number;
    const imaginary = level[1] as number;
    level[0] = real + (coefficients[0] as number) * imaginary;
    level[1] = real + (coefficients[2] as number) * imaginary;
  }

  private advanceSeason(slot: number): void {
    const { seasonReal, seasonImaginary, coefficients } = this;
    const real = seasonReal[slot] as number;
    const imaginary = seasonImaginary[slot] as number;
    seasonReal[slot] = real + (coefficients[4] as number) * imaginary;
    seasonImaginary[slot] = real + (coefficients[6] as number) * imaginary;
  }

  private setCoefficients(parameters: Float64Array): void {
    const { coefficients, kind } = this;
    // Simple seasonality is a level that looks a season back.
    complexCoefficients(parameters, 0, coefficients, kind === 'simple' ? 4 : 0);
    if (kind === 'full') complexCoefficients(parameters, 2, coefficients, 4);
    if (kind === 'partial') coefficients[5] = parameters[2] as number;
  }
}

function complexCoefficients(parameters: Float64Array, at: number, out: Float64Array, outAt: number): void {
  const p0 = parameters[at] as number;
  const p1 = parameters[at + 1] as number;
  out[outAt] = p1 - 1;
  out[outAt + 1] = p0 - p1;
  out[outAt + 2] = 1 - p0;
  out[outAt + 3] = p0 + p1;
}
