import type { Panel, PanelFrequency, WeekLabel } from '@/lib/features/panel';

/** Columns as full rectangles, `[series * periods + period]`. */
export interface PanelGrid {
  frequency: PanelFrequency;
  weekLabel?: WeekLabel;
  ids: string[];
  keys: Record<string, string>[];
  attributes: Record<string, string>;
  /** `ds` of each period, those of the horizon included. */
  labels: Int32Array;
  /** How many of the periods come up to and with the origin. */
  recorded: number;
  y: Float64Array;
  known: Record<string, Float64Array>;
  past: Record<string, Float64Array>;
}

/**
 * The panel of a grid: every series from its first recorded target on, one without any left out. The grid's columns are moved
 * together in place and belong to the panel afterwards.
 * @throws RangeError where none has a target
 */
export function panelOfGrid(grid: PanelGrid): Panel {
  const { frequency, weekLabel, labels, recorded, y, ids, attributes } = grid;
  const periods = labels.length;
  const kept: { series: number; first: number }[] = [];
  for (let series = 0; series < ids.length; series++) {
    let first = 0;
    while (first < recorded && Number.isNaN(y[series * periods + first])) first++;
    if (first < recorded) kept.push({ series, first });
  }
  if (kept.length === 0) throw new RangeError('No row has a target.');
  const indptr = new Int32Array(kept.length + 1);
  kept.forEach(({ first }, k) => {
    indptr[k + 1] = (indptr[k] as number) + periods - first;
  });
  const size = indptr[kept.length] as number;
  const ds = new Int32Array(size);
  kept.forEach(({ first }, k) => {
    ds.set(labels.subarray(first), indptr[k]);
  });
  const packed = (values: Float64Array) => {
    // Rows only ever move towards the front.
    kept.forEach(({ series, first }, k) => {
      values.copyWithin(indptr[k] as number, series * periods + first, (series + 1) * periods);
    });
    return values.subarray(0, size);
  };
  const all = (columns: Record<string, Float64Array>) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, packed(values)]));
  return {
    frequency,
    ...(weekLabel && { weekLabel }),
    ids: kept.map(({ series }) => ids[series] as string),
    keys: kept.map(({ series }) => grid.keys[series] as Record<string, string>),
    attributes,
    indptr,
    ds,
    y: packed(y),
    known: all(grid.known),
    past: all(grid.past),
    origin: labels[recorded - 1] as number,
  };
}
