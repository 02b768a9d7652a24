import { badFilter } from './error';

/** One piece of a filter. `text` is as it was written, `value` without quotes. */
export interface Token {
  kind: 'word' | 'backticked' | 'single' | 'double' | 'number' | 'operator' | 'dot' | 'comma' | 'open' | 'close';
  text: string;
  value: string;
  /** Where it begins. */
  at: number;
}

const patterns: [Token['kind'], RegExp][] = [
  ['number', /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['backticked', /`[^`]*`/y],
  // A quote within is written twice; a backslash is a character like any other.
  ['single', /'(?:[^']|'')*'/y],
  ['double', /"(?:[^"]|"")*"/y],
  ['operator', /<=|>=|!=|<>|==|=|<|>/y],
  ['dot', /\./y],
  ['comma', /,/y],
  ['open', /\(/y],
  ['close', /\)/y],
];

/** What follows a dot is a name, though it begin with a digit. */
const afterDot = /[\p{L}\p{N}_][\p{L}\p{N}_$]*/uy;

/** @throws AlmanacError `validation_failed` naming `filter` at the first character that begins nothing */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] as string)) {
      at += 1;
      continue;
    }
    const token = tokens.at(-1)?.kind === 'dot' ? (match('word', afterDot, text, at) ?? next(text, at)) : next(text, at);
    if (!token) throw badFilter(`Invalid clause(s) in filter string: '${text.slice(at, at + 40)}'`, { from: at, to: text.length });
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function next(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    const token = match(kind, pattern, text, at);
    if (token) return token;
  }
  return undefined;
}

function match(kind: Token['kind'], pattern: RegExp, text: string, at: number): Token | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { kind, text: found, value: unquoted(kind, found), at };
}

function unquoted(kind: Token['kind'], text: string): string {
  if (kind === 'backticked') return text.slice(1, -1);
  if (kind === 'single') return text.slice(1, -1).replaceAll("''", "'");
  if (kind === 'double') return text.slice(1, -1).replaceAll('""', '"');
  return text;
}
