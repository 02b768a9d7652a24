/** Coefficients of Lanczos' approximation (g = 7, n = 9; Godfrey 2001), good to some 15 digits. */
const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Smallest number that a continued fraction's denominator is allowed to be (Lentz). */
const tiny = 1e-300;

/** Relative change at which series and fractions stop. */
const precision = 2e-16;

/** Terms of a fraction at most: enough for parameters up to some tens of millions. */
const mostTerms = 20_000;

/** ln of the gamma function of x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0] as number;
  for (let k = 1; k < lanczos.length; k++) sum += (lanczos[k] as number) / (x - 1 + k);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Regularised incomplete beta function I_x(a, b), 0 <= x <= 1 and a, b > 0, by its continued fraction (DLMF 8.17.22).
 * @param complement 1 - x, where the caller knows it to more digits
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  // The fraction converges fast below the mean; above it, I_x(a, b) = 1 - I_{1-x}(b, a).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(complement, b, a, x);
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const numerator = (k: number) => {
    const m = k >> 1;
    if (k % 2 === 0) return (m * (b - m) * x) / ((a + k - 1) * (a + k));
    return (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
  };
  return front / continuedFraction(numerator, () => 1);
}

/** Regularised upper incomplete gamma function Q(a, x), a > 0 and x >= 0, by series or continued fraction (DLMF 8.11.4, 8.9.2). */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1)
    return (
      front /
      continuedFraction(
        (k) => k * (a - k),
        (k) => x + 2 * k + 1 - a,
      )
    );
  let term = 1 / a;
  let sum = term;
  for (let k = 1; term > precision * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return 1 - front * sum;
}

/** b(0) + a(1) / (b(1) + a(2) / (b(2) + ...)), by Lentz's method as modified by Thompson and Barnett (1986). */
function continuedFraction(a: (k: number) => number, b: (k: number) => number): number {
  let value = b(0) || tiny;
  let c = value;
  let d = 0;
  for (let k = 1; k <= mostTerms; k++) {
    d = 1 / (b(k) + a(k) * d || tiny);
    c = b(k) + a(k) / c || tiny;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < precision) return value;
  }
  return value;
}
