import { expect, it } from 'vitest';
import { parseCsv } from './csv';

it('reads quotes, line breaks in them, and a byte order mark', () => {
  expect(parseCsv('\ufeffa,"b ""c"""\r\n1,"x,\ny"\r\n\r\n2,', { mostRows: 10 })).toEqual({
    columns: ['a', 'b "c"'],
    rows: [
      ['1', 'x,\ny'],
      ['2', ''],
    ],
    more: false,
  });
});

it('stops after enough rows, and leaves out a line that was cut', () => {
  expect(parseCsv('a\n1\n2\n3\n', { mostRows: 2 })).toEqual({ columns: ['a'], rows: [['1'], ['2']], more: true });
  expect(parseCsv('a\n1\n2', { mostRows: 9, truncated: true })).toEqual({ columns: ['a'], rows: [['1']], more: true });
  expect(parseCsv('', { mostRows: 9 })).toEqual({ columns: [], rows: [], more: false });
});
