export type Decimal = '.' | ',';

/** Texts that say that nothing was recorded. */
const missing = new Set(['', '-', '.', '?', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil']);

/** Whether a cell says that it has no value. */
export function isMissing(text: string): boolean {
  return text === '' || (text.length <= 4 && missing.has(text.toLowerCase()));
}

const zero = 48;
const nine = 57;
/** Up to 15 digits and 10^22 are exact in a double, and so is one division: the nearest double to what is written. */
const exactDigits = 15;
const powersOfTen = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/**
 * The number that a cell writes with this decimal sign, or NaN where it is none. Thousands may be set apart by the other sign, a space
 * or an apostrophe, in threes; one currency sign may stand before or after.
 */
export function parseNumber(text: string, decimal: Decimal): number {
  const point = decimal.charCodeAt(0);
  let at = 0;
  let negative = false;
  const first = text.charCodeAt(0);
  if (first === 45 || first === 43) {
    negative = first === 45;
    at = 1;
  }
  let digits = 0;
  let mantissa = 0;
  let decimals = -1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      mantissa = mantissa * 10 + (code - zero);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (code === point && decimals < 0) decimals = 0;
    else return parseOddNumber(text, decimal);
  }
  if (digits === 0) return Number.NaN;
  if (digits > exactDigits) return parseOddNumber(text, decimal);
  const value = decimals > 0 ? mantissa / (powersOfTen[decimals] as number) : mantissa;
  return negative ? -value : value;
}

const currency = /^([+-]?)\s*[$€£¥₹]\s*|\s*[$€£¥₹]$/;

/** Exponents, thousands, currency signs and long numbers: what the fast way does not know. */
function parseOddNumber(text: string, decimal: Decimal): number {
  const bare = text.replace(currency, '$1');
  const [whole, fraction, ...rest] = bare.split(decimal);
  if (rest.length > 0 || whole === undefined) return Number.NaN;
  const ungrouped = withoutGroups(whole, decimal);
  const plain = fraction === undefined ? ungrouped : `${ungrouped}.${fraction}`;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return Number.NaN;
  const value = Number(plain);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Digits without what sets their thousands apart; the text itself where it is not in threes. */
function withoutGroups(whole: string, decimal: Decimal): string {
  const match = /^[+-]?\d{1,3}(?:([.,' \u00a0\u202f’_])\d{3})(?:\1\d{3})*$/.exec(whole);
  return match?.[1] === undefined || match[1] === decimal ? whole : whole.replaceAll(match[1], '');
}

const booleans = new Map([
  ...['true', 'yes', 'y', 't'].map((text) => [text, 1] as const),
  ...['false', 'no', 'n', 'f'].map((text) => [text, 0] as const),
]);

/** 1 or 0 for the words that say yes or no; NaN for others. */
export function parseBoolean(text: string): number {
  return text.length > 5 ? Number.NaN : (booleans.get(text.toLowerCase()) ?? Number.NaN);
}

/** What the numbers of a source say of the decimal sign. */
export interface DecimalEvidence {
  /** Numbers that only a decimal point, or only a decimal comma, makes sense of. */
  point: number;
  comma: number;
  /** `1.234` and `1,234`: a fraction under one reading, a thousand under the other. */
  pointOrThousands: number;
  commaOrThousands: number;
}

/** Adds one cell to the evidence. */
export function weigh(evidence: DecimalEvidence, text: string): void {
  const bare = text.replace(currency, '$1');
  if (/^[+-]?\d{1,3}\.\d{3}$/.test(bare)) evidence.pointOrThousands++;
  else if (/^[+-]?\d{1,3},\d{3}$/.test(bare)) evidence.commaOrThousands++;
  else if (/^[+-]?(\d*\.\d+|\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,})(e[+-]?\d+)?$/i.test(bare)) evidence.point++;
  else if (/^[+-]?(\d*,\d+|\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,})(e[+-]?\d+)?$/i.test(bare)) evidence.comma++;
}

/** The decimal sign that the evidence speaks for; `sure` is false where the same cells make sense under both. */
export function decideDecimal(evidence: DecimalEvidence, delimiter: string): { decimal: Decimal; sure: boolean } {
  const { point, comma, pointOrThousands, commaOrThousands } = evidence;
  if (point > comma) return { decimal: '.', sure: true };
  if (comma > point) return { decimal: ',', sure: true };
  if (point > 0) return { decimal: '.', sure: true };
  // Spreadsheets write semicolons where the comma is the decimal sign.
  const european = delimiter === ';';
  if (commaOrThousands > 0) return { decimal: european ? ',' : '.', sure: pointOrThousands > 0 };
  return { decimal: '.', sure: pointOrThousands === 0 || !european };
}
