import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/database/embedded';
import { isAlive } from '@/lib/process/identity';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const root = process.getuid?.() === 0;

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

function dataFolder(mode: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'almanac-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  // The server may be killed under an open connection.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.stop();
    rmSync(server.folder, { recursive: true, force: true });
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('asks for a password that only its user can read, and listens on loopback only', async () => {
    const server = await start(dataFolder(0o711));
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(server.url, 'SHOW unix_socket_directories')).toEqual(['']);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(path.join(server.folder, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(server.folder, 'data')).mode & 0o077).toBe(0);
  });

  it('keeps its data over a stop and over kill -9', async () => {
    const dataDir = dataFolder(0o711);
    const first = await start(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await first.stop();
    const second = await start(dataDir);
    await query(second.url, 'INSERT INTO kept VALUES (2)');
    process.kill(second.pid, 'SIGKILL');
    await second.exited;
    const third = await start(dataDir);
    expect(await query(third.url, 'SELECT n FROM kept ORDER BY n')).toEqual([1, 2]);
  });

  it('stops a server that a killed start left behind', async () => {
    const dataDir = dataFolder(0o711);
    const left = await start(dataDir);
    const next = await start(dataDir);
    expect(isAlive(left.pid)).toBe(false);
    expect(await query(next.url, 'SELECT 1')).toEqual([1]);
  });

  it('starts where the number of a dead server has gone to another program, and after an interrupted initdb', async () => {
    const dataDir = dataFolder(0o711);
    const first = await start(dataDir);
    await first.stop();
    writeFileSync(path.join(first.folder, 'data', 'postmaster.pid'), `${process.pid}\n${first.folder}/data\n1\n5432\n\n\n\nready\n`);
    mkdirSync(path.join(first.folder, 'initialising-dead', 'data'), { recursive: true });
    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT 1')).toEqual([1]);
    expect(readdirSync(first.folder)).not.toContain('initialising-dead');
  });

  it('refuses the data of another major version', async () => {
    const dataDir = dataFolder(0o711);
    mkdirSync(path.join(dataDir, 'postgres', 'data'), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres', 'data', 'PG_VERSION'), '12\n');
    await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 12, and this Almanac brings \d+/);
  });

  it.runIf(root)('runs for root in a folder that nobody else can enter, without opening that folder', async () => {
    const dataDir = dataFolder(0o700);
    const server = await start(dataDir);
    expect(await query(server.url, 'SELECT 1')).toEqual([1]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(server.folder.startsWith(dataDir)).toBe(false);
    expect(readFileSync(path.join(dataDir, 'postgres-location'), 'utf8').trim()).toBe(server.folder);
    expect(readFileSync(path.join(server.folder, 'data-folder'), 'utf8').trim()).toBe(realpathSync(dataDir));
    expect(existsSync(path.join(server.folder, 'data', 'PG_VERSION'))).toBe(true);
  });
});

if (!root) console.warn('Skipped: PostgreSQL for root in a 0700 folder, since this run is not root.');
