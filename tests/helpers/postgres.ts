import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, inject } from 'vitest';
import { reloadEnv } from '@/lib/env';
import type { Answer } from './database-server';

export interface TestDatabase {
  url: string;
}

/**
 * A migrated PostgreSQL database of the calling file's own, which `DATABASE_URL` names from then on. Await it at the top of a
 * test file, before anything connects. After the file's tests the shared Prisma client is closed; a connection that is still
 * open then was leaked, and fails the file.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const answer = JSON.parse(await text(connect(inject('databaseSocket')))) as Answer;
  if ('error' in answer) throw new Error(`The test run has no PostgreSQL: ${answer.error}`);
  process.env.DATABASE_URL = answer.url;
  reloadEnv();
  afterAll(async () => {
    const holder = globalThis as { almanacPrisma?: { $disconnect(): Promise<void> } };
    await holder.almanacPrisma?.$disconnect();
    await drop(answer.serverUrl, new URL(answer.url).pathname.slice(1));
  });
  return { url: answer.url };
}

async function drop(serverUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const leaked = await openSessions(client, name);
    await client.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    if (leaked.length > 0) {
      throw new Error(`${leaked.length} connection(s) were still open after the file's tests; their last queries:\n${leaked.join('\n')}`);
    }
  } finally {
    await client.end();
  }
}

/** What sessions were last asked, after giving those that are closing a moment to be gone. */
async function openSessions(client: Client, name: string): Promise<string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const { rows } = await client.query<{ line: string }>(
      `SELECT concat_ws(': ', nullif(application_name, ''), left(query, 120)) AS line
         FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0 || attempt === 20) return rows.map((row) => row.line);
    await sleep(50);
  }
}
