import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { sourceRevision } from './source-revision';

const commit = 'a'.repeat(40);
const root = mkdtempSync(path.join(os.tmpdir(), 'almanac-revision-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function files(written: Record<string, string>): Promise<void> {
  for (const [name, body] of Object.entries(written)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), body);
  }
}

it.each([
  ['a branch', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${commit}\n` }, commit],
  ['a packed branch', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/packed-refs': `# pack\n${commit} refs/heads/main\n` }, commit],
  ['a commit by itself', { '.git/HEAD': `${commit}\n` }, commit],
  ['a link that leads nowhere', { '.git': 'gitdir: ../.gone\n' }, null],
  ['a branch without commits', { '.git/HEAD': 'ref: refs/heads/main\n' }, null],
  ['no checkout', { 'package.json': '{}' }, null],
])('of %s', async (_, written, expected) => {
  await files(written);
  expect(await sourceRevision(root)).toBe(expected);
});

it('of a linked worktree is its own', async () => {
  await files({
    'main/.git/HEAD': 'ref: refs/heads/main\n',
    'main/.git/refs/heads/main': `${'b'.repeat(40)}\n`,
    'main/.git/refs/heads/x': `${commit}\n`,
    'main/.git/worktrees/x/HEAD': 'ref: refs/heads/x\n',
    'main/.git/worktrees/x/commondir': '../..\n',
    'x/.git': `gitdir: ${path.join(root, 'main/.git/worktrees/x')}\n`,
  });
  expect(await sourceRevision(path.join(root, 'x'))).toBe(commit);
});
