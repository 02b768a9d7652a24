import { type OriginBlocks, originsOf } from './origin-blocks';

/** What an error costs: its size, or its square. */
export type Loss = 'absolute' | 'squared';

/** Mean losses of two models, one a origin in time order, over the points that both forecast and that came to be known. */
export interface PairedLosses {
  champion: Float64Array;
  challenger: Float64Array;
}

/**
 * The losses that a comparison of two models rests on. A point that either model or the actuals lack counts for neither.
 * An origin without a point in common is NaN in both.
 * @param blocks the champion's forecasts beside what came
 * @param challenger its forecasts of the same points
 * @param scales one a block (a series at an origin), to measure errors in: without them large series decide
 */
export function pairedLosses(blocks: OriginBlocks, challenger: Float64Array, loss: Loss, scales?: Float64Array): PairedLosses {
  const origins = originsOf({ ...blocks, forecast: challenger });
  const { actual, forecast, horizon, series } = blocks;
  const cost = (error: number) => (loss === 'absolute' ? Math.abs(error) : error * error);
  const out = { champion: new Float64Array(origins), challenger: new Float64Array(origins) };
  for (let origin = 0; origin < origins; origin++) {
    let count = 0;
    let first = 0;
    let second = 0;
    for (let k = origin * series * horizon; k < (origin + 1) * series * horizon; k++) {
      const scale = scales ? (scales[Math.floor(k / horizon)] as number) : 1;
      const a = ((forecast[k] as number) - (actual[k] as number)) / scale;
      const b = ((challenger[k] as number) - (actual[k] as number)) / scale;
      if (a !== a || b !== b) continue;
      count++;
      first += cost(a);
      second += cost(b);
    }
    out.champion[origin] = first / count;
    out.challenger[origin] = second / count;
  }
  return out;
}

/**
 * How many later origins an origin's horizon reaches over: errors of origins that share targets are correlated up to this lag.
 * @param origins periods (or days, with the horizon in days) of the origins, ascending
 */
export function overlapLag(origins: ArrayLike<number>, horizon: number): number {
  let lag = 0;
  for (let from = 0; from < origins.length; from++) {
    while (from + lag + 1 < origins.length && (origins[from + lag + 1] as number) - (origins[from] as number) < horizon) lag++;
  }
  return lag;
}
