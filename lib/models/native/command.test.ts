import { expect, test } from 'vitest';
import { lastLine, run } from './command.mjs';

test('captures what a program says and how it ends', async () => {
  const result = await run(process.execPath, ['-e', 'console.log("out"); console.error("it broke"); process.exit(3)']);
  expect(result).toMatchObject({ ok: false, code: 3, timedOut: false });
  expect(result.output).toContain('out');
  expect(lastLine(result)).toBe('it broke');
});

test('a program that is not there is a failure, not an exception', async () => {
  expect(await run('no-such-program-of-almanac', [])).toMatchObject({ ok: false, code: 127 });
});

test('ends a program that takes too long', async () => {
  const result = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutSeconds: 0.5 });
  expect(result).toMatchObject({ ok: false, timedOut: true });
  expect(lastLine(result)).toContain('too long');
});
