import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locateLibrary } from './locate.mjs';
import { place, workFolder } from './place.mjs';

describe('locateLibrary', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'almanac-native-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const install = (version: string, name: 'lightgbm' | 'xgboost' = 'xgboost') => {
    const folder = workFolder(dataDir);
    mkdirSync(path.join(folder, 'lib'));
    writeFileSync(path.join(folder, 'lib', 'libxgboost.so'), `library ${version}`);
    place(folder, { name, version, source: 'wheel', file: 'lib/libxgboost.so', preload: [] }, dataDir);
    return path.join(dataDir, 'native', `${name}-${version}`);
  };
  const found = (environment: Record<string, string> = {}) =>
    locateLibrary('xgboost', { dataDir, environment: environment as unknown as NodeJS.ProcessEnv });

  test('finds what was installed, the pinned version before newer and older ones', () => {
    install('2.1.0');
    expect(found()).toMatchObject({ version: '2.1.0', source: 'wheel', remedy: null });
    install('10.0.0');
    expect(found().version).toBe('10.0.0');
    const pinned = install('3.2.0');
    expect(found()).toMatchObject({ version: '3.2.0', path: path.join(pinned, 'lib', 'libxgboost.so') });
  });

  test('the environment goes before it; one that points nowhere is told, not passed over', () => {
    install('3.2.0');
    const own = path.join(dataDir, 'mine.so');
    writeFileSync(own, '');
    expect(found({ XGBOOST_LIBRARY: own })).toMatchObject({ path: own, source: 'environment' });
    const nowhere = found({ XGBOOST_LIBRARY: '/no/such/file.so' });
    expect(nowhere.path).toBeNull();
    expect(nowhere.remedy).toMatch(/XGBOOST_LIBRARY is \/no\/such\/file\.so/);
  });

  test('half an installation is none, and is replaced', () => {
    const folder = install('3.2.0');
    truncateSync(path.join(folder, 'lib', 'libxgboost.so'), 3);
    expect(found().version).not.toBe('3.2.0');
    install('3.2.0');
    expect(found().version).toBe('3.2.0');
  });

  test("takes a system's library after all else", () => {
    const system = path.join(dataDir, 'system');
    mkdirSync(system);
    writeFileSync(path.join(system, 'libxgboost.so.0'), '');
    expect(found({ LD_LIBRARY_PATH: system })).toMatchObject({
      path: path.join(system, 'libxgboost.so.0'),
      source: 'system',
      sha256: null,
    });
    install('3.2.0');
    expect(found({ LD_LIBRARY_PATH: system }).source).toBe('wheel');
  });

  test('clears the working folder of a set-up that was killed, not that of one that works', () => {
    mkdirSync(path.join(dataDir, 'native', '.tmp-999999999-dead'), { recursive: true });
    const mine = workFolder(dataDir);
    expect(readdirSync(path.join(dataDir, 'native'))).toEqual([path.basename(mine)]);
    workFolder(dataDir);
    expect(existsSync(mine)).toBe(true);
  });
});
