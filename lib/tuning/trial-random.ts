import { randomStream } from '@/lib/evaluation/statistics/random';

/** Numbers in [0, 1). */
export type Random = () => number;

/**
 * The random numbers of one trial. They depend on the search's seed and the trial's number alone, so that a search that goes on
 * after a stop draws what it would have drawn without.
 */
export function trialRandom(seed: number, trial: number): Random {
  // The finalizer of MurmurHash3 keeps the streams of neighbouring trials and seeds apart.
  let state = Math.imul(seed ^ Math.imul(trial + 1, 0x9e3779b9), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return randomStream(state ^ (state >>> 16));
}

/** A standard normal number (Box & Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
