import { AlmanacError, type ErrorItem } from '@/lib/errors';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Where in a source something was found. */
export interface Place {
  /** The file as its owner knows it. */
  file: string;
  /** Counted as a spreadsheet does: from 1, the header included; null where no one row is meant. */
  row: number | null;
  column: string | null;
  value: string | null;
}

export interface Example extends Place {
  /** What is wrong with this one and what would be right, where the finding's own message does not tell. */
  message: string;
}

/** One thing that was found, however often. */
export interface Finding {
  check: string;
  severity: Severity;
  count: number;
  message: string;
  /** The first hundred. */
  examples: Example[];
}

const mostExamples = 100;
const longestValue = 80;

/** What a source was found to hold: errors refuse it, warnings and infos say what was made of it. */
export class Findings {
  readonly #all = new Map<string, Finding>();

  /**
   * Counts something under its check and column.
   * @param message of the finding: without the value, which the example carries
   */
  add(severity: Severity, check: string, message: string, place?: Partial<Place> & { detail?: string }, count = 1): void {
    const id = `${check}\0${severity}\0${message}`;
    let finding = this.#all.get(id);
    if (!finding) {
      finding = { check, severity, count: 0, message, examples: [] };
      this.#all.set(id, finding);
    }
    finding.count += count;
    if (place && finding.examples.length < mostExamples) {
      const { file = '', row = null, column = null, value = null, detail } = place;
      finding.examples.push({ file, row, column, value: value === null ? null : shown(value), message: detail ?? message });
    }
  }

  error(check: string, message: string, place?: Partial<Place> & { detail?: string }, count?: number): void {
    this.add('error', check, message, place, count);
  }

  warning(check: string, message: string, place?: Partial<Place> & { detail?: string }, count?: number): void {
    this.add('warning', check, message, place, count);
  }

  info(check: string, message: string, place?: Partial<Place> & { detail?: string }, count?: number): void {
    this.add('info', check, message, place, count);
  }

  /** Gravest first, otherwise as they were found. */
  get all(): Finding[] {
    return [...this.#all.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  }

  get failed(): boolean {
    return this.all[0]?.severity === 'error';
  }

  /** @throws ImportRefused where there are errors. */
  refuseErrors(what: string): void {
    if (this.failed) throw new ImportRefused(what, this.all);
  }
}

/** A source that cannot be imported. `findings` has all that was found; `errors` says the same as lines of a problem document. */
export class ImportRefused extends AlmanacError {
  constructor(
    what: string,
    readonly findings: Finding[],
  ) {
    const errors = findings.filter((finding) => finding.severity === 'error');
    const items = errors.flatMap(itemsOf);
    const [first] = items;
    const others = errors.reduce((sum, finding) => sum + finding.count, 0) - 1;
    const more = others > 0 ? ` ${others} more fault${others === 1 ? ' was' : 's were'} found.` : '';
    super('data_invalid', `${what} cannot be imported. ${first?.path ? `${first.path}: ` : ''}${first?.message ?? ''}.${more}`, items);
  }
}

function itemsOf(finding: Finding): ErrorItem[] {
  const items = finding.examples.map((example) => ({ path: placeText(example), message: messageText(example) }));
  if (items.length === 0) return [{ path: finding.check, message: finding.message }];
  const rest = finding.count - items.length;
  return rest > 0 ? [...items, { path: finding.check, message: `${rest} more: ${finding.message}` }] : items;
}

/** `sales.csv, row 17, column "Units"`. */
export function placeText({ file, row, column }: Place): string {
  const parts = [file, row === null ? '' : `row ${row}`, column === null ? '' : `column ${shown(column)}`];
  return parts.filter((part) => part !== '').join(', ');
}

function messageText({ value, message }: Example): string {
  return value === null ? message : `${value} ${message}`;
}

/** Foreign text as it may be shown anywhere: quoted, in one line, without control characters, and not too long. */
export function shown(text: string): string {
  const cut = text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
  return JSON.stringify(cut).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
