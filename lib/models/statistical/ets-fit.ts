import type { EtsComponents, EtsWeights } from './ets-components';
import { etsDeviance, etsForecast } from './ets-recursion';
import { startStates, startWeights, type WeightBounds } from './ets-start';
import { nelderMead } from './nelder-mead';

/** An ETS model fitted to one series. */
export interface EtsFit {
  components: EtsComponents;
  weights: EtsWeights;
  /** Akaike's information criterion, corrected for short series, but for a constant of the series: less is better. */
  aicc: number;
  /** Point forecasts of the periods after the series. */
  forecast(horizon: number): Float64Array;
}

/**
 * Fits weights and first states of an ETS model by maximum likelihood (as R's `forecast::ets` and `statsforecast` do).
 *
 * @param season rows in a season; read only where the model has one, and then `y` is longer than a season
 * @param bounds where weights are sought; tightened, see `startWeights`
 * @returns undefined where `y` is too short for the number of parameters
 */
export function fitEts(y: Float64Array, components: EtsComponents, season: number, bounds: WeightBounds): EtsFit | undefined {
  const first = startWeights(components, season, bounds);
  const names: (keyof EtsWeights)[] = ['alpha'];
  if (components.trend !== 'N') names.push('beta');
  if (components.season !== 'N') names.push('gamma');
  if (components.damped) names.push('phi');
  const states = startStates(y, components, season);
  const size = names.length + states.length;
  if (size >= y.length - 1) return undefined;

  const start = Float64Array.from([...names.map((name) => first[name]), ...states]);
  const lower = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const upper = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  names.forEach((name, k) => {
    lower[k] = bounds.lower[name];
    upper[k] = bounds.upper[name];
  });

  const weights = { ...first };
  const state = new Float64Array(components.season === 'N' ? 2 : 2 + season);
  const deviance = (parameters: Float64Array): number => {
    for (let k = 0; k < names.length; k++) weights[names[k] as keyof EtsWeights] = parameters[k] as number;
    if (!readState(parameters, names.length, components, state)) return Number.POSITIVE_INFINITY;
    return etsDeviance(y, components, weights, state);
  };
  const least = deviance(nelderMead(deviance, start, { lower, upper }).x);
  // The variance is a parameter, too.
  const count = size + 1;
  const spare = y.length - count - 1;
  return {
    components,
    weights,
    aicc: spare > 0 ? least + 2 * count + (2 * count * (count + 1)) / spare : Number.POSITIVE_INFINITY,
    forecast: (horizon) => etsForecast(components, weights.phi, state, y.length, horizon),
  };
}

/** Lays the states among the parameters out as `etsDeviance` reads them; false where a multiplicative season has a negative place. */
function readState(parameters: Float64Array, from: number, components: EtsComponents, state: Float64Array): boolean {
  let next = from;
  state[0] = parameters[next++] as number;
  state[1] = components.trend === 'N' ? 0 : (parameters[next++] as number);
  if (components.season === 'N') return true;
  const multiplicative = components.season === 'M';
  let rest = multiplicative ? state.length - 2 : 0;
  let least = Number.POSITIVE_INFINITY;
  for (let place = state.length - 1; place > 2; place--) {
    const value = parameters[next++] as number;
    state[place] = value;
    rest -= value;
    if (value < least) least = value;
  }
  state[2] = rest;
  return !multiplicative || (least >= 0 && rest >= 0);
}
