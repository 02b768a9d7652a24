#!/usr/bin/env node
// Bundles every scripts/<name>.ts into dist/<name>.mjs, since Node 20 runs no TypeScript. Packages stay outside the bundles.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, isFresh, stamp } from './setup/fingerprint.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stampFile = path.join(root, 'dist', '.stamp');
const sources = ['scripts', 'lib', 'inngest', 'generated/prisma', 'tsconfig.json', 'package-lock.json'];

function options() {
  const scripts = readdirSync(path.join(root, 'scripts')).filter((name) => /^[a-z-]+\.ts$/.test(name));
  return {
    absWorkingDir: root,
    entryPoints: scripts.map((name) => `scripts/${name}`),
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // So that a task's process loads only the libraries that its task imports: a tenth of the start-up time.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'silent',
  };
}

/** @returns {boolean} */
export function bundlesAreFresh() {
  return isFresh(stampFile, fingerprint(root, sources));
}

/** Builds the bundles where their sources changed. Throws esbuild's error, whose `errors` tell file and line. */
export async function buildBundles() {
  const value = fingerprint(root, sources);
  if (isFresh(stampFile, value)) return;
  const { build } = await import('esbuild');
  rmSync(stampFile, { force: true });
  await build(options());
  stamp(stampFile, value);
}

/** Builds, and builds again at each change until the process ends. `onBuild` hears of every build after the first. */
export async function watchBundles(onBuild) {
  const { context } = await import('esbuild');
  let builds = 0;
  const plugin = {
    name: 'report',
    setup(build) {
      build.onEnd((result) => {
        builds += 1;
        if (builds > 1) onBuild(result);
      });
    },
  };
  // Rebuilt bundles no longer match what a stamp from before says.
  rmSync(stampFile, { force: true });
  const watching = await context({ ...options(), logLevel: 'warning', plugins: [plugin] });
  await watching.rebuild();
  await watching.watch();
  return () => watching.dispose();
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await buildBundles();
