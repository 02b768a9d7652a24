import { bottomOf, type Hierarchy } from './hierarchy';

/** How a level's forecasts are shared out among the bottom series below it. */
export type Proportions = 'average-proportions' | 'proportion-averages' | 'forecast-proportions';

/**
 * Bottom forecasts from those of one level (of the total: top-down; of a level between: middle-out), shared out in proportions of
 * the history (Gross & Sohl 1990): the mean of the bottom series' shares in their group, or the share of their means.
 * @param base `[node * columns + column]`
 * @param level index of the level among the hierarchy's
 * @param history bottom series' actuals, `[series * observations + t]`; a time where a series or its group is missing is left out
 */
export function disaggregateByHistory(
  structure: Hierarchy,
  base: Float64Array,
  columns: number,
  level: number,
  history: Float64Array,
  proportions: Exclude<Proportions, 'forecast-proportions'>,
): Float64Array {
  const { bottom, levels, starts } = structure;
  const { of } = levels[level] as Hierarchy['levels'][number];
  const start = starts[level] as number;
  const observations = history.length / bottom;
  if (!Number.isInteger(observations) || observations < 1)
    throw new RangeError(`${history.length} actuals are not equally many for each of ${bottom} series.`);
  const totals = new Float64Array(((starts[level + 1] as number) - start) * observations);
  history.forEach((y, k) => {
    const group = (of[Math.floor(k / observations)] as number) * observations + (k % observations);
    totals[group] = (totals[group] as number) + y;
  });
  const members = new Int32Array(totals.length / observations);
  for (const group of of) members[group] = (members[group] as number) + 1;
  const shareOf = proportions === 'average-proportions' ? meanShare : shareOfMeans;
  const shares = Float64Array.from(of, (group, series) => {
    const own = history.subarray(series * observations, (series + 1) * observations);
    const share = shareOf(own, totals.subarray(group * observations, (group + 1) * observations));
    // A group without history is shared out equally.
    return share === share ? share : 1 / (members[group] as number);
  });
  return Float64Array.from({ length: bottom * columns }, (_, k) => {
    const series = Math.floor(k / columns);
    return (shares[series] as number) * (base[(start + (of[series] as number)) * columns + (k % columns)] as number);
  });
}

/**
 * Bottom forecasts from those of one level, shared out level by level in proportion to the base forecasts of the nodes below
 * (Athanasopoulos, Ahmed & Hyndman 2009). A node whose forecast is zero in sum is shared out equally.
 * @throws RangeError where the levels below are not nested in each other
 */
export function disaggregateByForecast(structure: Hierarchy, base: Float64Array, columns: number, level: number): Float64Array {
  const { bottom, levels, starts } = structure;
  const steps = levels.slice(level).map(({ level: name, of }, k) => ({ name, of, start: starts[level + k] as number }));
  steps.push({ name: 'the bottom series', of: Int32Array.from({ length: bottom }, (_, series) => series), start: starts.at(-1) as number });
  const values = Float64Array.from(base);
  for (let k = 1; k < steps.length; k++) {
    const [above, below] = [steps[k - 1], steps[k]] as [(typeof steps)[number], (typeof steps)[number]];
    const groups = (steps[k + 1]?.start ?? structure.nodes) - below.start;
    const parent = parentsOf(above, below, groups);
    for (let column = 0; column < columns; column++) {
      const sums = new Float64Array(structure.nodes);
      const children = new Int32Array(structure.nodes);
      for (let group = 0; group < groups; group++) {
        const to = above.start + (parent[group] as number);
        sums[to] = (sums[to] as number) + (base[(below.start + group) * columns + column] as number);
        children[to] = (children[to] as number) + 1;
      }
      for (let group = 0; group < groups; group++) {
        const from = above.start + (parent[group] as number);
        const at = (below.start + group) * columns + column;
        const share = sums[from] === 0 ? 1 / (children[from] as number) : (base[at] as number) / (sums[from] as number);
        values[at] = share * (values[from * columns + column] as number);
      }
    }
  }
  return bottomOf(structure, values, columns).slice();
}

interface Step {
  name: string;
  of: Int32Array;
}

/** Group above of each of the groups below. */
function parentsOf(above: Step, below: Step, groups: number): Int32Array {
  const parent = new Int32Array(groups).fill(-1);
  below.of.forEach((group, series) => {
    const own = above.of[series] as number;
    if (parent[group] !== -1 && parent[group] !== own) {
      throw new RangeError(`Forecast proportions need nested levels: a group of ${below.name} is in two of ${above.name}.`);
    }
    parent[group] = own;
  });
  return parent;
}

function meanShare(own: Float64Array, group: Float64Array): number {
  let sum = 0;
  let count = 0;
  own.forEach((y, t) => {
    const share = y / (group[t] as number);
    if (!Number.isFinite(share)) return;
    sum += share;
    count++;
  });
  return sum / count;
}

function shareOfMeans(own: Float64Array, group: Float64Array): number {
  let part = 0;
  let whole = 0;
  group.forEach((total, t) => {
    if (total !== total) return;
    part += own[t] as number;
    whole += total;
  });
  return part / whole;
}
