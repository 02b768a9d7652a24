#!/usr/bin/env node
// Adds to package-lock.json the optional packages (native parts for other platforms) that npm left out because the registry it
// asked does not carry them. Without their entries `npm ci` refuses the lock everywhere. Run it after `npm install <package>`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix'];
const processors = ['riscv64', 'loong64', 'mips64el', 'ppc64', 's390x', 'arm64', 'ia32', 'wasm32', 'x64', 'arm'];

/** The folders where Node would look for a package that `from` needs, nearest first. */
function* places(from, name) {
  for (let at = from; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) yield `${at}/node_modules/${name}`;
  yield `node_modules/${name}`;
}

/** Optional packages that have no entry, as `{ name, range, dev }`. */
export function missingPackages(lock) {
  return Object.entries(lock.packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => ![...places(from, name)].some((place) => lock.packages[place]))
      .map(([name, range]) => ({ name, range, dev: entry.dev })),
  );
}

/** An entry from what the name tells; npm fills in the rest where it installs the package. */
function entryOf({ name, range, dev }) {
  const words = name.toLowerCase();
  const os = /win32|windows/.test(words) ? 'win32' : systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(`-${processor}`));
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev: true }),
    ...(words.includes('musl') && { libc: ['musl'] }),
    optional: true,
    ...(os && { os: [os] }),
  };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const missing = missingPackages(lock);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (missing.length > 0) writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} package(s) added to package-lock.json.`);
}
