/** As many digits as a chart can show, so that files stay small; what is no number is null. */
export function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}

export function roundedAll(values: Iterable<number>): (number | null)[] {
  return Array.from(values, rounded);
}
