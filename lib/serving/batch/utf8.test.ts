import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isBroken, textOf } from './utf8';

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size: number): Promise<string> {
  let text = '';
  for await (const some of textOf(pieces(bytes, size), 1000)) text += some;
  return text;
}

it('reads any text in pieces of any size, without a byte order mark at its beginning alone', () =>
  fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
      const lines = `${text}\nb\uFEFF\n\uFEFFc`;
      expect(await read(Buffer.from(`\uFEFF${lines}`), size)).toBe(lines);
    }),
  ));

it('marks the lines that are not UTF-8, and no others', async () => {
  const bytes = Buffer.concat([Buffer.from('é\n'), Buffer.from('Køge\n', 'latin1'), Buffer.from('\uFFFD\n'), Buffer.from([0xc3])]);
  for (const size of [1, 2, 3, 100]) expect((await read(bytes, size)).split('\n').map(isBroken)).toEqual([false, true, false, true]);
});
