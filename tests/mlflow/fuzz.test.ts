import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { artifactProxy } from '@/lib/mlflow/artifact-proxy/dispatch';
import { mlflowCodes } from '@/lib/mlflow/error';
import { mlflow, operations } from '@/lib/mlflow/operations';
import { createArtifactFolder } from '../helpers/artifact-folder';
import { createTestDatabase } from '../helpers/postgres';

await createTestDatabase();
createArtifactFolder();

const origin = 'http://localhost:3000';
const runs = Number(process.env.FUZZ_RUNS ?? 40);
const failure = z.strictObject({
  error_code: z.enum(Object.keys(mlflowCodes) as [keyof typeof mlflowCodes]),
  message: z.string(),
  sqlstate: z.string().optional(),
  error_class: z.string().optional(),
});

/** What there is to be found. */
const there: Record<string, string> = {};

async function ask(method: string, path: string, body?: string): Promise<Response> {
  const init = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
  return mlflow(new Request(origin + path, { method, ...init }));
}

beforeAll(async () => {
  const made = async (path: string, body: object) => (await ask('POST', `/api/2.0/mlflow${path}`, JSON.stringify(body))).json();
  there.experiment_id = ((await made('/experiments/create', { name: 'fuzz' })) as { experiment_id: string }).experiment_id;
  there.run_id = (
    (await made('/runs/create', { experiment_id: there.experiment_id })) as { run: { info: { run_id: string } } }
  ).run.info.run_id;
  there.model_id = (
    (await made('/logged-models', { experiment_id: there.experiment_id, name: 'net' })) as { model: { info: { model_id: string } } }
  ).model.info.model_id;
  await made('/registered-models/create', { name: 'model' });
  await made('/model-versions/create', { name: 'model', source: 's3://x/y' });
});

const nasty = [
  '',
  '0',
  '1',
  '-1',
  '1.5',
  '1e9',
  '2147483648',
  '9223372036854775808',
  'NaN',
  'null',
  '\0',
  '\ud800',
  "';--",
  '%',
  '../..',
  '%2e%2e/x',
  'é'.repeat(300),
  'x'.repeat(9000),
  'champion',
  'model',
  'Production',
  'FINISHED',
  '3',
  'ALL',
  'metrics.x < 1',
  "name = 'model'",
  "tags.x LIKE '\\\\'",
  'name DESC',
  'eyJvZmZzZXQiOiAxfQ==',
  'eyJvZmZzZXQiOi0xfQ==',
  'bnVsbA==',
  'runs:/x/y',
  'models:/model/1',
  'models:/model@x',
  'mlflow-artifacts:/0/x',
  'mlflow-artifacts:/datasets',
  'file:///etc',
];
const text = fc.oneof(
  fc.constantFrom(...nasty),
  fc.constantFrom('experiment_id', 'run_id', 'model_id').map((key) => there[key] ?? ''),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.integer().map(String),
);
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 3, 50_001, 2 ** 53, -(2 ** 63), 1e300));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('key', 'value', 'timestamp', 'step', 'model_id', 'dataset', 'tags', 'name', 'field_name', 'part_number', 'etag'),
        fc.string({ maxLength: 5 }),
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
}));

type Json = { type?: string; anyOf?: Json[]; properties?: Record<string, Json>; items?: Json };

/** Values of the kind that a schema wants, more often than not; and sometimes anything. */
function fitting(schema: Json): fc.Arbitrary<unknown> {
  const kind = schema.type ?? schema.anyOf?.[0]?.type;
  const fit =
    kind === 'object'
      ? fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, known(name, inner)])), {
          requiredKeys: [],
        })
      : kind === 'array'
        ? fc.array(fitting(schema.items ?? {}), { maxLength: 3 })
        : kind === 'number' || kind === 'integer'
          ? number
          : kind === 'boolean'
            ? fc.boolean()
            : text;
  return fc.oneof({ weight: 6, arbitrary: fit as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: value });
}

/** Ids are those of something that is there, half of the time. */
function known(name: string, schema: Json): fc.Arbitrary<unknown> {
  const own = name === 'run_ids' ? 'run_id' : name;
  const found = fc.constant(null).map(() => (own in there ? there[own] : name === 'name' ? 'model' : name === 'version' ? '1' : undefined));
  const usable = found.filter((one) => one !== undefined);
  return ['experiment_id', 'run_id', 'model_id', 'name', 'version'].includes(own) ? fc.oneof(usable, fitting(schema)) : fitting(schema);
}

/** Halves of surrogate pairs have no form in a URL. */
const encode = (part: string) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));

