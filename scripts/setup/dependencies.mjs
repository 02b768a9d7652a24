import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './phase.mjs';

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

const matches = (allowed, value) =>
  !allowed || allowed.includes(value) || (allowed.some((one) => one.startsWith('!')) && !allowed.includes(`!${value}`));

/**
 * Whether node_modules holds what package-lock.json says, by npm's own note of what it installed. Optional packages may be
 * missing, except where they are made for this machine: those carry the native parts.
 */
export function dependenciesAreFresh(root) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const installed = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '' || entry.link) return true;
    const there = installed[name];
    if (there) return there.version === entry.version && existsSync(path.join(root, name));
    // musl and glibc variants cannot be told apart here, nor need they be.
    return Boolean(
      entry.optional &&
        !(entry.os && matches(entry.os, process.platform) && matches(entry.cpu, process.arch) && !entry.libc && !/musl/.test(name)),
    );
  });
}

const remedies = [
  [/ENOSPC/, 'The disk is full: about 1.5 GB is needed. Free some space and start again.'],
  [/EACCES|EPERM|EROFS/, 'A file could not be written. The checkout must belong to the user who runs npm.'],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/i,
    'The npm registry could not be reached. Check the network, and the proxy settings in `npm config list`, and start again.',
  ],
  [/EINTEGRITY/, 'A package is not what package-lock.json says. Clear the cache with `npm cache clean --force` and start again.'],
  [/can only install.*in sync|npm ci.*can only/is, 'package.json and package-lock.json do not agree. Run `npm install` and start again.'],
];

export function installDependencies(root) {
  // npm tells its scripts where it is; without it (plain `node scripts/setup.mjs`) the one on PATH is used.
  const npm = process.env.npm_execpath;
  const [command, first] = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    // Prisma's own set-up would fetch an engine that nothing here uses.
    env: { ...process.env, PRISMA_SKIP_POSTINSTALL_GENERATE: '1', PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? result.error.message : ''}`.trim();
  const remedy = remedies.find(([pattern]) => pattern.test(output));
  throw new SetupError(`npm ci failed.\n${output}`, remedy ? remedy[1] : 'Run `npm ci` by hand to see more.');
}
