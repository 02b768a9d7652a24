import type { ColumnProfile } from './profile';
import { isEntity, isRowNumber, keyRank } from './vocabulary';

export interface ProposedKeys {
  keys: ColumnProfile[];
  attributes: ColumnProfile[];
  /** Text columns that are neither. */
  others: { column: ColumnProfile; why: string }[];
}

/** Most distinct values of an integer column that is not called an id, before it counts as a measure. */
const nearlyUnique = 0.9;

/**
 * Which columns identify a series: those that are called as stores and products are, and as many further texts as it takes until a
 * sample has each series and date once. Columns that follow from one of these are its attributes.
 * @param candidates columns that have no role yet
 * @param periods the sample's dates as text, one a row; undefined for wide tables
 */
export function proposeKeys(candidates: ColumnProfile[], sample: string[][], periods: string[] | undefined): ProposedKeys {
  const others: ProposedKeys['others'] = [];
  const possible = candidates.filter((column) => {
    if (column.kind !== 'text' && !(column.kind === 'integer' && keyRank(column.plain) < Number.POSITIVE_INFINITY)) return false;
    if (column.kind === 'integer' && isRowNumber(column.plain)) return false;
    return true;
  });
  possible.sort((a, b) => keyRank(a.plain) - keyRank(b.plain) || a.index - b.index);

  const keys: ColumnProfile[] = [];
  let codes = new Int32Array(sample.length);
  let distinct = 1;
  const left: ColumnProfile[] = [];
  for (const column of possible) {
    const unique = periods && sample.length > 20 && column.distinct > nearlyUnique * sample.length;
    if (unique && !isEntity(column.plain)) {
      others.push({ column, why: 'differs in nearly every row' });
      continue;
    }
    const joined = combine(codes, sample, column.index);
    const adds = joined.distinct > distinct;
    const settled = periods ? isUnique(codes, periods) : distinct === sample.length;
    if ((isEntity(column.plain) && (adds || keys.length === 0)) || (adds && !settled)) {
      keys.push(column);
      codes = joined.codes;
      distinct = joined.distinct;
    } else left.push(column);
  }
  const attributes: ColumnProfile[] = [];
  for (const column of left) {
    const follows = keys.some((key) => followsFrom(sample, column.index, key.index));
    if (follows) attributes.push(column);
    else others.push({ column, why: 'is text that changes within a series' });
  }
  return { keys, attributes, others };
}

function combine(codes: Int32Array, sample: string[][], index: number): { codes: Int32Array<ArrayBuffer>; distinct: number } {
  const seen = new Map<string, number>();
  const joined = new Int32Array(sample.length);
  for (let i = 0; i < sample.length; i++) {
    const id = `${codes[i]}\0${sample[i]?.[index] ?? ''}`;
    let code = seen.get(id);
    if (code === undefined) {
      code = seen.size;
      seen.set(id, code);
    }
    joined[i] = code;
  }
  return { codes: joined, distinct: seen.size };
}

function isUnique(codes: Int32Array, periods: string[]): boolean {
  const seen = new Set<string>();
  for (let i = 0; i < periods.length; i++) {
    const id = `${codes[i]}\0${periods[i]}`;
    if (seen.has(id)) return false;
    seen.add(id);
  }
  return true;
}

/** Whether each value of one column goes with one value of the other. */
function followsFrom(sample: string[][], column: number, key: number): boolean {
  const values = new Map<string, string>();
  for (const row of sample) {
    const [of, value] = [row[key] ?? '', row[column] ?? ''];
    if (value === '') continue;
    const known = values.get(of);
    if (known === undefined) values.set(of, value);
    else if (known !== value) return false;
  }
  return true;
}
