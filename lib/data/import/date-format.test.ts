import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoDate } from '@/lib/data/days';
import { type dateFormatNames, hasTimeOfDay, parseInFormat, readings, withoutTime } from './date-format';

const read = (text: string) => readings(text).map(({ spelling, day }) => `${spelling} ${isoDate(day)}`);

it('reads what people write as dates', () => {
  expect(read('2026-01-31')).toEqual(['YYYY-MM-DD 2026-01-31']);
  expect(read('2026/1/3')).toEqual(['YYYY/MM/DD 2026-01-03']);
  expect(read('31.01.2026')).toEqual(['DD.MM.YYYY 2026-01-31']);
  expect(read('01/02/2026')).toEqual(['DD/MM/YYYY 2026-02-01', 'MM/DD/YYYY 2026-01-02']);
  expect(read('1/2/70')).toEqual(['DD/MM/YY 1970-02-01', 'MM/DD/YY 1970-01-02']);
  expect(read('20260131')).toEqual(['YYYYMMDD 2026-01-31']);
  expect(read('05-Feb-2010')).toEqual(['DD-Mon-YYYY 2010-02-05']);
  expect(read('5 February 2010')).toEqual(['DD Mon YYYY 2010-02-05']);
  expect(read('Feb 5, 2010')).toEqual(['Mon DD YYYY 2010-02-05']);
  expect(read('2010-02')).toEqual(['YYYY-MM 2010-02-01']);
  expect(read('2010M02')).toHaveLength(1);
  expect(read('02/2010')).toEqual(['MM/YYYY 2010-02-01']);
  expect(read('Sept 2010')).toEqual(['Mon YYYY 2010-09-01']);
  expect(read('201002')).toEqual(['YYYYMM 2010-02-01']);
  // ISO weeks begin on Mondays; the first has the year's first Thursday.
  expect(read('2026-W01')).toEqual(['YYYY-Www 2025-12-29']);
  expect(read('2020-W53')).toEqual(['YYYY-Www 2020-12-28']);
});

it('takes nothing else for a date', () => {
  for (const text of [
    '',
    '12',
    '1234',
    '12345',
    '2026-13-01',
    '2026-02-29',
    '31-04-2026',
    '2026-1/3',
    '1.5',
    '12.2',
    'May',
    'store 12',
    '2021-W53',
    '0050-01-01',
  ])
    expect(read(text), text).toEqual([]);
  expect(parseInFormat('45322', 'excel')).toBe(parseInFormat('2024-01-31', 'YYYY-MM-DD'));
});

it('reads back every day in every format that tells days', () => {
  const pad = (value: number) => String(value).padStart(2, '0');
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 80_000 }), fc.constantFrom('-', '/', '.', ' '), (day, s) => {
      const [y, m, d] = isoDate(day).split('-').map(Number) as [number, number, number];
      const month = months[m - 1] as string;
      const written: Partial<Record<(typeof dateFormatNames)[number], string>> = {
        'YYYY-MM-DD': `${y}${s}${pad(m)}${s}${pad(d)}`,
        YYYYMMDD: `${y}${pad(m)}${pad(d)}`,
        'DD-MM-YYYY': `${d}${s}${m}${s}${y}`,
        'MM-DD-YYYY': `${pad(m)}${s}${pad(d)}${s}${y}`,
        'DD-Mon-YYYY': `${d}${s}${month}${s}${y}`,
        'Mon-DD-YYYY': `${month}${s}${pad(d)}${s}${y}`,
      };
      for (const [format, text] of Object.entries(written)) {
        expect(
          readings(text).some((one) => one.format === format && one.day === day),
          `${format} ${text}`,
        ).toBe(true);
      }
    }),
  );
});

it('cuts times of day off, and nothing else', () => {
  for (const time of ['10:30', ' 10:30:15', 'T10:30:15.123Z', ' 9:05 PM', 'T00:00:00+02:00']) {
    const text = `2026-01-31${time.startsWith('T') || time.startsWith(' ') ? time : ` ${time}`}`;
    expect(withoutTime(text), text).toBe('2026-01-31');
  }
  expect(withoutTime('31/01/2026 23:59')).toBe('31/01/2026');
  expect(withoutTime('2026-01-31')).toBe('2026-01-31');
  expect(withoutTime('2026-01-31 at 10:30')).toBeUndefined();
  expect(withoutTime('a:b')).toBeUndefined();
  expect(hasTimeOfDay('2026-01-31T00:00:00')).toBe(false);
  expect(hasTimeOfDay('2026-01-31T08:00:00')).toBe(true);
});
