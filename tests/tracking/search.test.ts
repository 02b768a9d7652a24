import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { searchModels, searchVersions } from '@/lib/registry/service';
import {
  createLoggedModel,
  logBatch,
  logInputs,
  logModelMetrics,
  openExperiment,
  type RunRecord,
  runRecords,
  searchExperiments,
  searchLoggedModels,
  searchRuns,
  startRun,
  updateRun,
} from '@/lib/tracking/service';
import { createTestDatabase } from '../helpers/postgres';

await createTestDatabase();

const keys = ['a', 'b', 'odd key/x.y'] as const;
const values = ['', 'x', 'X', 'xy', "it's", '50%', 'a_b', 'back\\slash', 'say "hi"', 'größe'] as const;
const numbers = [0, 1, -1, 2.5, 1e300, -1e-300, Number.NaN] as const;
let experiment: number;
let runs: RunRecord[];

beforeAll(async () => {
  experiment = await openExperiment('search');
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
  const ids: string[] = [];
  for (let k = 0; k < 40; k++) {
    const id = await startRun({
      experimentId: experiment,
      name: pick(values, k * 3) || 'unnamed',
      startTime: 1000 + (k % 5),
      userId: pick(values, k),
    });
    ids.push(id);
    await logBatch(id, {
      metrics: keys.filter((_, n) => (k >> n) % 2 === 0).map((key, n) => ({ key, value: pick(numbers, k + n), step: k, timestamp: k })),
      params: Object.fromEntries(keys.filter((_, n) => (k >> n) % 3 !== 0).map((key, n) => [key, pick(values, k + 2 * n)])),
      tags: Object.fromEntries(keys.filter((_, n) => (k >> n) % 2 === 1).map((key, n) => [key, pick(values, k + 3 * n)])),
    });
    await updateRun(id, { status: pick(['RUNNING', 'FINISHED', 'FAILED'] as const, k), ...(k % 2 && { endTime: 2000 + k }) });
    if (k % 4 === 0)
      await logInputs(id, [
        {
          name: pick(values, k) || 'd',
          digest: `g${k % 3}`,
          sourceType: 'x',
          source: 'y',
          tags: { 'mlflow.data.context': pick(values, k / 4) },
        },
      ]);
  }
  runs = await runRecords(ids);
});

/** LIKE as SQL has it, with backslash as its escape. */
function like(text: string, pattern: string, flags: string): boolean {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string;
    if (char === '\\' && at + 1 < pattern.length) source += escaped(pattern[++at] as string);
    else if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else source += escaped(char);
  }
  return new RegExp(`^${source}$`, `su${flags}`).test(text);
}

