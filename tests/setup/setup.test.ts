import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '@/lib/project';
import { requireSpace } from '@/lib/supervisor/space';
import { dependenciesAreFresh } from '../../scripts/setup/dependencies.mjs';
import { fingerprint, isFresh, stamp } from '../../scripts/setup/fingerprint.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'almanac-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

describe('set-up', () => {
  it('names the Node that it needs, without a stack', () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.20.4"})';
    const { status, stderr } = spawnSync(process.execPath, ['--import', old, path.join(projectRoot(), 'scripts', 'setup.mjs')], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(
      'This is Node 18.20.4; Almanac needs 20.19 or later.\n\nInstall a newer Node (https://nodejs.org) and start again.',
    );
  });

  it('tells a folder that changed from one that was only touched, and minds no tests', () => {
    write('a/one.ts', '1');
    write('a/deep/two.ts', '2');
    const before = fingerprint(folder, ['a', 'absent']);
    write('a/one.ts', '1');
    write('a/one.test.ts', 'a test');
    write('a/node_modules/package.ts', 'not ours');
    expect(fingerprint(folder, ['a'])).toBe(before);
    write('a/deep/two.ts', '3');
    expect(fingerprint(folder, ['a'])).not.toBe(before);
    expect(isFresh(path.join(folder, 'out', '.stamp'), before)).toBe(false);
    stamp(path.join(folder, 'out', '.stamp'), before);
    expect(isFresh(path.join(folder, 'out', '.stamp'), before)).toBe(true);
  });

  it('installs anew when a package is missing, of another version, or the native part for this machine is not there', () => {
    const entry = { version: '1.0.0' };
    const native = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
    const foreign = { version: '1.0.0', optional: true, os: ['none'], cpu: [process.arch] };
    const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } });
    const installed = (packages: object) => {
      write('node_modules/.package-lock.json', JSON.stringify({ packages }));
      for (const name of Object.keys(packages)) mkdirSync(path.join(folder, name), { recursive: true });
    };
    write('package-lock.json', lock({ 'node_modules/a': entry, 'node_modules/native': native, 'node_modules/foreign': foreign }));
    expect(dependenciesAreFresh(folder)).toBe(false);
    installed({ 'node_modules/a': entry, 'node_modules/native': native });
    expect(dependenciesAreFresh(folder)).toBe(true);
    installed({ 'node_modules/a': entry });
    expect(dependenciesAreFresh(folder)).toBe(false);
    installed({ 'node_modules/a': { version: '1.0.1' }, 'node_modules/native': native });
    expect(dependenciesAreFresh(folder)).toBe(false);
    installed({ 'node_modules/a': entry, 'node_modules/native': native });
    rmSync(path.join(folder, 'node_modules', 'a'), { recursive: true });
    expect(dependenciesAreFresh(folder)).toBe(false);
  });

  it('refuses to start on a full disk, with the figures', async () => {
    await requireSpace(folder, 1);
    await expect(requireSpace(folder, 2 ** 60)).rejects.toThrow(/is full: \d+ MB are free and at least 1099511627776 MB are needed/);
  });
});
