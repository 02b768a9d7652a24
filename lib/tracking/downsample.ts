/**
 * Which points of a line a chart needs: Largest Triangle Three Buckets. The first and the last are kept; what lies between is cut
 * into buckets of about a size, and of each the point is kept that spans the largest triangle with the one kept before it and the
 * mean of the next bucket.
 *
 * Source: Sveinn Steinarsson, Downsampling Time Series for Visual Representation, University of Iceland, 2013, section 4.2.
 * @param x positions, ascending
 * @param y values, all finite
 * @param points how many to keep, at least 3; all where there are no more
 * @returns indexes of the points kept, ascending
 */
export function largestTriangles(x: Float64Array, y: Float64Array, points: number): Int32Array {
  const n = x.length;
  if (points >= n) return Int32Array.from({ length: n }, (_, at) => at);
  if (points < 3) throw new RangeError(`A line is drawn with 3 points at least, not ${points}.`);
  const size = (n - 2) / (points - 2);
  const kept = new Int32Array(points);
  kept[points - 1] = n - 1;
  let last = 0;
  for (let bucket = 0; bucket < points - 2; bucket++) {
    const from = Math.floor(bucket * size) + 1;
    const to = Math.floor((bucket + 1) * size) + 1;
    const next = meanOf(x, y, to, Math.min(n, Math.floor((bucket + 2) * size) + 1));
    last = furthest(x, y, last, from, to, next);
    kept[bucket + 1] = last;
  }
  return kept;
}

/** The point from `from` to before `to` that spans the largest triangle with the point `last` and the point `next`; the first of equals. */
function furthest(x: Float64Array, y: Float64Array, last: number, from: number, to: number, next: { x: number; y: number }): number {
  const [x0, y0] = [x[last] as number, y[last] as number];
  let best = from;
  let largest = -1;
  for (let at = from; at < to; at++) {
    // Twice the area; what is compared need not be halved.
    const area = Math.abs((x0 - next.x) * ((y[at] as number) - y0) - (x0 - (x[at] as number)) * (next.y - y0));
    if (area > largest) {
      largest = area;
      best = at;
    }
  }
  return best;
}

function meanOf(x: Float64Array, y: Float64Array, from: number, to: number): { x: number; y: number } {
  let [sumX, sumY] = [0, 0];
  for (let at = from; at < to; at++) {
    sumX += x[at] as number;
    sumY += y[at] as number;
  }
  return { x: sumX / (to - from), y: sumY / (to - from) };
}