function escaped(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

type Test = (run: RunRecord) => boolean;

function textTest(sign: string, value: string): (own: string | undefined) => boolean {
  return (own) => {
    if (own === undefined) return false;
    if (sign === '=') return own === value;
    if (sign === '!=') return own !== value;
    return like(own, value, sign === 'ILIKE' ? 'i' : '');
  };
}

function numberTest(sign: string, value: number): (own: number | undefined) => boolean {
  return (own) => {
    if (own === undefined) return false;
    if (Number.isNaN(own)) return sign === '!=';
    return { '=': own === value, '!=': own !== value, '<': own < value, '<=': own <= value, '>': own > value, '>=': own >= value }[
      sign
    ] as boolean;
  };
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const signOfText = fc.constantFrom('=', '!=', 'LIKE', 'ILIKE');
const signOfNumber = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const value = fc.oneof(fc.constantFrom(...values), fc.constantFrom('%', '%x%', '_', 'x_', '%\\%', 'a\\_b', 'back\\', '50\\%'));
const number = fc.constantFrom(0, 1, -1, 2.5, 1e300, 1000, 1002, 2011);
const key = fc.constantFrom(...keys);

/** A condition as a filter writes it, and as it is tested by hand. */
const condition: fc.Arbitrary<{ text: string; test: Test }> = fc.oneof(
  fc.tuple(fc.constantFrom('params', 'tags'), key, signOfText, value).map(([entity, name, sign, given]) => ({
    text: `${entity}.\`${name}\` ${sign} ${quote(given)}`,
    test: (run: RunRecord) => textTest(sign, given)(run[entity as 'params' | 'tags'].find((one) => one.key === name)?.value),
  })),
  fc.tuple(key, signOfNumber, number).map(([name, sign, given]) => ({
    text: `metrics."${name}" ${sign} ${given}`,
    test: (run: RunRecord) => {
      const own = run.metrics.find((one) => one.key === name);
      return numberTest(sign, given)(own && (own.value ?? Number.NaN));
    },
  })),
  fc
    .tuple(fc.constantFrom('status', 'run_name', 'user_id'), signOfText, fc.oneof(value, fc.constantFrom('FINISHED', 'F%')))
    .map(([name, sign, given]) => ({
      text: `attributes.${name} ${sign} ${quote(given)}`,
      test: (run: RunRecord) => textTest(sign, given)(name === 'status' ? run.status : name === 'run_name' ? run.name : run.userId),
    })),
  fc
    .tuple(
      fc.constantFrom('status', 'run_name'),
      fc.constantFrom('IN', 'NOT IN'),
      fc.array(fc.oneof(value, fc.constantFrom('FAILED')), { minLength: 1, maxLength: 3 }),
    )
    .map(([name, sign, given]) => ({
      text: `${name} ${sign} (${given.map(quote).join(', ')})`,
      test: (run: RunRecord) => (given as string[]).includes(name === 'status' ? run.status : run.name) === (sign === 'IN'),
    })),
  fc.tuple(fc.constantFrom('start_time', 'end_time'), signOfNumber, number).map(([name, sign, given]) => ({
    text: `${name} ${sign} ${given}`,
    test: (run: RunRecord) =>
      numberTest(sign, given)(name === 'start_time' ? Number(run.startTime) : run.endTime === null ? undefined : Number(run.endTime)),
  })),
  fc.tuple(fc.constantFrom('params', 'tags'), key, fc.boolean()).map(([entity, name, there]) => ({
    text: `${entity}.\`${name}\` IS ${there ? 'NOT ' : ''}NULL`,
    test: (run: RunRecord) => run[entity as 'params' | 'tags'].some((one) => one.key === name) === there,
  })),
  fc.tuple(fc.constantFrom('name', 'digest', 'context'), signOfText, fc.oneof(value, fc.constantFrom('g1'))).map(([name, sign, given]) => ({
    text: `dataset.${name} ${sign} ${quote(given)}`,
    test: (run: RunRecord) =>
      run.inputs.some((input) =>
        textTest(sign, given)(name === 'context' ? input.tags['mlflow.data.context'] : name === 'name' ? input.name : input.digest),
      ),
  })),
);

describe('runs', () => {
  it('whatever is asked, the database finds what a look at each run finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(condition, { minLength: 1, maxLength: 3 }), async (conditions) => {
        const filter = conditions.map(({ text }) => text).join(' AND ');
        const { runs: found } = await searchRuns({ experimentIds: [experiment], filter, limit: 100 });
        const expected = runs.filter((run) => conditions.every(({ test }) => test(run)));
        expect(new Set(found.map(({ id }) => id)), filter).toEqual(new Set(expected.map(({ id }) => id)));
      }),
      { numRuns: 400 },
    );
  });

  it('whatever it is ordered by, what is missing comes last, NaN before that, and the rest by value', async () => {
    for (const name of keys) {
      for (const direction of ['ASC', 'DESC']) {
        const { runs: found } = await searchRuns({
          experimentIds: [experiment],
          orderBy: [`metrics.\`${name}\` ${direction}`],
          limit: 100,
        });
        const rank = (run: RunRecord) => {
          const own = run.metrics.find((one) => one.key === name);
          return own === undefined ? [2, 0] : own.value === null ? [1, 0] : [0, direction === 'ASC' ? own.value : -own.value];
        };
        const expected = [...runs].sort((a, b) => {
          const [[rankA, valueA], [rankB, valueB]] = [rank(a), rank(b)] as [[number, number], [number, number]];
          return rankA - rankB || valueA - valueB || Number(b.startTime) - Number(a.startTime) || (a.id < b.id ? -1 : 1);
        });
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }
    }
  });

  it('pages hold each run once', async () => {
    const seen: string[] = [];
    for (let pageToken: string | undefined; ; ) {
      const page = await searchRuns({ experimentIds: [experiment], orderBy: ['params.a DESC'], limit: 7, pageToken });
      seen.push(...page.runs.map(({ id }) => id));
      if (!page.nextToken) break;
      pageToken = page.nextToken;
    }
    expect(seen).toHaveLength(runs.length);
    expect(new Set(seen).size).toBe(runs.length);
  });

  it('one page beyond the last is empty', async () => {
    const token = Buffer.from('{"offset": 4000}').toString('base64');
    expect(await searchRuns({ experimentIds: [experiment], limit: 7, pageToken: token })).toEqual({ runs: [], nextToken: undefined });
  });
});

describe('experiments, logged models and the registry', () => {
  it('no filter that can be written makes the database fail', async () => {
    const loggedIn = await createLoggedModel({ experimentId: experiment, name: 'net', params: { a: 'x' }, tags: { a: 'x' } });
    await logModelMetrics(runs[0]?.id as string, [{ modelId: loggedIn.id, key: 'a', value: 1, step: 0, timestamp: 0 }]);
    await db().registeredModel.create({ data: { name: 'm', lastVersion: 1, versions: { create: { version: 1, source: 's' } } } });
    const text = fc
      .tuple(
        fc.constantFrom('name', 'tags.a', 'tag.`odd key`', 'run_id', 'source_path', 'model_id', 'status', 'experiment_id', 'params.a'),
        fc.constantFrom('=', '!=', 'LIKE', 'ILIKE'),
        value,
      )
      .map(([name, sign, given]) => `${name} ${sign} ${quote(given)}`);
    const list = fc
      .tuple(
        fc.constantFrom('name', 'run_id', 'experiment_id'),
        fc.constantFrom('IN', 'NOT IN'),
        fc.array(value, { minLength: 1, maxLength: 3 }),
      )
      .map(([name, sign, given]) => `${name} ${sign} (${given.map(quote).join(', ')})`);
    const numeric = fc
      .tuple(
        fc.constantFrom('version_number', 'creation_time', 'last_update_time', 'creation_timestamp', 'metrics.a'),
        signOfNumber,
        fc.oneof(number, fc.constantFrom('99999999999999999999', '-1e400')),
      )
      .map(([name, sign, given]) => `${name} ${sign} ${given}`);
    const filter = fc.array(fc.oneof(text, list, numeric), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' AND '));
    await fc.assert(
      fc.asyncProperty(filter, async (given) => {
        const searches = [
          searchExperiments({ filter: given, limit: 10 }),
          searchLoggedModels({ experimentIds: [experiment], filter: given, limit: 10 }),
          searchModels({ filter: given, limit: 10 }),
          searchVersions({ filter: given, limit: 10 }),
        ];
        for (const outcome of await Promise.allSettled(searches)) {
          if (outcome.status === 'rejected')
            expect(outcome.reason, given).toMatchObject({ code: 'validation_failed', errors: [{ path: 'filter' }] });
        }
      }),
      { numRuns: 300 },
    );
  });
});
