import { describe, expect, it } from 'vitest';
import { isoDate, parseDay } from './days';
import { holidayCalendar, holidayNames, holidaysOf, unknownPlace } from './holidays';

const dated = (year: number, place?: Parameters<typeof holidaysOf>[1]) =>
  Object.fromEntries(holidaysOf(year, place).map(({ name, day }) => [name, isoDate(day)]));

describe('holidays', () => {
  it('of the sample retailer keep their codes: models were trained on them', () => {
    const codes = Object.fromEntries(holidaysOf(2026).map(({ name, code }) => [name, code]));
    expect(codes).toEqual(Object.fromEntries(holidayNames.map((name, i) => [name, i + 1])));
    expect(codes).toMatchObject({
      "New Year's Day": 1,
      'Easter Sunday': 5,
      'Thanksgiving Day': 15,
      'Christmas Day': 18,
      "New Year's Eve": 19,
    });
    expect(holidaysOf(2026, { country: 'US' })).toEqual(holidaysOf(2026));
  });

  it('are those of the country, and of its region', () => {
    expect(dated(2026, { country: 'DE' })).toMatchObject({ Karfreitag: '2026-04-03', 'Tag der Deutschen Einheit': '2026-10-03' });
    expect(dated(2026, { country: 'DE' })['Heilige Drei Könige']).toBeUndefined();
    expect(dated(2026, { country: 'DE', region: 'BY' })['Heilige Drei Könige']).toBe('2026-01-06');
    expect(dated(2026, { country: 'GB' })).toMatchObject({ 'Boxing Day': '2026-12-26', 'Good Friday': '2026-04-03' });
  });

  it('have codes that do not depend on the years that are looked at', () => {
    const place = { country: 'DE', region: 'BY' };
    const codes = new Map(holidaysOf(2031, place).map(({ name, code }) => [name, code]));
    for (const { name, code } of holidaysOf(2019, place)) if (codes.has(name)) expect(codes.get(name)).toBe(code);
    const { names, ds, code } = holidayCalendar(Int32Array.of(parseDay('2026-05-01')), place);
    const at = ds.indexOf(parseDay('2026-05-01'));
    expect(names[(code[at] as number) - 1]).toBe('Maifeiertag');
    // A state adds to the national names, which stay where they are.
    const texas = holidayCalendar(Int32Array.of(parseDay('2026-05-01')), { country: 'US', region: 'TX' }).names;
    expect(texas.slice(0, holidayNames.length)).toEqual([...holidayNames]);
  });

  it('come at most one a day, in order', () => {
    for (const place of [{ country: 'US' }, { country: 'BR' }, { country: 'JP' }]) {
      const days = [2025, 2026].flatMap((year) => holidaysOf(year, place).map(({ day }) => day));
      expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
    }
  });

  it('are none where a dataset keeps none', () => {
    expect(holidayCalendar(Int32Array.of(20_000), null)).toEqual({ ds: new Int32Array(0), code: new Int32Array(0), names: [] });
  });

  it('are not known of every place', () => {
    expect(unknownPlace({ country: 'DE' })).toBeUndefined();
    expect(unknownPlace({ country: 'toString' })?.field).toBe('country');
    expect(unknownPlace({ country: 'DE', region: 'XX' })?.message).toMatch(/one of BB, BE/);
    expect(unknownPlace({ country: 'VA', region: 'XX' })?.message).toMatch(/must be left out/);
  });
});
