/** A figure as a line of log says it, with five digits and never an exponent: `67,452`, `0.12346`. NaN is a dash. */
export function shortFigure(value: number): string {
  return Number.isNaN(value) ? '–' : Number(value.toPrecision(5)).toLocaleString('en-US', { maximumSignificantDigits: 5 });
}
