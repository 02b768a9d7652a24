/**
 * Random numbers by key, not by turn: each value is a hash of (seed, what it is for, whose it is, when), so it never
 * depends on how many others were drawn before. MurmurHash3's 32-bit mixing (Austin Appleby, public domain).
 */
export type Stream = number;

function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The stream of values for one purpose and one owner, e.g. `stream(42, 'visitors', 'store_001')`. */
export function stream(seed: number, ...parts: (string | number)[]): Stream {
  let hash = mix(0x9747b28c, seed | 0);
  for (const part of parts) {
    if (typeof part === 'number') {
      hash = mix(hash, part);
      continue;
    }
    for (let i = 0; i < part.length; i++) hash = mix(hash, part.charCodeAt(i));
    hash = mix(hash, 0x10000 + part.length);
  }
  return finish(hash);
}

/** Uniform in (0, 1) at time `t` of a stream; `draw` tells several values at the same time apart. */
export function uniform(of: Stream, t: number, draw = 0): number {
  return (finish(mix(mix(of, t), draw)) + 0.5) / 4_294_967_296;
}

/** Standard normal at time `t` (Box-Muller). */
export function normal(of: Stream, t: number, draw = 0): number {
  const radius = Math.sqrt(-2 * Math.log(uniform(of, t, 2 * draw)));
  return radius * Math.cos(2 * Math.PI * uniform(of, t, 2 * draw + 1));
}

/** Whole number from `low` to `high`, both included. */
export function integer(of: Stream, t: number, low: number, high: number, draw = 0): number {
  return low + Math.floor(uniform(of, t, draw) * (high - low + 1));
}

/**
 * Noise that drifts: hashed normals every `scale` days, joined smoothly. Unit variance at the knots, correlated over about
 * `scale` days, and, unlike an autoregression, known at any day without those before it.
 */
export function drift(of: Stream, day: number, scale: number): number {
  const at = day / scale;
  const knot = Math.floor(at);
  const part = at - knot;
  const weight = part * part * (3 - 2 * part);
  return normal(of, knot) * (1 - weight) + normal(of, knot + 1) * weight;
}

/** A Poisson count of mean `mean` at time `t`: by inversion, or its normal approximation from a mean of 30 on. */
export function poisson(of: Stream, t: number, mean: number): number {
  if (mean <= 0) return 0;
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(of, t)));
  const target = uniform(of, t);
  let probability = Math.exp(-mean);
  let cumulative = probability;
  let count = 0;
  // The cap ends the walk where rounding keeps the sum below the target for ever.
  while (cumulative < target && count < 200) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}
