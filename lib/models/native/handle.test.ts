import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { NativeHandle } from './handle';

test('frees once, however often it is disposed of, and refuses use after', () => {
  const free = vi.fn();
  const handle = new NativeHandle('thing', 7n, free);
  expect(handle.pointer).toBe(7n);
  handle[Symbol.dispose]();
  handle[Symbol.dispose]();
  expect(free.mock.calls).toEqual([[7n]]);
  expect(() => handle.pointer).toThrow('This thing has been disposed of');
});

test('what is dropped without disposal is freed by the collector, what was disposed of is not freed again', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const freed: bigint[] = [];
  const free = (pointer: bigint) => void freed.push(pointer);
  (() => {
    new NativeHandle('dropped thing', 1n, free);
    new NativeHandle('disposed thing', 2n, free)[Symbol.dispose]();
  })();
  await vi.waitFor(() => {
    collect();
    expect(freed.toSorted()).toEqual([1n, 2n]);
  });
});
