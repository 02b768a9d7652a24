import type { BoosterColumns, Matrix } from '../booster';

/** By column: the category codes that training saw. */
export type SeenCategories = Map<number, Set<number>>;

/** Model attribute that carries them; other programs ignore it. */
export const categoriesAttribute = 'almanac.categories';

export function seenCategories({ values, rows, columns }: Matrix, { categorical }: BoosterColumns): SeenCategories {
  const seen: SeenCategories = new Map();
  for (const column of categorical) {
    const codes = new Set<number>();
    for (let row = 0, at = column; row < rows; row++, at += columns) {
      const code = values[at] as number;
      if (!Number.isNaN(code)) codes.add(code);
    }
    seen.set(column, codes);
  }
  return seen;
}

/**
 * A category that training never saw is missing, as LightGBM has it; XGBoost would send it down an arbitrary branch (or,
 * in a validation set, refuse it). Returns the matrix itself where there is none such, which is the rule, else a copy.
 */
export function withoutUnseen<Kind extends Matrix>(matrix: Kind, seen: SeenCategories): Kind {
  let values = matrix.values;
  for (const [column, codes] of seen) {
    for (let at = column; at < values.length; at += matrix.columns) {
      const code = values[at] as number;
      if (Number.isNaN(code) || codes.has(code)) continue;
      if (values === matrix.values) values = values.slice();
      values[at] = Number.NaN;
    }
  }
  return values === matrix.values ? matrix : { ...matrix, values };
}

export function encodeCategories(seen: SeenCategories): string {
  return JSON.stringify([...seen].map(([column, codes]) => [column, [...codes].sort((a, b) => a - b)]));
}

export function decodeCategories(text: string | undefined): SeenCategories {
  const entries = JSON.parse(text ?? '[]') as [number, number[]][];
  return new Map(entries.map(([column, codes]) => [column, new Set(codes)]));
}
