import type { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';

/** Storing a version waits for the disk or the network, not for people. */
const longest = 30 * 60_000;

/**
 * Does something to a dataset while nobody else does: imports and deletions of one dataset take turns. The transaction that holds the
 * turn stays open meanwhile, and what it wrote is there only when all went well.
 */
export async function inTurn<Result>(dataset: string, work: (tx: Prisma.TransactionClient) => Promise<Result>): Promise<Result> {
  return db().$transaction(
    async (tx) => {
      // Files are stored meanwhile, which takes longer than the pool lets others be idle.
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lockName(dataset)}, 0))`;
      return work(tx);
    },
    { timeout: longest, maxWait: longest },
  );
}

/** As `inTurn`, but does nothing and answers undefined where somebody else has the turn. */
export async function ifFree<Result>(
  dataset: string,
  work: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result | undefined> {
  return db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
      const [row] = await tx.$queryRaw<
        { free: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(hashtextextended(${lockName(dataset)}, 0)) AS free`;
      return row?.free ? work(tx) : undefined;
    },
    { timeout: longest },
  );
}

const lockName = (dataset: string) => `almanac:dataset:${dataset}`;
