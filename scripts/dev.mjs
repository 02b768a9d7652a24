#!/usr/bin/env node
// `npm run dev`: set-up, then everything as `npm start` has it, with pages compiled when asked for and bundles rebuilt at each change.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const setup = spawnSync(process.execPath, [path.join(root, 'scripts', 'setup.mjs'), 'dev'], { stdio: 'inherit' });
if (setup.status !== 0) process.exit(setup.status ?? 1);

const { watchBundles } = await import('./build.mjs');
let supervisor;
const stopWatching = await watchBundles((result) => {
  if (!supervisor || result.errors.length > 0) return;
  console.log('Bundles rebuilt; the worker starts anew.');
  if (supervisor.connected) supervisor.send('restart-worker');
});

supervisor = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'dist', 'start.mjs'), '--dev'], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
// In a terminal Ctrl-C reaches the supervisor itself, which stops everything; we only wait for it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => supervisor.kill('SIGTERM'));
supervisor.on('exit', async (code) => {
  await stopWatching();
  process.exit(code ?? 1);
});
