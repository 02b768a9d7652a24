import type { BoosterColumns, Matrix, RowSource } from '../booster';
import { rowBlocks } from '../row-blocks';

/** By column: the category codes that training saw. */
export type SeenCategories = Map<number, Set<number>>;

/** Model attribute that carries them; other programs ignore it. */
export const categoriesAttribute = 'almanac.categories';

export function seenCategories(set: RowSource, columns: BoosterColumns): SeenCategories {
  const seen: SeenCategories = new Map(columns.categorical.map((column) => [column, new Set<number>()]));
  if (seen.size === 0) return seen;
  for (const block of rowBlocks(set, columns)) {
    for (const [column, codes] of seen) {
      for (let at = column; at < block.values.length; at += block.columns) {
        const code = block.values[at] as number;
        if (!Number.isNaN(code)) codes.add(code);
      }
    }
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
