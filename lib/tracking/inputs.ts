import { db } from '@/lib/db';
import { inactiveRun, noRun } from './runs';

/** A dataset that a run reads. `schema` and `profile` are objects, or texts that are kept as they are. */
export interface InputToLog {
  name: string;
  digest: string;
  sourceType: string;
  source: string;
  schema?: object | string;
  profile?: object | string;
  tags?: Record<string, string>;
}

/** Says which data a run read, and their digest. @throws AlmanacError `not_found` or `conflict` naming `runId` */
export async function logInput(runId: string, input: InputToLog): Promise<void> {
  await logInputs(runId, [input], { replace: true });
}

/**
 * Says which data a run read, all or none, in one statement. A dataset of the same name and digest that the run has said before
 * is left as it is, or replaced where `replace` is set.
 * @throws AlmanacError `not_found` naming `runId`; `conflict` where the run has been deleted
 */
export async function logInputs(runId: string, inputs: InputToLog[], { replace = false } = {}): Promise<void> {
  const distinct = [...new Map([...inputs].reverse().map((input) => [JSON.stringify([input.name, input.digest]), input])).values()];
  // In order of key, so that two calls wait for each other in the same order.
  const rows = distinct.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.digest < b.digest ? -1 : 1));
  const column = (value: (input: InputToLog) => string | null) => rows.map(value);
  const [found] = await db().$queryRaw<{ stage: string | null }[]>`
    WITH run AS (SELECT id, lifecycle_stage FROM runs WHERE id = ${runId} FOR KEY SHARE),
    stored AS (
      INSERT INTO run_inputs AS former (run_id, name, digest, source_type, source, schema, profile, tags)
      SELECT run.id, given.name, given.digest, given.source_type, given.source, given.schema, given.profile, given.tags::jsonb
      FROM run, unnest(
        ${column(({ name }) => name)}::text[], ${column(({ digest }) => digest)}::text[],
        ${column(({ sourceType }) => sourceType)}::text[], ${column(({ source }) => source)}::text[],
        ${column(({ schema }) => text(schema))}::text[], ${column(({ profile }) => text(profile))}::text[],
        ${column(({ tags = {} }) => JSON.stringify(tags))}::text[]
      ) AS given(name, digest, source_type, source, schema, profile, tags)
      WHERE run.lifecycle_stage = 'active'
      ON CONFLICT (run_id, name, digest) DO UPDATE SET source_type = excluded.source_type, source = excluded.source,
        schema = excluded.schema, profile = excluded.profile, tags = excluded.tags
      WHERE ${replace})
    SELECT (SELECT lifecycle_stage::text FROM run) AS stage`;
  if (!found?.stage) throw noRun(runId);
  if (found.stage !== 'active') throw inactiveRun(runId);
}

function text(value: object | string | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
