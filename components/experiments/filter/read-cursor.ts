import { type Token, tokenize } from '@/lib/tracking/filter/tokenizer';

/** What the language expects where the text cursor is. */
export type Expected = 'name' | 'key' | 'operator' | 'value' | 'list' | 'and' | 'null' | 'in' | 'nothing';

export interface CursorContext {
  expected: Expected;
  /** The name before: `metrics` and `rmse`, or no entity and `status`. */
  entity: string | undefined;
  key: string;
  /** What of the expected is typed already, without its quote, and where it begins. */
  typed: string;
  from: number;
  /** The quote that it was begun with. */
  quote: string;
}

/** Where a quote was opened that nothing has closed; undefined where none is. */
function openQuote(text: string): number | undefined {
  let open: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (open === undefined && /["'`]/.test(character)) open = at;
    else if (open !== undefined && character === text[open]) open = undefined;
  }
  return open;
}

/** Reads a filter up to the text cursor; what comes after it is no matter. Undefined where that is no beginning of a filter. */
export function readCursor(before: string): CursorContext | undefined {
  const quoteAt = openQuote(before);
  const wordAt = quoteAt ?? before.length - (/[\p{L}\p{N}_$]*$/u.exec(before)?.[0].length ?? 0);
  let tokens: Token[];
  try {
    tokens = tokenize(before.slice(0, wordAt));
  } catch {
    // It is told what is wrong with it; there is nothing to offer.
    return undefined;
  }
  const state = walk(tokens);
  if (!state) return undefined;
  const { expected, parts, keyAt } = state;
  const quote = quoteAt === undefined ? '' : (before[quoteAt] as string);
  // A key may have dots: all of it since the first one is replaced.
  const from = expected === 'key' ? keyAt : wordAt;
  const typed = before.slice(from).replace(/^["'`]/, '');
  const [first = '', ...rest] = parts;
  const entity = rest.length > 0 || expected === 'key' ? first : undefined;
  return { expected, entity, key: entity === undefined ? first : rest.join('.'), typed, from, quote };
}

/** The grammar of `parseFilter`, told of what may come next in place of what came. */
function walk(tokens: Token[]): { expected: Expected; parts: string[]; keyAt: number } | undefined {
  let expected: Expected = 'name';
  let parts: string[] = [];
  let keyAt = 0;
  let inList = false;
  for (const { kind, text, value, at } of tokens) {
    const word: string = kind === 'word' ? text.toUpperCase() : '';
    const named = kind === 'word' || kind === 'backticked' || kind === 'double';
    if (expected === 'name' && named) [expected, parts] = ['operator', [value]];
    else if (expected === 'key' && named) [expected, parts] = ['operator', [...parts, value]];
    else if (expected === 'operator' && kind === 'dot') {
      if (parts.length === 1) keyAt = at + 1;
      expected = 'key';
    } else if (expected === 'operator') {
      if (word === 'NOT') expected = 'in';
      else if (word === 'IN') expected = 'list';
      else if (word === 'IS') expected = 'null';
      else if (kind === 'operator' || word) expected = 'value';
      else return undefined;
    } else if (expected === 'in' && word === 'IN') expected = 'list';
    else if (expected === 'null' && word === 'NOT') expected = 'null';
    else if (expected === 'null' && word === 'NULL') expected = 'and';
    else if (expected === 'list' && kind === 'open') inList = true;
    else if (expected === 'list' && inList && kind === 'comma') expected = 'list';
    else if (expected === 'list' && inList && (kind === 'single' || kind === 'double')) expected = 'nothing';
    else if (expected === 'nothing' && kind === 'comma') expected = 'list';
    else if ((expected === 'nothing' || expected === 'list') && kind === 'close') [expected, inList] = ['and', false];
    else if (expected === 'value' && (kind === 'single' || kind === 'double' || kind === 'number')) expected = 'and';
    else if (expected === 'and' && word === 'AND') [expected, parts] = ['name', []];
    else return undefined;
  }
  return { expected: expected === 'list' && !inList ? 'nothing' : expected, parts, keyAt };
}
