import { isoDate } from '@/lib/data/days';
import { type DateFormatName, hasTimeOfDay, parseInFormat, type Reading, readings, withoutTime } from './date-format';
import { type Findings, shown } from './findings';
import { detectSpacing } from './frequency';

/** What stands for a date that could not be read, among day numbers. */
export const noDay = -2_147_483_648;
const [earliest, latest] = [-25_567, 84_005]; // 1900-01-01 and 2199-12-31

const mostTexts = 500_000;
const asTold = 'as told';

export interface DateDecision {
  format: DateFormatName;
  /** As the source writes it: `DD/MM/YYYY`. Null where dates came as such. */
  spelling: string;
  /** Other formats that fit every date as well. */
  alternatives: string[];
  why: string;
}

/**
 * The dates of a source, each distinct text kept once: there are few of them however many rows, so that their format is decided over all
 * rows and not over a sample.
 */
export class SourceDates {
  readonly #codes = new Map<string, number>();
  readonly #codeOfDay = new Map<number, number>();
  /** Per code: the text, or the day where it came as one. */
  readonly #texts: (string | number)[] = [];
  readonly #rows: number[] = [];
  readonly #first: { file: string; row: number | null; column: string | null }[] = [];
  times = false;
  tooMany = false;

  get size(): number {
    return this.#texts.length;
  }

  /** The code of a text; -1 where it goes on with what is no time of day. A time of day is cut off. */
  codeOf(cell: string, file: string, row: number | null, column: string | null): number {
    let code = this.#codes.get(cell);
    if (code === undefined) {
      if (this.tooMany) return 0; // refused in the end; not at the price of all memory
      const text = cell.length > 10 ? withoutTime(cell) : cell;
      if (text === undefined) return -1;
      if (text !== cell) {
        this.times ||= hasTimeOfDay(cell);
        // Times of day may differ in every row, so that only dates are kept.
        return this.codeOf(text, file, row, column);
      }
      code = this.#add(text, file, row, column);
      this.#codes.set(text, code);
      this.tooMany ||= this.#codes.size > mostTexts;
    }
    this.#rows[code]! += 1;
    return code;
  }

  /** The code of a day that is known as one. */
  codeOfDay(day: number, file: string, row: number | null): number {
    let code = this.#codeOfDay.get(day);
    if (code === undefined) {
      code = this.#add(day, file, row, null);
      this.#codeOfDay.set(day, code);
    }
    this.#rows[code]! += 1;
    return code;
  }

