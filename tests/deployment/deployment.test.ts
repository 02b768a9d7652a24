import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { settingNames } from '@/lib/env';
import { projectRoot } from '@/lib/project';
import { missingPackages } from '../../scripts/complete-lock.mjs';

const read = (name: string) => readFileSync(path.join(projectRoot(), name), 'utf8');
const example = new Map(
  [...read('.env.example').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name as string, value as string]),
);
const composeOnly = ['POSTGRES_PASSWORD'];

it('.env.example has every setting and no other', () => {
  expect([...example.keys()].sort()).toEqual([...settingNames, ...composeOnly].sort());
});

it('.env.example says what holds when nothing is set', async () => {
  const { env, reloadEnv } = await import('@/lib/env');
  const before = { ...process.env };
  for (const name of settingNames) delete process.env[name];
  const defaults = reloadEnv();
  Object.assign(process.env, Object.fromEntries(example));
  expect(reloadEnv()).toEqual(defaults);
  for (const name of example.keys()) delete process.env[name];
  Object.assign(process.env, before);
  expect(env()).toBeDefined();
});

it('docker-compose.yaml passes only settings that there are', () => {
  const block = read('docker-compose.yaml').match(/environment: &environment\n((?: {4}.*\n)+)/)?.[1] ?? '';
  const names = [...block.matchAll(/^ {4}([A-Z0-9_]+):/gm)].map(([, name]) => name as string);
  expect(names).toContain('DATABASE_URL');
  expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
});

it('package-lock.json names the native packages of every platform, without which npm ci refuses it', () => {
  expect(missingPackages(JSON.parse(read('package-lock.json'))), 'run: node scripts/complete-lock.mjs').toEqual([]);
});

const compose = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;
if (!compose) console.warn('Skipped: `docker compose config`, since Docker Compose is not on this machine.');

const secrets = [
  'ALMANAC_API_KEY',
  'POSTGRES_PASSWORD',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'INNGEST_EVENT_KEY',
  'INNGEST_SIGNING_KEY',
];
const config = (given: Record<string, string>) =>
  spawnSync('docker', ['compose', '--env-file', '/dev/null', 'config', '--quiet'], {
    cwd: projectRoot(),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...given } as unknown as NodeJS.ProcessEnv,
  });

it.runIf(compose)('docker compose takes the file with its secrets, and names the one that is missing', () => {
  const given = Object.fromEntries(secrets.map((name) => [name, '0123456789abcdef']));
  expect(config(given)).toMatchObject({ status: 0 });
  for (const name of secrets) {
    const refused = config({ ...given, [name]: '' });
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain(`Set ${name}`);
  }
});
