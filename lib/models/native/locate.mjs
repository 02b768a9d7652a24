import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from './catalogue.mjs';

/**
 * Finds a booster's shared library without loading it: the environment variable, then `<data>/native/`, then the system's
 * library folders. Only looks at files, so it is safe (and quick) in the web process.
 */
export function locateLibrary(name, { dataDir, environment = process.env }) {
  return (
    fromEnvironment(name, environment) ?? fromDataFolder(name, dataDir) ?? fromSystem(name, environment) ?? missing(name, remedyFor(name))
  );
}

/** What a person can do where set-up found no way to a library. */
export function remedyFor(name) {
  const { environment, systemPackages } = catalogue[name];
  const ways = [`install pip (or uv) and run "node scripts/native.mjs"`];
  if (process.platform === 'darwin') ways.push(`brew install ${systemPackages.brew} libomp`);
  if (process.platform === 'linux' && systemPackages.apt) ways.push(`apt-get install ${systemPackages.apt} (Debian, Ubuntu)`);
  if (name === 'lightgbm' && process.platform !== 'win32') ways.push(`install a C++ compiler and cmake and run "node scripts/native.mjs"`);
  return `${[...ways, `set ${environment} to the path of ${exampleFile(name)}`].join('; or ')}.`;
}

function exampleFile(name) {
  if (process.platform === 'win32') return name === 'lightgbm' ? 'lib_lightgbm.dll' : 'xgboost.dll';
  const extension = process.platform === 'darwin' ? 'dylib' : 'so';
  return name === 'lightgbm' ? `lib_lightgbm.${extension}` : `libxgboost.${extension}`;
}

function fromEnvironment(name, environment) {
  const variable = catalogue[name].environment;
  const value = environment[variable];
  if (!value) return null;
  // A variable that points nowhere is a mistake to report, not a reason to take some other library silently.
  if (!isFile(value)) return missing(name, `${variable} is ${value}, where there is no file: correct it or unset it.`);
  return { name, path: path.resolve(value), version: null, source: 'environment', preload: [], sha256: null, remedy: null };
}

function fromDataFolder(name, dataDir) {
  const folder = installedFolder(name, dataDir);
  if (!folder) return null;
  const manifest = readManifest(folder);
  return {
    name,
    path: path.resolve(folder, manifest.file),
    version: manifest.version,
    source: manifest.source,
    preload: manifest.preload.map((file) => path.join(folder, file)),
    sha256: manifest.sha256,
    remedy: null,
  };
}

/** The complete folder of a library under `<data>/native`: the pinned version where it is there, else the newest. */
export function installedFolder(name, dataDir) {
  const native = path.resolve(dataDir, 'native');
  const found = entries(native)
    .map((entry) => path.join(native, entry))
    .filter((folder) => !path.basename(folder).startsWith('.'))
    .filter((folder) => readManifest(folder)?.name === name)
    .sort((a, b) => rank(name, b) - rank(name, a) || b.localeCompare(a, 'en', { numeric: true }));
  return found[0] ?? null;
}

function rank(name, folder) {
  return path.basename(folder) === `${name}-${catalogue[name].version}` ? 1 : 0;
}

/** Null unless the folder holds a manifest and every file it names, at the size it names. */
export function readManifest(folder) {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(path.join(folder, 'library.json'), 'utf8'));
  } catch {
    // No manifest, or half of one: an unfinished or foreign folder, which is not an installation.
    return null;
  }
  const complete =
    typeof manifest?.file === 'string' &&
    Array.isArray(manifest.preload) &&
    isFile(path.resolve(folder, manifest.file), manifest.bytes) &&
    manifest.preload.every((file) => isFile(path.join(folder, file)));
  return complete ? manifest : null;
}

function fromSystem(name, environment) {
  for (const folder of systemFolders(environment)) {
    const file = entries(folder)
      .filter((entry) => catalogue[name].file.test(entry))
      .sort()[0];
    if (file) {
      return { name, path: path.join(folder, file), version: null, source: 'system', preload: [], sha256: null, remedy: null };
    }
  }
  return null;
}

function systemFolders(environment) {
  if (process.platform === 'win32') return [];
  const named = `${environment.LD_LIBRARY_PATH ?? ''}:${environment.DYLD_LIBRARY_PATH ?? ''}`.split(':').filter(Boolean);
  if (process.platform === 'darwin') {
    const cellars = ['lightgbm', 'xgboost'].flatMap((formula) => [`/opt/homebrew/opt/${formula}/lib`, `/usr/local/opt/${formula}/lib`]);
    return [...named, '/opt/homebrew/lib', '/usr/local/lib', ...cellars];
  }
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];
  return [...named, '/usr/local/lib', ...(triplet ? [`/usr/lib/${triplet}`] : []), '/usr/lib64', '/usr/lib'];
}

function missing(name, remedy) {
  return { name, path: null, version: null, source: null, preload: [], sha256: null, remedy };
}

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there, or not ours to read, holds no library for us.
    return [];
  }
}

function isFile(file, bytes) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return Boolean(stats?.isFile()) && (bytes === undefined || stats.size === bytes);
}
