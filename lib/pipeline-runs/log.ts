import { Prisma } from '@/generated/prisma/client';
import { db } from '@/lib/db';
import { pipelineChannel } from './events';
import { type LogFilter, type LogLine, type LogPage, type LogQuery, mostLogLines } from './history-schema';
import { type LogLevel, logLevels } from './schema';
import { getPipelineRun } from './service';

/** A line to be written; `at` is when it was said. */
export interface NewLogLine {
  level: LogLevel;
  message: string;
  step: string | null;
  at?: Date;
}

const longestLine = 4000;
/** Old lines are removed once so many are too many, not one by one. */
const trimEvery = 1000;
const pageOfDownload = 5000;

/** The line as the database can hold it: no NUL, no half of a character, not endless. */
function storable(message: string): string {
  const text = message.replaceAll('\0', '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
}

/** Adds lines to a run's log, in their order, and wakes its followers. Lines of a run that is gone are dropped. */
export async function writeLog(runId: string, lines: readonly NewLogLine[]): Promise<void> {
  if (lines.length === 0) return;
  await db().$transaction(async (tx) => {
    // Counting them takes the run's lock, as everything does that writes its events (`lockRun`).
    const [run] = await tx.$queryRaw<{ total: number }[]>`
      UPDATE pipeline_runs SET log_lines = log_lines + ${lines.length}::int WHERE id = ${runId}::uuid RETURNING log_lines AS total`;
    if (!run) return;
    await tx.pipelineEvent.createMany({
      data: lines.map(({ level, message, step, at }) => ({
        runId,
        type: 'log',
        payload: { level, message: storable(message), step },
        ...(at && { createdAt: at }),
      })),
    });
    const crossed = Math.floor(run.total / trimEvery) > Math.floor((run.total - lines.length) / trimEvery);
    if (crossed && run.total > mostLogLines) await trim(tx, runId);
    await tx.$executeRaw`SELECT pg_notify(${pipelineChannel}, ${runId})`;
  });
}

/** Adds a line to a run's log. */
export function logToRun(runId: string, level: LogLevel, message: string, step: string | null = null): Promise<void> {
  return writeLog(runId, [{ level, message, step }]);
}

async function trim(tx: Prisma.TransactionClient, runId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM pipeline_events WHERE run_id = ${runId}::uuid AND type = 'log' AND id <= (
      SELECT id FROM pipeline_events WHERE run_id = ${runId}::uuid AND type = 'log' ORDER BY id DESC OFFSET ${mostLogLines} LIMIT 1)`;
}

function matching(runId: string, { level, step, q }: LogFilter): Prisma.Sql {
  const levels = level ? logLevels.slice(logLevels.indexOf(level)) : undefined;
  const text = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.join(
    [
      Prisma.sql`run_id = ${runId}::uuid AND type = 'log'`,
      ...(levels ? [Prisma.sql`payload->>'level' IN (${Prisma.join([...levels])})`] : []),
      ...(step ? [Prisma.sql`payload->>'step' = ${step}`] : []),
      ...(text ? [Prisma.sql`payload->>'message' ILIKE ${text}`] : []),
    ],
    ' AND ',
  );
}

interface LineRow {
  id: bigint;
  createdAt: Date;
  payload: { level: LogLevel; message: string; step: string | null };
}

async function readLines(runId: string, filter: LogFilter, after: bigint, limit: number): Promise<LogLine[]> {
  const rows = await db().$queryRaw<LineRow[]>`
    SELECT id, created_at AS "createdAt", payload FROM pipeline_events
    WHERE ${matching(runId, filter)} AND id > ${after} ORDER BY id LIMIT ${limit}`;
  return rows.map(({ id, createdAt, payload }) => ({ id: String(id), createdAt: createdAt.toISOString(), ...payload }));
}

/** A run's log, oldest lines first. @throws AlmanacError `not_found` */
export async function listLog(id: string, { after, limit = 1000, ...filter }: Partial<LogQuery>): Promise<LogPage> {
  const { id: runId } = await getPipelineRun(id);
  const lines = await readLines(runId, filter, BigInt(after ?? 0), limit + 1);
  const items = lines.slice(0, limit);
  const [count] = await db().$queryRaw<{ removed: number }[]>`
    SELECT log_lines - (SELECT count(*)::int FROM pipeline_events WHERE run_id = ${runId}::uuid AND type = 'log') AS removed
    FROM pipeline_runs WHERE id = ${runId}::uuid`;
  return { items, nextCursor: lines.length > limit ? (items.at(-1)?.id ?? null) : null, removed: Math.max(0, count?.removed ?? 0) };
}

/** The log as a text file, a line each, read as it is taken: `2026-11-24T06:00:12.345Z INFO  extract: 10 series`. */
export async function* logText(runId: string, filter: LogFilter): AsyncGenerator<string, void, void> {
  for (let after = 0n; ; ) {
    const lines = await readLines(runId, filter, after, pageOfDownload);
    if (lines.length === 0) return;
    yield lines
      .map(({ createdAt, level, step, message }) => `${createdAt} ${level.toUpperCase().padEnd(5)} ${step ?? 'run'}: ${message}\n`)
      .join('');
    after = BigInt(lines.at(-1)?.id ?? 0);
  }
}