  /**
   * The day number of each code, `noDay` where its text is no date in the format that most have; those are told as errors.
   * @param told format that a person gave
   * @param before format of the dataset's earlier versions
   */
  decide(findings: Findings, told?: DateFormatName, before?: DateFormatName): { days: Int32Array; decision: DateDecision | null } {
    const days = new Int32Array(this.size).fill(noDay);
    const texts: number[] = [];
    for (const [code, text] of this.#texts.entries()) {
      if (typeof text === 'number') days[code] = text;
      else texts.push(code);
    }
    let decision: DateDecision | null = null;
    if (texts.length > 0) {
      decision = told ? this.#asTold(texts, told) : this.#mostFitting(texts, findings, before);
      if (decision) for (const code of texts) days[code] = this.#dayIn(code, decision);
      this.#reportMisfits(texts, days, decision, findings);
    }
    for (let code = 0; code < days.length; code++) {
      const day = days[code] as number;
      if (day === noDay || (day >= earliest && day <= latest)) continue;
      findings.error(
        'date-range',
        `is before 1900 or after 2199`,
        { ...this.placeOf(code), value: this.#shownText(code) },
        this.#rows[code],
      );
      days[code] = noDay;
    }
    return { days, decision };
  }

  #asTold(texts: number[], format: DateFormatName): DateDecision {
    const example = texts.find((code) => !Number.isNaN(parseInFormat(this.#texts[code] as string, format)));
    const spelling = example === undefined ? format : this.#readings(example).find((one) => one.format === format)?.spelling;
    return { format, spelling: spelling ?? format, alternatives: [], why: asTold };
  }

  #mostFitting(texts: number[], findings: Findings, before?: DateFormatName): DateDecision | null {
    const fits = new Map<string, { format: DateFormatName; rows: number; codes: number }>();
    let total = 0;
    for (const code of texts) {
      total += this.#rows[code] as number;
      for (const { format, spelling } of this.#readings(code)) {
        const fit = fits.get(spelling + format) ?? { format, rows: 0, codes: 0 };
        fit.rows += this.#rows[code] as number;
        fit.codes++;
        fits.set(spelling + format, fit);
      }
    }
    const ranked = [...fits].sort((a, b) => b[1].rows - a[1].rows);
    const [best] = ranked;
    if (!best) return null;
    const equal = ranked
      .filter(([, fit]) => fit.rows === best[1].rows)
      .map(([id, { format }]) => ({ spelling: id.slice(0, -format.length), format }));
    const only = equal[0] as (typeof equal)[number];
    if (equal.length === 1) {
      const [, runnerUp] = ranked;
      const against =
        runnerUp && runnerUp[1].rows > 0 && best[1].rows === total
          ? this.#evidence(texts, runnerUp[1].format, runnerUp[0].slice(0, -runnerUp[1].format.length))
          : '';
      return {
        ...only,
        alternatives: [],
        why: against || (best[1].rows === total ? 'fits every date' : `fits ${best[1].rows} of ${total} dates`),
      };
    }
    const spellings = equal.map(({ spelling }) => spelling);
    const kept = equal.find(({ format }) => format === before);
    if (kept) return { ...kept, alternatives: spellings.filter((one) => one !== kept.spelling), why: 'as in the version before' };
    const regular = equal.filter((one) => this.#isRegular(texts, one));
    if (regular.length === 1) {
      const chosen = regular[0] as (typeof equal)[number];
      const why = `every date could also be ${spellings.filter((one) => one !== chosen.spelling).join(' or ')}; only so are they evenly spaced`;
      findings.warning('date-format', `are read as ${chosen.spelling}: ${why}`, this.placeOf(texts[0] as number));
      return { ...chosen, alternatives: spellings.filter((one) => one !== chosen.spelling), why };
    }
    const code = texts[0] as number;
    const meanings = equal.map((one) => `${one.spelling} (${isoDate(this.#dayIn(code, one))})`).join(' or ');
    findings.error('date-format', `could be ${meanings}, and so could every other date; say which with the option dateFormat`, {
      ...this.placeOf(code),
      value: this.#shownText(code),
    });
    return { ...only, alternatives: spellings.slice(1), why: 'ambiguous' };
  }

  /** The first date that one format takes and another does not. */
  #evidence(texts: number[], other: DateFormatName, spelling: string): string {
    const code = texts.find((one) => Number.isNaN(parseInFormat(this.#texts[one] as string, other)));
    return code === undefined ? '' : `fits every date; ${shown(this.#texts[code] as string)} is no ${spelling}`;
  }

  #isRegular(texts: number[], format: { format: DateFormatName; spelling: string }): boolean {
    const byDay = new Map<number, number>();
    for (const code of texts) {
      const day = this.#dayIn(code, format);
      if (day !== noDay) byDay.set(day, (byDay.get(day) ?? 0) + (this.#rows[code] as number));
    }
    const days = [...byDay.keys()].sort((a, b) => a - b);
    const spacing = detectSpacing(
      days,
      days.map((day) => byDay.get(day) as number),
    );
    if (spacing.frequency === null || spacing.fits < 1) return false;
    // Swapped days and months of daily data leave holes of weeks between the twelfth of one month and the first of the next.
    const span = (days.at(-1) as number) - (days[0] as number) + 1;
    return spacing.frequency !== 'day' || days.length > span / 2;
  }

  #readings(code: number): Reading[] {
    return readings(this.#texts[code] as string);
  }

  #dayIn(code: number, { format, spelling, why }: { format: DateFormatName; spelling: string; why?: string }): number {
    const text = this.#texts[code] as string;
    const day = parseInFormat(text, format);
    if (Number.isNaN(day)) return noDay;
    if (why === asTold) return day;
    // Another separator is another format: 01/02/2020 among 01-02-2020 may well be the other order.
    return this.#readings(code).some((one) => one.format === format && one.spelling === spelling) ? day : noDay;
  }

  #reportMisfits(texts: number[], days: Int32Array, decision: DateDecision | null, findings: Findings): void {
    for (const code of texts) {
      if (days[code] !== noDay) continue;
      const other = decision && this.#readings(code)[0];
      const wanted = decision ? `is no date as ${decision.spelling}, which other dates are` : 'is no date; write dates as 2026-01-31';
      const serial = /^[34]\d{4}(\.\d+)?$/.test(String(this.#texts[code]))
        ? '; if it is a serial number of Excel, say dateFormat excel'
        : '';
      const times = (this.#rows[code] as number) > 1 ? ` (in ${this.#rows[code]} rows, of which this is the first)` : '';
      const detail = `${wanted}${other ? `; it would be one as ${other.spelling}` : ''}${serial}${times}`;
      findings.error(
        'date',
        'is no date in the format of the others',
        { ...this.placeOf(code), value: this.#shownText(code), detail },
        this.#rows[code],
      );
    }
  }

  /** Rows that have this date. */
  rowsOf(code: number): number {
    return this.#rows[code] as number;
  }

  /** Where this date came first. */
  placeOf(code: number): { file: string; row: number | null; column: string | null } {
    return this.#first[code] as { file: string; row: number | null; column: string | null };
  }

  #add(text: string | number, file: string, row: number | null, column: string | null): number {
    this.#texts.push(text);
    this.#rows.push(0);
    this.#first.push({ file, row, column });
    return this.#texts.length - 1;
  }

  #shownText(code: number): string {
    const text = this.#texts[code] as string | number;
    return typeof text === 'number' ? isoDate(text) : text;
  }
}
