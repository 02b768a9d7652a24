import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeColumnName, encodeColumnName } from './booster-names';

test('any name survives, and the file formats never see a character that they refuse', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const encoded = encodeColumnName(name);
      expect(encoded).not.toMatch(/[\s",:[\]{}<>]/);
      expect(decodeColumnName(encoded)).toBe(name);
    }),
  );
});

test("another program's name with a lone percent sign stays as it is", () => {
  expect(decodeColumnName('share_%')).toBe('share_%');
});
