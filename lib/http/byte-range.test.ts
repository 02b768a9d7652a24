import { expect, it } from 'vitest';
import { requestedRange } from './byte-range';

const file = { sizeBytes: 1000, etag: '"a"', modifiedAt: new Date('2026-01-31T12:00:00Z') };
const of = (range: string, condition?: string) =>
  requestedRange(new Headers({ range, ...(condition !== undefined && { 'if-range': condition }) }), file);

it.each([
  ['bytes=0-499', { start: 0, end: 499 }],
  ['bytes=500-', { start: 500, end: 999 }],
  ['bytes=-500', { start: 500, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=-1', { start: 999, end: 999 }],
  ['bytes=999-99999999999999999999', { start: 999, end: 999 }],
  ['Bytes= 1-2 ', { start: 1, end: 2 }],
])('%s is a part', (range, expected) => {
  expect(of(range)).toEqual(expected);
});

it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0'])('there is nothing of %s', (range) => {
  expect(of(range)).toBe('unsatisfiable');
});

it.each(['bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-4', 'bytes=0-1,3-4', 'lines=0-1', 'bytes 0-1'])(
  '%s is answered with the whole',
  (range) => {
    expect(of(range)).toBeUndefined();
  },
);

it('is a part only of the state of the file that If-Range names', () => {
  const part = { start: 0, end: 1 };
  expect(of('bytes=0-1', '"a"')).toEqual(part);
  expect(of('bytes=0-1', 'Sat, 31 Jan 2026 12:00:00 GMT')).toEqual(part);
  for (const other of ['"b"', 'W/"a"', 'Sat, 31 Jan 2026 12:00:01 GMT', 'soon']) expect(of('bytes=0-1', other)).toBeUndefined();
});

it('of an empty file there is no part', () => {
  expect(requestedRange(new Headers({ range: 'bytes=0-' }), { ...file, sizeBytes: 0 })).toBe('unsatisfiable');
  expect(requestedRange(new Headers(), { ...file, sizeBytes: 0 })).toBeUndefined();
});
