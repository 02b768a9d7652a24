/** How a locally weighted regression looks around: its window in points (odd) and the degree of its local polynomial. */
export interface LoessWindow {
  length: number;
  degree: 0 | 1;
}

/**
 * Locally weighted regression (loess) on `n` equally spaced points, tricube weights, fitted at every point; Cleveland et al. 1990, section 2.
 *
 * Without robustness weights the fit is linear in the data and its coefficients depend on the geometry alone, so they are worked out once
 * and a smooth is one dot product a point. All points far from both ends share one row of coefficients.
 */
export class Loess {
  private readonly width: number;
  private readonly first: number;
  /** Of each fitted position: the first point of its window and where its row begins in `tricube` and `coefficients`. */
  private readonly left: Int32Array;
  private readonly row: Int32Array;
  private readonly tricube: Float64Array;
  private readonly coefficients: Float64Array;

  /** @param extend fits one position before the first point and one after the last as well */
  constructor(
    private readonly n: number,
    private readonly window: LoessWindow,
    private readonly extend = false,
  ) {
    this.width = Math.min(window.length, n);
    this.first = extend ? -1 : 0;
    const positions = extend ? n + 2 : n;
    this.left = new Int32Array(positions);
    this.row = new Int32Array(positions);
    let rows = 0;
    for (let k = 0; k < positions; k++) {
      const x = this.first + k;
      this.left[k] = Math.min(Math.max(0, x - (window.length >> 1)), n - this.width);
      // Same place in the window as before means the same weights.
      const shared = k > 0 && x - (this.left[k] as number) === x - 1 - (this.left[k - 1] as number);
      this.row[k] = shared ? (this.row[k - 1] as number) : rows++ * this.width;
    }
    this.tricube = new Float64Array(rows * this.width);
    this.coefficients = new Float64Array(rows * this.width);
    for (let k = 0; k < positions; k++) {
      if (k > 0 && this.row[k] === this.row[k - 1]) continue;
      this.fillTricube(this.row[k] as number, this.first + k - (this.left[k] as number));
      this.fillCoefficients(this.row[k] as number, this.first + k - (this.left[k] as number));
    }
  }

  /**
   * Smooths the points `y[at + i * stride]`, i = 0 to n - 1, into `out[outAt + k * outStride]`, one a fitted position.
   * @param robustness a weight a point, laid out as `y`; null for none. A point with no weight in its window keeps its own value,
   *   a position outside continues its neighbour.
   */
  smooth(
    y: Float64Array,
    at: number,
    stride: number,
    robustness: Float64Array | null,
    out: Float64Array,
    outAt: number,
    outStride: number,
  ): void {
    const { left, row, width, coefficients } = this;
    const positions = left.length;
    if (robustness) {
      this.smoothRobustly(y, at, stride, robustness, out, outAt, outStride);
      return;
    }
    for (let k = 0; k < positions; k++) {
      const from = row[k] as number;
      let point = at + (left[k] as number) * stride;
      let sum = 0;
      for (let j = from; j < from + width; j++) {
        sum += (coefficients[j] as number) * (y[point] as number);
        point += stride;
      }
      out[outAt + k * outStride] = sum;
    }
  }

  private smoothRobustly(
    y: Float64Array,
    at: number,
    stride: number,
    robustness: Float64Array,
    out: Float64Array,
    outAt: number,
    outStride: number,
  ): void {
    const outside = this.extend ? 1 : 0;
    const positions = this.left.length;
    for (let k = outside; k < positions - outside; k++) {
      const value = this.fitAt(k, y, at, stride, robustness);
      out[outAt + k * outStride] = Number.isNaN(value) ? (y[at + (this.first + k) * stride] as number) : value;
    }
    if (!this.extend) return;
    const before = this.fitAt(0, y, at, stride, robustness);
    out[outAt] = Number.isNaN(before) ? (out[outAt + outStride] as number) : before;
    const end = outAt + (positions - 1) * outStride;
    const after = this.fitAt(positions - 1, y, at, stride, robustness);
    out[end] = Number.isNaN(after) ? (out[end - outStride] as number) : after;
  }

  /** The local fit at one position by weighted moments around it; NaN where every weight is zero. */
  private fitAt(k: number, y: Float64Array, at: number, stride: number, robustness: Float64Array): number {
    const from = this.row[k] as number;
    const left = this.left[k] as number;
    let point = at + left * stride;
    let distance = left - (this.first + k);
    let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0];
    for (let j = from; j < from + this.width; j++) {
      const weight = (this.tricube[j] as number) * (robustness[point] as number);
      const value = weight * (y[point] as number);
      s0 += weight;
      s1 += weight * distance;
      s2 += weight * distance * distance;
      t0 += value;
      t1 += value * distance;
      distance++;
      point += stride;
    }
    if (!(s0 > 0)) return Number.NaN;
    const mean = s1 / s0;
    const variance = s2 / s0 - mean * mean;
    const level = t0 / s0;
    return this.sloped(variance) ? level - (mean / variance) * (t1 / s0 - mean * level) : level;
  }

  /** Tricube weights of the points of a window, for the position `offset` points after its first. */
  private fillTricube(row: number, offset: number): void {
    let reach = Math.max(offset, this.width - 1 - offset);
    // A window longer than the series looks as far as it would in a longer one.
    if (this.window.length > this.n) reach += (this.window.length - this.n) >> 1;
    for (let j = 0; j < this.width; j++) {
      const distance = Math.abs(j - offset);
      const share = distance / reach;
      const rest = 1 - share * share * share;
      this.tricube[row + j] = distance > 0.999 * reach ? 0 : distance <= 0.001 * reach ? 1 : rest * rest * rest;
    }
  }

  /** What each point of a window contributes to the unweighted local fit. */
  private fillCoefficients(row: number, offset: number): void {
    const { tricube, coefficients, width } = this;
    let [s0, s1, s2] = [0, 0, 0];
    for (let j = 0; j < width; j++) {
      const weight = tricube[row + j] as number;
      s0 += weight;
      s1 += weight * (j - offset);
      s2 += weight * (j - offset) ** 2;
    }
    const mean = s1 / s0;
    const variance = s2 / s0 - mean * mean;
    const slope = this.sloped(variance) ? -mean / variance : 0;
    for (let j = 0; j < width; j++) {
      coefficients[row + j] = ((tricube[row + j] as number) / s0) * (1 + slope * (j - offset - mean));
    }
  }

  /** A line is fitted only where the weight is spread widely enough to hold one. */
  private sloped(variance: number): boolean {
    return this.window.degree > 0 && Math.sqrt(variance) > 0.001 * (this.n - 1);
  }
}
