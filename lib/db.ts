import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/generated/prisma/client';
import { env } from './env';

// Next's development server evaluates modules anew on each change; the client must survive that.
const holder = globalThis as typeof globalThis & { almanacPrisma?: PrismaClient };

function connect(): PrismaClient {
  const connectionString = env().DATABASE_URL;
  if (!connectionString) throw new Error('DATABASE_URL is not set. `npm start` and the CLIs set it; a process of your own must too.');
  return new PrismaClient({
    // A process that freezes within a transaction must not hold its locks for as long as it is frozen: the server ends it.
    adapter: new PrismaPg({
      connectionString,
      max: 10,
      idle_in_transaction_session_timeout: 10_000,
      // Our statements take milliseconds: to compile one, or to start others beside it, where the planner fears that it is long
      // takes longer than it does.
      options: '-c jit=off -c max_parallel_workers_per_gather=0',
    }),
    // Prisma's own bounds (2 s for a connection, 5 s for the work) fail sound transactions on a busy machine.
    transactionOptions: { maxWait: 20_000, timeout: 60_000 },
  });
}

/** The process's one Prisma client, connected on first use. */
export function db(): PrismaClient {
  holder.almanacPrisma ??= connect();
  return holder.almanacPrisma;
}
