import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { env } from '@/lib/env';
import { installNativeLibraries } from './install.mjs';
import { locateLibrary } from './locate.mjs';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'almanac-install-'));
  vi.stubEnv('ALMANAC_NO_INSTALL', '1');
  vi.stubEnv('LIGHTGBM_LIBRARY', '');
  vi.stubEnv('XGBOOST_LIBRARY', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A PATH of its own: node, and `python3` as a script that says what it is told to. */
function programs(pip?: string): void {
  const folder = path.join(dataDir, 'bin');
  mkdirSync(folder);
  symlinkSync(process.execPath, path.join(folder, 'node'));
  if (pip) writeFileSync(path.join(folder, 'python3'), `#!${process.execPath}\n${pip}`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
}

test('with nothing to fetch or build with, says what to do and fails nothing', async () => {
  programs();
  const lines: string[] = [];
  const libraries = await installNativeLibraries({ dataDir, log: (line) => lines.push(line) });
  expect(libraries.map((library) => library.name)).toEqual(['lightgbm', 'xgboost']);
  expect(lines).toContain('lightgbm: neither pip nor uv is there to fetch the official wheel');
  // A machine may have a system library; where it has none there is a remedy.
  for (const library of libraries) expect(library.path === null).toBe(library.remedy !== null);
});

test('a wheel with another hash than the pinned one is not used', async () => {
  programs(`
    const at = process.argv.indexOf('-d');
    if (at > 0) require('node:fs').writeFileSync(process.argv[at + 1] + '/evil-1.0-py3-none-any.whl', 'not what was pinned');`);
  const lines: string[] = [];
  const libraries = await installNativeLibraries({ dataDir, log: (line) => lines.push(line) });
  expect(lines.join('\n')).toMatch(
    /lightgbm: evil-1\.0-py3-none-any\.whl has sha256 [0-9a-f]{64}, not the pinned [0-9a-f]{64}: it is not used/,
  );
  expect(libraries.every((library) => library.source !== 'wheel')).toBe(true);
});

test("the fetcher's own words reach the log", async () => {
  programs(`if (process.argv.includes('download')) { console.error('ERROR: No matching distribution found'); process.exit(1); }`);
  const lines: string[] = [];
  await installNativeLibraries({ dataDir, log: (line) => lines.push(line) });
  expect(lines.join('\n')).toMatch(/could not fetch lightgbm .*: ERROR: No matching distribution found/);
});

test('a system library that does not load is not noted down', async () => {
  programs();
  const system = path.join(dataDir, 'system');
  mkdirSync(system);
  writeFileSync(path.join(system, 'libxgboost.so'), 'no library at all');
  vi.stubEnv('LD_LIBRARY_PATH', system);
  const lines: string[] = [];
  await installNativeLibraries({ dataDir, log: (line) => lines.push(line) });
  expect(lines.join('\n')).toMatch(/xgboost: .*libxgboost\.so is not usable: /);
  expect(locateLibrary('xgboost', { dataDir }).sha256).toBeNull();
});

test('is done at once where the libraries are there', async () => {
  const lines: string[] = [];
  const libraries = await installNativeLibraries({ dataDir: env().ALMANAC_DATA_DIR, log: (line) => lines.push(line) });
  expect(lines).toEqual([]);
  expect(libraries.every((library) => library.path !== null)).toBe(true);
});
