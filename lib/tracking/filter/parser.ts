import { badFilter, badOrder } from './error';
import type { Comparison, Identifier, Literal, Ordering } from './syntax';
import { type Token, tokenize } from './tokenizer';

/** A filter that takes longer to read than to answer is none that a person wrote. */
const longestFilter = 100_000;

/**
 * Parses MLflow's search filter: comparisons joined by AND.
 *
 *     filter     = comparison { AND comparison }
 *     comparison = identifier ( operator literal | [NOT] IN list | IS [NOT] NULL )
 *     identifier = name [ "." name { "." name } ]       name = word | `quoted` | "quoted"
 *     list       = "(" literal { "," literal } [ "," ] ")"
 *
 * What entities, keys, operators and values are allowed is the searcher's to say.
 * @returns no comparison for an empty text
 * @throws AlmanacError `validation_failed` naming `filter`
 */
export function parseFilter(text: string | undefined): Comparison[] {
  if (!text?.trim()) return [];
  if (text.length > longestFilter) throw badFilter(`The filter has ${text.length} characters; ${longestFilter} are the most.`);
  const reader = new Reader(tokenize(text), text);
  const comparisons = [reader.comparison()];
  while (!reader.done) {
    if (!reader.takeWord('AND')) throw reader.unexpected();
    comparisons.push(reader.comparison());
  }
  return comparisons;
}

/**
 * Parses one order: an identifier, then ASC or DESC or nothing.
 * @throws AlmanacError `validation_failed` naming `orderBy`
 */
export function parseOrder(text: string): Ordering {
  const unreadable = badOrder(`Invalid order_by clause '${text}'. Could not be parsed.`);
  let reader: Reader;
  let identifier: Identifier;
  try {
    reader = new Reader(tokenize(text), text);
    identifier = reader.identifier();
  } catch {
    // Whatever is wrong with it, the whole clause is what its author knows.
    throw unreadable;
  }
  if (reader.done) return { identifier, ascending: true };
  const direction = reader.take();
  if (!reader.done) throw unreadable;
  const word = direction.kind === 'word' ? direction.text.toLowerCase() : '';
  if (word !== 'asc' && word !== 'desc') throw badOrder(`Invalid ordering key in order_by clause '${text}'.`);
  return { identifier, ascending: word === 'asc' };
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly text: string,
  ) {}

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  take(): Token {
    const token = this.tokens[this.at];
    if (!token) {
      const { length } = this.text;
      throw badFilter(`Invalid clause(s) in filter string: '${this.text.slice(-40)}' ends too soon`, { from: length, to: length });
    }
    this.at += 1;
    return token;
  }

  takeWord(word: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false;
    this.at += 1;
    return true;
  }

  comparison(): Comparison {
    const identifier = this.identifier();
    const operatorAt = this.tokens[this.at]?.at ?? this.text.length;
    const told = (operator: string, literal: Literal): Comparison => ({ identifier, operator, literal, operatorAt, end: this.end });
    if (this.takeWord('IS')) {
      const operator = this.takeWord('NOT') ? 'IS NOT NULL' : 'IS NULL';
      if (!this.takeWord('NULL')) throw this.unexpected();
      return told(operator, { kind: 'none', text: '' });
    }
    const not = this.takeWord('NOT');
    if (this.takeWord('IN')) return told(not ? 'NOT IN' : 'IN', this.list());
    if (not) throw this.unexpected();
    const operator = this.take();
    if (operator.kind !== 'operator' && operator.kind !== 'word') throw this.unexpected(-1);
    return told(operator.text.toUpperCase(), this.peek('open') ? this.list() : this.literal());
  }

  /** Where the last token that was taken ends. */
  private get end(): number {
    const token = this.tokens[this.at - 1];
    return token ? token.at + token.text.length : 0;
  }

  identifier(): Identifier {
    const first = this.take();
    const parts = [name(first) ?? fail(this.unexpected(-1))];
    while (this.peek('dot')) {
      this.at += 1;
      parts.push(name(this.take()) ?? fail(this.unexpected(-1)));
    }
    const last = this.tokens[this.at - 1] as Token;
    const text = this.text.slice(first.at, last.at + last.text.length);
    const [entity, ...key] = parts as [string, ...string[]];
    const { at } = first;
    return key.length === 0 ? { entity: undefined, key: entity, text, at } : { entity, key: key.join('.'), text, at };
  }

  private list(): Literal {
    const open = this.take();
    if (open.kind !== 'open') throw this.unexpected(-1);
    const values: Literal[] = [];
    while (!this.peek('close')) {
      values.push(this.literal());
      if (!this.peek('comma')) break;
      this.at += 1;
    }
    const close = this.take();
    if (close.kind !== 'close') throw this.unexpected(-1);
    return { kind: 'list', values, text: this.text.slice(open.at, close.at + 1) };
  }

  private literal(): Literal {
    const { kind, text, value } = this.take();
    if (kind === 'single' || kind === 'double') return { kind: 'string', value, text };
    if (kind === 'number') return { kind: 'number', value: Number(value), integer: /^-?\d+$/.test(value), text };
    if (kind === 'word' || kind === 'backticked') return { kind: 'word', text };
    throw this.unexpected(-1);
  }

  private peek(kind: Token['kind']): boolean {
    return this.tokens[this.at]?.kind === kind;
  }

  /** What is wrong: everything from the next token (or the one before) on. */
  unexpected(offset = 0): Error {
    const token = this.tokens[this.at + offset];
    const place = { from: token?.at ?? this.text.length, to: token ? token.at + token.text.length : this.text.length };
    return badFilter(
      `Invalid clause(s) in filter string: '${token ? this.text.slice(token.at, token.at + 40) : this.text.slice(-40)}'`,
      place,
    );
  }
}

function name({ kind, value }: Token): string | undefined {
  return kind === 'word' || kind === 'backticked' || kind === 'double' ? value : undefined;
}

function fail(error: Error): never {
  throw error;
}
