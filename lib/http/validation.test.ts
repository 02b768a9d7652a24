import { expect, it } from 'vitest';
import { unstorable } from './validation';

it('finds a text that no database takes, wherever it is', () => {
  expect(unstorable({ a: ['fine', { b: 'bro\0ken' }] })).toEqual({ path: 'a.1.b', message: 'has a character that no text may hold' });
  expect(unstorable({ a: [{ b: 1 }] })).toBeUndefined();
});

it('refuses a document nested beyond reason, without running out of stack', () => {
  let nested: unknown = 1;
  for (let depth = 0; depth < 50_000; depth++) nested = [nested];
  expect(unstorable({ a: nested })).toMatchObject({ path: expect.stringMatching(/^a\.0\.0/), message: 'is nested more than 64 deep' });
});
