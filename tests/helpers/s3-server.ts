import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface S3Server {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  close(): Promise<void>;
}

/** An S3 server over HTTP, from npm and in a process of its own, with nothing in it. */
export async function startS3Server(): Promise<S3Server> {
  const script = path.join(import.meta.dirname, 's3-server-process.mjs');
  const child = spawn(process.execPath, ['--openssl-legacy-provider', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exit.then(([code]) => Promise.reject(new Error(`the S3 server ended with ${code}`))),
  ]);
  return {
    endpoint: `http://127.0.0.1:${first[0]}`,
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    async close() {
      child.stdin.end();
      await exit;
    },
  };
}

/** The `minio` program named by MINIO_BIN or found on PATH. */
export function minioProgram(): string | undefined {
  const candidates = [
    process.env.MINIO_BIN ?? '',
    ...(process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'minio')),
  ];
  return candidates.find((candidate) => {
    if (candidate === '') return false;
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** MinIO itself, on an empty folder. */
export async function startMinio(program: string): Promise<S3Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'almanac-minio-'));
  const address = `127.0.0.1:${await freePort()}`;
  const accessKey = 'almanac-test';
  const secretKey = 'almanac-test-secret';
  const child = spawn(program, ['server', folder, '--address', address, '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MINIO_ROOT_USER: accessKey, MINIO_ROOT_PASSWORD: secretKey, MINIO_BROWSER: 'off' },
  });
  const endpoint = `http://${address}`;
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null || attempt === 300) throw new Error(`${program} did not start (exit code ${child.exitCode})`);
    const answer = await fetch(`${endpoint}/minio/health/ready`).catch(() => undefined); // not listening yet
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    endpoint,
    accessKey,
    secretKey,
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
