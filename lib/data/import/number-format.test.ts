import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDecimal, isMissing, parseBoolean, parseNumber, weigh } from './number-format';

describe('parseNumber', () => {
  it('reads every double as JavaScript does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // The text of -0 is that of 0.
        expect(parseNumber(String(value), '.')).toBe(value === 0 ? 0 : value);
        expect(parseNumber(String(value).replace('.', ','), ',')).toBe(value === 0 ? 0 : value);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 8 }), (mantissa, places) => {
        const text = (mantissa / 10 ** places).toFixed(places);
        expect(parseNumber(text, '.')).toBe(Number(text));
      }),
    );
  });

  it('reads thousands in threes, and currencies', () => {
    for (const [text, value] of [
      ['1,234', 1234],
      ['-1,234,567.89', -1_234_567.89],
      ['$1,234.50', 1234.5],
      ['12 345', 12_345],
      ['12\u202f345.5', 12_345.5],
      ["1'000'000", 1e6],
      ['€ 5', 5],
      ['7 €', 7],
      ['-$3', -3],
    ] as const)
      expect(parseNumber(text, '.'), text).toBe(value);
    expect(parseNumber('1.234.567,89', ',')).toBe(1_234_567.89);
    expect(parseNumber('1.234', ',')).toBe(1234);
  });

  it('reads nothing else', () => {
    for (const text of [
      '',
      '-',
      '.',
      '1,5',
      '1,2345',
      '12,34,567',
      '1.2.3',
      '1,234.567,8',
      '1 2',
      'abc',
      '1e999',
      'Infinity',
      'NaN',
      '0x10',
      '12%',
      '(5)',
      '=1+1',
      '1_2',
      '--1',
      '1-',
      '1,234 567',
    ])
      expect(parseNumber(text, '.'), text).toBeNaN();
  });
});

it('knows what says that there is no value', () => {
  for (const text of ['', 'NA', 'n/a', 'NaN', 'NULL', 'None', '-', '#N/A', '?']) expect(isMissing(text), text).toBe(true);
  for (const text of ['0', 'no', 'Nano', 'x', '--', 'Inf']) expect(isMissing(text), text).toBe(false);
});

it('reads words of yes and no', () => {
  expect(['TRUE', 'yes', 't', 'Y', 'False', 'no', 'f', 'maybe', '2'].map(parseBoolean)).toEqual([
    1,
    1,
    1,
    1,
    0,
    0,
    0,
    Number.NaN,
    Number.NaN,
  ]);
});

it('decides the decimal sign by what only one makes sense of', () => {
  const decide = (cells: string[], delimiter: string) => {
    const evidence = { point: 0, comma: 0, pointOrThousands: 0, commaOrThousands: 0 };
    for (const cell of cells) weigh(evidence, cell);
    return decideDecimal(evidence, delimiter);
  };
  expect(decide(['1.5', '2', '1,234'], ',')).toEqual({ decimal: '.', sure: true });
  expect(decide(['1,5', '1.234', '2'], ';')).toEqual({ decimal: ',', sure: true });
  expect(decide(['1.234.567', '3'], ';')).toEqual({ decimal: ',', sure: true });
  expect(decide(['1,234', '5,678'], ',')).toEqual({ decimal: '.', sure: false });
  expect(decide(['1,234', '5,678'], ';')).toEqual({ decimal: ',', sure: false });
  expect(decide(['1.234', '5.678'], ';')).toEqual({ decimal: '.', sure: false });
  expect(decide(['1.234', '5.678'], ',')).toEqual({ decimal: '.', sure: true });
  expect(decide(['1', '2'], ',')).toEqual({ decimal: '.', sure: true });
});
