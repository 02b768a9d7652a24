import type { Hierarchy } from './hierarchy';

/**
 * Values by node from blocks by level: `[node * columns + column]` with a column for each step at each origin, as `reconcile` takes
 * forecasts and errors.
 * @param levels one column a level in the hierarchy's order, the bottom series last, each laid out as `OriginBlocks`:
 *   `[(origin * groups + group) * horizon + step - 1]`
 * @throws RangeError where a level has another number of values than its groups call for
 */
export function stackLevels(structure: Hierarchy, levels: Float64Array[], horizon: number): Float64Array {
  const origins = (levels.at(-1)?.length ?? 0) / (structure.bottom * horizon);
  const columns = origins * horizon;
  const out = new Float64Array(structure.nodes * columns);
  eachLevel(structure, (start, groups, level) => {
    const values = levels[level];
    if (values?.length !== groups * columns) {
      throw new RangeError(
        `Level ${level + 1} has ${values?.length ?? 0} values, not ${horizon} for each of ${groups} groups at each origin.`,
      );
    }
    for (let origin = 0; origin < origins; origin++) {
      for (let group = 0; group < groups; group++) {
        const from = (origin * groups + group) * horizon;
        out.set(values.subarray(from, from + horizon), (start + group) * columns + origin * horizon);
      }
    }
  });
  return out;
}

/** Blocks by level from values by node: the inverse of `stackLevels`. */
export function unstackLevels(structure: Hierarchy, values: Float64Array, horizon: number): Float64Array[] {
  const columns = values.length / structure.nodes;
  const origins = columns / horizon;
  const levels: Float64Array[] = [];
  eachLevel(structure, (start, groups) => {
    const out = new Float64Array(groups * columns);
    for (let origin = 0; origin < origins; origin++) {
      for (let group = 0; group < groups; group++) {
        const from = (start + group) * columns + origin * horizon;
        out.set(values.subarray(from, from + horizon), (origin * groups + group) * horizon);
      }
    }
    levels.push(out);
  });
  return levels;
}

function eachLevel({ starts, nodes }: Hierarchy, visit: (start: number, groups: number, level: number) => void): void {
  starts.forEach((start, level) => {
    visit(start, (starts[level + 1] ?? nodes) - start, level);
  });
}
