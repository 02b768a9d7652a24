import { expect, it } from 'vitest';
import { destinations } from './navigation';
import { commandOf } from './shortcuts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };
const calm = { typing: false, leading: false, singleKeys: true };

it('leads to each destination by a key of its own', () => {
  expect(new Set(destinations.map(({ key }) => key)).size).toBe(destinations.length);
  expect(commandOf({ ...plain, key: 'g' }, calm)).toBe('lead');
  for (const { key, href } of destinations) expect(commandOf({ ...plain, key }, { ...calm, leading: true })).toEqual({ go: href });
  expect(commandOf({ ...plain, key: 'f' }, calm)).toBeUndefined();
});

it('leaves alone what is typed into a field, other programs’ keys, and everything where single keys are off', () => {
  for (const key of ['g', '?', '/', 'f']) {
    expect(commandOf({ ...plain, key }, { ...calm, typing: true, leading: true })).toBeUndefined();
    expect(commandOf({ ...plain, key, altKey: true }, calm)).toBeUndefined();
    expect(commandOf({ ...plain, key }, { ...calm, singleKeys: false, leading: true })).toBeUndefined();
  }
  expect(commandOf({ ...plain, key: 'k' }, calm)).toBeUndefined();
});

it('opens the palette by Ctrl or Cmd and K everywhere', () => {
  for (const held of [{ ctrlKey: true }, { metaKey: true }])
    expect(commandOf({ ...plain, ...held, key: 'k' }, { typing: true, leading: false, singleKeys: false })).toBe('palette');
});
