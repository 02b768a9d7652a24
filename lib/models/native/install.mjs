import { rmSync } from 'node:fs';
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
  // The system's own may be old: where the pinned wheel can be had it is preferred, but nothing is installed for that.
  if (found.path || process.env[catalogue[name].environment]) return found;
  const ways = [fromWheel, fromSystemPackages, ...(name === 'lightgbm' ? [fromSource] : [])];
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
    const preload = await makeLoadable(folder, file, dataDir, log);
    place(folder, { name, version: catalogue[name].version, source: 'wheel', file, preload }, dataDir);
  });
}

async function fromSystemPackages(name, dataDir, log) {
  const { apt, brew } = catalogue[name].systemPackages;
  const installed = await installPackages({ apt: apt && [apt], brew: brew && [brew] }, `${name} has no other way to come by`, log);
  return installed && locateLibrary(name, { dataDir }).path !== null;
}

async function fromSource(name, dataDir, log) {
  if (!(await canBuild())) throw new Error('no C++ compiler, cmake and tar to build it from source with');
  return inWorkFolder(dataDir, async (folder) => {
    const { file, version } = await buildLightgbm(folder, log);
    const preload = await makeLoadable(folder, file, dataDir, log);
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
async function makeLoadable(folder, file, dataDir, log) {
  let attempt = await tryLoad(folder, [file]);
  if (attempt.ok) return [];
  if (/libgomp/.test(attempt.output)) {
    const borrowed = borrowOpenmp(folder, dataDir);
    if (borrowed && (await tryLoad(folder, [borrowed, file])).ok) {
      log("the system has no OpenMP runtime (libgomp.so.1): the one of XGBoost's wheel is used");
      return [borrowed];
    }
  }
  const openmp = { apt: ['libgomp1'], brew: ['libomp'] };
  if (/libg?omp/.test(attempt.output) && (await installPackages(openmp, 'it is the OpenMP runtime that the boosters run on', log))) {
    attempt = await tryLoad(folder, [file]);
  }
  if (!attempt.ok) throw new Error(`the library does not load here: ${lastLine(attempt)}`);
  return [];
}

function tryLoad(folder, files) {
  const paths = JSON.stringify(files.map((file) => path.join(folder, file)));
  // The libraries stay referenced until all are loaded: an unreferenced one may be unloaded again.
  const script = `import koffi from 'koffi'; try { globalThis.loaded = ${paths}.map((file) => koffi.load(file)); } catch (error) { console.error(error.message); process.exit(1); }`;
  return run(process.execPath, ['--input-type=module', '-e', script], { timeoutSeconds: 60 });
}
