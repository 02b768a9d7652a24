/** A level above the bottom series, and which of its groups each of them belongs to. */
export interface AggregateLevel {
  level: string;
  /** Group of each bottom series, from 0 without a gap. */
  of: Int32Array;
}

/**
 * A grouped structure: bottom series and any number of levels that are sums of them, nested (region over store) or crossed (store and
 * category). Its nodes are the groups of each level, in the order of the levels, and then the bottom series. Only memberships are
 * kept: the summing matrix that they stand for is never written out.
 */
export interface Hierarchy {
  bottom: number;
  levels: AggregateLevel[];
  /** First node of each level; the last entry is the first bottom series'. */
  starts: number[];
  nodes: number;
}

/**
 * @param levels coarsest first, without the bottom series themselves; a `Grouping` of a panel is such a level
 * @throws RangeError where a level does not group every bottom series, or has a group without one
 */
export function hierarchy(levels: AggregateLevel[], bottom: number): Hierarchy {
  const starts = [0];
  for (const { level, of } of levels) {
    if (of.length !== bottom) throw new RangeError(`Level ${level} groups ${of.length} series, not ${bottom}.`);
    const groups = new Set(of);
    for (let group = 0; group < groups.size; group++) {
      if (!groups.has(group)) throw new RangeError(`Level ${level} has no series in group ${group} of ${groups.size}.`);
    }
    starts.push((starts.at(-1) as number) + groups.size);
  }
  return { bottom, levels: levels.map(({ level, of }) => ({ level, of })), starts, nodes: (starts.at(-1) as number) + bottom };
}

/** How many nodes lie above the bottom series. */
export function aggregatesOf({ nodes, bottom }: Hierarchy): number {
  return nodes - bottom;
}

/** Bottom values and their sums at every node: `[node * columns + column]`. @param bottom `[series * columns + column]` */
export function sumUp({ bottom: n, levels, starts, nodes }: Hierarchy, bottom: Float64Array, columns: number): Float64Array {
  const out = new Float64Array(nodes * columns);
  const last = starts.at(-1) as number;
  out.set(bottom, last * columns);
  levels.forEach(({ of }, k) => {
    const start = starts[k] as number;
    for (let series = 0; series < n; series++) {
      const to = (start + (of[series] as number)) * columns;
      for (let column = 0; column < columns; column++) {
        out[to + column] = (out[to + column] as number) + (bottom[series * columns + column] as number);
      }
    }
  });
  return out;
}

/** For each bottom series the sum of the values of the groups it belongs to: the transpose of summing up, aggregates only. */
export function gatherDown({ bottom: n, levels, starts }: Hierarchy, aggregates: Float64Array): Float64Array {
  const out = new Float64Array(n);
  levels.forEach(({ of }, k) => {
    const start = starts[k] as number;
    for (let series = 0; series < n; series++)
      out[series] = (out[series] as number) + (aggregates[start + (of[series] as number)] as number);
  });
  return out;
}

/** The bottom series' part of values by node. */
export function bottomOf({ starts }: Hierarchy, values: Float64Array, columns: number): Float64Array {
  return values.subarray((starts.at(-1) as number) * columns);
}

/** Largest gap between a node's value and the sum of its bottom series, as a share of the larger of the two's sizes. */
export function incoherence(structure: Hierarchy, values: Float64Array, columns: number): number {
  const bottom = bottomOf(structure, values, columns);
  const sums = sumUp(structure, bottom, columns);
  const sizes = sumUp(structure, bottom.map(Math.abs), columns);
  let worst = 0;
  for (let k = 0; k < values.length - bottom.length; k++) {
    const gap = Math.abs((values[k] as number) - (sums[k] as number));
    if (gap > 0) worst = Math.max(worst, gap / Math.max(Math.abs(values[k] as number), sizes[k] as number));
  }
  return worst;
}
