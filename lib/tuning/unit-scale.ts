import type { Dimension } from './space';

export type NumericDimension = Exclude<Dimension, { kind: 'categorical' }>;

/**
 * A numeric dimension as the interval 0 to 1, its logarithm where it is logarithmic. A whole number is an interval of its own,
 * from half below to half above, so that the outermost are as likely as those between.
 */
export class UnitScale {
  private readonly low: number;
  private readonly span: number;
  private readonly logarithmic: boolean;
  readonly whole: boolean;

  constructor(private readonly dimension: NumericDimension) {
    this.whole = dimension.kind === 'int' || dimension.kind === 'log-int';
    this.logarithmic = dimension.kind === 'log-uniform' || dimension.kind === 'log-int';
    const half = this.whole ? 0.5 : 0;
    this.low = this.scaled(dimension.low - half);
    this.span = this.scaled(dimension.high + half) - this.low;
  }

  /** Place of a value, 0 to 1. */
  unit(value: number): number {
    return this.span > 0 ? (this.scaled(value) - this.low) / this.span : 0.5;
  }

  /** The places that round to a whole value. */
  bin(value: number): { from: number; to: number } {
    return { from: this.unit(value - 0.5), to: this.unit(value + 0.5) };
  }

  /** The value at a place. */
  value(unit: number): number {
    const at = this.low + unit * this.span;
    const value = this.logarithmic ? Math.exp(at) : at;
    const within = Math.min(this.dimension.high, Math.max(this.dimension.low, value));
    return this.whole ? Math.min(this.dimension.high, Math.max(this.dimension.low, Math.round(value))) : within;
  }

  private scaled(value: number): number {
    return this.logarithmic ? Math.log(value) : value;
  }
}
