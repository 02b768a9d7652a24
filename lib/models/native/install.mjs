import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boosterNames, catalogue, platformKey } from './catalogue.mjs';
import { lastLine, run } from './command.mjs';
import { locateLibrary } from './locate.mjs';
import { borrowOpenmp } from './openmp.mjs';
import { installPackages } from './packages.mjs';
import { place, workFolder } from './place.mjs';
import { buildLightgbm, canBuild } from './source-build.mjs';
import { findFetcher, unpackWheel } from './wheel.mjs';

/**
 * Makes sure that the boosters' shared libraries are there: what is found stays; else the official wheel, else the
 * system's packages, else (LightGBM) a build from source. Quick where nothing is missing, and bounded in time elsewhere.
 * A library that cannot be had is no error: the answer says what to do about it, and the app runs with the other.
 * @param {{ dataDir: string, log?: (line: string) => void }} options
 * @returns {Promise<import('./locate.d.mts').LibraryStatus[]>}
 */
export async function installNativeLibraries({ dataDir, log = () => {} }) {
  const results = new Map();
  // XGBoost first: its wheel brings the OpenMP runtime that LightGBM may have to borrow.
  for (const name of boosterNames().toReversed()) {
    results.set(name, await installLibrary(name, dataDir, (line) => log(`${name}: ${line}`)));
  }
  return boosterNames().map((name) => results.get(name));
}

async function installLibrary(name, dataDir, log) {
  const found = locateLibrary(name, { dataDir });
  // A variable that is set is the user's choice, also where it is wrong.
  if (process.env[catalogue[name].environment]) return found;
  // A system's library counts once it has been noted down (it then has a hash): before that, the pinned wheel is preferred.
  if (found.path && (found.source !== 'system' || found.sha256)) return found;
  const ways = [fromWheel, fromSystem, ...(name === 'lightgbm' ? [fromSource] : [])];
  for (const way of ways) {
    try {
      if (await way(name, dataDir, log)) break;
    } catch (error) {
      log(error.message);
    }
  }
  return locateLibrary(name, { dataDir });
}

async function fromWheel(name, dataDir, log) {
  const wheel = catalogue[name].wheels[platformKey()];
  if (!wheel) throw new Error(`there is no official wheel for ${platformKey()}`);
  const why = 'it fetches the official wheels of LightGBM and XGBoost';
  let fetcher = await findFetcher();
  if (!fetcher && (await installPackages({ apt: ['python3-pip'], brew: ['python3'] }, why, log))) fetcher = await findFetcher();
  if (!fetcher) throw new Error('neither pip nor uv is there to fetch the official wheel');
  log(`fetching ${wheel.package} ${catalogue[name].version} with ${fetcher.slice(0, 3).join(' ')}`);
  return inWorkFolder(dataDir, async (folder) => {
    const file = await unpackWheel(name, folder, fetcher);
    const preload = await makeLoadable(name, folder, file, dataDir, log);
    place(folder, { name, version: catalogue[name].version, source: 'wheel', file, preload }, dataDir);
  });
}

/** The system's own library, installed where that is allowed. It is noted down, so that the next start looks no further. */
async function fromSystem(name, dataDir, log) {
  const { apt, brew } = catalogue[name].systemPackages;
  if (!locateLibrary(name, { dataDir }).path) {
    await installPackages({ apt: apt && [apt], brew: brew && [brew] }, 'there is no other way to come by its library', log);
  }
  const { path: file } = locateLibrary(name, { dataDir });
  if (!file) return false;
  return inWorkFolder(dataDir, async (folder) => {
    const attempt = await tryLoad(name, [file]);
    if (!attempt.ok) throw new Error(`${file} is not usable: ${lastLine(attempt)}`);
    const version = /^version (\S+)$/m.exec(attempt.output)?.[1] ?? null;
    log(`using the system's own ${version ?? ''} at ${file}`);
    place(folder, { name, version, source: 'system', file, preload: [] }, dataDir);
  });
}

async function fromSource(name, dataDir, log) {
  if (!(await canBuild())) throw new Error('no C++ compiler, cmake and tar to build it from source with');
  // Minutes of compiling are not spent again at every start.
  const failed = path.resolve(dataDir, 'native', 'source-build-failed.txt');
  if (existsSync(failed)) throw new Error(`an earlier build from source failed; delete ${failed}, which says why, to try again`);
  return inWorkFolder(dataDir, async (folder) => {
    const { file, version } = await buildLightgbm(folder, log).catch((error) => {
      writeFileSync(failed, `${error.message}\n`);
      throw error;
    });
    const preload = await makeLoadable(name, folder, file, dataDir, log);
    place(folder, { name, version, source: 'source-build', file, preload }, dataDir);
  });
}

async function inWorkFolder(dataDir, work) {
  const folder = workFolder(dataDir);
  try {
    await work(folder);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Proves in a process of its own that the library loads, and mends the one thing that is commonly missing: OpenMP.
 * @returns {Promise<string[]>} what must be loaded before it
 * @throws {Error} with the loader's own text
 */
async function makeLoadable(name, folder, file, dataDir, log) {
  const library = path.join(folder, file);
  let attempt = await tryLoad(name, [library]);
  if (attempt.ok) return [];
  if (/libgomp/.test(attempt.output)) {
    const borrowed = borrowOpenmp(folder, dataDir);
    if (borrowed && (await tryLoad(name, [path.join(folder, borrowed), library])).ok) {
      log("the system has no OpenMP runtime (libgomp.so.1): the one of XGBoost's wheel is used");
      return [borrowed];
    }
  }
  const openmp = { apt: ['libgomp1'], brew: ['libomp'] };
  if (/libg?omp/.test(attempt.output) && (await installPackages(openmp, 'it is the OpenMP runtime that the boosters run on', log))) {
    attempt = await tryLoad(name, [library]);
  }
  if (!attempt.ok) throw new Error(`the library does not load here: ${lastLine(attempt)}`);
  return [];
}

/** Loads the last of `files` after the others, in a process of its own, and prints its version where it tells one. */
function tryLoad(name, files) {
  const script = `
    import koffi from 'koffi';
    try {
      // All stay referenced: an unreferenced library may be unloaded again.
      globalThis.loaded = ${JSON.stringify(files)}.map((file) => koffi.load(file));
      const library = globalThis.loaded.at(-1);
      library.func('int ${catalogue[name].needs}(void)');
      if (${JSON.stringify(name)} === 'xgboost') {
        const parts = [[0], [0], [0]];
        library.func('void XGBoostVersion(_Out_ int *major, _Out_ int *minor, _Out_ int *patch)')(...parts);
        console.log('version ' + parts.join('.'));
      }
    } catch (error) {
      console.error(error.message);
      process.exit(1);
    }`;
  return run(process.execPath, ['--input-type=module', '-e', script], { timeoutSeconds: 60 });
}
