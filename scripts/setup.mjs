#!/usr/bin/env node
// Brings a checkout to where it can run: `node scripts/setup.mjs start|test|dev|cli`. Needs nothing but Node and npm, does only what
// changed since last time, and says of each phase how long it took.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependenciesAreFresh, installDependencies } from './setup/dependencies.mjs';
import { fingerprint, isFresh, stamp } from './setup/fingerprint.mjs';
import { lockCheckout } from './setup/lock.mjs';
import { phase, SetupError, seconds } from './setup/phase.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dataDir = path.resolve(process.env.ALMANAC_DATA_DIR || '.almanac');
const at = (...parts) => path.join(root, ...parts);
const stampOf = { client: at('generated', '.stamp'), site: at('.next', 'almanac-stamp') };
const siteSources = [
  ...[
    'app',
    'components',
    'lib',
    'inngest',
    'generated/prisma',
    'public',
    'next.config.ts',
    'proxy.ts',
    'instrumentation.ts',
    'instrumentation-client.ts',
  ],
  ...['postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const good = major > 20 || (major === 20 && minor >= 19);
  if (!good)
    throw new SetupError(
      `This is Node ${process.versions.node}; Almanac needs 20.19 or later.`,
      'Install a newer Node (https://nodejs.org) and start again.',
    );
}

/** A step of set-up in a process of its own; its output is shown when it fails. */
function run(title, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new SetupError(
            `${title} failed.\n${output.trim()}`,
            /ENOSPC/.test(output) ? 'The disk is full.' : 'See above; a changed source is the usual cause.',
          ),
        );
    });
  });
}

function installedVersion(name) {
  return JSON.parse(readFileSync(at('node_modules', name, 'package.json'), 'utf8')).version;
}

async function prismaClient() {
  const value = `${fingerprint(root, ['prisma/schema', 'prisma.config.ts'])} ${installedVersion('prisma')}`;
  if (isFresh(stampOf.client, value) && existsSync(at('generated', 'prisma', 'client.ts'))) return;
  await phase('Generating the database client', async () => {
    await run('prisma generate', [at('node_modules', 'prisma', 'build', 'index.js'), 'generate']);
    stamp(stampOf.client, value);
  });
}

async function nativeLibraries() {
  const { installNativeLibraries } = await import('./native.mjs');
  const started = Date.now();
  let spoken = false;
  const libraries = await installNativeLibraries({
    dataDir,
    log: (line) => {
      if (!spoken) console.log('  Native libraries …');
      spoken = true;
      console.log(`    ${line}`);
    },
  });
  if (spoken) console.log(`  Native libraries: ${seconds(started)}`);
  const missing = libraries.filter((library) => !library.path);
  for (const { name, remedy } of missing) console.warn(`  ${name} is not there. ${remedy}`);
  if (missing.length === libraries.length) console.warn('  Without either, only the seasonal naive forecast can be made.');
}

async function bundles() {
  const { buildBundles, bundlesAreFresh } = await import('./build.mjs');
  if (bundlesAreFresh()) return;
  await phase('Bundling the programs', () =>
    buildBundles().catch((error) => {
      const lines = (error.errors || []).map(({ text, location }) => `${location ? `${location.file}:${location.line}: ` : ''}${text}`);
      throw lines.length > 0 ? new SetupError(lines.join('\n'), 'Mend the source named above.') : error;
    }),
  );
}

async function site() {
  const value = fingerprint(root, siteSources);
  if (isFresh(stampOf.site, value) && existsSync(at('.next', 'BUILD_ID'))) return;
  if (!existsSync(at('app', 'layout.tsx'))) return;
  await phase('Building the site', async () => {
    await run('next build', [at('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
    });
    stamp(stampOf.site, value);
  });
}

/** Files must not change under a running instance; `start` itself tells the user about it. */
function runningInstance() {
  try {
    const { pid } = JSON.parse(readFileSync(path.join(dataDir, 'runtime.json'), 'utf8'));
    const command = process.platform === 'linux' ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : process.kill(pid, 0) && 'start.mjs';
    return command.includes('start.mjs') ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function setup(purpose) {
  checkNode();
  if (purpose === 'start' && existsSync(at('dist', 'start.mjs')) && runningInstance()) return;
  const started = Date.now();
  await lockCheckout(root);
  if (!dependenciesAreFresh(root)) await phase('Installing dependencies (npm ci)', () => installDependencies(root));
  await prismaClient();
  await nativeLibraries();
  await bundles();
  if (purpose === 'start' || purpose === 'test') await site();
  if (Date.now() - started > 3000) console.log(`Set up in ${seconds(started)}.`);
}

try {
  await setup(process.argv[2] || 'start');
} catch (error) {
  console.error('');
  if (error instanceof SetupError) console.error(`${error.message}\n\n${error.remedy}`);
  else if (error.code === 'ENOSPC') console.error('The disk is full. Free some space and start again.');
  else if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    console.error(`${error.path} cannot be written. The checkout and ALMANAC_DATA_DIR must belong to the user who runs npm.`);
  } else console.error(error);
  process.exitCode = 1;
}
