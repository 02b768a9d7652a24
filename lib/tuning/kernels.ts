import { normalCdf } from '@/lib/evaluation/statistics/distributions';
import { isWhole, type Value } from './space';
import { normal, type Random } from './trial-random';
import { type NumericDimension, UnitScale } from './unit-scale';

/** Densities over one dimension, one around each observation and, last, the prior over the whole range. */
export interface Kernels {
  /** Adds each kernel's log density (for whole numbers and choices: log probability) of a value to `out`. */
  addLogDensity(value: Value, out: Float64Array): void;
  /** Draws from one kernel. */
  sample(kernel: number, random: Random): Value;
}

/**
 * Normal kernels cut off at the ends of the range. Their widths are the distances to the neighbours (Bergstra et al. 2011, 4.1),
 * bounded as in hyperopt and Optuna so that few observations do not narrow the search.
 * @param observed one value an observation; undefined, where the dimension was inactive, gets the prior
 */
export function numericKernels(dimension: NumericDimension, observed: readonly (number | undefined)[]): Kernels {
  const scale = new UnitScale(dimension);
  const places = observed.map((value) => (value === undefined ? undefined : scale.unit(value)));
  const widths = neighbourWidths(places);
  const kernels = [...places.map((place, k) => kernel(place, widths[k])), kernel(undefined, undefined)];
  const whole = isWhole(dimension);

  return {
    addLogDensity(value, out) {
      const unit = scale.unit(value as number);
      const bin = scale.bin(value as number);
      kernels.forEach(({ mean, width, mass }, k) => {
        const z = (unit - mean) / width;
        const log = whole
          ? Math.log(between((bin.from - mean) / width, (bin.to - mean) / width) / mass)
          : -0.5 * z * z - Math.log(width * mass) - halfLogTwoPi;
        out[k] = (out[k] as number) + log;
      });
    },
    sample(k, random) {
      const { mean, width } = kernels[k] as Kernel;
      // Never less than a third of a kernel lies within the range, so few draws are thrown away.
      for (;;) {
        const unit = mean + width * normal(random);
        if (unit >= 0 && unit <= 1) return scale.value(unit);
      }
    },
  };
}

/** Each kernel prefers the choice that was observed; the more there are, the more. */
export function categoricalKernels(choices: readonly Value[], observed: readonly (Value | undefined)[]): Kernels {
  const count = observed.length + 1;
  // As one observation in `count` for every choice; without any, all are alike.
  const rest = 1 / count;
  const total = 1 + choices.length * rest;
  const alike = 1 / choices.length;
  const probability = (k: number, value: Value) => {
    const preferred = observed[k];
    return preferred === undefined ? alike : ((value === preferred ? 1 : 0) + rest) / total;
  };
  return {
    addLogDensity(value, out) {
      for (let k = 0; k < count; k++) out[k] = (out[k] as number) + Math.log(probability(k, value));
    },
    sample(k, random) {
      let left = random();
      for (const choice of choices) {
        left -= probability(k, choice);
        if (left < 0) return choice;
      }
      return choices.at(-1) as Value;
    },
  };
}

interface Kernel {
  mean: number;
  width: number;
  /** Share of the uncut kernel within the range. */
  mass: number;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

function kernel(mean = 0.5, width = 1): Kernel {
  return { mean, width, mass: between(-mean / width, (1 - mean) / width) };
}

/** Chance of a standard normal number between two; of the tails the smaller is taken, which keeps its digits. */
function between(from: number, to: number): number {
  return from > 0 ? normalCdf(-from) - normalCdf(-to) : normalCdf(to) - normalCdf(from);
}

function neighbourWidths(places: readonly (number | undefined)[]): (number | undefined)[] {
  const order = places.flatMap((place, k) => (place === undefined ? [] : [{ place, k }])).sort((a, b) => a.place - b.place || a.k - b.k);
  const least = 1 / Math.min(100, order.length + 2);
  const widths: (number | undefined)[] = places.map(() => undefined);
  order.forEach(({ place, k }, at) => {
    const before = order[at - 1]?.place;
    const after = order[at + 1]?.place;
    // The ends of the range count as neighbours only where there is no other.
    const distances = order.length > 1 ? [before, after].filter((other) => other !== undefined) : [0, 1];
    const width = Math.max(...distances.map((other) => Math.abs(place - other)));
    widths[k] = Math.min(1, Math.max(least, width));
  });
  return widths;
}
