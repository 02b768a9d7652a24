import { categoricalKernels, type Kernels, numericKernels } from './kernels';
import { isActive, type Point, type SearchSpace, type Value } from './space';
import type { Random } from './trial-random';

/**
 * A density over points: a mixture of one product of kernels around each observation, and one over the whole space. With all
 * dimensions in one product, values that did well together are proposed together (Falkner et al. 2018; Watanabe 2023).
 * Where an observation has no value for a dimension, its kernel there is the prior.
 */
export class ParzenEstimator {
  private readonly kernels: [name: string, kernels: Kernels][];
  private readonly components: number;

  /** @param names the dimensions of the product; all by default */
  constructor(
    private readonly space: SearchSpace,
    observed: readonly Point[],
    names: readonly string[] = Object.keys(space),
  ) {
    this.components = observed.length + 1;
    this.kernels = names.map((name) => [name, kernelsOf(space, name, observed)]);
  }

  /** Draws the dimensions of the product that are active, given the values of `point`, which it begins with. */
  sample(random: Random, point: Point = {}): Point {
    const component = Math.floor(random() * this.components);
    const drawn: Record<string, Value> = { ...point };
    for (const [name, kernels] of this.kernels) {
      const dimension = this.space[name];
      if (dimension && isActive(dimension, drawn)) drawn[name] = kernels.sample(component, random);
    }
    return drawn;
  }

  /** Log density of a point's values: on the unit scale of numbers, a probability for whole numbers and choices. */
  logDensity(point: Point): number {
    const logs = new Float64Array(this.components).fill(-Math.log(this.components));
    for (const [name, kernels] of this.kernels) {
      const value = point[name];
      if (value !== undefined) kernels.addLogDensity(value, logs);
    }
    const most = Math.max(...logs);
    return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
  }
}

function kernelsOf(space: SearchSpace, name: string, observed: readonly Point[]): Kernels {
  const dimension = space[name];
  if (!dimension) throw new RangeError(`The space has no dimension ${name}.`);
  const values = observed.map((point) => point[name]);
  if (dimension.kind === 'categorical') return categoricalKernels(dimension.choices, values);
  return numericKernels(dimension, values as (number | undefined)[]);
}
