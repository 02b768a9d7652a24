import { randomStream } from '@/lib/evaluation/statistics/random';

/** At most `most` of `count` positions, ascending: by chance, but the same each time. No regular step, which could meet a regularity of the data. */
export function randomSample(count: number, most: number): Int32Array {
  if (count <= most) return Int32Array.from({ length: count }, (_, at) => at);
  const random = randomStream(count);
  const kept = new Int32Array(most);
  // Algorithm S (Knuth, The Art of Computer Programming 2, 3.4.2): each position is kept with the chance that fills what is left.
  let size = 0;
  for (let at = 0; size < most; at++) if ((count - at) * random() < most - size) kept[size++] = at;
  return kept;
}
