import { componentCodes, type EtsComponents, type EtsWeights } from './ets-components';

/** Below this a divisor counts as zero, as in `statsforecast` and R's `forecast`. */
const tiny = 1e-10;
const huge = 1e10;
const { A, M, N } = componentCodes;

/**
 * Runs the state equations of an ETS model (Hyndman et al. 2008, tables 2.2 and 2.3) over a series and leaves the last state.
 *
 * @param state level, growth (0 without trend), then the season's places, the first for `y[0]`; afterwards the last level and
 *   growth, and the places renewed where they stand: the one for the period after `y` is `y.length % season`
 * @returns -2 log likelihood but for a constant that depends on `y.length` only; NaN where the equations leave the numbers
 */
export function etsDeviance(y: Float64Array, components: EtsComponents, weights: EtsWeights, state: Float64Array): number {
  const multiplicativeError = components.error === 'M';
  const trend = componentCodes[components.trend];
  const season = componentCodes[components.season];
  const { alpha, gamma, phi } = weights;
  const growthWeight = weights.beta / alpha;
  const undamped = Math.abs(phi - 1) < tiny;
  const end = state.length;
  const n = y.length;

  let level = state[0] as number;
  let growth = state[1] as number;
  let place = 2;
  let squares = 0;
  let logs = 0;
  let product = 1;
  for (let t = 0; t < n; t++) {
    const value = y[t] as number;
    let carried = 0;
    let base = level;
    if (trend === A) {
      carried = phi * growth;
      base = level + carried;
    } else if (trend === M) {
      carried = undamped ? growth : growth ** phi;
      base = level * carried;
    }
    let expected = base;
    let adjusted = value;
    if (season !== N) {
      const seasonal = state[place] as number;
      let renewed: number;
      if (season === A) {
        expected = base + seasonal;
        adjusted = value - seasonal;
        renewed = value - base;
      } else {
        expected = base * seasonal;
        adjusted = Math.abs(seasonal) < tiny ? huge : value / seasonal;
        renewed = Math.abs(base) < tiny ? huge : value / base;
      }
      state[place] = seasonal + gamma * (renewed - seasonal);
      if (++place === end) place = 2;
    }
    let error = value - expected;
    if (multiplicativeError) {
      const size = Math.abs(expected);
      error /= size < tiny ? expected + tiny : expected;
      // The logarithm of many sizes is taken at once, before their product leaves the range of numbers.
      product *= size > 0 ? size : 1e-8;
      if (product > 1e150 || product < 1e-150) {
        logs += Math.log(product);
        product = 1;
      }
    }
    squares += error * error;

    const before = level;
    level = base + alpha * (adjusted - base);
    if (trend === A) growth = carried + growthWeight * (level - before - carried);
    else if (trend === M) growth = carried + growthWeight * ((Math.abs(before) < tiny ? huge : level / before) - carried);
  }
  state[0] = level;
  state[1] = growth;
  const deviance = n * Math.log(squares > 0 ? squares : 1e-8);
  return multiplicativeError ? deviance + 2 * (logs + Math.log(product)) : deviance;
}

/**
 * Point forecasts from the state that `etsDeviance` left after `n` periods.
 * A damped trend grows by phi, phi, phi^2, ... as in R's `forecast` and `statsforecast`, where textbooks have phi, phi^2, phi^3.
 */
export function etsForecast(components: EtsComponents, phi: number, state: Float64Array, n: number, horizon: number): Float64Array {
  const [level, growth] = state as unknown as [number, number];
  const season = state.length - 2;
  let grown = phi;
  return new Float64Array(horizon).map((_, step) => {
    let value = level;
    if (components.trend === 'A') value += grown * growth;
    else if (components.trend === 'M') value *= growth ** grown;
    grown += components.damped ? phi ** (step + 1) : 1;
    if (components.season === 'N') return value;
    const seasonal = state[2 + ((n + step) % season)] as number;
    return components.season === 'A' ? value + seasonal : value * seasonal;
  });
}
