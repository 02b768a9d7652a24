import { expect, it } from 'vitest';
import { shorten } from './shorten';

it('leaves up to 200 characters as they are, and cuts what is longer to 200 without halving one', () => {
  expect(shorten('a'.repeat(200))).toBe('a'.repeat(200));
  expect(shorten('a'.repeat(201))).toBe(`${'a'.repeat(199)}…`);
  const cut = shorten('😀'.repeat(50_000));
  expect([...cut]).toHaveLength(200);
  expect(cut).not.toMatch(/\p{Surrogate}/u);
  expect(shorten('😀'.repeat(200))).toBe('😀'.repeat(200));
});
