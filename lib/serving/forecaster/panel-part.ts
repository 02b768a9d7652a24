import type { Panel } from '@/lib/features/panel';

/** Some series of a panel as a panel of their own, beside where their rows stand in the whole one. */
export interface PanelPart {
  panel: Panel;
  /** Index in the whole panel of each series. */
  series: Int32Array;
  /** Rows of another column of the whole panel, as this part has them. */
  take(column: Float64Array): Float64Array;
}

/**
 * The rows of some series. Columns are views of the whole panel's where the series stand side by side, else copies: whoever
 * changes one copies it first.
 */
export function partOf(whole: Panel, series: Int32Array): PanelPart {
  const take = taker(whole.indptr, series);
  const indptr = new Int32Array(series.length + 1);
  for (let k = 0; k < series.length; k++) {
    const own = series[k] as number;
    indptr[k + 1] = (indptr[k] as number) + (whole.indptr[own + 1] as number) - (whole.indptr[own] as number);
  }
  const columns = (of: Record<string, Float64Array>) =>
    Object.fromEntries(Object.entries(of).map(([name, values]) => [name, take(values)]));
  const panel: Panel = {
    ...whole,
    ids: Array.from(series, (own) => whole.ids[own] as string),
    keys: Array.from(series, (own) => whole.keys[own] as Record<string, string>),
    indptr,
    ds: take(whole.ds),
    y: take(whole.y),
    known: columns(whole.known),
    past: columns(whole.past),
  };
  return { panel, series, take };
}

function taker(indptr: Int32Array, series: Int32Array) {
  const sideBySide = series.every((own, k) => k === 0 || own === (series[k - 1] as number) + 1);
  const start = indptr[series[0] as number] as number;
  const end = indptr[(series.at(-1) as number) + 1] as number;
  const rows = series.reduce((sum, own) => sum + (indptr[own + 1] as number) - (indptr[own] as number), 0);
  return <Column extends Float64Array | Int32Array>(column: Column): Column => {
    if (sideBySide) return column.subarray(start, end) as Column;
    const out = new (column.constructor as new (length: number) => Column)(rows);
    let at = 0;
    for (const own of series) {
      const values = column.subarray(indptr[own], indptr[own + 1]);
      out.set(values, at);
      at += values.length;
    }
    return out;
  };
}
