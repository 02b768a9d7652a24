import Holidays from 'date-holidays';
import type { HolidayCalendar } from '@/lib/features/calendar';
import { calendarDate, dayOf, parseDay } from './days';

/**
 * The US holidays that move retail sales, by the names that the date-holidays library gives them. The order is part of
 * trained models (a holiday's code is its place here, from 1): append only.
 */
export const holidayNames = [
  "New Year's Day",
  'Martin Luther King Jr. Day',
  "Valentine's Day",
  "Washington's Birthday",
  'Easter Sunday',
  "Mother's Day",
  'Memorial Day',
  "Father's Day",
  'Juneteenth',
  'Independence Day',
  'Labor Day',
  'Columbus Day',
  'Halloween',
  'Veterans Day',
  'Thanksgiving Day',
  'Day after Thanksgiving Day',
  'Christmas Eve',
  'Christmas Day',
  "New Year's Eve",
] as const;

/** Where holidays are kept: a country by ISO 3166-1 alpha-2, and a state or province by the code that date-holidays has for it. */
export interface HolidayPlace {
  country: string;
  region?: string | undefined;
  /** Names of holidays that are left out. */
  without?: string[] | undefined;
}

/** Where holidays are kept unless a dataset says otherwise. */
export const defaultPlace: HolidayPlace = { country: 'US' };

export interface Holiday {
  /** Day number. */
  day: number;
  name: string;
  /** Place in the names of its place, from 1. */
  code: number;
}

/** Of two holidays on one day the one of the kind named first counts; school holidays are spans of weeks, and left out. */
const kinds = ['public', 'bank', 'optional', 'observance'];
/** Names are numbered as they come up in these years, so that the years of a panel do not move them. */
const numbered = { first: 2000, last: 2040 };

/** The holidays of one place, made once a process. */
class PlaceHolidays {
  readonly names: string[];
  readonly #library: Holidays;
  readonly #byYear = new Map<number, Holiday[]>();
  readonly #code: Map<string, number>;

  constructor({ country, region }: HolidayPlace) {
    this.#library = region === undefined ? new Holidays(country) : new Holidays(country, region);
    const curated: readonly string[] = country === defaultPlace.country ? holidayNames : [];
    this.names = [...curated];
    this.#code = new Map(curated.map((name, i) => [name, i + 1]));
    // The United States have 19 names of ours; a state of theirs adds its own.
    if (curated.length > 0 && region === undefined) return;
    for (let year = numbered.first; year <= numbered.last; year++) {
      for (const { name } of this.#listed(year)) {
        if (this.#code.has(name)) continue;
        this.names.push(name);
        this.#code.set(name, this.names.length);
      }
    }
  }

  of(year: number): Holiday[] {
    const known = this.#byYear.get(year);
    if (known) return known;
    const found = new Map<number, Holiday & { rank: number }>();
    for (const { name, day, rank } of this.#listed(year)) {
      const code = this.#code.get(name);
      const other = found.get(day);
      if (code !== undefined && (!other || rank < other.rank)) found.set(day, { day, name, code, rank });
    }
    const holidays = [...found.values()].map(({ rank: _, ...holiday }) => holiday).sort((a, b) => a.day - b.day);
    this.#byYear.set(year, holidays);
    return holidays;
  }

  /** The library's holidays on the days themselves, not those taken off in their stead. */
  #listed(year: number): { name: string; day: number; rank: number }[] {
    return this.#library.getHolidays(year).flatMap(({ name, date, substitute, type }) => {
      const curated = (holidayNames as readonly string[]).includes(name);
      const rank = kinds.indexOf(type);
      // `date` is a local wall-clock text, so its day needs no time zone.
      return substitute || (rank < 0 && !curated) ? [] : [{ name, day: parseDay(date.slice(0, 10)), rank }];
    });
  }
}

const places = new Map<string, PlaceHolidays>();

function placeOf(place: HolidayPlace): PlaceHolidays {
  const key = `${place.country}/${place.region ?? ''}`;
  let holidays = places.get(key);
  if (!holidays) {
    holidays = new PlaceHolidays(place);
    places.set(key, holidays);
  }
  return holidays;
}

/** What is wrong with a place, by field; undefined where its holidays are known. */
export function unknownPlace({ country, region }: HolidayPlace): { field: 'country' | 'region'; message: string } | undefined {
  const library = new Holidays();
  const countries = library.getCountries();
  if (!Object.hasOwn(countries, country))
    return { field: 'country', message: `must be a two-letter country code, one of ${Object.keys(countries).join(', ')}` };
  if (region === undefined) return undefined;
  const regions = Object.keys(library.getStates(country) ?? {});
  if (regions.includes(region)) return undefined;
  return {
    field: 'region',
    message: regions.length > 0 ? `must be one of ${regions.join(', ')}` : `must be left out: ${country} has none`,
  };
}

/** The holidays of a year in order, at most one a day, on the days themselves (not those taken off in their stead). */
export function holidaysOf(year: number, place: HolidayPlace = defaultPlace): Holiday[] {
  const all = placeOf(place).of(year);
  return place.without && place.without.length > 0 ? all.filter(({ name }) => !place.without?.includes(name)) : all;
}

/** The US holiday on a day, if any. */
export function holidayOn(day: number): Holiday | undefined {
  return holidaysOf(calendarDate(day).year).find((holiday) => holiday.day === day);
}

/** Thanksgiving: the fourth Thursday of November, from which the sales season counts. */
export function thanksgiving(year: number): number {
  return nthWeekday(year, 11, 3, 4);
}

/** The `n`th such weekday (0 Monday) of a month; the last one for `n` = -1. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = n > 0 ? dayOf(year, month, 1) : dayOf(year, month + 1, 1) - 7;
  const offset = (((weekday - (first + 3)) % 7) + 7) % 7;
  return first + offset + (n > 0 ? (n - 1) * 7 : 0);
}

/**
 * Holidays around all the days of a panel, as features want them: a year more at each end, for distances to the next.
 * @param place whose holidays; null for none
 */
export function holidayCalendar(days: Int32Array, place: HolidayPlace | null = defaultPlace): HolidayCalendar {
  if (place === null) return { ds: new Int32Array(0), code: new Int32Array(0), names: [] };
  const { names } = placeOf(place);
  if (days.length === 0) return { ds: new Int32Array(0), code: new Int32Array(0), names: [...names] };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const years: number[] = [];
  for (let year = calendarDate(first).year - 1; year <= calendarDate(last).year + 1; year++) years.push(year);
  const all = years.flatMap((year) => holidaysOf(year, place));
  return {
    ds: Int32Array.from(all, (holiday) => holiday.day),
    code: Int32Array.from(all, (holiday) => holiday.code),
    names: [...names],
  };
}
