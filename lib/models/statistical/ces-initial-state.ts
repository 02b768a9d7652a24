import { classicalSeason } from './classical-decomposition';

/** Which parts a complex exponential smoothing has: none seasonal; level a season back; real or complex seasonal part beside the level. */
export type CesKind = 'none' | 'simple' | 'partial' | 'full';

/** States before the first value: the level's complex pair, and a complex pair for each phase of the season. */
export interface CesInitialState {
  level: [real: number, imaginary: number];
  seasonReal: Float64Array;
  seasonImaginary: Float64Array;
}

/** States start with an imaginary part somewhat below the real one, as in `statsforecast`; fitting backcasts them anyway. */
const imaginaryShare = 1 / 1.1;

/** Where complex exponential smoothing of `y` begins; `y` holds two seasons or more for the seasonal kinds. */
export function cesInitialState(y: Float64Array, season: number, kind: CesKind): CesInitialState {
  if (kind === 'none') {
    const level = mean(y.subarray(0, 10));
    return { level: [level, level * imaginaryShare], seasonReal: new Float64Array(1), seasonImaginary: new Float64Array(1) };
  }
  if (kind === 'simple') {
    const seasonReal = y.slice(0, season);
    return { level: [0, 0], seasonReal, seasonImaginary: seasonReal.map((value) => value * imaginaryShare) };
  }
  const level = mean(y.subarray(0, season));
  const seasonReal = classicalSeason(y, season, 'additive');
  const seasonImaginary = kind === 'full' ? seasonReal.map((value) => value * imaginaryShare) : new Float64Array(season);
  return { level: [level, level * imaginaryShare], seasonReal, seasonImaginary };
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
