import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isAlive } from '@/lib/process/identity';
import { allGone, buildPrograms, Instance } from '../helpers/instance';

// Whole instances start and stop here, beside whatever else the machine does.
vi.setConfig({ testTimeout: 180_000 });

const base = mkdtempSync(path.join(tmpdir(), 'almanac-supervisor-'));
chmodSync(base, 0o711);
const dataDir = path.join(base, 'data');
const started: Instance[] = [];

function start(...options: ConstructorParameters<typeof Instance>): Instance {
  const instance = new Instance(...options);
  started.push(instance);
  return instance;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(buildPrograms);
afterAll(async () => {
  for (const instance of started) await instance.stop();
  rmSync(base, { recursive: true, force: true });
});

it('starts once where two start at the same time, and the other says who holds the data folder', async () => {
  const [first, second] = [start(dataDir), start(dataDir)];
  const loser = await Promise.race([first.ended.then(() => first), second.ended.then(() => second)]);
  const winner = loser === first ? second : first;
  expect(await loser.ended).toBe(1);
  expect(loser.output).toContain(`Almanac already runs on ${dataDir}: \`npm start\`, process ${winner.pid}, since `);
  const runtime = await winner.ready();
  expect(runtime.children.map((child) => child.name).sort()).toEqual(['postgres', 'worker']);
  expect(statSync(path.join(dataDir, 'runtime.json')).mode & 0o777).toBe(0o600);

  expect(await winner.stop()).toBe(0);
  await allGone(runtime);
  expect(readdirSync(dataDir).filter((name) => name !== 'postgres')).toEqual([]);
});

it('starts a crashed worker again', async () => {
  const instance = start(dataDir);
  const workerOf = () => instance.runtime().children.find((child) => child.name === 'worker')?.pid;
  await instance.ready();
  const crashed = workerOf() as number;
  process.kill(crashed, 'SIGKILL');
  await instance.until(() => workerOf() !== undefined && workerOf() !== crashed);
  expect(instance.output).toContain('The worker process ended (SIGKILL)');
  expect(await instance.stop()).toBe(0);
});

it('loses nothing when the supervisor is killed, whose worker then ends by itself', async () => {
  const killed = start(dataDir);
  const before = await killed.ready();
  await query(before.databaseUrl, `INSERT INTO datasets (name, kind) VALUES ('kept', 'imported')`);
  killed.signal('SIGKILL');
  await allGone(before, ['worker']);

  const next = start(dataDir);
  const after = await next.ready();
  expect(await query(after.databaseUrl, 'SELECT name FROM datasets')).toEqual([{ name: 'kept' }]);
  expect(before.children.filter((child) => isAlive(child.pid))).toEqual([]);

  // And again with everything killed at once.
  for (const pid of [next.pid, ...after.children.map((child) => child.pid)]) process.kill(pid, 'SIGKILL');
  await next.ended;
  const last = start(dataDir);
  expect(await query((await last.ready()).databaseUrl, 'SELECT name FROM datasets')).toEqual([{ name: 'kept' }]);
  expect(await last.stop()).toBe(0);
});

it('takes a database that DATABASE_URL names, and says what is wrong with one it cannot use', async () => {
  const wrong = start(path.join(base, 'wrong'), { DATABASE_URL: 'postgresql://user:secret@127.0.0.1:9/none' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.output.trim()).toBe('The database that DATABASE_URL names (127.0.0.1:9/none) cannot be used: nothing answers there.');
});

it.each([
  ['a taken port', { ALMANAC_WEB: 'on', PORT: 'taken' }, /Port \d+ is taken by another program\. Choose another/],
  [
    'a host that is open to others without a key',
    { ALMANAC_WEB: 'on', HOST: '0.0.0.0' },
    /HOST=0\.0\.0\.0 opens Almanac to other machines\. Set ALMANAC_API_KEY/,
  ],
  [
    'a host that is not here',
    { ALMANAC_WEB: 'on', HOST: '192.0.2.1', PORT: '3000', ALMANAC_API_KEY: 'key' },
    /HOST=192\.0\.2\.1 is no address of this machine/,
  ],
  ['settings that cannot be', { PORT: 'abc' }, /PORT: /],
  ['a data folder that is a file', { ALMANAC_DATA_DIR: 'file' }, /is a file where a folder is needed/],
])('says in one line what is wrong with %s', async (_, environment, expected) => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const file = path.join(base, 'file');
  writeFileSync(file, '');
  const given: Record<string, string> = { ...environment };
  if (given.PORT === 'taken') given.PORT = String(port);
  if (given.ALMANAC_DATA_DIR === 'file') given.ALMANAC_DATA_DIR = file;
  const instance = start(path.join(base, 'refused'), given);
  expect(await instance.ended).toBe(1);
  await new Promise((resolve) => server.close(resolve));
  expect(instance.output).toMatch(expected);
  expect(instance.output).not.toContain('    at ');
  expect(existsSync(path.join(base, 'refused', 'lock'))).toBe(false);
});

it('says that it cannot write the data folder', async () => {
  // Root may write wherever it is possible at all.
  let folder = '/sys/almanac';
  if (process.getuid?.() !== 0) {
    folder = path.join(mkdtempSync(path.join(base, 'closed-')), 'data');
    chmodSync(path.dirname(folder), 0o555);
  }
  const instance = start(folder);
  expect(await instance.ended).toBe(1);
  expect(instance.output).toContain(folder);
  expect(instance.output).toMatch(/(cannot be written|read-only)\. .*set ALMANAC_DATA_DIR to another folder/i);
  expect(instance.output).not.toContain('    at ');
});
