import { dayOf, mondayOf } from '@/lib/data/days';

/** The ways in which dates may be written; `-` stands for any separator (`-`, `/`, `.` or a space). */
export const dateFormatNames = [
  ...(['YYYY-MM-DD', 'YYYYMMDD', 'DD-MM-YYYY', 'MM-DD-YYYY', 'DD-MM-YY', 'MM-DD-YY'] as const),
  ...(['DD-Mon-YYYY', 'Mon-DD-YYYY', 'YYYY-MM', 'MM-YYYY', 'Mon-YYYY', 'YYYYMM', 'YYYY-Www', 'excel'] as const),
] as const;
export type DateFormatName = (typeof dateFormatNames)[number];

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullMonthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
/** Two-digit years from here on are of the last century, as POSIX has it. */
const lastCentury = 69;

type Parts = (match: RegExpExecArray) => number;

/** Groups of the patterns: separators are `(?<s>...)`, and a second one must be the same. */
const patterns: Record<DateFormatName, [RegExp, Parts]> = {
  'YYYY-MM-DD': [/^(\d{4})(?<s>[-/. ])(\d{1,2})\k<s>(\d{1,2})$/, (m) => valid(m[1], m[3], m[4])],
  YYYYMMDD: [/^(\d{4})(\d\d)(\d\d)$/, (m) => valid(m[1], m[2], m[3])],
  'DD-MM-YYYY': [/^(\d{1,2})(?<s>[-/. ])(\d{1,2})\k<s>(\d{4})$/, (m) => valid(m[4], m[3], m[1])],
  'MM-DD-YYYY': [/^(\d{1,2})(?<s>[-/. ])(\d{1,2})\k<s>(\d{4})$/, (m) => valid(m[4], m[1], m[3])],
  'DD-MM-YY': [/^(\d{1,2})(?<s>[-/. ])(\d{1,2})\k<s>(\d\d)$/, (m) => valid(century(m[4]), m[3], m[1])],
  'MM-DD-YY': [/^(\d{1,2})(?<s>[-/. ])(\d{1,2})\k<s>(\d\d)$/, (m) => valid(century(m[4]), m[1], m[3])],
  'DD-Mon-YYYY': [
    /^(\d{1,2})(?<s>[-/. ]?)\s*([A-Za-z]{3,9})\.?,?[-/. ]?\s*(\d{4}|\d\d)$/,
    (m) => valid(century(m[4]), monthOf(m[3]), m[1]),
  ],
  'Mon-DD-YYYY': [/^([A-Za-z]{3,9})\.?(?<s>[-/. ])(\d{1,2}),?[-/. ]\s*(\d{4})$/, (m) => valid(m[4], monthOf(m[1]), m[3])],
  'YYYY-MM': [/^(\d{4})(?<s>[-/.]M?|M)(\d{1,2})$/, (m) => valid(m[1], m[3], '1')],
  'MM-YYYY': [/^(\d{1,2})(?<s>[-/.])(\d{4})$/, (m) => valid(m[3], m[1], '1')],
  'Mon-YYYY': [/^([A-Za-z]{3,9})\.?(?<s>[-/. ])\s*(\d{4})$/, (m) => valid(m[3], monthOf(m[1]), '1')],
  YYYYMM: [/^(\d{4})(\d\d)$/, (m) => valid(m[1], m[2], '1')],
  'YYYY-Www': [/^(\d{4})(?<s>-?)W(\d\d)$/, (m) => isoWeek(Number(m[1]), Number(m[3]))],
  excel: [/^(\d{5})(?:\.\d+)?$/, (m) => Number(m[1]) - 25_569],
};

/** Formats that only a person can tell from plain numbers. */
const onlyWhenTold: readonly DateFormatName[] = ['excel'];

/** One way to read a text as a date. */
export interface Reading {
  format: DateFormatName;
  /** As the text writes it: `DD/MM/YYYY`. */
  spelling: string;
  day: number;
}

/** The day number of a text in one format; NaN where it is none. */
export function parseInFormat(text: string, format: DateFormatName): number {
  const [pattern, parts] = patterns[format];
  const match = pattern.exec(text);
  return match ? parts(match) : Number.NaN;
}

/** Every way to read a text as a date. */
export function readings(text: string): Reading[] {
  const found: Reading[] = [];
  if (text.length > 24 || !/\d/.test(text)) return found;
  for (const format of dateFormatNames) {
    if (onlyWhenTold.includes(format)) continue;
    const [pattern, parts] = patterns[format];
    const match = pattern.exec(text);
    const day = match ? parts(match) : Number.NaN;
    if (match && !Number.isNaN(day)) found.push({ format, spelling: spelling(format, match.groups?.s ?? ''), day });
  }
  return found;
}

/** The date's part of a text that may go on with a time of day; undefined where what follows is no time. */
export function withoutTime(text: string): string | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return text;
  const match = /^(.*?\d)[T ]\s*(\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:[AaPp][Mm])?\s?(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?)$/.exec(text);
  return match?.[1];
}

/** Whether the time of day that follows the date says more than midnight. */
export function hasTimeOfDay(text: string): boolean {
  return /[1-9]/.test(/[T ]\s*(\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?)/.exec(text)?.[1] ?? '');
}

function spelling(format: DateFormatName, separator: string): string {
  return separator === '-' || separator === '' ? format : format.replaceAll('-', separator);
}

function valid(year: string | number | undefined, month: string | number | undefined, date: string | undefined): number {
  const [y, m, d] = [Number(year), Number(month), Number(date)];
  if (!(m >= 1 && m <= 12) || !(d >= 1) || d > daysIn(y, m)) return Number.NaN;
  // Date.UTC takes years before 100 for those of the last century.
  return y < 100 ? Number.NaN : dayOf(y, m, d);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function century(year: string | undefined): number {
  const value = Number(year);
  if (year?.length === 4) return value;
  return value + (value >= lastCentury ? 1900 : 2000);
}

function monthOf(name: string | undefined): number {
  const lower = (name ?? '').toLowerCase();
  const at = lower === 'sept' ? 8 : lower.length === 3 ? monthNames.indexOf(lower) : fullMonthNames.indexOf(lower);
  return at + 1;
}

/** The Monday of an ISO 8601 week. */
function isoWeek(year: number, week: number): number {
  const first = mondayOf(dayOf(year, 1, 4));
  const monday = first + 7 * (week - 1);
  const next = mondayOf(dayOf(year + 1, 1, 4));
  return week >= 1 && monday < next ? monday : Number.NaN;
}
