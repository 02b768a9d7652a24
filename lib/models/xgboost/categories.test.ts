import { expect, test } from 'vitest';
import { decodeCategories, encodeCategories, seenCategories, withoutUnseen } from './categories';

const matrix = (...values: number[]) => ({ values: Float32Array.from(values), rows: values.length / 2, columns: 2 });
const columns = { names: ['store', 'price'], categorical: [0] };

test('what was not seen becomes missing, in a copy', () => {
  const seen = seenCategories(matrix(3, 9, 1, 9, Number.NaN, 9), columns);
  const fresh = matrix(1, 8, 2, 8, 3, 8, Number.NaN, 8);
  expect([...withoutUnseen(fresh, seen).values]).toEqual([1, 8, Number.NaN, 8, 3, 8, Number.NaN, 8]);
  expect(fresh.values[2]).toBe(2);
});

test('a matrix without any is passed on uncopied', () => {
  const seen = seenCategories(matrix(3, 9), columns);
  const fresh = matrix(3, 1);
  expect(withoutUnseen(fresh, seen)).toBe(fresh);
});

test('survives in the model, and a model without them knows all categories', () => {
  const seen = seenCategories(matrix(12, 0, 3, 0), columns);
  expect(encodeCategories(seen)).toBe('[[0,[3,12]]]');
  expect(decodeCategories(encodeCategories(seen))).toEqual(seen);
  expect(decodeCategories(undefined).size).toBe(0);
});