async function holds(response: Response, asked: string): Promise<void> {
  const said = await response.text();
  expect(response.status, `${asked}\n${said}`).toBeLessThan(500);
  if (response.status < 400 || response.status === 416) return;
  const told = failure.parse(JSON.parse(said));
  expect(mlflowCodes[told.error_code].status).toBe(response.status);
}

const cases = operations.flatMap(({ methods, path, input }) => methods.map((method) => ({ method, path, input })));

describe.each(cases)('$method $path', ({ method, path, input }) => {
  it('never fails by itself, whatever it is asked', async () => {
    const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Json;
    const message = fc.oneof({ weight: 9, arbitrary: fitting({ ...schema, type: 'object' }) }, { weight: 1, arbitrary: value });
    await fc.assert(
      fc.asyncProperty(message, fc.array(text, { minLength: 2, maxLength: 2 }), async (given, segments) => {
        let next = 0;
        const at = `/api/2.0/mlflow${path.replace(/\{(\w+)\}/g, (_, name: string) => encode(segments[next++] || there[name] || 'x'))}`;
        if (method !== 'GET') return holds(await ask(method, at, JSON.stringify(given)), `${method} ${at} ${JSON.stringify(given)}`);
        const fields = given !== null && typeof given === 'object' ? Object.entries(given) : [];
        const search = fields
          .flatMap(([name, inner]) =>
            [inner].flat().map((one) => `${encode(name)}=${encode(typeof one === 'string' ? one : JSON.stringify(one))}`),
          )
          .join('&');
        return holds(await ask('GET', `${at}?${search}`), `GET ${at}?${search}`);
      }),
      { numRuns: runs, seed: 20261125 },
    );
  });
});

it.each(['not JSON', '{', '[]', '3', 'null', '"{}"', '"{\\"name\\": 3}"', '{"a": 1e999}'])(
  'a body of %s is an answer or a refusal',
  async (body) => {
    for (const { method, path } of cases.filter((one) => one.method !== 'GET')) {
      await holds(await ask(method, `/api/2.0/mlflow${path}`, body), `${method} ${path} ${body}`);
    }
  },
);

describe('the artifact proxy', () => {
  const area = fc.constantFrom(
    'artifacts',
    'artifacts/0',
    'mpu/create/0',
    'mpu/complete/0',
    'mpu/abort/0',
    'mpu/part',
    'presigned',
    'x',
    'artifacts/datasets',
    'artifacts/pipeline-runs',
  );
  const segment = fc.oneof(
    text,
    fc.constantFrom('a', 'b', '..', '.', '%2e%2e', '%252e%252e%252f', '\\', 'upload.json', '00000000-0000-4000-8000-000000000000'),
  );

  it('never fails by itself, whatever it is asked', async () => {
    const request = fc.record({
      area,
      segments: fc.array(segment, { maxLength: 3 }),
      method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'),
      body: fc.oneof(
        value.map((json) => JSON.stringify(json)),
        fc
          .record({ path: text, num_parts: number, upload_id: text, parts: value }, { requiredKeys: [] })
          .map((json) => JSON.stringify(json)),
        text,
      ),
      range: fc.option(fc.constantFrom('bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-0,1-1', 'x'), { nil: undefined }),
      search: fc.option(text, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(request, async (given) => {
        const path = [given.area, ...given.segments.map(encode)].join('/');
        const url = `${origin}/api/2.0/mlflow-artifacts/${path}${given.search === undefined ? '' : `?path=${encode(given.search)}`}`;
        const body = ['GET', 'HEAD'].includes(given.method) ? {} : { body: given.body };
        const headers = {
          ...(given.method === 'POST' && { 'content-type': 'application/json' }),
          ...(given.range && { range: given.range }),
        };
        const response = await artifactProxy(new Request(url, { method: given.method, headers, ...body }));
        if (given.method === 'HEAD') expect(response.status).toBeLessThan(500);
        else if (response.headers.get('content-disposition')) await response.body?.cancel();
        else await holds(response, `${given.method} ${url} ${given.body}`);
      }),
      { numRuns: runs * 10, seed: 20261125 },
    );
  });

  it('keeps clients out of what is not theirs, whichever way they write it', async () => {
    for (const path of [
      'datasets/x',
      'pipeline-runs/x',
      'multipart/x',
      'imports/x',
      '0/../datasets/x',
      '0/%2e%2e/datasets/x',
      '0/%252e%252e/datasets/x',
      '/datasets/x',
      './datasets/x',
      'nobody/x',
    ]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const response = await artifactProxy(
          new Request(`${origin}/api/2.0/mlflow-artifacts/artifacts/${path}`, { method, ...(method === 'PUT' && { body: 'x' }) }),
        );
        expect([path, method, response.status >= 400 && response.status < 500]).toEqual([path, method, true]);
      }
    }
  });
});
