import type { TestProject } from 'vitest/node';
import { databaseServer } from './database-server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Socket of the run's database server; each connection is answered with one new database. */
    databaseSocket: string;
  }
}

/** Offers databases to the test files. PostgreSQL itself starts when the first file asks, so unit tests do not wait for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await databaseServer();
  project.provide('databaseSocket', server.socket);
  return server.close;
}
